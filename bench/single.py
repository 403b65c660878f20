"""How long does one patient take on one core, and how long does it take to be ready?

In: the real guideline and patients, random and published. Out: figures with goals, each beside one
pass of the plain evaluator (`language.evaluate`) over all rules, measured in the same run.

>>> Figure("triage", "µs", [2e-5] * 99 + [1e-4], 5e-5).met
'yes'
"""

import gc
import importlib.util
import os
import subprocess
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from statistics import median, quantiles
from time import perf_counter

from lactwise import accuracy, engine, interview, loading
from lactwise.model import Guideline
from lactwise.reading import Findings
from tests.backends import plain
from tests.patients import random_patients

UNITS = {"µs": 1e6, "ms": 1e3}
RANDOM = 500  # patients of a full run, beside each published one as stated and completed
ROUNDS = 3  # the fastest of so many runs counts for a patient: the others were interrupted
STARTS = 11  # how often a program is started or the guideline read


@dataclass(frozen=True, slots=True)
class Figure:
    """Seconds measured, the unit they are shown in, and the goal in seconds, if there is one."""

    what: str
    unit: str
    seconds: Sequence[float]
    goal: float | None = None

    @property
    def median(self) -> float:
        """Seconds at the median."""
        return median(self.seconds)

    @property
    def p95(self) -> float:
        """Seconds that 95 of 100 do not exceed."""
        return quantiles(self.seconds, n=20, method="inclusive")[-1]

    @property
    def met(self) -> str:
        """Whether the goal is met by the median and by 95 of 100."""
        if self.goal is None:
            return ""
        if self.p95 <= self.goal:
            return "yes"
        return "**at the median only**" if self.median <= self.goal else "**no**"

    def shown(self, seconds: float) -> str:
        """A time in the unit of the figure."""
        return f"{rounded(seconds * UNITS[self.unit])} {self.unit}"


def rounded(number: float) -> str:
    """A number with three digits that count, or more before the point."""
    return f"{number:,.0f}" if number >= 100 else f"{number:.3g}"


@contextmanager
def one_core() -> Iterator[None]:
    """Keeps the process on one core, where the system can."""
    if not hasattr(os, "sched_setaffinity"):
        yield
        return
    before = os.sched_getaffinity(0)
    os.sched_setaffinity(0, {max(before)})
    try:
        yield
    finally:
        os.sched_setaffinity(0, before)


def patients(guideline: Guideline, random: int = RANDOM) -> list[Findings]:
    """Random patients, and every published one as stated and completed."""
    stated = [case.findings for case in accuracy.read(guideline).cases]
    full = [accuracy.completed(guideline, findings) for findings in stated]
    return [*random_patients(guideline, random, seed=1), *stated, *full]


def plain_pass(guideline: Guideline, findings: Findings) -> str:
    """The certain level by the plain evaluator, all rules read, nothing compiled or left out."""
    reading = engine.machine_of(guideline).read(findings)
    values = dict(zip(guideline.findings, reading.known, strict=True))
    rules = guideline.rules.values()
    held = [rule.level for rule in rules if plain(guideline, rule.when, values) is True]
    return min(held, key=guideline.urgency.__getitem__, default=guideline.calmest)


def each(function: Callable[[Findings], object], people: Sequence[Findings]) -> list[float]:
    """Seconds for each patient, at best of some rounds, after a round to warm up."""
    for findings in people:
        function(findings)
    gc.collect()
    return [min(once(function, findings) for _ in range(ROUNDS)) for findings in people]


def once(function: Callable[[Findings], object], findings: Findings) -> float:
    """Seconds of one call."""
    begun = perf_counter()
    function(findings)
    return perf_counter() - begun


def answers(guideline: Guideline, people: Sequence[Findings]) -> list[Figure]:
    """The plain pass first, as the yardstick; then triage, assessment and next question."""
    agree(guideline, people)
    return [
        Figure("plain pass over all rules", "µs", each(lambda f: plain_pass(guideline, f), people)),
        Figure("triage", "µs", each(lambda f: engine.triage(guideline, f), people), 50e-6),
        Figure(
            "assessment: reasons, conditions, advice, what would make it more urgent",
            "ms",
            each(lambda f: engine.assess(guideline, f), people),
            2e-3,
        ),
        Figure("next question", "ms", each(lambda f: interview.next_screen(guideline, f), people)),
    ]


def agree(guideline: Guideline, people: Sequence[Findings]) -> None:
    """Refuses to time two things that do not say the same."""
    for findings in people:
        contradicted = engine.machine_of(guideline).read(findings).others
        floor = engine.triage(guideline, findings).floor
        if not contradicted and plain_pass(guideline, findings) != floor:
            raise RuntimeError(f"the engine and the plain evaluator differ for {findings}")


def start(guideline: Guideline) -> list[Figure]:
    """What it takes to be ready: reading, compiling, and importing the command in a new process."""
    folder = loading.default_folder()
    gc.collect()
    loads, compiles = [], []
    for _ in range(STARTS):
        begun = perf_counter()
        loading.read(folder)
        loads.append(perf_counter() - begun)
    for _ in range(STARTS):
        begun = perf_counter()
        engine.Machine(guideline)
        compiles.append(perf_counter() - begun)
    figures = [
        Figure("reading and checking the guideline", "ms", loads, 100e-3),
        Figure("compiling it, before the first answer", "ms", compiles),
    ]
    if importlib.util.find_spec("lactwise.cli") is not None:
        figures.append(Figure("importing `lactwise.cli`", "ms", imports("lactwise.cli")))
    return figures


def imports(module: str) -> list[float]:
    """Seconds to import a module, each time in a new process, its own start left out."""
    code = f"from time import perf_counter as t; a = t(); import {module}; print(t() - a)"
    command = [sys.executable, "-c", code]
    runs = [subprocess.run(command, capture_output=True, check=True) for _ in range(STARTS)]
    return [float(run.stdout) for run in runs]


def report() -> str:
    """The section on one patient."""
    guideline = loading.load()
    people = patients(guideline)
    with one_core():
        figures = answers(guideline, people)
        ready = start(guideline)
    yardstick = figures[0].median
    rows = [
        f"| {figure.what} | {figure.shown(figure.median)} | {figure.shown(figure.p95)} "
        f"| {goal(figure)} | {figure.met} | {rounded(figure.median / yardstick)} |"
        for figure in [*figures, *ready]
    ]
    missed = [figure for figure in [*figures, *ready] if figure.met.startswith("**")]
    words = "; ".join(f"{item.what} ({item.met.strip('*')})" for item in missed) or "none"
    return f"""## One patient on one core

{len(people)} patients: {RANDOM} random ones, and every published one as stated and completed.
For a patient the fastest of {ROUNDS} runs counts; reading, compiling and importing were done
{STARTS} times, with the files in the system's cache.
The last column is the median in passes of the plain evaluator over all rules.

| | median | 95th of 100 | goal | met | plain passes |
| --- | --- | --- | --- | --- | --- |
{chr(10).join(rows)}

Goals missed: {words}."""


def goal(figure: Figure) -> str:
    """The goal in the unit of the figure."""
    return "" if figure.goal is None else figure.shown(figure.goal)

"""Can every proof fail, and is every slip in triage and the gates noticed?

In: the guideline, its worked patients and its claims. Out: `published/proofs.md`: what is proved; for each property a
mutant that breaks it; for each mutant what notices it; the survivors with their reasons from `survivors.toml`.

`python -m bench proofs` takes some minutes on two cores. It exits 1 if a property cannot be seen to fail or a mutant
survives without a reason.
"""

import os
import sys
import time
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import ProcessPoolExecutor
from dataclasses import replace
from functools import lru_cache
from pathlib import Path
from typing import TypeVar

import tomli

from bench.proofs_report import Outcome, Run, report_of
from lactwise.cases import Case, load_cases, unmet
from lactwise.changed import with_numbers
from lactwise.engine import Machine, words_of
from lactwise.language import Node, names
from lactwise.loading import default_folder, load
from lactwise.lowered import Program
from lactwise.lowered_advice import AUDIENCES
from lactwise.model import Guideline, SafetyClaim
from lactwise.mutants import Mutant, mutants, numbers_used
from lactwise.parts import FALSE, TRUE, Unsure, all_of, any_of, certain, negation, refuted
from lactwise.proofs import claims
from lactwise.proofs.all_patients import AllPatients, program_of
from lactwise.proofs.later import clocks
from lactwise.proofs.prover import properties, verdict
from lactwise.proofs.questions import Property
from lactwise.proofs.witness import Differences

REASONS = Path(__file__).parent / "survivors.toml"
WORKERS = os.cpu_count() or 1
_Item = TypeVar("_Item")
MOST_TRIES = 250  # mutants tried to make one claim fail


@lru_cache(maxsize=1)
def ours() -> Guideline:
    """The guideline in all its languages."""
    return load(default_folder(), tuple(sorted(path.stem for path in default_folder().glob("text/*.toml"))))


@lru_cache(maxsize=1)
def all_mutants() -> list[Mutant]:
    """Every mutant, in the same order in every process."""
    return list(mutants(ours()))


@lru_cache(maxsize=1)
def worked() -> list[Case]:
    """The worked patients."""
    return load_cases()


# --- what notices a mutant ---


def noticed(number: int) -> Outcome:
    """What notices a scored mutant: a worked patient, else a proof, else nothing."""
    mutant = all_mutants()[number]
    case = noticing_case(mutant.guideline)
    if case is not None:
        return Outcome(mutant.kind, mutant.about, mutant.what, "case", case)
    for item in sorted(properties(ours()), key=lambda item: item.built_in):
        if fails(item, mutant.guideline):
            return Outcome(mutant.kind, mutant.about, mutant.what, "proof", item.id)
    return Outcome(mutant.kind, mutant.about, mutant.what, "", same_for_all(mutant.guideline))


def noticing_case(guideline: Guideline) -> str | None:
    """The first worked patient for whom something else comes out than is expected."""
    machine, words = Machine(guideline), words_of(guideline, "generic", "en")
    for case in worked():  # the level first, which is quick
        if machine.triage(machine.read(case.findings)).level != case.level:
            return case.id
    return next((case.id for case in worked() if unmet(case, machine.assess(case.findings, words))), None)


def same_for_all(guideline: Guideline) -> str:
    """Who differs in level, reasons, pictures or advice; "equivalent" if it is proved that nobody does."""
    both = Differences(ours(), guideline)
    found = both.anything()
    return "equivalent" if found is None else str(found)


# --- that a property can fail ---


@lru_cache(maxsize=2)
def _everyone(guideline: Guideline) -> AllPatients:
    return AllPatients(guideline, claims.asked(guideline))


def fails(item: Property, guideline: Guideline) -> bool:
    """Whether a property fails for a mutant; a premise nobody meets any more is not a failure."""
    found = verdict(_everyone(guideline), item, explain=False)
    return any(failure.how in ("broken", "never") for failure in found.failures)


def refuted_by(id_: str) -> tuple[str, str]:
    """A property, and a mutant of the guideline or of the machine that breaks it; empty if none was found."""
    item = next(item for item in properties(ours()) if item.id == id_)
    claim = ours().safety.get(id_)
    # What lapses is open by the semantics: as with what is built in, hardly a slip in a rule can break that.
    for what, everyone in machine_mutants() if item.built_in or (claim is not None and claim.later_lapses) else ():
        if any(failure.how == "broken" for failure in verdict(everyone, item, explain=False).failures):
            return id_, what
    ranked = sorted(all_mutants(), key=lambda mutant: -nearness(mutant, claim))
    for mutant in ranked[:MOST_TRIES]:
        if fails(item, mutant.guideline):
            return id_, f"{mutant.kind}: {mutant.about}{f' ({mutant.what})' if mutant.what else ''}"
    for what, everyone in machine_mutants():
        if any(failure.how == "broken" for failure in verdict(everyone, item, explain=False).failures):
            return id_, what
    return id_, ""


def nearness(mutant: Mutant, claim: SafetyClaim | None) -> float:
    """How likely a mutant is to break a claim: what it names comes first, then what its premise speaks of."""
    if claim is None:
        return {"definition made impossible": 2.0, "rule made impossible": 2.0, "worse turned": 1.0}.get(
            mutant.kind, 0.0
        )
    guideline = ours()
    named = {*claim.shows, *claim.never_shows, *claim.fits, *claim.not_ruled_out}
    advice = guideline.advice.get(mutant.about)
    if mutant.kind == "word said":
        fits = advice is not None and (not claim.stance or advice.stance in claim.stance)
        reader = advice is not None and claim.audience in (None, advice.audience)
        return 20.0 if fits and reader and mutant.what == claim.never_names else -1.0
    near = 10.0 if mutant.about in named else 0.0
    if advice is not None and (claim.never_shows_tag in advice.tags or claim.never_shows_topic == advice.topic):
        near += 8
    if advice is not None and claim.never_names is not None:
        near += 8 if mutant.about in claims.pieces_that_name(guideline, claim.never_names) else 0
    near += 9 * (claim.see_by is not None and mutant.kind == "limit removed")
    near += 20 * (claim.looks_by is not None and mutant.kind == "next look removed")
    near += 20 * (mutant.kind == "episode closed too early" and mutant.about in claim.never_true)
    near += 9 * (claim.deadline_stays and mutant.kind in ("limit counted anew", "limit removed"))
    near += 9 * (claim.look_stays and mutant.kind == "look counted anew")
    near += 9 * (claim.later_lapses and mutant.kind == "asked of clinicians only")
    spoken = spoken_of(claim)
    if mutant.about in guideline.rules:
        used = findings_of(guideline.rules[mutant.about].when)
        near += 6 * len(used & spoken) * (1 / (len(used) + 1) + 1 / (len(spoken) + 1))
        near += 2 * (guideline.rules[mutant.about].level in (claim.level, claim.at_least, claim.at_most))
        near += 4 * (mutant.kind == ("rule raised" if claim.at_most is not None else "rule removed"))
    if mutant.about in guideline.findings:
        near += 3 * (mutant.about in spoken)
    if mutant.about in guideline.definitions or mutant.about in guideline.thresholds:
        near += 3 * (mutant.about in {name for node in (claim.if_, claim.if_possible) if node for name in names(node)})
    return near


def spoken_of(claim: SafetyClaim) -> set[str]:
    """The findings that the premise of a claim speaks of."""
    found = {f.id for f in ours().findings.values() if claim.each is not None and claim.each in f.tags}
    for node in (claim.if_, claim.if_possible):
        found |= findings_of(node) if node is not None else set()
    if claim.later:
        found |= {*claim.later_answers, *(item.id for item in clocks(ours()))}
    return found


def findings_of(node: Node) -> set[str]:
    """The findings a condition rests on."""
    found: set[str] = set()
    for name in names(node):
        if name in ours().definitions:
            found |= findings_of(ours().definitions[name].when)
        elif name in ours().findings:
            found.add(name)
    return found


# --- a machine that is wrong ---


@lru_cache(maxsize=1)
def machine_mutants() -> list[tuple[str, AllPatients]]:
    """What follows from the semantics no guideline can break; a wrong machine can."""
    guideline = ours()
    program = program_of(guideline, claims.asked(guideline))
    return [(f"machine: {what}", AllPatients(guideline, program=change(program))) for what, change in CHANGES.items()]


def _levels(program: Program, calmed: str) -> Program:
    """The most urgent level calmed while a finding is "not sure"."""
    top, calmest = next(iter(program.level)), program.guideline.calmest
    level = dict(program.level)
    level[calmest] = any_of([level[calmest], all_of([level[top], Unsure(calmed)])])
    level[top] = all_of([level[top], negation(Unsure(calmed))])
    return replace(program, level=level)


def _shown(program: Program, possible: bool) -> Program:
    """Advice shown wherever it applies, or may apply, and nothing else looked at."""
    extra = {}
    for prefix in AUDIENCES.values():
        for id_ in program.guideline.advice:
            when = program.asked[f"advice_{id_}__when"][0]
            extra[prefix + id_] = negation(refuted(when)) if possible else certain(when)
    return replace(program, extra=extra)


def _other_numbers(program: Program) -> Program:
    """The program of a guideline with every number moved."""
    guideline = program.guideline
    moved = {id_: guideline.thresholds[id_].value - 1 for id_ in numbers_used(guideline)}
    return program_of(with_numbers(guideline, moved), claims.asked(guideline))


CHANGES: dict[str, Callable[[Program], Program]] = {
    "everything counts as settled": lambda p: replace(p, settled=TRUE),
    "nothing counts as provisional": lambda p: replace(p, provisional=FALSE),
    "the most urgent level is never reached": lambda p: replace(p, level={**p.level, next(iter(p.level)): FALSE}),
    "what is open is left out of the ceiling": lambda p: replace(p, ceiling=p.floor),
    "not sure calms": lambda p: _levels(p, next(iter(p.guideline.findings))),
    "advice is shown whatever speaks against it": lambda p: _shown(p, False),
    "advice is shown while it may apply": lambda p: _shown(p, True),
    "the rules have other numbers than are told": _other_numbers,
}


# --- the run ---


def run() -> Run:
    """The whole run, on all cores, with its progress on standard error."""
    started = time.perf_counter()
    everyone = _everyone(ours())
    verdicts = [verdict(everyone, item) for item in properties(ours())]
    scored = [number for number, mutant in enumerate(all_mutants()) if mutant.scored]
    with ProcessPoolExecutor(WORKERS) as pool:
        broken = dict(_progress("claims", pool.map(refuted_by, [item.id for item in verdicts]), len(verdicts)))
        outcomes = list(_progress("mutants", pool.map(noticed, scored), len(scored)))
    reasons = tomli.loads(REASONS.read_text(encoding="utf-8")) if REASONS.is_file() else {}
    return Run(ours(), verdicts, broken, outcomes, reasons, time.perf_counter() - started)


def _progress(what: str, items: Iterable[_Item], count: int) -> Iterator[_Item]:
    for number, item in enumerate(items, 1):
        if number % 10 == 0 or number == count:
            print(f"{number} of {count} {what}", file=sys.stderr, flush=True)
        yield item


def report() -> str:
    """`published/proofs.md`; exits 1 after writing if something is not as it must be."""
    return report_of(run())

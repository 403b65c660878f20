"""Which changes are worth trying: the boundaries of what rules compare; and whoever would cross one is told.

Told is what the engine lists under `escalate_if`; what it does not list must not make it more urgent.
"""

import random
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pytest

from lactwise.boundaries import STEP, Change, changes
from lactwise.changed import with_rule
from lactwise.engine import assess, machine_of, triage
from lactwise.language import parse
from lactwise.loading import load
from lactwise.model import Finding, Guideline, Value
from tests.language.people import interviewed, mild_answers
from tests.patients import numbers, random_patients
from tests.planted import small

Findings = dict[str, Value]


def told(guideline: Guideline, finding: str) -> list[tuple[Any, Any]]:
    """What is told of a finding, and the value that is tried for it."""
    return [(change.shown, change.value) for change in changes(guideline) if change.finding.id == finding]


def asking(condition: str) -> Guideline:
    """The small guideline with a rule of its own for storms."""
    return with_rule(small(), "stormy", parse(condition))


# --- what is tried ---

TALL, FLAT = 38.1, 10.1  # thresholds of the small guideline
ROUGH = ({"at_least": TALL}, TALL)  # what its rule of rough seas compares with


@pytest.mark.parametrize(
    ("condition", "expected"),
    [
        ("wave >= flat", [({"at_least": FLAT}, FLAT), ROUGH]),
        ("wave > flat", [({"above": FLAT}, FLAT + STEP), ROUGH]),
        ("wave <= flat", [({"at_most": FLAT}, FLAT), ROUGH]),
        ("wave < flat", [({"below": FLAT}, FLAT - STEP), ROUGH]),
        ("flat < wave", [({"above": FLAT}, FLAT + STEP), ROUGH]),
        ("flat >= wave", [({"at_most": FLAT}, FLAT), ROUGH]),
        ("flat <= wave < tall", [({"at_least": FLAT}, FLAT), ({"below": TALL}, TALL - STEP), ROUGH]),
        ("windy and not (hail or wave < flat)", [({"below": FLAT}, FLAT - STEP), ROUGH]),
        ("windy", [ROUGH]),
    ],
)
def test_the_boundary_of_each_comparison_is_tried_once(condition: str, expected: list[tuple[Any, Any]]) -> None:
    assert told(asking(condition), "wave") == expected


def test_of_a_yes_no_or_a_choice_every_answer_is_tried() -> None:
    assert told(small(), "windy") == [(True, True), (False, False)]
    assert told(small(), "mood") == [("calm", "calm"), ("wild", "wild")]


def test_a_clock_is_tried_though_nobody_can_change_it_and_time_is_said_to_bring_it() -> None:
    hours = [change for change in changes(small()) if change.finding.id == "hours"]
    assert {change.clock for change in hours} == {True}
    assert [change.shown for change in hours if change.rising] == [{"at_least": 24}]
    assert not any(change.clock for change in changes(small()) if change.finding.id != "hours")


def test_what_cannot_change_is_not_tried() -> None:
    still = {**small().findings, "wave": replace(small().findings["wave"], changeable=False)}
    assert told(replace(small(), findings=still), "wave") == []


def test_a_number_rises_towards_at_least_and_above_only() -> None:
    wave = small().findings["wave"]
    rising = {key: Change(wave, {key: 1}, 1, clock=False).rising for key in ("at_least", "above", "at_most", "below")}
    assert rising == {"at_least": True, "above": True, "at_most": False, "below": False}


# --- whoever crosses a boundary is told ---


@pytest.fixture(scope="module")
def guideline() -> Guideline:
    return load()


def consistent(guideline: Guideline, findings: Findings) -> bool:
    reading = machine_of(guideline).read(findings)
    return not reading.contradictions and not reading.others and not reading.others_known


def others(guideline: Guideline, change: Change, now: Value, chance: random.Random) -> Iterator[float]:
    """Other numbers she could have: of a clock later ones, and only if the hour is known."""
    for number in chance.sample(numbers(guideline, change.finding, chance), 6):
        if change.clock:
            if isinstance(now, int | float) and number > now:
                yield number
        elif number != now:
            yield number


@pytest.mark.slow
def test_whatever_other_number_raises_the_level_a_change_of_it_as_urgent_is_told(guideline: Guideline) -> None:
    chance = random.Random(29)
    asked = [interviewed(guideline, mild_answers(guideline, chance)) for _ in range(150)]
    patients = [who for who in (*asked, *random_patients(guideline, 600, seed=29)) if consistent(guideline, who)]
    numeric = {change.finding.id: change for change in changes(guideline) if change.finding.kind == "number"}
    raised: Counter[tuple[str, bool]] = Counter()
    for patient in patients:
        now, result = guideline.urgency[triage(guideline, patient).level], None
        for id_, change in numeric.items():
            for number in others(guideline, change, patient.get(id_), chance) if now else ():
                after = {**patient, id_: number}
                then = guideline.urgency[triage(guideline, after).level]
                if then < now and consistent(guideline, after):
                    result = result or assess(guideline, patient)
                    rows = [row for row in result["escalate_if"] if id_ in row["change"]]
                    assert any(guideline.urgency[row["level"]] <= then for row in rows), (patient, id_, number, rows)
                    raised[id_, change.clock] += 1
    assert raised.total() > 500
    assert sum(clock for _, clock in raised) >= 2, "clocks among them"
    assert len(raised) >= len(numeric) - 2, set(numeric) - {id_ for id_, _ in raised}


@pytest.mark.parametrize("wave", [0, 10.1, 38, 38.1, 400, "unsure", None])
def test_on_the_small_guideline_it_is_so_for_every_height_of_the_waves(wave: Value) -> None:
    guideline = asking("windy or wave < flat")
    sea: Finding = guideline.findings["wave"]
    patient: Findings = {"windy": False, "cloudy": False, "mood": "calm"} | ({} if wave is None else {"wave": wave})
    now = guideline.urgency[triage(guideline, patient).level]
    rows = [row for row in assess(guideline, patient)["escalate_if"] if sea.id in row["change"]]
    for number in (0, 10, 10.1, 11, 38, 38.1, 39, 500):
        then = guideline.urgency[triage(guideline, {**patient, sea.id: number}).level]
        assert then >= now or any(guideline.urgency[row["level"]] <= then for row in rows), number

"""Each number of the guideline is walked past by worked patients: below it, at it, above it."""

from collections.abc import Iterator
from typing import Any, NamedTuple

import pytest

from lactwise.cases import Case, load_cases
from lactwise.engine import assess
from lactwise.language import Compare, Name, walk
from lactwise.loading import load

GUIDELINE = load()
CASES = load_cases()
STEP = {"degC": 0.1, "hours": 1}  # how near "just below" and "just above" are; 1 in other units
TURNED = {"<": ">", "<=": ">=", ">": "<", ">=": "<="}


class Crossing(NamedTuple):
    """A finding compared with a number: `temperature_c >= fever`."""

    finding: str
    operator: str
    threshold: str

    @property
    def value(self) -> float:
        return GUIDELINE.thresholds[self.threshold].value

    @property
    def step(self) -> float:
        return STEP.get(GUIDELINE.thresholds[self.threshold].unit, 1)


def crossings() -> Iterator[Crossing]:
    """Every comparison of triage and of the definitions, each once."""
    conditions = [item.when for item in (*GUIDELINE.rules.values(), *GUIDELINE.definitions.values())]
    for node in conditions:
        for part in walk(node):
            if isinstance(part, Compare):
                yield from compared(part)


def compared(node: Compare) -> Iterator[Crossing]:
    pairs = zip(node.operands, node.operators, node.operands[1:], strict=False)
    for left, operator, right in pairs:
        if isinstance(left, Name) and isinstance(right, Name):
            if left.name in GUIDELINE.findings:
                yield Crossing(left.name, operator, right.name)
            else:
                yield Crossing(right.name, TURNED.get(operator, operator), left.name)


CROSSINGS = sorted(set(crossings()))
each_crossing = pytest.mark.parametrize("crossing", CROSSINGS, ids=" ".join)


def near(crossing: Crossing) -> list[tuple[Case, float]]:
    """Worked patients whose number lies at the threshold or within a step of it."""
    given = [(case, case.findings.get(crossing.finding)) for case in CASES]
    return [
        (case, value)
        for case, value in given
        if isinstance(value, int | float) and abs(value - crossing.value) <= crossing.step + 1e-9
    ]


def outcome(case: Case, finding: str, value: float) -> tuple[Any, ...]:
    """What the number can decide: level, rules reached, pictures with what speaks for and against."""
    found = assess(GUIDELINE, {**case.findings, finding: value})
    rules = sorted(row["rule"] for row in (*found["reasons"], *found["also"]))
    pictures = sorted((row["id"], row["status"], row["for"], row["against"]) for row in found["conditions"])
    return found["level"], rules, pictures


@each_crossing
def test_worked_patients_stand_just_below_at_and_just_above_the_number(crossing: Crossing) -> None:
    values = {value for _, value in near(crossing)}
    assert any(value < crossing.value for value in values), f"none just below {crossing.value:g}"
    assert crossing.value in values, f"none at {crossing.value:g}"
    assert any(value > crossing.value for value in values), f"none just above {crossing.value:g}"


@each_crossing
def test_for_one_of_these_patients_the_number_decides(crossing: Crossing) -> None:
    outwards = crossing.step if crossing.operator in (">", "<=") else -crossing.step
    at, beside = crossing.value, crossing.value + outwards
    assert any(
        outcome(case, crossing.finding, at) != outcome(case, crossing.finding, beside) for case, _ in near(crossing)
    ), f"{' '.join(crossing)} changes nothing for any of them"


def test_there_are_numbers_to_walk_past() -> None:
    assert ("temperature_c", ">=", "fever") in CROSSINGS
    assert ("hours_since_onset", ">=", "self_check") in CROSSINGS, "the chained comparison is read"
    assert len(CROSSINGS) > 30


def test_every_number_is_used_somewhere() -> None:
    g = GUIDELINE
    used = {crossing.threshold for crossing in CROSSINGS}
    used |= {level.limit for level in g.levels.values()}
    used |= {item.limit for item in (*g.rules.values(), *g.follow_ups.values()) if item.limit}
    used |= {item.within for item in g.follow_ups.values()}
    for advice in g.advice.values():
        for condition in (advice.when, advice.unless):
            parts = walk(condition) if condition is not None else ()
            used |= {c.threshold for part in parts if isinstance(part, Compare) for c in compared(part)}
    for finding in g.findings.values():
        used |= set(finding.worse.values()) if isinstance(finding.worse, dict) else set()
    course = g.course
    if course.trend is not None:
        measures = course.trend.measures.values()
        used |= {course.trend.within, *(part for item in measures for part in (item.rise, item.floor) if part)}
    used |= {course.overdue_after} if course.overdue_after else set()
    words = str(g.texts["en"])
    assert [name for name in g.thresholds if name not in used and f"{{{name}}}" not in words] == []

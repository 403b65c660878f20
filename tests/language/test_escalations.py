"""What would make it more urgent: every change listed does, and every change that does is listed."""

import random
from collections.abc import Iterator
from typing import Any

import pytest

from lactwise import engine
from lactwise.engine import machine_of
from lactwise.language import Name
from lactwise.loading import load
from lactwise.model import Finding, Guideline, Value
from tests.backends import plain
from tests.language.people import answers, interviewed, mild_answers, possible_answers
from tests.patients import random_patients

Findings = dict[str, Value]
Rows = list[dict[str, Any]]
A_LITTLE = 1e-4


@pytest.fixture(scope="module")
def guideline() -> Guideline:
    return load()


@pytest.fixture(scope="module")
def assessed(guideline: Guideline) -> list[tuple[Findings, dict[str, Any]]]:
    """Patients below the highest level, with what the engine says of them."""
    chance = random.Random(51)
    asked = [interviewed(guideline, mild_answers(guideline, chance)) for _ in range(100)]
    patients = [parents_told(guideline, patient) for patient in (*asked, *random_patients(guideline, 400, seed=52))]
    consistent = [patient for patient in patients if not machine_of(guideline).read(patient).others]
    results = [(patient, engine.assess(guideline, patient)) for patient in consistent]
    return [(patient, result) for patient, result in results if result["level"] != next(iter(guideline.levels))]


def parents_told(guideline: Guideline, patient: Findings) -> Findings:
    """The patient with what her answers imply said outright: a change leaves it as it is."""
    told = dict(patient)
    for finding in guideline.findings.values():
        parent = finding.only_if
        given = patient.get(finding.id) not in (None, False, "unsure")
        if given and isinstance(parent, Name) and patient.get(parent.name) in (None, "unsure"):
            told[parent.name] = True
    return told


def level(guideline: Guideline, patient: Findings) -> str:
    return engine.triage(guideline, patient).level


def changed_to(change: Any) -> Value:
    """A value that is the listed change: on the boundary, or just beyond it."""
    if not isinstance(change, dict):
        return change  # type: ignore[no-any-return]
    ((direction, number),) = change.items()
    return float(number + {"at_least": 0, "at_most": 0, "above": A_LITTLE, "below": -A_LITTLE}[direction])


def just_before(change: Any) -> Value:
    ((direction, number),) = change.items()
    return float(number + {"at_least": -A_LITTLE, "at_most": A_LITTLE, "above": 0, "below": 0}[direction])


def test_every_change_that_is_listed_raises_the_level_to_what_is_listed(
    guideline: Guideline, assessed: list[tuple[Findings, dict[str, Any]]]
) -> None:
    listed = 0
    for patient, result in assessed:
        for row in result["escalate_if"]:
            ((name, change),) = row["change"].items()
            assert guideline.urgency[row["level"]] < guideline.urgency[result["level"]]
            assert level(guideline, {**patient, name: changed_to(change)}) == row["level"], (patient, row)
            listed += 1
    assert listed > 5000


def other_answers(guideline: Guideline, finding: Finding, current: Value, clock: bool) -> Iterator[Value]:
    """Answers that would be a change: not the present one, nor a first "no", nor a clock that runs backwards."""
    applies = current is not None and current == current and current != ""
    for answer in possible_answers(guideline, finding):
        if answer == current or (not applies and (answer is False or clock)):
            continue
        if clock and isinstance(answer, float | int) and isinstance(current, float | int) and answer < current:
            continue
        yield answer


def test_every_single_change_that_raises_the_level_is_listed(
    guideline: Guideline, assessed: list[tuple[Findings, dict[str, Any]]]
) -> None:
    machine = machine_of(guideline)
    raised = 0
    for patient, result in assessed[:250]:
        now = guideline.urgency[result["level"]]
        listed = {(next(iter(row["change"])), row["level"]) for row in result["escalate_if"]}
        current: Findings = dict(zip(guideline.findings, machine.read(patient).counted, strict=True))
        for finding in guideline.findings.values():
            clock = finding.unit == "hours" and not finding.changeable
            if not finding.changeable and not clock:
                continue
            for answer in other_answers(guideline, finding, current[finding.id], clock):
                changed = {**patient, finding.id: answer}
                reached = level(guideline, changed)
                if guideline.urgency[reached] < now and applies(guideline, finding, current):
                    assert {(name, reached) for name in says(finding)} & listed, (patient, finding.id, answer)
                    raised += 1
    assert raised > 5000


def says(finding: Finding) -> tuple[str, ...]:
    """What an answer tells: the finding; a number, such as the size of a lump, also that its parent is there."""
    parent = finding.only_if
    return (finding.id, parent.name) if finding.kind == "number" and isinstance(parent, Name) else (finding.id,)


def applies(guideline: Guideline, finding: Finding, current: Findings) -> bool:
    """Whether no other answer rules it out: a sign in a baby who has died. A lump may come; her baby will not."""
    gate = finding.only_if
    return gate is None or isinstance(gate, Name) or plain(guideline, gate, current) is not False


def test_a_listed_boundary_is_the_first_one(
    guideline: Guideline, assessed: list[tuple[Findings, dict[str, Any]]]
) -> None:
    for patient, result in assessed[:200]:
        for row in result["escalate_if"]:
            ((name, change),) = row["change"].items()
            if isinstance(change, dict):
                before = level(guideline, {**patient, name: just_before(change)})
                assert guideline.urgency[before] > guideline.urgency[row["level"]], (patient, row)


def test_nothing_is_more_urgent_than_an_emergency(guideline: Guideline) -> None:
    for patient in random_patients(guideline, 60, seed=53):
        result = engine.assess(guideline, {**patient, "rigors": True})
        assert result["level"] == "emergency_now"
        assert result["escalate_if"] == []


def test_changes_are_listed_once_and_the_most_urgent_first(
    guideline: Guideline, assessed: list[tuple[Findings, dict[str, Any]]]
) -> None:
    for _, result in assessed:
        rows: Rows = result["escalate_if"]
        places = [guideline.urgency[row["level"]] for row in rows]
        assert places == sorted(places)
        shown = [(str(row["change"]), row["level"]) for row in rows]
        assert len(shown) == len(set(shown))


def test_time_that_passes_is_marked_as_such_and_only_runs_on(
    guideline: Guideline, assessed: list[tuple[Findings, dict[str, Any]]]
) -> None:
    passed = 0
    for patient, result in assessed:
        for row in result["escalate_if"]:
            ((name, change),) = row["change"].items()
            finding = guideline.findings[name]
            assert row["as_time_passes"] is (finding.unit == "hours" and not finding.changeable)
            if row["as_time_passes"]:
                assert patient[name] == "unsure" or changed_to(change) > patient[name]  # type: ignore[operator]
                assert set(change) <= {"at_least", "above"}
                passed += 1
    assert passed > 10


def test_someone_well_hears_of_every_flag_she_could_notice(guideline: Guideline) -> None:
    ama = engine.assess(guideline, interviewed(guideline, answers(guideline)))
    listed = {next(iter(row["change"])) for row in ama["escalate_if"] if row["level"] == "emergency_now"}
    flags = {
        finding.id
        for finding in guideline.findings.values()
        if "emergency_flag" in finding.tags and finding.answered_by == "parent"
    }
    assert flags
    assert flags <= listed


def test_what_only_a_clinician_would_find_is_marked(
    guideline: Guideline, assessed: list[tuple[Findings, dict[str, Any]]]
) -> None:
    for _, result in assessed:
        for row in result["escalate_if"]:
            assert row["noticed_by"] == guideline.findings[next(iter(row["change"]))].answered_by

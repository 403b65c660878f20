"""Nothing in the guideline is untried: each rule, advice, picture, look and "not sure" has a case."""

from collections.abc import Iterable, Mapping
from typing import Any

import pytest

from lactwise.cases import Case, cases_of_rules, load_cases
from lactwise.engine import UNSURE, assess, triage
from lactwise.language import Node, names
from lactwise.loading import load

GUIDELINE = load()
CASES = load_cases()
TEMPERS = ("core", "gated", "certain")


@pytest.fixture(scope="module")
def assessed() -> Mapping[str, dict[str, Any]]:
    return {case.id: assess(GUIDELINE, case.findings) for case in CASES}


@pytest.mark.parametrize("rule", GUIDELINE.rules)
def test_each_rule_is_reached_by_a_worked_patient(rule: str) -> None:
    assert cases_of_rules(CASES).get(rule)


@pytest.mark.parametrize("level", GUIDELINE.levels)
def test_each_level_is_the_answer_for_several_worked_patients(level: str) -> None:
    assert sum(case.level == level for case in CASES) >= 10


@pytest.mark.parametrize("advice", GUIDELINE.advice)
def test_each_advice_is_expected_by_a_worked_patient(advice: str) -> None:
    assert any(advice in case.advice for case in CASES)


@pytest.mark.parametrize("temper", TEMPERS)
def test_each_temper_of_advice_is_expected_and_expected_not(temper: str) -> None:
    of_temper = {item.id for item in GUIDELINE.advice.values() if item.temper == temper}
    assert any(of_temper & set(case.advice) for case in CASES)
    assert any(of_temper & set(case.no_advice) for case in CASES)


@pytest.mark.parametrize("condition", GUIDELINE.conditions)
def test_each_condition_fits_a_worked_patient(condition: str) -> None:
    assert any(case.conditions.get(condition) == "fits" for case in CASES)


@pytest.mark.parametrize("condition", [item.id for item in GUIDELINE.conditions.values() if item.must_not_miss])
def test_each_condition_not_to_be_missed_is_ruled_out_for_a_worked_patient(condition: str) -> None:
    assert any(case.conditions.get(condition) == "ruled_out" for case in CASES)


@pytest.mark.parametrize("look", GUIDELINE.follow_ups)
def test_each_look_is_the_next_one_for_a_worked_patient(look: str, assessed: Mapping[str, dict[str, Any]]) -> None:
    assert look in {found["follow_up"]["id"] for found in assessed.values() if found["follow_up"]}


def findings_used(conditions: Iterable[Node | None]) -> set[str]:
    """The findings that conditions name, through definitions."""
    used: set[str] = set()
    for condition in conditions:
        for name in names(condition) if condition is not None else ():
            if name in GUIDELINE.definitions:
                used |= findings_used([GUIDELINE.definitions[name].when])
            elif name in GUIDELINE.findings:
                used.add(name)
    return used


def outcome(findings: Mapping[str, Any]) -> tuple[Any, ...]:
    found = assess(GUIDELINE, findings)
    rules = sorted(row["rule"] for row in (*found["reasons"], *found["also"]))
    return found["level"], found["settled"], rules


def left_out(case: Case, name: str) -> dict[str, Any]:
    return {key: value for key, value in case.findings.items() if key != name}


IN_TRIAGE = findings_used(rule.when for rule in GUIDELINE.rules.values()) | {"answering_for"}


@pytest.mark.parametrize("name", sorted(IN_TRIAGE))
def test_not_sure_about_what_triage_uses_decides_for_a_worked_patient(name: str) -> None:
    told = [case for case in CASES if case.findings.get(name) == UNSURE]
    assert told, f"no worked patient is not sure about {name}"
    assert any(outcome(case.findings) != outcome(left_out(case, name)) for case in told)


@pytest.mark.parametrize("name", sorted(set(GUIDELINE.findings) - IN_TRIAGE))
def test_not_sure_about_anything_else_changes_no_level(name: str) -> None:
    asked = [case for case in CASES if applies(case, name)]
    assert asked, f"{name} applies to no worked patient"
    for case in asked:
        without = left_out(case, name)
        assert triage(GUIDELINE, {**without, name: UNSURE}) == triage(GUIDELINE, without), case.id


def applies(case: Case, name: str) -> bool:
    """Whether the question makes sense for this patient: what it stands under was not denied."""
    gate = GUIDELINE.findings[name].only_if
    return gate is None or all(case.findings.get(parent) not in (None, False, UNSURE) for parent in names(gate))

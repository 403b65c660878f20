"""What must hold for every patient of the real guideline, whoever she is and however little is known.

Patients are partial, "not sure" and sometimes contradictory: drawn freely, or a worked patient with
some answers changed, so that settled and calm answers come up as well. Numbers lie at, just below
and just above every threshold of their unit.
"""

import re
from collections.abc import Mapping
from itertools import pairwise

import pytest
from hypothesis import HealthCheck, assume, example, given, settings
from hypothesis import strategies as st

from lactwise.cases import load_cases
from lactwise.engine import UNSURE, Findings, assess, machine_of, triage
from lactwise.language import Name
from lactwise.loading import load
from lactwise.model import Finding, Value
from tests.backends import plain

GUIDELINE = load()
FINDINGS = list(GUIDELINE.findings.values())
CASES = [dict(case.findings) for case in load_cases()]
BY_ID = {case.id: dict(case.findings) for case in load_cases()}
URGENCY = GUIDELINE.urgency
FLAGS = [item.id for item in FINDINGS if "emergency_flag" in item.tags]
STEP = {"degC": 0.1, "hours": 0.25}

many = settings(max_examples=120, deadline=None, suppress_health_check=list(HealthCheck))


# --- patients -----------------------------------------------------------------------------------


def numbers(finding: Finding) -> list[float]:
    """At, just below and just above every threshold of the unit, and the ends of the range."""
    low, high = finding.range or (0.0, 1.0)
    step = STEP.get(finding.unit, 1)
    edges = [item.value for item in GUIDELINE.thresholds.values() if item.unit == finding.unit]
    around = {round(edge + way * step, 3) for edge in edges for way in (-1, 0, 1)}
    return sorted(number for number in {*around, low, high} if low <= number <= high)


def values(finding: Finding) -> st.SearchStrategy[Value]:
    if finding.kind == "yes_no":
        return st.booleans()
    return st.sampled_from(finding.options if finding.kind == "choice" else numbers(finding))


VALUES = {item.id: values(item) for item in FINDINGS}


@st.composite
def answers(draw: st.DrawFn, most: int = 12) -> dict[str, Value]:
    """Some answers, each a value or "not sure"."""
    asked = draw(st.lists(st.sampled_from(FINDINGS), max_size=most, unique_by=lambda item: item.id))
    return {item.id: draw(st.one_of(VALUES[item.id], st.just(UNSURE))) for item in asked}


@st.composite
def patients(draw: st.DrawFn) -> dict[str, Value]:
    """A few answers, many answers, or a worked patient with some answers changed or taken back."""
    known = dict(draw(st.sampled_from([{}, *CASES])))
    for name in draw(st.lists(st.sampled_from(FINDINGS), max_size=4)):
        known.pop(name.id, None)
    return known | draw(answers(most=8 if known else 40))


def level_of(findings: Findings) -> int:
    return URGENCY[triage(GUIDELINE, findings).level]


def contradictions(findings: Findings) -> list[tuple[str, str]]:
    return machine_of(GUIDELINE).read(findings).contradictions


def without(findings: Mapping[str, Value], name: str) -> dict[str, Value]:
    return {key: value for key, value in findings.items() if key != name}


# --- level, floor, ceiling ----------------------------------------------------------------------


@many
@given(patients())
@example({**BY_ID["amina_nothing_wrong"], "redness_spreading": UNSURE})
def test_the_level_lies_between_floor_and_ceiling(patient: Findings) -> None:
    found = triage(GUIDELINE, patient)
    assert URGENCY[found.ceiling] <= URGENCY[found.level] <= URGENCY[found.floor]


@many
@given(patients(), st.data())
def test_an_answer_never_lowers_the_floor_nor_raises_the_ceiling(patient: Findings, data: st.DataObject) -> None:
    finding = data.draw(st.sampled_from(FINDINGS))
    before = without(patient, finding.id)
    after = {**before, finding.id: data.draw(VALUES[finding.id])}
    assume(not contradictions(before))
    assume(not contradictions(after))
    unknown, known = triage(GUIDELINE, before), triage(GUIDELINE, after)
    assert URGENCY[known.floor] <= URGENCY[unknown.floor]
    assert URGENCY[known.ceiling] >= URGENCY[unknown.ceiling]


@many
@given(patients(), st.data())
def test_not_sure_never_lowers_the_level(patient: Findings, data: st.DataObject) -> None:
    finding = data.draw(st.sampled_from(FINDINGS))
    left_out = without(patient, finding.id)
    assert level_of({**left_out, finding.id: UNSURE}) <= level_of(left_out)


@pytest.mark.parametrize("flag", FLAGS)
@settings(many, max_examples=15)
@given(patient=patients())
def test_each_emergency_flag_alone_is_an_emergency_whatever_else_is_said(flag: str, patient: Findings) -> None:
    found = triage(GUIDELINE, {**patient, flag: True})
    assert found.level == found.floor == "emergency_now"
    assert found.settled
    assert not found.provisional


def test_there_are_emergency_flags_and_shivering_is_not_one() -> None:
    assert {"rigors", "confusion", "feels_extremely_ill", "skin_dark_or_blistered"} <= set(FLAGS)
    assert "chills" not in FLAGS


@many
@given(patients())
def test_a_calm_level_is_final_only_when_nothing_more_urgent_is_open(patient: Findings) -> None:
    found = triage(GUIDELINE, patient)
    calm = GUIDELINE.levels[found.level].calm
    assert found.provisional == (calm and not found.settled)
    if not any(value == UNSURE for value in patient.values()):
        assert found.settled == (URGENCY[found.ceiling] >= URGENCY[found.level])


# --- worse is never calmer ----------------------------------------------------------------------


def worsenings(finding: Finding) -> list[tuple[Value, Value]]:
    """Pairs of a value and the next worse one, as the finding declares its bad direction."""
    if isinstance(finding.worse, bool):
        return [(not finding.worse, finding.worse)]
    if isinstance(finding.worse, list):
        return list(pairwise(finding.worse))
    up, down = (finding.worse.get(key) for key in ("up_from", "down_from"))
    upper = GUIDELINE.thresholds[up].value if up else float("inf")
    lower = GUIDELINE.thresholds[down].value if down else float("-inf")
    steps = list(pairwise(numbers(finding)))
    rising = [(a, b) for a, b in steps if b >= upper]
    falling = [(b, a) for a, b in steps if a < lower]
    return [*rising, *falling]


WORSENING = [item for item in FINDINGS if item.worse is not None]


@pytest.mark.parametrize("finding", WORSENING, ids=lambda item: item.id)
@settings(many, max_examples=15)
@given(patient=patients(), data=st.data())
def test_worsening_never_lowers_the_level(finding: Finding, patient: Findings, data: st.DataObject) -> None:
    better, worse = data.draw(st.sampled_from(worsenings(finding)))
    if isinstance(finding.only_if, Name):  # what it stands under is known before and after
        patient = {**patient, finding.only_if.name: True}
    calm, grave = {**patient, finding.id: better}, {**patient, finding.id: worse}
    assume(not contradictions(calm))
    assume(not contradictions(grave))
    assert level_of(grave) <= level_of(calm)


@pytest.mark.parametrize("finding", WORSENING, ids=lambda item: item.id)
def test_worsening_never_lowers_the_level_of_a_worked_patient(finding: Finding) -> None:
    for findings in CASES:
        for better, worse in worsenings(finding):
            calm, grave = {**findings, finding.id: better}, {**findings, finding.id: worse}
            if level_of(grave) > level_of(calm):
                assert contradictions(calm) or contradictions(grave), (better, worse, findings)


# --- what is shown ------------------------------------------------------------------------------


@many
@given(patients())
def test_a_provisional_answer_carries_no_advice_and_no_look(patient: Findings) -> None:
    found = assess(GUIDELINE, patient)
    if found["provisional"]:
        assert found["advice"] == []
        assert found["follow_up"] is None
        assert found["unanswered"], "it says what to ask"


@many
@given(patients(), st.sampled_from(["parent", "clinician"]))
def test_conflicting_advice_is_never_shown_together(patient: Findings, audience: str) -> None:
    shown = [row["id"] for row in assess(GUIDELINE, patient, audience=audience)["advice"]]
    for id_ in shown:
        assert not set(GUIDELINE.advice[id_].conflicts) & set(shown), id_


@many
@given(patients())
def test_care_at_home_has_a_limit_and_a_next_look(patient: Findings) -> None:
    found = assess(GUIDELINE, patient)
    if found["level"] == "self_care" and not found["provisional"]:
        assert 0 <= found["see_by"]["hours"] <= 168
        assert 0 <= found["follow_up"]["within_hours"] <= 24


@many
@given(patients())
def test_every_level_is_to_be_seen_within_its_own_limit(patient: Findings) -> None:
    found = assess(GUIDELINE, patient)
    longest = GUIDELINE.thresholds[GUIDELINE.levels[found["level"]].limit].value
    if found["level"] != "self_care":
        assert 0 <= found["see_by"]["hours"] <= longest


@many
@given(patients())
def test_each_single_change_that_is_told_does_raise_the_level(patient: Findings) -> None:
    found = assess(GUIDELINE, patient)
    for row in found["escalate_if"]:
        assert URGENCY[row["level"]] < URGENCY[found["level"]]


@many
@given(patients())
def test_core_advice_says_its_exception_as_long_as_the_exception_is_possible(
    patient: Findings,
) -> None:
    known = dict(zip(GUIDELINE.findings, machine_of(GUIDELINE).read(patient).known, strict=True))
    for row in assess(GUIDELINE, patient)["advice"]:
        advice = GUIDELINE.advice[row["id"]]
        if advice.temper == "core" and advice.unless is not None:
            exception = plain(GUIDELINE, advice.unless, known)
            worded = "except" in GUIDELINE.texts["en"]["advice"][advice.id]
            assert exception is not True, advice.id
            assert ("except" in row) == (exception is None and worded), advice.id


@many
@given(patients(), st.sampled_from(["nipple_blisters", "wound_at_baby_mouth", "hiv"]))
def test_not_sure_about_an_exception_never_says_to_stop_feeding(patient: Findings, exception: str) -> None:
    others = {"chickenpox_or_shingles": False, "invasive_strep_b": False}
    exceptions = dict.fromkeys(("nipple_blisters", "wound_at_baby_mouth", "hiv"), False)
    asked = {**patient, **others, **exceptions, exception: UNSURE}
    for row in assess(GUIDELINE, asked, audience="parent")["advice"]:
        assert "stop_feeding" not in GUIDELINE.advice[row["id"]].tags, row["id"]


# --- who must not meet which words --------------------------------------------------------------

FEEDING = re.compile(r"\b(baby|babies|baby's|feed(s|ing)?|latch\w*|nursing)\b", re.IGNORECASE)
OWN_WORDS = {"bereaved_kind_words", "bereaved_say_it_once"}  # they name her loss


@many
@given(patients())
@example(BY_ID["hana_bereaved"])
@example(BY_ID["sanne_tender_lump_five_hours"])
@example({**BY_ID["hana_bereaved"], "nipple_blisters": True, "hiv": True, "nipple_crack": True})
def test_a_bereaved_mother_never_meets_words_about_feeding_or_her_baby(patient: Findings) -> None:
    living = {k: v for k, v in patient.items() if not k.startswith("baby_") and k != "breast_refused"}
    found = assess(GUIDELINE, {**living, "baby_situation": "died"}, audience="parent")
    told = [
        (row["id"], f"{row['text']} {row.get('more', '')} {row.get('except', '')}")
        for row in found["advice"]
        if row["id"] not in OWN_WORDS
    ]
    told += [(row["rule"], row["because"]) for row in found["reasons"]]
    told += [("change", row["text"]) for row in found["escalate_if"]]
    assert [(id_, text) for id_, text in told if FEEDING.search(text)] == []


@many
@given(patients(), st.sampled_from([{"lactation": "not_lactating"}, {"male_or_chest_surgery": True}]))
def test_outside_lactation_there_is_no_care_at_home_and_no_feeding_advice(
    patient: Findings, outside: dict[str, Value]
) -> None:
    found = assess(GUIDELINE, {**patient, "breast_pain": True, **outside}, audience="parent")
    assert URGENCY[found["level"]] <= URGENCY["within_few_days"]
    feeding = [row["id"] for row in found["advice"] if row["topic"] == "feeding"]
    named_exceptions = [id_ for id_ in feeding if "stop_feeding" in GUIDELINE.advice[id_].tags]
    assert feeding == named_exceptions, "only what protects a baby may still be said"

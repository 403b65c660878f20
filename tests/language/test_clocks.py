"""By when she is seen, and when she looks again: counted from the time already gone, and never from now anew."""

import random

import pytest

from lactwise import engine
from lactwise.engine import machine_of
from lactwise.loading import load
from lactwise.model import Guideline, Value
from tests.backends import plain
from tests.language.people import answers, interviewed, mild_answers
from tests.patients import random_patients

Findings = dict[str, Value]
CLOCKS = ("hours_since_onset", "antibiotic_hours", "lump_hours", "hours_of_fever")


@pytest.fixture(scope="module")
def guideline() -> Guideline:
    return load()


@pytest.fixture(scope="module")
def patients(guideline: Guideline) -> list[Findings]:
    """Random ones, of whom little is settled, and others with mild complaints at the end of their interview."""
    chance = random.Random(71)
    asked = [interviewed(guideline, mild_answers(guideline, chance)) for _ in range(300)]
    return [*random_patients(guideline, 200, seed=72), *asked]


def hours(guideline: Guideline, threshold: str) -> float:
    return guideline.thresholds[threshold].value


def patch(guideline: Guideline, onset: float, **more: Value) -> Findings:
    """Nadia: a red, swollen patch since so many hours, no better, no fever."""
    told = answers(guideline, redness=True, swelling=True, breast_pain=True, hours_since_onset=onset, **more)
    return interviewed(guideline, told)


# --- be seen by ---


def test_be_seen_by_is_the_rules_limit_less_the_time_gone(guideline: Guideline) -> None:
    first, limit = hours(guideline, "self_check"), hours(guideline, "conservative_care")
    for onset in (first, first + 1.5, limit - 1, limit - 0.25):
        nadia = engine.assess(guideline, patch(guideline, onset))
        assert nadia["level"] == "within_24h"
        assert nadia["see_by"] == {"hours": pytest.approx(limit - onset)}
    assert engine.assess(guideline, patch(guideline, limit))["level"] == "same_day"


def test_asking_again_never_moves_the_hour_to_be_seen_by(guideline: Guideline) -> None:
    first, limit = int(hours(guideline, "self_check")), int(hours(guideline, "conservative_care"))
    due = {
        onset + engine.assess(guideline, patch(guideline, onset))["see_by"]["hours"] for onset in range(first, limit)
    }
    assert due == {limit}


def test_be_seen_by_is_what_its_rules_and_its_level_allow(guideline: Guideline, patients: list[Findings]) -> None:
    counted_down = 0
    for patient in patients:
        result = engine.assess(guideline, patient)
        level = guideline.levels[result["level"]]
        values = dict(zip(guideline.findings, machine_of(guideline).read(patient).counted, strict=True))
        rules = [guideline.rules[reason["rule"]] for reason in result["reasons"] if reason["rule"] in guideline.rules]
        allowed = [hours(guideline, level.limit)] if level.id != guideline.calmest else []
        for rule in rules:
            if rule.limit is not None and rule.clock is not None:
                gone = values[rule.clock]
                assert isinstance(gone, int | float), "a rule with a clock rests on its clock"
                allowed.append(max(0.0, hours(guideline, rule.limit) - gone))
                counted_down += 1
        expected = min(allowed, default=hours(guideline, level.limit))
        assert result["see_by"]["hours"] == pytest.approx(expected, abs=0.006), (patient, rules)
        assert result["see_by"]["hours"] >= 0
    assert counted_down > 40


def test_no_level_above_self_care_waits_longer_than_its_limit(guideline: Guideline, patients: list[Findings]) -> None:
    for patient in patients:
        result = engine.assess(guideline, patient)
        if result["level"] != guideline.calmest:
            assert result["see_by"]["hours"] <= hours(guideline, guideline.levels[result["level"]].limit)


def test_an_emergency_waits_for_nothing(guideline: Guideline, patients: list[Findings]) -> None:
    emergencies = [engine.assess(guideline, {**patient, "rigors": True}) for patient in patients[:100]]
    assert all(result["see_by"] == {"hours": 0} for result in emergencies)


def test_an_hour_later_with_nothing_else_new_the_wait_is_no_longer(
    guideline: Guideline, patients: list[Findings]
) -> None:
    for patient in patients:
        later = {
            name: value + 1 if name in CLOCKS and isinstance(value, float | int) else value
            for name, value in patient.items()
        }
        now, then = engine.assess(guideline, patient), engine.assess(guideline, later)
        same = [reason["rule"] for reason in now["reasons"]] == [reason["rule"] for reason in then["reasons"]]
        if same:
            assert then["see_by"]["hours"] <= now["see_by"]["hours"]


# --- look again ---


def test_the_first_look_at_a_fresh_patch_is_counted_from_its_onset(guideline: Guideline) -> None:
    first = hours(guideline, "self_check")
    for onset in (0, 1, 5, first - 0.5):
        nadia = engine.assess(guideline, patch(guideline, onset))
        assert nadia["level"] == "self_care"
        assert nadia["follow_up"]["within_hours"] == pytest.approx(first - onset)
        assert nadia["see_by"]["hours"] == pytest.approx(first - onset)


def test_the_look_again_is_the_earliest_that_applies(guideline: Guideline, patients: list[Findings]) -> None:
    shown = set()
    for patient in patients:
        result = engine.assess(guideline, patient)
        if result["provisional"]:
            continue
        values = dict(zip(guideline.findings, machine_of(guideline).read(patient).counted, strict=True))
        waits = {}
        for look in guideline.follow_ups.values():
            if plain(guideline, look.when, values) is True and result["level"] in (look.levels or guideline.levels):
                waits[look.id] = hours(guideline, look.within)
                gone = values[look.clock] if look.clock else None
                if look.limit is not None and isinstance(gone, int | float) and gone == gone:
                    waits[look.id] = max(0.0, min(waits[look.id], hours(guideline, look.limit) - gone))
                if result["level"] == guideline.calmest:  # at home never later than the limit itself
                    waits[look.id] = min(waits[look.id], result["see_by"]["hours"])
        if not waits:
            assert result["follow_up"] is None
            continue
        found = result["follow_up"]
        assert found["within_hours"] == pytest.approx(min(waits.values()), abs=0.006)
        assert waits[found["id"]] == min(waits.values())
        assert found["ask"] == list(guideline.follow_ups[found["id"]].ask)
        shown.add(found["id"])
    assert len(shown) > len(guideline.follow_ups) / 2


def test_a_look_is_never_later_than_the_limit_on_its_clock(guideline: Guideline, patients: list[Findings]) -> None:
    for patient in patients:
        found = engine.assess(guideline, patient)["follow_up"]
        look = guideline.follow_ups[found["id"]] if found else None
        if look is not None and look.limit is not None and look.clock is not None:
            gone = patient.get(look.clock)
            if isinstance(gone, int | float):
                limit = hours(guideline, look.limit)
                assert 0 <= found["within_hours"] <= max(0.0, limit - gone) + 0.006


def test_every_plan_for_home_says_when_to_look_again(guideline: Guideline, patients: list[Findings]) -> None:
    at_home = 0
    for patient in patients:
        result = engine.assess(guideline, patient)
        if (
            result["level"] == "self_care"
            and not result["provisional"]
            and result["reasons"][0]["rule"] != "nothing_found"
        ):
            assert result["follow_up"]["within_hours"] <= result["see_by"]["hours"]
            at_home += 1
    assert at_home > 20

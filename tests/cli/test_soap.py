"""Does the text for the record say what was told, found, thought and planned, and claim nothing that was not?"""

import re
from datetime import UTC, datetime, timedelta, timezone
from typing import Any

import pytest

from lactwise import interview
from lactwise.episode import episode_of, follow, moment_of
from lactwise.loading import load
from lactwise.model import Value
from lactwise.soap import soap
from lactwise.wording import Words
from tests.patients import random_patients

GUIDELINE = load(None, ("en", "es"))
NOON = datetime(2026, 3, 4, 12, 0, tzinfo=timezone(timedelta(hours=1)))
Findings = dict[str, Value]
FLAGS: Findings = {
    item.id: False
    for item in GUIDELINE.findings.values()
    if {"emergency_flag", "baby_emergency_flag"} & set(item.tags) and item.answered_by == "parent"
}
AMINA: Findings = {  # on the telephone: a fever, no danger signs
    **FLAGS, "answering_for": "self", "lactation": "breastfeeding", "baby_situation": "with_me", "breast_pain": True,
    "redness": True, "warmth": True, "temperature_c": 38.9, "hours_since_onset": 20, "others_worried": "unsure",
    "lump": False, "pain": 0,
}  # fmt: skip
BETH: Findings = {  # seen in person, well
    **FLAGS, "answering_for": "clinician", "lactation": "breastfeeding", "baby_situation": "with_me", "redness": True,
    "temperature_c": 36.8, "heart_rate": 72, "respiratory_rate": 14, "lump": False, "low_blood_pressure": False,
}  # fmt: skip
CHIDI: Findings = {"confusion": True, "breast_pain": True}
COURSE: dict[str, Any] = {
    "started": "2026-03-03T20:00:00Z",
    "checkins": [
        {"at": "2026-03-03T22:30:00Z", "findings": {**FLAGS, "redness": True, "breast_pain": True}},
        {
            "at": "2026-03-04T10:00:00Z",
            "findings": {"trend": "worse", "temperature_c": 38.4},
            "medicines": [{"id": "paracetamol", "mg": 1000}],
            "events": ["antibiotic_started"],
        },
    ],
}


def written(
    findings: Findings, audience: str | None = "clinician", place: str = "gb", now: datetime | None = NOON
) -> str:
    result = interview.assess(GUIDELINE, findings, place, "en", audience)
    return soap(GUIDELINE, Words(GUIDELINE, place), findings, result, now=now)


def of_course(now: datetime = NOON) -> str:
    found = moment_of(now.isoformat())
    assert found
    told = follow(GUIDELINE, episode_of(GUIDELINE, COURSE), "gb", "en", "clinician", found[0])
    current = told["current"]
    return soap(GUIDELINE, Words(GUIDELINE, "gb"), current["findings"], current["assessment"], told, now)


def flat(text: str) -> str:
    return " ".join(text.split())


def part(text: str, letter: str) -> str:
    """One of the four parts, on one line."""
    found = re.search(rf"^{letter}: .*?(?=^[SOAP]: |^\[1\]|^Guideline |\Z)", text, re.MULTILINE | re.DOTALL)
    assert found
    return flat(found[0])


@pytest.mark.parametrize("findings", [AMINA, BETH, CHIDI, {}], ids=["Amina", "Beth", "Chidi", "nobody"])
def test_it_has_four_parts_in_order_and_says_what_it_is(findings: Findings) -> None:
    text = written(findings)
    assert re.findall(r"^([A-Z]): ", text, re.MULTILINE) == ["S", "O", "A", "P"]
    assert max(map(len, text.splitlines())) <= 78
    assert "Written 4 March 2026, 12:00." in text
    end = flat(text)[-250:]
    assert "Decision support, not reviewed by a clinician, not a medical device." in end
    assert f"Guideline {GUIDELINE.version}, United Kingdom, {GUIDELINE.digest[:19]}" in end


def test_on_the_telephone_nothing_was_examined() -> None:
    text = written(AMINA)
    told, found = part(text, "S"), part(text, "O")
    assert "time since onset 20 hours (since 3 March 2026, 16:00)" in told
    assert "Danger signs denied: pain out of proportion;" in told
    assert "Danger signs, not sure: carer concern." in told
    assert "Danger signs not asked" not in told
    assert "Breast, as told: pain score (0 to 10) 0 out of 10; mastalgia; erythema" in told
    assert "Denied: palpable mass." in told
    assert "Vital signs: body temperature 38.9 °C." in found
    assert "Not measured: heart rate; respiratory rate;" in found
    assert "Breast not examined by the writer." in found
    assert "Not examined: hypotension or shock;" in found
    assert "erythema" not in found


def test_seen_in_person_the_breast_was_examined() -> None:
    text = written(BETH)
    found = part(text, "O")
    assert "Breast, as examined: erythema or hyperpigmentation. Absent: palpable mass." in found
    assert "heart rate 72 beats a minute" in found
    assert "Looked for and absent: hypotension or shock." in found
    assert "erythema" not in part(text, "S")
    assert "not examined by the writer" not in found


def test_what_was_not_asked_is_said_and_never_denied() -> None:
    told = part(written(CHIDI), "S")
    assert "DANGER SIGNS PRESENT: new altered mental state or seizure." in told
    assert "Danger signs not asked: pain out of proportion;" in told
    assert "denied" not in told.casefold()
    assert "Nothing was asked yet" not in told


def test_the_level_has_its_reasons_sources_and_clock_times() -> None:
    text = written(AMINA)
    opinion = part(text, "A")
    assert "Urgency: Same day: speak to a clinician now, be seen within 12 hours, by 00:00 tomorrow." in opinion
    assert "(body temperature 38.9 °C) [1, 2, 3]" in opinion
    assert "Not excluded, must not be missed: Breast abscess;" in opinion
    assert re.findall(r"^\[(\d+)\] ", text, re.MULTILINE)[:3] == ["1", "2", "3"]
    assert "Look again within 12 hours, by 00:00 tomorrow; ask:" in part(text, "P")


def test_without_a_clock_there_are_no_clock_times() -> None:
    text = written(AMINA, now=None)
    assert "Written" not in text
    assert "(since" not in text
    assert not re.search(r"by \d\d:\d\d", text)
    assert "be seen within 12 hours." in flat(text)


def test_an_emergency_stands_first_in_the_assessment() -> None:
    text = written(CHIDI)
    assert "Urgency: Emergency: ambulance or emergency department now." in part(text, "A")
    assert "999" in part(text, "P")


def test_while_too_little_is_known_there_is_no_level_and_no_plan() -> None:
    text = written({"redness": True})
    assert "No level yet: not enough is known." in part(text, "A")
    plan = part(text, "P")
    assert "No plan yet" in plan
    assert "Emergency at once if any of these: pain out of proportion;" in plan
    assert "Home measures" not in text
    assert "Advice for her" not in text


def drugs() -> set[str]:
    texts = " ".join(str(place.antibiotics) for place in GUIDELINE.places.values()).lower()
    found = set(re.findall(r"\b[a-z-]+(?:cillin|mycin|oxazole|exin|azole)\b", texts)) - {"penicillin"}
    assert len(found) > 5
    return found


def test_antibiotics_are_named_to_clinicians_alone() -> None:
    ill: Findings = {**AMINA, "antibiotic_status": "none", "penicillin_allergy": "none", "hours_since_onset": 60}
    ill |= {"trend": "worse", "side": "left", "extent": "one_area", "answering_for": "clinician", "swelling": True}
    ill |= {"mrsa": False, "baby_antibiotic_allergy": False, "male_or_chest_surgery": False}
    names = re.compile("|".join(sorted(drugs())))
    assert names.search(written(ill, "clinician").lower())
    for findings in (ill, AMINA, BETH, CHIDI):
        assert not names.search(written(findings, "parent").lower())
        assert "For the clinician" not in written(findings, "parent")


def test_the_course_is_told_as_dated_lines() -> None:
    text = of_course()
    told, plan = part(text, "S"), part(text, "P")
    assert "- 3 March 2026, 23:30: No level yet: not enough is known. New: mastalgia; erythema" in told
    assert f"Denied: {len(FLAGS)}." in told
    assert "- 4 March 2026, 11:00: Same day: speak to a clinician now, be seen. New:" in told
    assert "body temperature 38.4 °C" in told
    assert "be seen, by 4 March 2026, 23:00: due." in plan
    assert (
        "paracetamol: last 4 March 2026, 11:00, next full dose from 4 March 2026, 15:00; 1,000 mg of 4,000 mg" in plan
    )


def test_what_has_lapsed_is_to_be_asked_again() -> None:
    text = of_course(NOON + timedelta(days=2))
    assert "Lapsed, to be asked again:" in part(text, "A")
    assert "Danger signs denied" not in text


def test_it_is_in_clinical_english_whatever_is_spoken() -> None:
    result = interview.assess(GUIDELINE, AMINA, "gb", "es", "clinician")
    spanish = soap(GUIDELINE, Words(GUIDELINE, "gb", "es"), AMINA, result, now=NOON)
    assert spanish == written(AMINA)


def test_fahrenheit_stands_beside_celsius_where_it_is_used() -> None:
    assert "102.0 °F (38.9 °C)" in flat(written(AMINA, place="us"))


@pytest.mark.parametrize("audience", ["parent", "clinician"])
def test_no_text_is_too_wide_or_holds_an_unfilled_word(audience: str) -> None:
    for findings in random_patients(GUIDELINE, 40, seed=5):
        known = {name: value for name, value in findings.items() if value is not None}
        text = written(known, audience, "us", datetime(2026, 3, 4, tzinfo=UTC))
        assert max(map(len, text.splitlines())) <= 78
        assert not re.search(r"\{[a-z]", text)
        assert re.findall(r"^([A-Z]): ", text, re.MULTILINE) == ["S", "O", "A", "P"]

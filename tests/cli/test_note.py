"""The note reads like a good nurse's: urgency first, nothing calming too early, every statement sourced."""

import dataclasses
import re
from datetime import UTC, date, datetime
from typing import Any

import pytest

from lactwise import interview
from lactwise.engine import words_of
from lactwise.loading import load
from lactwise.note import note
from lactwise.phrases import in_words, local, span
from lactwise.wording import Words
from tests.patients import random_patients

GUIDELINE = load()
TEXTS = GUIDELINE.texts["en"]
NOON = datetime(2026, 11, 23, 12, 0, tzinfo=UTC)
Facts = dict[str, Any]

AMINA: Facts = {  # a hot patch and a fever, breastfeeding a baby of three weeks
    "breast_pain": True,
    "redness": True,
    "warmth": True,
    "side": "left",
    "extent": "one_area",
    "temperature_c": 38.9,
    "chills": True,
    "hours_since_onset": 20,
    "days_since_birth": 24,
    "lactation": "breastfeeding",
    "baby_situation": "with_me",
    "male_or_chest_surgery": False,
}
NGOZI: Facts = {"confusion": True, "temperature_c": 39.4, "days_since_birth": 9}  # Chidi calls for his wife
BETH: Facts = {"breast_pain": True, "redness": True, "warmth": True, "hours_since_onset": 6}  # little is known


def beth_after_every_question() -> Facts:
    """Beth has a fresh patch, is well, and has answered all that was asked."""
    told: Facts = {
        **BETH,
        "side": "left",
        "extent": "one_area",
        "temperature_c": 37.0,
        "trend": "same",
        "lactation": "breastfeeding",
        "baby_situation": "with_me",
        "days_since_birth": 40,
        "answering_for": "self",
        "antibiotic_status": "none",
        "discharge": "milk",
        "pain": 4,
    }
    answered: Facts = {}
    while screen := interview.next_screen(GUIDELINE, answered):
        for name in screen.questions:
            no = False if GUIDELINE.findings[name].kind == "yes_no" else 0
            answered[name] = told.get(name, no)
    return answered


def written(findings: Facts, place: str = "gb", audience: str | None = None, now: datetime | None = None) -> str:
    assessment = interview.assess(GUIDELINE, findings, place, "en", audience)
    return note(GUIDELINE, findings, assessment, words_of(GUIDELINE, place, "en"), audience=audience, now=now)


def flat(text: str) -> str:
    return re.sub(r"\s+", " ", text)


def section(text: str, heading: str) -> str:
    """One section with its lines joined; empty if there is none."""
    found = re.search(rf"(?m)^{re.escape(heading)}\n((?:  .*\n)+)", text)
    return flat(found[1]) if found else ""


# --- the first line ---


def test_an_emergency_begins_with_the_call() -> None:
    assert written(NGOZI).startswith("Call 999 now. Do not drive yourself.\n")
    assert written(NGOZI, "us").startswith("Call 911 now.")


def test_an_emergency_holds_no_list_of_illnesses_that_can_wait() -> None:
    assert "Less likely" not in written(NGOZI)
    assert "Less likely" in written(AMINA)


def test_the_call_is_not_said_twice_in_an_emergency() -> None:
    assert flat(written(NGOZI)).count("Do not drive yourself.") == 1


def test_the_headline_says_by_when_and_by_the_clock() -> None:
    assert written(AMINA).startswith("Phone now, and be seen within 12 hours.\n")
    assert "within 12 hours, by 00:00 tomorrow." in written(AMINA, now=NOON)
    assert "within 12 hours, by 20:00 today." in written(AMINA, now=NOON.replace(hour=8))


def test_home_care_comes_with_its_next_look_and_its_end() -> None:
    text = written(beth_after_every_question(), now=NOON)
    assert text.startswith("Care at home for now. Look again within 6 hours, by 18:00 today.\n")
    assert "If it is not clearly better by then, or gets worse at any time, be seen." in flat(text)


# --- nothing calming before enough is known ---


def test_a_provisional_note_asks_and_holds_no_plan() -> None:
    text = written(BETH)
    assert text.startswith("Not enough is known yet.\n")
    assert "If you feel very ill, do not wait for this program: call 999." in flat(text)
    following = interview.assess(GUIDELINE, BETH)["next_question"]
    assert GUIDELINE.texts["en"]["findings"][following]["ask"] in section(text, "What to answer next")
    for heading in ("Why", "Do this now", "What it may be", "Feeding and your baby", "Medicines", "When to look again"):
        assert f"\n{heading}\n" not in text


def test_no_provisional_note_of_anyone_holds_a_calm_reason_or_advice() -> None:
    texts = GUIDELINE.texts["en"]
    calm = [rule.id for rule in GUIDELINE.rules.values() if GUIDELINE.levels[rule.level].calm]
    sentences = [texts["reasons"][id_]["parent"] for id_ in calm if id_ in texts["reasons"]]
    sentences += [row["text"] for row in texts["advice"].values()]
    seen = 0
    for findings in random_patients(GUIDELINE, 300, seed=4):
        if interview.assess(GUIDELINE, findings)["provisional"]:
            seen += 1
            text = flat(written(findings))
            assert not [said for said in sentences if local(said, words_of(GUIDELINE, "gb", "en")) in text]
            assert "Book a visit" not in text
    assert seen > 20


def test_an_open_danger_sign_is_said_at_the_top_and_listed_before_the_reasons() -> None:
    text = written(AMINA)
    assert "It is at least this urgent." in text.split("\n\n")[1]
    assert text.index("What would make it more urgent") < text.index("\nWhy\n")


# --- why, and what it is ---


def test_a_reason_names_what_decided_with_value_and_unit() -> None:
    why = section(written(AMINA), "Why")
    assert "(temperature 38.9 °C)" in why
    assert "(feeling shivery and cold)" in why


def test_what_fits_comes_with_what_speaks_for_it_and_what_is_not_known() -> None:
    pictures = section(written(AMINA), "What it may be")
    assert re.search(r"It fits a breast infection .* For it: .*fever.* Not known yet: ", pictures)
    assert "Not ruled out by these answers" in pictures
    assert "a breast abscess" in pictures


def test_contradicting_answers_are_shown_and_the_urgent_reading_counts() -> None:
    text = section(written({**AMINA, "lump": False, "lump_fluctuant": True}), "Why")
    assert "Two answers do not fit together: soft, squashy lump, but also no lump." in text
    assert "The more urgent reading counts." in text


def test_what_is_unsure_is_told_as_unsure() -> None:
    text = written({**AMINA, "redness_spreading": "unsure"})
    assert "Not sure: red or dark patch that is spreading." in section(text, "What you told us")


def test_numbers_and_choices_are_told_in_words() -> None:
    words = words_of(GUIDELINE, "gb", "en")
    told = {
        "hours_since_onset": 20,
        "trend": "worse",
        "pain": 6,
        "age_years": 1,
        "episodes_before": 2,
        "lump_hours": 96,
    }
    said = {name: in_words(told, name, words) for name in told}
    assert said["hours_since_onset"] == "hours since it began: 20"
    assert said["lump_hours"] == "hours since the lump was felt: 4 days"
    assert said["trend"] == "change over the last day: getting worse"
    assert said["pain"] == "pain score 6 out of 10"
    assert said["age_years"] == "age 1 year"
    assert said["episodes_before"] == "earlier episodes of mastitis: 2"


@pytest.mark.parametrize(
    ("hours", "said"),
    [(0, "the next hour"), (0.9, "the next hour"), (1, "1 hour"), (11.9, "11 hours"), (48, "2 days"), (71, "71 hours")],
)
def test_a_stretch_of_time_is_never_said_longer_than_it_is(hours: float, said: str) -> None:
    assert span(hours, words_of(GUIDELINE, "gb", "en")) == said


# --- what to do ---


def test_an_exception_shared_by_several_pieces_of_advice_is_said_once() -> None:
    feeding = section(written(AMINA), "Feeding and your baby")
    assert feeding.count("Not if you live with HIV") == 1
    assert feeding.count(".*") >= 2


def test_what_to_leave_alone_stands_apart() -> None:
    avoid = section(written(AMINA), "Better not")
    assert "Do not put heat on the sore breast." in avoid
    assert "Keep feeding." not in avoid
    assert "Keep feeding." in section(written(AMINA), "Feeding and your baby")


def test_what_would_make_it_more_urgent_is_grouped_and_a_parent_reads_what_she_can_notice() -> None:
    urgent = section(written(beth_after_every_question()), "What would make it more urgent")
    call, baby, phone, visit = (
        urgent.index(words)
        for words in (
            "Call 999 now for any of these:",
            "in your baby:",
            "Phone now, by day or by night",
            "Book a visit",
        )
    )
    assert call < urgent.index("shaking that cannot be stopped") < baby < phone
    assert phone < urgent.index("temperature at or above 38.0 °C") < visit
    assert "heart rate" not in urgent
    assert "Each of these counts alone." in urgent


def test_time_alone_is_counted_from_what_has_already_gone() -> None:
    urgent = section(written(beth_after_every_question()), "What would make it more urgent")
    limits = [GUIDELINE.thresholds[name].value - 6 for name in ("self_check", "conservative_care")]
    first, second = (f"{limit:g} hours from now, if nothing else has changed" for limit in limits)
    assert urgent.index(first) < urgent.index(second)


def test_a_bereaved_mother_reads_nothing_about_a_baby_to_watch_or_feed() -> None:
    text = written({**AMINA, "baby_situation": "died"})
    assert "We are so sorry that your baby has died." in text
    assert "Feeding and your baby" not in text
    assert "in your baby" not in section(text, "What would make it more urgent")
    assert "your baby" not in section(text, "What it may be")
    assert "in your baby" in section(written(AMINA), "What would make it more urgent")


def test_what_must_not_be_missed_is_a_reason_for_a_check_and_not_a_finding() -> None:
    pictures = section(written({**AMINA, "lump_fluctuant": True}), "What it may be")
    assert "You need a check for a breast abscess" in pictures
    assert "It fits a breast abscess" not in pictures


# --- where it comes from, and what it is not ---


def test_every_number_in_brackets_is_a_work_in_the_list_and_the_list_has_no_other() -> None:
    for findings in (AMINA, NGOZI, beth_after_every_question()):
        body, listed = written(findings).split("\nSources\n")
        cited = {int(number) for group in re.findall(r"\[([\d,\s]+)\]", body) for number in group.split(",")}
        numbers = [int(number) for number in re.findall(r"(?m)^  \[(\d+)\]", listed)]
        assert numbers == list(range(1, len(numbers) + 1))
        assert set(numbers) == cited


def test_a_source_is_named_with_claim_title_year_and_how_much_was_read() -> None:
    assessment = interview.assess(GUIDELINE, AMINA)
    claim = GUIDELINE.claims[assessment["reasons"][0]["sources"][0]]
    work = GUIDELINE.works[claim.work]
    sources = section(written(AMINA), "Sources")
    seen = TEXTS["interface"]["app"][f"seen_{claim.seen.replace(' ', '_')}"]
    for words in (claim.id, work.title[:60], f"({work.year})", f"read: {seen}"):
        assert words in sources


def test_sources_that_disagree_are_named_briefly() -> None:
    said = section(written(AMINA), "Where others say something else")
    differs = interview.assess(GUIDELINE, AMINA)["reasons"][0]["differs"]
    assert TEXTS["others"][differs[0]] in said
    assert GUIDELINE.claims[differs[0]].says not in said, "a clinician reads what was noted"
    assert said.count("- ") <= 4


def test_every_note_ends_with_what_lactwise_is_not() -> None:
    for findings in (AMINA, NGOZI, BETH):
        end = flat(written(findings).split("\n\n")[-1])
        assert "not a diagnosis, not yet reviewed by a clinician, not a registered medical device." in end
        assert GUIDELINE.version in end
        assert GUIDELINE.digest[:19] in end


def test_a_guideline_past_its_review_date_says_so_first_and_leans_to_a_call() -> None:
    old = dataclasses.replace(GUIDELINE, review_by=date(2024, 5, 1))
    findings = beth_after_every_question()
    text = note(old, findings, interview.assess(old, findings, "gb"), Words(old, "gb"), now=NOON)
    first = flat(text.split("\n\n")[0])
    assert "due for review on 1 May 2024" in first
    assert "phone your GP, your midwife or NHS 111" in first
    assert "due for review" not in written(findings, now=NOON)


def test_an_emergency_comes_before_the_warning_that_the_guideline_is_old() -> None:
    old = dataclasses.replace(GUIDELINE, review_by=date(2024, 5, 1))
    text = note(old, NGOZI, interview.assess(old, NGOZI, "gb"), Words(old, "gb"), now=NOON)
    assert text.index("Call 999 now.") < text.index("due for review on 1 May 2024")


def test_a_country_pack_past_its_review_date_says_so() -> None:
    later = datetime(GUIDELINE.places["gb"].review_by.year + 1, 12, 31, tzinfo=UTC)
    assert "The phone numbers and medicine names for United Kingdom" in flat(written(AMINA, now=later))


# --- clinicians ---


def test_a_clinician_reads_clinical_terms_and_pertinent_negatives() -> None:
    findings = {**AMINA, "answering_for": "clinician", "rigors": False, "lump_fluctuant": False, "heart_rate": 96}
    text = written(findings)
    assert text.startswith("Same day: ")
    assert "body temperature 38.9 °C" in section(text, "Why")
    assert "Bacterial (infective) mastitis" in section(text, "Differential")
    told = section(text, "Findings")
    assert "heart rate 96 beats a minute" in told
    negatives = told.split("Pertinent negatives (asked and absent): ")[1]
    assert negatives.startswith("rigors")
    assert "fluctuance" in negatives
    assert "respiratory rate at or above" in section(text, "What would raise the level")
    assert section(text, "For the clinician")


def test_the_audience_can_be_chosen_whoever_answers() -> None:
    assert "Differential" in written(AMINA, audience="clinician")
    assert "Differential" not in written({**AMINA, "answering_for": "clinician"}, audience="parent")


# --- every note ---


@pytest.mark.parametrize("place", ["generic", "gb", "us"])
def test_no_line_of_any_note_is_wider_than_78_columns_or_holds_an_unfilled_word(place: str) -> None:
    for number, findings in enumerate(random_patients(GUIDELINE, 60, seed=11)):
        text = written({k: v for k, v in findings.items() if v is not None}, place, ("parent", "clinician")[number % 2])
        assert max(map(len, text.splitlines())) <= 78
        assert not re.search(r"\{[a-z]", text)
        assert "  - \n" not in text


def test_where_fahrenheit_is_used_it_stands_beside_every_celsius() -> None:
    text = flat(written(AMINA, "us"))
    assert "temperature 102.0 °F (38.9 °C)" in text
    assert len(re.findall(r"°C", text)) == len(re.findall(r"\d+\.\d °F \(\d+\.\d °C\)", text))
    assert "°F" not in written(AMINA, "gb")


def test_every_word_of_a_note_stands_in_the_text_of_the_language(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: set[tuple[str, str]] = set()
    plain = Words.interface

    def noted(self: Words, group: str, key: str, default: str = "", **more: str) -> str:
        asked.add((group, key))
        return plain(self, group, key, default, **more)

    monkeypatch.setattr(Words, "interface", noted)
    for number, findings in enumerate(random_patients(GUIDELINE, 120, seed=3)):
        written({k: v for k, v in findings.items() if v is not None}, "gb", ("parent", "clinician")[number % 2], NOON)
    table = GUIDELINE.texts["en"]["interface"]
    assert not {(group, key) for group, key in asked if key not in table.get(group, {})}
    assert len(asked) > 40

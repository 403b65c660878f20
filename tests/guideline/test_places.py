"""Each country pack is whole, says what was not checked, and says so itself when it is out of date."""

from datetime import UTC, date, datetime, timedelta

import pytest

from lactwise.engine import assess, words_of
from lactwise.loading import load
from lactwise.note import note

GUIDELINE = load()
SIX = {"au", "gb", "generic", "ie", "nz", "us"}
NUMBERS = ("emergency", "urgent", "crisis")
each_place = pytest.mark.parametrize("place", sorted(GUIDELINE.places))
FEVER = {"temperature_c": 38.6, "redness": True, "warmth": True, "hours_since_onset": 6.0}


def test_there_are_six_places() -> None:
    assert set(GUIDELINE.places) == SIX


@each_place
def test_a_place_has_every_number_to_call(place: str) -> None:
    pack = GUIDELINE.places[place]
    for key in NUMBERS:
        assert pack.words[key].strip(), key
    for key in ("emergency_tel", "urgent_tel"):
        digits = pack.words[key]
        assert digits == "" or digits.isdigit(), key
        spoken = pack.words[key.removesuffix("_tel")].replace(" ", "")
        assert digits in spoken, f"{digits} is dialled and {spoken} is read"


@each_place
def test_a_place_has_the_same_words_as_every_other(place: str) -> None:
    words = GUIDELINE.places[place].facts["words"]
    assert set(words) == set(GUIDELINE.places["generic"].facts["words"])
    assert all(words.values())


@each_place
def test_a_place_is_reviewed_before_the_guideline_runs_out(place: str) -> None:
    pack = GUIDELINE.places[place]
    assert isinstance(pack.review_by, date)
    assert pack.review_by <= GUIDELINE.review_by


@each_place
def test_a_place_has_a_rule_for_hiv_and_a_unit_for_temperature(place: str) -> None:
    assert GUIDELINE.places[place].facts["hiv"]
    assert GUIDELINE.places[place].units == ("degF" if place == "us" else "degC")


@each_place
def test_a_place_says_which_of_its_facts_were_not_checked(place: str) -> None:
    assert GUIDELINE.places[place].facts["unverified"]


@pytest.mark.parametrize("place", sorted(SIX - {"generic"}))
def test_each_antibiotic_a_place_prints_has_its_length_and_a_source_that_was_read(place: str) -> None:
    options = {key: entry for key, entry in GUIDELINE.places[place].antibiotics.items() if isinstance(entry, dict)}
    assert "first_line" in options
    for key, entry in options.items():
        assert entry["text"], key
        assert entry["length"], key
        claims = [GUIDELINE.claims[id_] for id_ in (*entry["source"], *entry["differs"])]
        supporting = claims[: len(entry["source"])]
        assert any(claim.seen != "memory" for claim in supporting), key


def test_no_country_means_no_antibiotic_list() -> None:
    assert not GUIDELINE.places["generic"].antibiotics
    words = words_of(GUIDELINE, "generic", "en")
    assert words.fill("{first_line}") == "no list for this country: follow local guidance"
    assert "flucloxacillin" in words_of(GUIDELINE, "gb", "en").fill("{first_line}")


def test_no_country_means_no_number_is_dialled_and_112_is_only_suggested() -> None:
    generic = GUIDELINE.places["generic"].words
    assert generic["emergency_tel"] == generic["urgent_tel"] == ""
    assert "112 works on many mobile phones" in generic["emergency"]


def written(place: str, day: date) -> str:
    words = words_of(GUIDELINE, place, "en")
    found = assess(GUIDELINE, FEVER, place)
    noon = datetime(day.year, day.month, day.day, 12, tzinfo=UTC)
    return " ".join(note(GUIDELINE, FEVER, found, words, now=noon).split())


@each_place
def test_a_place_past_its_review_date_says_so_in_the_note(place: str) -> None:
    due = GUIDELINE.places[place].review_by
    warning = f"The phone numbers and medicine names for {GUIDELINE.places[place].name} were due"
    assert warning not in written(place, due)
    assert warning in written(place, due + timedelta(days=1))


def test_a_guideline_past_its_review_date_leans_to_a_call() -> None:
    due = GUIDELINE.review_by
    warning = "This guide was due for review"
    assert warning not in written("gb", due)
    assert warning in written("gb", due + timedelta(days=1))
    assert "phone your GP, your midwife or NHS 111" in written("gb", due + timedelta(days=1))


@each_place
def test_a_fever_is_told_with_the_numbers_of_the_place(place: str) -> None:
    pack = GUIDELINE.places[place]
    found = written(place, GUIDELINE.places[place].review_by)
    assert " ".join(pack.words["emergency"].split()) in found
    assert " ".join(pack.words["urgent"].split()) in found
    assert ("101.5 °F" in found) == (pack.units == "degF")

"""The translations read easily, by the formula made for each language: Fernández Huerta, Flesch for French, Osman.

On these scales 70 is fairly easy, 80 easy and 50 hard. As measured in Great Britain when the translations were made:
everything together es 94, fr 92, ar 92; the hardest section es 83 (reasons), fr 75 (levels), ar 89 (others). Of the
sentences longer than eight words one in twenty lies below es 66, fr 68, ar 69. The longest question about a danger sign
has 20 words.
"""

import re
from collections.abc import Callable, Iterator

import pytest
import textstat

from lactwise.wording import Words
from tests.translations import GUIDELINE, LANGUAGES, SPOKEN

each_language = pytest.mark.parametrize("language", LANGUAGES)

SENTENCES = {  # section → the keys that hold whole sentences for parents
    "levels": ("title", "act", "phone"),
    "screens": ("title", "none", "help"),
    "findings": ("ask", "why"),
    "reasons": (),  # each is one sentence, without a key
    "conditions": ("what",),
    "advice": ("text", "more", "except"),
    "followup": ("text",),
    "disagreements": ("why",),
}
FORMULA = {"es": textstat.fernandez_huerta, "fr": textstat.flesch_reading_ease, "ar": textstat.osman}
FAIRLY_EASY, EASY, HARD = 70, 80, 50  # steps of all three scales
LONG, LONGEST_RED_FLAG = 8, 20  # words
NAMES = {  # what makes these hard are names: of medicines, illnesses, helpers and devices
    ("fr", "other_nsaid"),
    ("ar", "other_nsaid"),
    ("fr", "bowel_inflammation"),
    ("fr", "ask_before_ibuprofen"),
    ("ar", "no_unproven_remedy_in_place_of_care"),
    ("fr", "who_day"),
    ("es", "not"),
    ("fr", "not"),
    ("ar", "abm36-36"),
}


@pytest.fixture
def formula(language: str) -> Iterator[Callable[[str], float]]:
    """The reading formula of a language; English is put back for the other tests. Osman needs no dictionary."""
    textstat.set_lang("en" if language == "ar" else language)
    yield FORMULA[language]
    textstat.set_lang("en_US")


def read_by_parents(language: str) -> dict[str, list[tuple[str, str]]]:
    """Section → the id and the text of everything of some length that a parent reads in Great Britain."""
    words, found = Words(GUIDELINE, "gb", language), dict[str, list[tuple[str, str]]]()
    for where, text in SPOKEN[language].items():
        section, id_ = where[:2]
        hers = section != "findings" or GUIDELINE.findings[id_].answered_by == "parent"
        if section in ("others", "reasons") or (section == "interface" and len(text.split()) > LONG):
            found.setdefault(section, []).append((where[-1], words.fill(text)))
        elif hers and where[-1] in SENTENCES.get(section, ()) and (section, id_) != ("screens", "examination"):
            found.setdefault(section, []).append((id_, words.fill(text)))
    return found


def closed(text: str) -> str:
    """A sentence as the formulas know one: with a full stop, a plain question mark and no marks of direction."""
    text = re.sub("[\u2066\u2069]", "", text).replace("؟", "?")
    return text if text.rstrip("”»").endswith((".", "?", "!")) else f"{text}."


@each_language
def test_every_section_reads_fairly_easily_and_the_whole_easily(language: str, formula: Callable[[str], float]) -> None:
    parts = {
        section: " ".join(closed(text) for _, text in texts) for section, texts in read_by_parents(language).items()
    }
    assert set(parts) == {*SENTENCES, "others", "interface"}
    assert {section: grade for section, text in parts.items() if (grade := formula(text)) < FAIRLY_EASY} == {}
    assert formula(" ".join(parts.values())) >= EASY


@each_language
def test_no_long_sentence_is_hard_but_for_the_names_in_it(language: str, formula: Callable[[str], float]) -> None:
    hard = {}
    for texts in read_by_parents(language).values():
        for id_, text in texts:
            for sentence in re.split(r"(?<=[.?!])\s+(?=\S)", closed(text)):
                if len(sentence.split()) > LONG and formula(sentence) < HARD:
                    hard[id_] = sentence
    assert set(hard) == {id_ for spoken, id_ in NAMES if spoken == language}, hard


@each_language
def test_a_question_about_a_danger_sign_has_at_most_twenty_words(language: str) -> None:
    tags = {"emergency_flag", "baby_emergency_flag"}
    asked = [
        SPOKEN[language]["findings", item.id, "ask"] for item in GUIDELINE.findings.values() if tags & {*item.tags}
    ]
    assert len(asked) > 20
    assert [text for text in asked if len(re.findall(r"\S*\w\S*", text)) > LONGEST_RED_FLAG] == []

"""A note in another language is in that language to its last word, but for the names of works and of medicines."""

import json
import re
from pathlib import Path

import pytest

from lactwise import interview
from lactwise.cli import main
from lactwise.engine import words_of
from lactwise.note import note
from lactwise.phrases import in_words
from lactwise.wording import Words
from tests.patients import Findings, random_patients
from tests.translations import ENGLISH, GUIDELINE, LANGUAGES

MASTITIS: Findings = {
    "temperature_c": 38.6,
    "redness": True,
    "warmth": True,
    "chills": True,
    "confusion": False,
    "discharge": "unsure",
    "hours_since_onset": 26,
    "trend": "worse",
    "lactation": "breastfeeding",
    "baby_situation": "with_me",
}
PATIENTS: dict[str, Findings] = {"mastitis": MASTITIS, "emergency": {"confusion": True}, "nothing known": {}}
ENGLISH_WORDS = re.compile(r"\b(the|and|your|you|with|not|are|is|this|from|of|to|by|for|more|hours|days)\b")
GROUPS = ("note", "result", "change", "time", "language")

each_language = pytest.mark.parametrize("language", LANGUAGES)


def without_works(text: str, words: Words) -> str:
    """A note in one line, without its list of sources."""
    body, _, rest = text.partition(f"\n{words.interface('note', 'heading_sources')}\n")
    closing = rest.split("\n\n")[-1]
    return " ".join(f"{body} {closing}".split())


@each_language
@pytest.mark.parametrize("patient", PATIENTS)
def test_a_note_holds_no_blank_and_no_english(
    language: str, patient: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "findings.json"
    path.write_text(json.dumps(PATIENTS[patient]), encoding="utf-8")
    with pytest.raises(SystemExit) as left:
        main(["assess", str(path), "--lang", language])
    assert not left.value.code
    said = without_works(capsys.readouterr().out, words_of(GUIDELINE, "generic", language))
    assert "{" not in said
    assert not ENGLISH_WORDS.search(said), ENGLISH_WORDS.search(said)
    assert words_of(GUIDELINE, "generic", language).place_name in said


@each_language
def test_no_sentence_of_an_english_parent_stands_in_the_notes_of_random_patients(language: str) -> None:
    english, words = Words(GUIDELINE, "generic", "en"), words_of(GUIDELINE, "generic", language)
    told = {english.fill(text) for where, text in ENGLISH.items() if where[0] != "interface" or where[1] in GROUPS}
    sentences = {text for text in told if len(text.split()) > 3 and "{" not in text}
    assert len(sentences) > 800
    for findings in random_patients(GUIDELINE, 30, seed=4):
        found = interview.assess(GUIDELINE, findings, "generic", language, "parent")
        said = without_works(note(GUIDELINE, findings, found, words, audience="parent"), words)
        assert [text for text in sentences if text in said] == []
        assert "{" not in said


@each_language
def test_how_much_of_a_work_was_read_is_said_in_the_language(language: str) -> None:
    words = words_of(GUIDELINE, "generic", language)
    found = interview.assess(GUIDELINE, MASTITIS, "generic", language)
    said = " ".join(note(GUIDELINE, MASTITIS, found, words).split())
    assert words.interface("app", "seen_excerpt") in said
    for seen in ("full text", "excerpt", "abstract", "secondary"):
        assert not re.search(rf"\b{seen}[.;]", said)


@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("en", ["no mastalgia", "hours since it began: 26", "side: left breast"]),
        ("es", ["mastalgia: no", "horas desde que empezó: 26", "lado: pecho izquierdo"]),
        ("fr", ["\u00a0: non", "26", "\u00a0: sein gauche"]),
        ("ar", [": لا", ": 26", ": الثدي الأيسر"]),
    ],
)
def test_a_finding_is_said_with_the_signs_of_the_language(language: str, said: list[str]) -> None:
    words = words_of(GUIDELINE, "generic", language)
    findings: Findings = {"breast_pain": False, "hours_since_onset": 26, "side": "left"}
    found = [in_words(findings, name, words, clinical=name == "breast_pain") for name in findings]
    assert all(text.endswith(end) for text, end in zip(found, said, strict=True)), found

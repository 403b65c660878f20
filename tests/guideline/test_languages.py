"""Each translation says all that a parent reads, and nothing else than the English: same ids, blanks and numbers."""

import re
from collections import Counter
from collections.abc import Iterator, Mapping

import pytest

from lactwise.wording import Words
from tests.translations import ENGLISH, GUIDELINE, LANGUAGES, SPOKEN, Where

PLACEHOLDER = re.compile(r"\{(\w+)\}")
PAIRS = [(language, where) for language in LANGUAGES for where in ENGLISH if where in SPOKEN[language]]

each_language = pytest.mark.parametrize("language", LANGUAGES)


# --- everything is there ------------------------------------------------------------------------


def both() -> Iterator[tuple[str, Where, str, str]]:
    """Language and place of each text, with the English and the translation."""
    for language, where in PAIRS:
        yield language, where, ENGLISH[where], SPOKEN[language][where]


def test_there_are_four_languages() -> None:
    assert LANGUAGES == ["ar", "es", "fr"]
    assert len(ENGLISH) > 1600


@each_language
def test_a_language_says_everything_that_english_says_to_a_parent(language: str) -> None:
    assert set(SPOKEN[language]) == set(ENGLISH)
    empty = {where for where, text in SPOKEN[language].items() if not text.strip()}
    assert empty == {where for where, text in ENGLISH.items() if not text.strip()} - {
        ("interface", "language", "unreviewed")
    }


@each_language
def test_the_options_of_a_question_stand_in_its_order(language: str) -> None:
    for finding in GUIDELINE.findings.values():
        assert list(GUIDELINE.texts[language]["findings"][finding.id].get("options", {})) == list(finding.options)


@each_language
def test_what_may_be_missing_is_for_clinicians_or_the_terminal(language: str) -> None:
    english, table = GUIDELINE.texts["en"], GUIDELINE.texts[language]
    for_clinicians = {item.id for item in GUIDELINE.advice.values() if item.audience == "clinician"}
    assert set(english["advice"]) - set(table["advice"]) <= for_clinicians
    assert set(english["interface"]) - set(table["interface"]) <= {"clinician", "ask", "units", "desk"}
    for section in set(english) - {"advice", "interface"}:
        assert set(table[section]) == set(english[section]), section


@each_language
def test_no_words_of_a_language_belong_to_an_id_that_is_gone(language: str) -> None:
    english, table = GUIDELINE.texts["en"], GUIDELINE.texts[language]
    assert set(table) - set(english) == {"places"}
    for section in set(table) - {"places"}:
        assert set(table[section]) <= set(english[section]), section


@each_language
def test_a_language_has_the_words_of_every_place(language: str) -> None:
    places = GUIDELINE.texts[language]["places"]
    assert set(places) == set(GUIDELINE.places)
    needed = {"name", "emergency", "urgent", "crisis", "paracetamol", "ibuprofen"}
    needed |= PLAIN_NOUNS - ENGLISH_SPELLING - {"mum"}
    for code, words in places.items():
        assert needed <= set(words), code
        assert all(words.values()), code


@each_language
def test_the_numbers_of_a_place_are_those_of_its_pack(language: str) -> None:
    """Translated is what stands around a number; what can be dialled is read in every language."""
    for code, words in GUIDELINE.texts[language]["places"].items():
        pack = GUIDELINE.places[code].words
        for key in ("emergency", "urgent", "crisis"):
            assert re.sub(r"\D", "", words[key]) == re.sub(r"\D", "", pack[key]), f"{code} {key}"
            dialled = pack.get(f"{key}_tel", "")
            assert dialled in re.sub(r"\s", "", words[key]), f"{code} {key}"


@each_language
def test_a_language_says_that_it_is_not_yet_reviewed(language: str) -> None:
    spoken = GUIDELINE.texts[language]["interface"]["language"]
    assert spoken["unreviewed"]
    assert spoken["direction"] == ("rtl" if language == "ar" else "ltr")


# --- it says the same ---------------------------------------------------------------------------

# A language may need no blank for these: their plain words fit in any country, or bend with the sentence.
ENGLISH_SPELLING = {"colour", "grey", "diarrhoea", "poo", "wee"}  # words that differ between countries of one language
PLAIN_NOUNS = {"doctor", "midwife", "pharmacist", "nappy", "nappies", "lactation_consultant", "mum", *ENGLISH_SPELLING}


def test_the_blanks_are_those_of_the_english_sentence() -> None:
    for language, where, english, text in both():
        asked, found = set(PLACEHOLDER.findall(english)), set(PLACEHOLDER.findall(text))
        assert found <= asked, f"{language} {where}: {text}"
        assert asked - found <= PLAIN_NOUNS, f"{language} {where}: {text}"


SPELT = {  # Arabic has a word of its own for two of a thing, and counts days in words
    "ar": {"ليوم أو يومين": "1 2", "يومين": "2", "اليوم الخامس": "5"},
}


def digits(text: str) -> list[str]:
    """The numbers of a text; a space or mark between thousands counts as none."""
    plain = PLACEHOLDER.sub("", text)
    plain = re.sub(r"(?<=\d)[\u00a0\u202f,](?=\d{3}\b)", "", plain)
    return re.findall(r"\d+(?:\.\d+)?", re.sub(r"(?<=\d),(?=\d)", ".", plain))


def test_the_numbers_are_those_of_the_english_sentence() -> None:
    for language, where, english, text in both():
        spelt = text
        for words, number in SPELT.get(language, {}).items():
            spelt = spelt.replace(words, number)
        found = [Counter(digits(each)) for each in (text, spelt)]
        assert Counter(digits(english)) in found, f"{language} {where}: {text} / {english}"


@each_language
def test_what_to_do_is_said_in_the_words_of_the_advice_where_english_does(language: str) -> None:
    english, table = GUIDELINE.texts["en"], GUIDELINE.texts[language]
    same = [
        (level, id_)
        for level, entry in english["levels"].items()
        for id_, advice in english["advice"].items()
        if advice["text"] == entry["act"]
    ]
    assert len(same) == len(GUIDELINE.levels)
    for level, id_ in same:
        assert table["levels"][level]["act"] == table["advice"][id_]["text"], level


def test_nothing_is_left_in_english() -> None:
    for language, where, english, text in both():
        words = re.findall(r"[^\W\d_]+", PLACEHOLDER.sub("", english))
        assert text != english or len(words) <= 2, f"{language} {where}: {text}"


ENGLISH_WORDS = re.compile(r"\b(the|and|your|you|with|not|are|is|this|that|from|have|been|when|which)\b", re.IGNORECASE)


def test_no_english_word_stands_in_a_translation() -> None:
    for language, where, _, text in both():
        assert not ENGLISH_WORDS.search(PLACEHOLDER.sub("", text)), f"{language} {where}: {text}"


# --- medicines ----------------------------------------------------------------------------------

ENDING = re.compile(r"\b[a-z-]*(?:cillin|mycin|micin|cycline|azole|floxacin|amoxiclav|methoprim|exin)[a-z]*\b")
INTERNATIONAL = (
    *("amoxicil", "amoxiclav", "ampicil", "flucloxa", "dicloxa", "cloxacil", "oxacil", "penicil", "pénicil"),
    *("cefalex", "cefalos", "céfalex", "cephalex", "céphalex", "cephalos", "céphalos", "cefazol", "céfazol"),
    *("ceftri", "clindam", "eritrom", "érythrom", "erythrom"),
    *("claritrom", "clarithrom", "azitrom", "azithrom", "doxicic", "doxycyc", "metronid", "métronid", "trimox"),
    *("trimetop", "triméthop", "trimethop", "sulfam", "vancom", "linezol", "linézol", "ciproflo", "gentam", "macról"),
    "macrolid",
    *("أموكسيسيلين", "أموكسيسلين", "أمبيسيلين", "كلوكساسيلين", "أوكساسيلين", "بنسلين", "بنيسيلين", "بنسيلين", "سيفال"),
    *("سيفازولين", "سيفترياكسون", "كليندامايسين", "كلينداميسين", "إريثروميسين", "أزيثروميسين", "كلاريثروميسين"),
    *("دوكسيسيكلين", "ميترونيدازول", "تريميثوبريم", "سلفا", "فانكوميسين", "لينزوليد", "سيبروفلوكساسين", "جنتاميسين"),
)


def antibiotics() -> set[str]:
    """Beginnings of names: of every drug that a country pack prints, and as other languages write them."""
    printed = [
        str(entry["text"] if isinstance(entry, Mapping) else entry).casefold()
        for place in GUIDELINE.places.values()
        for entry in place.antibiotics.values()
    ]
    found = {drug[:8] for text in printed for drug in ENDING.findall(text)}
    assert {"flucloxa", "clindamy"} <= found
    return found | set(INTERNATIONAL)


@each_language
def test_no_antibiotic_is_named_in_any_language_but_in_the_allergy_question(language: str) -> None:
    pattern = re.compile("|".join(map(re.escape, sorted(antibiotics()))))
    clinicians = {("findings", item.id) for item in GUIDELINE.findings.values() if item.answered_by == "clinician"}
    named = {where[:2] for where, text in SPOKEN[language].items() if pattern.search(text.casefold())} - clinicians
    assert named == {("findings", "penicillin_allergy")}, "it alone may, and shows that names are found"


# --- how it is written --------------------------------------------------------------------------


def test_no_text_holds_stray_spaces_or_signs() -> None:
    for language, where, _, text in both():
        if where[-1] in ("comma", "between"):
            continue
        assert not re.search(r'  |"|\.\.\.|^\s|\s$', text), f"{language} {where}: {text!r}"


QUESTION_MARK = {"es": "?", "fr": "\u00a0?", "ar": "؟"}


@each_language
def test_a_question_has_the_question_mark_of_its_language(language: str) -> None:
    asked = {where: text for where, text in SPOKEN[language].items() if where[0] == "findings" and where[2] == "ask"}
    assert len(asked) > 0.9 * len(GUIDELINE.findings)  # but for a few that only clinicians' advice asks
    for where, text in asked.items():
        english = ENGLISH[where]
        if english.endswith("?"):
            assert text.endswith(QUESTION_MARK[language]), where
        assert text.count(QUESTION_MARK[language]) >= min(1, english.count("?")), where


def test_spanish_opens_each_question_and_each_exclamation() -> None:
    for where, text in SPOKEN["es"].items():
        assert (text.count("¿"), text.count("¡")) == (text.count("?"), text.count("!")), where


def test_french_keeps_its_signs_with_the_word_before() -> None:
    for where, text in SPOKEN["fr"].items():
        assert not re.search(r"(?<![\u00a0\u202f])[:;?!»]|«(?![\u00a0\u202f])|'", text), where


LATIN = re.compile(r"[A-Z]{1,5}\d?[A-Z]*|Lactwise|JavaScript")  # MRSA, HIV, PDF, G6PD, group B, °C; two names


def test_arabic_has_latin_letters_only_in_short_forms_names_and_terms() -> None:
    for where, text in SPOKEN["ar"].items():
        plain = PLACEHOLDER.sub("", text)
        if where[-1] in ("clinical", "direction"):
            continue  # terms as a doctor writes them, and a word of the web
        plain = plain.replace("(top surgery)", "")
        found = re.findall(r"[A-Za-z\d]*[A-Za-z][A-Za-z\d]*", plain)
        assert all(LATIN.fullmatch(word) for word in found), f"{where}: {text}"
        assert not re.search(r"[,;?]", plain), f"{where}: {text}"


# --- numbers with their units -------------------------------------------------------------------

UNITS = sorted(
    {item.unit for item in (*GUIDELINE.thresholds.values(), *GUIDELINE.findings.values()) if item.unit} | {"weeks"}
)


@pytest.mark.parametrize("language", ["en", *LANGUAGES])
@pytest.mark.parametrize("unit", UNITS)
def test_any_number_of_a_unit_has_a_form(language: str, unit: str) -> None:
    words = Words(GUIDELINE, "generic", language)
    forms = GUIDELINE.texts[language]["interface"]["quantity"]
    allowed = {f"{unit}_{form}" for form in ("zero", "one", "two", "few", "many", "other")}
    assert f"{unit}_other" in forms
    assert {key for key in forms if key.startswith(f"{unit}_")} <= allowed
    for number in (*range(131), 0.5, 1.5, 1000, 12345):
        said = words.counted(number, unit)
        assert said, number
        assert "{" not in said, said
        spelt = number in (1, 2) and language == "ar"
        assert spelt or words.number(number, 1 if unit == "degC" else None) in said


@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("en", ["0 hours", "1 hour", "2 hours", "1.5 hours", "11 hours", "1,000 hours"]),
        ("es", ["0 horas", "1 hora", "2 horas", "1,5 horas", "11 horas", "1000 horas"]),
        ("fr", ["0 heure", "1 heure", "2 heures", "1,5 heure", "11 heures", "1\u00a0000 heures"]),
        ("ar", ["0 ساعة", "ساعة واحدة", "ساعتين", "1.5 ساعة", "11 ساعة", "1000 ساعة"]),
    ],
)
def test_hours_are_counted_as_the_language_counts(language: str, said: list[str]) -> None:
    words = Words(GUIDELINE, "generic", language)
    assert [words.counted(number, "hours") for number in (0, 1, 2, 1.5, 11, 1000)] == said


def test_arabic_counts_days_with_its_six_forms() -> None:
    words = Words(GUIDELINE, "generic", "ar")
    said = {number: words.counted(number, "days") for number in (1, 2, 3, 10, 11, 99, 100, 103)}
    assert said == {
        1: "يوم واحد",
        2: "يومين",
        3: "3 أيام",
        10: "10 أيام",
        11: "11 يومًا",
        99: "99 يومًا",
        100: "100 يوم",
        103: "103 أيام",
    }

"""Every id has its words; parents read plain ones that never blame, name no antibiotic, and fit."""

import ast
import re
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest
import textstat

from lactwise.contested import met_by_parents
from lactwise.language import Name
from lactwise.loading import load
from lactwise.publish import model_json
from lactwise.wording import Words

GUIDELINE = load()
TEXTS = GUIDELINE.texts["en"]
ROOT = Path(__file__).parents[2]
HARDEST = 6  # school grade, by Flesch and Kincaid
LONGEST_RED_FLAG = 14  # words
PLACEHOLDER = re.compile(r"\{(\w+)\}")
NEEDS_NO_WORDS = Name("male_or_chest_surgery")  # who it is true of knows, and reads words of his own
each_place = pytest.mark.parametrize("place", GUIDELINE.places)


# --- nothing is without words, and no words without a home --------------------------------------


def expected_words() -> Iterator[tuple[str, str, str]]:
    """Section, id and key of every text there must be."""
    g = GUIDELINE
    needed: dict[str, tuple[Iterable[str], tuple[str, ...]]] = {
        "levels": (g.levels, ("title", "act", "clinician", "phone")),
        "screens": (g.screens, ("title", "none", "help")),
        "findings": (g.findings, ("ask", "label", "why", "clinical")),
        "definitions": (g.definitions, ("label", "no")),
        "reasons": (g.rules, ("parent",)),
        "conditions": (g.conditions, ("name", "what", "clinical")),
        "advice": (g.advice, ("text",)),
        "followup": (g.follow_ups, ("text",)),
        "disagreements": (met_by_parents(g), ("why",)),
    }
    for section, (ids, keys) in needed.items():
        yield from ((section, id_, key) for id_ in ids for key in keys)
    yes_no = [item.id for item in g.findings.values() if item.kind == "yes_no"]
    yield from (("findings", id_, "no") for id_ in yes_no)
    excepted = [
        item.id for item in g.advice.values() if item.temper == "core" and item.unless not in (None, NEEDS_NO_WORDS)
    ]
    yield from (("advice", id_, "except") for id_ in excepted)


def test_every_id_has_its_words() -> None:
    missing = [place for place in expected_words() if not TEXTS[place[0]].get(place[1], {}).get(place[2])]
    assert missing == []


def test_every_option_has_its_words() -> None:
    for finding in GUIDELINE.findings.values():
        options = TEXTS["findings"][finding.id].get("options", {})
        assert list(options) == list(finding.options), finding.id


def test_no_words_belong_to_an_id_that_is_gone() -> None:
    homes = {section: set() for section, _, _ in expected_words()}
    for section, id_, _ in expected_words():
        homes[section].add(id_)
    assert {section: set(TEXTS[section]) - ids for section, ids in homes.items()} == {
        section: set() for section in homes
    }
    assert set(TEXTS) - set(homes) == {"interface", "others"}


def test_what_a_parent_is_told_others_say_is_said_in_plain_words() -> None:
    assert set(TEXTS["others"]) == set(model_json.quoted(GUIDELINE))


def test_the_interface_has_the_groups_that_the_programs_speak() -> None:
    assert set(TEXTS["interface"]) == {*model_json.INTERFACE, "leaflet", "clinician", "units", "ask", "desk", "follow"}
    assert set(TEXTS["interface"]["language"]) == {"name", "direction", "comma", "not", "unreviewed"}
    assert all(key == "unreviewed" or text for key, text in TEXTS["interface"]["language"].items())


@pytest.mark.parametrize("unit", sorted({item.unit for item in GUIDELINE.thresholds.values() if item.unit} | {"years"}))
def test_every_unit_has_its_words_for_any_number(unit: str) -> None:
    assert f"{unit}_other" in TEXTS["interface"]["quantity"]


# --- placeholders -------------------------------------------------------------------------------


def all_texts(node: Any, path: tuple[str, ...] = ()) -> Iterator[tuple[tuple[str, ...], str]]:
    """Every text of the language with its place in the file."""
    for key, value in node.items():
        if isinstance(value, Mapping):
            yield from all_texts(value, (*path, key))
        else:
            yield (*path, key), str(value)


def passed_by_the_programs() -> set[str]:
    """Names that the programs put into a text: `say("more", count="3")`, `say("more", { count })`."""
    found: set[str] = set()
    for file in (ROOT / "app").glob("*.js"):
        found.update(re.findall(r"[{,]\s*(\w+)\s*(?=[:,}])", file.read_text(encoding="utf-8")))
    for file in (ROOT / "src" / "lactwise").rglob("*.py"):
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call):
                name = getattr(node.func, "attr", getattr(node.func, "id", ""))
                if name in ("say", "speak", "interface", "fill", "text"):
                    found.update(word.arg for word in node.keywords if word.arg)
    return found


@each_place
def test_every_placeholder_is_known_in_every_place(place: str) -> None:
    words = Words(GUIDELINE, place)
    passed = passed_by_the_programs()
    for path, text in all_texts(TEXTS):
        by_program = passed if path[0] == "interface" else {"within"} & passed
        by_program = by_program | {"n"} if path[:2] == ("interface", "quantity") else by_program
        unknown = set(PLACEHOLDER.findall(text)) - set(words.known) - by_program
        assert not unknown, f"{'.'.join(path)} asks for {unknown}"
    for rule in GUIDELINE.rules.values():
        assert set(PLACEHOLDER.findall(rule.because)) <= set(words.known), rule.id


def test_what_the_programs_put_in_is_found() -> None:
    assert {"within", "time", "value"} <= passed_by_the_programs()


@each_place
def test_no_braces_are_left_in_what_a_parent_reads(place: str) -> None:
    for where, text in parent_texts(place, filled=True):
        if where[0] not in ("interface", "followup"):
            assert "{" not in text, where


# --- plain words --------------------------------------------------------------------------------

KEYS = {
    "levels": ("title", "act", "phone"),
    "screens": ("title", "none", "help"),
    "findings": ("ask", "label", "no", "why"),
    "definitions": ("label", "no"),
    "reasons": ("parent",),
    "conditions": ("name", "what"),
    "advice": ("text", "more", "except"),
    "followup": ("text",),
    "disagreements": ("why",),
}
FRAGMENTS = ("label", "no", "name")  # not sentences: no grade can be told from them


def is_for_parents(section: str, id_: str) -> bool:
    if section == "advice":
        return GUIDELINE.advice[id_].audience == "parent"
    if section == "findings":
        return GUIDELINE.findings[id_].answered_by == "parent"
    return (section, id_) != ("screens", "examination")


def parent_texts(place: str = "generic", filled: bool = False) -> Iterator[tuple[tuple[str, ...], str]]:
    """Every text a parent may read: raw, or filled for a country."""
    words = Words(GUIDELINE, place)
    for section, keys in KEYS.items():
        for id_, entry in TEXTS[section].items():
            if is_for_parents(section, id_):
                said = {key: entry[key] for key in keys if key in entry}
                said |= {f"options.{key}": text for key, text in entry.get("options", {}).items()}
                for key, text in said.items():
                    yield (section, id_, key), words.fill(text) if filled else text
    for claim, text in TEXTS["others"].items():
        yield ("others", claim, "says"), words.fill(text) if filled else text
    for group in ("note", "result", "ask", "time", "change", "app", "language", "leaflet", "timeline", "doses"):
        for key, text in TEXTS["interface"].get(group, {}).items():
            yield ("interface", group, key), words.fill(text) if filled else text


def sentences(place: str, section: str) -> list[str]:
    return [
        text
        for (where, _, key), text in parent_texts(place, filled=True)
        if where == section and key not in FRAGMENTS and not key.startswith("options.")
    ]


def grade(texts: Iterable[str]) -> float:
    closed = [text if text.endswith((".", "?", "!", "”")) else f"{text}." for text in texts]
    found: float = textstat.flesch_kincaid_grade(" ".join(closed))
    return found


@each_place
@pytest.mark.parametrize("section", [*(section for section in KEYS if section != "definitions"), "others"])
def test_a_section_for_parents_reads_at_grade_six_or_lower(section: str, place: str) -> None:
    assert grade(sentences(place, section)) <= HARDEST


@pytest.mark.parametrize("key", ["ask", "why"])
def test_the_questions_and_their_reasons_read_at_grade_six_or_lower(key: str) -> None:
    texts = [text for (section, _, part), text in parent_texts() if (section, part) == ("findings", key)]
    assert len(texts) > 100
    assert grade(texts) <= HARDEST


@pytest.mark.parametrize("topic", sorted({item.topic for item in GUIDELINE.advice.values()}))
def test_a_topic_of_advice_reads_at_grade_six_only_if_parents_read_it(topic: str) -> None:
    words = Words(GUIDELINE, "us")
    ids = [item.id for item in GUIDELINE.advice.values() if item.topic == topic]
    texts = [text for id_ in ids for key in KEYS["advice"] if (text := words.text("advice", id_, key))]
    assert (grade(texts) <= HARDEST) == (topic != "clinician"), "clinicians' words show that grades differ"


@each_place
def test_everything_for_parents_together_reads_at_grade_six_or_lower(place: str) -> None:
    assert grade(text for section in (*KEYS, "others") for text in sentences(place, section)) <= HARDEST


def test_a_question_about_a_danger_sign_has_at_most_fourteen_words() -> None:
    flags = [
        item.id for item in GUIDELINE.findings.values() if {"emergency_flag", "baby_emergency_flag"} & set(item.tags)
    ]
    assert len(flags) > 20
    asked = {id_: TEXTS["findings"][id_]["ask"] for id_ in flags}
    too_long = {id_: text for id_, text in asked.items() if len(text.split()) > LONGEST_RED_FLAG}
    assert too_long == {}


# --- kind words ---------------------------------------------------------------------------------

BLAME = re.compile(
    r"\b(wrong\w*|fault\w*|blam\w+|should have|shouldn't|fail\w*|neglect\w*|careless\w*|guilt\w*|"
    r"mistake\w*|bad mother|lazy|incorrect\w*|improper\w*|poor technique)\b",
    re.IGNORECASE,
)
KIND = (  # these words, said to take blame away, or of a thing and not of her
    "done nothing wrong",
    "not your fault",
    "not to blame",
    "[what is wrong]",
    "what may be wrong",
    "antibiotics are failing",
    "home care has failed",
    "Report a mistake",
    "because treatment can fail",
    "what was wrong or unsafe",
    "What was wrong?",
)


def test_no_word_blames_her() -> None:
    for where, text in parent_texts():
        kept = text
        for phrase in KIND:
            kept = kept.replace(phrase, "")
        assert not BLAME.search(kept), f"{'.'.join(where)}: {text}"


@pytest.mark.parametrize("phrase", KIND)
def test_each_phrase_let_through_still_stands_somewhere(phrase: str) -> None:
    assert any(phrase in text for _, text in parent_texts())


def test_a_question_about_redness_fits_every_skin_colour() -> None:
    other = re.compile(r"\b(dark|darker|purple|brown|grey|gray|shin\w+|other colou?r)\b", re.IGNORECASE)
    asked = [
        (where, text)
        for where, text in parent_texts()
        if where[0] == "findings"
        and where[2] in ("ask", "label", "no")
        and re.search(r"\bred(der|ness|dened)?\b", text, re.IGNORECASE)
    ]
    assert len(asked) > 5
    assert [where for where, text in asked if not other.search(text)] == []


SPOKEN_DIFFERENTLY = r"\b(nappy|nappies|diapers?|paracetamol|acetaminophen|tylenol|mum|mom|GP)\b"


def test_a_word_that_differs_between_countries_comes_from_the_country_pack() -> None:
    plain = [(where, PLACEHOLDER.sub("", text)) for where, text in parent_texts()]
    assert [where for where, text in plain if re.search(SPOKEN_DIFFERENTLY, text)] == []


# --- medicines ----------------------------------------------------------------------------------

ANTIBIOTICS = frozenset(
    (
        "flucloxacillin",
        "dicloxacillin",
        "cloxacillin",
        "oxacillin",
        "amoxicillin",
        "co-amoxiclav",
        "ampicillin",
        "penicillin",
        "cefalexin",
        "cephalexin",
        "cefazolin",
        "ceftriaxone",
        "cephalosporin",
        "erythromycin",
        "clarithromycin",
        "azithromycin",
        "clindamycin",
        "doxycycline",
        "metronidazole",
        "co-trimoxazole",
        "trimethoprim",
        "sulfamethoxazole",
        "trimethoprim-sulfamethoxazole",
        "vancomycin",
        "linezolid",
        "ciprofloxacin",
        "gentamicin",
        "macrolide",
    )
)
DRUG_LIKE = re.compile(
    r"\b[\w-]*(?:cillin|mycin|micin|cycline|azole|floxacin|trimoxazole|methoprim|amoxiclav|zolid|cef\w+|ceph\w+)\b"
)
DOSE = re.compile(r"\d\s*(?:mg|g|mcg|ml|iu)\b|\b(?:milligram|gram)s?\b", re.IGNORECASE)


def test_every_drug_that_a_country_pack_prints_is_on_the_list_of_names() -> None:
    printed = {
        drug
        for place in GUIDELINE.places.values()
        for entry in place.antibiotics.values()
        for drug in DRUG_LIKE.findall(str(entry["text"] if isinstance(entry, dict) else entry).casefold())
    }
    assert {"flucloxacillin", "clindamycin", "cefalexin"} <= printed
    assert printed <= ANTIBIOTICS


@each_place
def test_no_antibiotic_is_named_to_a_parent_but_in_the_allergy_question(place: str) -> None:
    for where, text in parent_texts(place, filled=True):
        named = set(re.findall(r"[\w-]+", text.casefold())) & ANTIBIOTICS
        if where[:2] == ("findings", "penicillin_allergy"):
            named -= {"penicillin"}
        assert not named, f"{'.'.join(where)}: {text}"


@each_place
def test_the_only_doses_a_parent_reads_are_of_shop_bought_painkillers(place: str) -> None:
    dosed = {where[:2] for where, text in parent_texts(place, filled=True) if DOSE.search(text)}
    assert dosed == {("advice", "take_paracetamol"), ("advice", "take_ibuprofen")}
    assert not any(DOSE.search(text) for _, text in parent_texts()), "their numbers come from thresholds"


# --- what is never advised ----------------------------------------------------------------------

HEAT = re.compile(
    r"\b(?:warm|heat|hot)\b (?:it|them|the|up|pad|pack|wash|cloth|compress|flannel|shower|bath|water|towel)"
    r"|\b(?:use|put|apply|try|with|take a|have a|some|keep) (?:\w+ ){0,2}?(?:warm(?:th)?|heat|hot)\b",
    re.IGNORECASE,
)


def said_by(advice: str) -> str:
    return " ".join(TEXTS["advice"][advice].get(key, "") for key in ("text", "more"))


def test_heat_is_advised_for_nothing_but_a_nipple_in_spasm() -> None:
    told_to = [item.id for item in GUIDELINE.advice.values() if item.stance == "do"]
    assert [id_ for id_ in told_to if HEAT.search(said_by(id_))] == ["warm_the_nipple_only"]
    assert HEAT.search(said_by("no_heat")), "what is advised against would be found"


NAMED_EXCEPTIONS = {
    "hiv_rest_sore_side",
    "rest_side_with_blisters",
    "rest_side_with_wound",
    "strep_b_pause",
    "pause_side_for_named_exception",
    "swab_and_treat_herpes",
    "call_hiv_team_today",
}
STOP = re.compile(
    r"do not feed (?!or pump extra)|throw (?:that|the) milk|do not give your baby|"
    r"(?<!told to )(?<!do not )(?<!reason to )stop feeding|discard",
    re.IGNORECASE,
)


def test_only_the_named_exceptions_are_marked_as_stopping_feeds() -> None:
    tagged = {item.id for item in GUIDELINE.advice.values() if "stop_feeding" in item.tags}
    assert tagged == NAMED_EXCEPTIONS
    assert {GUIDELINE.advice[id_].temper for id_ in tagged} == {"certain"}


def test_no_other_advice_says_to_stop_or_to_throw_milk_away() -> None:
    saying_so = {id_ for id_ in GUIDELINE.advice if STOP.search(said_by(id_))}
    assert saying_so <= NAMED_EXCEPTIONS
    assert {"rest_side_with_blisters", "rest_side_with_wound", "hiv_rest_sore_side"} <= saying_so

"""The leaflet: every danger sign and number, reasons to phone, sourced advice; no script, no antibiotic, no gap."""

import re
import shutil
from collections.abc import Iterator
from html import unescape
from html.parser import HTMLParser
from pathlib import Path

import pytest

from lactwise import disagreements, publishing
from lactwise.language import names
from lactwise.loading import default_folder, load
from lactwise.model import Guideline
from lactwise.publish import leaflet, leaflet_choice
from lactwise.wording import Words

WRITTEN = sorted(path.stem for path in default_folder().glob("text/*.toml"))
GUIDELINE = load(languages=WRITTEN)
each_language = pytest.mark.parametrize("language", WRITTEN)
# Antibiotics by the endings that their names have in the languages of the leaflet, and in Arabic letters.
ANTIBIOTIC = re.compile(
    r"\w*(?:cillin|cilin|mycin|micin|cycline|ciclin|sulfamethoxazol|nidazol|floxacin|trimoxazol|methoprim|amoxiclav)\w*"
    r"|\b(?:cef|ceph)(?:al|az|tri|ur)\w+|\w*(?:سيلين|مايسين|ميسين|سيكلين|سيفال)\w*",
    re.IGNORECASE,
)


@pytest.fixture(scope="module")
def pages() -> dict[str, str]:
    return {language: leaflet.html(GUIDELINE, language) for language in GUIDELINE.texts}


def plain(page: str) -> str:
    """What is read: the body without tags and without the numbers of the sources."""
    body = re.sub(r"<sup>.*?</sup>", "", page.partition("<body>")[2])
    return spaced(unescape(re.sub(r"<[^>]+>", "", body)))


def spaced(text: str) -> str:
    """Any white space as one space: French has several."""
    return re.sub(r"\s+", " ", text)


def section(page: str, words: Words, key: str) -> str:
    """A section by the key of its heading."""
    heading = f"<h2>{words.interface('leaflet', key)}</h2>"
    assert page.count(heading) == 1, heading
    return page.split(heading)[1].split("<h2", maxsplit=1)[0]


def items(part: str) -> list[str]:
    return re.findall(r"<li[ >].*?</li>", part, re.DOTALL)


def test_there_is_one_in_every_language(pages: dict[str, str]) -> None:
    assert set(pages) == set(GUIDELINE.texts) == set(WRITTEN)
    for language, page in pages.items():
        direction = Words(GUIDELINE, "generic", language).interface("language", "direction")
        assert f'<html lang="{language}" dir="{direction}">' in page
    assert len({plain(page) for page in pages.values()}) == len(pages)


# --- what must be there -------------------------------------------------------------------------


@each_language
def test_every_danger_sign_a_parent_can_see_is_named(pages: dict[str, str], language: str) -> None:
    words = leaflet_choice.words_of(GUIDELINE, language)
    flags = [f for f in GUIDELINE.findings.values() if {"emergency_flag", "baby_emergency_flag"} & set(f.tags)]
    asked = [item.id for item in flags if item.answered_by == "parent"]
    assert len(asked) > 20
    box = pages[language].partition('<section class="danger">')[2].partition("</section>")[0]
    assert [
        name for name in asked if spaced(words.label(name)).casefold() not in plain(f"<body>{box}").casefold()
    ] == []


def test_emergencies_that_no_single_sign_tells_stand_in_the_box_too(pages: dict[str, str]) -> None:
    box = pages["en"].partition('<section class="danger">')[2].partition("</section>")[0]
    mother, baby = box.split("<h3>")[1:]
    assert "The sore area is growing fast" in mother
    assert "A fever in a young baby" in baby
    assert "less than 90 days" in baby
    assert "A very low temperature" in mother


@each_language
def test_the_numbers_of_every_country_are_there_and_dial(pages: dict[str, str], language: str) -> None:
    for code in GUIDELINE.places:
        known = Words(GUIDELINE, code, language).known
        for kind in ("emergency", "urgent"):
            shown = f"<bdi>{known[kind]}</bdi>"
            dialled = f'<a href="tel:{known[f"{kind}_tel"]}">{shown}</a>' if known[f"{kind}_tel"] else shown
            assert f"<td>{dialled}</td>" in pages[language], code
    assert pages[language].count("tel:") > 5


@each_language
def test_each_level_has_reasons_said_once_with_sources(pages: dict[str, str], language: str) -> None:
    words = leaflet_choice.words_of(GUIDELINE, language)
    for key, least in (("phone_now", 25), ("phone_when_open", 8), ("book", 12)):
        found = items(section(pages[language], words, key))
        assert len(found) >= least
        said = [plain(f"<body>{item}") for item in found]
        assert len(set(said)) == len(said)
        assert all("<sup>" in item for item in found)
    assert spaced(words.known["be_seen_within_24h"]) in plain(
        f"<body>{section(pages[language], words, 'phone_when_open')}"
    )
    assert spaced(words.text("advice", "phone_now", "more")) in plain(
        f"<body>{section(pages[language], words, 'phone_now')}"
    )


def test_reasons_rest_only_on_what_a_parent_can_answer() -> None:
    def asked(node_names: list[str]) -> Iterator[str]:
        for name in node_names:
            if name in GUIDELINE.definitions:
                yield from asked(names(GUIDELINE.definitions[name].when))
            elif name in GUIDELINE.findings:
                yield GUIDELINE.findings[name].answered_by

    shown = [rule for rules in leaflet_choice.reasons(GUIDELINE).values() for rule in rules]
    assert {answerer for rule in shown for answerer in asked(names(rule.when))} == {"parent"}
    shown_ids = {rule.id for rule in shown}
    assert {"patch_worse", "patch_not_settling", "abscess_suspected", "antibiotics_failing", "baby_dry"} <= shown_ids
    assert not {"fast_pulse_measured", "invasive_strep_in_mother_or_baby"} & shown_ids
    assert "patch_not_better_after_a_day" not in shown_ids, "without an antibiotic the same is a reason to phone now"


def test_a_reason_says_which_signs_it_means(pages: dict[str, str]) -> None:
    read = plain(pages["en"])
    for sign in (
        "thick or pitted skin",
        "blood, or pink or brown fluid",
        "weakened immune system",
        "8 out of 10 or more",
    ):
        assert sign in read


# --- advice -------------------------------------------------------------------------------------


def advised(page: str) -> list[str]:
    """The advice: the lines of the topics, without the gate before the painkillers."""
    topics = "".join(re.findall(r'<section class="topic">.*?</section>', page, re.DOTALL))
    return items(re.sub(r'<div class="gate">.*?</div>', "", topics, flags=re.DOTALL))


@each_language
def test_every_advice_has_a_source_that_is_listed(pages: dict[str, str], language: str) -> None:
    page = pages[language]
    lines = advised(page)
    assert len(lines) == len(leaflet_choice.advice(GUIDELINE)) > 30
    for line in lines:
        assert re.search(r'<sup> <a href="#s\d+">\d+</a>', line), line
    cited = {int(number) for number in re.findall(r'href="#s(\d+)"', page)}
    listed = [int(number) for number in re.findall(r'<li id="s(\d+)">', page)]
    assert listed == list(range(1, len(listed) + 1))
    assert set(listed) == cited


@each_language
def test_second_sentences_and_exceptions_are_shown(pages: dict[str, str], language: str) -> None:
    words, read = leaflet_choice.words_of(GUIDELINE, language), plain(pages[language])
    for item in leaflet_choice.advice(GUIDELINE):
        for key in ("text", "more", "except"):
            assert spaced(words.text("advice", item.id, key)) in read.replace("*", ""), (item.id, key)


def test_a_shared_exception_is_marked_in_every_line_it_limits(pages: dict[str, str]) -> None:
    line = next(line for line in advised(pages["en"]) if "Keep feeding" in line)
    assert "<strong>*</strong>" in line
    feeding = pages["en"].split('<section class="topic">')[1]
    assert feeding.index('<p class="but"><strong>*</strong> Not if you live with HIV') < feeding.index("Keep feeding")


def test_the_advice_fits_an_ordinary_sore_breast() -> None:
    shown = {item.id for item in leaflet_choice.advice(GUIDELINE)}
    assert {"feed_on_demand", "hand_express_to_comfort", "cool_the_breast", "no_deep_massage", "watch_baby"} <= shown
    others = {"bereaved_ease_milk", "hiv_rest_sore_side", "express_to_babys_rhythm", "ask_before_ibuprofen"}
    assert not shown & (others | {"ask_about_milk_with_pus", "no_squeezing_babys_breast", "tell_staff_you_give_milk"})


@each_language
def test_whom_painkillers_may_harm_is_read_before_they_are_advised(pages: dict[str, str], language: str) -> None:
    words, page = leaflet_choice.words_of(GUIDELINE, language), pages[language]
    chosen = leaflet_choice.advice(GUIDELINE)
    asked = leaflet_choice.gates(GUIDELINE, chosen)
    assert {"paracetamol_unsuitable", "nsaid_unsuitable", "pregnant", "dehydrated", "other_nsaid"} <= set(asked)
    gate = re.search(r'<div class="gate">.*?</div>', page, re.DOTALL)
    assert gate
    assert words.interface("leaflet", "before_painkillers") in unescape(gate[0])
    assert [name for name in asked if words.label(name).casefold() not in unescape(gate[0]).casefold()] == []
    gated = [item for item in chosen if item.temper == "gated"]
    assert len(gated) == 3
    for item in gated:
        text = words.text("advice", item.id, "text")
        assert text not in unescape(page[: gate.end()])
        assert text in unescape(page[gate.end() :])


# --- what must not be there ---------------------------------------------------------------------


@each_language
def test_no_antibiotic_is_named(pages: dict[str, str], language: str) -> None:
    assert all(map(ANTIBIOTIC.search, ("flucloxacillin", "cefalexina", "dicloxaciline", "أموكسيسيلين")))
    drugs = {
        drug
        for place in GUIDELINE.places.values()
        for entry in place.antibiotics.values()
        for drug in ANTIBIOTIC.findall(str(entry["text"] if isinstance(entry, dict) else entry))
    }
    assert len(drugs) > 5
    assert ANTIBIOTIC.findall(plain(pages[language])) == []


@each_language
def test_nothing_is_left_unfilled(pages: dict[str, str], language: str) -> None:
    assert not re.search(r"[{}]|\bNone\b|\bKeyError\b", plain(pages[language]))
    assert "°F" in pages[language]


@each_language
def test_the_page_is_whole_in_itself(pages: dict[str, str], language: str) -> None:
    page = pages[language]
    assert "<script" not in page
    assert page.count("<style>") == 1
    assert not re.search(r"<(?:link|img|iframe|form|input)\b|\bsrc=|@import|url\(|\bon\w+=|style=", page)
    assert f'<a class="open" href="/{language}">' in page


class Outline(HTMLParser):
    """Headings, landmarks and the nesting of tags."""

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []
        self.levels: list[int] = []
        self.landmarks: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag != "meta":
            self.open.append(tag)
        if re.fullmatch(r"h[1-6]", tag):
            self.levels.append(int(tag[1]))
        if tag in ("header", "main", "footer"):
            self.landmarks.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag


@each_language
def test_headings_go_down_one_step_at_a_time_and_landmarks_stand_once(pages: dict[str, str], language: str) -> None:
    outline = Outline()
    outline.feed(pages[language])
    assert outline.open == []
    assert outline.landmarks == ["header", "main", "footer"]
    assert outline.levels[0] == 1
    assert outline.levels.count(1) == 1
    assert len(outline.levels) > 12
    assert all(after - before <= 1 for before, after in zip(outline.levels, outline.levels[1:], strict=False))


@each_language
def test_it_says_what_it_is_not_and_whether_the_words_were_checked(pages: dict[str, str], language: str) -> None:
    words, read = Words(GUIDELINE, "generic", language), plain(pages[language])
    assert words.interface("language", "not") in read
    assert GUIDELINE.version in read
    assert words.day(GUIDELINE.review_by) in read
    assert words.interface("language", "unreviewed") in read
    assert ('<p class="note">' in pages[language]) == bool(words.interface("language", "unreviewed"))


# --- published ----------------------------------------------------------------------------------


def test_every_language_is_published(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def quick(guideline: Guideline, *_: object) -> str:
        return ""

    found_before = disagreements.FILE  # what is known already is not searched for again
    shutil.copy(publishing.default_folder() / found_before, tmp_path / found_before)

    for module, name in (("accuracy", "report"), ("publish.book", "markdown"), ("publish.book", "html")):
        monkeypatch.setattr(f"lactwise.{module}.{name}", quick)
    publishing.write(GUIDELINE, tmp_path)
    found = {path.stem: path.read_text(encoding="utf-8") for path in tmp_path.glob("leaflet/*.html")}
    assert found == {language: leaflet.html(GUIDELINE, language) for language in GUIDELINE.texts}

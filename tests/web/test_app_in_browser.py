"""Can a tired mother use the app by touch, by keyboard, on a small phone, in her language? Is it safe at every step?

Whole interviews in Chromium. Every page shown is looked at: nothing wider than the screen, nothing too small to tap,
the heading in focus, no plan and no calming word while too little is known, and no request that leaves the machine.
"""

import re

import pytest
from playwright.sync_api import Browser, Page, expect

from lactwise.loading import load
from lactwise.wording import Words
from tests.web.parent import (
    AMINA,
    BEA,
    CHIDI,
    DALIA,
    DESKTOP,
    ELENA,
    PHONE,
    Answers,
    Press,
    answer,
    begin,
    by_keyboard,
    by_touch,
    finished,
    headings,
    interview,
    level,
    listening,
    look,
    not_too_wide,
    opened,
    question,
)

pytestmark = [pytest.mark.browser, pytest.mark.slow]

EMERGENCY_NUMBERS = {"gb": "tel:999", "us": "tel:911", "au": "tel:000", "nz": "tel:111", "ie": "tel:112"}
ORDER = [
    "level",
    "now",
    "feeding",
    "comfort",
    "medicine",
    "conditions",
    "escalate",
    "watch",
    "follow-up",
    "call",
    "causes",
    "avoid",
    "know",
]
SCREEN = "data-screen"
LANGUAGES = {"en": "ltr", "es": "ltr", "fr": "ltr", "ar": "rtl"}


# --- whole interviews ---


@pytest.mark.parametrize(("options", "press"), [(PHONE, by_touch), (DESKTOP, by_keyboard)], ids=["touch", "keyboard"])
@pytest.mark.parametrize(
    ("known", "otherwise", "expected"),
    [
        (CHIDI, "no", "emergency_now"),
        (AMINA, "no", "same_day"),
        (BEA, "no", "self_care"),
        (DALIA, "no", "same_day"),
        (ELENA, "no", "within_few_days"),
        ({}, "unsure", "emergency_now"),
    ],
    ids=["emergency", "mastitis", "engorgement", "abscess", "a lump that remains", "not sure of anything"],
)
def test_a_whole_interview(
    browser: Browser, address: str, options: Answers, press: Press, known: Answers, otherwise: str, expected: str
) -> None:
    screens: list[str | None] = []
    with opened(browser, address, **options) as page:
        pages = interview(
            page,
            known,
            press,
            otherwise,
            on_page=lambda page: screens.append(page.locator(".page").get_attribute(SCREEN)),
        )
        assert level(page) == expected
        assert (pages == 1) == (expected == "emergency_now")
        assert "examination" not in screens  # no mother is asked what a nurse measures
        shown = headings(page)
        assert shown == [name for name in ORDER if name in shown]
        assert len(shown) == len(set(shown))
        assert {"level", "call"} <= set(shown)


def test_no_answer_is_sent_anywhere_and_all_stay_on_the_device(browser: Browser, address: str) -> None:
    with opened(browser, address, **PHONE, service_workers="block") as page:
        asked = listening(page.context)
        while not finished(page):
            answer(page, AMINA)
        assert asked == []
        kept = page.evaluate("() => JSON.stringify({...localStorage})")
        assert "temperature_c" in kept
        assert page.evaluate("() => JSON.stringify({...sessionStorage})").count("temperature_c") == 0
        expect(page.locator('[data-saved="true"]')).to_be_visible()
        page.locator('[data-action="wipe"]').click()
        assert page.evaluate("() => localStorage.length + sessionStorage.length") == 0
        expect(page.locator("#welcome")).to_be_visible()


# --- in every language ---


def read(browser: Browser, address: str, language: str, known: Answers) -> tuple[str | None, list[str], set[str]]:
    """The level, the heading of every page, and every line of two words or more that was shown on the way."""
    titles: list[str] = []
    lines: set[str] = set()

    def note(page: Page) -> None:
        titles.append(page.locator("h1:visible").last.inner_text())
        for _ in range(2):  # what is folded is filled when it is opened, and may fold something itself
            page.locator("details:not([open]) > summary").evaluate_all("all => all.forEach(one => one.click())")
        shown = page.evaluate(
            """() => {
                const body = document.body.cloneNode(true);
                body.querySelectorAll('.languages, .sources, noscript, [hidden]').forEach(element => element.remove());
                const walker = document.createTreeWalker(body, NodeFilter.SHOW_TEXT);
                const found = [];
                while (walker.nextNode()) found.push(walker.currentNode.data.trim());
                return found;
            }"""
        )
        lines.update(line for line in shown if len(re.findall(r"[^\W\d_]{2,}", line)) > 1)

    with opened(browser, address, f"/{language}", **PHONE) as page:
        assert page.evaluate("() => document.documentElement.lang") == language
        assert page.evaluate("() => getComputedStyle(document.querySelector('main')).direction") == LANGUAGES[language]
        assert page.locator("html").get_attribute("dir") == LANGUAGES[language]
        expect(page.locator(f'.languages [aria-current="page"][lang="{language}"]')).to_be_visible()
        interview(page, known, by_touch, on_page=note)
        return level(page), titles, lines


@pytest.fixture(scope="module")
def in_english(browser: Browser, address: str) -> dict[str, tuple[str | None, list[str], set[str]]]:
    return {
        "mastitis": read(browser, address, "en", AMINA),
        "emergency": read(browser, address, "en", CHIDI),
    }


@pytest.mark.parametrize("language", [language for language in LANGUAGES if language != "en"])
@pytest.mark.parametrize(
    ("name", "known", "expected"),
    [("mastitis", AMINA, "same_day"), ("emergency", CHIDI, "emergency_now")],
    ids=["mastitis", "emergency"],
)
def test_an_interview_in_another_language_comes_to_the_same_and_leaves_no_english(
    browser: Browser,
    address: str,
    in_english: dict[str, tuple[str | None, list[str], set[str]]],
    language: str,
    name: str,
    known: Answers,
    expected: str,
) -> None:
    english_level, english_titles, english = in_english[name]
    found, titles, lines = read(browser, address, language, known)
    assert (found, english_level) == (expected, expected)
    assert len(titles) == len(english_titles)
    assert not set(titles) & set(english_titles)
    assert lines & english == set()


def test_the_language_is_the_one_the_browser_asks_for(browser: Browser, address: str) -> None:
    for locale, language in {"fr-CA": "fr", "ar-EG": "ar", "de-DE": "en"}.items():
        with opened(browser, address, locale=locale, **PHONE) as page:
            assert page.locator("html").get_attribute("lang") == language


# --- an emergency ---


def test_before_a_country_is_chosen_an_emergency_shows_every_number(browser: Browser, address: str) -> None:
    with opened(browser, address, **PHONE) as page:
        welcome = page.locator("#welcome .numbers a")
        assert {link.get_attribute("href") for link in welcome.all()} == set(EMERGENCY_NUMBERS.values())
        interview(page, CHIDI, by_touch)
        links = page.locator(".result .numbers a")
        assert {link.get_attribute("href") for link in links.all()} == set(EMERGENCY_NUMBERS.values())
        assert links.first.is_visible()
        assert page.locator(".call-button").count() == 0
        assert headings(page)[:2] == ["level", "now"]
        assert page.locator('[data-advice="feed_on_demand"]').count() == 0


def test_after_a_country_is_chosen_only_its_number_is_shown(browser: Browser, address: str) -> None:
    """She chooses a country, goes back to the danger signs, finds that one is true, and starts again elsewhere."""
    with opened(browser, address, **PHONE) as page:
        for place, number in EMERGENCY_NUMBERS.items():
            assert page.locator("#call a").count() == 0
            begin(page, place)
            assert page.locator("#call a").get_attribute("href") == number
            for _ in range(2):
                page.locator('[data-action="back"]').tap()
            answer(page, CHIDI)
            assert level(page) == "emergency_now"
            assert page.locator(".call-button").get_attribute("href") == number
            assert page.locator(".numbers:visible").count() == 0
            dialled = {link.get_attribute("href") for link in page.locator('a[href^="tel:"]:visible').all()}
            assert dialled <= {number, urgent_line(place)}
            page.locator('[data-action="again"]').tap()


def urgent_line(place: str) -> str:
    return f"tel:{Words(load(), place).known['urgent_tel']}"


def test_no_country_is_preselected_and_elsewhere_there_is_112(browser: Browser, address: str) -> None:
    with opened(browser, address, **PHONE) as page:
        page.locator('[data-action="none"]').tap()
        assert page.locator("[data-setup] [data-value]").count() > 10
        assert page.locator('[data-setup] .chosen, [data-setup] [aria-pressed="true"]').count() == 0
        page.locator('[data-value="generic"]').tap()
        assert page.locator("#call a").count() == 0
        assert "112" in page.locator("#call").inner_text()


# --- the answer ---


def test_the_answer_says_what_to_do_and_each_sentence_opens_its_source(browser: Browser, address: str) -> None:
    with opened(browser, address, **PHONE) as page:
        while not finished(page):
            answer(page, AMINA)
        usual = {
            "level",
            "now",
            "feeding",
            "comfort",
            "medicine",
            "conditions",
            "escalate",
            "follow-up",
            "call",
            "avoid",
        }
        assert usual <= set(headings(page))
        assert page.locator(".call-button").get_attribute("href") == "tel:111"
        expect(page.locator("#what-to-say ~ .told")).to_contain_text("38.9 °C")
        sentences = page.locator("details.sentence")
        assert sentences.count() > 15
        sentences.first.locator("summary").tap()
        expect(sentences.first.locator(".sources cite").first).to_be_visible()
        page.locator("details:not([open]) > summary").evaluate_all("all => all.forEach(one => one.click())")
        for text in sentences.evaluate_all(
            "all => all.map(one => one.querySelector('.sources:has(cite)').textContent)"
        ):
            assert "We read" in text
        assert page.locator(".sources q").count() > 5
        not_too_wide(page)


def test_nothing_calming_and_no_plan_while_too_little_is_known(browser: Browser, address: str) -> None:
    """At every step of Bea's interview she stops and looks, then goes back, finds the same page and goes on."""
    guideline = load()
    words = Words(guideline, "gb")
    calm = [
        words.text("levels", item.id, key)
        for item in guideline.levels.values()
        if item.calm
        for key in ("title", "act")
    ]
    provisional = 0
    with opened(browser, address, **PHONE) as page:
        begin(page)
        while not finished(page):
            before = page.locator("#app").inner_text()
            stop = page.locator('[data-action="stop"]')
            if stop.count():
                assert not [text for text in calm if text in before] or page.locator(".so-far").count()
                stop.click()
                shown = page.locator("main").text_content() or ""
                if page.locator("[data-provisional]").count():
                    provisional += 1
                    assert page.locator("[data-advice], .level-self_care, .level-within_few_days").count() == 0
                    assert not [text for text in calm if text in shown]
                    assert page.locator("#signs").is_visible()
                page.go_back()
                assert page.locator("#app").inner_text() == before
            answer(page, BEA)
        assert provisional >= 5
        assert level(page) == "self_care"


# --- who answers ---


@pytest.mark.parametrize(("who", "hint"), [("self", None), ("partner", "for_her")])
def test_who_answers_is_told_whom_to_answer_for(browser: Browser, address: str, who: str, hint: str | None) -> None:
    words = Words(load(), "gb")
    hints = {name: words.interface("app", name) for name in ("for_her", "for_patient")}
    with opened(browser, address, **PHONE) as page:
        begin(page, answering_for=who)
        for _ in range(3):
            shown = page.locator("#app").inner_text()
            assert {name for name, text in hints.items() if text in shown} == ({hint} - {None})
            answer(page, AMINA)


def test_a_nurse_is_asked_what_she_found_in_words_of_her_own(browser: Browser, address: str) -> None:
    guideline = load()
    words = Words(guideline, "gb")
    measured = {"heart_rate": ("118", "beats/min"), "respiratory_rate": ("18", "breaths/min")}
    asked: list[str] = []

    def note(page: Page) -> None:
        asked.append(page.locator(".page").get_attribute("data-screen") or "")
        name = question(page)
        if asked[-1] == "examination":
            assert words.interface("app", "for_patient") in page.inner_text("#app")
        if name in measured:
            assert page.locator("#app h1").inner_text() == words.text("findings", name, "ask")

    with opened(browser, address, **PHONE) as page:
        interview(page, {**AMINA, "answering_for": "clinician", **measured}, on_page=note)
        assert asked.count("examination") >= 5
        expect(page.locator("#what-to-say ~ .told")).to_contain_text("118")


def test_what_a_nurse_measured_can_make_it_an_emergency(browser: Browser, address: str) -> None:
    with opened(browser, address, **PHONE) as page:
        known = {**AMINA, "answering_for": "clinician", "systolic_bp": ("84", "mmHg")}
        while not finished(page):
            answer(page, known)
        look(page)
        assert level(page) == "emergency_now"
        assert page.locator(".call-button").get_attribute("href") == "tel:999"

"""Can a tired mother use the app by touch, by keyboard, on a small phone, and is it safe at every step?

Whole interviews in Chromium. Every page shown is looked at: nothing wider than the screen, nothing too small to tap,
the heading in focus, no plan and no calming word while too little is known, and no request that leaves the machine.
"""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, Route, expect

from lactwise.loading import load
from lactwise.wording import Words
from tests.browser import chromium, server

pytestmark = [pytest.mark.browser, pytest.mark.slow]

PHONE: dict[str, Any] = {"viewport": {"width": 320, "height": 640}, "has_touch": True, "is_mobile": True}
DESKTOP: dict[str, Any] = {"viewport": {"width": 1280, "height": 800}}
TAP = 56  # pixels
FEEDING = {"lactation": "breastfeeding", "baby_situation": "with_me", "answering_for": "self", "gave_birth": True}
# A number is (what is typed, the unit that commits it) or the value of a chip.
AMINA = {  # mastitis with fever, three weeks after birth
    **FEEDING,
    **dict.fromkeys(("breast_pain", "redness", "warmth", "swelling", "feels_unwell", "chills", "aches"), True),
    "temperature_c": ("38.9", "degC"), "hours_since_onset": "18", "hours_of_fever": "12", "trend": "worse",
    "side": "left", "extent": "one_area", "days_since_birth": ("3", "weeks"),
    "antibiotic_status": "none", "discharge": "milk",
}  # fmt: skip
BEA = {  # both breasts full on the fourth day
    **FEEDING,
    **dict.fromkeys(("breast_pain", "swelling"), True),
    "temperature_c": ("36.8", "degC"), "hours_since_onset": "6", "trend": "same",
    "side": "both", "extent": "whole_breast", "days_since_birth": ("4", "days"),
    "antibiotic_status": "none", "discharge": "milk",
}  # fmt: skip
CHIDI = {**AMINA, "confusion": True}  # answers for someone who is confused
Answers = dict[str, Any]

LOOK = """tap => {
    const shown = element => element.getClientRects().length > 0;
    const low = element => element.getBoundingClientRect().height < tap || element.getBoundingClientRect().width < 44;
    const all = 'button, summary, header a, .button, .tick label, .number input, footer a';
    const small = [...document.querySelectorAll(all)].filter(element => shown(element) && low(element));
    return {
        wide: document.documentElement.scrollWidth - document.documentElement.clientWidth,
        small: small.map(element => `${element.tagName} ${element.className} ${element.textContent.slice(0, 40)}`),
        focus: document.activeElement.tagName,
        spoken: document.getElementById('live').textContent,
        broken: !document.getElementById('broken').hidden,
        stored: localStorage.length + sessionStorage.length + document.cookie.length,
        address: location.pathname + location.search + location.hash,
    };
}"""


@pytest.fixture(scope="module")
def address() -> Iterator[str]:
    with server() as address:
        yield address


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with chromium() as browser:
        yield browser


@contextmanager
def opened(browser: Browser, address: str, **options: Any) -> Iterator[Page]:
    """The app in a fresh window. Fails if anything asks for another machine or writes an error to the console."""
    context = browser.new_context(locale="en-GB", **options)
    left: list[str] = []
    faults: list[str] = []

    def guard(route: Route) -> None:
        if route.request.url.startswith(f"{address}/"):
            route.continue_()
        else:
            left.append(route.request.url)
            route.abort()

    context.route("**/*", guard)
    page = context.new_page()
    page.on("pageerror", lambda error: faults.append(str(error)))
    page.goto(address)
    yield page
    assert left == []
    assert faults == []
    assert context.cookies() == []
    context.close()


# --- how she answers ---


def begin(page: Page, place: str = "gb") -> None:
    page.locator(f'[data-place="{place}"]').click()


def question(page: Page) -> str | None:
    """The finding asked singly, `None` for a list to tick."""
    return page.locator(".page").get_attribute("data-question")


def finished(page: Page) -> bool:
    return page.locator(".result").count() == 1


def by_touch(page: Page, selector: str) -> None:
    page.locator(selector).first.tap()


def by_mouse(page: Page, selector: str) -> None:
    page.locator(selector).first.click()


def by_keyboard(page: Page, selector: str) -> None:
    """Tab until it has the focus, then the key that works it."""
    target = page.locator(selector).first.element_handle()
    for _ in range(200):
        page.keyboard.press("Tab")
        if page.evaluate("target => document.activeElement === (target.querySelector('input') ?? target)", target):
            page.keyboard.press("Space")
            return
    raise AssertionError(f"{selector} cannot be reached with the keyboard")


def answer(page: Page, known: Answers, press: Any, otherwise: str = "no") -> None:
    """Answers one page: what is known, and for the rest "no" or "unsure"."""
    name = question(page)
    if name is None:
        tick(page, known, press, otherwise)
        return
    value = "unsure" if otherwise == "unsure" else known.get(name, "unsure")
    if isinstance(value, tuple):
        typed, unit = value
        page.locator(".number input").fill(typed)
        press(page, f'[data-unit="{unit}"]')
    else:
        press(page, f'[data-value="{value}"]')


def tick(page: Page, known: Answers, press: Any, otherwise: str) -> None:
    names = [box.get_attribute("name") or "" for box in page.locator(".tick .yes input").all()]
    for name in names:
        if otherwise == "unsure":
            press(page, f'.unsure:has(input[name="{name}-unsure"])')
        elif known.get(name) is True:
            press(page, f'.yes:has(input[name="{name}"])')
    press(page, '[data-action="next"]' if page.locator('[data-action="next"]').is_visible() else '[data-action="none"]')


def interview(page: Page, known: Answers, press: Any = by_mouse, otherwise: str = "no", place: str = "gb") -> int:
    """Leads the whole interview, looking at every page. Gives the number of pages."""
    begin(page, place)
    for count in range(60):
        look(page)
        if finished(page):
            return count
        answer(page, known, press, otherwise)
    raise AssertionError("the interview does not end")


def look(page: Page) -> None:
    seen = page.evaluate(LOOK, TAP)
    assert seen["wide"] <= 0, f"wider than the screen: {page.locator('h1').last.inner_text()}"
    assert seen["small"] == []
    assert seen["focus"] == "H1"
    assert seen["spoken"]
    assert not seen["broken"]
    assert (seen["stored"], seen["address"]) == (0, "/")


def level(page: Page) -> str | None:
    return page.locator(".result").get_attribute("data-level")


def headings(page: Page) -> list[str]:
    return [section.get_attribute("data-section") or "" for section in page.locator("[data-section]").all()]


# --- whole interviews ---


@pytest.mark.parametrize(("options", "press"), [(PHONE, by_touch), (DESKTOP, by_keyboard)], ids=["touch", "keyboard"])
@pytest.mark.parametrize(
    ("known", "otherwise", "expected"),
    [
        (CHIDI, "no", "emergency_now"),
        (AMINA, "no", "same_day"),
        (BEA, "no", "self_care"),
        ({}, "unsure", "emergency_now"),
    ],
    ids=["emergency", "mastitis", "engorgement", "not sure of anything"],
)
def test_a_whole_interview(
    browser: Browser, address: str, options: Answers, press: Any, known: Answers, otherwise: str, expected: str
) -> None:
    with opened(browser, address, **options) as page:
        pages = interview(page, known, press, otherwise)
        assert level(page) == expected
        assert (pages == 1) == (expected == "emergency_now")


def test_an_emergency_is_shown_at_once_with_the_number_to_call(browser: Browser, address: str) -> None:
    with opened(browser, address, **PHONE) as page:
        interview(page, CHIDI)
        assert page.locator(".call-button").get_attribute("href") == "tel:999"
        assert headings(page)[:2] == ["level", "now"]
        assert "feeding" not in headings(page) or page.locator('[data-advice="feed_on_demand"]').count() == 0


def test_the_answer_comes_in_the_order_she_needs(browser: Browser, address: str) -> None:
    order = [
        "level",
        "now",
        "feeding",
        "comfort",
        "medicine",
        "conditions",
        "causes",
        "watch",
        "escalate",
        "follow-up",
        "call",
        "avoid",
        "know",
    ]
    with opened(browser, address, **PHONE) as page:
        interview(page, AMINA)
        shown = headings(page)
        assert shown == [name for name in order if name in shown]
        assert {"now", "feeding", "comfort", "medicine", "escalate", "follow-up", "call", "avoid"} <= set(shown)
        assert page.locator(".call-button").get_attribute("href") == "tel:111"
        expect(page.locator(".told")).to_contain_text("38.9 °C")


def test_each_sentence_opens_its_source_and_what_others_say(browser: Browser, address: str) -> None:
    with opened(browser, address, **PHONE) as page:
        interview(page, AMINA)
        sentences = page.locator("details.sentence").all()
        assert len(sentences) > 15
        for sentence in sentences:
            sentence.locator("summary").click()
            assert sentence.locator(".sources cite").count() >= 1
            expect(sentence.locator(".sources")).to_contain_text("We read")
        assert page.locator(".sources q").count() > 5
        look_wide(page)


def look_wide(page: Page) -> None:
    assert page.evaluate(LOOK, TAP)["wide"] <= 0


# --- safe at every step ---


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
                shown = page.locator("main").inner_text()
                if page.locator("[data-provisional]").count():
                    provisional += 1
                    assert page.locator("[data-advice], .level-self_care, .level-within_few_days").count() == 0
                    assert not [text for text in calm if text in shown]
                    assert page.locator("#signs").is_visible()
                page.go_back()
                assert page.locator("#app").inner_text() == before
            answer(page, BEA, by_mouse)
        assert provisional >= 5
        assert level(page) == "self_care"


def test_the_emergency_words_are_there_without_javascript(browser: Browser, address: str) -> None:
    with opened(browser, address, java_script_enabled=False, **PHONE) as page:
        assert "112" in page.locator("#call").inner_text()
        assert page.locator("#signs li").count() > 20
        assert page.locator("#signs li").first.is_visible()
        assert page.locator("noscript").is_visible()
        assert not page.locator("#broken").is_visible()


@pytest.mark.parametrize("lost", ["/model.json", "/text/en.json", "/app/evaluator.js", "/app/app.js"])
def test_the_emergency_words_stay_when_a_file_is_lost(browser: Browser, address: str, lost: str) -> None:
    context = browser.new_context(**PHONE)
    page = context.new_page()
    page.route(f"**{lost}", lambda route: route.abort())
    page.goto(address)
    expect(page.locator("#signs li").first).to_be_visible()
    assert "112" in page.locator("#call").inner_text()
    if lost.endswith(".json"):
        expect(page.locator("#broken")).to_be_visible()
    context.close()


def test_a_fault_in_the_middle_shows_the_emergency_words(browser: Browser, address: str) -> None:
    context = browser.new_context(**PHONE)
    page = context.new_page()
    page.route(
        "**/app/evaluator.js",
        lambda route: route.fulfill(body=broken_after_start(route), content_type="text/javascript"),
    )
    page.goto(address)
    begin(page)
    expect(page.locator("#broken")).to_be_visible()
    expect(page.locator("#signs li").first).to_be_visible()
    assert page.locator(".page").count() == 0
    context.close()


def broken_after_start(route: Route) -> str:
    return (
        route.fetch().text().replace("nextScreen(findings) {", "nextScreen(findings) { throw new Error('broken');", 1)
    )


# --- details that matter ---


def test_no_country_is_preselected_and_the_number_follows_the_country(browser: Browser, address: str) -> None:
    numbers = {"gb": "tel:999", "us": "tel:911", "au": "tel:000"}
    for place, number in numbers.items():
        with opened(browser, address, **PHONE) as page:
            assert page.locator("[data-place].chosen, [data-place][aria-pressed]").count() == 0
            assert page.locator("#call a").count() == 0
            begin(page, place)
            assert page.locator("#call a").get_attribute("href") == number
    with opened(browser, address, **PHONE) as page:
        begin(page, "generic")
        assert page.locator("#call a").count() == 0
        assert "112" in page.locator("#call").inner_text()


def test_going_back_loses_nothing(browser: Browser, address: str) -> None:
    with opened(browser, address, **PHONE) as page:
        begin(page)
        while question(page) or not page.locator('input[name="redness"]').count():
            answer(page, AMINA, by_mouse)
        here = page.locator("#app").inner_text()
        answer(page, AMINA, by_mouse)
        page.locator('[data-action="back"]').click()
        assert page.locator("#app h1").inner_text() in here
        assert page.locator('input[name="redness"]').is_checked()
        assert page.locator('[data-action="next"]').is_visible()
        for _ in range(2):
            page.go_back()
        page.go_forward()  # leads nowhere, and breaks nothing
        look(page)
        while not finished(page):
            answer(page, AMINA, by_mouse)
        assert level(page) == "same_day"


def test_not_sure_and_yes_exclude_each_other_and_none_is_one_tap(browser: Browser, address: str) -> None:
    with opened(browser, address, **PHONE) as page:
        begin(page)
        none, next_ = page.locator('[data-action="none"]'), page.locator('[data-action="next"]')
        yes, unsure = page.locator('input[name="rigors"]'), page.locator('input[name="rigors-unsure"]')
        assert none.is_visible()
        assert next_.is_hidden()
        yes.check()
        unsure.check()
        assert not yes.is_checked()
        assert none.is_hidden()
        unsure.uncheck()
        none.tap()
        assert question(page) == "temperature_c"


@pytest.mark.parametrize(
    ("typed", "unit", "shown"),
    [
        ("101,3", "degF", "38.5"),
        ("38.5", "degC", "38.5"),
        ("101.3", "degC", None),
        ("38.5", "degF", None),
        ("12", "degC", None),
        ("", "degC", None),
        ("x", "degF", None),
    ],
)
def test_a_temperature_is_read_in_the_unit_she_taps(
    browser: Browser, address: str, typed: str, unit: str, shown: str | None
) -> None:
    with opened(browser, address, **PHONE) as page:
        begin(page, "us")
        tick(page, {}, by_mouse, "no")
        page.locator(".number input").fill(typed)
        page.locator(f'[data-unit="{unit}"]').tap()
        if shown is None:
            assert question(page) == "temperature_c"
            expect(page.locator(".fault")).to_contain_text("911")
        else:
            page.locator('[data-action="stop"]').tap()
            expect(page.locator(".told")).to_contain_text(f"({shown} °C)")


def test_the_number_commits_with_the_enter_key(browser: Browser, address: str) -> None:
    with opened(browser, address, **DESKTOP) as page:
        begin(page)
        tick(page, {}, by_mouse, "no")
        page.locator(".number input").fill("38.9")
        page.keyboard.press("Enter")
        assert question(page) != "temperature_c"


def test_times_can_be_told_by_a_chip_or_exactly(browser: Browser, address: str) -> None:
    with opened(browser, address, **PHONE) as page:
        begin(page)
        while question(page) != "hours_since_onset":
            answer(page, BEA, by_mouse)
        chips = page.locator(".choices .choice").all_inner_texts()
        assert chips[:4] == ["Less than 12 hours", "12 to 24 hours", "1 to 2 days", "2 days to 1 week"]
        page.locator(".exact summary").tap()
        page.locator(".number input").fill("3")
        page.locator('[data-unit="days"]').tap()
        page.locator('[data-action="stop"]').tap()
        expect(page.locator(".page")).to_be_visible()


def test_every_page_can_be_heard(browser: Browser, address: str) -> None:
    """Each group of answers has the question as its name, each box a name of its own."""
    with opened(browser, address, **DESKTOP) as page:
        begin(page)
        for _ in range(6):
            title = page.locator("#app h1").inner_text()
            expect(page.get_by_role("group", name=re.compile(re.escape(title)))).to_be_visible()
            names = page.get_by_role("checkbox").evaluate_all(
                "all => all.map(box => box.ariaLabel ?? box.labels[0].innerText)"
            )
            assert len(names) == len(set(names))
            answer(page, BEA, by_mouse)


def test_why_we_ask_is_told(browser: Browser, address: str) -> None:
    with opened(browser, address, **PHONE) as page:
        begin(page)
        page.locator(".why summary").tap()
        assert page.locator(".why li").count() == page.locator(".tick").count()
        look_wide(page)

"""Are her answers kept on her phone for her alone, said so, deleted wholly, and never taken as true for too long?

In: the app in Chromium with its store full, empty, broken or full of nonsense, hours later, in another window. Out:
what is kept, what is shown of it, and what is asked again.
"""

import json
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

from lactwise.loading import load
from tests.web.parent import (
    AMINA,
    BEA,
    OFFLINE,
    PHONE,
    READY,
    answer,
    begin,
    finished,
    led,
    level,
    onward,
    opened,
    question,
    to_doctor,
    window,
)

pytestmark = [pytest.mark.browser, pytest.mark.slow]

FINDINGS = load().findings
SAVED = "Saved on this phone"
LEFT = """async () => ({
    local: Object.keys(localStorage),
    session: Object.keys(sessionStorage),
    databases: (await indexedDB.databases()).length,
    cookies: document.cookie,
    state: Object.keys(history.state ?? {}),
})"""
CACHED = """async () => {
    const kept = [];
    for (const name of await caches.keys()) {
        const cache = await caches.open(name);
        for (const request of await cache.keys()) {
            const bytes = await (await cache.match(request)).arrayBuffer();
            const digest = new Uint8Array(await crypto.subtle.digest('SHA-256', bytes));
            kept.push(`${request.method} ${request.url} ${digest.join(' ')}`);
        }
    }
    return kept.sort();
}"""
THROWS = {
    "writing": "Storage.prototype.setItem = () => { throw new DOMException('full', 'QuotaExceededError'); };",
    "everything": """for (const name of ['localStorage', 'sessionStorage'])
        Object.defineProperty(window, name, { get() { throw new DOMException('denied', 'SecurityError'); } });""",
}
STORE = """([text, open]) => {
    for (const name of ['lactwise', 'lactwise-look']) localStorage.setItem(name, text);
    open ? sessionStorage.setItem('lactwise-open', '1') : sessionStorage.clear();
}"""
STEP = {"kind": "question", "screen": "temperature", "ids": ["temperature_c"], "single": True}
SHAPE: dict[str, Any] = {"tables": {"both": {"drafts": {}, "typed": {}}}, "begun": 1, "at": 1}  # sound
GARBAGE: list[Any] = [
    "garbage", "", "null", "5", "[]", "{}", '{"place": "gb"', '{"steps": 5, "place": "gb"}',
    {"steps": [], "place": "gb"},
    {"steps": [None], "place": "gb"},
    {"steps": ["start", "result"], "place": "gb"},
    {"steps": [{"kind": "nonsense"}], "place": "gb"},
    {"steps": [{"kind": "start"}, {"kind": "nonsense"}], "place": "gb"},
    {"steps": [{"kind": "start"}, {**STEP, "ids": ["no_such_finding"]}], "place": "gb"},
    {"steps": [{"kind": "start", "values": {"no_such_finding": True}, "at": 0}, STEP], "place": "gb"},
    {"steps": [{"kind": "start", "values": {"redness": "often"}, "at": "noon"}, STEP], "place": "gb"},
    {"steps": [{"kind": "start"}], "place": "atlantis"},
    {"steps": [{"kind": "start"}], "place": "toString"},
    {"steps": [{"kind": "start"}], "place": "gb", "tables": None},
    {"steps": [{"kind": "start"}], "place": "gb", "tables": {"both": {"drafts": [], "typed": None}}},
    {"steps": [{"kind": "start"}], "place": "gb", "begun": "noon"},
    {"steps": [{"kind": "start"}], "place": ["gb"], "at": "noon"},
]  # fmt: skip


def stored(page: Page) -> dict[str, Any]:
    return dict(json.loads(page.evaluate("() => localStorage.getItem('lactwise') ?? '{}'")))


def carried(page: Page) -> set[str]:
    """The findings whose answers count, as they are kept."""
    return {name for step in stored(page)["steps"] for name in step.get("values", {})}


def later(page: Page, hours: float) -> None:
    page.context.clock.set_fixed_time(datetime.now(UTC) + timedelta(hours=hours))


def reload(page: Page) -> None:
    page.reload()
    page.wait_for_function(READY)


def another(page: Page, address: str) -> Page:
    """A new window of the same browser: it has the store, and not the knowledge that answers were being shown."""
    other = page.context.new_page()
    other.goto(address)
    other.wait_for_function(READY)
    return other


def shows_nothing(page: Page) -> None:
    """A start page on which no answer can be seen."""
    expect(page.locator("#welcome")).to_be_visible()
    expect(page.locator("#broken")).to_be_hidden()
    assert page.locator(".result, .so-far, [data-doctor], input:checked, .chosen").count() == 0
    text = page.locator("body").inner_text()
    assert "38.9" not in text
    assert "three weeks" not in text


# --- saying so, and going on ---


def test_after_the_first_answer_it_says_that_answers_are_saved_on_this_phone(browser: Browser, address: str) -> None:
    with opened(browser, address, **PHONE) as page:
        expect(page.locator("[data-saved]")).to_have_count(0)
        assert page.evaluate(LEFT)["local"] == []
        page.locator('[data-action="none"]').click()
        while not finished(page):
            expect(page.locator('[data-saved="true"]')).to_contain_text(SAVED)
            expect(page.locator('[data-saved="true"]')).to_be_visible()
            expect(page.locator('[data-action="wipe"]')).to_be_visible()
            answer(page, AMINA)
        expect(page.locator('[data-saved="true"]')).to_be_visible()


def test_a_reload_at_any_question_goes_on_at_that_question(browser: Browser, address: str) -> None:
    with opened(browser, address, **PHONE) as page:
        begin(page)
        while not finished(page):
            before = page.locator("#app").inner_text()
            reload(page)
            assert page.locator("#app").inner_text() == before
            answer(page, AMINA)
        reload(page)
        assert level(page) == "same_day"


def test_going_back_after_a_reload_finds_the_answers(browser: Browser, address: str) -> None:
    with opened(browser, address, **PHONE) as page:
        begin(page)
        while question(page) or not page.locator('input[name="redness"]').count():
            answer(page, AMINA)
        answer(page, AMINA)
        reload(page)
        page.locator('[data-action="back"]').click()
        expect(page.locator('input[name="redness"]')).to_be_checked()
        while question(page) != "temperature_c":
            page.locator('[data-action="back"]').click()
        assert page.locator(".number input").input_value() == "38.9"


def test_a_new_window_offers_the_answers_and_does_not_show_them(browser: Browser, address: str) -> None:
    with opened(browser, address, **PHONE) as page:
        begin(page)
        answer(page, AMINA)
        answer(page, {"feels_unwell": True})
        before = page.locator("#app").inner_text()
        other = another(page, address)
        shows_nothing(other)
        offer = other.locator('[data-section="earlier"]')
        expect(offer).to_contain_text("You have answers on this phone")
        expect(offer.locator('[data-action="wipe-earlier"]')).to_be_visible()
        offer.locator('[data-action="resume"]').click()
        assert other.locator("#app").inner_text() == before
        assert level(led(other, AMINA)) == "same_day"


def test_looking_at_the_offer_alone_changes_nothing_that_is_kept(browser: Browser, address: str) -> None:
    with opened(browser, address, **PHONE) as page:
        begin(page)
        answer(page, AMINA)
        before = stored(page)
        other = another(page, address)
        reload(other)
        shows_nothing(other)
        assert stored(other) == before


# --- deleting ---


@pytest.mark.parametrize("place", ["at a question", "at the result", "at the offer", "at the doctor's page"])
def test_deleting_leaves_nothing(browser: Browser, address: str, place: str) -> None:
    with window(browser, address, **PHONE) as context:
        page = context.new_page()
        page.goto(address)
        page.wait_for_function(OFFLINE)
        clean = page.evaluate(CACHED)
        begin(page)
        answer(page, AMINA)
        page.locator('[data-action="theme"]').click()
        if place in ("at the result", "at the doctor's page"):
            led(page, AMINA)
        if place == "at the doctor's page":
            to_doctor(page)
        if place == "at the offer":
            page = another(page, address)
        page.locator(f'[data-action="{"wipe-earlier" if place == "at the offer" else "wipe"}"]').click()
        assert page.evaluate(LEFT) == {
            "local": [], "session": [], "databases": 0, "cookies": "", "state": ["step", "place"],
        }  # fmt: skip
        assert page.evaluate(CACHED) == clean
        assert context.cookies() == []
        expect(page.locator("#tools .notice")).to_contain_text("deleted")
        shows_nothing(page)
        while page.evaluate("() => history.length > 1 && history.state !== null"):
            page.go_back()
            if page.url == "about:blank":
                break
            shows_nothing(page)
        page.goto(address)
        page.wait_for_function(READY)
        shows_nothing(page)
        expect(page.locator('[data-section="earlier"]')).to_have_count(0)
        assert page.evaluate(LEFT)["local"] == []


def test_answers_deleted_in_one_window_do_not_come_back_from_another(browser: Browser, address: str) -> None:
    with opened(browser, address, **PHONE) as page:
        begin(page)
        answer(page, AMINA)
        other = another(page, address)
        other.locator('[data-action="wipe-earlier"]').click()
        other.wait_for_function("() => localStorage.length === 0")
        reload(page)
        shows_nothing(page)
        assert page.evaluate(LEFT)["local"] == []


# --- leaving at once ---


def test_leave_now_leaves_at_once_and_back_shows_only_the_offer(browser: Browser, address: str) -> None:
    with opened(browser, address, **PHONE) as page:
        led(page, AMINA)
        page.locator("#leave").click()
        page.wait_for_url("about:blank", timeout=2000)
        assert page.locator("body").inner_text() == ""
        page.go_back()
        page.wait_for_function(READY)
        shows_nothing(page)
        page.locator('[data-action="resume"]').click()
        assert level(page) == "same_day"


# --- answers that are old ---


@pytest.mark.parametrize("hours", [5, 7, 13, 30])
def test_no_answer_is_carried_beyond_the_hours_it_holds(browser: Browser, address: str, hours: int) -> None:
    with opened(browser, address, **PHONE) as page:
        to_doctor(led(page, AMINA), AMINA)
        assert {"confusion", "painkiller_last_6h", "temperature_c", "redness"} <= carried(page)
        later(page, hours)
        reload(page)
        lapsed = {name for name in carried(page) if (FINDINGS[name].valid_hours or 1000) < hours}
        assert lapsed == set()
        assert ("confusion" in carried(page)) == (hours < 12)
        assert (page.locator("[data-doctor]").count() == 1) == (hours < 6)
        again = page.locator("#app .notice", has_text="may have changed")
        assert again.count() == (hours > 6)


@pytest.mark.parametrize("hours", [13, 30])
def test_danger_signs_are_asked_again_and_a_new_one_counts(browser: Browser, address: str, hours: int) -> None:
    with opened(browser, address, **PHONE) as page:
        led(page, AMINA)
        later(page, hours)
        reload(page)
        assert not finished(page)
        assert page.locator('input[name="confusion"]').count() == 1
        answer(page, {**AMINA, "confusion": True})
        assert level(led(page, AMINA)) == "emergency_now"


def test_what_lapsed_is_asked_again_with_what_she_said_marked(browser: Browser, address: str) -> None:
    with opened(browser, address, **PHONE) as page:
        led(page, AMINA)
        later(page, 30)
        reload(page)
        while not page.locator('input[name="redness"]').count():
            onward(page, AMINA)
        expect(page.locator('input[name="redness"]')).to_be_checked()
        expect(page.locator('input[name="lump"]:checked')).to_have_count(0)
        assert level(led(page, AMINA)) == "same_day"


def test_after_the_phone_slept_the_open_page_asks_again(browser: Browser, address: str) -> None:
    with opened(browser, address, **PHONE) as page:
        led(page, AMINA)
        later(page, 5)
        page.evaluate("() => document.dispatchEvent(new Event('visibilitychange'))")
        assert finished(page)
        later(page, 13)
        page.evaluate("() => document.dispatchEvent(new Event('visibilitychange'))")
        assert not finished(page)
        assert page.locator('input[name="confusion"]').count() == 1
        assert "confusion" not in carried(page)


def test_the_hours_since_it_began_go_on_while_the_phone_sleeps(browser: Browser, address: str) -> None:
    known = {**BEA, "hours_since_onset": ("6", "hours")}
    with opened(browser, address, **PHONE) as page:
        led(page, known)
        expect(page.locator("[data-section=call] .told").last).to_contain_text("6 hours")
        later(page, 3.1)
        page.evaluate("() => document.dispatchEvent(new Event('visibilitychange'))")
        expect(page.locator("[data-section=call] .told").last).to_contain_text("9 hours")
        later(page, 5.1)
        reload(page)
        expect(page.locator("[data-section=call] .told").last).to_contain_text("11 hours")
        other = another(page, address)
        other.locator('[data-action="resume"]').click()
        expect(other.locator("[data-section=call] .told").last).to_contain_text("11 hours")


# --- a store that is broken ---


@pytest.mark.parametrize("fault", THROWS)
def test_where_the_browser_keeps_nothing_it_says_so_and_works(browser: Browser, address: str, fault: str) -> None:
    with window(browser, address, **PHONE) as context:
        context.add_init_script(THROWS[fault])
        page = context.new_page()
        page.goto(address)
        page.wait_for_function(READY)
        begin(page)
        expect(page.locator('[data-saved="false"]')).to_contain_text("Not saved")
        assert SAVED not in page.locator("#tools").inner_text()
        assert level(led(page, AMINA)) == "same_day"
        expect(page.locator("#broken")).to_be_hidden()
        page.locator("#leave").click()
        page.wait_for_url("about:blank", timeout=2000)


def test_nonsense_in_the_store_does_not_break_the_start(browser: Browser, address: str) -> None:
    digest = load().digest
    broken = []
    context = browser.new_context(**PHONE)
    page = context.new_page()
    page.goto(address)
    page.wait_for_function(OFFLINE)
    for garbage in GARBAGE:
        text = garbage if isinstance(garbage, str) else json.dumps({"digest": digest, **SHAPE, **garbage})
        for opened_in in ("same window", "new window"):
            page.evaluate(STORE, [text, opened_in == "same window"])
            page.reload()
            page.wait_for_function(f"() => ({READY})() || !document.getElementById('broken').hidden")
            resume = page.locator('[data-action="resume"]')
            if resume.count():
                resume.click()
            if page.locator("#broken").is_visible() or not page.locator("#app .page").count():
                broken.append(f"{opened_in}: {text}")
    assert not broken, "\n".join(broken)
    context.close()


def test_a_list_of_danger_signs_kept_by_an_older_guideline_is_not_asked(browser: Browser, address: str) -> None:
    """After an update the first list is the one of the newer guideline, whole."""
    with opened(browser, address, **PHONE) as page:
        signs = "all => all.map(box => box.name)"
        whole = page.locator(".tick .yes input").evaluate_all(signs)
        begin(page)
        old = stored(page)
        old["digest"] = "sha256:older"
        old["steps"][0]["ids"] = ["confusion", "a_sign_no_longer_asked"]
        page.evaluate("old => localStorage.setItem('lactwise', JSON.stringify(old))", old)
        page.reload()
        page.wait_for_function(READY, timeout=5000)
        assert page.locator(".tick .yes input").evaluate_all(signs) == whole

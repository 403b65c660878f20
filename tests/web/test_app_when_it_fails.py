"""What does she see when something is missing: a file, JavaScript, a guide that is up to date?

In: a real browser in which something is broken on purpose. Out: whether the emergency words and the numbers stay.
"""

from datetime import UTC, datetime

import pytest
from playwright.sync_api import Browser, Page, expect

from lactwise.loading import load
from lactwise.wording import Words
from tests.browser import ROOT
from tests.web.parent import BEA, CHIDI, PHONE, answer, begin, finished, level, look, opened, prepared, window

pytestmark = [pytest.mark.browser, pytest.mark.slow]

LATER = datetime(2028, 6, 1, 12, tzinfo=UTC)


def emergency_words(page: Page) -> None:
    """The danger signs, what to do, and a number to call, all to be seen."""
    assert page.locator("#signs li").count() > 20
    expect(page.locator("#signs li").first).to_be_visible()
    expect(page.locator("#signs li").last).to_be_visible()
    expect(page.locator("#call")).to_be_visible()
    assert {"112", "999"} & set(page.locator("#call").inner_text().replace(".", "").split())


# --- a file is lost ---


@pytest.mark.parametrize("lost", ["app.js", "evaluator.js", "page.js", "en.json", "style.css"])
def test_the_emergency_words_stay_when_a_file_is_lost(browser: Browser, address: str, lost: str) -> None:
    with window(browser, address, **PHONE, service_workers="block") as context:
        page = context.new_page()
        page.route(f"**/{lost}", lambda route: route.abort())
        page.goto(address)
        if lost == "style.css":
            page.wait_for_selector("[data-screen]")
            expect(page.locator("#welcome .numbers a").first).to_be_visible()
            expect(page.locator(".tick").first).to_be_visible()
            return
        emergency_words(page)
        expect(page.locator("#welcome .numbers a").first).to_be_visible()
        if lost == "en.json":
            expect(page.locator("#broken")).to_be_visible()
            assert page.locator(".loading:visible").count() == 0


def test_a_fault_of_the_server_shows_the_emergency_words(browser: Browser, address: str) -> None:
    with window(browser, address, **PHONE, service_workers="block") as context:
        page = context.new_page()
        page.route("**/en.json", lambda route: route.fulfill(status=500, body="{}"))
        page.goto(address)
        expect(page.locator("#broken")).to_be_visible()
        emergency_words(page)


def test_a_fault_in_the_middle_shows_the_emergency_words(browser: Browser, address: str) -> None:
    with window(browser, address, **PHONE, service_workers="block") as context:
        page = context.new_page()
        page.route("**/evaluator.js", lambda route: route.fulfill(body=broken(), content_type="text/javascript"))
        page.goto(address)
        page.wait_for_selector("[data-screen]")
        assert page.locator("#app .notice").count() == 0  # in date, nothing is said of it
        begin(page)
        expect(page.locator("#broken")).to_be_visible()
        emergency_words(page)
        assert page.locator(".page").count() == 0
        page.locator("#broken a").tap()  # start again
        expect(page.locator("#welcome")).to_be_visible()


def broken() -> str:
    """The evaluator, which breaks once the country is chosen; from its file, as a page may be gone before a fetch."""
    text = (ROOT / "app" / "evaluator.js").read_text(encoding="utf-8")
    entry = "nextScreen(findings) {"
    assert text.count(entry) == 1
    return text.replace(entry, f"{entry} if (findings.answering_for) throw new Error('broken');")


# --- no JavaScript ---


@pytest.mark.parametrize("language", ["en", "ar"])
def test_without_javascript_there_are_the_signs_the_numbers_and_the_leaflet(
    browser: Browser, address: str, language: str
) -> None:
    with opened(browser, address, f"/{language}", java_script_enabled=False, **PHONE) as page:
        assert "112" in page.locator("#call").inner_text()
        assert page.locator("#signs li").count() > 20
        assert page.locator("#signs li").first.is_visible()
        numbers = [link.get_attribute("href") for link in page.locator("#welcome .numbers a").all()]
        assert {"tel:999", "tel:911", "tel:000", "tel:111", "tel:112"} == set(numbers)
        assert page.locator("noscript").is_visible()
        assert not page.locator("#broken").is_visible()
        assert not page.locator("#leave").is_visible()
        page.locator("noscript a").tap()
        page.wait_for_url(f"**/leaflet/{language}")
        assert page.locator("html").get_attribute("lang") == language
        expect(page.locator("h1")).to_be_visible()


# --- a guide that is out of date ---


def test_a_guide_past_its_review_says_so_and_offers_a_call(browser: Browser, address: str) -> None:
    """Before the first question and at the calmest answer, which still gives a number to phone."""
    words = Words(load(), "gb")
    due = words.day(load().review_by)
    past, _ = words.interface("note", "out_of_date", date="|").split("|")
    with prepared(browser, address, lambda page: page.clock.set_fixed_time(LATER), **PHONE) as page:
        look(page)
        expect(page.locator("#app .notice").first).to_contain_text(past)
        expect(page.locator("#app .notice").first).to_contain_text("2027")
        expect(page.locator("#app .notice").first).to_be_visible()
        while not finished(page):
            answer(page, BEA)
        look(page)
        assert level(page) == "self_care"
        expect(page.locator(".level .notice").first).to_contain_text(f"{past}{due}")
        assert page.locator(".level .call-button").get_attribute("href") == "tel:111"


def test_in_an_emergency_an_old_guide_still_gives_the_emergency_number(browser: Browser, address: str) -> None:
    with prepared(browser, address, lambda page: page.clock.set_fixed_time(LATER), **PHONE) as page:
        begin(page)
        page.locator('[data-action="back"]').tap()
        page.locator('[data-action="back"]').tap()
        answer(page, CHIDI)
        assert level(page) == "emergency_now"
        assert page.locator(".level .call-button").get_attribute("href") == "tel:999"

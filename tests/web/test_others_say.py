"""Is a parent told why we do not follow those who say otherwise, on the very point, in her language?

In: a real browser. Out: the panel that opens under a sentence: who says what instead, and our reason.
"""

import pytest
from playwright.sync_api import Browser, Locator, Page

from lactwise.wording import Words
from tests.translations import GUIDELINE
from tests.web.parent import AMINA, PHONE, led, not_too_wide, opened

pytestmark = [pytest.mark.browser, pytest.mark.slow]

REASON = "fever_with_sore_breast"


def why(id_: str, language: str) -> str:
    """Our reason on everything contested about a rule or a piece of advice."""
    words = Words(GUIDELINE, "gb", language)
    points = [point for point in GUIDELINE.disagreements.values() if id_ in point.about]
    assert points
    return " ".join(words.text("disagreements", point.id, "why") for point in points)


def panel(sentence: Locator) -> Locator:
    sentence.locator("summary").first.click()
    return sentence.locator(".sources")


def reason(page: Page, language: str) -> Locator:
    said = Words(GUIDELINE, "gb", language).text("reasons", REASON, "parent")
    return page.locator(".level details.sentence").filter(has_text=said.partition("{")[0][:20])


@pytest.mark.parametrize("language", ["en", "es", "fr", "ar"])
def test_every_panel_of_others_ends_with_the_reason_of_its_own_point(
    browser: Browser, address: str, language: str
) -> None:
    with opened(browser, address, f"/{language}", **PHONE) as page:
        led(page, AMINA)
        shown = page.locator("[data-advice]").evaluate_all("all => all.map(one => one.dataset.advice)")
        contested_here = [id_ for id_ in shown if GUIDELINE.advice[id_].differs]
        assert len(contested_here) > 8
        for id_ in contested_here:
            told = panel(page.locator(f'[data-advice="{id_}"] details.sentence'))
            assert told.locator("q").count() == len(GUIDELINE.advice[id_].differs)
            assert told.locator("[data-ours]").inner_text().startswith(why(id_, language)), id_
        not_too_wide(page)


def test_a_reason_for_the_level_has_its_own_and_says_who_decided(browser: Browser, address: str) -> None:
    with opened(browser, address, "/en", **PHONE) as page:
        led(page, AMINA)
        told = panel(reason(page, "en"))
        decided = Words(GUIDELINE, "gb", "en").interface("app", "ours_decided")
        assert told.locator("[data-ours]").inner_text() == f"{why(REASON, 'en')} {decided}"


def test_what_nobody_disputes_has_no_such_line(browser: Browser, address: str) -> None:
    with opened(browser, address, "/en", **PHONE) as page:
        led(page, AMINA)
        shown = page.locator("[data-advice]").evaluate_all("all => all.map(one => one.dataset.advice)")
        agreed = next(id_ for id_ in shown if not GUIDELINE.advice[id_].differs)
        told = panel(page.locator(f'[data-advice="{agreed}"] details.sentence'))
        assert told.locator("cite").count() > 0
        assert told.locator("[data-ours]").count() == 0

"""Where does it hurt, and what if it hurts on both sides?

In: a real browser. Out: whether the drawing can be tapped as well as read, and whether two breasts that differ each get
answers of their own, the more urgent one leading, without losing what only holds of both.
"""

import pytest
from playwright.sync_api import Browser, Page, expect

from lactwise.loading import load
from lactwise.wording import Words
from tests.web.parent import (
    BEA,
    DALIA,
    FEEDING,
    PHONE,
    Answers,
    Press,
    answer,
    begin,
    by_keyboard,
    by_touch,
    differing,
    finished,
    level,
    look,
    opened,
    question,
    until,
)

pytestmark = [pytest.mark.browser, pytest.mark.slow]

PATCH: Answers = {  # a small inflamed patch, early, without fever: of one breast alone, care at home
    **FEEDING,
    **dict.fromkeys(("breast_pain", "redness", "warmth"), True),
    "temperature_c": ("36.8", "degC"), "hours_since_onset": "11", "trend": "same",
    "side": "left", "extent": "one_area", "days_since_birth": ("8", "weeks"),
    "antibiotic_status": "none", "discharge": "milk", "pain": "3", "episodes_before": "0",
}  # fmt: skip
POCKET: Answers = {**DALIA, "temperature_c": ("36.8", "degC"), "pain": "3", "episodes_before": "0"}
DRAWING = '[data-group="side"]'


# --- the drawing ---


def chosen(page: Page, group: str = "side") -> str | None:
    """What is pressed among the words below the drawing, which the drawing must agree with."""
    pressed = page.locator(f'[data-group="{group}"] [aria-pressed="true"]')
    assert pressed.count() <= 1
    value = pressed.first.get_attribute("data-value") if pressed.count() else None
    marked = {
        side
        for side in ("left", "right")
        if "sore" in (page.locator(f'[data-breast="{side}"]').get_attribute("class") or "").split()
    }
    sides = {"left": {"left"}, "right": {"right"}, "both": {"left", "right"}}
    assert group != "side" or marked == sides.get(value or "", set())
    return value


def test_a_breast_is_chosen_by_tapping_it_and_tapping_again_takes_it_back(browser: Browser, address: str) -> None:
    with opened(browser, address, **PHONE) as page:
        begin(page)
        until(page, BEA, DRAWING)
        look(page)
        left, right = (page.locator(f'[data-breast="{side}"]') for side in ("left", "right"))
        assert (left.bounding_box() or {"x": 0})["x"] < (right.bounding_box() or {"x": 0})["x"]  # as in a mirror
        assert chosen(page) is None
        for breast, expected in [
            (left, "left"),
            (right, "both"),
            (right, "left"),
            (left, None),
            (right, "right"),
            (left, "both"),
            (left, "right"),
        ]:
            breast.tap()
            assert chosen(page) == expected
        for side in ("left", "right"):
            box = page.locator(f'[data-breast="{side}"]').bounding_box()
            assert box is not None
            assert min(box["width"], box["height"]) >= 56
        page.locator('[data-group="extent"] [data-value="one_area"]').tap()
        expect(page.locator(DRAWING)).to_have_count(0)  # both were said, so the page is done
        page.locator('[data-action="back"]').tap()
        assert (chosen(page), chosen(page, "extent")) == ("right", "one_area")


def test_a_breast_that_was_taken_back_does_not_return(browser: Browser, address: str) -> None:
    with opened(browser, address, **PHONE) as page:
        begin(page)
        until(page, BEA, DRAWING)
        for _ in range(2):
            page.locator('[data-breast="left"]').tap()
        page.locator('[data-action="stop"]').tap()
        page.locator('[data-action="go-on"]').tap()
        assert chosen(page) is None


@pytest.mark.parametrize("press", [by_touch, by_keyboard], ids=["touch", "keyboard"])
def test_the_same_is_said_by_buttons(browser: Browser, address: str, press: Press) -> None:
    with opened(browser, address, **PHONE) as page:
        begin(page)
        until(page, BEA, DRAWING)
        for side in ("left", "right", "both", "unsure", "left"):
            press(page, f'{DRAWING} [data-value="{side}"]')
            assert chosen(page) == side
        press(page, '[data-group="extent"] [data-value="nipple_only"]')
        expect(page.locator("[data-group], [data-alike]")).to_have_count(0)


# --- both breasts ---


def asked_of(page: Page) -> str:
    """Which breast the page says it is about."""
    said = page.locator(".progress strong")
    return said.inner_text() if said.count() else ""


class Told:
    """A whole interview about two breasts: of which the pages were, what stood answered already, and what came out."""

    def __init__(self, browser: Browser, address: str, left: Answers, right: Answers) -> None:
        self.whose: list[str] = []
        self.prefilled: dict[str, int] = {}
        self.levels: dict[str, str | None] = {}
        self.reasons: dict[str, str] = {}
        with opened(browser, address, **PHONE) as page:
            differing(page, left, right, on_page=self.note)
            self.first = level(page)
            self.buttons = page.locator(".breasts button").all_inner_texts()
            for side in ("left", "right"):
                page.locator(f'[data-action="breast-{side}"]').tap()
                look(page)
                pressed = page.locator('.breasts [aria-pressed="true"]')
                assert pressed.get_attribute("data-action") == f"breast-{side}"
                self.levels[side] = level(page)
                self.reasons[side] = page.locator(".level").inner_text()

    def note(self, page: Page) -> None:
        whose = "other" if page.locator("[data-other]").count() else asked_of(page)
        self.whose.append(whose)
        marked = page.locator(
            '#app .asked .chosen, #app .asked [aria-pressed="true"], #app .asked input:checked'
        ).count()
        self.prefilled[whose] = self.prefilled.get(whose, 0) + marked


@pytest.fixture(scope="module")
def patches(browser: Browser, address: str) -> Told:
    return Told(browser, address, PATCH, PATCH)


def test_two_breasts_that_differ_are_asked_about_one_after_the_other(patches: Told) -> None:
    left, right = (Words(load(), "gb").interface("app", f"asks_{side}") for side in ("left", "right"))
    whose = patches.whose
    assert [one for place, one in enumerate(whose) if one and one != whose[place - 1]] == [left, "other", right]
    assert whose.count(left) >= 5
    assert whose.count(right) >= 5
    assert patches.prefilled[right] == 0  # nothing of the left breast is said for the right one


def test_of_breasts_that_differ_the_side_is_not_asked_again(browser: Browser, address: str) -> None:
    with opened(browser, address, **PHONE) as page:
        until(page, {**PATCH, "side": "both"}, "[data-alike]")
        page.locator('[data-action="differ"]').tap()
        assert page.locator(DRAWING).count() == 0
        assert question(page) == "extent"
        page.locator('[data-action="back"]').tap()
        expect(page.locator("[data-alike]")).to_be_visible()
        page.locator('[data-action="back"]').tap()
        assert (chosen(page), chosen(page, "extent")) == ("both", "one_area")


def test_the_more_urgent_breast_leads_and_the_buttons_switch(browser: Browser, address: str) -> None:
    words = Words(load(), "gb")
    told = Told(browser, address, BEA, {**BEA, "lump": True})
    assert told.first == "within_few_days"
    assert told.levels == {"left": "self_care", "right": "within_few_days"}
    name = {side: words.interface("app", f"breast_{side}") for side in ("left", "right")}
    title = {side: words.text("levels", found or "", "title") for side, found in told.levels.items()}
    assert told.buttons == [f"{name[side]}: {title[side]}" for side in ("right", "left")]


def test_the_same_answers_come_to_the_same_whether_alike_or_not(browser: Browser, address: str) -> None:
    """Alike, Bea comes to care at home: see `test_a_whole_interview`. Inflamed breasts are the next test."""
    told = Told(browser, address, BEA, BEA)
    assert told.levels == {"left": "self_care", "right": "self_care"}


def test_both_inflamed_is_urgent_although_each_alone_would_be_calm(
    browser: Browser, address: str, patches: Told
) -> None:
    """Early patches without fever: of one breast alone care at home, of both the same day, alike or not."""
    for side, expected in {"left": "self_care", "both": "same_day"}.items():
        with opened(browser, address, **PHONE) as page:
            while not finished(page):
                answer(page, {**PATCH, "side": side})
            assert level(page) == expected
            assert page.locator(".breasts").count() == 0
    because = Words(load(), "gb").text("reasons", "both_breasts_inflamed", "parent")
    assert patches.first == "same_day"
    for side in ("left", "right"):
        assert patches.levels[side] == "same_day"
        assert because in patches.reasons[side]


def test_both_inflamed_counts_for_the_milder_breast_too(browser: Browser, address: str) -> None:
    """One has a pocket of pus and both are inflamed: neither is told to wait longer than the rule of both allows."""
    told = Told(browser, address, PATCH, POCKET)
    assert told.first == "same_day"
    assert told.levels == {"left": "same_day", "right": "same_day"}

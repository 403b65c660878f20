"""Can a mother use the app who hears it, has no mouse, needs large letters or her own colours, or bears no movement?

In: a real browser set as she sets hers. Out: what axe (`test_accessible.py`) cannot see: where the focus goes, what is
announced, what is covered or cut off, what moves, and what remains of a control without its colours.
"""

import re
from itertools import pairwise
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.web.parent import (
    AMINA,
    BEA,
    DALIA,
    DESKTOP,
    PHONE,
    Answers,
    answer,
    begin,
    interview,
    led,
    look,
    not_too_wide,
    opened,
    to_doctor,
    until,
)

pytestmark = [pytest.mark.browser, pytest.mark.slow]

THEMES = ("light", "dark")
STILL: Answers = {**PHONE, "reduced_motion": "reduce"}  # a colour in transition is no colour to judge
UNFOLD = "() => document.querySelectorAll('main details').forEach(part => { part.open = true; })"
PAINT = "theme => { document.documentElement.dataset.theme = theme; }"


# --- names, and what is announced ---

WORKED = {"button", "link", "textbox", "checkbox", "combobox", "DisclosureTriangle", "img", "group", "navigation"}


def unnamed(page: Page) -> list[str]:
    """What can be worked or is a group, and has nothing to be called by, in the tree given to screen readers."""
    nodes = page.context.new_cdp_session(page).send("Accessibility.getFullAXTree")["nodes"]
    seen = [node for node in nodes if not node["ignored"] and node["role"]["value"] in WORKED]
    assert len(seen) > 5
    return [str(node) for node in seen if not node["name"]["value"].strip() and not landmark_alone(node)]


def landmark_alone(node: dict[str, Any]) -> bool:
    """The way back and forward below a page, and a part that opens: their buttons and their summary are named."""
    return node["role"]["value"] in ("navigation", "group")


@pytest.mark.parametrize("known", [BEA, DALIA], ids=["Bea", "Dalia"])
def test_every_control_has_a_name_and_every_page_moves_the_focus_and_is_announced(
    browser: Browser, address: str, known: Answers
) -> None:
    """`interview` looks at each page: its heading has the focus, what is tapped is large enough."""
    with opened(browser, address, "/en", **DESKTOP) as page:
        page.evaluate("() => { document.getElementById('live').dataset.same = 'yes'; }")

        def heard(page: Page) -> None:
            assert unnamed(page) == []
            status = page.locator("#live[role=status][data-same=yes]")  # a region put there anew is not read out
            expect(status).to_have_text(page.locator(".page").get_attribute("data-spoken") or "nothing")
            assert page.get_by_role("status").count() >= 1

        interview(page, known, on_page=heard)
        to_doctor(page)
        look(page)
        heard(page)


# --- the keyboard ---

FOCUSED = """() => {
    const element = document.activeElement;
    if (element === document.body) return null;
    const whole = element.closest('label') ?? element;
    const box = whole.getBoundingClientRect();
    const own = element.getBoundingClientRect();
    const point = document.elementFromPoint(own.left + own.width / 2, own.top + own.height / 2);
    const style = getComputedStyle(element);
    const [left, right] = document.dir === 'rtl' ? [-box.right, -box.left] : [box.left, box.right];
    return {
        name: `${element.tagName} ${element.className} ${whole.textContent.slice(0, 40)}`,
        fixed: Boolean(element.closest('header, .skip')),
        covered: !point || !(whole.contains(point) || point.contains(whole)),
        ring: style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) >= 2,
        left, right, top: box.top + scrollY, bottom: box.bottom + scrollY,
    };
}"""


# What is laid out only when it comes near would move what stands below it between two looks.
LAID_OUT = "() => document.querySelectorAll('.card').forEach(({ style }) => { style.contentVisibility = 'visible'; })"


def tabbed(page: Page, key: str) -> list[dict[str, Any]]:
    """Everything the key leads to, from one end of the page to the other."""
    end = ".skip" if key == "Tab" else "footer li:last-child a"
    page.locator(end).focus()
    stops = [page.evaluate(FOCUSED)]
    for _ in range(200):
        page.keyboard.press(key)
        stop = page.evaluate(FOCUSED)
        if stop is None or stop["name"] == stops[0]["name"]:
            return stops
        stops.append(stop)
    raise AssertionError("the focus never leaves the page")


PAGES = [".tick", "[data-setup]", ".torso", '[data-question="hours_since_onset"]', ".result"]


@pytest.mark.parametrize(("language", "width"), [("en", 1280), ("ar", 320)])
def test_the_focus_follows_the_reading_order_is_seen_and_is_never_covered(
    browser: Browser, address: str, language: str, width: int
) -> None:
    with opened(browser, address, f"/{language}", viewport={"width": width, "height": 640}) as page:
        for selector in PAGES:
            if selector == ".result":
                led(page, BEA)
            else:
                until(page, BEA, selector)
            page.evaluate(LAID_OUT)
            there, back = tabbed(page, "Tab"), tabbed(page, "Shift+Tab")
            assert len(there) > 8
            assert [stop["name"] for stop in reversed(back)] == [stop["name"] for stop in there]
            reached = (*there[1:], *back[1:])  # the first of each was not reached by a key, and has no ring
            assert [stop["name"] for stop in reached if stop["covered"] or not stop["ring"]] == []
            flow = [stop for stop in there if not stop["fixed"]]
            for one, after in pairwise(flow):
                below, beside = after["top"] >= one["bottom"] - 1, after["left"] >= one["right"] - 1
                level_with = after["top"] < one["bottom"] and after["bottom"] > one["top"]
                assert below or (beside and level_with), f"{one['name']} → {after['name']}"


def test_a_list_is_ticked_with_the_keyboard(browser: Browser, address: str) -> None:
    with opened(browser, address, "/en", **DESKTOP) as page:
        begin(page)
        until(page, AMINA, 'input[name="redness"]')
        yes, unsure = (
            page.get_by_role("checkbox").and_(page.locator(f'[name="redness{end}"]')) for end in ("", "-unsure")
        )
        yes.focus()
        page.keyboard.press("Space")
        expect(yes).to_be_checked()
        page.keyboard.press("Tab")
        expect(unsure).to_be_focused()
        page.keyboard.press("Space")
        expect(unsure).to_be_checked()
        expect(yes).not_to_be_checked()
        page.keyboard.press("Space")
        expect(page.locator('[data-action="none"]')).to_be_visible()
        page.keyboard.press("Shift+Tab")
        page.keyboard.press("Space")
        page.locator('[data-action="next"]').focus()
        page.keyboard.press("Enter")
        expect(yes).to_have_count(0)
        expect(page.locator("h1:visible").last).to_be_focused()


# --- large letters, stillness, colours of her own ---

CUT = """() => [...document.querySelectorAll('button, a, summary, label, h1, h2, h3, p, li, dd')]
    .filter(element => element.clientWidth > 1 && element.scrollWidth > element.clientWidth + 1)
    .map(element => element.textContent.slice(0, 60))"""


@pytest.mark.parametrize("language", ["fr", "ar"])
@pytest.mark.parametrize("way", ["twice the letters", "largest in the app"])
def test_large_letters_fit_a_small_phone(browser: Browser, address: str, way: str, language: str) -> None:
    def fits(page: Page) -> None:
        page.evaluate(UNFOLD)
        not_too_wide(page)
        assert page.evaluate(CUT) == []

    with opened(browser, address, f"/{language}", **STILL) as page:
        size = "() => parseFloat(getComputedStyle(document.querySelector('#signs p')).fontSize)"
        before = page.evaluate(size)
        if way == "largest in the app":
            page.evaluate("() => { document.documentElement.dataset.size = 'largest'; }")
        else:
            sizes = {"fontSizes": {"standard": 32, "fixed": 26}}
            page.context.new_cdp_session(page).send("Page.setFontSizes", sizes)
        assert page.evaluate(size) / before == pytest.approx(1.4 if way == "largest in the app" else 2)
        for _ in range(30):
            fits(page)
            if page.locator(".result").count():
                break
            answer(page, BEA)
        to_doctor(page)
        fits(page)


MOVING = """() => [...document.querySelectorAll('*')].filter(element => {
    const { transitionDuration, animationName, scrollBehavior } = getComputedStyle(element);
    return /[1-9]/.test(transitionDuration) || animationName !== 'none' || scrollBehavior === 'smooth';
}).length + document.getAnimations().length"""


def test_nothing_moves_where_she_asks_for_stillness(browser: Browser, address: str) -> None:
    def still(page: Page) -> None:
        assert page.evaluate(MOVING) == 0

    with opened(browser, address, "/en", **STILL) as page:
        interview(page, BEA, on_page=still)
    with opened(browser, address, "/en", **{**PHONE, "reduced_motion": "no-preference"}) as page:
        assert page.evaluate(MOVING) > 0, "the buttons change softly otherwise: else this test sees nothing"


def contrast(one: str, other: str) -> float:
    """The contrast of two colours written as rgb(…), as WCAG works it out."""

    def light(colour: str) -> float:
        parts = [int(part) / 255 for part in re.findall(r"\d+", colour)[:3]]
        red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
        return 0.2126 * red + 0.7152 * green + 0.0722 * blue

    lighter, darker = sorted((light(one), light(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def style(page: Page, selector: str, name: str, part: str = "") -> str:
    reading = "(element, [name, part]) => getComputedStyle(element, part || null).getPropertyValue(name)"
    return str(page.locator(selector).first.evaluate(reading, [name, part]))


@pytest.mark.parametrize("theme", THEMES)
def test_the_number_to_call_and_the_edges_of_controls_stand_out(browser: Browser, address: str, theme: str) -> None:
    with opened(browser, address, "/en", **STILL) as page:
        until(page, BEA, '[data-question="hours_since_onset"]')
        page.locator(".exact summary").click()
        page.evaluate(PAINT, theme)
        bar, paper = style(page, "header", "background-color"), style(page, "body", "background-color")
        assert contrast(style(page, "#call a", "color"), bar) >= 4.5
        assert contrast(style(page, "#leave", "color"), bar) >= 4.5
        assert contrast(bar, paper) >= 2.5  # the bar itself, which nothing depends on
        for control in (".choice", ".number input"):
            assert contrast(style(page, control, "border-top-color"), paper) >= 3
        until(page, BEA, ".tick")
        card = style(page, ".ticks", "background-color")
        for edge in ("border-top-color", "outline-color"):
            assert contrast(style(page, ".tick input", edge), card) >= 3


EDGELESS = """() => {
    const edged = element => {
        const style = getComputedStyle(element);
        return ['top', 'left', 'right'].map(side => key => style[`border-${side}-${key}`]).some(of =>
            parseFloat(of('width')) >= 1 && !['none', 'hidden'].includes(of('style'))
            && ![style.backgroundColor, 'rgba(0, 0, 0, 0)'].includes(of('color')));
    };
    return [...document.querySelectorAll('button, .button, .tick input, .number input, textarea')]
        .filter(element => element.getClientRects().length && !edged(element))
        .map(element => element.outerHTML.slice(0, 100));
}"""


@pytest.mark.parametrize("scheme", THEMES)
def test_controls_and_what_is_chosen_are_seen_in_colours_of_her_own(
    browser: Browser, address: str, scheme: str
) -> None:
    def seen(page: Page) -> None:
        assert page.evaluate(EDGELESS) == []
        paper = style(page, "body", "background-color")
        drawn = [name for name in (".sign", ".breast", ".breast.sore") if page.locator(name).count()]
        assert [name for name in drawn if contrast(style(page, name, "stroke"), paper) < 3] == []
        for box in page.locator(".yes input, .unsure input").all()[:2]:
            empty = box.screenshot()
            box.evaluate("box => { box.checked = true; }")
            assert box.screenshot() != empty
            box.evaluate("box => { box.checked = false; }")
        for choice in page.locator(".choice:visible").all()[:1]:
            before = choice.screenshot()
            choice.evaluate("choice => choice.classList.toggle('chosen')")
            assert choice.screenshot() != before
            choice.evaluate("choice => choice.classList.toggle('chosen')")

    with opened(browser, address, "/en", **STILL, forced_colors="active", color_scheme=scheme) as page:
        interview(page, BEA, on_page=seen)
        to_doctor(page)
        assert style(page, ".qr", "background-color") == "rgb(255, 255, 255)"  # a code is read dark on light

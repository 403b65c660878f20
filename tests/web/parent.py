"""How does a mother use the app? Opens it, answers page after page by touch, mouse or keyboard, looks at every page.

In: a browser and the address of a server. Out: pages, and what was wrong with one: too wide, too small to tap, the
heading not in focus, something written to the console, something asked of the network.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from playwright.sync_api import Browser, BrowserContext, Page, Request, Route

Answers = dict[str, Any]
Press = Callable[[Page, str], None]

PHONE: Answers = {"viewport": {"width": 320, "height": 640}, "has_touch": True, "is_mobile": True}
DESKTOP: Answers = {"viewport": {"width": 1280, "height": 800}}
TAP = 56  # pixels
FEEDING = {"lactation": "breastfeeding", "baby_situation": "with_me", "answering_for": "self", "gave_birth": True}

# The people of these tests. A number is (what is typed, the unit that commits it) or the value of a chip.
AMINA: Answers = {  # mastitis with fever, three weeks after birth
    **FEEDING,
    **dict.fromkeys(("breast_pain", "redness", "warmth", "swelling", "feels_unwell", "chills", "aches"), True),
    "temperature_c": ("38.9", "degC"), "trend": "worse",
    "hours_since_onset": ("18", "hours"), "hours_of_fever": ("12", "hours"),
    "side": "left", "extent": "one_area", "days_since_birth": ("3", "weeks"),
    "antibiotic_status": "none", "discharge": "milk",
}  # fmt: skip
BEA: Answers = {  # both breasts full on the fourth day
    **FEEDING,
    **dict.fromkeys(("breast_pain", "swelling"), True),
    "temperature_c": ("36.8", "degC"), "hours_since_onset": "11", "trend": "same",
    "side": "both", "extent": "whole_breast", "days_since_birth": ("4", "days"),
    "antibiotic_status": "none", "discharge": "milk",
}  # fmt: skip
CHIDI: Answers = {**AMINA, "confusion": True}  # answers for someone who is confused
DALIA: Answers = {  # a soft, fluid lump after a course of antibiotics: an abscess
    **AMINA,
    **dict.fromkeys(("lump", "lump_fluctuant", "lump_tender"), True),
    "temperature_c": ("37.2", "degC"), "feels_unwell": False, "chills": False, "aches": False,
    "hours_since_onset": ("6", "days"), "trend": "same", "antibiotic_status": "taking",
    "antibiotic_hours": ("4", "days"), "antibiotic_courses": "1",
}  # fmt: skip
ELENA: Answers = {  # well again after mastitis, and a lump that remains
    **FEEDING,
    **dict.fromkeys(("lump", "lump_remains"), True),
    "temperature_c": ("36.6", "degC"), "hours_since_onset": ("4", "weeks"), "lump_hours": ("4", "weeks"),
    "trend": "same", "side": "right", "extent": "one_area", "days_since_birth": ("4", "months"),
    "antibiotic_status": "finished", "antibiotic_courses": "1", "discharge": "milk",
}  # fmt: skip

LOOK = """tap => {
    const shown = element => element.getClientRects().length > 0;
    const low = element => element.getBoundingClientRect().height < tap || element.getBoundingClientRect().width < 44;
    const all = 'button, summary, header a, .button, .tick label, .number input, footer a, .languages a, .numbers a';
    const boxes = [document.documentElement, ...document.querySelectorAll('.card')]; // a card cuts off what is too wide
    const small = [...document.querySelectorAll(all)].filter(element => shown(element) && low(element));
    return {
        wide: Math.max(...boxes.map(box => box.scrollWidth - box.clientWidth)),
        small: small.map(element => `${element.tagName} ${element.className} ${element.textContent.slice(0, 40)}`),
        focus: document.activeElement.tagName,
        start: !document.getElementById('welcome').hidden,
        spoken: document.getElementById('live').textContent,
        broken: !document.getElementById('broken').hidden,
        cookies: document.cookie.length,
        address: location.pathname + location.search + location.hash,
    };
}"""
READY = "() => document.querySelector('.page[data-screen], .page[data-doctor], .result, .page[data-setup]')"
OFFLINE = "() => document.documentElement.dataset.offline === 'true'"


@contextmanager
def opened(browser: Browser, address: str, path: str = "/", **options: Any) -> Iterator[Page]:
    """The app in a fresh window. Fails if anything asks for another machine or writes an error to the console."""
    with prepared(browser, address, lambda page: None, path, **options) as page:
        yield page


@contextmanager
def prepared(
    browser: Browser, address: str, prepare: Callable[[Page], None], path: str = "/", **options: Any
) -> Iterator[Page]:
    """The same, after something was done to the empty page: its clock set, a voice given."""
    with window(browser, address, **options) as context:
        faults: list[str] = []
        page = context.new_page()
        page.on("pageerror", lambda error: faults.append(str(error)))
        page.on("console", lambda message: faults.append(message.text) if message.type == "error" else None)
        prepare(page)
        page.goto(address + path)
        if options.get("java_script_enabled", True):
            page.wait_for_function(READY)
        yield page
        assert faults == []


@contextmanager
def window(browser: Browser, address: str, **options: Any) -> Iterator[BrowserContext]:
    """A fresh window that reaches only the server. Fails if anything else was asked for, or a cookie was left."""
    context = browser.new_context(**{"locale": "en-GB", **options})
    left: list[str] = []

    def guard(route: Route) -> None:
        if route.request.url.startswith(f"{address}/"):
            route.continue_()
        else:
            left.append(route.request.url)
            route.abort()

    context.route("**/*", guard)
    yield context
    assert left == []
    assert context.cookies() == []
    context.close()


def listening(context: BrowserContext) -> list[str]:
    """Every address asked for from now on, in a list that grows."""
    asked: list[str] = []

    def note(request: Request) -> None:
        asked.append(f"{request.method} {request.url} {request.post_data or ''}".strip())

    context.on("request", note)
    return asked


# --- how she answers ---


def begin(page: Page, place: str = "gb", **chosen: str) -> None:
    """Past the danger signs, none of which is true, and the first choices."""
    page.locator('[data-action="none"]').click()
    choose(page, {"place": place, "answering_for": "self", "baby_situation": "with_me", **chosen}, by_mouse)


def choose(page: Page, chosen: Answers, press: Press) -> None:
    """The first choices: those given; then on."""
    for group in ("place", "unit", "answering_for", "baby_situation"):
        if chosen.get(group):
            press(page, f'[data-group="{group}"] [data-value="{chosen[group]}"]')
    if page.locator("[data-setup]").count():
        press(page, '[data-action="next"]')


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


def answer(page: Page, known: Answers, press: Press = by_mouse, otherwise: str = "no", place: str = "gb") -> None:
    """Answers one page: what is known, and for the rest "no" or "unsure"."""
    if page.locator("[data-setup]").count():
        first = {"place": place} if otherwise == "unsure" else {**known, "place": place}
        choose(page, first, press)
    elif page.locator("[data-alike]").count():
        press(page, '[data-action="alike"]')
    elif page.locator("[data-group]").count():
        drawn(page, known, press, otherwise)
    elif question(page) is None:
        tick(page, known, press, otherwise)
    else:
        single(page, known, press, otherwise)


def drawn(page: Page, known: Answers, press: Press, otherwise: str) -> None:
    """Where it hurts: one choice in each group, the last of which commits."""
    for group in page.locator("[data-group]").evaluate_all("all => all.map(one => one.dataset.group)"):
        value = "unsure" if otherwise == "unsure" else known.get(group, "unsure")
        press(page, f'[data-group="{group}"] [data-value="{value}"]')


def single(page: Page, known: Answers, press: Press, otherwise: str) -> None:
    name = question(page) or ""
    value = "unsure" if otherwise == "unsure" else known.get(name, "unsure")
    if isinstance(value, tuple):
        typed, unit = value
        exact = page.locator(".exact:not([open]) summary")
        if exact.count():
            exact.click()
        page.locator(".number input").fill(typed)
        press(page, f'[data-unit="{unit}"]')
    else:
        press(page, f'[data-value="{value}"]')


def tick(page: Page, known: Answers, press: Press = by_mouse, otherwise: str = "no") -> None:
    names = [box.get_attribute("name") or "" for box in page.locator(".tick .yes input").all()]
    for name in names:
        if otherwise == "unsure":
            press(page, f'.unsure:has(input[name="{name}-unsure"])')
        elif known.get(name) is True:
            press(page, f'.yes:has(input[name="{name}"])')
    press(page, '[data-action="next"]' if page.locator('[data-action="next"]').is_visible() else '[data-action="none"]')


def interview(
    page: Page,
    known: Answers,
    press: Press = by_mouse,
    otherwise: str = "no",
    place: str = "gb",
    on_page: Callable[[Page], None] | None = None,
) -> int:
    """Leads the whole interview, looking at every page. Gives the number of pages before the answer."""
    for count in range(60):
        look(page)
        if on_page is not None:
            on_page(page)
        if finished(page):
            return count
        answer(page, known, press, otherwise, place)
    raise AssertionError("the interview does not end")


def until(page: Page, known: Answers, selector: str, press: Press = by_mouse) -> None:
    """Answers page after page until one shows `selector`."""
    for _ in range(60):
        if page.locator(selector).count():
            return
        assert not finished(page), f"{selector} was never shown"
        answer(page, known, press)
    raise AssertionError("the interview does not end")


def differing(page: Page, left: Answers, right: Answers, on_page: Callable[[Page], None] | None = None) -> None:
    """A whole interview in which both breasts are sore and each has answers of its own, the left one first."""
    known = {**left, "side": "both"}
    for _ in range(80):
        look(page)
        if on_page is not None:
            on_page(page)
        if finished(page):
            return
        if page.locator("[data-alike]").count():
            page.locator('[data-action="differ"]').click()
            continue
        if page.locator("[data-other]").count():
            known = {**right, "side": "both"}
        answer(page, known)
    raise AssertionError("the interview does not end")


def look(page: Page) -> None:
    """That the page shown can be read, tapped and heard."""
    seen = page.evaluate(LOOK, TAP)
    assert seen["wide"] <= 0, f"wider than the screen: {page.locator('h1').last.inner_text()}"
    assert seen["small"] == [], seen["small"]
    assert seen["start"] or seen["focus"] == "H1"
    assert seen["spoken"]
    assert not seen["broken"]
    assert seen["cookies"] == 0
    assert seen["address"] in ("/", "/en", "/es", "/fr", "/ar")


def level(page: Page) -> str | None:
    return page.locator(".result").get_attribute("data-level")


def headings(page: Page) -> list[str]:
    """The parts of the answer, in the order shown."""
    return [section.get_attribute("data-section") or "" for section in page.locator("[data-section]").all()]


def not_too_wide(page: Page) -> None:
    assert page.evaluate(LOOK, TAP)["wide"] <= 0


# --- quickly, where the pages themselves are looked at elsewhere ---


def led(page: Page, known: Answers, otherwise: str = "no", place: str = "gb") -> Page:
    """The whole interview, or what is left of it."""
    for _ in range(60):
        page.locator(SHOWN).first.wait_for(timeout=10_000)
        if finished(page):
            return page
        onward(page, known, otherwise, place)
    raise AssertionError("the interview does not end")


def onward(page: Page, known: Answers, otherwise: str = "no", place: str = "gb") -> None:
    """Answers one page. First choices that are asked again stay as they are marked."""
    if page.locator("[data-setup] .chosen").count():
        by_mouse(page, '[data-action="next"]')
    else:
        answer(page, known, by_mouse, otherwise, place)


def to_doctor(page: Page, known: Answers | None = None) -> Page:
    """From the result to the page for the doctor; with `known`, by way of what a doctor will ask."""
    page.locator('[data-action="doctor-end"]').click()
    page.locator("svg.qr").wait_for()
    add = page.locator('[data-action="add"]')
    if known is not None and add.count():
        add.click()
        while not page.locator("[data-doctor]").count():
            answer(page, known)
    page.locator("svg.qr").wait_for()
    return page


SHOWN = ".page[data-screen], .page[data-setup], .page[data-alike], .page[data-other], .page[data-doctor], .result"

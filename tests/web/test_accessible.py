"""Does axe, the usual judge of accessible pages, find nothing on any screen, light and dark, in every language?

Whole interviews, the screens beside the way, and what is shown when something is missing. What axe cannot see is
tested in `test_usable_by_all.py`.
"""

import re
from collections.abc import Callable
from datetime import UTC, datetime

import pytest
from playwright.sync_api import Browser, Page, Route, expect

from tests.browser import ROOT
from tests.web.parent import (
    AMINA,
    BEA,
    CHIDI,
    DALIA,
    DESKTOP,
    ELENA,
    PHONE,
    Answers,
    answer,
    differing,
    interview,
    led,
    level,
    opened,
    prepared,
    to_doctor,
    until,
    window,
)

pytestmark = [pytest.mark.browser, pytest.mark.slow]

FATIMA: Answers = {**BEA, "hours_since_onset": ("3", "days")}  # full for three days, and no better
GITA: Answers = {  # red and sore, not ill, a little better on antibiotics: asked how many courses, and how often before
    **AMINA,
    **dict.fromkeys(("feels_unwell", "chills", "aches"), False),
    "temperature_c": ("36.8", "degC"), "hours_since_onset": ("40", "hours"), "trend": "better", "pain": "3",
    "antibiotic_status": "taking", "antibiotic_hours": ("20", "hours"),
}  # fmt: skip
PEOPLE = {"Amina": AMINA, "Bea": BEA, "Chidi": CHIDI, "Dalia": DALIA, "Elena": ELENA, "Fatima": FATIMA}
LANGUAGES = ("en", "es", "fr", "ar")
THEMES = ("light", "dark")
STILL: Answers = {**PHONE, "reduced_motion": "reduce"}  # a colour in transition is no colour to judge

# All rules that axe has by default (WCAG 2.0 to 2.2 A and AA, best practice), and those left off that judge A or AA.
# What axe cannot decide counts as found.
AXE = """async () => {
    const more = ['target-size', 'label-content-name-mismatch', 'css-orientation-lock', 'p-as-heading',
        'td-has-header', 'table-fake-caption'];
    const found = await axe.run(document, {
        rules: Object.fromEntries(more.map(id => [id, { enabled: true }])),
        resultTypes: ['violations', 'incomplete'],
    });
    const drawn = (rule, node) => rule.id === 'color-contrast' && node.html.startsWith('<text'); // see test_timeline.py
    return [...found.violations, ...found.incomplete].flatMap(rule =>
        rule.nodes.filter(node => !drawn(rule, node)).map(
            node => `${rule.id}: ${node.html.slice(0, 150)} ${node.failureSummary}`));
}"""
# Whatever is folded, and what waits below the fold to be laid out.
UNFOLD = """() => {
    document.querySelectorAll('main details').forEach(part => { part.open = true; });
    document.querySelectorAll('.card').forEach(part => { part.style.contentVisibility = 'visible'; });
}"""
UNFOLDED = "() => [...document.querySelectorAll('main details')].every(part => part.children.length > 1)"
PAINT = "theme => { document.documentElement.dataset.theme = theme; }"
judged: set[tuple[str, str]] = set()


def faults(page: Page) -> list[str]:
    """What axe finds on the page as it is. Evaluated from outside the page, so that its policy may stay as strict."""
    if page.evaluate("() => !globalThis.axe"):
        page.evaluate((ROOT / "node_modules" / "axe-core" / "axe.min.js").read_text(encoding="utf-8"))
    found: list[str] = page.evaluate(AXE)
    return found


def judge(page: Page, themes: tuple[str, ...] = THEMES) -> None:
    """Opens whatever is folded and asks axe in each theme; a page that was judged just as it is now is not again."""
    shown = page.evaluate("() => document.documentElement.lang + document.body.innerHTML")
    page.evaluate(UNFOLD)
    page.wait_for_function(UNFOLDED)
    for theme in themes:
        if (theme, shown) not in judged:
            page.evaluate(PAINT, theme)
            found = faults(page)
            assert found == [], f"{page.locator('h1:visible').last.inner_text()} ({theme}): " + "\n".join(found)
            judged.add((theme, shown))


def test_a_fault_would_be_found(browser: Browser, address: str) -> None:
    with opened(browser, address, "/en", **STILL) as page:
        page.evaluate("""() => document.querySelector('#app h2').insertAdjacentHTML('afterend',
            '<button></button><p id="pale">Pale words</p>')""")
        page.evaluate("() => { document.getElementById('pale').style.color = 'rgb(200 200 200)'; }")
        page.evaluate(PAINT, "light")
        assert {fault.partition(":")[0] for fault in faults(page)} == {"button-name", "color-contrast"}


# --- every screen, as axe sees it ---


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("Chidi", "emergency_now"),
        ("Amina", "same_day"),
        ("Dalia", "same_day"),
        ("Fatima", "within_24h"),
        ("Elena", "within_few_days"),
        ("Bea", "self_care"),
    ],
)
def test_axe_finds_nothing_on_any_page_from_the_start_to_the_answer(
    browser: Browser, address: str, name: str, expected: str
) -> None:
    with opened(browser, address, "/en", **STILL) as page:
        interview(page, PEOPLE[name], on_page=judge)
        assert level(page) == expected


def provisional(page: Page) -> None:
    until(page, AMINA, '[data-action="stop"]')
    page.locator('[data-action="stop"]').click()
    page.locator("[data-provisional]").wait_for()


def enough_already(page: Page) -> None:
    """A question below an answer that is settled already, and that answer while it is not settled."""
    until(page, DALIA, ".so-far")
    judge(page)
    page.locator('[data-action="advice"]').click()
    page.locator(".result[data-level]").wait_for()


def misunderstood(page: Page) -> None:
    until(page, AMINA, '[data-question="temperature_c"]')
    for typed in ("", "102", "12"):
        page.locator(".number input").fill(typed)
        page.locator('[data-unit="degC"]').click()
        expect(page.locator(".fault")).not_to_be_empty()
        judge(page)


def asked_in_the_dark(page: Page) -> None:
    if page.locator(".result").count() == 0:
        judge(page, ("dark",))


def counted(page: Page) -> None:
    for name in ("pain", "antibiotic_courses", "episodes_before"):
        until(page, GITA, f'[data-question="{name}"]:has(.scale)')
        judge(page)


def two_breasts(page: Page) -> None:
    differing(page, BEA, FATIMA, asked_in_the_dark)
    assert page.locator(".breasts button").count() == 2
    page.locator(".breasts button").last.click()


def for_another(page: Page) -> None:
    interview(page, {**BEA, "answering_for": "partner", "baby_situation": "died"}, on_page=asked_in_the_dark)


def for_the_doctor(page: Page) -> None:
    """The page itself, then every question that a doctor asks besides."""
    to_doctor(led(page, DALIA))
    judge(page)
    page.locator('[data-action="add"]').click()
    while page.locator("[data-doctor]").count() == 0:
        judge(page)
        answer(page, DALIA)
    page.locator("svg.qr").wait_for()


def code_opened(page: Page) -> None:
    to_doctor(led(page, AMINA))
    code = page.locator("[data-code]").get_attribute("data-code") or ""
    page.goto("about:blank")
    page.goto(code)
    page.locator("svg.qr").wait_for()


def code_unreadable(page: Page) -> None:
    page.evaluate("() => { location.hash = 's=nothing'; location.reload(); }")
    page.locator("[data-doctor]").wait_for()


def report(page: Page) -> None:
    page.locator('[data-action="report"]').click()


def earlier_visit(page: Page) -> None:
    until(page, BEA, '[data-question="lactation"]')
    page.evaluate("() => { sessionStorage.clear(); location.reload(); }")
    page.locator('[data-section="earlier"]').wait_for()
    judge(page)
    page.locator('[data-action="wipe-earlier"]').click()
    page.locator("#tools > .notice").wait_for()


@pytest.mark.parametrize(
    "lead",
    [
        provisional,
        enough_already,
        misunderstood,
        counted,
        two_breasts,
        for_another,
        for_the_doctor,
        code_opened,
        code_unreadable,
        report,
        earlier_visit,
    ],
)
def test_axe_finds_nothing_on_the_screens_beside_the_way(
    browser: Browser, address: str, lead: Callable[[Page], None]
) -> None:
    with opened(browser, address, "/en", **STILL) as page:
        lead(page)
        judge(page)


def test_axe_finds_nothing_when_the_guide_is_out_of_date(browser: Browser, address: str) -> None:
    late = datetime(2028, 6, 1, 12, tzinfo=UTC)
    with prepared(browser, address, lambda page: page.clock.set_fixed_time(late), "/en", **STILL) as page:
        expect(page.locator("#app .notice")).to_be_visible()
        judge(page)
        led(page, AMINA)
        expect(page.locator(".level .notice").first).to_be_visible()
        judge(page, ("dark",))


@pytest.mark.parametrize("language", LANGUAGES)
def test_axe_finds_nothing_when_something_is_missing(browser: Browser, address: str, language: str) -> None:
    """Without the guideline, without a script, and on the leaflet that is read then."""

    def without_script(route: Route) -> None:
        body = re.sub(r"<script.*?</script>", "", route.fetch().text())  # axe itself is one
        route.fulfill(body=body.replace("noscript>", "div>"), content_type="text/html")

    with window(browser, address, **STILL, service_workers="block") as context:
        page = context.new_page()
        page.route("**/data/**", lambda route: route.abort())
        page.goto(f"{address}/{language}")
        expect(page.locator("#broken")).to_be_visible()
        judge(page)
        page.route(f"**/{language}", without_script)
        page.goto(f"{address}/{language}")
        expect(page.locator("#app .notice a")).to_be_visible()
        judge(page)
        page.unroute_all()
        page.set_viewport_size(DESKTOP["viewport"])  # on a phone its table scrolls, and axe cannot tell what lies below
        for theme in THEMES:
            page.emulate_media(color_scheme=theme)
            page.goto(f"{address}/leaflet/{language}")
            assert faults(page) == []


@pytest.mark.parametrize(("language", "theme"), [("es", "dark"), ("fr", "light"), ("ar", "dark")])
def test_axe_finds_nothing_in_another_language(browser: Browser, address: str, language: str, theme: str) -> None:
    with opened(browser, address, f"/{language}", **STILL) as page:
        interview(page, AMINA, on_page=lambda page: judge(page, (theme,)))
        assert page.locator("html").get_attribute("dir") == ("rtl" if language == "ar" else "ltr")
        to_doctor(page)
        judge(page)


@pytest.mark.parametrize("language", LANGUAGES)
def test_axe_finds_nothing_in_an_emergency_in_any_language(browser: Browser, address: str, language: str) -> None:
    with opened(browser, address, f"/{language}", **STILL) as page:
        assert interview(page, CHIDI, on_page=judge) == 1

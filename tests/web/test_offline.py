"""Does the app work without a network, keep every answer to itself, and take a newer guideline only when asked?

In: the app in Chromium, with a server that is stopped or replaced by one with a newer guideline. Out: the same question
after a reload, no request during an interview, and pages whose program, words and data are always of one release.
"""

import re
import shutil
import tomllib
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, Request, expect

from tests.browser import ROOT, server
from tests.web.parent import AMINA, OFFLINE, PHONE, READY, answer, finished, led, level, listening, onward, to_doctor

pytestmark = [pytest.mark.browser, pytest.mark.slow]

VERSION = tomllib.loads((ROOT / "guideline" / "guideline.toml").read_text())["version"]
NEWER = "2099.9"
PAGES = ("/", "/en", "/es", "/fr", "/ar")
RELEASES = """async () => {
    const of = address => address.match(/[/]([0-9a-f]{12})[/]/)[1];
    const data = document.querySelector('link[rel=preload]').getAttribute('href');
    const files = [...document.querySelectorAll('script, link[rel=stylesheet], link[rel=modulepreload]')];
    const { model } = await (await fetch(data)).json();
    const addresses = [data, ...files.map(file => file.getAttribute('src') ?? file.getAttribute('href'))];
    return {
        releases: [...new Set(addresses.map(of))],
        version: model.version,
        footer: document.querySelector('footer').innerText,
    };
}"""
WAITING = "async () => Boolean((await navigator.serviceWorker.getRegistration())?.waiting)"


@dataclass
class Windows:
    """Windows opened while the older guideline was served, each kept for when there is no network, by what it shows."""

    address: str
    pages: dict[str, Page]
    said: dict[str, str]  # what each showed before the server went


@pytest.fixture(scope="module")
def left(browser: Browser) -> Iterator[Windows]:
    """Windows whose server has stopped."""
    with ExitStack() as windows:
        with server() as address:
            pages = {
                "english": half_way(kept(browser, windows, f"{address}/")),
                "arabic": half_way(kept(browser, windows, f"{address}/ar")),
                "arabic by itself": half_way(kept(browser, windows, f"{address}/", locale="ar")),
                "asked": half_way(kept(browser, windows, f"{address}/")),
                "answered": led(kept(browser, windows, f"{address}/ar"), AMINA),
                "never reloaded": kept(browser, windows, f"{address}/"),
            }
            said = {name: page.locator("#app").inner_text() for name, page in pages.items()}
            for page in pages.values():  # what the browser happens to have is not what the app has kept
                page.context.new_cdp_session(page).send("Network.clearBrowserCache")
        with pytest.raises(urllib.error.URLError):
            urllib.request.urlopen(f"{address}/healthz", timeout=2)
        yield Windows(address, pages, said)


@pytest.fixture(scope="module")
def newer(left: Windows, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Windows]:
    """The same windows, when their server has come back with a newer guideline."""
    folder = tmp_path_factory.mktemp("newer") / "guideline"
    shutil.copytree(ROOT / "guideline", folder)
    whole = folder / "guideline.toml"
    whole.write_text(whole.read_text().replace(f'version = "{VERSION}"', f'version = "{NEWER}"'))
    with server(int(left.address.rpartition(":")[2]), LACTWISE_GUIDELINE=str(folder)):
        yield left


def kept(browser: Browser, windows: ExitStack, address: str, locale: str = "en-GB") -> Page:
    context = browser.new_context(locale=locale, **PHONE)
    windows.callback(context.close)
    page = context.new_page()
    page.goto(address)
    page.wait_for_function(OFFLINE)
    return page


def half_way(page: Page) -> Page:
    while not page.locator('input[name="redness"]').count():
        answer(page, AMINA)
    answer(page, AMINA)  # beyond the list of what she sees and feels
    return page


def shown(page: Page) -> Page:
    page.wait_for_function(READY, timeout=10_000)
    expect(page.locator("#broken")).to_be_hidden()
    return page


# --- without a network ---


@pytest.mark.parametrize(
    ("name", "language"),
    [("english", "en"), ("arabic", "ar"), ("arabic by itself", "ar")],
    ids=str,
)
def test_without_a_server_or_a_network_she_goes_on_where_she_was(left: Windows, name: str, language: str) -> None:
    page = left.pages[name]
    page.context.set_offline(True)
    page.reload()
    shown(page)
    assert page.locator("html").get_attribute("lang") == language
    assert page.locator("#app").inner_text() == left.said[name]
    page.locator('[data-action="back"]').click()
    expect(page.locator('input[name="redness"]')).to_be_checked()
    expect(page.locator('input[name="lump"]')).not_to_be_checked()
    assert level(led(page, AMINA)) == "same_day"
    to_doctor(page)


def test_a_language_that_is_not_kept_gives_a_page_of_the_app_instead(left: Windows) -> None:
    context = left.pages["english"].context
    context.set_offline(True)
    page = context.new_page()
    for path in ("/fr", "/leaflet/es", "/guideline"):
        page.goto(f"{left.address}{path}")
        shown(page)
        expect(page.locator("#signs, #app .tick").first).to_be_attached()
        assert page.locator("html").get_attribute("lang") == "en"
    page.close()


# --- what is asked of the network ---


def test_a_whole_interview_and_every_click_on_the_result_ask_for_nothing(browser: Browser, address: str) -> None:
    with ExitStack() as windows:
        page = kept(browser, windows, f"{address}/")
        page.add_init_script("window.print = () => {}")
        page.reload()
        page.wait_for_function(OFFLINE)
        asked = listening(page.context)
        led(page, AMINA)
        press_everything(page)
        to_doctor(page, AMINA)
        page.locator('[data-action="print"]').click()
        assert [line for line in asked if not line.startswith("GET blob:")] == []


def press_everything(page: Page) -> None:
    """Every fold and every button of the result, save those that leave it or delete."""
    result = page.locator(".result")
    for fold in result.locator("details:not([open]) > summary").all():
        if fold.is_visible():
            fold.click()
    actions = page.locator("[data-action]").evaluate_all("all => all.map(one => one.dataset.action)")
    assert {"doctor", "doctor-end", "calendar", "theme", "size", "report"} <= set(actions)
    for jump in result.locator(".jump").all():
        jump.evaluate("jump => jump.click()")
    for action in sorted({*actions} - {"again", "change", "wipe"}):
        page.locator(f'[data-action="{action}"]').first.evaluate("button => button.click()")
        if not finished(page):
            page.locator('[data-action="back"]').first.click()
        result.wait_for()


def test_no_address_sent_to_the_server_ever_contains_an_answer(browser: Browser, address: str) -> None:
    """From the first visit through an interview, reloads, another language and a code that is opened."""
    context = browser.new_context(locale="en-GB", **PHONE)
    asked, told = listening(context), told_by(context)
    page = context.new_page()
    page.goto(address)
    page.wait_for_function(OFFLINE)
    half_way(page)
    page.reload()
    to_doctor(led(page, AMINA), AMINA)
    code = page.locator("[data-code]").get_attribute("data-code") or ""
    other = context.new_page()
    for opened in (f"{address}/ar", code):
        other.goto(opened)
        other.wait_for_function(READY)
        other.wait_for_function(OFFLINE)
    release = "[0-9a-f]{12}"
    known = rf"(|en|es|fr|ar|sw\.js|app/{release}/[a-z/-]+\.(m?js|css)|data/{release}/(en|ar)\.json)"
    strange = [line for line in asked if not re.fullmatch(f"GET {re.escape(address)}/{known}(#s=.*)?", line)]
    assert strange == []
    assert [line for line in asked if "#" in line] in ([], [f"GET {code}"])  # the browser itself keeps what follows #
    assert set(told) == {""}
    assert len(asked) > 20
    context.close()


def told_by(context: BrowserContext) -> list[str]:
    """What every request from now on tells beside its address: where it came from, and who asks."""
    told: list[str] = []

    def note(request: Request) -> None:
        told.append("".join(request.headers.get(name, "") for name in ("referer", "cookie", "authorization")))

    context.on("request", note)
    return told


@pytest.mark.parametrize("path", [*PAGES, "/leaflet", "/leaflet/ar", "/guideline", "/sw.js", "/nothing-here"])
def test_every_page_forbids_scripts_that_are_not_files_of_the_app(address: str, path: str) -> None:
    try:
        with urllib.request.urlopen(f"{address}{path}") as answered:
            policy, body = answered.headers["content-security-policy"], answered.read().decode()
    except urllib.error.HTTPError as error:
        policy, body = error.headers["content-security-policy"], error.read().decode()
    rules = {name: sources for name, *sources in (rule.split() for rule in policy.split(";"))}
    assert rules["default-src"] == rules["script-src"] == ["'self'"]
    assert "unsafe" not in policy
    assert rules["object-src"] == rules["base-uri"] == rules["frame-ancestors"] == ["'none'"]
    assert [code for code in re.findall(r"<script[^>]*>(.*?)</script>", body, re.DOTALL) if code.strip()] == []
    assert re.findall(r"<[a-z][^>]*\son[a-z]+\s*=", body) == []
    if path in PAGES:
        assert re.findall(r"<style|<[a-z][^>]*\sstyle\s*=", body) == []


def test_a_script_that_slips_into_the_page_does_not_run(browser: Browser, address: str) -> None:
    context = browser.new_context(**PHONE)
    page = context.new_page()
    page.goto(address)
    page.wait_for_function(READY)
    ran = page.evaluate("""() => {
        const script = document.createElement('script');
        script.textContent = 'window.slipped = true';
        document.body.append(script);
        document.body.insertAdjacentHTML('beforeend', '<img src="data:," onerror="window.slipped = true">');
        return new Promise(done => setTimeout(() => done(Boolean(window.slipped)), 100));
    }""")
    assert not ran
    context.close()


# --- a newer guideline ---


def one_release(page: Page, version: str) -> None:
    """The page, its program and its data are of one release, and the footer says which."""
    seen = page.evaluate(RELEASES)
    assert len(seen["releases"]) == 1
    assert seen["version"] == version
    assert version in seen["footer"]


def test_a_newer_guideline_is_never_offered_during_questions_but_beside_the_answer(newer: Windows) -> None:
    page = newer.pages["asked"]
    page.reload()
    shown(page)
    page.wait_for_function(WAITING)
    offered = page.locator("[data-update]")
    assert page.locator("#app").inner_text() == newer.said["asked"]
    while not finished(page):
        expect(offered).to_have_count(0)
        answer(page, AMINA)
    expect(offered).to_have_attribute("data-update", NEWER)
    one_release(page, VERSION)


def test_a_newer_guideline_is_offered_at_the_start_and_never_taken_by_itself(newer: Windows) -> None:
    page = newer.pages["asked"].context.new_page()
    for _ in range(3):
        page.goto(f"{newer.address}/")
        shown(page)
        expect(page.locator("[data-update]")).to_have_attribute("data-update", NEWER)
        one_release(page, VERSION)
    page.locator('[data-action="none"]').click()
    expect(page.locator("[data-update]")).to_have_count(0)
    page.close()


def test_with_the_newer_guideline_the_answers_are_asked_again(newer: Windows) -> None:
    page = newer.pages["answered"]
    page.reload()
    shown(page)
    assert finished(page)
    one_release(page, VERSION)
    with page.expect_navigation():
        page.locator('[data-action="update"]').click()
    shown(page)
    one_release(page, NEWER)
    assert page.locator("html").get_attribute("lang") == "ar"
    assert not finished(page)
    assert page.locator("#welcome").is_visible()
    assert page.locator("#app .notice").count() == 1  # that some answers may have changed
    while not page.locator('input[name="redness"]').count():
        onward(page, AMINA)
    expect(page.locator('input[name="redness"]')).to_be_checked()
    expect(page.locator('input[name="lump"]:checked')).to_have_count(0)
    assert level(led(page, AMINA)) == "same_day"
    expect(page.locator("[data-update]")).to_have_count(0)


def test_the_newer_guideline_is_kept_for_when_there_is_no_network_in_her_language(newer: Windows) -> None:
    """Runs on the window that took it; by itself it takes it first."""
    page = newer.pages["answered"]
    if VERSION in page.locator("footer").inner_text():
        test_with_the_newer_guideline_the_answers_are_asked_again(newer)
    page.context.set_offline(True)
    page.reload()
    shown(page)
    assert page.locator("html").get_attribute("lang") == "ar"
    one_release(page, NEWER)
    page.context.set_offline(False)


def test_the_newer_guideline_can_be_taken_in_a_window_that_was_never_reloaded(newer: Windows) -> None:
    """A first visit is not yet led by the service worker; the button must work there too."""
    page = newer.pages["never reloaded"]
    assert page.evaluate("() => navigator.serviceWorker.controller === null")
    other = page.context.new_page()
    other.goto(f"{newer.address}/")
    expect(page.locator("[data-update]")).to_have_attribute("data-update", NEWER)
    with page.expect_navigation(timeout=5000):
        page.locator('[data-action="update"]').click()
    shown(page)
    one_release(page, NEWER)


def test_an_old_page_finds_nothing_of_the_new_release_to_mix_with(newer: Windows, address: str) -> None:
    with urllib.request.urlopen(f"{address}/en") as answered:
        old = sorted(set(re.findall(r'"(/(?:app|data)/[0-9a-f]{12}/[^"]+)"', answered.read().decode())))
    assert len(old) >= 7
    for path in old:
        with pytest.raises(urllib.error.HTTPError, match="404"):
            urllib.request.urlopen(f"{newer.address}{path}")


def test_a_guideline_past_its_review_says_its_version_and_date_on_every_page(browser: Browser, address: str) -> None:
    context = browser.new_context(locale="en-GB", **PHONE)
    context.clock.set_fixed_time(datetime(2030, 1, 1, 12, tzinfo=UTC))
    page = context.new_page()
    page.goto(address)
    page.wait_for_function(READY)
    due = "22 May 2027"
    for place in range(60):
        said = page.locator("footer").inner_text()
        assert page.locator("footer").is_visible()
        assert VERSION in said
        assert due in said
        if place == 0 or finished(page):
            expect(page.locator("#app .notice").first).to_contain_text("2027")
        if finished(page):
            break
        answer(page, AMINA)
    to_doctor(page)
    expect(page.locator(".doctor")).to_contain_text(VERSION)
    expect(page.locator("footer")).to_contain_text(due)
    context.close()


def test_the_guideline_of_these_tests_is_the_one_in_the_folder() -> None:
    assert VERSION != NEWER
    assert Path(ROOT, "guideline", "guideline.toml").read_text().count(f'version = "{VERSION}"') == 1

"""Can a nurse lead a whole call with the keyboard alone, and is no calm answer ever shown that is not current?

The page at /desk in a real browser: answers by single keys, numbers in any unit, check-ins, records of every form
brought in and out, a server that is away; nothing kept; axe finds nothing.
"""

import contextlib
import json
import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from litestar.testing import TestClient
from playwright.sync_api import Browser, Error, Page, Route, expect

from lactwise import desk, web
from lactwise.loading import load
from lactwise.wording import Words
from tests.browser import ROOT
from tests.web.test_accessible import AXE

pytestmark = [pytest.mark.browser, pytest.mark.slow]

GUIDELINE = load(None, ("en", "es", "fr", "ar"))
LEVEL = "#answer [data-shown]"
WHERE = "() => document.activeElement.closest('[data-finding]')?.dataset.finding ?? document.activeElement.id"
MOST_KEYS = 80  # of a whole call
RECORD: dict[str, Any] = {
    "id": "e-7f3a", "started": "2026-03-01T20:00:00Z", "place": "gb", "unit": "degC",
    "checkins": [
        {"id": "a", "at": "2026-03-01T22:30:00Z", "findings": {"redness": True, "rigors": False},
         "note": "slept a little"},
        {"id": "b", "hours": 12, "findings": {"trend": "worse", "temperature_c": 38.4},
         "medicines": [{"id": "paracetamol", "mg": 1000}], "events": ["antibiotic_started"]},
        {"id": "c", "at": "2026-03-02T09:00:00Z", "findings": {"confusion": True}, "written": "2026-03-02T09:00:00Z"},
        {"id": "c", "at": "2026-03-02T09:00:00Z", "deleted": True, "written": "2026-03-02T09:05:00Z"},
    ],
}  # fmt: skip


@contextmanager
def opened(browser: Browser, address: str, path: str = "/desk", **options: Any) -> Iterator[Page]:
    """The desk, ready; whatever it says on the console or asks of another address fails the test."""
    asked: dict[str, Any] = {"viewport": {"width": 1280, "height": 900}, "reduced_motion": "reduce", **options}
    context = browser.new_context(locale="en-GB", **asked)
    page = context.new_page()
    faults: list[str] = []
    page.on("pageerror", lambda error: faults.append(str(error)))
    page.on("request", lambda request: faults.append(request.url) if not request.url.startswith(address) else None)
    page.goto(address + path)
    page.locator("[data-finding]").first.wait_for()
    yield page
    assert faults == []
    context.close()


def press(page: Page, *keys: str) -> int:
    """Presses keys; a word is typed letter by letter. Says how many keys that were."""
    count = 0
    for key in keys:
        for one in [key] if len(key) == 1 or key in NAMED or "+" in key else key:
            page.keyboard.press(one)
            count += 1
    return count


NAMED = {"Enter", "Escape", "Space", "ArrowDown", "ArrowUp", "ArrowLeft", "ArrowRight", "Tab", "Backspace"}


def at(page: Page) -> str:
    return str(page.evaluate(WHERE))


def answers(page: Page) -> dict[str, str]:
    """What each row says, without those not asked."""
    found: dict[str, str] = page.evaluate(
        "() => Object.fromEntries([...document.querySelectorAll('[data-finding]')]"
        ".filter(row => row.dataset.answer).map(row => [row.dataset.finding, row.dataset.answer]))"
    )
    return found


def current(page: Page) -> str | None:
    """The level shown, once it is of what is entered now."""
    page.wait_for_function("() => document.getElementById('answer').dataset.state === 'current'")
    return page.locator(LEVEL).get_attribute("data-shown")


def jump(page: Page, word: str) -> int:
    return press(page, "/", word, "Enter")


def bring(page: Page, text: str, phrase: str = "") -> None:
    """Opens a record from text."""
    page.locator('[data-action="import"]').click()
    page.locator("#paste").fill(text)
    page.locator('[data-action="open-import"]').click()
    if phrase:
        page.locator("#passphrase").fill(phrase)
        page.locator('[data-action="open-import"]').click()


# --- what the page is filled with ---


def test_every_finding_stands_once_danger_signs_first() -> None:
    groups = desk.groups(GUIDELINE, Words(GUIDELINE))
    listed = [name for group in groups for name in group["findings"]]
    assert sorted(listed) == sorted(GUIDELINE.findings)
    assert [group["danger"] for group in groups[:3]] == [True, True, False]
    letters = [group["letter"] for group in groups]
    assert len(letters) == len(set(letters))
    denied = {name for group in groups if group["danger"] for name in group["findings"]}
    assert {GUIDELINE.findings[name].answered_by for name in denied} == {"parent"}


def test_the_page_has_the_numbers_before_any_script_and_no_script_inside() -> None:
    with TestClient(web.create_app(GUIDELINE)) as client:
        page, data = client.get("/desk"), client.get("/desk.json").json()
        assert page.text.count("tel:") == sum(1 for place in GUIDELINE.places.values() if place.words["emergency_tel"])
        assert "{{" not in page.text
        assert re.findall(r"<script(?![^>]*\ssrc=)|<style|\sstyle=|\son\w+=", page.text) == []
        assert "set-cookie" not in page.headers
        assert set(data["findings"]) == set(GUIDELINE.findings)
        assert list(data["events"]) == list(GUIDELINE.course.events)
        assert client.get("/app/desk.html").status_code == 404
        assert client.get("/app/desk.js").headers["cache-control"] == "no-cache"
        assert "desk" not in client.get("/sw.js").text
        assert "desk" not in client.get("/en").text


def test_every_word_the_desk_asks_for_is_there() -> None:
    words = GUIDELINE.texts["en"]["interface"]["desk"]
    scripts = "".join(path.read_text(encoding="utf-8") for path in (ROOT / "app").glob("desk*.js"))
    page = (ROOT / "app" / "desk.html").read_text(encoding="utf-8")
    asked = set(re.findall(r'\bsay\("([a-z_]+)"', scripts)) | set(re.findall(r"\{\{([a-z_]+)\}\}", page))
    asked |= {f"event_{name}" for name in GUIDELINE.course.events}
    keys = re.search(r"const LIST = \[(.*?)\n\];", scripts, re.DOTALL)
    assert keys
    asked |= {f"key_{name}" for name in re.findall(r'", "([a-z]+)"\]', keys[1])}
    asked |= {f"group_{group['id']}" for group in desk.groups(GUIDELINE, Words(GUIDELINE))}
    assert asked - {"icon", "numbers_of_countries"} <= set(words)
    assert len(asked) > 120


# --- a call with the keyboard alone ---


def test_a_whole_call_needs_few_keys(browser: Browser, address: str) -> None:
    """A mother with a fever and a sore, red breast on the telephone: from the first key to the copied text."""
    with opened(browser, address, permissions=["clipboard-read", "clipboard-write"]) as page:
        keys = press(page, "Shift+N", "Shift+N", "38.9", "Enter", "n", "n", "y", "y")
        keys += jump(page, "mastal") + press(page, "y")
        keys += jump(page, "eryth") + press(page, "y")
        keys += press(page, "g", "c", "20", "Enter")
        assert current(page) == "same_day"
        for _ in range(6):  # what the guideline asks next
            before = at(page)
            keys += press(page, "q")
            assert current(page) == "same_day"
            kind = page.locator(f'[data-finding="{at(page)}"]').get_attribute("class") or ""
            assert before or kind
            keys += press(page, "1" if "choice" in kind else "3" if "number" in kind else "n")
        keys += press(page, "c")
        page.locator("#text").wait_for()
        expect(page.locator('[data-dialog="text"] .told')).to_have_text("Copied.")
        copied = page.evaluate("() => navigator.clipboard.readText()")
        assert "body temperature 38.9 °C" in copied
        assert "Danger signs denied: pain out of proportion" in copied
        assert "Urgency: Same day" in copied
        assert keys <= MOST_KEYS
        said = answers(page)
        assert said["confusion"] == said["baby_cold"] == "false"
        assert said["redness"] == said["breast_pain"] == "true"
        assert "low_blood_pressure" not in said  # nobody examined her


def test_a_danger_sign_needs_one_key_and_is_said_at_once(browser: Browser, address: str) -> None:
    with opened(browser, address) as page:
        first = at(page)
        assert "emergency_flag" in GUIDELINE.findings[first].tags
        press(page, "y")
        assert page.locator("#answer").get_attribute("data-state") == "stale"
        assert current(page) == "emergency_now"
        expect(page.locator("#assertive")).to_contain_text("Emergency")
        assert at(page) != first  # and on to the next


def test_keys_answer_move_and_take_back(browser: Browser, address: str) -> None:
    with opened(browser, address) as page:
        one = at(page)
        press(page, "j")
        two = at(page)
        press(page, "k")
        assert at(page) == one
        press(page, "n", "u", "ArrowUp", "ArrowUp")
        assert answers(page) | {"answering_for": "given"} == {one: "false", two: "unsure", "answering_for": "given"}
        press(page, "Space")
        assert one not in answers(page)
        press(page, "z")
        assert answers(page)[one] == "false"
        press(page, "g", "s", "2")
        assert answers(page)["side"] == "given"
        expect(page.locator('[data-finding="side"] label:has(:checked)')).to_contain_text("Right")


def test_the_caps_lock_never_denies_everything(browser: Browser, address: str) -> None:
    """With it on, n comes as N, but without the shift key."""
    with opened(browser, address) as page:
        page.evaluate(
            "() => document.activeElement.dispatchEvent(new KeyboardEvent('keydown', {key: 'N', bubbles: true}))"
        )
        assert sorted(answers(page).values()) == ["false", "given"]


def test_danger_signs_that_are_marked_are_not_denied_with_the_rest(browser: Browser, address: str) -> None:
    with opened(browser, address) as page:
        first = at(page)
        press(page, "y")
        second = at(page)
        press(page, "u", "Shift+N")
        said = answers(page)
        assert (said[first], said[second]) == ("true", "unsure")
        expect(page.locator('[data-action="deny-danger"]')).to_be_disabled()


def test_numbers_are_read_in_any_usual_unit(browser: Browser, address: str) -> None:
    typed = {
        "temperature_c": {
            "38.4": "", "101.1": "38.4 °C", "101.1 F": "38.4 °C", "38,4": "38.4 °C", "38 x": None, "60": None,
        },
        "hours_since_onset": {"3 d": "72 hours", "1 d 4 h": "28 hours", "90 min": "1.5 hours", "soon": None},
        "sore_area_cm": {"25 mm": "2.5 cm", "99": None},
    }  # fmt: skip
    with opened(browser, address) as page:
        for name, replies in typed.items():
            row = page.locator(f'[data-finding="{name}"]')
            for reply, read in replies.items():
                row.locator("input").fill(reply)
                if read is None:
                    expect(row.locator(".said.fault")).not_to_be_empty()
                    expect(row.locator("input")).to_have_attribute("aria-invalid", "true")
                    assert name not in answers(page), reply
                else:
                    expect(row.locator(".said")).to_have_text(f"read as {read}" if read else "")
                    assert answers(page)[name] == "given"


def test_single_keys_can_be_switched_off(browser: Browser, address: str) -> None:
    with opened(browser, address) as page:
        page.locator("#single-keys").uncheck()
        page.locator("#form input").first.focus()
        press(page, "y", "Shift+N")
        assert "true" not in answers(page).values()
        press(page, "ArrowDown")  # moving about is no single letter
        assert at(page)


def test_what_is_examined_appears_when_she_is_seen(browser: Browser, address: str) -> None:
    with opened(browser, address) as page:
        expect(page.locator('[data-finding="heart_rate"]')).to_be_hidden()
        page.locator('[data-group="examination"] [data-action="seen"]').click()
        expect(page.locator("#contact")).to_have_value("seen")
        page.locator("#f-heart_rate").fill("135")
        assert current(page) == "emergency_now"


def test_what_does_not_apply_is_not_asked(browser: Browser, address: str) -> None:
    with opened(browser, address) as page:
        expect(page.locator('[data-finding="lump_fluctuant"]')).to_be_visible()
        jump(page, "palpable")
        press(page, "n")
        expect(page.locator('[data-finding="lump_fluctuant"]')).to_be_hidden()


def test_the_country_is_chosen_and_never_guessed(browser: Browser, address: str) -> None:
    with opened(browser, address, timezone_id="Europe/London") as page:
        expect(page.locator("#place")).to_have_value("generic")
        expect(page.locator(".notice").first).to_contain_text("Choose a country")
        assert page.locator(".numbers li").count() > 3
        page.locator("#place").select_option("gb")
        expect(page.locator(".numbers")).to_contain_text("NHS 111")
        assert page.locator(".numbers li").count() == 2


# --- what is not current is never shown as if it were ---


def calm(page: Page) -> None:
    """Enters someone who can stay at home for now."""
    findings = {
        **dict.fromkeys((item.id for item in GUIDELINE.findings.values() if item.kind == "yes_no"), False),
        "answering_for": "self", "lactation": "breastfeeding", "baby_situation": "with_me", "breast_pain": True,
        "redness": True, "warmth": True, "swelling": True, "side": "left", "extent": "one_area",
        "quadrant": "upper_outer", "hours_since_onset": 3, "trend": "same", "temperature_c": 36.8,
        "days_since_birth": 40, "antibiotic_status": "none", "penicillin_allergy": "none", "discharge": "milk",
        "age_years": 30, "episodes_before": 0, "pain": 3, "sore_area_cm": 2,
    }  # fmt: skip
    known = {name: value for name, value in findings.items() if GUIDELINE.findings[name].answered_by == "parent"}
    bring(page, json.dumps({"findings": known}))
    assert current(page) == "self_care"


def holding() -> tuple[list[Route], Callable[[Route], None]]:
    """Requests that wait, and what makes them wait."""
    held: list[Route] = []

    def keep(route: Route) -> None:
        held.append(route)

    return held, keep


def test_an_answer_is_stale_the_moment_an_entry_changes(browser: Browser, address: str) -> None:
    held, keep = holding()
    with opened(browser, address) as page:
        calm(page)
        page.route("**/api/**", keep)
        press(page, "g", "d", "y")
        assert page.locator("#answer").get_attribute("data-state") == "stale"
        expect(page.locator(LEVEL)).to_have_text("Not current: an entry has changed. Working it out again.")
        expect(page.locator("#answer .banner")).to_contain_text("Danger sign marked: pain out of proportion")
        assert "Home measures" not in page.locator("#answer .banner").inner_text()
        assert "Home measures" not in page.locator("#checkins").inner_text()
        assert page.locator("#answer .parts").get_attribute("aria-hidden") == "true"
        for _ in range(50):
            if held:
                break
            page.wait_for_timeout(50)
        held[0].continue_()
        page.unroute_all()
        assert current(page) == "emergency_now"


def test_an_answer_on_its_way_does_not_count_for_a_later_entry(browser: Browser, address: str) -> None:
    held, keep = holding()
    with opened(browser, address) as page:
        calm(page)
        page.route("**/api/assess", keep)
        press(page, "g", "t", "36.9")
        for _ in range(50):
            if held:
                break
            page.wait_for_timeout(50)
        press(page, "Enter", "g", "d", "y")
        with contextlib.suppress(Error):  # it was given up
            held[0].continue_()
        page.unroute_all()
        assert page.locator("#answer").get_attribute("data-state") == "stale"
        assert current(page) == "emergency_now"


@pytest.mark.parametrize("how", ["away", "broken", "garbled"])
def test_without_an_answer_the_page_says_so_in_red_with_whom_to_call(browser: Browser, address: str, how: str) -> None:
    ways: dict[str, Callable[[Route], None]] = {
        "away": lambda route: route.abort(),
        "broken": lambda route: route.fulfill(status=500, body='{"errors": ["stopped"]}'),
        "garbled": lambda route: route.fulfill(body="<html>"),
    }
    with opened(browser, address) as page:
        page.locator("#place").select_option("gb")
        calm(page)
        page.locator("#place").select_option("gb")
        page.route("**/api/**", ways[how])
        press(page, "g", "d", "y")
        page.wait_for_function("() => document.getElementById('answer').dataset.state === 'failed'")
        shown = page.locator("#answer").inner_text()
        assert "No answer" in shown
        assert "999" in shown
        assert "Danger sign marked" in shown
        assert "Home measures" not in page.locator("main").inner_text()
        expect(page.locator("#assertive")).to_contain_text("No answer")
        page.unroute_all()
        page.locator('[data-action="again"]').click()
        assert current(page) == "emergency_now"


# --- records that come and go ---


def test_a_parents_file_is_opened_and_the_course_followed(browser: Browser, address: str) -> None:
    sent: list[str] = []
    with opened(browser, address) as page:
        page.on("request", lambda request: sent.append(request.post_data or ""))
        bring(page, json.dumps({"lactwise": 1, "episodes": [RECORD]}))
        expect(page.locator(".checkin")).to_have_count(2)  # the third was taken back
        expect(page.locator("#place")).to_have_value("gb")
        current(page)
        expect(page.locator(".checkin").last).to_contain_text("Same day")
        expect(page.locator('[data-finding="rigors"] .kept')).to_contain_text("lapsed")
        expect(page.locator('[data-part="due"] li').first).to_be_visible()
        page.locator('[data-action="add-now"]').click()
        press(page, "Shift+N")
        current(page)
        expect(page.locator(".checkin")).to_have_count(3)
        assert "slept" not in "".join(sent)
        press(page, "c")
        expect(page.locator("#text")).to_have_value(re.compile(r"NOTES\n  1 Mar, 22:30: slept a little"))


def test_what_is_exported_is_the_record_that_was_opened(browser: Browser, address: str) -> None:
    with opened(browser, address) as page:
        bring(page, json.dumps(RECORD))
        expect(page.locator(".checkin")).to_have_count(2)
        with page.expect_download() as download:
            page.locator('[data-action="export"]').click()
        written = json.loads(download.value.path().read_text(encoding="utf-8"))
        (episode,) = written["episodes"]
        assert {key: episode[key] for key in ("id", "place", "unit")} == {"id": "e-7f3a", "place": "gb", "unit": "degC"}
        assert [entry["at"] for entry in episode["checkins"]] == [
            "2026-03-01T22:30:00.000Z",
            "2026-03-02T08:00:00.000Z",
        ]
        assert episode["checkins"][1]["medicines"] == [{"id": "paracetamol", "mg": 1000}]
        assert episode["checkins"][0]["note"] == "slept a little"
        assert page.request.post(f"{address}/api/follow", data=episode).status == 200
        bring(page, json.dumps(written))
        expect(page.locator(".checkin")).to_have_count(2)


def test_one_of_several_episodes_is_chosen(browser: Browser, address: str) -> None:
    other = {**RECORD, "id": "e-2", "checkins": RECORD["checkins"][:1]}
    with opened(browser, address) as page:
        bring(page, json.dumps({"episodes": [RECORD, other]}))
        page.locator('[data-action="episode"]').last.click()
        expect(page.locator(".checkin")).to_have_count(1)


PACK = {
    "b": "", "t": "redness breast_pain", "f": "rigors confusion", "n": "others_worried", "v": {"temperature_c": 38.6},
    "r": "", "l": "same_day",
}  # fmt: skip
CODE = """async ([address, pack]) => {
    const minutes = Math.round(Date.now() / 60000);
    const text = JSON.stringify({ g: '2026.1', p: 'ie', u: 'degC', a: minutes, s: [pack] });
    const packed = new Blob([text]).stream().pipeThrough(new CompressionStream('deflate'));
    const bytes = new Uint8Array(await new Response(packed).arrayBuffer());
    const code = btoa(String.fromCharCode(...bytes)).replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '');
    return address + '/#s=' + code;
}"""
KEPT = """async () => [localStorage.length, sessionStorage.length, document.cookie,
    (await indexedDB.databases()).length, (await caches.keys()).length]"""


@pytest.mark.parametrize("form", ["address", "bare", "opened"])
def test_the_code_of_a_doctors_page_is_opened(browser: Browser, address: str, form: str) -> None:
    with opened(browser, address) as page:
        code = page.evaluate(CODE, [address, PACK])
        if form == "opened":
            page.goto("about:blank")
            page.goto(code.replace("/#s=", "/desk#s="))
        else:
            bring(page, code if form == "address" else code.partition("#s=")[2])
        expect(page.locator("#place")).to_have_value("ie")
        assert current(page) == "same_day"
        said = answers(page)
        assert (said["redness"], said["rigors"], said["others_worried"]) == ("true", "false", "unsure")
        assert page.locator("#f-temperature_c").input_value() == "38.6"
        assert "#" not in page.url


def test_a_sealed_hand_over_opens_with_its_passphrase_alone(browser: Browser, address: str) -> None:
    seal = "async ([record, phrase]) => (await import('/app/sealing.js')).sealed(record, phrase)"
    with opened(browser, address) as page:
        sealed = page.evaluate(seal, [{**RECORD, "checkins": RECORD["checkins"][:1]}, "1234 5678 1234 5678"])
        bring(page, f"{address}/#h={sealed}", "0000 0000 0000 0000")
        expect(page.locator("dialog .told")).to_contain_text("did not open")
        page.locator("#passphrase").fill("1234567812345678")
        page.locator('[data-action="open-import"]').click()
        expect(page.locator("#told")).to_contain_text("Opened: 1")
        expect(page.locator("#place")).to_have_value("gb")


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("hello", "cannot be read"),
        ("{", "cannot be read"),
        ('{"episodes": []}', "cannot be read"),
        ("x" * 60, "cannot be read"),
        ('{"checkins": [{"at": "noon", "findings": {"rednes": true, "temperature_c": 60}}]}', "rednes"),
    ],
)
def test_what_is_no_record_changes_nothing(browser: Browser, address: str, text: str, said: str) -> None:
    with opened(browser, address) as page:
        press(page, "n")
        before = answers(page)
        bring(page, text)
        expect(page.locator("dialog .told")).to_contain_text(said)
        page.keyboard.press("Escape")
        assert answers(page) == before


def test_a_course_of_several_calls_is_kept_by_hand(browser: Browser, address: str) -> None:
    with opened(browser, address) as page:
        jump(page, "eryth")
        press(page, "y")
        page.locator(".add summary").click()
        page.locator("#then").fill("2026-01-05T10:00")
        page.locator('[data-action="add-then"]').click()
        expect(page.locator(".checkin")).to_have_count(2)
        expect(page.locator(".checkin").first).to_contain_text("5 Jan")
        page.locator("#f-temperature_c").fill("38.5")
        page.locator('[data-event="antibiotic_started"]').check()
        page.locator("#dose-paracetamol").fill("1000 mg")
        page.locator("#dose-paracetamol").blur()
        assert current(page)
        expect(page.locator(".checkin").first).to_contain_text("Same day")
        expect(page.locator('[data-part="doses"]')).to_contain_text("next full dose from 5 Jan, 14:00")
        page.locator("#at").fill("2099-01-01T10:00")
        page.locator("#at").blur()
        expect(page.locator("#at-fault")).to_have_text("This time has not come yet.")


# --- nothing is kept ---


def test_nothing_is_kept_and_leaving_asks_first(browser: Browser, address: str) -> None:
    with opened(browser, address) as page:
        expect(page.locator(".top")).to_contain_text("Nothing is kept")
        asked: list[str] = []
        page.on("dialog", lambda dialog: (asked.append(dialog.type), dialog.accept()))
        page.locator("#form input").first.click(force=True)
        current(page)
        assert page.evaluate(KEPT) == [0, 0, "", 0, 0]
        assert page.context.cookies() == []
        page.reload()
        assert asked == ["beforeunload"]
        page.locator("[data-finding]").first.wait_for()
        assert set(answers(page)) == {"answering_for"}
        page.reload()
        assert asked == ["beforeunload"]  # nothing was entered: nothing to ask


def test_a_new_caller_finds_an_empty_page(browser: Browser, address: str) -> None:
    with opened(browser, address) as page:
        press(page, "y", "n", "u")
        page.once("dialog", lambda dialog: dialog.accept())
        page.locator('[data-action="clear"]').click()
        assert set(answers(page)) == {"answering_for"}
        expect(page.locator("#answer")).to_contain_text("Nothing entered yet.")


# --- for everybody ---


def faults(page: Page) -> list[str]:
    page.evaluate("() => scrollTo(0, 0)")  # what lies below the level, which stays in sight, cannot be judged
    if page.evaluate("() => !globalThis.axe"):
        page.evaluate((ROOT / "node_modules" / "axe-core" / "axe.min.js").read_text(encoding="utf-8"))
    found: list[str] = page.evaluate(AXE)
    return found


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [1280, 390])
def test_axe_finds_nothing(browser: Browser, address: str, width: int, scheme: Any) -> None:
    size = {"width": width, "height": 900}
    with opened(browser, address, viewport=size, color_scheme=scheme) as page:
        assert faults(page) == []
        bring(page, json.dumps(RECORD))
        current(page)
        page.evaluate("() => document.querySelectorAll('details').forEach(part => { part.open = true; })")
        assert faults(page) == []
        for action in ("help", "import"):
            page.locator(f'[data-action="{action}"]').click()
            assert faults(page) == []
            page.keyboard.press("Escape")
        page.route("**/api/**", lambda route: route.abort())
        press(page, "g", "d", "y")
        page.wait_for_function("() => document.getElementById('answer').dataset.state === 'failed'")
        assert faults(page) == []


@pytest.mark.parametrize("width", [1280, 640, 390, 320])
def test_nothing_is_cut_off_and_the_level_stays_in_sight(browser: Browser, address: str, width: int) -> None:
    with opened(browser, address, viewport={"width": width, "height": 900}) as page:
        bring(page, json.dumps(RECORD))
        current(page)
        assert page.evaluate("() => document.documentElement.scrollWidth <= innerWidth")
        page.locator('[data-finding="warmth"]').scroll_into_view_if_needed()
        expect(page.locator(LEVEL)).to_be_in_viewport()


def test_a_level_is_announced_once_when_it_changes(browser: Browser, address: str) -> None:
    with opened(browser, address) as page:
        bring(page, json.dumps(RECORD))
        current(page)
        expect(page.locator("#polite")).to_contain_text("Level:")
        expect(page.locator("#assertive")).to_be_empty()

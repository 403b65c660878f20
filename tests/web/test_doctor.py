"""What does she show the doctor: one right page, and a code that carries her answers and nothing else?

In: interviews in Chromium, the code as a camera reads it, codes that are damaged or made up. Out: clinical terms on one
sheet of paper, the same findings and level on another phone, and nothing stored or sent.
"""

import base64
import io
import json
import re
import zlib
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from typing import Any

import pytest
import zxingcpp
from PIL import Image
from playwright.sync_api import Browser, BrowserContext, Page, expect

from lactwise.loading import load
from lactwise.wording import Words
from tests.web.five_days import BEGIN, NOW, five_days
from tests.web.parent import (
    AMINA,
    DALIA,
    ELENA,
    OFFLINE,
    PHONE,
    READY,
    Answers,
    answer,
    finished,
    led,
    level,
    listening,
    opened,
    to_doctor,
)
from tests.web.test_accessible import judge
from tests.web.test_course import NOOR

pytestmark = [pytest.mark.browser, pytest.mark.slow]

GUIDELINE = load(languages=("en", "ar"))
ENGLISH, ARABIC = (Words(GUIDELINE, "gb", language) for language in ("en", "ar"))
SIGNS = {"emergency_flag", "baby_emergency_flag"}
URGENT = ("redness_spreading", "others_worried")  # in doubt, with other doubts, these are an emergency
LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"  # of a code, each six bits
NOON = datetime(2026, 11, 22, 12, tzinfo=UTC)
ROWS = """() => Object.fromEntries([...document.querySelectorAll('.sheet dt')].map(
    term => [term.textContent, term.nextElementSibling.innerText]))"""
SAVED = "() => [...Object.keys(localStorage), ...Object.keys(sessionStorage)]"
READ_CODES = """async codes => {
    const base = document.querySelector('script[type=module]').src;
    const [{ opened }, { Guideline }] = await Promise.all(
        ['doctor.js', 'evaluator.js'].map(name => import(new URL(name, base).href)));
    const { model, texts } = await (await fetch(document.querySelector('link[rel=preload]').href)).json();
    const app = { guideline: new Guideline(model, texts) };
    return Promise.all(codes.map(code => opened(app, code)));
}"""


@pytest.fixture(scope="module")
def hers(browser: Browser, address: str) -> Iterator[Page]:
    """Amina's page for the doctor, with what a doctor asks answered, at noon. Tests look at it and do not touch it."""
    context = browser.new_context(locale="en-GB", timezone_id="UTC", **{**PHONE, "device_scale_factor": 2})
    context.clock.set_fixed_time(NOON)
    page = context.new_page()
    page.goto(address)
    page.wait_for_function(OFFLINE)
    yield to_doctor(led(page, AMINA), AMINA)
    context.close()


def code_of(page: Page) -> str:
    address = page.locator("[data-code]").get_attribute("data-code") or ""
    return address.partition("#s=")[2]


def rows(page: Page) -> dict[str, str]:
    """What stands on the sheet, by its English or Arabic heading."""
    return dict(page.evaluate(ROWS))


def term(name: str) -> str:
    return ENGLISH.text("findings", name, "clinical").lower()


def changed(code: str, change: Callable[[dict[str, Any]], object]) -> str:
    """The code with other contents, packed as it was."""
    raw = base64.urlsafe_b64decode(code + "=" * (-len(code) % 4))
    for bits in (-15, 15):
        try:
            content = json.loads(zlib.decompress(raw, bits))
        except zlib.error:
            continue
        change(content)
        packer = zlib.compressobj(9, zlib.DEFLATED, bits)
        packed = packer.compress(json.dumps(content).encode()) + packer.flush()
        return base64.urlsafe_b64encode(packed).decode().rstrip("=")
    raise AssertionError("the code is packed in a way that these tests do not know")


def said(content: dict[str, Any], name: str, value: object) -> None:
    """Puts a made-up value into the contents of a code."""
    content["s"][0]["v"][name] = value


# --- the page ---


def test_the_doctor_reads_urgency_reason_and_findings_in_clinical_terms(hers: Page) -> None:
    sheet = rows(hers)
    assert sheet["Urgency"].startswith(ENGLISH.text("levels", "same_day", "clinician"))
    assert "within 12 hours" in sheet["Urgency"]
    assert "fever" in sheet["Reason"]
    assert re.search(r"\[.+, (n\.d\.|\d{4}).*\]", sheet["Reason"])
    for name in ("breast_pain", "redness", "warmth", "swelling", "temperature_c", "side"):
        assert term(name) in sheet["Findings"].lower()
    assert "38.9 °C" in sheet["Findings"]
    for name in ("lump", "confusion", "rigors", "nipple_crack", "baby_jaundice"):
        assert term(name) in sheet["Asked and absent"].lower()
        assert term(name) not in sheet["Findings"].lower()
    assert term("penicillin_allergy") in sheet["Asked, not known"].lower()


def test_the_doctor_reads_what_began_when(hers: Page) -> None:
    lines = rows(hers)["Timeline"].splitlines()
    assert lines[0].startswith("1 November 2026")
    assert lines[1].startswith("21 November 2026 at 18:00")
    assert term("hours_since_onset") in lines[1].lower()
    assert lines[1].endswith("(18 hours)")
    assert lines[2].startswith("22 November 2026 at 00:00")
    assert term("hours_of_fever") in lines[2].lower()


def test_the_doctor_reads_allergies_medicines_and_what_must_not_be_missed(hers: Page) -> None:
    sheet = rows(hers)
    medicines = dict(line.rsplit(": ", 1) for line in sheet["Allergies and medicines"].splitlines())
    by_term = {name.lower(): value for name, value in medicines.items()}
    assert by_term[term("penicillin_allergy")] == "not known"
    assert by_term[term("antibiotic_status")] == "no antibiotics"
    assert by_term[term("nsaid_unsuitable")] == "no"
    assert by_term[term("antibiotic_rash")] == "not asked"
    missed = sheet["Not excluded, must not be missed"].lower()
    for name in ("sepsis", "abscess"):
        assert name in missed
    assert "mastitis" in sheet["Fits"].lower()


def test_what_a_doctor_will_ask_is_asked_and_comes_back(browser: Browser, address: str) -> None:
    with opened(browser, address, **PHONE) as page:
        to_doctor(led(page, AMINA))
        before = rows(page)
        assert before["Timeline"].strip() == ""
        code = code_of(page)
        page.locator('[data-action="add"]').click()
        expect(page.locator(".progress")).to_have_text("For the doctor")
        while not page.locator("[data-doctor]").count():
            answer(page, AMINA)
        page.locator("svg.qr").wait_for()
        assert len(rows(page)["Timeline"].splitlines()) == 3
        assert page.locator('[data-action="add"]').count() == 0
        assert code_of(page) != code


# --- on paper ---


@pytest.mark.parametrize(
    ("path", "who"),
    [(path, who) for path in ("/en", "/ar") for who in ("Amina", "Elena", "Elena in doubt")] + [("/fr", "Dalia")],
)
def test_it_is_one_sheet_of_paper(browser: Browser, address: str, path: str, who: str) -> None:
    context = browser.new_context(locale="en-GB", **PHONE)
    page = context.new_page()
    page.goto(address + path)
    page.wait_for_function(READY)
    known = {"Amina": AMINA, "Dalia": DALIA}.get(who, ELENA)
    if "doubt" in who:
        doubting(page, known)
    else:
        to_doctor(led(page, known), known)
    sheet = page.pdf(format="A4")
    assert len(re.findall(rb"/Type\s*/Page\b(?!s)", sheet)) == 1
    context.close()


def doubting(page: Page, known: Answers) -> None:
    """Not sure of whatever is no danger sign, as far as the level allows."""
    while not finished(page):
        names = [box.get_attribute("name") or "" for box in page.locator(".tick .yes input").all()]
        if not names:
            answer(page, known)
            continue
        for name in names:
            if known.get(name) is True:
                page.locator(f'.yes:has(input[name="{name}"])').click()
            elif not SIGNS & set(GUIDELINE.findings[name].tags) and name not in URGENT:
                page.locator(f'.unsure:has(input[name="{name}-unsure"])').click()
        page.locator('[data-action="none"]:visible, [data-action="next"]:visible').first.click()
    assert level(page) != "emergency_now"
    to_doctor(page, {})
    assert len(rows(page)) >= 10


# --- the days before ---

KEEP = "episode => localStorage.setItem('lactwise-episodes', JSON.stringify({ form: 1, episodes: [episode] }))"
KEPT = "() => JSON.parse(localStorage.getItem('lactwise-episodes')).episodes[0].checkins[0].findings"
LETTERS_ON_PAPER = """() => Math.min(...[...document.querySelectorAll('.doctor *')]
    .filter(one => one.getClientRects().length)
    .filter(one => [...one.childNodes].some(node => node.nodeType === 3 && node.data.trim()))
    .map(one => parseFloat(getComputedStyle(one).fontSize) * 0.75))"""


@pytest.fixture(scope="module")
def first_answer(browser: Browser, address: str) -> dict[str, Any]:
    """What a whole first interview found."""
    context = browser.new_context(locale="en-GB", timezone_id="UTC", **PHONE)
    context.clock.set_fixed_time(BEGIN)
    page = context.new_page()
    page.goto(address)
    page.wait_for_function(READY)
    led(page, NOOR)
    page.wait_for_function("() => localStorage.getItem('lactwise-episodes')")
    found: dict[str, Any] = page.evaluate(KEPT)
    context.close()
    return found


def after_five_days(context: BrowserContext, address: str, path: str, first: dict[str, Any]) -> Page:
    """The page for the doctor after the last of twelve check-ins."""
    context.clock.set_fixed_time(NOW)
    page = context.new_page()
    page.goto(address + path)
    page.wait_for_function(READY)
    page.evaluate(KEEP, five_days(first))
    page.reload()
    page.locator('[data-action="days"]').first.click()
    page.locator('[data-action="answer"]').click()
    page.locator('[data-action="doctor-end"]').click()
    page.locator("svg.qr").wait_for()
    return page


@pytest.mark.parametrize("path", ["/en", "/es", "/fr", "/ar"])
def test_five_days_with_twelve_check_ins_are_one_readable_sheet_of_paper(
    other: BrowserContext, address: str, path: str, first_answer: dict[str, Any]
) -> None:
    page = after_five_days(other, address, path, first_answer)
    assert page.locator(".checkins tbody tr").count() == 12
    assert page.evaluate("() => document.documentElement.scrollWidth - document.documentElement.clientWidth") <= 0
    sheet = page.pdf(format="A4")
    assert len(re.findall(rb"/Type\s*/Page\b(?!s)", sheet)) == 1
    page.emulate_media(media="print")
    assert page.evaluate(LETTERS_ON_PAPER) >= 7.99


def test_the_doctor_reads_how_the_days_went(other: BrowserContext, address: str, first_answer: dict[str, Any]) -> None:
    page = after_five_days(other, address, "/en", first_answer)
    table = [row.locator("td").all_inner_texts() for row in page.locator(".checkins tbody tr").all()]
    assert [row[0] for row in table][:3] == ["1 Mar, 22:30", "2 Mar, 3:00", "2 Mar, 9:30"]
    assert table[2][1:5] == ["Same day", "38.9 °C", "8", "worse"]
    assert "chills" in table[1][5].lower()
    assert table[4][2] == "\N{EN DASH}"  # it was not measured
    assert "no longer: chills" in table[5][5].lower()
    assert (
        table[3][6]
        == "Seen by a doctor or midwife, Antibiotic started, paracetamol 500 mg, ibuprofen 200 mg, Antibiotic taken"
    )
    sheet = rows(page)
    assert "Paracetamol: 5 doses, 4,500 mg; last 24 h 2,000 mg of 4,000 mg" in sheet["Painkillers"]
    assert "14 doses ticked, 1 missed (3 Mar, 6:00)" in sheet["Antibiotic"]
    for contact in ("Phoned for help: 2 Mar", "Scan of the breast: 4 Mar", "Fluid or pus let out: 4 Mar"):
        assert contact in sheet["Care contacts"]
    assert "last left: 5 Mar" in sheet["Feeding"]
    assert page.get_by_role("img", name=re.compile("12 check-ins")).count() == 1
    page.emulate_media(reduced_motion="reduce")  # a colour in transition is no colour to judge
    judge(page)
    assert "mottled" in sheet["Asked and absent"]  # on the screen each danger sign is named
    assert not sheet["Urgency"].startswith("No level")


def test_one_answer_alone_has_no_days_before(hers: Page) -> None:
    assert hers.locator("[data-days]").count() == 0


# --- the code ---


def test_a_camera_reads_the_code_as_the_address_of_the_page(hers: Page, address: str) -> None:
    picture = Image.open(io.BytesIO(hers.locator("svg.qr").screenshot()))
    [read] = zxingcpp.read_barcodes(picture)
    assert read.text == hers.locator("[data-code]").get_attribute("data-code")
    assert read.text.startswith(f"{address}/#s=")
    assert re.fullmatch(r"[A-Za-z0-9_-]+", code_of(hers))


@pytest.fixture
def other(browser: Browser) -> Iterator[BrowserContext]:
    """The phone of a doctor."""
    context = browser.new_context(locale="en-GB", timezone_id="UTC", **PHONE)
    context.clock.set_fixed_time(NOON)
    yield context
    context.close()


def read(context: BrowserContext, address: str) -> Page:
    page = context.new_page()
    page.goto(address)
    page.wait_for_function(f"() => ({READY})() || !document.getElementById('broken').hidden")
    expect(page.locator("#broken")).to_be_hidden()
    return page


def test_the_code_opens_the_same_findings_and_level_elsewhere_and_keeps_nothing(
    hers: Page, address: str, other: BrowserContext
) -> None:
    asked = listening(other)
    code = code_of(hers)
    page = read(other, f"{address}/#s={code}")
    page.wait_for_function(OFFLINE)
    assert rows(page) == rows(hers)
    assert page.url == f"{address}/"
    assert page.evaluate("() => location.href") == f"{address}/"
    assert page.evaluate(SAVED) == []
    expect(page.locator("[data-saved]")).to_have_count(0)
    expect(page.locator(".doctor .notice").first).to_contain_text("not kept")
    sent = [line for line in asked if code in line.partition("#")[0]]
    assert sent == []
    page.reload()
    page.wait_for_function(READY)
    assert page.locator("[data-doctor]").count() == 0
    assert page.evaluate(SAVED) == []


def test_reading_a_code_leaves_ones_own_answers_as_they_were(hers: Page, address: str, other: BrowserContext) -> None:
    mine = read(other, address)
    mine.locator('[data-action="none"]').click()
    kept = mine.evaluate("() => localStorage.getItem('lactwise')")
    page = read(other, f"{address}/#s={code_of(hers)}")
    assert rows(page) == rows(hers)
    page.locator('[data-action="back"]').click()
    expect(page.locator("#welcome")).to_be_visible()
    assert page.locator("[data-doctor], input:checked").count() == 0
    assert page.evaluate("() => localStorage.getItem('lactwise')") == kept


def test_the_code_opened_on_the_arabic_page_is_read_in_arabic(hers: Page, address: str, other: BrowserContext) -> None:
    page = read(other, f"{address}/ar#s={code_of(hers)}")
    shown = page.locator(".sheet").inner_text()
    for name in ("redness", "breast_pain", "penicillin_allergy"):
        assert ARABIC.text("findings", name, "clinical") in shown
    assert "Mastalgia" not in shown
    assert ARABIC.text("levels", "same_day", "clinician") in shown


# --- codes that are not right ---


@pytest.mark.parametrize("how", ["cut off", "not ours", "empty", "too large", "not packed", "not a summary"])
def test_a_code_that_cannot_be_read_says_so_beside_the_danger_signs(
    hers: Page, address: str, other: BrowserContext, how: str
) -> None:
    code = code_of(hers)
    bad = {
        "cut off": code[: len(code) * 2 // 3],
        "not ours": "%E0%A4%A!!",
        "empty": "",
        "too large": changed(code, lambda content: content.update(x="0" * 3_000_000)),
        "not packed": base64.urlsafe_b64encode(b'{"p":"gb"}').decode(),
        "not a summary": changed(code, lambda content: content.pop("s")),
    }[how]
    page = read(other, f"{address}/#s={bad}")
    expect(page.locator("h1:visible")).to_have_text("This code cannot be read")
    expect(page.locator("#signs li").first).to_be_visible()
    assert page.locator(".sheet").count() == 0
    assert page.url == f"{address}/"


def test_what_is_unknown_or_impossible_is_named_and_never_shown(
    hers: Page, address: str, other: BrowserContext
) -> None:
    def change(content: dict[str, Any]) -> None:
        content["s"][0]["t"] += " sore_elbow constructor __proto__"
        made_up = {
            "temperature_c": 99, "hours_since_onset": -3, "days_since_birth": "21", "lactation": "sometimes",
            "side": 2, "redness": "very", "from_the_future": 7,
        }  # fmt: skip
        for name, value in made_up.items():
            said(content, name, value)

    page = read(other, f"{address}/#s={changed(code_of(hers), change)}")
    notice = page.locator(".doctor .notice", has_text="Not known to this version")
    for name in ("sore_elbow", "from_the_future", "temperature_c", "hours_since_onset", "lactation"):
        expect(notice).to_contain_text(name)
    sheet = page.locator(".sheet").inner_text()
    for wrong in ("99", "sometimes", "very", "sore_elbow", "undefined", "NaN", "Invalid"):
        assert wrong not in sheet
    assert "38.9" not in sheet


@pytest.mark.parametrize(
    "strange",
    [{"p": "atlantis"}, {"p": "toString"}, {"a": None}, {"a": "noon"}, {"a": 1e300}, {"u": "kelvin"}],
    ids=str,
)
def test_a_strange_place_or_time_never_becomes_a_wrong_word(
    hers: Page, address: str, other: BrowserContext, strange: dict[str, Any]
) -> None:
    page = read(other, f"{address}/#s={changed(code_of(hers), lambda content: content.update(strange))}")
    shown = page.locator("#app").inner_text()
    for wrong in ("Invalid", "NaN", "undefined", "1970", "[object", *map(str, strange.values())):
        assert wrong not in shown


def test_one_wrong_letter_in_the_code_never_gives_another_answer(
    hers: Page, address: str, other: BrowserContext
) -> None:
    """Such a code is refused, or what it still says is what she said."""
    code = code_of(hers)
    wrong = [code[:i] + LETTERS[LETTERS.index(code[i]) ^ 1 << i % 6] + code[i + 1 :] for i in range(len(code))]
    right, *found = read(other, address).evaluate(READ_CODES, [code, *wrong])
    hers_alone = said_in(right)
    assert len(hers_alone) > 20
    untrue = [strays for one in found if not one.get("broken") and (strays := said_in(one) - hers_alone)]
    assert not untrue, f"{len(untrue)} of {len(found)} damaged codes are believed, as {sorted(untrue[0])[:2]}"


def said_in(summary: dict[str, Any]) -> set[tuple[str, str]]:
    """When, where and what a summary says."""
    told = {(name, str(value)) for side in summary["sides"] for name, value in side["answers"].items()}
    return told | {("at", str(summary["at"])), ("place", summary["place"])}

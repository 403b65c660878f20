"""Does the phone carry a mother through five days: asking little, forgetting nothing, and never putting off a deadline?

In: the app in Chromium with a clock that is moved by hours and days. Out: what is due and when, how many taps a
check-in takes, what is written down, and what is left after deleting.
"""

import json
import re
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from lactwise.loading import load
from tests.browser import ROOT
from tests.web.parent import (
    AMINA,
    BEA,
    FEEDING,
    PHONE,
    READY,
    Answers,
    answer,
    differing,
    finished,
    led,
    level,
    look,
    not_too_wide,
    question,
    single,
    to_doctor,
)
from tests.web.test_accessible import judge

pytestmark = [pytest.mark.browser, pytest.mark.slow]

EVENING = datetime(2026, 11, 22, 20, tzinfo=UTC)
MOST_TAPS = 4  # of a check-in when all is improving
NOOR: Answers = {  # a red, sore patch since the afternoon, no fever, well
    **FEEDING,
    **dict.fromkeys(("breast_pain", "redness", "warmth"), True),
    "temperature_c": ("37.1", "degC"), "hours_since_onset": ("3", "hours"), "trend": "same", "pain": "4",
    "side": "left", "extent": "one_area", "days_since_birth": ("5", "weeks"), "discharge": "milk",
    "antibiotic_status": "none", "episodes_before": "0",
}  # fmt: skip
BETTER: Answers = {**NOOR, "trend": "better", "temperature_c": ("36.8", "degC")}
WORSE: Answers = {**NOOR, "trend": "worse", "temperature_c": ("38.7", "degC"), "redness_spreading": True}
CLOSED = """() => {
    const kept = JSON.parse(localStorage['lactwise-episodes']);
    const at = '2026-11-22T20:10:00Z';
    kept.episodes[0].checkins.push({ id: 'c-end', at, written: at, events: ['closed'] });
    localStorage['lactwise-episodes'] = JSON.stringify(kept);
}"""
SIGNS = {item.id for item in load().findings.values() if {"emergency_flag", "baby_emergency_flag"} & set(item.tags)}


@pytest.fixture
def phone(browser: Browser) -> Iterator[BrowserContext]:
    """A phone on the first evening. Any error on a page of it fails the test."""
    with_faults = browser.new_context(locale="en-GB", timezone_id="UTC", reduced_motion="reduce", **PHONE)
    faults: list[str] = []
    with_faults.on("weberror", lambda found: faults.append(str(found.error)))
    with_faults.clock.set_fixed_time(EVENING)
    yield with_faults
    with_faults.close()
    assert faults == []


def at(page: Page, hours: float) -> Page:
    page.context.clock.set_fixed_time(EVENING + timedelta(hours=hours))
    return page


def opened(phone: BrowserContext, address: str, path: str = "/en", hours: float = 0) -> Page:
    """A window of the phone, so many hours after the first evening."""
    phone.clock.set_fixed_time(EVENING + timedelta(hours=hours))
    page = phone.new_page()
    page.goto(address + path)
    page.wait_for_function(READY)
    return page


def first_evening(phone: BrowserContext, address: str, known: Answers = NOOR, path: str = "/en") -> Page:
    """The first interview, until its answer is written down."""
    page = led(opened(phone, address, path), known)
    page.wait_for_function("() => localStorage.getItem('lactwise-episodes')")
    return page


def again(phone: BrowserContext, address: str, hours: float, path: str = "/en") -> Page:
    """Days later: the window is closed and another is opened."""
    for page in phone.pages:
        page.close()
    return opened(phone, address, path, hours)


def episodes(page: Page) -> list[dict[str, Any]]:
    return list(
        json.loads(page.evaluate("() => localStorage.getItem('lactwise-episodes')") or '{"episodes": []}')["episodes"]
    )


def entries(page: Page) -> list[dict[str, Any]]:
    """The entries of the only episode that were not taken back, in the order written."""
    [episode] = episodes(page)
    return [entry for entry in episode["checkins"] if not entry.get("deleted")]


def check_in(page: Page, known: Answers = BETTER, gone: tuple[str, ...] = ()) -> int:
    """A whole check-in from its button on; gives its taps after that button. What is `gone` is unticked."""
    page.locator('[data-action="check-in"]').first.click()
    return checked(page, known, gone)


def checked(page: Page, known: Answers, gone: tuple[str, ...] = ()) -> int:
    for taps in range(30):
        page.locator(".page[data-screen], .result").first.wait_for()
        look(page)
        if finished(page):
            return taps
        one_page(page, known, gone)
    raise AssertionError("the check-in does not end")


def one_page(page: Page, known: Answers, gone: tuple[str, ...]) -> None:
    if page.locator('[data-screen="still"]').count():
        for name in page.locator(".tick .yes input").evaluate_all("all => all.map(one => one.name)"):
            box = page.locator(f'.tick .yes input[name="{name}"]')
            if box.is_visible():  # what hangs on another goes with it
                box.set_checked(name not in gone and (box.is_checked() or known.get(name) is True))
        page.locator('[data-action="next"]').click()
    elif question(page):
        single(page, known, lambda page, selector: page.locator(selector).first.click(), "no")
    else:
        answer(page, known)


def course(page: Page) -> Page:
    page.locator('[data-action="days"]').first.click()
    page.locator(".course h1").wait_for()
    look(page)
    return page


def due(page: Page) -> dict[str, str]:
    """What the page says is to come: kind → status."""
    found = page.locator("[data-due]").all()
    return {item.get_attribute("data-kind") or "": item.get_attribute("data-due") or "" for item in found}


def press(page: Page, action: str) -> None:
    """A button of the page, which may be folded away."""
    target = page.locator(f'[data-action="{action}"]').first
    for part in page.locator("details:not([open])").all():
        if part.locator(f'[data-action="{action}"]').count():
            part.locator("> summary").click()
    target.click()


# --- five days ---


def test_five_days_from_the_first_evening_until_it_is_gone(phone: BrowserContext, address: str) -> None:
    page = first_evening(phone, address)
    assert level(page) == "self_care"
    [first] = entries(page)
    assert first["findings"]["hours_since_onset"] == 3
    assert first["findings"]["redness"] is True
    worse_in_the_morning(phone, address)
    seen_and_given_an_antibiotic(phone.pages[0])
    two_days_on_the_antibiotic(phone, address)
    finished_and_gone(phone, address)
    page = again(phone, address, 118)
    expect(page.locator("[data-course-card]")).to_have_count(0)
    press(page, "days")
    expect(page.locator('[data-part="closed"]')).to_be_visible()


def worse_in_the_morning(phone: BrowserContext, address: str) -> None:
    """With fever; asking again never moves the deadline."""
    page = again(phone, address, 12.5)
    assert due(page)["look"] in ("due", "overdue")
    check_in(page, WORSE)
    assert level(page) == "same_day"
    expect(page.locator(".by-when")).to_contain_text("20:30 today")
    page = again(phone, address, 14.5)
    expect(page.locator('[data-kind="be_seen"]')).to_contain_text("20:30 today")
    check_in(page, WORSE)
    assert level(page) == "same_day"
    expect(page.locator(".by-when")).to_contain_text("20:30 today")
    course(page)
    expect(page.locator('[data-kind="be_seen"]')).to_contain_text("20:30 today")


def seen_and_given_an_antibiotic(page: Page) -> None:
    at(page, 16)
    press(page, "now-seen")
    expect(page.locator('[data-kind="be_seen"]')).to_have_count(0)
    press(page, "antibiotic_started")
    expect(page.locator('[data-action="antibiotic_dose"]')).to_be_visible()
    assert [entry["events"] for entry in entries(page) if "events" in entry] == [["seen"], ["antibiotic_started"]]


def two_days_on_the_antibiotic(phone: BrowserContext, address: str) -> None:
    for hours in (40.5, 64.5):
        page = again(phone, address, hours)
        assert due(page)["look"] in ("due", "overdue")
        assert check_in(page) <= MOST_TAPS
        assert level(page) in ("within_24h", "self_care")
        findings = entries(page)[-1]["findings"]
        assert findings["antibiotic_status"] == "taking"  # it stood as before
        assert "antibiotic_hours" not in findings  # counted, never asked


def finished_and_gone(phone: BrowserContext, address: str) -> None:
    """It can be closed once she has said that it is gone, not before."""
    page = course(again(phone, address, 117))
    press(page, "antibiotic_finished")
    expect(page.locator('[data-part="over"]')).to_have_count(0)
    press(page, "check-in")
    checked(page, BETTER, gone=("breast_pain", "redness", "warmth"))
    course(page)
    press(page, "over")
    look(page)
    expect(page.locator('[data-part="prevent"] li').first).to_be_visible()
    press(page, "close")
    page.locator('[data-part="closed"]').wait_for()
    assert entries(page)[-1]["events"] == ["closed"]


def test_an_improving_check_in_takes_four_taps_and_ticks_no_danger_sign(phone: BrowserContext, address: str) -> None:
    first_evening(phone, address)
    page = again(phone, address, 12.1)
    page.locator('[data-action="check-in"]').click()
    signs = page.locator(".tick .yes input")
    assert {box.get_attribute("name") for box in signs.all()} <= SIGNS | {"others_worried", "feels_extremely_ill"}
    assert page.locator("#app input:checked").count() == 0
    for _ in range(MOST_TAPS):
        page.locator(".page[data-screen], .result").first.wait_for()
        if page.locator('[data-screen="still"]').count():
            assert page.locator('.tick input[name="redness"]').is_checked()
            assert not page.locator('.tick input[name="redness_spreading"]').is_checked()
            expect(page.locator('[data-as-before="side"]')).to_contain_text("As before: left")
            expect(page.locator("#app")).to_contain_text("What you leave blank counts as no")
        one_page(page, BETTER, ())
    page.locator(".result").wait_for()
    assert level(page) == "self_care"
    [first, second] = entries(page)
    assert "hours_since_onset" not in second["findings"]
    assert "days_since_birth" not in second["findings"]
    assert second["findings"]["redness"] is True
    assert first["findings"]["temperature_c"] == 37.1


def test_without_a_thermometer_it_takes_no_more_taps(phone: BrowserContext, address: str) -> None:
    known = {**NOOR, "temperature_c": "unsure", "feels_feverish": False}
    first_evening(phone, address, known)
    page = again(phone, address, 12.1)
    assert check_in(page, {**known, "trend": "better"}) <= MOST_TAPS
    assert entries(page)[-1]["findings"]["temperature_c"] == "unsure"


def test_a_choice_that_stands_as_before_can_be_changed(phone: BrowserContext, address: str) -> None:
    first_evening(phone, address)
    page = again(phone, address, 12.1)
    page.locator('[data-action="check-in"]').click()
    while not page.locator('[data-screen="still"]').count():
        one_page(page, BETTER, ())
    page.locator('[data-action="change-extent"]').click()
    page.locator('[data-as-before="extent"] [data-value="whole_breast"]').click()
    page.locator('[data-action="next"]').click()
    checked(page, BETTER)
    findings = entries(page)[-1]["findings"]
    assert (findings["side"], findings["extent"]) == ("left", "whole_breast")


# --- time ---


def test_after_two_days_asleep_it_says_what_is_overdue_and_asks_every_danger_sign(
    phone: BrowserContext, address: str
) -> None:
    page = course(first_evening(phone, address))
    assert due(page) == {"look": "planned"}
    at(page, 48)
    page.evaluate("() => document.dispatchEvent(new Event('visibilitychange'))")
    expect(page.locator('[data-due="overdue"]')).to_be_visible()
    expect(page.locator('[data-part="next"] .notice')).to_contain_text("too old")
    assert page.locator('[data-part="next"] [class*="level-"]').count() == 0  # nothing calming of two days ago
    press(page, "check-in")
    asked = {box.get_attribute("name") for box in page.locator(".tick .yes input").all()}
    assert {name for name in entries(page)[0]["findings"] if name in SIGNS} <= asked
    checked(page, {**NOOR, "trend": "same"})
    assert level(page) == "same_day"  # no better after more than a day, counted from when it began


def test_a_done_look_never_returns_and_the_next_has_its_own_time(phone: BrowserContext, address: str) -> None:
    first_evening(phone, address)
    page = again(phone, address, 12.1)
    check_in(page)
    page = again(phone, address, 12.2)
    assert due(page) == {"look": "planned"}
    page = again(phone, address, 23)
    assert due(page)["look"] in ("due", "overdue")


def test_a_clock_set_back_loses_nothing_and_the_new_answer_counts(phone: BrowserContext, address: str) -> None:
    first_evening(phone, address)
    page = again(phone, address, -5)
    check_in(page, WORSE)
    assert level(page) == "same_day"
    times = [entry["at"] for entry in entries(page)]
    assert times == sorted(times)
    course(page)


def test_another_time_zone_shows_the_same_moment_by_its_own_clock(browser: Browser, address: str) -> None:
    shown = {}
    for zone in ("UTC", "Asia/Kolkata"):
        phone = browser.new_context(locale="en-GB", timezone_id=zone, **PHONE)
        phone.clock.set_fixed_time(EVENING)
        page = course(first_evening(phone, address))
        shown[zone] = page.locator('[data-kind="look"]').inner_text()
        assert entries(page)[0]["at"] == "2026-11-22T20:00:00.000Z"
        phone.close()
    assert "8:00 tomorrow" not in shown["Asia/Kolkata"]
    assert shown["UTC"] != shown["Asia/Kolkata"]


# --- in the middle ---


def test_a_reload_at_any_page_of_a_check_in_goes_on_there(phone: BrowserContext, address: str) -> None:
    first_evening(phone, address)
    page = again(phone, address, 12.1)
    page.locator('[data-action="check-in"]').click()
    while not finished(page):
        before = page.locator("#app").inner_text()
        page.reload()
        page.wait_for_function(READY)
        assert page.locator("#app").inner_text() == before
        one_page(page, BETTER, ())
        page.locator(".page[data-screen], .result").first.wait_for()
    assert level(page) == "self_care"
    page.reload()
    page.wait_for_function(READY)
    assert len(entries(page)) == 2  # the same interview is the same entry


def test_changing_an_answer_changes_the_same_entry(phone: BrowserContext, address: str) -> None:
    page = first_evening(phone, address)
    page.locator('[data-action="change"]').click()
    led(page, NOOR)
    page.wait_for_function("() => document.querySelector('[data-days]')")
    assert len(entries(page)) == 1
    assert len(episodes(page)[0]["checkins"]) == 1


def test_a_check_in_closed_half_way_is_offered_again(phone: BrowserContext, address: str) -> None:
    first_evening(phone, address)
    page = again(phone, address, 12.1)
    page.locator('[data-action="check-in"]').click()
    one_page(page, BETTER, ())
    page.locator('[data-value="better"]').click()
    page = again(phone, address, 12.3)
    page.locator('[data-section="earlier"] [data-action="resume"]').click()
    assert page.locator('[data-screen="still"]').count() == 1
    checked(page, BETTER)
    assert entries(page)[-1]["findings"]["trend"] == "better"


def test_a_danger_sign_at_a_check_in_is_answered_at_once(phone: BrowserContext, address: str) -> None:
    first_evening(phone, address)
    page = again(phone, address, 12.1)
    assert check_in(page, {**NOOR, "confusion": True}) == 1
    assert level(page) == "emergency_now"
    assert page.locator(".call-button").get_attribute("href") == "tel:999"
    course(page)
    assert page.locator(".call-button").get_attribute("href") == "tel:999"


def test_the_danger_signs_on_the_start_page_begin_the_check_in(phone: BrowserContext, address: str) -> None:
    first_evening(phone, address)
    page = again(phone, address, 12.1)
    page.locator('[data-action="none"]').click()
    assert question(page) == "trend"
    assert checked(page, BETTER) <= MOST_TAPS - 1
    assert [episode["id"] for episode in episodes(page)] == [episodes(page)[0]["id"]]
    assert len(entries(page)) == 2


def test_breasts_that_differ_are_looked_at_one_after_the_other(phone: BrowserContext, address: str) -> None:
    page = opened(phone, address)
    differing(page, NOOR, BEA)
    page.wait_for_function("() => localStorage.getItem('lactwise-episodes')")
    assert [entry["breast"] for entry in entries(page)] == ["left", "right"]
    page = again(phone, address, 12.1)
    page.locator('[data-action="check-in"]').click()
    seen = []
    for _ in range(30):
        page.locator(".page[data-screen], [data-other], .result").first.wait_for()
        if finished(page):
            break
        if page.locator("[data-other]").count():
            page.locator('[data-action="next"]').click()
            continue
        if question(page) in ("trend", "temperature_c"):
            seen.append((question(page), page.locator(".progress strong").inner_text()))
        one_page(page, BETTER, ())
    assert seen == [("trend", "left breast"), ("temperature_c", "left breast"), ("trend", "right breast")]
    assert [entry.get("breast") for entry in entries(page)][2:] == ["left", "right"]
    assert page.locator(".breasts button").count() == 2


# --- what is written down ---


def test_what_was_written_can_be_changed_and_taken_back(phone: BrowserContext, address: str) -> None:
    page = course(first_evening(phone, address))
    page.locator("[data-part=notes] summary").click()
    page.locator("#note").fill("slept a little")
    press(page, "note")
    [first, note] = entries(page)
    assert note["note"] == "slept a little"
    press(page, f"entry-{first['id']}")
    look(page)
    page.locator("[data-entry] > details > summary").click()
    assert page.locator("[data-entry] > details select").count() > 20
    page.locator("#entry-redness").select_option("false")
    page.locator("#entry-temperature_c").fill("99")
    press(page, "entry-save")
    expect(page.locator("#entry-fault")).not_to_be_empty()
    page.locator("#entry-temperature_c").fill("38,2")
    page.locator("#entry-at").fill("2026-11-22T18:30")
    press(page, "entry-save")
    page.locator(".course").wait_for()
    changed = next(entry for entry in entries(page) if entry["id"] == first["id"])
    assert changed["at"] == "2026-11-22T18:30:00.000Z"
    assert (changed["findings"]["redness"], changed["findings"]["temperature_c"]) == (False, 38.2)
    press(page, f"entry-{note['id']}")
    press(page, "entry-take-back")
    page.locator(".course").wait_for()
    assert [entry["id"] for entry in entries(page)] == [first["id"]]
    assert "slept a little" not in page.locator("#app").inner_text()


def test_she_may_say_do_not_keep(phone: BrowserContext, address: str) -> None:
    page = first_evening(phone, address)
    press(page, "keep")
    expect(page.locator("[data-days=false]")).to_be_visible()
    assert episodes(page) == []
    page.reload()
    page.wait_for_function(READY)
    expect(page.locator("[data-days=false]")).to_be_visible()
    assert episodes(page) == []
    press(page, "keep")
    page.wait_for_function("() => localStorage.getItem('lactwise-episodes')")
    assert len(entries(page)) == 1


def test_it_comes_back_as_a_new_illness_that_knows_of_the_first(phone: BrowserContext, address: str) -> None:
    page = course(first_evening(phone, address))
    page.evaluate(CLOSED)
    page = again(phone, address, 24 * 30)
    press(page, "days")
    expect(page.locator('[data-part="closed"]')).to_be_visible()
    press(page, "come-back")
    press(page, "anew-go")
    while not page.locator('[data-action="stop"]').count() and not finished(page):
        answer(page, NOOR)
    asked = []
    while not finished(page):
        asked.append(question(page))
        answer(page, NOOR)
    assert "episodes_before" not in asked  # it is counted
    page.locator("[data-days]").wait_for()
    page.wait_for_function("() => JSON.parse(localStorage['lactwise-episodes']).episodes.length === 2")
    course(page)
    page.locator('[data-part="others"] summary').click()
    page.locator('[data-part="others"] input').check()
    assert [episode.get("other_child") for episode in episodes(page)].count(True) == 1


def test_deleting_everything_leaves_nothing_of_the_course(phone: BrowserContext, address: str) -> None:
    page = course(first_evening(phone, address))
    press(page, "delete-all")
    expect(page.locator("#tools .notice")).to_contain_text("deleted")
    assert page.evaluate("() => localStorage.length + sessionStorage.length") == 0
    assert page.evaluate("() => caches.has('episodes-were-kept')") is False
    page.reload()
    page.wait_for_function(READY)
    expect(page.locator("[data-course-card], [data-before]")).to_have_count(0)


def test_what_is_deleted_in_one_window_does_not_come_back_from_another(phone: BrowserContext, address: str) -> None:
    first = first_evening(phone, address)
    other = course(opened(phone, address, hours=1))
    press(other, "delete-course")
    press(other, "delete-course-yes")
    expect(first.locator("[data-days=false]")).to_be_visible()
    at(first, 3)
    first.evaluate("() => document.dispatchEvent(new Event('visibilitychange'))")
    assert episodes(first) == []


def test_a_copy_brings_everything_back(phone: BrowserContext, address: str, tmp_path: Path) -> None:
    page = course(first_evening(phone, address))
    before = entries(page)
    with page.expect_download() as download:
        press(page, "export")
    download.value.save_as(tmp_path / "copy.json")
    press(page, "delete-all")
    assert episodes(page) == []
    page = first_evening(phone, address)  # another illness is there already
    course(page)
    page.locator("[data-part=share] summary").click()
    page.locator("#import").set_input_files(tmp_path / "copy.json")
    page.wait_for_function("() => JSON.parse(localStorage['lactwise-episodes']).episodes.length === 2")
    assert before in [episode["checkins"] for episode in episodes(page)]
    (tmp_path / "copy.json").write_text('{"checkins": [{"at": "noon"}]}')
    page.locator("[data-part=share] summary").click()
    page.locator("#import").set_input_files(tmp_path / "copy.json")
    expect(page.locator("[data-part=share] [role=status]")).to_contain_text("Nothing was changed")
    assert len(episodes(page)) == 2


def test_a_course_is_handed_to_another_phone(browser: Browser, phone: BrowserContext, address: str) -> None:
    page = course(first_evening(phone, address))
    press(page, "handover")
    page.wait_for_function("() => document.querySelector('[data-lock]')?.dataset.lock.includes('#h=')")
    code = page.locator("[data-lock]").get_attribute("data-lock") or ""
    number = re.sub(r"\D", "", page.locator(".digits").inner_text())
    other = browser.new_context(locale="en-GB", timezone_id="UTC", **PHONE)
    other.clock.set_fixed_time(EVENING + timedelta(hours=1))
    taken = other.new_page()
    taken.goto(code)
    taken.locator("#number").fill(number)
    assert "#" not in taken.url
    taken.locator('[data-action="open"]').click()
    taken.locator('[data-action="add"]').click()
    taken.locator('[data-action="go-on"]').click()
    taken.locator(".course").wait_for()
    look(taken)
    assert entries(taken) == entries(page)
    other.close()


def test_every_word_of_the_course_is_there_in_every_language() -> None:
    names = ("course", "checkin", "entry", "keeping")
    scripts = "".join((ROOT / "app" / f"{name}.js").read_text(encoding="utf-8") for name in names)
    asked = set(re.findall(r'(?<![.\w])say\((?:app, )?"([a-z_]+)"', scripts))
    asked |= {f"{key}_title" for key in re.findall(r'(?:part|folded)\(\s*app,\s*"([a-z_]+)"', scripts)}
    assert len(asked) > 60
    for language, texts in load().texts.items():
        assert asked <= set(texts["interface"]["course"]), language


def test_what_the_browser_has_cleared_is_said(phone: BrowserContext, address: str) -> None:
    page = first_evening(phone, address)
    page.wait_for_function("() => caches.has('episodes-were-kept')")
    page.evaluate("() => { localStorage.clear(); sessionStorage.clear(); }")
    page = again(phone, address, 30)
    expect(page.locator("[data-lost]")).to_contain_text("cleared")
    press(page, "lost-read")
    page = again(phone, address, 31)
    expect(page.locator("[data-lost]")).to_have_count(0)


def test_a_full_phone_says_so_and_shows_the_answer(phone: BrowserContext, address: str) -> None:
    phone.add_init_script("""
        const kept = Storage.prototype.setItem;
        Storage.prototype.setItem = function (key, text) {
            if (key.startsWith('lactwise-e')) throw new DOMException('full', 'QuotaExceededError');
            return kept.call(this, key, text);
        };""")
    page = led(opened(phone, address), NOOR)
    expect(page.locator('[data-saved="false"]')).to_be_visible()
    assert level(page) == "self_care"
    course(page)
    expect(page.locator("[data-not-kept]")).to_be_visible()


# --- for everyone ---


def test_in_arabic_the_same_and_from_right_to_left(phone: BrowserContext, address: str) -> None:
    first_evening(phone, address, path="/ar")
    page = again(phone, address, 12.1, "/ar")
    assert page.locator("html").get_attribute("dir") == "rtl"
    assert check_in(page) <= MOST_TAPS
    assert level(page) == "self_care"
    course(page)
    for title in page.locator("#app h1, #app h2, #app summary, #app button").all_inner_texts():
        assert not any("a" <= letter.lower() <= "z" for letter in title), title


@pytest.mark.parametrize("path", ["/en", "/ar"])
def test_axe_finds_nothing_on_the_pages_of_a_course(phone: BrowserContext, address: str, path: str) -> None:
    first_evening(phone, address, path=path)
    page = again(phone, address, 13, path)
    judge(page)
    page.locator('[data-action="check-in"]').click()
    while not finished(page):
        judge(page)
        one_page(page, WORSE, ())
        page.locator(".page[data-screen], .result").first.wait_for()
    judge(page, ("dark",))
    course(page)
    press(page, "now-phoned")
    not_too_wide(page)
    page.locator(".chart svg").evaluate_all(
        "all => all.forEach(one => one.remove())"
    )  # axe cannot judge words on a drawing
    judge(page)
    page.locator("[data-part=visits]").wait_for()
    press(page, f"entry-{entries(page)[0]['id']}")
    judge(page)


def test_the_page_for_the_doctor_is_still_one_tap_away(phone: BrowserContext, address: str) -> None:
    first_evening(phone, address, AMINA)
    page = again(phone, address, 2)
    press(page, "days")
    press(page, "answer")
    to_doctor(page)

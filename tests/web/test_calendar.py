"""Do the files of the next looks open in any calendar, at the right time, without telling others what they are about?

In: the files as they are downloaded after interviews at noon. Out: their lines, times and titles.
"""

import re
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.web.parent import AMINA, BEA, DALIA, ELENA, PHONE, READY, Answers, finished, led, to_doctor

pytestmark = [pytest.mark.browser, pytest.mark.slow]

NOON = datetime(2026, 11, 22, 12, tzinfo=UTC)
FARIDA: Answers = {**BEA, "antibiotic_status": "taking", "antibiotic_hours": ("3", "days")}  # asked in her interview


def looks(page: Page) -> Page:
    part = page.locator("[data-calendar]")
    if part.get_attribute("open") is None:
        part.locator("summary").click()
    page.locator(".looks li").first.wait_for()
    return page


def calendar(page: Page) -> list[dict[str, str]]:
    """The events of the file that all looks go into, after its form has been looked at."""
    with page.expect_download() as download:
        looks(page).locator('[data-action="calendar"]').click()
    assert download.value.suggested_filename.endswith(".ics")
    content = download.value.path().read_bytes()
    assert content.endswith(b"\r\n")
    assert content.count(b"\n") == content.count(b"\r\n") == content.count(b"\r")
    for line in content.split(b"\r\n"):
        assert len(line) <= 75
        line.decode()  # fails if a line ends inside a letter
    lines = content.decode().replace("\r\n ", "").split("\r\n")[:-1]
    assert (lines[0], lines[-1]) == ("BEGIN:VCALENDAR", "END:VCALENDAR")
    assert "VERSION:2.0" in lines
    events = [found.splitlines() for found in re.findall("BEGIN:VEVENT\n(.*?)END:VEVENT", "\n".join(lines), re.DOTALL)]
    assert all(event.count("BEGIN:VALARM") == event.count("END:VALARM") == 1 for event in events)
    return [dict(reversed([line.split(":", 1) for line in event])) for event in events]


def at(event: dict[str, str], key: str = "DTSTART") -> datetime:
    return datetime.strptime(event[key], "%Y%m%dT%H%M%SZ").replace(tzinfo=UTC)


def noon(browser: Browser, address: str, path: str, known: Answers, zone: str = "UTC") -> Page:
    context = browser.new_context(locale="en-GB", timezone_id=zone, **PHONE)
    context.clock.set_fixed_time(NOON)
    page = context.new_page()
    page.goto(address + path)
    page.wait_for_function(READY)
    return led(page, known)


@pytest.mark.parametrize(("path", "breast"), [("/en", "breast"), ("/ar", "ثدي")])
@pytest.mark.parametrize("known", [AMINA, BEA, ELENA], ids=["Amina", "Bea", "Elena"])
def test_a_calendar_file_is_one_that_any_calendar_opens(
    browser: Browser, address: str, path: str, breast: str, known: Answers
) -> None:
    page = noon(browser, address, path, known)
    events = calendar(page)
    assert page.locator(".looks li").count() == len(events) >= 1
    assert [at(event) for event in events] == sorted(at(event) for event in events)
    for event in events:
        assert NOON < at(event) <= NOON + timedelta(days=60)
        assert at(event, "DTSTAMP") == NOON
        assert breast not in event["SUMMARY"].lower()
        assert "lactwise" not in event["SUMMARY"].lower()
        assert event["ACTION"] == "DISPLAY"
    assert len({event["UID"] for event in events}) == len(events)
    page.context.close()


def test_the_looks_are_shown_in_her_own_time_and_filed_in_the_time_of_the_world(browser: Browser, address: str) -> None:
    zone = "Asia/Kolkata"
    page = noon(browser, address, "/en", BEA, zone)
    events = calendar(page)
    for event, line in zip(events, page.locator(".looks li").all(), strict=True):
        local = at(event).astimezone(ZoneInfo(zone))
        expect(line).to_contain_text(f"{local.day} {local:%B %Y} at {local:%H:%M}")
    assert at(calendar(page)[0]) <= NOON + timedelta(hours=24)
    page.context.close()


def test_the_same_looks_exported_again_keep_their_names(browser: Browser, address: str) -> None:
    page = noon(browser, address, "/en", BEA)
    first = [event["UID"] for event in calendar(page)]
    page.context.clock.set_fixed_time(NOON + timedelta(minutes=50))
    page.reload()
    page.wait_for_function(READY)
    again = calendar(page)
    assert [event["UID"] for event in again] == first
    assert at(again[0], "DTSTAMP") == NOON + timedelta(minutes=50)
    page.context.close()


@pytest.mark.parametrize("path", ["/en", "/ar"])
def test_the_end_of_the_antibiotics_is_put_in_when_she_says_how_many_days_are_left(
    browser: Browser, address: str, path: str
) -> None:
    page = noon(browser, address, path, FARIDA)
    before = calendar(page)
    field = page.locator("#course")
    for wrong in ("", "0", "x", "400"):
        field.fill(wrong)
        page.locator('[data-action="course"]').click()
        expect(field).to_have_attribute("aria-invalid", "true")
    field.fill("5")
    page.locator('[data-action="course"]').click()
    expect(page.locator(".result")).to_be_visible()
    after = calendar(page)
    [added] = [event for event in after if event["UID"] not in {event["UID"] for event in before}]
    assert at(added) == NOON + timedelta(days=5)
    page.reload()
    page.wait_for_function(READY)
    assert [event["UID"] for event in calendar(page)] == [event["UID"] for event in after]
    page.context.close()


def test_who_is_asked_of_antibiotics_for_the_doctor_alone_can_put_in_their_end_too(
    browser: Browser, address: str
) -> None:
    """From the page for the doctor the way back leads to the result, with what was added for the doctor."""
    page = to_doctor(noon(browser, address, "/en", DALIA), DALIA)
    page.locator('[data-action="back"]').click()
    assert finished(page)
    looks(page)
    expect(page.locator("#course")).to_be_visible()
    page.context.close()

"""Is the record of what was taken true and kind, and does it never ask her to take anything?

In: episodes of a few hours put onto a page of the app in Chromium. Out: what it says, and the entries it gives to keep.
"""

import re
from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from lactwise.loading import load
from tests.web.five_days import NOW, Json, recorded, short, show, taken
from tests.web.parent import PHONE, READY, not_too_wide

pytestmark = [pytest.mark.browser, pytest.mark.slow]

GUIDELINE = load()
MEDICINES = GUIDELINE.course.medicines
OPEN: Json = {"answering_for": "self", "lactation": "breastfeeding", "baby_situation": "with_me"}
REASONS = (  # against ibuprofen
    *("nsaid_unsuitable", "high_blood_pressure_around_birth", "heart_disease_or_stroke", "bowel_inflammation"),
    *("other_nsaid", "chickenpox_or_shingles", "dehydrated", "vomiting", "diarrhoea", "little_urine", "heavy_bleeding"),
    *("pregnant", "baby_preterm_or_ill"),
)
OPEN |= dict.fromkeys(REASONS, False)
URGES = re.compile(
    r"\b(take (it|one|another|your|more now)|you can take|you should|time for (a|it|your)|due|don't forget|remember)\b",
    re.IGNORECASE,
)


@pytest.fixture
def page(browser: Browser, address: str) -> Iterator[Page]:
    context = browser.new_context(locale="en-GB", timezone_id="UTC", reduced_motion="reduce", **PHONE)
    context.clock.set_fixed_time(NOW)
    page = context.new_page()
    page.goto(f"{address}/en")
    page.wait_for_function(READY)
    yield page
    not_too_wide(page)
    context.close()


def medicine(page: Page, id_: str = "paracetamol") -> Locator:
    return page.locator(f'[data-medicine="{id_}"]')


def doses(page: Page, *entries: Json, **findings: Any) -> Page:
    return show(page, short(*entries, **{**OPEN, **findings}), "doses")


# --- painkillers ---


def test_what_was_taken_the_most_and_the_earliest_time(page: Page) -> None:
    doses(page, taken(10, "paracetamol", 1000), taken(5, "paracetamol", 500), taken(30, "paracetamol", 1000))
    part = medicine(page)
    expect(part).to_contain_text("In the last 24 hours: 1,500 mg. The most is 4,000 mg.")
    expect(part).to_contain_text("It is more than 4 hours since the last one.")
    assert part.locator("li").count() == 2
    assert part.locator(".notice").count() == 0


@pytest.mark.parametrize("id_", sorted(MEDICINES))
def test_too_early_is_said_plainly_with_the_time(page: Page, id_: str) -> None:
    gap = GUIDELINE.thresholds[MEDICINES[id_].gap].value
    doses(page, taken(gap - 1, id_, 200))
    part = medicine(page, id_)
    expect(part.locator(".notice")).to_have_text("It is too early for another one.")
    expect(part).to_contain_text("Earliest time for the next dose: 3:40 today.")
    doses(page, taken(gap, id_, 200))
    assert medicine(page, id_).locator(".notice").count() == 0


def test_the_earliest_time_is_never_told_too_early(page: Page) -> None:
    dose = taken(3, "paracetamol", 500)
    dose["at"] = dose["at"].replace(":00Z", ":01Z")
    doses(page, dose)
    expect(medicine(page)).to_contain_text("Earliest time for the next dose: 3:41 today.")


def test_the_most_of_a_day_is_said_kindly_and_what_to_do_if_it_was_more(page: Page) -> None:
    doses(page, *(taken(hours, "paracetamol", 1000) for hours in (20, 15, 10, 5)))
    part = medicine(page)
    expect(part.locator(".notice")).to_contain_text(
        "That is the most for 24 hours. Please take no more of it before then."
    )
    expect(part).to_contain_text("Earliest time for the next dose: 6:40 today.")
    expect(part).to_contain_text("If you took more than is written here, ask a pharmacist now.")
    assert "999" in part.inner_text()


def test_a_full_dose_that_would_be_too_much_waits_although_the_gap_is_over(page: Page) -> None:
    doses(page, *(taken(hours, "paracetamol", 1000) for hours in (20, 15, 10)), taken(5, "paracetamol", 500))
    expect(medicine(page).locator(".notice")).to_contain_text(
        "A full dose now would be more than the most for 24 hours."
    )


@pytest.mark.parametrize("hours", [(20, 16, 12, 8, 4), (1, 3)], ids=["too much", "too close"])
def test_more_than_the_most_or_too_close_sends_to_someone_and_gives_no_next_time_over_the_most(
    page: Page, hours: tuple[float, ...]
) -> None:
    doses(page, *(taken(one, "paracetamol", 1000) for one in hours))
    part = medicine(page)
    expect(part).to_contain_text("Please ask a pharmacist about it now.")
    expect(part).to_contain_text("call 999")
    assert part.get_by_text("Earliest time").count() == (0 if len(hours) == 5 else 1)
    assert ("less than 4 hours apart" in part.inner_text()) == (len(hours) == 2)


def test_nothing_ever_asks_her_to_take_one(page: Page) -> None:
    for hours in ((), (5,), (1,), (20, 15, 10, 5), (20, 16, 12, 8, 4)):
        doses(page, *(taken(one, "paracetamol", 1000) for one in hours))
        shown = page.locator("[data-section=doses]").inner_text()
        assert not URGES.search(shown), shown
        assert "It does not tell you to take anything." in shown


def test_a_dose_is_written_down_with_one_tap_whole_or_half(page: Page) -> None:
    doses(page)
    assert medicine(page).get_by_role("button").all_inner_texts() == [
        "I took 500 mg just now",
        "I took 1,000 mg just now",
    ]
    assert medicine(page, "ibuprofen").get_by_role("button").all_inner_texts() == [
        "I took 200 mg just now",
        "I took 400 mg just now",
    ]
    for name in ("took-paracetamol-500", "took-ibuprofen-400"):
        page.locator(f'[data-action="{name}"]').click()
    assert recorded(page) == [
        {"at": "2026-03-06T02:40:00.000Z", "medicines": [{"id": "paracetamol", "mg": 500}]},
        {"at": "2026-03-06T02:40:00.000Z", "medicines": [{"id": "ibuprofen", "mg": 400}]},
    ]


def test_after_a_tap_she_is_where_she_was(page: Page) -> None:
    doses(page, taken(5, "ibuprofen", 400))
    page.locator('[data-action="took-ibuprofen-200"]').click()
    expect(page.get_by_role("heading", name="Ibuprofen")).to_be_focused()
    expect(page.get_by_role("heading", name="Ibuprofen")).to_be_in_viewport()


def test_a_dose_of_another_time_is_written_down_and_one_to_come_is_not(page: Page) -> None:
    doses(page)
    part = medicine(page)
    part.locator("summary").click()
    field = part.get_by_label("When was it?")
    then = part.locator('[data-action="then-paracetamol-1000"]')
    for wrong, fault in (("2026-03-06T03:10", "not come yet"), ("", "choose the day")):
        field.fill(wrong)
        then.click()
        expect(part.locator(".fault")).to_contain_text(fault)
        expect(field).to_be_focused()
    assert recorded(page) == []
    field.fill("2026-03-05T21:15")
    then.click()
    assert recorded(page) == [{"at": "2026-03-05T21:15:00.000Z", "medicines": [{"id": "paracetamol", "mg": 1000}]}]


def test_a_dose_is_taken_back_and_what_else_the_entry_says_stays(page: Page) -> None:
    alone, noted = taken(2, "ibuprofen", 200), {**taken(7, "ibuprofen", 400), "note": "with food"}
    both = taken(9, "ibuprofen", 400)
    both["medicines"].insert(0, {"id": "paracetamol", "mg": 1000})
    doses(page, alone, noted, both)
    for button in medicine(page, "ibuprofen").get_by_role("button", name="Take back").all():
        button.click()
    first, second, third = recorded(page)
    assert first == {**alone, "id": "s1", "deleted": True}
    assert second == {"id": "s2", "at": noted["at"], "note": "with food"}
    assert third == {**both, "id": "s3", "medicines": [{"id": "paracetamol", "mg": 1000}]}


def test_a_barred_medicine_is_not_offered_and_says_whom_to_ask(page: Page) -> None:
    doses(page, taken(3, "ibuprofen", 400), nsaid_unsuitable=True)
    part = medicine(page, "ibuprofen")
    expect(part).to_have_attribute("data-gate", "barred")
    expect(part.locator(".notice")).to_contain_text("Do not take ibuprofen unless a GP or pharmacist says you can.")
    assert part.locator("[data-action^=took], [data-action^=then]").count() == 0
    assert "Earliest" not in part.inner_text()
    expect(part.locator("li")).to_have_count(1)  # what was taken is not hidden from whoever is asked
    expect(medicine(page)).to_have_attribute("data-gate", "open")


@pytest.mark.parametrize("answer", [None, "unsure"])
def test_a_gate_that_is_not_known_is_not_open_and_not_called_a_reason(page: Page, answer: str | None) -> None:
    """What was never answered, has lapsed or is not sure opens no gate. What she took can still be written down."""
    findings = {**OPEN, "vomiting": answer}
    show(
        page,
        short(taken(8, "ibuprofen", 400), **{key: value for key, value in findings.items() if value is not None}),
        "doses",
    )
    part = medicine(page, "ibuprofen")
    expect(part).to_have_attribute("data-gate", "not_known")
    expect(part.locator(".notice")).to_contain_text(
        "Your answers do not show yet if ibuprofen is right for you. Do not take"
    )
    assert "One of your answers" not in part.inner_text()
    assert "more than 6 hours since" not in part.inner_text()
    assert part.locator("[data-action^=took]").first.is_hidden()
    part.locator("summary").first.click()
    part.locator('[data-action="took-ibuprofen-200"]').click()
    assert recorded(page)[0]["medicines"] == [{"id": "ibuprofen", "mg": 200}]


def test_the_gate_is_the_one_before_the_advice(page: Page) -> None:
    """The same answers by which the plan shows or withholds the advice to take one."""
    for findings, gate in (
        (OPEN, "open"),
        ({**OPEN, "pregnant": True}, "barred"),
        ({**OPEN, "paracetamol_unsuitable": True}, "open"),
    ):
        show(page, short(**findings), "doses")
        expect(medicine(page, "ibuprofen")).to_have_attribute("data-gate", gate)
    expect(medicine(page)).to_have_attribute("data-gate", "barred")


# --- an antibiotic ---


def told(hours: float, *events: str) -> Json:
    return {"at": taken(hours, "", 0)["at"], "events": list(events)}


def antibiotic(page: Page, *entries: Json) -> Locator:
    show(page, short(*entries), "antibiotic")
    return page.locator("[data-section=antibiotic]")


def test_a_course_begins_with_its_first_dose(page: Page) -> None:
    part = antibiotic(page)
    part.get_by_role("button", name="I took the first dose").first.click()
    assert recorded(page) == [{"at": "2026-03-06T02:40:00.000Z", "events": ["antibiotic_started"]}]
    expect(part.locator('[data-action="antibiotic_dose"]')).to_have_count(0)


def test_a_course_has_its_day_its_ticks_and_what_was_missed(page: Page) -> None:
    part = antibiotic(
        page,
        told(50, "antibiotic_started"),
        told(44, "antibiotic_dose"),
        told(20, "antibiotic_missed"),
        told(2, "antibiotic_dose"),
    )
    expect(part).to_contain_text("Day 3.")
    expect(part).to_contain_text("Missed so far: 1.")
    expect(part).to_contain_text("Tell the person who gave you the antibiotic about the doses you missed.")
    expect(part.locator("summary")).to_contain_text(["Ticked on Friday", "Ticked on Thursday", "Ticked on Wednesday"])
    for name in ("antibiotic_dose", "antibiotic_missed"):
        part.locator(f'[data-action="{name}"]').click()
    assert [entry["events"] for entry in recorded(page)] == [["antibiotic_dose"], ["antibiotic_missed"]]
    part.get_by_role("button", name="Take back").first.click()
    assert recorded(page)[-1]["deleted"] is True


@pytest.mark.parametrize(
    ("end", "said"),
    [("antibiotic_finished", "Antibiotic finished"), ("antibiotic_stopped", "Antibiotic stopped before the end")],
)
def test_a_course_that_is_over_says_so_and_can_begin_anew(page: Page, end: str, said: str) -> None:
    part = antibiotic(page, told(70, "antibiotic_started"), told(3, end))
    expect(part).to_contain_text(said)
    assert ("Tell the person who gave you" in part.inner_text()) == (end == "antibiotic_stopped")
    assert "Day " not in part.inner_text()
    assert part.locator('[data-action="antibiotic_dose"]').count() == 0
    expect(part.locator('[data-action="antibiotic_started"]')).to_be_visible()


# --- feeding ---


def fed(hours: float, **feed: Any) -> Json:
    return {"at": taken(hours, "", 0)["at"], "feed": feed}


def test_the_last_feed_of_each_side_is_told_and_a_new_one_written_down(page: Page) -> None:
    left, both = fed(5, side="left", how="breast", minutes=15), fed(9, side="both", how="pump")
    show(page, short(both, left), "feed")
    part = page.locator("[data-section=feeding-notes]")
    expect(part).to_contain_text("Last on the left: Thursday 21:40, at the breast, 15 minutes.")
    expect(part).to_contain_text("Last on the right: Thursday 17:40, with a pump.")
    part.get_by_label("How").select_option("hand")
    part.get_by_label("Minutes").fill("10")
    part.get_by_role("button", name="Right", exact=True).click()
    part.get_by_label("Minutes").fill("ten")
    part.get_by_role("button", name="Both", exact=True).click()
    assert [entry["feed"] for entry in recorded(page)] == [
        {"side": "right", "how": "hand", "minutes": 10},
        {"side": "both", "how": "hand"},
    ]
    part.get_by_role("button", name="Take back").first.click()
    assert recorded(page)[-1] == {**left, "id": "s2", "deleted": True}

"""Do the details hold: going back, numbers and units, what is heard and seen, what is told to the keepers?

In: a real browser. Out: one page of the app after another, each with what a tired thumb may do to it.
"""

import re
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.web.parent import (
    AMINA,
    BEA,
    DESKTOP,
    PHONE,
    answer,
    begin,
    finished,
    level,
    listening,
    look,
    not_too_wide,
    opened,
    prepared,
    question,
    until,
)

pytestmark = [pytest.mark.browser, pytest.mark.slow]


# --- back and forth ---


def test_going_back_loses_nothing(browser: Browser, address: str) -> None:
    with opened(browser, address, **PHONE) as page:
        begin(page)
        until(page, AMINA, 'input[name="redness"]')
        here = page.locator("#app").inner_text()
        answer(page, AMINA)
        page.locator('[data-action="back"]').click()
        assert page.locator("#app h1").inner_text() in here
        assert page.locator('input[name="redness"]').is_checked()
        assert page.locator('[data-action="next"]').is_visible()
        for _ in range(2):
            page.go_back()
        page.go_forward()  # leads nowhere, and breaks nothing
        look(page)
        while not finished(page):
            answer(page, AMINA)
        assert level(page) == "same_day"
        page.locator('[data-action="change"]').click()
        assert not finished(page)
        assert page.locator(".page input:checked, .page .chosen").count() >= 1
        answer(page, AMINA)
        assert level(page) == "same_day"


def test_the_first_choices_are_still_made_after_going_back(browser: Browser, address: str) -> None:
    with opened(browser, address, **PHONE) as page:
        begin(page, "us", unit="degF", answering_for="partner", baby_situation="in_hospital")
        page.locator('[data-action="back"]').tap()
        pressed = page.locator('[data-setup] [aria-pressed="true"]')
        values = pressed.evaluate_all("all => all.map(one => one.dataset.value)")
        assert values == ["us", "degF", "partner", "in_hospital"]
        page.locator('[data-action="next"]').tap()
        look(page)
        assert question(page) == "temperature_c"


def test_not_sure_and_yes_exclude_each_other_and_none_is_one_tap(browser: Browser, address: str) -> None:
    with opened(browser, address, **PHONE) as page:
        none, next_ = page.locator('[data-action="none"]'), page.locator('[data-action="next"]')
        yes, unsure = page.locator('input[name="rigors"]'), page.locator('input[name="rigors-unsure"]')
        assert none.is_visible()
        assert next_.is_hidden()
        yes.check()
        assert next_.is_visible()
        unsure.check()
        assert not yes.is_checked()
        assert none.is_hidden()
        unsure.uncheck()
        none.tap()
        expect(page.locator("[data-setup]")).to_be_visible()


# --- numbers ---


@pytest.mark.parametrize(("typed", "unit"), [("101,3", "degF"), ("38.5", "degC")])
def test_a_temperature_is_read_in_the_unit_she_taps(browser: Browser, address: str, typed: str, unit: str) -> None:
    with opened(browser, address, **PHONE) as page:
        begin(page, "us")
        page.locator(".number input").fill(typed)
        page.locator(f'[data-unit="{unit}"]').tap()
        page.locator('[data-action="stop"]').tap()
        expect(page.locator("#what-to-say ~ .told")).to_contain_text("101.3 °F (38.5 °C)")


def test_a_temperature_that_cannot_be_is_asked_about_and_never_guessed(browser: Browser, address: str) -> None:
    with opened(browser, address, **PHONE) as page:
        begin(page, "us")
        for typed, unit in [("101.3", "degC"), ("38.5", "degF"), ("12", "degC"), ("", "degC"), ("x", "degF")]:
            page.locator(".number input").fill(typed)
            page.locator(f'[data-unit="{unit}"]').tap()
            assert question(page) == "temperature_c"
            expect(page.locator(".fault")).to_contain_text("911")
            assert page.evaluate("() => document.activeElement.name") == "temperature_c"
            not_too_wide(page)


@pytest.mark.parametrize(
    ("place", "unit", "expected", "typed", "shown"),
    [
        ("gb", "degF", "degF", "101.3", "101.3 °F (38.5 °C)"),
        ("us", "degC", "degC", "38.5", "38.5 °C"),
        ("us", "", "degF", "101.3", "101.3 °F (38.5 °C)"),
    ],
)
def test_the_unit_she_chose_stands_first_and_the_enter_key_takes_it(
    browser: Browser, address: str, place: str, unit: str, expected: str, typed: str, shown: str
) -> None:
    with opened(browser, address, **DESKTOP) as page:
        begin(page, place, unit=unit)
        units = page.locator("[data-unit]").evaluate_all("all => all.map(one => one.dataset.unit)")
        assert set(units) == {"degC", "degF"}
        assert page.locator("[data-unit].primary").get_attribute("data-unit") == expected
        page.locator(".number input").fill(typed)
        page.keyboard.press("Enter")
        assert question(page) != "temperature_c"
        page.locator('[data-action="stop"]').click()
        told = page.locator("#what-to-say ~ .told").text_content() or ""
        assert shown in told
        assert ("°F" in told) == (expected == "degF")
        assert units[0] == expected


def test_times_can_be_told_by_a_chip_or_exactly(browser: Browser, address: str) -> None:
    with opened(browser, address, **PHONE) as page:
        begin(page)
        until(page, BEA, '[data-question="hours_since_onset"]')
        chips = page.locator(".choices .choice").all_inner_texts()
        assert chips[:4] == ["Less than 12 hours", "12 to 24 hours", "1 to 2 days", "2 days to 1 week"]
        page.locator(".exact summary").tap()
        page.locator(".number input").fill("3")
        page.locator('[data-unit="days"]').tap()
        assert question(page) != "hours_since_onset"
        page.locator('[data-action="back"]').tap()
        assert page.locator(".number input").input_value() == "3"  # as it was typed, in its unit
        assert page.locator('[data-unit="days"]').get_attribute("aria-pressed") == "true"


# --- heard, and told why ---


def test_every_page_can_be_heard(browser: Browser, address: str) -> None:
    """Each group of answers has the question as its name, each box a name of its own."""
    with opened(browser, address, **DESKTOP) as page:
        for _ in range(9):
            titles = page.locator("#app legend").all_inner_texts()
            assert titles or page.locator("[data-alike]").count()
            for title in titles:
                expect(page.get_by_role("group", name=re.compile(re.escape(title.strip()))).first).to_be_visible()
            names = page.get_by_role("checkbox").evaluate_all(
                "all => all.map(box => box.ariaLabel ?? box.labels[0].innerText)"
            )
            assert len(names) == len(set(names))
            answer(page, BEA)


def test_why_we_ask_is_told(browser: Browser, address: str) -> None:
    with opened(browser, address, **PHONE) as page:
        for _ in range(6):
            why = page.locator(".why summary")
            if why.count():
                assert page.locator(".why li").first.is_hidden()
                why.tap()
                asked = page.locator(".tick").count() or page.locator("[data-group]").count() or 1
                assert page.locator(".why li").count() == asked
                expect(page.locator(".why li").first).to_be_visible()
                not_too_wide(page)
            else:
                assert page.locator("[data-setup]").count()
            answer(page, BEA)


VOICES = """voices => {
    globalThis.spoken = [];
    globalThis.SpeechSynthesisUtterance = class { constructor(text) { this.text = text; } };
    const stub = {
        speaking: false,
        getVoices: () => voices,
        speak: line => { stub.speaking = true; spoken.push(line); },
        cancel: () => { stub.speaking = false; },
        addEventListener: () => {},
    };
    Object.defineProperty(globalThis, 'speechSynthesis', { value: stub });
}"""


def with_voices(*voices: dict[str, Any]) -> Any:
    def prepare(page: Page) -> None:
        page.add_init_script(f"({VOICES})([{', '.join(map(as_script, voices))}])")

    return prepare


def as_script(voice: dict[str, Any]) -> str:
    return f"{{ lang: '{voice['lang']}', localService: {str(voice['local']).lower()}, name: '{voice['lang']}' }}"


@pytest.mark.parametrize(
    ("path", "voices", "offered"),
    [
        ("/en", [], False),
        ("/en", [{"lang": "en-GB", "local": False}], False),
        ("/en", [{"lang": "fr-FR", "local": True}], False),
        ("/en", [{"lang": "en-GB", "local": False}, {"lang": "en-AU", "local": True}], True),
        ("/ar", [{"lang": "ar-SA", "local": True}], True),
    ],
    ids=["no voice", "a voice that sends", "another language", "a voice of the device", "Arabic"],
)
def test_a_page_is_read_aloud_only_by_a_voice_of_the_device(
    browser: Browser, address: str, path: str, voices: list[dict[str, Any]], offered: bool
) -> None:
    with prepared(browser, address, with_voices(*voices), path, **PHONE) as page:
        page.locator('[data-action="none"]').tap()
        read = page.locator('[data-action="read"]')
        assert read.count() == offered
        if not offered:
            return
        read.tap()
        title = page.locator("#app h1").inner_text()
        assert title in page.evaluate("() => spoken.map(line => line.text)")
        assert page.evaluate("() => spoken.every(line => line.voice.localService)")
        assert page.evaluate("() => new Set(spoken.map(line => line.lang)).size") == 1
        said = page.evaluate("() => spoken.length")
        read.tap()  # the same again is silence
        assert page.evaluate("() => [speechSynthesis.speaking, spoken.length]") == [False, said]


def test_a_long_answer_is_read_aloud_to_its_end(browser: Browser, address: str) -> None:
    with prepared(browser, address, with_voices({"lang": "en-GB", "local": True}), "/en", **PHONE) as page:
        while not finished(page):
            answer(page, AMINA)
        page.locator('[data-action="read"]').tap()
        said = page.evaluate("() => spoken.map(line => line.text.trim())")
        titles = page.locator(".result h1, .result .card > h2").all_text_contents()
        assert [title for title in titles if title not in said] == []


# --- how it looks ---


def test_letters_grow_and_stay_large_and_still_fit(browser: Browser, address: str) -> None:
    letters = "() => parseFloat(getComputedStyle(document.querySelector('#app p, #app h1')).fontSize)"
    with opened(browser, address, **PHONE) as page:
        page.locator('[data-action="none"]').tap()
        sizes = [page.evaluate(letters)]
        for _ in range(2):
            page.locator('[data-action="size"]').tap()
            sizes.append(page.evaluate(letters))
            not_too_wide(page)
        assert sizes == sorted(set(sizes))
        page.reload()
        page.wait_for_selector("[data-setup]")
        assert page.evaluate(letters) == sizes[-1]
        page.locator('[data-action="size"]').tap()
        assert page.evaluate(letters) == sizes[0]


def test_it_can_be_made_dark_and_light_and_stays_so(browser: Browser, address: str) -> None:
    ground = "() => getComputedStyle(document.body).backgroundColor"
    with opened(browser, address, **PHONE, color_scheme="dark") as page:
        dark = page.evaluate(ground)
        page.locator('[data-action="theme"]').tap()
        light = page.evaluate(ground)
        assert brightness(dark) < 200
        assert brightness(light) > 600
        page.reload()
        page.wait_for_selector("[data-screen]")
        assert page.evaluate(ground) == light
        page.locator('[data-action="theme"]').tap()
        assert page.evaluate(ground) == dark


def brightness(colour: str) -> float:
    """Red, green and blue of a CSS colour, together."""
    return sum(float(number) for number in re.findall(r"[\d.]+", colour)[:3])


# --- a mistake is reported ---


def test_a_report_carries_the_answers_only_if_she_ticks_it(browser: Browser, address: str) -> None:
    options = {**PHONE, "permissions": ["clipboard-read", "clipboard-write"], "service_workers": "block"}
    with opened(browser, address, **options) as page:
        begin(page)
        answer(page, AMINA)
        asked = listening(page.context)
        page.locator('[data-action="report"]').tap()
        look(page)
        page.locator("#told").fill("The number of the night line is wrong.")
        copied = []
        for ticked in (False, True):
            page.locator("#along").set_checked(ticked)
            page.locator('[data-action="copy"]').tap()
            expect(page.locator(".page [role=status]")).not_to_be_empty()
            copied.append(page.evaluate("() => navigator.clipboard.readText()"))
        assert all(text.startswith("The number of the night line is wrong.") for text in copied)
        assert all(re.search(r"Lactwise \S+ sha256:", text) for text in copied)
        assert "temperature_c" not in copied[0]
        assert "38.9" not in copied[0]
        assert '"temperature_c":38.9' in copied[1]
        assert asked == []
        page.locator('[data-report] [data-action="back"]').tap()
        expect(page.locator("[data-screen]")).to_be_visible()

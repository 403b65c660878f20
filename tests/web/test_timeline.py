"""Is the chart of a course true, and can it be read in large letters, without colours, from the right, on paper?

In: five days put onto a page of the app in Chromium. Out: what is drawn, where, and the same told in words.
"""

import re
from collections.abc import Iterator
from itertools import combinations
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from tests.web.five_days import BEGIN, CHECKINS, DOSES, EVENTS, NOW, Json, at, five_days, short, show
from tests.web.parent import DESKTOP, PHONE, READY, Answers
from tests.web.test_accessible import judge

pytestmark = [pytest.mark.browser, pytest.mark.slow]

TABLET: Answers = {"viewport": {"width": 390, "height": 800}}
NOOR = {"breast_pain": True, "redness": True, "warmth": True, "side": "left", "feels_unwell": False, "chills": False}
DAYS = five_days(NOOR)
TEXTS = """() => [...document.querySelectorAll('.plot text')].filter(one => one.getClientRects().length).map(text => {
    const { left, right, top, bottom } = text.getBoundingClientRect();
    return { said: text.textContent, kind: text.getAttribute('class'), left, right, top, bottom };
})"""
MARKS = """sign => [...document.querySelectorAll('.plot.no-print .' + sign)].map(one => {
    const { left, width } = one.getBoundingClientRect();
    return left + width / 2;
})"""

PAINT = """([size, theme]) => {
    document.documentElement.style.fontSize = size;
    document.documentElement.dataset.theme = theme;
}"""
SHAPES = r"""() => [...document.querySelectorAll('.legend .sample')].map(one =>
    one.innerHTML.replace(/class="sign[^"]*hollow/, 'hollow').replace(/class="[^"]*"/g, ''))"""
HEIGHTS = """() => [...document.querySelectorAll('.plot.no-print rect')].map(one =>
    [one.getAttribute('class'), one.getAttribute('height')])"""


@pytest.fixture
def phones(browser: Browser) -> Iterator[list[BrowserContext]]:
    contexts: list[BrowserContext] = []
    yield contexts
    for context in contexts:
        context.close()


@pytest.fixture
def opened(browser: Browser, address: str, phones: list[BrowserContext]) -> Any:
    """A page of the app at the end of the five days."""

    def opened(path: str = "/en", **options: Any) -> Page:
        context = browser.new_context(
            **{"locale": "en-GB", "timezone_id": "UTC", "reduced_motion": "reduce", **PHONE, **options}
        )
        phones.append(context)
        context.clock.set_fixed_time(NOW)
        page = context.new_page()
        page.goto(address + path)
        page.wait_for_function(READY)
        return page

    return opened


def measured(*readings: tuple[float, float | str | None], **more: Any) -> Json:
    """An episode of check-ins at hours with a temperature, one that was not known, or none."""
    entries = [
        {
            "id": f"t{hours}",
            "at": at(hours),
            "findings": {"redness": True, **({} if value is None else {"temperature_c": value})},
            **more,
        }
        for hours, value in readings
    ]
    return {"id": "e-t", "started": at(0), "checkins": entries}


# --- it is true ---


@pytest.mark.parametrize(
    ("readings", "lines"),
    [
        (((0, 37.0), (6, 38.2), (12, 38.0)), 2),
        (((0, 37.0), (6, "unsure"), (12, 38.0)), 0),
        (((0, 37.0), (6, None), (12, 38.0)), 0),
        (((0, 37.0), (6, 38.2), (20, 38.0)), 1),  # a reading is one for twelve hours
        (((0, 37.0),), 0),
    ],
)
def test_no_line_is_drawn_over_what_was_not_measured(
    opened: Any, readings: tuple[tuple[float, float | str | None], ...], lines: int
) -> None:
    page = show(opened(), measured(*readings), "timeline")
    assert page.locator(".plot.no-print .joined").count() == lines
    numbers = [value for _, value in readings if isinstance(value, float)]
    points = page.locator(".plot.no-print .sign-point, .plot.no-print .sign-fever").count()
    assert points == len(numbers)
    assert page.locator(".plot.no-print .sign-fever").count() == sum(value >= 38 for value in numbers)


def test_a_dose_between_two_measurements_does_not_break_the_line(opened: Any) -> None:
    episode = measured((0, 37.0), (6, 37.5))
    episode["checkins"].append({"id": "d", "at": at(3), "medicines": [{"id": "paracetamol", "mg": 500}]})
    page = show(opened(), episode, "timeline")
    assert page.locator(".plot.no-print .joined").count() == 1
    assert page.locator(".plot.no-print .sign-less").count() == 1


def test_what_was_taken_back_is_gone_and_what_was_corrected_is_shown_as_corrected(opened: Any) -> None:
    episode = measured((0, 37.0), (6, 39.5))
    first, second = episode["checkins"]
    episode["checkins"] = [
        {**first, "written": at(0)}, {**second, "written": at(6)},
        {**first, "written": at(7), "findings": {"redness": True, "temperature_c": 38.4}},
        {**second, "written": at(8), "deleted": True},
    ]  # fmt: skip
    page = show(opened(), episode, "timeline", "words")
    shown = page.locator(".plot.no-print").inner_text()
    assert "38.4 °C" in shown
    assert "39.5" not in shown
    page.locator("[data-in-words] summary").click()
    assert "39.5" not in page.locator("[data-in-words]").inner_text()


def test_each_breast_has_its_own_line_and_its_own_shape(opened: Any) -> None:
    said = [("left", 0, 4), ("right", 1, 7), ("left", 6, 3), ("right", 7, 6)]
    entries = [{"id": f"b{h}", "at": at(h), "breast": side, "findings": {"pain": pain}} for side, h, pain in said]
    page = show(opened(), {"id": "e", "started": at(0), "checkins": entries}, "timeline")
    assert page.locator(".plot.no-print .sign-left").count() == page.locator(".plot.no-print .sign-right").count() == 2
    assert page.locator(".plot.no-print .joined").count() == 2
    expect(page.locator(".legend")).to_contain_text("Left breast")


def test_what_was_taken_and_who_was_seen_stands_at_its_time(opened: Any) -> None:
    page = show(opened(**DESKTOP), DAYS, "timeline")
    marks = {
        sign: page.evaluate(MARKS, sign)
        for sign in ("sign-full", "sign-less", "sign-antibiotic_dose", "sign-seen", "sign-drained")
    }
    whole = {"paracetamol": 1000, "ibuprofen": 400}
    assert len(marks["sign-full"]) == sum(mg == whole[id_] for id_, mg in DOSES.values())
    assert len(marks["sign-less"]) == sum(mg < whole[id_] for id_, mg in DOSES.values())
    assert len(marks["sign-antibiotic_dose"]) == list(EVENTS.values()).count("antibiotic_dose")
    [seen], [drained] = marks["sign-seen"], marks["sign-drained"]
    places = [*marks["sign-antibiotic_dose"], seen, drained]
    hours = [hour for hour, id_ in sorted(EVENTS.items()) if id_ == "antibiotic_dose"] + [12, 62.2]
    wide = (drained - seen) / (62.2 - 12)
    assert all(abs((place - seen) - (hour - 12) * wide) < 2 for place, hour in zip(places, hours, strict=True))


def test_the_fever_line_is_the_threshold_in_her_own_unit(opened: Any) -> None:
    page = show(opened(), DAYS, "timeline", unit="degF")
    expect(page.locator(".legend")).to_contain_text("100.4 °F")
    assert "102.0 °F" in page.locator(".plot.no-print").inner_text()
    assert "°C" not in page.locator(".chart").inner_text()
    show(page, DAYS, "timeline")
    expect(page.locator(".legend")).to_contain_text("38.0 °C")


def test_nothing_written_down_is_said(opened: Any) -> None:
    page = show(opened(), {"id": "e", "checkins": []}, "timeline", "words")
    expect(page.locator("#app")).to_contain_text("Nothing is written down yet.")
    assert page.locator("svg.plot").count() == 0


# --- it can be read ---

SCREENS = [
    (path, size, theme)
    for path in ("/en", "/es", "/fr", "/ar")
    for size, theme in (("100%", "light"), ("200%", "dark"))
]


@pytest.mark.parametrize(("path", "size", "theme"), SCREENS)
@pytest.mark.parametrize("options", [PHONE, TABLET, DESKTOP], ids=["320", "390", "1280"])
def test_every_label_is_inside_and_covers_no_other(
    opened: Any, path: str, size: str, theme: str, options: Answers
) -> None:
    page = opened(path, **{**PHONE, **options})
    page.evaluate(
        PAINT,
        [size, theme],
    )
    show(page, DAYS, "timeline", place="us" if path == "/es" else "gb")
    assert page.evaluate("() => document.documentElement.scrollWidth - document.documentElement.clientWidth") <= 0
    box = page.locator(".chart").bounding_box()
    assert box
    texts = page.evaluate(TEXTS)
    for text in texts:
        assert box["x"] - 1 <= text["left"], text
        assert text["right"] <= box["x"] + box["width"] + 1, text
        assert text["bottom"] - text["top"] >= 11, text
    labels = [text for text in texts if text["kind"] and re.search(r"middle|tick|value|name", text["kind"])]
    assert len([text for text in labels if "middle" in text["kind"]]) >= 2  # at least two days are named
    for one, other in combinations(labels, 2):
        wide = min(one["right"], other["right"]) - max(one["left"], other["left"])
        high = min(one["bottom"], other["bottom"]) - max(one["top"], other["top"])
        assert wide < 2 or high < 4, f"{one['said']} / {other['said']}"


def test_letters_grow_with_hers(opened: Any) -> None:
    page = show(opened(**DESKTOP), DAYS, "timeline")
    height = "() => document.querySelector('.plot.no-print .tick').getBoundingClientRect().height"
    before = page.evaluate(height)
    page.evaluate("() => { document.documentElement.style.fontSize = '200%'; }")
    assert page.evaluate(height) > 1.9 * before


def test_no_two_signs_have_the_same_shape(opened: Any) -> None:
    """Colours may fail: levels differ by picture and height, marks by shape, full and half by being filled."""
    entries = [
        {"id": f"x{place}", "at": at(place), "events": [id_]}
        for place, id_ in enumerate(
            (
                "antibiotic_started",
                "antibiotic_dose",
                "antibiotic_missed",
                "antibiotic_stopped",
                "antibiotic_finished",
                "phoned",
                "seen",
                "scanned",
                "drained",
            )
        )
    ]
    page = show(opened(), {**DAYS, "checkins": [*DAYS["checkins"], *entries]}, "timeline")
    shapes = page.evaluate(SHAPES)
    assert len(shapes) >= 14
    assert len(set(shapes)) == len(shapes)
    heights = page.evaluate(HEIGHTS)
    assert len({height for _, height in heights}) == len({kind for kind, _ in heights})


def test_time_runs_as_the_page_is_read(opened: Any) -> None:
    for path, forward in (("/en", True), ("/ar", False)):
        page = show(opened(path), DAYS, "timeline")
        [seen], [drained] = page.evaluate(MARKS, "sign-seen"), page.evaluate(MARKS, "sign-drained")
        assert (seen < drained) == forward


def test_the_chart_has_a_name_and_leads_to_the_same_in_words(opened: Any) -> None:
    page = show(opened(), DAYS, "timeline", "words")
    chart = page.get_by_role("img", name=re.compile("1 March to 6 March: 12 check-ins.*38.9 °C.*Now:"))
    expect(chart).to_be_visible()
    page.get_by_role("button", name="Read the same in words").click()
    expect(page.locator("[data-in-words]")).to_have_attribute("open", "")
    assert page.evaluate("() => document.activeElement.tagName") == "SUMMARY"


@pytest.mark.parametrize("path", ["/en", "/ar"])
def test_axe_finds_nothing(opened: Any, path: str) -> None:
    judge(show(opened(path), DAYS, "timeline", "words", "doses", "antibiotic", "feed"))


CONTRASTS = r"""() => {
    const channel = value => {
        const share = value / 255;
        return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
    };
    const light = colour => {
        const [red, green, blue] = colour.match(/[\d.]+/g).map(Number).map(channel);
        return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
    };
    const ratio = (one, other) => {
        const [low, high] = [light(one), light(other)].sort((a, b) => a - b);
        return (high + 0.05) / (low + 0.05);
    };
    const all = selector => [...document.querySelectorAll(selector)].map(one => [one, getComputedStyle(one)]);
    const card = getComputedStyle(document.querySelector('.chart')).backgroundColor;
    const filled = all('.plot.no-print rect').filter(([, style]) => style.fill !== 'none');
    const sign = one => getComputedStyle(one.nextElementSibling.firstChild).fill;
    return {
        texts: Math.min(...all('.plot.no-print text').map(([, style]) => ratio(style.fill, card))),
        signs: Math.min(...filled.map(([one, style]) => ratio(sign(one), style.fill))),
        lines: Math.min(...all('.no-print .joined, .fever-line').map(([, style]) => ratio(style.stroke, card))),
        count: filled.length,
    };
}"""


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_letters_and_signs_stand_out_from_what_is_behind_them(opened: Any, theme: str) -> None:
    """What axe cannot tell of a drawing."""
    page = opened()
    page.evaluate(PAINT, ["100%", theme])
    found = show(page, DAYS, "timeline").evaluate(CONTRASTS)
    assert found["count"] >= 1
    assert min(found["texts"], found["signs"]) >= 4.5, found
    assert found["lines"] >= 3, found


# --- on paper ---


def test_paper_has_a_chart_of_its_own_in_black_and_white(opened: Any) -> None:
    page = show(opened(), DAYS, "timeline")
    page.evaluate(PAINT, ["100%", "dark"])
    page.set_viewport_size({"width": 700, "height": 1000})
    page.emulate_media(media="print")
    expect(page.locator(".plot.print-only")).to_be_visible()
    expect(page.locator(".plot.no-print")).to_be_hidden()
    drawn = "['rect', 'path', 'text'].flatMap(tag => [...document.querySelectorAll(`.print-only ${tag}`)])"
    fills = page.evaluate(
        f"() => {drawn}.filter(one => one.getClientRects().length).map(one => getComputedStyle(one).fill)"
    )
    assert set(fills) <= {"rgb(0, 0, 0)", "rgb(255, 255, 255)", "none"}
    assert len(fills) > 100
    letters = (
        "[...document.querySelectorAll('.print-only text')].map(one => parseFloat(getComputedStyle(one).fontSize))"
    )
    sizes = page.evaluate(f"() => {letters}")
    assert min(sizes) >= 8 / 0.75 - 0.01


# --- in words ---


def test_every_entry_stands_in_a_line_the_last_first(opened: Any) -> None:
    page = show(opened(), DAYS, "words")
    page.locator("[data-in-words] summary").click()
    lines = [line.inner_text() for line in page.locator("[data-in-words] li").all()]
    assert len(lines) == 1 + len(CHECKINS) + len(DOSES) + len(EVENTS)
    times = page.locator("[data-in-words] time").evaluate_all("all => all.map(one => one.dateTime)")
    assert times == sorted(times, reverse=True)
    assert times[-1].startswith(BEGIN.strftime("%Y-%m-%dT%H:%M"))
    days = page.locator("[data-in-words] h3").all_inner_texts()
    assert (days[0], days[-1], len(days)) == ("Friday 6 March", "Sunday 1 March", 6)
    [fever] = [line for line in lines if line.startswith("9:30")]
    assert all(words in fever for words in ("Phone now, be seen today", "38.9 °C", "8 out of 10"))
    [asleep] = [line for line in lines if "slept a little" in line]
    assert "°C" not in asleep  # it was not measured then
    assert any("paracetamol 1,000 mg" in line for line in lines)
    assert any("Antibiotic dose missed" in line for line in lines)


def test_her_own_words_stay_text(opened: Any) -> None:
    note = '<img src=x onerror="document.title=1">'
    page = show(opened(), short({"at": at(95), "note": note}), "words")
    page.locator("[data-in-words] summary").click()
    assert note in page.locator("[data-in-words] q").inner_text()
    assert page.locator("[data-in-words] img").count() == 0

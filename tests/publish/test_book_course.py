"""Does the book tell the course of days: every clock, event, painkiller and look, with numbers and sources?"""

import re
from dataclasses import replace

import pytest

from lactwise import loading
from lactwise.cases import load_cases
from lactwise.course import Course
from lactwise.publish import book
from lactwise.publish.book_document import anchor
from lactwise.wording import Words
from tests.publish.test_book import Page, squeezed, taken_apart

GUIDELINE = loading.load()
COURSE = GUIDELINE.course


@pytest.fixture(scope="module")
def html() -> str:
    return book.html(GUIDELINE, load_cases())


@pytest.fixture(scope="module")
def page(html: str) -> Page:
    return taken_apart(html)


@pytest.fixture(scope="module")
def markdown() -> str:
    return book.markdown(GUIDELINE, load_cases())


PLACES = {
    "course-clock": COURSE.clocks,
    "course-event": COURSE.events,
    "course-painkiller": COURSE.medicines,
    "course-derived": COURSE.derived,
}


@pytest.mark.parametrize("kind", PLACES)
def test_everything_of_the_course_has_its_place_in_both_forms(kind: str, page: Page, markdown: str) -> None:
    for id_ in PLACES[kind]:
        assert anchor(kind, id_) in page.ids
        assert f'<a id="{anchor(kind, id_)}"></a>' in markdown


@pytest.mark.parametrize("kind", PLACES)
def test_everything_of_the_course_shows_its_sources_and_they_lead_back(kind: str, page: Page, html: str) -> None:
    for id_, item in PLACES[kind].items():
        for claim in item.source:
            assert claim in page.said(anchor(kind, id_))
            entry = html.partition(f'<li id="{anchor("claim", claim)}">')[2].partition("</ul>")[0]
            assert f'href="#{anchor(kind, id_)}"' in entry


def test_a_clock_says_from_when_it_counts(page: Page) -> None:
    for id_, clock in COURSE.clocks.items():
        said = page.said(anchor("course-clock", id_))
        assert ("the first sign in the breast" in said) == clock.from_start
        assert ("is certain" in said) == (clock.since is not None)


def test_a_painkiller_shows_its_three_numbers(page: Page) -> None:
    for id_, item in COURSE.medicines.items():
        for name in (item.dose, item.gap, item.daily):
            assert GUIDELINE.thresholds[name].shown in page.said(anchor("course-painkiller", id_))


def test_an_event_says_what_it_sets_counts_and_ends(page: Page) -> None:
    for id_, event in COURSE.events.items():
        said = page.said(anchor("course-event", id_))
        assert ("she has been seen" in said) == event.seen
        assert ("closes the illness" in said) == event.closes
        assert ("counts one more" in said) == (event.counts is not None)
        assert ("decides nothing" in said) == (not (event.sets or event.seen or event.closes or event.reopens))


def test_the_trend_shows_each_measure_with_its_rise_and_its_hours(page: Page) -> None:
    trend = COURSE.trend
    assert trend is not None
    said = page.said("course-trend")
    assert GUIDELINE.thresholds[trend.within].shown in said
    for measure in trend.measures.values():
        assert GUIDELINE.thresholds[measure.rise].shown in said


def test_every_answer_that_lapses_stands_under_its_hours(page: Page) -> None:
    said = page.said("course-lapses")
    for item in GUIDELINE.findings.values():
        if item.valid_hours is not None:
            assert squeezed(Words(GUIDELINE).label(item.id)) in said


def test_when_it_is_over_and_when_a_look_is_late_are_told(page: Page) -> None:
    assert COURSE.overdue_after is not None
    assert GUIDELINE.thresholds[COURSE.overdue_after].shown in page.said("course-ending")
    assert "closed when this is certain" in page.said("course-ending")


def test_the_looks_of_a_clock_stand_in_the_order_of_their_time(markdown: str) -> None:
    for clock in {item.clock for item in GUIDELINE.follow_ups.values()}:
        looks = [item for item in GUIDELINE.follow_ups.values() if item.clock == clock]
        places = {item.id: markdown.index(f'<a id="{anchor("follow-up", item.id)}"></a>') for item in looks}
        hours = [
            GUIDELINE.thresholds[item.limit or item.within].value
            for item in sorted(looks, key=lambda look: places[look.id])
        ]
        assert hours == sorted(hours)


def test_a_number_of_the_course_leads_back_to_where_it_is_used(html: str) -> None:
    for id_, item in COURSE.medicines.items():
        row = html.partition(f'id="{anchor("threshold", item.gap)}"')[2].partition("</tr>")[0]
        assert f'href="#{anchor("course-painkiller", id_)}"' in row


def test_a_guideline_without_a_course_has_a_book_without_its_parts() -> None:
    text = book.html(replace(GUIDELINE, course=Course()), [])
    assert 'id="course"' in text
    assert not re.search(r'id="course-(clock|event|painkiller|trend|earlier|derived|ending)', text)

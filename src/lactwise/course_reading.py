"""What does `episode.toml` say of a course of days, and is it sound?

In: the file as tables, then the guideline it belongs to. Out: a `Course`, and its faults noted in `Problems`.

>>> from lactwise.problems import Problems
>>> read(Entry(FILE, "", {}, Problems())).closing is None
True
"""

from collections.abc import Iterable, Mapping
from typing import Any

from lactwise.checking import Checker
from lactwise.course import Clock, Course, Derived, Earlier, Event, Measure, Painkiller, Trend
from lactwise.entries import Entry
from lactwise.language import Node
from lactwise.model import Guideline

FILE = "episode.toml"


def read(part: Entry) -> Course:
    """The course of a file; an empty one of a file that is not there."""
    course = Course(
        clocks={item.id: item for item in map(_clock, part.inner("clocks").tables())},
        trend=_trend(part.inner("trend")) if "trend" in part.content else None,
        earlier=_earlier(part.inner("earlier")) if "earlier" in part.content else None,
        events={item.id: item for item in map(_event, part.inner("events").tables())},
        medicines={item.id: item for item in map(_painkiller, part.inner("medicines").tables())},
        derived={item.id: item for item in map(_derived, part.inner("derived").tables())},
        closing=_closing(part.inner("closing")) if "closing" in part.content else None,
        overdue_after=_looks(part.inner("looks")) if "looks" in part.content else None,
    )
    part.close()
    return course


def _sources(entry: Entry) -> tuple[str, ...]:
    return entry.words("source", required=True)


def _clock(entry: Entry) -> Clock:
    clock = Clock(entry.id, entry.flag("from_start"), entry.optional_condition("since"), _sources(entry))
    entry.close("note")
    return clock


def _trend(entry: Entry) -> Trend:
    measures = entry.inner("measures")
    named = {item.id: _measure(item) for item in measures.tables()}
    trend = Trend(entry.text("finding"), entry.text("worse"), entry.text("within"), named, _sources(entry))
    entry.close("note")
    return trend


def _measure(entry: Entry) -> Measure:
    measure = Measure(entry.text("rise"), entry.text("from", None))
    entry.close()
    return measure


def _earlier(entry: Entry) -> Earlier:
    earlier = Earlier(
        entry.condition("counts_when"),
        entry.text("number"),
        entry.text("same_place"),
        entry.words("same", required=True),
        _sources(entry),
    )
    entry.close("note")
    return earlier


def _event(entry: Entry) -> Event:
    event = Event(
        id=entry.id,
        sets=entry.get("sets", "{ finding = value }", {}, dict),
        seen=entry.flag("seen"),
        counts=entry.text("counts", None),
        closes=entry.flag("closes"),
        reopens=entry.flag("reopens"),
        source=_sources(entry),
    )
    entry.close("note")
    return event


def _painkiller(entry: Entry) -> Painkiller:
    painkiller = Painkiller(
        id=entry.id,
        dose=entry.text("dose"),
        gap=entry.text("gap"),
        daily=entry.text("daily"),
        sets=entry.get("sets", "{ finding = value }", {}, dict),
        source=_sources(entry),
    )
    entry.close("note")
    return painkiller


def _derived(entry: Entry) -> Derived:
    derived = Derived(entry.id, entry.condition("when"), entry.condition("after"), _sources(entry))
    entry.close("note")
    return derived


def _closing(entry: Entry) -> Node:
    when = entry.condition("when")
    _sources(entry)
    entry.close("note")
    return when


def _looks(entry: Entry) -> str:
    overdue_after = entry.text("overdue_after")
    _sources(entry)
    entry.close("note")
    return overdue_after


# --- is it sound? ---


def check(guideline: Guideline, checker: Checker) -> None:
    """Notes what `episode.toml` names that there is not, and values that are none."""
    course = guideline.course
    for clock in course.clocks.values():
        table = f"clocks.{clock.id}"
        _finding(checker, table, "", clock.id, guideline, ("number",), "hours")
        checker.condition(FILE, table, "since", clock.since)
        if clock.from_start == (clock.since is not None):
            remedy = "write from_start = true, or since = a condition"
            checker.note(FILE, table, "", "a clock has exactly one beginning", remedy)
        checker.sourced(FILE, table, "source", clock.source, False)
    _check_trend(guideline, checker)
    _check_earlier(guideline, checker)
    _check_events(guideline, checker)
    for derived in course.derived.values():
        table = f"derived.{derived.id}"
        _finding(checker, table, "", derived.id, guideline, ("yes_no",), "")
        checker.condition(FILE, table, "when", derived.when)
        checker.condition(FILE, table, "after", derived.after)
        checker.sourced(FILE, table, "source", derived.source, False)
    checker.condition(FILE, "closing", "when", course.closing)
    checker.threshold_named(FILE, "looks", "overdue_after", course.overdue_after, "hours")


def _check_events(guideline: Guideline, checker: Checker) -> None:
    course = guideline.course
    for event in course.events.values():
        table = f"events.{event.id}"
        _sets(checker, table, event.sets, guideline)
        if event.counts is not None:
            _finding(checker, table, "counts", event.counts, guideline, ("number",), "count")
        checker.sourced(FILE, table, "source", event.source, False)
    for painkiller in course.medicines.values():
        table = f"medicines.{painkiller.id}"
        _sets(checker, table, painkiller.sets, guideline)
        for key, unit in {"dose": "mg", "daily": "mg", "gap": "hours"}.items():
            checker.threshold_named(FILE, table, key, getattr(painkiller, key), unit)
        checker.sourced(FILE, table, "source", painkiller.source, False)


def _check_trend(guideline: Guideline, checker: Checker) -> None:
    trend = guideline.course.trend
    if trend is None:
        return
    _finding(checker, "trend", "finding", trend.finding, guideline, ("choice",), "")
    finding = guideline.findings.get(trend.finding)
    if finding is not None and trend.worse not in finding.options:
        checker.note(
            FILE, "trend", "worse", f"{trend.finding} has no option {trend.worse!r}", "name one of its options"
        )
    checker.threshold_named(FILE, "trend", "within", trend.within, "hours")
    for id_, measure in trend.measures.items():
        table = f"trend.measures.{id_}"
        _finding(checker, table, "", id_, guideline, ("number",), "")
        measured = guideline.findings.get(id_)
        for key, name in (("rise", measure.rise), ("from", measure.floor)):
            checker.threshold_named(FILE, table, key, name, measured.unit if measured else "")
    checker.sourced(FILE, "trend", "source", trend.source, False)


def _check_earlier(guideline: Guideline, checker: Checker) -> None:
    earlier = guideline.course.earlier
    if earlier is None:
        return
    checker.condition(FILE, "earlier", "counts_when", earlier.counts_when)
    _finding(checker, "earlier", "number", earlier.number, guideline, ("number",), "count")
    _finding(checker, "earlier", "same_place", earlier.same_place, guideline, ("yes_no",), "")
    for id_ in earlier.same:
        _finding(checker, "earlier", "same", id_, guideline, ("choice",), "")
    checker.sourced(FILE, "earlier", "source", earlier.source, False)


def _finding(
    checker: Checker, table: str, key: str, id_: str, guideline: Guideline, kinds: Iterable[str], unit: str
) -> None:
    checker.finding_named(FILE, table, key, id_)
    finding = guideline.findings.get(id_)
    if finding is not None and finding.kind not in kinds:
        cause = f"{id_} is a {finding.kind}, not a {' or '.join(kinds)}"
        checker.note(FILE, table, key, cause, "name another finding")
    elif finding is not None and unit and finding.unit != unit:
        checker.note(FILE, table, key, f"{id_} is in {finding.unit}, not {unit}", "name another finding")


def _sets(checker: Checker, table: str, sets: Mapping[str, Any], guideline: Guideline) -> None:
    for id_, value in sets.items():
        checker.finding_named(FILE, table, "sets", id_)
        finding = guideline.findings.get(id_)
        fits = {
            "yes_no": isinstance(value, bool),
            "choice": finding is not None and value in finding.options,
            "number": isinstance(value, int | float) and not isinstance(value, bool),
        }
        if finding is not None and not fits.get(finding.kind, True):
            checker.note(FILE, table, "sets", f"{id_} cannot be {value!r:.40}", "write a value of the finding")

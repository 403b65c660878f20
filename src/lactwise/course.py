"""What does a course of days mean: which findings count time, what an event says, when it is over?

In: the tables of `episode.toml`. Out: a `Course`, and its faults noted in `Problems`. `episode.py` works with it; no
number and no finding of it stands in code. A guideline without the file has an empty course.

>>> Course().clocks
{}
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from lactwise.entries import Entry
from lactwise.language import Node

if TYPE_CHECKING:
    from lactwise.checking import Checker
    from lactwise.model import Guideline

FILE = "episode.toml"
Sets = Mapping[str, bool | float | str]


@dataclass(frozen=True, slots=True)
class Clock:
    """A finding in hours: it counts from the start of the episode, or from when `since` was first certainly true."""

    id: str
    from_start: bool
    since: Node | None
    source: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Measure:
    """A number that tells the trend: the threshold of a rise, and the one it must have reached, if any."""

    rise: str
    floor: str | None


@dataclass(frozen=True, slots=True)
class Trend:
    """A finding that is `worse` when a measure has risen by its threshold `within` so many hours."""

    finding: str
    worse: str
    within: str
    measures: Mapping[str, "Measure"]
    source: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Earlier:
    """Which earlier episodes count, the finding with their number, and the one that says it is the same spot."""

    counts_when: Node
    number: str
    same_spot: str
    same: tuple[str, ...]
    source: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Event:
    """Something that happened: what it says of her, whether a clinician saw her, the finding whose number it raises."""

    id: str
    sets: Sets
    seen: bool
    counts: str | None
    closes: bool
    reopens: bool
    source: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Painkiller:
    """A shop-bought painkiller: thresholds of a full dose and of a day in mg, of the gap in hours."""

    id: str
    dose: str
    gap: str
    daily: str
    sets: Sets
    source: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Derived:
    """A yes/no finding that is true when `when` holds now and `after` held before, unless she was asked."""

    id: str
    when: Node
    after: Node
    source: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Course:
    """All of `episode.toml`."""

    clocks: Mapping[str, Clock] = field(default_factory=dict)
    trend: Trend | None = None
    earlier: Earlier | None = None
    events: Mapping[str, Event] = field(default_factory=dict)
    medicines: Mapping[str, Painkiller] = field(default_factory=dict)
    derived: Mapping[str, Derived] = field(default_factory=dict)
    closing: Node | None = None
    overdue_after: str | None = None


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
        entry.text("same_spot"),
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


def check(guideline: "Guideline", checker: "Checker") -> None:
    """Notes what `episode.toml` names that there is not, and values that are none."""
    course = guideline.course
    for clock in course.clocks.values():
        _finding(checker, f"clocks.{clock.id}", "", clock.id, guideline, ("number",), "hours")
        checker.condition(FILE, f"clocks.{clock.id}", "since", clock.since)
        if clock.from_start == (clock.since is not None):
            remedy = "write from_start = true, or since = a condition"
            checker.note(FILE, f"clocks.{clock.id}", "", "a clock has exactly one beginning", remedy)
        checker.sourced(FILE, f"clocks.{clock.id}", "source", clock.source, False)
    _check_trend(guideline, checker)
    _check_earlier(guideline, checker)
    for event in course.events.values():
        table = f"events.{event.id}"
        _sets(checker, table, event.sets, guideline)
        if event.counts is not None:
            _finding(checker, table, "counts", event.counts, guideline, ("number",), "count")
        checker.sourced(FILE, table, "source", event.source, False)
    for painkiller in course.medicines.values():
        table = f"medicines.{painkiller.id}"
        _sets(checker, table, painkiller.sets, guideline)
        units = {"dose": "mg", "daily": "mg", "gap": "hours"}
        for key, unit in units.items():
            checker.threshold_named(FILE, table, key, getattr(painkiller, key), unit)
        checker.sourced(FILE, table, "source", painkiller.source, False)
    for derived in course.derived.values():
        table = f"derived.{derived.id}"
        _finding(checker, table, "", derived.id, guideline, ("yes_no",), "")
        checker.condition(FILE, table, "when", derived.when)
        checker.condition(FILE, table, "after", derived.after)
        checker.sourced(FILE, table, "source", derived.source, False)
    checker.condition(FILE, "closing", "when", course.closing)
    checker.threshold_named(FILE, "looks", "overdue_after", course.overdue_after, "hours")


def _check_trend(guideline: "Guideline", checker: "Checker") -> None:
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


def _check_earlier(guideline: "Guideline", checker: "Checker") -> None:
    earlier = guideline.course.earlier
    if earlier is None:
        return
    checker.condition(FILE, "earlier", "counts_when", earlier.counts_when)
    _finding(checker, "earlier", "number", earlier.number, guideline, ("number",), "count")
    _finding(checker, "earlier", "same_spot", earlier.same_spot, guideline, ("yes_no",), "")
    for id_ in earlier.same:
        _finding(checker, "earlier", "same", id_, guideline, ("choice",), "")
    checker.sourced(FILE, "earlier", "source", earlier.source, False)


def _finding(
    checker: "Checker", table: str, key: str, id_: str, guideline: "Guideline", kinds: Iterable[str], unit: str
) -> None:
    checker.finding_named(FILE, table, key, id_)
    finding = guideline.findings.get(id_)
    if finding is not None and finding.kind not in kinds:
        cause = f"{id_} is a {finding.kind}, not a {' or '.join(kinds)}"
        checker.note(FILE, table, key, cause, "name another finding")
    elif finding is not None and unit and finding.unit != unit:
        checker.note(FILE, table, key, f"{id_} is in {finding.unit}, not {unit}", "name another finding")


def _sets(checker: "Checker", table: str, sets: Mapping[str, Any], guideline: "Guideline") -> None:
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

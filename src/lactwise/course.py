"""What does a course of days mean: which findings count time, what an event says, when it is over?

In: nothing; `course_reading.py` builds these from `episode.toml`, `episode.py` works with them. No number and no
finding of a course stands in code. A guideline without the file has an empty course.

>>> Course().clocks
{}
"""

from collections.abc import Mapping
from dataclasses import dataclass, field

from lactwise.language import Node

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
    same_place: str
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

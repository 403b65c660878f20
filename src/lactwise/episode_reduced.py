"""What is known of her at one moment of an episode?

In: a guideline, an `Episode` and a moment in milliseconds. Out: findings as of that moment, those that have lapsed and
are to be asked again, and what was worked out from several entries. The rules of time stand in `docs/episode.md`.

>>> from lactwise.episode_file import episode_of
>>> from lactwise.loading import load
>>> entry = {"hours": 0, "findings": {"rigors": False}}
>>> episode = episode_of(load(), {"started": "2026-03-01T20:00:00Z", "checkins": [entry]})
>>> Reducer(load(), episode).at(episode.started + 13 * HOUR).lapsed
('rigors',)
"""

import math
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any

from lactwise.engine import Machine, machine_of
from lactwise.episode_file import HOUR, Entry, Episode
from lactwise.language import Node, names
from lactwise.model import Finding, Guideline, Value
from lactwise.reading import UNSURE

PER_UNIT = {"hours": HOUR, "days": 24 * HOUR}  # milliseconds; a number in these goes on with the clock
_SIDE = "side"
_OF_ONE_BREAST = "breast"  # the tag of findings that belong to one breast


@dataclass(frozen=True, slots=True)
class Reduced:
    """Findings at a moment; `lapsed` ones are to be asked again; `derived` says what a finding was worked out from."""

    findings: Mapping[str, Value]
    lapsed: tuple[str, ...] = ()
    derived: Mapping[str, tuple[str, ...]] = field(default_factory=dict)


@dataclass(slots=True)
class _Said:
    """The last answer of a finding and when it was given."""

    value: Value
    at: int


class Reducer:
    """Reduces one episode, or one breast of it; what each entry came to is worked out once."""

    def __init__(self, guideline: Guideline, episode: Episode, breast: str | None = None) -> None:
        self.guideline, self.episode, self.breast = guideline, episode, breast
        self.course = guideline.course
        self.machine: Machine = machine_of(guideline)
        self.said = [(entry, self.statements(entry)) for entry in episode.entries]
        self.moments = sorted({entry.at for entry in episode.entries})
        self.history = [(moment, self.values(self.base(moment)[0])) for moment in self.moments]
        self.before = self.earlier_ones()

    def at(self, moment: int) -> Reduced:
        """What is known at a moment."""
        findings, lapsed, closed = self.base(moment)
        derived: dict[str, tuple[str, ...]] = {}
        for id_ in self.course.clocks:
            if id_ not in closed:
                self.clock(id_, moment, findings)
        self.dosed(moment, findings, derived)
        self.counted(moment, findings, closed, lapsed)
        self.recurring(findings)
        self.trend(moment, findings, derived)
        if self.breast is not None:
            findings[_SIDE] = self.breast
        self.following(moment, findings, derived)
        gone = tuple(id_ for id_ in self.guideline.findings if id_ in lapsed and id_ not in findings)
        return Reduced({id_: findings[id_] for id_ in self.guideline.findings if id_ in findings}, gone, derived)

    def holds(self, node: Node, moment: int) -> bool:
        """Whether a condition is certain at a moment."""
        return self.certain(node, self.values(dict(self.at(moment).findings)))

    # --- the last answers ---

    def statements(self, entry: Entry) -> dict[str, Value]:
        """What an entry says of this breast: its events and medicines, then its own answers."""
        found: dict[str, Value] = {}
        for event in entry.events:
            found.update(self.course.events[event].sets)
        for dose in entry.medicines:
            found.update(self.course.medicines[dose.id].sets)
        found.update(entry.findings)
        if entry.breast in (None, self.breast):
            return found
        known = self.guideline.findings
        return {id_: value for id_, value in found.items() if _OF_ONE_BREAST not in known[id_].tags}

    def base(self, moment: int) -> tuple[dict[str, Value], set[str], set[str]]:
        """Findings before anything is worked out, what has lapsed, and the findings whose gate is not open."""
        last = self.last(moment)
        findings: dict[str, Value] = {}
        lapsed: set[str] = set()
        for id_, said in last.items():
            finding = self.guideline.findings[id_]
            if finding.valid_hours is not None and moment - said.at > finding.valid_hours * HOUR:
                lapsed.add(id_)
            else:
                findings[id_] = _grown(finding, said.value, moment - said.at)
        closed = self.gated(last, findings, lapsed)
        return findings, lapsed, closed

    def last(self, moment: int) -> dict[str, _Said]:
        last: dict[str, _Said] = {}
        for entry, statements in self.said:
            if entry.at > moment:
                break
            for id_, value in statements.items():
                before = last.get(id_)
                if before is None or before.at < entry.at or not self.is_worse(id_, before.value, value):
                    last[id_] = _Said(value, entry.at)
        return last

    def is_worse(self, id_: str, one: Value, other: Value) -> bool:
        """Whether of two answers of the same instant the first is worse than the second."""
        one_rank, other_rank = self.rank(id_, one), self.rank(id_, other)
        return one_rank > other_rank

    def rank(self, id_: str, value: Value) -> float:
        """How bad an answer is where its finding declares a worse direction; else all are alike."""
        finding = self.guideline.findings[id_]
        worse = finding.worse
        if worse is None:
            return 0.0
        if isinstance(worse, bool):
            return 2.0 if value is worse else 1.0 if value == UNSURE else 0.0
        if isinstance(worse, dict):
            return self.distance(worse, finding.unsure if value == UNSURE else value)
        options = list(worse)
        meant = finding.unsure if value == UNSURE else value
        place = float(options.index(meant)) if meant in options else -1.0
        return place + 0.5 if value == UNSURE else place

    def distance(self, worse: Mapping[str, str], value: Any) -> float:
        if isinstance(value, bool) or not isinstance(value, int | float):
            return -math.inf
        numbers = self.guideline.thresholds
        ways = {"up_from": 1.0, "down_from": -1.0}
        return max(sign * (value - numbers[worse[key]].value) for key, sign in ways.items() if key in worse)

    def gated(self, last: Mapping[str, _Said], findings: dict[str, Value], lapsed: set[str]) -> set[str]:
        """Sets aside answers that a later one rules out, and lets lapse what hangs on a lapsed one."""
        closed: set[str] = set()
        values = self.plain(findings)
        for id_, gate, parents in gates_of(self.guideline):
            if self.certain(gate, values):
                continue
            hangs = any(name in lapsed for name in parents)
            ruled_out = not self.possible(gate, values)
            if hangs or ruled_out:
                closed.add(id_)
            if id_ not in findings:
                continue
            newest = max((last[name].at for name in parents if name in last), default=-math.inf)
            if hangs or (ruled_out and last[id_].at < newest):
                del findings[id_]
                lapsed |= {id_} if hangs else set()
                values = self.plain(findings)
        return closed

    # --- what is worked out ---

    def clock(self, id_: str, moment: int, findings: dict[str, Value]) -> None:
        """Hours since the earliest moment known; "not sure" stands until more time has gone than it counts for."""
        clock, finding = self.course.clocks[id_], self.guideline.findings[id_]
        starts = [self.episode.started] if clock.from_start and self.episode.started is not None else []
        for entry, statements in self.said:
            value = statements.get(id_)
            if entry.at <= moment and isinstance(value, int | float):
                starts.append(entry.at - math.floor(value * HOUR + 0.5))
            elif entry.at <= moment and value == UNSURE:
                starts.append(entry.at)  # it had begun by then
        if clock.since is not None:
            began = (at for at, values in self.history if at <= moment and self.certain(clock.since, values))
            starts += [at for at in (next(began, None),) if at is not None]
        starts = [start for start in starts if start <= moment]
        if not starts:
            return
        gone = _grown(finding, 0, moment - min(starts))
        unsure = findings.get(id_) == UNSURE and isinstance(finding.unsure, int | float)
        if not (unsure and _less(gone, finding.unsure)):
            findings[id_] = gone

    def dosed(self, moment: int, findings: dict[str, Value], derived: dict[str, tuple[str, ...]]) -> None:
        """What a recorded dose says holds as long as it is valid, whatever was ticked since."""
        for entry in self.episode.entries:
            for dose in entry.medicines if entry.at <= moment else ():
                for id_, value in self.course.medicines[dose.id].sets.items():
                    valid = self.guideline.findings[id_].valid_hours
                    if valid is not None and moment - entry.at <= valid * HOUR:
                        findings[id_] = value
                        derived[id_] = tuple(sorted({*derived.get(id_, ()), dose.id}))

    def counted(self, moment: int, findings: dict[str, Value], closed: set[str], lapsed: set[str]) -> None:
        """Numbers that events count: all of them, or what she said and those since. What has lapsed stays unknown."""
        times: dict[str, list[int]] = {}
        for entry in self.episode.entries:
            for event in entry.events if entry.at <= moment else ():
                target = self.course.events[event].counts
                if target is not None:
                    times.setdefault(target, []).append(entry.at)
        last = self.last(moment) if times else {}
        for id_, counted in times.items():
            said, number = last.get(id_), len(counted)
            if said is not None and isinstance(said.value, int | float):
                since = sum(at > said.at for at in counted)
                if id_ in lapsed and not since and number < said.value:
                    continue
                number = max(number, int(said.value) + since)
            if id_ not in closed:
                self.at_least(id_, number, findings)

    def at_least(self, id_: str, number: int, findings: dict[str, Value]) -> None:
        """Raises a number to what was counted, inside its range."""
        finding, said = self.guideline.findings[id_], findings.get(id_)
        if said == UNSURE and _less(number, finding.unsure):
            return
        high = finding.range[1] if finding.range else math.inf
        if said is None or said == UNSURE or _less(said, number):
            findings[id_] = min(number, high)

    def earlier_ones(self) -> list[dict[str, Value]]:
        """The last answers of each earlier episode that counts."""
        earlier, found = self.course.earlier, []
        for episode in self.episode.earlier if earlier is not None else ():
            reducer = Reducer(self.guideline, Episode(episode.started, episode.entries))
            if episode.other_child or earlier is None:
                continue
            if any(self.certain(earlier.counts_when, values) for _, values in reducer.history):
                last = reducer.last(reducer.moments[-1])
                found.append({id_: said.value for id_, said in last.items()})
        return found

    def recurring(self, findings: dict[str, Value]) -> None:
        earlier = self.course.earlier
        if earlier is None or not self.before:
            return
        self.at_least(earlier.number, len(self.before), findings)
        here = [findings.get(id_) for id_ in earlier.same]
        there = [[answers.get(id_) for id_ in earlier.same] for answers in self.before]
        known = all(value is not None and value != UNSURE for value in here)
        if known and here in there and earlier.same_place not in findings:
            findings[earlier.same_place] = True

    def trend(self, moment: int, findings: dict[str, Value], derived: dict[str, tuple[str, ...]]) -> None:
        """Worse when a measure has risen; a measure never makes it better."""
        trend = self.course.trend
        if trend is None:
            return
        risen = tuple(id_ for id_ in trend.measures if id_ in findings and self.risen(id_, moment))
        if risen:
            findings[trend.finding] = trend.worse
            derived[trend.finding] = risen

    def risen(self, id_: str, moment: int) -> bool:
        """Whether the last value lies a threshold above the lowest of the hours before it."""
        trend, numbers = self.course.trend, self.guideline.thresholds
        assert trend is not None  # noqa: S101 - the caller has looked
        measure = trend.measures[id_]
        row: dict[int, float] = {}
        for entry, statements in self.said:
            value = statements.get(id_)
            if entry.at <= moment and isinstance(value, int | float):
                row[entry.at] = max(row.get(entry.at, -math.inf), value)
        if not row:
            return False
        newest = max(row)
        if measure.floor is not None and row[newest] < numbers[measure.floor].value:
            return False
        window = numbers[trend.within].value * HOUR
        before = [value for at, value in row.items() if newest - window <= at < newest]
        return bool(before) and _hundredths(row[newest] - min(before)) >= _hundredths(numbers[measure.rise].value)

    def following(self, moment: int, findings: dict[str, Value], derived: dict[str, tuple[str, ...]]) -> None:
        """Findings that follow from the course, unless she was asked."""
        for id_, item in self.course.derived.items():
            if id_ in findings:
                continue
            earlier = any(self.certain(item.after, values) for at, values in self.history if at < moment)
            if earlier and self.certain(item.when, self.values(findings)):
                findings[id_] = True
                derived[id_] = tuple(name for name in names(item.when) if name in findings)

    # --- conditions ---

    def values(self, findings: Mapping[str, Value]) -> list[Any]:
        """Findings as the engine reads them, "not sure" unknown."""
        return self.machine.read(findings).known

    def plain(self, findings: Mapping[str, Value]) -> list[Any]:
        """Findings as they were given, before parents and children are filled in."""
        return [_unless_unsure(findings.get(id_)) for id_ in self.guideline.findings]

    def certain(self, node: Node, values: list[Any]) -> bool:
        return self.machine.dependence.judges(node)[0](values)

    def possible(self, node: Node, values: list[Any]) -> bool:
        return self.machine.dependence.judges(node)[1](values)


@lru_cache(maxsize=8)
def gates_of(guideline: Guideline) -> tuple[tuple[str, Node, tuple[str, ...]], ...]:
    """Each finding that rests on others: its id, the condition, and what that names."""
    gated = ((id_, item.only_if) for id_, item in guideline.findings.items())
    return tuple((id_, gate, tuple(names(gate))) for id_, gate in gated if gate is not None)


def _grown(finding: Finding, value: Value, gone: int) -> Value:
    """A number in hours or days after `gone` milliseconds, rounded down to hundredths and inside its range."""
    if isinstance(value, bool) or not isinstance(value, int | float) or finding.unit not in PER_UNIT or gone <= 0:
        return value
    grown = value + (gone * 100 // PER_UNIT[finding.unit]) / 100
    return min(_hundredths(grown) / 100, finding.range[1] if finding.range else math.inf)


def _hundredths(value: float) -> float:
    return math.floor(value * 100 + 0.5)


def _less(one: Value, other: Value) -> bool:
    numbers = isinstance(one, int | float) and isinstance(other, int | float)
    return numbers and float(one) < float(other)  # type: ignore[arg-type]


def _unless_unsure(value: Value) -> Value:
    return None if value == UNSURE else value

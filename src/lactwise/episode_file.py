"""Is this file the course of an illness, and what stands in it?

In: the JSON object of `docs/episode.md`. Out: an `Episode` with its entries in order of time, or one `InputError` with
every fault. Of an entry in several versions the one written last counts. Times are whole milliseconds of UTC.

>>> from lactwise.loading import load
>>> found = episode_of(load(), {"started": "2026-03-01T20:00:00Z", "checkins": [{"hours": 12, "findings": {}}]})
>>> (found.entries[0].at - found.started) / HOUR
12.0
"""

import json
import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any

from lactwise import patient
from lactwise.model import Guideline, Value
from lactwise.patient import InputError
from lactwise.problems import nearest

HOUR = 3_600_000  # milliseconds
MOST_ENTRIES = 2_000
LONGEST_COURSE = 26_280  # hours: three years
MOST_MG = 10_000
MOST_MINUTES = 600
SIDES = ("left", "right")
KEYS = ("id", "started", "checkins", "earlier", "place", "unit", "other_child", "lactwise")
ENTRY_KEYS = (
    *("at", "hours", "findings", "medicines", "events", "feed", "note", "breast"),
    *("id", "written", "deleted"),
)
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_CONTENT = ("findings", "medicines", "events", "feed", "note", "breast", "id")


@dataclass(frozen=True, slots=True)
class Dose:
    """A shop-bought painkiller taken."""

    id: str
    mg: float


@dataclass(frozen=True, slots=True)
class Entry:
    """What was written down at one time, `at` and `written` in milliseconds of UTC."""

    at: int
    findings: Mapping[str, Value] = field(default_factory=dict)
    medicines: tuple[Dose, ...] = ()
    events: tuple[str, ...] = ()
    feed: Mapping[str, Any] | None = None
    note: str = ""
    breast: str | None = None
    id: str = ""
    written: int = 0
    deleted: bool = False
    content: str = ""  # as text, to tell versions of one instant apart

    @property
    def order(self) -> tuple[int, int, str]:
        """By time; of one instant by when it was written, then by what it says."""
        return self.at, self.written, self.content


@dataclass(frozen=True, slots=True)
class Episode:
    """The course of one illness, entries in order of time."""

    started: int | None
    entries: tuple[Entry, ...]
    earlier: tuple["Episode", ...] = ()
    other_child: bool = False
    id: str = ""
    place: str | None = None


def iso(moment: int) -> str:
    """A moment as ISO text in UTC."""
    shown = _EPOCH + timedelta(milliseconds=moment)
    return shown.isoformat(timespec="milliseconds").replace("+00:00", "Z")


def moment_of(text: object) -> tuple[int, bool] | None:
    """Milliseconds of an ISO time and whether it names its zone; `None` if it is no time."""
    if not isinstance(text, str) or "T" not in text.upper().replace(" ", "T"):
        return None
    try:
        found = datetime.fromisoformat(text)
        zoned = found.tzinfo is not None
        shown = found if zoned else found.replace(tzinfo=UTC)
        return (shown - _EPOCH) // timedelta(milliseconds=1), zoned
    except (ValueError, OverflowError):
        return None


def episode_of(guideline: Guideline, given: object) -> Episode:
    """The episode in a JSON object. Raises `InputError` with every fault."""
    reader = _Reader(guideline)
    episode = reader.episode(one_of(given), "")
    if reader.zones == {True, False}:
        reader.fault("", "some times name their zone and others do not. Give all of them one, such as Z or +01:00.")
    if reader.faults or episode is None:
        raise InputError(reader.faults)
    return episode


def one_of(given: object, id_: str | None = None) -> object:
    """The one episode of a phone's file, `{"episodes": [...]}`, or the one called `id_`; any other object as it is."""
    if not isinstance(given, Mapping) or "checkins" in given or not isinstance(given.get("episodes"), list):
        return given
    held = [item for item in given["episodes"] if isinstance(item, Mapping)]
    found = [item for item in held if id_ is None or item.get("id") == id_]
    if len(found) == 1:
        return found[0]
    listed = ", ".join(f"{item.get('id')} ({_began(item)})" for item in held) or "none"
    what = f"{len(held)} episodes" if id_ is None else f"no single episode {_shown(id_)}"
    raise InputError([f"the file holds {what}: {listed}. Say which with --episode ID."])


def _began(given: Mapping[str, Any]) -> str:
    """When an episode began, or its first entry was made, as it stands in the file."""
    rows = given.get("checkins") if isinstance(given.get("checkins"), list) else []
    times = sorted(str(row["at"]) for row in rows or () if isinstance(row, Mapping) and row.get("at"))
    return str(given.get("started") or next(iter(times), "no time"))


def ordered(entries: Iterable[Entry]) -> tuple[Entry, ...]:
    """Entries in order of time, each in its version written last, without those taken back."""
    newest: dict[str, Entry] = {}
    plain: list[Entry] = []
    for entry in entries:
        if not entry.id:
            plain.append(entry)
        elif entry.id not in newest or _version(newest[entry.id]) < _version(entry):
            newest[entry.id] = entry
    kept = (entry for entry in (*plain, *newest.values()) if not entry.deleted)
    return tuple(sorted(kept, key=lambda entry: entry.order))


def _version(entry: Entry) -> tuple[int, bool, int, str]:
    return entry.written, entry.deleted, entry.at, entry.content


class _Reader:
    """Reads one file; faults are noted with their place, so that all are found at once."""

    def __init__(self, guideline: Guideline) -> None:
        self.guideline = guideline
        self.faults: list[str] = []
        self.zones: set[bool] = set()

    def fault(self, where: str, text: str) -> None:
        self.faults.append(f"{where}: {text}" if where else text)

    def episode(self, given: object, where: str) -> Episode | None:
        if not isinstance(given, Mapping):
            self.fault(where, 'an episode is an object such as {"started": "2026-03-01T20:00:00Z", "checkins": [...]}.')
            return None
        self.keys(where, given, KEYS)
        started = self.time(where, given, "started")
        rows = given.get("checkins", [])
        if not isinstance(rows, list) or ("checkins" not in given and not where):
            self.fault(where, 'checkins is missing or no list. Write "checkins": [{"at": ..., "findings": {...}}].')
            rows = []
        if len(rows) > MOST_ENTRIES:
            self.fault(where, f"there are {len(rows):,} check-ins, more than {MOST_ENTRIES:,}. Split the file.")
            rows = []
        entries = [self.entry(row, f"{where}checkins[{place}]", started) for place, row in enumerate(rows)]
        earlier = given.get("earlier") or []
        if not isinstance(earlier, list):
            self.fault(where, "earlier is no list of episodes.")
            earlier = []
        before = [self.episode(item, f"{where}earlier[{place}].") for place, item in enumerate(earlier)]
        place = given.get("place")
        if place is not None and place not in list(self.guideline.places):  # it may be anything
            self.fault(where, f"place: {_shown(place)} is not known. Use one of {', '.join(self.guideline.places)}.")
        other = given.get("other_child", False)
        if not isinstance(other, bool):
            self.fault(where, f"other_child: {_shown(other)} is neither true nor false.")
        return Episode(
            started,
            ordered(entry for entry in entries if entry is not None),
            tuple(item for item in before if item is not None),
            other is True,
            str(given.get("id", "")),
            place if isinstance(place, str) else None,
        )

    def keys(self, where: str, given: Mapping[str, Any], known: tuple[str, ...]) -> None:
        for key in given:
            if key not in known:
                hint = nearest(str(key), known) or f"use {', '.join(known)}."
                self.fault(where, f"{_shown(key)} is not known here. {hint[:1].upper()}{hint[1:]}")

    def time(self, where: str, given: Mapping[str, Any], key: str) -> int | None:
        if given.get(key) is None:
            return None
        found = moment_of(given[key])
        if found is None:
            self.fault(where, f"{key}: {_shown(given[key])} is not a time. Write it as 2026-03-01T20:00:00Z.")
            return None
        self.zones.add(found[1])
        return found[0]

    def entry(self, given: object, where: str, started: int | None) -> Entry | None:
        if not isinstance(given, Mapping):
            self.fault(where, 'a check-in is an object such as {"at": "2026-03-01T20:00:00Z", "findings": {...}}.')
            return None
        before = len(self.faults)
        self.keys(where, given, ENTRY_KEYS)
        at = self.moment(where, given, started)
        written = self.time(where, given, "written")
        findings = given.get("findings") or {}
        self.faults += [f"{where}: {fault}" for fault in patient.check(self.guideline, findings)]
        doses = self.doses(where, given.get("medicines") or [])
        events = self.events(where, given.get("events") or [])
        feed = self.feed(where, given.get("feed"))
        self.plain(where, given)
        if at is None or len(self.faults) > before or not isinstance(findings, Mapping):
            return None
        return Entry(
            at=at,
            findings={id_: value for id_, value in findings.items() if value is not None},
            medicines=doses,
            events=events,
            feed=feed,
            note=given.get("note") or "",
            breast=given.get("breast"),
            id=given.get("id") or "",
            written=at if written is None else written,
            deleted=given.get("deleted", False),
            content=json.dumps(
                {key: _plain(given[key]) for key in _CONTENT if given.get(key)},
                sort_keys=True, ensure_ascii=False, separators=(",", ":"),
            ),
        )  # fmt: skip

    def moment(self, where: str, given: Mapping[str, Any], started: int | None) -> int | None:
        hours = given.get("hours")
        if (given.get("at") is None) == (hours is None):
            self.fault(where, "give either at, a time, or hours, since the start.")
            return None
        if hours is None:
            return self.time(where, given, "at")
        if isinstance(hours, bool) or not isinstance(hours, int | float) or not 0 <= hours <= LONGEST_COURSE:
            self.fault(where, f"hours: {_shown(hours)} is not a number from 0 to {LONGEST_COURSE:,}.")
            return None
        if started is None:
            self.fault(where, "hours count from started, which is not given. Add started, or give at.")
            return None
        return started + math.floor(hours * HOUR + 0.5)

    def doses(self, where: str, given: object) -> tuple[Dose, ...]:
        known = self.guideline.course.medicines
        found = []
        for item in given if isinstance(given, list) else [given]:
            table = item if isinstance(item, Mapping) else {}
            id_, mg = table.get("id"), table.get("mg")
            sound = isinstance(mg, int | float) and not isinstance(mg, bool) and 0 < mg <= MOST_MG
            if not isinstance(id_, str) or id_ not in known or not sound or set(table) != {"id", "mg"}:
                names = " or ".join(known)
                self.fault(where, f'medicines: {_shown(item)} is not a dose. Write {{"id": {names}, "mg": ...}}.')
            else:
                found.append(Dose(id_, float(mg or 0)))
        return tuple(found)

    def events(self, where: str, given: object) -> tuple[str, ...]:
        known = self.guideline.course.events
        found = []
        for item in given if isinstance(given, list) else [given]:
            if isinstance(item, str) and item in known:
                found.append(item)
            else:
                hint = nearest(item, known) if isinstance(item, str) else ""
                self.fault(where, f"events: {_shown(item)} is not known. {hint or 'Use ' + ', '.join(known) + '.'}")
        return tuple(found)

    def feed(self, where: str, given: object) -> Mapping[str, Any] | None:
        if given is None:
            return None
        if not isinstance(given, Mapping):
            self.fault(where, 'feed: write {"side": "left", "how": "breast", "minutes": 15}.')
            return None
        self.keys(f"{where}.feed", given, ("side", "how", "minutes"))
        allowed = {"side": (*SIDES, "both"), "how": ("breast", "pump", "hand")}
        for key, options in allowed.items():
            if given.get(key) is not None and given[key] not in options:
                self.fault(where, f"feed: {key} is {_shown(given[key])}. Use one of {', '.join(options)}.")
        minutes = given.get("minutes")
        number = isinstance(minutes, int | float) and not isinstance(minutes, bool)
        if minutes is not None and not (number and 0 <= minutes <= MOST_MINUTES):
            self.fault(where, f"feed: {_shown(minutes)} is not a number of minutes up to {MOST_MINUTES}.")
        return dict(given)

    def plain(self, where: str, given: Mapping[str, Any]) -> None:
        """Keys that hold a text or a yes."""
        for key in ("note", "id"):
            if given.get(key) is not None and not isinstance(given[key], str):
                self.fault(where, f"{key}: {_shown(given[key])} is not a text.")
        if given.get("breast") is not None and given["breast"] not in SIDES:
            self.fault(where, f"breast: {_shown(given['breast'])} is neither left nor right.")
        if not isinstance(given.get("deleted", False), bool):
            self.fault(where, f"deleted: {_shown(given['deleted'])} is neither true nor false.")


def _plain(value: Any) -> Any:
    """A value with whole numbers as such, so that 1.0 and 1 are written alike."""
    if isinstance(value, Mapping):
        return {key: _plain(item) for key, item in value.items()}
    if isinstance(value, list):
        return [_plain(item) for item in value]
    return int(value) if isinstance(value, float) and value.is_integer() else value


def _shown(value: object) -> str:
    text = json.dumps(value, ensure_ascii=False, default=str)[:60]
    return text.encode("utf-8", "backslashreplace").decode()

"""How does an episode go: what was to be done at each check-in, by when, and what is due now?

In: a guideline and an `Episode`. Out: an assessment of each check-in by the same engine as ever, with deadlines that
asking again never moves, and what is planned, due, overdue and done; all worked out from times, nothing from a
running clock. The shape and the rules stand in `docs/episode.md`.

>>> from lactwise.loading import load
>>> entry = {"hours": 2, "findings": {"confusion": True}}
>>> episode = episode_of(load(), {"started": "2026-03-01T20:00:00Z", "checkins": [entry]})
>>> follow(load(), episode)["checkins"][0]["assessment"]["level"]
'emergency_now'
"""

import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from lactwise import interview
from lactwise.engine import machine_of
from lactwise.episode_file import HOUR, Entry, Episode, episode_of, iso, moment_of, ordered
from lactwise.episode_reduced import Reduced, Reducer
from lactwise.model import Guideline

__all__ = ["HOUR", "Entry", "Episode", "episode_of", "follow", "iso", "moment_of", "ordered", "reduced"]

Json = dict[str, Any]
_BOTH = {"side": "both"}


@dataclass(frozen=True, slots=True)
class Look:
    """A moment judged: what was known of a breast, and what the guideline says."""

    at: int
    breast: str | None
    known: Reduced
    assessment: Json

    @property
    def level(self) -> str:
        return str(self.assessment["level"])

    @property
    def provisional(self) -> bool:
        return bool(self.assessment["provisional"])


def reduced(guideline: Guideline, episode: Episode, moment: int, breast: str | None = None) -> Reduced:
    """What is known at a moment, of one breast where the two differ."""
    return Reducer(guideline, episode, breast).at(moment)


def follow(
    guideline: Guideline,
    episode: Episode,
    place: str = "generic",
    language: str = "en",
    audience: str | None = None,
    now: int | None = None,
) -> Json:
    """The course of an episode as of `now` (milliseconds of UTC; default: its last entry)."""
    return _Course(guideline, episode, (place, language, audience), now).told()


class _Course:
    """One episode, judged at each of its check-ins and now."""

    def __init__(
        self, guideline: Guideline, episode: Episode, words: tuple[str, str, str | None], now: int | None
    ) -> None:
        self.guideline, self.episode, self.words = guideline, episode, words
        last = max((entry.at for entry in episode.entries), default=episode.started or 0)
        self.now = last if now is None else max(now, last)  # a clock that was set back stands still
        self.reducers: dict[str | None, Reducer] = {}
        self.visits = sorted(entry.at for entry in episode.entries if self.event(entry, "seen"))
        answered = [entry for entry in episode.entries if entry.findings]
        self.looks = [self.look(moment) for moment in sorted({entry.at for entry in answered})]
        self.deadlines = [self.held(place) for place in range(len(self.looks))]

    def event(self, entry: Entry, what: str) -> bool:
        """Whether an entry has an event that closes, reopens or is a visit."""
        return any(getattr(self.guideline.course.events[event], what) for event in entry.events)

    # --- one moment ---

    def reducer(self, breast: str | None) -> Reducer:
        if breast not in self.reducers:
            self.reducers[breast] = Reducer(self.guideline, self.episode, breast)
        return self.reducers[breast]

    def look(self, moment: int) -> Look:
        """The assessment at a moment; where the breasts differ that of the more urgent one."""
        breasts = sorted({entry.breast for entry in self.episode.entries if entry.breast and entry.at <= moment})
        if not breasts:
            return self.one(moment, None, {})
        if len(breasts) == 1:
            return self.one(moment, breasts[0], {})
        as_both = _BOTH if self.both_count(moment, breasts) else {}
        found = [self.one(moment, breast, as_both) for breast in breasts]
        return min(found, key=self.order)

    def one(self, moment: int, breast: str | None, instead: Mapping[str, str]) -> Look:
        known = self.reducer(breast).at(moment)
        findings = {**known.findings, **instead}
        place, language, audience = self.words
        assessment = interview.assess(self.guideline, findings, place, language, audience)
        return Look(moment, breast, Reduced(findings, known.lapsed, known.derived), assessment)

    def both_count(self, moment: int, breasts: Iterable[str]) -> bool:
        """Whether a rule about both breasts holds of each and is more urgent than what each has of its own."""
        machine, urgency = machine_of(self.guideline), self.guideline.urgency
        common: set[str] | None = None
        own = len(urgency)
        for breast in breasts:
            findings = self.reducer(breast).at(moment).findings
            held = {rule.id for rule in machine.rules_held(machine.read({**findings, **_BOTH}))}
            common = held if common is None else common & held
            alone = machine.rules_held(machine.read(findings))
            own = min([own, *(urgency[rule.level] for rule in alone)])
        levels = [urgency[self.guideline.rules[id_].level] for id_ in common or ()]
        return min(levels, default=own) < own

    def order(self, look: Look) -> tuple[float, str]:
        """The more urgent first; what is not yet known before what is calm."""
        return self.guideline.urgency[look.level] - (0.5 if look.provisional else 0), look.breast or ""

    # --- deadlines ---

    def held(self, place: int) -> int:
        """By when she is to be seen, or to look again at home: the earliest since the last visit, never moved on."""
        look = self.looks[place]
        own = look.at + _milliseconds(look.assessment["see_by"]["hours"])
        return min([own, *self.begun(place, look)])

    def begun(self, place: int, look: Look) -> list[int]:
        """The deadlines set since the last visit: their own, or of a more urgent one that is over this level's wait.

        A calmer answer in between lowers the bar for those before it; home care, once settled, ends them all.
        """
        guideline, bar = self.guideline, look.level
        found: list[int] = []
        if bar == guideline.calmest:
            return self.begun_at_home(place, look)
        urgency = guideline.urgency
        ended = urgency[bar] if look.assessment["settled"] else -1  # a settled answer ends what was more urgent
        for earlier in reversed(self.looks[:place]):
            if any(earlier.at <= visit <= look.at for visit in self.visits):
                break
            if earlier.provisional:
                continue
            if earlier.level == guideline.calmest:
                break
            if urgency[earlier.level] >= urgency[bar]:
                bar = earlier.level
            if urgency[earlier.level] >= min(urgency[bar], ended):
                wait = earlier.assessment["see_by"]["hours"]
            else:
                wait = guideline.thresholds[guideline.levels[bar].limit].value
            found.append(earlier.at + _milliseconds(wait))
            if earlier.assessment["settled"]:
                ended = max(ended, urgency[earlier.level])
        return found

    def begun_at_home(self, place: int, look: Look) -> list[int]:
        """The ends of care at home that the same rules with a clock set before: "not sure when" never begins anew."""
        rules = self.clocked(look)
        found: list[int] = []
        for earlier in reversed(self.looks[:place]):
            if not rules or earlier.level != look.level or self.clocked(earlier) != rules:
                break
            found.append(earlier.at + _milliseconds(earlier.assessment["see_by"]["hours"]))
        return found

    def clocked(self, look: Look) -> set[str]:
        """The reasons of a look that count on a clock."""
        rules = self.guideline.rules
        reasons = {str(row["rule"]) for row in look.assessment["reasons"]}
        return {id_ for id_ in reasons if id_ in rules and rules[id_].clock is not None}

    # --- what is due ---

    def due(self) -> list[Json]:
        """Looks and visits, each with its time and whether it is done, earliest first."""
        items = [*self.planned_looks(), *self.visits_due()]
        return sorted(items, key=lambda item: (item["at"], item["kind"]))

    def planned_looks(self) -> Iterable[Json]:
        grace = self.guideline.course.overdue_after
        late = _milliseconds(self.guideline.thresholds[grace].value) if grace else 0
        closed = self.closed()
        for place, look in enumerate(self.looks):
            follow_up = look.assessment["follow_up"]
            if follow_up is None:
                continue
            at = look.at + _milliseconds(follow_up["within_hours"])
            done = self.looks[place + 1].at if place + 1 < len(self.looks) else closed
            status = "done" if done is not None else _status(self.now, at, at + late)
            yield {
                "kind": "look", "id": follow_up["id"], "since": iso(look.at), "at": iso(at), "status": status,
                "done_at": None if done is None else iso(done), "ask": list(follow_up["ask"]),
            }  # fmt: skip

    def visits_due(self) -> Iterable[Json]:
        """One item for each stretch of check-ins that ask for a visit at one level."""
        place = 0
        while place < len(self.looks):
            look, last = self.looks[place], place
            while last + 1 < len(self.looks) and self.goes_on(last, look.level):
                last += 1
            if look.level != self.guideline.calmest and not look.provisional:
                yield self.visit_due(place, last)
            place = last + 1

    def goes_on(self, place: int, level: str) -> bool:
        """Whether the next check-in still asks for the same visit; a calmer answer ends it only when it is settled."""
        here, after = self.looks[place], self.looks[place + 1]
        if any(here.at <= visit <= after.at for visit in self.visits):
            return False
        calmer = self.guideline.urgency[after.level] > self.guideline.urgency[level]
        return after.level == level or (calmer and not after.assessment["settled"])

    def visit_due(self, place: int, last: int) -> Json:
        look, deadline = self.looks[place], min(self.deadlines[place : last + 1])
        until = self.looks[last + 1].at if last + 1 < len(self.looks) else math.inf
        visit = next((at for at in self.visits if look.at <= at <= until), None)
        if visit is not None:
            status, done = "done", visit
        elif until <= self.now or self.closed() is not None:
            status, done = "no_longer", None
        else:
            status, done = _status(self.now, look.at, deadline), None
        return {
            "kind": "be_seen", "id": look.level, "since": iso(look.at), "at": iso(deadline), "status": status,
            "done_at": None if done is None else iso(done), "ask": [],
        }  # fmt: skip

    # --- medicines ---

    def medicines(self) -> Json:
        """Of each painkiller taken: the last dose, what the last day held, and the earliest time for a full one."""
        return {id_: self.painkiller(id_) for id_ in self.guideline.course.medicines if self.taken(id_)}

    def taken(self, id_: str) -> list[tuple[int, float]]:
        return [
            (entry.at, dose.mg) for entry in self.episode.entries for dose in entry.medicines
            if dose.id == id_ and entry.at <= self.now
        ]  # fmt: skip

    def painkiller(self, id_: str) -> Json:
        rules, numbers = self.guideline.course.medicines[id_], self.guideline.thresholds
        dose, gap, daily = (numbers[name].value for name in (rules.dose, rules.gap, rules.daily))
        taken, day = self.taken(id_), 24 * HOUR
        last = taken[-1][0]
        room = [at + day for at, _ in taken]  # when a dose leaves the last 24 hours
        free = sorted({last + _milliseconds(gap), *(at for at in room if at > last + _milliseconds(gap))})
        soonest = next(at for at in free if _within(taken, at - day, at) + dose <= daily or at == free[-1])
        return {
            "last": iso(last), "next": iso(soonest),
            "taken_mg": _plain(_within(taken, self.now - day, self.now)), "limit_mg": _plain(daily),
            "gap_hours": _plain(gap), "dose_mg": _plain(dose),
        }  # fmt: skip

    # --- closing ---

    def closed(self) -> int | None:
        """When it was closed, unless it was reopened since."""
        closed: int | None = None
        for entry in self.episode.entries:
            if self.event(entry, "closes"):
                closed = entry.at
            if self.event(entry, "reopens"):
                closed = None
        return closed

    def can_close(self) -> bool:
        condition = self.guideline.course.closing
        if condition is None or not self.looks or self.closed() is not None:
            return False
        current = self.look(self.now)
        if current.level != self.guideline.calmest or not current.assessment["settled"]:
            return False
        breasts: set[str | None] = {entry.breast for entry in self.episode.entries if entry.breast}
        return all(self.reducer(breast).holds(condition, self.now) for breast in breasts or {None})

    # --- all of it ---

    def told(self) -> Json:
        guideline, closed = self.guideline, self.closed()
        current = self.look(self.now)
        return {
            "guideline": {
                "version": guideline.version, "digest": guideline.digest, "review_by": guideline.review_by.isoformat(),
            },
            "place": self.words[0],
            "started": None if self.episode.started is None else iso(self.episode.started),
            "now": iso(self.now),
            "closed": None if closed is None else iso(closed),
            "can_close": self.can_close(),
            "checkins": [self.row(place) for place in range(len(self.looks))],
            "current": {**self.shown(current), "see_by": self.current_deadline(current)},
            "due": self.due(),
            "medicines": self.medicines(),
        }  # fmt: skip

    def shown(self, look: Look) -> Json:
        return {
            "at": iso(look.at),
            "breast": look.breast,
            "findings": dict(look.known.findings),
            "lapsed": list(look.known.lapsed),
            "derived": {id_: list(from_) for id_, from_ in look.known.derived.items()},
            "assessment": look.assessment,
        }

    def row(self, place: int) -> Json:
        look, started = self.looks[place], self.episode.started
        deadline = self.deadlines[place]
        return {
            **self.shown(look),
            "hours": None if started is None else _hours(look.at - started),
            "see_by": {"at": iso(deadline), "hours": _hours(max(0, deadline - look.at))},
            "changed": self.changed(place),
        }

    def changed(self, place: int) -> Json:
        """What is new since the check-in before."""
        if place == 0:
            return {"level": None, "reasons": [], "no_longer": []}
        before, after = self.looks[place - 1], self.looks[place]
        old, new = ([row["rule"] for row in look.assessment["reasons"]] for look in (before, after))
        moved = {"from": before.level, "to": after.level} if before.level != after.level else None
        gone = [id_ for id_ in old if id_ not in new]
        return {"level": moved, "reasons": [id_ for id_ in new if id_ not in old], "no_longer": gone}

    def current_deadline(self, current: Look) -> Json:
        """As held: that of the last check-in while its level stands, else of this moment."""
        own = current.at + _milliseconds(current.assessment["see_by"]["hours"])
        if self.looks:
            self.looks.append(current)
            own = self.held(len(self.looks) - 1)
            self.looks.pop()
        return {"at": iso(own), "hours": _hours(max(0, own - current.at))}


def _status(now: int, due: int, overdue: int) -> str:
    return "planned" if now < due else "due" if now <= overdue else "overdue"


def _within(taken: Iterable[tuple[int, float]], after: int, until: int) -> float:
    """What was taken in a stretch of time, its beginning left out."""
    return sum(mg for at, mg in taken if after < at <= until)


def _milliseconds(hours: float) -> int:
    return math.floor(hours * HOUR + 0.5)


def _hours(gone: int) -> float:
    """Hours of a stretch of time, rounded down to hundredths."""
    return _plain((gone * 100 // HOUR) / 100)


def _plain(number: float) -> float:
    return int(number) if number == int(number) else number

"""Which random episodes show whether time is reckoned alike, and rightly?

In: a guideline, and chance or Hypothesis. Out: episodes as a file of `lactwise follow` has them: entries in any order
and at the same instant, times in several zones or in hours, answers round every edge, lapses, two breasts, events,
medicines, versions and what was taken back, earlier episodes.

>>> from lactwise.loading import load
>>> next(random_episodes(load(), 1, seed=7)) == next(random_episodes(load(), 1, seed=7))
True
"""

import math
import random
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime, timedelta, timezone, tzinfo
from typing import Any
from zoneinfo import ZoneInfo

from hypothesis import strategies as st

from lactwise.model import Finding, Guideline, Value
from tests.language.people import answers as answers_of_someone
from tests.language.people import mild_answers
from tests.patients import random_value

Json = dict[str, Any]

BEGUN = datetime(2026, 3, 27, 21, 30, tzinfo=UTC)  # two nights before the clocks change in London
ZONES: tuple[tzinfo, ...] = (
    UTC,
    ZoneInfo("Europe/London"),
    ZoneInfo("America/New_York"),
    ZoneInfo("Australia/Lord_Howe"),  # half an hour of summer time
    timezone(timedelta(hours=5, minutes=45)),
)
# Hours between entries: none, an instant, and round every time that something lapses or falls due.
STEPS = (
    0,
    0,
    1 / 3_600_000,
    0.25,
    0.5,
    1,
    2,
    3,
    4,
    5.99,
    6,
    6.01,
    8,
    11.99,
    12,
    12.01,
    13,
    23.99,
    24,
    24.01,
    30,
    48,
    100,
)
DOSES = {"round": (500, 1000, 200, 400), "odd": (1, 333.5, 650, 4000)}


# --- for the agreement of two programs: any mixture ------------------------------------------------------------------


def random_episodes(guideline: Guideline, count: int, seed: int) -> Iterator[Json]:
    """`count` episodes, the same for the same seed."""
    chance = random.Random(seed)
    maker = Maker(guideline, chance)
    for _ in range(count):
        yield maker.episode(earlier=True)


class Maker:
    """Makes episodes by chance: mostly about what the course counts, sometimes about anything."""

    def __init__(self, guideline: Guideline, chance: random.Random) -> None:
        self.guideline, self.chance = guideline, chance
        self.findings = list(guideline.findings.values())
        self.of_the_course = [guideline.findings[id_] for id_ in sorted(ids_of_the_course(guideline))]

    def episode(self, earlier: bool) -> Json:
        chance = self.chance
        zone = chance.choice((*ZONES, None))  # None: no time of the file names its zone
        begun = BEGUN + timedelta(hours=chance.choice((0, 0, 24 * 210, 11.37)))
        rows = self.rows(begun, zone)
        made: Json = {"checkins": rows}
        if chance.random() < 0.7 or any("hours" in row for row in rows):
            made["started"] = written(begun, zone)
        if chance.random() < 0.05:
            made["place"] = chance.choice(list(self.guideline.places))
        if earlier and chance.random() < 0.3:
            made["earlier"] = [self.before(zone) for _ in range(chance.choice((1, 1, 2, 3)))]
        return made

    def before(self, zone: tzinfo | None) -> Json:
        """An earlier episode, mostly of an inflamed breast, some of another child."""
        begun = BEGUN - timedelta(days=self.chance.choice((20, 60, 300)))
        made: Json = {"checkins": self.rows(begun, zone), "started": written(begun, zone)}
        if made["checkins"] and self.chance.random() < 0.6:
            made["checkins"][0].setdefault("findings", {}).update(
                {name: self.answer(self.guideline.findings[name]) for name in self.where()}
            )
        if self.chance.random() < 0.2:
            made["other_child"] = True
        return made

    def where(self) -> tuple[str, ...]:
        earlier = self.guideline.course.earlier
        return earlier.same if earlier is not None else ()

    def rows(self, begun: datetime, zone: tzinfo | None) -> list[Json]:
        chance, gone, rows = self.chance, 0.0, list[Json]()
        breasts = chance.choice(((None,), (None,), (None,), ("left",), ("left", "right"), (None, "left", "right")))
        for number in range(chance.choice((0, 1, 2, 2, 3, 3, 4, 5, 7))):
            gone += chance.choice(STEPS)
            row = self.row(chance.choice(breasts))
            if chance.random() < 0.3:
                row["hours"] = gone
            else:
                row["at"] = written(begun + timedelta(hours=gone), zone)
            if chance.random() < 0.15:  # a version of an entry that may stand more than once
                row["id"] = f"entry-{chance.choice((number, 0))}"
                row["written"] = written(begun + timedelta(hours=gone + chance.choice((0, 1, 5))), zone)
                row["deleted"] = chance.random() < 0.3
            rows.append(row)
        if chance.random() < 0.3:
            chance.shuffle(rows)
        return rows

    def row(self, breast: str | None) -> Json:
        chance = self.chance
        row: Json = {}
        if chance.random() < 0.85:
            row["findings"] = self.answers()
        if breast is not None:
            row["breast"] = breast
        if chance.random() < 0.25:
            row["medicines"] = [self.dose() for _ in range(chance.choice((1, 1, 2)))]
        if chance.random() < 0.25:
            row["events"] = chance.sample(sorted(self.guideline.course.events), chance.choice((1, 1, 2)))
        if chance.random() < 0.05:
            row["feed"] = {"side": chance.choice(("left", "right", "both")), "how": "pump"}
        if chance.random() < 0.05:
            row["note"] = chance.choice(("slept a little", "Ça va mieux", "ضمادة"))
        return row

    def answers(self) -> dict[str, Value]:
        chance = self.chance
        if chance.random() < 0.3:  # she was asked everything, and has no danger sign
            return mild_answers(self.guideline, chance)
        if chance.random() < 0.06:
            return all_gone(self.guideline)
        well = chance.random() < 0.85
        unsure = chance.choice((0, 0, 0.05, 0.3))
        share = chance.choice((0.1, 0.4, 0.8))
        asked = [finding for finding in self.of_the_course if chance.random() < share]
        asked += [finding for finding in self.findings if chance.random() < 0.03]
        return {item.id: random_value(self.guideline, item, chance, unsure, well) for item in asked}

    def answer(self, finding: Finding) -> Value:
        return random_value(self.guideline, finding, self.chance, 0.0, True)

    def dose(self) -> Json:
        kind = self.chance.choice(list(DOSES))
        return {"id": self.chance.choice(list(self.guideline.course.medicines)), "mg": self.chance.choice(DOSES[kind])}


def all_gone(guideline: Guideline) -> dict[str, Value]:
    """Asked for everything, and nothing of it is so."""
    told = answers_of_someone(guideline)
    numbers = {"temperature_c", "days_since_birth", "episodes_before"}
    children = {id_ for id_, item in guideline.findings.items() if item.only_if is not None and item.kind == "yes_no"}
    asked = {id_ for id_, item in guideline.findings.items() if item.kind != "number" and item.only_if is None}
    return {id_: value for id_, value in told.items() if id_ in asked | numbers or (id_ in children and value is False)}


def ids_of_the_course(guideline: Guideline) -> set[str]:
    """The findings that the course counts, sets, compares or derives, with those their conditions name."""
    from lactwise.language import names

    course = guideline.course
    found = {*course.clocks}
    nodes = [item.since for item in course.clocks.values() if item.since is not None]
    nodes += [node for item in course.derived.values() for node in (item.when, item.after)]
    found |= {*course.derived}
    if course.trend is not None:
        found |= {course.trend.finding, *course.trend.measures}
    if course.earlier is not None:
        found |= {course.earlier.number, course.earlier.same_place, *course.earlier.same}
        nodes.append(course.earlier.counts_when)
    for item in (*course.events.values(), *course.medicines.values()):
        found |= set(item.sets)
    found |= {event.counts for event in course.events.values() if event.counts is not None}
    named = {name for node in nodes for name in names(node)}
    while definitions := named & set(guideline.definitions):
        named -= definitions
        named |= {name for id_ in definitions for name in names(guideline.definitions[id_].when)}
    return found | {name for name in named if name in guideline.findings}


def written(moment: datetime, zone: tzinfo | None) -> str:
    """A time as a phone in this zone writes it, to the millisecond; without one, as one that does not know its zone."""
    whole = round(moment.timestamp() * 1000)
    exact = datetime.fromtimestamp(0, UTC) + timedelta(milliseconds=whole)
    if zone is None:
        return exact.replace(tzinfo=None).isoformat(timespec="milliseconds")
    return exact.astimezone(zone).isoformat(timespec="milliseconds")


# --- for properties: entries that make sense -------------------------------------------------------------------------

ANSWERS: Mapping[str, tuple[Value, ...]] = {
    "redness": (True, True, False),
    "warmth": (True, False, "unsure"),
    "swelling": (True, False),
    "breast_pain": (True, False),
    "lump": (True, False, "unsure"),
    "lump_tender": (True, False),
    "lump_size_cm": (2, 2.5, 4),
    "side": ("left", "right", "both"),
    "extent": ("one_area", "whole_breast"),
    "quadrant": ("upper_outer", "lower_inner"),
    "temperature_c": (36.4, 37.0, 37.4, 37.9, 38.0, 39.1, "unsure"),
    "feels_feverish": (True, False, False),
    "feels_unwell": (True, False, False),
    "chills": (True, False, False, False),
    "rigors": (False, False, False, True, "unsure"),
    "pain": (2, 4, 6, 8),
    "trend": ("better", "same", "worse", "unsure"),
    "hours_since_onset": (0, 3, 11.5, 20, 47),
    "hours_of_fever": (1, 10),
    "antibiotic_status": ("none", "taking", "finished"),
    "antibiotic_hours": (1, 20, 47),
    "days_since_birth": (10, 13.9, 60),
    "lactation": ("breastfeeding",),
    "baby_situation": ("with_me",),
    "painkiller_last_6h": (True, False),
    "redness_spreading": (True, False),
}
QUARTERS = st.integers(0, 4 * 96).map(lambda quarter: quarter / 4)  # hours


def answers(fewest: int = 0) -> st.SearchStrategy[dict[str, Value]]:
    """Some answers to questions about the breast, the illness and the time."""
    pairs = [st.tuples(st.just(name), st.sampled_from(values)) for name, values in ANSWERS.items()]
    return st.lists(st.one_of(pairs), min_size=fewest, max_size=9).map(dict)


def entries(guideline: Guideline, with_breasts: bool = True) -> st.SearchStrategy[Json]:
    """One entry, in hours since the start."""
    course = guideline.course
    dose = st.builds(
        lambda id_, mg: {"id": id_, "mg": mg},
        st.sampled_from(sorted(course.medicines)),
        st.sampled_from((200, 500, 1000)),
    )
    optional: dict[str, st.SearchStrategy[Any]] = {
        "findings": answers(),
        "medicines": st.lists(dose, max_size=2),
        "events": st.lists(st.sampled_from(sorted(course.events)), max_size=2, unique=True),
    }
    if with_breasts:
        optional["breast"] = st.sampled_from(("left", "right"))
    return st.fixed_dictionaries({"hours": QUARTERS}, optional=optional)


def episodes(guideline: Guideline, fewest: int = 1, with_breasts: bool = True) -> st.SearchStrategy[Json]:
    """An episode that began at a known time, its entries in any order."""
    rows = st.lists(entries(guideline, with_breasts), min_size=fewest, max_size=6)
    return rows.map(lambda checkins: {"started": written(BEGUN, UTC), "checkins": checkins})


def at_hours(hours: float, begun: datetime = BEGUN) -> int:
    """The moment so many hours after the start, in milliseconds."""
    start = (begun - datetime(1970, 1, 1, tzinfo=UTC)) // timedelta(milliseconds=1)
    return start + math.floor(hours * 3_600_000 + 0.5)

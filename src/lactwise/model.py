"""What is a loaded guideline? Frozen records of everything in `guideline/`, checked and linked.

In: nothing; `loading.load` builds these. Out: the one immutable model that every backend reads. Ids are dictionary
keys,
in the order of the files; levels run from the most to the least urgent.

>>> Threshold("fever", 38.0, "degC", "a fever", ("owner#1",), {}, False, "").shown
'38.0 °C'
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from typing import Any, Literal

from lactwise.course import Course
from lactwise.language import Node

Kind = Literal["yes_no", "number", "choice"]
Basis = Literal["owner", "most_cautious", "most_current", "no_conflict"]
Value = bool | float | str | None  # None is unknown; "unsure" is asked and not known
Texts = Mapping[str, Mapping[str, Mapping[str, Any]]]

UNITS = {
    "degC": "{} °C",
    "hours": "{} hours",
    "days": "{} days",
    "years": "{} years",
    "minutes": "{} minutes",
    "mg": "{} mg",
    "mmHg": "{} mmHg",
    "beats/min": "{} beats a minute",
    "breaths/min": "{} breaths a minute",
    "percent": "{} %",
    "cm": "{} cm",
    "score": "{} out of 10",
    "count": "{}",
}


def with_unit(value: float, unit: str) -> str:
    """A number as it is read: temperatures with one decimal, three days and more of hours in days."""
    if unit == "hours" and value >= 72 and value % 24 == 0:
        value, unit = value / 24, "days"
    number = f"{value:.1f}" if unit == "degC" else f"{value:,.10g}"
    words = UNITS.get(unit, "{} " + unit).format(number)
    return words.removesuffix("s") if value == 1 and words.endswith(("hours", "days", "years", "minutes")) else words


@dataclass(frozen=True, slots=True)
class Claim:
    """One statement of one work, and how much of the work was read for it."""

    id: str
    work: str
    says: str
    at: str
    seen: str
    link: str
    year: str
    topic: str
    grade: str


@dataclass(frozen=True, slots=True)
class Work:
    """A published work, a dossier, or the owner's decisions."""

    id: str
    title: str
    year: str
    issuer: str
    link: str
    read: str
    note: str


@dataclass(frozen=True, slots=True, eq=False)
class Finding:
    """Something that can be known about her or the baby. `worse` is as written in findings.toml. Hashed by identity."""

    id: str
    kind: Kind
    means: str
    answered_by: str
    screen: str
    unit: str
    range: tuple[float, float] | None
    options: tuple[str, ...]
    only_if: Node | None
    unsure: Value
    unsure_level: str | None
    tags: tuple[str, ...]
    changeable: bool
    valid_hours: float | None
    worse: Any
    codes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Threshold:
    """A number with clinical meaning; `differs` maps a claim id to the number that source gives."""

    id: str
    value: float
    unit: str
    means: str
    source: tuple[str, ...]
    differs: Mapping[str, float]
    proposal: bool
    note: str

    @property
    def shown(self) -> str:
        """The number with its unit, as a parent reads it."""
        return with_unit(self.value, self.unit)


@dataclass(frozen=True, slots=True)
class Definition:
    """A named condition that others reuse."""

    id: str
    when: Node
    means: str
    source: tuple[str, ...]
    proposal: bool


@dataclass(frozen=True, slots=True)
class Level:
    """A level of urgency; `limit` names the threshold with its longest wait in hours; a calm one needs certainty."""

    id: str
    limit: str
    calm: bool


@dataclass(frozen=True, slots=True)
class Rule:
    """A reason for a level; `limit` minus `clock` (both optional) says by when."""

    id: str
    level: str
    when: Node
    because: str
    source: tuple[str, ...]
    differs: tuple[str, ...]
    limit: str | None
    clock: str | None
    proposal: bool
    note: str


@dataclass(frozen=True, slots=True)
class Condition:
    """A clinical picture."""

    id: str
    must_not_miss: bool
    fits_when: Node
    against_when: Node | None
    speaks_for: tuple[str, ...]
    speaks_against: tuple[str, ...]
    source: tuple[str, ...]
    differs: tuple[str, ...]
    codes: tuple[str, ...]
    proposal: bool
    note: str


@dataclass(frozen=True, slots=True)
class Advice:
    """Something to do, to avoid or to know; an `optional` piece is shown if it applies but is not worth a question."""

    id: str
    stance: str
    temper: str
    audience: str
    topic: str
    when: Node
    unless: Node | None
    levels: tuple[str, ...]
    order: float
    source: tuple[str, ...]
    differs: tuple[str, ...]
    conflicts: tuple[str, ...]
    tags: tuple[str, ...]
    optional: bool
    proposal: bool
    note: str


@dataclass(frozen=True, slots=True)
class FollowUp:
    """When to look again, what to ask then."""

    id: str
    when: Node
    levels: tuple[str, ...]
    within: str
    limit: str | None
    clock: str | None
    ask: tuple[str, ...]
    source: tuple[str, ...]
    proposal: bool


@dataclass(frozen=True, slots=True)
class SeedSentence:
    """A sentence of the founding text, where it lives now, and what replaced it."""

    id: str
    says: str
    lives_in: tuple[str, ...]
    kept: str
    why: str
    source: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class SafetyClaim:
    """What must always hold: a premise, and what follows from it. The keys are those of safety.toml."""

    id: str
    says: str
    source: tuple[str, ...]
    # the premise
    if_: Node | None
    if_possible: Node | None
    each: str | None
    nothing_else: bool
    at_levels: tuple[str, ...]
    settled: bool | None
    provisional: bool | None
    audience: str | None
    consistent: bool
    later: bool
    later_if: Node | None
    later_levels: tuple[str, ...]
    later_answers: tuple[str, ...]
    later_same: tuple[str, ...]
    later_lapses: bool
    # the conclusion
    level: str | None
    at_least: str | None
    at_most: str | None
    is_settled: bool | None
    is_provisional: bool | None
    shows: tuple[str, ...]
    never_shows: tuple[str, ...]
    never_shows_tag: str | None
    never_shows_topic: str | None
    never_names: str | None
    stance: tuple[str, ...]
    shows_nothing: bool
    fits: tuple[str, ...]
    not_ruled_out: tuple[str, ...]
    never_true: tuple[str, ...]
    see_by: str | None
    clock: str | None
    looks_by: str | None
    never_calmer: bool
    deadline_stays: bool
    look_stays: bool
    everywhere: bool = False


@dataclass(frozen=True, slots=True)
class Disagreement:
    """A contested point: `about` names what others differ on, `basis` how the way taken was chosen."""

    id: str
    title: str
    about: tuple[str, ...]
    basis: Basis
    why: str
    source: tuple[str, ...]
    proposal: bool


@dataclass(frozen=True, slots=True)
class Place:
    """A country pack: numbers to call, words, units, antibiotic options for clinicians, and its review-by date."""

    code: str
    name: str
    review_by: date
    units: str
    words: Mapping[str, str]
    antibiotics: Mapping[str, Any]
    facts: Mapping[str, Any]


@dataclass(frozen=True, eq=False)
class Guideline:
    """Everything in `guideline/`, loaded and checked. Compared and hashed by identity."""

    version: str
    digest: str
    review_by: date
    facts: Mapping[str, Any]
    works: Mapping[str, Work]
    claims: Mapping[str, Claim]
    screens: tuple[str, ...]
    findings: Mapping[str, Finding]
    thresholds: Mapping[str, Threshold]
    definitions: Mapping[str, Definition]
    levels: Mapping[str, Level]
    rules: Mapping[str, Rule]
    conditions: Mapping[str, Condition]
    advice: Mapping[str, Advice]
    follow_ups: Mapping[str, FollowUp]
    seed: Mapping[str, SeedSentence]
    places: Mapping[str, Place]
    texts: Mapping[str, Texts] = field(repr=False)
    disagreements: Mapping[str, Disagreement] = field(default_factory=dict)
    safety: Mapping[str, SafetyClaim] = field(default_factory=dict)
    course: Course = field(default_factory=Course)
    word_lists: Mapping[str, Mapping[str, tuple[str, ...]]] = field(default_factory=dict)  # list, language → beginnings

    @cached_property
    def urgency(self) -> Mapping[str, int]:
        """Level id → its place, 0 the most urgent."""
        return {level: place for place, level in enumerate(self.levels)}

    @cached_property
    def calmest(self) -> str:
        """The least urgent level."""
        return list(self.levels)[-1]

"""Does a claim of safety.toml hold of one patient, by what the engine says of her?

In: a guideline, a claim, findings `{id: value}`, and of a claim about two moments the later one, `(hours, findings)`;
without it some later moments are tried. Out: `None` if she does not meet the premise, else what does not follow.
Written from docs/format.md alone: the proofs are held to it.

>>> from lactwise.loading import load
>>> claim = load().safety["fever_is_seen_the_same_day"]
>>> breaks(load(), claim, {"temperature_c": 39})
[]
"""

import random
import re
from collections.abc import Iterator, Mapping
from itertools import chain
from typing import Any

from lactwise.engine import assess, machine_of
from lactwise.language import Name, Node, names
from lactwise.model import Finding, Guideline, SafetyClaim, Value
from lactwise.reading import Findings
from lactwise.truth import Truth
from tests.backends import plain

AUDIENCES = ("parent", "clinician")
HOURS_IN = {"hours": 1, "days": 24}  # of what goes on by itself
Rows = Mapping[str, dict[str, Any]]  # audience → the assessment for that reader


class Seen:
    """One patient, with what the engine says to each reader."""

    def __init__(self, guideline: Guideline, findings: Findings) -> None:
        self.guideline, self.findings = guideline, findings
        reading = machine_of(guideline).read(findings)
        self.known = dict(zip(guideline.findings, reading.known, strict=True))
        self.counted = dict(zip(guideline.findings, reading.counted, strict=True))
        self.rows = {audience: assess(guideline, findings, audience=audience) for audience in AUDIENCES}

    @property
    def row(self) -> dict[str, Any]:
        return self.rows["parent"]

    def truth(self, node: Node) -> Truth:
        """A condition as known."""
        return plain(self.guideline, node, self.known)

    def advice(self, audience: str) -> dict[str, dict[str, Any]]:
        return {item["id"]: item for item in self.rows[audience]["advice"]}

    def status(self, condition: str) -> str:
        return next(str(item["status"]) for item in self.row["conditions"] if item["id"] == condition)


def breaks(
    guideline: Guideline, claim: SafetyClaim, findings: Findings | Seen, later: tuple[float, Findings] | None = None
) -> list[str] | None:
    """What does not follow of a patient; `None` if the claim does not speak of her."""
    seen = findings if isinstance(findings, Seen) else Seen(guideline, findings)
    if not all(_premise(claim, seen)):
        return None
    if not claim.later:
        return list(_missing(claim, seen))
    moments = [later] if later is not None else some_later_moments(guideline, claim, seen.findings)
    found = [missing for hours, then in moments if (missing := breaks_then(claim, seen, hours, then)) is not None]
    return list(chain.from_iterable(found)) if found else None


def _premise(claim: SafetyClaim, seen: Seen) -> Iterator[bool]:
    if claim.if_ is not None:
        yield seen.truth(claim.if_) is True
    if claim.if_possible is not None:
        yield seen.truth(claim.if_possible) is not False
    if claim.at_levels:
        yield seen.row["level"] in claim.at_levels
    if claim.settled is not None:
        yield seen.row["settled"] is claim.settled
    if claim.provisional is not None:
        yield seen.row["provisional"] is claim.provisional
    if claim.consistent:
        yield not _contradicted(seen)
    if claim.each is not None:
        tagged = [item.id for item in seen.guideline.findings.values() if claim.each in item.tags]
        yield any(seen.findings.get(id_) is True for id_ in tagged)
    if claim.nothing_else:
        yield all(_nothing_else(claim, seen))


def _contradicted(seen: Seen) -> bool:
    """Whether an answer rules another out; that a clinician must be asked does not count."""
    return any(row["although"] != "answering_for" for row in seen.row["contradictions"])


def _nothing_else(claim: SafetyClaim, seen: Seen) -> Iterator[bool]:
    spoken = {name for node in (claim.if_, claim.if_possible) if node is not None for name in _all_names(seen, node)}
    for item in seen.guideline.findings.values():
        if item.id not in spoken and claim.each not in item.tags:
            said = seen.findings.get(item.id)
            yield said is False if item.kind == "yes_no" else said is None


def _all_names(seen: Seen, node: Node) -> Iterator[str]:
    """The findings of a condition, through definitions."""
    for name in names(node):
        if name in seen.guideline.definitions:
            yield from _all_names(seen, seen.guideline.definitions[name].when)
        else:
            yield name


def _missing(claim: SafetyClaim, seen: Seen) -> Iterator[str]:
    urgency, row = seen.guideline.urgency, seen.row
    if claim.level is not None and row["level"] != claim.level:
        yield "level"
    if claim.at_least is not None and urgency[row["level"]] > urgency[claim.at_least]:
        yield "at_least"
    if claim.at_most is not None and urgency[row["level"]] < urgency[claim.at_most]:
        yield "at_most"
    if claim.is_settled is not None and row["settled"] is not claim.is_settled:
        yield "is_settled"
    if claim.is_provisional is not None and row["provisional"] is not claim.is_provisional:
        yield "is_provisional"
    yield from (f"fits {id_}" for id_ in claim.fits if seen.status(id_) != "fits")
    yield from (f"not_ruled_out {id_}" for id_ in claim.not_ruled_out if seen.status(id_) == "ruled_out")
    yield from (f"never_true {name}" for name in claim.never_true if seen.truth(Name(name)) is True)
    if claim.see_by is not None and row["see_by"]["hours"] > left(seen, claim.see_by, claim.clock):
        yield "see_by"
    if claim.looks_by is not None and not looked_at(seen, claim.looks_by):
        yield "looks_by"
    for audience in (claim.audience,) if claim.audience else AUDIENCES:
        yield from _advice(claim, seen, audience)


def left(seen: Seen, limit: str, clock: str | None) -> float:
    """Hours left of a limit, to two decimals as the engine tells them; all of it where the clock is not known."""
    whole = seen.guideline.thresholds[limit].value
    gone: Any = seen.counted[clock] if clock is not None else None
    known = isinstance(gone, int | float) and gone == gone
    return round(max(0.0, whole - gone), 2) if known else whole


def looked_at(seen: Seen, limit: str) -> bool:
    """Whether a next look is given within a limit from now."""
    look = seen.row["follow_up"]
    return look is not None and bool(look["within_hours"] <= seen.guideline.thresholds[limit].value)


def _advice(claim: SafetyClaim, seen: Seen, audience: str) -> Iterator[str]:
    shown = seen.advice(audience)
    yield from (f"shows {id_}" for id_ in claim.shows if id_ not in shown)
    if claim.shows_nothing and shown:
        yield "shows_nothing"
    for id_, row in shown.items():
        advice = seen.guideline.advice[id_]
        spoken_of = not claim.stance or row["stance"] in claim.stance
        said = "\n".join(str(row.get(part, "")) for part in ("text", "more", "except"))
        if id_ in claim.never_shows:
            yield f"never_shows {id_}"
        if spoken_of and claim.never_shows_tag is not None and claim.never_shows_tag in advice.tags:
            yield f"never_shows_tag {id_}"
        if spoken_of and row["topic"] == claim.never_shows_topic:
            yield f"never_shows_topic {id_}"
        if spoken_of and claim.never_names is not None and _names(seen.guideline, claim.never_names, said):
            yield f"never_names {id_}"


def _names(guideline: Guideline, word_list: str, said: str) -> bool:
    """Whether a word begins as one of an English list does."""
    beginnings = tuple(word.lower() for word in guideline.word_lists[word_list]["en"])
    return any(said.lower().startswith(beginnings, found.start()) for found in re.finditer(r"\b", said))


# --- two moments ---


def breaks_then(claim: SafetyClaim, seen: Seen, hours: float, findings: Findings | Seen) -> list[str] | None:
    """What does not follow at a later moment; `None` if the claim does not speak of it. The premise of now is met."""
    then = findings if isinstance(findings, Seen) else Seen(seen.guideline, findings)
    if not all(_later_premise(claim, seen, hours, then)):
        return None
    return [*_missing(claim, then), *_compared(claim, seen, hours, then)]


def _later_premise(claim: SafetyClaim, seen: Seen, hours: float, then: Seen) -> Iterator[bool]:
    yield hours > 0
    if claim.consistent:
        yield not _contradicted(then)
    if claim.later_if is not None:
        yield then.truth(claim.later_if) is True
    if claim.later_levels:
        yield then.row["level"] in claim.later_levels
    for clock in claim.later_same:
        yield _no_edge_between(seen.guideline, clock, seen.findings.get(clock), then.findings.get(clock))
    if claim.deadline_stays:
        yield hours < seen.row["see_by"]["hours"]
    if claim.look_stays:
        look = seen.row["follow_up"]
        yield look is None or hours < look["within_hours"]


def _no_edge_between(guideline: Guideline, clock: str, now: Value, then: Value) -> bool:
    """Whether a clock is on the same side of every threshold of its unit; one that is not known is."""
    if not isinstance(now, int | float) or not isinstance(then, int | float):
        return True
    edges = [item.value for item in guideline.thresholds.values() if item.unit == guideline.findings[clock].unit]
    return all((now < edge, now > edge) == (then < edge, then > edge) for edge in edges)


def _compared(claim: SafetyClaim, seen: Seen, hours: float, then: Seen) -> Iterator[str]:
    urgency = seen.guideline.urgency
    if claim.never_calmer and urgency[then.row["level"]] > urgency[seen.row["level"]]:
        yield "never_calmer"
    if claim.deadline_stays and round(hours + then.row["see_by"]["hours"], 2) > seen.row["see_by"]["hours"]:
        yield "deadline_stays"
    look, anew = seen.row["follow_up"], then.row["follow_up"]
    told = claim.look_stays and look is not None and anew is not None
    if told and round(hours + anew["within_hours"], 2) > look["within_hours"]:
        yield "look_stays"


def some_later_moments(
    guideline: Guideline, claim: SafetyClaim, findings: Findings, count: int = 3
) -> Iterator[tuple[float, dict[str, Value]]]:
    """Later moments of a patient drawn at random: always the same for the same patient."""
    chance = random.Random(f"{claim.id} {sorted(findings.items(), key=str)}")
    edges = sorted({item.value for item in guideline.thresholds.values() if item.unit == "hours" and item.value > 0})
    for _ in range(count):
        hours = chance.choice([0.25, *edges]) + chance.choice((0, 0, 1))
        answers = {id_: _any_answer(guideline.findings[id_], guideline, chance) for id_ in claim.later_answers}
        may = [id_ for id_, item in guideline.findings.items() if item.valid_hours is not None]
        gone = {id_ for id_ in may if chance.random() < 0.3} if claim.later_lapses else set()
        yield hours, some_time_later(guideline, findings, hours, answers, gone)


def _any_answer(finding: Finding, guideline: Guideline, chance: random.Random) -> Value:
    edges = [item.value for item in guideline.thresholds.values() if item.unit == finding.unit]
    values: dict[str, list[Any]] = {"yes_no": [True, False], "choice": list(finding.options), "number": edges}
    return chance.choice([None, "unsure", *values[finding.kind]])


def some_time_later(
    guideline: Guideline, findings: Findings, hours: float, answers: Findings, gone: set[str]
) -> dict[str, Value]:
    """Her findings after so many hours, with what was answered anew, and without what has lapsed."""
    lapsed = set(gone)
    then: dict[str, Value] = {}
    for id_, finding in guideline.findings.items():  # parents stand before their children
        value = findings.get(id_)
        if finding.only_if is not None and lapsed & set(names(finding.only_if)):
            lapsed.add(id_)
        if id_ in answers:
            value = answers[id_]
        elif id_ in lapsed:
            value = None
        elif finding.unit in HOURS_IN and isinstance(value, int | float):
            value = min(value + hours / HOURS_IN[finding.unit], finding.range[1] if finding.range else value)
        if value is not None:
            then[id_] = value
    return then

"""Does a claim of safety.toml hold of one patient, by what the engine says of her?

In: a guideline, a claim, findings `{id: value}`. Out: `None` if she does not meet the premise, else what does not
follow. Written from docs/format.md alone: the proofs are held to it.

>>> from lactwise.loading import load
>>> claim = load().safety["fever_is_seen_the_same_day"]
>>> breaks(load(), claim, {"temperature_c": 39})
[]
"""

import re
from collections.abc import Iterator, Mapping
from typing import Any

from lactwise.engine import assess, machine_of
from lactwise.language import Node, names
from lactwise.model import Guideline, SafetyClaim
from lactwise.reading import Findings
from lactwise.truth import Truth
from tests.backends import plain

AUDIENCES = ("parent", "clinician")
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


def breaks(guideline: Guideline, claim: SafetyClaim, findings: Findings | Seen) -> list[str] | None:
    """What does not follow of a patient; `None` if the claim does not speak of her."""
    seen = findings if isinstance(findings, Seen) else Seen(guideline, findings)
    return list(_missing(claim, seen)) if all(_premise(claim, seen)) else None


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
    if claim.each is not None:
        tagged = [item.id for item in seen.guideline.findings.values() if claim.each in item.tags]
        yield any(seen.findings.get(id_) is True for id_ in tagged)
    if claim.nothing_else:
        yield all(_nothing_else(claim, seen))


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

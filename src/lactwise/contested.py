"""Which points are contested, and has every statement that differs its point?

In: a table of `disagreements.toml`, or a guideline. Out: a `Disagreement`; the things of a guideline that a point is
about; faults noted in `Problems`. A guideline without points is not asked for any.

>>> from lactwise.loading import load
>>> load().disagreements["fever_number"].about[0]
'fever'
"""

from collections.abc import Mapping
from typing import cast

from lactwise.checking import Checker
from lactwise.entries import Entry
from lactwise.model import Advice, Basis, Condition, Disagreement, Guideline, Rule, Threshold
from lactwise.problems import Problems, nearest

FILE = "disagreements.toml"
BASES = ("owner", "most_cautious", "most_current", "no_conflict")
Contested = Threshold | Rule | Condition | Advice


def read(entry: Entry) -> Disagreement:
    """One point."""
    point = Disagreement(
        id=entry.id,
        title=entry.text("title"),
        about=entry.words("about", required=True),
        basis=cast(Basis, entry.text("basis", options=BASES)),
        why=entry.text("why"),
        source=entry.words("source", required=True),
        proposal=entry.status(),
    )
    entry.close("note")
    return point


def everything(guideline: Guideline) -> dict[str, Contested]:
    """All that may say who differs, by id."""
    parts: tuple[Mapping[str, Contested], ...] = (
        guideline.thresholds,
        guideline.rules,
        guideline.conditions,
        guideline.advice,
    )
    return {id_: item for part in parts for id_, item in part.items()}


def met_by_parents(guideline: Guideline) -> dict[str, list[str]]:
    """Point → what of it a parent is shown with the statements that differ: reasons and advice."""
    items = everything(guideline)
    found: dict[str, list[str]] = {}
    for point in guideline.disagreements.values():
        shown = [id_ for id_ in point.about if _for_parents(items[id_])]
        if shown:
            found[point.id] = shown
    return found


def _for_parents(item: Contested) -> bool:
    hers = isinstance(item, Rule) or (isinstance(item, Advice) and item.audience == "parent")
    return hers and bool(item.differs)


def check(guideline: Guideline, problems: Problems) -> None:
    """Notes what a point names that there is not, and what differs and has no point."""
    items = everything(guideline)
    sourced = Checker(guideline, problems).sourced
    for point in guideline.disagreements.values():
        sourced(FILE, point.id, "source", point.source, point.proposal)
        for id_ in point.about:
            if id_ not in items:
                remedy = nearest(id_, items) or "name what has differs"
                cause = f"{id_} is not a threshold, rule, condition or advice"
                problems.note(FILE, point.id, "about", cause, remedy)
        if point.about and not any(items[id_].differs for id_ in point.about if id_ in items):
            remedy = "name what others differ on, or leave the point out"
            problems.note(FILE, point.id, "about", "nothing it is about has differs", remedy)
        _decided(guideline, point, problems)
    _without_a_point(guideline, items, problems)


def _decided(guideline: Guideline, point: Disagreement, problems: Problems) -> None:
    """A point that the owner decided cites a decision."""
    cited = [guideline.claims[id_] for id_ in point.source if id_ in guideline.claims]
    if point.basis == "owner" and cited and not any(claim.seen == "decision" for claim in cited):
        remedy = "cite the decision under source, or give another basis"
        problems.note(FILE, point.id, "basis", "no decision is cited", remedy)


def _without_a_point(guideline: Guideline, items: Mapping[str, Contested], problems: Problems) -> None:
    if not guideline.disagreements:
        return
    told = {id_ for point in guideline.disagreements.values() for id_ in point.about}
    for id_, item in items.items():
        if item.differs and id_ not in told:
            cause = f"{id_} has differs and belongs to no point"
            problems.note(FILE, "", "", cause, "name it under about of a point")

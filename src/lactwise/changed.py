"""What would the guideline be with one thing changed?

In: a guideline. Out: another, the same but for a number, a rule, or the numbers of one source; for comparisons, mutants
and the question whom a disagreement touches. Nothing is read from disk or written.

>>> from lactwise.loading import load
>>> as_source(load(), "cks").thresholds["antibiotic_first_check"].value
48.0
"""

from collections.abc import Mapping
from dataclasses import replace

from lactwise.language import Node
from lactwise.model import Guideline


def with_numbers(guideline: Guideline, numbers: Mapping[str, float]) -> Guideline:
    """With other values of the thresholds named."""
    changed = {id_: replace(guideline.thresholds[id_], value=float(value)) for id_, value in numbers.items()}
    return replace(guideline, thresholds={**guideline.thresholds, **changed})


def without_rule(guideline: Guideline, rule: str) -> Guideline:
    """Without a rule of triage."""
    return replace(guideline, rules={id_: item for id_, item in guideline.rules.items() if id_ != rule})


def with_rule(guideline: Guideline, rule: str, when: Node) -> Guideline:
    """With another condition of a rule."""
    return replace(guideline, rules={**guideline.rules, rule: replace(guideline.rules[rule], when=when)})


def numbers_of(guideline: Guideline, source: str) -> dict[str, float]:
    """Threshold id → the number that a work, or one row of a dossier, gives instead.

    Where the same work also supports our number, as a newer edition of it may, ours stays.
    """
    found: dict[str, float] = {}
    for threshold in guideline.thresholds.values():
        for claim, number in threshold.differs.items():
            ours = any(other != claim and _source(guideline, other) == source for other in threshold.source)
            if source in (claim, _source(guideline, claim)) and not ours:
                found.setdefault(threshold.id, float(number))
    return found


def as_source(guideline: Guideline, source: str) -> Guideline:
    """With the numbers that a work (`cks`, `seed`, `aafp2024`) gives instead of ours."""
    return with_numbers(guideline, numbers_of(guideline, source))


def sources_that_differ(guideline: Guideline) -> dict[str, dict[str, float]]:
    """Every work, or row of a dossier, that gives another number somewhere, with its numbers."""
    claims = [claim for threshold in guideline.thresholds.values() for claim in threshold.differs]
    sources = dict.fromkeys(_source(guideline, claim) for claim in claims)
    return {source: numbers for source in sources if (numbers := numbers_of(guideline, source))}


def _source(guideline: Guideline, claim: str) -> str:
    """Whose statement it is: the work's, or, in a dossier, which quotes many, the row's own."""
    return claim if "#" in claim else guideline.claims[claim].work

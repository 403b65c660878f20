"""Which numbers are worth making up for a finding?

In: a guideline. Out: numbers at, just below and just above each threshold that a finding is compared with, between
them, and those of someone well; all in the range that is plausible and as finely as they are told.

>>> from lactwise.loading import load
>>> around(load(), "spo2")[:3]
[91, 92, 93]
"""

import math
import random
from collections.abc import Iterator
from functools import lru_cache
from itertools import pairwise

from lactwise.language import Compare, Node, names, walk
from lactwise.model import Finding, Guideline

STEP = {"degC": 0.1, "hours": 0.25, "cm": 0.5}  # how finely a number is told, by its unit; 1 for every other


def step_of(finding: Finding) -> float:
    """How finely a number is told."""
    return STEP.get(finding.unit, 1)


def rounded(number: float, finding: Finding) -> float:
    """As it is told."""
    return round(round(number / step_of(finding)) * step_of(finding), 2)


def around(guideline: Guideline, name: str) -> list[float]:
    """Numbers at, just below and just above each threshold; without thresholds, the ends of the range."""
    finding = guideline.findings[name]
    low, high = finding.range or (0, 1)
    edges = edges_of(guideline)[name] or [low, high]
    found = [rounded(edge + offset, finding) for edge in edges for offset in (-step_of(finding), 0, step_of(finding))]
    return [number for number in found if low <= number <= high]


def between(guideline: Guideline, name: str, chance: random.Random) -> list[float]:
    """A number for each stretch between two thresholds, often near one and seldom near an end of the range."""
    finding = guideline.findings[name]
    low, high = finding.range or (0, 1)
    found = []
    for below, above in pairwise([low, *edges_of(guideline)[name], high]):
        near, far = (above, below) if below == low else (below, above)
        found.append(rounded(near + (far - near) * chance.random() ** 3, finding))
    return found


def calm(guideline: Guideline, finding: Finding, chance: random.Random) -> float:
    """A number that is not worse; round the one that "not sure" counts as, which lies where decisions are made."""
    low, high = finding.range or (0, 1)
    worse = finding.worse or {}
    top = guideline.thresholds[worse["up_from"]].value - step_of(finding) if "up_from" in worse else high
    bottom = guideline.thresholds[worse["down_from"]].value if "down_from" in worse else low
    usual = finding.unsure
    if worse or not isinstance(usual, int | float) or usual <= 0:
        return rounded(chance.triangular(bottom, top), finding)
    spread = math.log(max(high / usual, 1)) / 3
    return rounded(min(max(usual * math.exp(chance.gauss(0, spread)), bottom), top), finding)


@lru_cache(maxsize=4)
def edges_of(guideline: Guideline) -> dict[str, list[float]]:
    """The thresholds with which each finding is compared anywhere in the guideline, upwards."""
    edges: dict[str, set[float]] = {name: set() for name in guideline.findings}
    for part in (part for node in conditions_of(guideline) for part in walk(node) if isinstance(part, Compare)):
        values = {guideline.thresholds[name].value for name in names(part) if name in guideline.thresholds}
        for name in names(part):
            if name in edges:
                edges[name] |= values
    return {name: sorted(values) for name, values in edges.items()}


def conditions_of(guideline: Guideline) -> Iterator[Node]:
    """Every condition that anything in the guideline rests on."""
    yield from (item.when for item in guideline.rules.values())
    yield from (item.when for item in guideline.definitions.values())
    yield from (item.when for item in guideline.advice.values())
    yield from (item.unless for item in guideline.advice.values() if item.unless is not None)
    yield from (item.when for item in guideline.follow_ups.values())
    yield from (item.fits_when for item in guideline.conditions.values())
    yield from (item.against_when for item in guideline.conditions.values() if item.against_when is not None)

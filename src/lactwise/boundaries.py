"""Which single changes of an answer are worth telling: at which values could a rule change its mind?

In: a guideline. Out: for every changeable finding, and every clock, the values to try: each answer of a yes/no or
choice, and for a number the boundary of each comparison that triage or a definition makes.

>>> from lactwise.loading import load
>>> [change.shown for change in changes(load()) if change.finding.id == "spo2"]
[{'below': 92}, {'below': 95}]
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from lactwise.language import Compare, Name, walk
from lactwise.model import Finding, Guideline

STEP = 1e-6  # just beyond a boundary that is itself not included
_TURNED = {"<": ">", "<=": ">=", ">": "<", ">=": "<="}
_Compared = dict[str, set[tuple[str, float]]]


@dataclass(frozen=True, slots=True)
class Change:
    """A change of one finding worth trying: as it is told, the value itself, and whether time alone brings it."""

    finding: Finding
    shown: Any
    value: Any
    clock: bool

    @property
    def rising(self) -> bool:
        """Of a number: whether the change leads upwards."""
        return next(iter(self.shown)) in ("at_least", "above")


def changes(guideline: Guideline) -> Iterator[Change]:
    """Every value of a changeable finding, or later hour of a clock, at which some rule may change its mind."""
    clocks = {rule.clock for rule in guideline.rules.values() if rule.clock is not None}
    compared = _comparisons(guideline)
    for finding in guideline.findings.values():
        clock = finding.id in clocks or (finding.unit == "hours" and not finding.changeable and finding.id in compared)
        if not finding.changeable and not clock:
            continue
        if finding.kind == "yes_no":
            for answer in (True, False):
                yield Change(finding, answer, answer, False)
        elif finding.kind == "choice":
            for option in finding.options:
                yield Change(finding, option, option, False)
        else:
            for operator, number in sorted(compared.get(finding.id, ()), key=lambda pair: (pair[1], pair[0])):
                shown, value = _boundary(operator, number)
                yield Change(finding, shown, value, clock)


def _comparisons(guideline: Guideline) -> _Compared:
    found: _Compared = {}
    nodes = [rule.when for rule in guideline.rules.values()] + [item.when for item in guideline.definitions.values()]
    for node in nodes:
        for part in walk(node):
            if isinstance(part, Compare):
                for left, op, right in zip(part.operands, part.operators, part.operands[1:], strict=False):
                    if isinstance(left, Name) and isinstance(right, Name):
                        _note(guideline, left.name, op, right.name, found)
    return found


def _note(guideline: Guideline, left: str, op: str, right: str, found: _Compared) -> None:
    thresholds = guideline.thresholds
    if left in guideline.findings and right in thresholds:
        found.setdefault(left, set()).add((op, thresholds[right].value))
    elif left in thresholds and right in guideline.findings:
        found.setdefault(right, set()).add((_TURNED.get(op, op), thresholds[left].value))


def _boundary(operator: str, number: float) -> tuple[dict[str, float], float]:
    match operator:
        case ">=" | "==":
            return {"at_least": number}, number
        case ">":
            return {"above": number}, number + STEP
        case "<=":
            return {"at_most": number}, number
        case _:
            return {"below": number}, number - STEP

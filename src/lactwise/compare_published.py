"""Which published patients move between two guidelines?

In: two guidelines, and the folder `evidence/cases/`. Out: for each case, as its source states it and completed as a
reader takes it, every change of its answer, and the rules that begin or cease to hold.

>>> from lactwise.loading import load
>>> published(load(), load()).moved("stated")
[]
"""

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from lactwise import scoring
from lactwise.compare_moves import Change, answer, by_rules, fitted, moves
from lactwise.model import Guideline
from lactwise.reading import Findings

READINGS = ("stated", "completed")


@dataclass(frozen=True, slots=True)
class Moved:
    """A case that moves, in one of its readings."""

    case: str
    reading: str
    changes: tuple[Change, ...]
    begin: tuple[str, ...]  # rules that now hold
    cease: tuple[str, ...]
    rules: Counter[tuple[str, str]]  # as `compare_moves.by_rules`


@dataclass(frozen=True, slots=True)
class Published:
    """What becomes of `cases` published patients; `unknown` counts the answers that a guideline does not know."""

    cases: int
    all_moved: tuple[Moved, ...]
    unknown: Counter[str]
    why_none: str = ""

    def moved(self, reading: str) -> list[Moved]:
        """The cases that move in a reading."""
        return [item for item in self.all_moved if item.reading == reading]

    def with_change(self, change: Change, reading: str) -> list[str]:
        """The cases in which a change occurs."""
        return [item.case for item in self.moved(reading) if change in item.changes]


def published(before: Guideline, after: Guideline, folder: Any = None) -> Published:
    """Every published case answered under both guidelines."""
    folder = folder or scoring.default_folder()
    if not folder.is_dir():
        return Published(0, (), Counter(), "the published cases are not part of this installation")
    try:
        evidence = _first(lambda guideline: scoring.read(guideline, folder), (after, before))
    except ValueError as error:
        first, *_ = str(error).splitlines()
        return Published(0, (), Counter(), f"neither guideline can read them: {first}")
    found, unknown = [], Counter[str]()
    for case in evidence.cases:
        for guideline in (before, after):
            unknown.update(case.findings.keys() - fitted(guideline, case.findings).keys())
        for reading in READINGS:
            item = _moved(before, after, case.id, reading, case.findings)
            found += [item] if item.changes or item.begin or item.cease else []
    return Published(len(evidence.cases), tuple(found), unknown)


def _first(read: Callable[[Guideline], Any], guidelines: tuple[Guideline, Guideline]) -> Any:
    """What can be read with one of two guidelines; the fault of the first if with neither."""
    try:
        return read(guidelines[0])
    except ValueError:
        try:
            return read(guidelines[1])
        except ValueError:
            return read(guidelines[0])


def _moved(before: Guideline, after: Guideline, case: str, reading: str, findings: Findings) -> Moved:
    answers = []
    for guideline in (before, after):
        known = fitted(guideline, findings)
        answers.append(answer(guideline, scoring.completed(guideline, known) if reading == "completed" else known))
    old, new = answers
    changes = tuple(moves(old, new))
    return Moved(
        case,
        reading,
        changes,
        tuple(id_ for id_ in new.rules if id_ not in old.rules),
        tuple(id_ for id_ in old.rules if id_ not in new.rules),
        by_rules(old, new) if any(change.kind == "level" for change in changes) else Counter(),
    )

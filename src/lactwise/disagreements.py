"""On each contested point: who says otherwise, and which patient would be sent another way?

In: a guideline, and what was found earlier, if nothing that decides has changed since. Out: points as records; z3 finds
each patient and the engine judges her. `disagreements_page.py` writes them down.

>>> from lactwise.loading import load
>>> [change.key for change in changes(load(), load().disagreements["fever_number"])]
['fever=38.1', 'fever=38.3', 'fever=38.5', 'watch_temperature']
"""

import hashlib
import json
from collections.abc import Callable, Iterator, Mapping
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import Any

from lactwise.changed import with_numbers, without_rule
from lactwise.contested import Contested, everything
from lactwise.engine import triage
from lactwise.language import show
from lactwise.model import Advice, Disagreement, Guideline, Rule, Threshold, Value

FILE = "disagreements.json"  # of the published files: what was found
Patient = dict[str, Value]


@dataclass(frozen=True, slots=True)
class Voice:
    """What one statement says instead: of which things of the guideline, and of a threshold which number."""

    claim: str
    instead_of: tuple[tuple[str, float | None], ...]


@dataclass(frozen=True, slots=True)
class Change:
    """The guideline as others have it: a threshold with their number, a rule left out, or advice they do not give."""

    id: str
    number: float | None
    claims: tuple[str, ...]

    @property
    def key(self) -> str:
        """Its name among all changes."""
        return self.id if self.number is None else f"{self.id}={self.number:.10g}"


@dataclass(frozen=True, slots=True)
class Sent:
    """Where a patient is sent; `provisional` while nothing known asks for more."""

    level: str
    provisional: bool


@dataclass(frozen=True, slots=True)
class Witness:
    """The smallest patient whom a change touches, and where she is sent here and there; of advice, who is shown it."""

    patient: Patient
    ours: Sent
    theirs: Sent | None


Witnesses = dict[str, Witness | None]  # key of a change → its patient; `None`: proved that there is nobody


@dataclass(frozen=True, slots=True)
class Point:
    """A contested point with all that is said about it. `witnesses` is `None` if nobody was looked for."""

    of: Disagreement
    voices: tuple[Voice, ...]
    witnesses: tuple[tuple[Change, Witness | None], ...] | None


def points(guideline: Guideline, known: Witnesses | None) -> list[Point]:
    """Every point, in the order of the file."""
    found = []
    for of in guideline.disagreements.values():
        pairs = None if known is None else tuple((change, known[change.key]) for change in changes(guideline, of))
        found.append(Point(of, tuple(voices(guideline, of)), pairs))
    return found


def voices(guideline: Guideline, of: Disagreement) -> list[Voice]:
    """Every statement that differs on a point, in the order in which it is first cited."""
    said: dict[str, list[tuple[str, float | None]]] = {}
    for item in _contested(guideline, of):
        for claim in item.differs:
            number = item.differs[claim] if isinstance(item, Threshold) else None
            said.setdefault(claim, []).append((item.id, number))
    return [Voice(claim, tuple(instead)) for claim, instead in said.items()]


def changes(guideline: Guideline, of: Disagreement) -> list[Change]:
    """Each way in which others differ. A picture has none: it moves nobody's level."""
    found: list[Change] = []
    for item in _contested(guideline, of):
        if isinstance(item, Threshold):
            by_number: dict[float, list[str]] = {}
            for claim, number in item.differs.items():
                by_number.setdefault(number, []).append(claim)
            found += [Change(item.id, number, tuple(by_number[number])) for number in sorted(by_number)]
        elif isinstance(item, Rule | Advice):
            found.append(Change(item.id, None, tuple(item.differs)))
    return found


def _contested(guideline: Guideline, of: Disagreement) -> Iterator[Contested]:
    items = everything(guideline)
    return (items[id_] for id_ in of.about if items[id_].differs)


# --- the patients ---


def changed(guideline: Guideline, change: Change) -> Guideline:
    """The guideline as those who differ have it. Advice moves no level, and is left as it is."""
    if change.number is not None:
        return with_numbers(guideline, {change.id: change.number})
    return without_rule(guideline, change.id)


def search(guideline: Guideline) -> Witnesses:
    """The patient of every change, by z3; this takes more than a minute."""
    from lactwise.proofs import witness  # noqa: PLC0415 - z3 is heavy, and needed only when something has changed
    from lactwise.proofs.all_patients import AllPatients  # noqa: PLC0415

    everyone = AllPatients(guideline)

    def find(change: Change) -> Patient | None:
        if change.id in guideline.advice:
            shown = everyone.shown(change.id, guideline.advice[change.id].audience)
            return everyone.search.plainest(everyone.contradictory, shown)
        return witness.moved_level(guideline, changed(guideline, change))

    return judged(guideline, find)


def judged(guideline: Guideline, find: Callable[[Change], Patient | None]) -> Witnesses:
    """The patient of every change, judged by the engine here and there."""
    every = {change.key: change for of in guideline.disagreements.values() for change in changes(guideline, of)}
    return {key: _judged(guideline, change, find(change)) for key, change in every.items()}


def _judged(guideline: Guideline, change: Change, patient: Patient | None) -> Witness | None:
    if patient is None:
        return None
    theirs = None if change.id in guideline.advice else _sent(changed(guideline, change), patient)
    return Witness(patient, _sent(guideline, patient), theirs)


def _sent(guideline: Guideline, patient: Patient) -> Sent:
    found = triage(guideline, patient)
    return Sent(found.level, found.provisional)


# --- kept among the published files, since looking takes long ---


def logic(guideline: Guideline) -> str:
    """A fingerprint of all that the patients depend on: what decides levels and advice, and who differs."""
    parts = [
        *(replace(item, means="", codes=()) for item in guideline.findings.values()),
        *((item.id, item.value, item.unit) for item in guideline.thresholds.values()),
        *((item.id, show(item.when)) for item in guideline.definitions.values()),
        *guideline.levels.values(),
        *((item.id, item.level, show(item.when)) for item in guideline.rules.values()),
        *map(_shown_when, guideline.advice.values()),
        *(change.key for of in guideline.disagreements.values() for change in changes(guideline, of)),
    ]
    return f"sha256:{hashlib.sha256(repr(parts).encode()).hexdigest()}"


def _shown_when(item: Advice) -> tuple[Any, ...]:
    unless = show(item.unless) if item.unless else None
    place = (item.topic, item.order, item.conflicts, item.levels, item.stance)
    return (item.id, item.temper, item.audience, show(item.when), unless, *place)


def dump(guideline: Guideline, found: Witnesses) -> bytes:
    """What was found as JSON, a change a line, with the fingerprint of what it depends on."""
    lines = (f"    {json.dumps(key)}: {json.dumps(item and asdict(item))}" for key, item in found.items())
    rows = ",\n".join(lines)
    return f'{{\n  "logic": "{logic(guideline)}",\n  "witnesses": {{\n{rows}\n  }}\n}}\n'.encode()


def known(guideline: Guideline, published: Path) -> Witnesses | None:
    """What was found earlier, unless something has changed on which it depends."""
    try:
        kept = json.loads((published / FILE).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return None
    if not isinstance(kept, dict) or kept.get("logic") != logic(guideline):
        return None
    return {key: row and _read(row) for key, row in kept["witnesses"].items()}


def _read(row: Mapping[str, Any]) -> Witness:
    theirs = Sent(**row["theirs"]) if row["theirs"] else None
    return Witness(row["patient"], Sent(**row["ours"]), theirs)


def known_or_searched(guideline: Guideline, published: Path) -> Witnesses:
    """The patient of every change, looked for anew only if something has changed."""
    found = known(guideline, published)
    return search(guideline) if found is None else found

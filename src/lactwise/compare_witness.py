"""Is there any patient at all whom a kind of change touches, and who is the smallest?

In: two guidelines, and what answers questions about all patients (`proofs.witness`). Out: for each possible change a
patient, or that it is proved that there is nobody. Each patient is shown to the engine, which must agree.

>>> from lactwise.loading import load
>>> len([change for change in every_change(load(), load()) if change.kind == "level"])
20
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from itertools import permutations
from typing import Protocol

from lactwise.compare_moves import ADVICE, HIDDEN, SHOWN, Change, answer, moves
from lactwise.lowered_advice import AUDIENCES
from lactwise.model import Guideline, Value
from lactwise.packed import STATUSES

Found = Mapping[str, Value] | None
PATIENCE = (2_000, 5_000, 20_000, 60_000)  # milliseconds for a question, the first time and after each new start
READER = {kind: audience for audience, kind in ADVICE.items()}


class Differences(Protocol):
    """Whatever finds the smallest patient of a change, or `None` where it proves that there is nobody."""

    def level(self, from_: str, to: str) -> Found:
        """Who moves from one level to another."""

    def condition(self, id_: str, from_: str, to: str) -> Found:
        """Of whom a picture changes its status."""

    def advice(self, id_: str, audience: str, appears: bool) -> Found:
        """To whom a piece of advice is now shown, or no longer."""


class DisagreementError(Exception):
    """The prover and the engine do not say the same: a fault of the machine, never of the guideline."""


@dataclass(frozen=True, slots=True)
class Witness:
    """A patient who shows a change; `smallest` unless she was found for another change and shows this one too."""

    patient: Mapping[str, Value]
    smallest: bool
    along: bool  # the level moves too, or whether it is provisional


@dataclass(frozen=True, slots=True)
class Witnesses:
    """For each change that was asked about a patient, or `None`: nobody. `undecided`: neither found nor excluded."""

    of: Mapping[Change, Witness | None]
    undecided: Mapping[Change, str]
    why_none: str = ""

    def nobody(self, kind: str) -> list[Change]:
        """The changes of a kind of which it is proved that nobody is touched."""
        return [change for change, witness in self.of.items() if change.kind == kind and witness is None]


def every_change(before: Guideline, after: Guideline) -> list[Change]:
    """Every change there can be between two guidelines, of the kinds that can be proved."""
    found = [Change("level", "", old, new) for old in before.levels for new in after.levels if old != new]
    shared = [id_ for id_ in after.conditions if id_ in before.conditions]
    found += [Change("condition", id_, *pair) for id_ in shared for pair in permutations(STATUSES, 2)]
    for audience in AUDIENCES:
        for id_ in dict.fromkeys([*before.advice, *after.advice]):
            found += [Change(ADVICE[audience], id_, *pair) for pair in ((HIDDEN, SHOWN), (SHOWN, HIDDEN))]
    return found


def witnesses(
    before: Guideline,
    after: Guideline,
    differences: Differences,
    undecided: type[Exception],
    step: Callable[[int, int, int], None] = lambda *_: None,
) -> Witnesses:
    """Asks about every change; about advice only if no patient found before shows it with another level.

    `undecided` is what `differences` raises where it gives up.
    """
    changes = every_change(before, after)
    of: dict[Change, Witness | None] = {}
    shown: dict[Change, Witness] = {}  # what patients found for other changes show, their level moving
    open_: dict[Change, str] = {}
    for number, change in enumerate(changes, 1):
        if change in shown:
            of[change] = shown[change]
        else:
            try:
                patient = _ask(differences, change)
            except undecided as error:
                open_[change] = str(error)
                continue
            of[change] = None if patient is None else _confirmed(before, after, change, patient, shown)
        step(number, number, len(changes))
    return Witnesses(of, open_)


def _ask(differences: Differences, change: Change) -> Found:
    if change.kind == "level":
        return differences.level(change.before, change.after)
    if change.kind == "condition":
        return differences.condition(change.id, change.before, change.after)
    return differences.advice(change.id, READER[change.kind], change.after == SHOWN)


def _confirmed(
    before: Guideline, after: Guideline, change: Change, patient: Mapping[str, Value], shown: dict[Change, Witness]
) -> Witness:
    """A patient, if the engine sees the change in her too; else `DisagreementError`. What else she shows is noted."""
    seen = moves(answer(before, patient), answer(after, patient))
    if change not in seen:
        raise DisagreementError(f"The prover says that {dict(patient)} shows {change}, and the engine does not.")
    along = any(other.kind in ("level", "provisional") for other in seen)
    for other in seen:
        if along and other.kind in READER:
            shown.setdefault(other, Witness(patient, False, along))
    return Witness(patient, True, along)


class Restarting:
    """Asks anew where a question takes long: with another start the same question is mostly quick."""

    def __init__(self, make: Callable[[int], Differences], undecided: type[Exception]) -> None:
        """`make` prepares to answer, each question in so many milliseconds."""
        self.make, self.undecided = make, undecided
        self.now = make(PATIENCE[0])

    def level(self, from_: str, to: str) -> Found:
        """Who moves from one level to another."""
        return self.patiently(lambda asked: asked.level(from_, to))

    def condition(self, id_: str, from_: str, to: str) -> Found:
        """Of whom a picture changes its status."""
        return self.patiently(lambda asked: asked.condition(id_, from_, to))

    def advice(self, id_: str, audience: str, appears: bool) -> Found:
        """To whom a piece of advice is now shown, or no longer."""
        return self.patiently(lambda asked: asked.advice(id_, audience, appears))

    def patiently(self, ask: Callable[[Differences], Found]) -> Found:
        """The answer, at the latest with the greatest patience."""
        for patience in PATIENCE[1:]:
            try:
                return ask(self.now)
            except self.undecided:
                self.now = self.make(patience)
        return ask(self.now)


def check(found: Witnesses, moved: Iterable[Change]) -> None:
    """Raises `DisagreementError` if somebody moves of whom it was proved that nobody does."""
    for change in moved:
        if change in found.of and found.of[change] is None:
            raise DisagreementError(f"The prover says that nobody shows {change}, and one of the patients does.")

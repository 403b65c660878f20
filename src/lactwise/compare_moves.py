"""Which patients move between two guidelines, from what to what, and by which rule?

In: two guidelines, and patients: published ones, one by one, or blocks of synthetic ones. Out: each kind of change with
how many it moves. The engine answers for a single patient, the packed program for a block.

>>> from lactwise.changed import without_rule
>>> from lactwise.loading import load
>>> before, after = load(), without_rule(load(), "new_confusion")
>>> moves(answer(before, {"confusion": True}), answer(after, {"confusion": True}))[0]
Change(kind='level', id='', before='emergency_now', after='self_care')
"""

from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

from lactwise import patient
from lactwise.columns import canonical
from lactwise.engine import machine_of, words_of
from lactwise.lowered import UNSURE_SUFFIX
from lactwise.lowered_advice import AUDIENCES, lower_with_advice
from lactwise.made_up.patients import blocks
from lactwise.model import Finding, Guideline, Value
from lactwise.packed import STATUSES, Packed
from lactwise.reading import UNSURE, Findings

Bits = npt.NDArray[np.uint8]
Step = Callable[[int, int, int], None]
ADVICE = {audience: f"advice_to_{audience}" for audience in AUDIENCES}
PROVED = ("level", "condition", *ADVICE.values())  # kinds of which it can be proved that nobody moves
COUNTED = (*PROVED, "settled", "provisional")  # kinds that are counted among the synthetic patients too
FITS, ABSENT = STATUSES[0], "absent"  # a picture that only one guideline knows
SHOWN, HIDDEN = "shown", "not shown"
OTHER = "no rule"  # "not sure" alone decides, or the levels are others


@dataclass(frozen=True, slots=True, order=True)
class Change:
    """A kind of change: of what (`id` of a picture, of advice; empty for the level), from what, to what."""

    kind: str
    id: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class Answer:
    """What is said of one patient, as far as it is compared: for each kind, by id."""

    said: Mapping[str, Mapping[str, str]]
    rules: Mapping[str, str]  # that hold, with their levels


@dataclass
class Tally:
    """How many of a million patients move. `along` counts where advice moves together with the level."""

    patients: int = 0
    moved: Counter[str] = field(default_factory=Counter)  # patients of whom anything of a kind moves
    changes: Counter[Change] = field(default_factory=Counter)
    along: Counter[Change] = field(default_factory=Counter)
    rules: dict[Change, Counter[tuple[str, str]]] = field(default_factory=dict)  # "now" or "no longer", rule


# --- one patient ---


def answer(guideline: Guideline, findings: Findings) -> Answer:
    """What the engine says; what the guideline does not know is dropped."""
    known = fitted(guideline, findings)
    machine, words = machine_of(guideline), words_of(guideline, "generic", "en")
    found = {audience: machine.assess(known, words, audience) for audience in AUDIENCES}
    one = next(iter(found.values()))
    follow_up = one["follow_up"] or {"id": "none", "within_hours": 0}
    said = {
        "level": {"": one["level"]},
        "settled": {"": _yes(one["settled"])},
        "provisional": {"": _yes(one["provisional"])},
        "condition": {item["id"]: item["status"] for item in one["conditions"]},
        **{
            ADVICE[audience]: {item["id"]: SHOWN for item in assessed["advice"]} for audience, assessed in found.items()
        },
        "see_by": {"": f"{one['see_by']['hours']} hours"},
        "follow_up": {"": f"{follow_up['id']}, {follow_up['within_hours']} hours"},
    }
    held = {item["rule"]: one["level"] for item in one["reasons"]}
    return Answer(said, held | {item["rule"]: guideline.rules[item["rule"]].level for item in one["also"]})


def fitted(guideline: Guideline, findings: Findings) -> dict[str, Value]:
    """The findings that a guideline knows."""
    return {
        id_: value
        for id_, value in findings.items()
        if id_ in guideline.findings and not patient.check(guideline, {id_: value})
    }


def moves(before: Answer, after: Answer) -> list[Change]:
    """Every change between two answers, the level first."""
    found = []
    for kind, old in before.said.items():
        new, missing = after.said[kind], HIDDEN if kind in ADVICE.values() else ABSENT
        for id_ in dict.fromkeys([*old, *new]):
            change = Change(kind, id_, old.get(id_, missing), new.get(id_, missing))
            if change.before != change.after and not _empty(change):
                found.append(change)
    return found


def by_rules(before: Answer, after: Answer) -> Counter[tuple[str, str]]:
    """The rules that give the new level and did not before, and those that gave the old one and no longer do."""
    level, then = after.said["level"][""], before.said["level"][""]
    now = {rule for rule, gives in after.rules.items() if gives == level and before.rules.get(rule) != level}
    gone = {rule for rule, gave in before.rules.items() if gave == then and after.rules.get(rule) != then}
    return Counter([*(("now", rule) for rule in sorted(now)), *(("no longer", rule) for rule in sorted(gone))])


def _yes(value: bool) -> str:
    return "yes" if value else "no"


def _empty(change: Change) -> bool:
    """A picture that one guideline does not know matters only where the other says that it fits."""
    return ABSENT in (change.before, change.after) and FITS not in (change.before, change.after)


# --- many patients ---


def synthetic(before: Guideline, after: Guideline, count: int, seed: int, step: Step) -> Tally:
    """Counts over made-up patients, half of them made up from each guideline."""
    tally = Tally()
    halves = (before, count - count // 2, seed), (after, count // 2, seed + 1)
    for source, some, its_seed in halves:
        first, second = _Side(before, source), _Side(after, source)
        for block in blocks(source, some, its_seed):
            _count(first.answer(block), second.answer(block), before, after, tally)
            step(tally.patients, tally.patients, count)
    return tally


class _Side:
    """A guideline that answers for blocks of patients made up from `source`."""

    def __init__(self, guideline: Guideline, source: Guideline) -> None:
        self.guideline, self.source = guideline, source
        self.packed: Packed | None = None

    def answer(self, block: pa.RecordBatch) -> pa.RecordBatch:
        known = dict(self.columns(block))
        batch, _ = canonical(self.guideline, pa.RecordBatch.from_arrays(list(known.values()), list(known)), 1)
        for id_ in self.guideline.findings.keys() & known.keys():
            if id_ + UNSURE_SUFFIX not in batch.schema.names:
                nobody = pa.array(np.zeros(block.num_rows, np.bool_))
                batch = batch.append_column(id_ + UNSURE_SUFFIX, nobody)
        if self.packed is None:
            program = lower_with_advice(self.guideline, batch.schema.names)
            wanted = set(Packed(program).words) - {"floor", "ceiling"}
            self.packed = Packed(program, only=wanted)
        return self.packed.answer(batch)

    def columns(self, block: pa.RecordBatch) -> Iterator[tuple[str, Any]]:
        """The columns that the guideline knows, without the values it does not."""
        for id_, finding in self.guideline.findings.items():
            made = self.source.findings.get(id_)
            if made is not None and (made.kind, made.unit) == (finding.kind, finding.unit):
                yield id_, _known(block.column(id_), finding, made)
                if id_ + UNSURE_SUFFIX in block.schema.names:
                    yield id_ + UNSURE_SUFFIX, block.column(id_ + UNSURE_SUFFIX)


def _known(column: Any, finding: Finding, made: Finding) -> Any:
    if finding.range is not None:
        low, high = finding.range
        fits = pc.and_(pc.greater_equal(column, low), pc.less_equal(column, high))
        return pc.if_else(fits, column, pa.scalar(None, column.type))
    if finding.options != made.options:
        words = column.cast(pa.string())
        fits = pc.is_in(words, pa.array([*finding.options, UNSURE]))
        return pc.if_else(fits, words, pa.scalar(None, pa.string())).dictionary_encode()
    return column


def _count(old: Any, new: Any, before: Guideline, after: Guideline, tally: Tally) -> None:
    """Adds a block, answered under both guidelines."""
    rows = old.num_rows
    tally.patients += rows
    every = np.packbits(np.ones(rows, np.bool_), bitorder="little")
    moved = {kind: np.zeros_like(every) for kind in COUNTED}

    def note(change: Change, bits: Bits) -> None:
        found = int(np.bitwise_count(bits).sum())
        if found and not _empty(change):
            tally.changes[change] += found
            moved[change.kind] |= bits

    for kind in ("settled", "provisional"):
        were, are = (_bits(answers.column(kind), every) for answers in (old, new))
        note(Change(kind, "", "yes", "no"), were & ~are)
        note(Change(kind, "", "no", "yes"), are & ~were)
    for place, bits in _coded(old, new, "level", "level"):
        change = Change("level", "", *place)
        note(change, bits)
        rules = tally.rules.setdefault(change, Counter())
        rules.update(_rules(old, new, before, after, change, bits, every))
    for id_ in dict.fromkeys([*before.conditions, *after.conditions]):
        for place, bits in _coded(old, new, f"condition_{id_}", ABSENT):
            note(Change("condition", id_, *place), bits)
    along = moved["level"] | moved["provisional"]
    for audience, prefix in AUDIENCES.items():
        for id_ in dict.fromkeys([*before.advice, *after.advice]):
            were, are = (_column_bits(answers, prefix + id_, every) for answers in (old, new))
            if (were != are).any():
                for states, bits in (((SHOWN, HIDDEN), were & ~are), ((HIDDEN, SHOWN), are & ~were)):
                    change = Change(ADVICE[audience], id_, *states)
                    note(change, bits)
                    tally.along[change] += int(np.bitwise_count(bits & along).sum())
    anyone = np.zeros_like(every)
    for kind, bits in moved.items():
        tally.moved[kind] += int(np.bitwise_count(bits).sum())
        anyone |= bits
    tally.moved["any"] += int(np.bitwise_count(anyone).sum())


def _coded(old: Any, new: Any, name: str, missing: str) -> Iterator[tuple[tuple[str, str], Bits]]:
    """Each pair of words that differ, and the rows it is so in."""
    columns = [answers.column(name) if name in answers.schema.names else None for answers in (old, new)]
    words = [[missing] if column is None else column.dictionary.to_pylist() for column in columns]
    codes = [
        np.zeros(old.num_rows, np.int8) if column is None else column.indices.to_numpy(zero_copy_only=False)
        for column in columns
    ]
    pairs = codes[0].astype(np.intp) * len(words[1]) + codes[1]
    for pair in np.flatnonzero(np.bincount(pairs)).tolist():
        were, are = words[0][pair // len(words[1])], words[1][pair % len(words[1])]
        if were != are:
            yield (were, are), np.packbits(pairs == pair, bitorder="little")


def _rules(
    old: Any, new: Any, before: Guideline, after: Guideline, change: Change, bits: Bits, every: Bits
) -> Counter[tuple[str, str]]:
    """As `by_rules`, for the rows of one change of level."""
    found: Counter[tuple[str, str]] = Counter()
    explained = np.zeros_like(bits)
    for what, level, here, there, at, elsewhere in (
        ("now", change.after, new, old, after, before),
        ("no longer", change.before, old, new, before, after),
    ):
        for id_, rule in at.rules.items():
            if rule.level == level:
                gives = _column_bits(here, f"rule_{id_}", every) & bits
                other = elsewhere.rules.get(id_)
                if other is not None and other.level == level:
                    gives &= ~_column_bits(there, f"rule_{id_}", every)
                found[what, id_] += int(np.bitwise_count(gives).sum())
                explained |= gives
    found["now", OTHER] = int(np.bitwise_count(bits & ~explained).sum())
    return +found


def _column_bits(answers: Any, name: str, every: Bits) -> Bits:
    """Where a column is certainly true; nowhere if there is none."""
    return _bits(answers.column(name), every) if name in answers.schema.names else np.zeros_like(every)


def _bits(column: Any, every: Bits) -> Bits:
    known, values = column.buffers()
    found: Bits = np.frombuffer(values, np.uint8)[: every.size] & every
    return found if known is None else found & np.frombuffer(known, np.uint8)[: every.size]

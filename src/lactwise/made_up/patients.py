"""Which patients does a table of many hold?

In: a guideline, how many, a seed. Out: blocks of rows in Arrow's columns, or plain findings. A row is a template drawn
by chance and then blurred: answers are left out, not sure, a little other. It depends on guideline, seed and its number
alone, so however a table is cut and how far it goes, its rows are the same.

>>> from lactwise.loading import load
>>> next(patients(load(), 1, seed=7)) == next(patients(load(), 1_000, seed=7))
True
"""

import math
import random
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import numpy as np
import numpy.typing as npt
import pyarrow as pa

from lactwise.language import names
from lactwise.made_up import numbers
from lactwise.made_up.pictures import Template, templates
from lactwise.model import Finding, Guideline, Value
from lactwise.reading import UNSURE, applies_if

ROWS = 65_536
COMPANION = "__unsure"  # ends the name of the column that says whether she is not sure of a yes/no or a number
COMPLETE = 10_000  # the first so many rows hold every goal, untouched

LANE = 65_536  # chance comes in lanes of 16 bits: four for the row, two for each answer
ROW_LANES, CELL_LANES = 4, 2
KNOWN = ((0.0, 0.1), (0.1, 0.6), (0.6, 1.0))  # a third know little, a third much, a third nearly all
TOLD = 0.9  # but what she came for is told
NOT_SURE = (0.0, 0.0, 0.0, 0.0, 0.0, 0.01, 0.01, 0.05)  # of the answers, by row
SELDOM_NOT_SURE = 0.2  # of that, where "not sure" alone decides the level
CHANGED = 1 / 64  # of the calm answers to a question without a worse answer
WORSE, DANGER = 1 / 512, 1 / 16_384  # of the calm answers to another; to one that alone decides the level
POOL = 1024
NUDGES = (-2, -1, 1, 2)  # steps
UNKNOWN, NOT_KNOWN = -1, 100  # codes of an answer that is not there, and of one she is not sure of

Lanes = npt.NDArray[np.uint16]
Flags = npt.NDArray[np.bool_]
Places = npt.NDArray[np.intp]
Numbers = npt.NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class _Column:
    """A finding in all templates: its codes or numbers, where it was told, and how it may be blurred."""

    finding: Finding
    codes: npt.NDArray[np.int8]  # of a number only whether it is there
    numbers: Numbers
    told: Flags
    calm: Numbers  # to put in the place of a calm number
    edges: Numbers
    turned: int  # lanes below this turn a calm yes or no round


@dataclass(frozen=True, slots=True)
class _Plan:
    """All that rows are made from."""

    columns: list[_Column]
    goals: int  # these templates come first
    every: int  # so many rows from one goal to the next
    drawn: Places  # the template for each value of a lane


@dataclass(frozen=True, slots=True)
class _Rows:
    """What is drawn for each row of a block, before its answers."""

    ids: Places
    lanes: Lanes
    which: Places
    goal: Flags
    limit: Lanes  # an answer is there if its lane is not above this
    limit_told: Lanes
    doubt: Lanes  # and she is not sure of it if its lane is below this
    seldom: Lanes


def blocks(
    guideline: Guideline, count: int, seed: int, rows: int = ROWS, unsure: bool = True
) -> Iterator[pa.RecordBatch]:
    """`count` patients in blocks of at most `rows`; without `unsure` nobody is asked and not sure."""
    plan, schema = _plan_of(guideline, seed), schema_of(guideline, seed, unsure)
    for start in range(0, count, rows):
        yield _block(plan, schema, _rows(plan, seed, np.arange(start, min(start + rows, count))), unsure)


def schema_of(guideline: Guideline, seed: int, unsure: bool = True) -> pa.Schema:
    """Columns: `id`, one a finding, and then for each yes/no and number whether she is not sure."""
    types = {"yes_no": pa.bool_(), "number": pa.float64(), "choice": pa.dictionary(pa.int8(), pa.string())}
    columns = [("id", pa.int64()), *((name, types[item.kind]) for name, item in guideline.findings.items())]
    if unsure:
        columns += [
            (f"{name}{COMPANION}", pa.bool_()) for name, it in guideline.findings.items() if it.kind != "choice"
        ]
    made = {"version": guideline.version, "digest": guideline.digest, "seed": str(seed)}
    return pa.schema(columns, {f"lactwise.{key}": value for key, value in made.items()})


def patients(guideline: Guideline, count: int, seed: int, unsure: bool = True) -> Iterator[dict[str, Value]]:
    """The same patients as plain findings."""
    for block in blocks(guideline, count, seed, unsure=unsure):
        found: list[dict[str, Value]] = [{} for _ in range(block.num_rows)]
        for name in guideline.findings:
            column = block.column(name)
            for place, value in zip(
                np.flatnonzero(column.is_valid()).tolist(), _plain(column.drop_null()), strict=True
            ):
                found[place][name] = value
            companion = block.schema.get_field_index(f"{name}{COMPANION}")
            if companion >= 0:
                for place in np.flatnonzero(block.column(companion)).tolist():
                    found[place][name] = UNSURE
        yield from found


def _plain(column: pa.Array) -> list[Any]:
    if pa.types.is_dictionary(column.type):
        options = column.dictionary.to_pylist()
        return [options[code] for code in column.indices.to_numpy().tolist()]
    values: list[Any] = column.to_numpy(zero_copy_only=False).tolist()
    return values


# --- what rows are made from ---


@lru_cache(maxsize=4)
def _plan_of(guideline: Guideline, seed: int) -> _Plan:
    made = templates(guideline, seed)
    everyone = [*made.goals, *(template for _, group in made.mixture for template in group)]
    shares = np.concatenate([np.full(len(group), share / len(group)) for share, group in made.mixture])
    drawn = np.searchsorted(np.cumsum(shares) / shares.sum(), (np.arange(LANE) + 0.5) / LANE)
    chance = random.Random(seed)  # noqa: S311 - made-up patients are not secrets
    gates = [gate for finding in guideline.findings.values() if (gate := applies_if(finding)) is not None]
    parents = {name for gate in gates for name in names(gate)}
    columns = [_column(guideline, finding, everyone, chance, parents) for finding in guideline.findings.values()]
    goals = len(made.goals)
    return _Plan(columns, goals, max(COMPLETE // goals, 2), np.minimum(drawn, len(shares) - 1) + goals)


def _column(
    guideline: Guideline, finding: Finding, everyone: list[Template], chance: random.Random, parents: set[str]
) -> _Column:
    values = [template.values.get(finding.id) for template in everyone]
    told = np.array([finding.id in template.told for template in everyone])
    codes: dict[Value, int] = {None: UNKNOWN, UNSURE: NOT_KNOWN, False: 0, True: 1}
    turned = 0.0
    measured, calm, edges = [], [], []
    if finding.kind == "number":
        codes = {None: UNKNOWN, UNSURE: NOT_KNOWN}
        measured = [value if value not in codes else math.nan for value in values]
        calm = [numbers.calm(guideline, finding, chance) for _ in range(POOL)]
        edges = numbers.around(guideline, finding.id)
    elif finding.kind == "choice":
        codes |= {option: place for place, option in enumerate(finding.options)}
    elif applies_if(finding) is None and finding.id not in parents:
        turned = CHANGED if finding.worse is None else WORSE if finding.unsure_level is None else DANGER
    return _Column(
        finding,
        np.array([codes.get(value, 0) for value in values], np.int8),
        np.array(measured, np.float64),
        told,
        np.array(calm, np.float64),
        np.array(edges, np.float64),
        int(turned * LANE),
    )


# --- a block ---


def _block(plan: _Plan, schema: pa.Schema, rows: _Rows, unsure: bool) -> pa.RecordBatch:
    arrays: dict[str, pa.Array] = {"id": pa.array(rows.ids + 1)}
    for place, column in enumerate(plan.columns):
        keep, change = rows.lanes[ROW_LANES + CELL_LANES * place :][:CELL_LANES]
        codes, finding = _codes(column, rows, keep, change), column.finding
        if not unsure:
            codes[codes == NOT_KNOWN] = UNKNOWN
        doubted = codes == NOT_KNOWN
        if finding.kind == "choice":
            codes[doubted] = len(finding.options)
            options = pa.array([*finding.options, UNSURE])
            arrays[finding.id] = pa.DictionaryArray.from_arrays(pa.array(codes, mask=codes < 0), options)
        else:
            values = codes == 1 if finding.kind == "yes_no" else _numbers(column, rows, change)
            arrays[finding.id] = pa.array(values, mask=(codes < 0) | doubted)
            arrays[f"{finding.id}{COMPANION}"] = pa.array(doubted)
    return pa.RecordBatch.from_arrays([arrays[name] for name in schema.names], schema=schema)


def _rows(plan: _Plan, seed: int, ids: Places) -> _Rows:
    lanes = _lanes(seed, ids, ROW_LANES + CELL_LANES * len(plan.columns))
    turn = ids // plan.every
    goal = (ids % plan.every == 0) & (turn < plan.goals)
    which = np.where(goal, turn, plan.drawn[lanes[0]])
    low, high = np.array(KNOWN)[lanes[1] % len(KNOWN)].T
    limit = ((low + (high - low) * (lanes[2] / LANE)) * (LANE - 1)).astype(np.uint16)
    limit[goal] = LANE - 1
    doubt = limit * np.where(goal, 0, np.array(NOT_SURE)[lanes[3] % len(NOT_SURE)])
    limit_told = np.maximum(limit, np.uint16(TOLD * LANE))
    seldom = doubt * SELDOM_NOT_SURE
    return _Rows(ids, lanes, which, goal, limit, limit_told, doubt.astype(np.uint16), seldom.astype(np.uint16))


def _lanes(seed: int, ids: Places, width: int) -> Lanes:
    """Chance for each lane (rows of the answer) of each id: one long stream, in which each id has its own stretch."""
    words = -(-width // 4)
    stream = np.random.PCG64(seed)
    stream.advance(int(ids[0]) * words)
    drawn = stream.random_raw(len(ids) * words).astype("<u8", copy=False)
    return np.ascontiguousarray(drawn.view("<u2").reshape(len(ids), -1).T)


def _codes(column: _Column, rows: _Rows, keep: Lanes, change: Lanes) -> npt.NDArray[np.int8]:
    codes, told = column.codes[rows.which], column.told[rows.which]
    if column.turned:
        codes[~(told | rows.goal) & (change < column.turned) & (codes >= 0) & (codes <= 1)] ^= 1
    codes[keep > np.where(told, rows.limit_told, rows.limit)] = UNKNOWN
    doubt = rows.doubt if column.finding.unsure_level is None else rows.seldom
    codes[(keep < doubt) & (codes >= 0)] = NOT_KNOWN
    return codes


def _numbers(column: _Column, rows: _Rows, change: Lanes) -> Numbers:
    """The templates' numbers; half of the calm ones drawn anew, a few at a threshold, a quarter of the told nudged."""
    values, told = column.numbers[rows.which], column.told[rows.which] & ~rows.goal
    calm = ~(told | rows.goal)
    kind, pick = change // POOL, change % POOL
    anew, edge, nudged = calm & (kind < 32), calm & (kind == 32), told & (kind < 16)
    values[anew] = column.calm[pick[anew]]
    values[edge] = column.edges[pick[edge] % len(column.edges)]
    steps = np.array(NUDGES)[pick[nudged] % len(NUDGES)] * numbers.step_of(column.finding)
    values[nudged] = np.round(np.clip(values[nudged] + steps, *(column.finding.range or (0, 1))), 2)
    return values

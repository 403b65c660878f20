"""How are millions of patients triaged? As bitmaps: one machine word of a column is sixty-four patients.

In: a program (lowered.py) and blocks of patients in Arrow's columns. Out: blocks of answers in the same order. The
program becomes a list of `and`, `or` and `xor` on bitmaps (bitmaps.py, plan.py), which NumPy works through step by
step. What only contradictory answers need, or "not sure", is left out where there are none.

>>> from lactwise.loading import load
>>> from lactwise.lowered import lower
>>> import pyarrow as pa
>>> patients = pa.RecordBatch.from_pydict({"confusion": pa.array([None, True])})
>>> Packed(lower(load(), {"confusion"})).answer(patients).column("level").to_pylist()
['self_care', 'emergency_now']
"""

import os
from collections.abc import Collection, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from functools import lru_cache
from math import ceil
from typing import Any

import numpy as np

from lactwise.lowered import Program
from lactwise.packed.bitmaps import FULL, OR, Truths
from lactwise.packed.columns import BYTE, Bits, Patients, Results, size_of
from lactwise.packed.plan import Plan
from lactwise.parts import Line

STATUSES = ("fits", "possible", "ruled_out")
# Worked through at once. With fewer, Python takes much of the time, and threads wait for each other to be let in; with
# more, the bitmaps leave the cache.
ROWS = 500_000
THREADS = 2  # more of them wait more than they work
LINE = 64  # bytes that are fetched together, if they begin where they should


class Packed:
    """Triages blocks of patients with the columns of `program`. `only` names the results wanted, if not all are.

    Results: `level`, `floor`, `ceiling`, `settled`, `provisional`, `rule_ID`, `condition_ID`, and each of `extra`.
    """

    def __init__(
        self, program: Program, threads: int | None = None, rows: int = ROWS, only: Collection[str] | None = None
    ) -> None:
        self.program = program
        self.threads, self.rows = threads or min(THREADS, os.cpu_count() or 1), rows
        kinds = {id_: str(item.kind) for id_, item in program.guideline.findings.items()}
        self.kinds = {name: kinds.get(name, "unsure") for name in program.columns}
        words = self.words_of_all()
        self.words = {name: words[name] for name in words if only is None or name in only}
        self.plans = lru_cache(self.new_plans)

    def answer(self, batch: Any) -> Any:
        """The results of a block, a row for each patient."""
        patients = Patients(batch, self.kinds)
        results = Results(batch.num_rows, self.words)
        threads, rows = self.shares(batch.num_rows)
        work = _Work(self.plans(patients.any_unsure), patients, results, rows)
        starts = iter(range(0, batch.num_rows, rows))
        with ThreadPoolExecutor(threads) as pool:
            for done in [pool.submit(work.run, starts) for _ in range(threads)]:
                done.result()
        return results.batch()

    def shares(self, rows: int) -> tuple[int, int]:
        """How many threads are worth it, and how many rows each takes at once: about as many as wanted, all alike."""
        threads = min(self.threads, rows // self.rows) or 1
        rounds = round(rows / (threads * self.rows)) or 1
        return threads, (size_of(ceil(rows / (threads * rounds))) or 1) * BYTE

    def new_plans(self, unsure: bool) -> tuple[Plan, Plan, Plan]:
        """What tells whether answers contradict each other; the plan for those that do not, and for those that do."""
        plain, full = (Truths(self.program, unsure, contradictory) for contradictory in (False, True))
        contradictions = [full.true(Line(name)) for name in full.contradictions]
        check = {"any": (full.bitmaps.join(OR, contradictions),)}
        made = plain.bitmaps.made, full.bitmaps.made
        return Plan(made[1], check), Plan(made[0], self.wanted(plain)), Plan(made[1], self.wanted(full))

    def words_of_all(self) -> dict[str, Sequence[str] | None]:
        """All results in order, with their words if they have any."""
        levels = list(self.program.guideline.levels)
        rules = [f"rule_{id_}" for id_ in self.program.rules]
        return {
            **dict.fromkeys(("level", "floor", "ceiling"), levels),
            **dict.fromkeys(("settled", "provisional", *rules)),
            **dict.fromkeys((f"condition_{id_}" for id_ in self.program.conditions), STATUSES),
            **dict.fromkeys(self.program.extra),
        }

    def wanted(self, truths: Truths) -> dict[str, tuple[int, ...]]:
        """The bitmaps of each result; see `Results.write`."""
        program, bitmaps = self.program, truths.bitmaps
        found: dict[str, tuple[int, ...]] = {}
        for name, parts in (("level", program.level), ("floor", program.floor), ("ceiling", program.ceiling)):
            each = [truths.true(part) for part in parts.values()]
            found[name] = tuple(bitmaps.join(OR, each[place:]) for place in range(1, len(each)))
        known = {"settled": program.settled, "provisional": program.provisional, **program.extra}
        for name, part in known.items():
            if name in self.words:
                found[name] = truths.true(part), FULL
        for id_, (met, open_) in program.rules.items():
            ruled_out = bitmaps.inverse(truths.true(open_))
            found[f"rule_{id_}"] = truths.true(met), bitmaps.join(OR, [truths.true(met), ruled_out])
        for id_, (fits, out) in program.conditions.items():
            found[f"condition_{id_}"] = bitmaps.inverse(truths.true(fits)), truths.true(out)
        return {name: found[name] for name in self.words}


class _Work:
    """What the threads share: each takes the next rows until none are left."""

    def __init__(self, plans: tuple[Plan, Plan, Plan], patients: Patients, results: Results, rows: int) -> None:
        self.check, self.plain, self.full = plans
        self.patients, self.results, self.rows = patients, results, rows

    def run(self, starts: Iterator[int]) -> None:
        places = max(plan.places for plan in (self.check, self.plain, self.full))
        memory = np.empty((places, ceil(size_of(self.rows) / LINE) * LINE), np.uint8)
        for start in starts:
            stop = min(start + self.rows, self.results.rows)
            block = _Block(self.patients, start, stop, list(memory[:, : size_of(stop - start)]))
            ((_, (contradictory,)),) = block.work(self.check)
            for result, bitmaps in block.work(self.full if contradictory.any() else self.plain):
                self.results.write(result, bitmaps, start, stop)


class _Block:
    """Some rows, and memory for the bitmaps made of them."""

    def __init__(self, patients: Patients, start: int, stop: int, memory: list[Bits]) -> None:
        self.patients, self.start, self.stop, self.memory = patients, start, stop, memory
        self.read: dict[Any, Bits] = {}

    def work(self, plan: Plan) -> Iterator[tuple[str, list[Bits]]]:
        """Each result of a plan with its bitmaps, which hold until the next."""
        for what in plan.read:
            if what not in self.read:
                self.read[what] = self.patients.read(what, self.start, self.stop)
        at = [*(self.read[what] for what in plan.read), *self.memory]
        for step in plan.steps:
            for function, left, right, to in step.operations:
                function(at[left], at[right], at[to])
            yield step.result, [at[place] for place in step.found]

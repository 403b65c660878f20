"""How is every row of a table triaged, and what came of it all?

In: a `Table` and an engine. Out: a Parquet file with a row for each row, in the same order, stamped with the version
and digest of the guideline; a CSV file of what could not be used; and a `Summary`. A row with a fault has no level.

>>> Summary(rows=4, levels=Counter({"same_day": 3}), spoiled=1).share("same_day")
0.75
"""

import contextlib
import csv
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Protocol

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from lactwise.lowered import Program
from lactwise.model import Guideline
from lactwise.tables import Block, Table

FASTEST = "packed"  # on one machine: what "auto" means
ENGINES = (FASTEST, "duckdb", "polars", "spark")
NAMED = pa.dictionary(pa.int8(), pa.string())
Step = Callable[[int, int, int], None]  # rows so far, then how far of how much has been read


class Engine(Protocol):
    """Whatever triages a block of patients."""

    def answer(self, batch: Any) -> Any:
        """The results of a block, a row for each, in order."""


@dataclass
class Summary:
    """What came of a table: rows by level, how many are settled and provisional, how often rules and pictures held."""

    engine: str = ""
    rows: int = 0
    spoiled: int = 0  # rows with a fault, which have no level
    faults: int = 0
    settled: int = 0
    provisional: int = 0
    levels: Counter[str] = field(default_factory=Counter)
    rules: Counter[str] = field(default_factory=Counter)
    fits: Counter[str] = field(default_factory=Counter)
    seconds: float = 0.0

    def share(self, level: str) -> float:
        """How much of the table is at a level: 0 to 1."""
        return self.levels[level] / self.rows if self.rows else 0.0

    def count(self, results: pa.RecordBatch) -> None:
        """Adds a block."""
        self.rows += results.num_rows
        for name, column in zip(results.schema.names, results.columns, strict=True):
            if name == "level":
                self.levels.update(_counted(column))
            elif name.startswith("rule_"):
                self.rules[name.removeprefix("rule_")] += column.true_count
            elif name.startswith("condition_"):
                self.fits[name.removeprefix("condition_")] += _counted(column).get("fits", 0)
        self.settled += results.column("settled").true_count
        self.provisional += results.column("provisional").true_count


def engine_for(name: str, program: Program) -> Engine:
    """An engine by its name."""
    # The libraries are heavy, so only the one that is asked for is imported.
    if name == "packed":
        from lactwise.packed import Packed  # noqa: PLC0415

        return Packed(program)
    from lactwise.bulk import Bulk  # noqa: PLC0415

    return Bulk(program, name)


def audit(table: Table, engine: Engine, target: Path, rejects: Path, step: Step = lambda *_: None) -> Summary:
    """Triages a table in blocks. What it writes appears under its name only when all of it is there."""
    summary = Summary()
    half_done, half_rejected = (path.with_name(path.name + ".part") for path in (target, rejects))
    try:
        with (
            _written(half_done, table.guideline) as write,
            half_rejected.open("w", encoding="utf-8", newline="") as file,
        ):
            complain = csv.writer(file)
            complain.writerow(["row", "column", "value", "reason"])
            for block in table:
                results = _blanked(engine.answer(block.patients), block)
                summary.count(results)
                summary.faults += len(block.faults)
                summary.spoiled += len({fault.row for fault in block.faults})
                complain.writerows([fault.row, fault.column, fault.value, fault.reason] for fault in block.faults)
                write(block, results)
                step(summary.rows, table.done, table.size)
        half_done.replace(target)
        half_rejected.replace(rejects)
    finally:
        half_done.unlink(missing_ok=True)
        half_rejected.unlink(missing_ok=True)
    return summary


def stamp(guideline: Guideline) -> dict[str, str]:
    """What a table of results says of the guideline it was made with."""
    return {"lactwise.version": guideline.version, "lactwise.digest": guideline.digest}


@contextlib.contextmanager
def _written(path: Path, guideline: Guideline) -> Iterator[Callable[[Block, pa.RecordBatch], None]]:
    writer: pq.ParquetWriter | None = None

    def write(block: Block, results: pa.RecordBatch) -> None:
        nonlocal writer
        rows = pa.array(np.arange(block.first, block.first + results.num_rows))
        columns = {"row": rows, **_columns(block.kept), **_columns(results), "error": _errors(block)}
        whole = pa.RecordBatch.from_arrays(list(columns.values()), list(columns))
        if writer is None:
            writer = pq.ParquetWriter(path, whole.schema.with_metadata(stamp(guideline)), compression="zstd")
        writer.write_batch(whole)

    try:
        yield write
    finally:
        if writer is not None:
            writer.close()


def _columns(batch: pa.RecordBatch) -> Mapping[str, Any]:
    return dict(zip(batch.schema.names, batch.columns, strict=True))


def _blanked(results: pa.RecordBatch, block: Block) -> pa.RecordBatch:
    """Results with names as short codes, and nothing at all where a row has a fault."""
    columns = {name: _coded(column) for name, column in _columns(results).items()}
    if block.faults:
        spoiled = {fault.row - block.first for fault in block.faults}
        usable = pa.array([place not in spoiled for place in range(results.num_rows)])
        columns = {name: pc.if_else(usable, column, pa.scalar(None, column.type)) for name, column in columns.items()}
    return pa.RecordBatch.from_arrays(list(columns.values()), list(columns))


def _coded(column: Any) -> Any:
    if pa.types.is_boolean(column.type) or column.type == NAMED:
        return column
    return column.cast(pa.string()).dictionary_encode().cast(NAMED)


def _errors(block: Block) -> Any:
    """What is wrong with each row, as text; null where nothing is."""
    said: dict[int, list[str]] = {}
    for fault in block.faults:
        said.setdefault(fault.row - block.first, []).append(fault.reason)
    if not said:
        return pa.nulls(block.patients.num_rows, pa.string())
    return pa.array([" ".join(said[place]) if place in said else None for place in range(block.patients.num_rows)])


def _counted(column: Any) -> dict[str, int]:
    return {
        item["values"]: item["counts"] for item in pc.value_counts(column).to_pylist() if item["values"] is not None
    }

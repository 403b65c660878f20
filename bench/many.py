"""How long do many patients take, on every engine, beside the floors and the peers, in one run?

In: the name of a way, a Parquet file of made-up patients and how many of its rows to take. Out: seconds, and the most
memory the process had. Each measurement is a process of its own, so that none warms up or crowds another.

    python -m bench.many packed patients.parquet 100000
"""

import gc
import json
import resource
import subprocess
import sys
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import islice
from pathlib import Path
from statistics import median
from time import perf_counter
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq

from lactwise import auditing, engine, tables
from lactwise.loading import load
from lactwise.lowered import every_column, lower
from lactwise.made_up.patients import patients
from lactwise.model import Guideline

ROUNDS = 3  # the median counts
MILLION = 1_000_000


@dataclass(frozen=True, slots=True)
class Measured:
    """Seconds for so many rows (the median of some rounds), and the memory the process had at most, in bytes."""

    way: str
    rows: int
    seconds: float
    peak: int

    @property
    def speed(self) -> float:
        """Rows a second."""
        return self.rows / self.seconds


def blocks_of(file: Path, rows: int, guideline: Guideline) -> list[Any]:
    """The first rows in memory, as every engine takes them, in blocks of a million."""
    found, left = [], rows
    for block in tables.Table(file, guideline):
        found.append(block.patients.slice(0, left))
        left -= found[-1].num_rows
        if left <= 0:
            break
    return list(pa.Table.from_batches(found).unify_dictionaries().combine_chunks().to_batches(MILLION))


def timed(work: Callable[[], object], rounds: int = ROUNDS) -> float:
    """Seconds at the median of some rounds."""
    seconds = []
    for _ in range(rounds):
        gc.collect()
        begun = perf_counter()
        work()
        seconds.append(perf_counter() - begun)
    return median(seconds)


# --- from memory ---


def by_engine(name: str, file: Path, rows: int, rules: int = 0) -> float:
    """A full triage of each row by an engine of `lactwise audit`; the program is made before."""
    guideline = some_rules(load(), rules)
    found = blocks_of(file, rows, guideline)
    columns = [column for column in found[0].schema.names if column != tables.ID]
    machine = auditing.engine_for(name, lower(guideline, columns))
    machine.answer(found[0].slice(0, 1000))  # to warm up: what is compiled once is not counted

    def work() -> None:
        for block in found:
            machine.answer(block)

    return timed(work, 1 if name == "spark" else ROUNDS)


def some_rules(guideline: Guideline, count: int) -> Guideline:
    """The guideline with every so manieth rule, so that all levels stay; all of it for 0."""
    if not count:
        return guideline
    step = len(guideline.rules) / count
    kept = {list(guideline.rules)[int(number * step)] for number in range(count)}
    return replace(guideline, rules={id_: rule for id_, rule in guideline.rules.items() if id_ in kept})


def one_at_a_time(_: str, __: Path, rows: int) -> float:
    """Level, floor and ceiling of each patient by the single-patient engine."""
    guideline = load()
    people = list(islice(patients(guideline, rows, 1), rows))
    machine = engine.machine_of(guideline)

    def work() -> None:
        for findings in people:
            machine.triage(machine.read(findings))

    return timed(work)


def one_at_a_time_fully(_: str, __: Path, rows: int) -> float:
    """The same with every rule and every picture."""
    from tests.triaging import by_engine as fully  # noqa: PLC0415 - the judge of the tests

    guideline = load()
    people = list(islice(patients(guideline, rows, 1), rows))
    return timed(lambda: fully(guideline, people))


def javascript(_: str, __: Path, rows: int) -> float:
    """The app's evaluator in Node, patients sent and answers received as JSON."""
    from tests.javascript import by_javascript  # noqa: PLC0415 - starts Node

    guideline = load()
    people = list(islice(patients(guideline, rows, 1), rows))
    by_javascript(guideline, people[:100])
    return timed(lambda: by_javascript(guideline, people))


def cql(way: str, _: Path, rows: int) -> float:
    """cql-execution on the published ELM: one tuple a patient, or FHIR resources."""
    from bench import cql as peer  # noqa: PLC0415 - starts Node

    guideline = load()
    people = list(islice(patients(guideline, rows, 1), rows))
    measure = peer.tuples_per_second if way == "cql on tuples" else peer.fhir_per_second
    return rows / measure(guideline, people)


def postgresql(_: str, __: Path, rows: int) -> float:
    """The published SQL in PostgreSQL, on a table that is loaded before."""
    from lactwise.publish import sql  # noqa: PLC0415 - starts PostgreSQL
    from tests.postgresql import connect  # noqa: PLC0415
    from tests.triaging import row_of  # noqa: PLC0415

    guideline = load()
    names = sorted(every_column(guideline))
    with connect() as connection, connection.transaction(force_rollback=True), connection.cursor() as cursor:
        cursor.execute(sql.table(guideline, "postgresql"))
        with cursor.copy(f"copy patients (id, {', '.join(names)}) from stdin") as copy:
            for place, findings in enumerate(patients(guideline, rows, 1)):
                copy.write_row([str(place), *map(row_of(findings).get, names)])
        cursor.execute("analyze patients")
        cursor.execute(sql.text(guideline, "postgresql"))
        return timed(lambda: cursor.execute("create temporary table kept on commit drop as select * from triage"), 1)


def packed_bytes(_: str, file: Path, rows: int) -> float:
    """Every byte of the same blocks read once, and nothing else."""
    arrays = [column for block in blocks_of(file, rows, load()) for column in block.columns]
    buffers = [np.frombuffer(buffer, np.uint8) for array in arrays for buffer in array.buffers() if buffer]
    words = [buffer[: len(buffer) // 8 * 8].view(np.uint64) for buffer in buffers]
    return timed(lambda: [np.bitwise_or.reduce(word) for word in words])


# --- from Parquet ---


def rows_of(file: Path, rows: int) -> Iterator[Any]:
    """The first rows as `tables.Table` reads them, and no more done with them than reading."""
    schema = pq.read_schema(file)
    options = [name for name in schema.names if pa.types.is_string(schema.field(name).type)]
    left = rows
    with pq.ParquetFile(file, read_dictionary=options) as source:
        for batch in source.iter_batches(tables.ROWS):
            yield batch
            left -= batch.num_rows
            if left <= 0:
                return


def decoding(_: str, file: Path, rows: int) -> float:
    """The columns decoded in the same blocks, and nothing done with them."""

    def work() -> None:
        for _ in rows_of(file, rows):
            pass

    return timed(work)


def from_parquet(_: str, file: Path, rows: int) -> float:
    """Decoded, checked and triaged in full; the results are not written."""
    guideline = load()
    machine: Any = None

    def work() -> None:
        nonlocal machine
        left = rows
        table = tables.Table(file, guideline)
        machine = machine or auditing.engine_for("packed", lower(guideline, table.columns))
        for block in table:
            machine.answer(block.patients)
            left -= block.patients.num_rows
            if left <= 0:
                return

    work()
    return timed(work)


def audit(_: str, file: Path, rows: int) -> float:
    """All that `lactwise audit` does, results written as Parquet. `rows` must be those of the file."""
    guideline = load()
    out, bad = file.with_suffix(".out"), file.with_suffix(".bad")

    def work() -> None:
        table = tables.Table(file, guideline)
        machine = auditing.engine_for("packed", lower(guideline, table.columns))
        summary = auditing.audit(table, machine, out, bad)
        if summary.rows != rows:
            raise RuntimeError(f"{summary.rows} rows were audited, not {rows}")

    seconds = timed(work, 1)
    for path in (out, bad):
        path.unlink()
    return seconds


WAYS: dict[str, Callable[..., float]] = {
    "reading the bytes": packed_bytes,
    "packed": by_engine,
    "polars": by_engine,
    "duckdb": by_engine,
    "spark": by_engine,
    "postgresql": postgresql,
    "javascript": javascript,
    "python, level": one_at_a_time,
    "python, in full": one_at_a_time_fully,
    "cql on tuples": cql,
    "cql on FHIR": cql,
    "decoding": decoding,
    "from Parquet": from_parquet,
    "audit": audit,
}


def measured(way: str, file: Path, rows: int, *more: int, cores: Sequence[int] = ()) -> Measured:
    """One measurement in a process of its own, on all cores or on those named."""
    pinned = ["taskset", "-c", ",".join(map(str, cores))] if cores else []
    command = [*pinned, sys.executable, "-m", "bench.many", way, str(file), str(rows), *map(str, more)]
    done = subprocess.run(command, stdout=subprocess.PIPE, text=True, check=True)
    found = json.loads(done.stdout.splitlines()[-1])
    return Measured(way, rows, found["seconds"], found["peak"])


def main() -> None:
    """Measures what the arguments name and prints it as JSON."""
    way, file, rows, *more = sys.argv[1:]
    seconds = WAYS[way](way, Path(file), int(rows), *map(int, more))
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024  # Linux counts in KiB
    print(json.dumps({"seconds": seconds, "peak": peak}))


if __name__ == "__main__":
    main()

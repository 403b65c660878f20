"""How is a table triaged that only a cluster can hold?

In: Parquet at an address Spark understands, a master, a guideline. Out: Parquet at another address, written by Spark's
workers, with the same columns as `lactwise audit` writes on one machine but for the number of the row; and a `Summary`.
No row passes through this process. A row with a fault keeps its place: no level, and `error` says why.
"""

from collections.abc import Callable, Collection, Sequence
from typing import Any

import pyarrow as pa

from lactwise.auditing import Summary, stamp
from lactwise.bulk import Bulk, patients_schema
from lactwise.columns import ID, canonical, column_faults, finding_of
from lactwise.lowered import UNSURE_SUFFIX, lower
from lactwise.model import Guideline
from lactwise.patient import InputError

ERROR = "error"


def audit(
    source: str, target: str, guideline: Guideline, keep: Collection[str] = (), master: str | None = None
) -> Summary:
    """Triages `source` into `target`, which must not exist. Raises `InputError` with every misspelt column."""
    names = columns_of(source, guideline, keep, master)
    patients = [name for name in names if finding_of(guideline, name) is not None]
    both = {*patients, *(name + UNSURE_SUFFIX for name in patients if name in guideline.findings)}
    bulk = Bulk(lower(guideline, both), "spark", master)
    try:
        wanted = {ID, *keep}
        kept = [field for field in bulk.spark_schema(source) if field.name in wanted]
        marks = {name.replace(".", "_"): value for name, value in stamp(guideline).items()}
        extra = [*kept, *(pa.field(name, pa.string()) for name in (*marks, ERROR))]
        schema = pa.schema([*patients_schema(bulk.program), *extra])
        bulk.run_spark(source, target, prepared(guideline, patients, schema, marks), schema, ERROR)
        return summary_of(bulk, target)
    finally:
        bulk.close()


def columns_of(source: str, guideline: Guideline, keep: Collection[str], master: str | None) -> list[str]:
    """The columns of a table that Spark reads, checked."""
    probe = Bulk(lower(guideline, ()), "spark", master)
    names: list[str] = probe.spark_schema(source).names
    faults = column_faults(guideline, names, keep)
    if faults:
        probe.close()
        raise InputError([f"{source}: {fault}" for fault in faults])
    return names


def prepared(
    guideline: Guideline, names: Sequence[str], schema: pa.Schema, marks: dict[str, str]
) -> Callable[[pa.RecordBatch], pa.RecordBatch]:
    """What makes a block of the table canonical; it is sent to the workers."""

    def prepare(batch: pa.RecordBatch) -> pa.RecordBatch:
        patients, faults = canonical(guideline, batch.select(names), 0)
        said: dict[int, list[str]] = {}
        for fault in faults:
            said.setdefault(fault.row, []).append(fault.reason)
        errors = [" ".join(said[row]) if row in said else None for row in range(batch.num_rows)]
        found: dict[str, Any] = {name: patients.column(name) for name in patients.schema.names}
        found |= {name: pa.array([mark] * batch.num_rows) for name, mark in marks.items()}
        found[ERROR] = pa.array(errors, pa.string())
        columns = [
            found[field.name]
            if field.name in found
            else batch.column(field.name)
            if field.name in batch.schema.names
            else pa.nulls(batch.num_rows, field.type)
            for field in schema
        ]
        return pa.RecordBatch.from_arrays(columns, schema.names)

    return prepare


def summary_of(bulk: Bulk, target: str) -> Summary:
    """What came of it, counted by Spark where it was written."""
    program = bulk.program
    flags = {"settled": "settled", "provisional": "provisional", "faults": f"{ERROR} is not null"}
    flags |= {f"level_{level}": f"level = '{level}'" for level in program.guideline.levels}
    flags |= {f"rule_{id_}": f"rule_{id_}" for id_ in program.rules}
    flags |= {f"fits_{id_}": f"condition_{id_} = 'fits'" for id_ in program.conditions}
    found = bulk.spark_counts(target, flags)
    summary = Summary("spark", found["rows"], found["faults"], found["faults"], found["settled"], found["provisional"])
    for counter, prefix in ((summary.levels, "level_"), (summary.rules, "rule_"), (summary.fits, "fits_")):
        counter.update({name.removeprefix(prefix): count for name, count in found.items() if name.startswith(prefix)})
    return summary

"""How does a database triage a table? As one Ibis expression, run by DuckDB, Polars or Spark.

In: a `Program`, and canonical blocks of patients: a column a finding, and one that says where she is not sure. Out: for
each block its results, row for row: level, floor, ceiling, settled, provisional, every rule and every condition.

>>> from lactwise.loading import load
>>> from lactwise.lowered import lower
>>> answer = Bulk(lower(load(), {"confusion"}), "polars").answer(pa.RecordBatch.from_pydict({"confusion": [True]}))
>>> answer.column("level").to_pylist()
['emergency_now']
"""

import os
import sys
from collections.abc import Callable, Collection, Iterator, Mapping
from functools import reduce
from operator import add, and_, eq, ge, gt, le, lt, ne, or_
from typing import Any, Protocol, assert_never

import ibis  # type: ignore[import-untyped]
import pyarrow as pa

from lactwise import parts
from lactwise.lowered import UNSURE_SUFFIX, Program
from lactwise.parts import Part, inside

TABLE, ROW = "lactwise_patients", "lactwise_row"  # what the engine calls the block, and the number of a row
CHUNK = 16_384  # rows
HERE = "127.0.0.1"  # a Spark of this machine is not reachable from outside
KINDS: Mapping[str, Any] = {"yes_no": pa.bool_(), "number": pa.float64(), "choice": pa.string()}
Prepare = Callable[[pa.RecordBatch], pa.RecordBatch]
_COMPARED: Mapping[str, Callable[[Any, Any], Any]] = {"<": lt, "<=": le, ">": gt, ">=": ge, "==": eq, "!=": ne}


class Bulk:
    """A program made ready for one engine; any number of blocks may follow each other."""

    def __init__(self, program: Program, engine: str = "duckdb", master: str | None = None) -> None:
        if engine not in ENGINES:
            raise ValueError(f"there is no engine {engine!r}; use one of {', '.join(ENGINES)}")
        self.program = program
        self.schema = pa.schema([*patients_schema(program), (ROW, pa.int64())])
        results = expression(program, _named(self.schema), [ROW])
        self.results = pa.schema([(name, kind.to_pyarrow()) for name, kind in results.schema().items()])
        self.engine = ENGINES[engine](results, self.schema, master)

    def answer(self, batch: pa.RecordBatch) -> pa.RecordBatch:
        """The results of a block, a row for each of its rows, in order."""
        rows = pa.arange(0, batch.num_rows)
        whole = _as(self.schema, batch.append_column(ROW, rows))
        found = self.engine.run(pa.Table.from_batches([whole])).cast(self.results)
        if not found[ROW].combine_chunks().equals(rows):  # they come as they went, but none of the engines promises it
            found = found.sort_by(ROW)
        return pa.RecordBatch.from_pydict({name: found[name].combine_chunks() for name in found.schema.names[1:]})

    def run_spark(self, source: str, target: str, prepare: Prepare, schema: pa.Schema, fault: str = "") -> None:
        """Triages the Parquet at `source` into Parquet at `target`: any address of Spark; its workers do all of it.

        They need Lactwise too. `prepare` turns a block as it was read into a canonical one with the columns `schema`.
        Others than the program's are kept. Where the one that `fault` names holds a value, there are no results.
        """
        engine = self.spark()
        patients = patients_schema(self.program)
        kept = [field for field in schema if field.name not in patients.names]
        whole = pa.schema([*patients, *kept])
        results = expression(self.program, _named(whole), [field.name for field in kept], fault)
        engine.move(source, target, prepare, whole, results)

    def spark_schema(self, source: str) -> pa.Schema:
        """The columns of the Parquet at an address."""
        return self.spark().columns(source)

    def spark_counts(self, source: str, flags: Mapping[str, str]) -> dict[str, int]:
        """How many rows the Parquet at an address has, and in how many each of the conditions in SQL is true."""
        return self.spark().counts(source, flags)

    def spark(self) -> "_Spark":
        """The engine, if it is Spark."""
        if not isinstance(self.engine, _Spark):
            raise TypeError("only Spark reads and writes for itself")
        return self.engine

    def close(self) -> None:
        """Lets go of the engine."""
        self.engine.close()


def patients_schema(program: Program) -> pa.Schema:
    """The columns of a block: those of the program, in the order of the findings."""
    fields = []
    for item in program.guideline.findings.values():
        fields += [(item.id, KINDS[item.kind]), (item.id + UNSURE_SUFFIX, pa.bool_())]
    return pa.schema([field for field in fields if field[0] in program.columns])


# --- the expression ---


def expression(program: Program, patients: Any, kept: Collection[str] = (), fault: str = "") -> Any:
    """The results as one expression over `patients`, an Ibis table, with the columns `kept` before them.

    There are no results in the rows where the column `fault`, one of those kept, holds a value.
    """
    layers = layers_of(program)
    asked = [*([program.lines[name] for name in names] for names in layers), _asked(program)]
    last = {column: number for number, found in enumerate(asked) for part in found for column in columns_of(part)}
    table = patients
    for number, names in enumerate(layers):
        carried = [column for column in table.columns if column in kept or last.get(column, 0) > number]
        table = table.select(*carried, **{name: value(program.lines[name], table) for name in names})
    results = dict(results_of(program, table))
    if fault:
        results = {name: ibis.cases((table[fault].isnull(), column)) for name, column in results.items()}
    return table.select(*kept, **results)


def layers_of(program: Program) -> list[list[str]]:
    """The lines in layers: each uses lines of earlier layers only. What nobody uses the engines leave out."""
    depth: dict[str, int] = {}
    for name, part in program.lines.items():
        depth[name] = 1 + max((depth[column] for column in columns_of(part) if column in depth), default=-1)
    layers: list[list[str]] = [[] for _ in range(1 + max(depth.values(), default=-1))]
    for name, number in depth.items():
        layers[number].append(name)
    return layers


def columns_of(part: Part) -> Iterator[str]:
    """The columns and lines that a part reads."""
    for inner in inside(part):
        if isinstance(inner, parts.Unsure):
            yield inner.finding + UNSURE_SUFFIX
        elif isinstance(inner, parts.Line):
            yield inner.name
        elif isinstance(inner, parts.Yes | parts.Given | parts.Amount | parts.Option):
            yield inner.finding


def _asked(program: Program) -> Iterator[Part]:
    """Every part that the results are made of."""
    yield from (program.settled, program.provisional)
    for flags in (program.level, program.floor, program.ceiling):
        yield from flags.values()
    for pair in (*program.rules.values(), *program.conditions.values()):
        yield from pair


def results_of(program: Program, table: Any) -> Iterator[tuple[str, Any]]:
    """The results by name, over a table with all lines. No case has an `else`, which would take in what is unknown."""
    for what, flags in (("level", program.level), ("floor", program.floor), ("ceiling", program.ceiling)):
        yield what, ibis.cases(*((value(part, table), level) for level, part in flags.items()))
    yield "settled", value(program.settled, table)
    yield "provisional", value(program.provisional, table)
    for id_, (met, possible) in program.rules.items():
        yield f"rule_{id_}", ibis.cases((value(met, table), True), (~value(possible, table), False))
    for id_, pair in program.conditions.items():
        fits, ruled_out = (value(part, table) for part in pair)
        statuses = ((fits, "fits"), (ruled_out, "ruled_out"), (~fits & ~ruled_out, "possible"))
        yield f"condition_{id_}", ibis.cases(*statuses)


def value(part: Part, table: Any) -> Any:
    """A part as a boolean column, null where it is unknown: `&`, `|` and `~` mean in SQL what they mean here."""
    match part:
        case parts.Constant(truth):
            return ibis.literal(truth, "boolean")
        case parts.Yes(name) | parts.Line(name):
            return table[name]
        case parts.Unsure(finding):
            return table[finding + UNSURE_SUFFIX].fill_null(False)
        case parts.Given(finding):
            return table[finding].notnull()
        case parts.Amount(finding, operator, bound, _):
            return _COMPARED[operator](table[finding], bound)
        case parts.Option(finding, options):
            return reduce(or_, [table[finding] == option for option in options])
        case parts.Not(operand):
            return ~value(operand, table)
        case parts.And(operands):
            return reduce(and_, [value(operand, table) for operand in operands])
        case parts.Or(operands):
            return reduce(or_, [value(operand, table) for operand in operands])
        case parts.AtLeast(count, operands):
            return _at_least(count, [value(operand, table) for operand in operands])
        case parts.Certain(operand):
            return value(operand, table).fill_null(False)
        case parts.Refuted(operand):
            return (~value(operand, table)).fill_null(False)
        case _:
            assert_never(part)


def _at_least(count: int, truths: list[Any]) -> Any:
    """Counted twice: what is true, and what may be. Null if only the second is enough."""
    sure = reduce(add, [truth.fill_null(False).cast("int64") for truth in truths])
    possible = reduce(add, [truth.fill_null(True).cast("int64") for truth in truths])
    return ibis.cases((sure >= count, True), (possible < count, False))


# --- the engines ---


class _Engine(Protocol):
    def run(self, table: pa.Table) -> pa.Table: ...
    def close(self) -> None: ...


class _DuckDB:
    def __init__(self, results: Any, schema: pa.Schema, master: str | None) -> None:  # noqa: ARG002 - for Spark
        import duckdb  # noqa: PLC0415 - one engine is enough

        self.connection = duckdb.connect()
        self.query = _sql(results, "duckdb")

    def run(self, table: pa.Table) -> pa.Table:
        chunks = table.to_batches(max_chunksize=CHUNK)  # each is the work of one thread
        self.connection.register(TABLE, pa.Table.from_batches(chunks, table.schema))  # in place of the block before
        return self.connection.sql(self.query).to_arrow_table()

    def close(self) -> None:
        self.connection.close()


class _Polars:
    def __init__(self, results: Any, schema: pa.Schema, master: str | None) -> None:  # noqa: ARG002 - for Spark
        import polars as pl  # noqa: PLC0415

        # The plan is made once. It asks for its block when it runs.
        self.frame = pl.DataFrame
        self.block = self.frame(schema.empty_table())
        source = pl.defer(lambda: self.block, schema=self.block.schema)
        self.plan = ibis.polars.connect({TABLE: source}).compile(results)

    def run(self, table: pa.Table) -> pa.Table:
        self.block = self.frame(table)
        return self.plan.collect().to_arrow()

    def close(self) -> None:
        self.block = self.block.clear()


class _Spark:
    def __init__(self, results: Any, schema: pa.Schema, master: str | None) -> None:  # noqa: ARG002 - for Polars
        from pyspark.sql import SparkSession  # noqa: PLC0415

        self.shared = SparkSession.getActiveSession() is not None  # somebody else will stop it
        self.session: Any = SparkSession.builder.config(map=_spark_settings(master)).getOrCreate()
        self.query = _sql(results, "pyspark")

    def run(self, table: pa.Table) -> pa.Table:
        return self.asked(self.session.createDataFrame(table), self.query).toArrow()

    def move(self, source: str, target: str, prepare: Prepare, schema: pa.Schema, results: Any) -> None:
        """From Parquet to Parquet, without a row passing through this process."""
        from pyspark.sql.pandas.types import from_arrow_schema  # noqa: PLC0415

        def prepared(batches: Iterator[pa.RecordBatch]) -> Iterator[pa.RecordBatch]:
            for batch in batches:
                yield _as(schema, prepare(batch))

        patients = self.session.read.parquet(source).mapInArrow(prepared, from_arrow_schema(schema))
        self.asked(patients, _sql(results, "pyspark")).write.parquet(target)

    def columns(self, source: str) -> pa.Schema:
        from pyspark.sql.pandas.types import to_arrow_schema  # noqa: PLC0415

        return to_arrow_schema(self.session.read.parquet(source).schema)

    def counts(self, source: str, flags: Mapping[str, str]) -> dict[str, int]:
        sums = ", ".join(f"count_if({condition}) as {name}" for name, condition in flags.items())
        self.session.read.parquet(source).createOrReplaceTempView(TABLE)
        row = self.session.sql(f"select count(*) as rows, {sums} from {TABLE}").first()  # noqa: S608 - our own names
        return {name: int(count) for name, count in row.asDict().items()}

    def asked(self, patients: Any, query: str) -> Any:
        """The query over these patients, who take the place of those before."""
        patients.createOrReplaceTempView(TABLE)
        return self.session.sql(query)

    def close(self) -> None:
        if not self.shared:
            self.session.stop()


def _spark_settings(master: str | None) -> dict[str, Any]:
    settings = {
        "spark.master": master or "local[*]",
        "spark.log.level": "ERROR",
        "spark.ui.enabled": "false",
        "spark.ui.showConsoleProgress": "false",
        # All layers joined are more than one generated function can hold: Spark would try, fail and interpret them.
        # Told not to join them it compiles each, and is more than twice as fast.
        "spark.sql.codegen.wholeStage": "false",
        # A block that is handed over goes to the workers whatever its size, and is not worked out while planning.
        "spark.sql.execution.arrow.localRelationThreshold": "0",
    }
    if master is None or master.startswith("local"):
        os.environ.setdefault("SPARK_LOCAL_IP", HERE)
        os.environ.setdefault("PYSPARK_PYTHON", sys.executable)  # or it takes the first `python3` there is
        settings |= {"spark.driver.host": HERE, "spark.driver.bindAddress": HERE, "spark.driver.memory": "4g"}
    return settings


_Made = Callable[[Any, pa.Schema, str | None], _Engine]
ENGINES: Mapping[str, _Made] = {"duckdb": _DuckDB, "polars": _Polars, "spark": _Spark}


def _named(schema: pa.Schema) -> Any:
    return ibis.table(ibis.Schema.from_pyarrow(schema), name=TABLE)


def _sql(results: Any, dialect: str) -> str:
    """The text of a query: a select for each layer. Ibis would join some of them, and take thrice the time to do so."""
    fused, ibis.options.sql.fuse_selects = ibis.options.sql.fuse_selects, False
    try:
        return str(getattr(ibis, dialect).compile(results))
    finally:
        ibis.options.sql.fuse_selects = fused


def _as(schema: pa.Schema, batch: pa.RecordBatch) -> pa.RecordBatch:
    """The columns of a schema, of just its types: a choice may come with a dictionary, a number whole."""
    columns = [batch.column(field.name).cast(field.type) for field in schema]
    return pa.RecordBatch.from_arrays(columns, schema=schema)

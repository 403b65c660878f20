"""Databases triage a table as the engine triages each patient: one Ibis expression, run by DuckDB, Polars and Spark."""

import os
from collections.abc import Iterator
from itertools import product
from math import nextafter
from pathlib import Path
from typing import Any

import ibis
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from lactwise.bulk import (
    ENGINES,
    ROW,
    TABLE,
    Bulk,
    _spark_settings,
    columns_of,
    expression,
    layers_of,
    patients_schema,
    value,
)
from lactwise.loading import load
from lactwise.lowered import UNSURE_SUFFIX, lower
from lactwise.model import Guideline
from lactwise.parts import (
    FALSE,
    TRUE,
    UNKNOWN,
    Amount,
    And,
    AtLeast,
    Certain,
    Given,
    Not,
    Option,
    Or,
    Part,
    Refuted,
    Unsure,
    Yes,
)
from lactwise.reading import Findings
from tests.patients import random_patients
from tests.tables import answers, canonical
from tests.triaging import by_engine, worth

# PySpark leaves the sockets over which results came to the garbage collector.
careless = pytest.mark.filterwarnings("ignore:unclosed <socket:ResourceWarning")
SPARK = pytest.param("spark", marks=[pytest.mark.slow, careless])
everywhere = pytest.mark.parametrize("engine", ["duckdb", "polars", SPARK])
BOUNDS = (38.5, 0.1, 1 / 3)  # the last with more digits than a decimal number of SQL is read with
COUNT = {"duckdb": 800, "polars": 800, "spark": 200}


@pytest.fixture(scope="module")
def guideline() -> Guideline:
    return load()


@pytest.fixture(scope="module")
def bulks(guideline: Guideline) -> Iterator[dict[str, Bulk]]:
    """Each engine with every column, made when a test first asks for it."""

    class Made(dict[str, Bulk]):
        def __missing__(self, engine: str) -> Bulk:
            self[engine] = Bulk(lower(guideline), engine)
            return self[engine]

    made = Made()
    yield made
    for bulk in made.values():
        bulk.close()


def patients(guideline: Guideline, count: int, seed: int) -> list[Findings]:
    return list(random_patients(guideline, count, seed))


@everywhere
def test_every_patient_is_answered_as_by_the_engine(guideline: Guideline, bulks: dict[str, Bulk], engine: str) -> None:
    people = patients(guideline, COUNT[engine], seed=21)
    found = answers(guideline, bulks[engine].answer(canonical(guideline, people)))
    for findings, expected, answer in zip(people, by_engine(guideline, people), found, strict=True):
        assert answer == expected, findings


@everywhere
def test_a_block_leaves_nothing_behind_for_the_next(guideline: Guideline, bulks: dict[str, Bulk], engine: str) -> None:
    one, other = (patients(guideline, count, seed) for count, seed in ((30, 22), (17, 23)))
    expected = {22: by_engine(guideline, one), 23: by_engine(guideline, other)}
    for seed, people in ((22, one), (23, other), (22, one)):
        assert answers(guideline, bulks[engine].answer(canonical(guideline, people))) == expected[seed]


@everywhere
def test_an_empty_block_has_an_empty_answer_with_all_columns(
    guideline: Guideline, bulks: dict[str, Bulk], engine: str
) -> None:
    found = bulks[engine].answer(canonical(guideline, []))
    assert found.num_rows == 0
    assert found.schema == bulks[engine].answer(canonical(guideline, [{}])).schema


@everywhere
def test_the_columns_of_an_answer_stand_in_one_order(guideline: Guideline, bulks: dict[str, Bulk], engine: str) -> None:
    found = bulks[engine].answer(canonical(guideline, [{}]))
    rules = [f"rule_{id_}" for id_ in lower(guideline).rules]
    pictures = [f"condition_{id_}" for id_ in guideline.conditions]
    assert found.schema.names == ["level", "floor", "ceiling", "settled", "provisional", *rules, *pictures]
    assert {str(kind) for kind in found.schema.types} == {"bool", "string"}


@everywhere
def test_a_missing_column_is_as_good_as_an_empty_one(guideline: Guideline, bulks: dict[str, Bulk], engine: str) -> None:
    """Half of the columns, and no "not sure" at all; what the table holds besides is not looked at."""
    left = frozenset(list(guideline.findings)[::2])
    known = [
        {id_: found for id_, found in findings.items() if id_ in left and found != "unsure"}
        for findings in patients(guideline, 60, seed=24)
    ]
    bulk = Bulk(lower(guideline, left), engine)
    found = bulk.answer(canonical(guideline, known).append_column("name", pa.array(["?"] * len(known))))
    assert answers(guideline, found) == by_engine(guideline, known)
    bulk.close()
    if engine == "spark":  # the session belongs to the one that began it
        assert bulks[engine].answer(canonical(guideline, known)) == found


@everywhere
def test_a_table_without_any_known_column_is_answered_row_by_row(
    guideline: Guideline, bulks: dict[str, Bulk], engine: str
) -> None:
    bulks[engine]  # one session for all
    bulk = Bulk(lower(guideline, frozenset()), engine)
    found = bulk.answer(pa.RecordBatch.from_pydict({"name": ["a", "b", "c"]}))
    assert answers(guideline, found) == by_engine(guideline, [{}] * 3)
    bulk.close()


@everywhere
def test_rows_keep_their_order_in_a_large_block(guideline: Guideline, bulks: dict[str, Bulk], engine: str) -> None:
    people = patients(guideline, 50, seed=25)
    few = bulks[engine].answer(canonical(guideline, people))
    batch = canonical(guideline, people * 100)
    assert bulks[engine].answer(batch).to_pylist() == few.to_pylist() * 100


def test_rows_that_come_back_in_another_order_are_put_back(guideline: Guideline) -> None:
    bulk = Bulk(lower(guideline), "polars")
    batch = canonical(guideline, patients(guideline, 20, seed=26))
    expected, run = bulk.answer(batch), bulk.engine.run
    bulk.engine.run = lambda table: run(table).take(list(reversed(range(20))))  # type: ignore[method-assign]
    assert bulk.answer(batch) == expected


def test_numbers_may_be_whole_choices_text_and_empty_columns_without_a_type(
    guideline: Guideline, bulks: dict[str, Bulk]
) -> None:
    people = [
        {id_: 3 if item.kind == "number" else item.options[0]}
        for id_, item in guideline.findings.items()
        if item.kind != "yes_no"
    ]
    batch = canonical(guideline, people)
    columns = dict(zip(batch.schema.names, batch.columns, strict=True))
    for id_, item in guideline.findings.items():
        if item.kind != "yes_no":
            columns[id_] = columns[id_].cast(pa.int64() if item.kind == "number" else pa.string())
        columns[id_ + UNSURE_SUFFIX] = pa.nulls(len(people))
    assert bulks["polars"].answer(pa.RecordBatch.from_pydict(columns)) == bulks["polars"].answer(batch)


# --- the expression ---


def test_a_layer_uses_lines_of_earlier_layers_only(guideline: Guideline) -> None:
    program = lower(guideline)
    ready = set(program.columns)
    for names in layers_of(program):
        assert names
        for name in names:
            assert ready.issuperset(columns_of(program.lines[name]))
        ready.update(names)
    assert ready == program.columns | set(program.lines)


def test_the_query_grows_with_the_program_and_not_with_the_ways_through_it(guideline: Guideline) -> None:
    program = lower(guideline)
    query = str(Bulk(program, "duckdb").engine.query)  # type: ignore[attr-defined]
    assert query.count("SELECT") == len(layers_of(program)) + 1
    assert len(query) < 1_000_000


TRUTHS = [True, False, None]
PARTS: list[Part] = [
    Yes("a"),
    Unsure("a"),
    Given("n"),
    Not(Yes("a")),
    And((Yes("a"), Yes("b"))),
    Or((Yes("a"), Not(Yes("b")))),
    Certain(Or((Yes("a"), Yes("b")))),
    Refuted(And((Yes("a"), Yes("b")))),
    Refuted(Certain(Yes("a"))),
    Not(Refuted(Not(Yes("b")))),
    *(AtLeast(count, (Yes("a"), Not(Yes("b")), Option("c", ("left",)))) for count in (1, 2, 3)),
    Not(AtLeast(2, (Yes("a"), Yes("b"), TRUE))),
    Certain(AtLeast(2, (Yes("a"), Yes("b"), UNKNOWN))),
    *(Amount("n", operator, bound, "") for operator in ("<", "<=", ">", ">=", "==", "!=") for bound in BOUNDS),
    Not(Amount("n", "!=", BOUNDS[0], "")),
    Option("c", ("left", "both sides")),
    Not(Option("c", ("it's",))),
    And((Option("c", ("left", "it's")), Yes("a"))),
    *(kind(constant) for kind in (Not, Certain, Refuted) for constant in (TRUE, FALSE, UNKNOWN)),
    Or((UNKNOWN, Yes("a"))),
]


@everywhere
def test_each_part_is_worth_on_every_row_what_its_plain_reading_says(bulks: dict[str, Bulk], engine: str) -> None:
    numbers = [None, *(found for bound in BOUNDS for found in (bound, nextafter(bound, -1e9), nextafter(bound, 1e9)))]
    choices = [None, "left", "both sides", "it's"]
    names = ("a", "b", "n", "c", "a__unsure")
    rows = [dict(zip(names, row, strict=True)) for row in product(TRUTHS, TRUTHS, numbers, choices, TRUTHS)]
    types = (pa.bool_(), pa.bool_(), pa.float64(), pa.string(), pa.bool_())
    schema = pa.schema([*zip(names, types, strict=True), (ROW, pa.int64())])
    table = ibis.table(ibis.Schema.from_pyarrow(schema), name=TABLE)
    asked = table.select(ROW, **{str(number): value(part, table) for number, part in enumerate(PARTS)})
    rows = [row | {ROW: number} for number, row in enumerate(rows)]
    bulks[engine]  # one session for all
    made = ENGINES[engine](asked, schema, None)
    found = made.run(pa.Table.from_pylist(rows, schema)).to_pylist()
    made.close()
    for row, answer in zip(rows, found, strict=True):
        for number, part in enumerate(PARTS):
            assert answer[str(number)] is worth(part, row, {}), (part, row)


def test_a_column_that_is_to_be_kept_may_not_bear_the_name_of_a_result(guideline: Guideline) -> None:
    program = lower(guideline, {"confusion"})
    table = ibis.table({"confusion": "boolean", "level": "string"}, name="patients")
    with pytest.raises(ibis.common.exceptions.IbisInputError, match="level"):
        expression(program, table, ["level"])


def test_an_engine_that_does_not_exist_is_named_with_those_that_do(guideline: Guideline) -> None:
    with pytest.raises(ValueError, match="there is no engine 'oracle'; use one of duckdb, polars, spark"):
        Bulk(lower(guideline), "oracle")


# --- Spark on its own ---


@pytest.mark.slow
@careless
def test_spark_goes_from_parquet_to_parquet_and_a_row_with_a_fault_has_no_results(
    guideline: Guideline, bulks: dict[str, Bulk], tmp_path: Path
) -> None:
    people = patients(guideline, 120, seed=27)
    batch = canonical(guideline, people)
    (tmp_path / "source").mkdir()
    for part in range(3):
        names = pa.array([f"patient {number}" for number in range(40 * part, 40 * part + 40)])
        given = batch.slice(40 * part, 40).append_column("Name", names)
        pq.write_table(pa.Table.from_batches([given]), tmp_path / "source" / f"{part}.parquet")
    columns = batch.schema.names

    def prepare(read: Any) -> Any:
        """Renames one column, and finds a fault in every tenth patient."""
        faults = [f"{name}: strange" if name.endswith("7") else None for name in read.column("Name").to_pylist()]
        made = {name: read.column(name) for name in columns}
        made |= {"id": read.column("Name"), "error": pa.array(faults, pa.string())}
        return pa.RecordBatch.from_pydict(made)

    schema = pa.schema([*patients_schema(lower(guideline)), ("id", pa.string()), ("error", pa.string())])
    bulks["spark"].run_spark(str(tmp_path / "source"), str(tmp_path / "target"), prepare, schema, "error")
    whole = pq.read_table(tmp_path / "target")
    assert whole.schema.names == ["id", "error", *bulks["spark"].answer(batch).schema.names]
    found = {row["id"]: row for row in whole.to_pylist()}
    judged = answers(guideline, pa.RecordBatch.from_pylist(list(found.values()), whole.schema))
    assert set(found) == {f"patient {number}" for number in range(120)}
    by_id = dict(zip(found, judged, strict=True))
    for number, expected in enumerate(by_engine(guideline, people)):
        if number % 10 == 7:
            row = found[f"patient {number}"]
            assert row.pop("error") == f"{row.pop('id')}: strange"
            assert set(row.values()) == {None}
        else:
            assert by_id[f"patient {number}"] == expected


def test_only_spark_reads_and_writes_for_itself(guideline: Guideline, bulks: dict[str, Bulk]) -> None:
    with pytest.raises(TypeError, match="only Spark"):
        bulks["polars"].run_spark("from", "to", lambda batch: batch, pa.schema([]))


def test_a_cluster_may_reach_the_driver_and_this_machine_keeps_to_itself(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("SPARK_LOCAL_IP", raising=False)
    monkeypatch.delenv("PYSPARK_PYTHON", raising=False)
    cluster = _spark_settings("spark://far:7077")
    assert cluster["spark.master"] == "spark://far:7077"
    assert not {"spark.driver.host", "spark.driver.bindAddress"} & set(cluster)
    assert "SPARK_LOCAL_IP" not in os.environ
    here = _spark_settings(None)
    assert (here["spark.master"], here["spark.driver.bindAddress"]) == ("local[*]", "127.0.0.1")
    assert os.environ["SPARK_LOCAL_IP"] == "127.0.0.1"

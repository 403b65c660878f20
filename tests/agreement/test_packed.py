"""The packed engine says what the engine says, however the table is cut, typed, ordered and divided among threads."""

import random
from dataclasses import replace
from typing import Any

import numpy as np
import pyarrow as pa
import pytest

from lactwise.engine import machine_of
from lactwise.loading import load
from lactwise.lowered import UNSURE_SUFFIX, Program, lower
from lactwise.model import Guideline
from lactwise.packed import Packed
from lactwise.parts import (
    Amount,
    certain,
    negation,
    refuted,
)
from lactwise.reading import Findings
from tests.patients import random_patients
from tests.tables import answers, canonical
from tests.triaging import Answer, by_engine

COUNT = 3_200


@pytest.fixture(scope="module")
def guideline() -> Guideline:
    return load()


@pytest.fixture(scope="module")
def program(guideline: Guideline) -> Program:
    return lower(guideline)


@pytest.fixture(scope="module")
def packed(program: Program) -> Packed:
    return Packed(program)


@pytest.fixture(scope="module")
def patients(guideline: Guideline) -> list[Findings]:
    return list(random_patients(guideline, COUNT, seed=20))


@pytest.fixture(scope="module")
def table(guideline: Guideline, patients: list[Findings]) -> Any:
    return canonical(guideline, patients)


@pytest.fixture(scope="module")
def judged(guideline: Guideline, patients: list[Findings]) -> list[Answer]:
    return by_engine(guideline, patients)


@pytest.fixture(scope="module")
def expected(packed: Packed, table: Any) -> Any:
    return packed.answer(table)


def with_column(batch: Any, name: str, column: Any) -> Any:
    return batch.set_column(batch.schema.get_field_index(name), name, column)


def test_all_patients_are_judged_as_by_the_engine(guideline: Guideline, judged: list[Answer], expected: Any) -> None:
    assert answers(guideline, expected) == judged


def test_the_results_have_the_agreed_names_types_and_order(
    guideline: Guideline, program: Program, expected: Any
) -> None:
    named = pa.dictionary(pa.int8(), pa.string())
    types = dict.fromkeys(("level", "floor", "ceiling"), named) | dict.fromkeys(("settled", "provisional"), pa.bool_())
    types |= {f"rule_{id_}": pa.bool_() for id_ in program.rules}
    types |= {f"condition_{id_}": named for id_ in program.conditions}
    assert list(zip(expected.schema.names, expected.schema.types, strict=True)) == list(types.items())
    assert expected.column("level").dictionary.to_pylist() == list(guideline.levels)
    assert expected.column("condition_normal").dictionary.to_pylist() == ["fits", "possible", "ruled_out"]
    expected.validate(full=True)


def test_only_what_is_asked_for_is_answered(program: Program, table: Any, expected: Any) -> None:
    found = Packed(program, only=("level", "settled")).answer(table)
    assert found.equals(expected.select(["level", "settled"]))


@pytest.mark.parametrize("count", [0, 1, 7, 8, 9, 63, 64, 65])
def test_a_table_may_have_any_length(packed: Packed, table: Any, expected: Any, count: int) -> None:
    found = packed.answer(table.slice(0, count))
    found.validate(full=True)
    assert found.to_pylist() == expected.slice(0, count).to_pylist()


@pytest.mark.parametrize("start", [1, 3, 8, 12, 63, COUNT - 1])
def test_a_table_may_be_cut_from_another(packed: Packed, table: Any, expected: Any, start: int) -> None:
    assert packed.answer(table.slice(start, 900)).equals(expected.slice(start, 900))


def test_each_column_may_be_cut_from_another(packed: Packed, table: Any, expected: Any) -> None:
    chance = random.Random(3)
    columns = []
    for column in table.columns:
        before = column.slice(0, chance.randrange(20))
        columns.append(pa.concat_arrays([before, column, column.slice(0, 5)]).slice(len(before), len(column)))
    assert {column.offset % 8 for column in columns} == set(range(8))
    assert packed.answer(pa.RecordBatch.from_arrays(columns, table.schema.names)).equals(expected)


def test_columns_may_stand_in_any_order_with_others_between(packed: Packed, table: Any, expected: Any) -> None:
    order = random.Random(4).sample(table.schema.names, table.num_columns)
    mixed = table.select(order).append_column("note", pa.nulls(table.num_rows))
    assert packed.answer(mixed).equals(expected)


def test_a_missing_column_is_as_good_as_an_empty_one(guideline: Guideline, packed: Packed, table: Any) -> None:
    chance = random.Random(5)
    for share in (0.2, 0.6, 0.95):
        kept = [name for name in table.schema.names if chance.random() > share]
        batch = table
        for name, type_ in zip(table.schema.names, table.schema.types, strict=True):
            if name not in kept:
                batch = with_column(batch, name, pa.nulls(table.num_rows, type_))
        assert Packed(lower(guideline, kept)).answer(table.select(kept)).equals(packed.answer(batch))


def test_a_column_in_which_nothing_is_known_may_have_no_type(packed: Packed, table: Any) -> None:
    for name in ("confusion", "pain", "side", "redness__unsure"):
        typed = with_column(table, name, pa.nulls(table.num_rows, table.column(name).type))
        assert packed.answer(with_column(table, name, pa.nulls(table.num_rows))).equals(packed.answer(typed))


def recoded(column: Any, kind: str) -> Any:
    words = column.cast(pa.string())
    if kind == "string":
        return words
    if kind == "int32, other order":
        codes = words.dictionary_encode()
        turned = pa.array([None if code is None else 9 - code for code in codes.indices.to_pylist()], pa.int32())
        known = codes.dictionary.to_pylist()
        unused = [f"unused {place}" for place in range(10 - len(known))]
        return pa.DictionaryArray.from_arrays(turned, [*unused, *known[::-1]])
    options = column.dictionary.to_pylist()
    twice = [
        None if code is None else code + len(options) * (row % 2) for row, code in enumerate(column.indices.to_pylist())
    ]
    if kind == "int16, each word twice":
        return pa.DictionaryArray.from_arrays(pa.array(twice, pa.int16()), [*options, *options])
    codes = [len(options) if code is None else code for code in column.indices.to_pylist()]
    return pa.DictionaryArray.from_arrays(pa.array(codes, pa.int8()), pa.array([*options, None]))


@pytest.mark.parametrize("kind", ["string", "int32, other order", "int16, each word twice", "a word for nothing"])
def test_a_choice_may_be_coded_in_any_way(
    guideline: Guideline, packed: Packed, table: Any, expected: Any, kind: str
) -> None:
    for item in guideline.findings.values():
        if item.kind == "choice":
            table = with_column(table, item.id, recoded(table.column(item.id), kind))
    assert packed.answer(table).equals(expected)


@pytest.mark.parametrize("type_", [pa.int8(), pa.uint8(), pa.int16(), pa.int32(), pa.int64(), pa.float32()], ids=str)
def test_a_number_may_be_of_any_type(guideline: Guideline, packed: Packed, table: Any, type_: Any) -> None:
    typed = table
    for item in guideline.findings.values():
        if item.kind == "number":
            low = [
                None if value is None else min(float(int(value)), 127) for value in table.column(item.id).to_pylist()
            ]
            table = with_column(table, item.id, pa.array(low, pa.float64()))
            typed = with_column(typed, item.id, pa.array(low, pa.float64()).cast(type_))
    assert packed.answer(typed).equals(packed.answer(table))


@pytest.mark.parametrize("type_", [pa.float32(), pa.int8()], ids=str)
def test_a_number_is_compared_as_the_number_it_is(guideline: Guideline, type_: Any) -> None:
    edge = 38.1
    assert float(np.float32(edge)) < edge  # the nearest short number is another
    warm = Amount("temperature_c", ">=", edge, "")
    rules = {"warm": (certain(warm), negation(refuted(warm)))}
    numbers = pa.array([38.0, 38.1, 39.0, None]).cast(type_, safe=False)
    program = replace(lower(guideline, {"temperature_c"}), rules=rules)
    found = Packed(program, only=["rule_warm"]).answer(pa.RecordBatch.from_pydict({"temperature_c": numbers}))
    assert found.column(0).to_pylist() == [False, False, True, None]


def test_where_it_is_empty_whether_she_is_sure_she_is(packed: Packed, table: Any, expected: Any) -> None:
    for name in table.schema.names:
        if name.endswith(UNSURE_SUFFIX):
            said = table.column(name).buffers()[1]
            every = pa.py_buffer(np.full(len(said), 255, np.uint8))  # a bit that does not count where it is empty
            table = with_column(table, name, pa.Array.from_buffers(pa.bool_(), COUNT, [said, every]))
    assert packed.answer(table).equals(expected)


def test_what_an_empty_cell_holds_does_not_count(packed: Packed, table: Any, expected: Any) -> None:
    columns = []
    for column in table.columns:
        inner = column.indices if pa.types.is_dictionary(column.type) else column
        known, values = inner.buffers()
        if known is not None and not pa.types.is_boolean(inner.type):
            empty = np.unpackbits(np.frombuffer(known, np.uint8), bitorder="little")[: len(inner)] == 0
            filled = np.frombuffer(values, inner.type.to_pandas_dtype(), len(inner)).copy()
            filled[empty] = 1
            inner = pa.Array.from_buffers(inner.type, len(inner), [known, pa.py_buffer(filled)])
        elif known is not None:
            filled = np.frombuffer(values, np.uint8) | ~np.frombuffer(known, np.uint8)[: values.size]
            inner = pa.Array.from_buffers(inner.type, len(inner), [known, pa.py_buffer(filled)])
        is_choice = pa.types.is_dictionary(column.type)
        columns.append(pa.DictionaryArray.from_arrays(inner, column.dictionary) if is_choice else inner)
    assert packed.answer(pa.RecordBatch.from_arrays(columns, table.schema.names)).equals(expected)


@pytest.mark.parametrize(("rows", "threads"), [(8, 1), (40, 3), (60, 2), (1_000, 5), (1 << 20, 1), (1 << 20, 2)])
def test_blocks_and_threads_change_nothing(
    program: Program, table: Any, expected: Any, rows: int, threads: int
) -> None:
    count = min(COUNT, 100 * rows)
    assert Packed(program, threads, rows).answer(table.slice(0, count)).equals(expected.slice(0, count))


def test_what_only_contradictory_answers_need_is_left_out_elsewhere(program: Program, packed: Packed) -> None:
    for unsure in (True, False):
        check, plain, full = (sum(len(step.operations) for step in plan.steps) for plan in packed.plans(unsure))
        assert check + plain < full


@pytest.fixture(scope="module")
def calm(guideline: Guideline, patients: list[Findings]) -> list[bool]:
    """Who does not contradict herself."""
    machine = machine_of(guideline)
    return [not machine.read(findings).others for findings in patients]


def test_blocks_with_and_without_contradictions_may_stand_side_by_side(
    program: Program, table: Any, expected: Any, calm: list[bool]
) -> None:
    order = pa.array(sorted(range(1_000), key=lambda row: calm[row]))
    assert 100 < sum(calm[:1_000]) < 900
    assert Packed(program, rows=8).answer(table.take(order)).equals(expected.take(order))


def test_what_is_left_out_matters_only_where_there_are_contradictions(
    program: Program, table: Any, expected: Any, calm: list[bool]
) -> None:
    hasty = Packed(program)
    check, plain, _ = hasty.plans(True)
    hasty.plans = lambda unsure: (check, plain, plain)  # type: ignore[assignment, misc]
    found = hasty.answer(table)
    assert found.filter(pa.array(calm)).equals(expected.filter(pa.array(calm)))
    assert not found.equals(expected)


def test_where_she_is_sure_of_all_the_columns_that_say_so_need_not_be_there(
    guideline: Guideline, packed: Packed, table: Any
) -> None:
    for name in table.schema.names:
        if name.endswith(UNSURE_SUFFIX):
            table = with_column(table, name, pa.array([False] * COUNT))
    without = Packed(lower(guideline, guideline.findings))
    assert packed.answer(table).equals(without.answer(table.select(list(guideline.findings))))

"""Packed answers what a program holds beside the triage: the advice the engine shows, to each reader, row by row."""

from typing import Any

import pyarrow as pa
import pytest

from lactwise.engine import assess
from lactwise.loading import load
from lactwise.lowered import lower
from lactwise.lowered_advice import AUDIENCES, lower_with_advice
from lactwise.made_up.patients import patients as plausible
from lactwise.model import Guideline
from lactwise.packed import Packed
from lactwise.reading import Findings
from tests.patients import random_patients
from tests.tables import canonical

COUNT = 300


@pytest.fixture(scope="module")
def guideline() -> Guideline:
    return load()


@pytest.fixture(scope="module")
def patients(guideline: Guideline) -> list[Findings]:
    return [*random_patients(guideline, COUNT, seed=31), *plausible(guideline, COUNT, seed=31)]


@pytest.fixture(scope="module")
def answered(guideline: Guideline, patients: list[Findings]) -> Any:
    return Packed(lower_with_advice(guideline)).answer(canonical(guideline, patients))


@pytest.mark.parametrize("audience", AUDIENCES)
def test_the_advice_of_each_row_is_what_the_engine_shows(
    guideline: Guideline, patients: list[Findings], answered: Any, audience: str
) -> None:
    columns = {id_: answered.column(AUDIENCES[audience] + id_).to_pylist() for id_ in guideline.advice}
    met: set[str] = set()
    for row, findings in enumerate(patients):
        expected = {item["id"] for item in assess(guideline, findings, audience=audience)["advice"]}
        assert {id_ for id_, column in columns.items() if column[row]} == expected, findings
        met |= expected
    assert len(met) > 80, "the patients meet much of the advice"


def test_whether_advice_is_shown_is_never_unknown(guideline: Guideline, answered: Any) -> None:
    named = [prefix + id_ for prefix in AUDIENCES.values() for id_ in guideline.advice]
    assert named == [name for name in answered.schema.names if name in set(named)], "the order of the guideline"
    for name in named:
        assert answered.column(name).type == pa.bool_()
        assert answered.column(name).null_count == 0
    answered.validate(full=True)


def test_the_triage_beside_it_is_the_same(guideline: Guideline, patients: list[Findings], answered: Any) -> None:
    alone = Packed(lower(guideline)).answer(canonical(guideline, patients))
    assert answered.select(alone.schema.names).equals(alone)


def test_a_piece_of_advice_may_be_all_that_is_asked_for(
    guideline: Guideline, patients: list[Findings], answered: Any
) -> None:
    one = next(name for name in answered.schema.names if answered.column(name).type == pa.bool_() and "shown" in name)
    found = Packed(lower_with_advice(guideline), only=[one]).answer(canonical(guideline, patients))
    assert found.equals(answered.select([one]))

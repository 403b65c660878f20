"""What does a table of patients look like, and what the table of its answers?

In: a guideline with patients `{id: value}`, or a block of results. Out: the patients as one canonical block with every
column there can be, as backends for tables take it; the results as the `Answer`s of tests/triaging.py.

>>> from lactwise.loading import load
>>> canonical(load(), [{"confusion": "unsure"}]).column("confusion__unsure").to_pylist()
[True]
"""

from collections.abc import Iterable
from typing import Any

import pyarrow as pa

from lactwise.lowered import UNSURE_SUFFIX
from lactwise.model import Finding, Guideline
from lactwise.reading import Findings
from tests.triaging import Answer, row_of

TYPES: dict[str, Any] = {
    "yes_no": pa.bool_(),
    "number": pa.float64(),
    "choice": pa.dictionary(pa.int8(), pa.string()),
}


def canonical(guideline: Guideline, patients: Iterable[Findings]) -> Any:
    """The patients as one block: a column for each finding, and one beside it that says where she is not sure."""
    rows = [row_of(findings) for findings in patients]
    made = {}
    for item in guideline.findings.values():
        made[item.id] = column(item, [row.get(item.id) for row in rows])
        unsure = [bool(row.get(item.id + UNSURE_SUFFIX)) for row in rows]
        made[item.id + UNSURE_SUFFIX] = pa.array(unsure, pa.bool_())
    return pa.RecordBatch.from_pydict(made)


def column(item: Finding, values: list[Any]) -> Any:
    """The values of one finding; the dictionary of a choice is its options in order."""
    if item.kind != "choice":
        return pa.array(values, TYPES[item.kind])
    codes = [None if value is None else item.options.index(value) for value in values]
    return pa.DictionaryArray.from_arrays(pa.array(codes, pa.int8()), list(item.options))


def answers(guideline: Guideline, batch: Any) -> list[Answer]:
    """A block of results, patient by patient."""
    found = {name: batch.column(name).to_pylist() for name in batch.schema.names}
    return [
        {
            **{name: found[name][row] for name in ("level", "floor", "ceiling", "settled", "provisional")},
            "rules": {id_: found[f"rule_{id_}"][row] for id_ in guideline.rules},
            "conditions": {id_: found[f"condition_{id_}"][row] for id_ in guideline.conditions},
        }
        for row in range(batch.num_rows)
    ]

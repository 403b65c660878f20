"""What is a column of patients, and which of its values cannot be used?

In: a block of a table as it was read: true and false or text, numbers or text, options. Out: the same in the types that
the engines want, "unsure" in a column beside, and every fault in the words of `patient.check`.

>>> from lactwise.loading import load
>>> block = pa.RecordBatch.from_pydict({"redness": ["true", "unsure", "yes"], "pain": [7, 11, None]})
>>> [fault.reason.split(".")[0] for fault in canonical(load(), block, 1)[1]]
['pain: 11 score is out of range: plausible are 0 to 10 score', 'redness: the text "yes" is not an answer']
"""

import json
import math
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from lactwise import patient
from lactwise.lowered import UNSURE_SUFFIX
from lactwise.model import Finding, Guideline
from lactwise.problems import nearest
from lactwise.reading import UNSURE

BYTE = np.iinfo(np.uint8).bits
ID = "id"  # kept without being asked for, as in a batch of cases
RESULTS = ("row", "level", "floor", "ceiling", "settled", "provisional", "error")  # beside rule_… and condition_…
TYPES: dict[str, Any] = {
    "yes_no": pa.bool_(),
    "number": pa.float64(),
    "choice": pa.dictionary(pa.int32(), pa.string()),
}
NUMBER = r"^[+-]?([0-9]+\.?[0-9]*|\.[0-9]+)([eE][+-]?[0-9]+)?$"


@dataclass(frozen=True, slots=True)
class Fault:
    """Why a row cannot be triaged: its number in the table (from 1), the column, the value as text, the reason."""

    row: int
    column: str
    value: str
    reason: str


def of_patients(guideline: Guideline, patients: Sequence[Mapping[str, Any]]) -> pa.RecordBatch:
    """Checked findings `{id: value}` as a block: every column there can be."""
    arrays: dict[str, Any] = {}
    for item in guideline.findings.values():
        values = [found.get(item.id) for found in patients]
        kind = pa.string() if item.kind == "choice" else TYPES[item.kind]
        arrays[item.id] = pa.array([None if value == UNSURE else value for value in values], kind)
        if item.kind == "choice":
            arrays[item.id] = arrays[item.id].dictionary_encode()
        arrays[item.id + UNSURE_SUFFIX] = pa.array([value == UNSURE for value in values], pa.bool_())
    return pa.RecordBatch.from_arrays(list(arrays.values()), list(arrays))


def finding_of(guideline: Guideline, column: str) -> Finding | None:
    """The finding whose value, or whose "not sure", a column holds."""
    return guideline.findings.get(column) or guideline.findings.get(column.removesuffix(UNSURE_SUFFIX))


def column_faults(guideline: Guideline, names: Sequence[str], keep: Iterable[str]) -> list[str]:
    """Every column that is neither a finding nor kept, or stands twice; and every one that cannot be kept."""
    faults = []
    allowed = {ID, *keep}
    for name in dict.fromkeys(keep):
        if finding_of(guideline, name) is not None:
            faults.append(f"{name}: is a finding, and is read as one. Do not keep it.")
        elif name in RESULTS or name.startswith(("rule_", "condition_")):
            faults.append(f"{name}: a column of the results has this name. Rename it in the table.")
        elif name not in names and name != ID:
            faults.append(f"{name}: the table has no such column to keep.")
    for name in dict.fromkeys(names):
        if names.count(name) > 1:
            faults.append(f"{name}: there are {names.count(name)} columns of this name. Keep one.")
        if name not in allowed and finding_of(guideline, name) is None:
            hint = nearest(name, guideline.findings)
            hint = f"{hint[:1].upper()}{hint[1:]} " if hint else ""
            faults.append(
                f"{name}: there is no such finding, and --keep does not name it. {hint}"
                f"If it is not a finding, carry it along with --keep {name}."
            )
    return faults


def canonical(guideline: Guideline, batch: pa.RecordBatch, first: int) -> tuple[pa.RecordBatch, list[Fault]]:
    """The columns in the types the engines want, "unsure" in a column beside; and every value that cannot be used."""
    arrays: dict[str, Any] = {}
    wrong: dict[str, Any] = {}
    beside: dict[str, Any] = {}
    for name, array in zip(batch.schema.names, batch.columns, strict=True):
        finding = guideline.findings.get(name)
        values, bad, unsure = _read(array, finding)
        if bad is not None and bad.true_count:
            wrong[name] = bad
        if finding is not None:
            arrays[name] = values
        else:
            unsure = pc.fill_null(values, False) if values.null_count else values
        if unsure is not None:
            id_ = name.removesuffix(UNSURE_SUFFIX)
            beside[id_] = pc.or_(beside[id_], unsure) if id_ in beside else unsure
    for name, unsure in beside.items():
        both = _both(unsure, arrays[name]) if name in arrays and unsure.true_count else None
        if both is not None:
            wrong[name + UNSURE_SUFFIX] = both
        arrays[name + UNSURE_SUFFIX] = unsure
    faults = [fault for name, bad in wrong.items() for fault in _faults(guideline, batch, name, bad, first)]
    return pa.RecordBatch.from_arrays(list(arrays.values()), list(arrays)), sorted(faults, key=lambda f: f.row)


def _both(unsure: Any, value: Any) -> Any:
    """The rows that are not sure of what they give; `None` if there are none."""
    if not unsure.offset:
        both = _where(np.frombuffer(unsure.buffers()[1], np.uint8), value)
    else:
        both = pc.and_(unsure, pc.is_valid(value))
    return both if both.true_count else None


def _where(bits: Any, array: Any) -> Any:
    """The rows of a bitmap in which an array has a value, as an array of truths."""
    rows = len(array)
    bits = bits[: -(-rows // BYTE)]
    if array.null_count:
        given = array.buffers()[0]
        if array.offset:
            given = pc.is_valid(array).buffers()[1]
        bits = bits & np.frombuffer(given, np.uint8, len(bits))
    return pa.Array.from_buffers(pa.bool_(), rows, [None, pa.py_buffer(bits)])


def _faults(guideline: Guideline, batch: pa.RecordBatch, name: str, bad: Any, first: int) -> Iterator[Fault]:
    for place in pc.indices_nonzero(bad).to_pylist():
        value = batch.column(name)[place].as_py()
        if name in guideline.findings:
            given = _as_number(value) if guideline.findings[name].kind == "number" else value
            reasons = patient.check(guideline, {name: given})
            reason = reasons[0] if reasons else f"{name}: {value!r:.40} cannot be used."
        elif isinstance(value, bool):
            reason = f"{name}: she is not sure, and yet {name.removesuffix(UNSURE_SUFFIX)} has a value. Keep one."
        else:
            reason = f"{name}: {value!r:.40} is not an answer. Use true or false."
        yield Fault(first + place, name, str(value), reason)


def _read(array: Any, finding: Finding | None) -> tuple[Any, Any, Any]:
    """Values in the type of their kind; which of the given cannot be used; which are "unsure" (each `None` if none)."""
    kind = finding.kind if finding is not None else "yes_no"
    if pa.types.is_null(array.type):
        return array.cast(pa.string()).dictionary_encode() if kind == "choice" else array.cast(TYPES[kind]), None, None
    if kind == "yes_no" and pa.types.is_boolean(array.type):
        return array, None, None
    if kind == "number" and finding is not None and _is_numeric(array.type):
        values = array if array.type == pa.float64() else array.cast(pa.float64(), safe=False)
        return values, _implausible(values, finding), None
    words = pa.types.is_dictionary(array.type)
    if not (words or pa.types.is_string(array.type) or pa.types.is_large_string(array.type)):
        return pa.nulls(len(array), TYPES[kind]), pc.is_valid(array), None
    known = array.dictionary.to_pylist() if words and finding is not None else [None]
    if kind == "choice" and finding is not None and set(known) <= {*finding.options, UNSURE}:
        return _of_words(array, known)
    text = pc.utf8_trim_whitespace(array.cast(pa.string()))
    unsure = pc.fill_null(pc.equal(text, UNSURE), False)
    values = _of_text(text, finding)
    bad = pc.and_not(pc.and_(pc.is_valid(text), pc.is_null(values)), unsure)
    if kind == "number" and finding is not None:
        implausible = _implausible(values, finding)
        bad = bad if implausible is None else pc.or_(bad, implausible)
    return (values.dictionary_encode() if kind == "choice" else values), bad, unsure


def _of_words(array: Any, words: Sequence[Any]) -> tuple[Any, Any, Any]:
    """A choice whose words are all options, or "unsure"."""
    if UNSURE not in words or not len(array):
        return array, None, pa.array(np.zeros(len(array), np.bool_))
    kind = array.indices.type.to_pandas_dtype()
    codes = np.frombuffer(array.indices.buffers()[1], kind)[array.offset : array.offset + len(array)]
    unsure = _where(np.packbits(codes == words.index(UNSURE), bitorder="little"), array.indices)
    codes = pc.if_else(unsure, None, array.indices) if unsure.true_count else array.indices
    return pa.DictionaryArray.from_arrays(codes, array.dictionary), None, unsure


def _of_text(text: Any, finding: Finding | None) -> Any:
    """Values written as text; null where it says something else."""
    if finding is None or finding.kind == "yes_no":
        lower = pc.utf8_lower(text)
        return pc.if_else(pc.is_in(lower, pa.array(["true", "false"])), pc.equal(lower, "true"), None)
    if finding.kind == "choice":
        return pc.if_else(pc.is_in(text, pa.array(finding.options)), text, None)
    return pc.if_else(pc.match_substring_regex(text, NUMBER), text, None).cast(pa.float64())


def _is_numeric(kind: Any) -> bool:
    return bool(pa.types.is_integer(kind) or pa.types.is_floating(kind) or pa.types.is_decimal(kind))


def _implausible(values: Any, finding: Finding) -> Any:
    """Which numbers lie out of the range of their finding, or are none; `None` if all are plausible."""
    if not len(values):  # there may be no memory to look at
        return None
    low, high = finding.range or (-math.inf, math.inf)
    numbers = np.frombuffer(values.buffers()[1], np.float64)[values.offset : values.offset + len(values)]
    plausible = (numbers >= low) & (numbers <= high)  # NaN is neither
    bad = _where(np.packbits(~plausible, bitorder="little"), values)
    return bad if bad.true_count else None


def shown(value: object) -> str | None:
    """A value as text, as JSON writes it."""
    return value if value is None or isinstance(value, str) else json.dumps(value)


def _as_number(value: object) -> object:
    """A number written as text, so that what is wrong with it can be said; anything else as it is."""
    try:
        return float(value) if isinstance(value, str | Decimal) else value
    except (ValueError, ArithmeticError):
        return value

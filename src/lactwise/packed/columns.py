"""How are bitmaps read from Arrow's columns, and answers written into others?

In: a block of patients, and what is to be read of some of its rows. Out: bitmaps, as bytes with the first row in the
lowest bit, which is how Arrow keeps them, so that most are not even copied.

>>> patients = pa.RecordBatch.from_pydict({"pain": pa.array([1, None, 9, 8])})
>>> bits = Patients(patients, {"pain": "number"}).read((">=", "pain", 8.0), 0, 4)
>>> f"{bits[0]:04b}"  # the last row first; what it says of an empty cell does not count
'1100'
"""

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

Bits = npt.NDArray[np.uint8]
BYTE, ALL = np.iinfo(np.uint8).bits, np.iinfo(np.uint8).max  # the rows of a byte; every one of them
_COMPARED: dict[str, Any] = {">": np.greater, ">=": np.greater_equal, "==": np.equal}


def size_of(rows: int) -> int:
    """The bytes of a bitmap."""
    return -(-rows // BYTE)


class Patients:
    """A block of patients. `kinds` says which columns are read, and whether as yes_no, unsure, number or choice."""

    def __init__(self, batch: Any, kinds: Mapping[str, str]) -> None:
        self.known: dict[str, tuple[Bits | None, int]] = {}
        self.yes: dict[str, tuple[Bits | None, int]] = {}
        self.values: dict[str, npt.NDArray[Any]] = {}
        self.options: dict[str, list[str]] = {}
        self.any_unsure = False
        for name, kind in kinds.items():
            column = batch.column(name)
            if kind == "choice":
                column = _coded(column)
                self.options[name] = column.dictionary.to_pylist()
                column = column.indices
            elif kind == "number" and not _is_number(column.type):
                column = column.cast(pa.float64())
            elif kind in ("yes_no", "unsure") and not pa.types.is_boolean(column.type):
                column = column.cast(pa.bool_())
            if kind == "unsure":
                column = pc.fill_null(column, False) if column.null_count else column
                self.any_unsure = self.any_unsure or column.true_count > 0
            known, values = column.buffers()
            self.known[name] = _raw(known), column.offset
            if kind in ("yes_no", "unsure"):
                self.yes[name] = _raw(values), column.offset
            else:
                self.values[name] = _values(column, values)

    def read(self, what: tuple[str, str, Any], start: int, stop: int) -> Bits:
        """What holds of a column, in the rows from `start`. What it says where nothing is known does not count."""
        said, name, than = what
        match said:
            case "no" | "every":
                return np.broadcast_to(np.uint8(ALL if said == "every" else 0), size_of(stop - start))
            case "known":
                return _cut(self.known[name], start, stop)
            case "yes":
                return _cut(self.yes[name], start, stop)
            case "option":
                place = self.options[name].index(than) if than in self.options[name] else -1
                return np.packbits(self.values[name][start:stop] == place, bitorder="little")
            case _:
                values = self.values[name][start:stop]
                return np.packbits(_COMPARED[said](values, _exactly(than, values.dtype)), bitorder="little")


def _coded(column: Any) -> Any:
    """A choice as codes, each option having one."""
    if pa.types.is_dictionary(column.type):
        options = column.dictionary.to_pylist()
        if None not in options and len(set(options)) == len(options):
            return column
    return column.cast(pa.string()).dictionary_encode()


def _is_number(type_: Any) -> bool:
    return bool(pa.types.is_integer(type_) or pa.types.is_float32(type_) or pa.types.is_float64(type_))


def _exactly(number: float, dtype: np.dtype[Any]) -> Any:
    """A number to compare with values of a type, in that type if that loses nothing."""
    if dtype.kind in "iu" and number == int(number):
        return int(number)
    return number if float(dtype.type(number)) == number else np.float64(number)


def _raw(buffer: Any) -> Bits | None:
    return None if buffer is None else np.frombuffer(buffer, np.uint8)


def _values(column: Any, buffer: Any) -> npt.NDArray[Any]:
    dtype = np.dtype(column.type.to_pandas_dtype())
    if buffer is None:
        return np.zeros(len(column), dtype)
    return np.frombuffer(buffer, dtype, len(column), column.offset * dtype.itemsize)


def _cut(bits: tuple[Bits | None, int], start: int, stop: int) -> Bits:
    """The bits of some rows; all set if there are no bits, as where every row is known."""
    raw, offset = bits
    size = size_of(stop - start)
    if raw is None:
        return np.full(size, ALL, np.uint8)
    first, shift = divmod(offset + start, BYTE)
    if not shift:
        return raw[first : first + size]
    found: Bits = np.right_shift(raw[first : first + size], shift, dtype=np.uint8)
    following: Bits = np.left_shift(raw[first + 1 : first + 1 + size], BYTE - shift, dtype=np.uint8)
    found[: len(following)] |= following
    return found


class Results:
    """A block of answers to be filled: `words` holds for each result its words, or `None` for yes, no and unknown."""

    def __init__(self, rows: int, words: Mapping[str, Sequence[str] | None]) -> None:
        self.rows, self.words = rows, words
        self.buffers: dict[str, list[Any]] = {}
        for name, of in words.items():
            sizes = [rows] if of else [size_of(rows), size_of(rows)]
            self.buffers[name] = [pa.allocate_buffer(size) for size in sizes]
        self.places = {name: [np.frombuffer(item, np.uint8) for item in found] for name, found in self.buffers.items()}

    def write(self, name: str, bitmaps: Sequence[Bits], start: int, stop: int) -> None:
        """The rows from `start`. Of words: how many bitmaps hold a row. Else: whether it is so, and whether known."""
        if self.words[name] is None:
            for place, bits in zip(self.places[name], bitmaps, strict=True):
                place[start // BYTE : size_of(stop)] = bits
            return
        codes = self.places[name][0][start:stop]
        first, *others = (np.unpackbits(bits, count=stop - start, bitorder="little") for bits in bitmaps)
        codes[:] = first
        for more in others:
            codes += more

    def batch(self) -> Any:
        """All of it, as Arrow's columns."""
        return pa.RecordBatch.from_arrays([self.column(name) for name in self.words], list(self.words))

    def column(self, name: str) -> Any:
        words, buffers = self.words[name], self.buffers[name]
        if words is None:
            return pa.Array.from_buffers(pa.bool_(), self.rows, buffers[::-1])
        codes = pa.Array.from_buffers(pa.int8(), self.rows, [None, *buffers], 0)
        return pa.DictionaryArray.from_arrays(codes, list(words), safe=False)

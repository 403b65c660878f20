"""How is a table of patients read in blocks, and what in it cannot be used?

In: a Parquet, CSV or NDJSON file with a column a finding, of any length. Out: blocks of rows, each as the engines for
tables want them (`Block.patients`), with every fault of every row in the words of `patient.check`. A misspelt column is
an error before anything is read; a missing one is unknown; a bad value spoils its row, which keeps its place.

>>> from lactwise.loading import load
>>> Table(Path("patients.xlsx"), load())
Traceback (most recent call last):
...
lactwise.patient.InputError: patients.xlsx: the ending '.xlsx' is not known. Use one of .parquet, .csv, .ndjson, .jsonl.
"""

import csv
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import chain, islice
from pathlib import Path
from typing import IO, Any

import pyarrow as pa
import pyarrow.csv
import pyarrow.parquet as pq

from lactwise import patient
from lactwise.batch import case_of, lines_of
from lactwise.columns import ID, Fault, canonical, column_faults, finding_of, of_patients, shown
from lactwise.model import Guideline
from lactwise.patient import InputError

ROWS = 262_144  # of a block: large enough for the engines, small enough for any memory
LINES = 25_000  # of a block of NDJSON, which is read line by line
CSV_BYTES = 16 * 1024 * 1024  # of a block of text
_Case = tuple[dict[str, Any], dict[str, Any]]
SUFFIXES = {".parquet": "parquet", ".csv": "csv", ".ndjson": "ndjson", ".jsonl": "ndjson"}


@dataclass(frozen=True, slots=True)
class Block:
    """Rows that follow each other: `first` the number of the first (from 1), `kept` columns as they were."""

    first: int
    patients: pa.RecordBatch
    kept: pa.RecordBatch
    faults: list[Fault]


class Table:
    """A file of patients. `columns` are those that `lowered.lower` is to know of; `done` of `size` has been read."""

    def __init__(self, path: Path, guideline: Guideline, keep: Sequence[str] = ()) -> None:
        self.path, self.guideline, self.keep = path, guideline, tuple(dict.fromkeys((ID, *keep)))
        kind = SUFFIXES.get(path.suffix.lower())
        if kind is None:
            known = ", ".join(SUFFIXES)
            raise InputError([f"{path}: the ending {path.suffix!r} is not known. Use one of {known}."])
        self.size: int = 0  # rows of Parquet, bytes of the others
        self.done: int = 0
        try:
            self.blocks = {"parquet": self.parquet, "csv": self.csv, "ndjson": self.ndjson}[kind]()
            first = next(self.blocks, None)
        except (pa.ArrowInvalid, pa.ArrowNotImplementedError) as error:
            raise InputError([f"{path} cannot be read: {_first_line(error)}"]) from None
        self.first = first
        self.columns = frozenset(first.patients.schema.names) if first else frozenset()

    def __iter__(self) -> Iterator[Block]:
        if self.first is not None:
            yield self.first
            self.first = None
        try:
            yield from self.blocks
        except (pa.ArrowInvalid, pa.ArrowNotImplementedError) as error:
            raise InputError([f"{self.path} cannot be read further: {_first_line(error)}"]) from None

    def checked(self, names: Sequence[str]) -> list[str]:
        """The columns of patients. Raises `InputError` with every column that is neither one nor kept."""
        faults = column_faults(self.guideline, names, self.keep)
        if faults:
            raise InputError([f"{self.path}: {fault}" for fault in faults])
        return [name for name in names if finding_of(self.guideline, name) is not None]

    # --- the three formats ---

    def parquet(self) -> Iterator[Block]:
        schema = pq.read_schema(self.path)
        names = self.checked(schema.names)
        kept = [name for name in self.keep if name in schema.names]
        texts = [name for name in names if pa.types.is_string(schema.field(name).type)]  # few words, many times
        with pq.ParquetFile(self.path, read_dictionary=texts) as file:
            self.size = file.metadata.num_rows
            for batch in file.iter_batches(ROWS, columns=[*kept, *(name for name in names if name not in kept)]):
                patients, faults = canonical(self.guideline, batch.select(names), self.done + 1)
                yield Block(self.done + 1, patients, batch.select(kept), faults)
                self.done += batch.num_rows
            if not self.size:
                yield Block(
                    1,
                    canonical(self.guideline, _empty(schema, names), 1)[0],
                    _empty(schema, kept),
                    [],
                )

    def csv(self) -> Iterator[Block]:
        self.size = self.path.stat().st_size
        broken: list[tuple[int, str, str]] = []

        def skip(row: Any) -> str:
            reason = f"the row has {row.actual_columns} values, not {row.expected_columns}"
            broken.append((row.number, row.text, reason))
            return "skip"

        with self.path.open("rb") as stream:
            header = _csv_header(stream, self.path)
            names = self.checked(header)
            kept = [name for name in self.keep if name in header]
            reader = pa.csv.open_csv(
                stream,
                read_options=pa.csv.ReadOptions(use_threads=False, block_size=CSV_BYTES),
                parse_options=pa.csv.ParseOptions(
                    newlines_in_values=True,
                    invalid_row_handler=skip,
                    ignore_empty_lines=len(header) > 1,  # of one column an empty line is an answer not known
                ),
                convert_options=pa.csv.ConvertOptions(
                    column_types=dict.fromkeys(header, pa.string()), null_values=[""], strings_can_be_null=True
                ),
            )
            rows = 0
            last = _empty(pa.schema([(name, pa.string()) for name in header]), header)  # for what is broken at the end
            for read in chain(reader, [last]):
                batch, faults = read, []
                # The header is line 1 of those that are counted. The reader may be a block ahead.
                while broken and broken[0][0] - 2 - rows <= batch.num_rows:
                    number, text, reason = broken.pop(0)
                    batch = _with_empty_row(batch, number - 2 - rows)
                    faults.append(Fault(number - 1, "", text[:200], reason))
                if not batch.num_rows and rows:
                    continue
                patients, found = canonical(self.guideline, batch.select(names), rows + 1)
                self.done = stream.tell()
                yield Block(rows + 1, patients, batch.select(kept), sorted([*faults, *found], key=lambda f: f.row))
                rows += batch.num_rows

    def ndjson(self) -> Iterator[Block]:
        self.size = self.path.stat().st_size
        with self.path.open("rb") as stream:
            first = 1
            for lines in _in_groups(lines_of(stream), LINES):
                faults: list[Fault] = []
                strange: dict[str, None] = {}
                cases = [self.case(line, first + place, faults, strange) for place, line in enumerate(lines)]
                if first == 1:
                    self.checked([*strange, *self.keep])  # as a misspelt column is: nothing has been written yet
                self.done = stream.tell()
                kept = [pa.array([shown(case.get(name)) for _, case in cases], pa.string()) for name in self.keep]
                patients = of_patients(self.guideline, [found for found, _ in cases])
                yield Block(first, patients, pa.RecordBatch.from_arrays(kept, list(self.keep)), faults)
                first += len(lines)

    def case(self, line: bytes | None, row: int, faults: list[Fault], strange: dict[str, None]) -> _Case:
        """The findings of one line, none if one has a fault, and what is kept of it."""
        kept: dict[str, Any] = {}
        found: Any = {}
        try:
            _, found = case_of(line, f"row {row}")
            if isinstance(found, dict):
                kept = {name: found.pop(name) for name in self.keep if name in found}
                found = found.get("findings", found) if len(found) == 1 else found
            reasons = patient.check(self.guideline, found)
        except InputError as error:
            reasons = error.faults
        if isinstance(found, dict):
            strange.update((key, None) for key in found if key not in self.guideline.findings)
        for reason in reasons:
            column = reason.partition(":")[0] if isinstance(found, dict) else ""
            value = found.get(column) if isinstance(found, dict) else None
            faults.append(Fault(row, column if value is not None else "", shown(value) or "", reason))
        return ({} if reasons else found), kept


def _csv_header(stream: IO[bytes], path: Path) -> list[str]:
    """The names in the first line, with the stream at its beginning again."""
    line = stream.readline(patient.LONGEST)
    stream.seek(0)
    try:
        names = next(csv.reader([line.decode("utf-8-sig")]), [])
    except (UnicodeDecodeError, csv.Error):
        raise InputError([f"{path}: the first line is not a header in UTF-8."]) from None
    if not names:
        raise InputError([f"{path} is empty. Its first line names the columns."])
    return names


def _with_empty_row(batch: pa.RecordBatch, place: int) -> pa.RecordBatch:
    empty = pa.RecordBatch.from_arrays([pa.nulls(1, kind) for kind in batch.schema.types], schema=batch.schema)
    return pa.concat_batches([batch.slice(0, place), empty, batch.slice(place)])


def _empty(schema: Any, names: Sequence[str]) -> pa.RecordBatch:
    return pa.RecordBatch.from_arrays([pa.array([], schema.field(name).type) for name in names], list(names))


def _in_groups(lines: Iterator[bytes | None], size: int) -> Iterator[list[bytes | None]]:
    while group := list(islice(lines, size)):
        yield group


def _first_line(error: Exception) -> str:
    return str(error).splitlines()[0][:300]

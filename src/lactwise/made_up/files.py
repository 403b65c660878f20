"""How do made-up patients become a file?

In: a guideline, how many, a seed, and where to. Out: Parquet, CSV or NDJSON, written block by block and complete or not
at all. In Parquet "not sure" of a yes/no or a number stands in a column of its own; in text it is the value itself.

>>> sorted(FORMATS)
['.csv', '.jsonl', '.ndjson', '.parquet']
"""

import json
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import IO

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from lactwise.made_up.patients import COMPANION, blocks, schema_of
from lactwise.model import Guideline
from lactwise.reading import UNSURE

ROWS_OF_PARQUET = 262_144  # a row group: what others read at once
ROWS_OF_TEXT = 16_384  # a block of text takes far more memory than one of columns
Blocks = Iterable[pa.RecordBatch]


@dataclass(frozen=True, slots=True)
class Made:
    """Which patients are written; `step` hears after each block how many there are."""

    guideline: Guideline
    count: int
    seed: int
    unsure: bool = True
    step: Callable[[int], object] = id

    def blocks(self, rows: int) -> Iterator[pa.RecordBatch]:
        """The patients, block by block."""
        for number, block in enumerate(blocks(self.guideline, self.count, self.seed, rows, self.unsure)):
            yield block
            self.step(number * rows + block.num_rows)


def write(path: Path, made: Made) -> None:
    """Writes a file in the format of its suffix: first under another name, so that it is there whole or not at all."""
    part = path.with_name(f"{path.name}.part")
    try:
        with part.open("wb") as stream:
            write_to(stream, path.suffix.lower(), made)
        part.replace(path)
    finally:
        part.unlink(missing_ok=True)  # there only if it could not be completed


def write_to(stream: IO[bytes], suffix: str, made: Made) -> None:
    """The same to an open stream, which stays open."""
    schema = schema_of(made.guideline, made.seed, made.unsure)
    FORMATS[suffix](stream, schema, made.blocks(ROWS_OF_PARQUET if suffix == ".parquet" else ROWS_OF_TEXT))


def _parquet(stream: IO[bytes], schema: pa.Schema, made: Blocks) -> None:
    options = [field.name for field in schema if pa.types.is_dictionary(field.type)]
    # Without the schema of Arrow every reader sees plain text where there are options.
    with pq.ParquetWriter(stream, schema, compression="zstd", use_dictionary=options, store_schema=False) as file:
        for block in made:
            file.write_batch(block)
        file.add_key_value_metadata(schema.metadata)


def _csv(stream: IO[bytes], schema: pa.Schema, made: Blocks) -> None:
    names = [name for name in schema.names if not name.endswith(COMPANION)]
    stream.write(",".join(names).encode() + b"\n")
    for block in made:
        texts = [_text(block, name, in_csv) for name in names]
        joined = pc.binary_join_element_wise(*texts, ",", null_handling="replace")
        _write_lines(stream, joined)


def _ndjson(stream: IO[bytes], schema: pa.Schema, made: Blocks) -> None:
    names = [name for name in schema.names if not name.endswith(COMPANION)]
    for block in made:
        texts = [_text(block, name, in_json, f"{json.dumps(name)}: ") for name in names]
        joined = pc.binary_join_element_wise(*texts, ", ", null_handling="skip")
        _write_lines(stream, pc.binary_join_element_wise("{", joined, "}", ""))


def _write_lines(stream: IO[bytes], lines: pa.Array) -> None:
    stream.write("\n".join([*lines.to_pylist(), ""]).encode())


def _text(block: pa.RecordBatch, name: str, said: Callable[[str], str], before: str = "") -> pa.Array:
    """A column as text, nothing where nothing is known; `said` writes a word as the format does."""
    column = block.column(name)
    if pa.types.is_dictionary(column.type):
        return pa.array([before + said(option) for option in column.dictionary.to_pylist()]).take(column.indices)
    if pa.types.is_boolean(column.type):
        text = pc.if_else(column, f"{before}true", f"{before}false")
    else:
        text = pc.binary_join_element_wise(before, column.cast(pa.string()), "")
    companion = f"{name}{COMPANION}"
    return pc.if_else(block.column(companion), before + said(UNSURE), text) if companion in block.schema.names else text


def in_csv(word: str) -> str:
    """A word as CSV holds it."""
    return '"' + word.replace('"', '""') + '"' if set(word) & set('",\r\n') else word


def in_json(word: str) -> str:
    """A word as JSON holds it."""
    return json.dumps(word, ensure_ascii=False)


FORMATS: dict[str, Callable[[IO[bytes], pa.Schema, Blocks], None]] = {
    ".parquet": _parquet,
    ".csv": _csv,
    ".ndjson": _ndjson,
    ".jsonl": _ndjson,
}

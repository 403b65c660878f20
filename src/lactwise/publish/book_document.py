"""What is the book made of, before it is Markdown or a page?

In: nothing; the chapters build these records. Out: one document that `book_markdown` and
`book_html` both write, so that the two can never say different things. A line is a sequence of
plain text, links, code and marks; blocks hold lines.

>>> anchor("claim", "owner#2")
'claim-owner-2'
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Link:
    """Words that lead somewhere: `#anchor` in the book, or an address outside it."""

    text: str
    to: str


@dataclass(frozen=True, slots=True)
class Code:
    """Something as it stands in the data."""

    text: str


@dataclass(frozen=True, slots=True)
class Strong:
    """Words that matter more than their neighbours."""

    text: str


@dataclass(frozen=True, slots=True)
class Mark:
    """A short label such as a level or "awaiting sign-off"; `kind` chooses its colour."""

    text: str
    kind: str


Inline = str | Link | Code | Strong | Mark
Line = tuple[Inline, ...]


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Running text."""

    line: Line


@dataclass(frozen=True, slots=True)
class Quote:
    """The words of someone else, or those a parent reads."""

    line: Line


@dataclass(frozen=True, slots=True)
class Item:
    """A line of a list, with a list inside it."""

    line: Line
    inside: tuple["Item", ...] = ()
    anchor: str = ""


@dataclass(frozen=True, slots=True)
class Items:
    """A list, introduced by `lead` ("all of")."""

    items: tuple[Item, ...]
    lead: str = ""


@dataclass(frozen=True, slots=True)
class Citation:
    """One statement of a work, as it is cited, and how much of the work was read for it."""

    claim: Link
    work: Link
    says: str
    seen: str


@dataclass(frozen=True, slots=True)
class Citations:
    """Statements behind, or against, something.

    Folded ones open on the page when wanted, and are links alone in Markdown.
    """

    rows: tuple[Citation, ...]
    summary: str
    folded: bool


@dataclass(frozen=True, slots=True)
class Aside:
    """A line in a cell that opens when wanted, such as a long list of links."""

    summary: str
    line: Line


Cell = tuple[Line | Aside, ...]


@dataclass(frozen=True, slots=True)
class Row:
    """A row of a table: each cell holds lines, one below the other."""

    cells: tuple[Cell, ...]
    anchor: str = ""


@dataclass(frozen=True, slots=True)
class Table:
    """A table with a caption and a head."""

    caption: str
    head: tuple[str, ...]
    rows: tuple[Row, ...]


@dataclass(frozen=True, slots=True)
class Facts:
    """Terms and what is said under each."""

    rows: tuple[tuple[str, "Block"], ...]


@dataclass(frozen=True, slots=True)
class Fold:
    """Something long that opens when wanted."""

    summary: str
    block: "Block"


@dataclass(frozen=True, slots=True)
class Section:
    """A heading and what stands below it. An entry (one rule) is left out of the contents."""

    title: str
    anchor: str
    blocks: tuple["Block", ...]
    entry: bool = False
    id: str = ""
    marks: tuple[Mark, ...] = ()


Block = Paragraph | Quote | Items | Citations | Table | Facts | Fold | Section


@dataclass(frozen=True, slots=True)
class Document:
    """The whole book."""

    title: str
    language: str
    summary: str
    blocks: tuple[Block, ...]
    chapters: tuple[Section, ...]


def anchor(kind: str, id_: str) -> str:
    """The place of something in the book; letters, digits, `-` and `_` only."""
    return f"{kind}-{re.sub(r'[^A-Za-z0-9_]+', '-', id_).strip('-')}"


def text(*parts: Inline) -> Paragraph:
    """A paragraph of these parts."""
    return Paragraph(tuple(parts))


def joined(parts: Iterable[Inline | Line], between: str = ", ", last: str = "") -> Line:
    """Parts with `between` among them, and `last` before the last ("a, b or c")."""
    listed = [part if isinstance(part, tuple) else (part,) for part in parts]
    line: list[Inline] = []
    for place, part in enumerate(listed):
        if place:
            line.append(last if last and place == len(listed) - 1 else between)
        line.extend(part)
    return tuple(line)


def present(rows: Iterable[tuple[str, Block | None]]) -> Facts:
    """The rows that have something to say."""
    return Facts(tuple((term, block) for term, block in rows if block is not None))


def sentences(words: str) -> list[str]:
    """The sentences of a text.

    >>> sentences("One. Two, e.g. this.")
    ['One.', 'Two, e.g. this.']
    """
    return re.split(r'(?<=[.!?])\s+(?=["“(]?[A-Z])', words)


def capital(words: str) -> str:
    """Words with a capital first letter."""
    return words[:1].upper() + words[1:]


def full_stop(words: str) -> str:
    """Words that end as a sentence."""
    return words if words.endswith((".", "!", "?")) else f"{words}."


def sections(block: Block) -> Iterator[Section]:
    """`block` if it is a section, and every section inside it."""
    if isinstance(block, Section):
        yield block
        for inside in block.blocks:
            yield from sections(inside)

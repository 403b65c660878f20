"""How is the book written as Markdown?

In: a `Document`. Out: one text, one sentence a line, with an explicit anchor for all that can
be pointed at. Long lists of sources stand as links alone: their words are in the last chapter.

>>> write_line(("See ", Link("the works", "#sources")))
'See [the works](#sources)'
"""

import re
from collections.abc import Iterator
from typing import assert_never

from lactwise.publish.book_document import (
    Aside,
    Block,
    Cell,
    Citation,
    Citations,
    Code,
    Document,
    Facts,
    Fold,
    Inline,
    Item,
    Items,
    Line,
    Link,
    Mark,
    Paragraph,
    Quote,
    Section,
    Strong,
    Table,
    sections,
    sentences,
)


def write(document: Document) -> str:
    """The whole book."""
    parts = [f"# {escape(document.title)}"]
    for block in document.blocks:
        parts.extend(write_block(block, 1))
    parts.append('<a id="contents"></a>\n\n## Contents')
    parts.append("\n".join(_contents(document)))
    for chapter in document.chapters:
        parts.extend(write_block(chapter, 1))
    return "\n\n".join(parts) + "\n"


def _contents(document: Document) -> Iterator[str]:
    for chapter in document.chapters:
        for section in sections(chapter):
            if not section.entry:
                indent = "" if section is chapter else "  "
                yield f"{indent}- [{escape(section.title)}](#{section.anchor})"


def write_block(block: Block, depth: int) -> Iterator[str]:
    """A block as parts that an empty line divides; headings stand one below `depth`."""
    match block:
        case Section():
            code = f" `{block.id}`" if block.id else ""
            marks = "".join(f" · *{escape(mark.text)}*" for mark in block.marks)
            heading = f"{'#' * (depth + 1)} {escape(block.title)}{code}{marks}"
            yield f'<a id="{block.anchor}"></a>\n\n{heading}'
            for inside in block.blocks:
                yield from write_block(inside, depth + 1)
        case Paragraph(line):
            yield write_prose(line)
        case Quote(line):
            yield "\n".join(f"> {row}" for row in write_prose(line).splitlines())
        case Items(items, lead):
            yield (f"{escape(lead)}:\n\n" if lead else "") + "\n".join(_items(items, 0))
        case Citations():
            yield "\n".join(f"- {_citation(row)}" for row in block.rows)
        case Facts(rows):
            yield "\n".join(_fact(term, inside) for term, inside in rows)
        case Fold(summary, inside):
            yield f"*{escape(summary)}:*"
            yield from write_block(inside, depth)
        case Table():
            yield "\n".join(_table(block))
        case _:
            assert_never(block)


def _items(items: tuple[Item, ...], depth: int) -> Iterator[str]:
    for item in items:
        place = f'<a id="{item.anchor}"></a>' if item.anchor else ""
        yield f"{'  ' * depth}- {place}{write_line(item.line)}"
        yield from _items(item.inside, depth + 1)


def _citation(row: Citation) -> str:
    about = f"{escape(row.work.text)}; {row.seen}"
    return f"{write_inline(row.claim)} ({about}): {escape(row.says)}"


def _fact(term: str, block: Block) -> str:
    head = f"- **{escape(term)}:**"
    match block:
        case Paragraph(line) | Quote(line):
            return f"{head} " + write_prose(line).replace("\n", "\n  ")
        case Items(items, lead):
            return "\n".join([f"{head} {escape(lead)}{':' if lead else ''}".rstrip(), *_items(items, 1)])
        case Fold(_, inside):
            return _fact(term, inside)
        case Citations(rows, summary, folded):
            if folded:
                links = ", ".join(f"[{escape(row.claim.text)}]({row.claim.to})" for row in rows)
                return f"{head} {links} ({escape(summary)})"
            return "\n".join([head, *(f"  - {_citation(row)}" for row in rows)])
        case _:
            raise TypeError(f"{type(block).__name__} cannot stand under a term")


def _table(table: Table) -> Iterator[str]:
    yield f"*{escape(table.caption)}*\n"
    yield f"| {' | '.join(map(escape, table.head))} |"
    yield f"|{' --- |' * len(table.head)}"
    for row in table.rows:
        cells = [_cell(cell).replace("|", "\\|") for cell in row.cells]
        place = f'<a id="{row.anchor}"></a>' if row.anchor else ""
        yield f"| {place}{' | '.join(cells)} |"


def _cell(cell: Cell) -> str:
    return "<br>".join(
        f"{escape(part.summary)}: {write_line(part.line)}" if isinstance(part, Aside) else write_line(part)
        for part in cell
    )


def write_prose(line: Line) -> str:
    """A line with each sentence on a line of its own."""
    rows = sentences("".join(map(write_inline, line)))
    return "\n".join(re.sub(r"^(\d+(?=[.)] )|(?=[-+#] ))", r"\1\\", row.strip()) for row in rows)


def write_line(line: Line) -> str:
    """A line on one line."""
    return "".join(map(write_inline, line))


def write_inline(part: Inline) -> str:
    """A part of a line."""
    match part:
        case str():
            return escape(part)
        case Link(text, to):
            return f"[{escape(text)}]({to.replace('(', '%28').replace(')', '%29')})"
        case Code(text):
            return f"`{text}`"
        case Strong(text):
            return f"**{escape(text)}**"
        case Mark(text, _):
            return f"*{escape(text)}*"
        case _:
            assert_never(part)


def escape(words: str) -> str:
    """Text that Markdown reads as nothing but text."""
    quiet = re.sub(r"([\\`*\[\]~])", r"\\\1", words.replace("\n", " "))
    quiet = re.sub(r"(?<![A-Za-z0-9])_|_(?![A-Za-z0-9])", r"\\_", quiet)
    return quiet.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")

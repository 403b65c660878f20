"""How is the book written as a page?

In: a `Document`. Out: one HTML page without scripts and with one linked stylesheet
(`/app/book.css`), so that it obeys a content security policy of `default-src 'self'`. Every text
is escaped here and nowhere else.

>>> write_line(("<b> & ", Link("the works", "#sources")))
'&lt;b&gt; &amp; <a href="#sources">the works</a>'
"""

import html
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
)

STYLESHEET = "/app/book.css"
_escape = html.escape


def write(document: Document, style: str = "", what: str = "guideline") -> str:
    """The whole page; with a `style` of its own it needs no other file."""
    opening = [part for block in document.blocks for part in write_block(block, 1)]
    chapters = [part for chapter in document.chapters for part in write_block(chapter, 1)]
    return "\n".join(
        [
            "<!doctype html>",
            f'<html lang="{_escape(document.language)}">',
            "<head>",
            '<meta charset="utf-8">',
            '<meta name="viewport" content="width=device-width, initial-scale=1">',
            '<meta name="color-scheme" content="light dark">',
            f'<meta name="description" content="{_escape(document.summary)}">',
            f"<title>{_escape(document.title)}</title>",
            f"<style>\n{style}\n</style>" if style else f'<link rel="stylesheet" href="{STYLESHEET}">',
            "</head>",
            "<body>",
            f'<a class="skip" href="#book">Skip to the {what}</a>',
            '<header class="top">',
            f"<h1>{_escape(document.title)}</h1>",
            *opening,
            "</header>",
            '<nav class="contents" id="contents" aria-labelledby="contents-title">',
            '<h2 id="contents-title">Contents</h2>',
            *_contents(document.chapters),
            "</nav>",
            '<main id="book" tabindex="-1">',
            *chapters,
            "</main>",
            '<a class="to-contents" href="#contents">Contents</a>',
            "</body>",
            "</html>",
            "",
        ]
    )


def _contents(blocks: tuple[Block, ...]) -> Iterator[str]:
    listed = [block for block in blocks if isinstance(block, Section) and not block.entry]
    if listed:
        yield "<ul>"
        for section in listed:
            yield f'<li><a href="#{section.anchor}">{_escape(section.title)}</a>'
            yield from _contents(section.blocks)
            yield "</li>"
        yield "</ul>"


def write_block(block: Block, depth: int) -> Iterator[str]:
    """A block as lines of HTML; headings stand one below `depth`."""
    match block:
        case Section():
            yield from _section(block, depth)
        case Paragraph(line):
            yield f"<p>{write_line(line)}</p>"
        case Quote(line):
            yield f"<blockquote><p>{write_line(line)}</p></blockquote>"
        case Items(items, lead):
            if lead:
                yield f'<p class="lead">{_escape(lead)}:</p>'
            yield from _items(items)
        case Citations():
            yield from _citations(block)
        case Facts(rows):
            yield '<dl class="facts">'
            for term, inside in rows:
                yield f"<dt>{_escape(term)}</dt>"
                yield "<dd>"
                yield from write_block(inside, depth)
                yield "</dd>"
            yield "</dl>"
        case Fold(summary, inside):
            yield f"<details><summary>{_escape(summary)}</summary>"
            yield from write_block(inside, depth)
            yield "</details>"
        case Table():
            yield from _table(block)
        case _:
            assert_never(block)


def _section(section: Section, depth: int) -> Iterator[str]:
    tag = "article" if section.entry else "section"
    kind = "entry" if section.entry else ("chapter" if depth == 1 else "part")
    code = f" <code>{_escape(section.id)}</code>" if section.id else ""
    marks = "".join(f" {write_inline(mark)}" for mark in section.marks)
    level = min(depth + 1, 6)
    yield f'<{tag} class="{kind}" id="{section.anchor}">'
    yield f"<h{level}><span>{_escape(section.title, quote=False)}</span>{code}{marks}</h{level}>"
    for inside in section.blocks:
        yield from write_block(inside, depth + 1)
    yield f"</{tag}>"


def _items(items: tuple[Item, ...]) -> Iterator[str]:
    yield "<ul>"
    for item in items:
        place = f' id="{item.anchor}"' if item.anchor else ""
        yield f"<li{place}>{write_line(item.line)}"
        if item.inside:
            yield from _items(item.inside)
        yield "</li>"
    yield "</ul>"


def _citations(block: Citations) -> Iterator[str]:
    if block.folded:
        yield f'<details class="sources"><summary>{_escape(block.summary)}</summary>'
    yield '<ul class="citations">'
    for row in block.rows:
        yield f"<li>{_citation(row)}</li>"
    yield "</ul>"
    if block.folded:
        yield "</details>"


def _citation(row: Citation) -> str:
    about = f'{write_inline(row.work)} <span class="seen">{_escape(row.seen)}</span>'
    says = _escape(row.says, quote=False)
    return f'{says} <span class="from">{write_inline(row.claim)} · {about}</span>'


def _table(table: Table) -> Iterator[str]:
    caption = _escape(table.caption)
    yield f'<div class="scroll" role="region" aria-label="{caption}" tabindex="0">'
    yield f"<table><caption>{caption}</caption>"
    yield ("<thead><tr>" + "".join(f'<th scope="col">{_escape(head)}</th>' for head in table.head) + "</tr></thead>")
    yield "<tbody>"
    for row in table.rows:
        place = f' id="{row.anchor}"' if row.anchor else ""
        cells = list(map(_cell, row.cells))
        first = f'<th scope="row">{cells[0]}</th>'
        yield f"<tr{place}>{first}{''.join(f'<td>{cell}</td>' for cell in cells[1:])}</tr>"
    yield "</tbody></table></div>"


def _cell(cell: Cell) -> str:
    lines = (part for part in cell if not isinstance(part, Aside))
    asides = (
        f"<details><summary>{_escape(part.summary)}</summary>{write_line(part.line)}</details>"
        for part in cell
        if isinstance(part, Aside)
    )
    return "".join(["<br>".join(map(write_line, lines)), *asides])


def write_line(line: Line) -> str:
    """A line as HTML."""
    return "".join(map(write_inline, line))


def write_inline(part: Inline) -> str:
    """A part of a line as HTML."""
    match part:
        case str():
            return _escape(part, quote=False)
        case Link(text, to):
            leave = "" if to.startswith("#") else ' rel="noreferrer"'
            return f'<a href="{_escape(to)}"{leave}>{_escape(text, quote=False)}</a>'
        case Code(text):
            return f"<code>{_escape(text, quote=False).replace('_', '_<wbr>')}</code>"
        case Strong(text):
            return f"<strong>{_escape(text, quote=False)}</strong>"
        case Mark(text, kind):
            return f'<span class="mark {_escape(kind)}">{_escape(text, quote=False)}</span>'
        case _:
            assert_never(part)

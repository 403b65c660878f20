"""What does a person get who compares two guidelines: in the terminal, as a page, as Markdown, as JSON?

In: what to compare and the forms wanted. Out: the report on standard output and in files; faults on standard error, and
the exit status. A difference is no failure.

>>> print(*in_words(Paragraph(("now ", Strong("24 hours")))))
now 24 hours
"""

import json
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import assert_never

from rich.console import Console, RenderableType
from rich.padding import Padding
from rich.table import Table as Grid
from rich.text import Text

from lactwise import compare_json, pages
from lactwise.compare import UnloadableError, WrongUsageError, compare, sides
from lactwise.compare_report import document
from lactwise.publish import book_html, book_markdown
from lactwise.publish.book_document import (
    Aside,
    Block,
    Citations,
    Code,
    Document,
    Facts,
    Fold,
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
from lactwise.terminal import complain, counting

STYLES = {Code: "cyan", Strong: "bold", Mark: "magenta"}
STEP = 2  # columns by which what stands inside something is moved in


@dataclass(frozen=True, slots=True)
class Forms:
    """What is wanted beside words: JSON instead of them, a page, Markdown in a file or (`-`) instead of them."""

    as_json: bool = False
    page: Path | None = None
    markdown: str | None = None

    def check(self) -> None:
        """Raises `WrongUsageError` for what cannot be written, before anything is worked out."""
        if self.as_json and self.markdown == "-":
            raise WrongUsageError("--json", "JSON and Markdown cannot both go to standard output.")
        files = {"--page": self.page, "--markdown": Path(self.markdown) if self.markdown not in (None, "-") else None}
        for option, path in files.items():
            if path is not None and (path.is_dir() or not path.parent.is_dir()):
                fault = f"{path} is a folder." if path.is_dir() else f"there is no folder {path.parent}."
                raise WrongUsageError(option, fault)


def run(named: tuple[str | None, str | None, str | None], home: Path, count: int, seed: int, forms: Forms) -> int:
    """Compares what is `named` (A, B, a source) and shows it. Raises `WrongUsageError` for what is not there."""
    forms.check()
    try:
        before, after = sides(*named, home)
    except UnloadableError as error:
        complain(error.faults)
        return 1
    found = compare(before, after, count, seed, counting)
    whole = document(found)
    if forms.page is not None:
        forms.page.write_text(page(whole), encoding="utf-8")
    if forms.markdown not in (None, "-"):
        Path(str(forms.markdown)).write_text(markdown(whole), encoding="utf-8")
    if forms.as_json:
        sys.stdout.write(json.dumps(compare_json.as_data(found), indent=2, ensure_ascii=False) + "\n")
    elif forms.markdown == "-":
        sys.stdout.write(markdown(whole))
    else:
        show(whole)
    return 0


def page(whole: Document) -> str:
    """One HTML file that needs no other, in the look of the book."""
    return book_html.write(whole, (pages.app_folder() / "book.css").read_text(encoding="utf-8"), "report")


def markdown(whole: Document) -> str:
    """The report without a list of contents, for the summary of a pull request."""
    parts = [f"# {book_markdown.escape(whole.title)}"]
    parts += [part for block in (*whole.blocks, *whole.chapters) for part in book_markdown.write_block(block, 1)]
    return "\n\n".join(parts) + "\n"


# --- in the terminal ---


def show(whole: Document) -> None:
    """The report in words."""
    console = Console(highlight=False)
    console.print(Text(whole.title, "bold"))
    for block in (*whole.blocks, *whole.chapters):
        for part in in_words(block):
            console.print(part, soft_wrap=isinstance(part, Text))


def in_words(block: Block) -> Iterator[RenderableType]:
    """A block as lines and tables."""
    match block:
        case Section():
            yield Text(f"\n{block.title}", "bold" if block.entry else "bold underline")
            for inside in block.blocks:
                yield from (_moved_in(part) for part in in_words(inside)) if block.entry else in_words(inside)
        case Paragraph(line) | Quote(line):
            yield _line(line)
        case Items(items, lead):
            if lead:
                yield Text(f"{lead}:")
            yield from _items(items, "")
        case Facts(rows):
            for term, inside in rows:
                first, *others = in_words(inside)
                if isinstance(first, Text) and not isinstance(inside, Items):
                    yield Text(f"{term}: ") + first
                else:
                    yield Text(f"{term}:")
                    yield _moved_in(first)
                yield from map(_moved_in, others)
        case Fold(summary, inside):
            yield Text(f"{summary}:")
            yield from in_words(inside)
        case Table():
            yield Text(block.caption)
            yield _grid(block)
        case Citations():
            raise TypeError("a report cites nothing")
        case _:
            assert_never(block)


def _items(items: tuple[Item, ...], indent: str) -> Iterator[Text]:
    for item in items:
        yield Text(f"{indent}- ") + _line(item.line)
        yield from _items(item.inside, indent + " " * STEP)


def _moved_in(part: RenderableType) -> RenderableType:
    return Text(" " * STEP) + part if isinstance(part, Text) else Padding(part, (0, 0, 0, STEP))


def _line(line: Line) -> Text:
    found = Text()
    for part in line:
        words = part if isinstance(part, str) else part.text
        found.append(words, None if isinstance(part, str | Link) else STYLES[type(part)])
    return found


def _grid(table: Table) -> Grid:
    grid = Grid(*table.head, box=None, pad_edge=False)
    for row in table.rows:
        cells = [
            Text("\n").join(_line(part.line if isinstance(part, Aside) else part) for part in cell)
            for cell in row.cells
        ]
        grid.add_row(*cells)
    return grid

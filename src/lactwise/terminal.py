"""What does a terminal show: a note, the progress of a long run, and what went wrong?

In: findings with their assessment, a stream being read, or faults. Out: text on standard output, in colour if a person
watches it, and faults on standard error without characters that could steer the terminal.
"""

import contextlib
import os
import re
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import datetime
from typing import IO, Any

from lactwise.model import Value
from lactwise.note import note
from lactwise.wording import Words

FAILED = "If someone is very ill, call your emergency number now. Lactwise has failed and cannot answer."
STYLES = ("bold white on red", "bold red", "bold yellow", "bold cyan", "bold green")  # by level


def show(
    findings: Mapping[str, Value],
    result: Mapping[str, Any],
    words: Words,
    audience: str | None = None,
    now: datetime | None = None,
) -> None:
    """The note as of `now`. In a terminal it has colour, and its first words once more where the eye is."""
    now = now or datetime.now().astimezone()
    text = note(words.guideline, findings, result, words, audience=audience, now=now)
    if not sys.stdout.isatty():
        sys.stdout.write(text)
        return
    from rich.console import Console  # noqa: PLC0415 - slow to import, and only a terminal needs it
    from rich.text import Text  # noqa: PLC0415

    urgency = min(words.guideline.urgency[result["level"]], len(STYLES) - 1)
    style = "bold" if result["provisional"] else STYLES[urgency]
    shown, top = Text(text), text.split("\n\n", 1)[0]
    shown.stylize(style, 0, len(top))
    for heading in re.finditer(r"(?<=\n\n)\S.*(?=\n  )", text):
        shown.stylize("bold", *heading.span())
    console = Console(highlight=False)
    console.print(shown, soft_wrap=True)
    console.print(Text(top, style), soft_wrap=True)


@contextlib.contextmanager
def progress(stream: IO[bytes]) -> Iterator[Callable[[], None]]:
    """A bar on standard error, if a person watches it while the answers go elsewhere."""
    if not sys.stderr.isatty() or sys.stdout.isatty():
        yield lambda: None
        return
    from rich.console import Console  # noqa: PLC0415 - slow to import, and only a terminal needs it
    from rich.progress import BarColumn, Progress, TextColumn, TimeRemainingColumn  # noqa: PLC0415

    whole = None if stream is sys.stdin.buffer else os.fstat(stream.fileno()).st_size
    bar = Progress(
        *(BarColumn(), TextColumn("{task.fields[count]:,} patients"), TimeRemainingColumn()),
        console=Console(stderr=True),
        redirect_stdout=False,  # the answers belong on standard output, not above the bar
        redirect_stderr=False,
        transient=True,
    )
    with bar:
        task = bar.add_task("", total=whole, count=0)

        def step() -> None:
            seen = bar.tasks[0].fields["count"] + 1
            bar.update(task, count=seen, completed=stream.tell() if whole else 0)

        yield step


@contextlib.contextmanager
def counting(what: str) -> Iterator[Callable[[int, int, int], None]]:
    """A bar on standard error for what is counted and read at once, if a person watches it."""
    if not sys.stderr.isatty():
        yield lambda *_: None
        return
    from rich.console import Console  # noqa: PLC0415 - slow to import, and only a terminal needs it
    from rich.progress import BarColumn, Progress, TextColumn, TimeRemainingColumn  # noqa: PLC0415

    columns = (BarColumn(), TextColumn("{task.fields[count]:,} " + what), TimeRemainingColumn())
    with Progress(*columns, console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task("", total=None, count=0)

        def step(count: int, done: int, size: int) -> None:
            bar.update(task, count=count, completed=done, total=size or None)

        yield step


def complain(faults: Iterable[str]) -> None:
    """Faults on standard error, a line each, without characters that could steer the terminal."""
    for line in (line for fault in faults for line in fault.splitlines()):
        sys.stderr.write("".join(sign if sign.isprintable() else "\ufffd" for sign in line) + "\n")


def debugging() -> bool:
    """Whether a developer asked to see where a failure comes from."""
    return os.environ.get("LACTWISE_DEBUG") == "1"

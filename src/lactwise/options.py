"""What do the options and arguments of a command name: a guideline, a country, a language, a file?

In: what was typed. Out: the guideline with the words of a reader, open files, paths that can be written. What is
not there is wrong usage (exit status 2), told with what there is.

>>> Chosen().but(None, place="gb").place
'gb'
"""

import contextlib
import sys
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO, Annotated

import typer

from lactwise.engine import words_of
from lactwise.loading import default_folder, load
from lactwise.model import Guideline
from lactwise.problems import GuidelineError, nearest
from lactwise.terminal import FAILED, complain
from lactwise.wording import Words

NOWHERE = "generic"  # the country pack of no country
Folder = Annotated[
    Path | None,
    typer.Option("--guideline", metavar="DIR", exists=True, file_okay=False, help="Guideline to use."),
]
Place = Annotated[str | None, typer.Option("--place", metavar="CODE", help="Country pack, as gb.")]
Language = Annotated[str | None, typer.Option("--lang", metavar="CODE", help="Language, as en.")]


@dataclass(frozen=True)
class Chosen:
    """What the common options name. They may stand before or after the command."""

    folder: Path = field(default_factory=default_folder)
    place: str = ""  # not said: the one of no country
    language: str = "en"

    def but(self, folder: Path | None, place: str | None = None, language: str | None = None) -> "Chosen":
        """With the options that were given."""
        return Chosen(folder or self.folder, place or self.place, language or self.language)

    @property
    def languages(self) -> tuple[str, ...]:
        """Every language the guideline has a file for."""
        return tuple(sorted(path.stem for path in self.folder.glob("text/*.toml")))

    def load(self) -> tuple[Guideline, Words]:
        """The guideline and its reader's words; a place or language it lacks is wrong usage."""
        one_of("--lang", self.language, self.languages)
        try:
            guideline = load(self.folder, (self.language,))
        except GuidelineError:
            complain([FAILED])
            raise
        one_of("--place", self.place or NOWHERE, guideline.places)
        return guideline, words_of(guideline, self.place or NOWHERE, self.language)


def one_of(option: str, given: str, known: Iterable[str]) -> None:
    """Raises wrong usage for what is not among the known, with the nearest."""
    known = sorted(known)
    if known and given not in known:
        hint = nearest(given, known)
        fault = f"there is no {given!r}{f', {hint}' if hint else '.'} Use one of {', '.join(known)}."
        raise typer.BadParameter(fault, param_hint=option)


@contextlib.contextmanager
def opened(path: str, argument: str = "FACTS.json") -> Iterator[IO[bytes]]:
    """A file or standard input, as bytes. What cannot be opened is wrong usage."""
    if path == "-":
        yield sys.stdin.buffer
        return
    try:
        stream = Path(path).open("rb")  # noqa: SIM115 - closed below, outside this handler
    except (OSError, ValueError) as error:
        why = getattr(error, "strerror", None) or error
        raise typer.BadParameter(f"{path} cannot be read: {why}.", param_hint=argument) from None
    with stream:
        yield stream


def new_file(out: str, suffixes: Iterable[str]) -> Path:
    """A file that can be written. Another format, a folder or a place that is not there is wrong usage."""
    path = Path(out)
    if path.suffix.lower() not in suffixes:
        fault = f"{out} has none of the formats {', '.join(suffixes)}."
    elif path.is_dir() or not path.parent.is_dir():
        fault = f"{out} is a folder." if path.is_dir() else f"There is no folder {path.parent}."
    else:
        return path
    raise typer.BadParameter(fault, param_hint="OUT")


def three_files(table: Path, target: Path, bad: Path) -> None:
    """The table of an audit is there, and what is written lies beside it. Anything else is wrong usage."""
    if not table.is_file():
        raise typer.BadParameter(f"{table} is not a file.", param_hint="TABLE")
    if len({path.resolve() for path in (table, target, bad)}) < 3:
        raise typer.BadParameter("the table, its results and its bad values are three files.", param_hint="--to")

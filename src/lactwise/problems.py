r"""How are faults in the guideline told, all at once, with file, line, column, cause and remedy?

In: faults noted by table and key while loading and checking. Out: one exception. Positions are searched for in the text
only when there is something to report, so a sound guideline loads fast.

>>> locate('[a]\nx = 1\n[b]\nx = 2', "b", "x")
(4, 1)
"""

import difflib
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from itertools import islice


@dataclass(frozen=True, slots=True)
class Problem:
    """One fault: where it stands (table and key of a file; a place in the key's text), its cause and its remedy."""

    file: str
    table: str
    key: str
    cause: str
    remedy: str
    offset: int | None = None
    line: int = 0
    column: int = 0

    def __str__(self) -> str:
        where = f"{self.file}:{self.line}:{self.column}" if self.line else self.file
        what = ".".join(part for part in (self.table, self.key) if part)
        remedy = self.remedy[:1].upper() + self.remedy[1:] + ("" if self.remedy.endswith("?") else ".")
        return f"{where}: {what + ': ' if what else ''}{self.cause}. {remedy}"


class GuidelineError(Exception):
    """The guideline cannot be used; `problems` holds every fault found."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = list(problems)
        count = len(self.problems)
        head = f"{count} {'fault' if count == 1 else 'faults'} in the guideline:"
        super().__init__("\n".join([head, *map(str, self.problems)]))


class Problems:
    """Collects faults; `raise_if_any` finds their positions in `texts` (file name → its text)."""

    def __init__(self) -> None:
        self.found: list[Problem] = []
        self.texts: dict[str, str] = {}

    def note(self, file: str, table: str, key: str, cause: str, remedy: str, offset: int | None = None) -> None:
        self.found.append(Problem(file, table, key, cause, remedy, offset))

    def raise_if_any(self) -> None:
        if self.found:
            raise GuidelineError(sorted(map(self.placed, self.found), key=lambda p: (p.file, p.line, p.column)))

    def placed(self, problem: Problem) -> Problem:
        if problem.line or problem.file not in self.texts:
            return problem
        text = self.texts[problem.file]
        line, column = locate(text, problem.table, problem.key)
        if problem.offset is not None:
            line, column = inside(text, problem.key, problem.offset, line, column)
        return replace(problem, line=line, column=column)


def locate(text: str, table: str, key: str) -> tuple[int, int]:
    """Line and column (from 1) of a key inside a table, else of the table, else of the start of the file.

    Either may be written as a header or as a key: `[a.b]`, or `b = {...}` below `[a]`, or `a.b.c = ...`.
    """
    lines = text.split("\n")
    headers: dict[str, int] = {}
    for number, line in enumerate(lines, 1):
        header = re.match(r"\s*\[([^\[\]]+)\]", line)
        if header:
            headers.setdefault(re.sub(r"[\s\"']", "", header[1]), number)
    path = [part for part in f"{table}.{key}".split(".") if part]
    above = next((count for count in range(len(path), 0, -1) if ".".join(path[:count]) in headers), 0)
    start = headers[".".join(path[:above])] if above else 0
    below = (_key(lines, start, ".".join(path[above:end])) for end in range(len(path), above, -1))
    return next(filter(None, below), (max(start, 1), 1))


def _key(lines: list[str], start: int, key: str) -> tuple[int, int] | None:
    pattern = re.compile(rf"\s*{re.escape(key)}\s*[.=]")
    for number, line in enumerate(lines[start:], start + 1):
        if line.startswith("["):
            return None
        if pattern.match(re.sub("[\"']", "", line)):
            return number, len(line) - len(line.lstrip()) + 1
    return None


# One character of a text between double quotes, after what stands for none: a backslash at the end of a line.
WRITTEN = re.compile(r"(?:\\[ \t]*\n\s*)*(\\u.{4}|\\U.{8}|\\.|.)", re.DOTALL)


def inside(text: str, key: str, offset: int, line: int, column: int) -> tuple[int, int]:
    r"""Line and column of the character `offset` of the text that is the value of the key on this line.

    >>> inside("x = 1\nwhen = '''\na or\nb'''", "when", 5, 2, 1)
    (4, 1)
    """
    start = sum(len(before) + 1 for before in text.split("\n")[: line - 1])
    opening = re.compile(rf"""\s*["']?{re.escape(key)}["']?\s*=\s*('{{3}}\n?|"{{3}}\n?|'|")""").match(text, start)
    if opening is None:
        return line, column
    spot = opening.end() + offset
    if opening[1].startswith('"'):
        character = next(islice(WRITTEN.finditer(text, opening.end()), offset, None), None)
        spot = character.start(1) if character else spot
    return text.count("\n", 0, spot) + 1, spot - text.rfind("\n", 0, spot)


def nearest(word: str, known: Iterable[str] | Mapping[str, object]) -> str:
    """`, did you mean ...?` with the closest known words, or nothing."""
    close = difflib.get_close_matches(word, list(known), n=2, cutoff=0.6)
    return f"did you mean {' or '.join(close)}?" if close else ""

r"""How are faults in the guideline told, all at once, with file, line, column, cause and remedy?

In: faults noted by table and key while loading and checking. Out: one exception. Positions are searched for in the text
only when there is something to report, so a sound guideline loads fast.

>>> locate('[a]\nx = 1\n[b]\nx = 2', "b", "x")
(4, 1)
"""

import difflib
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Problem:
    """One fault: where it stands (table and key of a file), its cause and its remedy."""

    file: str
    table: str
    key: str
    cause: str
    remedy: str
    offset: int = 0
    line: int = 0
    column: int = 0

    def __str__(self) -> str:
        where = f"{self.file}:{self.line}:{self.column}" if self.line else self.file
        what = ".".join(part for part in (self.table, self.key) if part)
        return f"{where}: {what + ': ' if what else ''}{self.cause}. {self.remedy[:1].upper()}{self.remedy[1:]}."


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

    def note(self, file: str, table: str, key: str, cause: str, remedy: str, offset: int = 0) -> None:
        self.found.append(Problem(file, table, key, cause, remedy, offset))

    def raise_if_any(self) -> None:
        if self.found:
            raise GuidelineError(sorted(map(self.placed, self.found), key=lambda p: (p.file, p.line, p.column)))

    def placed(self, problem: Problem) -> Problem:
        if problem.line or problem.file not in self.texts:
            return problem
        text = self.texts[problem.file]
        line, column = locate(text, problem.table, problem.key)
        if problem.offset:
            quoted = text.splitlines()[line - 1]
            value = re.match(r"[^=]*=\s*('''|\"\"\"|'|\")?", quoted)
            column = (value.end() if value else 0) + 1 + problem.offset
        return Problem(
            problem.file,
            problem.table,
            problem.key,
            problem.cause,
            problem.remedy,
            problem.offset,
            line,
            column,
        )


def locate(text: str, table: str, key: str) -> tuple[int, int]:
    """Line and column (from 1) of a key inside a table, else of the table, else of the start of the file."""
    lines = text.splitlines()
    start = 0
    parts = table.split(".") if table else []
    for take in range(len(parts), 0, -1):
        header = ".".join(parts[:take])
        pattern = re.compile(r"\s*\[" + re.escape(header) + r"\]")
        start = next(
            (number for number, line in enumerate(lines, 1) if pattern.match(line.replace('"', ""))),
            0,
        )
        if start:
            break
    for number in range(start, len(lines)):
        line = lines[number]
        if line.startswith("["):
            break
        found = re.match(r'\s*"?' + re.escape(key) + r'"?\s*[.=]', line) if key else None
        if found:
            return number + 1, len(line) - len(line.lstrip()) + 1
    return max(start, 1), 1


def nearest(word: str, known: Iterable[str] | Mapping[str, object]) -> str:
    """`, did you mean ...?` with the closest known words, or nothing."""
    close = difflib.get_close_matches(word, list(known), n=2, cutoff=0.6)
    return f"did you mean {' or '.join(close)}?" if close else ""

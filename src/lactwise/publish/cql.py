"""How does the triage read in the Clinical Quality Language, which clinical systems run?

In: a guideline. Out: `LactwiseTriage.cql`, text: a tuple of findings in; level, rules and clinical pictures out. It
needs no data model. CQL is three-valued as the conditions of a guideline are, and null is unknown. `elm` holds the
same for engines that read no text.

>>> from lactwise.parts import Amount, Certain, Line, Not
>>> Writer({}).text(Not(Certain(Line("redness")))), Writer({}).text(Amount("pain", ">=", 7.0, ""))
('"redness" is not true', 'Findings."pain" >= 7.0')
"""

import textwrap
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import assert_never

from lactwise.lowered import UNSURE_SUFFIX
from lactwise.model import Guideline
from lactwise.parts import (
    Amount,
    And,
    AtLeast,
    Certain,
    Constant,
    Given,
    Line,
    Not,
    Option,
    Or,
    Part,
    Refuted,
    Unsure,
    Yes,
)
from lactwise.publish.cql_library import (
    CERTAIN,
    FINDINGS,
    NAME,
    OPEN,
    RECORD,
    Column,
    Define,
    Library,
    Number,
    Record,
    Word,
    alternatives,
    library,
)

WIDTH = 110
_OPERATORS = {"==": "="}


def write(guideline: Guideline) -> str:
    """The whole text."""
    whole = library(guideline)
    writer = Writer(whole.numbers)
    blocks = [
        "\n".join(_comment(_opening(whole))),
        f"library {NAME} version {_quoted(guideline.version)}",
        "\n".join(_parameter(whole.columns)),
        "context Unfiltered",
    ]
    for section in whole.sections:
        if section.defines:
            blocks.append("\n".join(_comment([f"--- {section.title} ---", section.says])))
            blocks += _together([list(writer.define(define)) for define in section.defines])
    return "\n\n".join(blocks) + "\n"


def _together(defines: Iterable[list[str]]) -> Iterator[str]:
    """Definitions as blocks; one of a single line stands under the one before."""
    block: list[str] = []
    for lines in defines:
        if len(lines) > 1 and block:
            yield "\n".join(block)
            block = []
        block += lines
    yield "\n".join(block)


def _opening(whole: Library) -> Iterator[str]:
    guideline = whole.program.guideline
    yield f"{guideline.facts.get('title', 'Lactwise')}, version {guideline.version}, {guideline.digest}."
    yield f"To be reviewed by {guideline.review_by.isoformat()}. Generated from the guideline: edit that, not this."
    if what_not := guideline.facts.get("what_we_are_not"):
        yield f"What it is: how urgently someone should be seen, why, and who says so. What it is not: {what_not}."
    yield ""
    yield (
        f'In: {FINDINGS}, one tuple a patient. An element that is missing or null is unknown, and never read as "no".'
        f" Where someone was asked and is not sure, the element is null and the one with {UNSURE_SUFFIX} is true: for"
        ' urgency "not sure" counts as its question declares, for clinical pictures it stays unknown.'
    )
    yield (
        f'Out: "{RECORD}", or any definition by its name. Of a rule use "<rule>{CERTAIN}" and "<rule>{OPEN}", with "not'
        ' sure" counted: each is true or false, never null. A rule between the two is open, and more must be asked.'
    )
    yield (
        'CQL demands an "else" in every "case". Here it is null, and never a level: exactly one case holds, and if ever'
        " none did, there must be no answer rather than a calm one."
    )
    yield (
        f'A hint: cql-execution remembers what it has worked out if "{RECORD}" is asked for with exec_expression; its'
        " exec gives the same, and takes many times as long."
    )
    yield ""
    yield "How the steps are named. A name alone is what it says, as known; and with"
    for suffix, says in _SUFFIXES.items():
        yield f"  {suffix}: {says}"
    if whole.program.readings:
        yield "Answers that contradict each other are read in every way they allow, and the most urgent way counts:"
    for suffix, says in whole.program.readings.items():
        yield f"  __{suffix}: {says}"


_SUFFIXES = {
    "__counted": 'the same with "not sure" counted',
    "__given": 'the answer with "not sure" counted',
    "__proven": "the answer, or what answers to its further questions say of it",
    "__may_apply": "whether the question may apply",
    "__read": "the answer, false where the question does not apply",
    "__denied": "a further question was answered though its question was denied",
}


def _parameter(columns: Iterable[Column]) -> Iterator[str]:
    yield f"parameter {FINDINGS} Tuple {{"
    listed = list(columns)
    for place, column in enumerate(listed, 1):
        yield from (f"  {line}" for line in _comment([column.means] if column.means else []))
        yield f"  {_name(column.name)} {column.type}{',' if place < len(listed) else ''}"
    yield "}"


def _comment(lines: Iterable[str]) -> Iterator[str]:
    for line in lines:
        margin = " " * (len(line) - len(line.lstrip()))
        wrapped = textwrap.wrap(line, WIDTH, subsequent_indent=margin, break_on_hyphens=False)  # an id stays whole
        yield from (f"// {part}".rstrip() for part in wrapped or [""])


@dataclass(frozen=True)
class Writer:
    """Writes definitions. `numbers` says under which name a threshold is defined."""

    numbers: Mapping[str, str]

    def define(self, define: Define) -> Iterator[str]:
        """A definition with what is said about it above it."""
        yield from _comment(define.comment)
        start = f"define {_name(define.name)}:"
        match define.value:
            case Number(value):
                yield f"{start} {_decimal(value)}"
            case Record(elements):
                yield f"{start} Tuple {{"
                yield ",\n".join(f"  {_name(key)}: {_name(name)}" for key, name in elements)
                yield "}"
            case Word(cases):
                yield f"{start} case"
                for when, then in cases:
                    asked, word = f"  when {self.text(when, len('  when '))}", f"then {_quoted(then)}"
                    yield f"{asked} {word}" if len(asked) + len(word) < WIDTH else f"{asked}\n    {word}"
                yield "  else null end"
            case part:
                flat = f"{start} {self.text(part)}"
                yield from [flat] if len(flat) <= WIDTH else [start, f"  {self.text(part, 2)}"]

    def text(self, part: Part, margin: int | None = None) -> str:
        """A part; given a margin, over several lines where one is too short."""
        flat = self._text(part, None)
        return flat if margin is None or margin + len(flat) <= WIDTH else self._text(part, margin)

    def _text(self, part: Part, margin: int | None) -> str:
        match part:
            case Constant(value):
                return "null as Boolean" if value is None else str(value).lower()
            case Yes(finding):
                return _element(finding)
            case Unsure(finding):
                return f"{_element(finding + UNSURE_SUFFIX)} is true"
            case Given(finding):
                return f"{_element(finding)} is not null"
            case Amount(finding, operator, value, threshold):
                number = _name(self.numbers[threshold]) if threshold else _decimal(value)
                return f"{_element(finding)} {_OPERATORS.get(operator, operator)} {number}"
            case Option(finding, options):
                if len(options) == 1:
                    return f"{_element(finding)} = {_quoted(options[0])}"
                return self._text(alternatives(part), margin)
            case Line(name):
                return _name(name)
            case Not(operand):
                return self._not(operand, margin)
            case And(operands) | Or(operands):
                return self._joined(type(part).__name__.lower(), operands, margin)
            case AtLeast(count, operands):
                return self._at_least(count, operands, margin)
            case Certain(operand) | Refuted(operand):
                return f"{self._operand(operand, margin)} is {'true' if isinstance(part, Certain) else 'false'}"
            case _:
                assert_never(part)

    def _not(self, part: Part, margin: int | None) -> str:
        """The opposite. What is never unknown is turned in its own words, which read better."""
        match part:
            case Unsure() | Certain() | Refuted():
                positive = self._text(part, margin)
                word = positive.rpartition(" ")[2]
                return f"{positive.removesuffix(word)}not {word}"
            case Given(finding):
                return f"{_element(finding)} is null"
            case _:
                return f"not {self._operand(part, margin)}"

    def _operand(self, part: Part, margin: int | None) -> str:
        """A part inside another: in brackets, unless it is one word."""
        if isinstance(part, Yes | Line) or (isinstance(part, Constant) and part.value is not None):
            return self._text(part, margin)
        return f"({self.text(part, None if margin is None else margin + 1)})"

    def _joined(self, word: str, parts: Iterable[Part], margin: int | None) -> str:
        texts = [self._operand(part, None if margin is None else margin + len(word) + 1) for part in parts]
        return f" {word} ".join(texts) if margin is None else f"\n{' ' * margin}{word} ".join(texts)

    def _at_least(self, count: int, parts: tuple[Part, ...], margin: int | None) -> str:
        """Null if it is neither certain nor ruled out. No query: engines take equal items of one for the same."""
        inner = None if margin is None else margin + 4
        texts = [self._operand(part, inner) for part in parts]
        gap, end = (" ", " ") if margin is None else ("\n" + " " * (margin + 4), "\n" + " " * (margin + 2))
        certain = f",{gap}".join(_counted(text, "is true", gap) for text in texts)
        possible = f",{gap}".join(_counted(text, "is not false", gap) for text in texts)
        lines = (
            "case",
            f"  when Count({{{gap}{certain}{end}}}) >= {count} then true",
            f"  when Count({{{gap}{possible}{end}}}) < {count} then false",
            "  else null end",
        )
        return " ".join(map(str.strip, lines)) if margin is None else f"\n{' ' * margin}".join(lines)


def _counted(text: str, words: str, gap: str) -> str:
    short = "\n" not in text and len(gap) + len(text) + len(words) + len("if   then 1 else null") <= WIDTH
    return f"if {text}{' ' if short else gap + '  '}{words} then 1 else null"


def _element(column: str) -> str:
    return f"{FINDINGS}.{_name(column)}"


def _name(name: str) -> str:
    return '"' + name.replace("\\", "\\\\").replace('"', '\\"') + '"'


def _quoted(text: str) -> str:
    return "'" + text.replace("\\", "\\\\").replace("'", "\\'") + "'"


def _decimal(value: float) -> str:
    """A number as CQL writes decimals: with a point and without an exponent."""
    text = format(Decimal(repr(float(value))), "f")
    return text if "." in text else f"{text}.0"

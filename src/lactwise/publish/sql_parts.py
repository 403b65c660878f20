r"""How does a part of a program for tables read as SQL?

In: a part. Out: its text, of which DuckDB and PostgreSQL understand the same: SQL is three-valued as the language is,
and null is unknown. What does not fit in a line is broken and indented.

>>> part = And((Not(Refuted(Or((Yes("redness"), Line("tender_lump"))))), Amount("pain", ">=", 7.0, "severe_pain")))
>>> flat(part)
'(redness or tender_lump) is not false and pain >= 7.0 /* severe_pain */'
>>> print("\n".join(laid(part, 40)))
(redness or tender_lump) is not false
and pain >= 7.0 /* severe_pain */
"""

import re
from collections.abc import Iterator
from typing import assert_never

from lactwise.lowered import UNSURE_SUFFIX
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
    inside,
)

LONGEST_NAME = 63  # bytes: PostgreSQL cuts a longer name off without an error
INDENT = "    "
# What neither DuckDB nor PostgreSQL, or only one of them, takes as the name of a column without quotes.
_WORDS = """
all analyse analyze and anti any array as asc asof asymmetric at authorization between binary both by case cast check
collate collation column columns concurrently constraint create cross current_catalog current_date current_role
current_schema current_time current_timestamp current_user default deferrable desc describe distinct do else end except
false fetch for foreign freeze from full generated glob grant group having ilike in initially inner intersect into is
isnull join lambda lateral leading left like limit localtime localtimestamp map natural not notnull null offset on only
or order outer overlaps pivot pivot_longer pivot_wider placing positional primary qualify references returning right
select semi session_user show similar some struct summarize symmetric table tablesample then to trailing true try_cast
tuple union unique unpack unpivot user using variadic verbose when where window with
"""
RESERVED = frozenset(_WORDS.split())
_PLAIN = re.compile(r"[a-z_][a-z0-9_]*")
_COMPARED = {"<": "<", "<=": "<=", ">": ">", ">=": ">=", "==": "=", "!=": "<>"}
_CONSTANTS = {True: "true", False: "false", None: "cast(null as boolean)"}
_EXACT = 16  # characters: a longer decimal number is written so that DuckDB reads it as binary from the start


def name(id_: str) -> str:
    """A name as SQL takes it. Raises `ValueError` if it is too long."""
    if len(id_.encode()) > LONGEST_NAME:
        raise ValueError(f"{id_!r} is longer than {LONGEST_NAME} bytes, and PostgreSQL would cut it off")
    if _PLAIN.fullmatch(id_) and id_ not in RESERVED:
        return id_
    return '"' + id_.replace('"', '""') + '"'


def string(text: str) -> str:
    """A text as SQL takes it."""
    return "'" + text.replace("'", "''") + "'"


def number(value: float) -> str:
    """A number as SQL takes it, exactly."""
    shown = repr(float(value))
    return shown if len(shown) <= _EXACT or "e" in shown else f"{shown}e0"


def columns(part: Part) -> Iterator[str]:
    """The columns and lines that a part reads."""
    for item in inside(part):
        match item:
            case Line(id_) | Yes(id_) | Given(id_) | Amount(id_) | Option(id_):
                yield id_
            case Unsure(id_):
                yield id_ + UNSURE_SUFFIX
            case _:
                pass


def flat(part: Part) -> str:
    """A part in one line."""
    match part:
        case Constant(value):
            return _CONSTANTS[value]
        case Yes(id_) | Line(id_):
            return name(id_)
        case Unsure(id_):
            return name(id_ + UNSURE_SUFFIX)
        case Given(id_):
            return f"{name(id_)} is not null"
        case Amount(id_, operator, value, threshold):
            said = f" /* {threshold} */" if threshold else ""
            return f"{name(id_)} {_COMPARED[operator]} {number(value)}{said}"
        case Option(id_, values):
            listed = ", ".join(map(string, values))
            return f"{name(id_)} in ({listed})" if values else f"{name(id_)} <> {name(id_)}"  # false for any option
        case Not() | Certain() | Refuted():
            before, operand, after = _around(part)
            return f"{before}{_bracketed(operand)}{after}"
        case And(operands):
            return " and ".join(_bracketed(item) if isinstance(item, Or) else flat(item) for item in operands)
        case Or(operands):
            return " or ".join(_bracketed(item) if isinstance(item, And) else flat(item) for item in operands)
        case AtLeast():
            return " ".join(line.strip() for line in _counted(part, 0))
        case _:
            assert_never(part)


def laid(part: Part, room: int) -> list[str]:
    """A part in lines of at most `room` characters, as far as it can be broken."""
    whole = flat(part)
    if len(whole) <= room:
        return [whole]
    match part:
        case And(operands) | Or(operands):
            words = ["", *["and " if isinstance(part, And) else "or "] * (len(operands) - 1)]
            return [line for word, item in zip(words, operands, strict=True) for line in _joined(word, item, room)]
        case Not() | Certain() | Refuted():
            return _wrapped(*_around(part), room)
        case AtLeast():
            return _counted(part, room)
        case Constant() | Yes() | Unsure() | Given() | Amount() | Option() | Line():
            return [whole]
        case _:
            assert_never(part)


def indented(lines: list[str]) -> list[str]:
    """Lines one step further in."""
    return [INDENT + line for line in lines]


def _joined(word: str, part: Part, room: int) -> list[str]:
    """An operand of `and` or `or`, after this word."""
    if isinstance(part, And | Or):
        return _wrapped(word, part, "", room)
    first, *rest = laid(part, room - len(word))
    return [word + first, *rest]


def _wrapped(before: str, part: Part, after: str, room: int) -> list[str]:
    """An operand between two words: in one line if that fits, or in brackets and indented."""
    whole = f"{before}{_bracketed(part)}{after}"
    return [whole] if len(whole) <= room else [f"{before}(", *indented(laid(part, room - len(INDENT))), f"){after}"]


def _around(part: Not | Certain | Refuted) -> tuple[str, Part, str]:
    """What stands before and after the operand: "is not true" in place of "not ... is true"."""
    match part:
        case Not(Certain(operand)):
            return "", operand, " is not true"
        case Not(Refuted(operand)):
            return "", operand, " is not false"
        case Not(Given(id_)):
            return "", Yes(id_), " is null"
        case Not(operand):
            return "not ", operand, ""
        case Certain(operand):
            return "", operand, " is true"
        case Refuted(operand):
            return "", operand, " is false"
        case _:
            assert_never(part)


def _bracketed(part: Part) -> str:
    """A part as an operand."""
    return flat(part) if isinstance(part, Constant | Yes | Unsure | Line) else f"({flat(part)})"


def _counted(part: AtLeast, room: int) -> list[str]:
    """So many of the operands: true by those that are true, false by those that are not false."""
    lines = ["case"]
    for found, compared, then in ((Certain, ">=", "true"), (_possible, "<", "false")):
        terms = [found(item) for item in part.operands]
        whole = f"when {' + '.join(map(_counts, terms))} {compared} {part.count} then {then}"
        if len(whole) <= room - len(INDENT):
            lines += indented([whole])
            continue
        sums = [
            line
            for place, term in enumerate(terms)
            for line in _term("+ " if place else "", term, room - 2 * len(INDENT))
        ]
        lines += indented(["when", *indented([*sums, f"{compared} {part.count}"]), f"then {then}"])
    return [*lines, "end"]


def _counts(part: Part) -> str:
    return f"cast({flat(part)} as integer)"


def _term(sign: str, part: Part, room: int) -> list[str]:
    """What is added to a count."""
    whole = f"{sign}{_counts(part)}"
    if len(whole) <= room:
        return [whole]
    return [f"{sign}cast(", *indented(laid(part, room - len(INDENT))), "as integer)"]


def _possible(part: Part) -> Part:
    return Not(Refuted(part))

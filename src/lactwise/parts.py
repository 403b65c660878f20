"""Of which few parts is everything made that a table of patients is asked?

In: nothing. Out: expressions over the columns of a table, three-valued as conditions are, and two that turn a truth
into a plain yes or no: `Certain` ("is true") and `Refuted` ("is false"). Made by the functions below, which fold what
is already decided. A backend for tables is one `match` over these parts.

>>> all_of([Yes("redness"), TRUE]), negation(negation(Yes("redness"))), certain(Given("pain"))
(Yes(finding='redness'), Yes(finding='redness'), Given(finding='pain'))
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import assert_never

from lactwise.truth import Truth


@dataclass(frozen=True, slots=True)
class Constant:
    """A truth that no column can change."""

    value: Truth


@dataclass(frozen=True, slots=True)
class Yes:
    """The column of a yes/no finding: true, false, or unknown where it is empty."""

    finding: str


@dataclass(frozen=True, slots=True)
class Unsure:
    """Whether a finding was asked and not known. Never unknown."""

    finding: str


@dataclass(frozen=True, slots=True)
class Given:
    """Whether the column of a number or choice holds a value. Never unknown."""

    finding: str


@dataclass(frozen=True, slots=True)
class Amount:
    """The column of a number compared with a number, which `threshold` names if it is one."""

    finding: str
    operator: str
    value: float
    threshold: str


@dataclass(frozen=True, slots=True)
class Option:
    """The column of a choice being one of several options."""

    finding: str
    options: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Line:
    """An earlier line of the program."""

    name: str


@dataclass(frozen=True, slots=True)
class Not:
    """The opposite; unknown stays unknown."""

    operand: "Part"


@dataclass(frozen=True, slots=True)
class And:
    """All of `operands`, at least two."""

    operands: tuple["Part", ...]


@dataclass(frozen=True, slots=True)
class Or:
    """At least one of `operands`, at least two."""

    operands: tuple["Part", ...]


@dataclass(frozen=True, slots=True)
class AtLeast:
    """At least `count` of `operands`."""

    count: int
    operands: tuple["Part", ...]


@dataclass(frozen=True, slots=True)
class Certain:
    """Whether `operand` is true. Never unknown."""

    operand: "Part"


@dataclass(frozen=True, slots=True)
class Refuted:
    """Whether `operand` is false. Never unknown."""

    operand: "Part"


Part = Constant | Yes | Unsure | Given | Amount | Option | Line | Not | And | Or | AtLeast | Certain | Refuted
TRUE, FALSE, UNKNOWN = Constant(True), Constant(False), Constant(None)


def all_of(parts: Iterable[Part]) -> Part:
    """All of `parts`, the same one only once."""
    found: dict[Part, None] = {}
    for part in parts:
        found.update(dict.fromkeys(part.operands if isinstance(part, And) else (part,)))
    found.pop(TRUE, None)
    if FALSE in found:
        return FALSE
    return And(tuple(found)) if len(found) > 1 else next(iter(found), TRUE)


def any_of(parts: Iterable[Part]) -> Part:
    """At least one of `parts`, the same one only once."""
    found: dict[Part, None] = {}
    for part in parts:
        found.update(dict.fromkeys(part.operands if isinstance(part, Or) else (part,)))
    found.pop(FALSE, None)
    if TRUE in found:
        return TRUE
    return Or(tuple(found)) if len(found) > 1 else next(iter(found), FALSE)


def negation(part: Part) -> Part:
    """The opposite of `part`."""
    if isinstance(part, Constant):
        return part if part.value is None else Constant(not part.value)
    return part.operand if isinstance(part, Not) else Not(part)


def at_least(count: int, parts: Iterable[Part]) -> Part:
    """At least `count` of `parts`; what is decided already is counted."""
    rest = []
    for part in parts:
        if part == TRUE:
            count -= 1
        elif part != FALSE:
            rest.append(part)
    if count <= 0:
        return TRUE
    if count > len(rest):
        return FALSE
    return any_of(rest) if count == 1 else AtLeast(count, tuple(rest))


def certain(part: Part) -> Part:
    """Whether `part` is true."""
    if isinstance(part, Constant):
        return Constant(part.value is True)
    return part if never_unknown(part) else Certain(part)


def refuted(part: Part) -> Part:
    """Whether `part` is false."""
    if isinstance(part, Constant):
        return Constant(part.value is False)
    return negation(part) if never_unknown(part) else Refuted(part)


def chosen(when: Part, then: Part, otherwise: Part) -> Part:
    """`then` where `when` (never unknown) is true, and `otherwise` where it is not."""
    return any_of([all_of([when, then]), all_of([negation(when), otherwise])])


def unless_closed(part: Part, may_apply: Part) -> Part:
    """A truth, but false where it is not known and its finding does not apply."""
    if may_apply == TRUE:
        return part
    return any_of([certain(part), all_of([may_apply, part])])


def instead(unsure: Part, counted: Part, given: Part) -> Part:
    """`counted` where she is not sure, and so nothing is given; what is given elsewhere."""
    if counted == TRUE:
        return any_of([unsure, given])
    return all_of([negation(unsure), given]) if counted == FALSE else chosen(unsure, counted, given)


def never_unknown(part: Part) -> bool:
    """Whether `part` is a plain yes or no by its form alone. A line counts as one that may be unknown."""
    match part:
        case Unsure() | Given() | Certain() | Refuted():
            return True
        case Constant(value):
            return value is not None
        case Not(operand):
            return never_unknown(operand)
        case And(operands) | Or(operands) | AtLeast(_, operands):
            return all(map(never_unknown, operands))
        case Yes() | Amount() | Option() | Line():
            return False
        case _:
            assert_never(part)


def inside(part: Part) -> Iterator[Part]:
    """`part` and everything it is made of, outermost first; lines are not followed."""
    yield part
    match part:
        case Not(operand) | Certain(operand) | Refuted(operand):
            yield from inside(operand)
        case And(operands) | Or(operands) | AtLeast(_, operands):
            for operand in operands:
                yield from inside(operand)
        case Constant() | Yes() | Unsure() | Given() | Amount() | Option() | Line():
            pass
        case _:
            assert_never(part)

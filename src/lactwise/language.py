"""How is a condition such as `fever_present and not lump` written, read and judged?

In: a string in a closed subset of Python expressions, parsed by `ast` and never evaluated. Out: a tree of eight nodes.
`evaluate` is the plain reading of the tree that every faster backend must agree with.

>>> parse('redness and not (trend == "better")')
And(operands=(Name(name='redness'), Not(operand=Compare(operands=(Name(name='trend'), Choice(option='better')),
operators=('==',)))))
"""

import ast
import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import assert_never

from lactwise import truth
from lactwise.truth import Truth

LONGEST = 500  # characters; a longer condition deserves a definition with a name
LONGEST_SHOWN = 40  # characters of what is refused


@dataclass(frozen=True, slots=True)
class Name:
    """A yes/no finding or a definition; inside a comparison a number or choice finding, or a threshold."""

    name: str


@dataclass(frozen=True, slots=True)
class Choice:
    """One option of a choice finding, written as a string."""

    option: str


@dataclass(frozen=True, slots=True)
class Not:
    """`not operand`."""

    operand: "Node"


@dataclass(frozen=True, slots=True)
class And:
    """All of `operands`."""

    operands: tuple["Node", ...]


@dataclass(frozen=True, slots=True)
class Or:
    """At least one of `operands`."""

    operands: tuple["Node", ...]


@dataclass(frozen=True, slots=True)
class Compare:
    """A chain such as `low <= x < high`: one operator fewer than operands."""

    operands: tuple[Name | Choice, ...]
    operators: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class OneOf:
    """A choice finding being one of several options."""

    name: str
    options: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class AtLeast:
    """At least `count` of `operands`."""

    count: int
    operands: tuple["Node", ...]


Node = Name | Choice | Not | And | Or | Compare | OneOf | AtLeast
ALWAYS = And(())  # what an omitted `when` means; it has no text

OPERATORS: dict[type[ast.cmpop], str] = {
    ast.Lt: "<",
    ast.LtE: "<=",
    ast.Gt: ">",
    ast.GtE: ">=",
    ast.Eq: "==",
    ast.NotEq: "!=",
}


class ConditionError(Exception):
    """A condition that is not in the language: what is wrong, where (column from 0), and what to write instead."""

    def __init__(self, cause: str, remedy: str, column: int | None = None) -> None:
        super().__init__(cause)
        self.cause, self.remedy, self.column = cause, remedy, max(column or 0, 0)
        self.whole = column is None  # the fault is of the whole condition, not of a part


def parse(text: str) -> Node:
    """The tree of a condition. Raises `ConditionError` for anything outside the language."""
    if len(text) > LONGEST:
        raise ConditionError(
            f"the condition has {len(text)} characters, more than {LONGEST}", "name parts of it in definitions.toml"
        )
    if not text.strip():
        raise ConditionError("the condition is empty", "write a condition, or leave the key out")
    flat = text.replace("\n", " ").replace("\t", " ").replace("\r", " ")
    start = len(flat) - len(flat.lstrip(" "))  # Python reads no expression that begins with a space
    try:
        tree = ast.parse(flat[start:], mode="eval").body
    except (SyntaxError, ValueError, RecursionError, MemoryError) as error:
        column = start + (getattr(error, "offset", None) or 1) - 1
        raise _unreadable(min(column, len(text))) from error
    return _Reader(flat, start).read_all(tree)


def _unreadable(column: int) -> ConditionError:
    return ConditionError("the condition cannot be read", "check brackets, quotes and the words and, or, not", column)


class _Reader:
    """Turns Python's tree, which counts in bytes from `start`, into ours and refuses everything else."""

    def __init__(self, text: str, start: int) -> None:
        self.bytes, self.start = text[start:].encode(), start

    def read_all(self, tree: ast.expr) -> Node:
        rest = self.bytes[tree.end_col_offset :].decode()
        if "#" in rest:  # after the tree only brackets close; what follows a # Python would pass over
            raise _unreadable(self.column(tree.end_col_offset) + rest.index("#"))
        for node in () if self.bytes.isascii() else ast.walk(tree):
            if isinstance(node, ast.Name) and self.written(node) != node.id:
                cause = f"{self.written(node)[:40]} would be read as {node.id[:40]}"
                raise self.fail(node, cause, "write it in plain letters")
        return self.read(tree)

    def column(self, offset: int | None) -> int:
        return self.start + len(self.bytes[:offset].decode())

    def written(self, node: ast.expr) -> str:
        return self.bytes[node.col_offset : node.end_col_offset].decode()

    def shown(self, node: ast.expr) -> str:
        """As Python writes it; a long one, which may be nested too deeply for that, as it stands."""
        written = self.written(node)
        return (ast.unparse(node) if len(written) <= LONGEST_SHOWN else written)[:LONGEST_SHOWN]

    def fail(self, node: ast.expr, cause: str, remedy: str) -> ConditionError:
        return ConditionError(cause, remedy, self.column(node.col_offset))

    def bracketed(self, node: ast.expr) -> bool:
        before, after = self.bytes[: node.col_offset].rstrip(), self.bytes[node.end_col_offset :].lstrip()
        return before.endswith(b"(") and after.startswith(b")")

    def read(self, node: ast.expr) -> Node:
        match node:
            case ast.Name(id=name):
                return Name(name)
            case ast.UnaryOp(op=ast.Not(), operand=operand):
                return Not(self.read(operand))
            case ast.BoolOp(op=op, values=values):
                for value in values:
                    if isinstance(value, ast.BoolOp) and not self.bracketed(value):
                        cause, remedy = "and and or are mixed without brackets", "put brackets round one of them"
                        raise self.fail(value, cause, remedy)
                operands = tuple(self.read(value) for value in values)
                return And(operands) if isinstance(op, ast.And) else Or(operands)
            case ast.Compare(ops=[ast.In()], left=ast.Name(id=name), comparators=[right]):
                return OneOf(name, self.options(right))
            case ast.Compare():
                return self.compare(node)
            case ast.Call(func=ast.Name(id="at_least"), args=[ast.Constant(value=int(count)), *rest], keywords=[]):
                if isinstance(count, bool) or not 1 <= count <= len(rest):
                    cause = "at_least asks for more conditions than it lists"
                    raise self.fail(node, cause, "write at_least(2, a, b, c)")
                return AtLeast(count, tuple(self.read(item) for item in rest))
            case _:
                remedy = "use names, not, and, or, comparisons with a named threshold, in (...), at_least(n, ...)"
                raise self.fail(node, f"{self.shown(node)!r} is not in the language", remedy)

    def options(self, node: ast.expr) -> tuple[str, ...]:
        if isinstance(node, ast.Tuple | ast.List | ast.Set):
            words = [item.value for item in node.elts if isinstance(item, ast.Constant) and isinstance(item.value, str)]
            if words and len(words) == len(node.elts):
                return tuple(words)
        raise self.fail(node, "in needs a list of options", 'write name in ("a", "b")')

    def compare(self, node: ast.Compare) -> Compare:
        operands = tuple(self.operand(item) for item in (node.left, *node.comparators))
        operators = []
        for op in node.ops:
            if type(op) not in OPERATORS:
                raise self.fail(node, "this comparison is not in the language", "use < <= > >= == != or in")
            operators.append(OPERATORS[type(op)])
        return Compare(operands, tuple(operators))

    def operand(self, node: ast.expr) -> Name | Choice:
        match node:
            case ast.Name(id=name):
                return Name(name)
            case ast.Constant(value=str(option)):
                return Choice(option)
            case ast.Constant(value=None | bool()):
                cause, remedy = "cannot be compared with", "write the name, or not name; unknown is never tested"
                raise self.fail(node, f"{self.shown(node)} {cause}", remedy)
            case ast.Constant(value=int() | float()) | ast.UnaryOp(operand=ast.Constant(value=int() | float())):
                remedy = "name it in thresholds.toml and use the name"
                raise self.fail(node, f"{self.shown(node)} is a bare number", remedy)
            case _:
                remedy = "compare a finding with a threshold or an option"
                raise self.fail(node, f"{self.shown(node)!r} cannot be compared", remedy)


def children(node: Node) -> tuple[Node, ...]:
    """The conditions directly inside `node` (none for names and comparisons)."""
    match node:
        case Not(operand):
            return (operand,)
        case And(operands) | Or(operands) | AtLeast(_, operands):
            return operands
        case Name() | Choice() | Compare() | OneOf():
            return ()
        case _:
            assert_never(node)


def walk(node: Node) -> Iterator[Node]:
    """`node` and everything inside it, outermost first."""
    yield node
    for child in children(node):
        yield from walk(child)


def names(node: Node) -> list[str]:
    """Every name in the condition, in order of appearance, each once."""
    found: dict[str, None] = {}
    for part in walk(node):
        match part:
            case Name(name) | OneOf(name):
                found[name] = None
            case Compare(operands):
                found.update((item.name, None) for item in operands if isinstance(item, Name))
            case _:
                pass
    return list(found)


def show(node: Node) -> str:
    """The condition as text; `parse(show(node)) == node`."""
    match node:
        case Name(name):
            return name
        case Choice(option):
            return _quoted(option)
        case Not(operand):
            return f"not {_wrap(operand)}"
        case And(operands):
            return " and ".join(map(_wrap, operands)) or "always"
        case Or(operands):
            return " or ".join(map(_wrap, operands))
        case Compare(operands, operators):
            shown = [show(item) for item in operands]
            return " ".join([shown[0], *(f"{op} {word}" for op, word in zip(operators, shown[1:], strict=True))])
        case OneOf(name, options):
            inside = ", ".join(map(_quoted, options))
            return f"{name} in ({inside}{',' if len(options) == 1 else ''})"
        case AtLeast(count, operands):
            return f"at_least({count}, {', '.join(map(show, operands))})"
        case _:
            assert_never(node)


def _wrap(node: Node) -> str:
    return f"({show(node)})" if isinstance(node, And | Or) else show(node)


def _quoted(option: str) -> str:
    """JSON escapes quotes, backslashes and line ends as Python reads them; half of a surrogate pair it leaves raw."""
    return json.dumps(option, ensure_ascii=False).encode("utf-8", "backslashreplace").decode()


Scalar = bool | float | str | None
_COMPARE: dict[str, Callable[[float | str, float | str], bool]] = {
    "<": lambda a, b: a < b,  # type: ignore[operator]
    "<=": lambda a, b: a <= b,  # type: ignore[operator]
    ">": lambda a, b: a > b,  # type: ignore[operator]
    ">=": lambda a, b: a >= b,  # type: ignore[operator]
    "==": lambda a, b: a == b,
    "!=": lambda a, b: a == a and b == b and "" not in (a, b) and a != b,
}


def evaluate(node: Node, value_of: Callable[[str], Scalar]) -> Truth:
    """The truth of a condition, read plainly: the judge of every other backend.

    `value_of` gives a finding's value (`None` unknown), a threshold's number or a definition's truth. A number or
    choice that does not apply is NaN or `""`: every comparison with it is false, also `!=`.
    """
    match node:
        case Name(name):
            value = value_of(name)
            return value if value is None else bool(value)
        case Not(operand):
            return truth.opposite(evaluate(operand, value_of))
        case And(operands):
            return truth.both([evaluate(item, value_of) for item in operands])
        case Or(operands):
            return truth.either([evaluate(item, value_of) for item in operands])
        case AtLeast(count, operands):
            return truth.at_least(count, [evaluate(item, value_of) for item in operands])
        case OneOf(name, options):
            value = value_of(name)
            return None if value is None else value in options
        case Compare(operands, operators):
            values = [item.option if isinstance(item, Choice) else value_of(item.name) for item in operands]
            return truth.both(
                None if left is None or right is None else _COMPARE[op](left, right)
                for left, op, right in zip(values, operators, values[1:], strict=False)
            )
        case Choice():
            raise TypeError("an option has no truth of its own")
        case _:
            assert_never(node)

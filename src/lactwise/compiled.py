"""How are conditions judged fast? Each becomes two Python functions of a list of values.

In: a loaded guideline. Out: for every condition `certain` (true whatever is still unknown) and `possible` (not ruled
out),
both plain two-valued Python. Kleene's logic splits exactly this way: `not a` is certain when `a` is not possible.
A list of values holds one entry a finding, `None` for unknown; NaN and `""` stand for what does not apply.
"""

from collections.abc import Callable, Mapping
from typing import Any, assert_never

from lactwise.language import And, AtLeast, Choice, Compare, Name, Node, Not, OneOf, Or, names
from lactwise.model import Guideline

Values = list[Any]
Judge = Callable[[Values], bool]


class Compiler:
    """Compiles conditions over one guideline's findings, thresholds and definitions."""

    def __init__(self, guideline: Guideline) -> None:
        self.guideline = guideline
        self.index: Mapping[str, int] = {name: place for place, name in enumerate(guideline.findings)}
        self.scope: dict[str, Any] = {"__builtins__": {"sum": sum}}

    def compile(self, node: Node) -> tuple[Judge, Judge]:
        """The two judges of a condition: certain, possible."""
        return self.function(self.certain(node)), self.function(self.possible(node))

    def function(self, body: str) -> Judge:
        # The text is built here from checked nodes only: indices, numbers and quoted options, never from outside.
        made: Judge = eval(f"lambda v: {body}", self.scope)  # noqa: S307
        return made

    def first_of(self, nodes: list[tuple[int, Node]], certain: bool, otherwise: int) -> Callable[[Values], int]:
        """A function giving the number of the first condition that holds; definitions are judged at most once."""
        lines = ["def first(v):"]
        ready: set[str] = set()
        say = self.certain if certain else self.possible
        for number, node in nodes:
            lines += self.prepared(node, ready)
            lines.append(f"    if {say(node, local=True)}: return {number}")
        lines.append(f"    return {otherwise}")
        scope = dict(self.scope)
        exec("\n".join(lines), scope)  # noqa: S102 - as in `function`: our own text
        made: Callable[[Values], int] = scope["first"]
        return made

    def prepared(self, node: Node, ready: set[str]) -> list[str]:
        lines = []
        for name in _definitions_in(node, self.guideline):
            if name not in ready:
                inner = self.guideline.definitions[name].when
                lines += self.prepared(inner, ready)
                lines.append(f"    c_{name} = {self.certain(inner, local=True)}")
                lines.append(f"    p_{name} = {self.possible(inner, local=True)}")
                ready.add(name)
        return lines

    def certain(self, node: Node, local: bool = False) -> str:
        """Python text that is true when the condition is certainly true."""
        return self.text(node, True, local)

    def possible(self, node: Node, local: bool = False) -> str:
        """Python text that is true when the condition is not certainly false."""
        return self.text(node, False, local)

    def text(self, node: Node, certain: bool, local: bool) -> str:
        match node:
            case Name(name) if name in self.index:
                return f"(v[{self.index[name]}] {'is True' if certain else 'is not False'})"
            case Name(name):
                return self.definition(name, certain, local)
            case Not(operand):
                return f"(not {self.text(operand, not certain, local)})"
            case And(operands):
                return "(" + (" and ".join(self.text(item, certain, local) for item in operands) or "True") + ")"
            case Or(operands):
                return "(" + " or ".join(self.text(item, certain, local) for item in operands) + ")"
            case AtLeast(count, operands):
                return f"(sum(({', '.join(self.text(item, certain, local) for item in operands)},)) >= {count})"
            case OneOf(name, options):
                place = self.index[name]
                return (
                    f"(v[{place}] in {options!r})" if certain else f"(v[{place}] is None or v[{place}] in {options!r})"
                )
            case Compare(operands, operators):
                pairs = zip(operands, operators, operands[1:], strict=False)
                return "(" + " and ".join(self.pair(left, op, right, certain) for left, op, right in pairs) + ")"
            case Choice():
                raise TypeError("an option has no truth of its own")
            case _:
                assert_never(node)

    def pair(self, left: Name | Choice, op: str, right: Name | Choice, certain: bool) -> str:
        shown, place = [], ""
        for item in (left, right):
            if isinstance(item, Choice):
                shown.append(repr(item.option))
            elif item.name in self.index:
                place = f"v[{self.index[item.name]}]"
                shown.append(place)
            else:
                shown.append(repr(float(self.guideline.thresholds[item.name].value)))
        if not place:  # two thresholds, as inside `low <= x < high` read pairwise: never written, but harmless
            return f"({shown[0]} {op} {shown[1]})"
        applies = f"{place} == {place} and {place} != '' and " if op == "!=" else ""
        held = f"{applies}{shown[0]} {op} {shown[1]}"
        return f"({place} is not None and {held})" if certain else f"({place} is None or ({held}))"

    def definition(self, name: str, certain: bool, local: bool) -> str:
        if local:
            return f"{'c' if certain else 'p'}_{name}"
        key = f"{'c' if certain else 'p'}_{name}"
        if key not in self.scope:
            self.scope[key] = self.function(self.text(self.guideline.definitions[name].when, certain, False))
        return f"{key}(v)"


def _definitions_in(node: Node, guideline: Guideline) -> list[str]:
    return [name for name in names(node) if name in guideline.definitions]

"""On which findings does the truth of a condition rest, and on which does it still depend?

In: a condition and values. Out: the findings that decided it (`explain`), or those that still could (`undecided`).
"""

from lactwise.compiled import Compiler, Judge, Values
from lactwise.language import And, Compare, Name, Node, Not, OneOf, Or, children, names
from lactwise.reading import applies_if


class Dependence:
    """Answers for one compiled guideline."""

    def __init__(self, compiler: Compiler) -> None:
        self.guideline, self.compiler, self.index = compiler.guideline, compiler, compiler.index
        self.judged: dict[int, tuple[Judge, Judge]] = {}

    def explain(self, node: Node, values: Values, wanted: bool) -> list[str]:
        """The findings that alone make `node` certainly true (`wanted`) or certainly false."""
        found: dict[str, None] = {}
        self.collect(node, values, wanted, found)
        return list(found)

    def collect(self, node: Node, values: Values, wanted: bool, found: dict[str, None]) -> None:
        match node:
            case Name(name) if name in self.guideline.definitions:
                self.collect(self.guideline.definitions[name].when, values, wanted, found)
            case Name() | Compare() | OneOf():
                found.update((name, None) for name in names(node) if name in self.index)
            case Not(operand):
                self.collect(operand, values, not wanted, found)
            case _:
                parts = [part for part in children(node) if self.holds(part, values, wanted)]
                if (isinstance(node, And) and not wanted) or (isinstance(node, Or) and wanted):
                    parts = _shortest_first(parts, node, wanted)
                for part in parts:
                    self.collect(part, values, wanted, found)

    def holds(self, node: Node, values: Values, wanted: bool) -> bool:
        certain, possible = self.judges(node)
        return certain(values) if wanted else not possible(values)

    def judges(self, node: Node) -> tuple[Judge, Judge]:
        """The judges of any part of a condition; parts live as long as the guideline, so identity is a safe key."""
        found = self.judged.get(id(node))
        if found is None:
            found = self.judged[id(node)] = self.compiler.compile(node)
        return found

    def findings_used(self, node: Node) -> set[str]:
        """Ids of all findings a condition depends on, through definitions."""
        used: set[str] = set()
        for name in names(node):
            if name in self.guideline.definitions:
                used |= self.findings_used(self.guideline.definitions[name].when)
            elif name in self.index:
                used.add(name)
        return used

    def undecided(self, node: Node, values: Values, sparing: bool = False) -> list[str]:
        """Unknown findings on which the truth of `node` still depends; a parent stands before its children.

        `sparing` leaves out the single questions of an `and` while an unanswered tick may make them needless.
        """
        found: dict[str, None] = {}
        self.collect_undecided(node, values, found, sparing)
        return list(found)

    def collect_undecided(self, node: Node, values: Values, found: dict[str, None], sparing: bool) -> None:
        certain, possible = self.judges(node)
        if certain(values) or not possible(values):
            return
        match node:
            case Name(name) if name in self.guideline.definitions:
                self.collect_undecided(self.guideline.definitions[name].when, values, found, sparing)
            case Name() | Compare() | OneOf():
                for name in names(node):
                    if name in self.index and values[self.index[name]] is None:
                        self.parent_first(name, values, found)
            case And(operands) if sparing:
                ticks = [part for part in operands if all(map(self.is_tick, self.findings_used(part)))]
                open_ticks = [ids for part in ticks if (ids := self.undecided(part, values, sparing))]
                for ids in open_ticks or [self.undecided(part, values, sparing) for part in operands]:
                    found.update(dict.fromkeys(ids))
            case _:
                for part in children(node):
                    self.collect_undecided(part, values, found, sparing)

    def is_tick(self, name: str) -> bool:
        return self.guideline.findings[name].kind == "yes_no"

    def parent_first(self, name: str, values: Values, found: dict[str, None]) -> None:
        gate = applies_if(self.guideline.findings[name])
        if gate is not None and not self.judges(gate)[0](values):
            self.collect_undecided(gate, values, found, False)
        else:
            found[name] = None


def _shortest_first(parts: list[Node], node: Node, wanted: bool) -> list[Node]:
    """All true parts of an `or` are told; of an `and` that is false, one false part is enough."""
    return parts if wanted and isinstance(node, Or) else parts[:1]

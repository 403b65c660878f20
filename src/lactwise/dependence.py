"""On which findings does the truth of a condition rest, and on which does it still depend?

In: a condition and values. Out: the findings that decided it (`explain`), or those that still could (`undecided`).
"""

from collections.abc import Iterable

from lactwise.compiled import Compiler, Judge, Values
from lactwise.language import And, Compare, Name, Node, Not, OneOf, Or, children, names, show
from lactwise.reading import applies_if


class Dependence:
    """Answers for one compiled guideline."""

    def __init__(self, compiler: Compiler) -> None:
        self.guideline, self.compiler, self.index = compiler.guideline, compiler, compiler.index
        self.judged: dict[int, tuple[Judge, Judge]] = {}
        self.named: dict[int, list[str]] = {}
        self.masks: dict[int, int] = {}
        same: dict[str, Node] = {}  # one object for equal gates, so that a search visits each once
        self.gates = {
            finding.id: same.setdefault(show(gate), gate)
            for finding in self.guideline.findings.values()
            if (gate := applies_if(finding)) is not None
        }

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
                if isinstance(node, And) and not wanted:
                    parts = parts[:1]  # one false part is enough; of an `or` that is true all true parts are told
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

    def undecided(self, nodes: Iterable[Node], values: Values, sparing: bool = False) -> list[str]:
        """Unknown findings on which the truth of any of `nodes` still depends; a parent stands before its children.

        `sparing` leaves out the single questions of an `and` or `or` while an unanswered tick may make them needless.
        """
        search = _Search(self, values, sparing)
        for node in nodes:
            search.visit(node)
        return list(search.found)

    def atoms(self, node: Node) -> list[str]:
        """The findings named in a part without parts of its own."""
        found = self.named.get(id(node))
        if found is None:
            found = self.named[id(node)] = [name for name in names(node) if name in self.index]
        return found

    def mask(self, node: Node) -> int:
        """The findings a condition depends on, one bit each."""
        found = self.masks.get(id(node))
        if found is None:
            found = self.masks[id(node)] = sum(1 << self.index[name] for name in self.findings_used(node))
        return found

    def only_ticks(self, node: Node, values: Values) -> bool:
        """Whether all that is unknown in a condition are yes/no findings."""
        unknown = (name for name in self.findings_used(node) if values[self.index[name]] is None)
        return all(self.guideline.findings[name].kind == "yes_no" for name in unknown)


class _Search:
    """One search for what is undecided; a part with nothing unknown left to find is passed over."""

    def __init__(self, dependence: Dependence, values: Values, sparing: bool) -> None:
        self.dependence, self.values, self.sparing = dependence, values, sparing
        self.found: dict[str, None] = {}
        self.open = sum(1 << place for place, value in enumerate(values) if value is None)  # unknown, not yet found

    def visit(self, node: Node) -> None:
        if not self.dependence.mask(node) & self.open:
            return
        certain, possible = self.dependence.judges(node)
        if certain(self.values) or not possible(self.values):
            return
        definitions = self.dependence.guideline.definitions
        match node:
            case Name(name) if name in definitions:
                self.visit(definitions[name].when)
            case Name() | Compare() | OneOf():
                for name in self.dependence.atoms(node):
                    if self.values[self.dependence.index[name]] is None:
                        self.parent_first(name)
            case And(operands) | Or(operands) if self.sparing:
                ticks = [part for part in operands if self.dependence.only_ticks(part, self.values)]
                asked = self.dependence.undecided(ticks, self.values, sparing=True)
                asked = asked or self.dependence.undecided(operands, self.values, sparing=True)
                self.found.update(dict.fromkeys(asked))
            case _:
                for part in children(node):
                    self.visit(part)

    def parent_first(self, name: str) -> None:
        self.open &= ~(1 << self.dependence.index[name])
        gate = self.dependence.gates.get(name)
        if gate is not None and not self.dependence.judges(gate)[0](self.values):
            self.visit(gate)
        else:
            self.found[name] = None

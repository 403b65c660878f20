"""What do a patient's answers amount to, before any rule is judged?

In: findings `{id: value}`. Out: a `Reading`: values in the order of the findings, with what "not sure" counts as, what
parents and children imply, and contradictions kept.

>>> from lactwise.compiled import Compiler
>>> from lactwise.loading import load
>>> Reader(Compiler(load())).read({"lump_fluctuant": True, "lump": False}).contradictions
[('lump_fluctuant', 'lump')]
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from lactwise.compiled import Compiler, Judge, Values
from lactwise.language import And, Choice, Compare, Name, Node, names, show
from lactwise.model import Finding, Value

UNSURE = "unsure"
NAN = float("nan")
DOES_NOT_APPLY: dict[str, Any] = {"yes_no": False, "number": NAN, "choice": ""}
WHO_ANSWERS = "answering_for"
_CLINICIAN_ASKS = Compare((Name(WHO_ANSWERS), Choice("clinician")), ("==",))

Findings = Mapping[str, Value]


@dataclass(slots=True)
class Reading:
    """Findings as values: `known` with "not sure" unknown, `counted` with it replaced, `forced` a level it carries."""

    known: Values
    counted: Values
    forced: int
    unsure: list[str]
    contradictions: list[tuple[str, str]]
    others_known: list[Values]
    others: list[Values]


@dataclass(frozen=True, slots=True)
class _Gate:
    """A finding that applies only if its parents allow it."""

    place: int
    kind: str
    allowed: Judge  # possible: false means the finding does not apply
    parent: int | None  # a yes/no parent that a positive child proves


class Reader:
    """Reads findings of one compiled guideline."""

    def __init__(self, compiler: Compiler) -> None:
        guideline = compiler.guideline
        self.guideline, self.compiler, self.index = guideline, compiler, compiler.index
        self.kinds = [finding.kind for finding in guideline.findings.values()]
        self.lowest = len(guideline.levels) - 1
        findings = [finding for finding in guideline.findings.values() if applies_if(finding) is not None]
        self.gates = [self.gate(finding) for finding in findings]
        self.ids = list(self.index)
        self.first_parent = {self.index[finding.id]: names(applies_if(finding) or And(()))[0] for finding in findings}
        # A positive child proves its parent. It stands after it, so going back proves the parent's parent too.
        self.proving = [gate for gate in reversed(self.gates) if gate.parent is not None]
        self.together: list[tuple[Judge, list[_Gate]]] = []  # gates with the same condition are judged once
        for condition in dict.fromkeys(map(_shown, findings)):
            same = [gate for finding, gate in zip(findings, self.gates, strict=True) if _shown(finding) == condition]
            self.together.append((same[0].allowed, same))
        self.own_gate = {gate.place: gate for gate in self.gates}
        self.gates_of: dict[int, list[_Gate]] = {}  # parent place → the gates it opens and closes
        for finding, gate in zip(findings, self.gates, strict=True):
            for name in names(applies_if(finding) or And(())):
                self.gates_of.setdefault(self.index[name], []).append(gate)

    def gate(self, finding: Finding) -> _Gate:
        condition = applies_if(finding)
        assert condition is not None  # noqa: S101 - filtered by the caller
        parent = finding.only_if.name if isinstance(finding.only_if, Name) else None
        return _Gate(
            self.index[finding.id],
            finding.kind,
            self.compiler.compile(condition)[1],
            self.index[parent] if parent is not None else None,
        )

    def read(self, findings: Findings) -> Reading:
        """Findings as values, with what "not sure" counts as, and contradictions kept."""
        known: Values = [None] * len(self.kinds)
        unsure: list[str] = []
        for name, value in findings.items():
            if value == UNSURE:
                unsure.append(name)
            else:
                known[self.index[name]] = value
        given = known if not unsure else list(known)
        contradictions, others = self.complete(known)
        if not unsure:
            return Reading(known, known, self.lowest, unsure, contradictions, others, others)
        counted, forced = self.replace(given, known, unsure)
        _, others_counted = self.complete(counted)
        return Reading(known, counted, forced, unsure, contradictions, others, others_counted)

    def replace(self, values: Values, known: Values, unsure: Iterable[str]) -> tuple[Values, int]:
        counted, forced = list(values), self.lowest
        for name in unsure:
            finding = self.guideline.findings[name]
            if known[self.index[name]] is not None:  # it cannot apply: "not sure" of it says nothing
                counted[self.index[name]] = known[self.index[name]]
                continue
            if finding.unsure_level is not None:
                forced = min(forced, self.guideline.urgency[finding.unsure_level])
                counted[self.index[name]] = False
            elif finding.unsure == "not_measured":
                counted[self.index[name]] = NAN
            else:
                counted[self.index[name]] = finding.unsure
        return counted, forced

    def complete(self, values: Values) -> tuple[list[tuple[str, str]], list[Values]]:
        """Fills in place what parents and children imply; gives contradictions, and the other readings they allow."""
        contradicted: list[_Gate] = []
        for gate in self.proving:
            parent = gate.parent
            if parent is not None and _positive(values[gate.place]):
                if values[parent] is False or any(other.parent == parent for other in contradicted):
                    contradicted.append(gate)
                values[parent] = True
        choices = self.denied(values)
        if not contradicted and not choices:
            self.close_gates(values)
            return [], []
        contradicted.reverse()
        others = [self.literal(values, contradicted)] if contradicted else []
        others += [reading for gate in choices for reading in self.with_parent(gate, values)]
        for reading in (values, *others):
            self.close_gates(reading)
        return [self.named(gate) for gate in (*contradicted, *choices)], others

    def literal(self, values: Values, contradicted: list[_Gate]) -> Values:
        """The reading in which parents are as answered, although a child says otherwise."""
        reading = list(values)
        for gate in contradicted:
            if gate.parent is not None:
                reading[gate.parent] = False
        return reading

    def close_gates(self, values: Values) -> None:
        """Marks what does not apply."""
        for allowed, gates in self.together:
            if not allowed(values):
                for gate in gates:
                    if values[gate.place] is None:
                        values[gate.place] = DOES_NOT_APPLY[gate.kind]

    def denied(self, values: Values) -> list[_Gate]:
        """Gates whose finding is given (zero says nothing) although the choice it rests on rules it out."""
        found = []
        for allowed, gates in self.together:
            if gates[0].parent is None and not allowed(values):
                found += [gate for gate in gates if values[gate.place] and _positive(values[gate.place])]
        return sorted(found, key=lambda gate: gate.place) if found else found

    def with_parent(self, gate: _Gate, values: Values) -> list[Values]:
        """The readings in which a choice finding has one of the options its given child asks for."""
        parent = self.guideline.findings[self.first_parent[gate.place]]
        readings = []
        for option in parent.options if parent.id != WHO_ANSWERS else ():
            reading = list(values)
            reading[self.index[parent.id]] = option
            if gate.allowed(reading):
                readings.append(reading)
        return readings

    def changed(self, completed: Values, given: Values, place: int, value: Any, meant: Mapping[int, Any]) -> Values:
        """`completed` values after one finding changes; only its own parents and children are worked out again.

        `meant` is what a "not sure" counts as that did not apply until now, by the place of its finding.
        """
        values = list(completed)
        values[place] = value
        own = self.own_gate.get(place)
        dirty = [place]
        if own is not None and own.parent is not None and value is not False and values[own.parent] is not True:
            values[own.parent] = True
            dirty.append(own.parent)
        for parent in dirty:
            for gate in self.gates_of.get(parent, ()):
                if given[gate.place] is None and gate.place != place:
                    values[gate.place] = meant.get(gate.place) if gate.allowed(values) else DOES_NOT_APPLY[gate.kind]
        return values

    def named(self, gate: _Gate) -> tuple[str, str]:
        parent = self.first_parent[gate.place] if gate.parent is None else self.ids[gate.parent]
        return self.ids[gate.place], parent

    def given(self, findings: Findings, reading: Reading) -> tuple[Values, dict[int, Any]]:
        """Answers with "not sure" replaced; apart from them what those count as that do not apply now."""
        values: Values = [None] * len(self.kinds)
        for name, value in findings.items():
            if value != UNSURE:
                values[self.index[name]] = value
        closed = [name for name in reading.unsure if reading.known[self.index[name]] is not None]
        open_ = [name for name in reading.unsure if name not in closed]
        meant = self.replace(values, [None] * len(self.kinds), closed)[0]
        replaced = self.replace(values, reading.known, open_)[0]
        return replaced, {self.index[name]: meant[self.index[name]] for name in closed}


@lru_cache(maxsize=4096)
def applies_if(finding: Finding) -> Node | None:
    """When a finding can be asked at all: its `only_if`, and for examination findings that a clinician answers."""
    if finding.answered_by != "clinician":
        return finding.only_if
    return _CLINICIAN_ASKS if finding.only_if is None else And((_CLINICIAN_ASKS, finding.only_if))


def _shown(finding: Finding) -> str:
    return show(applies_if(finding) or And(()))


def _positive(value: Any) -> bool:
    """Whether a value is given and says that its parent holds: neither unknown, false nor one that does not apply."""
    return value is not None and value is not False and value != "" and value == value

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
from lactwise.language import And, Choice, Compare, Name, Node, names
from lactwise.model import Finding, Value

UNSURE = "unsure"
NAN = float("nan")
DOES_NOT_APPLY: dict[str, Any] = {"yes_no": False, "number": NAN, "choice": ""}
_CLINICIAN_ASKS = Compare((Name("answering_for"), Choice("clinician")), ("==",))

Findings = Mapping[str, Value]


@dataclass(slots=True)
class Reading:
    """Findings as values: `known` with "not sure" unknown, `counted` with it replaced, `forced` a level it carries."""

    known: Values
    counted: Values
    forced: int
    unsure: list[str]
    contradictions: list[tuple[str, str]]
    literal: Values | None


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
        contradictions, literal = self.complete(known)
        if not unsure:
            return Reading(known, known, self.lowest, unsure, contradictions, literal)
        counted, forced = self.replace(given, unsure)
        _, literal = self.complete(counted)
        return Reading(known, counted, forced, unsure, contradictions, literal)

    def replace(self, values: Values, unsure: Iterable[str]) -> tuple[Values, int]:
        counted, forced = list(values), self.lowest
        for name in unsure:
            finding = self.guideline.findings[name]
            if finding.unsure_level is not None:
                forced = min(forced, self.guideline.urgency[finding.unsure_level])
                counted[self.index[name]] = False
            elif finding.unsure == "not_measured":
                counted[self.index[name]] = NAN
            else:
                counted[self.index[name]] = finding.unsure
        return counted, forced

    def complete(self, values: Values) -> tuple[list[tuple[str, str]], Values | None]:
        """Fills in place what parents and children imply; gives contradictions and, if any, the literal reading."""
        contradictions: list[tuple[str, str]] = []
        literal: Values | None = None
        for gate in self.gates:
            child = values[gate.place]
            if child is None or child is False or child != child or child == "":
                continue
            if gate.parent is not None and values[gate.parent] is not True:
                if values[gate.parent] is False:
                    literal = literal or list(values)
                    contradictions.append(self.named(gate.place, gate.parent))
                values[gate.parent] = True
        for gate in self.gates:
            if not gate.allowed(values):
                if values[gate.place] is None:
                    values[gate.place] = DOES_NOT_APPLY[gate.kind]
                elif gate.parent is None and values[gate.place] and values[gate.place] == values[gate.place]:
                    contradictions.append(self.named(gate.place, None))
        if literal is not None:
            self.close_gates(literal)
        return contradictions, literal

    def close_gates(self, values: Values) -> None:
        for gate in self.gates:
            if values[gate.place] is None and not gate.allowed(values):
                values[gate.place] = DOES_NOT_APPLY[gate.kind]

    def changed(self, completed: Values, given: Values, place: int, value: Any) -> Values:
        """`completed` values after one finding changes; only its own parents and children are worked out again."""
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
                    values[gate.place] = None if gate.allowed(values) else DOES_NOT_APPLY[gate.kind]
        return values

    def named(self, child: int, parent: int | None) -> tuple[str, str]:
        return self.ids[child], self.ids[parent] if parent is not None else self.first_parent[child]

    def given(self, findings: Findings, reading: Reading) -> Values:
        values: Values = [None] * len(self.kinds)
        for name, value in findings.items():
            if value != UNSURE:
                values[self.index[name]] = value
        return self.replace(values, reading.unsure)[0]


@lru_cache(maxsize=4096)
def applies_if(finding: Finding) -> Node | None:
    """When a finding can be asked at all: its `only_if`, and for examination findings that a clinician answers."""
    if finding.answered_by != "clinician":
        return finding.only_if
    return _CLINICIAN_ASKS if finding.only_if is None else And((_CLINICIAN_ASKS, finding.only_if))

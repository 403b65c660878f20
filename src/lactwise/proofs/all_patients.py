"""One guideline asked about all patients at once.

In: a guideline. Out: z3 terms for its levels, rules, pictures and advice, over one patient who stands for all.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property

import z3

from lactwise.language import Node
from lactwise.lowered import Program
from lactwise.lowered_advice import AUDIENCES, lower_with_advice
from lactwise.model import Finding, Guideline
from lactwise.parts import FALSE
from lactwise.proofs.anyone import Anyone, Pair, put, put_all
from lactwise.proofs.later import Later
from lactwise.proofs.smallest import Search
from lactwise.proofs.terms import Terms
from lactwise.reading import applies_if

STATUSES = ("fits", "possible", "ruled_out")


Levels = dict[str, z3.BoolRef]


@dataclass(frozen=True)
class Second:
    """A patient who answers one finding otherwise: her answer, and what the guideline then says."""

    who: Anyone
    pairs: list[Pair]
    level: Levels
    floor: Levels
    ceiling: Levels
    contradictory: z3.BoolRef


class AllPatients:
    """The answers of a guideline as terms; `asked` are further conditions by name.

    `program`: another program than the guideline's own, to show that a proof can fail.
    """

    def __init__(
        self,
        guideline: Guideline,
        asked: Mapping[str, Node] | None = None,
        anyone: Anyone | None = None,
        program: Program | None = None,
    ) -> None:
        self.guideline, self.anyone = guideline, anyone or Anyone(guideline.findings.values())
        self.program = program or program_of(guideline, asked)
        self.terms = Terms(self.program, self.anyone)
        true = self.terms.true
        self.levels = list(guideline.levels)
        self.level = {id_: true(part) for id_, part in self.program.level.items()}
        self.floor = {id_: true(part) for id_, part in self.program.floor.items()}
        self.ceiling = {id_: true(part) for id_, part in self.program.ceiling.items()}
        self.settled, self.provisional = true(self.program.settled), true(self.program.provisional)
        self.contradictory = true(self.program.contradictory)
        self.rules = {id_: true(met) for id_, (met, _) in self.program.rules.items()}
        self.seconds: dict[str, Second] = {}
        self.laters: dict[tuple[tuple[str, ...], bool], Later] = {}

    @cached_property
    def search(self) -> Search:
        """Looks for patients of this guideline."""
        return Search(self.anyone, numbers_of([self.guideline]))

    def second(self, finding: Finding) -> Second:
        """The patient who answers one finding otherwise."""
        if finding.id not in self.seconds:
            who, pairs = self.anyone.other(finding)
            level, floor, ceiling = (put_all(terms, pairs) for terms in (self.level, self.floor, self.ceiling))
            self.seconds[finding.id] = Second(who, pairs, level, floor, ceiling, put(self.contradictory, pairs))
        return self.seconds[finding.id]

    def later(self, answers: tuple[str, ...], lapses: bool) -> Later:
        """The same patient some time later; see `later.Later`."""
        key = answers, lapses
        if key not in self.laters:
            self.laters[key] = Later(self.guideline, self.anyone, *key)
        return self.laters[key]

    def applies(self, finding: str, counted: bool = False) -> z3.BoolRef:
        """Whether a finding is not ruled out by what it stands under: as known, or with "not sure" counted."""
        gate = self.program.asked.get(f"applies_{finding}")
        return self.terms.possible(gate[counted]) if gate is not None else z3.BoolVal(True)

    def shown(self, advice: str, audience: str) -> z3.BoolRef:
        """Whether a piece of advice is shown to a reader; one there is not never is."""
        return self.terms.true(self.program.extra.get(AUDIENCES[audience] + advice, FALSE))

    def condition(self, id_: str, status: str) -> z3.BoolRef:
        """Whether a picture has a status."""
        fits, ruled_out = map(self.terms.true, self.program.conditions[id_])
        return {"fits": fits, "ruled_out": ruled_out}.get(status, z3.Not(z3.Or(fits, ruled_out)))

    def certainly(self, name: str) -> z3.BoolRef:
        """Whether a further condition is certainly true, as known."""
        return self.terms.true(self.program.asked[name][0])

    def perhaps(self, name: str) -> z3.BoolRef:
        """Whether a further condition is not ruled out, as known."""
        return self.terms.possible(self.program.asked[name][0])

    def at_least(self, level: str, levels: Mapping[str, z3.BoolRef] | None = None) -> z3.BoolRef:
        """Whether the level is this or a more urgent one."""
        place = self.levels.index(level)
        return z3.Or(*((levels or self.level)[item] for item in self.levels[: place + 1]))

    def at_most(self, level: str, levels: Mapping[str, z3.BoolRef] | None = None) -> z3.BoolRef:
        """Whether the level is this or a calmer one."""
        place = self.levels.index(level)
        return z3.Or(*((levels or self.level)[item] for item in self.levels[place:]))

    def calmer(self, than: Mapping[str, z3.BoolRef], this: Mapping[str, z3.BoolRef]) -> z3.BoolRef:
        """Whether the second level is calmer than the first."""
        later = [(id_, self.levels[place + 1 :]) for place, id_ in enumerate(self.levels)]
        return z3.Or(*(z3.And(than[id_], z3.Or(*(this[item] for item in rest))) for id_, rest in later if rest))


def program_of(guideline: Guideline, asked: Mapping[str, Node] | None = None) -> Program:
    """The program of a guideline with all that proofs ask for."""
    gates = {f"applies_{f.id}": gate for f in guideline.findings.values() if (gate := applies_if(f)) is not None}
    return lower_with_advice(guideline, asked={**gates, **(asked or {})})


def numbers_of(guidelines: Iterable[Guideline]) -> dict[str, set[float]]:
    """For each unit every threshold in it."""
    found: dict[str, set[float]] = {}
    for guideline in guidelines:
        for item in guideline.thresholds.values():
            found.setdefault(item.unit, set()).add(item.value)
    return found

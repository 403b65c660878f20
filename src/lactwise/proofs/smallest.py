"""Who is the smallest patient of whom something holds?

In: a solver that knows what answers can be, and what must hold. Out: findings as `lactwise assess` reads them: the
fewest answers possible, and of those always the same ones: what stands early in findings.toml and a parent can say,
and numbers at a threshold or just beside one. `None`: proved that there is nobody.
"""

from collections.abc import Iterable, Mapping
from fractions import Fraction

import z3

from lactwise.model import Finding, Value
from lactwise.proofs.anyone import Anyone

Findings = dict[str, Value]
LONGEST = 60_000  # milliseconds a question may take; most take a few
STEPS = {"degC": Fraction(1, 10)}  # how near "just beside" is; 1 in other units


class UndecidedError(Exception):
    """The solver gave up: neither proved nor refuted."""


class Search:
    """Looks for patients; one solver for all questions about one guideline or two."""

    def __init__(self, anyone: Anyone, numbers: Mapping[str, Iterable[float]]) -> None:
        """`numbers`: for each unit the thresholds in it."""
        self.anyone = anyone
        self.solver = z3.SolverFor("QF_LRA")
        self.solver.set("timeout", LONGEST)
        self.solver.add(*anyone.possible)
        self.edges = {unit: sorted(set(values)) for unit, values in numbers.items()}
        places = {id_: place for place, id_ in enumerate(anyone.findings)}
        # What is left out first: what only a clinician can say, then what stands late.
        self.met: dict[tuple[int, ...], tuple[z3.BoolRef, ...]] = {}  # possible; kept, so that ids stay theirs
        self.order = sorted(places, key=lambda id_: (anyone.findings[id_].answered_by == "parent", -places[id_]))

    def can_be(self, *wanted: z3.BoolRef) -> bool:
        """Whether there is a patient of whom all of `wanted` holds."""
        answer = self.solver.check(*wanted)
        if answer == z3.unknown:
            raise UndecidedError(self.solver.reason_unknown())
        return bool(answer == z3.sat)

    def happens(self, *wanted: z3.BoolRef) -> bool:
        """As `can_be`; what was found possible once is not asked again."""
        key = tuple(term.get_id() for term in wanted)
        if key not in self.met and self.can_be(*wanted):
            self.met[key] = wanted
        return key in self.met

    def plainest(self, contradictory: z3.BoolRef, *wanted: z3.BoolRef) -> Findings | None:
        """The smallest patient of whom all of `wanted` holds, without "not sure" and contradictions if possible."""
        sure = [z3.Not(term) for term in self.anyone.unsure.values()]
        for preferred in ([z3.Not(contradictory), *sure], [z3.Not(contradictory)], []):
            found = self.smallest(*wanted, *preferred)
            if found is not None:
                return found
        return None

    def smallest(self, *wanted: z3.BoolRef) -> Findings | None:
        """The smallest patient of whom all of `wanted` holds."""
        self.solver.push()
        try:
            self.solver.add(*wanted)
            if not self.can_be():
                return None
            told = self.fewest()
            return {id_: self.value(id_) for id_ in self.anyone.findings if id_ in told}
        finally:
            self.solver.pop()

    def fewest(self) -> set[str]:
        """Which findings must be told: as few as can be; the solver then knows that nothing else is."""
        answered = self.anyone.answered
        told = self.told()
        for id_ in self.order:  # first any patient from whom nothing can be left out ...
            if id_ in told and self.can_be(*(z3.Not(answered[o]) for o in self.order if o not in told or o == id_)):
                told = self.told()
        while told and self.can_be(z3.AtMost(*answered.values(), len(told) - 1)):  # ... then one with fewer answers
            told = self.told()
        if told:
            self.solver.add(z3.AtMost(*answered.values(), len(told)))
            self.can_be()
        told, left = self.told(), len(told)
        for id_ in self.order:  # of all such patients always the same
            if left == 0 or id_ not in told or self.can_be(z3.Not(answered[id_])):
                told = self.told() if left and id_ in told else told
                self.solver.add(z3.Not(answered[id_]))
            else:
                self.solver.add(answered[id_])
                left -= 1
                self.can_be()
        self.can_be()
        return self.told()

    def told(self) -> set[str]:
        """What the patient found last tells."""
        model = self.solver.model()
        return {id_ for id_, term in self.anyone.answered.items() if z3.is_true(model.eval(term))}

    def value(self, id_: str) -> Value:
        """The plainest value a finding can have; the solver then knows it."""
        for value in self.candidates(self.anyone.findings[id_]):
            said = self.anyone.said(id_, value)
            if self.can_be(said):
                self.solver.add(said)
                self.can_be()
                return value
        raise UndecidedError(f"{id_} needs a number that cannot be written down")

    def candidates(self, finding: Finding) -> list[Value]:
        if finding.kind == "yes_no":
            return [True, False, "unsure"]
        if finding.kind == "choice":
            return [*finding.options, "unsure"]
        low, high = (Fraction(repr(float(bound))) for bound in finding.range or (0, 0))
        step = STEPS.get(finding.unit, Fraction(1))
        edges = [Fraction(repr(float(edge))) for edge in self.edges.get(finding.unit, ())]
        near = [edge + way * step for way in (0, 1, -1) for edge in edges]
        found = [number for number in [*near, low, high] if low <= number <= high]
        between = [(a + b) / 2 for a, b in zip(sorted(found), sorted(found)[1:], strict=False)]
        return [*(_plain(number) for number in dict.fromkeys([*found, *between])), "unsure"]


def _plain(number: Fraction) -> float:
    return int(number) if number.denominator == 1 else float(number)

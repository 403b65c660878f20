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
            told = self.fewest(wanted)
            return {id_: self.value(id_) for id_ in self.anyone.findings if id_ in told}
        finally:
            self.solver.pop()

    def fewest(self, wanted: Iterable[z3.BoolRef]) -> set[str]:
        """Which findings must be told: as few as can be, and of all such choices always the same.

        The solver of the questions can take minutes over "at most n answers"; one made to look for the least does not.
        """
        answered, least = self.anyone.answered, z3.Optimize()
        least.set("timeout", LONGEST)
        least.add(*self.anyone.possible, *wanted)
        for term in answered.values():
            least.add_soft(z3.Not(term))
        told = self.told(least) or set()
        for id_ in self.order:
            if id_ in told and self.can_be(z3.Not(answered[id_])):
                least.push()
                least.add(z3.Not(answered[id_]))
                other = self.told(least)
                if other is not None and len(other) == len(told):
                    told = other
                else:
                    least.pop()
            known = answered[id_] if id_ in told else z3.Not(answered[id_])
            least.add(known)
            self.solver.add(known)
        return told

    def told(self, least: z3.Optimize) -> set[str] | None:
        """What the patient with the fewest answers tells; `None` if there is nobody."""
        answer = least.check()
        if answer == z3.unknown:
            raise UndecidedError(least.reason_unknown())
        if answer == z3.unsat:
            return None
        model = least.model()
        return {id_ for id_, term in self.anyone.answered.items() if z3.is_true(model.eval(term))}

    def value(self, id_: str) -> Value:
        """The plainest value a finding can have; the solver then knows it."""
        for value in self.candidates(self.anyone.findings[id_]):
            said = self.anyone.said(id_, value)
            if self.can_be(said):
                self.solver.add(said)
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

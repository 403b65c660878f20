"""Who is the same patient at a later moment, when time has passed and little or nothing else has changed?

In: a guideline, and any patient. Out: her answers then, as variables; what ties them to those of now; and what to put
in place of the one for the other. Every number in hours or days goes on by the same stretch, to the end of its range.
"""

from collections.abc import Iterator, Mapping
from fractions import Fraction
from typing import Any, TypeVar

import z3

from lactwise.language import names
from lactwise.model import Finding, Guideline, Value
from lactwise.proofs.anyone import Anyone, exact
from lactwise.proofs.smallest import Findings, Search, UndecidedError

HOURS = {"hours": 1, "days": 24}  # hours in one unit of a clock
_Term = TypeVar("_Term", bound=z3.ExprRef)


def clocks(guideline: Guideline) -> list[Finding]:
    """What time alone changes: every number in hours or days."""
    return [item for item in guideline.findings.values() if item.kind == "number" and item.unit in HOURS]


class Later:
    """One patient some time later: `passed` hours, always more than none.

    `answers`: findings that may be answered anew. `lapses`: what can lapse may have, and what hangs on it with it.
    """

    def __init__(self, guideline: Guideline, now: Anyone, answers: tuple[str, ...], lapses: bool) -> None:
        self.guideline, self.now, self.answers = guideline, now, answers
        self.passed = z3.Real("(hours passed)")  # no finding can be called so
        self.clocks = {item.id: item for item in clocks(guideline) if item.id not in answers}
        self.gone = dict(_gone(guideline)) if lapses else {}
        changing = {*self.clocks, *answers, *self.gone}
        self.who = Anyone((item for item in guideline.findings.values() if item.id in changing), " later")
        self.pairs = now.pairs(self.who)
        self.found: dict[int, tuple[z3.ExprRef, Any]] = {}  # a term by its id, and what it is then
        self.ties = z3.And(self.passed > 0, *self.who.possible, *self._ties())

    def put(self, term: _Term) -> _Term:
        """What a term about now is then."""
        key = term.get_id()
        if key not in self.found:
            self.found[key] = term, z3.substitute(term, *self.pairs)
        then: _Term = self.found[key][1]
        return then

    def put_all(self, terms: Mapping[str, z3.BoolRef]) -> dict[str, z3.BoolRef]:
        """The same for several terms."""
        return {name: self.put(term) for name, term in terms.items()}

    def same_side(self, clock: str) -> z3.BoolRef:
        """Whether a clock has passed no threshold of its unit in between."""
        finding = self.guideline.findings[clock]
        now, then = self.now.amount[clock], self.who.amount[clock]
        edges = {item.value for item in self.guideline.thresholds.values() if item.unit == finding.unit}
        bounds = [exact(edge) for edge in sorted(edges)]
        sides = [z3.And((now < bound) == (then < bound), (now <= bound) == (then <= bound)) for bound in bounds]
        return z3.Or(z3.Not(self.now.given[clock]), z3.And(*sides))

    def _ties(self) -> Iterator[z3.BoolRef]:
        for id_, finding in self.who.findings.items():
            if id_ in self.answers:
                continue
            gone = self.gone.get(id_, z3.BoolVal(False))
            yield z3.Implies(gone, self.now.answered[id_])
            if finding.valid_hours is None:  # then only with what it hangs on
                yield z3.Implies(gone, z3.Or(*(self.gone[name] for name in _parents(finding) if name in self.gone)))
            now = self.now.amount.get(id_)
            for before, after in self.now.pairs(Anyone([finding], " later")):
                if now is None or not before.eq(now):
                    yield after == z3.And(before, z3.Not(gone))
                else:
                    yield after == (self._gone_on(finding) if id_ in self.clocks else now)

    def _gone_on(self, finding: Finding) -> z3.ArithRef:
        """A clock some time later; it stands still at the end of its range."""
        last = exact(finding.range[1] if finding.range else 0.0)
        then = self.now.amount[finding.id] + self.passed / HOURS[finding.unit]
        return z3.If(then < last, then, last)

    # --- the later moment of one patient ---

    def moment(self, search: Search, known: list[z3.BoolRef], patient: Findings) -> tuple[float, Findings]:
        """How many hours later, and her answers then, while all of `known` holds: the first that comes to mind."""
        hours = next((it for it in self._stretches(search, patient) if search.can_be(*known, self.passed == it)), None)
        if hours is None:
            raise UndecidedError("a stretch of time that cannot be written down")
        known, then = [*known, self.passed == hours], dict(patient)
        stretch = Fraction(hours.as_fraction())
        for id_, finding in self.who.findings.items():
            value = patient.get(id_)
            if id_ in self.clocks and isinstance(value, int | float):
                value = _number(min(Fraction(repr(float(value))) + stretch / HOURS[finding.unit], _last(finding)))
                told = [value, None]
                known_to_be = [self.who.given[id_], z3.Not(self.who.answered[id_])]
            else:
                told = [value, None, *search.candidates(finding)]
                known_to_be = [self.who.said(id_, item) for item in told]
            place = next((n for n, said in enumerate(known_to_be) if search.can_be(*known, said)), None)
            if place is None:
                raise UndecidedError(f"{id_} needs a number that cannot be written down")
            known = [*known, known_to_be[place]]
            then[id_] = told[place]
        return float(stretch), {id_: then[id_] for id_ in self.guideline.findings if then.get(id_) is not None}

    def _stretches(self, search: Search, patient: Findings) -> Iterator[z3.RatNumRef]:
        """Stretches worth trying: until a clock reaches a threshold, just beyond, or in between."""
        found = {Fraction(1)}
        for id_, finding in self.clocks.items():
            value = patient.get(id_)
            if isinstance(value, int | float) and not isinstance(value, bool):
                gone = Fraction(repr(float(value)))
                edges = [Fraction(repr(float(edge))) for edge in search.edges.get(finding.unit, ())]
                found |= {
                    (edge + more - gone) * HOURS[finding.unit] for edge in [*edges, _last(finding)] for more in (0, 1)
                }
        ahead = sorted(item for item in found if item > 0)
        between = [(a + b) / 2 for a, b in zip([Fraction(0), *ahead], ahead, strict=False)]
        for item in [*ahead, *between]:
            yield z3.RatVal(item.numerator, item.denominator)


def _gone(guideline: Guideline) -> Iterator[tuple[str, z3.BoolRef]]:
    """For each answer that can lapse, by itself or with what it hangs on, whether it has."""
    found = set[str]()
    for id_, finding in guideline.findings.items():  # parents stand before their children
        if finding.valid_hours is not None or found & set(_parents(finding)):
            found.add(id_)
            yield id_, z3.Bool(f"{id_} lapsed")


def _parents(finding: Finding) -> list[str]:
    return names(finding.only_if) if finding.only_if is not None else []


def _last(finding: Finding) -> Fraction:
    return Fraction(repr(float(finding.range[1] if finding.range else 0.0)))


def _number(value: Fraction) -> Value:
    return int(value) if value.denominator == 1 else float(value)

"""Who is "any patient", for a proof?

In: the findings of one guideline, or of several to be compared. Out: z3 variables for every answer she may give: each
finding true, false, a number inside its range, an option, "not sure", or nothing at all. Numbers are exact.
"""

from collections.abc import Iterable, Mapping
from fractions import Fraction

import z3

from lactwise.model import Finding

Pair = tuple[z3.ExprRef, z3.ExprRef]


def exact(number: float) -> z3.RatNumRef:
    """The number as it is written, 38.1 and not its nearest binary fraction."""
    fraction = Fraction(repr(float(number)))
    return z3.RatVal(fraction.numerator, fraction.denominator)


class Anyone:
    """The answers of one patient as variables; `possible` says what answers can be."""

    def __init__(self, findings: Iterable[Finding], mark: str = "") -> None:
        """`mark`: after the names of the variables of a second patient."""
        self.findings: dict[str, Finding] = {}
        self.yes: dict[str, z3.BoolRef] = {}
        self.no: dict[str, z3.BoolRef] = {}
        self.unsure: dict[str, z3.BoolRef] = {}
        self.amount: dict[str, z3.ArithRef] = {}
        self.options: dict[str, dict[str, z3.BoolRef]] = {}
        self.given: dict[str, z3.BoolRef] = {}  # a value, and not "not sure"
        self.possible: list[z3.BoolRef] = []
        for finding in findings:
            self.add(finding, mark)
        self.answered = {id_: z3.Or(self.given[id_], self.unsure[id_]) for id_ in self.findings}

    def add(self, finding: Finding, mark: str = "") -> None:
        """Variables of one finding; those of a second patient carry a `mark`."""
        id_, name = finding.id, finding.id + mark
        if id_ in self.findings and not mark:
            return self.widen(finding)
        self.findings[id_] = finding
        unsure = self.unsure[id_] = z3.Bool(f"{name} not sure")
        if finding.kind == "yes_no":
            yes, no = self.yes[id_], self.no[id_] = z3.Bool(name), z3.Bool(f"{name} no")
            self.given[id_] = z3.Or(yes, no)
            self.possible.append(z3.AtMost(yes, no, unsure, 1))
        elif finding.kind == "number":
            low, high = finding.range or (0.0, 0.0)
            given, amount = self.given[id_], self.amount[id_] = z3.Bool(f"{name} given"), z3.Real(name)
            self.possible.append(z3.Not(z3.And(given, unsure)))
            self.possible.append(z3.And(exact(low) <= amount, amount <= exact(high)))
        else:
            options = self.options[id_] = {option: z3.Bool(f"{name} is {option}") for option in finding.options}
            self.given[id_] = z3.Or(*options.values())
            self.possible.append(z3.AtMost(*options.values(), unsure, 1))
        return None

    def widen(self, finding: Finding) -> None:
        """A finding of a second guideline: it must be the same question."""
        known = self.findings[finding.id]
        if (known.kind, known.unit, known.range, known.options) != (
            finding.kind, finding.unit, finding.range, finding.options,
        ):  # fmt: skip
            raise ValueError(f"{finding.id} is another question in the two guidelines: kind, unit, range or options")

    def other(self, finding: Finding) -> tuple["Anyone", list[Pair]]:
        """Another answer to one finding, with what to put in place of the variables of this patient's."""
        other = Anyone([finding], " then")
        return other, self.pairs(other)

    def pairs(self, other: "Anyone") -> list[Pair]:
        """What to put in place of the variables of this patient's for each finding that another one answers."""
        found: list[Pair] = []
        for id_, finding in other.findings.items():
            found.append((self.unsure[id_], other.unsure[id_]))
            if finding.kind == "yes_no":
                found += [(self.yes[id_], other.yes[id_]), (self.no[id_], other.no[id_])]
            elif finding.kind == "number":
                found += [(self.given[id_], other.given[id_]), (self.amount[id_], other.amount[id_])]
            else:
                found += [(term, other.options[id_][option]) for option, term in self.options[id_].items()]
        return found

    def is_(self, finding: str, value: bool | float | str) -> list[Pair]:
        """What to put in place of the variables of a finding for a value."""
        yes, no = z3.BoolVal(True), z3.BoolVal(False)
        pairs: list[Pair] = [(self.unsure[finding], no)]
        match self.findings[finding].kind:
            case "yes_no":
                pairs += [(self.yes[finding], yes if value else no), (self.no[finding], no if value else yes)]
            case "number":
                pairs += [(self.given[finding], yes), (self.amount[finding], exact(float(value)))]
            case "choice":
                pairs += [(term, yes if option == value else no) for option, term in self.options[finding].items()]
        return pairs

    def said(self, finding: str, value: object) -> z3.BoolRef:
        """That a finding has a value, or is "not sure" (`"unsure"`), or nothing was said (`None`)."""
        if value is None:
            return z3.Not(self.answered[finding])
        if value == "unsure":
            return self.unsure[finding]
        if isinstance(value, bool):
            return self.yes[finding] if value else self.no[finding]
        if isinstance(value, str):
            return self.options[finding].get(value, z3.BoolVal(False))
        return z3.And(self.given[finding], self.amount[finding] == exact(float(value)))  # type: ignore[arg-type]


def put(term: z3.BoolRef, pairs: Iterable[Pair]) -> z3.BoolRef:
    """A term with other terms in place of variables."""
    return z3.substitute(term, *pairs)


def put_all(terms: Mapping[str, z3.BoolRef], pairs: list[Pair]) -> dict[str, z3.BoolRef]:
    """The same for several terms."""
    return {name: put(term, pairs) for name, term in terms.items()}

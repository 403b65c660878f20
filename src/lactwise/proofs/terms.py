"""What is a guideline worth for any patient at all?

In: a program (lowered.py) and the variables of a patient. Out: z3 terms for its parts, each as a pair: certainly true,
and not ruled out. One `match` over the parts, and no line is worked out twice.
"""

from typing import assert_never

import z3

from lactwise.lowered import Program
from lactwise.parts import (
    Amount,
    And,
    AtLeast,
    Certain,
    Constant,
    Given,
    Line,
    Not,
    Option,
    Or,
    Part,
    Refuted,
    Unsure,
    Yes,
)
from lactwise.proofs.anyone import Anyone, exact

Both = tuple[z3.BoolRef, z3.BoolRef]


class Terms:
    """The parts of one program as terms over one patient."""

    def __init__(self, program: Program, anyone: Anyone) -> None:
        self.program, self.anyone = program, anyone
        self.lines: dict[str, Both] = {}
        for name, part in program.lines.items():  # in order, so that no line is ever deep
            self.lines[name] = self.both(part)

    def true(self, part: Part) -> z3.BoolRef:
        """Whether a part is certainly true."""
        return self.both(part)[0]

    def possible(self, part: Part) -> z3.BoolRef:
        """Whether a part is not ruled out."""
        return self.both(part)[1]

    def both(self, part: Part) -> Both:
        """Certainly true, and not ruled out."""
        who = self.anyone
        match part:
            case Constant(value):
                return z3.BoolVal(value is True), z3.BoolVal(value is not False)
            case Yes(finding):
                return who.yes[finding], z3.Not(who.no[finding])
            case Unsure(finding):
                return _plain(who.unsure[finding])
            case Given(finding):
                return _plain(who.given[finding])
            case Amount(finding, operator, value, _):
                return _if_given(who.given[finding], _compared(who.amount[finding], operator, value))
            case Option(finding, options):
                return _if_given(who.given[finding], z3.Or(*(who.options[finding][option] for option in options)))
            case Line(name):
                return self.lines[name]
            case Not(operand):
                true, possible = self.both(operand)
                return z3.Not(possible), z3.Not(true)
            case And(operands):
                pairs = [self.both(item) for item in operands]
                return z3.And(*(true for true, _ in pairs)), z3.And(*(possible for _, possible in pairs))
            case Or(operands):
                pairs = [self.both(item) for item in operands]
                return z3.Or(*(true for true, _ in pairs)), z3.Or(*(possible for _, possible in pairs))
            case AtLeast(count, operands):
                pairs = [self.both(item) for item in operands]
                return (
                    z3.AtLeast(*(true for true, _ in pairs), count),
                    z3.AtLeast(*(possible for _, possible in pairs), count),
                )
            case Certain(operand):
                return _plain(self.true(operand))
            case Refuted(operand):
                return _plain(z3.Not(self.possible(operand)))
            case _:
                assert_never(part)


def _plain(term: z3.BoolRef) -> Both:
    """What is never unknown."""
    return term, term


def _if_given(given: z3.BoolRef, held: z3.BoolRef) -> Both:
    return z3.And(given, held), z3.Or(z3.Not(given), held)


def _compared(amount: z3.ArithRef, operator: str, value: float) -> z3.BoolRef:
    bound = exact(value)
    match operator:
        case "<":
            return amount < bound
        case "<=":
            return amount <= bound
        case ">":
            return amount > bound
        case ">=":
            return amount >= bound
        case "==":
            return amount == bound
        case "!=":
            return amount != bound
        case _:
            raise ValueError(f"{operator} is not a comparison")

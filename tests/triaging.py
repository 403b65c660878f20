"""What is said of each of a list of patients, in a form that all who triage tables can be held to?

In: a guideline and findings `{id: value}`. Out: an `Answer` a patient: level, floor, ceiling, settled, provisional;
each rule `True` (met), `None` (open) or `False` (ruled out); each clinical picture with its status. `by_engine` is the
judge.

>>> from lactwise.loading import load
>>> by_engine(load(), [{"confusion": True}])[0]["level"]
'emergency_now'
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

from lactwise import truth
from lactwise.engine import machine_of
from lactwise.lowered import UNSURE_SUFFIX, Program, lower
from lactwise.model import Guideline
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
from lactwise.reading import UNSURE, Findings
from lactwise.truth import Truth
from lactwise.wording import Words
from tests.backends import truth_of

Answer = dict[str, Any]
Row = Mapping[str, Any]
Triaging = Callable[[Guideline, Sequence[Findings]], list[Answer]]

_COMPARED: dict[str, Callable[[float, float], bool]] = {
    "<": lambda a, b: a < b,
    "<=": lambda a, b: a <= b,
    ">": lambda a, b: a > b,
    ">=": lambda a, b: a >= b,
    "==": lambda a, b: a == b,
    "!=": lambda a, b: a != b,
}


class _Wordless(Words):
    """Says of everything what is said where there are no words."""

    def __init__(self) -> None:
        pass

    def text(self, *_: Any) -> str:
        return ""


def by_engine(guideline: Guideline, patients: Iterable[Findings]) -> list[Answer]:
    """What the engine says of each patient."""
    machine = machine_of(guideline)
    answers = []
    for findings in patients:
        reading = machine.read(findings)
        triage = machine.triage(reading)
        readings = (reading.counted, *reading.others)
        rules = {
            id_: truth_of(any(map(certain, readings)), any(map(possible, readings)))
            for id_, (certain, possible) in machine.rule_judges.items()
        }
        pictures = machine.conditions(reading.known, _Wordless())
        answers.append(
            {
                "level": triage.level,
                "floor": triage.floor,
                "ceiling": triage.ceiling,
                "settled": triage.settled,
                "provisional": triage.provisional,
                "rules": rules,
                "conditions": {item["id"]: item["status"] for item in pictures},
            }
        )
    return answers


def row_of(findings: Findings) -> dict[str, Any]:
    """A patient as a row of a table: where she is not sure the finding is empty and the column beside it is true."""
    row: dict[str, Any] = {id_: value for id_, value in findings.items() if value != UNSURE and value is not None}
    return row | {id_ + UNSURE_SUFFIX: True for id_, value in findings.items() if value == UNSURE}


def by_program(guideline: Guideline, patients: Iterable[Findings]) -> list[Answer]:
    """What the lowered program says, read line by line as it stands."""
    program = lower(guideline)
    return [answer_of(program, row_of(findings)) for findings in patients]


def answer_of(program: Program, row: Row) -> Answer:
    """One row through the program."""
    done: dict[str, Truth] = {}
    for name, part in program.lines.items():
        done[name] = worth(part, row, done)

    def holds(part: Part) -> bool:
        found = worth(part, row, done)
        assert found is not None, f"unknown, where only yes or no is possible: {part}"
        return found

    def only(parts: Mapping[str, Part]) -> str:
        found = [id_ for id_, part in parts.items() if holds(part)]
        assert len(found) == 1, found
        return found[0]

    return {
        "level": only(program.level),
        "floor": only(program.floor),
        "ceiling": only(program.ceiling),
        "settled": holds(program.settled),
        "provisional": holds(program.provisional),
        "rules": {id_: truth_of(holds(met), holds(open_)) for id_, (met, open_) in program.rules.items()},
        "conditions": {
            id_: "fits" if holds(fits) else "ruled_out" if holds(out) else "possible"
            for id_, (fits, out) in program.conditions.items()
        },
    }


def worth(part: Part, row: Row, done: Mapping[str, Truth]) -> Truth:
    """The truth of a part for one row."""
    match part:
        case Constant(value):
            return value
        case Yes(finding):
            yes: Truth = row.get(finding)
            return yes
        case Unsure(finding):
            return bool(row.get(finding + UNSURE_SUFFIX))
        case Given(finding):
            return row.get(finding) is not None
        case Amount(finding, operator, value, _):
            return None if row.get(finding) is None else _COMPARED[operator](row[finding], value)
        case Option(finding, options):
            return None if row.get(finding) is None else row[finding] in options
        case Line(name):
            return done[name]
        case Not(operand):
            return truth.opposite(worth(operand, row, done))
        case And(operands):
            return truth.both([worth(item, row, done) for item in operands])
        case Or(operands):
            return truth.either([worth(item, row, done) for item in operands])
        case AtLeast(count, operands):
            return truth.at_least(count, [worth(item, row, done) for item in operands])
        case Certain(operand):
            return worth(operand, row, done) is True
        case Refuted(operand):
            return worth(operand, row, done) is False

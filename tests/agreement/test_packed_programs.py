"""Any program, not only that of the guideline, is read as it stands; and no bitmap is made that makes no difference."""

import random
from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import pytest

from lactwise.loading import load
from lactwise.lowered import lower
from lactwise.model import Guideline
from lactwise.packed import Packed
from lactwise.packed.bitmaps import AND, EMPTY, FULL, OR, READ, Bitmaps
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
    certain,
    negation,
    refuted,
)
from tests.patients import random_patients
from tests.tables import canonical
from tests.triaging import row_of, worth

COUNT = 300


@pytest.fixture(scope="module")
def guideline() -> Guideline:
    return load()


OPERATORS = ("<", "<=", ">", ">=", "==", "!=")


def random_part(chance: random.Random, guideline: Guideline, lines: Sequence[str], depth: int) -> Part:
    """Any part over few columns, so that the same ones meet again."""

    def one(kind: str) -> str:
        return chance.choice([item.id for item in guideline.findings.values() if item.kind == kind][:4])

    def part() -> Part:
        return random_part(chance, guideline, lines, depth - 1)

    def some() -> tuple[Part, ...]:
        return tuple(part() for _ in range(chance.randrange(2, 5)))

    makers = [
        lambda: Constant(chance.choice((True, False, None))),
        lambda: Yes(one("yes_no")),
        lambda: Unsure(one(chance.choice(("yes_no", "number", "choice")))),
        lambda: Given(one(chance.choice(("number", "choice")))),
        lambda: Amount(one("number"), chance.choice(OPERATORS), float(chance.choice((1, 24, 38, 90))), ""),
        lambda: option(one("choice")),
        lambda: Line(chance.choice(lines)) if lines else Yes(one("yes_no")),
    ]
    if depth:
        makers = [
            *makers[1:],
            lambda: Not(part()),
            lambda: Certain(part()),
            lambda: Refuted(part()),
            *[lambda: And(some()), lambda: Or(some())] * 4,
            lambda: AtLeast(chance.randrange(1, 4), (*some(), part())),
        ]

    def option(name: str) -> Part:
        options = guideline.findings[name].options
        return Option(name, tuple(chance.sample(options, chance.randrange(1, len(options) + 1))))

    return chance.choice(makers)()


@pytest.mark.parametrize("seed", range(4))
def test_any_program_is_read_as_it_stands(guideline: Guideline, seed: int) -> None:
    chance = random.Random(seed)
    program = lower(guideline)
    patients = list(random_patients(guideline, COUNT, seed))
    lines: dict[str, Part] = {}
    for number in range(60):
        lines[f"line_{number}"] = random_part(chance, guideline, list(lines), depth=4)
    rules = {name: (certain(Line(name)), negation(refuted(Line(name)))) for name in lines}
    changed = replace(program, lines={**program.lines, **lines}, rules=rules)
    found = Packed(changed, only=[f"rule_{name}" for name in lines]).answer(canonical(guideline, patients))
    for row in range(COUNT):
        done: dict[str, Any] = {}
        for name, part in lines.items():
            done[name] = worth(part, row_of(patients[row]), done)
        assert {f"rule_{name}": value for name, value in done.items()} == found.slice(row, 1).to_pylist()[0]


def test_a_bitmap_that_makes_no_difference_is_not_made() -> None:
    bitmaps = Bitmaps()
    one, two, three = (bitmaps.make(READ, ("yes", name, None)) for name in ("one", "two", "three"))
    both = bitmaps.join(AND, [one, two])
    assert bitmaps.join(AND, [two, one, two, FULL]) == both
    assert bitmaps.join(OR, [one, both]) == one
    assert bitmaps.join(AND, [one, bitmaps.join(OR, [three, one])]) == one
    assert bitmaps.join(AND, [one, bitmaps.inverse(one)]) == EMPTY
    assert bitmaps.join(OR, [one, two, bitmaps.inverse(one)]) == FULL
    assert bitmaps.join(OR, []) == EMPTY
    assert bitmaps.inverse(bitmaps.inverse(both)) == both
    neither = bitmaps.join(AND, [bitmaps.inverse(one), bitmaps.inverse(two)])
    assert neither == bitmaps.inverse(bitmaps.join(OR, [one, two]))
    assert bitmaps.at_least(2, [one, two]) == both
    assert bitmaps.at_least(0, [one]) == FULL
    assert bitmaps.at_least(3, [one, two]) == EMPTY


def test_a_value_says_already_that_she_is_sure() -> None:
    bitmaps = Bitmaps()
    sure = bitmaps.inverse(bitmaps.unsure("pain"))
    held, other = bitmaps.make(READ, (">=", "pain", 8.0)), bitmaps.make(READ, (">=", "spo2", 95.0))
    for says in (True, False):
        assert bitmaps.join(AND, [sure, bitmaps.atom("pain", held, says)]) == bitmaps.atom("pain", held, says)
        assert bitmaps.join(AND, [sure, bitmaps.atom("spo2", other, says)]) != bitmaps.atom("spo2", other, says)

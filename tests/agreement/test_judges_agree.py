"""All ways of judging a condition say the same: on random conditions, and on every one of the guideline."""

import random
from collections.abc import Iterator, Mapping
from typing import get_args

import pytest
from hypothesis import HealthCheck, Phase, given, settings

from lactwise import language
from lactwise.compiled import Compiler
from lactwise.compiled import Values as Listed
from lactwise.engine import Machine, machine_of
from lactwise.language import AtLeast, Compare, Node, Not, Scalar, walk
from lactwise.loading import load
from lactwise.model import Definition, Guideline, Rule
from tests.backends import BACKENDS, Judge, plain, truth_of
from tests.language.made_up import NOT_APPLYING, SMALL, conditions, patients
from tests.patients import random_patients

PATIENTS = 250
OTHERS = {name: judge for name, judge in BACKENDS.items() if judge is not plain}


@pytest.fixture(scope="module")
def guideline() -> Guideline:
    return load()


@pytest.mark.parametrize("judge", OTHERS.values(), ids=OTHERS)
@settings(max_examples=1000, suppress_health_check=[HealthCheck.too_slow])
@given(condition=conditions(), patient=patients())
def test_every_backend_judges_a_random_condition_as_the_plain_reading_does(
    judge: Judge, condition: Node, patient: dict[str, Scalar]
) -> None:
    assert judge(SMALL, condition, patient) is plain(SMALL, condition, patient)


def drawn_conditions() -> list[Node]:
    drawn: list[Node] = []

    @settings(max_examples=300, database=None, derandomize=True, phases=[Phase.generate])
    @given(conditions())
    def draw(condition: Node) -> None:
        drawn.append(condition)

    draw()
    return drawn


def test_the_random_conditions_hold_every_kind_of_node_and_operator() -> None:
    parts = [part for condition in drawn_conditions() for part in walk(condition)]
    compared = [part for part in parts if isinstance(part, Compare)]
    inside = [operand for part in compared for operand in part.operands]
    assert {type(part) for part in (*parts, *inside)} == set(get_args(language.Node))
    operators = {operator for part in compared for operator in part.operators}
    assert operators == set(language.OPERATORS.values())
    assert any(len(part.operators) > 1 for part in compared), "no chain"
    assert any(isinstance(part, AtLeast) and part.count > 1 for part in parts)
    assert any(isinstance(part, Not) and isinstance(part.operand, AtLeast) for part in parts)


def conditions_of(guideline: Guideline) -> Iterator[tuple[str, Node]]:
    """Every condition of the guideline, with where it stands."""
    for rule in guideline.rules.values():
        yield f"triage.{rule.id}", rule.when
    for definition in guideline.definitions.values():
        yield f"definitions.{definition.id}", definition.when
    for item in guideline.follow_ups.values():
        yield f"followup.{item.id}", item.when
    for advice in guideline.advice.values():
        yield f"advice.{advice.id}.when", advice.when
        if advice.unless is not None:
            yield f"advice.{advice.id}.unless", advice.unless
    for picture in guideline.conditions.values():
        yield f"conditions.{picture.id}.fits_when", picture.fits_when
        if picture.against_when is not None:
            yield f"conditions.{picture.id}.against_when", picture.against_when
    for finding in guideline.findings.values():
        if finding.only_if is not None:
            yield f"findings.{finding.id}.only_if", finding.only_if


def readings(guideline: Guideline, count: int, seed: int) -> Iterator[Listed]:
    """Random patients as lists of values: as read by the engine, and with more that does not apply."""
    machine = machine_of(guideline)
    chance = random.Random(seed)
    for patient in random_patients(guideline, count, seed):
        reading = machine.read(patient)
        yield from (reading.known, reading.counted)
        yield [
            NOT_APPLYING[finding.kind] if chance.random() < 0.2 else value
            for finding, value in zip(guideline.findings.values(), reading.known, strict=True)
        ]


def as_mapping(guideline: Guideline, values: Listed) -> Mapping[str, Scalar]:
    return dict(zip(guideline.findings, values, strict=True))


def test_every_condition_of_the_guideline_is_compiled_to_what_it_says(
    guideline: Guideline,
) -> None:
    compiler = Compiler(guideline)
    judges = {where: compiler.compile(node) for where, node in conditions_of(guideline)}
    nodes = dict(conditions_of(guideline))
    for values in readings(guideline, PATIENTS // 5, seed=1):
        given_values = as_mapping(guideline, values)
        for where, (certain, possible) in judges.items():
            found = truth_of(certain(values), possible(values))
            assert found is plain(guideline, nodes[where], given_values), (where, given_values)


def test_the_engines_rules_and_definitions_are_the_plain_ones(guideline: Guideline) -> None:
    machine = machine_of(guideline)
    compiled = {
        **{("rule", id_): pair for id_, pair in machine.rule_judges.items()},
        **{("definition", id_): pair for id_, pair in machine.definition_judges.items()},
    }
    tables: dict[str, Mapping[str, Rule] | Mapping[str, Definition]]
    tables = {"rule": guideline.rules, "definition": guideline.definitions}
    assert len(compiled) == len(guideline.rules) + len(guideline.definitions)
    met: dict[tuple[str, str], set[object]] = {key: set() for key in compiled}
    for values in readings(guideline, PATIENTS, seed=2):
        given_values = as_mapping(guideline, values)
        for (kind, id_), (certain, possible) in compiled.items():
            found = truth_of(certain(values), possible(values))
            assert found is plain(guideline, tables[kind][id_].when, given_values), (kind, id_)
            met[kind, id_].add(found)
    one_sided = [key for key, truths in met.items() if len(truths) < 2]
    assert not one_sided, f"the random patients never tell these apart: {one_sided}"


def test_floor_and_ceiling_are_the_first_rules_that_hold_and_that_may_hold(
    guideline: Guideline,
) -> None:
    machine = machine_of(guideline)
    for values in readings(guideline, PATIENTS, seed=3):
        assert machine.first_certain(values) == most_urgent(machine, values, 0)
        assert machine.first_possible(values) == most_urgent(machine, values, 1)


def most_urgent(machine: Machine, values: Listed, judge: int) -> int:
    held = [machine.urgency[rule.level] for rule in machine.rules if machine.rule_judges[rule.id][judge](values)]
    return min(held, default=machine.lowest)


def test_the_random_patients_hold_unknown_unsure_and_every_kind_of_value(
    guideline: Guideline,
) -> None:
    seen = [value for patient in random_patients(guideline, 50, 4) for value in patient.values()]
    assert {type(value) for value in seen} >= {bool, float, int, str, type(None)}
    assert "unsure" in seen

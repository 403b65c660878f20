"""What any guideline must hold can fail, and is then refuted: no built-in property is true of everything.

What follows from how answers are read is broken in the program, what a guideline can break in the guideline.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import Any

import pytest

from lactwise.engine import assess, triage
from lactwise.language import parse
from lactwise.lowered_advice import TO_CLINICIAN, TO_PARENT
from lactwise.model import Guideline, Value
from lactwise.parts import FALSE, TRUE, Certain, Line, Unsure, Yes, all_of, any_of, negation
from lactwise.proofs import built_in, prover
from lactwise.proofs.all_patients import AllPatients, program_of
from tests.planted import AT_HOME, Findings, small


@dataclass(frozen=True)
class Broken:
    """How a built-in property can fail, and who then shows it."""

    id: str
    everyone: Callable[[], AllPatients]
    about: str
    patient: Findings | None = None
    then: tuple[str, Value] | None = None
    how: str = "broken"


def changed(**parts: Mapping[str, Any]) -> AllPatients:
    """The small guideline with other items: `rules={"clear_sky": {"when": "windy"}}`; `None` takes one away."""
    made: dict[str, Any] = {}
    for part, items in parts.items():
        known = dict(getattr(small(), part))
        for id_, change in items.items():
            if change is None:
                del known[id_]
            else:
                read = {key: parse(value) if key in ("when", "unless") else value for key, value in change.items()}
                known[id_] = replace(known[id_], **read)
        made[part] = known
    return AllPatients(replace(small(), **made))


def programmed(**parts: Any) -> AllPatients:
    """The small guideline with other parts of its program."""
    return AllPatients(small(), program=replace(program_of(small()), **parts))


PROGRAM = program_of(small())
LEVEL, FLOOR, CEILING, SHOWN = PROGRAM.level, PROGRAM.floor, PROGRAM.ceiling, PROGRAM.extra
UNSURE_CALMS = {
    **LEVEL,
    "now": all_of([LEVEL["now"], negation(Unsure("cloudy"))]),
    "home": any_of([LEVEL["home"], all_of([LEVEL["now"], Unsure("cloudy")])]),
}
BOTH_SHOWN = SHOWN | {TO_PARENT + "drink_lemonade": Line(f"{TO_PARENT}drink_lemonade__applies")}
UNGATED = SHOWN | {TO_CLINICIAN + "take_ginger": all_of([negation(PROGRAM.provisional), Certain(Yes("cloudy"))])}
CARELESS = SHOWN | {TO_CLINICIAN + "throw_it_away": negation(PROGRAM.provisional)}
BROKEN = (
    # what follows from how answers are read: only another program can break it
    Broken("one_level", lambda: programmed(level={**LEVEL, "home": FALSE}), "exactly one level", {}),
    Broken("one_level", lambda: programmed(level={**LEVEL, "now": TRUE}), "exactly one level", {}),
    Broken("one_level", lambda: programmed(floor=CEILING), "the level is not calmer than the floor", {}),
    Broken(
        "one_level",
        lambda: programmed(ceiling=FLOOR),
        "the ceiling is not calmer than the level",
        {"windy": "unsure"},
    ),
    Broken("answers_only_narrow", lambda: programmed(ceiling=FLOOR), "windy", {}, ("windy", True)),
    Broken("settled_stays", lambda: programmed(settled=TRUE), "windy", {}, ("windy", True)),
    Broken("provisional_is_calm_and_open", lambda: programmed(provisional=FALSE), "", {}),
    Broken("provisional_is_calm_and_open", lambda: programmed(provisional=TRUE), "", {"windy": True}),
    Broken(
        "not_sure_never_calms", lambda: programmed(level=UNSURE_CALMS), "cloudy", {"windy": True}, ("cloudy", "unsure")
    ),
    Broken(
        "no_conflicts",
        lambda: programmed(extra=BOTH_SHOWN),
        "throw_it_away and drink_lemonade",
        {"hail": True},
    ),
    Broken(
        "gates_hold",
        lambda: programmed(extra=UNGATED),
        "take_ginger",
        {"windy": True, "cloudy": True},
    ),
    Broken("certain_is_certain", lambda: programmed(extra=CARELESS), "throw_it_away", {"windy": True}),
    Broken("no_gaps", lambda: programmed(level={**LEVEL, "days": TRUE}), "days", {}),
    # what a guideline can break
    Broken(  # "not sure" of what no rule asks about calls for more than any rule can
        "one_level",
        lambda: changed(rules={"stormy": {"when": "hail"}}),
        "the ceiling is not calmer than the level",
        {"windy": "unsure", "cloudy": False, "wave": 10.1, "mood": "calm"},
    ),
    Broken("no_gaps", lambda: changed(rules={"clear_sky": None}), "home", AT_HOME),
    Broken(
        "worse_is_never_calmer",
        lambda: changed(findings={"mood": {"worse": ["wild", "calm"]}}),
        "mood: wild, then calm",
        {"mood": "wild"},
        ("mood", "calm"),
    ),
    Broken(
        "worse_is_never_calmer",
        lambda: changed(findings={"wave": {"worse": {"down_from": "tall"}}}),
        "wave, falling",
        {"wave": 38.1},
        ("wave", 10.1),
    ),
    Broken(
        "worse_is_never_calmer",
        lambda: changed(findings={"windy": {"worse": False}}),
        "windy",
        {"windy": True},
        ("windy", False),
    ),
    Broken(
        "worse_is_never_calmer",
        lambda: changed(
            findings={"wave": {"worse": {"up_from": "flat"}}}, rules={"stormy": {"when": "storm or wave < flat"}}
        ),
        "wave, rising",
        {"wave": 9.1},
        ("wave", 10.1),
    ),
    Broken("every_rule_decides", lambda: changed(rules={"clear_sky": {"when": "hail"}}), "clear_sky", how="never"),
    Broken(
        "every_rule_decides",
        lambda: changed(rules={"clear_sky": {"when": "windy and not windy"}}),
        "clear_sky",
        how="never",
    ),
    Broken(
        "everything_can_be",
        lambda: changed(definitions={"rough": {"when": "windy or not windy"}}),
        "rough is false",
        how="never",
    ),
    Broken(
        "everything_can_be",
        lambda: changed(advice={"take_ginger": {"unless": "cloudy"}}),
        "take_ginger is shown",
        how="never",
    ),
    Broken(
        "changes_are_told",
        lambda: changed(rules={"stormy": {"when": "storm or wave == flat"}}),
        "wave",
        {"wave": 38.1},
        ("wave", 10.1),
    ),
    Broken(
        "changes_are_told",
        lambda: changed(rules={"stormy": {"when": "storm or hours != one_day"}}),
        "hours",
        {"hours": 24},
        ("hours", 48),
    ),
)
built_ins = {item.id: item for item in built_in.PROPERTIES}


@pytest.mark.parametrize("item", BROKEN, ids=lambda item: f"{item.id} {item.about}")
def test_what_any_guideline_must_hold_can_fail_and_is_then_refuted(item: Broken) -> None:
    everyone = item.everyone()
    found = prover.verdict(everyone, built_ins[item.id])
    failure = next(failure for failure in found.failures if failure.about == item.about)
    assert failure.how == item.how
    assert failure.patient == item.patient
    assert failure.then == item.then
    if everyone.guideline is not small() and item.patient is not None and item.then is not None:
        moves_as_it_should_not(everyone.guideline, item.id, item.patient, *item.then)


def moves_as_it_should_not(guideline: Guideline, id_: str, patient: Findings, finding: str, value: Value) -> None:
    """By what the engine says of a level that falls as something gets worse, or rises though it was not told."""
    before, after = (guideline.urgency[triage(guideline, who).level] for who in (patient, {**patient, finding: value}))
    if id_ == "worse_is_never_calmer":
        assert before < after
    else:
        assert before > after
        told = assess(guideline, patient)["escalate_if"]
        assert all(guideline.urgency[row["level"]] > after for row in told if finding in row["change"])


def test_each_built_in_property_is_broken_above_and_holds_of_the_small_guideline() -> None:
    assert {item.id for item in BROKEN} == set(built_ins)
    verdicts = [item for item in prover.prove(small()) if item.built_in]
    assert [item.id for item in verdicts] == list(built_ins)
    assert all(item.proved and item.questions for item in verdicts)

"""A claim about two moments is proved exactly when no patient breaks it, however much time passes; and it can fail.

On the small guideline every later moment of every patient is tried; on the real one what carries a claim is spoiled.
"""

import random
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import lru_cache
from itertools import product
from typing import Any

import pytest

from lactwise.cases import load_cases
from lactwise.changed import with_rule, without_rule
from lactwise.language import names, parse
from lactwise.loading import load
from lactwise.model import Guideline, SafetyClaim, Value
from lactwise.proofs import built_in, later
from lactwise.proofs.all_patients import AllPatients
from lactwise.proofs.anyone import Anyone
from lactwise.proofs.smallest import Search
from tests.claims_by_engine import Seen, breaks, breaks_then, some_time_later
from tests.planted import Findings, Keys, claim, small
from tests.safety.test_proofs import CONCLUSIONS, CONDITIONS, EVERYBODY, PREMISES, edited, verdict_on

# --- every patient there is, and all that can become of her ---

PASSES = (1, 12, 24, 36, 200)
STILL: dict[str, tuple[Value, ...]] = {
    id_: values if id_ == "hours" else tuple(value for value in values if value != "unsure")
    for id_, values in EVERYBODY.items()
}
LATER_PREMISES: dict[str, tuple[Any, ...]] = {
    "later_if": CONDITIONS,
    "later_levels": (["now"], ["today", "days"], ["home"], ["days", "home"]),
    "later_answers": (["windy"], ["hail"], ["wave"]),
    "later_same": (["hours"],),
    "later_lapses": (True,),
    "consistent": (True,),
}
LATER_CONCLUSIONS = ("never_calmer", "deadline_stays", "look_stays")


def drawn_in_time(number: int) -> Keys:
    """A claim about two moments at random."""
    chance = random.Random(number)
    keys = {key: chance.choice(PREMISES[key]) for key in chance.sample(list(PREMISES), chance.choice((0, 1, 1, 2)))}
    keys |= {"later": True} | {
        key: chance.choice(LATER_PREMISES[key]) for key in chance.sample(list(LATER_PREMISES), chance.choice((0, 1, 2)))
    }
    if number % 4 < len(LATER_CONCLUSIONS):
        return {**keys, LATER_CONCLUSIONS[number % 4]: True}
    conclusion = chance.choice(sorted(CONCLUSIONS))
    return {**keys, conclusion: chance.choice(CONCLUSIONS[conclusion])}


@pytest.mark.slow
def test_any_claim_about_two_moments_is_proved_exactly_when_nobody_breaks_it() -> None:
    people = [dict(zip(STILL, values, strict=True)) for values in product(*STILL.values())]
    known = lru_cache(maxsize=None)(lambda told: Seen(small(), dict(told)))
    everybody = [known(tuple((id_, value) for id_, value in each.items() if value is not None)) for each in people]
    seen: Counter[str] = Counter()
    for keys in map(drawn_in_time, range(48)):
        made = claim(**keys)
        guideline, found = verdict_on(made)
        judged = False
        broken = False
        for now in everybody:
            for hours, then in (
                all_that_follows(made, now) if breaks(guideline, now_only(made), now) is not None else ()
            ):
                missing = breaks_then(made, now, hours, known(tuple(then.items())))
                judged, broken = judged or missing is not None, broken or bool(missing)
        expected = "broken" if broken else "proved" if judged else "empty"
        assert expected == (found.failures[0].how if found.failures else "proved"), keys
        for failure in found.failures:
            if failure.patient is not None:
                assert breaks(guideline, made, failure.patient, failure.later), (keys, failure)
        seen[expected] += 1
    assert seen["broken"] >= 15
    assert seen["proved"] >= 5
    assert seen["empty"] >= 2


def now_only(made: SafetyClaim) -> SafetyClaim:
    """The claim as far as it speaks of the earlier moment."""
    return replace(made, later=False)


def all_that_follows(made: SafetyClaim, now: Seen) -> Iterator[tuple[float, dict[str, Value]]]:
    """Every later moment of a patient, but for stretches between the edges."""
    said: list[list[tuple[str, Value]]] = [[(id_, value) for value in EVERYBODY[id_]] for id_ in made.later_answers]
    lasting = [id_ for id_, item in small().findings.items() if item.valid_hours is not None and id_ in now.findings]
    gone = [set(some) for some in product(*([None, id_] for id_ in lasting))] if made.later_lapses else [set()]
    for hours, answers, lapsed in product(PASSES, product(*said), gone):
        yield hours, some_time_later(small(), now.findings, hours, dict(answers), lapsed - {None})


# --- what time does ---


def can_be(findings: Findings, hours: float, *then: tuple[str, Value]) -> bool:
    """Whether a patient of the real guideline can say something so many hours later."""
    who = Anyone(load().findings.values())
    passes = later.Later(load(), who, (), lapses=False)
    said = [who.said(id_, findings.get(id_)) for id_ in who.findings]
    after = [passes.who.said(id_, value) for id_, value in then]
    return Search(who, {}).can_be(passes.ties, passes.passed == hours, *said, *after)


@pytest.mark.parametrize(
    ("findings", "hours", "id_", "then", "never"),
    [
        ({"hours_since_onset": 10}, 4, "hours_since_onset", 14, 10),
        ({"days_since_birth": 13}, 36, "days_since_birth", 14.5, 13),
        ({"antibiotic_hours": 719}, 5, "antibiotic_hours", 720, 724),  # the end of its range
        ({"lump_hours": "unsure"}, 5, "lump_hours", "unsure", 174),
        ({}, 5, "hours_of_fever", None, 5),
    ],
)
def test_a_number_in_hours_or_days_goes_on_with_the_time(
    findings: Findings, hours: float, id_: str, then: Value, never: Value
) -> None:
    assert can_be(findings, hours, (id_, then))
    assert not can_be(findings, hours, (id_, never))


def test_all_clocks_go_on_by_the_same_stretch_and_never_back() -> None:
    clocks: Findings = {"hours_since_onset": 10, "lump_hours": 3, "days_since_birth": 5}
    assert can_be(clocks, 6, ("hours_since_onset", 16), ("lump_hours", 9), ("days_since_birth", 5.25))
    assert not can_be(clocks, 0)
    assert not can_be(clocks, -6)


def test_the_clocks_of_an_episode_are_those_that_go_on() -> None:
    guideline = load()
    going_on = {item.id: item.unit for item in later.clocks(guideline)}
    assert guideline.course.clocks
    assert {id_ for id_, unit in going_on.items() if unit == "hours"} == set(guideline.course.clocks)
    assert set(going_on.values()) == set(later.HOURS)


def test_what_the_course_compares_is_asked_to_get_worse() -> None:
    """The trend, and each measure of it that a rule can see, declare a bad direction: no worsening calms (built in)."""
    guideline = load()
    trend = guideline.course.trend
    assert trend is not None
    asked = {
        item.about.replace(":", ",").split(",")[0] for item in built_in.worse_is_never_calmer(AllPatients(guideline))
    }
    nodes = [*(rule.when for rule in guideline.rules.values()), *(it.when for it in guideline.definitions.values())]
    seen = {name for node in nodes for name in names(node)}
    assert trend.finding in asked
    assert {"temperature_c", "pain"} <= set(trend.measures) & seen <= asked


# --- the real guideline ---


@pytest.mark.slow
def test_no_claim_about_time_is_broken_by_a_worked_patient_whatever_becomes_of_her() -> None:
    guideline = load()
    claims = [item for item in guideline.safety.values() if item.later]
    met: Counter[str] = Counter()
    for case in load_cases()[::3]:
        seen = Seen(guideline, case.findings)
        for item in claims:
            missing = breaks(guideline, item, seen)
            assert not missing, (item.id, missing, case.id)
            met[item.id] += missing is not None
    assert sum(count > 0 for count in met.values()) >= 12


# --- the real guideline can be spoiled ---

SPOILED: dict[str, Callable[[Guideline], Guideline]] = {
    "time_alone_never_calms": lambda real: without_rule(real, "patch_not_better_after_a_day"),
    "from_three_months_on_time_alone_never_calms": lambda real: with_rule(
        real, "baby_fever_flag", parse("baby_fever and hours_of_fever < two_days")
    ),
    "getting_worse_in_time_never_calms": lambda real: with_rule(
        real, "redness_growing", parse('redness_spreading and trend != "worse"')
    ),
    "waiting_never_makes_a_calm_answer_final": lambda real: with_rule(
        real, "redness_growing", parse("redness_spreading and hours_since_onset < two_days")
    ),
    "a_parents_answers_that_lapse_never_make_a_final_calm_answer": lambda real: edited(
        real, "findings", "confusion", answered_by="clinician"
    ),
    "asking_again_never_puts_off_the_visit_for_a_patch_no_better_at_twelve_hours": lambda real: edited(
        real, "rules", "patch_not_better_at_twelve_hours", clock=None
    ),
    "asking_again_never_puts_off_a_look_at_a_fresh_patch": lambda real: edited(
        real, "follow_ups", "first_look_at_a_patch", limit=None, clock=None
    ),
    "an_episode_with_a_lump_is_never_closed": lambda real: edited(
        real, "definitions", "episode_over", when=parse("not lump_remains and not unwell")
    ),
}


@pytest.mark.slow
@pytest.mark.parametrize("id_", SPOILED)
def test_a_claim_about_time_is_refuted_once_what_carries_it_is_spoiled(id_: str) -> None:
    item = load().safety[id_]
    guideline, found = verdict_on(item, SPOILED[id_](load()))
    failure = found.failures[0]
    assert failure.how == "broken"
    assert breaks(guideline, item, failure.patient or {}, failure.later), "the engine says otherwise"
    assert (failure.later is not None) is item.later

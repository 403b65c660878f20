"""What is true is proved, what is false is refuted by a patient, and nothing is proved of nobody.

Mostly on a small guideline about the weather, on which every patient can be tried; the real one is proved in full.
"""

import random
from collections import Counter
from dataclasses import fields
from itertools import product
from typing import Any

import pytest

from lactwise.model import Guideline, SafetyClaim, Value
from lactwise.proofs import claims, prover
from lactwise.proofs.all_patients import AllPatients
from lactwise.proofs.questions import Verdict
from tests.claims_by_engine import Seen, breaks
from tests.planted import PLANTED, Keys, Planted, claim, small, with_claims

planted = pytest.mark.parametrize("item", PLANTED, ids=lambda item: item.key)


def verdict_on(found: SafetyClaim, guideline: Guideline | None = None) -> tuple[Guideline, Verdict]:
    """What the proofs say of one claim."""
    guideline = with_claims(guideline or small(), found)
    (item,) = claims.properties(guideline)
    return guideline, prover.verdict(AllPatients(guideline, claims.asked(guideline)), item)


@planted
def test_a_claim_that_is_true_is_proved(item: Planted) -> None:
    _, found = verdict_on(claim(**item.true))
    assert found.proved, found.failures
    assert found.questions


@planted
def test_a_claim_that_is_false_is_refuted_by_the_smallest_patient(item: Planted) -> None:
    made = claim(**item.false)
    guideline, found = verdict_on(made)
    assert [failure.how for failure in found.failures][:1] == ["broken"]
    assert found.failures[0].patient == item.patient
    for failure in found.failures:
        assert failure.patient is not None
        assert breaks(guideline, made, failure.patient), "the engine says otherwise"


def test_every_key_of_a_claim_is_planted() -> None:
    tried = {key for item in PLANTED for keys in (item.true, item.false) for key in keys}
    keys = {field.name.rstrip("_") for field in fields(SafetyClaim)} - {"id", "says", "source"}
    assert keys - tried == {"everywhere"}, "it has a test of its own"


# --- every patient there is ---

EVERYBODY: dict[str, tuple[Value, ...]] = {
    "windy": (None, "unsure", True, False),
    "cloudy": (None, "unsure", True, False),
    "hail": (None, "unsure", True, False),
    "hours": (None, "unsure", 0, 12, 24),
    "wave": (None, "unsure", 9.1, 10.1, 38.1),
    "mood": (None, "unsure", "calm", "wild"),
}
CONDITIONS = (
    *("windy", "hail", "cloudy", "not windy", "not cloudy", "storm", "rough", "wave < tall", "wave >= flat"),
    *(
        "hours < one_day",
        "hours >= half_a_day",
        "cloudy and hours >= one_day",
        'mood == "calm"',
        "not (storm or rough)",
    ),
)
LEVELS = ("now", "today", "days", "home")
PREMISES: dict[str, tuple[Any, ...]] = {
    "if": CONDITIONS,
    "if_possible": CONDITIONS,
    "at_levels": (["now"], ["today"], ["days"], ["home"], ["days", "home"]),
    "settled": (True, False),
    "provisional": (True, False),
    "nothing_else": (True,),
    "audience": ("parent", "clinician"),
}
ADVICE = ("stay_ashore", "drink_lemonade", "take_ginger", "throw_it_away", "write_the_log")
LIMITS = ("half_a_day", "one_day", "two_days")
CONCLUSIONS: dict[str, tuple[Any, ...]] = {
    **dict.fromkeys(("level", "at_least", "at_most"), LEVELS),
    **dict.fromkeys(("is_settled", "is_provisional"), (True, False)),
    **dict.fromkeys(("shows", "never_shows"), tuple([id_] for id_ in ADVICE)),
    **dict.fromkeys(("fits", "not_ruled_out"), (["squall"], ["gale"])),
    **dict.fromkeys(("see_by", "looks_by"), LIMITS),
    "never_shows_tag": ("stop",),
    "never_shows_topic": ("comfort", "medicine"),
    "never_names": ("lemon", "nothing"),
    "shows_nothing": (True,),
}


def drawn(number: int) -> Keys:
    """A claim at random: up to three keys of a premise, and one conclusion."""
    chance = random.Random(number)
    keys = {key: chance.choice(PREMISES[key]) for key in chance.sample(list(PREMISES), chance.choice((0, 1, 1, 2, 3)))}
    conclusion = sorted(CONCLUSIONS)[number % len(CONCLUSIONS)]
    keys[conclusion] = chance.choice(CONCLUSIONS[conclusion])
    if conclusion == "see_by" and chance.random() < 0.7:
        keys["clock"] = "hours"
    return keys


@pytest.fixture(scope="module")
def everybody() -> list[Seen]:
    """Everyone there can be on the small guideline, but for numbers between the edges."""
    told = [dict(zip(EVERYBODY, values, strict=True)) for values in product(*EVERYBODY.values())]
    return [Seen(small(), {id_: value for id_, value in each.items() if value is not None}) for each in told]


def plainest(found: list[Seen]) -> int:
    """How many answers the smallest patient gives: without contradiction and "not sure" if there is such a one."""
    consistent = [seen for seen in found if not seen.row["contradictions"]]
    sure = [seen for seen in consistent if "unsure" not in seen.findings.values()]
    return min(len(seen.findings) for seen in sure or consistent or found)


@pytest.mark.slow
def test_any_claim_is_proved_exactly_when_nobody_at_all_breaks_it(everybody: list[Seen]) -> None:
    seen: Counter[str] = Counter()
    told = [*(item.true for item in PLANTED), *(item.false for item in PLANTED), *map(drawn, range(60))]
    for keys in told:
        made = claim(**keys)
        guideline, found = verdict_on(made)
        judged = [(who, missing) for who in everybody if (missing := breaks(guideline, made, who)) is not None]
        broken = [who for who, missing in judged if missing]
        expected = "broken" if broken else "proved" if judged else "empty"
        if made.each is None:  # else each finding is a question of its own
            assert expected == (found.failures[0].how if found.failures else "proved"), keys
        else:
            assert found.proved == (expected == "proved"), keys
        for failure in found.failures:
            if failure.patient is not None:
                assert breaks(guideline, made, failure.patient), (keys, failure)
        if broken and found.questions == 1:
            assert len(found.failures[0].patient or {}) == plainest(broken), keys
        seen[expected] += 1
    assert seen["broken"] > 50
    assert seen["proved"] > 40
    assert seen["empty"] > 2

"""What is true is proved, what is false is refuted by a patient, and nothing is proved of nobody.

Mostly on a small guideline about the weather, on which every patient can be tried; the real one is proved in full.
"""

import random
import time
from collections import Counter
from collections.abc import Callable
from dataclasses import fields, replace
from itertools import product
from typing import Any

import pytest

from lactwise.changed import without_rule
from lactwise.cli import Chosen
from lactwise.engine import assess
from lactwise.language import parse
from lactwise.loading import load
from lactwise.made_up.patients import patients as plausible
from lactwise.model import Guideline, SafetyClaim, Value
from lactwise.proofs import built_in, claims, prover
from lactwise.proofs.all_patients import AllPatients
from lactwise.proofs.questions import Verdict
from lactwise.proofs.smallest import Search, UndecidedError
from tests.claims_by_engine import Seen, breaks
from tests.patients import random_patients
from tests.planted import PLANTED, Findings, Keys, Planted, claim, small, with_claims

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
    assert found.failures[0].later == item.later
    for failure in found.failures:
        assert failure.patient is not None
        assert breaks(guideline, made, failure.patient, failure.later), "the engine says otherwise"


def test_every_key_of_a_claim_is_planted() -> None:
    tried = {key for item in PLANTED for keys in (item.true, item.false) for key in keys}
    keys = {field.name.rstrip("_") for field in fields(SafetyClaim)} - {"id", "says", "source"}
    assert keys - tried == {"everywhere"}, "it has a test of its own"


# --- every patient there is ---

EVERYBODY: dict[str, tuple[Value, ...]] = {
    "windy": (None, "unsure", True, False),
    "cloudy": (None, "unsure", True, False),
    "hail": (None, "unsure", True, False),
    "hours": (None, "unsure", 0, 12, 24, 48),
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
LIMITS = ("half_a_day", "one_day", "two_days", "one_week")
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
    planted = [keys for item in PLANTED for keys in (item.true, item.false) if "later" not in keys]
    for keys in (*planted, *map(drawn, range(60))):  # claims about two moments have a test of their own
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


# --- what says nothing is not proved ---

NOBODY: dict[str, Keys] = {
    "a contradiction": {"if": "cloudy and not cloudy", "level": "now"},
    "a level she cannot have": {"if": "windy", "at_levels": ["home"], "level": "now"},
    "settled and provisional": {"settled": True, "provisional": True, "shows_nothing": True},
    "every other finding": {"if": "hail and not cloudy", "nothing_else": True, "level": "now"},
    "an answer that rules another out": {"if": "hail", "nothing_else": True, "consistent": True, "level": "now"},
    "a later moment that never comes": {
        "if": "hours >= one_day",
        "later": True,
        "later_if": "hours < one_day",
        "level": "now",
    },
    "a tag of numbers only": {"each": "measured", "level": "now"},
    "a stance that no such piece has": {"never_shows_topic": "comfort", "stance": ["know"]},
    "words that nobody can meet": {"if": "windy and not windy", "never_names": "nothing"},
}


@pytest.mark.parametrize("premise", NOBODY)
def test_a_claim_about_nobody_is_empty_and_not_proved(premise: str) -> None:
    _, found = verdict_on(claim(**NOBODY[premise]))
    assert not found.proved
    assert {failure.how for failure in found.failures} == {"empty"}
    assert all(failure.patient is None for failure in found.failures)


def test_a_claim_about_each_finding_of_a_tag_asks_and_refutes_one_by_one() -> None:
    _, found = verdict_on(claim(each="alarm", at_most="today", never_shows=["stay_ashore"]))
    assert [(failure.about, failure.patient) for failure in found.failures] == [
        ("windy: at most today", {"windy": True}),
        ("windy: stay_ashore is not shown", {"windy": True}),
        ("hail: at most today", {"hail": True}),
        ("hail: stay_ashore is not shown", None),  # counted; of so many no further patient is looked for
    ]


def test_words_are_looked_for_everywhere_if_the_claim_says_so() -> None:
    assert verdict_on(claim(never_names="rough"))[1].proved, "no piece of advice names it"
    _, found = verdict_on(claim(never_names="rough", everywhere=True))
    assert [failure.about for failure in found.failures] == ["reasons.tall_waves in en names rough"]
    assert verdict_on(claim(never_names="nothing", everywhere=True))[1].proved


def test_a_word_is_found_at_its_beginning_and_not_inside_another() -> None:
    words = {"inside": {"en": ("emonade", "rink")}, "begins": {"en": ("LEMON",)}, "elsewhere": {"fr": ("lemon",)}}
    guideline = replace(small(), word_lists=words)
    assert not claims.pieces_that_name(guideline, "inside")
    assert claims.pieces_that_name(guideline, "begins") == {"drink_lemonade", "throw_it_away"}
    assert not claims.pieces_that_name(guideline, "elsewhere")


def test_when_the_solver_gives_up_nothing_is_proved(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Search, "can_be", given_up)
    _, found = verdict_on(claim(**PLANTED[0].true))
    assert [failure.how for failure in found.failures] == ["undecided"]


def given_up(*_: object) -> bool:
    raise UndecidedError


def test_without_explanation_it_is_refuted_all_the_same() -> None:
    guideline = with_claims(small(), claim(**PLANTED[0].false))
    verdicts = {item.id: item for item in prover.prove(guideline, explain=False)}
    assert [failure.patient for failure in verdicts["planted"].failures] == [None]
    assert all(item.proved for item in verdicts.values() if item.built_in)


# --- the real guideline ---

NOT_OF_PATIENTS = {
    "owner#9": "what the programs say of a rejected number, and when they fail",
    "owner#10": "what the pack without a country says",
    "owner#11": "what is only proposed raises and never lowers: a matter of how rules are written",
}


@pytest.mark.slow
def test_the_real_guideline_is_proved_in_full_within_half_a_minute() -> None:
    guideline = load(languages=Chosen().languages)
    started = time.process_time()  # of the processor: another program may be running too
    verdicts = list(prover.prove(guideline))
    seconds = time.process_time() - started
    assert [(item.id, item.failures) for item in verdicts if not item.proved] == []
    assert all(item.questions for item in verdicts)
    assert [item.id for item in verdicts if item.built_in] == [item.id for item in built_in.PROPERTIES]
    assert sum(not item.built_in for item in verdicts) >= 40
    assert seconds < 30


def test_every_sentence_of_the_founding_text_and_every_decision_about_patients_is_claimed() -> None:
    guideline = load()
    cited = {id_ for item in guideline.safety.values() for id_ in item.source}
    assert set(guideline.seed) - cited == set()
    decisions = {id_ for id_ in guideline.claims if guideline.claims[id_].work == "owner"}
    assert decisions >= {f"owner#{number}" for number in range(1, 12)}
    assert decisions - cited - set(NOT_OF_PATIENTS) == set()


@pytest.mark.slow
def test_no_claim_is_broken_by_anyone_of_whom_the_engine_is_asked() -> None:
    guideline = load()
    met: Counter[str] = Counter()
    for findings in (*random_patients(guideline, 150, seed=91), *plausible(guideline, 150, seed=91)):
        seen = Seen(guideline, findings)
        for item in guideline.safety.values():
            missing = breaks(guideline, item, seen)
            assert not missing, (item.id, missing, findings)
            met[item.id] += missing is not None
    assert sum(count > 0 for count in met.values()) > 90


def edited(guideline: Guideline, part: str, id_: str, **change: Any) -> Guideline:
    """The guideline with one item changed; without a change it is taken away."""
    items = dict(getattr(guideline, part))
    item = items.pop(id_)
    return replace(guideline, **{part: {**items, id_: replace(item, **change)} if change else items})


def reworded(guideline: Guideline, advice: str, text: str) -> Guideline:
    """The guideline with other words of a piece of advice."""
    english = guideline.texts["en"]
    changed_to = {**english["advice"], advice: {**english["advice"][advice], "text": text}}
    return replace(guideline, texts={**guideline.texts, "en": {**english, "advice": changed_to}})


SPOILED: dict[str, tuple[Callable[[Guideline], Guideline], Findings]] = {
    "each_emergency_flag_alone_is_an_emergency": (
        lambda real: without_rule(real, "mottled_or_blue_skin"),
        {"mottled_skin": True},
    ),
    "fever_is_seen_the_same_day": (
        lambda real: without_rule(real, "fever_with_sore_breast"),
        {"temperature_c": 38},
    ),
    "ibuprofen_is_never_advised_while_a_reason_against_it_is_open": (
        lambda real: edited(real, "advice", "take_ibuprofen", temper="core"),
        {"redness_spreading": True},
    ),
    "no_antibiotic_is_named_to_a_parent": (
        lambda real: reworded(real, "no_heat", "Take amoxicillin."),
        {"redness_spreading": True},
    ),
    "antibiotics_are_followed_up_daily_in_their_first_two_days": (
        lambda real: edited(real, "follow_ups", "antibiotics_first_day"),
        {"trend": "worse", "antibiotic_status": "taking", "antibiotic_hours": 0},
    ),
    "the_babys_own_sore_breast_is_an_emergency_and_is_never_squeezed": (
        lambda real: edited(real, "advice", "no_squeezing_babys_breast", when=parse("baby_breast_discharge")),
        {"baby_breast_swollen": True},
    ),
    "a_bereaved_mother_never_meets_feeding_advice": (
        lambda real: edited(real, "advice", "bereaved_ease_milk", topic="feeding"),
        {"baby_situation": "died", "redness_spreading": True},
    ),
}


@pytest.mark.slow
@pytest.mark.parametrize("id_", SPOILED)
def test_a_claim_about_the_real_guideline_is_refuted_once_what_carries_it_is_spoiled(id_: str) -> None:
    spoil, patient = SPOILED[id_]
    item = load().safety[id_]
    guideline, found = verdict_on(item, spoil(load()))
    assert found.failures[0].patient == patient
    assert breaks(guideline, item, patient)
    assert not breaks(load(), item, patient)


@pytest.mark.slow
def test_a_clock_that_starts_anew_is_found() -> None:
    item = load().safety["a_patch_no_better_at_twelve_hours_is_seen_before_a_day_is_over"]
    guideline, found = verdict_on(item, edited(load(), "rules", "patch_not_better_at_twelve_hours", clock=None))
    (failure,) = found.failures
    patient = failure.patient or {}
    assert failure.about == "seen by conservative_care"
    assert breaks(guideline, item, patient) == ["see_by"]
    assert assess(guideline, patient)["see_by"]["hours"] > assess(load(), patient)["see_by"]["hours"]

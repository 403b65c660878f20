"""The patient whom a search finds is the smallest there is, always the same one; and where it finds none there is none.

On tiny guidelines everybody is tried. On the real one whoever is found to fare otherwise under a changed guideline does
so by the engine, and nobody drawn at random does where nobody was found.
"""

import random
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import replace
from itertools import product
from typing import Any

import pytest
import z3

from lactwise.changed import as_source, with_numbers, with_rule, without_rule
from lactwise.engine import assess, machine_of, triage
from lactwise.language import Name, parse
from lactwise.loading import load
from lactwise.model import Guideline, Level, Rule, Value
from lactwise.proofs.all_patients import STATUSES, AllPatients, numbers_of
from lactwise.proofs.smallest import Findings, Search
from lactwise.proofs.witness import Differences, moved_level, shown
from tests.language.made_up import SMALL, by_id, finding, threshold
from tests.patients import random_patients
from tests.planted import small
from tests.proof_triage import triage_terms
from tests.triaging import Answer, by_engine

ATOMS = ("windy", "cloudy", "height >= low", "height < high", 'mood == "wild"', 'mood in ("calm", "odd")')
LEVELS = ("storm", "rain", "sun")


def tiny(chance: random.Random) -> Guideline:
    """Four findings and who answers, in any order and any dependence, and some rules."""
    only_windy = {"only_if": Name("windy")} if chance.random() < 0.5 else {}
    asked = {"answered_by": chance.choice(("parent", "clinician"))}
    unsure = chance.choice((None, True, False))
    findings = [
        finding("answering_for", "choice", options=("self", "clinician"), unsure="self"),
        finding("windy", "yes_no", unsure=unsure, unsure_level=None if unsure is not None else "rain"),
        finding("mood", "choice", options=("calm", "wild", "odd"), unsure="wild", **asked),
        finding(
            "height", "number", unit="cm", range=(0.0, 50.0), unsure=chance.choice(("not_measured", 30)), **only_windy
        ),
        finding("cloudy", "yes_no", unsure=True, **only_windy),
    ]
    if not only_windy:
        findings = [findings[0], *chance.sample(findings[1:], 4)]
    rules = [
        Rule(f"rule{n}", chance.choice(LEVELS), parse(condition(chance)), "", (), (), None, None, False, "")
        for n in range(4)
    ]
    return replace(
        SMALL,
        findings=by_id(*findings),
        thresholds=by_id(threshold("low", 10.1, "cm"), threshold("high", 25, "cm")),
        definitions={},
        levels=by_id(*(Level(id_, "low", id_ == "sun") for id_ in LEVELS)),
        rules=by_id(*rules),
    )


def condition(chance: random.Random) -> str:
    """One to three atoms, some of them denied, joined by one word."""
    atoms = [f"{chance.choice(('', 'not '))}({atom})" for atom in chance.sample(ATOMS, chance.choice((1, 2, 2, 3)))]
    return chance.choice((" and ", " or ")).join(atoms)


def everybody(guideline: Guideline, search: Search) -> Iterator[Findings]:
    """Every patient with such numbers as the search may tell."""
    values = {id_: [None, *search.candidates(item)] for id_, item in guideline.findings.items()}
    for told in product(*values.values()):
        yield {id_: value for id_, value in zip(values, told, strict=True) if value is not None}


def size(guideline: Guideline, search: Search, findings: Findings) -> tuple[object, ...]:
    """By what one patient is smaller than another: fewer answers, early ones and a parent's, plain values."""
    items = list(guideline.findings.values())
    hardest = [item.id for item in reversed(items) if item.answered_by == "clinician"]
    order = [*hardest, *(item.id for item in reversed(items) if item.answered_by == "parent")]
    values = [search.candidates(item).index(findings[item.id]) for item in items if item.id in findings]
    return len(findings), [id_ in findings for id_ in order], values


def said(answer: Answer) -> dict[str, bool]:
    """An answer of the engine under the names of `triage_terms`."""
    names = {f"{what} {id_}": answer[what] == id_ for what in ("level", "floor", "ceiling") for id_ in LEVELS}
    for id_, truth in answer["rules"].items():
        names |= {f"met {id_}": truth is True, f"open {id_}": truth is not False}
    return names | {"settled": answer["settled"], "provisional": answer["provisional"]}


def contradictory(guideline: Guideline, findings: Findings) -> bool:
    reading = machine_of(guideline).read(findings)
    return bool(reading.others_known or reading.others)


@pytest.mark.parametrize("number", [0, 1, *(pytest.param(number, marks=pytest.mark.slow) for number in range(2, 8))])
def test_who_is_found_is_the_smallest_of_all_and_nobody_is_found_only_where_there_is_nobody(number: int) -> None:
    chance = random.Random(number)
    guideline = tiny(chance)
    everyone = AllPatients(guideline)
    search, terms = everyone.search, triage_terms(everyone)
    patients = sorted(everybody(guideline, search), key=lambda findings: size(guideline, search, findings))
    told = [said(answer) for answer in by_engine(guideline, patients)]
    apart = [contradictory(guideline, findings) for findings in patients]
    seen: Counter[str] = Counter()
    for _ in range(40):
        wanted = [(name, chance.random() < 0.6) for name in chance.sample(sorted(terms), chance.choice((1, 2, 3, 4)))]
        sought = [terms[name] if holds else z3.Not(terms[name]) for name, holds in wanted]
        fit = [place for place, each in enumerate(told) if all(each[name] is holds for name, holds in wanted)]
        consistent = [place for place in fit if not apart[place]]
        sure = [place for place in consistent if "unsure" not in patients[place].values()]
        smallest, plainest = (
            next((patients[place] for place in some), None) for some in (fit, sure or consistent or fit)
        )
        assert search.smallest(*sought) == smallest, (guideline, wanted)
        assert search.plainest(everyone.contradictory, *sought) == plainest, (guideline, wanted)
        seen["nobody" if smallest is None else "no answer" if not smallest else "somebody"] += 1
    assert seen["somebody"] >= 10
    assert seen["nobody"] >= 1


# --- always the same ---


@pytest.fixture
def seeds() -> Iterator[Callable[[int], None]]:
    """Sets the random seeds of the solver, and afterwards sets them back."""

    def seed(number: int) -> None:
        z3.set_param("smt.random_seed", number)
        z3.set_param("sat.random_seed", number)

    yield seed
    seed(0)


def test_asked_again_it_is_the_same_patient_whatever_the_solver_tries_first(seeds: Callable[[int], None]) -> None:
    guideline = small()
    everyone = AllPatients(guideline)
    asked = [*everyone.level.values(), *everyone.rules.values(), everyone.settled, z3.Not(everyone.settled)]
    first = [everyone.search.smallest(term) for term in asked]
    assert [everyone.search.smallest(term) for term in reversed(asked)] == first[::-1]
    assert len({repr(each) for each in first}) > 6
    for number in (1, 7, 4711):
        seeds(number)
        search = Search(everyone.anyone, numbers_of([guideline]))
        assert [search.smallest(term) for term in asked] == first, number


@pytest.mark.slow
def test_of_the_real_guideline_too(seeds: Callable[[int], None]) -> None:
    before, after = load(), as_source(load(), "cks")
    found = []
    for number in (0, 2026):
        seeds(number)
        differences = Differences(before, after)
        levels = [differences.level(one, other) for one in before.levels for other in before.levels if one != other]
        found.append([differences.moved(), *levels, differences.advice("take_ibuprofen", "parent", appears=True)])
    assert found[0] == found[1]
    assert any(found[0])


# --- two guidelines ---

CHANGED: dict[str, Callable[[Guideline], Guideline]] = {
    "no rule for fever": lambda real: without_rule(real, "fever_with_sore_breast"),
    "fever from 38.5": lambda real: with_numbers(real, {"fever": 38.5}),
    "the numbers of CKS": lambda real: as_source(real, "cks"),
    "shivering an emergency": lambda real: with_rule(real, "shaking_that_cannot_be_stopped", parse("rigors or chills")),
    "nothing": replace,
}
RANDOM = 2_000
TOLD = ("level", "reasons", "also", "conditions", "advice", "settled")
SOME_ADVICE = 8  # pieces of advice of which changes are looked for


Drawn = tuple[list[Findings], list[Answer]]


@pytest.fixture(scope="module")
def drawn() -> Drawn:
    """Patients drawn at random, and what the engine says of them under the guideline as it is."""
    patients = list(random_patients(load(), RANDOM, seed=61))
    return patients, by_engine(load(), patients)


@pytest.mark.slow
@pytest.mark.parametrize("change", CHANGED)
def test_whoever_fares_otherwise_under_a_changed_guideline_does_so_by_the_engine(change: str, drawn: Drawn) -> None:
    before, after = load(), CHANGED[change](load())
    differences = Differences(before, after)
    pairs = [(one, other) for one in before.levels for other in before.levels if one != other]
    moves = {pair: differences.level(*pair) for pair in pairs}
    for (one, other), patient in moves.items():
        if patient is not None:
            assert (triage(before, patient).level, triage(after, patient).level) == (one, other), patient
    turns = {
        (id_, one, other): differences.condition(id_, one, other)
        for id_ in before.conditions
        for one in STATUSES
        for other in STATUSES
        if one != other
    }
    for (id_, one, other), patient in turns.items():
        if patient is not None:
            statuses = [status(guideline, id_, patient) for guideline in (before, after)]
            assert statuses == [one, other], patient
    moved = differences.moved()
    assert (moved is None) is all(patient is None for patient in moves.values())
    assert (moved is None) is (change == "nothing")
    confirm_none(drawn, after, moves, turns)


def status(guideline: Guideline, condition: str, patient: Findings) -> str:
    return next(row["status"] for row in assess(guideline, patient)["conditions"] if row["id"] == condition)


def confirm_none(
    drawn: Drawn,
    after: Guideline,
    moves: dict[tuple[str, str], Findings | None],
    turns: dict[tuple[str, str, str], Findings | None],
) -> None:
    """Nobody drawn at random moves where nobody was found."""
    for findings, one, other in zip(*drawn, by_engine(after, drawn[0]), strict=True):
        if one["level"] != other["level"]:
            assert moves[one["level"], other["level"]] is not None, findings
        for id_, found in one["conditions"].items():
            if found != other["conditions"][id_]:
                assert turns[id_, found, other["conditions"][id_]] is not None, findings


@pytest.mark.slow
@pytest.mark.parametrize("change", ["no rule for fever", "the numbers of CKS"])
def test_whoever_reads_other_advice_under_a_changed_guideline_does_so_by_the_engine(change: str) -> None:
    before, after = load(), CHANGED[change](load())
    differences, chance = Differences(before, after), random.Random(5)
    found: dict[tuple[str, str, bool], Findings | None] = {}
    for id_ in chance.sample(sorted(before.advice), SOME_ADVICE):
        for audience in ("parent", "clinician"):
            for appears in (True, False):
                patient = found[id_, audience, appears] = differences.advice(id_, audience, appears)
                if patient is not None:
                    seen = [id_ in advice(guideline, patient, audience) for guideline in (before, after)]
                    assert seen == [not appears, appears], (id_, audience, patient)
    assert any(found.values())
    for findings in random_patients(before, RANDOM // 20, seed=62):
        for audience in ("parent", "clinician"):
            one, other = (advice(guideline, findings, audience) for guideline in (before, after))
            for id_ in one ^ other:
                assert found.get((id_, audience, id_ in other), {}) is not None, (id_, audience, findings)


@pytest.mark.slow
def test_the_fewest_answers_are_found_where_counting_answers_once_took_minutes() -> None:
    before, after = load(), without_rule(load(), "mottled_or_blue_skin")
    differences = Differences(before, after)
    for id_, audience, fewest in (("no_heat", "parent", 2), ("ease_milk_after_stopping", "clinician", 5)):
        patient = differences.advice(id_, audience, appears=True)
        assert patient is not None
        assert len(patient) == fewest
        assert [id_ in advice(guideline, patient, audience) for guideline in (before, after)] == [False, True]


def advice(guideline: Guideline, patient: Findings, audience: str) -> set[str]:
    return {row["id"] for row in assess(guideline, patient, audience=audience)["advice"]}


# --- small things ---


def test_a_piece_of_advice_is_shown_to_whom_is_found_and_to_nobody_if_there_is_none() -> None:
    guideline = small()
    for id_ in guideline.advice:
        for audience in ("parent", "clinician"):
            patient = shown(guideline, id_, audience)
            if patient is None:
                assert (id_, audience) == ("write_the_log", "parent")
            else:
                assert id_ in advice(guideline, patient, audience)


def test_advice_that_only_one_guideline_has_appears_or_goes() -> None:
    with_it = small()
    without = replace(with_it, advice={id_: item for id_, item in with_it.advice.items() if id_ != "stay_ashore"})
    gone, come = Differences(with_it, without), Differences(without, with_it)
    assert gone.advice("stay_ashore", "parent", appears=False) == {"windy": True}
    assert gone.advice("stay_ashore", "parent", appears=True) is None
    assert come.advice("stay_ashore", "parent", appears=True) == {"windy": True}
    assert come.advice("stay_ashore", "parent", appears=False) is None


@pytest.mark.parametrize(
    ("part", "id_", "change", "patient"),
    [
        ("rules", "stormy", {"when": parse("windy")}, {"hail": True}),
        ("rules", "clouds_that_stay", {"when": parse("cloudy and hours >= two_days")}, {"hours": 24}),
        ("conditions", "gale", {"fits_when": parse("windy")}, {"windy": True}),
        ("conditions", "squall", {"against_when": None}, {"windy": False}),
        ("advice", "take_ginger", {"unless": parse("wave >= flat")}, {"hail": True, "wave": 10.1}),
        ("advice", "write_the_log", {"audience": "parent"}, {"hail": True}),
        ("advice", "stay_ashore", {"note": "only words"}, None),
    ],
)
def test_anything_that_a_change_touches_is_found(
    part: str, id_: str, change: dict[str, Any], patient: Findings
) -> None:
    before = small()
    items = getattr(before, part)
    after = replace(before, **{part: {**items, id_: replace(items[id_], **change)}})
    assert Differences(before, after).anything() == patient
    if patient is not None:
        seen = [{key: assess(each, patient, audience="parent")[key] for key in TOLD} for each in (before, after)]
        assert seen[0] != seen[1]


def test_a_level_or_finding_that_only_one_guideline_has_is_compared_all_the_same() -> None:
    before = small()
    fewer = without_rule(without_rule(before, "clear_sky"), "fresh_clouds")
    renamed = replace(
        before,
        levels={"at_once" if id_ == "now" else id_: item for id_, item in before.levels.items()},
        rules={id_: replace(r, level="at_once") if r.level == "now" else r for id_, r in before.rules.items()},
    )
    assert moved_level(before, fewer) is None, "the calmest level needs no rule"
    assert moved_level(before, renamed) == {"windy": True}
    assert Differences(before, renamed).level("now", "at_once") == {"windy": True}
    assert Differences(before, renamed).level("now", "today") is None


@pytest.mark.parametrize("change", [{"range": (0.0, 600.0)}, {"unit": "m"}])
def test_another_question_under_the_same_name_is_refused(change: dict[str, Value]) -> None:
    before = small()
    after = replace(before, findings={**before.findings, "wave": replace(before.findings["wave"], **change)})
    with pytest.raises(ValueError, match="wave is another question in the two guidelines"):
        Differences(before, after)

"""What the proofs take for the guideline is the guideline: of each single patient they say what the engine says.

The triage is held to it beside all other backends, in test_tables_agree.py; here the advice, the conditions that claims
speak of, the times, numbers to the last digit, and the patients whom a search finds or proves not to be.
"""

import math
import random
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from fractions import Fraction
from itertools import islice

import pytest
import z3
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from lactwise.changed import with_numbers
from lactwise.checking import TOPICS
from lactwise.engine import assess, machine_of
from lactwise.loading import load
from lactwise.lowered_advice import AUDIENCES
from lactwise.made_up.patients import patients as plausible
from lactwise.model import Advice, Guideline
from lactwise.proofs import claims, times
from lactwise.proofs.all_patients import AllPatients
from lactwise.proofs.anyone import exact
from lactwise.proofs.witness import moved_level
from lactwise.reading import Findings
from tests.backends import plain
from tests.claims_by_engine import Seen, left, looked_at
from tests.language.made_up import by_id, conditions
from tests.language.made_up_guidelines import LEVELS, guidelines, values_of
from tests.patients import random_patients
from tests.planted import small
from tests.proof_triage import everyone_of, truths

few = settings(
    max_examples=18, deadline=None, derandomize=True, database=None, phases=[Phase.generate],
    suppress_health_check=list(HealthCheck),
)  # fmt: skip


@pytest.fixture(scope="module")
def guideline() -> Guideline:
    return load()


def both_kinds(guideline: Guideline, count: int, seed: int) -> list[Findings]:
    """Random patients and plausible ones."""
    return [*random_patients(guideline, count, seed), *islice(plausible(guideline, count, seed), count)]


# --- advice ---


def shown(guideline: Guideline, findings: Findings) -> set[tuple[str, str]]:
    """What the engine shows, to whom."""
    found = {audience: assess(guideline, findings, audience=audience)["advice"] for audience in AUDIENCES}
    return {(audience, row["id"]) for audience, rows in found.items() for row in rows}


def shown_by_proofs(guideline: Guideline, patients: list[Findings]) -> Iterator[set[tuple[str, str]]]:
    everyone = everyone_of(guideline)
    pairs = [(audience, id_) for audience in AUDIENCES for id_ in guideline.advice]
    terms = {f"{audience} {id_}": everyone.shown(id_, audience) for audience, id_ in pairs}
    for found in truths(everyone.anyone, terms, patients):
        yield {(name.split()[0], name.split()[1]) for name, holds in found.items() if holds}


@st.composite
def advised(draw: st.DrawFn) -> Guideline:
    """A made-up guideline with advice of every temperament, to either reader, at some levels, in conflict."""
    ids = [f"piece{number}" for number in range(5)]
    pieces = []
    for order, id_ in enumerate(ids):
        temper = draw(st.sampled_from(["core", "gated", "certain"]))
        unless = draw(conditions()) if temper == "gated" else draw(st.none() | conditions())
        levels = draw(st.lists(st.sampled_from(LEVELS), max_size=2, unique=True))
        conflicts = draw(st.lists(st.sampled_from([other for other in ids if other != id_]), max_size=2, unique=True))
        audience, topic = draw(st.sampled_from(["parent", "clinician"])), draw(st.sampled_from(TOPICS))
        pieces.append(
            Advice(
                *(id_, "do", temper, audience, topic, draw(conditions()), unless, tuple(levels), order),
                *((), (), tuple(conflicts), (), False, False, ""),
            )
        )
    return replace(draw(guidelines()), advice=by_id(*pieces))


@pytest.mark.slow
def test_the_same_advice_is_shown_on_made_up_guidelines() -> None:
    seen: Counter[bool] = Counter()

    @few
    @given(advised(), st.integers(0, 1000))
    def check(guideline: Guideline, seed: int) -> None:
        chance = random.Random(seed)
        values = {id_: values_of(item) for id_, item in guideline.findings.items()}
        patients: list[Findings] = [{id_: chance.choice(these) for id_, these in values.items()} for _ in range(40)]
        for findings, found in zip(patients, shown_by_proofs(guideline, patients), strict=True):
            assert found == shown(guideline, findings), (guideline, findings)
            seen.update((audience, id_) in found for audience in AUDIENCES for id_ in guideline.advice)

    check()
    assert min(seen[True], seen[False]) > 300


@pytest.mark.slow
def test_the_same_advice_is_shown_on_the_real_guideline(guideline: Guideline) -> None:
    patients, met = both_kinds(guideline, 25, seed=41), set[tuple[str, str]]()
    for findings, found in zip(patients, shown_by_proofs(guideline, patients), strict=True):
        assert found == shown(guideline, findings), findings
        met |= found
    assert len(met) > 120


# --- conditions of claims ---


@pytest.fixture(scope="module")
def everyone(guideline: Guideline) -> AllPatients:
    """The real guideline with all that its claims ask for."""
    return AllPatients(guideline, claims.asked(guideline))


def test_a_condition_of_a_claim_is_certain_and_possible_as_the_engine_knows_it(
    guideline: Guideline, everyone: AllPatients
) -> None:
    machine = machine_of(guideline)
    asked = {name: node for name, node in claims.asked(guideline).items() if name.startswith("claim_")}
    terms = {f"certain {name}": everyone.certainly(name) for name in asked}
    terms |= {f"possible {name}": everyone.perhaps(name) for name in asked}
    patients, seen = both_kinds(guideline, 20, seed=43), Counter[object]()
    for findings, found in zip(patients, truths(everyone.anyone, terms, patients), strict=True):
        known = dict(zip(guideline.findings, machine.read(findings).known, strict=True))
        for name, node in asked.items():
            truth = plain(guideline, node, known)
            assert found[f"certain {name}"] is (truth is True), (name, findings)
            assert found[f"possible {name}"] is (truth is not False), (name, findings)
            seen[truth] += 1
    assert min(seen[truth] for truth in (True, None, False)) > 100


def test_a_finding_applies_as_the_engine_reads_it(guideline: Guideline, everyone: AllPatients) -> None:
    machine = machine_of(guideline)
    gated = [item.id for item in guideline.findings.values() if f"applies_{item.id}" in everyone.program.asked]
    terms = {id_: everyone.applies(id_) for id_ in gated}
    patients, ruled_out = both_kinds(guideline, 30, seed=44), Counter[str]()
    for findings, found in zip(patients, truths(everyone.anyone, terms, patients), strict=True):
        known = dict(zip(guideline.findings, machine.read(findings).known, strict=True))
        for id_ in gated:
            if findings.get(id_) in (None, "unsure"):
                does_not = known[id_] is False or known[id_] == "" or known[id_] != known[id_]
                assert found[id_] is not does_not, (id_, findings)
                ruled_out[id_] += does_not
    assert sum(count > 0 for count in ruled_out.values()) > len(gated) / 2


# --- when ---


@pytest.mark.slow
def test_seen_by_and_looks_by_are_what_the_engine_gives(guideline: Guideline, everyone: AllPatients) -> None:
    limits = ("self_check", "conservative_care", "two_days", "three_days", "lump_wait", "painkiller_hides_fever")
    clocks = (None, "hours_since_onset", "antibiotic_hours", "lump_hours")
    see = {f"see {limit} {clock}": times.seen_by(limit, clock, everyone) for limit in limits for clock in clocks}
    terms = see | {f"look {limit}": times.looks_by(limit, everyone) for limit in limits}
    patients = [rounded(guideline, findings) for findings in both_kinds(guideline, 250, seed=47)]
    met: Counter[tuple[str, bool]] = Counter()
    for findings, found in zip(patients, truths(everyone.anyone, terms, patients), strict=True):
        seen = Seen(guideline, findings)
        for limit in limits:
            assert found[f"look {limit}"] is looked_at(seen, limit), (limit, findings)
            for clock in clocks:
                by = seen.row["see_by"]["hours"] <= left(seen, limit, clock)
                assert found[f"see {limit} {clock}"] is by, (limit, clock, findings)
        met.update(found.items())
    always = {"see lump_wait None"}  # nobody waits longer than a week
    assert {name for name in terms if not met[name, True] or not met[name, False]} == always


def rounded(guideline: Guideline, findings: Findings) -> Findings:
    """Hours to two decimals, which is how the engine tells times."""
    hours = {id_ for id_, item in guideline.findings.items() if item.unit == "hours"}
    return {
        id_: round(value, 2) if id_ in hours and isinstance(value, float) else value for id_, value in findings.items()
    }


# --- answers ---


def test_no_answer_goes_together_with_another_and_there_is_no_answer_else() -> None:
    everyone = everyone_of(small())
    who, search = everyone.anyone, everyone.search
    for id_, finding in small().findings.items():
        values = [None, *search.candidates(finding)]
        for place, value in enumerate(values):
            assert search.can_be(who.said(id_, value)), (id_, value)
            for other in values[:place]:
                assert not search.can_be(who.said(id_, value), who.said(id_, other)), (id_, value, other)
        if finding.kind != "number":
            assert not search.can_be(*(z3.Not(who.said(id_, value)) for value in values)), id_


@pytest.mark.parametrize("findings", [{"wave": -1}, {"wave": 501}, {"mood": "sad"}])
def test_an_answer_outside_what_the_finding_allows_is_nobodys(findings: Findings) -> None:
    everyone = everyone_of(small())
    assert not everyone.search.can_be(*(everyone.anyone.said(id_, value) for id_, value in findings.items()))


# --- numbers ---


@pytest.mark.parametrize("number", [38.1, 0.1, 0.3, 37.8, 1e-6, 33.333333333333336, 168, -50])
def test_a_number_is_what_is_written_and_not_its_nearest_binary_fraction(number: float) -> None:
    written = Fraction(repr(float(number)))
    assert Fraction(exact(number).as_fraction()) == written
    assert z3.is_true(z3.simplify(exact(0.1) + exact(0.2) == exact(0.3)))


def test_the_numbers_next_to_a_threshold_fall_on_its_two_sides() -> None:
    guideline, everyone = small(), everyone_of(small())
    edge = guideline.thresholds["tall"].value
    assert Fraction(edge) != Fraction(repr(edge)), "a threshold that is no binary fraction"
    waves = [math.nextafter(edge, 0), edge, math.nextafter(edge, 100)]
    patients: list[Findings] = [{"wave": wave} for wave in waves]
    found = [each["met"] for each in truths(everyone.anyone, {"met": everyone.rules["tall_waves"]}, patients)]
    assert found == [False, True, True]
    assert found == [assess(guideline, patient)["level"] == "today" for patient in patients]


def test_who_stands_between_two_thresholds_is_found_at_the_very_edge() -> None:
    edge = small().thresholds["tall"].value
    assert moved_level(small(), with_numbers(small(), {"tall": math.nextafter(edge, 100)})) == {"wave": edge}
    assert moved_level(small(), with_numbers(small(), {"tall": edge})) is None

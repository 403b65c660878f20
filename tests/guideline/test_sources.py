"""Everything rests on something that was read, and the founding text is traced to the last line."""

from collections.abc import Iterator
from typing import Any

import pytest

from lactwise.loading import load

GUIDELINE = load()
KINDS: dict[str, Any] = {
    "thresholds": GUIDELINE.thresholds,
    "definitions": GUIDELINE.definitions,
    "rules": GUIDELINE.rules,
    "conditions": GUIDELINE.conditions,
    "advice": GUIDELINE.advice,
    "follow_ups": GUIDELINE.follow_ups,
    "seed": GUIDELINE.seed,
}
SEED = [f"seed-{number:02}" for number in range(1, 23)]
each_kind = pytest.mark.parametrize("kind", KINDS)
each_sentence = pytest.mark.parametrize("sentence", SEED)


def seen(claims: tuple[str, ...]) -> set[str]:
    return {GUIDELINE.claims[id_].seen for id_ in claims}


@each_kind
def test_everything_is_sourced_by_claims_that_exist(kind: str) -> None:
    assert len(KINDS[kind]) > 10
    for id_, item in KINDS[kind].items():
        assert item.source, id_
        assert [claim for claim in item.source if claim not in GUIDELINE.claims] == [], id_


@each_kind
def test_nothing_rests_on_memory_alone(kind: str) -> None:
    assert [id_ for id_, item in KINDS[kind].items() if seen(item.source) <= {"memory"}] == []


@each_kind
def test_only_a_proposal_cites_what_was_merely_recalled(kind: str) -> None:
    for id_, item in KINDS[kind].items():
        if "memory" in seen(item.source):
            assert getattr(item, "proposal", False), id_


def test_there_are_claims_of_every_kind_to_tell_apart() -> None:
    assert {"full text", "excerpt", "memory", "decision"} <= {claim.seen for claim in GUIDELINE.claims.values()}


def test_each_claim_says_something_and_stands_in_a_work_with_a_title() -> None:
    for claim in GUIDELINE.claims.values():
        assert claim.says.strip(), claim.id
        assert GUIDELINE.works[claim.work].title.strip(), claim.id


def test_each_of_the_owners_decisions_is_cited() -> None:
    decisions = {id_ for id_, claim in GUIDELINE.claims.items() if claim.seen == "decision"}
    cited = {claim for kind in KINDS.values() for item in kind.values() for claim in item.source}
    assert {f"owner#{number}" for number in range(1, 12)} <= decisions
    assert {f"owner#{number}" for number in range(1, 10)} <= cited


# --- the founding text --------------------------------------------------------------------------


def test_the_founding_text_has_its_twenty_two_sentences() -> None:
    assert list(GUIDELINE.seed) == SEED


@each_sentence
def test_a_founding_sentence_is_quoted_as_its_claim_says_it(sentence: str) -> None:
    assert GUIDELINE.seed[sentence].says == GUIDELINE.claims[sentence].says


@each_sentence
def test_a_founding_sentence_lives_where_it_says(sentence: str) -> None:
    g = GUIDELINE
    homes = {*g.rules, *g.thresholds, *g.advice, *g.conditions, *g.definitions, *g.follow_ups}
    lives_in = g.seed[sentence].lives_in
    assert lives_in
    assert [home for home in lives_in if home not in homes] == []


@each_sentence
def test_a_founding_sentence_that_was_changed_says_why_by_other_sources(sentence: str) -> None:
    entry = GUIDELINE.seed[sentence]
    assert entry.why
    if entry.kept != "yes":
        assert [claim for claim in entry.source if not claim.startswith("seed-")]


def disagreeing() -> Iterator[str]:
    for kind in KINDS.values():
        for item in kind.values():
            yield from (claim for claim in getattr(item, "differs", ()) if claim.startswith("seed-"))


def test_where_the_founding_text_is_replaced_the_guideline_says_that_it_differs() -> None:
    replaced = {id_ for id_, entry in GUIDELINE.seed.items() if entry.kept == "replaced"}
    assert len(replaced) >= 3
    assert {"seed-01", "seed-16", "seed-21"} <= set(disagreeing())

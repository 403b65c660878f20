"""What `lactwise compare` counts in blocks is what the engine says of each patient; no witness is taken on trust."""

from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any

import pytest

from lactwise import compare_witness
from lactwise.changed import with_numbers, without_rule
from lactwise.compare_moves import ADVICE, COUNTED, Answer, Change, answer, by_rules, moves, synthetic
from lactwise.compare_published import published
from lactwise.compare_witness import DisagreementError, Restarting, Witness, Witnesses, check, every_change, witnesses
from lactwise.loading import load
from lactwise.made_up.patients import patients
from lactwise.model import Guideline, Value

COUNT = 240
MOVED = Change("level", "", "emergency_now", "self_care")


@pytest.fixture(scope="module")
def guideline() -> Guideline:
    return load()


def much_changed(guideline: Guideline) -> Guideline:
    """Other numbers, a rule gone, another less urgent, an advice gone, a finding and an option unknown."""
    changed = with_numbers(guideline, {"two_days": 3, "fever": 37.2, "conservative_care": 90})
    changed = without_rule(changed, "new_confusion")
    levels = list(guideline.levels)
    rules = {
        id_: replace(rule, level=levels[1]) if rule.level == levels[0] else rule for id_, rule in changed.rules.items()
    }
    advice = {id_: item for id_, item in changed.advice.items() if id_ != "rest_and_drink_to_thirst"}
    conditions = dict(list(changed.conditions.items())[:-3])
    hours = replace(changed.findings["hours_since_onset"], range=(0, 30))
    findings = {**changed.findings, "hours_since_onset": hours}
    return replace(changed, rules=rules, advice=advice, conditions=conditions, findings=findings)


@pytest.mark.slow
@pytest.mark.parametrize("turned", [False, True])
def test_the_synthetic_patients_are_counted_as_the_engine_judges_each(guideline: Guideline, turned: bool) -> None:
    pair = guideline, much_changed(guideline)
    before, after = pair[::-1] if turned else pair
    expected: Counter[Change] = Counter()
    along: Counter[Change] = Counter()
    rules: dict[Change, Counter[tuple[str, str]]] = {}
    moved: Counter[str] = Counter()
    for source, seed in ((before, 8), (after, 9)):
        for findings in patients(source, COUNT // 2, seed):
            answers = answer(before, findings), answer(after, findings)
            changes = [change for change in moves(*answers) if change.kind in COUNTED]
            expected.update(changes)
            kinds = {change.kind for change in changes}
            moved.update([*kinds, *(["any"] if kinds else [])])
            for change in changes:
                if change.kind == "level":
                    rules.setdefault(change, Counter()).update(by_rules(*answers))
                elif change.kind in ADVICE.values() and kinds & {"level", "provisional"}:
                    along[change] += 1
    found = synthetic(before, after, COUNT, 8, lambda *_: None)
    assert found.patients == COUNT
    assert found.changes == expected
    assert +found.along == along
    assert +found.moved == moved
    assert {kind for kind, count in moved.items() if count > 3} >= {"level", "condition", "settled", *ADVICE.values()}
    named = {change: counts for change, counts in found.rules.items() if change in rules}
    assert named.keys() == found.rules.keys() == rules.keys()
    for change, counts in rules.items():
        of_rules = {key: count for key, count in counts.items() if key[1] in guideline.rules}
        assert {key: count for key, count in named[change].items() if key[1] in guideline.rules} == of_rules


@pytest.mark.slow
def test_two_equal_guidelines_move_nobody(guideline: Guideline) -> None:
    found = synthetic(guideline, replace(guideline), 400, 1, lambda *_: None)
    assert not found.changes
    assert not +found.moved
    assert not published(guideline, replace(guideline)).all_moved


def test_published_cases_move_by_name_and_rule(guideline: Guideline) -> None:
    urgent = next(iter(guideline.levels))
    rule = Counter(
        id_
        for case in published(guideline, with_numbers(guideline, {"fever": 44})).all_moved
        for id_ in case.cease
        if guideline.rules[id_].level != urgent
    ).most_common(1)[0][0]
    found = published(guideline, without_rule(guideline, rule))
    assert found.cases == 54
    assert found.all_moved
    assert all(rule in item.cease for item in found.all_moved)
    moved = [item for item in found.moved("completed") if any(change.kind == "level" for change in item.changes)]
    for item in moved:
        assert ("no longer", rule) in item.rules


# --- witnesses ---


class Fake:
    """Answers with one patient for one change, and with nobody for all others."""

    def __init__(self, change: Change, patient: Mapping[str, Value]) -> None:
        self.change, self.patient = change, patient
        self.asked: list[Change] = []

    def told(self, change: Change) -> Mapping[str, Value] | None:
        self.asked.append(change)
        return self.patient if change == self.change else None

    def level(self, from_: str, to: str) -> Any:
        return self.told(Change("level", "", from_, to))

    def condition(self, id_: str, from_: str, to: str) -> Any:
        return self.told(Change("condition", id_, from_, to))

    def advice(self, id_: str, audience: str, appears: bool) -> Any:
        states = ("not shown", "shown") if appears else ("shown", "not shown")
        return self.told(Change(ADVICE[audience], id_, *states))


class GaveUp(Exception):  # noqa: N818 - a name in a test
    pass


def test_every_change_is_asked_about_once(guideline: Guideline) -> None:
    fake = Fake(MOVED, {})
    found = witnesses(guideline, guideline, replace_told(fake, lambda change: None), GaveUp)
    levels, pictures, advice = len(guideline.levels), len(guideline.conditions), len(guideline.advice)
    assert len(found.of) == levels * (levels - 1) + pictures * 6 + advice * 4
    assert list(found.of) == fake.asked == every_change(guideline, guideline)


def replace_told(fake: Fake, told: Callable[[Change], Any]) -> Fake:
    def tell(change: Change) -> Any:
        fake.asked.append(change)
        return told(change)

    fake.told = tell  # type: ignore[method-assign]
    return fake


def test_a_patient_who_shows_it_is_kept_and_names_the_advice_she_shows(guideline: Guideline) -> None:
    after = without_rule(guideline, "new_confusion")
    fake = Fake(MOVED, {"confusion": True})
    found = witnesses(guideline, after, fake, GaveUp)
    assert found.of[MOVED] == Witness({"confusion": True}, smallest=True, along=True)
    seen = moves(answer(guideline, fake.patient), answer(after, fake.patient))
    shown = {change for change in seen if change.kind in ADVICE.values()}
    assert shown
    for change in shown:
        assert found.of[change] == Witness({"confusion": True}, smallest=False, along=True)
        assert change not in fake.asked


def test_advice_that_changes_at_the_same_level_is_asked_about_even_if_somebody_shows_it(guideline: Guideline) -> None:
    id_ = "rest_and_drink_to_thirst"
    after = replace(guideline, advice={name: item for name, item in guideline.advice.items() if name != id_})
    patient = next(
        findings
        for findings in patients(guideline, 2_000, 3)
        if id_ in answer(guideline, findings).said[ADVICE["parent"]]
    )
    gone = Change(ADVICE["parent"], id_, "shown", "not shown")
    fake = Fake(gone, patient)
    found = witnesses(guideline, after, fake, GaveUp)
    assert found.of[gone] == Witness(patient, smallest=True, along=False)
    assert replace(gone, kind=ADVICE["clinician"]) in moves(answer(guideline, patient), answer(after, patient))
    assert replace(gone, kind=ADVICE["clinician"]) in fake.asked


def test_a_patient_the_engine_does_not_move_is_an_error(guideline: Guideline) -> None:
    with pytest.raises(DisagreementError, match="the engine does not"):
        witnesses(guideline, without_rule(guideline, "new_confusion"), Fake(MOVED, {"redness": True}), GaveUp)


def test_somebody_who_moves_though_it_was_proved_that_nobody_does_is_an_error() -> None:
    proved = Witnesses({MOVED: None}, {})
    check(proved, [Change("level", "", "self_care", "same_day"), Change("settled", "", "yes", "no")])
    with pytest.raises(DisagreementError, match="one of the patients does"):
        check(proved, [MOVED])


def test_what_cannot_be_decided_is_neither_a_patient_nor_a_proof(guideline: Guideline) -> None:
    def told(change: Change) -> None:
        if change == MOVED:
            raise GaveUp("too hard")

    found = witnesses(guideline, guideline, replace_told(Fake(MOVED, {}), told), GaveUp)
    assert found.undecided == {MOVED: "too hard"}
    assert MOVED not in found.of


def test_a_question_that_takes_long_is_asked_anew_with_more_patience() -> None:
    patience: list[int] = []

    class Slow(Fake):
        def level(self, from_: str, to: str) -> Any:
            if len(patience) < 3:
                raise GaveUp
            return self.patient

    def make(limit: int) -> Fake:
        patience.append(limit)
        return Slow(MOVED, {"confusion": True})

    asked = Restarting(make, GaveUp)
    assert asked.level("emergency_now", "self_care") == {"confusion": True}
    assert patience == list(compare_witness.PATIENCE[:3])
    assert patience == sorted(patience)


def test_a_question_that_no_patience_answers_stays_undecided() -> None:
    class Never(Fake):
        def level(self, from_: str, to: str) -> Any:
            raise GaveUp("still too hard")

    with pytest.raises(GaveUp, match="still too hard"):
        Restarting(lambda _: Never(MOVED, {}), GaveUp).level("a", "b")


def test_an_answer_says_all_that_is_compared(guideline: Guideline) -> None:
    found: Answer = answer(guideline, {"confusion": True, "no_such_finding": True, "temperature_c": 99})
    assert set(found.said) >= set(COUNTED) | {"see_by", "follow_up"}
    assert found.rules["new_confusion"] == found.said["level"][""]

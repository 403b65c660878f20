"""The interview: no question twice, none that cannot matter, an end for everyone, and at once in an emergency."""

import random
from collections.abc import Iterator

import pytest

from lactwise import engine, interview
from lactwise.compiled import Compiler, Judge, Values
from lactwise.engine import machine_of
from lactwise.interview import Screen, next_question, next_screen
from lactwise.loading import load
from lactwise.model import Guideline, Value
from tests.language.people import answers, interviewed, mild_answers, possible_answers, random_answers

Findings = dict[str, Value]
Step = tuple[Findings, Screen]
MOST_SCREENS = 20


@pytest.fixture(scope="module")
def guideline() -> Guideline:
    return load()


@pytest.fixture(scope="module")
def people(guideline: Guideline) -> list[Findings]:
    """Complete answers: of someone well, of everyone unsure, mild and mixed ones, some told "not sure"."""
    chance = random.Random(61)
    unsure: Findings = dict.fromkeys(guideline.findings, "unsure")
    clinician: Findings = {**answers(guideline), "answering_for": "clinician"}
    mild = [mild_answers(guideline, chance) for _ in range(20)]
    mixed = [random_answers(guideline, chance, unsure=share) for share in (0.0, 0.1, 0.5) for _ in range(20)]
    return [answers(guideline), unsure, clinician, *mild, *mixed]


def steps(guideline: Guideline, told: Findings) -> Iterator[Step]:
    """Each screen, with what has been answered before it."""
    findings: Findings = {}
    for _ in range(MOST_SCREENS):
        screen = next_screen(guideline, findings)
        if screen is None:
            return
        yield dict(findings), screen
        findings.update({name: told[name] for name in screen.questions})
    pytest.fail(f"the interview has not ended after {MOST_SCREENS} screens")


def test_no_question_is_asked_twice(guideline: Guideline, people: list[Findings]) -> None:
    for told in people:
        asked = [name for _, screen in steps(guideline, told) for name in screen.questions]
        assert len(asked) == len(set(asked))


def test_every_interview_ends_settled_or_as_an_emergency(guideline: Guideline, people: list[Findings]) -> None:
    ends = set()
    for told in people:
        findings = interviewed(guideline, told)
        end = engine.triage(guideline, findings)
        assert end.settled
        assert not end.provisional
        ends.add(end.level)
    assert ends == set(guideline.levels)


def test_an_interview_ends_whatever_is_answered_first(guideline: Guideline) -> None:
    chance = random.Random(62)
    for _ in range(60):
        findings: Findings = {}
        told = random_answers(guideline, chance, unsure=0.2)
        for _ in range(200):
            screen = next_screen(guideline, findings)
            if screen is None:
                break
            name = chance.choice(screen.questions)  # one answer at a time, in any order
            findings[name] = told[name]
        assert next_screen(guideline, findings) is None
        assert engine.triage(guideline, findings).settled


def test_not_sure_about_everything_ends_and_is_not_asked_again(guideline: Guideline) -> None:
    unsure: Findings = dict.fromkeys(guideline.findings, "unsure")
    findings = interviewed(guideline, unsure)
    assert engine.triage(guideline, findings).settled
    assert next_screen(guideline, findings) is None
    assert next_screen(guideline, unsure) is None


def test_not_sure_about_everything_but_the_emergency_flags_ends_too(guideline: Guideline) -> None:
    told: Findings = {
        finding.id: "unsure" if finding.unsure_level is None else False for finding in guideline.findings.values()
    }
    findings = interviewed(guideline, told)
    assert engine.triage(guideline, findings).settled
    assert next_screen(guideline, findings) is None


def test_an_emergency_ends_the_interview_at_once(guideline: Guideline) -> None:
    flags = [finding.id for finding in guideline.findings.values() if "emergency_flag" in finding.tags]
    assert flags
    for flag in flags:
        assert next_screen(guideline, {flag: True}) is None, flag
    others: list[Findings] = [{"heart_rate": 200}, {"confusion": "unsure"}, {"rigors": True, "lump": "unsure"}]
    for told in others:
        assert engine.triage(guideline, told).level == "emergency_now"
        assert next_screen(guideline, told) is None


def test_the_first_screen_asks_for_danger(guideline: Guideline) -> None:
    screen = next_screen(guideline, {})
    assert screen is not None
    assert screen.about == "urgency"
    flags = {item.id for item in guideline.findings.values() if "emergency_flag" in item.tags}
    assert len(flags & set(screen.questions)) > len(screen.questions) / 2


def test_a_screen_holds_findings_of_its_own_singles_first_ticks_after(
    guideline: Guideline, people: list[Findings]
) -> None:
    for told in people[::4]:
        for _, screen in steps(guideline, told):
            assert screen.questions == (*screen.singles, *screen.ticks)
            assert {guideline.findings[name].screen for name in screen.questions} == {screen.id}
            assert all(guideline.findings[name].kind == "yes_no" for name in screen.ticks)
            assert all(guideline.findings[name].kind != "yes_no" for name in screen.singles)


def test_urgency_comes_before_the_plan(guideline: Guideline, people: list[Findings]) -> None:
    for told in people:
        about = [screen.about for _, screen in steps(guideline, told)]
        assert about == sorted(about, key=("urgency", "plan").index)


def test_a_child_is_asked_only_when_its_parent_is_told(guideline: Guideline, people: list[Findings]) -> None:
    machine = machine_of(guideline)
    for told in people:
        assert not machine.read(interviewed(guideline, told)).contradictions
        for findings, screen in steps(guideline, told):
            known = machine.read(findings).counted
            assert all(known[machine.index[name]] is None for name in screen.questions)


def test_only_a_clinician_is_asked_for_an_examination(guideline: Guideline, people: list[Findings]) -> None:
    for told in people:
        for findings, screen in steps(guideline, told):
            examined = [name for name in screen.questions if guideline.findings[name].answered_by == "clinician"]
            assert not examined or findings.get("answering_for") == "clinician"


def test_the_next_question_is_the_first_of_the_next_screen(guideline: Guideline, people: list[Findings]) -> None:
    for told in people[::8]:
        for findings, screen in steps(guideline, told):
            shown = next_question(guideline, findings)
            assert shown is not None
            assert shown["questions"] == [*screen.singles, *screen.ticks]
            assert interview.assess(guideline, findings)["next_question"] == screen.questions[0]
        assert interview.assess(guideline, interviewed(guideline, told))["next_question"] is None


# --- nothing is asked that can no longer matter ---


class Outcome:
    """What an answer can change: the level, the rules that are open or hold, and where each piece of advice stands."""

    def __init__(self, guideline: Guideline) -> None:
        compiler = Compiler(guideline)
        self.guideline, self.machine = guideline, machine_of(guideline)
        self.advice: list[Judge] = []
        for advice in guideline.advice.values():
            self.advice += compiler.compile(advice.when)
            if advice.unless is not None:
                self.advice += compiler.compile(advice.unless)

    def now(self, findings: Findings) -> tuple[object, ...]:
        """As things stand."""
        reading = self.machine.read(findings)
        level = self.machine.triage(reading).level
        return level, tuple(self.machine.open_rules(reading, level)), self.plan(reading.known)

    def plan(self, values: Values) -> tuple[bool, ...]:
        return tuple(judge(values) for judge in self.advice)

    def in_the_end(self, findings: Findings) -> tuple[object, ...]:
        """When all has been answered: the plan, and which rules hold, also those that a more urgent one covers."""
        reading = self.machine.read(findings)
        return tuple(certain(reading.counted) for certain, _ in self.machine.rule_judges.values()), self.plan(
            reading.known
        )


def changes_something_now(outcome: Outcome, findings: Findings, name: str) -> bool:
    finding = outcome.guideline.findings[name]
    found = {outcome.now({**findings, name: answer}) for answer in possible_answers(outcome.guideline, finding)}
    return len(found | {outcome.now(findings)}) > 1


def may_change_the_end(outcome: Outcome, findings: Findings, name: str, chance: random.Random) -> bool:
    """Whether, for some answers to all that is still unknown, the answer to this one decides."""
    guideline = outcome.guideline
    for number in range(4000):
        rest = (mild_answers if number % 2 else random_answers)(guideline, chance)
        told = {**rest, **findings}
        found = {
            outcome.in_the_end({**told, name: answer})
            for answer in possible_answers(guideline, guideline.findings[name])
        }
        if len(found) > 1:
            return True
    return False


def test_every_question_can_still_change_a_rule_or_the_plan(guideline: Guideline, people: list[Findings]) -> None:
    outcome, chance = Outcome(guideline), random.Random(63)
    asked = 0
    for told in people[::2]:
        for findings, screen in steps(guideline, told):
            for name in screen.questions:
                asked += 1
                assert changes_something_now(outcome, findings, name) or may_change_the_end(
                    outcome, findings, name, chance
                ), (name, screen, findings)
    assert asked > 1000


def test_no_question_left_unasked_could_have_raised_the_level(guideline: Guideline) -> None:
    chance, machine = random.Random(64), machine_of(guideline)
    judged = 0
    for _ in range(60):
        findings = interviewed(guideline, mild_answers(guideline, chance))
        level = guideline.urgency[engine.triage(guideline, findings).level]
        known = machine.read(findings).known
        unasked = [name for name in guideline.findings if known[machine.index[name]] is None]
        for _ in range(20):
            rest = random_answers(guideline, chance)
            told = {**findings, **{name: rest[name] for name in unasked}}
            if not machine.read(told).contradictions:
                assert guideline.urgency[engine.triage(guideline, told).level] >= level
                judged += 1
    assert judged > 500

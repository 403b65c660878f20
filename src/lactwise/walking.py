"""How long is the interview with a published patient, and where does it end?

In: a guideline, a case and who answers. Out: a walk through the interview to its end, with the screens and taps it
took, and which of its "not sure" answers decide the level.
"""

from dataclasses import dataclass
from typing import Literal

from lactwise import engine, interview
from lactwise.model import Guideline, Value
from lactwise.reading import UNSURE, Findings
from lactwise.scoring import Case, completed

Audience = Literal["self", "clinician"]


@dataclass(frozen=True, slots=True)
class Walk:
    """An interview to its end; `settled` holds screens and taps until the level was settled."""

    case: Case
    findings: Findings
    level: str
    screens: int
    taps: int
    settled: tuple[int, int] | None


def interviewed(guideline: Guideline, case: Case, who: Audience) -> Walk:
    """The interview with one who knows the completed case and is "not sure" of everything else.

    As in the app and in the terminal a screen's single questions come one by one and its list last, and
    what an answer makes needless is not asked. Questions of one screen in a row count as one screen.
    Taps: one a question with a single answer; on a list one a tick, and one for "next" or "none of
    these". Who answers is chosen before the interview and not counted.
    """
    known = completed(guideline, case.findings)
    given: dict[str, Value] = {"answering_for": who}
    screens = taps = 0
    shown = ""
    settled: tuple[int, int] | None = None
    while True:
        found = engine.triage(guideline, given)
        if found.settled and settled is None:
            settled = screens, taps
        screen = interview.next_screen(guideline, given)
        if screen is None:
            return Walk(case, given, found.level, screens, taps, settled)
        ticks = () if screen.singles else screen.ticks
        answers = {name: known.get(name, UNSURE) for name in screen.singles[:1] or ticks}
        if answers.keys() <= given.keys():
            raise RuntimeError(f"{case.id}: the interview asks {screen.id} again and never ends")
        given |= answers
        screens += screen.id != shown
        shown = screen.id
        taps += 1 + sum(answers[name] is not False for name in ticks)


def best_walk(guideline: Guideline, case: Case) -> Walk:
    """The interview with a clinician where the case states a sign that only one is asked for, else with the mother."""
    who: Audience = "clinician" if needs_clinician(guideline, case) else "self"
    return interviewed(guideline, case, who)


def needs_clinician(guideline: Guideline, case: Case) -> bool:
    """Whether the case states a sign that only a clinician is asked for."""
    return any(guideline.findings[name].answered_by == "clinician" for name in case.findings)


def deciding(guideline: Guideline, walk: Walk) -> list[str]:
    """The "not sure" answers without any one of which the level would be another."""
    unsure = [name for name, value in walk.findings.items() if value == UNSURE]
    without = {n: {k: v for k, v in walk.findings.items() if k != n} for n in unsure}
    return [n for n in unsure if engine.triage(guideline, without[n]).level != walk.level]

"""How long is the interview with a published patient, and where does it end?

In: a guideline, a case and who answers. Out: a walk through the interview to its end, with the screens and taps it
took in the parent's app, and which of its "not sure" answers decide the level.
"""

from dataclasses import dataclass
from typing import Literal

from lactwise import engine, interview
from lactwise.model import Guideline, Value
from lactwise.reading import UNSURE, Findings
from lactwise.scoring import Case, completed

Audience = Literal["self", "clinician"]

WHO, BABY = "answering_for", "baby_situation"  # what the page of first choices asks beside the country and the unit
FIRST_CHOICES = 3  # its taps: country, who answers, where the baby is, or "next" where she leaves that out
DRAWN = ("side", "extent")  # asked together, with one drawing


@dataclass(slots=True)
class Walk:
    """An interview to its end; `settled` holds screens and taps until the level was settled, for an emergency shown."""

    case: Case
    findings: dict[str, Value]
    level: str = ""
    screens: int = 0
    taps: int = 0
    pages: int = 0
    settled: tuple[int, int] | None = None
    shown: str = ""  # the screen last shown

    def page(self, screen: str, taps: int, answers: Findings) -> None:
        """One more page; pages of one screen in a row count as one screen."""
        self.screens += screen != self.shown
        self.pages += 1
        self.taps += taps
        self.shown = screen
        self.findings |= answers


def interviewed(guideline: Guideline, case: Case, who: Audience) -> Walk:
    """The interview with one who knows the completed case and is "not sure" of everything else; taps are the app's.

    The danger signs come first, and an emergency among them ends it. Then one page of first choices, three taps, after
    which it goes on by itself: where the baby is, is left out if the case does not say it, and "next" is the third; the
    unit is left to the button that commits the temperature. Then a screen's single questions
    come one by one, the breast and the area on one page, and its list last; what an answer makes needless is not
    asked. One tap a single answer; on a list one a tick, and one for "next" or "none of these". Where both breasts
    are sore, one more page asks whether they are alike: they are. The terminal has no page of first choices.
    """
    known = {**completed(guideline, case.findings), WHO: who}
    walk = Walk(case, {})
    while screen := _next(guideline, walk):
        names = _asked_together(screen)
        answers = {name: known.get(name, UNSURE) for name in names}
        if answers.keys() <= walk.findings.keys():
            raise RuntimeError(f"{case.id}: the interview asks {screen.id} again and never ends")
        ticks = not screen.singles
        walk.page(screen.id, 1 + sum(map(bool, answers.values())) if ticks else len(names), answers)
        more = _next(guideline, walk) is not None
        if walk.pages == 1 and more:
            walk.page("first choices", FIRST_CHOICES, {name: known[name] for name in (WHO, BABY) if name in known})
        elif more and answers.get(DRAWN[0]) == "both":
            walk.page("alike", 1, {})
    return walk


def _next(guideline: Guideline, walk: Walk) -> interview.Screen | None:
    """The next screen, if there is one; notes the level, and when it is settled."""
    found = engine.triage(guideline, walk.findings)
    walk.level = found.level
    if found.settled and walk.settled is None:
        walk.settled = walk.screens, walk.taps
    return interview.next_screen(guideline, walk.findings)


def _asked_together(screen: interview.Screen) -> tuple[str, ...]:
    """What one page of the app asks of a screen: the drawing, one single question, or the list."""
    if not screen.singles:
        return screen.ticks
    drawn = tuple(name for name in DRAWN if name in screen.singles)
    return drawn if screen.singles[0] in drawn else screen.singles[:1]


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

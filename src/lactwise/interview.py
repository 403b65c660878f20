"""What is asked next, and when is it enough?

In: a guideline and the findings so far. Out: the next screen with its questions, or `None`. The most urgent level
that is
still possible is dealt with first; nothing is asked that can no longer matter; an emergency ends the interview at once;
otherwise it ends when the level is settled and the plan shown is determined.

>>> from lactwise.loading import load
>>> next_screen(load(), {}).id
'red_flags'
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from lactwise import engine
from lactwise.engine import Machine
from lactwise.model import Guideline, Rule
from lactwise.reading import Findings, Reading


@dataclass(frozen=True, slots=True)
class Screen:
    """One screen: `ticks` are yes/no findings shown as a list with "none of these", `singles` are asked one by one."""

    id: str
    ticks: tuple[str, ...]
    singles: tuple[str, ...]
    about: str  # "urgency" while the level is open, then "plan"

    @property
    def questions(self) -> tuple[str, ...]:
        """All findings asked on this screen, in order."""
        return (*self.singles, *self.ticks)


def next_screen(guideline: Guideline, findings: Findings) -> Screen | None:
    """The next screen to show, or `None` when nothing more needs to be asked."""
    machine = engine.machine_of(guideline)
    reading = machine.read(findings)
    level = machine.triage(reading).level
    if machine.urgency[level] == 0:
        return None
    audience = "clinician" if findings.get("answering_for") == "clinician" else "parent"
    open_rules = machine.open_rules(reading, level)
    if open_rules:
        most_urgent = [rule for rule in open_rules if rule.level == open_rules[0].level]
        first = undecided(machine, reading, most_urgent, sparing=True)
        # While the level is calm most will have to be asked, so a screen asks all it can; above that every
        # question counts.
        eager = open_rules if guideline.levels[level].calm else [rule for rule in open_rules if rule not in most_urgent]
        wanted = first + undecided(machine, reading, eager)
        wanted += machine.plan_open(
            reading, level, audience, ahead=True, sparing=not guideline.levels[level].calm
        )  # asked on the way, so that no screen returns
        if first:
            return screen_of(machine, wanted, first, "urgency")
    plan = machine.plan_open(reading, level, audience, sparing=True)
    return screen_of(machine, plan, plan, "plan") if plan else None


def next_question(guideline: Guideline, findings: Findings) -> dict[str, Any] | None:
    """The next screen as JSON-ready data."""
    screen = next_screen(guideline, findings)
    if screen is None:
        return None
    return {
        "screen": screen.id,
        "questions": list(screen.questions),
        "singles": list(screen.singles),
        "ticks": list(screen.ticks),
        "about": screen.about,
    }


def assess(
    guideline: Guideline,
    findings: Findings,
    place: str = "generic",
    language: str = "en",
    audience: str | None = None,
) -> dict[str, Any]:
    """The assessment with the next question added."""
    screen = next_screen(guideline, findings)
    result = engine.assess(guideline, findings, place, language, audience)
    return {**result, "next_question": screen.questions[0] if screen else None}


def undecided(machine: Machine, reading: Reading, rules: Iterable[Rule], sparing: bool = False) -> list[str]:
    """Unknown findings on which any of `rules` still depends."""
    found = machine.dependence.undecided([rule.when for rule in rules], reading.counted, sparing)
    return [name for name in found if name not in reading.unsure]


def screen_of(machine: Machine, wanted: list[str], first: list[str], about: str) -> Screen:
    """The earliest screen holding one of `first`, with all of `wanted` that belongs on it."""
    guideline = machine.guideline
    order = {screen: place for place, screen in enumerate(guideline.screens)}
    screen = min((guideline.findings[name].screen for name in first), key=lambda id_: order[id_])
    asked = [name for name in guideline.findings if name in set(wanted) and guideline.findings[name].screen == screen]
    ticks = tuple(name for name in asked if guideline.findings[name].kind == "yes_no")
    return Screen(screen, ticks, tuple(name for name in asked if name not in ticks), about)

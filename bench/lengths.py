"""How many screens and taps is it to the level, over the published cases?

In: the guideline and the published cases. Out: tables by level and the goals, all from `lactwise.walking`, so the same
for the same input.
"""

from collections.abc import Callable
from dataclasses import dataclass
from statistics import median

from bench.machine import table
from lactwise import walking
from lactwise.loading import load
from lactwise.scoring import read
from lactwise.walking import Walk

COLUMNS: dict[str, Callable[[Walk], int]] = {
    "screens to the level": lambda walk: to_level(walk)[0],
    "taps to the level": lambda walk: to_level(walk)[1],
    "screens, whole interview": lambda walk: walk.screens,
    "taps, whole interview": lambda walk: walk.taps,
    "pages, whole interview": lambda walk: walk.pages,
}


@dataclass(frozen=True, slots=True)
class Goal:
    """A goal in words, how many cases of how many keep it, and which do not."""

    words: str
    kept: int
    of: int
    over: list[Walk]
    medians: tuple[float, float]  # screens and taps to the level
    most: tuple[float, float]

    @property
    def verdict(self) -> str:
        """Met if the medians keep it, as the goal says; how many cases do stands beside it."""
        met = all(median <= most for median, most in zip(self.medians, self.most, strict=True))
        screens, taps = self.medians
        found = f"median {screens:g} screens and {taps:g} taps; each for itself, {self.kept} of {self.of} cases"
        return f"{'met' if met else '**missed**'} ({found})"


def to_level(walk: Walk) -> tuple[int, int]:
    """Screens and taps until the level is settled, or to the end if it never is."""
    return walk.settled or (walk.screens, walk.taps)


def walks() -> list[Walk]:
    """The interview of every published case; she answers for herself."""
    guideline = load()
    return [walking.interviewed(guideline, case, "self") for case in read(guideline).cases]


def goals(every: list[Walk]) -> list[Goal]:
    """The goals of evidence/cases/, on the way to the level."""
    known = read(load()).table
    wanted = {
        "interview": "mastitis without red flags: a median of at most 7 screens and 10 taps to the level",
        "emergency": "emergencies: a median of at most 1 screen",
    }
    found = []
    for key, words in wanted.items():
        goal = known["goals"][key]
        chosen = [walk for walk in every if goal["group"] in walk.case.tags]
        most = goal["screens"], goal.get("taps", 1_000)
        over = [walk for walk in chosen if any(n > limit for n, limit in zip(to_level(walk), most, strict=True))]
        medians = tuple(median(values) for values in zip(*map(to_level, chosen), strict=True))
        found.append(Goal(words, len(chosen) - len(over), len(chosen), over, (medians[0], medians[1]), most))
    return found


def section(every: list[Walk]) -> str:
    """Screens and taps by level, and the goals."""
    levels = load().levels
    known = read(load()).table
    tags = [known["goals"][key]["group"] for key in ("interview", "emergency")]
    groups = {
        "all": every,
        **{f"ends at `{level}`": [walk for walk in every if walk.level == level] for level in levels},
        **{known["groups"][tag]: [walk for walk in every if tag in walk.case.tags] for tag in tags},
    }
    rows = [
        [name, str(len(chosen)), *(_shown([column(walk) for walk in chosen]) for column in COLUMNS.values())]
        for name, chosen in groups.items()
    ]
    over = "\n".join(f"- {_longer(goal)}" for goal in goals(every))
    return f"""## Screens and taps

{len(every)} published cases, she answers for herself; counted by `src/lactwise/walking.py`, not in the browser.
To the level: until it is settled or, for an emergency, shown.
The danger signs are the first screen; the first choices are the second, with three taps (the unit is left to the
button that commits the temperature), and an emergency ends before them.
On a list each tick is a tap and "next" or "none of these" one more; any single answer is one tap.
A number counts as one tap, as a chip is; typing one takes more.
Questions of one screen in a row count as one screen, but each single one is a page of its own: the last column counts
these pages.
Where a case does not state a number or a choice, "not sure" is answered, which makes interviews longer than those of
somebody who knows.
Figures are median (smallest to largest).

{table(["", "cases", *COLUMNS], rows)}

{over}"""


def _shown(numbers: list[int]) -> str:
    return f"{median(numbers):g} ({min(numbers)} to {max(numbers)})" if numbers else "-"


def _longer(goal: Goal) -> str:
    cases = [f"`{walk.case.id}` ({to_level(walk)[0]} screens, {to_level(walk)[1]} taps)" for walk in goal.over]
    names = f" Longer: {', '.join(cases)}." if cases else ""
    return f"{goal.words[:1].upper()}{goal.words[1:]}: {goal.verdict}.{names}"

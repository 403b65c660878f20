"""What do the parts of a note share while it is written?

In: findings, their assessment, and the words of a reader. Out: labels, lists and times of day in those words, and the
numbers of the works cited so far.

>>> from lactwise.loading import load
>>> guideline = load()
>>> Draft(guideline, {}, {"level": guideline.calmest}, Words(guideline), "parent", None).listed(["a rash", "a rash"])
'a rash'
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from lactwise.language import evaluate
from lactwise.model import Guideline, Level
from lactwise.phrases import in_words, span
from lactwise.reading import UNSURE, Findings, applies_if
from lactwise.wording import Words

MOST_SOURCES = {"parent": 2, "clinician": 3}  # of one statement; the guideline book names them all
MOST_NAMES = 6  # in one list of signs
Rows = list[Mapping[str, Any]]


@dataclass
class Draft:
    """One note being written, for `audience`. Works are numbered in the order in which they are first cited."""

    guideline: Guideline
    findings: Findings
    assessment: Mapping[str, Any]
    words: Words
    audience: str
    now: datetime | None
    cited: dict[str, dict[str, None]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.clinical = self.audience == "clinician"
        self.level: Level = self.guideline.levels[self.assessment["level"]]
        self.emergency = self.guideline.urgency[self.level.id] == 0

    def say(self, key: str, **more: str) -> str:
        """A word of the note; a clinician's own where there is one."""
        own = self.words.raw("interface", "clinician", key) if self.clinical else ""
        group = "clinician" if own else "note"
        plain = key.removeprefix("heading_").replace("_", " ")
        return self.words.interface(group, key, plain, **more)

    def title(self, level: str) -> str:
        """The short words of a level."""
        return self.words.text("levels", level, "clinician" if self.clinical else "title", level)

    def finding(self, findings: Findings, name: str) -> str:
        """A finding with its value."""
        return in_words(findings, name, self.words, self.clinical)

    def label(self, name: str) -> str:
        """A finding or definition that holds, or that is asked about."""
        return self.finding({}, name)

    def between(self) -> str:
        """What stands between the items of a list in running text, as the language writes it."""
        return self.words.interface("note", "between", "; ")

    def listed(self, items: Iterable[str], most: int = MOST_NAMES) -> str:
        """Items once each, in one line; at most `most`, and how many more there are."""
        found = list(dict.fromkeys(items))
        shown = found[:most] if len(found) > most + 1 else found
        if len(shown) < len(found):
            shown = [*shown, self.say("more_unknown", count=str(len(found) - len(shown)))]
        return self.between().join(shown)

    def named(self, names: Iterable[str], most: int = MOST_NAMES) -> str:
        """Findings and definitions by their labels, in one line."""
        return self.listed(map(self.label, names), most)

    def applies(self, name: str) -> bool:
        """Whether a finding can be at all, after what was answered."""
        condition = applies_if(self.guideline.findings[name])
        known = {id_: value for id_, value in self.findings.items() if value != UNSURE}
        return condition is None or evaluate(condition, known.get) is not False

    def within(self, hours: float) -> str:
        """By when: "within 12 hours, by 21:40 today"."""
        speak = self.words.interface
        if hours < 1:
            return speak("time", "at_once", "now")
        spoken = span(hours, self.words)
        if self.now is None:
            return speak("time", "within", "within {span}", span=spoken)
        end = self.now + timedelta(hours=hours)
        days = (end.date() - self.now.date()).days
        key = ("today", "tomorrow")[days] if days < 2 else "later"
        clock = speak("time", key, "{time}", time=f"{end:%H:%M}", date=self.words.day(end.date()))
        return speak("time", "within_by", "within {span}, by {clock}", span=spoken, clock=clock)

    def cite(self, claims: Iterable[str]) -> str:
        """The numbers of the works behind a statement, " [2, 5]", noted for the list at the end."""
        numbers: dict[int, None] = {}
        for id_ in claims:
            claim = self.guideline.claims.get(id_)
            if claim is None:
                continue
            known = claim.work in self.cited and list(self.cited).index(claim.work) + 1 in numbers
            if known or len(numbers) < MOST_SOURCES[self.audience]:
                self.cited.setdefault(claim.work, {})[id_] = None
                numbers[list(self.cited).index(claim.work) + 1] = None
        return f" [{', '.join(map(str, numbers))}]" if numbers else ""

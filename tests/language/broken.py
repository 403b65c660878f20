"""How is a guideline broken on purpose, and where must the fault be told?

A copy of the guideline to write in (without the points that ask something of every table), sound tables to add to its
files, and one way to spoil a line of a table. In every text the sign `⌖` marks the spot at which the fault is to be
reported; it is taken out before the file is written.
"""

import shutil
from pathlib import Path

import pytest

from lactwise import loading
from lactwise.problems import GuidelineError, Problem

GUIDELINE = loading.default_folder()
SPOT = "⌖"
ASKS_OF_ALL = "disagreements.toml"  # a point for all that differs; its own tests add it


class Copy:
    """A copy of the guideline to break."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        shutil.copytree(GUIDELINE, folder, ignore=shutil.ignore_patterns("cases", ASKS_OF_ALL))

    def text(self, file: str) -> str:
        return (self.folder / file).read_text(encoding="utf-8")

    def write(self, file: str, text: str) -> tuple[int, int]:
        """Writes a file in which `⌖` marks a spot; gives the line and column of the spot."""
        before = text.partition(SPOT)[0]
        (self.folder / file).write_text(text.replace(SPOT, ""), encoding="utf-8")
        return before.count("\n") + 1, len(before) - before.rfind("\n")

    def add(self, file: str, text: str) -> tuple[int, int]:
        return self.write(file, f"{self.text(file)}\n{text}\n")

    def replace(self, file: str, old: str, new: str) -> tuple[int, int]:
        text = self.text(file)
        assert text.count(old) == 1, f"{old!r} stands {text.count(old)} times in {file}"
        return self.write(file, text.replace(old, new))

    def faults(self) -> list[Problem]:
        with pytest.raises(GuidelineError) as refused:
            loading.read(self.folder)
        return refused.value.problems

    def only_fault(self) -> Problem:
        faults = self.faults()
        assert len(faults) == 1, "\n".join(["", *map(str, faults[:5]), f"{len(faults)} in all"])
        return faults[0]


RULE = """
[made_up]
level = "same_day"
when = "redness"
because = "A made-up reason."
source = ["owner#1"]
"""
FINDING = """
[made_up]
kind = "yes_no"
means = "Made up"
answered_by = "parent"
screen = "look"
unsure = true
"""
NUMBER = FINDING.replace("yes_no", "number").replace("true", '"not_measured"') + 'unit = "score"\nrange = [0, 10]\n'
CHOICE = FINDING.replace("yes_no", "choice").replace("= true", '= "a"') + 'options = ["a", "b"]\n'
THRESHOLD = """
[made_up]
value = 7
unit = "cm"
means = "made up"
source = ["owner#1"]
"""
DEFINITION = """
[made_up]
when = "redness"
means = "made up"
source = ["owner#1"]
"""
PICTURE = """
[made_up]
kind = "usual"
fits_when = "redness"
for = ["redness"]
source = ["owner#1"]
"""
ADVICE = """
[made_up]
stance = "do"
temper = "core"
audience = "parent"
topic = "comfort"
source = ["owner#1"]
"""
LOOK = """
[made_up]
when = "redness"
within = "self_check"
ask = ["trend"]
source = ["owner#1"]
"""
SEED = """
[made_up]
says = "A made-up sentence."
lives_in = ["fever"]
kept = "yes"
source = ["owner#1"]
"""
HOME = {
    RULE: "triage.toml",
    FINDING: "findings.toml",
    NUMBER: "findings.toml",
    CHOICE: "findings.toml",
    THRESHOLD: "thresholds.toml",
    DEFINITION: "definitions.toml",
    PICTURE: "conditions.toml",
    ADVICE: "advice.toml",
    LOOK: "followup.toml",
    SEED: "seed.toml",
}


def broken(table: str, change: str, value: str) -> str:
    """The table with one line changed, and the spot where the fault is to be reported."""
    key = change.strip("+-")
    kept = [line for line in table.strip().splitlines() if not line.startswith(f"{key} =")]
    assert (len(kept) == table.strip().count("\n") + 1) is change.startswith("+")
    if change.startswith("-"):
        return "\n".join([SPOT + kept[0], *kept[1:]])
    line = f"{key} = {value}"
    return "\n".join([*kept, line if SPOT in line else SPOT + line])

"""A broken guideline is refused with every fault at once: file, line, column, cause and remedy."""

import shutil
import time
from pathlib import Path

import pytest

from lactwise import loading, problems
from lactwise.problems import GuidelineError, Problem

GUIDELINE = loading.default_folder()
SPOT = "§"  # in the texts below: where the fault is to be reported


class Copy:
    """A copy of the guideline to break."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        shutil.copytree(GUIDELINE, folder, ignore=shutil.ignore_patterns("cases"))

    def text(self, file: str) -> str:
        return (self.folder / file).read_text(encoding="utf-8")

    def write(self, file: str, text: str) -> tuple[int, int]:
        """Writes a file in which `§` marks a spot; gives the line and column of the spot."""
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
        assert len(faults) == 1, "\n".join(map(str, faults))
        return faults[0]


@pytest.fixture
def copy(tmp_path: Path) -> Copy:
    return Copy(tmp_path / "guideline")


# --- one fault, exactly where it stands ---

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
NUMBER = FINDING.replace("yes_no", "number").replace("= true", "= 5") + 'unit = "cm"\nrange = [0, 30]\n'
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
ADD_NAME = "add it to findings.toml or definitions.toml"
COMPARE = "compare it with a threshold or an option"
ONE_FINDING = "compare one finding with thresholds or an option"
TRENDS = "use one of better, same, worse"
LEVELS = "use one of emergency_now, same_day, within_24h, within_few_days, self_care"
ONLY = "use names, not, and, or, comparisons with a named threshold, in (...), at_least(n, ...)"
NAME_IT = "name it in thresholds.toml and use the name"
TEXTS = 'write a list of texts, ["a", "b"]'
WORSE = "yes/no: true or false; number: { up_from = threshold }; choice: options from best to worst"

ONE_FAULT = [
    # a sound table; "key": the line to replace, "+key": to add, "-key": to leave out; its value; cause; remedy (its start)
    # names
    (RULE, "when", '"rednes"', "rednes is not known", "did you mean redness"),
    (RULE, "when", '"qqq"', "qqq is not known", ADD_NAME),
    (RULE, "when", '"temperature_c >= feverr"', "feverr is not known", "did you mean fever"),
    (RULE, "when", '"r\u0435dness"', "r\u0435dness is not known", "did you mean redness"),
    (RULE, "when", '"fever"', "fever is a threshold and has no truth of its own", "compare a finding with it"),
    # kinds, units, options
    (RULE, "when", '"temperature_c"', "temperature_c is a number, not a yes/no finding", COMPARE),
    (RULE, "when", '"trend"', "trend is a choice, not a yes/no finding", COMPARE),
    (RULE, "when", '"redness >= fever"', "redness is a yes_no, not a number", "compare it with an option"),
    (RULE, "when", '"trend >= fever"', "trend is a choice, not a number", "compare it with an option"),
    (RULE, "when", '"temperature_c >= self_check"', "temperature_c is in degC, self_check in hours", "compare like with like"),
    (RULE, "when", '"temperature_c >= hours_since_onset"', "a comparison needs exactly one finding", ONE_FINDING),
    (RULE, "when", '"fever >= low_temperature"', "a comparison needs exactly one finding", ONE_FINDING),
    (RULE, "when", "'trend == \"wrose\"'", "trend has no option 'wrose'", "did you mean worse"),
    (RULE, "when", "'trend == \"qqq\"'", "trend has no option 'qqq'", TRENDS),
    (RULE, "when", "'trend in (\"worse\", \"qqq\")'", "trend has no option 'qqq'", TRENDS),
    (RULE, "when", "'redness in (\"worse\",)'", "redness is not a choice finding", "use a finding of kind choice"),
    (RULE, "when", "'trend > \"worse\"'", "an option can only be compared with == or !=", 'write trend == "worse"'),
    (RULE, "when", '"at_least(1, redness, redness)"', "at_least counts the same condition twice", "list each condition once"),
    # conditions outside the language: the column is inside the condition
    (RULE, "when", '"redness and §3"', "'3' is not in the language", ONLY),
    (RULE, "when", '"temperature_c >= §38"', "38 is a bare number", NAME_IT),
    (RULE, "when", "'temperature_c >= §38'", "38 is a bare number", NAME_IT),
    (RULE, "when", "'''temperature_c >= §38'''", "38 is a bare number", NAME_IT),
    (RULE, "when", "'''redness\n  or temperature_c >= §38'''", "38 is a bare number", NAME_IT),
    (RULE, "when", "'''\nredness or temperature_c >= §38'''", "38 is a bare number", NAME_IT),
    (RULE, "when", '"redness or §warmth and lump"', "and and or are mixed without brackets", "put brackets"),
    (RULE, "when", '""', "the condition is empty", "write a condition"),
    (RULE, "when", f'"{"not " * 124}redness"', "the condition has 503 characters, more than 500", "name parts of it"),
    # keys and types
    (RULE, "-level", "", "level is missing", "add level = a text"),
    (RULE, "-when", "", "when is missing", "add when = a condition"),
    (RULE, "-source", "", "source is missing", "add source = a list of texts"),
    (RULE, "+becuase", '"x"', "the key becuase is not known", "did you mean because"),
    (RULE, "+qqq", '"x"', "the key qqq is not known", "use one of because, "),
    (RULE, "level", "3", "level is 3", "write a text"),
    (RULE, "when", "true", "when is True", "write a condition"),
    (RULE, "source", '"owner#1"', "source is 'owner#1'", TEXTS),
    (RULE, "source", '["owner#1", 3]', "source holds something that is not text", TEXTS),
    (RULE, "+status", '"draft"', "status is 'draft'", "use one of "),
    # sources and levels
    (RULE, "source", "[]", "source is empty", "name at least one claim id"),
    (RULE, "source", '["owner#999"]', "the claim owner#999 is not in sources.toml", "did you mean owner#9"),
    (RULE, "level", '"sameday"', "'sameday' is not a level", "did you mean same_day"),
    (RULE, "level", '"qqq"', "'qqq' is not a level", LEVELS),
    # clocks
    (RULE, "+limit", '"self_chek"', "self_chek is not a threshold", "did you mean self_check"),
    (RULE, "+limit", '"fever"', "fever is in degC, not hours", "name a threshold in hours"),
    (RULE, "+clock", '"hours_since_onst"', "hours_since_onst is not a finding", "did you mean hours_since_onset"),
    (RULE, "+clock", '"temperature_c"', "temperature_c is not in hours", "name a finding in hours"),
    # findings
    (FINDING, "kind", '"yesno"', "kind is 'yesno'", "did you mean yes_no"),
    (FINDING, "-kind", "", "kind is missing", "add kind = a text"),
    (FINDING, "answered_by", '"mother"', "answered_by is 'mother'", "use one of parent, clinician"),
    (FINDING, "screen", '"lok"', "'lok' is not a screen", "did you mean look"),
    (FINDING, "-unsure", "", '"not sure" has no meaning here', "say what it counts as: unsure = a value, or unsure_level"),
    (FINDING, "unsure", '"same"', "unsure is 'same'", "write true or false"),
    (FINDING, "unsure", '"not_measured"', "only a number can be not measured", "give a value of the finding's own kind"),
    (FINDING, "+unsure_level", '"same_day"', "unsure_level is for yes/no findings without unsure", "keep one of the two"),
    (FINDING, "+only_if", '"inflamed_patch"', "inflamed_patch is a definition", "only findings may be used here"),
    (FINDING, "+only_if", '"rednes"', "rednes is not known", "did you mean redness"),
    (FINDING, "+worse", '"yes"', "worse is 'yes'", "write the worse value"),
    (FINDING, "+worse", "[true]", "worse is [True]", WORSE),
    (FINDING, "+changeable", '"yes"', "changeable is 'yes'", "write true or false"),
    (FINDING, "+valid_hours", '"12"', "valid_hours is '12'", "write a number"),
    (FINDING, "+valid_hours", "true", "valid_hours is True", "write a number"),
    (NUMBER, "-range", "", "a number needs a plausible range", "write range = [lowest, highest]"),
    (NUMBER, "range", "[30, 0]", "a number needs a plausible range", "write range = [lowest, highest]"),
    (NUMBER, "-unit", "", "unit is missing", "add unit = a text"),
    (NUMBER, "unsure", "99", "unsure is 99", "write a number inside the plausible range"),
    (NUMBER, "unsure", "true", "unsure is True", "write a number inside the plausible range"),
    (NUMBER, "+worse", "true", "worse is True", WORSE),
    (NUMBER, "+worse", '{ up = "severe_pain" }', "up is not known", "use up_from and down_from"),
    (NUMBER, "+worse", '{ up_from = "seven" }', "seven is not a threshold", ""),
    (NUMBER, "+worse", '{ up_from = "fever" }', "fever is in degC, not cm", "name a threshold in cm"),
    (CHOICE, "options", "[]", "options is empty", ""),
    (CHOICE, "unsure", '"c"', "unsure is 'c'", "use one of a, b"),
    (CHOICE, "+worse", '["a", "c"]', "there is no option 'c'", "use a, b"),
    # the other files
    (THRESHOLD, "value", '"7"', "value is '7'", "write a number"),
    (THRESHOLD, "-unit", "", "unit is missing", "add unit = a text"),
    (THRESHOLD, "+differs", '{ "owner#999" = 3 }', "the claim owner#999 is not in sources.toml", "did you mean owner#9"),
    (THRESHOLD, "+differs", '{ "owner#2" = "x" }', "owner#2 gives 'x', not a number", "write the number that source gives"),
    (DEFINITION, "when", '"made_up or redness"', "it is defined by itself: made_up -> made_up", "break the circle"),
    (DEFINITION, "-means", "", "means is missing", "add means = a text"),
    (PICTURE, "kind", '"must_not_mis"', "kind is 'must_not_mis'", "did you mean must_not_miss"),
    (PICTURE, "fits_when", '"rednes"', "rednes is not known", "did you mean redness"),
    (PICTURE, "+against_when", '"rednes"', "rednes is not known", "did you mean redness"),
    (PICTURE, "for", '["rednes"]', "rednes is not known", "did you mean redness"),
    (PICTURE, "+against", '["fever"]', "fever is a threshold and has no truth of its own", "compare a finding with it"),
    (ADVICE, "stance", '"dont"', "stance is 'dont'", ""),
    (ADVICE, "temper", '"gate"', "temper is 'gate'", "did you mean gated"),
    (ADVICE, "temper", '"gated"', "gated advice has no gate", "add unless = a condition that hides it"),
    (ADVICE, "topic", '"confort"', "topic is 'confort'", "did you mean comfort"),
    (ADVICE, "+levels", '["selfcare"]', "'selfcare' is not a level", "did you mean self_care"),
    (ADVICE, "+conflicts", '["qqq"]', "there is no advice qqq", "name advice that exists"),
    (ADVICE, "+unless", '"rednes"', "rednes is not known", "did you mean redness"),
    (ADVICE, "+order", '"first"', "order is 'first'", "write a number"),
    (LOOK, "within", '"fever"', "fever is in degC, not hours", "name a threshold in hours"),
    (LOOK, "within", '"self_chek"', "self_chek is not a threshold", "did you mean self_check"),
    (LOOK, "ask", '["trendd"]', "trendd is not a finding", "did you mean trend"),
    (LOOK, "ask", "[]", "ask is empty", ""),
    (LOOK, "+levels", '["selfcare"]', "'selfcare' is not a level", "did you mean self_care"),
    (SEED, "lives_in", '["qqq"]', "qqq is not a rule, threshold, advice, condition or definition", "name what carries"),
    (SEED, "kept", '"maybe"', "kept is 'maybe'", "use one of yes, partly, replaced"),
]  # fmt: skip


def broken(table: str, change: str, value: str) -> str:
    """The table with one line changed, and the spot where the fault is to be reported."""
    key = change.strip("+-")
    kept = [line for line in table.strip().splitlines() if not line.startswith(f"{key} =")]
    assert (len(kept) == table.strip().count("\n") + 1) is change.startswith("+")
    if change.startswith("-"):
        return "\n".join([SPOT + kept[0], *kept[1:]])
    line = f"{key} = {value}"
    return "\n".join([*kept, line if SPOT in line else SPOT + line])


@pytest.mark.parametrize(
    ("table", "change", "value", "cause", "remedy"),
    ONE_FAULT,
    ids=[f"{HOME[row[0]]} {row[1]} {row[2]}" for row in ONE_FAULT],
)
def test_a_fault_is_told_with_its_place_its_cause_and_a_remedy(
    copy: Copy, table: str, change: str, value: str, cause: str, remedy: str
) -> None:
    place = copy.add(HOME[table], broken(table, change, value))
    fault = copy.only_fault()
    assert (fault.file, fault.line, fault.column) == (HOME[table], *place)
    assert fault.cause == cause
    assert fault.remedy.startswith(remedy)
    assert fault.remedy


@pytest.mark.parametrize("table", HOME, ids=HOME.values())
def test_the_tables_that_are_broken_here_are_sound_before(copy: Copy, table: str) -> None:
    copy.add(HOME[table], table)
    loading.read(copy.folder)

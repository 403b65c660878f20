"""A fault in the guideline is told with its file, line, column, cause and remedy."""

import pytest

from lactwise import loading
from tests.language.broken import (
    ADVICE,
    CHOICE,
    DEFINITION,
    FINDING,
    HOME,
    LOOK,
    NUMBER,
    PICTURE,
    RULE,
    SEED,
    SPOT,
    THRESHOLD,
    Copy,
    broken,
)

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
    # a sound table; the key whose line is replaced (+ added, - left out); its value; cause; start of the remedy
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
    (RULE, "when", '"temperature_c >= self_check"', "temperature_c is in degC, self_check in hours", "compare like"),
    (RULE, "when", '"temperature_c >= hours_since_onset"', "a comparison needs exactly one finding", ONE_FINDING),
    (RULE, "when", '"fever >= low_temperature"', "a comparison needs exactly one finding", ONE_FINDING),
    (RULE, "when", "'trend == \"wrose\"'", "trend has no option 'wrose'", "did you mean worse"),
    (RULE, "when", "'trend == \"qqq\"'", "trend has no option 'qqq'", TRENDS),
    (RULE, "when", "'trend in (\"worse\", \"qqq\")'", "trend has no option 'qqq'", TRENDS),
    (RULE, "when", "'redness in (\"worse\",)'", "redness is not a choice finding", "use a finding of kind choice"),
    (RULE, "when", "'trend > \"worse\"'", "an option can only be compared with == or !=", 'write trend == "wo'),
    (RULE, "when", '"at_least(1, redness, redness)"', "at_least counts the same condition twice", "list each"),
    # conditions outside the language: the column is inside the condition
    (RULE, "when", '"⌖3 or redness"', "'3' is not in the language", ONLY),
    (RULE, "when", '"redness and ⌖3"', "'3' is not in the language", ONLY),
    (RULE, "when", '"temperature_c >= ⌖38"', "38 is a bare number", NAME_IT),
    (RULE, "when", "'temperature_c >= ⌖38'", "38 is a bare number", NAME_IT),
    (RULE, "when", "'''temperature_c >= ⌖38'''", "38 is a bare number", NAME_IT),
    (RULE, "when", "'''redness\n  or temperature_c >= ⌖38'''", "38 is a bare number", NAME_IT),
    (RULE, "when", "'''\nredness or temperature_c >= ⌖38'''", "38 is a bare number", NAME_IT),
    (RULE, "when", '"redness or ⌖warmth and lump"', "and and or are mixed without brackets", "put brackets"),
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
    (RULE, "source", '["owner#999"]', "the claim owner#999 is not in sources.toml", "did you mean"),
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
    (FINDING, "-unsure", "", '"not sure" has no meaning here', "say what it counts as"),
    (FINDING, "unsure", '"same"', "unsure is 'same'", "write true or false"),
    (FINDING, "unsure", '"not_measured"', "only a number can be not measured", "give a value of"),
    (FINDING, "unsure", 'true\nunsure_level = "same_day"', "unsure_level is for yes/no findings without unsure", ""),
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
    (NUMBER, "+worse", '{ up_from = "fever" }', "fever is in degC, not score", "name a threshold in score"),
    (CHOICE, "unsure", '"c"', "unsure is 'c'", "use one of a, b"),
    (CHOICE, "+worse", '["a", "c"]', "there is no option 'c'", "use a, b"),
    # the other files
    (THRESHOLD, "value", '"7"', "value is '7'", "write a number"),
    (THRESHOLD, "-unit", "", "unit is missing", "add unit = a text"),
    (THRESHOLD, "+differs", '{ "owner#999" = 3 }', "the claim owner#999 is not in sources.toml", "did you mean"),
    (THRESHOLD, "+differs", '{ "owner#2" = "x" }', "owner#2 gives 'x', not a number", "write the number"),
    (DEFINITION, "when", '"made_up or redness"', "it is defined by itself: made_up -> made_up", "break the circle"),
    (DEFINITION, "-means", "", "means is missing", "add means = a text"),
    (PICTURE, "kind", '"must_not_mis"', "kind is 'must_not_mis'", "did you mean must_not_miss"),
    (PICTURE, "fits_when", '"rednes"', "rednes is not known", "did you mean redness"),
    (PICTURE, "+against_when", '"rednes"', "rednes is not known", "did you mean redness"),
    (PICTURE, "for", '["rednes"]', "rednes is not known", "did you mean redness"),
    (PICTURE, "+against", '["fever"]', "fever is a threshold and has no truth of its own", "compare a finding with it"),
    (ADVICE, "stance", '"dont"', "stance is 'dont'", ""),
    (ADVICE, "temper", '"gate"', "temper is 'gate'", "did you mean gated"),
    (ADVICE, "topic", '"confort"', "topic is 'confort'", "did you mean comfort"),
    (ADVICE, "+levels", '["selfcare"]', "'selfcare' is not a level", "did you mean self_care"),
    (ADVICE, "+conflicts", '["qqq"]', "there is no advice qqq", "name advice that exists"),
    (ADVICE, "+unless", '"rednes"', "rednes is not known", "did you mean redness"),
    (ADVICE, "+order", '"first"', "order is 'first'", "write a number"),
    (LOOK, "within", '"fever"', "fever is in degC, not hours", "name a threshold in hours"),
    (LOOK, "within", '"self_chek"', "self_chek is not a threshold", "did you mean self_check"),
    (LOOK, "ask", '["trendd"]', "trendd is not a finding", "did you mean trend"),
    (LOOK, "+levels", '["selfcare"]', "'selfcare' is not a level", "did you mean self_care"),
    (SEED, "lives_in", '["qqq"]', "qqq is not a rule, threshold, advice, condition or definition", "name what carries"),
    (SEED, "kept", '"maybe"', "kept is 'maybe'", "use one of yes, partly, replaced"),
]  # fmt: skip


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


def test_the_tables_that_are_broken_here_are_sound_before(copy: Copy) -> None:
    for number, (table, file) in enumerate(HOME.items()):
        copy.add(file, table.replace("[made_up]", f"[made_up_{number}]"))
    loading.read(copy.folder)


def test_a_finding_stands_below_what_it_depends_on(copy: Copy) -> None:
    below = FINDING.replace("[made_up]", "[made_up_below]")
    place = copy.add("findings.toml", broken(FINDING, "+only_if", '"made_up_below"') + below)
    fault = copy.only_fault()
    assert (fault.line, fault.column) == place
    assert fault.cause == "made_up_below stands below it, but is answered before it"
    assert fault.remedy == "move made_up_below above made_up"


def test_gated_advice_needs_a_gate(copy: Copy) -> None:
    place = copy.add("advice.toml", ADVICE.replace('"core"', '"gated"').replace("[", SPOT + "[", 1))
    fault = copy.only_fault()
    assert (fault.line, fault.column) == place
    assert fault.cause == "gated advice has no gate"
    assert fault.remedy == "add unless = a condition that hides it"


@pytest.mark.parametrize(
    ("table", "key"), [(LOOK, "ask"), (PICTURE, "for"), (SEED, "lives_in")], ids=["ask", "for", "home"]
)
def test_an_empty_list_of_anything_else_does_not_ask_for_a_claim(copy: Copy, table: str, key: str) -> None:
    place = copy.add(HOME[table], broken(table, key, "[]"))
    fault = copy.only_fault()
    assert (fault.line, fault.column) == place
    assert fault.cause == f"{key} is empty"
    assert "claim" not in fault.remedy


def test_a_remedy_that_asks_a_question_ends_in_one_sign(copy: Copy) -> None:
    copy.add("triage.toml", broken(RULE, "when", '"rednes"'))
    assert str(copy.only_fault()).endswith("Did you mean redness?")


# --- faults of more than one table ---

WORK = """
[made_up_work]
title = "A made-up work"
claims.recalled-01 = { says = "Something.", seen = "memory" }
"""


def test_a_claim_known_only_from_memory_supports_nothing_but_a_proposal(copy: Copy) -> None:
    copy.add("sources.toml", WORK)
    copy.add("triage.toml", RULE.replace("owner#1", "recalled-01") + 'status = "proposal"\n')
    loading.read(copy.folder)
    place = copy.replace("triage.toml", 'source = ["recalled-01"]\nstatus = "proposal"', '⌖source = ["recalled-01"]')
    fault = copy.only_fault()
    assert (fault.file, fault.line, fault.column) == ("triage.toml", *place)
    assert fault.cause == "recalled-01 was only recalled, never read"
    assert fault.remedy == 'cite another claim, or mark status = "proposal"'


def test_a_claim_may_be_disputed_from_memory(copy: Copy) -> None:
    copy.add("sources.toml", WORK)
    copy.add("triage.toml", RULE + 'differs = ["recalled-01"]\n')
    loading.read(copy.folder)


def test_a_claim_says_something_and_how_it_was_seen(copy: Copy) -> None:
    place = copy.add("sources.toml", WORK.replace("claims", "⌖claims").replace("memory", "dreamt"))
    fault = copy.only_fault()
    assert (fault.file, fault.line, fault.column) == ("sources.toml", *place)
    assert "seen is not known" in fault.cause
    assert "full text" in fault.remedy


def test_definitions_that_define_each_other_are_told_as_a_circle(copy: Copy) -> None:
    first = DEFINITION.replace("made_up", "first").replace('"redness"', '"second"').replace("when", "⌖when")
    rest = DEFINITION.replace("made_up", "second").replace('"redness"', '"third"')
    rest += DEFINITION.replace("made_up", "third").replace('"redness"', '"first or redness"')
    place = copy.add("definitions.toml", first + rest)
    faults = [fault for fault in copy.faults() if "defined by itself" in fault.cause]
    assert (faults[0].line, faults[0].column) == place
    assert faults[0].cause == "it is defined by itself: first -> second -> third -> first"


@pytest.mark.parametrize("only_if", ['"made_up"', '"other"'])
def test_findings_that_wait_for_each_other_are_refused(copy: Copy, only_if: str) -> None:
    other = FINDING.replace("made_up", "other") + 'only_if = "made_up"\n'
    copy.add("findings.toml", FINDING + f"only_if = {only_if}\n" + other)
    assert any(fault.key == "only_if" for fault in copy.faults())


@pytest.mark.parametrize("table", [DEFINITION, THRESHOLD], ids=["definition", "threshold"])
def test_a_name_is_given_once_in_the_whole_guideline(copy: Copy, table: str) -> None:
    file = HOME[table]
    place = copy.add(file, table.replace("[made_up]", "⌖[redness]"))
    faults = [fault for fault in copy.faults() if "also the name" in fault.cause]
    assert [(fault.file, fault.line, fault.column) for fault in faults] == [(file, *place)]
    assert faults[0].remedy == "give it a name of its own"


# --- the tables around the parts ---


@pytest.mark.parametrize(
    ("file", "header", "key"),
    [("triage.toml", "[levels.self_care]", "clam = true"), ("findings.toml", "[screens.look]", "ordr = 3")],
)
def test_a_key_typed_wrong_is_never_passed_over(copy: Copy, file: str, header: str, key: str) -> None:
    place = copy.replace(file, header, f"{header}\n⌖{key}")
    fault = copy.only_fault()
    assert (fault.file, fault.line, fault.column) == (file, *place)
    assert fault.cause == f"the key {key.split(maxsplit=1)[0]} is not known"


def test_a_place_is_named_like_its_file(copy: Copy) -> None:
    place = copy.replace("places/gb.toml", 'code = "gb"', '⌖code = "uk"')
    fault = copy.only_fault()
    assert (fault.file, fault.line, fault.column) == ("places/gb.toml", *place)
    assert fault.cause == "code is 'uk' in the file gb.toml"
    assert fault.remedy == 'write code = "gb"'


def test_a_guideline_has_a_version_and_a_date_to_review_it_by(copy: Copy) -> None:
    copy.write("guideline.toml", '⌖review_by = "soon"\n')
    assert {(fault.line, fault.cause) for fault in copy.faults()} == {
        (1, "version is missing"),
        (1, "review_by is 'soon'"),
    }


# --- whatever is written, the answer is a list of faults ---

NONSENSE = [
    ("triage.toml", broken(RULE, "level", "3")),
    ("triage.toml", broken(RULE, "-level", "")),
    ("triage.toml", broken(RULE, "+limit", "3")),
    ("triage.toml", "[levels]\nmade_up = 3"),
    ("findings.toml", broken(FINDING, "kind", '"yesno"') + "\nworse = true"),
    ("findings.toml", broken(FINDING, "-kind", "") + "\nworse = true"),
    ("findings.toml", broken(FINDING, "screen", "3")),
    ("findings.toml", broken(FINDING, "-screen", "")),
    ("findings.toml", broken(NUMBER, "range", '["a", "b"]')),
    ("findings.toml", broken(NUMBER, "range", '[0, "b"]')),
    ("findings.toml", broken(NUMBER, "range", "[[0], [1]]")),
    ("findings.toml", broken(NUMBER, "range", "[0, nan]")),
    ("findings.toml", broken(NUMBER, "unsure", "nan")),
    ("findings.toml", broken(NUMBER, "+worse", "{ up_from = 38 }")),
    ("findings.toml", broken(NUMBER, "+worse", "{ up_from = [] }")),
    ("findings.toml", broken(CHOICE, "+worse", "[3]")),
    ("findings.toml", broken(CHOICE, "+worse", "[[]]")),
    ("findings.toml", "[screens]\nmade_up = 3"),
    ("thresholds.toml", broken(THRESHOLD, "value", "nan")),
    ("thresholds.toml", broken(THRESHOLD, "value", "inf")),
    ("thresholds.toml", broken(THRESHOLD, "-value", "")),
    ("thresholds.toml", broken(THRESHOLD, "-unit", "")),
    ("definitions.toml", broken(DEFINITION, "-when", "")),
    ("conditions.toml", broken(PICTURE, "-kind", "")),
    ("advice.toml", broken(ADVICE, "-topic", "")),
    ("advice.toml", broken(ADVICE, "-temper", "")),
    ("followup.toml", broken(LOOK, "-within", "")),
    ("followup.toml", broken(LOOK, "within", "3")),
    ("followup.toml", broken(LOOK, "+limit", "[]")),
    ("seed.toml", broken(SEED, "-lives_in", "")),
    ("sources.toml", '[made_up]\ntitle = "x"\nclaims = 3'),
    ("sources.toml", '[made_up]\ntitle = "x"\nclaims.made-01 = 3'),
    ("sources.toml", '[made_up]\ntitle = "x"\nclaims.made-01 = { says = "x", seen = ["memory"] }'),
]


@pytest.mark.parametrize(
    ("file", "text"), NONSENSE, ids=[f"{file} {number}" for number, (file, _) in enumerate(NONSENSE)]
)
def test_no_nonsense_in_a_table_breaks_the_loader(copy: Copy, file: str, text: str) -> None:
    copy.add(file, text)
    assert copy.faults()


NO_TABLE = [
    # file, what stands there instead of the tables, the tables
    ("triage.toml", "levels = 3", "[levels."),
    ("findings.toml", "screens = 3", "[screens."),
    ("findings.toml", "redness = 3", "[redness]"),
    ("sources.toml", "seed = 3", "[seed]"),
    ("places/gb.toml", "words = 3", "[words]"),
    ("places/gb.toml", "antibiotics = 3", "[antibiotics"),
]


@pytest.mark.parametrize(("file", "text", "header"), NO_TABLE, ids=[row[1] for row in NO_TABLE])
def test_no_value_where_a_table_belongs_breaks_the_loader(copy: Copy, file: str, text: str, header: str) -> None:
    before = copy.text(file)
    assert header in before
    copy.write(file, f"{text}\n" + before.replace(header, header.replace("[", "[former_")))
    assert any(fault.file == file for fault in copy.faults())

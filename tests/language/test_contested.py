"""Are faults in disagreements.toml told, and is a statement that differs without a point?"""

import shutil

import pytest

from lactwise import contested, loading
from tests.language.broken import ADVICE, ASKS_OF_ALL, GUIDELINE, RULE, Copy, broken

FILE = ASKS_OF_ALL
POINT = """
[made_up]
title = "Made up?"
about = ["fever"]
basis = "no_conflict"
why = "A made-up reason."
source = ["owner#1"]
"""


@pytest.fixture(autouse=True)
def points(copy: Copy) -> None:
    """The copy has its points."""
    shutil.copy(GUIDELINE / FILE, copy.folder)


def told(copy: Copy) -> tuple[str, str, str]:
    fault = copy.only_fault()
    assert fault.file == FILE
    return fault.table, fault.key, fault.cause


def test_a_sound_point_is_read(copy: Copy) -> None:
    copy.add(FILE, POINT)
    guideline = loading.read(copy.folder)
    point = guideline.disagreements["made_up"]
    assert (point.about, point.basis, point.proposal) == (("fever",), "no_conflict", False)
    assert sum("fever" in other.about for other in guideline.disagreements.values()) == 2


@pytest.mark.parametrize(
    ("change", "value", "cause"),
    [
        ("about", '["fevr"]', "fevr is not a threshold, rule, condition or advice"),
        ("about", '["paracetamol_dose"]', "nothing it is about has differs"),
        ("about", "[]", "about is empty"),
        ("basis", '"most_curent"', "basis is 'most_curent'"),
        ("source", '["ownr#1"]', "the claim ownr#1 is not in sources.toml"),
        ("-why", "", "why is missing"),
        ("+because", '"x"', "the key because is not known"),
    ],
)
def test_a_fault_of_a_point_is_told_where_it_stands(copy: Copy, change: str, value: str, cause: str) -> None:
    line, _ = copy.add(FILE, broken(POINT, change, value))
    faults = [fault for fault in copy.faults() if fault.file == FILE]
    assert cause in {fault.cause for fault in faults}
    if not change.startswith("-"):
        assert {fault.line for fault in faults} == {line}


def test_a_point_decided_by_the_owner_cites_the_decision(copy: Copy) -> None:
    copy.add(FILE, POINT.replace("no_conflict", "owner").replace("owner#1", "cks-09"))
    assert told(copy) == ("made_up", "basis", "no decision is cited")


def test_a_point_that_rests_on_memory_is_a_proposal(copy: Copy) -> None:
    copy.add(FILE, POINT.replace("owner#1", "abm36-32"))
    assert told(copy) == ("made_up", "source", "abm36-32 was only recalled, never read")
    copy.replace(FILE, 'source = ["abm36-32"]', 'source = ["abm36-32"]\nstatus = "proposal"')
    assert loading.read(copy.folder).disagreements["made_up"].proposal


@pytest.mark.parametrize(("table", "file"), [(RULE, "triage.toml"), (ADVICE, "advice.toml")])
def test_what_differs_without_a_point_is_told(copy: Copy, table: str, file: str) -> None:
    copy.add(file, f'{table}differs = ["ndc-01"]\n')
    assert told(copy) == ("", "", "made_up has differs and belongs to no point")


def test_without_the_file_nothing_is_asked(copy: Copy) -> None:
    (copy.folder / FILE).unlink()
    copy.add("triage.toml", f'{RULE}differs = ["ndc-01"]\n')
    guideline = loading.read(copy.folder)
    assert guideline.disagreements == {}
    assert contested.met_by_parents(guideline) == {}


def test_a_parent_meets_reasons_and_her_own_advice_but_no_numbers_and_nothing_clinical() -> None:
    guideline = loading.load()
    met = contested.met_by_parents(guideline)
    shown = {id_ for ids in met.values() for id_ in ids}
    advice = {item.id for item in guideline.advice.values() if item.audience == "parent" and item.differs}
    assert shown == advice | {item.id for item in guideline.rules.values() if item.differs}
    assert 0 < len(met) < len(guideline.disagreements)


def test_the_digest_changes_with_the_points(copy: Copy) -> None:
    before = loading.read(copy.folder).digest
    copy.add(FILE, POINT)
    assert loading.read(copy.folder).digest != before

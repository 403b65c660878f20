"""Each worked patient comes out as worked out by hand, and a fault in a file of cases is told."""

import shutil
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import pytest

from lactwise.cases import Case, cases_of_rules, load_cases
from lactwise.engine import assess
from lactwise.loading import default_folder, load
from lactwise.problems import GuidelineError

CASES = load_cases()
each_case = pytest.mark.parametrize("case", CASES, ids=[case.id for case in CASES])


@pytest.fixture(scope="module")
def assessed() -> Mapping[str, dict[str, Any]]:
    return {case.id: assess(load(), case.findings) for case in CASES}


@each_case
def test_a_worked_patient_comes_out_as_expected(case: Case, assessed: Mapping[str, dict[str, Any]]) -> None:
    found = assessed[case.id]
    shown = {row["id"] for row in found["advice"]}
    reached = {row["rule"] for row in (*found["reasons"], *found["also"])}
    status = {row["id"]: row["status"] for row in found["conditions"]}
    contradicted = {row["finding"] for row in found["contradictions"]}

    assert found["level"] == case.level, f"because {[row['rule'] for row in found['reasons']]}"
    assert set(case.rules) <= reached
    assert not set(case.no_rules) & reached
    assert {name: status[name] for name in case.conditions} == case.conditions
    assert set(case.advice) <= shown
    assert not set(case.no_advice) & shown
    assert set(case.contradictions) == contradicted


@pytest.mark.parametrize("key", ["settled", "provisional"])
def test_whether_an_answer_is_settled_is_as_expected(key: str, assessed: Mapping[str, dict[str, Any]]) -> None:
    expected = {case.id: getattr(case, key) for case in CASES if getattr(case, key) is not None}
    assert len(expected) > 5
    assert {id_: assessed[id_][key] for id_ in expected} == expected


def test_the_hours_until_being_seen_are_as_expected(
    assessed: Mapping[str, dict[str, Any]],
) -> None:
    expected = {case.id: case.see_by for case in CASES if case.see_by is not None}
    assert {id_: assessed[id_]["see_by"]["hours"] for id_ in expected} == expected


def test_the_hours_until_the_next_look_are_as_expected(
    assessed: Mapping[str, dict[str, Any]],
) -> None:
    expected = {case.id: case.look_within for case in CASES if case.look_within is not None}
    found = {id_: (assessed[id_]["follow_up"] or {}).get("within_hours") for id_ in expected}
    assert found == expected


@pytest.mark.parametrize("case", [case for case in CASES if case.provisional], ids=lambda c: c.id)
def test_a_provisional_answer_carries_no_plan(case: Case, assessed: Mapping[str, dict[str, Any]]) -> None:
    assert assessed[case.id]["advice"] == []
    assert assessed[case.id]["follow_up"] is None


# --- the files of cases -------------------------------------------------------------------------


def test_a_person_is_told_in_one_sentence() -> None:
    for case in CASES:
        assert case.who.endswith("."), case.id
        assert case.who[0].isupper(), case.id
        assert len(case.who) <= 160, case.id


def test_no_two_cases_are_the_same_patient() -> None:
    seen: dict[tuple[tuple[str, Any], ...], str] = {}
    for case in CASES:
        key = tuple(sorted(case.findings.items(), key=lambda pair: pair[0]))
        assert key not in seen, f"{case.id} is {seen.get(key)}"
        seen[key] = case.id


def test_the_cases_of_a_rule_are_those_that_name_it() -> None:
    found = cases_of_rules(CASES)
    assert "amina_fever_at_night" in [case.id for case in found["fever_with_sore_breast"]]
    assert all(rule in case.rules for rule, cases in found.items() for case in cases)


@pytest.fixture
def written(tmp_path: Path) -> Callable[..., Path]:
    """A copy of the guideline whose cases are the given files."""

    def write(**files: str) -> Path:
        folder = tmp_path / "guideline"
        shutil.copytree(default_folder(), folder, ignore=shutil.ignore_patterns("cases"))
        (folder / "cases").mkdir()
        for name, text in files.items():
            (folder / "cases" / f"{name}.toml").write_text(text, encoding="utf-8")
        return folder

    return write


CASE = '[amina]\nwho = "Amina."\nlevel = "self_care"\n'


def test_a_case_stands_on_what_everyone_in_its_file_shares(written: Callable[..., Path]) -> None:
    folder = written(
        ground='[everyone]\nno = ["lump", "chills"]\nfindings = { side = "left" }\n',
        above='[everyone]\nlike = "ground"\nfindings = { side = "both", redness = true }\n'
        + CASE
        + 'unknown = ["chills"]\nno = ["redness"]\n',
    )
    (case,) = load_cases(folder)
    assert case.findings == {"lump": False, "side": "both", "redness": False}


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (CASE + "findings = { rednes = true }\n", "did you mean redness"),
        (CASE + "findings = { trend = 'worst' }\n", "Did you mean worse?"),
        (CASE + "findings = { temperature_c = 101 }\n", "looks like °F"),
        (CASE + 'no = ["trend"]\n', "not an option"),
        (CASE + 'no = ["lump"]\nfindings = { lump = true }\n', "keep one of the two"),
        (CASE + 'unknown = ["lump"]\n', "lump is not shared"),
        (CASE + 'rules = ["early_pach"]\n', "did you mean early_patch"),
        (CASE + 'advice = ["feed_on_demnd"]\n', "did you mean feed_on_demand"),
        (CASE + 'conditions = { abscess = "fit" }\n', "did you mean fits"),
        (CASE + 'conditions = { absces = "fits" }\n', "did you mean abscess"),
        (CASE + "settled = 1\n", "Write true or false"),
        (CASE + "see_by = true\n", "a number of hours"),
        (CASE + "rules = [1]\n", "a list of ids"),
        (CASE + "lok_within = 2\n", "did you mean look_within"),
        ('[amina]\nwho = "Amina."\n', "level is missing"),
        ('[amina]\nlevel = "selfcare"\nwho = "A."\n', "did you mean self_care"),
        ("amina = 1\n", "a value, not a table"),
        ('[everyone]\nlike = "nobody"\n', "'nobody' is not another file"),
        ('[everyone]\nlike = "cases"\n', "'cases' is not another file"),
        ("[amina\n", "not TOML"),
    ],
)
def test_a_fault_in_a_case_is_told_with_its_line_and_remedy(text: str, told: str, written: Callable[..., Path]) -> None:
    with pytest.raises(GuidelineError) as caught:
        load_cases(written(cases=text))
    assert told.casefold() in str(caught.value).casefold()
    assert "cases/cases.toml:" in str(caught.value)


def test_all_faults_of_all_files_are_told_at_once(written: Callable[..., Path]) -> None:
    folder = written(first=CASE + "settled = 1\n", second=CASE + 'rules = ["nothing"]\n')
    with pytest.raises(GuidelineError) as caught:
        load_cases(folder)
    told = str(caught.value)
    assert len(caught.value.problems) == 3
    assert "first.toml:4" in told
    assert "amina is also in first.toml" in told
    assert "rules names 'nothing'" in told

"""`lactwise compare` as a guideline author uses it: folders, revisions and sources, in words, as data and as a page."""

import json
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import tomli
from typer.testing import CliRunner

from lactwise import loading
from lactwise.changed import as_source
from lactwise.cli import app
from lactwise.compare_moves import Change, answer, moves

ROOT = Path(__file__).parents[2]
SMALL = ROOT / "tests" / "small_guideline"
Change_ = Callable[..., Path]


@pytest.fixture
def other(tmp_path: Path) -> Change_:
    """A copy of the small guideline with texts replaced: `other("triage.toml", old, new)`."""

    def make(file: str = "", old: str = "", new: str = "", name: str = "other") -> Path:
        folder = tmp_path / name
        shutil.copytree(SMALL, folder, dirs_exist_ok=True)
        if file:
            text = (folder / file).read_text(encoding="utf-8")
            assert text.count(old) == 1, f"{old!r} stands {text.count(old)} times in {file}"
            (folder / file).write_text(text.replace(old, new), encoding="utf-8")
        return folder

    return make


def compare(*arguments: object) -> tuple[int, str]:
    """Exit status and all that was said."""
    done = CliRunner().invoke(app, ["compare", *map(str, arguments)], env={"COLUMNS": "200"})
    return done.exit_code, done.output


def as_json(*arguments: object) -> dict[str, Any]:
    status, said = compare(*arguments, "--json", "--count", "2000")
    assert status == 0, said
    found: dict[str, Any] = json.loads(said)
    return found


def rule_text(rule: str) -> str:
    """The table of a rule as it stands in the small guideline."""
    found = re.search(rf"^\[{rule}\]\n(?:.+\n)+", (SMALL / "triage.toml").read_text(encoding="utf-8"), re.MULTILINE)
    assert found is not None
    return found[0]


# --- whom it affects ---


def test_of_two_equal_guidelines_it_is_proved_that_nobody_is_affected(other: Change_) -> None:
    found = as_json(SMALL, other())
    assert found["data"] == found["changes"] == []
    assert found["proved_nobody"] == {"level": 12, "condition": 12, "advice_to_parent": 10, "advice_to_clinician": 10}
    assert set(found["synthetic"]["moved"].values()) == {0}
    status, said = compare(SMALL, other(), "--count", "0")
    assert status == 0
    assert "Proved: no patient there can be" in said


def test_a_rule_removed_is_found_with_whom_it_moves_and_the_smallest_patient(other: Change_) -> None:
    folder = other("triage.toml", rule_text("tall_waves"), "")
    found = as_json(SMALL, folder)
    assert [(item["part"], item["id"], item["what"]) for item in found["data"]] == [("rules", "tall_waves", "removed")]
    levels = {(item["from"], item["to"]): item for item in found["changes"] if item["kind"] == "level"}
    assert ("today", "home") in levels
    for (_, to), item in levels.items():
        assert item["rules"]["no longer"].get("tall_waves", 0) == item["synthetic"]
        patient = item["witness"]
        answers = [answer(loading.load(place), patient) for place in (SMALL, folder)]
        assert Change("level", "", "today", to) in moves(*answers)
        assert item["smallest"] is True
    assert levels["today", "home"]["synthetic"] > 10
    assert levels["today", "home"]["witness"] in ({"mood": "wild"}, {"wave": 38.1})
    assert found["proved_nobody"]["level"] == 12 - len(levels)


def test_a_threshold_moves_those_between_its_old_and_new_value(other: Change_) -> None:
    folder = other("thresholds.toml", "value = 24", "value = 30")
    found = as_json(SMALL, folder)
    (threshold,) = found["data"]
    assert threshold["fields"] == {"value": ["24 hours", "30 hours"]}
    assert "fresh_clouds" in threshold["used_by"]
    (level,) = (item for item in found["changes"] if item["kind"] == "level")
    assert (level["from"], level["to"]) == ("days", "home")
    assert level["rules"] == {
        "now": {"fresh_clouds": level["synthetic"]},
        "no longer": {"clouds_that_stay": level["synthetic"]},
    }
    assert 24 <= level["witness"]["hours"] < 30


def test_a_change_that_touches_nobody_in_the_sample_is_found_all_the_same(other: Change_) -> None:
    folder = other("thresholds.toml", "value = 38.1", "value = 38.1000001")
    status, said = compare(SMALL, folder, "--count", "50")
    assert status == 0
    assert "A patient exists although none of those counted moves" in said


def test_advice_and_pictures_are_compared_for_each_reader(other: Change_) -> None:
    folder = other("advice.toml", 'audience = "clinician"\ntopic', 'audience = "parent"\ntopic')
    found = as_json(SMALL, folder)
    assert {(item["kind"], item["id"], item["to"]) for item in found["changes"]} == {
        ("advice_to_parent", "write_the_log", "shown")
    }
    folder = other("conditions.toml", 'fits_when = "windy"\n', 'fits_when = "cloudy"\n', name="another")
    found = as_json(SMALL, folder)
    kinds = {(item["kind"], item["id"]) for item in found["changes"]}
    assert ("condition", "squall") in kinds
    assert ("condition", "gale") not in kinds


def test_a_finding_that_one_guideline_lacks_is_dropped_there_and_said(other: Change_) -> None:
    question = """[dusk]
kind = "yes_no"
means = "The sun is going down"
answered_by = "parent"
screen = "sky"
unsure = true
worse = true
changeable = true

[wave]"""
    folder = other("findings.toml", "[wave]", question)
    rule = rule_text("stormy")
    text = (folder / "triage.toml").read_text(encoding="utf-8")
    (folder / "triage.toml").write_text(text.replace(rule, rule.replace('"storm"', '"storm or dusk"')), "utf-8")
    found = as_json(SMALL, folder)
    assert [said.partition(":")[0] for said in found["unlike"]] == ["dusk"]
    (first, *_) = (item for item in found["changes"] if item["kind"] == "level" and item["from"] == "home")
    assert first["synthetic"] > 0
    assert first["witness"] == {"dusk": True}


def test_where_a_finding_is_another_question_nothing_is_proved_and_yet_counted(other: Change_) -> None:
    folder = other("findings.toml", "range = [0, 200]", "range = [0, 100]")
    text = (folder / "thresholds.toml").read_text(encoding="utf-8")
    (folder / "thresholds.toml").write_text(text.replace("value = 24", "value = 30"), "utf-8")
    found = as_json(SMALL, folder)
    assert "hours" in found["not_proved"]
    assert found["unlike"][0].startswith("hours")
    assert found["synthetic"]["moved"]["level"] > 0
    assert {item["proof"] for item in found["changes"]} == {"not asked"}
    assert "Not proved" in compare(SMALL, folder, "--count", "10")[1]


@pytest.mark.slow
def test_the_numbers_of_one_source_are_compared_with_ours(tmp_path: Path) -> None:
    page = tmp_path / "page.html"
    found = as_json("--as", "cks", "--page", page)
    guideline = loading.load()
    theirs = as_source(guideline, "cks")
    assert {item["id"] for item in found["data"]} == {"two_days", "antibiotic_first_check"}
    levels = [item for item in found["changes"] if item["kind"] == "level"]
    assert levels
    for item in levels:
        answers = answer(guideline, item["witness"]), answer(theirs, item["witness"])
        assert Change("level", "", item["from"], item["to"]) in moves(*answers)
    assert found["published"]["cases"] > 50
    assert "antibiotic_first_check" in page.read_text(encoding="utf-8").replace("<wbr>", "")


# --- forms ---


def test_words_page_and_markdown_say_the_same(other: Change_, tmp_path: Path) -> None:
    folder = other("thresholds.toml", "value = 24", "value = 30")
    page, file = tmp_path / "a.html", tmp_path / "a.md"
    status, said = compare(SMALL, folder, "--count", "500", "--page", page, "--markdown", file)
    assert status == 0, said
    html = page.read_text(encoding="utf-8")
    for text in (said, file.read_text(encoding="utf-8"), re.sub("<[^>]+>", "", html).replace("&quot;", '"')):
        for words in ("What changed in the data", "30 hours", "clouds_that_stay", '{"hours": 24}', "Proved: "):
            assert words in text.replace("**", ""), words
    assert not re.search(r'<link|<script|src=|href="(?!#)', html), "the page needs no other file"
    assert "Skip to the report" in html


def test_markdown_can_be_all_that_is_printed(other: Change_) -> None:
    status, said = compare(SMALL, other(), "--count", "0", "--markdown", "-")
    assert status == 0
    assert said.startswith("# From ")
    assert said.endswith("\n")


# --- which two ---


def git(folder: Path, *arguments: str) -> str:
    named = ["-c", "user.name=A", "-c", "user.email=a@example.org", "-c", "init.defaultBranch=main"]
    done = subprocess.run(["git", "-C", str(folder), *named, *arguments], capture_output=True, text=True, check=True)
    return done.stdout.strip()


@pytest.fixture
def repository(tmp_path: Path) -> Path:
    """One commit without a guideline, one with the small one, one with a threshold changed."""
    home = tmp_path / "repository"
    home.mkdir()
    git(home, "init", "--quiet")
    (home / "README.md").write_text("Nothing yet.\n", encoding="utf-8")
    git(home, "add", ".")
    git(home, "commit", "--quiet", "-m", "empty")
    shutil.copytree(SMALL, home / "guideline")
    (home / ".ci").mkdir()
    shutil.copy2(ROOT / ".ci" / "compare", home / ".ci" / "compare")
    git(home, "add", ".")
    git(home, "commit", "--quiet", "-m", "small")
    return home


def raise_threshold(home: Path) -> None:
    path = home / "guideline" / "thresholds.toml"
    path.write_text(path.read_text(encoding="utf-8").replace("value = 24", "value = 30"), encoding="utf-8")
    git(home, "commit", "--quiet", "-am", "a day is thirty hours")


def test_revisions_are_read_from_the_repository_that_holds_the_guideline(repository: Path) -> None:
    raise_threshold(repository)
    found = as_json("HEAD~1", "HEAD", "--guideline", repository / "guideline")
    assert [item["id"] for item in found["data"]] == ["one_day"]
    assert found["before"]["name"].startswith("HEAD~1 (")
    again = as_json("HEAD~1", "--guideline", repository / "guideline")
    assert again["after"]["name"].startswith("the guideline in use")
    assert again["changes"] == found["changes"]


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        ((), ["name a folder or a revision", "--as"]),
        (("mian",), ["'mian'", "did you mean main"]),
        (("HEAD~1",), ["at the revision HEAD~1 there is no folder guideline"]),
        (("HEAD", "HEADD"), ["'HEADD'", "did you mean HEAD"]),
        (("--as", "gull"), ["no such source", "did you mean gulls"]),
        (("--as", "sea"), ["gives no other number", "Sources are gulls"]),
        (("HEAD", "HEAD", "--as", "gulls"), ["with --as only one"]),
        (("HEAD", "--json", "--markdown", "-"), ["cannot both"]),
        (("HEAD", "--page", "nowhere/a.html"), ["there is no folder nowhere"]),
    ],
)
def test_what_is_not_there_is_wrong_usage_with_a_hint(
    repository: Path, arguments: tuple[str, ...], said: list[str]
) -> None:
    sources = repository / "guideline" / "sources.toml"
    gulls = '\n[gulls]\ntitle = "Gulls"\n[gulls.claims."gulls#1"]\nsays = "Later."\nseen = "memory"\n'
    sources.write_text(sources.read_text(encoding="utf-8") + gulls, encoding="utf-8")
    thresholds = repository / "guideline" / "thresholds.toml"
    text = thresholds.read_text(encoding="utf-8").replace("value = 24", 'differs = { "gulls#1" = 30 }\nvalue = 24')
    thresholds.write_text(text, encoding="utf-8")
    status, told = compare(*arguments, "--guideline", repository / "guideline")
    assert status == 2, told
    flat = " ".join(re.sub(r"[│╭╮╰╯─]", " ", told).split())
    for words in said:
        assert words in flat, told


def test_faults_of_both_guidelines_are_listed_at_once(other: Change_) -> None:
    first = other("triage.toml", 'when = "not cloudy"', 'when = "not clowdy"')
    second = other("triage.toml", 'when = "rough"', 'when = "ruff"', name="second")
    status, said = compare(first, second)
    assert status == 1
    assert "clowdy" in said
    assert "ruff" in said
    assert said.count("triage.toml:") == 2


# --- continuous integration ---


def ci(home: Path, *arguments: str, **more: str) -> tuple[int, str, str]:
    path = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
    env = {**os.environ, "PATH": path, **more}
    if "GITHUB_STEP_SUMMARY" not in more:
        env.pop("GITHUB_STEP_SUMMARY", None)
    done = subprocess.run(
        [str(home / ".ci" / "compare"), *arguments], env=env, capture_output=True, text=True, check=False
    )
    return done.returncode, done.stdout, done.stderr


@pytest.mark.slow
def test_a_clone_with_one_threshold_changed_reports_whom_it_affects(repository: Path, tmp_path: Path) -> None:
    clone = tmp_path / "clone"
    git(tmp_path, "clone", "--quiet", str(repository), str(clone))
    assert ci(clone) == (0, "", ""), "nothing changed, nothing said"
    git(clone, "switch", "--quiet", "-c", "longer-day")
    raise_threshold(clone)
    summary = tmp_path / "summary.md"
    summary.write_text("Before.\n", encoding="utf-8")
    status, said, _ = ci(clone, "", "--count", "500", GITHUB_STEP_SUMMARY=str(summary))
    text = summary.read_text(encoding="utf-8")
    assert (status, said) == (0, "")
    assert text.startswith("Before.\n# From ")
    assert "`one_day` changed" in text
    assert "clouds_that_stay" in text
    status, said, _ = ci(clone, "main", "--count", "500")
    assert status == 0
    assert "`one_day` changed" in said, "without a summary it goes to standard output"


@pytest.mark.slow
def test_what_cannot_be_compared_is_said_and_fails_nothing(repository: Path) -> None:
    status, said, told = ci(repository, "no-such-branch")
    assert (status, said) == (0, "")
    assert "no-such-branch" in told
    path = repository / "guideline" / "triage.toml"
    path.write_text(path.read_text(encoding="utf-8").replace('"rough"', '"ruff"'), encoding="utf-8")
    status, said, _ = ci(repository, "main")
    assert status == 0
    assert "cannot be compared" in said
    assert "ruff" in said


# --- the history ---


def test_the_newest_version_of_the_history_is_the_guidelines(tmp_path: Path) -> None:
    folder = loading.default_folder()
    history = (folder / "CHANGES.md").read_text(encoding="utf-8")
    versions = re.findall(r"^## (\d\S*)$", history, re.MULTILINE)
    assert versions[0] == tomli.loads((folder / "guideline.toml").read_text(encoding="utf-8"))["version"]
    assert re.findall(r"^## (.+)$", history, re.MULTILINE)[0] == "Unreleased"


def test_the_history_is_not_part_of_the_fingerprint(other: Change_) -> None:
    folder = other()
    (folder / "CHANGES.md").write_text("# Changes\n", encoding="utf-8")
    assert loading.read(folder).digest == loading.read(SMALL).digest

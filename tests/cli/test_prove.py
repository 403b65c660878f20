"""`lactwise prove` as people and scripts use it: who breaks a claim is told in words, with a command that shows her."""

import contextlib
import io
import json
import os
import pty
import shlex
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from lactwise.cli import main
from lactwise.proofs import built_in
from lactwise.proofs.smallest import Search, UndecidedError
from tests.planted import SMALL

Ran = tuple[int, str, str]
Run = Callable[..., Ran]
CLAIM = "wind_is_no_weather_to_sail_in"
SAYS = "Nobody sails in wind or hail."
NOT_SHOWN = "They do not show that a rule is\nmedically right, nor that a question is understood as it is meant.\n"
WORSE = """
[calm_seas_are_no_reason_to_go_out]
says = "Nobody with clouds for a day stays at home."
source = ["sea#1"]
if = "cloudy and hours >= one_day"
at_least = "days"
"""


@pytest.fixture
def lactwise(monkeypatch: pytest.MonkeyPatch) -> Run:
    """Runs the command in this process; gives its status, output and complaints."""

    def run(*arguments: str, typed: str = "") -> Ran:
        out, err = io.StringIO(), io.StringIO()
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(typed.encode())))
        status = 0
        with contextlib.redirect_stdout(out), contextlib.redirect_stderr(err):
            try:
                main(list(arguments))
            except SystemExit as left:
                status = int(left.code or 0)
        assert "Traceback" not in out.getvalue() + err.getvalue()
        return status, out.getvalue(), err.getvalue()

    return run


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A copy of the small guideline, in a folder whose name must be quoted."""
    return Path(shutil.copytree(SMALL, tmp_path / "the sea's guideline"))


@pytest.fixture
def unsound(folder: Path) -> Path:
    """The same, but hail alone is no longer a storm, and waves that grow are called better."""
    replace(folder / "triage.toml", 'when = "storm"', 'when = "windy or (hail and rough)"')
    replace(folder / "findings.toml", 'worse = { up_from = "tall" }', 'worse = { down_from = "tall" }')
    return folder


def replace(path: Path, old: str, new: str) -> None:
    text = path.read_text(encoding="utf-8")
    assert text.count(old) == 1
    path.write_text(text.replace(old, new), encoding="utf-8")


def failed(answer: dict[str, Any]) -> dict[str, dict[str, Any]]:
    return {item["id"]: item for item in answer["properties"] if not item["proved"]}


def shown(answer: dict[str, Any]) -> Iterator[dict[str, Any]]:
    """Every patient of every failure."""
    for item in failed(answer).values():
        for failure in item["failures"]:
            yield from (failure[key] for key in ("patient", "then") if key in failure)


# --- sound ---


def test_a_sound_guideline_is_proved_and_the_command_ends_well(lactwise: Run) -> None:
    status, out, err = lactwise("prove", "--guideline", str(SMALL))
    assert (status, err) == (0, "")
    count = len(built_in.PROPERTIES) + 1
    assert out.count("\n  proved  ") == count
    assert f"  proved  {SAYS}\n" in out
    assert f"\n{count} of {count} proved, in " in out
    assert "FAILED" not in out
    assert out.endswith(NOT_SHOWN)


def test_as_json_each_property_stands_with_its_sources_and_questions(lactwise: Run) -> None:
    status, out, err = lactwise("prove", "--json", "--guideline", str(SMALL))
    assert (status, err) == (0, "")
    answer = json.loads(out)
    assert set(answer) == {"guideline", "proved", "questions", "seconds", "properties"}
    assert answer["proved"] is True
    assert answer["guideline"]["version"] == "1"
    assert answer["guideline"]["digest"].startswith("sha256:")
    assert answer["questions"] == sum(item["questions"] for item in answer["properties"])
    assert [item["id"] for item in answer["properties"]] == [*(item.id for item in built_in.PROPERTIES), CLAIM]
    assert answer["properties"][-1] == {
        "id": CLAIM, "says": SAYS, "built_in": False, "sources": ["sea#1"],
        "proved": True, "questions": 1, "failures": [],
    }  # fmt: skip


# --- unsound ---


def test_who_breaks_a_claim_is_told_in_json_with_a_command_that_shows_her(lactwise: Run, unsound: Path) -> None:
    status, out, err = lactwise("prove", "--json", "--guideline", str(unsound))
    answer = json.loads(out)
    assert (status, err, answer["proved"]) == (1, "", False)
    assert set(failed(answer)) == {CLAIM, "worse_is_never_calmer"}
    (failure,) = failed(answer)[CLAIM]["failures"]
    assert (failure["about"], failure["how"]) == ("now", "broken")
    assert failure["patient"]["findings"] == {"hail": True}
    assert failure["patient"]["level"] == "home"
    told = list(shown(answer))
    assert len(told) == 3
    for patient in told:
        assert level_by(lactwise, patient["reproduce"]) == patient["level"]


def level_by(lactwise: Run, command: str) -> str:
    """The level that the command of a failure ends in."""
    echo, findings, pipe, program, *arguments = shlex.split(command)
    assert (echo, pipe, program) == ("echo", "|", "lactwise")
    status, out, _ = lactwise(*arguments, "--json", typed=findings)
    assert status == 0
    return str(json.loads(out)["level"])


def test_of_a_change_both_patients_are_told(lactwise: Run, unsound: Path) -> None:
    answer = json.loads(lactwise("prove", "--json", "--guideline", str(unsound))[1])
    (failure,) = failed(answer)["worse_is_never_calmer"]["failures"]
    assert failure["about"] == "wave, falling"
    assert failure["patient"]["findings"] == {"wave": 38.1}
    assert failure["patient"]["level"] == "today"
    assert failure["then"]["findings"] == {"wave": 10.1}
    assert failure["then"]["level"] == "home"


def test_the_command_runs_in_a_shell_as_it_is_printed(unsound: Path) -> None:
    environment = {**os.environ, "PATH": f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"}
    proved = run_in_shell(f"lactwise prove --guideline {shlex.quote(str(unsound))}", environment)
    assert proved.returncode == 1
    command = next(line.strip() for line in proved.stdout.splitlines() if '{"hail": true}' in line)
    again = run_in_shell(f"{command} --json", environment)
    assert json.loads(again.stdout)["level"] == "home"


def run_in_shell(command: str, environment: dict[str, str]) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        ["sh", "-c", command], env=environment, capture_output=True, text=True, check=False, timeout=60
    )


def test_in_words_the_property_and_the_patient_are_named(lactwise: Run, unsound: Path) -> None:
    status, out, _ = lactwise("prove", "--guideline", str(unsound))
    assert status == 1
    claim, worse = (out.index(f"\nFAILED  {id_}: ") for id_ in (CLAIM, "worse_is_never_calmer"))
    assert worse < claim
    assert f"  FAILED  {SAYS}\n" in out, "in the list too"
    told = out[claim:]
    assert told.startswith(f"\nFAILED  {CLAIM}: {SAYS}\n  now: this patient breaks it.\n")
    assert "patient: hail\n" in told
    assert "engine says home, provisional" in told
    assert "patient: waves 38.1 cm\n" in out[worse:claim]
    assert "and then: waves 10.1 cm\n" in out[worse:claim]
    count = len(built_in.PROPERTIES) + 1
    assert f"\n{count - 2} of {count} proved, in " in out
    assert out.endswith(NOT_SHOWN)


def test_what_nobody_meets_and_what_never_happens_are_said_so(lactwise: Run, folder: Path) -> None:
    replace(folder / "safety.toml", 'if = "windy or hail"', 'if = "windy and not windy"')
    replace(folder / "triage.toml", 'when = "not cloudy"', 'when = "hail"')
    status, out, _ = lactwise("prove", "--guideline", str(folder))
    assert status == 1
    assert "now: nobody meets the premise, so it says nothing." in out
    assert "clear_sky: cannot happen, though it should." in out
    answer = json.loads(lactwise("prove", "--json", "--guideline", str(folder))[1])
    assert failed(answer)[CLAIM]["failures"] == [{"about": "now", "how": "empty"}]


def test_a_solver_that_gives_up_proves_nothing(lactwise: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    def give_up(*_: object) -> bool:
        raise UndecidedError

    monkeypatch.setattr(Search, "can_be", give_up)
    status, out, _ = lactwise("prove", "--guideline", str(SMALL))
    assert status == 1
    assert "the solver gave up: neither proved nor refuted" in out
    assert f"\n0 of {len(built_in.PROPERTIES) + 1} proved, in " in out


# --- what is wrong with the file ---


def test_all_faults_of_safety_toml_are_told_at_once_with_line_and_remedy(lactwise: Run, folder: Path) -> None:
    (folder / "safety.toml").write_text(
        """
[unknown_names]
says = "Unknown names."
source = ["sea#1"]
if = "wendy"
at_least = "tody"

[unknown_key]
says = "An unknown key, and so nothing follows."
source = ["sea#1"]
shown = ["stay_ashore"]

[unsourced]
says = "Nobody said so."
level = "now"
""",
        encoding="utf-8",
    )
    for json_too in ([], ["--json"]):
        status, out, err = lactwise("prove", *json_too, "--guideline", str(folder))
        assert (status, out) == (1, "")
        for fault in (
            "5 faults in the guideline:",
            "safety.toml:5:1: unknown_names.if: wendy is not known. Did you mean windy?",
            "safety.toml:6:1: unknown_names.at_least: 'tody' is not a level. Did you mean today?",
            "safety.toml:8:1: unknown_key: nothing follows from it. Say what must hold, such as at_least.",
            "safety.toml:11:1: unknown_key.shown: the key shown is not known. Did you mean shows?",
            "safety.toml:13:1: unsourced.source: source is missing. Add source = a list of texts",
        ):
            assert fault in err, err


def test_more_claims_are_more_properties(lactwise: Run, folder: Path) -> None:
    with (folder / "safety.toml").open("a", encoding="utf-8") as file:
        file.write(WORSE)
    status, out, _ = lactwise("prove", "--guideline", str(folder))
    assert status == 0
    assert "  proved  Nobody with clouds for a day stays at home.\n" in out


# --- on a terminal ---


def test_the_bar_is_drawn_on_standard_error_and_never_between_the_verdicts() -> None:
    screen, terminal = pty.openpty()
    environment = {**os.environ, "TERM": "xterm-256color", "COLUMNS": "80"}
    child = subprocess.Popen(
        [sys.executable, "-m", "lactwise.cli", "prove", "--json", "--guideline", str(SMALL)],
        stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=terminal, env=environment,
    )  # fmt: skip
    os.close(terminal)
    out, _ = child.communicate(timeout=60)
    drawn = b""
    with contextlib.suppress(OSError):  # the other end is closed
        while piece := os.read(screen, 4096):
            drawn += piece
    os.close(screen)
    assert child.returncode == 0
    assert json.loads(out)["proved"] is True
    assert b"properties" in drawn

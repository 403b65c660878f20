"""The commands as people and scripts use them: what they print, where, and how they end; never a trace."""

import contextlib
import io
import json
import os
import pty
import shutil
import signal
import subprocess
import sys
import types
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

import lactwise as package
from lactwise import interview, publishing
from lactwise.cli import main
from lactwise.loading import default_folder, load
from lactwise.terminal import FAILED
from lactwise.wording import Words

Ran = tuple[int, str, str]
Run = Callable[..., Ran]
COMMAND = [sys.executable, "-m", "lactwise.cli"]
AMINA = {"redness": True, "warmth": True, "side": "left", "temperature_c": 38.9, "chills": True}
NGOZI = {"confusion": True}


@pytest.fixture
def lactwise(monkeypatch: pytest.MonkeyPatch) -> Run:
    """Runs the command in this process; gives its status, output and complaints."""

    def run(*arguments: str, typed: str = "") -> Ran:
        out, err = (io.TextIOWrapper(io.BytesIO(), encoding="ascii") for _ in range(2))
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(typed.encode()), encoding="ascii"))
        status = 0
        with contextlib.redirect_stdout(out), contextlib.redirect_stderr(err):
            try:
                main(list(arguments))
            except SystemExit as left:
                status = int(left.code or 0)
        for stream in (out, err):
            stream.flush()
        texts = [stream.buffer.getvalue().decode() for stream in (out, err)]  # type: ignore[attr-defined]
        assert "Traceback" not in texts[0] + texts[1]
        return status, texts[0], texts[1]

    return run


@pytest.fixture
def amina(tmp_path: Path) -> str:
    path = tmp_path / "amina.json"
    path.write_text(json.dumps(AMINA), encoding="utf-8")
    return str(path)


def flat(text: str) -> str:
    return " ".join(text.split())


# --- check ---


def test_check_says_in_one_line_what_was_loaded(lactwise: Run) -> None:
    status, out, err = lactwise("check")
    guideline = load()
    assert (status, err) == (0, "")
    assert out.count("\n") == 1
    assert out.startswith(f"Guideline {guideline.version} is sound: {len(guideline.findings)} findings")
    assert f"{len(guideline.rules)} rules" in out
    assert guideline.digest in out


def test_check_reports_the_faults_of_all_files_at_once(lactwise: Run, tmp_path: Path) -> None:
    folder = tmp_path / "guideline"
    shutil.copytree(default_folder(), folder)
    for name, fault in {"triage": "when = 'redness'\nlevel = 'soon'", "definitions": "when = 'rednes'"}.items():
        with (folder / f"{name}.toml").open("a", encoding="utf-8") as file:
            file.write(f"\n[made_up]\n{fault}\n")
    status, out, err = lactwise("check", "--guideline", str(folder))
    assert (status, out) == (1, "")
    for words in ("triage.toml:", "definitions.toml:", "'soon' is not a level", "rednes is not known", "redness"):
        assert words in err


def test_a_patient_is_told_to_call_when_the_guideline_itself_is_broken(lactwise: Run, tmp_path: Path) -> None:
    folder = tmp_path / "guideline"
    shutil.copytree(default_folder(), folder)
    (folder / "triage.toml").write_text("this is not TOML", encoding="utf-8")
    status, out, err = lactwise("--guideline", str(folder), "assess", "-", typed=json.dumps(NGOZI))
    assert (status, out) == (1, "")
    assert err.startswith(FAILED)
    assert "triage.toml:1" in err


# --- assess ---


def test_one_patient_is_assessed_in_words(lactwise: Run, amina: str) -> None:
    status, out, err = lactwise("assess", amina, "--place", "gb")
    assert (status, err) == (0, "")
    assert out.startswith("Phone now, and be seen within 12 hours, by ")
    assert "temperature 38.9 °C" in flat(out)


def test_the_same_patient_comes_as_json_in_the_fixed_shape(lactwise: Run, amina: str) -> None:
    status, out, _ = lactwise("assess", amina, "--json")
    answer = json.loads(out)
    assert status == 0
    assert answer == json.loads(json.dumps(interview.assess(load(), AMINA)))
    for key in ("level", "floor", "ceiling", "settled", "provisional", "see_by", "reasons", "next_question"):
        assert key in answer


def test_a_dash_reads_standard_input(lactwise: Run) -> None:
    status, out, _ = lactwise("assess", "-", "--place", "gb", typed=json.dumps(NGOZI))
    assert status == 0
    assert out.startswith("Call 999 now.")


def test_common_options_stand_before_or_after_the_command_and_the_later_counts(lactwise: Run) -> None:
    first_words = {
        ("--place", "gb", "assess", "-"): "Call 999 now.",
        ("assess", "-", "--place", "us"): "Call 911 now.",
        ("--place", "gb", "assess", "-", "--place", "us"): "Call 911 now.",
        ("--guideline", str(default_folder()), "--lang", "en", "--place", "nz", "assess", "-"): "Call 111 now.",
    }
    for arguments, expected in first_words.items():
        assert lactwise(*arguments, typed=json.dumps(NGOZI))[1].startswith(expected)


def test_the_audience_is_chosen_by_option(lactwise: Run, amina: str) -> None:
    assert "erythema" in lactwise("assess", amina, "--audience", "clinician")[1]
    assert "erythema" not in lactwise("assess", amina, "--audience", "parent")[1]


def test_a_case_with_an_id_is_assessed_alone_too(lactwise: Run) -> None:
    case = json.dumps({"id": "Ngozi", "findings": NGOZI})
    assert json.loads(lactwise("assess", "-", "--json", typed=case)[1])["id"] == "Ngozi"


# --- assess --batch ---


def test_a_batch_answers_each_line_in_order(lactwise: Run) -> None:
    cases: list[dict[str, Any]] = [{"id": 1, "findings": AMINA}, NGOZI, {"id": {"a": 3}, "findings": {}}]
    status, out, err = lactwise("assess", "--batch", "-", typed="\n".join(map(json.dumps, cases)))
    rows = [json.loads(line) for line in out.splitlines()]
    assert (status, err) == (0, "")
    assert [row["id"] for row in rows] == [1, None, {"a": 3}]
    assert [row["level"] for row in rows] == ["same_day", "emergency_now", interview.assess(load(), {})["level"]]
    assert {key: value for key, value in rows[0].items() if key != "id"} == json.loads(
        json.dumps(interview.assess(load(), AMINA))
    )


def test_an_empty_batch_is_done_at_once(lactwise: Run) -> None:
    assert lactwise("assess", "--batch", "-", typed="") == (0, "", "")


def test_a_batch_answers_a_line_before_the_next_has_come() -> None:
    with subprocess.Popen([*COMMAND, "assess", "--batch", "-"], stdin=subprocess.PIPE, stdout=subprocess.PIPE) as batch:
        assert batch.stdin is not None
        assert batch.stdout is not None
        for number, findings in enumerate((NGOZI, AMINA)):
            batch.stdin.write(json.dumps({"id": number, "findings": findings}).encode() + b"\n")
            batch.stdin.flush()
            assert json.loads(batch.stdout.readline())["id"] == number
        batch.stdin.close()
        assert batch.wait(30) == 0


def test_a_reader_that_leaves_early_causes_no_trace() -> None:
    lines = (json.dumps(NGOZI) + "\n") * 200
    with subprocess.Popen(
        [*COMMAND, "assess", "--batch", "-"], stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE
    ) as batch:
        assert batch.stdin is not None
        assert batch.stdout is not None
        assert batch.stderr is not None
        batch.stdin.write(lines.encode())
        batch.stdin.flush()
        assert json.loads(batch.stdout.readline())["level"] == "emergency_now"
        batch.stdout.close()
        with contextlib.suppress(BrokenPipeError):
            batch.stdin.write(lines.encode())
            batch.stdin.close()
        complaints = batch.stderr.read()
        batch.wait(30)
    assert complaints == b""


def test_ctrl_c_ends_a_batch_without_a_trace() -> None:
    with subprocess.Popen(
        [*COMMAND, "assess", "--batch", "-"], stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE
    ) as batch:
        assert batch.stdin is not None
        assert batch.stdout is not None
        assert batch.stderr is not None
        batch.stdin.write(json.dumps(NGOZI).encode() + b"\n")
        batch.stdin.flush()
        batch.stdout.readline()  # it is running
        batch.send_signal(signal.SIGINT)
        complaints = batch.stderr.read()
        assert batch.wait(30) == 130
    assert b"Traceback" not in complaints


def test_the_answers_of_a_watched_batch_go_to_the_file_and_the_bar_to_the_terminal(tmp_path: Path) -> None:
    cases, answers = tmp_path / "cases.jsonl", tmp_path / "answers.jsonl"
    cases.write_text((json.dumps(NGOZI) + "\n") * 30, encoding="utf-8")
    screen, terminal = pty.openpty()
    with answers.open("wb") as file:
        subprocess.run(
            [*COMMAND, "assess", "--batch", str(cases)], stdout=file, stderr=terminal, check=True, timeout=60
        )
    os.close(terminal)
    shown = read_terminal(screen)
    assert len(answers.read_bytes().splitlines()) == 30
    assert "patients" in shown
    assert "emergency_now" not in shown


def read_terminal(screen: int) -> str:
    """All that was shown on a terminal that is now closed on the other side."""
    shown = b""
    with contextlib.suppress(OSError):
        while piece := os.read(screen, 65536):
            shown += piece
    os.close(screen)
    return shown.decode()


# --- failures ---


def test_an_unforeseen_failure_tells_her_to_call_and_shows_no_trace(
    lactwise: Run, monkeypatch: pytest.MonkeyPatch, amina: str
) -> None:
    def broken(*_: object, **__: object) -> dict[str, Any]:
        raise ZeroDivisionError("made up")

    monkeypatch.setattr(interview, "assess", broken)
    status, out, err = lactwise("assess", amina)
    assert (status, out) == (1, "")
    assert err.startswith("If someone is very ill, call your emergency number now.")
    assert "ZeroDivisionError" in err
    monkeypatch.setenv("LACTWISE_DEBUG", "1")
    with pytest.raises(ZeroDivisionError):
        lactwise("assess", amina)


def test_an_unforeseen_failure_on_one_line_leaves_the_others_their_answers(
    lactwise: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    whole = interview.assess

    def fragile(guideline: Any, findings: Any, *rest: Any) -> dict[str, Any]:
        if "rigors" in findings:
            raise ZeroDivisionError("made up")
        return whole(guideline, findings, *rest)

    monkeypatch.setattr(interview, "assess", fragile)
    cases = [{"id": 1, "findings": NGOZI}, {"id": 2, "findings": {"rigors": True}}, {"id": 3, "findings": NGOZI}]
    status, out, _ = lactwise("assess", "--batch", "-", typed="\n".join(map(json.dumps, cases)))
    rows = [json.loads(line) for line in out.splitlines()]
    assert status == 1
    assert [row["id"] for row in rows] == [1, 2, 3]
    assert rows[1]["errors"] == [FAILED]
    assert rows[2]["level"] == "emergency_now"


def test_nothing_heavy_is_loaded_before_it_is_needed() -> None:
    heavy = "{'rich', 'litestar', 'granian', 'ibis', 'duckdb', 'polars', 'numpy', 'z3', 'lactwise.publishing'}"
    ran = subprocess.run(
        [sys.executable, "-c", f"import sys, lactwise.cli; print({heavy} & set(sys.modules))"],
        capture_output=True,
        text=True,
        check=True,
    )
    assert ran.stdout.strip() == "set()"


# --- publish and serve ---


def test_publish_writes_beside_the_guideline_and_check_says_what_is_stale(
    lactwise: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    folders: list[Path] = []
    faults = ["book.md is stale"]

    def write(_: Any, folder: Path) -> list[str]:
        folders.append(folder)
        return ["book.md"]

    monkeypatch.setattr(publishing, "write", write)
    monkeypatch.setattr(publishing, "check", lambda *_: faults)
    status, out, _ = lactwise("publish")
    assert (status, folders) == (0, [default_folder().resolve().parent / "published"])
    assert "book.md" in out
    status, out, err = lactwise("publish", "--check")
    assert (status, out) == (1, "")
    assert "book.md is stale" in err
    faults.clear()
    assert lactwise("publish", "--check")[0] == 0
    assert len(folders) == 1


def test_serve_listens_where_it_is_told(lactwise: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[tuple[str, int, Path]] = []
    web = types.ModuleType("lactwise.web")
    web.serve = lambda host, port, folder: asked.append((host, port, folder))  # type: ignore[attr-defined]
    monkeypatch.setitem(sys.modules, "lactwise.web", web)
    monkeypatch.setattr(package, "web", web, raising=False)
    assert lactwise("serve")[0] == 0
    assert lactwise("serve", "--host", "0.0.0.0", "--port", "9000")[0] == 0  # noqa: S104 - nothing is served here
    assert asked == [("127.0.0.1", 8000, default_folder()), ("0.0.0.0", 9000, default_folder())]  # noqa: S104


def test_an_address_in_use_is_a_message(lactwise: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    def taken(*_: object) -> None:
        raise OSError(98, "Address already in use")

    web = types.ModuleType("lactwise.web")
    web.serve = taken  # type: ignore[attr-defined]
    monkeypatch.setitem(sys.modules, "lactwise.web", web)
    monkeypatch.setattr(package, "web", web, raising=False)
    status, _, err = lactwise("serve")
    assert status == 1
    assert "Address already in use" in err


# --- the interview ---


def replies(told: dict[str, Any]) -> list[str]:
    """What someone types who knows just what is `told`: the rest is not so, or not sure."""
    answered: dict[str, Any] = {}
    typed = []
    guideline = load()
    while screen := interview.next_screen(guideline, answered):
        group = screen.singles[:1] or screen.ticks
        finding = guideline.findings[group[0]]
        if finding.kind == "yes_no":
            typed.append(" ".join(str(number) for number, name in enumerate(group, 1) if told.get(name)))
            answered |= {name: bool(told.get(name)) for name in group}
            continue
        value = told.get(finding.id, "unsure")
        answered[finding.id] = value
        number = finding.options.index(value) + 1 if value in finding.options else value
        typed.append("n" if value == "unsure" else str(number))
    return typed


def test_the_emergency_number_and_the_danger_signs_come_first(lactwise: Run) -> None:
    status, out, _ = lactwise("ask", "--place", "gb", typed="q\n")
    assert status == 0
    assert "call 999 now" in out.splitlines()[1]
    first = interview.next_screen(load(), {})
    assert first is not None
    assert first.id == "red_flags"
    for name in first.ticks:
        assert Words(load(), "gb").text("findings", name, "ask") in flat(out)


def test_an_emergency_ends_the_interview_at_once(lactwise: Run) -> None:
    ticks = interview.next_screen(load(), {}).ticks  # type: ignore[union-attr]
    status, out, _ = lactwise("ask", "--place", "gb", typed=f"{ticks.index('confusion') + 1}\n1\n1\n")
    assert status == 0
    assert out.count("> ") == 1
    assert "Stop here and get help:\n\nCall 999 now. Do not drive yourself." in out


def test_not_sure_about_a_danger_sign_counts_as_the_guideline_says(lactwise: Run) -> None:
    ticks = interview.next_screen(load(), {}).ticks  # type: ignore[union-attr]
    number = ticks.index("confusion") + 1
    for typed in (f"n{number}", f"n {number}", f"not sure {number}"):
        out = lactwise("ask", "--place", "gb", typed=typed + "\n")[1]
        assert "Call 999 now." in out
        assert f"Not sure: {load().texts['en']['findings']['confusion']['label']}" in flat(out)


def test_a_whole_interview_ends_with_the_note_that_its_answers_deserve(lactwise: Run) -> None:
    amina = {"breast_pain": True, **AMINA, "lactation": "breastfeeding", "baby_situation": "with_me", "pain": 5}
    beth = {
        **amina,
        "temperature_c": 37.0,
        "chills": False,
        "extent": "one_area",
        "hours_since_onset": 6,
        "trend": "same",
    }
    beth |= {"antibiotic_status": "none", "days_since_birth": 40, "answering_for": "self", "discharge": "milk"}
    for told, first in (
        (amina, "Phone now, and be seen within 12 hours"),
        (beth | {"episodes_before": 0}, "Care at home"),
    ):
        typed = replies(told)
        status, out, _ = lactwise("ask", "--place", "gb", typed="\n".join(typed) + "\n")
        assert status == 0
        assert out.count("> ") == len(typed)
        assert out.split("That was the last question. Nothing was stored.\n\n")[1].startswith(first)


def test_a_temperature_is_taken_in_either_unit_and_never_guessed(lactwise: Run) -> None:
    out = lactwise("ask", "--place", "gb", typed="\n102\n102 F\n")[1]
    assert "102 is too high for °C. If it is in °F, type 102 F." in out
    assert "Read as 38.9 °C." in out
    assert "(temperature 38.9 °C)" in flat(out)
    for typed in ("38,9", "38.9", "38.9 C", "102.0°F", "102 fahrenheit"):
        assert "temperature 38.9 °C" in flat(lactwise("ask", "--place", "gb", typed=f"\n{typed}\n")[1])


def test_a_fever_in_fahrenheit_is_the_same_fever(lactwise: Run) -> None:
    assert "Phone now, and be seen" in lactwise("ask", "--place", "us", typed="\n100.4 F\n")[1]
    assert "Phone now, and be seen" not in lactwise("ask", "--place", "us", typed="\n100.2 F\n")[1]


def test_times_are_taken_in_words(lactwise: Run) -> None:
    typed = replies({"temperature_c": 37.0, "lactation": "breastfeeding", "baby_situation": "with_me"})
    place = next(i for i, _ in enumerate(typed) if "days_since_birth" in singles_before(typed, i))
    for said, days in {
        "3 weeks": "21 days",
        "2 days 12 hours": "2.5 days",
        "36 hours": "1.5 days",
        "1 day": "1 day",
    }.items():
        out = lactwise("ask", typed="\n".join([*typed[:place], said]) + "\n")[1]
        assert f"Read as {days}." in out


def singles_before(typed: list[str], count: int) -> tuple[str, ...]:
    """The single questions of the screen shown after `count` replies of that someone."""
    guideline, answered = load(), {}
    for reply in typed[:count]:
        screen = interview.next_screen(guideline, answered)
        assert screen is not None
        group = screen.singles[:1] or screen.ticks
        finding = guideline.findings[group[0]]
        if finding.kind == "yes_no":
            answered |= dict.fromkeys(group, False)
        elif finding.kind == "choice":
            answered[finding.id] = "unsure" if reply == "n" else finding.options[int(reply) - 1]
        else:
            answered[finding.id] = "unsure" if reply == "n" else float(reply)
    screen = interview.next_screen(guideline, answered)
    return screen.singles[:1] if screen else ()


BAD_ANSWERS = {
    "99": "99 is not on the list. The list goes from 1 to",
    "0 1": "0 is not on the list.",
    "1 n1": "1 is marked both as true and as not sure.",
    "maybe": "“maybe” could not be read.",
    "1" * 150: "could not be read",
    "n": "“n” could not be read.",
    "1.5": "could not be read",
    "²": "could not be read",
}


@pytest.mark.parametrize("answer", BAD_ANSWERS)
def test_a_list_explains_an_answer_that_it_cannot_use_and_asks_again(lactwise: Run, answer: str) -> None:
    status, out, err = lactwise("ask", typed=f"{answer}\nq\n")
    assert (status, err) == (0, "")
    assert BAD_ANSWERS[answer] in flat(out)
    assert out.count("> ") == 2


@pytest.mark.parametrize(
    "answer", ["hot", "", "-3", "38.9 hours", "38.9 38.9", "1,000", "1e2", "3 weeks", "500 F", "12", "١٢"]
)
def test_a_number_explains_an_answer_that_it_cannot_use_and_asks_again(lactwise: Run, answer: str) -> None:
    status, out, err = lactwise("ask", "--place", "gb", typed=f"\n{answer}\n38.9 C\nq\n")
    assert (status, err) == (0, "")
    assert out.count("> ") == 4
    assert "Read as 38.9 °C." in out
    assert any(words in out for words in ("could not be read", "Please type an answer", "is out of range"))


def test_a_choice_is_taken_by_number_or_by_its_words_only(lactwise: Run) -> None:
    typed = "\nn\n\n"  # no danger sign, not measured, none of these: now a choice is asked
    option = load().texts["en"]["findings"]["lactation"]["options"]["breastfeeding"]
    for answer in ("1", "breastfeeding", option.upper()):
        assert f"giving milk: {option}" in flat(lactwise("ask", typed=f"{typed}{answer}\n")[1])
    for answer in ("9", "breast", "0", "1 2"):
        out = lactwise("ask", typed=f"{typed}{answer}\nq\n")[1]
        assert "not on the list" in out or "could not be read" in out


def test_a_question_mark_says_why_it_is_asked(lactwise: Run) -> None:
    ticks = interview.next_screen(load(), {}).ticks  # type: ignore[union-attr]
    why = [load().texts["en"]["findings"][name]["why"] for name in ticks]
    all_of_them = flat(lactwise("ask", typed="?\nq\n")[1])
    one_of_them = flat(lactwise("ask", typed="?3\nq\n")[1])
    assert all(words in all_of_them for words in why)
    assert why[2] in one_of_them
    assert why[0] not in one_of_them


def test_going_back_loses_nothing(lactwise: Run) -> None:
    out = lactwise("ask", "--place", "gb", typed="\n38.9\nb\nb\n\n\nq\n")[1]
    assert "Your answer was: None of these. Press Enter to keep it." in out
    assert "Your answer was: 38.9 °C. Press Enter to keep it." in out
    assert out.count("highest temperature") == 3
    assert "Phone your GP or midwife now" in flat(out), "the kept fever counts again"


def test_going_back_can_change_an_answer(lactwise: Run) -> None:
    out = lactwise("ask", "--place", "gb", typed="\n38.9\nb\n37.0\n")[1]
    assert "temperature 37.0 °C" in flat(out)
    assert "temperature 38.9 °C" not in flat(out)


def test_the_first_question_has_nothing_before_it(lactwise: Run) -> None:
    assert "This is the first question." in lactwise("ask", typed="b\nq\n")[1]


def test_leaving_says_that_nothing_is_stored_and_still_says_what_is_urgent(lactwise: Run) -> None:
    assert lactwise("ask", "--place", "gb", typed="q\n")[1].endswith("Stopped. Nothing was stored.\n")
    out = flat(lactwise("ask", "--place", "gb", typed="\n39\nq\n")[1])
    assert "Stopped. Nothing was stored. Phone your GP or midwife now" in out


def test_answers_that_end_early_are_a_beginning_and_not_a_plan(lactwise: Run) -> None:
    status, out, _ = lactwise("ask", "--place", "gb", typed="\n37.0\n")
    assert status == 0
    assert "There were no more answers. This is what is known so far.\n\nNot enough is known yet." in out


def test_a_terminal_gets_colour_and_the_headline_again_at_its_end(tmp_path: Path) -> None:
    path = tmp_path / "ngozi.json"
    path.write_text(json.dumps(NGOZI), encoding="utf-8")
    screen, terminal = pty.openpty()
    environment = {**os.environ, "TERM": "xterm-256color", "COLUMNS": "80"}
    environment.pop("NO_COLOR", None)
    child = subprocess.Popen(
        [*COMMAND, "assess", str(path), "--place", "gb"], stdout=terminal, env=environment, stdin=subprocess.DEVNULL
    )
    os.close(terminal)
    shown = read_terminal(screen)
    assert child.wait(30) == 0
    assert "\x1b[1;37;41mCall 999 now. Do not drive yourself." in shown
    assert shown.count("Call 999 now. Do not drive yourself.") == 2
    assert "\x1b[1mWhy\x1b[0m" in shown


def test_the_installed_command_runs_from_any_folder(tmp_path: Path) -> None:
    command = Path(sys.executable).parent / "lactwise"
    ran = subprocess.run([command, "check"], cwd=tmp_path, capture_output=True, text=True, check=False, timeout=60)
    assert (ran.returncode, ran.stderr) == (0, "")
    assert "is sound" in ran.stdout

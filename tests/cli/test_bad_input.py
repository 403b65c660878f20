"""Whatever is fed to `lactwise assess`: a clear message and a status, never a trace, and nothing is lost."""

import contextlib
import io
import json
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from lactwise.batch import LONGEST
from lactwise.cli import main
from lactwise.patient import STILL_ILL

Ran = tuple[int, str, str]
Run = Callable[..., Ran]
AMINA = {"redness": True, "warmth": True, "side": "left", "temperature_c": 38.9, "chills": True}


@pytest.fixture
def lactwise(monkeypatch: pytest.MonkeyPatch) -> Run:
    """Runs the command in this process; gives its status, output and complaints."""

    def run(*arguments: str, given: bytes = b"") -> Ran:
        out, err = (io.TextIOWrapper(io.BytesIO(), encoding="ascii") for _ in range(2))
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(given), encoding="ascii"))
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


BAD = {
    "a misspelt finding": (b'{"confusoin": true}', ["confusoin", "Did you mean confusion"]),
    "an unknown finding": (b'{"zzz": true}', ["zzz: there is no such finding"]),
    "a word for yes": (b'{"redness": "yes"}', ['redness: the text "yes"', "true, false"]),
    "a number for yes": (b'{"redness": 1}', ["redness: 1 is not an answer"]),
    "yes for a number": (b'{"temperature_c": true}', ["temperature_c: true is not a number"]),
    "a word for a number": (b'{"temperature_c": "hot"}', ['temperature_c: the text "hot"', "degC"]),
    "a number as text": (b'{"temperature_c": "38.9"}', ['temperature_c: the text "38.9" is not a number']),
    "no such option": (b'{"trend": "wrose"}', ["trend", "Did you mean worse", "better, same, worse"]),
    "out of range": (b'{"temperature_c": 55}', ["temperature_c: 55", "25 to 45"]),
    "negative time": (b'{"hours_since_onset": -1}', ["hours_since_onset: -1"]),
    "Fahrenheit": (b'{"temperature_c": 101.3}', ["101.3 looks like", "38.5 °C"]),
    "not a number": (b'{"temperature_c": NaN}', ["NaN, which is not a number"]),
    "infinity": (b'{"temperature_c": -Infinity}', ["-Infinity, which is not a number"]),
    "too large for a number": (b'{"temperature_c": 1e999}', ["temperature_c: inf"]),
    "a list as value": (b'{"redness": [true]}', ["redness: a list is not an answer"]),
    "an object as value": (b'{"trend": {"a": 1}}', ["trend: an object is not an option"]),
    "the same finding twice": (b'{"rigors": true, "rigors": false}', ["rigors: given twice"]),
    "not JSON": (b"temperature 38.9", ["is not JSON at line 1, column 1"]),
    "half an object": (b'{"redness": true', ["is not JSON"]),
    "two objects": (b'{"redness": true} {"rigors": true}', ["is not JSON"]),
    "Python": (b"{'redness': True}", ["is not JSON"]),
    "a hundred thousand brackets": (b"[" * 100_000, ["nested more than 30"]),
    "deep objects": (b'{"a":' * 100_000, ["nested more than 30"]),
    "a list": (b"[]", ["must be an object", "not a list"]),
    "a text": (b'"redness"', ["must be an object"]),
    "null": (b"null", ["must be an object"]),
    "nothing": (b"", ["the input is empty"]),
    "only spaces": (b" \n\t ", ["the input is empty"]),
    "bytes that are no letters": (b'{"redness": "\xff\xfe"}', ["is not UTF-8 at byte 14"]),
    "UTF-16": ('{"redness": true}'.encode("utf-16"), ["is not UTF-8"]),
    "a zero byte": (b"\x00", ["is not JSON"]),
    "a huge object": (b'{"redness": "' + b"a" * LONGEST + b'"}', ["Send one patient at a time"]),
    "a long object": (b'{"redness": "' + b"a" * 2_000_000 + b'"}', ["Send one patient at a time"]),
    "half a letter": (b'{"\\ud800": true}', ["there is no such finding"]),
    "findings that are a list": (b'{"id": 1, "findings": []}', ["must be an object"]),
    "a finding beside the findings": (b'{"findings": {}, "rigors": true}', ["rigors: stands beside findings"]),
    "an id among bare findings": (b'{"id": 1, "redness": true}', ["id: there is no such finding"]),
}


@pytest.mark.parametrize("name", BAD)
def test_bad_input_is_named_on_standard_error_and_ends_with_one(lactwise: Run, name: str) -> None:
    given, expected = BAD[name]
    status, out, err = lactwise("assess", "-", given=given)
    assert (status, out) == (1, "")
    for words in expected:
        assert words in err
    assert STILL_ILL in err, "whoever typed a wrong number may still be very ill"


@pytest.mark.parametrize("name", BAD)
def test_bad_input_in_a_batch_is_answered_in_its_place_with_the_same_words(lactwise: Run, name: str) -> None:
    given, expected = BAD[name]
    if b"\n" in given or "UTF-16" in name:
        given = given.replace(b"\n", b" ")
    good = json.dumps({"id": "Amina", "findings": AMINA}).encode()
    status, out, _ = lactwise("assess", "--batch", "-", given=b"\n".join([good, given, good]) + b"\n")
    rows = [json.loads(line) for line in out.splitlines()]
    assert status == 1
    assert [row.get("level") for row in rows] == ["same_day", None, "same_day"]
    for words in expected:
        assert words.replace("the input", "line 2") in "\n".join(rows[1]["errors"])


def test_a_number_too_large_to_compare_is_refused_without_a_trace(lactwise: Run) -> None:
    status, out, err = lactwise("assess", "-", given=b'{"age_years": 1' + b"0" * 400 + b"}")
    assert (status, out) == (1, "")
    assert "call your emergency number now" in err


def test_all_faults_of_one_patient_are_reported_together(lactwise: Run) -> None:
    beth = {"rednes": True, "temperature_c": 102, "trend": "bad", "lump": "no", "side": "left"}
    status, _, err = lactwise("assess", "-", given=json.dumps(beth).encode())
    assert status == 1
    for name in ("rednes", "temperature_c", "trend", "lump"):
        assert f"{name}: " in err
    assert "side" not in err


def test_what_is_unknown_or_unsure_is_no_fault(lactwise: Run) -> None:
    status, out, err = lactwise("assess", "-", given=b'\xef\xbb\xbf{"confusion": null, "faint": "unsure"}')
    assert (status, err) == (0, "")
    assert out.startswith("Call ")


def test_a_message_cannot_steer_the_terminal(lactwise: Run) -> None:
    _, _, err = lactwise("assess", "-", given=b'{"\\u001b]0;owned\\u0007\\u001b[2J": true}')
    assert "\x1b" not in err
    assert "\x07" not in err


WRONG = {
    "no file named": (["assess"], "Missing argument"),
    "a file that is not there": (["assess", "nobody.json"], "nobody.json cannot be read"),
    "a folder": (["assess", "."], "cannot be read"),
    "an unknown option": (["assess", "-", "--loud"], "--loud"),
    "an unknown command": (["diagnose"], "diagnose"),
    "an unknown place": (["assess", "-", "--place", "gbb"], "did you mean gb?"),
    "an unknown place before the command": (["--place", "xx", "assess", "-"], "--place"),
    "an unknown language": (["assess", "-", "--lang", "../en"], "Use one of"),
    "an unknown audience": (["assess", "-", "--audience", "doctor"], "audience"),
    "a guideline that is not there": (["--guideline", "nowhere", "check"], "nowhere"),
    "a port out of range": (["serve", "--port", "99999"], "port"),
}


@pytest.mark.parametrize("name", WRONG)
def test_wrong_usage_ends_with_two_and_says_what_is_wrong(lactwise: Run, name: str) -> None:
    arguments, expected = WRONG[name]
    status, out, err = lactwise(*arguments, given=b"{}")
    assert (status, out) == (2, "")
    assert expected in err


def test_a_broken_line_costs_no_other_patient_her_answer(lactwise: Run) -> None:
    lines = []
    for number in range(60):
        case = {"id": f"Ngozi {number}", "findings": {"confusion": True} if number % 2 else AMINA}
        lines.append("{" if number % 7 == 3 else json.dumps(case))
    status, out, err = lactwise("assess", "--batch", "-", given="\n".join(lines).encode())
    rows = [json.loads(line) for line in out.splitlines()]
    assert status == 1
    assert len(rows) == 60
    for number, row in enumerate(rows):
        if number % 7 == 3:
            assert row["id"] is None
            assert row["errors"]
        else:
            assert row["id"] == f"Ngozi {number}"
            assert row["level"] == ("emergency_now" if number % 2 else "same_day")
    assert "9 of 60 lines were bad" in err


def test_an_empty_line_gets_its_own_answer_and_a_last_line_end_gets_none(lactwise: Run) -> None:
    status, out, _ = lactwise("assess", "--batch", "-", given=b'\n{"confusion": true}\r\n\n')
    rows = [json.loads(line) for line in out.splitlines()]
    assert [row.get("level") for row in rows] == [None, "emergency_now", None]
    assert "line 1 is empty" in rows[0]["errors"][0]
    assert status == 1


def test_a_line_longer_than_any_patient_is_refused_and_the_next_is_read(lactwise: Run) -> None:
    given = b'{"a": "' + b"x" * (2 * LONGEST) + b'"}\n{"confusion": true}\n'
    status, out, _ = lactwise("assess", "--batch", "-", given=given)
    rows = [json.loads(line) for line in out.splitlines()]
    assert "Send one patient at a time" in rows[0]["errors"][0]
    assert rows[1]["level"] == "emergency_now"
    assert status == 1


def test_the_id_of_a_bad_case_comes_back_with_its_errors(lactwise: Run) -> None:
    _, out, _ = lactwise("assess", "--batch", "-", given=b'{"id": "Beth", "findings": {"rednes": true, "x": 1}}')
    row = json.loads(out)
    assert row["id"] == "Beth"
    assert [fault.split(":")[0] for fault in row["errors"]] == ["rednes", "x"]


def test_a_file_that_is_not_utf_8_is_named(lactwise: Run, tmp_path: Path) -> None:
    path = tmp_path / "amina.json"
    path.write_bytes(b'{"redness": true, "side": "l\xe9ft"}')
    status, _, err = lactwise("assess", str(path))
    assert status == 1
    assert f"{path} is not UTF-8 at byte 29" in err

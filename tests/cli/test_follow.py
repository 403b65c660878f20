"""`lactwise follow` tells a course of days: each check-in, what is due, and the note of now; never a trace."""

import contextlib
import io
import json
import os
import pty
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from lactwise.cli import main
from lactwise.episode import episode_of, follow
from lactwise.follow_chart import chart
from lactwise.follow_show import Shown, Wanted, words_there
from lactwise.loading import load
from lactwise.wording import Words
from tests.language.people import answers, interviewed

GUIDELINE = load()
Json = dict[str, Any]
Ran = tuple[int, str, str]
Run = Callable[..., Ran]

# Nadia, well, with a red patch: she looks after it, is no better, and then has a fever while on an antibiotic.
PATCH = interviewed(GUIDELINE, answers(GUIDELINE, redness=True, swelling=True, breast_pain=True, hours_since_onset=3))
AGAIN = {name: value for name, value in PATCH.items() if name != "hours_since_onset"}
NADIA: Json = {
    "started": "2026-03-01T20:00:00Z",
    "place": "gb",
    "checkins": [
        {"at": "2026-03-01T23:00:00Z", "findings": PATCH},
        {"at": "2026-03-02T09:00:00Z", "findings": AGAIN, "note": "slept a little\x1b[31m"},
        {"hours": 14, "events": ["antibiotic_started"], "medicines": [{"id": "paracetamol", "mg": 1000}]},
        {"at": "2026-03-02T22:00:00Z", "findings": {**AGAIN, "temperature_c": 38.4, "trend": "worse"}},
    ],
}


@pytest.fixture(autouse=True)
def in_london(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setenv("TZ", "Europe/London")
    time.tzset()
    yield
    monkeypatch.undo()
    time.tzset()


@pytest.fixture
def lactwise(monkeypatch: pytest.MonkeyPatch) -> Run:
    """Runs the command in this process on an episode; gives its status, output and complaints."""

    def run(*arguments: str, typed: object = NADIA) -> Ran:
        out, err = (io.TextIOWrapper(io.BytesIO(), encoding="ascii") for _ in range(2))
        text = typed if isinstance(typed, str) else json.dumps(typed)
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(text.encode()), encoding="ascii"))
        status = 0
        with contextlib.redirect_stdout(out), contextlib.redirect_stderr(err):
            try:
                main(["follow", *arguments])
            except SystemExit as left:
                status = int(left.code or 0)
        for stream in (out, err):
            stream.flush()
        texts = [stream.buffer.getvalue().decode() for stream in (out, err)]  # type: ignore[attr-defined]
        assert "Traceback" not in texts[0] + texts[1]
        return status, texts[0], texts[1]

    return run


def flat(text: str) -> str:
    return " ".join(text.split())


def blocks(text: str) -> list[str]:
    return [flat(block) for block in text.split("\n\n")]


# --- in words --------------------------------------------------------------------------------------------------------


def test_each_check_in_is_a_block_with_level_change_reason_and_times(lactwise: Run) -> None:
    status, out, err = lactwise("-")
    assert (status, err) == (0, "")
    first, second, event, third, due, taken, now, *note = blocks(out)
    assert first.startswith("1 March 2026, 23:00 · 3 hours after it began Care at home for now. - ")
    assert "What was said:" in first
    assert "Look again: 2 March 2026, 08:00." in first
    assert second.startswith("2 March 2026, 09:00 · 13 hours after it began “slept a little [31m” Phone as soon as")
    assert "Before: Care at home for now." in second
    assert "- The sore area is no better after 12 hours." in second
    assert "Be seen by 2 March 2026, 20:00." in second
    assert event.startswith("2 March 2026, 10:00 Antibiotic started paracetamol, 1,000 mg")
    assert third.startswith("2 March 2026, 22:00 · 26 hours after it began Phone now")
    assert "No longer: The sore area is no better after 12 hours." in third
    assert "temperature 38.4 °C" in third
    assert "Be seen by 2 March 2026, 20:00." in third, "the deadline of the morning is held"
    assert due.startswith("What to do, and when - Done: look again, 2 March 2026, 09:00.")
    assert "Overdue: be seen (Phone now, be seen today), 2 March 2026, 20:00." in due
    assert "next full dose: 2 March 2026, 14:00. In 24 hours: 1,000 mg. The most is 4,000 mg." in taken
    assert now == "How it stands: 2 March 2026, 22:00"
    assert note[0] == "Phone now, and be seen as soon as you can."


def test_no_line_is_longer_than_a_terminal_and_no_sign_steers_it(lactwise: Run) -> None:
    _, out, _ = lactwise("-")
    assert max(map(len, out.splitlines())) <= 78
    assert "\x1b" not in out


def test_a_look_that_is_due_later_is_planned_and_overdue_when_its_time_has_gone(lactwise: Run) -> None:
    early = {**NADIA, "checkins": NADIA["checkins"][:1]}
    assert "- Planned: look again, 2 March 2026, 08:00. Look at these then:" in flat(lactwise("-", typed=early)[1])
    late = lactwise("-", "--now", "2026-03-02T16:00:00Z", typed=early)[1]
    assert "- Overdue: look again, 2 March 2026, 08:00." in flat(late)
    assert "How it stands: 2 March 2026, 16:00" in late


def test_nothing_calm_is_said_while_too_little_is_known(lactwise: Run) -> None:
    little = {"checkins": [{"at": "2026-03-01T22:00:00Z", "findings": {"redness": True}}, NADIA["checkins"][3]]}
    _, out, _ = lactwise("-", typed=little)
    calm = GUIDELINE.texts["en"]["levels"][GUIDELINE.calmest]["title"]
    assert "Not enough is known yet." in blocks(out)[0]
    assert "Before: Not enough is known yet." in blocks(out)[1]
    assert calm not in out
    assert "Look again" not in blocks(out)[0]


def test_what_has_lapsed_is_to_be_asked_again(lactwise: Run) -> None:
    rows = [{"hours": 1, "findings": {"rigors": False, "redness": True}}, {"hours": 14, "findings": {"warmth": True}}]
    _, out, _ = lactwise("-", typed={**NADIA, "checkins": rows})
    assert "Asked too long ago to count, so ask again: shaking that cannot be stopped." in blocks(out)[1]
    assert "ask again" not in blocks(out)[0]


def test_the_words_are_those_of_the_place_in_the_file_unless_one_is_given(lactwise: Run) -> None:
    assert "Call 999 now for any of these" in lactwise("-")[1]
    assert "Call 911 now for any of these" in lactwise("-", "--place", "us")[1]
    assert words_there(Words(GUIDELINE), {"place": "nowhere"}).place.code == "generic"


@pytest.mark.parametrize("language", ["es", "fr", "ar"])
def test_a_course_is_told_in_every_language(lactwise: Run, language: str) -> None:
    status, out, _ = lactwise("-", "--lang", language)
    words = load(languages=("en", language)).texts[language]["interface"]["follow"]
    assert status == 0
    assert words["due_title"] in out
    assert words["now"].split("{")[0].strip() in out
    english = GUIDELINE.texts["en"]["interface"]["follow"]
    assert english["due_title"] not in out
    assert "be seen" not in out.casefold()


def test_to_a_clinician_the_terms_are_clinical(lactwise: Run) -> None:
    out = lactwise("-", "--audience", "clinician")[1]
    assert "erythema" in blocks(out)[0]


def test_times_without_a_zone_are_shown_as_they_were_written(lactwise: Run) -> None:
    rows = [{"at": "2026-07-01T22:30:00", "findings": PATCH}]
    assert lactwise("-", typed={"checkins": rows})[1].startswith("1 July 2026, 22:30")
    zoned = [{"at": "2026-07-01T22:30:00+00:00", "findings": PATCH}]
    assert lactwise("-", typed={"checkins": zoned})[1].startswith("1 July 2026, 23:30")


# --- as data and as a note -------------------------------------------------------------------------------------------


def test_as_json_it_is_the_course(lactwise: Run, tmp_path: Path) -> None:
    path = tmp_path / "nadia.json"
    path.write_text(json.dumps(NADIA), encoding="utf-8")
    status, out, _ = lactwise(str(path), "--json", "--place", "ie", "--now", "2026-03-03T08:00:00Z")
    now = int(datetime(2026, 3, 3, 8, tzinfo=UTC).timestamp() * 1000)
    assert status == 0
    assert json.loads(out) == json.loads(json.dumps(follow(GUIDELINE, episode_of(GUIDELINE, NADIA), "ie", now=now)))


def test_the_shape_of_the_interface_is_kept(lactwise: Run) -> None:
    """Started, and check-ins at a time or after hours: an assessment each, what changed, when to look again."""
    rows = [{"at": "2026-03-01T23:00:00Z", "findings": PATCH}, {"hours": 26, "findings": {"temperature_c": 39}}]
    course = json.loads(lactwise("-", "--json", typed={"started": NADIA["started"], "checkins": rows})[1])
    first, second = course["checkins"]
    assert first["assessment"]["follow_up"]["within_hours"] == 9
    assert second["changed"]["level"] == {"from": "self_care", "to": "same_day"}
    assert set(course) >= {
        "guideline",
        "started",
        "now",
        "closed",
        "can_close",
        "checkins",
        "current",
        "due",
        "medicines",
    }


def test_as_a_note_for_the_record_it_has_four_parts_and_the_course(lactwise: Run) -> None:
    status, out, _ = lactwise("-", "--soap")
    assert status == 0
    assert [line[0] for line in out.splitlines() if line[1:3] == ": "] == ["S", "O", "A", "P"]
    assert "1 March 2026, 23:00" in out
    assert "2 March 2026, 22:00" in out


def test_a_moment_before_the_last_entry_is_the_last_entry(lactwise: Run) -> None:
    assert lactwise("-", "--now", "2026-03-01T20:00:00Z") == lactwise("-")


def test_now_is_the_clock_of_this_machine(lactwise: Run) -> None:
    now = json.loads(lactwise("-", "--json", "--now", "now")[1])["now"]
    assert abs(datetime.now(UTC) - datetime.fromisoformat(now)).total_seconds() < 60


# --- bad input -------------------------------------------------------------------------------------------------------


def test_every_fault_of_a_file_is_told_at_once_with_what_to_do_if_she_is_ill(lactwise: Run) -> None:
    bad = {"checkins": [{"at": "x", "findings": {"rednes": True}}, {"hours": 2, "events": ["antibiotic_startd"]}]}
    status, out, err = lactwise("-", typed=bad)
    assert (status, out) == (1, "")
    for part in ('"x" is not a time', "Did you mean redness?", "antibiotic_started", "hours count from started"):
        assert part in err
    assert "call your emergency number now" in err


@pytest.mark.parametrize("text", ["", "[", "[]", "3", '{"checkins": [{"at": NaN}]}', "\x00"])
def test_what_is_no_episode_is_bad_input(lactwise: Run, text: str) -> None:
    status, out, err = lactwise("-", typed=text)
    assert (status, out) == (1, "")
    assert err


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (["-", "--now", "tomorrow"], "is not a time"),
        (["-", "--json", "--soap"], "cannot both"),
        (["-", "--place", "gg"], "there is no 'gg'"),
        (["nothing.json"], "cannot be read"),
        ([], "Missing argument"),
    ],
)
def test_wrong_usage_is_told(lactwise: Run, arguments: list[str], told: str) -> None:
    status, out, err = lactwise(*arguments)
    assert (status, out) == (2, "")
    assert told in flat(err)


# --- with a person at the terminal -----------------------------------------------------------------------------------


def test_the_chart_has_a_line_for_each_level_and_a_mark_for_each_check_in() -> None:
    shown = Shown(Words(GUIDELINE, "gb"), NADIA, Wanted())
    lines = dict(chart(shown.draft, shown.course, shown.clock, shown.when, 80))
    assert list(lines)[: len(GUIDELINE.levels)] == list(GUIDELINE.levels)
    marks = {level: line.count("●") for level, line in lines.items()}
    assert (marks["self_care"], marks["within_24h"], marks["same_day"]) == (1, 1, 1)
    assert marks["emergency_now"] == 0
    assert lines["self_care"].index("●") < lines["within_24h"].index("●") < lines["same_day"].index("●")
    assert "─" in lines["within_24h"]
    assert "1 March 2026, 23:00" in lines[""]
    assert all(len(line) <= 80 for line in lines.values())


def test_what_is_not_known_stands_on_no_level_of_the_chart() -> None:
    rows = [{"hours": 1, "findings": {"redness": True}}, {"hours": 3, "findings": {"warmth": True}}]
    shown = Shown(Words(GUIDELINE), {**NADIA, "checkins": rows}, Wanted())
    lines = list(chart(shown.draft, shown.course, shown.clock, shown.when, 80))
    assert not any("●" in line or "○" in line for level, line in lines if level)
    assert any(line.startswith("Not enough was known") and line.count("○") == 2 for _, line in lines)
    alone = Shown(Words(GUIDELINE), {**NADIA, "checkins": rows[:1]}, Wanted())
    assert list(chart(alone.draft, alone.course, alone.clock, alone.when, 80)) == []


def test_a_person_at_a_terminal_sees_the_chart_first(tmp_path: Path) -> None:
    path = tmp_path / "nadia.json"
    path.write_text(json.dumps(NADIA), encoding="utf-8")
    master, slave = pty.openpty()
    command = [sys.executable, "-m", "lactwise.cli", "follow", str(path)]
    environment = {**os.environ, "TERM": "xterm", "COLUMNS": "90"}
    with subprocess.Popen(command, stdout=slave, stderr=slave, env=environment) as process:
        os.close(slave)
        parts = []
        with contextlib.suppress(OSError):  # Linux says so when the other end is closed
            while part := os.read(master, 65_536):
                parts.append(part)
        os.close(master)
    out = b"".join(parts).decode()
    assert process.returncode == 0
    assert out.index("●") < out.index("hours after it began") < out.index("How it stands")

"""Does the phone reckon time exactly as Python does?

In: random episodes of every kind, and the steps of published cases. Out: equal findings, lapses, levels, deadlines,
looks, doses and what is due, to the millisecond. The assessment of one moment is compared by test_browser_agrees.py;
here it is cut to what decides, so that ten thousand episodes take less than a minute.
"""

import json
import random
import subprocess
from collections.abc import Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from itertools import islice
from pathlib import Path
from typing import Any

import pytest

from lactwise import episode as timed
from lactwise.engine import machine_of, words_of
from lactwise.episode import HOUR, episode_of, follow, iso, moment_of
from lactwise.loading import load
from lactwise.model import Guideline
from lactwise.publish import model_json
from lactwise.reading import Findings
from tests.agreement.test_browser_agrees import difference, plain, published_cases
from tests.episodes import random_episodes

ROOT = Path(__file__).parents[2]
FEW, MANY, WHOLE = 1_000, 10_000, 60
SEED = 20_263
BATCH = 100
ELSEWHERE = ThreadPoolExecutor(1)
Json = dict[str, Any]
Asked = tuple[Json, int | None]


@pytest.fixture(scope="module")
def guideline() -> Guideline:
    return load()


class Phone:
    """The app's modules in one Node."""

    def __init__(self, folder: Path, guideline: Guideline) -> None:
        names = []
        for name in ("evaluator", "episode"):  # the app's files have no package.json to call them modules
            text = (
                (ROOT / "app" / f"{name}.js").read_text(encoding="utf-8").replace("./evaluator.js", "./evaluator.mjs")
            )
            (folder / f"{name}.mjs").write_text(text, encoding="utf-8")
            names.append((folder / f"{name}.mjs").as_uri())
        command = ["node", str(ROOT / "tests" / "follow.mjs"), *names]
        self.node = subprocess.Popen(
            command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, encoding="utf-8"
        )
        self.say({"model": model_json.build(guideline), "texts": model_json.texts(guideline)})

    def say(self, content: Json) -> None:
        assert self.node.stdin is not None
        self.node.stdin.write(json.dumps(content) + "\n")
        self.node.stdin.flush()

    def ask(self, episodes: list[Asked], whole: bool) -> list[Json]:
        assert self.node.stdout is not None
        self.say({"episodes": episodes, "whole": whole})
        line = self.node.stdout.readline()
        assert line, "Node has stopped; what it said stands above"
        answers: list[Json] = json.loads(line)
        return answers

    def stop(self) -> None:
        for stream in (self.node.stdin, self.node.stdout):
            if stream is not None:
                stream.close()
        self.node.wait()


@pytest.fixture(scope="module")
def phone(tmp_path_factory: pytest.TempPathFactory, guideline: Guideline) -> Iterator[Phone]:
    phone = Phone(tmp_path_factory.mktemp("app"), guideline)
    yield phone
    phone.stop()


def what_decides(guideline: Guideline, findings: Findings, *_: object) -> Json:
    """The part of an assessment on which a course depends, worked out by the same engine in a tenth of the time."""
    machine = machine_of(guideline)
    reading = machine.read(findings)
    urgency = machine.triage(reading)
    held = machine.rules_held(reading)
    see_by = machine.see_by(urgency.level, held, reading.counted)
    words = words_of(guideline, "generic", "en")
    look = None if urgency.provisional else machine.follow_up(urgency.level, reading, words, see_by)
    reasons = machine.forced_reasons(reading, urgency.level, words)
    reasons += [{"rule": rule.id} for rule in held if rule.level == urgency.level]
    return {
        "level": urgency.level,
        "provisional": urgency.provisional,
        "settled": urgency.settled,
        "see_by": {"hours": see_by},
        "follow_up": look,
        "reasons": reasons,
    }


def brief(row: Json) -> Json:
    assessment, look = row["assessment"], row["assessment"]["follow_up"]
    told = {key: assessment[key] for key in ("level", "provisional", "settled", "see_by")}
    told["look"] = look and [look["id"], look["within_hours"]]
    told["reasons"] = [reason["rule"] for reason in assessment["reasons"]]
    return {**row, "assessment": told}


def shown(course: Json, whole: bool) -> Json:
    """The course as the phone tells it; what is asked next of clinicians, the phone does not know."""
    rows = [*course["checkins"], course["current"]]
    if whole:
        for row in rows:
            for key in ("next_question", "unanswered", "advice"):
                row["assessment"].pop(key, None)
        return course
    return {**course, "checkins": [brief(row) for row in course["checkins"]], "current": brief(course["current"])}


def compare(phone: Phone, guideline: Guideline, episodes: Iterable[Asked], whole: bool = False) -> list[Json]:
    """The courses, all equal. The first difference fails the test, in words."""
    found: list[Json] = []
    rest = iter(episodes)
    while chunk := list(islice(rest, BATCH)):
        asked = ELSEWHERE.submit(phone.ask, chunk, whole)  # while Node works on one core, Python does on the other
        courses = [follow(guideline, episode_of(guideline, given), audience="parent", now=now) for given, now in chunk]
        for (given, now), course, answer in zip(chunk, courses, asked.result(), strict=True):
            assert answer.pop("faults") == [], json.dumps(given)
            if whole:
                shown(answer, whole)
            fault = difference(plain(shown(course, whole)), answer)
            assert not fault, f"{fault}\nnow {now}, episode {json.dumps(given)}"
            found.append(course)
    return found


def at_random_moments(guideline: Guideline, count: int, seed: int) -> Iterator[Asked]:
    """Episodes, half of them as they stand some hours after, or before, their last entry."""
    chance = random.Random(seed)
    for given in random_episodes(guideline, count, seed):
        entries = episode_of(guideline, given).entries
        last = entries[-1].at if entries else 1_772_000_000_000
        later = last + chance.choice((-5 * HOUR, 1, 90_001, HOUR, 6 * HOUR, 11 * HOUR, 25 * HOUR, 200 * HOUR))
        yield given, (later if chance.random() < 0.5 else None)


@pytest.fixture
def quick_assessment(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(timed.interview, "assess", what_decides)


def of_all_kinds(courses: list[Json]) -> None:
    """The random episodes reach what the comparison is for."""
    rows = [row for course in courses for row in (*course["checkins"], course["current"])]
    due = {(item["kind"], item["status"]) for course in courses for item in course["due"]}
    assert len({row["assessment"]["level"] for row in rows}) == 5
    assert {row["breast"] for row in rows} == {None, "left", "right"}
    assert due >= {("look", status) for status in ("planned", "due", "overdue", "done")}
    assert due >= {("be_seen", status) for status in ("due", "overdue", "done", "no_longer")}
    assert sum(bool(row["lapsed"]) for row in rows) > len(rows) / 10
    assert sum(bool(row["derived"]) for row in rows) > len(rows) / 50
    assert {True, False} <= {course["closed"] is None for course in courses}
    assert any(course["can_close"] for course in courses)
    assert sum(len(course["medicines"]) for course in courses) > len(courses) / 4
    held = [row for row in rows if row["see_by"]["hours"] < row["assessment"]["see_by"]["hours"]]
    assert len(held) > len(rows) / 50


def test_a_thousand_random_episodes_go_alike(phone: Phone, guideline: Guideline, quick_assessment: None) -> None:
    of_all_kinds(compare(phone, guideline, at_random_moments(guideline, FEW, SEED)))


@pytest.mark.slow
def test_ten_thousand_random_episodes_go_alike(phone: Phone, guideline: Guideline, quick_assessment: None) -> None:
    assert len(compare(phone, guideline, at_random_moments(guideline, MANY, SEED + 1))) == MANY


def test_the_whole_of_some_courses_is_alike(phone: Phone, guideline: Guideline) -> None:
    assert len(compare(phone, guideline, at_random_moments(guideline, WHOLE, SEED + 2), whole=True)) == WHOLE


def test_a_difference_of_a_hundredth_of_an_hour_would_be_found(phone: Phone, guideline: Guideline) -> None:
    given = {"started": "2026-03-01T20:00:00Z", "checkins": [{"hours": 1, "findings": {"redness": True}}]}
    (answer,) = phone.ask([(given, None)], whole=True)
    later = {**given, "checkins": [{"hours": 1.01, "findings": {"redness": True}}]}
    course = follow(guideline, episode_of(guideline, later), audience="parent")
    assert difference(plain(course["checkins"][0]["findings"]), answer["checkins"][0]["findings"])


# --- the steps of published cases ------------------------------------------------------------------------------------

STEPPED = [case for case in published_cases() if len(case.get("episode", ())) > 1]


def as_episode(guideline: Guideline, case: Json) -> Json:
    """The case as a file: at each step the earlier answers are given again; numbers of time run on by themselves."""
    said: dict[str, Any] = {}
    rows = []
    for step in case["episode"]:
        said |= case["findings"] if not step["hours"] else {}
        said |= step["findings"]
        given = {
            id_: value
            for id_, value in said.items()
            if not rows or guideline.findings[id_].unit not in ("hours", "days") or id_ in step["findings"]
        }
        rows.append({"at": iso(moment_at(step["hours"])), "findings": given})
    return {"checkins": rows}


def moment_at(hours: float) -> int:
    start = moment_of("2026-03-01T20:00:00Z")
    assert start is not None
    return start[0] + round(hours * HOUR)


@pytest.mark.parametrize("case", STEPPED, ids=[case["id"] for case in STEPPED])
def test_each_step_of_a_published_case_comes_to_a_level_that_is_acceptable(
    case: Json, guideline: Guideline, phone: Phone
) -> None:
    given = as_episode(guideline, case)
    rows = compare(phone, guideline, [(given, None)], whole=True)[0]["checkins"]
    steps = {iso(moment_at(step["hours"])): step for step in case["episode"]}
    assert len(rows) == len(steps)
    for row in rows:
        step = steps[row["at"]]
        assert row["assessment"]["level"] in step["acceptable_dispositions"], (
            f"at {step['hours']} hours: {step['basis']}"
        )


def test_there_are_published_cases_with_steps() -> None:
    assert len(STEPPED) >= 3

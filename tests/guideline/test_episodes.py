"""Each worked episode comes out as worked out by hand, and every rule of the course is walked past in time."""

import shutil
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from lactwise.case_episodes import FOLDER, Step, WorkedEpisode, load_episodes, rows_of, unmet
from lactwise.episode import episode_of, follow, moment_of
from lactwise.language import Compare, Name, walk
from lactwise.loading import default_folder, load
from lactwise.problems import GuidelineError

GUIDELINE = load()
COURSE = GUIDELINE.course
EPISODES = load_episodes()
each_episode = pytest.mark.parametrize("episode", EPISODES, ids=[episode.id for episode in EPISODES])
Json = dict[str, Any]
HOUR = 3_600_000
NEAR = 1.0  # hours that count as just before or just after


@pytest.fixture(scope="module")
def courses() -> dict[str, Json]:
    return {item.id: follow(GUIDELINE, episode_of(GUIDELINE, item.given)) for item in EPISODES}


@pytest.fixture(scope="module")
def rows() -> dict[str, list[tuple[Step, Json]]]:
    return {item.id: rows_of(GUIDELINE, item) for item in EPISODES}


@each_episode
def test_a_worked_episode_comes_out_as_expected(
    episode: WorkedEpisode, courses: dict[str, Json], rows: dict[str, list[tuple[Step, Json]]]
) -> None:
    assert len(rows[episode.id]) == len(episode.steps)
    for number, (step, row) in enumerate(rows[episode.id], 1):
        reasons = [reason["rule"] for reason in row["assessment"]["reasons"]]
        assert unmet(step, row) == [], f"check-in {number}: {row['assessment']['level']}, because {reasons}"
    course = courses[episode.id]
    assert episode.closed in (None, course["closed"] is not None)
    assert episode.can_close in (None, course["can_close"])


@each_episode
def test_a_provisional_check_in_carries_no_plan(episode: WorkedEpisode, courses: dict[str, Json]) -> None:
    for row in courses[episode.id]["checkins"]:
        if row["assessment"]["provisional"]:
            assert row["assessment"]["advice"] == []
            assert row["assessment"]["follow_up"] is None


def test_an_episode_is_told_in_one_sentence() -> None:
    for episode in EPISODES:
        assert episode.who.endswith("."), episode.id
        assert episode.who[0].isupper(), episode.id
        assert len(episode.who) <= 160, episode.id


# --- nothing of the course is untried --------------------------------------------------------------------------------


class Crossing(NamedTuple):
    """A clock compared with a number of hours, in a rule, a definition, a look or the closing."""

    clock: str
    threshold: str


def crossings() -> Iterator[Crossing]:
    g = GUIDELINE
    nodes = [item.when for item in (*g.rules.values(), *g.definitions.values(), *g.follow_ups.values())]
    for part in (part for node in nodes for part in walk(node) if isinstance(part, Compare)):
        names = [item.name for item in part.operands if isinstance(item, Name)]
        for clock in set(names) & set(COURSE.clocks):
            yield from (Crossing(clock, name) for name in names if name in g.thresholds)
    for item in (*g.rules.values(), *g.follow_ups.values()):
        if item.limit is not None and item.clock is not None:
            yield Crossing(item.clock, item.limit)


CROSSINGS = sorted(set(crossings()))


@pytest.mark.parametrize("crossing", CROSSINGS, ids=" ".join)
def test_check_ins_stand_just_before_at_and_just_after_each_time_of_a_clock(
    crossing: Crossing, courses: dict[str, Json]
) -> None:
    limit = GUIDELINE.thresholds[crossing.threshold].value
    found = [row["findings"].get(crossing.clock) for course in courses.values() for row in course["checkins"]]
    hours = [value for value in found if isinstance(value, int | float)]
    assert any(limit - NEAR <= value < limit for value in hours), f"none just before {limit:g} hours"
    assert limit in hours, f"none at {limit:g} hours"
    assert any(limit < value <= limit + NEAR for value in hours), f"none just after {limit:g} hours"


def after(time: str) -> int:
    moment = moment_of(time)
    assert moment is not None
    return moment[0]


@pytest.mark.parametrize("look", GUIDELINE.follow_ups)
def test_each_look_is_planned_before_its_time_due_at_it_and_overdue_after_its_grace(
    look: str, courses: dict[str, Json]
) -> None:
    """As it stands for someone who was given this look and then waits."""
    found = [
        (episode, item)
        for episode in EPISODES
        for item in courses[episode.id]["due"]
        if item["kind"] == "look" and item["id"] == look
    ]
    assert found, "it is the next look for nobody"
    episode, item = found[0]
    at, since = after(item["at"]), after(item["since"])
    whole = episode_of(GUIDELINE, episode.given)
    until = replace(whole, entries=tuple(entry for entry in whole.entries if entry.at <= since))
    assert COURSE.overdue_after is not None
    grace = round(GUIDELINE.thresholds[COURSE.overdue_after].value * HOUR)
    times = {at - 1: "planned", at: "due", at + grace: "due", at + grace + 1: "overdue"}
    for now, status in times.items():
        rows_ = follow(GUIDELINE, until, now=now)["due"]
        due = next(row for row in rows_ if (row["kind"], row["since"]) == ("look", item["since"]))
        assert (due["id"], due["status"]) == (look, status)
        assert due["ask"] == list(GUIDELINE.follow_ups[look].ask)


def all_rows(courses: dict[str, Json]) -> Iterator[Json]:
    for course in courses.values():
        yield from (*course["checkins"], course["current"])


@pytest.mark.parametrize("measure", COURSE.trend.measures if COURSE.trend else ())
def test_each_measure_makes_the_trend_worse_in_a_worked_episode_and_does_not_in_another(
    measure: str, courses: dict[str, Json]
) -> None:
    trend = COURSE.trend
    assert trend is not None
    measured = [row for row in all_rows(courses) if measure in row["findings"]]
    risen = [row for row in measured if measure in row["derived"].get(trend.finding, ())]
    assert risen, "it rises in none"
    assert any(trend.finding not in row["derived"] for row in measured)


def entries() -> Iterator[Json]:
    for episode in EPISODES:
        yield from episode.given["checkins"]


@pytest.mark.parametrize("event", COURSE.events)
def test_each_event_happens_in_a_worked_episode(event: str) -> None:
    assert any(event in row.get("events", ()) for row in entries())


@pytest.mark.parametrize("medicine", COURSE.medicines)
def test_each_painkiller_is_taken_in_a_worked_episode(medicine: str) -> None:
    assert any(dose["id"] == medicine for row in entries() for dose in row.get("medicines", ()))


@pytest.mark.parametrize("finding", COURSE.derived)
def test_what_follows_from_the_course_does_in_a_worked_episode(finding: str, courses: dict[str, Json]) -> None:
    assert any(finding in row["derived"] for row in all_rows(courses))


def test_earlier_episodes_count_or_do_not_and_may_be_of_the_same_spot(courses: dict[str, Json]) -> None:
    earlier = COURSE.earlier
    assert earlier is not None
    counted = {row["findings"].get(earlier.number) for row in all_rows(courses)}
    assert counted >= {1, 2}
    assert any(item.get("other_child") for episode in EPISODES for item in episode.given.get("earlier", ()))
    with_earlier = [courses[item.id]["current"]["findings"] for item in EPISODES if item.given.get("earlier")]
    assert {findings.get(earlier.same_place) for findings in with_earlier} >= {True, None}


def test_episodes_are_closed_reopened_and_not_yet_to_be_closed(courses: dict[str, Json]) -> None:
    assert {item.closed for item in EPISODES} >= {True, False}
    assert {item.can_close for item in EPISODES} >= {True, False}
    assert any(course["closed"] for course in courses.values())


def test_a_deadline_is_held_and_ended_by_a_visit_in_worked_episodes(courses: dict[str, Json]) -> None:
    held = [
        row
        for course in courses.values()
        for row in course["checkins"]
        if row["see_by"]["hours"] < row["assessment"]["see_by"]["hours"]
    ]
    assert held
    due = [item for course in courses.values() for item in course["due"] if item["kind"] == "be_seen"]
    assert {item["status"] for item in due} >= {"done", "no_longer"}


def test_answers_lapse_and_hold_and_two_breasts_differ_in_worked_episodes(courses: dict[str, Json]) -> None:
    assert any(step.lapsed for episode in EPISODES for step in episode.steps)
    assert any(step.not_lapsed for episode in EPISODES for step in episode.steps)
    assert {row["breast"] for row in all_rows(courses)} >= {None, "left", "right"}


def test_there_are_times_to_walk_past() -> None:
    assert Crossing("hours_since_onset", "conservative_care") in CROSSINGS
    assert Crossing("antibiotic_hours", "antibiotic_limit") in CROSSINGS
    assert len(CROSSINGS) > 8


# --- the files of episodes --------------------------------------------------------------------------------------------

ADA = """[ada]
who = "Ada."
started = 2026-03-01T20:00:00Z
"""
ONE = "[[ada.checkins]]\nhours = 3\n"


def told(text: str) -> str:
    with pytest.raises(GuidelineError) as caught:
        load_episodes(text=text)
    return str(caught.value)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (ADA + ONE + "findings = { rednes = true }\n", "did you mean redness"),
        (ADA + ONE + "findings = { redness = true }\n", "level is missing"),
        (ADA + ONE + "levle = 'self_care'\n", "did you mean level"),
        (ADA + ONE + "rules = ['early_pach']\n", "did you mean early_patch"),
        (ADA + ONE + "look = 'daily_lok'\n", "did you mean daily_look"),
        (ADA + ONE + "lapsed = ['rigor']\n", "did you mean rigors"),
        (ADA + ONE + "found = { pain = 11 }\n", "out of range"),
        (ADA + ONE + "found = 3\n", "write a table"),
        (ADA + ONE + "again = 1\n", "write true or false"),
        (ADA + ONE + "events = ['antibiotic_startd']\n", "antibiotic_started"),
        (ADA + ONE + "medicines = [{ id = 'aspirin', mg = 300 }]\n", "is not a dose"),
        (ADA + ONE + "at = 2026-03-01T23:00:00Z\n", "either at, a time, or hours"),
        (ADA + "[[ada.checkins]]\nat = 2026-03-01T23:00:00\n", "name their zone"),
        (ADA + "[[ada.checkins]]\nbreast = 'both'\nhours = 1\n", "neither left nor right"),
        (ADA, "checkins is missing"),
        (ADA + "like = 'weel'\n" + ONE, "did you mean well"),
        (ADA + "startd = 1\n" + ONE, "did you mean started"),
        ("[ada]\nstarted = 2026-03-01T20:00:00Z\n" + ONE, "who is missing"),
        ("ada = 1\n", "a value, not a table"),
        ("[ada\n", "not TOML"),
    ],
)
def test_a_fault_in_an_episode_is_told_with_its_file_and_remedy(text: str, said: str) -> None:
    found = told(text)
    assert said.casefold() in found.casefold()
    assert f"cases/{FOLDER}text.toml:" in found


def test_a_fault_is_told_with_the_line_of_its_own_check_in() -> None:
    second = ONE + "[[ada.checkins]]\nhours = 5\nsettled = 1\n"
    assert f"cases/{FOLDER}text.toml:8:" in told(ADA + second)


def test_all_faults_of_a_file_are_told_at_once() -> None:
    text = ADA + ONE + "settled = 1\nrules = ['nothing']\n[bea]\n" + ONE.replace("ada", "bea")
    assert told(text).startswith("3 faults")


def test_again_gives_the_answers_of_the_entry_before_anew() -> None:
    rows = """findings = { redness = true, pain = 3 }
no = ["lump"]
level = "self_care"
[[ada.checkins]]
hours = 5
again = true
findings = { pain = 4 }
unknown = ["lump"]
level = "self_care"
[[ada.checkins]]
hours = 6
again = true
level = "self_care"
[[ada.checkins]]
hours = 7
findings = { warmth = true }
level = "self_care"
"""
    (ada,) = load_episodes(text=ADA + ONE + rows)
    assert [row["findings"] for row in ada.given["checkins"]] == [
        {"redness": True, "pain": 3, "lump": False},
        {"redness": True, "pain": 4},
        {"redness": True, "pain": 4},
        {"warmth": True},
    ]


def test_an_episode_may_start_from_what_a_file_of_cases_shares() -> None:
    text = ADA.replace("started", "like = 'well'\nstarted") + ONE + "level = 'self_care'\n"
    (ada,) = load_episodes(text=text + "[[ada.checkins]]\nhours = 5\nfindings = { pain = 2 }\nlevel = 'self_care'\n")
    first, second = (row["findings"] for row in ada.given["checkins"])
    assert first["rigors"] is False
    assert second == {"pain": 2}


def test_what_is_expected_and_does_not_come_out_is_named() -> None:
    wrong = ADA + ONE + "findings = { confusion = true }\nlevel = 'self_care'\nsee_by = 3\nlook = 'daily_look'\n"
    (ada,) = load_episodes(text=wrong + "lapsed = ['pain']\nnot_lapsed = ['rigors']\nfound = { confusion = false }\n")
    ((step, row),) = rows_of(GUIDELINE, ada)
    assert unmet(step, row) == ["level", "see_by", "look", "lapsed", "found"]


@pytest.fixture
def written(tmp_path: Path) -> Callable[..., Path]:
    """A copy of the guideline whose episodes are the given files."""

    def write(**files: str) -> Path:
        folder = tmp_path / "guideline"
        shutil.copytree(default_folder(), folder, ignore=shutil.ignore_patterns("episodes"))
        (folder / "cases" / "episodes").mkdir()
        for name, text in files.items():
            (folder / "cases" / "episodes" / f"{name}.toml").write_text(text, encoding="utf-8")
        return folder

    return write


def test_an_episode_stands_in_one_file_only(written: Callable[..., Path]) -> None:
    with pytest.raises(GuidelineError, match=r"ada is also in episodes/first\.toml"):
        load_episodes(written(first=ADA + ONE, second=ADA + ONE))

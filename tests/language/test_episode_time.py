"""Time in an episode is reckoned from the moments themselves: no zone, order, clock or later entry changes it."""

import copy
import random
from collections.abc import Iterable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from lactwise.episode import HOUR, Episode, episode_of, follow, iso, moment_of, reduced
from lactwise.loading import load
from lactwise.patient import InputError
from tests.episodes import BEGUN, QUARTERS, ZONES, Maker, at_hours, entries, episodes, written

GUIDELINE = load()
COURSE = GUIDELINE.course
EPISODES = episodes(GUIDELINE)
LATER = at_hours(200)
Json = dict[str, Any]
quickly = settings(max_examples=40, deadline=None)


def read(given_: Json) -> Episode:
    return episode_of(GUIDELINE, given_)


def told(given_: Json, now: int | None = LATER) -> Json:
    return follow(GUIDELINE, read(given_), now=now)


# --- order, zone and clock -------------------------------------------------------------------------------------------


@quickly
@given(EPISODES, st.randoms(use_true_random=False))
def test_check_ins_in_any_order_give_the_same_course(episode: Json, chance: random.Random) -> None:
    turned = copy.deepcopy(episode)
    chance.shuffle(turned["checkins"])
    assert told(turned) == told(episode)


def in_zone(episode: Json, zone: Any, hours: bool = False) -> Json:
    """The same episode as a phone in another zone writes it, or in hours since its start."""
    start = datetime.fromisoformat(episode["started"])
    rows = []
    for row in episode["checkins"]:
        moment = start + timedelta(hours=row["hours"])
        rest = {key: value for key, value in row.items() if key != "hours"}
        rows.append(rest | ({"hours": row["hours"]} if hours else {"at": written(moment, zone)}))
    return {**episode, "started": written(start, zone), "checkins": rows}


@quickly
@given(EPISODES, st.sampled_from([*ZONES, None]), st.booleans())
def test_the_same_episode_in_another_zone_gives_the_same_course(episode: Json, zone: Any, hours: bool) -> None:
    assert told(in_zone(episode, zone, hours)) == told(episode)


@pytest.mark.parametrize(
    ("evening", "morning", "gone"),
    [
        ("2026-03-28T22:00:00", "2026-03-29T08:00:00", 9),  # the night of 29 March is an hour short in London
        ("2026-10-24T22:00:00", "2026-10-25T08:00:00", 11),  # that of 25 October an hour long
    ],
)
def test_across_a_change_of_clocks_real_hours_count(evening: str, morning: str, gone: int) -> None:
    london = ZoneInfo("Europe/London")
    began, after = (datetime.fromisoformat(text).replace(tzinfo=london) for text in (evening, morning))
    patch = {"redness": True, "warmth": True}
    as_written = {"started": began.isoformat(), "checkins": [{"at": after.isoformat(), "findings": patch}]}
    in_hours = {"started": began.isoformat(), "checkins": [{"hours": gone, "findings": patch}]}
    for episode in (as_written, in_hours):
        (row,) = told(episode, now=None)["checkins"]
        assert row["hours"] == gone
        assert row["findings"]["hours_since_onset"] == gone
        assert row["at"] == iso((after.astimezone(UTC) - datetime(1970, 1, 1, tzinfo=UTC)) // timedelta(milliseconds=1))


def test_the_hour_that_comes_twice_is_told_apart_by_its_zone() -> None:
    first, second = "2026-10-25T01:30:00+01:00", "2026-10-25T01:30:00+00:00"
    episode = {
        "checkins": [{"at": second, "findings": {"redness": False}}, {"at": first, "findings": {"redness": True}}]
    }
    rows = told(episode, now=None)["checkins"]
    assert [row["findings"]["redness"] for row in rows] == [True, False]
    assert moment_of(second)[0] - moment_of(first)[0] == HOUR  # type: ignore[index]


def test_times_with_and_without_a_zone_are_not_mixed() -> None:
    with pytest.raises(InputError) as caught:
        read({"started": "2026-03-01T20:00:00", "checkins": [{"at": "2026-03-01T21:00:00Z", "findings": {}}]})
    assert "zone" in caught.value.faults[0]


@quickly
@given(EPISODES, st.integers(1, 400))
def test_a_clock_that_was_set_back_stands_still_at_the_last_entry(episode: Json, back: int) -> None:
    last = max(entry.at for entry in read(episode).entries)
    assert told(episode, now=last - back * HOUR) == told(episode, now=None) == told(episode, now=last)


# --- what later, empty and corrected entries do ----------------------------------------------------------------------


@quickly
@given(
    EPISODES,
    QUARTERS,
    st.sampled_from([{}, {"findings": {}}, {"note": "slept a little"}, {"findings": {"lump": None}}]),
)
def test_an_entry_that_says_nothing_changes_nothing(episode: Json, hours: float, nothing: Json) -> None:
    more = {**episode, "checkins": [*episode["checkins"], {"hours": hours, **nothing}]}
    assert told(more) == told(episode)


@quickly
@given(EPISODES, entries(GUIDELINE), st.floats(0.25, 60))
def test_a_later_entry_never_changes_what_was_said_at_earlier_ones(episode: Json, later: Json, gap: float) -> None:
    last = max(row["hours"] for row in episode["checkins"])
    more = {**episode, "checkins": [*episode["checkins"], {**later, "hours": last + gap}]}
    before = told(episode)["checkins"]
    assert told(more)["checkins"][: len(before)] == before


@quickly
@given(EPISODES, entries(GUIDELINE), st.booleans())
def test_an_entry_taken_back_was_never_there(episode: Json, extra: Json, again: bool) -> None:
    start = read(episode).started
    assert start is not None
    first, second = (iso(start + hours * HOUR) for hours in (300, 301))
    versions = [{**extra, "id": "x", "written": first}, {**extra, "id": "x", "written": second, "deleted": True}]
    more = {**episode, "checkins": [*(reversed(versions) if again else versions), *episode["checkins"]]}
    assert told(more) == told(episode)


@quickly
@given(EPISODES, entries(GUIDELINE), entries(GUIDELINE))
def test_of_an_entry_in_two_versions_the_one_written_last_counts(episode: Json, one: Json, other: Json) -> None:
    start = read(episode).started
    assert start is not None
    old = {**one, "id": "x", "written": iso(start + 300 * HOUR)}
    new = {**other, "id": "x", "written": iso(start + 301 * HOUR)}
    both = {**episode, "checkins": [new, *episode["checkins"], old]}
    only = {**episode, "checkins": [*episode["checkins"], new]}
    assert told(both) == told(only)


# --- answers that lapse, numbers that go on --------------------------------------------------------------------------

LAPSING = sorted(item.id for item in GUIDELINE.findings.values() if item.valid_hours is not None)


def an_answer(id_: str) -> Any:
    finding = GUIDELINE.findings[id_]
    if finding.kind == "yes_no":
        return False
    return finding.options[0] if finding.kind == "choice" else finding.range[0] if finding.range else 0


@pytest.mark.parametrize("id_", LAPSING)
def test_an_answer_past_its_hours_is_unknown_and_listed_and_never_no(id_: str) -> None:
    finding = GUIDELINE.findings[id_]
    valid = finding.valid_hours
    assert valid is not None
    episode = read({"started": written(BEGUN, UTC), "checkins": [{"hours": 1, "findings": {id_: an_answer(id_)}}]})
    holds = reduced(GUIDELINE, episode, at_hours(1 + valid))
    assert holds.findings[id_] == an_answer(id_)
    assert id_ not in holds.lapsed
    gone = reduced(GUIDELINE, episode, at_hours(1 + valid) + 1)
    assert id_ not in gone.findings
    assert gone.lapsed == (id_,)


@quickly
@given(EPISODES, st.integers(0, 4 * 150))
def test_whatever_was_answered_is_known_lapsed_or_set_aside_by_a_later_answer(episode: Json, quarter: int) -> None:
    made = read(episode)
    moment = at_hours(quarter / 4)
    found = reduced(GUIDELINE, made, moment)
    assert not set(found.lapsed) & set(found.findings)
    for id_, finding in GUIDELINE.findings.items():
        said = [entry for entry in made.entries if entry.at <= moment and id_ in entry.findings and not entry.breast]
        fresh = [
            entry for entry in said if finding.valid_hours is None or moment - entry.at <= finding.valid_hours * HOUR
        ]
        if said and not fresh and not any(entry.breast for entry in made.entries) and id_ not in WORKED_OUT:
            assert id_ not in found.findings or set_by_an_event(made, id_, moment)
            assert id_ in found.lapsed or id_ in found.findings


WORKED_OUT = {*COURSE.clocks, *COURSE.derived, COURSE.trend.finding if COURSE.trend else ""}


def set_by_an_event(episode: Episode, id_: str, moment: int) -> bool:
    """Whether an event or a painkiller still says so."""
    valid = GUIDELINE.findings[id_].valid_hours
    entries_ = (entry for entry in episode.entries if entry.at <= moment)
    fresh = (entry for entry in entries_ if valid is None or moment - entry.at <= valid * HOUR)
    return any(
        id_ in sets
        for entry in fresh
        for sets in (
            *(COURSE.events[event].sets for event in entry.events),
            *(COURSE.medicines[dose.id].sets for dose in entry.medicines),
        )
    )


def test_what_hangs_on_a_lapsed_answer_has_lapsed_with_it() -> None:
    gated = [item for item in GUIDELINE.findings.values() if item.only_if is not None and item.id == "lump_tender"]
    assert gated, "the lump and what is asked about it"
    start = written(BEGUN, UTC)
    episode = read(
        {
            "started": start,
            "checkins": [{"hours": 0, "findings": {"lump": True}}, {"hours": 20, "findings": {"lump_tender": True}}],
        }
    )
    found = reduced(GUIDELINE, episode, at_hours(25))
    assert set(found.lapsed) == {"lump", "lump_tender"}
    assert "lump_tender" not in found.findings


@pytest.mark.parametrize("clock", sorted(COURSE.clocks))
@pytest.mark.parametrize(("hours", "shown"), [(0, 10), (4, 14), (4.126, 14.12), (1 / 3600, 10)])
def test_a_clock_goes_on_by_itself_and_is_rounded_down(clock: str, hours: float, shown: float) -> None:
    finding = GUIDELINE.findings[clock]
    needed = {"lump_hours": {"lump": True}, "antibiotic_hours": {"antibiotic_status": "taking"}}.get(clock, {})
    episode = read({"checkins": [{"at": written(BEGUN, UTC), "findings": {clock: 10, **needed}}]})
    assert finding.unit == "hours"
    assert reduced(GUIDELINE, episode, at_hours(hours)).findings[clock] == pytest.approx(shown, abs=1e-9)


@quickly
@given(st.lists(st.tuples(QUARTERS, st.sampled_from((0, 1, 5, 20, 47.5))), min_size=1, max_size=5), QUARTERS)
def test_a_clock_counts_from_the_earliest_moment_ever_given(said: list[tuple[float, float]], later: float) -> None:
    rows = [{"at": written(BEGUN + timedelta(hours=at), UTC), "findings": {"hours_since_onset": n}} for at, n in said]
    moment = at_hours(100 + later)
    began = min(at_hours(at) - int(number * HOUR) for at, number in said)
    high = GUIDELINE.findings["hours_since_onset"].range
    assert high is not None
    expected = min((moment - began) * 100 // HOUR / 100, high[1])
    assert reduced(GUIDELINE, read({"checkins": rows}), moment).findings["hours_since_onset"] == expected


@quickly
@example({"started": "2026-03-01T20:00:00Z", "checkins": [{"hours": 50, "findings": {"hours_since_onset": 2}}]})
@given(EPISODES)
def test_a_shorter_answer_never_starts_a_clock_anew(episode: Json) -> None:
    moments: Iterable[int] = range(at_hours(0), at_hours(110), 5 * HOUR)
    seen = -1.0
    for moment in moments:
        known = reduced(GUIDELINE, read(episode), moment).findings.get("hours_since_onset")
        if isinstance(known, int | float):
            assert known >= seen
            seen = known


# --- the trend: a measure that has risen, and never one that has fallen ----------------------------------------------


@pytest.mark.parametrize("measure", sorted(COURSE.trend.measures) if COURSE.trend else [])
@pytest.mark.parametrize(("apart", "rise", "worse"), [(0, 0, True), (0, -1, False), (1, 0, False), (-1, 1, True)])
def test_worse_is_a_measure_risen_by_its_number_within_its_hours(
    measure: str, apart: int, rise: int, worse: bool
) -> None:
    trend, numbers = COURSE.trend, GUIDELINE.thresholds
    assert trend is not None
    item = trend.measures[measure]
    step = 0.1 if GUIDELINE.findings[measure].unit == "degC" else 0.5
    floor = 0.0 if item.floor is None else numbers[item.floor].value
    low = max(floor, 3 if measure != "temperature_c" else 36.0)
    high = low + numbers[item.rise].value + rise * step
    parents = {"lump": True, "redness": True, "breast_pain": True}
    window = int(numbers[trend.within].value * HOUR) + apart
    rows = [
        {"at": iso(at_hours(0)), "findings": {measure: low, trend.finding: "better", **parents}},
        {"at": iso(at_hours(0) + window), "findings": {measure: round(high, 2), trend.finding: "better", **parents}},
    ]
    found = reduced(GUIDELINE, read({"checkins": rows}), at_hours(0) + window)
    assert (found.findings[trend.finding] == trend.worse) == worse
    assert (found.derived.get(trend.finding) == (measure,)) == worse


@quickly
@given(EPISODES, st.integers(0, 4 * 110))
def test_measures_never_make_the_trend_better(episode: Json, quarter: int) -> None:
    """Without the measures the trend is the same or not worse; nothing but her word says better."""
    trend = COURSE.trend
    assert trend is not None
    moment = at_hours(quarter / 4)
    found = reduced(GUIDELINE, read(episode), moment).findings.get(trend.finding)
    bare = copy.deepcopy(episode)
    for row in bare["checkins"]:
        row["findings"] = {k: v for k, v in row.get("findings", {}).items() if k not in trend.measures}
    hers = reduced(GUIDELINE, read(bare), moment).findings.get(trend.finding)
    assert found in (hers, trend.worse)


# --- many at once ----------------------------------------------------------------------------------------------------


def test_random_episodes_of_every_kind_are_read_and_followed() -> None:
    chance = random.Random(5)
    maker = Maker(GUIDELINE, chance)
    for _ in range(60):
        made = maker.episode(earlier=True)
        turned = copy.deepcopy(made)
        chance.shuffle(turned["checkins"])
        one, other = (follow(GUIDELINE, read(item)) for item in (made, turned))
        assert one == other
        assert one["now"] >= max((row["at"] for row in one["checkins"]), default="")


def test_an_episode_is_not_changed_by_following_it() -> None:
    made = read(Maker(GUIDELINE, random.Random(6)).episode(earlier=True))
    before = replace(made)
    follow(GUIDELINE, made)
    assert made == before

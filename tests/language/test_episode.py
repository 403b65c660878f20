"""In an episode nothing is lost or softened: levels, deadlines, looks, doses, and what is due."""

import copy
from collections.abc import Iterator
from datetime import UTC, timedelta
from itertools import pairwise
from typing import Any

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from lactwise.cases import load_cases
from lactwise.episode import HOUR, Episode, episode_of, follow, iso, moment_of
from lactwise.episode_file import one_of
from lactwise.language import Name
from lactwise.loading import load
from lactwise.model import Value
from lactwise.patient import InputError
from tests.episodes import BEGUN, at_hours, episodes, written
from tests.language.people import answers, interviewed

GUIDELINE = load()
COURSE = GUIDELINE.course
LEVELS = list(GUIDELINE.levels)
EPISODES = episodes(GUIDELINE)
ROUNDING = HOUR // 100  # elapsed time is rounded down to hundredths of an hour
Json = dict[str, Any]
quickly = settings(max_examples=40, deadline=None)
START = BEGUN.isoformat()


def read(given_: Json) -> Episode:
    return episode_of(GUIDELINE, given_)


def told(given_: Json, now: int | None = None) -> Json:
    return follow(GUIDELINE, read(given_), now=now)


def urgency(row: Json) -> int:
    return GUIDELINE.urgency[row["assessment"]["level"]]


def after(text: str) -> int:
    moment = moment_of(text)
    assert moment is not None
    return moment[0]


def asked_all(**said: Value) -> dict[str, Value]:
    """All that Ama is asked when she says so."""
    return interviewed(GUIDELINE, answers(GUIDELINE, **said))


def episode(*rows: Json, **more: Any) -> Json:
    return {"started": START, "checkins": list(rows), **more}


# --- worse is never calmer -------------------------------------------------------------------------------------------


def worse_pairs(id_: str) -> Iterator[tuple[Value, Value]]:
    """An answer and a worse one: yes for no, a higher temperature or pain, a worse trend."""
    finding = GUIDELINE.findings[id_]
    if isinstance(finding.worse, bool):
        yield not finding.worse, finding.worse
    elif isinstance(finding.worse, list):
        yield from ((one, other) for n, one in enumerate(finding.worse) for other in finding.worse[n + 1 :])
    elif isinstance(finding.worse, dict) and "up_from" in finding.worse and finding.range:
        edge = GUIDELINE.thresholds[finding.worse["up_from"]].value
        low = (
            GUIDELINE.thresholds[finding.worse["down_from"]].value if "down_from" in finding.worse else finding.range[0]
        )
        for value in (low, edge - 1, edge, edge + 0.5):
            yield value, min(max(edge, value + 0.5), finding.range[1])


WORSE = [
    (id_, *pair) for id_, item in GUIDELINE.findings.items() if item.worse is not None for pair in worse_pairs(id_)
]


@settings(max_examples=100, deadline=None)
@given(episodes(GUIDELINE, with_breasts=False), st.data())
def test_a_worse_answer_at_the_same_moment_never_lowers_the_level(made: Json, data: st.DataObject) -> None:
    asked = [n for n, row in enumerate(made["checkins"]) if row.get("findings")]
    assume(asked)
    place = data.draw(st.sampled_from(asked))
    moment = iso(at_hours(made["checkins"][place]["hours"]))
    id_, better, worse = data.draw(st.sampled_from(WORSE))
    rows: list[Json] = []
    for value in (better, worse):
        changed = copy.deepcopy(made)
        said = changed["checkins"][place]["findings"]
        said[id_] = value
        gate = GUIDELINE.findings[id_].only_if
        if isinstance(gate, Name):
            said[gate.name] = True  # else "no" would say nothing, and "yes" more than it
        rows += [row for row in told(changed)["checkins"] if row["at"] == moment]
    calm, grave = rows
    assert urgency(grave) <= urgency(calm), f"{id_}: {better} gives a more urgent level than {worse}"


# --- deadlines and looks ---------------------------------------------------------------------------------------------


def asks_to_be_seen(row: Json) -> bool:
    return row["assessment"]["level"] != GUIDELINE.calmest and not row["assessment"]["provisional"]


def of_entries_at(made: Json, hours: float) -> list[str]:
    return [event for row in made["checkins"] if row["hours"] == hours for event in row.get("events", ())]


@settings(max_examples=60, deadline=None)
@given(EPISODES, st.lists(st.integers(1, 4 * 30), min_size=1, max_size=4))
def test_asking_again_with_the_same_answers_never_moves_a_deadline_later(made: Json, quarters: list[int]) -> None:
    answered = [row for row in made["checkins"] if row.get("findings")]
    assume(answered)
    last = max(made["checkins"], key=lambda row: row["hours"])["hours"]
    assume(not any(COURSE.events[event].seen for event in of_entries_at(made, last)))
    again = {key: value for key, value in answered[-1].items() if key in ("findings", "breast")}
    hours = last
    more = copy.deepcopy(made)
    more["checkins"].append({**again, "hours": hours})
    for quarter in quarters:
        hours += quarter / 4
        more["checkins"].append({**copy.deepcopy(again), "hours": hours})
    rows = [row for row in told(more)["checkins"] if after(row["at"]) >= at_hours(last)]
    held = None
    for row in rows:
        if not asks_to_be_seen(row):
            held = None if row["assessment"]["level"] == GUIDELINE.calmest else held
            continue
        assert held is None or after(row["see_by"]["at"]) <= held
        held = after(row["see_by"]["at"])


def test_a_held_deadline_ends_with_a_visit_and_not_with_asking_again() -> None:
    patch = asked_all(redness=True, swelling=True, breast_pain=True, trend="same", hours_since_onset=13)
    again = {name: value for name, value in patch.items() if name != "hours_since_onset"}
    rows = [{"hours": 13, "findings": patch}, {"hours": 16, "findings": again}, {"hours": 20, "findings": again}]
    limit = iso(at_hours(GUIDELINE.thresholds["conservative_care"].value))
    assert [row["see_by"]["at"] for row in told(episode(*rows))["checkins"]] == [limit] * 3
    assert [row["see_by"]["hours"] for row in told(episode(*rows))["checkins"]] == [11, 8, 4]
    late = {"hours": 30, "findings": again}
    held = told(episode(*rows, late))["checkins"][-1]
    assert held["assessment"]["level"] == "same_day"
    assert (held["see_by"]["at"], held["see_by"]["hours"]) == (limit, 0), "she was to be seen six hours ago"
    seen = told(episode(*rows, {"hours": 25, "events": ["seen"]}, late))["checkins"][-1]
    assert seen["see_by"]["hours"] == GUIDELINE.thresholds["be_seen_same_day"].value


@quickly
@given(EPISODES)
def test_a_look_limited_by_a_clock_never_falls_after_its_limit(made: Json) -> None:
    for row in told(made)["checkins"]:
        look = row["assessment"]["follow_up"]
        item = GUIDELINE.follow_ups[look["id"]] if look else None
        gone = row["findings"].get(item.clock) if item and item.clock else None
        if item is None or item.limit is None or not isinstance(gone, int | float):
            continue
        limit = GUIDELINE.thresholds[item.limit].value
        assert look["within_hours"] <= max(0.0, limit - gone) + 0.01


def test_a_look_asked_for_again_and_again_stays_where_its_clock_puts_it() -> None:
    patch = asked_all(redness=True, swelling=True, breast_pain=True, trend="better", hours_since_onset=1)
    again = {name: value for name, value in patch.items() if name != "hours_since_onset"}
    rows = [{"hours": 1, "findings": patch}, *({"hours": hours, "findings": again} for hours in (4, 7.5, 11.9))]
    due = [item for item in told(episode(*rows))["due"] if item["kind"] == "look"]
    first = GUIDELINE.thresholds["self_check"].value
    assert {item["id"] for item in due} == {"first_look_at_a_patch"}
    assert {item["at"] for item in due} == {iso(at_hours(first))}
    assert [item["status"] for item in due] == ["done", "done", "done", "planned"]


# --- due, overdue, done ----------------------------------------------------------------------------------------------


@quickly
@given(EPISODES, st.lists(st.integers(0, 4 * 200), min_size=2, max_size=6))
def test_what_is_done_never_returns_and_what_is_overdue_is_not_due_again(made: Json, quarters: list[int]) -> None:
    """As time passes without a word: planned, then due, then overdue; done stays done."""
    order = ["planned", "due", "overdue"]
    before: dict[tuple[str, str, str], str] = {}
    for quarter in sorted(quarters):
        course = told(made, now=at_hours(quarter / 4))
        for item in course["due"]:
            key = (item["kind"], item["id"], item["since"])
            was, now = before.get(key), item["status"]
            if was is not None and was in order:
                assert now in order
                assert order.index(now) >= order.index(was)
            assert was in (None, now, *order)
            assert (now == "done") == (item["done_at"] is not None)
            before[key] = now


@quickly
@given(EPISODES, st.integers(1, 300))
def test_of_the_looks_only_the_last_is_open_and_its_time_decides(made: Json, hours: int) -> None:
    rows = sorted({row["hours"] for row in made["checkins"] if row.get("findings")})
    now = at_hours(max(row["hours"] for row in made["checkins"])) + hours * HOUR
    course = told(made, now=now)
    grace = GUIDELINE.thresholds[COURSE.overdue_after].value * HOUR if COURSE.overdue_after else 0
    for item in (item for item in course["due"] if item["kind"] == "look"):
        if after(item["since"]) < at_hours(rows[-1]):
            assert item["status"] == "done"
            assert after(item["done_at"]) > after(item["since"])
        elif course["closed"] is None:
            at = after(item["at"])
            assert item["status"] == ("planned" if now < at else "due" if now <= at + grace else "overdue")


@quickly
@given(EPISODES)
def test_a_visit_asked_for_is_open_until_it_took_place_or_is_no_longer_asked_for(made: Json) -> None:
    course = told(made)
    for item in (item for item in course["due"] if item["kind"] == "be_seen"):
        assert item["id"] != GUIDELINE.calmest
        if item["status"] == "done":
            seen = [entry for entry in read(made).entries if any(COURSE.events[event].seen for event in entry.events)]
            assert after(item["done_at"]) in {entry.at for entry in seen}
            assert after(item["done_at"]) >= after(item["since"])
    visited = [entry.at for entry in read(made).entries if any(COURSE.events[event].seen for event in entry.events)]
    rows = course["checkins"]
    if not rows or not asks_to_be_seen(rows[-1]) or course["closed"] is not None:
        return
    if not any(visit >= after(rows[-1]["at"]) for visit in visited):
        open_ = [item for item in course["due"] if item["kind"] == "be_seen" and item["status"] in ("due", "overdue")]
        assert any(GUIDELINE.urgency[item["id"]] <= urgency(rows[-1]) for item in open_)


# --- medicines: an oracle, minute by minute --------------------------------------------------------------------------

MINUTE = HOUR // 60
doses = st.lists(st.tuples(st.integers(0, 2 * 24 * 60), st.sampled_from((200, 400, 500, 1000))), min_size=1, max_size=9)


@pytest.mark.parametrize("id_", sorted(COURSE.medicines))
@settings(max_examples=60, deadline=None)
@given(taken=doses)
def test_the_next_dose_is_the_first_minute_that_keeps_the_gap_and_the_day(
    id_: str, taken: list[tuple[int, int]]
) -> None:
    item, numbers = COURSE.medicines[id_], GUIDELINE.thresholds
    dose, gap, daily = (numbers[name].value for name in (item.dose, item.gap, item.daily))
    rows = [{"hours": minute / 60, "medicines": [{"id": id_, "mg": mg}]} for minute, mg in taken]
    course = told(episode(*rows))
    found = course["medicines"][id_]
    last = max(minute for minute, _ in taken)

    def allowed(minute: int) -> bool:
        of_the_day = sum(mg for at, mg in taken if minute - 24 * 60 < at <= minute)
        return minute - last >= gap * 60 and (of_the_day + dose <= daily or minute - last >= 24 * 60)

    oracle = next(minute for minute in range(last, last + 24 * 60 + 1) if allowed(minute))
    assert after(found["next"]) == at_hours(oracle / 60)
    assert after(found["last"]) == at_hours(last / 60)
    assert found["taken_mg"] == sum(mg for at, mg in taken if last - 24 * 60 < at <= last)
    assert (found["limit_mg"], found["dose_mg"], found["gap_hours"]) == (daily, dose, gap)


@pytest.mark.parametrize("id_", sorted(COURSE.medicines))
def test_whoever_waits_for_the_next_dose_each_time_never_has_more_than_the_day_allows(id_: str) -> None:
    item, numbers = COURSE.medicines[id_], GUIDELINE.thresholds
    dose, gap, daily = (numbers[name].value for name in (item.dose, item.gap, item.daily))
    rows: list[Json] = [{"at": iso(at_hours(0)), "medicines": [{"id": id_, "mg": dose}]}]
    for _ in range(12):
        rows.append({"at": told(episode(*rows))["medicines"][id_]["next"], "medicines": [{"id": id_, "mg": dose}]})
    times = [after(row["at"]) for row in rows]
    assert all(later - one >= gap * HOUR for one, later in pairwise(times))
    for moment in times:
        assert sum(dose for at in times if moment - 24 * HOUR < at <= moment) <= daily


# --- events, earlier episodes, closing -------------------------------------------------------------------------------


@pytest.mark.parametrize("event", sorted(COURSE.events))
def test_an_event_says_what_the_guideline_says_of_it(event: str) -> None:
    item = COURSE.events[event]
    made = episode({"hours": 1, "findings": {"breast_pain": True}}, {"hours": 2, "events": [event]})
    course = told(made)
    for id_, value in item.sets.items():
        assert course["current"]["findings"][id_] == value
    if item.counts is not None:
        assert course["current"]["findings"][item.counts] == 1
    assert (course["closed"] is not None) == item.closes
    visit = [i for i in course["due"] if i["kind"] == "be_seen"]
    assert {i["status"] for i in visit} <= ({"done"} if item.seen else {"due", "overdue", "no_longer", "planned"})


def test_courses_are_counted_and_never_fewer_than_she_said() -> None:
    rows = [{"hours": hours, "events": ["antibiotic_started"]} for hours in (1, 30)]
    assert told(episode(*rows))["current"]["findings"]["antibiotic_courses"] == 2
    said = {"hours": 2, "findings": {"antibiotic_status": "taking", "antibiotic_courses": 3}}
    found = told(episode(*rows, {**said, "hours": 31}))["current"]
    assert found["findings"]["antibiotic_courses"] == 3
    since = told(episode(*rows, {**said, "hours": 29}))["current"]
    assert since["findings"]["antibiotic_courses"] == 4, "three were said, and one was begun since"
    lapsed = told(episode(rows[0], said, {"hours": 30, "events": ["antibiotic_dose"]}))["current"]
    assert "antibiotic_courses" not in lapsed["findings"], "three were said, so one would be too few"
    assert lapsed["lapsed"] == ["antibiotic_courses"]


@pytest.mark.parametrize("other_child", [False, True])
@pytest.mark.parametrize("place", ["upper_outer", "lower_inner"])
def test_an_earlier_episode_counts_and_tells_the_same_spot(place: str, other_child: bool) -> None:
    patch = {"redness": True, "warmth": True, "side": "left", "quadrant": "upper_outer"}
    before = {"checkins": [{"at": "2026-01-10T08:00:00Z", "findings": patch}], "other_child": other_child}
    calm = {"checkins": [{"at": "2026-02-10T08:00:00Z", "findings": {"nipple_pain": True}}]}
    now = {"hours": 3, "findings": {"side": "left", "quadrant": place}}
    found = told(episode(now, earlier=[before, calm]))["current"]["findings"]
    assert found.get("episodes_before") == (None if other_child else 1)
    assert found.get("same_spot") == (True if place == "upper_outer" and not other_child else None)


def all_gone() -> Json:
    """Everything asked, and nothing found."""
    return dict(next(case.findings for case in load_cases() if case.id == "amina_nothing_wrong"))


def test_an_episode_is_closed_and_reopened_by_events_and_can_close_only_when_certain() -> None:
    gone = all_gone()
    rows = [{"hours": 1, "findings": {"redness": True, "warmth": True}}, {"hours": 90, "findings": gone}]
    assert told(episode(*rows))["can_close"] is True
    assert told(episode(rows[0], {"hours": 90, "findings": {"redness": False}}))["can_close"] is False
    closed = told(episode(*rows, {"hours": 91, "events": ["closed"]}))
    assert (closed["closed"], closed["can_close"]) == (iso(at_hours(91)), False)
    assert {item["status"] for item in closed["due"]} <= {"done", "no_longer"}
    again = told(episode(*rows, {"hours": 91, "events": ["closed"]}, {"hours": 92, "events": ["reopened"]}))
    assert (again["closed"], again["can_close"]) == (None, True)


# --- two breasts -----------------------------------------------------------------------------------------------------


@quickly
@given(episodes(GUIDELINE, with_breasts=False), episodes(GUIDELINE, with_breasts=False))
def test_of_two_breasts_the_more_urgent_one_counts(left: Json, right: Json) -> None:
    """What is asked of one breast alone is never calmer when there is another beside it."""

    def of(made: Json, breast: str) -> list[Json]:
        return [{**row, "breast": breast} for row in made["checkins"]]

    alone = told(episode(*of(left, "left")), now=at_hours(100))["checkins"]
    both = {
        row["at"]: row for row in told(episode(*of(left, "left"), *of(right, "right")), now=at_hours(100))["checkins"]
    }
    mine = {iso(at_hours(row["hours"])) for row in right["checkins"]}
    first = min(mine) if mine else None
    for row in alone:
        if first is None or row["at"] < first:
            assert both[row["at"]] == row


# --- faults ----------------------------------------------------------------------------------------------------------


def test_every_fault_of_a_file_is_told_at_once() -> None:
    with pytest.raises(InputError) as caught:
        read(
            {
                "started": "yesterday",
                "checkin": [],
                "checkins": [
                    {"at": "2026-03-01T20:00:00Z", "findings": {"rednes": True}, "events": ["antibiotic_startd"]},
                    {"hours": 3, "medicines": [{"id": "aspirin", "mg": 300}], "breast": "both"},
                    {"at": "2026-13-01T20:00:00Z", "hours": 1},
                ],
                "earlier": [{"checkins": [{"at": "2026-01-01T20:00", "findings": {"temperature_c": 101}}]}],
            }
        )
    said = "\n".join(caught.value.faults)
    for part in (
        *('"yesterday" is not a time', "Did you mean checkins?", "did you mean redness", "antibiotic_started"),
        *("is not a dose", "neither left nor right", "either at", "earlier[0].checkins[0]", "name their zone"),
    ):
        assert part.casefold() in said.casefold(), part
    assert len(caught.value.faults) >= 9


@pytest.mark.parametrize("given_", [None, [], "x", 3, {}, {"checkins": {}}, {"checkins": [3]}, {"checkins": [{}]}])
def test_what_is_no_episode_is_a_fault_and_never_a_trace(given_: Any) -> None:
    with pytest.raises(InputError):
        read(given_)


def test_an_episode_without_entries_is_a_course_without_check_ins() -> None:
    course = told({"checkins": []})
    assert course["checkins"] == course["due"] == []
    assert course["current"]["assessment"]["provisional"] is True
    assert set(LEVELS) >= {course["current"]["assessment"]["level"]}


def test_the_phones_file_is_read_when_it_holds_one_episode_and_asks_which_when_it_holds_more() -> None:
    row = {"at": "2026-03-01T20:00:00Z", "findings": {"redness": True}}
    one, other = ({"id": id_, "checkins": [row]} for id_ in ("e-1", "e-2"))
    assert episode_of(GUIDELINE, {"lactwise": 1, "episodes": [one]}).id == "e-1"
    assert one_of({"episodes": [one, other]}, "e-2") == other
    for file, id_ in (({"episodes": [one, other]}, None), ({"episodes": [one]}, "e-3"), ({"episodes": []}, None)):
        with pytest.raises(InputError, match="--episode ID"):
            one_of(file, id_)


def test_an_episode_is_never_closed_while_the_answer_is_urgent_or_not_settled() -> None:
    gone = all_gone()
    assert told(episode({"hours": 90, "findings": gone}))["can_close"] is True
    for more in ({"confusion": True}, {"overwhelming_tiredness": True}, {"temperature_c": 35.9}):
        assert told(episode({"hours": 90, "findings": {**gone, **more}}))["can_close"] is False, more
    unasked = {id_: value for id_, value in gone.items() if id_ != "confusion"}
    assert told(episode({"hours": 90, "findings": unasked}))["can_close"] is False


def test_not_knowing_when_it_began_never_puts_off_the_end_of_care_at_home() -> None:
    easing = {**answers(GUIDELINE), "breast_pain": True, "trend": "better", "hours_since_onset": "unsure"}
    times = [BEGUN + timedelta(hours=hours) for hours in range(0, 56, 11)]
    found = told({"checkins": [{"at": written(time, UTC), "findings": easing} for time in times]})["checkins"]
    assert {row["assessment"]["level"] for row in found} == {"self_care"}
    assert len({row["see_by"]["at"] for row in found}) == 1
    assert found[-1]["findings"]["hours_since_onset"] == 55
    assert found[-2]["findings"]["hours_since_onset"] == "unsure"

"""Which claims are true of the small guideline, which are false, and who breaks those?

In: nothing. Out: the small guideline, and for each key of a claim a true one and a false one, with the patient who
must be found for it: the smallest there is.

>>> claim(level="now", **{"if": "windy"}).level
'now'
"""

from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from typing import Any

from lactwise.entries import Entry
from lactwise.loading import load
from lactwise.model import Guideline, SafetyClaim, Value
from lactwise.problems import Problems
from lactwise.safety import check, claim_of

SMALL = Path(__file__).parent / "small_guideline"
Keys = dict[str, Any]
Findings = dict[str, Value]


@dataclass(frozen=True)
class Planted:
    """A key of a claim: one that is true, one that is false, and who breaks the false one.

    Of a false claim about two moments `later` says after how many hours, and what she says then.
    """

    key: str
    true: Keys
    false: Keys
    patient: Findings
    later: tuple[float, Findings] | None = None


@cache
def small() -> Guideline:
    """The small guideline, with two more lists of words, and with answers that lapse."""
    loaded = load(SMALL)
    lasting = {"windy": 12, "cloudy": 24}
    findings = {id_: replace(item, valid_hours=lasting.get(id_)) for id_, item in loaded.findings.items()}
    words = {**loaded.word_lists, "rough": {"en": ("rough",)}, "nothing": {"en": ("zz",)}}
    return replace(loaded, findings=findings, word_lists=words)


def claim(id_: str = "planted", **keys: Any) -> SafetyClaim:
    """A claim as safety.toml would hold it."""
    problems = Problems()
    found = claim_of(Entry("safety.toml", id_, {"says": "A claim.", "source": ["sea#1"], **keys}, problems, id_))
    assert not problems.found, problems.found
    return found


def with_claims(guideline: Guideline, *claims: SafetyClaim) -> Guideline:
    """The guideline with other claims; refuses one that loading would."""
    made, problems = replace(guideline, safety={item.id: item for item in claims}), Problems()
    check(made, problems)
    assert not problems.found, problems.found
    return made


CALM: Keys = {"at_levels": ["days", "home"], "provisional": False}
FRESH: Keys = {"if": "cloudy and hours < one_day"}
LATER: Keys = {"later": True}
NO_STORM: Findings = {"windy": False, "cloudy": False}
AT_HOME: Findings = {**NO_STORM, "wave": 10.1, "mood": "calm"}
CLOUDS_AT_HOME: Findings = {"windy": False, "hail": False, "wave": 10.1, "mood": "calm"}  # the hours prove the clouds
PLANTED = (
    # the premise
    Planted("if", {"if": "storm", "level": "now"}, {"if": "cloudy", "level": "home"}, {"hail": True}),
    Planted(
        "if_possible",
        {"if_possible": "windy", "at_levels": ["home"], "is_provisional": True},
        {"if_possible": "cloudy", "at_levels": ["home"], "is_provisional": True},
        {"windy": False, "hail": False, "hours": 0, "wave": 10.1, "mood": "calm"},  # the hours prove the clouds
    ),
    Planted("each", {"each": "alarm", "level": "now"}, {"each": "alarm", "at_most": "today"}, {"windy": True}),
    Planted(
        "nothing_else",
        {**FRESH, "nothing_else": True, "level": "home"},
        {"if": "cloudy and hours >= one_day", "nothing_else": True, "level": "home"},
        {"windy": False, "hail": False, "hours": 24},
    ),
    Planted(
        "nothing_else, of what a definition names",
        {"if": "storm", "nothing_else": True, "level": "now"},
        {"if": "rough", "nothing_else": True, "level": "now"},
        {"windy": False, "cloudy": False, "hail": False, "wave": 38.1},
    ),
    Planted(
        "nothing_else, of a tag",
        {"each": "alarm", "nothing_else": True, "level": "now"},
        {"each": "alarm", "nothing_else": True, "at_most": "today"},
        {"windy": True, "cloudy": False},
    ),
    Planted(
        "without nothing_else", {**FRESH, "at_most": "now"}, {**FRESH, "level": "home"}, {"windy": True, "hours": 0}
    ),
    Planted(
        "at_levels",
        {"at_levels": ["now"], "is_settled": True},
        {"at_levels": ["days"], "is_settled": True},
        {"hours": 24},
    ),
    Planted(
        "settled",
        {"settled": True, "is_provisional": False},
        {"settled": True, "level": "now"},
        {**NO_STORM, "wave": 38.1},
    ),
    Planted(
        "settled is false",
        {"settled": False, "at_most": "today"},
        {"settled": False, "at_most": "days"},
        {"wave": 38.1},
    ),
    Planted(
        "provisional",
        {"provisional": True, "shows_nothing": True},
        {"provisional": False, "shows": ["stay_ashore"]},
        {"wave": 38.1},
    ),
    Planted(
        "audience",
        {"audience": "parent", "never_shows": ["write_the_log"]},
        {"audience": "clinician", "never_shows": ["write_the_log"]},
        {"hail": True},
    ),
    Planted(
        "without an audience: shown to both",
        {"if": "storm", "shows": ["stay_ashore"]},
        {"if": "hail", "shows": ["write_the_log"]},
        {"hail": True},
    ),
    Planted(
        "without an audience: shown to neither",
        {"if": "not cloudy", "never_shows": ["write_the_log"]},
        {"never_shows": ["write_the_log"]},
        {"hail": True},
    ),
    # the conclusion
    Planted("level", {"if": "hail", "level": "now"}, {"if": "rough", "level": "today"}, {"windy": True, "wave": 38.1}),
    Planted("at_least", {"if": "rough", "at_least": "today"}, {"if": "cloudy", "at_least": "days"}, {"cloudy": True}),
    Planted(
        "at_most",
        {"if": 'mood == "wild"', "nothing_else": True, "at_most": "today"},
        {"if": 'mood == "wild"', "at_most": "today"},
        {"windy": True, "mood": "wild"},
    ),
    Planted("is_settled", {"if": "storm", "is_settled": True}, {"if": "rough", "is_settled": True}, {"wave": 38.1}),
    Planted("is_settled is false", {"provisional": True, "is_settled": False}, {"is_settled": False}, {"windy": True}),
    Planted(
        "is_provisional",
        {"if": "rough", "is_provisional": False},
        {"at_levels": ["home"], "is_provisional": True},
        AT_HOME,
    ),
    Planted(
        "shows",
        {"if": "storm", "shows": ["stay_ashore"]},
        {"if": "cloudy", "provisional": False, "shows": ["drink_lemonade"]},
        {"hail": True},
    ),
    Planted(
        "never_shows",
        {"if": "hail", "never_shows": ["drink_lemonade"]},
        {"if": "windy", "never_shows": ["drink_lemonade"]},
        {"windy": True, "cloudy": True},
    ),
    Planted(
        "never_shows, of a gated piece",
        {"if_possible": "wave >= tall", "never_shows": ["take_ginger"]},
        {"if_possible": "wave >= flat", "never_shows": ["take_ginger"]},
        {"hail": True, "wave": 10.1},
    ),
    Planted(
        "never_shows_tag",
        {"if": "not cloudy", "never_shows_tag": "stop"},
        {"if": "cloudy", "never_shows_tag": "stop"},
        {"hail": True},
    ),
    Planted(
        "never_shows_topic",
        {"if": "not cloudy", "never_shows_topic": "comfort"},
        {"never_shows_topic": "comfort"},
        {"windy": True, "cloudy": True},
    ),
    Planted(
        "never_names",
        {"if": "not cloudy", "never_names": "lemon"},
        {"if": "windy", "never_names": "lemon"},
        {"windy": True, "cloudy": True},
    ),
    Planted(
        "stance",
        {"never_names": "lemon", "stance": ["know"]},
        {"never_names": "lemon", "stance": ["avoid"]},
        {"hail": True},
    ),
    Planted(
        "stance of never_shows_topic",
        {"if": "windy and not cloudy", "never_shows_topic": "comfort", "stance": ["do"]},
        {"if": "windy", "never_shows_topic": "comfort", "stance": ["do"]},
        {"windy": True, "cloudy": True},
    ),
    Planted("shows_nothing", {"provisional": True, "shows_nothing": True}, {"shows_nothing": True}, {"windy": True}),
    Planted("fits", {"if": "windy", "fits": ["squall"]}, {"if": "windy", "fits": ["gale"]}, {"windy": True}),
    Planted(
        "not_ruled_out",
        {"if_possible": "windy", "not_ruled_out": ["squall", "gale"]},
        {"not_ruled_out": ["gale"]},
        NO_STORM,
    ),
    Planted(
        "see_by with a clock",
        {**FRESH, "at_levels": ["home"], "see_by": "one_day", "clock": "hours"},
        {**FRESH, "at_levels": ["home"], "see_by": "half_a_day", "clock": "hours"},
        {"hours": 0},
    ),
    Planted(
        "see_by from now",
        {"if": "cloudy", "at_levels": ["home"], "see_by": "two_days"},
        {"if": "cloudy", "at_levels": ["home"], "see_by": "one_day"},
        {"cloudy": True},
    ),
    Planted(
        "see_by at home, where a rule may give longer than its level",
        {"at_levels": ["home"], "see_by": "one_week"},
        {"at_levels": ["home"], "see_by": "two_days"},
        {"cloudy": False},
    ),
    Planted(
        "see_by while the clock of a rule is not known",
        {"if": "rough and hours >= no_wait", "at_levels": ["today"], "see_by": "no_wait"},
        {"if": "rough", "at_levels": ["today"], "see_by": "no_wait"},
        {"wave": 38.1},
    ),
    Planted(
        "see_by when its time is over",
        {"if": "hours >= two_days", "at_levels": ["days"], "see_by": "half_a_day", "clock": "hours"},
        {"if": "hours >= one_day", "at_levels": ["days"], "see_by": "half_a_day", "clock": "hours"},
        {"hours": 24},
    ),
    Planted(
        "see_by when the clock does not apply",  # "not sure" of it then says nothing
        {"if": "not cloudy", "see_by": "one_week", "clock": "hours"},
        {"if": "not cloudy", "see_by": "two_days", "clock": "hours"},
        {"cloudy": False},
    ),
    Planted(
        "see_by when she is not sure of the clock",  # which counts as thirty hours
        {"if": "cloudy", "at_levels": ["days"], "see_by": "two_days", "clock": "hours"},
        {"if": "cloudy", "at_levels": ["days"], "see_by": "one_day", "clock": "hours"},
        {"hours": 24},
    ),
    Planted("looks_by", {**CALM, "looks_by": "one_day"}, {**CALM, "looks_by": "half_a_day"}, AT_HOME),
    Planted("looks_by with a clock", {**FRESH, **CALM, "looks_by": "half_a_day"}, {"looks_by": "one_day"}, {}),
    Planted(
        "never_true",
        {"if": 'wave < tall and mood == "calm"', "never_true": ["rough", "hail"], "at_levels": ["home"]},
        {"if": "not windy", "never_true": ["storm"]},
        {"windy": False, "hail": True},
    ),
    # two moments
    Planted(
        "later",
        {"if": "cloudy and hours >= half_a_day", "later": True, "later_if": "hours >= one_day", "at_least": "days"},
        {**FRESH, "nothing_else": True, "later": True, "level": "home"},
        {"windy": False, "hail": False, "hours": 0},
        (24, {"windy": False, "hail": False, "hours": 24}),
    ),
    Planted(
        "never_calmer",
        {**LATER, "never_calmer": True},
        {**LATER, "later_answers": ["wave"], "never_calmer": True},
        {"wave": 38.1},
        (1, {}),
    ),
    Planted(
        "later_if",
        {**LATER, "later_if": "hours >= one_day", "at_least": "days"},
        {**LATER, "later_if": "hours >= half_a_day", "at_least": "days"},
        {"hours": 0},
        (12, {"hours": 12}),
    ),
    Planted(
        "later_levels",
        {**LATER, "later_answers": ["windy"], "at_levels": ["now"], "later_levels": ["now"], "never_calmer": True},
        {**LATER, "later_answers": ["windy"], "at_levels": ["now"], "later_levels": ["today"], "is_provisional": True},
        {"windy": True},
        (1, {"windy": "unsure"}),
    ),
    Planted(
        "later_answers",
        {**LATER, "if": "cloudy and hail", "later_answers": ["windy", "mood"], "level": "now"},
        {**LATER, "if": "cloudy and hail", "later_answers": ["windy", "hail"], "level": "now"},
        {"hail": True},
        (1, {}),
    ),
    Planted(
        "later_same",
        {**LATER, **FRESH, "nothing_else": True, "later_same": ["hours"], "level": "home"},
        {**LATER, **FRESH, "later_same": ["hours"], "level": "home"},
        {"windy": True, "hours": 1},
        (1, {"windy": True, "hours": 2}),
    ),
    Planted(
        "later_lapses",
        {**LATER, "later_lapses": True, "at_levels": ["now"], "later_levels": ["home"], "is_provisional": True},
        {**LATER, "later_lapses": True, "never_calmer": True},
        {"windy": True},
        (1, {}),
    ),
    Planted(
        "later_lapses, and what hangs on it with it",
        {**LATER, "if": "hours >= one_day", "later_lapses": True, "later_if": "cloudy", "at_least": "days"},
        {**LATER, "if": "hours >= one_day", "later_lapses": True, "at_least": "days"},
        {"cloudy": True, "hours": 24},
        (1, {}),
    ),
    Planted(
        "consistent",
        {"if": "hail", "consistent": True, "level": "now"},
        {"consistent": True, "level": "home"},
        {"windy": True},
    ),
    Planted(
        "deadline_stays",
        {**LATER, **FRESH, "at_levels": ["home"], "deadline_stays": True},
        {**LATER, "if": "cloudy", "at_levels": ["home"], "deadline_stays": True},
        {"cloudy": True},
        (1, {"cloudy": True}),
    ),
    Planted(
        "look_stays",
        {
            **LATER,
            "if": "cloudy and half_a_day <= hours < one_day",
            "at_levels": ["home"],
            "settled": True,
            "look_stays": True,
        },
        {**LATER, **FRESH, "at_levels": ["home"], "settled": True, "look_stays": True},
        {**CLOUDS_AT_HOME, "hours": 0},
        (1, {**CLOUDS_AT_HOME, "hours": 1}),
    ),
)

"""What must always hold, as safety.toml says it: how is it read, and is it sound?

In: the tables of safety.toml, and the guideline they speak of. Out: claims, and faults noted in `Problems`. What a
claim means stands in docs/format.md; `proofs/` proves it.
"""

from collections.abc import Collection, Iterable, Mapping
from typing import Any

from lactwise.checking import TOPICS, Checker
from lactwise.entries import Entry
from lactwise.model import Advice, Finding, Guideline, SafetyClaim
from lactwise.problems import Problems, nearest

FILE = "safety.toml"
CLOCKED = ("hours", "days")  # units of what goes on by itself
# Keys that speak of a later moment.
LATER = (
    *("later_if", "later_levels", "later_answers", "later_same", "later_lapses"),
    *("never_calmer", "deadline_stays", "look_stays"),
)


def claim_of(entry: Entry) -> SafetyClaim:
    """One claim."""
    says, source = entry.text("says"), entry.words("source", required=True)
    claim = SafetyClaim(entry.id, says, source, **_premise(entry), **_later(entry), **_conclusion(entry))
    entry.close()
    return claim


def _premise(entry: Entry) -> dict[str, Any]:
    return {
        "if_": entry.optional_condition("if"),
        "if_possible": entry.optional_condition("if_possible"),
        "each": entry.text("each", None),
        "nothing_else": entry.flag("nothing_else"),
        "at_levels": entry.words("at_levels"),
        "settled": _yes_or_no(entry, "settled"),
        "provisional": _yes_or_no(entry, "provisional"),
        "audience": entry.text("audience", None, ("parent", "clinician")),
        "consistent": entry.flag("consistent"),
    }


def _later(entry: Entry) -> dict[str, Any]:
    return {
        "later": entry.flag("later"),
        "later_if": entry.optional_condition("later_if"),
        "later_levels": entry.words("later_levels"),
        "later_answers": entry.words("later_answers"),
        "later_same": entry.words("later_same"),
        "later_lapses": entry.flag("later_lapses"),
    }


def _conclusion(entry: Entry) -> dict[str, Any]:
    return {
        "level": entry.text("level", None),
        "at_least": entry.text("at_least", None),
        "at_most": entry.text("at_most", None),
        "is_settled": _yes_or_no(entry, "is_settled"),
        "is_provisional": _yes_or_no(entry, "is_provisional"),
        "shows": entry.words("shows"),
        "never_shows": entry.words("never_shows"),
        "never_shows_tag": entry.text("never_shows_tag", None),
        "never_shows_topic": entry.text("never_shows_topic", None, TOPICS),
        "never_names": entry.text("never_names", None),
        "stance": entry.words("stance"),
        "shows_nothing": entry.flag("shows_nothing"),
        "fits": entry.words("fits"),
        "not_ruled_out": entry.words("not_ruled_out"),
        "never_true": entry.words("never_true"),
        "see_by": entry.text("see_by", None),
        "clock": entry.text("clock", None),
        "looks_by": entry.text("looks_by", None),
        "never_calmer": entry.flag("never_calmer"),
        "deadline_stays": entry.flag("deadline_stays"),
        "look_stays": entry.flag("look_stays"),
        "everywhere": entry.flag("everywhere"),
    }


def _yes_or_no(entry: Entry, key: str) -> bool | None:
    found: bool | None = entry.get(key, "true or false", None, bool)
    return found


def check(guideline: Guideline, problems: Problems) -> None:
    """Notes every name that is not known, and every claim from which nothing follows."""
    checker = Checker(guideline, problems)
    for claim in guideline.safety.values():
        before = len(problems.found)
        checker.sourced(FILE, claim.id, "source", claim.source, False)
        checker.condition(FILE, claim.id, "if", claim.if_)
        checker.condition(FILE, claim.id, "if_possible", claim.if_possible)
        checker.condition(FILE, claim.id, "later_if", claim.later_if)
        checker.levels_named(FILE, claim.id, "at_levels", claim.at_levels)
        checker.levels_named(FILE, claim.id, "later_levels", claim.later_levels)
        for key in ("level", "at_least", "at_most"):
            checker.levels_named(FILE, claim.id, key, [getattr(claim, key)])
        for key in ("see_by", "looks_by"):
            checker.threshold_named(FILE, claim.id, key, getattr(claim, key), "hours")
        checker.clocked(FILE, claim.id, None, claim.clock)
        for key, names, there in _lists(guideline, claim):
            for name in names:
                if name not in there:
                    remedy = nearest(name, there) or "use one that exists"
                    problems.note(FILE, claim.id, key, f"{name} is not known", remedy)
        for key, needs in _idle(claim) if len(problems.found) == before else ():
            problems.note(
                FILE, claim.id, key, f"{key} says nothing without {needs}", f"add {needs}, or leave {key} out"
            )
        if not _concludes(claim):
            problems.note(FILE, claim.id, "", "nothing follows from it", "say what must hold, such as at_least")


def _lists(guideline: Guideline, claim: SafetyClaim) -> Iterable[tuple[str, Iterable[str], Collection[str]]]:
    """Each key that names something, its names, and what there is to name."""
    yield "shows", claim.shows, guideline.advice
    yield "never_shows", claim.never_shows, guideline.advice
    yield "fits", claim.fits, guideline.conditions
    yield "not_ruled_out", claim.not_ruled_out, guideline.conditions
    yield "each", filter(None, [claim.each]), _tags(guideline.findings)
    yield "never_shows_tag", filter(None, [claim.never_shows_tag]), _tags(guideline.advice)
    yield "never_names", filter(None, [claim.never_names]), guideline.word_lists
    yield "stance", claim.stance, ("do", "avoid", "know")
    yield "never_true", claim.never_true, _truths(guideline)
    yield "later_answers", claim.later_answers, guideline.findings
    yield "later_same", claim.later_same, [item.id for item in guideline.findings.values() if item.unit in CLOCKED]


def _idle(claim: SafetyClaim) -> Iterable[tuple[str, str]]:
    """Each key that has no effect, and what it needs."""
    if claim.clock is not None and claim.see_by is None:
        yield "clock", "see_by"
    if not claim.later:
        for key in LATER:
            if getattr(claim, key):
                yield key, "later"
    if claim.everywhere and claim.never_names is None:
        yield "everywhere", "never_names"
    if claim.stance and not any((claim.never_names, claim.never_shows_tag, claim.never_shows_topic)):
        yield "stance", "never_names, never_shows_tag or never_shows_topic"


def _truths(guideline: Guideline) -> list[str]:
    """What has a truth of its own: definitions and yes/no findings."""
    return [*guideline.definitions, *(item.id for item in guideline.findings.values() if item.kind == "yes_no")]


def _tags(items: Mapping[str, Finding] | Mapping[str, Advice]) -> set[str]:
    return {tag for item in items.values() for tag in item.tags}


def _concludes(claim: SafetyClaim) -> bool:
    """Whether anything follows from the premise of a claim."""
    named = (claim.level, claim.at_least, claim.at_most, claim.never_names, claim.see_by, claim.looks_by)
    shown = (claim.never_shows_tag, claim.never_shows_topic, *claim.shows, *claim.never_shows)
    pictures = (*claim.fits, *claim.not_ruled_out, *claim.never_true)
    compared = claim.never_calmer or claim.deadline_stays or claim.look_stays
    said = claim.shows_nothing or claim.is_settled is not None or claim.is_provisional is not None
    return said or compared or any((*named, *shown, *pictures))

"""What does a claim of safety.toml come to, asked of all patients?

In: a guideline with its claims. Out: a property a claim: its premise, and each thing that must follow, as terms.
"""

import re
from collections.abc import Iterator, Mapping
from functools import lru_cache, partial

import z3

from lactwise.language import Name, Node, names
from lactwise.model import Advice, Guideline, SafetyClaim
from lactwise.proofs import times
from lactwise.proofs.all_patients import AllPatients
from lactwise.proofs.later import Later
from lactwise.proofs.questions import Property, Question
from lactwise.wording import Words

PARTS = ("text", "more", "except")  # of a piece of advice, in words
TOLD = {  # what else a parent reads as an answer: sections of the texts, and their keys
    "levels": ("title", "act", "phone"),
    "reasons": ("parent",),
    "conditions": ("name", "what"),
    "followup": ("text",),
    "disagreements": ("why",),
}


def properties(guideline: Guideline) -> list[Property]:
    """A property a claim."""
    return [Property(item.id, item.says, partial(_questions, item), item.source) for item in guideline.safety.values()]


def asked(guideline: Guideline) -> dict[str, Node]:
    """The conditions that the claims speak of, by name: their own, and those of the next looks."""
    found: dict[str, Node] = {}
    for item in guideline.safety.values():
        if item.if_ is not None:
            found[f"claim_{item.id}__if"] = item.if_
        if item.if_possible is not None:
            found[f"claim_{item.id}__if_possible"] = item.if_possible
        if item.later_if is not None:
            found[f"claim_{item.id}__later_if"] = item.later_if
        found |= {f"claim_{item.id}__never_{name}": Name(name) for name in item.never_true}
    return found | {f"look_{item.id}": item.when for item in guideline.follow_ups.values()}


def _questions(claim: SafetyClaim, everyone: AllPatients) -> Iterator[Question]:
    """One question for each thing that follows, and for each finding that the claim is about."""
    premise = _premise(claim, everyone)
    later = everyone.later(claim.later_answers, claim.later_lapses) if claim.later else None
    if later is not None:
        premise = (*premise, *_later_premise(claim, everyone, later))
    if claim.each is None:
        cases: list[tuple[str, tuple[z3.BoolRef, ...]]] = [("", ())]
    else:
        tagged = [f.id for f in everyone.guideline.findings.values() if claim.each in f.tags and f.kind == "yes_no"]
        cases = [(id_, (everyone.anyone.yes[id_],)) for id_ in tagged]
    conclusions = list(_conclusions(claim, everyone))
    if later is not None:
        conclusions = [(what, later.put(follows)) for what, follows in conclusions]
        conclusions += _compared(claim, everyone, later)
    for about, more in cases:
        for what, follows in conclusions:
            yield Question(": ".join(filter(None, (about, what))), (*premise, *more), z3.Not(follows), later=later)
    if not cases or not conclusions:  # of no finding, or of no piece of advice: it says nothing
        yield Question("", (z3.BoolVal(False),), z3.BoolVal(True))


# --- the premise ---


def _premise(claim: SafetyClaim, everyone: AllPatients) -> tuple[z3.BoolRef, ...]:
    terms: list[z3.BoolRef] = []
    if claim.if_ is not None:
        terms.append(everyone.certainly(f"claim_{claim.id}__if"))
    if claim.if_possible is not None:
        terms.append(everyone.perhaps(f"claim_{claim.id}__if_possible"))
    if claim.at_levels:
        terms.append(z3.Or(*(everyone.level[level] for level in claim.at_levels)))
    if claim.settled is not None:
        terms.append(everyone.settled == claim.settled)
    if claim.provisional is not None:
        terms.append(everyone.provisional == claim.provisional)
    if claim.consistent:
        terms.append(z3.Not(everyone.contradictory))
    if claim.nothing_else:
        terms += _nothing_else(claim, everyone)
    return tuple(terms)


def _later_premise(claim: SafetyClaim, everyone: AllPatients, later: Later) -> tuple[z3.BoolRef, ...]:
    """That one moment follows the other, and what holds at the second."""
    terms = [later.ties, *map(later.same_side, claim.later_same)]
    if claim.consistent:
        terms.append(later.put(z3.Not(everyone.contradictory)))
    if claim.later_if is not None:
        terms.append(later.put(everyone.certainly(f"claim_{claim.id}__later_if")))
    if claim.later_levels:
        terms.append(later.put(z3.Or(*(everyone.level[level] for level in claim.later_levels))))
    if claim.deadline_stays:
        terms.append(times.ahead(times.to_be_seen(everyone), later))
    if claim.look_stays:
        terms.append(times.ahead(times.next_looks(everyone), later))
    return tuple(terms)


def _nothing_else(claim: SafetyClaim, everyone: AllPatients) -> Iterator[z3.BoolRef]:
    """Every yes/no finding the claim does not speak of is "no"; of numbers and choices nothing is said."""
    guideline, who = everyone.guideline, everyone.anyone
    spoken = set[str]()
    for node in (claim.if_, claim.if_possible):
        if node is not None:
            spoken |= _findings(guideline, node)
    for finding in guideline.findings.values():
        if finding.id in spoken or (claim.each is not None and claim.each in finding.tags):
            continue
        yield who.no[finding.id] if finding.kind == "yes_no" else z3.Not(who.answered[finding.id])


def _findings(guideline: Guideline, node: Node) -> set[str]:
    found: set[str] = set()
    for name in names(node):
        if name in guideline.definitions:
            found |= _findings(guideline, guideline.definitions[name].when)
        elif name in guideline.findings:
            found.add(name)
    return found


# --- what follows ---


def _conclusions(claim: SafetyClaim, everyone: AllPatients) -> Iterator[tuple[str, z3.BoolRef]]:
    if claim.level is not None:
        yield claim.level, everyone.level[claim.level]
    if claim.at_least is not None:
        yield f"at least {claim.at_least}", everyone.at_least(claim.at_least)
    if claim.at_most is not None:
        yield f"at most {claim.at_most}", everyone.at_most(claim.at_most)
    if claim.is_settled is not None:
        yield "settled", everyone.settled == claim.is_settled
    if claim.is_provisional is not None:
        yield "provisional", everyone.provisional == claim.is_provisional
    for id_ in claim.fits:
        yield f"{id_} fits", everyone.condition(id_, "fits")
    for id_ in claim.not_ruled_out:
        yield f"{id_} is not ruled out", z3.Not(everyone.condition(id_, "ruled_out"))
    for name in claim.never_true:
        yield f"{name} is not true", z3.Not(everyone.certainly(f"claim_{claim.id}__never_{name}"))
    if claim.see_by is not None:
        yield f"seen by {claim.see_by}", times.seen_by(claim.see_by, claim.clock, everyone)
    if claim.looks_by is not None:
        yield f"looks by {claim.looks_by}", times.looks_by(claim.looks_by, everyone)
    yield from _advised(claim, everyone)


def _compared(claim: SafetyClaim, everyone: AllPatients, later: Later) -> Iterator[tuple[str, z3.BoolRef]]:
    """What follows of the later moment beside the earlier one."""
    if claim.never_calmer:
        yield "not calmer", z3.Not(everyone.calmer(everyone.level, later.put_all(everyone.level)))
    if claim.deadline_stays:
        yield "seen no later than was said", times.stays(times.to_be_seen(everyone), later)
    if claim.look_stays:
        yield "a look no later than was said", times.stays(times.next_looks(everyone), later)


def _advised(claim: SafetyClaim, everyone: AllPatients) -> Iterator[tuple[str, z3.BoolRef]]:
    """What follows about the advice shown. Without an audience it must be shown to both, or to neither."""
    audiences = (claim.audience,) if claim.audience is not None else ("parent", "clinician")
    for id_ in claim.shows:
        yield f"{id_} is shown", z3.And(*(everyone.shown(id_, audience) for audience in audiences))
    if claim.shows_nothing:
        anything = (everyone.shown(id_, who) for id_ in everyone.guideline.advice for who in audiences)
        yield "nothing is shown", z3.Not(z3.Or(*anything))
    never = _never(claim, everyone.guideline)
    for item in never:
        yield f"{item.id} is not shown", z3.Not(z3.Or(*(everyone.shown(item.id, who) for who in audiences)))
    if claim.never_names is not None and not never:
        yield f"no piece names {claim.never_names}", z3.BoolVal(True)
    if claim.never_names is not None and claim.everywhere:
        for where in told_where(everyone.guideline, claim.never_names):
            yield f"{where} names {claim.never_names}", z3.BoolVal(False)


def _never(claim: SafetyClaim, guideline: Guideline) -> list[Advice]:
    """The pieces of advice that must not be shown."""
    found = []
    for item in guideline.advice.values():
        if item.id in claim.never_shows:
            found.append(item)
        elif not claim.stance or item.stance in claim.stance:
            named = claim.never_names is not None and item.id in pieces_that_name(guideline, claim.never_names)
            if named or claim.never_shows_tag in item.tags or claim.never_shows_topic == item.topic:
                found.append(item)
    return found


@lru_cache(maxsize=64)
def pieces_that_name(guideline: Guideline, word_list: str) -> frozenset[str]:
    """The pieces of advice whose words hold one of a list, in any language loaded and any country."""
    found = set[str]()
    for language, pattern in _patterns(guideline, word_list):
        found |= {id_ for id_, said in _said(guideline, language).items() if pattern.search(said)}
    return frozenset(found)


@lru_cache(maxsize=64)
def told_where(guideline: Guideline, word_list: str) -> tuple[str, ...]:
    """Where else a parent reads one of a list of words, in any language loaded and any country."""
    found: dict[str, None] = {}
    for language, pattern in _patterns(guideline, word_list):
        countries = [Words(guideline, place, language) for place in guideline.places]
        for section, keys in TOLD.items():
            for id_ in guideline.texts[language].get(section, {}):
                said = [words.text(section, id_, key) for words in countries for key in keys]
                if any(map(pattern.search, said)):
                    found[f"{section}.{id_} in {language}"] = None
        others = guideline.texts[language].get("others", {})
        found |= {f"others.{id_} in {language}": None for id_, said in others.items() if pattern.search(str(said))}
    return tuple(found)


def _patterns(guideline: Guideline, word_list: str) -> Iterator[tuple[str, re.Pattern[str]]]:
    """For each language a pattern that finds the beginnings of a list of words."""
    for language, beginnings in guideline.word_lists[word_list].items():
        if language in guideline.texts:
            words = "|".join(map(re.escape, beginnings))
            yield language, re.compile(rf"(?<!\w)(?:{words})", re.IGNORECASE)


@lru_cache(maxsize=16)
def _said(guideline: Guideline, language: str) -> Mapping[str, str]:
    """All the words of each piece of advice, in every country."""
    countries = [Words(guideline, place, language) for place in guideline.places]
    return {
        id_: "\n".join(words.text("advice", id_, part) for words in countries for part in PARTS)
        for id_ in guideline.advice
    }

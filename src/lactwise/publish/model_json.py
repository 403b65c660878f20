"""What must a browser know to answer as Python does, without a network?

In: a guideline. Out: two JSON-ready dictionaries: `build`, the logic with its numbers, sources and country packs, and
`texts`, the words of one language. Both are for parents: clinicians' advice, clinicians' words and antibiotic lists
are left out, so that a parent's phone never holds them. `app/evaluator.js` reads them.

>>> from lactwise.loading import load
>>> build(load())["levels"]["self_care"]["calm"]
True
"""

import json
import re
import unicodedata
from collections.abc import Iterable, Mapping
from typing import Any

from lactwise.checking import TOPICS
from lactwise.contested import met_by_parents
from lactwise.language import And, Name, names, parse
from lactwise.model import (
    Advice,
    Condition,
    Finding,
    FollowUp,
    Guideline,
    Place,
    Rule,
)
from lactwise.publish import model_course
from lactwise.publish.compact import compact
from lactwise.wording import Words

Json = dict[str, Any]
# the groups of interface words the browser shows
INTERFACE = (
    "app",
    "doctor",
    "note",
    "result",
    "change",
    "time",
    "quantity",
    "language",
    "timeline",
    "doses",
    "keep",
    "course",
)
CALLS = ("emergency", "emergency_tel", "urgent", "urgent_tel", "crisis")
_CLINICIAN_ASKS = parse('answering_for == "clinician"')
SHORT = 6  # letters; a drug's name has more
_PLACEHOLDER = re.compile(r"\{([a-z0-9_]+)\}")


def build(guideline: Guideline) -> Json:
    """The logic of a guideline as the browser needs it: tables in the order in which they are judged."""
    advice = advice_for_parents(guideline)
    rules = sorted(guideline.rules.values(), key=lambda rule: guideline.urgency[rule.level])
    return {
        "version": guideline.version,
        "digest": guideline.digest,
        "review_by": guideline.review_by.isoformat(),
        "unsure_source": list(guideline.facts.get("unsure_source", [])),
        "report_to": str(guideline.facts.get("report_to", "")),
        "screens": list(guideline.screens),
        "levels": {
            level.id: _short(limit=guideline.thresholds[level.limit].value, calm=level.calm)
            for level in guideline.levels.values()
        },
        "findings": {item.id: _finding(item) for item in guideline.findings.values()},
        "definitions": {item.id: compact(item.when, guideline.thresholds) for item in guideline.definitions.values()},
        "rules": {item.id: _rule(item, guideline) for item in rules},
        "conditions": {item.id: _condition(item, guideline) for item in guideline.conditions.values()},
        "advice": {item.id: _advice(item, guideline) for item in advice},
        "follow_ups": {item.id: _follow_up(item, guideline) for item in guideline.follow_ups.values()},
        "places": places(guideline),
        "disagreements": met_by_parents(guideline),
        "episode": model_course.build(guideline),
        **_cited(guideline, advice),
    }


def texts(guideline: Guideline, language: str = "en") -> Json:
    """The words a parent reads in one language, placeholders not yet filled."""
    table = guideline.texts[language]
    wanted: dict[str, tuple[Iterable[str], tuple[str, ...]]] = {
        "screens": (guideline.screens, ("title", "none", "help")),
        "levels": (guideline.levels, ("title", "act", "clinician")),
        "definitions": (guideline.definitions, ("label", "no")),
        "conditions": (guideline.conditions, ("name", "what", "clinical")),
        "advice": (
            [item.id for item in advice_for_parents(guideline)],
            ("text", "more", "except"),
        ),
        "followup": (guideline.follow_ups, ("text",)),
        "disagreements": (met_by_parents(guideline), ("why",)),
    }
    found: Json = {"language": language}
    for section, (ids, keys) in wanted.items():
        entries = {id_: _only(table.get(section, {}).get(id_, {}), keys) for id_ in ids}
        found[section] = {id_: entry for id_, entry in entries.items() if entry}
    found["findings"] = _finding_words(guideline, table.get("findings", {}))
    found["reasons"] = {
        rule.id: table.get("reasons", {}).get(rule.id, {}).get("parent", rule.because)
        for rule in guideline.rules.values()
    }
    spoken = table.get("interface", {})
    found["interface"] = {group: dict(spoken[group]) for group in INTERFACE if group in spoken}
    words = Words(guideline, "generic", language)
    others = {**guideline.texts["en"].get("others", {}), **table.get("others", {})}
    found["others"] = {claim: str(others.get(claim, guideline.claims[claim].says)) for claim in quoted(guideline)}
    found["places"] = {code: dict(local) for code, local in table.get("places", {}).items()}
    names = {code: _plain(Words(guideline, code, language).place_name) for code in guideline.places}
    found["place_order"] = sorted(names, key=names.__getitem__)
    named = _placeholders(found)
    shown = [item for item in guideline.thresholds.values() if item.id in named]
    found["shown"] = {item.id: words.quantity(item.value, item.unit) for item in shown}
    return found


def _plain(name: str) -> str:
    """A name without its accents, to sort by."""
    return unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode() or name


def quoted(guideline: Guideline) -> list[str]:
    """The claims of which a parent is told: who says otherwise, and what."""
    parts = [item.differs for item in guideline.rules.values()]
    parts += [item.differs for item in advice_for_parents(guideline)]
    return sorted({claim for part in parts for claim in part})


def dump(content: Json) -> bytes:
    """JSON as it is served: UTF-8, no needless spaces."""
    return json.dumps(content, ensure_ascii=False, separators=(",", ":")).encode()


def advice_for_parents(guideline: Guideline) -> list[Advice]:
    """The advice a parent may see, in the order in which it is shown."""
    advice = [item for item in guideline.advice.values() if item.audience == "parent"]
    return sorted(advice, key=lambda item: (TOPICS.index(item.topic), item.order))


def places(guideline: Guideline) -> dict[str, Json]:
    """Every country pack with its numbers and the words that parents' texts use; no antibiotics."""
    used = _placeholders(texts(guideline))  # so that nothing of a pack is sent that no text speaks of
    return {code: _place(place, used) for code, place in guideline.places.items()}


def _short(**values: Any) -> Json:
    """A record without what is absent, empty or false, which the browser takes as such."""
    return {
        key: value
        for key, value in values.items()
        if value is not None and value is not False and value not in ((), [], "")
    }


def _finding(item: Finding) -> Json:
    gate, parent = item.only_if, isinstance(item.only_if, Name)
    if item.answered_by == "clinician":
        gate = _CLINICIAN_ASKS if gate is None else And((_CLINICIAN_ASKS, gate))
    record = _short(
        kind=item.kind,
        screen=item.screen,
        answered_by=item.answered_by,
        unit=item.unit,
        range=list(item.range) if item.range else None,
        options=list(item.options),
        applies_if=compact(gate, {}) if gate is not None else None,
        parent=item.only_if.name if isinstance(item.only_if, Name) else None,
        only_if=compact(item.only_if, {}) if item.only_if is not None and not parent else None,
        unsure_level=item.unsure_level,
        changeable=item.changeable,
        valid_hours=item.valid_hours,
        tags=list(item.tags),
    )
    return record if item.unsure is None else {**record, "unsure": item.unsure}


def _rule(item: Rule, guideline: Guideline) -> Json:
    return _short(
        level=item.level,
        when=compact(item.when, guideline.thresholds),
        limit=_hours(item.limit, guideline),
        clock=item.clock,
        source=list(item.source),
        differs=list(item.differs),
    )


def _condition(item: Condition, guideline: Guideline) -> Json:
    against = item.against_when
    return {
        "for": list(item.speaks_for),
        **_short(
            against=list(item.speaks_against),
            must_not_miss=item.must_not_miss,
            fits_when=compact(item.fits_when, guideline.thresholds),
            against_when=compact(against, guideline.thresholds) if against is not None else None,
            source=list(item.source),
        ),
    }


def _advice(item: Advice, guideline: Guideline) -> Json:
    unless = item.unless
    return _short(
        stance=item.stance,
        temper=item.temper,
        topic=item.topic,
        when=compact(item.when, guideline.thresholds),
        unless=compact(unless, guideline.thresholds) if unless is not None else None,
        levels=list(item.levels),
        source=list(item.source),
        differs=list(item.differs),
        conflicts=list(item.conflicts),
        optional=item.optional,
    )


def _follow_up(item: FollowUp, guideline: Guideline) -> Json:
    return _short(
        when=compact(item.when, guideline.thresholds),
        levels=list(item.levels),
        within=_hours(item.within, guideline),
        limit=_hours(item.limit, guideline),
        clock=item.clock,
        ask=list(item.ask),
        source=list(item.source),
    )


def _hours(name: str | None, guideline: Guideline) -> float | None:
    return None if name is None else guideline.thresholds[name].value


def _place(place: Place, used: set[str]) -> Json:
    return {
        "name": place.name,
        "units": place.units,
        "review_by": place.review_by.isoformat(),
        "words": {key: value for key, value in place.words.items() if key in used or key in CALLS},
    }


def _cited(guideline: Guideline, advice: Iterable[Advice]) -> Json:
    """The claims cited and their works. What those that differ say stands in the texts."""
    reasons = list(guideline.rules.values())
    cited = {
        *(id_ for item in reasons for id_ in (*item.source, *item.differs)),
        *(id_ for item in advice for id_ in (*item.source, *item.differs)),
        *(id_ for item in guideline.conditions.values() for id_ in item.source),
        *(id_ for item in guideline.follow_ups.values() for id_ in item.source),
    }
    claims: dict[str, Json] = {}
    for id_, claim in guideline.claims.items():
        if id_ in cited:
            work = guideline.works[claim.work]
            claims[id_] = _short(
                work=claim.work,
                seen=claim.seen,
                year=claim.year if claim.year != work.year else None,
                link=claim.link if claim.link != work.link and _is_web(claim.link) else None,
            )
    used = {claim["work"] for claim in claims.values()}
    drugs = _drugs(guideline)
    works = {
        work.id: _short(
            title=work.title.partition(":")[0] if drugs & _words(work.title) else work.title,
            year=work.year,
            read=work.read,
            link=work.link if _is_web(work.link) else None,
        )
        for work in guideline.works.values()
        if work.id in used
    }
    return {"claims": claims, "works": works}


def _drugs(guideline: Guideline) -> set[str]:
    """The words of the antibiotic lists that no parent's text uses, whole names of drugs among them."""
    options = [option for place in guideline.places.values() for option in place.antibiotics.values()]
    listed = _words(" ".join(option["text"] if isinstance(option, dict) else "" for option in options))
    spoken = _words(json.dumps(texts(guideline)))
    return {word for word in listed - spoken if len(word) > SHORT}


def _words(text: str) -> set[str]:
    return set(re.findall(r"[a-z]+(?:-[a-z]+)*", text.lower()))


def _is_web(link: str) -> bool:
    return link.startswith(("https://", "http://"))


def _finding_words(guideline: Guideline, table: Mapping[str, Mapping[str, Any]]) -> Json:
    """Questions, labels, and the clinical term for the page that is shown to a doctor.

    Not of what only clinicians' advice asks for: it may name a drug, and the app never asks it.
    """
    keys = ("ask", "label", "no", "why", "options", "clinical")
    judged = _judged(guideline)
    findings = guideline.findings.values()
    kept = [item.id for item in findings if item.answered_by == "parent" or item.id in judged]
    return {id_: _only(table.get(id_, {}), keys) for id_ in kept}


def _judged(guideline: Guideline) -> set[str]:
    """The names that rules, pictures and the advice for parents rest on, through definitions."""
    nodes = [rule.when for rule in guideline.rules.values()]
    found: set[str] = set()
    for picture in guideline.conditions.values():
        nodes += [node for node in (picture.fits_when, picture.against_when) if node is not None]
        found.update((*picture.speaks_for, *picture.speaks_against))
    for item in advice_for_parents(guideline):
        nodes += [node for node in (item.when, item.unless) if node is not None]
    for node in nodes:
        found.update(names(node))
    waiting = list(found)
    while waiting:
        definition = guideline.definitions.get(waiting.pop())
        fresh = set(names(definition.when)) - found if definition else set()
        found |= fresh
        waiting += fresh
    return found


def _only(entry: Mapping[str, Any], keys: tuple[str, ...]) -> Json:
    return {key: entry[key] for key in keys if key in entry}


def _placeholders(content: Any) -> set[str]:
    return set(_PLACEHOLDER.findall(json.dumps(content)))

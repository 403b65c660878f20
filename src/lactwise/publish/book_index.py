"""Where does everything stand in the book, and what points to it?

In: the guideline and its worked cases. Out: titles, links, citations and backlinks.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cached_property
from typing import Any, Protocol

from lactwise.language import names
from lactwise.model import Claim, Guideline
from lactwise.publish.book_document import (
    Aside,
    Block,
    Cell,
    Citation,
    Citations,
    Inline,
    Line,
    Link,
    Mark,
    anchor,
    capital,
    full_stop,
    joined,
)
from lactwise.wording import Words

SEEN = {
    "full text": "read in full",
    "excerpt": "excerpt read",
    "abstract": "abstract read",
    "secondary": "known second-hand",
    "memory": "recalled, not confirmed",
    "decision": "owner's decision",
}
COUNTED = {
    "full text": "{} read in full",
    "excerpt": "{} in excerpt",
    "abstract": "{} in abstract",
    "secondary": "{} second-hand",
    "memory": "{} only recalled",
    "decision": "{} owner's decision",
}
_CLAIM = re.compile(r"([a-z][a-z0-9-]*(?:-[0-9]+|#[A-Za-z0-9_.-]*[A-Za-z0-9]))")
_PLACEHOLDER = re.compile(r"(\{[a-z0-9_]+\})")


class WorkedCase(Protocol):
    """A worked patient: who, what is known, and which rules are reached."""

    @property
    def id(self) -> str:
        """Its name among the cases."""

    @property
    def who(self) -> str:
        """The person, in a sentence."""

    @property
    def findings(self) -> Mapping[str, Any]:
        """What is known."""

    @property
    def rules(self) -> Sequence[str]:
        """The ids of the rules reached."""


class Index:
    """Titles, links, citations and backlinks, in one language and no country."""

    def __init__(self, guideline: Guideline, cases: Sequence[WorkedCase], language: str = "en") -> None:
        self.g, self.cases = guideline, cases
        self.words = Words(guideline, "generic", language)
        self.kinds: dict[str, Mapping[str, Any]] = {
            "rule": guideline.rules,
            "threshold": guideline.thresholds,
            "definition": guideline.definitions,
            "condition": guideline.conditions,
            "advice": guideline.advice,
            "follow-up": guideline.follow_ups,
        }

    # --- titles and links ---

    def title(self, kind: str, id_: str) -> str:
        """What something is called in the book."""
        plain = id_.replace("_", " ")
        match kind:
            case "condition":
                return capital(self.words.text("conditions", id_, "name", plain))
            case "level":
                return self.words.text("levels", id_, "title", capital(plain))
            case "finding" | "definition":
                return self.words.label(id_)
            case "sentence":
                return f"Sentence {id_.removeprefix('seed-').lstrip('0')}"
            case _:
                return capital(" ".join(self.spelled(kind, id_, word) for word in plain.split()))

    def spelled(self, kind: str, id_: str, word: str) -> str:
        """A word of an id, in capitals where the thing itself writes it so (an abbreviation)."""
        thing = self.kinds.get(kind, {}).get(id_)
        own = " ".join(str(getattr(thing, key, "")) for key in ("because", "means", "note"))
        own += " ".join(str(self.words.raw(kind, id_, key)) for key in ("text", "more"))
        found = len(word) > 1 and re.search(rf"\b{re.escape(word.upper())}\b", own)
        return word.upper() if found else word

    def link(self, kind: str, id_: str, words: str = "") -> Link:
        """A link to something in the book."""
        return Link(words or self.title(kind, id_), f"#{anchor(kind, id_)}")

    def links(self, kind: str, ids: Iterable[str]) -> Line:
        """Links one after the other."""
        return joined(self.link(kind, id_) for id_ in ids)

    def number(self, threshold: str) -> Link:
        """The number of a threshold with its unit, as a link to where it is decided."""
        return self.link("threshold", threshold, self.g.thresholds[threshold].shown)

    def home(self, id_: str) -> Line:
        """Where an id of the founding text's trace lives: a link, and what kind of thing it is."""
        found = [kind for kind, table in self.kinds.items() if id_ in table]
        return joined((self.link(kind, id_), f" ({kind})") for kind in found)

    def level_mark(self, level: str) -> Mark:
        """The level as a coloured mark; the colour goes by its place, not by its name."""
        return Mark(level.replace("_", " "), f"level-{self.g.urgency[level]}")

    def filled(self, words: str, **more: Inline) -> Line:
        """A text of the guideline: thresholds become links, other words those of no country."""
        parts: list[Inline] = []
        for piece in _PLACEHOLDER.split(words):
            name = piece[1:-1] if _PLACEHOLDER.fullmatch(piece) else ""
            if name in more:
                parts.append(more[name])
            elif name in self.g.thresholds:
                parts.append(self.number(name))
            elif name in self.words.place.words:
                parts.append(self.words.known[name])
            elif name:
                parts.append(Link(name.replace("_", " "), "#places"))
            else:
                parts.extend(self.linked(piece))
        return tuple(parts)

    def linked(self, words: str) -> Iterator[Inline]:
        """Plain words, with each id of a cited statement in them as a link."""
        for piece in _CLAIM.split(words):
            if piece in self.cited_by:
                yield self.link("claim", piece, piece)
            elif piece:
                yield piece

    def said(self, section: str, id_: str, key: str, **more: Inline) -> Line:
        """A text by its place in the words, filled; empty if there is none."""
        return self.filled(str(self.words.raw(section, id_, key)), **more)

    # --- sources ---

    def work_link(self, claim: Claim) -> Link:
        """The work of a claim, by issuer and year."""
        work = self.g.works[claim.work]
        year = claim.year or work.year
        issuer = re.sub(r"\s*\(.*?\)", "", work.issuer).split(";")[0].strip() or work.id
        dated = f"{issuer}, {year}" if year and year != "n.d." else f"{issuer}, undated"
        return Link(dated, f"#{anchor('work', work.id)}")

    def citation(self, id_: str) -> Citation:
        """A statement as it is cited."""
        claim = self.g.claims[id_]
        seen = SEEN.get(claim.seen, claim.seen)
        says = full_stop(claim.says)
        return Citation(self.link("claim", id_, id_), self.work_link(claim), says, seen)

    def sources(self, ids: Sequence[str]) -> Block | None:
        """What something rests on, with how much of it was read."""
        rows = tuple(map(self.citation, ids))
        return Citations(rows, self.strength(ids), folded=True) if rows else None

    def differs(self, ids: Sequence[str]) -> Block | None:
        """Who says otherwise."""
        return Citations(tuple(map(self.citation, ids)), "", folded=False) if ids else None

    def strength(self, ids: Iterable[str]) -> str:
        """How well its sources are known: `2 statements: 1 read in full, 1 owner's decision`."""
        seen = [self.g.claims[id_].seen for id_ in ids]
        counted = [COUNTED[kind].format(seen.count(kind)) for kind in COUNTED if kind in seen]
        return f"{len(seen)} {'statement' if len(seen) == 1 else 'statements'}: {', '.join(counted)}"

    def claim_links(self, ids: Iterable[str]) -> Line:
        """Bare links to statements, for tables."""
        return joined(self.link("claim", id_, id_) for id_ in ids)

    # --- what points here ---

    @cached_property
    def cited_by(self) -> Mapping[str, list[Link]]:
        """Claim → where it is cited, in the order of the book. Every decision counts as cited."""
        found: dict[str, list[Link]] = {}

        def note(place: Link, ids: Iterable[str]) -> None:
            for id_ in ids:
                if place not in found.setdefault(id_, []):
                    found[id_].append(place)

        for kind, table in self.kinds.items():
            for id_, thing in table.items():
                note(self.link(kind, id_), [*thing.source, *getattr(thing, "differs", ())])
        for place_, item in self.of_the_course():
            note(place_, item.source)
        for sentence in self.g.seed.values():
            own = [sentence.id] if sentence.id in self.g.claims else []
            note(self.link("sentence", sentence.id), [*sentence.source, *own])
        for place in self.g.places.values():
            for entry in place.antibiotics.values():
                if isinstance(entry, Mapping):
                    cited = [*entry.get("source", ()), *entry.get("differs", ())]
                    note(self.link("place", place.code, place.name), cited)
        decisions = [id_ for id_, claim in self.g.claims.items() if claim.seen == "decision"]
        note(Link("decisions awaiting sign-off", "#decisions"), decisions)
        return found

    @cached_property
    def used_in(self) -> Mapping[str, list[tuple[str, Link]]]:
        """Finding, threshold or definition → kind and place of everything that names it."""
        found: dict[str, dict[tuple[str, Link], None]] = {}
        for kind, table in self.kinds.items():
            for id_, thing in table.items():
                nodes = [getattr(thing, key, None) for key in CONDITION_KEYS]
                used = [name for node in nodes if node is not None for name in names(node)]
                used += [name for key in NAME_KEYS if (name := getattr(thing, key, None))]
                for name in used:
                    found.setdefault(name, {})[kind, self.link(kind, id_)] = None
        for place, item in self.of_the_course():
            for name in _named(item):
                found.setdefault(name, {})["course", place] = None
        for level in self.g.levels.values():
            found.setdefault(level.limit, {})["level", self.link("level", level.id)] = None
        return {name: list(links) for name, links in found.items()}

    def of_the_course(self) -> Iterator[tuple[Link, Any]]:
        """Everything of a course of days that has sources, with its place."""
        course = self.g.course
        kinds: dict[str, Mapping[str, Any]] = {
            "clock": course.clocks,
            "event": course.events,
            "painkiller": course.medicines,
            "derived": course.derived,
        }
        for kind, table in kinds.items():
            for id_, item in table.items():
                name = id_.replace("_", " ")
                yield Link(f"{kind}: {name}" if kind != "derived" else name, f"#{anchor(f'course-{kind}', id_)}"), item
        if course.trend is not None:
            yield Link("trend", "#course-trend"), course.trend
        if course.earlier is not None:
            yield Link("earlier episodes", "#course-earlier"), course.earlier

    def used(self, name: str) -> Line:
        """Where a name is used."""
        return joined(link for _, link in self.used_in.get(name, ()))

    def used_aside(self, name: str, *kinds: str) -> Cell:
        """Where a name is used in things of these kinds (none given: of every kind), for a cell."""
        places = self.used_in.get(name, ())
        links = [link for kind, link in places if not kinds or kind in kinds]
        times = f"Used in {len(links)} {'place' if len(links) == 1 else 'places'}"
        return (Aside(times, joined(links)),) if links else ()

    @cached_property
    def sentences_of(self) -> Mapping[str, list[Link]]:
        """Id of a rule, threshold or advice → the sentences of the founding text there."""
        found: dict[str, list[Link]] = {}
        for sentence in self.g.seed.values():
            for id_ in sentence.lives_in:
                found.setdefault(id_, []).append(self.link("sentence", sentence.id))
        return found

    @cached_property
    def cases_of(self) -> Mapping[str, list[Link]]:
        """Rule id → the worked cases that reach it."""
        found: dict[str, list[Link]] = {}
        for case in self.cases:
            for rule in case.rules:
                found.setdefault(rule, []).append(self.link("case", case.id))
        return found


def _named(item: Any) -> Iterator[str]:
    """The names that something of a course uses: in conditions, as numbers, and of measures."""
    for key in ("since", "when", "after", "counts_when"):
        node = getattr(item, key, None)
        yield from names(node) if node is not None else ()
    for key in ("within", "dose", "gap", "daily"):
        name = getattr(item, key, None)
        yield from (name,) if name else ()
    for measure in getattr(item, "measures", {}).values():
        yield from filter(None, (measure.rise, measure.floor))


CONDITION_KEYS = ("when", "unless", "fits_when", "against_when")
NAME_KEYS = ("limit", "clock", "within")


def proposal(thing: Any) -> tuple[Mark, ...]:
    """The mark of what awaits clinical sign-off."""
    return (Mark("awaiting sign-off", "proposal"),) if thing.proposal else ()

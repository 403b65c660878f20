"""Where does everything stand in the book, what points to it, and how is a condition read aloud?

In: the guideline and its worked cases. Out: links, citations, backlinks and conditions in plain words, for the chapters.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from functools import cached_property
from typing import Any, Protocol, assert_never

from lactwise.language import (
    And,
    AtLeast,
    Choice,
    Compare,
    Name,
    Node,
    Not,
    OneOf,
    Or,
    names,
)
from lactwise.model import Claim, Finding, Guideline, with_unit
from lactwise.publish.book_document import (
    Block,
    Citation,
    Citations,
    Inline,
    Item,
    Items,
    Line,
    Link,
    Mark,
    Paragraph,
    Strong,
    anchor,
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
COMPARED = {
    ">=": "{} or more",
    ">": "more than {}",
    "<": "less than {}",
    "<=": "{} or less",
    "==": "{}",
    "!=": "other than {}",
}
TURNED = {">=": "<=", ">": "<", "<": ">", "<=": ">=", "==": "==", "!=": "!="}
OPPOSITE = {">=": "<", ">": "<=", "<": ">=", "<=": ">", "==": "!=", "!=": "=="}
_PLACEHOLDER = re.compile(r"(\{[a-z_]+\})")


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
    """Links, citations and plain words for everything in the guideline, in one language and no country."""

    def __init__(self, guideline: Guideline, cases: Sequence[WorkedCase], language: str) -> None:
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
                return capital(plain)

    def link(self, kind: str, id_: str, words: str = "") -> Link:
        """A link to something in the book."""
        return Link(words or self.title(kind, id_), f"#{anchor(kind, id_)}")

    def links(self, kind: str, ids: Iterable[str]) -> Line:
        """Links one after the other."""
        return joined(self.link(kind, id_) for id_ in ids)

    def home(self, id_: str) -> Line:
        """Where an id of the founding text's trace lives: a link, and what kind of thing it is."""
        found = [kind for kind, table in self.kinds.items() if id_ in table]
        return joined(((self.link(kind, id_), f" ({kind})") for kind in found))

    def level_mark(self, level: str) -> Mark:
        """The level as a coloured mark."""
        return Mark(self.title("level", level), f"level-{anchor('', level).lstrip('-')}")

    def filled(self, text: str, **more: Inline) -> Line:
        """A text of the guideline, its thresholds as links and its country's words as in no country."""
        parts: list[Inline] = []
        for piece in _PLACEHOLDER.split(text):
            name = piece[1:-1] if _PLACEHOLDER.fullmatch(piece) else ""
            if name in more:
                parts.append(more[name])
            elif name in self.g.thresholds:
                parts.append(self.link("threshold", name, self.g.thresholds[name].shown))
            elif name in self.g.places[self.words.place.code].words:
                parts.append(self.words.known[name])
            elif name:
                parts.append(Link(name.replace("_", " "), "#places"))
            elif piece:
                parts.append(piece)
        return tuple(parts)

    def said(self, section: str, id_: str, key: str, **more: Inline) -> Line:
        """A text by its place in the words, filled; empty if there is none."""
        return self.filled(str(self.words.raw(section, id_, key)), **more)

    # --- sources ---

    def work_link(self, claim: Claim) -> Link:
        """The work of a claim, by issuer and year."""
        work = self.g.works[claim.work]
        year = claim.year or work.year
        issuer = re.sub(r"\s*\(.*?\)", "", work.issuer).split(";")[0].strip() or work.id
        return Link(f"{issuer}, {year}" if year else issuer, f"#{anchor('work', work.id)}")

    def citation(self, id_: str, number: str = "") -> Citation:
        """A statement as it is cited."""
        claim = self.g.claims[id_]
        return Citation(
            self.link("claim", id_, id_),
            self.work_link(claim),
            full_stop(claim.says),
            SEEN.get(claim.seen, claim.seen),
            number,
        )

    def sources(self, ids: Sequence[str]) -> Block | None:
        """What something rests on, with how much of it was read."""
        return (
            Citations(tuple(map(self.citation, ids)), self.strength(ids), folded=True)
            if ids
            else None
        )

    def differs(self, ids: Sequence[str]) -> Block | None:
        """Who says otherwise."""
        return Citations(tuple(map(self.citation, ids)), "", folded=False) if ids else None

    def strength(self, ids: Iterable[str]) -> str:
        """How well a list of sources is known: `2 statements: 1 read in full, 1 owner's decision`."""
        seen = [self.g.claims[id_].seen for id_ in ids]
        counted = ", ".join(f"{seen.count(kind)} {SEEN[kind]}" for kind in SEEN if kind in seen)
        return f"{len(seen)} {'statement' if len(seen) == 1 else 'statements'}: {counted}"

    def claim_links(self, ids: Iterable[str]) -> Line:
        """Bare links to statements, for tables."""
        return joined(self.link("claim", id_, id_) for id_ in ids)

    # --- what points here ---

    @cached_property
    def cited_by(self) -> Mapping[str, list[Link]]:
        """Claim → where it is cited, in the order of the book."""
        found: dict[str, list[Link]] = {}

        def note(place: Link, ids: Iterable[str]) -> None:
            for id_ in ids:
                if place not in found.setdefault(id_, []):
                    found[id_].append(place)

        for kind, table in self.kinds.items():
            for id_, thing in table.items():
                note(self.link(kind, id_), [*thing.source, *getattr(thing, "differs", ())])
        for sentence in self.g.seed.values():
            note(
                self.link("sentence", sentence.id),
                [*sentence.source, *([sentence.id] if sentence.id in self.g.claims else [])],
            )
        for place in self.g.places.values():
            for entry in place.antibiotics.values():
                if isinstance(entry, Mapping):
                    note(
                        self.link("place", place.code, place.name),
                        [*entry.get("source", ()), *entry.get("differs", ())],
                    )
        for id_, claim in self.g.claims.items():
            if claim.seen == "decision":
                note(Link("decisions awaiting sign-off", "#decisions"), [id_])
        return found

    @cached_property
    def used_in(self) -> Mapping[str, list[Link]]:
        """Finding, threshold or definition → where its name is used."""
        found: dict[str, dict[Link, None]] = {}
        for kind, table in self.kinds.items():
            for id_, thing in table.items():
                nodes = [
                    getattr(thing, key, None)
                    for key in ("when", "unless", "fits_when", "against_when")
                ]
                used = [name for node in nodes if node is not None for name in names(node)]
                used += [
                    name
                    for key in ("limit", "clock", "within")
                    if (name := getattr(thing, key, None))
                ]
                for name in used:
                    found.setdefault(name, {})[self.link(kind, id_)] = None
        for level in self.g.levels.values():
            found.setdefault(level.limit, {})[self.link("level", level.id)] = None
        return {name: list(links) for name, links in found.items()}

    @cached_property
    def sentences_of(self) -> Mapping[str, list[Link]]:
        """Id of a rule, threshold or advice → the sentences of the founding text that live there."""
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

    # --- conditions in plain words ---

    def reading(self, node: Node) -> Block:
        """A condition in plain words: a line, or a list with its lead."""
        item = self.item(node)
        if not item.inside:
            return Paragraph(item.line)
        return Items(item.inside, "".join(part for part in item.line if isinstance(part, str)))

    def item(self, node: Node) -> Item:
        """A condition as an item of a list."""
        match node:
            case And(operands):
                return Item(("all of",), tuple(map(self.item, operands)))
            case Or(operands):
                line = self.short(operands, " or ")
                return Item(line) if line else Item(("any of",), tuple(map(self.item, operands)))
            case AtLeast(count, operands):
                return Item((f"at least {count} of",), tuple(map(self.item, operands)))
            case Not(Or(operands)):
                return Item(("none of",), tuple(map(self.item, operands)))
            case Not(And(operands)):
                return Item(("not all of",), tuple(map(self.item, operands)))
            case Not(AtLeast(count, operands)):
                return Item((f"fewer than {count} of",), tuple(map(self.item, operands)))
            case Not(Not(operand)):
                return self.item(operand)
            case Not(operand):
                return Item(self.leaf(operand, present=False))
            case Name() | Compare() | OneOf() | Choice():
                return Item(self.leaf(node))
            case _:
                assert_never(node)

    def short(self, operands: tuple[Node, ...], between: str) -> Line:
        """Two or three plain conditions on one line; empty if they are more, or not plain."""
        items = [self.item(operand) for operand in operands]
        if len(items) > 3 or any(item.inside for item in items):
            return ()
        return joined((item.line for item in items), ", " if len(items) > 2 else between, between)

    def leaf(self, node: Node, present: bool = True) -> Line:
        """A name, comparison or choice in plain words."""
        match node:
            case Name(name):
                kind = "finding" if name in self.g.findings else "definition"
                return (self.link(kind, name, self.words.label(name, present)),)
            case OneOf(name, options):
                listed = joined((self.option(name, option) for option in options), ", ", " or ")
                return (self.link("finding", name), ": " if present else ": not ", *listed)
            case Compare(operands, operators):
                return self.comparison(operands, operators, present)
            case _:
                return (str(node),)

    def comparison(
        self, operands: tuple[Name | Choice, ...], operators: tuple[str, ...], present: bool
    ) -> Line:
        """`temperature: 38.0 °C or more`, each number a link to its threshold."""
        at = next(
            place
            for place, item in enumerate(operands)
            if isinstance(item, Name) and item.name in self.g.findings
        )
        subject = operands[at]
        finding = self.g.findings[subject.name if isinstance(subject, Name) else ""]
        parts: list[Line] = []
        for place, operator in enumerate(operators):
            other = operands[place + 1] if place >= at else operands[place]
            facing = operator if place >= at else TURNED[operator]
            if not present and len(operators) == 1:
                facing = OPPOSITE[facing]
            before, after = COMPARED[facing].split("{}")
            if isinstance(other, Choice):
                shown: Inline = self.option(finding.id, other.option)
                before = "not " if facing == "!=" else ""
            else:
                shown = self.link("threshold", other.name, self.g.thresholds[other.name].shown)
            parts.append((before, shown, after))
        denied = "not " if not present and len(operators) > 1 else ""
        return (self.link("finding", finding.id), f": {denied}", *joined(parts, " and "))

    def option(self, finding: str, option: str) -> str:
        """An option of a choice, in words."""
        options = self.words.raw("findings", finding, "options", {})
        return str(options.get(option, option.replace("_", " ")))

    def value(self, finding: Finding, value: Any) -> Line:
        """A value of a finding in words."""
        if value == "unsure":
            return ("not sure",)
        if isinstance(value, bool):
            return ("yes" if value else "no",)
        if isinstance(value, int | float):
            return (with_unit(value, finding.unit),)
        return (self.option(finding.id, str(value)),)

    def unsure(self, finding: Finding) -> Line:
        """What "not sure" counts as for urgency."""
        if finding.unsure_level is not None:
            return (self.link("level", finding.unsure_level),)
        if finding.unsure == "not_measured":
            return ("not measured: neither high nor low",)
        return self.value(finding, finding.unsure)


def proposal(thing: Any) -> tuple[Mark, ...]:
    """The mark of what awaits clinical sign-off."""
    return (Mark("awaiting sign-off", "proposal"),) if thing.proposal else ()


def strong(words: str) -> Line:
    """A line of one strong phrase."""
    return (Strong(words),)


def capital(words: str) -> str:
    """Words with a capital first letter."""
    return words[:1].upper() + words[1:]


def full_stop(words: str) -> str:
    """Words that end as a sentence."""
    return words if words.endswith((".", "!", "?")) else f"{words}."

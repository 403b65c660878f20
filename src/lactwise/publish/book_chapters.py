"""What does the book say about the medicine: levels, rules, numbers, pictures, advice, questions, countries?

In: an `Index` of the guideline. Out: one chapter (a `Section`) a function. The words of these chapters explain how the data
is to be read; whatever is clinical is taken from the data.
"""

from collections.abc import Iterable, Mapping
from typing import Any

from lactwise.checking import TOPICS
from lactwise.language import Node, show
from lactwise.model import (
    Advice,
    Condition,
    Definition,
    Finding,
    FollowUp,
    Level,
    Place,
    Rule,
    Threshold,
    with_unit,
)
from lactwise.publish.book_document import (
    Block,
    Code,
    Item,
    Items,
    Line,
    Link,
    Mark,
    Paragraph,
    Quote,
    Row,
    Section,
    Strong,
    Table,
    anchor,
    joined,
    present,
    text,
)
from lactwise.publish.book_index import Index, capital, full_stop, proposal

STANCES = {"do": "do", "avoid": "avoid", "know": "good to know"}
TEMPERS = {
    "core": "shown unless an exception is certain; while the exception is unknown, it is said in words",
    "gated": "a medicine: hidden until every reason against it has been ruled out",
    "certain": "a named exception: shown only when it certainly applies",
}


# --- levels and rules ---


def levels(index: Index) -> Section:
    """The levels and their clocks."""
    rows = tuple(
        Row(
            (
                (
                    (Link(index.title("level", level.id), f"#{anchor('level', level.id)}"),),
                    (Code(level.id),),
                ),
                (index.said("levels", level.id, "act"),),
                (index.said("levels", level.id, "clinician"),),
                ((index.link("threshold", level.limit, index.g.thresholds[level.limit].shown),),),
                (("yes: only when nothing more urgent is possible",) if level.calm else ("no",),),
            )
        )
        for level in index.g.levels.values()
    )
    head = ("Level", "A parent reads", "A clinician reads", "Longest wait", "Must be certain")
    return Section(
        "Levels and clocks",
        "levels",
        (
            text(
                "Every answer leads to one of these levels, the most urgent first. "
                "A rule may count its limit from the beginning of the trouble or of treatment. "
                "The time left is that limit minus the time already gone, and never more than the level's own. "
                "Asking again does not start a clock anew."
            ),
            Table("The levels, most urgent first", head, rows),
        ),
    )


def rules(index: Index) -> Section:
    """The rules, by level."""
    parts = tuple(_level_rules(index, level) for level in index.g.levels.values())
    opening = text(
        "A rule is a reason for a level. "
        "When several rules apply, the most urgent one decides, and every one that applies is told. "
        "Each rule is given first in plain words and then exactly as the programs use it."
    )
    return Section("Triage rules", "rules", (opening, *parts))


def _level_rules(index: Index, level: Level) -> Section:
    chosen = [rule for rule in index.g.rules.values() if rule.level == level.id]
    act = index.said("levels", level.id, "act")
    opening: list[Block] = [Quote(act)] if act else []
    count = f"{len(chosen)} {'rule leads' if len(chosen) == 1 else 'rules lead'} here."
    opening.append(text(count))
    return Section(
        index.title("level", level.id),
        anchor("level", level.id),
        (*opening, *(_rule(index, rule) for rule in chosen)),
    )


def _rule(index: Index, rule: Rule) -> Section:
    parent = index.said("reasons", rule.id, "parent")
    facts = present(
        [
            *condition_rows(index, "When", rule.when),
            ("By when", _by_when(index, rule)),
            ("A parent reads", Quote(parent) if parent else None),
            *evidence_rows(index, rule),
            ("Worked cases", paragraph(joined(index.cases_of.get(rule.id, ())))),
        ]
    )
    return Section(
        index.title("rule", rule.id),
        anchor("rule", rule.id),
        (Paragraph(index.filled(rule.because)), facts),
        entry=True,
        id=rule.id,
        marks=(index.level_mark(rule.level), *proposal(rule)),
    )


def _by_when(index: Index, item: Rule | FollowUp) -> Block | None:
    if item.limit is None:
        return None
    limit = index.link("threshold", item.limit, index.g.thresholds[item.limit].shown)
    if item.clock is None:
        return text("within ", limit)
    return text("before ", limit, " on the clock “", index.link("finding", item.clock), "”")


# --- numbers, definitions, conditions ---


def thresholds(index: Index) -> Section:
    """Every number with clinical meaning."""
    head = ("Threshold", "Value", "Means", "Rests on", "Others say", "Used in")
    return Section(
        "Thresholds",
        "thresholds",
        (
            text(
                "Every number with clinical meaning stands here once. "
                "Rules name it, and sentences are filled from it, so the number read and the number used cannot differ. "
                "Where other sources give another number, it stands beside ours."
            ),
            Table(
                "Thresholds",
                head,
                tuple(_threshold(index, item) for item in index.g.thresholds.values()),
            ),
        ),
    )


def _threshold(index: Index, item: Threshold) -> Row:
    others = tuple(
        _other_number(index, claim, number, item.unit) for claim, number in item.differs.items()
    )
    note = (index.filled(item.note),) if item.note else ()
    sentences = joined(index.sentences_of.get(item.id, ()))
    return Row(
        (
            (
                (Strong(index.title("threshold", item.id)),),
                (Code(item.id),),
                *((mark,) for mark in proposal(item)),
            ),
            ((Strong(item.shown),),),
            ((full_stop(capital(item.means)),), *note, *([sentences] if sentences else [])),
            (index.claim_links(item.source), (index.strength(item.source),)),
            others or (("no other number on record",),),
            (joined(index.used_in.get(item.id, ())),),
        ),
        anchor("threshold", item.id),
    )


def _other_number(index: Index, claim: str, number: float, unit: str) -> Line:
    cited = index.citation(claim)
    return (Strong(with_unit(number, unit)), " ", cited.work, " (", cited.claim, ")")


def definitions(index: Index) -> Section:
    """Named conditions that others reuse."""
    opening = text(
        "A definition is a picture with a name, written once and used by rules, conditions and advice."
    )
    return Section(
        "Definitions",
        "definitions",
        (opening, *(_definition(index, d) for d in index.g.definitions.values())),
    )


def _definition(index: Index, item: Definition) -> Section:
    facts = present(
        [
            *condition_rows(index, "When", item.when),
            *evidence_rows(index, item),
            ("Used in", paragraph(joined(index.used_in.get(item.id, ())))),
        ]
    )
    means = (full_stop(capital(item.means)),)
    return Section(
        capital(index.title("definition", item.id)),
        anchor("definition", item.id),
        (Paragraph(means), facts),
        entry=True,
        id=item.id,
        marks=proposal(item),
    )


def conditions(index: Index) -> Section:
    """The clinical pictures."""
    opening = text(
        "These are the pictures that may lie behind the complaint. "
        "A condition fits when its picture is certainly there and nothing certain speaks against it. "
        "It is ruled out when something certain speaks against it and its picture is not certainly there. "
        "Otherwise it stays possible. "
        "One that must not be missed is ruled out only when all its discriminators have been answered, "
        "and a parent then reads “less likely”. "
        "No condition lowers a level."
    )
    groups = [
        (
            "Must not be missed",
            "must-not-miss",
            [c for c in index.g.conditions.values() if c.must_not_miss],
        ),
        (
            "Other pictures",
            "other-pictures",
            [c for c in index.g.conditions.values() if not c.must_not_miss],
        ),
    ]
    parts = (
        Section(title, place, tuple(_condition(index, item) for item in items))
        for title, place, items in groups
    )
    return Section("Conditions", "conditions", (opening, *parts))


def _condition(index: Index, item: Condition) -> Section:
    what = index.said("conditions", item.id, "what")
    clinical = index.said("conditions", item.id, "clinical")
    facts = present(
        [
            ("Clinical term", paragraph(clinical)),
            *condition_rows(index, "Fits when", item.fits_when),
            *condition_rows(index, "Against when", item.against_when),
            ("Speaks for it", paragraph(_names(index, item.speaks_for))),
            ("Speaks against it", paragraph(_names(index, item.speaks_against))),
            *evidence_rows(index, item),
            ("Codes", paragraph(joined(item.codes))),
        ]
    )
    marks = (
        *((Mark("must not be missed", "danger"),) if item.must_not_miss else ()),
        *proposal(item),
    )
    opening = (Paragraph(what),) if what else ()
    return Section(
        index.title("condition", item.id),
        anchor("condition", item.id),
        (*opening, facts),
        entry=True,
        id=item.id,
        marks=marks,
    )


def _names(index: Index, names: Iterable[str]) -> Line:
    return joined(
        index.link("finding" if name in index.g.findings else "definition", name) for name in names
    )

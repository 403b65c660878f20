"""What does the book say about levels, rules, numbers, definitions and conditions?

In: an `Index` of the guideline. Out: one chapter (a `Section`) a function. The words here explain
how the data is to be read; whatever is clinical is taken from the data.
"""

from collections.abc import Iterable

from lactwise.model import Condition, Definition, FollowUp, Level, Rule, Threshold, with_unit
from lactwise.publish.book_document import (
    Block,
    Code,
    Fold,
    Line,
    Mark,
    Paragraph,
    Quote,
    Row,
    Section,
    Strong,
    Table,
    anchor,
    capital,
    full_stop,
    joined,
    present,
    text,
)
from lactwise.publish.book_index import Index, proposal
from lactwise.publish.book_reading import condition_rows, evidence_rows, paragraph

# --- levels and rules ---


def levels(index: Index) -> Section:
    """The levels and their clocks."""
    opening = text(
        "Every answer leads to one of these levels, the most urgent first. "
        "A rule may count its limit from the beginning of the trouble, or of treatment. "
        "The time left is that limit minus the time already gone, never more than the level's own. "
        "Asking again does not start a clock anew. "
        "A calm level is shown only when nothing more urgent is possible any longer."
    )
    head = ("Level", "A parent reads", "A clinician reads", "Longest wait", "Calm")
    rows = tuple(_level(index, level) for level in index.g.levels.values())
    return Section(
        "Levels and clocks",
        "levels",
        (opening, Table("The levels, most urgent first", head, rows)),
    )


def _level(index: Index, level: Level) -> Row:
    return Row(
        (
            ((index.link("level", level.id),), (Code(level.id),)),
            (index.said("levels", level.id, "act"),),
            (index.said("levels", level.id, "clinician"),),
            ((index.number(level.limit),),),
            (("yes" if level.calm else "no",),),
        )
    )


def rules(index: Index) -> Section:
    """The rules, by level."""
    opening = text(
        "A rule is a reason for a level. "
        "When several apply, the most urgent decides, and every one of them is told. "
        "Each is given in plain words, and then exactly as the programs use it."
    )
    parts = tuple(_level_rules(index, level) for level in index.g.levels.values())
    return Section("Triage rules", "rules", (opening, *parts))


def _level_rules(index: Index, level: Level) -> Section:
    chosen = [rule for rule in index.g.rules.values() if rule.level == level.id]
    act = index.said("levels", level.id, "act")
    opening: list[Block] = [Quote(act)] if act else []
    opening.append(text(f"{len(chosen)} {'rule leads' if len(chosen) == 1 else 'rules lead'} here."))
    entries = [_rule(index, rule) for rule in chosen]
    title = index.title("level", level.id)
    return Section(title, anchor("level", level.id), (*opening, *entries), id=level.id)


def _rule(index: Index, rule: Rule) -> Section:
    parent = index.said("reasons", rule.id, "parent")
    facts = present(
        [
            *condition_rows(index, "When", rule.when),
            ("By when", by_when(index, rule)),
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


def by_when(index: Index, item: Rule | FollowUp) -> Block | None:
    """The limit of a rule or follow-up, on its clock."""
    if item.limit is None:
        return None
    limit = index.number(item.limit)
    if item.clock is None:
        return text("within ", limit)
    return text("before ", limit, " on the clock “", index.link("finding", item.clock), "”")


# --- numbers, definitions, conditions ---


def thresholds(index: Index) -> Section:
    """Every number with clinical meaning."""
    opening = text(
        "Every number with clinical meaning stands here, once. "
        "Rules name it and sentences are filled from it, "
        "so that the number read and the number used cannot differ. "
        "Where other sources give another number, it stands beside ours."
    )
    head = ("Threshold", "Value", "Means", "Rests on", "Others say")
    rows = tuple(_threshold(index, item) for item in index.g.thresholds.values())
    return Section(
        "Thresholds",
        "thresholds",
        (opening, Table("Every threshold, and what others say", head, rows)),
    )


def _threshold(index: Index, item: Threshold) -> Row:
    others = [_other_number(index, id_, n, item.unit) for id_, n in item.differs.items()]
    means: list[Line] = [(full_stop(capital(item.means)),)]
    if item.note:
        means.append(index.filled(item.note))
    if item.id in index.sentences_of:
        means.append(("Founding text: ", *joined(index.sentences_of[item.id])))
    title = (Strong(index.title("threshold", item.id)),)
    return Row(
        (
            (title, (Code(item.id),), *((mark,) for mark in proposal(item))),
            ((Strong(item.shown),),),
            (*means, *index.used_aside(item.id)),
            (index.claim_links(item.source), (index.strength(item.source),)),
            tuple(others) or (("no other number on record",),),
        ),
        anchor("threshold", item.id),
    )


def _other_number(index: Index, claim: str, number: float, unit: str) -> Line:
    cited = index.citation(claim)
    return (Strong(with_unit(number, unit)), " ", cited.work, " (", cited.claim, ")")


def definitions(index: Index) -> Section:
    """Named conditions that others reuse."""
    opening = text("A definition is a picture with a name: written once, and used by rules, conditions and advice.")
    entries = (_definition(index, item) for item in index.g.definitions.values())
    return Section("Definitions", "definitions", (opening, *entries))


def _definition(index: Index, item: Definition) -> Section:
    facts = present(
        [
            *condition_rows(index, "When", item.when),
            *evidence_rows(index, item),
            ("Used in", _used(index, item.id)),
        ]
    )
    return Section(
        capital(index.title("definition", item.id)),
        anchor("definition", item.id),
        (text(full_stop(capital(item.means))), facts),
        entry=True,
        id=item.id,
        marks=proposal(item),
    )


def _used(index: Index, name: str) -> Block | None:
    places = len(index.used_in.get(name, ()))
    line = index.used(name)
    return Fold(f"{places} places", Paragraph(line)) if places > 8 else paragraph(line)


def conditions(index: Index) -> Section:
    """The clinical pictures."""
    opening = text(
        "These are the pictures that may lie behind the complaint. "
        "A condition fits when its picture is certainly there and nothing speaks against it. "
        "It is ruled out when something certainly speaks against it and its picture is not there. "
        "Otherwise it stays possible. "
        "One that must not be missed is ruled out only when all that speaks for it has been asked; "
        "a parent then reads “less likely”. "
        "No condition lowers a level."
    )
    grave = [item for item in index.g.conditions.values() if item.must_not_miss]
    usual = [item for item in index.g.conditions.values() if not item.must_not_miss]
    parts = (
        Section("Must not be missed", "must-not-miss", tuple(_condition(index, i) for i in grave)),
        Section("Other pictures", "other-pictures", tuple(_condition(index, i) for i in usual)),
    )
    return Section("Conditions", "conditions", (opening, *parts))


def _condition(index: Index, item: Condition) -> Section:
    what = index.said("conditions", item.id, "what")
    facts = present(
        [
            ("Clinical term", paragraph(index.said("conditions", item.id, "clinical"))),
            *condition_rows(index, "Fits when", item.fits_when),
            *condition_rows(index, "Against when", item.against_when),
            ("Speaks for it", paragraph(_names(index, item.speaks_for))),
            ("Speaks against it", paragraph(_names(index, item.speaks_against))),
            *evidence_rows(index, item),
            ("Codes", paragraph(joined(item.codes))),
        ]
    )
    return Section(
        index.title("condition", item.id),
        anchor("condition", item.id),
        (*((Quote(what),) if what else ()), facts),
        entry=True,
        id=item.id,
        marks=(
            *((Mark("must not be missed", "danger"),) if item.must_not_miss else ()),
            *proposal(item),
        ),
    )


def _names(index: Index, names: Iterable[str]) -> Line:
    return joined(index.link("finding" if name in index.g.findings else "definition", name) for name in names)

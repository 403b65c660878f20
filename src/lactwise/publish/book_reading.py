"""How is a condition, an answer or a reason read aloud?

In: a condition (or a value of a finding) and the `Index`. Out: lines and lists in the labels of the
language, each name a link to its question, definition or number.
"""

from typing import Any, assert_never

from lactwise.language import And, AtLeast, Choice, Compare, Name, Node, Not, OneOf, Or, show
from lactwise.model import Finding, with_unit
from lactwise.publish.book_document import (
    Block,
    Code,
    Inline,
    Item,
    Items,
    Line,
    Paragraph,
    joined,
)
from lactwise.publish.book_index import Index

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

Rows = list[tuple[str, Block | None]]


def paragraph(line: Line) -> Block | None:
    """A paragraph, or nothing for an empty line."""
    return Paragraph(line) if line else None


def condition_rows(index: Index, term: str, node: Node | None) -> Rows:
    """A condition twice: in plain words, and exactly as it is in the data."""
    if node is None:
        return []
    exactly = Code(show(node))
    block = reading(index, node)
    if isinstance(block, Paragraph) and len(exactly.text) < 40:
        return [(term, Paragraph((*block.line, " ", exactly)))]
    return [(term, block), ("Exactly", Paragraph((exactly,)))]


def evidence_rows(index: Index, thing: Any) -> Rows:
    """Sources, who says otherwise, the note, and the founding text."""
    return [
        ("Rests on", index.sources(thing.source)),
        ("Says otherwise", index.differs(tuple(getattr(thing, "differs", ())))),
        ("Note", paragraph(index.filled(getattr(thing, "note", "")))),
        ("Founding text", paragraph(joined(index.sentences_of.get(thing.id, ())))),
    ]


def reading(index: Index, node: Node) -> Block:
    """A condition in plain words: a line, or a list with its lead."""
    item = _item(index, node)
    if not item.inside:
        return Paragraph(item.line)
    return Items(item.inside, "".join(part for part in item.line if isinstance(part, str)))


def _item(index: Index, node: Node) -> Item:
    match node:
        case And(operands):
            return _group(index, "all of", operands)
        case Or(operands):
            line = _short(index, operands)
            return Item(line) if line else _group(index, "any of", operands)
        case AtLeast(count, operands):
            return _group(index, f"at least {count} of", operands)
        case Not(Or(operands)):
            return _group(index, "none of", operands)
        case Not(And(operands)):
            return _group(index, "not all of", operands)
        case Not(AtLeast(count, operands)):
            return _group(index, f"fewer than {count} of", operands)
        case Not(Not(operand)):
            return _item(index, operand)
        case Not(operand):
            return Item(_leaf(index, operand, present=False))
        case Name() | Compare() | OneOf() | Choice():
            return Item(_leaf(index, node))
        case _:
            assert_never(node)


def _group(index: Index, lead: str, operands: tuple[Node, ...]) -> Item:
    return Item((lead,), tuple(_item(index, operand) for operand in operands))


def _short(index: Index, operands: tuple[Node, ...]) -> Line:
    """Two or three plain conditions on one line; empty if they are more, or not plain."""
    items = [_item(index, operand) for operand in operands]
    if len(items) > 3 or any(item.inside for item in items):
        return ()
    return joined((item.line for item in items), last=" or ")


def _leaf(index: Index, node: Node, present: bool = True) -> Line:
    match node:
        case Name(name):
            kind = "finding" if name in index.g.findings else "definition"
            return (index.link(kind, name, index.words.label(name, present)),)
        case OneOf(name, options):
            listed = joined((option(index, name, item) for item in options), last=" or ")
            return (index.link("finding", name), ": " if present else ": not ", *listed)
        case Compare():
            return _comparison(index, node, present)
        case _:
            return (show(node),)


def _comparison(index: Index, node: Compare, present: bool) -> Line:
    """`label: number or more`, each number a link to its threshold."""
    at, finding = _subject(index, node)
    parts: list[Line] = []
    for place, operator in enumerate(node.operators):
        other = node.operands[place + 1 if place >= at else place]
        facing = operator if place >= at else TURNED[operator]
        if not present and len(node.operators) == 1:
            facing = OPPOSITE[facing]
        before, after = COMPARED[facing].split("{}")
        if isinstance(other, Choice):
            shown: Inline = option(index, finding.id, other.option)
            before = "not " if facing == "!=" else ""
        else:
            shown = index.number(other.name)
        parts.append((before, shown, after))
    denied = "not " if not present and len(node.operators) > 1 else ""
    return (index.link("finding", finding.id), f": {denied}", *joined(parts, " and "))


def _subject(index: Index, node: Compare) -> tuple[int, Finding]:
    """The finding that is compared, and its place."""
    for place, item in enumerate(node.operands):
        if isinstance(item, Name) and item.name in index.g.findings:
            return place, index.g.findings[item.name]
    raise ValueError(f"{show(node)} compares no finding")


def option(index: Index, finding: str, chosen: str) -> str:
    """An option of a choice, in words."""
    options = index.words.raw("findings", finding, "options", {})
    return index.words.fill(str(options.get(chosen, chosen.replace("_", " "))))


def value(index: Index, finding: Finding, given: Any) -> Line:
    """A value of a finding in words."""
    if given == "unsure":
        return ("not sure",)
    if isinstance(given, bool):
        return ("yes" if given else "no",)
    if isinstance(given, int | float):
        return (with_unit(given, finding.unit),)
    return (option(index, finding.id, str(given)),)


def unsure(index: Index, finding: Finding) -> Line:
    """What "not sure" counts as for urgency."""
    if finding.unsure_level is not None:
        return (index.link("level", finding.unsure_level),)
    if finding.unsure == "not_measured":
        return ("not measured: neither high nor low",)
    return value(index, finding, finding.unsure)

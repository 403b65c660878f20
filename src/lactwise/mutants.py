"""How could a guideline be wrong by one slip?

In: a guideline. Out: mutants of it, one at a time: a rule forgotten, a number moved, `and` for `or`, `>` for `>=`, an
option lost, "not sure" turned, a gate or a limit left out, a word said that must not be. `bench/proofs.py` asks whether
anything notices.

>>> from lactwise.language import parse
>>> [show(node) for _, node in flips(parse("redness and not warmth"))]
['redness or not warmth', 'redness and warmth']
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any, assert_never

from lactwise import language
from lactwise.changed import with_numbers, with_rule, without_rule
from lactwise.language import And, AtLeast, Choice, Compare, Name, Node, Not, OneOf, Or, names, show
from lactwise.model import Advice, Guideline

STEPS = {"degC": 0.1}  # how far a number is moved; 1 in other units
_OTHER = {">=": (">", "<"), ">": (">=", "<="), "<=": ("<", ">"), "<": ("<=", ">="), "==": ("!=",), "!=": ("==",)}


@dataclass(frozen=True)
class Mutant:
    """A guideline with one slip: of which kind, in what (an id), and what was done to it.

    `scored`: it counts in the mutation score.
    """

    kind: str
    about: str
    what: str
    guideline: Guideline
    scored: bool = True


def mutants(guideline: Guideline) -> Iterator[Mutant]:
    """Every mutant: those of triage and of the gates first, which are scored."""
    yield from _scored(guideline)
    for kind, about, changed in _further(guideline):
        yield Mutant(kind, about, "", changed, scored=False)
    yield from _words(guideline)


def _scored(guideline: Guideline) -> Iterator[Mutant]:
    for id_ in guideline.rules:
        yield Mutant("rule removed", id_, "", without_rule(guideline, id_))
    for id_ in numbers_used(guideline):
        item = guideline.thresholds[id_]
        for step in (STEPS.get(item.unit, 1.0), -STEPS.get(item.unit, 1.0)):
            moved = round(item.value + step, 6)
            yield Mutant("number moved", id_, f"{moved:g}", with_numbers(guideline, {id_: moved}))
    for rule in guideline.rules.values():
        for what, node in flips(rule.when):
            yield Mutant("operator in a rule", rule.id, what, with_rule(guideline, rule.id, node))
    for id_ in definitions_used(guideline):
        definition = guideline.definitions[id_]
        for what, node in flips(definition.when):
            changed = {**guideline.definitions, id_: replace(definition, when=node)}
            yield Mutant("operator in a definition", id_, what, replace(guideline, definitions=changed))
    for piece, gate in gates(guideline):
        for what, node in flips(gate):
            yield Mutant("operator in a gate", piece.id, what, _advice(guideline, piece.id, unless=node))


def _further(guideline: Guideline) -> Iterator[tuple[str, str, Guideline]]:
    """Slips beyond triage and gates, so that every claim can be seen to fail."""
    yield from _advised(guideline)
    yield from _rules(guideline)
    yield from _looks(guideline)
    for id_, definition in guideline.definitions.items():
        impossible = replace(definition, when=And((definition.when, Not(definition.when))))
        changed = replace(guideline, definitions={**guideline.definitions, id_: impossible})
        yield "definition made impossible", id_, changed
    yield from _closing(guideline)
    yield from _pictures(guideline)
    yield from _findings(guideline)


def _advised(guideline: Guideline) -> Iterator[tuple[str, str, Guideline]]:
    for item in guideline.advice.values():
        if item.unless is not None:
            yield "exception removed", item.id, _advice(guideline, item.id, unless=None)
        yield "advice removed", item.id, replace(guideline, advice=_without(guideline.advice, item.id))
        if item.levels:
            yield "levels lifted", item.id, _advice(guideline, item.id, levels=())
        if item.conflicts:
            yield "conflicts removed", item.id, _advice(guideline, item.id, conflicts=())
        if item.when != language.ALWAYS:
            yield "condition of advice lifted", item.id, _advice(guideline, item.id, when=language.ALWAYS)
        if item.audience == "clinician":
            yield "shown to parents", item.id, _advice(guideline, item.id, audience="parent")


def _rules(guideline: Guideline) -> Iterator[tuple[str, str, Guideline]]:
    for rule in guideline.rules.values():
        if rule.limit is not None:
            without = replace(rule, limit=None, clock=None)
            yield "limit removed", rule.id, replace(guideline, rules={**guideline.rules, rule.id: without})
        if rule.clock is not None:
            anew = replace(rule, clock=None)
            yield "limit counted anew", rule.id, replace(guideline, rules={**guideline.rules, rule.id: anew})
        for level in guideline.levels:
            if abs(guideline.urgency[level] - guideline.urgency[rule.level]) == 1:
                kind = "rule raised" if guideline.urgency[level] < guideline.urgency[rule.level] else "rule lowered"
                moved = replace(rule, level=level)
                yield kind, rule.id, replace(guideline, rules={**guideline.rules, rule.id: moved})
        never = And((rule.when, Not(rule.when)))
        yield "rule made impossible", rule.id, with_rule(guideline, rule.id, never)


def _looks(guideline: Guideline) -> Iterator[tuple[str, str, Guideline]]:
    for look in guideline.follow_ups.values():
        yield "next look removed", look.id, replace(guideline, follow_ups=_without(guideline.follow_ups, look.id))
        if look.limit is not None:
            anew = replace(look, limit=None, clock=None)
            yield "look counted anew", look.id, replace(guideline, follow_ups={**guideline.follow_ups, look.id: anew})
    yield "next look removed", "all of them", replace(guideline, follow_ups={})


def _closing(guideline: Guideline) -> Iterator[tuple[str, str, Guideline]]:
    """An episode that is over although one of the things that must have gone has not."""
    closing = guideline.course.closing
    for id_ in names(closing) if closing is not None else ():
        definition = guideline.definitions.get(id_)
        if definition is not None and isinstance(definition.when, And):
            for place in range(len(definition.when.operands)):
                operands = definition.when.operands
                fewer = replace(definition, when=And((*operands[:place], *operands[place + 1 :])))
                definitions = {**guideline.definitions, id_: fewer}
                yield "episode closed too early", id_, replace(guideline, definitions=definitions)


def _pictures(guideline: Guideline) -> Iterator[tuple[str, str, Guideline]]:
    for item in guideline.conditions.values():
        changes: list[tuple[str, dict[str, Any]]] = [
            ("picture never fits", {"fits_when": And((item.fits_when, Not(item.fits_when)))}),
            ("picture ruled out by anything", {"against_when": Not(item.fits_when), "must_not_miss": False}),
            (
                "picture judged by what speaks against it alone",
                {"fits_when": And((item.fits_when, Not(item.fits_when))), "must_not_miss": False},
            ),
        ]
        if item.must_not_miss:
            changes.append(("picture no longer one not to miss", {"must_not_miss": False}))
        for kind, change in changes:
            conditions = {**guideline.conditions, item.id: replace(item, **change)}
            yield kind, item.id, replace(guideline, conditions=conditions)


def _findings(guideline: Guideline) -> Iterator[tuple[str, str, Guideline]]:
    for item in guideline.findings.values():
        changes: list[tuple[str, dict[str, Any]]] = []
        if item.unsure_level is not None:
            changes.append(("not sure turned", {"unsure_level": None, "unsure": False}))
        elif isinstance(item.unsure, bool):
            changes.append(("not sure turned", {"unsure": not item.unsure}))
        if item.answered_by == "parent":
            changes.append(("asked of clinicians only", {"answered_by": "clinician"}))
        if isinstance(item.worse, bool):
            changes.append(("worse turned", {"worse": not item.worse}))
        if item.only_if is not None:
            changes.append(("parent removed", {"only_if": None}))
        for kind, change in changes:
            findings = {**guideline.findings, item.id: replace(item, **change)}
            yield kind, item.id, replace(guideline, findings=findings)


def _words(guideline: Guideline) -> Iterator[Mutant]:
    """A piece of advice that names what it must not: for each list of words and each piece."""
    english = guideline.texts["en"]
    for word_list, languages in guideline.word_lists.items():
        for id_, words in english.get("advice", {}).items():
            said = f"{words.get('text', '')} {languages.get('en', ('',))[0]}."
            advice = {**english["advice"], id_: {**words, "text": said}}
            texts = {**guideline.texts, "en": {**english, "advice": advice}}
            yield Mutant("word said", id_, word_list, replace(guideline, texts=texts), scored=False)


def flips(node: Node) -> Iterator[tuple[str, Node]]:
    """What was done, and the condition with one operator changed, for every operator in it."""
    for part, other in _flipped(node):
        yield f"{show(part)} becomes {show(other)}", _put(node, part, other)


def _flipped(node: Node) -> Iterator[tuple[Node, Node]]:
    match node:
        case And(operands):
            yield node, Or(operands)
        case Or(operands):
            yield node, And(operands)
        case Not(operand):
            yield node, operand
        case AtLeast(count, operands):
            yield from ((node, AtLeast(n, operands)) for n in (count - 1, count + 1) if 1 <= n <= len(operands))
        case OneOf(name, options):
            if len(options) > 1:
                yield from ((node, OneOf(name, tuple(o for o in options if o != gone))) for gone in options)
        case Compare(operands, operators):
            for place, operator in enumerate(operators):
                for other in _OTHER[operator]:
                    if other not in ("<", "<=", ">", ">=") or not isinstance(operands[place + 1], Choice):
                        yield node, Compare(operands, (*operators[:place], other, *operators[place + 1 :]))
        case Name() | Choice():
            pass
        case _:
            assert_never(node)
    for child in language.children(node):
        yield from _flipped(child)


def _put(node: Node, old: Node, new: Node) -> Node:
    """`node` with `new` for the very part `old`."""
    if node is old:
        return new
    match node:
        case Not(operand):
            return Not(_put(operand, old, new))
        case And(operands):
            return And(tuple(_put(item, old, new) for item in operands))
        case Or(operands):
            return Or(tuple(_put(item, old, new) for item in operands))
        case AtLeast(count, operands):
            return AtLeast(count, tuple(_put(item, old, new) for item in operands))
        case Name() | Choice() | Compare() | OneOf():
            return node
        case _:
            assert_never(node)


# --- what triage and the gates use ---


def _conditions(guideline: Guideline) -> Iterator[Node]:
    yield from (rule.when for rule in guideline.rules.values())
    yield from (gate for _, gate in gates(guideline))


def gates(guideline: Guideline) -> Iterator[tuple[Advice, Node]]:
    """Each gated piece of advice with what keeps it hidden."""
    for item in guideline.advice.values():
        if item.temper == "gated" and item.unless is not None:
            yield item, item.unless


def definitions_used(guideline: Guideline) -> list[str]:
    """The definitions that triage or a gate rests on, in the order of the file."""
    found: set[str] = set()

    def visit(nodes: Iterable[Node]) -> None:
        for node in nodes:
            for name in names(node):
                if name in guideline.definitions and name not in found:
                    found.add(name)
                    visit([guideline.definitions[name].when])

    visit(_conditions(guideline))
    return [id_ for id_ in guideline.definitions if id_ in found]


def numbers_used(guideline: Guideline) -> list[str]:
    """The thresholds that triage, a gate, a limit or a next look rests on, in the order of the file."""
    definitions = (guideline.definitions[id_].when for id_ in definitions_used(guideline))
    found = {name for node in (*_conditions(guideline), *definitions) for name in names(node)}
    found |= {level.limit for level in guideline.levels.values()}
    found |= {rule.limit for rule in guideline.rules.values() if rule.limit is not None}
    for look in guideline.follow_ups.values():
        found |= {look.within, look.limit or look.within}
    return [id_ for id_ in guideline.thresholds if id_ in found]


def _without(items: Mapping[str, Any], id_: str) -> dict[str, Any]:
    return {key: item for key, item in items.items() if key != id_}


def _advice(guideline: Guideline, id_: str, **changes: Any) -> Guideline:
    return replace(guideline, advice={**guideline.advice, id_: replace(guideline.advice[id_], **changes)})

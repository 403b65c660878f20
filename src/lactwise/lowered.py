"""How is the guideline asked of a table, where nothing can be read in steps as it is for one patient?

In: a guideline, and the columns a table has. Out: a `Program`: named lines over the columns, each using earlier ones
only, that say all that `reading` and `engine.triage` do. A missing column is unknown, and what it decides is left out.

>>> from lactwise.loading import load
>>> lower(load(), {"confusion"}).lines["rule_new_confusion__met__counted"]
Certain(operand=Yes(finding='confusion'))
"""

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, field
from typing import Any, assert_never

from lactwise import language
from lactwise.language import Choice, Name, Node, OneOf, show
from lactwise.model import Finding, Guideline
from lactwise.parts import (
    FALSE,
    TRUE,
    Amount,
    Certain,
    Constant,
    Given,
    Line,
    Option,
    Part,
    Unsure,
    Yes,
    all_of,
    any_of,
    at_least,
    certain,
    instead,
    negation,
    refuted,
    unless_closed,
)
from lactwise.reading import WHO_ANSWERS, applies_if

UNSURE_SUFFIX = "__unsure"  # the column beside a finding: asked, and not known
_TURNED = {"<": ">", "<=": ">=", ">": "<", ">=": "<=", "==": "==", "!=": "!="}
_COMPARED: dict[str, Callable[[float, float], bool]] = {
    "<": lambda a, b: a < b,
    "<=": lambda a, b: a <= b,
    ">": lambda a, b: a > b,
    ">=": lambda a, b: a >= b,
    "==": lambda a, b: a == b,
    "!=": lambda a, b: a == a and a != b,
}
_NAN = float("nan")
_Rules = Mapping[str, tuple[Part, Part]]


@dataclass(frozen=True)
class Program:
    """What to work out for each row. Every part but `lines` is never unknown.

    `floor`, `ceiling` and `level` say for each level whether it is that one; exactly one is. `rules` holds for each
    rule whether it is met and whether it is not ruled out, "not sure" counted as declared; `definitions` what each is
    worth as known; `conditions` whether each fits and whether it is ruled out. A line's name says in which reading it
    holds: `x` as known, `x__counted` with "not sure" counted, `x__r1` in one of `readings`: contradictory answers allow
    others. `contradictory` says whether they are. `asked` holds what else was asked of the main reading: as known, and
    with "not sure" counted; `extra` what a caller adds, never unknown.
    """

    guideline: Guideline
    columns: frozenset[str]
    lines: Mapping[str, Part]
    floor: Mapping[str, Part]
    ceiling: Mapping[str, Part]
    level: Mapping[str, Part]
    settled: Part
    provisional: Part
    rules: Mapping[str, tuple[Part, Part]]
    definitions: Mapping[str, Part]
    conditions: Mapping[str, tuple[Part, Part]]
    readings: Mapping[str, str]
    contradictory: Part
    asked: Mapping[str, tuple[Part, Part]] = field(default_factory=dict)
    extra: Mapping[str, Part] = field(default_factory=dict)


def lower(
    guideline: Guideline, columns: Collection[str] | None = None, asked: Mapping[str, Node] | None = None
) -> Program:
    """The program for a table with `columns`: findings, and findings with `UNSURE_SUFFIX` (default: all there can be).

    Where the second is true the first is empty. `asked`: further conditions to work out, each by a name of its own.
    """
    known = every_column(guideline) if columns is None else frozenset(columns)
    return _Lowering(guideline, known, asked or {}).program()


def every_column(guideline: Guideline) -> frozenset[str]:
    """All columns a table of patients can have."""
    return frozenset([*guideline.findings, *(id_ + UNSURE_SUFFIX for id_ in guideline.findings)])


@dataclass
class _Reading:
    """One reading of the answers: when it is to be read at all, and what each finding is worth in it."""

    suffix: str
    exists: Part
    fixed: Mapping[str, str] = field(default_factory=dict)  # a choice taken to be one option
    denied: Mapping[str, Part] = field(default_factory=dict)  # parents taken literally, though a child says otherwise
    truths: dict[str, Part] = field(default_factory=dict)  # yes/no findings, completed
    open: dict[str, Part] = field(default_factory=dict)  # whether a number or choice may apply
    defined: dict[str, Part] = field(default_factory=dict)


class _Mode:
    """All readings with "not sure" unknown, or with it counted; the first is the main one."""

    def __init__(self, suffix: str, counted: bool) -> None:
        self.suffix, self.counted = suffix, counted
        self.base: dict[str, Part] = {}  # yes/no findings as given
        self.may_apply: Mapping[str, Part] = {}  # numbers and choices, as known, if "not sure" is counted
        self.readings: list[_Reading] = []


class _Lowering:
    def __init__(self, guideline: Guideline, columns: frozenset[str], asked: Mapping[str, Node]) -> None:
        self.guideline, self.columns, self.asked = guideline, columns, asked
        self.lines: dict[str, Part] = {}
        self.named: dict[Part, Part] = {}  # what already has a line
        self.gates = {item.id: gate for item in guideline.findings.values() if (gate := applies_if(item)) is not None}
        self.children: dict[str, list[Finding]] = {}  # yes/no parent → what proves it
        for item in guideline.findings.values():
            if isinstance(item.only_if, Name):
                self.children.setdefault(item.only_if.name, []).append(item)
        self.described: dict[str, str] = {}
        self.denied: list[Part] = []  # choices that rule out a given child, also where no option would allow it

    def line(self, name: str, part: Part) -> Part:
        """A line of the program, unless `part` is too small to deserve one or stands there already."""
        if isinstance(part, Constant | Yes | Unsure | Given | Line):
            return part
        if part not in self.named:
            while name in self.lines or name in self.columns:
                name += "_"
            self.named[part] = Line(name)
            self.lines[name] = part
        return self.named[part]

    # --- findings ---

    def yes(self, item: Finding) -> Part:
        return Yes(item.id) if item.id in self.columns else Constant(None)

    def given(self, item: Finding) -> Part:
        return Given(item.id) if item.id in self.columns else FALSE

    def not_sure(self, item: Finding) -> Part:
        return Unsure(item.id) if item.id + UNSURE_SUFFIX in self.columns else FALSE

    def counts_as(self, item: Finding) -> Any:
        if item.unsure_level is not None:
            return False
        return _NAN if item.unsure == "not_measured" else item.unsure

    def mode(self, as_known: _Mode | None) -> _Mode:
        """The readings as known, or, given these, the readings with "not sure" counted."""
        mode = _Mode("__counted" if as_known else "", as_known is not None)
        known = as_known.readings[0] if as_known else None
        mode.may_apply = known.open if known is not None else {}
        for item in self.guideline.findings.values():
            if item.kind == "yes_no":
                mode.base[item.id] = self.given_truth(item, known)
        proven, contradicted = self.proven(mode)
        main = _Reading(mode.suffix, TRUE, truths=dict(proven))
        mode.readings = [main]
        if contradicted:
            exists = any_of(all_of([refuted(mode.base[id_]), positive]) for id_, positive in contradicted.items())
            denied = {id_: mode.base[id_] for id_ in contradicted}
            mode.readings.append(self.other(mode, "as answered", exists, denied=denied, truths=dict(proven)))
        mode.readings += self.choices(mode, main)
        for reading in mode.readings:
            self.close(mode, reading)
        mode.readings = [main, *(item for item in mode.readings[1:] if item.exists != FALSE)]
        return mode

    def given_truth(self, item: Finding, known: _Reading | None) -> Part:
        """A yes/no finding as given; `known` is what it is worth as known, if "not sure" is to be counted."""
        unsure = self.not_sure(item)
        if known is None or unsure == FALSE:
            return self.yes(item)
        implied: Part = known.truths[item.id]
        given, value = self.yes(item), self.counts_as(item)
        if value is not None:  # what parents and children imply comes before what "not sure" counts as
            alone = implied == given
            implied = Constant(bool(value)) if alone else negation(refuted(implied)) if value else certain(implied)
        return self.line(f"{item.id}__given", instead(unsure, implied, given))

    def positive(self, mode: _Mode, item: Finding, truths: Mapping[str, Part], nonzero: bool = False) -> Part:
        """Whether a finding is given and says that its parent holds."""
        if item.kind == "yes_no":
            return certain(truths[item.id])
        found = self.given(item)
        if nonzero and found != FALSE and item.kind == "number":
            found = Certain(Amount(item.id, "!=", 0.0, ""))
        value = self.counts_as(item)
        if not mode.counted or value is None or value != value or (nonzero and value == 0):
            return found
        return any_of([found, all_of([self.not_sure(item), mode.may_apply.get(item.id, TRUE)])])

    def proven(self, mode: _Mode) -> tuple[dict[str, Part], dict[str, Part]]:
        """Yes/no findings with what children prove; and for each parent whether a child speaks for it."""
        truths = dict(mode.base)
        spoken: dict[str, Part] = {}
        for id_ in reversed(list(self.guideline.findings)):  # a child stands after its parent
            positive = any_of(self.positive(mode, child, truths) for child in self.children.get(id_, ()))
            if positive != FALSE:
                spoken[id_] = positive
                truths[id_] = self.line(f"{id_}__proven{mode.suffix}", any_of([mode.base[id_], positive]))
        return truths, spoken

    # --- readings ---

    def other(self, mode: _Mode, what: str, exists: Part, **parts: Any) -> _Reading:
        number = 1 + len(self.described)
        self.described[f"r{number}"] = f"{what}{', not sure counted' if mode.counted else ''}"
        reading = _Reading(f"__r{number}", FALSE, **parts)
        reading.exists = self.line(f"reading_r{number}", exists)
        return reading

    def choices(self, mode: _Mode, main: _Reading) -> list[_Reading]:
        """The readings in which a choice has an option that its given children ask for."""
        asked: dict[tuple[str, str], list[Part]] = {}  # a choice and its option → when it is read so
        groups: dict[str, list[Finding]] = {}
        for id_, gate in self.gates.items():
            if not isinstance(self.guideline.findings[id_].only_if, Name):
                groups.setdefault(show(gate), []).append(self.guideline.findings[id_])
        for items in groups.values():
            gate = self.gates[items[0].id]
            parent = language.names(gate)[0]
            children = any_of(self.positive(mode, item, main.truths, nonzero=True) for item in items)
            if parent == WHO_ANSWERS or children == FALSE:
                continue
            denied = all_of([refuted(self.truth(gate, main, mode)), children])
            denied = self.line(f"{items[0].id}__denied{mode.suffix}", denied)
            self.denied.append(denied)
            for option in self.guideline.findings[parent].options:
                fixed = _Reading("", FALSE, fixed={parent: option}, truths=main.truths)
                exists = all_of([denied, negation(refuted(self.truth(gate, fixed, mode)))])
                asked.setdefault((parent, option), []).append(exists)
        return [
            self.other(
                mode, f"{parent} taken to be {option}", any_of(exists), fixed={parent: option}, truths=dict(main.truths)
            )
            for (parent, option), exists in asked.items()
            if any_of(exists) != FALSE
        ]

    def close(self, mode: _Mode, reading: _Reading) -> None:
        """What does not apply becomes false, parents before their children."""
        for id_, base in reading.denied.items():
            reading.truths[id_] = all_of([reading.truths[id_], negation(refuted(base))])
        judged: dict[str, Part] = {}
        for item in self.guideline.findings.values():
            gate = self.gates.get(item.id)
            if gate is not None:
                shown = show(gate)
                if shown not in judged:
                    may = negation(refuted(self.truth(gate, reading, mode)))
                    judged[shown] = self.line(f"{item.id}__may_apply{reading.suffix}", may)
                reading.open[item.id] = judged[shown]
                if item.kind == "yes_no":
                    truth = unless_closed(reading.truths[item.id], judged[shown])
                    reading.truths[item.id] = self.line(f"{item.id}__read{reading.suffix}", truth)

    # --- conditions ---

    def truth(self, node: Node, reading: _Reading, mode: _Mode) -> Part:
        """A condition in a reading."""
        match node:
            case Name(name) if name in self.guideline.definitions:
                return self.definition(name, reading, mode)
            case Name(name):
                return reading.truths[name]
            case language.Not(operand):
                return negation(self.truth(operand, reading, mode))
            case language.And(operands):
                return all_of(self.truth(item, reading, mode) for item in operands)
            case language.Or(operands):
                return any_of(self.truth(item, reading, mode) for item in operands)
            case language.AtLeast(count, operands):
                return at_least(count, [self.truth(item, reading, mode) for item in operands])
            case OneOf(name, options):
                return self.option(name, options, reading, mode)
            case language.Compare(operands, operators):
                pairs = zip(operands, operators, operands[1:], strict=False)
                return all_of(self.pair(left, op, right, reading, mode) for left, op, right in pairs)
            case Choice():
                raise TypeError("an option has no truth of its own")
            case _:
                assert_never(node)

    def definition(self, name: str, reading: _Reading, mode: _Mode) -> Part:
        if name not in reading.defined:
            part = self.truth(self.guideline.definitions[name].when, reading, mode)
            reading.defined[name] = self.line(name + reading.suffix, part)
        return reading.defined[name]

    def pair(self, left: Name | Choice, op: str, right: Name | Choice, reading: _Reading, mode: _Mode) -> Part:
        if isinstance(left, Choice) or (left.name in self.guideline.thresholds and not isinstance(right, Choice)):
            left, op, right = right, _TURNED[op], left
        assert isinstance(left, Name)  # noqa: S101 - the loader has refused anything else
        if isinstance(right, Choice):
            options = self.guideline.findings[left.name].options
            same = (right.option,)
            return self.option(
                left.name, same if op == "==" else tuple(o for o in options if o not in same), reading, mode
            )
        bound = self.guideline.thresholds[right.name]
        edge = float(bound.value)
        if left.name in self.guideline.thresholds:
            return Constant(_COMPARED[op](float(self.guideline.thresholds[left.name].value), edge))
        part = Amount(left.name, op, edge, bound.id)
        return self.atom(left.name, part, lambda value: _COMPARED[op](value, edge), reading, mode)

    def option(self, name: str, options: tuple[str, ...], reading: _Reading, mode: _Mode) -> Part:
        if name in reading.fixed:
            return Constant(reading.fixed[name] in options)
        return self.atom(name, Option(name, options), lambda value: value in options, reading, mode)

    def atom(self, name: str, part: Part, says: Callable[[Any], bool], reading: _Reading, mode: _Mode) -> Part:
        """What a comparison is worth where its finding was given, was not known or does not apply."""
        found = part if name in self.columns else Constant(None)
        item = self.guideline.findings[name]
        unsure = self.not_sure(item) if mode.counted else FALSE
        if unsure != FALSE:
            value = self.counts_as(item)
            counted = Constant(None if value is None else says(value))
            found = instead(unsure, all_of([mode.may_apply.get(name, TRUE), counted]), found)
        return unless_closed(found, reading.open.get(name, TRUE))

    # --- the program ---

    def program(self) -> Program:
        known = self.mode(None)
        counted = self.mode(known)
        main = known.readings[0]
        rules = self.rules(counted)
        at = self.reached(known, self.rules(known), rules)
        exact = {what: self.exactly(what, at) for what in ("floor", "ceiling", "level")}
        settled = self.settled(at)
        calm = [exact["level"][item.id] for item in self.guideline.levels.values() if item.calm]
        return Program(
            self.guideline,
            self.columns,
            self.lines,
            **exact,
            settled=settled,
            provisional=self.line("provisional", all_of([negation(settled), any_of(calm)])),
            rules=rules,
            definitions={id_: self.definition(id_, main, known) for id_ in self.guideline.definitions},
            conditions={id_: self.condition(id_, main, known) for id_ in self.guideline.conditions},
            readings=self.described,
            contradictory=any_of(
                [*(reading.exists for mode in (known, counted) for reading in mode.readings[1:]), *self.denied]
            ),
            asked={
                name: (
                    self.line(name, self.truth(node, main, known)),
                    self.line(f"{name}__counted", self.truth(node, counted.readings[0], counted)),
                )
                for name, node in self.asked.items()
            },
        )

    def rules(self, mode: _Mode) -> dict[str, tuple[Part, Part]]:
        """Every rule, most urgent first: whether it is met, whether it is not ruled out."""
        urgency = self.guideline.urgency
        by_urgency = sorted(self.guideline.rules.values(), key=lambda rule: urgency[rule.level])
        return {rule.id: self.rule(rule.id, mode) for rule in by_urgency}

    def reached(self, known: _Mode, as_known: _Rules, rules: _Rules) -> dict[tuple[str, str], Part]:
        """For each of floor, ceiling, level and what is open: whether a rule reaches a level, by level."""
        levels = self.guideline.levels
        sources = {"floor": (as_known, 0), "ceiling": (as_known, 1), "level": (rules, 0), "open": (rules, 1)}
        found: dict[tuple[str, str], list[Part]] = {(what, level): [] for what in sources for level in levels}
        for what, (table, which) in sources.items():
            for id_, pair in table.items():
                found[what, self.guideline.rules[id_].level].append(pair[which])
        for item in self.guideline.findings.values():
            if item.unsure_level is not None:
                truth = known.readings[0].truths[item.id]
                not_known = [negation(certain(truth)), negation(refuted(truth))] if truth != self.yes(item) else []
                found["level", item.unsure_level].append(all_of([self.not_sure(item), *not_known]))
        return {key: self.line(f"{key[0]}_reaches_{key[1]}", any_of(parts)) for key, parts in found.items()}

    def settled(self, at: Mapping[tuple[str, str], Part]) -> Part:
        """Whether no rule of a more urgent level is open."""
        levels = list(self.guideline.levels)
        closed = (
            any_of([negation(at["open", level]), *(at["level", other] for other in levels[: place + 1])])
            for place, level in enumerate(levels[:-1])
        )
        return self.line("settled", all_of(closed))

    def exactly(self, what: str, at: Mapping[tuple[str, str], Part]) -> dict[str, Part]:
        """For each level whether it is the most urgent one reached; the last is reached if no other is."""
        found: dict[str, Part] = {}
        more_urgent: list[Part] = []
        for level in self.guideline.levels:
            here = [at[what, level]] if level != self.guideline.calmest else []
            found[level] = self.line(f"{what}_is_{level}", all_of([*more_urgent, *here]))
            more_urgent.append(negation(at[what, level]))
        return found

    def rule(self, id_: str, mode: _Mode) -> tuple[Part, Part]:
        """Whether a rule is certainly met in some reading, and whether it is not ruled out in some."""
        when = self.guideline.rules[id_].when
        main = self.line(f"rule_{id_}{mode.suffix}", self.truth(when, mode.readings[0], mode))
        met, possible = [certain(main)], [negation(refuted(main))]
        for reading in mode.readings[1:]:
            part = self.line(f"rule_{id_}{reading.suffix}", self.truth(when, reading, mode))
            if part != main:
                met.append(all_of([reading.exists, certain(part)]))
                possible.append(all_of([reading.exists, negation(refuted(part))]))
        return (
            self.line(f"rule_{id_}__met{mode.suffix}", any_of(met)),
            self.line(f"rule_{id_}__open{mode.suffix}", any_of(possible)),
        )

    def condition(self, id_: str, main: _Reading, known: _Mode) -> tuple[Part, Part]:
        """Whether a clinical picture fits, and whether it is ruled out: one that must not be missed only with care."""
        item = self.guideline.conditions[id_]
        fits = self.line(f"condition_{id_}__for", self.truth(item.fits_when, main, known))
        against: Part = FALSE
        if item.against_when is not None:
            against = self.line(f"condition_{id_}__against", self.truth(item.against_when, main, known))
        reasons = [certain(against), negation(certain(fits))]
        if item.must_not_miss:
            speaks_for = [self.truth(Name(name), main, known) for name in item.speaks_for]
            reasons += [refuted(part) for part in speaks_for]
            speaks_against = [self.truth(Name(name), main, known) for name in item.speaks_against]
            reasons += [any_of([certain(part), refuted(part)]) for part in speaks_against]
        return (
            self.line(f"condition_{id_}__fits", all_of([certain(fits), negation(certain(against))])),
            self.line(f"condition_{id_}__ruled_out", all_of(reasons)),
        )

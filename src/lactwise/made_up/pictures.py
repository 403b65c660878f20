"""Which whole patients stand for the rules, clinical pictures and answers of a guideline?

In: a guideline and a seed. Out: templates, each made backwards: answers are chosen that make a condition hold, all else
is answered calmly, and the engine confirms what came of it. No template is a real person.

>>> from lactwise.loading import load
>>> fever = Maker(load(), seed=1).template([Name("fever_present")])
>>> fever is not None and fever.told <= fever.values.keys()
True
"""

import random
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from lactwise.compiled import Judge
from lactwise.engine import machine_of
from lactwise.language import And, AtLeast, Choice, Compare, Name, Node, Not, Or, Scalar, evaluate, names
from lactwise.made_up import numbers
from lactwise.model import Condition, Finding, Guideline, Rule, Value
from lactwise.reading import UNSURE, applies_if

TRIES = 60  # an answer may rule out what comes after it: then all are chosen anew
REFILLS = 5  # the same for the calm rest
SHARE_OF_YES = 0.06  # of a finding that is neither good nor bad
NEXT_OPTION = 1 / 3  # an option is told so often as the one before it in its list

# What a table is made of, in shares of all patients: most are ordinary, what is grave is rare but there.
WELL, USUAL, GRAVE, MOST_URGENT, LESS_URGENT, ANSWERS, CONTRADICTORY = 0.2, 0.38, 0.03, 0.02, 0.28, 0.07, 0.02
WELL_ONES, OF_PICTURE, OF_RULE = 150, 40, 5  # how many templates are made of each

Answers = dict[str, Value]


@dataclass(frozen=True, slots=True)
class Template:
    """A whole patient: `told` are the answers that make her the patient she is, the rest is calm."""

    values: Answers
    told: frozenset[str]


@dataclass(frozen=True, slots=True)
class Templates:
    """`goals` reach each rule, picture and answer at least once; `mixture` has groups with their share of all."""

    goals: list[Template]
    mixture: list[tuple[float, list[Template]]]


@lru_cache(maxsize=4)
def templates(guideline: Guideline, seed: int) -> Templates:
    """All templates of a guideline. What no answers can reach is left out."""
    maker = Maker(guideline, seed)
    rules, pictures = guideline.rules.values(), guideline.conditions.values()
    levels = list(guideline.levels)
    answers = [made for finding in guideline.findings.values() for made in maker.answers(finding)]
    goals = [*map(maker.rule, rules), *map(maker.picture, pictures), *answers]
    usual = [maker.picture(item) for item in pictures if not item.must_not_miss for _ in range(OF_PICTURE)]
    groups = [
        (WELL, [maker.template([]) for _ in range(WELL_ONES)]),
        (USUAL, usual),
        (GRAVE, [maker.picture(item) for item in pictures if item.must_not_miss for _ in range(OF_PICTURE)]),
        (ANSWERS, answers),
        (CONTRADICTORY, [maker.contradictory(made) for made in usual if made is not None]),
    ]
    for level in levels:
        share = MOST_URGENT if level == levels[0] else LESS_URGENT / (len(levels) - 1)
        groups.append((share, [maker.rule(rule) for rule in rules if rule.level == level for _ in range(OF_RULE)]))
    mixture = [(share, reached(made)) for share, made in groups]
    return Templates(reached(goals), [(share, made) for share, made in mixture if made])


def reached(made: Sequence[Template | None]) -> list[Template]:
    """Those that could be made."""
    return [template for template in made if template is not None]


class Maker:
    """Makes templates of one guideline."""

    def __init__(self, guideline: Guideline, seed: int) -> None:
        self.guideline, self.machine = guideline, machine_of(guideline)
        self.chance = random.Random(seed)  # noqa: S311 - made-up patients are not secrets
        self.judges: dict[Node, Judge] = {}
        everything = guideline.findings.values()
        self.parents_first = sorted(everything, key=lambda finding: applies_if(finding) is not None)

    # --- whole patients ---

    def rule(self, rule: Rule) -> Template | None:
        """Someone for whom a rule holds; one in three has a usual picture as well."""
        usual = [item.fits_when for item in self.guideline.conditions.values() if not item.must_not_miss]
        return self.template([rule.when], [self.chance.choice(usual)] if usual and self.chance.random() < 1 / 3 else [])

    def picture(self, item: Condition) -> Template | None:
        """Someone whom a clinical picture fits, with half of what speaks for it and little that speaks against."""
        wanted: list[Node] = [item.fits_when] if item.against_when is None else [item.fits_when, Not(item.against_when)]
        speaks_for: list[Node] = [Name(name) for name in item.speaks_for if self.chance.random() < 1 / 2]
        return self.template(wanted, [*speaks_for, *(Not(Name(name)) for name in item.speaks_against)])

    def answers(self, finding: Finding) -> Iterator[Template | None]:
        """Someone for each answer to a question, each number round a threshold, and someone who is not sure."""
        gate = applies_if(finding)
        asked: list[Node] = [] if gate is None else [gate]
        answers: list[Node] = [Name(finding.id), Not(Name(finding.id))] if finding.kind == "yes_no" else []
        answers += [Compare((Name(finding.id), Choice(option)), ("==",)) for option in finding.options]
        for answer in answers:
            yield self.template([*asked, answer])
        edges: Sequence[Value] = numbers.around(self.guideline, finding.id) if finding.kind == "number" else []
        for value in (*edges, UNSURE):
            if (made := self.template(asked)) is not None:
                yield Template(made.values | {finding.id: value}, made.told | {finding.id})

    def contradictory(self, made: Template) -> Template | None:
        """The same patient, who denies what one of her answers rests on."""
        findings = self.guideline.findings
        gates = [(name, applies_if(findings[name])) for name, value in made.values.items() if value is not False]
        resting = [(name, gate) for name, gate in gates if gate is not None]
        if not resting:
            return None
        child, gate = self.chance.choice(resting)
        parent = names(gate)[0]
        for value in findings[parent].options or (False,):
            values = made.values | {parent: value}
            if evaluate(gate, self.known(values)) is False:
                return Template(values, made.told | {child, parent})
        return None

    def template(self, wanted: Sequence[Node], hoped: Sequence[Node] = ()) -> Template | None:
        """Someone for whom all of `wanted` certainly holds, and what can of `hoped`; `None` if nobody was found."""
        for _ in range(TRIES):
            told = self.all_of(wanted, len(wanted), True, {})
            if told is None:
                continue
            for node in hoped:
                told = self.make(node, True, told) or told
            values = self.completed(told)
            if all(self.judge(node)(self.machine.read(values).known) for node in wanted):
                return Template(values, frozenset(told.keys() & values.keys()))
        return None

    def judge(self, node: Node) -> Judge:
        if node not in self.judges:
            self.judges[node] = self.machine.compiler.compile(node)[0]
        return self.judges[node]

    # --- what was asked for ---

    def make(self, node: Node, wanted: bool, told: Answers) -> Answers | None:
        """`told` with answers that make a condition true (or false); `None` if none were found."""
        match node:
            case Name(name) if name in self.guideline.definitions:
                return self.make(self.guideline.definitions[name].when, wanted, told)
            case Name(name):
                return self.tell(name, [wanted], told)
            case Not(operand):
                return self.make(operand, not wanted, told)
            case And(operands):
                return self.all_of(operands, len(operands) if wanted else 1, wanted, told)
            case Or(operands):
                return self.all_of(operands, 1 if wanted else len(operands), wanted, told)
            case AtLeast(count, operands):
                return self.all_of(operands, count if wanted else len(operands) - count + 1, wanted, told)
            case _:
                name = next(name for name in names(node) if name in self.guideline.findings)
                tried = self.worth_trying(self.guideline.findings[name])
                return self.tell(name, [it for it in tried if evaluate(node, self.known({name: it})) is wanted], told)

    def all_of(self, parts: Sequence[Node], needed: int, wanted: bool, told: Answers) -> Answers | None:
        """`told` with answers that make `needed` of the parts true (or false), whichever chance tries first."""
        for part in self.chance.sample(parts, len(parts)):
            if needed and (more := self.make(part, wanted, told)) is not None:
                told, needed = more, needed - 1
        return None if needed else told

    def tell(self, name: str, values: Sequence[Value], told: Answers) -> Answers | None:
        """`told` with one of `values`, after what the finding rests on; nothing that was told is changed."""
        if name in told:
            return told if told[name] in values else None
        gate = applies_if(self.guideline.findings[name])
        if values and gate is not None and values[0] is not False:
            opened = self.make(gate, True, told)
            return None if opened is None else opened | {name: self.chance.choice(values)}
        return told | {name: self.chance.choice(values)} if values else None

    def worth_trying(self, finding: Finding) -> list[Value]:
        """Every option; or numbers round and between the thresholds, and usual ones."""
        if finding.kind == "choice":
            return list(finding.options)
        usual = [numbers.calm(self.guideline, finding, self.chance) for _ in range(4)]
        between = numbers.between(self.guideline, finding.id, self.chance)
        return [*numbers.around(self.guideline, finding.id), *between, *usual]

    # --- the calm rest ---

    def completed(self, told: Answers) -> Answers:
        """With a calm answer to every other question that applies: none that makes it more urgent, if that can be."""
        before = self.machine.triage(self.machine.read(told)).floor
        values: Answers = {}
        for _ in range(REFILLS):
            values = self.filled(told)
            if self.machine.triage(self.machine.read(values)).floor == before:
                break
        return values

    def filled(self, told: Answers) -> Answers:
        values = dict(told)
        for finding in self.parents_first:
            gate = applies_if(finding)
            applies = gate is None or evaluate(gate, self.known(values))
            if finding.id not in values and applies:
                values[finding.id] = self.calm(finding)
            elif not applies and values.get(finding.id) is False:  # nobody is asked what cannot be
                del values[finding.id]
        return values

    def calm(self, finding: Finding) -> Value:
        """The answer of someone well, as far as the guideline says which that is."""
        if finding.kind == "number":
            return numbers.calm(self.guideline, finding, self.chance)
        if finding.kind == "yes_no":
            return self.chance.random() < SHARE_OF_YES if finding.worse is None else not finding.worse
        options: Sequence[str] = finding.worse[:1] if finding.worse else finding.options
        return self.chance.choices(options, [NEXT_OPTION**place for place in range(len(options))])[0]

    def known(self, answers: Mapping[str, Value]) -> Callable[[str], Scalar]:
        """The value of any name of the guideline, for `evaluate`."""

        def value_of(name: str) -> Scalar:
            if name in self.guideline.definitions:
                return evaluate(self.guideline.definitions[name].when, value_of)
            threshold = self.guideline.thresholds.get(name)
            return answers.get(name) if threshold is None else threshold.value

        return value_of

"""Of which definitions is the triage made that is published for CQL, whether written as text or as ELM?

In: a guideline. Out: a `Library`: what is given, and named definitions in an order in which each uses earlier ones
only. A definition is worth a truth, a number, the one of several words that holds, or a record of others.

>>> from lactwise.loading import load
>>> [define.name for section in library(load()).sections for define in section.defines][-3:]
['Settled', 'Provisional', 'Triage']
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from lactwise.lowered import UNSURE_SUFFIX, Program, lower
from lactwise.model import Condition, Definition, Finding, Guideline, Rule, Threshold
from lactwise.parts import UNKNOWN, Amount, Given, Line, Option, Part, all_of, any_of, inside, negation

NAME = "LactwiseTriage"
FINDINGS = "Findings"  # the one parameter: a tuple with an element for each column
TYPES = {"yes_no": "Boolean", "number": "Decimal", "choice": "String"}
CERTAIN, OPEN, STATUS = " certainly met", " not ruled out", " status"
RECORD = "Triage"


@dataclass(frozen=True, slots=True)
class Number:
    """A number of the guideline."""

    value: float


@dataclass(frozen=True, slots=True)
class Word:
    """The word of the first case that holds; one of them always does."""

    cases: tuple[tuple[Part, str], ...]


@dataclass(frozen=True, slots=True)
class Record:
    """Elements by name, each worth a definition."""

    elements: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Define:
    """A named definition, and what a reader is told about it, a line each."""

    name: str
    value: Part | Number | Word | Record
    comment: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Section:
    """Definitions that belong together, and what they have in common."""

    title: str
    says: str
    defines: tuple[Define, ...]


@dataclass(frozen=True, slots=True)
class Column:
    """An element of `FINDINGS`, its type in CQL and what it means."""

    name: str
    type: str
    means: str


@dataclass(frozen=True, slots=True)
class Library:
    """The whole. `numbers` says under which name a threshold is defined."""

    program: Program
    columns: tuple[Column, ...]
    sections: tuple[Section, ...]
    numbers: Mapping[str, str]

    @property
    def defines(self) -> Iterator[Define]:
        """Every definition in order."""
        return (define for section in self.sections for define in section.defines)


def library(guideline: Guideline) -> Library:
    """The triage of a guideline."""
    program = lower(guideline)
    used = {part.threshold for line in _parts(program) for part in inside(line) if isinstance(part, Amount)}
    numbers: dict[str, str] = {}
    for id_ in (id_ for id_ in guideline.thresholds if id_ in used):
        name = id_
        while name in program.lines or name in guideline.definitions:
            name += "_"
        numbers[id_] = name
    columns = tuple(column for item in guideline.findings.values() for column in _columns(item))
    return Library(program, columns, tuple(_sections(program, numbers)), numbers)


def alternatives(part: Option) -> Part:
    """A choice being one of several options, as one comparison for each; of no option, as false where it is known."""
    if not part.options:
        return all_of([negation(Given(part.finding)), UNKNOWN])
    return any_of(Option(part.finding, (option,)) for option in part.options)


def _parts(program: Program) -> Iterator[Part]:
    yield from program.lines.values()
    for pair in (*program.rules.values(), *program.conditions.values()):
        yield from pair
    yield from program.definitions.values()
    yield from (*program.floor.values(), *program.ceiling.values(), *program.level.values())


def _columns(item: Finding) -> Iterator[Column]:
    within = f", {item.range[0]:g} to {item.range[1]:g}" if item.range else ""
    what = f" [{item.unit}{within}]" if item.unit else ""
    options = f": {' | '.join(item.options)}" if item.options else ""
    yield Column(item.id, TYPES[item.kind], _spaced(f"{item.means}{what}{options}"))
    yield Column(item.id + UNSURE_SUFFIX, "Boolean", "")


def _sections(program: Program, numbers: Mapping[str, str]) -> Iterator[Section]:
    g = program.guideline
    yield Section(
        "Numbers",
        "What is compared with what was measured. Each has one home.",
        tuple(
            Define(name, Number(float(g.thresholds[id_].value)), _number(g.thresholds[id_]))
            for id_, name in numbers.items()
        ),
    )
    yield Section(
        "Steps",
        "From the findings to the rules: three-valued, each using earlier ones only.",
        tuple(_steps(program)),
    )
    yield Section(
        "Rules",
        "Two definitions for each, never null: whether it is certainly met, and whether it is not ruled out.",
        tuple(define for id_ in program.rules for define in _rule(program, g.rules[id_])),
    )
    yield Section(
        "Clinical pictures",
        "Of each whether it fits, is possible or is ruled out. None is a diagnosis.",
        tuple(_condition(program, item) for item in g.conditions.values()),
    )
    yield Section("Answer", "How urgently someone should be seen, and whether more must be asked.", _answer(program))


def _steps(program: Program) -> Iterator[Define]:
    """The lines of the program, then named conditions that are no line of it: each is found by its name."""
    known = program.guideline.definitions
    for name, part in program.lines.items():
        named = program.definitions.get(name) == Line(name)
        yield Define(name, part, _definition(known[name]) if named else ())
    for id_, part in program.definitions.items():
        if id_ not in program.lines:
            yield Define(id_, part, _definition(known[id_]))


def _answer(program: Program) -> tuple[Define, ...]:
    words = {"Level": program.level, "Floor": program.floor, "Ceiling": program.ceiling}
    says = {
        "Level": "how urgently, with what she is not sure of counted as its question declares",
        "Floor": "the most urgent level that is certain",
        "Ceiling": "the most urgent level that is not ruled out",
        "Settled": "no rule of a more urgent level is open",
        "Provisional": "not enough is known yet: nothing calming may be said",
    }
    parts = {"Settled": program.settled, "Provisional": program.provisional}
    chosen = [
        Define(name, Word(tuple((part, level) for level, part in flags.items())), (says[name],))
        for name, flags in words.items()
    ]
    plain = [Define(name, part, (says[name],)) for name, part in parts.items()]
    elements = tuple((define.name.lower(), define.name) for define in (*chosen, *plain))
    return (*chosen, *plain, Define(RECORD, Record(elements), ("all five at once",)))


def _rule(program: Program, rule: Rule) -> Iterator[Define]:
    met, possible = program.rules[rule.id]
    proposal = " (a proposal: no clinician has agreed yet)" if rule.proposal else ""
    comment = (
        f"{rule.id}: {rule.level}{proposal}",
        _spaced(rule.because),
        *_named("Sources", rule.source),
        *_named("Who differs", rule.differs),
    )
    yield Define(rule.id + CERTAIN, met, tuple(line for line in comment if line))
    yield Define(rule.id + OPEN, possible)


def _condition(program: Program, item: Condition) -> Define:
    fits, out = program.conditions[item.id]
    neither = all_of([negation(fits), negation(out)])
    comment = (
        *(("must not be missed",) if item.must_not_miss else ()),
        *_named("Sources", item.source),
        *_named("Who differs", item.differs),
    )
    return Define(item.id + STATUS, Word(((fits, "fits"), (out, "ruled_out"), (neither, "possible"))), comment)


def _number(item: Threshold) -> tuple[str, ...]:
    differs = (f"{claim}: {number:g}" for claim, number in item.differs.items())
    says = f"{item.shown}: {_spaced(item.means)}" if item.means else item.shown
    return (says, *_named("Sources", item.source), *_named("Who differs", differs))


def _definition(item: Definition) -> tuple[str, ...]:
    return (*((_spaced(item.means),) if item.means else ()), *_named("Sources", item.source))


def _named(what: str, ids: Iterable[str]) -> tuple[str, ...]:
    listed = ", ".join(ids)
    return (f"{what}: {listed}",) if listed else ()


def _spaced(text: str) -> str:
    """On one line, whatever the text: a comment ends where its line does."""
    return " ".join(text.split())

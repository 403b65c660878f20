"""How is a table of patients triaged inside a database, where nothing of ours can be installed?

In: a guideline, and "duckdb" or "postgresql". Out: `table`, the statement that makes the table `patients`, and `text`,
the one that makes the view `triage` over it: the lines of `lowered.lower` as columns, in steps that use earlier steps
only, with what the guideline says of each and its sources.

>>> from lactwise.loading import load
>>> [line.strip() for line in table(load(), "duckdb").splitlines() if line.startswith("    pain ")]
['pain double precision check (pain >= 0.0 and pain <= 10.0),']
"""

import textwrap
from collections.abc import Iterable, Iterator, Sequence

from lactwise.lowered import UNSURE_SUFFIX, Program, lower
from lactwise.model import Finding, Guideline
from lactwise.parts import Amount, Certain, Given, Line, Not, Option, Part, Yes, all_of, negation
from lactwise.publish.sql_parts import INDENT, columns, flat, indented, laid, name, string

KEY = "id"
DIALECTS = {"duckdb": "DuckDB", "postgresql": "PostgreSQL"}
TYPES = {"yes_no": "boolean", "number": "double precision", "choice": "text"}
MOST_COLUMNS = 1600  # of one row in PostgreSQL
WIDTH = 110  # of a line without its indentation
_Cases = Iterable[tuple[Part, str]]

_READING = """
In: the table (or view) "patients", one row a patient: its key "id", a column a finding, and beside each finding
"<finding>__unsure": she was asked and does not know; the finding itself is then empty.
Out: the view "triage", one row a patient.
  level         how urgent it is, with "not sure" counted as the guideline says for each finding
  floor         the level that what is known makes certain
  ceiling       the most urgent level that what is not known could still bring
  settled       whether no missing answer could make the level more urgent
  provisional   whether the level is a calm one and not settled: never show it as reassurance
  rule_...      true: met; false: ruled out; null: open, because something is not known
  condition_... a clinical picture: 'fits', 'possible' or 'ruled_out'

Not known is null, and null is never counted as "no": truth is three-valued here, as SQL has it. "x is true" asks for
certainty, "x is not false" whether x is still possible. No case has a default, so that no gap can come out as calm.
A number out of its range and an option that does not exist count as not known.

The columns in between are made in steps, each from the step before. What their names say:
  x__given       a yes/no finding with "not sure" counted
  x__proven      the same, or shown by the answer to a more detailed question
  x__may_apply   whether x and what is asked with it can apply to this patient
  x__read        x, false where it cannot apply
  x__denied      an answer says that x cannot apply, and yet x or what is asked with it is given
  ...__counted   with "not sure" counted as the guideline says; without this, "not sure" is not known
  ...__r1        in one other reading of answers that contradict each other, which there is where reading_r1 is true.
                 A rule is met if it is met in any reading, and ruled out if it is in all. The readings:
"""
_README = """# The triage as SQL

The whole triage as one view, for a database in which nothing else can be installed.

| | 1. the table of patients | 2. the view of answers |
|---|---|---|
| DuckDB | [patients.duckdb.sql](patients.duckdb.sql) | [triage.duckdb.sql](triage.duckdb.sql) |
| PostgreSQL | [patients.postgresql.sql](patients.postgresql.sql) | [triage.postgresql.sql](triage.postgresql.sql) |

Run both files, fill the table `patients`, and ask:

```sql
select id, level, settled, provisional from triage;
```

- A column left empty is not known. `<finding>__unsure` is true where she was asked and does not know.
- A view named `patients` does as well, if it has the same columns. Whatever is missing: `null::boolean as redness`.
- The view works through all of `patients`. For one of them, or some, make `patients` a view of those.
- PostgreSQL: `set jit = off` first. To compile so many columns takes seconds and gains nothing.
- What each column of the answer means stands at the top of the second file.

These files are written by `lactwise publish`, and tested against the engine.
{title}: {what}.
"""


def files(guideline: Guideline) -> dict[str, str]:
    """Every file of `published/sql/` by name."""
    found = {"README.md": _README.format(title=guideline.facts.get("title", "This"), what=_what(guideline))}
    for dialect in DIALECTS:
        found[f"patients.{dialect}.sql"] = table(guideline, dialect)
        found[f"triage.{dialect}.sql"] = text(guideline, dialect)
    return found


def table(guideline: Guideline, dialect: str) -> str:
    """The statement that makes the table of patients. It refuses what the engine would refuse."""
    items = [[f"{KEY} text primary key"]]
    for item in guideline.findings.values():
        value, unsure = name(item.id), name(item.id + UNSURE_SUFFIX)
        plausible = _plausible(item)
        check = f" check ({flat(plausible)})" if plausible else ""
        items.append([*_comment(_said(item)), f"{value} {TYPES[item.kind]}{check}"])
        items.append([f"{unsure} boolean check ({unsure} is not true or {value} is null)"])
    if len(items) > MOST_COLUMNS:
        raise ValueError(f"{len(items)} columns are more than the {MOST_COLUMNS} that PostgreSQL allows in a table")
    _check_names(KEY, *(id_ + suffix for id_ in guideline.findings for suffix in ("", UNSURE_SUFFIX)))
    head = _title(guideline, f"The table of patients for {DIALECTS[dialect]}.")
    head += _comment(f"An empty column is not known. <finding>{UNSURE_SUFFIX}: she was asked and does not know.")
    return "\n".join([*head, "", "create table patients (", *indented(_listed(items)), ");", ""])


def text(guideline: Guideline, dialect: str) -> str:
    """The statement that makes the view of answers."""
    query = _Query(lower(guideline))
    head = [*_title(guideline, f"The triage for {DIALECTS[dialect]}."), "--"]
    head += [f"-- {line}".rstrip() for line in _READING.strip().splitlines()]
    head += [f"--   {id_:<13} {what}" for id_, what in query.program.readings.items()]
    steps = ",\n".join("\n".join(step) for step in query.steps())
    return "\n".join([*head, "", "create view triage as", "with", steps, *query.answer()]) + ";\n"


class _Query:
    """The columns of a program in steps. Each is made as late as it can be, so that little is carried along."""

    def __init__(self, program: Program) -> None:
        self.program, self.guideline = program, program.guideline
        pairs = [part for of in (program.rules, program.conditions) for pair in of.values() for part in pair]
        exact = [part for of in (program.level, program.floor, program.ceiling) for part in of.values()]
        self.wanted = {id_ for part in (*exact, program.settled, program.provisional, *pairs) for id_ in columns(part)}
        self.columns = self.needed()
        self.step = self.placed()
        self.last = max(self.step.values(), default=0)
        self.said = _said_of(self.guideline)
        _check_names(KEY, *self.guideline.findings, *self.columns)

    def needed(self) -> dict[str, Part]:
        """The lines that an answer or definition rests on, and a column for each definition that is no line itself."""
        program = self.program
        wanted = self.wanted.union(*map(columns, program.definitions.values()))
        for id_, part in reversed(list(program.lines.items())):
            if id_ in wanted:
                wanted.update(columns(part))
        found = {id_: part for id_, part in program.lines.items() if id_ in wanted}
        for id_, part in program.definitions.items():
            if part != Line(id_):
                free = id_
                while free in program.lines or free in program.columns:
                    free += "_"
                found[free] = part
        return found

    def placed(self) -> dict[str, int]:
        """Column → the step in which it is made, from 1."""
        depth: dict[str, int] = {}
        for id_, part in self.columns.items():
            depth[id_] = 1 + max((depth.get(other, 0) for other in columns(part)), default=0)
        step = dict.fromkeys(self.columns, max(depth.values(), default=0))
        for id_, part in reversed(self.columns.items()):
            for other in columns(part):
                if other in step:
                    step[other] = min(step[other], step[id_] - 1)
        return step

    def steps(self) -> Iterator[list[str]]:
        """What is given, then the steps."""
        made = {place: [id_ for id_, step in self.step.items() if step == place] for place in range(1, self.last + 1)}
        wanted = {self.last + 1: self.wanted}
        for place in range(self.last, 0, -1):
            read = (columns(self.columns[id_]) for id_ in made[place])
            wanted[place] = (wanted[place + 1] - set(made[place])).union(*read)
        yield _step("given", "patients", [[KEY], *self.given(wanted[1])])
        for place, own in made.items():
            items = [[*self.told(id_), *_named(self.columns[id_], id_)] for id_ in own]
            carried = sorted(wanted[place + 1] - set(own))
            if 1 + len(own) + len(carried) > MOST_COLUMNS:
                raise ValueError(f"more than the {MOST_COLUMNS} columns that PostgreSQL allows in a row")
            if carried:
                listed = textwrap.wrap(", ".join(map(name, carried)), WIDTH, break_long_words=False)
                items.append(["-- for later steps:", *listed])
            yield _step(f"step_{place}", f"step_{place - 1}" if place > 1 else "given", [[KEY], *items])

    def given(self, wanted: Iterable[str]) -> Iterator[list[str]]:
        """The findings as they can be used: nothing implausible, and "not sure" only where nothing is given."""
        wanted = set(wanted)
        for item in self.guideline.findings.values():
            value, plausible = name(item.id), _plausible(item)
            if item.id in wanted:
                yield _case([(plausible, value)], item.id) if plausible else [value]
            if item.id + UNSURE_SUFFIX in wanted:
                asked = all_of([Certain(Yes(item.id + UNSURE_SUFFIX)), Not(Given(item.id))])
                yield _named(asked, item.id + UNSURE_SUFFIX)

    def told(self, column: str) -> list[str]:
        """What the guideline says of a definition, rule or picture, at the first of its columns."""
        return _comment(self.said.pop(column.partition("__")[0], ""))

    def answer(self) -> list[str]:
        """The columns of the answer."""
        program, items = self.program, [[KEY]]
        for what, levels in (("level", program.level), ("floor", program.floor), ("ceiling", program.ceiling)):
            items.append(_case(((part, string(id_)) for id_, part in levels.items()), what))
        items += [_named(program.settled, "settled"), _named(program.provisional, "provisional")]
        heading = ""
        for id_, (met, possible) in program.rules.items():
            level = self.guideline.rules[id_].level
            new, heading = _comment(f"Rules of the level {level}.") if level != heading else [], level
            cases = _case(((met, "true"), (negation(possible), "false")), f"rule_{id_}")
            items.append([*new, *self.told(f"rule_{id_}"), *cases])
        for id_, (fits, out) in program.conditions.items():
            cases = _case(((fits, "'fits'"), (out, "'ruled_out'"), (negation(out), "'possible'")), f"condition_{id_}")
            items.append([*self.told(f"condition_{id_}"), *cases])
        return ["select", *indented(_listed(items)), f"from {f'step_{self.last}' if self.last else 'given'}"]


def _check_names(*names: str) -> None:
    """Raises `ValueError` if a database, for which capitals make no difference, has one name for two columns."""
    seen: set[str] = set()
    for id_ in names:
        if id_.lower() in seen:
            raise ValueError(f"{id_!r} is the name of two columns: a database does not tell capitals apart")
        seen.add(id_.lower())


def _plausible(item: Finding) -> Part | None:
    """The condition that a number or choice can be used; nothing for what always can."""
    if item.kind == "choice":
        return Option(item.id, item.options)
    if item.range is None:
        return None
    return all_of([Amount(item.id, ">=", item.range[0], ""), Amount(item.id, "<=", item.range[1], "")])


def _said(item: Finding) -> str:
    """What a finding means, with its unit."""
    return f"{item.means}{f', in {item.unit}' if item.unit else ''}."


def _said_of(guideline: Guideline) -> dict[str, str]:
    """What is said of each definition, rule and picture, by its column."""
    named = guideline.texts.get("en", {}).get("conditions", {})
    found = {item.id: _sourced(f"{item.means}.", item.source) for item in guideline.definitions.values()}
    for rule in guideline.rules.values():
        found[f"rule_{rule.id}"] = _sourced(rule.because, rule.source, rule.differs)
    for item in guideline.conditions.values():
        words = str(named.get(item.id, {}).get("clinical", ""))
        found[f"condition_{item.id}"] = _sourced(f"{words}." if words else "", item.source, item.differs)
    return found


def _sourced(what: str, source: Sequence[str], differs: Sequence[str] = ()) -> str:
    """A text with its sources, and those that say otherwise."""
    parts = [what] if what else []
    parts += [f"Sources: {', '.join(source)}."] if source else []
    parts += [f"Otherwise: {', '.join(differs)}."] if differs else []
    return " ".join(parts)


def _what(guideline: Guideline) -> str:
    return str(guideline.facts.get("what_we_are_not", "not a diagnosis"))


def _title(guideline: Guideline, what: str) -> list[str]:
    version = f"Guideline {guideline.version}, {guideline.digest}. Written by lactwise publish: do not edit."
    title = guideline.facts.get("title", "")
    return [*_comment(title), *_comment(what), *_comment(f"It is {_what(guideline)}."), *_comment(version)]


def _comment(said: str) -> list[str]:
    return [f"-- {line}" for line in textwrap.wrap(said, WIDTH - 3, break_on_hyphens=False)]


def _listed(items: Sequence[Sequence[str]]) -> list[str]:
    """Items of one or several lines, with commas between."""
    lines: list[str] = []
    for item in items[:-1]:
        lines += [*item[:-1], item[-1] + ","]
    return [*lines, *items[-1]]


def _step(id_: str, before: str, items: Sequence[Sequence[str]]) -> list[str]:
    listed = indented(["select", *indented(_listed(items)), f"from {before}"])
    return [f"{id_} as materialized (", *listed, ")"]


def _named(part: Part, id_: str) -> list[str]:
    """A part as a column."""
    if part == Line(id_):
        return [name(id_)]
    lines, named = laid(part, WIDTH), f"as {name(id_)}"
    if len(lines) > 1:
        return ["(", *indented(laid(part, WIDTH - len(INDENT))), f") {named}"]
    whole = f"{lines[0]} {named}"
    return [whole] if len(whole) <= WIDTH else [lines[0], INDENT + named]


def _case(cases: _Cases, id_: str) -> list[str]:
    """A column with a text or truth where a condition holds, and null where none does."""
    found = [(f"when {flat(part)}", f"then {value}") for part, value in cases]
    whole = f"case {' '.join(map(' '.join, found))} end as {name(id_)}"
    if len(whole) <= WIDTH:
        return [whole]
    fits = all(len(f"{when} {then}") <= WIDTH - len(INDENT) for when, then in found)
    lines = [line for when, then in found for line in ([f"{when} {then}"] if fits else [when, INDENT + then])]
    return ["case", *indented(lines), f"end as {name(id_)}"]

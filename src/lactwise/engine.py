"""What does the guideline say for one patient?

In: findings `{id: value}` (absent or `None` unknown, `"unsure"` asked and not known). Out: the assessment: level, reasons,
conditions, advice, what would make it more urgent, when to look again. The judge of every other backend.

>>> from lactwise.loading import load
>>> triage(load(), {"confusion": True}).level
'emergency_now'
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from lactwise.checking import TOPICS
from lactwise.compiled import Compiler, Judge, Values
from lactwise.language import And, Choice, Compare, Name, Node, Not, OneOf, Or, children, names, walk
from lactwise.model import Advice, Finding, Guideline, Rule, Value, with_unit
from lactwise.wording import Words

UNSURE = "unsure"
NAN = float("nan")
DOES_NOT_APPLY: dict[str, Any] = {"yes_no": False, "number": NAN, "choice": ""}
_CLINICIAN_ASKS = Compare((Name("answering_for"), Choice("clinician")), ("==",))

Findings = Mapping[str, Value]


@dataclass(frozen=True, slots=True)
class Triage:
    """How urgent: `floor` certain, `ceiling` still possible, `level` with each "not sure" counted as declared."""

    level: str
    floor: str
    ceiling: str
    settled: bool
    provisional: bool


@dataclass(slots=True)
class Reading:
    """Findings as values: `known` with "not sure" unknown, `counted` with it replaced, `forced` a level it carries."""

    known: Values
    counted: Values
    forced: int
    unsure: list[str]
    contradictions: list[tuple[str, str]]
    literal: Values | None


def triage(guideline: Guideline, findings: Findings) -> Triage:
    """Level, floor, ceiling, settled and provisional of one patient. Findings must be valid (`patient.check`)."""
    machine = machine_of(guideline)
    return machine.triage(machine.read(findings))


def assess(
    guideline: Guideline,
    findings: Findings,
    place: str = "generic",
    language: str = "en",
    audience: str | None = None,
) -> dict[str, Any]:
    """The whole assessment in the shape of the interface, in the words of `place` and `language`.

    `audience` is "parent" or "clinician"; by default the one who answers.
    """
    return machine_of(guideline).assess(findings, words_of(guideline, place, language), audience)


@lru_cache(maxsize=8)
def machine_of(guideline: Guideline) -> "Machine":
    """The compiled guideline, made once."""
    return Machine(guideline)


@lru_cache(maxsize=64)
def words_of(guideline: Guideline, place: str, language: str) -> Words:
    """The words of a country and language, made once."""
    return Words(guideline, place, language)


@dataclass(frozen=True, slots=True)
class _Gate:
    """A finding that applies only if its parents allow it."""

    place: int
    kind: str
    allowed: Judge  # possible: false means the finding does not apply
    parent: int | None  # a yes/no parent that a positive child proves


@dataclass(frozen=True, slots=True)
class _Change:
    """A change of one finding worth trying: its value, and the rules it can make true."""

    finding: Finding
    shown: Any
    value: Any
    clock: bool


class Machine:
    """A guideline compiled for single patients."""

    def __init__(self, guideline: Guideline) -> None:
        self.guideline = guideline
        self.compiler = Compiler(guideline)
        self.index = self.compiler.index
        self.judged: dict[int, tuple[Judge, Judge]] = {}
        self.kinds = [finding.kind for finding in guideline.findings.values()]
        self.urgency = guideline.urgency
        self.levels = list(guideline.levels)
        self.lowest = len(self.levels) - 1
        compile_ = self.compiler.compile
        self.rules = sorted(guideline.rules.values(), key=lambda rule: self.urgency[rule.level])
        self.rule_judges = {rule.id: compile_(rule.when) for rule in self.rules}
        self.definition_judges = {item.id: compile_(item.when) for item in guideline.definitions.values()}
        numbered = [(self.urgency[rule.level], rule.when) for rule in self.rules]
        self.first_certain = self.compiler.first_of(numbered, True, self.lowest)
        self.first_possible = self.compiler.first_of(numbered, False, self.lowest)
        self.gates = [self.gate(finding) for finding in guideline.findings.values() if applies_if(finding) is not None]
        self.pictures = [
            (item, compile_(item.fits_when)[0], *(compile_(item.against_when) if item.against_when else (None, None)))
            for item in guideline.conditions.values()
        ]
        self.advice = [
            (item, compile_(item.when), compile_(item.unless) if item.unless else None)
            for item in sorted(guideline.advice.values(), key=_advice_order)
        ]
        self.follow_ups = [(item, compile_(item.when)[0]) for item in guideline.follow_ups.values()]
        self.changes = list(self.worth_trying())
        self.touched = self.rules_touched()
        self.gated = {gate.place for gate in self.gates} | self.parents()

    def gate(self, finding: Finding) -> _Gate:
        condition = applies_if(finding)
        assert condition is not None  # noqa: S101 - filtered by the caller
        parent = finding.only_if.name if isinstance(finding.only_if, Name) else None
        return _Gate(
            self.index[finding.id],
            finding.kind,
            self.compiler.compile(condition)[1],
            self.index[parent] if parent is not None else None,
        )

    def parents(self) -> set[int]:
        gates = (applies_if(finding) for finding in self.guideline.findings.values())
        return {self.index[name] for gate in gates if gate is not None for name in names(gate)}

    # --- reading findings ---

    def read(self, findings: Findings) -> Reading:
        """Findings as values, with what "not sure" counts as, and contradictions kept."""
        known: Values = [None] * len(self.kinds)
        unsure: list[str] = []
        for name, value in findings.items():
            if value == UNSURE:
                unsure.append(name)
            else:
                known[self.index[name]] = value
        given = known if not unsure else list(known)
        contradictions, literal = self.complete(known)
        if not unsure:
            return Reading(known, known, self.lowest, unsure, contradictions, literal)
        counted, forced = self.replace(given, unsure)
        _, literal = self.complete(counted)
        return Reading(known, counted, forced, unsure, contradictions, literal)

    def replace(self, values: Values, unsure: Iterable[str]) -> tuple[Values, int]:
        counted, forced = list(values), self.lowest
        for name in unsure:
            finding = self.guideline.findings[name]
            if finding.unsure_level is not None:
                forced = min(forced, self.urgency[finding.unsure_level])
                counted[self.index[name]] = False
            elif finding.unsure == "not_measured":
                counted[self.index[name]] = NAN
            else:
                counted[self.index[name]] = finding.unsure
        return counted, forced

    def complete(self, values: Values) -> tuple[list[tuple[str, str]], Values | None]:
        """Fills in place what parents and children imply; gives contradictions and, if any, the literal reading."""
        contradictions: list[tuple[str, str]] = []
        literal: Values | None = None
        for gate in self.gates:
            child = values[gate.place]
            if child is None or child is False or child != child or child == "":
                continue
            if gate.parent is not None and values[gate.parent] is not True:
                if values[gate.parent] is False:
                    literal = literal or list(values)
                    contradictions.append(self.named(gate.place, gate.parent))
                values[gate.parent] = True
        for gate in self.gates:
            if not gate.allowed(values):
                if values[gate.place] is None:
                    values[gate.place] = DOES_NOT_APPLY[gate.kind]
                elif gate.parent is None and values[gate.place] and values[gate.place] == values[gate.place]:
                    contradictions.append(self.named(gate.place, None))
        if literal is not None:
            self.close_gates(literal)
        return contradictions, literal

    def close_gates(self, values: Values) -> None:
        for gate in self.gates:
            if values[gate.place] is None and not gate.allowed(values):
                values[gate.place] = DOES_NOT_APPLY[gate.kind]

    def named(self, child: int, parent: int | None) -> tuple[str, str]:
        ids = list(self.index)
        condition = applies_if(self.guideline.findings[ids[child]])
        return ids[child], ids[parent] if parent is not None else names(condition)[0] if condition else ""

    # --- urgency ---

    def triage(self, reading: Reading) -> Triage:
        """Level, floor and ceiling; where answers contradict each other the more urgent reading counts."""
        floor, ceiling = self.first_certain(reading.known), self.first_possible(reading.known)
        level, open_ = floor, ceiling
        if reading.unsure:
            level = min(self.first_certain(reading.counted), reading.forced)
            open_ = self.first_possible(reading.counted)
        if reading.literal is not None:
            level = min(level, self.first_certain(reading.literal))
            open_ = min(open_, self.first_possible(reading.literal))
            if not reading.unsure:
                floor, ceiling = level, open_
        settled = open_ >= level
        level_id = self.levels[level]
        provisional = not settled and self.guideline.levels[level_id].calm
        return Triage(level_id, self.levels[floor], self.levels[min(ceiling, floor)], settled, provisional)

    def open_rules(self, reading: Reading, level: str) -> list[Rule]:
        """Rules of more urgent levels than `level` that are not ruled out, most urgent first."""
        limit = self.urgency[level]
        readings = [values for values in (reading.counted, reading.literal) if values is not None]
        return [
            rule
            for rule in self.rules
            if self.urgency[rule.level] < limit and any(self.rule_judges[rule.id][1](values) for values in readings)
        ]

    # --- the assessment ---

    def assess(self, findings: Findings, words: Words, audience: str | None = None) -> dict[str, Any]:
        """The assessment as JSON-ready data."""
        reading = self.read(findings)
        urgency = self.triage(reading)
        audience = audience or ("clinician" if findings.get("answering_for") == "clinician" else "parent")
        conditions = self.conditions(reading.known, words)
        held = self.rules_held(reading)
        reasons = [self.reason(rule, reading, findings, words, audience) for rule in held]
        reasons = [*self.forced_reasons(reading, urgency.level, findings, words), *reasons]
        guideline = self.guideline
        return {
            "guideline": {"version": guideline.version, "digest": guideline.digest, "review_by": guideline.review_by.isoformat()},
            "place": words.place.code,
            "level": urgency.level,
            "floor": urgency.floor,
            "ceiling": urgency.ceiling,
            "settled": urgency.settled,
            "provisional": urgency.provisional,
            "see_by": {"hours": self.see_by(urgency.level, held, reading.counted)},
            "reasons": [reason for reason in reasons if reason.pop("level") == urgency.level],
            "also": [self.reason(rule, reading, findings, words, audience) for rule in held if rule.level != urgency.level],
            "conditions": conditions,
            "must_not_miss": [
                item["id"]
                for item in conditions
                if item["status"] != "ruled_out" and guideline.conditions[item["id"]].must_not_miss
            ],
            "advice": [] if urgency.provisional else self.advised(reading, urgency.level, words, audience),
            "escalate_if": self.escalations(findings, reading, urgency.level, words),
            "follow_up": None if urgency.provisional else self.follow_up(urgency.level, reading, words),
            "unanswered": self.unanswered(reading, urgency, audience),
            "contradictions": [{"finding": child, "although": parent} for child, parent in reading.contradictions],
        }

    def rules_held(self, reading: Reading) -> list[Rule]:
        readings = [values for values in (reading.counted, reading.literal) if values is not None]
        return [rule for rule in self.rules if any(self.rule_judges[rule.id][0](values) for values in readings)]

    def reason(self, rule: Rule, reading: Reading, findings: Findings, words: Words, audience: str) -> dict[str, Any]:
        values = reading.counted
        if reading.literal is not None and not self.rule_judges[rule.id][0](values):
            values = reading.literal
        decisive = self.explain(rule.when, values, True)
        because = rule.because
        if audience == "parent":
            because = words.text("reasons", rule.id, "parent", because)
        return {
            "rule": rule.id,
            "level": rule.level,
            "because": because,
            "findings": {name: self.shown(name, findings, values) for name in decisive},
            "sources": list(rule.source),
            "differs": list(rule.differs),
        }

    def shown(self, name: str, findings: Findings, values: Values) -> Value:
        given = findings.get(name)
        value: Value = given if given is not None else values[self.index[name]]
        return None if value != value or value == "" else value

    def forced_reasons(self, reading: Reading, level: str, findings: Findings, words: Words) -> list[dict[str, Any]]:
        flagged = [name for name in reading.unsure if self.guideline.findings[name].unsure_level == level]
        if not flagged:
            return []
        because = words.interface("result", "not_sure_reason", "Not sure about a danger sign counts as a reason to be seen.")
        return [{"rule": "not_sure", "level": level, "because": because, "findings": dict.fromkeys(flagged, UNSURE), "sources": ["owner#4"], "differs": []}]

    def explain(self, node: Node, values: Values, wanted: bool) -> list[str]:
        """The findings that alone make `node` certainly true (`wanted`) or certainly false."""
        found: dict[str, None] = {}
        self.collect(node, values, wanted, found)
        return list(found)

    def collect(self, node: Node, values: Values, wanted: bool, found: dict[str, None]) -> None:
        match node:
            case Name(name) if name in self.guideline.definitions:
                self.collect(self.guideline.definitions[name].when, values, wanted, found)
            case Name() | Compare() | OneOf():
                found.update((name, None) for name in names(node) if name in self.index)
            case Not(operand):
                self.collect(operand, values, not wanted, found)
            case _:
                parts = [part for part in children(node) if self.holds(part, values, wanted)]
                if (isinstance(node, And) and not wanted) or (isinstance(node, Or) and wanted):
                    parts = _shortest_first(parts, node, wanted)
                for part in parts:
                    self.collect(part, values, wanted, found)

    def holds(self, node: Node, values: Values, wanted: bool) -> bool:
        certain, possible = self.judges(node)
        return certain(values) if wanted else not possible(values)

    def judges(self, node: Node) -> tuple[Judge, Judge]:
        """The judges of any part of a condition; parts live as long as the guideline, so their identity is a safe key."""
        found = self.judged.get(id(node))
        if found is None:
            found = self.judged[id(node)] = self.compiler.compile(node)
        return found

    # --- when ---

    def see_by(self, level: str, held: list[Rule], values: Values) -> float:
        """Hours from now until she must have been seen (self-care: looked at again), counted from the time already gone."""
        thresholds = self.guideline.thresholds
        longest = thresholds[self.guideline.levels[level].limit].value
        limits: list[float] = []
        for rule in held:
            if rule.level == level and rule.limit is not None:
                gone = values[self.index[rule.clock]] if rule.clock is not None else 0.0
                if gone is not None and gone == gone:
                    limits.append(max(0.0, thresholds[rule.limit].value - gone))
        if level == self.guideline.calmest:
            return _tidy(min(limits, default=longest))
        return _tidy(min([longest, *limits]))

    def follow_up(self, level: str, reading: Reading, words: Words) -> dict[str, Any] | None:
        """The earliest look that applies, with what to ask then."""
        best: tuple[float, dict[str, Any]] | None = None
        thresholds = self.guideline.thresholds
        for item, certain in self.follow_ups:
            if (item.levels and level not in item.levels) or not certain(reading.counted):
                continue
            hours = thresholds[item.within].value
            gone = reading.counted[self.index[item.clock]] if item.clock is not None else None
            if item.limit is not None and gone is not None and gone == gone:
                hours = min(hours, max(0.0, thresholds[item.limit].value - gone))
            if best is None or hours < best[0]:
                shown = words.fill(words.text("followup", item.id, "text"), within=_hours_in_words(hours, words))
                best = (hours, {"id": item.id, "within_hours": _tidy(hours), "ask": list(item.ask), "text": shown, "sources": list(item.source)})
        return best[1] if best else None

    # --- what it may be ---

    def conditions(self, values: Values, words: Words) -> list[dict[str, Any]]:
        """Every clinical picture with its status and what speaks for it, against it, and is not known."""
        rows = []
        for place, (item, fits, against_certain, _) in enumerate(self.pictures):
            speaks_for = {name: self.truth(name, values) for name in item.speaks_for}
            speaks_against = {name: self.truth(name, values) for name in item.speaks_against}
            unknown = [name for name, value in {**speaks_for, **speaks_against}.items() if value is None]
            fitting, against = fits(values), against_certain is not None and against_certain(values)
            status = "possible"
            if fitting and not against:
                status = "fits"
            elif against and not fitting and not (item.must_not_miss and unknown):
                status = "ruled_out"
            met = [name for name, value in speaks_for.items() if value is True]
            contrary = [name for name, value in speaks_against.items() if value is True]
            rank = (("fits", "possible", "ruled_out").index(status), len(contrary) - len(met), not item.must_not_miss, place)
            name = words.text("conditions", item.id, "name", item.id.replace("_", " "))
            rows.append((rank, {"id": item.id, "name": name, "status": status, "for": met, "against": contrary, "unknown": unknown, "sources": list(item.source)}))
        return [row for _, row in sorted(rows, key=lambda pair: pair[0])]

    def truth(self, name: str, values: Values) -> bool | None:
        """The truth of a yes/no finding or a definition."""
        if name in self.index:
            value: bool | None = values[self.index[name]]
            return value
        certain, possible = self.definition_judges[name]
        return True if certain(values) else None if possible(values) else False

    # --- what to do ---

    def advised(self, reading: Reading, level: str, words: Words, audience: str) -> list[dict[str, Any]]:
        """The advice shown, in order; of two pieces in conflict the certain one, else the first, is kept."""
        shown: dict[str, Advice] = {}
        for item, when, unless in self.advice:
            if item.audience == "clinician" and audience != "clinician":
                continue
            if (item.levels and level not in item.levels) or not when[0](reading.known):
                continue
            if unless is not None and (unless[1] if item.temper == "gated" else unless[0])(reading.known):
                continue
            shown[item.id] = item
        ids = _without_conflicts(shown)
        return [self.advice_row(shown[id_], reading.known, words) for id_ in ids]

    def advice_row(self, item: Advice, values: Values, words: Words) -> dict[str, Any]:
        claims = self.guideline.claims
        row = {
            "id": item.id,
            "stance": item.stance,
            "topic": item.topic,
            "audience": item.audience,
            "text": words.text("advice", item.id, "text"),
            "sources": list(item.source),
            "differs": [{"source": id_, "says": claims[id_].says} for id_ in item.differs],
        }
        more = words.text("advice", item.id, "more")
        if more:
            row["more"] = more
        if item.temper == "core" and item.unless is not None and self.judges(item.unless)[1](values):
            row["except"] = words.text("advice", item.id, "except")
        return row

    # --- what would make it more urgent ---

    def worth_trying(self) -> Iterable[_Change]:
        """Every value of a changeable finding, or later hour of a clock, at which some rule may change its mind."""
        clocks = {rule.clock for rule in self.rules if rule.clock is not None}
        compared = self.comparisons()
        for finding in self.guideline.findings.values():
            clock = finding.id in clocks or (finding.unit == "hours" and not finding.changeable and finding.id in compared)
            if not finding.changeable and not clock:
                continue
            if finding.kind == "yes_no":
                for value in (True, False):
                    yield _Change(finding, value, value, False)
            elif finding.kind == "choice":
                for option in finding.options:
                    yield _Change(finding, option, option, False)
            else:
                for operator, number in sorted(compared.get(finding.id, ()), key=lambda pair: pair[1]):
                    shown, value = _boundary(operator, number)
                    yield _Change(finding, shown, value, clock)

    def comparisons(self) -> dict[str, set[tuple[str, float]]]:
        found: dict[str, set[tuple[str, float]]] = {}
        nodes = [rule.when for rule in self.rules] + [item.when for item in self.guideline.definitions.values()]
        for node in nodes:
            for part in walk(node):
                if isinstance(part, Compare):
                    for left, op, right in zip(part.operands, part.operators, part.operands[1:], strict=False):
                        if isinstance(left, Name) and isinstance(right, Name):
                            self.note_comparison(left.name, op, right.name, found)
        return found

    def note_comparison(self, left: str, op: str, right: str, found: dict[str, set[tuple[str, float]]]) -> None:
        thresholds = self.guideline.thresholds
        if left in self.index and right in thresholds:
            found.setdefault(left, set()).add((op, thresholds[right].value))
        elif left in thresholds and right in self.index:
            turned = {"<": ">", "<=": ">=", ">": "<", ">=": "<="}.get(op, op)
            found.setdefault(right, set()).add((turned, thresholds[left].value))

    def rules_touched(self) -> dict[str, list[Rule]]:
        """Finding id → the rules its value can reach, through definitions, parents and children."""
        reach: dict[str, set[str]] = {}
        for finding in self.guideline.findings.values():
            related = {finding.id}
            for other in self.guideline.findings.values():
                gate = applies_if(other)
                if gate is not None and finding.id in names(gate):
                    related.add(other.id)
            if isinstance(finding.only_if, Name):
                related.add(finding.only_if.name)
                related |= {f.id for f in self.guideline.findings.values() if f.only_if == finding.only_if}
            reach[finding.id] = related
        uses = {rule.id: self.findings_used(rule.when) for rule in self.rules}
        return {id_: [rule for rule in self.rules if uses[rule.id] & related] for id_, related in reach.items()}

    def findings_used(self, node: Node) -> set[str]:
        """Ids of all findings a condition depends on, through definitions."""
        used: set[str] = set()
        for name in names(node):
            if name in self.guideline.definitions:
                used |= self.findings_used(self.guideline.definitions[name].when)
            elif name in self.index:
                used.add(name)
        return used

    def escalations(self, findings: Findings, reading: Reading, level: str, words: Words) -> list[dict[str, Any]]:
        """The first boundary, per more urgent level, of every single change that would raise the level."""
        now = self.urgency[level]
        if now == 0:
            return []
        base: Values | None = None
        rows: list[dict[str, Any]] = []
        seen: set[tuple[str, str, int]] = set()
        for change in self.changes:
            current = reading.counted[self.index[change.finding.id]]
            if not _is_a_change(change, current):
                continue
            rules = [rule for rule in self.touched[change.finding.id] if self.urgency[rule.level] < now]
            if not rules:
                continue
            if base is None:
                base = self.given(findings, reading)
            values = self.changed(base, reading.counted, change)
            reached = next((self.urgency[rule.level] for rule in rules if self.rule_judges[rule.id][0](values)), now)
            direction = next(iter(change.shown)) if isinstance(change.shown, dict) else ""
            key = (change.finding.id, direction, reached)
            if reached >= now or key in seen:
                continue
            seen.add(key)
            rows.append(self.escalation_row(change, reached, words))
        return sorted(rows, key=lambda row: self.urgency[row["level"]])

    def given(self, findings: Findings, reading: Reading) -> Values:
        values: Values = [None] * len(self.kinds)
        for name, value in findings.items():
            if value != UNSURE:
                values[self.index[name]] = value
        return self.replace(values, reading.unsure)[0]

    def changed(self, given: Values, counted: Values, change: _Change) -> Values:
        place = self.index[change.finding.id]
        if place in self.gated:  # parents and children must be worked out again
            values = list(given)
            values[place] = change.value
            if change.value is False or change.value == "":
                self.close_gates(values)
            else:
                self.complete(values)
            return values
        values = list(counted)
        values[place] = change.value
        return values

    def escalation_row(self, change: _Change, reached: int, words: Words) -> dict[str, Any]:
        finding = change.finding
        key = ("change", finding.id, repr(change.shown))
        if key not in words.kept:
            words.kept[key] = change_in_words(finding, change.shown, words)
        return {
            "change": {finding.id: change.shown},
            "level": self.levels[reached],
            "text": words.kept[key],
            "noticed_by": finding.answered_by,
            "as_time_passes": change.clock,
        }

    # --- what is not known ---

    def unanswered(self, reading: Reading, urgency: Triage, audience: str) -> list[str]:
        """Findings whose answer could still raise the level or change the plan shown, most urgent first."""
        found: dict[str, None] = {}
        if self.urgency[urgency.level] > 0:
            for rule in self.open_rules(reading, urgency.level):
                found.update(dict.fromkeys(self.undecided(rule.when, reading.counted)))
            for name in self.plan_open(reading, urgency.level, audience, optional=True):
                found[name] = None
        return [name for name in found if name not in reading.unsure]

    def plan_open(
        self, reading: Reading, level: str, audience: str, optional: bool = False, ahead: bool = False
    ) -> list[str]:
        """Findings that decide which advice is shown at `level` and are not known.

        `optional` includes pieces no question is asked for; `ahead` the gates of pieces that may yet apply.
        """
        found: dict[str, None] = {}
        for item, when, unless in self.advice:
            if (item.audience == "clinician" and audience != "clinician") or (item.levels and level not in item.levels):
                continue
            if (item.optional and not optional) or not when[1](reading.known):
                continue
            certain = when[0](reading.known)
            if not certain:
                found.update(dict.fromkeys(self.undecided(item.when, reading.known)))
            if (certain or ahead) and unless is not None and item.unless is not None and not unless[0](reading.known):
                found.update(dict.fromkeys(self.undecided(item.unless, reading.known)))
        return [name for name in found if name not in reading.unsure]

    def undecided(self, node: Node, values: Values, sparing: bool = False) -> list[str]:
        """Unknown findings on which the truth of `node` still depends; a parent stands before its children.

        `sparing` leaves out the single questions of an `and` while an unanswered tick may make them needless.
        """
        found: dict[str, None] = {}
        self.collect_undecided(node, values, found, sparing)
        return list(found)

    def collect_undecided(self, node: Node, values: Values, found: dict[str, None], sparing: bool) -> None:
        certain, possible = self.judges(node)
        if certain(values) or not possible(values):
            return
        match node:
            case Name(name) if name in self.guideline.definitions:
                self.collect_undecided(self.guideline.definitions[name].when, values, found, sparing)
            case Name() | Compare() | OneOf():
                for name in names(node):
                    if name in self.index and values[self.index[name]] is None:
                        self.parent_first(name, values, found)
            case And(operands) if sparing:
                ticks = [part for part in operands if all(map(self.is_tick, self.findings_used(part)))]
                open_ticks = [ids for part in ticks if (ids := self.undecided(part, values, sparing))]
                for ids in open_ticks or [self.undecided(part, values, sparing) for part in operands]:
                    found.update(dict.fromkeys(ids))
            case _:
                for part in children(node):
                    self.collect_undecided(part, values, found, sparing)

    def is_tick(self, name: str) -> bool:
        return self.kinds[self.index[name]] == "yes_no"

    def parent_first(self, name: str, values: Values, found: dict[str, None]) -> None:
        gate = applies_if(self.guideline.findings[name])
        if gate is not None and not self.judges(gate)[0](values):
            self.collect_undecided(gate, values, found, False)
        else:
            found[name] = None


@lru_cache(maxsize=4096)
def applies_if(finding: Finding) -> Node | None:
    """When a finding can be asked at all: its `only_if`, and for examination findings that a clinician answers."""
    if finding.answered_by != "clinician":
        return finding.only_if
    return _CLINICIAN_ASKS if finding.only_if is None else And((_CLINICIAN_ASKS, finding.only_if))


def change_in_words(finding: Finding, shown: Any, words: Words) -> str:
    """A change as a phrase: "temperature at or above 38.0 °C", "shaking that cannot be stopped"."""
    if isinstance(shown, bool):
        return words.label(finding.id, shown)
    label = words.label(finding.id)
    if isinstance(shown, str):
        option = words.raw("findings", finding.id, "options", {}).get(shown, shown.replace("_", " "))
        return f"{label}: {option}"
    direction, number = next(iter(shown.items()))
    phrase = words.interface("change", direction, direction.replace("_", " ") + " {value}", value=with_unit(number, finding.unit))
    return f"{label} {phrase}"


def _advice_order(item: Advice) -> tuple[int, float]:
    return TOPICS.index(item.topic), item.order


def _without_conflicts(shown: Mapping[str, Advice]) -> list[str]:
    dropped: set[str] = set()
    for id_, item in shown.items():
        for other in item.conflicts:
            if other in shown and id_ not in dropped and other not in dropped:
                loser = id_ if shown[other].temper == "certain" and item.temper != "certain" else other
                dropped.add(loser)
    return [id_ for id_ in shown if id_ not in dropped]


def _shortest_first(parts: list[Node], node: Node, wanted: bool) -> list[Node]:
    """One part is enough to make an `or` true or an `and` false; all true parts of an `or` are told, one false part of an `and`."""
    return parts if wanted and isinstance(node, Or) else parts[:1]


def _boundary(operator: str, number: float) -> tuple[dict[str, float], float]:
    match operator:
        case ">=" | "==":
            return {"at_least": number}, number
        case ">":
            return {"above": number}, number + 1e-6
        case "<=":
            return {"at_most": number}, number
        case _:
            return {"below": number}, number - 1e-6


def _is_a_change(change: _Change, current: Any) -> bool:
    """Whether the change leads away from the current value, and along its own direction."""
    if current is None or current != current or current == "":
        return change.value is not False and not change.clock
    if change.finding.kind != "number":
        return bool(current != change.value)
    rising = next(iter(change.shown)) in ("at_least", "above")
    return bool(change.value > current if rising else change.value < current and not change.clock)


def _tidy(hours: float) -> float:
    return int(hours) if hours == int(hours) else round(hours, 2)


def _hours_in_words(hours: float, words: Words) -> str:
    if hours < 1:
        return words.interface("time", "now", "the next hour")
    whole = int(hours)
    return words.interface("time", "hour" if whole == 1 else "hours", "{n} hours", n=str(whole))

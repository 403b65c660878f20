"""What does the guideline say for one patient?

In: findings `{id: value}` (absent or `None` unknown, `"unsure"` asked and not known). Out: the assessment: level,
reasons,
conditions, advice, what would make it more urgent, when to look again. The judge of every other backend.

>>> from lactwise.loading import load
>>> triage(load(), {"confusion": True}).level
'emergency_now'
"""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from lactwise.checking import TOPICS
from lactwise.compiled import Compiler, Judge, Values
from lactwise.dependence import Dependence
from lactwise.escalation import Escalation
from lactwise.language import Node
from lactwise.model import Advice, Guideline, Rule, Value
from lactwise.reading import UNSURE, Findings, Reader, Reading
from lactwise.wording import Words

_Piece = tuple[Advice, tuple[Judge, Judge], tuple[Judge, Judge] | None]


@dataclass(frozen=True, slots=True)
class Triage:
    """How urgent: `floor` certain, `ceiling` still possible, `level` with each "not sure" counted as declared."""

    level: str
    floor: str
    ceiling: str
    settled: bool
    provisional: bool


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


class Machine:
    """A guideline compiled for single patients."""

    def __init__(self, guideline: Guideline) -> None:
        self.guideline = guideline
        self.compiler = Compiler(guideline)
        self.index = self.compiler.index
        self.reader = Reader(self.compiler)
        self.dependence = Dependence(self.compiler)
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
        self.pictures = [
            (
                item,
                compile_(item.fits_when)[0],
                *(compile_(item.against_when) if item.against_when else (None, None)),
            )
            for item in guideline.conditions.values()
        ]
        self.advice = [
            (item, compile_(item.when), compile_(item.unless) if item.unless else None)
            for item in sorted(guideline.advice.values(), key=_advice_order)
        ]
        self.follow_ups = [(item, compile_(item.when)[0]) for item in guideline.follow_ups.values()]
        self.escalation = Escalation(self.reader, self.dependence, self.rules, self.rule_judges)

    def read(self, findings: Findings) -> Reading:
        """Findings as values; see `reading`."""
        return self.reader.read(findings)

    # --- urgency ---

    def triage(self, reading: Reading) -> Triage:
        """Level, floor and ceiling; where answers contradict each other the more urgent reading counts."""
        floor = min(map(self.first_certain, (reading.known, *reading.others_known)))
        ceiling = min(map(self.first_possible, (reading.known, *reading.others_known)))
        level, open_ = floor, ceiling
        if reading.unsure:
            level = min(reading.forced, *map(self.first_certain, (reading.counted, *reading.others)))
            open_ = min(map(self.first_possible, (reading.counted, *reading.others)))
        settled = open_ >= level
        level_id = self.levels[level]
        provisional = not settled and self.guideline.levels[level_id].calm
        return Triage(level_id, self.levels[floor], self.levels[min(ceiling, floor)], settled, provisional)

    def open_rules(self, reading: Reading, level: str) -> list[Rule]:
        """Rules of more urgent levels than `level` that are not ruled out, most urgent first."""
        limit = self.urgency[level]
        readings = (reading.counted, *reading.others)
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
        see_by = self.see_by(urgency.level, held, reading.counted)
        reasons = [self.reason(rule, reading, findings, words, audience) for rule in held]
        reasons = [*self.forced_reasons(reading, urgency.level, words), *reasons]
        guideline = self.guideline
        return {
            "guideline": {
                "version": guideline.version,
                "digest": guideline.digest,
                "review_by": guideline.review_by.isoformat(),
            },
            "place": words.place.code,
            "level": urgency.level,
            "floor": urgency.floor,
            "ceiling": urgency.ceiling,
            "settled": urgency.settled,
            "provisional": urgency.provisional,
            "see_by": {"hours": see_by},
            "reasons": [reason for reason in reasons if reason.pop("level") == urgency.level],
            "also": [
                self.reason(rule, reading, findings, words, audience) for rule in held if rule.level != urgency.level
            ],
            "conditions": conditions,
            "must_not_miss": [
                item["id"]
                for item in conditions
                if item["status"] != "ruled_out" and guideline.conditions[item["id"]].must_not_miss
            ],
            "advice": [] if urgency.provisional else self.advised(reading, urgency.level, words, audience),
            "escalate_if": self.escalation.escalations(findings, reading, urgency.level, words),
            "follow_up": None if urgency.provisional else self.follow_up(urgency.level, reading, words, see_by),
            "unanswered": self.unanswered(reading, urgency, audience),
            "contradictions": [{"finding": child, "although": parent} for child, parent in reading.contradictions],
        }

    def rules_held(self, reading: Reading) -> list[Rule]:
        readings = (reading.counted, *reading.others)
        return [rule for rule in self.rules if any(self.rule_judges[rule.id][0](values) for values in readings)]

    def reason(self, rule: Rule, reading: Reading, findings: Findings, words: Words, audience: str) -> dict[str, Any]:
        values = reading.counted
        if reading.others and not self.rule_judges[rule.id][0](values):
            values = next(other for other in reading.others if self.rule_judges[rule.id][0](other))
        decisive = self.dependence.explain(rule.when, values, True)
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

    def forced_reasons(self, reading: Reading, level: str, words: Words) -> list[dict[str, Any]]:
        flagged = [name for name in reading.unsure if self.guideline.findings[name].unsure_level == level]
        if not flagged:
            return []
        because = words.interface(
            "result",
            "not_sure_reason",
            "Not sure about a danger sign counts as a reason to be seen.",
        )
        return [
            {
                "rule": "not_sure",
                "level": level,
                "because": because,
                "findings": dict.fromkeys(flagged, UNSURE),
                "sources": list(self.guideline.facts.get("unsure_source", [])),
                "differs": [],
            }
        ]

    # --- when ---

    def see_by(self, level: str, held: list[Rule], values: Values) -> float:
        """Hours from now until she must be seen (self-care: looked at again), counted from the time already gone."""
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

    def follow_up(self, level: str, reading: Reading, words: Words, latest: float) -> dict[str, Any] | None:
        """The earliest look that applies, with what to ask then; at home never later than the limit, `latest`."""
        best: tuple[float, dict[str, Any]] | None = None
        thresholds = self.guideline.thresholds
        for item, certain in self.follow_ups:
            if (item.levels and level not in item.levels) or not certain(reading.counted):
                continue
            hours = thresholds[item.within].value
            gone = reading.counted[self.index[item.clock]] if item.clock is not None else None
            if item.limit is not None and gone is not None and gone == gone:
                hours = min(hours, max(0.0, thresholds[item.limit].value - gone))
            if level == self.guideline.calmest:
                hours = min(hours, latest)
            if best is None or hours < best[0]:
                shown = words.fill(words.text("followup", item.id, "text"), within=_hours_in_words(hours, words))
                best = (
                    hours,
                    {
                        "id": item.id,
                        "within_hours": _tidy(hours),
                        "ask": list(item.ask),
                        "text": shown,
                        "sources": list(item.source),
                    },
                )
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
            elif against and not fitting and not (item.must_not_miss and (unknown or True in speaks_for.values())):
                status = "ruled_out"
            met = [name for name, value in speaks_for.items() if value is True]
            contrary = [name for name, value in speaks_against.items() if value is True]
            rank = (
                ("fits", "possible", "ruled_out").index(status),
                len(contrary) - len(met),
                not item.must_not_miss,
                place,
            )
            name = words.text("conditions", item.id, "name", item.id.replace("_", " "))
            rows.append(
                (
                    rank,
                    {
                        "id": item.id,
                        "name": name,
                        "status": status,
                        "for": met,
                        "against": contrary,
                        "unknown": unknown,
                        "sources": list(item.source),
                    },
                )
            )
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
        for item, when, unless in self.advice_for(level, audience):
            if not when[0](reading.known):
                continue
            if unless is not None and (unless[1] if item.temper == "gated" else unless[0])(reading.known):
                continue
            shown[item.id] = item
        ids = _without_conflicts(shown)
        return [self.advice_row(shown[id_], reading.known, words) for id_ in ids]

    def advice_row(self, item: Advice, values: Values, words: Words) -> dict[str, Any]:
        claims = self.guideline.claims
        says = words.other if item.audience == "parent" else lambda id_: claims[id_].says
        row: dict[str, Any] = {
            "id": item.id,
            "stance": item.stance,
            "topic": item.topic,
            "audience": item.audience,
            "text": words.text("advice", item.id, "text"),
            "sources": list(item.source),
            "differs": [{"source": id_, "says": says(id_)} for id_ in item.differs],
        }
        more = words.text("advice", item.id, "more")
        if more:
            row["more"] = more
        if item.temper == "core" and item.unless is not None and self.dependence.judges(item.unless)[1](values):
            row["except"] = words.text("advice", item.id, "except")
            if not row["except"]:
                del row["except"]
        return row

    # --- what is not known ---

    def unanswered(self, reading: Reading, urgency: Triage, audience: str) -> list[str]:
        """Findings whose answer could still raise the level or change the plan shown, most urgent first."""
        level = urgency.level
        if self.urgency[level] == 0:
            return []
        found = self.dependence.undecided([rule.when for rule in self.open_rules(reading, level)], reading.counted)
        open_: list[Node] = []
        for item, when, _ in self.advice_for(level, audience):
            if when[1](reading.known):
                open_ += [item.when] if item.unless is None or not when[0](reading.known) else [item.unless]
        found += self.dependence.undecided(open_, reading.known)
        return [name for name in dict.fromkeys(found) if name not in reading.unsure]

    def plan_open(
        self, reading: Reading, level: str, audience: str, ahead: bool = False, sparing: bool = False
    ) -> list[str]:
        """Findings still to be asked for the plan at `level`: whether a piece applies, and the gates of medicines.

        `ahead` includes the gates of pieces that may yet apply; `sparing` is explained at `Dependence.undecided`.
        """
        open_: list[Node] = []
        for item, when, unless in self.advice_for(level, audience):
            certain = when[0](reading.known)
            if item.optional or not when[1](reading.known):
                continue
            if not certain:
                open_.append(item.when)
            if (certain or ahead) and item.temper == "gated" and unless is not None and item.unless is not None:
                open_.append(item.unless)
        found = self.dependence.undecided(open_, reading.known, sparing)
        return [name for name in found if name not in reading.unsure]

    def advice_for(self, level: str, audience: str) -> list[_Piece]:
        """The advice a reader may meet at a level, each piece with its judges."""
        return [
            piece
            for piece in self.advice
            if (piece[0].audience == "parent" or audience == "clinician")
            and (not piece[0].levels or level in piece[0].levels)
        ]


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


def _tidy(hours: float) -> float:
    return int(hours) if hours == int(hours) else round(hours, 2)


def _hours_in_words(hours: float, words: Words) -> str:
    if hours < 1:
        return words.interface("time", "now", "the next hour")
    return words.counted(int(hours), "hours")

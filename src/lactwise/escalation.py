"""Which single change would make it more urgent?

In: a reading and its level. Out: for every changeable finding the first boundary per more urgent level, and the
hours at
which the passing of time alone would raise it.
"""

from typing import Any

from lactwise.boundaries import Change, changes
from lactwise.compiled import Judge, Values
from lactwise.dependence import Dependence
from lactwise.language import Name, names
from lactwise.model import Finding, Rule
from lactwise.reading import Findings, Reader, Reading, applies_if
from lactwise.wording import Words


class Escalation:
    """Tries changes on one compiled guideline; `rules` are in order of urgency, with their judges."""

    def __init__(
        self,
        reader: Reader,
        dependence: Dependence,
        rules: list[Rule],
        judges: dict[str, tuple[Judge, Judge]],
    ) -> None:
        self.guideline, self.index, self.reader = reader.guideline, reader.index, reader
        self.urgency, self.levels = self.guideline.urgency, list(self.guideline.levels)
        self.dependence, self.rules, self.rule_judges = dependence, rules, judges
        self.above: dict[tuple[str, int], list[tuple[int, Judge]]] = {}
        self.changes = list(changes(self.guideline))
        self.touched = self.rules_touched()

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
        uses = {rule.id: self.dependence.findings_used(rule.when) for rule in self.rules}
        return {id_: [rule for rule in self.rules if uses[rule.id] & related] for id_, related in reach.items()}

    def escalations(self, findings: Findings, reading: Reading, level: str, words: Words) -> list[dict[str, Any]]:
        """The first boundary, per more urgent level, of every single change that would raise the level."""
        now = self.urgency[level]
        if now == 0:
            return []
        base: tuple[Values, dict[int, Any]] | None = None
        rows: list[dict[str, Any]] = []
        seen: set[tuple[str, str, int]] = set()
        for change in self.changes:
            current = reading.counted[self.index[change.finding.id]]
            if not _is_a_change(change, current) or self.cannot_apply(change.finding, reading.counted):
                continue
            judges = self.judges_above(change.finding.id, now)
            if not judges:
                continue
            if base is None:
                base = self.reader.given(findings, reading)
            values = self.reader.changed(reading.counted, base[0], self.index[change.finding.id], change.value, base[1])
            reached = next((place for place, certain in judges if certain(values)), now)
            direction = next(iter(change.shown)) if isinstance(change.shown, dict) else ""
            key = (change.finding.id, direction, reached)
            if reached >= now or key in seen:
                continue
            seen.add(key)
            rows.append(self.escalation_row(change, reached, words))
        return sorted(rows, key=lambda row: self.urgency[row["level"]])

    def cannot_apply(self, finding: Finding, values: Values) -> bool:
        """Whether another answer that it could not change rules the finding out (a baby sign, and the baby died)."""
        gate = finding.only_if
        return gate is not None and not isinstance(gate, Name) and not self.dependence.judges(gate)[1](values)

    def judges_above(self, finding: str, level: int) -> list[tuple[int, Judge]]:
        """The judges of rules a finding reaches, of levels more urgent than `level`, most urgent first."""
        key = (finding, level)
        if key not in self.above:
            rules = [rule for rule in self.touched[finding] if self.urgency[rule.level] < level]
            self.above[key] = [(self.urgency[rule.level], self.rule_judges[rule.id][0]) for rule in rules]
        return self.above[key]

    def escalation_row(self, change: Change, reached: int, words: Words) -> dict[str, Any]:
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


def change_in_words(finding: Finding, shown: Any, words: Words) -> str:
    """A change as a phrase: "temperature at or above 38.0 °C", "shaking that cannot be stopped"."""
    if isinstance(shown, bool):
        return words.label(finding.id, shown)
    label = words.label(finding.id)
    if isinstance(shown, str):
        option = words.raw("findings", finding.id, "options", {}).get(shown, shown.replace("_", " "))
        return words.interface("change", "to", "{label}: {value}", label=label, value=words.fill(option))
    direction, number = next(iter(shown.items()))
    phrase = words.interface(
        "change",
        direction,
        direction.replace("_", " ") + " {value}",
        value=words.quantity(number, finding.unit),
    )
    return f"{label} {phrase}"


def _is_a_change(change: Change, current: Any) -> bool:
    """Whether the change leads away from the current value, and along its own direction."""
    if current is None or current != current or current == "":
        return change.value is not False and not change.clock
    if change.finding.kind != "number":
        return bool(current != change.value)
    return bool(change.value > current if change.rising else change.value < current and not change.clock)

"""Is the guideline's answer to a published patient right, too calm or too urgent?

In: a guideline and the folder `evidence/cases/`. Out: the cases, as their source states them or completed as a reader
takes them; a score a case; and the interval of a share.

>>> [f"{share:.1%}" for share in wilson(45, 50)]
['78.6%', '95.7%']
"""

import json
import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import NormalDist
from typing import Any, Literal

import tomli

from lactwise import engine, patient
from lactwise.language import Name
from lactwise.model import Guideline, Value
from lactwise.reading import Findings

Verdict = Literal["acceptable", "too calm", "too urgent", "between"]
SHOWN_FIRST = 3  # conditions of an assessment that count as shown first


@dataclass(frozen=True, slots=True)
class Case:
    """A published patient; `left_out` says why the goals do not count it, empty when they do."""

    id: str
    findings: Findings
    gold_level: str
    levels: tuple[str, ...]
    gold_condition: str
    conditions: tuple[str, ...]
    tags: tuple[str, ...]
    left_out: str
    condition_counts: bool


@dataclass(frozen=True, slots=True)
class Evidence:
    """The cases and `labels.toml`: groups in words, goals, figures others published."""

    cases: tuple[Case, ...]
    table: Mapping[str, Any]

    @property
    def counted(self) -> list[Case]:
        """The cases that the goals count."""
        return [case for case in self.cases if not case.left_out]


@dataclass(frozen=True, slots=True)
class Score:
    """What the guideline says for a case, beside what is acceptable."""

    case: Case
    level: str
    verdict: Verdict
    safe: bool  # the level of the label, a more urgent one, or one less urgent
    settled: bool
    provisional: bool
    calm_words: bool  # provisional, and yet advice or a next look is shown
    rules: tuple[str, ...]
    candidates: tuple[str, ...]

    @property
    def right(self) -> bool:
        """Whether the level is acceptable."""
        return self.verdict == "acceptable"

    def names(self, conditions: Iterable[str], first: int = SHOWN_FIRST) -> bool:
        """Whether one of `conditions` is among the `first` that the answer names."""
        return not set(conditions).isdisjoint(self.candidates[:first])


def default_folder() -> Path:
    """`evidence/cases/` of a checkout; a wheel does not carry it."""
    return Path(__file__).parents[2] / "evidence" / "cases"


def read(guideline: Guideline, folder: Path | None = None) -> Evidence:
    """The cases in terms of the guideline. Raises `ValueError` for a label or finding unknown."""
    folder = folder or default_folder()
    table = tomli.loads((folder / "labels.toml").read_text(encoding="utf-8"))
    lines = (folder / "published.jsonl").read_text(encoding="utf-8").splitlines()
    return Evidence(tuple(_case(guideline, json.loads(line), table) for line in lines), table)


def _case(guideline: Guideline, row: Mapping[str, Any], table: Mapping[str, Any]) -> Case:
    where = f"published.jsonl: {row['id']}"
    try:
        findings = patient.findings_of(guideline, row["findings"])
    except patient.InputError as error:
        raise ValueError(f"{where}: {error}") from error
    labels = [row["gold_condition"], *row["acceptable_conditions"]]
    gold, *conditions = (table["conditions"].get(label, label) for label in labels)
    for label in (gold, *conditions):
        if label not in guideline.conditions:
            raise ValueError(f"{where}: there is no condition {label!r}. Map it in labels.toml.")
    left_out = [why for tag, why in table["left_out"]["tags"].items() if tag in row["tags"]]
    if len(findings) < table["left_out"]["fewest_findings"]:
        left_out.append(f"findings stated: {len(findings)}")
    return Case(
        row["id"],
        findings,
        row["gold_disposition"],
        tuple(row["acceptable_dispositions"]),
        gold,
        tuple(conditions),
        tuple(row["tags"]),
        "; ".join(left_out),
        not left_out and not set(row["tags"]) & set(table["no_condition"]["tags"]),
    )


def completed(guideline: Guideline, findings: Findings) -> dict[str, Value]:
    """Findings with every yes/no one not mentioned as "no": how a reader takes a case report.

    A parent that only a given child implies is left to the engine, and its other children stay
    unknown. Numbers and choices stay unknown.
    """
    given = {name: value for name, value in findings.items() if value is not None}
    implied = {
        parent for name, value in given.items() if value is not False for parent in _parents(guideline, name)
    } - given.keys()
    result: dict[str, Value] = dict(given)
    for finding in guideline.findings.values():
        open_ = implied & {finding.id, *_parents(guideline, finding.id)}
        if finding.kind == "yes_no" and finding.id not in given and not open_:
            result[finding.id] = False
    return result


def _parents(guideline: Guideline, name: str) -> list[str]:
    """The yes/no findings that `name` presupposes, nearest first."""
    gate = guideline.findings[name].only_if
    if not isinstance(gate, Name) or gate.name not in guideline.findings:
        return []
    return [gate.name, *_parents(guideline, gate.name)]


def wilson(hits: int, total: int, confidence: float = 0.95) -> tuple[float, float]:
    """Wilson's interval of a share; from 0 to 1 when there is nothing to count."""
    if not total:
        return 0.0, 1.0
    z = NormalDist().inv_cdf((1 + confidence) / 2)
    share, spread = hits / total, z * z / total
    half = math.sqrt(share * (1 - share) * spread + spread * spread / 4)
    middle = share + spread / 2
    return max(0.0, (middle - half) / (1 + spread)), min(1.0, (middle + half) / (1 + spread))


def score(guideline: Guideline, case: Case, findings: Findings) -> Score:
    """The guideline's answer to `findings` of a case, beside what is acceptable for the case."""
    found = engine.assess(guideline, findings)
    level, urgency = found["level"], guideline.urgency
    named = [item["id"] for item in found["conditions"] if item["status"] != "ruled_out"]
    return Score(
        case,
        level,
        verdict(guideline, level, case.levels),
        urgency[level] <= urgency[case.gold_level] + 1,
        found["settled"],
        found["provisional"],
        found["provisional"] and bool(found["advice"] or found["follow_up"]),
        tuple(reason["rule"] for reason in found["reasons"]),
        tuple(named[:SHOWN_FIRST]),
    )


def verdict(guideline: Guideline, level: str, acceptable: Sequence[str]) -> Verdict:
    """Below the least urgent acceptable level, above the most urgent, or in a gap of the list."""
    if level in acceptable:
        return "acceptable"
    places = [guideline.urgency[item] for item in acceptable]
    here = guideline.urgency[level]
    return "too calm" if here > max(places) else "too urgent" if here < min(places) else "between"

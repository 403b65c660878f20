"""Who answers, and what would they say to every question?

`WELL` is Ama, who is well, breastfeeds her healthy baby and has nothing wrong; the others differ from her in a few
answers. `interviewed` gives what such a person has answered when the interview ends.

>>> from lactwise.loading import load
>>> interviewed(load(), answers(load(), redness=True, swelling=True))["redness"]
True
"""

import random

from lactwise.interview import next_screen
from lactwise.model import Finding, Guideline, Value
from tests.patients import random_value

Findings = dict[str, Value]

WELL: Findings = {
    "age_years": 31,
    "antibiotic_courses": 0,
    "antibiotic_hours": 0,
    "antibiotic_status": "none",
    "answering_for": "self",
    "baby_situation": "with_me",
    "days_since_birth": 60,
    "diastolic_bp": 75,
    "discharge": "none",
    "episodes_before": 0,
    "extent": "one_area",
    "gave_birth": True,
    "heart_rate": 75,
    "hours_of_fever": 0,
    "hours_since_onset": 5,
    "lactation": "breastfeeding",
    "lump_hours": 5,
    "lump_size_cm": 2,
    "lump_eases_after_feed": True,
    "lump_tender": True,
    "pain": 3,
    "penicillin_allergy": "none",
    "quadrant": "upper_outer",
    "respiratory_rate": 15,
    "side": "left",
    "sore_area_cm": 3,
    "spo2": 99,
    "systolic_bp": 115,
    "temperature_c": 36.8,
    "trend": "same",
    "ultrasound": "not_done",
}


def answers(guideline: Guideline, **told: Value) -> Findings:
    """An answer to every question there is: as told, else as Ama would."""
    for finding in guideline.findings.values():
        told.setdefault(finding.id, WELL.get(finding.id, False))
    return told


def random_answers(guideline: Guideline, chance: random.Random, unsure: float = 0.0) -> Findings:
    """An answer to every question there is, drawn at random, mostly of someone well."""
    told: Findings = {}
    for finding in guideline.findings.values():
        value = random_value(guideline, finding, chance, unsure, well=True)
        told[finding.id] = "unsure" if value is None else value
    told["lactation"] = chance.choice(("breastfeeding", "breastfeeding", "expressing_only", "not_lactating"))
    told["answering_for"] = chance.choice(("self", "partner", "clinician"))
    return told


MILD: dict[str, tuple[Value, ...]] = {
    "redness": (True, False),
    "warmth": (True, False),
    "swelling": (True, False),
    "breast_pain": (True, False),
    "lump": (True, False, False),
    "lump_tender": (True, True, False),
    "nipple_crack": (True, False, False),
    "side": ("left", "both"),
    "extent": ("one_area", "whole_breast"),
    "days_since_birth": (3, 10, 13, 60, 400),
    "hours_since_onset": (0, 3, 11.75, 12, 13, 23.5, 24, 30, 47, 48, 72, 167, 400),
    "trend": ("better", "better", "same", "worse"),
    "antibiotic_status": ("none", "none", "taking", "finished"),
    "antibiotic_hours": (1, 12, 23.75, 24, 30, 47.5, 48, 100),
    "episodes_before": (0, 0, 0, 1),
    "painkiller_last_6h": (True, False, False),
    "diabetes": (True, False, False, False),
}


def mild_answers(guideline: Guideline, chance: random.Random) -> Findings:
    """An answer to every question there is, of someone with a breast complaint and no danger sign."""
    return answers(guideline, **{name: chance.choice(values) for name, values in MILD.items()})


def interviewed(guideline: Guideline, told: Findings) -> Findings:
    """What has been answered when the interview ends."""
    findings: Findings = {}
    while screen := next_screen(guideline, findings):
        findings.update({name: told[name] for name in screen.questions})
    return findings


def possible_answers(guideline: Guideline, finding: Finding) -> list[Value]:
    """Every answer that can make a difference: all options; of a number, each side of each threshold of its unit."""
    if finding.kind == "yes_no":
        return [True, False]
    if finding.kind == "choice":
        return list(finding.options)
    low, high = finding.range or (0.0, 0.0)
    own = [item.value for item in guideline.thresholds.values() if item.unit == finding.unit]
    edges = {low, high, *(edge + step for edge in own for step in (-0.01, 0.0, 0.01))}
    return [edge for edge in sorted(edges) if low <= edge <= high]

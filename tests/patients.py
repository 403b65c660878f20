"""Which random patients show whether two backends agree?

In: a guideline and a seed. Out: valid findings, most of them partial, some told "unsure", some contradicting each
other, with numbers at, just below and just above every threshold of their unit and at the ends of their range.

>>> from lactwise.loading import load
>>> next(random_patients(load(), 1, seed=7)) == next(random_patients(load(), 1, seed=7))
True
"""

import random
from collections.abc import Iterator

from lactwise.model import Finding, Guideline, Value

STEP = {"degC": 0.1, "hours": 0.25}  # how far below and above a threshold; 1 for every other unit
Findings = dict[str, Value]


def random_patients(guideline: Guideline, count: int, seed: int) -> Iterator[Findings]:
    """`count` patients, the same for the same seed. A third know little, a third much, a third nearly all."""
    chance = random.Random(seed)
    for number in range(count):
        known = (chance.uniform(0, 0.1), chance.uniform(0.1, 0.6), chance.uniform(0.6, 1))[number % 3]
        yield random_patient(guideline, chance, known, well=chance.random() < 0.8)


def random_patient(guideline: Guideline, chance: random.Random, known: float, well: bool = True) -> Findings:
    """A patient of whom about the share `known` is known. A `well` one rarely has a sign that decides by itself."""
    unsure = chance.choice((0, 0, 0, 0.02, 0.2))
    findings: Findings = {}
    for finding in chance.sample(list(guideline.findings.values()), len(guideline.findings)):
        if chance.random() < known:
            findings[finding.id] = random_value(guideline, finding, chance, unsure, well)
    if well and chance.random() < 0.5:
        findings.update({"lactation": "breastfeeding", "baby_situation": "with_me"})
    return findings


def random_value(guideline: Guideline, finding: Finding, chance: random.Random, unsure: float, well: bool) -> Value:
    """A valid value of a finding; now and then "unsure" or, just as unknown, None."""
    if chance.random() < unsure:
        return "unsure"
    if chance.random() < 0.02:
        return None
    if finding.kind == "yes_no":
        return chance.random() < share_of_yes(finding, well)
    if finding.kind == "choice":
        return chance.choice(finding.options)
    found = numbers(guideline, finding, chance)
    harmless = [number for number in found if not is_worse(guideline, finding, number)]
    return chance.choice(harmless if well and harmless and chance.random() < 0.9 else found)


def share_of_yes(finding: Finding, well: bool) -> float:
    """How often a yes/no finding is true: rarely what is worse, in someone well."""
    if not well or finding.worse is not True:
        return 0.3
    return 0.002 if any(tag.endswith("emergency_flag") for tag in finding.tags) else 0.1


def is_worse(guideline: Guideline, finding: Finding, number: float) -> bool:
    """Whether a number lies in the range that its finding declares as worse."""
    worse = finding.worse or {}
    up, down = (guideline.thresholds.get(worse.get(key, "")) for key in ("up_from", "down_from"))
    return (up is not None and number >= up.value) or (down is not None and number < down.value)


def numbers(guideline: Guideline, finding: Finding, chance: random.Random) -> list[float]:
    """Numbers worth trying: round every threshold of the unit, the ends of the range, and any between."""
    low, high = finding.range or (0, 1)
    step = STEP.get(finding.unit, 1)
    edges = [item.value for item in guideline.thresholds.values() if item.unit == finding.unit]
    around = [edge + offset for edge in edges for offset in (-step, 0, step)]
    between = [round(chance.uniform(low, high), 1), chance.randrange(int(low), int(high) + 1)]
    eighths = [chance.randrange(0, 400) / 8]  # their rounding to two decimals is a tie
    return [round(number, 3) for number in (*around, low, high, *between, *eighths) if low <= number <= high]

"""The advice of a table's program is the advice the engine shows, whoever reads and whatever is unknown."""

import random

from lactwise.cases import load_cases
from lactwise.engine import assess
from lactwise.loading import load
from lactwise.lowered_advice import AUDIENCES, lower_with_advice
from lactwise.reading import Findings
from tests.patients import random_patients
from tests.triaging import row_of, worth

GUIDELINE = load()
PROGRAM = lower_with_advice(GUIDELINE)


def shown(findings: Findings, audience: str) -> set[str]:
    """What the program shows, read line by line."""
    done: dict[str, bool | None] = {}
    row = row_of(findings)
    for name, part in PROGRAM.lines.items():
        done[name] = worth(part, row, done)
    prefix = AUDIENCES[audience]
    told = {name: worth(part, row, done) for name, part in PROGRAM.extra.items() if name.startswith(prefix)}
    assert None not in told.values()
    return {name.removeprefix(prefix) for name, value in told.items() if value}


def test_program_and_engine_show_the_same_advice() -> None:
    worked = [dict(case.findings) for case in load_cases()][::4]
    patients = [*worked, *random_patients(GUIDELINE, 150, seed=5)]
    chance = random.Random(5)
    met: set[str] = set()
    for findings in patients:
        audience = chance.choice(["parent", "clinician"])
        expected = {row["id"] for row in assess(GUIDELINE, findings, audience=audience)["advice"]}
        assert shown(findings, audience) == expected, findings
        met |= expected
    assert len(met) > 80, "the patients meet much of the advice"

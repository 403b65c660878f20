"""How many patients a second does cql-execution triage, the engine of CQL that others use, with our own logic?

In: a guideline and patients. Out: patients a second on one core, given as one tuple each or as FHIR observations, which
CQL retrieves once and turns into the tuple. What is worked out is the definition "Triage": level, floor, ceiling,
settled, provisional. Starting Node, loading, translating and a first run of a few patients are not counted.

>>> observation("pain_score", 7.0)["valueQuantity"]
{'value': 7.0}
"""

import json
import subprocess
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from lactwise.lowered import UNSURE_SUFFIX
from lactwise.model import Guideline
from lactwise.publish import elm
from lactwise.reading import UNSURE, Findings
from tests.triaging import row_of

Json = dict[str, Any]
RUNNER = Path(__file__).with_name("cql.mjs")
WARM = 50  # patients of the run that is not counted, until the engine is as fast as it gets
SYSTEM = "urn:lactwise:finding"
ABSENT = "http://terminology.hl7.org/CodeSystem/data-absent-reason"
TYPES = {"yes_no": "boolean", "number": "quantity", "choice": "string"}


def tuples_per_second(guideline: Guideline, patients: Sequence[Findings]) -> float:
    """Patients a second, each given as the tuple that the library asks for."""
    return len(patients) / by_tuples(guideline, patients)[0]


def fhir_per_second(guideline: Guideline, patients: Sequence[Findings]) -> float:
    """Patients a second, each given as a parsed bundle of FHIR R4."""
    return len(patients) / by_fhir(guideline, patients)[0]


def by_tuples(guideline: Guideline, patients: Sequence[Findings]) -> tuple[float, list[Json]]:
    """Seconds, and what is said of each patient."""
    return _run(guideline, [row_of(findings) for findings in patients])


def by_fhir(guideline: Guideline, patients: Sequence[Findings]) -> tuple[float, list[Json]]:
    """The same, from bundles."""
    return _run(guideline, [bundle(findings) for findings in patients], findings_library(guideline))


def _run(guideline: Guideline, patients: list[Json], text: str = "") -> tuple[float, list[Json]]:
    request = {"elm": json.loads(elm.write(guideline)), "text": text, "patients": patients, "warm": WARM}
    done = subprocess.run(
        ["node", RUNNER], input=json.dumps(request), stdout=subprocess.PIPE, check=True, encoding="utf-8"
    )
    answer = json.loads(done.stdout)
    return float(answer["seconds"]), answer["results"]


def bundle(findings: Findings) -> Json:
    """A patient of FHIR with an observation for each finding that was asked."""
    patient = {"resourceType": "Patient", "id": "p"}
    observations = [observation(id_, value) for id_, value in findings.items() if value is not None]
    entries = [{"resource": resource} for resource in (patient, *observations)]
    return {"resourceType": "Bundle", "type": "collection", "entry": entries}


def observation(id_: str, value: Any) -> Json:
    """A finding as an observation; one that was asked and is not known has the reason why it is absent."""
    code = {"coding": [{"system": SYSTEM, "code": id_}]}
    subject = {"reference": "Patient/p"}
    common = {"resourceType": "Observation", "id": id_.replace("_", "-"), "status": "final"}
    return common | {"code": code, "subject": subject} | _value(value)


def _value(value: Any) -> Json:
    if value == UNSURE:
        return {"dataAbsentReason": {"coding": [{"system": ABSENT, "code": "asked-unknown"}]}}
    if isinstance(value, bool):
        return {"valueBoolean": value}
    return {"valueString": value} if isinstance(value, str) else {"valueQuantity": {"value": value}}


def findings_library(guideline: Guideline) -> str:
    """The CQL that makes the tuple of the triage of such observations: one retrieve, looked through in CQL.

    By place in a list of codes, and by one query in all: a query for each finding takes twice as long.
    """
    lines = [
        f"library LactwiseFindings version '{guideline.version}'",
        "using FHIR version '4.0.1'",
        "context Patient",
        'define "Observed": [Observation] O return all Tuple {',
        f"  \"finding\": First(O.code.coding C where C.system.value = '{SYSTEM}' return all C.code.value),",
        '  "boolean": (O.value as FHIR.boolean).value,',
        '  "quantity": (O.value as FHIR.Quantity).value.value,',
        '  "string": (O.value as FHIR.string).value,',
        "  \"unsure\": exists (O.dataAbsentReason.coding D where D.code.value = 'asked-unknown' return all D)",
        "}",
        'define "Codes": "Observed" O return all O."finding"',
    ]
    elements = []
    for item in guideline.findings.values():
        found = f'"{item.id} observed"'
        lines.append(f'define {found}: "Observed"[IndexOf("Codes", \'{item.id}\')]')
        elements.append(f'  "{item.id}": {found}."{TYPES[item.kind]}"')
        elements.append(f'  "{item.id}{UNSURE_SUFFIX}": {found}."unsure"')
    listed = ",\n".join(elements)
    return "\n".join([*lines, f'define "Findings": Tuple {{\n{listed}\n}}', ""])

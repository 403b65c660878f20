"""How are patients read from a file, one or a line each, and the many answered?

In: bytes, of a length nobody promised. Out: a case and its checked findings, or an `InputError` with every fault; for
many, an answer a line in the place of its case, in constant memory.

>>> case_of(b'{"id": 7, "findings": {"redness": true}}', "line 1")[0]
7
"""

import json
import sys
from collections.abc import Iterator
from typing import IO, Any

from lactwise import interview, patient
from lactwise.model import Guideline, Value
from lactwise.patient import InputError
from lactwise.terminal import FAILED, complain, debugging, progress
from lactwise.wording import Words

LONGEST = 4 * patient.LONGEST  # bytes of one patient: a character takes up to four


def lines_of(stream: IO[bytes]) -> Iterator[bytes | None]:
    """Lines without their ends, in constant memory; `None` for one longer than any patient."""
    while line := stream.readline(LONGEST + 1):
        if len(line) > LONGEST and not line.endswith(b"\n"):
            while line and not line.endswith(b"\n"):
                line = stream.readline(LONGEST)
            yield None
        else:
            yield line.rstrip(b"\r\n")


def case_of(raw: bytes | None, what: str) -> tuple[Any, object]:
    """The id of a case (or `None`) and the whole case, unchecked. `what` names it in faults."""
    if raw is None or len(raw) > LONGEST:
        raise InputError([f"{what} has more than {LONGEST:,} bytes. Send one patient at a time."])
    if not raw.strip():
        raise InputError([f'{what} is empty. Write an object such as {{"redness": true}}.'])
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        where = f"byte {error.start + 1}"
        raise InputError([f"{what} is not UTF-8 at {where}. Save it as UTF-8."]) from None
    case = patient.from_json(text, what)
    return case.get("id") if isinstance(case, dict) else None, case


def findings_in(guideline: Guideline, case: object) -> dict[str, Value]:
    """Checked findings of `{"id": …, "findings": {…}}`, or of bare findings. Nothing is dropped."""
    if not isinstance(case, dict) or "findings" not in case:
        return patient.findings_of(guideline, case)
    strays = [key for key in case if key in guideline.findings]
    faults = [f"{key}: stands beside findings, not in it. Move it inside." for key in strays]
    faults += patient.check(guideline, case["findings"])
    if faults:
        raise InputError(faults)
    return patient.findings_of(guideline, case["findings"])


def answer_all(stream: IO[bytes], guideline: Guideline, words: Words, audience: str | None) -> int:
    """Answers each line in its place, in constant memory. Gives the exit status."""
    bad = count = 0
    with progress(stream) as step:
        for count, raw in enumerate(lines_of(stream), 1):
            answer = _answer(raw, f"line {count}", guideline, words, audience)
            bad += "errors" in answer
            sys.stdout.write(json.dumps(answer, ensure_ascii=False) + "\n")
            sys.stdout.flush()
            step()
    if bad:
        complain([f"{bad:,} of {count:,} lines were bad. Each is answered in its place by its errors."])
    return 1 if bad else 0


def _answer(raw: bytes | None, what: str, guideline: Guideline, words: Words, audience: str | None) -> dict[str, Any]:
    id_ = None
    try:
        id_, case = case_of(raw, what)
        findings = findings_in(guideline, case)
        result = interview.assess(guideline, findings, words.place.code, words.language, audience)
    except InputError as error:
        return {"id": id_, "errors": error.faults}
    except Exception:  # the lines that follow are other patients, who must still be answered
        if debugging():
            raise
        return {"id": id_, "errors": [FAILED]}
    return {"id": id_} | result

"""Is this input a patient, and if not, what exactly is wrong with it?

In: JSON text or an object. Out: findings, or one `InputError` with every fault. Nothing is guessed, dropped or
converted.

>>> from lactwise.loading import load
>>> check(load(), {"temperature_c": 101.3})[0].split(":")[0]
'temperature_c'
"""

import json
import math
import sys
from collections.abc import Mapping
from typing import Any

from lactwise.model import Finding, Guideline, Value
from lactwise.problems import nearest

LONGEST = 1_000_000  # characters of one JSON input; a patient has about 3,000
DEEPEST = 30
STILL_ILL = "If you feel very ill, do not wait for this program: call your emergency number now."


class InputError(Exception):
    """The input cannot be used; `faults` holds every reason."""

    def __init__(self, faults: list[str]) -> None:
        self.faults = faults
        super().__init__("\n".join(faults))


def from_json(text: str, what: str = "the input") -> Any:
    """The object in a JSON text. Raises `InputError` for anything that is not strict JSON."""
    if len(text) > LONGEST:
        raise InputError([f"{what} has {len(text):,} characters, more than {LONGEST:,}. Send one patient at a time."])
    if _depth(text) > DEEPEST:
        raise InputError([f"{what} is nested more than {DEEPEST} brackets deep. Write a flat object of findings."])
    faults: list[str] = []

    def pairs(items: list[tuple[str, Any]]) -> dict[str, Any]:
        seen: dict[str, Any] = {}
        for key, value in items:
            if key in seen:
                faults.append(f"{_shown(key)}: given twice, {seen[key]!r:.40} and {value!r:.40}. Keep one.")
            seen[key] = value
        return seen

    def constant(word: str) -> float:
        faults.append(f"{what} holds {word}, which is not a number in JSON. Leave the finding out if it is not known.")
        return 0.0

    try:
        found = json.loads(text, object_pairs_hook=pairs, parse_int=_whole, parse_constant=constant)
    except (json.JSONDecodeError, RecursionError, ValueError) as error:
        where = f" at line {error.lineno}, column {error.colno}" if isinstance(error, json.JSONDecodeError) else ""
        raise InputError([f'{what} is not JSON{where}. Write an object such as {{"redness": true}}.']) from error
    if faults:
        raise InputError(faults)
    return found


def _whole(digits: str) -> int | float:
    """A whole number; one longer than any float is read as endless, as JSON's 1e999 is."""
    return int(digits) if len(digits) <= sys.float_info.max_10_exp else float(digits)


def _depth(text: str) -> int:
    """How deep brackets go, strings left out; before any parser can run out of stack."""
    if text.count("[") + text.count("{") <= DEEPEST:  # nearly always, and quick to see
        return 0
    depth = deepest = 0
    in_string = escaped = False
    for sign in text:
        if in_string:
            in_string = escaped or sign != '"'
            escaped = sign == "\\" and not escaped
        elif sign == '"':
            in_string = True
        elif sign in "[{":
            depth += 1
            deepest = max(deepest, depth)
            if deepest > DEEPEST:
                return deepest
        elif sign in "]}":
            depth -= 1
    return deepest


def findings_of(guideline: Guideline, given: object) -> dict[str, Value]:
    """Valid findings of an object (`null` left out as unknown). Raises `InputError` with all faults."""
    faults = check(guideline, given)
    if faults:
        raise InputError(faults)
    assert isinstance(given, Mapping)  # noqa: S101 - `check` has refused anything else
    return {name: value for name, value in given.items() if value is not None}


def check(guideline: Guideline, given: object) -> list[str]:
    """Every fault of a findings object, each naming id, value, what is allowed and the nearest id."""
    if not isinstance(given, Mapping):
        return [f'findings must be an object such as {{"redness": true}}, not {_named(given)}.']
    faults = []
    for name, value in given.items():
        finding = guideline.findings.get(str(name))
        if finding is None:
            hint = _sentence(nearest(str(name), guideline.findings)) or "See the list of findings in the book."
            faults.append(f"{_shown(str(name))}: there is no such finding. {hint}")
        elif value is not None and value != "unsure":
            fault = _fault(finding, value)
            if fault:
                faults.append(f"{name}: {fault}")
    return faults


def _fault(finding: Finding, value: object) -> str:
    if finding.kind == "yes_no":
        return "" if isinstance(value, bool) else f'{_named(value)} is not an answer. Use true, false or "unsure".'
    if finding.kind == "choice":
        if isinstance(value, str) and value in finding.options:
            return ""
        hint = _sentence(nearest(value, finding.options)) if isinstance(value, str) else ""
        allowed = f'Use one of {", ".join(finding.options)}, or "unsure".'
        return " ".join(part for part in (f"{_named(value)} is not an option.", hint, allowed) if part)
    return _number_fault(finding, value)


def _number_fault(finding: Finding, value: object) -> str:
    if isinstance(value, bool) or not isinstance(value, int | float):
        return f'{_named(value)} is not a number. Use a number of {finding.unit}, or "unsure".'
    low, high = finding.range or (-math.inf, math.inf)
    try:
        value = float(value)
    except OverflowError:
        value = math.inf if value > 0 else -math.inf
    if math.isfinite(value) and low <= value <= high:
        return ""
    allowed = f"plausible are {low:g} to {high:g} {finding.unit}"
    celsius = (value - 32) / 1.8 if math.isfinite(value) else math.nan
    if finding.unit == "degC" and low <= celsius <= high:
        allowed += f"; {value:g} looks like °F, which is {celsius:.1f} °C"
    return f"{value:g} {finding.unit} is out of range: {allowed}. {STILL_ILL}"


def _named(value: object) -> str:
    if value is None:
        return "nothing"
    if isinstance(value, str):
        return f'the text "{_shown(value)}"'
    if isinstance(value, list | dict):
        return "a list" if isinstance(value, list) else "an object"
    if isinstance(value, int) and abs(value) > sys.float_info.max:
        return "a number far too large"
    return json.dumps(value)[:40]


def _shown(text: str) -> str:
    """The beginning of what was given; half of a surrogate pair, which no file can hold, as JSON writes it."""
    return text[:40].encode("utf-8", "backslashreplace").decode()


def _sentence(hint: str) -> str:
    return hint[:1].upper() + hint[1:] if hint else ""

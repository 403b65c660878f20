"""How are a finding, a value, a time and a level said in a few words?

In: a finding's value, hours or a level, and the words of a reader. Out: a phrase to build a sentence or a note with.

>>> from lactwise.loading import load
>>> in_words({"temperature_c": 38.9}, "temperature_c", Words(load()))
'temperature 38.9 °C'
"""

import re
from collections.abc import Mapping

from lactwise.model import Value
from lactwise.reading import UNSURE, Findings
from lactwise.wording import Words

WIDTH = 78  # columns of plain text
_CELSIUS = re.compile(r"(?<!\()(?<![\d.,])(\d+(?:[.,]\d+)?) °C")


def in_words(findings: Findings, name: str, words: Words, clinical: bool = False) -> str:
    """One finding as a phrase: "temperature 38.9 °C", "no redness", "hours since it began: 20"."""
    finding, value = words.guideline.findings.get(name), findings.get(name)
    label = words.label(name)
    if finding is None:
        return label
    if clinical:
        label = words.text("findings", name, "clinical", label)
    if value == UNSURE:
        return words.interface("note", "not_sure_of", "not sure: {label}", label=label)
    if value is False:
        absent = words.interface("note", "absent", "no {label}", label=label)
        return absent if clinical else words.label(name, False)
    if value is True or value is None:
        return label
    shown = value_in_words(value, name, words)
    said = any(word.endswith(words.names_of(finding.unit)) for word in label.split())
    if said and isinstance(value, int | float) and shown == words.counted(value, finding.unit):
        shown = words.number(value)  # "hours since it began: 20", not "hours since it began 20 hours"
    if said or finding.unit in ("", "count"):
        return words.interface("change", "to", "{label}: {value}", label=label, value=shown)
    return f"{label} {shown}"


def value_in_words(value: Value, name: str, words: Words) -> str:
    """A value with its unit, or the words of an option."""
    finding = words.guideline.findings[name]
    if finding.kind == "choice":
        options: Mapping[str, str] = words.raw("findings", name, "options", {})
        return words.fill(options.get(str(value), str(value).replace("_", " ")))
    if not isinstance(value, int | float):
        return str(value)
    if finding.unit == "hours" and value >= 48:
        return span(value, words)
    return local(words.quantity(value, finding.unit), words)


def span(hours: float, words: Words) -> str:
    """A stretch of time, never longer than it is: "the next hour", "12 hours", "3 days"."""
    whole = int(hours)
    if whole < 1:
        return words.interface("time", "now", "the next hour")
    if whole >= 48 and (whole % 24 == 0 or whole > 120):
        return words.counted(whole // 24, "days")
    return words.counted(whole, "hours")


def local(text: str, words: Words) -> str:
    """`text` with °F before every °C where the country measures so: "100.4 °F (38.0 °C)"."""
    if words.place.units != "degF":
        return text
    return _CELSIUS.sub(lambda found: f"{_fahrenheit(found[1])} °F ({found[0]})", text)


def _fahrenheit(celsius: str) -> str:
    """The number in °F, with the decimal mark it came with."""
    shown = f"{float(celsius.replace(',', '.')) * 1.8 + 32:.1f}"
    return shown.replace(".", ",") if "," in celsius else shown


def urgent_words(level: str, words: Words) -> str:
    """What a level asks of a parent, in one sentence."""
    return words.text("levels", level, "act", level.replace("_", " "))

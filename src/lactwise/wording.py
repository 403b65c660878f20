"""Which words does a reader get? Texts of a language, filled with thresholds and the words of a country.

In: a guideline, a place and a language. Out: finished sentences. `{conservative_care}` becomes the threshold's
number with
its unit, `{paracetamol}` the country's word, so that a number read and a number used cannot differ.

>>> from lactwise.loading import load
>>> Words(load(), "gb", "en").fill("Call {emergency} within {self_check}.")
'Call 999 within 12 hours.'
"""

import re
from typing import Any

from lactwise.model import Guideline

_PLACEHOLDER = re.compile(r"\{([a-z0-9_]+)\}")
_ANTIBIOTICS = (
    "first_line",
    "mild_allergy",
    "severe_allergy",
    "mrsa",
    "second_line",
    "intravenous",
    "course_length",
)


class Words:
    """The texts of one language, spoken in one country. Sentences are kept once filled."""

    def __init__(self, guideline: Guideline, place: str = "generic", language: str = "en") -> None:
        self.guideline, self.place, self.language = guideline, guideline.places[place], language
        self.table = guideline.texts[language]
        self.known: dict[str, str] = {
            **{name: t.shown for name, t in guideline.thresholds.items()},
            **self.place.words,
        }
        none = str(
            self.raw(
                "interface",
                "clinician",
                "no_antibiotic_list",
                "no list for this country: follow local guidance",
            )
        )
        for name in _ANTIBIOTICS:
            self.known[name] = _option(self.place.antibiotics.get(name), none)
        self.kept: dict[tuple[str, str, str], str] = {}

    def raw(self, section: str, id_: str, key: str, default: Any = "") -> Any:
        """A text as written, or `default`."""
        return self.table.get(section, {}).get(id_, {}).get(key, default)

    def text(self, section: str, id_: str, key: str, default: str = "") -> str:
        """A text, filled."""
        where = (section, id_, key)
        if where not in self.kept:
            self.kept[where] = self.fill(str(self.raw(section, id_, key, default)))
        return self.kept[where]

    def fill(self, text: str, **more: str) -> str:
        """`text` with every placeholder replaced; an unknown one stays, and a test finds it."""
        return _PLACEHOLDER.sub(lambda found: more.get(found[1], self.known.get(found[1], found[0])), text)

    def label(self, name: str, present: bool = True) -> str:
        """The short words of a finding or definition ("redness", "no redness")."""
        section = "findings" if name in self.guideline.findings else "definitions"
        plain = self.text(section, name, "label", name.replace("_", " "))
        return plain if present else self.text(section, name, "no", f"no {plain}")

    def interface(self, group: str, key: str, default: str = "", **more: str) -> str:
        """A word of the programs themselves."""
        return self.fill(str(self.raw("interface", group, key, default)), **more)


def _option(entry: Any, none: str) -> str:
    if isinstance(entry, str):
        return entry
    if not isinstance(entry, dict):
        return none
    length = entry.get("length")
    return f"{entry.get('text', '')}{f', {length}' if length else ''}"

"""Which words does a reader get? Texts of a language, filled with thresholds and the words of a country.

In: a guideline, a place and a language. Out: finished sentences. `{conservative_care}` becomes the threshold's
number with
its unit, `{paracetamol}` the country's word, so that a number read and a number used cannot differ. What a language
does not say (clinicians' words, which only English has) is said in English.

>>> from lactwise.loading import load
>>> words = Words(load(), "gb", "en")
>>> words.fill('Call {emergency} within {self_check}.'), words.quantity(1, "hours")
('Call 999 within 12 hours.', '1 hour')
"""

import re
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from functools import lru_cache
from typing import Any

from babel import Locale
from babel.dates import format_date

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
        self.table, self.english = guideline.texts[language], guideline.texts["en"]
        self.known: dict[str, str] = {
            **{name: self.quantity(t.value, t.unit) for name, t in guideline.thresholds.items()},
            **self.place.words,
            **self.table.get("places", {}).get(place, {}),
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
        """A text as written, in English if the language lacks it, or `default`."""
        found = self.table.get(section, {}).get(id_, {})
        if key not in found:
            found = self.english.get(section, {}).get(id_, {})
        return found.get(key, default)

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

    def quantity(self, value: float, unit: str) -> str:
        """A number with its unit: temperatures with one decimal, three days and more of hours in days."""
        if unit == "hours" and value >= 72 and value % 24 == 0:
            value, unit = value / 24, "days"
        return self.counted(value, unit)

    def counted(self, value: float, unit: str) -> str:
        """A number with its unit in the form that goes with it: "1 hour", "2 hours"."""
        form = self.raw("interface", "quantity", f"{unit}_{_plural(self.language, value)}")
        form = form or self.raw("interface", "quantity", f"{unit}_other", "{n} " + unit)
        return str(form).replace("{n}", self.number(value, 1 if unit == "degC" else None))

    def names_of(self, unit: str) -> tuple[str, ...]:
        """Every form of a unit's name: "hour", "hours"; none where a number has no unit."""
        forms = self.table["interface"].get("quantity", {})
        found = [form.replace("{n}", "").split()[:1] for key, form in forms.items() if key.startswith(f"{unit}_")]
        return tuple({name for names in found for name in names})

    def number(self, value: float, decimals: int | None = None) -> str:
        """A number as the language writes it: "1,000" and "38.5" in English, "38,5" in French."""
        if decimals is None:
            plain = f"{value:,.10g}"
        else:  # an exact half goes up, as in a browser
            plain = f"{Decimal(value).quantize(Decimal(1).scaleb(-decimals), ROUND_HALF_UP):,}"
        marks = {",": self.interface("quantity", "group"), ".": self.interface("quantity", "decimal", ".")}
        return "".join(marks.get(sign, sign) for sign in plain)

    def day(self, day: date) -> str:
        """A date in full: "4 March 2026"."""
        return str(format_date(day, "d MMMM y", locale=self.language))

    def other(self, claim: str) -> str:
        """What a source says instead, in plain words where there are some."""
        plain: Any = self.table.get("others", {}).get(claim) or self.english.get("others", {}).get(claim)
        return self.fill(str(plain or self.guideline.claims[claim].says))

    @property
    def place_name(self) -> str:
        """The country's name in the language."""
        return self.known["name"]

    def interface(self, group: str, key: str, default: str = "", **more: str) -> str:
        """A word of the programs themselves."""
        return self.fill(str(self.raw("interface", group, key, default)), **more)


@lru_cache(maxsize=512)
def _plural(language: str, value: float) -> str:
    """The plural form a number takes in a language, as CLDR names it: one, two, few, many, other."""
    return str(Locale.parse(language).plural_form(value))


def _option(entry: Any, none: str) -> str:
    if isinstance(entry, str):
        return entry
    if not isinstance(entry, dict):
        return none
    length = entry.get("length")
    return f"{entry.get('text', '')}{f', {length}' if length else ''}"

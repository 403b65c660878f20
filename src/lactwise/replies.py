"""What does a reply typed into the interview say?

In: what was asked, and the reply: ticks ("1 4 n3"), an option by number or words, or a number in any usual unit.
Out: values in the units of the findings, or an `UnclearError` whose text says kindly what is missing.

>>> from lactwise.loading import load
>>> words = Words(load())
>>> amount(words, words.guideline.findings["temperature_c"], "102 F")
38.89
"""

import re

from lactwise import patient
from lactwise.model import Finding, Value
from lactwise.phrases import value_in_words
from lactwise.reading import UNSURE
from lactwise.wording import Words

HOURS_IN = {"minutes": 1 / 60, "hours": 1, "days": 24, "weeks": 168, "months": 730, "years": 8760}
_OTHER_UNITS = {"degC": ("degF",), "cm": ("mm",)}


class UnclearError(Exception):
    """An answer that could not be understood; its text says why, kindly."""


def say(words: Words, key: str, **more: str) -> str:
    """A word of the interview."""
    return words.interface("ask", key, key.replace("_", " "), **more)


def is_plain(reply: str) -> bool:
    """Whether a reply is a number without a unit."""
    return re.fullmatch(r"[\d.,]+", reply) is not None


def ticks(words: Words, group: tuple[str, ...], reply: str, none: str) -> dict[str, Value]:
    """From "1 4 n3": two are so, one is not sure; what is not named is not so."""
    found: dict[str, Value] = dict.fromkeys(group, False)
    text = re.sub(r"n\s+(?=\d)", "n", reply.casefold().replace(say(words, "not_sure"), "n"))
    if text in ("", "0", none.casefold()):
        return found
    for token in re.split(r"[\s,;]+", text.strip(" ,;")):
        mark, number = token[:1] == "n", token.removeprefix("n")
        if not re.fullmatch(r"[0-9]{1,3}", number):
            how = say(words, "tick", none=none)
            raise UnclearError(f"{say(words, 'not_understood', answer=reply[:60])} {how}")
        if not 1 <= int(number) <= len(group):
            raise UnclearError(say(words, "off_the_list", number=number, last=str(len(group))))
        name, value = group[int(number) - 1], UNSURE if mark else True
        if found[name] not in (False, value):
            raise UnclearError(say(words, "both_ways", number=number))
        found[name] = value
    return found


def choice(words: Words, finding: Finding, reply: str) -> str:
    """One option, by its number or its words."""
    options = finding.options
    if re.fullmatch(r"[0-9]{1,9}", reply) and not 1 <= int(reply) <= len(options):
        raise UnclearError(say(words, "off_the_list", number=reply, last=str(len(options))))
    for number, option in enumerate(options, 1):
        shown = value_in_words(option, finding.id, words)
        if reply.casefold() in (str(number), option, shown.casefold()):
            return option
    how = say(words, "one_number")
    raise UnclearError(f"{say(words, 'not_understood', answer=reply[:60])} {how}")


def amount(words: Words, finding: Finding, reply: str) -> float:
    """A number in the unit of its finding, from "38.9", "102 F" or "2 days 4 hours"."""
    value = _converted(words, finding, reply)
    fault = next(iter(patient.check(words.guideline, {finding.id: value})), "")
    if fault and is_plain(reply) and "°F" in fault:
        raise UnclearError(say(words, "looks_like_f", number=reply))
    if fault:
        raise UnclearError(fault.removeprefix(f"{finding.id}: "))
    return value


def _converted(words: Words, finding: Finding, reply: str) -> float:
    """The number in a reply, in the finding's unit; only times may have several parts."""
    part = r"(\d+(?:[.,]\d{1,2})?)(?![\d.,])\s*([^\d\s,;]*)[\s,;]*"
    timed = finding.unit in HOURS_IN
    known = [finding.unit, *(HOURS_IN if timed else _OTHER_UNITS.get(finding.unit, ()))]
    parts = re.findall(part, reply.casefold())
    if not re.fullmatch(f"(?:{part})+", reply.casefold()) or (len(parts) > 1 and not timed):
        parts = []
    units = [next((unit for unit in known if not said or said in _spelt(words, unit)), None) for _, said in parts]
    if not parts or None in units:
        how = say(words, "number")
        raise UnclearError(f"{say(words, 'not_understood', answer=reply[:60])} {how}")
    numbers = [float(number.replace(",", ".")) for number, _ in parts]
    pairs = zip(numbers, units, strict=True)
    return round(sum(_in_unit(number, str(unit), finding.unit) for number, unit in pairs), 2)


def _spelt(words: Words, unit: str) -> list[str]:
    """Every way to write a unit."""
    return [unit.casefold(), *str(words.raw("interface", "units", unit)).split()]


def _in_unit(value: float, given: str, wanted: str) -> float:
    if given == wanted:
        return value
    if given == "degF":
        return (value - 32) / 1.8
    return value / 10 if given == "mm" else value * HOURS_IN[given] / HOURS_IN[wanted]

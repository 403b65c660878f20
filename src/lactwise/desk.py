"""What is a nurse's page at `/desk` filled with?

In: the app's files and their guideline. Out: the page with the emergency numbers already in it, and as JSON everything
that can be found of her, in groups, danger signs first, in clinical terms, with units, ranges and when each applies;
the countries, events and painkillers; and the words of the page. What it all means is asked of the server.

>>> from lactwise.loading import load
>>> groups(load(), Words(load()))[0]["id"]
'danger'
"""

import html
import re
import textwrap
from typing import Any
from urllib.parse import quote

from lactwise.model import Finding, Guideline
from lactwise.pages import TYPES, App, Asset, app_folder, json_asset
from lactwise.publish import model_json
from lactwise.wording import Words

Json = dict[str, Any]
FLAGS = {"danger": "emergency_flag", "baby": "baby_emergency_flag"}  # groups of signs, each with its tag
LANGUAGE = "en"  # a clinician's words are English
LONGEST_TITLE = 70  # characters of a work
UNITS = ("hours", "days", "weeks", "months", "minutes", "years", "degC", "degF", "cm", "mm")
_SLOT = re.compile(r"\{\{([a-z_]+)\}\}")


def page(app: App) -> Asset:
    """`desk.html` with its words and the emergency number of every country."""
    words = Words(app.guideline, "generic", LANGUAGE)
    slots = {"numbers_of_countries": app.numbers(LANGUAGE), "icon": _icon(app)}
    facts = {"what": words.interface("language", "not")}

    def fill(found: re.Match[str]) -> str:
        return slots.get(found[1]) or html.escape(words.interface("desk", found[1], **facts))

    template = (app_folder() / "desk.html").read_text(encoding="utf-8")
    return Asset(_SLOT.sub(fill, template).encode(), TYPES[".html"])


def _icon(app: App) -> str:
    return html.escape(f"data:image/svg+xml,{quote(app.sources['icon.svg'].decode())}")


def filling(guideline: Guideline) -> Asset:
    """Everything the page asks for, as JSON."""
    words = Words(guideline, "generic", LANGUAGE)
    spoken = guideline.texts[LANGUAGE]["interface"]
    model = model_json.build(guideline)["findings"]
    return json_asset(
        {
            "version": guideline.version,
            "review_by": guideline.review_by.isoformat(),
            "groups": groups(guideline, words),
            "findings": {item.id: {**model[item.id], **told(item, words)} for item in guideline.findings.values()},
            "definitions": {name: words.label(name) for name in guideline.definitions},
            "levels": {
                item.id: {"calm": item.calm, "title": _title(words, item.id)} for item in guideline.levels.values()
            },
            "conditions": {name: words.text("conditions", name, "clinical", name) for name in guideline.conditions},
            "places": places(guideline),
            "sources": {claim.id: _work(guideline, claim.work) for claim in guideline.claims.values()},
            "others": {name: guideline.claims[name].says for rule in guideline.rules.values() for name in rule.differs},
            "events": list(guideline.course.events),
            "medicines": [
                {"id": item.id, "dose": guideline.thresholds[item.dose].value}
                for item in guideline.course.medicines.values()
            ],
            "units": {unit: str(spoken["units"].get(unit, "")).split() for unit in UNITS},
            "quantity": spoken["quantity"],
            "words": dict(spoken["desk"]),
        }
    )


def groups(guideline: Guideline, words: Words) -> list[Json]:
    """The parts of the form: her danger signs, the baby's, then the screens. Each has a letter of its own to jump to.

    Signs that only an examination finds stay with the examination, so that none is denied on the telephone.
    """
    left = dict(guideline.findings)
    found: list[Json] = []
    for name, tag in FLAGS.items():
        asked = [item for item in left.values() if item.answered_by != "clinician"]
        first = guideline.screens[0] if not found else None  # her danger signs are asked first, and what goes with them
        ids = [item.id for item in asked if tag in item.tags or item.screen == first]
        found.append({"id": name, "danger": True, "findings": ids})
        left = {id_: item for id_, item in left.items() if id_ not in ids}
    for screen in guideline.screens:
        ids = [item.id for item in left.values() if item.screen == screen]
        found += [{"id": screen, "danger": False, "findings": ids}] if ids else []
    found.append({"id": "record", "danger": False, "findings": []})
    taken: set[str] = set()
    for group in found:
        title = words.interface("desk", f"group_{group['id']}", group["id"].replace("_", " "))
        letter = next(sign for sign in title.casefold() if sign.isalpha() and sign not in taken)
        taken.add(letter)
        group |= {"title": title, "letter": letter}
    return found


def told(item: Finding, words: Words) -> Json:
    """A finding in words: the clinical term, the plain one, the question, and its options."""
    label = words.label(item.id)
    options = words.raw("findings", item.id, "options", {})
    more = {"words": [words.fill(options.get(option, option.replace("_", " "))) for option in item.options]}
    return {
        "term": words.text("findings", item.id, "clinical", label),
        "plain": label,
        "ask": words.text("findings", item.id, "ask"),
        **(more if item.options else {}),
    }


def places(guideline: Guideline) -> Json:
    """The countries by name, none chosen first; what to dial, and how a temperature is measured there."""
    keys = ("emergency", "emergency_tel", "urgent", "urgent_tel", *guideline.course.medicines)
    found = {}
    for place in sorted(guideline.places.values(), key=lambda item: item.name):
        known = Words(guideline, place.code, LANGUAGE).known
        found[place.code] = {key: known[key] for key in ("name", *keys) if key in known}
        found[place.code] |= {"units": place.units, "review_by": place.review_by.isoformat()}
    return found


def _title(words: Words, level: str) -> str:
    return words.text("levels", level, "clinician", level.replace("_", " "))


def _work(guideline: Guideline, work: str) -> str:
    known = guideline.works[work]
    return f"{textwrap.shorten(known.title.rstrip('.'), LONGEST_TITLE, placeholder=' ...')} ({known.year})"

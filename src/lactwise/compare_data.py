"""What differs between two guidelines as data: which rules, numbers, conditions, advice and words?

In: two guidelines. Out: what was added, removed and changed, a number or condition as it was and as it is, with what
uses it; reasons, sources and words are only counted.

>>> from lactwise.changed import without_rule
>>> from lactwise.loading import load
>>> [(item.part, item.id, item.what) for item in differences(load(), without_rule(load(), "new_confusion"))]
[('rules', 'new_confusion', 'removed')]
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, fields
from typing import Any

from lactwise.language import Node, names, show
from lactwise.model import Guideline, with_unit

PARTS = ("levels", "thresholds", "findings", "definitions", "rules", "conditions", "advice", "follow_ups")
# What explains and cites, but decides nothing.
SAID = {"means", "because", "source", "differs", "note", "proposal", "codes", "screen", "id"}
COUNTED = ("works", "claims", "seed", "places", "facts")
REWORDED = "reworded"
Shown = str


@dataclass(frozen=True, slots=True)
class Difference:
    """One thing that was added, removed, changed or only reworded; `fields` maps a key to what it was and is."""

    part: str
    id: str
    what: str
    fields: Mapping[str, tuple[Shown, Shown]]
    used_by: tuple[str, ...] = ()


def differences(before: Guideline, after: Guideline) -> list[Difference]:
    """Everything that decides an answer and differs, part by part."""
    found: list[Difference] = []
    for part in PARTS:
        old, new = (getattr(guideline, part) for guideline in (before, after))
        for id_ in [*new, *(id_ for id_ in old if id_ not in new)]:
            item = _difference(old.get(id_), new.get(id_))
            if item is not None:
                users = _users(after if id_ in new else before, part, id_)
                found.append(Difference(part, id_, *item, users))
    orders = list(before.levels), list(after.levels)
    if sorted(orders[0]) == sorted(orders[1]) and orders[0] != orders[1]:
        shown = tuple(", ".join(order) for order in orders)
        found.append(Difference("levels", "their order", "changed", {"order": (shown[0], shown[1])}))
    return found


def counted(before: Guideline, after: Guideline) -> dict[str, int]:
    """How many sources, statements, country packs and words were added, removed or changed."""
    found = {}
    for part in COUNTED:
        old, new = getattr(before, part), getattr(after, part)
        found[part] = sum(old.get(id_) != new.get(id_) for id_ in {*old, *new})
    for language in sorted({*before.texts, *after.texts}):
        texts = [dict(_strings(guideline.texts.get(language, {}))) for guideline in (before, after)]
        found[f"words ({language})"] = sum(texts[0].get(key) != texts[1].get(key) for key in {**texts[0], **texts[1]})
    return {what: count for what, count in found.items() if count}


def unlike(before: Guideline, after: Guideline) -> list[str]:
    """Every finding that is not the same question in both, and what is done with its answers."""
    said = []
    for id_ in dict.fromkeys([*before.findings, *after.findings]):
        old, new = before.findings.get(id_), after.findings.get(id_)
        if old is None or new is None:
            which = "first" if old is None else "second"
            said.append(f"{id_}: the {which} guideline does not know it, and its answers are dropped there.")
        elif (old.kind, old.unit) != (new.kind, new.unit):
            said.append(f"{id_}: it is another kind of question in each, and an answer counts only where it was made.")
        elif old.range != new.range or old.options != new.options:
            said.append(f"{id_}: its answers differ, and one that a guideline does not know is dropped there.")
    return said


def _difference(old: Any, new: Any) -> tuple[str, dict[str, tuple[Shown, Shown]]] | None:
    if old is None or new is None:
        item = old or new
        decides = {key: _shown(item, key) for key in _keys(item) if key not in SAID}
        shown = {key: ("", text) if old is None else (text, "") for key, text in decides.items() if text}
        return ("added" if old is None else "removed"), shown
    changed = [key for key in _keys(new) if getattr(old, key) != getattr(new, key)]
    if not changed:
        return None
    decisive = [key for key in changed if key not in SAID]
    if not decisive:
        return REWORDED, dict.fromkeys(changed, ("", ""))
    return "changed", {key: (_shown(old, key), _shown(new, key)) for key in decisive}


def _keys(item: Any) -> list[str]:
    return [field.name for field in fields(item)]


def _shown(item: Any, key: str) -> Shown:
    """A value as it stands in the data, a threshold's number with its unit."""
    value = getattr(item, key)
    if key == "value":
        return with_unit(value, item.unit)
    if isinstance(value, Node):
        return show(value)
    if isinstance(value, tuple):
        return ", ".join(map(str, value))
    if isinstance(value, bool):
        return "yes" if value else "no"
    return "" if value is None else str(value)


def _users(guideline: Guideline, part: str, id_: str) -> tuple[str, ...]:
    """What names a threshold, finding or definition directly."""
    if part not in ("thresholds", "findings", "definitions"):
        return ()
    found = []
    for other in PARTS:
        for item in getattr(guideline, other).values():
            values = [getattr(item, key) for key in _keys(item) if key not in SAID]
            if item.id != id_ and any(_names(value, id_) for value in values):
                found.append(item.id)
    return tuple(found)


def _names(value: Any, id_: str) -> bool:
    if isinstance(value, Node):
        return id_ in names(value)
    return value == id_ or (isinstance(value, tuple) and id_ in value)


def _strings(table: Any, path: str = "") -> Iterator[tuple[str, str]]:
    """Every text of a language by its place."""
    if isinstance(table, Mapping):
        for key, value in table.items():
            yield from _strings(value, f"{path}.{key}")
    else:
        yield path, str(table)

"""What would make it more urgent, as a note says it?

In: a draft of the note. Out: paragraphs: single changes by the level they reach, then what time alone does; to a parent
only what she can notice.
"""

from lactwise.model import Value
from lactwise.note_draft import Draft, Rows
from lactwise.phrases import span


def escalations(draft: Draft) -> list[str]:
    """Single changes by level, then what time alone does; to a parent what she can notice."""
    groups: dict[str, list[str]] = {}
    clocks: Rows = []
    for row in draft.assessment["escalate_if"]:
        calm = draft.assessment["provisional"] and draft.guideline.levels[row["level"]].calm
        name, change = next(iter(row["change"].items()))
        if calm or not draft.applies(name) or not (draft.clinical or row["noticed_by"] == "parent"):
            continue
        if row["as_time_passes"]:
            clocks.append(row)
            continue
        baby = name.startswith("baby_") and draft.guideline.urgency[row["level"]] == 0
        key = "emergency_baby" if baby else row["level"]
        groups.setdefault(key, []).append(_changed(draft, name, change, row["text"]))
    found = [text for key, texts in groups.items() for text in _listed_changes(draft, key, texts)]
    found += [] if draft.assessment["provisional"] else _time_alone(draft, clocks)
    return [*found, draft.say("escalate_single")] if found else []


def _listed_changes(draft: Draft, key: str, texts: list[str]) -> list[str]:
    """Urgent signs one a line, to be scanned; the others in running text."""
    level, texts = draft.guideline.levels.get(key), list(dict.fromkeys(texts))
    if level is not None and level.calm:
        return [f"{draft.say(f'escalate_{key}')} {draft.between().join(texts)}."]
    return [draft.say(f"escalate_{key}"), *(f"- {text}" for text in texts)]


def _changed(draft: Draft, name: str, change: Value, text: str) -> str:
    """A change as a phrase, with the clinical term for clinicians."""
    if not draft.clinical:
        return text
    if change is False:
        return draft.finding({name: False}, name)
    return draft.label(name) + text.removeprefix(draft.words.label(name))


def _time_alone(draft: Draft, rows: Rows) -> list[str]:
    """What the clock changes if nothing else does, the soonest first."""
    found: dict[float, str] = {}
    for row in rows:
        name, change = next(iter(row["change"].items()))
        begun = draft.findings.get(name)
        if isinstance(begun, int | float):
            left = max(0.0, next(iter(change.values())) - begun)
            found.setdefault(left, row["level"])
    return [
        draft.say("escalate_time", span=span(left, draft.words), level=draft.title(level))
        for left, level in sorted(found.items())
    ]

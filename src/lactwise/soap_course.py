"""How is the course of an episode written into a record, as dated lines?

In: a draft for clinicians and the course that `episode.follow` gives. Out: a line a check-in, what is due or overdue,
and when a painkiller may next be taken. Times are told in the zone of the draft's `now`, or else as they were given.

>>> from lactwise.loading import load
>>> moment(datetime(2026, 3, 1, 22, 30), Words(load()))
'1 March 2026, 22:30'
"""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from lactwise.note_draft import Draft
from lactwise.phrases import in_words
from lactwise.wording import Words

MOST_NEW = 10  # findings of one check-in
CLOCKS = ("hours", "days")  # units of what goes on by itself


def moment(time: datetime, words: Words) -> str:
    """A date and a time of day: "4 March 2026, 14:05"."""
    return f"{words.day(time.date())}, {time:%H:%M}"


def history_lines(draft: Draft, course: Mapping[str, Any]) -> list[str]:
    """The check-ins, the earliest first: when, how urgent it was, what was new."""
    checkins = course["checkins"]
    if not checkins:
        return []
    before: Mapping[str, Any] = {}
    lines = [f"{_say(draft, 'soap_course')}:"]
    for entry in checkins:
        lines.append(f"- {_line(draft, entry, before)}")
        before = entry["findings"]
    return lines


def _line(draft: Draft, entry: Mapping[str, Any], before: Mapping[str, Any]) -> str:
    findings, result = entry["findings"], entry["assessment"]
    level = _say(draft, "provisional") if result["provisional"] else f"{draft.title(result['level'])}."
    changed = [
        name
        for name, value in findings.items()
        if before.get(name) != value and draft.guideline.findings[name].unit not in CLOCKS and name != "answering_for"
    ]
    new = [in_words(findings, name, draft.words, clinical=True) for name in changed if findings[name] is not False]
    denied = len(changed) - len(new)
    side = f" ({_say(draft, 'breast_' + entry['breast'])})" if entry.get("breast") else ""
    said = f" {_say(draft, 'soap_new')}: {draft.listed(new, MOST_NEW)}." if new else ""
    said += f" {_say(draft, 'soap_denied_count', count=str(denied))}" if denied else ""
    lapsed = entry["lapsed"]
    gone = f" {_say(draft, 'soap_lapsed')}: {draft.named(lapsed)}." if lapsed else ""
    return f"{when(draft, entry['at'])}{side}: {level}{said}{gone}"


def due_lines(draft: Draft, course: Mapping[str, Any]) -> list[str]:
    """What is to be done by when, and what was done."""
    lines = []
    for row in course["due"]:
        if row["status"] == "no_longer":
            continue
        asked = f" ({draft.named(row['ask'])})" if row["ask"] else ""
        what, status = _say(draft, f"due_{row['kind']}"), _say(draft, f"due_{row['status']}")
        lines.append(f"- {what}, {_say(draft, 'soap_by', when=when(draft, row['at']))}: {status}{asked}.")
    return [f"{_say(draft, 'soap_due')}:", *lines] if lines else []


def medicine_lines(draft: Draft, course: Mapping[str, Any]) -> list[str]:
    """The last dose, the next one, and how much of a day's limit has been taken."""
    lines = []
    for name, taken in course["medicines"].items():
        if not taken["last"]:
            continue
        facts = {
            "name": draft.words.known.get(name, name),
            "last": when(draft, taken["last"]),
            "next": when(draft, taken["next"]) if taken["next"] else "",
            "taken": draft.words.counted(taken["taken_mg"], "mg"),
            "limit": draft.words.counted(taken["limit_mg"], "mg"),
        }
        lines.append(f"- {_say(draft, 'soap_dose', **facts)}")
    return lines


def when(draft: Draft, time: str) -> str:
    """A time of the course, in the zone of the reader."""
    found = datetime.fromisoformat(time)
    if draft.now is not None and draft.now.tzinfo is not None and found.tzinfo is not None:
        found = found.astimezone(draft.now.tzinfo)
    return moment(found, draft.words)


def _say(draft: Draft, key: str, **more: str) -> str:
    return draft.words.interface("desk", key, **more)

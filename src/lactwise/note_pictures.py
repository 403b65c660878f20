"""Which clinical pictures does a note name: what it fits, what else it may be, what it is not?

In: a draft of the note. Out: paragraphs, the fitting pictures first, with what speaks for and against each.
"""

from collections.abc import Mapping
from typing import Any

from lactwise.note_draft import MOST_NAMES, Draft, Rows

MOST_PICTURES = 4  # of one status


def conditions(draft: Draft) -> list[str]:
    """What it fits, with what speaks for and against; what else it may be; what it is not."""
    of: dict[str, Rows] = {"fits": [], "possible": [], "ruled_out": []}
    for row in draft.assessment["conditions"]:
        of[row["status"]].append(row)
    fitting = [f"- {_picture(draft, row)}" for row in of["fits"][:MOST_PICTURES]]
    if draft.emergency and not draft.clinical:
        return fitting  # help comes first, and other names can wait
    fitting = fitting or [draft.say("nothing_fits")]
    missed = draft.assessment["must_not_miss"]
    others = [row for row in of["possible"] if row["id"] not in missed and _speaks_up(row)]
    rows = {
        "also_possible": others[:MOST_PICTURES],
        "not_ruled_out": [row for row in of["possible"] if row["id"] in missed],
        "ruled_out": [row for row in of["ruled_out"] if _can_be(draft, row)],
    }
    return fitting + [
        draft.say(key, list=draft.listed((_name(draft, row) for row in some), 8 if draft.clinical else 7))
        for key, some in rows.items()
        if some
    ]


def _can_be(draft: Draft, row: Mapping[str, Any]) -> bool:
    """Whether any sign of a picture applies, so that it is worth saying that it is less likely."""
    signs = draft.guideline.conditions[row["id"]].speaks_for
    return any(name not in draft.guideline.findings or draft.applies(name) for name in signs)


def _picture(draft: Draft, row: Mapping[str, Any]) -> str:
    what = "" if draft.clinical else draft.words.text("conditions", row["id"], "what")
    must = draft.guideline.conditions[row["id"]].must_not_miss
    fits = draft.say("fits_must_not_miss" if must else "fits", name=_name(draft, row), what=what)
    parts = [fits.strip()]
    keys = {"speaks_for": "for", "speaks_against": "against", "not_known": "unknown"}
    for key, names in ((key, row[side]) for key, side in keys.items()):
        if names:
            parts.append(draft.say(key, list=draft.named(names, 3 if key == "not_known" else MOST_NAMES)))
    return " ".join(parts) + draft.cite(row["sources"])


def _name(draft: Draft, row: Mapping[str, Any]) -> str:
    """The plain name of a picture, or its clinical term."""
    plain = str(row["name"])
    return draft.words.text("conditions", row["id"], "clinical", plain) if draft.clinical else plain


def _speaks_up(row: Mapping[str, Any]) -> bool:
    """Whether more than one sign speaks for a picture, so that it is worth a name."""
    return len(row["for"]) > len(row["against"]) + 1

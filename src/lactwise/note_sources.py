"""Which works stand behind a note, and which say otherwise?

In: a draft of the note, its other parts written. Out: statements that disagree with it, and the numbered list of the
works it cites.
"""

import textwrap

from lactwise.note_draft import Draft

LONGEST_SAYING = 240  # characters of a statement that disagrees
LONGEST_TITLE = 110  # characters of a work in the list of sources
MOST_DIFFERENCES = {"parent": 3, "clinician": 8}


def differences(draft: Draft) -> list[str]:
    """A few statements of sources that disagree with what is said here, the urgency first."""
    if draft.emergency and not draft.clinical:
        return []
    ids = [id_ for reason in draft.assessment["reasons"] for id_ in reason["differs"]]
    ids += [row["source"] for advice in draft.assessment["advice"] for row in advice["differs"]]
    ids = [id_ for id_ in dict.fromkeys(ids) if id_ in draft.guideline.claims]
    most = MOST_DIFFERENCES[draft.audience]
    said = {id_: textwrap.shorten(says(draft, id_), LONGEST_SAYING, placeholder=" ...") for id_ in ids}
    found = [f"- {said[id_]}{draft.cite([id_])}" for id_ in ids[:most]]
    return [*found, draft.say("differs_more")] if len(ids) > most else found


def says(draft: Draft, claim: str) -> str:
    """What a source says: to a parent in plain words, to a clinician as it was noted."""
    return draft.guideline.claims[claim].says if draft.clinical else draft.words.other(claim)


def how_read(draft: Draft, seen: str) -> str:
    """How much of a work was read, in the words of the language."""
    return draft.words.interface("app", f"seen_{seen.replace(' ', '_')}", seen)


def sources(draft: Draft) -> list[str]:
    """Every work cited so far, with its number and how each of its statements was read."""
    found = []
    for number, (id_, claims) in enumerate(draft.cited.items(), 1):
        work = draft.guideline.works[id_]
        read: dict[str, list[str]] = {}
        for claim in claims:
            read.setdefault(draft.guideline.claims[claim].seen, []).append(claim)
        comma = draft.words.interface("language", "comma", ", ")
        known = [draft.say("read", claims=comma.join(ids), seen=how_read(draft, seen)) for seen, ids in read.items()]
        title = textwrap.shorten(work.title.rstrip("."), LONGEST_TITLE, placeholder=" ...")
        text = draft.say("source", title=title, year=work.year, claims=draft.between().join(known))
        found.append(f"[{number}] {text}")
    return [*found, draft.say("sources_more")] if found else []

"""How does the urgency of an illness go over days, drawn in text?

In: a draft for the words and the course that `episode.follow` gives. Out: a line a level, the most urgent first, with a
mark at each check-in and a line as long as it stood; below them the days.
"""

from collections.abc import Callable, Iterator, Mapping
from datetime import datetime
from typing import Any

from lactwise.note_draft import Draft

Json = Mapping[str, Any]
NARROWEST, WIDEST = 20, 72  # columns of time
LONGEST_TITLE = 30
MARK, OPEN, LINE = "●", "○", "─"


def chart(
    draft: Draft, course: Json, clock: Callable[[str], datetime], said: Callable[[datetime], str], width: int
) -> Iterator[tuple[str, str]]:
    """Level and line, from the most urgent; the lines below belong to none. Nothing for a single check-in.

    `clock` reads a time of the course, `said` tells it.
    """
    rows = course["checkins"]
    times = [clock(row["at"]) for row in rows]
    end = clock(course["now"])
    if len(rows) < 2:
        return
    unknown = draft.words.interface("timeline", "unknown", "not enough was known")
    titles = {level: draft.title(level).rstrip(".")[:LONGEST_TITLE] for level in draft.guideline.levels}
    if any(row["assessment"]["provisional"] for row in rows):
        titles[""] = unknown[:LONGEST_TITLE]  # beside the levels: what is not known is not calm
    margin = max(map(len, titles.values())) + 2
    columns = max(NARROWEST, min(WIDEST, width - margin - 2))
    whole = (end - times[0]).total_seconds() or 1.0
    places = [round((time - times[0]).total_seconds() / whole * (columns - 1)) for time in times]
    stands = ["" if row["assessment"]["provisional"] else row["assessment"]["level"] for row in rows]

    for level, title in titles.items():
        cells = [" "] * columns
        for here, until, stood in zip(places, [*places[1:], columns], stands, strict=True):
            if stood == level:
                cells[here:until] = LINE * (until - here)
        for here, stood in zip(places, stands, strict=True):
            if stood == level:
                cells[here] = MARK if level else OPEN
        yield level, f"{title:<{margin}}{''.join(cells)}".rstrip()
    begin, last = said(times[0]), said(end)
    yield "", f"{'':<{margin}}{begin} {last.rjust(columns - len(begin) - 1)}"

"""What does the book say about a course of days: clocks, lapses, events, painkillers, and when to look again?

In: an `Index` of the guideline. Out: chapters (`Section`s); nothing of a guideline that has no course.
"""

from collections.abc import Iterable, Mapping
from typing import Any

from lactwise.course import Clock, Derived, Event, Painkiller
from lactwise.model import FollowUp, with_unit
from lactwise.publish.book_advice import level_marks
from lactwise.publish.book_chapters import by_when
from lactwise.publish.book_document import (
    Block,
    Cell,
    Item,
    Items,
    Line,
    Paragraph,
    Quote,
    Row,
    Section,
    Strong,
    Table,
    anchor,
    capital,
    joined,
    present,
    text,
)
from lactwise.publish.book_index import Index, proposal
from lactwise.publish.book_reading import condition_rows, evidence_rows, option, paragraph, reading, value

RECKONING = (
    (
        "Entries count in the order of their times, whatever order they were written in; "
        "corrected or taken back, an entry counts as if it had always been so."
    ),
    "The last answer to a question counts. Of two at the same moment the worse one counts.",
    (
        "An answer holds for its hours. After that it is unknown and is asked again; it is never read as “no”, "
        "and what hangs on it lapses with it."
    ),
    (
        "Numbers in hours and days go on by themselves. Each clock counts from the earliest beginning known, "
        "so that asking again never starts it anew."
    ),
    (
        "A deadline is held: while she is still to be seen, asking again never moves it. "
        "A visit ends it, or a calmer answer when nothing more urgent is possible."
    ),
    "A look is done when questions are answered again. A look that is done never comes back.",
    (
        "All of this is worked out from the times written down. Nothing runs while the telephone sleeps, "
        "and a clock that was set back stands still."
    ),
)


def course(index: Index) -> Section:
    """How the days of one illness are put together."""
    opening = text(
        "One answer is not care. "
        "The check-ins of one illness are put together to what is known at a moment, "
        "and that moment is judged by the same rules as a single visit."
    )
    parts = (_clocks, _lapses, _trend, _events, _painkillers, _earlier, _derived, _ending)
    inside = (part for part in (build(index) for build in parts) if part is not None)
    rules = Items(tuple(Item((rule,)) for rule in RECKONING), "How time is reckoned")
    return Section("A course of days", "course", (opening, rules, *inside))


def _clocks(index: Index) -> Section | None:
    clocks = index.g.course.clocks.values()
    if not clocks:
        return None
    rows = tuple(_clock(index, clock) for clock in clocks)
    table = Table("Clocks, and from when they count", ("Clock", "Counts from", "Rests on"), rows)
    return Section("Clocks", "course-clocks", (table,))


def _clock(index: Index, clock: Clock) -> Row:
    begins: Line = ("the first sign in the breast",)
    if clock.since is not None:
        begins = ("the first moment at which this is certain: ", *_plain(reading(index, clock.since)))
    return Row(
        (((index.link("finding", clock.id),),), (begins,), (index.claim_links(clock.source),)),
        anchor("course-clock", clock.id),
    )


def _plain(block: Block) -> Line:
    """A condition on one line; of a list its items, one after the other."""
    if isinstance(block, Paragraph):
        return block.line
    if isinstance(block, Items):
        return (f"{block.lead} ", *joined((item.line for item in block.items), "; "))
    raise TypeError("a condition is a line or a list")


def _lapses(index: Index) -> Section | None:
    """How long answers hold, the shortest first."""
    held: dict[float, list[str]] = {}
    for item in index.g.findings.values():
        if item.valid_hours is not None:
            held.setdefault(item.valid_hours, []).append(item.id)
    if not held:
        return None
    rows = tuple(
        Row((((with_unit(hours, "hours"),),), (index.links("finding", ids),))) for hours, ids in sorted(held.items())
    )
    opening = text("What does not change within an illness (her history, the past) does not lapse.")
    table = Table("How long an answer holds", ("Holds for", "Answers"), rows)
    return Section("Answers that lapse", "course-lapses", (opening, table))


def _trend(index: Index) -> Section | None:
    trend = index.g.course.trend
    if trend is None:
        return None
    worse = option(index, trend.finding, trend.worse)
    opening = text(
        "What she says herself counts. A measure can only make it worse: “",
        index.link("finding", trend.finding),
        f"” is “{worse}” when a number below has risen by so much within ",
        index.number(trend.within),
        ".",
    )
    rows = tuple(
        Row(
            (
                ((index.link("finding", id_),),),
                ((index.number(measure.rise),),),
                ((index.number(measure.floor),) if measure.floor else ("from any value",),),
            )
        )
        for id_, measure in trend.measures.items()
    )
    table = Table("Measures of the trend", ("Measure", "Has risen by", "And is at least"), rows)
    sources = present(evidence_rows(index, _Sourced("trend", trend.source)))
    return Section("Better, the same or worse", "course-trend", (opening, table, sources))


def _events(index: Index) -> Section | None:
    events = index.g.course.events.values()
    if not events:
        return None
    opening = text("What happened is written down with its time, and says something of her until it lapses.")
    rows = tuple(_event(index, event) for event in events)
    return Section(
        "What happens", "course-events", (opening, Table("Events", ("Event", "What it means", "Rests on"), rows))
    )


def _event(index: Index, event: Event) -> Row:
    name = index.words.interface("timeline", event.id, capital(event.id.replace("_", " ")))
    means: list[Line] = [*_sets(index, event.sets)]
    if event.counts is not None:
        means.append(("counts one more: ", index.link("finding", event.counts)))
    flags = {
        "she has been seen: deadlines asked for before it are ended": event.seen,
        "closes the illness": event.closes,
        "opens it again": event.reopens,
    }
    means += [(words,) for words, holds in flags.items() if holds]
    return Row(
        (((Strong(name),),), tuple(means) or (("it is kept, and decides nothing",),), _cited(index, event.source)),
        anchor("course-event", event.id),
    )


def _cited(index: Index, claims: Iterable[str]) -> Cell:
    return (index.claim_links(claims),)


def _sets(index: Index, sets: Mapping[str, Any]) -> Iterable[Line]:
    for id_, given in sets.items():
        yield (index.link("finding", id_), ": ", *value(index, index.g.findings[id_], given))


def _painkillers(index: Index) -> Section | None:
    painkillers = index.g.course.medicines.values()
    if not painkillers:
        return None
    opening = text(
        "Painkillers from a shop are written down with their dose. "
        "The earliest time for the next full dose keeps the gap, and leaves room for it in any 24 hours. "
        "Whether one may be taken at all is decided under advice."
    )
    head = ("Painkiller", "A full dose", "At least apart", "Most in 24 hours", "What it means", "Rests on")
    rows = tuple(_painkiller(index, item) for item in painkillers)
    return Section("Painkillers", "course-painkillers", (opening, Table("Painkillers from a shop", head, rows)))


def _painkiller(index: Index, item: Painkiller) -> Row:
    name = index.words.known.get(item.id, item.id)
    numbers = tuple(((index.number(threshold),),) for threshold in (item.dose, item.gap, item.daily))
    return Row(
        (((Strong(name),),), *numbers, tuple(_sets(index, item.sets)), _cited(index, item.source)),
        anchor("course-painkiller", item.id),
    )


def _earlier(index: Index) -> Section | None:
    earlier = index.g.course.earlier
    if earlier is None:
        return None
    opening = text(
        "An earlier illness counts (",
        index.link("finding", earlier.number),
        "), unless it was while feeding another child. It is the same spot (",
        index.link("finding", earlier.same_place),
        ") when these are as they were: ",
        *index.links("finding", earlier.same),
        ".",
    )
    facts = present(
        [
            *condition_rows(index, "Counts when", earlier.counts_when),
            *evidence_rows(index, _Sourced("earlier", earlier.source)),
        ]
    )
    return Section("When it comes back", "course-earlier", (opening, facts))


def _derived(index: Index) -> Section | None:
    items = index.g.course.derived.values()
    if not items:
        return None
    opening = text("These follow from the days before, unless she was asked.")
    return Section("What follows by itself", "course-derived", (opening, *(_follows(index, item) for item in items)))


def _follows(index: Index, item: Derived) -> Section:
    facts = present(
        [
            ("Question", paragraph((index.link("finding", item.id),))),
            *condition_rows(index, "Now", item.when),
            *condition_rows(index, "And before", item.after),
            *evidence_rows(index, item),
        ]
    )
    title = capital(index.words.label(item.id))
    return Section(title, anchor("course-derived", item.id), (facts,), entry=True, id=item.id)


def _ending(index: Index) -> Section | None:
    course = index.g.course
    grace = index.number(course.overdue_after) if course.overdue_after else None
    facts = present(
        [
            ("A look is overdue", text("when it has been due for ", grace) if grace else None),
            *condition_rows(index, "It can be closed when this is certain", course.closing),
        ]
    )
    return Section("When it is over", "course-ending", (facts,)) if facts.rows else None


class _Sourced:
    """Something with sources and no words of its own."""

    def __init__(self, id_: str, source: tuple[str, ...]) -> None:
        self.id, self.source = id_, source


# --- when to look again -----------------------------------------------------------------------------------------------


def follow_up(index: Index) -> Section:
    """When to look again, by clock and in the order of time."""
    opening = text(
        "Of all that apply, the earliest look counts. "
        "Where a limit is counted on a clock, the look comes before that limit, "
        "however often the questions are asked again."
    )
    looks = index.g.follow_ups.values()
    clocks = dict.fromkeys(item.clock for item in looks if item.clock is not None)
    parts = []
    for clock in (*clocks, None):
        here = sorted((item for item in looks if item.clock == clock), key=lambda item: _time(index, item))
        title = capital(index.title("finding", clock)) if clock else "From each answer on"
        entries = tuple(_follow_up(index, item) for item in here)
        if entries:
            parts.append(Section(title, anchor("follow-up-by", clock or "answer"), entries))
    return Section("Follow-up", "follow-up", (opening, *parts))


def _time(index: Index, item: FollowUp) -> float:
    """Hours until the look at the latest, on its clock or from the answer."""
    return index.g.thresholds[item.limit or item.within].value


def _follow_up(index: Index, item: FollowUp) -> Section:
    within = index.number(item.within)
    said = index.said("followup", item.id, "text", within=within)
    facts = present(
        [
            *condition_rows(index, "When", item.when),
            ("At levels", level_marks(index, item.levels)),
            ("Look again within", text(within)),
            ("Not later than", by_when(index, item)),
            ("Asks", paragraph(index.links("finding", item.ask))),
            *evidence_rows(index, item),
        ]
    )
    return Section(
        index.title("follow-up", item.id),
        anchor("follow-up", item.id),
        (*((Quote(said),) if said else ()), facts),
        entry=True,
        id=item.id,
        marks=proposal(item),
    )

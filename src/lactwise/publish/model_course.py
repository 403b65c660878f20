"""What must a browser know to follow a course of days as Python does?

In: a guideline. Out: the tables of `episode.toml` with numbers in place of thresholds, and which way each finding is
worse; `app/episode.js` reads them.

>>> from lactwise.loading import load
>>> build(load())["medicines"]["ibuprofen"]["gap"]
6
"""

from typing import Any

from lactwise.model import Guideline
from lactwise.publish.compact import compact

Json = dict[str, Any]


def build(guideline: Guideline) -> Json:
    """The course; empty of a guideline that has none."""
    course, numbers = guideline.course, guideline.thresholds

    def number(name: str | None) -> float | None:
        return None if name is None else numbers[name].value

    trend, earlier = course.trend, course.earlier
    return _given(
        clocks={
            item.id: _given(from_start=item.from_start, since=item.since and compact(item.since, numbers))
            for item in course.clocks.values()
        },
        trend=trend
        and {
            "finding": trend.finding,
            "worse": trend.worse,
            "within": number(trend.within),
            "measures": {
                id_: _given(rise=number(item.rise), floor=number(item.floor)) for id_, item in trend.measures.items()
            },
        },
        earlier=earlier
        and {
            "counts_when": compact(earlier.counts_when, numbers),
            "number": earlier.number,
            "same_spot": earlier.same_spot,
            "same": list(earlier.same),
        },
        events={
            item.id: _given(
                sets=dict(item.sets), seen=item.seen, counts=item.counts, closes=item.closes, reopens=item.reopens
            )
            for item in course.events.values()
        },
        medicines={
            item.id: {
                "dose": number(item.dose),
                "gap": number(item.gap),
                "daily": number(item.daily),
                "sets": dict(item.sets),
            }
            for item in course.medicines.values()
        },
        derived={
            item.id: {"when": compact(item.when, numbers), "after": compact(item.after, numbers)}
            for item in course.derived.values()
        },
        closing=course.closing and compact(course.closing, numbers),
        overdue_after=number(course.overdue_after),
        worse={id_: worse for id_, item in guideline.findings.items() if (worse := _worse(item.worse, guideline))},
    )


def _worse(worse: Any, guideline: Guideline) -> Any:
    """`[value]`, the options from best to worst, or `{up, down}`; nothing where no direction is declared."""
    if isinstance(worse, bool):
        return [worse]
    if isinstance(worse, dict):
        return {key.removesuffix("_from"): guideline.thresholds[name].value for key, name in worse.items()}
    return list(worse) if worse else None


def _given(**values: Any) -> Json:
    return {key: value for key, value in values.items() if value not in (None, False, {})}

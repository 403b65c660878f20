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
    return _given(
        **_times(guideline),
        events={
            item.id: _given(
                sets=dict(item.sets), seen=item.seen, counts=item.counts, closes=item.closes, reopens=item.reopens
            )
            for item in course.events.values()
        },
        medicines={
            item.id: {
                "dose": numbers[item.dose].value,
                "gap": numbers[item.gap].value,
                "daily": numbers[item.daily].value,
                "sets": dict(item.sets),
            }
            for item in course.medicines.values()
        },
        derived={
            item.id: {"when": compact(item.when, numbers), "after": compact(item.after, numbers)}
            for item in course.derived.values()
        },
        closing=course.closing and compact(course.closing, numbers),
        overdue_after=course.overdue_after and numbers[course.overdue_after].value,
        worse={id_: worse for id_, item in guideline.findings.items() if (worse := _worse(item.worse, guideline))},
    )


def _times(guideline: Guideline) -> Json:
    """Clocks, the trend, and which earlier episodes count."""
    course, numbers = guideline.course, guideline.thresholds
    trend, earlier = course.trend, course.earlier
    return {
        "clocks": {
            item.id: _given(from_start=item.from_start, since=item.since and compact(item.since, numbers))
            for item in course.clocks.values()
        },
        "trend": trend
        and {
            "finding": trend.finding,
            "worse": trend.worse,
            "within": numbers[trend.within].value,
            "measures": {
                id_: _given(rise=numbers[item.rise].value, floor=item.floor and numbers[item.floor].value)
                for id_, item in trend.measures.items()
            },
        },
        "earlier": earlier
        and {
            "counts_when": compact(earlier.counts_when, numbers),
            "number": earlier.number,
            "same_place": earlier.same_place,
            "same": list(earlier.same),
        },
    }


def _worse(worse: Any, guideline: Guideline) -> Any:
    """`[value]`, the options from best to worst, or `{up, down}`; nothing where no direction is declared."""
    if isinstance(worse, bool):
        return [worse]
    if isinstance(worse, dict):
        return {key.removesuffix("_from"): guideline.thresholds[name].value for key, name in worse.items()}
    return list(worse) if worse else None


def _given(**values: Any) -> Json:
    return {key: value for key, value in values.items() if value not in (None, False, {})}

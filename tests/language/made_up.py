"""Which conditions and patients try every corner of the language, without any medicine?

A small made-up guideline, and Hypothesis strategies: trees of all eight nodes over its names, and
values of its findings: unknown, not applying, or at, just below and just above each threshold.

>>> sorted(SMALL.findings)
['blue', 'cloudy', 'colour', 'depth', 'height', 'mood', 'windy']
"""

from dataclasses import replace
from datetime import date
from typing import Any

from hypothesis import strategies as st

from lactwise.language import (
    OPERATORS,
    And,
    AtLeast,
    Choice,
    Compare,
    Name,
    Node,
    Not,
    OneOf,
    Or,
    Scalar,
    parse,
)
from lactwise.model import Definition, Finding, Guideline, Kind, Threshold

NOT_APPLYING: dict[str, Scalar] = {"yes_no": False, "number": float("nan"), "choice": ""}
STEP = 0.001


def finding(id_: str, kind: Kind, **more: Any) -> Finding:
    plain = Finding(id_, kind, "", "parent", "sky", "", None, (), None, None, None, (), False, None, None, ())
    return replace(plain, **more)


def threshold(id_: str, value: float, unit: str = "m") -> Threshold:
    return Threshold(id_, value, unit, "", (), {}, False, "")


def definition(id_: str, when: str) -> Definition:
    return Definition(id_, parse(when), "", (), False)


def by_id(*items: Any) -> dict[str, Any]:
    return {item.id: item for item in items}


SMALL = Guideline(
    version="0",
    digest="",
    review_by=date(2030, 1, 1),
    facts={},
    works={},
    claims={},
    screens=("sky",),
    findings=by_id(
        finding("windy", "yes_no"),
        finding("cloudy", "yes_no"),
        finding("blue", "yes_no"),
        finding("height", "number", unit="m", range=(0.0, 100.0)),
        finding("depth", "number", unit="m", range=(-50.0, 50.0)),
        finding("colour", "choice", options=("red", "green", "grey")),
        finding("mood", "choice", options=("calm", "wild")),
    ),
    thresholds=by_id(threshold("low", 10.0), threshold("middle", 25.0), threshold("high", 38)),
    definitions=by_id(
        definition("stormy", 'windy and (cloudy or mood == "wild")'),
        definition("tall", "height >= middle"),
        definition("extreme", "stormy or (tall and not blue) or depth > high"),
    ),
    levels={},
    rules={},
    conditions={},
    advice={},
    follow_ups={},
    seed={},
    places={},
    texts={},
)


def of_kind(kind: str) -> list[str]:
    return [item.id for item in SMALL.findings.values() if item.kind == kind]


def number_comparisons() -> st.SearchStrategy[Node]:
    """One number compared with one threshold, written either way round, or standing between two."""
    number = st.sampled_from([Name(name) for name in of_kind("number")])
    bound = st.sampled_from([Name(name) for name in SMALL.thresholds])
    operator = st.sampled_from(sorted(OPERATORS.values()))
    one_way = st.builds(lambda a, op, b: Compare((a, b), (op,)), number, operator, bound)
    other_way = st.builds(lambda a, op, b: Compare((a, b), (op,)), bound, operator, number)
    chain = st.builds(
        lambda a, op, b, then, c: Compare((a, b, c), (op, then)),
        *(bound, operator, number, operator, bound),
    )
    return one_way | other_way | chain


@st.composite
def choice_conditions(draw: st.DrawFn) -> Node:
    name = draw(st.sampled_from(of_kind("choice")))
    options = st.sampled_from(SMALL.findings[name].options)
    if draw(st.booleans()):
        return OneOf(name, tuple(draw(st.lists(options, min_size=1, max_size=3, unique=True))))
    return Compare((Name(name), Choice(draw(options))), (draw(st.sampled_from(("==", "!="))),))


def conditions() -> st.SearchStrategy[Node]:
    """Any condition of the language over the made-up guideline."""
    truths = st.sampled_from([Name(name) for name in (*of_kind("yes_no"), *SMALL.definitions)])
    return joined(truths | number_comparisons() | choice_conditions())


def joined(leaves: st.SearchStrategy[Node]) -> st.SearchStrategy[Node]:
    """Trees of `not`, `and`, `or` and `at_least` over `leaves`."""

    def extend(inner: st.SearchStrategy[Node]) -> st.SearchStrategy[Node]:
        several = st.lists(inner, min_size=2, max_size=4).map(tuple)
        return st.one_of(
            inner.map(Not),
            several.map(And),
            several.map(Or),
            several.flatmap(lambda parts: st.integers(1, len(parts)).map(lambda count: AtLeast(count, parts))),
        )

    return st.recursive(leaves, extend, max_leaves=8)


def values_of(item: Finding) -> list[Scalar]:
    """All a value can mean to a condition: unknown, not applying, and each side of each edge."""
    common: list[Scalar] = [None, NOT_APPLYING[item.kind]]
    if item.kind == "yes_no":
        return [*common, True]
    if item.kind == "choice":
        return [*common, *item.options]
    edges = [edge.value for edge in SMALL.thresholds.values()]
    return [*common, *(edge + step for edge in edges for step in (-STEP, 0, STEP))]


def patients() -> st.SearchStrategy[dict[str, Scalar]]:
    """Values of all findings of the made-up guideline."""
    return st.fixed_dictionaries({item.id: st.sampled_from(values_of(item)) for item in SMALL.findings.values()})

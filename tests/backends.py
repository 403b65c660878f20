"""Which backends judge a condition, and how is each asked? A new backend is one line of `BACKENDS`.

In: a guideline, the tree of a condition, and values `{id: value}` (absent or `None` unknown; NaN
and `""` do not apply). Out: its truth. `plain` is the judge: every other must say the same.

>>> from lactwise.language import Name
>>> from lactwise.loading import load
>>> [judge(load(), Name("redness"), {"redness": True}) for judge in BACKENDS.values()]
[True, True]
"""

from collections.abc import Callable, Mapping
from functools import lru_cache

from lactwise.compiled import Compiler
from lactwise.language import Node, Scalar, evaluate
from lactwise.model import Guideline
from lactwise.truth import Truth

Values = Mapping[str, Scalar]
Judge = Callable[[Guideline, Node, Values], Truth]


def plain(guideline: Guideline, condition: Node, values: Values) -> Truth:
    """The tree as it stands: thresholds are numbers, definitions are read where they are named."""

    def value_of(name: str) -> Scalar:
        if name in guideline.thresholds:
            return guideline.thresholds[name].value
        if name in guideline.definitions:
            return evaluate(guideline.definitions[name].when, value_of)
        return values.get(name)

    return evaluate(condition, value_of)


def compiled(guideline: Guideline, condition: Node, values: Values) -> Truth:
    """The two compiled judges, put together: certain is true, not even possible is false."""
    certain, possible = _compiler(guideline).compile(condition)
    listed = [values.get(name) for name in guideline.findings]
    return truth_of(certain(listed), possible(listed))


def truth_of(certain: bool, possible: bool) -> Truth:
    """One truth from two; certain without possible would be a contradiction."""
    assert possible or not certain, "certainly true, and yet ruled out"
    return True if certain else None if possible else False


@lru_cache(maxsize=8)
def _compiler(guideline: Guideline) -> Compiler:
    return Compiler(guideline)


BACKENDS: dict[str, Judge] = {
    "plain": plain,
    "compiled": compiled,
}

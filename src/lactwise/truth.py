"""What do `not`, `and`, `or` and `at least n of` mean when something is not known?

In: truth values `True`, `False` and `None` (unknown). Out: the same, by Kleene's strong logic, so that a conclusion
once drawn is never undone by learning more.

>>> both([True, None]), both([False, None]), either([True, None]), at_least(2, [True, None, False])
(None, False, True, None)
"""

from collections.abc import Iterable

Truth = bool | None


def opposite(value: Truth) -> Truth:
    """The truth of `not value`; unknown stays unknown."""
    return None if value is None else not value


def both(values: Iterable[Truth]) -> Truth:
    """The truth of all of `values`: false as soon as one is false."""
    unknown = False
    for value in values:
        if value is False:
            return False
        unknown = unknown or value is None
    return None if unknown else True


def either(values: Iterable[Truth]) -> Truth:
    """The truth of at least one of `values`: true as soon as one is true."""
    unknown = False
    for value in values:
        if value is True:
            return True
        unknown = unknown or value is None
    return None if unknown else False


def at_least(count: int, values: Iterable[Truth]) -> Truth:
    """The truth of "at least `count` of `values`": counts the certain ones, then those still possible."""
    certain = possible = 0
    for value in values:
        certain += value is True
        possible += value is not False
    if certain >= count:
        return True
    return None if possible >= count else False

"""How is a condition written down for a browser?

In: a checked condition and the thresholds it names. Out: nested lists, read by `app/evaluator.js`.

>>> from lactwise.language import parse
>>> compact(parse('redness and not (trend == "worse")'), {})
['and', 'redness', ['not', ['is', 'trend', '==', 'worse']]]
"""

from collections.abc import Mapping
from typing import Any, assert_never

from lactwise.language import (
    And,
    AtLeast,
    Choice,
    Compare,
    Name,
    Node,
    Not,
    OneOf,
    Or,
)
from lactwise.model import Threshold


def compact(node: Node, thresholds: Mapping[str, Threshold]) -> Any:
    """A condition as nested lists; names are plain strings and thresholds become their numbers.

    `["and", ...]`, `["or", ...]`, `["not", x]`, `["at_least", n, ...]`, `["in", name, [options]]`,
    `["is", name, "==" or "!=", option]`, `["cmp", operand, operator, operand, ...]`.
    """
    match node:
        case Name(name):
            return name
        case Not(operand):
            return ["not", compact(operand, thresholds)]
        case And(operands):
            return ["and", *(compact(item, thresholds) for item in operands)]
        case Or(operands):
            return ["or", *(compact(item, thresholds) for item in operands)]
        case AtLeast(count, operands):
            return ["at_least", count, *(compact(item, thresholds) for item in operands)]
        case OneOf(name, options):
            return ["in", name, list(options)]
        case Compare((Name(name), Choice(option)), (operator,)):
            return ["is", name, operator, option]
        case Compare(operands, operators):
            shown: list[Any] = ["cmp", _operand(operands[0], thresholds)]
            for operator, item in zip(operators, operands[1:], strict=True):
                shown += [operator, _operand(item, thresholds)]
            return shown
        case Choice():
            raise TypeError("an option has no truth of its own")
        case _:
            assert_never(node)


def _operand(item: Name | Choice, thresholds: Mapping[str, Threshold]) -> Any:
    if isinstance(item, Choice):
        raise TypeError(f"{item.option!r} is compared in a way the language does not allow")
    return thresholds[item.name].value if item.name in thresholds else item.name

"""In which order are bitmaps made, and where is each kept until it is no longer needed?

In: how bitmaps are made, and which are wanted for each result. Out: a plan: what to read into the first places, and for
each result the operations and the places it is then found in. Few places, used again and again, stay in the cache.

>>> made = [("read", ("yes", "a", None)), ("read", ("yes", "b", None)), ("and", 0, 1), ("xor", 0, 2)]
>>> plan = Plan(made, {"result": (3,)})
>>> plan.places, [places for step in plan.steps for _, *places in step.operations]
(1, [[0, 1, 2], [0, 2, 2]])
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

_FUNCTIONS: dict[str, Any] = {"and": np.bitwise_and, "or": np.bitwise_or, "xor": np.bitwise_xor}
_Made = Sequence[tuple[Any, ...]]


@dataclass(frozen=True, slots=True)
class Step:
    """What one result takes: operations (a function, two places to take from, one to put into), then where it is."""

    result: str
    operations: list[tuple[Any, int, int, int]]
    found: tuple[int, ...]


class Plan:
    """`read` fills the first places; `places` more are needed beside them."""

    def __init__(self, made: _Made, wanted: Mapping[str, Sequence[int]]) -> None:
        self.made = made
        done: set[int] = set()
        orders = {result: self.order(numbers, done) for result, numbers in wanted.items()}
        # What is read of one column is read together, while the column is in the cache.
        reads = sorted((number for number in done if not self.of(number)), key=lambda number: str(made[number][1][1]))
        self.read: list[Any] = [made[number][1] for number in reads]
        self.place = {number: place for place, number in enumerate(reads)}  # where a bitmap is kept
        self.uses = Counter(number for numbers in wanted.values() for number in numbers)  # how often it is yet needed
        self.uses.update(other for number in done for other in self.of(number))
        self.places, self.free = 0, list[int]()
        self.steps = [self.step(result, order, wanted[result]) for result, order in orders.items()]

    def of(self, number: int) -> tuple[int, ...]:
        """The bitmaps that one is made of."""
        return self.made[number][1:] if self.made[number][0] in _FUNCTIONS else ()

    def order(self, wanted: Iterable[int], done: set[int]) -> list[int]:
        """What is to be made for `wanted` and is not `done`, each after what it is made of."""
        order = []
        waiting = list(wanted)[::-1]
        while waiting:
            number = waiting.pop()
            missing = [other for other in self.of(number) if other not in done]
            if missing:
                waiting += [number, missing[0]]
            elif number not in done:
                done.add(number)
                order.append(number)
        return [number for number in order if self.of(number)]

    def step(self, result: str, order: Iterable[int], wanted: Sequence[int]) -> Step:
        operations = []
        for number in order:
            kind, left, right = self.made[number]
            taken = self.place[left], self.place[right]
            self.used(left, right)
            operations.append((_FUNCTIONS[kind], *taken, self.new_place(number)))
        found = tuple(self.place[number] for number in wanted)
        self.used(*wanted)
        return Step(result, operations, found)

    def used(self, *numbers: int) -> None:
        """Once less needed; the place of what is needed no more is free."""
        for number in numbers:
            self.uses[number] -= 1
            if not self.uses[number] and self.place[number] >= len(self.read):
                self.free.append(self.place[number])

    def new_place(self, number: int) -> int:
        if not self.free:
            self.free.append(len(self.read) + self.places)
            self.places += 1
        self.place[number] = self.free.pop()
        return self.place[number]

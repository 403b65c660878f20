"""How is one table of a file read, so that whatever stands in it is a value of the right kind or a fault?

In: a table as TOML gives it. Out: its values, asked for by key. What is missing or wrong is noted and read as `None`,
so that all faults are found at once; nothing is built from it, since loading then ends with these faults.

>>> problems = Problems()
>>> Entry("triage.toml", "fainting", {"level": 3}, problems).text("level")
>>> problems.found[0].cause
'level is 3'
"""

import sys
from collections.abc import Iterable, Iterator
from typing import Any, TypeGuard, cast

from lactwise.language import ConditionError, Name, Node, parse
from lactwise.problems import Problems, nearest

Table = dict[str, Any]
UNREAD = Name("condition_that_could_not_be_read")  # stands in so that the other faults are still found
LARGEST = sys.float_info.max


def is_number(value: object) -> TypeGuard[float]:
    """A number that a float can hold: not NaN, not infinite, not true or false."""
    return isinstance(value, int | float) and not isinstance(value, bool) and -LARGEST <= value <= LARGEST


class Entry:
    """A table of a file, with readers that note a fault instead of raising."""

    def __init__(self, file: str, table: str, content: object, problems: Problems, id_: str = "") -> None:
        self.file, self.table, self.problems, self.id = file, table, problems, id_
        self.is_table = isinstance(content, dict)
        self.content: Table = content if isinstance(content, dict) else {}
        self.used: set[str] = set()
        if not self.is_table:
            self.fault("", "this is a value, not a table", f"write [{table}] and keys below it")

    def fault(self, key: str, cause: str, remedy: str, offset: int | None = None) -> None:
        self.problems.note(self.file, self.table, key, cause, remedy, offset)

    def inner(self, key: str) -> "Entry":
        """The table below a key, which may be left out."""
        self.used.add(key)
        return Entry(self.file, f"{self.table}.{key}".lstrip("."), self.content.get(key, {}), self.problems, key)

    def tables(self, reserved: Iterable[str] = ()) -> Iterator["Entry"]:
        """Every table inside this one but the reserved."""
        return (self.inner(id_) for id_ in self.content if id_ not in reserved)

    def get(self, key: str, words: str, default: Any, *kinds: type) -> Any:
        self.used.add(key)
        if key not in self.content:
            if default is ... and self.is_table:
                self.fault(key, f"{key} is missing", f"add {key} = {words}")
            return None if default is ... else default
        value = self.content[key]
        if type(value) in kinds:  # so that true is no number
            return value
        self.fault(key, f"{key} is {value!r:.60}", f"write {words}")
        return None if default is ... else default

    def text(self, key: str, default: Any = ..., options: Iterable[str] = ()) -> str:
        value = self.get(key, "a text", default, str)
        if options and value is not None and value not in options:
            self.fault(key, f"{key} is {value!r}", nearest(value, options) or f"use one of {', '.join(options)}")
            value = None
        return cast(str, value)

    def number(self, key: str, default: Any = ...) -> float:
        value = self.get(key, "a number", default, int, float)
        if value is not None and not is_number(value):
            self.fault(key, f"{key} is {value!r:.60}", "write a finite number")
            value = None
        return cast(float, value)

    def bounds(self, key: str, required: bool) -> tuple[float, float] | None:
        self.used.add(key)
        value = self.content.get(key)
        if isinstance(value, list) and len(value) == 2 and all(map(is_number, value)) and value[0] < value[1]:
            return float(value[0]), float(value[1])
        if required or value is not None:
            self.fault(key, f"a number needs a plausible {key}", f"write {key} = [lowest, highest]")
        return None

    def flag(self, key: str) -> bool:
        return bool(self.get(key, "true or false", False, bool))

    def words(self, key: str, required: bool = False) -> tuple[str, ...]:
        value = self.get(key, 'a list of texts, ["a", "b"]', ... if required else [], list)
        if value is None:
            return ()
        if not all(isinstance(item, str) for item in value):
            self.fault(key, f"{key} holds something that is not text", 'write a list of texts, ["a", "b"]')
            return ()
        if required and not value:
            self.fault(key, f"{key} is empty", f"name at least one{' claim id' if key == 'source' else ''}")
        return tuple(value)

    def condition(self, key: str) -> Node:
        value = self.get(key, "a condition", ..., str)
        try:
            return UNREAD if value is None else parse(value)
        except ConditionError as error:
            self.fault(key, error.cause, error.remedy, None if error.whole else error.column)
            return UNREAD

    def optional_condition(self, key: str) -> Node | None:
        self.used.add(key)
        return self.condition(key) if key in self.content else None

    def status(self) -> bool:
        return self.text("status", "", ("", "proposal")) == "proposal"

    def close(self, *allowed: str) -> None:
        """Notes every key that nobody asked for."""
        for key in self.content:
            if key not in self.used and key not in allowed:
                remedy = nearest(key, self.used) or f"use one of {', '.join(sorted(self.used))}"
                self.fault(key, f"the key {key} is not known", remedy)

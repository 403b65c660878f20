"""Which bitmaps is a program made of, if each truth is two of them: certainly true, and certainly false?

In: a program (lowered.py). Out: numbered bitmaps, each read from a column or made of two others by `and`, `or` or
`xor`, the same one only once. Kleene's logic splits this way: a negation swaps the two, `and` is `and` of what is true
and `or` of what is false.

>>> bitmaps = Bitmaps()
>>> pain, fever = (bitmaps.make(READ, ("known", finding, None)) for finding in ("pain", "fever"))
>>> bitmaps.join(OR, [pain, bitmaps.join(AND, [pain, fever])]) == pain
True
"""

from collections.abc import Iterable
from typing import Any, assert_never

from lactwise.lowered import UNSURE_SUFFIX, Program
from lactwise.parts import (
    FALSE,
    Amount,
    And,
    AtLeast,
    Certain,
    Constant,
    Given,
    Line,
    Not,
    Option,
    Or,
    Part,
    Refuted,
    Unsure,
    Yes,
    never_unknown,
)

EMPTY, FULL = 0, 1  # the first two bitmaps: no row, every row
AND, OR, XOR, READ = "and", "or", "xor", "read"
# Each operator as another, and whether its opposite is meant: fewer comparisons, the same answers.
_READ_AS = {"<": (">=", True), "<=": (">", True), "!=": ("==", True)}


class Bitmaps:
    """Bitmaps, each known by its number. `made` says how: `(READ, what)` or `(kind, number, number)`."""

    def __init__(self) -> None:
        self.made: list[tuple[Any, ...]] = []
        self.numbers: dict[tuple[Any, ...], int] = {}
        self.members: dict[int, frozenset[int]] = {}  # of what was joined
        self.value_of: dict[int, str] = {}  # bitmaps that hold only rows in which this finding has a value
        self.sure_of: dict[int, str] = {}  # bitmaps that hold all of these rows, and others
        for constant in (EMPTY, FULL):
            self.make(READ, ("every" if constant else "no", "", None))

    def make(self, *how: Any) -> int:
        """The number of a bitmap."""
        if how not in self.numbers:
            self.numbers[how] = len(self.made)
            self.made.append(how)
        return self.numbers[how]

    def inverse(self, number: int) -> int:
        """The rows it does not hold."""
        if number in (EMPTY, FULL):
            return FULL - number
        how = self.made[number]
        return int(how[2]) if how[:2] == (XOR, FULL) else self.make(XOR, FULL, number)

    def atom(self, finding: str, held: int, says: bool) -> int:
        """The rows in which a finding has a value of which `held` holds; or, unless it `says` so, does not."""
        known = self.make(READ, ("known", finding, None))
        found = self.join(AND, [known, held])
        found = found if says else self.make(XOR, known, found)
        self.value_of[known] = self.value_of[found] = finding
        return found

    def unsure(self, finding: str) -> int:
        """The rows in which a finding is not known, though asked, and so has no value."""
        found = self.make(READ, ("yes", finding + UNSURE_SUFFIX, None))
        self.sure_of[self.inverse(found)] = finding
        return found

    def join(self, kind: str, numbers: Iterable[int]) -> int:
        """The rows of all of them (`AND`), or of any (`OR`); what makes no difference is left out."""
        other, decisive = (OR, EMPTY) if kind == AND else (AND, FULL)
        found = set(numbers) - {FULL - decisive}
        inverted = {number: self.made[number][2] for number in found if self.made[number][:2] == (XOR, FULL)}
        if decisive in found or found & set(inverted.values()):
            return decisive
        if kind == AND:
            values = {self.value_of[number] for number in found if number in self.value_of}
            found = {number for number in found if self.sure_of.get(number) not in values}
        found = {number for number in found if self.made[number][0] != other or not self.members[number] & found}
        if len(found & inverted.keys()) > 1:  # inverted once instead of one by one
            once = self.inverse(self.join(other, [inverted[number] for number in found & inverted.keys()]))
            return self.join(kind, [once, *(found - inverted.keys())])
        return self.chain(kind, sorted(found)) if found else FULL - decisive

    def chain(self, kind: str, numbers: list[int]) -> int:
        """Joined one by one, the oldest first: so the beginnings of many are the same."""
        last = numbers[0]
        for place, number in enumerate(numbers[1:], 2):
            last = self.make(kind, last, number)
            self.members.setdefault(last, frozenset(numbers[:place]))
        return last

    def at_least(self, count: int, numbers: Iterable[int]) -> int:
        """The rows of at least `count` of them."""
        reached = [FULL] + [EMPTY] * count
        for number in numbers:
            for place in range(count, 0, -1):
                reached[place] = self.join(OR, [reached[place], self.join(AND, [reached[place - 1], number])])
        return reached[count]


class Truths:
    """The bitmaps of a program. `unsure`: "not sure" occurs. `contradictory`: so do answers that contradict others."""

    def __init__(self, program: Program, unsure: bool, contradictory: bool) -> None:
        self.bitmaps, self.unsure = Bitmaps(), unsure
        self.plain: dict[str, bool] = {}  # whether a line is never unknown
        for name, part in program.lines.items():
            self.plain[name] = self.is_plain(part)
        self.lines = dict(program.lines)
        self.contradictions = list(filter(self.is_of_contradictions, self.lines))
        if not contradictory:
            self.lines |= dict.fromkeys(self.contradictions, FALSE)
        self.found: dict[tuple[Part, bool], int] = {}

    def is_plain(self, part: Part) -> bool:
        """Whether a part is never unknown, its lines followed as far as they are known."""
        match part:
            case Line(name):
                return self.plain[name]
            case Not(operand):
                return self.is_plain(operand)
            case And(operands) | Or(operands) | AtLeast(_, operands):
                return all(map(self.is_plain, operands))
            case _:
                return never_unknown(part)

    def is_of_contradictions(self, name: str) -> bool:
        """Whether a line says that answers contradict each other. A wrong guess costs time, but changes no answer."""
        return self.plain[name] and (name.startswith("reading_r") or "__denied" in name)

    def true(self, part: Part) -> int:
        """Where a part is certainly true."""
        return self.where(part, True)

    def where(self, part: Part, says: bool) -> int:
        """Where a part is certainly true; or, unless it `says` so, certainly false."""
        key = (part, says)
        if key not in self.found:
            plain = not says and self.is_plain(part)
            self.found[key] = self.bitmaps.inverse(self.true(part)) if plain else self.make(part, says)
        return self.found[key]

    def make(self, part: Part, says: bool) -> int:
        match part:
            case Constant(value):
                return FULL if value is says else EMPTY
            case Unsure(finding):
                return self.bitmaps.unsure(finding) if self.unsure else EMPTY
            case Yes() | Given() | Amount() | Option():
                return self.atom(part, says)
            case Line(name):
                return self.where(self.lines[name], says)
            case Not(operand):
                return self.where(operand, not says)
            case Certain(operand):
                return self.true(operand)
            case Refuted(operand):
                return self.where(operand, False)
            case And(operands) | Or(operands):
                kind = AND if isinstance(part, And) is says else OR
                return self.bitmaps.join(kind, [self.where(item, says) for item in operands])
            case AtLeast(count, operands):
                needed = count if says else len(operands) - count + 1
                return self.bitmaps.at_least(needed, [self.where(item, says) for item in operands])
            case _:
                assert_never(part)

    def atom(self, part: Yes | Given | Amount | Option, says: bool) -> int:
        """Where the value of a finding makes a part true or false."""
        read = self.bitmaps.make
        match part:
            case Yes(finding):
                held = read(READ, ("yes", finding, None))
            case Given(finding):
                held = FULL
            case Amount(finding, operator, value, _):
                operator, opposite = _READ_AS.get(operator, (operator, False))
                held, says = read(READ, (operator, finding, value)), says is not opposite
            case Option(finding, options):
                held = self.bitmaps.join(OR, [read(READ, ("option", finding, option)) for option in options])
        return self.bitmaps.atom(part.finding, held, says)

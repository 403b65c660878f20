"""Which advice does a table of patients call for?

In: a guideline, and the columns a table has. Out: the program of `lowered.py`, and for each piece of advice and each
reader whether it is shown, as `engine.assess` shows it: under `Program.extra`, never unknown.

>>> from lactwise.loading import load
>>> found = lower_with_advice(load())
>>> len([name for name in found.extra if name.startswith(TO_PARENT)]) == len(load().advice)
True
"""

from collections.abc import Collection, Mapping
from dataclasses import replace

from lactwise.checking import TOPICS
from lactwise.language import Node
from lactwise.lowered import Program, lower
from lactwise.model import Advice, Guideline
from lactwise.parts import FALSE, Line, Part, all_of, any_of, certain, negation, refuted

TO_PARENT, TO_CLINICIAN = "shown_to_parent__", "shown_to_clinician__"
AUDIENCES = {"parent": TO_PARENT, "clinician": TO_CLINICIAN}


def in_order(guideline: Guideline) -> list[Advice]:
    """All advice in the order in which it is shown, which decides conflicts."""
    return sorted(guideline.advice.values(), key=lambda item: (TOPICS.index(item.topic), item.order))


def lower_with_advice(
    guideline: Guideline, columns: Collection[str] | None = None, asked: Mapping[str, Node] | None = None
) -> Program:
    """As `lowered.lower`, with the advice shown to each reader."""
    nodes: dict[str, Node] = dict(asked or {})
    for item in guideline.advice.values():
        nodes[f"advice_{item.id}__when"] = item.when
        if item.unless is not None:
            nodes[f"advice_{item.id}__unless"] = item.unless
    return _Shown(lower(guideline, columns, nodes)).program()


class _Shown:
    def __init__(self, program: Program) -> None:
        self.before, self.guideline = program, program.guideline
        self.lines, self.extra = dict(program.lines), dict[str, Part]()

    def program(self) -> Program:
        for audience, prefix in AUDIENCES.items():
            applies = {
                item.id: self.line(f"{prefix}{item.id}__applies", self.applies(item))
                for item in in_order(self.guideline)
                if item.audience == "parent" or audience == "clinician"
            }
            kept = self.without_conflicts(prefix, applies)
            self.extra |= {f"{prefix}{id_}": kept.get(id_, FALSE) for id_ in self.guideline.advice}
        return replace(self.before, lines=self.lines, extra=self.extra)

    def line(self, name: str, part: Part) -> Part:
        if isinstance(part, Line) or part == FALSE:
            return part
        self.lines[name] = part
        return Line(name)

    def applies(self, item: Advice) -> Part:
        """Whether a piece is to be shown, conflicts aside."""
        program = self.before
        parts = [negation(program.provisional), certain(program.asked[f"advice_{item.id}__when"][0])]
        if item.levels:
            parts.append(any_of(program.level[level] for level in item.levels))
        if item.unless is not None:
            exception = program.asked[f"advice_{item.id}__unless"][0]
            parts.append(refuted(exception) if item.temper == "gated" else negation(certain(exception)))
        return all_of(parts)

    def without_conflicts(self, prefix: str, applies: Mapping[str, Part]) -> dict[str, Part]:
        """Of two pieces in conflict the certain one, else the first, is kept, in the order in which they are met."""
        advice, kept = self.guideline.advice, dict(applies)
        for id_ in applies:
            for number, other in enumerate(advice[id_].conflicts):
                if other in applies:
                    yields = advice[other].temper == "certain" and advice[id_].temper != "certain"
                    loses = id_ if yields else other
                    both = all_of([kept[id_], kept[other]])
                    kept[loses] = self.line(f"{prefix}{id_}__kept{number}", all_of([kept[loses], negation(both)]))
        return kept

"""Who is the smallest patient whom a difference touches?

In: two guidelines, or one and what is to be shown. Out: findings as `lactwise assess` reads them, the same for the same
question; `None` means proved: there is nobody.

>>> from lactwise.changed import without_rule
>>> from lactwise.loading import load
>>> moved_level(load(), without_rule(load(), "mottled_or_blue_skin"))
{'mottled_skin': True}
"""

from itertools import chain

import z3

from lactwise.model import Guideline
from lactwise.proofs.all_patients import STATUSES, AllPatients, numbers_of
from lactwise.proofs.anyone import Anyone
from lactwise.proofs.smallest import Findings, Search


class Differences:
    """Two guidelines asked about the same patients. A finding that only one has is unknown to the other.

    Raises `ValueError` where a finding is another question in each.
    """

    def __init__(self, before: Guideline, after: Guideline) -> None:
        anyone = Anyone(chain(before.findings.values(), after.findings.values()))
        self.before, self.after = AllPatients(before, anyone=anyone), AllPatients(after, anyone=anyone)
        self.search = Search(anyone, numbers_of([before, after]))
        self.contradictory = z3.Or(self.before.contradictory, self.after.contradictory)

    def moved(self) -> Findings | None:
        """The smallest patient whose level differs."""
        same = z3.Or(*(z3.And(self.before.level[id_], self.level_after(id_)) for id_ in self.before.levels))
        return self.search.plainest(self.contradictory, z3.Not(same))

    def anything(self) -> Findings | None:
        """The smallest patient for whom a level, a reason, a picture, a piece of advice or its certainty differs."""
        terms = [(side.level, side.rules, _advice(side), _pictures(side)) for side in (self.before, self.after)]
        settled = self.before.settled != self.after.settled
        differ = [
            old.get(id_, z3.BoolVal(False)) != new.get(id_, z3.BoolVal(False))
            for old, new in zip(*terms, strict=True)
            for id_ in {**old, **new}
        ]
        return self.search.plainest(self.contradictory, z3.Or(settled, *differ))

    def level(self, from_: str, to: str) -> Findings | None:
        """The smallest patient who moves from one level to another."""
        return self.search.plainest(self.contradictory, self.before.level[from_], self.level_after(to))

    def condition(self, id_: str, from_: str, to: str) -> Findings | None:
        """The smallest patient of whom a picture changes its status: fits, possible, ruled_out."""
        assert {from_, to} <= set(STATUSES)  # noqa: S101 - an error of ours
        return self.search.plainest(
            self.contradictory, self.before.condition(id_, from_), self.after.condition(id_, to)
        )

    def advice(self, id_: str, audience: str, appears: bool) -> Findings | None:
        """The smallest patient to whom a piece of advice is now shown (`appears`), or no longer."""
        with_, without = (self.after, self.before) if appears else (self.before, self.after)
        if id_ not in with_.guideline.advice:
            return None
        shown = [with_.shown(id_, audience)]
        if id_ in without.guideline.advice:
            shown.append(z3.Not(without.shown(id_, audience)))
        return self.search.plainest(self.contradictory, *shown)

    def level_after(self, id_: str) -> z3.BoolRef:
        """Whether the second guideline gives a level, which it may not have."""
        return self.after.level.get(id_, z3.BoolVal(False))


def _advice(side: AllPatients) -> dict[str, z3.BoolRef]:
    return {name: side.terms.true(part) for name, part in side.program.extra.items()}


def _pictures(side: AllPatients) -> dict[str, z3.BoolRef]:
    ids = side.guideline.conditions
    return {f"{id_} {status}": side.condition(id_, status) for id_ in ids for status in ("fits", "ruled_out")}


def moved_level(before: Guideline, after: Guideline) -> Findings | None:
    """The smallest patient whose level differs between two guidelines."""
    return Differences(before, after).moved()


def shown(guideline: Guideline, advice: str, audience: str = "parent") -> Findings | None:
    """The smallest patient to whom a piece of advice is shown."""
    everyone = AllPatients(guideline)
    return everyone.search.plainest(everyone.contradictory, everyone.shown(advice, audience))

"""By when is she seen, and when is the next look?

In: a guideline over all patients. Out: each time that counts with when it does; of all that count the earliest is
meant. As `engine.Machine.see_by` and `engine.Machine.follow_up` work them out.
"""

import z3

from lactwise.proofs.all_patients import AllPatients
from lactwise.proofs.anyone import exact
from lactwise.proofs.later import Later

Times = list[tuple[z3.BoolRef, z3.ArithRef]]  # when a time counts, and the hours until then


def to_be_seen(everyone: AllPatients) -> Times:
    """By when she is seen; at home, by when she looks again."""
    guideline = everyone.guideline
    found: Times = []
    at_home: list[z3.BoolRef] = []
    for rule in guideline.rules.values():
        if rule.limit is not None:
            holds = z3.And(everyone.level[rule.level], everyone.rules[rule.id])
            if rule.clock is not None:
                holds = z3.And(holds, clock_of(rule.clock, everyone)[1])
            found.append((holds, left(rule.limit, rule.clock, everyone)))
            if rule.level == guideline.calmest:
                at_home.append(holds)
    for level in guideline.levels.values():
        counts = everyone.level[level.id]
        if level.id == guideline.calmest:  # its own limit is for those to whom no rule gives one
            counts = z3.And(counts, z3.Not(z3.Or(*at_home)))
        found.append((counts, exact(guideline.thresholds[level.limit].value)))
    return found


def next_looks(everyone: AllPatients) -> Times:
    """When she looks again; of one who is told nothing yet none counts."""
    guideline = everyone.guideline
    found: Times = []
    looked: list[z3.BoolRef] = []
    for item in guideline.follow_ups.values():
        counted = everyone.terms.true(everyone.program.asked[f"look_{item.id}"][1])
        at = z3.Or(*(everyone.level[level] for level in item.levels)) if item.levels else z3.BoolVal(True)
        applies = z3.And(z3.Not(everyone.provisional), counted, at)
        looked.append(applies)
        found.append((applies, exact(guideline.thresholds[item.within].value)))
        if item.limit is not None and item.clock is not None:
            known = clock_of(item.clock, everyone)[1]
            found.append((z3.And(applies, known), left(item.limit, item.clock, everyone)))
    at_home = z3.And(everyone.level[guideline.calmest], z3.Or(*looked))
    return [*found, *((z3.And(at_home, counts), hours) for counts, hours in to_be_seen(everyone))]


def seen_by(limit: str, clock: str | None, everyone: AllPatients) -> z3.BoolRef:
    """Whether she is seen before a limit on a clock is over."""
    return within(to_be_seen(everyone), left(limit, clock, everyone))


def looks_by(limit: str, everyone: AllPatients) -> z3.BoolRef:
    """Whether a next look is given, at most so long from now."""
    return within(next_looks(everyone), exact(everyone.guideline.thresholds[limit].value))


def within(times: Times, hours: z3.ArithRef) -> z3.BoolRef:
    """Whether the earliest of some times is at most so many hours from now."""
    return z3.Or(*(z3.And(counts, time <= hours) for counts, time in times))


def ahead(times: Times, later: Later) -> z3.BoolRef:
    """Whether the later moment comes before the earliest of some times."""
    return z3.And(*(z3.Implies(counts, later.passed < time) for counts, time in times))


def stays(times: Times, later: Later) -> z3.BoolRef:
    """Whether the earliest of some times, worked out anew at the later moment, is no later than it was, if any is."""
    anew = [(later.put(counts), later.passed + later.put(time)) for counts, time in times]
    none = z3.Not(z3.Or(*(counts for counts, _ in anew)))
    return z3.And(*(z3.Implies(counts, z3.Or(none, within(anew, time))) for counts, time in times))


def left(limit: str, clock: str | None, everyone: AllPatients) -> z3.ArithRef:
    """Hours left of a limit: all of it where the clock is not known, never less than none."""
    whole = exact(everyone.guideline.thresholds[limit].value)
    if clock is None:
        return whole
    gone, known = clock_of(clock, everyone)
    return z3.If(known, z3.If(gone < whole, whole - gone, exact(0)), whole)


def clock_of(clock: str, everyone: AllPatients) -> tuple[z3.ArithRef, z3.BoolRef]:
    """The hours on a clock, "not sure" counted as declared, and whether they are known."""
    who, finding = everyone.anyone, everyone.guideline.findings[clock]
    counted = finding.unsure
    if isinstance(counted, bool) or not isinstance(counted, int | float):
        return who.amount[clock], who.given[clock]
    unsure = z3.And(who.unsure[clock], everyone.applies(clock))
    return z3.If(who.given[clock], who.amount[clock], exact(counted)), z3.Or(who.given[clock], unsure)

"""What must hold for any guideline, whatever its medicine?

In: a guideline over all patients. Out: the built-in properties, each with its questions to z3.
"""

from collections.abc import Iterator
from itertools import groupby, pairwise

import z3

from lactwise.boundaries import Change, changes
from lactwise.language import Name
from lactwise.model import Finding
from lactwise.proofs.all_patients import AllPatients, Levels, Second
from lactwise.proofs.anyone import Anyone, exact, put_all
from lactwise.proofs.questions import Property, Question

Asked = Iterator[Question]


def one_level(everyone: AllPatients) -> Asked:
    """The three are what their names say, and in this order."""
    for name, levels in (("level", everyone.level), ("floor", everyone.floor), ("ceiling", everyone.ceiling)):
        one = z3.And(z3.Or(*levels.values()), z3.AtMost(*levels.values(), 1))
        yield Question(f"exactly one {name}", (), z3.Not(one))
    yield Question("the level is not calmer than the floor", (), everyone.calmer(everyone.floor, everyone.level))
    yield Question("the ceiling is not calmer than the level", (), everyone.calmer(everyone.level, everyone.ceiling))


def provisional_is_calm_and_open(everyone: AllPatients) -> Asked:
    """The level has a calm word, and something more urgent is open."""
    calm = z3.Or(*(everyone.level[item.id] for item in everyone.guideline.levels.values() if item.calm))
    yield Question("", (), everyone.provisional != z3.And(calm, z3.Not(everyone.settled)))


def answers_only_narrow(everyone: AllPatients) -> Asked:
    """For each finding that may apply: no answer, and then any value."""
    for finding in everyone.guideline.findings.values():
        then = everyone.second(finding)
        broken = z3.Or(everyone.calmer(everyone.floor, then.floor), everyone.calmer(then.ceiling, everyone.ceiling))
        yield Question(finding.id, _answered_now(everyone, finding, then), broken, (finding, then.who))


def settled_stays(everyone: AllPatients) -> Asked:
    """For each finding that may apply: no answer while the level is settled, and then any value."""
    for finding in everyone.guideline.findings.values():
        then = everyone.second(finding)
        premise = (everyone.settled, *_answered_now(everyone, finding, then))
        yield Question(finding.id, premise, everyone.calmer(then.level, everyone.level), (finding, then.who))


def not_sure_never_calms(everyone: AllPatients) -> Asked:
    """For each finding: no answer, and then "not sure"."""
    for finding in everyone.guideline.findings.values():
        pairs = [(everyone.anyone.unsure[finding.id], z3.BoolVal(True))]
        broken = everyone.calmer(everyone.level, put_all(everyone.level, pairs))
        yield Question(finding.id, (_unsaid(everyone, finding),), broken, (finding, everyone.anyone))


def worse_is_never_calmer(everyone: AllPatients) -> Asked:
    """For each finding with a bad direction: a value, and then a worse one."""
    for finding in everyone.guideline.findings.values():
        if finding.worse is None:
            continue
        then = everyone.second(finding)
        broken = everyone.calmer(everyone.level, then.level)
        for about, worse in _worse(everyone, finding, then.who):
            premise = (worse, *_parent(everyone, finding), *then.who.possible, *_consistent(everyone, then))
            yield Question(f"{finding.id}{about}", premise, broken, (finding, then.who))


def _parent(everyone: AllPatients, finding: Finding) -> tuple[z3.BoolRef, ...]:
    """What a finding stands under is known: by "no" a child says nothing of its parent."""
    return (everyone.anyone.yes[finding.only_if.name],) if isinstance(finding.only_if, Name) else ()


def _worse(everyone: AllPatients, finding: Finding, then: Anyone) -> Iterator[tuple[str, z3.BoolRef]]:
    """In words, and as a term: that the second value is worse than the first."""
    id_, now = finding.id, everyone.anyone
    if isinstance(finding.worse, bool):
        yield "", z3.And(now.said(id_, not finding.worse), then.said(id_, finding.worse))
    elif isinstance(finding.worse, list):
        for better, worse in pairwise(finding.worse):
            yield f": {better}, then {worse}", z3.And(now.said(id_, better), then.said(id_, worse))
    else:
        numbers = everyone.guideline.thresholds
        edges = {key: exact(numbers[name].value) for key, name in finding.worse.items()}
        both = z3.And(now.given[id_], then.given[id_])
        before, after = now.amount[id_], then.amount[id_]
        if "up_from" in edges:
            normal = before >= edges["down_from"] if "down_from" in edges else z3.BoolVal(True)
            yield ", rising", z3.And(both, normal, before < after, after >= edges["up_from"])
        if "down_from" in edges:
            normal = before < edges["up_from"] if "up_from" in edges else z3.BoolVal(True)
            yield ", falling", z3.And(both, normal, before > after, after < edges["down_from"])


def every_rule_decides(everyone: AllPatients) -> Asked:
    """Each rule can be met, and at its own level: no more urgent one always comes first."""
    for id_, met in everyone.rules.items():
        yield Question(id_, (met, everyone.level[everyone.guideline.rules[id_].level]), None)


def everything_can_be(everyone: AllPatients) -> Asked:
    """Each definition can be true and can be false, each picture can fit, each piece of advice can be shown."""
    for id_, part in everyone.program.definitions.items():
        yield Question(f"{id_} is true", (everyone.terms.true(part),), None)
        yield Question(f"{id_} is false", (z3.Not(everyone.terms.possible(part)),), None)
    for id_ in everyone.guideline.conditions:
        yield Question(f"{id_} fits", (everyone.condition(id_, "fits"),), None)
        yield Question(f"{id_} does not fit", (z3.Not(everyone.condition(id_, "fits")),), None)
    for id_ in everyone.guideline.advice:
        yield Question(f"{id_} is shown", (everyone.shown(id_, "clinician"),), None)


def no_gaps(everyone: AllPatients) -> Asked:
    """Each level has a reason: a rule of that level, or a danger sign she is not sure about.

    The calmest stands where nothing else does: there, in a settled answer, at least one of its rules is not ruled out.
    """
    guideline = everyone.guideline
    for level, is_level in everyone.level.items():
        rules = [id_ for id_, rule in guideline.rules.items() if rule.level == level]
        if level == guideline.calmest:
            open_ = [everyone.terms.true(everyone.program.rules[id_][1]) for id_ in rules]
            yield Question(level, (is_level, everyone.settled), z3.Not(z3.Or(*open_)))
        else:
            reasons = [everyone.rules[id_] for id_ in rules]
            reasons += [everyone.anyone.unsure[f.id] for f in guideline.findings.values() if f.unsure_level == level]
            yield Question(level, (is_level,), z3.Not(z3.Or(*reasons)))


def no_conflicts(everyone: AllPatients) -> Asked:
    """No two pieces of advice that name each other as contrary are shown together."""
    for item in everyone.guideline.advice.values():
        for other in item.conflicts:
            readers = ("parent", "clinician")
            both = [z3.And(everyone.shown(item.id, who), everyone.shown(other, who)) for who in readers]
            once = z3.Or(*(everyone.shown(item.id, who) for who in readers))
            yield Question(f"{item.id} and {other}", (once,), z3.Or(*both))


def certain_is_certain(everyone: AllPatients) -> Asked:
    """A piece that is shown only when certain is never shown while what calls for it is not ruled in."""
    for item in everyone.guideline.advice.values():
        if item.temper == "certain":
            open_ = z3.Not(everyone.certainly(f"advice_{item.id}__when"))
            yield Question(item.id, (open_,), everyone.shown(item.id, "clinician"))


def gates_hold(everyone: AllPatients) -> Asked:
    """A gated piece is never shown while its gate is true or unknown."""
    for item in everyone.guideline.advice.values():
        if item.temper == "gated" and item.unless is not None:
            gate = everyone.perhaps(f"advice_{item.id}__unless")
            yield Question(item.id, (gate,), everyone.shown(item.id, "clinician"))


def changes_are_told(everyone: AllPatients) -> Asked:
    """Whatever single change of a number raises the level, a boundary that is told raises it as much."""
    for finding_id, told in groupby(changes(everyone.guideline), key=lambda change: change.finding.id):
        finding, boundaries = everyone.guideline.findings[finding_id], list(told)
        if finding.kind != "number":
            continue  # of the others every answer is tried
        then = everyone.second(finding)
        premise = (*_given(then, finding), *_consistent(everyone, then))
        if boundaries[0].clock:  # time only passes, and only from a time that is known
            passed = then.who.amount[finding_id] > everyone.anyone.amount[finding_id]
            premise = (everyone.anyone.given[finding_id], passed, *premise)
            boundaries = [item for item in boundaries if item.rising]
        reached = [z3.And(_leads_away(everyone, item), _as_urgent(everyone, item, then.level)) for item in boundaries]
        broken = z3.And(everyone.calmer(then.level, everyone.level), z3.Not(z3.Or(*reached)))
        yield Question(finding_id, premise, broken, (finding, then.who))


def _leads_away(everyone: AllPatients, change: Change) -> z3.BoolRef:
    """Whether a boundary lies ahead of the number she has; ahead of none, all do."""
    who, id_ = everyone.anyone, change.finding.id
    counted = change.finding.unsure
    value, known = who.amount[id_], who.given[id_]
    if isinstance(counted, int | float) and not isinstance(counted, bool):
        value, known = z3.If(who.unsure[id_], exact(counted), value), who.answered[id_]
    bound = exact(change.value)
    return z3.Or(z3.Not(known), bound > value if change.rising else bound < value)


def _as_urgent(everyone: AllPatients, change: Change, than: Levels) -> z3.BoolRef:
    """Whether the level at a boundary is at least as urgent."""
    there = put_all(everyone.level, everyone.anyone.is_(change.finding.id, change.value))
    return z3.Not(everyone.calmer(than, there))


# --- parts of questions ---


def _unsaid(everyone: AllPatients, finding: Finding) -> z3.BoolRef:
    return z3.Not(everyone.anyone.answered[finding.id])


def _given(then: Second, finding: Finding) -> tuple[z3.BoolRef, ...]:
    """A second patient who gives a value."""
    return (then.who.given[finding.id], *then.who.possible)


def _consistent(everyone: AllPatients, then: Second) -> tuple[z3.BoolRef, ...]:
    """No answer contradicts another, before and after."""
    return z3.Not(everyone.contradictory), z3.Not(then.contradictory)


def _answered_now(everyone: AllPatients, finding: Finding, then: Second) -> tuple[z3.BoolRef, ...]:
    """A finding that may apply was not answered, and then is given."""
    before = _unsaid(everyone, finding), everyone.applies(finding.id), everyone.applies(finding.id, counted=True)
    return (*before, *_given(then, finding), *_consistent(everyone, then))


# A property: its id, what it says, its questions.
PROPERTIES = tuple(
    Property(id_, says, asks, built_in=True)
    for id_, says, asks in (
        ("one_level", "Every patient gets exactly one level, between its floor and its ceiling.", one_level),
        (
            "answers_only_narrow",
            "An answer never lowers the floor nor raises the ceiling.",
            answers_only_narrow,
        ),
        (
            "settled_stays",
            "A settled answer never becomes more urgent by an answer that was still missing.",
            settled_stays,
        ),
        (
            "provisional_is_calm_and_open",
            "An answer is provisional exactly when its level is calm and a more urgent one is open.",
            provisional_is_calm_and_open,
        ),
        ("not_sure_never_calms", 'No answer "not sure" ever lowers the level.', not_sure_never_calms),
        ("worse_is_never_calmer", "A finding that gets worse never lowers the level.", worse_is_never_calmer),
        ("every_rule_decides", "Every rule can be a reason for the level given: none is dead.", every_rule_decides),
        ("everything_can_be", "Every definition, picture and piece of advice can come up.", everything_can_be),
        ("no_gaps", "Every answer more urgent than care at home has a reason.", no_gaps),
        ("no_conflicts", "No two contrary pieces of advice are ever shown together.", no_conflicts),
        ("gates_hold", "No medicine is shown while a reason against it is true or unknown.", gates_hold),
        (
            "certain_is_certain",
            "What is said only for certain is never said while what calls for it is unknown.",
            certain_is_certain,
        ),
        (
            "changes_are_told",
            "Every single change of a number that would make it more urgent is told, with its boundary.",
            changes_are_told,
        ),
    )
)

"""Is every property proved, and if not, who breaks it?

In: a guideline in all its languages. Out: a verdict for each built-in property and each claim of safety.toml, one at a
time. Each question is also asked for its premise: what nobody meets proves nothing.
"""

import time
from collections.abc import Iterator

from lactwise.model import Guideline, Value
from lactwise.proofs import built_in, claims
from lactwise.proofs.all_patients import AllPatients
from lactwise.proofs.questions import Failure, Property, Question, Verdict
from lactwise.proofs.smallest import UndecidedError

MOST_FAILURES = 3  # of one property, told with their patients


def properties(guideline: Guideline) -> list[Property]:
    """The built-in properties, then the claims."""
    return [*built_in.PROPERTIES, *claims.properties(guideline)]


def prove(guideline: Guideline, explain: bool = True) -> Iterator[Verdict]:
    """A verdict a property. Without `explain` the first failure is enough, and nobody is looked for."""
    everyone = AllPatients(guideline, claims.asked(guideline))
    for item in properties(guideline):
        yield verdict(everyone, item, explain)


def verdict(everyone: AllPatients, item: Property, explain: bool = True) -> Verdict:
    """What comes of one property."""
    started, count = time.perf_counter(), 0
    failures: list[Failure] = []
    for question in item.asks(everyone):
        count += 1
        failure = _failure(everyone, question, explain and len(failures) < MOST_FAILURES)
        if failure is not None:
            failures.append(failure)
            if not explain:
                break
    took = time.perf_counter() - started
    return Verdict(item.id, item.says, item.source, item.built_in, count, took, tuple(failures))


def _failure(everyone: AllPatients, question: Question, explain: bool) -> Failure | None:
    try:
        return _answer(everyone, question, explain)
    except UndecidedError:
        return Failure(question.about, "undecided")


def _answer(everyone: AllPatients, question: Question, explain: bool) -> Failure | None:
    search = everyone.search
    if question.broken is None:
        return None if search.happens(*question.premise) else Failure(question.about, "never")
    wanted = (*question.premise, question.broken)
    if not search.can_be(*wanted):
        return None if search.happens(*question.premise) else Failure(question.about, "empty")
    if not explain:
        return Failure(question.about, "broken")
    patient = search.plainest(everyone.contradictory, *wanted) or {}
    then, later = _then(everyone, question, patient), _later(everyone, question, patient)
    return Failure(question.about, "broken", patient, then, later)


def _then(everyone: AllPatients, question: Question, patient: dict[str, Value]) -> tuple[str, Value] | None:
    """What the second patient says instead."""
    if question.then is None or question.broken is None:
        return None
    finding, then = question.then
    who = everyone.anyone
    if then is who:  # the change is "not sure"
        return finding.id, "unsure"
    same = [who.said(id_, patient.get(id_)) for id_ in who.findings]
    for value in everyone.search.candidates(finding):
        if everyone.search.can_be(*question.premise, question.broken, *same, then.said(finding.id, value)):
            return finding.id, value
    return None


def _later(
    everyone: AllPatients, question: Question, patient: dict[str, Value]
) -> tuple[float, dict[str, Value]] | None:
    """After how many hours the same patient is meant, and what she says then."""
    if question.later is None or question.broken is None:
        return None
    who = everyone.anyone
    same = [who.said(id_, patient.get(id_)) for id_ in who.findings]
    return question.later.moment(everyone.search, [*question.premise, question.broken, *same], patient)

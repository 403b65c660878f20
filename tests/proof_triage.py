"""What do the terms of the proofs, which stand for all patients, say of one?

In: a guideline and findings `{id: value}`. Out: an `Answer` a patient, as in tests/triaging.py, or the truth of any
terms. The solver is told her answers, and nothing is put in place of what she did not say.

>>> from lactwise.loading import load
>>> by_proofs(load(), [{"confusion": True}])[0]["level"]
'emergency_now'
"""

from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache

import z3

from lactwise.model import Guideline
from lactwise.proofs.all_patients import AllPatients
from lactwise.proofs.anyone import Anyone
from lactwise.reading import Findings
from tests.backends import truth_of
from tests.triaging import Answer

Terms = Mapping[str, z3.BoolRef]


def truths(anyone: Anyone, terms: Terms, patients: Iterable[Findings]) -> Iterator[dict[str, bool]]:
    """For each patient the truth of each term. Refuses terms that her answers do not decide."""
    solver = z3.SolverFor("QF_LRA")
    solver.add(*anyone.possible)
    bundle = z3.Function("bundle", *[z3.BoolSort()] * (len(terms) + 1))(*terms.values())  # so that all are read at once
    for findings in patients:
        said = [anyone.said(id_, findings.get(id_)) for id_ in anyone.findings]
        assert solver.check(*said) == z3.sat, f"nobody can say this: {findings}"
        values = solver.model().eval(bundle).sexpr().strip("()").split()[1:]  # read as text: half the time
        assert len(values) == len(terms), findings
        assert set(values) <= {"true", "false"}, f"not decided by {findings}"
        yield {name: value == "true" for name, value in zip(terms, values, strict=True)}


@lru_cache(maxsize=4)
def everyone_of(guideline: Guideline) -> AllPatients:
    return AllPatients(guideline)


def by_proofs(guideline: Guideline, patients: Iterable[Findings]) -> list[Answer]:
    """What the terms say of each patient."""
    everyone = everyone_of(guideline)
    return [answer_of(everyone, found) for found in truths(everyone.anyone, triage_terms(everyone), patients)]


def triage_terms(everyone: AllPatients) -> dict[str, z3.BoolRef]:
    """Every term that an `Answer` is made of."""
    terms = {"settled": everyone.settled, "provisional": everyone.provisional}
    for what, levels in (("level", everyone.level), ("floor", everyone.floor), ("ceiling", everyone.ceiling)):
        terms |= {f"{what} {id_}": term for id_, term in levels.items()}
    for id_, (_, open_) in everyone.program.rules.items():
        terms |= {f"met {id_}": everyone.rules[id_], f"open {id_}": everyone.terms.true(open_)}
    for id_ in everyone.guideline.conditions:
        terms |= {f"{status} {id_}": everyone.condition(id_, status) for status in ("fits", "possible", "ruled_out")}
    return terms


def answer_of(everyone: AllPatients, found: Mapping[str, bool]) -> Answer:
    """The truths of one patient as an `Answer`."""

    def only(*names: str) -> str:
        held = [name for name in names if found[name]]
        assert len(held) == 1, (names, held)
        return held[0]

    answer: Answer = {"settled": found["settled"], "provisional": found["provisional"]}
    for what in ("level", "floor", "ceiling"):
        answer[what] = only(*(f"{what} {id_}" for id_ in everyone.levels)).removeprefix(f"{what} ")
    answer["rules"] = {id_: truth_of(found[f"met {id_}"], found[f"open {id_}"]) for id_ in everyone.program.rules}
    answer["conditions"] = {
        id_: only(f"fits {id_}", f"possible {id_}", f"ruled_out {id_}").split()[0]
        for id_ in everyone.guideline.conditions
    }
    return answer

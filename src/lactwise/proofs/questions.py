"""What is one thing to prove, and what came of it?

In: nothing; `built_in.py` and `claims.py` make these, `prover.py` answers them. A property is a sentence and the
questions it comes to; a question says what must never be together, or what must be possible.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import Literal

import z3

from lactwise.model import Finding, Value
from lactwise.proofs.all_patients import AllPatients
from lactwise.proofs.anyone import Anyone
from lactwise.proofs.later import Later
from lactwise.proofs.smallest import Findings

# broken: a patient breaks it. never: what must be possible is not. empty: nobody meets the premise, so that it says
# nothing. undecided: the solver gave up.
How = Literal["broken", "never", "empty", "undecided"]


@dataclass(frozen=True)
class Question:
    """While all of `premise` holds `broken` must not; or, without `broken`, the premise must be possible.

    `then` is a second patient, the same but for one finding; `later` the same patient some time later.
    """

    about: str
    premise: tuple[z3.BoolRef, ...]
    broken: z3.BoolRef | None
    then: tuple[Finding, Anyone] | None = None
    later: Later | None = None


@dataclass(frozen=True)
class Property:
    """A sentence about every patient; `asks` makes its questions."""

    id: str
    says: str
    asks: Callable[[AllPatients], Iterable[Question]]
    source: tuple[str, ...] = ()
    built_in: bool = False


@dataclass(frozen=True)
class Failure:
    """How a property fails: a patient who breaks it, or what cannot happen though it should.

    `then` is the one answer of a second patient that differs; `later` after how many hours, and all her answers then.
    """

    about: str
    how: How
    patient: Findings | None = None
    then: tuple[str, Value] | None = None
    later: tuple[float, Findings] | None = None


@dataclass(frozen=True)
class Verdict:
    """What came of a property: over how many questions, in how many seconds, and how it fails."""

    id: str
    says: str
    source: tuple[str, ...]
    built_in: bool
    questions: int
    seconds: float
    failures: tuple[Failure, ...] = field(default=())

    @property
    def proved(self) -> bool:
        """Whether nothing fails."""
        return not self.failures

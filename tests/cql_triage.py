"""What does the triage that we publish for CQL say, asked of engines that others wrote?

In: a guideline and findings. Out: an `Answer` a patient, as `tests.triaging` has it: `by_elm` gives our own ELM to
cql-execution, `by_translated_cql` what the official translator makes of our text. One Node process serves all calls.

>>> from lactwise.loading import load
>>> by_elm(load(), [{"confusion": True}])[0]["level"]
'emergency_now'
"""

import atexit
import json
import subprocess
from collections.abc import Iterable, Sequence
from functools import lru_cache
from pathlib import Path
from typing import Any

from lactwise.model import Guideline
from lactwise.publish import cql, elm
from lactwise.publish.cql_library import CERTAIN, OPEN, STATUS
from lactwise.reading import Findings
from tests.backends import truth_of
from tests.triaging import Answer, row_of

RUNNER = Path(__file__).parent / "cql" / "run.mjs"
LEVELS = ("Level", "Floor", "Ceiling")
FLAGS = ("Settled", "Provisional")


class Node:
    """A Node process with cql-execution and the translator, which answers a request at a time."""

    def __init__(self) -> None:
        pipe = subprocess.PIPE
        self.process = subprocess.Popen(["node", RUNNER], stdin=pipe, stdout=pipe, encoding="utf-8")
        atexit.register(self.close)

    def ask(self, **request: Any) -> dict[str, Any]:
        """The answer to a request of run.mjs."""
        assert self.process.stdin is not None
        assert self.process.stdout is not None
        self.process.stdin.write(json.dumps(request) + "\n")
        self.process.stdin.flush()
        line = self.process.stdout.readline()
        if not line:
            raise RuntimeError(f"Node ended with status {self.process.wait()}, and says why above")
        answer: dict[str, Any] = json.loads(line)
        if "error" in answer:
            raise RuntimeError(answer["error"])
        return answer

    def load(self, library: Any) -> int:
        """The number under which a library, as ELM, is kept."""
        number: int = self.ask(do="load", elm=library)["library"]
        return number

    def translate(self, text: str) -> dict[str, Any]:
        """The ELM of a text, and what the translator remarks; an error is raised."""
        return self.ask(do="translate", text=text)

    def run(self, library: int, rows: Sequence[dict[str, Any]], wanted: Sequence[str]) -> list[list[Any]]:
        """For each row the values of the wanted definitions."""
        answer = self.ask(do="run", library=library, patients=list(rows), wanted=list(wanted))
        results: list[list[Any]] = answer["results"]
        return results

    def close(self) -> None:
        """Ends the process."""
        atexit.unregister(self.close)
        if self.process.stdin and self.process.stdout:
            self.process.stdin.close()
            self.process.wait()
            self.process.stdout.close()


@lru_cache(maxsize=1)
def node() -> Node:
    """The one process that all calls share."""
    return Node()


def by_elm(guideline: Guideline, patients: Iterable[Findings]) -> list[Answer]:
    """Our own ELM, run by cql-execution."""
    return answers(node(), _own(guideline), guideline, patients)


def by_translated_cql(guideline: Guideline, patients: Iterable[Findings]) -> list[Answer]:
    """Our text, translated by the official translator and run by cql-execution."""
    return answers(node(), _translated(cql.write(guideline)), guideline, patients)


@lru_cache(maxsize=64)
def _own(guideline: Guideline) -> int:
    return node().load(json.loads(elm.write(guideline)))


@lru_cache(maxsize=64)
def _translated(text: str) -> int:
    return node().load(translation(text)["elm"])


@lru_cache(maxsize=4)
def translation(text: str) -> dict[str, Any]:
    """What the official translator makes of a text: its ELM, and its remarks."""
    return node().translate(text)


def answers(served_by: Node, library: int, guideline: Guideline, patients: Iterable[Findings]) -> list[Answer]:
    """What a library says of patients."""
    rules = [id_ + suffix for id_ in guideline.rules for suffix in (CERTAIN, OPEN)]
    pictures = [id_ + STATUS for id_ in guideline.conditions]
    wanted = (*LEVELS, *FLAGS, *rules, *pictures)
    results = served_by.run(library, [row_of(findings) for findings in patients], wanted)
    return [_answer(guideline, dict(zip(wanted, values, strict=True))) for values in results]


def _answer(guideline: Guideline, values: dict[str, Any]) -> Answer:
    def holds(name: str) -> bool:
        assert isinstance(values[name], bool), f"{name} is {values[name]!r}, where only yes or no is possible"
        return bool(values[name])

    return {
        **{name.lower(): values[name] for name in LEVELS},
        **{name.lower(): holds(name) for name in FLAGS},
        "rules": {id_: truth_of(holds(id_ + CERTAIN), holds(id_ + OPEN)) for id_ in guideline.rules},
        "conditions": {id_: values[id_ + STATUS] for id_ in guideline.conditions},
    }

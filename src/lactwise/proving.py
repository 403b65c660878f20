r"""What did the proofs say, in words a clinician can check and in JSON a script can read?

In: a guideline and the verdicts on it. Out: lines of text, or data. Who breaks a claim is told in words, with the
command that shows her, and with what the engine, the judge, says of her.

>>> from lactwise.loading import load
>>> command({"confusion": True})
'echo \'{"findings": {"confusion": true}}\' | lactwise assess -'
"""

import hashlib
import json
import shlex
import textwrap
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import fields, is_dataclass
from typing import Any

from lactwise.engine import triage
from lactwise.model import Guideline, Value
from lactwise.phrases import in_words
from lactwise.proofs.questions import Failure, Verdict
from lactwise.wording import Words

HOW = {
    "broken": "this patient breaks it",
    "never": "cannot happen, though it should",
    "empty": "nobody meets the premise, so it says nothing",
    "undecided": "the solver gave up: neither proved nor refuted",
}
ONLY_READ = {"because", "note", "means", "source", "differs", "says", "codes", "proposal", "screen"}
NOT_SHOWN = (
    "The proofs show that the rules do what the claims say, for every patient. They do not show that a rule is",
    "medically right, nor that a question is understood as it is meant.",
)


def logic_digest(guideline: Guideline) -> str:
    """A digest of all that a proof can depend on but words: it stays the same while only sentences change."""
    parts = [
        guideline.findings, guideline.thresholds, guideline.definitions, guideline.levels, guideline.rules,
        guideline.conditions, guideline.advice, guideline.follow_ups, guideline.safety, guideline.word_lists,
    ]  # fmt: skip
    wordless = [{id_: _wordless(item) for id_, item in part.items()} for part in parts]
    return f"sha256:{hashlib.sha256(json.dumps(wordless, sort_keys=True, default=str).encode()).hexdigest()}"


def _wordless(item: Any) -> Any:
    """An entry without what is only read: reasons, notes, meanings, sources."""
    if not is_dataclass(item):
        return item
    return {f.name: str(getattr(item, f.name)) for f in fields(item) if f.name not in ONLY_READ}


def command(findings: Mapping[str, Value], folder: str | None = None) -> str:
    """How to see a patient, under the guideline in `folder` (default: the one in use): one line for a shell."""
    chosen = "" if folder is None else f" --guideline {shlex.quote(folder)}"
    return f"echo '{json.dumps({'findings': dict(findings)})}' | lactwise assess -{chosen}"


def patient_in_words(findings: Mapping[str, Value], words: Words) -> str:
    """Her answers in a few words, what she denies last; who answered nothing is told so."""
    told = dict(findings)
    said = [in_words(told, name, words) for name, value in told.items() if value is not False]
    denied = [in_words(told, name, words) for name, value in told.items() if value is False]
    return "; ".join([*said, *denied]) or "nothing answered"


def second(failure: Failure) -> dict[str, Value] | None:
    """The same patient at the later moment, or with the one answer that differs."""
    if failure.later is not None:
        return failure.later[1]
    if failure.patient is None or failure.then is None:
        return None
    finding, value = failure.then
    return {**failure.patient, finding: value}


def lines(verdicts: Sequence[Verdict], words: Words, folder: str | None = None) -> Iterator[str]:
    """The verdicts, what failed last and in full. `folder`: of the guideline, if it is not the one in use."""
    for built_in, title in ((True, "Built in: what any guideline must hold"), (False, "Claims of safety.toml")):
        yield title
        for item in verdicts:
            if item.built_in == built_in:
                yield f"  {'proved' if item.proved else 'FAILED'}  {item.says}"
        yield ""
    for item in verdicts:
        if not item.proved:
            yield from _failed(item, words, folder)
    failed, questions = sum(not item.proved for item in verdicts), sum(item.questions for item in verdicts)
    took = sum(item.seconds for item in verdicts)
    yield f"{len(verdicts) - failed} of {len(verdicts)} proved, in {questions:,} questions and {took:.1f} s."
    yield from NOT_SHOWN


def _failed(item: Verdict, words: Words, folder: str | None) -> Iterator[str]:
    yield f"FAILED  {item.id}: {item.says}"
    told = [failure for failure in item.failures if failure.patient is not None or failure.how != "broken"]
    for failure in told:
        yield f"  {failure.about or 'the claim'}: {HOW[failure.how]}."
        if failure.patient is not None:
            yield from _patient("patient", failure.patient, words, folder)
        then = second(failure)
        if then is not None:
            passed = "" if failure.later is None else f"{failure.later[0]:g} hours later, "
            yield from _patient(f"and {passed}then", then, words, folder)
    if len(item.failures) > len(told):
        yield f"  and {len(item.failures) - len(told)} more: {', '.join(f.about for f in item.failures[len(told) :])}"
    yield ""


def _patient(who: str, findings: Mapping[str, Value], words: Words, folder: str | None) -> Iterator[str]:
    found = triage(words.guideline, dict(findings))
    said = f"{found.level}{', provisional' if found.provisional else ''}"
    shown = f"{who}: {patient_in_words(findings, words)}"
    yield from textwrap.wrap(shown, 110, initial_indent="    ", subsequent_indent="      ")
    yield f"      The engine says {said}. To see her:"
    yield f"      {command(findings, folder)}"


def as_json(guideline: Guideline, verdicts: Sequence[Verdict], folder: str | None = None) -> dict[str, Any]:
    """The verdicts as data. `folder` as in `lines`."""
    return {
        "guideline": {"version": guideline.version, "digest": guideline.digest},
        "proved": all(item.proved for item in verdicts),
        "questions": sum(item.questions for item in verdicts),
        "seconds": round(sum(item.seconds for item in verdicts), 2),
        "properties": [
            {
                "id": item.id,
                "says": item.says,
                "built_in": item.built_in,
                "sources": list(item.source),
                "proved": item.proved,
                "questions": item.questions,
                "failures": [_failure(guideline, failure, folder) for failure in item.failures],
            }
            for item in verdicts
        ],
    }


def _failure(guideline: Guideline, failure: Failure, folder: str | None) -> dict[str, Any]:
    found: dict[str, Any] = {"about": failure.about, "how": failure.how}
    for key, findings in (("patient", failure.patient), ("then", second(failure))):
        if findings is not None:
            level = triage(guideline, findings).level
            found[key] = {"findings": findings, "level": level, "reproduce": command(findings, folder)}
    if failure.later is not None:
        found["then"]["hours_later"] = failure.later[0]
    return found

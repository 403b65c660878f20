"""What does a program ask of the server, and what is it told?

In: the JSON of a request: findings or an episode, bare or with `place`, `language`, `audience` and `now` beside it.
Out: the assessment, the next question, the course or the text for the record; or one `InputError` with every fault.

>>> from lactwise.loading import load
>>> course(load(), {"checkins": []})["checkins"]
[]
"""

import json
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any, TypeVar

from lactwise import episode, interview, patient
from lactwise.engine import words_of
from lactwise.model import Guideline, Value
from lactwise.patient import InputError
from lactwise.problems import nearest
from lactwise.soap import soap

AUDIENCES = ("parent", "clinician")
Read = TypeVar("Read")


def answer(guideline: Guideline, given: Any) -> dict[str, Any]:
    """The assessment for findings."""
    asked = Asked(guideline, given, "findings")
    findings = asked.read(lambda found: checked(guideline, found))
    return interview.assess(guideline, findings, asked.place or "generic", *asked.reader)


def next_screen(guideline: Guideline, given: Any) -> dict[str, Any]:
    """What to ask next; `done` when nothing more needs to be asked."""
    findings = Asked(guideline, given, "findings").read(lambda found: checked(guideline, found))
    screen = interview.next_question(guideline, findings)
    if screen is None:
        nothing: dict[str, Any] = {"questions": [], "singles": [], "ticks": []}
        return {"screen": None, **nothing, "about": None, "next_question": None, "done": True}
    return {**screen, "next_question": screen["questions"][0], "done": False}


def course(guideline: Guideline, given: Any) -> dict[str, Any]:
    """The course of an episode."""
    asked = Asked(guideline, given, "episode", ("now",))
    found = asked.read(lambda given: episode.episode_of(guideline, given))
    return episode.follow(guideline, found, asked.place or found.place or "generic", *asked.reader, now=asked.now)


def written(guideline: Guideline, given: Any) -> str:
    """The text for the record, of findings or of an episode."""
    of_episode = isinstance(given, dict) and ("episode" in given or ("checkins" in given and "findings" not in given))
    asked = Asked(guideline, given, "episode" if of_episode else "findings", ("now",))
    language, audience = asked.reader
    if of_episode:
        found = asked.read(lambda given: episode.episode_of(guideline, given))
        place = asked.place or found.place or "generic"
        told = episode.follow(guideline, found, place, language, audience, asked.now)
        findings, result = told["current"]["findings"], told["current"]["assessment"]
    else:
        findings, place, told = asked.read(lambda given: checked(guideline, given)), asked.place or "generic", None
        result = interview.assess(guideline, findings, place, language, audience)
    words = words_of(guideline, place, language)
    return soap(guideline, words, findings, result, told, asked.clock)


class Asked:
    """What a request wraps, or is, and what stands beside it. Faults are gathered, so that all are told at once."""

    def __init__(self, guideline: Guideline, given: Any, key: str, more: tuple[str, ...] = ()) -> None:
        self.faults: list[str] = []
        self.options: dict[str, str] = {}
        self.now: int | None = None
        self.clock: datetime | None = None
        self.content = given
        if not isinstance(given, dict) or key not in given:
            return
        self.content = given[key]
        allowed = {"place": guideline.places, "language": guideline.texts, "audience": AUDIENCES}
        for name, value in given.items():
            if name in guideline.findings:
                self.faults.append(f"{name}: stands beside {key}, not in it. Move it inside.")
            elif name not in (*allowed, *more, key, "id"):
                known = (key, *allowed, *more)
                hint = nearest(name, known) or f"use {', '.join(known)}."
                self.faults.append(f"{name:.60}: is not known here. {hint[:1].upper()}{hint[1:]}")
            elif name in allowed and value not in list(allowed[name]):
                options = ", ".join(allowed[name])
                self.faults.append(f"{name}: {json.dumps(value)[:40]} is not known. Use one of {options}.")
        self.options = {name: given[name] for name in allowed if name in given}
        if "now" in more and given.get("now") is not None:
            self.tell_time(given["now"])

    def tell_time(self, text: object) -> None:
        """The time it is, in its own zone; one without a zone is UTC."""
        found = episode.moment_of(text)
        if found is None:
            self.faults.append(f"now: {json.dumps(text)[:40]} is not a time. Write it as 2026-03-01T20:00:00Z.")
            return
        clock = datetime.fromisoformat(str(text))
        self.now, self.clock = found[0], clock if found[1] else clock.replace(tzinfo=UTC)

    @property
    def place(self) -> str | None:
        return self.options.get("place")

    @property
    def reader(self) -> tuple[str, str | None]:
        """The language, and who reads."""
        return self.options.get("language", "en"), self.options.get("audience")

    def read(self, check: Callable[[Any], Read]) -> Read:
        """What was wrapped, checked. Raises `InputError` with its faults and those beside it."""
        try:
            found = check(self.content)
        except InputError as error:
            raise InputError([*self.faults, *error.faults]) from None
        if self.faults:
            raise InputError(self.faults)
        return found


def checked(guideline: Guideline, given: object) -> dict[str, Value]:
    """Findings. Raises `InputError` with every fault."""
    try:
        faults = patient.check(guideline, given)
    except OverflowError:  # a whole number of more digits than a floating one can hold
        faults = [f"the input holds a number that is far too large. {patient.STILL_ILL}"]
    if faults:
        raise InputError(faults)
    return patient.findings_of(guideline, given)

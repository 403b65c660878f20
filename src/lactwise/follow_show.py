"""What does a person get who follows an illness over days at a terminal: in words, as JSON, as a note for the record?

In: a guideline, the words of a reader and an episode as it was read from a file. Out: on standard output what was said
at each check-in and what it came to, what is due, the painkillers, and the note of now. Times are those of this
machine's zone, or as they were written where the file names none.

>>> from lactwise.loading import load
>>> given = {"checkins": [{"at": "2026-03-01T22:30:00", "findings": {"confusion": True}}]}
>>> shown = Shown(Words(load()), given, Wanted())
>>> print(shown.blocks()[0].splitlines()[0])
1 March 2026, 22:30
"""

import json
import math
import sys
import textwrap
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta, tzinfo
from typing import Any, Literal

from lactwise.engine import words_of
from lactwise.episode import episode_of, follow, iso, moment_of
from lactwise.episode_file import Entry
from lactwise.follow_chart import chart
from lactwise.model import Guideline
from lactwise.note_draft import Draft
from lactwise.phrases import WIDTH, in_words, local
from lactwise.soap import soap
from lactwise.terminal import STYLES, show
from lactwise.wording import Words

Form = Literal["words", "json", "soap"]
Json = Mapping[str, Any]
CLOCKS = ("hours", "days")  # units of what goes on by itself
MOST_SAID = 12  # answers of one check-in
TENTHS = 10  # of an hour


class WrongTimeError(Exception):
    """The time asked for is none."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """The form, for whom the words are, and the moment: an ISO time, "now", or nothing for the last entry."""

    form: Form = "words"
    now: str | None = None
    audience: str | None = None


def words_there(words: Words, given: object) -> Words:
    """The words of the country that the file names, if it names one."""
    place = given.get("place") if isinstance(given, Mapping) else None
    known = isinstance(place, str) and place in words.guideline.places
    return words_of(words.guideline, str(place), words.language) if known else words


def run(guideline: Guideline, words: Words, given: object, wanted: Wanted) -> None:
    """Shows the course. Raises `InputError` with every fault of the file, `WrongTimeError` for what is no time."""
    episode_of(guideline, given)  # every fault of the file before any of the command line
    shown = Shown(words, given, wanted)
    if wanted.form == "json":
        sys.stdout.write(json.dumps(shown.course, indent=2, ensure_ascii=False) + "\n")
    elif wanted.form == "soap":
        current = shown.course["current"]
        findings, assessment = current["findings"], current["assessment"]
        sys.stdout.write(soap(guideline, words, findings, assessment, course=shown.course, now=shown.now))
    else:
        shown.tell()


class Shown:
    """One course in words."""

    def __init__(self, words: Words, given: object, wanted: Wanted) -> None:
        self.words, self.guideline = words, words.guideline
        self.episode = episode_of(self.guideline, given)
        self.zone = _zone(given)
        at = None if wanted.now is None else _moment(wanted.now, self.zone)
        self.course = follow(self.guideline, self.episode, words.place.code, words.language, wanted.audience, at)
        self.now = self.clock(self.course["now"])
        current = self.course["current"]
        answering = "clinician" if current["findings"].get("answering_for") == "clinician" else "parent"
        self.audience = wanted.audience or answering
        self.assessment = {**current["assessment"], "see_by": current["see_by"]}  # as it has been held
        self.draft = Draft(self.guideline, current["findings"], self.assessment, words, self.audience, self.now)

    def tell(self) -> None:
        """The blocks, the chart if a person watches, and the note of now."""
        blocks = self.blocks()
        if sys.stdout.isatty():
            self.draw()
        for block in blocks:
            sys.stdout.write(f"{block}\n\n")
        sys.stdout.write(self.say("now", when=self.when(self.now)) + "\n\n")
        sys.stdout.flush()
        show(self.course["current"]["findings"], self.assessment, self.words, self.audience, self.now)

    def draw(self) -> None:
        from rich.console import Console  # noqa: PLC0415 - slow to import, and only a terminal needs it
        from rich.text import Text  # noqa: PLC0415

        console = Console(highlight=False)
        for level, line in chart(self.draft, self.course, self.clock, self.when, console.width):
            urgency = self.guideline.urgency.get(level, len(STYLES) - 1)
            style = STYLES[min(urgency, len(STYLES) - 1)] if level else ""
            console.print(Text(line, style), soft_wrap=True)
        console.print()

    # --- times and words ---

    def clock(self, time: str) -> datetime:
        return datetime.fromisoformat(time).astimezone(self.zone)

    def when(self, moment: datetime) -> str:
        return f"{self.words.day(moment.date())}, {moment:%H:%M}"

    def say(self, key: str, **more: str) -> str:
        return self.words.interface("follow", key, key.replace("_", " "), **more)

    def label(self, findings: Mapping[str, Any], id_: str) -> str:
        return in_words(findings, id_, self.words, self.draft.clinical)

    # --- the blocks ---

    def blocks(self) -> list[str]:
        """A block a check-in, or a moment at which something was done; then what is due, and the painkillers."""
        rows = {row["at"]: row for row in self.course["checkins"]}
        done: dict[str, list[Entry]] = {}
        for entry in self.episode.entries:
            done.setdefault(iso(entry.at), []).append(entry)
        found: list[str] = []
        before: Json = {"findings": {}, "lapsed": [], "assessment": {"reasons": [], "provisional": False}}
        for time, entries in sorted(done.items()):
            lines = [line for entry in entries for line in self.happened(entry)]
            if time in rows:
                lines += self.checkin(rows[time], before)
                before = rows[time]
            if lines:
                found.append(self.block(self.title(time, rows.get(time)), lines))
        due = [self.due(item) for item in self.course["due"] if item["status"] != "no_longer"]
        taken = [self.taken(id_, item) for id_, item in self.course["medicines"].items()]
        more = {"due_title": due, "taken_title": taken, "over": [] if not self.course["can_close"] else [self.over()]}
        return [*found, *(self.block(self.say(key), lines) for key, lines in more.items() if lines)]

    def block(self, title: str, lines: Iterable[str]) -> str:
        return "\n".join([title, *(_wrapped(local(line, self.words)) for line in lines)])

    def title(self, time: str, row: Json | None) -> str:
        parts = [self.when(self.clock(time))]
        if row is not None and row["hours"] is not None:
            hours = self.words.counted(math.floor(row["hours"] * TENTHS) / TENTHS, "hours")
            parts.append(self.say("began", span=hours))
        if row is not None and row["breast"]:
            parts.append(self.words.interface("timeline", row["breast"], row["breast"]))
        return " · ".join(parts)

    def happened(self, entry: Entry) -> list[str]:
        """Events, painkillers and her own words."""
        found = [self.words.interface("timeline", event, event.replace("_", " ")) for event in entry.events]
        found += [f"{self.words.known.get(dose.id, dose.id)}, {_mg(self.words, dose.mg)}" for dose in entry.medicines]
        found += [f"“{_plain(entry.note)}”"] if entry.note.strip() else []
        return found

    def checkin(self, row: Json, before: Json) -> list[str]:
        """How urgent, what was new, what it rests on, what is to be asked again, by when."""
        assessment, findings = row["assessment"], row["findings"]
        was = ""
        if row["changed"]["level"]:
            was = self.say("was", level=self.level(before["assessment"]).rstrip("."))
        new = [
            id_
            for id_, value in findings.items()
            if before["findings"].get(id_) != value and self.guideline.findings[id_].unit not in CLOCKS
        ]
        new.sort(key=lambda id_: (findings[id_] is False) + (findings[id_] is False and id_ not in before["findings"]))
        answered = [self.label(findings, id_) for id_ in new]
        told = [] if before["assessment"]["provisional"] else before["assessment"]["reasons"]
        old = {reason["rule"]: reason["because"] for reason in told}
        lapsed = [id_ for id_ in row["lapsed"] if id_ not in before["lapsed"]]
        worked = [self.label(findings, id_) for id_ in row["derived"]]
        return [
            f"{self.level(assessment).rstrip('.')}. {was}".strip(),
            *([] if assessment["provisional"] else self.reasons(row, first=not before["findings"])),
            *(self.say("no_longer", reason=old[id_]) for id_ in row["changed"]["no_longer"] if id_ in old),
            *self.line("said", self.draft.listed(answered, MOST_SAID)),
            *self.line("worked_out", self.draft.listed(worked, MOST_SAID)),
            *self.line("ask_again", self.draft.named(lapsed)),
            *self.deadline(row),
        ]

    def level(self, assessment: Json) -> str:
        """The level in short; nothing calm while it is not certain."""
        return self.draft.say("provisional") if assessment["provisional"] else self.draft.title(assessment["level"])

    def reasons(self, row: Json, first: bool) -> list[str]:
        """Why: at first all of it, then what is new."""
        new = row["changed"]["reasons"]
        rows = [reason for reason in row["assessment"]["reasons"] if first or reason["rule"] in new]
        return [f"- {reason['because']}" for reason in rows]

    def line(self, key: str, items: str) -> list[str]:
        return [self.say(key, list=items)] if items else []

    def deadline(self, row: Json) -> list[str]:
        """By when to be seen, as held, and when the next look is."""
        assessment = row["assessment"]
        if assessment["provisional"]:
            return []
        found = []
        if assessment["level"] != self.guideline.calmest and self.guideline.urgency[assessment["level"]] > 0:
            found.append(self.course_word("be_seen_next", row["see_by"]["at"]))
        look = assessment["follow_up"]
        if look:
            at = self.clock(row["at"]) + timedelta(hours=look["within_hours"])
            found.append(self.course_word("look_next", at))
        return found

    def course_word(self, key: str, at: str | datetime) -> str:
        moment = self.clock(at) if isinstance(at, str) else at
        return self.words.interface("course", key, "{when}", when=self.when(moment))

    def due(self, item: Json) -> str:
        """One line of what is to be done: what, by when, how it stands, what to ask."""
        what, status = self.say(item["kind"]), self.say(item["status"])
        asked = f" {self.draft.say('then_ask', list=self.draft.named(item['ask']))}" if item["ask"] else ""
        level = f" ({self.draft.title(item['id'])})" if item["kind"] == "be_seen" else ""
        asked = asked if item["status"] in ("planned", "due", "overdue") else ""
        when = self.when(self.clock(item["done_at"] or item["at"]))
        return f"- {self.say('due_line', status=status, what=what + level, when=when)}{asked}"

    def taken(self, id_: str, item: Json) -> str:
        return "- " + self.say(
            "dose",
            name=self.words.known.get(id_, id_),
            last=self.when(self.clock(item["last"])),
            next=self.when(self.clock(item["next"])),
            taken=_mg(self.words, item["taken_mg"]),
            limit=_mg(self.words, item["limit_mg"]),
        )

    def over(self) -> str:
        return self.words.interface("course", "over_ask", "It may be over.")


def _wrapped(line: str) -> str:
    hang = "    " if line.startswith("- ") else "  "
    return textwrap.fill(line, WIDTH, initial_indent="  ", subsequent_indent=hang, break_on_hyphens=False)


def _mg(words: Words, mg: float) -> str:
    return words.counted(mg, "mg")


def _plain(text: str) -> str:
    """Her words on one line, without signs that could steer the terminal."""
    return "".join(sign if sign.isprintable() else " " for sign in text).strip()


def _zone(given: object) -> tzinfo | None:
    """UTC, as it was written, where no time of the file names its zone; `None`, this machine's, where they do."""
    if not isinstance(given, Mapping):
        return UTC
    times = [given.get("started"), *(row.get("at") for row in given.get("checkins", []))]
    return None if any(found[1] for found in map(moment_of, times) if found is not None) else UTC


def _moment(text: str, zone: tzinfo | None) -> int:
    """Milliseconds of the time asked for; without a zone it is read as the times are shown."""
    if text == "now":
        clock = datetime.now().astimezone()
        text = (clock if zone is None else clock.replace(tzinfo=UTC)).isoformat()
    found = moment_of(text)
    if found is None:
        raise WrongTimeError(f"{text!r:.60} is not a time. Write it as 2026-03-01T20:00:00Z, or now.")
    if found[1] or zone is not None:
        return found[0]
    shown = moment_of(datetime.fromisoformat(text).astimezone().isoformat())
    return shown[0] if shown else found[0]

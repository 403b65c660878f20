"""What does a clinician paste into the record: what was said, what was found, what it means, what was planned?

In: a guideline, the findings and their assessment, or the course of an episode with the assessment of now. Out: plain
text of at most 78 columns in the order S, O, A, P, in clinical English whatever the language of the reader. What was
not asked or not examined is said to be so; nothing is filled in.

>>> from lactwise import engine
>>> from lactwise.loading import load
>>> guideline = load()
>>> text = soap(guideline, Words(guideline), {}, engine.assess(guideline, {}))
>>> [line[0] for line in text.splitlines() if line[1:3] == ": "]
['S', 'O', 'A', 'P']
"""

import math
import textwrap
from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta
from typing import Any

from lactwise.language import evaluate
from lactwise.model import Finding, Guideline
from lactwise.note_draft import Draft
from lactwise.phrases import WIDTH, local, value_in_words
from lactwise.reading import UNSURE, Findings
from lactwise.soap_course import due_lines, history_lines, medicine_lines, moment
from lactwise.wording import Words

MEASURED = ("degC", "beats/min", "breaths/min", "mmHg", "percent")  # units of a vital sign
SIZES = ("cm",)
TIMES = ("hours", "days")
FLAGS = {"emergency_flag", "baby_emergency_flag"}
SEEN = ("where", "look")  # screens that hold the signs of the breast
SAFETY_NET = ("act_now", "watch")  # topics of advice
FOR_THE_CALL = "call"  # the topic of what she may say and ask for: of no use in a record
MOST_OPEN = 14  # questions still open
MOST_LISTED = 60
LONGEST_TITLE = 62  # characters of a work


def soap(
    guideline: Guideline,
    words: Words,
    findings: Findings,
    assessment: Mapping[str, Any],
    course: Mapping[str, Any] | None = None,
    now: datetime | None = None,
) -> str:
    """The documentation, for one moment or with the `course` that `episode.follow` gives.

    `now` adds the clock times, in its own zone. Where a clinician answers the signs of the breast were examined;
    otherwise they are what was told.
    """
    english = Words(guideline, words.place.code, "en")
    draft = Draft(guideline, findings, assessment, english, "clinician", now)
    record = _Record(draft, course)
    parts = {"s": record.subjective(), "o": record.objective(), "a": record.opinion(), "p": record.plan()}
    blocks = [_wrapped(local(line, english)) for line in record.opening()]
    for letter, lines in parts.items():
        title = f"{letter.upper()}: {record.say(f'soap_{letter}')}"
        blocks.append("\n".join([title, *(_wrapped(local(line, english), "  ") for line in lines)]))
    return "\n\n".join([*blocks, "\n".join(_wrapped(line) for line in record.closing())]) + "\n"


class _Record:
    """The parts of one documentation, over a draft for clinicians."""

    def __init__(self, draft: Draft, course: Mapping[str, Any] | None) -> None:
        self.draft, self.course = draft, course
        self.examined = draft.findings.get("answering_for") == "clinician"
        self.guideline, self.words, self.findings = draft.guideline, draft.words, draft.findings
        self.items = [item for item in self.guideline.findings.values() if self.may_apply(item)]

    def say(self, key: str, **more: str) -> str:
        return self.words.interface("desk", key, **more)

    def may_apply(self, item: Finding) -> bool:
        """Whether what it rests on has not been ruled out; who answers does not matter here."""
        if item.only_if is None or item.id in self.findings:
            return True
        known = {name: value for name, value in self.findings.items() if value != UNSURE}
        return evaluate(item.only_if, known.get) is not False

    def opening(self) -> list[str]:
        now = self.draft.now
        written = self.say("soap_written", when=moment(now, self.words)) if now else ""
        return [f"{self.say('soap_title')} {written}".strip()]

    def closing(self) -> list[str]:
        guideline, place = self.guideline, self.words.place_name
        made = self.say("soap_made", version=guideline.version, place=place, digest=guideline.digest[:19])
        cited = [f"[{number}] {_title(guideline, work)}" for number, work in enumerate(self.draft.cited, 1)]
        return [*cited, f"{made} {self.say('soap_what')}"]

    # --- S ---

    def subjective(self) -> list[str]:
        """Who told it, since when, what is so and what is not, danger signs apart; then the course."""
        told = [item for item in self.items if not self.objective_of(item)]
        first = self.guideline.screens[0]  # what is asked with the danger signs
        flags = [item for item in told if FLAGS & set(item.tags) or item.screen == first]
        rest = [item for item in told if item not in flags and item.unit not in TIMES]
        lines = [
            *self.line("soap_timeline", self.timeline(told)),
            *self.line("soap_danger", self.present(flags)),
            *self.line("soap_danger_denied", self.absent(flags)),
            *self.line("soap_danger_unsure", self.unsure(flags)),
            *self.line("soap_danger_unasked", self.unasked(flags)),
        ]
        for title, here in self.by_screen(rest).items():
            parts = [*self.part("", self.present(here)), *self.part("soap_denied", self.absent(here))]
            parts += self.part("soap_unsure", self.unsure(here))
            lines += [f"{title}: {' '.join(parts)}"] if parts else []
        return [*(lines or [self.say("soap_nothing")]), *self.history()]

    def by_screen(self, items: list[Finding]) -> dict[str, list[Finding]]:
        """Findings by the title of their part; the signs of a breast that the writer has not seen stand together."""
        found: dict[str, list[Finding]] = {}
        for screen in self.guideline.screens:
            as_told = screen in SEEN and not self.examined
            title = self.say("soap_breast_told" if as_told else f"group_{screen}")
            found.setdefault(title, []).extend(item for item in items if item.screen == screen)
        return found

    def history(self) -> list[str]:
        return history_lines(self.draft, self.course) if self.course else []

    def timeline(self, told: list[Finding]) -> list[str]:
        """What lasts how long, and since when, if it is known what time it is."""
        found = []
        for item in told:
            value = self.findings.get(item.id)
            if item.unit not in TIMES or isinstance(value, bool | str) or value is None:
                continue
            since = ""
            if self.draft.now:
                began = self.draft.now - timedelta(**{item.unit: value})
                since = self.say("soap_since", when=moment(began, self.words))
            lasted = value_in_words(math.floor(value) if value >= 1 else value, item.id, self.words)
            found.append(f"{self.draft.label(item.id)} {lasted} {since}".strip())
        return found

    # --- O ---

    def objective_of(self, item: Finding) -> bool:
        """Whether a finding was measured or examined rather than told."""
        looked = self.examined and item.screen in SEEN and item.unit not in TIMES
        return item.answered_by == "clinician" or item.unit in (*MEASURED, *SIZES) or looked

    def objective(self) -> list[str]:
        found = [item for item in self.items if self.objective_of(item)]
        vital = [item for item in found if item.unit in MEASURED]
        breast = [item for item in found if item not in vital and item.answered_by != "clinician"]
        more = [item for item in found if item not in vital and item.answered_by == "clinician"]
        measured = self.present(vital)
        lines = self.line("soap_vital", measured) or [self.say("soap_no_vital")]
        missing = self.unasked(vital) + self.unsure(vital)
        lines += self.line("soap_not_measured", missing) if measured else []
        seen = [*self.part("", self.present(breast)), *self.part("soap_absent", self.absent(breast))]
        seen += self.part("soap_unsure", self.unsure(breast))
        title = self.say("soap_breast" if self.examined else "soap_size_told")
        lines += [f"{title}: {' '.join(seen)}"] if seen else []
        lines += [] if self.examined else [self.say("soap_not_seen")]
        lines += self.line("soap_found", self.present(more)) + self.line("soap_not_found", self.absent(more))
        return lines + self.line("soap_not_examined", self.unasked(more) + self.unsure(more))

    # --- A ---

    def opinion(self) -> list[str]:
        """How urgent and why, what it may be, what is open."""
        assessment = self.draft.assessment
        if assessment["provisional"]:
            return [self.say("provisional"), *self.open_questions()]
        pictures: dict[str, list[str]] = {"fits": [], "possible": [], "missed": []}
        for row in assessment["conditions"]:
            name = self.words.text("conditions", row["id"], "clinical", row["id"].replace("_", " "))
            if row["status"] == "fits":
                pictures["fits"].append(name)
            elif row["id"] in assessment["must_not_miss"]:
                pictures["missed"].append(name)
            elif row["status"] == "possible" and row["for"]:
                pictures["possible"].append(name)
        return [
            self.level(),
            *(f"- {self.reason(row)}" for row in assessment["reasons"]),
            *self.line("fits", pictures["fits"]),
            *self.line("possible", pictures["possible"]),
            *self.line("must_not_miss", pictures["missed"]),
            *self.contradictions(),
            *self.open_questions(),
        ]

    def level(self) -> str:
        draft = self.draft
        title = draft.title(draft.level.id)
        if draft.emergency:
            return self.say("soap_level", level=f"{title}.")
        see_by = self.course["current"]["see_by"] if self.course else None
        hours = (see_by or draft.assessment["see_by"])["hours"]
        settled = "" if draft.assessment["settled"] else f" {self.say('unsettled')}"
        return self.say("soap_level", level=f"{title} {draft.within(hours)}.{settled}")

    def reason(self, row: Mapping[str, Any]) -> str:
        rule = self.guideline.rules.get(row["rule"])
        signs = self.draft.listed(self.draft.finding(row["findings"], name) for name in row["findings"])
        because = rule.because if rule else row["because"]
        return f"{because}{f' ({signs})' if signs else ''}{self.draft.cite(row['sources'])}"

    def contradictions(self) -> list[str]:
        draft = self.draft
        pairs = [
            [draft.finding(draft.findings, name) for name in row.values()] for row in draft.assessment["contradictions"]
        ]
        return [draft.say("contradiction", finding=child, although=parent) for child, parent in pairs]

    def open_questions(self) -> list[str]:
        names = self.draft.assessment["unanswered"]
        lapsed = self.course["current"]["lapsed"] if self.course else []
        return [
            *self.line("soap_open", [self.draft.named(names, MOST_OPEN)] if names else []),
            *self.line("soap_lapsed", [self.draft.named(lapsed, MOST_OPEN)] if lapsed else []),
        ]

    # --- P ---

    def plan(self) -> list[str]:
        """What a clinician may do, what she is told, when to look again, what must bring her back."""
        if self.draft.assessment["provisional"]:
            return [self.say("soap_no_plan"), *self.bring_back()]
        rows = self.draft.assessment["advice"]
        own = [row for row in rows if row["audience"] == "clinician"]
        hers = [row for row in rows if row["audience"] != "clinician" and row["topic"] != FOR_THE_CALL]
        told = [row for row in hers if row["topic"] not in SAFETY_NET]
        groups = {
            "soap_clinician": own,
            "soap_told": [row for row in told if row["stance"] != "avoid"],
            "soap_avoid": [row for row in told if row["stance"] == "avoid"],
        }
        lines = []
        for key, some in groups.items():
            lines += [f"{self.say(key)}:", *(f"- {self.advice(row)}" for row in some)] if some else []
        lines += self.look()
        lines += [f"{self.say('soap_net')}:", *(f"- {self.advice(row)}" for row in hers if row["topic"] in SAFETY_NET)]
        return lines

    def advice(self, row: Mapping[str, Any]) -> str:
        """A piece of advice with its exception; in full where it is a clinician's own, or keeps her safe."""
        whole = row["audience"] == "clinician" or row["topic"] in SAFETY_NET
        keys = ("text", *(("more",) if whole else ()), *(("except",) if row.get("except") else ()))
        return " ".join(text for key in keys if (text := self.words.text("advice", row["id"], key)))

    def look(self) -> list[str]:
        """The next look with its time, what is due of the course, and the next doses."""
        following = self.draft.assessment["follow_up"]
        lines = []
        if following:
            when, asked = self.draft.within(following["within_hours"]), self.draft.named(following["ask"])
            lines.append(self.say("soap_look", when=when, list=asked))
        if self.course:
            lines += [*due_lines(self.draft, self.course), *medicine_lines(self.draft, self.course)]
        return lines

    def bring_back(self) -> list[str]:
        """Which single changes that she would notice make it an emergency, while there is no plan that says so."""
        urgent = next(iter(self.guideline.levels))
        rows = self.draft.assessment["escalate_if"]
        hers = [row for row in rows if row["level"] == urgent and row["noticed_by"] == "parent"]
        names = dict.fromkeys(name for row in hers if not row["as_time_passes"] for name in row["change"])
        return self.line("soap_back", [self.draft.named(names, MOST_LISTED)] if names else [])

    # --- lists ---

    def line(self, key: str, items: Iterable[str]) -> list[str]:
        shown = self.draft.listed(items, MOST_LISTED)
        return [f"{self.say(key)}: {shown}."] if shown else []

    def part(self, key: str, items: Iterable[str]) -> list[str]:
        shown = self.draft.listed(items, MOST_LISTED)
        if not shown:
            return []
        return [f"{self.say(key)}: {shown}." if key else f"{shown}."]

    def present(self, items: Iterable[Finding]) -> list[str]:
        given = {item.id: self.findings.get(item.id) for item in items}
        return [
            self.draft.finding(self.findings, name)
            for name, value in given.items()
            if value is not None and value is not False and value != UNSURE
        ]

    def absent(self, items: Iterable[Finding]) -> list[str]:
        return [self.draft.label(item.id) for item in items if self.findings.get(item.id) is False]

    def unsure(self, items: Iterable[Finding]) -> list[str]:
        return [self.draft.label(item.id) for item in items if self.findings.get(item.id) == UNSURE]

    def unasked(self, items: Iterable[Finding]) -> list[str]:
        return [self.draft.label(item.id) for item in items if self.findings.get(item.id) is None]


def _title(guideline: Guideline, work: str) -> str:
    known = guideline.works[work]
    return f"{textwrap.shorten(known.title.rstrip('.'), LONGEST_TITLE, placeholder=' ...')} ({known.year})"


def _wrapped(paragraph: str, indent: str = "") -> str:
    hang = indent + ("  " if paragraph.startswith("- ") else "    " if indent or paragraph.startswith("[") else "")
    return textwrap.fill(paragraph, WIDTH, initial_indent=indent, subsequent_indent=hang, break_on_hyphens=False)

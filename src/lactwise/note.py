"""How does a good nurse write this assessment down?

In: a guideline, the findings, their assessment and the words of a reader. Out: plain text of at most 78 columns: how urgent
and by when, why, what to do, what it may be, what would change it, and where each statement comes from.

>>> from lactwise.loading import load
>>> in_words({"temperature_c": 38.9}, "temperature_c", Words(load()))
'temperature 38.9 °C'
"""

import re
import textwrap
from collections.abc import Iterable, Mapping
from datetime import date, datetime, timedelta
from typing import Any

from lactwise.engine import UNSURE, Findings
from lactwise.model import Guideline, Level, Value, with_unit
from lactwise.wording import Words

WIDTH = 78
MOST_SOURCES = {"parent": 2, "clinician": 3}  # of one statement; the guideline book names them all
MOST_NAMES = 6  # in one list of signs
MOST_OPEN = 12  # questions still open
MOST_PICTURES = 4  # of one status
MOST_DIFFERENCES = {"parent": 3, "clinician": 8}
ADVICE = ("feeding", "comfort", "medicine", "causes", "avoid", "watch", "call", "know")
_CELSIUS = re.compile(r"(\d+(?:\.\d+)?) °C(?! \()")
Rows = list[Mapping[str, Any]]
Section = tuple[str, list[str]]  # the key of its heading, and paragraphs; one that begins with "- " is an item


def note(
    guideline: Guideline,
    findings: Findings,
    assessment: Mapping[str, Any],
    words: Words,
    audience: str | None = None,
    now: datetime | None = None,
) -> str:
    """The assessment as text. `audience` as in `engine.assess`; with `now` times are said by the clock as well."""
    audience = audience or ("clinician" if findings.get("answering_for") == "clinician" else "parent")
    writer = _Writer(guideline, findings, assessment, words, audience, now)
    blocks = [_wrapped(paragraph) for paragraph in writer.opening()]
    for heading, paragraphs in writer.sections():
        if paragraphs:
            body = (_wrapped(paragraph, "  ") for paragraph in paragraphs)
            blocks.append("\n".join([writer.say(f"heading_{heading}"), *body]))
    return "\n\n".join([*blocks, _wrapped(writer.closing())]) + "\n"


def in_words(findings: Findings, name: str, words: Words, clinical: bool = False) -> str:
    """One finding as a phrase: "temperature 38.9 °C", "no redness", "hours since it began: 20"."""
    finding, value = words.guideline.findings.get(name), findings.get(name)
    label = words.label(name)
    if finding is None:
        return label
    if clinical:
        label = words.text("findings", name, "clinical", label)
    if value == UNSURE:
        return words.interface("note", "not_sure_of", "not sure: {label}", label=label)
    if value is False:
        return f"no {label}" if clinical else words.label(name, False)
    if value is True or value is None:
        return label
    shown = value_in_words(value, name, words)
    unit = with_unit(0, finding.unit).split()[1:2]
    if unit and unit[0] in label.split():  # "hours since it began: 20", not "hours since it began 20 hours"
        return f"{label}: {shown.replace(f' {unit[0]}', '', 1) if shown.split()[1:2] == unit else shown}"
    return f"{label}: {shown}" if finding.kind == "choice" else f"{label} {shown}"


def value_in_words(value: Value, name: str, words: Words) -> str:
    """A value with its unit, or the words of an option."""
    finding = words.guideline.findings[name]
    if finding.kind == "choice":
        options: Mapping[str, str] = words.raw("findings", name, "options", {})
        return words.fill(options.get(str(value), str(value).replace("_", " ")))
    if not isinstance(value, int | float):
        return str(value)
    if finding.unit == "hours" and value >= 48:
        return span(value, words)
    return local(with_unit(value, finding.unit), words)


def span(hours: float, words: Words) -> str:
    """A stretch of time, never longer than it is: "the next hour", "12 hours", "3 days"."""
    whole = int(hours)
    if whole < 1:
        return words.interface("time", "now", "the next hour")
    if whole >= 48 and (whole % 24 == 0 or whole > 120):
        return words.interface("time", "days", "{n} days", n=str(whole // 24))
    return words.interface("time", "hour" if whole == 1 else "hours", "{n} hours", n=str(whole))


def local(text: str, words: Words) -> str:
    """`text` with °F beside every °C where the country measures so: "38.0 °C (100.4 °F)"."""
    if words.place.units != "degF":
        return text
    return _CELSIUS.sub(lambda found: f"{found[0]} ({float(found[1]) * 1.8 + 32:.1f} °F)", text)


def urgent_words(level: str, words: Words) -> str:
    """What a level asks of a parent, in one sentence."""
    return words.text("levels", level, "act", level.replace("_", " "))


class _Writer:
    """One note being written. Sources are numbered by work, in the order in which they are first named."""

    def __init__(
        self,
        guideline: Guideline,
        findings: Findings,
        assessment: Mapping[str, Any],
        words: Words,
        audience: str,
        now: datetime | None,
    ) -> None:
        self.guideline, self.findings, self.words, self.now = guideline, findings, words, now
        self.assessment, self.audience = assessment, audience
        self.clinical = audience == "clinician"
        self.level: Level = guideline.levels[assessment["level"]]
        self.emergency = guideline.urgency[self.level.id] == 0
        self.cited: dict[str, dict[str, None]] = {}

    def say(self, key: str, **more: str) -> str:
        """A word of the note; a clinician's own where there is one."""
        own = self.words.raw("interface", "clinician", key) if self.clinical else ""
        group = "clinician" if own else "note"
        return self.words.interface(group, key, key.removeprefix("heading_").replace("_", " "), **more)

    def listed(self, items: Iterable[str], most: int = MOST_NAMES) -> str:
        found = list(dict.fromkeys(items))
        shown = found[:most] if len(found) > most + 1 else found
        if len(shown) < len(found):
            shown = [*shown, self.say("more_unknown", count=str(len(found) - len(shown)))]
        return "; ".join(shown)

    def named(self, names: Iterable[str], most: int = MOST_NAMES) -> str:
        """Findings and definitions that hold or are asked about, by their labels."""
        return self.listed((in_words({}, name, self.words, self.clinical) for name in names), most)

    # --- time ---

    def within(self, hours: float) -> str:
        """By when: "within 12 hours, by 21:40 today"."""
        if hours < 1:
            return self.words.interface("time", "at_once", "now")
        spoken = span(hours, self.words)
        if self.now is None or hours >= 72:
            return self.words.interface("time", "within", "within {span}", span=spoken)
        end = self.now + timedelta(hours=hours)
        days = (end.date() - self.now.date()).days
        key = ("today", "tomorrow")[days] if days < 2 else "later"
        clock = self.words.interface("time", key, "{time}", time=f"{end:%H:%M}", date=_day(end.date()))
        return self.words.interface("time", "within_by", "within {span}, by {clock}", span=spoken, clock=clock)

    def overdue(self) -> list[str]:
        """A guideline or country pack past its review date says so, and leans to a call."""
        today = (self.now or datetime.now().astimezone()).date()
        place, found = self.words.place, []
        if self.guideline.review_by < today:
            found.append(self.say("out_of_date", date=_day(self.guideline.review_by)))
        if place.review_by < today:
            found.append(self.say("place_out_of_date", place=place.name, date=_day(place.review_by)))
        return found

    # --- the top ---

    def opening(self) -> list[str]:
        """How urgent and by when; an emergency is its own first line, and what is not settled is said at once."""
        if self.emergency:
            act = urgent_words(self.level.id, self.words)
            title = self.words.text("levels", self.level.id, "clinician")
            return [*([f"{title}."] if self.clinical and title else []), act, *self.overdue()]
        if self.assessment["provisional"]:
            return [*self.overdue(), self.say("provisional"), self.say("still_ill"), self.say("provisional_next")]
        hours = self.assessment["see_by"]["hours"]
        later = []
        looks = self.assessment["follow_up"]
        if self.level.id == self.guideline.calmest:
            later = [self.say("home_limit", when=self.within(hours))]
            hours = min(hours, looks["within_hours"]) if looks else hours
        title = self.words.text("levels", self.level.id, "clinician" if self.clinical else "title", self.level.id)
        unsettled = [] if self.assessment["settled"] else [self.say("unsettled")]
        return [*self.overdue(), self.say(f"headline_{self.level.id}", title=title, when=self.within(hours)), *later, *unsettled]

    # --- the sections ---

    def sections(self) -> Iterable[Section]:
        """Every section in reading order; an empty one is left out by the caller."""
        provisional, settled = self.assessment["provisional"], self.assessment["settled"]
        if provisional:
            yield "ask", self.open_questions()
        else:
            yield "now", self.advice("act_now")
        if not settled:
            yield "escalate", self.escalations()
        yield "why", [*self.reasons(), *self.contradictions()]
        if not provisional:
            yield "clinician", self.advice("clinician") if self.clinical else []
            yield "conditions", self.conditions()
            for topic in ADVICE:
                yield topic, self.advice(topic)
        if settled:
            yield "escalate", self.escalations()
        if not provisional:
            yield "follow_up", self.follow_up()
            yield "unknown", self.open_questions()
        yield "told", self.told()
        yield "differs", self.differences()
        yield "sources", self.sources()

    def reasons(self) -> list[str]:
        found = []
        for reason in self.assessment["reasons"]:
            decided = {name: value for name, value in reason["findings"].items() if value is not None}
            signs = self.listed(in_words(decided, name, self.words, self.clinical) for name in decided)
            found.append(f"- {reason['because']}{f' ({signs})' if signs else ''}{self.cite(reason['sources'])}")
        return found

    def contradictions(self) -> list[str]:
        return [
            self.say(
                "contradiction",
                finding=in_words(self.findings, pair["finding"], self.words, self.clinical),
                although=in_words(self.findings, pair["although"], self.words, self.clinical),
            )
            for pair in self.assessment["contradictions"]
        ]

    def advice(self, topic: str) -> list[str]:
        """The advice of a topic. An exception shared by several pieces is said once, below them, behind its mark."""
        rows: Rows = [row for row in self.assessment["advice"] if self.topic_of(row) == topic]
        exceptions = [row["except"] for row in rows if row.get("except")]
        marks = {text: "*" * (place + 1) for place, text in enumerate(dict.fromkeys(exceptions))}
        said = urgent_words(self.level.id, self.words) if self.emergency else ""
        found = []
        for row in rows:
            parts = [text for text in (row["text"], row.get("more", "")) if text and text != said]
            mark = marks.get(row.get("except", ""), "")
            if parts:
                found.append(f"- {' '.join(parts)}{mark}{self.cite(row['sources'])}")
        return [*found, *(self.say("marked", mark=mark, exception=text) for text, mark in marks.items())]

    def topic_of(self, row: Mapping[str, Any]) -> str:
        """Clinicians' advice stands together, and what to leave alone stands together."""
        if row["audience"] == "clinician":
            return "clinician"
        return "avoid" if row["stance"] == "avoid" and row["topic"] != "act_now" else str(row["topic"])

    def conditions(self) -> list[str]:
        """What it fits, with what speaks for and against; what else is possible; what is less likely."""
        rows: Rows = self.assessment["conditions"]
        of = {status: [row for row in rows if row["status"] == status] for status in ("fits", "possible", "ruled_out")}
        found = [f"- {self.picture(row)}" for row in of["fits"][:MOST_PICTURES]] or [self.say("nothing_fits")]
        must_not_miss = [row for row in of["possible"] if row["id"] in self.assessment["must_not_miss"]]
        others = [row for row in of["possible"] if row not in must_not_miss and len(row["for"]) > len(row["against"]) + 1]
        for key, some in (("also_possible", others[:MOST_PICTURES]), ("not_ruled_out", must_not_miss)):
            if some:
                found.append(self.say(key, list="; ".join(map(self.name, some))))
        if of["ruled_out"] and not self.emergency:
            found.append(self.say("ruled_out", list=self.listed(map(self.name, of["ruled_out"]), 8)))
        return found

    def picture(self, row: Mapping[str, Any]) -> str:
        what = "" if self.clinical else self.words.text("conditions", row["id"], "what")
        parts = [self.say("fits", name=self.name(row), what=what).strip()]
        for key, names in (("speaks_for", row["for"]), ("speaks_against", row["against"]), ("not_known", row["unknown"])):
            if names:
                parts.append(self.say(key, list=self.named(names, MOST_NAMES if key == "speaks_for" else 3)))
        return " ".join(parts) + self.cite(row["sources"])

    def name(self, row: Mapping[str, Any]) -> str:
        return self.words.text("conditions", row["id"], "clinical", row["name"]) if self.clinical else str(row["name"])

    def escalations(self) -> list[str]:
        """Single changes by level; a parent reads those she can notice, her baby's apart, then what time alone does."""
        rows: Rows = [row for row in self.assessment["escalate_if"] if self.clinical or row["noticed_by"] == "parent"]
        groups: dict[str, list[str]] = {}
        for row in rows:
            name = next(iter(row["change"]))
            if not row["as_time_passes"]:
                baby = name.startswith("baby_")
                key = "escalate_emergency_baby" if baby and self.guideline.urgency[row["level"]] == 0 else f"escalate_{row['level']}"
                groups.setdefault(key, []).append(row["text"])
        found = []
        for key, texts in groups.items():
            found += [self.say(key), *(f"- {text}" for text in dict.fromkeys(texts))]
        found += self.time_alone(rows)
        return [*found, self.say("escalate_single")] if found else []

    def time_alone(self, rows: Rows) -> list[str]:
        found = []
        for row in rows:
            name, change = next(iter(row["change"].items()))
            begun = self.findings.get(name)
            if row["as_time_passes"] and isinstance(begun, int | float) and isinstance(change, dict):
                left = span(max(0.0, next(iter(change.values())) - begun), self.words)
                title = self.words.text("levels", row["level"], "clinician" if self.clinical else "title", row["level"])
                found.append(self.say("escalate_time", span=left, level=title))
        return list(dict.fromkeys(found))

    def follow_up(self) -> list[str]:
        looks = self.assessment["follow_up"]
        if not looks:
            return []
        ask = self.named(looks["ask"])
        return [looks["text"] + self.cite(looks["sources"]), *([self.say("then_ask", list=ask)] if ask else [])]

    def open_questions(self) -> list[str]:
        """The next question in full, then what else is open, the most urgent first."""
        names: list[str] = [name for name in self.assessment["unanswered"] if self.clinical or self.parent_can(name)]
        following = self.assessment.get("next_question")
        found = [self.say("ask_first", question=self.words.text("findings", following, "ask"))] if following else []
        rest = [name for name in names if name != following]
        return [*found, f"{self.named(rest, MOST_OPEN)}."] if rest else found

    def parent_can(self, name: str) -> bool:
        return self.guideline.findings[name].answered_by == "parent"

    def told(self) -> list[str]:
        """What was answered: what is so, what is not, what is not known."""
        order = [name for name in self.guideline.findings if self.findings.get(name) is not None and name != "answering_for"]
        groups: dict[str, list[str]] = {"is_so": [], "is_not_so": [], "not_sure": []}
        for name in order:
            value = self.findings[name]
            key = "not_sure" if value == UNSURE else "is_not_so" if value is False else "is_so"
            shown = {} if key != "is_so" else self.findings
            groups[key].append(in_words(shown, name, self.words, self.clinical))
        return [self.say(key, list="; ".join(items)) for key, items in groups.items() if items]

    # --- where it comes from ---

    def cite(self, claims: Iterable[str]) -> str:
        """" [2, 5]": numbers of the works behind a statement, noted for the list at the end."""
        numbers: dict[int, None] = {}
        for id_ in claims:
            claim = self.guideline.claims.get(id_)
            if claim is None:
                continue
            known = claim.work in self.cited and list(self.cited).index(claim.work) + 1 in numbers
            if known or len(numbers) < MOST_SOURCES[self.audience]:
                self.cited.setdefault(claim.work, {})[id_] = None
                numbers[list(self.cited).index(claim.work) + 1] = None
        return f" [{', '.join(map(str, numbers))}]" if numbers else ""

    def differences(self) -> list[str]:
        """A few statements of sources that disagree with what is said here, the urgency first."""
        ids = [id_ for reason in self.assessment["reasons"] for id_ in reason["differs"]]
        ids += [row["source"] for advice in self.assessment["advice"] for row in advice["differs"]]
        ids = [id_ for id_ in dict.fromkeys(ids) if id_ in self.guideline.claims]
        most = MOST_DIFFERENCES[self.audience]
        found = [f"- {self.guideline.claims[id_].says}{self.cite([id_])}" for id_ in ids[:most]]
        return [*found, self.say("differs_more")] if len(ids) > most else found

    def sources(self) -> list[str]:
        found = []
        for number, (id_, claims) in enumerate(self.cited.items(), 1):
            work = self.guideline.works[id_]
            read: dict[str, list[str]] = {}
            for claim in claims:
                read.setdefault(self.guideline.claims[claim].seen, []).append(claim)
            known = "; ".join(self.say("read", claims=", ".join(ids), seen=seen) for seen, ids in read.items())
            found.append(f"[{number}] {self.say('source', title=work.title.rstrip('.'), year=work.year, claims=known)}")
        return [*found, self.say("sources_more")] if found else []

    def closing(self) -> str:
        """What Lactwise is not, and which guideline spoke."""
        what = str(self.guideline.facts.get("what_we_are_not", ""))
        made = self.say("made_with", version=self.guideline.version, place=self.words.place.name, digest=self.guideline.digest[:19])
        return f"{self.say('what_we_are_not', what=what)} {made}"


def _day(day: date) -> str:
    return f"{day.day} {day:%B %Y}"


def _wrapped(paragraph: str, indent: str = "") -> str:
    hang = indent
    if paragraph.startswith("- "):
        hang += "  "
    elif found := re.match(r"\[\d+\] ", paragraph):
        hang += " " * len(found[0])
    return textwrap.fill(
        paragraph, WIDTH, initial_indent=indent, subsequent_indent=hang, break_long_words=True, break_on_hyphens=False
    )

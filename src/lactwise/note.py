"""How does a good nurse write this assessment down?

In: a guideline, the findings, their assessment and the words of a reader. Out: plain text of at
most 78 columns: how urgent and by when, why, what to do, what it may be, what would change it, and
where each statement comes from.

>>> from lactwise.loading import load
>>> in_words({"temperature_c": 38.9}, "temperature_c", Words(load()))
'temperature 38.9 °C'
"""

import re
import textwrap
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any

from lactwise.language import evaluate
from lactwise.model import Guideline, Level, Value, with_unit
from lactwise.reading import UNSURE, Findings, applies_if
from lactwise.wording import Words

WIDTH = 78
MOST_SOURCES = {"parent": 2, "clinician": 3}  # of one statement; the guideline book names them all
MOST_NAMES = 6  # in one list of signs
MOST_OPEN = 12  # questions still open
MOST_PICTURES = 4  # of one status
LONGEST_SAYING = 240  # characters of a statement that disagrees
LONGEST_TITLE = 110  # characters of a work in the list of sources
MOST_NEGATIVES = {"parent": 20, "clinician": 60}
MOST_DIFFERENCES = {"parent": 3, "clinician": 8}
ADVICE = ("feeding", "comfort", "medicine", "causes", "avoid", "watch", "call", "know")
_CELSIUS = re.compile(r"(\d+(?:\.\d+)?) °C(?! \()")
Rows = list[Mapping[str, Any]]
Section = tuple[str, list[str]]  # the key of its heading; paragraphs, with "- " before an item


def note(
    guideline: Guideline,
    findings: Findings,
    assessment: Mapping[str, Any],
    words: Words,
    *,
    audience: str | None = None,
    now: datetime | None = None,
) -> str:
    """The assessment as text, for `audience` as in `engine.assess`; `now` adds the clock times."""
    answering = "clinician" if findings.get("answering_for") == "clinician" else "parent"
    writer = _Writer(guideline, findings, assessment, words, audience or answering, now)
    blocks = [_wrapped(local(paragraph, words)) for paragraph in writer.opening()]
    for heading, paragraphs in writer.sections():
        if paragraphs:
            body = (_wrapped(local(paragraph, words), "  ") for paragraph in paragraphs)
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
    unit = with_unit(0, finding.unit).partition(" ")[2].split(" ")[0]
    said = unit in label.split()  # "hours since it began: 20", not "hours since it began 20 hours"
    if said and f" {unit}" in shown:
        shown = shown.partition(f" {unit}")[0]
    return f"{label}{':' if said or finding.unit in ('', 'count') else ''} {shown}"


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


@dataclass
class _Writer:
    """One note being written. Sources are numbered by work, in the order they are first named."""

    guideline: Guideline
    findings: Findings
    assessment: Mapping[str, Any]
    words: Words
    audience: str
    now: datetime | None
    cited: dict[str, dict[str, None]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.clinical = self.audience == "clinician"
        self.level: Level = self.guideline.levels[self.assessment["level"]]
        self.emergency = self.guideline.urgency[self.level.id] == 0

    def say(self, key: str, **more: str) -> str:
        """A word of the note; a clinician's own where there is one."""
        own = self.words.raw("interface", "clinician", key) if self.clinical else ""
        group = "clinician" if own else "note"
        plain = key.removeprefix("heading_").replace("_", " ")
        return self.words.interface(group, key, plain, **more)

    def title(self, level: str) -> str:
        """The short words of a level."""
        return self.words.text("levels", level, "clinician" if self.clinical else "title", level)

    def finding(self, findings: Findings, name: str) -> str:
        """A finding with its value."""
        return in_words(findings, name, self.words, self.clinical)

    def label(self, name: str) -> str:
        """A finding or definition that holds, or that is asked about."""
        return self.finding({}, name)

    def listed(self, items: Iterable[str], most: int = MOST_NAMES) -> str:
        found = list(dict.fromkeys(items))
        shown = found[:most] if len(found) > most + 1 else found
        if len(shown) < len(found):
            shown = [*shown, self.say("more_unknown", count=str(len(found) - len(shown)))]
        return "; ".join(shown)

    def named(self, names: Iterable[str], most: int = MOST_NAMES) -> str:
        return self.listed(map(self.label, names), most)

    # --- time ---

    def within(self, hours: float) -> str:
        """By when: "within 12 hours, by 21:40 today"."""
        speak = self.words.interface
        if hours < 1:
            return speak("time", "at_once", "now")
        spoken = span(hours, self.words)
        if self.now is None:
            return speak("time", "within", "within {span}", span=spoken)
        end = self.now + timedelta(hours=hours)
        days = (end.date() - self.now.date()).days
        key = ("today", "tomorrow")[days] if days < 2 else "later"
        clock = speak("time", key, "{time}", time=f"{end:%H:%M}", date=_day(end.date()))
        return speak("time", "within_by", "within {span}, by {clock}", span=spoken, clock=clock)

    def overdue(self) -> list[str]:
        """A guideline or country pack past its review date says so, and leans to a call."""
        today = (self.now or datetime.now().astimezone()).date()
        dates = {
            "out_of_date": self.guideline.review_by,
            "place_out_of_date": self.words.place.review_by,
        }
        return [
            self.say(key, date=_day(review), place=self.words.place.name)
            for key, review in dates.items()
            if review < today
        ]

    # --- the top ---

    def opening(self) -> list[str]:
        """How urgent and by when. An emergency comes first; what is open is said at once."""
        if self.emergency:
            title = [f"{self.title(self.level.id)}."] if self.clinical else []
            return [*title, urgent_words(self.level.id, self.words), *self.overdue()]
        if self.assessment["provisional"]:
            keys = ("provisional", "still_ill", "provisional_next")
            return [*self.overdue(), *map(self.say, keys)]
        hours, later = self.assessment["see_by"]["hours"], []
        looks = self.assessment["follow_up"]
        if self.level.id == self.guideline.calmest:
            soon = min(hours, looks["within_hours"]) if looks else hours
            limit = self.say("home_limit", when=self.within(hours))
            later = [limit if soon < hours else self.say("home_until")]
            hours = soon
        if not self.assessment["settled"]:
            later.append(self.say("unsettled"))
        key, when = f"headline_{self.level.id}", self.within(hours)
        return [*self.overdue(), self.say(key, title=self.title(self.level.id), when=when), *later]

    # --- the sections ---

    def sections(self) -> Iterable[Section]:
        """Every section in reading order; an empty one is left out by the caller.

        A provisional note has no reasons, pictures or plan: what could calm waits for the answers.
        """
        if self.assessment["provisional"]:
            yield "ask", self.open_questions()
            yield "danger", self.escalations()
            yield "told", self.told()
            return
        danger = [("escalate", self.escalations())]
        yield "now", self.advice("act_now")
        yield from [] if self.assessment["settled"] else danger
        yield "why", [*self.reasons(), *self.contradictions()]
        yield "conditions", self.conditions()
        yield "clinician", self.advice("clinician")
        for topic in ADVICE:
            yield topic, self.advice(topic)
        yield from danger if self.assessment["settled"] else []
        yield "follow_up", self.follow_up()
        yield "unknown", self.open_questions()
        yield "told", self.told()
        yield "differs", self.differences()
        yield "sources", self.sources()

    def reasons(self) -> list[str]:
        found = []
        for row in self.assessment["reasons"]:
            decided = {name: value for name, value in row["findings"].items() if value is not None}
            signs = self.listed(self.finding(decided, name) for name in decided)
            basis = f" ({signs})" if signs else ""
            found.append(f"- {row['because']}{basis}{self.cite(row['sources'])}")
        return found

    def contradictions(self) -> list[str]:
        found = []
        for pair in self.assessment["contradictions"]:
            child, parent = (self.finding(self.findings, name) for name in pair.values())
            found.append(self.say("contradiction", finding=child, although=parent))
        return found

    def advice(self, topic: str) -> list[str]:
        """The advice of a topic; an exception shared by several pieces is said once, below them."""
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
        noted = [self.say("marked", mark=mark, exception=text) for text, mark in marks.items()]
        return [*found, *noted]

    def topic_of(self, row: Mapping[str, Any]) -> str:
        """Clinicians' advice stands together, and what to leave alone stands together."""
        topic = str(row["topic"])
        if row["audience"] == "clinician":
            return "clinician"
        return "avoid" if row["stance"] == "avoid" and topic != "act_now" else topic

    def conditions(self) -> list[str]:
        """What it fits, with what speaks for and against; what else it may be; what it is not."""
        of: dict[str, Rows] = {"fits": [], "possible": [], "ruled_out": []}
        for row in self.assessment["conditions"]:
            of[row["status"]].append(row)
        fitting = [f"- {self.picture(row)}" for row in of["fits"][:MOST_PICTURES]]
        if self.emergency and not self.clinical:
            return fitting  # help comes first, and other names can wait
        fitting = fitting or [self.say("nothing_fits")]
        missed = self.assessment["must_not_miss"]
        others = [row for row in of["possible"] if row["id"] not in missed and _speaks_up(row)]
        rows = {
            "also_possible": others[:MOST_PICTURES],
            "not_ruled_out": [row for row in of["possible"] if row["id"] in missed],
            "ruled_out": [row for row in of["ruled_out"] if self.can_be(row)],
        }
        return fitting + [
            self.say(key, list=self.listed(map(self.name, some), 8 if self.clinical else 7))
            for key, some in rows.items()
            if some
        ]

    def can_be(self, row: Mapping[str, Any]) -> bool:
        """Whether any sign of a picture applies, so that it is worth saying that it is less likely."""
        signs = self.guideline.conditions[row["id"]].speaks_for
        return any(name not in self.guideline.findings or self.applies(name) for name in signs)

    def picture(self, row: Mapping[str, Any]) -> str:
        what = "" if self.clinical else self.words.text("conditions", row["id"], "what")
        must = self.guideline.conditions[row["id"]].must_not_miss
        fits = self.say("fits_must_not_miss" if must else "fits", name=self.name(row), what=what)
        parts = [fits.strip()]
        keys = {"speaks_for": "for", "speaks_against": "against", "not_known": "unknown"}
        for key, names in ((key, row[side]) for key, side in keys.items()):
            if names:
                parts.append(self.say(key, list=self.named(names, 3 if key == "not_known" else MOST_NAMES)))
        return " ".join(parts) + self.cite(row["sources"])

    def name(self, row: Mapping[str, Any]) -> str:
        """The plain name of a picture, or its clinical term."""
        plain = str(row["name"])
        return self.words.text("conditions", row["id"], "clinical", plain) if self.clinical else plain

    def escalations(self) -> list[str]:
        """Single changes by level, then what time alone does; to a parent what she can notice."""
        groups: dict[str, list[str]] = {}
        clocks: Rows = []
        for row in self.assessment["escalate_if"]:
            calm = self.assessment["provisional"] and self.guideline.levels[row["level"]].calm
            name, change = next(iter(row["change"].items()))
            if calm or not self.applies(name) or not (self.clinical or row["noticed_by"] == "parent"):
                continue
            if row["as_time_passes"]:
                clocks.append(row)
                continue
            baby = name.startswith("baby_") and self.guideline.urgency[row["level"]] == 0
            key = "emergency_baby" if baby else row["level"]
            groups.setdefault(key, []).append(self.changed(name, change, row["text"]))
        found = [text for key, texts in groups.items() for text in self.listed_changes(key, texts)]
        found += [] if self.assessment["provisional"] else self.time_alone(clocks)
        return [*found, self.say("escalate_single")] if found else []

    def listed_changes(self, key: str, texts: list[str]) -> list[str]:
        """Urgent signs one a line, to be scanned; the others in running text."""
        level, texts = self.guideline.levels.get(key), list(dict.fromkeys(texts))
        if level is not None and level.calm:
            return [f"{self.say(f'escalate_{key}')} {'; '.join(texts)}."]
        return [self.say(f"escalate_{key}"), *(f"- {text}" for text in texts)]

    def applies(self, name: str) -> bool:
        """Whether a finding can be at all, after what was answered."""
        condition = applies_if(self.guideline.findings[name])
        known = {id_: value for id_, value in self.findings.items() if value != UNSURE}
        return condition is None or evaluate(condition, known.get) is not False

    def changed(self, name: str, change: Value, text: str) -> str:
        """A change as a phrase, with the clinical term for clinicians."""
        if not self.clinical:
            return text
        if change is False:
            return self.finding({name: False}, name)
        return self.label(name) + text.removeprefix(self.words.label(name))

    def time_alone(self, rows: Rows) -> list[str]:
        """What the clock changes if nothing else does, the soonest first."""
        found: dict[float, str] = {}
        for row in rows:
            name, change = next(iter(row["change"].items()))
            begun = self.findings.get(name)
            if isinstance(begun, int | float):
                left = max(0.0, next(iter(change.values())) - begun)
                found.setdefault(left, row["level"])
        return [
            self.say("escalate_time", span=span(left, self.words), level=self.title(level))
            for left, level in sorted(found.items())
        ]

    def follow_up(self) -> list[str]:
        looks = self.assessment["follow_up"]
        if not looks:
            return []
        text = looks["text"] + self.cite(looks["sources"])
        return [text, self.say("then_ask", list=self.named(looks["ask"]))]

    def open_questions(self) -> list[str]:
        """The next question in full, then what else is open, the most urgent first."""
        following = self.assessment.get("next_question")
        asked = self.words.text("findings", following, "ask") if following else ""
        found = [self.say("ask_first", question=asked)] if asked else []
        known = self.guideline.findings
        names = [
            name
            for name in self.assessment["unanswered"]
            if name != following and (self.clinical or known[name].answered_by == "parent")
        ]
        return [*found, f"{self.named(names, MOST_OPEN)}."] if names else found

    def told(self) -> list[str]:
        """What was answered: what is so, what is not (danger signs first), what is not known."""
        groups: dict[str, list[str]] = {"is_so": [], "is_not_so": [], "not_sure": []}
        flagged = [name for name, item in self.guideline.findings.items() if "emergency_flag" in item.tags]
        for name in dict.fromkeys([*flagged, *self.guideline.findings]):
            value = self.findings.get(name)
            if value is not None and name != "answering_for":
                key = "not_sure" if value == UNSURE else "is_not_so" if value is False else "is_so"
                shown = self.finding(self.findings, name) if key == "is_so" else self.label(name)
                groups[key].append(shown)
        most = {"is_not_so": MOST_NEGATIVES[self.audience]}
        return [
            self.say(key, list=self.listed(items, most.get(key, len(items)))) for key, items in groups.items() if items
        ]

    # --- where it comes from ---

    def cite(self, claims: Iterable[str]) -> str:
        """The numbers of the works behind a statement, " [2, 5]", noted for the list at the end."""
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
        if self.emergency and not self.clinical:
            return []
        ids = [id_ for reason in self.assessment["reasons"] for id_ in reason["differs"]]
        ids += [row["source"] for advice in self.assessment["advice"] for row in advice["differs"]]
        ids = [id_ for id_ in dict.fromkeys(ids) if id_ in self.guideline.claims]
        most = MOST_DIFFERENCES[self.audience]
        says = {
            id_: textwrap.shorten(self.guideline.claims[id_].says, LONGEST_SAYING, placeholder=" ...") for id_ in ids
        }
        found = [f"- {says[id_]}{self.cite([id_])}" for id_ in ids[:most]]
        return [*found, self.say("differs_more")] if len(ids) > most else found

    def sources(self) -> list[str]:
        found = []
        for number, (id_, claims) in enumerate(self.cited.items(), 1):
            work = self.guideline.works[id_]
            read: dict[str, list[str]] = {}
            for claim in claims:
                read.setdefault(self.guideline.claims[claim].seen, []).append(claim)
            known = [self.say("read", claims=", ".join(ids), seen=seen) for seen, ids in read.items()]
            title = textwrap.shorten(work.title.rstrip("."), LONGEST_TITLE, placeholder=" ...")
            text = self.say("source", title=title, year=work.year, claims="; ".join(known))
            found.append(f"[{number}] {text}")
        return [*found, self.say("sources_more")] if found else []

    def closing(self) -> str:
        """What Lactwise is not, and which guideline spoke."""
        guideline = self.guideline
        not_this = self.say("what_we_are_not", what=str(guideline.facts.get("what_we_are_not", "")))
        place, digest = self.words.place.name, guideline.digest[:19]
        made = self.say("made_with", version=guideline.version, place=place, digest=digest)
        return f"{not_this} {made}"


def _speaks_up(row: Mapping[str, Any]) -> bool:
    """Whether more than one sign speaks for a picture, so that it is worth a name."""
    return len(row["for"]) > len(row["against"]) + 1


def _day(day: date) -> str:
    return f"{day.day} {day:%B %Y}"


def _wrapped(paragraph: str, indent: str = "") -> str:
    hang = indent
    if paragraph.startswith("- "):
        hang += "  "
    elif found := re.match(r"\[\d+\] ", paragraph):
        hang += " " * len(found[0])
    return textwrap.fill(paragraph, WIDTH, initial_indent=indent, subsequent_indent=hang, break_on_hyphens=False)

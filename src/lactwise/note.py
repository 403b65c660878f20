"""How does a good nurse write this assessment down?

In: a guideline, the findings, their assessment and the words of a reader. Out: plain text of at most 78 columns: how
urgent and by when, why, what to do, what it may be, what would change it, and where each statement comes from.

>>> from lactwise import engine
>>> from lactwise.loading import load
>>> guideline = load()
>>> text = note(guideline, {}, engine.assess(guideline, {}), Words(guideline))
>>> max(map(len, text.splitlines())) <= WIDTH
True
"""

import re
import textwrap
from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from lactwise.model import Guideline
from lactwise.note_changes import escalations
from lactwise.note_draft import Draft, Rows
from lactwise.note_pictures import conditions
from lactwise.note_sources import differences, sources
from lactwise.phrases import WIDTH, local, urgent_words
from lactwise.reading import UNSURE, Findings
from lactwise.wording import Words

MOST_OPEN = 12  # questions still open
MOST_NEGATIVES = {"parent": 20, "clinician": 60}
ADVICE = ("feeding", "comfort", "medicine", "causes", "avoid", "watch", "call", "know")
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
    draft = Draft(guideline, findings, assessment, words, audience or answering, now)
    blocks = [_wrapped(local(paragraph, words)) for paragraph in _opening(draft)]
    for heading, paragraphs in _sections(draft):
        if paragraphs:
            body = (_wrapped(local(paragraph, words), "  ") for paragraph in paragraphs)
            blocks.append("\n".join([draft.say(f"heading_{heading}"), *body]))
    return "\n\n".join([*blocks, _wrapped(_closing(draft))]) + "\n"


def _overdue(draft: Draft) -> list[str]:
    """A guideline or country pack past its review date says so, and leans to a call."""
    today = (draft.now or datetime.now().astimezone()).date()
    dates = {
        "out_of_date": draft.guideline.review_by,
        "place_out_of_date": draft.words.place.review_by,
    }
    return [
        draft.say(key, date=draft.words.day(review), place=draft.words.place_name)
        for key, review in dates.items()
        if review < today
    ]


def _opening(draft: Draft) -> list[str]:
    """How urgent and by when. An emergency comes first; what is open is said at once."""
    if draft.emergency:
        title = [f"{draft.title(draft.level.id)}."] if draft.clinical else []
        return [*title, urgent_words(draft.level.id, draft.words), *_overdue(draft)]
    if draft.assessment["provisional"]:
        keys = ("provisional", "still_ill", "provisional_next")
        return [*_overdue(draft), *map(draft.say, keys)]
    hours, later = draft.assessment["see_by"]["hours"], []
    looks = draft.assessment["follow_up"]
    if draft.level.id == draft.guideline.calmest:
        soon = min(hours, looks["within_hours"]) if looks else hours
        limit = draft.say("home_limit", when=draft.within(hours))
        later = [limit if soon < hours else draft.say("home_until")]
        hours = soon
    if not draft.assessment["settled"]:
        later.append(draft.say("unsettled"))
    key, when = f"headline_{draft.level.id}", draft.within(hours)
    return [*_overdue(draft), draft.say(key, title=draft.title(draft.level.id), when=when), *later]


def _sections(draft: Draft) -> Iterable[Section]:
    """Every section in reading order; an empty one is left out by the caller.

    A provisional note has no reasons, pictures or plan: what could calm waits for the answers.
    """
    if draft.assessment["provisional"]:
        yield "ask", _open_questions(draft)
        yield "danger", escalations(draft)
        yield "told", _told(draft)
        return
    danger = [("escalate", escalations(draft))]
    yield "now", _advice(draft, "act_now")
    yield from [] if draft.assessment["settled"] else danger
    yield "why", [*_reasons(draft), *_contradictions(draft)]
    yield "conditions", conditions(draft)
    yield "clinician", _advice(draft, "clinician")
    for topic in ADVICE:
        yield topic, _advice(draft, topic)
    yield from danger if draft.assessment["settled"] else []
    yield "follow_up", _follow_up(draft)
    yield "unknown", _open_questions(draft)
    yield "told", _told(draft)
    yield "differs", differences(draft)
    yield "sources", sources(draft)


def _reasons(draft: Draft) -> list[str]:
    found = []
    for row in draft.assessment["reasons"]:
        decided = {name: value for name, value in row["findings"].items() if value is not None}
        signs = draft.listed(draft.finding(decided, name) for name in decided)
        basis = f" ({signs})" if signs else ""
        found.append(f"- {row['because']}{basis}{draft.cite(row['sources'])}")
    return found


def _contradictions(draft: Draft) -> list[str]:
    found = []
    for pair in draft.assessment["contradictions"]:
        child, parent = (draft.finding(draft.findings, name) for name in pair.values())
        found.append(draft.say("contradiction", finding=child, although=parent))
    return found


def _advice(draft: Draft, topic: str) -> list[str]:
    """The advice of a topic; an exception shared by several pieces is said once, below them."""
    rows: Rows = [row for row in draft.assessment["advice"] if _topic_of(row) == topic]
    exceptions = [row["except"] for row in rows if row.get("except")]
    marks = {text: "*" * (place + 1) for place, text in enumerate(dict.fromkeys(exceptions))}
    said = urgent_words(draft.level.id, draft.words) if draft.emergency else ""
    found = []
    for row in rows:
        parts = [text for text in (row["text"], row.get("more", "")) if text and text != said]
        mark = marks.get(row.get("except", ""), "")
        if parts:
            found.append(f"- {' '.join(parts)}{mark}{draft.cite(row['sources'])}")
    noted = [draft.say("marked", mark=mark, exception=text) for text, mark in marks.items()]
    return [*found, *noted]


def _topic_of(row: Mapping[str, Any]) -> str:
    """Clinicians' advice stands together, and what to leave alone stands together."""
    topic = str(row["topic"])
    if row["audience"] == "clinician":
        return "clinician"
    return "avoid" if row["stance"] == "avoid" and topic != "act_now" else topic


def _follow_up(draft: Draft) -> list[str]:
    looks = draft.assessment["follow_up"]
    if not looks:
        return []
    text = looks["text"] + draft.cite(looks["sources"])
    return [text, draft.say("then_ask", list=draft.named(looks["ask"]))]


def _open_questions(draft: Draft) -> list[str]:
    """The next question in full, then what else is open, the most urgent first."""
    following = draft.assessment.get("next_question")
    asked = draft.words.text("findings", following, "ask") if following else ""
    found = [draft.say("ask_first", question=asked)] if asked else []
    known = draft.guideline.findings
    names = [
        name
        for name in draft.assessment["unanswered"]
        if name != following and (draft.clinical or known[name].answered_by == "parent")
    ]
    return [*found, f"{draft.named(names, MOST_OPEN)}."] if names else found


def _told(draft: Draft) -> list[str]:
    """What was answered: what is so, what is not (danger signs first), what is not known."""
    groups: dict[str, list[str]] = {"is_so": [], "is_not_so": [], "not_sure": []}
    flagged = [name for name, item in draft.guideline.findings.items() if "emergency_flag" in item.tags]
    for name in dict.fromkeys([*flagged, *draft.guideline.findings]):
        value = draft.findings.get(name)
        if value is not None and name != "answering_for":
            key = "not_sure" if value == UNSURE else "is_not_so" if value is False else "is_so"
            shown = draft.finding(draft.findings, name) if key == "is_so" else draft.label(name)
            groups[key].append(shown)
    most = {"is_not_so": MOST_NEGATIVES[draft.audience]}
    return [
        draft.say(key, list=draft.listed(items, most.get(key, len(items)))) for key, items in groups.items() if items
    ]


def _closing(draft: Draft) -> str:
    """What Lactwise is not, and which guideline spoke."""
    guideline = draft.guideline
    not_this = draft.say("what_we_are_not", what=draft.words.interface("language", "not"))
    place, digest = draft.words.place_name, guideline.digest[:19]
    made = draft.say("made_with", version=guideline.version, place=place, digest=digest)
    return f"{not_this} {made}"


def _wrapped(paragraph: str, indent: str = "") -> str:
    hang = indent
    if paragraph.startswith("- "):
        hang += "  "
    elif found := re.match(r"\[\d+\] ", paragraph):
        hang += " " * len(found[0])
    return textwrap.fill(paragraph, WIDTH, initial_indent=indent, subsequent_indent=hang, break_on_hyphens=False)

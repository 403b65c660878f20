"""What does the book say about advice, questions and countries?

In: an `Index` of the guideline. Out: one chapter (a `Section`) a function.
"""

from collections.abc import Iterable, Mapping

from lactwise.checking import TOPICS
from lactwise.language import show
from lactwise.model import Advice, Finding, Place, with_unit
from lactwise.publish.book_document import (
    Block,
    Code,
    Item,
    Items,
    Line,
    Mark,
    Paragraph,
    Quote,
    Row,
    Section,
    Strong,
    Table,
    anchor,
    capital,
    full_stop,
    joined,
    present,
    text,
)
from lactwise.publish.book_index import Index, proposal
from lactwise.publish.book_reading import (
    condition_rows,
    evidence_rows,
    option,
    paragraph,
    reading,
    unsure,
)

STANCES = {"do": "do", "avoid": "avoid", "know": "good to know"}
TEMPERS = {
    "core": "unless the exception is certain; while that is unknown, it is said in words",
    "gated": "only when every reason against it has been ruled out",
    "certain": "only when it certainly applies",
}


# --- advice ---


def advice(index: Index, audience: str, title: str, opening: str) -> Section:
    """What to do, to avoid and to know, by topic, for one audience."""
    parts: list[Section] = []
    for topic in TOPICS:
        items = [a for a in index.g.advice.values() if (a.audience, a.topic) == (audience, topic)]
        if items:
            items.sort(key=lambda item: item.order)
            name = index.words.interface("note", f"heading_{topic}", capital(topic.replace("_", " ")))
            place = f"advice-{audience}-{topic}"
            parts.append(Section(name, place, tuple(_advice(index, item) for item in items)))
    blocks = parts[0].blocks if len(parts) == 1 else parts
    return Section(title, f"advice-{audience}", (text(opening), *blocks))


def _advice(index: Index, item: Advice) -> Section:
    words = [index.said("advice", item.id, key) for key in ("text", "more")]
    plain = item.temper == "core" and item.unless is None
    facts = present(
        [
            ("Exception", paragraph(index.said("advice", item.id, "except"))),
            *condition_rows(index, "When", item.when),
            *condition_rows(index, "Unless", item.unless),
            ("Shown", None if plain else text(TEMPERS.get(item.temper, item.temper))),
            ("At levels", level_marks(index, item.levels)),
            ("Never with", paragraph(index.links("advice", item.conflicts))),
            *evidence_rows(index, item),
        ]
    )
    stop = (Mark("pauses feeding", "danger"),) if "stop_feeding" in item.tags else ()
    stance = Mark(STANCES.get(item.stance, item.stance), f"stance-{item.stance}")
    return Section(
        index.title("advice", item.id),
        anchor("advice", item.id),
        (Quote(joined((line for line in words if line), " ")), facts),
        entry=True,
        id=item.id,
        marks=(stance, *stop, *proposal(item)),
    )


def level_marks(index: Index, levels: Iterable[str]) -> Block | None:
    """Levels one beside the other, or nothing."""
    return paragraph(joined((index.level_mark(level) for level in levels), " "))


# --- findings ---

FINDING_HEAD = ("Finding", "Question", "Answer", "“Not sure” counts as", "More")


def findings(index: Index) -> Section:
    """What can be known, in the order it is asked."""
    parts: list[Section] = []
    for screen in index.g.screens:
        items = [item for item in index.g.findings.values() if item.screen == screen]
        title = capital(index.words.text("screens", screen, "title", screen.replace("_", " ")))
        rows = tuple(_finding(index, item) for item in items)
        table = Table(f"Questions of the screen “{title}”", FINDING_HEAD, rows)
        parts.append(Section(title, anchor("screen", screen), (table,)))
    opening = text(
        "These are the questions, by the screen on which they are asked. "
        "What was not asked is unknown and is never read as “no”. "
        "The column on “not sure” says what that answer counts as, for urgency only. "
        "For advice and conditions it stays unknown."
    )
    return Section("Findings", "findings", (opening, *parts))


def _finding(index: Index, item: Finding) -> Row:
    return Row(
        (
            ((Strong(capital(index.title("finding", item.id))),), (Code(item.id),)),
            (index.said("findings", item.id, "ask"), (full_stop(item.means),)),
            _answers(index, item),
            (unsure(index, item),),
            (*_more(index, item), *index.used_aside(item.id, "rule", "definition", "condition")),
        ),
        anchor("finding", item.id),
    )


def _answers(index: Index, item: Finding) -> tuple[Line, ...]:
    if item.kind == "number" and item.range is not None:
        low, high = (with_unit(bound, item.unit) for bound in item.range)
        return (("number",), (f"from {low} to {high}",))
    if item.kind == "choice":
        options = ((option(index, item.id, name), " ", Code(name)) for name in item.options)
        return (("one of:",), *options)
    return (("yes or no",),)


def _more(index: Index, item: Finding) -> Iterable[Line]:
    for tag in item.tags:
        yield (Mark(tag.replace("_", " "), "danger"),)
    if item.answered_by == "clinician":
        yield (Mark("asked of clinicians", "quiet"),)
    if item.only_if is not None:
        block = reading(index, item.only_if)
        plain = block.line if isinstance(block, Paragraph) else (Code(show(item.only_if)),)
        yield ("only if ", *plain)
    if item.changeable:
        yield ("may change within the episode",)
    if item.valid_hours is not None:
        yield (f"an answer holds for {with_unit(item.valid_hours, 'hours')}",)
    if item.worse is not None:
        yield _worse(index, item)
    clinical = index.words.text("findings", item.id, "clinical")
    if clinical:
        yield (f"clinical term: {clinical}",)
    if item.codes:
        yield (f"codes: {', '.join(item.codes)}",)


def _worse(index: Index, item: Finding) -> Line:
    if isinstance(item.worse, bool):
        return ("worse: ", "yes" if item.worse else "no")
    if isinstance(item.worse, Mapping):
        sides = ((f"{way.removesuffix('_from')} from ", index.number(name)) for way, name in item.worse.items())
        return ("worse: ", *joined(sides))
    return ("from best to worst: ", ", ".join(option(index, item.id, o) for o in item.worse))


# --- countries ---

PLACE = {
    "emergency": "Emergency",
    "emergency_tel": "Dialled as",
    "urgent": "Urgent line",
    "urgent_tel": "Dialled as",
    "crisis": "Crisis line",
}
HIDDEN = ("code", "name", "review_by", "units", "words", "antibiotics", "unverified", "note")


def places(index: Index) -> Section:
    """The country packs."""
    opening = text(
        "A country pack holds telephone numbers, local words, units and, for clinicians, "
        "antibiotic options. "
        "The country is never guessed. "
        "Each pack lists what could not be verified, and the day by which it must be read again."
    )
    packs = (_place(index, place) for place in index.g.places.values())
    return Section("Country packs", "places", (opening, *packs))


def _place(index: Index, place: Place) -> Section:
    facts = place.facts
    spoken = ((key.replace("_", " "), word) for key, word in facts.get("words", {}).items())
    words = [f"{word} (for “{plain}”)" for plain, word in spoken if word != plain]
    unverified = tuple(Item((full_stop(capital(str(i))),)) for i in facts.get("unverified", ()))
    units = {"degC": "°C", "degF": "°F"}.get(place.units, place.units)
    rows = present(
        [
            *(
                (PLACE.get(k, k.upper() if len(k) < 4 else capital(k)), _fact(v))
                for k, v in facts.items()
                if k not in HIDDEN
            ),
            ("Temperature in", text(units)),
            ("Review by", text(place.review_by.isoformat())),
            ("Local words", paragraph(joined(words))),
            ("Note", paragraph(index.filled(str(facts.get("note", ""))))),
            ("Not verified", Items(unverified) if unverified else None),
        ]
    )
    list_ = _antibiotics(index, place) if place.antibiotics else text("No antibiotic list.")
    return Section(place.name, anchor("place", place.code), (rows, list_), id=place.code)


def _fact(value: object) -> Block | None:
    words = ", ".join(map(str, value)) if isinstance(value, list) else str(value)
    return text(words.replace("_", " ")) if words else None


def _antibiotics(index: Index, place: Place) -> Block:
    rows: list[Row] = []
    for key, entry in place.antibiotics.items():
        take = entry.get if isinstance(entry, Mapping) else {"text": entry}.get
        rows.append(
            Row(
                (
                    ((Strong(capital(key.replace("_", " "))),),),
                    ((str(take("text") or ""),),),
                    ((str(take("length") or ""),),),
                    (index.claim_links(take("source") or ()),),
                    (index.claim_links(take("differs") or ()),),
                    (index.filled(str(take("note") or "")),),
                )
            )
        )
    head = ("Situation", "Option", "Length", "Rests on", "Says otherwise", "Note")
    return Table(f"Antibiotic options for clinicians: {place.name}", head, tuple(rows))

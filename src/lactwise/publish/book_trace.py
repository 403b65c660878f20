"""How far can the book be trusted: cases, founding text, what awaits sign-off, every source?

In: an `Index` of the guideline. Out: one chapter (a `Section`) a function.
"""

from collections.abc import Sequence
from typing import Any

from lactwise.checking import SEEN as SEEN_ORDER
from lactwise.model import Claim, SeedSentence, Work
from lactwise.publish.book_document import (
    Block,
    Fold,
    Inline,
    Item,
    Items,
    Line,
    Link,
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
from lactwise.publish.book_index import SEEN, Index, WorkedCase
from lactwise.publish.book_reading import paragraph, unsure, value

KEPT = {"yes": "kept", "partly": "kept in part", "replaced": "replaced"}


# --- worked cases ---


def cases(index: Index) -> Section:
    """The worked patients and the rules they reach."""
    opening = text(
        "Each worked patient is assessed by every program that carries this guideline, "
        "and all must agree. "
        "The level beside the name, and the rules below it, are what must come out."
        if index.cases
        else "No worked patients are recorded."
    )
    return Section("Worked cases", "cases", (opening, *(_case(index, case) for case in index.cases)))


def _case(index: Index, case: WorkedCase) -> Section:
    reached = [index.g.rules[rule] for rule in case.rules if rule in index.g.rules]
    levels = [rule.level for rule in reached]
    level = getattr(case, "level", None) or min(levels, key=index.g.urgency.__getitem__, default="")
    facts = present(
        [
            ("Known", paragraph(_known(index, case))),
            ("Rules", paragraph(index.links("rule", [rule.id for rule in reached]))),
        ]
    )
    return Section(
        capital(case.id.replace("_", " ").replace("-", " ")),
        anchor("case", case.id),
        (text(full_stop(case.who)), facts),
        entry=True,
        id=case.id,
        marks=(index.level_mark(level),) if level in index.g.levels else (),
    )


def _known(index: Index, case: WorkedCase) -> Line:
    """What is known: signs there are by name, other answers with their value, "no" as a number."""
    given = {name: v for name, v in case.findings.items() if name in index.g.findings}
    parts: list[Line] = []
    for name, answer in given.items():
        label = index.title("finding", name)
        if answer is True:
            parts.append((label,))
        elif answer is not False and answer is not None:
            parts.append((label, ": ", *value(index, index.g.findings[name], answer)))
    denied = sum(answer is False for answer in given.values())
    if denied:
        parts.append((f"“no” to {denied} {'question' if denied == 1 else 'questions'}",))
    return joined(parts, "; ")


# --- the founding text ---


def founding_text(index: Index) -> Section:
    """The founding text, sentence by sentence."""
    opening = text(
        "Lactwise began with a short lay text. "
        "Each of its sentences is traced here: where it lives now, whether it was kept, and why."
    )
    counts = joined(f"{sum(s.kept == kept for s in index.g.seed.values())} {words}" for kept, words in KEPT.items())
    entries = tuple(_sentence(index, sentence) for sentence in index.g.seed.values())
    blocks: tuple[Block, ...] = (opening, Paragraph((*counts, "."))) if entries else (opening,)
    return Section("The founding text", "founding-text", (*blocks, *entries))


def _sentence(index: Index, sentence: SeedSentence) -> Section:
    facts = present(
        [
            ("Lives in", Paragraph(joined(index.home(id_) for id_ in sentence.lives_in))),
            ("Why", Paragraph(index.filled(sentence.why)) if sentence.why else None),
            ("Rests on", index.sources(sentence.source)),
        ]
    )
    return Section(
        index.title("sentence", sentence.id),
        anchor("sentence", sentence.id),
        (Quote((sentence.says,)), facts),
        entry=True,
        id=sentence.id,
        marks=(Mark(KEPT.get(sentence.kept, sentence.kept), f"kept-{sentence.kept}"),),
    )


# --- awaiting sign-off ---


def sign_off(index: Index) -> Section:
    """Everything that no clinician has yet agreed to."""
    opening = text(
        "No clinician has signed off this guideline. "
        "Everything in it awaits that, and what follows needs it most: "
        "no published source carries it, or what carries it could not be read. "
        "A proposal is our own choice. "
        "It may only raise urgency or open a question, never lower, reassure or dose."
    )
    parts = (
        _listed("Proposals", "proposals", "Marked as our own choice in the data.", _proposals(index)),
        _listed(
            "Resting only on the owner's decisions",
            "owner-only",
            "No published statement is cited for these, only decisions taken for Lactwise.",
            _resting(index, {"decision"}),
        ),
        _listed(
            "Resting on no text that was read",
            "second-hand-only",
            "Each statement cited is known through another document, recalled, or a decision.",
            _resting(index, {"decision", "secondary", "memory"}, beyond={"decision"}),
        ),
        _decisions(index),
        _unverified(index),
        _unsure(index),
    )
    return Section("Awaiting clinical sign-off", "sign-off", (opening, *parts))


def _listed(title: str, place: str, opening: str, items: Sequence[Item]) -> Section:
    body: Block = Items(tuple(items)) if items else text("None.")
    return Section(f"{title} ({len(items)})", place, (text(opening), body))


def _everything(index: Index) -> list[tuple[str, str, Any]]:
    return [(kind, id_, thing) for kind, table in index.kinds.items() for id_, thing in table.items()]


def _proposals(index: Index) -> list[Item]:
    return [_about(index, kind, id_, thing) for kind, id_, thing in _everything(index) if thing.proposal]


def _resting(index: Index, only: set[str], beyond: set[str] | None = None) -> list[Item]:
    found = []
    for kind, id_, thing in _everything(index):
        seen = {index.g.claims[claim].seen for claim in thing.source}
        if seen <= only and not (beyond and seen <= beyond):
            item = _about(index, kind, id_, thing)
            found.append(Item((*item.line, " (", *index.claim_links(thing.source), ")")))
    return found


def _about(index: Index, kind: str, id_: str, thing: Any) -> Item:
    words: Line = ()
    match kind:
        case "rule":
            words = index.filled(thing.because)
        case "threshold":
            words = (f"{thing.shown}: {thing.means}",)
        case "definition":
            words = (thing.means,)
        case "condition":
            words = index.said("conditions", id_, "what")
        case "advice":
            words = index.said("advice", id_, "text")
        case "follow-up":
            words = (
                "within ",
                index.link("threshold", thing.within, index.g.thresholds[thing.within].shown),
            )
    between: tuple[Inline, ...] = (": ",) if words else ()
    return Item((f"{capital(kind)} ", index.link(kind, id_), *between, *words))


def _decisions(index: Index) -> Section:
    decisions = [claim for claim in index.g.claims.values() if claim.seen == "decision"]
    items = tuple(Item((index.link("claim", claim.id, claim.id), f": {full_stop(claim.says)}")) for claim in decisions)
    opening = text(
        "These were decided for Lactwise where sources are silent or disagree. "
        "They are cited like any source, so that everything built on them can be found."
    )
    return Section(f"The owner's decisions ({len(items)})", "decisions", (opening, Items(items)))


def _unverified(index: Index) -> Section:
    items: list[Item] = []
    for place in index.g.places.values():
        notes = tuple(Item((full_stop(capital(str(note))),)) for note in place.facts.get("unverified", ()))
        if notes:
            items.append(Item((index.link("place", place.code, place.name),), notes))
    opening = "Facts of the country packs that come from general knowledge or could not be checked."
    return _listed("Not verified in the country packs", "unverified", opening, items)


def _unsure(index: Index) -> Section:
    rows = tuple(
        Row((((index.link("finding", item.id),),), (unsure(index, item),)))
        for item in index.g.findings.values()
        if item.unsure is not None or item.unsure_level is not None
    )
    opening = text(
        "What “not sure” counts as was decided here for every question; no source says it. "
        "It is the cautious reading, and it is used for urgency only."
    )
    table = Table("What “not sure” counts as", ("Finding", "“Not sure” counts as"), rows)
    return Section(
        f"What “not sure” means ({len(rows)})",
        "unsure",
        (opening, Fold(f"All {len(rows)} questions", table)),
    )


# --- sources ---


def sources(index: Index) -> Section:
    """Every work, and every statement that is cited from it."""
    cited = {id_: index.g.claims[id_] for id_ in index.g.claims if id_ in index.cited_by}
    counted = [(SEEN[kind], sum(claim.seen == kind for claim in cited.values())) for kind in SEEN_ORDER]
    rows = tuple(Row((((words,),), ((str(number),),))) for words, number in counted if number)
    opening = text(
        f"{len(index.g.works)} works are recorded, with {len(cited)} cited statements. "
        "Each statement is in our own words, with where it stands and how it is known. "
        "Many works could only be read in part. "
        f"A further {len(index.g.claims) - len(cited)} statements were collected and are cited "
        "nowhere in the guideline."
    )
    works = tuple(_work(index, work, cited) for work in index.g.works.values())
    return Section(
        "Sources",
        "sources",
        (
            opening,
            Table("How well the cited statements are known", ("Known how", "Statements"), rows),
            *works,
        ),
    )


def _work(index: Index, work: Work, cited: dict[str, Claim]) -> Section:
    claims = [claim for claim in cited.values() if claim.work == work.id]
    issued = joined(part for part in (work.issuer, work.year.replace("n.d.", "undated")) if part)
    facts = present(
        [
            ("Issued by", Paragraph(issued) if issued else None),
            ("Found at", Paragraph((_address(work.link),)) if work.link else None),
            ("Read", text(full_stop(capital(work.read))) if work.read else None),
            ("Note", text(work.note) if work.note else None),
        ]
    )
    items = tuple(_claim(index, claim, work) for claim in claims)
    number = f"{len(claims)} cited {'statement' if len(claims) == 1 else 'statements'}"
    body: Block = Fold(number, Items(items)) if items else text("No statement of this work is cited.")
    return Section(work.title, anchor("work", work.id), (facts, body), entry=True, id=work.id)


def _address(link: str, short: bool = False) -> Inline:
    if not link.startswith(("https://", "http://")):
        return link
    return Link(link.split("/")[2].removeprefix("www.") if short else link, link)


def _claim(index: Index, claim: Claim, work: Work) -> Item:
    known = [capital(SEEN.get(claim.seen, claim.seen))]
    if claim.year and claim.year != work.year:
        known.append(claim.year)
    known += [part for part in (claim.grade, claim.at) if part]
    through = claim.link if claim.link != work.link else ""
    read: tuple[Inline, ...] = (", read through ", _address(through, short=True)) if through else ()
    return Item(
        (Strong(claim.id), f": {full_stop(claim.says)}"),
        (
            Item((", ".join(known), *read)),
            Item(("Cited in ", *joined(index.cited_by[claim.id]))),
        ),
        anchor=anchor("claim", claim.id),
    )

"""How are the contested points written down: who says what, what Lactwise does and why, and whom it would matter to?

In: a guideline and its points. Out: one document, as Markdown (`published/disagreements.md`) and as the page
`/disagreements`, in the look of the book and linked with it.

>>> from lactwise.loading import load
>>> markdown(load(), []).splitlines()[0]
'# Where the sources disagree'
"""

import json
from collections.abc import Iterator, Sequence
from dataclasses import replace

from lactwise.contested import everything
from lactwise.disagreements import Change, Patient, Point, Sent, Voice, Witness
from lactwise.model import Advice, Condition, Guideline, Rule, Threshold, with_unit
from lactwise.phrases import in_words
from lactwise.publish import book_html, book_markdown
from lactwise.publish.book_document import (
    Aside,
    Block,
    Citations,
    Code,
    Document,
    Facts,
    Inline,
    Item,
    Items,
    Line,
    Link,
    Mark,
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
from lactwise.publish.book_index import SEEN, Index, proposal

BOOK_FILE, BOOK_PAGE = "book.md", "/guideline"
OWNER = (
    "Where sources disagree on how soon someone is to be seen, or are silent, the owner of Lactwise decided. "
    "No clinician has signed these decisions yet."
)
CAUTIOUS = (
    "Where urgency, a dose or a risk to the baby is at stake, the most cautious stance counts, "
    "among the people of whom its source speaks."
)
CURRENT = "In care, the most recent guidance that was read counts. Older advice stands beside it, with its year."
ROOM = (
    "These sources speak of different people or answer different questions, "
    "or what is advised leaves room for all of them."
)
BASES = {
    "owner": ("Decided by the owner", OWNER),
    "most_cautious": ("The most cautious", CAUTIOUS),
    "most_current": ("The most current", CURRENT),
    "no_conflict": ("Room for all", ROOM),
}
MOST_DENIED = 3  # that are named one by one


def markdown(guideline: Guideline, points: Sequence[Point]) -> str:
    """The points as Markdown."""
    return book_markdown.write(document(guideline, points, BOOK_FILE))


def html(guideline: Guideline, points: Sequence[Point]) -> str:
    """The points as a page."""
    return book_html.write(document(guideline, points, BOOK_PAGE))


def document(guideline: Guideline, points: Sequence[Point], book: str) -> Document:
    """The points before they are written in one form or the other; `book` is where the book stands."""
    writer = _Writer(guideline, book)
    what_not = str(guideline.facts.get("what_we_are_not", ""))
    facts = present([("Version", text(guideline.version)), ("Fingerprint", text(Code(guideline.digest)))])
    warning = (text(Strong(full_stop(capital(what_not)))),) if what_not else ()
    chapters = [writer.chapter(basis, [point for point in points if point.of.basis == basis]) for basis in BASES]
    return Document(
        title="Where the sources disagree",
        language="en",
        summary="Every contested point: who says what, what Lactwise does and why, and whom it would matter to.",
        blocks=(*warning, facts),
        chapters=(writer.opening(points), *(chapter for chapter in chapters if len(chapter.blocks) > 1)),
    )


class _Writer:
    """Writes the points in English, linked with the book."""

    def __init__(self, guideline: Guideline, book: str) -> None:
        self.g, self.book, self.index = guideline, book, Index(guideline, ())
        self.items = everything(guideline)
        self.kind = {id_: kind for kind, table in self.index.kinds.items() for id_ in table}

    # --- links into the book ---

    def out(self, part: Inline) -> Inline:
        """A link of the book as one that leads into it from here."""
        inside = isinstance(part, Link) and part.to.startswith("#")
        return Link(part.text, self.book + part.to) if inside and isinstance(part, Link) else part

    def line(self, line: Line) -> Line:
        return tuple(map(self.out, line))

    def title(self, id_: str) -> Inline:
        """What a thing of the guideline is called, as a link to it."""
        return self.out(self.index.link(self.kind[id_], id_))

    def sources(self, ids: Sequence[str]) -> Block | None:
        rows = [self.index.citation(id_) for id_ in ids]
        led = (replace(row, claim=self.led(row.claim), work=self.led(row.work)) for row in rows)
        return Citations(tuple(led), self.index.strength(ids), folded=True) if rows else None

    def led(self, link: Link) -> Link:
        return Link(link.text, self.book + link.to)

    # --- the opening ---

    def opening(self, points: Sequence[Point]) -> Section:
        """What this is, and all points on one table."""
        claims = {voice.claim for point in points for voice in point.voices}
        works = {self.g.claims[claim].work for claim in claims}
        head = ("Question, how it was settled, and how many say otherwise", "Whom it would matter to")
        return Section(
            "All points on one page",
            "all-points",
            (
                text(
                    f"Sources on this illness contradict each other on {len(points)} points, "
                    f"in {len(claims)} statements of {len(works)} works. "
                    "Each point says who says what and how much of it was read, what Lactwise does, and why."
                ),
                text(
                    "For each it shows the smallest patients whom two sources would send different ways: "
                    "the fewest answers that are enough, found by a solver over all patients there can be. "
                    "They are not typical patients, and what they have not answered is unknown. "
                    "Where there is nobody, that is proved too."
                ),
                text(
                    "Where others give another number, theirs is put in the place of ours. "
                    "Where they differ with a rule, the rule is left out: that shows whom it sends where she goes, "
                    "not that those who differ would send her no further."
                ),
                Table("Every contested point", head, tuple(map(self.row, points))),
            ),
        )

    def row(self, point: Point) -> Row:
        here = Link(point.of.title, f"#{anchor('point', point.of.id)}")
        count = f"{len(point.voices)} {'statement' if len(point.voices) == 1 else 'statements'}"
        settled = f"{BASES[point.of.basis][0]}; {count}"
        moved = [item for _, item in point.witnesses or () if item and item.theirs]
        touched: Line = ("not looked for",) if point.witnesses is None else ("only what is advised",)
        if moved and moved[0].theirs:
            ways = joined(map(self.index.level_mark, (moved[0].ours.level, moved[0].theirs.level)), " or ")
            touched = (self.known(moved[0].patient), ": ", *ways)
        return Row((((here,), (settled,)), (touched,)))

    # --- the points ---

    def chapter(self, basis: str, points: Sequence[Point]) -> Section:
        """All points settled in one way."""
        title, words = BASES[basis]
        return Section(title, anchor("basis", basis), (text(words), *map(self.point, points)))

    def point(self, point: Point) -> Section:
        of = point.of
        facts = present(
            [
                ("Lactwise", Items(tuple(map(self.does, of.about)))),
                ("Why", text(*self.line(self.index.filled(of.why)))),
                ("Rests on", self.sources(of.source)),
            ]
        )
        head = ("Source, year, and how it is known", "Says")
        said = Table("Who says otherwise", head, tuple(map(self.voice, point.voices)))
        blocks = (said, facts, *self.whom(point))
        return Section(of.title, anchor("point", of.id), blocks, marks=proposal(of))

    def voice(self, voice: Voice) -> Row:
        claim = self.g.claims[voice.claim]
        work = self.g.works[claim.work]
        year = (claim.year or work.year).replace("n.d.", "undated")
        known = f"{year}; {SEEN.get(claim.seen, claim.seen)}"
        source = self.out(Link(work.title, f"#{anchor('work', work.id)}"))
        says: list[Line | Aside] = [
            (full_stop(claim.says), " (", self.out(self.index.link("claim", claim.id, claim.id)), ")")
        ]
        says += [self.number(id_, number) for id_, number in voice.instead_of if number is not None]
        others = [self.title(id_) for id_, number in voice.instead_of if number is None]
        says += [Aside(f"Differs from {len(others)} of ours", joined(others))] if others else []
        return Row((((source,), (known,)), tuple(says)))

    def number(self, id_: str, number: float) -> Line:
        """Their number beside ours."""
        ours = self.g.thresholds[id_]
        return (Strong(with_unit(number, ours.unit)), f", not {ours.shown}: ", self.title(id_))

    def does(self, id_: str) -> Item:
        """What Lactwise does: a number, a level and its reason, a picture, or a piece of advice with its stance."""
        match self.items[id_]:
            case Threshold(shown=shown, means=means):
                return Item((Strong(shown), ": ", means, " (", self.title(id_), ")"))
            case Rule(level=level, because=because):
                return Item((self.index.level_mark(level), " ", *self.line(self.index.filled(because)), *self.at(id_)))
            case Advice(stance=stance, audience=audience):
                words = self.line(self.index.said("advice", id_, "text"))
                return Item((Mark(stance, f"stance-{stance}"), f" to a {audience}: ", *words, *self.at(id_)))
            case Condition():
                return Item(("shows the picture ", self.title(id_)))

    def at(self, id_: str) -> Line:
        return (" (", self.title(id_), ")")

    # --- whom it would matter to ---

    def whom(self, point: Point) -> Iterator[Block]:
        """The patients of a point, each once, with what every source would do with her."""
        if point.witnesses is None:
            yield text("The patients were not looked for here: ", Code("lactwise publish"), " does.")
            return
        by_patient: dict[str, list[tuple[Change, Witness]]] = {}
        nobody = [change for change, witness in point.witnesses if witness is None]
        for change, witness in point.witnesses:
            if witness is not None:
                by_patient.setdefault(json.dumps(witness.patient), []).append((change, witness))
        rows: list[tuple[str, Block | None]] = []
        for pairs in by_patient.values():
            moved = [(change, witness) for change, witness in pairs if witness.theirs]
            advised = [change for change, witness in pairs if not witness.theirs]
            rows.append(("Sent elsewhere" if moved else "Told otherwise", self.patient(pairs[0][1], moved, advised)))
        if nobody:
            rows.append(("Nobody", Items(tuple(self.nobody(change) for change in nobody))))
        if rows:
            yield Facts(tuple((term, block) for term, block in rows if block is not None))

    def patient(self, here: Witness, moved: list[tuple[Change, Witness]], advised: list[Change]) -> Block:
        """One patient: what is known of her, where she is sent here and there, what she is shown."""
        items = [Item((Strong(self.known(here.patient)),)), Item(("Lactwise: ", *self.sent(here.ours)))]
        told: set[str] = set()
        for change, item in moved:
            who = () if told >= set(change.claims) else (" (", *self.who(change.claims), ")")
            items += [Item((*self.theirs(change), *who, ": ", *self.sent(item.theirs)))] if item.theirs else []
            told |= set(change.claims)
        if advised:
            others = self.who(tuple(claim for change in advised for claim in change.claims))
            items.append(Item(("Shown to her: ", *joined(self.title(change.id) for change in advised))))
            items.append(Item(("Others tell her otherwise: ", *others)))
        clinical = any(self.is_clinical(change) for change in advised)
        reader = " --audience clinician" if clinical and not moved else ""
        items.append(Item((Code(f"echo '{json.dumps(here.patient)}' | lactwise assess -{reader}"),)))
        return Items(tuple(items))

    def is_clinical(self, change: Change) -> bool:
        return self.g.advice[change.id].audience == "clinician"

    def known(self, patient: Patient) -> str:
        """A patient in words; many answers of "no" as their number."""
        denied = [id_ for id_, value in patient.items() if value is False]
        many = denied if len(denied) > MOST_DENIED else []
        said = [in_words(patient, id_, self.index.words) for id_ in patient if id_ not in many]
        return "; ".join([*said, *([f"“no” to {len(many)} questions"] if many else [])])

    def sent(self, sent: Sent) -> Line:
        more = (" so far, and asked on",) if sent.provisional else ()
        return (self.index.level_mark(sent.level), *more)

    def theirs(self, change: Change) -> Line:
        """The guideline in which she is sent elsewhere."""
        item = self.items[change.id]
        if change.number is not None and isinstance(item, Threshold):
            return ("With ", Strong(with_unit(change.number, item.unit)), " for ", self.title(change.id))
        return ("Without ", self.title(change.id))

    def who(self, claims: Sequence[str]) -> Line:
        return joined(dict.fromkeys(self.out(self.index.work_link(self.g.claims[claim])) for claim in claims), "; ")

    def nobody(self, change: Change) -> Item:
        item = self.items[change.id]
        if isinstance(item, Threshold) and change.number is not None:
            number = with_unit(change.number, item.unit)
            return Item(("With ", Strong(number), " for ", self.title(change.id), " no level changes: proved."))
        if isinstance(item, Rule):
            return Item(("Without ", self.title(change.id), " no level changes: proved. It gives a reason."))
        return Item((self.title(change.id), " is shown to nobody: proved."))

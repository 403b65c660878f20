"""What does the guideline say, as a document a clinician can read from end to end?

In: a guideline and its worked cases. Out: the book as Markdown (`published/book.md`) and as a page
served at `/guideline`. Both are written from one document, linked from rule to reason, source,
disagreement and case.

>>> from lactwise.loading import load
>>> markdown(load(), []).splitlines()[0].startswith("# ")
True
"""

from collections.abc import Iterator, Sequence

from lactwise.model import Guideline
from lactwise.publish import book_advice, book_chapters, book_course, book_html, book_markdown, book_trace
from lactwise.publish.book_document import (
    Block,
    Code,
    Document,
    Item,
    Items,
    Link,
    Paragraph,
    Section,
    Strong,
    capital,
    full_stop,
    present,
    text,
)
from lactwise.publish.book_index import Index, WorkedCase

FOR_PARENTS = (
    "These are the words a parent reads, and when they are shown. "
    "Numbers in them are filled from the thresholds, and local words from the country pack."
)
FOR_CLINICIANS = (
    "These words are shown to clinicians only. "
    "Drugs and doses come from the country pack. "
    "Whether to prescribe remains the clinician's decision."
)


def markdown(guideline: Guideline, cases: Sequence[WorkedCase], language: str = "en") -> str:
    """The book as Markdown."""
    return book_markdown.write(document(guideline, cases, language, "disagreements.md"))


def html(guideline: Guideline, cases: Sequence[WorkedCase], language: str = "en") -> str:
    """The book as one page."""
    return book_html.write(document(guideline, cases, language, "/disagreements"))


def document(guideline: Guideline, cases: Sequence[WorkedCase], language: str = "en", contested: str = "") -> Document:
    """The book before it is written in one form or the other; `contested` is where the contested points stand."""
    index = Index(guideline, cases, language)
    title = str(guideline.facts.get("title", "Lactwise"))
    return Document(
        title=title,
        language=language,
        summary=f"{title}. Every rule with its reason, sources and disagreements.",
        blocks=_opening(guideline),
        chapters=(
            _about(index, contested),
            _how_to_read(),
            book_chapters.levels(index),
            book_chapters.rules(index),
            book_chapters.thresholds(index),
            book_chapters.definitions(index),
            book_chapters.conditions(index),
            book_advice.advice(index, "parent", "Advice for parents", FOR_PARENTS),
            book_advice.advice(index, "clinician", "Advice for clinicians", FOR_CLINICIANS),
            book_course.course(index),
            book_course.follow_up(index),
            book_advice.findings(index),
            book_advice.places(index),
            book_trace.cases(index),
            book_trace.founding_text(index),
            book_trace.sign_off(index),
            book_trace.sources(index),
        ),
    )


def _opening(guideline: Guideline) -> tuple[Block, ...]:
    what_not = str(guideline.facts.get("what_we_are_not", ""))
    rows: list[tuple[str, Block | None]] = [
        ("Version", text(guideline.version)),
        ("To be reviewed by", text(guideline.review_by.isoformat())),
        ("Fingerprint", text(Code(guideline.digest))),
    ]
    warning = (Paragraph((Strong(full_stop(capital(what_not))),)),) if what_not else ()
    return (*warning, present(rows))


def _about(index: Index, contested: str) -> Section:
    first = next(iter(index.g.levels))
    act = index.said("levels", first, "act")
    urgent = (text(Strong(index.title("level", first)), ": ", *act),) if act else ()
    told = "Every contested point, whom it would matter to and why it was settled so: "
    points = (text(told, Link("where the sources disagree", contested), "."),) if index.g.disagreements else ()
    return Section(
        "What this is, and what it is not",
        "about",
        (
            text(
                "This is a guideline written as data. "
                "The same data drives a parent's telephone, a clinician's desk and the programs "
                "that check it, and this book is generated from it, so that the book says what "
                "they do."
            ),
            text(
                "It says how urgently someone should be seen, why, and what may help meanwhile. "
                "It names its sources, says how much of each was read, and shows who disagrees. "
                "It does not examine, diagnose or prescribe. "
                "What no clinician has agreed to is listed under ",
                Link("Awaiting clinical sign-off", "#sign-off"),
                ".",
            ),
            *points,
            *urgent,
            Items(tuple(_counts(index)), "It holds"),
        ),
    )


def _counts(index: Index) -> Iterator[Item]:
    g = index.g
    parents = sum(item.audience == "parent" for item in g.advice.values())
    for number, words, place in (
        (len(g.rules), "triage rules", "rules"),
        (len(g.thresholds), "thresholds", "thresholds"),
        (len(g.definitions), "definitions", "definitions"),
        (len(g.conditions), "conditions", "conditions"),
        (parents, "pieces of advice for parents", "advice-parent"),
        (len(g.advice) - parents, "pieces of advice for clinicians", "advice-clinician"),
        (len(g.findings), "findings", "findings"),
        (len(index.cases), "worked cases", "cases"),
        (len(index.cited_by), f"cited statements from {len(g.works)} works", "sources"),
    ):
        yield Item((f"{number} ", Link(words, f"#{place}")))


HOW_TO_READ = {
    "Rule, reason, source": (
        "Each rule says when it applies, why, what it rests on and who says otherwise. "
        "Every name is a link to a question, a number, a definition or a statement of a source."
    ),
    "Yes, no, unknown": (
        "For a given person every rule is true, false or not yet known. "
        "What was not asked is unknown and is never read as “no”. "
        "Learning more never undoes a conclusion."
    ),
    "Floor and ceiling": (
        "The floor is the most urgent level that is certain. "
        "The ceiling is the most urgent level that has not been ruled out. "
        "Answers raise the floor and lower the ceiling until nothing more urgent is open."
    ),
    "Not sure": (
        "“Not sure” is an answer. "
        "For urgency it counts as its question declares. "
        "For advice and conditions it stays unknown."
    ),
    "Calm only when certain": (
        "A calm level is shown only when nothing more urgent is still possible. "
        "Until then the answer is that not enough is known yet. "
        "An emergency is shown the moment it is certain."
    ),
    "How a source is known": (
        "Beside every statement stands whether the work was read in full, as an excerpt or as an "
        "abstract, or is only known second-hand or recalled. "
        "What is only recalled may carry nothing but a proposal. "
        "A decision of the owner is no source at all: it says that we chose."
    ),
    "Exactly": ("Words in this type are the condition as the programs read it, in the names of the data."),
}


def _how_to_read() -> Section:
    rows = [(term, text(words)) for term, words in HOW_TO_READ.items()]
    return Section("How to read it", "how-to-read", (present(rows),))

"""What does the guideline say, as a document a clinician can read from end to end?

In: a guideline and its worked cases. Out: the book as Markdown (`published/book.md`) and as a page served at `/guideline`.
Both are written from one document, linked from rule to reason, source, disagreement and case.

>>> from lactwise.loading import load
>>> markdown(load(), []).splitlines()[0].startswith("# ")
True
"""

from collections.abc import Sequence

from lactwise.model import Guideline
from lactwise.publish import book_html, book_markdown
from lactwise.publish.book_chapters import (
    advice,
    conditions,
    definitions,
    findings,
    follow_up,
    levels,
    places,
    rules,
    thresholds,
)
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
    present,
    text,
)
from lactwise.publish.book_index import Index, WorkedCase, capital, full_stop
from lactwise.publish.book_trace import cases as worked_cases
from lactwise.publish.book_trace import founding_text, sign_off, sources

FOR_PARENTS = (
    "These are the words a parent reads, and when they are shown. "
    "Numbers in them are filled from the thresholds, and local words from the country pack."
)
FOR_CLINICIANS = (
    "These words are shown to clinicians only. "
    "Drugs and doses come from the country pack, and whether to prescribe remains the clinician's decision."
)


def markdown(guideline: Guideline, cases: Sequence[WorkedCase], language: str = "en") -> str:
    """The book as Markdown."""
    return book_markdown.write(document(guideline, cases, language))


def html(guideline: Guideline, cases: Sequence[WorkedCase], language: str = "en") -> str:
    """The book as one page."""
    return book_html.write(document(guideline, cases, language))


def document(guideline: Guideline, cases: Sequence[WorkedCase], language: str = "en") -> Document:
    """The book before it is written in one form or the other."""
    index = Index(guideline, cases, language)
    title = str(guideline.facts.get("title", "Lactwise"))
    return Document(
        title=title,
        language=language,
        summary=f"{title}. Version {guideline.version}, with every rule, reason, source and disagreement.",
        blocks=_opening(guideline),
        chapters=(
            _about(index),
            _how_to_read(index),
            levels(index),
            rules(index),
            thresholds(index),
            definitions(index),
            conditions(index),
            advice(index, "parent", "Advice for parents", FOR_PARENTS),
            advice(index, "clinician", "Advice for clinicians", FOR_CLINICIANS),
            follow_up(index),
            findings(index),
            places(index),
            worked_cases(index),
            founding_text(index),
            sign_off(index),
            sources(index),
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


def _about(index: Index) -> Section:
    g = index.g
    act = index.said("levels", next(iter(g.levels)), "act")
    return Section(
        "What this is, and what it is not",
        "about",
        (
            text(
                "This book is a guideline written as data. "
                "The same data drives a parent's telephone, a clinician's desk and the programs that check it, "
                "and this book is generated from it, so that it cannot say anything else."
            ),
            text(
                "It says how urgently someone should be seen, why, and what may help meanwhile. "
                "It names its sources, says how much of each was read, and shows who disagrees. "
                "It does not examine, diagnose or prescribe. ",
                "What no clinician has agreed to is listed under ",
                Link("Awaiting clinical sign-off", "#sign-off"),
                ".",
            ),
            *(
                (Paragraph((Strong(f"{index.title('level', next(iter(g.levels)))}: "), *act)),)
                if act
                else ()
            ),
            Items(
                (
                    Item(
                        (
                            f"{len(g.rules)} ",
                            Link("triage rules", "#rules"),
                            f" at {len(g.levels)} levels",
                        )
                    ),
                    Item((f"{len(g.thresholds)} ", Link("thresholds", "#thresholds"))),
                    Item((f"{len(g.conditions)} ", Link("conditions", "#conditions"))),
                    Item(
                        (
                            f"{len(g.advice)} pieces of advice, ",
                            Link("for parents", "#advice-parent"),
                            " and ",
                            Link("for clinicians", "#advice-clinician"),
                        )
                    ),
                    Item((f"{len(g.findings)} ", Link("findings", "#findings"))),
                    Item(
                        (
                            f"{len(index.cited_by)} cited statements from {len(g.works)} ",
                            Link("works", "#sources"),
                        )
                    ),
                ),
                "It holds",
            ),
        ),
    )


def _how_to_read(index: Index) -> Section:
    points = (
        ("Rule, reason, source", "Each rule says when it applies, why, what it rests on and who says otherwise. Every name is a link: to a question, a number, a definition or a statement of a source."),
        ("Yes, no, unknown", "Every rule is true, false or not yet known for a given person. What was not asked is unknown and is never read as “no”. Learning more never undoes a conclusion."),
        ("Floor and ceiling", "The floor is the most urgent level that is certain. The ceiling is the most urgent level that has not been ruled out. Answers raise the floor and lower the ceiling until they meet."),
        ("Not sure", "“Not sure” is an answer. For urgency it counts as its question declares, always the cautious way. For advice and conditions it stays unknown."),
        ("Calm only when certain", "A calm level is shown only when nothing more urgent is still possible. Until then the answer is that not enough is known yet. An emergency is shown the moment it is certain."),
        ("How well a source is known", "“Read in full”, “excerpt read”, “abstract read”, “known second-hand” and “recalled, not confirmed” stand beside every statement. What is only recalled may carry nothing but a proposal. An owner's decision is not a source at all: it says that we chose."),
        ("Exactly", "The line called “Exactly” is the condition as the programs read it. Its names are those of the data."),
    )  # fmt: skip
    return Section(
        "How to read it", "how-to-read", (present([(term, text(words)) for term, words in points]),)
    )

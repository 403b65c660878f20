"""Does the book say everything, link everything, and stay what the guideline says?"""

import os
import re
import subprocess
import sys
from dataclasses import dataclass, field, replace
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest

from lactwise import loading, publishing
from lactwise.cases import load_cases
from lactwise.publish import book
from lactwise.publish.book_document import anchor

ROOT = Path(__file__).parents[2]
VOID = {"meta", "link", "br", "wbr", "img", "input", "hr"}
KINDS = {
    "rule": "rules",
    "threshold": "thresholds",
    "definition": "definitions",
    "condition": "conditions",
    "advice": "advice",
    "follow-up": "follow_ups",
    "finding": "findings",
    "sentence": "seed",
    "work": "works",
    "level": "levels",
    "place": "places",
}


@dataclass
class WorkedPatient:
    id: str
    who: str
    findings: dict[str, Any]
    rules: list[str]


@dataclass
class Page(HTMLParser):
    """A page taken apart: ids, links, headings, tags, and the text of what has an id."""

    ids: list[str] = field(default_factory=list)
    links: list[dict[str, str]] = field(default_factory=list)
    headings: list[int] = field(default_factory=list)
    tags: list[tuple[str, dict[str, str]]] = field(default_factory=list)
    open: list[tuple[str, str]] = field(default_factory=list)
    faults: list[str] = field(default_factory=list)
    texts: dict[str, list[str]] = field(default_factory=dict)

    def __post_init__(self):
        super().__init__(convert_charrefs=True)

    def handle_starttag(self, tag, attrs):
        attributes = {name: value or "" for name, value in attrs}
        self.tags.append((tag, attributes))
        if "id" in attributes:
            self.ids.append(attributes["id"])
        if tag == "a":
            self.links.append(attributes)
        if re.fullmatch("h[1-6]", tag):
            self.headings.append(int(tag[1]))
        if tag not in VOID:
            self.open.append((tag, attributes.get("id", "")))

    def handle_endtag(self, tag):
        if not self.open or self.open.pop()[0] != tag:
            self.faults.append(f"</{tag}> closes something else near {self.getpos()}")

    def handle_data(self, data):
        for _, id_ in self.open:
            if id_:
                self.texts.setdefault(id_, []).append(data)

    def said(self, id_):
        return squeezed("".join(self.texts.get(id_, [])))


def squeezed(text):
    return " ".join(text.split())


def taken_apart(text):
    page = Page()
    page.feed(text)
    page.close()
    return page


@pytest.fixture(scope="module")
def guideline():
    return loading.load()


@pytest.fixture(scope="module")
def cases():
    return load_cases()


@pytest.fixture(scope="module")
def markdown(guideline, cases):
    return book.markdown(guideline, cases)


@pytest.fixture(scope="module")
def html(guideline, cases):
    return book.html(guideline, cases)


@pytest.fixture(scope="module")
def page(html):
    return taken_apart(html)


@pytest.fixture(scope="module")
def places_in_markdown(markdown):
    return re.findall(r'<a id="([^"]+)"></a>', markdown)


def cited(guideline):
    """Every claim that anything in the guideline names, antibiotic tables included."""
    found = set(guideline.seed) & set(guideline.claims)
    for name in KINDS.values():
        for item in getattr(guideline, name).values():
            found |= {*getattr(item, "source", ()), *getattr(item, "differs", ())}
    for place in guideline.places.values():
        for entry in place.antibiotics.values():
            if isinstance(entry, dict):
                found |= {*entry.get("source", ()), *entry.get("differs", ())}
    return found


@pytest.mark.parametrize("kind", KINDS)
def test_everything_has_its_place_in_both_forms(kind, guideline, page, places_in_markdown):
    wanted = {anchor(kind, id_) for id_ in getattr(guideline, KINDS[kind])}
    assert wanted
    assert wanted <= set(page.ids)
    assert wanted <= set(places_in_markdown)


def test_every_cited_claim_has_its_place_and_its_words(guideline, page, places_in_markdown):
    for id_ in cited(guideline):
        assert anchor("claim", id_) in places_in_markdown
        assert squeezed(guideline.claims[id_].says) in page.said(anchor("claim", id_))


def test_every_rule_shows_reason_condition_and_who_disagrees(guideline, page):
    for rule in guideline.rules.values():
        said = page.said(anchor("rule", rule.id))
        assert squeezed(rule.note) in said
        for id_ in (*rule.source, *rule.differs):
            assert squeezed(guideline.claims[id_].says) in said


def test_every_threshold_shows_what_others_say(guideline, page):
    for threshold in guideline.thresholds.values():
        said = page.said(anchor("threshold", threshold.id))
        assert threshold.shown in said
        for id_ in threshold.differs:
            assert id_ in said


def test_a_sentence_of_the_founding_text_leads_to_where_it_lives(guideline, html):
    for sentence in guideline.seed.values():
        entry = html.partition(f'id="{anchor("sentence", sentence.id)}"')[2].partition("</article>")[0]
        for id_ in sentence.lives_in:
            assert re.search(rf'href="#[a-z-]+-{id_}"', entry), (sentence.id, id_)


def test_every_cited_claim_leads_back_to_where_it_is_cited(guideline, html):
    for id_ in cited(guideline):
        entry = html.partition(f'<li id="{anchor("claim", id_)}">')[2].partition("</ul>")[0]
        assert 'href="#' in entry, id_


def test_places_are_named_once(page, places_in_markdown):
    assert len(page.ids) == len(set(page.ids))
    assert len(places_in_markdown) == len(set(places_in_markdown))


def test_every_internal_link_resolves(markdown, page, places_in_markdown):
    in_page = {link["href"][1:] for link in page.links if link["href"].startswith("#")}
    assert in_page <= set(page.ids)
    in_markdown = set(re.findall(r"\]\(#([^)]+)\)", markdown))
    assert in_markdown <= set(places_in_markdown)
    assert len(in_page) > len(cited(loading.load()))


def test_other_links_are_web_addresses_that_tell_nothing_of_the_reader(page):
    for link in page.links:
        if not link["href"].startswith("#"):
            assert link["href"].startswith(("https://", "http://")) or link["href"] == "/disagreements"
            assert link["rel"] == "noreferrer"


def test_the_page_is_sound_html_that_a_strict_policy_allows(html, page):
    assert html.startswith("<!doctype html>")
    assert page.faults == []
    assert page.open == []
    assert not {"script", "style"} & {tag for tag, _ in page.tags}
    names = {name for _, attributes in page.tags for name in attributes}
    assert "style" not in names
    assert not any(name.startswith("on") for name in names)
    sheets = [attributes["href"] for tag, attributes in page.tags if tag == "link"]
    assert sheets == ["/app/book.css"]
    assert (ROOT / "app" / "book.css").is_file()


def test_the_page_can_be_walked_by_headings_and_landmarks(page):
    assert page.headings.count(1) == 1
    assert page.headings[0] == 1
    steps = zip(page.headings, page.headings[1:], strict=False)
    assert all(after <= before + 1 for before, after in steps)
    tags = [tag for tag, _ in page.tags]
    assert tags.count("main") == tags.count("nav") == 1
    assert dict(page.tags)["html"]["lang"] == "en"
    first = next(link for link in page.links)
    assert first["href"] == "#book"


def test_no_text_is_left_with_an_unfilled_word(page):
    text = page.said("book")
    assert not re.search(r"\{[a-z_]+\}", text)


def test_sign_off_lists_every_proposal(guideline, html):
    listed = html.partition('id="proposals"')[2].partition("</section>")[0]
    for kind, name in KINDS.items():
        for id_, item in getattr(guideline, name).items():
            if getattr(item, "proposal", False):
                assert f'href="#{anchor(kind, id_)}"' in listed, (kind, id_)


def test_sign_off_lists_what_rests_only_on_decisions_and_the_decisions(guideline, page, html):
    listed = html.partition('id="owner-only"')[2].partition("</section>")[0]
    for rule in guideline.rules.values():
        if all(guideline.claims[id_].seen == "decision" for id_ in rule.source):
            assert f'href="#{anchor("rule", rule.id)}"' in listed
    for claim in guideline.claims.values():
        if claim.seen == "decision":
            assert squeezed(claim.says) in page.said("decisions")


def test_sign_off_lists_what_no_pack_could_verify_and_what_not_sure_means(guideline, page, html):
    for place in guideline.places.values():
        for note in place.facts.get("unverified", ()):
            assert squeezed(note)[1:] in page.said("unverified")
    listed = html.partition('id="unsure"')[2].partition("</section>")[0]
    for id_ in guideline.findings:
        assert f'href="#{anchor("finding", id_)}"' in listed


def test_a_rule_leads_to_the_cases_that_reach_it(guideline):
    rule = next(iter(guideline.rules.values()))
    known = {next(iter(guideline.findings)): "unsure"}
    text = book.html(guideline, [WorkedPatient("amina", "Amina, tired", known, [rule.id])])
    assert 'href="#case-amina"' in text.partition(f'id="rule-{rule.id}"')[2].partition("</article>")[0]
    case = text.partition('id="case-amina"')[2].partition("</article>")[0]
    assert f'href="#rule-{rule.id}"' in case
    assert "not sure" in case


def test_every_worked_case_is_there(cases, page, places_in_markdown):
    for case in cases:
        assert anchor("case", case.id) in page.ids
        assert anchor("case", case.id) in places_in_markdown


def test_texts_cannot_break_out_of_the_page(guideline):
    first = next(iter(guideline.rules.values()))
    hostile = replace(first, because='<script>alert("x")</script> & <b>*[x](y)*</b>')
    mutant = replace(guideline, rules={**guideline.rules, first.id: hostile})
    assert "<script" not in book.html(mutant, [])
    assert "&lt;script&gt;" in book.markdown(mutant, [])
    assert "[x](y)" not in book.markdown(mutant, [])


def test_a_sentence_stands_on_a_line_of_its_own(markdown):
    prose = [line for line in markdown.splitlines() if line.startswith(tuple("ABCDEFGHIJKLMNOPQRSTUVWXYZ"))]
    assert not [line for line in prose if re.search(r"[a-z]\. [A-Z][a-z]", line)]


def test_the_same_guideline_gives_the_same_bytes():
    program = (
        "import hashlib; from lactwise import loading; from lactwise.publish import book; "
        "g = loading.load(); "
        "print(hashlib.sha256((book.html(g, []) + book.markdown(g, [])).encode()).hexdigest())"
    )
    found = {
        subprocess.run(
            [sys.executable, "-c", program],
            env={**os.environ, "PYTHONHASHSEED": seed},
            check=True,
            capture_output=True,
        ).stdout
        for seed in ("1", "2")
    }
    assert len(found) == 1


# --- publishing ---


@pytest.mark.slow
def test_published_files_are_current():
    languages = sorted(path.stem for path in loading.default_folder().glob("text/*.toml"))
    assert publishing.check(loading.load(languages=languages)) == []


def test_stale_missing_and_foreign_files_are_named(guideline, tmp_path, monkeypatch):
    files = {"book.md": b"new", "text/en.json": b"{}", "model.json": b"{}"}
    monkeypatch.setattr(publishing, "outputs", lambda *_, **__: files)
    assert publishing.write(guideline, tmp_path) == list(files)
    assert publishing.write(guideline, tmp_path) == []
    assert publishing.check(guideline, tmp_path) == []
    (tmp_path / "book.md").write_bytes(b"old")
    (tmp_path / "model.json").unlink()
    (tmp_path / "diary.txt").write_bytes(b"")
    (tmp_path / "performance.md").write_bytes(b"")
    (tmp_path / "app.md").write_bytes(b"")
    (tmp_path / "screenshots").mkdir()
    (tmp_path / "screenshots" / "app.png").write_bytes(b"")
    assert publishing.check(guideline, tmp_path) == [
        "book.md is stale",
        "model.json is missing",
        "diary.txt is not one of the published files: delete it",
    ]
    assert publishing.write(guideline, tmp_path) == ["book.md", "model.json"]

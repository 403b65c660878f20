"""Does every contested point say who says what, what Lactwise does, why, and whom it would matter to?"""

import json
import re
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import pytest
from litestar.testing import TestClient

from lactwise import contested, disagreements, disagreements_page, patient, web
from lactwise.changed import with_numbers
from lactwise.disagreements import Change, Patient, Point, Sent, Witness, Witnesses
from lactwise.engine import assess, triage
from lactwise.loading import load
from lactwise.model import Advice, Guideline, Rule, Threshold
from lactwise.publish import book
from lactwise.publish.book_document import anchor
from lactwise.publishing import default_folder
from tests.publish.test_book import taken_apart

GUIDELINE = load()
FEVER = "fever_number"


def found_earlier() -> Witnesses:
    known = disagreements.known(GUIDELINE, default_folder())
    assert known is not None, "run lactwise publish: something has changed that decides"
    return known


@pytest.fixture(scope="module")
def points() -> list[Point]:
    return disagreements.points(GUIDELINE, found_earlier())


@pytest.fixture(scope="module")
def markdown(points: Sequence[Point]) -> str:
    return disagreements_page.markdown(GUIDELINE, points)


@pytest.fixture(scope="module")
def html(points: Sequence[Point]) -> str:
    return disagreements_page.html(GUIDELINE, points)


# --- who says what, what we do and why ---


def section(markdown: str, point: str) -> str:
    """What stands under one point."""
    return markdown.partition(f'<a id="{anchor("point", point)}"></a>')[2].partition('<a id="')[0]


def test_there_are_points_of_every_basis_for_everything_that_differs(points: Sequence[Point]) -> None:
    assert len(points) > 30
    assert {point.of.basis for point in points} == set(disagreements_page.BASES) == set(contested.BASES)
    told = {id_ for point in points for id_ in point.of.about}
    assert told == {id_ for id_, item in contested.everything(GUIDELINE).items() if item.differs}


def test_every_statement_that_differs_is_told_with_its_work_and_how_it_is_known(
    points: Sequence[Point], markdown: str
) -> None:
    for point in points:
        rows = [line for line in section(markdown, point.of.id).splitlines() if line.startswith("| [")]
        items = [contested.everything(GUIDELINE)[id_] for id_ in point.of.about]
        claims = {claim for item in items for claim in item.differs}
        assert {voice.claim for voice in point.voices} == claims
        assert len(rows) == len(claims)
        for claim in claims:
            row = next(row for row in rows if f"[{claim}]" in row)
            assert f"book.md#{anchor('work', GUIDELINE.claims[claim].work)}" in row
            assert re.search(r"<br>[^|]+; (read in full|\w+ read|known second-hand|recalled, not confirmed) \|", row), (
                row
            )


def test_a_number_stands_beside_ours(markdown: str) -> None:
    said = section(markdown, FEVER)
    for number in ("38.1 °C", "38.3 °C", "38.5 °C"):
        assert f"**{number}**, not 38.0 °C" in said


def test_what_lactwise_does_stands_there_with_level_or_stance_and_why(points: Sequence[Point], markdown: str) -> None:
    for point in points:
        said = section(markdown, point.of.id)
        assert "- **Why:**" in said
        assert "- **Rests on:**" in said
        for id_ in point.of.about:
            match contested.everything(GUIDELINE)[id_]:
                case Rule(level=level):
                    assert f"*{level.replace('_', ' ')}*" in said
                case Advice(stance=stance, audience=audience):
                    assert f"*{stance}* to a {audience}" in said
                case Threshold(shown=shown):
                    assert f"**{shown}**" in said
            assert f"-{id_})" in said, "it leads to the book"


def test_what_awaits_sign_off_is_marked(points: Sequence[Point], markdown: str) -> None:
    marked = {point.of.id for point in points if "*awaiting sign-off*" in section(markdown, point.of.id)}
    assert marked == {point.of.id for point in points if point.of.proposal} != set()


def test_every_link_leads_somewhere_in_the_book_or_on_the_page(markdown: str, html: str) -> None:
    targets = set(re.findall(r'<a id="([^"]+)"></a>', book.markdown(GUIDELINE, [])))
    linked = set(re.findall(r"\]\(book\.md#([^)]+)\)", markdown))
    assert len(linked) > 300
    assert linked <= targets
    page = taken_apart(html)
    inside = {link["href"] for link in page.links if link["href"].startswith("#")}
    assert {place[1:] for place in inside} <= set(page.ids)
    outside = {link["href"] for link in page.links} - inside
    assert {link.partition("#")[0] for link in outside} == {"/guideline"}
    assert linked <= {link.partition("#")[2] for link in outside} <= targets


def test_the_page_is_sound_html_that_a_strict_policy_allows(html: str) -> None:
    page = taken_apart(html)
    assert page.faults == page.open == []
    assert not {"script", "style"} & {tag for tag, _ in page.tags}
    assert page.headings.count(1) == 1
    assert len(page.ids) == len(set(page.ids))
    assert not re.search(r"\{[a-z_]+\}", re.sub(r"<code>.*?</code>", "", html))


def test_the_book_leads_to_the_points() -> None:
    assert "](disagreements.md)" in book.markdown(GUIDELINE, [])
    assert 'href="/disagreements"' in book.html(GUIDELINE, [])


# --- whom it would matter to ---


def judged(points: Sequence[Point]) -> list[tuple[Change, Witness | None]]:
    return [pair for point in points for pair in point.witnesses or ()]


def test_every_number_rule_and_advice_has_its_patient_or_a_proof(points: Sequence[Point]) -> None:
    pairs = judged(points)
    assert len(pairs) > 120
    assert all(point.witnesses or point.of.about for point in points)
    nobody = {change.id for change, witness in pairs if witness is None}
    assert 0 < len(nobody) < 10
    assert not nobody & set(GUIDELINE.advice), "each piece of advice is shown to somebody"


def test_every_patient_is_one_and_is_sent_where_it_says(points: Sequence[Point]) -> None:
    for change, witness in judged(points):
        if witness is not None:
            assert patient.check(GUIDELINE, witness.patient) == []
            ours = triage(GUIDELINE, witness.patient)
            assert witness.ours == Sent(ours.level, ours.provisional)
            assert (witness.theirs is None) == (change.id in GUIDELINE.advice)
            assert witness.theirs is None or witness.theirs.level != witness.ours.level


def test_a_patient_of_advice_is_shown_it(points: Sequence[Point]) -> None:
    advised = [(change, witness) for change, witness in judged(points) if witness and witness.theirs is None]
    assert len(advised) > 50
    for change, witness in advised:
        audience = GUIDELINE.advice[change.id].audience
        shown = assess(GUIDELINE, witness.patient, audience=audience)["advice"]
        assert change.id in {row["id"] for row in shown}


@pytest.mark.slow
def test_every_patient_is_sent_elsewhere_by_the_guideline_of_the_others(points: Sequence[Point]) -> None:
    moved = [(change, witness) for change, witness in judged(points) if witness and witness.theirs]
    assert len(moved) > 40
    for change, witness in moved:
        theirs = triage(disagreements.changed(GUIDELINE, change), witness.patient)
        assert witness.theirs == Sent(theirs.level, theirs.provisional), change.key


@pytest.mark.deep
def test_the_solver_finds_the_same_patients_again() -> None:
    assert disagreements.search(GUIDELINE) == found_earlier()


def test_a_patient_stands_there_in_words_with_both_ways_and_how_to_repeat_it(markdown: str) -> None:
    said = section(markdown, FEVER)
    assert "**temperature 38.0 °C**" in said
    assert "Lactwise: *same day*" in said
    assert "With **38.5 °C** for" in said
    assert """`echo '{"temperature_c": 38}' | lactwise assess -`""" in said


def test_where_there_is_nobody_it_says_so(points: Sequence[Point], markdown: str) -> None:
    proved = markdown.count("no level changes: proved.")
    assert proved == sum(witness is None for _, witness in judged(points)) > 0


def test_advice_for_clinicians_is_repeated_for_clinicians(points: Sequence[Point], markdown: str) -> None:
    clinical = [point for point in points if all(id_ in GUIDELINE.advice for id_ in point.of.about)]
    only = [p for p in clinical if {GUIDELINE.advice[id_].audience for id_ in p.of.about} == {"clinician"}]
    assert only
    for point in only:
        commands = re.findall(r"`echo .*`", section(markdown, point.of.id))
        assert commands
        assert all(command.endswith("lactwise assess - --audience clinician`") for command in commands)


# --- a guideline made up for the purpose ---


def one_point(basis: str = "owner") -> Guideline:
    return replace(GUIDELINE, disagreements={FEVER: GUIDELINE.disagreements[FEVER]}) if basis else GUIDELINE


def warm(change: Change) -> Patient | None:
    """A patient for every number but the highest."""
    return {"temperature_c": change.number - 0.1} if change.number and change.number < 38.5 else None


def test_each_number_is_looked_for_once_and_judged_under_both_guidelines() -> None:
    found = disagreements.judged(one_point(), warm)
    assert list(found) == ["fever=38.1", "fever=38.3", "fever=38.5", "watch_temperature"]
    witness = found["fever=38.1"]
    assert witness is not None
    assert (witness.ours.level, witness.theirs) == ("same_day", Sent("self_care", provisional=True))
    assert found["fever=38.5"] is None


def test_what_was_found_is_kept_and_read_again(tmp_path: Path) -> None:
    found = disagreements.judged(one_point(), warm)
    (tmp_path / disagreements.FILE).write_bytes(disagreements.dump(one_point(), found))
    assert disagreements.known(one_point(), tmp_path) == found
    assert disagreements.known_or_searched(one_point(), tmp_path) == found


def test_what_was_found_is_forgotten_when_something_changes_that_decides(tmp_path: Path) -> None:
    before = one_point()
    (tmp_path / disagreements.FILE).write_bytes(disagreements.dump(before, {}))
    rule = next(iter(before.rules.values()))
    finding = next(iter(before.findings.values()))
    said = replace(before, rules={**before.rules, rule.id: replace(rule, because="Said in another way.")})
    asked = replace(before, findings={**before.findings, finding.id: replace(finding, means="Said in another way")})
    for same in (before, said, asked):
        assert disagreements.known(same, tmp_path) == {}
    level = replace(before, rules={**before.rules, rule.id: replace(rule, level=before.calmest)})
    for other in (level, with_numbers(before, {"fever": 37.5}), GUIDELINE):
        assert disagreements.known(other, tmp_path) is None


@pytest.mark.parametrize("kept", [None, "", "[]", "{}", '{"logic": "sha256:0", "witnesses": {}}'])
def test_a_file_that_is_missing_or_not_ours_is_as_if_nothing_was_found(kept: str | None, tmp_path: Path) -> None:
    if kept is not None:
        (tmp_path / disagreements.FILE).write_text(kept, encoding="utf-8")
    assert disagreements.known(GUIDELINE, tmp_path) is None


def test_the_published_patients_are_one_a_line() -> None:
    lines = (default_folder() / disagreements.FILE).read_text(encoding="utf-8").splitlines()
    rows = [line for line in lines if line.startswith("    ")]
    assert len(rows) == len(found_earlier())
    assert all(json.loads(f"{{{row.rstrip(',')}}}") for row in rows)


# --- served ---


@pytest.mark.parametrize("is_published", [True, False])
def test_the_points_are_served_with_the_look_of_the_book(is_published: bool, tmp_path: Path) -> None:
    with TestClient(web.create_app(GUIDELINE, default_folder() if is_published else tmp_path)) as client:
        answer = client.get("/disagreements")
    assert answer.status_code == 200
    assert answer.headers["content-type"].startswith("text/html")
    assert 'href="/app/book.css"' in answer.text
    for point in GUIDELINE.disagreements:
        assert f'id="{anchor("point", point)}"' in answer.text
    assert ("The patients were not looked for here" in answer.text) is not is_published

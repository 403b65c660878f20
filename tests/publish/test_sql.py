"""The published SQL says what the engine says, in DuckDB and in a real PostgreSQL, and can be read by a person."""

import os
import re
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import replace
from itertools import product
from typing import Any

import duckdb
import psycopg
import pytest

from lactwise.cases import load_cases
from lactwise.language import parse
from lactwise.loading import load
from lactwise.model import Guideline, Level, Rule
from lactwise.publish import sql, sql_parts
from tests.language.made_up import SMALL, by_id, finding
from tests.patients import random_patients
from tests.postgresql import connect
from tests.sql_triage import ASKED, BY
from tests.triaging import by_engine

PATIENTS = 1200
LONGEST_LINE = 160  # a list of options and a check are not broken
DIALECTS = list(sql.DIALECTS)


@pytest.fixture(scope="module")
def guideline() -> Guideline:
    return load()


@pytest.fixture(scope="module")
def patients(guideline: Guideline) -> list[dict[str, Any]]:
    """Random ones, and the worked ones: of those much is known, so that also the ceiling can be calm."""
    return [*random_patients(guideline, PATIENTS, seed=11), *(dict(case.findings) for case in load_cases())]


@pytest.fixture(scope="module")
def judged(guideline: Guideline, patients: list[dict[str, Any]]) -> list[dict[str, Any]]:
    return by_engine(guideline, patients)


# --- the same answers ---


@pytest.mark.slow
@pytest.mark.parametrize("dialect", DIALECTS)
def test_the_view_says_of_every_patient_what_the_engine_says(
    guideline: Guideline, patients: list[dict[str, Any]], judged: list[dict[str, Any]], dialect: str
) -> None:
    for patient, said, right in zip(patients, BY[dialect](guideline, patients), judged, strict=True):
        assert said == right, patient


def test_the_patients_reach_every_level_and_every_answer(guideline: Guideline, judged: list[dict[str, Any]]) -> None:
    for what in ("level", "floor", "ceiling"):
        assert len({answer[what] for answer in judged}) >= len(guideline.levels), what
    assert {answer["settled"] for answer in judged} == {answer["provisional"] for answer in judged} == {True, False}
    assert {truth for answer in judged for truth in answer["rules"].values()} == {True, None, False}
    statuses = {status for answer in judged for status in answer["conditions"].values()}
    assert statuses == {"fits", "possible", "ruled_out"}


def small(*findings: Any, **rules: str) -> Guideline:
    """A guideline with two levels, `now` and `calm`."""
    made = [Rule(id_, "now", parse(when), "", (), (), None, None, False, "") for id_, when in rules.items()]
    levels = (Level("now", "low", False), Level("calm", "high", True))
    return replace(SMALL, findings=by_id(*findings), definitions={}, rules=by_id(*made), levels=by_id(*levels))


@pytest.mark.parametrize("dialect", DIALECTS)
def test_at_least_so_many_is_counted_as_the_engine_counts(dialect: str) -> None:
    names = ("a", "b", "c")
    guideline = small(
        *(finding(id_, "yes_no") for id_ in names), two="at_least(2, a, b, not c)", not_two="not at_least(2, a, b, c)"
    )
    patients = [dict(zip(names, values, strict=True)) for values in product((True, False, None), repeat=3)]
    assert BY[dialect](guideline, patients) == by_engine(guideline, patients)


@pytest.mark.parametrize("dialect", DIALECTS)
def test_any_name_of_a_finding_will_do(dialect: str) -> None:
    guideline = small(
        finding("order", "yes_no"),
        finding("Größe", "number", unit="m", range=(-50.0, 50.0)),
        finding("user", "choice", options=("it's", 'a "b"')),
        finding("level", "yes_no", only_if=parse("order")),
        select="order or level",
        group='Größe > low and user == "it\'s"',
    )
    values = ((True, False, None, "unsure"), (10.0, 10.5, None), ("it's", 'a "b"', None), (True, False, None))
    patients = [dict(zip(guideline.findings, given, strict=True)) for given in product(*values)]
    assert BY[dialect](guideline, patients) == by_engine(guideline, patients)


@pytest.mark.parametrize("dialect", DIALECTS)
def test_a_number_is_compared_exactly(dialect: str) -> None:
    edge = 0.1 + 0.2  # 17 digits
    guideline = small(finding("depth", "number", unit="m", range=(-50.0, 50.0)), deep="depth >= low")
    guideline = replace(guideline, thresholds={"low": replace(SMALL.thresholds["low"], value=edge)})
    patients = [{"depth": 0.3}, {"depth": edge}]
    assert [answer["rules"]["deep"] for answer in BY[dialect](guideline, patients)] == [False, True]


# --- what cannot be used ---

BAD: dict[str, dict[str, Any]] = {
    "a number out of its range": {"height": 101.0},
    "no number at all": {"height": float("nan")},
    "an option that does not exist": {"mood": "silent"},
    "not sure, and yet a value": {"windy": True, "windy__unsure": True},
}


def weather() -> Guideline:
    findings = [SMALL.findings[id_] for id_ in ("windy", "height", "mood")]
    return small(*findings, up="height > low", down="not (height > low)", wild='mood == "wild"', still="not windy")


@pytest.mark.parametrize("dialect", DIALECTS)
@pytest.mark.parametrize("what", BAD)
def test_the_table_of_patients_refuses(what: str, dialect: str) -> None:
    with pytest.raises((duckdb.ConstraintException, psycopg.errors.CheckViolation)):
        ASKED[dialect](weather(), sql.table(weather(), dialect), [BAD[what]])


@pytest.mark.parametrize("dialect", DIALECTS)
def test_in_any_other_table_what_cannot_be_used_is_not_known(dialect: str) -> None:
    unchecked = re.sub(r" check \(.*\)", "", sql.table(weather(), dialect))
    odd = ASKED[dialect](weather(), unchecked, list(BAD.values()))
    assert odd == by_engine(weather(), [{}, {}, {}, {"windy": True}])


# --- what names are possible ---


def test_every_word_that_needs_quotes_is_known() -> None:
    with connect() as connection:
        found = {row[0] for row in connection.execute("select word from pg_get_keywords() where catcode in ('R', 'T')")}
    with duckdb.connect() as other:
        words = "select keyword_name from duckdb_keywords() where keyword_category in ('reserved', 'type_function')"
        found |= {row[0] for row in other.execute(words).fetchall()}
    assert found <= sql_parts.RESERVED


def test_a_name_that_postgresql_would_cut_off_is_refused() -> None:
    with pytest.raises(ValueError, match="longer than 63 bytes"):
        sql.text(small(finding("a", "yes_no"), **{"x" * 60: "a"}), "postgresql")


@pytest.mark.parametrize("names", [("windy", "Windy"), ("id",), ("ID",)])
def test_names_that_a_database_cannot_tell_apart_are_refused(names: tuple[str, ...]) -> None:
    guideline = small(*(finding(id_, "yes_no") for id_ in names), rule=names[0])
    for make in (sql.text, sql.table):
        with pytest.raises(ValueError, match="tell capitals apart"):
            make(guideline, "duckdb")


# --- to be read ---


def without_comments(text: str) -> str:
    return re.sub(r"--.*|/\*.*?\*/", "", text)


def comments(text: str) -> Iterator[tuple[str, str]]:
    """Every comment, put together, with the code that follows it up to the end of its column."""
    for said, code in re.findall(r"((?:^ *--.*\n)+)((?:(?! *--).*\n)*)", text, re.MULTILINE):
        yield re.sub(r"\s*\n *-- |^ *-- ", " ", said).strip(), code


def first_name(code: str) -> str:
    return re.findall(r"\bas (\w+),?$", code, re.MULTILINE)[0]


@pytest.mark.parametrize("dialect", DIALECTS)
def test_no_case_has_a_default(guideline: Guideline, dialect: str) -> None:
    text = without_comments(sql.text(guideline, dialect))
    assert not re.search(r"\b(else|coalesce|ifnull|nvl)\b", text, re.IGNORECASE)


@pytest.mark.parametrize("dialect", DIALECTS)
def test_every_rule_and_definition_stands_once_with_what_it_means_and_its_sources(
    guideline: Guideline, dialect: str
) -> None:
    told = list(comments(sql.text(guideline, dialect)))

    def column(said: str, sources: tuple[str, ...]) -> list[str]:
        wanted = f"{said} Sources: {', '.join(sources)}."
        return [first_name(code).partition("__")[0] for found, code in told if found.startswith(wanted)]

    for rule in guideline.rules.values():
        assert column(rule.because, rule.source).count(f"rule_{rule.id}") == 1, rule.id
    for definition in guideline.definitions.values():
        assert column(f"{definition.means}.", definition.source).count(definition.id) == 1, definition.id


def test_every_definition_and_rule_is_a_column(guideline: Guideline) -> None:
    found = set(re.findall(r"\bas (\w+)", without_comments(sql.text(guideline, "duckdb"))))
    assert {*guideline.definitions, *(f"rule_{id_}" for id_ in guideline.rules)} <= found


@pytest.mark.parametrize("dialect", DIALECTS)
def test_the_table_says_of_every_finding_what_it_means(guideline: Guideline, dialect: str) -> None:
    told = {code.split()[0]: said for said, code in comments(sql.table(guideline, dialect)) if code.strip()}
    for item in guideline.findings.values():
        assert told[item.id].startswith(item.means)
        assert item.unit in told[item.id]


@pytest.mark.parametrize("dialect", DIALECTS)
def test_both_files_say_what_they_are_not(guideline: Guideline, dialect: str) -> None:
    for make in (sql.text, sql.table):
        opening = make(guideline, dialect).partition("create ")[0]
        for word in ("not a diagnosis", "not yet reviewed", "not a registered", guideline.version, guideline.digest):
            assert word in opening


def test_every_other_reading_is_explained(guideline: Guideline) -> None:
    text = sql.text(guideline, "duckdb")
    used = set(re.findall(r"__(r\d+)\b", without_comments(text)))
    assert len(used) > 5
    assert used <= set(re.findall(r"^--   (r\d+) ", text, re.MULTILINE))


def test_a_person_can_read_its_lines(guideline: Guideline) -> None:
    for name, text in sql.files(guideline).items():
        longest = max(text.splitlines(), key=len)
        assert len(longest) <= LONGEST_LINE, (name, longest)


def test_the_files_are_the_same_in_every_run(guideline: Guideline) -> None:
    code = "from lactwise.loading import load\nfrom lactwise.publish import sql\nprint(repr(sql.files(load())))"
    for seed in ("1", "2"):
        environment = {**os.environ, "PYTHONHASHSEED": seed}
        run = subprocess.run([sys.executable, "-c", code], check=True, env=environment, capture_output=True, text=True)
        assert run.stdout == f"{sql.files(guideline)!r}\n"

"""The triage for CQL: what strangers' engines make of it is what our engine says, and no unknown is read as fine."""

import hashlib
import json
import re
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import replace
from itertools import product
from typing import Any

import pytest

from bench.cql import by_fhir
from lactwise.language import parse
from lactwise.loading import load
from lactwise.lowered import every_column, lower
from lactwise.model import Guideline, Level, Rule
from lactwise.parts import TRUE, AtLeast, inside
from lactwise.publish import cql, elm
from lactwise.publish.cql_library import CERTAIN, OPEN, STATUS, library
from lactwise.reading import Findings
from tests.cql_triage import Node, answers, by_elm, by_translated_cql, node, translation
from tests.language.made_up import SMALL, by_id
from tests.patients import random_patients
from tests.triaging import Triaging, by_engine

both = pytest.mark.parametrize("backend", [by_elm, by_translated_cql], ids=["our ELM", "our CQL, translated"])
SHORT = ("level", "floor", "ceiling", "settled", "provisional")


@pytest.fixture(scope="module")
def guideline() -> Guideline:
    return load()


@pytest.fixture(scope="module")
def text(guideline: Guideline) -> str:
    return cql.write(guideline)


@pytest.fixture(scope="module")
def ours(guideline: Guideline) -> dict[str, Any]:
    whole: dict[str, Any] = json.loads(elm.write(guideline))["library"]
    return whole


def defined(text: str) -> list[str]:
    return re.findall(r'^define "([^"]+)":', text, re.MULTILINE)


def code(text: str) -> str:
    """The text without its comments and words in quotes."""
    return re.sub(r"//.*|'[^']*'|\"[^\"]*\"", "", text)


def comment_above(text: str, name: str) -> str:
    """What is said right above a definition, on one line."""
    before = text[: text.index(f'define "{name}":')].splitlines()
    lines: list[str] = []
    while before and before[-1].startswith("//"):
        lines.insert(0, before.pop().removeprefix("//").strip())
    return " ".join(lines)


def inside_elm(node_: Any) -> Iterator[dict[str, Any]]:
    if isinstance(node_, dict):
        yield node_
        for value in node_.values():
            yield from inside_elm(value)
    elif isinstance(node_, list):
        for item in node_:
            yield from inside_elm(item)


# --- what others' engines say of it ---


@pytest.mark.slow
@both
def test_it_says_of_every_patient_what_the_engine_says(guideline: Guideline, backend: Triaging) -> None:
    patients = list(random_patients(guideline, 300, seed=41))
    for findings, expected, given in zip(
        patients, by_engine(guideline, patients), backend(guideline, patients), strict=True
    ):
        assert given == expected, findings


@pytest.mark.slow
@both
def test_at_least_so_many_counts_what_is_certain_and_what_is_possible(backend: Triaging) -> None:
    """On every way three findings can be known, and with equal ones: a query would count them as one."""
    when = parse("at_least(2, windy, cloudy, blue)")
    rule = Rule("two", "first", when, "", (), (), None, None, False, "")
    levels = by_id(Level("first", "low", False), Level("last", "low", True))
    who = load().findings["answering_for"]
    findings = SMALL.findings | {who.id: replace(who, only_if=None, screen="")}
    small = replace(SMALL, rules=by_id(rule), levels=levels, findings=findings)
    assert any(isinstance(part, AtLeast) for line in lower(small).lines.values() for part in inside(line))
    patients: list[Findings] = [
        dict(zip(("windy", "cloudy", "blue"), values, strict=True)) for values in product((True, False, None), repeat=3)
    ]
    given = backend(small, patients)
    assert given == by_engine(small, patients)
    assert {answer["rules"]["two"] for answer in given} == {True, False, None}


@pytest.mark.slow
def test_the_official_translator_has_nothing_to_remark(text: str) -> None:
    assert translation(text)["remarks"] == []


@pytest.mark.slow
def test_a_text_that_the_translator_refuses_is_refused_with_its_words() -> None:
    with pytest.raises(RuntimeError, match=r"Could not resolve identifier rednes\b"):
        node().translate("library Broken\ndefine redness: true\ndefine ill: rednes")


@pytest.mark.slow
def test_nothing_is_left_of_the_patient_before(guideline: Guideline) -> None:
    """Many at once, there and back, say the same as each alone in an engine just started."""
    patients = list(random_patients(guideline, 40, seed=43))
    forth, back = by_elm(guideline, patients), by_elm(guideline, patients[::-1])[::-1]
    assert forth == back
    assert len({answer["level"] for answer in forth}) >= 4
    for findings, expected in list(zip(patients, forth, strict=True))[::8]:
        fresh = Node()
        try:
            alone = answers(fresh, fresh.load(json.loads(elm.write(guideline))), guideline, [findings])
        finally:
            fresh.close()
        assert alone == [expected]


@pytest.mark.slow
def test_what_is_missing_is_what_is_null_and_neither_is_fine(guideline: Guideline) -> None:
    wanted = [name for name in defined(cql.write(guideline)) if name.endswith((CERTAIN, OPEN))]
    number = node().load(json.loads(elm.write(guideline)))
    rows: list[dict[str, Any]] = [{}, dict.fromkeys(every_column(guideline))]
    missing, null = node().run(number, rows, ["Triage", *wanted])
    assert missing == null
    assert missing[0]["provisional"] is True
    assert missing[0]["settled"] is False
    program = lower(guideline)
    known = {id_ + CERTAIN for id_, (met, _) in program.rules.items() if met == TRUE}
    assert [name for name, value in zip(wanted, missing[1:], strict=True) if name.endswith(CERTAIN) and value] == [
        name for name in wanted if name in known
    ]


@pytest.mark.slow
def test_the_same_patients_as_fhir_get_the_same_answers(guideline: Guideline) -> None:
    """What the benchmark measures is right."""
    patients = list(random_patients(guideline, 60, seed=47))
    expected = [{key: answer[key] for key in SHORT} for answer in by_engine(guideline, patients)]
    assert by_fhir(guideline, patients)[1] == expected
    assert any("unsure" in findings.values() for findings in patients)


# --- what stands in it ---


def test_the_text_and_the_elm_define_the_same(guideline: Guideline, text: str, ours: dict[str, Any]) -> None:
    names = [define["name"] for define in ours["statements"]["def"]]
    assert names == defined(text)
    assert len(names) == len(set(names))
    assert {"Level", "Floor", "Ceiling", "Settled", "Provisional", "Triage"} <= set(names)
    assert {*guideline.definitions, *(id_ + STATUS for id_ in guideline.conditions)} <= set(names)


@pytest.mark.slow
def test_the_translator_finds_the_definitions_and_findings_of_our_elm(text: str, ours: dict[str, Any]) -> None:
    theirs = translation(text)["elm"]["library"]
    assert [item["name"] for item in theirs["statements"]["def"]] == [
        item["name"] for item in ours["statements"]["def"]
    ]
    for key in ("id", "version"):
        assert theirs["identifier"][key] == ours["identifier"][key]
    types = [
        [(item["name"], item["elementType"]["name"]) for item in found["parameterTypeSpecifier"]["element"]]
        for (found,) in (theirs["parameters"]["def"], ours["parameters"]["def"])
    ]
    assert types[0] == types[1]


def test_every_finding_can_be_given_known_or_unsure(guideline: Guideline, ours: dict[str, Any]) -> None:
    (findings,) = ours["parameters"]["def"]
    names = [item["name"] for item in findings["parameterTypeSpecifier"]["element"]]
    assert set(names) == every_column(guideline)
    assert names[::2] == list(guideline.findings)


def test_no_else_means_anything_but_unknown(text: str, ours: dict[str, Any]) -> None:
    otherwise = re.findall(r"\belse\b\s*(\S+)", code(text))
    assert otherwise
    assert {word.strip(",") for word in otherwise} == {"null"}
    cases = [node_ for node_ in inside_elm(ours) if node_.get("type") in ("Case", "If")]
    assert len(cases) >= len(load().conditions) + 3
    assert all(case["else"]["operand"]["type"] == "Null" for case in cases)


def test_nothing_is_queried_because_engines_take_equal_items_as_one(text: str, ours: dict[str, Any]) -> None:
    assert not re.search(r"\b(where|return|exists|from)\b", code(text))
    assert not any(node_.get("type") == "Query" for node_ in inside_elm(ours))


def test_every_rule_has_both_definitions_with_its_reason_and_its_sources(guideline: Guideline, text: str) -> None:
    names = defined(text)
    for rule in guideline.rules.values():
        place = names.index(rule.id + CERTAIN)
        assert names[place + 1] == rule.id + OPEN
        comment = comment_above(text, rule.id + CERTAIN)
        for said in (rule.level, " ".join(rule.because.split()), *rule.source, *rule.differs):
            assert said in comment, f"{rule.id}: {said}"
        assert ("proposal" in comment.split(rule.because[:20])[0]) == rule.proposal


def test_every_number_is_used_by_its_name_and_says_what_it_rests_on(guideline: Guideline, text: str) -> None:
    numbers = library(guideline).numbers
    for id_, name in numbers.items():
        item = guideline.thresholds[id_]
        assert f'define "{name}": {float(item.value)}\n' in text
        comment = comment_above(text, name)
        for said in (item.shown, " ".join(item.means.split()), *item.source, *item.differs):
            assert said in comment, f"{id_}: {said}"
    steps = code(text.partition("--- Steps ---")[2])
    assert set(re.findall(r"\d+\.\d+", steps)) <= {"0.0"}, "a number that has a name"


def test_the_text_says_what_it_is_and_what_it_is_not(guideline: Guideline, text: str, ours: dict[str, Any]) -> None:
    opening = " ".join(line.removeprefix("//").strip() for line in text.partition("\nlibrary ")[0].splitlines())
    what_not = str(guideline.facts["what_we_are_not"])
    for said in (
        guideline.version,
        guideline.digest,
        what_not,
        "null",
        "__unsure",
        *lower(guideline).readings.values(),
    ):
        assert said in opening, said
    tags = {tag["name"]: tag["value"] for tag in ours["annotation"][0]["t"]}
    assert (tags["digest"], tags["description"]) == (guideline.digest, what_not)


def test_it_can_be_read_in_a_window(text: str) -> None:
    assert max(map(len, text.splitlines())) <= 120


def test_it_needs_no_data_model(text: str, ours: dict[str, Any]) -> None:
    assert not re.search(r"\busing\b|\binclude\b", code(text))
    assert [used["localIdentifier"] for used in ours["usings"]["def"]] == ["System"]


def test_it_is_the_same_whenever_it_is_written(guideline: Guideline, text: str) -> None:
    written = "from lactwise.publish import cql, elm; from lactwise.loading import load; import sys; g = load()"
    command = [sys.executable, "-c", f"{written}; sys.stdout.buffer.write((cql.write(g) + elm.write(g)).encode())"]
    here = hashlib.sha256((text + elm.write(guideline)).encode()).hexdigest()
    for seed in ("1", "2"):
        done = subprocess.run(command, env={"PYTHONHASHSEED": seed}, stdout=subprocess.PIPE, check=True)
        assert hashlib.sha256(done.stdout).hexdigest() == here

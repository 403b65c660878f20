"""Everyone who can triage a table says what the engine says of each patient alone, to the last rule and picture.

On made-up guidelines, whose conditions, parents and meanings of "not sure" are random; and on the real one, with values
at, just below and just above every threshold. What one comparison is: all that one backend says of one patient.
"""

import random
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import islice
from typing import get_args

import pytest
from hypothesis import HealthCheck, Phase, given, settings

from lactwise import language, parts
from lactwise.auditing import ENGINES
from lactwise.language import walk
from lactwise.loading import load
from lactwise.lowered import lower
from lactwise.made_up.patients import patients as plausible
from lactwise.model import Guideline
from lactwise.parts import inside
from lactwise.reading import Findings
from tests.language.made_up_guidelines import guidelines, values_of
from tests.patients import random_patients
from tests.table_backends import TRIAGING
from tests.triaging import Answer, Triaging, by_engine

OTHERS = {name: backend for name, backend in TRIAGING.items() if backend is not by_engine}
GUIDELINES, PATIENTS = 60, 60  # so many patients of each
Judged = tuple[Guideline, list[Findings], list[Answer]]
MADE_UP = {"spark": 2, "PostgreSQL": 12, "CQL": 25, "CQL translated": 12, "duckdb": 25, "polars": 25, "proofs": 25}
REAL = {"spark": 150, "PostgreSQL": 1_000, "CQL": 200, "CQL translated": 100, "program": 500, "proofs": 250}
DEEP = {"packed": 250_000, "duckdb": 250_000, "polars": 250_000, "SQL on DuckDB": 250_000, "javascript": 50_000}
DEEP |= {"PostgreSQL": 50_000, "program": 10_000, "proofs": 10_000, "CQL": 10_000}
DEEP |= {"CQL translated": 2_000, "spark": 5_000}
ELSE = 2_000
CHUNK = 5_000

careless = pytest.mark.filterwarnings("ignore:unclosed <socket:ResourceWarning")  # Spark leaves them to be collected
marked = [pytest.param(name, marks=careless) if name == "spark" else name for name in OTHERS]
backends = pytest.mark.parametrize("name", marked)


@pytest.fixture(scope="module")
def guideline() -> Guideline:
    return load()


def difference(backend: Triaging, guideline: Guideline, patients: Sequence[Findings], judged: Sequence[Answer]) -> str:
    """The first patient of whom a backend says something else, and what; nothing if there is none."""
    found = backend(guideline, patients)
    assert len(found) == len(patients)
    for findings, expected, answer in zip(patients, judged, found, strict=True):
        if answer != expected:
            return f"{findings}: {apart(expected, answer)}"
    return ""


def apart(expected: Answer, answer: Answer) -> dict[str, object]:
    parts_of = {key: (expected[key], answer[key]) for key in expected if expected[key] != answer[key]}
    for key in ("rules", "conditions"):
        if key in parts_of:
            one, other = parts_of.pop(key)
            parts_of |= {f"{key}.{id_}": (one[id_], other.get(id_)) for id_ in one if one[id_] != other.get(id_)}
    return parts_of


def drawn_patients(guideline: Guideline, chance: random.Random, count: int) -> list[Findings]:
    values = {id_: values_of(item) for id_, item in guideline.findings.items()}
    return [{id_: chance.choice(options) for id_, options in values.items()} for _ in range(count)]


@pytest.fixture(scope="module")
def invented() -> list[Judged]:
    """Made-up guidelines, each with patients and what the engine says of them."""
    found = []
    for number, guideline in enumerate(made_up(GUIDELINES)):
        patients = drawn_patients(guideline, random.Random(number), PATIENTS)
        found.append((guideline, patients, by_engine(guideline, patients)))
    return found


@pytest.mark.slow
@backends
def test_on_made_up_guidelines(name: str, invented: list[Judged]) -> None:
    """Each on the same ones; a backend that is slow to start on fewer of them."""
    for guideline, patients, answers in invented[: MADE_UP.get(name, GUIDELINES)]:
        assert difference(OTHERS[name], guideline, patients, answers) == "", guideline


@pytest.fixture(scope="module")
def judged(guideline: Guideline) -> tuple[list[Findings], list[Answer]]:
    """Random patients and plausible ones by turns, with what the engine says."""
    count = max(*REAL.values(), ELSE) // 2
    both = zip(random_patients(guideline, count, seed=11), islice(plausible(guideline, count, 11), count), strict=True)
    patients = [findings for pair in both for findings in pair]
    return patients, by_engine(guideline, patients)


@pytest.mark.slow
@backends
def test_on_the_real_guideline(name: str, guideline: Guideline, judged: tuple[list[Findings], list[Answer]]) -> None:
    patients, answers = (part[: REAL.get(name, ELSE)] for part in judged)
    assert difference(OTHERS[name], guideline, patients, answers) == ""


def test_the_patients_tell_rules_levels_and_pictures_apart(judged: tuple[list[Findings], list[Answer]]) -> None:
    _, answers = judged
    seen: dict[str, set[object]] = {}
    for answer in answers:
        for key in ("level", "floor", "ceiling", "settled", "provisional"):
            seen.setdefault(key, set()).add(answer[key])
        for table in ("rules", "conditions"):
            for id_, value in answer[table].items():
                seen.setdefault(f"{table}.{id_}", set()).add(value)
    assert not [key for key, values in seen.items() if len(values) < 2], "always the same, so nothing is compared"
    assert seen["level"] == set(load().levels)


# --- nothing is left out ---


def test_no_backend_is_left_out() -> None:
    alone = {"SQL on DuckDB", "PostgreSQL", "javascript", "CQL", "CQL translated", "program", "proofs"}
    assert set(OTHERS) == {*ENGINES, *alone}
    assert set(DEEP) == set(OTHERS)
    assert {*MADE_UP, *REAL} <= set(OTHERS)


def made_up(count: int) -> list[Guideline]:
    """Made-up guidelines such as the comparisons above draw."""
    drawn: list[Guideline] = []

    @settings(
        max_examples=count,
        derandomize=True,
        database=None,
        phases=[Phase.generate],
        suppress_health_check=[HealthCheck.too_slow, HealthCheck.large_base_example],
    )
    @given(guidelines())
    def draw(guideline: Guideline) -> None:
        drawn.append(guideline)

    draw()
    return drawn


def test_no_kind_of_node_and_no_part_of_a_program_is_left_out(guideline: Guideline) -> None:
    few = made_up(min(MADE_UP.values()) * 6)
    nodes = {type(node) for each in few for rule in each.rules.values() for node in everything(rule.when)}
    assert nodes == set(get_args(language.Node))
    for programs in ([lower(each) for each in few], [lower(guideline)]):
        kinds = {type(part) for program in programs for line in program.lines.values() for part in inside(line)}
        assert kinds - {parts.Constant} == set(get_args(parts.Part)) - {parts.Constant}
    constants = Counter(part for each in few for line in lower(each).lines.values() for part in inside(line))
    assert constants[parts.UNKNOWN], "no answer that counts as nothing"


def everything(node: language.Node) -> Iterator[language.Node]:
    for part in walk(node):
        yield part
        if isinstance(part, language.Compare):
            yield from part.operands


# --- the long run ---


@pytest.mark.deep
@careless
def test_a_million_comparisons(guideline: Guideline) -> None:
    count: Counter[str] = Counter()
    everyone = zip(
        random_patients(guideline, max(DEEP.values()), seed=17),
        plausible(guideline, max(DEEP.values()), 17),
        strict=True,
    )
    one_by_one: Iterator[Findings] = (pair[number % 2] for number, pair in enumerate(everyone))
    while chunk := list(islice(one_by_one, CHUNK)):
        answers = by_engine(guideline, chunk)
        for name, backend in OTHERS.items():
            wanted = min(len(chunk), DEEP[name] - count[name])
            if wanted > 0:
                assert difference(backend, guideline, chunk[:wanted], answers[:wanted]) == "", name
                count[name] += wanted
    assert count == DEEP
    each = len(guideline.rules) + len(guideline.conditions) + 5
    print(f"\n{count.total():,} comparisons, each of {each} answers, without a difference: {dict(count)}")  # noqa: T201
    assert count.total() >= 1_000_000

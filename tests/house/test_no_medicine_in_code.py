"""The medicine stands in guideline/. The code knows no finding, rule, number, drug or source by name.

Docstrings and comments may give clinical examples; what runs may not depend on them.
"""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from lactwise.loading import load
from lactwise.model import Guideline

SOURCE = Path(__file__).parents[2] / "src" / "lactwise"
FILES = sorted(SOURCE.rglob("*.py"))

# Ids of the guideline that code may hold, and why.
ALLOWED = {
    "answering_for": "who answers decides which questions apply and whose words are used",
    "baby_situation": "one of the app's first choices, whose taps are counted",
    "clinician": "an audience and a topic of docs/format.md, and the answer that selects them",
    "self": "the answer of someone who answers for herself",
    "none": "ordinary word: nothing chosen, no list",
    "other": "ordinary word",
    "both": "ordinary word",
    "right": "on which side numbers stand in a table",
    "same": "ordinary word",
    "better": "ordinary word",
    "worse": "a key of findings.toml",
    "normal": "ordinary word",
    "side": "ordinary word",
    "left": "ordinary word",
    "breast": "a key of docs/episode.md, and a tag of docs/format.md",
    "medicines": "a key of docs/episode.md",
    "trend": "a table of episode.toml",
    "extent": "ordinary word",
    "emergency_flag": "a tag of docs/format.md",
    "baby_emergency_flag": "a tag of docs/format.md",
    "stop_feeding": "a tag of docs/format.md",
    "doctor": "a group of the texts, and a tag",
    "medicine": "a topic of advice, and a tag",
    "mrsa": "a key of a country's antibiotics",
    "seed": "the file seed.toml",
    "disagreements": "the file disagreements.toml, and a table of the texts",
    "owner": "a basis of docs/format.md",
}

# Numbers in comparisons and arithmetic that happen to be thresholds too, and what they are.
ALLOWED_NUMBERS = {
    "accuracy.py": {100: "per cent"},
    "book_chapters.py": {8: "how many places are listed before they are folded away"},
    "book_html.py": {6: "the deepest heading of a page"},
    "episode.py": {24: "hours in a day", 100: "hundredths of an hour"},
    "episode_reduced.py": {24: "hours in a day", 100: "hundredths of an hour or a day"},
    "model.py": {24: "hours in a day", 72: "three days and more of hours are read as days"},
    "patient.py": {10: "a power of ten"},
    "phrases.py": {24: "hours in a day", 48: "two days and more of hours are read as days"},
    "replies.py": {10: "rounding to one decimal", 24: "hours in a day", 168: "hours in a week"},
    "wording.py": {24: "hours in a day", 72: "three days and more of hours are read as days"},
    "web.py": {400: "status of HTTP"},
}


@pytest.fixture(scope="module")
def guideline() -> Guideline:
    return load()


def literals(path: Path) -> Iterator[ast.Constant]:
    """Every literal of a file but its docstrings."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    documents = {
        id(node.body[0].value)
        for node in ast.walk(tree)
        if isinstance(node, ast.Module | ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef)
        and isinstance(node.body[0], ast.Expr)
    }
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and id(node) not in documents:
            yield node


def ids(guideline: Guideline) -> set[str]:
    """Everything the guideline names: findings and their options, numbers, levels, rules, advice, sources."""
    options = {option for finding in guideline.findings.values() for option in finding.options}
    tags = {tag for finding in guideline.findings.values() for tag in finding.tags}
    tags |= {tag for advice in guideline.advice.values() for tag in advice.tags}
    return {
        *guideline.findings, *guideline.thresholds, *guideline.definitions, *guideline.levels, *guideline.rules,
        *guideline.conditions, *guideline.advice, *guideline.follow_ups, *guideline.works, *guideline.claims,
        *guideline.seed, *options, *tags,
    }  # fmt: skip


@pytest.mark.parametrize("path", FILES, ids=[str(path.relative_to(SOURCE)) for path in FILES])
def test_no_id_of_the_guideline_stands_in_code(guideline: Guideline, path: Path) -> None:
    known = ids(guideline) - set(ALLOWED)
    whole = [f"{path.name}:{node.lineno}: {node.value!r}" for node in literals(path) if node.value in known]
    assert not whole, "an id belongs in guideline/, or is argued in ALLOWED"


@pytest.mark.parametrize("path", FILES, ids=[str(path.relative_to(SOURCE)) for path in FILES])
def test_no_condition_of_the_guideline_is_spelt_out_in_code(guideline: Guideline, path: Path) -> None:
    """An id of several words inside a longer text, such as a condition or a key put together."""
    known = {id_ for id_ in ids(guideline) - set(ALLOWED) if "_" in id_}
    for node in literals(path):
        if isinstance(node.value, str):
            inside = known & set(re.findall(r"[a-z0-9_]+", node.value))
            assert not inside, f"{path.name}:{node.lineno}: {sorted(inside)}"


def drugs(guideline: Guideline) -> set[str]:
    """The drugs that the country packs name."""
    texts = " ".join(str(place.antibiotics) for place in guideline.places.values()).lower()
    found = set(re.findall(r"\b[a-z-]+(?:cillin|mycin|oxazole|exin|azole)\b", texts))
    return found | {place.words[word].lower() for place in guideline.places.values() for word in SHOP_BOUGHT}


SHOP_BOUGHT = ("paracetamol", "ibuprofen")


def test_no_drug_is_named_in_code(guideline: Guideline) -> None:
    names = drugs(guideline)
    assert len(names) > 5
    pattern = re.compile(rf"\b({'|'.join(map(re.escape, sorted(names)))})\b", re.IGNORECASE)
    for path in FILES:
        for node in literals(path):
            assert not pattern.search(str(node.value)), f"{path.name}:{node.lineno}: {node.value!r:.60}"


def numbers(path: Path) -> Iterator[tuple[int, float]]:
    """Lines and numbers of comparisons, arithmetic, and the calls that choose the smaller or larger."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        parts: list[ast.expr] = []
        if isinstance(node, ast.Compare):
            parts = [node.left, *node.comparators]
        elif isinstance(node, ast.BinOp):
            parts = [node.left, node.right]
        elif isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in ("min", "max"):
            parts = node.args
        for part in parts:
            if isinstance(part, ast.Constant) and isinstance(part.value, int | float):
                yield part.lineno, part.value


@pytest.mark.parametrize("path", FILES, ids=[str(path.relative_to(SOURCE)) for path in FILES])
def test_no_number_of_the_guideline_decides_anything_in_code(guideline: Guideline, path: Path) -> None:
    clinical = {item.value for item in guideline.thresholds.values() if item.value > 5}
    argued = ALLOWED_NUMBERS.get(path.name, {})
    for line, number in numbers(path):
        assert number not in clinical or number in argued, (
            f"{path.name}:{line}: {number:g} is a threshold: take it from the guideline, or argue it in ALLOWED_NUMBERS"
        )


def test_no_temperature_stands_in_code() -> None:
    for path in FILES:
        for node in literals(path):
            if isinstance(node.value, float) and 34 <= node.value <= 43:
                pytest.fail(f"{path.name}:{node.lineno}: {node.value} looks like a temperature")

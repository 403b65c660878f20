"""Who may import whom. Imports point up only: core → backends → uses → doors.

A module imports from its own layer and those above it in the table. Backends are siblings: one never imports another,
so that each can be read, replaced and compared with the engine alone. Modules of one backend stand on one line.
"""

import ast
import sys
from pathlib import Path

import pytest

SOURCE = Path(__file__).parents[2] / "src" / "lactwise"

# A new module is one word here. `publish` stands for all modules of the folder publish/.
LAYERS = {
    "core": [
        "truth language",  # the conditions and what they mean
        "model problems checking entries loading safety contested course course_reading",  # data, and one checked model
        "compiled reading dependence boundaries",  # conditions judged fast, answers read, what a truth rests on
        "parts lowered lowered_advice changed",  # the guideline as lines over the columns of a table
        "patient wording",  # what comes in, and the words that go out
    ],
    "backends": [
        "engine escalation",  # one patient; the judge of all others
        "bulk",  # a table of patients
        "packed",  # many patients at once
        "proofs",  # all patients
        "publish",  # the book and the model of the app
    ],
    "uses": [
        "proving mutants",  # what the proofs said, and whether they can fail
        "compare compare_data compare_moves compare_published compare_witness",  # whom a difference affects
        "compare_report compare_json",
        "interview episode episode_file episode_reduced",  # what is asked next, and the course of days
        "columns",  # of a table of patients
        "cds_hooks fhir_in fhir_out",
        "cases case_episodes accuracy scoring walking evidence publishing",
        "disagreements disagreements_page",  # who says what on a contested point, and whom it would matter to
        "note note_changes note_draft note_pictures note_sources phrases soap soap_course",
        "made_up",  # patients nobody is
    ],
    "doors": [
        "cli options batch terminal asking replies compare_show follow_show follow_chart desk",
        "tables auditing audit_report audit_on_spark",  # a table of patients, read and triaged in blocks
        "pages",  # the files of the app
        "web requested",
    ],
}

# What is not Python's own stands in few modules, so that it can be replaced and is loaded only where it is used.
THIRD_PARTY = {
    "tomli": "loading cases scoring",
    "typer": "cli options",
    "rich": "terminal audit_report compare_show follow_show",
    "babel": "wording",
    "litestar": "web",
    "granian": "web",
    "markdown_it": "publish",
    "ibis": "bulk",
    "duckdb": "bulk packed",
    "polars": "bulk packed",
    "pyarrow": "audit_on_spark bulk packed columns tables auditing made_up compare_moves",
    "pyspark": "bulk",
    "numpy": "columns auditing packed bulk evidence made_up compare_moves",
    "z3": "proofs",
}

ORDER = list(LAYERS)
LAYER = {module: layer for layer, lines in LAYERS.items() for line in lines for module in line.split()}
LINE = {module: line for lines in LAYERS.values() for line in lines for module in line.split()}
FILES = sorted(SOURCE.rglob("*.py"))


def module_of(path: Path) -> str:
    return path.relative_to(SOURCE).parts[0].removesuffix(".py")


def imports(path: Path) -> set[str]:
    """Everything a file imports, also inside functions and for type checkers only: `lactwise.x` or a package."""
    found = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path.name}: imports are absolute"
            whole = node.module == "lactwise"
            found |= {f"lactwise.{alias.name}" for alias in node.names} if whole else {str(node.module)}
    return found


def own(path: Path) -> set[str]:
    """The modules of Lactwise that a file imports."""
    return {name.split(".")[1] for name in imports(path) if name.startswith("lactwise.")}


@pytest.mark.parametrize("path", FILES, ids=[str(path.relative_to(SOURCE)) for path in FILES])
def test_a_module_imports_only_its_own_layer_and_those_above(path: Path) -> None:
    module = module_of(path)
    if module == "__init__":
        assert own(path) == set()
        return
    assert module in LAYER, f"say in LAYERS of tests/house/test_layers.py in which layer {module} stands"
    for other in own(path) - {module}:
        assert other in LAYER, f"{module} imports {other}, which is in no layer"
        below = ORDER.index(LAYER[other]) > ORDER.index(LAYER[module])
        assert not below, f"{module} ({LAYER[module]}) imports {other} ({LAYER[other]}), which is built on it"
        siblings = LAYER[module] == LAYER[other] == "backends" and LINE[module] != LINE[other]
        assert not siblings, f"the backend {module} imports the backend {other}"


@pytest.mark.parametrize("path", FILES, ids=[str(path.relative_to(SOURCE)) for path in FILES])
def test_a_package_is_imported_only_where_it_belongs(path: Path) -> None:
    for name in imports(path):
        package = name.partition(".")[0]
        if package not in sys.stdlib_module_names and package != "lactwise":
            allowed = THIRD_PARTY.get(package, "").split()
            assert module_of(path) in allowed, f"{package} belongs in {' or '.join(allowed) or 'no module yet'}"


def test_no_module_imports_itself_round_a_circle() -> None:
    wanted: dict[str, set[str]] = {}
    for path in FILES:
        module = module_of(path)
        wanted.setdefault(module, set()).update(own(path) - {module})

    def follow(module: str, way: tuple[str, ...]) -> None:
        assert module not in way, " → ".join((*way[way.index(module) :], module))
        for other in sorted(wanted.get(module, ())):
            if other not in done:
                follow(other, (*way, module))
        done.add(module)

    done: set[str] = set()
    for module in wanted:
        follow(module, ())


def test_no_module_stands_in_two_layers() -> None:
    words = [module for lines in LAYERS.values() for line in lines for module in line.split()]
    assert len(words) == len(set(words))

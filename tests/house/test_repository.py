"""What the repository promises: no trace of a machine, a README that leads somewhere, readable code."""

import ast
import re
from collections.abc import Iterator
from fnmatch import fnmatch
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
SOURCE = ROOT / "src" / "lactwise"
MODULES = sorted(SOURCE.rglob("*.py"))
NAMES = [str(path.relative_to(SOURCE)) for path in MODULES]

LONGEST_FUNCTION = 45  # lines; thirty is the aim
LONGEST_FILE = 400  # lines; two hundred is the aim

# Files above the limit, and why they are one file.
LONGER_FILES = {
    "engine.py": "the judge of all backends is read in one place",
    "lowered.py": "what a row means is read in one place, beside reading.py",
    "web.py": "every route in one place",
}


def ignored() -> list[str]:
    lines = (ROOT / ".gitignore").read_text(encoding="utf-8").splitlines()
    return [".git", *(line.strip("/ ") for line in lines if line.strip() and not line.startswith("#"))]


def files(folder: Path = ROOT) -> Iterator[Path]:
    """Every file of the repository, without those that git is told to leave alone."""
    patterns = ignored()
    for path in sorted(folder.iterdir()):
        if not any(fnmatch(path.name, pattern) for pattern in patterns):
            yield from files(path) if path.is_dir() else [path]


def texts() -> Iterator[tuple[str, int, str]]:
    """Every line of every text file: file, line number, line."""
    for path in files():
        try:
            text = path.read_text(encoding="utf-8")
        except UnicodeDecodeError:
            continue  # a picture or a font
        for number, line in enumerate(text.splitlines(), 1):
            yield path.relative_to(ROOT).as_posix(), number, line


# Written so that no pattern finds itself.
MACHINE = r"(?<![\w.:/<~*$}\\-])/(?:work|root|home|tmp|Users|mnt)(?:/[\w.-]|$|[\s'\"`,;)])"
REGISTRY = (
    r"pypi\.org|pythonhosted\.org|npmj[s]\.|unpk[g]\.|jsdeliv[r]|cdnj[s]|esm\.sh|crates\.io|rubygems\.org"
    r"|ghcr\.io|quay\.io|docker\.io|anaconda\.org|proxy\.golang\.org|deb\.debian\.org|skypac[k]"
)
DOWNLOAD = r"https?://\S+\.(?:whl|tar\.gz|tgz|zip|exe|deb|rpm|dmg|gguf|onnx|safetensors)\b|git\+https?:"
MAKER = (
    r"\b(?:Claud[e]|Anthropi[c]|ChatGP[T]|OpenA[I]|Copilo[t]|Code[x]|L[L]Ms?)\b"
    r"|\bAI[ -](?:assist|agent|tool|generat|written)|\blanguage mode[l]|\b(?:coding|sub)[ -]?agent[s]?\b"
    r"|\b(?:agent|this|previous|earlier|another) sessio[n]"
)
TRACES = {
    "a path of somebody's machine": MACHINE,
    "a package registry": REGISTRY,
    "a download address": DOWNLOAD,
    "who or what wrote it": MAKER,
}


@pytest.mark.parametrize("trace", TRACES)
def test_no_file_holds_a_trace_of(trace: str) -> None:
    pattern = re.compile(TRACES[trace], re.IGNORECASE if trace != "a path of somebody's machine" else 0)
    found = [f"{file}:{number}: {line.strip()[:100]}" for file, number, line in texts() if pattern.search(line)]
    assert not found, "\n".join(found)


@pytest.mark.parametrize(
    ("trace", "line"),
    [
        ("a path of somebody's machine", "see /" + "home/ada/notes.md"),
        ("a path of somebody's machine", "'/" + "tmp'"),
        ("a package registry", "https://" + "pypi." + "org/simple"),
        ("a download address", "https://example.org/a" + ".whl"),
        ("who or what wrote it", "written in an earlier " + "session"),
    ],
)
def test_a_trace_would_be_found(trace: str, line: str) -> None:
    assert re.search(TRACES[trace], line, re.IGNORECASE)


@pytest.mark.parametrize("line", ["https://example.org/home/page", "and/or", "src/work/x", "User-Agent", "</root>"])
def test_what_is_no_trace_is_not_found(line: str) -> None:
    assert not any(re.search(pattern, line) for pattern in TRACES.values())


# --- the README ---


def sections() -> list[str]:
    """The opening, then a text a heading."""
    return re.split(r"^## ", (ROOT / "README.md").read_text(encoding="utf-8"), flags=re.MULTILINE)


def test_the_second_section_of_the_readme_says_where_things_are() -> None:
    assert sections()[1].startswith("Where do I"), sections()[1][:40]


def test_every_path_of_where_do_i_exists() -> None:
    """A path is anything in back quotes with a slash or a suffix; `text/` may stand for `guideline/text/`."""
    rows = [line for line in sections()[1].splitlines() if line.startswith("|")]
    quoted = {word for row in rows for word in re.findall(r"`([^`\s]+)`", row)}
    paths = {word for word in quoted if "/" in word or re.search(r"\.\w{2,5}$", word)}
    assert len(paths) >= 10
    missing = {path for path in paths if not ((ROOT / path).exists() or (ROOT / "guideline" / path).exists())}
    assert not missing


def test_every_link_inside_the_repository_leads_somewhere() -> None:
    for path in (path for path in files() if path.suffix == ".md"):
        for target in re.findall(r"\]\(([^)#\s]+)", path.read_text(encoding="utf-8")):
            if "://" not in target and not target.startswith("mailto:"):
                assert (path.parent / target).exists(), f"{path.relative_to(ROOT)} links to {target}"


# --- the lock files ---


@pytest.mark.parametrize("name", ["run.txt", "test.txt"])
def test_every_locked_package_has_a_version_and_hashes(name: str) -> None:
    text = (ROOT / "requirements" / name).read_text(encoding="utf-8")
    packages = re.split(r"^(?=[A-Za-z0-9])", text, flags=re.MULTILINE)[1:]
    assert len(packages) > 10
    for package in packages:
        assert re.match(r"[\w.\[\],-]+==[\w.!+]+", package), package.splitlines()[0]
        assert re.search(r"--hash=sha256:[0-9a-f]{64}\b", package), package.splitlines()[0]


def test_what_is_tested_is_what_runs() -> None:
    run, test = (
        dict(
            re.findall(
                r"^([\w.-]+)(?:\[.*?\])?==(\S+)", (ROOT / "requirements" / name).read_text("utf-8"), re.MULTILINE
            )
        )
        for name in ("run.txt", "test.txt")
    )
    assert {name: test.get(name) for name in run} == run


# --- readable code ---

Function = ast.FunctionDef | ast.AsyncFunctionDef


def functions(path: Path) -> Iterator[Function]:
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, Function):
            yield node


@pytest.mark.parametrize("path", MODULES, ids=NAMES)
def test_every_module_and_public_function_and_class_says_what_it_is(path: Path) -> None:
    tree = ast.parse(path.read_text(encoding="utf-8"))
    assert ast.get_docstring(tree), f"{path.name} does not say which question it answers"
    public = [node for node in tree.body if isinstance(node, Function | ast.ClassDef) and not node.name.startswith("_")]
    silent = [node.name for node in public if not ast.get_docstring(node)]
    assert not silent


@pytest.mark.parametrize("path", MODULES, ids=NAMES)
def test_a_module_opens_with_at_most_six_lines(path: Path) -> None:
    opening = (ast.get_docstring(ast.parse(path.read_text(encoding="utf-8"))) or "").partition(">>>")[0]
    assert len(opening.strip().splitlines()) <= 7


@pytest.mark.parametrize("path", MODULES, ids=NAMES)
def test_no_function_is_longer_than_a_screen(path: Path) -> None:
    long = {node.name: (node.end_lineno or 0) - node.lineno + 1 for node in functions(path)}
    assert not {name: lines for name, lines in long.items() if lines > LONGEST_FUNCTION}


@pytest.mark.parametrize("path", MODULES, ids=NAMES)
def test_no_file_is_longer_than_four_hundred_lines_unless_it_is_argued(path: Path) -> None:
    lines = len(path.read_text(encoding="utf-8").splitlines())
    assert lines <= LONGEST_FILE or path.name in LONGER_FILES, f"{lines} lines: split it, or argue it in LONGER_FILES"


@pytest.mark.parametrize("path", MODULES, ids=NAMES)
def test_no_module_has_a_name_that_says_nothing(path: Path) -> None:
    assert path.stem not in {"utils", "util", "helpers", "helper", "manager", "base", "common", "misc"}

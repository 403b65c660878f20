"""Made-up patients reach all of the guideline, are plausible and stay the same; and the files that hold them."""

import csv
import json
import shutil
from collections import Counter
from collections.abc import Callable
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from lactwise.cli import main
from lactwise.engine import machine_of
from lactwise.loading import default_folder, load
from lactwise.made_up import files, numbers
from lactwise.made_up.patients import COMPANION, blocks, patients
from lactwise.model import Finding, Guideline, Value
from lactwise.patient import check
from lactwise.reading import Reading

COUNT = 10_000  # so many hold everything that can be reached
FEW = 700
Findings = dict[str, Value]
Run = Callable[..., tuple[int, bytes, str]]


@pytest.fixture(scope="module")
def guideline() -> Guideline:
    return load()


@pytest.fixture(scope="module")
def many(guideline: Guideline) -> list[Findings]:
    return list(patients(guideline, COUNT, seed=1))


@pytest.fixture(scope="module")
def readings(guideline: Guideline, many: list[Findings]) -> list[Reading]:
    return [machine_of(guideline).read(findings) for findings in many]


@pytest.fixture
def lactwise(capsysbinary: pytest.CaptureFixture[bytes]) -> Run:
    """Runs the command in this process; gives its status, output and complaints."""

    def run(*arguments: str) -> tuple[int, bytes, str]:
        status = 0
        try:
            main(["make-patients", *arguments])
        except SystemExit as left:
            status = int(left.code or 0)
        out, err = capsysbinary.readouterr()
        return status, out, " ".join(err.decode().split())

    return run


# --- all of the guideline is reached ---


def test_each_triage_rule_holds_for_somebody(guideline: Guideline, readings: list[Reading]) -> None:
    machine = machine_of(guideline)
    held = {rule.id for reading in readings for rule in machine.rules_held(reading)}
    assert held == set(guideline.rules)


def test_each_clinical_picture_fits_somebody(guideline: Guideline, readings: list[Reading]) -> None:
    fitting = {
        item.id
        for item, fits, against, _ in machine_of(guideline).pictures
        if any(fits(it.known) and not (against and against(it.known)) for it in readings)
    }
    assert fitting == set(guideline.conditions)


def test_each_answer_to_each_question_is_given_by_somebody(guideline: Guideline, many: list[Findings]) -> None:
    for finding in guideline.findings.values():
        given = {findings.get(finding.id) for findings in many}
        assert {*answers(guideline, finding), "unsure", None} <= given, finding.id


def answers(guideline: Guideline, finding: Finding) -> set[Value]:
    """Every answer; numbers at, just below and just above each threshold that the finding is compared with."""
    if finding.kind == "number":
        return set(numbers.around(guideline, finding.id))
    return {True, False} if finding.kind == "yes_no" else set(finding.options)


def test_the_numbers_stand_round_the_thresholds_of_the_guideline_that_is_used(tmp_path: Path) -> None:
    folder = tmp_path / "guideline"
    shutil.copytree(default_folder(), folder)
    thresholds = folder / "thresholds.toml"
    text = thresholds.read_text(encoding="utf-8")
    thresholds.write_text(text.replace("[fever]\nvalue = 38.0", "[fever]\nvalue = 39.5"), encoding="utf-8")
    other = load(folder)
    assert {39.4, 39.5, 39.6} <= set(numbers.around(other, "temperature_c"))
    assert {39.4, 39.5, 39.6} <= {findings.get("temperature_c") for findings in patients(other, COUNT, seed=1)}


# --- plausible ---


def test_every_answer_is_valid(guideline: Guideline, many: list[Findings]) -> None:
    assert [fault for findings in many for fault in check(guideline, findings)] == []


def test_emergencies_are_rare_and_every_level_occurs(guideline: Guideline, readings: list[Reading]) -> None:
    machine = machine_of(guideline)
    levels = Counter(machine.triage(reading).level for reading in readings)
    assert set(levels) == set(guideline.levels)
    assert 0.02 < levels["emergency_now"] / COUNT < 0.15
    assert all(levels[level] / COUNT > 0.03 for level in guideline.levels)
    assert levels["self_care"] / COUNT > 0.2


def test_answers_seldom_contradict_each_other(readings: list[Reading]) -> None:
    contradictory = sum(bool(reading.contradictions) for reading in readings)
    assert 0.005 < contradictory / COUNT < 0.04


def test_a_third_know_little_a_third_much_and_a_third_nearly_all(guideline: Guideline, many: list[Findings]) -> None:
    known = sorted(len(findings) / len(guideline.findings) for findings in many)
    assert known[COUNT // 6] < 0.15 < known[COUNT // 2] < 0.5 < known[COUNT * 5 // 6]


def test_no_two_of_those_who_know_much_are_the_same(guideline: Guideline, many: list[Findings]) -> None:
    known = [json.dumps(findings) for findings in many if len(findings) > 0.3 * len(guideline.findings)]
    assert len(known) > COUNT / 2
    assert len(set(known)) == len(known)


# --- the same again ---


@pytest.mark.parametrize("rows", [7, 99, FEW, 65_536])
def test_however_a_table_is_cut_its_patients_are_the_same(guideline: Guideline, rows: int) -> None:
    whole = pa.Table.from_batches(blocks(guideline, FEW, seed=1))
    cut = list(blocks(guideline, FEW, seed=1, rows=rows))
    assert [block.num_rows for block in cut[:-1]] == [rows] * ((FEW - 1) // rows)
    assert pa.Table.from_batches(cut) == whole


def test_a_longer_table_begins_with_the_shorter(guideline: Guideline, many: list[Findings]) -> None:
    assert list(patients(guideline, FEW, seed=1)) == many[:FEW]


def test_another_seed_makes_other_patients(guideline: Guideline, many: list[Findings]) -> None:
    others = list(patients(guideline, FEW, seed=2))
    assert sum(one == other for one, other in zip(others, many[:FEW], strict=True)) < FEW / 20


def test_without_unsure_what_was_not_sure_is_unknown_and_all_else_the_same(
    guideline: Guideline, many: list[Findings]
) -> None:
    sure = list(patients(guideline, FEW, seed=1, unsure=False))
    assert sure == [{name: value for name, value in findings.items() if value != "unsure"} for findings in many[:FEW]]
    assert sure != many[:FEW]
    assert next(blocks(guideline, FEW, seed=1, unsure=False)).schema.names == ["id", *guideline.findings]


# --- files ---


def in_parquet(path: Path, guideline: Guideline) -> list[Findings]:
    rows = pq.read_table(path).to_pylist()
    for row in rows:
        unsure = [name for name in guideline.findings if row.pop(f"{name}{COMPANION}", False)]
        assert not any(row[name] is not None for name in unsure)
        row.update(dict.fromkeys(unsure, "unsure"))
    return [{name: value for name, value in row.items() if value is not None} for row in rows]


def in_csv(path: Path, guideline: Guideline) -> list[Findings]:
    def read(name: str, text: str) -> Value:
        finding = guideline.findings.get(name)
        if text == "unsure" or (finding is not None and finding.kind == "choice"):
            return text
        return float(text) if finding is None or finding.kind == "number" else {"true": True, "false": False}[text]

    with path.open(encoding="utf-8", newline="") as file:
        return [{name: read(name, text) for name, text in row.items() if text} for row in csv.DictReader(file)]


def in_ndjson(path: Path, _: Guideline) -> list[Findings]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


@pytest.mark.parametrize(
    ("name", "read"),
    [("a.parquet", in_parquet), ("a.csv", in_csv), ("a.ndjson", in_ndjson), ("a.JSONL", in_ndjson)],
)
def test_each_format_holds_the_same_patients(
    lactwise: Run,
    tmp_path: Path,
    guideline: Guideline,
    many: list[Findings],
    name: str,
    read: Callable[[Path, Guideline], list[Findings]],
) -> None:
    path = tmp_path / name
    status, out, err = lactwise(str(path), "--count", str(FEW))
    said = f"{FEW} made-up patients in {path} (seed 1, guideline {guideline.version}). No real person is among them.\n"
    assert (status, out.decode(), err) == (0, said, "")
    assert read(path, guideline) == [{"id": place, **findings} for place, findings in enumerate(many[:FEW], 1)]
    assert [other.name for other in tmp_path.iterdir()] == [name]


def test_a_dash_writes_lines_to_standard_output_and_what_was_done_beside_it(
    lactwise: Run, many: list[Findings]
) -> None:
    status, out, err = lactwise("-", "--count", "3")
    assert status == 0
    assert [json.loads(line) for line in out.splitlines()] == [{"id": place + 1, **many[place]} for place in range(3)]
    assert err.startswith("3 made-up patients in - (seed 1,")


def test_a_parquet_file_says_what_it_was_made_from_and_every_reader_sees_plain_types(
    lactwise: Run, tmp_path: Path, guideline: Guideline
) -> None:
    lactwise(str(tmp_path / "a.parquet"), "--count", "1", "--seed", "2")
    schema = pq.read_schema(tmp_path / "a.parquet")
    made = {key.decode(): value.decode() for key, value in schema.metadata.items()}
    assert made == {"lactwise.version": guideline.version, "lactwise.digest": guideline.digest, "lactwise.seed": "2"}
    types = {"yes_no": pa.bool_(), "number": pa.float64(), "choice": pa.string()}
    findings = {name: types[finding.kind] for name, finding in guideline.findings.items()}
    companions = {f"{name}__unsure": pa.bool_() for name, type_ in findings.items() if type_ != pa.string()}
    expected = {"id": pa.int64()} | findings | companions
    assert list(zip(schema.names, schema.types, strict=True)) == list(expected.items())


def test_a_file_that_cannot_be_completed_leaves_what_was_there(tmp_path: Path, guideline: Guideline) -> None:
    path = tmp_path / "a.csv"
    path.write_text("before", encoding="utf-8")

    def interrupt(_: int) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        files.write(path, files.Made(guideline, FEW, 1, step=interrupt))
    assert [other.name for other in tmp_path.iterdir()] == ["a.csv"]
    assert path.read_text(encoding="utf-8") == "before"


def test_who_watches_hears_how_many_there_are(guideline: Guideline) -> None:
    heard: list[int] = []
    made = files.Made(guideline, 250, 1, step=heard.append)
    assert [block.num_rows for block in made.blocks(100)] == [100, 100, 50]
    assert heard == [100, 200, 250]


def test_a_word_with_a_comma_or_a_quote_is_quoted_in_csv() -> None:
    words = ["plain", "a, b", 'an "a"']
    assert list(csv.reader([",".join(map(files.in_csv, words))])) == [words]


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["a.json"], "a.json has none of the formats .parquet, .csv, .ndjson, .jsonl"),
        (["patients"], "patients has none of the formats"),
        (["nowhere/a.csv"], "There is no folder nowhere"),
        (["folder.csv"], "folder.csv is a folder"),
        (["a.csv", "--count", "0"], "--count"),
        (["a.csv", "--seed", "-1"], "--seed"),
        (["a.csv", "--guideline", "nowhere"], "nowhere"),
        ([], "OUT"),
    ],
)
def test_wrong_usage_ends_with_two_and_writes_nothing(
    lactwise: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, arguments: list[str], words: str
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "folder.csv").mkdir()
    status, out, err = lactwise(*arguments)
    assert (status, out) == (2, b"")
    assert words in err
    assert [path.name for path in tmp_path.rglob("*")] == ["folder.csv"]


def test_a_broken_guideline_makes_nobody(lactwise: Run, tmp_path: Path) -> None:
    folder = tmp_path / "guideline"
    shutil.copytree(default_folder(), folder)
    (folder / "triage.toml").write_text("this is not TOML", encoding="utf-8")
    status, out, err = lactwise(str(tmp_path / "a.csv"), "--guideline", str(folder))
    assert (status, out) == (1, b"")
    assert "triage.toml:1" in err
    assert not (tmp_path / "a.csv").exists()

"""`lactwise audit` as a health service uses it: tables of three formats, good and bad, and what comes out."""

import csv
import json
import re
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from typer.testing import CliRunner

from lactwise import columns, tables
from lactwise.cli import app
from lactwise.loading import load
from lactwise.made_up.patients import blocks
from lactwise.model import Guideline
from lactwise.patient import InputError
from tests.patients import random_patients
from tests.tables import canonical
from tests.triaging import by_engine

careless = pytest.mark.filterwarnings("ignore:unclosed <socket:ResourceWarning")  # Spark leaves them to be collected
SMALL = "id,confusion,redness,temperature_c,trend,lump\n"


@pytest.fixture(scope="module")
def guideline() -> Guideline:
    return load()


def audited(table: Path, *options: str) -> tuple[int, str, list[dict[str, Any]], list[dict[str, str]]]:
    """Exit status, what was said, the results and the rejects, row by row."""
    done = CliRunner().invoke(app, ["audit", str(table), *options], env={"COLUMNS": "200"})
    results, rejects = (table.with_name(table.name + ending) for ending in (".triage.parquet", ".rejects.csv"))
    rows = pq.read_table(results).to_pylist() if results.is_file() else []
    bad = list(csv.DictReader(rejects.read_text(encoding="utf-8").splitlines())) if rejects.is_file() else []
    return done.exit_code, done.output, rows, bad


def written(path: Path, text: str) -> Path:
    path.write_text(text, encoding="utf-8")
    return path


def parquet(path: Path, **values: Sequence[object]) -> Path:
    pq.write_table(pa.table({name: pa.array(column) for name, column in values.items()}), path)
    return path


# --- what comes out ---


def test_each_row_is_answered_as_the_engine_answers_it_alone(tmp_path: Path, guideline: Guideline) -> None:
    patients = list(random_patients(guideline, 300, seed=3))
    pq.write_table(pa.Table.from_batches([canonical(guideline, patients)]), tmp_path / "a.parquet")
    lines = [json.dumps(findings) for findings in patients]
    written(tmp_path / "b.ndjson", "\n".join(lines) + "\n")
    ids = list(guideline.findings)
    with (tmp_path / "c.csv").open("w", encoding="utf-8", newline="") as file:
        table = csv.writer(file)
        table.writerow(ids)
        table.writerows([["" if (v := f.get(id_)) is None else str(v).lower() for id_ in ids] for f in patients])
    for name in ("a.parquet", "b.ndjson", "c.csv"):
        status, said, rows, bad = audited(tmp_path / name)
        assert (status, bad) == (0, []), said
        assert [row["row"] for row in rows] == list(range(1, 301))
        for row, expected in zip(rows, by_engine(guideline, patients), strict=True):
            assert row["error"] is None
            for key in ("level", "floor", "ceiling", "settled", "provisional"):
                assert row[key] == expected[key], name
            assert {id_: row[f"rule_{id_}"] for id_ in guideline.rules} == expected["rules"]
            assert {id_: row[f"condition_{id_}"] for id_ in guideline.conditions} == expected["conditions"]


@pytest.mark.parametrize(
    "engine", ["auto", "packed", "duckdb", "polars", pytest.param("spark", marks=[pytest.mark.slow, careless])]
)
def test_every_engine_writes_the_same_file(tmp_path: Path, engine: str) -> None:
    table = written(tmp_path / "t.csv", SMALL + "7,true,,,,\n8,,true,38.5,worse,unsure\n9,,,bad,,\n")
    status, said, rows, bad = audited(table, "--engine", engine)
    assert status == 1
    assert [(row["id"], row["level"]) for row in rows] == [("7", "emergency_now"), ("8", "same_day"), ("9", None)]
    assert rows[0]["rule_new_confusion"] is True
    assert rows[1]["rule_new_confusion"] is None
    assert [fault["row"] for fault in bad] == ["3"]
    assert ("packed" if engine == "auto" else engine) in said


def test_the_results_are_stamped_with_the_guideline(tmp_path: Path, guideline: Guideline) -> None:
    table = parquet(tmp_path / "t.parquet", redness=[True])
    audited(table)
    stamp = pq.read_schema(tmp_path / "t.parquet.triage.parquet").metadata
    assert stamp[b"lactwise.version"].decode() == guideline.version
    assert stamp[b"lactwise.digest"].decode() == guideline.digest


def test_the_summary_counts_and_draws(tmp_path: Path, guideline: Guideline) -> None:
    table = parquet(tmp_path / "t.parquet", confusion=[True, True, True, None], redness=[None, None, None, False])
    _, said, rows, _ = audited(table)
    line = next(line for line in said.splitlines() if line.startswith("emergency now"))
    assert re.search(r"\b3\b.*75\.0%.*█{20}", line)
    assert "new_confusion 3" in said
    done = CliRunner().invoke(app, ["audit", str(table), "--json"])
    summary = json.loads(done.stdout)
    assert summary["levels"] == {
        level: n for level in guideline.levels if (n := [r["level"] for r in rows].count(level))
    }
    assert (summary["rows"], summary["faults"]) == (4, 0)


def test_columns_that_are_missing_are_unknown_and_others_are_kept_on_request(tmp_path: Path) -> None:
    table = parquet(tmp_path / "t.parquet", id=[5, 6], clinic=["north", None], confusion=[True, None])
    status, said, rows, _ = audited(table, "--keep", "clinic")
    assert status == 0, said
    assert (rows[0]["id"], rows[0]["clinic"], rows[0]["level"]) == (5, "north", "emergency_now")
    assert rows[1]["ceiling"] == "emergency_now"
    assert rows[1]["clinic"] is None


def test_not_sure_can_stand_in_the_column_or_beside_it(tmp_path: Path) -> None:
    beside = parquet(
        tmp_path / "a.parquet", confusion=pa.array([None, None], pa.bool_()), confusion__unsure=[True, False]
    )
    inside = written(tmp_path / "b.csv", "confusion,redness\nunsure,\n,\n")
    found = [[row["level"] for row in audited(table)[2]] for table in (beside, inside)]
    assert found[0] == found[1]
    assert found[0][0] == "emergency_now"


def test_blocks_of_any_size_give_the_same_file(
    tmp_path: Path, guideline: Guideline, monkeypatch: pytest.MonkeyPatch
) -> None:
    pq.write_table(pa.Table.from_batches(list(blocks(guideline, 500, 1))), tmp_path / "t.parquet")
    found = []
    for rows in (1 << 18, 77):
        monkeypatch.setattr(tables, "ROWS", rows)
        found.append(audited(tmp_path / "t.parquet")[2])
    assert len(found[0]) == 500
    assert found[0] == found[1]


def test_a_table_without_rows_gives_one_without_rows(tmp_path: Path) -> None:
    for table in (
        parquet(tmp_path / "t.parquet", redness=pa.array([], pa.bool_())),
        written(tmp_path / "t.csv", SMALL),
    ):
        status, said, rows, bad = audited(table)
        assert (status, rows, bad) == (0, [], []), said
        assert table.with_name(table.name + ".triage.parquet").is_file()


@pytest.mark.slow
@careless
def test_a_cluster_reads_and_writes_by_itself(tmp_path: Path, guideline: Guideline) -> None:
    people = list(random_patients(guideline, 60, seed=5))
    block = canonical(guideline, people)
    texts = [column.cast(pa.string()) if pa.types.is_dictionary(column.type) else column for column in block.columns]
    columns_of = {"id": [f"p{n}" for n in range(60)], **dict(zip(block.schema.names, texts, strict=True))}
    columns_of["temperature_c"] = pa.array([99.0, *columns_of["temperature_c"].to_pylist()[1:]])
    columns_of["temperature_c__unsure"] = pa.array([False, *columns_of["temperature_c__unsure"].to_pylist()[1:]])
    source, target = tmp_path / "source.parquet", tmp_path / "target"
    pq.write_table(pa.table(columns_of), source)
    options = ["--engine", "spark", "--master", "local[2]", "--to", str(target)]
    done = CliRunner().invoke(app, ["audit", str(source), *options], env={"COLUMNS": "200"})
    assert done.exit_code == 1, done.output
    assert "1 bad values in 1 rows" in done.output
    found = {row["id"]: row for row in pq.read_table(target).to_pylist()}
    assert len(found) == 60
    assert found["p0"]["level"] is None
    assert "out of range" in found["p0"]["error"]
    assert found["p1"]["lactwise_digest"] == guideline.digest
    for number, expected in enumerate(by_engine(guideline, people)):
        if number:
            row = found[f"p{number}"]
            assert {key: row[key] for key in ("level", "floor", "ceiling")} == {
                key: expected[key] for key in ("level", "floor", "ceiling")
            }
            assert {id_: row[f"rule_{id_}"] for id_ in guideline.rules} == expected["rules"]
    misspelt = parquet(tmp_path / "m.parquet", rednes=[True])
    done = CliRunner().invoke(app, ["audit", str(misspelt), *options[:4], "--to", str(tmp_path / "none")])
    assert done.exit_code == 1
    assert not (tmp_path / "none").exists()


# --- what is wrong ---


def test_a_misspelt_column_is_an_error_that_names_the_nearest_and_writes_nothing(tmp_path: Path) -> None:
    for table in (
        parquet(tmp_path / "t.parquet", rednes=[True], weight=[60]),
        written(tmp_path / "t.csv", "rednes,weight\ntrue,60\n"),
        written(tmp_path / "t.ndjson", '{"rednes": true, "weight": 60}\n'),
    ):
        with pytest.raises(InputError) as caught:
            tables.Table(table, load())
        assert len(caught.value.faults) == 2
        assert "redness" in caught.value.faults[0]
        assert "--keep weight" in caught.value.faults[1]
        assert audited(table)[0] == 1
    assert sorted(path.name for path in tmp_path.iterdir()) == ["t.csv", "t.ndjson", "t.parquet"]


def test_bad_values_go_to_the_rejects_with_row_and_reason_and_their_rows_have_no_level(tmp_path: Path) -> None:
    text = SMALL + "1,yes,,101.3,,\n2,true,,,,\n3,,maybe,,sideways,true\n4,,,nan,,\n"
    status, said, rows, bad = audited(written(tmp_path / "t.csv", text))
    assert status == 1
    assert "5 bad values in 3 rows" in said
    assert [(fault["row"], fault["column"], fault["value"]) for fault in bad] == [
        ("1", "confusion", "yes"),
        ("1", "temperature_c", "101.3"),
        ("3", "redness", "maybe"),
        ("3", "trend", "sideways"),
        ("4", "temperature_c", "nan"),
    ]
    assert "°F" in bad[1]["reason"]
    assert "better, same, worse" in bad[3]["reason"]
    assert [row["level"] for row in rows] == [None, "emergency_now", None, None]
    spoiled = rows[0]
    assert spoiled["error"].count("confusion") == 1
    assert {spoiled[key] for key in spoiled if key not in ("row", "id", "error")} == {None}


@pytest.mark.parametrize(
    ("name", "said"),
    [("redness", "is a finding"), ("level", "the results has this name"), ("clinic", "no such column to keep")],
)
def test_what_cannot_be_kept_is_an_error(tmp_path: Path, name: str, said: str) -> None:
    """A finding taken out to be kept would be unknown; a column named like a result would be lost."""
    row = {"redness": True} if name == "clinic" else {"redness": True, name: True}
    made = [parquet(tmp_path / "t.parquet", **{key: [value] for key, value in row.items()})]
    if name != "clinic":  # a line of NDJSON may lack any key
        made.append(written(tmp_path / "t.ndjson", json.dumps(row) + "\n"))
    for table in made:
        with pytest.raises(InputError, match=said):
            tables.Table(table, load(), [name])


def test_a_part_of_a_block_has_the_faults_of_its_rows(guideline: Guideline) -> None:
    words = pa.array(["better", "unsure", "sideways", None, "same", "worse"] * 5).dictionary_encode()
    numbers = pa.array([38.0, 99.0, None, 37.0, float("nan"), 36.5] * 5)
    both = [pa.array([True, None, None] * 10), pa.array([True, False, False] * 10)]
    names = ["temperature_c", "trend", "redness", "redness__unsure"]
    block = pa.RecordBatch.from_arrays([numbers, words, *both], names)
    whole = columns.canonical(guideline, block, 1)[1]
    assert len(whole) == 25
    for start in (1, 3, 8, 13, 30):
        part = columns.canonical(guideline, block.slice(start), start + 1)[1]
        assert part == [fault for fault in whole if fault.row > start]


@pytest.mark.parametrize(
    ("value", "said"),
    [
        (pa.array([1, 0]), "is not an answer"),
        (pa.array(["true", "yes"]), '"yes" is not an answer'),
    ],
)
def test_columns_of_a_wrong_type_are_bad_values(tmp_path: Path, value: Any, said: str) -> None:
    _, _, _, bad = audited(parquet(tmp_path / "t.parquet", redness=value))
    assert said in bad[-1]["reason"]


def test_numbers_out_of_range_or_none_at_all_are_bad_values(tmp_path: Path) -> None:
    table = parquet(tmp_path / "t.parquet", temperature_c=[38.0, float("nan"), float("inf"), 24.9, None, 45.0])
    _, _, rows, bad = audited(table)
    assert [fault["row"] for fault in bad] == ["2", "3", "4"]
    assert [row["error"] is None for row in rows] == [True, False, False, False, True, True]


def test_not_sure_and_a_value_at_once_is_a_bad_value(tmp_path: Path) -> None:
    table = parquet(tmp_path / "t.parquet", pain=[3.0, 4.0], pain__unsure=[False, True])
    _, _, _, bad = audited(table)
    assert [(fault["row"], fault["column"]) for fault in bad] == [("2", "pain__unsure")]
    assert "Keep one" in bad[0]["reason"]


def test_lines_that_are_no_patient_keep_their_place(tmp_path: Path) -> None:
    ragged = written(tmp_path / "t.csv", SMALL + "1,true,,,,\n2,true\n3,true,,,,\n4,,,,,,,\n")
    _, _, rows, bad = audited(ragged)
    assert [row["level"] for row in rows] == ["emergency_now", None, "emergency_now", None]
    assert [(fault["row"], fault["reason"]) for fault in bad] == [
        ("2", "the row has 2 values, not 6"),
        ("4", "the row has 8 values, not 6"),
    ]
    broken = written(
        tmp_path / "t.ndjson", '{"confusion": true}\n{"confusion": \n[]\n{"confusion": true, "pain": "a"}\n'
    )
    _, _, rows, bad = audited(broken)
    assert [row["level"] for row in rows] == ["emergency_now", None, None, None]
    assert [fault["row"] for fault in bad] == ["2", "3", "4"]


def test_broken_lines_keep_their_place_through_many_blocks(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tables, "CSV_BYTES", 200)
    lines = [f'{n},"north\nwest",{"true" if n % 3 else ""}' + (",," if n % 7 == 0 else "") for n in range(1, 400)]
    table = written(tmp_path / "t.csv", "id,clinic,confusion\n" + "\n".join(lines) + "\n")
    _, said, rows, bad = audited(table, "--keep", "clinic")
    assert [row["row"] for row in rows] == list(range(1, 400)), said
    broken = [n for n in range(1, 400) if n % 7 == 0]
    assert [int(fault["row"]) for fault in bad] == broken
    for row in rows:
        assert row["id"] == (None if row["row"] in broken else str(row["row"]))
        assert (row["level"] is None) is (row["row"] in broken)


def test_an_empty_line_of_one_column_is_an_answer_not_known(tmp_path: Path) -> None:
    _, _, rows, _ = audited(written(tmp_path / "t.csv", "confusion\ntrue\n\ntrue\n"))
    assert [row["rule_new_confusion"] for row in rows] == [True, None, True]


def test_a_misspelt_key_far_down_spoils_its_row_alone(
    tmp_path: Path, guideline: Guideline, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tables, "LINES", 2)
    table = written(tmp_path / "t.ndjson", '{"redness": true}\n' * 4 + '{"rednes": true}\n')
    _, _, rows, bad = audited(table)
    assert [row["error"] is None for row in rows] == [True] * 4 + [False]
    assert "redness" in bad[0]["reason"]


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("t.xlsx", "a", "not known. Use one of .parquet, .csv"),
        ("t.parquet", "no parquet at all", "cannot be read"),
        ("t.csv", "", "empty"),
        ("t.csv", "redness,redness\n,\n", "2 columns of this name"),
    ],
)
def test_a_table_that_cannot_be_read_says_so_in_one_message(tmp_path: Path, name: str, content: str, said: str) -> None:
    with pytest.raises(InputError, match=re.escape(said)):
        tables.Table(written(tmp_path / name, content), load())


def test_wrong_usage_is_told_apart(tmp_path: Path) -> None:
    table = parquet(tmp_path / "t.parquet", redness=[True])
    for options in (["--engine", "abacus"], ["--to", str(table)], ["--master", "local", "--engine", "duckdb"]):
        assert audited(table, *options)[0] == 2, options
    assert audited(tmp_path / "none.parquet")[0] == 2


def test_what_is_half_done_never_stands_under_its_name(
    tmp_path: Path, guideline: Guideline, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tables, "ROWS", 10)
    pq.write_table(pa.Table.from_batches(list(blocks(guideline, 50, 1))), tmp_path / "t.parquet")
    calls = iter(range(3))

    def fail(*_: object) -> tuple[object, list[columns.Fault]]:
        next(calls)
        return real(*_)

    real = columns.canonical
    monkeypatch.setattr(tables, "canonical", fail)
    status, _, _, _ = audited(tmp_path / "t.parquet")
    assert status == 1
    assert [path.name for path in tmp_path.iterdir()] == ["t.parquet"]

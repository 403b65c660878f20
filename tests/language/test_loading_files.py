"""Files that cannot be read, all faults told together, and what a sound guideline costs to load."""

import time
from pathlib import Path

import pytest

from lactwise import loading, problems
from lactwise.problems import GuidelineError
from tests.language.broken import (
    ADVICE,
    DEFINITION,
    FINDING,
    GUIDELINE,
    HOME,
    LOOK,
    PICTURE,
    RULE,
    SEED,
    THRESHOLD,
    Copy,
    broken,
)

# --- files that cannot be read at all ---


def test_a_file_that_is_not_toml_is_told_with_line_and_column_and_without_echoes(copy: Copy) -> None:
    place = copy.replace("thresholds.toml", "value = 38.0", "value = ⌖, 38.0")
    fault = copy.only_fault()
    assert (fault.file, fault.line, fault.column) == ("thresholds.toml", *place)
    assert fault.cause.startswith("not TOML: ")
    assert fault.remedy == "correct this line"


def test_a_key_given_twice_is_told_where_it_is_given_again(copy: Copy) -> None:
    line, _ = copy.replace("thresholds.toml", "[fever]\n", "[fever]\n⌖value = 37.5\n")
    fault = copy.only_fault()
    assert (fault.file, fault.line) == ("thresholds.toml", line + 1)
    assert "overwrite" in fault.cause or "twice" in fault.cause or "already" in fault.cause


def test_a_table_given_twice_is_told_where_it_is_given_again(copy: Copy) -> None:
    line, _ = copy.add("triage.toml", RULE + RULE.replace("[made_up]", "⌖[made_up]"))
    fault = copy.only_fault()
    assert (fault.file, fault.line) == ("triage.toml", line)


def test_every_file_that_is_not_toml_is_told_at_once(copy: Copy) -> None:
    for file in ("advice.toml", "triage.toml", "places/gb.toml", "text/en.toml"):
        copy.write(file, "= \n")
    assert [(fault.file, fault.line) for fault in copy.faults()] == [
        ("advice.toml", 1),
        ("places/gb.toml", 1),
        ("text/en.toml", 1),
        ("triage.toml", 1),
    ]


def test_a_file_nested_too_deeply_is_told(copy: Copy) -> None:
    copy.write("advice.toml", "x = " + "[" * 5000 + "\n")
    assert copy.only_fault().file == "advice.toml"


@pytest.mark.parametrize("file", ["guideline.toml", "thresholds.toml", "followup.toml", "text/en.toml"])
def test_a_missing_file_is_told_without_echoes(copy: Copy, file: str) -> None:
    (copy.folder / file).unlink()
    fault = copy.only_fault()
    assert (fault.file, fault.cause, fault.remedy) == (file, "the file is missing", f"create {file}")
    assert str(fault) == f"{file}: the file is missing. Create {file}."


@pytest.mark.parametrize("file", ["thresholds.toml", "text/en.toml"])
def test_a_file_that_is_not_utf_8_is_told_without_echoes(copy: Copy, file: str) -> None:
    (copy.folder / file).write_bytes(copy.text(file).encode("utf-16"))
    fault = copy.only_fault()
    assert (fault.file, fault.cause, fault.remedy) == (file, "the file is not UTF-8", "save it as UTF-8")


def test_a_folder_that_is_not_there_is_told(tmp_path: Path) -> None:
    with pytest.raises(GuidelineError, match=r"there is no such folder. Give the folder that holds triage.toml."):
        loading.read(tmp_path / "nowhere")


def test_a_language_that_is_not_there_is_told(copy: Copy) -> None:
    with pytest.raises(GuidelineError, match=r"text/xx.toml: the file is missing. Create text/xx.toml."):
        loading.read(copy.folder, ("en", "xx"))


# --- everything at once ---


EVERYWHERE = [
    (RULE, "when", '"rednes"'),
    (FINDING, "screen", '"lok"'),
    (THRESHOLD, "value", '"7"'),
    (DEFINITION, "when", '"fever"'),
    (PICTURE, "-for", ""),
    (ADVICE, "topic", '"confort"'),
    (LOOK, "ask", '["trendd"]'),
    (SEED, "+qqq", '"x"'),
]
TWO_IN_A_TABLE = """
[two]
⌖level = "sameday"
when = "redness or warmth and lump"
because = "A made-up reason."
source = ["owner#1"]
"""


def test_all_faults_of_all_files_are_told_together_in_order(copy: Copy) -> None:
    places = {("places/gb.toml", *copy.replace("places/gb.toml", 'units = "degC"', '⌖units = "degK"'))}
    for number, (table, change, value) in enumerate(EVERYWHERE):
        text = broken(table, change, value).replace("[made_up]", f"[made_up_{number}]")
        places.add((HOME[table], *copy.add(HOME[table], text)))
    line, column = copy.add("triage.toml", TWO_IN_A_TABLE)
    places |= {("triage.toml", line, column), ("triage.toml", line + 1, len('when = "redness or ') + 1)}

    with pytest.raises(GuidelineError) as refused:
        loading.read(copy.folder)

    told = [(fault.file, fault.line, fault.column) for fault in refused.value.problems]
    assert set(told) == places
    assert told == sorted(told)
    head, *lines = str(refused.value).splitlines()
    assert head == "11 faults in the guideline:"
    starts = [f"{file}:{row}:{column}: " for file, row, column in told]
    assert [line[: len(start)] for line, start in zip(lines, starts, strict=True)] == starts


def test_one_fault_is_one_line(copy: Copy) -> None:
    line, _ = copy.add("triage.toml", broken(RULE, "level", '"qqq"'))
    with pytest.raises(GuidelineError) as refused:
        loading.read(copy.folder)
    head, told = str(refused.value).splitlines()
    assert head == "1 fault in the guideline:"
    cause = f"triage.toml:{line}:1: made_up.level: 'qqq' is not a level."
    assert told == f"{cause} Use one of emergency_now, same_day, within_24h, within_few_days, self_care."


# --- a sound guideline ---


def test_the_guideline_loads_in_less_than_half_a_second() -> None:
    times = []
    for _ in range(3):
        started = time.perf_counter()
        loading.read(GUIDELINE)
        times.append(time.perf_counter() - started)
    assert min(times) < 0.5


def test_positions_are_looked_for_only_when_there_is_a_fault(copy: Copy, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[str] = []

    def counted(text: str, table: str, key: str) -> tuple[int, int]:
        asked.append(f"{table}.{key}")
        return 1, 1

    monkeypatch.setattr(problems, "locate", counted)
    loading.read(copy.folder)
    assert asked == []
    copy.add("triage.toml", broken(RULE, "when", '"rednes"'))
    copy.faults()
    assert asked == ["made_up.when"]


def test_the_same_folder_is_read_once_and_a_changed_one_has_another_digest(copy: Copy) -> None:
    assert loading.load(copy.folder) is loading.load(copy.folder)
    before = loading.read(copy.folder).digest
    assert loading.read(copy.folder).digest == before
    copy.add("thresholds.toml", "# a remark")
    assert loading.read(copy.folder).digest != before

"""What is not a patient is refused with every fault at once, in words that say what would be right."""

import json
import math
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lactwise.loading import load
from lactwise.model import Guideline
from lactwise.patient import LONGEST, STILL_ILL, InputError, check, findings_of, from_json


@pytest.fixture(scope="module")
def guideline() -> Guideline:
    return load()


def faults_of(text: str) -> list[str]:
    with pytest.raises(InputError) as refused:
        from_json(text)
    return refused.value.faults


# --- what is right ---


def test_a_patient_of_every_kind_of_finding_is_taken_as_given(guideline: Guideline) -> None:
    given_findings = {"redness": True, "lump": False, "temperature_c": 38.5, "trend": "worse", "chills": "unsure"}
    assert check(guideline, given_findings) == []
    assert findings_of(guideline, given_findings) == given_findings


def test_null_is_unknown_and_left_out(guideline: Guideline) -> None:
    everything = dict.fromkeys(guideline.findings)
    assert check(guideline, everything) == []
    assert findings_of(guideline, {**everything, "redness": True}) == {"redness": True}
    assert findings_of(guideline, {}) == {}


def test_unsure_is_an_answer_to_every_question(guideline: Guideline) -> None:
    unsure = dict.fromkeys(guideline.findings, "unsure")
    assert findings_of(guideline, unsure) == unsure


def test_a_whole_number_is_a_number(guideline: Guideline) -> None:
    assert findings_of(guideline, {"temperature_c": 38, "days_since_birth": 10}) == {
        "temperature_c": 38,
        "days_since_birth": 10,
    }


def test_both_ends_of_a_range_are_plausible_and_what_lies_outside_is_not(guideline: Guideline) -> None:
    for finding in guideline.findings.values():
        if finding.range is not None:
            low, high = finding.range
            assert check(guideline, {finding.id: low}) == check(guideline, {finding.id: high}) == []
            for outside in (low - 0.01, high + 0.01, math.inf, -math.inf, math.nan):
                assert len(check(guideline, {finding.id: outside})) == 1


# --- what is wrong, and in which words ---

NUMBER = 'is not a number. Use a number of degC, or "unsure".'
ANSWER = 'is not an answer. Use true, false or "unsure".'
OPTIONS = 'Use one of better, same, worse, or "unsure".'
RANGE = "is out of range: plausible are 25 to 45 degC"
WRONG: list[tuple[dict[str, object], str]] = [
    ({"rednes": True}, "rednes: there is no such finding. Did you mean redness?"),
    ({"zzzz": True}, "zzzz: there is no such finding. See the list of findings in the book."),
    ({"redness": "yes"}, f'redness: the text "yes" {ANSWER}'),
    ({"redness": "Unsure"}, f'redness: the text "Unsure" {ANSWER}'),
    ({"redness": 1}, f"redness: 1 {ANSWER}"),
    ({"redness": 0.0}, f"redness: 0.0 {ANSWER}"),
    ({"redness": []}, f"redness: a list {ANSWER}"),
    ({"redness": {}}, f"redness: an object {ANSWER}"),
    ({"trend": "wors"}, f'trend: the text "wors" is not an option. Did you mean worse? {OPTIONS}'),
    ({"trend": "qqq"}, f'trend: the text "qqq" is not an option. {OPTIONS}'),
    ({"trend": ""}, f'trend: the text "" is not an option. {OPTIONS}'),
    ({"trend": True}, f"trend: true is not an option. {OPTIONS}"),
    ({"trend": 3}, f"trend: 3 is not an option. {OPTIONS}"),
    ({"temperature_c": True}, f"temperature_c: true {NUMBER}"),
    ({"temperature_c": False}, f"temperature_c: false {NUMBER}"),
    ({"temperature_c": "38.5"}, f'temperature_c: the text "38.5" {NUMBER}'),
    ({"temperature_c": [38.5]}, f"temperature_c: a list {NUMBER}"),
    ({"temperature_c": 3.85}, f"temperature_c: 3.85 degC {RANGE}. {STILL_ILL}"),
    (
        {"temperature_c": 101.3},
        f"temperature_c: 101.3 degC {RANGE}; 101.3 looks like °F, which is 38.5 °C. {STILL_ILL}",
    ),
    ({"temperature_c": math.inf}, f"temperature_c: inf degC {RANGE}. {STILL_ILL}"),
    ({"temperature_c": math.nan}, f"temperature_c: nan degC {RANGE}. {STILL_ILL}"),
    (
        {"heart_rate": 7},
        f"heart_rate: 7 beats/min is out of range: plausible are 30 to 220 beats/min. {STILL_ILL}",
    ),
]


@pytest.mark.parametrize(("given_findings", "fault"), WRONG, ids=[fault[:60] for _, fault in WRONG])
def test_a_fault_names_the_finding_the_value_and_what_is_allowed(
    guideline: Guideline, given_findings: object, fault: str
) -> None:
    assert check(guideline, given_findings) == [fault]


def test_all_faults_of_a_patient_are_told_together_in_the_order_given(guideline: Guideline) -> None:
    together = {key: value for given_findings, _ in WRONG for key, value in given_findings.items()}
    together |= {"lump": True, "chills": "unsure", "aches": None}
    told = check(guideline, together)
    assert [fault.split(":")[0] for fault in told] == [
        "rednes",
        "zzzz",
        "redness",
        "trend",
        "temperature_c",
        "heart_rate",
    ]
    with pytest.raises(InputError) as refused:
        findings_of(guideline, together)
    assert refused.value.faults == told
    assert str(refused.value) == "\n".join(told)


@pytest.mark.parametrize(
    ("given_findings", "named"),
    [
        ([], "a list"),
        (None, "nothing"),
        (3, "3"),
        (True, "true"),
        ("redness", 'the text "redness"'),
    ],
)
def test_findings_are_an_object(guideline: Guideline, given_findings: object, named: str) -> None:
    assert check(guideline, given_findings) == [f'findings must be an object such as {{"redness": true}}, not {named}.']


def test_a_temperature_is_called_fahrenheit_only_where_it_can_be(guideline: Guideline) -> None:
    for fahrenheit in (77, 98.6, 100.4, 113):
        (fault,) = check(guideline, {"temperature_c": fahrenheit})
        assert f"{fahrenheit:g} looks like °F, which is {(fahrenheit - 32) / 1.8:.1f} °C" in fault
    for neither in (24.9, 46, 76, 114, 385):
        (fault,) = check(guideline, {"temperature_c": neither})
        assert "°F" not in fault


def test_every_rejected_number_still_says_to_call_when_very_ill(guideline: Guideline) -> None:
    for finding in guideline.findings.values():
        if finding.kind == "number":
            (fault,) = check(guideline, {finding.id: 10**6})
            assert fault.endswith(STILL_ILL)


# --- text that is not a patient ---


def test_a_key_given_twice_is_told_with_both_values() -> None:
    assert faults_of('{"redness": true, "redness": false}') == ["redness: given twice, True and False. Keep one."]
    assert len(faults_of('{"a": 1, "a": 2, "b": {"c": 1, "c": 1}}')) == 2


@pytest.mark.parametrize("word", ["NaN", "Infinity", "-Infinity"])
def test_what_is_not_a_number_in_json_is_refused(word: str) -> None:
    assert faults_of(f'{{"temperature_c": {word}}}') == [
        f"the input holds {word}, which is not a number in JSON. Leave the finding out if it is not known."
    ]


def test_all_faults_of_a_text_are_told_together() -> None:
    assert len(faults_of('{"a": NaN, "b": Infinity, "c": 1, "c": 2}')) == 3


@pytest.mark.parametrize(
    ("text", "where"),
    [
        ("", " at line 1, column 1"),
        ("{", " at line 1, column 2"),
        ("{'redness': true}", " at line 1, column 2"),
        ('{"redness": True}', " at line 1, column 13"),
        ('{"redness": true,}', None),
        ('{"redness": true\n "lump": true}', " at line 2, column 2"),
        ('{"redness": true} x', " at line 1, column 19"),
        ("\0", " at line 1, column 1"),
        ("]" * 40, " at line 1, column 1"),
    ],
)
def test_what_is_not_json_is_told_with_line_and_column(text: str, where: str | None) -> None:
    (fault,) = faults_of(text)
    assert fault.startswith(f"the input is not JSON{where or ' at line 1, column'}")
    assert fault.endswith('Write an object such as {"redness": true}.')


def test_the_input_is_called_by_its_name() -> None:
    with pytest.raises(InputError, match=r"^line 3 is not JSON"):
        from_json("{", "line 3")


# --- hostile input ---


@pytest.mark.parametrize(
    "text",
    [
        "[" * 100_000,
        "[" * 50_000 + "]" * 50_000,
        '{"a":' * 100_000,
        '{"a":' * 20_000 + "1" + "}" * 20_000,
        '{"redness": ' + "[" * 100_000 + "]" * 100_000 + "}",
    ],
    ids=["open", "matched", "objects", "matched objects", "inside"],
)
def test_a_hundred_thousand_brackets_are_refused_at_once(text: str) -> None:
    started = time.perf_counter()
    assert faults_of(text) == ["the input is nested more than 30 brackets deep. Write a flat object of findings."]
    assert time.perf_counter() - started < 1


def test_brackets_inside_a_text_are_not_nesting() -> None:
    text = json.dumps({"redness": "[" * 1000, 'say "[" \\': "\\"})
    assert from_json(text) == json.loads(text)


def test_input_beyond_a_million_characters_is_refused_before_it_is_read() -> None:
    started = time.perf_counter()
    assert faults_of(" " * (LONGEST + 1)) == [
        "the input has 1,000,001 characters, more than 1,000,000. Send one patient at a time."
    ]
    assert time.perf_counter() - started < 0.1


def test_a_million_characters_are_read_in_less_than_a_second(guideline: Guideline) -> None:
    text = json.dumps({f"finding_{number}": True for number in range(40_000)})
    assert len(text) < LONGEST
    started = time.perf_counter()
    found = from_json(text)
    assert time.perf_counter() - started < 1
    assert len(found) == 40_000


def test_many_unknown_names_are_refused_in_a_few_seconds(guideline: Guideline) -> None:
    many = {f"breast_redness_{number}": True for number in range(1000)}
    started = time.perf_counter()
    assert len(check(guideline, many)) == 1000
    assert time.perf_counter() - started < 5


@pytest.mark.parametrize("digits", [400, 4000, 5000])
def test_a_number_of_very_many_digits_is_a_fault_like_any_other(guideline: Guideline, digits: int) -> None:
    with pytest.raises(InputError) as refused:
        findings_of(guideline, from_json(f'{{"temperature_c": {"9" * digits}}}'))
    assert len(refused.value.faults) == 1
    assert len(refused.value.faults[0]) < 400


def test_a_number_too_large_for_a_float_is_out_of_range(guideline: Guideline) -> None:
    (fault,) = check(guideline, from_json('{"temperature_c": 1e999}'))
    assert "out of range" in fault


def test_a_fault_never_repeats_a_long_input(guideline: Guideline) -> None:
    long = "x" * 100_000
    for given_findings in ({long: True}, {"redness": long}, {"trend": long}, {"temperature_c": long}, long):
        (fault,) = check(guideline, given_findings)
        assert len(fault) < 400
    assert len(faults_of(f'{{"a": "{long}", "a": "{long}"}}')[0]) < 400
    assert len(faults_of(f'{{"{long}": 1, "{long}": 2}}')[0]) < 400


@pytest.mark.parametrize("text", ['{"\\ud800": true}', '{"redness": "\\ud800"}', '{"\\ud800": 1, "\\ud800": 2}'])
def test_a_fault_can_always_be_written_out(guideline: Guideline, text: str) -> None:
    with pytest.raises(InputError) as refused:
        findings_of(guideline, from_json(text))
    assert str(refused.value).encode("utf-8")


json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=8,
)


@given(st.data())
def test_any_json_is_a_patient_or_a_list_of_faults(guideline: Guideline, data: st.DataObject) -> None:
    ids = st.sampled_from(list(guideline.findings)) | st.text(max_size=8)
    found = data.draw(st.dictionaries(ids, json_values, max_size=6) | json_values)
    faults = check(guideline, found)
    assert all(fault.endswith((".", "?")) for fault in faults)
    if not faults:
        assert findings_of(guideline, found) is not None


@given(st.text(max_size=60) | st.text(alphabet='{}[]":,.eE0123456789-+ntrufalsy\\ ', max_size=60))
def test_any_text_is_json_or_an_input_error(text: str) -> None:
    try:
        found = from_json(text)
    except InputError:
        return
    assert found == json.loads(text)

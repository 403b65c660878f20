"""What `not`, `and`, `or`, `at_least` and comparisons mean, on every way of judging them."""

from itertools import permutations, product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lactwise import truth
from lactwise.language import Name, Node, parse
from lactwise.truth import Truth
from tests.backends import BACKENDS, Judge, Values
from tests.language.made_up import SMALL, conditions, patients

NAN = float("nan")
SIGNS: dict[str, Truth] = {"T": True, "F": False, "?": None}

AND = """
T T T    T F F    T ? ?
F T F    F F F    F ? F
? T ?    ? F F    ? ? ?
"""

OR = """
T T T    T F T    T ? T
F T T    F F F    F ? ?
? T T    ? F ?    ? ? ?
"""

NOT = "T F    F T    ? ?"

# how many of three are true, false, unknown: is it at least 1, at least 2, at least 3?
AT_LEAST = """
0 3 0  F F F
0 2 1  ? F F
0 1 2  ? ? F
0 0 3  ? ? ?
1 2 0  T F F
1 1 1  T ? F
1 0 2  T ? ?
2 1 0  T T F
2 0 1  T T ?
3 0 0  T T T
"""

judges = pytest.mark.parametrize("judge", BACKENDS.values(), ids=BACKENDS)


def rows(table: str, width: int) -> list[tuple[Truth, ...]]:
    signs = [SIGNS[sign] for sign in table.split()]
    return [tuple(signs[start : start + width]) for start in range(0, len(signs), width)]


@judges
@pytest.mark.parametrize(("left", "right", "expected"), rows(AND, 3))
def test_and_is_kleenes(judge: Judge, left: Truth, right: Truth, expected: Truth) -> None:
    assert judge(SMALL, parse("windy and blue"), {"windy": left, "blue": right}) is expected


@judges
@pytest.mark.parametrize(("left", "right", "expected"), rows(OR, 3))
def test_or_is_kleenes(judge: Judge, left: Truth, right: Truth, expected: Truth) -> None:
    assert judge(SMALL, parse("windy or blue"), {"windy": left, "blue": right}) is expected


@judges
@pytest.mark.parametrize(("value", "expected"), rows(NOT, 2))
def test_not_is_kleenes(judge: Judge, value: Truth, expected: Truth) -> None:
    assert judge(SMALL, parse("not windy"), {"windy": value}) is expected


@judges
@pytest.mark.parametrize("row", AT_LEAST.strip().splitlines())
def test_at_least_counts_the_certain_then_the_possible(judge: Judge, row: str) -> None:
    true, false, unknown, *expected = row.split()
    values: list[Truth] = [True] * int(true) + [False] * int(false) + [None] * int(unknown)
    for count, sign in enumerate(expected, 1):
        condition = parse(f"at_least({count}, windy, cloudy, blue)")
        for order in set(permutations(values)):
            found = judge(SMALL, condition, dict(zip(("windy", "cloudy", "blue"), order, strict=True)))
            assert found is SIGNS[sign], (count, order)


def test_the_tables_leave_no_case_out() -> None:
    pairs = set(product(SIGNS.values(), repeat=2))
    assert {row[:2] for row in rows(AND, 3)} == {row[:2] for row in rows(OR, 3)} == pairs
    assert {row[0] for row in rows(NOT, 2)} == set(SIGNS.values())
    counted = {tuple(map(int, row.split()[:3])) for row in AT_LEAST.strip().splitlines()}
    assert counted == {numbers for numbers in product(range(4), repeat=3) if sum(numbers) == 3}


def test_an_empty_and_is_true_and_an_empty_or_is_false() -> None:
    assert truth.both([]) is True
    assert truth.either([]) is False


@judges
@pytest.mark.parametrize(
    ("condition", "below", "at", "above"),
    [
        ("height < middle", True, False, False),
        ("height <= middle", True, True, False),
        ("height > middle", False, False, True),
        ("height >= middle", False, True, True),
        ("height == middle", False, True, False),
        ("height != middle", True, False, True),
        ("middle > height", True, False, False),
        ("middle <= height", False, True, True),
        ("low < height < middle", True, False, False),
        ("low <= height <= middle", True, True, False),
        ("middle <= height < high", False, True, True),
    ],
)
def test_a_number_is_judged_below_at_and_above_its_threshold(
    judge: Judge, condition: str, below: bool, at: bool, above: bool
) -> None:
    edge = SMALL.thresholds["middle"].value
    numbers = (edge - 0.001, edge, edge + 0.001)
    found = [judge(SMALL, parse(condition), {"height": number}) for number in numbers]
    assert found == [below, at, above]
    assert judge(SMALL, parse(condition), {"height": None}) is None


@judges
def test_a_whole_number_is_as_good_as_one_with_decimals(judge: Judge) -> None:
    assert judge(SMALL, parse("height == middle"), {"height": 25}) is True
    assert judge(SMALL, parse("height == high"), {"height": 38.0}) is True


@judges
@pytest.mark.parametrize(
    ("condition", "red", "green", "unknown"),
    [
        ('colour == "red"', True, False, None),
        ('colour != "red"', False, True, None),
        ('colour in ("red", "grey")', True, False, None),
        ('not colour in ("red", "grey")', False, True, None),
    ],
)
def test_a_choice_is_one_of_its_options(judge: Judge, condition: str, red: bool, green: bool, unknown: None) -> None:
    found = [judge(SMALL, parse(condition), {"colour": value}) for value in ("red", "green", None)]
    assert found == [red, green, unknown]


@judges
@pytest.mark.parametrize("operator", ["<", "<=", ">", ">=", "==", "!="])
def test_a_number_that_does_not_apply_makes_every_comparison_false(judge: Judge, operator: str) -> None:
    values = {"height": NAN}
    assert judge(SMALL, parse(f"height {operator} middle"), values) is False
    assert judge(SMALL, parse(f"middle {operator} height"), values) is False
    assert judge(SMALL, parse(f"not height {operator} middle"), values) is True
    assert judge(SMALL, parse(f"low {operator} height {operator} high"), values) is False


@judges
@pytest.mark.parametrize("condition", ['colour == "red"', 'colour != "red"', 'colour in ("red", "green", "grey")'])
def test_a_choice_that_does_not_apply_is_no_option_and_not_another_one(judge: Judge, condition: str) -> None:
    assert judge(SMALL, parse(condition), {"colour": ""}) is False
    assert judge(SMALL, parse(f"not {condition}"), {"colour": ""}) is True


@judges
def test_a_definition_stands_for_its_condition(judge: Judge) -> None:
    storm: Values = {"windy": True, "mood": "wild"}
    assert judge(SMALL, Name("stormy"), storm) is True
    assert judge(SMALL, Name("extreme"), storm) is True
    assert judge(SMALL, parse("not extreme"), storm) is False
    assert judge(SMALL, Name("stormy"), {"windy": True}) is None
    assert judge(SMALL, Name("stormy"), {"windy": False}) is False


@judges
@given(condition=conditions(), patient=patients(), data=st.data())
def test_learning_more_never_undoes_a_conclusion(
    judge: Judge, condition: Node, patient: dict[str, Truth], data: st.DataObject
) -> None:
    known = sorted(name for name, value in patient.items() if value is not None)
    told = data.draw(st.sets(st.sampled_from(known)) if known else st.just(set()))
    earlier = judge(SMALL, condition, {name: patient[name] for name in told})
    assert earlier is None or judge(SMALL, condition, patient) is earlier


@judges
def test_an_option_alone_has_no_truth(judge: Judge) -> None:
    from lactwise.language import Choice

    with pytest.raises(TypeError, match="no truth of its own"):
        judge(SMALL, Choice("red"), {})

"""What is in the language, what is refused in which words, and that what is shown can be read."""

import keyword
import string
import time

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from lactwise.language import (
    LONGEST,
    OPERATORS,
    And,
    AtLeast,
    Choice,
    Compare,
    ConditionError,
    Name,
    Node,
    Not,
    OneOf,
    Or,
    children,
    names,
    parse,
    show,
    walk,
)
from tests.language.made_up import joined

A, B, C, D = map(Name, "abcd")

MIXED = "and and or are mixed without brackets"
OUTSIDE = "is not in the language"
ONLY = "use names, not, and, or, comparisons with a named threshold, in (...), at_least(n, ...)"
NAME_IT = "name it in thresholds.toml and use the name"
NOT_TESTED = "write the name, or not name; unknown is never tested"
LIST_OPTIONS = 'write name in ("a", "b")'
COUNT = "write at_least(2, a, b, c)"


@pytest.mark.parametrize(
    ("text", "tree"),
    [
        ("a", A),
        ("(a)", A),
        ("((a))", A),
        ("  a  ", A),
        ("not a", Not(A)),
        ("not not a", Not(Not(A))),
        ("not (a and b)", Not(And((A, B)))),
        ("not a and b", And((Not(A), B))),
        ("a and b", And((A, B))),
        ("a and b and c", And((A, B, C))),
        ("(a and b) and c", And((And((A, B)), C))),
        ("a or b or c", Or((A, B, C))),
        ("a or (b and c)", Or((A, And((B, C))))),
        ("(a or b) and (c or d)", And((Or((A, B)), Or((C, D))))),
        ("( a or b )and c", And((Or((A, B)), C))),
        ("((a or b) and c) or d", Or((And((Or((A, B)), C)), D))),
        ("not (a or b) and c", And((Not(Or((A, B))), C))),
        ("a\n  and b", And((A, B))),
        ("a\tand\r\nb", And((A, B))),
        ("a < b", Compare((A, B), ("<",))),
        ("a <= b", Compare((A, B), ("<=",))),
        ("a > b", Compare((A, B), (">",))),
        ("a >= b", Compare((A, B), (">=",))),
        ("a == b", Compare((A, B), ("==",))),
        ("a != b", Compare((A, B), ("!=",))),
        ("a <= b < c", Compare((A, B, C), ("<=", "<"))),
        ("not a < b", Not(Compare((A, B), ("<",)))),
        ('a == "x"', Compare((A, Choice("x")), ("==",))),
        ("a != 'x'", Compare((A, Choice("x")), ("!=",))),
        ('a in ("x", "y")', OneOf("a", ("x", "y"))),
        ('a in ("x",)', OneOf("a", ("x",))),
        ('a in ["x", "y"]', OneOf("a", ("x", "y"))),
        ('not a in ("x", "y")', Not(OneOf("a", ("x", "y")))),
        ("at_least(1, a)", AtLeast(1, (A,))),
        ("at_least(2, a, b, c)", AtLeast(2, (A, B, C))),
        ("at_least(1, a and b, not c)", AtLeast(1, (And((A, B)), Not(C)))),
        ("at_least(2, a < b, c, d) or a", Or((AtLeast(2, (Compare((A, B), ("<",)), C, D)), A))),
    ],
)
def test_a_condition_is_read_as_its_tree(text: str, tree: Node) -> None:
    assert parse(text) == tree


REFUSED = [
    # text, column from 0, cause, remedy
    ("", 0, "the condition is empty", "write a condition, or leave the key out"),
    (" \n ", 0, "the condition is empty", "write a condition, or leave the key out"),
    # unbracketed mixtures
    ("a and b or c", 0, MIXED, "put brackets round one of them"),
    ("a or b and c", 5, MIXED, "put brackets round one of them"),
    ("a or not b and c", 5, MIXED, "put brackets round one of them"),
    ("(a and b or c)", 1, MIXED, "put brackets round one of them"),
    ("(a) and b or (c)", 0, MIXED, "put brackets round one of them"),
    ("not (a and b or c)", 5, MIXED, "put brackets round one of them"),
    ("at_least(1, a or b and c)", 17, MIXED, "put brackets round one of them"),
    # bare numbers
    ("a >= 24", 5, "24 is a bare number", NAME_IT),
    ("a >= -3", 5, "-3 is a bare number", NAME_IT),
    ("0 < a < b", 0, "0 is a bare number", NAME_IT),
    ("a == 38.5", 5, "38.5 is a bare number", NAME_IT),
    ("3", 0, f"'3' {OUTSIDE}", ONLY),
    # what is unknown cannot be asked, and truth is not compared
    ("a == None", 5, "None cannot be compared with", NOT_TESTED),
    ("a != None", 5, "None cannot be compared with", NOT_TESTED),
    ("a is None", 5, "None cannot be compared with", NOT_TESTED),
    ("a == True", 5, "True cannot be compared with", NOT_TESTED),
    ("a == False", 5, "False cannot be compared with", NOT_TESTED),
    ("a is b", 0, "this comparison is not in the language", "use < <= > >= == != or in"),
    ("None", 0, f"'None' {OUTSIDE}", ONLY),
    ("True", 0, f"'True' {OUTSIDE}", ONLY),
    ('"x"', 0, f"\"'x'\" {OUTSIDE}", ONLY),
    # options
    ("a in b", 5, "in needs a list of options", LIST_OPTIONS),
    ("a in ()", 5, "in needs a list of options", LIST_OPTIONS),
    ('a in ("x", b)', 5, "in needs a list of options", LIST_OPTIONS),
    ('a in ("x", 3)', 5, "in needs a list of options", LIST_OPTIONS),
    ('a in ("x")', 6, "in needs a list of options", LIST_OPTIONS),
    # counts
    ("at_least(3, a, b)", 0, "at_least asks for more conditions than it lists", COUNT),
    ("at_least(0, a, b)", 0, "at_least asks for more conditions than it lists", COUNT),
    ("at_least(True, a, b)", 0, "at_least asks for more conditions than it lists", COUNT),
    ("at_least(1)", 0, "at_least asks for more conditions than it lists", COUNT),
    ("at_least(a, b)", 0, f"'at_least(a, b)' {OUTSIDE}", ONLY),
    ("at_least(1.0, a)", 0, f"'at_least(1.0, a)' {OUTSIDE}", ONLY),
    ("at_least(1, *a)", 12, f"'*a' {OUTSIDE}", ONLY),
    ("at_least(1, a, b=c)", 0, f"'at_least(1, a, b=c)' {OUTSIDE}", ONLY),
    # the rest of Python
    ("a + b", 0, f"'a + b' {OUTSIDE}", ONLY),
    ("a and b + c", 6, f"'b + c' {OUTSIDE}", ONLY),
    (
        "a + b < c",
        0,
        "'a + b' cannot be compared",
        "compare a finding with a threshold or an option",
    ),
    ("a.b", 0, f"'a.b' {OUTSIDE}", ONLY),
    ("a.b == c", 0, "'a.b' cannot be compared", "compare a finding with a threshold or an option"),
    ("a[b]", 0, f"'a[b]' {OUTSIDE}", ONLY),
    ("a(b)", 0, f"'a(b)' {OUTSIDE}", ONLY),
    ("__import__('os')", 0, f"\"__import__('os')\" {OUTSIDE}", ONLY),
    ("lambda: a", 0, f"'lambda: a' {OUTSIDE}", ONLY),
    ("a if b else c", 0, f"'a if b else c' {OUTSIDE}", ONLY),
    ("(a := b)", 1, f"'(a := b)' {OUTSIDE}", ONLY),
    ("[a for a in b]", 0, f"'[a for a in b]' {OUTSIDE}", ONLY),
    ("{a: b}", 0, f"'{{a: b}}' {OUTSIDE}", ONLY),
    ("a, b", 0, f"'(a, b)' {OUTSIDE}", ONLY),
    ('f"{a}"', 0, f"\"f'{{a}}'\" {OUTSIDE}", ONLY),
    (
        'a == f"{b}"',
        5,
        "\"f'{b}'\" cannot be compared",
        "compare a finding with a threshold or an option",
    ),
    ("-a", 0, f"'-a' {OUTSIDE}", ONLY),
    ("...", 0, f"'...' {OUTSIDE}", ONLY),
]

NOT_EVEN_PYTHON = [
    *("a b", "a and", "a &&b", "(a", "a)", ")a(", "a == 'x", "a\0", "a # b", "import os", "a;b"),
    *("a) or (b", "a) and (b", "a) or (b) or (c"),  # brackets match within the condition
]


@pytest.mark.parametrize(("text", "column", "cause", "remedy"), REFUSED, ids=[repr(row[0]) for row in REFUSED])
def test_everything_else_is_refused_with_cause_place_and_remedy(
    text: str, column: int, cause: str, remedy: str
) -> None:
    with pytest.raises(ConditionError) as refused:
        parse(text)
    error = refused.value
    assert (error.cause, error.remedy, error.column) == (cause, remedy, column)


@pytest.mark.parametrize("text", NOT_EVEN_PYTHON)
def test_what_cannot_be_read_says_what_to_look_at(text: str) -> None:
    with pytest.raises(ConditionError) as refused:
        parse(text)
    assert refused.value.cause == "the condition cannot be read"
    assert refused.value.remedy == "check brackets, quotes and the words and, or, not"
    assert 0 <= refused.value.column <= len(text)


def test_an_assignment_is_refused_without_brackets_too() -> None:
    with pytest.raises(ConditionError):
        parse("a := b")


def test_a_condition_is_at_most_500_characters_long() -> None:
    longest = "a" * LONGEST
    assert LONGEST == 500
    assert parse(longest) == Name(longest)
    with pytest.raises(ConditionError) as refused:
        parse(longest + "a")
    assert refused.value.cause == "the condition has 501 characters, more than 500"
    assert refused.value.remedy == "name parts of it in definitions.toml"


DEEP = {
    "open brackets": "(" * 500,
    "closed brackets": "(" * 249 + "a" + ")" * 249,
    "square brackets": "[" * 250 + "]" * 250,
    "signs": "-" * 499 + "a",
    "tildes": "~" * 499 + "a",
    "attributes": "a" + ".a" * 249,
    "calls": "a" + "()" * 249,
    "subscripts": "a" + "[a]" * 166,
    "powers": "a" + "**a" * 166,
    "lambdas": "lambda:" * 71 + "a",
    "conditional expressions": "a if a else " * 41 + "a",
    "signs compared": "a<" + "-" * 490 + "a",
}


@pytest.mark.parametrize("text", DEEP.values(), ids=DEEP)
def test_deep_nesting_is_refused_and_breaks_nothing(text: str) -> None:
    assert len(text) <= LONGEST
    started = time.perf_counter()
    with pytest.raises(ConditionError):
        parse(text)
    assert time.perf_counter() - started < 1


def test_many_negations_are_read() -> None:
    tree = parse("not " * 120 + "a")
    assert len(list(walk(tree))) == 121


def outcome(text: str) -> Node | ConditionError:
    try:
        return parse(text)
    except ConditionError as error:
        return error


@given(st.text(max_size=520))
def test_any_text_is_a_condition_or_a_condition_error(text: str) -> None:
    found = outcome(text)
    if isinstance(found, ConditionError):
        assert found.cause
        assert found.remedy
        assert 0 <= found.column <= len(text)
    else:
        assert show(found)


@given(st.text(alphabet="ab ()<=!,.-+\"'0andortile_[]{}:", max_size=40))
def test_any_text_of_the_signs_of_the_language_is_a_condition_or_a_condition_error(
    text: str,
) -> None:
    found = outcome(text)
    assert isinstance(found, ConditionError) or parse(show(found)) == found


LOOK_ALIKES = {
    "full width": "\uff52edness",
    "ligature": "\ufb01nding",
    "mathematical": "\U0001d42b\U0001d41e\U0001d41d",
    "superscript": "a\u00aa",
}


@pytest.mark.parametrize("text", LOOK_ALIKES.values(), ids=LOOK_ALIKES)
def test_a_letter_that_python_would_fold_into_another_is_refused(text: str) -> None:
    with pytest.raises(ConditionError):
        parse(text)


def test_a_letter_of_another_alphabet_never_becomes_a_latin_one() -> None:
    cyrillic = "r\u0435dness"
    found = outcome(cyrillic)
    assert isinstance(found, ConditionError) or found == Name(cyrillic) != Name("redness")


@pytest.mark.parametrize("option", ["é", "日本", "ß" * 20, "🌧"])
def test_letters_of_many_bytes_shift_neither_brackets_nor_columns(option: str) -> None:
    bracketed = f'x == "{option}" or (a and b)'
    assert parse(bracketed) == Or((Compare((Name("x"), Choice(option)), ("==",)), And((A, B))))
    text = f'x == "{option}" and y >= 3'
    with pytest.raises(ConditionError) as refused:
        parse(text)
    assert refused.value.column == text.index("3")


@pytest.mark.parametrize(("text", "shown"), [('a == b"x"', "b'x'"), ("a == ...", "..."), ("a == -b", "-b")])
def test_only_a_number_is_called_a_bare_number(text: str, shown: str) -> None:
    with pytest.raises(ConditionError) as refused:
        parse(text)
    assert shown in refused.value.cause
    assert "bare number" not in refused.value.cause


# --- showing a tree and reading it again ---

words = st.text(string.ascii_lowercase + "_", min_size=1, max_size=6).filter(lambda word: not keyword.iskeyword(word))
operators = st.sampled_from(sorted(OPERATORS.values()))


@st.composite
def comparisons(draw: st.DrawFn, options: st.SearchStrategy[str] = words) -> Node:
    operands = draw(st.lists(words.map(Name) | options.map(Choice), min_size=2, max_size=4))
    chosen = draw(st.lists(operators, min_size=len(operands) - 1, max_size=len(operands) - 1))
    return Compare(tuple(operands), tuple(chosen))


def one_ofs(options: st.SearchStrategy[str] = words) -> st.SearchStrategy[Node]:
    return st.builds(OneOf, words, st.lists(options, min_size=1, max_size=3).map(tuple))


trees = joined(words.map(Name) | comparisons() | one_ofs())


@given(trees)
def test_what_is_shown_is_read_as_the_same_tree(tree: Node) -> None:
    text = show(tree)
    assume(len(text) <= LONGEST)
    assert parse(text) == tree


awkward = st.sampled_from("\"'\\ {}()#,a\u00e9")
signs = st.lists(awkward, max_size=4).map("".join)


@given(comparisons(signs) | one_ofs(signs))
def test_an_option_of_any_signs_is_shown_so_that_it_can_be_read(tree: Node) -> None:
    assert parse(show(tree)) == tree


@given(trees)
def test_the_names_of_a_condition_are_those_it_shows(tree: Node) -> None:
    found = names(tree)
    assert len(found) == len(set(found))
    assert all(name in show(tree) for name in found)


def test_names_come_in_order_of_appearance_and_once() -> None:
    tree = parse('b and (low <= x < high or a in ("p", "q")) and not b')
    assert names(tree) == ["b", "low", "x", "high", "a"]


@given(trees)
def test_walking_meets_every_child(tree: Node) -> None:
    met = list(walk(tree))
    assert met[0] == tree
    assert len(met) == 1 + sum(len(list(walk(child))) for child in children(tree))

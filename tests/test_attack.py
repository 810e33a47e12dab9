"""The attack against every number that fits, tried one after the other, and against tables of the textbook."""

import math
from collections.abc import Iterator
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dashboard.disclosure.attack import Contradiction, Relation, exposed, feasible

NAMES = "abcd"
ANY = (0, 40)


def total(keys: str, number: int) -> Relation[str]:
    return Relation(dict.fromkeys(keys.split(), 1), number, number)


def at_most(part: str, whole: str) -> Relation[str]:
    return Relation({whole: 1, part: -1}, 0, math.inf)


# A table of two classes and three terms, with the totals of rows and columns: 3 5 4 | 12, 6 7 8 | 21 and 9 12 12 | 33.
TOTALS = (
    total("a1 a2 a3", 12),
    total("b1 b2 b3", 21),
    total("a1 b1", 9),
    total("a2 b2", 12),
    total("a3 b3", 12),
)
TOLD = {"a1": 3, "a2": 5, "a3": 4, "b1": 6, "b2": 7, "b3": 8}


def hiding(*hidden: str) -> dict[str, tuple[int, int]]:
    return {key: ANY if key in hidden else (number, number) for key, number in TOLD.items()}


def test_a_number_hidden_alone_beside_a_total_is_exposed():
    assert exposed(hiding("a1"), TOTALS, ["a1"]) == ("a1",)


def test_two_numbers_hidden_in_a_row_are_exposed_by_the_totals_of_their_columns():
    assert exposed(hiding("a1", "a2"), TOTALS, ["a1", "a2"]) == ("a1", "a2")


def test_two_hidden_in_each_row_and_each_column_are_not_exposed():
    hidden = ("a1", "a2", "b1", "b2")
    assert exposed(hiding(*hidden), TOTALS, hidden) == ()
    assert feasible(hiding(*hidden), TOTALS, "a1") == (0, 8)


def test_two_hidden_in_a_row_whose_total_is_none_are_exposed_as_none():
    ranges = {"a": ANY, "b": ANY, "c": ANY}
    assert exposed(ranges, [total("a b", 0)], ["a", "b", "c"]) == ("a", "b")


def test_all_of_a_known_whole_is_exposed_although_nothing_is_said_of_it():
    ranges = {"part": (0, 10), "other": (0, 12), "sum": (22, 22)}
    assert exposed(ranges, [Relation({"part": 1, "other": 1, "sum": -1}, 0, 0)], ["part", "other"]) == ("other", "part")


def test_a_chain_of_at_mosts_that_meets_leaves_one_number():
    ranges = {"low": (7, 9), "middle": (0, 40), "high": (3, 7)}
    rules = [at_most("low", "middle"), at_most("middle", "high")]
    assert exposed(ranges, rules, list(ranges)) == ("high", "low", "middle")


def test_a_number_of_which_whole_numbers_leave_one_although_fractions_leave_more():
    ranges = {"part": (1, 11), "whole": (12, 12)}
    between_a_third_and_half = [
        Relation({"part": 3, "whole": -1}, 1, math.inf),
        Relation({"part": 2, "whole": -1}, -math.inf, -1),
    ]
    assert exposed(ranges, between_a_third_and_half, ["part"]) == ("part",)


def test_a_number_in_no_relation_is_exposed_by_a_range_of_one():
    assert exposed({"a": (5, 5), "b": (5, 6)}, [], ["a", "b"]) == ("a",)
    assert feasible({"a": (5, 5), "b": (5, 6)}, [], "b") == (5, 6)


def test_only_what_is_hidden_is_asked_for():
    assert exposed({"a": (5, 5), "b": (5, 5)}, [], ["b"]) == ("b",)
    assert exposed({}, [], []) == ()


@pytest.mark.parametrize(
    ("ranges", "relations", "keys"),
    [
        ({"a": (3, 2), "b": (0, 1)}, [], ("a",)),
        ({"a": (0, 3), "b": (0, 1), "c": (0, 9)}, [total("a b", 5)], ("a", "b")),
        ({"a": (0, 9), "b": (0, 9), "c": (0, 9)}, [total("a b", 5), total("a b", 6)], ("a", "b")),
        ({"a": (0, 9), "b": (0, 9)}, [Relation({"a": 2, "b": -2}, 1, 1)], ("a", "b")),
    ],
    ids=["an empty range", "a sum out of reach", "two sums at once", "no whole number"],
)
def test_what_cannot_all_be_true_is_a_contradiction_between_what_is_named(ranges, relations, keys):
    with pytest.raises(Contradiction) as raised:
        exposed(ranges, relations, list(ranges))
    assert raised.value.keys == keys
    assert str(raised.value) == f"No whole numbers fit all that is told of {', '.join(keys)}."
    with pytest.raises(Contradiction):
        feasible(ranges, relations, "b")


@st.composite
def small_tables(draw: st.DrawFn) -> tuple[dict[str, tuple[int, int]], list[Relation[str]]]:
    ends = st.tuples(st.integers(0, 4), st.integers(0, 4)).map(lambda pair: (min(pair), max(pair)))
    ranges = {name: draw(ends) for name in NAMES}
    terms = st.dictionaries(st.sampled_from(NAMES), st.sampled_from([-3, -2, -1, 1, 2, 3]), min_size=1)
    low = st.sampled_from([-math.inf, -4.0, -1.0, 0.0, 1.0, 3.0])
    width = st.sampled_from([0.0, 1.0, 2.0, 5.0, math.inf])
    rules = st.builds(
        lambda terms, low, width: Relation(terms, low, 4.0 if low == -math.inf else low + width), terms, low, width
    )
    return ranges, draw(st.lists(rules, max_size=4))


def fitting(ranges: dict[str, tuple[int, int]], relations: list[Relation[str]]) -> Iterator[dict[str, int]]:
    for numbers in product(*(range(low, high + 1) for low, high in ranges.values())):
        answer = dict(zip(ranges, numbers, strict=True))
        if all(rule.low <= sum(n * answer[key] for key, n in rule.terms.items()) <= rule.high for rule in relations):
            yield answer


@given(small_tables())
def test_of_every_small_table_it_finds_what_trying_every_number_finds(table):
    ranges, relations = table
    answers = list(fitting(ranges, relations))
    if not answers:
        with pytest.raises(Contradiction):
            exposed(ranges, relations, NAMES)
        return
    possible = {name: {answer[name] for answer in answers} for name in NAMES}
    assert exposed(ranges, relations, NAMES) == tuple(name for name in NAMES if len(possible[name]) == 1)
    assert all(feasible(ranges, relations, name) == (min(each), max(each)) for name, each in possible.items())


@given(small_tables(), st.randoms())
def test_the_order_in_which_it_is_told_changes_nothing(table, random):
    ranges, relations = table
    shuffled = random.sample(list(ranges.items()), len(ranges))
    rules = [
        Relation(dict(random.sample(list(rule.terms.items()), len(rule.terms))), rule.low, rule.high)
        for rule in relations
    ]
    random.shuffle(rules)
    assert found(ranges, relations) == found(dict(shuffled), rules)


def found(ranges: dict[str, tuple[int, int]], relations: list[Relation[str]]) -> tuple[str, ...]:
    try:
        return exposed(ranges, relations, NAMES)
    except Contradiction:
        return ("contradiction",)


def test_hundreds_of_tables_side_by_side_are_each_judged_alone():
    ranges = {(table, cell): ANY for table in range(300) for cell in "abcd"}
    relations = (
        [Relation({(table, "a"): 1, (table, "b"): 1}, 7, 7) for table in range(300)]
        + [Relation({(table, "a"): 1, (table, "c"): -1}, 0, 0) for table in range(0, 300, 100)]
        + [Relation({(100, "c"): 1}, 3, 3)]
    )
    assert exposed(ranges, relations, list(ranges)) == ((100, "a"), (100, "b"), (100, "c"))

"""What is too small to tell, told together with its year, or hidden beside what is hidden."""

from itertools import combinations
from math import inf

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from dashboard.disclosure.suppression import complementary, small, units

# Two classes and three terms, with a school year for each class.
TERMS = (("a1", "a2", "a3", "a"), ("b1", "b2", "b3", "b"))
WEEKS = {"a1": 14.0, "a2": 12.0, "a3": 11.0, "a": 39.0, "b1": 14.0, "b2": 12.0, "b3": 11.0, "b": 39.0}
# The same three columns with the totals of rows and columns told and never hidden.
TABLE = (("a1", "a2", "a3"), ("b1", "b2", "b3"), ("a1", "b1"), ("a2", "b2"), ("a3", "b3"))


def test_a_hidden_term_takes_the_shortest_other_term_with_it_and_not_the_year():
    assert complementary(TERMS, WEEKS, ["a1"]) == {"a1", "a3"}


def test_a_hidden_year_takes_the_shortest_term_with_it():
    assert complementary(TERMS, WEEKS, ["b"]) == {"b", "b3"}


def test_two_that_are_hidden_in_a_line_already_take_no_other_with_them():
    assert complementary(TERMS, WEEKS, ["a1", "a2"]) == {"a1", "a2"}


def test_where_nothing_is_hidden_nothing_else_is():
    assert complementary(TERMS, WEEKS, []) == frozenset()
    assert complementary([], {}, []) == frozenset()


def test_in_a_table_with_totals_a_hidden_cell_takes_three_more_with_it():
    assert complementary(TABLE, WEEKS, ["a1"]) == {"a1", "a3", "b1", "b3"}


def test_what_is_fixed_or_has_no_loss_to_name_stays():
    assert complementary(TERMS, WEEKS, ["a1"], fixed=["a3"]) == {"a1", "a2"}
    assert complementary(TERMS, WEEKS | {"a3": inf}, ["a1"]) == {"a1", "a2"}
    assert complementary(TERMS, {"a2": 12.0}, ["a1"]) == {"a1", "a2"}


def test_what_is_hidden_stays_hidden_although_it_is_fixed():
    assert complementary(TERMS, WEEKS, ["a1"], fixed=["a1"]) == {"a1", "a3"}


def test_of_equal_losses_the_earliest_goes():
    alike = dict.fromkeys(WEEKS, 12.0)
    assert complementary(TERMS, alike, ["a3"]) == {"a3", "a"}
    assert complementary(TERMS, alike, ["a"]) == {"a", "a1"}


def test_a_line_with_no_second_cell_is_given_up_and_hides_what_it_can():
    assert complementary([["a1"]], WEEKS, ["a1"]) == {"a1"}
    assert complementary([["a1", "a2"], ["a2"]], WEEKS, ["a1"]) == {"a1", "a2"}


def test_no_line_is_given_up_for_a_smaller_loss():
    lines = [["a1", "a2", "b"], ["a2"]]
    assert complementary(lines, WEEKS | {"b": 1000.0}, ["a1"]) == {"a1", "b"}


def test_a_hidden_cell_of_no_line_is_hidden_alone():
    assert complementary(TERMS, WEEKS, ["c1"]) == {"c1"}


CELLS = "abcdef"
some_lines = st.lists(st.sets(st.sampled_from(CELLS), min_size=1, max_size=4), max_size=4)
some_cells = st.sets(st.sampled_from(CELLS), max_size=2)
losses = st.fixed_dictionaries({cell: st.sampled_from([1.0, 2.0, 2.5, 7.0, inf]) for cell in CELLS})


def tried(lines: list[set[str]], loss: dict[str, float], hidden: set[str], fixed: set[str]) -> tuple[float, float]:
    """The fewest lines given up and the least loss of every answer that there is."""
    free = {cell for cell in CELLS if cell not in fixed and loss[cell] < inf}
    more = (set(others) for number in range(len(free) + 1) for others in combinations(sorted(free - hidden), number))
    return min(worth(lines, loss, hidden, hidden | free, hidden | others) for others in more)


def worth(
    lines: list[set[str]], loss: dict[str, float], hidden: set[str], may: set[str], answer: set[str]
) -> tuple[float, float]:
    alone = {frozenset(line) for line in lines if len(line & answer) == 1}
    if any(line & may > line & answer for line in alone):
        return inf, inf
    return len(alone), sum(loss[cell] for cell in answer - hidden)


@given(some_lines, losses, st.sets(st.sampled_from(CELLS), min_size=1, max_size=2), some_cells)
def test_no_answer_loses_less(lines, loss, hidden, fixed):
    answer = set(complementary(lines, loss, hidden, fixed))
    assert answer >= hidden
    may = hidden | {cell for cell in CELLS if cell not in fixed and loss[cell] < inf}
    assert worth(lines, loss, hidden, may, answer) == tried(lines, loss, hidden, fixed)


@given(some_lines, losses, some_cells, st.randoms())
def test_the_order_of_lines_and_losses_changes_nothing(lines, loss, hidden, random):
    again = random.sample(lines, len(lines)), dict(random.sample(list(loss.items()), len(loss)))
    assert complementary(lines, loss, hidden) == complementary(*again, sorted(hidden, reverse=True))


@pytest.mark.parametrize(
    ("families", "messages", "answer"),
    [
        (10, 50, False),
        (9, 50, True),
        (10, 49, True),
        (0, 0, True),
        (None, 50, False),
        (None, 49, True),
        (10, None, False),
        (9, None, True),
        (None, None, True),
    ],
)
def test_a_row_is_told_from_10_families_and_50_messages_on_as_far_as_they_are_known(families, messages, answer):
    assert is_small(families, messages) is answer


def is_small(families: int | None, messages: int | None) -> bool:
    return pl.select(small(*(pl.lit(each, pl.UInt32) for each in (families, messages)))).item()


def rows(*each: tuple[str, str | None, int | None, int | None]) -> pl.DataFrame:
    return pl.DataFrame(
        [(name, year, "Autumn 2025", families, messages) for name, year, families, messages in each],
        schema={
            "class": pl.String,
            "year": pl.String,
            "period": pl.String,
            "families": pl.UInt32,
            "messages": pl.UInt32,
        },
        orient="row",
    )


def told(*each: tuple[str, str | None, int | None, int | None]) -> list[tuple[str | None, str | None]]:
    return units(rows(*each)).select("unit", "kind").rows()


ALONE_3A, ALONE_3B, ALONE_3C = (("3A", "class"), ("3B", "class"), ("3C", "class"))
TOGETHER, HIDDEN = ("Year 3", "year"), (None, None)


def test_large_classes_are_told_alone():
    assert told(("3A", "3", 10, 50), ("3B", "3", 27, 400)) == [ALONE_3A, ALONE_3B]


@pytest.mark.parametrize("small_one", [(9, 400), (27, 49), (9, 49), (None, 49)])
def test_a_small_class_is_told_with_all_others_of_its_year(small_one):
    assert told(("3A", "3", *small_one), ("3B", "3", 27, 400), ("3C", "3", 25, 300)) == [TOGETHER] * 3


def test_two_small_classes_that_are_large_together_are_told_together():
    assert told(("3A", "3", 5, 25), ("3B", "3", 5, 25)) == [TOGETHER] * 2


@pytest.mark.parametrize("other", [(4, 400), (20, 39), (None, 39)])
def test_small_classes_that_are_small_together_are_hidden(other):
    assert told(("3A", "3", 5, 10), ("3B", "3", *other)) == [HIDDEN] * 2


def test_a_small_class_alone_in_its_year_is_hidden_and_so_is_one_of_no_known_year():
    assert told(("3A", "3", 9, 400), ("4A", "4", 25, 400)) == [HIDDEN, ("4A", "class")]
    assert told(("3A", None, 9, 400), ("3B", None, 25, 400)) == [HIDDEN, ALONE_3B]


def test_families_that_nobody_knows_do_not_make_known_ones_more():
    assert told(("3A", "3", 5, 100), ("3B", "3", None, 100)) == [HIDDEN, ALONE_3B]


def test_classes_without_a_roster_are_told_together_by_their_messages():
    assert told(("3A", "3", None, 20), ("3B", "3", None, 30)) == [TOGETHER] * 2


def test_a_class_without_an_export_is_never_told_together_with_others():
    assert told(("3A", "3", 9, 400), ("3B", "3", 25, None)) == [HIDDEN, ALONE_3B]
    assert told(("3A", "3", 9, None), ("3B", "3", 25, 400)) == [HIDDEN, ALONE_3B]
    assert told(("3A", "3", None, None), ("3B", "3", 5, 400), ("3C", "3", 5, 400)) == [HIDDEN, TOGETHER, TOGETHER]


def test_each_period_is_judged_by_itself_and_each_row_comes_back_in_order():
    autumn = rows(("3B", "3", 27, 400), ("3A", "3", 9, 400))
    spring = rows(("3A", "3", 11, 400), ("3B", "3", 27, 400)).with_columns(period=pl.lit("Spring 2026"))
    assert units(pl.concat([spring, autumn])).rows() == [
        ("3A", "Autumn 2025", "Year 3", "year"),
        ("3A", "Spring 2026", "3A", "class"),
        ("3B", "Autumn 2025", "Year 3", "year"),
        ("3B", "Spring 2026", "3B", "class"),
    ]


@pytest.mark.parametrize(
    ("year", "name"), [("3", "Year 3"), ("Year 3", "Year 3"), ("Reception", "Reception"), ("P1", "P1")]
)
def test_a_year_is_named_as_it_is_and_a_bare_number_as_a_year(year, name):
    assert told(("3A", year, 9, 400), ("3B", year, 27, 400)) == [(name, "year")] * 2


def test_a_year_with_the_name_of_a_class_is_named_apart_from_it():
    assert told(("Robins", "Robins", 9, 400), ("Wrens", "Robins", 27, 400)) == [("All of Robins", "year")] * 2


def test_no_rows_are_told_in_none():
    assert units(rows()).is_empty()


sizes = st.one_of(st.none(), st.integers(0, 30))
classes = st.lists(
    st.tuples(st.sampled_from(["3", "4", None]), sizes, st.one_of(st.none(), st.integers(0, 120))), max_size=6
)


@given(classes)
def test_whatever_is_told_is_large_enough_and_no_small_class_is_its_year_less_the_others(each):
    given_rows = rows(*((str(number), *row) for number, row in enumerate(each)))
    together = given_rows.join(units(given_rows), on=["class", "period"])
    for part in together.drop_nulls("unit").partition_by("unit"):
        families = part["families"].drop_nulls()
        messages = part["messages"].drop_nulls()
        assert not is_small(sum(families) if families.len() else None, sum(messages) if messages.len() else None)
    for part in together.filter(pl.col("messages").is_not_null()).drop_nulls("year").partition_by("year"):
        assert part["kind"].drop_nulls().n_unique() <= 1
        assert "year" not in part["kind"] or part["unit"].null_count() == 0

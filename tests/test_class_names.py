"""Which spellings are one class, and which only look alike."""

import polars as pl
import pytest

from parsers.rosters.class_names import class_key, classes_in, one_spelling


@pytest.mark.parametrize(
    "name", ["2B", "2 B", "2b", "2-B", "Class 2B", "class: 2B", "Year 2B", "02B", "Klasse 2b", "Kl. 2b", "Turma 2B"]
)
def test_these_are_one_class(name: str) -> None:
    assert class_key(name) == class_key("2B")


@pytest.mark.parametrize(
    ("one", "other"),
    [("1/2", "12"), ("1-2", "12"), ("Year 2", "Class 2"), ("2B", "B2"), ("Oak", "2 Oak"), ("Class", "Year")],
)
def test_these_are_two_classes(one: str, other: str) -> None:
    assert class_key(one) != class_key(other)


def test_the_commonest_spelling_counts_and_of_two_as_common_the_first() -> None:
    assert one_spelling(pl.Series(["2 B", "2B", "2B", None, "Oak", "oak"])) == {"2 B": "2B", "oak": "Oak"}


def test_a_known_spelling_counts_though_no_row_has_it() -> None:
    spelt = one_spelling(pl.Series(["2B", "2B", "3A"]), ["Class 2B", "2 B", "4C"])
    assert spelt == {"2B": "Class 2B"}


@pytest.mark.parametrize(
    ("text", "classes", "found"),
    [
        ("Year 2B parents", ["2A", "2B"], ["2B"]),
        ("2B parents", ["Class 2B"], ["Class 2B"]),
        ("2 B: parents", ["Class 2B"], ["Class 2B"]),
        ("Year 2B", ["2", "Year 2", "2B"], ["2B"]),
        ("Oak and Elm", ["Oak", "Elm", "Ash"], ["Oak", "Elm"]),
        ("12B, 2Bees", ["2B"], []),
        ("Class 1/2", ["1", "2", "12", "1/2"], ["1/2"]),
        ("कक्षा 2 के माता-पिता", ["2", "3"], ["2"]),
        ("🌻 2b_2026", ["2B"], ["2B"]),
        ("", ["2B"], []),
    ],
)
def test_a_class_stands_in_a_text_as_words_of_their_own_and_not_as_a_part_of_another(
    text: str, classes: list[str], found: list[str]
) -> None:
    assert classes_in(text, classes) == found


def test_classes_that_are_each_spelled_one_way_are_left_alone() -> None:
    assert one_spelling(pl.Series(["2B", "3A", "2B"])) == {}
    assert one_spelling(pl.Series([None, None], dtype=pl.String)) == {}


@pytest.mark.parametrize("name", ["", "🌸", "--"])
def test_a_name_without_letters_or_digits_is_itself(name: str) -> None:
    assert class_key(name) == name

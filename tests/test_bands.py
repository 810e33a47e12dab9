"""What a figure is told as, beside what it may stand for."""

import re
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dashboard.disclosure.bands import (
    BANDS,
    EDGES,
    FEWEST,
    MILLION,
    WORDS,
    bounds,
    count,
    numbers,
    parts,
    share,
    step_of,
)

WHOLES = range(10, 600)


@pytest.mark.parametrize(
    ("number", "said"),
    [
        (0, 0),
        (1, "<5"),
        (4, "<5"),
        (5, 5),
        (7, 5),
        (8, 10),
        (12, 10),
        (13, 15),
        (1202, 1200),
        (1203, 1205),
        (None, None),
    ],
)
def test_a_count_is_told_to_the_nearest_five_and_1_to_4_as_fewer_than_five(number, said):
    assert count(number) == said


@pytest.mark.parametrize(
    ("said", "least", "most"), [(0, 0, 0), ("<5", 1, 4), (5, 5, 7), (10, 8, 12), (1200, 1198, 1202)]
)
def test_a_count_stands_for_these_numbers(said, least, most):
    assert numbers(said) == (least, most)


@given(st.integers(0, 5000))
def test_a_count_stands_for_just_those_that_are_told_so(number):
    least, most = numbers(count(number) or 0)
    assert {count(each) for each in range(least, most + 1)} == {count(number)}
    assert count(most + 1) != count(number)
    assert least == 0 or count(least - 1) != count(number)


@pytest.mark.parametrize("number", range(1, 60))
def test_a_count_stands_for_three_numbers_or_more_but_for_none(number):
    least, most = numbers(count(number) or 0)
    assert most - least >= 2


@pytest.mark.parametrize(
    ("part", "whole", "said"),
    [
        (0, 10, "under 30 %"),
        (2, 10, "under 30 %"),
        (3, 10, "30 to 50 %"),
        (5, 10, "50 to 70 %"),
        (7, 10, "70 % or more"),
        (10, 10, "70 % or more"),
        (19, 19, "70 % or more"),
        (2, 20, "under 15 %"),
        (3, 20, "15 to 25 %"),
        (5, 20, "25 to 35 %"),
        (16, 20, "75 to 85 %"),
        (17, 20, "85 % or more"),
        (27, 27, "85 % or more"),
        (79, 79, "85 % or more"),
        (0, 80, "<10 %"),
        (7, 80, "<10 %"),
        (8, 80, "10 %"),
        (10, 80, "15 %"),
        (40, 80, "50 %"),
        (72, 80, "90 %"),
        (73, 80, ">90 %"),
        (80, 80, ">90 %"),
        (99, 1000, "<10 %"),
        (124, 1000, "10 %"),
        (125, 1000, "15 %"),
        (624, 1000, "60 %"),
        (625, 1000, "65 %"),
        (900, 1000, "90 %"),
        (901, 1000, ">90 %"),
    ],
)
def test_a_share_is_told_in_bands_that_are_wider_of_fewer(part, whole, said):
    assert share(part, whole) == said


@pytest.mark.parametrize(("part", "whole"), [(3, 9), (0, 0), (0, 1), (None, 20), (3, None), (None, None)])
def test_a_share_of_fewer_than_ten_or_of_what_is_not_known_is_not_told(part, whole):
    assert share(part, whole) is None


@pytest.mark.parametrize(("whole", "step"), [(9, None), (10, 20), (19, 20), (20, 10), (79, 10), (80, 5), (900, 5)])
def test_bands_are_of_5_per_cent_from_80_on_of_10_from_20_and_of_20_from_10(whole, step):
    assert step_of(whole) == step


def test_whoever_knows_the_whole_has_two_possible_parts_or_more():
    for whole in WHOLES:
        for part in range(whole + 1):
            least, most = parts(str(share(part, whole)), whole)
            assert least <= part <= most
            assert most > least


def test_a_share_stands_for_just_those_parts_that_are_told_so():
    for whole in range(10, 130):
        told = [share(part, whole) for part in range(whole + 1)]
        for said in set(told):
            least, most = parts(str(said), whole)
            assert [part for part in range(whole + 1) if told[part] == said] == list(range(least, most + 1))


def test_a_band_that_fits_no_part_has_none():
    least, most = parts("50 %", 9)  # 4.275 to 4.725
    assert least > most


def test_bands_of_a_kind_lie_one_beside_the_other_from_none_to_all():
    for step, words in WORDS.items():
        bands = [BANDS[each] for each in words]
        assert (bands[0][0], bands[-1][1]) == (0, MILLION + 1)
        assert all(low[1] == high[0] for low, high in pairwise(bands))
        assert len(EDGES[step]) == len(words) + 1


def test_the_words_of_a_band_tell_of_which_kind_it_is():
    assert len(BANDS) == sum(map(len, WORDS.values()))
    assert list(FEWEST) == list(WORDS)


@pytest.mark.parametrize("said", [words for words in BANDS if re.match(r"^\d\d to", words)])
def test_the_words_of_a_band_are_its_bounds(said):
    low, high = map(int, re.findall(r"\d\d", said))
    assert bounds(said) == (low / 100, high / 100)


@pytest.mark.parametrize(
    ("said", "low", "high"),
    [
        ("<10 %", 0, 0.1),
        ("10 %", 0.1, 0.125),
        ("50 %", 0.475, 0.525),
        ("90 %", 0.875, 0.900001),
        (">90 %", 0.900001, 1),
        ("under 15 %", 0, 0.15),
        ("85 % or more", 0.85, 1),
        ("under 30 %", 0, 0.3),
        ("70 % or more", 0.7, 1),
    ],
)
def test_bounds_are_parts_of_one(said, low, high):
    assert bounds(said) == (low, high)

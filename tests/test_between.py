import math
from collections.abc import Sequence

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.stats import binom

from dashboard.metrics.between import COMPARED, LIMITS, Between, between

SILENT = pl.DataFrame(schema={"class": pl.String, "family": pl.String, "messages": pl.UInt32})
ALIKE = [("1A", 20, 15), ("1B", 24, 18), ("2A", 28, 21), ("2B", 20, 15), ("3A", 16, 12), ("3B", 24, 18)]


def participation_of(*rows: tuple[str | None, int | None, int | None], **more: Sequence[bool | None]) -> pl.DataFrame:
    """class, families, heard; comparable, seen throughout and linked enough unless said otherwise."""
    schema = {"class": pl.String, "families": pl.UInt32, "heard": pl.UInt32}
    told = {"comparable": True, "throughout": True, "linked_enough": True, "voices_50": 15.0, "equal_voices_50": 20.0}
    told |= {"voices_ratio": 0.75, "low": 0.1, "high": 0.9}
    frame = pl.DataFrame(rows, schema=schema, orient="row").with_columns(
        pl.lit(told[name]).alias(name) for name in told
    )
    return frame.with_columns(pl.Series(name, values, dtype=pl.Boolean) for name, values in more.items())


def written(**classes: Sequence[int]) -> pl.DataFrame:
    rows = [(name, f"{name} {i}", count) for name, counts in classes.items() for i, count in enumerate(counts)]
    return pl.DataFrame(rows, schema=SILENT.schema, orient="row")


def places(answer: Between) -> dict[str, str | None]:
    return dict(answer.classes.select("class", "place").iter_rows())


def test_the_target_is_the_families_heard_of_all_families_of_the_judged_classes() -> None:
    rows = [("1A", 10, 9), ("1B", 30, 15)]
    assert between(participation_of(*rows), SILENT).target == 24 / 40


@pytest.mark.parametrize("column", ["comparable", "throughout"])
@pytest.mark.parametrize("value", [False, None])
def test_a_class_that_cannot_be_compared_or_was_not_seen_throughout_is_left_out(
    column: str, value: bool | None
) -> None:
    rows = participation_of(*ALIKE, ("4A", 30, 1), **{column: [*[True] * 6, value]})
    answer = between(rows, SILENT)
    assert answer.classes["class"].to_list() == ["1A", "1B", "2A", "2B", "3A", "3B"]
    assert (answer.target, answer.compared, answer.judged) == (0.75, 6, 6)
    assert answer.limits["families"].max() == 28


def test_the_row_of_the_whole_school_is_no_class() -> None:
    assert between(participation_of((None, 132, 99), *ALIKE), SILENT).compared == 6


@pytest.mark.parametrize("linked", [False, None])
def test_a_class_that_is_not_linked_enough_is_kept_and_neither_judged_nor_part_of_the_target(
    linked: bool | None,
) -> None:
    rows = participation_of(*ALIKE, ("4A", 30, 1), linked_enough=[*[True] * 6, linked])
    answer = between(rows, written(**{"1A": [1, 3], "2A": [2, 2], "4A": [50, 0]}))
    assert answer.classes.row(-1, named=True) == {
        "class": "4A",
        "families": 30,
        "heard": 1,
        "share": 1 / 30,
        "shrunk": None,
        "place": None,
        "voices_50": 15.0,
        "equal_voices_50": 20.0,
        "voices_ratio": 0.75,
        "linked_enough": linked,
    }
    without = between(participation_of(*ALIKE), written(**{"1A": [1, 3], "2A": [2, 2]}))
    assert (answer.target, answer.dispersion, answer.within) == (0.75, 0.0, without.within)
    assert (answer.compared, answer.judged, answer.beyond) == (7, 6, 0)
    assert answer.limits["families"].max() == 30


@pytest.mark.parametrize(("grey", "limited"), [(0, True), (1, True), (2, False), (6, False)])
def test_limits_need_five_classes_to_be_judged(grey: int, limited: bool) -> None:
    answer = between(participation_of(*ALIKE, linked_enough=[*[False] * grey, *[True] * (6 - grey)]), SILENT)
    assert answer.limits.is_empty() is not limited
    assert (answer.beyond is None) is not limited


def test_under_six_classes_there_are_no_limits_and_shrunk_shares_and_voices_stay() -> None:
    answer = between(participation_of(*ALIKE[:4], ("3A", 16, 3)), SILENT)
    assert answer.limits.is_empty()
    assert answer.limits.schema == LIMITS
    assert (answer.dispersion, answer.inflated, answer.beyond) == (None, False, None)
    assert answer.target == 72 / 108
    assert set(places(answer).values()) == {None}
    assert answer.classes["voices_ratio"].to_list() == [0.75] * 5
    assert answer.classes["shrunk"].null_count() == 0


def test_no_class_at_all_leaves_everything_undefined() -> None:
    answer = between(participation_of(), SILENT)
    assert answer.classes.is_empty()
    assert answer.classes.schema == COMPARED
    assert (answer.target, answer.dispersion, answer.inflated, answer.within) == (None, None, False, None)
    assert (answer.compared, answer.judged, answer.beyond) == (0, 0, None)


def test_limits_are_drawn_for_every_size_from_the_smallest_to_the_largest_class() -> None:
    limits = between(participation_of(*ALIKE), SILENT).limits
    assert limits.schema == LIMITS
    assert limits.filter(pl.col("level") == 0.95)["families"].to_list() == list(range(16, 29))
    assert limits.filter(pl.col("level") == 0.998)["families"].to_list() == list(range(16, 29))


def test_the_limits_stand_where_the_exact_binomial_has_them() -> None:
    limits = between(participation_of(*ALIKE), SILENT).limits.filter(pl.col("families") == 20)
    for _, level, low, high in limits.iter_rows():
        tail = (1 - level) / 2
        fewest, others = binom.ppf(tail, 20, 0.75), binom.ppf(tail, 20, 0.25)
        assert fewest - 1 < low * 20 <= fewest
        assert max(others - 1, 0) < 20 - high * 20 <= others or high == 1


SCHOOL = [(f"{number}A", 100, 75) for number in range(1, 61)]  # so many that one class more moves nothing


@pytest.mark.parametrize("heard", range(26))
def test_a_class_is_placed_by_the_limits_for_its_own_size(heard: int) -> None:
    answer = between(participation_of(*SCHOOL, ("99Z", 25, heard)), SILENT)
    assert answer.target is not None
    rarity = min(binom.cdf(heard, 25, answer.target), binom.sf(heard - 1, 25, answer.target))
    expected = "beyond_998" if rarity < 0.001 else "beyond_95" if rarity < 0.025 else "inside"
    assert places(answer)["99Z"] == expected


def test_the_same_share_is_inside_for_a_small_class_and_beyond_for_a_large_one() -> None:
    answer = between(participation_of(*SCHOOL, ("98Y", 10, 6), ("99Z", 100, 60)), SILENT)
    assert (places(answer)["98Y"], places(answer)["99Z"]) == ("inside", "beyond_998")
    assert answer.beyond == 1


@pytest.mark.parametrize(("heard", "share"), [(20, 1.0), (0, 0.0)])
def test_where_all_classes_heard_all_or_none_every_class_is_inside(heard: int, share: float) -> None:
    answer = between(participation_of(*((f"{number}A", 20, heard) for number in range(1, 7))), SILENT)
    assert (answer.target, answer.dispersion, answer.beyond) == (share, 0.0, 0)
    assert answer.classes["shrunk"].to_list() == [share] * 6


def test_dispersion_is_the_mean_squared_distance_in_standard_errors() -> None:
    rows = [*((f"{number}A", 20, 10) for number in range(1, 5)), ("5A", 20, 5), ("6A", 20, 15)]
    assert between(participation_of(*rows), SILENT).dispersion == pytest.approx(2 * 5**2 / (20 * 0.25) / 6)


@pytest.mark.parametrize(("apart", "inflated"), [(4, False), (5, True)])
def test_limits_are_inflated_where_dispersion_is_above_one_and_twice_the_root_of_two_by_the_classes(
    apart: int, inflated: bool
) -> None:
    rows = [(f"{number}A", 40, 20 + apart * (-1) ** number) for number in range(1, 7)]
    answer = between(participation_of(*rows), SILENT)
    phi = apart**2 / 10  # 1.6 and 2.5, about 2.15
    assert answer.dispersion == pytest.approx(phi)
    assert answer.inflated is inflated is (phi > 1 + 2 * math.sqrt(2 / 6))
    low = answer.limits.filter(pl.col("level") == 0.95)["low"].item()
    plain = between(participation_of(*((f"{number}A", 40, 20) for number in range(1, 7))), SILENT).limits
    expected = 0.5 - (math.sqrt(phi) if inflated else 1) * (0.5 - plain.filter(pl.col("level") == 0.95)["low"].item())
    assert low == pytest.approx(expected)


@pytest.mark.parametrize(
    ("counts", "within"),
    [
        ({"1A": [1, 3], "1B": [3, 1]}, 1.0),
        ({"1A": [1, 1], "1B": [3, 3]}, 0.0),
        ({"1A": [2, 2], "1B": [2, 2]}, None),
        ({"1A": [0, 0], "1B": [0, 0]}, None),
        ({"1A": [1, 3]}, None),
        ({"1A": [1, 3], "9Z": [30, 1]}, None),
        ({"1A": [0, 4], "1B": [1, 1]}, 0.890824),  # T: 0.518731 = 0.462098 within + 0.056633 between
    ],
)
def test_within_is_the_part_of_the_unevenness_inside_compared_classes(
    counts: dict[str, list[int]], within: float | None
) -> None:
    answer = between(participation_of(*ALIKE), written(**counts))
    assert answer.within == (None if within is None else pytest.approx(within, abs=1e-5))


COUNTS = st.lists(
    st.tuples(st.integers(10, 40), st.integers(0, 40)).map(lambda row: (row[0], min(row))), min_size=6, max_size=12
)


@settings(max_examples=40, deadline=None)
@given(counts=COUNTS, seed=st.randoms(use_true_random=False))
def test_the_order_of_the_rows_changes_nothing_but_the_order(counts: list[tuple[int, int]], seed) -> None:
    rows = [(f"{number}A", *row) for number, row in enumerate(counts)]
    shuffled = seed.sample(rows, len(rows))
    one, other = (between(participation_of(*order), SILENT) for order in (rows, shuffled))
    assert other.classes["class"].to_list() == [name for name, _, _ in shuffled]
    assert places(other) == places(one)
    assert other.limits.equals(one.limits)
    assert other.classes.sort("class").equals(one.classes.sort("class"))


@settings(max_examples=40, deadline=None)
@given(counts=COUNTS)
def test_names_change_nothing(counts: list[tuple[int, int]]) -> None:
    one, other = (
        between(participation_of(*((f"{name}{number}", *row) for number, row in enumerate(counts))), SILENT)
        for name in ("Oak ", "7")
    )
    assert other.classes.drop("class").equals(one.classes.drop("class"))
    assert other.limits.equals(one.limits)


@settings(max_examples=40, deadline=None)
@given(counts=COUNTS)
def test_one_more_class_with_the_pooled_share_leaves_the_target_and_lies_inside(
    counts: list[tuple[int, int]],
) -> None:
    rows = [(f"{number}A", *row) for number, row in enumerate(counts)]
    families, heard = (sum(row[column] for row in counts) for column in (0, 1))
    one, other = (between(participation_of(*given), SILENT) for given in (rows, [*rows, ("99Z", families, heard)]))
    assert other.target == pytest.approx(one.target)
    assert places(other)["99Z"] == "inside"
    assert one.dispersion is not None
    assert other.dispersion == pytest.approx(one.dispersion * len(rows) / (len(rows) + 1))


@pytest.mark.parametrize(("classes", "most"), [(8, 2.0), (6, 1 + 2 / 3**0.5), (5, None)])
def test_the_most_that_chance_allows_of_the_dispersion_falls_with_the_number_of_classes(
    classes: int, most: float | None
) -> None:
    answer = between(participation_of(*[(f"{n}A", 20, 12) for n in range(classes)]), SILENT)
    assert answer.most == pytest.approx(most) if most else answer.most is None

from datetime import date

import polars as pl
import pytest

from dashboard.metrics.disturbance import disturbance, disturbance_by_day_type, pooled
from dashboard.metrics.hours import NIGHTS
from dashboard.metrics.statistics import wilson


def nights_of(
    *rows: tuple[int, int | None, int | None], chat: str | None = "Class 1A", day_type: str = "school_night"
) -> pl.DataFrame:
    """messages, buzzes, members of one night each."""
    filled = [(chat, date(2025, 9, 1), date(2025, 9, 2), day_type, *row) for row in rows]
    return pl.DataFrame(filled, schema=NIGHTS, orient="row")


def test_disturbance_by_hand():
    row = disturbance(nights_of((3, 27, 10), (0, 0, 10), (2, 22, 12), (0, 0, 12))).row(0, named=True)
    interval = wilson(2, 4)
    assert interval
    assert row == {
        "chat": "Class 1A",
        "nights": 4,
        "disturbed": 2,
        "share": 0.5,
        "low": interval[0],
        "high": interval[1],
        "messages": 5,
        "buzzes": 49,
        "buzzes_a_member_night": pytest.approx(49 / 44),
        "known_nights": 4,
    }


@pytest.mark.parametrize(
    ("nights", "buzzes", "a_member_night", "known"),
    [
        ([(1, 9, 10), (1, None, 10)], None, None, 1),
        ([(1, 9, 10), (0, 0, None)], 9, None, 1),
        ([(1, 9, 10), (1, None, None)], None, None, 1),
        ([(0, 0, 10), (0, 0, 10)], 0, 0, 2),
        ([(1, 0, 0)], 0, None, 1),
    ],
)
def test_buzzes_a_member_night_are_null_unless_known_of_every_night(nights, buzzes, a_member_night, known):
    row = disturbance(nights_of(*nights)).row(0, named=True)
    assert (row["buzzes"], row["buzzes_a_member_night"], row["known_nights"]) == (buzzes, a_member_night, known)


def test_pooled_nights_give_one_row_over_all_chats():
    both = pl.concat([nights_of((1, 9, 10), (0, 0, 10)), nights_of((2, 8, 5), chat="Class 2B")])
    assert disturbance(both)["chat"].to_list() == ["Class 1A", "Class 2B"]
    row = disturbance(pooled(both)).row(0, named=True)
    assert (row["chat"], row["nights"], row["disturbed"], row["messages"]) == (None, 3, 2, 3)
    assert row["buzzes_a_member_night"] == pytest.approx(17 / 25)


def test_school_nights_weekends_and_holidays_are_kept_apart():
    nights = pl.concat(
        [nights_of((0, 0, 10), (1, 9, 10), (0, 0, 10)), nights_of((2, 18, 10), (0, 0, 10), day_type="weekend")]
    )
    by_type = disturbance_by_day_type(nights).select("chat", "day_type", "nights", "disturbed", "buzzes")
    assert by_type.rows() == [("Class 1A", "school_night", 3, 1, 9), ("Class 1A", "weekend", 2, 1, 18)]


def test_without_nights_there_are_no_rows_and_the_same_columns():
    nothing = NIGHTS.to_frame()
    assert disturbance(nothing).schema == disturbance(nights_of((1, 1, 1))).schema
    assert disturbance(pooled(nothing)).is_empty()

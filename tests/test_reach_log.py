"""The log of looks at Message info: which are due, what is in it, what a person may make of it."""

from datetime import datetime, timedelta

import polars as pl
import pytest

from dashboard import reach_log
from dashboard.reach_log import Look
from parsers import schema

TUESDAY = datetime(2026, 7, 7, 18, 5)
DAY = timedelta(days=1)
POSTS = pl.Schema({"announcement": pl.UInt32, "chat": pl.String, "sent_at": pl.Datetime("ms"), "text": pl.String})


def posts(*rows: tuple) -> pl.DataFrame:
    """announcement, hours after Tuesday 18:05, text"""
    told = [(number, "PA", TUESDAY + timedelta(hours=hours), text) for number, hours, text in rows]
    return pl.DataFrame(told, schema=POSTS, orient="row")


FAIR = posts((1, 0, "The summer fair is on Saturday."))


def looks(*rows: tuple, sent: datetime = TUESDAY, chat: str = "PA") -> pl.DataFrame:
    """hours after Tuesday 18:05, delivered, read"""
    told = [(chat, sent, TUESDAY + timedelta(hours=hours), *counts) for hours, *counts in rows]
    return pl.DataFrame(told, schema=schema.READ_COUNTS, orient="row")


NONE = looks()


def due(announcements: pl.DataFrame, taken: pl.DataFrame, hours: float) -> list[tuple]:
    told = reach_log.due(announcements, taken, TUESDAY + timedelta(hours=hours))
    return told.select("announcement", "hours").rows()


# ---- due


def test_a_look_is_due_a_day_and_a_week_after_each_announcement_of_the_newest_first():
    both = posts((1, 0, "Fair"), (2, 30, "Quiz"))
    assert reach_log.due(both, NONE, TUESDAY + DAY).rows() == [
        (2, TUESDAY + timedelta(hours=30), 24, TUESDAY + timedelta(hours=54)),
        (1, TUESDAY, 24, TUESDAY + DAY),
        (1, TUESDAY, 168, TUESDAY + 7 * DAY),
    ]


@pytest.mark.parametrize(
    ("hours", "marks"),
    [(0, [24, 168]), (24, [24, 168]), (24 + 72, [24, 168]), (24 + 73, [168]), (168 + 72, [168]), (168 + 73, [])],
)
def test_a_mark_is_asked_for_from_a_week_before_it_until_three_days_after(hours: float, marks: list[int]):
    assert due(FAIR, NONE, hours) == [(1, mark) for mark in marks]


def test_a_mark_more_than_a_week_ahead_is_not_asked_for_yet():
    assert due(FAIR, NONE, -1) == [(1, 24)]


@pytest.mark.parametrize(
    ("taken", "marks"),
    [(17, [24, 168]), (18, [168]), (24, [168]), (96, [168]), (97, [24, 168]), (125, [24, 168]), (126, [24])],
)
def test_a_look_is_at_a_mark_from_a_quarter_of_its_hours_before_it_to_three_days_after(taken: float, marks: list[int]):
    assert due(FAIR, looks((taken, None, 5)), 24 + 72) == [(1, mark) for mark in marks]


def test_a_look_at_another_group_or_another_minute_takes_nothing_off_the_list():
    other = pl.concat([looks((24, None, 5), chat="2B"), looks((24, None, 5), sent=TUESDAY + timedelta(minutes=1))])
    assert due(FAIR, other, 24) == [(1, 24), (1, 168)]


def test_a_look_that_names_the_minute_of_the_repeat_is_one_at_the_announcement():
    twice = posts((1, 1 / 120, "Fair"), (1, 0.1, "Fair!"))
    for hours in (0, 0.1):
        taken = looks((24, None, 5), sent=TUESDAY + timedelta(hours=hours))
        assert due(twice, taken, 24) == [(1, 168)]


def test_a_second_announcement_of_the_same_minute_is_passed_over():
    assert due(posts((1, 0, "Fair"), (2, 1 / 120, "Quiz")), NONE, 24) == [(1, 24), (1, 168)]


def test_what_is_due_now_is_offered_first_then_the_newest():
    agenda = reach_log.agenda(
        posts((1, 0, "Fair"), (2, 30, "Quiz"), (3, 50, None)), NONE, TUESDAY + timedelta(hours=60)
    )
    assert agenda.choices.select("announcement", "begins").rows() == [(2, "Quiz"), (1, "Fair"), (3, None)]


@pytest.mark.parametrize(("days", "over"), [(1, False), (10, False), (10.1, True)])
def test_nothing_can_be_due_once_every_mark_is_three_days_past(days: float, over: bool):
    assert reach_log.agenda(FAIR, NONE, TUESDAY + days * DAY).over == over


# ---- entries


def entry(**row: object) -> dict:
    return {"sent_at": TUESDAY, "begins": "The summer fair is on Saturday.", "delivered": None, "remark": None} | row


def test_the_log_has_a_row_a_look_the_newest_first():
    later = posts((1, 0, "The summer fair is on Saturday."), (2, 30, "Quiz"))
    taken = pl.concat(
        [looks((24, 380, 212), (168.25, None, 300)), looks((54, 381, 9), sent=TUESDAY + timedelta(hours=30))]
    )
    told = reach_log.entries(later, taken)
    assert told.schema == reach_log.ENTRIES
    assert told.select("begins", "hours", "delivered", "read", "remark").rows() == [
        ("Quiz", 24, 381, 9, None),
        ("The summer fair is on Saturday.", 168.2, None, 300, None),
        ("The summer fair is on Saturday.", 24, 380, 212, None),
    ]


def test_hours_are_counted_from_the_first_sending_also_where_the_look_names_the_repeat():
    twice = posts((1, 0, "Fair"), (1, 0.1, "Fair!"))
    assert reach_log.entries(twice, looks((24, None, 5), sent=TUESDAY + timedelta(minutes=6)))["hours"].item() == 24


@pytest.mark.parametrize(
    ("text", "begins"),
    [
        ("Fair\n\n on  Saturday", "Fair on Saturday"),
        ("a" * 40 + " and so many more", "a" * 40 + " and so many …"),
        ("a" * 47 + "bcd efg", "a" * 47 + "bcd …"),
        ("夏" * 200, "夏" * 96 + " …"),
        (None, None),
    ],
)
def test_an_announcement_is_told_by_its_first_words(text: str | None, begins: str | None):
    assert reach_log.entries(posts((1, 0, text)), looks((24, None, 5)))["begins"].item() == begins


@pytest.mark.parametrize(
    ("row", "remark"),
    [
        ({}, None),
        ({"delivered": 3}, None),
        ({"taken_at": None}, "no_time"),
        ({"sent_at": None}, "no_time"),
        ({"taken_at": TUESDAY - DAY}, "before"),
        ({"read": None}, "no_count"),
        ({"sent_at": TUESDAY - DAY}, "no_announcement"),
        ({"chat": "2B"}, "no_announcement"),
    ],
)
def test_a_remark_says_what_is_wrong_with_a_row(row: dict, remark: str | None):
    taken = looks((24, 380, 212)).with_columns(**{name: pl.lit(value) for name, value in row.items()})
    told = reach_log.entries(FAIR, NONE, taken.cast(dict(schema.READ_COUNTS)))  # pyright: ignore[reportArgumentType]
    assert told["remark"].to_list() == [remark]


def test_fewer_readers_than_at_an_earlier_look_is_remarked_whatever_the_order_of_the_rows():
    told = reach_log.entries(FAIR, looks((72, None, 90), (24, None, 100), (96, None, 101), (48, None, 100)))
    assert told.sort("taken_at")["remark"].to_list() == [None, None, "fewer", None]


def test_a_remark_of_fewer_names_the_first_of_the_looks_before_it_with_the_most_readers():
    told = reach_log.entries(FAIR, looks((72, None, 90), (24, None, 80), (48, None, 100), (60, None, 100)))
    assert told.sort("taken_at").select("earlier_at", "earlier_read").rows() == [
        (None, None),
        (None, None),
        (None, None),
        (TUESDAY + 2 * DAY, 100),
    ]


def test_a_row_that_cannot_be_used_makes_no_other_row_one_of_fewer():
    unused = looks((-1, None, 500), (30, None, None)).vstack(
        pl.DataFrame([{"chat": "PA", "sent_at": TUESDAY, "read": 600}], schema=schema.READ_COUNTS)
    )
    told = reach_log.entries(FAIR, looks((24, None, 100), (48, None, 99)), unused)
    assert told.filter(pl.col("taken_at") > TUESDAY).sort("taken_at")["remark"].to_list() == [None, "no_count", "fewer"]


# ---- edited


def test_a_table_that_nobody_changed_is_the_read_counts_that_it_was_made_of():
    taken = looks((168, None, 300), (24, 380, 212)).vstack(looks((24, None, 9), chat="Another group"))
    used, unused = reach_log.edited(FAIR, reach_log.entries(FAIR, taken))
    assert sorted(used.rows(), key=str) == sorted(taken.rows(), key=str)
    assert unused.is_empty()


def test_rows_that_cannot_be_used_are_kept_apart_and_stay_in_the_log():
    wrong = [{"taken_at": TUESDAY - DAY, "read": 5}, {"taken_at": TUESDAY + DAY}, {"read": 7}]
    table = pl.DataFrame([entry(chat="PA", **row) for row in wrong], schema=reach_log.ENTRIES)
    used, unused = reach_log.edited(FAIR, table)
    assert used.is_empty()
    assert unused.select("taken_at", "read").rows() == [(TUESDAY - DAY, 5), (TUESDAY + DAY, None), (None, 7)]
    remarks = reach_log.entries(FAIR, used, unused)["remark"]
    assert sorted(remarks.cast(pl.String)) == ["before", "no_count", "no_time"]


def test_a_look_at_no_announcement_that_is_loaded_or_of_fewer_readers_is_used_all_the_same():
    taken = looks((24, None, 100), (48, None, 90)).vstack(looks((24, None, 9), sent=TUESDAY - DAY))
    used, unused = reach_log.edited(FAIR, reach_log.entries(FAIR, taken))
    assert (used.height, unused.height) == (3, 0)


def test_a_new_row_is_of_the_announcements_group_and_an_empty_one_is_nothing():
    rows = [{"sent_at": TUESDAY, "taken_at": TUESDAY + DAY, "read": 5}, {"begins": None}]
    used, unused = reach_log.edited(FAIR, pl.DataFrame(rows, schema=reach_log.ENTRIES))
    assert used.rows() == [("PA", TUESDAY, TUESDAY + DAY, None, 5)]
    assert unused.is_empty()


def test_a_row_that_stands_twice_counts_once_and_a_number_below_none_is_none():
    once = reach_log.entries(FAIR, looks((24, 380, 212))).cast({pl.UInt32: pl.Int64})  # pyright: ignore[reportArgumentType]
    used, unused = reach_log.edited(FAIR, pl.concat([once, once, once.with_columns(read=pl.lit(-1, pl.Int64))]))
    assert used["read"].to_list() == [212]
    assert unused["read"].to_list() == [None]


def test_times_and_numbers_may_come_back_in_other_types():
    table = reach_log.entries(FAIR, looks((24, 380, 212)))
    other = table.cast({pl.Datetime("ms"): pl.Datetime("ns"), pl.UInt32: pl.Float64})  # pyright: ignore[reportArgumentType]
    assert reach_log.edited(FAIR, other)[0].rows() == [("PA", TUESDAY, TUESDAY + DAY, 380, 212)]


# ---- one more look


def look(hours: float = 24, **more: object) -> Look:
    return Look("PA", TUESDAY, TUESDAY + timedelta(hours=hours), **more)  # pyright: ignore[reportArgumentType]


@pytest.mark.parametrize(
    ("typed", "counts", "said"),
    [
        ({"read": 212}, [(None, 212)], ()),
        ({"read": 0}, [(None, 0)], ()),
        ({"pasted": "Read by 212 / Delivered to 380"}, [(380, 212)], ()),
        ({"pasted": "Read by 212 / Delivered to 380", "read": 213}, [(380, 213)], ()),
        ({"pasted": "Delivered to 380", "read": 213}, [(380, 213)], ()),
        ({"pasted": "212 380", "read": 213}, [(None, 213)], ()),
        ({"pasted": "212 380"}, [], ("untold",)),
        ({"pasted": "Good morning"}, [], ("nothing",)),
        ({}, [], ("nothing",)),
        ({"delivered": 380}, [], ("no_count",)),
        ({"read": 212, "hours": -1}, [], ("before",)),
    ],
)
def test_a_look_is_taken_as_typed_or_pasted(typed: dict, counts: list[tuple], said: tuple[str, ...]):
    added = reach_log.with_look(FAIR, NONE, look(**typed))
    assert added.looks.select("delivered", "read").rows() == counts
    assert added.remarks == said
    assert [(taken.delivered, taken.read) for taken in [added.look] if taken] == counts


def test_a_look_is_added_to_the_others_and_takes_the_place_of_one_of_the_same_minute():
    before = looks((24, None, 100), (168, None, 300))
    added = reach_log.with_look(FAIR, before, look(24, read=110))
    assert added.looks.select("taken_at", "read").rows() == [(TUESDAY + 7 * DAY, 300), (TUESDAY + DAY, 110)]
    assert added.replaced == look(24, read=100)
    another = reach_log.with_look(FAIR, before, look(25, read=110))
    assert (another.looks.height, another.replaced) == (3, None)


def test_a_look_of_fewer_readers_is_taken_with_a_remark():
    added = reach_log.with_look(FAIR, looks((24, None, 100)), look(48, read=90))
    assert added.looks.height == 2
    assert (added.remarks, added.earlier) == (("fewer",), (TUESDAY + DAY, 100))


@pytest.mark.parametrize(
    ("hours", "delivered", "said"),
    [(24, 90, ()), (24, 89, ("over",)), (720, None, ()), (721, None, ("late",)), (721, 89, ("over", "late"))],
)
def test_a_look_of_more_readers_than_deliveries_or_a_month_later_is_taken_with_a_remark(
    hours: float, delivered: int | None, said: tuple[str, ...]
):
    added = reach_log.with_look(FAIR, NONE, look(hours, read=90, delivered=delivered))
    assert (added.looks.height, added.remarks) == (1, said)

"""Who came and went, month by month, beside the group's size and the roster's."""

from datetime import date, datetime
from typing import Any

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.stats import poisson

from dashboard.metrics import movements
from parsers import schema

NOBODY = schema.empty(schema.MEMBERSHIP)
NO_COUNTS = pl.DataFrame(schema={"chat": pl.String, "since": pl.Datetime("ms"), "members": pl.UInt32})
NO_ROSTER = schema.empty(schema.ROSTER)
CLASSES = pl.DataFrame({"class": ["2B"], "chat": ["Class 2B"]}).pipe(schema.conform, schema.CLASSES)


def messages_of(*rows: dict[str, Any], chat: str = "Class 2B") -> pl.DataFrame:
    """Rows with `on`, their date; with an event they are notices, otherwise messages."""
    filled = [
        {"chat": chat, "sent_at": datetime.combine(row["on"], datetime.min.time()).replace(hour=12), "targets": []}
        | {"kind": "notice" if "event" in row else "text"}
        | {column: value for column, value in row.items() if column != "on"}
        for row in rows
    ]
    return pl.DataFrame(filled, infer_schema_length=None).pipe(schema.conform, schema.MESSAGES)


def months(messages: pl.DataFrame, **known: Any) -> pl.DataFrame:
    given: dict[str, Any] = {
        "membership": NOBODY,
        "head_counts": NO_COUNTS,
        "roster": NO_ROSTER,
        "classes": CLASSES,
        "admin_chats": {"Class 2B"},
    }
    return movements.movements(messages, **given | known)


JANUARY, FEBRUARY, MARCH = date(2026, 1, 1), date(2026, 2, 1), date(2026, 3, 1)
JAN_5 = {"on": date(2026, 1, 5)}


@pytest.mark.parametrize(
    ("notice", "way"),
    [
        ({"event": "joined", "route": "link"}, "link"),
        ({"event": "joined", "route": "community"}, "community"),
        ({"event": "joined", "route": "invite"}, "invite"),
        ({"event": "joined", "route": None}, "joined"),
        ({"event": "added", "route": "added"}, "added"),
        ({"event": "added", "route": None}, "added"),
        ({"event": "left", "route": None}, "left"),
        ({"event": "removed", "route": None}, "removed"),
    ],
)
def test_everybody_who_comes_or_goes_is_counted_once_by_the_way_they_took(notice: dict[str, Any], way: str) -> None:
    (row,) = months(messages_of(JAN_5 | notice | {"targets": ["Ana", "Ben"]})).iter_rows(named=True)
    ways = (*movements.WAYS_IN, *movements.WAYS_OUT)
    assert {name: row[name] for name in ways} == dict.fromkeys(ways, 0) | {way: 2}


def test_a_notice_that_names_nobody_counts_one() -> None:
    assert months(messages_of(JAN_5 | {"event": "joined", "route": "community"}))["community"].to_list() == [1]


def test_creating_the_group_and_a_new_number_are_no_arrival() -> None:
    messages = messages_of(
        JAN_5 | {"event": "created", "actor": "Ana"},
        JAN_5 | {"event": "number_changed", "targets": ["Ana", "Ben"]},
        JAN_5 | {"event": "requested", "targets": ["Ben"]},
    )
    assert months(messages).select(pl.sum_horizontal(movements.WAYS_IN)).item() == 0


def test_a_month_in_which_nobody_came_or_went_has_a_row_of_noughts() -> None:
    messages = messages_of(JAN_5 | {"event": "joined", "actor": "Ana"}, {"on": date(2026, 3, 10), "sender": "Ana"})
    assert months(messages).select("month", "days", "joined", "left").rows() == [
        (JANUARY, 27, 1, 0),
        (FEBRUARY, 28, 0, 0),
        (MARCH, 10, 0, 0),
    ]


def test_who_left_is_not_known_where_the_export_is_no_admins() -> None:
    messages = messages_of(JAN_5 | {"event": "removed", "actor": "Ana", "targets": ["Ben"]})
    assert months(messages, admin_chats=set()).select("left", "removed").rows() == [(None, 1)]


def steps(*counts: tuple[datetime, int]) -> pl.DataFrame:
    rows = [{"chat": "Class 2B", "since": since, "members": members} for since, members in counts]
    return pl.DataFrame(rows, schema=NO_COUNTS.schema)


def test_the_members_are_those_at_the_end_of_the_months_last_day_that_is_shown() -> None:
    counts = steps(
        (datetime(2026, 1, 5), 20),
        (datetime(2026, 1, 31, 23), 21),
        (datetime(2026, 2, 1), 22),
        (datetime(2026, 2, 10, 18), 24),
    )
    messages = messages_of(JAN_5 | {"sender": "Ana"}, {"on": date(2026, 2, 10), "sender": "Ana"})
    assert months(messages, head_counts=counts).select("members_low", "members_high", "member_days").rows() == [
        (21, 21, 26 * 20 + 21),
        (24, 24, 9 * 22 + 24),
    ]


def test_member_days_are_not_known_where_a_day_is_not() -> None:
    messages = messages_of(JAN_5 | {"sender": "Ana"}, {"on": date(2026, 1, 9), "sender": "Ana"})
    counts = steps((datetime(2026, 1, 7), 20))
    assert months(messages, head_counts=counts).select("members_high", "member_days").rows() == [(20, None)]


def stay(sender: str, since: date | None, until: date | None, certainty: str = "presumed") -> dict[str, Any]:
    return {"chat": "Class 2B", "sender": sender, "since": since, "until": until, "certainty": certainty}


def test_where_no_number_is_known_the_members_are_at_least_those_surely_in() -> None:
    messages = messages_of(JAN_5 | {"sender": "Ana"}, {"on": date(2026, 2, 10), "sender": "Ana"})
    membership = pl.DataFrame(
        [
            stay("Ana", JANUARY, None),
            stay("Ben", JANUARY, date(2026, 1, 20)),
            stay("Cleo", date(2026, 1, 20), date(2026, 2, 5), "listed"),
            stay("Dan", None, None, "possible"),
        ]
    ).pipe(schema.conform, schema.MEMBERSHIP)
    assert months(messages, membership=membership).select("members_low", "members_high").rows() == [
        (2, None),
        (1, None),
    ]


def test_who_goes_at_midnight_was_a_member_at_the_end_of_the_day() -> None:
    membership = pl.DataFrame([stay("Ana", JANUARY, FEBRUARY), stay("Ben", FEBRUARY, None)]).pipe(
        schema.conform, schema.MEMBERSHIP
    )
    messages = messages_of(JAN_5 | {"sender": "Ana"}, {"on": FEBRUARY, "sender": "Ben"})
    assert months(messages, membership=membership)["members_low"].to_list() == [1, 1]


def looks(*counts: tuple[date, int | None]) -> pl.DataFrame:
    rows = [{"chat": "Class 2B", "taken_on": day, "members": members, "names": []} for day, members in counts]
    return pl.DataFrame(rows, infer_schema_length=None).pipe(schema.conform, schema.SNAPSHOTS)


@pytest.mark.parametrize(
    ("counts", "january", "february"),
    [
        ([(date(2026, 2, 10), 6)], (1, None), (6, 6)),
        ([(date(2026, 1, 31), 6)], (6, 6), (1, None)),
        ([(date(2026, 1, 30), 6), (date(2026, 2, 9), 6)], (1, None), (1, None)),  # somebody may have gone unseen
        ([(date(2026, 2, 12), 7), (date(2026, 2, 11), 6)], (1, None), (7, 7)),
        ([(date(2026, 3, 13), 6)], (1, None), (6, 6)),  # 31 days after the export's end
        ([(date(2026, 3, 14), 6)], (1, None), (1, None)),
        ([(date(2026, 2, 10), None)], (1, None), (1, None)),  # the admins alone
    ],
)
def test_where_departures_are_not_seen_the_members_are_those_counted_on_the_last_day(counts, january, february) -> None:
    messages = messages_of(JAN_5 | {"sender": "Ana"}, {"on": date(2026, 2, 10), "sender": "Ana"})
    membership = pl.DataFrame([stay("Ana", JANUARY, None)]).pipe(schema.conform, schema.MEMBERSHIP)
    found = months(messages, membership=membership, admin_chats=set(), snapshots=looks(*counts))
    assert found.select("members_low", "members_high").rows() == [january, february]


def test_a_number_that_is_known_throughout_goes_before_one_that_was_looked_up() -> None:
    found = months(messages_of(JAN_5), head_counts=steps((datetime(2026, 1, 5), 20)), snapshots=looks((JAN_5["on"], 6)))
    assert found["members_high"].to_list() == [20]


CREATED = {"on": date(2026, 1, 30), "event": "created", "actor": "Ana"}
FILLS = (
    {"on": date(2026, 2, 28), "event": "joined", "route": "link", "actor": "Ben"},
    {"on": date(2026, 3, 1), "event": "joined", "route": "link", "actor": "Cleo"},
    {"on": date(2026, 3, 10), "sender": "Ana"},
)


def test_the_first_days_after_its_creation_in_which_a_group_fills_are_left_out() -> None:
    found = months(messages_of(CREATED, *FILLS), filling_days=movements.FILLING_DAYS)
    assert found.select("filled", "month", "days", "link").rows() == [(True, MARCH, 10, 1)]
    churn = movements.churn(found)
    assert churn.select("filled", "joins").rows() == [(True, 1)]


def test_nothing_is_left_out_where_the_creation_is_not_shown() -> None:
    (february, march) = months(messages_of(*FILLS), filling_days=movements.FILLING_DAYS).iter_rows(named=True)
    assert (february["filled"], february["days"], february["link"]) == (False, 1, 1)
    assert (march["days"], march["link"]) == (10, 1)


def test_unless_it_is_asked_for_every_day_counts() -> None:
    found = months(messages_of(CREATED, *FILLS))
    assert found.select("filled", "days", "link").rows() == [(False, 2, 0), (False, 28, 1), (False, 10, 1)]


def test_a_group_that_is_still_filling_has_no_pace() -> None:
    assert movements.churn(months(messages_of(CREATED, FILLS[0]), filling_days=movements.FILLING_DAYS)).is_empty()


ROSTER = pl.DataFrame(
    [
        {"class": "2B", "family": "F1", "guardian": "Ann"},
        {"class": "2B", "family": "F1", "guardian": "Abe"},
        {"class": "2B", "family": "F2", "guardian": None, "standing": "opted_out"},
        {"class": "2B", "family": "F3", "guardian": "Cat", "starts": date(2026, 2, 1)},
        {"class": "2B", "family": "F1", "guardian": "Ash", "ends": date(2026, 1, 15)},
        {"class": "2B", "family": "staff: Di", "guardian": "Di", "role": "staff"},
        {"class": "3A", "family": "F9", "guardian": "Eve"},
    ],
    infer_schema_length=None,
).pipe(lambda rows: schema.conform(rows.with_columns(pl.col("role").fill_null("guardian")), schema.ROSTER))
TWO_MONTHS = messages_of(JAN_5 | {"sender": "Ana"}, {"on": date(2026, 2, 10), "sender": "Ana"})


def test_the_roll_is_that_of_the_day_on_which_the_members_are_counted() -> None:
    assert months(TWO_MONTHS, roster=ROSTER).select("on_roll", "guardians").rows() == [(2, 2), (3, 3)]


def test_a_family_is_on_roll_until_the_end_of_its_last_day() -> None:
    roster = ROSTER.filter(pl.col("family") == "F1").with_columns(ends=date(2026, 1, 31))
    assert months(TWO_MONTHS, roster=roster)["on_roll"].to_list() == [1, 0]


def test_a_roster_that_counts_alone_gives_families_and_no_guardians() -> None:
    classes = CLASSES.with_columns(families=pl.lit(27, pl.UInt32))
    assert months(TWO_MONTHS, classes=classes).select("on_roll", "guardians").rows() == [(27, None), (27, None)]


def test_a_group_of_no_class_has_no_roll() -> None:
    found = months(TWO_MONTHS.with_columns(chat=pl.lit("PA")), roster=ROSTER)
    assert found.select("on_roll", "guardians").rows() == [(None, None), (None, None)]


def test_groups_are_kept_apart() -> None:
    both = pl.concat(
        [
            messages_of(JAN_5 | {"event": "joined", "actor": "Ana"}),
            messages_of({"on": date(2026, 2, 5), "event": "left", "actor": "Ben"}, chat="Class 2A"),
        ]
    )
    assert months(both).select("chat", "month", "joined", "left").rows() == [
        ("Class 2A", FEBRUARY, 0, None),
        ("Class 2B", JANUARY, 1, 0),
    ]


def test_of_nothing_there_is_nothing() -> None:
    found = months(schema.empty(schema.MESSAGES))
    assert found.is_empty()
    assert movements.churn(found).is_empty()


def month(**figures: Any) -> dict[str, Any]:
    ways = dict.fromkeys((*movements.WAYS_IN, *movements.WAYS_OUT), 0)
    return {"chat": "Class 2B", "filled": False, "month": JANUARY, "days": 30, "member_days": 900.0} | ways | figures


def churned(*rows: dict[str, Any]) -> dict[str, Any]:
    frame = pl.DataFrame(list(rows), schema_overrides={"member_days": pl.Float64, "left": pl.UInt32})
    (row,) = movements.churn(frame).iter_rows(named=True)
    return row


def test_joins_and_exits_a_month_are_people_for_each_month_of_days_shown() -> None:
    row = churned(month(link=3, added=2, left=1), month(joined=1, removed=1, days=31))
    shown = 61 / movements.MONTH_DAYS
    assert (row["joins"], row["exits"], row["months"]) == (6, 2, pytest.approx(shown))
    assert (row["joins_a_month"], row["exits_a_month"]) == (pytest.approx(6 / shown), pytest.approx(2 / shown))


def test_churn_is_exits_for_each_member_and_month() -> None:
    row = churned(month(left=2, member_days=600.0), month(left=1, member_days=300.0))
    assert row["member_months"] == pytest.approx(900 / movements.MONTH_DAYS)
    assert row["churn"] == pytest.approx(3 / (900 / movements.MONTH_DAYS))


def test_churn_looks_only_at_months_in_which_the_number_of_members_is_known() -> None:
    row = churned(month(left=2, member_days=600.0), month(left=9, member_days=None))
    assert row["churn"] == pytest.approx(2 / (600 / movements.MONTH_DAYS))
    assert row["exits"] == 11


def test_exits_that_are_not_seen_are_not_known() -> None:
    row = churned(month(left=None, removed=3, link=1))
    undefined = ("exits", "exits_a_month", "exits_low", "exits_high", "member_months", "churn", "churn_low")
    assert [row[name] for name in undefined] == [None] * len(undefined)
    assert row["joins"] == 1


def test_without_members_there_is_no_churn() -> None:
    for members in (None, 0.0):
        row = churned(month(left=2, member_days=members))
        assert (row["churn"], row["churn_low"], row["churn_high"]) == (None, None, None)


def test_of_nobody_seen_to_come_the_rate_may_still_be_up_to_three_or_so_in_the_time() -> None:
    row = churned(month(days=1))
    days_a_month = movements.MONTH_DAYS
    assert (row["joins_a_month"], row["joins_low"]) == (0.0, 0.0)
    assert row["joins_high"] == pytest.approx(3.6889 * days_a_month, rel=1e-4)  # -ln(0.025) events


@settings(max_examples=50, deadline=None)
@given(st.integers(1, 400))
def test_at_each_limit_what_was_seen_is_just_too_many_or_too_few_at_one_side_of_forty(seen: int) -> None:
    row = churned(month(link=seen))
    shown = row["months"]
    assert poisson.sf(seen - 1, row["joins_low"] * shown) == pytest.approx(0.025)
    assert poisson.cdf(seen, row["joins_high"] * shown) == pytest.approx(0.025)

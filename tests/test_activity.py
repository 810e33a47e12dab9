from datetime import datetime, timedelta
from math import ceil

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from dashboard.metrics.activity import ACTIVITY, activity
from parsers.schema import LINKS, MESSAGES, conform

NOON = datetime(2026, 6, 8, 12)
FAMILY = {"Ana": "f1", "Ben": "f2", "Cy": "f2", "Mr Oak": "staff: Oak", "Dot": None}


def hours(number: float) -> timedelta:
    return timedelta(hours=number)


def said(*messages: tuple[float, str] | tuple[float, str, str], chat: str = "Class 1A") -> pl.DataFrame:
    """Messages of (hours after noon, sender) and, if not text, their kind."""
    rows = [(chat, NOON + hours(after), sender, *(kind or ["text"])) for after, sender, *kind in messages]
    return conform(pl.DataFrame(rows, schema=["chat", "sent_at", "sender", "kind"], orient="row"), MESSAGES)


def announced(*after: float) -> pl.DataFrame:
    return pl.DataFrame(
        {"announcement": range(1, len(after) + 1), "sent_at": [NOON + hours(each) for each in after]},
        schema={"announcement": pl.UInt32, "sent_at": pl.Datetime("ms")},
    )


def linked(chat: str = "Class 1A") -> pl.DataFrame:
    rows = [(chat, sender, family) for sender, family in FAMILY.items()]
    return conform(pl.DataFrame(rows, schema=["chat", "sender", "family"], orient="row"), LINKS)


def on_roll(*families: str, announcements: int = 1, nameless: bool = False, classes: tuple[str, ...] = ("1A",)):
    rows = [
        (number, class_, family, nameless)
        for number in range(1, announcements + 1)
        for class_ in classes
        for family in families
    ]
    schema = {"announcement": pl.UInt32, "class": pl.String, "family": pl.String, "nameless": pl.Boolean}
    return pl.DataFrame(rows, schema=schema, orient="row")


LAST = (200.0, "Somebody")  # the end of what is loaded


def curve(messages: pl.DataFrame, *families: str, **options) -> list[tuple[float, int, float]]:
    """Of one announcement at noon."""
    return activity(announced(0), messages, linked(), on_roll(*families), **options).rows()


def test_the_curve_falls_in_the_hour_in_which_a_family_first_writes():
    assert curve(said((2.4, "Ana"), (2.6, "Ana"), (30, "Ben"), LAST), "f1", "f2") == [(3.0, 2, 0.5), (30.0, 1, 0.0)]


def test_either_guardian_is_the_family():
    assert curve(said((9, "Ben"), (5, "Cy"), LAST), "f2") == [(5.0, 1, 0.0)]


def test_a_message_in_any_group_counts():
    messages = pl.concat([said(LAST), said((4, "Ana"), chat="News")])
    links = pl.concat([linked(), linked("News")])
    assert activity(announced(0), messages, links, on_roll("f1")).rows() == [(4.0, 1, 0.0)]


@pytest.mark.parametrize("after", [-1, 0], ids=["before", "with"])
def test_a_message_before_or_with_the_announcement_is_none_after_it(after):
    assert curve(said((after, "Ana"), LAST), "f1") == [(168.0, 1, 1.0)]


@pytest.mark.parametrize("kind", ["notice", "call"])
def test_notices_and_calls_are_no_messages(kind):
    assert curve(said((4, "Ana", kind), LAST), "f1") == [(168.0, 1, 1.0)]


def test_a_family_that_writes_after_the_window_was_watched_to_its_end():
    assert curve(said((24, "Ana"), (24.1, "Ben"), LAST), "f1", "f2", window_hours=24) == [(24.0, 2, 0.5)]


def test_nobody_is_watched_beyond_what_is_loaded_nor_for_part_of_an_hour():
    assert curve(said((3, "Ana"), (5.7, "Ben"), (5.9, "Somebody")), "f1", "f2") == [(3.0, 2, 0.5), (5.0, 1, 0.5)]
    assert curve(said((0.2, "Ana"), (0.9, "Somebody")), "f1") == []


def test_staff_and_senders_linked_to_nobody_are_no_family():
    assert curve(said((4, "Mr Oak"), (5, "Dot"), LAST), "f1", "staff: Oak") == [(168.0, 1, 1.0)]


def test_nameless_families_are_left_out_as_nothing_could_tell_of_them():
    families = pl.concat([on_roll("f1"), on_roll("1B 1", "1B 2", nameless=True)])
    assert activity(announced(0), said((4, "Ana"), LAST), linked(), families).rows() == [(4.0, 1, 0.0)]


def test_a_family_of_two_classes_counts_once_for_an_announcement_and_again_for_the_next():
    families = on_roll("f1", announcements=2, classes=("1A", "2A"))
    rows = activity(announced(0, 10), said((4, "Ana"), (11, "Ana"), LAST), linked(), families).rows()
    assert rows == [(1.0, 2, 0.5), (4.0, 1, 0.0)]


def test_a_family_is_watched_only_for_the_announcements_at_which_it_was_on_roll():
    families = on_roll("f1", announcements=2).filter(pl.col("announcement") == 2)
    assert activity(announced(0, 10), said((4, "Ana"), (12, "Ana"), LAST), linked(), families).rows() == [(2.0, 1, 0.0)]


def test_the_order_of_announcements_and_messages_and_names_as_categories_change_nothing():
    announcements, families = announced(0, 10, 5), on_roll("f1", "f2", announcements=3)
    messages, links = said((4, "Ana"), (12, "Ana"), (6, "Ben"), LAST), linked()
    names = [frame.with_columns(pl.col(pl.String).cast(pl.Categorical)) for frame in (messages, links, families)]
    plain = activity(announcements, messages, links, families)
    assert plain["hours"].to_list() == [1, 2, 4, 6, 7, 168]
    assert activity(announcements.reverse(), messages.reverse(), links, families).equals(plain)
    assert activity(announcements, *names).equals(plain)


@pytest.mark.parametrize("missing", ["announcements", "messages", "families"])
def test_without_anything_to_watch_there_are_no_rows(missing):
    announcements = announced() if missing == "announcements" else announced(0)
    messages = said((4, "Ana"), LAST) if missing != "messages" else conform(pl.DataFrame(), MESSAGES)
    families = on_roll() if missing == "families" else on_roll("f1")
    none = activity(announcements, messages, linked(), families)
    assert none.is_empty()
    assert none.schema == ACTIVITY


posted = st.lists(st.tuples(st.integers(-60, 3000), st.sampled_from(sorted(FAMILY))), min_size=1, max_size=30)
sendings = st.lists(st.integers(0, 1500), min_size=1, max_size=6)


@given(posted, sendings, st.sampled_from([1, 5, 24]))
def test_the_curve_is_the_product_counted_one_family_and_announcement_at_a_time(minutes, sent, window):
    messages = said(*((minute / 60, sender) for minute, sender in minutes))
    end = max(minute for minute, _ in minutes)
    watched: list[tuple[int, bool]] = []
    for at in sent:
        limit = min(window, (end - at) // 60)
        for family in ("f1", "f2", "f3"):
            wrote = [minute - at for minute, sender in minutes if FAMILY[sender] == family and minute > at]
            first = ceil(min(wrote) / 60) if wrote else limit + 1
            watched += [(min(first, limit), first <= limit)] if limit >= 1 else []
    expected, share = [], 1.0
    for hour in sorted({hour for hour, _ in watched}):
        at_risk = sum(until >= hour for until, _ in watched)
        share *= 1 - sum(seen and until == hour for until, seen in watched) / at_risk
        expected.append((float(hour), at_risk, pytest.approx(share, abs=1e-12)))
    families = on_roll("f1", "f2", "f3", announcements=len(sent))
    announcements = announced(*(at / 60 for at in sent))
    assert activity(announcements, messages, linked(), families, window_hours=window).rows() == expected

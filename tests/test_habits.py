"""Habits a day: what each column counts, against a plain count, message by message; and what a reader faces."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from pathlib import Path

import polars as pl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from dashboard.metrics import habits
from dashboard.metrics.domains import links
from dashboard.metrics.questions import questions
from dashboard.school import School
from dashboard.selection import Period
from dashboard.workspace import Workspace, load
from parsers import schema
from tests import habits_slowly as slowly
from tests.posted import START, messages_of

SCHOOL = School(school_domains=("school.example",), allowed_domains=("portal.example",))
MARCH = Period("March", date(2026, 3, 1), date(2026, 3, 31))
TEXTS = (
    *("See you", "Is it Tuesday?", "Not sure sorry", "following", "Following this, not sure, I think 9", "ok; fine"),
    *("https://school.example/a?b=1", "Have you seen https://forms.gle/x?", "Αύριο;", "去年还是今年？", "不知道"),
    *(
        "www.vinted.fr and amazon.co.uk/gp",
        "portal.example/pay",
        "docs.google.com/forms/d/1",
        "🤷🏽‍♀️",
        "",
        "No idea ;)",
    ),
)
GAPS = (0, 1, 40, 60, 61, 119, 120, 121, 360, 361, 600, 1800, 43_200, 86_399, 86_400, -1800)


@pytest.fixture(scope="module")
def loaded() -> Workspace:
    return load(Path("sample_exports"))


def counted(*rows: dict, **more: object) -> list[dict[str, object]]:
    """What is not 0 on each day."""
    found = habits.by_day(messages_of(*rows), SCHOOL, **more)  # pyright: ignore[reportArgumentType]
    return [{name: value for name, value in row.items() if value != 0} for row in found.iter_rows(named=True)]


@st.composite
def chats(draw: st.DrawFn) -> pl.DataFrame:
    """Two groups of three people, each in order of its file, whose clock goes back now and then."""
    posts = []
    for chat in ("A", "B"):
        at = START
        for _ in range(draw(st.integers(0, 16))):
            at += timedelta(seconds=draw(st.sampled_from(GAPS)))
            kind = draw(st.sampled_from(["text"] * 9 + ["media", "deleted", "notice", "location"]))
            posts.append(
                {"chat": chat, "seconds": (at - START).total_seconds(), "kind": kind}
                | {"sender": None if kind == "notice" else draw(st.sampled_from(["Ann", "Ann", "Bo", "Cy"]))}
                | {"text": draw(st.sampled_from(TEXTS)), "event": "joined" if kind == "notice" else None}
                | {"media": draw(st.sampled_from(["image", "video", "unknown", "gif"])) if kind == "media" else None}
                | {"actor": draw(st.sampled_from([None, "Bo"])) if kind == "deleted" else None}
            )
    return messages_of(*posts)


def as_counted_slowly(messages: pl.DataFrame, school: School) -> pl.DataFrame:
    rows = [{"chat": chat, "day": day} | counts for (chat, day), counts in slowly.by_day(messages, school).items()]
    found = pl.DataFrame(rows, schema=habits.HABITS, orient="row") if rows else schema.empty(habits.HABITS)
    return found.with_columns(pl.col(habits.COUNTED).fill_null(0)).sort("chat", "day")


@given(chats())
@settings(max_examples=100, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_habits_are_as_counted_message_by_message(messages: pl.DataFrame) -> None:
    assert habits.by_day(messages, SCHOOL).equals(as_counted_slowly(messages, SCHOOL))


@given(chats())
@settings(max_examples=20, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_the_groups_order_and_their_mixing_change_nothing(messages: pl.DataFrame) -> None:
    told = habits.by_day(messages, SCHOOL)
    assert habits.by_day(messages.sort("chat", descending=True, maintain_order=True), SCHOOL).equals(told)
    assert habits.by_day(messages.sort("line", maintain_order=True), SCHOOL).equals(told)
    mixed = messages.with_columns(turn=pl.int_range(pl.len()).over("chat")).sort("turn", maintain_order=True)
    assert habits.by_day(mixed.drop("turn"), SCHOOL).equals(told)


@given(chats())
@settings(max_examples=20, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_other_names_change_nothing(messages: pl.DataFrame) -> None:
    renamed = messages.with_columns(pl.col("sender").replace({"Ann": "Zoe", "Bo": "Ann", "Cy": "Bo"}))
    assert habits.by_day(renamed, SCHOOL).equals(habits.by_day(messages, SCHOOL))


@given(chats(), st.integers(0, 40))
@settings(max_examples=20, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_a_notice_within_what_was_observed_changes_nothing(messages: pl.DataFrame, place: int) -> None:
    span = pl.DataFrame({"chat": ["A", "B"], "last": [START + timedelta(days=1)] * 2})
    at = min(place, messages.height)
    notice = messages_of({"kind": "notice", "sender": None, "event": "joined", "text": "Dee joined"})
    noticed = pl.concat([messages[:at], notice, messages[at:]])
    assert habits.by_day(noticed, SCHOOL, span=span).equals(habits.by_day(messages, SCHOOL, span=span))


@given(chats())
@settings(max_examples=20, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_two_groups_together_are_the_sum_of_each(messages: pl.DataFrame) -> None:
    each = [habits.by_day(messages.filter(pl.col("chat") == chat), SCHOOL) for chat in ("A", "B")]
    assert habits.by_day(messages, SCHOOL).equals(pl.concat(each))


def test_the_sample_school_has_the_habits_that_are_counted_message_by_message(loaded: Workspace) -> None:
    told = habits.by_day(loaded.messages, loaded.school)
    assert told.equals(as_counted_slowly(loaded.messages, loaded.school))
    assert all(told[name].sum() > 0 for name in habits.COUNTED)


def test_the_sample_schools_questions_and_links_are_those_found_one_by_one(loaded: Workspace) -> None:
    last = slowly.last_records(loaded.messages)
    groups = slowly.posts(loaded.messages)
    asked = [(chat, *each) for chat, group in groups.items() for each in slowly.questions(group, last[chat])]
    assert questions(loaded.messages).rows() == asked
    linked = [
        (chat, post.at, *each)
        for chat, group in groups.items()
        for post in group
        for each in slowly.links(post, loaded.school)
    ]
    assert links(loaded.messages, loaded.school).rows() == linked


# Each column


def test_what_spans_midnight_counts_on_the_day_it_began() -> None:
    three = [{"seconds": seconds} for seconds in (60, 120, 180)]
    assert counted(*three) == [
        {"chat": "A", "day": date(2026, 3, 2), "messages": 1, "bursts": 1, "burst_messages": 3, "saved": 2},
        {"chat": "A", "day": date(2026, 3, 3), "messages": 2},
    ]


def test_notices_and_calls_are_no_messages_and_a_day_of_them_alone_has_no_row() -> None:
    assert counted({"kind": "notice", "sender": None}, {"kind": "call"}) == []


@pytest.mark.parametrize(
    ("row", "column"),
    [
        ({"kind": "media", "media": "image"}, "pictures"),
        ({"kind": "media", "media": "video"}, "videos"),
        ({"kind": "media", "media": "unknown"}, "unknown_media"),
        ({"kind": "deleted"}, "deleted_by_sender"),
        ({"kind": "deleted", "actor": "Bo"}, "deleted_by_admin"),
        ({"text": "https://school.example"}, "school_links"),
        ({"text": "https://portal.example"}, "allowed_links"),
        ({"text": "https://doodle.com/a"}, "sign_up_links"),
        ({"text": "https://etsy.com/a"}, "shop_links"),
        ({"text": "https://bbc.co.uk/a"}, "other_links"),
    ],
)
def test_each_kind_has_a_column(row: dict, column: str) -> None:
    assert counted(row) == [{"chat": "A", "day": date(2026, 3, 2), "messages": 1, column: 1}]


@pytest.mark.parametrize("media", ["gif", "sticker", "voice", "audio", "document", "view_once"])
def test_what_is_no_picture_and_no_video_is_neither_of_them_nor_unknown(media: str) -> None:
    assert counted({"kind": "media", "media": media}) == [{"chat": "A", "day": date(2026, 3, 2), "messages": 1}]


def test_a_question_whose_window_the_export_cuts_short_is_not_counted_as_unanswered() -> None:
    asked = {"text": "Today?"}
    assert "questions" not in counted(asked)[0]
    late = {"seconds": 86_400, "sender": None, "kind": "notice"}
    assert counted(asked, late)[0]["questions"] == 1
    assert "answered" not in counted(asked, late)[0]


def test_a_shorter_window_knows_sooner() -> None:
    asked, late = {"text": "Today?"}, {"seconds": 3600, "sender": "Bo"}
    assert counted(asked, late)[0]["answered"] == 1
    assert counted(asked, late, window_hours=0.5)[0] == {
        "chat": "A",
        "day": date(2026, 3, 2),
        "messages": 1,
        "questions": 1,
    }


def test_nothing_loaded_has_no_habits() -> None:
    told = habits.by_day(schema.empty(schema.MESSAGES), SCHOOL)
    assert told.schema == habits.HABITS
    assert told.is_empty()


def test_no_frame_holds_a_sender() -> None:
    for frame in (habits.HABITS, habits.COUNTS, habits.FACED):
        assert not {"sender", "by", "key", "actor"} & set(frame)


# Periods


def days(*counts: tuple[int, int], chat: str = "A") -> pl.DataFrame:
    """So many messages on that day of March."""
    rows = [{"chat": chat, "day": date(2026, 3, day), "messages": messages} for day, messages in counts]
    frame = pl.DataFrame(rows, schema=habits.HABITS, orient="row") if rows else schema.empty(habits.HABITS)
    return frame.with_columns(pl.col(habits.COUNTED).fill_null(0))


def seen(first: datetime | None, last: datetime | None, chat: str = "A") -> pl.DataFrame:
    return pl.DataFrame(
        {"chat": [chat], "first": [first], "last": [last]},
        schema={"chat": pl.String, "first": pl.Datetime("ms"), "last": pl.Datetime("ms")},
    )


def test_a_period_is_the_sum_of_its_days_the_first_and_the_last_included() -> None:
    told = habits.in_period(days((1, 1), (2, 10), (4, 100), (5, 1000)), Period("", date(2026, 3, 2), date(2026, 3, 4)))
    assert told.select("chat", "messages").rows() == [("A", 110)]
    assert told.schema == habits.COUNTS


@pytest.mark.parametrize(
    ("counts", "answer"),
    [
        ([(2, 4)], ("A", 3, 0.0, 3.6)),  # 4, 0, 0: the 95th percentile is 9 tenths of the way from 0 to 4
        ([(2, 2), (3, 4), (4, 9)], ("A", 3, 4.0, 8.5)),
        ([(1, 50), (5, 50)], ("A", 3, 0.0, 0.0)),  # days seen in part
    ],
)
def test_a_reader_faces_the_messages_of_whole_days_and_0_on_those_without(
    counts: Sequence[tuple[int, int]], answer: tuple[object, ...]
) -> None:
    span = seen(datetime(2026, 3, 1, 0, 1), datetime(2026, 3, 5, 23, 59))
    faced = habits.faced(days(*counts), span, MARCH)
    assert faced.rows() == [pytest.approx(answer)]
    assert faced.schema == habits.FACED


def test_a_day_is_whole_from_midnight_to_midnight() -> None:
    span = seen(datetime(2026, 3, 1), datetime(2026, 3, 3))
    assert habits.faced(days((1, 5), (2, 7), (3, 1)), span, MARCH).rows() == [("A", 2, 6.0, pytest.approx(6.9))]


def test_days_outside_the_period_are_not_faced() -> None:
    span = seen(datetime(2026, 2, 1), datetime(2026, 4, 30))
    one_day = Period("", date(2026, 3, 2), date(2026, 3, 2))
    assert habits.faced(days((1, 5), (2, 7), (3, 1)), span, one_day).rows() == [("A", 1, 7.0, 7.0)]


def test_where_no_whole_day_was_observed_nobody_knows_what_a_reader_faces() -> None:
    spans = pl.concat([seen(START, START, "B"), seen(None, None, "A")])
    assert habits.faced(days((2, 9), chat="B"), spans, MARCH).rows() == [("A", 0, None, None), ("B", 0, None, None)]

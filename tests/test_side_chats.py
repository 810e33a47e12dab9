"""Side chats: six or more messages in a row by exactly two people within thirty minutes."""

from collections.abc import Sequence

import polars as pl
import pytest

from dashboard.metrics.sent import sent
from dashboard.metrics.side_chats import side_chats
from tests.posted import messages_of, posted

FIVE_MINUTES = 300


def lengths(messages: pl.DataFrame) -> list[int]:
    return side_chats(sent(messages))["messages"].to_list()


def in_turn(names: str, gap: int = FIVE_MINUTES) -> pl.DataFrame:
    """Texts by these people, a letter each, so many seconds apart."""
    return posted(*((name, place * gap) for place, name in enumerate(names)))


@pytest.mark.parametrize(
    ("names", "answer"),
    [
        ("ababab", [6]),
        ("ababa", []),
        ("abbbba", [6]),
        ("aaaaab", [6]),
        ("aaaaaa", []),  # one person
        ("ababac", []),  # a third one
        ("abababab", [8]),
        ("cababab", [6]),  # the six in a row, without the one before
        ("abababcdcdcd", [6, 6]),  # two pairs
        ("abababcbcbc", [6, 5]),  # b's last stands in both, and counts once
        ("abababcababab", [6, 6]),  # the same pair, with somebody between
        ("abbbbbbbb", [6]),  # six by b alone are none, so the last three are in no six by both
    ],
)
def test_a_side_chat_is_six_or_more_in_a_row_by_exactly_two(names: str, answer: Sequence[int]) -> None:
    assert lengths(in_turn(names)) == answer


@pytest.mark.parametrize(("gap", "answer"), [(360, [6]), (361, [])])
def test_six_messages_are_to_lie_within_thirty_minutes(gap: int, answer: Sequence[int]) -> None:
    assert lengths(in_turn("ababab", gap)) == answer


def test_a_long_side_chat_is_one_though_it_takes_hours() -> None:
    assert lengths(in_turn("ab" * 20)) == [40]


def test_after_a_long_break_it_is_another() -> None:
    seconds = [*range(6), *range(3600, 3606)]
    assert lengths(posted(*(("ab"[place % 2], second) for place, second in enumerate(seconds)))) == [6, 6]


@pytest.mark.parametrize("between", [{"kind": "notice", "sender": None}, {"kind": "call", "sender": "Cy"}])
def test_notices_and_calls_are_nobody(between: dict) -> None:
    assert lengths(messages_of(*[{}, {"sender": "Bo"}] * 2, between, {}, {"sender": "Bo"})) == [6]


def test_deleted_messages_count() -> None:
    assert lengths(messages_of(*[{}, {"sender": "Bo", "kind": "deleted"}] * 3)) == [6]


def test_messages_of_two_groups_are_no_side_chat() -> None:
    pair = [{}, {"sender": "Bo"}]
    assert lengths(messages_of(*pair * 2, *({**row, "chat": "B"} for row in pair))) == []


def test_a_clock_set_back_ends_a_side_chat() -> None:
    assert lengths(posted(*(("ab"[place % 2], second) for place, second in enumerate([0, 1, 2, 0, 1, 2])))) == []

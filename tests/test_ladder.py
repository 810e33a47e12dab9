"""How far one announcement came."""

from datetime import timedelta

import polars as pl
import pytest
from small_school import (
    CLASSES,
    ECHO,
    FAIR,
    MONDAY,
    NEWS,
    NO_LISTS,
    NO_READS,
    ROSTER,
    SCHOOL,
    announced,
    head_count,
    looked,
    messages_of,
)

from dashboard import membership, people
from dashboard.metrics import reach
from dashboard.metrics.ladder import ladder, sent_to
from dashboard.metrics.standing import Groups, stand
from parsers import schema

JOINED = {"hour": -1, "chat": NEWS, "event": "joined", "route": "link", "actor": "Ann Ash"}
IN_CLASS = {"hour": -1, "sender": "Bob Birch", "text": "hello"}
OVER = announced(240, "Hello.")


def rungs(
    *rows: dict, lists: pl.DataFrame = NO_LISTS, reads: pl.DataFrame = NO_READS, class_: str | None = "2B"
) -> dict[str, list[tuple]]:
    """rung -> unit, low, high, of of each row of the first announcement's ladder."""
    messages = messages_of(*rows)
    links = people.link(people.senders(messages, lists, CLASSES), ROSTER, schema.empty(schema.DECISIONS))
    groups = Groups(messages, SCHOOL, ROSTER, links, membership.timeline(messages, lists), lists, CLASSES)
    told = stand(groups)
    made = ladder(groups, told, reach.banded(groups, told, reads), reads, announcement=1, class_=class_)
    found: dict[str, list[tuple]] = {}
    for rung, *numbers in made.select("rung", "unit", "low", "high", "of").iter_rows():
        found.setdefault(rung, []).append(tuple(numbers))
    return found


def test_families_join_any_group_before_the_announcement_group() -> None:
    told = rungs(JOINED, IN_CLASS, announced(), OVER)

    assert told["on_roll"] == [("families", 3, 3, 3)]
    assert told["joined"] == [("families", 2, 3, 3)]
    assert told["in_group"] == [("families", 1, 3, 3)]


def test_a_head_count_of_the_announcement_group_bounds_who_is_in_it_but_not_who_joined_some_group() -> None:
    told = rungs(JOINED, IN_CLASS, announced(), OVER, lists=head_count(-1, members=1))

    assert (told["joined"], told["in_group"]) == ([("families", 2, 3, 3)], [("families", 1, 2, 3)])


def test_a_copy_in_a_class_group_brings_nobody_into_the_announcement_group() -> None:
    told = rungs(JOINED, IN_CLASS, announced(), ECHO, OVER, lists=head_count(-1, members=1))

    assert told["in_group"] == [("families", 1, 2, 3)]


@pytest.mark.parametrize(
    ("answer", "acted"),
    [({"hour": 1, "chat": NEWS, "sender": "Bob Birch", "text": "Thank you!"}, 1), ({"hour": 1, "text": "ok"}, 0)],
)
def test_acted_are_at_least_those_with_a_direct_sign_and_nothing_bounds_them(answer: dict, acted: int) -> None:
    told = rungs(announced(), {"sender": "Bob Birch"} | answer, OVER)

    assert told["acted"] == [("families", acted, None, 3)]


def test_without_a_look_delivered_and_read_are_not_known() -> None:
    told = rungs(announced(), OVER, class_=None)

    assert (told["delivered"], told["read"]) == ([("people", None, None, None)], [("families", None, None, 3)])


def test_each_look_has_its_own_rung_and_was_delivered_to_no_fewer_than_read_it() -> None:
    later = looked(100, 3).with_columns(delivered=pl.lit(1, pl.UInt32))  # on some phones those who have not read it
    looks = pl.concat([looked(25, 1).with_columns(delivered=pl.lit(3, pl.UInt32)), later])

    told = rungs(JOINED, announced(), OVER, lists=head_count(-1, members=3), reads=looks, class_=None)

    assert told["delivered"] == [("people", 3, 3, 3), ("people", 3, 3, 3)]
    assert [(low, high) for _, low, high, _ in told["read"]] == [(1, 1), (3, 3)]


def test_looks_count_the_whole_group_and_tell_nothing_of_one_class() -> None:
    assert rungs(announced(), OVER, reads=looked(25, 2))["read"] == [("families", None, None, 3)]


def test_while_the_window_is_not_over_only_the_roll_and_the_looks_are_known() -> None:
    told = rungs(JOINED, announced(), reads=looked(25, 1), class_=None)

    assert told["joined"] == told["in_group"] == [("families", None, None, None)]
    assert told["acted"] == [("families", None, None, None)]
    assert [(low, high) for _, low, high, _ in told["read"]] == [(1, 1)]


def test_people_who_voted_stand_apart_from_families_who_acted() -> None:
    options = [{"option": "Yes", "votes": 5}, {"option": "No", "votes": 3}]
    told = rungs(announced(0, "Will you come to the fair?", kind="poll", options=options), OVER, class_=None)

    assert told["acted"] == [("families", 0, None, 3), ("people", 5, 8, None)]


def test_hours_are_those_between_the_announcement_and_the_look() -> None:
    messages = messages_of(announced(0, FAIR), OVER)
    links = people.link(people.senders(messages, NO_LISTS, CLASSES), ROSTER, schema.empty(schema.DECISIONS))
    groups = Groups(messages, SCHOOL, ROSTER, links, membership.timeline(messages, NO_LISTS), NO_LISTS, CLASSES)
    told, reads = stand(groups), looked(25.5, 1)

    made = ladder(groups, told, reach.banded(groups, told, reads), reads, announcement=1)

    assert made.drop_nulls("at").select("rung", "at", "hours").rows() == [
        ("delivered", MONDAY + timedelta(hours=25.5), 25.5),
        ("read", MONDAY + timedelta(hours=25.5), 25.5),
    ]


def test_who_left_a_sign_in_a_class_group_is_in_some_group_but_need_not_be_in_the_announcement_group() -> None:
    below = {"hour": 6, "sender": "Bob Birch", "text": "thanks"}

    told = rungs({**JOINED, "actor": "Cid Cedar"}, announced(), ECHO, below, OVER)

    assert (told["joined"], told["in_group"]) == ([("families", 3, 3, 3)], [("families", 1, 3, 3)])


@pytest.mark.parametrize(
    ("delivered", "read", "others", "bounds"),
    [(5, 3, None, (5, 5)), (None, 3, 9, (None, None)), (2, 3, None, (3, 5)), (2, 3, 4, (3, 4)), (2, 3, 1, (3, 3))],
)
def test_a_phone_that_counts_those_who_read_apart_has_delivered_to_both(
    delivered: int | None, read: int, others: int | None, bounds: tuple[int | None, int | None]
) -> None:
    assert sent_to(delivered, read, others) == bounds

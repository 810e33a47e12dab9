"""How far member lists and head-counts were from what was known without them."""

from datetime import date, datetime, timedelta

import polars as pl
import pytest

from dashboard import membership
from parsers import schema

START = datetime(2026, 1, 1)


def messages_of(*rows: dict) -> pl.DataFrame:
    """Rows of Class 2B; with an event they are notices, otherwise messages. `on` is the day."""
    filled = [
        {"chat": "Class 2B", "line": line, "sent_at": START + timedelta(days=row["on"])}
        | {"kind": "notice" if "event" in row else "text", "targets": []}
        | {column: value for column, value in row.items() if column != "on"}
        for line, row in enumerate(rows)
    ]
    return pl.DataFrame(filled, infer_schema_length=None).pipe(schema.conform, schema.MESSAGES)


def lists_of(*rows: tuple[int, int | None, list[str]]) -> pl.DataFrame:
    """day, members, names of lists of Class 2B."""
    return pl.DataFrame(
        [
            {"chat": "Class 2B", "taken_on": (START + timedelta(days=on)).date(), "members": members, "names": names}
            for on, members, names in rows
        ],
        infer_schema_length=None,
    ).pipe(schema.conform, schema.SNAPSHOTS)


def people(messages: pl.DataFrame, lists: pl.DataFrame, **more) -> list[tuple]:
    """on_list, unseen, not_expected, gone, error."""
    found = membership.disagreements(messages, lists, **more)
    return found.select("on_list", "unseen", "not_expected", "gone", "error").rows()


def joined(who: str, on: float = 1) -> dict:
    return {"on": on, "event": "joined", "actor": who}


def left(who: str, on: float) -> dict:
    return {"on": on, "event": "left", "actor": who}


def test_a_list_that_says_what_was_known_has_no_error():
    assert people(messages_of(joined("Ana"), joined("Ben")), lists_of((5, 2, ["Ana", "Ben"]))) == [(2, 0, 0, 0, 0)]


def test_who_was_surely_in_and_is_not_on_the_list_is_gone():
    assert people(messages_of(joined("Ana"), joined("Ben")), lists_of((5, 1, ["Ana"]))) == [(1, 0, 0, 1, 1)]


def test_who_had_left_and_is_on_the_list_was_not_expected():
    messages = messages_of(joined("Ana"), joined("Ben"), left("Ben", 2))
    assert people(messages, lists_of((5, 2, ["Ana", "Ben"]))) == [(2, 0, 1, 0, 1)]


def test_who_was_never_seen_is_no_error():
    assert people(messages_of(joined("Ana")), lists_of((5, 3, ["Ana", "Ben", "Cleo"]))) == [(3, 2, 0, 0, 0)]


def test_a_list_may_have_been_taken_at_any_time_of_its_day():
    messages = messages_of(joined("Ana"), joined("Ben", 5.3), left("Ana", 5.6))
    for names in (["Ana"], ["Ana", "Ben"], ["Ben"]):
        assert people(messages, lists_of((5, len(names), names)))[0][-1] == 0


def test_what_is_shown_after_the_day_is_not_known_yet():
    messages = messages_of(joined("Ana"), {"on": 6, "sender": "Ben"})
    assert people(messages, lists_of((5, 2, ["Ana", "Ben"]))) == [(2, 1, 0, 0, 0)]


def test_an_earlier_list_is_known_to_a_later_one():
    messages = messages_of(joined("Ana"), joined("Ben"))
    lists = lists_of((5, 2, ["Ana", "Ben"]), (9, 3, ["Ben", "Cleo", "Dan"]), (12, 3, ["Ben", "Cleo", "Dan"]))
    assert people(messages, lists) == [(2, 0, 0, 0, 0), (3, 2, 0, 1, 1), (3, 0, 0, 0, 0)]


def test_of_those_who_are_missing_as_many_may_be_without_a_name_as_the_list_counts():
    messages = messages_of(joined("Ana"), joined("Ben"), joined("Cleo"))
    assert people(messages, lists_of((5, 2, ["Ana"]))) == [(1, 0, 0, 1, 1)]
    assert people(messages, lists_of((5, 2, ["Ana", "You"]))) == [(1, 0, 0, 1, 1)]
    assert people(messages, lists_of((5, 9, ["Ana"]))) == [(1, 0, 0, 0, 0)]


def test_nobody_is_gone_by_a_list_that_goes_on_nobody_knows_how_far():
    messages = messages_of(joined("Ana"), joined("Ben"), joined("Cleo"))
    assert people(messages, lists_of((5, None, ["Ana"]))) == [(1, 0, 0, 0, 0)]


def test_a_look_at_the_admins_alone_is_no_list_and_no_count():
    assert people(messages_of(joined("Ana")), lists_of((5, None, []))) == []


def test_another_name_is_no_disagreement():
    messages = messages_of(joined("Ana"), {"on": 2, "sender": "Ana"})
    names = pl.DataFrame({"chat": ["Class 2B"], "sender": ["Ana"], "name": ["Mum of Leo"]}, schema=schema.NAMES)
    lists = lists_of((5, 1, ["Mum of Leo"]))
    assert people(messages, lists, names=names) == [(1, 0, 0, 0, 0)]
    assert people(messages, lists) == [(1, 1, 0, 1, 1)]


@pytest.mark.parametrize("on", [2, 5.5])
def test_a_change_of_number_is_no_disagreement(on: float):
    change = {"on": on, "event": "number_changed", "targets": ["+44 7700 900001", "+44 7700 900002"]}
    messages = messages_of(joined("+44 7700 900001"), change)
    for number in change["targets"]:
        assert people(messages, lists_of((5, 1, [number]))) == [(1, 0, 0, 0, 0)]


def test_who_may_have_left_unseen_is_not_said_to_be_gone():
    messages = messages_of(joined("Ana"), joined("Ben", 90))
    lists = lists_of((99, 1, ["Cleo"]))
    assert people(messages, lists, admin_chats={"Class 2B"}) == [(1, 1, 0, 2, 2)]
    assert people(messages, lists, admin_chats=set()) == [(1, 1, 0, 1, 1)]


def numbers(messages: pl.DataFrame, lists: pl.DataFrame, **more) -> list[tuple]:
    """counted, expected, error."""
    return membership.disagreements(messages, lists, **more).select("counted", "expected", "error").rows()


def test_a_head_count_is_compared_with_the_one_before_and_who_came_and_went_since():
    messages = messages_of(joined("Ana"), joined("Ben", 7), joined("Cleo", 8), left("Ana", 8))
    assert numbers(messages, lists_of((5, 20, []), (9, 24, []))) == [(20, None, None), (24, 21, 3)]


def test_a_head_count_is_compared_with_everybody_who_came_since_the_group_began():
    messages = messages_of({"on": 0, "event": "created", "actor": "Ana"}, joined("Ben"))
    assert numbers(messages, lists_of((5, 2, [])), complete_chats={"Class 2B"}) == [(2, 2, 0)]
    assert numbers(messages, lists_of((5, 2, []))) == [(2, None, None)]


def test_a_head_count_may_have_been_taken_at_any_time_of_its_day():
    messages = messages_of({"on": 0, "event": "created", "actor": "Ana"}, joined("Ben", 5.2), joined("Cleo", 5.8))
    for counted, apart in ((1, 0), (2, 0), (3, 0), (5, 2)):
        found = numbers(messages, lists_of((5, counted, [])), complete_chats={"Class 2B"})
        assert found[0][2] == apart


def test_where_departures_are_hidden_no_number_is_expected():
    messages = messages_of({"on": 0, "event": "created", "actor": "Ana"}, joined("Ben"))
    assert numbers(messages, lists_of((5, 2, [])), admin_chats=set(), complete_chats={"Class 2B"}) == [(2, None, None)]


def test_without_a_list_there_is_nothing_to_disagree():
    found = membership.disagreements(messages_of(joined("Ana")), schema.empty(schema.SNAPSHOTS))
    assert found.is_empty()
    assert found.columns[:2] == ["chat", "taken_on"]


def test_each_chat_and_day_is_a_row():
    lists = pl.concat([lists_of((5, 1, ["Ana"]), (9, 1, [])), lists_of((5, 3, [])).with_columns(chat=pl.lit("2A"))])
    found = membership.disagreements(messages_of(joined("Ana")), lists)
    assert found.select("chat", "taken_on").rows() == [
        ("2A", date(2026, 1, 6)),
        ("Class 2B", date(2026, 1, 6)),
        ("Class 2B", date(2026, 1, 10)),
    ]

from datetime import datetime, timedelta

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dashboard import membership
from parsers import schema

START = datetime(2026, 1, 1)
NO_LISTS = schema.empty(schema.SNAPSHOTS)


def day(number: float) -> datetime:
    return START + timedelta(days=number)


def messages_of(*rows: dict) -> pl.DataFrame:
    """Rows of Class 2B; with an event they are notices, otherwise messages. `on` is the day."""
    filled = [
        {"chat": "Class 2B", "line": line, "sent_at": day(row["on"]), "kind": "notice" if "event" in row else "text"}
        | {"targets": []}
        | {column: value for column, value in row.items() if column != "on"}
        for line, row in enumerate(rows)
    ]
    return pl.DataFrame(filled, infer_schema_length=None).pipe(schema.conform, schema.MESSAGES)


def lists_of(*rows: tuple[int, int | None, list[str]]) -> pl.DataFrame:
    """day, members, names of lists of Class 2B."""
    return pl.DataFrame(
        [{"chat": "Class 2B", "taken_on": day(on).date(), "members": m, "names": n} for on, m, n in rows],
        infer_schema_length=None,
    ).pipe(schema.conform, schema.SNAPSHOTS)


def stays(messages: pl.DataFrame, lists: pl.DataFrame = NO_LISTS, **more) -> list[tuple]:
    """sender, since, until (days), certainty."""
    return [
        (sender, *((at - START).total_seconds() / 86400 if at else None for at in (since, until)), certainty)
        for _, sender, since, until, certainty in membership.timeline(messages, lists, **more).rows()
    ]


def names_of(*rows: tuple[str, str]) -> pl.DataFrame:
    """sender, another name of theirs."""
    return pl.DataFrame(rows, schema=["sender", "name"], orient="row").pipe(
        lambda names: schema.conform(names.with_columns(chat=pl.lit("Class 2B")), schema.NAMES)
    )


@pytest.mark.parametrize(
    ("notices", "expected"),
    [
        ([{"on": 3, "event": "joined", "actor": "Ana"}], [("Ana", 3, None, "presumed")]),
        ([{"on": 3, "event": "joined", "targets": ["Ana"]}], [("Ana", 3, None, "presumed")]),
        ([{"on": 3, "event": "added", "actor": "Ana"}], [("Ana", 3, None, "presumed")]),  # "Ana was added"
        (
            [{"on": 3, "event": "added", "actor": "You", "targets": ["Ana", "Ben"]}],
            [("Ana", 3, None, "presumed"), ("Ben", 3, None, "presumed")],
        ),
        (
            [{"on": 3, "event": "removed", "actor": "Ana", "targets": ["Ben"]}],
            [("Ana", None, 3, "possible"), ("Ana", 3, None, "presumed"), ("Ben", None, 3, "possible")],
        ),
        ([{"on": 3, "event": "created", "actor": "Ana"}], [("Ana", 3, None, "presumed")]),
        ([{"on": 3, "event": "left", "actor": "Ana"}], [("Ana", None, 3, "possible")]),
        ([{"on": 3, "sender": "Ana"}], [("Ana", None, 3, "possible"), ("Ana", 3, None, "presumed")]),
        (
            [{"on": 1, "sender": "Ana"}, {"on": 2, "event": "left", "actor": "Ana"}, {"on": 5, "sender": "Ana"}],
            [("Ana", None, 1, "possible"), ("Ana", 1, 2, "presumed"), ("Ana", 5, None, "presumed")],
        ),
        (
            [{"on": 1, "event": "joined", "actor": "Ana"}, {"on": 4, "event": "joined", "actor": "Ana"}],
            [("Ana", 1, None, "presumed")],
        ),
        (
            [{"on": 2, "event": "number_changed", "targets": ["+44 7700 900001", "+44 7700 900002"]}],
            [("+44 7700 900001", None, 2, "possible"), ("+44 7700 900002", 2, None, "presumed")],
        ),
        ([{"on": 2, "event": "number_changed", "targets": ["Ana", "Ana"]}], []),
        ([{"on": 2, "event": "joined"}], []),  # "A member joined"
        ([{"on": 2, "event": "requested", "actor": "Ana"}], []),
        ([{"on": 2, "event": "renamed", "actor": "Ana"}], []),
        ([{"on": 2, "sender": "You"}, {"on": 3, "event": "left", "actor": "You"}], []),
    ],
)
def test_an_event_begins_or_ends_a_stay(notices, expected):
    assert stays(messages_of(*notices)) == expected


def test_a_list_makes_its_people_members_and_ends_the_stay_of_everybody_else():
    messages = messages_of({"on": 1, "event": "joined", "actor": "Ana"}, {"on": 2, "event": "joined", "actor": "Ben"})

    assert stays(messages, lists_of((5, 2, ["Ana", "Cleo"]))) == [
        ("Ana", 1, 5, "presumed"),
        ("Ana", 5, None, "listed"),
        ("Ben", 2, 5, "presumed"),
        ("Cleo", None, 5, "possible"),
        ("Cleo", 5, None, "listed"),
    ]


def test_a_listed_member_stays_listed_through_messages_and_a_second_list():
    messages = messages_of({"on": 6, "sender": "Ana"}, {"on": 9, "event": "left", "actor": "Ana"})

    assert stays(messages, lists_of((5, 1, ["Ana"]), (7, 1, ["Ana"]))) == [
        ("Ana", None, 5, "possible"),
        ("Ana", 5, 9, "listed"),
    ]


def test_a_list_stands_at_the_beginning_of_its_day():
    messages = messages_of({"on": 5.5, "event": "joined", "actor": "Ana"})

    assert stays(messages, lists_of((5, 1, ["Ben"]))) == [
        ("Ana", 5.5, None, "presumed"),
        ("Ben", None, 5, "possible"),
        ("Ben", 5, None, "listed"),
    ]


def test_a_name_is_on_a_list_however_it_is_spelt_there():
    messages = messages_of({"on": 1, "event": "joined", "actor": "Zoë 🌸"})

    assert stays(messages, lists_of((5, 1, ["~ Zoe"]))) == [
        ("Zoë 🌸", 1, 5, "presumed"),
        ("Zoë 🌸", 5, None, "listed"),
    ]


def test_another_name_of_a_sender_on_a_list_is_that_sender():
    messages = messages_of({"on": 1, "event": "joined", "actor": "Ana"}, {"on": 2, "sender": "Ana"})
    listed = lists_of((5, 1, ["Mum of Leo"]))

    assert stays(messages, listed, names=names_of(("Ana", "~ Mum of Leo"))) == [
        ("Ana", 1, 5, "presumed"),
        ("Ana", 5, None, "listed"),
    ]
    assert ("Mum of Leo", 5, None, "listed") in stays(messages, listed)


def test_another_name_that_is_also_a_senders_own_is_that_senders():
    messages = messages_of({"on": 1, "sender": "Ana"}, {"on": 1, "sender": "Mum of Leo"})

    listed = stays(messages, lists_of((5, 1, ["Mum of Leo"])), names=names_of(("Ana", "Mum of Leo")))

    assert listed == [
        ("Ana", None, 1, "possible"),
        ("Ana", 1, 5, "presumed"),
        ("Mum of Leo", None, 1, "possible"),
        ("Mum of Leo", 1, 5, "presumed"),
        ("Mum of Leo", 5, None, "listed"),
    ]


def test_another_name_of_two_senders_is_neither():
    messages = messages_of({"on": 1, "sender": "Ana"}, {"on": 1, "sender": "Ben"})
    names = names_of(("Ana", "Mum of Leo"), ("Ben", "Mum of Leo"))

    assert {row[0] for row in stays(messages, lists_of((5, 1, ["Mum of Leo"])), names=names) if row[3] == "listed"} == {
        "Mum of Leo"
    }


CHANGE = {"event": "number_changed", "targets": ["+44 7700 900001", "+44 7700 900002"]}


@pytest.mark.parametrize("on_list", ["+44 7700 900001", "+44 7700 900002"])
@pytest.mark.parametrize(
    ("changed_on", "member"), [(3, "+44 7700 900002"), (5.5, "+44 7700 900001")], ids=["before", "on the day"]
)
def test_an_old_and_a_new_number_are_one_person_on_a_list(on_list, changed_on, member):
    messages = messages_of({"on": 1, "event": "joined", "actor": "+44 7700 900001"}, {"on": changed_on} | CHANGE)

    found = stays(messages, lists_of((5, 1, [on_list])))

    assert [(sender, since) for sender, since, _, certainty in found if certainty == "listed"] == [(member, 5)]


def test_of_an_old_and_a_new_number_that_nobody_had_seen_yet_the_one_on_the_list_is_the_member():
    found = stays(messages_of({"on": 9} | CHANGE), lists_of((5, 1, ["+44 7700 900001"])))

    assert found == [
        ("+44 7700 900001", None, 5, "possible"),
        ("+44 7700 900001", 5, 9, "listed"),
        ("+44 7700 900002", 9, None, "presumed"),
    ]


def test_a_person_with_several_names_stands_on_a_list_once():
    names = names_of(("+44 7700 900001", "Mum of Leo"))
    found = stays(messages_of({"on": 9} | CHANGE), lists_of((5, 1, ["Mum of Leo"])), names=names)

    assert [(sender, since) for sender, since, _, certainty in found if certainty == "listed"] == [
        ("+44 7700 900002", 5)
    ]


def test_who_writes_after_a_list_that_lacks_them_is_in_again():
    messages = messages_of({"on": 1, "sender": "Ana"}, {"on": 2, "sender": "Ana"}, {"on": 9, "sender": "Ana"})

    assert stays(messages, lists_of((5, 1, ["Ben"])))[:3] == [
        ("Ana", None, 1, "possible"),
        ("Ana", 1, 5, "presumed"),
        ("Ana", 9, None, "presumed"),
    ]


def test_a_person_with_three_numbers_in_turn_is_known_by_any_of_them():
    again = {"event": "number_changed", "targets": ["+44 7700 900002", "+44 7700 900003"]}
    messages = messages_of({"on": 1} | CHANGE, {"on": 2} | again)

    assert stays(messages, lists_of((5, 1, ["+44 7700 900001"])))[-1] == ("+44 7700 900003", 5, None, "listed")


QUIET = membership.QUIET_DAYS


def test_who_gives_no_sign_may_have_left_where_departures_are_hidden():
    messages = messages_of({"on": 1, "event": "joined", "actor": "Ana"}, {"on": 99, "sender": "Zed"})

    assert stays(messages, admin_chats=set())[:2] == [
        ("Ana", 1, 1 + QUIET, "presumed"),
        ("Ana", 1 + QUIET, None, "possible"),
    ]
    assert stays(messages, admin_chats={"Class 2B"})[0] == ("Ana", 1, None, "presumed")
    assert stays(messages)[0] == ("Ana", 1, None, "presumed")


@pytest.mark.parametrize(
    "sign",
    [
        {"sender": "Ana"},
        {"event": "added", "actor": "Ana", "targets": ["Ben"]},
        {"event": "removed", "actor": "Ben", "targets": ["Ana"]},
    ],
)
def test_between_two_signs_somebody_is_surely_in(sign):
    messages = messages_of({"on": 1, "event": "joined", "actor": "Ana"}, {"on": 99} | sign)

    assert not [row for row in stays(messages, admin_chats=set()) if row[0] == "Ana" and row[3] == "possible"]


def test_who_comes_again_had_left_unseen():
    messages = messages_of({"on": 1, "event": "joined", "actor": "Ana"}, {"on": 99, "event": "joined", "actor": "Ana"})

    assert stays(messages, admin_chats=set()) == [
        ("Ana", 1, 1 + QUIET, "presumed"),
        ("Ana", 1 + QUIET, 99, "possible"),
        ("Ana", 99, None, "presumed"),
    ]


def test_who_comes_again_soon_is_sure_until_long_after_the_later_time():
    messages = messages_of(
        {"on": 1, "event": "joined", "actor": "Ana"},
        {"on": 3, "event": "joined", "actor": "Ana"},
        {"on": 99, "sender": "Zed"},
    )

    assert stays(messages, admin_chats=set())[:2] == [
        ("Ana", 1, 3 + QUIET, "presumed"),
        ("Ana", 3 + QUIET, None, "possible"),
    ]


def test_who_is_not_on_a_later_list_is_surely_in_for_a_while_only():
    messages = messages_of({"on": 1, "event": "joined", "actor": "Ana"})

    assert [row for row in stays(messages, lists_of((99, 1, ["Ben"])), admin_chats=set()) if row[0] == "Ana"] == [
        ("Ana", 1, 1 + QUIET, "presumed"),
        ("Ana", 1 + QUIET, 99, "possible"),
    ]


def test_a_list_is_sure_for_a_while_only_where_departures_are_hidden():
    messages = messages_of({"on": 99, "sender": "Zed"})

    assert stays(messages, lists_of((5, 1, ["Ana"])), admin_chats=set())[:3] == [
        ("Ana", None, 5, "possible"),
        ("Ana", 5, 5 + QUIET, "listed"),
        ("Ana", 5 + QUIET, None, "possible"),
    ]


def test_nobody_is_doubted_after_the_end_of_all_that_is_known():
    messages = messages_of({"on": 1, "event": "joined", "actor": "Ana"}, {"on": QUIET + 1, "sender": "Zed"})

    assert stays(messages, admin_chats=set())[0] == ("Ana", 1, None, "presumed")


def test_a_head_count_ends_no_stay():
    messages = messages_of({"on": 1, "event": "joined", "actor": "Ana"})

    assert stays(messages, lists_of((5, 1, []))) == [("Ana", 1, None, "presumed")]


def test_the_one_sender_who_is_not_on_a_list_with_you_is_the_exporter():
    messages = messages_of({"on": 1, "event": "joined", "actor": "Ana"}, {"on": 2, "event": "joined", "actor": "Rep"})

    assert stays(messages, lists_of((5, 2, ["Ana", "You"]))) == [
        ("Ana", 1, 5, "presumed"),
        ("Ana", 5, None, "listed"),
        ("Rep", 2, None, "presumed"),
    ]


def test_two_senders_who_are_not_on_a_list_with_you_are_possible():
    messages = messages_of({"on": 1, "event": "joined", "actor": "Ana"}, {"on": 2, "event": "joined", "actor": "Rep"})

    assert stays(messages, lists_of((5, 1, ["You"]))) == [
        ("Ana", 1, 5, "presumed"),
        ("Ana", 5, None, "possible"),
        ("Rep", 2, 5, "presumed"),
        ("Rep", 5, None, "possible"),
    ]


def test_who_is_not_on_a_list_that_lacks_names_is_possible():
    messages = messages_of({"on": 1, "event": "joined", "actor": "Ana"})

    assert stays(messages, lists_of((5, 2, ["Ben"])))[:2] == [("Ana", 1, 5, "presumed"), ("Ana", 5, None, "possible")]


def test_who_is_not_on_a_list_that_goes_on_is_possible():
    messages = messages_of(*({"on": 1, "event": "joined", "actor": name} for name in ("Ana", "Rep")))

    for names in (["Ana"], ["Ana", "You"]):
        assert stays(messages, lists_of((5, None, names)))[2:] == [
            ("Rep", 1, 5, "presumed"),
            ("Rep", 5, None, "possible"),
        ]


def test_nothing_known_is_no_stay():
    timeline = membership.timeline(schema.empty(schema.MESSAGES), NO_LISTS)

    assert timeline.schema == schema.MEMBERSHIP
    assert timeline.is_empty()


EVENTS = st.lists(
    st.tuples(st.sampled_from(["Ana", "Ben"]), st.sampled_from(["joined", "left", "message"]), st.integers(0, 9)),
    max_size=8,
    unique_by=lambda event: (event[0], event[2]),
)


def is_member(events: list[tuple[int, str]], moment: int) -> bool:
    """By the latest event up to then, or else by the next."""
    earlier = [what for on, what in sorted(events) if on <= moment]
    later = [what for on, what in sorted(events) if on > moment]
    return earlier[-1] != "left" if earlier else bool(later) and later[0] != "joined"


@settings(max_examples=60, deadline=None)
@given(EVENTS)
def test_somebody_is_a_member_by_the_latest_event_or_else_by_the_next(events):
    rows = [
        {"on": on, "sender": who} if what == "message" else {"on": on, "event": what, "actor": who}
        for who, what, on in events
    ]
    timeline = stays(messages_of({"on": 0, "sender": "Zed"}, *rows))

    for who in ("Ana", "Ben"):
        for moment in range(11):
            found = [
                row
                for row in timeline
                if row[0] == who and (row[1] is None or row[1] <= moment) and (row[2] is None or moment < row[2])
            ]
            assert len(found) == is_member([(on, what) for w, what, on in events if w == who], moment)


@settings(max_examples=40, deadline=None)
@given(EVENTS)
def test_hidden_departures_change_how_sure_it_is_and_not_who_may_be_in(events):
    rows = [
        {"on": on * 10, "sender": who} if what == "message" else {"on": on * 10, "event": what, "actor": who}
        for who, what, on in events
    ]
    messages = messages_of({"on": 0, "sender": "Zed"}, {"on": 99, "sender": "Zed"}, *rows)

    def at(moment: int, found: list[tuple]) -> set[tuple[str, bool]]:
        return {
            (who, certainty != "possible")
            for who, since, until, certainty in found
            if (since is None or since <= moment) and (until is None or moment < until)
        }

    seen, hidden = stays(messages), stays(messages, admin_chats=set())
    for moment in range(0, 100, 7):
        assert {who for who, _ in at(moment, hidden)} == {who for who, _ in at(moment, seen)}
        assert {who for who, sure in at(moment, hidden) if sure} <= {who for who, sure in at(moment, seen) if sure}


@given(EVENTS, st.randoms())
@settings(max_examples=20, deadline=None)
def test_the_order_of_rows_does_not_matter(events, random):
    rows = [
        {"on": on, "sender": who} if what == "message" else {"on": on, "event": what, "actor": who}
        for who, what, on in events
    ]
    messages = messages_of({"on": 0, "sender": "Zed"}, *rows)

    shuffled = messages.sample(fraction=1, shuffle=True, seed=random.randint(0, 9))

    assert membership.timeline(shuffled, NO_LISTS).equals(membership.timeline(messages, NO_LISTS))


def counts(
    messages: pl.DataFrame, lists: pl.DataFrame = NO_LISTS, *, admin: bool = True, complete: bool = False
) -> list[tuple[float, int]]:
    """day, members."""
    steps = membership.head_counts(
        messages,
        lists,
        admin_chats={"Class 2B"} if admin else set(),
        complete_chats={"Class 2B"} if complete else set(),
    )
    return [((since - START).total_seconds() / 86400, members) for _, since, members in steps.rows()]


COMINGS = messages_of(
    {"on": 0, "event": "created", "actor": "Ana"},
    {"on": 1, "event": "added", "actor": "Ana", "targets": ["Ben", "Cleo"]},
    {"on": 2, "event": "joined"},  # nameless
    {"on": 3, "event": "left", "actor": "Ben"},
    {"on": 4, "event": "removed", "actor": "Ana", "targets": ["Cleo"]},
)


def test_a_count_from_the_group_s_creation_follows_everybody_who_came_and_went():
    assert counts(COMINGS, complete=True) == [(0, 1), (1, 3), (2, 4), (3, 3), (4, 2)]


def test_a_head_count_anchors_the_count_both_ways():
    assert counts(COMINGS, lists_of((2, 14, []))) == [(0, 12), (1, 14), (2, 15), (3, 14), (4, 13)]


def test_the_count_follows_the_latest_anchor():
    assert counts(COMINGS, lists_of((1, 10, []), (3, 20, []))) == [(0, 10), (1, 12), (2, 13), (3, 19), (4, 18)]


def test_there_is_no_count_where_departures_are_hidden():
    assert counts(COMINGS, lists_of((2, 14, [])), admin=False, complete=True) == []


def test_there_is_no_count_where_nothing_anchors_it():
    assert counts(COMINGS) == []


def test_there_is_no_count_from_creation_where_somebody_posts_who_was_never_seen_to_come():
    messages = pl.concat([COMINGS, messages_of({"on": 5, "sender": "Dan"})])

    assert counts(messages, complete=True) == []


def test_the_exporter_may_post_under_a_name_that_no_notice_gives():
    messages = messages_of({"on": 0, "event": "created", "actor": "You"}, {"on": 5, "sender": "Rep"})

    assert counts(messages, complete=True) == [(0, 1)]


@settings(max_examples=40, deadline=None)
@given(st.lists(st.tuples(st.sampled_from("ABCDEF"), st.integers(1, 30)), max_size=15, unique_by=lambda x: x[1]))
def test_the_count_is_the_number_of_people_in_the_group(toggles):
    inside: set[str] = {"Ana"}
    rows, expected = [{"on": 0, "event": "created", "actor": "Ana"}], [(0.0, 1)]
    for who, on in sorted(toggles, key=lambda toggle: toggle[1]):
        rows.append({"on": on, "event": "left" if who in inside else "joined", "actor": who})
        inside ^= {who}
        expected.append((float(on), len(inside)))

    assert counts(messages_of(*rows), complete=True) == expected

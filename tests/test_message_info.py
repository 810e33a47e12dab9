from itertools import combinations

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from small_school import FAIR, NEWS, ROSTER, announced, bands_of, head_count, looked, messages_of, roster_of

from dashboard.metrics import message_info


@pytest.mark.parametrize(
    ("members", "evidence", "read", "expected"),
    [
        ([1, 1, 1], [], 2, (2, 2)),
        ([2, 2, 1], [], 4, (2, 3)),
        ([2, 2, 1], [], 5, (3, 3)),
        ([3, 1, 1], [1], 3, (2, 3)),
        ([3, 1, 1], [0], 3, (1, 3)),
        ([3, 1, 1], [0], 4, (2, 3)),
        ([2, 0, 0], [], 2, (1, 1)),
        ([], [], 0, (0, 0)),
    ],
)
def test_a_read_count_bounds_the_families_that_read(members, evidence, read, expected):
    assert message_info.read_count_band(members, evidence, read) == expected


def test_a_read_count_smaller_than_the_evidence_was_taken_earlier():
    with pytest.raises(ValueError, match="taken earlier"):
        message_info.read_count_band([1, 1], [0, 1], 1)


@settings(max_examples=80, deadline=None)
@given(st.lists(st.integers(0, 3), max_size=5), st.data())
def test_a_read_count_band_is_what_counting_every_case_gives(members, data):
    present = [family for family, size in enumerate(members) for _ in range(size)]
    readers = data.draw(st.sets(st.sampled_from(range(len(present))))) if present else set()
    read_by = {present[reader] for reader in readers}
    evidence = data.draw(st.lists(st.sampled_from(sorted(read_by)), unique=True)) if read_by else []

    cases = [
        {present[reader] for reader in case}
        for case in combinations(range(len(present)), len(readers))
        if set(evidence) <= {present[reader] for reader in case}
    ]

    assert message_info.read_count_band(members, evidence, len(readers)) == (
        min(len(case) for case in cases),
        max(len(case) for case in cases),
    )


# ---- from messages


def read_band(*rows: dict, reads: pl.DataFrame, **more: object) -> tuple:
    told = bands_of(messages_of(*rows, announced(240, "Hello.")), reads=reads, **more)  # pyright: ignore[reportArgumentType]
    return told.filter(pl.col("announcement") == 1).select("read", "read_low", "read_high", "read_note").row(0)


def test_every_reader_may_be_of_another_family_or_of_the_same():
    assert read_band(announced(), reads=looked(24, 2)) == (2, 2, 2, "ok")

    two_each = ROSTER.vstack(roster_of(*({"family": f, "guardian": f} for f in ("Ash", "Birch", "Cedar"))))
    assert read_band(announced(), reads=looked(24, 2), roster=two_each) == (2, 1, 2, "ok")


def test_readers_who_may_be_staff_or_nobody_known_are_left_out_of_the_fewest():
    roster = ROSTER.vstack(roster_of({"family": "staff: Elm", "guardian": "Elm", "role": "staff"}))
    rows = [{"hour": -9, "chat": NEWS, "event": "joined", "actor": "Zed"}, announced()]

    assert read_band(*rows, reads=looked(24, 3), roster=roster) == (3, 1, 3, "ok")


def test_a_look_belongs_to_the_minute_the_announcement_was_sent_or_repeated_in():
    rows = [announced(1 / 120), announced(0.1, FAIR + "!")]  # sent at 30 seconds past

    assert read_band(*rows, reads=looked(24, 1))[0] == 1
    assert read_band(*rows, reads=looked(24, 1, sent=0.1))[0] == 1
    assert read_band(*rows, reads=looked(24, 1, sent=1))[0] is None


def test_fewer_readers_than_families_that_wrote_there_means_the_count_was_taken_earlier():
    both = ("Ann Ash", "Bob Birch")
    rows = [announced(), *({"hour": 5, "chat": NEWS, "sender": who, "text": "ok"} for who in both)]
    joined = [{"hour": 1, "chat": NEWS, "event": "joined", "actor": who} for who in both]  # the count leaves them out

    assert read_band(*rows, reads=looked(2, 1)) == (1, None, None, "taken_earlier")
    assert read_band(*rows, reads=looked(24, 2)) == (2, 2, 2, "ok")
    assert read_band(*joined, *rows, reads=looked(2, 1)) == (1, 1, 1, "ok")


# ---- where everybody in the group is known by name

TWO_EACH = ROSTER.vstack(roster_of(*({"family": f, "guardian": f"Gus {f}"} for f in ("Ash", "Birch", "Cedar"))))
ON_LIST = ("The PA", "Ann Ash", "Bob Birch")
READ_BY_TWO = looked(24, 2)


def named(names: tuple[str, ...], *, day: int = 2, admin: bool = True, **more: object) -> tuple[int, int]:
    """read_low and read_high of a count of two, beside a list of the group's members."""
    lists = head_count(day, names=names, **more)  # pyright: ignore[reportArgumentType]
    options = {"reads": READ_BY_TWO, "roster": TWO_EACH, "lists": lists, "admin_chats": [NEWS] if admin else []}
    return read_band(announced(), **options)[1:3]  # pyright: ignore[reportArgumentType]


def test_a_list_of_everybodys_name_adds_no_second_guardian_from_the_roster() -> None:
    assert read_band(announced(), reads=READ_BY_TWO, roster=TWO_EACH)[1:3] == (1, 2)
    assert named(ON_LIST) == (2, 2)


@pytest.mark.parametrize(
    "change",
    [
        {"admin": False},  # somebody may have left unseen
        {"members": 9},  # the list stops short
        {"day": 30},  # long after the last line of the export
    ],
)
def test_a_list_narrows_only_where_it_and_the_export_name_everybody(change: dict) -> None:
    assert named(ON_LIST, **change)[0] == 1


def test_a_list_made_before_the_announcement_does_not_name_who_came_since() -> None:
    came = {"hour": -3, "chat": NEWS, "event": "joined", "route": "community"}
    lists = head_count(-1, names=ON_LIST)

    assert read_band(came, announced(), reads=READ_BY_TWO, roster=TWO_EACH, lists=lists, admin_chats=[NEWS])[1] == 1


def test_a_member_linked_to_nobody_may_be_of_any_family() -> None:
    assert named(("The PA", "Ann Ash", "Zed")) == (1, 2)


def test_two_accounts_of_one_guardian_are_two_members() -> None:
    alias = TWO_EACH.with_columns(
        aliases=pl.when(pl.col("guardian") == "Ann Ash").then(pl.lit(["Annie from work"])).otherwise("aliases")
    )
    lists = head_count(2, names=("The PA", "Ann Ash", "Annie from work"))

    assert read_band(announced(), reads=READ_BY_TWO, roster=alias, lists=lists, admin_chats=[NEWS])[1] == 1


# ---- edits and repeats


def test_of_several_looks_the_one_that_counted_most_bounds_as_an_edit_resets_the_counts() -> None:
    both = pl.concat([looked(24, 3), looked(48, 1)])

    assert read_band(announced(), reads=both) == (3, 3, 3, "ok")


@pytest.mark.parametrize(
    ("rows", "sent", "high"),
    [
        ([announced()], 0, 1),
        ([announced(), announced(0.1, FAIR + "!")], 0, 1),
        ([announced(), announced(0.1, FAIR + "!")], 0.1, 3),  # others read the first and never came back
        ([announced(edited=True)], 0, 3),  # others read it before
    ],
)
def test_where_readers_may_be_missing_from_the_count_it_bounds_only_from_below(
    rows: list[dict], sent: float, high: int
) -> None:
    assert read_band(*rows, reads=looked(24, 1, sent=sent)) == (1, 1, high, "ok")


def test_more_readers_than_families_can_have_had_there_is_said_to_be_impossible() -> None:
    lists = head_count(-1, members=2)  # the PA and one more

    told = read_band(announced(), reads=looked(24, 9), lists=lists, admin_chats=[NEWS])

    assert told == (9, None, None, "impossible")

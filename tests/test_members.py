"""Member lists and head-counts -> SNAPSHOTS, and back."""

from datetime import date
from pathlib import Path

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from polars.testing import assert_frame_equal

from parsers.errors import MembersError
from parsers.member_words import cut_off
from parsers.members import looks_like, read_members, write_members
from parsers.schema import SNAPSHOTS


def read(text: str) -> tuple[list[tuple], list[tuple]]:
    """members, admins, names of each row that is read; line and problem of what is wrong."""
    found = read_members(text.encode(), "members.csv")
    return (
        found.snapshots.select("members", "admins", "names").rows(),
        found.problems.select("line", "problem").rows(),
    )


def test_a_head_count_and_a_list_are_read_from_one_table() -> None:
    found = read_members(
        "chat,taken_on,members,admins,names\n"
        "Class 1A,2026-03-27,27,2,\n"
        "Class 1B,2026-03-27,3,,You;~\u202fAna;\u202a+44 7700 900123\u202c\n".encode(),
        "members.csv",
    )

    assert_frame_equal(
        found.snapshots,
        pl.DataFrame(
            {
                "chat": ["Class 1A", "Class 1B"],
                "taken_on": [date(2026, 3, 27)] * 2,
                "members": [27, 3],
                "admins": [2, None],
                "names": [[], ["You", "Ana", "+44 7700 900123"]],
            },
            schema=SNAPSHOTS,
        ),
    )
    assert found.problems.is_empty()


def test_a_list_without_a_number_counts_its_names() -> None:
    assert read("Group,Date,Names\nClass 1A,2026-03-27,Ana; Ben\n") == ([(2, None, ["Ana", "Ben"])], [])


def test_a_number_stays_where_fewer_names_were_copied() -> None:
    assert read("chat,taken_on,members,names\nClass 1A,2026-03-27,9,Ana; Ben\n") == ([(9, None, ["Ana", "Ben"])], [])


def test_a_name_that_stands_twice_counts_once_and_is_said() -> None:
    assert read("chat,taken_on,names\nClass 1A,2026-03-27,Ana; Ben; Ana\n") == (
        [(2, None, ["Ana", "Ben"])],
        [(2, "A name stands twice and was counted once.")],
    )
    assert read("chat,taken_on,members,names\nClass 1A,2026-03-27,3,Ana; Ben; Ana\n")[0] == [(3, None, ["Ana", "Ben"])]


@pytest.mark.parametrize("ending", ["and 23 others", "+23", "y 23 más", "und 23 weitere", "View all (23 more)"])
def test_those_whom_a_list_that_was_cut_off_does_not_name_are_counted(ending: str) -> None:
    assert read(f"chat,taken_on,names\nClass 1A,2026-03-27,Ana; Ben; {ending}\n") == (
        [(25, None, ["Ana", "Ben"])],
        [(2, "The list stops before its end; those whom it does not name are counted.")],
    )


def test_the_ending_of_a_list_that_was_cut_off_may_stand_behind_its_last_name() -> None:
    rows, _ = read("chat,taken_on,names\nClass 1A,2026-03-27,Ana; Ben and 23 others\n")
    assert rows == [(25, None, ["Ana", "Ben"])]


ENDINGS = (
    *("and others", "…", "...", "and more", "others", "View all", "etc.", "und weitere", "y otros", "et d’autres"),
    *("e outros", "e altri", "en anderen", "i inni", "ve diğerleri", "и другие", "وآخرون", "和其他人", "And others…"),
)


@pytest.mark.parametrize("ending", ENDINGS)
def test_a_list_that_goes_on_nobody_knows_how_far_has_no_number_and_it_is_said(ending: str) -> None:
    assert read(f"chat,taken_on,names\nClass 1A,2026-03-27,Ana; Ben; {ending}\n") == (
        [(None, None, ["Ana", "Ben"])],
        [(2, "The list stops before its end and does not say how many it leaves out, so nobody is missing by it.")],
    )


@pytest.mark.parametrize("last", ["Ben and others", "Ben...", "Ben …", "Ben和其他人", "Ben und weitere"])
def test_an_ending_without_a_number_may_stand_behind_the_last_name(last: str) -> None:
    assert read(f"chat,taken_on,names\nClass 1A,2026-03-27,Ana; {last}\n")[0] == [(None, None, ["Ana", "Ben"])]


def test_with_a_number_of_members_a_list_that_goes_on_is_one_with_fewer_names() -> None:
    row = "Class 1A,2026-03-27,25,Ana; Ben; and others"
    assert read(f"chat,taken_on,members,names\n{row}\n") == ([(25, None, ["Ana", "Ben"])], [])


@pytest.mark.parametrize("number", [1, 2])
def test_a_number_that_leaves_room_for_nobody_else_does_not_end_a_list_that_goes_on(number: int) -> None:
    rows, said = read(f"chat,taken_on,members,names\nClass 1A,2026-03-27,{number},Ana; Ben; and others\n")
    assert rows == [(None, None, ["Ana", "Ben"])]
    assert "The list stops before its end and does not say" in said[-1][1]


@pytest.mark.parametrize("name", ["Ana More", "Mary and Thomas More", "Ana e Bia", "Etcheverry", "T. J.", "Anders Og"])
def test_a_name_that_looks_a_little_like_an_ending_is_a_name(name: str) -> None:
    assert read(f"chat,taken_on,names\nClass 1A,2026-03-27,Ben; {name}\n")[0] == [(2, None, ["Ben", name])]


@pytest.mark.parametrize("button", ["Search members", "MEMBERS", "Invite to group via link", "Mitglied hinzufügen"])
def test_a_button_of_the_screen_is_nobody(button: str) -> None:
    assert read(f"chat,taken_on,names\nClass 1A,2026-03-27,{button}; Ana; Ben\n") == ([(2, None, ["Ana", "Ben"])], [])


def test_the_number_of_admins_is_enough() -> None:
    assert read("chat,taken_on,admins\nClass 1A,2026-03-27,2\n") == ([(None, 2, [])], [])


@pytest.mark.parametrize(
    ("row", "problem"),
    [
        (",2026-03-27,27,,", "No group is named, so the row is left out."),
        ("Class 1A,last week,27,,", "The date cannot be read, so the row is left out."),
        ("Class 1A,03/04/2026,27,,", "The date cannot be read, so the row is left out."),
        (
            "Class 1A,2026-03-27,,,",
            "There is neither a number nor a name, so the row is left out.",
        ),
        ("Class 1A,2026-03-27,3,,Ana,Ben", "The row has more cells than the header, so it is left out."),
    ],
)
def test_a_row_that_cannot_be_used_is_left_out_and_the_rest_is_read(row: str, problem: str) -> None:
    assert read(f"chat,taken_on,members,admins,names\n{row}\nClass 1B,2026-03-28,20,1,\n") == (
        [(20, 1, [])],
        [(2, problem)],
    )


def test_of_a_row_with_two_faults_the_first_is_said() -> None:
    assert read("chat,taken_on,members\n,yesterday,\n")[1] == [(2, "No group is named, so the row is left out.")]


@pytest.mark.parametrize(
    ("row", "kept", "problem"),
    [
        ("lots,1,", (None, 1, []), "The number of members cannot be read."),
        ("lots,1,Ana;Ben", (2, 1, ["Ana", "Ben"]), "The number of members cannot be read."),
        ("27,x,", (27, None, []), "The number of admins cannot be read."),
        (
            "2,1,Ana;Ben;Cleo",
            (3, 1, ["Ana", "Ben", "Cleo"]),
            "The number of members is less than the number of names; the names were counted.",
        ),
    ],
)
def test_a_number_that_cannot_be_is_passed_over_and_said(row: str, kept: tuple, problem: str) -> None:
    assert read(f"chat,taken_on,members,admins,names\nClass 1A,2026-03-27,{row}\n") == ([kept], [(2, problem)])


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("chat,members\nClass 1A,27\n", 'needs a column "taken_on"; the columns found are "chat", "members"'),
        ("chat,taken_on\nClass 1A,2026-03-27\n", 'A member list needs a column "members"'),
    ],
)
def test_a_table_without_a_column_that_is_needed_says_which(text: str, sentence: str) -> None:
    with pytest.raises(MembersError, match=sentence):
        read_members(text.encode(), "members.csv")


@pytest.mark.parametrize(
    ("header", "is_one"),
    [
        (["Group", "Date", "Members"], True),
        (["chat", "taken_on", "names"], True),
        (["chat", "taken_on", "admins"], True),
        (["chat", "taken_on"], False),
        (["class", "families"], False),
    ],
)
def test_a_table_of_groups_with_anything_to_count_is_a_member_list(header: list[str], is_one: bool) -> None:
    assert looks_like(header) == is_one


def test_a_problem_never_gives_a_name_away() -> None:
    found = read_members(
        b"chat,taken_on,members,names\nClass 1A,Thu,1,Zenobia\nClass 1A,2026-03-27,1,Zenobia; Ana and 9 others\n", "m"
    )
    assert found.problems.height == 3
    assert "Zenobia" not in str(found.problems.rows())


@pytest.mark.parametrize("name", ["=HYPERLINK(A1)", "+44 7700 900123", "@ana", "-Ben"])
def test_no_cell_of_a_written_list_is_a_formula(name: str) -> None:
    written = write_members(lists_of((name, [name, "Ana"]))).decode("utf-8-sig")
    assert written == f"chat,taken_on,members,admins,names\r\n'{name},2026-03-27,2,,'{name}; Ana\r\n"


def lists_of(*rows: tuple[str, list[str]]) -> pl.DataFrame:
    return pl.DataFrame(
        [
            {"chat": chat, "taken_on": date(2026, 3, 27), "members": max(len(names), 1), "admins": None, "names": names}
            for chat, names in rows
        ],
        schema=SNAPSHOTS,
    )


NAMES = (
    st.text("AbZ é王+=-@'\",.👍2", min_size=1, max_size=8)
    .map(str.strip)
    .filter(lambda name: name and name[0] != "'" and cut_off(name) == (name, 0))
)


@settings(max_examples=60, deadline=None)
@given(st.lists(st.tuples(NAMES, st.lists(NAMES, max_size=4, unique=True)), min_size=1, max_size=3))
def test_what_is_written_is_read_again_as_it_was(rows: list[tuple[str, list[str]]]) -> None:
    lists = lists_of(*rows)
    found = read_members(write_members(lists), "members.csv")
    assert_frame_equal(found.snapshots, lists)
    assert found.problems.is_empty()


def test_a_semicolon_in_a_name_does_not_part_it() -> None:
    again = read_members(write_members(lists_of(("Class 2B", ["Ana; Mum of Leo", "Ben"]))), "members.csv")
    assert again.snapshots["names"].to_list() == [["Ana； Mum of Leo", "Ben"]]


def test_a_list_that_goes_on_is_written_as_one_and_read_again() -> None:
    cut = lists_of(("Class 2B", ["Ana", "Ben"])).with_columns(members=pl.lit(None, pl.UInt32))
    assert write_members(cut).decode("utf-8-sig").endswith("Class 2B,2026-03-27,,,Ana; Ben; and others\r\n")
    assert_frame_equal(read_members(write_members(cut), "members.csv").snapshots, cut)


def test_the_number_of_admins_alone_is_written_and_read_again() -> None:
    cut = lists_of(("Class 2B", [])).with_columns(members=pl.lit(None, pl.UInt32), admins=pl.lit(2, pl.UInt32))
    assert_frame_equal(read_members(write_members(cut), "members.csv").snapshots, cut)


def test_numbers_alone_are_written_and_read_again() -> None:
    counted = lists_of(("Class 2B", [])).with_columns(admins=pl.lit(2, pl.UInt32))
    assert_frame_equal(read_members(write_members(counted), "members.csv").snapshots, counted)


def test_the_sample_schools_member_lists_are_read(sample: Path) -> None:
    found = read_members((sample / "members.csv").read_bytes(), "members.csv")
    assert found.problems.is_empty()
    assert (
        found.snapshots.filter(pl.col("names").list.len() > 0)
        .select(pl.col("members") >= pl.col("names").list.len())
        .to_series()
        .all()
    )
    assert found.snapshots["chat"].n_unique() >= 3

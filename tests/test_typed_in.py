from dataclasses import replace
from datetime import date
from typing import Any

import polars as pl
import pytest

from dashboard import typed_in
from dashboard.typed_in import InfoScreen
from parsers import read_columns, read_members, schema

DAY = date(2026, 7, 12)


def test_two_numbers_are_a_head_count_without_names() -> None:
    snapshot, said = typed_in.snapshot(InfoScreen("Class 2B", DAY, members=31, admins=2), known=[])
    assert snapshot.rows() == [("Class 2B", DAY, 31, 2, [])]
    assert snapshot.schema == schema.SNAPSHOTS
    assert said == []


def test_a_typed_number_goes_before_that_of_the_pasted_list() -> None:
    snapshot, _ = typed_in.snapshot(InfoScreen("Class 2B", DAY, members=5, pasted="Ana, Ben, You"), known=["Ana"])
    assert snapshot.select("members", "names").row(0) == (5, ["Ana", "Ben", "You"])


def test_a_list_that_was_cut_off_is_taken_and_said() -> None:
    snapshot, said = typed_in.snapshot(InfoScreen("Class 2B", DAY, pasted="Ana, Ben and 23 others"), known=[])
    assert snapshot["members"].to_list() == [25]
    assert "cut off" in said[0]


def test_of_nothing_nothing_is_taken_with_a_sentence() -> None:
    snapshot, said = typed_in.snapshot(InfoScreen("Class 2B", DAY), known=[])
    assert snapshot.is_empty()
    assert said == ["Nothing was taken from it: type the number of members or of admins, or paste the list of members."]


def test_the_number_of_admins_alone_is_taken() -> None:
    snapshot, said = typed_in.snapshot(InfoScreen("Class 2B", DAY, admins=1), known=[])
    assert snapshot.rows() == [("Class 2B", DAY, None, 1, [])]
    assert said == []
    file, data = typed_in.members_file(snapshot)
    assert read_members(data, file).snapshots.equals(snapshot)


def screen(**said: Any) -> pl.DataFrame:
    return typed_in.snapshot(replace(InfoScreen("Class 2B", DAY), **said), known=[])[0]


def test_another_group_or_another_day_is_another_look_and_what_was_typed_can_be_read_again() -> None:
    every = schema.empty(schema.SNAPSHOTS)
    for look in ({"members": 31}, {"chat": "Class 3A", "members": 20}, {"taken_on": date(2026, 7, 13), "members": 30}):
        every = typed_in.with_snapshot(every, screen(**look))
    assert every.select("chat", "members").rows() == [("Class 2B", 31), ("Class 3A", 20), ("Class 2B", 30)]
    file, data = typed_in.members_file(every)
    assert read_members(data, file).snapshots.equals(every)


ANA = {"pasted": "Ana, Ben, You"}


@pytest.mark.parametrize(
    ("looks", "members", "admins", "names"),
    [
        ([{"members": 31}, {"members": 30}], 30, None, []),
        ([ANA, {"members": 31, "admins": 2}], 31, 2, ["Ana", "Ben", "You"]),
        ([ANA, {"admins": 2}], 3, 2, ["Ana", "Ben", "You"]),
        ([{"admins": 2}, ANA], 3, 2, ["Ana", "Ben", "You"]),
        ([{"members": 31, "admins": 2}, {"admins": 1}], 31, 1, []),
        ([{"members": 31}, ANA], 31, None, ["Ana", "Ben", "You"]),  # the list stops short
        ([{"members": 31}, {"pasted": "Ana, Ben and others"}], 31, None, ["Ana", "Ben"]),
        ([{"members": 31}, {"pasted": "4 members\nAna\nBen"}], 4, None, ["Ana", "Ben"]),  # it gives its own number
        ([ANA, {"pasted": "Cleo, Dan"}], 2, None, ["Cleo", "Dan"]),
    ],
)
def test_of_one_day_the_newer_look_goes_before_and_the_older_one_fills_what_it_does_not_say(
    looks, members, admins, names
) -> None:
    every = schema.empty(schema.SNAPSHOTS)
    for look in looks:
        every = typed_in.with_snapshot(every, screen(**look))
    assert every.rows() == [("Class 2B", DAY, members, admins, names)]
    assert every.schema == schema.SNAPSHOTS


def test_the_words_for_a_column_are_its_meaning_again_and_none_is_not_loaded() -> None:
    meanings = typed_in.meanings({"heading": ["Klasse", "Geburtsdatum"], "words": ["the class", "not loaded"]})
    assert meanings == {"Klasse": "class", "Geburtsdatum": ""}
    file, data = typed_in.columns_file({"2B.csv": meanings})
    assert read_columns(data, file) == {"2B.csv": meanings}


def test_people_are_written_as_people_csv() -> None:
    answers = schema.conform(pl.DataFrame({"sender": ["+44 7700 900123"], "answer": ["nobody"]}), schema.DECISIONS)
    assert b"'+44 7700 900123,nobody" in typed_in.people_file(answers)

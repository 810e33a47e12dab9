from datetime import date

import polars as pl

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
    snapshot, said = typed_in.snapshot(InfoScreen("Class 2B", DAY, admins=1), known=[])
    assert snapshot.is_empty()
    assert said == ["Nothing was taken from it: type the number of members, or paste their list."]


def test_the_same_day_of_a_group_is_typed_once_and_what_was_typed_can_be_read_again() -> None:
    earlier = typed_in.snapshot(InfoScreen("Class 2B", DAY, members=31), known=[])[0]
    other = typed_in.snapshot(InfoScreen("Class 3A", DAY, members=20), known=[])[0]
    again = typed_in.snapshot(InfoScreen("Class 2B", DAY, members=30), known=[])[0]
    every = typed_in.with_snapshot(typed_in.with_snapshot(earlier, other), again)
    assert every.select("chat", "members").rows() == [("Class 3A", 20), ("Class 2B", 30)]
    file, data = typed_in.members_file(every)
    assert read_members(data, file).snapshots.select("chat", "members").rows() == every.select("chat", "members").rows()


def test_the_words_for_a_column_are_its_meaning_again_and_none_is_not_loaded() -> None:
    meanings = typed_in.meanings({"heading": ["Klasse", "Geburtsdatum"], "words": ["the class", "not loaded"]})
    assert meanings == {"Klasse": "class", "Geburtsdatum": ""}
    file, data = typed_in.columns_file(meanings)
    assert read_columns(data, file) == meanings


def test_people_are_written_as_people_csv() -> None:
    answers = schema.conform(pl.DataFrame({"sender": ["+44 7700 900123"], "answer": ["nobody"]}), schema.DECISIONS)
    assert b"'+44 7700 900123,nobody" in typed_in.people_file(answers)

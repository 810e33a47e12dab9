import polars as pl
import pytest

from parsers.schema import EVENT, KIND, MESSAGES, PROBLEMS, conform, empty


def test_a_frame_comes_out_with_the_columns_of_its_schema_in_their_order_and_types():
    frame = pl.DataFrame({"problem": ["odd"], "line": [3], "file": ["a.txt"], "remedy": ["none"]})
    assert conform(frame, PROBLEMS).schema == PROBLEMS
    assert conform(frame, PROBLEMS).rows() == [("a.txt", 3, "odd", "none")]


def test_a_column_that_a_frame_lacks_is_null():
    assert conform(pl.DataFrame({"file": ["a.txt"]}), PROBLEMS).rows() == [("a.txt", None, None, None)]


def test_a_column_that_the_schema_does_not_know_is_refused_by_name():
    with pytest.raises(pl.exceptions.ColumnNotFoundError, match="colour"):
        conform(pl.DataFrame({"file": ["a.txt"], "colour": ["red"]}), PROBLEMS)


def test_a_value_that_is_none_of_its_kinds_is_refused():
    with pytest.raises(pl.exceptions.InvalidOperationError):
        conform(pl.DataFrame({"kind": ["shout"]}), MESSAGES)


def test_an_empty_frame_conforms():
    assert conform(empty(MESSAGES), MESSAGES).equals(empty(MESSAGES))


def test_kinds_and_events_of_whatsapp_are_each_named_once():
    assert len(set(KIND.categories)) == 8
    assert len(set(EVENT.categories)) == 23

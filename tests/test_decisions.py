"""people.csv <-> DECISIONS."""

from pathlib import Path

import polars as pl
import pytest
from polars.testing import assert_frame_equal

from parsers.decisions import read_decisions, write_decisions
from parsers.errors import DecisionsError
from parsers.schema import DECISIONS, conform


def decisions_of(*rows: dict) -> pl.DataFrame:
    return conform(pl.DataFrame(rows, infer_schema_length=None), DECISIONS)


def test_a_sender_is_of_a_family_or_staff_or_nobody() -> None:
    read = read_decisions(
        "sender,answer,family,guardian,group\n"
        "~\u202fAna,family,Okafor,Ana Okafor,Class 2B\n"
        "'+44 7700 900123,Staff,,Ms Reed,\n"
        "Old number,nobody,,,\n".encode(),
        "people.csv",
    )
    assert read.problems.is_empty()
    assert_frame_equal(
        read.answers,
        decisions_of(
            {"sender": "Ana", "answer": "family", "family": "Okafor", "guardian": "Ana Okafor", "chat": "Class 2B"},
            {"sender": "+44 7700 900123", "answer": "staff", "guardian": "Ms Reed"},
            {"sender": "Old number", "answer": "nobody"},
        ),
    )


def test_the_same_answer_twice_is_one_answer() -> None:
    assert read_decisions(b"sender,answer\nAna,nobody\nAna,nobody\n", "people.csv").answers.height == 1


def test_one_sender_may_be_somebody_else_in_another_group() -> None:
    read = read_decisions(b"sender,answer,family,chat\nAna,family,Ruiz,2B\nAna,family,Obi,3A\n", "people.csv")
    assert read.answers["family"].to_list() == ["Ruiz", "Obi"]


@pytest.mark.parametrize(
    ("text", "lines", "sentence"),
    [
        ("sender,answer\n,nobody\n", [2], "No sender is named."),
        ("sender,answer\nAna,perhaps\n", [2], "The answer is none of the three."),
        ("sender,answer,family\nAna,family,\n", [2], "No family is named."),
        ("sender,answer\nAna,nobody\nBen,staff\nAna,staff\n", [2, 4], "This sender has two different answers"),
        ("sender,answer\nAna,nobody,x\n", [2], "The row has more cells than the header"),
    ],
)
def test_a_row_that_is_not_understood_is_left_out_with_its_line_and_why(
    text: str, lines: list[int], sentence: str
) -> None:
    read = read_decisions(f"{text}Cleo,staff\n".encode(), "people.csv")
    assert read.answers.filter(pl.col("sender") != "Ben")["sender"].to_list() == ["Cleo"]
    assert read.problems["line"].to_list() == lines
    assert read.problems["problem"][0].startswith(sentence)


def test_a_table_without_answers_is_an_error_that_names_the_column() -> None:
    with pytest.raises(DecisionsError, match='A table of decisions needs a column "answer"'):
        read_decisions(b"sender,family\nAna,Okafor\n", "people.csv")


def test_what_is_written_is_read_back_as_it_was_whatever_names_look_like() -> None:
    answers = decisions_of(
        {"sender": "+44 7700 900123", "answer": "family", "family": "=SUM(A1)", "guardian": 'Ana "A" Ruiz, MD'},
        {"sender": "@handle", "answer": "nobody", "chat": "2B; Oak"},
        {"sender": "-", "answer": "staff", "family": "staff: Ms Elm"},
    )
    written = write_decisions(answers)
    assert b"\n'+44 7700 900123,family,'=SUM(A1)," in written
    assert_frame_equal(read_decisions(written, "people.csv").answers, answers)


def test_the_sample_schools_decisions_are_read(sample: Path) -> None:
    assert read_decisions((sample / "people.csv").read_bytes(), "people.csv").answers.height > 5


def test_somebody_who_is_called_by_a_tilde_alone_is_read_back() -> None:
    answers = conform(pl.DataFrame({"sender": ["~", "\ufe6bana"], "answer": ["nobody", "staff"]}), DECISIONS)
    assert read_decisions(write_decisions(answers), "people.csv").answers["sender"].to_list() == ["~", "\ufe6bana"]

"""people.csv -> DECISIONS."""

from pathlib import Path

import polars as pl
import pytest
from polars.testing import assert_frame_equal

from parsers.decisions import read_decisions
from parsers.errors import DecisionsError
from parsers.schema import DECISIONS


def test_a_sender_is_of_a_family_or_staff_or_nobody() -> None:
    assert_frame_equal(
        read_decisions(
            "sender,answer,family,guardian\n"
            "~\u202fAna,family,Okafor,Ana Okafor\n"
            "'+44 7700 900123,Staff,,Ms Reed\n"
            "Old number,nobody,,\n".encode(),
            "people.csv",
        ),
        pl.DataFrame(
            {
                "sender": ["Ana", "+44 7700 900123", "Old number"],
                "answer": ["family", "staff", "nobody"],
                "family": ["Okafor", None, None],
                "guardian": ["Ana Okafor", "Ms Reed", None],
            },
            schema=DECISIONS,
        ),
    )


def test_the_same_answer_twice_is_one_answer() -> None:
    assert read_decisions(b"sender,answer\nAna,nobody\nAna,nobody\n", "people.csv").height == 1


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("sender,family\nAna,Okafor\n", 'A table of decisions needs a column "answer"'),
        ("sender,answer\n,nobody\n", "Line 2: no sender is named"),
        (
            "sender,answer\nAna,perhaps\n",
            'Line 2: the answer is none of the three. Write "family", "staff" or',
        ),
        ("sender,answer,family\nAna,family,\n", "Line 2: the answer is family, but no family is named"),
        ("sender,answer\nAna,nobody\nBen,staff\nAna,staff\n", "Line 4: this sender has a different answer above"),
    ],
)
def test_a_decision_that_is_not_understood_says_which_line_and_why(text: str, sentence: str) -> None:
    with pytest.raises(DecisionsError, match=sentence):
        read_decisions(text.encode(), "people.csv")


def test_the_sample_schools_decisions_are_read(sample: Path) -> None:
    assert read_decisions((sample / "people.csv").read_bytes(), "people.csv").height > 5

"""What the pages about reach say: the sentence beside the figures."""

from datetime import datetime
from typing import Any

import polars as pl
import pytest

from dashboard.findings.reach import headline

BAND = {
    "sent_at": datetime(2026, 7, 7, 20, 47),
    "complete": True,
    "n": 187,
    "floor": 12,
    "ceiling": 131,
    "read_low": None,
    "read_high": None,
}


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({}, "can have been seen by at most 131 of the 187 families; 12 families left a sign afterwards."),
        ({"floor": 0}, "can have been seen by at most 131 of the 187 families; no family left a sign afterwards."),
        (
            {"read_low": 60, "read_high": 103},
            "can have been seen by at most 131 of the 187 families; 12 families left a sign afterwards; "
            "the count from Message info puts it at between 60 and 103.",
        ),
        ({"complete": False}, "is not over yet: the export ends before its time was up."),
    ],
)
def test_an_announcement_in_a_sentence(change: dict[str, Any], said: str) -> None:
    assert headline.band(BAND | change) == f"The announcement of Tue 7 Jul 2026, 20:47 {said}"


@pytest.mark.parametrize(
    ("cannot", "said"),
    [
        (
            56,
            "At least 56 of the 187 families of the school were out of reach "
            "when the announcement of 7 Jul 2026 was sent.",
        ),
        (
            0,
            "Nothing shows that any of the 187 families of the school was out of reach "
            "when the announcement of 7 Jul 2026 was sent.",
        ),
        (
            None,
            "How many families of the school are out of reach cannot be said: "
            "no announcement is over yet, or the roster does not name them.",
        ),
    ],
)
def test_who_cannot_be_reached_in_a_sentence(cannot: int | None, said: str) -> None:
    assert (
        headline.cannot({"class": None, "n": 187, "cannot": cannot}, "when the announcement of 7 Jul 2026 was sent")
        == said
    )


def test_an_announcement_without_a_known_ceiling_is_no_example() -> None:
    bands = pl.DataFrame([BAND | {"n": 0, "ceiling": None, "floor": None}], schema_overrides={"ceiling": pl.UInt32})
    assert list(headline.example(bands)) == []

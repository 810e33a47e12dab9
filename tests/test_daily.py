from datetime import date, datetime

import polars as pl
import pytest

from dashboard.daily import DAILY, daily
from parsers import schema


def messages_of(*rows: tuple[str, datetime, str]) -> pl.DataFrame:
    frame = pl.DataFrame(rows, schema=["sender", "sent_at", "kind"], orient="row")
    return frame.with_columns(chat=pl.lit("Class 1A")).pipe(schema.conform, schema.MESSAGES)


def test_what_a_person_wrote_is_counted_by_day_with_the_monday_of_its_week() -> None:
    counted = daily(
        messages_of(
            ("Ana", datetime(2025, 9, 7, 0, 0), "text"),
            ("Ana", datetime(2025, 9, 7, 23, 59), "media"),
            ("Ana", datetime(2025, 9, 8), "deleted"),
            ("Ben", datetime(2025, 9, 8), "poll"),
        )
    )
    assert counted.schema == DAILY
    assert counted.sort("sender", "day").drop("chat").rows() == [
        ("Ana", date(2025, 9, 7), date(2025, 9, 1), 2),
        ("Ana", date(2025, 9, 8), date(2025, 9, 8), 1),
        ("Ben", date(2025, 9, 8), date(2025, 9, 8), 1),
    ]


@pytest.mark.parametrize("kind", ["notice", "call"])
def test_notices_and_calls_are_not_written_by_anybody(kind: str) -> None:
    assert daily(messages_of(("Ana", datetime(2025, 9, 8), kind))).is_empty()


def test_nothing_gives_no_rows_of_the_same_columns() -> None:
    assert daily(schema.empty(schema.MESSAGES)).schema == DAILY

"""Messages for the tests of habits, each given by what is said of it alone."""

from datetime import datetime, timedelta

import polars as pl

from parsers import schema

START = datetime(2026, 3, 2, 23, 58)


def messages_of(*rows: dict) -> pl.DataFrame:
    """`seconds` after two minutes to midnight; a text of Ann's in group A unless said."""
    filled = [
        {"chat": "A", "line": line, "sender": "Ann", "kind": "text", "text": "ok", "targets": []}
        | {"sent_at": START + timedelta(seconds=row.get("seconds", 0))}
        | {column: value for column, value in row.items() if column != "seconds"}
        for line, row in enumerate(rows, start=1)
    ]
    if not filled:
        return schema.empty(schema.MESSAGES)
    return pl.DataFrame(filled, infer_schema_length=None).pipe(schema.conform, schema.MESSAGES)


def posted(*who_and_when: tuple[str, int]) -> pl.DataFrame:
    """Texts by these senders, so many seconds after START."""
    return messages_of(*({"sender": sender, "seconds": seconds} for sender, seconds in who_and_when))

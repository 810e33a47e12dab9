from datetime import datetime

import polars as pl

from dashboard.written_times import WRITTEN, written_times
from parsers import schema


def test_what_people_sent_is_written_but_neither_notices_nor_calls():
    kinds = ["text", "media", "poll", "deleted", "notice", "call"]
    messages = pl.DataFrame(
        {"chat": "Class 1A", "sent_at": [datetime(2025, 9, day) for day in range(1, 7)], "kind": kinds}
    ).pipe(schema.conform, schema.MESSAGES)
    written = written_times(messages)
    assert written.schema == WRITTEN
    assert written.rows() == [("Class 1A", datetime(2025, 9, day)) for day in range(1, 5)]

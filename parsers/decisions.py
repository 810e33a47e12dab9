"""A person's answers to "who is this sender?" (people.csv) -> DECISIONS."""

from collections.abc import Sequence
from types import MappingProxyType

import polars as pl

from parsers.errors import DecisionsError
from parsers.schema import ANSWER, DECISIONS, conform
from parsers.table import PUSH_NAME, by_name, read_table, refuse, refuse_too_wide, require

COLUMNS = MappingProxyType({"sender": (), "answer": (), "family": (), "guardian": ()})


def looks_like(header: Sequence[str]) -> bool:
    """A header with a sender and an answer."""
    return {"sender", "answer"} <= set(by_name(COLUMNS)(header))


def read_decisions(data: bytes, file: str) -> pl.DataFrame:
    """DECISIONS from sender, answer (family, staff or nobody), family (needed where the answer is family), guardian.

    Raises EmptyFile, NotText and DecisionsError: a decision that is not understood must not be guessed.
    """
    table = read_table(data, file, by_name(COLUMNS), DecisionsError)
    require(table, ("sender", "answer"), DecisionsError, "A table of decisions")
    refuse_too_wide(table, DecisionsError)
    read = conform(table.rows, pl.Schema({"line": pl.UInt32} | dict.fromkeys(COLUMNS, pl.String))).with_columns(
        pl.col("sender").str.replace(PUSH_NAME, ""),
        pl.col("answer").str.to_lowercase().cast(ANSWER, strict=False),
    )
    once = read.unique(["sender", "answer", "family", "guardian"], keep="first", maintain_order=True)
    for wrong, problem, remedy in (
        (pl.col("sender").is_null(), "no sender is named.", "Write the name or number as it stands in the export."),
        (pl.col("answer").is_null(), "the answer is none of the three.", 'Write "family", "staff" or "nobody".'),
        (
            (pl.col("answer") == "family") & pl.col("family").is_null(),
            "the answer is family, but no family is named.",
            "Write the family as it stands in the roster.",
        ),
        (~pl.col("sender").is_first_distinct(), "this sender has a different answer above.", "Keep one of the two."),
    ):
        refuse(table, once, wrong, DecisionsError, problem, remedy)
    return conform(once.drop("line"), DECISIONS)

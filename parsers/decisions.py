"""A person's answers to "who is this sender?" (people.csv) <-> DECISIONS."""

from collections.abc import Sequence
from dataclasses import dataclass
from types import MappingProxyType

import polars as pl

from parsers.errors import DecisionsError
from parsers.schema import ANSWER, DECISIONS, conform
from parsers.table import bare, by_name, problems, read_table, require
from parsers.written import as_csv

COLUMNS = MappingProxyType({"sender": (), "answer": (), "family": (), "guardian": (), "chat": ("group",)})


@dataclass(frozen=True)
class Decisions:
    """What a people.csv says.

    answers   DECISIONS, one row a sender and chat
    problems  PROBLEMS: rows that were left out, because a decision that is not understood must not be guessed
    """

    answers: pl.DataFrame
    problems: pl.DataFrame


def looks_like(header: Sequence[str]) -> bool:
    """A header with a sender and an answer."""
    return {"sender", "answer"} <= set(by_name(COLUMNS)(header))


def read_decisions(data: bytes, file: str) -> Decisions:
    """From sender, answer (family, staff or nobody), family (needed where the answer is family), guardian, chat.

    Two different answers about one sender in one chat cancel each other: a tie is nobody's.
    Raises EmptyFile, NotText, and DecisionsError where there is no column of senders or of answers.
    """
    table = read_table(data, file, by_name(COLUMNS), DecisionsError)
    require(table, ("sender", "answer"), DecisionsError, "A table of decisions")
    said = ["sender", "answer", "family", "guardian", "chat"]
    read = conform(table.rows, pl.Schema({"line": pl.UInt32} | dict.fromkeys(COLUMNS, pl.String))).with_columns(
        bare(pl.col("sender")),
        pl.col("answer").str.to_lowercase().cast(ANSWER, strict=False),
    )
    once = read.unique(said, keep="first", maintain_order=True)
    nameless = (pl.col("answer") == "family") & pl.col("family").is_null() & pl.col("guardian").is_null()
    faults = (
        (pl.col("sender").is_null(), "No sender is named.", "Write the name or number as it stands in the export."),
        (pl.col("answer").is_null(), "The answer is none of the three.", 'Write "family", "staff" or "nobody".'),
        (nameless.fill_null(False), "No family is named.", "Write the family or the guardian as in the roster."),
        (
            pl.len().over("sender", "chat") > 1,
            "This sender has two different answers, so neither counts.",
            "Keep one of the two.",
        ),
    )
    wide = 'Put a cell that holds the delimiter between " marks.'
    left_out = [
        problems(file, table.too_wide, "The row has more cells than the header and is left out.", wide),
        *(problems(file, once.filter(wrong)["line"], problem, remedy) for wrong, problem, remedy in faults),
    ]
    right = once.filter(~pl.any_horizontal(wrong for wrong, _, _ in faults))
    return Decisions(conform(right.drop("line"), DECISIONS), pl.concat(left_out).sort("line", maintain_order=True))


def write_decisions(answers: pl.DataFrame) -> bytes:
    """The people.csv that `read_decisions` reads back as these DECISIONS."""
    return as_csv(conform(answers, DECISIONS))

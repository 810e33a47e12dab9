"""Whom a person should be asked about, one at a time: the senders of a group whom nothing links for sure.

It names people, so it is for the class rep alone.
"""

import polars as pl

MOST_CHOICES = 5
CHOICE = pl.Struct({"family": pl.String, "guardian": pl.String, "class": pl.String, "evidence": pl.List(pl.String)})
ASKED = pl.Schema(
    {
        "chat": pl.String,
        "sender": pl.String,  # as the export shows them last, by name if by any
        "others": pl.List(pl.String),  # further names and numbers of the same person
        "since": pl.Datetime("ms"),  # the first time that they are seen in the group; null: on a member list alone
        "waiting": pl.Boolean,  # nobody has answered, and nothing links them
        "choices": pl.List(CHOICE),  # families that they may be of, the likeliest first
    }
)


def people(
    senders: pl.DataFrame, links: pl.DataFrame, candidates: pl.DataFrame, membership: pl.DataFrame
) -> pl.DataFrame:
    """ASKED: one row a person in a chat; those who wait and have choices first, then those who wait, then the rest.

    senders as `people.senders` has them, the others as in parsers/schema.py. Nobody waits whom another of their names
    links, or about whom a person has answered.
    """
    whose = ["chat", "person"]
    known = senders.join(links.select("chat", "sender", "how", "family"), on=["chat", "sender"], how="left")
    first_seen = membership.group_by("chat", "sender").agg(pl.col("since").min())
    shown = pl.col("sender").filter("shown")
    named = shown.sort_by(shown.str.contains(r"\p{L}"), descending=True, maintain_order=True)
    persons = (
        known.join(first_seen, on=["chat", "sender"], how="left")
        .group_by(whose, maintain_order=True)
        .agg(
            sender=named.first(),
            others=pl.col("sender").unique(maintain_order=True),
            since=pl.col("since").min(),
            waiting=(pl.col("how").fill_null("none") == "none").all(),
        )
        .drop_nulls("sender")
        .with_columns(others=pl.col("others").list.set_difference(pl.concat_list("sender")).list.sort())
    )
    return (
        persons.join(choices(senders, candidates), on=whose, how="left")
        .with_columns(pl.col("choices").fill_null([]))
        .sort(~pl.col("waiting"), pl.col("choices").list.len() == 0, "chat", "sender")
        .select(pl.col(column).cast(dtype) for column, dtype in ASKED.items())
    )


def choices(senders: pl.DataFrame, candidates: pl.DataFrame) -> pl.DataFrame:
    """chat, person, choices: the families that any of a person's names may be of, each once."""
    return (
        candidates.join(senders.select("chat", "sender", "person"), on=["chat", "sender"])
        .sort("weight_bits", "family", descending=[True, False], nulls_last=True)
        .unique(["chat", "person", "family"], keep="first", maintain_order=True)
        .group_by("chat", "person", maintain_order=True)
        .agg(choices=pl.struct("family", "guardian", "class", "evidence").head(MOST_CHOICES))
    )

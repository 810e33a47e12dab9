"""SNAPSHOTS -> the lists with names among them, each with how many people it leaves unnamed."""

import polars as pl

from parsers.notices import YOU


def member_lists(snapshots: pl.DataFrame) -> pl.DataFrame:
    """One row for each chat and day with names, sorted: what all lists and counts of that day say together.

    chat, at Datetime[ms] (the beginning of the day), names List[String] (each once, the exporter's "You" among them)
    has_you   Boolean: "You" is on it: somebody who is in, and whose name it does not give
    unnamed   Int64: members whose name it does not give, the exporter who stands there as "You" among them; of a list
              that goes on, the fewest that there can be
    goes_on   Boolean: it stops before its end, and nobody knows how many it leaves out (names, and `members` null)
    """
    has_you = pl.col("names").list.contains(YOU)
    goes_on = pl.col("members").is_null()
    more = (pl.col("members").cast(pl.Int64) - pl.col("names").list.len().cast(pl.Int64)).clip(0)
    return (
        snapshots.group_by("chat", "taken_on")
        .agg(pl.col("names").list.explode(keep_nulls=False, empty_as_null=False).unique(), pl.col("members").max())
        .filter(pl.col("names").list.len() > 0)
        .select(
            "chat",
            "names",
            has_you=has_you,
            at=pl.col("taken_on").cast(pl.Datetime("ms")),
            unnamed=pl.when(goes_on).then(1).otherwise(more) + has_you.cast(pl.Int64),
            goes_on=goes_on,
        )
        .sort("chat", "at")
    )

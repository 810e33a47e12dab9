"""Does a group still match the roster? The door to statuses and rolls, and the bounds (METRICS.md, "Drift")."""

import polars as pl

from dashboard.metrics.roll import families_on
from dashboard.metrics.statuses import FAMILY_STATUS, SENDER_STATUS, family_status, sender_status

__all__ = ["FAMILY_STATUS", "SENDER_STATUS", "bounds", "families_on", "family_status", "sender_status"]


def bounds(family_status: pl.DataFrame, sender_status: pl.DataFrame) -> pl.DataFrame:
    """One row for each class with families on roll or members, sorted: how many families are in its group.

    Columns, all UInt32 but `class` and `listed`: class, families, current, missing, not_seen, opted_out and excluded
    (each with those who are present all the same), unknown (members linked to nobody), low, high, absent, listed
    Boolean.
    families = current + missing + not_seen + opted_out + excluded; low = current;
    high = current + not_seen + min(missing, unknown), as each member linked to nobody may be of a missing family, and
    where the members were counted no more than current + unaccounted; absent = current + missing + not_seen - high: so
    many families are surely not in the group, even if nobody knows which. All three are null where there is no roster
    (families 0) and where nobody in the group is known: no list, and nobody seen in it.
    """

    def having(*statuses: str) -> pl.Expr:
        return pl.col("status").is_in(statuses).sum().cast(pl.UInt32)

    families = family_status.group_by("class").agg(
        families=pl.len().cast(pl.UInt32),
        current=having("current"),
        missing=having("missing"),
        not_seen=having("not_seen"),
        opted_out=having("opted_out", "opted_out_present"),
        excluded=having("excluded", "excluded_present"),
        listed=pl.col("listed").any(),
        unaccounted=pl.col("unaccounted").max(),
    )
    members = sender_status.drop_nulls("class").group_by("class").agg(unknown=having("unknown"), seen=pl.lit(True))
    observed = (pl.col("families") > 0) & (pl.col("seen") | pl.col("listed"))
    perhaps = pl.col("not_seen") + pl.min_horizontal("missing", "unknown")
    high = pl.col("current") + pl.min_horizontal(perhaps, "unaccounted")
    return (
        families.join(members, on="class", how="full", coalesce=True)
        .with_columns(pl.col(pl.UInt32).exclude("unaccounted").fill_null(0), pl.col("listed", "seen").fill_null(False))
        .with_columns(
            low=pl.when(observed).then("current"),
            high=pl.when(observed).then(high),
            absent=pl.when(observed).then(pl.col("current") + pl.col("missing") + pl.col("not_seen") - high),
        )
        .select(
            "class",
            "families",
            "current",
            "missing",
            "not_seen",
            "opted_out",
            "excluded",
            "unknown",
            "low",
            "high",
            "absent",
            "listed",
        )
        .sort("class")
    )

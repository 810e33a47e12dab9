"""Can the announcements have been seen? Bands, never points: an export holds no receipts (METRICS.md, "Reach").

`standing` puts together what is known of every announcement. `bands` makes of it the fewest and the most families that
can have seen it, with the looks at Message info (`message_info`), and `unreachable` how many none can reach.
"""

from collections.abc import Collection

import polars as pl

from dashboard.metrics.addressed import keyed, school_wide, uncountable
from dashboard.metrics.announcements import announcements
from dashboard.metrics.evidence import until
from dashboard.metrics.message_info import READ_NOTE, fullest, looks_at, read_bands, read_count_band
from dashboard.metrics.rooms import free_places
from dashboard.metrics.standing import Groups, Standing, stand
from dashboard.school import School

__all__ = [
    "announcements",
    "bands",
    "family_band",
    "family_band_with_head_count",
    "read_count_band",
    "unreachable",
]


def family_band(families: pl.DataFrame) -> pl.DataFrame:
    """floor, ceiling, known, n (UInt32, one row) of families: class, family, members, unknown, evidence.

    members: known members of the family where the announcement stood; unknown: there may be more; evidence: it left a
    sign. A family in several rows counts once. floor: families with evidence; known: with a known member or evidence;
    ceiling: those and the unknown ones. Of no families, all are 0.
    """
    return once(families).select(
        floor=FLOOR, ceiling=(FLOOR_OR_KNOWN + OTHERS).cast(pl.UInt32), known=FLOOR_OR_KNOWN, n=pl.len().cast(pl.UInt32)
    )


def family_band_with_head_count(families: pl.DataFrame, *, members: int, staff: int = 0) -> pl.DataFrame:
    """As `family_band`, for one group of `members` people, `staff` of whom belong to none of the families.

    ceiling = known + min(unknown families, members - known members - staff); a head-count too small for its known
    members leaves no place for unknown ones.
    """
    free = (pl.lit(members, pl.Int64) - pl.col("members").sum().cast(pl.Int64) - staff).clip(0)
    return once(families).select(
        floor=FLOOR,
        ceiling=(FLOOR_OR_KNOWN + pl.min_horizontal(OTHERS, free)).cast(pl.UInt32),
        known=FLOOR_OR_KNOWN,
        n=pl.len().cast(pl.UInt32),
    )


IS_KNOWN = (pl.col("members") > 0) | pl.col("evidence")
FLOOR = pl.col("evidence").sum().cast(pl.UInt32)
FLOOR_OR_KNOWN = IS_KNOWN.sum().cast(pl.UInt32)
OTHERS = (pl.col("unknown") & ~IS_KNOWN).sum().cast(pl.UInt32)


def once(families: pl.DataFrame) -> pl.DataFrame:
    """Each family in one row."""
    return families.group_by("family").agg(pl.col("members").max(), pl.col("unknown").any(), pl.col("evidence").any())


BANDS = pl.Schema(
    {
        "announcement": pl.UInt32,
        "sent_at": pl.Datetime("ms"),
        "class": pl.String,
        "n": pl.UInt32,
        "floor": pl.UInt32,
        "direct": pl.UInt32,
        "known": pl.UInt32,
        "ceiling": pl.UInt32,
        "read_low": pl.UInt32,
        "read_high": pl.UInt32,
        "read": pl.UInt32,
        "taken_at": pl.Datetime("ms"),
        "read_note": READ_NOTE,
        "complete": pl.Boolean,
    }
)


def bands(
    messages: pl.DataFrame,
    school: School,
    roster: pl.DataFrame,
    links: pl.DataFrame,
    membership: pl.DataFrame,
    snapshots: pl.DataFrame,
    read_counts: pl.DataFrame,
    classes: pl.DataFrame,
    *,
    window_hours: float = 72,
    head_counts: pl.DataFrame | None = None,
    admin_chats: Collection[str] | None = None,
) -> pl.DataFrame:
    """One row for each announcement and class with families on roll that day, and one for the school (class null).

    Columns (families, UInt32, unless said): announcement, sent_at, class, n, floor, direct, ceiling, read_low,
    read_high, read (people), taken_at, read_note Enum(ok, taken_earlier, impossible), complete Boolean; sorted, the
    school first.
        n           families on roll of the class on that day, less the sender's own; the school's count each once.
                    Null for the school, with all that counts families (floor to read_high), where it has more than one
                    class and the families of one are not named: nobody can tell which of them are the same
        floor       those with any `evidence`; direct: with direct evidence
        known       those with a guardian known to be a member of a group where it or an echo stood, or with evidence
        ceiling     those with a guardian known, or possibly, a member at any time in [sent_at, sent_at + window] of a
                    group where it or an echo stood, or with evidence. Whoever is not known to be a member possibly is
                    one, unless there is no room for it: see `free_places`
        read_low, read_high     families one of whom had read it in the announcement group at `taken_at`, by the look at
                    Message info that counted most; for the school only. At least: readers who may be staff, of a
                    family not counted in n, or linked to nobody, are left out, and the largest families come first. At
                    most: one family a reader, of those who were in the group when it was sent. Null, as read_note says,
                    where the count is older than the signs or fits nothing that is loaded: see `read_bands`
        complete    the announcement group's export goes on to the end of the window; where not, the window is not over
                    yet, and floor, direct, known and ceiling are null, as are all where n is 0 (no roster)
    Where the roster names no family of a class, `classes` gives their number; such families have no evidence.
    """
    groups = Groups(messages, school, roster, links, membership, snapshots, classes, head_counts, admin_chats)
    return banded(groups, stand(groups, window_hours=window_hours), read_counts, window_hours=window_hours)


def banded(groups: Groups, told: Standing, read_counts: pl.DataFrame, *, window_hours: float = 72) -> pl.DataFrame:
    """`bands`, where `stand` has put together what is known of the announcements."""
    if told.made.is_empty():
        return pl.DataFrame(schema=BANDS)
    counts = counted(told, groups.classes)
    every = pl.concat(
        [told.made.select("announcement", pl.lit(None, pl.Categorical).alias("class")), counts["announcement", "class"]]
    ).unique()
    end = groups.messages.filter(pl.col("chat") == groups.school.announcement_chat)["sent_at"].max()
    over = until(window_hours) <= pl.lit(end, pl.Datetime("ms"))
    looks = fullest(looks_at(told.posts, read_counts, window_hours=window_hours))
    read = read_bands(groups, told, looks)
    counted_then = looks.select("announcement", pl.lit(None, pl.Categorical).alias("class"), "read", "taken_at")
    figures = ["floor", "direct", "known", "ceiling"]
    return (
        every.join(told.made.select("announcement", "sent_at"), on="announcement")
        .join(counts, on=["announcement", "class"], how="left", nulls_equal=True)
        .join(read, on=["announcement", "class"], how="left", nulls_equal=True)
        .join(counted_then, on=["announcement", "class"], how="left", nulls_equal=True)
        .with_columns(pl.col("n").fill_null(0), complete=over)
        .with_columns(
            pl.when(pl.col("complete") & (pl.col("n") > 0)).then(pl.col(column)).alias(column) for column in figures
        )
        .join(uncountable(told.families), on=["announcement", "class"], how="left", nulls_equal=True)
        .with_columns(
            pl.when(pl.col("uncountable").is_null()).then(pl.col(column)).alias(column)
            for column in ("n", *figures, "read_low", "read_high")
        )
        .drop("uncountable")
        .cast({"class": pl.String})
        .match_to_schema(BANDS)
        .sort("sent_at", "announcement", "class", nulls_last=False)
    )


def counted(told: Standing, classes: pl.DataFrame) -> pl.DataFrame:
    """announcement, class (null: the school), n, floor, direct, known, ceiling."""
    rows = pl.concat([told.families, school_wide(told.families)])
    free = free_places(rows, rows.filter(~IS_KNOWN), told.places, told.members, told.rooms, keyed(classes))
    return band_counts(rows, free)


def band_counts(families: pl.DataFrame, free: pl.DataFrame) -> pl.DataFrame:
    """announcement, class, n, floor, direct, known, ceiling: as `family_band`, at most `free` unknown families."""
    return (
        families.group_by("announcement", "class")
        .agg(
            n=pl.len().cast(pl.UInt32),
            floor=FLOOR,
            direct=pl.col("direct").sum().cast(pl.UInt32),
            known=FLOOR_OR_KNOWN,
            others=OTHERS,
        )
        .join(free, on=["announcement", "class"], how="left", nulls_equal=True)
        .with_columns(
            ceiling=(pl.col("known") + pl.min_horizontal("others", pl.col("free").fill_null(0))).cast(pl.UInt32)
        )
        .drop("others", "free")
    )


def unreachable(bands: pl.DataFrame) -> pl.DataFrame:
    """One row a class, and one for the school (class null): how many families no announcement can reach.

    Columns: class, announcement and sent_at (the latest one that is over; where none is, the latest), n, known, cannot
    UInt32 (n - ceiling; both null where none is over, or there is no roster), share (cannot / n); the school first. The
    school's n, known, cannot and share are null where its families cannot be counted (`bands`).
    """
    return (
        bands.sort("complete", "sent_at", "announcement")
        .group_by("class")
        .last()
        .with_columns(cannot=pl.col("n") - pl.col("ceiling"))
        .select("class", "announcement", "sent_at", "n", "known", "cannot", share=pl.col("cannot") / pl.col("n"))
        .sort("class", nulls_last=False)
    )

"""The whole school in one picture: which classes have a group that can be seen, and which families are in it."""

import altair as alt
import polars as pl

from dashboard.charts.theme import (
    SOFT,
    Look,
    Picture,
    bare,
    drawn,
    key,
    layered,
    left,
    right,
    row_height,
    spoken,
    themed,
    whole,
    with_rows,
)

IN, PERHAPS, OUT, UNSAID = "in the group", "perhaps in it", "not in it", "members not known"
UNSEEN = {"export": UNSAID, "group": "no export", "exporting_off": "exporting is off", "none": "no group"}
PART_LOOKS = {
    IN: Look("known", "known"),
    PERHAPS: Look("perhaps", "known"),
    OUT: Look("paper", "unknown"),
    UNSAID: Look("least", "unknown", (1, 3)),
    "no export": Look("least", "known"),
    "exporting is off": Look("paper", "unknown", (4, 3)),
    "no group": Look("paper", "look", (7, 3)),
}


def coverage_picture(coverage: pl.DataFrame, title: str) -> Picture:
    """Each class as long as its families on roll: those in its group, perhaps in it, and not in it.

    coverage: class, families (null: not known, no bar), state (export, group, exporting_off, none); low and high, the
    fewest and the most families in the group (null or no such columns: not known, the bar says why).
    """
    frame = coverage.pipe(_with_bounds).pipe(_with_notes)
    parts = _parts(frame)
    base = alt.Chart(parts).mark_bar(height=alt.RelativeBandSize(band=0.7), strokeWidth=1.5, opacity=1)
    bars = base.encode(
        x=alt.X("from:Q", title="families on roll", axis=whole()),
        x2="to:Q",
        y=left(frame),
        tooltip=[
            alt.Tooltip("class:N"),
            alt.Tooltip("note:N", title="in the group"),
            alt.Tooltip("size:N", title="on roll"),
        ],
    )
    without = frame.filter(pl.col("unseen").is_not_null() | pl.col("families").is_null())
    unseen = alt.Chart(without.select("row", "size"))
    sizes = unseen.mark_text(align="left", dx=8, color=SOFT, tooltip=None).encode(
        x=alt.value(0), y=bare(frame), text="size:N"
    )
    notes = alt.Chart(frame.select("row")).mark_point(opacity=0, tooltip=None).encode(x=alt.datum(0), y=right(frame))
    picture = layered(drawn(bars, "part", PART_LOOKS, parts["part"], key(3, narrow=2)), sizes, notes)
    said = frame.with_columns(
        note=pl.when(pl.col("unseen").is_null()).then("note").otherwise(pl.format("{}, {}", "note", "size"))
    )
    return themed(
        picture.resolve_axis(y="independent"),
        title,
        "One row a class, by name, as long as its families on roll: those in its group, from the fewest to the most."
        f" {spoken(said, 'class')}",
        height=row_height(frame),
    )


def _with_bounds(coverage: pl.DataFrame) -> pl.DataFrame:
    """`coverage` with low and high, and unseen: why they are null."""
    bounds = [name for name in ("low", "high") if name not in coverage.columns]
    why = pl.col("state").cast(pl.String).replace_strict(UNSEEN, return_dtype=pl.String)
    known = pl.all_horizontal(pl.col("low", "high", "families").is_not_null())
    return coverage.with_columns(pl.lit(None, pl.Float64).alias(name) for name in bounds).with_columns(
        unseen=pl.when(~known).then(why)
    )


def _with_notes(frame: pl.DataFrame) -> pl.DataFrame:
    """`frame` as rows: "25 of 26", "22 to 27 of 28", or why nobody can tell; size: "26 families"."""
    low, high, families = (pl.col(name).cast(pl.Int64).cast(pl.String) for name in ("low", "high", "families"))
    bounds = pl.when(low == high).then(low).otherwise(pl.format("{} to {}", low, high))
    noun = pl.when(families == "1").then(pl.lit("family")).otherwise(pl.lit("families"))
    return frame.with_columns(size=pl.format("{} {}", families, noun).fill_null("families not known")).pipe(
        with_rows, "class", pl.coalesce("unseen", pl.format("{} of {}", bounds, families))
    )


def _parts(frame: pl.DataFrame) -> pl.DataFrame:
    """class, note, size, row, part, from, to: the stretches of the bars, none of them empty."""
    sized = frame.drop_nulls("families")
    seen, unseen = sized.filter(pl.col("unseen").is_null()), sized.filter(pl.col("unseen").is_not_null())
    stretches = [
        (seen, pl.lit(IN), pl.lit(0), pl.col("low")),
        (seen, pl.lit(PERHAPS), pl.col("low"), pl.col("high")),
        (seen, pl.lit(OUT), pl.col("high"), pl.col("families")),
        (unseen, pl.col("unseen"), pl.lit(0), pl.col("families")),
    ]
    return pl.concat(
        rows.select(
            "class",
            "note",
            "size",
            "row",
            part=part,
            **{"from": start.cast(pl.Float64), "to": end.cast(pl.Float64)},
        )
        for rows, part, start, end in stretches
    ).filter(pl.col("to") > pl.col("from"))

"""Can the announcements have been seen? Always a band, never a point."""

import altair as alt
import polars as pl

from dashboard.charts.theme import (
    ROW,
    Look,
    Picture,
    drawn,
    key,
    layered,
    left,
    moment,
    moments,
    right,
    spoken,
    themed,
    whole,
    with_rows,
)

BAND, READ, ROLL, OPEN = "may have seen it", "read, by the read count", "families on roll", "not over yet"
BAND_LOOKS = {
    BAND: Look("perhaps", "known"),
    READ: Look("deep", "deep"),
    ROLL: Look("unknown", "unknown"),
    OPEN: Look("paper", "unknown", (4, 3)),
}
KNOWN, PERHAPS, CANNOT, OTHERS, UNSAID = (
    "surely in reach",
    "we cannot tell",
    "out of reach",
    "not surely",
    "not known yet",
)
REACH_LOOKS = {
    KNOWN: Look("known", "known"),
    PERHAPS: Look("paper", "unknown", (4, 3)),
    CANNOT: Look("look", "look"),
    OTHERS: Look("least", "unknown"),
    UNSAID: Look("paper", "unknown", (1, 3)),
}

BAND_TOOLTIP = [
    alt.Tooltip("sent_at:T", title="sent", format="%a %-d %b %Y, %H:%M"),
    alt.Tooltip("floor:Q", title="may have seen it, at least"),
    alt.Tooltip("ceiling:Q", title="at most"),
    alt.Tooltip("read_low:Q", title="read, at least"),
    alt.Tooltip("read_high:Q", title="read, at most"),
    alt.Tooltip("n:Q", title="families on roll"),
]


def announcement_bands(bands: pl.DataFrame, title: str) -> Picture:
    """A column an announcement, in order of time: how many families may have seen it, at least and at most.

    bands: the rows of the whole school (or of one class): announcement, sent_at, n, floor, ceiling,
    read_low and read_high (null: no read count), complete. Where the window is not over, no figure is drawn.
    """
    frame = bands.sort("sent_at").with_columns(moment("sent_at"))
    over, open_ = frame.filter(pl.col("complete")), frame.filter(~pl.col("complete"))
    read = over.drop_nulls(["read_low", "read_high"])
    seen = [part for part, rows in [(BAND, over), (READ, read), (ROLL, frame), (OPEN, open_)] if not rows.is_empty()]
    layers = [
        _columns(open_, OPEN, None, "n", seen, width=0.7),
        _columns(over.drop_nulls(["floor", "ceiling"]), BAND, "floor", "ceiling", seen, width=0.7),
        _columns(read, READ, "read_low", "read_high", seen, width=0.26),
        _columns(frame, ROLL, "n", "n", seen, width=0.9),
    ]
    return themed(
        layered(*layers),
        title,
        "One column an announcement, from the first to the last: the band from the fewest to the most families that"
        f" may have seen it, under the line of the families on roll. {_bands_spoken(frame)}",
        height=280,
    )


def reach_by_class(reach: pl.DataFrame, title: str) -> Picture:
    """Each class as long as its families on roll: those surely in reach, those of whom nobody can tell, and the others.

    reach: class, n, known, cannot (both null: no announcement is over yet, or nothing is known of the class's groups;
    cannot alone null: it is not for this reader).
    """
    note = pl.format("{} of {} surely", "known", "n").fill_null(UNSAID)
    frame = reach.pipe(with_rows, "class", note)
    parts = pl.concat(
        [
            _stretch(frame.drop_nulls("known"), KNOWN, pl.lit(0), pl.col("known")),
            _stretch(
                frame.filter(pl.col("cannot").is_null()).drop_nulls("known"), OTHERS, pl.col("known"), pl.col("n")
            ),
            _stretch(frame.drop_nulls(["known", "cannot"]), PERHAPS, pl.col("known"), pl.col("n") - pl.col("cannot")),
            _stretch(frame.drop_nulls(["known", "cannot"]), CANNOT, pl.col("n") - pl.col("cannot"), pl.col("n")),
            _stretch(frame.filter(pl.col("known").is_null()), UNSAID, pl.lit(0), pl.col("n")),
        ]
    ).filter(pl.col("to") > pl.col("from"))
    bars = (
        alt.Chart(parts)
        .mark_bar(height=alt.RelativeBandSize(band=0.62), strokeWidth=1.2)
        .encode(
            x=alt.X("from:Q", title="families on roll", axis=whole()),
            x2="to:Q",
            y=left(frame),
            tooltip=[
                alt.Tooltip("class:N"),
                alt.Tooltip("part:N", title="families"),
                alt.Tooltip("note:N", title="of"),
            ],
        )
    )
    notes = alt.Chart(frame).mark_point(opacity=0, tooltip=None).encode(x=alt.datum(0), y=right(frame))
    return themed(
        layered(drawn(bars, "part", REACH_LOOKS, parts["part"].unique(), key(4)), notes).resolve_axis(y="independent"),
        title,
        f"One row a class, by name: families surely in reach, of the families on roll. {spoken(frame, 'class')}",
        height=alt.Step(ROW),
    )


def _stretch(frame: pl.DataFrame, part: str, start: pl.Expr, end: pl.Expr) -> pl.DataFrame:
    ends = {"from": start.cast(pl.Float64), "to": end.cast(pl.Float64)}
    return frame.select("class", "row", "note", part=pl.lit(part), **ends)


def _columns(frame: pl.DataFrame, part: str, low: str | None, high: str, seen: list[str], *, width: float) -> alt.Chart:
    mark = alt.Chart(frame.with_columns(part=pl.lit(part))).mark_bar(
        width=alt.RelativeBandSize(band=width), strokeWidth=1.5 if frame.height <= 24 else 0.6, minBandSize=2
    )
    column = mark.encode(
        x=moments("announcements, in order of time"),
        y=alt.Y(f"{high}:Q", title="families", axis=whole()),
        tooltip=BAND_TOOLTIP,
    )
    return drawn(column if low is None else column.encode(y2=f"{low}:Q"), "part", BAND_LOOKS, seen, key(4))


def _bands_spoken(frame: pl.DataFrame) -> str:
    band = pl.format("{}: {} to {} of {}", pl.col("sent_at").dt.strftime("%-d %b"), "floor", "ceiling", "n")
    open_ = pl.format("{}: not over yet", pl.col("sent_at").dt.strftime("%-d %b"))
    said = frame.select(pl.when(pl.col("complete")).then(band).otherwise(open_).fill_null("not known"))
    return "; ".join(said.to_series()) + "."

"""The announcements through the time, a column each: how many families may have seen it."""

import altair as alt
import polars as pl

from dashboard.charts.theme import Look, Picture, drawn, key, layered, moment, moments, themed, whole

BAND, READ, DIRECT, ROLL, OPEN = (
    "may have seen it",
    "read, by the read count",
    "acknowledged it",
    "families on roll",
    "not over yet",
)
BAND_LOOKS = {
    BAND: Look("perhaps", "known", shape="square"),
    READ: Look("deep", "deep", shape="square"),
    DIRECT: Look("paper", "ink", shape="diamond"),
    ROLL: Look("unknown", "unknown", shape="square"),
    OPEN: Look("paper", "unknown", (4, 3), "square"),
}
COLUMN_TOOLTIP = [
    alt.Tooltip("sent_at:T", title="sent", format="%a %-d %b %Y, %H:%M"),
    alt.Tooltip("floor:Q", title="may have seen it, at least"),
    alt.Tooltip("ceiling:Q", title="at most"),
    alt.Tooltip("read_low:Q", title="read, at least"),
    alt.Tooltip("read_high:Q", title="read, at most"),
    alt.Tooltip("n:Q", title="families on roll"),
]
COLUMN = ("moment", "sent_at", "n", "floor", "ceiling", "read_low", "read_high")


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
        f" may have seen it, under the line of the families on roll. {_spoken(frame)}",
        height=280,
    )


def _columns(frame: pl.DataFrame, part: str, low: str | None, high: str, seen: list[str], *, width: float) -> alt.Chart:
    mark = alt.Chart(frame.select(*COLUMN, part=pl.lit(part))).mark_bar(
        width=alt.RelativeBandSize(band=width), strokeWidth=1.5 if frame.height <= 24 else 0.6, minBandSize=2
    )
    column = mark.encode(
        x=moments("announcements, in order of time"),
        y=alt.Y(f"{high}:Q", title="families", axis=alt.Axis(**whole().to_dict(), format=",d")),
        tooltip=COLUMN_TOOLTIP,
    )
    return drawn(column if low is None else column.encode(y2=f"{low}:Q"), "part", BAND_LOOKS, seen, key(4))


def _spoken(frame: pl.DataFrame) -> str:
    band = pl.format("{} to {} of {}", "floor", "ceiling", "n").fill_null("not known")
    said = pl.when("complete").then(band).otherwise(pl.lit(OPEN))
    return "; ".join(frame.select(pl.format("{}: {}", pl.col("sent_at").dt.strftime("%-d %b"), said)).to_series()) + "."

"""Can the announcements have been seen? Always a band, never a point."""

import altair as alt
import polars as pl

from dashboard.charts.theme import (
    ROW,
    Look,
    Picture,
    bare,
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
CANNOT, CAN, UNSAID = "cannot be reached by the groups", "can be reached", "not known yet"
UNREACHABLE_LOOKS = {
    CANNOT: Look("look", "look"),
    CAN: Look("least", "unknown"),
    UNSAID: Look("paper", "unknown", (4, 3)),
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


def unreachable_by_class(unreachable: pl.DataFrame, title: str) -> Picture:
    """Each class as long as its families on roll, those whom no group can reach filled from the left.

    unreachable: class, n, cannot (null: no announcement is over yet, or nothing is known of the class's groups).
    """
    note = pl.format("{} of {}", "cannot", "n").fill_null("not known yet")
    frame = unreachable.pipe(with_rows, "class", note).with_columns(
        part=pl.when(pl.col("cannot").is_null()).then(pl.lit(UNSAID)).otherwise(pl.lit(CAN))
    )
    cannot = frame.drop_nulls("cannot").with_columns(part=pl.lit(CANNOT))
    seen = [*frame["part"].unique(), CANNOT]
    tooltip = [
        alt.Tooltip("class:N"),
        alt.Tooltip("note:N", title="families no group can reach"),
        alt.Tooltip("n:Q", title="families on roll"),
    ]
    base = alt.Chart(frame)
    all_ = _bar(base).encode(x=alt.X("n:Q", title="families on roll", axis=whole()), y=left(frame), tooltip=tooltip)
    out = _bar(alt.Chart(cannot)).encode(x="cannot:Q", y=bare(frame), tooltip=tooltip)
    notes = base.mark_point(opacity=0, tooltip=None).encode(x=alt.datum(0), y=right(frame))
    rows = [drawn(bars, "part", UNREACHABLE_LOOKS, seen, key()) for bars in (all_, out)]
    return themed(
        layered(*rows, notes).resolve_axis(y="independent"),
        title,
        f"One row a class, by name: families no group can reach, of the families on roll. {spoken(frame, 'class')}",
        height=alt.Step(ROW),
    )


def _bar(chart: alt.Chart) -> alt.Chart:
    return chart.mark_bar(height=alt.RelativeBandSize(band=0.62), strokeWidth=1.2, cornerRadius=2)


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

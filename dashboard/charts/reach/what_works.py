"""What goes with more signs and more readers: a row a group of announcements. They go together; nothing is caused."""

from types import MappingProxyType

import altair as alt
import polars as pl

from dashboard.charts.reach.headed import headings_spoken, place, whole_rows, words
from dashboard.charts.theme import SOFT, Look, Picture, drawn, key, layered, pointed, share_axis, themed, tone
from dashboard.words import GAP, percent

ACTED, READ, INTERVAL = "acknowledged it", "read, by the read count", f"where the median likely lies (95{GAP}%)"
WORKS_LOOKS = {
    ACTED: Look("known", "known"),
    READ: Look("deep", "deep", shape="square"),
    INTERVAL: Look("perhaps", "perhaps", shape="square"),
}
FEW, FEW_COUNTS = "too few", "too few read counts"
SLOT = 25  # pixels: a row has one slot for its words, below it one for each line of marks
UPPER, LOWER = 22, 42  # pixels from the words down to a line of marks
DOT, BAND = 110, 7  # square pixels, pixels
TOLD = MappingProxyType({"group": "announcements", "said": "families"})
ENDS = (0.1, 0.25, 0.5, 1.0)  # where the axis may end: most announcements are acknowledged by few


def works(works: pl.DataFrame, title: str) -> Picture:
    """A row a group of announcements: the middle share of families that acknowledged one, below it the share that read.

    Where no group has read counts enough there is no line for them; a group of too few announcements is but its words.

    works: of one way to group: group, place, announcements, acted, acted_low, acted_high (shares; null: too few
    announcements), with_count, read_low, read_high, read_least, read_most (null: too few read counts).
    """
    lines = 1 if works.drop_nulls("read_low").is_empty() else 2
    frame = (
        works.sort("place")
        .with_columns(heading="group", short=_announcements())
        .with_columns(note=_note(), slots=pl.when(pl.col("acted").is_null()).then(1).otherwise(1 + lines))
        .with_columns(place=pl.col("slots").cum_sum() - pl.col("slots"))
    )
    acted = frame.drop_nulls("acted")
    read = acted.drop_nulls(["read_low", "read_high"])
    end = _end(frame)
    uncounted = [_text(acted.filter(pl.col("read_low").is_null()), FEW_COUNTS, LOWER)] if lines == 2 else []
    intervals = [
        _stretch(acted, INTERVAL, "acted_low", "acted_high", UPPER, end, height=10),
        _stretch(read, INTERVAL, "read_least", "read_most", LOWER, end, height=10),
    ]
    band = _stretch(read, READ, "read_low", "read_high", LOWER, end, height=BAND)
    dot = alt.Chart(acted.select("place", at="acted", part=pl.lit(ACTED)))
    dot = dot.mark_point(size=DOT, opacity=1, strokeWidth=2, yOffset=UPPER, tooltip=None)
    parts = {ACTED: acted, READ: read, INTERVAL: pl.concat([acted.select("place"), read.select("place")])}
    seen = [part for part, rows in parts.items() if rows.height]
    return themed(
        layered(
            _rail(acted, end),
            *(drawn(bars, "part", WORKS_LOOKS, seen, key(3)) for bars in (*intervals, band)),
            pointed(dot.encode(x=_share("at", end), y=place()), "part", WORKS_LOOKS, seen, key(3)),
            *uncounted,
            *words(frame, 0),
            whole_rows(frame.with_columns(said=_in_words()).pipe(_every_slot), TOLD),
        ),
        title,
        "One row a group of announcements: the middle share of families that acknowledged one, with its interval, and"
        f" below it the share that read one. {headings_spoken(frame.with_columns(note=_in_words()))}",
        height=alt.Step(SLOT),
    )


def _every_slot(frame: pl.DataFrame) -> pl.DataFrame:
    """`frame` once for each slot of its rows, so that the pointer finds a row in all its height."""
    slots = pl.int_ranges(pl.col("place"), pl.col("place") + pl.col("slots"))
    return frame.with_columns(place=slots).explode("place")


def _announcements() -> pl.Expr:
    """12 announcements · 2 announcements: too few"""
    one = pl.when(pl.col("announcements") == 1).then(pl.lit("")).otherwise(pl.lit("s"))
    few = pl.when(pl.col("acted").is_null()).then(pl.lit(f": {FEW}")).otherwise(pl.lit(""))
    return pl.format("{} announcement{}{}", "announcements", one, few)


def _note() -> pl.Expr:
    """12 announcements, 4 with a read count"""
    counted = pl.when(pl.col("with_count") > 0, pl.col("acted").is_not_null()).then(
        pl.format(", {} with a read count", "with_count")
    )
    return pl.concat_str("short", counted.fill_null(""))


def _in_words() -> pl.Expr:
    """12 announcements, acknowledged by 7 % (5 % to 9 %), 40 % to 55 % by read counts (33 % to 61 %)"""
    acted = pl.format(", acknowledged by {} ({} to {})", *map(_percent, ("acted", "acted_low", "acted_high")))
    read = pl.format(
        ", {} to {} by read counts ({} to {})", *map(_percent, ("read_low", "read_high", "read_least", "read_most"))
    )
    return pl.concat_str("note", acted.fill_null(""), read.fill_null(""))


def _percent(name: str) -> pl.Expr:
    return pl.col(name).map_elements(percent, return_dtype=pl.String)


def _end(frame: pl.DataFrame) -> float:
    """The first end of the axis that leaves nothing out."""
    most = max(
        (share for share in frame.select("acted_high", "read_most").max().row(0) if share is not None), default=1
    )
    return next((end for end in ENDS if end >= most), ENDS[-1])


def _share(field: str, end: float) -> alt.X:
    return alt.X(f"{field}:Q", title="share of the families", scale=alt.Scale(domain=[0, end]), axis=share_axis(end))


def _rail(frame: pl.DataFrame, end: float) -> alt.Chart:
    rail = alt.Chart(frame.select("place")).mark_rule(color=tone("line"), yOffset=UPPER, tooltip=None)
    return rail.encode(x=alt.datum(0), x2=alt.X2Datum(end), y=place())


def _stretch(frame: pl.DataFrame, part: str, low: str, high: str, dy: int, end: float, *, height: int) -> alt.Chart:
    bars = alt.Chart(frame.select("place", part=pl.lit(part), **{"from": low, "to": high}).drop_nulls())
    bars = bars.mark_bar(height=height, cornerRadius=3, strokeWidth=1, opacity=1, yOffset=dy, tooltip=None)
    return bars.encode(x=_share("from", end), x2="to:Q", y=place())


def _text(frame: pl.DataFrame, said: str, dy: int) -> alt.Chart:
    text = alt.Chart(frame.select("place")).mark_text(text=said, align="left", yOffset=dy, color=SOFT, tooltip=None)
    return text.encode(x=alt.value(0), y=place())

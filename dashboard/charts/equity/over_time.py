"""The classes in two periods: this one beside the one before."""

import altair as alt
import polars as pl

from dashboard.charts.equity.readings import HEARD, READING_LOOKS, UNSAID, heard_of, share_heard, with_reading
from dashboard.charts.theme import (
    Look,
    Picture,
    bare,
    key,
    layered,
    left,
    pointed,
    right,
    row_height,
    share_axis,
    spoken,
    themed,
    tone,
    with_rows,
)

APART = 5  # pixels by which the two periods of a row stand apart from its middle
NOW, BEFORE = Look("known", "known"), Look("paper", "known")
GREY = {name: Look("paper", "unknown", look.dash) for name, look in READING_LOOKS.items() if look.dash != (1, 0)}


def beside(terms: pl.DataFrame, title: str) -> Picture:
    """Two dots a class at its share of families heard: hollow for the period before, solid for this one.

    terms: class (rows of the whole school, null, are not drawn), period, starts, families, heard, low and high,
    comparable, linked_enough, throughout, was (its name then). Of more than two periods the last two are drawn. Where a
    class must not be compared it has no interval; where too many senders are unlinked, or only part of the period was
    seen, its dot is grey.
    """
    own = terms.drop_nulls("class").sort("starts")
    periods = own["period"].unique(maintain_order=True).to_list()[-2:]
    frame = _two_periods(own, periods)
    now_first = list(zip(reversed(periods), (NOW, BEFORE), (APART, -APART), strict=False))
    looks = {name: look for name, look, _ in reversed(now_first)} | GREY
    seen = frame.drop_nulls("share")["reading"].to_list()
    base = alt.Chart(frame.select("row").unique(maintain_order=True))
    rail = base.mark_rule(color=tone("line"), tooltip=None).encode(x=alt.datum(0), x2=alt.datum(1), y=left(frame))
    notes = base.mark_point(opacity=0, tooltip=None).encode(x=alt.datum(0), y=right(frame))
    layers = [layer for name, _, place in now_first for layer in _period(frame, name, looks, seen, place)]
    said = (
        f"{name}: {spoken(frame.filter(pl.col('period') == name).with_columns(note='then'), 'class')}"
        for name, *_ in now_first
    )
    return themed(
        layered(rail, *layers, notes).resolve_axis(y="independent"),
        title,
        f"One row a class, by name: families heard of families on roll. {' '.join(said)}",
        height=row_height(frame, 2 * APART),
    )


def _two_periods(own: pl.DataFrame, periods: list[str]) -> pl.DataFrame:
    """The rows of the periods as rows of their class, whose note is that of the last one; then: each one's own."""
    plain = pl.col("reading").is_in(list(GREY))
    frame = (
        own.filter(pl.col("period").is_in(periods))
        .pipe(with_reading)
        .with_columns(
            share=share_heard(),
            then=pl.concat_str(heard_of(own), pl.format(", as {}", "was").fill_null("")),
            reading=pl.when(plain).then("reading").otherwise("period"),
        )
    )
    last = pl.col("then").filter(pl.col("period") == periods[-1]).first().over("class") if periods else pl.lit("")
    return frame.pipe(with_rows, "class", last.fill_null(UNSAID))


def _period(
    frame: pl.DataFrame, period: str, looks: dict[str, Look], seen: list[str], place: int
) -> tuple[alt.Chart, alt.Chart]:
    """The intervals and the dots of one period, so many pixels below the middle of their rows."""
    own = frame.filter(pl.col("period") == period)
    base = alt.Chart(own.select("row", "class", "period", "then", "share", "low", "high", "reading"))
    base = base.encode(y=bare(frame))
    interval = base.mark_bar(height=5, cornerRadius=2, yOffset=place, opacity=1, color=tone("perhaps"), tooltip=None)
    dot = base.mark_point(size=70, opacity=1, strokeWidth=2, yOffset=place).encode(
        x=alt.X("share:Q", title="share of families heard", scale=alt.Scale(domain=[0, 1]), axis=share_axis()),
        tooltip=[
            alt.Tooltip("class:N"),
            alt.Tooltip("period:N"),
            alt.Tooltip("then:N", title=HEARD),
            alt.Tooltip("low:Q", format=".0%", title="interval from"),
            alt.Tooltip("high:Q", format=".0%", title="interval to"),
        ],
    )
    return interval.encode(x="low:Q", x2="high:Q"), pointed(dot, "reading", looks, seen, key())

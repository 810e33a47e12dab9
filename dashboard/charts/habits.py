"""What a reader faces, what messages are made of, and where links lead. Groups, never anybody in them."""

import altair as alt
import polars as pl

from dashboard.charts.theme import (
    ROW,
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
    whole,
    with_rows,
)

TYPICAL, BUSY = "on a typical day", "on a busy day (one in twenty)"
LOOKS = {TYPICAL: Look("known", "known"), BUSY: Look("paper", "known")}
NOT_SEEN = "no whole day seen"
TEN = 10  # messages a day: from here on in whole numbers


def messages_a_day(faced: pl.DataFrame, title: str) -> Picture:
    """Two points a class, joined: messages on a typical day, and on a busy one.

    faced: class, median, high (messages a day; null: no whole day was observed, no points).
    """
    note = pl.format("{} to {}", _number("median"), _number("high")).fill_null(NOT_SEEN)
    frame = with_rows(faced, "class", note)
    known = frame.drop_nulls(["median", "high"])
    points = pl.concat(
        known.select("class", "row", reading=pl.lit(reading), messages=pl.col(name).cast(pl.Float64))
        for reading, name in ((TYPICAL, "median"), (BUSY, "high"))
    )
    x = alt.X("messages:Q", title="messages a day", scale=alt.Scale(domainMin=0, nice=True), axis=whole())
    rows = alt.Chart(frame.select("row", at=pl.lit(0))).mark_point(opacity=0, tooltip=None)
    joined = alt.Chart(known.select("row", "median", "high")).mark_rule(
        color=tone("perhaps"), strokeWidth=5, strokeCap="round", tooltip=None
    )
    point = alt.Chart(points).mark_point(size=110, opacity=1, strokeWidth=2)
    point = point.encode(
        x=x,
        y=right(frame),
        tooltip=[
            alt.Tooltip("class:N"),
            alt.Tooltip("messages:Q", format=".1f", title="messages a day"),
            alt.Tooltip("reading:N", title="that is"),
        ],
    )
    layers = [
        rows.encode(x="at:Q", y=left(frame)),
        joined.encode(x="median:Q", x2="high:Q", y=bare(frame)),
        pointed(point, "reading", LOOKS, points["reading"], key(2)),
    ]
    said = f"One row a class, by name: messages {TYPICAL} to messages {BUSY}."
    return themed(
        layered(*layers).resolve_axis(y="independent"),
        title,
        f"{said} {spoken(frame, 'class')}",
        height=row_height(frame),
    )


def shares_of_messages(shares: pl.DataFrame, title: str) -> Picture:
    """A bar a habit, by name: its share of the messages, with the figures on the right.

    shares: habit, share (0 to 1; null: not told, no bar), said. A message may be in several bars.
    """
    frame = with_rows(shares.select("habit", "share", "said"), "habit", pl.col("said"))
    base = alt.Chart(frame.select("habit", "row", "share", "said"))
    rail = base.mark_rule(color=tone("line"), tooltip=None).encode(x=alt.XDatum(0), x2=alt.X2Datum(1), y=left(frame))
    bar = base.mark_bar(height=13, cornerRadius=3, color=tone("known")).encode(
        x=alt.X("share:Q", title="share of the messages", scale=alt.Scale(domain=[0, 1]), axis=share_axis()),
        y=right(frame),
        tooltip=[alt.Tooltip("habit:N"), alt.Tooltip("said:N", title="of the messages")],
    )
    said = "One bar a habit, by name: its share of the messages, of which one may be in several."
    return themed(
        layered(rail, bar).resolve_axis(y="independent"),
        title,
        f"{said} {spoken(frame, 'habit')}",
        height=row_height(frame),
    )


def links_by_kind(links: pl.DataFrame, title: str) -> Picture:
    """A bar for each kind of site, in the order given, with its number of links at its end.

    links: kind, links (0 is drawn as a number without a bar).
    """
    most = max(links["links"])
    base = alt.Chart(links.select("kind", "links")).encode(
        x=alt.X("links:Q", title="links", scale=alt.Scale(domain=[0, max(most * 1.3, 1)], nice=False), axis=whole()),
        y=alt.Y("kind:N", title=None, sort=links["kind"].to_list(), axis=alt.Axis(labelLimit=150, labelPadding=12)),
    )
    bar = base.mark_bar(height=13, cornerRadius=3, color=tone("known")).encode(
        tooltip=[alt.Tooltip("kind:N", title="links to"), alt.Tooltip("links:Q")]
    )
    number = base.mark_text(align="left", dx=6, tooltip=None).encode(text=alt.Text("links:Q", format=",d"))
    said = "; ".join(f"{kind}: {number:,}" for kind, number in links.select("kind", "links").iter_rows())
    return themed(layered(bar, number), title, f"One bar for each kind of site: {said}.", height=alt.Step(ROW))


def _number(name: str) -> pl.Expr:
    """7 · 7.5 · 31: of a day, which may be half a message between two days."""
    exact = pl.col(name).round(1).cast(pl.String).str.strip_suffix(".0")
    return pl.when(pl.col(name) < TEN).then(exact).otherwise(pl.col(name).round().cast(pl.Int64).cast(pl.String))

"""Families heard week by week: bars for one class, cells for several."""

import altair as alt
import polars as pl

from dashboard.charts.theme import (
    SOFT,
    Picture,
    layered,
    left,
    moment,
    moments,
    ramp,
    ramp_key,
    row_height,
    themed,
    tone,
    whole,
    with_rows,
)

WEEK_TOOLTIP = [
    alt.Tooltip("class:N"),
    alt.Tooltip("week:T", title="week of", format="%-d %b %Y"),
    alt.Tooltip("families_heard:Q", title="families heard"),
    alt.Tooltip("messages:Q"),
]


def weekly(weeks: pl.DataFrame, title: str) -> Picture:
    """Families heard week by week: bars for one class, a row of cells a class for several.

    weeks: class, week (Date, its Monday), families_heard (null: not known), messages. A week that some other class has
    a row for is not known either; one without any row (a holiday) takes no room.
    """
    every = weeks.select("class").unique().join(weeks.select("week").unique(), how="cross")
    frame = (
        every.join(weeks, on=["class", "week"], how="left")
        .sort("class", "week")
        .with_columns(moment("week"))
        .pipe(with_rows, "class", pl.lit(""))
    )
    if frame["class"].n_unique() == 1:
        return themed(_week_bars(frame), title, "One bar a week: families heard in that week.", height=220)
    said = "One row a class, one cell a week: the darker, the more families were heard in that week."
    return themed(_week_cells(frame), title, said, height=row_height(frame))


def _week_bars(frame: pl.DataFrame) -> Picture:
    known = alt.Chart(frame.drop_nulls("families_heard"))
    families = alt.Y("families_heard:Q", title="families heard", axis=whole())
    x = moments("week of (? not known)" if frame["families_heard"].has_nulls() else "week of")
    bars = known.mark_bar(color=tone("known"), cornerRadiusEnd=2).encode(x=x, y=families, tooltip=WEEK_TOOLTIP)
    gaps = alt.Chart(frame.filter(pl.col("families_heard").is_null()))
    return layered(bars, gaps.mark_text(text="?", dy=-8, color=SOFT).encode(x=x, y=alt.datum(0)))


def _week_cells(frame: pl.DataFrame) -> Picture:
    known = alt.Chart(frame.drop_nulls("families_heard"))
    x = moments("week of (dashed: not known)" if frame["families_heard"].has_nulls() else "week of")
    cells = known.mark_rect(stroke=tone("paper"), strokeWidth=1.5, cornerRadius=2).encode(
        x=x,
        y=left(frame),
        color=alt.Color("families_heard:Q", title="families heard", scale=ramp(), legend=ramp_key()),
        tooltip=WEEK_TOOLTIP,
    )
    gaps = alt.Chart(frame.filter(pl.col("families_heard").is_null()))
    outline = gaps.mark_rect(fill=tone("paper"), stroke=tone("unknown"), strokeDash=[3, 3])
    return layered(cells, outline.encode(x=x, y=left(frame)))

"""Families heard in one class, week by week."""

import altair as alt
import polars as pl

from dashboard.charts.theme import SOFT, Picture, layered, moment, moments, themed, tone, whole


def weekly(weeks: pl.DataFrame, title: str, *, grey: bool = False) -> Picture:
    """A bar a week, as high as families were heard in it; a question mark where nobody can know.

    weeks: of one class: week (Date, its Monday), families_heard (null: not known). How many messages they wrote is not
    told: in a quiet week that is one family's number. `grey`: too little is known to lean on it.
    """
    frame = weeks.sort("week").with_columns(moment("week"))
    x = moments("week of (? not known)" if frame["families_heard"].has_nulls() else "week of")
    tooltip = [
        alt.Tooltip("week:T", title="week of", format="%-d %b %Y"),
        alt.Tooltip("families_heard:Q", title="families heard"),
    ]
    bars = (
        alt.Chart(frame.drop_nulls("families_heard").select("week", "moment", "families_heard"))
        .mark_bar(color=tone("unknown" if grey else "known"), cornerRadiusEnd=2)
        .encode(x=x, y=alt.Y("families_heard:Q", title="families heard", axis=whole()), tooltip=tooltip)
    )
    gaps = alt.Chart(frame.filter(pl.col("families_heard").is_null()).select("week", "moment"))
    marks = gaps.mark_text(text="?", dy=-8, color=SOFT).encode(x=x, y=alt.datum(0))
    return themed(layered(bars, marks), title, "One bar a week: families heard in that week.", height=220)

"""How long families are not heard from after an announcement."""

import altair as alt
import polars as pl

from dashboard.charts.theme import Picture, layered, share_axis, themed, tone
from dashboard.words import percent

DAY = 24  # hours
SPOKEN = (24, 72, 168)  # hours


def activity(activity: pl.DataFrame, title: str) -> Picture:
    """A falling step curve: the share of families not heard from anywhere yet, by the hours after an announcement.

    activity: hours, survival (0 to 1), in any order; before its first hour no family was heard from.
    """
    begin = pl.DataFrame({"hours": [0.0], "survival": [1.0]})
    frame = pl.concat([begin, activity.select(pl.col("hours", "survival").cast(pl.Float64))]).sort(
        "hours", "survival", descending=[False, True]
    )
    window = max(frame["hours"])
    days = [float(hour) for hour in range(0, int(window) + 1, DAY)]
    base = alt.Chart(frame).encode(
        x=alt.X(
            "hours:Q",
            title="hours after the announcement",
            scale=alt.Scale(domain=[0, max(window, 1)], nice=False),
            axis=alt.Axis(values=days, grid=True) if window >= DAY else alt.Axis(tickMinStep=1, tickCount=6),
        ),
        y=alt.Y(
            "survival:Q",
            title="families not heard from anywhere yet",
            scale=alt.Scale(domain=[0, 1]),
            axis=share_axis(),
        ),
    )
    curve = base.mark_line(interpolate="step-after", color=tone("known"), strokeWidth=2.5, tooltip=None)
    area = base.mark_area(interpolate="step-after", color=tone("perhaps"), opacity=0.5, tooltip=None)
    points = base.mark_point(size=200, opacity=0).encode(
        tooltip=[
            alt.Tooltip("hours:Q", title="hours after", format=".0f"),
            alt.Tooltip("survival:Q", title="not heard from yet", format=".0%"),
        ]
    )
    return themed(
        layered(area, curve, points),
        title,
        "A curve that falls from all of the families: the share not heard from in any group so many hours after an"
        f" announcement. Not heard from does not mean not read. {_spoken(frame, window)}",
        height=260,
    )


def _spoken(frame: pl.DataFrame, window: float) -> str:
    """After 24 hours: 60 %. After 72 hours: 41 %."""
    shares = {hour: frame.filter(pl.col("hours") <= hour)["survival"][-1] for hour in SPOKEN if hour <= window}
    said = ". ".join(f"After {hour} hours: {percent(share)}" for hour, share in shares.items())
    return f"{said or 'Less than a day is seen'}."

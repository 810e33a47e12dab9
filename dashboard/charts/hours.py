"""When do phones buzz? Chats and hours, never names."""

from datetime import time

import altair as alt
import polars as pl

from dashboard.charts.theme import (
    ROW,
    Look,
    Picture,
    layered,
    ramp,
    ramp_key,
    share_dots,
    spoken,
    themed,
    tone,
    with_rows,
)

DAYS = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"]
DISTURBED = "nights disturbed"


def week_picture(week: pl.DataFrame, title: str, *, quiet_start: time, quiet_end: time) -> Picture:
    """Messages by weekday and hour of the day, with the school's quiet hours outlined.

    week: weekday (1 = Monday), hour (0 to 23), messages (null: not known); one row a cell.
    quiet_start and quiet_end: the quiet hours, [start, end), over midnight where start is the later.
    """
    days = pl.DataFrame({"weekday": range(1, 8), "day": DAYS}, schema_overrides={"weekday": week.schema["weekday"]})
    frame = week.join(days, on="weekday", how="left", maintain_order="left").with_columns(
        start=pl.col("hour").cast(pl.Int64), end=pl.col("hour").cast(pl.Int64) + 1
    )
    hours = alt.Axis(values=[0, 3, 6, 9, 12, 15, 18, 21, 24], format="02d", grid=False, labelFlush=False)
    said = f"quiet hours, {quiet_start:%H:%M} to {quiet_end:%H:%M}"
    x = alt.X(
        "start:Q", title=f"hour of the day (outlined: {said})", scale=alt.Scale(domain=[0, 24], nice=False), axis=hours
    )
    y = alt.Y("day:N", title=None, sort=DAYS)
    cells = alt.Chart(frame.drop_nulls("messages")).mark_rect(stroke=tone("paper"), strokeWidth=1.5, cornerRadius=2)
    cells = cells.encode(
        x=x,
        x2="end:Q",
        y=y,
        color=alt.Color("messages:Q", title="messages", scale=ramp(), legend=ramp_key()),
        tooltip=[
            alt.Tooltip("day:N"),
            alt.Tooltip("start:Q", title="from", format="02d"),
            alt.Tooltip("end:Q", title="to", format="02d"),
            alt.Tooltip("messages:Q"),
        ],
    )
    quiet = alt.Chart(_quiet(quiet_start, quiet_end)).mark_rect(
        filled=False, stroke=tone("look"), strokeWidth=2.5, cornerRadius=3, tooltip=None
    )
    unknown = alt.Chart(frame.filter(pl.col("messages").is_null())).mark_rect(
        fill=tone("paper"), stroke=tone("unknown"), strokeDash=[3, 3], tooltip=None
    )
    return themed(
        layered(unknown.encode(x=x, x2="end:Q", y=y), cells, quiet.encode(x="from:Q", x2="to:Q")),
        title,
        f"A table of seven days and 24 hours: the darker, the more messages. Outlined: {said}.",
        height=alt.Step(ROW - 2),
    )


def nights_disturbed(disturbance: pl.DataFrame, title: str) -> Picture:
    """A dot a chat at its share of disturbed nights, n of N beside it, with its interval.

    disturbance: class, or chat where there is no class; nights, disturbed, share, low, high
    (share null: no night was observed).
    """
    name = "class" if "class" in disturbance.columns else "chat"
    note = pl.when(pl.col("nights") > 0).then(pl.format("{} of {}", "disturbed", "nights"))
    frame = disturbance.with_columns(reading=pl.lit(DISTURBED), share=pl.when(pl.col("nights") > 0).then("share")).pipe(
        with_rows, name, note.fill_null("no night seen")
    )
    picture = share_dots(
        frame,
        {DISTURBED: Look("known", "known")},
        x_title="share of nights disturbed",
        tooltip=[
            alt.Tooltip(f"{name}:N"),
            alt.Tooltip("note:N", title="nights disturbed"),
            alt.Tooltip("low:Q", format=".0%", title="interval from"),
            alt.Tooltip("high:Q", format=".0%", title="interval to"),
        ],
    )
    said = "One row a chat, by name: nights with a message in quiet hours, of the nights observed."
    return themed(picture, title, f"{said} {spoken(frame, name)}", height=alt.Step(ROW))


def _quiet(start: time, end: time) -> pl.DataFrame:
    """The quiet hours as stretches of one day: two where they span midnight."""
    first, last = start.hour + start.minute / 60, end.hour + end.minute / 60
    stretches = [(first, last)] if first < last else [(first, 24.0), (0.0, last)]
    return pl.DataFrame([pair for pair in stretches if pair[0] < pair[1]], schema=["from", "to"], orient="row")

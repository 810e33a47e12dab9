"""How often do phones buzz at night? Chats and hours, never names."""

from datetime import time

import altair as alt
import polars as pl

from dashboard.charts.theme import (
    ROW,
    Look,
    Order,
    Picture,
    as_given,
    bare,
    by_name,
    key,
    layered,
    left,
    moment,
    moments,
    pointed,
    ramp,
    ramp_key,
    row_height,
    share_axis,
    share_dots,
    spoken,
    themed,
    tone,
    with_rows,
)

DAYS = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"]
DISTURBED = "nights with a message"
SHARE = "share of nights with a message"
KIND_LOOKS = (
    Look("known", "known"),
    Look("paper", "look", shape="square"),
    Look("aside", "aside_deep", shape="diamond"),
)
KIND_PLACES = (-8, 0, 8)  # pixels below the middle of a row
APART = 8  # pixels that a row is higher by, above and below
WEEKS_HEIGHT = 260  # pixels
HALF = 0.5  # where no week is above, the axis ends there


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
    """A dot a chat at its share of nights with a message, n of N beside it, with its interval.

    disturbance: class, or chat where there is no class; nights, disturbed, share, low, high
    (share null: no night was observed).
    """
    name = "class" if "class" in disturbance.columns else "chat"
    return _nights(disturbance, name, "One row a chat, by name", title, by_name)


def _nights(disturbance: pl.DataFrame, name: str, rows: str, title: str, order: Order) -> Picture:
    """A row for each value of the column `name`, in that order; rows: what they are, in words."""
    some = pl.col("nights") > 0
    note = pl.when(some).then(pl.format("{} of {}", "disturbed", "nights").fill_null("too few to tell"))
    frame = disturbance.with_columns(reading=pl.lit(DISTURBED), share=pl.when(some).then("share")).pipe(
        with_rows, name, note.fill_null("no night seen")
    )
    picture = share_dots(
        frame,
        {DISTURBED: Look("known", "known")},
        x_title=SHARE,
        tooltip=[
            alt.Tooltip(f"{name}:N"),
            alt.Tooltip("note:N", title=DISTURBED),
            alt.Tooltip("low:Q", format=".0%", title="interval from"),
            alt.Tooltip("high:Q", format=".0%", title="interval to"),
        ],
        order=order,
    )
    said = f"{rows}: nights with a message in quiet hours, of the nights observed."
    return themed(picture, title, f"{said} {spoken(frame, name, order)}", height=alt.Step(ROW))


def nights_by_day_type(disturbance: pl.DataFrame, title: str) -> Picture:
    """A row a class with a mark for each type of day at its share of nights with a message; of one class a row a type.

    disturbance: class, day_type (in words, the first kind first), nights, disturbed, share, low, high.
    """
    kinds = disturbance["day_type"].unique(maintain_order=True).to_list()
    if disturbance["class"].n_unique() <= 1:
        return _nights(disturbance.rename({"day_type": "kind"}), "kind", "One row a kind of night", title, as_given)
    note = pl.format("{} of {}", "disturbed", "nights")
    words = disturbance.group_by("class", maintain_order=True).agg(
        note=pl.format("{} {}", note, pl.col("day_type").str.to_lowercase()).str.join(", ")
    )
    frame = disturbance.pipe(with_rows, "class", pl.lit("")).with_columns(told=note)
    rail = alt.Chart(frame.select("row").unique(maintain_order=True)).mark_rule(color=tone("line"), tooltip=None)
    marks = [_of_kind(frame, kind, kinds, place) for kind, place in zip(kinds, KIND_PLACES, strict=False)]
    return themed(
        layered(rail.encode(x=alt.datum(0), x2=alt.datum(1), y=left(frame)), *marks).resolve_axis(y="independent"),
        title,
        f"One row a class, by name: nights with a message in quiet hours, of those observed. {spoken(words, 'class')}",
        height=row_height(frame, 2 * APART),
    )


def _of_kind(frame: pl.DataFrame, kind: str, kinds: list[str], place: int) -> alt.Chart:
    """The marks of one type of day, so many pixels below the middle of their rows."""
    marks = alt.Chart(frame.filter(pl.col("day_type") == kind)).mark_point(
        size=90, opacity=1, strokeWidth=2, yOffset=place
    )
    shares = alt.X("share:Q", title=SHARE, scale=alt.Scale(domain=[0, 1]), axis=share_axis())
    tooltip = [
        alt.Tooltip("class:N"),
        alt.Tooltip("day_type:N", title="nights"),
        alt.Tooltip("told:N", title=DISTURBED),
        alt.Tooltip("low:Q", format=".0%", title="interval from"),
        alt.Tooltip("high:Q", format=".0%", title="interval to"),
    ]
    looks = dict(zip(kinds, KIND_LOOKS, strict=False))
    return pointed(marks.encode(x=shares, y=bare(frame), tooltip=tooltip), "day_type", looks, kinds, key())


def weeks_picture(weeks: pl.DataFrame, title: str, line: str) -> Picture:
    """A point a school week at its share of nights with a message and, where there is one, the line of the trend.

    weeks: week (its Monday), nights, disturbed, share, fitted (null: no line). line: what it says, in a few words.
    """
    frame = weeks.sort("week").with_columns(moment("week"), note=pl.format("{} of {}", "disturbed", "nights"))
    x = moments("school week, by its Monday")
    end = 1 if max([*frame["share"], 0]) > HALF else HALF
    y = alt.Y("share:Q", title=SHARE, scale=alt.Scale(domain=[0, end]), axis=share_axis(end))
    points = alt.Chart(frame.select("moment", "week", "share", "note")).mark_point(
        size=70, opacity=1, filled=True, color=tone("known")
    )
    tooltip = [alt.Tooltip("week:T", format="%-d %b %Y", title="week from"), alt.Tooltip("note:N", title=DISTURBED)]
    fitted = frame.drop_nulls("fitted").select("moment", "fitted")
    trend = alt.Chart(fitted).mark_line(strokeWidth=2, strokeDash=[6, 3], color=tone("look"), tooltip=None)
    words = alt.Chart(fitted.tail(1)).mark_text(align="right", color=tone("ink"), tooltip=None)
    said = "; ".join(f"{when}: {note}" for when, note in frame.select(_day("week"), "note").iter_rows())
    return themed(
        layered(
            trend.encode(x=x, y="fitted:Q"),
            points.encode(x=x, y=y, tooltip=tooltip),
            words.encode(x=x, y=alt.value(-10), text=alt.datum(f"- - {line}")),
        ),
        title,
        f"One point a school week: school nights with a message in quiet hours, of those observed. {said}.",
        height=WEEKS_HEIGHT,
    )


def _day(column: str) -> pl.Expr:
    return pl.col(column).dt.strftime("%-d %b %Y")


def _quiet(start: time, end: time) -> pl.DataFrame:
    """The quiet hours as stretches of one day: two where they span midnight."""
    first, last = start.hour + start.minute / 60, end.hour + end.minute / 60
    stretches = [(first, last)] if first < last else [(first, 24.0), (0.0, last)]
    return pl.DataFrame([pair for pair in stretches if pair[0] < pair[1]], schema=["from", "to"], orient="row")

"""Is everybody heard? Classes stand in the order of their names, never of their figures."""

import altair as alt
import polars as pl

from dashboard.charts.theme import (
    ROW,
    SOFT,
    Look,
    Picture,
    bare,
    drawn,
    layered,
    left,
    moment,
    moments,
    ramp,
    ramp_key,
    right,
    share_dots,
    spoken,
    themed,
    tone,
    whole,
    with_rows,
)

STATES = {
    "export": "export loaded",
    "group": "no export loaded",
    "exporting_off": "exporting is off",
    "none": "no group",
}
STATE_LOOKS = {
    "export loaded": Look("perhaps", "known"),
    "no export loaded": Look("paper", "known"),
    "exporting is off": Look("paper", "unknown", (4, 3)),
    "no group": Look("paper", "look", (4, 3)),
}
HEARD, FEW, UNPLACED = "families heard", "too few messages", "too many unlinked senders"
READING_LOOKS = {
    HEARD: Look("known", "known"),
    FEW: Look("paper", "known"),
    UNPLACED: Look("paper", "unknown", (3, 2)),
}


def coverage_picture(coverage: pl.DataFrame, title: str) -> Picture:
    """Each class as long as its families on roll, in the manner of what is known of its group.

    coverage: class, families (null: not known), state (export, group, exporting_off, none); and, where membership
    is known, low and high: the fewest and the most families in the group (null: not known), as a line underneath.
    """
    frame = coverage.with_columns(
        state=pl.col("state").cast(pl.String).replace_strict(STATES, return_dtype=pl.String),
        size=pl.format("{} families", "families").fill_null("families not known"),
        number=pl.col("families").cast(pl.String).fill_null("not known"),
    ).pipe(with_rows, "class", pl.col("state"))
    base, line = alt.Chart(frame), _in_group(frame)
    x_title = "families on roll; line: in the group" if line else "families on roll"
    bars = base.mark_bar(height=alt.RelativeBandSize(band=0.74), strokeWidth=1.5, cornerRadius=3).encode(
        x=alt.X("families:Q", title=x_title, axis=whole()),
        y=left(frame),
        tooltip=[alt.Tooltip("class:N"), alt.Tooltip("size:N", title="on roll"), alt.Tooltip("state:N", title="group")],
    )
    bars = drawn(bars, "state", STATE_LOOKS, frame["state"])
    numbers = base.mark_text(align="left", dx=8, tooltip=None).encode(x=alt.value(0), y=right(frame), text="number:N")
    said = spoken(frame.with_columns(note=pl.format("{}, {}", "size", "state")), "class")
    return themed(
        layered(bars, *line, numbers).resolve_axis(y="independent"),
        title,
        f"One row a class, as long as its families on roll. {said}",
        height=alt.Step(ROW),
    )


def families_heard(participation: pl.DataFrame, title: str) -> Picture:
    """A dot a class at its share of families heard, n of N beside it, with the interval where it may be compared.

    participation: class, families (null: no roster), heard (null: no export), low and high (shares; null: none),
    comparable, linked_enough. A class that must not be compared is a hollow dot without an interval; a class alone has
    none either, for there is nothing to compare it with.
    """
    compared = participation.height > 1
    reading = (
        pl.when(~pl.col("linked_enough")).then(pl.lit(UNPLACED)).when(~pl.col("comparable")).then(pl.lit(FEW))
    ).otherwise(pl.lit(HEARD))
    families = pl.when(pl.col("families") > 0).then("families")
    note = (
        pl.when(families.is_null()).then(pl.lit("no roster")).when(pl.col("heard").is_null()).then(pl.lit("not known"))
    ).otherwise(pl.format("{} of {}", "heard", "families"))
    interval = [pl.when(compared, reading == HEARD).then(end).alias(end) for end in ("low", "high")]
    frame = participation.with_columns(*interval, share=pl.col("heard") / families, reading=reading).pipe(
        with_rows, "class", note
    )
    picture = share_dots(
        frame,
        READING_LOOKS,
        x_title="share of families heard",
        tooltip=[
            alt.Tooltip("class:N"),
            alt.Tooltip("note:N", title="families heard"),
            alt.Tooltip("low:Q", format=".0%", title="interval from"),
            alt.Tooltip("high:Q", format=".0%", title="interval to"),
            alt.Tooltip("reading:N", title="read as"),
        ],
    )
    said = "One row a class, by name: families heard of families on roll."
    return themed(picture, title, f"{said} {spoken(frame, 'class')}", height=alt.Step(ROW))


def talk_curve(curve: pl.DataFrame, title: str) -> Picture:
    """The share of the messages that the quieter families wrote, beside the line of equal talk. No names.

    curve: share_of_families, share_of_messages, from (0, 0) to (1, 1), quietest families first.
    """
    shares = alt.Scale(domain=[0, 1])
    axis = alt.Axis(format=".0%", values=[0, 0.25, 0.5, 0.75, 1])
    base = alt.Chart(curve).encode(
        x=alt.X("share_of_families:Q", title="share of the families, quietest first", scale=shares, axis=axis),
        y=alt.Y("share_of_messages:Q", title="share of the messages", scale=shares, axis=axis),
    )
    equal = base.mark_line(color=tone("unknown"), strokeDash=[5, 4], tooltip=None).encode(y="share_of_families:Q")
    said = alt.Chart(pl.DataFrame({"at": [0.5], "said": ["if all wrote equally"]}))
    label = said.mark_text(align="right", dx=-8, dy=-6, color=SOFT, tooltip=None).encode(
        x="at:Q", y="at:Q", text="said"
    )
    area = base.mark_area(color=tone("perhaps"), opacity=0.6, tooltip=None)
    line = base.mark_line(color=tone("known"), strokeWidth=2.5).encode(
        tooltip=[
            alt.Tooltip("share_of_families:Q", format=".0%", title="the quietest families"),
            alt.Tooltip("share_of_messages:Q", format=".0%", title="wrote of the messages"),
        ]
    )
    return themed(
        layered(area, equal, line, label),
        title,
        "A curve from none of the families to all of them, quietest first, against the share of the messages they"
        " wrote. The further it hangs below the straight line, the fewer families do the talking.",
        height=300,
    )


def weekly(weeks: pl.DataFrame, title: str) -> Picture:
    """Families heard week by week: bars for one class, a row of cells a class for several.

    weeks: class, week (Date, its Monday), families_heard (null: not known), messages. A week that has no row at all
    (a holiday) takes no room.
    """
    frame = weeks.with_columns(moment("week")).pipe(with_rows, "class", pl.lit(""))
    if frame["class"].n_unique() == 1:
        return themed(_week_bars(frame), title, "One bar a week: families heard in that week.", height=220)
    said = "One row a class, one cell a week: the darker, the more families were heard in that week."
    return themed(_week_cells(frame), title, said, height=alt.Step(ROW - 2))


WEEK_TOOLTIP = [
    alt.Tooltip("class:N"),
    alt.Tooltip("week:T", title="week of", format="%-d %b %Y"),
    alt.Tooltip("families_heard:Q", title="families heard"),
    alt.Tooltip("messages:Q"),
]


def _in_group(frame: pl.DataFrame) -> list[alt.Chart]:
    """A line under each bar: pale to the most families that may be in the group, solid to the fewest."""
    if not {"low", "high"} <= set(frame.columns):
        return []
    known = frame.drop_nulls(["low", "high"])
    if known.is_empty():
        return []
    exact = known["low"].dtype.is_integer()  # a rounded bound is drawn, but its figure is nothing to read off
    ends = [alt.Tooltip("low:Q", title="in the group, at least"), alt.Tooltip("high:Q", title="at most")]
    tooltip = ends if exact else [alt.Tooltip("class:N")]
    return [
        alt.Chart(known)
        .mark_bar(height=5, yOffset=12, color=tone(name))
        .encode(x=f"{end}:Q", y=bare(frame), tooltip=tooltip)
        for end, name in [("high", "unknown"), ("low", "known")]
    ]


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

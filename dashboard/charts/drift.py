"""Does the group still match the roster? Families as counts, never as names."""

import altair as alt
import polars as pl

from dashboard.charts.theme import (
    ROW,
    SOFT,
    Look,
    Picture,
    drawn,
    key,
    layered,
    left,
    moment,
    moments,
    spoken,
    themed,
    tone,
    whole,
    with_rows,
)

# in the order in which a bar is stacked: what is certain first, then what is not
STATUSES = {
    "current": "in the group",
    "not_seen": "we cannot tell",
    "missing": "not in the group",
    "opted_out": "not to be in it",
    "opted_out_present": "not to be in it, but is",
}
STATUS_LOOKS = {
    "in the group": Look("known", "known"),
    "we cannot tell": Look("paper", "unknown", (4, 3)),
    "not in the group": Look("look", "look"),
    "not to be in it": Look("aside", "aside_deep"),
    "not to be in it, but is": Look("aside_deep", "aside_deep"),
}
# column: (in words, upwards or downwards)
MOVES = {
    "joined": ("joined by themselves", 1),
    "added": ("added by somebody", 1),
    "left": ("left", -1),
    "removed": ("removed", -1),
}
MOVE_LOOKS = {
    "joined by themselves": Look("known", "known"),
    "added by somebody": Look("perhaps", "known"),
    "left": Look("look", "look"),
    "removed": Look("paper", "look"),
}


def standing_by_class(standing: pl.DataFrame, title: str) -> Picture:
    """A bar a class of its families on roll, by their standing towards the class's group.

    standing: class, status (see STATUSES), families; a class and status without families may be left out.
    """
    order = {said: number for number, said in enumerate(STATUSES.values())}
    frame = standing.with_columns(
        status=pl.col("status").cast(pl.String).replace_strict(STATUSES, return_dtype=pl.String)
    ).with_columns(stack=pl.col("status").replace_strict(order, return_dtype=pl.Int64))
    frame = frame.pipe(with_rows, "class", pl.lit(""))
    there = frame.filter(pl.col("families") > 0)
    bars = (
        alt.Chart(there)
        .mark_bar(height=alt.RelativeBandSize(band=0.66), strokeWidth=1.2)
        .encode(
            x=alt.X("families:Q", title="families on roll", stack="zero", axis=whole()),
            y=left(frame),
            order=alt.Order("stack:Q"),
            tooltip=[alt.Tooltip("class:N"), alt.Tooltip("status:N"), alt.Tooltip("families:Q")],
        )
    )
    words = (
        there.sort("stack")
        .group_by("class", maintain_order=True)
        .agg(pl.format("{} {}", "families", "status").str.join(", ").alias("note"))
    )
    said = f"One bar a class, by name: its families by their standing towards the group. {spoken(words, 'class')}"
    bars = drawn(bars, "status", STATUS_LOOKS, there["status"], key())
    return themed(bars, title, said, height=alt.Step(ROW))


def movements(movement: pl.DataFrame, title: str) -> Picture:
    """Who came and who went, month by month: upwards and downwards, several chats on top of each other.

    movement: chat, month (Date, its first day), joined, added, left, removed (null: this export does not show it).
    """
    frame = movement.with_columns(moment("month", "%b %Y"))
    moves = pl.concat(
        frame.select(
            *SHOWN,
            pl.col(column).cast(pl.Int64).alias("people"),
            height=pl.col(column).cast(pl.Int64) * way,
            move=pl.lit(said),
        )
        for column, (said, way) in MOVES.items()
    )
    known = moves.drop_nulls("people").filter(pl.col("people") > 0)
    hidden = moves.filter(pl.col("people").is_null()).unique("moment")
    axis = alt.Axis(labelExpr="abs(datum.value)", tickMinStep=1, tickCount=5)
    scale = alt.Scale() if hidden.is_empty() else alt.Scale(padding=24)  # room for the question marks
    x = moments(None if hidden.is_empty() else "? an export that does not show who left")
    bars = alt.Chart(known).mark_bar(width=alt.RelativeBandSize(band=0.6), strokeWidth=1)
    bars = bars.encode(
        x=x,
        y=alt.Y("height:Q", title="people", stack="zero", axis=axis, scale=scale),
        order=alt.Order("move:O"),
        tooltip=[alt.Tooltip("chat:N"), alt.Tooltip("moment_said:N", title="month"), alt.Tooltip("move:N"), "people:Q"],
    )
    zero = alt.Chart(frame.unique("moment")).mark_rule(color=tone("soft"), tooltip=None).encode(y=alt.datum(0))
    gaps = alt.Chart(hidden).mark_text(text="?", dy=-6, fontWeight=600, color=SOFT, tooltip=None)
    return themed(
        layered(drawn(bars, "move", MOVE_LOOKS, MOVE_LOOKS, key(4)), zero, gaps.encode(x=x, y=alt.value("height"))),
        title,
        "One column a month: people who came upwards, people who left or were removed downwards.",
        height=260,
    )


SHOWN = ["chat", "moment", pl.col("month").dt.strftime("%b %Y").alias("moment_said")]

"""Who came to a group and who went, month by month, below how many there were. People as counts, never as names."""

import altair as alt
import polars as pl

from dashboard.charts.theme import (
    SOFT,
    Look,
    Picture,
    drawn,
    key,
    layered,
    moment,
    moments,
    themed,
    tone,
    tones,
)

# column: (in words, upwards or downwards), in the order in which a column is stacked
WAYS = {
    "link": ("by link", 1),
    "community": ("from the community", 1),
    "invite": ("by invitation", 1),
    "added": ("added by somebody", 1),
    "joined": ("by a way not said", 1),
    "left": ("left", -1),
    "removed": ("removed", -1),
}
WAY_LOOKS = {
    "by link": Look("known", "known"),
    "from the community": Look("deep", "deep"),
    "by invitation": Look("aside", "aside_deep"),
    "added by somebody": Look("perhaps", "known"),
    "by a way not said": Look("paper", "unknown", (4, 3)),
    "left": Look("look", "look"),
    "removed": Look("paper", "look"),
}
# line: (tone, dashes)
LINES = {
    "members": ("known", (1, 0)),
    "members we are sure of; there may be more": ("known", (1, 3)),
    "families on roll": ("ink", (7, 4)),
}
MEMBERS, AT_LEAST, ON_ROLL = LINES
UPPER, GAP, LOWER = 130, 34, 190  # pixels: how many there were, a space, who came and went
SHOWN = ("chat", "moment", "moment_said")


def membership_picture(movements: pl.DataFrame, title: str) -> Picture:
    """One group: above, its members and the families on roll; below, who came upwards and who went downwards.

    movements: chat, month (Date, its first day), link, community, invite, joined, added, left (null: this export does
    not show it), removed, members_low, members_high (null: not known; the band up from low is where it may be),
    on_roll (null: no roster). A month in which nobody came or went is there, and empty.
    """
    frame = movements.sort("month").with_columns(
        moment("month", "%b %Y"), moment_said=pl.col("month").dt.strftime("%b %Y")
    )
    sizes = sizes_of(frame)
    above = UPPER + GAP if sizes.height else 0
    hidden = frame.filter(pl.col("left").is_null()).select(*SHOWN)
    x = moments(None if hidden.is_empty() else "? an export that does not show who left")
    return themed(
        layered(
            *(_sizes(sizes, x) if sizes.height else ()),
            *_moves(frame, hidden, x, top=above),
        ).resolve_scale(y="independent", fill="independent", stroke="independent", strokeDash="independent"),
        title,
        " ".join(
            [
                "One column a month: above, lines for members and for families on roll; below, people who came upwards,"
                " people who left or were removed downwards.",
                *_said(frame),
            ]
        ),
        height=above + LOWER,
    )


def sizes_of(frame: pl.DataFrame) -> pl.DataFrame:
    """chat, moment, line, number: a row a month of each line that says something; null breaks it.

    A lower bound of nought says nothing.
    """
    known = pl.col("members_high").is_not_null()
    lines = {
        MEMBERS: pl.when(known).then("members_high"),
        AT_LEAST: pl.when(~known & (pl.col("members_low") > 0)).then("members_low"),
        ON_ROLL: pl.col("on_roll"),
    }
    return pl.concat(
        frame.select(*SHOWN, line=pl.lit(line), number=number.cast(pl.Int64)) for line, number in lines.items()
    ).filter(pl.col("number").is_not_null().any().over("line"))


def _sizes(sizes: pl.DataFrame, x: alt.X) -> tuple[alt.Chart, ...]:
    """The lines, and above a lower bound the band of what may be."""
    there = {line: look for line, look in LINES.items() if line in set(sizes["line"])}
    top = max(sizes["number"].drop_nulls().to_list()) * 1.15
    scale = alt.Scale(domain=[0, top], range=[UPPER, 0], nice=False)
    legend = alt.Legend(title=None, orient="top", direction="vertical", symbolType="stroke", symbolStrokeWidth=2.5)
    colours = alt.Scale(domain=list(there), range=tones(name for name, _ in there.values()))
    dashes = alt.Scale(domain=list(there), range=[list(dash) for _, dash in there.values()])
    axis = alt.Axis(orient="left", tickMinStep=1, tickCount=4)
    lines = alt.Chart(sizes).mark_line(strokeWidth=2.5, interpolate="step")
    number = pl.col("number")
    alone = number.is_not_null() & number.shift().over("line").is_null() & number.shift(-1).over("line").is_null()
    dots = alt.Chart(sizes.filter(alone)).mark_point(size=40, filled=True, opacity=1, color=SOFT, tooltip=None)
    band = alt.Chart(sizes.filter(pl.col("line") == AT_LEAST).with_columns(top=pl.lit(top)))
    return (
        band.mark_area(color=tone("perhaps"), opacity=0.4, interpolate="step", tooltip=None).encode(
            x=x, y=alt.Y("number:Q", scale=scale, axis=None), y2="top:Q"
        ),
        lines.encode(
            x=x,
            y=alt.Y("number:Q", title="how many", scale=scale, axis=axis),
            stroke=alt.Stroke("line:N", legend=legend, scale=colours),
            strokeDash=alt.StrokeDash("line:N", legend=legend, scale=dashes),
            tooltip=[alt.Tooltip("moment_said:N", title="month"), alt.Tooltip("line:N"), alt.Tooltip("number:Q")],
        ),
        dots.encode(x=x, y=alt.Y("number:Q", scale=scale, axis=None)),
    )


def _moves(frame: pl.DataFrame, hidden: pl.DataFrame, x: alt.X, *, top: int) -> tuple[alt.Chart, ...]:
    """The columns up and down from a line of nobody, and a question mark where who left is not shown."""
    moves = pl.concat(
        frame.select(
            *SHOWN,
            pl.col(column).cast(pl.Int64).alias("people"),
            height=pl.col(column).cast(pl.Int64) * way,
            move=pl.lit(said),
            stack=pl.lit(order),
        )
        for order, (column, (said, way)) in enumerate(WAYS.items())
    )
    known = moves.drop_nulls("people").filter(pl.col("people") > 0)
    up, down = (_highest(known.filter(side)) for side in (pl.col("height") > 0, pl.col("height") < 0))
    up, down = max(up, 4), max(down, 2)  # one person is no tower
    room = 0 if hidden.is_empty() else (up + down) * 0.12  # for the question marks
    scale = alt.Scale(domain=[-down - room, up], range=[top + LOWER, top], nice=False)
    axis = alt.Axis(orient="left", labelExpr="abs(datum.value)", tickMinStep=1, tickCount=5)
    y = alt.Y("height:Q", title="came and went", stack="zero", axis=axis, scale=scale)
    bars = (
        alt.Chart(known)
        .mark_bar(width=alt.RelativeBandSize(band=0.66), strokeWidth=1)
        .encode(
            x=x,
            y=y,
            order=alt.Order("stack:Q"),
            tooltip=[alt.Tooltip("moment_said:N", title="month"), alt.Tooltip("move:N"), alt.Tooltip("people:Q")],
        )
    )
    legend = key(4)
    legend.orient = "bottom"
    nobody = alt.Chart(frame.select("moment", nobody=pl.lit(0))).mark_line(color=tone("soft"), strokeWidth=1)
    gaps = alt.Chart(hidden).mark_text(text="?", dy=-7, fontWeight=600, color=SOFT, tooltip=None)
    return (
        drawn(bars, "move", WAY_LOOKS, known["move"], legend),
        nobody.encode(x=x, y=alt.Y("nobody:Q", axis=None, scale=scale)),
        gaps.encode(x=x, y=alt.value(top + LOWER)),
    )


def _highest(moves: pl.DataFrame) -> int:
    """The highest column of a month, in people."""
    return max(moves.group_by("moment").agg(pl.col("people").sum())["people"].to_list(), default=0)


def _said(frame: pl.DataFrame) -> list[str]:
    """Months with movement in words, and the sizes at the end."""
    parts = [
        pl.when(pl.col(column) > 0).then(pl.format(f"{{}} {said}", pl.col(column)))
        for column, (said, _) in WAYS.items()
    ]
    months = (
        frame.select("moment_said", moved=pl.concat_list(parts).list.drop_nulls())
        .filter(pl.col("moved").list.len() > 0)
        .select(pl.format("{}: {}", "moment_said", pl.col("moved").list.join(", ")))
        .to_series()
        .to_list()
    )
    moved = ["; ".join([*months, "no other month has any."])] if months else ["Nobody is seen to come or go."]
    last = sizes_of(frame).drop_nulls("number").group_by("line", maintain_order=True).last().sort("moment")
    ends = [
        f"{month}, {line}: {number:,}." for line, month, number in last.select("line", "moment_said", "number").rows()
    ]
    return [*moved, *ends]

"""Does the group still match the roster? Families as counts, never as names."""

import altair as alt
import polars as pl

from dashboard.charts.theme import (
    ROW,
    Look,
    Picture,
    drawn,
    key,
    left,
    spoken,
    themed,
    whole,
    with_rows,
)

# in the order in which a bar is stacked: what is certain first, then what is not
STATUSES = {
    "current": "in the group",
    "not_seen": "we cannot tell",
    "missing": "not on the member list",
    "opted_out": "not expected in it",
    "opted_out_present": "not expected in it, but is",
}
STATUS_LOOKS = {
    "in the group": Look("known", "known"),
    "we cannot tell": Look("paper", "unknown", (4, 3)),
    "not on the member list": Look("look", "look"),
    "not expected in it": Look("aside", "aside_deep"),
    "not expected in it, but is": Look("aside_deep", "aside_deep"),
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

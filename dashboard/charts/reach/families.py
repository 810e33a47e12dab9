"""Each class as long as its families on roll: who is in reach of an announcement, and why others are not."""

import altair as alt
import polars as pl

from dashboard.charts.theme import (
    Look,
    Picture,
    bare,
    drawn,
    key,
    layered,
    left,
    right,
    row_height,
    spoken,
    themed,
    whole,
    with_rows,
)

KNOWN, PERHAPS, UNSAID = "surely in reach", "we cannot tell", "not known yet"
# column: in words; last those who are not in the group, for `cannot` is counted from that end
STATES = {
    "known": KNOWN,
    "unseen": PERHAPS,
    "not_invited": "not to be invited",
    "not_in": "not on the member list",
}
AT_LEAST = "out of reach, at least"
STATE_LOOKS = {
    KNOWN: Look("known", "known"),
    PERHAPS: Look("paper", "unknown", (4, 3)),
    "not to be invited": Look("aside", "aside_deep"),
    "not on the member list": Look("least", "ink"),
    AT_LEAST: Look("look", "look"),
    UNSAID: Look("paper", "unknown", (1, 3)),
}
GROUPS = {"own": None, "no_export": "no export", "none": "no group"}
BELOW = 12  # pixels from the middle of a row to the line of those out of reach


def states(states: pl.DataFrame, title: str) -> Picture:
    """A row a class by name: its families surely in reach, those of whom nobody can tell, and those outside by state.

    states: class (null, the whole school: not drawn), n, known, unseen, not_invited, not_in (together n; all four null:
    not known yet), cannot (null: not known; how many of those not surely in reach are surely not, whoever they are: a
    line below them), group (own, no_export, none).
    """
    frame = states.drop_nulls("class").pipe(with_rows, "class", _note())
    parts = _by_state(frame)
    surely = _stretch(frame.drop_nulls("cannot"), AT_LEAST, pl.col("n").cast(pl.Int64) - pl.col("cannot"), pl.col("n"))
    outside = surely.filter(pl.col("to") > pl.col("from"))
    seen = {*parts["part"], *outside["part"]}
    line = alt.Chart(outside.select("row", "part", "from", "to"))
    line = line.mark_bar(height=3, yOffset=BELOW, opacity=1, tooltip=None).encode(x="from:Q", x2="to:Q", y=bare(frame))
    picture = layered(
        drawn(_bars(parts, frame), "part", STATE_LOOKS, seen, key(3)),
        drawn(line, "part", STATE_LOOKS, seen, key(3)),
        _notes(frame),
    )
    said = frame.with_columns(note=_in_words())
    return themed(
        picture.resolve_axis(y="independent"),
        title,
        f"One row a class, by name: families surely in reach, of the families on roll. {spoken(said, 'class')}",
        height=row_height(frame, 4),
    )


def _by_state(frame: pl.DataFrame) -> pl.DataFrame:
    """The stretches of each class, one state after the other, none of them empty."""
    sizes = [pl.col(name).cast(pl.Int64) for name in STATES]
    ends = [pl.sum_horizontal(sizes[: place + 1], ignore_nulls=False) for place in range(len(sizes))]
    stretches = zip(STATES.values(), [pl.lit(0), *ends[:-1]], ends, strict=True)
    unsaid = _stretch(frame.filter(pl.col("known").is_null()), UNSAID, pl.lit(0), pl.col("n"))
    parts = pl.concat([*(_stretch(frame, part, start, end) for part, start, end in stretches), unsaid])
    return parts.filter(pl.col("to") > pl.col("from"))


def _note() -> pl.Expr:
    """20 of 27 · 20 of 27, no export · no group · not known yet"""
    figure = pl.when(pl.col("unseen") < pl.col("n")).then(pl.format("{} of {}", "known", "n"))
    note = pl.concat_list(figure, _group()).list.drop_nulls().list.join(", ")
    return pl.when(note == "").then(pl.lit(UNSAID)).otherwise(note)


def _in_words() -> pl.Expr:
    """27 on roll, 20 surely in reach, 3 we cannot tell, 4 not on the member list, at least 4 out of reach, no group"""
    figures = [pl.when(pl.col(name) > 0).then(pl.format(f"{{}} {part}", name)) for name, part in STATES.items()]
    outside = pl.when(pl.col("cannot") > 0).then(pl.format("at least {} out of reach", "cannot"))
    on_roll = pl.format("{} on roll", "n")
    unsaid = pl.when(pl.col("known").is_null()).then(pl.lit(UNSAID))
    return pl.concat_list(on_roll, unsaid, *figures, outside, _group()).list.drop_nulls().list.join(", ")


def _group() -> pl.Expr:
    return pl.col("group").cast(pl.String).replace_strict(GROUPS, return_dtype=pl.String)


def _stretch(frame: pl.DataFrame, part: str, start: pl.Expr, end: pl.Expr) -> pl.DataFrame:
    ends = {"from": start.cast(pl.Float64), "to": end.cast(pl.Float64)}
    return frame.select("class", "row", "note", part=pl.lit(part), **ends)


def _bars(parts: pl.DataFrame, frame: pl.DataFrame) -> alt.Chart:
    bars = alt.Chart(parts).mark_bar(height=alt.RelativeBandSize(band=0.56), strokeWidth=1.2, opacity=1)
    return bars.encode(
        x=alt.X("from:Q", title="families on roll", axis=whole()),
        x2="to:Q",
        y=left(frame),
        tooltip=[alt.Tooltip("class:N"), alt.Tooltip("part:N", title="families"), alt.Tooltip("note:N", title="of")],
    )


def _notes(frame: pl.DataFrame) -> alt.Chart:
    notes = alt.Chart(frame.select("row")).mark_point(opacity=0, tooltip=None)
    return notes.encode(x=alt.datum(0), y=right(frame))

"""Who is heard, a row a class: families with a message, and how many different voices 50 messages hold."""

import altair as alt
import polars as pl

from dashboard.charts.equity.readings import HEARD, READING_LOOKS, heard_of, share_heard, with_reading
from dashboard.charts.theme import (
    Look,
    Picture,
    bare,
    key,
    layered,
    left,
    pointed,
    right,
    row_height,
    share_dots,
    spoken,
    themed,
    tone,
    whole,
    with_rows,
)

VOICES, EQUAL = "families in 50 messages", "if all wrote equally"
VOICES_LOOKS = {
    VOICES: Look("known", "known"),
    EQUAL: Look("ink", "ink", shape="M0,-1L0,1"),
    **{name: look for name, look in READING_LOOKS.items() if name != HEARD},
}


def families_heard(participation: pl.DataFrame, title: str) -> Picture:
    """A dot a class at its share of families heard, n of N beside it, with the interval where it may be compared.

    participation: class, families (null: no roster), heard (null: no export), low and high (shares; null: none),
    comparable, linked_enough, throughout. A class that must not be compared is a hollow dot without an interval; a
    class alone has none either, for there is nothing to compare it with.
    """
    compared = participation.height > 1
    alone = [pl.lit(None, pl.Float64).alias(end) for end in ("low", "high") if not compared]
    note = heard_of(participation)
    frame = participation.with_columns(*alone, share=share_heard()).pipe(with_reading).pipe(with_rows, "class", note)
    picture = share_dots(
        frame.select("class", "row", "note", "share", "low", "high", "reading"),
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
    return themed(picture, title, f"{said} {spoken(frame, 'class')}", height=row_height(frame))


def voices(classes: pl.DataFrame, title: str) -> Picture:
    """A dot a class at the families that 50 of its messages come from, beside a mark where equal talk would put it.

    classes: class, voices_50 and equal_voices_50 (null: fewer than 50 messages, no row), comparable, linked_enough,
    throughout.
    """
    note = pl.format("{} of {}", *(pl.col(name).round().cast(pl.Int64) for name in ("voices_50", "equal_voices_50")))
    frame = (
        classes.drop_nulls(["voices_50", "equal_voices_50"])
        .with_columns(pl.col("voices_50").clip(upper_bound="equal_voices_50"))  # drawn without replacement it may pass
        .pipe(with_reading)
        .with_columns(pl.col("reading").replace({HEARD: VOICES}))
        .pipe(with_rows, "class", note)
        .select("class", "row", "note", "voices_50", "equal_voices_50", "reading")
    )
    seen = [*frame["reading"], EQUAL]
    drawn = frame.drop("note")
    base = alt.Chart(drawn)
    most = alt.Scale(domainMin=0, nice=True)
    number = alt.X("voices_50:Q", title="different families in 50 messages", scale=most, axis=whole())
    rail = base.mark_rule(color=tone("line"), strokeWidth=2, tooltip=None).encode(
        x=number, x2="equal_voices_50:Q", y=left(frame)
    )
    equal = alt.Chart(drawn.with_columns(reading=pl.lit(EQUAL)))  # one field for both, or the legend falls apart
    tick = equal.mark_point(size=220, opacity=1, strokeWidth=2.5, tooltip=None).encode(
        x="equal_voices_50:Q", y=bare(frame)
    )
    dot = base.mark_point(size=120, opacity=1, strokeWidth=2).encode(
        x=number,
        y=right(frame),
        tooltip=[
            alt.Tooltip("class:N"),
            alt.Tooltip("voices_50:Q", format=".1f", title=VOICES),
            alt.Tooltip("equal_voices_50:Q", format=".1f", title=EQUAL),
            alt.Tooltip("reading:N", title="read as"),
        ],
    )
    layers = [
        rail,
        pointed(tick, "reading", VOICES_LOOKS, seen, key()),
        pointed(dot, "reading", VOICES_LOOKS, seen, key()),
    ]
    return themed(
        layered(*layers).resolve_axis(y="independent"),
        title,
        "One row a class, by name: from how many different families 50 of its messages come, of how many if all its"
        f" families wrote equally. {spoken(frame, 'class') if frame.height else 'No class has 50 messages.'}",
        height=row_height(frame),
    )

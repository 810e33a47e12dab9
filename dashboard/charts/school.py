"""The school, class by class: a bar from the least to the most that a published figure may stand for."""

import altair as alt
import polars as pl

from dashboard.charts.theme import (
    SOFT,
    Look,
    Picture,
    as_given,
    bare,
    drawn,
    key,
    layered,
    left,
    right,
    row_height,
    share_axis,
    themed,
    tone,
    with_rows,
)

UNSURE = "unsure"
ABOVE = -5  # pixels: where the period chosen stands in a row that has room for earlier ones
AGES = (  # the period chosen, the one before, the one before that: look, thickness and place below the middle in pixels
    (Look("known", "known"), 11, 0),
    (Look("perhaps", "known"), 4, 6),
    (Look("paper", "known"), 4, 12),
)
GREY = Look("paper", "unknown", (4, 3))
MORE = 8  # pixels that a row with earlier periods needs besides
WORDS = -3  # pixels: where words stand in it


def class_bands(rows: pl.DataFrame, title: str) -> Picture:
    """A row each, in the order given: the period's bar, those of the periods before it thinner and lighter below.

    rows: label, period, age (0: the period; 1 and 2: those before), low and high (null: no bar, `said` stands in the
    row), sure (false: grey), said.
    """
    frame = _with_notes(rows)
    periods = frame.sort("age")["period"].unique(maintain_order=True).to_list()
    looks = {name: AGES[age][0] for age, name in enumerate(periods)} | {UNSURE: GREY}
    bars = frame.drop_nulls(["low", "high"]).with_columns(
        reading=pl.when("sure").then("period").otherwise(pl.lit(UNSURE))
    )
    seen = bars["reading"].to_list()
    now, several = frame.filter(pl.col("age") == 0), len(periods) > 1
    places = [ABOVE if several else 0, *(place for _, _, place in AGES[1 : len(periods)])]
    picture = layered(
        _rail(now, places[0]),
        *(_bars(frame, bars, age, place, looks, seen) for age, place in enumerate(places)),
        _words(frame, now, WORDS if several else 0),
        _notes(frame),
    )
    return themed(
        picture.resolve_axis(y="independent"),
        title,
        "One row a class, by name. A bar reaches from the least to the most that the published figure may stand for. "
        + " ".join(f"{name}: {_spoken(frame, name)}" for name in periods),
        height=row_height(frame, MORE if several else 0),
    )


def _with_notes(rows: pl.DataFrame) -> pl.DataFrame:
    """`rows` as rows of a picture, whose note is the figure of the period chosen where it has a bar."""
    figure = pl.col("said").filter((pl.col("age") == 0) & pl.col("low").is_not_null()).first().over("label")
    return rows.with_columns(figure=figure).rename({"said": "words"}).pipe(with_rows, "label", pl.col("figure"))


def _rail(now: pl.DataFrame, place: int) -> alt.Chart:
    """From 0 to 100 % in each row that has a bar."""
    base = alt.Chart(now.drop_nulls("low").select("row")).mark_rule(color=tone("line"), yOffset=place, tooltip=None)
    return base.encode(x=alt.datum(0), x2=alt.datum(1), y=bare(now, as_given))


def _bars(
    frame: pl.DataFrame, bars: pl.DataFrame, age: int, place: int, looks: dict[str, Look], seen: list[str]
) -> alt.Chart:
    """The bars of one period, so many pixels below the middle of their rows."""
    thickness = AGES[age][1]
    own = bars.filter(pl.col("age") == age).select("row", "label", "period", "words", "low", "high", "reading")
    mark = alt.Chart(own).mark_bar(height=thickness, cornerRadius=2, yOffset=place, opacity=1, strokeWidth=1)
    scale = alt.Scale(domain=[0, 1])
    band = mark.encode(
        x=alt.X("low:Q", title="somewhere within the bar", scale=scale, axis=share_axis()),
        x2="high:Q",
        y=bare(frame, as_given),
        tooltip=[
            alt.Tooltip("label:N", title="class"),
            alt.Tooltip("period:N"),
            alt.Tooltip("words:N", title="figure"),
        ],
    )
    return drawn(band, "reading", looks, seen, key(3))


def _words(frame: pl.DataFrame, now: pl.DataFrame, place: int) -> alt.Chart:
    """Why there is no bar, where it would begin."""
    without = now.filter(pl.col("low").is_null() | pl.col("high").is_null()).select("row", "words")
    text = alt.Chart(without).mark_text(align="left", dx=4, dy=place, color=SOFT, tooltip=None)
    return text.encode(x=alt.value(0), y=left(frame, as_given), text="words:N")


def _notes(frame: pl.DataFrame) -> alt.Chart:
    points = alt.Chart(frame.select("row").unique(maintain_order=True)).mark_point(opacity=0, tooltip=None)
    return points.encode(x=alt.datum(0), y=right(frame, as_given))


def _spoken(frame: pl.DataFrame, period: str) -> str:
    own = frame.filter(pl.col("period") == period)
    return "; ".join(own.select(pl.format("{}: {}", "label", "words")).to_series()) + "."

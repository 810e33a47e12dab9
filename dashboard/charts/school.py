"""The school, class by class: a bar from the least to the most that a published figure may stand for."""

from collections.abc import Sequence

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
LOOKS = (Look("known", "known"), Look("perhaps", "known"), Look("paper", "known"))  # of the period, and those before
GREY = Look("paper", "unknown", (4, 3))
THICK, THIN = 11, 4  # pixels: the bar of the period chosen, and those of the periods before it
ABOVE = -5  # pixels: where the period chosen stands in a row that has room for earlier ones
BELOW = 6  # pixels: so far below the middle of the row stands the period before, and the one before that twice as far
MORE = 8  # pixels that a row with earlier periods needs besides
WORDS = -3  # pixels: where words stand in it
SHORT = 8  # letters: for names of so many there is room on the left, however wide they are


def class_bands(rows: pl.DataFrame, title: str) -> Picture:
    """A row each, in the order given: the period's bar, those of the periods before it thinner and lighter below.

    rows: label, period, age (0: the period; 1 and 2: those before), low and high (null: no bar, `said` stands in the
    row), sure (false: grey), said.
    """
    frame = _with_notes(rows)
    periods = frame.sort("age")["period"].unique(maintain_order=True).to_list()
    now, several = frame.filter(pl.col("age") == 0), len(periods) > 1
    place = ABOVE if several else 0
    picture = layered(
        _rail(now, place),
        _bars(frame, periods, place),
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
    return base.encode(x=alt.XDatum(0), x2=alt.X2Datum(1), y=bare(now, as_given))


def _bars(frame: pl.DataFrame, periods: Sequence[str], place: int) -> alt.Chart:
    """A bar for each figure: the period's at `place`, in pixels from the middle of its row, the others below it."""
    earlier = pl.col("age") > 0
    bars = frame.drop_nulls(["low", "high"]).select(
        *("row", "label", "period", "words", "low", "high"),
        reading=pl.when("sure").then("period").otherwise(pl.lit(UNSURE)),
        height=pl.when(earlier).then(THIN).otherwise(THICK),
        place=pl.when(earlier).then(BELOW * pl.col("age")).otherwise(place),
    )
    mark = alt.Chart(bars).mark_bar(
        height=alt.ExprRef("datum.height"),
        yOffset=alt.ExprRef("datum.place"),
        cornerRadius=2,
        opacity=1,
        strokeWidth=1,
    )
    band = mark.encode(
        x=alt.X("low:Q", title="somewhere within the bar", scale=alt.Scale(domain=[0, 1]), axis=share_axis()),
        x2=alt.X2("high:Q"),
        y=bare(frame, as_given),
        tooltip=[
            alt.Tooltip("label:N", title="class"),
            alt.Tooltip("period:N"),
            alt.Tooltip("words:N", title="figure"),
        ],
    )
    return drawn(band, "reading", dict(zip(periods, LOOKS, strict=False)) | {UNSURE: GREY}, bars["reading"], key(3))


def _words(frame: pl.DataFrame, now: pl.DataFrame, place: int) -> alt.Chart:
    """Why there is no bar, where it would begin."""
    without = now.filter(pl.col("low").is_null() | pl.col("high").is_null()).select("row", "words")
    text = alt.Chart(without).mark_text(align="left", dx=4, dy=place, color=SOFT, tooltip=None)
    names = left(frame, as_given)
    short = all(len(name) <= SHORT for name in frame["label"])
    return text.encode(x=alt.XValue(0), y=_uncut(names) if short else names, text=alt.Text("words:N"))


def _notes(frame: pl.DataFrame) -> alt.Chart:
    """The figures on the right, none of which is long."""
    points = alt.Chart(frame.select("row").unique(maintain_order=True)).mark_point(opacity=0, tooltip=None)
    return points.encode(x=alt.XDatum(0), y=_uncut(right(frame, as_given)))


def _uncut(labelled: alt.Y) -> alt.Y:
    """The same, as it has room for its labels: to measure of each whether it must be cut is a third of the drawing."""
    labelled["axis"]["labelLimit"] = 0
    return labelled


def _spoken(frame: pl.DataFrame, period: str) -> str:
    own = frame.filter(pl.col("period") == period)
    return "; ".join(own.select(pl.format("{}: {}", "label", "words")).to_series()) + "."

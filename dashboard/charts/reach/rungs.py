"""The ladder of one announcement: from the families on roll down to those who acted on it."""

from types import MappingProxyType

import altair as alt
import polars as pl

from dashboard.charts.reach.headed import HEADED, MARKS, headings_spoken, place, whole_rows, with_places, words
from dashboard.charts.theme import Look, Picture, drawn, key, layered, themed, whole

RUNGS = MappingProxyType(
    {
        "on_roll": "on roll",
        "joined": "joined a group",
        "in_group": "in the announcement group",
        "delivered": "delivered",
        "read": "read",
        "acted": "acted",
    }
)
SURE, PERHAPS, MORE, PEOPLE, UNKNOWN = (
    "at least so many families",
    "perhaps as many",
    "there may be more",
    "people, of all in the group",
    "not known",
)
RUNG_LOOKS = MappingProxyType(
    {
        SURE: Look("known", "known"),
        PERHAPS: Look("perhaps", "known"),
        MORE: Look("paper", "known", (2, 3)),
        PEOPLE: Look("aside", "aside_deep"),
        UNKNOWN: Look("paper", "unknown", (6, 4)),
    }
)
LAST_IN_HOURS = 72  # beyond so many hours a look was taken days after
THICK = 18  # pixels
TOLD = MappingProxyType({"heading": "rung", "note": "families or people"})


def ladder(ladder: pl.DataFrame, title: str) -> Picture:
    """The rungs of one announcement from top to bottom, as ranges of the families on roll.

    ladder: rung, unit (families, people), low, high, of (each null: not known; high alone null: no upper bound), hours
    (after the announcement, of a look at Message info). People are drawn as a share of all the people, for there is no
    axis of both; where nobody knows of how many, only the words say them.
    """
    frame = ladder.with_columns(_heading(), *_notes()).pipe(with_places)
    families, people = frame.filter(unit="families"), frame.filter(unit="people")
    widest = max([1, *(size for name in ("of", "high", "low") for size in families[name].drop_nulls())])
    share = widest / pl.col("of").replace(0, None)
    low, high, of = pl.col("low"), pl.col("high"), pl.col("of").fill_null(widest)
    parts = pl.concat(
        [
            _stretch(families, SURE, pl.lit(0), low),
            _stretch(families, PERHAPS, low.fill_null(0), high),
            _stretch(families.filter(high.is_null()).drop_nulls("low"), MORE, low, of),
            _stretch(people, PEOPLE, pl.lit(0), pl.coalesce(low, high) * share),
            _stretch(frame.filter(low.is_null(), high.is_null()), UNKNOWN, pl.lit(0), pl.lit(widest)),
        ]
    ).filter(pl.col("to") > pl.col("from"))
    bars = alt.Chart(parts).mark_bar(height=THICK, strokeWidth=1.5, opacity=1, yOffset=MARKS, tooltip=None)
    scale = alt.Scale(domain=[0, widest], nice=False)
    bars = bars.encode(x=alt.X("from:Q", title="families", scale=scale, axis=whole()), x2="to:Q", y=place())
    return themed(
        layered(drawn(bars, "part", RUNG_LOOKS, parts["part"], key(3)), *words(frame), whole_rows(frame, TOLD)),
        title,
        f"One row a rung, from the families on roll to those who acted. {headings_spoken(frame)}",
        height=alt.Step(HEADED),
    )


def _heading() -> pl.Expr:
    """read, 25 hours after · delivered, 4 days after · on roll"""
    named = pl.col("rung").cast(pl.String).replace_strict(RUNGS, return_dtype=pl.String)
    rung = pl.when(rung="acted", unit="people").then(pl.lit("voted in its poll")).otherwise(named)
    hours = pl.col("hours").round().clip(1)
    in_hours = hours <= LAST_IN_HOURS
    number = pl.when(in_hours).then(hours).otherwise((hours / 24).round()).cast(pl.Int64)
    thing = pl.when(in_hours).then(pl.lit("hour")).otherwise(pl.lit("day"))
    many = pl.when(number == 1).then(pl.lit("")).otherwise(pl.lit("s"))
    after = pl.format(", {} {}{} after", number, thing, many)
    return pl.concat_str(rung, after.fill_null("")).alias("heading")


def _notes() -> list[pl.Expr]:
    """note (all 187 · 62 to 131 of 187 · at least 62 of 187 · 212 people · not known), short without the "of 187"."""
    low, high = pl.col("low"), pl.col("high")
    figure = (
        pl.when(low == high)
        .then(pl.format("{}", low))
        .when(high.is_null())
        .then(pl.format("at least {}", low))
        .when(low.is_null())
        .then(pl.format("at most {}", high))
        .otherwise(pl.format("{} to {}", low, high))
    )
    everybody = (low == pl.col("of")) & (high == pl.col("of"))
    of = pl.when(everybody).then(pl.lit("")).otherwise(pl.format(" of {}", "of")).fill_null("")
    all_of = pl.when(everybody).then(pl.lit("all ")).otherwise(pl.lit(""))
    people = pl.when(unit="people").then(pl.lit(" people")).otherwise(pl.lit(""))
    return [
        pl.concat_str(all_of, figure, of, people).fill_null(UNKNOWN).alias("note"),
        pl.concat_str(all_of, figure, people).fill_null(UNKNOWN).alias("short"),
    ]


def _stretch(frame: pl.DataFrame, part: str, start: pl.Expr, end: pl.Expr) -> pl.DataFrame:
    ends = {"from": start.cast(pl.Float64), "to": end.cast(pl.Float64)}
    return frame.select("place", part=pl.lit(part), **ends)

"""One class through its terms: its share of families heard, and its effective voices."""

import altair as alt
import polars as pl

from dashboard.charts.equity.readings import HEARD, READING_LOOKS, UNSAID, heard_of, share_heard, with_reading
from dashboard.charts.theme import (
    SEPARATOR,
    SOFT,
    Picture,
    evenly,
    key,
    layered,
    pointed,
    share_axis,
    themed,
    tone,
    whole,
)

YEAR_BEGINS = "-7mo"  # a school year is named by its 1 August to 31 July
TERM = 41  # pixels for the name of a term
HEIGHT = 260  # pixels
LINE = 15  # pixels


def term_by_term(terms: pl.DataFrame, title: str) -> Picture:
    """One class through its terms: a dot at the share of families heard, with its interval.

    terms: rows of one class: period, starts, was (its name then, where it was another), families, heard (null: not
    known), low and high, comparable, linked_enough, throughout (false: only part of the term was seen).
    """
    frame = terms.pipe(with_reading).with_columns(figure=share_heard(), note=heard_of(terms))
    y = alt.Y("figure:Q", title="share of families heard", scale=alt.Scale(domain=[0, 1]), axis=share_axis())
    return _through_terms(frame, y, title, "One dot a term: families heard of families on roll.")


def voices_term_by_term(terms: pl.DataFrame, title: str) -> Picture:
    """One class through its terms: a dot at its effective voices, with their interval.

    terms: as in `term_by_term`, and effective_voices, voices_low, voices_high (null: not known, or no interval).
    """
    voices = pl.col("effective_voices").round().cast(pl.Int64)
    frame = (
        terms.with_columns(low="voices_low", high="voices_high")
        .pipe(with_reading)
        .with_columns(
            figure=pl.col("effective_voices"), note=pl.format("{} of {}", voices, "families").fill_null(UNSAID)
        )
    )
    most = max([*frame["families"].drop_nulls(), *frame["high"].drop_nulls(), 1])
    scale = alt.Scale(domain=[0, most], nice=False)
    y = alt.Y("figure:Q", title="voices, as if talking equally", scale=scale, axis=whole())
    said = "One dot a term: as how many families talking equally it sounds, of families on roll."
    return _through_terms(frame, y, title, said)


def _through_terms(terms: pl.DataFrame, y: alt.Y, title: str, said: str) -> Picture:
    """terms besides: figure, low, high and note, which stands under the name of its term."""
    frame = terms.sort("starts").with_columns(
        term=pl.concat_str(
            pl.col("starts").dt.strftime("%Y-%m-%d"),
            pl.col("period").str.replace_all(" ", SEPARATOR, literal=True),  # a word a line
            pl.col("note").replace({UNSAID: "?"}),
            separator=SEPARATOR,
        ),
        year=_school_year(),
    )
    x = alt.X(
        "term:O",
        title=f"? {UNSAID}" if frame["figure"].has_nulls() else None,
        sort="ascending",
        scale=alt.Scale(type="band"),
        axis=alt.Axis(
            labelExpr=evenly(f"slice(split(datum.value, '{SEPARATOR}'), 1)", TERM),
            labelAngle=0,
            labelOverlap=False,
            labelFontSize=11,
        ),
    )
    interval = alt.Chart(frame.select("term", "low", "high")).mark_bar(
        width=9, cornerRadius=4, opacity=1, color=tone("perhaps"), tooltip=None
    )
    unknown = alt.Chart(frame.filter(pl.col("figure").is_null()).select("term"))
    unknown = unknown.mark_text(text="?", dy=-10, color=SOFT, tooltip=None)
    words = "; ".join(frame.select(pl.format("{} ({}): {}", "period", _on_a_line("year"), "note")).to_series())
    return themed(
        layered(
            *_years(frame, x),
            interval.encode(x=x, y="low:Q", y2="high:Q"),
            unknown.encode(x=x, y=alt.datum(0)),
            _dots(frame, x, y),
        ),
        title,
        f"{said} {words}.",
        height=HEIGHT,
    )


def _dots(frame: pl.DataFrame, x: alt.X, y: alt.Y) -> alt.Chart:
    """The dots; the legend has only those that are not to be leaned on."""
    seen = set(frame.drop_nulls("figure")["reading"])
    legend = key(offset=14 + _lines(frame) * LINE)
    legend.values = [name for name in READING_LOOKS if name in seen - {HEARD}]
    dot = alt.Chart(frame.select("term", "period", "note", "figure", "reading"))
    dot = dot.mark_point(size=110, opacity=1, strokeWidth=2)
    tooltip = [alt.Tooltip("period:N"), alt.Tooltip("note:N", title="families")]
    return pointed(
        dot.encode(x=x, y=y, tooltip=tooltip), "reading", READING_LOOKS, seen, legend if legend.values else None
    )


def _school_year() -> pl.Expr:
    """2024/25, and on a second line the class's own name in it where that was another."""
    first = pl.col("starts").dt.offset_by(YEAR_BEGINS).dt.year()
    year = pl.format("{}/{}", first, ((first + 1) % 100).cast(pl.String).str.zfill(2))
    return pl.when(pl.col("was").is_null()).then(year).otherwise(pl.concat_str(year, pl.lit(f"{SEPARATOR}as "), "was"))


def _on_a_line(name: str) -> pl.Expr:
    return pl.col(name).str.replace_all(SEPARATOR, ", ", literal=True)


def _lines(frame: pl.DataFrame) -> int:
    """Lines that the names of the school years take."""
    return 2 if frame["year"].str.contains(SEPARATOR, literal=True).any() else 1


def _years(frame: pl.DataFrame, x: alt.X) -> list[alt.Chart]:
    """The name of each school year above its first term, and a line before each but the first."""
    years = frame.unique("year", keep="first", maintain_order=True).select("term", "year")
    start = x.copy().bandPosition(0)
    lines = alt.Chart(years.slice(1).select("term")).mark_rule(color=tone("unknown"), strokeDash=[2, 3], tooltip=None)
    names = alt.Chart(years).mark_text(
        align="left",
        baseline="top",
        dx=2,
        dy=-_lines(frame) * LINE - 4,
        color=SOFT,
        lineBreak=SEPARATOR,
        tooltip=None,
    )
    return [lines.encode(x=start), names.encode(x=start, y=alt.value(0), text="year:N")]

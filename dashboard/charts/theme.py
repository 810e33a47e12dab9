"""One look for every chart: colours, sizes, rows by name, and `themed`, which finishes a chart.

Every colour is a pair, for light and for dark paper, and the chart itself picks one by the background it is drawn on:
the same chart is right on a light page, on a dark page and in the report, and follows a change of theme.

The colours stay apart for people who cannot tell red from green, and none of them judges: blue is what is known,
ochre is what asks for a look, grey is what nobody can know. Unknown is drawn as an outline, never as a zero.
"""

import json
import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

# Streamlit loads pandas with its first table, in whichever page's thread that is; Altair, drawing in another, would
# meet half a module and fail. So whoever draws waits here until pandas is whole. Our code does not use it.
import pandas  # noqa: F401  # isort: skip
import altair as alt
import polars as pl

Picture = alt.Chart | alt.LayerChart
Order = Callable[[Iterable[str]], list[str]]  # `by_name`, or `as_given`

# name: (on light paper, on dark paper)
TONES = {
    "paper": ("#fcfbf8", "#14191d"),
    "ink": ("#22302f", "#e8eae6"),
    "soft": ("#5b6664", "#a9b3b1"),
    "line": ("#dedbd2", "#333c42"),
    "known": ("#1f6b96", "#6cb4de"),  # what is known
    "perhaps": ("#b5d3e4", "#2a4c62"),  # what may be
    "deep": ("#0e3a54", "#c3e2f4"),  # known on better evidence still
    "look": ("#bd7f12", "#e2b254"),  # asks for a look
    "unknown": ("#7f8886", "#87918f"),  # nobody can know
    "aside": ("#cdbfe2", "#4f3f70"),  # stays away by choice
    "aside_deep": ("#3a1d57", "#f0dcff"),  # present against that choice
    "apart": ("#e6c6b2", "#57392a"),  # left out by the school
    "apart_deep": ("#8a4b2d", "#c47f62"),  # present although left out
    "least": ("#eef0ec", "#1d262c"),  # a zero that is known
}
DARK = 0.2  # a background of less luminance than this is dark paper

ROW = 30  # pixels a row: a finger's width apart on a telephone
CLOSE_ROW, MANY_ROWS = 22, 24  # pixels a row where there are more than so many
LABEL = 60  # pixels from one label of `moments` to the next, at least
LETTER = 8.0  # pixels a letter of a title, on the wide side of the average
NARROW = 420  # pixels: below this a legend is one column
SEPARATOR = "\u241f"  # between a row's name and its note: one axis shows the name, the other the note


@dataclass(frozen=True)
class Look:
    """How one kind of thing is drawn: the names of its tones, its dashes and, for a point, its shape."""

    fill: str
    stroke: str
    dash: tuple[int, int] = (1, 0)
    shape: str = "circle"  # one of Vega's names, or a path


def tone(name: str) -> alt.ExprRef:
    """The colour of that name, on light or on dark paper as the chart finds itself."""
    light, dark = TONES[name]
    return alt.ExprRef(f"background && luminance(background) < {DARK} ? '{dark}' : '{light}'")


def tones(names: Iterable[str]) -> list[alt.ExprRef]:
    """Several colours, for the range of a scale."""
    return [tone(name) for name in names]


def drawn(
    chart: alt.Chart, column: str, looks: Mapping[str, Look], seen: Iterable[object], legend: alt.Legend | None = None
) -> alt.Chart:
    """`chart` with each value of `column` in its look; the legend has those that are among `seen`, in their order."""
    there = set(seen)
    worn = {value: look for value, look in looks.items() if value in there}
    values = list(worn)
    fills = alt.Scale(domain=values, range=tones(look.fill for look in worn.values()))
    strokes = alt.Scale(domain=values, range=tones(look.stroke for look in worn.values()))
    dashes = alt.Scale(domain=values, range=[list(look.dash) for look in worn.values()])
    return chart.encode(
        fill=alt.Fill(f"{column}:N", legend=legend, scale=fills),
        stroke=alt.Stroke(f"{column}:N", legend=legend, scale=strokes),
        strokeDash=alt.StrokeDash(f"{column}:N", legend=legend, scale=dashes),
    )


def pointed(
    chart: alt.Chart, column: str, looks: Mapping[str, Look], seen: Iterable[object], legend: alt.Legend | None = None
) -> alt.Chart:
    """`drawn` for points, which have shapes too."""
    there = set(seen)
    shapes = {value: look.shape for value, look in looks.items() if value in there}
    scale = alt.Scale(domain=list(shapes), range=list(shapes.values()))
    return drawn(chart, column, looks, there, legend).encode(shape=alt.Shape(f"{column}:N", legend=legend, scale=scale))


def layered(*charts: alt.Chart) -> alt.LayerChart:
    """The charts on top of each other, the last uppermost; each names its own axis of rows."""
    return alt.LayerChart(layer=list(charts))


def ramp() -> alt.Scale:
    """From a known zero, hardly darker than the paper, to the most."""
    return alt.Scale(range=tones(["least", "perhaps", "known", "deep"]), domainMin=0, interpolate="lab")


def ramp_key() -> alt.Legend:
    """The legend of `ramp`, in whole numbers."""
    return alt.Legend(orient="top", direction="horizontal", gradientLength=160, gradientThickness=10, tickCount=4)


def key(columns: int = 3, *, narrow: int = 1, offset: int = 10) -> alt.Legend:
    """A legend above the chart, so many pixels apart from it, in so many columns; `narrow` of them on a telephone."""
    fitting = alt.ExprRef(f"width < {NARROW} ? {narrow} : {columns}")
    return alt.Legend(
        title=None, orient="top", direction="horizontal", columns=fitting, symbolType="square", offset=offset
    )


def by_name(names: Iterable[str]) -> list[str]:
    """Each name once, in the order people read them: 2A before 10A. Labels of `with_rows` go by their name alone."""
    return sorted(set(names), key=lambda name: (_read(name.split(SEPARATOR)[0]), name))


def with_rows(frame: pl.DataFrame, name: str, note: pl.Expr) -> pl.DataFrame:
    """`frame` with `note`, and `row`: name and note as one label, which the axes `left` and `right` take apart."""
    return frame.with_columns(note.fill_null("").alias("note")).with_columns(
        pl.concat_str(pl.col(name), "note", separator=SEPARATOR).alias("row")
    )


def as_given(names: Iterable[str]) -> list[str]:
    """Each name once, in the order of the frame: for rows that are no names of classes, groups or people."""
    return list(dict.fromkeys(names))


def left(frame: pl.DataFrame, order: Order = by_name) -> alt.Y:
    """The rows of `with_rows` in that order, named on the left."""
    return _rows(frame, alt.Axis(labelExpr=_part(0), labelLimit=104, labelPadding=12), order)


def right(frame: pl.DataFrame, order: Order = by_name) -> alt.Y:
    """The same rows with their notes on the right."""
    axis = alt.Axis(labelExpr=_part(1), labelLimit=130, labelPadding=12, orient="right", labelColor=SOFT)
    return _rows(frame, axis, order)


def bare(frame: pl.DataFrame, order: Order = by_name) -> alt.Y:
    """The same rows without a word, for the other layers of the chart."""
    return _rows(frame, None, order)


def moment(column: str, written: str = "%-d %b") -> pl.Expr:
    """A date or time as a label that sorts by time and, on the axis `moments`, reads as `written`."""
    when = pl.col(column).cast(pl.Datetime("ms"))
    label = [when.dt.strftime("%Y-%m-%d %H:%M:%S"), when.dt.strftime(written)]
    return pl.concat_str(label, separator=SEPARATOR).alias("moment")


def moments(title: str | None = None) -> alt.X:
    """The moments of `moment` from left to right, one step each; as many labels as there is room for, evenly spread."""
    axis = alt.Axis(labelExpr=evenly(_part(1), LABEL), labelAngle=0, labelOverlap=False)
    return alt.X("moment:O", title=title, sort="ascending", axis=axis)


def evenly(label: str, room: int) -> str:
    """The expression of a label of the x axis at every first, second, third ... step: each has `room` pixels."""
    skip = f"ceil(length(domain('x')) * {room} / max(width, 1))"
    return f"indexof(domain('x'), datum.value) % {skip} == 0 ? {label} : ''"


def row_height(frame: pl.DataFrame, more: int = 0) -> alt.Step:
    """The height of a chart of `with_rows`; `more` pixels for rows that hold two things."""
    return alt.Step((ROW if frame["row"].n_unique() <= MANY_ROWS else CLOSE_ROW) + more)


def share_axis(end: float = 1) -> alt.Axis:
    """An axis of shares from 0 to `end`, in per cent."""
    return alt.Axis(format=".0%", values=[0, 0.25, 0.5, 0.75, 1]) if end == 1 else alt.Axis(format=".0%", tickCount=5)


def whole() -> alt.Axis:
    """An axis of a few whole numbers."""
    return alt.Axis(tickMinStep=1, tickCount=5)


def spoken(frame: pl.DataFrame, name: str, order: Order = by_name) -> str:
    """The rows of `with_rows` as words, in that order."""
    notes = dict(frame.select(name, "note").iter_rows())
    return "; ".join(f"{row}: {notes[row]}" for row in order(notes)) + "."


def share_dots(
    frame: pl.DataFrame,
    looks: Mapping[str, Look],
    *,
    x_title: str,
    tooltip: Sequence[alt.Tooltip],
    order: Order = by_name,
) -> alt.LayerChart:
    """A dot a row at `share`, its interval `low` to `high` behind it, its note on the right; rows in that order.

    frame: row, note (see `with_rows`), share, low, high (0 to 1; null: not drawn), reading: one of `looks`,
    of which the first is the plain one that needs no legend.
    """
    shares = alt.X("share:Q", title=x_title, scale=alt.Scale(domain=[0, 1]), axis=share_axis())
    readings = set(frame.drop_nulls("share")["reading"])
    legend = key() if readings - {next(iter(looks))} else None
    base = alt.Chart(frame)
    rail = base.mark_rule(color=tone("line"), tooltip=None).encode(
        x=alt.XDatum(0), x2=alt.X2Datum(1), y=left(frame, order)
    )
    interval = base.mark_bar(height=9, cornerRadius=4, color=tone("perhaps"), tooltip=None)
    dot = base.mark_point(size=120, opacity=1, strokeWidth=2).encode(
        x=shares, y=right(frame, order), tooltip=list(tooltip)
    )
    return layered(
        rail,
        interval.encode(x=alt.X("low:Q"), x2=alt.X2("high:Q"), y=bare(frame, order)),
        pointed(dot, "reading", looks, readings, legend),
    ).resolve_axis(y="independent")


def themed(chart: Picture, title: str, description: str, *, height: int | alt.Step) -> Picture:
    """`chart` finished: the title as a sentence wrapped to the chart's width, and a text alternative.

    The title is the finding or the question, as the caller wrote it; the text alternative says it first,
    then `description`: what a row or a mark is, and the figures where they are few.
    """
    return chart.properties(
        params=[alt.VariableParameter(name="sentence", value=title)],
        title=alt.TitleParams(text=wrapped("sentence"), limit=0, anchor="start", frame="bounds"),
        description=f"{title} {description}",
        autosize=alt.AutoSizeParams(type="fit-x", contains="padding"),
        height=height,
        config=_config(),
    )


def greyed(picture: Picture, *, unsure: bool) -> Picture:
    """`picture`, where its figures are unsure without its colours: each in the grey that is as light."""
    if not unsure:
        return picture
    drawing = json.dumps(picture.to_dict(validate=False))
    for shade in (shade for pair in TONES.values() for shade in pair):
        drawing = drawing.replace(shade, _as_grey(shade))
    return type(picture).from_dict(json.loads(drawing), validate=False)


def _as_grey(shade: str) -> str:
    red, green, blue = (int(shade[place : place + 2], 16) for place in (1, 3, 5))
    grey = f"{round(0.299 * red + 0.587 * green + 0.114 * blue):02x}"
    return f"#{grey * 3}"


def _config() -> dict[str, object]:
    """One for the whole chart: `configure_...` would copy it, and an object for each part would be checked twice."""
    text = {"labelColor": tone("ink"), "titleColor": SOFT, "labelFontSize": 12, "titleFontSize": 12}
    return {
        "axis": {
            **text,
            "titleFontWeight": "normal",
            "gridColor": tone("line"),
            "titlePadding": 8,
            "labelPadding": 6,
            "labelFlush": False,
            "domain": False,
            "ticks": False,
        },
        "axisDiscrete": {"grid": False},
        "legend": {
            **text,
            "titleFontWeight": "normal",
            "labelLimit": 300,
            "symbolSize": 130,
            "symbolStrokeWidth": 1.5,
            "rowPadding": 4,
            "columnPadding": 16,
            "padding": 0,
            "offset": 10,
        },
        "text": {"color": tone("ink"), "fontSize": 12},
        "title": {"color": tone("ink"), "fontSize": 16, "fontWeight": 600, "lineHeight": 21, "offset": 14},
        "view": {"stroke": None},
    }


def wrapped(sentence: str) -> alt.ExprRef:
    """The parameter of that name broken into lines between words, as many letters a line as there is room for.

    Room is what the page gives the chart (`containerSize`), not the plot's own width: that shrinks when the axes
    are laid out, after the title's lines were counted. No backslash: Vega's interpreter reads this text twice.
    """
    room = "(containerSize()[0] > 0 && width > 0 ? containerSize()[0] : width)"
    pattern = f"regexp('(.{{1,' + max(24, floor({room} / {LETTER})) + '}})( +|$)', 'g')"
    return alt.ExprRef(f"slice(split(replace({sentence}, {pattern}, '$1{SEPARATOR}'), '{SEPARATOR}'), 0, -1)")


SOFT = tone("soft")


def _read(name: str) -> list[str | int]:
    parts = re.split(r"(\d+)", name.casefold())  # words and numbers by turns, so like is compared with like
    return [int(part) if index % 2 else part for index, part in enumerate(parts)]


def _rows(frame: pl.DataFrame, axis: alt.Axis | None, order: Order) -> alt.Y:
    return alt.Y("row:N", title=None, sort=order(frame["row"]), axis=axis)


def _part(index: int) -> str:
    return f"split(datum.value, '{SEPARATOR}')[{index}]"

"""Rows with their words above their marks: room for a sentence on a telephone, and the whole width for the marks."""

from collections.abc import Mapping

import altair as alt
import polars as pl

from dashboard.charts.theme import NARROW, SOFT, tone

HEADED = 54  # pixels a row
WORDS, MARKS = -15, 9  # pixels from the middle of a row: the line of words, the middle of the marks
LETTER = 7  # pixels a letter of a note, on the wide side of the average
APART = 14  # pixels between the words on the left and those on the right
PRESSED = 0.12  # how much of its colour a row has that was pressed


def with_places(frame: pl.DataFrame) -> pl.DataFrame:
    """`frame` with place: its rows from top to bottom, as they stand."""
    return frame.with_columns(place=pl.int_range(pl.len(), dtype=pl.UInt32))


def place() -> alt.Y:
    """The rows of `with_places`, without an axis: their words stand above them."""
    return alt.Y("place:O", title=None, sort="ascending", axis=None)


def words(frame: pl.DataFrame, dy: int = WORDS) -> list[alt.Chart]:
    """Above each row `heading`, cut where it meets `note` on the right; on a telephone `short` stands for the note."""
    room = f"max(40, width - {APART} - (width < {NARROW} ? {_widest(frame, 'short')} : {_widest(frame, 'note')}))"
    heading = alt.Chart(frame.select("place", "heading")).mark_text(
        align="left", yOffset=dy, limit=alt.ExprRef(room), tooltip=None
    )
    fitting = alt.ExprRef(f"width < {NARROW} ? datum.short : datum.note")
    note = alt.Chart(frame.select("place", "note", "short"))
    note = note.mark_text(text=fitting, align="right", yOffset=dy, color=SOFT, tooltip=None)
    return [
        heading.encode(x=alt.value(0), y=place(), text="heading:N"),
        note.encode(x=alt.XValue("width"), y=place()),
    ]


def whole_rows(frame: pl.DataFrame, told: Mapping[str, str], *, pressed: str | None = None) -> alt.Chart:
    """The rows as wide as the chart, over all else: `told` (column: title) by the pointer, and a press by `pressed`."""
    tooltip = [alt.Tooltip(f"{column}:N", title=title) for column, title in told.items()]
    rows = alt.Chart(frame.select("place", *told, *filter(None, [pressed])), name="rows").mark_rect(
        fill=tone("known"), fillOpacity=0, cursor="default" if pressed is None else "pointer"
    )
    rows = rows.encode(x=alt.value(0), x2=alt.X2Value("width"), y=place(), tooltip=tooltip)
    if pressed is None:
        return rows
    selection = alt.selection_point(name=pressed, fields=[pressed], on="click")
    lit = alt.when(selection, empty=False).then(alt.value(PRESSED)).otherwise(alt.value(0))
    return rows.encode(fillOpacity=lit).add_params(selection)


def headings_spoken(frame: pl.DataFrame) -> str:
    """The rows as words, from top to bottom."""
    return "; ".join(frame.select(pl.format("{}: {}", "heading", "note")).to_series()) + "."


def _widest(frame: pl.DataFrame, name: str) -> int:
    return LETTER * max(frame[name].str.len_chars(), default=0)

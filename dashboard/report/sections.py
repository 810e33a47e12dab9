"""What a document is put together from, whether it becomes HTML or PDF."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

import altair as alt
import polars as pl

UNKNOWN = "not known"
METHOD_TITLE = "How these figures are made"
Topics = Sequence[tuple[str, str]]  # each a heading and its paragraph


@dataclass(frozen=True)
class Table:
    """A few rows, with their caption; the first column names the row, a null reads "not known"."""

    caption: str
    rows: pl.DataFrame

    def numeric(self) -> list[bool]:
        """Of each column, whether it holds numbers, which stand at the right."""
        return [dtype.is_numeric() for dtype in self.rows.dtypes]

    def cells(self) -> Iterator[list[str]]:
        """Each row as it is printed."""
        for row in self.rows.iter_rows():
            yield [UNKNOWN if value is None else str(value) for value in row]


@dataclass(frozen=True)
class Section:
    """One answer: its heading ("": none), its findings as plain sentences, and what they rest on."""

    heading: str
    sentences: Sequence[str] = ()
    charts: Sequence[alt.Chart | alt.LayerChart] = ()
    notes: Sequence[str] = ()  # small print below the charts
    tables: Sequence[Table] = ()
    new_page: bool = False  # on paper


@dataclass(frozen=True)
class Document:
    """All of it. Every text is text: nothing in a name or a sentence is read as markup."""

    title: str
    sections: Sequence[Section]
    subtitle: str = ""  # the school, the period and the sources in a line
    lead: str = ""  # the answer before all others
    made: Topics = ()  # how the figures are made; on paper a page of its own
    language: str = "en"  # of the title and the sentences, as BCP 47 writes it
    direction: Literal["ltr", "rtl"] = "ltr"  # from which side it is read

"""Cells of a table as text -> dates, times, counts and lists of names, as expressions; null for anything else."""

import polars as pl

from parsers.tables.delimited import EDGES

# What WhatsApp puts before a name that is not in the phone's contacts.
_PUSH_NAME = r"^~[ \u00a0\u202f]*([^ \u00a0\u202f])"
ISO_DAY = r"^(\d{4})-(\d{1,2})-(\d{1,2})(?:[ T]00:00(?::00)?)?$"
WRITTEN_DAY = r"^(\d{1,2})[/.\-](\d{1,2})[/.\-](\d{4})$"
ISO_TIME = r"^(\d{4}-\d{2}-\d{2})[ T](\d{1,2}:\d{2})(:\d{2})?(?:\.\d+)?$"
WRITTEN_TIME = r"^(\d{1,2})[/.](\d{1,2})[/.](\d{4})([T ].*)$"
SHORT_DAY = r"^(\d{4})-(\d)-(\d.*)$"  # as the above may leave them: one-digit months, then days
SHORT_MONTH_DAY = r"^(\d{4}-\d{2})-(\d)([T ].*)$"


def day_first(cells: pl.Series) -> bool | None:
    """Whether dates such as 03/09/2025 have the day first, by a field over 12; None: no date of the column decides."""
    fields = cells.str.extract_groups(WRITTEN_DAY).struct.unnest()
    first, second = (bool((fields[column].cast(pl.UInt8) > 12).any()) for column in ("1", "2"))
    return first if first or second else None


def days(column: str, *, day_first: bool | None) -> pl.Expr:
    """Date: 2025-09-03, or 03/09/2025 in the order given; null for anything else, and for all of these with None."""
    written = {True: "$3-$2-$1", False: "$3-$1-$2", None: ""}[day_first]
    iso = pl.col(column).str.replace(WRITTEN_DAY, written).str.replace(ISO_DAY, "$1-$2-$3")
    return pl.when(iso.str.contains(ISO_DAY)).then(iso).str.to_date("%Y-%m-%d", strict=False)


def day_of(cells: pl.Series) -> pl.Series:
    """The day of each time, as it was written: "13/09/2025 10:00" -> "13/09/2025"."""
    return cells.str.strip_chars().str.replace(r"[T ].*$", "")


def times(column: str, *, day_first: bool | None = None) -> pl.Expr:
    """Datetime[ms]: 2026-07-10T18:05, with a space for the T, with or without seconds; null for anything else.

    With `day_first` given, also 10/07/2026 18:05, in that order.
    """
    written = {True: "$3-$2-$1$4", False: "$3-$1-$2$4", None: ""}[day_first]
    iso = pl.col(column).str.replace(WRITTEN_TIME, written).str.replace(SHORT_DAY, "$1-0$2-$3")
    parts = iso.str.replace(SHORT_MONTH_DAY, "$1-0$2$3").str.extract_groups(ISO_TIME).struct
    seconds = parts.field("3").fill_null(":00")
    return pl.concat_str(parts.field("1"), pl.lit(" "), parts.field("2"), seconds).str.to_datetime(
        "%Y-%m-%d %H:%M:%S", time_unit="ms", strict=False
    )


def counts(column: str) -> pl.Expr:
    """UInt32: a whole number, also as 27.0; null for anything else."""
    return pl.col(column).str.extract(r"^(\d+)(?:\.0+)?$").cast(pl.UInt32, strict=False)


def split_names(column: str) -> pl.Expr:
    """List[String]: names separated by ";" (or on lines of their own), without `~ `; [] for an empty cell."""
    name = bare(pl.element().str.strip_chars(EDGES))
    return pl.col(column).fill_null("").str.replace_all("\n", ";").str.split(";").list.eval(name.filter(name != ""))


def bare(name: pl.Expr) -> pl.Expr:
    """A name without the `~ ` of WhatsApp; somebody may be called "~" alone."""
    return name.str.replace(_PUSH_NAME, "$1")

"""How many families, in words; where staff are counted beside them, it is always said."""

from collections.abc import Mapping
from typing import Any

import polars as pl

from dashboard.thresholds import FEWEST_FAMILIES, MOST_UNLINKED
from dashboard.words import percent, plural

Row = Mapping[str, Any]

NOT_KNOWN = "not known"
STRANGERS = f"more than {percent(MOST_UNLINKED)} of the messages there come from senders linked to nobody"


def unit(number: float, *, staff: bool = False) -> str:
    """family · families · families and staff"""
    if not staff:
        return plural(number, "family")
    return "family or member of staff" if number == 1 else "families and staff"


def families(number: int, *, staff: bool = False) -> str:
    """1 family · 27 families · 29 families and staff"""
    return f"{number:,} {unit(number, staff=staff)}"


def of_families(part: int, whole: int, *, staff: bool = False) -> str:
    """14 of the 27 families · all 27 families · none of the 27 families · the one family · 0 of 1 family"""
    if whole == 1:
        return f"{'the one' if part else '0 of 1'} {unit(1, staff=staff)}"
    if part == whole:
        return f"all {families(whole, staff=staff)}"
    return f"{f'{part:,}' if part else 'none'} of the {families(whole, staff=staff)}"


def span(low: float, high: float) -> str:
    """between 61 % and 83 % · 61 % · 54 % or more · 46 % or less"""
    first, last = percent(low), percent(high)
    if first == last:
        return first
    if last.startswith(">"):
        return f"{first} or more"
    return f"{last} or less" if first.startswith("<") else f"between {first} and {last}"


def place(row: Row) -> str:
    """The class of a row or, where it has none, the whole."""
    return row["class"] or "the classes that can be heard"


def nobody_linked(row: Row) -> bool:
    """Messages came, but from nobody that the roster knows."""
    return row["heard"] == 0 and bool(row.get("unlinked_messages"))


def audible() -> pl.Expr:
    """Which of the classes of an answer can be heard in the period, those too small to show among them."""
    small = pl.col("since").is_not_null() & (pl.col("families") < FEWEST_FAMILIES)
    return (pl.col("heard").is_not_null() | small).fill_null(False)

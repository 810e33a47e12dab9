"""How many families, in words; where staff are counted beside them, it is always said."""

from collections.abc import Mapping
from typing import Any

from dashboard.words import GAP, plural

Row = Mapping[str, Any]

LEVEL = f"95{GAP}%"


def unit(number: float, *, staff: bool = False) -> str:
    """family · families · families and staff"""
    if not staff:
        return plural(number, "family")
    return "family or member of staff" if number == 1 else "families and staff"


def families(number: int, *, staff: bool = False) -> str:
    """1 family · 27 families · 29 families and staff"""
    return f"{number:,} {unit(number, staff=staff)}"


def of_families(part: int, whole: int, *, staff: bool = False) -> str:
    """14 of the 27 families · 1 of 1 family"""
    return f"{part:,} of {'' if whole == 1 else 'the '}{families(whole, staff=staff)}"


def place(row: Row) -> str:
    """The class of a row or, where it has none, the whole."""
    return row["class"] or "the classes with an export"


def nobody_linked(row: Row) -> bool:
    """Messages came, but from nobody that the roster knows."""
    return row["heard"] == 0 and bool(row.get("unlinked_messages"))

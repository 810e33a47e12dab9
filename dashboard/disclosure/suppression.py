"""Which rows are too small to tell, which are told together with their year's, and what must be hidden beside them."""

from collections.abc import Collection, Hashable, Mapping, Sequence
from math import inf
from typing import TypeVar

import numpy as np
import polars as pl
from scipy.sparse import csr_array, hstack, vstack

from dashboard.thresholds import FEWEST_FAMILIES, FEWEST_MESSAGES

Key = TypeVar("Key", bound=Hashable)
KIND = pl.Enum(["class", "year"])
UNITS = pl.Schema({"class": pl.String, "period": pl.String, "unit": pl.String, "kind": KIND})
FEWEST_HIDDEN = 2  # in a line: one alone is its total less the others
NEAR = 1e-6  # of a loss, within which two are the same


def complementary(
    lines: Sequence[Collection[Key]], loss: Mapping[Key, float], hidden: Collection[Key], fixed: Collection[Key] = ()
) -> frozenset[Key]:
    """`hidden` and what must be hidden with it at the least loss, so that each line hides none of its own or two.

    lines   of each, one is known from all the others: the cells of a row or column whose total is told, with the total
            where that may be hidden too
    loss    of hiding each; a cell of infinite loss, of none given, or in `fixed` is hidden only if `hidden` says so

    Where a line cannot have two, as it has one cell only, or the others may not be hidden or would be alone in another
    line, it is given up: all of it that may be hidden is, and whether that is enough is for the attack to say. As few
    lines as can be are given up, whatever the loss. Of several answers of the same loss, the one with the fewest and
    earliest cells, in the order of their names, is taken: the same for the same lines in any order.
    """
    cells = sorted({cell for line in lines for cell in line} | set(hidden), key=str)
    must = np.array([cell in set(hidden) for cell in cells], dtype=bool)
    kept = {cell for cell in cells if loss.get(cell, inf) == inf} | set(fixed)
    may = must | np.array([cell not in kept for cell in cells], dtype=bool)
    costs = np.array([loss.get(cell, inf) if free else 0.0 for cell, free in zip(cells, may & ~must, strict=True)])
    place = {cell: column for column, cell in enumerate(cells)}
    table = sorted({tuple(sorted({place[cell] for cell in line})) for line in lines if line})
    chosen = _cheapest(table, costs, must, may) if must.any() else must
    return frozenset(cell for cell, taken in zip(cells, chosen, strict=True) if taken)


def _cheapest(lines: Sequence[tuple[int, ...]], costs: np.ndarray, must: np.ndarray, may: np.ndarray) -> np.ndarray:
    """Which cells are hidden. Unknown are a 0 or 1 of each cell, and of each line whether it is given up."""
    columns = np.array([column for line in lines for column in line], dtype=np.int64)
    ends = np.cumsum([0, *map(len, lines)])
    rows = np.repeat(np.arange(len(lines)), np.diff(ends))
    each, ones = np.arange(columns.size + 1), np.ones(columns.size)
    members = csr_array((ones, columns, ends), shape=(len(lines), must.size))
    itself = csr_array((ones, columns, each), shape=(columns.size, must.size))
    given_up = csr_array((ones, rows, each), shape=(columns.size, len(lines)))
    free = np.flatnonzero(may[columns])
    two_of_each_hidden = hstack([members[rows] - FEWEST_HIDDEN * itself, FEWEST_HIDDEN * given_up])
    all_of_one_given_up = hstack([itself[free], -given_up[free]])
    order, no_cells, no_lines = np.arange(must.size) + 1.0, np.zeros(must.size), np.zeros(len(lines))
    return _least(
        [np.append(no_cells, no_lines + 1), np.append(costs, no_lines), np.append(order, no_lines)],
        (np.append(must, no_lines), np.append(may, no_lines + 1)),
        csr_array(vstack([two_of_each_hidden, all_of_one_given_up])),
    )[: must.size]


def _least(wanted: Sequence[np.ndarray], bounds: tuple[np.ndarray, np.ndarray], rules: csr_array) -> np.ndarray:
    """The zeros and ones within `bounds`, rules @ them >= 0, of which the first sum wanted is least, then the next."""
    from scipy.optimize import milp  # here, because it loads slowly

    height = len(rules.indptr) - 1
    least, most, found = np.zeros(height), np.full(height, inf), np.empty(0)
    for sums in wanted:
        answer = milp(sums, integrality=np.ones(sums.size), bounds=bounds, constraints=(rules, least, most))
        found = np.round(answer.x)
        rules, least = csr_array(vstack([rules, csr_array(sums[np.newaxis])])), np.append(least, 0)
        most = np.append(most, sums @ found + NEAR)
    return found.astype(bool)


def small(families: pl.Expr, messages: pl.Expr) -> pl.Expr:
    """Whether a row is too small to tell of outside the class: fewer families on roll, or messages, than the minimum.

    families null: not known; messages alone decide, as hours and habits need no roster. messages null: no export;
    families alone decide. Of neither there is nothing to tell.
    """
    few = (families < FEWEST_FAMILIES).fill_null(False) | (messages < FEWEST_MESSAGES).fill_null(False)
    return few | (families.is_null() & messages.is_null())


def units(rows: pl.DataFrame) -> pl.DataFrame:
    """UNITS of rows: class, year, period, families UInt32?, messages UInt32?; in which row each class is told of.

    unit, kind      the class itself; or its year, whose classes are told of together; or null: hidden

    Period by period, each year by itself; `small` says which class is too small:
    - no class of the year is: each is told of alone.
    - one is, the year has two classes or more with an export (messages not null), and together they are large enough:
      all of those are told of together, the large ones too, as the year less the others would be the small one.
      Together are the sums of what is known; families are not known only where they are of none of them.
    - one is, and together they are not, or it is the one class of its year, or its year is not known: it is hidden, and
      the large ones are told of alone.
    - a class without an export says nothing but its families, so it is never told of together with others: alone where
      it is large enough, else hidden.

    A year told of together is named as it is named, a bare number as "Year 3", and as "All of Robins" where a class has
    that name. Sorted by class and period.
    """
    year, within = pl.col("year"), ("year", "period")
    is_small = small(pl.col("families"), pl.col("messages"))
    with_export = pl.col("messages").is_not_null()
    families, messages = (pl.col(column).filter(with_export) for column in ("families", "messages"))
    together = ~small(
        pl.when(families.count().over(within) > 0).then(families.sum().over(within)), messages.sum().over(within)
    )
    merged = year.is_not_null() & with_export & (is_small & with_export).any().over(within) & together
    name = pl.when(year.str.contains(r"^\d+$")).then(pl.lit("Year ") + year).otherwise(year)
    clashing = name.is_in(rows["class"].unique().implode())
    return (
        rows.with_columns(
            unit=pl.when(merged)
            .then(pl.when(clashing).then(pl.lit("All of ") + name).otherwise(name))
            .when(~is_small)
            .then("class"),
            kind=pl.when(merged).then(pl.lit("year")).when(~is_small).then(pl.lit("class")),
        )
        .select(UNITS.names())
        .cast(UNITS)
        .sort("class", "period")
    )

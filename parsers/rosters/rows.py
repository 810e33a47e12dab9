"""A roster's table -> one row a guardian, as text: names joined, blanks that the row above explains filled in."""

from collections.abc import Mapping, Sequence, Set
from dataclasses import dataclass

import polars as pl

from parsers.rosters.headings import cell_words, folded

PUPIL = ("class", "family", "child", "child first", "child last", "starts", "ends", "standing")
PARTS = ("guardian", "first", "last", "phone", "relation", "aliases", "role")
# A line and slot, then text: what is known of one guardian of one child, whatever file it came from.
RAW = pl.Schema(
    {"line": pl.UInt32, "slot": pl.String}
    | dict.fromkeys(("class", "family", "child", "starts", "ends", "standing", "guardian", "relation"), pl.String)
    | dict.fromkeys(("phone", "aliases", "role", "person"), pl.String)
)
NO_TEXT = ("line", "families")
BLANK = r"^[-–—―−_.…?*/\\#]+$"  # what people write where there is nothing to write


@dataclass(frozen=True)
class Filled:
    """A table's rows without totals, with blanks filled in from above; and the lines where either was done."""

    rows: pl.DataFrame
    totals: tuple[int, ...]
    contacts: tuple[int, ...]
    classes: tuple[int, ...]


def emptied(rows: pl.DataFrame) -> pl.DataFrame:
    """Without cells that only say that they are empty: "n/a", "TBC", "-". In WhatsApp somebody may be called so."""
    words = cell_words("empty")
    texts = [name for name in rows.columns if name not in NO_TEXT and not name.startswith("aliases/")]
    said = {name: [cell for cell in rows[name].drop_nulls().unique() if folded(cell) in words] for name in texts}
    return rows.with_columns(
        pl.when(~pl.col(name).is_in(cells) & ~pl.col(name).str.contains(BLANK)).then(name).alias(name)
        for name, cells in said.items()
    )


def slots(rows: pl.DataFrame) -> list[str]:
    """The guardians that a row may name: "1", "2" …"""
    return sorted({name.partition("/")[2] for name in rows.columns} - {""}, key=int) or ["1"]


def filled(rows: pl.DataFrame) -> Filled:
    """A contact without a pupil is the next one of the pupil above, where a row has one contact; a class that stands
    once above its children, as in merged cells, is theirs all."""
    total = rows.select(_total(rows)).to_series()
    kept = with_columns(rows.filter(~total), PUPIL)
    has_pupil = kept.select(pl.any_horizontal(pl.col("child", "child first", "child last").is_not_null())).to_series()
    pupil = has_pupil.cum_sum()
    contact = kept.select(_contact(kept) & pl.col("class").is_null()).to_series() & ~has_pupil & (pupil > 0)
    whole = kept.with_columns(
        pl.when(contact).then(pl.col(name).first().over(pupil)).otherwise(name).alias(name) for name in PUPIL
    )
    merged = (
        whole["class"].is_null()
        & (has_pupil | contact | (not has_pupil.any()))
        & _is_merged(kept["class"].filter(~contact))
    )
    return Filled(
        rows=whole.with_columns(pl.when(merged).then(pl.col("class").forward_fill()).otherwise("class").alias("class")),
        totals=tuple(rows.filter(total)["line"]),
        contacts=tuple(kept.filter(contact)["line"]),
        classes=tuple(kept.filter(merged)["line"]),
    )


def _contact(rows: pl.DataFrame) -> pl.Expr:
    """Whether a row names a guardian; only where it can name no more than one, and says no role."""
    named = [name for name in rows.columns if name.partition("/")[0] in ("guardian", "first", "last", "phone")]
    if len(slots(rows)) > 1 or not named:
        return pl.lit(False)
    role = pl.col("role/1").is_null() if "role/1" in rows.columns else pl.lit(True)
    return pl.any_horizontal(pl.col(named).is_not_null()) & role


def _is_merged(classes: pl.Series) -> bool:
    """The first row has a class, none stands twice, and at least as many rows have none."""
    given = classes.drop_nulls()
    return bool(
        len(given) and classes[0] is not None and given.is_unique().all() and classes.null_count() >= len(given)
    )


def _total(rows: pl.DataFrame) -> pl.Expr:
    """Whether a row sums up others: a cell says "Total", perhaps with a number, and the others are numbers or nothing.
    A class may stand beside it, unless it may be a name: Suma is one."""
    words = cell_words("total")
    names = [name for name in ("class", "child", "guardian/1", "child first", "child last") if name in rows.columns]
    cells = {cell for name in names for cell in rows[name].drop_nulls().unique()}
    totals = {cell for cell in cells if folded(cell).rstrip("0123456789 ") in words}
    no_names = {cell for cell in totals if "total" in folded(cell) or folded(cell) not in words}
    others = [pl.col(name) for name in rows.columns if name not in ("line", "class")]
    filled = pl.any_horizontal(pl.lit(False), *(_says_more(cell, totals) for cell in others))
    beside = pl.any_horizontal(pl.col(names).is_in(no_names).fill_null(False))
    classed = _says_more(pl.col("class"), totals) if "class" in rows.columns else pl.lit(False)
    return pl.any_horizontal(pl.col(names).is_in(totals).fill_null(False)) & ~filled & (beside | ~classed)


def _says_more(cell: pl.Expr, totals: Set[str]) -> pl.Expr:
    return (cell.is_not_null() & ~cell.is_in(totals) & ~cell.str.contains(r"^[\d\s.,]+$")).fill_null(False)


def one_guardian_a_row(rows: pl.DataFrame, relations: Mapping[str, str]) -> pl.DataFrame:
    """RAW: a row for each guardian, or one without, where a row names none."""
    pupils = with_columns(rows, PUPIL).with_columns(
        pl.coalesce(_straight("child"), _joined("child first", "child last")).alias("child")
    )
    each = slots(rows)
    parts = [
        with_columns(pupils, [f"{part}/{slot}" for part in PARTS]).select(
            "line",
            pl.lit(slot).alias("slot"),
            *("class", "family", "child", "starts", "ends", "standing"),
            pl.coalesce(_straight(f"guardian/{slot}"), _joined(f"first/{slot}", f"last/{slot}")).alias("guardian"),
            pl.coalesce(f"relation/{slot}", pl.lit(relations.get(slot))).alias("relation"),
            *(pl.col(f"{part}/{slot}").alias(part) for part in ("phone", "aliases", "role")),
            pl.lit(None, pl.String).alias("person"),
        )
        for slot in each
    ]
    named = pl.any_horizontal(pl.col("guardian", "phone").is_not_null())
    first_of_none = ~named.any().over("line") & (pl.col("slot") == each[0])
    return (
        pl.concat(parts)
        .filter(named | first_of_none)
        .with_columns(pl.when(named).then("relation").alias("relation"))
        .sort("line", maintain_order=True)
    )


def with_columns(rows: pl.DataFrame, names: Sequence[str]) -> pl.DataFrame:
    """`rows` with these columns, empty where they were missing."""
    return rows.with_columns(pl.lit(None, pl.String).alias(name) for name in names if name not in rows.columns)


def _joined(first: str, last: str) -> pl.Expr:
    name = pl.concat_str(first, last, separator=" ", ignore_nulls=True)
    return pl.when(name != "").then(name)


def _straight(column: str) -> pl.Expr:
    """ "Okafor, Ana" as "Ana Okafor"; but "Ana Okafor, Ben Okafor" are two people, and stay as they are."""
    sides = pl.col(column).str.extract_groups(r"^([^,]*?(\S+)) *, *([^,]*?(\S+))$").struct
    swapped = pl.concat_str(sides.field("3"), sides.field("1"), separator=" ")
    return pl.when(sides.field("2") != sides.field("4")).then(swapped).otherwise(column)

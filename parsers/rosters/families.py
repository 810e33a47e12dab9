"""The rows of all rosters that are used -> ROSTER and sizes: classes, households and homes are those of the whole
school, for a family's children often stand in a file each."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import polars as pl

from parsers.rosters.class_names import one_spelling
from parsers.rosters.faults import NOBODY, note, of_spellings
from parsers.rosters.households import made_up_phones, with_families
from parsers.schema import PROBLEMS, ROSTER, conform

SIZES = pl.Schema({"class": pl.String, "families": pl.UInt32})
COUNTED = pl.Schema({"file": pl.String, "line": pl.UInt32, "class": pl.String, "families": pl.UInt32})


@dataclass(frozen=True)
class Families:
    """What rosters say together.

    people    ROSTER, file by file, each in its order; empty where they only count
    sizes     class, families: families on roll without a last day in the class, staff left out; where no family is
              named, as a roster counts them, the first that does
    problems  PROBLEMS that only all rows tell, each with the file and line where it shows first
    """

    people: pl.DataFrame
    sizes: pl.DataFrame
    problems: pl.DataFrame


def families(rows: pl.DataFrame, counted: pl.DataFrame, classes: Sequence[str]) -> Families:
    """`rows` as parsers.roster reads them (ROWS), `counted` as COUNTED; `classes` are names whose spelling counts."""
    named, counts = rows.sort("file", maintain_order=True), counted.sort("file", maintain_order=True)
    written = pl.concat([named.select("file", "line", "class"), counts.select("file", "line", "class")])
    spelt = one_spelling(written["class"], classes)
    placed = _without_professionals(named.with_columns(pl.col("class").replace(spelt)))
    made_up = pl.col("phone").is_in(made_up_phones(placed).implode()) & (pl.col("role") != "staff")
    people = with_families(placed.with_columns(pl.when(~made_up.fill_null(False)).then("phone").alias("phone")))
    return Families(
        people=conform(people.select(ROSTER.names()).unique(maintain_order=True), ROSTER),
        sizes=_sizes(people, counts.with_columns(pl.col("class").replace(spelt))),
        problems=pl.concat(
            [*of_spellings(written, spelt), *_of_made_up(placed.filter(made_up)), *_of_twice(people.filter("twice"))]
            or [pl.DataFrame(schema=PROBLEMS)]
        ),
    )


def _without_professionals(people: pl.DataFrame) -> pl.DataFrame:
    """Their rows keep the child alone, and only where no other row has it."""
    professional = pl.col("near") == "professional"
    child_elsewhere = (~professional).any().over("class", "child") & pl.col("child").is_not_null()
    blank = [pl.when(~professional).then(name).alias(name) for name in ("guardian", "relation", "phone", "person")]
    aliases = pl.when(professional).then(pl.lit([], pl.List(pl.String))).otherwise("aliases").alias("aliases")
    kept = people.filter(~professional | ~child_elsewhere)
    return kept.with_columns(*blank, aliases).filter(~NOBODY)


def _sizes(people: pl.DataFrame, counts: pl.DataFrame) -> pl.DataFrame:
    on_roll = pl.col("family").filter(pl.col("ends").is_null() & (pl.col("role") != "staff"))
    named = conform(people.group_by("class", maintain_order=True).agg(families=on_roll.n_unique()), SIZES)
    return pl.concat([named, conform(counts.select(SIZES.names()), SIZES)]).unique(
        "class", keep="first", maintain_order=True
    )


def _of_made_up(rows: pl.DataFrame) -> list[pl.DataFrame]:
    first = rows.unique(["file", "phone"], keep="first", maintain_order=True)
    what = "stand beside guardians of different homes; no home is made of that, and they are not loaded."
    return _by_file(
        first,
        "1 phone number stands beside guardians of different homes; no home is made of that, and it is not loaded.",
        f"{{}} phone numbers {what}",
        "If it is an office's or made up, clear those cells; if it is one household's, give its rows the same family.",
    )


def _of_twice(rows: pl.DataFrame) -> list[pl.DataFrame]:
    twice = "A family may stand here twice: rows of two families share a phone, a child or guardians."
    return _by_file(rows, twice, twice, "If it is one household, give all its rows the same family.")


def _by_file(rows: pl.DataFrame, one: str, many: str, remedy: str) -> list[pl.DataFrame]:
    lines: Mapping[str, list[int]] = dict(rows.group_by("file", maintain_order=True).agg("line").iter_rows())
    return [note(file, those, one, many, remedy) for file, those in lines.items()]

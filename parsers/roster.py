"""A school's list of families -> ROSTER: one guardian a row (long), one child a row (wide), or numbers alone (count).

Only the columns named here are ever loaded: no date of birth, address, medical or court note, whatever the file holds.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType
from typing import Literal

import numpy as np
import phonenumbers
import polars as pl
from scipy.sparse import coo_array
from scipy.sparse.csgraph import connected_components

from parsers.errors import RosterError
from parsers.schema import ROLE, ROSTER, STAFF, STANDING, conform
from parsers.table import Table, by_name, counts, day_first, days, key, problems, read_table, require, split_names

Shape = Literal["long", "wide", "count"]

SIZES = pl.Schema({"class": pl.String, "families": pl.UInt32})
COLUMNS = MappingProxyType(
    {
        "class": ("class name", "classroom", "form", "group", "tutor group", "registration group", "homeroom"),
        "family": ("household", "family id", "household id"),
        "families": ("number of families", "no of families", "family count", "households", "families on roll"),
        "child": ("child name", "childs name", "pupil", "pupil name", "student", "student name", "child full name"),
        "child first": (
            "child first name",
            "pupil first name",
            "student first name",
            "pupil forename",
            "child forename",
        ),
        "child last": ("child surname", "pupil surname", "student surname", "child last name", "student last name"),
        "starts": ("start", "start date", "joined", "admission date"),
        "ends": ("end", "end date", "leaves", "left", "leaving date"),
        "standing": ("status", "whatsapp status"),
    }
)
BARE_CHILD = MappingProxyType({"child first": ("first name", "forename"), "child last": ("last name", "surname")})
PERSONAL = frozenset({"family", "child", "child first", "child last", "guardian", "first", "last", "phone"})
# A column of one guardian: every word of its header must be known, in any order ("Mum's mobile", "Parent/Carer 2").
WHO = frozenset(["parent", "guardian", "carer", "caregiver", "contact", "mum", "mom", "mother", "dad", "father"])
RELATION = frozenset(["mum", "mom", "mother", "dad", "father"])
FILLERS = frozenset(["s", "name", "full", "the", "of", "number", "no"])
WHAT = MappingProxyType(
    {
        "phone": frozenset(["phone", "phones", "mobile", "tel", "telephone", "cell", "cellphone", "whatsapp"]),
        "first": frozenset(["first", "forename", "given"]),
        "last": frozenset(["last", "surname"]),
        "relation": frozenset(["relation", "relationship"]),
        "aliases": frozenset(["alias", "aliases", "nickname", "nicknames"]),
        "role": frozenset(["role"]),
    }
)
STANDING_WORDS = MappingProxyType(
    {
        "current": ("current", "active", "enrolled", "on roll", "member", "yes"),
        "opted_out": ("opted out", "opt out", "out", "declined", "no whatsapp", "not on whatsapp", "no"),
        "excluded": ("excluded", "suspended", "barred", "banned"),
    }
)
ROLE_WORDS = MappingProxyType(
    {
        "guardian": ("guardian", "parent", "carer", "family", "mother", "father", "mum", "dad"),
        "class_rep": ("class rep", "rep", "representative", "class representative", "room parent", "parent rep"),
        "staff": ("staff", "teacher", "class teacher", "teaching assistant", "ta", "head", "head teacher", "office"),
    }
)
TOTALS = ("total", "totals", "sum", "all", "whole school", "school")
MONTH_FIRST = frozenset({"US", "PH", "FM", "PW"})  # where 09/03/2025 is usually the 3rd of September
NOBODY = pl.all_horizontal(pl.col("family", "child", "guardian", "phone").is_null())
BACKWARDS = pl.col("ends") < pl.col("starts")
ROUNDED = r"^\d+[.,]?\d*[eE]\+?\d+$"  # 4.47701E+11


@dataclass(frozen=True)
class Roster:
    """What a roster file says.

    people    ROSTER, in the file's order; empty where the file only counts
    sizes     class, families: families on roll without a last day in the class, staff left out
    problems  PROBLEMS
    """

    people: pl.DataFrame
    sizes: pl.DataFrame
    problems: pl.DataFrame
    shape: Shape


def looks_like(header: Sequence[str]) -> bool:
    """A header with two things that a roster has, the class or not: its absence is an error worth a sentence."""
    kinds = {(name or "").partition("/")[0] for name in naming(header)} - {"first", "last", "child last"}
    if "answer" in map(key, header):  # people.csv names families too
        return False
    return bool(kinds & PERSONAL or "families" in kinds) and len(kinds & (PERSONAL | {"class", "families"})) > 1


def read_roster(data: bytes, file: str, *, region: str = "GB") -> Roster:
    """The roster of a CSV file; `region` reads phones without a country code and dates such as 03/09/2025.

    A cell that cannot be read is a row of `problems`, and null (or current, or guardian); the row stays.
    Left out, with a problem: a row without a class, with nobody in it, or with more cells than the header.
    A family is as given; where it is not, rows of one child, of one phone, of the same two guardians, or of the same
    guardian with a child of the same surname are one household. A staff member's is "staff: NAME".

    Raises EmptyFile, NotText, and RosterError where no column is a class or none names or counts families.
    """
    table = read_table(data, file, naming, RosterError)
    kinds = {name.partition("/")[0] for name in table.rows.columns}
    require(table, ("class",), RosterError, "A roster")
    if not kinds & (PERSONAL | {"families"}):
        require(table, ("family", "child", "guardian"), RosterError, "A roster")
    return _named(table, region) if kinds & PERSONAL else _counted(table)


# --- which column is what ---------------------------------------------------------------------------------------------


def naming(header: Sequence[str]) -> tuple[str | None, ...]:
    """Our name of each column; those of a guardian are numbered: guardian/1, phone/1, guardian/2 …"""
    plain = by_name(COLUMNS)(header)
    parts = [None if name else _part(cell) for cell, name in zip(header, plain, strict=True)]
    bare = by_name(BARE_CHILD)(header) if "child" not in plain and "child first" not in plain else [None] * len(plain)
    names = [plain[at] or bare[at] or _numbered(parts, at) for at in range(len(header))]
    return tuple(name if name not in names[:at] else None for at, name in enumerate(names))


def _words(header: str) -> frozenset[str]:
    return frozenset(re.sub(r"(?<=[a-z])(?=\d)", " ", re.sub(r"[\W_]+", " ", header.casefold())).split())


def _part(header: str) -> tuple[str, str] | None:
    """A guardian's column as (kind, whose): ("phone", "mum"), ("guardian", "2"); None: a column that is not loaded."""
    words = _words(header)
    kinds = [kind for kind, known in WHAT.items() if words & known]
    if not kinds and words & {"number", "no"} and words & WHO:
        kinds = ["phone"]  # "Contact number"
    who, digits = words & WHO, {word for word in words if word.isdigit()}
    unknown = words - who - digits - FILLERS - frozenset().union(*WHAT.values())
    alone = kinds in (["first"], ["last"]) or words == {"whatsapp"}  # of whom? about what?
    if unknown or len(kinds) > 1 or not (who or kinds) or (alone and not who):
        return None
    return kinds[0] if kinds else "guardian", next(iter(sorted(digits) or sorted(who & RELATION)), "")


def _numbered(parts: Sequence[tuple[str, str] | None], at: int) -> str | None:
    """phone/2: by the mark it shares with a guardian's name ("2", "mum"), else by its place among the phones."""
    part = parts[at]
    if part is None:
        return None
    kind, mark = part
    guardians = [other[1] for other in parts if other and other[0] in ("guardian", "first")]
    if mark and mark in guardians:
        return f"{kind}/{guardians.index(mark) + 1}"
    place = sum(1 for other in parts[:at] if other and other[0] == kind)
    return f"{kind}/{place + 1}" if place < len(guardians) or not guardians else None


def _relations(header: Sequence[str]) -> Mapping[str, str]:
    """The relation that a wide header tells by itself: {"1": "mum"}."""
    found = [(name, _words(cell) & RELATION) for name, cell in zip(naming(header), header, strict=True)]
    return {
        name.partition("/")[2]: min(words)
        for name, words in found
        if name and name.startswith(("guardian/", "first/")) and len(words) == 1
    }


# --- numbers alone ----------------------------------------------------------------------------------------------------


def _counted(table: Table) -> Roster:
    rows = table.rows.with_columns(counts("families").alias("count"), _plain("class").is_in(TOTALS).alias("total"))
    kept = (
        rows.drop_nulls(["class", "count"]).filter(~pl.col("total")).unique("class", keep="first", maintain_order=True)
    )
    number = "Write the number alone, such as 27."
    found = [
        _found(table, rows, pl.col("class").is_null(), "The row names no class.", "Write the class on every row."),
        _found(table, rows, pl.col("total"), "A total is not a class; the row is left out.", "Delete the row."),
        _found(table, rows, pl.col("count").is_null(), "The number of families cannot be read.", number),
        _found(table, rows, _again("class"), "This class has a number already; the first counts.", "Keep one row."),
    ]
    return Roster(
        people=conform(pl.DataFrame(schema={"class": pl.String}), ROSTER),
        sizes=conform(kept.select("class", families="count"), SIZES),
        problems=_sorted([_too_wide(table), *found]),
        shape="count",
    )


def _again(column: str) -> pl.Expr:
    return pl.col(column).is_not_null() & ~pl.col(column).is_first_distinct()


# --- guardians and children -------------------------------------------------------------------------------------------


def _named(table: Table, region: str) -> Roster:
    slots = sorted({name.partition("/")[2] for name in table.rows.columns} - {""}, key=int) or ["1"]
    raw = _one_guardian_a_row(table, slots)
    read = _read(raw, region)
    people = read.filter(raw.select(pl.col("class").is_not_null() & ~NOBODY).to_series()).with_columns(
        pl.when(BACKWARDS.fill_null(False)).then(None).otherwise("starts").alias("starts")
    )
    shape: Shape = "wide" if len(slots) > 1 else "long"
    whole = _with_families(people, shape)
    return Roster(
        people=conform(whole.select(ROSTER.names()).unique(maintain_order=True), ROSTER),
        sizes=_sizes(whole),
        problems=_sorted([_too_wide(table), *_problems(table, raw, read)]),
        shape=shape,
    )


def _one_guardian_a_row(table: Table, slots: Sequence[str]) -> pl.DataFrame:
    """line, slot, and ROSTER's columns as text: a row for each guardian, or one without, where a row names none."""
    relations = _relations(table.header)
    rows = table.rows.with_columns(_missing(table.rows, COLUMNS)).with_columns(
        pl.coalesce("child", _joined("child first", "child last")).alias("child")
    )
    parts = [
        rows.with_columns(_missing(rows, [f"{kind}/{slot}" for kind in ("guardian", *WHAT)])).select(
            "line",
            pl.lit(slot).alias("slot"),
            *("class", "family", "child", "starts", "ends", "standing"),
            pl.coalesce(f"guardian/{slot}", _joined(f"first/{slot}", f"last/{slot}")).alias("guardian"),
            pl.coalesce(f"relation/{slot}", pl.lit(relations.get(slot))).alias("relation"),
            *(pl.col(f"{kind}/{slot}").alias(kind) for kind in ("phone", "aliases", "role")),
        )
        for slot in slots
    ]
    named = pl.any_horizontal(pl.col("guardian", "phone").is_not_null())
    first_of_none = ~named.any().over("line") & (pl.col("slot") == slots[0])
    return (
        pl.concat(parts)
        .filter(named | first_of_none)
        .with_columns(pl.when(named).then("relation").alias("relation"))
        .sort("line", maintain_order=True)
    )


def _missing(rows: pl.DataFrame, names: Sequence[str] | Mapping[str, object]) -> list[pl.Expr]:
    return [pl.lit(None, pl.String).alias(name) for name in names if name not in rows.columns]


def _joined(first: str, last: str) -> pl.Expr:
    name = pl.concat_str(first, last, separator=" ", ignore_nulls=True)
    return pl.when(name != "").then(name)


def _read(raw: pl.DataFrame, region: str) -> pl.DataFrame:
    """`raw` with its phones, dates and words in ROSTER's types; null where a cell cannot be read."""
    decided = day_first(pl.concat([raw["starts"], raw["ends"]]))
    order = region not in MONTH_FIRST if decided is None else decided
    numbers = {cell: _e164(cell, region) for cell in raw["phone"].drop_nulls().unique()}
    return raw.with_columns(
        pl.col("phone").replace_strict(numbers, default=None, return_dtype=pl.String),
        days("starts", day_first=order).alias("starts"),
        days("ends", day_first=order).alias("ends"),
        _word("standing", STANDING_WORDS, STANDING, "current"),
        _word("role", ROLE_WORDS, ROLE, "guardian"),
        split_names("aliases").alias("aliases"),
    )


def _e164(cell: str, region: str) -> str | None:
    """+447700900123; None for what is no possible number of at least 7 national digits."""
    if re.match(ROUNDED, cell):
        return None
    try:
        number = phonenumbers.parse(cell.removesuffix(".0"), region)
    except phonenumbers.NumberParseException:
        return None
    if not phonenumbers.is_possible_number(number) or len(str(number.national_number)) < 7:
        return None
    return phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)


def _plain(column: str) -> pl.Expr:
    """A cell as it is compared: lower case, words alone."""
    return pl.col(column).str.to_lowercase().str.replace_all(r"[\W_]+", " ").str.strip_chars()


def _known_words(words: Mapping[str, Sequence[str]]) -> dict[str, str]:
    return {spelling: name for name, spellings in words.items() for spelling in spellings}


def _word(column: str, words: Mapping[str, Sequence[str]], dtype: pl.Enum, default: str) -> pl.Expr:
    return _plain(column).replace_strict(_known_words(words), default=default).cast(dtype)


def _unknown_word(column: str, words: Mapping[str, Sequence[str]]) -> pl.Expr:
    return pl.col(column).is_not_null() & ~_plain(column).is_in(list(_known_words(words)))


def _problems(table: Table, raw: pl.DataFrame, read: pl.DataFrame) -> list[pl.DataFrame]:
    rounded = raw["phone"].str.contains(ROUNDED).fill_null(False)
    unread = {name: raw[name].is_not_null() & read[name].is_null() for name in ("phone", "starts", "ends")}
    date = "Write it as 2025-09-03."
    return [
        _found(table, frame, wrong, problem, remedy)
        for frame, wrong, problem, remedy in (
            (
                raw,
                pl.col("class").is_null(),
                "The row names no class and is left out.",
                "Write the class on every row.",
            ),
            (raw, NOBODY, "The row names nobody and is left out.", "Name the child or a guardian, or delete the row."),
            (raw, rounded, "A phone number was rounded by a spreadsheet.", "Make its column text, and type it again."),
            (raw, unread["phone"] & ~rounded, "A phone number cannot be read.", "Write one, such as +44 7700 900123."),
            (raw, unread["starts"], "The first day in the class cannot be read.", date),
            (raw, unread["ends"], "The last day in the class cannot be read.", date),
            (read, BACKWARDS, "The last day is before the first, which is left out.", "Correct the two dates."),
            (
                raw,
                _unknown_word("standing", STANDING_WORDS),
                "The standing is not known; it is taken as current.",
                'Write "current", "opted_out" or "excluded".',
            ),
            (
                raw,
                _unknown_word("role", ROLE_WORDS),
                "The role is not known; it is taken as guardian.",
                'Write "guardian", "class_rep" or "staff".',
            ),
        )
    ]


def _found(table: Table, rows: pl.DataFrame, wrong: pl.Expr | pl.Series, problem: str, remedy: str) -> pl.DataFrame:
    return problems(table.file, rows.filter(wrong)["line"].unique(maintain_order=True), problem, remedy)


def _too_wide(table: Table) -> pl.DataFrame:
    remedy = 'Put a cell that holds the delimiter between " marks.'
    return problems(table.file, table.too_wide, "The row has more cells than the header and is left out.", remedy)


def _sorted(found: Sequence[pl.DataFrame]) -> pl.DataFrame:
    return pl.concat(found).sort("line", maintain_order=True)


# --- households -------------------------------------------------------------------------------------------------------


def _with_families(people: pl.DataFrame, shape: Shape) -> pl.DataFrame:
    """`people` with a family on every row: as given, of the household's one given family, else named after a child."""
    staff = pl.col("role") == "staff"
    families = _households(people.with_row_index("row").filter(~staff), shape)
    name = pl.coalesce("guardian", "child", "family", "class")
    return (
        people.with_row_index("row")
        .join(families, on="row", how="left", maintain_order="left")
        .with_columns(pl.when(staff).then(pl.concat_str(pl.lit(STAFF), name)).otherwise("household").alias("family"))
    )


def _households(rows: pl.DataFrame, shape: Shape) -> pl.DataFrame:
    """row, household: a family's name for every row."""
    joined = rows.with_columns(_components(rows, _shared(rows, shape)).alias("component"))
    given = pl.col("family").drop_nulls().unique()
    one_given = pl.when(given.len() == 1).then(given.first()).over("component")
    return joined.join(_family_names(joined), on="component", maintain_order="left").select(
        "row", household=pl.coalesce("family", one_given, "name")
    )


def _shared(rows: pl.DataFrame, shape: Shape) -> pl.DataFrame:
    """row, key: rows with an equal key are of one household."""
    child, guardian = _name("child"), _name("guardian")
    full_name = pl.when(guardian.str.contains(" ")).then(guardian)
    surname = _plain("child").str.extract(r" (\S+)$")
    same_row, of_child = pl.format("line {}", "line"), pl.format("child {} in {}", child, "class")
    # In a wide sheet two rows are two children, unless full names say otherwise.
    one_child = of_child if shape == "long" else pl.when(child.str.contains(" ")).then(of_child)
    parents = full_name.drop_nulls().unique().sort().str.join(" + ").over(pl.coalesce(one_child, same_row))
    keys = (
        same_row,
        one_child,
        pl.format("family {}", "family"),
        pl.format("phone {}", "phone"),
        pl.format("guardian {} of {} in {}", guardian, child, "class"),
        pl.format("guardian {} of {}", full_name, child),
        pl.format("guardian {} of a {}", full_name, surname),
        pl.when(pl.col("child").is_null()).then(pl.format("guardian {} in {}", full_name, "class")),
        pl.when(parents.str.contains(" + ", literal=True)).then(parents),
    )
    return pl.concat([rows.select("row", key=key) for key in keys]).drop_nulls()


def _name(column: str) -> pl.Expr:
    """A name as it is compared: its words in alphabetical order, so that "Okafor, Ana" is "Ana Okafor"."""
    return _plain(column).str.split(" ").list.sort().list.join(" ")


def _components(rows: pl.DataFrame, shared: pl.DataFrame) -> pl.Series:
    """Which rows hang together, each through a key it shares with the next: a number for every row."""
    numbered = shared.join(rows.select("row").with_row_index("node"), on="row").select(
        "node", key=pl.col("key").rank("dense") - 1
    )
    size = rows.height + numbered["key"].n_unique()
    edges = (numbered["node"].to_numpy(), numbered["key"].to_numpy() + rows.height)
    graph = coo_array((np.ones(numbered.height, dtype=np.int8), edges), shape=(size, size))
    return pl.Series(connected_components(graph, directed=False)[1][: rows.height])


def _family_names(joined: pl.DataFrame) -> pl.DataFrame:
    """component, name: after its first child, else its first guardian; the order of the rows plays no part."""
    order = [pl.col("child").is_null(), "class", "child", "guardian", "phone"]
    first = joined.sort(order, nulls_last=True).group_by("component", maintain_order=True).first()
    label = pl.coalesce(pl.format("{} ({})", "child", "class"), "guardian", pl.format("somebody in {}", "class"))
    nth = pl.int_range(1, pl.len() + 1).over("label")
    return first.with_columns(label=label).select(
        "component", name=pl.when(nth == 1).then("label").otherwise(pl.format("{} #{}", "label", nth))
    )


def _sizes(people: pl.DataFrame) -> pl.DataFrame:
    on_roll = pl.col("family").filter(pl.col("ends").is_null() & (pl.col("role") != "staff"))
    return conform(people.group_by("class", maintain_order=True).agg(families=on_roll.n_unique()), SIZES)

"""What a roster file says that was not understood, or was understood by a guess: PROBLEMS, each with its remedy.

Where nothing needs doing, the remedy begins so. Never is a cell quoted but the name of a class.
"""

from collections.abc import Mapping, Sequence

import polars as pl

from parsers.rosters.cells import ROLE_WORDS, STANDING_WORDS, unknown_word
from parsers.rosters.phones import ROUNDED, country
from parsers.rosters.rows import Filled
from parsers.table import Table, problems

NOTHING_TO_DO = "Nothing to do"
NOBODY = pl.all_horizontal(pl.col("family", "child", "guardian", "phone").is_null())
TWO_PEOPLE = r"(?i) & | and | und | et |/| \+ "
BACKWARDS = pl.col("ends") < pl.col("starts")


def said(found: Sequence[pl.DataFrame]) -> pl.DataFrame:
    """PROBLEMS in the order of the file."""
    return pl.concat(found).sort("line", maintain_order=True)


def found(file: str, rows: pl.DataFrame, wrong: pl.Expr | pl.Series, problem: str, remedy: str) -> pl.DataFrame:
    """One problem for each line that is wrong."""
    return problems(file, rows.filter(wrong)["line"].unique(maintain_order=True), problem, remedy)


def note(file: str, lines: Sequence[int] | pl.Series, one: str, many: str, remedy: str) -> pl.DataFrame:
    """One problem at the first of the lines, with their number for `{}`; none without lines."""
    problem = one if len(lines) == 1 else many.format(f"{len(lines):,}")
    return problems(file, sorted(lines)[:1], problem, remedy)


def of_cells(file: str, raw: pl.DataFrame, read: pl.DataFrame) -> list[pl.DataFrame]:
    """Rows without a class or anybody, and cells that could not be read."""
    rounded = raw["phone"].str.contains(ROUNDED).fill_null(False)
    unread = {name: raw[name].is_not_null() & read[name].is_null() for name in ("phone", "starts", "ends")}
    date = "Write it as 2025-09-03."
    return [
        found(file, frame, wrong, problem, remedy)
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
                unknown_word(raw["standing"], *STANDING_WORDS),
                "The standing is not known; it is taken as current.",
                'Write "current", "opted_out" or "excluded".',
            ),
            (
                raw,
                unknown_word(raw["role"], *ROLE_WORDS),
                "The role is not known; it is taken as guardian.",
                'Write "guardian", "class_rep" or "staff".',
            ),
        )
    ]


def of_two_people(file: str, raw: pl.DataFrame) -> pl.DataFrame:
    """How many cells seem to name two guardians."""
    return note(
        file,
        raw.filter(pl.col("guardian").str.contains(TWO_PEOPLE))["line"],
        "1 cell seems to name two guardians; it is read as one person.",
        "{} cells seem to name two guardians; each is read as one person.",
        "Write each guardian in a column of their own, such as Parent 1 and Parent 2.",
    )


def of_phones(file: str, raw: pl.DataFrame, phones: pl.DataFrame, *, assumed: str | None) -> list[pl.DataFrame]:
    """How many phones needed a region that nobody said (assumed), and how many had lost a zero."""
    first = (
        raw.select("line", cell="phone")
        .join(phones, on="cell", maintain_order="left")
        .drop_nulls("number")
        .unique("number", keep="first", maintain_order=True)
    )
    local, lost = (first.filter(mark)["line"] for mark in ("local", "zero_lost"))
    there = f"as in this country: {country(assumed or '')}."
    return [
        note(
            file,
            local if assumed else local.clear(),
            f"1 phone number has no country code; it is read {there}",
            f"{{}} phone numbers have no country code; they are read {there}",
            f"{NOTHING_TO_DO} if that is where the school is; else name its country in the settings (region).",
        ),
        note(
            file,
            lost,
            "1 phone number has lost its first 0, as happens in spreadsheets; it is read with it.",
            "{} phone numbers have lost their first 0, as happens in spreadsheets; they are read with it.",
            f"{NOTHING_TO_DO}: they are understood.",
        ),
    ]


def of_table(table: Table) -> list[pl.DataFrame]:
    """Rows that cannot be placed, the header said again, and sheets that were not read."""
    sheets = ", ".join(f'"{name}"' for name in table.other_sheets)
    return [
        problems(
            table.file,
            table.too_wide,
            "The row has more cells than the header and is left out.",
            'Put a cell that holds the delimiter between " marks.',
        ),
        note(
            table.file,
            table.repeated,
            "1 row says the header again and is left out.",
            "{} rows say the header again and are left out.",
            f"{NOTHING_TO_DO}.",
        ),
        note(
            table.file,
            [1] if table.other_sheets else [],
            f'Only the sheet "{table.sheet}" is read; not read: {sheets}.',
            "",
            f"{NOTHING_TO_DO} if the families are there; else put them all on one sheet, or save each sheet as a file.",
        ),
    ]


def of_repeats(table: Table) -> pl.DataFrame:
    """How many rows stand twice."""
    cells = pl.struct(pl.exclude("line"))
    lines = table.rows.filter(~cells.is_first_distinct())["line"]
    one, many = "1 row stands twice; it counts once.", "{} rows stand twice; each counts once."
    return note(table.file, lines, one, many, f"{NOTHING_TO_DO}: what stands twice counts once.")


def of_people(file: str, placed: pl.DataFrame) -> list[pl.DataFrame]:
    """Contacts who are there in their work, and a roster of which everybody has left."""
    families = placed.filter(pl.col("role") != "staff")
    all_ended = families.height > 0 and families["ends"].null_count() == 0
    one = "1 contact is there by profession, as a doctor is, and is not loaded."
    many = "{} contacts are there by profession, as a doctor is, and are not loaded."
    over = "Every child here has a last day in the class: this may be the roster of another year."
    return [
        note(
            file,
            placed.filter(pl.col("near") == "professional")["line"],
            one,
            many,
            f"{NOTHING_TO_DO}: they are of no family of the class.",
        ),
        note(
            file,
            families["line"] if all_ended else [],
            over,
            over,
            "Load this year's roster, or clear the last days of those who stay.",
        ),
    ]


def of_filling(file: str, whole: Filled) -> list[pl.DataFrame]:
    """Totals left out, and blanks that were filled in from the row above."""
    return [
        note(
            file,
            whole.totals,
            "1 row is a total and is left out.",
            "{} rows are totals and are left out.",
            f"{NOTHING_TO_DO}: totals are nobody.",
        ),
        note(
            file,
            whole.contacts,
            "1 row names a contact without a pupil; it is read as a further contact of the pupil above.",
            "{} rows name a contact without a pupil; each is read as a further contact of the pupil above.",
            f"{NOTHING_TO_DO} if the file lists contacts in that way; else write the pupil on every row.",
        ),
        note(
            file,
            whole.classes,
            "1 row has no class of its own; it is read as of the class above.",
            "{} rows have no class of their own; each is read as of the class above.",
            f"{NOTHING_TO_DO} if the class stands once above its children; else write it on every row.",
        ),
    ]


def of_spellings(rows: pl.DataFrame, spelt: Mapping[str, str]) -> list[pl.DataFrame]:
    """One note for each class that is spelled in more than one way; rows: file, line, class."""
    lines = rows.filter(pl.col("class").is_in(list(spelt))).select(
        "file", "line", "class", one=pl.col("class").replace_strict(dict(spelt), default=None, return_dtype=pl.String)
    )
    classes = lines.group_by("one", maintain_order=True).agg(
        pl.col("file", "line").first(), pl.col("class").unique().sort()
    )
    return [
        problems(
            file,
            [line],
            f'The class "{one}" is also written {_listed(others)}; all are one class.',
            f"{NOTHING_TO_DO} if it is one class; else give the two names that differ by more.",
        )
        for one, file, line, others in classes.iter_rows()
    ]


def _listed(names: Sequence[str]) -> str:
    quoted = [f'"{name}"' for name in names]
    return " and ".join([", ".join(quoted[:-1]), quoted[-1]] if len(quoted) > 1 else quoted)

"""Phone numbers as lists have them -> one written form (E.164), and which of them needed guessing."""

import re

import phonenumbers
import polars as pl
from babel import Locale

ROUNDED = r"^(?:\d+[.,]?\d*[eE]\+?\d+|[1-9]\d{3,8}0{6,})$"  # 4.47701E+11, also once it was made a number again
BARE = r"^[1-9]\d*(?:\.0+)?$"  # digits alone, as a spreadsheet leaves them


def numbers(cells: pl.Series, region: str) -> pl.DataFrame:
    """cell, number (E.164), local (read as a number of the region), zero_lost: one row a distinct cell.

    A number has lost its zero where it is dialled with one in its country, and was written without.
    """
    distinct = cells.drop_nulls().unique().sort().to_list()
    parsed = [_parsed(cell, region) for cell in distinct]
    local = [
        number is not None and number.country_code_source == phonenumbers.CountryCodeSource.FROM_DEFAULT_COUNTRY
        for number in parsed
    ]
    return pl.DataFrame(
        {"cell": distinct, "number": list(map(_written, parsed)), "local": local, "zero": list(map(_zero, parsed))},
        schema={"cell": pl.String, "number": pl.String, "local": pl.Boolean, "zero": pl.Boolean},
    ).select(
        "cell", "number", "local", zero_lost=pl.all_horizontal("local", "zero") & pl.col("cell").str.contains(BARE)
    )


def country(region: str) -> str:
    """What a region is called in English: GB is "United Kingdom"."""
    return Locale("en").territories.get(region, region)


def _written(number: phonenumbers.PhoneNumber | None) -> str | None:
    return phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164) if number else None


def _zero(number: phonenumbers.PhoneNumber | None) -> bool:
    national = phonenumbers.PhoneNumberFormat.NATIONAL
    return number is not None and phonenumbers.format_number(number, national).lstrip("(").startswith("0")


def _parsed(cell: str, region: str) -> phonenumbers.PhoneNumber | None:
    if re.match(ROUNDED, cell):
        return None
    try:
        number = phonenumbers.parse(re.sub(r"\.0+$", "", cell), region, keep_raw_input=True)
    except phonenumbers.NumberParseException:
        return None
    short = len(str(number.national_number)) < 7
    return None if short or not phonenumbers.is_possible_number(number) else number

"""Whose bank holidays: the countries, and the parts of a country, that the library `holidays` knows."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from types import MappingProxyType

import holidays
from babel import Locale


@dataclass(frozen=True)
class BankHolidays:
    """Those of a country (ISO 3166-1, "GB") and, where its parts differ, of one of them ("ENG")."""

    country: str
    subdivision: str | None = None  # None: the days that the whole country has

    @property
    def known(self) -> bool:
        return self.subdivision is None or self.subdivision in parts(self.country)


@cache
def countries() -> Mapping[str, str]:
    """code -> the country's English name, by name."""
    territories = Locale("en").territories
    codes = {code for code in holidays.list_supported_countries(include_aliases=False) if code in territories}
    return MappingProxyType({code: territories[code] for code in sorted(codes, key=territories.__getitem__)})


@cache
def parts(country: str) -> Mapping[str, str]:
    """code -> name of a country's parts that have days of their own, as far as `holidays` names them; none: {}."""
    try:
        days = holidays.country_holidays(country)
    except NotImplementedError:
        return MappingProxyType({})
    names = days.get_subdivision_aliases()
    return MappingProxyType({code: next(iter(names.get(code) or ()), code) for code in days.subdivisions})

"""The time zones that may be said: those of the IANA that Python and Polars both know, by their own names."""

from functools import cache
from zoneinfo import available_timezones

NO_PLACES = frozenset({"localtime", "Factory"})  # the machine's own, and a name for "not set"


@cache
def time_zones() -> tuple[str, ...]:
    """By name. `available_timezones` leaves out those of posix/ and right/."""
    return tuple(sorted(available_timezones() - NO_PLACES))

"""A chat's times, written on the wall clock of a phone in one time zone -> the wall clock of another zone."""

from dataclasses import replace
from datetime import datetime, timedelta

import polars as pl

from parsers.chat import Chat
from parsers.coverage import Coverage, coverage_of

_A_DAY_BEFORE = timedelta(hours=25)  # longer than clocks were ever put forward: whole days were left out


def on_clock_of(chat: Chat, phone_zone: str, school_zone: str) -> Chat:
    """`chat` with its times, and those of its coverage, moved from one zone's wall clock to the other's.

    No row is dropped and the order of rows stays. Of an hour that came twice on the phone's clock, a record that is
    earlier than the one before it in the file begins the second; before it, and without one, it is the first. A time
    that the phone's zone never had is moved by as much as the same time, less 25 hours, is. Zones are names of the
    IANA's, such as "Europe/London"; those that nobody knows raise polars' ComputeError. `clocks` stays as it is, since
    it tells of the exports' own clocks.
    """
    if phone_zone == school_zone:
        return chat
    messages = chat.messages.with_columns(_moved(pl.col("sent_at"), phone_zone, school_zone))
    return replace(chat, messages=messages, coverage=_coverage(chat.coverage, messages, phone_zone, school_zone))


def _moved(at: pl.Expr, phone_zone: str, school_zone: str) -> pl.Expr:
    """Times in the order of the file."""
    which = pl.when(_is_second(at, phone_zone)).then(pl.lit("latest")).otherwise(pl.lit("earliest"))
    never = at + (_converted(at - _A_DAY_BEFORE, pl.lit("earliest"), phone_zone, school_zone) - (at - _A_DAY_BEFORE))
    return pl.coalesce(_converted(at, which, phone_zone, school_zone), never)


def _is_second(at: pl.Expr, zone: str) -> pl.Expr:
    """Whether a time is of the second of two equal hours."""
    first, second = (at.dt.replace_time_zone(zone, ambiguous=which, non_existent="null") for which in _EITHER)
    begins = (first != second) & (at < at.shift())
    return (first != second) & begins.cum_sum().over(at.dt.date()).cast(pl.Boolean)


_EITHER = ("earliest", "latest")


def _converted(at: pl.Expr, which: pl.Expr, phone_zone: str, school_zone: str) -> pl.Expr:
    """Null where the phone's zone never had that time."""
    moment = at.dt.replace_time_zone(phone_zone, ambiguous=which, non_existent="null")
    return moment.dt.convert_time_zone(school_zone).dt.replace_time_zone(None)


def _coverage(seen: Coverage, messages: pl.DataFrame, phone_zone: str, school_zone: str) -> Coverage:
    """`seen`, with its times as `messages` have them now."""
    now = coverage_of(messages)
    return replace(
        seen,
        first=now.first,
        last=now.last,
        joined_at=_moved_alone(seen.joined_at, phone_zone, school_zone),
        disappearing_set=now.disappearing_set,
        privacy_set=now.privacy_set,
        silence=now.silence,
    )


def _moved_alone(at: datetime | None, phone_zone: str, school_zone: str) -> datetime | None:
    alone = pl.DataFrame({"at": [at]}, schema={"at": pl.Datetime("ms")})
    return alone.select(_moved(pl.col("at"), phone_zone, school_zone)).item()

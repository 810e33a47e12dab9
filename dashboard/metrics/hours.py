"""How often do phones buzz at night? Definitions in METRICS, "Hours". No names, ever: shift workers post at night.

The quiet window of the school may span midnight; its start is inside, its end is not; a night belongs to the date on
which it starts. `written` is WRITTEN (dashboard/written_times.py): when people sent something, by the school's clock
where the exporting phone's is known, else by that phone's.
"""

from datetime import date, datetime, time, timedelta

import polars as pl

from dashboard.metrics.day_types import DAY_TYPE, day_types
from dashboard.metrics.disturbance import share_of
from dashboard.school import School
from dashboard.selection import Period

NIGHTS = pl.Schema(
    {
        "chat": pl.String,
        "night": pl.Date,
        "morning": pl.Date,  # the day that decides its type: the one after, or the night's own if it starts by noon
        "day_type": DAY_TYPE,
        "messages": pl.UInt32,
        "buzzes": pl.UInt64,
        "members": pl.UInt32,
    }
)
DAY = timedelta(days=1)
NOON = timedelta(hours=12)
DAY_MS, HOUR_MS, WEEK_HOURS = 86_400_000, 3_600_000, 168
MONDAY_AFTER_EPOCH_HOURS = 4 * 24  # times count from a Thursday


def nights(
    written: pl.DataFrame,
    span: pl.DataFrame,
    school: School,
    *,
    head_counts: pl.DataFrame | None = None,
    calendar: pl.DataFrame | None = None,
    longest_holiday_days: int = 80,
) -> pl.DataFrame:
    """NIGHTS: a row an observed night, whose whole quiet window lies in the `span` (chat, first, last) of its chat.

    Give everything written, uncut, and cut the nights (`starting_in`).

    day_type   of the morning after, as `day_types` tells it
    buzzes     phones that buzzed: for each message the members present then, less its sender, added up; 0 for a night
               without messages; null where `head_counts` (chat, since, members) does not know of every message
    members    in the group when the night begins; null where unknown

    Sorted by chat and night. Raises ValueError where the quiet window starts and ends at the same time.
    """
    start, length = _window(school)
    observed = _observed(span, start, length).with_columns(morning=_morning(pl.col("night"), start))
    types = day_types(observed["morning"], school, calendar=calendar, longest_holiday_days=longest_holiday_days)
    quiet = _in_quiet_hours(written, start, length)
    return (
        observed.join(types, on="morning", how="left")
        .join(_messages(quiet), on=["chat", "night"], how="left")
        .with_columns(pl.col("messages").fill_null(0), began=_at(pl.col("night"), start))
        .pipe(_with_members, "began", head_counts)
        .with_columns(buzzes=pl.when(pl.col("messages") > 0).then(pl.col("messages") * _others()).otherwise(0))
        .pipe(_buzzes_of_changing, quiet, head_counts, start, length)
        .select(NIGHTS.names())
        .cast(NIGHTS)
        .sort("chat", "night")
    )


def starting_in(period: Period, nights: pl.DataFrame) -> pl.DataFrame:
    """The nights that start in the period, with their small hours."""
    return nights.filter(pl.col("night").is_between(period.starts, period.ends))


def written_in(period: Period, written: pl.DataFrame) -> pl.LazyFrame:
    """What was WRITTEN in the period, by the date of the day itself."""
    first, after = (datetime.combine(day, time()) for day in (period.starts, period.ends + DAY))
    return written.lazy().filter(pl.col("sent_at").is_between(first, after, closed="left"))


def week(written: pl.LazyFrame, school: School) -> pl.DataFrame:
    """weekday Int8 (1 = Monday), hour Int8, messages UInt32, quiet Boolean: the 168 hours of a week, 0 included.

    quiet: the hour begins inside the quiet window. Sorted by weekday and hour.
    """
    start, length = _window(school)
    place = (_ms("sent_at") // HOUR_MS - MONDAY_AFTER_EPOCH_HOURS) % WEEK_HOURS
    counted = written.group_by(place=place.cast(pl.UInt8)).agg(messages=pl.len()).collect(engine="streaming")
    since = pl.col("place").cast(pl.Int64) * HOUR_MS - _as_ms(start)
    return (
        pl.DataFrame({"place": range(WEEK_HOURS)}, schema={"place": pl.UInt8})
        .join(counted, on="place", how="left", maintain_order="left")
        .select(
            weekday=(pl.col("place") // 24 + 1).cast(pl.Int8),
            hour=(pl.col("place") % 24).cast(pl.Int8),
            messages=pl.col("messages").fill_null(0).cast(pl.UInt32),
            quiet=_quiet(since, length),
        )
    )


def at_night(written: pl.LazyFrame, school: School) -> pl.DataFrame:
    """chat, messages UInt32, night_messages UInt32, share: messages in quiet hours, a row a chat that wrote.

    Every message counts, whether or not its night was observed whole. Sorted by chat.
    """
    start, length = _window(school)
    quiet = _quiet(_ms("sent_at") - _as_ms(start), length)
    return (
        written.group_by("chat")
        .agg(messages=pl.len().cast(pl.UInt32), night_messages=quiet.sum().cast(pl.UInt32))
        .with_columns(pl.col("chat").cast(pl.String), share=share_of("night_messages", "messages"))
        .sort("chat")
        .collect(engine="streaming")
    )


def _window(school: School) -> tuple[timedelta, timedelta]:
    """When the quiet window starts, after midnight, and how long it is."""
    start, end = (datetime.combine(date.min, clock) - datetime.min for clock in (school.quiet_start, school.quiet_end))
    if start == end:
        raise ValueError("Quiet hours start and end at the same time. Set two different times.")
    return start, (end - start) % DAY


def _as_ms(length: timedelta) -> int:
    return length // timedelta(milliseconds=1)


def _ms(moment: str) -> pl.Expr:
    """Milliseconds: whole numbers are divided several times faster than times are cut to days and hours."""
    return pl.col(moment).to_physical()


def _quiet(since: pl.Expr, length: timedelta) -> pl.Expr:
    """Whether a moment lies in the window, by its milliseconds since the window's start on some day."""
    return since % DAY_MS < _as_ms(length)


def _at(night: pl.Expr, start: timedelta) -> pl.Expr:
    return night.cast(pl.Datetime("ms")) + start


def _morning(night: pl.Expr, start: timedelta) -> pl.Expr:
    return night + (DAY if start >= NOON else timedelta())


def _observed(span: pl.DataFrame, start: timedelta, length: timedelta) -> pl.DataFrame:
    """chat, night: the nights that lie whole in the span."""
    began = _at(pl.col("night"), start)
    return (
        span.drop_nulls()
        .with_columns(night=pl.date_ranges(pl.col("first").dt.date(), pl.col("last").dt.date()))
        .explode("night")
        .filter(began >= pl.col("first"), began + length <= pl.col("last"))
        .select("chat", "night")
    )


def _in_quiet_hours(written: pl.DataFrame, start: timedelta, length: timedelta) -> pl.LazyFrame:
    """chat, sent_at, night (days since 1970) of what was sent in quiet hours."""
    since = _ms("sent_at") - _as_ms(start)
    return written.lazy().filter(_quiet(since, length)).with_columns(night=(since // DAY_MS).cast(pl.Int32))


def _messages(quiet: pl.LazyFrame) -> pl.DataFrame:
    """chat, night Date, messages UInt32."""
    return (
        quiet.group_by("chat", "night")
        .agg(messages=pl.len())
        .with_columns(pl.col("chat").cast(pl.String), pl.col("night").cast(pl.Date))
        .collect()
    )


def _with_members(moments: pl.DataFrame, at: str, head_counts: pl.DataFrame | None) -> pl.DataFrame:
    """The moments with the members present then, null where unknown; what happens at a moment is done by then."""
    if head_counts is None:
        return moments.with_columns(members=pl.lit(None, pl.UInt32))
    steps = head_counts.select("chat", "since", "members").sort("since")
    return moments.sort(at).join_asof(steps, left_on=at, right_on="since", by="chat", check_sortedness=False)


def _others() -> pl.Expr:
    """Everybody present but the sender."""
    return (pl.col("members").cast(pl.Int64) - 1).clip(lower_bound=0)


def _buzzes_of_changing(
    nights: pl.DataFrame, quiet: pl.LazyFrame, head_counts: pl.DataFrame | None, start: timedelta, length: timedelta
) -> pl.DataFrame:
    """`nights` with the buzzes of those in which the number of members changes, counted message by message.

    In all others every message found the members of the night's start: looking each one up would take most of the time.
    """
    if head_counts is None or head_counts.is_empty():
        return nights
    since = _ms("since") - _as_ms(start)
    changing = (
        head_counts.filter(_quiet(since, length))
        .select(pl.col("chat").cast(pl.Categorical()), night=(since // DAY_MS).cast(pl.Int32))
        .unique()
    )
    if changing.is_empty():
        return nights
    counted = (
        quiet.filter(pl.col("night").is_in(changing["night"].unique().implode()))
        .join(changing.lazy(), on=["chat", "night"], how="semi")
        .with_columns(pl.col("chat").cast(pl.String))
        .collect()
        .pipe(_with_members, "sent_at", head_counts)
        .group_by("chat", pl.col("night").cast(pl.Date))
        .agg(each=pl.when(pl.col("members").null_count() == 0).then(_others().sum()), counted=pl.lit(True))
    )
    return nights.join(counted, on=["chat", "night"], how="left").with_columns(
        buzzes=pl.when("counted").then("each").otherwise("buzzes")
    )

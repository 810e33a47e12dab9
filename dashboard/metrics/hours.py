"""When do phones buzz? Definitions in METRICS, "Hours". No names, ever: shift workers post at night.

Times are the wall clock of the exporting phone. The quiet window of the school may span midnight; its start is inside,
its end is not; a night belongs to the date on which it starts. A message is anything that a person sent (kind neither
notice nor call).
"""

from collections.abc import Iterable
from datetime import date, datetime, timedelta

import holidays
import polars as pl

from dashboard.metrics.statistics import wilson
from dashboard.school import School
from dashboard.selection import Period

DAY_TYPE = pl.Enum(["school_night", "weekend", "holiday"])
DAY = timedelta(days=1)
NOON = timedelta(hours=12)
SATURDAY = 6
PERSONAL = ~pl.col("kind").is_in(["notice", "call"])


def nights(
    messages: pl.DataFrame,
    school: School,
    *,
    head_counts: pl.DataFrame | None = None,
    calendar: pl.DataFrame | None = None,
    span: pl.DataFrame | None = None,
    period: Period | None = None,
    bank_holidays: bool = True,
    longest_holiday_days: int = 80,
) -> pl.DataFrame:
    """chat, night Date, day_type Enum, messages UInt32, buzzes UInt64?, members UInt32?: a row an observed night.

    Give all messages, uncut: a night is observed if its whole quiet window lies between the chat's first and last
    record (notices too; or `span`: chat, first, last), and `period` then keeps the nights that start in it.

    day_type   by the morning after: holiday if that is in no term, in a holiday row of `calendar` (CALENDAR), or a
               bank holiday of the school's region; else weekend on Saturday and Sunday; else school_night. A morning
               more than `longest_holiday_days` from every known term is not called a holiday for lack of one.
               Without terms, only holiday rows and bank holidays make holidays.
    buzzes     phones that buzzed: for each message the members present then, less its sender, added up; 0 for a night
               without messages; null where `head_counts` (chat, since, members) does not know of every message
    members    in the group when the night begins; null where unknown

    Sorted by chat and night. Raises ValueError where the quiet window starts and ends at the same time.
    """
    start, length = _window(school)
    observed = _observed(_span(messages) if span is None else span, start, length, period)
    buzzed = (
        _written(messages)
        .with_columns(since=pl.col("sent_at") - start)
        .filter(_quiet(pl.col("since"), length))
        .collect(engine="streaming")
        .pipe(_with_members, "sent_at", head_counts)
        .group_by("chat", night=pl.col("since").dt.date())
        .agg(messages=pl.len(), buzzes=_if_all_known(_phones_buzzing(), pl.col("members")))
    )
    morning = pl.col("night") + (DAY if start >= NOON else timedelta())
    free = _holiday(morning, school, calendar, longest_holiday_days)
    if bank_holidays:
        free = free | morning.is_in(_bank_holidays(school.region, observed["night"]))
    return (
        observed.join(buzzed, on=["chat", "night"], how="left")
        .with_columns(began=_at(pl.col("night"), start))
        .pipe(_with_members, "began", head_counts)
        .select(
            "chat",
            "night",
            _day_type(morning, free).alias("day_type"),
            pl.col("messages").fill_null(0).cast(pl.UInt32),
            buzzes=pl.when(pl.col("messages").is_null()).then(0).otherwise("buzzes").cast(pl.UInt64),
            members=pl.col("members").cast(pl.UInt32),
        )
        .sort("chat", "night")
    )


def pooled(nights: pl.DataFrame) -> pl.DataFrame:
    """`nights` as if of one group: chat null, so that `disturbance` gives the school's row, over all groups' nights."""
    return nights.with_columns(chat=pl.lit(None, pl.String))


def disturbance(nights: pl.DataFrame) -> pl.DataFrame:
    """chat, nights, disturbed, share, low, high, messages, buzzes?, buzzes_a_member_night?, known_nights: a row a chat.

    disturbed               nights with a message; share of nights, with its 95 % Wilson interval
    buzzes                  null unless known of every night
    buzzes_a_member_night   buzzes for each member and night, members as at each night's start; null unless buzzes and
                            members are known of every night, and where nobody was a member
    known_nights            nights of which both are known

    A chat without an observed night has no row.
    """
    return _disturbance(nights, "chat")


def disturbance_by_day_type(nights: pl.DataFrame) -> pl.DataFrame:
    """chat, day_type and the columns of `disturbance`: one row for each chat and type of which a night was observed."""
    return _disturbance(nights, "chat", "day_type")


def week(messages: pl.DataFrame, school: School) -> pl.DataFrame:
    """chat, weekday Int8 (1 = Monday), hour Int8, messages UInt32, quiet Boolean: 168 rows a chat, 0 included.

    quiet: the hour begins inside the quiet window. A chat of notices alone has 168 zeros. Sorted by all three.
    """
    start, length = _window(school)
    weekdays = pl.DataFrame({"weekday": range(1, 8)}, schema={"weekday": pl.Int8})
    hours = pl.DataFrame({"hour": range(24)}, schema={"hour": pl.Int8})
    said = (
        _written(messages)
        .group_by("chat", weekday=pl.col("sent_at").dt.weekday(), hour=pl.col("sent_at").dt.hour())
        .agg(messages=pl.len())
        .collect(engine="streaming")
    )
    begins = _at(pl.lit(date(2000, 1, 1)), timedelta()) + pl.duration(hours=pl.col("hour"))
    return (
        messages.select(pl.col("chat").unique().sort())
        .join(weekdays, how="cross")
        .join(hours, how="cross")
        .join(said, on=["chat", "weekday", "hour"], how="left", nulls_equal=True)
        .sort("chat", "weekday", "hour")
        .with_columns(pl.col("messages").fill_null(0).cast(pl.UInt32), quiet=_quiet(begins - start, length))
    )


def at_night(messages: pl.DataFrame, school: School) -> pl.DataFrame:
    """chat, messages UInt32, night_messages UInt32, share: messages in quiet hours; share is null for no messages.

    Every message counts, whether or not its night was observed whole. Sorted by chat.
    """
    start, length = _window(school)
    quiet = _quiet(pl.col("sent_at") - start, length)
    return (
        messages.lazy()
        .group_by("chat")
        .agg(
            messages=PERSONAL.sum().cast(pl.UInt32),
            night_messages=(PERSONAL & quiet).sum().cast(pl.UInt32),
        )
        .with_columns(share=_share("night_messages", "messages"))
        .sort("chat")
        .collect(engine="streaming")
    )


def _written(messages: pl.DataFrame) -> pl.LazyFrame:
    """chat, sent_at of what people sent."""
    return messages.lazy().filter(PERSONAL).select("chat", "sent_at")


def _window(school: School) -> tuple[timedelta, timedelta]:
    """When the quiet window starts, after midnight, and how long it is."""
    start, end = (datetime.combine(date.min, clock) - datetime.min for clock in (school.quiet_start, school.quiet_end))
    if start == end:
        raise ValueError("Quiet hours start and end at the same time. Set two different times.")
    return start, (end - start) % DAY


def _quiet(since: pl.Expr, length: timedelta) -> pl.Expr:
    """Whether a moment, moved back by the window's start, lies in the window: its date is then the night's."""
    return since - since.dt.truncate("1d") < length


def _at(night: pl.Expr, start: timedelta) -> pl.Expr:
    return night.cast(pl.Datetime("ms")) + start


def _span(messages: pl.DataFrame) -> pl.DataFrame:
    """chat, first, last: between which records a chat was observed."""
    return messages.group_by("chat").agg(first=pl.col("sent_at").min(), last=pl.col("sent_at").max())


def _observed(span: pl.DataFrame, start: timedelta, length: timedelta, period: Period | None) -> pl.DataFrame:
    """chat, night: the nights that lie whole in the span and start in the period."""
    began = _at(pl.col("night"), start)
    return (
        span.drop_nulls()
        .with_columns(night=pl.date_ranges(pl.col("first").dt.date(), pl.col("last").dt.date()))
        .explode("night")
        .filter(began >= pl.col("first"), began + length <= pl.col("last"))
        .filter(pl.lit(True) if period is None else pl.col("night").is_between(period.starts, period.ends))
        .select("chat", "night")
    )


def _with_members(moments: pl.DataFrame, at: str, head_counts: pl.DataFrame | None) -> pl.DataFrame:
    """The moments with the members present then, null where unknown; what happens at a moment is done by then."""
    if head_counts is None:
        return moments.with_columns(members=pl.lit(None, pl.UInt32))
    steps = head_counts.select("chat", "since", "members").sort("since")
    return moments.sort(at).join_asof(steps, left_on=at, right_on="since", by="chat", check_sortedness=False)


def _phones_buzzing() -> pl.Expr:
    """Everybody present but the sender, added up over messages."""
    return (pl.col("members").cast(pl.Int64) - 1).clip(lower_bound=0).sum()


def _if_all_known(figure: pl.Expr, *needed: pl.Expr) -> pl.Expr:
    return pl.when(*(column.null_count() == 0 for column in needed)).then(figure)


def _holiday(morning: pl.Expr, school: School, calendar: pl.DataFrame | None, longest_holiday_days: int) -> pl.Expr:
    """Whether a morning is in no term, though a term is near, or in a holiday of the calendar."""
    longest = timedelta(days=longest_holiday_days)
    terms = _in_any(morning, ((term.starts, term.ends) for term in school.terms))
    about = _in_any(morning, ((term.starts - longest, term.ends + longest) for term in school.terms))
    breaks = [] if calendar is None else calendar.filter(pl.col("days") == "holiday").select("starts", "ends").rows()
    return (about & ~terms) | _in_any(morning, breaks)


def _in_any(day: pl.Expr, spans: Iterable[tuple[date, date]]) -> pl.Expr:
    return pl.any_horizontal(pl.lit(False), *(day.is_between(first, last) for first, last in spans))


def _bank_holidays(region: str, nights: pl.Series) -> list[date]:
    """The region's bank holidays in the years of the nights and of their mornings; none for a region nobody lists."""
    years = nights.dt.year().unique().to_list()
    try:
        return list(holidays.country_holidays(region, years=[*years, *(year + 1 for year in years)]))
    except NotImplementedError:
        return []


def _day_type(morning: pl.Expr, free: pl.Expr) -> pl.Expr:
    return (
        pl.when(free)
        .then(pl.lit("holiday"))
        .when(morning.dt.weekday() >= SATURDAY)
        .then(pl.lit("weekend"))
        .otherwise(pl.lit("school_night"))
        .cast(DAY_TYPE)
    )


def _disturbance(nights: pl.DataFrame, *by: str) -> pl.DataFrame:
    buzzes, members = pl.col("buzzes"), pl.col("members")
    figures = (
        nights.group_by(by)
        .agg(
            nights=pl.len().cast(pl.UInt32),
            disturbed=(pl.col("messages") > 0).sum().cast(pl.UInt32),
            messages=pl.col("messages").sum(),
            buzzes=_if_all_known(buzzes.sum(), buzzes),
            member_nights=_if_all_known(members.sum(), members),
            known_nights=(buzzes.is_not_null() & members.is_not_null()).sum().cast(pl.UInt32),
        )
        .sort(by)
    )
    intervals = [wilson(k, n) for k, n in figures.select("disturbed", "nights").iter_rows()]
    return figures.hstack(pl.DataFrame(intervals, schema={"low": pl.Float64, "high": pl.Float64}, orient="row")).select(
        *by,
        "nights",
        "disturbed",
        _share("disturbed", "nights").alias("share"),
        "low",
        "high",
        "messages",
        "buzzes",
        _share("buzzes", "member_nights").alias("buzzes_a_member_night"),
        "known_nights",
    )


def _share(part: str, whole: str) -> pl.Expr:
    return pl.when(pl.col(whole) > 0).then(pl.col(part) / pl.col(whole))

"""The figures of hours as rows, for tables and charts; the announcement group has one of its own."""

from types import MappingProxyType

import polars as pl

from dashboard.answers import Hours

NIGHTS_TITLE = "Nights with a message in the quiet hours, of the nights observed"
DAY_TYPES_TITLE = "Nights with a message, before school days, at weekends and in holidays"
ALL_TITLE = f"{DAY_TYPES_TITLE}, all groups together"
WEEK_TITLE = "When messages come, by weekday and hour"
TOGETHER = "All groups together"
ANNOUNCEMENTS = "Announcements"  # a longer name is cut beside a chart
TOO_FEW = "too few to tell"
SHORT = MappingProxyType({"school_night": "School nights", "weekend": "Weekends", "holiday": "Holidays"})


def can_draw(answer: Hours) -> bool:
    return answer.classes.height > 0 and answer.classes["nights"].is_not_null().any()


def rows(answer: Hours) -> pl.DataFrame:
    """For `charts.hours.nights_disturbed`: the classes and, where it is known, the announcement group."""
    announced = answer.announcements.select(pl.lit(ANNOUNCEMENTS).alias("class"), pl.all())
    return pl.concat([answer.classes, announced])


def day_type_rows(answer: Hours) -> pl.DataFrame:
    """For `charts.hours.nights_by_day_type`: class, day_type (in words), nights, disturbed, share, low, high.

    The announcement group stands beside several classes; where there is one class, its types of day have a row each,
    and so have those of all groups together where no class's may be told.
    """
    if not can_tell_day_types(answer):
        return _in_words(answer.days.select(pl.lit(TOGETHER).alias("class"), pl.exclude("chat")))
    one = answer.day_types["class"].drop_nulls().n_unique() == 1
    return _in_words(answer.day_types.drop_nulls("class") if one else answer.day_types)


def can_draw_week(answer: Hours) -> bool:
    return bool(answer.week["messages"].sum())


def can_draw_day_types(answer: Hours) -> bool:
    return can_tell_day_types(answer) or answer.days["day_type"].n_unique() > 1


def can_tell_day_types(answer: Hours) -> bool:
    """Whether some class has two kinds of which the nights with a message are told."""
    return answer.day_types.drop_nulls(["class", "disturbed"])["day_type"].n_unique() > 1


def day_types_title(answer: Hours) -> str:
    return DAY_TYPES_TITLE if can_tell_day_types(answer) else ALL_TITLE


def table(answer: Hours) -> pl.DataFrame:
    return rows(answer).select(
        Class="class",
        **{
            "Nights": "nights",
            "With a message": "disturbed",
            "Share in %": (pl.col("share") * 100).round(1),
            "Buzzes": "buzzes",
            "Per member and night": pl.col("buzzes_a_member_night").round(2),
            "Messages": "written",
            "In quiet hours": "at_night",
        },
    )


def day_type_table(answer: Hours) -> pl.DataFrame:
    """A row a class: of each type of day the nights with a message and the nights observed."""
    said = pl.format("{} of {}", "disturbed", "nights").fill_null(TOO_FEW)
    kinds = _in_words(answer.day_types)
    columns = [
        said.filter(pl.col("day_type") == words).first().alias(words)
        for words in SHORT.values()
        if words in kinds["day_type"]
    ]
    return kinds.group_by(pl.col("class").alias("Class"), maintain_order=True).agg(columns)


def _in_words(day_types: pl.DataFrame) -> pl.DataFrame:
    return day_types.with_columns(
        pl.col("class").fill_null(ANNOUNCEMENTS),
        pl.col("day_type").cast(pl.String).replace_strict(dict(SHORT), return_dtype=pl.String),
    )

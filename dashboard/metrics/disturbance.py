"""How often is a group disturbed at night? From the nights of metrics/hours.py; definitions in METRICS, "Hours"."""

import polars as pl

from dashboard.metrics.statistics import wilson


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


def _if_all_known(figure: pl.Expr, *needed: pl.Expr) -> pl.Expr:
    return pl.when(*(column.null_count() == 0 for column in needed)).then(figure)


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
        share_of("disturbed", "nights").alias("share"),
        "low",
        "high",
        "messages",
        "buzzes",
        share_of("buzzes", "member_nights").alias("buzzes_a_member_night"),
        "known_nights",
    )


def share_of(part: str, whole: str) -> pl.Expr:
    """One column's part of another; null where that is 0."""
    return pl.when(pl.col(whole) > 0).then(pl.col(part) / pl.col(whole))

"""Who said how much, week by week: what every figure of equity counts. Definitions in METRICS, "Equity".

What counts as said: everything a person sent (DAILY, of dashboard/daily.py) in the selected period, in a group that
`links` gives to a class. Left out: PA posters; staff, unless `Counting.staff`; and, without `Counting.reps`, whoever is
known to be a class rep. A sender linked to nobody is counted beside the families (`unlinked`). A sender linked to a
family that is not on this class's roll in the period (another class's, or one that left earlier) is neither: we know
who it is, and that it is nobody of this class. Such senders are drift's to show.
"""

from dataclasses import dataclass

import polars as pl

from dashboard.selection import Selection

WEEK_DAYS = 7


@dataclass(frozen=True)
class Counting:
    """Whose messages count beside those of the families that no rep belongs to."""

    pa_posters: tuple[str, ...] = ()  # never count
    reps: bool = True  # what class reps write counts as their family's
    staff: bool = False  # each member of staff of a class counts as one family more


EVERYBODY = Counting()


def talk(daily: pl.DataFrame, selection: Selection, counting: Counting = EVERYBODY) -> pl.DataFrame:
    """chat, sender Categorical, week Date (its Monday), messages: what each person sent in the period, a week a row."""
    return (
        daily.lazy()
        .filter(pl.col("day").is_between(selection.period.starts, selection.period.ends))
        .group_by("chat", "sender", "week")
        .agg(pl.col("messages").sum())
        .collect(engine="streaming")
        .filter(~pl.col("sender").is_in(list(counting.pa_posters)))
    )


def families_on_roll(roster: pl.DataFrame, selection: Selection, *, staff: bool = False) -> pl.DataFrame:
    """class, family: each family on a selected class's roll on some day of the period, once.

    Any standing: a family that opted out is on roll. A null start or end is open. Staff are no family; with `staff`
    each member of staff stands beside the families.
    """
    period = selection.period
    return (
        roster.lazy()
        .filter(
            pl.col("role").ne_missing("staff") | pl.lit(staff),
            pl.col("class").is_in(selection.classes),
            pl.col("starts").is_null() | (pl.col("starts") <= period.ends),
            pl.col("ends").is_null() | (pl.col("ends") >= period.starts),
        )
        .select("class", "family")
        .unique()
        .sort("class", "family")
        .collect()
    )


def speaking(
    links: pl.DataFrame, roster: pl.DataFrame, on_roll: pl.DataFrame, counting: Counting = EVERYBODY
) -> pl.DataFrame:
    """chat, sender, class, family: who speaks for which family on roll, in the group of that family's class."""
    reps = roster.filter(pl.col("role") == "class_rep").select("class", "family", "guardian")
    uncounted = reps.clear() if counting.reps else reps
    return (
        links.lazy()
        .join(on_roll.lazy(), on=["class", "family"], how="semi")
        .join(uncounted.lazy(), on=["class", "family", "guardian"], how="anti", nulls_equal=True)
        .select("chat", "sender", "class", "family")
        .collect()
    )


def family_weeks(talk: pl.DataFrame, speaking: pl.DataFrame) -> pl.DataFrame:
    """class, family Categorical, week Date, messages UInt32: a row for each week in which a family wrote something.

    `speaking` says who speaks for which family.
    """
    return (
        talk.lazy()
        .join(speaking.lazy().with_columns(pl.all().cast(pl.Categorical())), on=["chat", "sender"])
        .group_by("class", "family", "week")
        .agg(pl.col("messages").sum())
        .collect(engine="streaming")
    )


def family_messages(family_weeks: pl.DataFrame, on_roll: pl.DataFrame) -> pl.DataFrame:
    """class, family, messages UInt32: one row for each family on roll, 0 included, in the order of `on_roll`.

    A family whose class's export is not loaded has 0 here too: `seen` tells which are.
    """
    written = family_weeks.lazy().group_by("class", "family").agg(pl.col("messages").sum())
    return (
        on_roll.lazy()
        .join(
            written.with_columns(pl.col("class", "family").cast(pl.String)),
            on=["class", "family"],
            how="left",
            maintain_order="left",
        )
        .with_columns(pl.col("messages").fill_null(0).cast(pl.UInt32))
        .collect()
    )


def unlinked(talk: pl.DataFrame, links: pl.DataFrame, selection: Selection) -> pl.DataFrame:
    """class, senders UInt32, messages UInt32: who posted, linked to nobody; a row for each class with posts."""
    groups = links.lazy().select("chat", "class").drop_nulls().unique()
    unknown = pl.col("family").is_null()
    return (
        by_sender(talk)
        .lazy()
        .join(groups.filter(pl.col("class").is_in(selection.classes)), on="chat")
        .join(links.lazy().select("chat", "sender", "family"), on=["chat", "sender"], how="left")
        .group_by("class")
        .agg(
            senders=pl.col("sender").filter(unknown).n_unique().cast(pl.UInt32),
            messages=pl.col("messages").filter(unknown).sum().cast(pl.UInt32),
        )
        .sort("class")
        .collect()
    )


def by_sender(talk: pl.DataFrame) -> pl.DataFrame:
    """chat, sender, messages: what each person sent in all weeks."""
    return (
        talk.lazy()
        .group_by("chat", "sender")
        .agg(pl.col("messages").sum())
        .with_columns(pl.col("chat", "sender").cast(pl.String))
        .collect(engine="streaming")
    )


def seen(
    spans: pl.DataFrame,
    classes: pl.DataFrame,
    selection: Selection,
    *,
    throughout_share: float = 0.9,
    quiet_days: int = 28,
) -> pl.DataFrame:
    """class, since Date, until Date, weeks UInt32, throughout Boolean: what of the period the class's group shows.

    spans: chat, first Date, last Date (of all its records, notices included). `classes` (CLASSES) says whose group is
    whose. A selected class of whose group nothing reaches into the period has no row: nobody can say what was said.
    weeks counts Mondays' weeks, part weeks and silent ones included. throughout: at either end no more is missing than
    leaves `throughout_share` of the period's days, as far as any group shows them, or at its end `quiet_days`: a group
    may be silent for as long, while an export that begins later has lost what was before. A shorter time hears fewer.
    """
    period, last_of_all = selection.period, spans["last"].max()
    end = pl.min_horizontal(pl.lit(period.ends), pl.lit(last_of_all, pl.Date))
    spare = (1 - throughout_share) * ((end - pl.lit(period.starts)).dt.total_days() + 1)
    return (
        classes.lazy()
        .filter(pl.col("class").is_in(selection.classes))
        .join(spans.lazy(), on="chat", maintain_order="left")
        .filter(pl.col("first") <= period.ends, pl.col("last") >= period.starts)
        .select(
            "class",
            since=pl.max_horizontal("first", pl.lit(period.starts)),
            until=pl.min_horizontal("last", pl.lit(period.ends)),
        )
        .with_columns(
            weeks=weeks_between(pl.col("since"), pl.col("until")),
            throughout=((pl.col("since") - pl.lit(period.starts)).dt.total_days() <= spare)
            & ((end - pl.col("until")).dt.total_days() <= pl.max_horizontal(spare, quiet_days)),
        )
        .collect()
    )


def weekly(family_weeks: pl.DataFrame, seen: pl.DataFrame) -> pl.DataFrame:
    """class, week Date (its Monday), families_heard UInt32, messages UInt32: how many families wrote in each week.

    Every week that was seen, zeros included; the first and the last may be part weeks. A class that was not seen has
    no rows. Sorted as `seen`, then by week.
    """
    heard = (
        family_weeks.lazy()
        .group_by("class", "week")
        .agg(families_heard=pl.len(), messages=pl.col("messages").sum())
        .with_columns(pl.col("class").cast(pl.String))
    )
    return (
        seen.lazy()
        .select("class", week=pl.date_ranges(_monday(pl.col("since")), _monday(pl.col("until")), "1w"))
        .explode("week")
        .join(heard, on=["class", "week"], how="left", maintain_order="left")
        .with_columns(pl.col("families_heard", "messages").fill_null(0).cast(pl.UInt32))
        .collect()
    )


def weeks_between(since: pl.Expr, until: pl.Expr) -> pl.Expr:
    """How many weeks, from Monday to Sunday, have a day from `since` to `until`."""
    return ((_monday(until) - _monday(since)).dt.total_days() // WEEK_DAYS + 1).cast(pl.UInt32)


def _monday(day: pl.Expr) -> pl.Expr:
    return day.dt.truncate("1w")

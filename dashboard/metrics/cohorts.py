"""Which class then is which class now, and whose a group was in an earlier school year.

A class's group usually moves up with its families, and its roll with it: the 1A of last year is the 2A of today. So an
earlier period is told of the families that a class's name of today stood for then. Some groups stay with the name
instead, and get new families each year: who wrote in them tells.
"""

from collections.abc import Iterable, Sequence
from datetime import timedelta
from typing import NamedTuple

import polars as pl

from dashboard.metrics.over_time import school_years, terms
from dashboard.metrics.talk import WEEK_DAYS, by_sender, families_on_roll
from dashboard.selection import Period, Selection

COHORT = pl.Schema({"class": pl.String, "was": pl.String})
WEEK = timedelta(days=WEEK_DAYS)


class Groups(NamedTuple):
    """Whose the groups of today's classes were in a period."""

    roster: pl.DataFrame  # each class with the families of its group
    cohort: pl.DataFrame  # COHORT: the class's own name then; over several school years today's


def groups(
    roster: pl.DataFrame, talk: pl.DataFrame, links: pl.DataFrame, offered: Iterable[Period], chosen: Selection
) -> Groups:
    """`roster` with those families in each chosen class whom its group of today was of, school year by school year.

    For any one period, the newest as well as an earlier one or several years together. A group moved up with its
    families, unless it was mostly of those who had the class's own name then; where it was mostly of neither, it says
    nothing of either, and the class has no families. A family on roll between two school years alone is left out.
    talk: chat, sender, week, ... of the period. Without school years the period is one piece.
    """
    told, period = tuple(offered), chosen.period
    newest = terms(told, period)[-1]
    years = [year for year in school_years(told) if year.starts <= period.ends and period.starts <= year.ends]
    pieces = [
        (year, _whose(roster, talk, links, newest, Selection(year, chosen.classes))) for year in years or [period]
    ]
    alone = [cohort for _, cohort in pieces] if len(pieces) == 1 else [_named_alike(chosen.classes)]
    return Groups(pl.concat(moved(_clipped(roster, year), cohort) for year, cohort in pieces), alone[0])


def cohort(roster: pl.DataFrame, today: Period, then: Period, classes: Sequence[str]) -> pl.DataFrame:
    """COHORT: a row for each of `classes`, in their order: the name under which its families were on roll in `then`.

    was     the class that had most of the families which `class` has in `today`, if they were at least half of them;
            the class itself where nothing is known of its families, as in a roster without names;
            null: most were nowhere on roll, or two other classes had equally many: nothing to set the class beside
    A family counts once in each class where it had a child, so siblings tip nothing but a draw. A roster without dates
    has everybody where they are today. The groups are today's, so `today` is the newest period whichever is chosen: the
    last of `terms`.
    """
    on_roll = families_on_roll(roster, Selection(today, tuple(classes)))
    were = families_on_roll(roster, Selection(then, _every_class(roster)))
    return (
        on_roll.lazy()
        .with_columns(size=pl.len().over("class"))
        .join(were.lazy().rename({"class": "was"}), on="family")
        .group_by("class", "was", "size")
        .agg(shared=pl.len())
        .filter(2 * pl.col("shared") >= pl.col("size"), pl.col("shared") == pl.col("shared").max().over("class"))
        .group_by("class")
        .agg(was=_own_or_only(pl.col("was"), pl.col("class")))
        .join(_named_alike(classes).lazy().select("class"), on="class", how="right", maintain_order="right")
        .join(
            on_roll.lazy().select("class", named=pl.lit(True)).unique(), on="class", how="left", maintain_order="left"
        )
        .select("class", was=pl.when("named").then("was").otherwise("class"))
        .collect()
    )


def moved(roster: pl.DataFrame, cohort: pl.DataFrame) -> pl.DataFrame:
    """`roster` with what it says of each `was` said of the class that has those families today, and nothing else.

    For figures of the earlier period that `cohort` was made for, from the groups that the classes have today. A class
    that was split stands in both halves' names, and two that swapped names are swapped. A class without `was` is gone.
    """
    return (
        roster.lazy()
        .rename({"class": "was"})
        .join(cohort.lazy().drop_nulls("was"), on="was", maintain_order="left_right")
        .select(roster.columns)
        .collect()
    )


def _whose(
    roster: pl.DataFrame, talk: pl.DataFrame, links: pl.DataFrame, newest: Period, then: Selection
) -> pl.DataFrame:
    """COHORT of the groups: `cohort`, but for groups that stayed with the name, and those of neither (null)."""
    up, alike = cohort(roster, newest, then.period, then.classes), _named_alike(then.classes)
    if up.equals(alike):
        return up
    spoken = talk.filter(pl.col("week") > then.period.starts - WEEK, pl.col("week") <= then.period.ends)
    not_moved, not_stayed = (_of_others(spoken, links, roster, each, then) for each in (up, alike))
    stayed, neither = not_moved - not_stayed, not_moved & not_stayed
    name = pl.col("class")
    return up.with_columns(was=pl.when(name.is_in(stayed)).then(name).when(~name.is_in(neither)).then("was"))


def _of_others(
    talk: pl.DataFrame, links: pl.DataFrame, roster: pl.DataFrame, cohort: pl.DataFrame, selection: Selection
) -> frozenset[str]:
    """The classes in whose group most of the linked families that wrote were not those of `cohort`."""
    own = families_on_roll(moved(roster, cohort), selection)
    anywhere = families_on_roll(roster, Selection(selection.period, _every_class(roster)))
    heard = (
        by_sender(talk)
        .join(links.filter(pl.col("class").is_in(selection.classes)), on=["chat", "sender"])
        .select("class", "family")
        .unique()
        .join(anywhere, on="family", how="semi")
    )
    others = heard.join(own, on=["class", "family"], how="anti")["class"].value_counts(name="others")
    most = heard["class"].value_counts(name="all").join(others, on="class").filter(2 * pl.col("others") > pl.col("all"))
    return frozenset(most["class"])


def _clipped(roster: pl.DataFrame, period: Period) -> pl.DataFrame:
    """What `roster` says of the period."""
    starts = pl.max_horizontal("starts", pl.lit(period.starts))
    return roster.with_columns(starts=starts, ends=pl.min_horizontal("ends", pl.lit(period.ends))).filter(
        pl.col("starts") <= pl.col("ends")
    )


def _named_alike(classes: Sequence[str]) -> pl.DataFrame:
    return pl.DataFrame({"class": classes, "was": classes}, schema=COHORT)


def _every_class(roster: pl.DataFrame) -> tuple[str, ...]:
    return tuple(roster["class"].drop_nulls().unique())


def _own_or_only(was: pl.Expr, own: pl.Expr) -> pl.Expr:
    """Of several that had equally many, the class itself; of several others none."""
    return pl.when((was == own).any()).then(own.first()).when(was.len() == 1).then(was.first())

"""The same figures in several periods: which periods stand beside each other, and which class then is which class now.

A class's group usually moves up with its families, and its roll with it: the 1A of last year is the 2A of today. So an
earlier period is told of the families that a class's name of today stood for then (`cohort`, `moved`).
"""

from collections.abc import Iterable, Sequence
from datetime import timedelta
from typing import TypeAlias

import polars as pl

from dashboard.metrics.equity import PARTICIPATION
from dashboard.metrics.statistics import mcnemar
from dashboard.metrics.talk import families_on_roll
from dashboard.selection import EVERYTHING, SCHOOL_YEAR, Period, Selection

WEEK = timedelta(days=7)
COHORT = pl.Schema({"class": pl.String, "was": pl.String})
OVER_TIME = pl.Schema(
    {
        **PARTICIPATION,
        "period": pl.String,
        "starts": pl.Date,
        "ends": pl.Date,
        "was": pl.String,  # the class's own name in that period where it was another
    }
)
CHANGES = pl.Schema(
    {
        "class": pl.String,  # null: the school
        "period": pl.String,
        "before": pl.String,
        "both": pl.UInt32,  # families on roll in both
        "now_only": pl.UInt32,  # those of them heard in `period` alone
        "before_only": pl.UInt32,
        "chance": pl.Float64,  # p: how often chance alone parts the two at least so unevenly
    }
)
Told: TypeAlias = tuple[Period, pl.DataFrame, pl.DataFrame]  # a period, its PARTICIPATION and its COHORT


def before(offered: Iterable[Period], chosen: Period) -> Period | None:
    """The latest period of the same kind, term or school year, that was over when `chosen` began.

    None where there is none, and for everything loaded.
    """
    alike = [period for period in offered if _kind(period) == _kind(chosen) and period.ends < chosen.starts]
    return max(alike, key=lambda period: period.ends, default=None)


def terms(offered: Sequence[Period], chosen: Period) -> tuple[Period, ...]:
    """The periods to tell of one class, oldest first: every term; without terms every school year; else `chosen`."""
    told = _of_kind(offered, "term") or _of_kind(offered, SCHOOL_YEAR) or [chosen]
    return tuple(sorted(told, key=lambda period: (period.starts, period.ends)))


def _kind(period: Period) -> str:
    if period.name == EVERYTHING:
        return EVERYTHING
    return SCHOOL_YEAR if period.name.startswith(f"{SCHOOL_YEAR} ") else "term"


def _of_kind(offered: Iterable[Period], kind: str) -> list[Period]:
    return [period for period in offered if _kind(period) == kind]


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
    were = families_on_roll(roster, Selection(then, _every_class(roster))).rename({"class": "was"})
    former = (
        on_roll.with_columns(size=pl.len().over("class"))
        .join(were, on="family")
        .group_by("class", "was", "size")
        .agg(shared=pl.len())
        .filter(2 * pl.col("shared") >= pl.col("size"), pl.col("shared") == pl.col("shared").max().over("class"))
        .group_by("class")
        .agg(was=_own_or_only(pl.col("was"), pl.col("class")))
    )
    unnamed = ~pl.col("class").is_in(on_roll["class"].unique().implode())
    return (
        pl.DataFrame({"class": classes}, schema={"class": pl.String})
        .join(former, on="class", how="left", maintain_order="left")
        .with_columns(was=pl.when(unnamed).then("class").otherwise("was"))
    )


def _every_class(roster: pl.DataFrame) -> tuple[str, ...]:
    return tuple(roster["class"].drop_nulls().unique().sort())


def _own_or_only(was: pl.Expr, own: pl.Expr) -> pl.Expr:
    """Of several that had equally many, the class itself; of several others none."""
    return pl.when((was == own).any()).then(own.first()).when(was.len() == 1).then(was.first())


def moved(roster: pl.DataFrame, cohort: pl.DataFrame) -> pl.DataFrame:
    """`roster` with what it says of each `was` said of the class that has those families today, and nothing else.

    For figures of the earlier period that `cohort` was made for, from the groups that the classes have today. A class
    that was split stands in both halves' names, and two that swapped names are swapped. A class without `was` is gone.
    """
    return (
        roster.rename({"class": "was"})
        .join(cohort.drop_nulls("was"), on="was", maintain_order="left_right")
        .select(roster.columns)
    )


def groups_of_others(
    talk: pl.DataFrame, links: pl.DataFrame, roster: pl.DataFrame, cohort: pl.DataFrame, selection: Selection
) -> frozenset[str]:
    """The selected classes in whose group mostly others were heard in the earlier period that `cohort` is for.

    That is a group which stays with the class's name and gets new families each year: it was not theirs then, and says
    nothing of them. talk: chat, sender, week, ... of the period; counted are linked families on roll then. None where
    no class had another name.
    """
    return frozenset() if _all_alike(cohort) else _of_others(talk, links, roster, cohort, selection)


def _all_alike(cohort: pl.DataFrame) -> bool:
    return cohort["was"].equals(cohort["class"])


def _of_others(
    talk: pl.DataFrame, links: pl.DataFrame, roster: pl.DataFrame, cohort: pl.DataFrame, selection: Selection
) -> frozenset[str]:
    own = families_on_roll(moved(roster, cohort), selection)
    anywhere = families_on_roll(roster, Selection(selection.period, _every_class(roster)))
    senders = talk.lazy().select("chat", "sender").unique().collect(engine="streaming")
    heard = (
        senders.join(links.filter(pl.col("class").is_in(selection.classes)), on=["chat", "sender"])
        .select("class", "family")
        .unique()
        .join(anywhere, on="family", how="semi")
    )
    others = heard.join(own, on=["class", "family"], how="anti")["class"].value_counts(name="others")
    most = heard["class"].value_counts(name="all").join(others, on="class").filter(2 * pl.col("others") > pl.col("all"))
    return frozenset(most["class"])


def of_groups(
    roster: pl.DataFrame, talk: pl.DataFrame, links: pl.DataFrame, offered: Iterable[Period], chosen: Selection
) -> pl.DataFrame:
    """`roster` with those families in each chosen class whom its group of today was of, school year by school year.

    For any one period, the newest as well as an earlier one or several years together. A group moved up with its
    families, unless it was mostly of those who had the class's own name then. A family on roll between two school years
    alone is left out. talk: as `groups_of_others` has it. Without school years the period is one piece.
    """
    told = tuple(offered)
    newest, period = terms(told, chosen.period)[-1], chosen.period
    years = [year for year in _of_kind(told, SCHOOL_YEAR) if year.starts <= period.ends and period.starts <= year.ends]
    pieces = [
        moved(_clipped(roster, year), _whose(roster, talk, links, cohort(roster, newest, year, chosen.classes), year))
        for year in years or [period]
    ]
    return pl.concat(pieces)


def _whose(
    roster: pl.DataFrame, talk: pl.DataFrame, links: pl.DataFrame, cohort: pl.DataFrame, year: Period
) -> pl.DataFrame:
    """`cohort` with the class itself where its group was of others under `was`, and is not under its own name."""
    if _all_alike(cohort):
        return cohort
    spoken = talk.filter(pl.col("week") > year.starts - WEEK, pl.col("week") <= year.ends)
    selection = Selection(year, tuple(cohort["class"]))
    alike = cohort.with_columns(was=pl.col("class"))
    not_moved, not_stayed = (_of_others(spoken, links, roster, each, selection) for each in (cohort, alike))
    own = pl.col("class").is_in(list(not_moved - not_stayed))
    return cohort.with_columns(was=pl.when(own).then("class").otherwise("was"))


def _clipped(roster: pl.DataFrame, period: Period) -> pl.DataFrame:
    """What `roster` says of the period."""
    starts = pl.max_horizontal("starts", pl.lit(period.starts))
    return roster.with_columns(starts=starts, ends=pl.min_horizontal("ends", pl.lit(period.ends))).filter(
        pl.col("starts") <= pl.col("ends")
    )


def changes(
    now: pl.DataFrame,
    earlier: pl.DataFrame,
    participation_now: pl.DataFrame,
    participation_earlier: pl.DataFrame,
    *,
    period: str,
    before: str,
) -> pl.DataFrame:
    """CHANGES: a row for each class, in the order of `participation_now`, and one of them together, the school, first.

    now, earlier: class, family, messages of the families on roll in `period` and in `before` (both under the classes'
    names of today). Compared are families on roll in both, in classes that were seen throughout both and are linked
    enough in both; without such a class there are no rows. In the school a family counts once.
    chance   exact two-sided McNemar test of the families heard in one of the two alone: McNemar (1947); null: none was
    """
    fit = _fit(participation_now).join(_fit(participation_earlier), on="class", how="semi", maintain_order="left")
    if fit.is_empty():
        return CHANGES.to_frame()
    kept = [frame.join(fit, on="class", how="semi") for frame in (now, earlier)]
    whole = [frame.with_columns(pl.lit(None, pl.String).alias("class")) for frame in kept]
    counts = pl.concat([_in_one_alone(*whole), fit.join(_in_one_alone(*kept), on="class", maintain_order="left")])
    chance = [mcnemar(*row) for row in counts.select("now_only", "before_only").iter_rows()]
    return counts.select(
        "class",
        pl.lit(period).alias("period"),
        pl.lit(before).alias("before"),
        "both",
        "now_only",
        "before_only",
        chance=pl.Series(chance, dtype=pl.Float64),
    ).cast(CHANGES)


def _fit(participation: pl.DataFrame) -> pl.DataFrame:
    """class: those whose families heard can be set beside another period's."""
    whole = pl.col("throughout").fill_null(False) & pl.col("linked_enough").fill_null(False)
    return participation.drop_nulls("class").filter(whole).select("class")


def _in_one_alone(now: pl.DataFrame, earlier: pl.DataFrame) -> pl.DataFrame:
    """class, both, now_only, before_only: over the families of both frames; no row for a class that has none."""
    sides = [frame.group_by("class", "family").agg(heard=(pl.col("messages") > 0).any()) for frame in (now, earlier)]
    heard, heard_before = pl.col("heard"), pl.col("heard_before")
    return (
        sides[0]
        .join(sides[1], on=["class", "family"], nulls_equal=True, suffix="_before")
        .group_by("class")
        .agg(both=pl.len(), now_only=(heard & ~heard_before).sum(), before_only=(heard_before & ~heard).sum())
    )


def stacked(told: Iterable[Told]) -> pl.DataFrame:
    """OVER_TIME: the periods' PARTICIPATION one below the other, oldest period first, each in its own order."""
    oldest_first = sorted(told, key=lambda each: (each[0].starts, each[0].ends))
    return pl.concat([OVER_TIME.to_frame(), *(_dated(*each) for each in oldest_first)])


def _dated(period: Period, participation: pl.DataFrame, cohort: pl.DataFrame) -> pl.DataFrame:
    other = cohort.filter(pl.col("was") != pl.col("class"))
    return (
        participation.join(other, on="class", how="left", maintain_order="left")
        .with_columns(period=pl.lit(period.name), starts=pl.lit(period.starts), ends=pl.lit(period.ends))
        .select(OVER_TIME.names())
        .cast(OVER_TIME)
    )

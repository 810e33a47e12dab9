"""How often do phones buzz at night, in the selected classes' groups and, apart, in the announcement group?"""

from dataclasses import dataclass, replace
from datetime import time

import polars as pl

from dashboard import selection
from dashboard.answers.chosen import of_selected, only, record_spans
from dashboard.answers.hours_among import kinds_of_night, unshown
from dashboard.answers.hours_beside import Beside, beside
from dashboard.answers.night_figures import each, together
from dashboard.metrics import hours, over_time, school_weeks
from dashboard.metrics.disturbance import disturbance, disturbance_by_day_type, pooled
from dashboard.selection import Selection
from dashboard.workspace import Workspace


@dataclass(frozen=True)
class OverWeeks:
    """School nights, week by school week, of groups that were all observed in each of the weeks."""

    weeks: pl.DataFrame  # WEEKS and `fitted`
    trend: pl.DataFrame  # TREND: one row, or none
    classes: tuple[str, ...]  # whose groups these are
    groups: int  # of so many with a school week
    of_weeks: int  # of so many school weeks of the period


@dataclass(frozen=True)
class Hours:
    """How often do phones buzz at night? Frames as metrics/{hours,disturbance,school_weeks}.py describe them."""

    whole: pl.DataFrame  # one row: the group of the one class chosen, or all class groups
    phones: pl.DataFrame  # the same over the groups of `classes` whose number of members is known throughout, if any
    days: pl.DataFrame  # one row for each type of day
    classes: pl.DataFrame  # one row a class with an export, but for `unshown`
    day_types: pl.DataFrame  # one row for each of them, or the announcement group (no class), and type of day; few
    announcements: pl.DataFrame  # one row, or none: the announcement group apart
    week: pl.DataFrame
    weekly: OverWeeks
    beside: Beside | None  # the period before beside this one; none where nothing is loaded of it
    unshown: tuple[str, ...]  # classes that are part of `whole` alone, or of nothing where that is withheld
    quiet_start: time
    quiet_end: time
    withheld: bool = False  # the whole would give a small class away: its figures are null, and days and week empty


def disturbed(workspace: Workspace, chosen: Selection, *, inside: bool | None = None) -> Hours:
    """How often do phones buzz at night, in the selected classes' groups and, apart, in the announcement group?

    inside: whether the reader is a class rep; None: they are, where one class is chosen. Other readers see rows of
    classes as hours_among.py leaves them.
    """
    inside = only(chosen) is not None and inside is not False
    school, spans = workspace.school, record_spans(workspace)
    groups = workspace.classes.filter(of_selected(chosen)).select("class", "chat").join(spans, on="chat", how="semi")
    announcing = spans.filter(pl.col("chat") == pl.lit(school.announcement_chat, pl.String)).select("chat")

    own = pl.col("chat").is_in([*groups["chat"], *announcing["chat"]])
    written = workspace.written.filter(own)
    in_period = hours.written_in(chosen.period, written)
    every_night = hours.nights(
        written, spans.filter(own), school, head_counts=workspace.head_counts, calendar=workspace.calendar
    )
    nights, shares = hours.starting_in(chosen.period, every_night), hours.at_night(in_period, school)

    every_class = each(groups.sort("class"), nights, shares)
    away, withheld = ((), False) if inside else unshown(workspace.classes, every_class)
    shown = groups.filter(~pl.col("class").is_in(away))
    class_nights = nights.join(groups, on="chat", how="semi")
    classes = every_class.filter(~pl.col("class").is_in(away))
    kinds, summed = by_day_type(nights, groups, announcing).with_columns(few=pl.lit(False)), True
    if not inside:
        kinds, summed = kinds_of_night(kinds, away)
    days = disturbance_by_day_type(pooled(class_nights))
    counted = classes.drop_nulls("buzzes_a_member_night")
    earlier = over_time.before(selection.offered(school.terms, workspace.messages), chosen.period)
    before = hours.at_night(hours.written_in(earlier, written), school) if earlier else shares.clear()
    answer = Hours(
        whole=together(class_nights, shares.join(groups, on="chat", how="semi")),
        phones=disturbance(pooled(class_nights.join(counted, on="chat", how="semi"))),
        days=days if summed else days.clear(),
        classes=classes,
        day_types=kinds,
        announcements=each(announcing, nights, shares),
        week=hours.week(in_period.filter(pl.col("chat").is_in(groups["chat"].to_list())), school),
        weekly=over_weeks(nights, shown),
        beside=earlier
        and beside(
            shown, every_night, (earlier, before), (chosen.period, shares), school=school, calendar=workspace.calendar
        ),
        unshown=away,
        quiet_start=school.quiet_start,
        quiet_end=school.quiet_end,
        withheld=withheld,
    )
    return without_the_whole(answer) if withheld else answer


def without_the_whole(answer: Hours) -> Hours:
    """Nothing of all classes together: with the rows that are shown it would give those away that are not."""
    return replace(
        answer,
        whole=answer.whole.select(pl.lit(None, dtype).alias(name) for name, dtype in answer.whole.schema.items()),
        days=answer.days.clear(),
        week=answer.week.clear(),
    )


def by_day_type(nights: pl.DataFrame, groups: pl.DataFrame, announcing: pl.DataFrame) -> pl.DataFrame:
    """class (null: the announcement group) and the columns of `disturbance_by_day_type`."""
    named = pl.concat(
        [groups.select("class", "chat"), announcing.select(pl.lit(None, pl.String).alias("class"), "chat")]
    )
    return (
        named.join(disturbance_by_day_type(nights), on="chat").drop("chat").sort("class", "day_type", nulls_last=True)
    )


def over_weeks(nights: pl.DataFrame, shown: pl.DataFrame) -> OverWeeks:
    """School weeks of the groups that are shown, and the trend over them."""
    every = school_weeks.counting(school_weeks.weekly(nights.join(shown, on="chat", how="semi")))
    kept = school_weeks.seen_together(every)
    weeks = school_weeks.summed(kept)
    trend = school_weeks.trend(weeks)
    return OverWeeks(
        weeks=school_weeks.with_line(weeks, trend),
        trend=trend,
        classes=tuple(shown.join(kept, on="chat", how="semi")["class"].sort()),
        groups=every["chat"].n_unique(),
        of_weeks=every["week"].n_unique(),
    )

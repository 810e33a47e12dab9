"""Is everybody heard, in the selected classes and period?"""

from dataclasses import dataclass, replace
from datetime import date

import polars as pl

from dashboard import disclosure, selection
from dashboard.answers.chosen import last_day, of_selected, only, spans
from dashboard.answers.standing import covered, standings
from dashboard.metrics import cohorts, equity, over_time, resampling, talk
from dashboard.metrics.between import COMPARED, Between, between
from dashboard.metrics.talk import Counting
from dashboard.selection import Period, Selection
from dashboard.thresholds import FEWEST_FAMILIES
from dashboard.workspace import Workspace


@dataclass(frozen=True)
class Equity:
    """Is everybody heard? Frames as metrics/equity.py, talk.py, between.py and over_time.py describe them."""

    counting: Counting
    whole: pl.DataFrame  # one row: the one class chosen, or the school with each family once
    classes: pl.DataFrame
    coverage: pl.DataFrame
    weeks: pl.DataFrame  # of the one class chosen; no rows otherwise
    talk: pl.DataFrame  # the curve of talk of the one class chosen; no rows otherwise
    evenness: pl.DataFrame
    between: Between | None  # none where one class is chosen
    terms: pl.DataFrame  # one class: every term loaded; several: this period and the one before
    changes: pl.DataFrame  # this period beside the one before
    on: date  # the day of coverage
    undecided: int  # exports whose dates can be read in two ways, so that they are not counted


@dataclass(frozen=True)
class Said:
    """What was said in one period, and by how many families."""

    seen: pl.DataFrame
    told: pl.DataFrame  # of those, what the school's sum is over
    family_weeks: pl.DataFrame
    families: pl.DataFrame
    classes: pl.DataFrame
    whole: pl.DataFrame
    cohort: pl.DataFrame  # what the classes were called then

    @property
    def by_class(self) -> pl.DataFrame:
        """class, family, messages of the classes that were seen."""
        return self.families.join(self.seen, on="class", how="semi", maintain_order="left")

    @property
    def in_school(self) -> pl.DataFrame:
        """The same with class null and each family once."""
        return equity.in_school(self.families, self.told).sort("family")

    @property
    def rows(self) -> pl.DataFrame:
        """PARTICIPATION of the classes and, where there are several, of the whole school."""
        return self.classes if self.classes.height == 1 else pl.concat([self.classes, self.whole])


def heard(workspace: Workspace, chosen: Selection, *, reps: bool | None = None, staff: bool = False) -> Equity:
    """Is everybody heard? `reps` None: what class reps write counts as the school's rules say."""
    school, one = workspace.school, only(chosen)
    counting = Counting(school.pa_posters, school.profile.reps_count if reps is None else reps, staff)
    if one:
        workspace = replace(workspace, daily=of_groups(workspace, chosen))  # every term is counted out of them
    now = said(workspace, chosen, counting, intervals=True)
    terms, changes = beside(workspace, chosen, counting, now)
    answer = Equity(
        counting=counting,
        whole=now.whole,
        classes=now.classes,
        coverage=covered(workspace, chosen, standings(workspace, chosen)[2]),
        weeks=talk.weekly(now.family_weeks, now.seen if one else now.seen.clear()),
        talk=equity.class_talk(now.families, one or ""),
        evenness=equity.evenness(now.by_class if one else pl.concat([now.in_school, now.by_class])),
        between=None if one else between(now.classes, now.families),
        terms=terms,
        changes=changes,
        on=last_day(workspace),
        undecided=len(workspace.undecided),
    )
    return answer if one else apart_from_one_family(answer)


def of_groups(workspace: Workspace, chosen: Selection) -> pl.DataFrame:
    """DAILY of the groups of the chosen classes."""
    chats = workspace.classes.filter(of_selected(chosen))["chat"].drop_nulls()
    return workspace.daily.filter(pl.col("chat").is_in(chats.to_list()))


def said(workspace: Workspace, chosen: Selection, counting: Counting, *, intervals: bool) -> Said:
    """What was said in the selection's period, in groups that other classes may have had then."""
    links, offered = workspace.links, periods(workspace)
    seen = talk.seen(spans(workspace), workspace.classes, chosen)
    spoken = talk.talk(workspace.daily, chosen, counting)
    groups = cohorts.groups(workspace.roster, spoken, links, offered, chosen)
    on_roll = talk.families_on_roll(groups.roster, chosen, staff=counting.staff)
    family_weeks = talk.family_weeks(spoken, talk.speaking(links, groups.roster, on_roll, counting))
    families = talk.family_messages(family_weeks, on_roll)
    strangers = talk.unlinked(spoken, links, chosen)
    one, told = only(chosen), told_of(seen, on_roll)
    sure = (
        resampled(family_weeks, seen, told.clear() if one else told)
        if intervals
        else resampling.VOICES_INTERVALS.to_frame()
    )
    unnamed = workspace.classes.join(workspace.roster, on="class", how="anti")
    classes = equity.participation(families, strangers, seen, sure, chosen, classes=unnamed)
    whole = classes if one else equity.school_participation(families, strangers, told, sure)
    return Said(seen, told, family_weeks, families, classes, whole, groups.cohort)


def told_of(seen: pl.DataFrame, on_roll: pl.DataFrame) -> pl.DataFrame:
    """`seen` without the classes too small to show, which the school's sum would tell of; all, where all are small."""
    large = on_roll.group_by("class").len().filter(pl.col("len") >= FEWEST_FAMILIES)
    shown = seen.join(large, on="class", how="semi", maintain_order="left")
    return shown if shown.height else seen


def resampled(family_weeks: pl.DataFrame, seen: pl.DataFrame, told: pl.DataFrame) -> pl.DataFrame:
    """How sure the effective voices are: of each class that was seen and, with class null, of those `told` together."""
    in_school = equity.in_school(family_weeks, told)
    weeks = pl.concat([seen, equity.school_seen(told)]).select("class", "weeks")
    return resampling.voices_intervals(pl.concat([family_weeks.select(in_school.columns), in_school]), weeks)


def periods(workspace: Workspace) -> tuple[Period, ...]:
    return selection.offered(workspace.school.terms, workspace.messages)


def beside(workspace: Workspace, chosen: Selection, counting: Counting, now: Said) -> tuple[pl.DataFrame, pl.DataFrame]:
    """OVER_TIME of the periods to be shown beside the chosen one, and CHANGES since the one before it."""
    offered, one = periods(workspace), only(chosen) is not None
    before = over_time.before(offered, chosen.period)
    earlier = [before] if before else []
    shown = over_time.terms(offered, chosen.period) if one else (*earlier, chosen.period)
    told = {
        period: said(workspace, Selection(period, chosen.classes), counting, intervals=one)
        for period in {*earlier, *shown} - {chosen.period}
    } | {chosen.period: now}
    terms = over_time.stacked([(period, told[period].rows, told[period].cohort) for period in shown])
    if before is None:
        return terms, over_time.CHANGES.to_frame()
    then = told[before]
    changes = over_time.changes(
        now.families, then.families, now.rows, then.rows, period=chosen.period.name, before=before.name
    )
    return terms, changes


def apart_from_one_family(answer: Equity) -> Equity:
    """For readers of several classes, none of them from inside: no figure that comes close to one family's number."""
    between, halves = answer.between, answer.classes.select("class", "half_the_talk")
    evenness, points = (
        frame.join(halves, on="class", how="left", maintain_order="left")
        for frame in (answer.evenness, between.classes if between else COMPARED.to_frame())
    )
    return replace(
        answer,
        classes=disclosure.apart_from_one_family(answer.classes),
        evenness=disclosure.apart_from_one_family(evenness).drop("half_the_talk"),
        between=between and replace(between, classes=disclosure.apart_from_one_family(points).drop("half_the_talk")),
        terms=disclosure.apart_from_one_family(answer.terms),
    )

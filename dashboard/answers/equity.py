"""Is everybody heard, in the selected classes and period?"""

from dataclasses import dataclass, replace
from datetime import date

import polars as pl

from dashboard import disclosure, selection
from dashboard.answers.chosen import large_classes, last_day, only, spans
from dashboard.answers.standing import covered, disclosed_coverage, standings
from dashboard.metrics import equity, over_time, talk
from dashboard.metrics.between import FEWEST_CLASSES, Between, between
from dashboard.metrics.resampling import voices_intervals
from dashboard.metrics.talk import Counting
from dashboard.selection import Period, Selection
from dashboard.workspace import Workspace

__all__ = ["FEWEST_CLASSES", "Equity", "heard"]


@dataclass(frozen=True)
class Equity:
    """Is everybody heard? Frames as metrics/equity.py, talk.py, between.py and over_time.py describe them."""

    counting: Counting
    whole: pl.DataFrame  # one row: the one class chosen, or the school with each family once
    classes: pl.DataFrame
    coverage: pl.DataFrame
    weeks: pl.DataFrame
    talk: pl.DataFrame  # the curve of talk of the one class chosen; no rows otherwise
    evenness: pl.DataFrame
    between: Between | None  # none where one class is chosen
    terms: pl.DataFrame  # one class: every term loaded; several: this period and the one before
    changes: pl.DataFrame  # this period beside the one before
    on: date  # the day of coverage
    rough: bool


@dataclass(frozen=True)
class Said:
    """What was said in one period, and by how many families."""

    seen: pl.DataFrame
    family_weeks: pl.DataFrame
    families: pl.DataFrame
    classes: pl.DataFrame
    whole: pl.DataFrame

    @property
    def by_class(self) -> pl.DataFrame:
        """class, family, messages of the classes that were seen."""
        return self.families.join(self.seen, on="class", how="semi", maintain_order="left")

    @property
    def in_school(self) -> pl.DataFrame:
        """The same with class null and each family once."""
        return equity.in_school(self.families, self.seen)

    @property
    def rows(self) -> pl.DataFrame:
        """PARTICIPATION of the classes and, where there are several, of the whole school."""
        return self.classes if self.classes.height == 1 else pl.concat([self.classes, self.whole])


def heard(
    workspace: Workspace, chosen: Selection, *, rough: bool = False, reps: bool | None = None, staff: bool = False
) -> Equity:
    """Is everybody heard? `reps` None: what class reps write counts as the school's rules say."""
    school, one = workspace.school, only(chosen)
    counting = Counting(school.pa_posters, school.profile.reps_count if reps is None else reps, staff)
    now = said(workspace, chosen, counting)
    terms, changes = beside(workspace, chosen, counting, now)
    answer = Equity(
        counting=counting,
        whole=now.whole,
        classes=now.classes,
        coverage=covered(workspace, chosen, standings(workspace, chosen)[2]),
        weeks=talk.weekly(now.family_weeks, now.seen),
        talk=equity.class_talk(now.families, one or ""),
        evenness=equity.evenness(now.by_class if one else pl.concat([now.in_school, now.by_class])),
        between=None if one else between(now.classes, now.families),
        terms=terms,
        changes=changes,
        on=last_day(workspace),
        rough=rough,
    )
    return disclosed_equity(answer, large_classes(workspace, chosen)) if rough else answer


def said(workspace: Workspace, chosen: Selection, counting: Counting) -> Said:
    """What was said in the chosen period, in groups that may have had other classes' names then."""
    offered = selection.offered(workspace.school.terms, workspace.messages)
    spoken = talk.talk(workspace.messages, chosen, counting)
    roster = over_time.of_groups(workspace.roster, spoken, workspace.links, offered, chosen)
    return of_talk(workspace, chosen, counting, roster, spoken, talk.seen(spans(workspace), workspace.classes, chosen))


def of_talk(
    workspace: Workspace,
    chosen: Selection,
    counting: Counting,
    roster: pl.DataFrame,
    spoken: pl.DataFrame,
    seen: pl.DataFrame,
) -> Said:
    family_weeks = talk.family_weeks(spoken, workspace.links, roster, chosen, counting)
    families = talk.family_messages(family_weeks, talk.families_on_roll(roster, chosen, staff=counting.staff))
    strangers = talk.unlinked(spoken, workspace.links, chosen)
    school_weeks = equity.in_school(family_weeks, seen)
    intervals = voices_intervals(
        pl.concat([family_weeks.select(school_weeks.columns), school_weeks]),
        pl.concat([seen.select("class", "weeks"), equity.school_seen(seen).select("class", "weeks")]),
    )
    classes = equity.participation(families, strangers, seen, intervals, chosen, classes=workspace.classes)
    whole = classes if only(chosen) else equity.school_participation(families, strangers, seen, intervals)
    return Said(seen, family_weeks, families, classes, whole)


def beside(workspace: Workspace, chosen: Selection, counting: Counting, now: Said) -> tuple[pl.DataFrame, pl.DataFrame]:
    """OVER_TIME of the periods to be shown beside the chosen one, and CHANGES since the one before it."""
    offered = selection.offered(workspace.school.terms, workspace.messages)
    before = over_time.before(offered, chosen.period)
    earlier = [before] if before else []
    shown = over_time.terms(offered, chosen.period) if only(chosen) else (*earlier, chosen.period)
    newest = over_time.terms(offered, chosen.period)[-1]
    cohorts = {
        period: over_time.cohort(workspace.roster, newest, period, chosen.classes)
        for period in (*earlier, chosen.period, *shown)
    }
    each = {
        period: now if period == chosen.period else said_then(workspace, chosen, counting, period, cohort)
        for period, cohort in cohorts.items()
    }
    terms = over_time.stacked([(period, each[period].rows, cohorts[period]) for period in shown])
    if before is None:
        return terms, over_time.CHANGES.to_frame()
    then = each[before]
    changes = over_time.changes(
        now.families, then.families, now.rows, then.rows, period=chosen.period.name, before=before.name
    )
    return terms, changes


def said_then(
    workspace: Workspace, chosen: Selection, counting: Counting, period: Period, cohort: pl.DataFrame
) -> Said:
    """What the classes that were chosen said in an earlier period, under whatever name they had then."""
    then, roster = Selection(period, chosen.classes), over_time.moved(workspace.roster, cohort)
    spoken = talk.talk(workspace.messages, then, counting)
    others = over_time.groups_of_others(spoken, workspace.links, workspace.roster, cohort, then)
    seen = talk.seen(spans(workspace), workspace.classes, then).filter(~pl.col("class").is_in(others))
    return of_talk(workspace, then, counting, roster, spoken, seen)


def disclosed_equity(answer: Equity, large: pl.DataFrame) -> Equity:
    def treated(frame: pl.DataFrame) -> pl.DataFrame:
        places = disclosure.places(frame, "families", ["heard"], large)
        kept = frame.select("class", "comparable", "linked_enough", low=pl.lit(None), high=pl.lit(None))
        return places.hstack(kept.drop("class"))

    return replace(
        answer,
        whole=treated(answer.whole),
        classes=treated(answer.classes),
        coverage=disclosed_coverage(answer.coverage, large),
        weeks=answer.weeks.clear(),
        talk=answer.talk.clear(),
        evenness=answer.evenness.clear(),
        between=disclosed_between(answer.between),
        terms=disclosure.over_time(answer.terms, large),
        changes=disclosure.changes(answer.changes, large),
    )


def disclosed_between(between: Between | None) -> Between | None:
    """Whether classes differ by more than chance, and how much of it lies inside them; no class's place."""
    return between and replace(
        between,
        classes=between.classes.clear(),
        limits=between.limits.clear(),
        target=None,
        dispersion=None,
        within=disclosure.banded_share(between.within),
        beyond=disclosure.none_or_some(between.beyond),
    )

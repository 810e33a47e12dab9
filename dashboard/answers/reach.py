"""Do the announcements of the period reach the families of the selected classes?"""

from dataclasses import dataclass, replace

import polars as pl

from dashboard import disclosure, grouping
from dashboard.answers.chosen import in_period, last_day, of_selected, only
from dashboard.metrics import activity, drift, evidence, lead_time, reach, states, works
from dashboard.metrics.standing import Groups, Standing, stand
from dashboard.selection import Selection, apply
from dashboard.workspace import Workspace
from parsers.schema import IS_MESSAGE


@dataclass(frozen=True)
class Reach:
    """Do announcements reach? Frames as metrics/{reach,evidence,states,works,activity}.py describe them."""

    announcements: pl.DataFrame  # with lead_days
    bands: pl.DataFrame  # of the one class chosen; or of the school (class null) and each class
    whole: pl.DataFrame  # STATES, one row: the one class chosen, or the school with each family once
    classes: pl.DataFrame  # STATES, one row a class
    latest: pl.DataFrame  # one row: announcement and sent_at, of which whole and classes speak; no row: none is over
    signs: pl.DataFrame  # SIGNS, as bands
    copied: pl.DataFrame  # announcement, class, whole: of every class group that a copy stood in
    works: pl.DataFrame
    activity: pl.DataFrame
    unshown: tuple[str, ...]  # classes too small to show, and as many more as it takes to keep them apart
    others: pl.DataFrame  # announcement group: sent_at of messages by nobody on the list of PA posters, and whose
    group: str | None  # the announcement group, if its export is loaded
    window_hours: int


def reached(workspace: Workspace, selection: Selection) -> Reach:
    """Do the announcements of the period reach the families of the selected classes?"""
    groups, one = groups_of(workspace), only(selection) if workspace.classes.height > 1 else None
    window = groups.school.window_hours
    told = stand(groups, window_hours=window, among=in_period(selection))
    bands = reach.banded(groups, told, workspace.read_counts, window_hours=window)
    mine = pl.col("class").is_in(selection.classes) | (pl.lit(one is None) & pl.col("class").is_null())
    shown = bands.filter(mine)
    each, latest = stands(workspace, told, bands)
    lead = lead_time.lead_days(told.made, languages=languages(workspace))
    answer = Reach(
        announcements=told.made.join(lead.drop("named_on"), on="announcement", how="left"),
        bands=shown,
        whole=each.filter(pl.col("class").eq_missing(pl.lit(one, pl.String))),
        classes=each.filter(of_selected(selection)),
        latest=latest,
        signs=evidence.sign_counts(told.signs, told.families).filter(mine),
        copied=copied(told, workspace.classes).filter(of_selected(selection)),
        works=works.works(
            told.made, bands, lead, quiet_start=groups.school.quiet_start, quiet_end=groups.school.quiet_end
        ),
        activity=activity.activity(
            told.made, workspace.messages, workspace.links, told.families, window_hours=WATCHED_HOURS
        ),
        unshown=() if one else disclosure.unshown(workspace.classes.filter(of_selected(selection))),
        others=others(workspace, selection),
        group=next((chat.name for chat in workspace.chats if chat.name == groups.school.announcement_chat), None),
        window_hours=window,
    )
    return only_bands(answer) if one else apart_from_small_classes(answer)


WATCHED_HOURS = 168


def groups_of(workspace: Workspace) -> Groups:
    return Groups(
        workspace.messages,
        grouping.with_posters(workspace.school, workspace.chats),
        workspace.roster,
        workspace.links,
        workspace.membership,
        workspace.snapshots,
        workspace.classes,
        workspace.head_counts,
        workspace.admin_chats,
    )


def stands(workspace: Workspace, told: Standing, bands: pl.DataFrame) -> tuple[pl.DataFrame, pl.DataFrame]:
    """STATES at the latest announcement that is over, and which that is."""
    every = reach.unreachable(bands)
    of_school = every.filter(pl.col("class").is_null())
    unreachable = every.join(of_school, on="announcement", how="semi")  # without a class that was not on roll then
    latest = unreachable.drop_nulls("known").select("announcement", "sent_at").head(1)
    announced = told.made["chat"].first() if told.made.height else None
    status = drift.family_status(
        workspace.roster,
        workspace.links,
        workspace.membership,
        workspace.snapshots,
        workspace.classes.with_columns(chat=pl.lit(announced, pl.String)),
        latest["sent_at"].item().date() if latest.height else last_day(workspace),
    )
    loaded = pl.Series([chat.name for chat in workspace.chats], dtype=pl.String)
    return states.states(told.families, status, unreachable, workspace.classes, loaded), latest


def languages(workspace: Workspace) -> tuple[str, ...]:
    """English, and the languages of the phones that exported."""
    return tuple(dict.fromkeys(["en", *(code for chat in workspace.chats for code in chat.header.languages)]))


def copied(told: Standing, classes: pl.DataFrame) -> pl.DataFrame:
    """announcement, class, whole Boolean: where a copy stood, and whether all of it did."""
    return (
        told.copies.join(classes.select("chat", "class"), on="chat")
        .group_by("announcement", "class")
        .agg(pl.col("whole").any())
        .sort("announcement", "class")
    )


def others(workspace: Workspace, selection: Selection) -> pl.DataFrame:
    """sent_at, sender of messages in the announcement group by nobody on the list, where only its people announce."""
    school = workspace.school
    rows = (
        apply(selection, workspace.messages)
        .filter(pl.col("chat") == pl.lit(school.announcement_chat, pl.String), IS_MESSAGE)
        .filter(~pl.col("sender").is_in(school.pa_posters))
        .select("sent_at", "sender")
    )
    return rows if school.pa_posters and school.profile.only_pa_announces else rows.clear()


def only_bands(answer: Reach) -> Reach:
    """Of one class, what goes with signs and how soon they come says too little."""
    return replace(answer, works=answer.works.clear(), activity=answer.activity.clear())


def apart_from_small_classes(answer: Reach) -> Reach:
    """For readers of several classes: nothing of what the families of a class too small to show did."""
    shown = ~pl.col("class").is_in(answer.unshown) | pl.col("class").is_null()
    return replace(
        answer,
        bands=answer.bands.filter(shown),
        classes=answer.classes.filter(shown),
        signs=answer.signs.filter(shown),
        copied=answer.copied.filter(shown),
    )

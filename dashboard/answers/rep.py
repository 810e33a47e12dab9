"""What only the class rep sees, as it names people: what there is to do, and who is who."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

import polars as pl

from dashboard import review, worklist
from dashboard.answers.chosen import children_of, last_day, of_selected
from dashboard.answers.standing import standings
from dashboard.metrics import admins, drift
from dashboard.policy import Profile
from dashboard.selection import Selection
from dashboard.words import listed
from dashboard.workspace import Workspace


@dataclass(frozen=True)
class Work:
    """What there is to do, with names: for the class rep alone. Frames as in worklist.py and metrics/admins.py."""

    tasks: pl.DataFrame
    admins: pl.DataFrame
    profile: Profile
    perhaps: int  # members of no current family who may have left unseen, and are no tasks therefore
    where: str  # the class
    on: date


def to_do(workspace: Workspace, selection: Selection) -> Work:
    """What there is to do in the selected classes by the school's rules."""
    families, members, _ = standings(workspace, selection)
    return Work(
        tasks=tasks_of(workspace, selection, families, members),
        admins=admins_of(workspace, selection),
        profile=workspace.school.profile,
        perhaps=worklist.perhaps(members),
        where=listed(list(selected(workspace, selection)["class"])),
        on=last_day(workspace),
    )


def tasks_of(workspace: Workspace, selection: Selection, families: pl.DataFrame, members: pl.DataFrame) -> pl.DataFrame:
    """TASKS of the selected classes, whose families and members stand as `standings` says."""
    return worklist.tasks(
        families,
        members,
        workspace.links,
        children_of(workspace.roster.filter(of_selected(selection))),
        admins_of(workspace, selection),
        selected(workspace, selection),
        workspace.school.profile,
        pa_posters=workspace.school.pa_posters,
    )


def admins_of(workspace: Workspace, selection: Selection) -> pl.DataFrame:
    known = admins.admins(workspace.messages, workspace.snapshots, last_day(workspace))
    return known.join(selected(workspace, selection), on="chat", how="semi")


def selected(workspace: Workspace, selection: Selection) -> pl.DataFrame:
    return workspace.classes.filter(of_selected(selection))


@dataclass(frozen=True)
class Review:
    """Who is who in the selected classes, with names: for the class rep alone."""

    people: pl.DataFrame  # as review.py describes it
    links: pl.DataFrame
    families: Mapping[str, str]  # on roll in these classes; family: its children, or else itself, by their names
    children: Mapping[str, str]  # the same over the whole school, where it names children


def reviewed(workspace: Workspace, selection: Selection) -> Review:
    """Who is who in the selected classes."""
    chats = workspace.classes.filter(of_selected(selection)).select("chat").drop_nulls()
    links = workspace.links.join(chats, on="chat", how="semi")
    asked = review.people(
        workspace.senders.join(chats, on="chat", how="semi"), links, workspace.candidates, workspace.membership
    )
    everybody = children_of(workspace.roster)
    here = drift.families_on(workspace.roster, last_day(workspace)).filter(of_selected(selection))
    named = here.join(everybody, on="family", how="left").select("family", name=pl.coalesce("child", "family"))
    return Review(
        people=asked,
        links=links,
        families=dict(named.sort("name").iter_rows()),
        children=dict(everybody.drop_nulls().iter_rows()),
    )

"""Do the announcements of the period reach the families of the selected classes?"""

from dataclasses import dataclass, replace

import polars as pl

from dashboard import disclosure, grouping
from dashboard.answers.chosen import in_period, large_classes, of_selected, only
from dashboard.metrics import reach
from dashboard.selection import Selection, apply
from dashboard.workspace import Workspace


@dataclass(frozen=True)
class Reach:
    """Do announcements reach? Frames as metrics/reach.py describes them."""

    announcements: pl.DataFrame
    bands: pl.DataFrame  # one row an announcement: of the one class chosen, or the school
    whole: pl.DataFrame  # one row, of the same: the one class chosen, or the school with each family once
    classes: pl.DataFrame  # one row a class, of metrics.reach.unreachable
    group: str | None  # the announcement group, if its export is loaded
    from_others: int  # messages in the announcement group by nobody on the list of PA posters, where only they announce
    rough: bool


def reached(workspace: Workspace, selection: Selection, *, rough: bool = False) -> Reach:
    """Do the announcements of the period reach the families of the selected classes?"""
    school = grouping.with_posters(workspace.school, workspace.chats)
    bands = reach.bands(
        workspace.messages,
        school,
        workspace.roster,
        workspace.links,
        workspace.membership,
        workspace.snapshots,
        workspace.read_counts,
        workspace.classes,
        head_counts=workspace.head_counts,
        admin_chats=workspace.admin_chats,
    ).filter(in_period(selection))
    unreachable = reach.unreachable(bands)
    one = only(selection)
    answer = Reach(
        announcements=reach.announcements(workspace.messages, school).filter(in_period(selection)),
        bands=bands.filter(pl.col("class").eq_missing(pl.lit(one, pl.String))),
        whole=unreachable.filter(pl.col("class").eq_missing(pl.lit(one, pl.String))),
        classes=unreachable.filter(of_selected(selection)),
        group=next((chat.name for chat in workspace.chats if chat.name == school.announcement_chat), None),
        from_others=from_others(workspace, selection),
        rough=rough,
    )
    return disclosed_reach(answer, large_classes(workspace, selection)) if rough else answer


def from_others(workspace: Workspace, selection: Selection) -> int:
    school = workspace.school
    if not (school.pa_posters and school.profile.only_pa_announces):
        return 0
    return (
        apply(selection, workspace.messages)
        .filter(pl.col("chat") == pl.lit(school.announcement_chat, pl.String), pl.col("kind") != "notice")
        .filter(~pl.col("sender").is_in(school.pa_posters))
        .height
    )


def disclosed_reach(answer: Reach, large: pl.DataFrame) -> Reach:
    known = disclosure.places(answer.classes, "n", ["known"], large)
    return replace(
        answer,
        announcements=answer.announcements.clear(),
        bands=answer.bands.clear(),
        whole=disclosure.places(answer.whole, "n", ["cannot"], large).hstack(answer.whole.select("sent_at")),
        classes=known.with_columns(cannot=pl.lit(None, pl.Float64)),
    )

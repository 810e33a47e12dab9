"""One announcement, opened: how far it came, by which signs, and where else it stood. For the Parent Association."""

from dataclasses import dataclass, replace

import polars as pl

from dashboard import disclosure
from dashboard.answers.chosen import of_selected
from dashboard.answers.reach import groups_of
from dashboard.metrics import evidence, reach
from dashboard.metrics.ladder import ladder
from dashboard.metrics.message_info import looks_at
from dashboard.metrics.standing import stand
from dashboard.selection import Selection
from dashboard.workspace import Workspace


@dataclass(frozen=True)
class Opened:
    """Frames as metrics/{reach,ladder,evidence}.py describe them, of one announcement and one class, or the school."""

    band: pl.DataFrame  # one row, none where nobody was on roll
    ladder: pl.DataFrame  # no rows where the class is too small to show
    signs: pl.DataFrame
    looks: pl.DataFrame  # every look at its Message info: taken_at, delivered, read
    window_hours: int


def opened(workspace: Workspace, selection: Selection, *, announcement: int, of_class: str | None = None) -> Opened:
    """One announcement of the period, for the whole school or one of the selected classes."""
    groups, mine = groups_of(workspace), pl.col("class").eq_missing(pl.lit(of_class, pl.String))
    window = groups.school.window_hours
    told = stand(groups, window_hours=window, among=pl.col("announcement") == announcement)
    bands = reach.banded(groups, told, workspace.read_counts, window_hours=window)
    rungs = ladder(
        groups,
        told,
        bands,
        workspace.read_counts,
        announcement=announcement,
        class_=of_class,
        window_hours=window,
    )
    looks = looks_at(told.posts, workspace.read_counts, window_hours=window)
    band = bands.filter(mine)
    answer = Opened(
        band=band,
        ladder=rungs,
        signs=evidence.sign_counts(told.signs, told.families).filter(mine),
        looks=looks.filter(pl.col("announcement") == announcement).select("taken_at", "delivered", "read"),
        window_hours=window,
    )
    unshown = disclosure.unshown(workspace.classes.filter(of_selected(selection)))
    shown = of_class is None or (of_class in selection.classes and of_class not in unshown)
    return answer if shown else nothing_of(answer)


def nothing_of(answer: Opened) -> Opened:
    return replace(
        answer,
        band=answer.band.clear(),
        ladder=answer.ladder.clear(),
        signs=answer.signs.clear(),
        looks=answer.looks.clear(),
    )

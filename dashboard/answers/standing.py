"""Where families and members stand towards the groups of their classes."""

from datetime import date

import polars as pl

from dashboard.answers.chosen import last_day, of_selected
from dashboard.metrics import drift, equity
from dashboard.selection import Selection
from dashboard.workspace import Workspace


def standings(
    workspace: Workspace, selection: Selection, on: date | None = None
) -> tuple[pl.DataFrame, pl.DataFrame, pl.DataFrame]:
    """Families, members and bounds of the selected classes, as metrics/drift.py has them; on the last day if not `on`.

    A member's family may stand in the roster with class null: of none of these classes, and no stranger.
    """
    on = on or last_day(workspace)
    known = (workspace.roster, workspace.links, workspace.membership, workspace.snapshots, workspace.classes)
    families = drift.family_status(*known, on).filter(of_selected(selection))
    members = drift.sender_status(*known, on).filter(of_selected(selection))
    named = families["class"].implode()
    members = members.filter(pl.col("class").is_in(named) | (pl.col("status") != "unknown"))  # no roster: no strangers
    return families, members, drift.bounds(families, members)


def covered(workspace: Workspace, selection: Selection, bounds: pl.DataFrame) -> pl.DataFrame:
    """`equity.coverage` of the selected classes beside the bounds (low, high) of families in their groups."""
    loaded = frozenset(chat.name for chat in workspace.chats)
    return (
        equity.coverage(workspace.classes, loaded, workspace.school)
        .filter(of_selected(selection))
        .join(bounds.select("class", "low", "high"), on="class", how="left", maintain_order="left")
    )


def kept_apart() -> pl.Expr:
    """A family's status with exclusions among those who opted out: whom the school excluded is for the rep alone."""
    status = pl.col("status").cast(pl.String)
    return status.replace({"excluded": "opted_out", "excluded_present": "opted_out_present"})

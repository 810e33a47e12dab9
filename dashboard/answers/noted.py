"""The habits of all groups on all dates: what takes long to find, and no choice on a page changes."""

from dataclasses import dataclass

import polars as pl

from dashboard.metrics import habits
from dashboard.workspace import Workspace


@dataclass(frozen=True)
class Noted:
    """Frames as metrics/habits.py describes them, sums of which are every figure of habits; none names a sender."""

    habits: pl.DataFrame
    questions: pl.DataFrame
    links: pl.DataFrame


def noted(workspace: Workspace) -> Noted:
    """The habits of all groups on all dates."""
    return Noted(*habits.noted(workspace.messages, workspace.school))

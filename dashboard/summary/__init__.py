"""Summaries: numbers that may leave the laptop. What a file holds, how it is written and read, and one school of many.

Nothing here knows an export: `dashboard.answers.summarised` makes a summary of one.
"""

from dashboard.summary.attacked import Exposed, exposed_in
from dashboard.summary.combined import combine
from dashboard.summary.file import looks_like, read, write
from dashboard.summary.model import Announcement, Figures, Group, Period, Summary
from dashboard.summary.school import Combined
from dashboard.summary.sense import as_name
from dashboard.summary.settled import Given

__all__ = [
    "Announcement",
    "Combined",
    "Exposed",
    "Figures",
    "Given",
    "Group",
    "Period",
    "Summary",
    "as_name",
    "combine",
    "exposed_in",
    "looks_like",
    "read",
    "write",
]

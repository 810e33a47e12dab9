"""Can the announcements have been seen? Always bands, never points, and people are not taken for families."""

from dashboard.charts.reach.announcements import announcement_list
from dashboard.charts.reach.bands import announcement_bands
from dashboard.charts.reach.families import states
from dashboard.charts.reach.rungs import ladder
from dashboard.charts.reach.waiting import activity
from dashboard.charts.reach.what_works import works

__all__ = [
    "activity",
    "announcement_bands",
    "announcement_list",
    "ladder",
    "states",
    "works",
]

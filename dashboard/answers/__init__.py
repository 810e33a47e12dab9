"""Workspace and selection -> the metric frames behind each of the four answers.

Written once, so that a page, the start page and the report can never show different figures. With `rough`, every
figure is treated by `disclosure` first, for readers who see no class from inside: each answer says so in `.rough`.
"""

from dashboard.answers.drift import Drift, drifted
from dashboard.answers.equity import Equity, heard
from dashboard.answers.hours import Hours, disturbed
from dashboard.answers.opened import Opened, opened
from dashboard.answers.reach import Reach, reached
from dashboard.answers.rep import Review, Work, reviewed, to_do

__all__ = [
    "Drift",
    "Equity",
    "Hours",
    "Opened",
    "Reach",
    "Review",
    "Work",
    "disturbed",
    "drifted",
    "heard",
    "opened",
    "reached",
    "reviewed",
    "to_do",
]

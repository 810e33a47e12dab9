"""Workspace and selection -> the metric frames behind each of the four answers.

Written once, so that a page, the start page and the report can never show different figures. With `rough`, every
figure is treated by `disclosure` first, for readers who see no class from inside: each answer says so in `.rough`.
"""

from dashboard.answers.clock import Clocks, Signs, clocks
from dashboard.answers.clock import signs as clock_signs
from dashboard.answers.drift import Drift, drifted
from dashboard.answers.equity import Equity, heard
from dashboard.answers.habits import Habits, habits
from dashboard.answers.hours import Hours, disturbed
from dashboard.answers.noted import Noted, noted
from dashboard.answers.opened import Opened, opened
from dashboard.answers.reach import Reach, reached
from dashboard.answers.reminder import reminder
from dashboard.answers.rep import Review, Work, reviewed, to_do

__all__ = [
    "Clocks",
    "Drift",
    "Equity",
    "Habits",
    "Hours",
    "Noted",
    "Opened",
    "Reach",
    "Review",
    "Signs",
    "Work",
    "clock_signs",
    "clocks",
    "disturbed",
    "drifted",
    "habits",
    "heard",
    "noted",
    "opened",
    "reached",
    "reminder",
    "reviewed",
    "to_do",
]

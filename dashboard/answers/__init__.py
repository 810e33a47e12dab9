"""Workspace and selection -> the metric frames behind each of the four answers.

Written once, so that a page and the start page can never show different figures. For readers of several classes, what
comes close to one person or one family is treated by `disclosure` first.
"""

from dashboard.answers.clock import Clocks, Signs, clocks
from dashboard.answers.clock import signs as clock_signs
from dashboard.answers.drift import Drift, drifted
from dashboard.answers.earlier import told_otherwise
from dashboard.answers.equity import Equity, heard
from dashboard.answers.habits import Habits, habits
from dashboard.answers.hours import Hours, disturbed
from dashboard.answers.noted import Noted, noted
from dashboard.answers.opened import Opened, opened
from dashboard.answers.reach import Reach, reached
from dashboard.answers.reminder import reminder
from dashboard.answers.rep import Review, Work, reviewed, to_do
from dashboard.answers.school import school
from dashboard.answers.summarised import Built, Discloses, NothingToSummarise, checked, summarise

__all__ = [
    "Built",
    "Clocks",
    "Discloses",
    "Drift",
    "Equity",
    "Habits",
    "Hours",
    "Noted",
    "NothingToSummarise",
    "Opened",
    "Reach",
    "Review",
    "Signs",
    "Work",
    "checked",
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
    "school",
    "summarise",
    "to_do",
    "told_otherwise",
]

"""The school in sentences and frames: is it fair, does it reach, is it calm, is it current?

The page and the report of the school are made of these alone. `period` is the name of one of `Combined.periods`; None,
or one that is not there: the newest. All of it works with one class, with classes missing and without any period.
Sentences are plain text: names in them are still to be escaped where Markdown is rendered.
"""

from dashboard.findings.school.figures import NOTE as MORE_NOTE
from dashboard.findings.school.figures import more
from dashboard.findings.school.here import DATES as HERE_DATES
from dashboard.findings.school.here import here, here_table
from dashboard.findings.school.method import METHOD
from dashboard.findings.school.method import TITLE as METHOD_TITLE
from dashboard.findings.school.notes import notes
from dashboard.findings.school.points import answers_in_short, opening, points
from dashboard.findings.school.questions import QUESTIONS
from dashboard.findings.school.rows import newest, rows, table, title

TITLE = "The school, class by class"
HERE_TITLE = "What is here"
MORE_TITLE = "More figures"

__all__ = [
    "HERE_DATES",
    "HERE_TITLE",
    "METHOD",
    "METHOD_TITLE",
    "MORE_NOTE",
    "MORE_TITLE",
    "QUESTIONS",
    "TITLE",
    "answers_in_short",
    "here",
    "here_table",
    "more",
    "newest",
    "notes",
    "opening",
    "points",
    "rows",
    "table",
    "title",
]

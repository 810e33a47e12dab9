"""Whether the files of a school, all together, give one number away: each figure as a cell, for the attack.

The reader has every file, knows how they are made, and knows how many families are on roll. A share of families that
may be told is a range of whole numbers; sums and bounds relate them: a term and its school year, a class and its year
or the school, at least and at most.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from types import MappingProxyType

from dashboard.disclosure import attack
from dashboard.summary.cells import AT_THE_END, FAMILIES, NIGHTS, SCHOOL_NIGHTS, Cells
from dashboard.summary.model import Figures, Group, Period, Summary
from dashboard.summary.related import READ, RUNGS, Told, cell, relate, relate_classes

# Every field of Figures is in one of these four; those of Announcement are RUNGS and READ.
PARTS = MappingProxyType(  # shares: of what
    {
        "heard": FAMILIES,
        "in_group_at_least": AT_THE_END,
        "in_group_at_most": AT_THE_END,
        "nights_with_a_message": NIGHTS,
        "school_nights_with_a_message": SCHOOL_NIGHTS,
    }
)
COUNTS = ("unlinked_members", "joined", "left", "messages_a_day", "messages_on_a_busy_day")
WHOLES = (FAMILIES, NIGHTS)
NO_CELL = (  # of messages, whose number nobody is told, and which are in no sum that is told
    *("linked_enough", "in_bursts", "in_side_chats", "questions", "questions_followed", "non_answers"),
)


@dataclass(frozen=True)
class Exposed:
    """A number that can be worked out: of which group, in which period or announcement, and which figure's."""

    group: str
    where: str | datetime  # the period's name; the time of the announcement
    figure: str


def exposed_in(
    summaries: Sequence[Summary], roll: Mapping[tuple[str, str], int], posted: Mapping[tuple[str, datetime], int]
) -> tuple[Exposed, ...]:
    """Every number of people or nights that has one possible value for whoever reads all of `summaries`, sorted.

    roll     families on roll, by group and period name, that readers may know exactly, of hidden rows too
    posted   the same of announcements, by group and time
    A number that neither knows is any that its published count allows. Numbers of families on roll and of nights are
    no secret. Nor is none of a count, which is told as 0, and so of whatever is a part of it. A group or a period that
    several files tell of is one: all that they say of it is true of it. A class that a year or the school counts in is
    in its sums where the same file has a row of that period for it, told or hidden.

    Raises attack.Contradiction where no numbers fit: files of different times, or a figure that was changed.
    """
    cells = Cells({**roll, **posted})
    for summary in summaries:
        for group in summary.groups:
            tell(cells, group)
    files = [Told.of(summary) for summary in summaries]
    for told in files:
        relate_classes(cells, told)
    for told in files:
        for group in told.groups:
            relate(cells, group, told)
    found = attack.exposed(cells.ranges, list(cells.sums.values()), cells.secret)
    return tuple(Exposed(cell.group, cell.place, cell.figure) for cell in found)


# What each figure says by itself


def tell(cells: Cells, group: Group) -> None:
    for period in group.periods:
        if period.figures is not None:
            tell_figures(cells, group, period, period.figures)
    for sent in group.announcements:
        cells.whole(cell(group, sent, FAMILIES), sent.families)
        for name in (*RUNGS, *READ):
            cells.share(cell(group, sent, name), cell(group, sent, FAMILIES), getattr(sent, name))


def tell_figures(cells: Cells, group: Group, period: Period, figures: Figures) -> None:
    for name in WHOLES:
        cells.whole(cell(group, period, name), getattr(figures, name))
    for name in COUNTS:
        cells.count(cell(group, period, name), getattr(figures, name))
    for name, whole in PARTS.items():
        cells.share(cell(group, period, name), cell(group, period, whole), getattr(figures, name))

"""Whether the files of a school, all together, give one number away: each figure as a cell, for the attack.

The reader has every file, knows how they are made, and knows how many families are on roll and how many nights there
were. A share that may be told is a range of whole numbers; sums and bounds relate them: a term and its school year, a
class and its year or the school, at least and at most.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from types import MappingProxyType

from dashboard.disclosure import attack
from dashboard.summary.cells import FAMILIES, NIGHTS, PARTS, Cells
from dashboard.summary.model import READ, RUNGS, Figures, Group, Period, Summary
from dashboard.summary.related import Told, cell, relate
from dashboard.summary.related_classes import relate_classes

# Every field of Figures is in PARTS or in one of these three; those of Announcement are RUNGS and READ.
COUNTS = ("unlinked_members", "joined", "left", "messages_a_day", "messages_on_a_busy_day")
WHOLES = (FAMILIES, NIGHTS)
NOTHING: Mapping[tuple[str, str | datetime, str], int] = MappingProxyType({})
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
    summaries: Sequence[Summary],
    roll: Mapping[tuple[str, str], int],
    posted: Mapping[tuple[str, datetime], int],
    wholes: Mapping[tuple[str, str | datetime, str], int] = NOTHING,
) -> tuple[Exposed, ...]:
    """Every number of people or nights that has one possible value for whoever reads all of `summaries`, sorted.

    roll     families on roll, by group and period name, that readers may know exactly, of hidden rows too
    posted   the same of announcements, by group and time
    wholes   what other shares are of (the wholes of cells.PARTS), by group, period name and of what; and, named so in
             cells, the families that came or went (GONE_BY_THE_END, gone_since, new_since), and those that the classes
             of a year have in common (shared), by its name
    A number that none of them knows is any that its published count allows. Numbers of families on roll and of nights
    are no secret. Nor is none of a count, which is told as 0, and so of whatever is a part of it. A group or a period
    that several files tell of is one: all that they say of it is true of it. A class that a year or the school counts
    in is in its sums where the same file has a row of that period for it, told or hidden.
    What is so of nearly every school is taken to be so of this one: such as that whoever is heard in a year without a
    gap is heard in one of its terms. It need not be so of a family that wrote after it left; where no numbers fit, it
    is asked again with what is certain alone.

    Raises attack.Contradiction where no numbers fit: files of different times, or a figure that was changed.
    """
    families = {(group, where, FAMILIES): number for each in (roll, posted) for (group, where), number in each.items()}
    known: dict[tuple[str, str | datetime, str], int] = {**families, **wholes}
    try:
        return found(cells_of(summaries, known))
    except attack.Contradiction:
        return found(cells_of(summaries, known, certain_alone=True))


def found(cells: Cells) -> tuple[Exposed, ...]:
    numbers = attack.exposed(cells.ranges, list(cells.sums.values()), cells.secret)
    return tuple(Exposed(cell.group, cell.place, cell.figure) for cell in numbers)


def cells_of(
    summaries: Sequence[Summary], known: Mapping[tuple[str, str | datetime, str], int], *, certain_alone: bool = False
) -> Cells:
    """All that is told, and what of it is known exactly, by group, period name or time, and of what."""
    cells = Cells(known)
    for summary in summaries:
        for group in summary.groups:
            tell(cells, group)
    files = [Told.of(summary) for summary in summaries]
    for told in files:
        relate_classes(cells, told, certain_alone=certain_alone)
    for told in files:
        for group in told.groups:
            relate(cells, group, told, certain_alone=certain_alone)
    return cells


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

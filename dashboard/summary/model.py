"""What a summary file holds: one class, or a school's classes, in fixed periods, and nothing that names.

Each figure is already as it may leave the class (dashboard/disclosure/bands.py). Null is not known, never zero.
schema.json beside this file is made of it, for people and for other programs.
"""

from datetime import date, datetime, time
from typing import Annotated, Literal

import msgspec
from msgspec import Meta
from msgspec.structs import fields

from dashboard.disclosure.bands import BANDS

VERSION = 1
FORMAT = "Schoolgate summary"
Count = Annotated[int, Meta(ge=0, le=100_000, multiple_of=5)] | Literal["<5"]
Share = Annotated[str, Meta(pattern=f"^({'|'.join(BANDS)})$")]
Name = Annotated[str, Meta(min_length=1, max_length=100)]
Moment = Annotated[datetime, Meta(tz=False, extra_json_schema={"pattern": r"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d$"})]
AT_THE_END = "at the period's end, or at the records' end where that is earlier"
FROM_THE_START = "Null where the records begin after the period's first day."
Lasting = Literal["term", "school year"]
MOST_GROUPS, MOST_PERIODS = 150, 30  # a school of ten years has half as many; more would take minutes to combine
Hour = Annotated[time, Meta(tz=False, extra_json_schema={"pattern": r"^\d\d:\d\d:\d\d$"})]


class Part(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A part of a file; a field that it does not know makes the file unreadable, as it might say something else."""


class Figures(Part, frozen=True, kw_only=True):
    """What is told of one group in one period. Shares are of the families on roll in it, unless said."""

    families: Annotated[Count | None, Meta(description="On roll in the period; null: no roster.")] = None
    heard: Annotated[Share | None, Meta(description="With at least one message.")] = None
    linked_enough: Annotated[
        bool | None, Meta(description="Whether enough of the messages could be linked to a family to judge by it.")
    ] = None
    in_group_at_least: Annotated[
        Share | None, Meta(description=f"Families surely in the group {AT_THE_END}, of those on roll then.")
    ] = None
    in_group_at_most: Annotated[
        Share | None, Meta(description=f"Families that can be in the group {AT_THE_END}, of those on roll then.")
    ] = None
    unlinked_members: Annotated[
        Count | None, Meta(description=f"In the group {AT_THE_END}, linked to nobody on the roster.")
    ] = None
    joined: Annotated[Count | None, Meta(description=f"People who came to the group. {FROM_THE_START}")] = None
    left: Annotated[
        Count | None,
        Meta(description=f"People who left or were removed. {FROM_THE_START} Null without an admin's export."),
    ] = None
    nights: Annotated[Count | None, Meta(description="Nights that were observed whole.")] = None
    nights_with_a_message: Annotated[
        Share | None, Meta(description="With a message in quiet hours, of the nights observed.")
    ] = None
    school_nights_with_a_message: Annotated[
        Share | None, Meta(description="The same, of the nights observed before a school day.")
    ] = None
    messages_a_day: Annotated[Count | None, Meta(description="On the day in the middle.")] = None
    messages_on_a_busy_day: Annotated[Count | None, Meta(description="One day in twenty has more.")] = None
    in_bursts: Annotated[Share | None, Meta(description="Of the messages: several at once by one sender.")] = None
    in_side_chats: Annotated[Share | None, Meta(description="Of the messages: conversations of two.")] = None
    questions: Annotated[Share | None, Meta(description="Of the messages.")] = None
    questions_followed: Annotated[
        Share | None, Meta(description="Of the questions: followed by somebody else's message.")
    ] = None
    non_answers: Annotated[Share | None, Meta(description="Of the messages: such as “don't know”.")] = None


class Period(Part, frozen=True, kw_only=True):
    """A fixed period that is over, or nearly: its records may lack up to two weeks at either end."""

    name: Name
    starts: date
    ends: Annotated[date, Meta(description="The last day, included.")]
    span: Lasting
    figures: Annotated[
        Figures | None,
        Meta(description="Null: too few families or messages to show, or hidden with a period that has too few."),
    ] = None


class Announcement(Part, frozen=True, kw_only=True):
    """How many of a group's families on roll that day one announcement can have reached, known by its time."""

    sent_at: Annotated[Moment, Meta(description="By the clock of the phone that exported it.")]
    families: Annotated[Count, Meta(description="On roll that day.")]
    at_least: Annotated[Share | None, Meta(description="Left a sign of it.")] = None
    known: Annotated[Share | None, Meta(description="Were surely in a group where it stood.")] = None
    at_most: Annotated[Share | None, Meta(description="Can have been in a group where it stood.")] = None
    read_at_least: Annotated[
        Share | None, Meta(description="Had read it, by a look at Message info; of the whole school alone.")
    ] = None
    read_at_most: Annotated[
        Share | None, Meta(description="Can have read it, by a look at Message info; of the whole school alone.")
    ] = None


SIGNS = tuple(each.name for each in fields(Announcement))[2:]  # the shares of the families on roll that day
RUNGS, READ = SIGNS[:3], SIGNS[3:]  # of each, none is more than the next


class Group(Part, frozen=True, kw_only=True):
    """A class; or the classes of a year that are told of together; or the school, each family once."""

    name: Annotated[Name, Meta(description="Of the class, the year or the school.")]
    kind: Literal["class", "year", "school"]
    year: Name | None = None
    classes: Annotated[
        tuple[Name, ...],
        Meta(description="Of a year: those told of together in some period. Of the school: those in its sums."),
    ] = ()
    group: Annotated[
        Literal["export", "no export", "no group", "not exported"],
        Meta(
            description="What the figures were made of: an export of the class's group, or none. Not exported: the "
            "group has chosen that nobody can export it."
        ),
    ] = "export"
    first: Annotated[date | None, Meta(description="The first day of the records.")] = None
    last: Annotated[date | None, Meta(description="The last day of the records.")] = None
    times_settled: Annotated[
        bool, Meta(description="False: exports of the group disagree on the time of day, so its nights are doubtful.")
    ] = True
    periods: Annotated[tuple[Period, ...], Meta(max_length=MOST_PERIODS)] = ()
    announcements: Annotated[tuple[Announcement, ...], Meta(max_length=5000)] = ()


class Summary(Part, frozen=True, kw_only=True):
    """A summary file, without its checksum."""

    format: Literal["Schoolgate summary"] = FORMAT
    version: Literal[1] = VERSION
    school: Annotated[Name, Meta(description="The school's name.")]
    quiet_start: Annotated[Hour, Meta(description="From when on a message counts as sent at night.")]
    quiet_end: Hour
    window_hours: Annotated[
        Literal[24, 72, 168], Meta(description="For how many hours after an announcement a sign of it counts.")
    ]
    groups: Annotated[tuple[Group, ...], Meta(max_length=MOST_GROUPS)]

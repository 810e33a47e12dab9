"""When do phones buzz, in the selected classes' groups and, apart, in the announcement group?"""

from dataclasses import dataclass, replace
from datetime import time

import polars as pl

from dashboard import disclosure
from dashboard.answers.chosen import large_classes, of_selected
from dashboard.metrics import hours
from dashboard.school import School
from dashboard.selection import Selection, apply
from dashboard.workspace import Workspace


@dataclass(frozen=True)
class Hours:
    """When do phones buzz? Frames as metrics/hours.py describes them."""

    whole: pl.DataFrame  # one row: the group of the one class chosen, or all class groups
    phones: pl.DataFrame  # the same over the groups whose number of members is known throughout; no row if none
    days: pl.DataFrame  # one row for each type of day
    classes: pl.DataFrame  # one row a class with an export
    announcements: pl.DataFrame  # one row, or none: the announcement group apart
    week: pl.DataFrame
    quiet_start: time
    quiet_end: time
    to_the_minute: bool  # some export gives no seconds
    rough: bool


def disturbed(workspace: Workspace, selection: Selection, *, rough: bool = False) -> Hours:
    """When do phones buzz, in the selected classes' groups and, apart, in the announcement group?"""
    school = workspace.school
    groups = workspace.classes.filter(of_selected(selection)).select("class", "chat").drop_nulls()
    nights = hours.nights(
        workspace.messages,
        school,
        head_counts=workspace.head_counts,
        calendar=workspace.calendar,
        period=selection.period,
    )
    in_period = apply(selection, workspace.messages)
    of_classes = in_period.join(groups, on="chat", how="semi")
    class_nights = nights.join(groups, on="chat", how="semi")
    classes = groups.join(figures_at_night(class_nights, of_classes, school), on="chat").sort("class")
    counted = classes.filter(pl.col("buzzes_a_member_night").is_not_null())
    announced = pl.col("chat") == pl.lit(school.announcement_chat, pl.String)
    answer = Hours(
        whole=figures_at_night(
            hours.pooled(class_nights), of_classes.with_columns(chat=pl.lit(None, pl.String)), school
        ),
        phones=hours.disturbance(hours.pooled(class_nights.join(counted, on="chat", how="semi"))),
        days=hours.disturbance_by_day_type(hours.pooled(class_nights)),
        classes=classes,
        announcements=figures_at_night(nights.filter(announced), in_period.filter(announced), school),
        week=hours.week(of_classes, school)
        .group_by("weekday", "hour", maintain_order=True)
        .agg(pl.col("messages").sum()),
        quiet_start=school.quiet_start,
        quiet_end=school.quiet_end,
        to_the_minute=any(chat.header.resolution == "minute" for chat in workspace.chats),
        rough=rough,
    )
    return disclosed_hours(answer, large_classes(workspace, selection)) if rough else answer


def disclosed_hours(answer: Hours, large: pl.DataFrame) -> Hours:
    observed = large.join(answer.classes, on="class", how="semi")
    return replace(
        answer,
        whole=disclosure.nights(answer.whole.with_columns(pl.lit(None, pl.String).alias("class")), observed),
        phones=answer.phones.clear(),
        classes=disclosure.nights(answer.classes, observed),
        days=answer.days.clear(),
        announcements=answer.announcements.clear(),
        week=disclosure.week(answer.week, observed),
    )


def figures_at_night(nights: pl.DataFrame, messages: pl.DataFrame, school: School) -> pl.DataFrame:
    """`hours.disturbance` beside `hours.at_night`, one row a chat."""
    shares = hours.at_night(messages, school).select("chat", written="messages", at_night="night_messages")
    return shares.join(hours.disturbance(nights), on="chat", how="left", nulls_equal=True)

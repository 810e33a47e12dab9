"""Every figure that is told of a period, a row a class: those of the four questions and all the others."""

from collections.abc import Mapping
from types import MappingProxyType

import polars as pl

from dashboard.findings.school.readings import TOLD, called_whole
from dashboard.findings.school.rows import chosen, current
from dashboard.summary.school import Combined

HEADINGS: Mapping[str, str] = MappingProxyType(
    {
        "families": "Families on roll",
        "heard": "Families heard",
        "seen_at_least": "Could see the last announcement, at least",
        "seen_at_most": "Could see it, at most",
        "in_group_at_least": "In the group at the end, at least",
        "in_group_at_most": "In the group, at most",
        "unlinked_members": "Members linked to no family",
        "joined": "People who joined",
        "left": "People who left or were removed",
        "nights": "Nights observed, over all groups",
        "nights_with_a_message": "Nights with a message",
        "school_nights_with_a_message": "School nights with a message",
        "messages_a_day": "Messages on a typical day",
        "messages_on_a_busy_day": "Messages on a busy day",
        "in_bursts": "Messages in bursts",
        "in_side_chats": "Messages in side chats of two",
        "questions": "Messages that ask a question",
        "questions_followed": "Questions followed by somebody else’s message",
        "non_answers": "Messages that only say “don’t know”",
    }
)
NOTE = (
    "Counts are to the nearest 5, and “<5” is 1 to 4. A typical day: half of the days have more messages, half fewer. "
    "A busy day: one day in twenty has more. Nights of all groups are added up. Bursts are three or more messages by "
    "one sender within two minutes. Side chats are six or more in a row by the same two people. “Not told” is a figure "
    "that is not known, or that would give a number of another row away."
)

UNTOLD = "not told"  # not known, or hidden as it would give a number away


def more(school: Combined, period: str | None = None) -> pl.DataFrame:
    """Class, then a column a figure that is told of any class in the period: as published, or in words why not."""
    own = school.figures.filter(pl.col("period").eq_missing(chosen(school, period)))
    told = set(own.filter(pl.col("told") == TOLD)["figure"])
    columns = [_figure(figure).alias(heading) for figure, heading in HEADINGS.items() if figure in told]
    by_group = own.group_by("group", maintain_order=True).agg(*columns, told=(pl.col("told") == TOLD).any())
    places = current(school, period, "fair").select("group", Class="label", why="said")
    why = pl.when(pl.col("told").fill_null(value=False)).then(pl.lit(UNTOLD)).otherwise("why")
    several = by_group.filter(pl.col("group").is_not_null(), "told").height > 1
    whole = by_group.filter(pl.col("group").is_null(), "told", pl.lit(several)).select(
        "group", Class=pl.lit(called_whole(school)), why=pl.lit(UNTOLD)
    )
    rows = pl.concat([whole, places.drop_nulls("group")]).join(
        by_group, on="group", how="left", nulls_equal=True, maintain_order="left"
    )
    return rows.select("Class", pl.col(list(by_group.columns[1:-1])).fill_null(why))


def _figure(figure: str) -> pl.Expr:
    return pl.col("said").filter(pl.col("figure") == figure).last()

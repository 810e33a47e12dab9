"""What goes with more signs and more readers, in sentences: associations, never causes."""

from types import MappingProxyType

import polars as pl

from dashboard.answers import Reach
from dashboard.metrics.works import differs
from dashboard.thresholds import FEWEST_ANNOUNCEMENTS
from dashboard.words import counted, listed, percent, plural

BY = MappingProxyType(
    {
        "hour": "hour of sending",
        "weekday": "weekday",
        "length": "length",
        "link": "link",
        "lead_time": "days until what it announces",
    }
)
CAUTION = (
    "These are associations: what is announced differs with when and how. A fair is announced in the evening, with a "
    "link, and is a fair. In one school of about ten, one of these comparisons shows a difference where there is none. "
    "Acknowledged means a direct sign: a thanks, a quote, a copy, or the link shared on; most who read leave none."
)


def points(answer: Reach) -> list[str]:
    """Which ways of sending differ by more than chance; then which can not be compared yet."""
    if not can_say(answer):
        return ["No roster names the families of every class, so what goes with more signs cannot be said."]
    if not worth_drawing(answer):
        return [
            "Too few announcements are over to say what goes with more signs: "
            f"{FEWEST_ANNOUNCEMENTS} of each of two kinds are needed."
        ]
    apart = [by for by in worth_drawing(answer) if differs(answer.works, by)]
    alike = [BY[by] for by in worth_drawing(answer) if by not in apart]
    return [*(apart_by(answer, by) for by in apart), *([no_more_than_chance(alike)] if alike else []), *counts(answer)]


def has_announcements(answer: Reach) -> bool:
    return answer.works.height > 0 and answer.announcements.height > 0


def can_say(answer: Reach) -> bool:
    """Whether any announcement that is over has figures of the school."""
    return bool(answer.works["announcements"].sum()) or answer.bands.filter("complete").is_empty()


def worth_drawing(answer: Reach) -> list[str]:
    """The ways to group of which two groups or more have figures."""
    enough = of_figures(answer).group_by("by", maintain_order=True).len().filter(pl.col("len") > 1)
    return enough["by"].cast(pl.String).to_list()


def of_figures(answer: Reach) -> pl.DataFrame:
    return answer.works.drop_nulls("acted") if answer.works.height else answer.works


def of(answer: Reach, by: str) -> pl.DataFrame:
    """The groups of one way to group, without those that no announcement is in."""
    return answer.works.filter(pl.col("by") == by, pl.col("announcements") > 0)


def title(answer: Reach, by: str) -> str:
    counts = of(answer, by)["read_low"].drop_nulls().len()
    return f"Families that acknowledged announcements{', and read counts' if counts else ''}, by {BY[by]}"


def apart_by(answer: Reach, by: str) -> str:
    """The shares of one way to group: 3 % (9:00 to 15:00) and 5 % (15:00 to 18:00)."""
    groups = of_figures(answer).filter(pl.col("by") == by)
    said = [f"{percent(row['acted'])} ({row['group']})" for row in groups.iter_rows(named=True)]
    return (
        f"By {BY[by]}, the median shares of families with a direct sign differ by more than chance usually makes: "
        f"{listed(said)}."
    )


def no_more_than_chance(alike: list[str]) -> str:
    return f"By {listed(alike)}, acknowledgements differ by no more than chance can make."


def counts(answer: Reach) -> list[str]:
    """Whether reading can be compared."""
    n = int(answer.works.filter(pl.col("by") == "link")["with_count"].sum())
    if answer.works.drop_nulls("read_low").height:
        return []
    return [
        f"Reading cannot be compared yet: {counted(n, 'announcement')} {plural(n, 'has')} a count from Message info, "
        f"and each of two kinds needs {FEWEST_ANNOUNCEMENTS}."
    ]


def table(answer: Reach) -> pl.DataFrame:
    """Every group with its figures, in per cent of families."""

    def per_cent(name: str) -> pl.Expr:
        return (pl.col(name) * 100).round(1)

    return answer.works.filter(pl.col("announcements") > 0).select(
        pl.col("by").cast(pl.String).replace(dict(BY)).alias("By"),
        pl.col("group").alias("Kind"),
        pl.col("announcements").alias("Announcements"),
        per_cent("acted").alias("Acknowledged, %"),
        per_cent("acted_low").alias("from"),
        per_cent("acted_high").alias("to"),
        pl.col("with_count").alias("With a count"),
        per_cent("read_low").alias("Read at least, %"),
        per_cent("read_high").alias("Read at most, %"),
        per_cent("read_least").alias("at least, from"),
        per_cent("read_most").alias("at most, to"),
    )

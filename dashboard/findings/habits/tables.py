"""The figures of habits as tables, and as the frames of their pictures."""

from collections.abc import Mapping
from types import MappingProxyType

import polars as pl

from dashboard.answers import Habits
from dashboard.answers.habits import Told
from dashboard.findings.habits.facing import anything
from dashboard.findings.habits.rep import KINDS
from dashboard.selection import Selection

HABITS = MappingProxyType(
    {
        "bursts": "Messages in bursts",
        "side_chats": "Messages in side chats",
        "questions": "Questions",
        "followed": "Questions followed by somebody else",
        "non_answers": "“Don’t know”",
    }
)
DRAWN = MappingProxyType(
    {  # shares of the messages, which may stand beside each other
        "bursts": "in bursts",
        "side_chats": "in side chats",
        "questions": "questions",
        "non_answers": "“don’t know”",
    }
)
FEW = "fewer than 5"
A_DAY = MappingProxyType({"median": "A middling day", "high": "The busiest of twenty"})


def can_draw(answer: Habits) -> bool:
    return anything(answer, answer.now)


def can_draw_classes(answer: Habits) -> bool:
    """One class alone is said in words."""
    return not answer.rough and answer.now.faced.height > 1 and answer.now.faced["median"].count() > 0


def shares(answer: Habits) -> pl.DataFrame:
    """habit (in words), share, said: of the classes together, for the picture."""
    return worded(answer.now.whole.filter(pl.col("habit").cast(pl.String).is_in(list(DRAWN))), DRAWN)


def worded(shares: pl.DataFrame, words: Mapping[str, str]) -> pl.DataFrame:
    """habit (in words), share (null: not told), said, in the order of SHARES."""
    names = pl.col("habit").cast(pl.String).replace_strict(words, return_dtype=pl.String)
    if "said" in shares.columns:
        return shares.select(names, "share", "said")
    share = pl.col("part") / pl.when(pl.col("of") > 0).then(pl.col("of"))
    numbers = shares.select("part", "of", "few").iter_rows()
    said = [FEW if few else f"{part:,} of {whole:,}" for part, whole, few in numbers]
    return shares.select(names, share=share, said=pl.Series(said, dtype=pl.String))


def faced(answer: Habits) -> pl.DataFrame:
    """class, median, high: messages a day, for the picture."""
    return answer.now.faced.select("class", "median", "high")


def links_by_kind(answer: Habits) -> pl.DataFrame:
    """kind (in words), links: for the picture; no row where none was posted."""
    rows = [(words, answer.now.posted[column].sum()) for column, _, words in KINDS]
    frame = pl.DataFrame(rows, schema={"kind": pl.String, "links": pl.UInt32}, orient="row")
    return frame if frame["links"].sum() else frame.clear()


def by_habit(answer: Habits, selection: Selection) -> pl.DataFrame:
    """A row a habit: this period and, where it may be set beside it, the one before."""
    now = worded(answer.now.whole, HABITS).select(Habit="habit", **{selection.period.name: "said"})
    if answer.before is None or answer.earlier is None:
        return now
    then = worded(answer.earlier.whole, HABITS).select(Habit="habit", **{answer.before.name: "said"})
    return now.join(then, on="Habit", how="left", maintain_order="left")


def by_class(answer: Habits) -> pl.DataFrame:
    """A row a class, by name: for readers of several classes who see them."""
    frame = answer.now.faced.select(
        Class="class", Days="days", **{said: pl.col(name).round(1) for name, said in A_DAY.items()}
    )
    for habit, said in HABITS.items():
        frame = frame.join(column(answer.now, habit, said), on="Class", how="left", maintain_order="left")
    return frame.join(waits(answer.now), on="Class", how="left", maintain_order="left")


def column(told: Told, habit: str, said: str) -> pl.DataFrame:
    rows = told.classes.filter(pl.col("habit") == habit)
    return rows.select(Class="class", **{said: worded(rows, HABITS)["said"]})


def waits(told: Told) -> pl.DataFrame:
    return told.waits.drop_nulls("class").select(
        Class="class", **{"Minutes until half were followed": pl.col("half").ceil()}
    )

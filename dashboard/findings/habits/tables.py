"""The figures of habits as tables, and as the frames of their pictures."""

from collections.abc import Mapping
from types import MappingProxyType

import polars as pl

from dashboard.answers import Habits
from dashboard.answers.habits import Told
from dashboard.findings.habits.facing import few
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
SHARES_TITLE = "What the messages are made of"
FEW = MappingProxyType(
    dict.fromkeys(HABITS, "fewer than 5")
    | {"bursts": "in fewer than 5 bursts", "side_chats": "in fewer than 5 side chats"}
)
FEW_OF_EACH = MappingProxyType({habit: f"{words} each" for habit, words in FEW.items()})
FEW_DRAWN = MappingProxyType(dict.fromkeys(DRAWN, "too few to tell"))
A_DAY = MappingProxyType({"median": "A typical day", "high": "A busy day (one in twenty)"})


def can_draw(answer: Habits) -> bool:
    return bool(answer.now.messages)


def can_draw_classes(answer: Habits) -> bool:
    """One class alone is said in words."""
    return answer.now.faced.height > 1 and answer.now.faced["median"].count() > 0


def shares(answer: Habits) -> pl.DataFrame:
    """habit (in words), share, said: of the classes together, for the picture."""
    drawn = answer.now.whole.filter(pl.col("habit").cast(pl.String).is_in(list(DRAWN)))
    return worded(drawn, DRAWN, FEW_DRAWN)


def shares_title(answer: Habits) -> str:
    """What the messages are made of (bursts in 1 of 6 classes, side chats in 5 of 6): where not all are in a bar."""
    number = classes(answer.now)
    parts = [
        f"{words.removeprefix('in ')} in {told} of {number}"
        for habit, words in DRAWN.items()
        if (told := some(answer.now, habit))
    ]
    if not parts:
        return SHARES_TITLE
    return f"{SHARES_TITLE} ({parts[0]} classes{''.join(f', {part}' for part in parts[1:])})"


def some(told: Told, habit: str) -> int | None:
    """In how many classes that habit is told of, where that is some of them and not all."""
    few_of = len(few(told, habit))
    return classes(told) - few_of if 0 < few_of < classes(told) else None


def classes(told: Told) -> int:
    return told.classes["class"].n_unique()


def worded(shares: pl.DataFrame, words: Mapping[str, str], too_few: Mapping[str, str]) -> pl.DataFrame:
    """habit (in words), share (null: not told), said, in the order of SHARES; too_few: what is said of few."""
    names = pl.col("habit").cast(pl.String).replace_strict(words, return_dtype=pl.String)
    share = pl.col("part") / pl.when(pl.col("of") > 0).then(pl.col("of"))
    numbers = shares.select("habit", "part", "of", "few").iter_rows()
    said = [too_few[habit] if is_few else f"{part:,} of {whole:,}" for habit, part, whole, is_few in numbers]
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
    """A row a habit: this period and, where that is of the same classes, the one before."""
    now = together(answer.now).select(Habit="habit", **{selection.period.name: "said"})
    if answer.before is None or answer.earlier is None:
        return now
    alike = [HABITS[habit] for habit in HABITS if few(answer.now, habit) == few(answer.earlier, habit)]
    then = together(answer.earlier).filter(pl.col("habit").is_in(alike))
    then = then.select(Habit="habit", **{answer.before.name: "said"})
    return now.join(then, on="Habit", how="left", maintain_order="left")


def together(told: Told) -> pl.DataFrame:
    """`worded` of the classes together, saying how many they are where that is not all."""
    number, too_few = classes(told), FEW_OF_EACH if classes(told) > 1 else FEW
    among = {HABITS[habit]: f" in {part} of {number} classes" for habit in HABITS if (part := some(told, habit))}
    places = pl.col("habit").replace_strict(among, default="", return_dtype=pl.String)
    return worded(told.whole, HABITS, too_few).with_columns(pl.concat_str("said", places))


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
    return rows.select(Class="class", **{said: worded(rows, HABITS, FEW)["said"]})


def waits(told: Told) -> pl.DataFrame:
    return told.waits.drop_nulls("class").select(
        Class="class", **{"Minutes until half were followed": pl.col("half").ceil()}
    )

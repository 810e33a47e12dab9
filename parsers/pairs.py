"""Which rows of two exports on one clock are one and the same: by time and text where that is certain, else by order.

What is alone of its kind for some minutes in both exports is certain. Between two such rows both exports show the same
messages in the same order, so the others are paired by their turn, even if one of them was edited or deleted since.
"""

from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta

import polars as pl

from parsers.clocks import in_common

ONCE_IN_A_GROUP = ("created", "encrypted")  # whatever time each phone gives them

PAIRS = pl.Schema({"id": pl.UInt32, "id_right": pl.UInt32})

NEAR = timedelta(minutes=2)
_MINUTE = timedelta(minutes=1)
_ONE_TIME = timedelta(seconds=65)  # minutes are cut off, and no two phones' clocks are quite equal
_CLOCK_CHANGE = timedelta(hours=2)  # of a message in the night when a clock changes
_SLACK_MINUTES = (0, -1, 1)
_MARKS = r"[\u{200e}\u{200f}\u{202a}-\u{202e}\u{2066}-\u{2069}]"
_MENTION = r"@\S"  # each phone writes a mention as its own contacts have it


def message_pairs(left: pl.DataFrame, right: pl.DataFrame) -> pl.DataFrame:
    """Columns id, id_right of messages that are one: same person (who), same time, same text or one of them altered."""
    left, right = (_messages(rows) for rows in in_common(left, right, NEAR))
    pairs = _alone_in_both(left, right, ["who", "said"])
    for columns in (["who"], ["who", "said"]):
        pairs = pl.concat([pairs, _in_turn(*_free(left, right, pairs), pairs, columns)])
    strange_left = ~pl.col("who").is_in(right["who"].unique().implode())
    strange_right = ~pl.col("who").is_in(left["who"].unique().implode())
    every, media, altered = pl.lit(True), pl.col("said") == "\0media", pl.col("altered")
    other = (pl.col("said") != "\0media") & (pl.col("kind") != "text")
    steps = [
        (["who", "said"], every, every),
        (["who", "raw"], every, every),  # "null" typed, where the other export takes it for a stand-in
        (["who", "kind"], other, other),
        (["who"], altered, every),
        (["who"], every, altered),
        (["said"], strange_left & ~media, every),
        (["said"], every, strange_right & ~media),
    ]
    return _by_minute(left, right, pairs, steps)


def notice_pairs(left: pl.DataFrame, right: pl.DataFrame) -> pl.DataFrame:
    """Columns id, id_right of notices that are one: same event, time and people, as far as both name them."""
    left, right = (_notices(rows) for rows in (left, right))
    whenever = pl.lit(datetime.min, dtype=pl.Datetime("ms"))
    timeless = (rows.filter(_once()).with_columns(sent_at=whenever) for rows in (left, right))
    left, right = left.filter(~_once()), right.filter(~_once())
    every, nobody, nobody_told = pl.lit(True), pl.col("actor").is_null(), pl.col("people") == ""
    steps = [
        (["event", "actor", "people"], every, every),
        (["event", "people"], nobody, every),
        (["event", "people"], every, nobody),
        (["event", "actor"], nobody_told, every),
        (["event", "actor"], every, nobody_told),
    ]
    pairs = _equally_many(left, right, ["event", "actor", "people"])
    once_each = _by_minute(next(timeless), next(timeless), PAIRS.to_frame(), [(["event"], every, every)])
    return pl.concat([once_each, _by_minute(left, right, pairs, steps)])


def same_text_at_the_same_time(left: pl.DataFrame, right: pl.DataFrame) -> pl.DataFrame:
    """Columns id, id_right of texts with no equal one near in either export, whoever they are by."""
    left, right = (_messages(rows).filter(pl.col("kind") == "text") for rows in in_common(left, right, NEAR))
    return _alone_in_both(left, right, ["said"])


def lone_notices(left: pl.DataFrame, right: pl.DataFrame) -> pl.DataFrame:
    """Columns id, id_right of notices about equally many people with no other of their event near in either export."""
    left, right = (_notices(rows).filter(~_once()) for rows in in_common(left, right, NEAR))
    return _alone_in_both(left, right, ["event", "count"])


def _once() -> pl.Expr:
    return pl.col("event").is_in(ONCE_IN_A_GROUP)


# What is compared -------------------------------------------------------------------------------------------------


def _messages(rows: pl.DataFrame) -> pl.DataFrame:
    """Columns id, sent_at, who, kind, said (the text, or what it is instead), altered (may read otherwise there)."""
    text = pl.col("text").str.replace_all(_MARKS, "").str.strip_chars()
    instead = pl.when(pl.col("media").is_not_null()).then(pl.lit("\0media")).otherwise("\0" + pl.col("kind"))
    return rows.filter(pl.col("kind") != "notice").select(
        "id",
        "sent_at",
        "who",
        "kind",
        said=pl.when(pl.col("kind") == "text").then(text).otherwise(instead),
        raw=text,
        altered=(pl.col("kind") == "deleted") | pl.col("edited"),
        mentions=pl.col("text").str.contains(_MENTION),
    )


def _notices(rows: pl.DataFrame) -> pl.DataFrame:
    people = pl.col("targets").list.sort().list.join("\0")
    return rows.filter(pl.col("kind") == "notice").select(
        "id", "sent_at", "event", "actor", people=people, count=pl.col("targets").list.len()
    )


# How rows are paired ----------------------------------------------------------------------------------------------


def _clustered(left: pl.DataFrame, right: pl.DataFrame, columns: list[str]) -> pl.DataFrame:
    """The rows of both (columns id, sent_at, ours), in clusters that are equal in `columns` and near in time.

    `begins` says that a cluster begins with the row.
    """
    rows = [
        rows.select("id", "sent_at", ours=pl.lit(one), key=pl.struct(columns).hash())
        for rows, one in ((left, True), (right, False))
    ]
    apart = (pl.col("key") != pl.col("key").shift(1)) | (pl.col("sent_at").diff() >= NEAR)
    return pl.concat(rows).sort("key", "sent_at").with_columns(begins=apart.fill_null(True))


def _alone_in_both(left: pl.DataFrame, right: pl.DataFrame, columns: list[str]) -> pl.DataFrame:
    """Pairs of rows that are equal in `columns` and have no other such row near in either export."""
    rows = _clustered(left, right, columns)
    following = rows.shift(-1).rename({column: f"{column}_next" for column in rows.columns})
    ends = rows.select(ends=pl.col("begins").shift(-2, fill_value=True))
    two = pl.col("begins") & ~pl.col("begins_next") & pl.col("ends") & (pl.col("ours") != pl.col("ours_next"))
    apart = pl.col("sent_at_next") - pl.col("sent_at")
    found = pl.concat([rows, following, ends], how="horizontal").filter(two, apart <= _ONE_TIME)
    found = found.filter((apart < _MINUTE).any())  # else the one export ends where the other begins
    mine = pl.when("ours")
    return found.select(id=mine.then("id").otherwise("id_next"), id_right=mine.then("id_next").otherwise("id"))


def _equally_many(left: pl.DataFrame, right: pl.DataFrame, columns: list[str]) -> pl.DataFrame:
    """Pairs, in their order, of rows that are equal in `columns`, of which both exports have equally many near."""
    rows = _clustered(left, right, columns).with_columns(cluster=pl.col("begins").cum_sum())
    turn = pl.int_range(pl.len()).over("cluster", "ours")
    rows = rows.with_columns(turn=turn).filter((2 * pl.col("ours").sum() == pl.len()).over("cluster"))
    found = rows.filter("ours").join(rows.filter(~pl.col("ours")), on=["cluster", "turn"])
    one_time = (pl.col("sent_at") - pl.col("sent_at_right")).abs() <= _ONE_TIME
    return found.filter(one_time).select("id", "id_right")


def _in_turn(left: pl.DataFrame, right: pl.DataFrame, pairs: pl.DataFrame, columns: list[str]) -> pl.DataFrame:
    """The first of one side with the first of the other, and so on, among rows equal in `columns` in one gap.

    A gap lies between two pairs. Inside it, both sides must have equally many. Before the first and after the last
    pair one export has more than the other, so the turn is counted from that pair. It ends where two cannot be one.
    """
    fixed = _in_order(pairs)
    if fixed.is_empty():
        return PAIRS.to_frame()
    by = ["gap", *columns]
    sides = (_turns(rows, fixed[name], by) for rows, name in ((left, "id"), (right, "id_right")))
    found = next(sides).join(next(sides), on=[*by, "turn", "as_many"], nulls_equal=True, coalesce=False)
    return (
        found.sort("turn")
        .filter(_may_be_one(pl.col("as_many").is_not_null()).cum_min().over(by))
        .select("id", "id_right")
    )


def _in_order(pairs: pl.DataFrame) -> pl.DataFrame:
    """The pairs that stand in the same order in both exports."""
    right = pl.col("id_right").cast(pl.Int64)
    before, after = right.cum_max().shift(1, fill_value=-1), right.cum_min(reverse=True).shift(-1)
    return pairs.sort("id").filter((right > before) & (right < after).fill_null(True))


def _turns(rows: pl.DataFrame, fixed: pl.Series, by: list[str]) -> pl.DataFrame:
    """`rows` with gap, turn in it and as_many (how many rows there are, null where that does not matter)."""
    first, last = pl.col("gap") == 0, pl.col("gap") == len(fixed)
    turn = pl.int_range(pl.len()).over(by)
    count = pl.len().over(by)
    return rows.with_columns(gap=fixed.search_sorted(rows["id"])).with_columns(
        turn=pl.when(first).then(count - 1 - turn).otherwise(turn),
        as_many=pl.when(~first & ~last).then(count),
    )


def _may_be_one(inside: pl.Expr) -> pl.Expr:
    apart = (pl.col("sent_at") - pl.col("sent_at_right")).abs()
    near = apart <= pl.when(inside).then(pl.lit(_CLOCK_CHANGE)).otherwise(pl.lit(_ONE_TIME))
    typed = (pl.col("kind") == "text") & (pl.col("kind_right") == "text")
    alike = (pl.col("said") == pl.col("said_right")) | (pl.col("mentions") & pl.col("mentions_right"))
    return near & (alike | pl.col("altered") | pl.col("altered_right") | (inside & ~typed))


def _free(left: pl.DataFrame, right: pl.DataFrame, pairs: pl.DataFrame) -> tuple[pl.DataFrame, pl.DataFrame]:
    return (
        left.join(pairs, on="id", how="anti", maintain_order="left"),
        right.join(pairs, left_on="id", right_on="id_right", how="anti", maintain_order="left"),
    )


def _by_minute(
    left: pl.DataFrame,
    right: pl.DataFrame,
    pairs: pl.DataFrame,
    steps: Iterable[tuple[Sequence[str], pl.Expr, pl.Expr]],
) -> pl.DataFrame:
    """`pairs`, and what each step (equal columns, which rows of each side) finds among what is still free."""
    for columns, of_left, of_right in steps:
        for minutes in _SLACK_MINUTES if len(pairs) else (0,):  # else the one may begin where the other ends
            left, right = _free(left, right, pairs)
            found = _paired(left.filter(of_left), right.filter(of_right), columns, minutes)
            pairs = pl.concat([pairs, found])
    return pairs


def _paired(left: pl.DataFrame, right: pl.DataFrame, columns: Sequence[str], minutes: int) -> pl.DataFrame:
    """The first of one side with the first of the other, and so on, within equal columns and minute."""
    minute = pl.col("sent_at").dt.truncate("1m")
    keyed = left.select("id", *columns, minute=minute)
    keyed_right = right.select("id", *columns, minute=minute + pl.duration(minutes=minutes))
    keys = [*columns, "minute"]
    turn = pl.int_range(pl.len()).over(keys).alias("turn")
    found = keyed.with_columns(turn).join(keyed_right.with_columns(turn), on=[*keys, "turn"], nulls_equal=True)
    return found.select("id", "id_right")

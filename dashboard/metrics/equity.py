"""Is everybody heard? The unit is the family in a class; definitions in METRICS, "Equity".

What counts as said is in talk.py. Unknown is null, never zero: a class whose group was not seen in the period, or whose
roster names no family, has no families heard.
"""

from collections.abc import Collection, Sequence
from typing import Any

import polars as pl

from dashboard.metrics.statistics import (
    equal_gini,
    equal_reference,
    gini,
    half_the_talk,
    hill,
    lorenz,
    rarefied,
    theil,
    wilson,
)
from dashboard.metrics.talk import weeks_between
from dashboard.school import School
from dashboard.selection import Selection
from dashboard.thresholds import FEWEST_FAMILIES, FEWEST_MESSAGES, MOST_UNLINKED

DRAWN = 50  # messages behind voices_50, equal_voices_50 and voices_ratio
STATE = pl.Enum(["export", "exporting_off", "group", "none"])
PARTICIPATION = pl.Schema(
    {
        "class": pl.String,  # null: the whole school
        "families": pl.UInt32,  # N
        "heard": pl.UInt32,  # S
        "low": pl.Float64,  # Wilson, 95 %
        "high": pl.Float64,
        "messages": pl.UInt32,  # M, of families on roll
        "effective_voices": pl.Float64,
        "voices_low": pl.Float64,  # by resampling weeks, 95 %
        "voices_high": pl.Float64,
        "voices_50": pl.Float64,
        "equal_voices_50": pl.Float64,
        "voices_ratio": pl.Float64,
        "half_the_talk": pl.UInt32,
        "unlinked_senders": pl.UInt32,
        "unlinked_messages": pl.UInt32,
        "comparable": pl.Boolean,
        "linked_enough": pl.Boolean,
        "since": pl.Date,  # what of the period was seen
        "until": pl.Date,
        "weeks": pl.UInt32,
        "throughout": pl.Boolean,
    }
)
EVENNESS = pl.Schema(
    {
        "class": pl.String,  # null: the whole school
        "families": pl.UInt32,
        "heard": pl.UInt32,
        "messages": pl.UInt32,
        "gini": pl.Float64,  # corrected, over all families
        "gini_if_equal": pl.Float64,
        "hill_0": pl.Float64,
        "hill_1": pl.Float64,
        "hill_2": pl.Float64,
        "theil": pl.Float64,
    }
)


def participation(
    family_messages: pl.DataFrame,
    unlinked: pl.DataFrame,
    seen: pl.DataFrame,
    intervals: pl.DataFrame,
    selection: Selection,
    *,
    classes: pl.DataFrame | None = None,
    min_families: int = FEWEST_FAMILIES,
    min_messages: int = FEWEST_MESSAGES,
    max_unlinked_share: float = MOST_UNLINKED,
) -> pl.DataFrame:
    """PARTICIPATION: one row for each class of the selection, in its order.

    `classes` (CLASSES) gives families where the roster names none; `seen` (talk.seen) has the classes of which
    something was seen; `intervals` (class, voices_low, voices_high) has what resampling.voices_intervals gives.

    families           null: no roster
    heard, low, high, messages and all that follow from them   null: not seen, or no family named
    effective_voices (voices), voices_50 and equal_voices_50 (families in 50 messages), voices_ratio, half_the_talk
                       null besides: nobody posted; the three of 50 messages: fewer than 50
    voices_low, voices_high   as `intervals` has them, and at most as many voices as there are families
    unlinked_*, since, until, weeks, throughout   null: not seen
    comparable         at least `min_families` families and `min_messages` messages; false where either is unknown
    linked_enough      unlinked senders wrote at most `max_unlinked_share` of what they and families wrote;
                       null: not seen
    """
    counts = _counts(family_messages)
    sizes = {} if classes is None else dict(classes.select("class", "families").iter_rows())
    strangers = {name: (senders, posts) for name, senders, posts in unlinked.iter_rows()}
    loaded = frozenset(seen["class"])
    rows = [
        _row(name, counts.get(name, []), sizes.get(name), strangers.get(name, (0, 0)), name in loaded)
        for name in selection.classes
    ]
    return _judged(rows, seen, intervals, min_families, min_messages, max_unlinked_share)


def school_participation(
    family_messages: pl.DataFrame,
    unlinked: pl.DataFrame,
    seen: pl.DataFrame,
    intervals: pl.DataFrame,
    *,
    min_families: int = FEWEST_FAMILIES,
    min_messages: int = FEWEST_MESSAGES,
    max_unlinked_share: float = MOST_UNLINKED,
) -> pl.DataFrame:
    """PARTICIPATION in one row with class null, over the classes that were seen; frames as `participation` takes them.

    A family with children in two of them counts once. Classes that were not seen, or whose roster names nobody, add
    neither families nor messages: nobody can say whether those were heard. families is null where none are left.
    Unlinked senders are added up over the same classes: a person in two groups is two. throughout: all of them were.
    """
    families = in_school(family_messages, seen).sort("family")["messages"].to_list()
    named = family_messages.join(seen, on="class", how="semi")
    strangers = unlinked.join(named, on="class", how="semi")
    posts = (int(strangers["senders"].sum()), int(strangers["messages"].sum()))
    rows = [_row(None, families, None, posts, bool(seen.height))]
    return _judged(rows, school_seen(seen), intervals, min_families, min_messages, max_unlinked_share)


def school_seen(seen: pl.DataFrame) -> pl.DataFrame:
    """`seen` (talk.seen) of all its classes together, in one row with class null; no row where nothing was seen."""
    spans = seen.select(
        pl.lit(None, pl.String).alias("class"),
        pl.col("since").min(),
        pl.col("until").max(),
        weeks=weeks_between(pl.col("since").min(), pl.col("until").max()),
        throughout=pl.col("throughout").all(),
    )
    return spans.head(seen.height)


def in_school(families: pl.DataFrame, seen: pl.DataFrame) -> pl.DataFrame:
    """`families` (class, family, messages, perhaps week) of the classes seen, with class null and each family once."""
    named = families.schema["class"]
    others = [name for name in ("family", "week") if name in families.columns]
    return (
        families.lazy()
        .join(seen.lazy().select(pl.col("class").cast(named)), on="class", how="semi")
        .group_by(others)
        .agg(pl.col("messages").sum())
        .select(pl.lit(None, named).alias("class"), *others, "messages")
        .collect(engine="streaming")
    )


def evenness(family_messages: pl.DataFrame) -> pl.DataFrame:
    """EVENNESS: how evenly the messages are spread over families, for experts; a row a class, as in `family_messages`.

    gini               over all families on roll, the silent ones too, times n / (n - 1)
    gini_if_equal      the mean of it, had as many messages fallen on as many families at random
    hill_0, 1, 2       effective numbers: families that posted, exp Shannon, inverse Simpson
    theil              Theil's T, in nats, 0 to ln(families)
    All are null where nobody posted, and the two of Gini for one family alone.
    """
    groups = family_messages.group_by("class", maintain_order=True).agg("messages")
    return pl.DataFrame([_evenness(name, counts) for name, counts in groups.iter_rows()], schema=EVENNESS)


def coverage(classes: pl.DataFrame, loaded_chats: Collection[str], school: School) -> pl.DataFrame:
    """class, year, families, chat, state Enum: one row for each row of CLASSES, in its order.

    state   export: an export of its group is loaded; exporting_off: none is, and the group has chosen that nobody can
            export; group: a group is known and no export is loaded; none: no group known
    """
    off = [group.name for group in school.classes if not group.exporting]
    return classes.select(
        "class",
        "year",
        "families",
        "chat",
        state=pl.when(pl.col("chat").is_in(list(loaded_chats)))
        .then(pl.lit("export"))
        .when(pl.col("class").is_in(off))
        .then(pl.lit("exporting_off"))
        .when(pl.col("chat").is_not_null())
        .then(pl.lit("group"))
        .otherwise(pl.lit("none"))
        .cast(STATE),
    )


def class_talk(family_messages: pl.DataFrame, class_name: str) -> pl.DataFrame:
    """share_of_families, share_of_messages: the Lorenz curve of one class, without names; no rows if nobody posted."""
    counts = family_messages.filter(pl.col("class") == class_name)["messages"].to_list()
    return pl.DataFrame(
        lorenz(counts), schema={"share_of_families": pl.Float64, "share_of_messages": pl.Float64}, orient="row"
    )


def _counts(family_messages: pl.DataFrame) -> dict[str, list[int]]:
    """The messages of each of a class's families, by class."""
    return dict(family_messages.group_by("class").agg("messages").iter_rows())


def _row(
    name: str | None, counts: Sequence[int], size: int | None, strangers: tuple[int, int], seen: bool
) -> dict[str, Any]:
    """One row of PARTICIPATION, what was seen and the two judgements apart."""
    senders, messages = strangers if seen else (None, None)
    row = {
        "class": name,
        "families": len(counts) or size or None,  # a roster of nobody is no roster
        "unlinked_senders": senders,
        "unlinked_messages": messages,
    }
    return row | (_heard(counts) if seen and counts else {})


def _heard(counts: Sequence[int]) -> dict[str, Any]:
    """What the counts of a class with a roster and an export say."""
    heard = sum(count > 0 for count in counts)
    low, high = wilson(heard, len(counts)) or (None, None)
    voices, equal = rarefied(counts, DRAWN), equal_reference(len(counts), DRAWN)
    return {
        "heard": heard,
        "low": low,
        "high": high,
        "messages": sum(counts),
        "effective_voices": hill(counts, 1),
        "voices_50": voices,
        "equal_voices_50": None if voices is None else equal,
        "voices_ratio": None if voices is None else voices / equal,
        "half_the_talk": half_the_talk(counts),
    }


def _evenness(name: str | None, counts: Sequence[int]) -> dict[str, Any]:
    talk, messages = theil({"": counts}), sum(counts)
    return {
        "class": name,
        "families": len(counts),
        "heard": sum(count > 0 for count in counts),
        "messages": messages,
        "gini": gini(counts),
        "gini_if_equal": equal_gini(len(counts), messages),
        "hill_0": hill(counts, 0),
        "hill_1": hill(counts, 1),
        "hill_2": hill(counts, 2),
        "theil": None if talk is None else talk.total,
    }


def _judged(
    rows: Sequence[dict[str, Any]],
    seen: pl.DataFrame,
    intervals: pl.DataFrame,
    min_families: int,
    min_messages: int,
    max_unlinked_share: float,
) -> pl.DataFrame:
    """The rows as PARTICIPATION, with what was seen, whether they can be compared, and whether enough is linked."""
    enough = (pl.col("families") >= min_families) & (pl.col("messages") >= min_messages)
    strange = pl.col("unlinked_messages") / (pl.col("unlinked_messages") + pl.col("messages").fill_null(0))
    joined = [name for name in PARTICIPATION if name not in {*seen.columns, *intervals.columns} or name == "class"]
    return (
        pl.DataFrame(rows, schema=pl.Schema({name: PARTICIPATION[name] for name in joined}))
        .with_columns(
            comparable=enough.fill_null(False),
            linked_enough=strange.fill_nan(0) <= max_unlinked_share,
        )
        .join(seen, on="class", how="left", maintain_order="left", nulls_equal=True)
        .join(intervals, on="class", how="left", maintain_order="left", nulls_equal=True)
        .with_columns(pl.col("voices_high").clip(upper_bound="families"))
        .select(pl.col(name).cast(dtype) for name, dtype in PARTICIPATION.items())
    )

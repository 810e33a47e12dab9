"""Is everybody heard? The unit is the family in a class; definitions in METRICS, "Equity".

What counts as said: everything a person sent (kind neither notice nor call) in the selected period, in a group that
`links` gives to a class. Left out: PA posters, staff, and, with `reps_count=False`, whoever is known to be a class rep.
A sender linked to nobody is counted beside the families (`unlinked`). A sender linked to a family that is not on this
class's roll in the period (another class's, or one that left earlier) is neither: we know who it is, and that it is
nobody of this class. Such senders are drift's to show.

Unknown is null, never zero: a class whose export is not loaded, or whose roster names no family, has no families heard.
"""

from collections.abc import Collection, Sequence
from typing import Any

import polars as pl

from dashboard.metrics.statistics import equal_reference, half_the_talk, hill, lorenz, rarefied, voices_ratio, wilson
from dashboard.school import School
from dashboard.selection import Selection, apply

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
        "voices_50": pl.Float64,
        "equal_voices_50": pl.Float64,
        "voices_ratio": pl.Float64,
        "half_the_talk": pl.UInt32,
        "unlinked_senders": pl.UInt32,
        "unlinked_messages": pl.UInt32,
        "comparable": pl.Boolean,
        "linked_enough": pl.Boolean,
    }
)


def families_on_roll(roster: pl.DataFrame, selection: Selection) -> pl.DataFrame:
    """class, family: each family on a selected class's roll on some day of the period, once; staff are no family.

    Any standing: a family that opted out is on roll. A null start or end is open.
    """
    period = selection.period
    return (
        roster.filter(pl.col("role").ne_missing("staff"))
        .filter(pl.col("class").is_in(selection.classes))
        .filter(pl.col("starts").is_null() | (pl.col("starts") <= period.ends))
        .filter(pl.col("ends").is_null() | (pl.col("ends") >= period.starts))
        .select("class", "family")
        .unique()
        .sort("class", "family")
    )


def family_messages(
    messages: pl.DataFrame,
    links: pl.DataFrame,
    roster: pl.DataFrame,
    selection: Selection,
    *,
    pa_posters: Sequence[str] = (),
    reps_count: bool = True,
) -> pl.DataFrame:
    """class, family, messages UInt32: one row for each family on roll, 0 included, sorted by class and family.

    A family whose class's export is not loaded has 0 here too; `participation` is told which are loaded.
    With `reps_count=False` a rep's posts are left out and the rep's family stays on roll.
    """
    counted = (
        _said(messages, selection, pa_posters)
        .join(_voices(links, roster, selection, reps_count), on=["chat", "sender"])
        .group_by("class", "family")
        .agg(pl.col("messages").sum())
    )
    return (
        families_on_roll(roster, selection)
        .join(counted, on=["class", "family"], how="left", maintain_order="left")
        .with_columns(pl.col("messages").fill_null(0).cast(pl.UInt32))
    )


def unlinked(
    messages: pl.DataFrame, links: pl.DataFrame, selection: Selection, *, pa_posters: Sequence[str] = ()
) -> pl.DataFrame:
    """class, senders UInt32, messages UInt32: who posted, linked to nobody; a row for each class with posts."""
    return (
        _said(messages, selection, pa_posters)
        .join(_class_groups(links), on="chat")
        .filter(pl.col("class").is_in(selection.classes))
        .join(links.select("chat", "sender", "family"), on=["chat", "sender"], how="left")
        .with_columns(unknown=pl.col("family").is_null())
        .group_by("class")
        .agg(
            senders=pl.col("sender").filter(pl.col("unknown")).n_unique().cast(pl.UInt32),
            messages=pl.col("messages").filter(pl.col("unknown")).sum().cast(pl.UInt32),
        )
        .sort("class")
    )


def observed(messages: pl.DataFrame, classes: pl.DataFrame, selection: Selection) -> frozenset[str]:
    """The selected classes (CLASSES says whose group is whose) of which some of the period was seen.

    Seen is what lies between the first and the last record of the class's group, notices included; so an export that
    begins after the period, as one that was cut does, says nothing about it. What `participation` calls loaded.
    """
    seen = (
        messages.lazy()
        .group_by("chat")
        .agg(first=pl.col("sent_at").min().dt.date(), last=pl.col("sent_at").max().dt.date())
        .filter(pl.col("first") <= selection.period.ends, pl.col("last") >= selection.period.starts)
        .collect(engine="streaming")
    )
    return frozenset(
        classes.filter(pl.col("class").is_in(selection.classes)).join(seen, on="chat", how="semi")["class"]
    )


def participation(
    family_messages: pl.DataFrame,
    unlinked: pl.DataFrame,
    selection: Selection,
    *,
    classes: pl.DataFrame | None = None,
    loaded: Collection[str] | None = None,
    min_families: int = 10,
    min_messages: int = 50,
    max_unlinked_share: float = 0.10,
) -> pl.DataFrame:
    """PARTICIPATION: one row for each class of the selection, in its order.

    `classes` (CLASSES) gives families where the roster names none; `loaded` holds the classes whose group's export is
    loaded and reaches into the period (`observed`), and None means all of them.

    families           null: no roster
    heard, low, high, messages and all that follow from them   null: export not loaded, or no family named
    effective_voices (voices), voices_50 and equal_voices_50 (families in 50 messages), voices_ratio, half_the_talk
                       null besides: nobody posted; the three of 50 messages: fewer than 50
    unlinked_*         null: export not loaded
    comparable         at least `min_families` families and `min_messages` messages; false where either is unknown
    linked_enough      unlinked senders wrote at most `max_unlinked_share` of what they and families wrote;
                       null: export not loaded
    """
    counts = _counts(family_messages)
    sizes = {} if classes is None else dict(classes.select("class", "families").iter_rows())
    strangers = {name: (senders, posts) for name, senders, posts in unlinked.iter_rows()}
    rows = [
        _row(
            name,
            counts.get(name, []),
            sizes.get(name),
            strangers.get(name, (0, 0)),
            loaded is None or name in loaded,
        )
        for name in selection.classes
    ]
    return _judged(rows, min_families, min_messages, max_unlinked_share)


def school_participation(
    family_messages: pl.DataFrame,
    unlinked: pl.DataFrame,
    selection: Selection,
    *,
    loaded: Collection[str] | None = None,
    min_families: int = 10,
    min_messages: int = 50,
    max_unlinked_share: float = 0.10,
) -> pl.DataFrame:
    """PARTICIPATION in one row with class null, over the selection's classes whose export is loaded.

    A family with children in two of them counts once. Classes that are not loaded, or whose roster names nobody, add
    neither families nor messages: nobody can say whether those were heard. families is null where none are left.
    Unlinked senders are added up over classes: the same person in two groups is two.
    """
    known = [name for name in selection.classes if loaded is None or name in loaded]
    own = family_messages.filter(pl.col("class").is_in(known))
    strangers = unlinked.filter(pl.col("class").is_in(known))
    families = own.group_by("family").agg(pl.col("messages").sum())["messages"].to_list()
    posts = (int(strangers["senders"].sum()), int(strangers["messages"].sum()))
    return _judged([_row(None, families, None, posts, bool(known))], min_families, min_messages, max_unlinked_share)


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


def weekly(
    messages: pl.DataFrame,
    links: pl.DataFrame,
    roster: pl.DataFrame,
    selection: Selection,
    *,
    pa_posters: Sequence[str] = (),
    reps_count: bool = True,
) -> pl.DataFrame:
    """class, week Date (its Monday), families_heard UInt32, messages UInt32: what `family_messages` counts, by week.

    Every week from the first to the last record of the class's group in the period, zeros included; the first and the
    last may be part weeks. A class without records has no rows. Sorted by class and week.
    """
    heard = (
        _said(messages, selection, pa_posters, _monday(pl.col("sent_at")).alias("week"))
        .join(_voices(links, roster, selection, reps_count), on=["chat", "sender"])
        .group_by("class", "week")
        .agg(families_heard=pl.col("family").n_unique(), messages=pl.col("messages").sum())
    )
    return (
        _weeks(messages, links, selection)
        .join(heard, on=["class", "week"], how="left", maintain_order="left")
        .with_columns(pl.col("families_heard", "messages").fill_null(0).cast(pl.UInt32))
    )


def _said(messages: pl.DataFrame, selection: Selection, pa_posters: Sequence[str], *by: pl.Expr) -> pl.DataFrame:
    """chat, sender, *by, messages: how much each person sent in the period, less PA posters."""
    return (
        apply(selection, messages.lazy())
        .filter(~pl.col("kind").is_in(["notice", "call"]))
        .group_by("chat", "sender", *by)
        .agg(messages=pl.len())
        .collect(engine="streaming")
        .filter(~pl.col("sender").is_in(list(pa_posters)))
    )


def _voices(links: pl.DataFrame, roster: pl.DataFrame, selection: Selection, reps_count: bool) -> pl.DataFrame:
    """chat, sender, class, family: who speaks for which family on roll, in the group of that family's class."""
    reps = roster.filter(pl.col("role") == "class_rep").select("class", "family", "guardian")
    return (
        links.join(families_on_roll(roster, selection), on=["class", "family"], how="semi")
        .join(reps.clear() if reps_count else reps, on=["class", "family", "guardian"], how="anti", nulls_equal=True)
        .select("chat", "sender", "class", "family")
    )


def _class_groups(links: pl.DataFrame) -> pl.DataFrame:
    """chat, class: the groups that belong to a class."""
    return links.select("chat", "class").drop_nulls().unique()


def _weeks(messages: pl.DataFrame, links: pl.DataFrame, selection: Selection) -> pl.DataFrame:
    """class, week: every week between the first and the last record of a class's group in the period."""
    return (
        apply(selection, messages.lazy())
        .group_by("chat")
        .agg(first=pl.col("sent_at").min(), last=pl.col("sent_at").max())
        .collect(engine="streaming")
        .join(_class_groups(links), on="chat")
        .filter(pl.col("class").is_in(selection.classes))
        .group_by("class")
        .agg(first=_monday(pl.col("first").min()), last=_monday(pl.col("last").max()))
        .select("class", week=pl.date_ranges("first", "last", "1w"))
        .explode("week")
        .sort("class", "week")
    )


def _monday(moment: pl.Expr) -> pl.Expr:
    return moment.dt.truncate("1w").dt.date()


def _counts(family_messages: pl.DataFrame) -> dict[str, list[int]]:
    """The messages of each of a class's families, by class."""
    return dict(family_messages.group_by("class").agg("messages").iter_rows())


def _row(
    name: str | None, counts: Sequence[int], size: int | None, strangers: tuple[int, int], loaded: bool
) -> dict[str, Any]:
    """One row of PARTICIPATION, its two judgements apart."""
    senders, messages = strangers if loaded else (None, None)
    row = {
        "class": name,
        "families": len(counts) or size or None,  # a roster of nobody is no roster
        "unlinked_senders": senders,
        "unlinked_messages": messages,
    }
    return row | (_heard(counts) if loaded and counts else {})


def _heard(counts: Sequence[int]) -> dict[str, Any]:
    """What the counts of a class with a roster and an export say."""
    heard = sum(count > 0 for count in counts)
    low, high = wilson(heard, len(counts)) or (None, None)
    voices = rarefied(counts, DRAWN)
    return {
        "heard": heard,
        "low": low,
        "high": high,
        "messages": sum(counts),
        "effective_voices": hill(counts, 1),
        "voices_50": voices,
        "equal_voices_50": None if voices is None else equal_reference(len(counts), DRAWN),
        "voices_ratio": voices_ratio(counts, DRAWN),
        "half_the_talk": half_the_talk(counts),
    }


def _judged(
    rows: Sequence[dict[str, Any]], min_families: int, min_messages: int, max_unlinked_share: float
) -> pl.DataFrame:
    """The rows as PARTICIPATION, with whether they can be compared and whether enough senders are known."""
    enough = (pl.col("families") >= min_families) & (pl.col("messages") >= min_messages)
    strange = pl.col("unlinked_messages") / (pl.col("unlinked_messages") + pl.col("messages").fill_null(0))
    return pl.DataFrame(rows, schema=PARTICIPATION).with_columns(
        comparable=enough.fill_null(False),
        linked_enough=strange.fill_nan(0) <= max_unlinked_share,
    )

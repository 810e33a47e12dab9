"""Who can be seen in a group, and which of its names are one person's."""

import numpy as np
import polars as pl
from scipy.sparse import coo_array
from scipy.sparse.csgraph import connected_components

from parsers.notices import YOU
from parsers.schema import NAMES, empty

PRESENCE = ("created", "added", "joined", "left", "removed", "number_changed", "username_changed")
RENAMED = ("number_changed", "username_changed")  # notices whose targets are [old, new]
NO_NAMES = empty(NAMES)


def senders(
    messages: pl.DataFrame, snapshots: pl.DataFrame, classes: pl.DataFrame, names: pl.DataFrame = NO_NAMES
) -> pl.DataFrame:
    """Everybody who can be seen in a group: one row a chat and sender, sorted by both.

    Columns: chat, sender, class (null in a group of no class, or of several), person (the same for all names that
    notices of a changed number or username, or `names`, tie together in that chat), shown (the messages have this name;
    false for one that only another export of the group has).
    Seen are those who posted, who did or underwent a creation, an arrival, a departure or a change of number, and
    those on a member list. The exporter's own "You" is nobody.
    """
    shown = pl.concat([posters(messages), acting(messages), listed(snapshots)]).unique().filter(is_somebody("sender"))
    known = names.filter(is_somebody("name"), is_somebody("sender")).join(shown, on=["chat", "sender"], how="semi")
    further = known.select("chat", sender="name").unique().join(shown, on=["chat", "sender"], how="anti")
    seen = pl.concat(
        [frame.with_columns(shown=pl.lit(is_shown)) for frame, is_shown in ((shown, True), (further, False))]
    )
    class_of = (
        classes.filter(pl.col("chat").is_not_null())
        .group_by("chat")
        .agg(pl.when(pl.col("class").n_unique() == 1).then(pl.col("class").first()).alias("class"))
    )
    return (
        seen.join(class_of, on="chat", how="left")
        .join(persons(messages, known), on=["chat", "sender"], how="left")
        .with_columns(pl.col("person").fill_null(pl.col("sender")))
        .select("chat", "sender", "class", "person", "shown")
        .sort("chat", "sender")
    )


def is_somebody(column: str) -> pl.Expr:
    return pl.col(column).is_not_null() & ~pl.col(column).is_in(["", YOU])


def posters(messages: pl.DataFrame) -> pl.DataFrame:
    """chat, sender of every message, once."""
    return messages.lazy().select("chat", "sender").filter(pl.col("sender").is_not_null()).unique().collect()


def acting(messages: pl.DataFrame) -> pl.DataFrame:
    """chat, sender: actors and targets of the notices that tell who is in a group."""
    notices = messages.filter(pl.col("event").is_in(PRESENCE))
    targets = notices.select("chat", sender="targets").explode("sender", empty_as_null=False, keep_nulls=False)
    return pl.concat([notices.select("chat", sender="actor"), targets])


def listed(snapshots: pl.DataFrame) -> pl.DataFrame:
    """chat, sender of every name on a member list."""
    return snapshots.select("chat", sender="names").explode("sender", empty_as_null=False, keep_nulls=False)


def persons(messages: pl.DataFrame, names: pl.DataFrame = NO_NAMES) -> pl.DataFrame:
    """chat, sender, person for the senders whom changes of number or username, or `names`, tie together."""
    changes = (
        messages.filter(pl.col("event").is_in(RENAMED) & (pl.col("targets").list.len() == 2))
        .select("chat", old=pl.col("targets").list.first(), new=pl.col("targets").list.last())
        .vstack(names.select("chat", old="sender", new="name"))
        .unique()
    )
    ends = pl.concat([changes.select("chat", sender=end) for end in ("old", "new")]).unique().sort("chat", "sender")
    if ends.is_empty():
        return ends.with_columns(person=pl.col("sender"))
    index = ends.with_row_index("index")
    pairs = changes
    for end in ("old", "new"):
        pairs = pairs.join(index.rename({"index": f"{end}_index", "sender": end}), on=["chat", end])
    graph = coo_array(
        (np.ones(pairs.height), (pairs["old_index"].to_numpy(), pairs["new_index"].to_numpy())),
        shape=(ends.height, ends.height),
    )
    _, component = connected_components(graph, directed=False)
    return ends.with_columns(component=component).select(
        "chat", "sender", person=pl.col("sender").first().over("component")
    )

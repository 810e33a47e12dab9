"""What member lists with names add to what the exports show, and which names there are one person's."""

from collections.abc import Iterable, Sequence

import polars as pl

from dashboard.membership.events import EVENTS, IN, LISTED, MAYBE, OUT, renames, saying
from dashboard.people import lookup, name_key
from parsers.member_lists import member_lists
from parsers.notices import YOU
from parsers.schema import conform


def persons(messages: pl.DataFrame, names: pl.DataFrame) -> pl.DataFrame:
    """chat, key, person: the names (as `name_key` spells them) that are another name of somebody, and whose.

    `names` (NAMES) says what a sender is called elsewhere; a name that is also a sender's own, or several people's, is
    left out. Who changed a number or username is one person, by the last of the names.
    """
    own = messages.select("chat", "sender").drop_nulls().unique()
    own = own.select("chat", key=lookup(own["sender"], name_key)).unique()
    aliases = (
        names.select("chat", key=lookup(names["name"], name_key), person=lookup(names["sender"], name_key))
        .unique()
        .filter(pl.len().over("chat", "key") == 1)
        .join(own, on=["chat", "key"], how="anti")
    )
    changes = renames(messages.filter(pl.col("kind") == "notice")).sort("chat", "at", "line")
    became = changes.select("chat", lookup(changes["old"], name_key), lookup(changes["new"], name_key))
    columns = dict.fromkeys(["chat", "key", "person"], pl.String)
    chains = pl.DataFrame(list(last_names(became.rows())), schema=columns, orient="row")
    followed = aliases.join(
        chains.rename({"key": "person", "person": "last"}), on=["chat", "person"], how="left"
    ).with_columns(pl.coalesce("last", "person").alias("person"))
    return pl.concat([followed.select(*columns), chains]).unique(["chat", "key"], keep="last", maintain_order=True)


def last_names(changes: Sequence[tuple[str, str, str]]) -> Iterable[tuple[str, str, str]]:
    """chat, name, last name: through all the changes (chat, old, new) in their order."""
    last: dict[tuple[str, str], str] = {}
    for chat, old, new in reversed(changes):
        last |= {(chat, old): last.get((chat, new), new)}
    return [(chat, old, new) for (chat, old), new in last.items() if old != new]


def with_person(people: pl.DataFrame, aliases: pl.DataFrame) -> pl.DataFrame:
    """`people` (chat, sender, …) with key, their name as it is compared, and person; aliases: as `persons` has them."""
    return (
        people.with_columns(key=lookup(people["sender"], name_key))
        .join(aliases, on=["chat", "key"], how="left")
        .with_columns(pl.coalesce("person", "key"))
    )


def list_events(shown: pl.DataFrame, snapshots: pl.DataFrame, aliases: pl.DataFrame) -> pl.DataFrame:
    """EVENTS that member lists with names add: who is on one, who is not, and who may be."""
    lists = member_lists(snapshots)
    listed = with_person(on_lists(lists), aliases)
    seen = with_person(shown.select("chat", "sender").unique(), aliases)
    unseen = listed.select(seen.columns).unique(["chat", "sender"]).join(seen, on=["chat", "person"], how="anti")
    asked = (
        pl.concat([seen, unseen])
        .join(lists.select("chat", "at", "unnamed", "has_you"), on="chat")
        .sort("at")
        .join_asof(
            shown.select("chat", "sender", "at", was="says").sort("at"),
            on="at",
            by=["chat", "sender"],
            allow_exact_matches=False,
            check_sortedness=False,
        )
        .with_columns(was_in=(pl.col("was") == IN).fill_null(False))
    )
    first_line = pl.lit(0, pl.UInt32)
    absent = asked.join(listed, on=["chat", "at", "person"], how="anti").with_columns(
        candidates=pl.col("was_in").sum().over("chat", "at")
    )
    says = (
        pl.when(pl.col("unnamed") == 0)
        .then(pl.lit(OUT))
        .when(pl.col("was_in") & pl.col("has_you") & (pl.col("unnamed") == 1) & (pl.col("candidates") == 1))
        .then(pl.lit(IN))
        .when(pl.col("was_in"))
        .then(pl.lit(MAYBE))
    )
    return pl.concat(
        [
            saying(present(asked, listed).with_columns(line=first_line), LISTED, before=True),
            conform(
                absent.select("chat", "sender", "at", line=first_line, says=says, before=pl.lit(False)).drop_nulls(
                    "says"
                ),
                EVENTS,
            ),
        ]
    )


def present(asked: pl.DataFrame, listed: pl.DataFrame) -> pl.DataFrame:
    """The rows of `asked` who are on the list: of a person's names the one that was in, else the one that is listed."""
    spelt = listed.select("chat", "at", "key", as_listed=pl.lit(True)).unique()
    likeliest = 4 * pl.col("was_in") + 2 * pl.col("as_listed").fill_null(False) + (pl.col("key") == pl.col("person"))
    return (
        asked.join(listed, on=["chat", "at", "person"], how="semi")
        .join(spelt, on=["chat", "at", "key"], how="left")
        .with_columns(likeliest=likeliest)
        .filter(pl.col("likeliest") == pl.col("likeliest").max().over("chat", "at", "person"))
    )


def on_lists(lists: pl.DataFrame) -> pl.DataFrame:
    """chat, at, sender: each name of each list, less the exporter's "You"."""
    named = lists.explode("names", empty_as_null=False, keep_nulls=False).filter(pl.col("names") != YOU)
    return named.select("chat", "at", sender="names").unique(maintain_order=True)

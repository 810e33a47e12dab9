"""Read counts: how many families the readers that Message info tells of can be (METRICS.md, "Reach").

`read_count_band` is the definition, `read_bands` applies it to one look (`looks_at`) at each announcement.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from typing import Any

import polars as pl

from dashboard.metrics.addressed import keyed
from dashboard.metrics.evidence import IS_WRITTEN, until
from dashboard.metrics.presence import last_lists, nameless
from dashboard.metrics.standing import Groups, Standing

READ_NOTE = pl.Enum(["ok", "taken_earlier", "impossible"])
SOON = timedelta(days=7)  # a list made so soon after the last line of an export saw whoever the export does
GUARDIANS_WHERE_UNNAMED = 2  # of a family whose guardians the roster does not name
READ_BANDS = pl.Schema(
    {
        "announcement": pl.UInt32,
        "class": pl.Categorical(),
        "read_low": pl.UInt32,
        "read_high": pl.UInt32,
        "read_note": READ_NOTE,
    }
)


def read_count_band(members: Sequence[int], evidence: Sequence[int], read: int) -> tuple[int, int]:
    """The fewest and the most families among `read` readers.

    members: how many members each family has in the group (0: none); evidence: the positions in it of the families
    known to have read. fewest = |E| + the fewest other families, largest first, whose members cover what the members of
    E leave of `read`; most = min(read, families with a member or evidence).
    Raises ValueError where `read` < |E|: the count was taken before that evidence.
    """
    known = set(evidence)
    if read < len(known):
        raise ValueError("This count was taken earlier: fewer people had read it than families left a sign.")
    left, fewest = read - sum(members[family] for family in known), len(known)
    others = Counter(members)
    others.subtract(members[family] for family in known)
    for size in sorted(others.keys() - {0}, reverse=True):
        covering = min(others[size], max(0, -(-left // size)))
        left -= covering * size
        fewest += covering
    present = len(known) + sum(number for size, number in others.items() if size > 0)
    return min(fewest, read), min(read, present)


def looks_at(posts: pl.DataFrame, read_counts: pl.DataFrame, *, window_hours: float) -> pl.DataFrame:
    """announcement, chat, poster, since, until, taken_at, delivered, read, part: every look at Message info, by time.

    part: others may have read it who are not counted, as it is a look at a repeat, or an edit has reset the counts.

    A look belongs to the announcement that was sent, or repeated, in the minute it names.
    """
    minute = pl.col("sent_at").dt.truncate("1m")
    sent = posts.group_by("announcement", maintain_order=True).agg(
        pl.col("sent_at", "sender").first(), reset=pl.col("edited").any()
    )
    return (
        posts.select("announcement", "chat", minute=minute)
        .unique(["chat", "minute"], keep="first", maintain_order=True)
        .join(
            read_counts.drop_nulls("read").select("chat", "taken_at", "delivered", "read", minute=minute),
            on=["chat", "minute"],
        )
        .join(
            sent.select("announcement", "reset", poster="sender", since="sent_at", until=until(window_hours)),
            on="announcement",
        )
        .with_columns(part=pl.col("reset") | (pl.col("minute") != pl.col("since").dt.truncate("1m")))
        .drop("minute", "reset")
        .sort("announcement", "taken_at")
    )


def fullest(looks: pl.DataFrame) -> pl.DataFrame:
    """Of each announcement the look with the most readers, the last of several: a later one has fewer after an edit."""
    return looks.sort("read", "taken_at").unique("announcement", keep="last", maintain_order=True)


def read_bands(groups: Groups, told: Standing, looks: pl.DataFrame) -> pl.DataFrame:
    """announcement, class (null: the school), read_low, read_high, read_note, for each look, of which each
    announcement has one; no row where nobody is on roll.

    read_low is the greater of two lower bounds, either by `read_count_band`:
        by the roster       a family may have as many members as guardians on the roster (two where none is named), or
                            known members if they are more; beside the families there may read all guardians of families
                            not counted, all staff, and every member linked to nobody. Where everybody in the group is
                            known by name (`named_since`), the roster adds nobody: a family has those members alone
        by the head-count   a family has its known members, and everybody else in the group reads beside them; only
                            where the count is sound (`people_at_most`)
    read_high is the most families that can have been in the group when it was sent, and no more than read, unless
    readers may be missing (`part`). Both are null, with a read_note, where fewer read it than families wrote below it
    (taken_earlier), and where read_low would be more than read_high (impossible): something loaded or typed is wrong.
    Taken for granted: whoever is in the group unseen (a nameless join, no post) is on the roster.
    """
    by = ["announcement", "family"]
    looks, guardians = keyed(looks), guardians_of(keyed(groups.roster))
    counted = told.families.join(looks, on="announcement", how="semi").select(by).unique()
    in_group = told.members.join(looks, on=["announcement", "chat"], how="semi")
    person = pl.coalesce("guardian", "sender")
    known = (
        in_group.drop_nulls("family")
        .group_by(by)
        .agg(
            people=pl.len().cast(pl.Int64),  # two accounts of one guardian are two members
            certain=person.filter(pl.col("sure") & pl.col("stays")).n_unique().cast(pl.Int64),
            sure=pl.col("sure").any(),
        )
    )
    everybody = (
        pl.concat([counted, looks.select("announcement").join(guardians.select("family"), how="cross")])
        .unique()
        .join(counted.with_columns(counted=pl.lit(True)), on=by, how="left")
        .join(guardians, on="family", how="left")
        .join(known, on=by, how="left")
        .join(writers(groups, looks), on=by, how="left")
        .with_columns(
            pl.col("counted", "sure", "wrote", "by_then").fill_null(False),
            pl.col("people", "certain").fill_null(0),
            pl.col("guardians").fill_null(GUARDIANS_WHERE_UNNAMED),
        )
        .join(looks.select("announcement", "chat", "since"), on="announcement")
        .join(keyed(named_since(groups)), on="chat", how="left")
        .with_columns(
            size=pl.when(pl.col("since") < pl.col("listed_at"))
            .then("people")
            .otherwise(pl.max_horizontal("guardians", "people"))
        )
        .sort("announcement", "family")
    )
    strangers = (
        in_group.filter(pl.col("family").is_null())
        .join(looks.select("announcement", sender="poster"), on=["announcement", "sender"], how="anti")
        .group_by("announcement")
        .agg(strangers=pl.len())
    )
    each = (
        everybody.group_by("announcement")
        .agg(
            pl.col("size", "certain").filter("counted"),
            evidence=pl.col("by_then").filter("counted").arg_true(),
            wrote=(pl.col("wrote") & pl.col("counted")).sum(),
            surely=((pl.col("sure") | pl.col("by_then")) & pl.col("counted")).sum(),
            uncounted=pl.col("size").filter(~pl.col("counted")).sum(),
        )
        .join(strangers, on="announcement", how="left")
        .join(looks, on="announcement")
        .join(told.rooms, on=["announcement", "chat"], how="left")
        .with_columns(pl.col("strangers", "people").fill_null(0))
        .sort("announcement")
    )
    return pl.DataFrame(
        [(look["announcement"], None, *read_band(look)) for look in each.iter_rows(named=True)],
        schema=READ_BANDS,
        orient="row",
    )


def writers(groups: Groups, looks: pl.DataFrame) -> pl.DataFrame:
    """announcement, family, wrote, by_then: families of whom a member wrote in the group within the window.

    Nobody does so without opening it; but Message info counts only those who were members when it was sent.
    wrote: they were, or possibly; by_then: they surely were, and wrote before the look.
    """
    then = keyed(groups.membership).select(
        "chat", "sender", "since", left_at="until", sure=pl.col("certainty") != "possible"
    )
    members = (
        looks.rename({"since": "sent_at"})
        .join(then, on="chat")
        .filter(
            (pl.col("since").is_null() | (pl.col("since") <= pl.col("sent_at")))
            & (pl.col("left_at").is_null() | (pl.col("left_at") > pl.col("sent_at")))
        )
        .select("announcement", "chat", "sender", "sure", "sent_at", "until", "taken_at")
    )
    return (
        keyed(
            groups.messages.filter(
                pl.col("chat").is_in(looks["chat"].cast(pl.String).unique().implode()) & IS_WRITTEN
            ).select("chat", "sender", at="sent_at")
        )
        .join(members, on=["chat", "sender"])
        .filter((pl.col("at") > pl.col("sent_at")) & (pl.col("at") <= pl.col("until")))
        .join(keyed(groups.links).select("chat", "sender", "family").drop_nulls(), on=["chat", "sender"])
        .group_by("announcement", "family")
        .agg(wrote=pl.lit(True), by_then=(pl.col("sure") & (pl.col("at") <= pl.col("taken_at"))).any())
    )


def named_since(groups: Groups) -> pl.DataFrame:
    """chat, listed_at: the groups of which everybody who was a member before `listed_at` is known by name.

    A list names whoever was there that day, and an admin's export whoever left before; between its last line and a list
    some days later nobody is taken to have left.
    """
    ends = groups.messages.group_by("chat").agg(end=pl.col("sent_at").max())
    lists = (
        last_lists(groups.snapshots, date.max)
        .join(ends, on="chat")
        .filter(pl.col("at") <= pl.col("end") + SOON)
        .select("chat", listed_at="at")
    )
    named = nameless(groups.membership, groups.snapshots, date.max).filter((pl.col("places") == 0) & ~pl.col("goes_on"))
    return lists.join(named, on="chat", how="semi").filter(pl.col("chat").is_in(sorted(groups.admins)))


def guardians_of(roster: pl.DataFrame) -> pl.DataFrame:
    """family, guardians Int64: how many people each family of the roster, and each member of staff, may be."""
    named = pl.col("guardian").drop_nulls().n_unique()
    return (
        roster.drop_nulls("family")
        .group_by("family")
        .agg(
            guardians=pl.when(pl.col("guardian").is_null().any())
            .then(named.clip(GUARDIANS_WHERE_UNNAMED))
            .otherwise(named)
            .cast(pl.Int64)
        )
    )


def read_band(look: Mapping[str, Any]) -> tuple[int | None, int | None, str]:
    """read_low, read_high, read_note of one look."""
    read, evidence = look["read"], look["evidence"]
    if read < look["wrote"]:
        return None, None, "taken_earlier"

    def fewest(sizes: Sequence[int], beside: int) -> int:
        return read_count_band(sizes, evidence, max(read - beside, len(evidence)))[0]

    low = fewest(look["size"], look["uncounted"] + look["strangers"])
    possible = min(len(look["size"]), sum(size > 0 for size in look["size"]) + look["strangers"])
    others = possible - look["surely"]
    if look["most"] is not None:
        others = min(others, max(0, look["most"] - (look["people"] if look["sound"] else look["surely"])))
        if look["sound"]:
            low = max(low, fewest(look["certain"], max(0, look["most"] - sum(look["certain"]) - 1)))  # less the poster
    present = look["surely"] + others
    high = present if look["part"] else min(read, present)
    if low > high:
        return None, None, "impossible"
    return low, high, "ok"

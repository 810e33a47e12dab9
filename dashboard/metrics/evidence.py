"""Which families left a sign that an announcement was seen, and where it stood (METRICS.md, "Reach")."""

import polars as pl

from dashboard.metrics.thanks import says_thanks
from dashboard.metrics.urls import links_in, same_link
from parsers.schema import IS_MESSAGE, STAFF

SIGN = pl.Enum(["quote", "thanks", "link", "copy", "message", "join", "after_copy"])
DIRECT = ("quote", "thanks", "link", "copy")
SIGNS = pl.Schema({"announcement": pl.UInt32, "class": pl.String, "sign": SIGN, "families": pl.UInt32})


def until(window_hours: float) -> pl.Expr:
    return pl.col("sent_at") + pl.duration(minutes=round(window_hours * 60))


def stood(announcements: pl.DataFrame, copies: pl.DataFrame, *, window_hours: float = 72) -> pl.DataFrame:
    """announcement, chat, sent_at (of the announcement), since, until, echo: every group where it or a copy stood.

    since: when the whole of it first stood there; null where only a part of it ever did.
    """
    own = announcements.select("announcement", "chat", "sent_at", since="sent_at", until=until(window_hours))
    copied = (
        copies.group_by("announcement", "chat")
        .agg(since=pl.col("at").filter("whole").min())
        .join(own.drop("chat", "since"), on="announcement")
        .select(own.columns)
    )
    return pl.concat([own.with_columns(echo=pl.lit(False)), copied.with_columns(echo=pl.lit(True))])


def evidence(
    messages: pl.DataFrame,
    announcements: pl.DataFrame,
    copies: pl.DataFrame,
    links: pl.DataFrame,
    *,
    window_hours: float = 72,
) -> pl.DataFrame:
    """announcement, family, sign: what families linked to a sender did in (sent_at, sent_at + window]; unique rows.

    sign:
        quote       quoted some of its words in a class group
        thanks      said thanks in a group where all of it stood, after it
        link        shared one of its links on, in any group, which nobody had written before
        copy        passed all of it on to a class group
        message     wrote in the announcement group
        join        joined the announcement group by that person's own act
        after_copy  wrote in a class group after a copy of all of it
    The first four are direct. Being added, leaving, or a change of number is no evidence, and a sender linked to nobody
    adds none.
    """
    linked = links.filter(pl.col("family").is_not_null() & ~pl.col("family").str.starts_with(STAFF)).select(
        "chat", "sender", "family"
    )
    places = stood(announcements, copies, window_hours=window_hours)
    wrote = written(messages, places).join(linked, on=["chat", "sender"])
    passed_on = pl.when("whole").then(pl.lit("copy")).otherwise(pl.lit("quote"))
    wrote_where = pl.when("echo").then(pl.lit("after_copy")).otherwise(pl.lit("message"))
    parts = [
        wrote.with_columns(sign=wrote_where),
        wrote.filter("thanks").with_columns(sign=pl.lit("thanks")),
        copies.join(linked, on=["chat", "sender"]).with_columns(sign=passed_on),
        shared_links(messages, announcements, linked, window_hours=window_hours).with_columns(sign=pl.lit("link")),
        own_joins(messages, places, linked).with_columns(sign=pl.lit("join")),
    ]
    columns = ("announcement", "family", pl.col("sign").cast(SIGN))
    return pl.concat([part.select(columns).unique() for part in parts])


def written(messages: pl.DataFrame, places: pl.DataFrame) -> pl.DataFrame:
    """announcement, echo, chat, sender, thanks: every message in a group after all of it stood there, in its window.

    Days are compared first, as millions of messages stand against hundreds of announcements.
    """
    days = pl.date_ranges(pl.col("since").dt.date(), pl.col("until").dt.date())
    watched = (
        places.drop_nulls("since")
        .select("announcement", "chat", "since", "until", "echo", day=days)
        .explode("day", empty_as_null=False)
    )
    return (
        messages.lazy()
        .filter(IS_WRITTEN)
        .select("chat", "sender", "text", at="sent_at", day=pl.col("sent_at").dt.date())
        .join(watched.lazy(), on=["chat", "day"])
        .filter((pl.col("at") > pl.col("since")) & (pl.col("at") <= pl.col("until")))
        .select("announcement", "echo", "chat", "sender", thanks=says_thanks(pl.col("text")))
        .collect()
    )


IS_WRITTEN = IS_MESSAGE & pl.col("sender").is_not_null()


def own_joins(messages: pl.DataFrame, places: pl.DataFrame, linked: pl.DataFrame) -> pl.DataFrame:
    """announcement, family of everybody who joined the announcement group by their own act within the window."""
    joined = messages.filter((pl.col("event") == "joined") & (pl.col("route") != "added").fill_null(True))
    return (
        joined.select(
            "chat",
            sender=pl.when(pl.col("targets").list.len() > 0).then("targets").otherwise(pl.concat_list("actor")),
            at="sent_at",
        )
        .explode("sender", empty_as_null=False, keep_nulls=False)
        .join(linked, on=["chat", "sender"])
        .join(places.filter(~pl.col("echo")), on="chat")
        .filter((pl.col("at") > pl.col("since")) & (pl.col("at") <= pl.col("until")))
        .select("announcement", "family")
    )


def shared_links(
    messages: pl.DataFrame, announcements: pl.DataFrame, linked: pl.DataFrame, *, window_hours: float
) -> pl.DataFrame:
    """announcement, family: who shared one of the announcement's links on, in any group, within the window.

    A link that stood in some group before, or leads to no page of a site, may have been known without it.
    """
    announced = (
        announcements.select("announcement", "sent_at", until=until(window_hours), link="links")
        .explode("link", empty_as_null=False, keep_nulls=False)
        .with_columns(link=same_link(pl.col("link")))
        .filter(pl.col("link").str.contains("/", literal=True))
        .unique()
    )
    wanted = pl.lit(announced["link"].unique().to_list(), pl.List(pl.String))
    shared = (
        messages.lazy()
        .filter(IS_WRITTEN, pl.col("text").str.contains_any(wanted, ascii_case_insensitive=True))
        .select("chat", "sender", at="sent_at", link=links_in(pl.col("text")))
        .explode("link", empty_as_null=False, keep_nulls=False)
        .with_columns(link=same_link(pl.col("link")))
        .collect()
    )
    return (
        announced.join(shared.group_by("link").agg(first=pl.col("at").min()), on="link")
        .filter(pl.col("first") >= pl.col("sent_at"))
        .join(shared, on="link")
        .filter((pl.col("at") > pl.col("sent_at")) & (pl.col("at") <= pl.col("until")))
        .join(linked, on=["chat", "sender"])
        .select("announcement", "family")
    )


def sign_counts(signs: pl.DataFrame, families: pl.DataFrame) -> pl.DataFrame:
    """SIGNS: how many of the `families` (announcement, class, family) left each sign; class null: the school, each
    family once. A family that left several stands in each: the counts are no sum.
    """
    seen = (
        families.select("announcement", "class", "family")
        .join(signs, on=["announcement", "family"])
        .cast({"class": pl.String})
    )
    by_class = seen.group_by("announcement", "class", "sign").agg(families=pl.col("family").n_unique())
    whole = seen.group_by("announcement", "sign").agg(families=pl.col("family").n_unique())
    return (
        pl.concat([whole.with_columns(pl.lit(None, pl.String).alias("class")), by_class], how="diagonal")
        .match_to_schema(SIGNS, integer_cast="upcast")
        .sort("announcement", "class", "sign", nulls_last=False)
    )

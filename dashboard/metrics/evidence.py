"""Where an announcement was repeated, and which families left a sign of it (METRICS.md, "Reach").

`echoes` are near-duplicates in class groups, `stood` the groups where it or an echo stood, `evidence` the signs. Texts
and links are compared by `plain`, `alike`, `links_in` and `same_link`.
"""

from collections.abc import Sequence
from urllib.parse import urlsplit

import polars as pl
from rapidfuzz import fuzz, process

from parsers.schema import STAFF

LEAST_ALIKE = 40  # characters; shorter texts are alike by chance
SAME_RATIO = 90.0  # RapidFuzz ratio
SAME_SHINGLES = 0.6  # Jaccard of word 5-shingles
WORTH_COMPARING = 45.0  # a lower ratio, as written, never comes with so many shingles in common, bar reordered halves
THANKS = (
    r"(?i)\b(?:thanks|thank you|thankyou|thank u|thx|tysm|many thanks|cheers|much appreciated|gracias|merci|danke|"
    r"grazie|obrigad[oa]|dziekuje|dziękuję|mulțumesc|multumesc|teşekkürler|dhanyavaad|shukran|shukriya)\b|🙏|👍|👏|🙌|❤"
)
LINK = r"(?i)\b(?:https?://|www\.)[^\s<>\"]+|\b(?:[a-z0-9-]+\.)+[a-z]{2,}/[^\s<>\"]*"


def echoes(
    messages: pl.DataFrame, announcements: pl.DataFrame, classes: pl.DataFrame, *, window_hours: float = 72
) -> pl.DataFrame:
    """announcement, chat, at, sender: every near-duplicate of an announcement in a class group within its window."""
    windows = announcements.select("announcement", "sent_at", "text", until=until(window_hours)).with_columns(
        said=plain(pl.col("text")), roughly=pl.col("text").str.to_lowercase()
    )
    pairs = comparable(messages, windows, classes.join(announcements, on="chat", how="anti"))
    near = pairs.filter(roughly_alike(pairs["roughly"], pairs["text"].str.to_lowercase())).with_columns(
        text=plain(pl.col("text"))
    )
    same = [alike(said, text) for said, text in near.select("said", "text").iter_rows()]
    return (
        near.filter(pl.Series(same, dtype=pl.Boolean))
        .select("announcement", "chat", "at", "sender")
        .sort("announcement", "chat", "at", "sender")
    )


def roughly_alike(some: pl.Series, others: pl.Series) -> pl.Series:
    """Is a pair of texts worth a closer look? One Boolean a pair."""
    if some.is_empty():
        return pl.Series(dtype=pl.Boolean)
    ratios = process.cpdist(
        some.to_list(), others.to_list(), scorer=fuzz.ratio, score_cutoff=WORTH_COMPARING, workers=-1
    )
    return pl.Series(ratios >= WORTH_COMPARING)


def comparable(messages: pl.DataFrame, windows: pl.DataFrame, classes: pl.DataFrame) -> pl.DataFrame:
    """announcement, said, roughly, chat, sender, at, text: messages in class groups in a window, of about its length.

    Near-duplicates are at least half, and at most twice, as long; marks that `plain` drops may make a text longer.
    Days and steps of length are compared first, as millions of messages stand against hundreds of announcements.
    """
    length, said_length = pl.col("text").str.len_chars(), pl.col("said").str.len_chars()
    shortest, longest = said_length * 0.5, said_length * 3.0
    asked = (
        windows.filter(said_length >= LEAST_ALIKE)
        .drop("text")
        .with_columns(
            day=pl.date_ranges(pl.col("sent_at").dt.date(), pl.col("until").dt.date()),
            step=pl.int_ranges(length_step(shortest), length_step(longest) + 1),
        )
        .explode("day", empty_as_null=False)
        .explode("step", empty_as_null=False)
    )
    return (
        messages.lazy()
        .filter(
            pl.col("chat").is_in(classes["chat"].drop_nulls().implode())
            & (length >= LEAST_ALIKE)
            & ~pl.col("kind").is_in(["notice", "call", "deleted"])
        )
        .select("chat", "sender", "text", at="sent_at", day=pl.col("sent_at").dt.date(), step=length_step(length))
        .join(asked.lazy(), on=["day", "step"])
        .filter((pl.col("at") > pl.col("sent_at")) & (pl.col("at") <= pl.col("until")))
        .select("announcement", "said", "roughly", "chat", "sender", "at", "text")
        .collect()
    )


def length_step(length: pl.Expr) -> pl.Expr:
    """Which of the steps, each a quarter longer than the one before, a length is on."""
    return length.clip(1).log(1.25).floor().cast(pl.Int64)


def until(window_hours: float) -> pl.Expr:
    return pl.col("sent_at") + pl.duration(minutes=round(window_hours * 60))


def stood(announcements: pl.DataFrame, echoes: pl.DataFrame, *, window_hours: float = 72) -> pl.DataFrame:
    """announcement, chat, sent_at (of the announcement), since, until, echo: every group where it or an echo stood."""
    own = announcements.select("announcement", "chat", "sent_at", since="sent_at", until=until(window_hours))
    copies = (
        echoes.group_by("announcement", "chat")
        .agg(since=pl.col("at").min())
        .join(own.drop("chat", "since"), on="announcement")
        .select(own.columns)
    )
    return pl.concat([own.with_columns(echo=pl.lit(False)), copies.with_columns(echo=pl.lit(True))])


def evidence(
    messages: pl.DataFrame,
    announcements: pl.DataFrame,
    echoes: pl.DataFrame,
    links: pl.DataFrame,
    *,
    window_hours: float = 72,
) -> pl.DataFrame:
    """announcement, family, sign: what families linked to a sender did in (sent_at, sent_at + window]; unique rows.

    sign:
        direct      a thanks where the announcement or an echo stood, the same link shared on, or the echo itself
        there       any message in the same group, or a join of it by that person's own act
        echo        any message in a class group after an echo there
    Being added, leaving, or a change of number is no evidence, and a sender linked to nobody adds none.
    """
    linked = links.filter(pl.col("family").is_not_null() & ~pl.col("family").str.starts_with(STAFF)).select(
        "chat", "sender", "family"
    )
    places = stood(announcements, echoes, window_hours=window_hours)
    relevant = messages.lazy().filter(~pl.col("kind").is_in(["notice", "call"]) & pl.col("sender").is_not_null())
    written = (
        relevant.join(places.lazy().select("chat").unique(), on="chat", how="semi")
        .select("chat", "sender", at="sent_at", thanks=pl.col("text").str.contains(THANKS).fill_null(False))
        .collect()
        .join(linked, on=["chat", "sender"])
    )
    there, copied = places.filter(~pl.col("echo")), places.filter("echo")
    parts = [
        signs(there, pl.concat([written.select("chat", "family", "at"), own_joins(messages, linked)]), "there"),
        signs(copied, written.select("chat", "family", "at"), "echo"),
        signs(places, written.filter("thanks").select("chat", "family", "at"), "direct"),
        shared_links(relevant, announcements, linked, window_hours=window_hours),
        echoes.join(linked, on=["chat", "sender"]).select("announcement", "family", sign=pl.lit("direct")),
    ]
    return pl.concat(parts).unique()


def signs(places: pl.DataFrame, acts: pl.DataFrame, sign: str) -> pl.DataFrame:
    """announcement, family, sign: who acted (chat, family, at) within (since, until] where it stood."""
    return (
        places.join(acts.select("chat", "family").unique(), on="chat")
        .sort("since")
        .join_asof(
            acts.sort("at"),
            left_on="since",
            right_on="at",
            by=["chat", "family"],
            strategy="forward",
            allow_exact_matches=False,
            check_sortedness=False,
        )
        .filter(pl.col("at") <= pl.col("until"))
        .select("announcement", "family", sign=pl.lit(sign))
    )


def own_joins(messages: pl.DataFrame, linked: pl.DataFrame) -> pl.DataFrame:
    """chat, family, at of everybody who joined by their own act."""
    joined = messages.filter((pl.col("event") == "joined") & (pl.col("route") != "added").fill_null(True))
    return (
        joined.select(
            "chat",
            sender=pl.when(pl.col("targets").list.len() > 0).then("targets").otherwise(pl.concat_list("actor")),
            at="sent_at",
        )
        .explode("sender", empty_as_null=False, keep_nulls=False)
        .join(linked, on=["chat", "sender"])
        .select("chat", "family", "at")
    )


def shared_links(
    relevant: pl.LazyFrame, announcements: pl.DataFrame, linked: pl.DataFrame, *, window_hours: float
) -> pl.DataFrame:
    """Who shared one of the announcement's links on, in any group, within the window."""
    announced = announcements.select("announcement", "sent_at", until=until(window_hours), link="links").explode(
        "link", empty_as_null=False, keep_nulls=False
    )
    shared = (
        relevant.filter(pl.col("text").str.contains(r"[a-zA-Z0-9]\.[a-zA-Z]"))
        .select("chat", "sender", at="sent_at", link=links_in(pl.col("text")))
        .filter(pl.col("link").list.len() > 0)
        .collect()
        .explode("link")
        .with_columns(link=same_link(pl.col("link")))
    )
    return (
        announced.with_columns(link=same_link(pl.col("link")))
        .join(shared, on="link")
        .filter((pl.col("at") > pl.col("sent_at")) & (pl.col("at") <= pl.col("until")))
        .join(linked, on=["chat", "sender"])
        .select("announcement", "family", sign=pl.lit("direct"))
    )


def links_in(text: pl.Expr) -> pl.Expr:
    """The links of a text as they are written, without the punctuation after them; [] for none."""
    return text.fill_null("").str.extract_all(LINK).list.eval(pl.element().str.strip_chars_end(".,;:!?)]}'\"*_"))


def is_allowed(link: str, domains: Sequence[str]) -> bool:
    host = host_of(link)
    return any(host == domain.casefold() or host.endswith("." + domain.casefold()) for domain in domains)


def host_of(link: str) -> str:
    """The host that a link leads to; "" for none."""
    try:
        return (urlsplit(link if "://" in link else f"https://{link}").hostname or "").removeprefix("www.")
    except ValueError:
        return ""


def same_link(link: pl.Expr) -> pl.Expr:
    """A link's spelling for comparing: no scheme, www, fragment, or slash at the end; lower case."""
    return (
        link.str.to_lowercase()
        .str.replace(r"^https?://", "")
        .str.replace(r"^www\.", "")
        .str.replace(r"#.*$", "")
        .str.strip_chars_end("/")
    )


def plain(text: pl.Expr) -> pl.Expr:
    """A text for comparing: lower case, without emphasis marks, punctuation, forwarding tags and spare spaces."""
    return (
        text.str.to_lowercase()
        .str.replace(r"^\[forwarded\]\s*", "")
        .str.replace_all(r"[\p{P}\p{S}\p{Cf}\s]+", " ")
        .str.strip_chars()
    )


def alike(one: str, other: str) -> bool:
    """Are two plain texts near-duplicates: both of 40 characters or more, and RapidFuzz ratio >= 90 or 5-shingle
    Jaccard >= 0.6?"""
    if min(len(one), len(other)) < LEAST_ALIKE:
        return False
    return fuzz.ratio(one, other) >= SAME_RATIO or jaccard(shingles(one), shingles(other)) >= SAME_SHINGLES


def shingles(text: str, words: int = 5) -> frozenset[tuple[str, ...]]:
    """Every run of five words; of a shorter text, the whole."""
    split = text.split()
    return frozenset(tuple(split[start : start + words]) for start in range(max(1, len(split) - words + 1)))


def jaccard(one: frozenset[tuple[str, ...]], other: frozenset[tuple[str, ...]]) -> float:
    return len(one & other) / len(one | other)

"""Can the announcements have been seen? Bands, never points: an export holds no receipts (METRICS.md, "Reach").

`announcements` says what was announced, `echoes` where it was repeated, `evidence` which families left a sign,
`bands` the fewest and the most families that can have seen it, `unreachable` whom none can reach.
"""

from collections.abc import Sequence
from datetime import timedelta
from urllib.parse import urlsplit

import polars as pl
from rapidfuzz import fuzz, process

from dashboard.metrics.room import room
from dashboard.school import School

STAFF = "staff: "
READ_NOTE = pl.Enum(["ok", "taken_earlier"])
REPEAT_MINUTES = 10
LEAST_ALIKE = 40  # characters; shorter texts are alike by chance
SAME_RATIO = 90.0  # RapidFuzz ratio
SAME_SHINGLES = 0.6  # Jaccard of word 5-shingles
WORTH_SHINGLING = 50.0  # a lower ratio than this never comes with so many shingles in common, bar reordered halves
GUARDIANS_WHERE_UNNAMED = 2  # what a family counts for in a read count, where the roster does not name its guardians

THANKS = (
    r"(?i)\b(?:thanks|thank you|thankyou|thank u|thx|tysm|many thanks|cheers|much appreciated|gracias|merci|danke|"
    r"grazie|obrigad[oa]|dziekuje|dziękuję|mulțumesc|multumesc|teşekkürler|dhanyavaad|shukran|shukriya)\b|🙏|👍|👏|🙌|❤"
)
LINK = r"(?i)\b(?:https?://|www\.)[^\s<>\"]+|\b(?:[a-z0-9-]+\.)+[a-z]{2,}/[^\s<>\"]*"

ANNOUNCEMENTS = pl.Schema(
    {
        "chat": pl.String,
        "announcement": pl.UInt32,
        "sent_at": pl.Datetime("ms"),
        "sender": pl.String,
        "text": pl.String,
        "links": pl.List(pl.String),
        "has_allowed_link": pl.Boolean,
    }
)


def announcements(messages: pl.DataFrame, school: School) -> pl.DataFrame:
    """One row for each announcement: a message of a PA poster in the announcement group, in order of time.

    Columns: chat, announcement UInt32 (from 1), sent_at, sender, text, links List[String] (as written), has_allowed_link
    (one of them leads to one of the school's allowed domains, or to a part of one).
    A repeat by the same sender within 10 minutes of the one before is no announcement of its own: the first gives the
    time, the last the text, all together the links. Deleted messages announce nothing.
    """
    return (
        posts(messages, school)
        .group_by("announcement", maintain_order=True)
        .agg(
            pl.col("chat", "sent_at", "sender").first(),
            pl.col("text").last(),
            pl.col("links").list.explode(keep_nulls=False, empty_as_null=False).unique(maintain_order=True),
        )
        .with_columns(
            has_allowed_link=pl.col("links").map_elements(
                lambda links: any(is_allowed(link, school.allowed_domains) for link in links), return_dtype=pl.Boolean
            )
        )
        .match_to_schema(ANNOUNCEMENTS)
    )


def posts(messages: pl.DataFrame, school: School) -> pl.DataFrame:
    """chat, sent_at, sender, text, links, announcement: every message that makes, or repeats, an announcement."""
    rows = (
        messages.filter(
            (pl.col("chat") == school.announcement_chat)
            & pl.col("sender").is_in(school.pa_posters)
            & ~pl.col("kind").is_in(["notice", "call", "deleted"])
        )
        .sort("sent_at", "line")
        .select("chat", "sent_at", "sender", "text", links=links_in(pl.col("text")), plain=plain(pl.col("text")))
    )
    numbers = numbered(list(rows.select("sent_at", "sender", "plain").iter_rows()))
    return rows.drop("plain").with_columns(announcement=pl.Series(numbers, dtype=pl.UInt32))


def numbered(rows: Sequence[tuple[object, str, str | None]]) -> list[int]:
    """The announcement that each post (sent_at, sender, plain text), in order of time, belongs to."""
    numbers: list[int] = []
    for at, (sent_at, sender, text) in enumerate(rows):
        earlier = [
            numbers[other]
            for other in range(at - 1, max(-1, at - 20), -1)
            if rows[other][1] == sender
            and sent_at - rows[other][0] <= timedelta(minutes=REPEAT_MINUTES)  # pyright: ignore[reportOperatorIssue]
            and text
            and rows[other][2]
            and (text == rows[other][2] or alike(text, rows[other][2]))
        ]
        numbers.append(earlier[0] if earlier else max(numbers, default=0) + 1)
    return numbers


def links_in(text: pl.Expr) -> pl.Expr:
    """The links of a text as they are written, without the punctuation after them; [] for none."""
    return (
        text.fill_null("")
        .str.extract_all(LINK)
        .list.eval(pl.element().str.strip_chars_end(".,;:!?)]}'\"*_"))
    )


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
        text.str.normalize("NFKC")
        .str.to_lowercase()
        .str.replace(r"^\[forwarded\]\s*", "")
        .str.replace_all(r"[*_~`\p{P}\p{S}\p{Cf}]+", " ")
        .str.replace_all(r"\s+", " ")
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


def echoes(
    messages: pl.DataFrame, announcements: pl.DataFrame, classes: pl.DataFrame, *, window_hours: float = 72
) -> pl.DataFrame:
    """announcement, chat, at, sender: every near-duplicate of an announcement in a class group within its window."""
    windows = announcements.select(
        "announcement", "sent_at", until=until(window_hours), said=plain(pl.col("text"))
    ).filter(pl.col("said").str.len_chars() >= LEAST_ALIKE)
    shape = {"announcement": pl.UInt32, "chat": pl.String, "at": pl.Datetime("ms"), "sender": pl.String}
    if windows.is_empty():
        return pl.DataFrame(schema=shape)
    shortest = windows["said"].str.len_chars().min()
    candidates = (
        messages.lazy()
        .filter(
            pl.col("chat").is_in(classes["chat"].drop_nulls().implode())
            & ~pl.col("chat").is_in(announcements["chat"].unique().implode())
            & (pl.col("sent_at") > windows["sent_at"].min())
            & (pl.col("sent_at") <= windows["until"].max())
            & (pl.col("text").str.len_bytes() >= max(LEAST_ALIKE, int(shortest * 0.5)))  # pyright: ignore[reportOperatorIssue,reportArgumentType]
            & ~pl.col("kind").is_in(["notice", "call", "deleted"])
        )
        .select("chat", "sender", at="sent_at", text=plain(pl.col("text")))
        .with_columns(length=pl.col("text").str.len_chars())
        .filter(pl.col("length") >= LEAST_ALIKE)
        .collect()
    )
    pairs = candidates.join_where(
        windows.with_columns(said_length=pl.col("said").str.len_chars()),
        pl.col("at") > pl.col("sent_at"),
        pl.col("at") <= pl.col("until"),
    ).filter(pl.min_horizontal("length", "said_length") * 2 >= pl.max_horizontal("length", "said_length"))
    if pairs.is_empty():
        return pl.DataFrame(schema=shape)
    texts, said = pairs["text"].to_list(), pairs["said"].to_list()
    ratios = process.cpdist(texts, said, scorer=fuzz.ratio, score_cutoff=WORTH_SHINGLING)
    same = [
        ratio >= SAME_RATIO
        or (ratio >= WORTH_SHINGLING and jaccard(shingles(text), shingles(other)) >= SAME_SHINGLES)
        for text, other, ratio in zip(texts, said, ratios.tolist(), strict=True)
    ]
    return pairs.filter(pl.Series(same, dtype=pl.Boolean)).select(*shape).sort("announcement", "chat", "at")


def until(window_hours: float) -> pl.Expr:
    return pl.col("sent_at") + pl.duration(minutes=round(window_hours * 60))


def stood(announcements: pl.DataFrame, echoes: pl.DataFrame, *, window_hours: float = 72) -> pl.DataFrame:
    """announcement, chat, sent_at (of the announcement), since, until, echo: every group where one or its echo stood."""
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
    linked = links.filter(
        pl.col("family").is_not_null() & ~pl.col("family").str.starts_with(STAFF)
    ).select("chat", "sender", "family")
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


def family_band(families: pl.DataFrame) -> pl.DataFrame:
    """floor, ceiling, known, n (UInt32, one row) of families: class, family, members, unknown, evidence.

    members: known members of the family where the announcement stood; unknown: there may be more; evidence: it left a
    sign. A family in several rows counts once. floor: families with evidence; known: with a known member or evidence;
    ceiling: those and the unknown ones. Of no families, all are 0.
    """
    return once(families).select(
        floor=FLOOR, ceiling=(FLOOR_OR_KNOWN + OTHERS).cast(pl.UInt32), known=FLOOR_OR_KNOWN, n=pl.len().cast(pl.UInt32)
    )


def family_band_with_head_count(families: pl.DataFrame, *, members: int, staff: int = 0) -> pl.DataFrame:
    """As `family_band`, for one group of `members` people, `staff` of whom belong to none of the families.

    ceiling = known + min(unknown families, members - known members - staff); a head-count too small for its known
    members leaves no place for unknown ones.
    """
    free = (pl.lit(members, pl.Int64) - pl.col("members").sum().cast(pl.Int64) - staff).clip(0)
    return once(families).select(
        floor=FLOOR,
        ceiling=(FLOOR_OR_KNOWN + pl.min_horizontal(OTHERS, free)).cast(pl.UInt32),
        known=FLOOR_OR_KNOWN,
        n=pl.len().cast(pl.UInt32),
    )


IS_KNOWN = (pl.col("members") > 0) | pl.col("evidence")
FLOOR = pl.col("evidence").sum().cast(pl.UInt32)
FLOOR_OR_KNOWN = IS_KNOWN.sum().cast(pl.UInt32)
OTHERS = (pl.col("unknown") & ~IS_KNOWN).sum().cast(pl.UInt32)


def once(families: pl.DataFrame) -> pl.DataFrame:
    """Each family in one row."""
    return families.group_by("family").agg(
        pl.col("members").max(), pl.col("unknown").any(), pl.col("evidence").any()
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
    left = read - sum(members[family] for family in known)
    fewest = len(known)
    for size in sorted((size for family, size in enumerate(members) if family not in known), reverse=True):
        if left <= 0 or size == 0:
            break
        left -= size
        fewest += 1
    present = sum(1 for family, size in enumerate(members) if size > 0 or family in known)
    return min(fewest, read), min(read, present)

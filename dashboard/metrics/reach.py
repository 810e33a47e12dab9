"""Can the announcements have been seen? Bands, never points: an export holds no receipts (METRICS.md, "Reach").

`announcements` says what was announced, `echoes` where it was repeated, `evidence` which families left a sign,
`bands` the fewest and the most families that can have seen it, `unreachable` whom none can reach.
"""

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any
from urllib.parse import urlsplit

import polars as pl
from rapidfuzz import fuzz, process

from dashboard.school import School

STAFF = "staff: "
READ_NOTE = pl.Enum(["ok", "taken_earlier"])
REPEAT_MINUTES = 10
LEAST_ALIKE = 40  # characters; shorter texts are alike by chance
SAME_RATIO = 90.0  # RapidFuzz ratio
SAME_SHINGLES = 0.6  # Jaccard of word 5-shingles
WORTH_COMPARING = 45.0  # a lower ratio, as written, never comes with so many shingles in common, bar reordered halves
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

    Columns: chat, announcement UInt32 (from 1), sent_at, sender, text, links List[String] (as written), and
    has_allowed_link Boolean (one of them leads to one of the school's allowed domains, or to a part of one).
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
            (pl.col("chat") == pl.lit(school.announcement_chat, pl.String))
            & pl.col("sender").is_in(school.pa_posters)
            & ~pl.col("kind").is_in(["notice", "call", "deleted"])
        )
        .sort("sent_at", "line")
        .select("chat", "sent_at", "sender", "text", links=links_in(pl.col("text")), plain=plain(pl.col("text")))
    )
    numbers = numbered(list(rows.select("sent_at", "sender", "plain").iter_rows()))
    return rows.drop("plain").with_columns(announcement=pl.Series(numbers, dtype=pl.UInt32))


def numbered(rows: Sequence[tuple[datetime, str, str | None]]) -> list[int]:
    """The announcement that each post (sent_at, sender, plain text), in order of time, belongs to."""
    numbers: list[int] = []
    for at, (sent_at, sender, text) in enumerate(rows):
        earlier = [
            numbers[other]
            for other in range(at - 1, max(-1, at - 20), -1)
            if rows[other][1] == sender
            and sent_at - rows[other][0] <= timedelta(minutes=REPEAT_MINUTES)
            and repeats(text, rows[other][2])
        ]
        numbers.append(earlier[0] if earlier else max(numbers, default=0) + 1)
    return numbers


def repeats(text: str | None, earlier: str | None) -> bool:
    return text is not None and earlier is not None and text != "" and (text == earlier or alike(text, earlier))


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
    return families.group_by("family").agg(pl.col("members").max(), pl.col("unknown").any(), pl.col("evidence").any())


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


BANDS = pl.Schema(
    {
        "announcement": pl.UInt32,
        "sent_at": pl.Datetime("ms"),
        "class": pl.String,
        "n": pl.UInt32,
        "floor": pl.UInt32,
        "direct": pl.UInt32,
        "known": pl.UInt32,
        "ceiling": pl.UInt32,
        "read_low": pl.UInt32,
        "read_high": pl.UInt32,
        "read": pl.UInt32,
        "taken_at": pl.Datetime("ms"),
        "read_note": READ_NOTE,
        "complete": pl.Boolean,
    }
)


def bands(
    messages: pl.DataFrame,
    school: School,
    roster: pl.DataFrame,
    links: pl.DataFrame,
    membership: pl.DataFrame,
    snapshots: pl.DataFrame,
    read_counts: pl.DataFrame,
    classes: pl.DataFrame,
    *,
    window_hours: float = 72,
    head_counts: pl.DataFrame | None = None,
) -> pl.DataFrame:
    """One row for each announcement and class with families on roll that day, and one for the school (class null).

    Columns (families, UInt32, unless said): announcement, sent_at, class, n, floor, direct, ceiling, read_low,
    read_high, read (people), taken_at, read_note Enum(ok, taken_earlier), complete Boolean; sorted, the school first.
        n           families on roll of the class on that day, less the sender's own; the school's count each once
        floor       those with any `evidence`; direct: with direct evidence
        known       those with a guardian known to be a member of a group where it or an echo stood, or with evidence
        ceiling     those with a guardian known, or possibly, a member at any time in [sent_at, sent_at + window] of a
                    group where it or an echo stood, or with evidence. Whoever is not known to be a member possibly is
                    one, unless there is no room for it: see `free_places`
        read_low, read_high     families one of whom had read it in the announcement group at `taken_at`, by the latest
                    look at Message info; for the school only. At least: readers who may be staff, of a family not
                    counted in n, or linked to nobody, are left out, and the largest families come first. At most: one
                    family a reader. Null, with read_note taken_earlier, where fewer people had read it than families
                    wrote in the group since
        complete    the announcement group's export goes on to the end of the window; where not, the window is not over
                    yet, and floor, direct, known and ceiling are null, as are all where n is 0 (no roster)
    Where the roster names no family of a class, `classes` gives their number; such families have no evidence.
    """
    made = announcements(messages, school)
    if made.is_empty():
        return pl.DataFrame(schema=BANDS)
    copies = echoes(messages, made, classes, window_hours=window_hours)
    places = stood(made, copies, window_hours=window_hours)
    signs_ = evidence(messages, made, copies, links, window_hours=window_hours)
    members = present(places, membership, links)
    families = with_signs(on_roll(made, roster, links, classes), signs_, members)
    rooms = people_at_most(messages, places, snapshots, school, head_counts).join(
        known_people(members), on=["announcement", "chat"], how="left"
    )
    rows = pl.concat([families, school_wide(families)])
    counts = band_counts(rows, free_places(rows, places, members, rooms, classes))
    every = pl.concat(
        [made.select("announcement", pl.lit(None, pl.String).alias("class")), counts.select("announcement", "class")]
    ).unique()
    end = messages.filter(pl.col("chat") == school.announcement_chat)["sent_at"].max()
    over = until(window_hours) <= pl.lit(end, pl.Datetime("ms"))
    looks = read_bands(
        looks_at(posts(messages, school), read_counts, window_hours=window_hours),
        messages,
        membership,
        links,
        families,
        members,
        rooms,
        roster,
    )
    figures = ["floor", "direct", "known", "ceiling"]
    return (
        every.join(made.select("announcement", "sent_at"), on="announcement")
        .join(counts, on=["announcement", "class"], how="left", nulls_equal=True)
        .join(looks, on=["announcement", "class"], how="left", nulls_equal=True)
        .with_columns(pl.col("n").fill_null(0), complete=over)
        .with_columns(
            pl.when(pl.col("complete") & (pl.col("n") > 0)).then(pl.col(column)).alias(column) for column in figures
        )
        .match_to_schema(BANDS)
        .sort("sent_at", "announcement", "class", nulls_last=False)
    )


def on_roll(
    announcements: pl.DataFrame, roster: pl.DataFrame, links: pl.DataFrame, classes: pl.DataFrame
) -> pl.DataFrame:
    """announcement, class, family: on roll on the day of the announcement, less the sender's own.

    A class of which the roster names no family has as many nameless ones as `classes` says.
    """
    named = (
        roster.filter(pl.col("role") != "staff")
        .select("class", "family", "starts", "ends")
        .drop_nulls(["class", "family"])
        .unique()
    )
    nameless = (
        classes.filter(pl.col("families") > 0)
        .join(named, on="class", how="anti")
        .select("class", number=pl.int_ranges(1, pl.col("families").cast(pl.Int64) + 1))
        .explode("number")
        .select(
            "class",
            family=pl.format("{} {}", "class", "number"),
            starts=pl.lit(None, pl.Date),
            ends=pl.lit(None, pl.Date),
        )
    )
    days = announcements.select(day=pl.col("sent_at").dt.date()).unique()
    that_day = (
        pl.concat([named, nameless])
        .join(days, how="cross")
        .filter(
            (pl.col("starts").is_null() | (pl.col("starts") <= pl.col("day")))
            & (pl.col("ends").is_null() | (pl.col("ends") >= pl.col("day")))
        )
        .select("day", "class", "family")
        .unique()
    )
    own = announcements.join(links, on=["chat", "sender"]).select("announcement", "family").drop_nulls()
    return (
        announcements.select("announcement", day=pl.col("sent_at").dt.date())
        .join(that_day, on="day")
        .join(own, on=["announcement", "family"], how="anti")
        .select("announcement", "class", "family")
    )


def present(places: pl.DataFrame, membership: pl.DataFrame, links: pl.DataFrame) -> pl.DataFrame:
    """announcement, chat, sender, family, guardian, sure, stays: who was, or may have been, a member in the window of a
    group where it stood. sure: listed or presumed; stays: still there when it ends."""
    return (
        places.select("announcement", "chat", "sent_at", "until")
        .join(membership.rename({"until": "left_at"}), on="chat")
        .filter(
            (pl.col("since").is_null() | (pl.col("since") <= pl.col("until")))
            & (pl.col("left_at").is_null() | (pl.col("left_at") >= pl.col("sent_at")))
        )
        .group_by("announcement", "chat", "sender")
        .agg(
            sure=(pl.col("certainty") != "possible").any(),
            stays=(pl.col("left_at").is_null() | (pl.col("left_at") > pl.col("until"))).any(),
        )
        .join(links.select("chat", "sender", "family", "guardian"), on=["chat", "sender"], how="left")
    )


def with_signs(families: pl.DataFrame, signs: pl.DataFrame, members: pl.DataFrame) -> pl.DataFrame:
    """`families` with evidence, direct, there, and members (sure ones, in any group where it stood)."""
    seen = signs.group_by("announcement", "family").agg(
        direct=(pl.col("sign") == "direct").any(), there=(pl.col("sign") == "there").any(), evidence=pl.lit(True)
    )
    known = members.filter("sure").group_by("announcement", "family").agg(members=pl.col("sender").n_unique())
    return (
        families.join(seen, on=["announcement", "family"], how="left")
        .join(known, on=["announcement", "family"], how="left")
        .with_columns(
            pl.col("direct", "there", "evidence").fill_null(False), pl.col("members").fill_null(0), unknown=pl.lit(True)
        )
    )


def school_wide(families: pl.DataFrame) -> pl.DataFrame:
    """`families`, each once for an announcement, with class null."""
    once_each = families.unique(["announcement", "family"])
    return once_each.with_columns(pl.lit(None, pl.String).alias("class"))


def band_counts(families: pl.DataFrame, free: pl.DataFrame) -> pl.DataFrame:
    """announcement, class, n, floor, direct, known, ceiling: as `family_band`, at most `free` unknown families."""
    return (
        families.group_by("announcement", "class")
        .agg(
            n=pl.len().cast(pl.UInt32),
            floor=FLOOR,
            direct=pl.col("direct").sum().cast(pl.UInt32),
            known=FLOOR_OR_KNOWN,
            others=OTHERS,
        )
        .join(free, on=["announcement", "class"], how="left", nulls_equal=True)
        .with_columns(
            ceiling=(pl.col("known") + pl.min_horizontal("others", pl.col("free").fill_null(0))).cast(pl.UInt32)
        )
        .drop("others", "free")
    )


def free_places(
    families: pl.DataFrame, places: pl.DataFrame, members: pl.DataFrame, rooms: pl.DataFrame, classes: pl.DataFrame
) -> pl.DataFrame:
    """announcement, class, free: for how many unknown families there is room in the groups where it stood.

    In the announcement group all of them may be; in a class group, those with a child in the class. Of the most people
    who can have been in a group (`people_at_most`), the known members take their places. Where departures are hidden
    (no admin's export, and no names on the list), somebody who came may have gone unseen: there, each known family that
    is counted and known in no other group takes one place and nobody else takes any, so that the ceiling stays true.
    """
    unknown = families.filter(~IS_KNOWN).select("announcement", "class", "family")
    anywhere = unknown.group_by("announcement", "class").agg(may=pl.len().cast(pl.Int64))
    homes = (
        places.filter("echo")
        .select("announcement", "chat")
        .join(classes.select("chat", home="class").drop_nulls("chat"), on="chat")
        .join(families.select("announcement", "family", home="class"), on=["announcement", "home"])
    )
    in_copies = (
        unknown.join(homes, on=["announcement", "family"])
        .group_by("announcement", "class", "chat")
        .agg(may=pl.col("family").n_unique().cast(pl.Int64))
    )
    in_own = anywhere.join(places.filter(~pl.col("echo")).select("announcement", "chat"), on="announcement")
    taken = pl.when("sound").then("people").otherwise("families").fill_null(0)
    return (
        pl.concat([in_own.select(in_copies.columns), in_copies])
        .join(rooms, on=["announcement", "chat"], how="left")
        .join(
            known_here_alone(families, members, rooms),
            on=["announcement", "class", "chat"],
            how="left",
            nulls_equal=True,
        )
        .with_columns(room=(pl.col("most") - taken).clip(0))
        .group_by("announcement", "class")
        .agg(free=pl.min_horizontal("may", pl.col("room").fill_null(pl.col("may"))).sum())
    )


def known_here_alone(families: pl.DataFrame, members: pl.DataFrame, rooms: pl.DataFrame) -> pl.DataFrame:
    """announcement, class, chat, families Int64: families surely in a group, and in no other where it stood.

    For groups with a count that is not sound.
    """
    hidden = rooms.filter(~pl.col("sound")).select("announcement", "chat")
    return (
        members.filter(pl.col("sure") & pl.col("family").is_not_null())
        .join(hidden.select("announcement").unique(), on="announcement", how="semi")
        .group_by("announcement", "family")
        .agg(pl.col("chat").unique())
        .filter(pl.col("chat").list.len() == 1)
        .with_columns(pl.col("chat").list.first())
        .join(hidden, on=["announcement", "chat"], how="semi")
        .join(families.select("announcement", "class", "family"), on=["announcement", "family"])
        .group_by("announcement", "class", "chat")
        .agg(families=pl.len().cast(pl.Int64))
    )


def known_people(members: pl.DataFrame) -> pl.DataFrame:
    """announcement, chat, people Int64: linked people who were surely there and stayed through the window.

    Two names of one guardian are one person.
    """
    return (
        members.filter(pl.col("sure") & pl.col("stays") & pl.col("family").is_not_null())
        .select("announcement", "chat", "family", person=pl.coalesce("guardian", "sender"))
        .unique()
        .group_by("announcement", "chat")
        .agg(people=pl.len().cast(pl.Int64))
    )


def people_at_most(
    messages: pl.DataFrame,
    places: pl.DataFrame,
    snapshots: pl.DataFrame,
    school: School,
    head_counts: pl.DataFrame | None,
) -> pl.DataFrame:
    """announcement, chat, most Int64 (people in the group at any time in the window), sound Boolean.

    No row where no count bounds it. The count is that of the nearest list or head-count: of those of the days
    before the announcement and, where an admin's export shows who left, of later ones too; failing that, of
    `head_counts`. To it come all who arrived since, until the window's end, and from it go those who were seen to go
    before it began; of a later one, the reverse. A count may have been taken at any time of its day.
    sound: nobody counted as a member can have left unseen, as an admin exported, or the list has names.
    """
    admins = [facts.name for facts in school.chats if facts.admin]
    windows = places.select("announcement", "chat", "sent_at", "until", admin=pl.col("chat").is_in(admins))
    counts = snapshots.select(
        "chat",
        day=pl.col("taken_on").cast(pl.Datetime("ms")),
        counted=pl.max_horizontal(
            "members", pl.when(pl.col("names").list.len() > 0).then(pl.col("names").list.len())
        ).cast(pl.Int64),
        named=pl.col("names").list.len() > 0,
    ).drop_nulls("counted")
    moves = arrivals_and_departures(messages, places)
    day, before = timedelta(days=1), timedelta(milliseconds=1)
    anchored = (
        windows.join(counts, on="chat")
        .with_columns(later=pl.col("day") + day > pl.col("sent_at"))
        .filter(pl.col("admin") | ~pl.col("later"))
        .sort((pl.col("day") - pl.col("sent_at")).abs())
        .unique(["announcement", "chat"], keep="first", maintain_order=True)
        .with_columns(
            start=pl.col("sent_at") - before, day_end=pl.col("day") + day - before, day=pl.col("day") - before
        )
    )
    for moment in ("start", "until", "day", "day_end"):
        anchored = tallied(anchored, moves, moment)
    came_since = pl.col("came_until") - pl.col("came_day")  # less than 0 where the list is later than the window
    went_since = pl.col("went_start") - pl.col("went_day_end")
    listed = anchored.select(
        "announcement",
        "chat",
        most=pl.col("counted")
        + came_since
        - pl.when("later").then(pl.min_horizontal(went_since, 0)).otherwise(pl.max_horizontal(went_since, 0)),
        sound=pl.col("admin") | pl.col("named"),
    )
    if head_counts is None or head_counts.is_empty():
        return listed
    rest = windows.join(listed, on=["announcement", "chat"], how="anti").with_columns(start=pl.col("sent_at") - before)
    steps = (
        tallied(tallied(rest, moves, "start"), moves, "until")
        .sort("start")
        .join_asof(head_counts.sort("since"), left_on="start", right_on="since", by="chat", check_sortedness=False)
        .drop_nulls("members")
        .select(
            "announcement",
            "chat",
            most=pl.col("members").cast(pl.Int64) + pl.col("came_until") - pl.col("came_start"),
            sound=pl.lit(True),
        )
    )
    return pl.concat([listed, steps])


def arrivals_and_departures(messages: pl.DataFrame, places: pl.DataFrame) -> pl.DataFrame:
    """chat, at, came, went: how many people had come and gone up to and including each notice that says so."""
    people = pl.col("targets").list.len().cast(pl.Int64).clip(1)
    return (
        messages.filter(
            pl.col("event").is_in(["created", "added", "joined", "left", "removed"])
            & pl.col("chat").is_in(places["chat"].unique().implode())
        )
        .group_by("chat", at="sent_at")
        .agg(
            came=people.filter(pl.col("event").is_in(["created", "added", "joined"])).sum(),
            went=people.filter(pl.col("event").is_in(["left", "removed"])).sum(),
        )
        .sort("chat", "at")
        .with_columns(pl.col("came", "went").cum_sum().over("chat"))
    )


def tallied(rows: pl.DataFrame, moves: pl.DataFrame, moment: str) -> pl.DataFrame:
    """`rows` with came_MOMENT and went_MOMENT: how many had come and gone up to then."""
    return (
        rows.sort(moment)
        .join_asof(moves.sort("at"), left_on=moment, right_on="at", by="chat", check_sortedness=False)
        .with_columns(pl.col("came", "went").fill_null(0).name.suffix(f"_{moment}"))
        .drop("at", "came", "went")
    )


def looks_at(posts: pl.DataFrame, read_counts: pl.DataFrame, *, window_hours: float) -> pl.DataFrame:
    """announcement, chat, poster, since, until, taken_at, read: the latest look at each announcement's Message info.

    A look belongs to the announcement that was sent, or repeated, in the minute it names.
    """
    minute = pl.col("sent_at").dt.truncate("1m")
    sent = posts.group_by("announcement", maintain_order=True).agg(pl.col("sent_at", "sender").first())
    return (
        posts.select("announcement", "chat", minute=minute)
        .unique(["chat", "minute"], keep="first", maintain_order=True)
        .join(read_counts.drop_nulls("read").select("chat", "taken_at", "read", minute=minute), on=["chat", "minute"])
        .sort("taken_at")
        .group_by("announcement")
        .last()
        .drop("minute")
        .join(
            sent.select("announcement", poster="sender", since="sent_at", until=until(window_hours)), on="announcement"
        )
    )


def writers(looks: pl.DataFrame, messages: pl.DataFrame, membership: pl.DataFrame, links: pl.DataFrame) -> pl.DataFrame:
    """announcement, family, wrote, by_then: families of whom a member wrote in the group within the window.

    Nobody does so without opening it; but Message info counts only those who were members when it was sent.
    wrote: they were, or possibly; by_then: they surely were, and wrote before the look.
    """
    then = membership.select("chat", "sender", "since", left_at="until", sure=pl.col("certainty") != "possible")
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
        messages.filter(~pl.col("kind").is_in(["notice", "call"]))
        .select("chat", "sender", at="sent_at")
        .join(members, on=["chat", "sender"])
        .filter((pl.col("at") > pl.col("sent_at")) & (pl.col("at") <= pl.col("until")))
        .join(links.select("chat", "sender", "family").drop_nulls(), on=["chat", "sender"])
        .group_by("announcement", "family")
        .agg(wrote=pl.lit(True), by_then=(pl.col("sure") & (pl.col("at") <= pl.col("taken_at"))).any())
    )


def read_bands(
    looks: pl.DataFrame,
    messages: pl.DataFrame,
    membership: pl.DataFrame,
    links: pl.DataFrame,
    families: pl.DataFrame,
    members: pl.DataFrame,
    rooms: pl.DataFrame,
    roster: pl.DataFrame,
) -> pl.DataFrame:
    """announcement, class (null: the school), read_low, read_high, read, taken_at, read_note, for each look.

    read_low is the greater of two lower bounds, either by `read_count_band`:
        by the roster       a family may have as many members as guardians on the roster (two where none is named), or
                            known members if they are more; beside the families there may read all guardians of families
                            not counted, all staff, and every member linked to nobody
        by the head-count   a family has its known members, and everybody else in the group reads beside them; only
                            where the count is sound (`people_at_most`)
    Taken for granted: whoever is in the group unseen (a nameless join, no post) is on the roster.
    """
    by = ["announcement", "family"]
    counted = families.join(looks, on="announcement", how="semi").select(by).unique()
    in_group = members.join(looks, on=["announcement", "chat"], how="semi")
    person = pl.coalesce("guardian", "sender")
    known = (
        in_group.drop_nulls("family")
        .group_by(by)
        .agg(
            people=person.n_unique().cast(pl.Int64),
            certain=person.filter(pl.col("sure") & pl.col("stays")).n_unique().cast(pl.Int64),
            sure=pl.col("sure").any(),
        )
    )
    everybody = (
        pl.concat([counted, looks.select("announcement").join(guardians_of(roster).select("family"), how="cross")])
        .unique()
        .join(counted.with_columns(counted=pl.lit(True)), on=by, how="left")
        .join(guardians_of(roster), on="family", how="left")
        .join(known, on=by, how="left")
        .join(writers(looks, messages, membership, links), on=by, how="left")
        .with_columns(
            pl.col("counted", "sure", "wrote", "by_then").fill_null(False),
            pl.col("people", "certain").fill_null(0),
            pl.col("guardians").fill_null(GUARDIANS_WHERE_UNNAMED),
        )
        .with_columns(size=pl.max_horizontal("guardians", "people"))
        .sort("announcement", "family")
    )
    strangers = (
        in_group.filter(pl.col("family").is_null())
        .join(looks.select("announcement", sender="poster"), on=["announcement", "sender"], how="anti")
        .group_by("announcement")
        .agg(strangers=pl.len())
    )
    told = (
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
        .join(rooms, on=["announcement", "chat"], how="left")
        .with_columns(pl.col("strangers", "people").fill_null(0))
        .sort("announcement")
    )
    columns = ("announcement", "class", "read_low", "read_high", "read", "taken_at", "read_note")
    return pl.DataFrame(
        [(look["announcement"], None, *read_band(look)) for look in told.iter_rows(named=True)],
        schema={column: BANDS[column] for column in columns},
        orient="row",
    )


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


def read_band(look: Mapping[str, Any]) -> tuple[int | None, int | None, int, datetime, str]:
    """read_low, read_high, read, taken_at, read_note of one look."""
    read, evidence = look["read"], look["evidence"]
    if read < look["wrote"]:
        return None, None, read, look["taken_at"], "taken_earlier"

    def fewest(sizes: Sequence[int], beside: int) -> int:
        return read_count_band(sizes, evidence, max(read - beside, len(evidence)))[0]

    low = fewest(look["size"], look["uncounted"] + look["strangers"])
    others = len(look["size"]) - look["surely"]
    if look["most"] is not None:
        others = min(others, max(0, look["most"] - (look["people"] if look["sound"] else look["surely"])))
        if look["sound"]:
            low = max(low, fewest(look["certain"], max(0, look["most"] - sum(look["certain"]) - 1)))  # less the poster
    high = min(read, look["surely"] + others)
    return min(low, high), high, read, look["taken_at"], "ok"


def unreachable(bands: pl.DataFrame) -> pl.DataFrame:
    """One row a class, and one for the school (class null): how many families no announcement can reach.

    Columns: class, announcement and sent_at (the latest one that is over; where none is, the latest), n, known, cannot
    UInt32 (n - ceiling; both null where none is over, or there is no roster), share (cannot / n); the school first.
    """
    return (
        bands.sort("complete", "sent_at", "announcement")
        .group_by("class")
        .last()
        .with_columns(cannot=pl.col("n") - pl.col("ceiling"))
        .select("class", "announcement", "sent_at", "n", "known", "cannot", share=pl.col("cannot") / pl.col("n"))
        .sort("class", nulls_last=False)
    )

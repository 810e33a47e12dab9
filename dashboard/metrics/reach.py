"""Can the announcements have been seen? Bands, never points: an export holds no receipts (METRICS.md, "Reach").

`announcements` says what was announced, `bands` the fewest and the most families that can have seen it, `unreachable`
whom none can reach. What goes into a band: the signs that families left (`evidence`), who was in the groups where it
stood (`rooms`), and the looks at Message info (`message_info`).
"""

from collections.abc import Collection, Sequence
from datetime import datetime, timedelta

import polars as pl

from dashboard.metrics.evidence import alike, echoes, evidence, is_allowed, links_in, plain, stood, until
from dashboard.metrics.message_info import READ_NOTE, looks_at, read_bands, read_count_band
from dashboard.metrics.rooms import free_places, known_people, people_at_most, present
from dashboard.school import School

__all__ = [
    "announcements",
    "bands",
    "family_band",
    "family_band_with_head_count",
    "read_count_band",
    "unreachable",
]

REPEAT_MINUTES = 10

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
    admin_chats: Collection[str] | None = None,
) -> pl.DataFrame:
    """One row for each announcement and class with families on roll that day, and one for the school (class null).

    Columns (families, UInt32, unless said): announcement, sent_at, class, n, floor, direct, ceiling, read_low,
    read_high, read (people), taken_at, read_note Enum(ok, taken_earlier), complete Boolean; sorted, the school first.
        n           families on roll of the class on that day, less the sender's own; the school's count each once.
                    Null for the school, with all that counts families (floor to read_high), where it has more than one
                    class and the families of one are not named: nobody can tell which of them are the same
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
    admin_chats: those whose export shows who left; None: where the settings say that an admin exported.
    """
    made = announcements(messages, school)
    if made.is_empty():
        return pl.DataFrame(schema=BANDS)
    copies = echoes(messages, made, classes, window_hours=window_hours)
    places = stood(made, copies, window_hours=window_hours)
    signs_ = evidence(messages, made, copies, links, window_hours=window_hours)
    members = present(places, membership, links)
    families = with_signs(on_roll(made, roster, links, classes), signs_, members)
    if admin_chats is None:
        admin_chats = [facts.name for facts in school.chats if facts.admin]
    rooms = people_at_most(messages, places, snapshots, head_counts, admin_chats).join(
        known_people(members), on=["announcement", "chat"], how="left"
    )
    rows = pl.concat([families, school_wide(families)])
    counts = band_counts(rows, free_places(rows, rows.filter(~IS_KNOWN), places, members, rooms, classes))
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
        .join(uncountable(families), on=["announcement", "class"], how="left", nulls_equal=True)
        .with_columns(
            pl.when(pl.col("uncountable").is_null()).then(pl.col(column)).alias(column)
            for column in ("n", *figures, "read_low", "read_high")
        )
        .drop("uncountable")
        .match_to_schema(BANDS)
        .sort("sent_at", "announcement", "class", nulls_last=False)
    )


def on_roll(
    announcements: pl.DataFrame, roster: pl.DataFrame, links: pl.DataFrame, classes: pl.DataFrame
) -> pl.DataFrame:
    """announcement, class, family, nameless Boolean: on roll on the day of the announcement, less the sender's own.

    A class of which the roster names no family has as many nameless ones as `classes` says. A nameless family may be
    the same as one of another class, named or nameless.
    """
    named = (
        roster.filter(pl.col("role") != "staff")
        .select("class", "family", "starts", "ends")
        .drop_nulls(["class", "family"])
        .unique()
        .with_columns(nameless=pl.lit(False))
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
            nameless=pl.lit(True),
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
        .select("day", "class", "family", "nameless")
        .unique()
    )
    own = announcements.join(links, on=["chat", "sender"]).select("announcement", "family").drop_nulls()
    return (
        announcements.select("announcement", day=pl.col("sent_at").dt.date())
        .join(that_day, on="day")
        .join(own, on=["announcement", "family"], how="anti")
        .select("announcement", "class", "family", "nameless")
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


def uncountable(families: pl.DataFrame) -> pl.DataFrame:
    """announcement, class (null: the school), uncountable (True): where nobody can tell which families are the same."""
    return (
        families.group_by("announcement")
        .agg(uncountable=pl.col("nameless").any() & (pl.col("class").n_unique() > 1))
        .filter("uncountable")
        .select("announcement", pl.lit(None, pl.String).alias("class"), "uncountable")
    )


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


def unreachable(bands: pl.DataFrame) -> pl.DataFrame:
    """One row a class, and one for the school (class null): how many families no announcement can reach.

    Columns: class, announcement and sent_at (the latest one that is over; where none is, the latest), n, known, cannot
    UInt32 (n - ceiling; both null where none is over, or there is no roster), share (cannot / n); the school first. The
    school's n, known, cannot and share are null where its families cannot be counted (`bands`).
    """
    return (
        bands.sort("complete", "sent_at", "announcement")
        .group_by("class")
        .last()
        .with_columns(cannot=pl.col("n") - pl.col("ceiling"))
        .select("class", "announcement", "sent_at", "n", "known", "cannot", share=pl.col("cannot") / pl.col("n"))
        .sort("class", nulls_last=False)
    )

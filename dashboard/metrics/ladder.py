"""How far one announcement came: from the families on roll to those who acted on it (METRICS.md, "Reach")."""

import polars as pl

from dashboard.metrics.announcements import voters
from dashboard.metrics.evidence import stood
from dashboard.metrics.message_info import looks_at, read_bands
from dashboard.metrics.reach import counted
from dashboard.metrics.standing import Groups, Standing, standing_in

RUNG = pl.Enum(["on_roll", "joined", "in_group", "delivered", "read", "acted"])
UNIT = pl.Enum(["families", "people"])
LADDER = pl.Schema(
    {
        "rung": RUNG,
        "unit": UNIT,
        "low": pl.UInt32,
        "high": pl.UInt32,
        "of": pl.UInt32,
        "at": pl.Datetime("ms"),
        "hours": pl.Float64,
    }
)


def ladder(
    groups: Groups,
    told: Standing,
    bands: pl.DataFrame,
    read_counts: pl.DataFrame,
    *,
    announcement: int,
    class_: str | None = None,
    window_hours: float = 72,
) -> pl.DataFrame:
    """LADDER of one announcement: on roll -> joined -> in the announcement group -> delivered -> read -> acted.

    Of one class, or (None) the school. low, high: the fewest and the most; high null: nothing bounds it; both null: not
    known. of: the families on roll, or the people in the announcement group at most (null: not known). at, hours: when
    the look at Message info was taken, and how long after the announcement. Rungs, from the first:
        on_roll     families: on roll that day, less the sender's own
        joined      families in the announcement group or a class's group, at any time in the window
        in_group    families in the announcement group, at any time in the window
        delivered   people, by each look; where it is less than those who read it, they may have to be added (`sent_to`)
        read        families, by each look (`read_bands`)
        acted       families with a direct sign in the window, at least; and, of a poll, the people who voted
    Looks count the whole group: of one class, delivered and read are not known. A row stands for each look; where there
    is none, one row says so. Null are joined, in_group and acted where the window is not over, or nobody is on roll.
    """
    made = told.made.filter(pl.col("announcement") == announcement)
    band = row_of(bands, announcement, class_)
    n = band.get("n") if band.get("complete") else None
    own = stood(made, told.copies.clear(), window_hours=window_hours)
    there = standing_in(groups, told.posts, made, told.copies, told.signs.filter(IN_GROUP), own)
    anywhere = standing_in(groups, told.posts, made, told.copies, told.signs.filter(IN_SOME), everywhere(own, groups))
    in_group = row_of(counted(there, groups.classes), announcement, class_)
    joined = row_of(counted(anywhere, groups.classes), announcement, class_)
    rows = [
        families("on_roll", *[band.get("n") or None] * 3),
        families("joined", *known(joined, n)),
        families("in_group", *known(in_group, n)),
        *looked(groups, told, read_counts, announcement, class_, n=band.get("n"), window_hours=window_hours),
        families("acted", band.get("direct"), None, n),
        *voted(told, announcement, class_),
    ]
    return pl.DataFrame(rows, schema=LADDER, orient="row")


IN_GROUP = pl.col("sign").is_in(["message", "join"])  # left in the announcement group itself
IN_SOME = pl.col("sign") != "link"  # left in it or in the group of a class
Rung = tuple[str, str, int | None, int | None, int | None, object, float | None]


def families(rung: str, low: int | None, high: int | None, n: int | None) -> Rung:
    return rung, "families", low, high, n, None, None


def known(band: dict[str, int], n: int | None) -> tuple[int | None, int | None, int | None]:
    return (band.get("known"), band.get("ceiling"), n) if n else (None, None, n)


def row_of(rows: pl.DataFrame, announcement: int, class_: str | None) -> dict[str, int]:
    """The row of that announcement and class; empty where there is none."""
    mine = rows.cast({"class": pl.String}).filter(
        pl.col("announcement") == announcement, pl.col("class").eq_missing(pl.lit(class_, pl.String))
    )
    return next(mine.iter_rows(named=True), {})


def everywhere(own: pl.DataFrame, groups: Groups) -> pl.DataFrame:
    """The announcement's group and every class's, as if it had stood in all of them."""
    others = groups.classes.select("chat").drop_nulls().unique().join(own, on="chat", how="anti")
    in_classes = own.drop("chat").join(others, how="cross").with_columns(echo=pl.lit(True)).select(own.columns)
    return pl.concat([own, in_classes])


def looked(
    groups: Groups,
    told: Standing,
    read_counts: pl.DataFrame,
    announcement: int,
    class_: str | None,
    *,
    n: int | None,
    window_hours: float,
) -> list[Rung]:
    """What each look at Message info told: to how many it was delivered, then how many had read it."""
    looks = looks_at(told.posts, read_counts, window_hours=window_hours).filter(pl.col("announcement") == announcement)
    if looks.is_empty() or class_ is not None:
        return [("delivered", "people", None, None, None, None, None), families("read", None, None, n)]
    room = told.rooms.filter(pl.col("announcement") == announcement).cast({"chat": pl.String})
    members = next(iter(looks.join(room, on="chat")["most"]), None)
    delivered: list[Rung] = []
    read: list[Rung] = []
    for look in looks.iter_slices(1):
        taken = look.row(0, named=True)
        at, hours = taken["taken_at"], (taken["taken_at"] - taken["since"]).total_seconds() / 3600
        band = read_bands(groups, told, look).row(0, named=True)
        others = None if members is None else max(members - 1, 0)  # less the poster
        delivered.append(
            ("delivered", "people", *sent_to(taken["delivered"], taken["read"], others), others, at, hours)
        )
        read.append(("read", "families", band["read_low"], band["read_high"], n, at, hours))
    return [*delivered, *read]


def sent_to(delivered: int | None, read: int, others: int | None) -> tuple[int | None, int | None]:
    """To how many it was delivered: some phones count beside those who read it only those who did not."""
    if delivered is None or delivered >= read:
        return delivered, delivered
    return read, delivered + read if others is None else max(read, min(delivered + read, others))


def voted(told: Standing, announcement: int, class_: str | None) -> list[Rung]:
    polls = voters(told.posts).filter(pl.col("announcement") == announcement)
    if class_ is not None:
        return []
    return [("acted", "people", low, high, None, None, None) for _, low, high in polls.iter_rows()]

"""What each family of a class, and each member of a group, is to the other (METRICS.md, "Drift")."""

from datetime import date

import polars as pl

from dashboard.metrics.presence import last_lists, members_on, nameless, unaccounted
from dashboard.metrics.roll import families_on, groups, not_over, standing
from parsers.schema import STAFF

FAMILY_STATUS = pl.Enum(
    ["current", "missing", "not_seen", "opted_out", "opted_out_present", "excluded", "excluded_present"]
)
SENDER_STATUS = pl.Enum(
    ["current", "unknown", "staff", "left_school", "wrong_class", "opted_out_present", "excluded_present"]
)


def family_status(
    roster: pl.DataFrame,
    links: pl.DataFrame,
    membership: pl.DataFrame,
    snapshots: pl.DataFrame,
    classes: pl.DataFrame,
    on: date,
) -> pl.DataFrame:
    """One row for each family of a class on roll on the day `on`; for counting only, sorted by class and family.

    Columns: class, family, status, one_guardian_only Boolean, listed Boolean (a member list with names was taken of the
    class's group by then), unaccounted UInt32 (members of the group who may be of a family not surely in it, at most,
    by its last head-count or list; null: nobody counted). Membership is that of the day's end.
    status, exactly one:
        opted_out, excluded                     so says the roster of all its guardians, and none is in the group
        opted_out_present, excluded_present     so it says, and one is
        current                                 a guardian is surely (listed or presumed) a member
        missing                                 none is, not even possibly, and a member list that speaks of them has
                                                none: one with names, taken since they are on roll, that leaves fewer
                                                members without a name than it lacks families, as does the last
                                                head-count since. One that stops short, nobody knows where, lacks nobody
        not_seen                                none is seen, and there is no such list: not observable. So are the
                                                families of a class without a group or an export
    one_guardian_only: two or more guardians on roll are named, and one person alone is in the group.

    "not_seen" families are counted, never shown by name: silence is nobody's business.
    """
    families = families_on(roster, on)
    present = (
        members_on(membership, on)
        .join(links.filter(pl.col("family").is_not_null()), on=["chat", "sender"])
        .drop("class")
        .join(groups(classes), on="chat")
        .group_by("class", "family")
        .agg(
            sure=pl.col("sure").any(),
            persons=pl.coalesce("guardian", "sender").filter("sure").n_unique(),
        )
    )
    lists = last_lists(snapshots, on).select("chat", taken_on=pl.col("at").dt.date())
    unknown = nameless(membership, snapshots, on)
    told = (
        groups(classes)
        .join(lists, on="chat", how="left")
        .join(unknown, on="chat", how="left")
        .join(unaccounted(membership, snapshots, known_links(links, roster), on), on="chat", how="left")
        .group_by("class")
        .agg(
            pl.col("taken_on").max(),
            pl.col("places", "unaccounted").sum(),
            pl.col("goes_on").any(),
            counted=pl.col("unaccounted").is_not_null().all(),
        )
    )
    is_in = pl.col("sure").fill_null(False)
    silent = (pl.col("standing") == "current") & pl.col("sure").is_null()
    lacking = silent & in_time(pl.col("taken_on")) & ~pl.col("goes_on")
    status = (
        pl.when(pl.col("standing") != "current")
        .then(
            pl.concat_str(
                pl.col("standing").cast(pl.String), pl.when(is_in).then(pl.lit("_present")).otherwise(pl.lit(""))
            )
        )
        .when(is_in)
        .then(pl.lit("current"))
        .when(lacking & (lacking.sum().over("class") > pl.col("places")))
        .then(pl.lit("missing"))
        .otherwise(pl.lit("not_seen"))
    )
    return (
        families.join(present, on=["class", "family"], how="left")
        .join(told, on="class", how="left")
        .with_columns(pl.col("persons", "places").fill_null(0), pl.col("goes_on", "counted").fill_null(False))
        .select(
            "class",
            "family",
            status=status.cast(FAMILY_STATUS),
            one_guardian_only=is_in & (pl.col("persons") == 1) & (pl.col("guardians") > 1),
            listed=pl.col("taken_on").is_not_null(),
            unaccounted=pl.when("counted").then("unaccounted").cast(pl.UInt32),
        )
        .sort("class", "family")
    )


def sender_status(
    roster: pl.DataFrame,
    links: pl.DataFrame,
    membership: pl.DataFrame,
    snapshots: pl.DataFrame,
    classes: pl.DataFrame,
    on: date,
) -> pl.DataFrame:
    """One row for each member of a group at the end of the day `on`, possible ones included; sorted by chat, sender.

    Columns: chat, class (null in a group of no class), sender, family, guardian, status, days_since_left Int32 (null
    unless the status is left_school), sure Boolean (listed or presumed a member). A person on a member list whose name
    the list does not give, or whom a head-count since it counts beside those who are known, has a row with sender null
    and status unknown; of a list that goes on there is one such row, or two with the exporter's.
    status, exactly one:
        unknown             linked to nobody, or to a family that the roster does not have
        staff               linked to a member of staff
        excluded_present, opted_out_present     so says the roster of this guardian, in this class
        current             the family is on roll in this class (in a group of no class: in any), or will be
        wrong_class         it is on roll elsewhere in the school
        left_school         its last place in the school has ended
    """
    members = (
        members_on(membership, on)
        .join(links.select("chat", "sender", "family", "guardian"), on=["chat", "sender"], how="left")
        .join(groups(classes), on="chat", how="left")
    )
    places = roster.filter(pl.col("role") != "staff").with_columns(open=not_over(on))
    here = places.filter("open").select("class", "family", "guardian", "standing")
    of_family = here.group_by("class", "family").agg(family_standing=standing(pl.col("standing")))
    of_guardian = (
        here.drop_nulls("guardian").group_by("class", "family", "guardian").agg(standing=standing(pl.col("standing")))
    )
    school = places.group_by("family").agg(
        anywhere=pl.col("open").any(),
        left_on=pl.when(~pl.col("open").any()).then(pl.col("ends").max()),
        everywhere=standing(pl.col("standing").filter("open")),
    )
    told = (
        members.join(of_family, on=["class", "family"], how="left")
        .join(of_guardian, on=["class", "family", "guardian"], how="left")
        .join(school, on="family", how="left")
        .with_columns(standing=pl.coalesce("standing", "family_standing"))
        .with_columns(
            standing=pl.when(pl.col("class").is_null() & pl.col("anywhere")).then("everywhere").otherwise("standing")
        )
    )
    status = (
        pl.when(pl.col("family").str.starts_with(STAFF))
        .then(pl.lit("staff"))
        .when(pl.col("standing") == "excluded")
        .then(pl.lit("excluded_present"))
        .when(pl.col("standing") == "opted_out")
        .then(pl.lit("opted_out_present"))
        .when(pl.col("standing") == "current")
        .then(pl.lit("current"))
        .when("anywhere")
        .then(pl.lit("wrong_class"))
        .when(pl.col("anywhere").not_())
        .then(pl.lit("left_school"))
        .otherwise(pl.lit("unknown"))
        .cast(SENDER_STATUS)
    )
    rows = told.select(
        "chat",
        "class",
        "sender",
        "family",
        "guardian",
        status=status,
        days_since_left=(pl.lit(on) - pl.col("left_on")).dt.total_days().cast(pl.Int32),
        sure="sure",
    )
    return pl.concat([rows, nameless_rows(nameless(membership, snapshots, on), classes)]).sort(
        "chat", "sender", nulls_last=True
    )


def nameless_rows(places: pl.DataFrame, classes: pl.DataFrame) -> pl.DataFrame:
    """Rows of `sender_status` for members without a name; places: as `presence.nameless` has them."""
    nobody = pl.lit(None, pl.String)
    return (
        places.filter(pl.col("places") > 0)
        .select("chat", sender=nobody.repeat_by("places"))
        .explode("sender", empty_as_null=False)
        .join(groups(classes), on="chat", how="left")
        .select(
            "chat",
            "class",
            "sender",
            family=nobody,
            guardian=nobody,
            status=pl.lit("unknown", SENDER_STATUS),
            days_since_left=pl.lit(None, pl.Int32),
            sure=pl.lit(True),
        )
    )


def known_links(links: pl.DataFrame, roster: pl.DataFrame) -> pl.DataFrame:
    """The links to a family on the roster, or to a member of staff."""
    on_roster = pl.col("family").is_in(roster["family"].drop_nulls().unique().implode())
    return links.filter(on_roster | pl.col("family").str.starts_with(STAFF)).select(
        "chat", "sender", "family", "guardian"
    )


def in_time(taken_on: pl.Expr) -> pl.Expr:
    """Whether a list of that day can speak of a family: not of one that came to the class after it."""
    return taken_on.is_not_null() & (pl.col("starts").is_null() | (pl.col("starts") <= taken_on))

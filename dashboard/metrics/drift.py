"""Does a group still match the roster? Statuses, bounds and movements (METRICS.md, "Drift")."""

from datetime import date, datetime, time, timedelta

import polars as pl

from parsers.schema import STAFF, STANDING

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
    class's group by then). Membership is that of the day's end.
    status, exactly one:
        opted_out, excluded                     so says the roster of all its guardians, and none is in the group
        opted_out_present, excluded_present     so it says, and one is
        current                                 a guardian is surely (listed or presumed) a member
        missing                                 none is, not even possibly, and a member list that speaks of them has
                                                none: one with names, taken since they are on roll, that leaves fewer
                                                members without a name than it lacks families
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
    lists = snapshots.filter((pl.col("names").list.len() > 0) & (pl.col("taken_on") <= on))
    last_list = groups(classes).join(lists, on="chat").group_by("class").agg(pl.col("taken_on").max())
    unnamed = nameless(membership, snapshots, classes, on).group_by("class").agg(unnamed=pl.len())
    is_in = pl.col("sure").fill_null(False)
    lacking = (pl.col("standing") == "current") & pl.col("sure").is_null() & in_time(pl.col("taken_on"))
    status = (
        pl.when(pl.col("standing") != "current")
        .then(
            pl.concat_str(
                pl.col("standing").cast(pl.String), pl.when(is_in).then(pl.lit("_present")).otherwise(pl.lit(""))
            )
        )
        .when(is_in)
        .then(pl.lit("current"))
        .when(lacking & (lacking.sum().over("class") > pl.col("unnamed").fill_null(0)))
        .then(pl.lit("missing"))
        .otherwise(pl.lit("not_seen"))
    )
    return (
        families.join(present, on=["class", "family"], how="left")
        .join(last_list, on="class", how="left")
        .join(unnamed, on="class", how="left")
        .with_columns(pl.col("persons").fill_null(0))
        .select(
            "class",
            "family",
            status=status.cast(FAMILY_STATUS),
            one_guardian_only=is_in & (pl.col("persons") == 1) & (pl.col("guardians") > 1),
            listed=pl.col("taken_on").is_not_null(),
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
    the list does not give has a row with sender null and status unknown.
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
    return pl.concat([rows, nameless(membership, snapshots, classes, on)]).sort("chat", "sender", nulls_last=True)


def bounds(family_status: pl.DataFrame, sender_status: pl.DataFrame) -> pl.DataFrame:
    """One row for each class with families on roll or members, sorted: how many families are in its group.

    Columns, all UInt32 but `class` and `listed`: class, families, current, missing, not_seen, opted_out and excluded
    (each with those who are present all the same), unknown (members linked to nobody), low, high, absent, listed
    Boolean.
    families = current + missing + not_seen + opted_out + excluded; low = current;
    high = current + not_seen + min(missing, unknown); absent = missing - min(missing, unknown): so many families are
    surely not in the group, as each member linked to nobody may be of a missing one. All three are null where there is
    no roster (families 0) and where nothing at all is known of the group: no list, and nobody seen in it.
    """

    def having(*statuses: str) -> pl.Expr:
        return pl.col("status").is_in(statuses).sum().cast(pl.UInt32)

    families = family_status.group_by("class").agg(
        families=pl.len().cast(pl.UInt32),
        current=having("current"),
        missing=having("missing"),
        not_seen=having("not_seen"),
        opted_out=having("opted_out", "opted_out_present"),
        excluded=having("excluded", "excluded_present"),
        listed=pl.col("listed").any(),
    )
    members = sender_status.drop_nulls("class").group_by("class").agg(unknown=having("unknown"), seen=pl.lit(True))
    observed = (pl.col("families") > 0) & (pl.col("seen") | pl.col("listed"))
    perhaps = pl.min_horizontal("missing", "unknown")
    high = pl.col("current") + pl.col("not_seen") + perhaps
    return (
        families.join(members, on="class", how="full", coalesce=True)
        .with_columns(pl.col(pl.UInt32).fill_null(0), pl.col("listed", "seen").fill_null(False))
        .with_columns(
            low=pl.when(observed).then("current"),
            high=pl.when(observed).then(high),
            absent=pl.when(observed).then(pl.col("missing") - perhaps),
        )
        .select(
            "class",
            "families",
            "current",
            "missing",
            "not_seen",
            "opted_out",
            "excluded",
            "unknown",
            "low",
            "high",
            "absent",
            "listed",
        )
        .sort("class")
    )


def families_on(roster: pl.DataFrame, on: date) -> pl.DataFrame:
    """class, family, standing, guardians (how many are named), starts: the families on roll on that day."""
    return (
        roster.filter(
            (pl.col("role") != "staff") & not_over(on) & (pl.col("starts").is_null() | (pl.col("starts") <= on))
        )
        .drop_nulls(["class", "family"])
        .group_by("class", "family")
        .agg(
            standing=standing(pl.col("standing")),
            guardians=pl.col("guardian").drop_nulls().n_unique(),
            starts=pl.when(pl.col("starts").is_not_null().all()).then(pl.col("starts").min()),
        )
    )


def in_time(taken_on: pl.Expr) -> pl.Expr:
    """Whether a list of that day can speak of a family: not of one that came to the class after it."""
    return taken_on.is_not_null() & (pl.col("starts").is_null() | (pl.col("starts") <= taken_on))


def not_over(on: date) -> pl.Expr:
    return pl.col("ends").is_null() | (pl.col("ends") >= on)


def standing(each: pl.Expr) -> pl.Expr:
    """That of several guardians together: current if one is, excluded before opted out."""
    return pl.when((each == "current").any()).then(pl.lit("current", STANDING)).otherwise(each.max())


def groups(classes: pl.DataFrame) -> pl.DataFrame:
    """chat, class of every class with a group."""
    return classes.select("chat", "class").drop_nulls("chat")


def members_on(membership: pl.DataFrame, on: date) -> pl.DataFrame:
    """chat, sender, sure (listed or presumed): the members at the end of that day."""
    end = datetime.combine(on + timedelta(days=1), time())
    return (
        membership.filter(
            (pl.col("since").is_null() | (pl.col("since") < end))
            & (pl.col("until").is_null() | (pl.col("until") >= end))
        )
        .group_by("chat", "sender")
        .agg(sure=(pl.col("certainty") != "possible").any())
    )


def nameless(membership: pl.DataFrame, snapshots: pl.DataFrame, classes: pl.DataFrame, on: date) -> pl.DataFrame:
    """Rows of `sender_status` for the people on a group's last member list whose names it does not give.

    The exporter, who stands there as "You", is one of them unless `membership` knows who that is.
    """
    names = pl.col("names").list.set_difference(["You"])
    last = (
        snapshots.filter((pl.col("names").list.len() > 0) & (pl.col("taken_on") <= on))
        .sort("taken_on")
        .group_by("chat")
        .last()
        .select(
            "chat",
            names=names,
            at=pl.col("taken_on").cast(pl.Datetime("ms")),
            people=pl.max_horizontal("members", pl.col("names").list.len()).cast(pl.Int64),
        )
    )
    taken_for = (
        membership.filter(pl.col("certainty") == "presumed")
        .join(last, on="chat")
        .filter((pl.col("since") <= pl.col("at")) & (pl.col("until").is_null() | (pl.col("until") > pl.col("at"))))
        .group_by("chat")
        .agg(unlisted=pl.len().cast(pl.Int64))
    )
    places = last.join(taken_for, on="chat", how="left").select(
        "chat",
        places=(pl.col("people") - pl.col("names").list.len().cast(pl.Int64) - pl.col("unlisted").fill_null(0)).clip(0),
    )
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

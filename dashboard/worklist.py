"""What a class rep may want to do so that group and roster agree, as the school's own rules have it (RULES.md).

The list names people, so it is for the class rep alone. Nobody is on it for not posting, and nobody for not having been
seen: only families that a member list lacks, members whom the roster does not have in the class, and the group itself.
"""

from collections.abc import Collection

import polars as pl

from dashboard.policy import Profile

TASK = pl.Enum(["invite", "add", "check", "remove", "ask_name", "second_admin"])
ABOUT = pl.Enum(
    [
        "missing",  # a family that the member list lacks
        "opted_out_present",  # members, from here on: as metrics.drift.sender_status has them
        "excluded_present",
        "left_school",
        "wrong_class",
        "nobody",  # linked to nobody, as a person answered
        "undecided",  # linked to nobody yet: a person must say which family, if any
        "number_only",  # linked to nobody, from here on
        "short_name",
        "unknown",
        "no_admin",  # the group
        "one_admin",
        "admins_unknown",
    ]
)
TASKS = pl.Schema(
    {
        "chat": pl.String,
        "class": pl.String,
        "task": TASK,
        "who": pl.String,  # the child of a family, the sender as exported, null for the group itself
        "child": pl.String,  # of a family that is to be told of the group: its children's names, if the roster has them
        "about": ABOUT,
        "days": pl.Int32,  # since the family left; null unless it did
    }
)
WITHOUT_SPACES = r"[\p{Han}\p{Hiragana}\p{Katakana}\p{Hangul}\p{Thai}]{2}"  # scripts that write whole names as one word
WORD = r"\p{L}[\p{L}\p{M}'’.\-]*[\p{L}\p{M}]"  # of two letters or more: an initial names nobody


def tasks(
    families: pl.DataFrame,
    members: pl.DataFrame,
    links: pl.DataFrame,
    children: pl.DataFrame,
    admins: pl.DataFrame,
    classes: pl.DataFrame,
    profile: Profile,
    *,
    pa_posters: Collection[str] = (),
) -> pl.DataFrame:
    """TASKS of the groups of `classes`: one row a thing to do, sorted by class, task and name.

    families, members as metrics.drift has them; links LINKS; children family, child; admins as metrics.admins has them.
    A family is there only with the status missing: never one that opted out, is excluded or was just not seen. Each
    member is there once at most, and only if surely in the group; staff and the Parent Association's own accounts
    (`pa_posters`) never. No rows for a class without a group, and for a rule that the profile does not have.
    """
    groups = classes.select("chat", "class").drop_nulls()
    named = members.filter(pl.col("sender").is_not_null() & ~pl.col("sender").is_in(list(pa_posters)))
    found = [
        of_families(families, children, profile),
        of_members(named, links, profile),
        of_groups(groups, admins, profile),
    ]
    return (
        pl.concat(found, how="diagonal")
        .join(groups, on="class")
        .drop_nulls("task")
        .select(pl.col(column).cast(dtype) for column, dtype in TASKS.items())
        .sort("class", "task", "who", "about")
    )


def counts(tasks: pl.DataFrame) -> pl.DataFrame:
    """class, task, about, things UInt32 (how many), sorted: for pages without names.

    Whom the school excluded is the class rep's alone to know, so they are counted among those who opted out.
    """
    about = pl.col("about").replace("excluded_present", "opted_out_present")
    return tasks.group_by("class", "task", about).agg(things=pl.len().cast(pl.UInt32)).sort("class", "task", "about")


def perhaps(members: pl.DataFrame) -> int:
    """How many members of no current family there are who may have left unseen: nothing is to do about them yet."""
    return members.filter(~pl.col("sure") & ~pl.col("status").is_in(["current", "staff"])).height


def of_families(families: pl.DataFrame, children: pl.DataFrame, profile: Profile) -> pl.DataFrame:
    """class, task, who, child, about for each missing family; task may be null."""
    task = None if profile.missing == "ignore" else profile.missing
    return (
        families.filter(pl.col("status") == "missing")
        .join(children.select("family", "child"), on="family", how="left")
        .select(
            "class",
            task=pl.lit(task, TASK),
            who=pl.coalesce("child", "family"),
            child="child",
            about=pl.lit("missing", ABOUT),
        )
    )


def of_members(members: pl.DataFrame, links: pl.DataFrame, profile: Profile) -> pl.DataFrame:
    """class, task, who, about, days for each member who is surely in the group and no current one; task may be null."""
    asks = pl.col("about").is_in(["undecided", "number_only", "short_name"]) & lacks_name(pl.col("sender"))
    named = asks & profile.ask_for_names
    return (
        members.filter(pl.col("sure") & ~pl.col("status").is_in(["current", "staff"]))
        .join(links.select("chat", "sender", "how", "candidates"), on=["chat", "sender"], how="left")
        .with_columns(about=why())
        .select(
            "class",
            task=pl.when(named).then(pl.lit("ask_name")).otherwise(following(profile)).cast(TASK),
            who="sender",
            about=pl.col("about").cast(ABOUT),
            days="days_since_left",
        )
    )


def of_groups(groups: pl.DataFrame, admins: pl.DataFrame, profile: Profile) -> pl.DataFrame:
    """class, task, about for each group that is not known to have two admins, where the rules want two."""
    number = pl.col("admins")
    about = (
        pl.when(number.is_null())
        .then(pl.lit("admins_unknown"))
        .when(number == 0)
        .then(pl.lit("no_admin"))
        .otherwise(pl.lit("one_admin"))
    )
    return (
        groups.join(admins.select("chat", "admins"), on="chat", how="left")
        .filter(pl.lit(profile.second_admin) & (number.fill_null(0) < 2))
        .select("class", task=pl.lit("second_admin", TASK), about=about.cast(ABOUT))
    )


def why() -> pl.Expr:
    """The status, and of a member linked to nobody, why."""
    unlinked = (
        pl.when(pl.col("how") == "confirmed")
        .then(pl.lit("nobody"))
        .when(pl.col("candidates").list.len() > 0)
        .then(pl.lit("undecided"))
        .when(shows_number(pl.col("sender")))
        .then(pl.lit("number_only"))
        .when(lacks_name(pl.col("sender")))
        .then(pl.lit("short_name"))
        .otherwise(pl.lit("unknown"))
    )
    return pl.when(pl.col("status") == "unknown").then(unlinked).otherwise(pl.col("status").cast(pl.String))


def following(profile: Profile) -> pl.Expr:
    """The task that the rules make of each reason; null: none."""
    stranger = "check" if profile.strangers == "check" else None
    return pl.col("about").replace_strict(
        {
            "opted_out_present": "check",
            "excluded_present": "check",
            "left_school": "remove" if profile.leavers == "remove" else None,
            "wrong_class": "check" if profile.wrong_class == "check" else None,
            **dict.fromkeys(("nobody", "undecided", "number_only", "short_name", "unknown"), stranger),
        },
        return_dtype=pl.String,
    )


def shows_number(name: pl.Expr) -> pl.Expr:
    return name.str.contains(r"^[^\p{L}]*\d[^\p{L}]*$")


def lacks_name(name: pl.Expr) -> pl.Expr:
    """A number, or one word at most, which in most scripts is a first name or a nickname."""
    return (name.str.count_matches(WORD) <= 1) & ~name.str.contains(WITHOUT_SPACES)

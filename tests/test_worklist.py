"""The work list: what the rules make of each family, member and group; and who is never on it."""

import polars as pl
import pytest

from dashboard import worklist
from dashboard.metrics.drift import FAMILY_STATUS, SENDER_STATUS
from dashboard.policy import PROFILES, Profile, read_profile
from parsers import schema

GROUP = "Class 2B"
CLASSES = pl.DataFrame({"class": ["2B"], "chat": [GROUP]}).pipe(schema.conform, schema.CLASSES)
CHILDREN = pl.DataFrame({"family": ["Ash", "Elm"], "child": ["Leo Ash, Mia Ash", None]})
FAMILIES = pl.Schema({"class": pl.String, "family": pl.String, "status": FAMILY_STATUS})
MEMBERS = pl.Schema(
    {
        "chat": pl.String,
        "class": pl.String,
        "sender": pl.String,
        "status": SENDER_STATUS,
        "days_since_left": pl.Int32,
        "sure": pl.Boolean,
    }
)
ADMINS = pl.Schema({"chat": pl.String, "admins": pl.UInt32, "last_sign": pl.Datetime("ms")})
TWO_ADMINS = pl.DataFrame([{"chat": GROUP, "admins": 2}], schema=ADMINS)
A, B, C, D, E = (read_profile(name) for name in PROFILES)


def families_of(*rows: tuple[str, str]) -> pl.DataFrame:
    """family, status"""
    return pl.DataFrame([("2B", *row) for row in rows], schema=FAMILIES, orient="row")


def members_of(*rows: tuple[str | None, str], days: int | None = None, sure: bool = True) -> pl.DataFrame:
    """sender, status"""
    return pl.DataFrame([(GROUP, "2B", *row, days, sure) for row in rows], schema=MEMBERS, orient="row")


def links_of(*rows: dict) -> pl.DataFrame:
    filled = [{"chat": GROUP, "how": "none", "candidates": []} | row for row in rows]
    return pl.DataFrame(filled, infer_schema_length=None).pipe(schema.conform, schema.LINKS)


NO_LINKS = schema.empty(schema.LINKS)


def tasks_of(
    profile: Profile = A,
    families: pl.DataFrame | None = None,
    members: pl.DataFrame | None = None,
    *,
    links: pl.DataFrame = NO_LINKS,
    admins: pl.DataFrame = TWO_ADMINS,
    classes: pl.DataFrame = CLASSES,
    **more: object,
) -> pl.DataFrame:
    families = families_of() if families is None else families
    members = members_of() if members is None else members
    return worklist.tasks(families, members, links, CHILDREN, admins, classes, profile, **more)  # pyright: ignore[reportArgumentType]


def told(tasks: pl.DataFrame) -> list[tuple[str, str | None, str]]:
    return tasks.select("task", "who", "about").rows()


@pytest.mark.parametrize(("profile", "task"), [(A, "invite"), (B, "invite"), (C, "add"), (D, None), (E, "invite")])
def test_a_missing_family_is_invited_added_or_let_be_as_the_rules_have_it(profile, task):
    tasks = tasks_of(profile, families_of(("Ash", "missing"), ("Elm", "missing")))

    assert told(tasks) == ([(task, "Elm", "missing"), (task, "Leo Ash, Mia Ash", "missing")] if task else [])


def test_a_family_goes_by_its_childs_name_where_the_roster_has_one():
    tasks = tasks_of(A, families_of(("Ash", "missing"), ("Elm", "missing"), ("Oak", "missing")))

    assert tasks.select("who", "child").rows() == [
        ("Elm", None),
        ("Leo Ash, Mia Ash", "Leo Ash, Mia Ash"),
        ("Oak", None),
    ]


@pytest.mark.parametrize("status", [status for status in FAMILY_STATUS.categories if status != "missing"])
@pytest.mark.parametrize("profile", [A, B, C, D, E])
def test_no_other_family_is_ever_on_the_list(profile, status):
    assert tasks_of(profile, families_of(("Ash", status))).is_empty()


@pytest.mark.parametrize(
    ("status", "tasks"),  # of the five profiles
    [
        ("current", (None, None, None, None, None)),
        ("staff", (None, None, None, None, None)),
        ("unknown", ("check", "check", "check", None, "check")),
        ("wrong_class", ("check", "check", "check", None, "check")),
        ("left_school", (None, "remove", "remove", None, None)),
        ("opted_out_present", ("check", "check", "check", "check", "check")),
        ("excluded_present", ("check", "check", "check", "check", "check")),
    ],
)
def test_what_follows_for_a_member_is_written_by_the_profile(status, tasks):
    lists = [told(tasks_of(profile, members=members_of(("Ann Ash", status)))) for profile in (A, B, C, D, E)]

    assert lists == [[(task, "Ann Ash", status)] if task else [] for task in tasks]


@pytest.mark.parametrize(("sure", "number"), [(True, 1), (False, 0)])
def test_nobody_is_on_the_list_who_may_not_be_in_the_group(sure, number):
    assert tasks_of(B, members=members_of(("Ann Ash", "left_school"), sure=sure)).height == number


def test_how_long_ago_a_family_left_is_told():
    tasks = tasks_of(B, members=members_of(("Ann Ash", "left_school"), days=28))

    assert tasks["days"].to_list() == [28]


@pytest.mark.parametrize(
    ("sender", "link", "task", "about"),
    [
        ("+44 7700 900123", {}, "ask_name", "number_only"),
        ("+44\N{NO-BREAK SPACE}7700\N{NO-BREAK SPACE}900123", {}, "ask_name", "number_only"),
        ("Ann", {}, "ask_name", "short_name"),
        ("Ann 🌻", {}, "ask_name", "short_name"),
        ("Ann P.", {}, "ask_name", "short_name"),
        ("🌻", {}, "ask_name", "short_name"),
        ("Zoë", {}, "ask_name", "short_name"),
        ("Sunflower2015", {}, "ask_name", "short_name"),
        ("Ann Ash", {}, "check", "unknown"),
        ("أم ليلى", {}, "check", "unknown"),
        ("王伟", {}, "check", "unknown"),
        ("Mum of Leo (2B)", {}, "check", "unknown"),
        ("Ann", {"candidates": ["Ash", "Elm"]}, "ask_name", "undecided"),
        ("Ann Ash", {"candidates": ["Ash"]}, "check", "undecided"),
        ("Ann", {"how": "confirmed"}, "check", "nobody"),
    ],
)
def test_who_cannot_be_told_by_the_name_is_asked_for_one_where_the_rules_ask_for_names(sender, link, task, about):
    members, links = members_of((sender, "unknown")), links_of({"sender": sender} | link)

    assert told(tasks_of(A, members=members, links=links)) == [(task, sender, about)]
    assert told(tasks_of(B, members=members, links=links)) == [("check", sender, about)]
    assert told(tasks_of(D, members=members, links=links)) == []


def test_somebody_without_a_name_of_whom_a_list_tells_the_number_alone_is_no_task():
    assert tasks_of(A, members=members_of((None, "unknown"))).is_empty()


def test_the_associations_own_account_is_no_stranger():
    members = members_of(("The PA", "unknown"), ("Bob Birch", "unknown"))

    assert told(tasks_of(A, members=members, pa_posters=("The PA",))) == [("check", "Bob Birch", "unknown")]


def test_how_somebody_is_linked_in_another_group_says_nothing_of_this_one():
    links = links_of({"sender": "Ann Ash", "chat": "Class 1A", "how": "confirmed"}, {"sender": "Ann Ash"})

    assert told(tasks_of(A, members=members_of(("Ann Ash", "unknown")), links=links)) == [
        ("check", "Ann Ash", "unknown")
    ]


@pytest.mark.parametrize(
    ("admins", "about"), [(None, "admins_unknown"), (0, "no_admin"), (1, "one_admin"), (2, None), (3, None)]
)
@pytest.mark.parametrize("profile", [A, B, C, D, E])
def test_a_group_needs_two_admins_where_the_rules_say_so(profile, admins, about):
    number = pl.DataFrame([{"chat": GROUP, "admins": admins}], schema=ADMINS)

    expected = [("second_admin", None, about)] if about and profile in (A, E) else []
    assert told(tasks_of(profile, admins=number)) == expected


def test_of_a_group_of_which_nothing_is_known_the_admins_are_not_either():
    assert told(tasks_of(A, admins=TWO_ADMINS.clear())) == [("second_admin", None, "admins_unknown")]


def test_a_class_without_a_group_has_nothing_to_do():
    classes = pl.DataFrame({"class": ["2B"], "chat": [None]}).pipe(schema.conform, schema.CLASSES)

    assert tasks_of(A, families_of(("Ash", "missing")), admins=TWO_ADMINS.clear(), classes=classes).is_empty()


@pytest.mark.parametrize("profile", [A, B, C, D, E])
def test_of_nothing_there_is_nothing_to_do(profile):
    nothing = worklist.tasks(
        families_of(), members_of(), NO_LINKS, CHILDREN.clear(), TWO_ADMINS.clear(), CLASSES.clear(), profile
    )

    assert nothing.schema == worklist.TASKS
    assert nothing.is_empty()
    assert worklist.counts(nothing).is_empty()


@pytest.mark.parametrize("profile", [A, B, C, D, E])
def test_every_member_is_on_the_list_once_at_most_and_the_order_is_that_of_task_and_name(profile):
    statuses = [status for status in SENDER_STATUS.categories for _ in range(2)]
    members = members_of(*((f"{name} Elm", status) for name, status in zip("qwertyuiopasdf", statuses, strict=True)))
    families = families_of(("Elm", "missing"), ("Ash", "missing"))

    tasks = tasks_of(profile, families, members, admins=TWO_ADMINS.clear())

    assert not tasks["who"].is_duplicated().any()
    assert tasks.equals(tasks.sort("class", "task", "who"))
    assert tasks.equals(tasks_of(profile, families.reverse(), members.reverse(), admins=TWO_ADMINS.clear()))


def test_members_who_may_have_left_are_counted_apart_unless_they_are_current_or_staff():
    members = members_of(("Ann Ash", "unknown"), ("Bob Birch", "current"), ("Cid Cedar", "left_school"))
    assert worklist.perhaps(members.with_columns(sure=pl.lit(False))) == 2
    assert worklist.perhaps(members.with_columns(sure=pl.lit(True))) == 0


def test_who_is_excluded_is_counted_among_those_who_opted_out():
    members = members_of(("Ann Ash", "excluded_present"), ("Bob Birch", "wrong_class"), ("Cid Cedar", "unknown"))

    tasks = tasks_of(A, families_of(("Ash", "missing")), members)

    assert tasks.height == 4
    assert worklist.counts(tasks).rows() == [
        ("2B", "invite", "missing", 1),
        ("2B", "check", "opted_out_present", 1),
        ("2B", "check", "wrong_class", 1),
        ("2B", "check", "unknown", 1),
    ]

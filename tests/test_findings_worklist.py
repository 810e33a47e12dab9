"""The work list in words: a headline, the school's rule for each kind of task, reasons, and messages to paste."""

import csv
import io
import re
from datetime import date, datetime

import polars as pl
import pytest

from dashboard.findings import worklist
from dashboard.findings.private_messages import with_messages
from dashboard.policy import read_profile
from dashboard.worklist import ABOUT, TASKS

A, B, C = (read_profile(name) for name in ("community", "code-of-conduct", "class-policy"))
ON = date(2026, 11, 21)


def tasks_of(*rows: dict) -> pl.DataFrame:
    """Tasks of 2B; of a family, `who` is its child."""
    filled = [{"chat": "Class 2B", "class": "2B", "who": "Ann Ash"} | row for row in rows]
    return pl.DataFrame(filled, schema=TASKS).sort("task", "who")


MISSING = {"task": "invite", "about": "missing", "who": "Leo Ash", "child": "Leo Ash"}
UNKNOWN = {"task": "check", "about": "unknown"}
GONE = {"task": "remove", "about": "left_school", "days": 28}
NAMELESS = {"task": "ask_name", "about": "number_only", "who": "+44 7700 900123"}
ONE_ADMIN = {"task": "second_admin", "about": "one_admin", "who": None}
EVERY = [
    (task, about)
    for task, reasons in {
        "invite": ["missing"],
        "add": ["missing"],
        "check": [
            about for about in ABOUT.categories if about not in ("missing", "left_school") and "admin" not in about
        ],
        "remove": ["left_school"],
        "ask_name": ["undecided", "number_only", "short_name"],
        "second_admin": ["no_admin", "one_admin", "admins_unknown"],
    }.items()
    for about in reasons
]


@pytest.mark.parametrize(
    ("rows", "said"),
    [
        ([], "Nothing to do in 2B."),
        ([MISSING], "1 thing to do in 2B: 1 family to invite."),
        (
            [MISSING, MISSING, MISSING, UNKNOWN, UNKNOWN, GONE],
            "6 things to do in 2B: 3 families to invite, 2 members to check with and 1 member to remove.",
        ),
        ([NAMELESS, ONE_ADMIN], "2 things to do in 2B: 1 member to ask for a name and a second admin to find."),
        ([ONE_ADMIN | {"about": "admins_unknown"}], "1 thing to do in 2B: the group's admins to count."),
        ([MISSING | {"task": "add"}], "1 thing to do in 2B: 1 family to add."),
    ],
)
def test_the_headline_counts_what_there_is_to_do(rows, said):
    assert worklist.headline(tasks_of(*rows), "2B") == said


def test_each_kind_of_task_has_a_heading_and_the_schools_own_rule():
    parts = worklist.parts(tasks_of(ONE_ADMIN | {"about": "no_admin"}, NAMELESS, MISSING, UNKNOWN), A)

    assert [(part.heading, part.rules) for part in parts] == [
        ("Families to invite", (A.says("missing"),)),
        ("Members to check with", (A.says("strangers"),)),
        ("Members to ask for a name", (A.says("ask_for_names"),)),
        ("A second admin", (A.says("second_admin"),)),
    ]


def test_a_rule_is_said_once_and_each_reason_has_its_own():
    rows = [UNKNOWN, UNKNOWN | {"about": "short_name"}, UNKNOWN | {"about": "wrong_class"}]

    assert worklist.parts(tasks_of(*rows), B)[0].rules == (B.says("wrong_class"), B.says("strangers"))


@pytest.mark.parametrize(
    ("row", "switch", "how"),
    [
        (GONE, "leavers", "Write first and leave a few days for an answer"),
        (ONE_ADMIN, "second_admin", "Once somebody has said yes"),
        (ONE_ADMIN | {"about": "admins_unknown"}, "second_admin", "Open the group's info in WhatsApp"),
        (UNKNOWN | {"about": "undecided"}, "strangers", "Say who they are under Who is who first"),
    ],
)
def test_how_it_is_done_stands_below_the_rule(row, switch, how):
    rule, beside = worklist.parts(tasks_of(row), B)[0].rules

    assert rule == B.says(switch)
    assert beside.startswith(how)


def test_wishes_and_exclusions_follow_no_switch():
    opted_out, excluded = ({"task": "check", "about": about} for about in ("opted_out_present", "excluded_present"))

    part = worklist.parts(tasks_of(opted_out, excluded), B)[0]

    assert [rule.split(",")[0] for rule in part.rules] == [
        "A wish not to be in the group is always respected",
        "An exclusion is between the school and the family: ask the school whether it still holds",
    ]


@pytest.mark.parametrize(("number", "start"), [(1, "1 more member may"), (3, "3 more members may")])
def test_members_who_may_have_left_are_counted_and_not_asked(number, start):
    assert worklist.about_perhaps(number)[0].startswith(f"{start} have left unseen")
    assert worklist.about_perhaps(0) == []


def test_days_since_leaving_are_shown_only_where_somebody_left():
    (left,) = worklist.parts(tasks_of(GONE), B)
    (invited,) = worklist.parts(tasks_of(MISSING), B)

    assert (left.shown.columns, invited.shown.columns) == (["Who", "Why", "Days since leaving"], ["Who", "Why"])


def test_the_table_tells_what_who_why_and_since_when():
    table = worklist.table(tasks_of(MISSING, GONE, ONE_ADMIN)).drop("Message")

    assert table.columns == ["Task", "Who", "Why", "Days since leaving"]
    assert table.rows() == [
        ("Invite", "Leo Ash", "not on the group's member list", None),
        ("Remove", "Ann Ash", "the family left the school", 28),
        ("Find a second admin", "the group", "one admin alone, when they were last counted", None),
    ]


@pytest.mark.parametrize(("task", "about"), EVERY)
def test_every_task_has_words_for_all_that_is_said_of_it(task, about):
    row = {"task": task, "about": about, "child": "Leo Ash" if about == "missing" else None}
    tasks = tasks_of(row)

    (told,) = worklist.table(tasks).iter_rows(named=True)
    (part,) = worklist.parts(tasks, A)

    assert told["Task"]
    assert told["Why"]
    assert part.rules
    assert (told["Message"] is None) == (about in ("excluded_present", "admins_unknown"))
    assert [message.text for message in part.messages] == [told["Message"]] * (told["Message"] is not None)


@pytest.mark.parametrize(("task", "about"), EVERY)
def test_a_message_greets_names_the_class_fills_every_gap_and_blames_nobody(task, about):
    message = with_messages(tasks_of({"task": task, "about": about}))["message"][0]

    if message is not None:
        assert message.startswith("Hello, I am the class rep of 2B. ")
        assert not re.search(r"[{}<>*_`]|  ", message)
        assert message.endswith((".", "?"))
        assert not re.search(r"(?i)\b(must|should|fail|outsider|stranger|not allowed|wrong|sorry)\b", message)


@pytest.mark.parametrize(
    ("child", "whose"),
    [
        (None, "the class rep of 2B. "),
        ("Leo Ash", "the class rep of 2B, Leo's class. "),
        ("Leo Ash, Mia Ash", "the class rep of 2B, Leo and Mia's class. "),
        ("Ava Ash, Leo Ash, Mia Ash", "the class rep of 2B, Ava, Leo and Mia's class. "),
        ("$0 {class}", "the class rep of 2B, $0's class. "),
    ],
)
def test_an_invitation_names_the_familys_own_children(child, whose):
    assert whose in with_messages(tasks_of(MISSING | {"child": child}))["message"][0]


def test_a_message_to_a_member_names_no_child_and_nobody():
    rows = [UNKNOWN, GONE, NAMELESS, UNKNOWN | {"about": "wrong_class"}, UNKNOWN | {"about": "opted_out_present"}]
    messages = with_messages(tasks_of(*rows))["message"]

    assert not messages.str.contains("Ash|900123").any()


def test_an_invitation_leaves_it_to_the_family_and_an_addition_asks_first():
    invited, added = (with_messages(tasks_of(MISSING | {"task": t}))["message"][0] for t in ("invite", "add"))

    assert "Would you like to join" in invited
    assert "May I add you" in added
    assert "It is up to you" in invited
    assert "It is up to you" in added


def test_who_is_to_be_asked_for_a_name_is_shown_how_others_write_theirs():
    asked, checked = with_messages(tasks_of(NAMELESS, UNKNOWN))["message"].reverse()

    assert "for example Ana (mum of Leo)" in asked
    assert "Ana" not in checked


def test_a_message_stands_once_with_all_to_whom_it_may_go():
    rows = [UNKNOWN, UNKNOWN | {"who": "Bob Birch", "about": "short_name"}, UNKNOWN | {"about": "excluded_present"}]
    invited = [MISSING, MISSING | {"who": "Mia Elm", "child": None}, MISSING | {"who": "Zoë Oak", "child": None}]

    families, members, admins = worklist.parts(tasks_of(*rows, *invited, ONE_ADMIN), A)

    assert [message.to for message in families.messages] == [
        "the family of Leo Ash",
        "the families of Mia Elm and Zoë Oak",
    ]
    assert [message.to for message in members.messages] == ["Ann Ash and Bob Birch"]
    assert [message.to for message in admins.messages] == ["somebody of the class"]


def test_the_csv_is_the_table_with_numbers_kept_as_text():
    written = list(csv.reader(io.StringIO(worklist.csv(tasks_of(NAMELESS, GONE)).decode("utf-8-sig"), newline="")))

    assert written[0] == ["Task", "Who", "Why", "Days since leaving", "Message"]
    assert [row[:4] for row in written[1:]] == [
        ["Remove", "Ann Ash", "the family left the school", "28"],
        ["Ask for a name", "'+44 7700 900123", "shows as a number, and nothing links it to a family", ""],
    ]


def test_of_nothing_to_do_there_is_an_empty_table_and_no_part():
    nothing = tasks_of()

    assert worklist.table(nothing).schema == worklist.TABLE
    assert worklist.table(nothing).is_empty()
    assert worklist.parts(nothing, A) == ()
    assert "Nothing to do in 2B." in worklist.printable(nothing, A, "2B", ON)


def test_the_printed_list_has_a_box_for_each_thing_to_do_and_says_for_whom_it_is():
    page = worklist.printable(tasks_of(MISSING, MISSING | {"who": "Mia Elm"}, GONE, ONE_ADMIN), B, "2B", ON)

    assert "<title>Work list of 2B, 21 Nov 2026; for the class rep alone</title>" in page
    assert page.count("☐") == 4
    assert "☐ Leo Ash" in page
    assert "the family left the school, 28 days ago" in page
    assert "not known" not in page
    assert page.count("Would you like to join") == 1
    assert "To the families of Leo Ash and Mia Elm you may write: “Hello, I am the class rep of 2B. " in page


def test_yesterday_is_one_day_ago():
    page = worklist.printable(tasks_of(GONE | {"days": 1}), B, "2B", ON)

    assert "the family left the school, 1 day ago" in page


def test_a_name_is_printed_as_text():
    page = worklist.printable(tasks_of(UNKNOWN | {"who": "<img src=x>"}), B, "<b>2B</b>", ON)

    assert "<img" not in page
    assert "<b>" not in page


@pytest.mark.parametrize(
    ("row", "said"),
    [
        ((None, None), "Whether the group has an admin, and a second one, is not known: nobody has counted them yet."),
        ((0, None), "The group has an admin: no; a second one: no."),
        ((1, None), "The group has an admin: yes; a second one: no."),
        (
            (2, datetime(2026, 2, 11, 9)),
            "The group has an admin: yes; a second one: yes. The last sign of an admin in the export: 11 Feb 2026.",
        ),
    ],
)
def test_whether_a_group_has_an_admin_and_a_second_one_is_yes_no_or_not_known(row, said):
    schema = {"admins": pl.UInt32, "last_sign": pl.Datetime("ms")}

    assert worklist.about_admins(pl.DataFrame([row], schema=schema, orient="row")) == said


def test_of_a_group_that_is_not_known_the_admins_are_not_known():
    assert "is not known" in worklist.about_admins(pl.DataFrame(schema={"admins": pl.UInt32, "last_sign": pl.Date}))

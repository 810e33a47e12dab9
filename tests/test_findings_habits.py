"""Habits in sentences: none, one and many, in words where a figure is not known, and to each reader only their own."""

from dataclasses import replace
from datetime import timedelta
from inspect import signature
from typing import Any

import polars as pl
import pytest

from dashboard.answers.habits import POSTED, Habits, habits
from dashboard.findings import habits as findings
from dashboard.findings.habits import facing, rep, sentences
from dashboard.metrics import habits as metrics
from dashboard.metrics import questions
from dashboard.policy import Profile, read_profile
from dashboard.selection import Period, Selection
from dashboard.workspace import Workspace
from tests.habits_school import FAMILIES, SPRING, SUMMER, day, link, noted_of, question, school

SPACE = "\N{NO-BREAK SPACE}"
LARGE = ("1A", "1B")
ONE, EVERY = Selection(SUMMER, ("1A",)), Selection(SUMMER, tuple(FAMILIES))


@pytest.fixture(scope="module")
def loaded() -> Workspace:
    return school()


def of_rep(loaded: Workspace, *rows: dict[str, Any]) -> Habits:
    return habits(loaded, ONE, noted=noted_of(*rows), inside=True)


def of_pa(loaded: Workspace, *rows: dict[str, Any]) -> Habits:
    return habits(loaded, EVERY, noted=noted_of(*rows), inside=False)


def of_leadership(loaded: Workspace, *rows: dict[str, Any]) -> Habits:
    return habits(loaded, EVERY, noted=noted_of(*rows), rough=True)


def every_day(name: str, messages: int, period: Period = SUMMER, /, **counts: int) -> list[dict[str, Any]]:
    """So many messages on each day of a period, and the other counts on the first of them."""
    days = [period.starts + timedelta(days=number) for number in range((period.ends - period.starts).days + 1)]
    return [day(name, on, messages=messages, **(counts if on == period.starts else {})) for on in days]


def test_the_first_sentence_is_what_a_reader_faced_and_what_one_message_for_each_burst_would_have_spared(
    loaded: Workspace,
) -> None:
    answer = of_rep(loaded, *every_day("1A", 5, bursts=12, burst_messages=50))
    assert findings.points(answer, ONE)[0] == (
        "A reader of 1A faced 5 messages on a middling day in Summer 2026 and 5 on the busiest day of twenty; "
        "with one message for each burst it would have been 38 notifications fewer, of 480."
    )


def test_one_message_and_one_notification_are_singular(loaded: Workspace) -> None:
    answer = of_rep(loaded, *every_day("1A", 1, bursts=1, burst_messages=2))
    assert findings.points(answer, ONE)[0] == (
        "A reader of 1A faced 1 message on a middling day in Summer 2026 and 1 on the busiest day of twenty; "
        "with one message for each burst it would have been 1 notification fewer, of 96."
    )


def test_without_a_burst_nothing_would_have_been_spared(loaded: Workspace) -> None:
    first = findings.points(of_rep(loaded, *every_day("1A", 3)), ONE)[0]
    assert first.endswith("3 on the busiest day of twenty.")


def test_of_several_classes_the_first_sentence_has_the_range_over_them(loaded: Workspace) -> None:
    answer = of_pa(loaded, *every_day("1A", 2), *every_day("1B", 30))
    assert findings.points(answer, EVERY)[0] == (
        "A reader faced between 2 and 30 messages on a middling day in Summer 2026, depending on the class, and "
        "between 2 and 30 on the busiest day of twenty."
    )


def test_what_would_have_been_spared_is_said_of_all_classes_or_not_at_all(loaded: Workspace) -> None:
    many, few = {"bursts": 9, "burst_messages": 40}, {"bursts": 2, "burst_messages": 6}
    both = of_pa(loaded, *every_day("1A", 2, **many), *every_day("1B", 2, **many))
    one = of_pa(loaded, *every_day("1A", 2, **many), *every_day("1B", 2, **few))
    assert "62 notifications fewer, of 384" in findings.points(both, EVERY)[0]
    assert "notification" not in findings.points(one, EVERY)[0]


@pytest.mark.parametrize(
    ("messages", "words"), [(1, "fewer than 5"), (5, "about 5"), (12, "about 10"), (13, "about 15")]
)
def test_leadership_is_told_about_how_many_messages_a_reader_faced(
    loaded: Workspace, messages: int, words: str
) -> None:
    answer = of_leadership(loaded, *every_day("1A", messages), *every_day("1B", messages))
    assert findings.points(answer, EVERY)[0] == (
        f"On a middling day in Summer 2026 a reader of a class group faced {words} messages, and {words} on the "
        "busiest day of twenty."
    )


def test_where_no_whole_day_was_observed_the_first_sentence_says_so(loaded: Workspace) -> None:
    answer = of_rep(loaded, day("1A", messages=8))
    unseen = answer.now.faced.with_columns(median=pl.lit(None, pl.Float64), high=pl.lit(None, pl.Float64))
    answer = replace(answer, now=replace(answer.now, faced=unseen))
    assert findings.points(answer, ONE)[0] == (
        "No whole day was observed in Summer 2026, so it cannot be said how many messages a reader faced on one."
    )
    assert not findings.can_draw_classes(answer)


def test_where_nothing_is_known_one_sentence_says_why(loaded: Workspace) -> None:
    no_exports = replace(loaded, chats=())
    small = Selection(SUMMER, ("2A",))
    reasons = [
        findings.points(of_rep(loaded), ONE),
        findings.points(of_rep(no_exports), ONE),
        findings.points(of_pa(no_exports), EVERY),
        findings.points(habits(loaded, small, noted=noted_of(), inside=False), small),
        findings.points(habits(loaded, small, noted=noted_of(), rough=True), small),
    ]
    assert reasons == [
        ["Nobody wrote anything in the group of 1A in Summer 2026."],
        ["No export of the group of 1A is loaded, so nothing can be said about its habits."],
        ["No export of any class’s group is loaded, so nothing can be said about its habits."],
        [
            "No class has the 10 families on roll and the 50 messages in Summer 2026 from which on something is told "
            "of it here."
        ],
        [
            "There is too little to say what would make the groups kinder in Summer 2026: that needs two classes with "
            "at least 10 families on roll and 50 messages."
        ],
    ]


@pytest.mark.parametrize(
    ("counts", "sentence"),
    [
        ({}, "No burst was seen: three or more messages by one sender within two minutes, nobody between."),
        (
            {"bursts": 1, "burst_messages": 3},
            f"3 of the 40 messages (8{SPACE}%) were in 1 burst: three or more messages by one sender within two "
            "minutes, nobody between.",
        ),
        (
            {"bursts": 2, "burst_messages": 40},
            f"40 of the 40 messages (100{SPACE}%) were in 2 bursts: three or more messages by one sender within two "
            "minutes, nobody between.",
        ),
    ],
)
def test_bursts_in_a_sentence(loaded: Workspace, counts: dict[str, int], sentence: str) -> None:
    assert sentences.bursts(of_rep(loaded, day("1A", messages=40, **counts))) == sentence


def test_side_chats_in_a_sentence(loaded: Workspace) -> None:
    assert sentences.side_chats(of_rep(loaded, day("1A", messages=1500, side_chats=2, side_messages=14))) == (
        f"14 of the 1,500 messages (<1{SPACE}%) were in 2 side chats: six or more messages in a row by just two people "
        "within half an hour."
    )


ASKED = [question("1A", minutes) for minutes in (0.2, 4, 30, 89.5, 200)]


@pytest.mark.parametrize(
    ("asked", "sentence"),
    [
        ([], "Nobody asked anything."),
        (
            [question("1A", 4)],
            f"1 of 1 question (100{SPACE}%) was followed by somebody else within 24 hours, in fact within 4 minutes.",
        ),
        (
            [question("1A", None), question("1A", None)],
            f"0 of the 2 questions (0{SPACE}%) were followed by somebody else within 24 hours.",
        ),
        (
            [question("1A", None, over=False)],
            "1 question was asked, so late that the export does not show what followed.",
        ),
        (
            [question("1A", 1), question("1A", 2), question("1A", None, over=False)],
            f"2 of the 2 questions (100{SPACE}%) were followed by somebody else within 24 hours: half of those within "
            "2 minutes. Of 1 more it is not known: the export ends too soon after it.",
        ),
        (
            [*ASKED, question("1A", None), *[question("1A", None, over=False)] * 2],
            f"5 of the 6 questions (83{SPACE}%) were followed by somebody else within 24 hours: a quarter of those "
            "within 4 minutes, half within 30 minutes and three quarters within 90 minutes. Of 2 more it is not known: "
            "the export ends too soon after them.",
        ),
    ],
)
def test_questions_in_a_sentence(loaded: Workspace, asked: list[dict[str, Any]], sentence: str) -> None:
    assert sentences.questions(of_rep(loaded, day("1A", messages=40), *asked)).replace("\xa0", SPACE) == sentence


def test_questions_too_late_to_know_are_counted_for_the_rep_alone(loaded: Workspace) -> None:
    asked = [*(question("1A", 3) for _ in range(6)), *(question("1A", None, over=False) for _ in range(2))]
    rows = [*(day(name, messages=100) for name in LARGE), *asked]
    assert "Of 2 more it is not known" in sentences.questions(of_rep(loaded, *rows))
    assert "not known" not in sentences.questions(of_pa(loaded, *rows))


@pytest.mark.parametrize(
    ("minutes", "words"),
    [(0, "1 minute"), (1, "1 minute"), (1.2, "2 minutes"), (89.2, "90 minutes"), (90, "2 hours"), (1440, "24 hours")],
)
def test_a_time_is_rounded_up_so_that_within_is_true(minutes: float, words: str) -> None:
    assert sentences.lasting(minutes) == words


def test_the_window_said_is_the_window_counted() -> None:
    for counting in (questions.questions, metrics.by_day):
        assert signature(counting).parameters["window_hours"].default == 24


@pytest.mark.parametrize(
    ("number", "sentence"),
    [
        (0, "No message met a question with little more than “don’t know”."),
        (1, f"1 of the 40 messages (2{SPACE}%) met a question with little more than “don’t know”."),
    ],
)
def test_non_answers_in_a_sentence(loaded: Workspace, number: int, sentence: str) -> None:
    assert sentences.non_answers(of_rep(loaded, day("1A", messages=40, non_answers=number))) == sentence


def test_a_class_near_one_persons_number_is_in_no_sum_and_each_sentence_says_of_which_it_is(loaded: Workspace) -> None:
    rows = [
        day("1A", messages=100, bursts=9, burst_messages=40, side_chats=0),
        day("1B", messages=100, bursts=2, burst_messages=6, side_chats=3, side_messages=18),
    ]
    more = findings.points(of_pa(loaded, *rows), EVERY)
    assert f"40 of the 100 messages (40{SPACE}%) in 1A were in 9 bursts: {sentences.BURST}." in more
    assert f"No side chat was seen in 1A: {sentences.SIDE_CHAT}." in more
    assert "Not in these sums, with fewer than 5 each: 1B (bursts) and 1B (side chats)." in more


def test_where_every_class_is_near_one_persons_number_no_number_is_said(loaded: Workspace) -> None:
    few = {"bursts": 2, "burst_messages": 6, "side_chats": 1, "side_messages": 6, "non_answers": 3}
    answer = of_pa(loaded, *(day(name, messages=100, **few) for name in LARGE), *(question(name, 3) for name in LARGE))
    assert findings.points(answer, EVERY)[1:5] == [
        f"Each class had 1 to 4 bursts, too few to tell more of: {sentences.BURST}.",
        f"Each class had 1 to 4 side chats, too few to tell more of: {sentences.SIDE_CHAT}.",
        "Each class had 1 to 4 questions, too few to tell more of.",
        "In each class 1 to 4 messages met a question with little more than “don’t know”, too few to tell more of.",
    ]


def test_questions_of_which_hardly_any_was_followed_are_counted_and_no_more(loaded: Workspace) -> None:
    asked = [question(name, minutes) for name in LARGE for minutes in (3, *[None] * 9)]
    assert sentences.questions(of_pa(loaded, *(day(name, messages=100) for name in LARGE), *asked)) == (
        "20 questions were asked; how many were followed by somebody else comes too near one person’s number to be "
        "told."
    )


NOTHING = dict.fromkeys(POSTED, 0)


@pytest.mark.parametrize(
    ("posted", "sentence"),
    [
        ({}, "No link was posted."),
        ({"shop_links": 1}, "1 link was posted: 1 to shops and fundraisers."),
        (
            {"school_links": 2, "allowed_links": 1, "sign_up_links": 3, "other_links": 1000},
            "1,006 links were posted: 2 to the school’s own sites, 1 to sites the school allows, 3 to sign-ups and "
            "forms and 1,000 to other sites.",
        ),
    ],
)
def test_links_in_a_sentence(posted: dict[str, int], sentence: str) -> None:
    assert rep.links(NOTHING | posted) == sentence


@pytest.mark.parametrize(
    ("posted", "sentence"),
    [
        ({}, "No picture and no video was posted."),
        ({"pictures": 1}, "1 picture and no video was posted."),
        ({"pictures": 14, "videos": 3}, "14 pictures and 3 videos were posted."),
        (
            {"pictures": 14, "unknown_media": 16},
            "Between 14 and 30 pictures and between 0 and 16 videos were posted: of 16 files the export does not say "
            "what they were.",
        ),
        (
            {"unknown_media": 1},
            "Up to 1 picture or video was posted: the export does not say what it was.",
        ),
        (
            {"unknown_media": 67},
            "Up to 67 pictures or videos were posted: the export does not say what they were.",
        ),
    ],
)
def test_pictures_and_videos_are_bounds_where_the_export_does_not_say_what_a_file_was(
    posted: dict[str, int], sentence: str
) -> None:
    assert rep.pictures(NOTHING | posted) == sentence


@pytest.mark.parametrize(
    ("by_sender", "by_admin", "sentence"),
    [
        (0, 0, "No message was seen to be deleted."),
        (1, 0, "1 message was deleted by whoever sent it."),
        (0, 2, "2 messages were deleted by an admin."),
        (3, 1, "3 messages were deleted by whoever sent them and 1 message was deleted by an admin."),
    ],
)
def test_deletions_in_a_sentence(by_sender: int, by_admin: int, sentence: str) -> None:
    assert rep.deletions(NOTHING | {"deleted_by_sender": by_sender, "deleted_by_admin": by_admin}) == sentence


def with_rules(answer: Habits, **switches: Any) -> Habits:
    return replace(answer, profile=replace(answer.profile, **switches))


def test_where_the_school_welcomes_chat_a_side_chat_asks_for_nothing(loaded: Workspace) -> None:
    answer = of_rep(loaded, day("1A", messages=40, side_chats=1, side_messages=6))
    welcomed = replace(answer, profile=read_profile("community"))
    line = "A side chat is no fault here: class groups are an open space, and chat is welcome in them."
    assert findings.points(welcomed, ONE)[3] == line
    assert line not in findings.points(answer, ONE)
    none = replace(of_rep(loaded, day("1A", messages=40)), profile=read_profile("community"))
    assert line not in findings.points(none, ONE)


def test_the_rules_shown_are_those_that_ask_for_something_that_the_reader_sees(loaded: Workspace) -> None:
    quiet = {"one_message": False, "wait_to_know": False, "talk_elsewhere": False, "social_chat": "ignore"}
    answer = with_rules(of_rep(loaded, day("1A", messages=40)), **quiet, links="school", pictures="none")
    says = answer.profile.says
    assert findings.rules(answer) == [says("links"), says("pictures")]
    assert findings.rules(replace(answer, inside=False)) == []
    asking = with_rules(answer, one_message=True, social_chat="information")
    assert findings.rules(replace(asking, inside=False)) == [says("one_message"), says("social_chat")]


@pytest.mark.parametrize("name", ["community", "code-of-conduct", "class-policy", "guidelines", "year-groups"])
def test_every_ready_profile_has_a_sentence_for_each_rule(loaded: Workspace, name: str) -> None:
    profile: Profile = read_profile(name)
    assert all(rule.endswith(".") for rule in findings.rules(replace(of_rep(loaded), profile=profile)))


def test_the_period_before_stands_beside_this_one(loaded: Workspace) -> None:
    now, then = {"bursts": 5, "burst_messages": 48}, {"bursts": 5, "burst_messages": 41}
    rows = [*every_day("1A", 5, **now), *every_day("1A", 5, SPRING, **then)]
    assert findings.points(of_rep(loaded, *rows), ONE)[-1] == (
        "A reader of 1A faced 5 messages on a middling day in Spring 2026 and 5 on the busiest day of twenty; "
        f"10{SPACE}% of the messages were in bursts then, and 10{SPACE}% now. "
        "How much of such a difference is chance is not known."
    )


def test_shares_of_two_periods_stand_beside_each_other_only_where_both_are_of_all_classes(loaded: Workspace) -> None:
    many, few = {"bursts": 9, "burst_messages": 40}, {"bursts": 2, "burst_messages": 6}
    then = [row for name in LARGE for row in every_day(name, 5, SPRING, **many)]
    both = of_pa(loaded, *then, *every_day("1A", 5, **many), *every_day("1B", 5, **many))
    one = of_pa(loaded, *then, *every_day("1A", 5, **many), *every_day("1B", 5, **few))
    assert "were in bursts then" in findings.points(both, EVERY)[-1]
    assert "bursts" not in findings.points(one, EVERY)[-1]


def test_a_period_before_that_lacks_a_class_or_any_message_is_said_to(loaded: Workspace) -> None:
    answer = of_pa(loaded, *every_day("1A", 5), *every_day("1B", 5))
    assert findings.points(replace(answer, earlier=None), EVERY)[-1] == (
        "Not every class told of here has enough messages in Spring 2026 to be set beside it, so none is."
    )
    assert findings.points(answer, EVERY)[-1] == "There is no message in Spring 2026 to be set beside these."
    assert facing.beside(replace(answer, before=None, earlier=None)) == []


def test_leadership_is_told_bands_and_nothing_of_links_pictures_and_deletions(loaded: Workspace) -> None:
    rows = [
        *every_day("1A", 5, bursts=3, burst_messages=168, shop_links=7),
        *every_day("1B", 5, bursts=3, burst_messages=168, pictures=8, deleted_by_admin=9),
        *(question("1A", 4) for _ in range(60)),
    ]
    assert findings.points(of_leadership(loaded, *rows), EVERY)[1:6] == [
        f"About 35 % of the messages came in bursts: {sentences.BURST}.",
        f"Less than 10 % of the messages were in side chats: {sentences.SIDE_CHAT}.",
        "Less than 10 % of the messages asked something.",
        "More than 90 % of the questions were followed by somebody else within 24 hours.",
        "Less than 10 % of the messages met a question with little more than “don’t know”.",
    ]


def test_the_scope_says_whose_messages_of_which_days(loaded: Workspace) -> None:
    rows = [*every_day("1A", 5), *every_day("1B", 5)]
    assert findings.scope(of_rep(loaded, *rows), ONE) == (
        "Everything here is about 480 messages in the group of 1A, 13 Apr 2026 to 17 Jul 2026; messages a day are "
        "counted over 96 whole days."
    )
    assert findings.scope(of_pa(loaded, *rows), EVERY).startswith(
        "Everything here is about 960 messages in 2 class gro"
    )
    assert findings.scope(of_leadership(loaded, *rows), EVERY) == (
        "Everything here is about the larger class groups together, 13 Apr 2026 to 17 Jul 2026."
    )


def test_notes_say_what_is_left_out_and_how_exact_the_times_are(loaded: Workspace) -> None:
    rows = [day(name, messages=100) for name in FAMILIES]
    left_out = "Left out here: 1 class with fewer than 10 families on roll or 50 messages."
    assert findings.notes(of_pa(loaded, *rows)) == [findings.TO_THE_MINUTE, left_out]
    assert findings.notes(of_rep(loaded, *rows)) == [findings.TO_THE_MINUTE, findings.COUNTED_ONLY]
    assert findings.notes(replace(of_rep(loaded), to_the_minute=False)) == []


def test_the_table_of_habits_has_this_period_and_the_one_before(loaded: Workspace) -> None:
    rows = [
        day("1A", messages=1500, bursts=2, burst_messages=7),
        day("1A", SPRING.ends, messages=9, side_chats=1, side_messages=6),
        question("1A", 3),
    ]
    answer = of_rep(loaded, *rows)
    assert findings.by_habit(answer, ONE).rows() == [
        ("Messages in bursts", "7 of 1,500", "0 of 9"),
        ("Messages in side chats", "0 of 1,500", "6 of 9"),
        ("Questions", "1 of 1,500", "0 of 9"),
        ("Questions followed by somebody else", "1 of 1", "0 of 0"),
        ("“Don’t know”", "0 of 1,500", "0 of 9"),
    ]
    assert findings.by_habit(answer, ONE).columns == ["Habit", "Summer 2026", "Spring 2026"]
    assert findings.by_habit(replace(answer, earlier=None), ONE).columns == ["Habit", "Summer 2026"]


def test_the_table_of_classes_has_them_by_name_and_no_number_near_one_persons(loaded: Workspace) -> None:
    rows = [
        *every_day("1B", 5, bursts=1, burst_messages=3),
        *every_day("1A", 2, bursts=5, burst_messages=15),
        *(question("1B", minutes) for minutes in (1, 2, 3.5, 4, 5)),
    ]
    table = findings.by_class(of_pa(loaded, *rows))
    assert table["Class"].to_list() == ["1A", "1B"]
    assert table["Messages in bursts"].to_list() == ["15 of 192", "fewer than 5"]
    assert table["Minutes until half were followed"].to_list() == [None, 4.0]
    assert table["A middling day"].to_list() == [2.0, 5.0]


def test_pictures_are_drawn_of_what_is_told(loaded: Workspace) -> None:
    rows = [day("1A", messages=100, bursts=9, burst_messages=40, shop_links=2), day("1B", messages=100)]
    assert findings.shares(of_rep(loaded, *rows)).rows() == [
        ("in bursts", 0.4, "40 of 100"),
        ("in side chats", 0.0, "0 of 100"),
        ("questions", 0.0, "0 of 100"),
        ("“don’t know”", 0.0, "0 of 100"),
    ]
    few = of_pa(loaded, *(day(name, messages=100, bursts=2, burst_messages=6) for name in LARGE))
    assert findings.shares(few).row(0) == ("in bursts", None, "fewer than 5")
    assert findings.shares(of_leadership(loaded, *rows)).row(0) == ("in bursts", pytest.approx(0.2), "20 %")
    assert findings.links_by_kind(of_rep(loaded, *rows)).row(3) == ("shops and fundraisers", 2)
    assert findings.links_by_kind(of_pa(loaded, *rows)).is_empty()
    assert findings.links_by_kind(of_rep(loaded, day("1A", messages=9))).is_empty()


def test_one_class_is_not_drawn_beside_others(loaded: Workspace) -> None:
    rows = [*every_day("1A", 5), *every_day("1B", 5)]
    assert not findings.can_draw_classes(of_rep(loaded, *rows))
    assert findings.can_draw_classes(of_pa(loaded, *rows))
    assert not findings.can_draw_classes(of_leadership(loaded, *rows))


def test_where_links_lead_names_sites_and_kinds(loaded: Workspace) -> None:
    answer = of_rep(loaded, day("1A", messages=9), link("1A", "forms.example", "sign_up"))
    assert findings.where_links_lead(answer).rows() == [("forms.example", "sign-ups and forms", 1)]
    assert findings.where_links_lead(of_pa(loaded, link("1A", "forms.example"))).is_empty()

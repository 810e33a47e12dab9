"""Habits in sentences: none, one and many, in words where a figure is not known, and to each reader only their own."""

from dataclasses import replace
from datetime import date, timedelta
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


def every_day(name: str, messages: int, period: Period = SUMMER, /, **counts: int) -> list[dict[str, Any]]:
    """So many messages on each day of a period, and the other counts on the first of them."""
    days = [period.starts + timedelta(days=number) for number in range((period.ends - period.starts).days + 1)]
    return [day(name, on, messages=messages, **(counts if on == period.starts else {})) for on in days]


def test_the_first_sentence_is_what_a_reader_faced_on_most_days_and_on_nearly_all(loaded: Workspace) -> None:
    busy = [day("1A", SUMMER.starts + timedelta(days=number), messages=14) for number in range(10)]
    answer = of_rep(loaded, *every_day("1A", 3)[10:], *busy)
    assert findings.points(answer, ONE)[0] == (
        "A reader of 1A faced at most 3 messages on at least half of the days in Summer 2026, and at most 14 on about "
        "nineteen days of twenty."
    )


@pytest.mark.parametrize(
    ("messages", "said"), [(0, "no message"), (1, "at most 1 message"), (1500, "at most 1,500 messages")]
)
def test_where_both_figures_are_alike_one_is_said(loaded: Workspace, messages: int, said: str) -> None:
    answer = of_rep(loaded, *every_day("1A", messages)[1:], day("1A", SUMMER.starts, messages=1))
    assert findings.points(answer, ONE)[0] == (
        f"A reader of 1A faced {said} on about nineteen days of twenty in Summer 2026."
    )


def test_at_most_is_true_of_figures_between_two_whole_numbers(loaded: Workspace) -> None:
    between = of_rep(loaded, *every_day("1A", 3))
    between = replace(between, now=replace(between.now, faced=between.now.faced.with_columns(median=2.5, high=8.2)))
    assert "at most 3 messages" in findings.points(between, ONE)[0]
    assert "at most 9 on" in findings.points(between, ONE)[0]


def test_of_several_classes_the_first_sentence_has_the_range_over_them(loaded: Workspace) -> None:
    answer = of_pa(loaded, *every_day("1A", 0)[1:], day("1A", SUMMER.starts, messages=1), *every_day("1B", 30))
    assert findings.points(answer, EVERY)[0] == (
        "Depending on the class, a reader faced at most 0 to 30 messages on about nineteen days of twenty in Summer "
        "2026."
    )


def test_classes_are_told_apart_only_where_their_figures_differ(loaded: Workspace) -> None:
    answer = of_pa(loaded, *every_day("1A", 30), *every_day("1B", 30))
    assert findings.points(answer, EVERY)[0] == (
        "A reader faced at most 30 messages on about nineteen days of twenty in Summer 2026."
    )


@pytest.mark.parametrize(
    ("bursts", "messages", "said"),
    [
        (
            12,
            50,
            "In all, 480 messages came; with one message in place of each burst it would have been 442: up to 38 ",
        ),
        (1, 2, "In all, 480 messages came; with one message in place of each burst it would have been 479: up to 1 "),
    ],
)
def test_a_sentence_of_its_own_says_what_one_message_for_each_burst_would_have_spared(
    loaded: Workspace, bursts: int, messages: int, said: str
) -> None:
    answer = of_rep(loaded, *every_day("1A", 5, bursts=bursts, burst_messages=messages))
    thing = "notifications" if messages > 2 else "notification"
    assert findings.points(answer, ONE)[2] == f"{said}{thing} fewer for each reader."


def test_without_a_burst_nothing_would_have_been_spared(loaded: Workspace) -> None:
    assert not [point for point in findings.points(of_rep(loaded, *every_day("1A", 3)), ONE) if "in place of" in point]


def test_what_would_have_been_spared_is_said_of_all_classes_or_not_at_all(loaded: Workspace) -> None:
    many, few = {"bursts": 9, "burst_messages": 40}, {"bursts": 2, "burst_messages": 6}
    both = of_pa(loaded, *every_day("1A", 2, **many), *every_day("1B", 2, **many))
    one = of_pa(loaded, *every_day("1A", 2, **many), *every_day("1B", 2, **few))
    said = "In all, about 380 messages came; with one message in place of each burst it would have been about 320."
    assert said in findings.points(both, EVERY)
    assert not [point for point in findings.points(one, EVERY) if "in place of" in point]


def test_where_no_whole_day_was_observed_the_first_sentence_says_so(loaded: Workspace) -> None:
    answer = of_rep(loaded, day("1A", messages=8))
    unseen = answer.now.faced.with_columns(median=pl.lit(None, pl.Float64), high=pl.lit(None, pl.Float64))
    answer = replace(answer, now=replace(answer.now, faced=unseen))
    assert findings.points(answer, ONE)[0] == (
        "No whole day was observed in Summer 2026, so messages a day cannot be told."
    )
    assert not findings.can_draw_classes(answer)


def test_where_nothing_is_known_one_sentence_says_why(loaded: Workspace) -> None:
    no_exports = replace(loaded, chats=())
    small = Selection(SUMMER, ("2A",))
    reasons = [
        findings.points(of_rep(loaded), ONE),
        findings.points(of_pa(loaded), EVERY),
        findings.points(of_rep(no_exports), ONE),
        findings.points(of_pa(no_exports), EVERY),
        findings.points(habits(loaded, small, noted=noted_of(), inside=False), small),
    ]
    assert reasons == [
        ["Nobody wrote anything in the group of 1A in Summer 2026."],
        ["Nobody wrote anything in the groups of 1A and 1B in Summer 2026."],
        ["No export of the group of 1A is loaded, so nothing can be said about its habits."],
        ["No export of any class’s group is loaded, so nothing can be said about its habits."],
        [
            "Nothing is told here of a class with fewer than 10 families on roll or fewer than 50 messages, and in "
            "Summer 2026 that is every class."
        ],
    ]


@pytest.mark.parametrize(
    ("counts", "sentence"),
    [
        ({}, "No burst was seen (three or more messages in a row by one sender within two minutes)."),
        (
            {"bursts": 1, "burst_messages": 3},
            f"3 of the 40 messages (8{SPACE}%) were in 1 burst (three or more messages in a row by one sender "
            "within two minutes).",
        ),
        (
            {"bursts": 2, "burst_messages": 40},
            f"40 of the 40 messages (100{SPACE}%) were in 2 bursts (three or more messages in a row by one sender "
            "within two minutes).",
        ),
    ],
)
def test_bursts_in_a_sentence(loaded: Workspace, counts: dict[str, int], sentence: str) -> None:
    assert sentences.bursts(of_rep(loaded, day("1A", messages=40, **counts))) == sentence


def test_side_chats_in_a_sentence(loaded: Workspace) -> None:
    assert sentences.side_chats(of_rep(loaded, day("1A", messages=1500, side_chats=2, side_messages=14))) == (
        f"14 of the 1,500 messages (<1{SPACE}%) were in 2 side chats (six or more messages in a row by just two people "
        "within half an hour)."
    )


ASKED = [question("1A", minutes) for minutes in (0.2, 4, 30, 89.5, 200)]


@pytest.mark.parametrize(
    ("asked", "sentence"),
    [
        ([], "No message had a question mark."),
        (
            [question("1A", 4)],
            "1 question was followed by a message from somebody else, within 4 minutes.",
        ),
        ([question("1A", None)], "1 question was not followed by a message from somebody else within 24 hours."),
        (
            [question("1A", 4), question("1A", None)],
            f"1 of the 2 questions (50{SPACE}%) was followed by a message from somebody else within 24 hours, in fact "
            "within 4 minutes.",
        ),
        (
            [question("1A", 4), question("1A", None, over=False)],
            "1 question was followed by a message from somebody else, within 4 minutes. For 1 more it is not known: "
            "the export ends too soon after it.",
        ),
        (
            [question("1A", None), question("1A", None)],
            f"0 of the 2 questions (0{SPACE}%) were followed by a message from somebody else within 24 hours.",
        ),
        (
            [question("1A", None, over=False)],
            "1 question was asked, so late that the export does not show what followed.",
        ),
        (
            [question("1A", 1), question("1A", 2), question("1A", None, over=False)],
            f"2 of the 2 questions (100{SPACE}%) were followed by a message from somebody else within 24 hours: half "
            "of those within 2 minutes. For 1 more it is not known: the export ends too soon after it.",
        ),
        (
            [*ASKED, question("1A", None), *[question("1A", None, over=False)] * 2],
            f"5 of the 6 questions (83{SPACE}%) were followed by a message from somebody else within 24 hours: a "
            "quarter of those within 4 minutes, half within 30 minutes and three quarters within 90 minutes. For 2 "
            "more it is not known: the export ends too soon after them.",
        ),
    ],
)
def test_questions_in_a_sentence(loaded: Workspace, asked: list[dict[str, Any]], sentence: str) -> None:
    assert sentences.questions(of_rep(loaded, day("1A", messages=40), *asked)).replace("\xa0", SPACE) == sentence


def test_questions_too_late_to_know_are_counted_for_the_rep_alone(loaded: Workspace) -> None:
    asked = [*(question("1A", 3) for _ in range(6)), *(question("1A", None, over=False) for _ in range(2))]
    rows = [*(day(name, messages=100) for name in LARGE), *asked]
    assert "For 2 more it is not known" in sentences.questions(of_rep(loaded, *rows))
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
        (
            0,
            "No message came after a question and said little more than “don’t know” or “same question”.",
        ),
        (
            1,
            f"1 of the 40 messages (2{SPACE}%) came after a question and said little more than “don’t know” or “same "
            "question”.",
        ),
    ],
)
def test_non_answers_in_a_sentence(loaded: Workspace, number: int, sentence: str) -> None:
    assert sentences.non_answers(of_rep(loaded, day("1A", messages=40, non_answers=number))) == sentence


def test_classes_with_few_bursts_or_side_chats_are_named_and_what_is_told_of_the_others_is_not_of_a_name(
    loaded: Workspace,
) -> None:
    rows = [
        day("1A", messages=100, bursts=9, burst_messages=40, side_chats=0),
        day("1B", messages=100, bursts=2, burst_messages=6, side_chats=3, side_messages=18, non_answers=2),
    ]
    more = findings.points(of_pa(loaded, *rows), EVERY)
    assert more[1:3] == [
        f"1B had 1 to 4 bursts ({sentences.BURST}), too few to tell more; in the other class, about 40 of the 100 "
        f"messages (40{SPACE}%) were in about 10 bursts.",
        f"1B had 1 to 4 side chats ({sentences.SIDE_CHAT}), too few to tell more; the other class had none.",
    ]
    assert "Left out of these sums, with fewer than 5 each: 1B (“don’t know”)." in more
    assert f"No message in 1A {sentences.MET}." in more


THREE = {"1A": 12, "1B": 12, "2A": 12}


@pytest.mark.parametrize(
    ("few_in", "others", "sentence"),
    [
        (("1A", "1B"), 0, "1A and 1B had 1 to 4 bursts each ({}), too few to tell more; the other class had none."),
        (("2A",), 0, "2A had 1 to 4 bursts ({}), too few to tell more; no other class had any."),
        (
            ("2A",),
            5,
            "2A had 1 to 4 bursts ({{}}), too few to tell more; in the other classes, about 30 of the 200 messages "
            "(15{}%) were in about 10 bursts.",
        ),
    ],
)
def test_of_several_classes_those_with_few_bursts_come_first(
    few_in: tuple[str, ...], others: int, sentence: str
) -> None:
    of_few, rest = {"bursts": 2, "burst_messages": 6}, {"bursts": others, "burst_messages": 3 * others}
    rows = [day(name, messages=100, **(of_few if name in few_in else rest)) for name in THREE]
    answer = habits(school(THREE), Selection(SUMMER, tuple(THREE)), noted=noted_of(*rows), inside=False)
    assert sentences.bursts(answer) == sentence.replace("{}%", f"{SPACE}%").replace("{{}}", "{}").format(
        sentences.BURST
    )


def test_where_every_class_is_near_one_persons_number_no_number_is_said(loaded: Workspace) -> None:
    few = {"bursts": 2, "burst_messages": 6, "side_chats": 1, "side_messages": 6, "non_answers": 3}
    answer = of_pa(loaded, *(day(name, messages=100, **few) for name in LARGE), *(question(name, 3) for name in LARGE))
    assert findings.points(answer, EVERY)[1:5] == [
        f"Each class had 1 to 4 bursts ({sentences.BURST}), too few to tell more.",
        f"Each class had 1 to 4 side chats ({sentences.SIDE_CHAT}), too few to tell more.",
        "Each class had 1 to 4 questions, too few to tell more.",
        f"In each class, 1 to 4 messages {sentences.MET}; that is too few to tell more.",
    ]


def test_one_class_near_one_persons_number_is_named_to_readers_who_are_not_its_rep() -> None:
    few = {"bursts": 2, "burst_messages": 6, "side_chats": 1, "side_messages": 6, "non_answers": 3}
    alone = school({"1A": 12})
    answer = habits(alone, ONE, noted=noted_of(day("1A", messages=100, **few), question("1A", 3)), inside=False)
    assert findings.points(answer, ONE)[1:5] == [
        f"1A had 1 to 4 bursts ({sentences.BURST}), too few to tell more.",
        f"1A had 1 to 4 side chats ({sentences.SIDE_CHAT}), too few to tell more.",
        "1A had 1 to 4 questions, too few to tell more.",
        f"In 1A, 1 to 4 messages {sentences.MET}; that is too few to tell more.",
    ]


def test_questions_of_which_hardly_any_was_followed_are_counted_and_no_more(loaded: Workspace) -> None:
    asked = [question(name, minutes) for name in LARGE for minutes in (3, *[None] * 9)]
    assert sentences.questions(of_pa(loaded, *(day(name, messages=100) for name in LARGE), *asked)) == (
        "About 20 questions were asked; how many were followed by a message from somebody else comes too near one "
        "person’s number to be told."
    )


NOTHING = dict.fromkeys(POSTED, 0)


@pytest.mark.parametrize(
    ("posted", "sentence"),
    [
        ({}, "No link was posted."),
        ({"shop_links": 1}, "1 link was posted, to shops and fundraisers."),
        ({"shop_links": 5}, "5 links were posted, all to shops and fundraisers."),
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
            {"pictures": 14, "unknown_media": 1},
            "Between 14 and 15 pictures and between 0 and 1 video were posted: of 1 file the export does not say what "
            "it was.",
        ),
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
    line = "Side chats are welcome here: class groups are an open space, and chat is welcome in them."
    assert findings.points(welcomed, ONE)[3] == line
    assert line not in findings.points(answer, ONE)
    none = replace(of_rep(loaded, day("1A", messages=40)), profile=read_profile("community"))
    assert line not in findings.points(none, ONE)


def test_the_rules_shown_are_those_that_ask_for_something_that_the_reader_sees(loaded: Workspace) -> None:
    quiet = {"one_message": False, "wait_to_know": False, "talk_elsewhere": False, "social_chat": "ignore"}
    answer = with_rules(of_rep(loaded, day("1A", messages=40)), **quiet, links="school", pictures="none")
    says = answer.profile.says
    assert findings.rules(answer) == [findings.ASKING, says("links"), says("pictures")]
    assert findings.rules(replace(answer, inside=False)) == []
    asking = with_rules(answer, one_message=True, social_chat="information")
    assert findings.rules(replace(asking, inside=False)) == [
        findings.ASKING,
        says("one_message"),
        says("social_chat"),
    ]
    assert findings.rules(with_rules(of_rep(loaded), one_message=True)) == []


@pytest.mark.parametrize("name", ["community", "code-of-conduct", "class-policy", "guidelines", "year-groups"])
def test_every_ready_profile_has_a_sentence_for_each_rule(loaded: Workspace, name: str) -> None:
    profile: Profile = read_profile(name)
    answer = of_rep(loaded, day("1A", messages=40))
    assert all(rule.endswith((".", ":")) for rule in findings.rules(replace(answer, profile=profile)))


@pytest.mark.parametrize(
    ("then", "now", "said"),
    [
        ((5, 41), (5, 48), ""),
        ((5, 41), (6, 48), " How much of such a difference is chance is not known."),
        ((5, 20), (5, 48), " How much of such a difference is chance is not known."),
    ],
)
def test_the_period_before_stands_beside_this_one_with_a_word_of_chance_where_a_figure_differs(
    loaded: Workspace, then: tuple[int, int], now: tuple[int, int], said: str
) -> None:
    rows = [
        *every_day("1A", now[0], bursts=5, burst_messages=now[1] * now[0] // 5),
        *every_day("1A", then[0], SPRING, bursts=5, burst_messages=then[1]),
    ]
    share = "10" if then[1] == 41 else "5"
    assert findings.points(of_rep(loaded, *rows), ONE)[-1] == (
        f"A reader of 1A faced at most 5 messages on about nineteen days of twenty in Spring 2026; {share}{SPACE}% of "
        f"the messages were in bursts in Spring 2026, and 10{SPACE}% in Summer 2026.{said}"
    )


def test_shares_of_two_periods_stand_beside_each_other_only_where_both_are_of_all_classes(loaded: Workspace) -> None:
    many, few = {"bursts": 9, "burst_messages": 40}, {"bursts": 2, "burst_messages": 6}
    then = [row for name in LARGE for row in every_day(name, 5, SPRING, **many)]
    both = of_pa(loaded, *then, *every_day("1A", 5, **many), *every_day("1B", 5, **many))
    one = of_pa(loaded, *then, *every_day("1A", 5, **many), *every_day("1B", 5, **few))
    assert "were in bursts in Spring 2026" in findings.points(both, EVERY)[-1]
    assert "bursts" not in findings.points(one, EVERY)[-1]


def test_a_period_before_that_lacks_a_class_or_any_message_is_said_to(loaded: Workspace) -> None:
    answer = of_pa(loaded, *every_day("1A", 5), *every_day("1B", 5))
    assert findings.points(replace(answer, earlier=None), EVERY)[-1] == (
        "Not every class here has enough messages in Spring 2026, so the two periods are not set side by side."
    )
    assert findings.points(answer, EVERY)[-1] == "There is no message in Spring 2026 to be set beside these."
    assert facing.beside(replace(answer, before=None, earlier=None), EVERY) == []


def test_the_scope_says_whose_messages_of_which_days(loaded: Workspace) -> None:
    rows = [*every_day("1A", 5), *every_day("1B", 5)]
    assert findings.scope(of_rep(loaded, *rows)) == (
        "Everything here is about 480 messages in the group of 1A, 13 Apr 2026 to 17 Jul 2026; messages a day are "
        "counted over 96 whole days, weekends and holidays included."
    )
    assert findings.scope(of_pa(loaded, *rows)).startswith("Everything here is about 960 messages in 2 class gro")


def test_the_scope_has_the_days_that_were_observed_and_not_those_of_the_term(loaded: Workspace) -> None:
    answer = of_rep(loaded, *every_day("1A", 5))
    assert answer.observed == (SUMMER.starts, SUMMER.ends)
    earlier = replace(answer, observed=(SUMMER.starts, date(2026, 6, 30)))
    assert "13 Apr 2026 to 30 Jun 2026; messages a day" in findings.scope(earlier)
    days = answer.now.faced.with_columns(days=pl.lit(1, pl.UInt32))
    assert "over 1 whole day, weekends" in findings.scope(replace(answer, now=replace(answer.now, faced=days)))
    two = of_pa(loaded, *every_day("1A", 5), *every_day("1B", 5))
    uneven = two.now.faced.with_columns(days=pl.Series([91, 94], dtype=pl.UInt32))
    assert "over 91 to 94 whole days" in findings.scope(replace(two, now=replace(two.now, faced=uneven)))


def test_notes_say_what_is_left_out_and_how_exact_the_times_are(loaded: Workspace) -> None:
    rows = [day(name, messages=100) for name in FAMILIES]
    left_out = "Left out here: 1 class with fewer than 10 families on roll or fewer than 50 messages."
    assert findings.notes(of_pa(loaded, *rows), EVERY) == [findings.TO_THE_MINUTE, findings.ROUNDED, left_out]
    assert findings.notes(of_rep(loaded, *rows), ONE) == [findings.TO_THE_MINUTE, findings.COUNTED_ONLY]
    assert findings.notes(replace(of_rep(loaded), to_the_minute=False), ONE) == []


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
    assert table["Messages in bursts"].to_list() == ["15 of 190", "in fewer than 5 bursts"]
    assert table["Minutes until half were followed"].to_list() == [None, 4.0]
    assert table["A typical day"].to_list() == [2.0, 5.0]


def test_the_table_of_habits_says_of_how_many_classes_a_sum_is_and_compares_no_different_ones(
    loaded: Workspace,
) -> None:
    few, many = {"bursts": 2, "burst_messages": 6}, {"bursts": 9, "burst_messages": 40}
    rows = [
        day("1A", messages=100, **many),
        day("1B", messages=100, **few, side_chats=2, side_messages=12, non_answers=3),
        *(day(name, SPRING.ends, messages=100, **many, non_answers=7) for name in LARGE),
        day("1A", SPRING.starts, messages=20, side_chats=1, side_messages=6),
        day("1B", SPRING.starts, messages=20, side_chats=1, side_messages=6),
    ]
    answer = of_pa(loaded, *rows)
    assert findings.by_habit(answer, EVERY).rows() == [
        ("Messages in bursts", "40 of 100 in 1 of 2 classes", None),
        ("Messages in side chats", "0 of 100 in 1 of 2 classes", None),
        ("Questions", "0 of 200", "0 of 240"),
        ("Questions followed by somebody else", "0 of 0", "0 of 0"),
        ("“Don’t know”", "0 of 100 in 1 of 2 classes", None),
    ]
    assert findings.shares_title(answer) == (
        "What the messages are made of (bursts in 1 of 2 classes, side chats in 1 of 2, “don’t know” in 1 of 2)"
    )
    both = of_pa(loaded, *(day(name, messages=100, **few) for name in LARGE))
    assert findings.by_habit(both, EVERY).row(0)[1] == "in fewer than 5 bursts each"
    assert findings.shares_title(both) == "What the messages are made of"


def test_pictures_are_drawn_of_what_is_told(loaded: Workspace) -> None:
    rows = [day("1A", messages=100, bursts=9, burst_messages=40, shop_links=2), day("1B", messages=100)]
    assert findings.shares(of_rep(loaded, *rows)).rows() == [
        ("in bursts", 0.4, "40 of 100"),
        ("in side chats", 0.0, "0 of 100"),
        ("questions", 0.0, "0 of 100"),
        ("“don’t know”", 0.0, "0 of 100"),
    ]
    few = of_pa(loaded, *(day(name, messages=100, bursts=2, burst_messages=6) for name in LARGE))
    assert findings.shares(few).row(0) == ("in bursts", None, "too few to tell")
    assert findings.links_by_kind(of_rep(loaded, *rows)).row(3) == ("shops and fundraisers", 2)
    assert findings.links_by_kind(of_pa(loaded, *rows)).is_empty()
    assert findings.links_by_kind(of_rep(loaded, day("1A", messages=9))).is_empty()


def test_one_class_is_not_drawn_beside_others(loaded: Workspace) -> None:
    rows = [*every_day("1A", 5), *every_day("1B", 5)]
    assert not findings.can_draw_classes(of_rep(loaded, *rows))
    assert findings.can_draw_classes(of_pa(loaded, *rows))


def test_where_links_lead_names_sites_and_kinds(loaded: Workspace) -> None:
    answer = of_rep(loaded, day("1A", messages=9), link("1A", "forms.example", "sign_up"))
    assert findings.where_links_lead(answer).rows() == [("forms.example", "sign-ups and forms", 1)]
    assert findings.where_links_lead(of_pa(loaded, link("1A", "forms.example"))).is_empty()


def test_a_period_that_no_export_covers_is_said_to_be_unknown_and_not_silent(loaded: Workspace) -> None:
    answer = of_rep(loaded)
    nobody = replace(answer, now=replace(answer.now, faced=answer.now.faced.clear(), messages=None))
    for away, said in (
        (("1A",), "The export of 1A has no day in Summer 2026, so nothing can be said about habits."),
        (("1A", "1B"), "The exports of 1A and 1B have no day in Summer 2026, so nothing can be said about habits."),
    ):
        assert findings.points(replace(nobody, unobserved=away), ONE) == [said]


def test_of_several_classes_those_whose_exports_miss_the_period_are_named_as_left_out(loaded: Workspace) -> None:
    rows = [day(name, messages=100) for name in LARGE]
    assert "The export of 4A has no day in Summer 2026." in findings.notes(
        replace(of_pa(loaded, *rows), unobserved=("4A",)), EVERY
    )


def test_a_period_before_that_was_not_observed_is_not_said_to_be_quiet(loaded: Workspace) -> None:
    mine, every = of_rep(loaded, *every_day("1A", 5)), of_pa(loaded, *every_day("1A", 5), *every_day("1B", 5))
    for answer, selection, whose in (
        (mine, ONE, "The group of 1A was not"),
        (every, EVERY, "Not every class here was"),
    ):
        unseen = replace(answer, earlier=None, observed_before=False)
        assert findings.points(unseen, selection)[-1] == (
            f"{whose} observed in Spring 2026, so the two periods are not set side by side."
        )


def test_rounded_numbers_are_said_to_be_about(loaded: Workspace) -> None:
    asked = [question(name, 3) for name in LARGE for _ in range(6)]
    rows = [day(name, messages=102, bursts=6, burst_messages=31, non_answers=7) for name in LARGE]
    answer = of_pa(loaded, *rows, *asked)
    points = findings.points(answer, EVERY)
    assert f"About 60 of the 200 messages (30{SPACE}%) were in about 10 bursts ({sentences.BURST})." in points
    assert f"About 10 of the 200 messages (5{SPACE}%) {sentences.MET}." in points
    assert sentences.questions(answer).startswith("About 10 of the 10 questions")
    assert findings.ROUNDED in findings.notes(answer, EVERY)
    assert findings.ROUNDED not in findings.notes(of_rep(loaded, *rows), ONE)

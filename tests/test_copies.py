from datetime import timedelta

import polars as pl
import pytest
from small_school import CLASSES, FAIR, GROUP, MONDAY, NEWS, SCHOOL, announced, messages_of

from dashboard.metrics.announcements import announcements
from dashboard.metrics.copies import copies
from dashboard.metrics.plain_text import alike, plain
from tests import copied

REST = " Bring a bag for the cake stall, and a chair if you like to sit. The choir sings at noon under the old oak."
ENDING = " Any questions, please ask the rep of your class or write to the office."


def copies_of(*rows: dict, window_hours: float = 72) -> pl.DataFrame:
    messages = messages_of(*rows)
    return copies(messages, announcements(messages, SCHOOL), CLASSES, window_hours=window_hours)


def said(text: str, hour: float = 5, **more: object) -> dict:
    return {"hour": hour, "sender": "Ann", "text": text} | more


@pytest.mark.parametrize(
    "text",
    [
        FAIR,
        FAIR.upper().replace(",", " -"),
        f"*From the PA:* {FAIR} Please share! 🎪",
        FAIR.replace("eleven", "ten"),
        f"[Forwarded] {FAIR}",
        f"> {FAIR}".replace(", from", "\n> from"),
        FAIR.replace(" ", "\u00a0"),
        FAIR.replace("summer", "*summer*").replace("Saturday", "_Saturday_"),
        f"❤️❤️ {FAIR} 👍🏽",
        f"Not sure that everybody is in the other group. {FAIR} Is anybody from our class going? We could share a car.",
    ],
)
def test_a_copy_of_all_of_it_may_be_spaced_marked_and_surrounded_otherwise(text):
    assert copies_of(announced(), said(text)).rows() == [(1, GROUP, MONDAY + timedelta(hours=5), "Ann", True)]


@pytest.mark.parametrize(
    "text",
    [
        "Bring a bag for the cake stall, and a chair if you like to sit.",
        "What is meant by “a chair if you like to sit. The choir sings at noon”? We are new.",
        "> the big playground, from eleven to three. Bring a bag\nfor the little ones, too?",
    ],
)
def test_forty_characters_in_a_row_are_a_copy_of_a_part(text):
    assert copies_of(announced(0, FAIR + REST), said(text))["whole"].to_list() == [False]


@pytest.mark.parametrize(
    "text",
    [
        "Is anybody going to the summer fair on Saturday, and what do the children bring along to it?",
        "Saturday the 4th of July, is that the fair in the big playground? From eleven, I hear, to three or so.",
        FAIR[:30],
        "Bring a bag for the cake stall",
        "The parking at the leisure centre is free for us all day, if anybody needs to know.",
        None,
    ],
)
def test_talk_of_the_same_thing_in_other_words_is_no_copy(text):
    assert copies_of(announced(0, FAIR + REST), said(text)).is_empty()


@pytest.mark.parametrize(("hour", "found"), [(-1, 0), (0, 0), (0.1, 1), (72, 1), (72.1, 0)])
def test_a_copy_comes_after_the_announcement_and_within_its_window(hour, found):
    assert copies_of(announced(), said(FAIR, hour)).height == found


def test_the_window_is_as_long_as_it_is_said_to_be():
    assert copies_of(announced(), said(FAIR, 30), window_hours=24).is_empty()
    assert copies_of(announced(), said(FAIR, 100), window_hours=168).height == 1


@pytest.mark.parametrize("row", [{"chat": NEWS}, {"chat": "Book club"}, {"kind": "deleted"}, {"event": "renamed"}])
def test_copies_are_messages_of_class_groups(row):
    assert copies_of(announced(), said(FAIR, **row)).is_empty()


def test_a_short_announcement_has_no_copies():
    assert copies_of(announced(0, "Snow day!"), said("Snow day!")).is_empty()


def test_without_announcements_there_are_no_copies():
    assert copies_of(said(FAIR)).schema == copies_of(announced(), said(FAIR)).schema
    assert copies_of(said(FAIR)).is_empty()


def test_a_link_that_is_passed_on_is_no_copy():
    link = "https://www.school.example/parents/association/summer-fair/helpers-and-stalls"

    assert copies_of(announced(0, f"{FAIR} {link}"), said(f"here {link}")).is_empty()


@pytest.mark.parametrize(
    "text",
    [
        "学校秋季义卖活动定于十一月十五日星期六上午九点至下午三点在操场举行，欢迎大家带孩子参加，请告诉班级代表。",
        "運動会は十月十日土曜日の午前八時半から校庭で行います。お弁当と水筒、帽子を忘れずにお持たせください。",
        "งานกีฬาสีจะจัดขึ้นในวันเสาร์ที่ 14 กุมภาพันธ์ ตั้งแต่เก้าโมงเช้าที่สนามโรงเรียน กรุณาเตรียมหมวกและขวดน้ำ",
    ],
)
def test_words_need_not_be_parted_by_spaces(text):
    assert copies_of(announced(0, text), said(f"大家好 {text} 🙏"))["whole"].to_list() == [True]


LESSONS = (
    "Swimming lessons for class 5A are on Tuesday 8. Please send a towel, a costume, a warm hat and goggles in a bag "
    "with the name on it, and be at the gate in good time."
)
TRIP = "The theatre trip needs four more helpers. Please tell the office if you can walk with us, and bring a raincoat."


@pytest.mark.parametrize(
    ("text", "again"),
    [
        (LESSONS, LESSONS.replace("5A", "2B").replace("Tuesday 8", "Monday 7")),
        (LESSONS, LESSONS.replace("5A", "5B")),
        (LESSONS, LESSONS.replace("Tuesday", "Thursday")),
        (LESSONS, f"Hello! {LESSONS.replace('Tuesday 8', 'Tuesday 15')} Who can drive?"),
        (FAIR, FAIR.replace("July", "June")),
        (TRIP, TRIP.replace("theatre", "museum")),
        (TRIP, TRIP.replace("four more", "some more").replace("a raincoat", "your own lunch") + " Mind the gate."),
    ],
)
def test_a_notice_of_another_thing_in_the_same_words_is_no_copy(text, again):
    assert copies_of(announced(0, text), said(text))["whole"].to_list() == [True]
    assert copies_of(announced(0, text), said(again)).is_empty()


@pytest.mark.parametrize(
    ("text", "again"),
    [
        (LESSONS, LESSONS.replace("lessons", "lesosns").replace("goggles", "gogles").replace("8. P", "8 .p")),
        (LESSONS, LESSONS.replace("class 5A", "class5A")),
        (LESSONS, LESSONS.replace("Tuesday", "Teusday")),
        (LESSONS, f"Our turn at 9 on Monday! {LESSONS}"),
        (f"{FAIR}{REST}", f"{FAIR}{REST}".replace("chair", "blanket")),
        (TRIP, TRIP.replace("theatre", "theater")),
    ],
)
def test_misspelt_words_or_another_word_beside_the_same_day_of_a_month_leave_it_a_copy(text, again):
    assert copies_of(announced(0, text), said(again))["whole"].to_list() == [True]


def test_an_earlier_notice_of_another_thing_does_not_make_the_words_older():
    earlier = LESSONS.replace("5A", "2B").replace("Tuesday 8", "Monday 7")

    assert copies_of(said(earlier, -5), announced(0, LESSONS), said(LESSONS))["whole"].to_list() == [True]


def test_words_that_end_many_announcements_are_no_copy():
    texts = (FAIR, REST.strip(), "The library is shut until the carpet is dry, so please keep your books for now.")
    rows = [announced(hour, text + ENDING) for hour, text in enumerate(texts)]

    assert copies_of(*rows, said(f"Our picnic is on the small field.{ENDING}")).is_empty()
    assert copies_of(*rows[:1], said(f"Our picnic is on the small field.{ENDING}")).height == 1


def test_a_weekly_reminder_is_not_taken_for_usual_words():
    rows = [announced(168 * week, f"Week {week}. {FAIR}{REST}") for week in range(6)]

    assert copies_of(*rows, said(FAIR, 168 * 5 + 1))["announcement"].to_list() == [6]


@pytest.mark.parametrize(
    ("text", "number"),
    [(FAIR, 2), (FAIR.replace("4th", "11th"), 1), ("in the big playground, from eleven to three, or not?", 2)],
)
def test_a_copy_is_of_the_announcement_it_shares_more_with_and_of_the_latest_where_that_is_the_same(text, number):
    rows = [announced(0, FAIR.replace("4th", "11th")), announced(24, FAIR)]

    assert copies_of(*rows, said(text, 30))["announcement"].to_list() == [number]


def test_a_message_may_copy_two_announcements():
    rows = [announced(0), announced(1, REST.strip())]

    found = copies_of(*rows, said(f"{FAIR}\n\n{REST}"))

    assert found.select("announcement", "whole").rows() == [(1, True), (2, True)]


def test_what_a_class_group_wrote_before_the_announcement_is_no_copy_of_it():
    assert copies_of(said(FAIR, -5), announced(), said(FAIR)).is_empty()
    assert copies_of(said(FAIR[:40], -5), announced(), said(FAIR)).height == 1


def test_a_copy_of_an_earlier_announcement_does_not_make_the_words_older():
    rows = [announced(0), said(FAIR, 2), announced(24), said(FAIR, 30)]

    assert copies_of(*rows)["announcement"].to_list() == [1, 2]


@pytest.mark.parametrize(("one", "other", "same"), [(FAIR, FAIR, True), (FAIR, REST, False), ("Snow!", "Snow!", False)])
def test_alike_are_near_duplicates_of_forty_characters_or_more(one, other, same):
    assert alike(one, other) == same


def test_a_plain_text_has_no_marks_and_one_space_between_words():
    assert pl.select(plain(pl.lit("[Forwarded] *Hello*,\n\n  _you_!"))).item() == "hello you"


def test_of_copies_in_invented_years_at_least_95_percent_are_found_and_98_percent_of_those_found_are_copies():
    years = [copied.invented(seed) for seed in (11, 12, 13)]
    score = copied.total(copied.scored(year) for year in [*years, copied.standing_before(11)])["all"]

    assert score.true > 1500
    assert score.precision >= 0.98
    assert score.recall >= 0.95


def test_what_the_sample_school_passed_on_is_found_and_nothing_else():
    score = copied.sample_school(copied.SEED)

    assert score.true > 40
    assert (score.precision, score.recall) == (1, 1)


def test_the_first_letter_of_a_word_is_nothing_in_common():
    rows = [announced(0, f"{FAIR} With thanks"), announced(24, FAIR)]

    assert copies_of(*rows, said(f"{FAIR} Will you go?", 30))["announcement"].to_list() == [2]

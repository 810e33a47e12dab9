"""The friendly reminder: which lines are on offer, what is written, and nobody's name."""

from dataclasses import replace
from datetime import date, time
from typing import Literal

import pytest

from dashboard.policy import PROFILES, read_profile
from dashboard.reminder import RULES, Figures, as_text, lines, written

FIGURES = Figures(
    class_name="2B",
    school="Bramley Hill",
    first=date(2026, 1, 5),
    last=date(2026, 3, 27),
    families=27,
    quiet_start=time(21),
    quiet_end=time(7),
    school_nights=40,
    disturbed_school_nights=6,
    messages=1204,
    bursts=60,
    saved=120,
    side_chats=7,
    questions=34,
    answered=30,
    non_answers=9,
    pictures_low=12,
    pictures_high=19,
    shop_links=8,
    a_day=6.5,
    busy_day=31.2,
)
NOTHING_DONE = replace(
    FIGURES,
    disturbed_school_nights=0,
    saved=0,
    non_answers=0,
    side_chats=0,
    shop_links=0,
    pictures_low=0,
    pictures_high=0,
)
GUIDELINES = read_profile("guidelines")


def offered(figures: Figures) -> list[str]:
    return [line.name for line in lines(figures, GUIDELINES)]


def said(line: str, **changed: object) -> str:
    """The English paragraph of one line."""
    *_, paragraph = written(replace(FIGURES, **changed), [line], "en").paragraphs  # pyright: ignore[reportArgumentType]
    return paragraph


@pytest.mark.parametrize(
    ("profile", "chosen"),
    [
        ("community", []),
        ("code-of-conduct", ["side_chats"]),
        ("class-policy", ["pictures", "a_day"]),
        ("guidelines", ["nights", "bursts", "questions", "non_answers", "side_chats", "pictures"]),
        ("year-groups", ["side_chats", "links"]),
    ],
)
def test_the_lines_that_the_schools_rules_ask_for_are_chosen(profile: str, chosen: list[str]) -> None:
    assert [line.name for line in lines(FIGURES, read_profile(profile)) if line.chosen] == chosen


@pytest.mark.parametrize(
    ("social_chat", "talk_elsewhere", "offered"),
    [
        ("welcome", False, False),
        ("welcome", True, True),
        ("information", False, True),
        ("ignore", False, True),
    ],
)
def test_all_lines_are_on_offer_but_side_chats_where_they_are_welcome(
    social_chat: Literal["welcome", "information", "ignore"], talk_elsewhere: bool, offered: bool
) -> None:
    found = lines(FIGURES, replace(GUIDELINES, social_chat=social_chat, talk_elsewhere=talk_elsewhere))

    assert [line.name for line in found] == [name for name in RULES if offered or name != "side_chats"]


def test_every_line_follows_a_switch_that_some_profile_sets() -> None:
    asked = {line.name for name in PROFILES for line in lines(FIGURES, read_profile(name)) if line.chosen}

    assert asked == set(RULES)


@pytest.mark.parametrize(
    ("figure", "line"),
    [
        ("disturbed_school_nights", "nights"),
        ("school_nights", "nights"),
        ("quiet_start", "nights"),
        ("quiet_end", "nights"),
        ("saved", "bursts"),
        ("questions", "questions"),
        ("answered", "questions"),
        ("non_answers", "non_answers"),
        ("side_chats", "side_chats"),
        ("shop_links", "links"),
        ("pictures_low", "pictures"),
        ("pictures_high", "pictures"),
        ("a_day", "a_day"),
        ("busy_day", "a_day"),
    ],
)
def test_a_line_with_a_figure_that_is_not_known_is_not_offered_and_not_written(figure: str, line: str) -> None:
    without = replace(FIGURES, **{figure: None})  # pyright: ignore[reportArgumentType]

    assert offered(without) == [name for name in RULES if name != line]
    assert written(without, RULES, "en") == written(without, [name for name in RULES if name != line], "en")


def test_nothing_known_offers_nothing_and_still_thanks() -> None:
    assert offered(Figures()) == []
    assert written(Figures(), RULES, "en").paragraphs == (
        "Many thanks to everybody who shares news, answers questions and keeps this group going.",
    )


@pytest.mark.parametrize(
    ("changed", "gone"),
    [
        ({"side_chats": 5}, []),
        ({"side_chats": 4}, ["side_chats"]),
        ({"side_chats": 1}, ["side_chats"]),
        ({"side_chats": 0}, []),
        ({"non_answers": 4}, ["non_answers"]),
        ({"shop_links": 4}, ["links"]),
        ({"saved": 4}, ["bursts"]),
        ({"pictures_low": 2, "pictures_high": 4}, ["pictures"]),
        ({"pictures_low": 4, "pictures_high": 5}, []),
        ({"questions": 4, "answered": 4}, ["questions"]),
        ({"questions": 5, "answered": 0}, []),
        ({"disturbed_school_nights": 5}, []),
        ({"disturbed_school_nights": 4}, ["nights"]),
        ({"disturbed_school_nights": 0}, []),
        ({"school_nights": 0, "disturbed_school_nights": 0}, ["nights"]),
        ({"messages": 0, "saved": 0, "families": 9}, ["nights", "bursts", *list(RULES)[2:7]]),
    ],
)
def test_what_comes_near_one_persons_number_is_left_out(changed: dict[str, int], gone: list[str]) -> None:
    assert offered(replace(FIGURES, **changed)) == [name for name in RULES if name not in gone]  # pyright: ignore[reportArgumentType]


@pytest.mark.parametrize(
    ("low", "high", "told"), [(0, 0, True), (10, 20, True), (10, 21, False), (0, 20, False), (20, 20, True)]
)
def test_pictures_are_told_of_where_half_of_what_may_be_some_is_known_to_be(low: int, high: int, told: bool) -> None:
    assert ("pictures" in offered(replace(FIGURES, pictures_low=low, pictures_high=high))) == told


@pytest.mark.parametrize("small", [{"families": 9}, {"families": None}, {"messages": 49}])
def test_a_small_class_is_told_of_zeros_and_of_what_a_day_is_like_alone(small: dict[str, int | None]) -> None:
    assert offered(replace(FIGURES, **small)) == ["a_day"]  # pyright: ignore[reportArgumentType]
    assert offered(replace(NOTHING_DONE, **small)) == [name for name in RULES if name != "questions"]  # pyright: ignore[reportArgumentType]


def test_ten_families_and_fifty_messages_are_no_small_class() -> None:
    assert offered(replace(FIGURES, families=10, messages=50)) == list(RULES)


def test_a_line_that_may_not_be_told_is_not_written_though_it_was_chosen() -> None:
    small = replace(FIGURES, families=9)

    assert written(small, ["nights", "side_chats"], "en").paragraphs == written(small, [], "en").paragraphs


def test_thanks_come_first_then_the_days_then_the_chosen_lines_in_their_order() -> None:
    reminder = written(FIGURES, ["side_chats", "nights"], "en")

    assert reminder.title == "A friendly reminder: 2B · Bramley Hill"
    assert reminder.paragraphs == (
        "Many thanks to everybody who shares news, answers questions and keeps this group going.",
        "The figures below are for 5 January 2026 to 27 March 2026. They were counted on one computer, and nobody is "
        "named.",
        "6 of 40 school nights had a message between 21:00 and 07:00. A message that can wait is most welcome after "
        "07:00.",
        "Long conversations between two people in the group: 7. A conversation between two people is just as good in "
        "a private chat.",
    )
    assert reminder.closing == "Many thanks, and all the best."


@pytest.mark.parametrize("unknown", ["first", "last"])
def test_without_both_days_nothing_is_said_of_them(unknown: str) -> None:
    reminder = written(replace(FIGURES, **{unknown: None}), ["nights"], "en")  # pyright: ignore[reportArgumentType]

    assert len(reminder.paragraphs) == 2


def test_days_without_a_figure_are_not_announced() -> None:
    assert len(written(FIGURES, [], "en").paragraphs) == 1


@pytest.mark.parametrize(
    ("line", "changed", "start"),
    [
        ("nights", {"school_nights": 5, "disturbed_school_nights": 5}, "5 of 5 school nights had a message"),
        ("nights", {"quiet_start": time(20, 30)}, "6 of 40 school nights had a message between 20:30 and 07:00."),
        (
            "bursts",
            {"saved": 1150},
            "Notifications that would not have come, had each quick run of messages been one message: 1,150 of 1,204. ",
        ),
        ("questions", {"answered": 0}, "Questions that were followed by a reply within a day: 0 of 34."),
        ("pictures", {}, "Pictures and videos in the group, counted without looking at any: 12–19. "),
        ("pictures", {"pictures_low": 19}, "Pictures and videos in the group, counted without looking at any: 19. "),
        ("a_day", {}, "Messages on an ordinary day: about 7; on a busy day: about 31."),
        ("a_day", {"a_day": 0.4}, "On at least half of the days, nobody wrote anything."),
        ("a_day", {"a_day": 0.5, "busy_day": 2.5}, "Messages on an ordinary day: about 1; on a busy day: about 3."),
    ],
)
def test_figures_are_said_as_numbers_go_with_words(line: str, changed: dict[str, object], start: str) -> None:
    assert said(line, **changed).startswith(start)


@pytest.mark.parametrize("line", [name for name in RULES if name not in ("questions", "a_day")])
def test_a_zero_is_good_news_and_asks_for_nothing(line: str) -> None:
    *_, paragraph = written(NOTHING_DONE, [line], "en").paragraphs
    wish = said(line).rpartition(". ")[2]

    assert paragraph.endswith(": many thanks for that.")
    assert "0." not in paragraph
    assert wish not in paragraph


def test_the_school_is_left_out_where_its_name_is_not_known() -> None:
    assert written(replace(FIGURES, school=None), [], "en").title == "A friendly reminder: 2B"


def test_without_a_class_the_title_is_a_title() -> None:
    assert written(Figures(), [], "en").title == "A friendly reminder"
    assert written(Figures(), [], "ja").title == "やさしいお知らせ"


def test_a_name_is_text_and_stays_on_one_line() -> None:
    odd = replace(FIGURES, class_name="2B\n{whole} *x*", school="<b>{}")

    assert written(odd, [], "en").title == "A friendly reminder: 2B {whole} *x* · <b>{}"


def test_as_text_has_one_empty_line_between_paragraphs() -> None:
    reminder = written(FIGURES, ["nights"], "en")

    assert as_text(reminder).split("\n\n") == [reminder.title, *reminder.paragraphs, f"{reminder.closing}\n"]


def test_a_language_without_a_file_is_a_key_error() -> None:
    with pytest.raises(KeyError):
        written(FIGURES, RULES, "xx")

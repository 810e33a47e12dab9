"""What the pages about reach say: the sentence beside the figures."""

from datetime import date, datetime
from typing import Any

import polars as pl
import pytest

from dashboard.findings.reach import announcements, by_class, expert, headline, opened, works
from dashboard.selection import Period, Selection
from tests import reach_answers as told
from tests.reach_answers import BAND, KIND, MADE, PLAIN, RUNG, STATE, answer

SUMMER = Selection(Period("Summer 2026", date(2026, 4, 13), date(2026, 7, 17)), ("1A", "2B"))
WHEN = "when the announcement of 7 Jul 2026 was sent"
SEEN = "can have been seen by at most 131 of the 187 families"
GAP = "\N{NO-BREAK SPACE}"


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({}, f"{SEEN}; 12 families left a sign afterwards."),
        ({"floor": 1}, f"{SEEN}; 1 family left a sign afterwards."),
        ({"floor": 0}, f"{SEEN}; no family left a sign afterwards."),
        (
            {"n": 1, "ceiling": 1, "floor": 0},
            "can have been seen by at most 1 of 1 family; no family left a sign afterwards.",
        ),
        (
            {"read_low": 60, "read_high": 103},
            f"{SEEN}; 12 families left a sign afterwards; the count from Message info puts its readers at "
            "60 to 103 families.",
        ),
        (
            {"read_low": 1, "read_high": 1},
            f"{SEEN}; 12 families left a sign afterwards; the count from Message info puts its readers at 1 family.",
        ),
        ({"complete": False}, "is not over yet: the export ends before its time was up."),
    ],
)
def test_an_announcement_in_a_sentence(change: dict[str, Any], said: str) -> None:
    assert headline.band({**BAND, **change}) == f"The announcement of Tue 7 Jul 2026, 20:47 {said}"


@pytest.mark.parametrize(
    ("n", "why"), [(0, "there is no roster"), (None, "the roster does not name the families of every class")]
)
def test_without_families_by_name_an_announcement_has_no_figures_and_says_why(n: int | None, why: str) -> None:
    assert headline.band({**BAND, "n": n, "ceiling": None, "floor": None}) == (
        f"How many families can have seen the announcement of Tue 7 Jul 2026, 20:47 cannot be said: {why}."
    )


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({}, f"At least 56 of the 187 families of the school were out of reach {WHEN}."),
        ({"class": "2B", "n": 27, "cannot": 1}, f"At least 1 of the 27 families of 2B was out of reach {WHEN}."),
        ({"class": "2B", "n": 1, "cannot": 1}, f"At least 1 of 1 family of 2B was out of reach {WHEN}."),
        (
            {"cannot": 0},
            f"109 of the 187 families of the school were surely in reach {WHEN}; "
            "nothing shows that any other was out of reach.",
        ),
        ({"class": "2B", "n": 1, "known": 1, "cannot": 0}, f"1 of 1 family of 2B was surely in reach {WHEN}."),
        (
            {"known": None},
            f"The roster names none of the 187 families of the school: nobody can say which were in reach {WHEN}.",
        ),
        (
            {"cannot": None},
            "How many families of the school are out of reach cannot be said: "
            "no announcement is over yet, or no roster names them.",
        ),
    ],
)
def test_who_cannot_be_reached_in_a_sentence(change: dict[str, Any], said: str) -> None:
    assert headline.cannot({**STATE, **change}, WHEN) == said


def test_before_any_announcement_is_over_nobody_is_said_to_be_out_of_reach() -> None:
    latest = told.latest().clear()
    (first, *_) = headline.points(answer(latest=latest), SUMMER)
    assert first.startswith("How many families of the school are out of reach cannot be said")


def test_the_page_begins_with_whom_none_can_reach_then_an_example_then_what_was_typed() -> None:
    assert headline.points(answer(), SUMMER) == [
        f"At least 56 of the 187 families of the school were out of reach {WHEN}. "
        "The group's head-count shows that, but not in which classes.",
        f"The announcement of Tue 7 Jul 2026, 20:47 {SEEN}; 12 families left a sign afterwards.",
        "0 of 1 announcement in Summer 2026 has a count typed from Message info.",
    ]


def test_of_one_class_no_count_of_the_whole_group_is_said() -> None:
    of_class = {"class": "2B", "n": 27, "cannot": 2, "ceiling": 25}
    one = {name: of_class[name] for name in ("class", "n", "cannot")}
    rows = told.states(one)
    found = answer(whole=rows, classes=rows, bands=told.bands({"class": "2B", "n": 27, "ceiling": 25}))
    assert headline.points(found, SUMMER) == [
        f"At least 2 of the 27 families of 2B were out of reach {WHEN}.",
        "The announcement of Tue 7 Jul 2026, 20:47 can have been seen by at most 25 of the 27 families; "
        "12 families left a sign afterwards.",
    ]


@pytest.mark.parametrize(
    ("cannot", "classes", "said"),
    [(2, (0, None), True), (0, (0, 0), False), (2, (0, 1), False), (None, (None, None), False)],
)
def test_a_head_count_of_the_school_says_nothing_of_its_classes(
    cannot: int | None, classes: tuple[int | None, ...], said: bool
) -> None:
    rows = told.states(*({"class": name, "cannot": each} for name, each in zip("AB", classes, strict=True)))
    assert bool(headline.which({**STATE, "cannot": cannot}, rows)) == said


def test_the_whole_school_stands_for_all_and_a_class_alone_for_itself() -> None:
    one = told.bands({"class": "2B"})
    assert headline.of_all(answer(bands=told.bands({}, {"class": "2B"})))["class"].to_list() == [None]
    assert headline.of_all(answer(bands=one)).equals(one)


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({}, "No roster says how many families there are, so nobody can say whom announcements reach."),
        (
            {"announcements": told.made()},
            "No announcement was found in Summer 2026 in the export of News.",
        ),
        (
            {"announcements": told.made(), "group": None},
            "No announcement was found in Summer 2026. Name the announcement group in school.toml and add its export.",
        ),
    ],
)
def test_where_nothing_can_be_said_the_page_says_what_is_wanting(change: dict[str, Any], said: str) -> None:
    assert headline.points(answer(whole=told.states(), **change), SUMMER) == [said]


@pytest.mark.parametrize(
    ("change", "figure"),
    [
        ({}, ("56 of 187", "families out of reach, at least")),
        ({"whole": told.states({"cannot": None})}, ("not known", "families out of reach")),
        ({"whole": told.states()}, ("not known", "families out of reach")),
    ],
)
def test_the_start_page_has_one_figure(change: dict[str, Any], figure: tuple[str, str]) -> None:
    assert headline.figure(answer(**change)) == figure


def test_an_announcement_without_a_known_ceiling_is_no_example() -> None:
    assert list(headline.example(told.bands({"n": 0, "ceiling": None, "floor": None}))) == []


def test_the_example_is_the_latest_that_is_over_one_with_a_read_count_before_all() -> None:
    days = [{"announcement": day, "sent_at": datetime(2026, 7, day)} for day in (1, 2, 3, 4)]
    rows = [days[3] | {"complete": False}, days[2], days[0] | {"read_low": 3, "read_high": 5}, days[1]]
    assert [row["announcement"] for row in headline.example(told.bands(*rows))] == [1]
    assert [row["announcement"] for row in headline.example(told.bands(*rows[:2], rows[3]))] == [3]


@pytest.mark.parametrize(
    ("reads", "said"),
    [
        ((3,), "1 of 1 announcement in May has"),
        ((None,), "0 of 1 announcement in May has"),
        ((3, None), "1 of 2 announcements in May has"),
        ((3, 0, None), "2 of 3 announcements in May have"),
        ((None, None), "0 of 2 announcements in May have"),
    ],
)
def test_how_many_announcements_have_a_count(reads: tuple[int | None, ...], said: str) -> None:
    rows = told.bands(*({"read": read} for read in reads))
    assert headline.typed(rows, "in May") == f"{said} a count typed from Message info."


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (
            {},
            "109 of the 187 families were surely in reach and 5 opted out or may not be invited. "
            "Of 73 nothing shows whether they were in a group where it stood, but at least 51 were not.",
        ),
        (
            {"not_in": 1, "not_invited": 0, "unseen": 1, "cannot": 1},
            "109 of the 187 families were surely in reach and 1 was not on the member list of the announcement group. "
            "Of 1 nothing shows whether it was in a group where it stood.",
        ),
        (
            {"n": 20, "known": 1, "not_in": 2, "not_invited": 17, "unseen": 0},
            "1 of the 20 families was surely in reach, 2 were not on the member list of the announcement group and "
            "17 opted out or may not be invited.",
        ),
        ({"n": 1, "known": 1, "not_invited": 0, "unseen": 0}, "1 of 1 family was surely in reach."),
    ],
)
def test_how_families_stand_in_a_sentence(change: dict[str, Any], said: str) -> None:
    assert by_class.standing({**STATE, **change}) == said


def classes(*of_whom_nothing_shows: int, **change: Any) -> pl.DataFrame:
    names = ("1A", "2B", "3C")
    rows = ({"class": name, "unseen": n, **change} for name, n in zip(names, of_whom_nothing_shows, strict=False))
    return told.states(*rows)


@pytest.mark.parametrize(
    ("rows", "said"),
    [
        (classes(3, 6), "the 6 families of 2B of whom nothing shows that they are in the group. Up to 6 more"),
        (
            classes(3, 0, not_in=2),
            "the 5 families of 1A of whom nothing shows that they are in the group. Up to 5 more",
        ),
        (
            classes(6, 6),
            "6 families of each of 1A and 2B of whom nothing shows that they are in the group. Up to 12 more",
        ),
        (classes(1, 1), "1 family of each of 1A and 2B of whom nothing shows that they are in the group. Up to 2 more"),
        (
            classes(0, 1),
            "the one family of 2B of whom nothing shows that it is in the group. One more could then be reached.",
        ),
    ],
)
def test_what_would_help_most_is_said_of_the_classes_with_most_to_invite(rows: pl.DataFrame, said: str) -> None:
    (sentence,) = by_class.invite(answer(classes=rows))
    assert sentence.startswith(f"What would help most: inviting {said}")


def test_nobody_is_to_be_invited_where_all_are_in_reach_or_one_class_alone_is_shown() -> None:
    assert by_class.invite(answer(classes=classes(0, 0))) == []
    assert by_class.invite(answer(classes=classes(6), whole=told.states({"class": "1A"}))) == []


@pytest.mark.parametrize(
    ("groups", "said"),
    [
        (("own", "own"), []),
        (("none", "own"), ["1A has no group of its own"]),
        (("none", "none"), ["1A and 2B have no group of their own"]),
        (("own", "no_export"), ["No export of the group of 2B is loaded"]),
        (("none", "no_export"), ["1A has no group of its own and no export of the group of 2B is loaded"]),
    ],
)
def test_classes_whose_group_tells_nothing_are_named(groups: tuple[str, str], said: list[str]) -> None:
    rows = told.states(*({"class": name, "group": group} for name, group in zip(("1A", "2B"), groups, strict=True)))
    there = ": there, a copy of an announcement cannot be seen."
    assert by_class.unseen_groups(answer(classes=rows)) == [words + there for words in said]


def test_by_class_says_nothing_of_what_is_not_known() -> None:
    assert len(by_class.points(answer())) == 3
    assert by_class.points(answer(whole=told.states({"known": None}))) == []
    assert by_class.points(answer(whole=told.states())) == []


def test_the_table_by_class_has_every_state() -> None:
    assert by_class.table(answer()).row(1) == ("2B", 97, 59, 35, 0, 3, 0, "export loaded")


@pytest.mark.parametrize(
    ("rows", "said"),
    [
        (
            [{}, {"complete": False, "ceiling": None}],
            "The one announcement in Summer 2026 whose 72 hours are over can have been seen by at most 131 of 187 "
            "families. 1 more is not over yet.",
        ),
        (
            [{}, {"ceiling": 154, "n": 188}],
            "Each of the 2 announcements in Summer 2026 whose 72 hours are over can have been seen by at most 131 to "
            "154 of 187 to 188 families.",
        ),
        (
            [{"complete": False, "ceiling": None}],
            "Of 1 announcement in Summer 2026, none has figures: no window is over, or no roster names the families.",
        ),
    ],
)
def test_the_announcements_of_the_school_in_a_sentence(rows: list[dict[str, Any]], said: str) -> None:
    first, typed = announcements.points(answer(bands=told.bands(*rows)), SUMMER) + [""] * (rows[0] != {})
    assert first == said
    assert not typed or typed.startswith("0 of 2 announcements in Summer 2026 have a count")


def test_the_announcements_of_one_class_in_a_sentence() -> None:
    rows = told.bands({}, {"class": "2B", "n": 27, "ceiling": 20}, {"class": "1A", "ceiling": None})
    assert announcements.points(answer(bands=rows), SUMMER, "2B") == [
        "The one announcement in Summer 2026 whose 72 hours are over can have been seen by at most 20 of 27 families "
        "of 2B."
    ]
    assert announcements.points(answer(bands=rows), SUMMER, "1A") == [
        "Of 1 announcement in Summer 2026, none has figures: no window is over, or no roster names those of 1A."
    ]
    assert announcements.points(answer(bands=rows), SUMMER, "3C") == ["No announcement was found in Summer 2026."]


@pytest.mark.parametrize(
    ("linked", "said"),
    [
        ((True,), "1 of 1 announcement has"),
        ((False,), "0 of 1 announcement has"),
        ((True, True, False), "2 of 3 announcements have"),
    ],
)
def test_how_many_announcements_lead_to_a_site_of_the_school(linked: tuple[bool, ...], said: str) -> None:
    rows = told.made(*({"has_allowed_link": each} for each in linked))
    assert announcements.allowed(rows) == f"{said} a link to one of the school's own sites."


@pytest.mark.parametrize(
    ("days", "said"),
    [
        ((None,), "No day to come is named."),
        ((None, 4), "1 of 2 names a day to come, and was sent 4 days ahead."),
        ((0,), "1 of 1 names a day to come, and was sent on the day itself."),
        ((1, 4), "2 of 2 name a day to come; half of these or more were sent at most 1 day ahead."),
        ((9, 4, 2), "3 of 3 name a day to come; half of these or more were sent at most 4 days ahead."),
        ((0, 0, 2), "3 of 3 name a day to come; half of these or more were sent on the day itself."),
    ],
)
def test_how_long_ahead_announcements_are_sent(days: tuple[int | None, ...], said: str) -> None:
    assert announcements.lead(told.made(*({"lead_days": each} for each in days))) == said


def test_repeats_and_edits_are_said_where_there_are_any() -> None:
    assert announcements.again(told.made({}, {})) == []
    assert announcements.again(told.made({"posts": 2}, {"edited": True})) == [
        "1 of them was posted again within 10 minutes and counts once.",
        "1 of them was edited, which resets WhatsApp's counts.",
    ]
    assert announcements.again(told.made({"posts": 2, "edited": True}, {"posts": 3, "edited": True})) == [
        "2 of them were posted again within 10 minutes and count once each.",
        "2 of them were edited, which resets WhatsApp's counts.",
    ]


@pytest.mark.parametrize(
    ("rows", "said"),
    [
        ((), []),
        (((1, "2B", True),), ["1 of them was copied into the group of 2B."]),
        (
            ((1, "2B", True), (1, "1A", True), (2, "1A", True)),
            ["2 of them were copied into the groups of 1A and 2B."],
        ),
        (((1, "2B", False),), ["Of 1 of them a part was quoted in the group of 2B."]),
        (
            ((1, "2B", True), (2, "1A", False)),
            ["1 of them was copied into the group of 2B; of 1 of them a part was quoted in the group of 1A."],
        ),
    ],
)
def test_copies_in_class_groups_are_called_out(rows: tuple[tuple[int, str, bool], ...], said: list[str]) -> None:
    assert announcements.copies(answer(copied=told.copied(*rows))) == said


def test_posters_outside_the_list_are_counted_and_never_named() -> None:
    first, second = (datetime(2026, 6, 1), "Ana Ruiz"), (datetime(2026, 6, 3), "Ben Okoro")
    outside = "in the announcement group came from"
    assert announcements.outsiders(answer()) == []
    assert announcements.outsiders(answer(others=told.others(first))) == [
        f"1 message {outside} 1 person outside the list of PA posters, the latest on 1 Jun 2026."
    ]
    assert announcements.outsiders(answer(others=told.others(second, first, first))) == [
        f"3 messages {outside} 2 people outside the list of PA posters, the latest on 3 Jun 2026."
    ]


def test_without_announcements_there_is_nothing_to_say_of_all_of_them() -> None:
    assert announcements.about_all(answer(announcements=told.made())) == []
    assert len(announcements.about_all(answer())) == 2


def many(number: int) -> dict[str, Any]:
    days = [{"announcement": day, "sent_at": datetime(2026, 5, day)} for day in range(1, number + 1)]
    return {"announcements": told.made(*days), "bands": told.bands(*days, *({**day, "class": "2B"} for day in days))}


@pytest.mark.parametrize(("number", "pages"), [(0, 1), (1, 1), (12, 1), (13, 2), (25, 3)])
def test_twelve_announcements_stand_on_a_page(number: int, pages: int) -> None:
    assert announcements.pages(answer(**many(number))) == pages


def test_a_page_shows_the_newest_first_of_the_school_or_one_class() -> None:
    found = answer(**many(14))
    assert announcements.rows(found, None, 1)["announcement"].to_list() == list(range(14, 2, -1))
    assert announcements.rows(found, None, 2)["announcement"].to_list() == [2, 1]
    assert set(announcements.rows(found, "2B", 2)["class"]) == {"2B"}
    assert set(announcements.rows(found, None, 2)["class"]) == {None}


@pytest.mark.parametrize(
    ("text", "label"),
    [
        ("Two\nlines  and more ", "Two lines and more"),
        (None, "(no text)"),
        ("x" * 60, "x" * 60),
        ("x" * 61, "x" * 59 + "…"),
    ],
)
def test_an_announcement_is_called_by_its_day_and_its_first_words(text: str | None, label: str) -> None:
    found = answer(announcements=told.made({"text": text}))
    assert announcements.rows(found, None, 1)["label"].to_list() == [f"7 Jul 2026  {label}"]
    assert announcements.labels(found) == {1: f"Tue 7 Jul 2026, 20:47 · {label}"}


def test_what_is_opened_is_what_was_pressed_or_the_newest_that_is_over() -> None:
    days = [{"announcement": day, "sent_at": datetime(2026, 5, day)} for day in (1, 2, 3)]
    found = answer(announcements=told.made(*days), bands=told.bands(*days[:2], {**days[2], "complete": False}))
    assert list(announcements.labels(found)) == [3, 2, 1]
    assert announcements.place(found, 1) == 2
    assert announcements.place(found, None) == 1
    assert announcements.place(found, 99) == 1
    assert announcements.place(answer(bands=told.bands({"complete": False})), None) == 0
    assert announcements.made_of(found, 2)["sent_at"] == datetime(2026, 5, 2)
    assert announcements.clicked({"selection": {"announcement": [{"announcement": 7}]}}) == 7
    assert announcements.clicked({"selection": {}}) is None


def test_the_filter_says_the_whole_school_or_a_class() -> None:
    assert announcements.class_of(announcements.WHOLE_SCHOOL) is None
    assert announcements.class_of("2B") == "2B"


UNTIL = "Signs count until Fri 10 Jul 2026, 20:47, 72 hours after it was sent."


def about_one(made: dict[str, Any], band: list[dict[str, Any]], *copies: Any, of_class: str | None = None) -> list[str]:
    found = answer(copied=told.copied(*copies))
    return opened.about_one({**MADE, **made}, told.opened(band=told.bands(*band)), found, of_class)


def test_an_opened_announcement_says_its_band_and_its_window() -> None:
    assert about_one({}, [{}]) == [f"The announcement of Tue 7 Jul 2026, 20:47 {SEEN}; 12 families left a sign "
                                   "afterwards.", UNTIL]  # fmt: skip


def test_an_opened_announcement_says_what_was_merged_into_it_and_where_its_copies_stand() -> None:
    copies = ((1, "1A", True), (1, "2B", True), (1, "3C", False), (2, "4D", True))
    assert about_one({"posts": 2, "edited": True}, [{}], *copies)[1:] == [
        UNTIL,
        "It was posted 2 times within minutes and counts once.",
        "It was edited: WhatsApp's counts began anew then.",
        "A copy stands in the groups of 1A and 2B.",
        "A part of it is quoted in the group of 3C.",
    ]


def test_a_count_that_was_taken_too_early_is_said_to_bound_nothing() -> None:
    early = {"read_note": "taken_earlier", "read": 3, "taken_at": datetime(2026, 7, 8, 9)}
    said = about_one({}, [early])[2]
    assert said.startswith("The count of Wed 8 Jul 2026, 09:00 was taken earlier than some of the signs")
    assert said.endswith("It bounds nothing.")
    assert about_one({}, [{"read_note": "ok", "read": 3, "taken_at": datetime(2026, 7, 8, 9)}])[2:] == []


def test_a_class_too_small_to_show_is_said_to_be() -> None:
    assert about_one({}, [], of_class="2B") == [
        "There are too few families on roll in 2B to show its figures.",
        UNTIL,
    ]


def test_the_text_is_shown_a_line_each_without_empty_ones() -> None:
    assert opened.paragraphs({**MADE, "text": "One\n\n \nTwo"}) == ["One", "Two"]
    assert opened.paragraphs({**MADE, "text": None}) == ["(no text)"]
    assert opened.heading(MADE) == "The announcement of Tue 7 Jul 2026, 20:47"


@pytest.mark.parametrize(("of_class", "whom"), [(None, "the school"), ("2B", "2B")])
def test_the_ladder_is_named_by_its_day_and_whose_it_is(of_class: str | None, whom: str) -> None:
    said = "From the roll to a reply: the announcement of 7 Jul 2026"
    assert opened.ladder_title(MADE, of_class) == f"{said}, {whom}"


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({}, "On roll"),
        ({"rung": "joined"}, "In any of the groups"),
        ({"rung": "read", "hours": 25.4}, "Read, 25 hours after"),
        ({"rung": "delivered", "hours": 1.2}, "Delivered, 1 hour after"),
        ({"rung": "delivered", "hours": 0.2}, "Delivered, 1 hour after"),
        ({"rung": "acted"}, "Acted on it"),
        ({"rung": "acted", "unit": "people"}, "Acted on it, by votes"),
        ({"rung": "read", "unit": "people"}, "Read"),
    ],
)
def test_a_rung_in_words(change: dict[str, Any], said: str) -> None:
    assert opened.rung({**RUNG, **change}) == said


def test_every_rung_says_what_tells_of_it_and_of_when_it_is() -> None:
    read = {"rung": "read", "low": 60, "high": 103, "at": datetime(2026, 7, 8, 9), "hours": 12.2}
    votes = {"rung": "acted", "unit": "people", "low": 5, "high": 7, "of": None}
    delivered = {"rung": "delivered", "unit": "people", "low": 212, "high": 212, "of": None}
    assert opened.ladder_table(told.opened(ladder=told.rungs({}, delivered, read, votes))).rows() == [
        ("On roll", 187, 187, 187, "families", "the roster", None),
        ("Delivered", 212, 212, None, "people", "Message info, typed", None),
        ("Read, 12 hours after", 60, 103, 187, "families", "Message info, typed", "Wed 8 Jul 2026, 09:00"),
        ("Acted on it, by votes", 5, 7, None, "people", "votes in the poll", None),
    ]


def test_the_signs_are_said_in_words() -> None:
    rows = told.signs(*((None, sign, n) for n, sign in enumerate(opened.SIGNS)))
    assert opened.signs_table(told.opened(signs=rows)).rows() == [
        (words, n) for n, words in enumerate(opened.SIGNS.values())
    ]


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({}, "12 families left one sign or more, 3 of them directly."),
        ({"direct": 0}, "12 families left one sign or more, none of them directly."),
        ({"floor": 1, "direct": 1}, "1 family left one sign or more, directly."),
        ({"floor": 1, "direct": 0}, "1 family left one sign or more, not directly."),
        ({"floor": 0, "direct": 0}, "No family left a sign in the exports that are loaded."),
        ({"floor": None}, "No signs are counted: the window is not over, or there is no roster."),
    ],
)
def test_how_many_families_left_a_sign(change: dict[str, Any], said: str) -> None:
    assert opened.signs(told.opened(band=told.bands(change))) == said


APART = {**PLAIN, "acted": 0.2, "acted_low": 0.1, "acted_high": 0.3}
NO_READING = "Reading cannot be compared yet: {} a count from Message info, and each of two kinds needs 8."


@pytest.mark.parametrize(
    ("rows", "said"),
    [
        (
            [{"acted": None}, PLAIN],
            ["Too few announcements are over to say what goes with more signs: 8 of each of two kinds are needed."],
        ),
        (
            [KIND, PLAIN],
            [
                "By link, acknowledgements differ by no more than chance can make.",
                NO_READING.format("6 announcements have"),
            ],
        ),
        (
            [{"with_count": 0}, {**APART, "with_count": 1}],
            [
                "By link, the median shares of families with a direct sign differ by more than chance "
                f"usually makes: 5{GAP}% (with a link) and 20{GAP}% (without a link).",
                NO_READING.format("1 announcement has"),
            ],
        ),
        (
            [{"read_low": 0.3}, APART, {**KIND, "by": "hour"}, {**PLAIN, "by": "hour"}],
            [
                "By link, the median shares of families with a direct sign differ by more than chance "
                f"usually makes: 5{GAP}% (with a link) and 20{GAP}% (without a link).",
                "By hour of sending, acknowledgements differ by no more than chance can make.",
            ],
        ),
    ],
)
def test_what_goes_with_more_signs_is_said_of_enough_announcements(rows: list[dict[str, Any]], said: list[str]) -> None:
    assert works.points(answer(works=told.kinds(*rows))) == said


def test_only_kinds_that_hold_announcements_are_drawn_and_only_pairs_with_figures_compared() -> None:
    empty = {**PLAIN, "announcements": 0, "acted": None}
    alone = {**KIND, "by": "hour"}
    found = answer(works=told.kinds({}, PLAIN, alone, {**empty, "by": "hour"}))
    assert works.worth_drawing(found) == ["link"]
    assert works.of(found, "hour").height == 1
    assert works.worth_drawing(answer()) == []
    assert works.table(found)["By"].to_list() == ["link", "link", "hour of sending"]
    assert works.table(found).row(0)[:6] == ("link", "with a link", 12, 5.0, 2.0, 7.0)
    assert works.title(found, "link") == "Families that acknowledged announcements, by link"


@pytest.mark.parametrize(
    ("rows", "said"),
    [
        (
            [(0, 1204, 1.0), (24, 900, 0.6), (25, 800, 0.5)],
            f"Of 1,204 pairs of an announcement and a family, 40{GAP}%",
        ),
        ([(30, 1, 0.0)], f"Of 1 pair of an announcement and a family, 0{GAP}%"),
    ],
)
def test_how_soon_families_are_heard_from_again(rows: list[tuple[float, int, float]], said: str) -> None:
    found = answer(activity=told.activity(*rows))
    assert expert.can_draw(found)
    assert expert.points(found) == [
        f"{said} had a message of the family in some group within a day. Most who read write nothing: "
        "this is no share of readers."
    ]
    assert not expert.can_draw(answer())


def test_an_announcement_beside_the_latest_says_why_it_is_told() -> None:
    rows = told.bands(
        {"announcement": 1, "read_low": 60, "read_high": 103}, {"announcement": 2, "sent_at": datetime(2026, 7, 8, 9)}
    )
    later = answer(bands=rows, latest=told.latest().with_columns(announcement=pl.lit(2, pl.UInt32)))
    (said,) = headline.for_example(later, rows)
    assert said.startswith("The latest with a read count: the announcement of Tue 7 Jul 2026, 20:47 can have been seen")
    assert headline.for_example(answer(bands=rows), rows)[0].startswith("The announcement of Tue 7 Jul 2026, 20:47")

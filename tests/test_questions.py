"""Questions, and whether anybody else wrote something after them within the window."""

from collections.abc import Mapping, Sequence
from datetime import timedelta

import polars as pl
import pytest

from dashboard.metrics.questions import asks, non_answers, questions, spoken
from dashboard.metrics.sent import sent
from tests.posted import START, messages_of

DAY = 86_400
ASKED: Mapping[str, object] = {"text": "Is it today?"}
LATER = {"kind": "notice", "sender": None, "event": "joined", "seconds": 3 * DAY}


def seconds_until(*rows: Mapping[str, object], **more: float) -> list[int | None]:
    """How long each question waited; the export goes on for three days."""
    told = questions(messages_of(*map(dict, rows), LATER), **more)  # pyright: ignore[reportArgumentType]
    waits = told.select((pl.col("answered_at") - pl.col("asked_at")).dt.total_seconds()).to_series()
    return waits.to_list()


@pytest.mark.parametrize(
    "text",
    [
        *(
            "Is it today?",
            "Today ?!",
            "¿Es hoy?",
            "هل اليوم؟",
            "今日ですか？",
            "Είναι αύριο;",
            "Είναι αύριο\u037e",
            "??",
        ),
        *("Αύριο στις 9;", "Αύριο; Πού;", "https://a.example/x?y=1 - is this it?", "Is it https://a.example/x?", "❓"),
        *("IMG-1.jpg (file attached)\nWhose is this?", "Այսօր՞", "Is it\nthis one?\nThanks", "w/o a hat?"),
    ],
)
def test_a_question_mark_of_any_script_asks(text: str) -> None:
    assert pl.select(asks(pl.lit(text))).item()


@pytest.mark.parametrize(
    "text",
    [
        *(
            "It is today",
            "",
            "https://a.example/x?y=1",
            "See www.a.example/?q=2 please",
            "a.example/x?y",
            "No; not today",
        ),
        *("Ναι ;)", "Ναι PE; kit", "See https://a.example/?a=1;b=2 Ναι", "не завтра; потом", "ok ;-)"),
    ],
)
def test_without_one_outside_a_link_nothing_is_asked(text: str) -> None:
    assert not pl.select(asks(pl.lit(text))).item()


@pytest.mark.parametrize("kind", ["poll", "location", "deleted", "contact"])
def test_only_texts_and_captions_ask(kind: str) -> None:
    assert seconds_until({**ASKED, "kind": kind}) == []
    assert seconds_until({**ASKED, "kind": "media"}) == [None]


@pytest.mark.parametrize(
    ("after", "answer"),
    [
        ({"sender": "Bo", "seconds": 60}, 60),
        ({"sender": "Bo", "seconds": DAY}, DAY),
        ({"sender": "Bo", "seconds": DAY + 1}, None),
        ({"sender": "Ann", "seconds": 60}, None),  # who asked
        ({"sender": "Bo", "seconds": 60, "chat": "B"}, None),
        ({"sender": "Bo", "seconds": 60, "text": "Which day?"}, None),
        ({"sender": "Bo", "seconds": 60, "text": "No idea sorry"}, None),
        ({"sender": "Bo", "seconds": 60, "text": "No idea sorry, I think Friday"}, 60),
        ({"sender": "Bo", "seconds": 60, "kind": "deleted"}, None),
        ({"sender": "Bo", "seconds": 60, "kind": "notice", "event": "left"}, None),
        ({"sender": "Bo", "seconds": 60, "kind": "call"}, None),
        ({"sender": "Bo", "seconds": 60, "kind": "media", "media": "image", "text": "IMG.jpg"}, 60),
        ({"sender": "Bo", "seconds": 60, "kind": "location", "text": "https://maps.google.com/?q=1,2"}, 60),
        ({"sender": "Bo", "seconds": 60, "kind": "poll", "text": "POLL:\nWhich?"}, 60),
        ({"sender": "Bo", "seconds": -60}, 0),  # the clock was set back
    ],
)
def test_a_question_is_followed_by_what_somebody_else_says_within_the_window(
    after: Mapping[str, object], answer: int | None
) -> None:
    assert seconds_until(ASKED, after)[0] == answer


def test_what_was_said_before_is_no_reply() -> None:
    assert seconds_until({"sender": "Bo"}, {**ASKED, "seconds": 60}) == [None]


def test_several_questions_in_a_row_are_each_followed_by_the_first_reply_after_them() -> None:
    rows = [ASKED, {**ASKED, "sender": "Bo", "seconds": 10}, {"sender": "Cy", "seconds": 30}, {"seconds": 40}]
    assert seconds_until(*rows) == [30, 20]


def test_each_waits_for_somebody_else_than_its_own_asker() -> None:
    rows = [
        ASKED,
        {**ASKED, "sender": "Bo", "seconds": 10},
        {"seconds": 20},
        {"seconds": 25},
        {"sender": "Bo", "seconds": 40},
    ]
    assert seconds_until(*rows) == [40, 10]  # Ann's own words follow Bo's question alone


def test_a_reply_in_another_group_between_is_passed_over() -> None:
    rows = [ASKED, {"sender": "Bo", "seconds": 10, "chat": "B"}, {"sender": "Bo", "seconds": 20}]
    assert seconds_until(*rows) == [20]


def test_the_window_can_be_shorter() -> None:
    reply = {"sender": "Bo", "seconds": 3600}
    assert seconds_until(ASKED, reply, window_hours=1) == [3600]
    assert seconds_until(ASKED, reply, window_hours=0.5) == [None]


@pytest.mark.parametrize(("last", "over"), [(DAY, True), (DAY - 1, False)])
def test_a_question_is_open_while_the_export_ends_before_the_window(last: int, over: bool) -> None:
    told = questions(messages_of(dict(ASKED), {**LATER, "seconds": last}))
    assert told.rows() == [("A", START, None, over)]


def test_a_reply_settles_it_whenever_the_export_ends() -> None:
    told = questions(messages_of(dict(ASKED), {"sender": "Bo", "seconds": 5}))
    assert told.rows() == [("A", START, START + timedelta(seconds=5), True)]


def test_what_was_observed_may_be_told() -> None:
    span = pl.DataFrame({"chat": ["A"], "first": [START], "last": [START + timedelta(days=1)]})
    assert questions(messages_of(dict(ASKED)), span=span)["over"].to_list() == [True]


@pytest.mark.parametrize(
    ("rows", "answer"),
    [
        ([ASKED, {"sender": "Bo", "seconds": 60, "text": "No idea"}], [60]),
        ([ASKED, {"sender": "Bo", "seconds": DAY, "text": "No idea"}], [DAY]),
        ([ASKED, {"sender": "Bo", "seconds": DAY + 1, "text": "No idea"}], []),
        ([ASKED, {"seconds": 60, "text": "No idea"}], []),  # whose question it was
        ([{"text": "No idea"}, {**ASKED, "sender": "Bo", "seconds": 60}], []),  # before any question
        ([ASKED, {"sender": "Bo", "seconds": 60, "text": "No idea", "chat": "B"}], []),
        ([ASKED, {"sender": "Bo", "seconds": 60, "text": "No idea, anyone?"}], []),  # a question itself
        ([ASKED, {**ASKED, "sender": "Bo"}, {"sender": "Bo", "seconds": 60, "text": "No idea"}], [60]),  # Ann's
        ([ASKED, *[{**ASKED, "sender": "Bo"}] * 2, {"sender": "Bo", "seconds": 60, "text": "No idea"}], [60]),
        ([ASKED, *({"sender": who, "seconds": 60, "text": "Not sure"} for who in ("Bo", "Cy"))], [60, 60]),
        ([ASKED, {"sender": "Bo", "seconds": 60, "text": "No idea", "kind": "location"}], []),
    ],
)
def test_a_non_answer_stands_after_somebody_elses_question_within_the_window(
    rows: Sequence[Mapping[str, object]], answer: Sequence[int]
) -> None:
    told = non_answers(spoken(sent(messages_of(*map(dict, rows)))), 24)
    assert told["sent_at"].to_list() == [START + timedelta(seconds=seconds) for seconds in answer]


def test_groups_are_told_in_the_order_of_their_names() -> None:
    told = questions(messages_of({**ASKED, "chat": "B"}, {**ASKED, "chat": "A"}))
    assert told["chat"].to_list() == ["A", "B"]

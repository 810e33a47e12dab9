"""What is said of one export: data beside the sentences."""

from dataclasses import replace
from datetime import date, datetime
from types import SimpleNamespace
from typing import Any

import polars as pl
import pytest

from dashboard import exports
from parsers import Coverage, HeaderFormat, read_chat
from parsers.coverage import Silence
from parsers.crosscheck import DIFFERENCES, Crosscheck

WHOLE = Coverage(datetime(2026, 5, 1), datetime(2026, 7, 1), cut_start=False, disappearing=False, shared_history=False)
MAY, JUNE = datetime(2026, 5, 3), datetime(2026, 6, 4)


def test_an_export_says_the_phone_and_the_languages() -> None:
    def made_by(platform: str, *languages: str) -> str:
        header = HeaderFormat(platform, "dmy", 24, "minute", languages, False, "")  # type: ignore[arg-type]
        chat: Any = SimpleNamespace(header=header)
        return exports.made_by(chat)

    assert made_by("android", "en", "pt-BR") == (
        "from an Android phone, WhatsApp's own lines in English and Portuguese (Brazil)"
    )
    assert made_by("other", "de") == "from WhatsApp Web, WhatsApp's own lines in German"
    assert made_by("ios") == "from an iPhone, no line of WhatsApp's own that is known here"


@pytest.mark.parametrize(
    ("code", "name"),
    [("en", "English"), ("zh-TW", "Chinese (Traditional, Taiwan)"), ("qqq", "qqq"), ("ours!", "ours!")],
)
def test_a_language_has_its_english_name_and_an_unregistered_code_stands_for_itself(code: str, name: str) -> None:
    assert exports.language(code) == name


def test_an_export_says_its_clock_and_why_its_dates_are_read_as_they_are() -> None:
    clear = read_chat(b"23/04/2025, 08:15 - Oona: Hello\n", "a.txt")
    assert exports.times(clear) == (
        '24-hour clock to the minute; dates day first: Dates like "23/04/2025" can only be day first.'
    )
    doubtful = read_chat(b"03/04/2025, 08:15 - Oona: Hello\n", "a.txt")
    assert exports.times(doubtful) == "24-hour clock to the minute; dates day first until somebody says otherwise"


@pytest.mark.parametrize(
    ("coverage", "sentences"),
    [
        (WHOLE, ["It begins where the chat begins."]),
        (replace(WHOLE, first=None, last=None), []),
        (
            replace(WHOLE, cut_start=True),
            ["It begins in the middle of the chat: nothing from before 1 May 2026 is in it."],
        ),
        (
            replace(WHOLE, cut_start=True, cap=10_000),
            [
                "Its beginning is missing, probably because WhatsApp exports about 10,000 messages with media at most "
                "and leaves out the oldest: nothing from before 1 May 2026 is in it."
            ],
        ),
        (
            replace(WHOLE, joined_at=MAY),
            ["It begins when the exporter joined, on 3 May 2026; what was before is not in it."],
        ),
        (
            replace(WHOLE, joined_at=MAY, shared_history=True),
            ["It begins with messages from before the exporter joined on 3 May 2026; earlier ones are not in it."],
        ),
    ],
)
def test_an_export_says_where_it_begins(coverage: Coverage, sentences: list[str]) -> None:
    assert exports.shown(coverage) == sentences


@pytest.mark.parametrize(
    ("coverage", "sentence"),
    [
        (
            replace(WHOLE, disappearing=True, disappearing_set=(MAY,)),
            "Disappearing messages were set on 3 May 2026: those that had disappeared before the export are not in it.",
        ),
        (
            replace(WHOLE, disappearing=True, disappearing_set=(MAY, JUNE)),
            "Disappearing messages were set 2 times, the last time on 4 Jun 2026: those that had disappeared before "
            "the export are not in it.",
        ),
        (
            replace(WHOLE, privacy_set=(MAY,)),
            "Advanced chat privacy, by which a group chooses that nobody exports its chat, has been on since 3 May "
            "2026; please respect that: leave this file out and type in head-counts instead.",
        ),
        (
            replace(WHOLE, privacy_set=(MAY, JUNE)),
            "Advanced chat privacy, by which a group chooses that nobody exports its chat, was on for a time, until "
            "4 Jun 2026.",
        ),
        (
            replace(WHOLE, cut_start=True, privacy_set=(MAY,)),
            "Advanced chat privacy, by which a group chooses that nobody exports its chat, was turned on or off on "
            "3 May 2026. If it is on now, please respect that: leave this file out and type in head-counts instead.",
        ),
        (
            replace(WHOLE, silence=Silence(MAY, JUNE)),
            "The longest stretch without a message is 3 May 2026 to 4 Jun 2026 (32 days).",
        ),
    ],
)
def test_an_export_says_what_may_be_missing(coverage: Coverage, sentence: str) -> None:
    assert exports.shown(coverage)[1:] == [sentence]


DIFFERING = pl.DataFrame([("Oona", date(2026, 5, 3), 4, 5)], schema=DIFFERENCES, orient="row")


@pytest.mark.parametrize(
    ("check", "sentences"),
    [
        (
            Crosscheck(1842, 1842, DIFFERING.clear(), (), 0),
            [
                "Read a second way, by another program, whatstk, it holds the same 1,842 messages, as many of every "
                "sender on every day."
            ],
        ),
        (
            Crosscheck(4, 5, DIFFERING, ("whatstk counts 1 notice.",), 0),
            [
                "Read a second way, by another program, whatstk, it holds 5 messages where we read 4. The counts of "
                "1 sender on 3 May 2026 differ.",
                "whatstk counts 1 notice.",
                "That is every difference.",
            ],
        ),
        (
            Crosscheck(4, None, DIFFERING.clear(), ("whatstk stops at a date.",), 0),
            ["There is no second reading to compare with.", "whatstk stops at a date."],
        ),
    ],
)
def test_a_second_reading_is_compared_without_naming_anybody(check: Crosscheck, sentences: list[str]) -> None:
    assert exports.compared(check) == sentences
    assert "Oona" not in " ".join(sentences)


def test_messages_that_differ_for_no_known_reason_are_counted() -> None:
    assert exports.compared(Crosscheck(4, 5, DIFFERING, (), 1))[-1] == (
        "Why they differ in 1 message more is not known: compare those days with the phone."
    )


def test_an_export_that_is_no_longer_there_cannot_be_read_a_second_way() -> None:
    chat = read_chat(b"23/04/2025, 08:15 - Oona: Hello\n", "a.txt")
    assert exports.second_reading(None, "a.txt", chat) == [
        "a.txt has changed or is no longer in its folder: add it again to have it read a second way."
    ]


def test_of_an_export_only_the_text_is_kept() -> None:
    assert exports.text_of("\ufeff23/04/2025, 08:15 - Oona: Hällo\n".encode(), "a.txt") == (
        "23/04/2025, 08:15 - Oona: Hällo\n".encode()
    )

"""Exports of one group on different clocks: an exporter who was abroad for two weeks, and what is said of it."""

from datetime import datetime, timedelta

import pytest

from parsers import Chat, clock_sentences, merge_chats, read_chat

FIRST, LEFT, BACK, LAST = (datetime(2025, month, day) for month, day in ((5, 1), (7, 3), (7, 17), (9, 30)))
SENT = [
    FIRST + timedelta(days=day, hours=hour, minutes=day * 7 % 60)
    for day in range((LAST - FIRST).days)
    for hour in (8, 13, 18, 20)
]


def export(times: list[datetime], since: int = 0) -> Chat:
    lines = [f"{at:%d/%m/%Y, %H:%M} - Ana: number {number}\n" for number, at in enumerate(times, since)]
    return read_chat("".join(lines).encode(), "WhatsApp Chat with 2B.txt", date_order="dmy")


def abroad(hours: float) -> list[datetime]:
    """As written by a phone that was elsewhere for two weeks."""
    return [at + timedelta(hours=hours) if LEFT <= at < BACK else at for at in SENT]


@pytest.mark.parametrize("hours", [1, 2, 5.5, 5.75, 8, -5, 12, -11])
@pytest.mark.parametrize("which", ["second", "first"])
def test_two_weeks_abroad_are_found_in_either_export_and_corrected(hours, which):
    home, away = export(SENT), export(abroad(hours))
    merged = merge_chats([home, away] if which == "second" else [away, home])
    assert merged.messages["sent_at"].to_list() == (SENT if which == "second" else abroad(hours))
    (clock,) = merged.clocks
    ahead = timedelta(hours=-hours if which == "second" else hours)
    assert [offset for _, offset in clock.offsets] == [timedelta(0), ahead, timedelta(0)]
    assert clock.sure
    assert not clock.equal
    assert not clock.of_one_zone


def test_the_days_abroad_are_said():
    merged = merge_chats([export(SENT), export(abroad(8))])
    said = (
        "The clock of export 2 of this group runs right and from 2025-07-03 8 h ahead and from 2025-07-17 right, "
        "which was corrected."
    )
    assert clock_sentences(merged.clocks) == [said]
    assert merged.header.reason.endswith(said)


def test_two_weeks_abroad_in_a_long_chat_are_found_by_a_few_texts_in_a_row():
    home = [FIRST + timedelta(minutes=97 * number) for number in range(2000)]
    trip = range(1000, 1006)
    away = [at + timedelta(hours=3) if number in trip else at for number, at in enumerate(home)]
    assert merge_chats([export(home), export(away)]).messages["sent_at"].to_list() == home


def test_a_clock_was_changed_where_time_runs_back():
    noon, day = BACK + timedelta(hours=15), timedelta(days=1)
    away = [at + timedelta(hours=8) if LEFT <= at < noon else at for at in SENT]
    lines = [f"{at:%d/%m/%Y, %H:%M} - Ana: number {number}\n" for number, at in enumerate(SENT)]
    lost = [line for line, at in zip(lines, SENT, strict=True) if not BACK - day < at < BACK + 2 * day]
    home = read_chat("".join(lost).encode(), "WhatsApp Chat with 2B.txt", date_order="dmy")
    assert merge_chats([home, export(away)]).messages["sent_at"].to_list() == SENT


def test_one_export_has_no_other_clock():
    assert merge_chats([export(SENT)]).clocks == ()


def test_the_clocks_stand_in_the_order_of_the_exports():
    between = [at + timedelta(hours=1) for at in SENT[150:400]]
    merged = merge_chats([export(SENT[:200]), export(SENT[350:], 350), export(between, 150)])
    assert [clock.offsets[0][1] for clock in merged.clocks] == [timedelta(0), timedelta(hours=-1)]
    assert [clock.equal for clock in merged.clocks] == [True, False]
    assert merged.messages["sent_at"].to_list() == SENT


@pytest.mark.parametrize(
    ("seconds", "one_zone", "equal"), [(0, True, True), (420, True, False), (480, False, False), (3600, False, False)]
)
def test_a_clock_that_is_some_minutes_off_is_of_no_other_zone(seconds, one_zone, equal):
    there = [at + timedelta(seconds=seconds) for at in SENT[1:]]
    (clock,) = merge_chats([export(SENT), export(there, since=1)]).clocks
    assert (clock.of_one_zone, clock.equal) == (one_zone, equal)

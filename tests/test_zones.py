from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from parsers.chat import Chat, read_chat
from parsers.zones import on_clock_of

ZONES = ("Europe/London", "Asia/Kolkata", "Asia/Kathmandu", "Australia/Lord_Howe", "America/New_York")


def at(written: str) -> datetime:
    return datetime.strptime(written, "%Y-%m-%d %H:%M")


def chat(*written: datetime) -> Chat:
    lines = [f"{time:%d/%m/%Y, %H:%M} - Ana: number {number}\n" for number, time in enumerate(written)]
    return read_chat("".join(lines).encode(), "WhatsApp Chat with 2B.txt", date_order="dmy")


def moved(phone: str, school: str, *written: str) -> list[str]:
    times = on_clock_of(chat(*map(at, written)), phone, school).messages["sent_at"]
    return times.dt.strftime("%Y-%m-%d %H:%M").to_list()


@pytest.mark.parametrize(
    ("phone", "school", "written", "on_the_schools_clock"),
    [
        ("Asia/Kolkata", "Europe/London", "2026-01-15 12:00", "2026-01-15 06:30"),
        ("Asia/Kolkata", "Europe/London", "2026-07-15 12:00", "2026-07-15 07:30"),
        ("Europe/London", "Asia/Kathmandu", "2026-01-15 12:00", "2026-01-15 17:45"),
        ("Asia/Kathmandu", "Europe/London", "2026-01-01 05:00", "2025-12-31 23:15"),
        ("Australia/Lord_Howe", "Europe/London", "2026-01-15 12:00", "2026-01-15 01:00"),  # 11 h ahead in its summer
        ("Australia/Lord_Howe", "Europe/London", "2026-07-15 12:00", "2026-07-15 02:30"),  # 10.5 h, of London's summer
        ("America/New_York", "Europe/London", "2025-12-31 20:30", "2026-01-01 01:30"),
        ("America/New_York", "Europe/London", "2026-03-20 09:00", "2026-03-20 13:00"),  # London has no summer time yet
    ],
)
def test_a_time_of_one_zone_is_that_of_another(phone, school, written, on_the_schools_clock):
    assert moved(phone, school, written) == [on_the_schools_clock]


def test_of_an_hour_that_came_twice_a_step_back_in_the_file_begins_the_second():
    written = [f"2025-10-26 {clock}" for clock in ("00:50", "01:30", "01:55", "01:10", "01:30", "01:55", "02:10")]
    assert moved("Europe/London", "Asia/Kolkata", *written) == [
        f"2025-10-26 {clock}" for clock in ("05:20", "06:00", "06:25", "06:40", "07:00", "07:25", "07:40")
    ]


def test_an_hour_that_came_twice_is_the_first_without_a_step_back():
    written = ["2025-10-26 01:30", "2025-10-26 01:30", "2025-10-26 02:10"]
    assert moved("Europe/London", "UTC", *written) == ["2025-10-26 00:30", "2025-10-26 00:30", "2025-10-26 02:10"]


def test_a_step_back_of_one_october_says_nothing_of_the_next():
    written = ["2024-10-27 01:30", "2024-10-27 01:10", "2025-10-26 01:30"]
    assert moved("Europe/London", "UTC", *written) == ["2024-10-27 00:30", "2024-10-27 01:10", "2025-10-26 00:30"]


def test_half_an_hour_that_came_twice_is_told_apart_too():
    written = [f"2026-04-05 {clock}" for clock in ("01:20", "01:45", "01:35", "02:05")]
    assert moved("Australia/Lord_Howe", "UTC", *written) == [
        f"2026-04-04 {clock}" for clock in ("14:20", "14:45", "15:05", "15:35")
    ]


def test_a_time_that_the_phones_zone_never_had_is_kept_and_moved_as_the_day_before():
    written = ["2026-03-29 00:50", "2026-03-29 01:30", "2026-03-29 02:10"]
    assert moved("Europe/London", "Asia/Kolkata", *written) == [
        "2026-03-29 06:20",
        "2026-03-29 07:00",
        "2026-03-29 06:40",
    ]


def test_a_whole_day_that_a_zone_left_out_is_kept():
    assert moved("Pacific/Apia", "UTC", "2011-12-29 12:00", "2011-12-30 12:00", "2011-12-31 12:00") == [
        "2011-12-29 22:00",
        "2011-12-30 22:00",
        "2011-12-30 22:00",
    ]


def test_in_the_schools_own_zone_nothing_is_moved():
    one = chat(at("2026-03-29 01:30"))
    assert on_clock_of(one, "Europe/London", "Europe/London") is one


def test_the_coverage_moves_with_the_messages():
    times = [at("2026-01-01 02:00"), at("2026-02-01 03:00"), at("2026-02-02 03:00")]
    joined = f"{times[0]:%d/%m/%Y, %H:%M} - You joined using a group link.\n"
    turned_on = f"{times[2]:%d/%m/%Y, %H:%M} - You turned on disappearing messages.\n"
    text = joined + "".join(f"{time:%d/%m/%Y, %H:%M} - Ana: hello\n" for time in times) + turned_on
    here = read_chat(text.encode(), "WhatsApp Chat with 2B.txt", date_order="dmy")
    assert (here.coverage.joined_at, here.coverage.disappearing) == (times[0], True)
    there = on_clock_of(here, "Asia/Kolkata", "Europe/London")
    earlier = timedelta(hours=5, minutes=30)
    assert (there.coverage.first, there.coverage.last) == (times[0] - earlier, times[2] - earlier)
    assert there.coverage.joined_at == times[0] - earlier
    assert there.coverage.disappearing_set == (times[2] - earlier,)
    assert there.coverage.silence is not None
    assert (there.coverage.silence.since, there.coverage.silence.until) == (times[0] - earlier, times[1] - earlier)
    assert there.coverage.cut_start == here.coverage.cut_start
    assert there.messages.drop("sent_at").equals(here.messages.drop("sent_at"))


def by_zoneinfo(at: datetime, phone: str, school: str) -> datetime:
    return at.replace(tzinfo=ZoneInfo(phone)).astimezone(ZoneInfo(school)).replace(tzinfo=None)


def is_ordinary(at: datetime, zone: str) -> bool:
    """Neither in an hour that came twice nor in one that never was."""
    return len({at.replace(tzinfo=ZoneInfo(zone), fold=fold).utcoffset() for fold in (0, 1)}) == 1


YEARS = st.datetimes(datetime(2024, 1, 1), datetime(2026, 12, 31)).map(lambda at: at.replace(second=0, microsecond=0))


@given(st.lists(YEARS, max_size=8), st.sampled_from(ZONES), st.sampled_from(ZONES))
def test_times_are_pythons_own_and_in_order_and_back_again_they_are_what_they_were(times, phone, school):
    usual = [
        at for at in sorted(times) if is_ordinary(at, phone) and is_ordinary(by_zoneinfo(at, phone, school), school)
    ]
    here = chat(*usual, datetime(2027, 1, 15, 12))
    there = on_clock_of(here, phone, school)
    assert there.messages["sent_at"].to_list()[:-1] == [by_zoneinfo(at, phone, school) for at in usual]
    assert on_clock_of(there, school, phone).messages.equals(here.messages)


@given(st.lists(st.integers(0, 5 * 60), min_size=1, max_size=12), st.sampled_from(ZONES))
def test_the_order_of_what_was_said_around_a_clock_change_stays(minutes, school):
    moments = [datetime(2025, 10, 25, 22, tzinfo=UTC) + timedelta(minutes=each) for each in sorted(minutes)]
    here = chat(*(moment.astimezone(ZoneInfo("Europe/London")).replace(tzinfo=None) for moment in moments))
    assert on_clock_of(here, "Europe/London", "UTC").messages["sent_at"].is_sorted()
    assert on_clock_of(here, "Europe/London", school).messages["line"].to_list() == list(range(1, len(moments) + 1))

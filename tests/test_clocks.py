from datetime import datetime, timedelta

import polars as pl
import pytest

from parsers.clocks import Clock, clock_between, on_clock, sentences
from parsers.schema import KIND

EVER = datetime.min
NOON = datetime(2025, 3, 20, 12)


def source(times: list[datetime], *, fine: bool, texts: list[str] | None = None) -> pl.DataFrame:
    """Texts that stand once, at these times as the phone writes them."""
    written = [at if fine else at.replace(second=0) for at in times]
    return pl.DataFrame(
        {"sent_at": written, "text": texts or [f"text {number}" for number in range(len(times))]},
        schema={"sent_at": pl.Datetime("ms"), "text": pl.String},
    ).with_columns(
        kind=pl.lit("text", dtype=KIND), edited=pl.lit(False), fine=pl.lit(fine), as_of=pl.col("sent_at").max()
    )


def every(minutes: float, count: int, since: datetime = NOON) -> list[datetime]:
    return [since + timedelta(minutes=minutes) * number for number in range(count)]


@pytest.mark.parametrize(
    ("fine", "fine_there", "ahead", "seen"),
    [
        (True, True, 90, 90),
        (True, True, 1, 0),  # no clock is that exact
        (False, True, 3600, 3600),
        (True, False, -19800, -19800),
        (False, False, 3600, 3600),
        (False, False, -2700, -2700),
        (False, False, 0, 0),
        (True, False, 0, 0),
        (True, True, 13 * 3600, 13 * 3600),
    ],
)
def test_the_offset_is_exact_where_it_can_be_seen(fine, fine_there, ahead, seen):
    times = every(7.3, 40)
    there = [at + timedelta(seconds=ahead) for at in times]
    clock = clock_between(source(times, fine=fine), source(there, fine=fine_there))
    assert clock == Clock(40, 40, ((EVER, timedelta(seconds=-seen)),))


@pytest.mark.parametrize(("fine", "fine_there"), [(False, True), (True, False), (False, False)])
def test_an_offset_of_seconds_is_known_to_some_seconds_where_one_clock_has_only_minutes(fine, fine_there):
    times = every(7.37, 200)
    there = [at + timedelta(seconds=90) for at in times]
    ((_, offset),) = clock_between(source(times, fine=fine), source(there, fine=fine_there)).offsets
    assert abs(offset + timedelta(seconds=90)) <= timedelta(seconds=6)


@pytest.mark.parametrize(("count", "sure"), [(0, False), (2, False), (3, True)])
def test_fewer_than_three_texts_are_no_evidence_and_it_says_so(count, sure):
    here = source(every(5, 4), fine=False)
    there = source(
        every(5, 4, NOON + timedelta(hours=1)), fine=False, texts=[*(f"text {i}" for i in range(count)), *"abcd"][:4]
    )
    clock = clock_between(here, there)
    assert (clock.sure, clock.equal) == (sure, not sure)
    assert sentences(clock, 2) == [
        "The clock of export 2 of this group runs 1 h ahead, which was corrected."
        if sure
        else "Export 2 of this group has too few texts in common with the others to compare the clocks "
        f"({count}, where 3 would have to agree), so its times are taken as they are."
    ]


def test_texts_that_two_exports_share_by_chance_do_not_agree():
    here = source(every(17, 60), fine=True)
    there = source([at + timedelta(minutes=23 * i % 700) for i, at in enumerate(every(17, 60))], fine=True)
    assert not clock_between(here, there).sure


def test_clocks_that_agree_are_nothing_to_speak_of():
    times = every(5, 4)
    assert sentences(clock_between(source(times, fine=False), source(times, fine=True)), 2) == []


def test_summer_time_that_begins_in_one_zone_alone_changes_the_offset_at_night():
    days = [datetime(2025, 3, 25, 9) + timedelta(days=day, minutes=40 * turn) for day in range(12) for turn in range(5)]
    change = datetime(2025, 3, 30, 1)
    ahead = [timedelta(hours=4.5 if at >= change else 5.5) for at in days]
    here, there = source(days, fine=False), source([at + a for at, a in zip(days, ahead, strict=True)], fine=True)
    clock = clock_between(here, there)
    assert clock.offsets == ((EVER, timedelta(hours=-5.5)), (datetime(2025, 3, 30, 13, 30), timedelta(hours=-4.5)))
    assert on_clock(there, clock)["sent_at"].to_list() == days
    assert sentences(clock, 2) == [
        "The clock of export 2 of this group runs 5 h 30 min ahead and from 2025-03-30 4 h 30 min ahead, "
        "which was corrected."
    ]

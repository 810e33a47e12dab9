from itertools import combinations

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from small_school import FAIR, NEWS, ROSTER, announced, bands_of, looked, messages_of, roster_of

from dashboard.metrics import message_info


@pytest.mark.parametrize(
    ("members", "evidence", "read", "expected"),
    [
        ([1, 1, 1], [], 2, (2, 2)),
        ([2, 2, 1], [], 4, (2, 3)),
        ([2, 2, 1], [], 5, (3, 3)),
        ([3, 1, 1], [1], 3, (2, 3)),
        ([3, 1, 1], [0], 3, (1, 3)),
        ([3, 1, 1], [0], 4, (2, 3)),
        ([2, 0, 0], [], 2, (1, 1)),
        ([], [], 0, (0, 0)),
    ],
)
def test_a_read_count_bounds_the_families_that_read(members, evidence, read, expected):
    assert message_info.read_count_band(members, evidence, read) == expected


def test_a_read_count_smaller_than_the_evidence_was_taken_earlier():
    with pytest.raises(ValueError, match="taken earlier"):
        message_info.read_count_band([1, 1], [0, 1], 1)


@settings(max_examples=80, deadline=None)
@given(st.lists(st.integers(0, 3), max_size=5), st.data())
def test_a_read_count_band_is_what_counting_every_case_gives(members, data):
    present = [family for family, size in enumerate(members) for _ in range(size)]
    readers = data.draw(st.sets(st.sampled_from(range(len(present))))) if present else set()
    read_by = {present[reader] for reader in readers}
    evidence = data.draw(st.lists(st.sampled_from(sorted(read_by)), unique=True)) if read_by else []

    cases = [
        {present[reader] for reader in case}
        for case in combinations(range(len(present)), len(readers))
        if set(evidence) <= {present[reader] for reader in case}
    ]

    assert message_info.read_count_band(members, evidence, len(readers)) == (
        min(len(case) for case in cases),
        max(len(case) for case in cases),
    )


# ---- from messages


def read_band(*rows: dict, reads: pl.DataFrame, **more: object) -> tuple:
    told = bands_of(messages_of(*rows, announced(240, "Hello.")), reads=reads, **more)  # pyright: ignore[reportArgumentType]
    return told.filter(pl.col("announcement") == 1).select("read", "read_low", "read_high", "read_note").row(0)


def test_every_reader_may_be_of_another_family_or_of_the_same():
    assert read_band(announced(), reads=looked(24, 2)) == (2, 2, 2, "ok")

    two_each = ROSTER.vstack(roster_of(*({"family": f, "guardian": f} for f in ("Ash", "Birch", "Cedar"))))
    assert read_band(announced(), reads=looked(24, 2), roster=two_each) == (2, 1, 2, "ok")


def test_readers_who_may_be_staff_or_nobody_known_are_left_out_of_the_fewest():
    roster = ROSTER.vstack(roster_of({"family": "staff: Elm", "guardian": "Elm", "role": "staff"}))
    rows = [{"hour": -9, "chat": NEWS, "event": "joined", "actor": "Zed"}, announced()]

    assert read_band(*rows, reads=looked(24, 3), roster=roster) == (3, 1, 3, "ok")


def test_the_latest_look_counts():
    both = pl.concat([looked(24, 1), looked(48, 3), looked(36, 2)])

    assert read_band(announced(), reads=both)[0] == 3


def test_a_look_belongs_to_the_minute_the_announcement_was_sent_or_repeated_in():
    rows = [announced(1 / 120), announced(0.1, FAIR + "!")]  # sent at 30 seconds past

    assert read_band(*rows, reads=looked(24, 1))[0] == 1
    assert read_band(*rows, reads=looked(24, 1, sent=0.1))[0] == 1
    assert read_band(*rows, reads=looked(24, 1, sent=1))[0] is None


def test_fewer_readers_than_families_that_wrote_there_means_the_count_was_taken_earlier():
    both = ("Ann Ash", "Bob Birch")
    rows = [announced(), *({"hour": 5, "chat": NEWS, "sender": who, "text": "ok"} for who in both)]
    joined = [{"hour": 1, "chat": NEWS, "event": "joined", "actor": who} for who in both]  # the count leaves them out

    assert read_band(*rows, reads=looked(2, 1)) == (1, None, None, "taken_earlier")
    assert read_band(*rows, reads=looked(24, 2)) == (2, 2, 2, "ok")
    assert read_band(*joined, *rows, reads=looked(2, 1)) == (1, 1, 1, "ok")

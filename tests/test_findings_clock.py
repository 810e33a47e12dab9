from datetime import date, datetime
from typing import Any

import polars as pl
import pytest

from dashboard.answers.clock import CLOCKS, Clocks
from dashboard.findings import clock

TWICE = (
    "When clocks go back, an hour comes twice, and the messages of both count in that hour; when they go forward, an "
    "hour is left out."
)
AHEAD = "The clock of export 2 of this group runs 1 h ahead, which was corrected."
FEW = "Export 2 of this group has too few texts in common with the others to compare the clocks."
ABROAD = "Ask whoever exported it whether a part of it is from a phone abroad; until then, take these hours with care."


def group(name: str | None = "1A", **change: Any) -> dict[str, Any]:
    usual = {"resolution": "minute", "exports": 1, "impossible": 0, "offset": "none", "offsets_said": [], "shifts": []}
    known = {"quietest": 23, "quiet_by_day": False, "zone_said": False}
    return {"chat": f"Class {name}", "class": name} | usual | known | change


def answer(*groups: dict[str, Any], changes: bool = False) -> Clocks:
    frame = pl.DataFrame(list(groups), schema=CLOCKS)
    agreed = not any(each["offset"] == "unresolved" for each in groups)
    odd = frame.filter((pl.col("shifts").list.len() > 0) | (pl.col("impossible") > 0) | pl.col("quiet_by_day"))
    return Clocks(frame, "Europe/London", changes, agreed, odd.height > 0)


UNSETTLED = group(exports=2, offset="unresolved", offsets_said=[AHEAD])
ABROAD_THEN = {"since": date(2026, 5, 4), "until": date(2026, 5, 17), "hours": 8}


def test_where_nothing_suggests_another_clock_there_is_one_sentence_and_no_question():
    ordinary = answer(group(), group("1B", resolution="second"), group(None, quietest=None))
    assert clock.calm(ordinary) == ("Times are read as school time (Europe/London), and nothing suggests otherwise.")
    assert clock.points(ordinary) == []
    assert clock.why_grey(ordinary) is None


@pytest.mark.parametrize(
    ("told", "said"),
    [
        (
            answer(group(shifts=[ABROAD_THEN])),
            "Times are read as school time (Europe/London), but some may be from another time zone.",
        ),
        (
            answer(UNSETTLED),
            "The hours are not sure, because not all clocks are known to be the school's (Europe/London).",
        ),
    ],
)
def test_the_one_sentence_says_how_sure_the_clock_is(told, said):
    assert clock.calm(told) == said


def test_the_page_is_greyed_where_nobody_has_said_whose_clock_is_the_schools():
    assert clock.why_grey(answer(UNSETTLED, group("1B"), group(None, offset="unresolved"))) == (
        "The hours cannot be trusted yet: in 1A and the announcement group, the exports are on different clocks or "
        "cannot be compared, and nobody has said which phone was on school time. Say on this page in which time zone "
        "the phone of the first export was."
    )


@pytest.mark.parametrize(
    ("told", "said"),
    [
        (UNSETTLED, "1A: the clock of export 2 of this group runs 1 h ahead, which was corrected."),
        (
            group(exports=2, offset="unresolved", offsets_said=[FEW]),
            "1A: export 2 of this group has too few texts in common with the others to compare the clocks.",
        ),
        (
            group(shifts=[ABROAD_THEN]),
            f"1A: from 4 May 2026 to 17 May 2026 it looks as if the clock was about 8 hours ahead. {ABROAD}",
        ),
        (
            group(None, shifts=[ABROAD_THEN | {"hours": -5}]),
            "The announcement group: from 4 May 2026 to 17 May 2026 it looks as if the clock was about 5 hours behind. "
            f"{ABROAD}",
        ),
        (
            group(shifts=[ABROAD_THEN | {"hours": 12}]),
            f"1A: from 4 May 2026 to 17 May 2026 it looks as if the clock was about 12 hours ahead or behind. {ABROAD}",
        ),
        (
            group(impossible=1, first_impossible=datetime(2026, 3, 29, 1, 30)),
            "1A: 1 line stands at a time that Europe/London never had, on Sun 29 Mar 2026, 01:30, when clocks went "
            "forward. So its phone was probably in another zone: ask whoever exported it, and say its time zone on "
            "this page.",
        ),
        (
            group(impossible=1200, first_impossible=datetime(2026, 3, 29, 1, 30)),
            "1A: 1,200 lines stand at a time that Europe/London never had, the first on Sun 29 Mar 2026, 01:30, when "
            "clocks went forward. So its phone was probably in another zone: ask whoever exported it, and say its "
            "time zone on this page.",
        ),
        (
            group(quietest=8, quiet_by_day=True),
            "1A: the six quietest hours begin at 08:00, not at night. Was the phone that exported it in another time "
            "zone? If so, say its time zone on this page.",
        ),
        (
            group(quietest=8, quiet_by_day=True, zone_said=True, zone="Asia/Kolkata"),
            "1A: the six quietest hours begin at 08:00, not at night. Is Asia/Kolkata, the zone that was said, right?",
        ),
    ],
)
def test_what_speaks_against_a_clock_is_said_with_what_to_do(told, said):
    assert clock.points(answer(told)) == [said]


def test_points_stand_group_by_group_and_corrected_clocks_are_none():
    told = answer(
        group(shifts=[ABROAD_THEN, ABROAD_THEN], quiet_by_day=True),
        group("1B", exports=2, offset="corrected", offsets_said=[AHEAD]),
        group("2A", quiet_by_day=True),
    )
    assert [words.split(":")[0] for words in clock.points(told)] == ["1A", "1A", "1A", "2A"]


@pytest.mark.parametrize(
    ("resolutions", "said"),
    [
        ([], []),
        ([("1A", "second"), ("1B", "second")], ["Times are exact to the second."]),
        ([("1A", "minute")], ["Times of 1A are exact to the minute: WhatsApp on its phone writes no seconds."]),
        (
            [("1A", "minute"), (None, "minute")],
            ["Times are exact to the minute: WhatsApp on their phones writes no seconds."],
        ),
        (
            [("1A", "minute"), ("1B", "second"), ("2A", "minute")],
            [
                "Times of 1A and 2A are exact to the minute: WhatsApp on their phones writes no seconds. "
                "Those of 1B are exact to the second."
            ],
        ),
    ],
)
def test_how_exact_times_are_is_said_once_over_all_groups(resolutions, said):
    told = answer(*(group(name, resolution=resolution) for name, resolution in resolutions))
    assert clock.notes(told) == said


def test_notes_say_what_was_corrected_what_was_said_and_what_becomes_of_changed_clocks():
    told = answer(
        group(resolution="second", exports=2, offset="corrected", offsets_said=[AHEAD]),
        group("1B", resolution="second", zone_said=True, zone="Asia/Kolkata"),
        group("2A", resolution="second", zone_said=True, zone="Europe/London"),
        changes=True,
    )
    assert clock.notes(told) == [
        "Times are exact to the second.",
        "1A: the clock of export 2 of this group runs 1 h ahead, which was corrected.",
        "Times of 1B were moved to the school's clock from Asia/Kolkata, where its phone was said to be.",
        "The phone that exported 2A was said to be on the school's clock.",
        TWICE,
    ]


def test_clocks_that_are_not_settled_are_no_note():
    assert clock.notes(answer(UNSETTLED | {"resolution": "second"})) == ["Times are exact to the second."]


def test_the_table_has_one_row_a_group():
    told = answer(
        UNSETTLED | {"shifts": [ABROAD_THEN], "impossible": 2},
        group("1B", quietest=3, zone_said=True, zone="UTC"),
        group(None, exports=2, quietest=None),
    )
    assert clock.table(told).rows(named=True) == [
        {
            "Group": name,
            "Exact to the": "minute",
            "Exports": exports,
            "Their clocks": clocks,
            "Zone said": zone,
            "At times that do not exist": impossible,
            "Stretches that look shifted": shifted,
            "Quietest six hours from": quietest,
        }
        for name, exports, clocks, zone, impossible, shifted, quietest in [
            ("1A", 2, "not settled", None, 2, 1, "23:00"),
            ("1B", 1, None, "UTC", 0, 0, "03:00"),
            ("Announcements", 2, "agree", None, 0, 0, None),
        ]
    ]

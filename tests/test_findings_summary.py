"""What leaves the laptop, in words: every value that a summary holds is shown, and nothing is sent by itself."""

from collections.abc import Iterator
from datetime import date, datetime, time
from typing import Any

import msgspec
import polars as pl
import pytest

from dashboard.disclosure import bands
from dashboard.findings import summary as findings
from dashboard.summary.model import Announcement, Figures, Group, Period, Summary

SPRING = Figures(
    families=25,
    heard="55 to 65 %",
    linked_enough=True,
    in_group_at_least="75 to 85 %",
    in_group_at_most="85 % or more",
    unlinked_members="<5",
    joined="<5",
    left=0,
    nights=80,
    nights_with_a_message="<10 %",
    school_nights_with_a_message="10 %",
    messages_a_day=5,
    messages_on_a_busy_day=15,
    in_bursts="30 %",
    in_side_chats="15 %",
    questions="20 %",
    questions_followed="45 to 55 %",
    non_answers="<10 %",
)
GROUP = Group(
    name="2B",
    kind="class",
    year="2",
    first=date(2025, 9, 1),
    last=date(2026, 7, 18),
    periods=(
        Period(name="Spring 2026", starts=date(2026, 1, 5), ends=date(2026, 3, 27), span="term", figures=SPRING),
        Period(name="Summer 2026", starts=date(2026, 4, 13), ends=date(2026, 7, 17), span="term"),
        Period(name="School year 2025/26", starts=date(2025, 9, 1), ends=date(2026, 7, 17), span="school year",
               figures=Figures(families=25, left=None)),
    ),
    announcements=(
        Announcement(sent_at=datetime(2026, 2, 3, 16, 5), families=25, at_least="15 to 25 %", known="85 % or more",
                     at_most="85 % or more"),
        Announcement(sent_at=datetime(2026, 5, 7, 18, 40), families=25),
    ),
)  # fmt: skip
SCHOOL = Group(
    name="Hill School",
    kind="school",
    classes=("2A", "2B"),
    periods=(Period(name="Spring 2026", starts=date(2026, 1, 5), ends=date(2026, 3, 27), span="term"),),
    announcements=(
        Announcement(sent_at=datetime(2026, 2, 3, 16, 5), families=50, read_at_least="35 to 45 %",
                     read_at_most="45 to 55 %"),
    ),
)  # fmt: skip
OF_A_CLASS = Summary(
    school="Hill School", quiet_start=time(21), quiet_end=time(7), window_hours=72, groups=(GROUP,)
)  # fmt: skip
OF_A_SCHOOL = msgspec.structs.replace(OF_A_CLASS, groups=(GROUP, SCHOOL))
OTHERS = (  # some value of the file's own that stands in no summary here
    *("Elsewhere", "40 %", "65 to 75 %", 95, "<5", 0, True, False, "2031-03-04", "2031-03-04T05:06:00", "05:06:00"),
    *(24, "school", "term", "school year", "no export", "year", None, {}, ["Elsewhere"]),
)  # fmt: skip
FIXED = ("format", "version")  # have one value only


def shown(summary: Summary) -> str:
    """Everything that the page says of the file."""
    parts = "\n".join(f"{part.heading}\n{part.table.write_csv()}" for part in findings.parts(summary))
    return f"{findings.opening(summary)}\n{parts}"


def held(summary: Summary) -> Any:
    """What its file holds."""
    return msgspec.json.decode(msgspec.json.encode(summary))


def leaves(value: Any, path: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    """The path of each value of a file that holds no others."""
    if isinstance(value, dict):
        for name, inner in value.items():
            yield from leaves(inner, (*path, name))
    elif isinstance(value, list) and value:
        for number, inner in enumerate(value):
            yield from leaves(inner, (*path, number))
    else:
        yield path


def put(value: Any, path: tuple[Any, ...], other: Any) -> Any:
    """`value` with another one in that place."""
    first, *rest = path
    inner = put(value[first], tuple(rest), other) if rest else other
    if isinstance(value, dict):
        return {**value, first: inner}
    return [*value[:first], inner, *value[first + 1 :]]


def others(summary: Summary, path: tuple[Any, ...]) -> list[Summary]:
    """The summary with another value in that place, for each of OTHERS that can stand there."""
    found = []
    for other in OTHERS:
        try:
            changed = msgspec.convert(put(held(summary), path, other), Summary)
        except msgspec.ValidationError:
            continue
        if changed != summary:
            found.append(changed)
    return found


@pytest.mark.parametrize("summary", [OF_A_CLASS, OF_A_SCHOOL], ids=["class", "school"])
def test_no_value_of_the_file_can_change_without_the_page_saying_so(summary: Summary) -> None:
    paths = [path for path in leaves(held(summary)) if path[0] not in FIXED]
    changed = {path: others(summary, path) for path in paths}
    assert [path for path, each in changed.items() if not each] == []
    silent = [path for path, each in changed.items() for other in each if shown(other) == shown(summary)]
    assert silent == []


@pytest.mark.parametrize("summary", [OF_A_CLASS, OF_A_SCHOOL], ids=["class", "school"])
def test_every_text_and_number_of_the_file_stands_on_the_page(summary: Summary) -> None:
    for path in leaves(held(summary)):
        value = held(summary)
        for step in path:
            value = value[step]
        if isinstance(value, int) or (isinstance(value, str) and value[:2] != "20" and value[2:3] != ":"):
            said = {True: "yes", False: "no", "<5": "1 to 4", "export": findings.STATES["export"]}.get(
                value, str(value)
            )
            assert said in shown(summary), path


def test_dates_and_times_are_said_as_people_say_them() -> None:
    said = shown(OF_A_CLASS)
    for words in ("1 Sep 2025", "18 Jul 2026", "5 Jan 2026 to 27 Mar 2026", "Tue 3 Feb 2026, 16:05", "21:00 to 07:00"):
        assert words in said


def test_a_figure_that_is_not_told_says_so_and_is_never_zero() -> None:
    table = findings.by_period(GROUP)
    first, hidden, year = table.columns[1:]
    left = table.row(by_predicate=pl.col("What") == findings.WORDS["left"], named=True)
    assert (left[first], left[hidden], left[year]) == ("0", findings.HIDDEN, findings.UNKNOWN)
    assert set(table[hidden][1:]) == {findings.HIDDEN}


@pytest.mark.parametrize(
    ("value", "said"), [(0, "0"), ("<5", "1 to 4"), (5, "about 5 (5 to 7)"), (25, "about 25 (23 to 27)")]
)
def test_a_rounded_count_says_what_it_may_stand_for(value: Any, said: str) -> None:
    assert findings.number(value) == said


def test_every_figure_has_its_words_and_every_share_its_whole() -> None:
    names = [each.name for each in msgspec.structs.fields(Figures)]
    shares = [name for name in names if getattr(SPRING, name) in bands.BANDS]
    assert (list(findings.WORDS), list(findings.OF)) == (names, shares)


def test_every_column_of_an_announcement_is_shown() -> None:
    names = [each.name for each in msgspec.structs.fields(Announcement)]
    assert names == ["sent_at", "families", *findings.OF_AN_ANNOUNCEMENT]


def test_the_opening_counts_periods_and_announcements_once() -> None:
    assert findings.opening(OF_A_CLASS) == (
        "This summary of 2B tells of 3 periods that are over and of 2 announcements. Below is all that it holds."
    )
    assert findings.opening(OF_A_SCHOOL).startswith("This summary of Hill School tells of 3 periods")


def test_a_summary_without_announcements_speaks_of_none() -> None:
    bare = msgspec.structs.replace(OF_A_CLASS, groups=(msgspec.structs.replace(GROUP, announcements=()),))
    assert "announcement" not in findings.opening(bare) + findings.named(bare)
    assert [part.heading for part in findings.parts(bare)] == ["The school", "2B", "2B, period by period"]


@pytest.mark.parametrize(
    ("name", "file"),
    [
        ("2B", "2B.schoolgate.json"),
        ("Year 2 (mixed)", "Year 2 (mixed).schoolgate.json"),
        ("../../etc/passwd", "etc-passwd.schoolgate.json"),
        ("Höhe 2/β", "Höhe 2-β.schoolgate.json"),
        ("///", "summary.schoolgate.json"),
    ],
)
def test_the_file_is_named_for_the_class_in_letters_that_any_folder_takes(name: str, file: str) -> None:
    named = msgspec.structs.replace(OF_A_CLASS, groups=(msgspec.structs.replace(GROUP, name=name),))
    assert findings.file_name(named) == file


def test_the_page_says_that_nothing_is_sent_by_itself() -> None:
    assert "Nothing is sent by itself" in findings.NEXT

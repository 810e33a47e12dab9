"""What leaves the laptop, in words: every value that a summary holds is shown, and nothing is sent by itself."""

from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from typing import Any

import msgspec
import polars as pl
import pytest
from msgspec.structs import replace

from dashboard.disclosure import bands
from dashboard.findings import summary as findings
from dashboard.findings.summary_words import OF, WHY
from dashboard.summary.model import Announcement, Figures, Group, Period, Summary
from dashboard.thresholds import MISSING_DAYS
from dashboard.words import as_text

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
    parts = "\n".join(f"{part.heading}\n{part.note}\n{part.table.write_csv()}" for part in findings.parts(summary))
    return "\n".join((findings.opening(summary), *findings.sentences(summary), parts))


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
            said = {
                True: "yes", False: "no", "<5": "1 to 4", "<10 %": "under 10 %", "export": findings.STATES["export"],
            }.get(value, str(value))  # fmt: skip
            assert said in shown(summary), path


def test_dates_and_times_are_said_as_people_say_them() -> None:
    said = shown(OF_A_CLASS)
    for words in ("1 Sep 2025", "18 Jul 2026", "5 Jan 2026 to 27 Mar 2026", "Tue 3 Feb 2026, 16:05", "21:00 to 07:00"):
        assert words in said


def test_a_figure_that_is_not_told_says_so_and_is_never_zero() -> None:
    table = findings.by_period(GROUP.periods, GROUP.first)
    first, hidden, year = table.columns[1:]
    left = table.row(by_predicate=pl.col("What") == findings.WORDS["left"], named=True)
    assert (left[first], left[hidden], left[year]) == ("0", findings.HIDDEN, WHY["left"])
    assert set(table[hidden][1:]) == {findings.HIDDEN}


@pytest.mark.parametrize(
    ("value", "said"), [(0, "0"), ("<5", "1 to 4"), (5, "about 5 (5 to 7)"), (25, "about 25 (23 to 27)")]
)
def test_a_rounded_count_says_what_it_may_stand_for(value: Any, said: str) -> None:
    assert findings.number(value) == said


@pytest.mark.parametrize(
    ("band", "said"),
    [
        ("<10 %", "under 10 %"), ("15 %", "about 15 %"), (">90 %", "over 90 %"), ("45 to 55 %", "45 to 55 %"),
        ("under 15 %", "under 15 %"), ("85 % or more", "85 % or more"),
    ],
)  # fmt: skip
def test_a_share_to_the_nearest_5_is_said_to_be_about_that_and_has_no_sign_of_less_or_more(
    band: Any, said: str
) -> None:
    assert findings.figure(Figures(in_bursts=band), "in_bursts", late=False) == f"{said} of the messages"
    posted = replace(GROUP, announcements=(replace(GROUP.announcements[0], known=band),))
    assert findings.announcements(posted)["Surely in a group where it stood"].to_list() == [said]


def test_no_two_bands_are_said_in_the_same_words() -> None:
    assert len({findings.share(band) for band in bands.BANDS}) == len(bands.BANDS)


NOTHING = replace(
    GROUP, year=None, first=None, last=None, periods=(replace(GROUP.periods[0], figures=Figures()),),
    announcements=(Announcement(sent_at=datetime(2026, 2, 3, 16, 5), families=25),),
)  # fmt: skip


def test_what_is_said_of_the_group_itself_is_known_or_not_and_never_too_few() -> None:
    facts = dict(findings.about_group(NOTHING).iter_rows())
    assert [facts[what] for what in ("Year", "Records begin on", "Records end on")] == ["not known"] * 3


def test_a_figure_that_is_not_told_says_what_it_would_take_and_a_count_is_never_too_few() -> None:
    table = findings.by_period(NOTHING.periods, None)
    said = dict(zip(findings.WORDS, table[table.columns[1]][1:], strict=True))
    assert said["left"] == "not known: it takes an admin’s export that begins before the period"
    assert {
        said["joined"],
        said["nights"],
        said["messages_a_day"],
        said["unlinked_members"],
        said["linked_enough"],
    } == {"not known"}
    assert {said[share] for share in OF} == {"not known, or too few to show"}
    assert "not known, or too few to show" in findings.announcements(NOTHING).row(0)


@pytest.mark.parametrize(
    ("begins", "said"),
    [
        (date(2026, 1, 6), "not known: the export begins after the period began"),
        (date(2026, 1, 5), "not known"),
        (None, "not known"),
    ],
)
def test_who_joined_is_unknown_for_a_late_export_where_the_records_begin_late(begins: date | None, said: str) -> None:
    table = findings.by_period(NOTHING.periods, begins)  # of 5 January on
    assert table.row(by_predicate=pl.col("What") == findings.WORDS["joined"])[1] == said


def test_what_the_end_of_a_period_is_stands_above_the_first_of_its_tables_alone() -> None:
    periods = [part for part in findings.parts(OF_A_CLASS) if "period by period" in part.heading]
    assert [part.note for part in periods] == [findings.WHEN_IT_ENDED, ""]
    ended = [words for words in findings.WORDS.values() if "when the period ended" in words]
    assert [words.split()[1] for words in ended] == ["surely", "that"]


@pytest.mark.parametrize("state", ["export", "no export", "no group", "not exported"])
def test_every_state_of_a_group_has_its_words(state: Any) -> None:
    assert dict(findings.about_group(replace(GROUP, group=state)).iter_rows())["Its group chat"]


def test_the_page_says_that_periods_may_lack_days() -> None:
    assert f"{MISSING_DAYS // 7:.0f}" == "2"
    assert "up to two weeks at either end" in findings.named(OF_A_CLASS)


def test_the_days_that_the_file_holds_are_said_and_no_sentence_is_long() -> None:
    assert "Its only days are the first and last of records and periods" in findings.named(OF_A_CLASS)
    assert "when announcements were sent" in findings.named(OF_A_CLASS)
    for said in (findings.opening(OF_A_SCHOOL), *findings.sentences(OF_A_SCHOOL), findings.CHECK):
        assert max(len(sentence.split()) for sentence in said.split(". ")) <= 30


def test_every_figure_has_its_words_and_every_share_its_whole() -> None:
    names = [each.name for each in msgspec.structs.fields(Figures)]
    shares = [name for name in names if getattr(SPRING, name) in bands.BANDS]
    assert (list(findings.WORDS), list(OF)) == (names, shares)


def test_every_column_of_an_announcement_is_shown() -> None:
    names = [each.name for each in msgspec.structs.fields(Announcement)]
    assert names == ["sent_at", "families", *findings.OF_AN_ANNOUNCEMENT]
    assert findings.announcements(SCHOOL).columns == ["Sent", "Families", *findings.OF_AN_ANNOUNCEMENT.values()]


def test_who_read_it_is_one_sentence_where_it_is_told_of_no_announcement_and_else_two_columns() -> None:
    columns = ["Sent", "Families", *list(findings.OF_AN_ANNOUNCEMENT.values())[:3]]
    assert findings.announcements(GROUP).columns == columns
    unread = replace(SCHOOL, announcements=GROUP.announcements)
    assert findings.announcements(unread).columns == columns
    assert findings.unread(GROUP) == findings.READ_IN_THE_SCHOOL
    assert findings.unread(unread) == findings.READ_BY_TOO_FEW
    assert findings.unread(SCHOOL) == ""
    *_, of_class = findings.parts(OF_A_CLASS)
    assert of_class.note == "How many families read it is given for the whole school only, not for one class."


def test_the_opening_says_what_leaves_and_what_does_not() -> None:
    assert findings.opening(OF_A_CLASS) == (
        "Only rounded figures about 2B leave this laptop, and only if you send the file: "
        "no names of people, no phone numbers, no messages."
    )
    assert findings.opening(OF_A_SCHOOL).startswith("Only rounded figures about Hill School leave this laptop")


def test_then_it_counts_periods_and_announcements_once_and_says_that_no_choice_changes_it() -> None:
    said = "Everything in it is shown below, whichever period is chosen above."
    assert findings.sentences(OF_A_CLASS)[0] == (f"It covers 3 terms and school years, and 2 announcements. {said}")
    assert findings.covered(OF_A_SCHOOL) == findings.covered(OF_A_CLASS)


@pytest.mark.parametrize(
    ("periods", "covers"),
    [
        (GROUP.periods, "3 terms and school years"),
        (GROUP.periods[:2], "2 terms"),
        (GROUP.periods[:1], "1 term"),
        (GROUP.periods[2:], "1 school year"),
    ],
)
def test_what_it_covers_is_called_what_it_is(periods: tuple[Period, ...], covers: str) -> None:
    bare = replace(OF_A_CLASS, groups=(replace(GROUP, periods=periods, announcements=()),))
    assert findings.covered(bare).startswith(f"It covers {covers}. ")


def test_a_summary_without_announcements_speaks_of_none() -> None:
    bare = msgspec.structs.replace(OF_A_CLASS, groups=(msgspec.structs.replace(GROUP, announcements=()),))
    assert "announcement" not in " ".join(findings.sentences(bare))
    assert [part.heading for part in findings.parts(bare)] == [
        "The school", "2B", "2B, period by period (1 of 2)", "2B, period by period (2 of 2)",
    ]  # fmt: skip


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
    assert findings.sentences(OF_A_CLASS)[-1] == findings.NEXT


# Periods side by side


def spans_of(*years: int, terms: int = 3) -> tuple[Period, ...]:
    """School years of so many terms of a fortnight, as a file has them: by their first day, the year first."""
    return tuple(
        period
        for year in years
        for period in (
            Period(name=f"Year {year}", starts=date(year, 9, 1), ends=date(year + 1, 7, 17), span="school year"),
            *(
                Period(name=f"T{number} {year}", starts=starts, ends=starts + timedelta(days=13), span="term")
                for number, starts in enumerate(
                    (date(year, 9, 1) + timedelta(weeks=7 * term) for term in range(terms)), 1
                )
            ),
        )
    )


def names(periods: tuple[Period, ...]) -> list[list[str]]:
    return [[period.name for period in table] for table in findings.together(periods)]


def test_tables_have_the_terms_of_one_school_year_and_then_the_year() -> None:
    assert names(spans_of(2024, 2025)) == [
        ["T1 2024", "T2 2024"],
        ["T3 2024", "Year 2024"],
        ["T1 2025", "T2 2025"],
        ["T3 2025", "Year 2025"],
    ]


def test_terms_of_a_year_that_is_not_over_stand_by_themselves_and_after_the_others() -> None:
    assert names((*spans_of(2024), *spans_of(2025)[1:3])) == [
        ["T1 2024", "T2 2024"],
        ["T3 2024", "Year 2024"],
        ["T1 2025", "T2 2025"],
    ]


def test_no_table_has_more_than_two_periods_or_those_of_two_years() -> None:
    assert names((*spans_of(2024, terms=4), *spans_of(2025, terms=1))) == [
        ["T1 2024", "T2 2024"],
        ["T3 2024", "T4 2024"],
        ["Year 2024"],
        ["T1 2025", "Year 2025"],
    ]


def test_a_year_that_ends_as_its_last_term_does_stands_after_it() -> None:
    year, *terms = spans_of(2024)
    terms[-1] = replace(terms[-1], ends=year.ends)
    assert names((year, *terms)) == [["T1 2024", "T2 2024"], ["T3 2024", "Year 2024"]]


def test_every_period_is_in_one_table_whose_heading_tells_it_from_the_others() -> None:
    periods = spans_of(2022, 2023, 2024, terms=4)
    shown = findings.parts(replace(OF_A_CLASS, groups=(replace(GROUP, periods=periods),)))
    tables = [part for part in shown if "period by period" in part.heading]
    assert [part.heading for part in tables] == [f"2B, period by period ({number} of 9)" for number in range(1, 10)]
    columns = [column for part in tables for column in part.table.columns[1:]]
    assert sorted(columns) == sorted(map(findings.heading, periods))


def test_in_a_table_for_markdown_no_name_of_a_period_or_value_is_read_as_markdown() -> None:
    shown = findings.Shown("2B", pl.DataFrame({"What": ["Year"], "**Lent** 2026": ["![x](http://192.0.2.1)"]}))
    table = shown.in_markdown()
    assert table.columns == ["What", as_text("**Lent** 2026")]
    assert table.row(0) == ("Year", as_text("![x](http://192.0.2.1)"))


# A file that holds nothing, or nothing of families


HIDDEN = tuple(replace(period, figures=None) for period in GROUP.periods)


def test_a_file_that_holds_no_figure_says_so_first_and_why() -> None:
    small = replace(GROUP, periods=HIDDEN, announcements=())
    assert findings.opening(replace(OF_A_CLASS, groups=(small,))) == (
        "2B has fewer than 10 families on roll, or too few messages, in every period: the file holds no figure."
    )
    assert not any(said.startswith("It covers") for said in findings.sentences(replace(OF_A_CLASS, groups=(small,))))
    assert findings.opening(replace(OF_A_CLASS, groups=(small, replace(small, name="2C")))) == (
        "Each class has fewer than 10 families on roll, or too few messages, in every period: the file holds no figure."
    )


@pytest.mark.parametrize("changes", [{"periods": HIDDEN}, {"announcements": ()}])
def test_a_file_that_holds_some_figure_is_not_said_to_hold_none(changes: Any) -> None:
    some = replace(OF_A_CLASS, groups=(replace(GROUP, **changes),))
    assert "no figure" not in findings.opening(some)
    assert findings.covered(some) in findings.sentences(some)


def test_without_a_roster_it_is_said_what_to_add() -> None:
    without = replace(SPRING, families=None, heard=None, in_group_at_least=None, in_group_at_most=None)
    told = replace(GROUP, periods=(replace(GROUP.periods[0], figures=without), *HIDDEN[1:]), announcements=())
    assert findings.sentences(replace(OF_A_CLASS, groups=(told,)))[1] == (
        "No roster was loaded, so nothing is told of families. Add one, or the number of families, to tell of them."
    )


def test_with_a_roster_or_without_any_figure_no_roster_is_asked_for() -> None:
    hidden = replace(OF_A_CLASS, groups=(replace(GROUP, periods=HIDDEN, announcements=()),))
    for summary in (OF_A_CLASS, OF_A_SCHOOL, hidden):
        assert findings.WITHOUT_ROSTER not in findings.sentences(summary)

"""Hundreds of invented schools: what leaves them names nobody, tells of nobody too few, and gives no number away.

What a reader can tell is worked out by told_of_schools.py, without Schoolgate's code, and by Schoolgate's own attack.
"""

import os
import re
from collections.abc import Mapping
from dataclasses import replace
from datetime import date, datetime, time, timedelta

import generated_schools
import polars as pl
import pytest
import told_of_schools
from invented_schools import MARK, Guardian, Line, Place, School, invented
from invented_schools import Group as Export
from told_of_schools import Released, about, counts_in, faults

from dashboard import answers, handout, summary, workspace
from dashboard.answers import summarised
from dashboard.answers.summarised import NothingToSummarise
from dashboard.disclosure import bands
from dashboard.summary import Announcement, Figures, Group, Period, Summary, write
from dashboard.workspace import Workspace

SCHOOLS = int(os.environ.get("GENERATED_SCHOOLS", "200"))
CHUNK = 10  # schools a test
AUTUMN = date(2025, 9, 1), date(2025, 10, 31)
OURS = (  # the words of the files that nobody made up
    "messages calls encrypted only people this chat read listen share them learn more created group added joined using "
    "invite link left thank https example class family child guardian phone aliases starts ends families name hill "
    "school policy_profile guidelines pa_posters announcements classes year terms autumn spring summer chats admin "
    "true false sent_at taken_at delivered"
)


def loaded(made: School) -> Workspace:
    return workspace.load(list(generated_schools.files(made).items()))


def released(made: School, school: Workspace | None = None) -> Released | None:
    """The summary of the school and those of its classes; None of one of which there is nothing to tell yet."""
    try:
        whole = summarised.summarise(school or loaded(made))
    except NothingToSummarise:
        return None
    files = {about(each): write(each).decode() for each in whole.beside}
    files["the school"] = summarised.checked(whole).decode()
    return Released(made, (whole.summary, *whole.beside), whole.roll, whole.posted, files)


def written(made: School, school: Workspace | None = None) -> Mapping[str, str]:
    told = released(made, school)
    return told.written if told else {}


@pytest.mark.parametrize("first", range(0, SCHOOLS, CHUNK))
def test_nothing_of_an_invented_school_can_be_worked_out(first: int) -> None:
    every = {seed: released(invented(seed)) for seed in range(first, first + CHUNK)}
    found = {seed: faults(each) for seed, each in every.items() if each}
    assert {seed: each for seed, each in found.items() if each} == {}
    assert 2 * len(found) > CHUNK


@pytest.mark.parametrize("seed", range(0, SCHOOLS, 20))
def test_the_same_school_gives_the_same_bytes_in_whatever_order_its_files_lie(seed: int) -> None:
    made = invented(seed)
    turned = workspace.load(reversed(list(generated_schools.files(made).items())))
    assert written(made, turned) == written(made)


@pytest.mark.parametrize("first", range(5, SCHOOLS, 20))
def test_a_guardian_whom_no_export_shows_changes_nothing(first: int) -> None:
    schools = map(invented, range(first, first + CHUNK))
    made, silent = next((made, found) for made in schools if (found := told_of_schools.silent_guardian(made)))
    gone = replace(silent, listed=False)
    places = tuple(
        replace(place, guardians=tuple(gone if each == silent else each for each in place.guardians))
        for place in made.places
    )
    assert written(replace(made, places=places)) == written(made)


@pytest.mark.parametrize("seed", range(10, SCHOOLS, 40))
def test_a_class_is_told_of_alike_by_itself_and_among_the_others(seed: int) -> None:
    school = loaded(invented(seed))
    whole = summarised.summarise(school)
    assert [summarised.summarise(school, about(each)).summary for each in whole.beside] == list(whole.beside)


@pytest.mark.parametrize("seed", [2, 6])
def test_the_report_has_no_word_or_number_of_the_input(seed: int) -> None:
    made = invented(seed)
    document = handout.html(answers.school(loaded(made)))
    assert "Hill School" in document
    assert list(told_of_schools.leaks(made, "the report", document)) == []


# The schools are what they are said to be


def test_a_seed_gives_one_school() -> None:
    assert generated_schools.school(7) == generated_schools.school(7)
    assert generated_schools.school(7) != generated_schools.school(8)


@pytest.mark.parametrize("seed", range(20))
def test_every_word_of_a_generated_school_is_marked_but_those_that_nobody_made_up(seed: int) -> None:
    text = "\n".join(content.decode() for content in generated_schools.school(seed).values())
    words = {word.casefold() for word in re.findall(r"[^\W\d]{4,}", text)}
    assert {word for word in words if MARK not in word} <= set(OURS.split())


def test_generated_schools_have_what_makes_disclosure_hard() -> None:
    every = [invented(seed) for seed in range(40)]
    sizes = [sum(place.class_name == name for place in made.places) for made in every for name in made.classes]
    exported = [{group.class_name for group in made.groups} for made in every]
    families = [[place.family for place in made.places] for made in every]
    assert (min(sizes) < 10, max(sizes) > 25) == (True, True)
    assert any(set(made.classes) - there for made, there in zip(every, exported, strict=True))
    assert any(len(each) > len(set(each)) for each in families)
    assert any(made.counts_alone for made in every)
    assert any(made.reads for made in every)


def test_a_generated_school_is_read_without_a_problem() -> None:
    school = loaded(invented(3))
    assert school.problems.is_empty()
    assert school.links.group_by("how").len().sort("how")["how"].cast(pl.String).to_list() == [
        "phone",
        "alias",
        "name",
        "none",
    ]


# What would be found


def family(number: int, class_name: str) -> Place:
    someone = Guardian(f"Ana {number}", f"+44 7700 900{number:03}", f"A{number}", f"Ana {number}")
    return Place(class_name, f"F{number}", "Bo", (someone,))


def said_by(families: range) -> tuple[Line, ...]:
    """A message of each family every day of the autumn."""
    days = (AUTUMN[1] - AUTUMN[0]).days + 1
    return tuple(
        Line(datetime.combine(AUTUMN[0] + timedelta(days=day), time(12)), f"Ana {number}", "Hello")
        for day in range(days)
        for number in families
    )


def school(sizes: Mapping[str, int], *, posting: int = 6) -> School:
    """Classes of one year with so many families, of which the first ones write."""
    firsts = {name: 100 * number for number, name in enumerate(sizes)}
    return School(
        terms=(),
        classes=dict.fromkeys(sizes, "1"),
        chats={},
        places=tuple(family(firsts[name] + number, name) for name, size in sizes.items() for number in range(size)),
        groups=tuple(Export(name, name, said_by(range(firsts[name], firsts[name] + posting))) for name in sizes),
        poster="PA",
        counts_alone=False,
        reads=(),
    )


def autumn(figures: Figures | None) -> Period:
    return Period(name="Autumn", starts=AUTUMN[0], ends=AUTUMN[1], span="term", figures=figures)


def file_of(*groups: Group) -> Summary:
    return Summary(school="Hill", quiet_start=time(21), quiet_end=time(7), window_hours=72, groups=groups)


def found(made: School, *summaries: Summary, text: str = "") -> list[str]:
    told = [(group, period) for summary in summaries for group in summary.groups for period in group.periods]
    roll = {
        (group.name, period.name): sum(
            len(told_of_schools.on_roll(made, name, period.starts, period.ends))
            for name in told_of_schools.classes_of(group)
        )
        for group, period in told
    }
    posted = {
        (group.name, each.sent_at): roll[group.name, group.periods[0].name]
        for summary in summaries
        for group in summary.groups
        for each in group.announcements
    }
    return faults(Released(made, summaries, roll, posted, {"it": text}))


def test_a_summary_as_it_should_be_is_found_to_be_one() -> None:
    said = Figures(families=25, heard=bands.share(6, 25))
    assert found(school({"1A": 25}), file_of(Group(name="1A", kind="class", periods=(autumn(said),)))) == []


def test_a_name_or_number_in_a_file_is_found_however_it_is_written() -> None:
    made = school({"1A": 12})
    assert [each[:22] for each in found(made, text=f"Lo{MARK.upper()}Rit")] == ["it has a word of the i"]
    assert found(made, text="07700 900-007") == ["it has a number of the input: +44 7700 900007"]


def test_a_row_of_too_few_families_or_messages_is_found() -> None:
    told = file_of(Group(name="1A", kind="class", periods=(autumn(Figures(families=10)),)))
    assert found(school({"1A": 9}), told) == ["1A is told of in Autumn with 9 families"]
    assert found(school({"1A": 12}, posting=0), told) == ["1A is told of in Autumn with 0 messages"]


def test_bands_too_narrow_for_a_class_are_found() -> None:
    """Steps of 5 % of 12 families hold one number."""
    told = file_of(Group(name="1A", kind="class", periods=(autumn(Figures(families=10, heard="50 %")),)))
    assert found(school({"1A": 12}), told)[0] == "heard of 1A in Autumn is exact: 50 % of 12"


def test_a_band_beside_the_truth_is_found() -> None:
    told = file_of(Group(name="1A", kind="class", periods=(autumn(Figures(families=25, heard="45 to 55 %")),)))
    assert found(school({"1A": 25}), told) == ["6 of 25 in 1A were heard in Autumn, not 45 to 55 %"]


def test_an_announcement_to_too_few_and_one_in_too_narrow_bands_are_found() -> None:
    sent = Announcement(sent_at=datetime(2025, 9, 8, 9), families=10, known="50 %")
    few = Group(name="1A", kind="class", periods=(autumn(None),), announcements=(sent,))
    assert found(school({"1A": 9}), file_of(few))[0] == "1A is told of at 2025-09-08 09:00:00 with 9 families"
    assert found(school({"1A": 12}), file_of(few)) == ["known of 1A at 2025-09-08 09:00:00 is exact: 50 % of 12"]


def test_a_hidden_class_that_follows_from_its_year_is_found() -> None:
    """10 or 11 families of the year are heard, 11 to 14 of the class that is told: so none of the other."""
    made = school({"1A": 12, "1B": 81}, posting=0)
    one = Group(name="1A", kind="class", periods=(autumn(None),))
    two = Group(name="1B", kind="class", periods=(autumn(Figures(families=80, heard="15 %")),))
    year = Group(name="Year 1", kind="year", classes=("1A", "1B"), periods=(autumn(Figures(heard="10 %")),))
    assert "0 to 0 families of 1A were heard from 2025-09-01 to 2025-10-31" in found(made, file_of(one, two, year))


@pytest.mark.parametrize("said", list(bands.BANDS))
def test_a_band_is_read_here_as_it_is_made(said: str) -> None:
    low, high = bands.parts(said, 97)
    assert counts_in(said, 97) == list(range(low, high + 1))


def test_the_summaries_read_here_are_those_that_are_written() -> None:
    told = released(invented(3))
    assert told is not None
    read = [summary.read(text.encode(), name) for name, text in told.written.items()]
    assert sorted(map(about, read)) == sorted(map(about, told.summaries))
    assert all(each in told.summaries for each in read)

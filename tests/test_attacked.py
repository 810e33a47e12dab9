"""Hand-made summaries beside what their readers can work out of them."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime, time

import pytest
from msgspec.structs import replace

from dashboard.disclosure.attack import Contradiction, feasible
from dashboard.summary import attacked
from dashboard.summary.attacked import Exposed, cells_of, exposed_in
from dashboard.summary.cells import AT_THE_END, FAMILIES, GONE_BY_THE_END, NIGHTS, gone_since, new_since, shared
from dashboard.summary.model import READ, RUNGS, Announcement, Figures, Group, Period, Summary
from dashboard.summary.related import cell

AUTUMN, SPRING, YEAR = "Autumn 2025", "Spring 2026", "School year 2025/26"
DAYS = {
    AUTUMN: (date(2025, 9, 1), date(2025, 12, 19), "term"),
    SPRING: (date(2026, 1, 5), date(2026, 4, 1), "term"),
    YEAR: (date(2025, 9, 1), date(2026, 4, 1), "school year"),
}
SENT = datetime(2025, 11, 3, 18, 5)


def period(name: str, **figures: object) -> Period:
    """Without figures its row is hidden."""
    starts, ends, span = DAYS[name]
    return Period(name=name, starts=starts, ends=ends, span=span, figures=Figures(**figures) if figures else None)


def one(name: str, *periods: Period, announcements: Sequence[Announcement] = (), year: str | None = "3") -> Group:
    return Group(name=name, kind="class", year=year, periods=periods, announcements=tuple(announcements))


def several(
    name: str, kind: str, classes: Sequence[str], *periods: Period, announcements: Sequence[Announcement] = ()
) -> Group:
    return Group(name=name, kind=kind, classes=tuple(classes), periods=periods, announcements=tuple(announcements))


def summary(*groups: Group) -> Summary:
    return Summary(
        school="Larkmoor Primary", quiet_start=time(21), quiet_end=time(7), window_hours=72, groups=tuple(groups)
    )


def roll(period_name: str = AUTUMN, **numbers: int) -> Mapping[tuple[str, str], int]:
    return {(name.replace("_", " "), period_name): number for name, number in numbers.items()}


def possible(
    files: Sequence[Summary],
    known: Mapping[tuple[str, str], int],
    group: Group,
    where: Period | Announcement,
    figure: str,
    wholes: Mapping[tuple[str, str, str], int] | None = None,
) -> tuple[int, int]:
    """The least and the most that a number can be for whoever reads the files."""
    cells = cells_of(
        files, {(name, where, FAMILIES): number for (name, where), number in known.items()} | dict(wholes or {})
    )
    return feasible(cells.ranges, list(cells.sums.values()), cell(group, where, figure))


# By itself


@pytest.mark.parametrize(
    ("families", "heard", "found"),
    [
        (10, "50 %", True),  # 5 of 10 alone
        (12, "under 15 %", False),  # 0 or 1
        (10, "30 to 50 %", False),  # 3 or 4
        (10, "45 to 55 %", True),  # 5 alone
        (20, "45 to 55 %", False),  # 9 or 10
        (25, "50 %", False),  # 12 are 48 %, 13 are 52 %
        (26, "50 %", True),  # 12 are 46 %, 14 are 54 %
        (80, "50 %", False),  # 38 to 41
    ],
)
def test_a_share_of_a_known_number_of_families_is_exposed_where_one_number_alone_is_in_its_band(families, heard, found):
    row = one("3A", period(AUTUMN, families=5 * round(families / 5), heard=heard))
    assert bool(exposed_in([summary(row)], roll(**{"3A": families}), {})) is found


def test_what_is_exposed_is_named_by_group_period_or_time_and_figure():
    sent = Announcement(sent_at=SENT, families=10, at_least="under 30 %", known="50 %", at_most="70 % or more")
    row = one("3A", period(AUTUMN, families=10, heard="50 %", joined="<5"), announcements=[sent])
    assert exposed_in([summary(row)], roll(**{"3A": 10}), {("3A", SENT): 10}) == (
        Exposed("3A", AUTUMN, "heard"),
        Exposed("3A", SENT, "known"),
    )


def test_in_a_sensible_summary_nothing_is_exposed():
    assert (
        exposed_in(
            [SENSIBLE], roll(**{"3A": 27}) | roll(SPRING, **{"3A": 26}) | roll(YEAR, **{"3A": 28}), {("3A", SENT): 26}
        )
        == ()
    )
    assert exposed_in([SENSIBLE], {}, {}) == ()


SENSIBLE = summary(
    one(
        "3A",
        period(
            AUTUMN,
            families=25,
            heard="45 to 55 %",
            linked_enough=True,
            in_group_at_least="65 to 75 %",
            in_group_at_most="85 % or more",
            unlinked_members="<5",
            joined="<5",
            left=0,
            nights=110,
            nights_with_a_message="25 %",
            school_nights_with_a_message="15 to 25 %",
            messages_a_day=5,
            messages_on_a_busy_day=25,
            in_bursts="<10 %",
            in_side_chats="10 %",
            questions="20 %",
            questions_followed="45 to 55 %",
            non_answers="<10 %",
        ),
        period(SPRING, families=25, heard="35 to 45 %", joined=0, nights=85, nights_with_a_message="30 %"),
        period(YEAR, families=30, heard="55 to 65 %", joined=5, nights=205, nights_with_a_message="25 %"),
        announcements=[
            Announcement(sent_at=SENT, families=25, at_least="under 15 %", known="65 to 75 %", at_most="85 % or more")
        ],
    )
)


def test_counts_that_are_none_are_no_secret_and_nor_are_those_of_a_part_of_them():
    row = one("3A", period(AUTUMN), period(SPRING, joined="<5", left=0), period(YEAR, joined="<5", left=0))
    assert exposed_in([summary(row)], {}, {}) == ()


def test_a_share_of_an_unknown_number_is_any_that_its_count_and_its_band_allow():
    row = one("3A", period(AUTUMN, families=20, heard="45 to 55 %"))
    # 18 to 22 families, and bands of ten per cent are of 20 or more: 9 of 20 to 12 of 22
    assert possible([summary(row)], {}, row, row.periods[0], "heard") == (9, 12)
    assert possible([summary(row)], {}, row, row.periods[0], "families") == (20, 22)


def test_an_unknown_number_of_which_the_next_band_begins_at_a_whole_number_keeps_to_its_band():
    row = one("3A", period(AUTUMN, families=110, heard="10 %"))  # 108 to 112, and 14 of 112 are 12.5 %: told as 15 %
    assert possible([summary(row)], {}, row, row.periods[0], "heard") == (11, 13)


@pytest.mark.parametrize(
    ("said", "least", "most"), [("<10 %", 0, 8), ("90 %", 79, 81), (">90 %", 82, 90), ("50 %", 43, 47)]
)
def test_the_ends_of_a_band_count_as_they_are_told(said, least, most):
    """Of 88 to 92 families, known as 90 only by way of the band: the part as the band of 90."""
    row = one("3A", period(AUTUMN, families=90, heard=said))
    assert possible([summary(row)], roll(**{"3A": 90}), row, row.periods[0], "heard") == (least, most)
    low, high = possible([summary(row)], {}, row, row.periods[0], "heard")
    assert low <= least
    assert most <= high


# A term and its school year


def test_a_hidden_term_is_exposed_where_its_year_can_only_be_what_the_term_must_be():
    autumn, spring = period(AUTUMN, joined="<5"), period(SPRING)
    row = one("3A", autumn, spring, period(YEAR, joined="<5"))
    assert possible([summary(row)], {}, row, spring, "joined") == (0, 3)
    assert exposed_in([summary(row)], {}, {}) == ()


def test_terms_that_add_up_to_their_year_expose_a_hidden_one():
    # 28 to 32 and 23 to 27 are 51 at least; the year has 48 to 52 and 51 or 52 remain, so the third has 0 or 1
    row = one("3A", period(AUTUMN, joined=30), period(SPRING, joined=25), period(YEAR, joined=50))
    assert exposed_in([summary(row)], {}, {}) == ()
    # 33 and 18 are 51 at least, of 47 at most: that cannot be
    with pytest.raises(Contradiction, match="joined of 3A"):
        exposed_in(
            [summary(one("3A", period(AUTUMN, joined=35), period(SPRING, joined=20), period(YEAR, joined=45)))], {}, {}
        )
    # 33 and 18 are 51 at least, and 52 at most: 0 or 1 more; at 28 and 23, and 52 at most, both are told almost
    row = one("3A", period(AUTUMN, joined=35), period(SPRING), period(YEAR, joined=35))
    assert possible([summary(row)], {}, row, row.periods[1], "joined") == (0, 4)


def test_a_family_heard_in_a_term_is_heard_in_its_year():
    row = one("3A", period(AUTUMN, heard="85 % or more"), period(YEAR))
    known = roll(**{"3A": 20}) | roll(YEAR, **{"3A": 20})
    assert possible([summary(row)], known, row, row.periods[1], "heard") == (17, 20)
    known = roll(**{"3A": 22}) | roll(YEAR, **{"3A": 19})
    assert exposed_in([summary(row)], known, {}) == (Exposed("3A", AUTUMN, "heard"), Exposed("3A", YEAR, "heard"))


def test_nights_of_terms_are_among_those_of_their_year():
    autumn = period(AUTUMN, nights=110, nights_with_a_message=">90 %")  # 98 to 112 nights
    row = one("3A", autumn, period(YEAR, nights=205, nights_with_a_message="50 %"))
    assert possible([summary(row)], {}, row, autumn, "nights_with_a_message") == (98, 108)  # 52.5 % of 207


SEMESTERS = ("Semester 1", "Semester 2", "School year")  # which leave no day of the year out
DAYS |= {
    SEMESTERS[0]: (date(2025, 9, 1), date(2026, 1, 31), "term"),
    SEMESTERS[1]: (date(2026, 2, 1), date(2026, 7, 17), "term"),
    SEMESTERS[2]: (date(2025, 9, 1), date(2026, 7, 17), "school year"),
}
LAST_DAY = (SPRING, YEAR)  # which end on one day


def test_who_is_in_the_group_at_a_years_end_is_who_is_in_it_at_its_last_terms_end():
    """Otherwise a hidden term stands in its year: 3A and 3B have 1 to 4 each, and together 8 to 12."""
    hidden, year_row = period(SPRING), period(YEAR, unlinked_members="<5")
    a, b = (one(name, hidden, year_row) for name in ("3A", "3B"))
    year = several("Year 3", "year", ["3A", "3B"], period(SPRING, unlinked_members=10))
    assert possible([summary(a, b, year)], {}, a, hidden, "unlinked_members") == (4, 4)
    assert exposed_in([summary(a, b, year)], {}, {}) == tuple(
        Exposed(*where, "unlinked_members")
        for where in (*[(name, each) for name in ("3A", "3B") for each in (YEAR, SPRING)], ("Year 3", SPRING))
    )


@pytest.mark.parametrize("figure", ["in_group_at_least", "in_group_at_most"])
def test_shares_of_those_in_the_group_on_one_last_day_are_of_one_number(figure):
    row = one("3A", period(SPRING), period(YEAR, **{figure: "30 to 50 %"}))
    known = {("3A", name, AT_THE_END): 10 for name in LAST_DAY}
    assert possible([summary(row)], {}, row, row.periods[0], figure, known) == (3, 4)


def test_of_a_term_that_ends_before_its_year_does_nothing_is_known_by_the_year():
    row = one("3A", period(AUTUMN), period(YEAR, unlinked_members="<5", in_group_at_least="30 to 50 %"))
    assert exposed_in([summary(row)], {}, {}, {("3A", AUTUMN, AT_THE_END): 10, ("3A", YEAR, AT_THE_END): 10}) == ()


def test_the_families_on_roll_at_the_end_are_known_to_readers():
    """Eight classes of 11, with 4 or 5 in each group: 32 or more. 35 % of 88 are 29 to 32, so there are 4 in each."""
    names = [f"{number}A" for number in range(1, 9)]
    classes = [one(name, period(AUTUMN, in_group_at_least="30 to 50 %")) for name in names]
    whole = several("School", "school", names, period(AUTUMN, in_group_at_least="35 %"))
    known = {(name, AUTUMN, AT_THE_END): 11 for name in names} | {("School", AUTUMN, AT_THE_END): 88}
    assert exposed_in([summary(*classes, whole)], {}, {}) == ()
    assert len(exposed_in([summary(*classes, whole)], {}, {}, known)) == 9


def test_of_a_year_of_ten_and_three_nobody_more_is_in_the_group_than_the_ten_show():
    """3 or 4 of 10 and 2 or 3 of 13: 3 of the ten, and none of the three."""
    autumn = period(AUTUMN)
    year = several("Year 3", "year", ["3A", "3B"], period(AUTUMN, in_group_at_least="under 30 %"))
    files = [summary(one("3A", period(AUTUMN, in_group_at_least="30 to 50 %")))]
    files += [summary(one("3A", autumn), one("3B", autumn), year)]
    known = {(name, AUTUMN, AT_THE_END): number for name, number in {"3A": 10, "3B": 3, "Year 3": 13}.items()}
    assert {each.group for each in exposed_in(files, {}, {}, known)} == {"3A", "3B", "Year 3"}


def test_the_nights_that_were_observed_are_known_to_readers():
    """20 % of 82 nights are 15 to 18, 10 % of the two classes' 123 are 13 to 15: 15, and none in the other."""
    autumn = period(AUTUMN)
    year = several("Year 3", "year", ["3A", "3B"], period(AUTUMN, nights=125, nights_with_a_message="10 %"))
    own = one("3A", period(AUTUMN, nights=80, nights_with_a_message="20 %"))
    files = [summary(own), summary(one("3A", autumn), one("3B", autumn), year)]
    assert exposed_in(files, {}, {}) == ()
    known = {(name, AUTUMN, NIGHTS): number for name, number in {"3A": 82, "3B": 41, "Year 3": 123}.items()}
    assert {each.group for each in exposed_in(files, {}, {}, known)} == {"3A", "3B", "Year 3"}


def test_nights_before_no_school_day_are_no_more_than_there_are():
    """60 of 100 nights are before a school day: of 60 or more with a message, 20 or more are before one."""
    row = one("3A", period(AUTUMN, nights=100, nights_with_a_message="60 %"))
    known = {("3A", AUTUMN, NIGHTS): 100, ("3A", AUTUMN, "school nights"): 60}
    assert possible([summary(row)], {}, row, row.periods[0], "school_nights_with_a_message", known) == (18, 60)


def test_nights_of_a_year_that_are_in_no_term_are_no_more_than_there_are():
    """45 to 54 of 100 nights of the term, 143 to 152 of the year's 190, 90 of which are in no term."""
    autumn = period(AUTUMN, nights=100, nights_with_a_message="50 %")
    row = one("3A", autumn, period(YEAR, nights=190, nights_with_a_message="75 %"))
    known = {("3A", AUTUMN, NIGHTS): 100, ("3A", YEAR, NIGHTS): 190}
    assert possible([summary(row)], {}, row, autumn, "nights_with_a_message", known) == (48, 52)


def test_terms_without_a_gap_add_up_to_their_year():
    first, second, whole = SEMESTERS
    row = one("3A", period(first, joined="<5"), period(second, joined="<5"), period(whole, joined=10))
    assert exposed_in([summary(row)], {}, {}) == tuple(Exposed("3A", each, "joined") for each in (whole, first, second))
    apart = one("3A", period(AUTUMN, joined="<5"), period(SPRING, joined="<5"), period(YEAR, joined=10))
    assert exposed_in([summary(apart)], {}, {}) == ()  # some came between the terms


def test_whoever_is_heard_in_a_year_of_terms_without_a_gap_is_heard_in_one_of_them():
    """2 of 10 at most in each term, 4 or more of 13 in the year."""
    first, second, whole = SEMESTERS
    rows = [period(first, heard="under 30 %"), period(second, heard="under 30 %"), period(whole, heard="30 to 50 %")]
    known = roll(first, **{"3A": 10}) | roll(second, **{"3A": 10}) | roll(whole, **{"3A": 13})
    row = one("3A", *rows)
    assert [each.where for each in exposed_in([summary(row)], known, {})] == [whole, first, second]


def test_a_family_that_wrote_after_it_left_was_heard_in_the_year_alone():
    """So more can be heard in the year than in its terms together: that is no contradiction."""
    first, second, whole = SEMESTERS
    rows = [period(first, heard="under 30 %"), period(second, heard="under 30 %"), period(whole, heard="50 to 70 %")]
    known = roll(first, **{"3A": 10}) | roll(second, **{"3A": 10}) | roll(whole, **{"3A": 13})
    assert exposed_in([summary(one("3A", *rows))], known, {}) == ()


# Who came and who went


def ends(figure: str, autumn: str | int, spring: str | int, **moves: object) -> Group:
    """A class at the ends of two terms with a gap between them, and who came and went in the year of both."""
    first, second = period(AUTUMN, **{figure: autumn}), period(SPRING, **{figure: spring})
    return one("3A", first, second, period(YEAR, **moves))


def at_ends(gone: int = 0, new: int = 0, autumn: int = 20, spring: int = 21) -> Mapping[tuple[str, str, str], int]:
    changed = {("3A", SPRING, gone_since(AUTUMN)): gone, ("3A", SPRING, new_since(AUTUMN)): new}
    return changed | {("3A", AUTUMN, AT_THE_END): autumn, ("3A", SPRING, AT_THE_END): spring}


def test_whoever_is_in_the_group_at_one_end_left_it_or_the_roll_or_is_in_it_at_the_next():
    """11 or 12 of 20 in autumn, 10 or 11 of 21 in spring; nobody left, no family went."""
    files = [summary(ends("in_group_at_least", "55 to 65 %", "45 to 55 %", left=0))]
    assert [each.where for each in exposed_in(files, {}, {}, at_ends(new=1))] == [AUTUMN, YEAR, SPRING]
    assert exposed_in(files, {}, {}, at_ends(gone=1, new=2)) == ()
    assert (
        exposed_in([summary(ends("in_group_at_least", "55 to 65 %", "45 to 55 %", left="<5"))], {}, {}, at_ends()) == ()
    )


def test_whoever_is_in_the_group_at_one_end_joined_it_or_is_new_on_roll_or_was_in_it_before():
    """10 or 11 of 21 in autumn, 11 or 12 of 20 in spring; nobody joined, no family is new."""
    files, known = [summary(ends("in_group_at_least", "45 to 55 %", "55 to 65 %", joined=0))], at_ends(1, 0, 21, 20)
    assert [each.where for each in exposed_in(files, {}, {}, known)] == [AUTUMN, YEAR, SPRING]
    assert exposed_in(files, {}, {}, at_ends(2, 1, 21, 20)) == ()


def test_so_it_is_of_members_linked_to_nobody_whatever_the_roll():
    """8 to 12 are more by 5 to 7 than 1 to 4, or by less."""
    row = ends("unlinked_members", 10, "<5", left=5)
    assert possible([summary(row)], {}, row, row.periods[0], "unlinked_members") == (8, 11)
    row = ends("unlinked_members", "<5", 10, joined=5)
    assert possible([summary(row)], {}, row, row.periods[1], "unlinked_members") == (8, 11)


def test_where_there_was_nobody_and_nobody_joined_there_is_nobody_and_that_is_no_secret():
    """Of a hidden last term, too."""
    row = one("3A", period(AUTUMN, unlinked_members=0), period(SPRING), period(YEAR, joined=0))
    assert exposed_in([summary(row)], {}, {}, at_ends()) == ()


def test_who_left_before_the_earlier_end_did_not_leave_after_it():
    """5 to 7 left in the year, 5 or more of them in autumn: 11 or 12 of 20 are in the group then, 8 or 9 later."""
    row = ends("in_group_at_least", "55 to 65 %", "35 to 45 %", left=5)
    assert exposed_in([summary(row)], {}, {}, at_ends(new=1)) == ()
    autumn = period(AUTUMN, in_group_at_least="55 to 65 %", left=5)
    found = exposed_in([summary(replace(row, periods=(autumn, *row.periods[1:])))], {}, {}, at_ends(new=1))
    assert [(each.where, each.figure) for each in found] == [
        *((name, "in_group_at_least") for name in (AUTUMN, YEAR, SPRING)),
        *((AUTUMN, "left"), (YEAR, "left")),
    ]


def test_whoever_is_heard_is_in_the_group_at_the_end_or_left_it_or_the_roll():
    """15 to 17 of 23 are heard, 13 or 14 of 22 are in the group at the end; one family went, nobody left the group."""
    row = one("3A", period(AUTUMN, heard="65 to 75 %", in_group_at_least="55 to 65 %", left=0))
    known = {("3A", AUTUMN, AT_THE_END): 22, ("3A", AUTUMN, GONE_BY_THE_END): 1}
    assert [each.figure for each in exposed_in([summary(row)], roll(**{"3A": 23}), {}, known)] == [
        "heard",
        "in_group_at_least",
    ]
    assert exposed_in([summary(row)], roll(**{"3A": 23}), {}, known | {("3A", AUTUMN, GONE_BY_THE_END): 2}) == ()


def test_what_is_likely_but_not_so_contradicts_nothing():
    """11 or 12 of 20 are in the group in autumn and 6 to 8 of 21 in spring, though the notices show that nobody left;
    nor does it hide what is certain."""
    files, known = [summary(ends("in_group_at_least", "55 to 65 %", "25 to 35 %", left=0))], at_ends(new=1)
    assert exposed_in(files, {}, {}, known) == ()
    other = one("3B", period(AUTUMN, families=10, heard="50 %"))
    assert exposed_in([summary(*files[0].groups, other)], roll(**{"3B": 10}), {}, known) == (
        Exposed("3B", AUTUMN, "heard"),
    )


# A class and its year


def test_a_hidden_small_class_beside_its_year_and_its_sister_is_what_the_others_leave():
    autumn = period(AUTUMN)
    a, b = one("3A", autumn), one("3B", autumn)
    year = several("Year 3", "year", ["3A", "3B"], period(AUTUMN, families=30, heard="65 to 75 %"))
    sister = one("3B", period(AUTUMN, families=25, heard="45 to 55 %"))
    known = roll(**{"3A": 8, "3B": 24, "Year_3": 32})
    # of 32: 21 to 23; of 24: 11 to 13; so 8 to 12 of the 8 in 3A: all
    assert exposed_in([summary(a, b, year), summary(sister)], known, {}) == (
        Exposed("3A", AUTUMN, "heard"),
        Exposed("3B", AUTUMN, "heard"),
        Exposed("Year 3", AUTUMN, "heard"),
    )
    quieter = one("3B", period(AUTUMN, families=25, heard="65 to 75 %"))  # 16 to 17 of 24, so 4 to 7 of 8
    assert exposed_in([summary(a, b, year), summary(quieter)], known, {}) == ()
    assert possible([summary(a, b, year), summary(quieter)], known, a, autumn, "heard") == (4, 7)
    known = roll(**{"3A": 8, "3B": 24})  # which are 32 together
    assert possible([summary(a, b, year), summary(quieter)], known, a, autumn, "heard") == (4, 7)


def test_two_hidden_classes_of_a_year_are_not_exposed_by_it():
    autumn = period(AUTUMN)
    year = several("Year 3", "year", ["3A", "3B"], period(AUTUMN, families=15, heard="30 to 50 %", joined=0))
    assert (
        exposed_in([summary(one("3A", autumn), one("3B", autumn), year)], roll(**{"3A": 8, "3B": 7, "Year_3": 15}), {})
        == ()
    )


def test_a_class_without_a_row_in_the_period_is_in_no_sum_of_it():
    autumn = period(AUTUMN)
    known = {("3A", AUTUMN): 10}
    year = several("Year 3", "year", ["3A", "3B"], period(AUTUMN, families=10, heard="70 % or more"))
    assert possible([summary(one("3A", autumn), one("3B"), year)], known, one("3A"), autumn, "heard") == (7, 10)
    year = several("Year 3", "year", ["3A", "3B"], period(AUTUMN, families=20, heard="45 to 55 %"))
    assert possible([summary(one("3A", autumn), one("3B", autumn), year)], known, one("3A"), autumn, "heard") == (0, 10)


def test_nobody_of_a_year_joined_so_nobody_of_its_classes_did_and_that_is_no_secret():
    rows = [period(AUTUMN), period(YEAR)]
    told = [period(AUTUMN, joined=0), period(YEAR, joined=0)]
    year = several("Year 3", "year", ["3A", "3B"], *told)
    assert exposed_in([summary(one("3A", *rows), one("3B", *rows), year)], {}, {}) == ()


# The school


def school(*periods: Period, announcements: Sequence[Announcement] = ()) -> Group:
    return several("Larkmoor Primary", "school", ["3A", "4A"], *periods, announcements=announcements)


def test_a_school_without_siblings_is_the_sum_of_its_classes():
    a, b = (
        one("3A", period(AUTUMN, families=10, heard="70 % or more")),
        one("4A", period(AUTUMN, families=10, heard="70 % or more")),
    )
    whole = school(period(AUTUMN, families=20, heard="under 15 %"))  # 0 to 2 of 20, but 7 in each class
    with pytest.raises(Contradiction):
        exposed_in([summary(a, b, whole)], roll(**{"3A": 10, "4A": 10, "Larkmoor_Primary": 20}), {})
    whole = school(period(AUTUMN, families=20, heard="65 to 75 %"))  # 13 or 14: 7 and 7
    known = roll(**{"3A": 10, "4A": 10, "Larkmoor_Primary": 20})
    assert exposed_in([summary(a, b, whole)], known, {}) == tuple(
        Exposed(name, AUTUMN, "heard") for name in ("3A", "4A", "Larkmoor Primary")
    )


def test_with_siblings_the_school_is_between_its_largest_class_and_the_sum():
    autumn = period(AUTUMN, families=20, heard="45 to 55 %")  # 9 or 10 of 20
    whole = school(period(AUTUMN, families=35, heard="25 to 35 %"))
    files = [summary(one("3A", autumn), one("4A", autumn), whole)]
    # 25 to 35 % of 33 are 9 to 11; 7 places are of families in both classes, and 18 less 7 is 11
    known = roll(**{"3A": 20, "4A": 20, "Larkmoor_Primary": 33})
    assert possible(files, known, whole, whole.periods[0], "heard") == (11, 11)
    assert exposed_in(files, known, {})[-1] == Exposed("Larkmoor Primary", AUTUMN, "heard")
    # of 30, with 10 such places, they are 8 to 10, and the largest class has 9 at least
    whole = school(period(AUTUMN, families=30, heard="25 to 35 %"))
    known = roll(**{"3A": 20, "4A": 20, "Larkmoor_Primary": 30})
    assert possible([summary(*files[0].groups[:2], whole)], known, whole, whole.periods[0], "heard") == (9, 10)


def test_a_class_that_is_not_told_of_is_not_in_the_schools_sums():
    told, hidden = one("3A", period(AUTUMN, joined=5)), one("4A", period(AUTUMN))
    whole = school(period(AUTUMN, joined=5))
    assert exposed_in([summary(told, hidden, whole)], {}, {}) == ()


def test_places_in_the_groups_of_the_school_add_up():
    a, b = one("3A", period(AUTUMN, joined="<5")), one("4A", period(AUTUMN, joined="<5"))
    files = [summary(a, b, school(period(AUTUMN, joined=10)))]  # 8 to 12 of 4 at most in each class
    assert exposed_in(files, {}, {}) == (
        Exposed("3A", AUTUMN, "joined"),
        Exposed("4A", AUTUMN, "joined"),
        Exposed("Larkmoor Primary", AUTUMN, "joined"),
    )


def test_families_that_an_announcement_reached_are_counted_once_in_the_school():
    def sent(families: int, known: str) -> Announcement:
        return Announcement(sent_at=SENT, families=families, known=known)

    row = period(AUTUMN, joined="<5")
    a, b = (one(name, row, announcements=[sent(10, "70 % or more")]) for name in ("3A", "4A"))
    whole = school(
        row,
        announcements=[
            sent(10, "70 % or more"),
        ],
    )
    known = {("3A", SENT): 10, ("4A", SENT): 10, ("Larkmoor Primary", SENT): 10}
    assert exposed_in([summary(a, b, whole)], {}, known) == ()
    known[("Larkmoor Primary", SENT)] = 20
    whole = school(row, announcements=[sent(20, "65 to 75 %")])  # 13 or 14 of 20, at least 7 in each class
    assert {each.group for each in exposed_in([summary(a, b, whole)], {}, known)} == {"3A", "4A", "Larkmoor Primary"}


def told_once(figure: str, own: str, schools: str, others: int = 10) -> list[Summary]:
    """2A of 24 families and 2B, of whom some have a child in 2A too, at an announcement."""
    row = period(AUTUMN, joined="<5")
    a = one("2A", row, announcements=[Announcement(sent_at=SENT, families=25, **{figure: own})])
    b = one("2B", row, announcements=[Announcement(sent_at=SENT, families=others)])
    sent = [Announcement(sent_at=SENT, families=30, **{figure: schools})]
    return [summary(a, b, several("Hill", "school", ["2A", "2B"], row, announcements=sent))]


@pytest.mark.parametrize("figure", ["at_least", "known", "at_most"])
def test_the_school_exceeds_a_class_by_its_other_families_at_most_where_a_family_counts_alike_in_each(figure):
    """18 to 20 of 2A, 26 to 30 of the school's 30, of which 6 are not of 2A."""
    known = {("2A", SENT): 24, ("2B", SENT): 12, ("Hill", SENT): 30}
    files = told_once(figure, "75 to 85 %", "85 % or more")
    assert {each.group for each in exposed_in(files, {}, known)} == {"2A", "Hill"}
    assert exposed_in(files, {}, {where: number for where, number in known.items() if where[0] != "Hill"}) == ()


def test_room_in_the_groups_of_other_classes_may_be_for_more_than_their_other_families():
    """3 of 24 at most, 26 or more of 30: an echo in two other classes has room for one family twice."""
    files = told_once("at_most", "under 15 %", "85 % or more", 25)
    assert exposed_in(files, {}, {("2A", SENT): 24, ("2B", SENT): 27, ("Hill", SENT): 30}) == ()


def test_no_more_can_be_reached_in_a_class_than_in_the_school():
    """21 to 24 of 2A, 19 to 21 of the school's 29."""
    files = told_once("at_most", "85 % or more", "65 to 75 %")
    known = {("2A", SENT): 24, ("2B", SENT): 12, ("Hill", SENT): 29}
    assert exposed_in(files, {}, known) == (Exposed("2A", SENT, "at_most"), Exposed("Hill", SENT, "at_most"))


@pytest.mark.parametrize("figure", ["heard", "in_group_at_least"])
def test_classes_of_a_year_exceed_the_school_by_the_families_they_have_in_common_at_most(figure):
    """15 or 16 of 1A, 12 or 13 of 1B, 23 to 27 of the school's 50: 2A shares families with them, but they none."""
    of = FAMILIES if figure == "heard" else AT_THE_END
    rows = {"1A": "65 to 75 %", "1B": "55 to 65 %", "2A": "under 30 %"}
    classes = [one(name, period(AUTUMN, **{figure: said}), year=name[0]) for name, said in rows.items()]
    whole = several("Hill", "school", list(rows), period(AUTUMN, **{figure: "45 to 55 %"}))
    known = {(name, AUTUMN, of): n for name, n in {"1A": 22, "1B": 21, "2A": 17, "Hill": 50}.items()}
    files = [summary(*classes, whole)]
    found = exposed_in(files, {}, {}, known | {("1", AUTUMN, shared(of)): 0})
    assert [each.group for each in found] == ["1A", "1B", "Hill"]
    for unknown in ({}, {("1", AUTUMN, shared(of)): 1}, {("2", AUTUMN, shared(of)): 0}):
        assert exposed_in(files, {}, {}, known | unknown) == ()


def test_the_school_exceeds_a_year_by_its_other_families_at_most_where_a_family_counts_alike_in_each():
    """5 or 6 of 10 in 1A and in 1B, 17 or 18 of the school's 25, of whom 5 are in neither."""
    row = period(AUTUMN, joined="<5")
    own = [Announcement(sent_at=SENT, families=10, known="50 to 70 %")]
    first = [one(name, row, announcements=own, year="1") for name in ("1A", "1B")]
    second = one("2A", row, announcements=[Announcement(sent_at=SENT, families=15)], year="2")
    sent = [Announcement(sent_at=SENT, families=25, known="65 to 75 %")]
    files = [summary(*first, second, several("Hill", "school", ["1A", "1B", "2A"], row, announcements=sent))]
    posted = {("1A", SENT): 10, ("1B", SENT): 10, ("2A", SENT): 15, ("Hill", SENT): 25}
    assert exposed_in(files, {}, posted) == ()
    found = exposed_in(files, {}, posted, {("1", SENT, shared(FAMILIES)): 0})
    assert [each.group for each in found] == ["1A", "1B", "Hill"]


def test_room_for_one_more_in_a_group_counts_for_each_class_and_once_for_the_school():
    """So those who can have been in it may be far fewer in the school than in its classes together."""

    def sent(families: int, at_most: str) -> Announcement:
        return Announcement(sent_at=SENT, families=families, at_most=at_most)

    row = period(AUTUMN, joined="<5")
    a, b = (one(name, row, announcements=[sent(10, "50 to 70 %")]) for name in ("3A", "4A"))
    whole = school(row, announcements=[sent(20, "25 to 35 %")])  # 5 or 6 of 20, as in each class
    known = {("3A", SENT): 10, ("4A", SENT): 10, ("Larkmoor Primary", SENT): 20}
    assert exposed_in([summary(a, b, whole)], {}, known) == ()


def in_group(classes: int, school_says: str, once: int) -> tuple[list[Summary], Mapping[tuple[str, str, str], int]]:
    """Two classes of 10 with 5 or 6 who can be in the group, and so many families together."""
    a, b = (one(name, period(AUTUMN, in_group_at_most="50 to 70 %")) for name in ("3A", "4A"))
    whole = school(period(AUTUMN, in_group_at_most=school_says))
    known = {(name, AUTUMN, AT_THE_END): classes for name in ("3A", "4A")}
    return [summary(a, b, whole)], known | {("Larkmoor Primary", AUTUMN, AT_THE_END): once}


def test_those_who_can_be_in_the_groups_are_the_classes_added_up_but_no_more_than_there_are_families():
    files, known = in_group(10, "50 to 70 %", 18)  # 9 to 12 of 18: as in the classes, 10 to 12
    assert possible(files, {}, files[0].groups[2], files[0].groups[2].periods[0], "in_group_at_most", known) == (10, 12)
    files, known = in_group(10, "85 % or more", 11)  # 10 or 11 of 11: 10, or more than all
    assert exposed_in(files, {}, {}, known) == ()
    files, known = in_group(10, "85 % or more", 14)  # 12 to 14 of 14: 6 and 6
    assert [each.group for each in exposed_in(files, {}, {}, known)] == ["3A", "4A", "Larkmoor Primary"]


def test_a_class_without_an_export_is_in_the_schools_announcements_and_in_no_other_sum():
    row = period(AUTUMN, families=10, joined=10)
    sent = [Announcement(sent_at=SENT, families=20, known="65 to 75 %")]  # 13 or 14
    own = [Announcement(sent_at=SENT, families=10, known="70 % or more")]  # 7 or more each
    a = one("3A", row, announcements=own)
    b = replace(one("4A", period(AUTUMN, families=10, joined=5), announcements=own), group="no export")
    files = [summary(a, b, school(row, announcements=sent))]
    known = {("3A", SENT): 10, ("4A", SENT): 10, ("Larkmoor Primary", SENT): 20}
    assert {(each.figure, each.group) for each in exposed_in(files, {}, known)} == {
        ("known", name) for name in ("3A", "4A", "Larkmoor Primary")
    }


def test_an_announcement_is_of_the_classes_that_are_told_of_in_the_shortest_period_around_it():
    def sent(families: int, known: str) -> Announcement:
        return Announcement(sent_at=SENT, families=families, known=known)

    known = {("3A", SENT): 10, ("4A", SENT): 20, ("Larkmoor Primary", SENT): 10}
    told, year = period(AUTUMN, joined="<5"), period(YEAR, joined=5)
    a = one("3A", told, year, announcements=[sent(10, "30 to 50 %")])
    b = one("4A", period(AUTUMN), year)
    whole = school(told, period(YEAR, joined=10), announcements=[sent(10, "30 to 50 %")])
    assert exposed_in([summary(a, b, whole)], {}, known) == ()  # the school's 10 families are those of 3A alone


def test_a_year_of_fewer_classes_than_its_term_is_not_compared_with_it():
    a = one("3A", period(AUTUMN, joined=10), period(YEAR, joined=10))
    b = one("4A", period(AUTUMN, joined=40), period(YEAR))
    whole = school(period(AUTUMN, joined=50), period(YEAR, joined=10))
    assert exposed_in([summary(a, b, whole)], {}, {}) == ()


# Several files


def test_what_two_files_say_of_one_class_is_both_true():
    early, late = (one("3A", period(AUTUMN, families=25, heard=heard)) for heard in ("45 to 55 %", "50 %"))
    assert exposed_in([summary(early), summary(early)], roll(**{"3A": 24}), {}) == ()
    assert exposed_in([summary(early), summary(late)], roll(**{"3A": 24}), {}) == (Exposed("3A", AUTUMN, "heard"),)


def test_files_that_contradict_each_other_are_told_so_with_the_figure_the_class_and_the_period():
    files = [summary(one("3A", period(AUTUMN, families=25, heard=heard))) for heard in ("45 to 55 %", "65 to 75 %")]
    with pytest.raises(Contradiction) as raised:
        exposed_in(files, roll(**{"3A": 24}), {})
    assert str(raised.value) == "No whole numbers fit all that is told of heard of 3A (Autumn 2025)."


def test_periods_of_one_name_and_other_days_are_apart():
    summer = Period(
        name=AUTUMN, starts=date(2024, 9, 2), ends=date(2024, 12, 20), span="term", figures=Figures(joined=30)
    )
    assert exposed_in([summary(one("3A", period(AUTUMN, joined=5), summer))], {}, {}) == ()


def test_the_order_of_files_and_groups_changes_nothing():
    autumn = period(AUTUMN)
    groups = [
        one("3A", autumn),
        one("3B", autumn),
        several("Year 3", "year", ["3A", "3B"], period(AUTUMN, families=30, heard="65 to 75 %")),
    ]
    sister = summary(one("3B", period(AUTUMN, families=25, heard="45 to 55 %")))
    known = roll(**{"3A": 8, "3B": 24, "Year_3": 32})
    assert exposed_in([summary(*groups), sister], known, {}) == exposed_in([sister, summary(*groups[::-1])], known, {})


# Every figure


def test_it_is_decided_of_every_figure_how_it_is_attacked():
    decided = [*attacked.WHOLES, *attacked.PARTS, *attacked.COUNTS, *attacked.NO_CELL]
    assert sorted(decided) == sorted(Figures.__struct_fields__)
    assert sorted(("sent_at", "families", *RUNGS, *READ)) == sorted(Announcement.__struct_fields__)


def test_no_other_part_of_a_file_holds_a_number_of_people():
    assert Period.__struct_fields__ == ("name", "starts", "ends", "span", "figures")
    assert set(Group.__struct_fields__) == {
        *("name", "kind", "year", "classes", "group", "first", "last", "times_settled", "periods", "announcements")
    }

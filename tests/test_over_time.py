from datetime import date
from pathlib import Path

import polars as pl
import pytest

from dashboard.metrics import over_time, talk
from dashboard.metrics.cohorts import COHORT, cohort, groups, moved
from dashboard.metrics.equity import PARTICIPATION
from dashboard.metrics.over_time import before, changes, stacked, terms
from dashboard.selection import Period, Selection
from dashboard.workspace import Workspace, load
from parsers import schema

AUTUMN_24 = Period("Autumn 2024", date(2024, 9, 3), date(2024, 12, 20))
SPRING_25 = Period("Spring 2025", date(2025, 1, 6), date(2025, 7, 22))
AUTUMN_25 = Period("Autumn 2025", date(2025, 9, 2), date(2025, 12, 19))
SPRING_26 = Period("Spring 2026", date(2026, 1, 5), date(2026, 7, 21))
YEAR_24 = Period("School year 2024/25", AUTUMN_24.starts, SPRING_25.ends)
YEAR_25 = Period("School year 2025/26", AUTUMN_25.starts, SPRING_26.ends)
ALL = Period("Everything loaded", date(2024, 9, 1), date(2026, 7, 16))
OFFERED = (SPRING_26, AUTUMN_25, SPRING_25, AUTUMN_24, YEAR_25, YEAR_24, ALL)
LAST_YEAR = {"starts": YEAR_24.starts, "ends": YEAR_24.ends}
THIS_YEAR = {"starts": YEAR_25.starts}


def roster_of(*rows: tuple[str, str, dict[str, date]]) -> pl.DataFrame:
    """class, families as one letter each, and when they were in it."""
    filled = [
        {"class": name, "family": family, "standing": "current", "role": "guardian"} | when
        for name, families, when in rows
        for family in families
    ]
    return pl.DataFrame(filled, infer_schema_length=None).pipe(schema.conform, schema.ROSTER)


def was(roster: pl.DataFrame, *classes: str, today: Period = YEAR_25, then: Period = YEAR_24) -> list[str | None]:
    answer = cohort(roster, today, then, classes)
    assert answer["class"].to_list() == list(classes)
    return answer["was"].to_list()


def on_roll(roster: pl.DataFrame, period: Period, *classes: str) -> dict[str, str]:
    """class -> its families, one letter each."""
    families = talk.families_on_roll(roster, Selection(period, classes))
    return {name: "".join(own["family"].sort()) for (name,), own in families.group_by("class")}


MOVED_UP = roster_of(
    ("1A", "abcd", LAST_YEAR),
    ("2A", "abcde", THIS_YEAR),
    ("1A", "pqr", THIS_YEAR),
    ("2A", "wxyz", LAST_YEAR),
    ("1B", "mno", LAST_YEAR),
)


# Which periods


@pytest.mark.parametrize(
    ("chosen", "earlier"),
    [
        (SPRING_26, AUTUMN_25),
        (AUTUMN_25, SPRING_25),
        (AUTUMN_24, None),
        (YEAR_25, YEAR_24),
        (YEAR_24, None),
        (ALL, None),
    ],
)
def test_a_period_stands_beside_the_latest_one_of_its_kind_that_was_over_by_then(
    chosen: Period, earlier: Period | None
) -> None:
    assert before(OFFERED, chosen) == before(OFFERED[::-1], chosen) == earlier


def test_a_period_that_overlaps_the_chosen_one_is_not_before_it() -> None:
    half = Period("Second half of spring", date(2026, 2, 23), date(2026, 7, 21))
    assert before((*OFFERED, half), half) == AUTUMN_25
    assert before([Period("Until the day", date(2025, 1, 1), AUTUMN_25.starts)], AUTUMN_25) is None


@pytest.mark.parametrize(
    ("offered", "told"),
    [
        (OFFERED, (AUTUMN_24, SPRING_25, AUTUMN_25, SPRING_26)),
        ((YEAR_25, YEAR_24, ALL), (YEAR_24, YEAR_25)),
        ((ALL,), (SPRING_26,)),
        ((), (SPRING_26,)),
    ],
)
def test_told_is_every_term_or_else_every_school_year_or_else_the_period_chosen(
    offered: tuple[Period, ...], told: tuple[Period, ...]
) -> None:
    assert terms(offered, SPRING_26) == told


# Which class


def test_a_class_that_moved_up_was_the_class_that_had_its_families() -> None:
    assert was(MOVED_UP, "2A") == ["1A"]


def test_a_reception_class_was_nowhere() -> None:
    assert was(MOVED_UP, "1A") == [None]


def test_terms_of_one_school_year_have_the_same_class() -> None:
    assert was(MOVED_UP, "1A", "2A", today=SPRING_26, then=AUTUMN_25) == ["1A", "2A"]


@pytest.mark.parametrize(
    ("families", "former"),
    [("abcd", "1A"), ("abmn", "1A"), ("abmno", None), ("ab", "1A"), ("mnop", None)],
)
def test_half_of_the_families_of_today_are_enough_and_fewer_are_not(families: str, former: str | None) -> None:
    roster = roster_of(("1A", "abcd", LAST_YEAR), ("2A", families, THIS_YEAR))
    assert was(roster, "2A") == [former]


def test_a_draw_between_two_other_classes_is_no_class_and_one_with_itself_is_itself() -> None:
    merged = roster_of(("1A", "ab", LAST_YEAR), ("1B", "cd", LAST_YEAR), ("2A", "abcd", THIS_YEAR))
    assert was(merged, "2A") == [None]
    mixed = roster_of(("1A", "ab", LAST_YEAR), ("2A", "cd", LAST_YEAR), ("2A", "abcd", THIS_YEAR))
    assert was(mixed, "2A") == ["2A"]


def test_siblings_do_not_make_it_another_class() -> None:
    roster = roster_of(
        ("1A", "abcd", LAST_YEAR),
        ("2A", "cdwx", LAST_YEAR),  # c and d have a child in each
        ("2A", "abcd", THIS_YEAR),
        ("3A", "cdwx", THIS_YEAR),
    )
    assert was(roster, "2A", "3A") == ["1A", "2A"]


def test_a_class_split_in_two_was_the_same_class_twice() -> None:
    split = roster_of(("1A", "abcdef", LAST_YEAR), ("2A", "abc", THIS_YEAR), ("2B", "def", THIS_YEAR))
    assert was(split, "2A", "2B") == ["1A", "1A"]


def test_classes_that_swapped_names_were_each_other() -> None:
    swapped = roster_of(
        ("2A", "abc", LAST_YEAR), ("2B", "xyz", LAST_YEAR), ("2B", "abc", THIS_YEAR), ("2A", "xyz", THIS_YEAR)
    )
    assert was(swapped, "2A", "2B") == ["2B", "2A"]
    then = moved(swapped, cohort(swapped, YEAR_25, YEAR_24, ("2A", "2B")))
    assert on_roll(then, YEAR_24, "2A", "2B") == {"2A": "xyz", "2B": "abc"}


def test_a_roster_without_dates_has_every_class_where_it_is() -> None:
    assert was(roster_of(("1A", "abc", {}), ("2A", "xyz", {})), "1A", "2A") == ["1A", "2A"]


def test_a_class_that_the_roster_names_nobody_of_is_itself() -> None:
    assert was(MOVED_UP, "9Z") == ["9Z"]
    assert was(schema.empty(schema.ROSTER), "1A") == ["1A"]


def test_an_open_start_reaches_back_into_the_earlier_period() -> None:
    roster = roster_of(("1A", "abc", {"ends": YEAR_24.ends}), ("2A", "abc", THIS_YEAR), ("3A", "xyz", {}))
    assert was(roster, "2A", "3A") == ["1A", "3A"]


def test_staff_are_no_family_of_a_class() -> None:
    staff = roster_of(("2A", "stu", LAST_YEAR), ("2A", "stu", THIS_YEAR)).with_columns(
        role=pl.lit("staff", schema.ROLE)
    )
    assert was(pl.concat([MOVED_UP, staff]), "2A") == ["1A"]


def test_the_roll_of_then_stands_under_the_name_of_today() -> None:
    then = moved(MOVED_UP, cohort(MOVED_UP, YEAR_25, YEAR_24, ("1A", "2A")))
    assert then.schema == schema.ROSTER
    assert on_roll(then, YEAR_24, "1A", "2A") == {"2A": "abcd"}


def test_the_roll_of_a_class_that_was_split_stands_under_both_names() -> None:
    split = roster_of(("1A", "abcdef", LAST_YEAR), ("2A", "abc", THIS_YEAR), ("2B", "def", THIS_YEAR))
    then = moved(split, cohort(split, YEAR_25, YEAR_24, ("2A", "2B")))
    assert on_roll(then, YEAR_24, "2A", "2B") == {"2A": "abcdef", "2B": "abcdef"}


def test_nothing_moves_in_a_roster_without_dates() -> None:
    roster = roster_of(("1A", "abc", {}), ("2A", "xyz", {}))
    assert moved(roster, cohort(roster, YEAR_25, YEAR_24, ("1A", "2A"))).equals(roster)


# Two school years of one group


def links_of(*rows: tuple[str, str]) -> pl.DataFrame:
    """chat and class in one, senders as one letter each, who are their own families."""
    filled = [(name, sender, name, sender, "alias") for name, senders in rows for sender in senders]
    columns = ["chat", "sender", "class", "family", "how"]
    return pl.DataFrame(filled, schema=columns, orient="row").pipe(schema.conform, schema.LINKS)


def talk_of(**chats: str) -> pl.DataFrame:
    """A message of each sender, one letter each."""
    rows = [(chat, sender, YEAR_24.starts, 1) for chat, senders in chats.items() for sender in senders]
    columns = {"chat": pl.Categorical(), "sender": pl.Categorical(), "week": pl.Date, "messages": pl.UInt32}
    return pl.DataFrame(rows, schema=columns, orient="row")


EVERYBODY = links_of(("1A", "abcdpqrwxyz"), ("2A", "abcdemnopqrwxyz"))


@pytest.mark.parametrize(
    ("speakers", "was"),
    [("abc", "1A"), ("abwx", "1A"), ("awx", "2A"), ("wxyz", "2A"), ("", "1A"), ("apqr", "1A"), ("mno", None)],
)
def test_a_group_was_of_those_who_mostly_wrote_in_it_and_of_neither_it_is_nobodys(
    speakers: str, was: str | None
) -> None:
    spoken = talk_of(**{"2A": speakers, "1A": "pqrwxyz"})
    told = groups(MOVED_UP, spoken, EVERYBODY, OFFERED, Selection(YEAR_24, ("2A",)))
    assert told.cohort.rows() == [("2A", was)]


def test_over_several_school_years_a_class_has_the_name_of_today() -> None:
    told = groups(MOVED_UP, talk_of(**{"2A": "abcd"}), EVERYBODY, OFFERED, Selection(ALL, ("2A",)))
    assert told.cohort.rows() == [("2A", "2A")]


def rolls(in_1a: str, in_2a: str, period: Period, roster: pl.DataFrame = MOVED_UP) -> dict[str, str]:
    """The families of the groups of 1A and 2A, in which those spoke in the earlier year."""
    selection = Selection(period, ("1A", "2A"))
    spoken = talk_of(**{"1A": in_1a, "2A": in_2a})
    return on_roll(groups(roster, spoken, EVERYBODY, OFFERED, selection).roster, period, "1A", "2A")


@pytest.mark.parametrize(
    ("in_1a", "in_2a", "families"),
    [
        ("", "abcd", {"2A": "abcd"}),  # the group moved up with its families
        ("abc", "wxyz", {"1A": "abcd", "2A": "wxyz"}),  # each group stayed with the name of its class
        ("", "mno", {}),  # of a third class: nobody's
        ("", "", {"2A": "abcd"}),
    ],
)
@pytest.mark.parametrize("period", [YEAR_24, AUTUMN_24])
def test_a_group_was_of_the_families_that_moved_up_with_it_unless_it_stayed_with_the_name(
    in_1a: str, in_2a: str, families: dict[str, str], period: Period
) -> None:
    assert rolls(in_1a, in_2a, period) == families


@pytest.mark.parametrize("period", [YEAR_25, SPRING_26])
def test_in_the_newest_year_a_group_is_of_its_class(period: Period) -> None:
    assert rolls("", "abcd", period) == {"1A": "pqr", "2A": "abcde"}


def test_over_several_years_a_group_is_of_each_years_families() -> None:
    assert rolls("", "abcd", ALL) == {"1A": "pqr", "2A": "abcde"}
    assert rolls("abc", "wxyz", ALL) == {"1A": "abcdpqr", "2A": "abcdewxyz"}


def test_what_was_said_in_a_later_year_does_not_tell_whose_a_group_was() -> None:
    later = talk_of(**{"2A": "wxyz"}).with_columns(week=pl.lit(YEAR_25.starts))
    told = groups(MOVED_UP, later, EVERYBODY, OFFERED, Selection(ALL, ("2A",)))
    assert on_roll(told.roster, ALL, "2A") == {"2A": "abcde"}


def test_a_roster_without_dates_has_the_same_families_in_every_year() -> None:
    roster = roster_of(("1A", "abc", {}), ("2A", "xyz", {}))
    for period in OFFERED:
        assert rolls("", "xyz", period, roster) == {"1A": "abc", "2A": "xyz"}


def test_without_school_years_the_period_is_one_piece() -> None:
    selection = Selection(ALL, ("2A",))
    told = groups(MOVED_UP, talk_of(), EVERYBODY, [ALL], selection)
    assert on_roll(told.roster, ALL, "2A") == {"2A": "abcdewxyz"}


def heard_of(roster: pl.DataFrame, period: Period, spoken: pl.DataFrame, *classes: str) -> pl.DataFrame:
    selection = Selection(period, classes)
    return heard_by(roster, spoken, EVERYBODY, selection)


def fit(*names: str | None, throughout: bool | None = True, linked_enough: bool | None = True) -> pl.DataFrame:
    return pl.DataFrame({"class": names}, schema={"class": pl.String}).with_columns(
        throughout=pl.lit(throughout, pl.Boolean), linked_enough=pl.lit(linked_enough, pl.Boolean)
    )


def test_the_families_of_a_class_that_moved_up_are_set_beside_themselves() -> None:
    then = moved(MOVED_UP, cohort(MOVED_UP, YEAR_25, YEAR_24, ("2A",)))
    earlier = heard_of(then, YEAR_24, talk_of(**{"2A": "ab"}), "2A")
    now = heard_of(MOVED_UP, YEAR_25, talk_of(**{"2A": "bcde"}), "2A")
    told = changes(now, earlier, fit("2A"), fit("2A"), period="this", before="last")
    row = {"class": "2A", "period": "this", "before": "last", "both": 4, "now_only": 2, "before_only": 1, "chance": 1.0}
    assert told.schema == over_time.CHANGES
    assert told.to_dicts() == [row | {"class": None}, row]


def called_a_year_less(roster: pl.DataFrame) -> pl.DataFrame:
    """`roster` of classes that keep their names, told as if they had been a year lower until the summer of 2025."""
    lower = pl.concat_str(pl.col("class").str.head(1).cast(pl.Int8) - 1, pl.col("class").str.tail(1))
    then = roster.filter(pl.col("starts").is_null() | (pl.col("starts") <= YEAR_24.ends)).with_columns(
        lower.alias("class"), ends=pl.min_horizontal("ends", pl.lit(YEAR_24.ends))
    )
    now = roster.filter(pl.col("ends").is_null() | (pl.col("ends") >= YEAR_25.starts)).with_columns(
        starts=pl.max_horizontal("starts", pl.lit(YEAR_25.starts))
    )
    return pl.concat([then, now])


@pytest.fixture(scope="module")
def school(sample: Path) -> Workspace:
    return load(sample)


@pytest.mark.parametrize("period", OFFERED, ids=lambda period: period.name)
def test_what_the_classes_were_called_last_year_changes_no_figure_of_the_sample(
    school: Workspace, period: Period
) -> None:
    selection = Selection(period, tuple(school.classes["class"]))
    spoken = talk.talk(school.daily, selection)
    told = [
        heard_by(groups(roster, spoken, school.links, OFFERED, selection).roster, spoken, school.links, selection)
        for roster in (school.roster, called_a_year_less(school.roster))
    ]
    assert told[0]["messages"].sum() > 0
    assert told[1].equals(told[0])


def heard_by(roster: pl.DataFrame, spoken: pl.DataFrame, links: pl.DataFrame, selection: Selection) -> pl.DataFrame:
    on_roll = talk.families_on_roll(roster, selection)
    return talk.family_messages(talk.family_weeks(spoken, talk.speaking(links, roster, on_roll)), on_roll)


def counts_of(**classes: dict[str, int]) -> pl.DataFrame:
    rows = [(name, family, count) for name, families in classes.items() for family, count in families.items()]
    return pl.DataFrame(rows, schema={"class": pl.String, "family": pl.String, "messages": pl.UInt32}, orient="row")


def told(now: pl.DataFrame, earlier: pl.DataFrame, fit_now: pl.DataFrame, fit_earlier: pl.DataFrame) -> list[tuple]:
    answer = changes(now, earlier, fit_now, fit_earlier, period="this", before="last")
    return answer.select("class", "both", "now_only", "before_only").rows()


def test_only_families_on_roll_in_both_are_counted() -> None:
    now, earlier = counts_of(A={"a": 1, "joined": 1}), counts_of(A={"a": 0, "left": 5})
    assert told(now, earlier, fit("A"), fit("A")) == [(None, 1, 1, 0), ("A", 1, 1, 0)]


def test_a_family_of_two_classes_counts_once_in_the_school_and_is_heard_where_one_of_them_heard_it() -> None:
    now = counts_of(A={"a": 0, "b": 1}, B={"a": 1})
    earlier = counts_of(A={"a": 0, "b": 0}, B={"a": 0})
    assert told(now, earlier, fit("A", "B"), fit("B", "A")) == [(None, 2, 2, 0), ("A", 2, 1, 0), ("B", 1, 1, 0)]
    assert told(earlier, now, fit("A", "B"), fit("B", "A")) == [(None, 2, 0, 2), ("A", 2, 0, 1), ("B", 1, 0, 1)]


@pytest.mark.parametrize("lacking", ["throughout", "linked_enough"])
@pytest.mark.parametrize("value", [False, None])
@pytest.mark.parametrize("side", [0, 1])
def test_a_class_that_was_not_seen_throughout_or_not_linked_enough_in_either_is_left_out_of_the_school_too(
    lacking: str, value: bool | None, side: int
) -> None:
    frames = [fit("A", "B"), fit("A", "B")]
    less = pl.when(pl.col("class") == "B").then(pl.lit(value, pl.Boolean)).otherwise(lacking)
    frames[side] = frames[side].with_columns(less.alias(lacking))
    now, earlier = counts_of(A={"a": 1}, B={"b": 1}), counts_of(A={"a": 0}, B={"b": 0})
    assert told(now, earlier, *frames) == [(None, 1, 1, 0), ("A", 1, 1, 0)]


def test_without_a_class_fit_in_both_there_are_no_rows() -> None:
    now = counts_of(A={"a": 1})
    answer = changes(now, now, fit("A", None), fit(None, "B"), period="this", before="last")
    assert answer.is_empty()
    assert answer.schema == over_time.CHANGES


@pytest.mark.parametrize(
    ("now_only", "before_only", "chance"),
    [(0, 0, None), (3, 3, 1.0), (0, 6, 0.03125), (6, 0, 0.03125), (1, 5, 0.21875)],
)
def test_chance_is_that_of_as_many_heads_and_tails(now_only: int, before_only: int, chance: float | None) -> None:
    families = [(str(number), number < now_only, now_only <= number < now_only + before_only) for number in range(12)]
    now = counts_of(A={name: int(heard) for name, heard, _ in families})
    earlier = counts_of(A={name: int(heard) for name, _, heard in families})
    answer = changes(now, earlier, fit("A"), fit("A"), period="this", before="last")
    assert answer.filter(pl.col("class") == "A")["chance"].item() == (None if chance is None else pytest.approx(chance))


# All of it


def participation_of(*names: str | None) -> pl.DataFrame:
    return pl.DataFrame({"class": names}).pipe(schema.conform, PARTICIPATION)


def former(**names: str | None) -> pl.DataFrame:
    return pl.DataFrame(list(names.items()), schema=COHORT, orient="row")


def test_periods_are_stacked_oldest_first_with_the_names_that_classes_had() -> None:
    answer = stacked(
        [
            (YEAR_25, participation_of("1A", "2A", None), former(**{"1A": "1A", "2A": "2A"})),
            (YEAR_24, participation_of("2A", "1A", None), former(**{"1A": None, "2A": "1A"})),
        ]
    )
    assert answer.schema == over_time.OVER_TIME
    assert answer.select("period", "class", "was").rows() == [
        ("School year 2024/25", "2A", "1A"),
        ("School year 2024/25", "1A", None),
        ("School year 2024/25", None, None),
        ("School year 2025/26", "1A", None),
        ("School year 2025/26", "2A", None),
        ("School year 2025/26", None, None),
    ]
    assert answer["starts"].to_list()[::3] == [YEAR_24.starts, YEAR_25.starts]
    assert answer["ends"].to_list()[::3] == [YEAR_24.ends, YEAR_25.ends]


def test_nothing_stacked_has_no_rows() -> None:
    assert stacked([]).schema == over_time.OVER_TIME
    assert stacked([]).is_empty()

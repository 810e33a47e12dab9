"""What the Equity page shows beyond its headlines, beside plain Python over what happened in the sample school."""

import csv
import math
from collections import Counter
from datetime import date, timedelta
from functools import cache
from itertools import combinations
from pathlib import Path

import pytest

from dashboard import answers, workspace
from dashboard.selection import Selection, offered
from dashboard.workspace import Workspace

SAMPLE = Path(__file__).parent.parent / "sample_exports"
TRUTH = SAMPLE / "truth"
SEEN_CLASSES = ("1A", "1B", "2A", "2B", "4A", "4B")
YEAR, YEAR_BEFORE = "School year 2025/26", "School year 2024/25"


@cache
def school() -> Workspace:
    return workspace.load(SAMPLE)


@cache
def heard(period: str, *classes: str, **how: bool) -> answers.Equity:
    named = {each.name: each for each in offered(school().school.terms, school().messages)}
    return answers.heard(school(), Selection(named[period], classes or tuple(school().classes["class"])), **how)


def rows(file: str) -> list[dict[str, str]]:
    with (TRUTH / file).open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))


@cache
def written() -> list[tuple[str, str, str, date]]:
    """class, family (empty: not a family's), person, day of every message in a class group that an export holds."""
    return [
        (row["chat"].removeprefix("Class "), row["family"], row["person"], date.fromisoformat(row["sent_at"][:10]))
        for row in rows("messages.csv")
        if row["exports"] and row["kind"] != "call"
    ]


def counts(
    class_name: str, starts: date, ends: date, families: int, *, without: frozenset[str] = frozenset()
) -> list[int]:
    """The messages of each family of a class, the silent ones too."""
    on_roll = {row["family"] for row in rostered(class_name, starts, ends)}
    said = Counter(
        family
        for name, family, person, day in written()
        if name == class_name and family in on_roll and starts <= day <= ends and person not in without
    )
    return [*said.values(), *[0] * (families - len(said))]


@cache
def roster() -> list[dict[str, str]]:
    with (SAMPLE / "roster.csv").open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))


def rostered(class_name: str, starts: date, ends: date) -> list[dict[str, str]]:
    return [
        row
        for row in roster()
        if row["class"] == class_name
        and row["family"]
        and (row["starts"] or "0") <= ends.isoformat()
        and (row["ends"] or "9") >= starts.isoformat()
    ]


def mean_difference(x: list[int]) -> float:
    """Gini as it is defined: half the mean difference between two families, over the mean."""
    pairs = [abs(a - b) for a, b in combinations(x, 2)]
    return sum(pairs) / len(pairs) / (2 * sum(x) / len(x))


@pytest.mark.parametrize("class_name", SEEN_CLASSES)
def test_how_evenly_a_class_talks_is_true(class_name: str) -> None:
    answer = heard(YEAR)
    (row,) = [each for each in answer.evenness.iter_rows(named=True) if each["class"] == class_name]
    x = counts(class_name, date(2025, 9, 2), date(2026, 7, 21), row["families"])
    shares = [count / sum(x) for count in x if count]
    assert row["gini"] == pytest.approx(mean_difference(x))
    assert row["hill_0"] == len(shares)
    assert row["hill_1"] == pytest.approx(math.prod(share**-share for share in shares))
    assert row["hill_2"] == pytest.approx(1 / sum(share**2 for share in shares))
    assert row["theil"] == pytest.approx(sum(share * math.log(share * len(x)) for share in shares))
    assert 0.05 < row["gini_if_equal"] < row["gini"]


def test_what_lies_inside_classes_is_true() -> None:
    between = heard(YEAR).between
    assert between is not None
    x = {
        row["class"]: counts(row["class"], date(2025, 9, 2), date(2026, 7, 21), row["families"])
        for row in between.classes.iter_rows(named=True)
        if row["linked_enough"]
    }
    assert list(x) == ["1A", "1B", "2A", "2B", "4A"]  # 4B has too many senders whom nothing links to a family
    families, messages = sum(map(len, x.values())), sum(map(sum, x.values()))
    total = sum(c / messages * math.log(c / messages * families) for each in x.values() for c in each if c)
    apart = sum(sum(c) / messages * math.log(sum(c) / messages / (len(c) / families)) for c in x.values())
    assert between.within == pytest.approx(1 - apart / total)


@pytest.mark.parametrize("class_name", ["1A", "2B"])
def test_each_week_of_a_class_is_true(class_name: str) -> None:
    weeks = heard("Summer 2026", class_name).weeks
    assert weeks["week"][0] == date(2026, 4, 13)
    for week, families, messages in weeks.select("week", "families_heard", "messages").iter_rows():
        own = [count for count in counts(class_name, date(2026, 4, 13), date(2026, 7, 21), 0) if count]
        assert own
        days = (max(week, date(2026, 4, 13)), min(week + timedelta(days=6), date(2026, 7, 21)))
        on_roll = {row["family"] for row in rostered(class_name, date(2026, 4, 13), date(2026, 7, 21))}
        said = Counter(
            f for name, f, _, day in written() if name == class_name and f in on_roll and days[0] <= day <= days[1]
        )
        assert (families, messages) == (len(said), said.total()), week


@pytest.mark.parametrize("class_name", SEEN_CLASSES)
def test_every_term_of_a_class_is_true(class_name: str) -> None:
    terms = heard(YEAR, class_name).terms
    assert terms["period"].to_list() == [
        *("Autumn 2024", "Spring 2025", "Summer 2025"),
        *("Autumn 2025", "Spring 2026", "Summer 2026"),
    ]
    for row in terms.iter_rows(named=True):
        x = counts(class_name, row["starts"], row["ends"], row["families"])
        seen = class_name != "4A" or row["period"] != "Autumn 2024"  # its export begins on Christmas
        assert row["heard"] == (sum(map(bool, x)) if seen else None), row["period"]
        assert row["messages"] == (sum(x) if seen else None), row["period"]


def test_families_heard_in_one_of_two_periods_alone_are_true() -> None:
    ends = {YEAR: (date(2025, 9, 2), date(2026, 7, 21)), YEAR_BEFORE: (date(2024, 9, 3), date(2025, 7, 22))}
    changes = [row for row in heard(YEAR).changes.iter_rows(named=True) if row["class"]]
    assert [row["class"] for row in changes] == ["1A", "1B", "2A", "2B"]  # 4A was not seen throughout
    for row in changes:
        name = row["class"]
        rolls = [{each["family"] for each in rostered(name, *ends[period])} for period in (YEAR, YEAR_BEFORE)]
        both = rolls[0] & rolls[1]
        now, before = (
            {f for n, f, _, day in written() if n == name and f in both and ends[p][0] <= day <= ends[p][1]}
            for p in (YEAR, YEAR_BEFORE)
        )
        true = (len(both), len(now - before), len(before - now))
        assert (row["both"], row["now_only"], row["before_only"]) == true


@pytest.mark.parametrize("class_name", ["1A", "2A", "2B"])
def test_without_what_class_reps_write_and_with_staff_the_figures_are_true(class_name: str) -> None:
    year = (date(2025, 9, 2), date(2026, 7, 21))
    people = rows("people.csv")
    reps = frozenset(row["person"] for row in people if row["class"] == class_name and row["role"] == "class_rep")
    (without,) = heard(YEAR, class_name, reps=False).classes.iter_rows(named=True)
    assert reps
    assert without["messages"] == sum(counts(class_name, *year, 0, without=reps))
    staff = {row["person"] for row in people if row["class"] == class_name and row["role"] == "staff"}
    taught = sum(name == class_name and who in staff and year[0] <= day <= year[1] for name, _, who, day in written())
    (everybody,) = heard(YEAR, class_name).classes.iter_rows(named=True)
    (with_staff,) = heard(YEAR, class_name, staff=True).classes.iter_rows(named=True)
    assert with_staff["messages"] == everybody["messages"] + taught
    assert with_staff["families"] == everybody["families"] + sum(
        row["class"] == class_name and row["role"] == "staff" for row in roster()
    )

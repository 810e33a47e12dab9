"""Whom each announcement can have reached, exactly: of which period it is, and that its sender's family counts too."""

from datetime import date, datetime, timedelta

import polars as pl

from dashboard import workspace
from dashboard.answers import exact_announcements
from dashboard.answers.exact_announcements import with_senders
from dashboard.answers.reach import groups_of
from dashboard.answers.summary_rows import count
from dashboard.metrics.standing import stand
from tests.summarised_school import AUTUMN, NEWS, SPRING, SUMMER, TERMS, YEAR, Class, file_of, files, line


def in_shortest(*sent: datetime) -> list[tuple[int, str]]:
    """announcement, period: of announcements to 1A at these times, numbered in their order."""
    rows = [{"class": "1A", "announcement": number, "sent_at": at, "n": 20} for number, at in enumerate(sent)]
    bands = pl.DataFrame(rows).with_columns(floor=1, known=2, ceiling=3, read_low=None, read_high=None)
    spans = [(YEAR, AUTUMN.starts, SUMMER.ends), *TERMS]
    whole = pl.DataFrame([("1A", *span) for span in spans], schema=["class", "period", "starts", "ends"], orient="row")
    return exact_announcements.in_shortest(bands, whole, ["class"]).select("announcement", "period").rows()


def test_an_announcement_is_of_the_term_on_its_first_and_last_day_and_of_the_year_between_two() -> None:
    days = (AUTUMN.starts, AUTUMN.ends, date(2025, 12, 25), SPRING.starts)
    sent = [datetime.combine(day, datetime.max.time().replace(microsecond=0)) for day in days]
    assert in_shortest(*sent) == [(0, AUTUMN.name), (1, AUTUMN.name), (2, YEAR), (3, SPRING.name)]


def test_of_two_announcements_of_one_minute_the_first_is_told() -> None:
    at = datetime(2026, 1, 25, 12)
    assert in_shortest(at, at, at.replace(hour=13)) == [(0, SPRING.name), (2, SPRING.name)]


def test_a_sign_counts_within_the_schools_own_hours() -> None:
    given = files({"1A": Class("1")}, news=True)
    lines = given[file_of(NEWS)].decode().splitlines(keepends=True)
    thanks = line(AUTUMN.starts + timedelta(days=22), "+44 7700 900000: Thanks")  # 48 of 72 hours after the news
    given[file_of(NEWS)] = "".join([lines[0], thanks, *lines[1:]]).encode()
    reached = count(workspace.load(list(given.items()))).announced.classes
    assert reached.filter(pl.col("period") == AUTUMN.name)["floor"].to_list() == [1]


def test_the_family_of_whoever_announces_is_one_with_a_member_and_a_sign_in_each_of_its_classes() -> None:
    given = files({"1A": Class("1"), "2A": Class("2")}, news=True)
    sender, sibling = b"+44 7700 900000", b"\n2A,1A-0,Little,,+44 7700 900000"
    given[file_of(NEWS)] = given[file_of(NEWS)].replace(b"The PA", sender)
    given["school.toml"] = given["school.toml"].replace(b"The PA", sender)
    given["roster.csv"] += sibling
    groups = groups_of(workspace.load(list(given.items())))
    told = stand(groups)
    own = pl.col("family").cast(pl.String) == "1A-0"
    assert told.families.filter(own).is_empty()  # a page leaves the sender out
    added = with_senders(groups, told).families.filter(own).cast({"class": pl.String})
    assert added.select("class", "direct", "evidence", "members", "unknown").unique().sort("class").rows() == [
        ("1A", True, True, 1, True),
        ("2A", True, True, 1, True),
    ]

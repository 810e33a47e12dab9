"""The bands of reach, beside who really read what: in the sample school and in five others, chatty and quiet ones."""

import io
from dataclasses import dataclass
from functools import cache
from types import MappingProxyType
from typing import Any

import polars as pl
import pytest

from dashboard import grouping, workspace
from dashboard.metrics import reach
from dashboard.workspace import Workspace
from parsers.schema import STAFF
from sample_exports import generator

SCHOOLS: MappingProxyType[str, dict[str, Any]] = MappingProxyType(
    {
        "sample": {},
        "second": {"seed": 2},
        "third, with the announcement group's members": {"seed": 3, "announcement_list": True},
        "fourth, with the announcement group's members": {"seed": 4, "announcement_list": True},
        "chatty": {"seed": 5, "said": 2},
        "quiet": {"seed": 5, "said": 0.2},
    }
)
WINDOWS = (24, 72, 168)
each_school = pytest.mark.parametrize("name", SCHOOLS, scope="module")  # one school after the other


@dataclass(frozen=True)
class School:
    """What was loaded, its links with every wrong or missing one put right, and the truth."""

    loaded: Workspace
    right: pl.DataFrame
    reads: pl.DataFrame  # a row an announcement, class and family on roll
    truth: bytes  # reads.csv


@cache
def school(name: str) -> School:
    made = generator.files(**SCHOOLS[name])
    loaded = workspace.load([(file, data) for file, data in made.items() if "/" not in file])
    people = pl.read_csv(made["truth/people.csv"], infer_schema=False)
    truth = made["truth/reads.csv"]
    return School(loaded, put_right(loaded.links, people), read_truth(truth), truth)


def read_truth(reads: bytes) -> pl.DataFrame:
    moments = {name: pl.Datetime("ms") for name in ("sent_at", "first_read_at", "first_read_in_group_at")}
    return pl.read_csv(io.BytesIO(reads), schema_overrides=moments | {"announcement": pl.UInt32})


def put_right(links: pl.DataFrame, people: pl.DataFrame) -> pl.DataFrame:
    staff = pl.col("role") == "staff"
    true = people.select(
        "chat",
        "sender",
        true=pl.when(staff).then(pl.lit(STAFF) + pl.col("guardian")).otherwise("family"),
        name="guardian",
        told=pl.lit(True),
    ).unique(["chat", "sender"])
    return (
        links.join(true, on=["chat", "sender"], how="left")
        .with_columns(
            family=pl.when("told").then("true").otherwise("family"),
            guardian=pl.when("told").then("name").otherwise("guardian"),
        )
        .select(links.columns)
    )


@cache
def bands(name: str, hours: int = 72, *, right: bool = True) -> pl.DataFrame:
    loaded = school(name).loaded
    return reach.bands(
        loaded.messages,
        grouping.with_posters(loaded.school, loaded.chats),
        loaded.roster,
        school(name).right if right else loaded.links,
        loaded.membership,
        loaded.snapshots,
        loaded.read_counts,
        loaded.classes,
        window_hours=hours,
        head_counts=loaded.head_counts,
        admin_chats=loaded.admin_chats,
    )


def judged(name: str, hours: int = 72, *, right: bool = True) -> pl.DataFrame:
    """Every band that is complete, with `truly`: how many of its families had read it when its window ended."""
    told = bands(name, hours, right=right).filter(pl.col("complete") & (pl.col("n") > 0))
    limit = pl.col("at") + pl.duration(hours=hours)
    return with_truth(told, readers(name, told.select("announcement", at="sent_at"), pl.col("first_read_at") <= limit))


def looked_at(name: str, *, right: bool = True) -> pl.DataFrame:
    """Every band with a read count, with `truly`: how many families had read it when it was taken."""
    told = bands(name, right=right).drop_nulls("read_low")
    at_the_look = pl.col("first_read_in_group_at") <= pl.col("at")
    return with_truth(told, readers(name, told.select("announcement", at="taken_at"), at_the_look))


def readers(name: str, moments: pl.DataFrame, read: pl.Expr) -> pl.DataFrame:
    """announcement, class (null: the school), truly."""
    rows = moments.unique().join(school(name).reads, on="announcement").filter(read)
    everywhere = rows.with_columns(pl.lit(None, pl.String).alias("class"))
    return pl.concat([rows, everywhere]).group_by("announcement", "class").agg(truly=pl.col("family").n_unique())


def with_truth(told: pl.DataFrame, true: pl.DataFrame) -> pl.DataFrame:
    return told.join(true, on=["announcement", "class"], how="left", nulls_equal=True).with_columns(
        pl.col("truly").fill_null(0)
    )


def outside(rows: pl.DataFrame, low: str, high: str) -> list[tuple[object, ...]]:
    wrong = rows.filter((pl.col("truly") < pl.col(low)) | (pl.col("truly") > pl.col(high)))
    return wrong.select("announcement", "class", low, "truly", high).rows()


@each_school
def test_families_who_really_read_it_are_no_fewer_than_the_floor_and_no_more_than_the_ceiling(name: str) -> None:
    for hours in WINDOWS:
        rows = judged(name, hours)
        assert rows["announcement"].n_unique() >= 75
        assert rows["class"].n_unique() == 9  # eight classes and the school
        assert outside(rows, "floor", "ceiling") == [], hours


@each_school
def test_families_who_really_had_read_it_at_the_look_lie_within_the_band_of_the_count(name: str) -> None:
    rows = looked_at(name)
    assert rows.height >= 20
    assert outside(rows, "read_low", "read_high") == []


@each_school
def test_announcements_are_numbered_as_they_were_made(name: str) -> None:
    made = bands(name).select("announcement", minute="sent_at").unique()
    true = school(name).reads.select("announcement", minute=pl.col("sent_at").dt.truncate("1m")).unique()
    assert made.sort("announcement").equals(true.sort("announcement"))


@each_school
def test_the_programs_own_links_are_never_wrong_here_and_its_bands_are_as_true_with_them(name: str) -> None:
    true = school(name).right.select("chat", "sender", true="family")
    links = school(name).loaded.links.join(true, on=["chat", "sender"])
    assert links.filter(pl.col("family") != pl.col("true").fill_null("nobody")).rows() == []
    assert links.filter(pl.col("family").is_null() & pl.col("true").is_not_null()).height <= 1
    assert outside(judged(name, right=False), "floor", "ceiling") == []
    assert outside(looked_at(name, right=False), "read_low", "read_high") == []


def test_a_floor_tells_how_chatty_a_school_is_and_not_how_many_read() -> None:
    """Two schools in which the same families read the same at the same times."""
    assert school("chatty").truth == school("quiet").truth
    in_chatty, in_quiet = (
        bands(name).filter(pl.col("class").is_null() & pl.col("complete")) for name in ("chatty", "quiet")
    )
    assert in_chatty["announcement"].to_list() == in_quiet["announcement"].to_list()
    assert (in_chatty["floor"] >= in_quiet["floor"]).all()
    assert in_chatty["floor"].sum() > 2 * in_quiet["floor"].sum()


def test_the_chatty_school_says_several_times_as_much_and_the_same_is_announced_and_passed_on() -> None:
    chatty, quiet = (school(name).loaded.messages for name in ("chatty", "quiet"))
    assert chatty.height > 5 * quiet.height
    for same in (pl.col("kind") == "notice", pl.col("chat").str.ends_with("Announcements"), pl.col("kind") == "poll"):
        facts = ("chat", "sent_at", "text", "event")
        assert chatty.filter(same).select(facts).equals(quiet.filter(same).select(facts))


def test_a_member_list_of_the_announcement_group_names_everybody_whom_the_head_count_counts() -> None:
    (name,) = (name for name, how in SCHOOLS.items() if how == {"seed": 3, "announcement_list": True})
    (listed,) = school(name).loaded.snapshots.filter(pl.col("names").list.len() > 50).iter_rows(named=True)
    there = bands(name)["sent_at"].max()
    assert listed["chat"].endswith("Announcements")
    assert listed["taken_on"] > there.date()  # pyright: ignore[reportOptionalMemberAccess, reportAttributeAccessIssue]
    assert len({*listed["names"]}) == listed["members"]
    assert "Bramley Hill PA" in listed["names"]

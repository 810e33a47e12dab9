"""Who is called a member on which day, beside who really was one in the sample school."""

from datetime import timedelta
from functools import cache
from pathlib import Path

import polars as pl
import pytest

from dashboard import membership, taking, workspace
from dashboard.workspace import Workspace
from parsers import schema

SAMPLE = Path(__file__).parent.parent / "sample_exports"
TRUTH = SAMPLE / "truth"
MOMENT = timedelta(minutes=1)  # Android prints no seconds
HIDDEN = ("Class 4A", "Class 4B")  # exported by ordinary parents, who are not told that somebody left


@cache
def school() -> Workspace:
    return workspace.load((file, data) for file, data in taking.files_of(SAMPLE) if file != "roster.csv")


def certain_days(snapshots: pl.DataFrame) -> pl.DataFrame:
    """chat, sender, at, right: each day on which somebody is called listed or presumed, and whether they were there."""
    loaded = school()
    ends = pl.DataFrame([{"chat": chat.name, "end": chat.coverage.last} for chat in loaded.chats])
    days = (
        membership.timeline(loaded.messages, snapshots, admin_chats=loaded.admin_chats)
        .filter(pl.col("certainty") != "possible")
        .join(ends.with_columns(pl.col("end").cast(pl.Datetime("ms"))), on="chat")
        .with_columns(pl.min_horizontal(pl.col("until").fill_null(pl.col("end")), "end").alias("until"))
        .filter(pl.col("since") < pl.col("until"))
        .with_columns(at=pl.datetime_ranges("since", "until", interval="1d"))
        .explode("at")
        .unique(["chat", "sender", "at"])
        .select("chat", "sender", "at")
    )
    person = pl.read_csv(TRUTH / "people.csv", infer_schema=False).select("chat", "sender", "person").unique()
    true = pl.read_csv(TRUTH / "memberships.csv", infer_schema=False).select(
        "chat",
        "person",
        came=pl.col("since").str.to_datetime(time_unit="ms") - MOMENT,
        went=pl.col("until").str.to_datetime(time_unit="ms") + MOMENT,
    )
    there = (
        days.join(person, on=["chat", "sender"])
        .join(true, on=["chat", "person"])
        .filter((pl.col("came") <= pl.col("at")) & (pl.col("went").is_null() | (pl.col("at") <= pl.col("went"))))
        .select("chat", "sender", "at", right=pl.lit(True))
        .unique()
    )
    return days.join(there, on=["chat", "sender", "at"], how="left").with_columns(pl.col("right").fill_null(False))


@pytest.mark.parametrize("with_lists", [True, False])
def test_where_departures_are_shown_whoever_is_called_a_member_was_one_on_every_day(with_lists: bool) -> None:
    snapshots = school().snapshots if with_lists else schema.empty(schema.SNAPSHOTS)
    days = certain_days(snapshots).filter(~pl.col("chat").is_in(HIDDEN))
    assert days.height >= 150_000
    assert days["right"].all()


@pytest.mark.parametrize("with_lists", [True, False])
@pytest.mark.parametrize("chat", HIDDEN)
def test_where_departures_are_hidden_whoever_is_called_a_member_was_one_on_99_of_100_days(
    chat: str, with_lists: bool
) -> None:
    snapshots = school().snapshots if with_lists else schema.empty(schema.SNAPSHOTS)
    days = certain_days(snapshots).filter(pl.col("chat") == chat)
    assert days.height >= 12_000  # most of the days on which anything was known: caution costs some
    assert days["right"].mean() >= 0.99  # pyright: ignore[reportOptionalOperand, reportOperatorIssue]

"""Whom announcements cannot reach, in states."""

import polars as pl
import pytest

from dashboard.metrics import states

CLASSES = pl.DataFrame({"class": ["2A", "2B", "3A"], "chat": ["Class 2A", "Class 2B", None]})
LOADED = pl.Series(["Class 2A"])


def addressed(*rows: tuple[str, str, int, bool]) -> pl.DataFrame:
    """class, family, members, evidence: of announcement 1."""
    types = {"class": pl.String, "family": pl.String, "members": pl.UInt32, "evidence": pl.Boolean}
    frame = pl.DataFrame(rows, schema=types, orient="row")
    return frame.with_columns(announcement=pl.lit(1, pl.UInt32), nameless=pl.lit(False), unknown=pl.lit(True))


def unreachable(*rows: tuple[str | None, int | None, int | None]) -> pl.DataFrame:
    types = {"class": pl.String, "n": pl.UInt32, "cannot": pl.UInt32}
    return pl.DataFrame(rows, schema=types, orient="row").with_columns(announcement=pl.lit(1, pl.UInt32))


def status(**of: str) -> pl.DataFrame:
    """Every family in class 2A."""
    rows = [("2A", family, said) for family, said in of.items()]
    return pl.DataFrame(rows, schema=dict.fromkeys(("class", "family", "status"), pl.String), orient="row")


@pytest.mark.parametrize(
    ("members", "evidence", "said", "state"),
    [
        (1, False, "not_seen", "known"),
        (0, True, "missing", "known"),
        (1, False, "opted_out_present", "known"),
        (0, False, "opted_out", "not_invited"),
        (0, False, "excluded", "not_invited"),
        (0, False, "missing", "not_in"),
        (0, False, "not_seen", "unseen"),
        (0, False, "current", "unseen"),  # now, but nothing showed them when it was sent
    ],
)
def test_each_family_stands_in_one_state(members: int, evidence: bool, said: str, state: str) -> None:
    families = addressed(("2A", "Ash", members, evidence))

    told = states.states(families, status(Ash=said), unreachable(("2A", 1, 0)), CLASSES, LOADED)

    row = told.row(0, named=True)
    assert {name: row[name] for name in ("known", "not_invited", "not_in", "unseen")} == {
        name: int(name == state) for name in ("known", "not_invited", "not_in", "unseen")
    }


def test_for_the_school_a_family_of_two_classes_counts_once_and_as_what_is_surest_of_it() -> None:
    families = addressed(("2A", "Ash", 0, False), ("2B", "Ash", 1, False), ("2B", "Birch", 0, False))

    told = states.states(
        families, status(Ash="opted_out"), unreachable((None, 2, 0), ("2A", 1, 0), ("2B", 2, 0)), CLASSES, LOADED
    )

    assert told.select("class", "n", "known", "not_invited", "unseen").rows() == [
        (None, 2, 1, 0, 1),
        ("2A", 1, 0, 1, 0),
        ("2B", 2, 1, 0, 1),
    ]


def test_of_families_that_the_roster_does_not_name_only_those_out_of_reach_are_bounded() -> None:
    families = addressed(("2A", "2A 1", 0, False), ("2A", "2A 2", 0, False)).with_columns(nameless=pl.lit(True))

    told = states.states(families, status(), unreachable(("2A", 2, 1)), CLASSES, LOADED)

    assert told.select("known", "unseen", "cannot").rows() == [(None, None, 1)]


def test_a_class_has_its_own_export_or_a_group_without_one_or_no_group() -> None:
    told = states.states(addressed(), status(), unreachable(("2A", 1, 0), ("2B", 1, 0), ("3A", 1, 0)), CLASSES, LOADED)

    assert told["group"].to_list() == ["own", "no_export", "none"]


def test_where_no_announcement_is_over_every_state_is_unknown() -> None:
    told = states.states(addressed(("2A", "Ash", 1, False)), status(), unreachable(("2A", 1, None)), CLASSES, LOADED)

    assert told.select("n", "known", "not_invited", "not_in", "unseen", "cannot").rows() == [
        (1, None, None, None, None, None)
    ]


def test_each_class_counts_the_families_of_its_own_announcement_alone() -> None:
    """A class that is no more has an earlier one."""
    now = addressed(("2A", "Ash", 1, False))
    then = addressed(("2A", "Ash", 1, False), ("3A", "Birch", 1, False)).with_columns(announcement=pl.lit(0, pl.UInt32))
    rows = unreachable((None, 1, 0), ("2A", 1, 0), ("3A", 1, 0)).with_columns(
        announcement=pl.when(pl.col("class") == "3A").then(0).otherwise(1).cast(pl.UInt32)
    )

    told = states.states(pl.concat([now, then]), status(), rows, CLASSES, LOADED)

    assert told.select("class", "known", "unseen").rows() == [(None, 1, 0), ("2A", 1, 0), ("3A", 1, 0)]

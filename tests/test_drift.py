from datetime import date, datetime

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dashboard.metrics import drift
from parsers import schema

ON = date(2026, 3, 1)
NO_LISTS = schema.empty(schema.SNAPSHOTS)
CLASSES = pl.DataFrame({"class": ["1A", "2B"], "chat": ["Class 1A", "Class 2B"]}).pipe(schema.conform, schema.CLASSES)


def roster_of(*rows: dict) -> pl.DataFrame:
    filled = [{"class": "2B", "standing": "current", "role": "guardian"} | row for row in rows]
    return pl.DataFrame(filled, infer_schema_length=None).pipe(schema.conform, schema.ROSTER)


def links_of(*rows: tuple[str, str | None]) -> pl.DataFrame:
    """sender, family; the guardian is the sender, and the group that of 2B."""
    frame = pl.DataFrame(rows, schema={"sender": pl.String, "family": pl.String}, orient="row")
    return frame.with_columns(chat=pl.lit("Class 2B"), guardian="sender").pipe(schema.conform, schema.LINKS)


def members_of(*names: str, certainty: str = "presumed", until: datetime | None = None) -> pl.DataFrame:
    rows = [
        {"chat": "Class 2B", "sender": n, "since": datetime(2026, 1, 1), "until": until, "certainty": certainty}
        for n in names
    ]
    return pl.DataFrame(rows, infer_schema_length=None).pipe(schema.conform, schema.MEMBERSHIP)


def list_of(*names: str, members: int | None = None) -> pl.DataFrame:
    row = {"chat": "Class 2B", "taken_on": date(2026, 2, 1), "members": members, "names": list(names)}
    return pl.DataFrame([row]).pipe(schema.conform, schema.SNAPSHOTS)


def status_of(roster: pl.DataFrame, members: pl.DataFrame, lists: pl.DataFrame = NO_LISTS) -> dict[str, str]:
    """family -> status; every member is linked to the family of the same first letter."""
    families = {name[0]: name for name in roster["family"]}
    links = links_of(*((sender, families.get(sender[0])) for sender in members["sender"].unique()))
    told = drift.family_status(roster, links, members, lists, CLASSES, ON)
    return dict(told.select("family", "status").iter_rows())


NOBODY = schema.empty(schema.MEMBERSHIP)


@pytest.mark.parametrize(
    ("row", "members", "lists", "status"),
    [
        ({}, members_of("Ann"), NO_LISTS, "current"),
        ({}, members_of("Ann", certainty="listed"), list_of("Ann"), "current"),
        ({}, NOBODY, NO_LISTS, "not_seen"),
        ({}, members_of("Ann", certainty="possible"), NO_LISTS, "not_seen"),
        ({}, members_of("Ann", until=datetime(2026, 2, 2)), NO_LISTS, "not_seen"),
        ({}, NOBODY, list_of("Bob"), "missing"),
        ({}, members_of("Ann", certainty="possible"), list_of("Bob"), "not_seen"),
        ({}, NOBODY, list_of(members=20), "not_seen"),  # a head-count has no names
        ({"class": "1A"}, members_of("Ann"), list_of("Ann"), "not_seen"),  # in the group of another class
        ({"standing": "opted_out"}, NOBODY, list_of("Bob"), "opted_out"),
        ({"standing": "opted_out"}, members_of("Ann"), NO_LISTS, "opted_out_present"),
        ({"standing": "excluded"}, NOBODY, NO_LISTS, "excluded"),
        ({"standing": "excluded"}, members_of("Ann"), NO_LISTS, "excluded_present"),
    ],
)
def test_a_family_has_one_status(row, members, lists, status):
    assert status_of(roster_of({"family": "Ash", "guardian": "Ann"} | row), members, lists) == {"Ash": status}


def test_a_list_taken_later_says_nothing_yet():
    later = list_of("Bob").with_columns(taken_on=date(2026, 3, 2))

    assert status_of(roster_of({"family": "Ash"}), NOBODY, later) == {"Ash": "not_seen"}


@pytest.mark.parametrize(
    ("row", "on_roll"),
    [
        ({"ends": date(2026, 2, 28)}, False),
        ({"ends": date(2026, 3, 1)}, True),
        ({"starts": date(2026, 3, 1)}, True),
        ({"starts": date(2026, 3, 2)}, False),
        ({"role": "staff"}, False),
        ({"role": "class_rep"}, True),
    ],
)
def test_a_family_on_roll_that_day_has_a_row(row, on_roll):
    assert bool(status_of(roster_of({"family": "Ash"} | row), NOBODY)) == on_roll


def test_a_family_has_opted_out_only_if_all_its_guardians_have():
    roster = roster_of(
        {"family": "Ash", "guardian": "Ann", "standing": "opted_out"}, {"family": "Ash", "guardian": "Abe"}
    )

    assert status_of(roster, NOBODY) == {"Ash": "not_seen"}


@pytest.mark.parametrize(
    ("members", "alone"),
    [(("Ann",), True), (("Ann", "Abe"), False), ((), False)],
)
def test_one_guardian_only_is_one_person_of_a_family_with_two(members, alone):
    roster = roster_of({"family": "Ash", "guardian": "Ann"}, {"family": "Ash", "guardian": "Abe"})
    links = links_of(*((name, "Ash") for name in members))

    told = drift.family_status(roster, links, members_of(*members), NO_LISTS, CLASSES, ON)

    assert told["one_guardian_only"].to_list() == [alone]


def test_the_only_guardian_of_a_family_is_not_one_guardian_only():
    roster = roster_of({"family": "Ash", "guardian": "Ann"})

    told = drift.family_status(roster, links_of(("Ann", "Ash")), members_of("Ann"), NO_LISTS, CLASSES, ON)

    assert told["one_guardian_only"].to_list() == [False]


@pytest.mark.parametrize(
    ("rows", "family", "status", "days"),
    [
        ([{"family": "Ash"}], "Ash", "current", None),
        ([{"family": "Ash"}], None, "unknown", None),
        ([{"family": "Ash"}], "Elm", "unknown", None),  # no such family on the roster
        ([{"family": "Ash"}], "staff: Ms Elm", "staff", None),
        ([{"family": "Ash", "ends": date(2026, 2, 1)}], "Ash", "left_school", 28),
        ([{"family": "Ash", "class": "1A"}], "Ash", "wrong_class", None),
        ([{"family": "Ash", "class": "1A"}, {"family": "Ash", "ends": date(2026, 2, 1)}], "Ash", "wrong_class", None),
        ([{"family": "Ash", "starts": date(2026, 4, 1)}], "Ash", "current", None),
        ([{"family": "Ash", "standing": "opted_out"}], "Ash", "opted_out_present", None),
        ([{"family": "Ash", "standing": "excluded"}], "Ash", "excluded_present", None),
        (
            [{"family": "Ash", "guardian": "Ann", "standing": "opted_out"}, {"family": "Ash", "guardian": "Abe"}],
            "Ash",
            "opted_out_present",
            None,
        ),
    ],
)
def test_a_member_has_one_status(rows, family, status, days):
    told = drift.sender_status(roster_of(*rows), links_of(("Ann", family)), members_of("Ann"), NO_LISTS, CLASSES, ON)

    assert told.select("class", "sender", "status", "days_since_left").rows() == [("2B", "Ann", status, days)]


def test_somebody_who_has_left_the_group_has_no_status():
    told = drift.sender_status(
        roster_of({"family": "Ash"}),
        links_of(("Ann", "Ash")),
        members_of("Ann", until=datetime(2026, 3, 1, 12)),
        NO_LISTS,
        CLASSES,
        ON,
    )

    assert told.is_empty()


def test_a_member_whom_a_list_counts_but_does_not_name_is_unknown():
    told = drift.sender_status(
        roster_of({"family": "Ash"}),
        links_of(("Ann", "Ash")),
        members_of("Ann", certainty="listed"),
        list_of("Ann", "You", members=3),
        CLASSES,
        ON,
    )

    assert told.select("sender", "status").rows() == [("Ann", "current"), (None, "unknown"), (None, "unknown")]


def test_the_exporter_is_counted_once():
    rep = members_of("Rep")  # a sender who is not on the list, and is taken for its "You"

    told = drift.sender_status(
        roster_of({"family": "Ash"}), links_of(("Rep", "Ash")), rep, list_of("You", members=1), CLASSES, ON
    )

    assert told["sender"].to_list() == ["Rep"]


def frames(statuses: dict[str, int], unknown: int, *, listed: bool) -> tuple[pl.DataFrame, pl.DataFrame]:
    rows = [(status, number) for status, count in statuses.items() for number in range(count)]
    families = pl.DataFrame(
        [("2B", f"{status} {number}", status, False, listed) for status, number in rows],
        schema={
            "class": pl.String,
            "family": pl.String,
            "status": drift.FAMILY_STATUS,
            "one_guardian_only": pl.Boolean,
            "listed": pl.Boolean,
        },
        orient="row",
    )
    members = pl.DataFrame(
        {"class": ["2B"] * (unknown + 1), "status": ["staff"] + ["unknown"] * unknown},
        schema={"class": pl.String, "status": drift.SENDER_STATUS},
    )
    return families, members


@pytest.mark.parametrize(
    ("statuses", "unknown", "low", "high"),
    [
        ({"current": 22, "missing": 3, "not_seen": 2}, 0, 22, 24),
        ({"current": 22, "missing": 3, "not_seen": 2}, 2, 22, 26),
        ({"current": 22, "missing": 3}, 7, 22, 25),
        ({"opted_out": 2, "opted_out_present": 1, "excluded": 1, "excluded_present": 1}, 4, 0, 0),
    ],
)
def test_between_those_who_are_surely_in_and_those_who_may_be(statuses, unknown, low, high):
    row = drift.bounds(*frames(statuses, unknown, listed=True)).row(0, named=True)

    assert (row["low"], row["high"]) == (low, high)
    parts = ("current", "missing", "not_seen", "opted_out", "excluded")
    assert row["families"] == sum(statuses.values()) == sum(row[part] for part in parts)
    assert row["unknown"] == unknown


def test_of_a_group_of_which_nothing_is_known_there_are_no_bounds():
    families, members = frames({"not_seen": 9}, 0, listed=False)

    row = drift.bounds(families, members.clear()).row(0, named=True)

    assert (row["families"], row["low"], row["high"]) == (9, None, None)


def test_of_a_class_without_a_roster_there_are_no_bounds():
    families, members = frames({}, 3, listed=False)

    row = drift.bounds(families, members).row(0, named=True)

    assert (row["families"], row["unknown"], row["low"], row["high"]) == (0, 3, None, None)


@settings(max_examples=40, deadline=None)
@given(
    st.lists(
        st.tuples(
            st.integers(0, 2),  # guardians in the group
            st.booleans(),  # does the roster allow them to be linked?
            st.booleans(),  # have they shown themselves?
        ),
        min_size=1,
        max_size=8,
    ),
    st.booleans(),
)
def test_the_truth_lies_between_the_bounds(families, with_list):
    roster = roster_of(*({"family": f"F{i}", "guardian": f"g{i}"} for i in range(len(families))))
    names = [
        (f"F{i} {g}", f"F{i}" if known else None, shown)
        for i, (n, known, shown) in enumerate(families)
        for g in range(n)
    ]
    seen = [(name, family) for name, family, shown in names if shown or with_list]
    lists = list_of(*(name for name, _, _ in names)) if with_list and names else NO_LISTS
    links, members = links_of(*seen), members_of(*(name for name, _ in seen))

    row = drift.bounds(
        drift.family_status(roster, links, members, lists, CLASSES, ON),
        drift.sender_status(roster, links, members, lists, CLASSES, ON),
    ).row(0, named=True)

    truth = sum(n > 0 for n, _, _ in families)
    assert row["low"] is None or row["low"] <= truth <= row["high"]


def notice(event: str, on: date, targets: list[str]) -> dict:
    at = datetime(on.year, on.month, on.day)
    return {"chat": "Class 2B", "kind": "notice", "event": event, "sent_at": at, "targets": targets}


def test_movements_count_people_by_month_and_a_nameless_one_counts():
    messages = pl.DataFrame(
        [
            notice("joined", date(2026, 1, 5), []),
            notice("added", date(2026, 1, 31), ["Ann", "Abe", "Ash"]),
            notice("left", date(2026, 2, 1), []),
            notice("removed", date(2026, 2, 2), ["Ann"]),
            notice("renamed", date(2026, 3, 2), []),
        ]
    ).pipe(schema.conform, schema.MESSAGES)

    assert drift.movements(messages).rows() == [
        ("Class 2B", date(2026, 1, 1), 1, 3, 0, 0),
        ("Class 2B", date(2026, 2, 1), 0, 0, 1, 1),
    ]


def test_of_nothing_there_is_nothing():
    nothing = (schema.empty(schema.ROSTER), schema.empty(schema.LINKS), NOBODY, NO_LISTS, CLASSES, ON)

    families, members = drift.family_status(*nothing), drift.sender_status(*nothing)

    assert (families.height, members.height, drift.bounds(families, members).height) == (0, 0, 0)
    assert drift.movements(schema.empty(schema.MESSAGES)).is_empty()

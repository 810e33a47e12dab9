from datetime import date, datetime, time

import polars as pl
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from dashboard.membership import timeline
from dashboard.metrics import drift
from parsers import schema

ON = date(2026, 3, 1)
FEBRUARY, FEBRUARY_6 = date(2026, 2, 1), date(2026, 2, 6)
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


def list_of(*names: str, members: int | None = None, goes_on: bool = False, on: date = FEBRUARY) -> pl.DataFrame:
    """A whole list, unless it gives a larger number or goes on; without names a head-count."""
    number = None if goes_on else members or len(names)
    row = {"chat": "Class 2B", "taken_on": on, "members": number, "names": list(names)}
    return pl.DataFrame([row], infer_schema_length=None).pipe(schema.conform, schema.SNAPSHOTS)


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


@pytest.mark.parametrize(
    ("members", "status"),
    [
        (1, "missing"),  # Bob alone
        (2, "missing"),  # one of the two families may be the one whose name the list leaves out
        (3, "not_seen"),  # both may be
        (24, "not_seen"),  # "and 23 others"
    ],
)
def test_nobody_is_called_missing_where_all_may_be_among_those_whom_a_list_leaves_out(members, status):
    roster = roster_of({"family": "Ash"}, {"family": "Elm"})

    assert status_of(roster, NOBODY, list_of("Bob", members=members)) == {"Ash": status, "Elm": status}


@pytest.mark.parametrize(
    ("counted", "status"),
    [
        (1, "missing"),  # Bob alone
        (2, "missing"),  # one of the two families may have come
        (3, "not_seen"),
        (9, "not_seen"),
    ],
)
def test_a_head_count_after_a_list_goes_before_it(counted, status):
    roster = roster_of({"family": "Ash"}, {"family": "Elm"})
    lists = pl.concat([list_of("Bob"), list_of(members=counted, on=FEBRUARY_6)])

    assert status_of(roster, members_of("Bob", certainty="listed"), lists) == {"Ash": status, "Elm": status}


def test_a_head_count_before_a_list_says_nothing_of_it():
    lists = pl.concat([list_of("Bob", on=FEBRUARY_6), list_of(members=9)])

    assert status_of(roster_of({"family": "Ash"}), members_of("Bob", certainty="listed"), lists) == {"Ash": "missing"}


def test_nobody_is_missing_by_a_list_that_stops_short_nobody_knows_where():
    roster = roster_of({"family": "Ash"}, {"family": "Elm"})
    names = members_of("Bob", certainty="listed")

    assert status_of(roster, names, list_of("Bob", goes_on=True)) == {"Ash": "not_seen", "Elm": "not_seen"}
    counted = pl.concat([list_of("Bob", goes_on=True), list_of(members=2, on=FEBRUARY_6)])
    assert status_of(roster, names, counted) == {"Ash": "missing", "Elm": "missing"}


def test_a_family_that_opted_out_is_not_among_those_whom_a_list_lacks():
    roster = roster_of({"family": "Ash"}, {"family": "Elm", "standing": "opted_out"})

    assert status_of(roster, NOBODY, list_of("Bob", members=2)) == {"Ash": "not_seen", "Elm": "opted_out"}


@pytest.mark.parametrize(
    ("starts", "status"), [(None, "missing"), (date(2026, 2, 1), "missing"), (date(2026, 2, 2), "not_seen")]
)
def test_a_list_says_nothing_of_a_family_that_came_to_the_class_after_it(starts, status):
    assert status_of(roster_of({"family": "Ash", "starts": starts}), NOBODY, list_of("Bob")) == {"Ash": status}


def test_a_family_is_on_roll_since_the_first_of_its_rows():
    roster = roster_of({"family": "Ash", "starts": date(2026, 2, 10)}, {"family": "Ash", "starts": date(2025, 9, 1)})

    assert status_of(roster, NOBODY, list_of("Bob")) == {"Ash": "missing"}


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


def test_one_person_under_two_names_is_one_guardian_only():
    roster = roster_of({"family": "Ash", "guardian": "Ann"}, {"family": "Ash", "guardian": "Abe"})
    links = links_of(("Ann", "Ash"), ("+44 7700 900123", "Ash")).with_columns(guardian=pl.lit("Ann"))

    told = drift.family_status(roster, links, members_of(*links["sender"]), NO_LISTS, CLASSES, ON)

    assert told["one_guardian_only"].to_list() == [True]


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


@pytest.mark.parametrize(
    ("rows", "status"),
    [
        ([{"family": "Ash"}], "current"),
        ([{"family": "Ash", "standing": "opted_out"}], "opted_out_present"),
        ([{"family": "Ash", "standing": "opted_out"}, {"family": "Ash", "class": "1A"}], "current"),
        ([{"family": "Ash", "ends": date(2026, 2, 1)}], "left_school"),
    ],
)
def test_in_a_group_of_no_class_a_family_is_what_it_is_anywhere_in_the_school(rows, status):
    whole_school = pl.col("chat").replace("Class 2B", "Everybody")
    links, members = (frame.with_columns(whole_school) for frame in (links_of(("Ann", "Ash")), members_of("Ann")))

    told = drift.sender_status(roster_of(*rows), links, members, NO_LISTS, CLASSES, ON)

    assert told.select("class", "status").rows() == [(None, status)]


@pytest.mark.parametrize(("certainty", "sure"), [("listed", True), ("presumed", True), ("possible", False)])
def test_whether_somebody_is_a_member_at_all_is_told_beside_the_status(certainty, sure):
    members = members_of("Ann", certainty=certainty)

    told = drift.sender_status(roster_of({"family": "Ash"}), links_of(("Ann", "Ash")), members, NO_LISTS, CLASSES, ON)

    assert told.select("status", "sure").rows() == [("current", sure)]


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

    assert told.select("sender", "status", "sure").rows() == [
        ("Ann", "current", True),
        (None, "unknown", True),
        (None, "unknown", True),
    ]


def test_a_list_that_gives_fewer_members_than_names_leaves_the_exporter_alone_without_one():
    names, links = members_of("Ann", certainty="listed"), links_of(("Ann", "Ash"))

    told = drift.sender_status(
        roster_of({"family": "Ash"}), links, names, list_of("Ann", "You", members=1), CLASSES, ON
    )

    assert told["sender"].to_list() == ["Ann", None]


@pytest.mark.parametrize(("names", "nameless"), [(("Ann",), 1), (("Ann", "You"), 2)])
def test_of_a_list_that_goes_on_one_more_is_a_member_at_least(names, nameless):
    members, links = members_of("Ann", certainty="listed"), links_of(("Ann", "Ash"))

    told = drift.sender_status(roster_of({"family": "Ash"}), links, members, list_of(*names, goes_on=True), CLASSES, ON)

    assert told["sender"].to_list() == ["Ann", *[None] * nameless]


def test_the_only_one_whom_a_list_that_goes_on_must_leave_out_may_be_known():
    members = pl.concat([members_of("Ann", certainty="listed"), members_of("Rep")])

    told = drift.sender_status(
        roster_of({"family": "Ash"}), links_of(("Ann", "Ash")), members, list_of("Ann", goes_on=True), CLASSES, ON
    )

    assert told["sender"].to_list() == ["Ann", "Rep"]


def test_the_exporter_is_counted_once():
    rep = members_of("Rep")  # a sender who is not on the list, and is taken for its "You"

    told = drift.sender_status(
        roster_of({"family": "Ash"}), links_of(("Rep", "Ash")), rep, list_of("You", members=1), CLASSES, ON
    )

    assert told["sender"].to_list() == ["Rep"]


def frames(
    statuses: dict[str, int], unknown: int, *, listed: bool, unaccounted: int | None = None
) -> tuple[pl.DataFrame, pl.DataFrame]:
    rows = [(status, number) for status, count in statuses.items() for number in range(count)]
    families = pl.DataFrame(
        [("2B", f"{status} {number}", status, False, listed, unaccounted) for status, number in rows],
        schema={
            "class": pl.String,
            "family": pl.String,
            "status": drift.FAMILY_STATUS,
            "one_guardian_only": pl.Boolean,
            "listed": pl.Boolean,
            "unaccounted": pl.UInt32,
        },
        orient="row",
    )
    members = pl.DataFrame(
        {"class": ["2B"] * (unknown + 1), "status": ["staff"] + ["unknown"] * unknown},
        schema={"class": pl.String, "status": drift.SENDER_STATUS},
    )
    return families, members


@pytest.mark.parametrize(
    ("statuses", "unknown", "low", "high", "absent"),
    [
        ({"current": 22, "missing": 3, "not_seen": 2}, 0, 22, 24, 3),
        ({"current": 22, "missing": 3, "not_seen": 2}, 2, 22, 26, 1),
        ({"current": 22, "missing": 3}, 7, 22, 25, 0),
        ({"opted_out": 2, "opted_out_present": 1, "excluded": 1, "excluded_present": 1}, 4, 0, 0, 0),
    ],
)
def test_between_those_who_are_surely_in_and_those_who_may_be(statuses, unknown, low, high, absent):
    row = drift.bounds(*frames(statuses, unknown, listed=True)).row(0, named=True)

    assert (row["low"], row["high"], row["absent"]) == (low, high, absent)
    assert high + absent + row["opted_out"] + row["excluded"] == row["families"]
    parts = ("current", "missing", "not_seen", "opted_out", "excluded")
    assert row["families"] == sum(statuses.values()) == sum(row[part] for part in parts)
    assert row["unknown"] == unknown


@pytest.mark.parametrize(
    ("unaccounted", "high", "absent"),
    [(None, 24, 3), (9, 24, 3), (2, 24, 3), (1, 23, 4), (0, 22, 5)],
)
def test_no_more_families_are_in_than_the_members_whom_nobody_can_account_for(unaccounted, high, absent):
    statuses = {"current": 22, "missing": 3, "not_seen": 2, "opted_out": 1}

    row = drift.bounds(*frames(statuses, 0, listed=True, unaccounted=unaccounted)).row(0, named=True)

    assert (row["low"], row["high"], row["absent"]) == (22, high, absent)


LINKED = links_of(("Ann", "Ash"), ("Bea", "Birch"), ("Cy", None), ("Di", "staff: Di"))
SEEN = members_of("Ann", "Bea", "Cy", "Di")
STREET = roster_of(*({"family": family} for family in ("Ash", "Birch", *(f"F{n}" for n in range(18)))))


def counted_bounds(members: pl.DataFrame, counts: pl.DataFrame, links: pl.DataFrame = LINKED) -> tuple[int, int]:
    families = drift.family_status(STREET, links, members, counts, CLASSES, ON)
    row = drift.bounds(families, drift.sender_status(STREET, links, members, counts, CLASSES, ON)).row(0, named=True)
    assert row["high"] + row["absent"] == row["families"] == 20
    return row["low"], row["high"]


@pytest.mark.parametrize(
    ("counts", "high"),
    [
        (NO_LISTS, 20),
        (list_of(members=6), 2 + 3),  # 6 less Ann, Bea and Di
        (list_of(members=3), 2 + 1),  # one of the four had left unseen: perhaps Ann, and not the one of no known family
        (list_of(members=2), 2 + 1),
        (list_of(members=60), 20),
        (pl.concat([list_of(members=6), list_of(members=4, on=FEBRUARY_6)]), 2 + 1),  # the last count
        (list_of(members=6, on=date(2026, 3, 2)), 20),  # not counted yet
    ],
)
def test_a_head_count_bounds_the_families_by_those_whom_it_counts_beside_the_known(counts, high):
    assert counted_bounds(SEEN, counts) == (2, high)


def later(*names: str, certainty: str = "presumed") -> pl.DataFrame:
    """Members since 10 February."""
    return members_of(*names, certainty=certainty).with_columns(since=pl.lit(datetime(2026, 2, 10), pl.Datetime("ms")))


@pytest.mark.parametrize(
    ("more", "family", "low", "high"),
    [
        (later("Eve"), None, 2, 2 + 3 + 1),  # whoever came since may be of one more family
        (later("Eve"), "F1", 3, 3 + 3),  # and if it is known which, that one is in
        (later("Eve"), "staff: Eve", 2, 2 + 3),
        (later("Eve", certainty="possible"), "F1", 2, 2 + 3 + 1),
        (members_of("Eve", certainty="possible"), "F1", 2, 2 + 3),  # counted, if she was there
        (members_of("Eve", until=datetime(2026, 2, 20)), "F1", 2, 2 + 3 - 1),  # counted, and gone since
        (
            members_of("Eve", until=datetime(2026, 2, 1, 12)),
            "F1",
            2,
            2 + 3,
        ),  # who went that day was perhaps not counted
        (
            pl.concat([members_of("Eve", until=datetime(2026, 2, 20)), later("Eve", certainty="possible")]),
            "F1",
            2,
            2 + 3,  # counted, and perhaps in
        ),
    ],
)
def test_who_came_since_a_head_count_or_may_have_gone_is_not_taken_for_counted(more, family, low, high):
    links = pl.concat([LINKED, links_of(("Eve", family))])

    assert counted_bounds(pl.concat([SEEN, more]), list_of(members=6), links) == (low, high)


def test_two_senders_who_are_one_guardian_account_for_one_of_those_who_are_counted():
    links = LINKED.with_columns(
        guardian=pl.col("sender").replace("Bea", "Ann"), family=pl.col("family").replace("Birch", "Ash")
    )

    assert counted_bounds(SEEN, list_of(members=6), links) == (1, 1 + 4)


def test_a_head_count_alone_says_nothing_of_a_group_in_which_nobody_was_ever_seen():
    families = drift.family_status(STREET, LINKED, NOBODY, list_of(members=6), CLASSES, ON)
    members = drift.sender_status(STREET, LINKED, NOBODY, list_of(members=6), CLASSES, ON)

    assert members.is_empty()
    assert drift.bounds(families, members).select("low", "high").row(0) == (None, None)


def test_of_a_group_of_which_nothing_is_known_there_are_no_bounds():
    families, members = frames({"not_seen": 9}, 0, listed=False)

    row = drift.bounds(families, members.clear()).row(0, named=True)

    assert (row["families"], row["low"], row["high"], row["absent"]) == (9, None, None, None)


def test_of_a_class_without_a_roster_there_are_no_bounds():
    families, members = frames({}, 3, listed=False)

    row = drift.bounds(families, members).row(0, named=True)

    assert (row["families"], row["unknown"], row["low"], row["high"]) == (0, 3, None, None)


@settings(max_examples=60, deadline=None)
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
    st.sampled_from(["no list", "whole list", "cut-off list"]),
    st.integers(0, 4),  # names of a cut-off list
)
def test_the_truth_lies_between_the_bounds(families, lists, names_left):
    roster = roster_of(*({"family": f"F{i}", "guardian": f"g{i}"} for i in range(len(families))))
    names = [
        (f"F{i} {g}", f"F{i}" if known else None, shown)
        for i, (n, known, shown) in enumerate(families)
        for g in range(n)
    ]
    on_list = {"no list": [], "whole list": names, "cut-off list": names[:names_left]}[lists]
    taken = list_of(*(name for name, _, _ in on_list), members=len(names)) if on_list else NO_LISTS
    since_list = [(name, family) for name, family, shown in names if shown and (name, family, shown) not in on_list]
    listed = [(name, family) for name, family, _ in on_list]
    links = links_of(*listed, *since_list)
    shown_later = members_of(*(name for name, _ in since_list)).with_columns(
        since=pl.lit(datetime(2026, 2, 10), pl.Datetime("ms"))
    )
    members = pl.concat([members_of(*(name for name, _ in listed), certainty="listed"), shown_later])

    row = drift.bounds(
        drift.family_status(roster, links, members, taken, CLASSES, ON),
        drift.sender_status(roster, links, members, taken, CLASSES, ON),
    ).row(0, named=True)

    truth = sum(n > 0 for n, _, _ in families)
    assert row["low"] is None or row["low"] <= truth <= row["high"] == len(families) - row["absent"]


WHO = st.tuples(
    st.integers(0, 5),  # the number of the family; 4: staff, 5: of no family
    st.booleans(),  # is it known whose they are?
    st.sampled_from([-9, 3, 9]),  # comes before everything, or with a notice after the list or after the head-count
    st.booleans(),  # posts before the list
    st.booleans(),  # posts at the end
    st.sampled_from([None, 4, 12]),  # leaves before or after the head-count
)


@settings(max_examples=150, deadline=None, derandomize=True)
@example([(0, False, -9, False, False, None), (1, True, -9, False, False, 4)], "whole list", 6.2, False)
@example(
    [(0, False, -9, False, False, None), (1, False, -9, False, False, None), *[(1, True, -9, False, False, 4)] * 2],
    "whole list",
    6.2,
    False,
)
@given(
    st.lists(WHO, min_size=1, max_size=9),
    st.sampled_from(["no list", "whole list", "cut-off list", "list that goes on"]),
    st.sampled_from([None, 1.2, 6.2, 9.2, 9.8, 12.2, 12.8]),  # the moment of a head-count
    st.booleans(),  # does an admin export?
)
def test_the_truth_lies_between_the_bounds_of_a_list_and_a_later_head_count(people, lists, counted_on, admin):
    stays = [(came, went if went and went > came else 99) for _, _, came, _, _, went in people]

    def there(moment: float) -> list[int]:
        """Who is in then; everybody comes and goes at noon."""
        return [who for who, (came, went) in enumerate(stays) if came < moment - 0.5 < went]

    notices = [
        *({"on": came, "event": "joined", "actor": f"p{who}"} for who, (came, _) in enumerate(stays) if came > 0),
        *(
            {"on": went, "event": "left", "actor": f"p{who}"}
            for who, (_, went) in enumerate(stays)
            if went < 99 and admin
        ),
    ]
    posts = [
        {"on": day, "sender": f"p{n}"} for day, column in ((1, 3), (20, 4)) for n in there(day) if people[n][column]
    ]
    messages = messages_of(*notices, *posts)
    on_list = there(2)[:2] if lists in ("cut-off list", "list that goes on") else there(2)
    whole = len(there(2))
    taken = [
        list_of(
            *(f"p{n}" for n in on_list),
            members=whole,
            goes_on=lists == "list that goes on" and len(on_list) < whole,
            on=day_of(2),
        )
        for _ in range(lists != "no list" and bool(on_list))
    ]
    counts = [list_of(members=len(there(day)), on=day_of(int(day))) for day in (counted_on,) if day and there(day)]
    snapshots = pl.concat([NO_LISTS, *taken, *counts])
    members = timeline(messages, snapshots, admin_chats={"Class 2B"} if admin else set())
    roster = roster_of(*({"family": f"F{n}"} for n in range(4)))
    families = ("F0", "F1", "F2", "F3", "staff: S", None)
    links = links_of(*((f"p{n}", families[family] if known else None) for n, (family, known, *_) in enumerate(people)))

    known = (roster, links, members, snapshots, CLASSES, day_of(25))
    row = drift.bounds(drift.family_status(*known), drift.sender_status(*known)).row(0, named=True)

    truth = len({people[who][0] for who in there(24)} & {0, 1, 2, 3})
    if row["low"] is not None:
        assert truth <= row["high"] == 4 - row["absent"]
        assert row["low"] <= truth or not admin  # a few days ago somebody may have left unseen


def day_of(day: int) -> date:
    return date(2026, 2, day)


def messages_of(*rows: dict) -> pl.DataFrame:
    """Rows of Class 2B, at noon of the day `on` of February; with an event they are notices, otherwise messages."""
    filled = [
        {"chat": "Class 2B", "line": line, "targets": [], "kind": "notice" if "event" in row else "text"}
        | {"sent_at": datetime.combine(day_of(row["on"]), time(12))}
        | {column: value for column, value in row.items() if column != "on"}
        for line, row in enumerate(rows)
    ]
    return pl.DataFrame(filled, infer_schema_length=None).pipe(schema.conform, schema.MESSAGES)


def test_of_nothing_there_is_nothing():
    nothing = (schema.empty(schema.ROSTER), schema.empty(schema.LINKS), NOBODY, NO_LISTS, CLASSES, ON)

    families, members = drift.family_status(*nothing), drift.sender_status(*nothing)

    assert (families.height, members.height, drift.bounds(families, members).height) == (0, 0, 0)

import math
from datetime import date

import polars as pl
import pytest

from dashboard.metrics import equity
from dashboard.school import ClassGroup, School
from dashboard.selection import Period, Selection
from parsers import schema

AUTUMN = Selection(Period("Autumn 2025", date(2025, 9, 1), date(2025, 12, 19)), ("1A", "2B"))
NOTHING_UNLINKED = pl.DataFrame(schema={"class": pl.String, "senders": pl.UInt32, "messages": pl.UInt32})
SEEN = ("class", "since", "until", "weeks", "throughout")
NO_INTERVALS = pl.DataFrame(schema={"class": pl.String, "voices_low": pl.Float64, "voices_high": pl.Float64})


def counts_of(**classes: list[int]) -> pl.DataFrame:
    """family_messages of classes whose families wrote that many messages."""
    rows = [(name, f"{name} {i}", count) for name, counts in classes.items() for i, count in enumerate(counts)]
    return pl.DataFrame(rows, schema={"class": pl.String, "family": pl.String, "messages": pl.UInt32}, orient="row")


def unlinked_of(*rows: tuple[str, int, int]) -> pl.DataFrame:
    return pl.DataFrame(rows, schema=NOTHING_UNLINKED.schema, orient="row")


def seen_of(*classes: str) -> pl.DataFrame:
    """What talk.seen says of classes that were seen all the time."""
    rows = [(name, AUTUMN.period.starts, AUTUMN.period.ends, 16, True) for name in classes]
    return pl.DataFrame(rows, schema={name: equity.PARTICIPATION[name] for name in SEEN}, orient="row")


def participation(
    counts: pl.DataFrame, strangers: pl.DataFrame, seen: pl.DataFrame | None = None, **more
) -> pl.DataFrame:
    seen = seen_of("1A", "2B") if seen is None else seen
    return equity.participation(counts, strangers, seen, NO_INTERVALS, AUTUMN, **more)


def school(counts: pl.DataFrame, strangers: pl.DataFrame, seen: pl.DataFrame | None = None) -> pl.DataFrame:
    return equity.school_participation(counts, strangers, seen_of("1A", "2B") if seen is None else seen, NO_INTERVALS)


def test_participation_by_hand():
    frame = participation(counts_of(**{"1A": [2, 1, 1, 0]}), unlinked_of(("1A", 3, 1)))
    row = frame.row(0, named=True)
    assert row | {"low": None, "high": None} == {
        "class": "1A",
        "families": 4,
        "heard": 3,
        "low": None,
        "high": None,
        "messages": 4,
        "effective_voices": pytest.approx(2**1.5),  # 1.5 bits
        "voices_low": None,
        "voices_high": None,
        "voices_50": None,  # there are not 50 messages
        "equal_voices_50": None,
        "voices_ratio": None,
        "half_the_talk": 1,
        "unlinked_senders": 3,
        "unlinked_messages": 1,
        "comparable": False,
        "linked_enough": False,  # 1 of 5 messages
        "since": AUTUMN.period.starts,
        "until": AUTUMN.period.ends,
        "weeks": 16,
        "throughout": True,
    }
    assert (row["low"], row["high"]) == pytest.approx((0.300642, 0.954413), abs=1e-6)  # Wilson of 3 of 4
    assert frame.schema == equity.PARTICIPATION


def test_voices_per_50_messages_stand_beside_those_of_equally_chatty_families():
    row = participation(counts_of(**{"1A": [100, 0]}), NOTHING_UNLINKED).row(0, named=True)
    assert row["voices_50"] == 1
    assert row["equal_voices_50"] == pytest.approx(2 - 2**-49)
    assert row["voices_ratio"] == pytest.approx(0.5)


def test_where_nobody_posted_0_are_heard_and_every_figure_of_inequality_is_null():
    row = participation(counts_of(**{"1A": [0] * 12}), NOTHING_UNLINKED).row(0, named=True)
    assert (row["families"], row["heard"], row["messages"], row["low"]) == (12, 0, 0, 0)
    figures = ("effective_voices", "voices_50", "equal_voices_50", "voices_ratio", "half_the_talk")
    assert [row[figure] for figure in figures] == [None] * 5
    assert (row["comparable"], row["linked_enough"]) == (False, True)


def test_without_a_roster_families_and_heard_are_null_and_the_unlinked_stay_counted():
    row = participation(counts_of(), unlinked_of(("1A", 9, 70))).row(0, named=True)
    assert [row[name] for name in ("families", "heard", "low", "messages")] == [None] * 4
    assert [row[name] for name in ("unlinked_senders", "unlinked_messages")] == [9, 70]
    assert (row["comparable"], row["linked_enough"]) == (False, False)


def test_a_count_only_roster_gives_the_families_and_nobody_heard():
    classes = pl.DataFrame({"class": ["1A", "2B", "3C"], "families": [27, 0, 20]}).pipe(schema.conform, schema.CLASSES)
    frame = participation(counts_of(), NOTHING_UNLINKED, classes=classes)
    assert frame.select("class", "families", "heard").rows() == [("1A", 27, None), ("2B", None, None)]


def test_a_class_whose_export_is_not_loaded_is_unknown_and_not_silent():
    counts = counts_of(**{"1A": [3, 0], "2B": [0, 0]})
    row = participation(counts, NOTHING_UNLINKED, seen_of("1A")).row(1, named=True)
    known = {"class": "2B", "families": 2, "comparable": False}
    assert row == dict.fromkeys(equity.PARTICIPATION) | known


@pytest.mark.parametrize(
    ("families", "posts", "comparable"), [(10, 50, True), (9, 50, False), (10, 49, False), (30, 51, True)]
)
def test_a_class_is_comparable_from_10_families_and_50_messages(families, posts, comparable):
    counts = counts_of(**{"1A": [posts] + [0] * (families - 1)})
    assert participation(counts, NOTHING_UNLINKED)["comparable"][0] is comparable


@pytest.mark.parametrize(("posts", "enough"), [(0, True), (3, True), (4, False)])
def test_linked_enough_is_up_to_a_tenth_of_the_messages_from_the_unlinked(posts, enough):
    frame = participation(counts_of(**{"1A": [27, 0]}), unlinked_of(("1A", 1, posts)))
    assert frame["linked_enough"][0] is enough


def test_in_the_school_a_family_with_two_children_counts_once():
    counts = pl.DataFrame(
        [("1A", "Alder", 2), ("1A", "Birch", 0), ("2B", "Alder", 3), ("2B", "Cedar", 1)],
        schema=counts_of().schema,
        orient="row",
    )
    row = school(counts, unlinked_of(("1A", 1, 2), ("2B", 2, 3))).row(0, named=True)
    assert row["class"] is None
    assert [row[name] for name in ("families", "heard", "messages", "half_the_talk")] == [3, 2, 6, 1]
    assert [row[name] for name in ("unlinked_senders", "unlinked_messages")] == [3, 5]


def test_the_school_is_the_classes_whose_export_is_loaded():
    counts = counts_of(**{"1A": [2, 0, 1], "2B": [0, 0]})
    row = school(counts, unlinked_of(("2B", 4, 4)), seen_of("1A")).row(0, named=True)
    assert [row[name] for name in ("families", "heard", "unlinked_senders")] == [3, 2, 0]


def test_a_school_of_which_nothing_is_loaded_is_unknown():
    row = school(counts_of(**{"1A": [0, 0]}), NOTHING_UNLINKED, seen_of()).row(0, named=True)
    assert row == dict.fromkeys(equity.PARTICIPATION) | {"comparable": False}


def test_coverage_tells_loaded_from_switched_off_from_known_from_none():
    chats = {"1A": "Class 1A", "2B": "Class 2B", "3C": "Class 3C", "4D": None, "5E": None}
    classes = pl.DataFrame({"class": list(chats), "chat": list(chats.values())}).pipe(schema.conform, schema.CLASSES)
    off = [ClassGroup("2B", "2", "Class 2B", exporting=False), ClassGroup("5E", "5", None, exporting=False)]
    covered = equity.coverage(classes, {"Class 1A"}, School(classes=tuple(off)))
    assert covered.select("class", "state").rows() == [
        ("1A", "export"),
        ("2B", "exporting_off"),
        ("3C", "group"),
        ("4D", "none"),
        ("5E", "exporting_off"),
    ]
    assert covered.columns == ["class", "year", "families", "chat", "state"]


def test_an_older_export_of_a_group_that_switched_exporting_off_is_an_export():
    classes = pl.DataFrame({"class": ["2B"], "chat": ["Class 2B"]}).pipe(schema.conform, schema.CLASSES)
    school = School(classes=(ClassGroup("2B", "2", "Class 2B", exporting=False),))
    assert equity.coverage(classes, ["Class 2B"], school)["state"].to_list() == ["export"]


def test_the_curve_of_a_class_names_nobody():
    talk = equity.class_talk(counts_of(**{"1A": [3, 0], "2B": [9, 9]}), "1A")
    assert talk.columns == ["share_of_families", "share_of_messages"]
    assert talk.rows() == [(0, 0), (0.5, 0), (1, 1)]
    assert equity.class_talk(counts_of(**{"1A": [0, 0]}), "1A").is_empty()


def test_the_school_was_seen_from_its_first_class_to_its_last_and_throughout_if_all_were():
    seen = pl.DataFrame(
        [
            ("1A", date(2025, 9, 1), date(2025, 12, 1), 14, True),
            ("2B", date(2025, 10, 1), date(2025, 12, 19), 12, False),
        ],
        schema=seen_of().schema,
        orient="row",
    )
    row = school(counts_of(**{"1A": [3, 1], "2B": [0, 1]}), NOTHING_UNLINKED, seen).row(0, named=True)
    assert [row[name] for name in SEEN] == [None, date(2025, 9, 1), date(2025, 12, 19), 16, False]


def test_the_interval_of_each_class_and_of_the_school_stands_beside_its_voices():
    intervals = pl.DataFrame([("1A", 1.5, 2.0), (None, 2.5, 3.0)], schema=NO_INTERVALS.schema, orient="row")
    counts, seen = counts_of(**{"1A": [3, 1], "2B": [0, 1]}), seen_of("1A", "2B")
    classes = equity.participation(counts, NOTHING_UNLINKED, seen, intervals, AUTUMN)
    whole = equity.school_participation(counts, NOTHING_UNLINKED, seen, intervals)
    assert classes.select("voices_low", "voices_high").rows() == [(1.5, 2.0), (None, None)]
    assert whole.select("voices_low", "voices_high").rows() == [(2.5, 3.0)]


def test_in_the_school_each_week_of_a_family_stands_once():
    rows = [
        ("1A", "Alder", date(2025, 9, 1), 2),
        ("2B", "Alder", date(2025, 9, 1), 3),
        ("3C", "Elm", date(2025, 9, 1), 9),
    ]
    weeks = pl.DataFrame(rows, schema=["class", "family", "week", "messages"], orient="row")
    assert equity.in_school(weeks, seen_of("1A", "2B")).rows() == [(None, "Alder", date(2025, 9, 1), 5)]


def test_evenness_by_hand():
    frame = equity.evenness(counts_of(**{"1A": [2, 0], "2B": [1, 1, 1], "3C": [0, 0]}))
    assert frame.schema == equity.EVENNESS
    uneven, even, silent = frame.rows(named=True)
    assert (uneven["gini"], uneven["hill_0"], uneven["hill_2"]) == (1, 1, 1)
    assert uneven["gini_if_equal"] == pytest.approx(0.5)  # 2 and 0, 1 and 1, 1 and 1, 0 and 2
    assert uneven["theil"] == pytest.approx(math.log(2))
    assert (even["gini"], even["theil"]) == pytest.approx((0, 0), abs=1e-12)
    assert [even[f"hill_{order}"] for order in (0, 1, 2)] == pytest.approx([3, 3, 3])
    assert silent == dict.fromkeys(equity.EVENNESS) | {"class": "3C", "families": 2, "heard": 0, "messages": 0}


def test_there_are_never_more_voices_than_families():
    intervals = pl.DataFrame([("1A", 1.5, 2.7), ("2B", None, None)], schema=NO_INTERVALS.schema, orient="row")
    counts = counts_of(**{"1A": [3, 1], "2B": [0, 1]})
    frame = equity.participation(counts, NOTHING_UNLINKED, seen_of("1A", "2B"), intervals, AUTUMN)
    assert frame["voices_high"].to_list() == [2.0, None]


def test_a_class_whose_families_nobody_names_adds_no_unlinked_senders_to_the_school():
    row = school(counts_of(**{"1A": [3, 0]}), unlinked_of(("1A", 1, 2), ("2B", 9, 900))).row(0, named=True)
    assert (row["unlinked_senders"], row["unlinked_messages"]) == (1, 2)

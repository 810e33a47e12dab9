from datetime import date, datetime

import polars as pl
import pytest

from dashboard.metrics import equity
from dashboard.school import ClassGroup, School
from dashboard.selection import Period, Selection
from parsers import schema

AUTUMN = Selection(Period("Autumn 2025", date(2025, 9, 1), date(2025, 12, 19)), ("1A", "2B"))
NOTHING_UNLINKED = pl.DataFrame(schema={"class": pl.String, "senders": pl.UInt32, "messages": pl.UInt32})


def roster_of(*rows: dict) -> pl.DataFrame:
    filled = [{"class": "1A", "standing": "current", "role": "guardian"} | row for row in rows]
    return pl.DataFrame(filled, infer_schema_length=None).pipe(schema.conform, schema.ROSTER)


def links_of(*rows: tuple[str, str, str | None, str | None]) -> pl.DataFrame:
    """chat, sender, class, family; the guardian is the sender."""
    frame = pl.DataFrame(rows, schema=["chat", "sender", "class", "family"], orient="row", infer_schema_length=None)
    return frame.with_columns(guardian="sender", how=pl.lit("alias")).pipe(schema.conform, schema.LINKS)


def messages_of(
    *rows: tuple[str, str | None], kind: str = "text", sent_at: datetime = datetime(2025, 10, 1)
) -> pl.DataFrame:
    frame = pl.DataFrame(rows, schema={"chat": pl.String, "sender": pl.String}, orient="row")
    return frame.with_columns(kind=pl.lit(kind), sent_at=pl.lit(sent_at)).pipe(schema.conform, schema.MESSAGES)


def counts_of(**classes: list[int]) -> pl.DataFrame:
    """family_messages of classes whose families wrote that many messages."""
    rows = [(name, f"{name} {i}", count) for name, counts in classes.items() for i, count in enumerate(counts)]
    return pl.DataFrame(rows, schema={"class": pl.String, "family": pl.String, "messages": pl.UInt32}, orient="row")


def unlinked_of(*rows: tuple[str, int, int]) -> pl.DataFrame:
    return pl.DataFrame(rows, schema=NOTHING_UNLINKED.schema, orient="row")


ROSTER = roster_of(
    {"family": "Alder", "child": "Leo", "guardian": "Ana Alder"},
    {"family": "Alder", "child": "Leo", "guardian": "Ben Alder"},
    {"family": "Birch", "guardian": "Cleo Birch", "role": "class_rep"},
    {"family": "Cedar"},
    {"family": "Alder", "child": "Mia", "class": "2B"},
    {"family": "Dogwood", "class": "2B"},
    {"family": "staff: Ms Elm", "guardian": "Ms Elm", "role": "staff"},
)
LINKS = links_of(
    ("Class 1A", "Ana Alder", "1A", "Alder"),
    ("Class 1A", "Ben Alder", "1A", "Alder"),
    ("Class 1A", "Cleo Birch", "1A", "Birch"),
    ("Class 1A", "Dan Dogwood", "1A", "Dogwood"),
    ("Class 1A", "Ms Elm", "1A", "staff: Ms Elm"),
    ("Class 1A", "Zed", "1A", None),
    ("Class 1A", "The PA", "1A", None),
    ("News", "Ana Alder", None, "Alder"),
)


def test_on_roll_is_each_family_once_without_staff():
    assert equity.families_on_roll(ROSTER, AUTUMN).rows() == [
        ("1A", "Alder"),
        ("1A", "Birch"),
        ("1A", "Cedar"),
        ("2B", "Alder"),
        ("2B", "Dogwood"),
    ]


def test_on_roll_is_who_was_in_the_class_on_some_day_of_the_period():
    roster = roster_of(
        {"family": "left the day before", "ends": date(2025, 8, 31)},
        {"family": "left on the first day", "ends": date(2025, 9, 1)},
        {"family": "came on the last day", "starts": date(2025, 12, 19)},
        {"family": "came the day after", "starts": date(2025, 12, 20)},
        {"family": "opted out", "standing": "opted_out"},
        {"family": "another class's", "class": "3C"},
    )
    on_roll = equity.families_on_roll(roster, AUTUMN)["family"].to_list()
    assert on_roll == ["came on the last day", "left on the first day", "opted out"]


def test_a_familys_messages_are_those_of_all_its_guardians_in_its_classs_group():
    messages = messages_of(
        ("Class 1A", "Ana Alder"),
        ("Class 1A", "Ben Alder"),
        ("Class 1A", "Ana Alder"),
        ("Class 1A", "Cleo Birch"),
        ("News", "Ana Alder"),
    )
    assert equity.family_messages(messages, LINKS, ROSTER, AUTUMN).rows() == [
        ("1A", "Alder", 3),
        ("1A", "Birch", 1),
        ("1A", "Cedar", 0),
        ("2B", "Alder", 0),
        ("2B", "Dogwood", 0),
    ]


@pytest.mark.parametrize(
    ("kind", "counted"), [("text", 1), ("media", 1), ("poll", 1), ("deleted", 1), ("notice", 0), ("call", 0)]
)
def test_everything_a_person_sent_is_a_message_but_neither_notice_nor_call(kind, counted):
    messages = messages_of(("Class 1A", "Ana Alder"), kind=kind)
    assert equity.family_messages(messages, LINKS, ROSTER, AUTUMN)["messages"].sum() == counted


def test_messages_outside_the_period_do_not_count():
    messages = messages_of(("Class 1A", "Ana Alder"), ("Class 1A", "Zed"), sent_at=datetime(2025, 12, 20))
    assert equity.family_messages(messages, LINKS, ROSTER, AUTUMN)["messages"].sum() == 0
    assert equity.unlinked(messages, LINKS, AUTUMN).rows() == []


def test_a_reps_posts_are_left_out_on_request_and_the_reps_family_stays_on_roll():
    messages = messages_of(("Class 1A", "Cleo Birch"), ("Class 1A", "Ana Alder"))
    counted = equity.family_messages(messages, LINKS, ROSTER, AUTUMN, reps_count=False)
    assert counted.rows()[:2] == [("1A", "Alder", 1), ("1A", "Birch", 0)]


def test_the_other_guardian_of_a_reps_family_still_counts():
    roster = roster_of(
        {"family": "Birch", "guardian": "Cleo Birch", "role": "class_rep"}, {"family": "Birch", "guardian": "Dov Birch"}
    )
    links = links_of(("Class 1A", "Dov Birch", "1A", "Birch"))
    counted = equity.family_messages(messages_of(("Class 1A", "Dov Birch")), links, roster, AUTUMN, reps_count=False)
    assert counted.rows() == [("1A", "Birch", 1)]


def test_only_senders_linked_to_nobody_are_unlinked():
    messages = messages_of(
        ("Class 1A", "Zed"),
        ("Class 1A", "Zed"),
        ("Class 1A", "Nobody linked this one"),
        ("Class 1A", "Ana Alder"),
        ("Class 1A", "Dan Dogwood"),
        ("Class 1A", "Ms Elm"),
        ("Class 1A", "The PA"),
        ("News", "Zed"),
    )
    assert equity.unlinked(messages, LINKS, AUTUMN, pa_posters=["The PA"]).rows() == [("1A", 2, 3)]


def test_a_guardian_of_another_class_staff_and_the_pa_are_neither_families_nor_unlinked():
    messages = messages_of(("Class 1A", "Dan Dogwood"), ("Class 1A", "Ms Elm"), ("Class 1A", "The PA"))
    assert equity.family_messages(messages, LINKS, ROSTER, AUTUMN)["messages"].sum() == 0
    assert equity.unlinked(messages, LINKS, AUTUMN, pa_posters=["The PA"]).rows() == [("1A", 0, 0)]


def test_a_pa_posters_messages_do_not_count_for_a_family():
    messages = messages_of(("Class 1A", "Ana Alder"), ("Class 1A", "Ben Alder"))
    counted = equity.family_messages(messages, LINKS, ROSTER, AUTUMN, pa_posters=["Ana Alder"])
    assert counted.row(0) == ("1A", "Alder", 1)


def test_participation_by_hand():
    frame = equity.participation(counts_of(**{"1A": [2, 1, 1, 0]}), unlinked_of(("1A", 3, 1)), AUTUMN)
    row = frame.row(0, named=True)
    assert row | {"low": None, "high": None} == {
        "class": "1A",
        "families": 4,
        "heard": 3,
        "low": None,
        "high": None,
        "messages": 4,
        "effective_voices": pytest.approx(2**1.5),  # 1.5 bits
        "voices_50": None,  # there are not 50 messages
        "equal_voices_50": None,
        "voices_ratio": None,
        "half_the_talk": 1,
        "unlinked_senders": 3,
        "unlinked_messages": 1,
        "comparable": False,
        "linked_enough": False,  # 1 of 5 messages
    }
    assert (row["low"], row["high"]) == pytest.approx((0.300642, 0.954413), abs=1e-6)  # Wilson of 3 of 4
    assert frame.schema == equity.PARTICIPATION


def test_voices_per_50_messages_stand_beside_those_of_equally_chatty_families():
    row = equity.participation(counts_of(**{"1A": [100, 0]}), NOTHING_UNLINKED, AUTUMN).row(0, named=True)
    assert row["voices_50"] == 1
    assert row["equal_voices_50"] == pytest.approx(2 - 2**-49)
    assert row["voices_ratio"] == pytest.approx(0.5)


def test_where_nobody_posted_0_are_heard_and_every_figure_of_inequality_is_null():
    row = equity.participation(counts_of(**{"1A": [0] * 12}), NOTHING_UNLINKED, AUTUMN).row(0, named=True)
    assert (row["families"], row["heard"], row["messages"], row["low"]) == (12, 0, 0, 0)
    figures = ("effective_voices", "voices_50", "equal_voices_50", "voices_ratio", "half_the_talk")
    assert [row[figure] for figure in figures] == [None] * 5
    assert (row["comparable"], row["linked_enough"]) == (False, True)


def test_without_a_roster_families_and_heard_are_null_and_the_unlinked_stay_counted():
    row = equity.participation(counts_of(), unlinked_of(("1A", 9, 70)), AUTUMN).row(0, named=True)
    assert [row[name] for name in ("families", "heard", "low", "messages")] == [None] * 4
    assert [row[name] for name in ("unlinked_senders", "unlinked_messages")] == [9, 70]
    assert (row["comparable"], row["linked_enough"]) == (False, False)


def test_a_count_only_roster_gives_the_families_and_nobody_heard():
    classes = pl.DataFrame({"class": ["1A", "2B", "3C"], "families": [27, 0, 20]}).pipe(schema.conform, schema.CLASSES)
    frame = equity.participation(counts_of(), NOTHING_UNLINKED, AUTUMN, classes=classes)
    assert frame.select("class", "families", "heard").rows() == [("1A", 27, None), ("2B", None, None)]


def test_a_class_whose_export_is_not_loaded_is_unknown_and_not_silent():
    counts = counts_of(**{"1A": [3, 0], "2B": [0, 0]})
    row = equity.participation(counts, NOTHING_UNLINKED, AUTUMN, loaded={"1A"}).row(1, named=True)
    known = {"class": "2B", "families": 2, "comparable": False}
    assert row == dict.fromkeys(equity.PARTICIPATION) | known


@pytest.mark.parametrize(
    ("families", "posts", "comparable"), [(10, 50, True), (9, 50, False), (10, 49, False), (30, 51, True)]
)
def test_a_class_is_comparable_from_10_families_and_50_messages(families, posts, comparable):
    counts = counts_of(**{"1A": [posts] + [0] * (families - 1)})
    assert equity.participation(counts, NOTHING_UNLINKED, AUTUMN)["comparable"][0] is comparable


@pytest.mark.parametrize(("posts", "enough"), [(0, True), (3, True), (4, False)])
def test_linked_enough_is_up_to_a_tenth_of_the_messages_from_the_unlinked(posts, enough):
    frame = equity.participation(counts_of(**{"1A": [27, 0]}), unlinked_of(("1A", 1, posts)), AUTUMN)
    assert frame["linked_enough"][0] is enough


@pytest.mark.parametrize(
    ("first", "last", "seen"),
    [
        (datetime(2025, 8, 1), datetime(2025, 9, 1, 0, 0), True),
        (datetime(2025, 8, 1), datetime(2025, 8, 31, 23, 59), False),
        (datetime(2025, 12, 19, 23, 59), datetime(2026, 1, 1), True),
        (datetime(2025, 12, 20), datetime(2026, 1, 1), False),
        (datetime(2025, 8, 1), datetime(2026, 1, 1), True),
    ],
)
def test_a_class_is_observed_if_its_records_reach_into_the_period(first, last, seen):
    classes = pl.DataFrame({"class": ["1A", "2B"], "chat": ["Class 1A", None]}).pipe(schema.conform, schema.CLASSES)
    messages = pl.concat(
        [messages_of(("Class 1A", None), kind="notice", sent_at=first), messages_of(("Class 1A", "Zed"), sent_at=last)]
    )
    assert equity.observed(messages, classes, AUTUMN) == (frozenset({"1A"}) if seen else frozenset())


def test_in_the_school_a_family_with_two_children_counts_once():
    counts = pl.DataFrame(
        [("1A", "Alder", 2), ("1A", "Birch", 0), ("2B", "Alder", 3), ("2B", "Cedar", 1)],
        schema=counts_of().schema,
        orient="row",
    )
    row = equity.school_participation(counts, unlinked_of(("1A", 1, 2), ("2B", 2, 3)), AUTUMN).row(0, named=True)
    assert row["class"] is None
    assert [row[name] for name in ("families", "heard", "messages", "half_the_talk")] == [3, 2, 6, 1]
    assert [row[name] for name in ("unlinked_senders", "unlinked_messages")] == [3, 5]


def test_the_school_is_the_classes_whose_export_is_loaded():
    counts = counts_of(**{"1A": [2, 0, 1], "2B": [0, 0]})
    row = equity.school_participation(counts, unlinked_of(("2B", 4, 4)), AUTUMN, loaded={"1A"}).row(0, named=True)
    assert [row[name] for name in ("families", "heard", "unlinked_senders")] == [3, 2, 0]


def test_a_school_of_which_nothing_is_loaded_is_unknown():
    row = equity.school_participation(counts_of(**{"1A": [0, 0]}), NOTHING_UNLINKED, AUTUMN, loaded=()).row(
        0, named=True
    )
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


def test_weeks_begin_on_monday_and_silent_ones_between_stay():
    messages = pl.concat(
        [
            messages_of(("Class 1A", "Ana Alder"), ("Class 1A", "Ben Alder"), sent_at=datetime(2025, 9, 7, 23, 59)),
            messages_of(("Class 1A", "Cleo Birch"), ("Class 1A", "Dan Dogwood"), sent_at=datetime(2025, 9, 15)),
            messages_of(("Class 1A", None), kind="notice", sent_at=datetime(2025, 9, 22)),
            messages_of(("Class 1A", "Ana Alder"), sent_at=datetime(2025, 12, 20)),
        ]
    )
    assert equity.weekly(messages, LINKS, ROSTER, AUTUMN).rows() == [
        ("1A", date(2025, 9, 1), 1, 2),
        ("1A", date(2025, 9, 8), 0, 0),
        ("1A", date(2025, 9, 15), 1, 1),
        ("1A", date(2025, 9, 22), 0, 0),
    ]


def test_an_empty_school_gives_empty_frames_of_the_same_columns():
    nothing = [schema.empty(frame) for frame in (schema.MESSAGES, schema.LINKS, schema.ROSTER)]
    nobody = Selection(AUTUMN.period, ())
    counts = equity.family_messages(*nothing, nobody)
    strangers = equity.unlinked(*nothing[:2], nobody)
    assert counts.schema == counts_of().schema
    assert strangers.schema == NOTHING_UNLINKED.schema
    assert equity.participation(counts, strangers, nobody).schema == equity.PARTICIPATION
    assert equity.school_participation(counts, strangers, nobody)["families"].to_list() == [None]
    assert equity.weekly(*nothing, nobody).columns == ["class", "week", "families_heard", "messages"]

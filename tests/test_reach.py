from dataclasses import dataclass, field
from datetime import date
from random import Random

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from small_school import (
    CLASSES,
    FAIR,
    GROUP,
    MONDAY,
    NEWS,
    ROSTER,
    SCHOOL,
    announced,
    band,
    bands_of,
    head_count,
    looked,
    messages_of,
    roster_of,
)

from dashboard.metrics import reach
from dashboard.school import ChatFacts, School
from parsers import schema

# ---- announcements


def texts(*rows: dict) -> list[str | None]:
    return reach.announcements(messages_of(*rows), SCHOOL)["text"].to_list()


def test_an_announcement_is_a_message_of_a_pa_poster_in_the_announcement_group():
    rows = [
        announced(0, "one"),
        {"hour": 1, "chat": NEWS, "sender": "Ann Ash", "text": "thanks"},
        {"hour": 2, "sender": "The PA", "text": "in a class group"},
        announced(3, None, kind="media"),
        announced(4, None, kind="deleted"),
        announced(5, None, kind="notice", event="renamed", sender=None, actor="The PA"),
    ]

    assert texts(*rows) == ["one", None]


def test_a_repeat_within_ten_minutes_is_the_same_announcement():
    assert texts(announced(0), announced(0.15, FAIR + "!"), announced(0.3, FAIR)) == [FAIR]


@pytest.mark.parametrize(
    ("second", "hours"),
    [
        ({"text": FAIR}, 0.2),  # twelve minutes later
        ({"text": "School is closed on Friday because of the snow, and the fair is off."}, 0.1),
        ({"text": FAIR, "sender": "The other PA"}, 0.1),
    ],
)
def test_what_is_later_or_different_or_by_another_is_an_announcement_of_its_own(second, hours):
    school = School(announcement_chat=NEWS, pa_posters=("The PA", "The other PA"))

    assert reach.announcements(messages_of(announced(), announced(hours) | second), school).height == 2


def test_the_first_gives_the_time_the_last_the_text_and_all_the_links():
    rows = [announced(0, FAIR + " www.one.example/a."), announced(0.1, FAIR + " www.one.example/b")]

    row = reach.announcements(messages_of(*rows), SCHOOL).row(0, named=True)

    assert row["sent_at"] == MONDAY
    assert row["text"] == rows[1]["text"]
    assert row["links"] == ["www.one.example/a", "www.one.example/b"]


@pytest.mark.parametrize(
    ("text", "allowed"),
    [
        ("See https://school.example/fair.", True),
        ("See HTTPS://Pay.School.Example?x=1", True),
        ("(www.school.example)", True),
        ("pay.school.example/fair", True),
        ("See https://school.example.evil.example/", False),
        ("See https://notschool.example/", False),
        ("See https://school.example@evil.example/", False),
        ("https://[", False),
        ("Ask at school.", False),
        (None, False),
    ],
)
def test_a_link_to_an_allowed_domain_or_a_part_of_one_is_allowed(text, allowed):
    assert reach.announcements(messages_of(announced(0, text)), SCHOOL)["has_allowed_link"].to_list() == [allowed]


def test_without_an_announcement_group_nothing_is_announced():
    assert reach.announcements(messages_of(announced()), School()).is_empty()
    assert bands_of(messages_of(announced()), school=School()).is_empty()


# ---- the band, by its definitions


def families_of(*rows: tuple[int, bool, bool]) -> pl.DataFrame:
    """members, unknown, evidence."""
    return pl.DataFrame(
        [("2B", f"F{number}", *row) for number, row in enumerate(rows)],
        schema={
            "class": pl.String,
            "family": pl.String,
            "members": pl.UInt32,
            "unknown": pl.Boolean,
            "evidence": pl.Boolean,
        },
        orient="row",
    )


@pytest.mark.parametrize(
    ("rows", "expected"),  # floor, ceiling, known, n
    [
        ([], (0, 0, 0, 0)),
        ([(1, False, True), (2, False, False), (0, True, False), (0, False, False)], (1, 3, 2, 4)),
        ([(0, True, True)], (1, 1, 1, 1)),
        ([(0, False, False)] * 5, (0, 0, 0, 5)),
        ([(0, True, False)] * 5, (0, 5, 0, 5)),
    ],
)
def test_the_band_runs_from_families_with_evidence_to_families_that_may_be_members(rows, expected):
    assert reach.family_band(families_of(*rows)).rows() == [expected]


def test_a_family_in_two_classes_counts_once():
    twice = families_of((1, False, False)).vstack(
        families_of((0, True, True)).with_columns(pl.lit("1A").alias("class"))
    )

    assert reach.family_band(twice).rows() == [(1, 1, 1, 1)]


@pytest.mark.parametrize(
    ("members", "staff", "ceiling"),
    [(3, 0, 2), (4, 0, 3), (5, 1, 3), (9, 1, 4), (1, 0, 2)],  # two families known by three members, two unknown
)
def test_a_head_count_leaves_room_for_only_so_many_unknown_families(members, staff, ceiling):
    families = families_of((2, False, False), (1, False, True), (0, True, False), (0, True, False))

    told = reach.family_band_with_head_count(families, members=members, staff=staff)

    assert told.select("ceiling", "known", "n").rows() == [(ceiling, 2, 4)]


# ---- the bands, from messages


def test_families_on_roll_that_day_are_the_denominator():
    roster = roster_of(
        {"family": "Ash"},
        {"family": "Birch", "standing": "opted_out"},
        {"family": "Left", "ends": date(2026, 3, 1)},
        {"family": "Later", "starts": date(2026, 3, 3)},
        {"family": "staff: Ms Elm", "role": "staff"},
    )

    assert band(announced(), roster=roster)["n"] == 2


def test_the_sender_s_own_family_is_left_out():
    roster = roster_of({"family": "Ash", "guardian": "The PA"}, {"family": "Birch"})

    assert band(announced(), {"hour": 1, "chat": NEWS, "sender": "The PA", "text": "Thanks"}, roster=roster) | {} == {
        **band(announced(), roster=roster),
        "n": 1,
        "floor": 0,
    }


def test_a_class_known_by_number_alone_has_its_families():
    empty = schema.empty(schema.ROSTER)

    assert [band(announced(), roster=empty)[c] for c in ("n", "floor", "ceiling")] == [3, 0, 3]


@pytest.mark.parametrize(("last", "complete"), [(71.9, False), (72, True)])
def test_a_window_cut_by_the_end_of_the_export_has_no_figures(last, complete):
    told = bands_of(messages_of(announced(), announced(last, "Hello."))).filter(pl.col("announcement") == 1)

    assert told["complete"].to_list() == [complete] * 2
    assert (told["ceiling"].null_count() == 0) == complete
    assert (told["floor"].null_count() == 0) == complete


def test_the_school_counts_a_family_with_two_children_once():
    roster = ROSTER.vstack(roster_of({"family": "Ash", "class": "1A"}))

    told = bands_of(messages_of(announced(), announced(80, "Hello.")), roster).filter(pl.col("announcement") == 1)

    assert told.select("class", "n").rows() == [(None, 3), ("1A", 1), ("2B", 3)]


FAMILIES = ("n", "floor", "direct", "known", "ceiling", "read_low", "read_high")


@pytest.mark.parametrize("named", [[], ["2B"]])
def test_where_a_family_of_two_classes_cannot_be_known_the_school_has_no_number_of_families(named):
    # The same ten households in both classes, and all of them in the group: nobody cannot be reached, not nine.
    classes = pl.DataFrame({"class": ["1A", "2B"], "chat": ["Class 1A", GROUP], "families": [10, 10]})
    roster = roster_of(*({"class": name, "family": f"F{number}"} for name in named for number in range(10)))

    told = bands_of(
        messages_of(announced(), announced(80, "Hello.")),
        roster.pipe(schema.conform, schema.ROSTER),
        classes=classes.pipe(schema.conform, schema.CLASSES),
        lists=head_count(-2, members=11),
        reads=looked(24, 10),
    ).filter(pl.col("announcement") == 1)

    school, *each = told.to_dicts()
    assert {column: school[column] for column in FAMILIES} == dict.fromkeys(FAMILIES)
    assert (school["class"], school["read"], school["complete"]) == (None, 10, True)
    assert [(row["class"], row["n"], row["ceiling"]) for row in each] == [("1A", 10, 10), ("2B", 10, 10)]
    assert reach.unreachable(told).select("class", "n", "known", "cannot", "share").rows() == [
        (None, None, None, None, None),
        ("1A", 10, 0, 0, 0.0),
        ("2B", 10, 0, 0, 0.0),
    ]


def test_the_school_of_one_class_known_by_number_alone_has_its_families():
    told = bands_of(messages_of(announced(), announced(80, "Hello.")), schema.empty(schema.ROSTER))

    assert told.filter(pl.col("announcement") == 1).select("class", "n", "ceiling").rows() == [
        (None, 3, 3),
        ("2B", 3, 3),
    ]


def test_without_a_roster_there_is_no_figure():
    told = bands_of(
        messages_of(announced(), announced(80, "Hello.")), schema.empty(schema.ROSTER), classes=CLASSES.clear()
    )

    assert told.select("class", "n", "floor", "ceiling").rows() == [(None, 0, None, None)] * 2


def test_the_figure_to_act_on_is_that_of_the_latest_announcement_that_is_over():
    rows = [announced(), announced(100, "Hello."), announced(200, "Bye.")]

    told = reach.unreachable(bands_of(messages_of(*rows), lists=head_count(-2, members=1)))

    assert told.select("announcement", "class", "n", "cannot").rows() == [(2, None, 3, 2), (2, "2B", 3, 2)]


# ---- the truth lies between


@dataclass
class Someone:
    name: str
    family: str | None
    stays: dict[str, tuple[int, int]]  # chat -> hours [since, until)
    reads: dict[str, int] = field(default_factory=dict)


def a_world(seed: int) -> tuple[dict, dict[str | None, set[str]], set[str], list[Someone]]:
    """What the files show of a small school in which everything is known, and who read the announcement at hour 0.

    Returns what `bands_of` is given, per class (None: the school) the families that read it within 72 hours, the
    families that read it in the announcement group, and everybody.
    """
    dice = Random(seed)
    classes = {"2B": GROUP, "3A": "Class 3A"}
    crowded = dice.choice([0.15, 0.4, 0.7])
    rows, everybody = [], []
    for number in range(dice.randint(1, 9)):
        places = dice.sample(sorted(classes), dice.choice([1, 1, 2]))
        for parent in range(dice.randint(1, 3)):
            name = f"{'PQR'[parent]}{number} Family{number}"
            named = dice.random() < 0.8 or not parent
            rows += [{"family": f"F{number}", "guardian": name, "class": c} for c in places if named]
            everybody.append((name, f"F{number}", [classes[c] for c in places], named))
    rows.append({"family": "Gone", "guardian": "Gus Gone", "ends": date(2026, 2, 1)})
    rows.append({"family": "staff: Ms Elm", "guardian": "Ms Elm", "role": "staff"})
    everybody += [("Gus Gone", None, [GROUP], True), ("Ms Elm", None, [GROUP], True), ("Zed", None, [GROUP], False)]
    admin = {chat: dice.random() < 0.5 for chat in (NEWS, *classes.values())}

    lines: list[dict] = [{"hour": -300, "chat": chat, "event": "created", "actor": "The PA"} for chat in admin]
    crowd = []
    for name, family, groups, on_roster in everybody:
        shown = name if dice.random() < 0.7 else f"@{dice.randint(10**6, 10**7)}"  # a name that links to nobody
        someone = Someone(shown, family, {})
        for chat in (NEWS, *groups):
            if dice.random() < crowded:
                since = dice.choice([*range(-290, 0, 3), *range(1, 80, 5)])
                until = dice.choice([10**6, 10**6, since + dice.randint(1, 350)])
                someone.stays[chat] = (since, until)
                way = dice.choice(["joined", "added", "nameless"] if on_roster else ["joined", "added"])
                if way == "joined" and chat == NEWS and 0 < since <= 72:
                    someone.reads["joined"] = since
                who = {} if way == "nameless" else {"actor": shown} if way == "joined" else {"targets": [shown]}
                lines.append({"hour": since, "chat": chat, "event": "added" if way == "added" else "joined"} | who)
                if until < 200 and admin[chat]:
                    lines.append({"hour": until, "chat": chat, "event": "left", "actor": shown})
        crowd.append(someone)

    stood = {NEWS: 0}
    lines.append(announced())
    for someone in crowd:
        for chat, (since, until) in someone.stays.items():
            if chat != NEWS and dice.random() < 0.15:
                hour = dice.randint(1, 60)
                if since < hour < until:
                    lines.append({"hour": hour, "chat": chat, "sender": someone.name, "text": FAIR})
                    stood[chat] = min(hour, stood.get(chat, hour))
                    someone.reads[chat] = min(hour, someone.reads.get(chat, hour))
    for someone in crowd:
        for chat, (since, until) in someone.stays.items():
            for _ in range(dice.choice([0, 0, 1, 2])):
                hour = dice.randint(-250, 150)
                if since < hour < until:
                    lines.append(
                        {"hour": hour, "chat": chat, "sender": someone.name, "text": dice.choice(["ok", "ta"])}
                    )
                    if chat in stood and hour > stood[chat]:
                        someone.reads[chat] = min(hour, someone.reads.get(chat, hour))
            if chat in stood and dice.random() < 0.5 and until > (start := max(since, stood[chat])):
                hour = dice.randint(start, min(until, start + 100))
                someone.reads[chat] = min(hour, someone.reads.get(chat, hour))
    lines.append(announced(240, "Hello."))

    snapshots = [schema.empty(schema.SNAPSHOTS)]
    for chat in admin:
        for _ in range(dice.choice([1, 2] if chat == NEWS else [0, 1, 2])):
            day, moment = (d := dice.randint(-12, 9)), d * 24 - 9 + dice.randint(0, 23)  # Monday's midnight is hour -9
            inside = [s.name for s in crowd if chat in s.stays and s.stays[chat][0] <= moment < s.stays[chat][1]]
            names = ("The PA", *inside) if dice.random() < 0.4 else ()
            snapshots.append(head_count(day, members=1 + len(inside), names=names, chat=chat))
    in_group = [s for s in crowd if NEWS in s.stays and s.stays[NEWS][0] < 0 < s.stays[NEWS][1]]
    look = dice.choice([3, 24, 72, 100])
    readers = [s for s in in_group if s.reads.get(NEWS, 10**6) <= look]

    roster = roster_of(*rows)
    school = School(
        announcement_chat=NEWS, pa_posters=("The PA",), chats=tuple(ChatFacts(c, admin=a) for c, a in admin.items())
    )
    given = {
        "messages": messages_of(*sorted(lines, key=lambda line: line["hour"])),
        "roster": roster,
        "lists": pl.concat(snapshots).unique(["chat", "taken_on"], keep="first", maintain_order=True),
        "reads": looked(look, len(readers)),
        "school": school,
        "classes": pl.DataFrame({"class": list(classes), "chat": list(classes.values())}).pipe(
            schema.conform, schema.CLASSES
        ),
    }
    read = {s.family for s in crowd if s.family and min(s.reads.values(), default=10**6) <= 72}
    of_class = roster.filter(pl.col("role") != "staff").select("class", "family").unique().rows()
    truth: dict[str | None, set[str]] = {c: {f for c2, f in of_class if c2 == c and f in read} for c in classes}
    return given, truth | {None: read}, {s.family for s in readers if s.family}, crowd


@settings(max_examples=40, deadline=None)
@given(st.integers(0, 10**9))
def test_the_truth_lies_within_the_bands(seed):
    given_, read, read_there, _ = a_world(seed)

    told = bands_of(**given_).filter(pl.col("announcement") == 1)

    for row in told.iter_rows(named=True):
        assert row["floor"] <= len(read[row["class"]]) <= row["ceiling"] <= row["n"]
        if row["class"] is None and row["read_note"] == "ok":
            assert row["read_low"] <= len(read_there) <= row["read_high"]

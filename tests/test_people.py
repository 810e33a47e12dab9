from datetime import date, datetime

import polars as pl
import pytest

from dashboard import people, workspace
from parsers import schema

NO_DECISIONS = schema.empty(schema.DECISIONS)
CLASSES = pl.DataFrame({"class": ["2B", "3A"], "chat": ["Class 2B", "Class 3A"]}).pipe(schema.conform, schema.CLASSES)


def roster_of(*rows: dict) -> pl.DataFrame:
    filled = [{"class": "2B", "standing": "current", "role": "guardian", "aliases": []} | row for row in rows]
    return pl.DataFrame(filled, infer_schema_length=None).pipe(schema.conform, schema.ROSTER)


def decisions_of(*rows: dict) -> pl.DataFrame:
    return pl.DataFrame(rows, infer_schema_length=None).pipe(schema.conform, schema.DECISIONS)


def asked(*rows: tuple[str, str | None]) -> pl.DataFrame:
    """sender, class; its chat is the class's, or News."""
    frame = pl.DataFrame(rows, schema={"sender": pl.String, "class": pl.String}, orient="row")
    return frame.with_columns(chat=pl.concat_str(pl.lit("Class "), "class").fill_null("News"))


def notices_of(*rows: dict) -> pl.DataFrame:
    filled = [
        {"chat": "Class 2B", "line": line, "sent_at": datetime(2026, 1, 1), "kind": "notice", "targets": []} | row
        for line, row in enumerate(rows)
    ]
    return pl.DataFrame(filled, infer_schema_length=None).pipe(schema.conform, schema.MESSAGES)


def linked(
    sender: str, class_: str | None, roster: pl.DataFrame, decisions: pl.DataFrame = NO_DECISIONS
) -> tuple[str | None, str | None, str]:
    """family, guardian, how of one sender."""
    return people.link(asked((sender, class_)), roster, decisions).select("family", "guardian", "how").row(0)


ROSTER = roster_of(
    {"family": "Ruiz", "child": "Leo Ruiz", "guardian": "Ana Ruiz", "phone": "+447700900123"},
    {"family": "Ruiz", "child": "Leo Ruiz", "guardian": "Iker Ruiz", "aliases": ["The Boss 🦊"]},
    {"family": "Łącki", "child": "Zoë", "guardian": "Paweł Łącki"},
    {"family": "Obi", "child": "Ife Obi", "guardian": "Ana Obi"},
    {"family": "Ruiz", "child": "Mia Ruiz", "guardian": "Ana Ruiz", "class": "3A", "phone": "+447700900123"},
    {"family": "Tan", "child": "Leo Tan", "guardian": "Wei Tan", "class": "3A"},
    {"family": "Grey", "child": "Sam", "guardian": "Ana Ruiz", "class": "3A"},
    {"family": "staff: Ms Elm", "guardian": "Ms Elm", "class": None, "role": "staff", "phone": "+447700900999"},
)


@pytest.mark.parametrize(
    ("sender", "class_", "family", "guardian", "how"),
    [
        # numbers, in every way of writing them
        ("+44 7700 900123", "2B", "Ruiz", "Ana Ruiz", "phone"),
        ("\u202a+44\u00a07700\u00a0900123\u202c", "2B", "Ruiz", "Ana Ruiz", "phone"),
        ("07700 900123", "2B", "Ruiz", "Ana Ruiz", "phone"),
        ("+44 7700 900123", None, "Ruiz", "Ana Ruiz", "phone"),
        ("+44 7700 900124", "2B", None, None, "none"),
        ("+44 7700 900999", "2B", "staff: Ms Elm", "Ms Elm", "phone"),
        # aliases, in the class first
        ("The boss", "2B", "Ruiz", "Iker Ruiz", "alias"),
        # children
        ("Mum of Leo (2B)", "2B", "Ruiz", None, "child"),
        ("Mum of Leo", "2B", "Ruiz", None, "child"),
        ("Mum of Leo", "3A", "Tan", "Wei Tan", "child"),
        ("Ana (Mum of Leo Tan)", None, "Tan", "Wei Tan", "child"),
        ("Mia's dad", "2B", "Ruiz", None, "child"),  # Leo's sister is in 3A
        ("Mum of Leo", None, None, None, "none"),
        ("Mum of Leo (2B)", None, "Ruiz", None, "child"),
        ("Dad of Leo, Class 2B", None, "Ruiz", None, "child"),
        ("Mum of Leo and Mia", "2B", "Ruiz", None, "child"),
        ("Mum of Leo (2B) & Mia (3A)", None, "Ruiz", None, "child"),
        ("Leo’s mum", "2B", "Ruiz", None, "child"),
        ("Leos mum 🦊", "2B", "Ruiz", None, "child"),
        ("Ana Leo's mum", "2B", "Ruiz", "Ana Ruiz", "child"),
        ("Zoe's dad (2B)", None, "Łącki", "Paweł Łącki", "child"),
        ("Paweł (Zoë 2B)", None, "Łącki", "Paweł Łącki", "child"),
        ("Mum of Leo T (3A)", "2B", "Tan", "Wei Tan", "child"),
        ("Ana (Zoe)", "2B", None, None, "none"),
        # names
        ("~\u202fANA  RUIZ 🌸", "2B", "Ruiz", "Ana Ruiz", "name"),
        ("Pawel Lacki", "2B", "Łącki", "Paweł Łącki", "name"),
        ("Wei Tan", None, "Tan", "Wei Tan", "name"),
        ("Wei Tan", "2B", None, None, "none"),
        ("Ms Elm", "3A", "staff: Ms Elm", "Ms Elm", "name"),
        ("Wei", "3A", "Tan", "Wei Tan", "name"),
        ("Wei", "2B", None, None, "none"),
        ("Wei", None, None, None, "none"),
        ("🌸", "2B", None, None, "none"),
    ],
)
def test_a_sender_is_linked_by_what_its_name_says(sender, class_, family, guardian, how):
    assert linked(sender, class_, ROSTER) == (family, guardian, how)


@pytest.mark.parametrize(
    ("sender", "class_", "candidates"),
    [
        ("Ana", "2B", ["Obi", "Ruiz"]),  # Ana Ruiz, Ana Obi
        ("Ana Ruiz", "3A", ["Grey", "Ruiz"]),  # two of the same name
        ("Mum of Leo", None, ["Ruiz", "Tan"]),
        ("Ife's mum and Leo's mum", "2B", ["Obi", "Ruiz"]),
    ],
)
def test_a_tie_links_nobody_and_gives_the_candidates(sender, class_, candidates):
    links = people.link(asked((sender, class_)), ROSTER, NO_DECISIONS)

    assert links.select("family", "how", "candidates").row(0) == (None, "none", candidates)


def test_a_number_that_two_families_share_links_the_one_with_a_child_in_the_class():
    roster = roster_of(
        {"family": "Ash", "phone": "+447700900001", "class": "2B"},
        {"family": "Elm", "phone": "+447700900001", "class": "3A"},
    )

    assert linked("+44 7700 900001", "2B", roster)[0] == "Ash"
    assert linked("+44 7700 900001", "3A", roster)[0] == "Elm"
    assert linked("+44 7700 900001", None, roster)[0] is None


def test_a_bare_first_name_is_nobody_who_is_in_the_group_under_another_name():
    links = people.link(asked(("Wei Tan", "3A"), ("Wei", "3A")), ROSTER, NO_DECISIONS)

    assert links["family"].to_list() == ["Tan", None]


def test_a_bare_first_name_that_two_members_have_links_neither():
    links = people.link(asked(("Wei", "3A"), ("wei 🐼", "3A")), ROSTER, NO_DECISIONS)

    assert links["family"].to_list() == [None, None]


def test_a_person_s_answer_comes_before_everything():
    decisions = decisions_of(
        {"sender": "+44 7700 900123", "answer": "family", "family": "Obi", "guardian": "Ana Obi"},
        {"sender": "Wei Tan", "answer": "nobody"},
        {"sender": "Miss", "answer": "staff"},
        {"sender": "Ana", "answer": "family", "family": "Ruiz"},
    )

    assert linked("07700 900123", "2B", ROSTER, decisions) == ("Obi", "Ana Obi", "confirmed")
    assert linked("Wei Tan", "3A", ROSTER, decisions) == (None, None, "confirmed")
    assert linked("Miss", "2B", ROSTER, decisions) == ("staff: Miss", None, "confirmed")
    assert linked("Ana", "2B", ROSTER, decisions) == ("Ruiz", None, "confirmed")


def test_an_answer_about_a_bare_first_name_holds_only_where_the_family_has_a_child():
    decisions = decisions_of({"sender": "Ana", "answer": "family", "family": "Obi"})

    assert linked("Ana", "2B", ROSTER, decisions)[0] == "Obi"
    assert linked("Ana", "3A", ROSTER, decisions)[0] is None


def test_both_numbers_of_a_person_are_linked_if_one_is():
    changed = notices_of({"event": "number_changed", "targets": ["+44 7700 900123", "+44 7700 900456"]})
    senders = people.senders(changed, schema.empty(schema.SNAPSHOTS), CLASSES)

    links = people.link(senders, ROSTER, NO_DECISIONS)

    assert links.select("sender", "family", "how").rows() == [
        ("+44 7700 900123", "Ruiz", "phone"),
        ("+44 7700 900456", "Ruiz", "phone"),
    ]


def test_two_numbers_of_a_person_that_are_two_families_stay_two():
    roster = roster_of({"family": "Ash", "phone": "+447700900001"}, {"family": "Elm", "phone": "+447700900002"})
    changed = notices_of(
        {"event": "number_changed", "targets": ["+44 7700 900001", "+44 7700 900002"]},
        {"event": "number_changed", "targets": ["+44 7700 900002", "+44 7700 900003"]},
    )

    links = people.link(people.senders(changed, schema.empty(schema.SNAPSHOTS), CLASSES), roster, NO_DECISIONS)

    assert links["family"].to_list() == ["Ash", "Elm", None]


def test_senders_are_those_who_posted_came_went_or_are_on_a_list_but_never_the_exporter_s_you():
    messages = pl.concat(
        [
            notices_of(
                {"event": "added", "actor": "You", "targets": ["Ben", "Cleo"]},
                {"event": "left", "actor": "Dan"},
                {"event": "renamed", "actor": "Not seen"},
            ),
            notices_of({"kind": "text", "sender": "Ana", "chat": "News"}, {"kind": "text", "sender": "Ana"}),
        ]
    )
    snapshots = pl.DataFrame(
        {"chat": ["Class 2B"], "taken_on": [date(2026, 1, 1)], "names": [["You", "Eve", "Ben"]]}
    ).pipe(schema.conform, schema.SNAPSHOTS)

    seen = people.senders(messages, snapshots, CLASSES)

    assert seen.select("chat", "sender", "class").rows() == [
        ("Class 2B", "Ana", "2B"),
        ("Class 2B", "Ben", "2B"),
        ("Class 2B", "Cleo", "2B"),
        ("Class 2B", "Dan", "2B"),
        ("Class 2B", "Eve", "2B"),
        ("News", "Ana", None),
    ]


def test_everybody_asked_about_has_one_row_in_the_same_order():
    rows = asked(("Zed", "2B"), ("Ana", "2B"), ("Ana", None), ("Mum of Leo", "3A"))

    links = people.link(rows, ROSTER, NO_DECISIONS)

    assert links.select("sender", "class").rows() == rows.select("sender", "class").rows()
    assert links.schema == schema.LINKS


def test_no_roster_links_nobody():
    links = people.link(asked(("Ana", "2B"), ("+44 7700 900123", None)), schema.empty(schema.ROSTER), NO_DECISIONS)

    assert links["how"].to_list() == ["none", "none"]


def test_nobody_asked_about_is_nobody():
    nobody = people.senders(schema.empty(schema.MESSAGES), schema.empty(schema.SNAPSHOTS), CLASSES)

    assert people.link(nobody, ROSTER, NO_DECISIONS).rows() == []


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("+44 7700 900123", "+447700900123"),
        ("~\u202f07700 900-123", "+447700900123"),
        ("+1 (202) 555-0143", "+12025550143"),
        ("1A 123456", None),
        ("123456", None),
        ("Ana 07700 900123", None),
        ("", None),
    ],
)
def test_a_phone_number_is_a_possible_one_and_nothing_else(text, number):
    assert people.phone(text, "GB") == number


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("~ Zoë  O’Brien 👩‍👧‍👦", "zoe o'brien"),
        ("\u2068İpek\u2069", "ipek"),
        ("Łukasz Zając", "lukasz zajac"),
        ("ﬁona ﬀ", "fiona ff"),
        ("Straße", "strasse"),
        ("がぎ", "がぎ"),
        ("☀️✨", ""),
    ],
)
def test_names_that_read_alike_are_alike(text, key):
    assert people.name_key(text) == key
    assert people.name_key(key) == key


def test_in_a_school_of_60_classes_everybody_is_linked_and_a_number_of_nobody_is_not():
    classes, families = [f"{number}" for number in range(60)], range(27)
    roster = roster_of(
        *(
            {"class": c, "family": f"{c}/{f}", "child": f"Kid{f}", "guardian": f"{who}{f} Of{c}x{f}"}
            for c in classes
            for f in families
            for who in ("Ana", "Ben")
        )
    )
    senders = (
        asked(*((f"Ana{f} Of{c}x{f}", c) for c in classes for f in families))
        .vstack(asked(*((f"Mum of Kid{f} {c}", c) for c in classes for f in families)))
        .vstack(asked(*((f"+44 7700 900{f:03}", c) for c in classes for f in families)))
    )

    links = people.link(senders, roster, NO_DECISIONS)

    assert links["how"].value_counts().sort("how").rows() == [("child", 1620), ("name", 1620), ("none", 1620)]


def test_every_sender_of_the_sample_school_is_linked_to_the_right_family_or_to_nobody(sample):
    true = pl.read_csv(sample / "truth" / "people.csv", infer_schema_length=None).unique(["chat", "sender"])
    links = workspace.load(sample).links.with_columns(staff=pl.col("family").str.starts_with(schema.STAFF))

    told = links.join(true, on=["chat", "sender"], suffix="_true")

    assert told.height == links.height
    assert told.filter("staff")["role"].unique().to_list() == ["staff"]
    told = told.with_columns(family=pl.when(~pl.col("staff")).then("family"))
    assert told.filter(pl.col("family").ne_missing(pl.col("family_true"))).rows() == []
    assert told.filter(pl.col("guardian") != pl.col("guardian_true")).rows() == []
    assert (
        told.filter(pl.col("how").cast(pl.String) != pl.col("how_true")).height <= 4
    )  # numbers that changed, or that another export has

"""Answers to "who is this sender?": what they hold for, what they outlive, and how they are kept."""

import polars as pl
import pytest

from dashboard import people
from parsers import schema

CLASSES = (("2B", "Class 2B"), ("3A", "Class 3A"))


def roster_of(*rows: tuple[str, str, str]) -> pl.DataFrame:
    """class, family, guardian."""
    return (
        pl.DataFrame(rows, schema=["class", "family", "guardian"], orient="row")
        .with_columns(standing=pl.lit("current"), role=pl.lit("guardian"))
        .pipe(schema.conform, schema.ROSTER)
    )


def decisions_of(*rows: dict[str, str | None]) -> pl.DataFrame:
    return pl.DataFrame(rows, infer_schema_length=None).pipe(schema.conform, schema.DECISIONS)


def asked(*rows: tuple[str, str], person: str | None = None) -> pl.DataFrame:
    """sender, class; all of them one person, if that is named."""
    frame = pl.DataFrame(rows, schema=["sender", "class"], orient="row")
    return frame.with_columns(
        chat=pl.concat_str(pl.lit("Class "), "class"), person=pl.col("sender") if person is None else pl.lit(person)
    )


ROSTER = roster_of(
    ("2B", "Ruiz", "Ana Ruiz"), ("2B", "Obi", "Ife Obi"), ("3A", "Tan", "Wei Tan"), ("3A", "Ruiz", "Ana Ruiz")
)


def told(senders: pl.DataFrame, *decisions: dict[str, str | None], roster: pl.DataFrame = ROSTER) -> list[tuple]:
    """family, how."""
    return people.link(senders, roster, decisions_of(*decisions)).select("family", "how").rows()


def test_an_answer_holds_for_the_name_however_it_is_written():
    said = {"sender": "Sunny  Ana", "answer": "family", "family": "Obi"}

    assert told(asked(("~ sunny ana 🌻", "2B")), said) == [("Obi", "confirmed")]


def test_an_answer_outlives_a_rename_and_a_change_of_number():
    said = {"sender": "🦄", "answer": "family", "family": "Obi", "guardian": "Ife Obi"}
    senders = asked(("🦄", "2B"), ("+44 7700 900111", "2B"), ("Mia 🌈", "2B"), person="🦄")

    assert told(senders, said) == [("Obi", "confirmed")] * 3


def test_an_answer_comes_before_what_another_name_of_the_person_says():
    said = {"sender": "🦄", "answer": "family", "family": "Obi"}

    assert told(asked(("🦄", "2B"), ("Ana Ruiz", "2B"), person="🦄"), said) == [("Obi", "confirmed")] * 2


@pytest.mark.parametrize(("answer", "family"), [("nobody", None), ("staff", "staff: 🦄")])
def test_nobody_and_staff_hold_for_the_person_s_other_names(answer, family):
    said = {"sender": "🦄", "answer": answer}

    assert told(asked(("🦄", "2B"), ("Ana Ruiz", "2B"), person="🦄"), said) == [(family, "confirmed")] * 2


def test_two_answers_about_one_person_that_contradict_each_other_hold_each_for_its_own_name():
    said = ({"sender": "🦄", "answer": "family", "family": "Obi"}, {"sender": "🌈", "answer": "nobody"})
    senders = asked(("🦄", "2B"), ("🌈", "2B"), ("🌻", "2B"), person="🦄")

    assert told(senders, *said) == [("Obi", "confirmed"), (None, "confirmed"), (None, "none")]


def test_an_answer_about_a_bare_first_name_holds_in_the_group_it_was_given_of():
    said = {"sender": "Sunny", "answer": "family", "family": "Ruiz", "chat": "Class 3A"}

    assert told(asked(("Sunny", "2B"), ("Sunny", "3A")), said) == [(None, "none"), ("Ruiz", "confirmed")]


def test_nobody_about_a_bare_first_name_holds_in_the_group_it_was_given_of():
    said = {"sender": "Wei", "answer": "nobody", "chat": "Class 2B"}

    assert told(asked(("Wei", "2B"), ("Wei", "3A")), said) == [(None, "confirmed"), ("Tan", "name")]


def test_an_answer_about_a_whole_name_holds_in_every_group_but_one_that_has_its_own():
    whole = {"sender": "Sunny Days", "answer": "family", "family": "Ruiz", "chat": "Class 3A"}
    own = {"sender": "Sunny Days", "answer": "nobody", "chat": "Class 2B"}

    assert told(asked(("Sunny Days", "2B")), whole) == [("Ruiz", "confirmed")]
    assert told(asked(("Sunny Days", "2B"), ("Sunny Days", "3A")), whole, own) == [
        (None, "confirmed"),
        ("Ruiz", "confirmed"),
    ]


def test_an_answer_outlives_a_roster_that_calls_the_family_otherwise():
    said = {"sender": "🦄", "answer": "family", "family": "F001", "guardian": "Ife Obi"}

    assert told(asked(("🦄", "2B")), said) == [("Obi", "confirmed")]


def test_a_family_of_that_label_without_that_guardian_is_another_family():
    said = {"sender": "🦄", "answer": "family", "family": "Ruiz", "guardian": "Ife Obi"}

    assert told(asked(("🦄", "2B")), said) == [("Obi", "confirmed")]


def test_a_guardian_s_name_that_two_families_have_does_not_move_an_answer():
    roster = roster_of(("2B", "New", "Ife Obi"), ("3A", "Other", "Ife Obi"))
    said = {"sender": "Sunny Days", "answer": "family", "family": "F001", "guardian": "Ife Obi"}

    assert told(asked(("Sunny Days", "2B")), said, roster=roster) == [("F001", "confirmed")]
    assert people.unplaced(decisions_of(said), roster).rows() == [("Sunny Days", "F001")]


def test_answers_that_the_roster_cannot_place_are_told():
    decisions = decisions_of(
        {"sender": "🦄", "answer": "family", "family": "F001", "guardian": "Ife Obi"},
        {"sender": "🌈", "answer": "family", "family": "F002"},
        {"sender": "🌻", "answer": "family", "family": "Tan"},
        {"sender": "🌱", "answer": "nobody"},
    )

    assert people.unplaced(decisions, ROSTER).rows() == [("🌈", "F002")]


EARLIER = decisions_of(
    {"sender": "Ana", "answer": "nobody", "chat": "Class 2B"},
    {"sender": "Ana", "answer": "staff", "chat": "Class 3A"},
    {"sender": "Wei", "answer": "nobody"},
)


def test_an_answer_replaces_the_earlier_one_of_the_same_sender_and_group():
    kept = people.answered(EARLIER, "Ana", "family", "Ruiz", "Ana Ruiz", "Class 2B")

    assert kept.rows() == [
        ("Ana", "staff", None, None, "Class 3A"),
        ("Wei", "nobody", None, None, None),
        ("Ana", "family", "Ruiz", "Ana Ruiz", "Class 2B"),
    ]
    assert kept.schema == schema.DECISIONS


def test_an_answer_of_any_group_replaces_all_earlier_ones_and_gives_way_to_one_of_a_group():
    assert people.answered(EARLIER, "Ana", "nobody").select("sender", "chat").rows() == [("Wei", None), ("Ana", None)]
    assert people.answered(EARLIER, "Wei", "staff", chat="Class 2B")["chat"].to_list() == [
        "Class 2B",
        "Class 3A",
        "Class 2B",
    ]


def test_an_answer_replaces_those_about_the_person_s_other_names():
    kept = people.answered(EARLIER, "🦄", "staff", others=("Ana",))

    assert kept["sender"].to_list() == ["Wei", "🦄"]


@pytest.mark.parametrize("sender", ["Leo's mum", "Mama Leo", "Ana R", "R. Ana"])
def test_an_answer_about_somebody_s_mum_or_a_name_with_an_initial_holds_in_its_group(sender):
    said = {"sender": sender, "answer": "family", "family": "Obi", "chat": "Class 2B"}
    links = told(asked((sender, "2B"), (sender, "3A")), said)

    assert links[0] == ("Obi", "confirmed")
    assert links[1][1] != "confirmed"

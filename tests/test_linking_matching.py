"""Whom names link, and when a person is asked instead."""

import polars as pl
import pytest

from dashboard import people
from parsers import schema
from tests.test_linking import NO_DECISIONS

NO_LISTS = schema.empty(schema.SNAPSHOTS)


def roster_of(*rows: tuple[str, str, str | None, str | None]) -> pl.DataFrame:
    """class, family, child, guardian."""
    return (
        pl.DataFrame(rows, schema=["class", "family", "child", "guardian"], orient="row")
        .with_columns(
            standing=pl.lit("current"),
            role=pl.when(pl.col("family").str.starts_with(schema.STAFF))
            .then(pl.lit("staff"))
            .otherwise(pl.lit("guardian")),
            phone=pl.when(pl.col("guardian") == "Ana Ruiz").then(pl.lit("+447700900123")),
        )
        .pipe(schema.conform, schema.ROSTER)
    )


ROSTER = roster_of(
    ("2B", "Ruiz", "Leo Ruiz", "Ana Ruiz"),
    ("2B", "Ruiz", "Leo Ruiz", "Iker Ruiz"),
    ("2B", "Obi", "Ife Obi", "Ana Obi"),
    ("2B", "Tan", "Kai Tan", "Wei Tan"),
    ("2B", "Grey", "Sam Grey", "Tom Grey"),
    ("3A", "Hill", "Joe Hill", "Ines Hill"),
    ("3A", "Moss", "Amy Moss", "Finn Moss"),
)


def group(*senders: str, class_: str | None = "2B", person: dict[str, str] | None = None) -> pl.DataFrame:
    """chat, sender, class, person: `person` holds further names' first names."""
    persons = [(person or {}).get(sender, sender) for sender in senders]
    return pl.DataFrame(
        {"chat": "Group", "sender": senders, "class": class_, "person": persons}, schema_overrides={"class": pl.String}
    )


def families(senders: pl.DataFrame, roster: pl.DataFrame = ROSTER) -> list[str | None]:
    return people.link(senders, roster, NO_DECISIONS)["family"].to_list()


def candidates(senders: pl.DataFrame, roster: pl.DataFrame = ROSTER) -> list[tuple[str, list[str]]]:
    """family, evidence of the candidates, best first."""
    return people.linked(senders, roster, NO_DECISIONS).candidates.select("family", "evidence").rows()


def test_two_who_may_be_the_same_guardian_are_both_asked_about():
    assert families(group("Tom", "Tom 🚲")) == [None, None]
    assert families(group("Wei T", "W Tan")) == [None, None]


def test_the_clearer_name_takes_the_guardian_and_the_other_is_asked_about():
    found = people.linked(group("Wei Tan", "Wei"), ROSTER, NO_DECISIONS)

    assert found.links.select("family", "how").rows() == [("Tan", "name"), (None, "none")]


def test_the_same_whole_name_twice_is_one_person_on_two_phones():
    assert families(group("Wei Tan", "wei tan 🐼")) == ["Tan", "Tan"]


def test_a_guardian_who_is_there_by_number_is_not_there_by_a_first_name_too():
    found = people.linked(group("+44 7700 900123", "Ana"), ROSTER, NO_DECISIONS)

    assert found.links["family"].to_list() == ["Ruiz", "Obi"]
    assert found.links["evidence"].to_list() == [["phone"], ["given", "only_left"]]


def test_a_link_by_name_says_its_odds_and_why():
    links = people.link(group("Tom"), ROSTER, NO_DECISIONS)

    assert links.select("guardian", "how", "evidence").row(0) == ("Tom Grey", "name", ["given", "only"])
    assert links["weight_bits"].item() > 3


def test_a_whole_name_weighs_more_than_a_first_name_and_an_initial_lies_between():
    weights = [
        people.link(group(sender), ROSTER, NO_DECISIONS)["weight_bits"].item()
        for sender in ("Tom", "Tom G", "Tom Grey")
    ]

    assert weights == sorted(weights)
    assert len(set(weights)) == 3


def test_a_rare_name_weighs_more_than_a_common_one():
    common = [("2B", f"F{n}", f"Kid{n}", f"Maria Wood{n}") for n in range(8)]
    roster = roster_of(*common, ("3A", "One", "Zed", "Maria Elm"), ("3A", "Two", "Zoe", "Ottilie Ash"))
    weights = people.link(group("Maria Elm", "Ottilie Ash", class_="3A"), roster, NO_DECISIONS)["weight_bits"]

    assert weights[0] < weights[1]


def test_another_surname_goes_to_review():
    assert families(group("Tom Baker")) == [None]
    assert candidates(group("Tom Baker")) == [("Grey", ["given", "other_surname"])]


def test_a_whole_name_of_another_class_goes_to_review():
    found = people.linked(group("Ines Hill"), ROSTER, NO_DECISIONS)

    assert found.links.select("family", "how", "candidates").row(0) == (None, "none", ["Hill"])
    assert found.candidates.select("class", "evidence").row(0) == ("3A", ["given", "surname", "elsewhere"])


def test_a_guardian_s_own_name_comes_before_a_child_s():
    roster = roster_of(("2B", "1", "Bo Zhao", "Lei Zhao"), ("2B", "2", "Lei Zhao", "Mei Zhao"))

    assert families(group("Lei Zhao"), roster) == ["1"]


def test_a_word_alone_is_a_given_name_before_it_is_a_surname_and_after_a_title_the_other_way_round():
    roster = roster_of(("2B", "1", "Kit Smith", "James Smith"), ("2B", "2", "Eve James", "Olivia James"))

    assert families(group("James"), roster) == ["1"]
    assert [family for family, _ in candidates(group("Familie James"), roster)] == ["2"]


def test_another_second_surname_weighs_against_a_family():
    roster = roster_of(("2B", "1", "Leo Moreno Vega", "Luis Moreno Gil"), ("2B", "2", "Mia Soto Cano", "Ana Soto Ros"))
    one, other = (
        people.linked(group(sender), roster, NO_DECISIONS).candidates["weight_bits"].item()
        for sender in ("Luis Moreno", "Luis Moreno Prado")
    )

    assert families(group("Luis Moreno"), roster) == ["1"]
    assert families(group("Luis Moreno Prado"), roster) == [None]
    assert one - other > 2.5


def test_a_bare_first_name_of_another_class_is_nobody():
    assert candidates(group("Ines")) == []


@pytest.mark.parametrize(
    ("sender", "family"),
    [("Ines Hill", "Hill"), ("ines hill", "Hill"), ("Ines H", None), ("Ines", None), ("Hill", None)],
)
def test_in_a_group_of_the_whole_school_names_must_be_whole(sender, family):
    assert families(group(sender, class_=None)) == [family]


def test_a_name_that_two_families_of_the_school_have_links_nobody_in_a_group_of_the_whole_school():
    roster = roster_of(("2B", "Ruiz", "Leo", "Ana Ruiz"), ("3A", "Grey", "Sam", "Ana Ruiz"))

    assert families(group("Ana Ruiz", class_=None), roster) == [None]
    assert families(group("Ana Ruiz", class_="3A"), roster) == ["Grey"]


def test_a_surname_of_two_guardians_of_one_family_links_the_family_and_neither_guardian():
    links = people.link(group("Familia Ruiz"), ROSTER, NO_DECISIONS)

    assert links.select("family", "guardian").row(0) == ("Ruiz", None)


def test_a_person_with_two_names_is_linked_by_either():
    assert families(group("🌻", "Wei Tan", person={"Wei Tan": "🌻"})) == ["Tan", "Tan"]


def test_a_person_whose_two_names_are_two_families_is_asked_about():
    links = people.link(group("Tom Grey", "Wei Tan", person={"Wei Tan": "Tom Grey"}), ROSTER, NO_DECISIONS)

    assert links["family"].to_list() == [None, None]
    assert [sorted(families) for families in links["candidates"]] == [["Grey", "Tan"], ["Grey", "Tan"]]


def test_a_person_whose_name_and_child_are_two_families_is_asked_about():
    two = people.link(group("Mum of Ife", "Wei Tan", person={"Wei Tan": "Mum of Ife"}), ROSTER, NO_DECISIONS)
    one = people.link(group("Dad of Kai", "Wei Tan", person={"Wei Tan": "Dad of Kai"}), ROSTER, NO_DECISIONS)

    assert two.select("family", "candidates").rows() == [(None, ["Obi", "Tan"])] * 2
    assert one["family"].to_list() == ["Tan", "Tan"]


def test_a_name_of_another_export_links_its_sender_and_has_no_row_itself():
    messages = pl.DataFrame({"chat": ["Group"], "sender": ["🌻"], "kind": ["text"]}).pipe(
        schema.conform, schema.MESSAGES
    )
    classes = pl.DataFrame({"class": ["2B"], "chat": ["Group"]}).pipe(schema.conform, schema.CLASSES)
    names = pl.DataFrame([("Group", "🌻", "Wei Tan"), ("Group", "🌻", "You")], schema=schema.NAMES, orient="row")

    senders = people.senders(messages, NO_LISTS, classes, names)

    assert senders.select("sender", "shown").rows() == [("Wei Tan", False), ("🌻", True)]
    assert senders["person"].n_unique() == 1
    assert people.link(senders, ROSTER, NO_DECISIONS).select("sender", "family").rows() == [("🌻", "Tan")]


def test_the_review_queue_has_each_unsure_person_once_and_nobody_for_whom_there_is_no_candidate():
    senders = group("Tom Baker", "Tom B", "Zed", "Wei Tan", person={"Tom B": "Tom Baker"})
    links = people.link(senders, ROSTER, NO_DECISIONS)

    assert people.unsure(links)["sender"].to_list() == ["Tom Baker", "Tom B"]
    assert people.unsure(links, senders)["sender"].to_list() == ["Tom Baker"]


def test_children_alone_link_a_family_by_a_surname_only_where_it_is_clear():
    roster = roster_of(("2B", "1", "Leo Okonkwo", None), ("2B", "2", "Mia Smith", None), ("2B", "3", "Ben Smith", None))

    assert families(group("Ada Okonkwo"), roster) == ["1"]
    assert families(group("Jo Smith"), roster) == [None]
    assert [family for family, _ in candidates(group("Jo Smith"), roster)] == ["2", "3"]


def test_a_roster_of_first_names_alone_links_a_first_name_that_is_unique():
    roster = roster_of(("2B", "1", "Leo", "Ana"), ("2B", "2", "Mia", "Tom"))

    assert families(group("Tom"), roster) == ["2"]


def test_a_surname_before_the_given_name_is_seen_by_the_children():
    roster = roster_of(
        ("2B", "1", "Nagy Luca", "Nagy Eszter"),
        ("2B", "2", "Kis Bence", "Kis Anna"),
        ("2B", "3", "Toth Lili", "Pap Luca"),
    )

    assert families(group("Eszter"), roster) == ["1"]
    assert families(group("Luca"), roster) == ["3"]


YEAR_OLD = roster_of(
    ("0A", "H0", "Kid", "Ida Jay"),
    *(("1B", f"F{n}", f"Kid{n}", name) for n, name in enumerate(("Ada Ash", "Ben Elm", "Cleo Oak", "Dan Fir"))),
    *(("2B", f"G{n}", f"Kid{n}", name) for n, name in enumerate(("Eve Yew", "Finn Bay", "Gus Box", "Hal Fig"))),
)


def test_a_group_that_fits_another_class_of_the_roster_is_told_with_that_class():
    senders = group("Ada Ash", "Ben Elm", "Cleo Oak", "Eve Yew", "Ida Jay", "Nobody Known")
    found = people.linked(senders, YEAR_OLD, NO_DECISIONS)

    assert people.misfits(found.links, found.candidates, YEAR_OLD).rows() == [("Group", "2B", 1, 4, "1B")]


def test_a_group_that_fits_its_class_has_nobody_elsewhere():
    found = people.linked(group("Eve Yew", "Finn Bay"), YEAR_OLD, NO_DECISIONS)

    assert people.misfits(found.links, found.candidates, YEAR_OLD).rows() == [("Group", "2B", 2, 0, None)]


def test_in_a_group_that_fits_another_class_a_bare_first_name_links_nobody():
    assert families(group("Eve", "Finn Bay"), YEAR_OLD) == ["G0", "G1"]
    assert families(group("Eve", "Ada Ash", "Ben Elm"), YEAR_OLD) == [None, None, None]


def test_every_code_of_evidence_has_its_words():
    senders = group(
        *(
            "+44 7700 900123",
            "Mum of Ife",
            "Tom",
            "Wei T",
            "Thomas Grey",
            "Iker Ruizz",
            "Ines Hill",
            "Leo Ruiz",
            "Ana Obi Leo",
        ),
        *("魏 Tan", "Iker Other", "Tom G Ruiz"),
    )
    found = people.linked(senders, ROSTER, NO_DECISIONS)
    codes = set(pl.concat([found.links["evidence"], found.candidates["evidence"]]).explode().drop_nulls())

    assert codes - set(people.EVIDENCE) == set()
    assert {"phone", "child", "given", "initial", "nickname", "alike", "elsewhere", "other_surname"} <= codes


def test_neither_the_order_of_the_senders_nor_that_of_the_roster_changes_a_link():
    names = ("Tom", "Wei T", "Ana", "Iker Ruizz", "Leo Ruiz", "Mum of Ife", "Ines Hill", "Tom Baker", "Kai", "W Tan")
    some = people.linked(group(*names), ROSTER, NO_DECISIONS)
    turned = people.linked(group(*reversed(names)), ROSTER.reverse(), NO_DECISIONS)

    assert turned.links.sort("sender").equals(some.links.sort("sender"))
    assert turned.candidates.sort("sender", maintain_order=True).equals(
        some.candidates.sort("sender", maintain_order=True)
    )


def common_name(given: str, times: int) -> pl.DataFrame:
    """A guardian of 2B with a first name that so many of 3A have."""
    others = [("2B", f"G{n}", f"Kid{n}", f"Ben Gable{n}") for n in range(26)]
    elsewhere = [("3A", f"F{n}", f"Kid{n}", f"{given} Grove{n}") for n in range(times)]
    return roster_of(*others, *elsewhere, ("2B", "X", "Zed", f"{given} Ghent"))


def test_nobody_is_asked_about_where_the_odds_of_all_families_together_are_poor():
    assert candidates(group("Jo Baker"), common_name("Jo", 6)) == [("X", ["given", "other_surname"])]
    assert candidates(group("Jo Baker"), common_name("Jo", 24)) == []


@pytest.mark.parametrize("sender", ["Nana Tom", "Tom (childminder)", "Miss Tom", "Opa Tom", "Tom teacher"])
def test_somebody_who_is_no_guardian_by_their_own_words_is_neither_linked_nor_asked_about(sender):
    assert families(group(sender)) == [None]
    assert candidates(group(sender)) == []


def test_a_word_for_a_grandmother_may_be_a_name():
    roster = roster_of(("2B", "1", "Kofi Mensah", "Nana Mensah"), ("2B", "2", "Leo Ruiz", "Ana Ruiz"))

    assert families(group("Nana Mensah"), roster) == ["1"]


def test_a_name_with_one_initial_links_where_a_bare_first_name_would():
    assert families(group("Mary G"), common_name("Mary", 24)) == ["X"]
    assert families(group("Mary G"), common_name("Mary", 48)) == [None]


AL = roster_of(
    ("2B", "1", "Leo Shami", "Noura Al-Sayed"),
    ("2B", "2", "Mia Hadi", "Noura Hadi"),
    ("2B", "3", "Ali Farsi", "Reem Al-Farsi"),
    ("2B", "4", "Sam Nasr", "Reem Nasr"),
    ("2B", "5", "Kai Bakri", "Iman Sheikh"),
    ("2B", "6", "Zoe Amin", "Tarek Amin"),
)


@pytest.mark.parametrize(
    ("sender", "family"),
    [
        ("Noura Al-Sayed", "1"),
        ("Noura Elsayed", "1"),
        ("نورة السيد", "1"),
        ("Sheikh Tarek Amin", "6"),  # a title before a name is none of its words
        ("Iman Sheikh", "5"),
        ("Reem A", "3"),
        ("Reem F", "3"),
        ("Reem N", "4"),
        ("Reem Amin", None),  # the article's letter stands for an initial alone
    ],
)
def test_a_title_may_be_a_surname_and_an_initial_may_be_the_article_s(sender, family):
    assert families(group(sender), AL) == [family]

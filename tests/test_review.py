from datetime import datetime

import polars as pl

from dashboard import review
from parsers import schema

HERE = {"chat": "Class 2B", "class": "2B"}


def senders(*rows: tuple[str, str, bool]) -> pl.DataFrame:
    """sender, person, shown."""
    frame = pl.DataFrame(rows, schema={"sender": pl.String, "person": pl.String, "shown": pl.Boolean}, orient="row")
    return frame.with_columns(chat=pl.lit("Class 2B"))


def links(**how: str) -> pl.DataFrame:
    rows = [HERE | {"sender": sender, "how": way, "candidates": []} for sender, way in how.items()]
    return schema.conform(pl.DataFrame(rows), schema.LINKS)


def candidates(*rows: tuple[str, str, float]) -> pl.DataFrame:
    """sender, family, weight_bits."""
    frame = pl.DataFrame(
        rows, schema={"sender": pl.String, "family": pl.String, "weight_bits": pl.Float64}, orient="row"
    )
    return schema.conform(frame.with_columns(chat=pl.lit("Class 2B"), evidence=["given"]), schema.CANDIDATES)


NO_STAYS = schema.empty(schema.MEMBERSHIP)


def asked(*frames: pl.DataFrame, membership: pl.DataFrame = NO_STAYS) -> list[dict]:
    return review.people(*frames, membership).to_dicts()


def test_those_with_choices_are_asked_about_first_and_those_who_are_linked_last() -> None:
    found = asked(
        senders(("Ana", "Ana", True), ("Ben", "Ben", True), ("Zed", "Zed", True)),
        links(Ana="name", Ben="none", Zed="none"),
        candidates(("Zed", "Zeder", 2.0)),
    )
    assert [(row["sender"], row["waiting"]) for row in found] == [("Zed", True), ("Ben", True), ("Ana", False)]


def test_a_person_of_several_names_is_asked_about_once_by_name_rather_than_by_number() -> None:
    (row,) = asked(
        senders(("+44 7700 900123", "p", True), ("Ana", "p", True), ("Ana R", "p", False)),
        links(**{"+44 7700 900123": "none", "Ana": "none"}),
        candidates(("Ana", "Ruiz", 3.0), ("+44 7700 900123", "Ruiz", 1.0), ("+44 7700 900123", "Obi", 2.0)),
    )
    assert (row["sender"], row["others"]) == ("Ana", ["+44 7700 900123", "Ana R"])
    assert [choice["family"] for choice in row["choices"]] == ["Ruiz", "Obi"]


def test_nobody_waits_whom_another_of_their_names_links_or_about_whom_somebody_answered() -> None:
    found = asked(
        senders(("+44 7700 900123", "p", True), ("Ana", "p", True), ("Ben", "Ben", True)),
        links(**{"+44 7700 900123": "phone", "Ana": "none", "Ben": "confirmed"}),
        candidates(),
    )
    assert [row["waiting"] for row in found] == [False, False]


def test_the_first_time_that_any_of_their_names_is_seen_is_said() -> None:
    stays = [
        {"chat": "Class 2B", "sender": "Ana", "since": datetime(2026, 3, 1), "certainty": "presumed"},
        {"chat": "Class 2B", "sender": "+44 7700 900123", "since": datetime(2025, 9, 4), "certainty": "presumed"},
    ]
    (row,) = asked(
        senders(("+44 7700 900123", "p", True), ("Ana", "p", True)),
        links(**{"+44 7700 900123": "none", "Ana": "none"}),
        candidates(),
        membership=schema.conform(pl.DataFrame(stays), schema.MEMBERSHIP),
    )
    assert row["since"] == datetime(2025, 9, 4)


def test_no_more_than_five_choices_are_offered() -> None:
    families = tuple(("Ana", f"Family {n}", float(n)) for n in range(9))
    (row,) = asked(senders(("Ana", "Ana", True)), links(Ana="none"), candidates(*families))
    assert [choice["family"] for choice in row["choices"]] == [f"Family {n}" for n in (8, 7, 6, 5, 4)]

"""One guardian, one sender."""

from math import log2

import polars as pl
import pytest

from dashboard.linking.assignment import contests
from dashboard.linking.weights import STRANGERS

WISH = pl.Schema({"namesakes": pl.String, "place": pl.UInt32, "family": pl.String, "odds": pl.Float64})


def wishes(*rows: tuple[str, int, str, float], guardian: str | None = "somebody") -> pl.DataFrame:
    """namesakes, place, family, odds."""
    return pl.DataFrame(rows, schema=WISH, orient="row").with_columns(
        chat=pl.lit("Group"), guardian=pl.lit(guardian, pl.String)
    )


def won(pairs: pl.DataFrame) -> dict[str, tuple[str | None, float]]:
    return {name: (family, margin) for _, name, family, margin in contests(pairs).iter_rows()}


def test_a_sender_whom_nobody_contests_leads_before_being_a_stranger():
    assert won(wishes(("a", 0, "Ruiz", STRANGERS * 32))) == {"a": ("Ruiz", pytest.approx(5))}


def test_a_contested_place_goes_to_the_likelier_by_the_difference():
    found = won(wishes(("a", 0, "Ruiz", 64.0), ("b", 0, "Ruiz", 4.0)))

    assert found["a"] == ("Ruiz", pytest.approx(4))
    assert found["b"][0] is None


def test_two_equal_wishes_leave_no_margin():
    margins = [margin for _, margin in won(wishes(("a", 0, "Ruiz", 8.0), ("b", 0, "Ruiz", 8.0))).values()]

    assert margins == pytest.approx([0, 0])


def test_the_likeliest_of_all_assignments_may_give_somebody_their_second_wish():
    found = won(wishes(("a", 0, "Ruiz", 64.0), ("a", 1, "Obi", 32.0), ("b", 0, "Ruiz", 64.0)))

    assert {name: family for name, (family, _) in found.items()} == {"a": "Obi", "b": "Ruiz"}


def test_two_guardians_of_one_family_are_no_contest_between_families():
    found = won(wishes(("a", 0, "Ruiz", 64.0), ("a", 1, "Ruiz", 64.0)))

    assert found["a"][1] == pytest.approx(log2(64 / STRANGERS))


def test_a_family_without_names_has_room_for_two():
    pairs = wishes(("a", 0, "Ruiz", 64.0), ("b", 0, "Ruiz", 64.0), ("c", 0, "Ruiz", 1.0), guardian=None)
    found = won(pairs)

    assert [found[name][0] for name in "abc"] == ["Ruiz", "Ruiz", None]


def test_nobody_who_wants_anything_is_no_contest():
    assert contests(wishes()).rows() == []

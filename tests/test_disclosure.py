import polars as pl
import pytest

from dashboard import disclosure


@pytest.mark.parametrize(
    ("share", "said", "drawn"),
    [
        (0.0, "<10 %", 0.05),
        (0.0999, "<10 %", 0.05),
        (0.10, "10 %", 0.10),
        (0.62, "60 %", 0.60),
        (0.63, "65 %", 0.65),
        (0.90, "90 %", 0.90),
        (0.901, ">90 %", 0.95),
        (1.0, ">90 %", 0.95),
        (None, None, None),
    ],
)
def test_a_share_is_said_and_drawn_to_the_nearest_five_per_cent_with_open_ends(
    share: float | None, said: str | None, drawn: float | None
) -> None:
    frame = pl.DataFrame({"share": [share]}, schema={"share": pl.Float64})
    assert frame.select(disclosure.share_in_words(pl.col("share"))).item() == said
    assert frame.select(disclosure.banded(pl.col("share"))).item() == (None if drawn is None else pytest.approx(drawn))


def participation(families: int, messages: int | None) -> pl.DataFrame:
    figures = ("low", "high", "effective_voices", "voices_50", "equal_voices_50", "voices_ratio")
    counts = ("half_the_talk", "unlinked_senders", "unlinked_messages")
    return pl.DataFrame(
        {
            "class": ["2B"],
            "families": [families],
            "heard": [None if messages is None else families // 2],
            "messages": [messages],
            **{name: [0.5] for name in figures},
            **{name: [3] for name in counts},
        }
    )


@pytest.mark.parametrize(
    ("families", "messages", "said"),
    [(10, 50, "50 %"), (9, 50, disclosure.TOO_FEW), (10, 49, disclosure.TOO_FEW), (10, None, "no export")],
)
def test_a_class_of_fewer_than_ten_families_or_fifty_messages_has_no_figure(
    families: int, messages: int | None, said: str
) -> None:
    (row,) = disclosure.participation(participation(families, messages)).to_dicts()
    assert row["said"] == said
    assert (row["heard"] is None) == (said != "50 %")


def test_no_exact_figure_of_a_class_is_left_beside_its_banded_share() -> None:
    (row,) = disclosure.participation(participation(27, 400)).to_dicts()
    assert {name: value for name, value in row.items() if value is not None} == {
        "class": "2B",
        "families": 27,
        "heard": pytest.approx(13.5),  # 13 of 27 is 48 %, said as 50 %
        "said": "50 %",
    }


def test_places_of_a_small_class_are_not_shown() -> None:
    frame = pl.DataFrame({"class": ["1A", "1B"], "n": [9, 20], "cannot": [4, 4]})
    rows = disclosure.places(frame, "cannot", "n").to_dicts()
    assert [row["said"] for row in rows] == [disclosure.TOO_FEW, "20 %"]
    assert [row["cannot"] for row in rows] == [None, pytest.approx(4.0)]

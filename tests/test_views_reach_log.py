"""What the Parent Association types on the page of read counts, and what follows from it on the others."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path

import polars as pl
import pytest
from streamlit.testing.v1 import AppTest

from dashboard import saving, store
from parsers import read_read_counts

APP = Path(store.__file__).with_name("app.py")
PAGE = "reach_log"
FIRST, SECOND = datetime(2025, 9, 8, 9), datetime(2025, 9, 15, 9)
ROSTER = "class,family,guardian\n2B,Ash,Ana Ash\n2B,Birch,Ben Birch\n3B,Cedar,Cy Cedar\n3B,Elm,Di Elm\n"
EXPORT = (
    "08/09/2025, 09:00 - The PA: The *summer* fair is on Saturday the 4th of July in the big playground.\n"
    "15/09/2025, 09:00 - The PA: We need helpers for the cake stall, from eleven to three.\n"
    "29/09/2025, 09:00 - The PA: Thank you all.\n"
)
COUNTS = "chat,sent_at,taken_at,delivered,read\nPA Announcements,2025-09-15 09:00,2025-09-16 09:00,4,2\n"


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    (tmp_path / "roster.csv").write_text(ROSTER)
    (tmp_path / "WhatsApp Chat with PA Announcements.txt").write_text(EXPORT)
    (tmp_path / "read_counts.csv").write_text(COUNTS)
    monkeypatch.setenv("SCHOOLGATE_FOLDER", str(tmp_path))
    return tmp_path


@pytest.fixture
def app(folder: Path) -> Iterator[AppTest]:
    return AppTest.from_file(str(APP), default_timeout=60).run()


def page(app: AppTest, name: str) -> AppTest:
    app = app.switch_page(f"views/{name}.py").run()
    assert not app.exception
    return app


def press(app: AppTest, label: str) -> AppTest:
    app = next(button for button in app.button if button.label == label).click().run()
    assert not app.exception
    return app


def look(app: AppTest, sent_at: datetime, days: float, *, pasted: str = "", read: int | None = None) -> AppTest:
    app = page(app, PAGE)
    choice = app.selectbox(key="look announcement")
    choice.select(next(label for label in choice.options if f"{sent_at.day} {sent_at:%b %Y}, {sent_at:%H:%M}" in label))
    app.datetime_input(key="look time").set_value(sent_at + timedelta(days=days))
    app.text_area(key="look pasted").set_value(pasted)
    if read is not None:
        app.number_input(key="look read").set_value(read)
    return press(app, "Take it into account")


def drawn(app: AppTest) -> set[tuple]:
    """place (0: the newest announcement), part, from, to: what the picture of the Announcements page draws."""
    charts = page(app, "announcements").get("vega_lite_chart")
    frames = [pl.read_ipc_stream(dataset.data.data) for chart in charts[:1] for dataset in chart.proto.datasets]
    bars = [frame.select("place", "part", "from", "to") for frame in frames if {"place", "to"} <= set(frame.columns)]
    return {row for frame in bars for row in frame.iter_rows()}


def log(app: AppTest) -> pl.DataFrame:
    return pl.from_dicts(page(app, PAGE).data_editor[0].value.to_dict("records"))


def warned(app: AppTest) -> list[str]:
    return [warning.value.replace("\\", "") for warning in app.warning]


def test_a_typed_count_narrows_the_band_of_its_announcement_and_no_other(app: AppTest) -> None:
    before = drawn(app)
    after = drawn(look(app, FIRST, 1, read=3))
    assert len(before) > 3
    assert before - after == set()
    assert [(place, to) for place, _, _, to in after - before] == [(2, 3)]


def test_a_pasted_count_is_taken_as_a_typed_one(app: AppTest) -> None:
    pasted = log(look(app, FIRST, 1, pasted="Read by 3\nDelivered to 4"))
    assert pasted.filter(pl.col("sent_at") == FIRST).select("delivered", "read").row(0) == (4, 3)
    assert pasted.height == 2


def test_what_is_not_understood_is_said_and_nothing_is_taken(app: AppTest) -> None:
    app = look(app, FIRST, 1, pasted="3 4")
    assert warned(app) == [
        "Nothing was taken: it cannot be told which of the two numbers is which. Type each into its field."
    ]
    assert log(app).height == 1


def test_what_was_taken_is_said_once(app: AppTest) -> None:
    app = look(app, FIRST, 1, read=3)
    said = "Taken: the announcement of Mon 8 Sep 2025, 09:00 was read by 3 people, by a look of Tue 9 Sep 2025, 09:00."
    assert [info.value.replace("\\", "") for info in app.info] == [said]
    assert not app.run().info
    app = look(app, FIRST, 1, pasted="Read by 2\nDelivered to 1")
    assert app.info[0].value.replace("\\", "").endswith("by a look of Tue 9 Sep 2025, 09:00, in place of 3.")
    assert [remark.split(":")[0] for remark in warned(app)] == ["Delivered to is less than Read by"]


def test_an_announcement_that_is_a_picture_is_named_by_its_caption(folder: Path) -> None:
    picture = "15/09/2025, 09:00 - The PA: IMG-20250915-WA0001.jpg (file attached)\nCakes on the big table\n"
    lines = EXPORT.split("\n")
    (folder / "WhatsApp Chat with PA Announcements.txt").write_text(f"{lines[0]}\n{picture}{lines[2]}\n")
    app = AppTest.from_file(str(APP), default_timeout=60).run()
    assert log(app)["begins"].to_list() == ["Cakes on the big table"]
    assert any(label.endswith("Cakes on the big table") for label in app.selectbox(key="look announcement").options)


def test_typing_neither_loses_nor_doubles_the_rows_of_the_folders_file(app: AppTest, folder: Path) -> None:
    app = look(look(app, FIRST, 1, read=3), FIRST, 7, read=4)
    assert log(app).select("sent_at", "read").rows() == [(SECOND, 2), (FIRST, 4), (FIRST, 3)]
    assert (folder / "read_counts.csv").read_text() == COUNTS


def test_the_table_is_kept_in_the_folder_when_asked_for(app: AppTest, folder: Path) -> None:
    told = press(look(app, FIRST, 1, read=3), "Keep it in the folder").caption[-1].value.replace("\\", "")
    assert told == f'read_counts.csv is kept in the folder "{folder.name}".'
    kept = read_read_counts((folder / "read_counts.csv").read_bytes(), "read_counts.csv")
    assert kept.select("sent_at", "read").rows() == [(SECOND, 2), (FIRST, 3)]
    assert log(AppTest.from_file(str(APP), default_timeout=60).run()).height == 2


def test_a_folder_that_cannot_be_written_to_is_named_as_a_folder(
    app: AppTest, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(saving, "save", refuse)
    told = press(look(app, FIRST, 1, read=3), "Keep it in the folder").caption[-1].value.replace("\\", "")
    assert told == (
        f'read_counts.csv could not be kept in the folder "{folder.name}" (No space left on device): '
        "download it instead."
    )


def test_a_file_that_cannot_be_read_is_not_written_over(folder: Path) -> None:
    (folder / "read_counts.csv").write_text(COUNTS.replace(",2\n", ",most\n"))
    app = look(AppTest.from_file(str(APP), default_timeout=60).run(), FIRST, 1, read=3)
    assert "Keep it in the folder" not in [button.label for button in app.button]
    assert "could not be read" in " ".join(caption.value for caption in app.caption)


def correct_looks() -> None:
    """A page of its own, since the table of the log cannot be edited in a test: it does what its button does."""
    from datetime import timedelta

    import polars as pl
    import streamlit as st

    from dashboard import store

    for change in st.session_state.get("changes", []):
        table = store.looks()
        first = pl.col("sent_at") == pl.col("sent_at").min()
        wrong = pl.when(first).then(pl.col("sent_at") - timedelta(days=1)).otherwise("taken_at")
        changed = {"remove": table.filter(~first), "before": table.with_columns(taken_at=wrong)}
        store.correct_looks(changed[change])
    st.session_state["changes"] = []
    st.dataframe(store.looks())
    st.text(len(store.loaded().read_counts))
    st.text(store.log_key())


@pytest.mark.parametrize(
    ("changes", "remarks", "used"),
    [
        ([], [None, None], 2),
        (["remove"], [None], 1),
        (["before"], [None, "before"], 1),
        (["before", "remove"], [None], 1),
    ],
)
def test_a_row_may_be_removed_and_one_that_cannot_be_used_stays_in_sight(
    folder: Path, changes: list[str], remarks: list[str | None], used: int
) -> None:
    (folder / "read_counts.csv").write_text(COUNTS + COUNTS.split("\n")[1].replace("-15 ", "-08 ") + "\n")
    app = AppTest.from_function(correct_looks, default_timeout=60)
    app.session_state["changes"] = changes
    app = app.run()
    assert not app.exception
    assert [text if isinstance(text, str) else None for text in app.dataframe[0].value["remark"]] == remarks
    assert [text.value for text in app.text] == [str(used), f"looks {len(changes)}"]


def test_old_exports_are_said_to_be_old(app: AppTest) -> None:
    assert "the last announcement loaded was sent on 29 Sep 2025" in page(app, PAGE).subheader[0].value.replace(
        "\\", ""
    )


def test_the_beginning_of_an_announcement_is_never_markdown(app: AppTest) -> None:
    said = [
        element.value for kind in ("markdown", "caption", "subheader") for element in getattr(page(app, PAGE), kind)
    ]
    assert not [text for text in said if "*summer*" in text.replace("\\*", "")]


@pytest.mark.parametrize("role", [store.REP, store.LEADERSHIP])
def test_nobody_else_sees_the_page(app: AppTest, role: str) -> None:
    app = app.segmented_control(key="role").set_value(role).run()
    with pytest.raises(ValueError, match="reach_log"):
        app.switch_page(f"views/{PAGE}.py").run()

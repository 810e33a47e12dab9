"""The pages Reach and Announcements as Streamlit renders them: for each role, and with parts of the files wanting."""

import json
import re
from pathlib import Path

import polars as pl
import pytest
from streamlit.testing.v1 import AppTest

from dashboard import store

APP = Path(store.__file__).with_name("app.py")
REACH, LIST = "reach", "announcements"
FAMILIES = ("Ash", "Birch", "Cedar", "Dale", "Elm", "Fir", "Gorse", "Hazel", "Ivy", "Juniper", "Kale", "Larch")
SMALL = ("Maple", "Nettle", "Oak")
AS_SMALL = ("Pine", "Quince", "Rowan", "Sorrel", "Thyme", "Umbel", "Violet", "Willow")
ROSTER = "class,family,guardian\n" + "".join(
    f"{name},{family},Ana {family}\n"
    for name, families in (("2B", FAMILIES), ("3B", SMALL), ("3C", AS_SMALL))
    for family in families
)
COUNT_ONLY = "class,families\n2B,12\n3B,3\n3C,8\n"
FAIR = "The *summer* fair is on Saturday the 4th of July in the big playground"
NASTY = f"{FAIR}\n<b>Bring</b> $a^2$ [a cake](http://192.0.2.1/x) ![x](http://192.0.2.1/y.png) :smile:\n# Thanks!"
SPORTS = "Sports day moves to Friday and starts at ten o'clock in the upper field by the school gate"
PLAIN = "We need helpers for the cake stall"
NEWS = (
    f"08/09/2025, 09:00 - The PA: {NASTY}\n"
    "08/09/2025, 10:00 - Ana Ash: Thank you!\n"
    f"15/09/2025, 09:00 - The PA: {SPORTS}\n"
    + "".join(f"{day}/10/2025, 09:00 - The PA: {PLAIN}, week {day}.\n" for day in range(10, 21))
    + "30/10/2025, 09:00 - The PA: Half term begins.\n"
)
CLASS_2B = (
    f"01/09/2025, 09:00 - Ana Ash: Hello\n15/09/2025, 12:00 - Ana Birch: {SPORTS}\n16/09/2025, 08:00 - Ana Elm: Oh\n"
)
COUNTS = "chat,sent_at,taken_at,delivered,read\nPA Announcements,2025-09-15 09:00,2025-09-16 09:00,14,9\n"
SCHOOL = (
    'pa_posters = ["The PA"]\n[announcements]\nchat = "PA Announcements"\n'
    '[[classes]]\nname = "2B"\nchat = "Class 2B"\n[[classes]]\nname = "3B"\n[[classes]]\nname = "3C"\n'
)
FILES = {
    "roster.csv": ROSTER,
    "WhatsApp Chat with PA Announcements.txt": NEWS,
    "WhatsApp Chat with Class 2B.txt": CLASS_2B,
    "read_counts.csv": COUNTS,
    "school.toml": SCHOOL,
}


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("SCHOOLGATE_FOLDER", str(tmp_path))
    return tmp_path


def app_on(folder: Path, **changes: str | None) -> AppTest:
    """The app on FILES, each file without its ending changed or left out."""
    for name, text in FILES.items():
        changed = changes.get(name.split(".")[0].rsplit(" ", 1)[-1], text)
        if changed is not None:
            (folder / name).write_text(changed)
    return AppTest.from_file(str(APP), default_timeout=120).run()


@pytest.fixture
def app(folder: Path) -> AppTest:
    return app_on(folder)


@pytest.fixture(scope="module")
def sample() -> AppTest:
    """The app on the sample school, opened once: each test chooses its role and page anew."""
    with pytest.MonkeyPatch.context() as patch:
        patch.delenv("SCHOOLGATE_FOLDER", raising=False)
        return AppTest.from_file(str(APP), default_timeout=120).run()


def page(app: AppTest, name: str, role: str = store.PA) -> AppTest:
    app = app.switch_page("views/start.py").run()
    app.segmented_control(key="role").set_value(role).run()
    app = app.switch_page(f"views/{name}.py").run()
    assert not app.exception
    return app


def words(app: AppTest) -> str:
    kinds = ("title", "header", "subheader", "markdown", "caption", "info")
    return "\n".join(element.value for kind in kinds for element in getattr(app, kind)).replace("\\", "")


def first(app: AppTest) -> str:
    return app.subheader[0].value.replace("\\", "")


def charts(app: AppTest) -> list[tuple[str, list[pl.DataFrame]]]:
    """Of every chart its title with all that is spoken of it, and the rows that it draws."""
    return [
        (
            json.loads(chart.proto.spec)["description"],
            [pl.read_ipc_stream(dataset.data.data) for dataset in chart.proto.datasets],
        )
        for chart in app.get("vega_lite_chart")
    ]


def titles(app: AppTest) -> list[str]:
    return [title for title, _ in charts(app)]


def listed(app: AppTest) -> list[str]:
    """What stands above the rows of the list of announcements."""
    frames = [frame for frame in charts(app)[0][1] if "heading" in frame.columns]
    return frames[0].sort("place")["heading"].unique(maintain_order=True).to_list()


def widest(app: AppTest) -> float:
    return max(end for frame in charts(app)[0][1] if "to" in frame.columns for end in frame["to"].drop_nulls())


def opened(app: AppTest, day: str) -> AppTest:
    choice = next(box for box in app.selectbox if box.label == "Open one")
    app = choice.select(next(label for label in choice.options if day in label)).run()
    assert not app.exception
    return app


def test_the_list_begins_with_the_most_that_can_have_seen_them_and_shows_twelve_a_page(app: AppTest) -> None:
    app = page(app, LIST)
    assert first(app) == (
        "Each of the 13 announcements in all that is loaded whose 72 hours are over can have been seen by at most 23 "
        "of 23 families. 1 more is not over yet."
    )
    assert "1 of 14 announcements in all that is loaded has a count typed from Message info." in words(app)
    assert len(listed(app)) == 12
    assert "30 Oct 2025" in listed(app)[0]
    assert "8 Sep 2025" not in "".join(listed(app))


def test_the_second_page_of_the_list_shows_the_older_ones(app: AppTest) -> None:
    app = page(app, LIST)
    app.session_state["announcements page"] = 2
    app = app.run()
    assert not app.exception
    assert [label[:10] for label in listed(app)] == ["15 Sep 2025"[:10], "8 Sep 2025"]


def test_the_class_filter_changes_the_figures(app: AppTest) -> None:
    app = page(app, LIST)
    assert widest(app) == 23
    app = app.selectbox(key="announcements for").set_value("2B").run()
    assert not app.exception
    assert "can have been seen by at most 12 of 12 families of 2B." in first(app)
    assert widest(app) == 12
    assert "typed from Message info" not in first(app)
    app = opened(app, "15 Sep 2025")
    assert "by at most 12 of the 12 families" in words(app)
    assert "announcement of 15 Sep 2025, 2B" in titles(app)[1]


def test_a_class_with_few_families_is_hidden_with_all_that_they_did(app: AppTest) -> None:
    app = page(app, LIST)
    assert app.selectbox(key="announcements for").options == ["The whole school", "2B"]
    assert "3B and 3C are not shown by themselves" in words(app)
    app = page(app, REACH)
    assert app.dataframe[-1].value["Class"].to_list() == ["2B"]


def test_opening_an_announcement_shows_its_window_its_ladder_and_its_signs(app: AppTest) -> None:
    app = opened(page(app, LIST), "15 Sep 2025")
    said = words(app)
    assert "The announcement of Mon 15 Sep 2025, 09:00" in said
    assert SPORTS in said
    assert "Signs count until Thu 18 Sep 2025, 09:00, 72 hours after it was sent." in said
    assert "A copy stands in the group of 2B." in said
    assert titles(app)[1].startswith("From the roll to a reply: the announcement of 15 Sep 2025, the school")
    ladder, signs = (table.value for table in app.dataframe)
    assert ladder["Rung"].to_list()[0] == "On roll"
    assert "Read, 24 hours after" in ladder["Rung"].to_list()
    assert dict(zip(signs["What families did"], signs["Families"], strict=True)) == {
        "passed it on to a class group": 1,
        "wrote in a class group below a copy of it": 1,
    }
    assert "2 families left one sign or more, 1 of them directly." in said


def test_the_text_of_an_announcement_is_shown_letter_by_letter(app: AppTest) -> None:
    app = opened(page(app, LIST), "8 Sep 2025")
    for element in (*app.markdown, *app.subheader, *app.caption):
        plain = re.sub(r"\\[^\w\s]", "", element.value)
        assert not re.search(r"\*summer\*|<b>|\$a|\]\(|!\[|:smile:|^#", plain), element.value
        assert not getattr(element, "allow_html", False)
    said = words(app).replace("\N{WORD JOINER}", "")
    assert FAIR in said
    assert "<b>Bring</b> $a^2$ [a cake](http://192.0.2.1/x)" in said
    assert "# Thanks!" in said


def test_only_the_newest_that_is_over_is_opened_at_first(app: AppTest) -> None:
    app = page(app, LIST)
    assert "The announcement of Mon 20 Oct 2025, 09:00" in words(app)
    assert "The announcement of Thu 30 Oct 2025, 09:00 is not over yet" in words(opened(app, "30 Oct 2025"))


def test_the_rep_has_no_page_of_announcements(app: AppTest) -> None:
    app = page(app, REACH, store.REP)
    assert FAIR not in words(app)
    with pytest.raises(ValueError, match=LIST):
        app.switch_page(f"views/{LIST}.py").run()


def test_the_rep_sees_the_own_class_alone(app: AppTest) -> None:
    app = page(app, REACH, store.REP)
    assert "families of 2B" in first(app)
    assert "3B" not in words(app)
    assert "of the school" not in words(app)
    assert "Message info" not in words(app)
    assert "What goes with more signs" not in words(app)
    assert not app.expander
    assert app.dataframe[0].value["Class"].to_list() == ["2B"]


def test_the_parent_association_sees_the_school_its_classes_and_what_goes_with_more_signs(sample: AppTest) -> None:
    app = page(sample, REACH)
    assert first(app).startswith("At least 56 of the 187 families of the school were out of reach")
    headers = ["Who can be reached, and who cannot", "What goes with more signs", "The figures"]
    assert [header.value.replace("\\", "") for header in app.header] == headers
    assert app.expander
    assert len(app.dataframe[-1].value) == 8
    assert len(charts(app)) >= 3


@pytest.mark.parametrize("name", [REACH, LIST, "reach_log"])
def test_with_nothing_loaded_a_page_shows_the_way(folder: Path, name: str) -> None:
    app = AppTest.from_file(str(APP), default_timeout=120).run()
    assert not list(folder.iterdir())
    app = page(app, name)
    assert "Nothing is loaded yet" in words(app)
    assert not app.dataframe


NAMED = "cannot be said: no announcement is over yet, or no roster names them."


@pytest.mark.parametrize(
    ("changes", "said", "of_list"),
    [
        ({"roster": None}, NAMED, "none has figures: no window is over, or no roster names the families."),
        ({"roster": COUNT_ONLY}, NAMED, "none has figures: no window is over, or no roster names the families."),
        (
            {"Announcements": None, "school": None},
            "No announcement was found in all that is loaded. Name the announcement group",
            "No announcement was found in all that is loaded.",
        ),
        ({"read_counts": None}, "out of reach", "can have been seen by at most 23 of 23 families."),
    ],
)
def test_whatever_is_wanting_each_page_says_what_it_can(
    folder: Path, changes: dict[str, str | None], said: str, of_list: str
) -> None:
    app = app_on(folder, **changes)
    for role in (store.REP, store.PA):
        app = page(app, REACH, role)
        assert first(app).endswith(".")
        assert "holds no receipts" in words(app)
        assert not re.search(r"\bNone\b|\bnan\b", words(app))
        if role == store.PA:
            assert said in first(app)
    app = page(app, LIST)
    assert of_list in first(app)
    assert not re.search(r"\bNone\b|\bnan\b", words(app))
    assert not page(app, "reach_log").exception


def test_without_read_counts_none_is_said_to_be_typed(folder: Path) -> None:
    app = page(app_on(folder, read_counts=None), REACH)
    assert "0 of 14 announcements in all that is loaded have a count typed from Message info." in words(app)
    assert "puts its readers" not in words(app)

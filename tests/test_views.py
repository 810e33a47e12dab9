"""Every page as Streamlit renders it: for each role, with nothing loaded, with the sample school, with broken files."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from dashboard import store, taking, workspace

APP = Path(store.__file__).with_name("app.py")
ANSWERS = ("reach", "equity", "hours", "habits", "drift")
PAGES = ("start", *ANSWERS, "announcements", "people")
INSIDE = (store.REP, store.PA)
EXPORT = (
    "03/09/2025, 08:15 - Messages and calls are end-to-end encrypted. No one outside of this chat, not even WhatsApp, "
    "can read or listen to them. Tap to learn more.\n"
    "25/09/2025, 08:16 - ![Ana](http://192.0.2.1/x.png): <b>Good</b> **morning** :smile:\n"
)


@pytest.fixture
def opened(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[AppTest]:
    """The app on an empty folder."""
    monkeypatch.setenv("SCHOOLGATE_FOLDER", str(tmp_path))
    return AppTest.from_file(str(APP), default_timeout=60)


@pytest.fixture(scope="module")
def sample() -> AppTest:
    """The app on the sample school, opened once: each test chooses its role and page anew."""
    with pytest.MonkeyPatch.context() as patch:
        patch.delenv("SCHOOLGATE_FOLDER", raising=False)
        return AppTest.from_file(str(APP), default_timeout=120).run()


def as_role(app: AppTest, role: str, page: str) -> AppTest:
    app.switch_page("views/start.py").run()
    app.segmented_control(key="role").set_value(role).run()
    return app.switch_page(f"views/{page}.py").run()


def words(app: AppTest) -> str:
    texts = [
        element.value
        for kind in ("title", "header", "subheader", "markdown", "caption", "info")
        for element in getattr(app, kind)
    ]
    return "\n".join(texts).replace("\\", "")


def shown(app: AppTest) -> str:
    """Everything a page shows: its words and its tables."""
    return words(app) + "\n".join(str(table.value.to_dict()) for table in app.dataframe)


@pytest.mark.parametrize("page", ANSWERS)
def test_with_nothing_loaded_a_page_says_so_and_shows_the_way(opened: AppTest, page: str) -> None:
    app = opened.run().switch_page(f"views/{page}.py").run()
    assert not app.exception
    assert "Nothing is loaded yet" in words(app)
    assert not app.dataframe


def test_with_nothing_loaded_the_start_page_asks_for_files(opened: AppTest) -> None:
    app = opened.run()
    assert not app.exception
    assert "Nothing is loaded yet" in words(app)
    assert [uploader.label for uploader in app.file_uploader] == ["Add files"]


@pytest.mark.parametrize("role", INSIDE)
@pytest.mark.parametrize("page", ["start", *ANSWERS])
def test_class_reps_and_the_parent_association_see_the_answers_of_the_sample_school(
    sample: AppTest, role: str, page: str
) -> None:
    app = as_role(sample, role, page)
    assert not app.exception
    assert app.title
    assert "None" not in words(app)
    assert "nan" not in words(app).split()
    if page != "start":
        assert app.subheader[0].value.endswith(".")  # the answer, as a sentence
        assert app.dataframe


@pytest.mark.parametrize(
    ("role", "page"),
    [
        (store.PA, "announcements"),
        (store.LEADERSHIP, "start"),
        (store.LEADERSHIP, "school"),
        (store.PA, "school"),
        *((store.PA, page) for page in ("start", *ANSWERS)),
    ],
)
def test_no_name_of_a_guardian_or_sender_is_shown_to_anybody_but_the_rep(sample: AppTest, role: str, page: str) -> None:
    said = shown(as_role(sample, role, page))
    loaded = workspace.load(store.SAMPLE)
    names = {*loaded.links["sender"], *loaded.roster["guardian"].drop_nulls(), *loaded.roster["child"].drop_nulls()}
    posters = set(loaded.school.pa_posters)
    assert [name for name in names - posters if len(name) > 4 and name in said] == []


@pytest.mark.parametrize(
    ("page", "readers"),
    [
        ("announcements", (store.PA,)),
        ("people", (store.REP,)),
        ("summary", (store.REP,)),
        ("school", (store.PA, store.LEADERSHIP)),
        *((page, INSIDE) for page in ANSWERS),
    ],
)
def test_a_page_is_closed_to_those_whom_it_is_not_for(sample: AppTest, page: str, readers: tuple[str, ...]) -> None:
    for role in store.ROLES:
        app = as_role(sample, role, "start")
        if role in readers:
            shown = app.switch_page(f"views/{page}.py").run()
            assert shown.dataframe or shown.table
            continue
        with pytest.raises(ValueError, match=page):
            app.switch_page(f"views/{page}.py").run()


def test_the_start_page_of_school_leadership_has_files_and_the_way_to_its_own_page(sample: AppTest) -> None:
    app = as_role(sample, store.LEADERSHIP, "start")
    assert not app.exception
    assert [link.label for link in app.get("page_link")] == ["Go to the school’s page"]  # pyright: ignore[reportAttributeAccessIssue]
    assert "Your school’s rules" not in words(app)
    for exact in (" messages", "families", "It begins"):
        assert exact not in words(app)
    assert "Read it a second way" not in [button.label for button in app.button]
    (files,) = app.dataframe
    assert list(files.value.columns) == ["File", "Taken for"]


def test_the_rep_sees_one_class_and_the_parent_association_all(sample: AppTest) -> None:
    assert "of 1A" in words(as_role(sample, store.REP, "equity"))
    assert "classes can be heard here" in words(as_role(sample, store.PA, "equity"))


def test_the_whole_school_begins_with_the_classes_that_can_be_heard_and_ends_with_the_figures(sample: AppTest) -> None:
    app = as_role(sample, store.PA, "equity")
    assert app.subheader[0].value.replace("\\", "").startswith("6 of 8 classes can be heard here, and in them")
    assert [header.value.replace("\\", "") for header in app.header] == [
        "Who is heard",
        "Do the classes differ?",
        "School year 2025/26 beside 2024/25",
        "The figures",
    ]
    assert len(app.get("vega_lite_chart")) == 5
    assert words(app).count("What must not be concluded") == 2
    assert [expander.label for expander in app.expander] == ["For experts"]


def test_the_rep_may_count_staff_and_leave_out_class_reps_and_the_page_says_so(sample: AppTest) -> None:
    app = as_role(sample, store.REP, "equity")
    assert "families and staff" not in words(app)
    before = app.subheader[0].value
    app = app.toggle(key="count staff").set_value(True).run()
    assert not app.exception
    assert "families and staff of 1A" in words(app)
    assert "each member of staff of the class counts" in words(app)
    assert "what class reps wrote is left out" not in words(app)
    app = app.toggle(key="count reps").set_value(False).run()
    assert "What a class rep writes is left out" in words(app)
    assert "What a class rep writes counts" not in words(app)
    assert "what class reps wrote is left out here" in words(app)
    app.toggle(key="count reps").set_value(True).run()
    app = app.toggle(key="count staff").set_value(False).run()
    assert app.subheader[0].value == before


def test_only_the_rep_has_the_switches_of_who_counts(sample: AppTest) -> None:
    assert not as_role(sample, store.PA, "equity").toggle


def test_where_nobody_could_be_counted_there_are_no_switches_and_no_pictures_of_who_was_heard(sample: AppTest) -> None:
    app = as_role(sample, store.REP, "equity")
    app = app.selectbox(key="class").set_value("3A").run()
    assert not app.toggle
    assert not app.get("vega_lite_chart")
    app.selectbox(key="class").set_value("1A").run()


def test_a_roster_is_asked_for_first_where_there_is_none(opened: AppTest, tmp_path: Path) -> None:
    school = "".join(f'[[classes]]\nname = "{name}"\nyear = "1"\nchat = "{name}"\n' for name in ("1A", "1B"))
    (tmp_path / "school.toml").write_text(school)
    for name in ("1A", "1B"):
        (tmp_path / f"WhatsApp Chat with {name}.txt").write_text(EXPORT)
    app = as_role(opened.run(), store.PA, "equity")
    assert not app.exception
    assert "roster that names families" in app.subheader[0].value
    assert not app.get("vega_lite_chart")
    assert "grey" not in words(app)


def test_a_class_with_too_many_unlinked_senders_is_greyed_and_says_why_first(sample: AppTest) -> None:
    app = as_role(sample, store.REP, "equity")
    app = app.selectbox(key="class").set_value("4B").run()
    said = words(app)
    assert said.index("too much to trust the figures") < said.index("sounds like")
    app.selectbox(key="class").set_value("1A").run()


def test_a_broken_file_is_a_sentence_with_a_remedy_on_the_start_page_and_the_rest_still_loads(
    opened: AppTest, tmp_path: Path
) -> None:
    (tmp_path / "photo.jpg").write_bytes(b"\x89PNG\r\n\x1a\n\x00\x00")
    (tmp_path / "WhatsApp Chat with Class 2B.txt").write_text(EXPORT)
    app = opened.run()
    assert not app.exception
    (said,) = [warning.value.replace("\\", "") for warning in app.warning]
    assert said.startswith("photo.jpg: ")
    assert "Load the .txt or .zip that WhatsApp made" in said
    assert "1 message in 1 group" in words(app)


@pytest.mark.parametrize("page", PAGES)
def test_text_from_a_chat_is_never_markdown(opened: AppTest, tmp_path: Path, page: str) -> None:
    (tmp_path / "WhatsApp Chat with ![2B](x) *hi*.txt").write_text(EXPORT)
    app = opened.run()
    for role in store.ROLES:
        app = as_role(app, role, "start")
        try:
            app = app.switch_page(f"views/{page}.py").run()
        except ValueError:
            continue
        assert not app.exception
        for element in (*app.markdown, *app.subheader, *app.title, *app.caption):
            assert "![" not in element.value.replace("\\!", "").replace("\\[", "")


def test_an_undecided_export_asks_which_number_comes_first_and_loads_when_told(opened: AppTest, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("03/04/2025, 08:15 - Ana Ruiz: Hello\n04/04/2025, 08:15 - Ben Okoro: Hi\n")
    app = opened.run()
    assert "Nothing is loaded yet" in words(app)
    app.segmented_control(key="date order of a.txt").set_value("mdy").run()
    assert not app.exception
    assert "4 Mar 2025 to 4 Apr 2025" in words(app)


HEADER = "07/09/2025, 08:15 - "
ONLY_ANNOUNCEMENTS = {
    "WhatsApp Chat with PA Announcements.txt": f"{HEADER}PA: Hello\n{HEADER.replace('07/', '27/')}PA: Bye\n"
}
COUNT_ONLY = {**ONLY_ANNOUNCEMENTS, "WhatsApp Chat with 2B.txt": EXPORT, "roster.csv": "class,families\n2B,12\n"}
NOBODY_LINKED = {"WhatsApp Chat with 2B.txt": EXPORT, "roster.csv": "class,family,guardian\n2B,Okoro,Tom Okoro\n"}
ROSTER_ALONE = {"roster.csv": "class,family,guardian\n2B,Okoro,Tom Okoro\n"}


@pytest.mark.parametrize("role", INSIDE)
@pytest.mark.parametrize("files", [ONLY_ANNOUNCEMENTS, COUNT_ONLY, NOBODY_LINKED, ROSTER_ALONE])
def test_whatever_part_of_the_files_is_there_every_page_says_what_it_can(
    opened: AppTest, tmp_path: Path, files: dict[str, str], role: str
) -> None:
    for name, text in files.items():
        (tmp_path / name).write_text(text)
    app = opened.run()
    for page in ("start", *ANSWERS):
        app = as_role(app, role, page)
        assert not app.exception, page
        assert "None" not in words(app), page


def test_a_file_that_changes_in_the_folder_is_read_again(opened: AppTest, tmp_path: Path) -> None:
    export = tmp_path / "WhatsApp Chat with 2B.txt"
    export.write_text(EXPORT)
    app = opened.run()
    assert "1 message in 1 group" in words(app)
    export.write_text(EXPORT + "26/09/2025, 08:16 - Ben: Hi\n")
    assert "2 messages in 1 group" in words(app.run())


def test_forget_everything_leaves_nothing_behind(opened: AppTest, tmp_path: Path) -> None:
    (tmp_path / "WhatsApp Chat with Class 2B.txt").write_text(EXPORT)
    app = opened.run()
    assert "1 message" in words(app)
    next(button for button in app.button if button.label == "Forget everything in this tab").click().run()
    assert "Nothing is loaded yet" in words(app)
    assert "2B" not in shown(app)


def test_the_hours_page_keeps_school_nights_weekends_and_holidays_apart(sample: AppTest) -> None:
    said = words(as_role(sample, store.PA, "hours"))
    assert "nights before a school day" in said
    assert "at weekends" in said
    assert "in holidays" in said


def test_the_order_of_dates_is_asked_with_its_reason_and_may_be_changed_again(opened: AppTest, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("03/04/2025, 08:15 - Ana Ruiz: Hello\n04/05/2025, 08:15 - Ben Okoro: Hi\n")
    app = opened.run()
    assert '"03/04/2025" may be 3 April 2025 or 4 March 2025' in words(app)
    app.segmented_control(key="date order of a.txt").set_value("mdy").run()
    assert "4 Mar 2025 to 5 Apr 2025" in words(app)
    app.segmented_control(key="date order of a.txt").set_value("dmy").run()
    assert not app.exception
    assert "3 Apr 2025 to 4 May 2025" in words(app)


def test_two_files_of_one_name_whose_dates_are_undecided_are_asked_about_once(
    opened: AppTest,
) -> None:
    twice = [("a.txt", f"03/04/2025, 08:15 - Ana Ruiz: {said}\n".encode()) for said in ("Hello", "Good bye")]
    app = opened.run()
    app.session_state["takens"] = tuple(taking.take_all(twice))
    app.run()
    assert not app.exception
    assert app.segmented_control(key="date order of a.txt")


def test_each_export_says_how_much_of_its_chat_it_shows_and_can_be_read_a_second_way(
    opened: AppTest, tmp_path: Path
) -> None:
    export = 'Ana created group "Oak"\n25/09/2025, 08:16 - Ana: Good morning\n25/09/2025, 08:17 - Ben: Hi\n'
    (tmp_path / "WhatsApp Chat with Class 2B.txt").write_text(f"25/09/2025, 08:15 - {export}")
    app = opened.run()
    assert "It begins where the chat begins." in words(app)
    next(button for button in app.button if button.label == "Read it a second way").click().run()
    assert not app.exception
    assert "it holds the same 2 messages" in words(app)
    assert "Read it a second way" not in [button.label for button in app.button]


def test_an_export_that_left_its_folder_is_asked_for_again(opened: AppTest) -> None:
    app = opened.run()
    app.session_state["takens"] = tuple(taking.take_all([("2B.txt", EXPORT.encode())]))
    app.run()
    next(button for button in app.button if button.label == "Read it a second way").click().run()
    assert "2B.txt has changed or is no longer in its folder" in words(app)

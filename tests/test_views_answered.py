"""What a reader answers, types or chooses on the pages, and what follows from it on every page."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from dashboard import store
from dashboard.typed_in import members_csv
from parsers import read_decisions, read_members

APP = Path(store.__file__).with_name("app.py")
ROSTER = (
    "class,family,child,guardian,phone,standing\n"
    "2B,Ruiz,Leo Ruiz,Ana Ruiz,,current\n"
    "2B,Obi,Ife Obi,Ana Obi,,current\n"
    "2B,Tan,Mia Tan,Wei Tan,+44 7700 900123,current\n"
    "2B,Elm,Sam Elm,Kim Elm,,opted_out\n"
)
AT = "25/09/2025, 08:{:02d} - "
EXPORT = "".join(
    AT.format(minute) + line + "\n"
    for minute, line in enumerate(
        (
            'Wei Tan created group "Class 2B"',
            "Ana joined using this group's invite link",
            "🦄🦄 joined using this group's invite link",
            "Wei Tan: Good morning",
            "Ana: Hi",
            "🦄🦄: 👋",
        ),
        start=10,
    )
)


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    (tmp_path / "roster.csv").write_text(ROSTER)
    (tmp_path / "WhatsApp Chat with Class 2B.txt").write_text(EXPORT)
    monkeypatch.setenv("SCHOOLGATE_FOLDER", str(tmp_path))
    return tmp_path


@pytest.fixture
def rep(folder: Path) -> Iterator[AppTest]:
    """The app as the class rep of 2B sees it."""
    app = AppTest.from_file(str(APP), default_timeout=60).run()
    return app.segmented_control(key="role").set_value(store.REP).run()


def page(app: AppTest, name: str) -> AppTest:
    return app.switch_page(f"views/{name}.py").run()


def press(app: AppTest, label: str) -> AppTest:
    app = next(button for button in app.button if label in button.label.replace("\\", "")).click().run()
    assert not app.exception
    return app


def words(app: AppTest) -> str:
    kinds = ("title", "header", "subheader", "markdown", "caption", "info", "warning")
    texts = [element.value for kind in kinds for element in getattr(app, kind)]
    return "\n".join([*texts, *(element.value for element in app.code)]).replace("\\", "")


def test_the_rep_is_asked_about_one_sender_at_a_time_and_the_answer_counts_at_once(rep: AppTest) -> None:
    app = page(rep, "people")
    assert "2 left to decide." in words(app)
    assert [heading.value for heading in app.subheader][1] == "Ana"
    assert "The same first name" in words(app)
    app = press(app, "Ana Obi, with Ife Obi")
    assert "1 left to decide." in words(app)
    assert "1 confirmed by you" in words(app)
    assert "definitely in the group" in words(page(app, "drift"))


def test_an_answer_can_be_undone(rep: AppTest) -> None:
    app = press(page(rep, "people"), "Nobody on the roster")
    assert "1 left to decide." in words(app)
    app = press(app, "Undo")
    assert "2 left to decide." in words(app)
    assert "Undo" not in [button.label for button in app.button]


def test_who_is_skipped_comes_last_and_is_still_counted(rep: AppTest) -> None:
    app = press(page(rep, "people"), "Skip")
    assert [heading.value for heading in app.subheader][1] == "🦄🦄"
    assert "2 left to decide, 1 of them skipped." in words(app)
    app = press(app, "A member of staff")
    assert [heading.value for heading in app.subheader][1] == "Ana"


def test_any_family_of_the_class_can_be_chosen_and_any_sender_looked_at_again(rep: AppTest) -> None:
    app = press(page(rep, "people"), "Skip")
    app = app.selectbox(key="another family").set_value("Ruiz").run()
    assert not app.exception
    assert "1 left to decide, 1 of them skipped." in words(app)
    app = app.selectbox(key="look at").set_value(("Class 2B", "Wei Tan")).run()
    assert [heading.value for heading in app.subheader][1] == "Wei Tan"
    app = press(app, "Nobody on the roster")
    assert "1 left to decide" in words(app)


def test_answers_are_kept_in_the_folder_on_request_alone_and_hold_in_the_next_visit(rep: AppTest, folder: Path) -> None:
    app = press(page(rep, "people"), "Ana Ruiz, with Leo Ruiz")
    assert not (folder / "people.csv").exists()
    app = press(app, "Keep it in the folder")
    assert f'people.csv is kept in the folder "{folder.name}".' in words(app)
    (answer,) = read_decisions((folder / "people.csv").read_bytes(), "people.csv").answers.to_dicts()
    assert (answer["sender"], answer["family"], answer["chat"]) == ("Ana", "Ruiz", "Class 2B")
    again = AppTest.from_file(str(APP), default_timeout=60).run()
    again = page(again.segmented_control(key="role").set_value(store.REP).run(), "people")
    assert "1 left to decide." in words(again)
    assert sorted(path.name for path in folder.iterdir()) == [
        "WhatsApp Chat with Class 2B.txt",
        "people.csv",
        "roster.csv",
    ]


def test_a_pasted_member_list_says_who_is_missing_and_never_who_opted_out(rep: AppTest) -> None:
    app = page(rep, "drift")
    assert "No member list was given" in words(app)
    app.text_area(key="typed list").set_value("Ana, Wei Tan, 🦄🦄, +44 7700 900999, You")
    app = press(app, "Take it into account")
    assert "A member list was given for 2B." in words(app)
    assert "1 info screen typed here counts until you close the program" in words(app)
    app = page(app, "worklist")
    assert "Sam" not in words(app)
    assert "Kim" not in words(app)


def test_a_list_that_was_cut_off_is_counted_whole_and_said(rep: AppTest) -> None:
    app = page(rep, "drift")
    app.text_area(key="typed list").set_value("Ana, Wei Tan and 23 others")
    app = press(app, "Take it into account")
    assert "cut off" in words(app)
    members = read_members(app.session_state["typed"]["members as typed.csv"].data, "members.csv").snapshots
    assert members["members"].to_list() == [25]


def test_two_typed_numbers_are_a_head_count_and_nothing_typed_is_said(rep: AppTest) -> None:
    app = press(page(rep, "drift"), "Take it into account")
    assert "Nothing was taken from it" in words(app)
    app.number_input(key="typed members").set_value(4)
    app.number_input(key="typed admins").set_value(1)
    app = press(app, "Take it into account")
    assert "Nothing was taken from it" not in words(app)
    assert "a second one: no" in words(page(app, "worklist"))


def test_nobody_but_the_rep_may_paste_names(folder: Path) -> None:
    app = page(AppTest.from_file(str(APP), default_timeout=60).run(), "drift")
    assert not app.text_area
    assert app.number_input


def test_the_chosen_rules_write_the_work_list(rep: AppTest) -> None:
    asked = words(page(rep, "worklist"))
    assert "Members add their child to their name" in asked
    app = page(rep, "start")
    guidelines = next(profile for profile in store.PROFILES if profile.name == "guidelines")
    app = app.selectbox(key="profile chosen").set_value(guidelines).run()
    assert "Chosen for this visit" in words(app)
    assert words(page(app, "worklist")).count("Nothing to do in 2B.") == 1


def test_a_roster_with_unknown_headings_waits_until_its_columns_are_confirmed(folder: Path) -> None:
    (folder / "roster.csv").write_text(
        "Klasse;Kind;Mutter;Geburtsdatum\n2B;Leo Ruiz;Ana Ruiz;2018-01-01\n2B;Mia Tan;Wei Tan;2018-01-01\n"
    )
    app = AppTest.from_file(str(APP), default_timeout=60).run()
    assert "beside a roster that waits for your answer below" in words(app)
    assert "Is this what the columns of roster.csv are?" in words(app)
    app = press(app, "That is right: use this roster")
    assert "beside a roster of 1 class" in words(app)
    assert "2018" not in words(app)
    press(app, "Keep it in the folder")
    again = AppTest.from_file(str(APP), default_timeout=60).run()
    assert "beside a roster of 1 class" in words(again)


def test_whether_an_admin_made_the_export_is_asked_and_changes_what_is_said_of_leaving(rep: AppTest) -> None:
    unseen = "does not show who left"
    assert unseen in words(page(rep, "drift"))
    app = page(rep, "start")
    (asked,) = [control for control in app.segmented_control if "admin" in control.label]
    app = asked.set_value(True).run()
    assert not app.exception
    assert unseen not in words(page(app, "drift"))


def test_answers_about_the_sample_school_touch_nobody_else_s(rep: AppTest, folder: Path) -> None:
    app = press(page(rep, "start"), "Show the sample school")
    app = app.selectbox(key="class").set_value("4B").run()
    app = press(page(app, "people"), "Nobody on the roster")
    assert "Keep it in the folder" not in [button.label for button in app.button]
    assert not (folder / "people.csv").exists()


def test_what_was_said_of_the_sample_school_is_forgotten_with_it(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("SCHOOLGATE_FOLDER")
    app = AppTest.from_file(str(APP), default_timeout=60).run()
    app = app.segmented_control(key="role").set_value(store.REP).run()
    app = app.selectbox(key="class").set_value("4B").run()
    app = press(page(app, "people"), "Nobody on the roster")
    assert "Undo" in [button.label for button in app.button]
    app = press(page(app, "start"), "Show the sample school")
    assert "Undo" not in [button.label for button in page(app, "people").button]


def test_answers_of_a_file_count_beside_those_given_on_the_page(rep: AppTest, folder: Path) -> None:
    app = press(page(rep, "people"), "Ana Ruiz, with Leo Ruiz")
    (folder / "people.csv").write_text("sender,answer\n🦄🦄,nobody\n")
    app = page(page(app, "start"), "people")
    assert "2 answers about who is who are in force" in words(app)


def test_the_association_downloads_numbers_and_no_names(rep: AppTest) -> None:
    app = page(rep, "drift")
    app.text_area(key="typed list").set_value("Ana, Wei Tan, 🦄🦄, You")
    press(app, "Take it into account")
    app.segmented_control(key="role").set_value(store.PA).run()
    app = page(app, "drift")
    assert "Wei" not in words(app)
    assert [b"Wei" in download_of(app, role) for role in (store.PA, store.REP)] == [False, True]


def download_of(app: AppTest, role: str) -> bytes:
    typed = app.session_state["snapshots"]
    return members_csv(typed, names=role == store.REP)


def test_an_answer_about_a_family_that_no_roster_has_is_said_until_it_is_given_anew(rep: AppTest, folder: Path) -> None:
    (folder / "people.csv").write_text("sender,answer,family\nAna,family,Gone\n")
    app = page(rep, "start")
    assert "of families that no roster has" in words(app)
    app = page(app, "people")
    app = press(app, "Ana Ruiz, with Leo Ruiz")
    assert "of families that no roster has" not in words(page(app, "start"))

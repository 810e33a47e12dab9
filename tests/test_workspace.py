"""Files in, everything loaded out: what each file is taken for, and what becomes of files that cannot be used."""

import io
import zipfile
from pathlib import Path

import polars as pl
import pytest

from dashboard import workspace
from dashboard.said import Said

EXPORT = (
    b"03/09/2025, 08:15 - Messages and calls are end-to-end encrypted. No one outside of this chat, not even WhatsApp, "
    b"can read or listen to them. Tap to learn more.\n"
    b"03/09/2025, 08:16 - Ana Ruiz: Good morning\n"
    b"25/09/2025, 08:17 - Ben Okoro: Hello\n"
)
NAME = "WhatsApp Chat with Class 2B.txt"
ROSTER = b"class,family,child,guardian,phone\n2B,Ruiz,Leo,Ana Ruiz,\n2B,Okoro,Tom,Ben Okoro,\n"
SETTINGS = b'name = "Elm School"\n[[classes]]\nname = "2B"\nchat = "Class 2B"\n'
PHOTO = b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR\x00\x00\x00\x01"
UNDECIDED = b"03/04/2025, 08:15 - Ana Ruiz: Good morning\n04/04/2025, 08:15 - Ben Okoro: Hello\n"


def zipped(**files: bytes) -> bytes:
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w") as archive:
        for name, data in files.items():
            archive.writestr(name, data)
    return held.getvalue()


@pytest.mark.parametrize(
    ("file", "data"),
    [
        ("empty.txt", b""),
        ("photo.jpg", PHOTO),
        ("other app.txt", b"[Ana] hello there\n[Ben] hi\n"),
        ("no text.zip", zipped(**{"IMG-1.jpg": PHOTO})),
        ("roster.csv", b"pupil,mother\nLeo,Ana\n"),
        ("school.toml", b"name = \n"),
        ("undecided.txt", UNDECIDED),
    ],
)
def test_a_bad_file_is_one_sentence_with_a_remedy_and_everything_else_still_loads(file: str, data: bytes) -> None:
    loaded = workspace.load([(file, data), (NAME, EXPORT), ("families.csv", ROSTER)])

    said = loaded.problems.filter(pl.col("file") == file)
    assert said.height == 1
    assert all(said.select("problem", "remedy").row(0))
    assert loaded.messages.filter(pl.col("kind") == "text").height == 2
    assert loaded.roster["family"].to_list() == ["Ruiz", "Okoro"]


def test_an_export_whose_dates_are_undecided_waits_for_a_choice() -> None:
    waiting = workspace.load([("a.txt", UNDECIDED)])
    assert waiting.messages.is_empty()
    assert [taken.file for taken in waiting.undecided] == ["a.txt"]

    chosen = workspace.load([("a.txt", UNDECIDED)], Said({"a.txt": "mdy"}))
    assert chosen.undecided == ()
    assert chosen.messages["sent_at"].dt.strftime("%d %b").to_list() == ["04 Mar", "04 Apr"]


KOLKATA = b'time_zone = "Europe/London"\n[[chats]]\nname = "Class 2B"\ntime_zone = "Asia/Kolkata"\n'


@pytest.mark.parametrize(
    ("files", "said", "hour"),
    [
        ([], Said(), "15:30"),
        ([("school.toml", KOLKATA)], Said(), "10:00"),
        ([], Said(zones={"Class 2B": "Asia/Kolkata"}), "10:00"),
        ([("school.toml", KOLKATA)], Said(zones={"Class 2B": "Europe/Madrid"}), "14:30"),
        ([], Said(zones={"Class 3B": "Asia/Kolkata"}), "15:30"),
    ],
)
def test_an_export_of_a_phone_in_another_zone_is_put_on_the_schools_clock(files, said, hour) -> None:
    export = b"15/01/2026, 15:30 - Ana Ruiz: Is it PE tomorrow?\n"
    loaded = workspace.load([(NAME, export), *files], said)
    assert loaded.messages["sent_at"].dt.strftime("%H:%M").to_list() == [hour]
    assert loaded.chats[0].coverage.last == loaded.messages["sent_at"][0]


def test_the_same_file_twice_counts_once_and_says_so() -> None:
    loaded = workspace.load([(NAME, EXPORT), ("WhatsApp Chat with Class 2B (1).txt", EXPORT)])
    assert loaded.messages.filter(pl.col("kind") == "text").height == 2
    assert loaded.problems["file"].to_list() == ["WhatsApp Chat with Class 2B (1).txt"]


def test_two_files_of_one_name_but_of_different_groups_are_kept_apart() -> None:
    other = EXPORT.replace(b"Ana Ruiz", b"Cara Smith").replace(b"Ben Okoro", b"Dov Levi")
    loaded = workspace.load([(NAME, EXPORT), (NAME, other)])
    assert sorted(chat.name for chat in loaded.chats) == ["Class 2B", "Class 2B (2)"]
    assert loaded.problems.height == 1


def test_a_group_belongs_to_the_only_class_whose_name_stands_in_its_own() -> None:
    loaded = workspace.load([(NAME, EXPORT), ("families.csv", ROSTER)])
    assert loaded.classes.select("class", "chat", "families").rows() == [("2B", "Class 2B", 2)]


def test_a_group_without_roster_or_settings_is_a_class_of_its_own_name() -> None:
    loaded = workspace.load([(NAME, EXPORT)])
    assert loaded.classes.select("class", "chat", "families").rows() == [("Class 2B", "Class 2B", None)]


FORM = b"Form,Name,Parent\n2B,Leo,Ana\n"
CLASS_NAME = b"Class name,Name,Parent\n3C,Mia,Ben\n"


def test_what_the_columns_of_one_roster_mean_is_said_of_that_file_alone() -> None:
    said = b"file,heading,meaning\n2B.csv,Form,class\n2B.csv,Name,child\n2B.csv,Parent,guardian/1\n"
    loaded = workspace.load([("2B.csv", FORM), ("3C.csv", CLASS_NAME), ("columns.csv", said)])
    assert loaded.roster.select("class", "child", "guardian").rows() == [("2B", "Leo", "Ana")]
    assert [roster.file for roster in loaded.waiting] == ["3C.csv"]
    assert not any(column.certain for column in loaded.waiting[0].columns)


def test_two_rosters_may_call_the_class_by_two_names() -> None:
    said = b"heading,meaning\nForm,class\nClass name,class\nName,child\nParent,guardian/1\n"
    loaded = workspace.load([("2B.csv", FORM), ("3C.csv", CLASS_NAME), ("columns.csv", said)])
    assert loaded.roster["class"].to_list() == ["2B", "3C"]
    assert loaded.problems.is_empty()


def test_siblings_whose_classes_have_a_file_each_are_one_family() -> None:
    third = ROSTER.replace(b"2B", b"3C").replace(b"family,", b"").replace(b"Ruiz,Leo", b"Mia Ruiz")
    third = third.replace(b"Okoro,Tom", b"Zed Okoro")
    second = ROSTER.replace(b"family,", b"").replace(b"Ruiz,Leo", b"Leo Ruiz").replace(b"Okoro,Tom", b"Tom Okoro")
    loaded = workspace.load([("2B.csv", second), ("3C.csv", third)])
    assert loaded.roster["family"].to_list() == ["Leo Ruiz (2B)", "Tom Okoro (2B)"] * 2


def test_settings_roster_and_group_may_spell_a_class_differently() -> None:
    settings = b'name = "Elm School"\n[[classes]]\nname = "Year 2B"\n'
    loaded = workspace.load([(NAME, EXPORT), ("families.csv", ROSTER), ("school.toml", settings)])
    assert loaded.classes.select("class", "chat", "families").rows() == [("Year 2B", "Class 2B", 2)]
    assert loaded.roster["class"].unique().to_list() == ["Year 2B"]
    assert loaded.problems["problem"].to_list() == [
        'The class "Year 2B" is also written "2B"; all are one class.',
    ]


def test_nothing_given_is_an_empty_workspace_not_an_error() -> None:
    assert workspace.load([]).chats == ()


def test_a_folder_is_read_without_the_folders_in_it(tmp_path: Path) -> None:
    (tmp_path / "truth").mkdir()
    (tmp_path / "truth" / NAME).write_bytes(EXPORT)
    (tmp_path / "families.csv").write_bytes(ROSTER)
    loaded = workspace.load(tmp_path)
    assert loaded.files["file"].to_list() == ["families.csv"]


def test_the_order_of_the_files_changes_nothing() -> None:
    files = [(NAME, EXPORT), ("families.csv", ROSTER), ("school.toml", SETTINGS)]
    one, other = workspace.load(files), workspace.load(files[::-1])
    assert one.links.equals(other.links)
    assert one.school == other.school
    assert one.messages.equals(other.messages)


def test_one_group_under_two_names_is_said_because_both_are_counted() -> None:
    said = ("Good morning everybody", "Who has the swimming list?", "It is on the school's page", "Thank you so much")
    lines = [
        f"{day:02d}/09/2025, 08:1{day % 10} - {'Ana' if day % 2 else 'Ben'}: {said[day % 4]} {day}"
        for day in range(10, 30)
    ]
    one, later = "\n".join(lines), "\n".join([*lines, "30/09/2025, 08:00 - Ana: Bye"])
    files = [("WhatsApp Chat with Class 2B.txt", one.encode()), ("WhatsApp Chat with Oak.txt", later.encode())]
    loaded = workspace.load(files)
    (problem,) = loaded.problems.filter(pl.col("problem").str.contains("under two names")).iter_rows(named=True)
    assert problem["file"] == "Oak"
    assert "Class 2B" in problem["remedy"]


def test_answers_in_people_csv_go_before_those_of_another_file() -> None:
    files = [
        ("people.csv", b"sender,answer\nAna,nobody\n"),
        ("who.csv", b"sender,answer\nAna,staff\nBen,staff\n"),
    ]
    assert sorted(workspace.load(files).decisions.select("sender", "answer").rows()) == [
        ("Ana", "nobody"),
        ("Ben", "staff"),
    ]


def test_a_roster_of_another_year_is_noticed_by_where_its_families_are() -> None:
    names = ("Ana Ruiz", "Ben Okoro", "Cleo Fenn", "Dev Patel", "Efua Mensah", "Fay Lowe", "Gus Hart")
    chat = "".join(f"2{n}/09/2025, 08:16 - {name}: Good morning\n" for n, name in enumerate(names))
    roster = (
        "class,child,guardian\n"
        + "".join(f"1B,Child {name.split()[1]},{name}\n" for name in names)
        + "2B,Zed Fox,Zoe Fox\n"
    )
    loaded = workspace.load([("WhatsApp Chat with 2B.txt", chat.encode()), ("roster.csv", roster.encode())])
    (said,) = pl.concat(workspace.linking_problems(loaded)).iter_rows(named=True)
    assert said["problem"] == "Most members of 2B whom the roster knows are not in 2B there, but mostly in 1B."

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

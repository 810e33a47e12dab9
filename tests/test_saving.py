from pathlib import Path

import pytest

from dashboard.saving import remove, save


def test_a_table_takes_the_place_of_the_one_of_its_name_and_leaves_nothing_else(tmp_path: Path) -> None:
    (tmp_path / "people.csv").write_bytes(b"old")
    save(tmp_path, "people.csv", b"new")
    assert {path.name: path.read_bytes() for path in tmp_path.iterdir()} == {"people.csv": b"new"}


def test_what_cannot_be_kept_is_an_error_and_the_old_table_stays(tmp_path: Path) -> None:
    (tmp_path / "people.csv").mkdir()
    with pytest.raises(OSError, match=r"people\.csv"):
        save(tmp_path, "people.csv", b"new")
    assert [path.name for path in tmp_path.iterdir()] == ["people.csv"]


# Deleting


def test_what_is_deleted_is_gone_and_nothing_else(tmp_path: Path) -> None:
    for file in ("people.csv", "calendar.csv", "roster.csv"):
        (tmp_path / file).write_bytes(b"x")
    assert remove(tmp_path, ["people.csv", "calendar.csv"]) == [
        f'people.csv was deleted from the folder "{tmp_path.name}".',
        f'calendar.csv was deleted from the folder "{tmp_path.name}".',
    ]
    assert [path.name for path in tmp_path.iterdir()] == ["roster.csv"]


def test_a_file_that_is_not_there_is_said(tmp_path: Path) -> None:
    missing = f'people.csv was not deleted: there is no such file in the folder "{tmp_path.name}".'
    assert remove(tmp_path, ["people.csv"]) == [missing]


def test_a_link_stays_and_so_does_what_it_leads_to(tmp_path: Path) -> None:
    (tmp_path / "mine.csv").write_bytes(b"x")
    (tmp_path / "people.csv").symlink_to(tmp_path / "mine.csv")
    assert "was not deleted" in remove(tmp_path, ["people.csv"])[0]
    assert sorted(path.name for path in tmp_path.iterdir()) == ["mine.csv", "people.csv"]


@pytest.mark.parametrize("file", ["../people.csv", "inner/people.csv", "..", "."])
def test_nothing_outside_the_folder_and_no_folder_is_deleted(file: str, tmp_path: Path) -> None:
    folder = tmp_path / "folder"
    (folder / "inner").mkdir(parents=True)
    for place in (tmp_path, folder / "inner"):
        (place / "people.csv").write_bytes(b"x")
    assert "was not deleted" in remove(folder, [file])[0]
    assert (tmp_path / "people.csv").exists()
    assert (folder / "inner" / "people.csv").exists()


def test_what_cannot_be_deleted_is_a_sentence_and_the_next_is_deleted(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for file in ("people.csv", "columns.csv"):
        (tmp_path / file).write_bytes(b"x")
    unlink = Path.unlink

    def locked(path: Path) -> None:
        if path.name == "people.csv":
            raise PermissionError(13, "Permission denied")
        unlink(path)

    monkeypatch.setattr(Path, "unlink", locked)
    assert remove(tmp_path, ["people.csv", "columns.csv"]) == [
        f'people.csv could not be deleted from the folder "{tmp_path.name}" (Permission denied): delete it yourself.',
        f'columns.csv was deleted from the folder "{tmp_path.name}".',
    ]

from pathlib import Path

import pytest

from dashboard.saving import save


def test_a_table_takes_the_place_of_the_one_of_its_name_and_leaves_nothing_else(tmp_path: Path) -> None:
    (tmp_path / "people.csv").write_bytes(b"old")
    save(tmp_path, "people.csv", b"new")
    assert {path.name: path.read_bytes() for path in tmp_path.iterdir()} == {"people.csv": b"new"}


def test_what_cannot_be_kept_is_an_error_and_the_old_table_stays(tmp_path: Path) -> None:
    (tmp_path / "people.csv").mkdir()
    with pytest.raises(OSError, match=r"people\.csv"):
        save(tmp_path, "people.csv", b"new")
    assert [path.name for path in tmp_path.iterdir()] == ["people.csv"]

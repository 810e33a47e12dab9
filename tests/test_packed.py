"""Zips of tables: bounded, in memory, and damaged ones are said to be."""

import zipfile
from io import BytesIO

import pytest

from parsers.errors import RosterError
from parsers.rosters.oneroster import is_oneroster
from parsers.tables.packed import MAX_ENTRIES, names, unpacked
from tests.other_rosters import oneroster, zipped


def read(data: bytes, max_bytes: int = 1000) -> dict[str, bytes]:
    return unpacked(data, "x.zip", lambda name: name.endswith(".csv"), RosterError, remedy="Do.", max_bytes=max_bytes)


def test_only_the_wanted_files_are_unpacked() -> None:
    assert read(zipped({"a.csv": "x", "b.jpg": "y" * 5000, "deep/c.csv": "z"})) == {"a.csv": b"x", "deep/c.csv": b"z"}


def test_what_unpacks_to_more_than_the_limit_is_refused_all_wanted_files_together() -> None:
    assert len(read(zipped({"a.csv": "x" * 500, "b.csv": "y" * 500}))) == 2
    with pytest.raises(RosterError, match="unpacks to more than") as raised:
        read(zipped({"a.csv": "x" * 500, "b.csv": "y" * 501}))
    assert raised.value.remedy == "Do."


def test_a_zip_of_too_many_files_is_refused_and_shows_none() -> None:
    many = zipped({f"{n}.csv": "" for n in range(MAX_ENTRIES + 1)})
    assert names(many) == ()
    with pytest.raises(RosterError, match="more than 10,000 parts"):
        read(many)


def test_a_damaged_or_locked_zip_is_said_to_be() -> None:
    data = zipped({"a.csv": "Class,Child"})
    assert names(data[:-30]) == ()
    with pytest.raises(RosterError, match="damaged"):
        read(data[:-30])
    with pytest.raises(RosterError, match="damaged"):
        read(data.replace(b"Class", b"Glass", 1))  # the check sum is wrong
    locked = bytearray(data)
    locked[data.index(b"PK\x01\x02") + 8] |= 1
    with pytest.raises(RosterError, match="locked with a password"):
        read(bytes(locked))


@pytest.mark.parametrize(
    ("texts", "found"),
    [
        (oneroster("1.1"), True),
        ({f"export/{name}": text for name, text in oneroster("1.2").items()}, True),
        ({"users.csv": "", "classes.csv": ""}, True),
        ({"users.csv": ""}, False),
        ({"_chat.txt": "", "classes.csv": ""}, False),
    ],
)
def test_oneroster_is_told_by_its_files_in_whichever_folder(texts: dict[str, str], found: bool) -> None:
    assert is_oneroster(zipped(texts)) == found


def test_what_is_no_zip_is_no_oneroster() -> None:
    empty = BytesIO()
    zipfile.ZipFile(empty, "w").close()
    assert not any(is_oneroster(data) for data in (b"", b"users.csv,classes.csv", b"PK\x03\x04", empty.getvalue()))

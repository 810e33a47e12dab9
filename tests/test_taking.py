"""Each file is known by its content."""

import pytest

from dashboard import inventory, taking
from tests.other_rosters import workbook

EXPORT = b"25/09/2025, 08:16 - Ana: Good morning\n"
UNDECIDED = b"03/04/2025, 08:15 - Ana Ruiz: Hello\n"
ROSTER = b"class,family,guardian\n2B,Okoro,Tom Okoro\n"
PHOTO = b"\x89PNG\r\n\x1a\n\x00\x00"
NAME = "WhatsApp Chat with Class 2B.txt"
MEMBERS = ("chat", "taken_on", "members", "names")
COUNT = ("Class 2B", "2026-01-01", 3)


@pytest.mark.parametrize(
    ("file", "data", "taken_for"),
    [
        (NAME, EXPORT, inventory.EXPORT),
        ("whatever.csv", ROSTER, inventory.ROSTER),
        ("whatever.csv", b"chat,taken_on,members,admins,names\nClass 2B,2025-10-01,12,1,\n", inventory.MEMBERS),
        ("whatever.csv", b"chat,sent_at,taken_at,delivered,read\n", inventory.READ_COUNTS),
        ("whatever.csv", b"name,days,starts,ends\nAutumn,term,2025-09-03,2025-12-19\n", inventory.CALENDAR),
        ("whatever.csv", b"sender,answer,family,guardian\nAna,nobody,,\n", inventory.DECISIONS),
        ("whatever.csv", b"heading,meaning\nKlasse,class\n", inventory.COLUMNS),
        (
            "whatever.xlsx",
            workbook({"Notes": (("x",),), "Lists": (MEMBERS, ("2B", "2026-01-01", 3, ""))}),
            inventory.MEMBERS,
        ),
        ("whatever.bin", workbook({"Pupils": (("class", "child"), ("2B", "Leo"))}), inventory.ROSTER),
        ("school.toml", b'name = "Oak School"', inventory.SETTINGS),
        ("README.md", b"# Hello", inventory.NOTE),
        ("whatever.json", b"[]", inventory.SUMMARY),
        ("2B.schoolgate.txt", b'{\n "format": "Schoolgate summary"}', inventory.SUMMARY),
        ("holiday.jpg", PHOTO, inventory.NOTHING),
    ],
)
def test_a_file_is_known_by_its_content(file: str, data: bytes, taken_for: str) -> None:
    assert taking.take(file, data).taken_for == taken_for


def test_the_bytes_of_an_export_are_dropped_unless_it_will_be_read_again() -> None:
    assert taking.take(NAME, EXPORT).data is None
    assert taking.take("a.txt", UNDECIDED).data == UNDECIDED

import struct
import zipfile
from io import BytesIO

import pytest

from parsers.archive import MAX_ENTRIES, MAX_LINE_BYTES, chat_name, open_bytes, open_export, open_utf8
from parsers.errors import ArchiveError, EmptyFile, NotAnExport, NotText

TEXT = "23/09/2025, 08:01 - Ana: café 🎉\n"


def zipped(**entries: str | bytes) -> bytes:
    """A zip of these entries; `__` in a name stands for a dot."""
    data = BytesIO()
    with zipfile.ZipFile(data, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in entries.items():
            archive.writestr(name.replace("__", "."), content)
    return data.getvalue()


@pytest.mark.parametrize(
    ("file", "name"),
    [
        ("WhatsApp Chat with Class 2B.txt", "Class 2B"),
        ("WhatsApp Chat - Class 2B.zip", "Class 2B"),
        ("WhatsApp Chat with Class 2B (1).txt", "Class 2B"),
        ("WhatsApp Chat with Class 2B.txt.zip", "Class 2B"),
        ("exports/WhatsApp Chat with Class 2B.txt", "Class 2B"),
        ("C:\\exports\\WhatsApp Chat with Class 2B.txt", "Class 2B"),
        ("WhatsApp Chat with Cafe\u0301.txt", "Café"),
        ("our chat.txt", "our chat"),
        ("WhatsApp Chat with .txt", "WhatsApp Chat with "),
        ("(1).txt", "(1)"),
    ],
)
def test_a_chat_is_named_by_its_file(file, name):
    assert chat_name(file) == name


def test_a_text_is_read_as_it_is():
    assert open_export(TEXT.encode(), "WhatsApp Chat with 2B.txt") == ("2B", TEXT)


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "utf-16-le-bom", "utf-32"])
def test_a_byte_order_mark_tells_the_encoding_and_is_no_part_of_the_text(encoding):
    data = b"\xff\xfe" + TEXT.encode("utf-16-le") if encoding == "utf-16-le-bom" else TEXT.encode(encoding)
    assert open_export(data, "2B.txt") == ("2B", TEXT)
    assert open_export(zipped(_chat__txt=data), "2B.zip") == ("2B", TEXT)


def test_bytes_that_are_no_utf8_are_read_in_the_windows_code_page():
    assert open_export("Zoë – £5".encode("cp1252"), "2B.txt") == ("2B", "Zoë – £5")


def test_a_few_broken_characters_do_not_turn_a_whole_utf8_text_into_another_code_page():
    assert open_export("café café ".encode() + b"\xff", "2B.txt") == ("2B", "café café \ufffd")


def test_a_zip_gives_its_chat_text_under_the_name_of_the_zip():
    data = zipped(_chat__txt=TEXT, notes__txt="x" * 1000, photo__jpg=b"\xff\xd8\xff")
    assert open_export(data, "WhatsApp Chat - 2B.zip") == ("2B", TEXT)


def test_a_zip_without_chat_text_of_that_name_gives_its_largest_text_under_that_texts_name():
    data = zipped(**{"WhatsApp Chat with 2B__txt": TEXT, "a__txt": "x"})
    assert open_export(data, "archive.zip") == ("2B", TEXT)


def test_what_a_mac_adds_to_a_zip_is_not_its_text():
    data = BytesIO()
    with zipfile.ZipFile(data, "w") as archive:
        archive.writestr("__MACOSX/._2B.txt", "x" * 500)
        archive.writestr("2B.txt", TEXT)
    assert open_export(data.getvalue(), "archive.zip") == ("2B", TEXT)


@pytest.mark.parametrize("data", [b"", b" \n\r\n ", zipped(_chat__txt="\n")])
def test_nothing_is_an_empty_file(data):
    with pytest.raises(EmptyFile, match="empty"):
        open_export(data, "2B.zip")


@pytest.mark.parametrize(
    ("data", "what"),
    [
        (b"\xff\xd8\xff\xe0 JFIF", "picture"),
        (b"\x89PNG\r\n\x1a\n", "picture"),
        (b"\x00\x00\x00\x18ftypmp42", "video"),
        (b"%PDF-1.7", "PDF"),
        (b"OggS\x00\x02", "sound"),
        (b"{\\rtf1\\ansi", "document"),
        (b"MZ\x90\x00\x03", "program"),
        (b"text\x00with nulls", "not text"),
    ],
)
def test_a_picture_or_a_program_is_no_text(data, what):
    with pytest.raises(NotText, match=what):
        open_export(data, "IMG_1.txt")
    with pytest.raises(NotText, match=what):
        open_export(zipped(_chat__txt=data), "2B.zip")


def test_a_zero_byte_here_and_there_does_not_make_a_text_something_else():
    assert open_export(f"{TEXT}\0{TEXT * 9}".encode(), "2B.txt")[1] == f"{TEXT}\0{TEXT * 9}"


def test_the_bytes_of_a_text_come_unchecked_where_that_is_asked_for():
    assert open_bytes(b"\xef\xbb\xbfZo\xeb\rBo\r", "2B.txt") == ("2B", b"Zo\xeb\nBo\n")
    assert open_utf8(b"\xef\xbb\xbfZo\xeb\rBo\r", "2B.txt") == ("2B", "Zoë\nBo\n".encode())


def test_a_text_too_large_for_a_chat_is_not_read_zipped_or_not():
    with pytest.raises(NotAnExport, match="larger than 1 MB"):
        open_export(TEXT.encode() * 40_000, "2B.txt", max_text_bytes=2**20)
    with pytest.raises(ArchiveError, match="larger than 1 MB"):
        open_export(zipped(_chat__txt=TEXT * 40_000), "2B.zip", max_text_bytes=2**20)


@pytest.mark.parametrize(("before", "line"), [("", 1), (TEXT, 2), (TEXT * 200_000, 200_001)])
def test_a_line_that_no_phone_writes_is_told_by_its_number(before, line):
    endless = f"{before}{'x' * (MAX_LINE_BYTES + 1)}\n{TEXT}"
    with pytest.raises(NotAnExport, match=f"Line {line:,} is longer") as caught:
        open_export(endless.encode(), "2B.txt")
    assert caught.value.line == line


def test_a_line_just_short_enough_is_read():
    text = f"{TEXT}{'x' * (MAX_LINE_BYTES - 1)}\n{TEXT}{'y' * (MAX_LINE_BYTES - 1)}\n"
    assert open_export(text.encode(), "2B.txt") == ("2B", text)


def test_a_zip_of_more_files_than_a_chat_can_have_is_not_listed():
    data = BytesIO()
    with zipfile.ZipFile(data, "w") as archive:
        archive.writestr("_chat.txt", TEXT)
        archive.writestr("a.jpg", "")
    entry = data.getvalue()[data.getvalue().rindex(b"PK\x01\x02") : data.getvalue().rindex(b"PK\x05\x06")]
    with pytest.raises(ArchiveError, match="more than 100,000 files"):
        open_export(data.getvalue()[:-22] + entry * MAX_ENTRIES + data.getvalue()[-22:], "2B.zip")


@pytest.mark.parametrize("packing", [zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA])
def test_a_packing_that_could_claim_any_memory_is_not_unpacked(packing):
    data = BytesIO()
    with zipfile.ZipFile(data, "w", packing) as archive:
        archive.writestr("_chat.txt", TEXT)
    with pytest.raises(ArchiveError, match="packed in a way") as caught:
        open_export(data.getvalue(), "2B.zip")
    assert "Unpack it" in caught.value.remedy


def test_a_zip_without_text_says_so():
    with pytest.raises(ArchiveError, match="no chat text"):
        open_export(zipped(photo__jpg="x"), "2B.zip")


def test_a_zip_of_zips_says_so():
    with pytest.raises(ArchiveError, match="other zips"):
        open_export(zipped(inner__zip=zipped(_chat__txt=TEXT)), "2B.zip")


@pytest.mark.parametrize("part", [0.02, 0.5, 0.9])
def test_a_zip_without_its_end_is_said_to_be_cut_short(part):
    data = zipped(_chat__txt=TEXT * 100)
    with pytest.raises(ArchiveError, match="cut short"):
        open_export(data[: max(5, int(len(data) * part))], "2B.zip")


def test_a_zip_without_its_beginning_is_damaged():
    data = zipped(_chat__txt=TEXT * 100)
    with pytest.raises(ArchiveError, match="damaged"):
        open_export(data[:4] + data[40:], "2B.zip")


def test_a_zip_with_a_damaged_text_says_so():
    data = bytearray(zipped(_chat__txt=TEXT * 100))
    data[50:60] = b"\xff" * 10
    with pytest.raises(ArchiveError, match="damaged"):
        open_export(bytes(data), "2B.zip")


def test_a_locked_zip_says_so():
    data = bytearray(zipped(_chat__txt=TEXT))
    directory = data.index(b"PK\x01\x02")
    data[6] |= 1
    data[directory + 8] |= 1
    with pytest.raises(ArchiveError, match="password"):
        open_export(bytes(data), "2B.zip")


def test_a_zip_is_measured_by_what_comes_out_and_not_by_what_it_declares():
    data = bytearray(zipped(_chat__txt="x" * 5_000_000))
    directory = data.index(b"PK\x01\x02")
    data[directory + 24 : directory + 28] = struct.pack("<I", 10)
    with pytest.raises(ArchiveError, match=r"larger|damaged"):
        open_export(bytes(data), "2B.zip", max_text_bytes=1_000_000)
    with pytest.raises(ArchiveError, match="larger"):
        open_export(zipped(_chat__txt="x" * 5_000_000), "2B.zip", max_text_bytes=1_000_000)


def test_an_error_names_the_file_and_the_remedy():
    with pytest.raises(ArchiveError) as caught:
        open_export(zipped(photo__jpg="x"), "2B.zip")
    assert caught.value.file == "2B.zip"
    assert "Export the chat again" in caught.value.remedy


def test_a_zip_of_several_chats_is_not_read_as_one_of_them() -> None:
    held = BytesIO()
    with zipfile.ZipFile(held, "w") as archive:
        archive.writestr("WhatsApp Chat with 2A.txt", "03/09/2025, 08:15 - Ana: Hello")
        archive.writestr("WhatsApp Chat with 2B.txt", "03/09/2025, 08:15 - Ben: Hello, hello")
    with pytest.raises(ArchiveError, match="several chats"):
        open_export(held.getvalue(), "Takeout.zip")

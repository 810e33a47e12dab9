import pytest
from hypothesis import given
from hypothesis import strategies as st

from parsers.encoding import Fault, as_utf8, is_utf8, plain, zeros

LINE = "23/09/2025, 08:01 - Zoë: café 🎉"
SECOND = "23/09/2025, 08:02 - Bo: Grüße"


def faults(text: bytes) -> list[tuple[int, str]]:
    return [(fault.line, fault.problem) for fault in as_utf8(text)[1]]


@pytest.mark.parametrize(
    "encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-32", "utf-16-le", "utf-16-be"]
)  # the last two without a mark
def test_a_text_is_the_same_in_every_encoding_that_a_program_saves(encoding):
    assert plain(f"{LINE}\n{SECOND}\n".encode(encoding)).decode() == f"{LINE}\n{SECOND}\n"


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be"])
def test_utf16_without_a_mark_is_told_by_its_headers_even_in_chinese(encoding):
    chat = "".join(
        f"2025/9/23 08:{minute:02} - 张伟: 明天早上大家几点到学校门口集合，谁带球衣\n" for minute in range(60)
    )
    assert plain(chat.encode(encoding)).decode() == chat


def test_utf16_that_breaks_off_in_a_character_ends_in_a_replacement():
    assert plain("café".encode("utf-16")[:-1]).decode() == "caf\ufffd"


@pytest.mark.parametrize(
    ("text", "read"),
    [
        (b"one\rtwo\rthree", b"one\ntwo\nthree"),
        (b"one\rtwo\r", b"one\ntwo\n"),
        (b"one\rtwo\r\n", b"one\ntwo\n"),
        (b"one\ntwo\rstill two\n", b"one\ntwo\rstill two\n"),
        (b"one\r\ntwo\r\n", b"one\r\ntwo\r\n"),
        (b"one\r\n", b"one\r\n"),
        (b"", b""),
    ],
)
def test_carriage_returns_end_lines_only_where_nothing_else_does(text, read):
    assert plain(text).rstrip(b"\n") == read.rstrip(b"\n")


@pytest.mark.parametrize(
    ("text", "read"),
    [
        (b"Zo\xeb \x96 \xa35", "Zoë – £5"),
        (f"{LINE}\n".encode() + SECOND.encode("cp1252"), f"{LINE}\n{SECOND}"),
        ("café café ".encode() + b"\xff", "café café \ufffd"),
        (LINE.encode()[:-1], f"{LINE[:-1]}\ufffd"),
        (b"Ana: party \xf0\x9f\x8e!", "Ana: party \ufffd!"),
        (b"\x81", "\ufffd"),
    ],
)
def test_each_line_is_read_in_the_encoding_that_it_is_in(text, read):
    assert as_utf8(text)[0].decode() == read


def test_a_text_wholly_in_the_windows_code_page_has_no_fault():
    assert faults(f"Zoë\n{SECOND}\n".encode("cp1252")) == []


def test_lines_in_two_encodings_are_told_with_the_first_of_the_fewer():
    text = f"{LINE}\nplain\n".encode() + f"{SECOND}\n{SECOND}\n".encode("cp1252")
    problem = "2 lines are in another encoding than the rest, and read as the one that Windows used."
    assert faults(text) == [(3, problem)]


def test_broken_characters_are_told_with_the_first_such_line():
    text = f"{LINE}\n".encode() + b"gr\xc3\xbc\xc3\n" + f"{LINE}\n".encode()
    assert faults(text) == [(2, "1 line holds characters that cannot be read; each is shown as \ufffd.")]


def test_a_text_cut_in_the_middle_of_a_character_is_told_at_its_last_line():
    problem = "The text ends in the middle of a character, so this copy of the file is not complete."
    assert faults(f"{SECOND}\n{LINE}".encode()[:-2]) == [(2, problem)]


def test_an_old_encoding_that_no_one_named_is_told():
    text = "23.09.2025, 08:01 - Мария: завтра в школу к девяти\n".encode("cp1251")
    assert [line for line, problem in faults(text) if "old encoding" in problem] == [1]


def test_zero_bytes_are_told_with_their_line():
    [fault] = zeros(b"one\ntwo\nth\0\0ree\n")
    assert isinstance(fault, Fault)
    assert fault.line == 3
    assert "damaged" in fault.problem
    assert zeros(b"one\ntwo\n") == []


@pytest.mark.parametrize("block_bytes", [4, 5, 6, 7])
def test_blocks_are_cut_between_characters(block_bytes):
    assert is_utf8(("🎉" * 9 + "é" * 9 + "€" * 9 + "a").encode(), block_bytes=block_bytes)
    assert not is_utf8("🎉🎉🎉".encode()[:-1], block_bytes=block_bytes)


@given(st.binary(max_size=300))
def test_whatever_the_bytes_the_result_is_utf8_of_as_many_lines(data):
    read, found = as_utf8(data)
    assert read.decode().count("\n") == data.count(b"\n")
    assert all(1 <= fault.line <= data.count(b"\n") + 1 for fault in found)


@given(st.text(max_size=100))
def test_what_is_utf8_stays_as_it_is(text):
    assert is_utf8(text.encode())
    assert as_utf8(text.encode()) == (text.encode(), [])

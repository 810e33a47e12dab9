from pathlib import Path

import polars as pl
import pytest

import parsers.text
from parsers import read_chat, records
from parsers.header import shape_of
from parsers.records import blocks_of, cuts_of, piece_size, sample_of

SAMPLES = Path(__file__).parents[1] / "sample_exports"
EXPORTS = sorted([*SAMPLES.glob("quirks/*.txt"), *SAMPLES.glob("*.zip")])
SHAPE = shape_of("23/09/2025, 08:01 - Ana: hi")


@pytest.mark.parametrize("file", EXPORTS, ids=lambda file: file.stem)
def test_an_export_read_in_many_pieces_is_read_as_in_one(file, monkeypatch):
    data = file.read_bytes()
    whole = read_chat(data, file.name)
    monkeypatch.setattr(parsers.text, "cuts_of", lambda utf8, shape, _: cuts_of(utf8, shape, len(utf8) // 4))
    pieces = read_chat(data, file.name)
    assert pieces.messages.equals(whole.messages)
    assert pieces.problems.equals(whole.problems)
    assert (pieces.header, pieces.coverage) == (whole.header, whole.coverage)


def test_pieces_are_cut_where_records_begin_and_nothing_is_lost():
    text = b"".join(b"23/09/2025, 08:01 - Ana: line one of %d\nline two\n" % i for i in range(50))
    pieces = [text[cut] for cut in cuts_of(text, SHAPE, size=100)]
    assert len(pieces) > 10
    assert b"".join(pieces) == text
    assert all(piece.startswith(b"23/09/2025") for piece in pieces)


def test_a_file_with_crlf_is_not_cut_at_a_header_inside_a_message():
    one = b"[23/09/2025, 08:01:00] Ana: see:\n[23/09/2025, 08:00:00] Bo: forged\r\n"
    cuts = cuts_of(one * 20, shape_of("[23/09/2025, 08:01:00] Ana: hi"), size=60)
    pieces = [(one * 20)[cut] for cut in cuts]
    assert len(pieces) > 5
    assert all(piece.startswith(b"[23/09/2025, 08:01:00] Ana") for piece in pieces)


def test_every_worker_has_as_many_pieces():
    assert [-(-length // piece_size(length, 2)) for length in (1, 3 * 2**20, 24 * 2**20, 25 * 2**20)] == [1, 2, 2, 4]
    assert piece_size(0, 2) > 0


def test_a_message_longer_than_the_search_is_not_cut(monkeypatch):
    monkeypatch.setattr(records, "_SEARCH_LINES", 3)
    text = b"23/09/2025, 08:01 - Ana: a\n" + b"x\n" * 50
    assert cuts_of(text, SHAPE, size=10) == [slice(0, len(text))]


def test_lines_before_the_first_record_of_a_block_belong_to_the_block_before():
    lines = [pl.Series(["a", "b"]), pl.Series(["c", "d"]), pl.Series(["e"])]
    starts = [pl.Series([True, False]), pl.Series([False, True]), pl.Series([False])]
    assert [(block.before, block.raw.to_list()) for block in blocks_of(lines, starts)] == [
        (0, ["a", "b", "c"]),
        (3, ["d", "e"]),
    ]


def test_a_sample_has_the_first_lines_and_some_from_everywhere():
    text = b"".join(b"line %d\n" % i for i in range(10_000))
    sample = sample_of(text)
    assert sample[:3] == ["line 0", "line 1", "line 2"]
    assert any(line > "line 9" for line in sample)
    assert set(sample) <= {f"line {i}" for i in range(10_000)} | {""}


@pytest.mark.parametrize(
    "ends",
    [["\n"] * 500 + ["\r\n"] + ["\n"] * 499, ["\n"] * 500 + ["\r\n"] * 500, ["\r\n"] * 10 + ["\n"] * 990],
    ids=["one stray CR", "half and half", "two files put together"],
)
@pytest.mark.parametrize("form", ["23/09/2025, 08:01 - Ana: hi", "[23/09/2025, 08:01:07] Ana: hi"])
def test_mixed_line_ends_lose_no_message(form, ends):
    export = "".join(form + end for end in ends).encode()
    assert len(read_chat(export, "2B.txt").messages) == 1000


def test_the_first_line_counts_as_much_in_a_small_file_as_lines_pasted_into_it():
    pasted = "[12.04.24, 09:00:00] Bo: hi\n[12.04.24, 09:01:00] Cy: there\n"
    chat = read_chat(f"13/04/2024, 10:00 - Ana: forwarded:\n{pasted}".encode(), "2B.txt")
    assert chat.messages["sender"].to_list() == ["Ana"]

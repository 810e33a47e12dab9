"""Bytes of a text in whatever encoding -> the same text as UTF-8, and which lines may be misread.

Nothing here decodes a large text as a whole: Python needs four bytes for each character once there is an emoji.
"""

import codecs
import re
from collections.abc import Iterator, Sequence
from itertools import accumulate
from typing import NamedTuple

import polars as pl

_CHUNK_BYTES = 1024 * 1024
_HEAD_BYTES = 4096
_WINDOWS = "cp1252"
_MARKS = (  # UTF-32 first: its mark begins with that of UTF-16
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_SEQUENCE = re.compile(rb"[\xc2-\xdf][\x80-\xbf]|[\xe0-\xef][\x80-\xbf]{1,2}|[\xf0-\xf4][\x80-\xbf]{1,3}")
_SEQUENCE_START = re.compile(rb"[\xc2-\xf4][\x80-\xbf]")  # far quicker to look for
_CUT_SEQUENCE = re.compile(rb"(?:[\xc2-\xf4]|[\xe0-\xf4][\x80-\xbf]|[\xf0-\xf4][\x80-\xbf]{2})\Z")
_ASCII = bytes(range(0x80))
_NO_ENGLISH_LETTERS = bytes(code for code in range(0x100) if not re.match(rb"[A-Za-z]", bytes([code])))
_UNKNOWN = "\ufffd".encode()

_IF_WRONG = "If names or words there look wrong, export the chat again on the phone and load that file as it is."
_CUT_SHORT = "The text ends in the middle of a character, so this copy of the file is not complete."
_ZEROS = "Zero bytes stand in this line, which no phone writes: this copy of the file is damaged."
_FOREIGN = "This text is in an old encoding that does not say which one it is, so most of its letters are wrong."
_BROKEN = ("{} characters that cannot be read; each is shown as \ufffd.", "holds", "hold")
_MIXED = ("{} in another encoding than the rest, and read as the one that Windows used.", "is", "are")


class Fault(NamedTuple):
    """What may be misread: the first such line (from 1), what is wrong, and the remedy."""

    line: int | None  # null: the whole file
    problem: str
    remedy: str


def plain(data: bytes) -> bytes:
    """One byte an ASCII character, a line feed after each line, no byte order mark; mostly UTF-8, but not checked."""
    encoding = _wide(data)
    text = _recoded(data, encoding) if encoding else data
    return _with_line_feeds(text.removeprefix(codecs.BOM_UTF8))


def is_wide(data: bytes) -> bool:
    """Whether every character has two bytes or more."""
    return _wide(data) is not None


def is_utf8(text: bytes, *, block_bytes: int = 16 * _CHUNK_BYTES) -> bool:
    """Checked by Polars, block by block: ten times as fast as Python decodes, and without a second copy of the text."""
    try:
        for block in _blocks(text, block_bytes):
            pl.Series([block]).cast(pl.String)
    except pl.exceptions.ComputeError:
        return False
    return True


def as_utf8(text: bytes) -> tuple[bytes, list[Fault]]:
    """A plain text as UTF-8, and what may be misread. Line breaks stay where they are.

    Each line that is no UTF-8 is read in the Windows code page, or with U+FFFD for what is broken if it has more of
    UTF-8 than of anything else: so a text that was put together from both is read right. A text that is wholly in the
    Windows code page has no fault, unless few of its letters are English ones, as in no language of that code page.
    """
    cut = _CUT_SEQUENCE.search(text[-4:])
    if cut and is_utf8(whole := text[: len(text) - len(cut[0])]):
        return whole + _UNKNOWN, [Fault(text.count(b"\n") + 1, _CUT_SHORT, _IF_WRONG)]
    blocks = [_read(block) for block in _blocks(text, _CHUNK_BYTES, whole_lines=True)]
    return b"".join(block.utf8 for block in blocks), _faults(blocks, text)


def zeros(text: bytes) -> list[Fault]:
    """Where the first NUL of a text is: a damaged disk or an interrupted copy leaves them behind."""
    place = text.find(b"\0")
    return [] if place < 0 else [Fault(text.count(b"\n", 0, place) + 1, _ZEROS, _IF_WRONG)]


class _Block(NamedTuple):
    """Whole lines of a text; those that were no UTF-8 by number, from 0."""

    utf8: bytes
    windows: list[int]  # read in the Windows code page
    broken: list[int]  # with U+FFFD in them
    utf8_before: bool  # whether there is any UTF-8, beyond ASCII, in what it was


def _read(block: bytes) -> _Block:
    if is_utf8(block):
        return _Block(block, [], [], utf8_before=not block.isascii())
    lines = block.split(b"\n")
    accented = [number for number, line in enumerate(lines) if not line.isascii()]
    if _SEQUENCE_START.search(block):
        bad = [number for number in accented if not _is_sound(lines[number])]
        windows = {number for number in bad if not _is_mostly_utf8(lines[number])}
        for number in bad:
            lines[number] = _recoded(lines[number], _WINDOWS if number in windows else "utf-8")
    else:
        bad, windows, lines = accented, set(accented), _recoded(block, _WINDOWS).split(b"\n")
    broken = [number for number in bad if _UNKNOWN in lines[number]]
    utf8_before = len(accented) > len(windows)
    return _Block(b"\n".join(lines), sorted(windows.difference(broken)), broken, utf8_before)


def _is_sound(line: bytes) -> bool:
    if len(line) > _CHUNK_BYTES:
        return is_utf8(line)
    try:
        line.decode()
    except UnicodeDecodeError:
        return False
    return True


def _is_mostly_utf8(line: bytes) -> bool:
    return len(_SEQUENCE.findall(line)) >= len(_SEQUENCE.sub(b"", line).translate(None, _ASCII))


def _faults(blocks: Sequence[_Block], text: bytes) -> list[Fault]:
    first_lines = list(accumulate((block.utf8.count(b"\n") for block in blocks), initial=1))
    windows = [first + number for first, block in zip(first_lines, blocks, strict=False) for number in block.windows]
    broken = [first + number for first, block in zip(first_lines, blocks, strict=False) for number in block.broken]
    if any(block.utf8_before for block in blocks):
        return _counted(broken, *_BROKEN) + _counted(windows, *_MIXED)
    return [Fault(1, _FOREIGN, _IF_WRONG)] if _is_foreign(text) else _counted(broken, *_BROKEN)


def _counted(lines: list[int], problem: str, one: str, many: str) -> list[Fault]:
    """One fault for all these lines, at the first of them."""
    if not lines:
        return []
    what = f"1 line {one}" if len(lines) == 1 else f"{len(lines):,} lines {many}"
    return [Fault(lines[0], problem.format(what), _IF_WRONG)]


def _is_foreign(text: bytes) -> bool:
    return len(text.translate(None, _NO_ENGLISH_LETTERS)) < len(text.translate(None, _ASCII))


def _wide(data: bytes) -> str | None:
    """UTF-16 or UTF-32 where there is a byte order mark; UTF-16 without one, told by where the zeros are."""
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return encoding
    head = data[:_HEAD_BYTES]
    first, second = head[::2].count(0), head[1::2].count(0)  # one of an ASCII character's two bytes is zero
    few, many = sorted((first, second))
    if many < len(head) / 10 or few > many / 20:
        return None
    return "utf-16-le" if second > first else "utf-16-be"


def _recoded(data: bytes, encoding: str) -> bytes:
    """As UTF-8, with U+FFFD for what is broken."""
    if len(data) <= _CHUNK_BYTES:
        return data.decode(encoding, errors="replace").encode()
    chunks = (data[place : place + _CHUNK_BYTES] for place in range(0, len(data), _CHUNK_BYTES))
    return b"".join(piece.encode() for piece in codecs.iterdecode(chunks, encoding, errors="replace"))


def _with_line_feeds(text: bytes) -> bytes:
    """A text whose lines end with a carriage return alone, as on an old Mac, gets line feeds instead."""
    if 0 <= text.find(b"\n") < len(text) - 1:
        return text
    lines = text.rstrip(b"\r\n")
    return lines.replace(b"\r", b"\n") + b"\n" if b"\r" in lines else text


def _blocks(text: bytes, size: int, *, whole_lines: bool = False) -> Iterator[bytes]:
    """A text in pieces of about that many bytes, cut where a character or a line ends."""
    start = 0
    while start < len(text):
        end = start + size
        end = (text.find(b"\n", end) + 1 or len(text)) if whole_lines else _character_end(text, end)
        yield text[start:end]
        start = end


def _character_end(text: bytes, place: int) -> int:
    """That place, or up to three bytes before it."""
    return next((cut for cut in range(place, place - 4, -1) if not b"\x80" <= text[cut : cut + 1] < b"\xc0"), place)

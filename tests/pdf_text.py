"""The text of a PDF that Typst or Chromium wrote, as far as the tests need it: its letters in their order, by page."""

import re
import zlib
from collections.abc import Iterator, Mapping
from itertools import pairwise

OBJECT = re.compile(rb"(?:^|\s)(\d+) 0 obj\b(.*?)\bendobj", re.DOTALL)
STREAM = re.compile(rb"stream\r?\n(.*?)\r?\nendstream", re.DOTALL)
SHOWN = re.compile(rb"/(\S+) [\d.]+ Tf|<([0-9a-fA-F\s]*)>|\(((?:\\.|[^\\)])*)\)", re.DOTALL)
ESCAPES = {b"n": b"\n", b"r": b"\r", b"t": b"\t", b"b": b"\b", b"f": b"\f"}
Font = Mapping[int, str]


def pages(pdf: bytes) -> int:
    """How many pages it has."""
    return sum(len(re.findall(rb"/Type\s*/Page\b", body)) for body in objects(pdf).values())


def text(pdf: bytes) -> str:
    """All letters that are shown, in the order of the file; without the spaces that are made by moving on."""
    bodies = objects(pdf)
    fonts = {name: font for body in bodies.values() for name, font in named_fonts(body, bodies)}
    return "".join("".join(shown(content(body), fonts)) for body in bodies.values() if b" Tf" in content(body))


def objects(pdf: bytes) -> dict[int, bytes]:
    """By number: each object, also those packed into a stream."""
    found = {int(number): body for number, body in OBJECT.findall(pdf)}
    packed = [body for body in found.values() if re.search(rb"/Type\s*/ObjStm", body)]
    return found | {number: body for each in packed for number, body in unpacked(each)}


def unpacked(body: bytes) -> Iterator[tuple[int, bytes]]:
    data = content(body)
    first = int(re.findall(rb"/First\s+(\d+)", body)[0])
    numbers = [int(word) for word in data[:first].split()]
    starts = [*(first + start for start in numbers[1::2]), len(data)]
    for number, (start, end) in zip(numbers[::2], pairwise(starts), strict=True):
        yield number, data[start:end]


def content(body: bytes) -> bytes:
    """The stream of an object, unpacked; nothing where it has none or is a picture."""
    found = STREAM.search(body)
    if found is None:
        return b""
    try:
        return zlib.decompressobj().decompress(found[1]) if b"FlateDecode" in body[: found.start()] else found[1]
    except zlib.error:
        return b""


def named_fonts(body: bytes, bodies: Mapping[int, bytes]) -> Iterator[tuple[bytes, Font]]:
    """The fonts among what an object names, each with its letters by number."""
    for name, number in re.findall(rb"/([\w+.-]+)\s+(\d+) 0 R", body):
        letters = re.search(rb"/ToUnicode\s+(\d+) 0 R", bodies.get(int(number), b""))
        if letters:
            yield name, letters_of(content(bodies[int(letters[1])]))


def letters_of(cmap: bytes) -> Font:
    letters: dict[int, str] = {}
    for block in re.findall(rb"beginbfchar(.*?)endbfchar", cmap, re.DOTALL):
        for code, letter in re.findall(rb"<([0-9a-fA-F]+)>\s*<([0-9a-fA-F]+)>", block):
            letters[int(code, 16)] = bytes.fromhex(letter.decode()).decode("utf-16-be")
    for block in re.findall(rb"beginbfrange(.*?)endbfrange", cmap, re.DOTALL):
        for start, end, letter in re.findall(rb"<([0-9a-fA-F]+)>\s*<([0-9a-fA-F]+)>\s*<([0-9a-fA-F]+)>", block):
            first = int(letter, 16)
            letters |= {code: chr(first + code - int(start, 16)) for code in range(int(start, 16), int(end, 16) + 1)}
    return letters


def shown(stream: bytes, fonts: Mapping[bytes, Font]) -> Iterator[str]:
    font: Font = {}
    for name, coded, literal in SHOWN.findall(stream):
        font = fonts.get(name, {}) if name else font
        data = bytes.fromhex(coded.decode()) if coded else plain(literal)
        yield "".join(font.get(int.from_bytes(data[at : at + 2]), "") for at in range(0, len(data), 2))


def plain(literal: bytes) -> bytes:
    return re.sub(
        rb"\\([0-7]{1,3}|.)",
        lambda m: bytes([int(m[1], 8) & 255]) if m[1].isdigit() else ESCAPES.get(m[1], m[1]),
        literal,
        flags=re.DOTALL,
    )

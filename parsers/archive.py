"""A .txt or .zip of a phone, as bytes -> the chat's name and its text. In memory; nothing is extracted to disk."""

import re
import unicodedata
import zipfile
import zlib
from io import BytesIO
from pathlib import PurePosixPath

from parsers.encoding import as_utf8, is_utf8, is_wide, plain
from parsers.errors import ArchiveError, EmptyFile, NotAnExport, NotText
from parsers.wording import wordings

MAX_TEXT_BYTES = 512 * 1024 * 1024
MAX_LINE_BYTES = 4 * 1024 * 1024  # WhatsApp allows 65,536 characters a message
MAX_ENTRIES = 100_000  # of a zip; WhatsApp exports no more than 10,000 media
UNNAMED = ("_chat", "chat")  # what iOS calls the text inside its zip

_CHUNK_BYTES = 1 << 20
_HEAD_BYTES = 1 << 16
_ENCRYPTED = 0x1
_ENTRY, _DIRECTORY_END = b"PK\x01\x02", b"PK\x05\x06"
_PACKINGS = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
_PICTURE = "a picture"
_SOUND = "a sound"
_SIGNATURES = {
    b"\xff\xd8\xff": _PICTURE,
    b"\x89PNG": _PICTURE,
    b"GIF8": _PICTURE,
    b"RIFF": "a picture, sound or video",
    b"OggS": _SOUND,
    b"ID3": _SOUND,
    b"%PDF": "a PDF document",
    b"{\\rtf": "a word processor's document",
    b"MZ\x90": "a program",
    b"\x7fELF": "a program",
    b"Rar!": "a RAR archive",
    b"7z\xbc\xaf": "a 7z archive",
    b"\x1f\x8b": "a gzip archive",
    b"\xd0\xcf\x11\xe0": "an old Office document",
    b"SQLite format 3": "a database",
}
_CONTROLS = re.compile(rb"[\x00-\x08\x0e-\x1f]")
_EXPORT_AGAIN = "Export the chat again on the phone (group info, Export chat, Without media) and load that file."
_UNPACK = "Unpack it and load the .txt file inside."


def open_export(data: bytes, file: str, *, max_text_bytes: int = MAX_TEXT_BYTES) -> tuple[str, str]:
    """The chat's name and its text, from the bytes of a .txt or .zip and the name of the file.

    The name is what WhatsApp put into the file's name; "_chat" where it put none.
    A zip's text is its `_chat.txt`, else its largest .txt; never more than `max_text_bytes` are unpacked.
    Raises EmptyFile, NotText (a picture, a program ...), NotAnExport (larger than any chat) and ArchiveError (a zip
    that holds no readable text).
    """
    name, utf8 = open_utf8(data, file, max_text_bytes=max_text_bytes)
    return name, utf8.decode()


def open_utf8(data: bytes, file: str, *, max_text_bytes: int = MAX_TEXT_BYTES) -> tuple[str, bytes]:
    """As `open_export`, with the text still in bytes: valid UTF-8 without a byte order mark."""
    name, text = open_bytes(data, file, max_text_bytes=max_text_bytes)
    return name, text if is_utf8(text) else as_utf8(text)[0]


def open_bytes(data: bytes, file: str, *, max_text_bytes: int = MAX_TEXT_BYTES) -> tuple[str, bytes]:
    """As `open_utf8`, but it is not checked that the text is UTF-8: where it is not, `as_utf8` makes it so.

    UTF-16 and UTF-32 are UTF-8 already, with or without a byte order mark, and every line ends with a line feed.
    """
    name, packed = (_unpacked if _is_zip(data) else _itself)(data, file, max_text_bytes)
    if not packed[:_CHUNK_BYTES].strip() and not packed.strip():
        what = "This file is empty." if packed is data else "The text in this zip is empty."
        raise EmptyFile(file, what, _EXPORT_AGAIN)
    if what := _binary(packed):
        raise NotText(file, f"This is {what}, not a chat.", "Load the .txt or .zip that WhatsApp made for the chat.")
    text = plain(packed)
    if line := _endless_line(text):
        problem = f"Line {line:,} is longer than {MAX_LINE_BYTES // 2**20} MB, which no phone writes."
        raise NotAnExport(file, problem, _EXPORT_AGAIN, line)
    return name, text


def chat_name(file: str) -> str:
    """The group's name out of a file's name: "WhatsApp Chat with 1A (2).txt" is "1A"."""
    stem = _stem(file)
    for form in (form for wording in wordings() for form in wording.files):
        before, after = form.split("{chat}")
        if stem.startswith(before) and stem.endswith(after) and len(stem) > len(before + after):
            return stem[len(before) : len(stem) - len(after)].strip()
    return stem


def _stem(file: str) -> str:
    name = unicodedata.normalize("NFC", PurePosixPath(file.replace("\\", "/")).name)
    bare = re.sub(r"(\.txt|\.zip)+$", "", name, flags=re.IGNORECASE)
    return re.sub(r" ?\(\d{1,2}\)$", "", bare) or bare  # what a browser adds to a second download


def _unnamed(inner: str) -> bool:
    return _stem(inner) in UNNAMED


def _is_zip(data: bytes) -> bool:
    return data.startswith((b"PK\x03\x04", _DIRECTORY_END, b"PK\x07\x08"))


def _itself(data: bytes, file: str, max_text_bytes: int) -> tuple[str, bytes]:
    if len(data) > max_text_bytes:
        raise NotAnExport(file, f"This text is larger than {_too_large(max_text_bytes)}", _EXPORT_AGAIN)
    return chat_name(file), data


def _too_large(max_text_bytes: int) -> str:
    return f"{max_text_bytes // 2**20} MB, more than any chat."


def _unpacked(data: bytes, file: str, max_text_bytes: int) -> tuple[str, bytes]:
    """The chat's name and the bytes of its text."""
    if data.count(_ENTRY) > MAX_ENTRIES:  # counted before zipfile makes an object of each
        raise ArchiveError(file, f"This zip holds more than {MAX_ENTRIES:,} files.", _EXPORT_AGAIN)
    if _DIRECTORY_END not in data[-_HEAD_BYTES - 22 :]:
        raise ArchiveError(file, "This zip is cut short: its end is missing.", f"Copy it again. {_EXPORT_AGAIN}")
    try:
        with zipfile.ZipFile(BytesIO(data)) as archive:
            entry = _chat_entry(archive, file)
            name = chat_name(file if _unnamed(entry.filename) else entry.filename)
            return name, _streamed(archive, entry, file, max_text_bytes)
    except (zipfile.BadZipFile, zlib.error, EOFError, OSError, ValueError, NotImplementedError, RuntimeError) as error:
        raise ArchiveError(file, "This zip is damaged and cannot be opened.", _EXPORT_AGAIN) from error


def _chat_entry(archive: zipfile.ZipFile, file: str) -> zipfile.ZipInfo:
    named = [e for e in archive.infolist() if e.filename]  # zipfile itself cannot tell whether no name is a folder
    entries = [e for e in named if not e.is_dir() and not e.filename.startswith("__MACOSX/")]
    texts = [e for e in entries if e.filename.lower().endswith(".txt")]
    if not texts and any(e.filename.lower().endswith(".zip") for e in entries):
        remedy = "Open it and load the WhatsApp exports inside one by one."
        raise ArchiveError(file, "This zip holds other zips and no chat text of its own.", remedy)
    if not texts:
        raise ArchiveError(file, "This zip holds no chat text.", _EXPORT_AGAIN)
    if sum(_is_chat(PurePosixPath(e.filename).name) for e in texts) > 1:
        remedy = "Unpack it and load the chats inside one by one."
        raise ArchiveError(file, "This zip holds the texts of several chats.", remedy)
    entry = max(texts, key=lambda e: (PurePosixPath(e.filename).name == "_chat.txt", e.file_size))
    if entry.flag_bits & _ENCRYPTED:
        remedy = "Unpack it with its password and load the .txt file inside."
        raise ArchiveError(file, "This zip is locked with a password.", remedy)
    if entry.compress_type not in _PACKINGS:
        raise ArchiveError(file, "The text in this zip is packed in a way that no phone uses.", _UNPACK)
    return entry


def _is_chat(name: str) -> bool:
    return name == "_chat.txt" or name.startswith("WhatsApp Chat")


def _streamed(archive: zipfile.ZipFile, entry: zipfile.ZipInfo, file: str, max_text_bytes: int) -> bytes:
    unpacked = BytesIO()  # the size an entry declares may be a lie, so what really comes out is counted
    with archive.open(entry) as stream:
        while chunk := stream.read(_CHUNK_BYTES):
            if unpacked.write(chunk) and unpacked.tell() > max_text_bytes:
                raise ArchiveError(
                    file, f"The text in this zip is larger than {_too_large(max_text_bytes)}", _EXPORT_AGAIN
                )
    return unpacked.getvalue()


def _endless_line(text: bytes) -> int | None:
    """The number of the first line that is too long. It takes one look back for every few megabytes."""
    start = 0
    while len(text) - start > MAX_LINE_BYTES:
        end = text.rfind(b"\n", start, start + MAX_LINE_BYTES)
        if end < 0:
            return text.count(b"\n", 0, start) + 1
        start = end + 1
    return None


def _binary(data: bytes) -> str | None:
    for signature, what in _SIGNATURES.items():
        if data.startswith(signature):
            return what
    if data[4:8] == b"ftyp":
        return "a video or picture"
    head = data[:_HEAD_BYTES]
    return "not text" if not is_wide(data) and len(_CONTROLS.findall(head)) > len(head) / 100 else None

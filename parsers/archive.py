"""A .txt or .zip of a phone, as bytes -> the chat's name and its text. In memory; nothing is extracted to disk."""

import codecs
import re
import unicodedata
import zipfile
import zlib
from io import BytesIO
from pathlib import PurePosixPath

import polars as pl

from parsers.errors import ArchiveError, EmptyFile, NotText
from parsers.wording import wordings

MAX_TEXT_BYTES = 512 * 1024 * 1024
UNNAMED = ("_chat", "chat")  # what iOS calls the text inside its zip

_CHUNK_BYTES = 1 << 20
_ENCRYPTED = 0x1
_PICTURE = "a picture"
_SIGNATURES = {
    b"\xff\xd8\xff": _PICTURE,
    b"\x89PNG": _PICTURE,
    b"GIF8": _PICTURE,
    b"RIFF": "a picture, sound or video",
    b"%PDF": "a PDF document",
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


def open_export(data: bytes, file: str, *, max_text_bytes: int = MAX_TEXT_BYTES) -> tuple[str, str]:
    """The chat's name and its text, from the bytes of a .txt or .zip and the name of the file.

    The name is what WhatsApp put into the file's name; "_chat" where it put none.
    A zip's text is its `_chat.txt`, else its largest .txt; never more than `max_text_bytes` are unpacked.
    Raises EmptyFile, NotText (a picture, a program ...) and ArchiveError (a zip that holds no readable text).
    """
    name, utf8 = open_utf8(data, file, max_text_bytes=max_text_bytes)
    return name, utf8.decode()


def open_utf8(data: bytes, file: str, *, max_text_bytes: int = MAX_TEXT_BYTES) -> tuple[str, bytes]:
    """As `open_export`, with the text still in bytes: valid UTF-8 without a byte order mark."""
    if not data[:_CHUNK_BYTES].strip() and not data.strip():
        raise EmptyFile(file, "This file is empty.", _EXPORT_AGAIN)
    if not data.startswith((b"PK\x03\x04", b"PK\x05\x06", b"PK\x07\x08")):
        return chat_name(file), _utf8(data, file)
    inner, unpacked = _unpacked(data, file, max_text_bytes)
    if not unpacked.strip():
        raise EmptyFile(file, f"The text in this zip ({inner}) is empty.", _EXPORT_AGAIN)
    return chat_name(file if _unnamed(inner) else inner), _utf8(unpacked, file)


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


def _unpacked(data: bytes, file: str, max_text_bytes: int) -> tuple[str, bytes]:
    try:
        with zipfile.ZipFile(BytesIO(data)) as archive:
            entry = _chat_entry(archive, file)
            return entry.filename, _streamed(archive, entry, file, max_text_bytes)
    except (zipfile.BadZipFile, zlib.error, EOFError, OSError, ValueError, NotImplementedError, RuntimeError) as error:
        raise ArchiveError(file, "This zip is damaged and cannot be opened.", _EXPORT_AGAIN) from error


def _chat_entry(archive: zipfile.ZipFile, file: str) -> zipfile.ZipInfo:
    entries = [e for e in archive.infolist() if not e.is_dir() and not e.filename.startswith("__MACOSX/")]
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
    return entry


def _is_chat(name: str) -> bool:
    return name == "_chat.txt" or name.startswith("WhatsApp Chat")


def _streamed(archive: zipfile.ZipFile, entry: zipfile.ZipInfo, file: str, max_text_bytes: int) -> bytes:
    unpacked = bytearray()  # the size an entry declares may be a lie, so what really comes out is counted
    with archive.open(entry) as stream:
        while chunk := stream.read(_CHUNK_BYTES):
            unpacked += chunk
            if len(unpacked) > max_text_bytes:
                problem = f"The text in this zip is larger than {max_text_bytes // 2**20} MB, more than any chat."
                raise ArchiveError(file, problem, _EXPORT_AGAIN)
    return bytes(unpacked)


def _utf8(data: bytes, file: str) -> bytes:
    """The text as UTF-8, whatever it was saved in."""
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return data.decode("utf-16", errors="replace").encode()
    if what := _binary(data):
        raise NotText(file, f"This is {what}, not a chat.", "Load the .txt or .zip that WhatsApp made for the chat.")
    data = data.removeprefix(codecs.BOM_UTF8)
    return data if _is_utf8(data) else _without_faults(data).encode()


def _is_utf8(data: bytes) -> bool:
    try:  # in Polars, which needs no copy of the text four times its size as Python does for an emoji
        pl.Series([data]).cast(pl.String)
    except pl.exceptions.ComputeError:
        return False
    return True


def _without_faults(data: bytes) -> str:
    """UTF-8 with a few broken characters, or a file saved in the Windows code page: whichever leaves fewer faults."""
    text = data.decode("utf-8", errors="replace")
    faults = text.count("\ufffd")
    sound = sum(1 for character in text if character > "\x7f") - faults
    return text if sound > faults or (faults == 1 and _cut_short(data)) else data.decode("cp1252", errors="replace")


def _cut_short(data: bytes) -> bool:
    return data[:-3].isascii()


def _binary(data: bytes) -> str | None:
    for signature, what in _SIGNATURES.items():
        if data.startswith(signature):
            return what
    if data[4:8] == b"ftyp":
        return "a video or picture"
    head = data[:65536]
    return "not text" if len(_CONTROLS.findall(head)) > len(head) / 100 or b"\x00" in head else None

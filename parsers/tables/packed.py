"""What a zip of tables holds, in memory and bounded: nothing is extracted to disk, and no bomb is unpacked."""

import zipfile
import zlib
from collections.abc import Callable
from io import BytesIO
from pathlib import PurePosixPath

from parsers.errors import ReadError

MAX_ENTRIES = 10_000
MAX_BYTES = 256 * 1024 * 1024  # unpacked, all entries together
ENTRY = b"PK\x01\x02"
FAULTS = (zipfile.BadZipFile, zlib.error, EOFError, OSError, ValueError, NotImplementedError, RuntimeError)


def names(data: bytes) -> tuple[str, ...]:
    """The names of a zip's files; () where it is no zip, damaged, or has more entries than any of ours."""
    if not data.startswith(b"PK\x03\x04") or data.count(ENTRY) > MAX_ENTRIES:
        return ()
    try:
        with zipfile.ZipFile(BytesIO(data)) as archive:
            return tuple(archive.namelist())
    except FAULTS:
        return ()


def base_name(path: str) -> str:
    return PurePosixPath(path).name.lower()


def unpacked(
    data: bytes,
    file: str,
    wanted: Callable[[str], bool],
    error: type[ReadError],
    *,
    remedy: str,
    max_bytes: int = MAX_BYTES,
) -> dict[str, bytes]:
    """The wanted files of a zip by name.

    Raises `error` where it is damaged, locked with a password, or holds more than `max_bytes` of them. A size that is
    declared smaller than it is does not pass: what comes out is cut there, and its check sum is wrong.
    """
    if data.count(ENTRY) > MAX_ENTRIES:  # counted before zipfile makes an object of each
        raise error(file, f"This file holds more than {MAX_ENTRIES:,} parts.", remedy)
    try:
        with zipfile.ZipFile(BytesIO(data)) as archive:
            entries = [entry for entry in archive.infolist() if not entry.is_dir() and wanted(entry.filename)]
            if sum(entry.file_size for entry in entries) > max_bytes:
                what = f"This file unpacks to more than {max_bytes // 2**20:,} MB, more than any list of families."
                raise error(file, what, remedy)
            if any(entry.flag_bits & 0x1 for entry in entries):
                raise error(file, "This file is locked with a password.", "Save it without a password.")
            return {entry.filename: archive.read(entry) for entry in entries}
    except FAULTS as fault:
        raise error(file, "This file is damaged and cannot be opened.", remedy) from fault

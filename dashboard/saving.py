"""The one place that writes a table into the reader's folder, when the reader asks for it."""

from pathlib import Path


def save(folder: Path, file: str, data: bytes) -> None:
    """Puts `data` in the place of the folder's `file`, whole or not at all. Raises OSError where it cannot."""
    unfinished = folder / f".{file}.unfinished"
    try:
        unfinished.write_bytes(data)
        unfinished.replace(folder / file)
    except OSError:
        unfinished.unlink(missing_ok=True)
        raise

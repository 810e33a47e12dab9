"""The one place that writes a table into the reader's folder, when the reader asks for it, and deletes it again."""

from collections.abc import Iterable
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


def remove(folder: Path, files: Iterable[str]) -> list[str]:
    """Deletes the folder's `files`, each given by its bare name; a sentence each of what became of it.

    A link is neither followed nor deleted, nor is anything that does not lie directly in `folder`.
    """
    return [_removed(folder, file) for file in files]


def _removed(folder: Path, file: str) -> str:
    path = folder / file
    if path.parent != folder or path.is_symlink() or not path.is_file():
        return f'{file} was not deleted: there is no such file in the folder "{folder.name}".'
    try:
        path.unlink()
    except OSError as error:
        return f'{file} could not be deleted from the folder "{folder.name}" ({error.strerror}): delete it yourself.'
    return f'{file} was deleted from the folder "{folder.name}".'

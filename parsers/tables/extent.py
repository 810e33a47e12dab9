"""How large the sheets of a workbook (.xlsx) would become, told from its parts before room is made for any cell."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any
from xml.parsers import expat

_SHEET = b"sheetData"
_STRINGS = "xl/sharedstrings.xml"
_DIGITS = 20  # more than any number of a row or a text has


@dataclass(frozen=True)
class Extent:
    """Of one sheet.

    cells       rows times columns, up to the last filled cell of each
    characters  of the texts that its cells share with others, as often as they stand in it
    """

    cells: int
    characters: int


def extents(parts: Mapping[str, bytes]) -> tuple[Extent, ...]:
    """Of each sheet, wherever in the workbook it lies. Raises expat.ExpatError for what is no XML."""
    shared = [
        length for name, xml in parts.items() if name.lower() == _STRINGS for length in _parsed(_Strings(), xml).lengths
    ]
    read = (_parsed(_Cells(shared), xml) for xml in parts.values() if _SHEET in xml)
    return tuple(Extent(cells.last_row * cells.last_column, cells.characters) for cells in read)


@dataclass
class _Strings:
    """The length of each shared text."""

    lengths: list[int] = field(default_factory=list)

    def start(self, name: str, _attributes: Mapping[str, str]) -> None:
        if _local(name) == "si":
            self.lengths.append(0)

    def end(self, name: str) -> None:
        pass

    def text(self, data: str) -> None:
        if self.lengths:
            self.lengths[-1] += len(data)


@dataclass
class _Cells:
    """The filled cells of a sheet. A row or a cell that does not say where it stands is the next one."""

    shared: Sequence[int]
    row: int = 1
    column: int = 0
    last_row: int = 0
    last_column: int = 0
    characters: int = 0
    at: tuple[int, int] | None = None  # of the cell that is being read
    is_shared: bool = False
    index: str = ""

    def start(self, name: str, attributes: Mapping[str, str]) -> None:
        match _local(name):
            case "row":
                self.row, self.column = _number(attributes.get("r", ""), self.row), 0
            case "c":
                letters, digits = _place(attributes.get("r", ""))
                self.column = letters or self.column + 1
                self.at = (digits or self.row, self.column)
                self.is_shared, self.index = attributes.get("t") == "s", ""
            case _ if self.at:
                self.last_row, self.last_column = max(self.last_row, self.at[0]), max(self.last_column, self.at[1])
            case _:
                pass

    def end(self, name: str) -> None:
        match _local(name):
            case "row":
                self.row += 1
            case "c":
                index = _number(self.index, -1) if self.is_shared else -1
                self.characters += self.shared[index] if 0 <= index < len(self.shared) else 0
                self.at, self.is_shared = None, False
            case _:
                pass

    def text(self, data: str) -> None:
        if self.is_shared and len(self.index) < _DIGITS:
            self.index += data


def _parsed(reader: Any, xml: bytes) -> Any:
    parser = expat.ParserCreate()
    parser.buffer_text = True
    parser.StartElementHandler, parser.EndElementHandler = reader.start, reader.end
    parser.CharacterDataHandler = reader.text
    parser.Parse(xml, True)
    return reader


def _local(name: str) -> str:
    return name.rpartition(":")[2]


def _number(text: str, otherwise: int) -> int:
    return int(text) if text.strip().isdecimal() and len(text) <= _DIGITS else otherwise


def _place(reference: str) -> tuple[int, int]:
    """The column and the row of "B7"; 0 for what it does not say."""
    digits = reference.lstrip("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz")
    letters = reference[: len(reference) - len(digits)].upper()[:9]
    return sum((ord(letter) - 64) * 26**place for place, letter in enumerate(reversed(letters))), _number(digits, 0)

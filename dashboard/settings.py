"""One table of a TOML file, asked for each of its settings: the value, or a sentence on what is wrong with it."""

import difflib
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, time
from types import MappingProxyType
from typing import Any

from parsers.errors import SettingsError

NAMES = MappingProxyType({str: "a text", bool: "true or false", int: "a number", date: "a date", time: "a time"})
WRITTEN = MappingProxyType({str: '"text"', bool: "true", int: "1", date: "2025-09-03", time: "21:00:00"})


def read_toml(data: bytes, file: str) -> Mapping[str, Any]:
    try:
        return tomllib.loads(data.decode("utf-8-sig"))
    except UnicodeDecodeError:
        raise SettingsError(file, "The settings are not UTF-8 text.", "Save the file as UTF-8.") from None
    except tomllib.TOMLDecodeError as error:
        raise SettingsError(
            file,
            f"The settings are not written as TOML: {error}.",
            'Texts stand between " marks, a time has its seconds (21:00:00), true and false are in small letters.',
        ) from None


@dataclass(frozen=True)
class Table:
    """One table of a TOML file: every question about a key answers with the value, or with a SettingsError."""

    values: Mapping[str, Any]
    file: str
    where: str = ""  # "[quiet_hours]", "[[classes]] 2"

    def error(self, problem: str, remedy: str) -> SettingsError:
        sentence = f"in {self.where}, {problem}" if self.where else problem
        return SettingsError(self.file, sentence[0].upper() + sentence[1:], remedy)

    def only(self, *keys: str) -> None:
        for key in self.values:
            if key not in keys:
                raise self.error(
                    f'the setting "{key}" is not known.{meant(key, keys)}',
                    f"Remove it, or use one of {quoted(keys)}.",
                )

    def get(self, key: str, kind: type | tuple[type, ...], default: Any) -> Any:
        value = self.values.get(key, default)
        kinds = kind if isinstance(kind, tuple) else (kind,)
        if key in self.values and type(value) not in kinds:  # exactly: true is no number, a date-time no date
            raise self.error(f'"{key}" must be {NAMES[kinds[0]]}.', f"Write {key} = {WRITTEN[kinds[0]]}.")
        if isinstance(value, str) and not value.strip():
            raise self.error(f'"{key}" is empty.', "Fill it in, or remove the line.")
        return value.strip() if isinstance(value, str) else value

    def need(self, key: str, kind: type) -> Any:
        if key not in self.values:
            raise self.error(f'"{key}" is missing.', f"Add a line {key} = {WRITTEN[kind]}.")
        return self.get(key, kind, None)

    def choice(self, key: str, choices: Sequence[str]) -> Any:
        value = self.get(key, str, None)
        if value is not None and value not in choices:
            raise self.error(f'"{key}" cannot be "{value}".', f"Write one of {quoted(choices)}.")
        return value

    def texts(self, key: str) -> tuple[str, ...]:
        values = self.values.get(key, [])
        if type(values) is not list or not all(type(value) is str and value.strip() for value in values):
            raise self.error(f'"{key}" must be a list of texts.', f'Write {key} = ["one", "another"].')
        return tuple(values)

    def table(self, key: str, *keys: str) -> "Table":
        values = self.values.get(key, {})
        if type(values) is not dict:
            raise self.error(f'"{key}" must be a table.', f"Write [{key}] on a line of its own, its settings below.")
        return known(Table(values, self.file, f"[{key}]"), keys)

    def tables(self, key: str, *keys: str) -> "tuple[Table, ...]":
        values = self.values.get(key, [])
        if type(values) is not list or not all(type(value) is dict for value in values):
            raise self.error(f'"{key}" must be a list of tables.', f"Write [[{key}]] above the settings of each.")
        return tuple(
            known(Table(value, self.file, f"[[{key}]] {at}"), keys) for at, value in enumerate(values, start=1)
        )


def known(table: Table, keys: Sequence[str]) -> Table:
    table.only(*keys)
    return table


def meant(word: str, known: Sequence[str]) -> str:
    close = difflib.get_close_matches(word, known, n=1)
    return f' Did you mean "{close[0]}"?' if close else ""


def quoted(words: Sequence[str]) -> str:
    return ", ".join(f'"{word}"' for word in words)

"""A school's own settings (school.toml) and the policy profile it follows -> frozen dataclasses."""

import difflib
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, time
from importlib import resources
from typing import Any, Literal
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

import phonenumbers

from parsers.errors import SettingsError

DateOrder = Literal["dmy", "mdy", "ymd"]
PROFILES = ("community", "code-of-conduct", "class-policy", "guidelines", "year-groups")
DEFAULT_PROFILE = "community"


@dataclass(frozen=True)
class Term:
    """A school term, both ends included."""

    name: str
    starts: date
    ends: date


@dataclass(frozen=True)
class ClassGroup:
    """A class, and the name of its group; `chat` None: no group is known; `exporting` False: nobody can export it."""

    name: str
    year: str | None = None
    chat: str | None = None
    exporting: bool = True


@dataclass(frozen=True)
class ChatFacts:
    """What only the exporter of a group can know. None: not said."""

    name: str
    admin: bool | None = None
    date_order: DateOrder | None = None


@dataclass(frozen=True)
class Profile:
    """A school's own rules, as switches. What each changes is said beside it in dashboard/profiles/*.toml."""

    name: str
    title: str
    leavers: Literal["remove", "keep"]
    reps_count: bool
    only_pa_announces: bool


def read_profile(name: str, *, file: str = "school.toml") -> Profile:
    """The ready profile of that name.

    Raises SettingsError, about `file`, for a name that no profile has.
    """
    if name not in PROFILES:
        raise SettingsError(
            file, f'There is no policy profile "{name}".{_meant(name, PROFILES)}', f"Choose one of {_listed(PROFILES)}."
        )
    source = f"{name}.toml"
    text = resources.files("dashboard").joinpath("profiles", source).read_text(encoding="utf-8")
    table = _Table(tomllib.loads(text), source)
    table.only("title", "leavers", "reps_count", "only_pa_announces")
    return Profile(
        name=name,
        title=table.need("title", str),
        leavers=table.choice("leavers", ("remove", "keep")) or "keep",
        reps_count=table.get("reps_count", bool, True),
        only_pa_announces=table.get("only_pa_announces", bool, True),
    )


@dataclass(frozen=True)
class School:
    """Everything a school says about itself; School() is a school that has said nothing yet."""

    name: str = "Your school"
    time_zone: str = "Europe/London"
    region: str = "GB"  # reads phone numbers without a country code; whose bank holidays
    profile: Profile = field(default_factory=lambda: read_profile(DEFAULT_PROFILE))
    pa_posters: tuple[str, ...] = ()  # names or numbers, as they stand in exports
    announcement_chat: str | None = None
    classes: tuple[ClassGroup, ...] = ()
    chats: tuple[ChatFacts, ...] = ()
    allowed_domains: tuple[str, ...] = ()
    quiet_start: time = time(21)
    quiet_end: time = time(7)  # not included; before quiet_start: the window spans midnight
    terms: tuple[Term, ...] = ()


def read_school(data: bytes, file: str) -> School:
    """The settings of a school.toml; what it leaves out is as in School().

    Raises SettingsError, one sentence and its remedy, for text that is no TOML, a key or zone or region or profile that
    is not known, a value of the wrong type, a class, group or term named twice, equal ends of the quiet hours, and a
    term that ends before it starts.
    """
    table = _Table(_toml(data, file), file)
    table.only(
        *("name", "time_zone", "region", "policy_profile", "pa_posters", "allowed_domains"),
        *("quiet_hours", "announcements", "classes", "chats", "terms"),
    )
    quiet, announcements = table.table("quiet_hours", "start", "end"), table.table("announcements", "chat")
    school = School(
        name=table.get("name", str, School.name),
        time_zone=_zone(table),
        region=_region(table),
        profile=read_profile(table.get("policy_profile", str, DEFAULT_PROFILE), file=file),
        pa_posters=table.texts("pa_posters"),
        announcement_chat=announcements.get("chat", str, None),
        classes=tuple(_class_group(each) for each in table.tables("classes", "name", "year", "chat", "exporting")),
        chats=tuple(_chat_facts(each) for each in table.tables("chats", "name", "admin", "date_order")),
        allowed_domains=tuple(domain.casefold() for domain in table.texts("allowed_domains")),
        quiet_start=quiet.get("start", time, School.quiet_start),
        quiet_end=quiet.get("end", time, School.quiet_end),
        terms=tuple(_term(each) for each in table.tables("terms", "name", "starts", "ends")),
    )
    _check(school, file)
    return school


def _toml(data: bytes, file: str) -> Mapping[str, Any]:
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


def _zone(table: "_Table") -> str:
    zone = table.get("time_zone", str, School.time_zone)
    try:
        return ZoneInfo(zone).key
    except (ZoneInfoNotFoundError, ValueError, OSError):
        raise table.error(f'the time zone "{zone}" is not known.', 'Write it as "Europe/London".') from None


def _region(table: "_Table") -> str:
    region = table.get("region", str, School.region)
    if region not in phonenumbers.SUPPORTED_REGIONS:
        raise table.error(f'the region "{region}" is not known.', 'Write its two capital letters, such as "GB".')
    return region


def _class_group(table: "_Table") -> ClassGroup:
    year = table.get("year", (str, int), None)
    return ClassGroup(
        name=table.need("name", str),
        year=None if year is None else str(year),
        chat=table.get("chat", str, None),
        exporting=table.get("exporting", bool, True),
    )


def _chat_facts(table: "_Table") -> ChatFacts:
    return ChatFacts(
        name=table.need("name", str),
        admin=table.get("admin", bool, None),
        date_order=table.choice("date_order", ("dmy", "mdy", "ymd")),
    )


def _term(table: "_Table") -> Term:
    term = Term(name=table.need("name", str), starts=table.need("starts", date), ends=table.need("ends", date))
    if term.ends < term.starts:
        raise table.error(f'the term "{term.name}" ends before it starts.', "Exchange or correct the two dates.")
    return term


def _check(school: School, file: str) -> None:
    if school.quiet_start == school.quiet_end:
        raise SettingsError(
            file,
            "The quiet hours start and end at the same time.",
            "Give them two times, such as 21:00:00 and 07:00:00.",
        )
    groups = [each.chat for each in school.classes if each.chat is not None]
    for what, names in (
        ("class", [each.name for each in school.classes]),
        ("group of a class", groups + [chat for chat in [school.announcement_chat] if chat is not None]),
        ("group in [[chats]]", [each.name for each in school.chats]),
        ("term", [each.name for each in school.terms]),
    ):
        twice = next((name for at, name in enumerate(names) if name in names[:at]), None)
        if twice is not None:
            raise SettingsError(file, f'The {what} "{twice}" is named twice.', "Remove or rename one of the two.")


# --- one TOML table ---------------------------------------------------------------------------------------------------

NAMES = {str: "a text", bool: "true or false", int: "a number", date: "a date", time: "a time"}
WRITTEN = {str: '"text"', bool: "true", int: "1", date: "2025-09-03", time: "21:00:00"}


@dataclass(frozen=True)
class _Table:
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
                    f'the setting "{key}" is not known.{_meant(key, keys)}',
                    f"Remove it, or use one of {_listed(keys)}.",
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
            raise self.error(f'"{key}" cannot be "{value}".', f"Write one of {_listed(choices)}.")
        return value

    def texts(self, key: str) -> tuple[str, ...]:
        values = self.values.get(key, [])
        if type(values) is not list or not all(type(value) is str and value.strip() for value in values):
            raise self.error(f'"{key}" must be a list of texts.', f'Write {key} = ["one", "another"].')
        return tuple(values)

    def table(self, key: str, *keys: str) -> "_Table":
        values = self.values.get(key, {})
        if type(values) is not dict:
            raise self.error(f'"{key}" must be a table.', f"Write [{key}] on a line of its own, its settings below.")
        return _known(_Table(values, self.file, f"[{key}]"), keys)

    def tables(self, key: str, *keys: str) -> "tuple[_Table, ...]":
        values = self.values.get(key, [])
        if type(values) is not list or not all(type(value) is dict for value in values):
            raise self.error(f'"{key}" must be a list of tables.', f"Write [[{key}]] above the settings of each.")
        return tuple(
            _known(_Table(value, self.file, f"[[{key}]] {at}"), keys) for at, value in enumerate(values, start=1)
        )


def _known(table: _Table, keys: Sequence[str]) -> _Table:
    table.only(*keys)
    return table


def _meant(word: str, known: Sequence[str]) -> str:
    close = difflib.get_close_matches(word, known, n=1)
    return f' Did you mean "{close[0]}"?' if close else ""


def _listed(words: Sequence[str]) -> str:
    return ", ".join(f'"{word}"' for word in words)

"""A school's own settings (school.toml) -> frozen dataclasses."""

from dataclasses import dataclass, field
from datetime import date, time
from typing import Literal

import phonenumbers

from dashboard.bank_holidays import BankHolidays, countries, parts
from dashboard.policy import DEFAULT_PROFILE, Profile, read_profile
from dashboard.settings import Table, quoted, read_toml
from dashboard.time_zones import time_zones
from parsers.errors import SettingsError

WINDOWS = (24, 72, 168)  # hours
BRITISH = BankHolidays("GB")
DateOrder = Literal["dmy", "mdy", "ymd"]


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
    time_zone: str | None = None  # that the exporting phone's clock showed, where it is not the school's


@dataclass(frozen=True)
class School:
    """Everything a school says about itself; School() is a school that has said nothing yet."""

    name: str = "Your school"
    time_zone: str = "Europe/London"
    region: str = "GB"  # reads phone numbers without a country code
    region_said: bool = False  # it is the settings' own, not ours
    profile: Profile = field(default_factory=lambda: read_profile(DEFAULT_PROFILE))
    pa_posters: tuple[str, ...] = ()  # names or numbers, as they stand in exports
    announcement_chat: str | None = None
    window_hours: int = 72  # how long after an announcement a sign of it counts
    classes: tuple[ClassGroup, ...] = ()
    chats: tuple[ChatFacts, ...] = ()
    allowed_domains: tuple[str, ...] = ()
    school_domains: tuple[str, ...] = ()  # the school's own sites
    quiet_start: time = time(21)
    quiet_end: time = time(7)  # not included; before quiet_start: the window spans midnight
    terms: tuple[Term, ...] = ()
    bank_holidays: BankHolidays | None = BRITISH  # None: none of them is a holiday by itself

    @property
    def zones(self) -> dict[str, str]:
        """By group, the time zone that the phone of its export was said to be in; none of a group where nobody said."""
        return {facts.name: facts.time_zone for facts in self.chats if facts.time_zone}

    @property
    def said_name(self) -> str | None:
        """Its name, if it said one."""
        return None if self.name == School.name else self.name


def read_school(data: bytes, file: str) -> School:
    """The settings of a school.toml; what it leaves out is as in School().

    Raises SettingsError, one sentence and its remedy, for text that is no TOML, a key or zone or region or profile that
    is not known, bank holidays of a part that the country does not have, a value of the wrong type, a class, group or
    term named twice, equal ends of the quiet hours, a window that is not offered, and a term that ends before it
    starts.
    """
    table = Table(read_toml(data, file), file)
    table.only(
        *("name", "time_zone", "region", "policy_profile", "pa_posters", "allowed_domains", "school_domains"),
        *("quiet_hours", "bank_holidays", "announcements", "classes", "chats", "terms"),
    )
    quiet, announcements = (
        table.table("quiet_hours", "start", "end"),
        table.table("announcements", "chat", "window_hours"),
    )
    school = School(
        name=table.get("name", str, School.name),
        time_zone=_zone(table, School.time_zone),
        region=_region(table),
        region_said="region" in table.values,
        profile=read_profile(table.get("policy_profile", str, DEFAULT_PROFILE), file=file),
        pa_posters=table.texts("pa_posters"),
        announcement_chat=announcements.get("chat", str, None),
        window_hours=_window(announcements),
        classes=tuple(_class_group(each) for each in table.tables("classes", "name", "year", "chat", "exporting")),
        chats=tuple(_chat_facts(each) for each in table.tables("chats", "name", "admin", "date_order", "time_zone")),
        allowed_domains=tuple(domain.casefold() for domain in table.texts("allowed_domains")),
        school_domains=tuple(domain.casefold() for domain in table.texts("school_domains")),
        quiet_start=quiet.get("start", time, School.quiet_start),
        quiet_end=quiet.get("end", time, School.quiet_end),
        terms=tuple(_term(each) for each in table.tables("terms", "name", "starts", "ends")),
        bank_holidays=_bank_holidays(table),
    )
    _check(school, file)
    return school


def _zone(table: Table, otherwise: str) -> str:
    zone = table.get("time_zone", str, otherwise)
    if zone not in time_zones():
        raise table.error(f'the time zone "{zone}" is not known.', 'Write it as "Europe/London".')
    return zone


def _region(table: Table) -> str:
    region = table.get("region", str, School.region)
    if region not in phonenumbers.SUPPORTED_REGIONS:
        raise table.error(f'the region "{region}" is not known.', 'Write its two capital letters, such as "GB".')
    return region


def _window(table: Table) -> int:
    hours = table.get("window_hours", int, School.window_hours)
    if hours not in WINDOWS:
        raise table.error(f"the window of {hours} hours is not offered.", "Write 24, 72 or 168.")
    return hours


def _bank_holidays(table: Table) -> BankHolidays | None:
    asked = table.table("bank_holidays", "count", "country", "subdivision")
    found = BankHolidays(asked.get("country", str, _region(table)), asked.get("subdivision", str, None))
    if "country" in asked.values and found.country not in countries():
        raise asked.error(
            f'the bank holidays of "{found.country}" are not known.',
            'Write the two capital letters of a country, such as "GB", or count = false.',
        )
    if not found.known:
        offered = f"Write one of {quoted(tuple(parts(found.country)))}" if parts(found.country) else "It has no parts"
        raise asked.error(f'"{found.country}" has no part "{found.subdivision}".', f"{offered}, or remove the line.")
    return found if asked.get("count", bool, True) else None


def _class_group(table: Table) -> ClassGroup:
    year = table.get("year", (str, int), None)
    return ClassGroup(
        name=table.need("name", str),
        year=None if year is None else str(year),
        chat=table.get("chat", str, None),
        exporting=table.get("exporting", bool, True),
    )


def _chat_facts(table: Table) -> ChatFacts:
    return ChatFacts(
        name=table.need("name", str),
        admin=table.get("admin", bool, None),
        date_order=table.choice("date_order", ("dmy", "mdy", "ymd")),
        time_zone=_zone(table, "") if "time_zone" in table.values else None,
    )


def _term(table: Table) -> Term:
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

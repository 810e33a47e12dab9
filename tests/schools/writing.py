"""A school as the files that its people would have: exports, a list of families, member lists, settings."""

import csv
import io
from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta
from typing import Any

from sample_exports.generator.dice import Dice
from tests.schools.groups import END, Group, Member, Stay
from tests.schools.names import wordings
from tests.schools.people import Population

LRM = "\u200e"
Line = tuple[datetime, int, str, str | None]  # at, order within the minute, text, who says it (None: WhatsApp)


def export(dice: Dice, group: Group, greetings: list[str]) -> tuple[str, bytes]:
    """One file: its name and its bytes."""
    words = wordings()[group.language]
    stem = words["file"].format(g=group.name)
    lines = sorted(lines_of(dice, group, words, greetings), key=lambda line: line[:2])
    if group.ios:
        return f"{stem}.txt", "".join(ios_line(group, words, line) + "\r\n" for line in lines).encode()
    return f"{stem}.txt", "".join(android_line(words, line) + "\n" for line in lines).encode()


def lines_of(dice: Dice, group: Group, words: Mapping[str, Any], greetings: list[str]) -> Iterable[Line]:
    """All that this phone saw since its owner came in."""
    since = group.exporter.stays[0].since
    yield since, 0, words["secret"], None
    for member in group.members:
        for stay in member.stays:
            yield from notices(group, words, member, stay, since)
        for at, sender in member.writes:
            if at > since:
                yield at, 2, dice.pick(greetings), spoken(group, member, sender)
    yield END - timedelta(minutes=20), 2, greetings[0], spoken(group, group.rep, group.rep.senders[-1])


def spoken(group: Group, member: Member, sender: str) -> str:
    """The name before a message: people who are not among the exporter's contacts have a ~ before theirs."""
    if sender.startswith("+"):
        return number(sender, ios=group.ios)
    saved = member is group.exporter or member.printed.style in ("child", "saved", "title")
    return sender if saved else f"~\u202f{sender}"


def number(phone: str, *, ios: bool) -> str:
    """As WhatsApp writes it: +44 7700 900123, +1 (212) 555-0123."""
    code, rest = ("+1", phone[2:]) if phone.startswith("+1") else ("+44", phone[3:])
    text = f"{code} ({rest[:3]}) {rest[3:6]}-{rest[6:]}" if code == "+1" else f"{code} {rest[:4]} {rest[4:]}"
    return f"\u202a{text}\u202c" if ios else text


def notices(group: Group, words: Mapping[str, Any], member: Member, stay: Stay, since: datetime) -> Iterable[Line]:
    """How a stay began and ended, in the words of the exporter's phone."""
    name, rep = spoken(group, member, stay.sender), spoken(group, group.rep, group.rep.senders[0])
    rep_exports = group.exporter is group.rep
    if stay.came == "created" and rep_exports:
        yield stay.since, 1, words["created_by_you"].format(g=group.name), None
    elif member is group.exporter:
        yield stay.since, 1, words["added_you"].format(a=rep), None
    elif stay.since > since and stay.came != "number":
        wording = f"{stay.came}_by_you" if stay.came == "added" and rep_exports else stay.came
        told = {"added": {"a": rep, "t": name}, "added_by_you": {"t": name}}.get(wording, {"a": name, "g": group.name})
        yield stay.since, 1, words[wording].format(**told), None
    if stay.until is None or stay.until <= since:
        return
    if stay.went == "number":
        new = number(member.stays[1].sender, ios=group.ios)
        yield stay.until, 3, words["number"].format(a=name, t=new), None
    elif stay.went == "removed":
        wording = "removed_by_you" if rep_exports else "removed"
        yield stay.until, 3, words[wording].format(a=rep, t=name), None
    elif group.admin:
        yield stay.until, 3, words["left"].format(a=name), None


def android_line(words: Mapping[str, Any], line: Line) -> str:
    at, _, text, who = line
    return f"{header(words, at)} - {who}: {text}" if who else f"{header(words, at)} - {text}"


def ios_line(group: Group, words: Mapping[str, Any], line: Line) -> str:
    at, _, text, who = line
    before = f"[{header(words, at, seconds=True)}]"
    return f"{before} {who}: {text}" if who else f"{before} {group.name}: {LRM}{text}"


def header(words: Mapping[str, Any], at: datetime, *, seconds: bool = False) -> str:
    half = words["halves"][at.hour >= 12] if "halves" in words else ""
    parts = {"d": at.day, "m": at.month, "y": at.year, "yy": at.year % 100, "H": at.hour, "M": at.minute}
    pattern = words["date"].replace("{M:02}", "{M:02}:00") if seconds else words["date"]
    text = pattern.format(**parts, h=at.hour % 12 or 12, half=half)
    return text.translate(str.maketrans("0123456789", words["digits"])) if "digits" in words else text


def member_lists(dice: Dice, school: Population, groups: Iterable[Group]) -> tuple[bytes, dict[str, str]]:
    """members.csv, and of which classes it has a list: "complete", or "cut" with fewer names than members.

    Half of the classes; the third list is cut; two in five were taken some days before the exports.
    The exporter stands on their own phone's list as "You", in its language.
    """
    rows: list[list[Any]] = [["chat", "taken_on", "members", "admins", "names"]]
    kinds: dict[str, str] = {}
    for at, group in enumerate(groups):
        if at % 2:
            continue
        day = END.date() - timedelta(days=dice.whole(1, 6) if dice.chance(0.4) else 0)
        start = datetime(day.year, day.month, day.day)
        there = [
            (member, stay)
            for member in group.members
            for stay in member.stays
            if stay.since < start and (stay.until is None or stay.until >= start)
        ]
        names = [
            wordings()[group.language]["you"] if member is group.exporter else spoken(group, member, stay.sender)
            for member, stay in there
        ]
        names = [name.removeprefix("~\u202f").strip("\u202a\u202c") for name in names]
        kinds[group.class_] = "cut" if at == 4 else "complete"
        kept = dice.some(names, len(names) * 2 // 3) if kinds[group.class_] == "cut" else names
        rows.append([group.name, day.isoformat(), len(names), 1, ";".join(sorted(kept))])
    return table(rows), kinds


def table(rows: Iterable[Iterable[Any]], delimiter: str = ",", encoding: str = "utf-8") -> bytes:
    text = io.StringIO()
    csv.writer(text, delimiter=delimiter, lineterminator="\r\n").writerows(rows)
    return text.getvalue().encode(encoding)


def settings(school: Population, groups: Iterable[Group]) -> bytes:
    """school.toml."""
    words = school.culture.words
    lines = [
        f'name = "Invented {school.culture.key} school {school.seed}"',
        f'time_zone = "{words["time_zone"]}"',
        f'region = "{words["region"]}"',
    ]
    every = tuple(groups)
    for group in every:
        lines += [
            "",
            "[[classes]]",
            f'name = "{group.class_}"',
            f'year = "{group.class_[0]}"',
            f'chat = "{group.name}"',
        ]
    for group in every:
        lines += ["", "[[chats]]", f'name = "{group.name}"', f"admin = {str(group.admin).lower()}"]
    return "\n".join([*lines, ""]).encode()

"""One export in plain words: what made it, how it was read, how much of the chat it shows, what a second reading finds.

No sentence names anybody: reps, the association and `schoolgate check` are told the same.
"""

from dataclasses import dataclass
from datetime import datetime

from babel import Locale, UnknownLocaleError

import parsers
from dashboard.words import counted, day, listed, sentence
from parsers import Chat, Coverage
from parsers.crosscheck import Crosscheck, crosscheck
from parsers.dates import IN_WORDS

PLATFORMS = {"android": "an Android phone", "ios": "an iPhone", "other": "WhatsApp Web"}
DAYS_TO_NAME = 3  # more days than that are counted


@dataclass(frozen=True)
class Export:
    """One file, read."""

    file: str
    digest: str
    chat: Chat


# What made it ----------------------------------------------------------------------------------------------------


def made_by(chat: Chat) -> str:
    """from an Android phone, WhatsApp's own lines in English"""
    spoken = [language(code) for code in chat.header.languages]
    words = f"WhatsApp's own lines in {listed(spoken)}" if spoken else "no line of WhatsApp's own that is known here"
    return f"from {PLATFORMS[chat.header.platform]}, {words}"


def language(code: str) -> str:
    """en: English · pt-BR: Portuguese (Brazil). A code that nobody registered stands for itself."""
    try:
        return Locale.parse(code, sep="-").get_display_name("en") or code
    except (UnknownLocaleError, ValueError):
        return code


def times(chat: Chat) -> str:
    """24-hour clock to the minute; dates day first, and why. Why they are undecided is said among the problems."""
    header = chat.header
    clock = f"{header.clock}-hour clock to the {header.resolution}; dates {IN_WORDS[header.date_order]}"
    return f"{clock} until somebody says otherwise" if header.ambiguous else f"{clock}: {header.reason}"


def read_as(chat: Chat) -> str:
    return f"{sentence(made_by(chat))}. {times(chat)}"


def span(chat: Chat) -> str:
    first, last = chat.coverage.first, chat.coverage.last
    if first is None or last is None:
        return "no dates"
    return day(first) if first.date() == last.date() else f"{day(first)} to {day(last)}"


# How much of the chat it shows -----------------------------------------------------------------------------------


def shown(coverage: Coverage) -> list[str]:
    """Where it begins, and what may be missing; nothing for an export without records."""
    if coverage.first is None:
        return []
    told = (beginning(coverage, coverage.first), disappearing(coverage), privacy(coverage), silence(coverage))
    return [words for words in told if words]


def beginning(coverage: Coverage, first: datetime) -> str:
    if coverage.joined_at and coverage.shared_history:
        joined = day(coverage.joined_at)
        return f"It begins with messages from before the exporter joined on {joined}; earlier ones are not in it."
    if coverage.joined_at:
        return f"It begins when the exporter joined, on {day(coverage.joined_at)}; what was before is not in it."
    if coverage.cap:
        with_media = " with media" if coverage.cap < 40_000 else ""
        most = f"WhatsApp exports about {coverage.cap:,} messages{with_media} at most and leaves out the oldest"
        return f"Its beginning is missing, probably because {most}: nothing from before {day(first)} is in it."
    if coverage.start_unknown:
        return "Whether it begins where the chat does cannot be told: the words of its first line are not known here."
    if coverage.cut_start:
        return f"It begins in the middle of the chat: nothing from before {day(first)} is in it."
    return "It begins where the chat begins."


def disappearing(coverage: Coverage) -> str:
    if not coverage.disappearing:
        return ""
    when = occasions(coverage.disappearing_set)
    return f"Disappearing messages were set{when}: those that had disappeared before the export are not in it."


def privacy(coverage: Coverage) -> str:
    """Advanced chat privacy stops everybody from exporting: whoever turned it on did not want this file."""
    times = coverage.privacy_set
    if not times:
        return ""
    last = day(max(times))
    name = "Advanced chat privacy, by which a group chooses that nobody exports its chat,"
    wish = "please respect that: leave this file out and type in head-counts instead."
    match coverage.exporting_off:
        case True:
            return f"{name} has been on since {last}; {wish}"
        case False:
            return f"{name} was on for a time, until {last}."
        case None:
            return f"{name} was turned on or off{occasions(times)}. If it is on now, {wish}"


def occasions(times: tuple[datetime, ...]) -> str:
    """on 3 May 2026 · 3 times, the last time on 3 May 2026"""
    if not times:
        return ""
    again = f" {counted(len(times), 'time')}, the last time" if len(times) > 1 else ""
    return f"{again} on {day(max(times))}"


def silence(coverage: Coverage) -> str:
    quiet = coverage.silence
    if quiet is None:
        return ""
    days = counted((quiet.until - quiet.since).days, "day")
    return f"The longest stretch without a message is {day(quiet.since)} to {day(quiet.until)} ({days})."


# What a second reading finds -------------------------------------------------------------------------------------


def text_of(data: bytes, file: str) -> bytes:
    """The text of an export alone: a second reading needs no more of a zip, and media are not kept."""
    return parsers.open_export(data, file)[1].encode()


def second_reading(data: bytes | None, file: str, chat: Chat) -> list[str]:
    """The export read by another program as well, and the two readings compared, in sentences."""
    if data is None:
        return [f"{file} has changed or is no longer in its folder: add it again to have it read a second way."]
    return compared(crosscheck(data, file, chat))


def compared(check: Crosscheck) -> list[str]:
    if check.theirs is None:
        return ["There is no second reading to compare with.", *check.explanations]
    ours = counted(check.ours, "message")
    if check.agrees:
        same = f"by another program, whatstk, it holds the same {ours}, as many of every sender on every day"
        return [f"Read a second way, {same}.", *check.explanations]
    senders, days = check.differences["sender"].n_unique(), check.differences["day"].unique().sort().to_list()
    when = f"on {listed([day(each) for each in days])}" if len(days) <= DAYS_TO_NAME else f"on {len(days):,} days"
    return [
        f"Read a second way, by another program, whatstk, it holds {counted(check.theirs, 'message')} where we read "
        f"{check.ours:,}. The counts of {counted(senders, 'sender')} {when} differ.",
        *check.explanations,
        unexplained(check.unexplained),
    ]


def unexplained(number: int) -> str:
    if not number:
        return "That is every difference."
    return f"Why they differ in {counted(number, 'message')} more is not known: compare those days with the phone."

"""A random chat, written as exports of several phones and merged, is the chat again."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

import polars as pl
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from parsers.chat import Chat, read_chat
from parsers.merge import merge_chats

LRM = "\u200e"
BEGINS = datetime(2025, 6, 14, 8, 0, 20)  # the 14th: no doubt about the order of day and month
PEOPLE = (
    ("Ana Ruiz", "~\u202fAna", "+44 7700 900101"),
    ("Bo & Mum", "Bo & Mum", "~\u202fBo"),
    ("Çelik, Deniz", "+44\u00a07700\u00a0900102", "@deniz.c"),
    ("Anna", "~\u202fAnna 🌳", "+44 7700 900103"),
)
NAMES = {
    name.removeprefix("~\u202f").replace("\u00a0", " "): person for person, names in enumerate(PEOPLE) for name in names
}
REPEATED = ("ok", "👍", "ok", "thanks", "Thursday\nnot Friday", "<3: really")


@dataclass(frozen=True)
class Said:
    """Something that happened in the group: what, by whom, when."""

    what: str  # text, media, joined, left, renamed
    who: int
    at: datetime
    text: str = ""
    became: str = ""  # deleted, edited


@dataclass(frozen=True)
class Phone:
    """How one phone writes its export."""

    names: int  # which of everybody's names it knows
    ios: bool = False
    ahead: timedelta = timedelta(0)  # of the true time
    admin: bool = False  # is told who left
    late: bool = False  # exported after messages were deleted and edited


def written(phone: Phone, said: Sequence[Said]) -> bytes:
    """An export, by rules of its own: no code of the reader."""
    return "".join(_record(phone, one) for one in said if one.what != "left" or phone.admin).encode()


def _record(phone: Phone, said: Said) -> str:
    name, at = PEOPLE[said.who][phone.names], said.at + phone.ahead
    notice = {"joined": f"{name} joined from the community", "left": f"{name} left"}
    notice["renamed"] = f"{name} changed the group name to “2B: {said.text}”"
    text, end = _text(phone, said), "\r\n" if phone.ios else "\n"
    if phone.ios:
        head = f"[{at:%m/%d/%y}, {at:%I:%M:%S}\u202f{'AM' if at.hour < 12 else 'PM'}] {name}: "
        return f"{head}{LRM}{notice[said.what]}{end}" if said.what in notice else f"{head}{text}{end}"
    head = f"{at:%d/%m/%Y, %H:%M} - "
    return f"{head}{notice[said.what]}{end}" if said.what in notice else f"{head}{name}: {text}{end}"


def _text(phone: Phone, said: Said) -> str:
    mark = LRM if phone.ios else ""
    if phone.late and said.became == "deleted":
        return f"{mark}This message was deleted"
    text = {True: f"{LRM}image omitted", False: "<Media omitted>"}[phone.ios] if said.what == "media" else said.text
    return f"{text} again {mark}<This message was edited>" if phone.late and said.became == "edited" else text


def export(phone: Phone, said: Sequence[Said]) -> Chat:
    return read_chat(written(phone, said), f"WhatsApp Chat {'- 2B.zip' if phone.ios else 'with 2B'}.txt")


HAPPENING = st.tuples(
    st.sampled_from(["text"] * 6 + ["media", "media", "joined", "left", "renamed"]),
    st.integers(0, len(PEOPLE) - 1),
    st.sampled_from([0, 1, 5, 5, 20, 61, 61, 300, 5000]),  # seconds after what came before
    st.sampled_from(REPEATED),
    st.sampled_from(["", "", "", "", "deleted", "edited"]),
)
TALK = st.lists(HAPPENING, max_size=12)


def happened(parts: Sequence[Sequence[tuple]]) -> list[list[Said]]:
    """The parts of a chat, one after the other; in one minute, what only one export has and what only the other has
    would have no order."""
    at = BEGINS
    told: list[list[Said]] = []
    for part in parts:
        told.append([])
        at += timedelta(seconds=61)
        for what, who, seconds, text, became in part:
            at += timedelta(seconds=seconds)
            text = f"{len(told)}.{len(told[-1])}" if what == "renamed" else text
            became = became if what == "text" or (what == "media" and became == "deleted") else ""
            told[-1].append(Said(what, who, at, text, became))
    return told


def meeting(number: int) -> list[tuple]:
    """Everybody says something that nobody says elsewhere: what makes two exports one group's."""
    return [("text", who, 40, f"{who} is here, {number}{turn}", "") for turn in "ab" for who in range(len(PEOPLE))]


def seen(said: Sequence[Said], *phones: Phone) -> list[tuple]:
    """What phones show together, as `told` tells it."""
    late, admin = any(phone.late for phone in phones), any(phone.admin for phone in phones)
    return [_expected(one, one.became if late else "") for one in said if admin or one.what != "left"]


def _expected(said: Said, became: str) -> tuple:
    what = "deleted" if became == "deleted" else said.what
    return what, said.who, said.text + " again" * (became == "edited") if what == "text" else None


def told(chat: Chat) -> list[tuple]:
    """What, by whom, and the text, of everything in a chat."""
    rows = chat.messages.select("kind", "event", "sender", "actor", "text").iter_rows()
    return [
        (event or kind, NAMES[(actor if event else sender).replace("\u00a0", " ")], text if kind == "text" else None)
        for kind, event, sender, actor, text in rows
    ]


def one_name_each(chat: Chat) -> bool:
    names = {*chat.messages["sender"].drop_nulls(), *chat.messages["actor"].drop_nulls()}
    return len(names) == len({NAMES[name.replace("\u00a0", " ")] for name in names})


PHONES = st.builds(
    Phone,
    names=st.integers(0, 2),
    ios=st.booleans(),
    ahead=st.sampled_from([0, 0, 3600, -3600, 90, 19800, -75, 13 * 3600]).map(lambda s: timedelta(seconds=s)),
)
# The same examples every time: of thousands, a few put equal short texts of one minute in another order.
LAWFUL = settings(derandomize=True, max_examples=40, deadline=None, suppress_health_check=list(HealthCheck))


@LAWFUL
@given(
    parts=st.tuples(TALK, TALK, TALK, TALK),
    one=PHONES,
    other=PHONES,
    turn=st.sampled_from([1, -1]),
    admin=st.booleans(),
)
def test_a_chat_written_by_two_phones_is_the_chat_again(parts, one, other, turn, admin):
    before, shared, both, after = happened([parts[0], [*parts[1], *meeting(1)], parts[2], parts[3]])
    early, late = replace(one, admin=admin), replace(other, admin=not admin, late=True)
    merged = merge_chats([export(early, before + shared + both), export(late, shared + both + after)][::turn])
    truth = [*seen(before, early), *seen(shared + both, early, late), *seen(after, late)]
    assert told(merged) == truth
    assert one_name_each(merged)


@settings(LAWFUL, max_examples=15)
@given(
    parts=st.tuples(TALK, TALK, TALK, TALK),
    phones=st.tuples(PHONES, PHONES, PHONES),
    order=st.permutations([0, 1, 2]),
    admin=st.integers(0, 2),
)
def test_a_chat_written_by_three_phones_is_the_chat_again_in_whatever_order(parts, phones, order, admin):
    a, b, c, d = happened([parts[0], [*parts[1], *meeting(1)], [*meeting(2), *parts[2]], parts[3]])
    one, two, three = (replace(phone, admin=admin == number) for number, phone in enumerate(phones))
    three = replace(three, late=True)
    exports = [export(one, a + b), export(two, b + c), export(three, c + d)]
    merged = merge_chats([exports[number] for number in order])
    assert told(merged) == [*seen(a, one), *seen(b, one, two), *seen(c, two, three), *seen(d, three)]
    assert one_name_each(merged)
    pairwise = merge_chats([merge_chats(exports[:2]), exports[2]]), merge_chats([exports[0], merge_chats(exports[1:])])
    assert {len(chat.messages) for chat in pairwise} == {len(merged.messages)}


@settings(LAWFUL, max_examples=20)
@given(talk=TALK, phone=PHONES)
def test_a_chat_merged_with_itself_is_itself(talk, phone):
    chat = export(replace(phone, admin=True), *happened([[*talk, *meeting(1)]]))
    lines_moved = replace(chat, messages=chat.messages.with_columns(line=pl.col("line") + 5))
    for other in (chat, lines_moved):
        assert merge_chats([chat, other]).messages.drop("line").equals(chat.messages.drop("line"))


@settings(LAWFUL, max_examples=20)
@given(talk=st.tuples(TALK, TALK), phones=st.tuples(PHONES, PHONES), days=st.integers(3, 15))
def test_exports_of_different_times_are_one_after_the_other(talk, phones, days):
    early, late = happened([[*part, *meeting(number)] for number, part in enumerate(talk)])
    late = [replace(said, at=said.at + timedelta(days=days)) for said in late]
    one, two = (replace(phone, admin=True, late=True) for phone in phones)
    for exports in ([export(one, early), export(two, late)], [export(two, late), export(one, early)]):
        assert told(merge_chats(exports)) == [*seen(early, one), *seen(late, two)]

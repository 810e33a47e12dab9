"""An export is what one phone saw, printed the way that phone prints: Android's shape and the iPhone's."""

import io
import zipfile
from collections.abc import Callable
from datetime import datetime

from .phones import NARROW, Phone
from .reality import Chat, Notice, Post, Reality

LRM = "\u200e"  # the iPhone puts it before its own words
SECRET = "Messages and calls are end-to-end encrypted. Only people in this chat can read, listen to, or share them."
NOTICES = {
    "created": "{actor} created group {q}{subject}{p}",
    "link": "{actor} joined using this group's invite link",
    "group_link": "{actor} joined using a group link.",
    "community": "{actor} joined from the community",
    "community_link": "{actor} joined using this community's invite link",
    "invite": "{actor} joined using an invite from {inviter}",
    "added": "{actor} added {targets}",
    "left": "{actor} left",
    "removed": "{actor} removed {targets}",
    "number_changed": "{old} changed to {new}",
    "admin_granted": "{targets} is now an admin",
    "admin_revoked": "{targets} is no longer an admin",
    "icon": "{actor} changed this group's icon",
    "description": "{actor} changed the group description",
    "pinned": "{actor} pinned a message",
    "only_admins_info": "{actor} changed this group's settings to allow only admins to edit this group's info",
    "only_admins_send": "{actor} changed this group's settings to allow only admins to send messages to this group",
    "history_on": "{actor} turned on recent history sharing for new members. Tap to change.",
    "security_code": "Your security code with {actor} changed. Tap to learn more.",
    "into_community": "{actor} added this group to the community: Bramley Hill Community",
    "renamed": "{actor} changed the group name from {q}{old}{p} to {q}{new}{p}",
    "call": "{actor} started a call",
}
IOS_MEDIA = {"image": "image", "video": "video", "voice": "audio", "sticker": "sticker", "gif": "GIF"}


def visible(chat: Chat, phone: Phone) -> list[Notice | Post]:
    """All that this phone could see, in the order of a stopwatch."""
    since = phone.sees_from or chat.created
    posts = [post for post in chat.posts if since <= post.order and post.at < phone.taken_at]
    notices = [
        notice
        for notice in chat.notices
        if since <= notice.at < phone.taken_at and (phone.admin or not notice.admins_only)
    ]
    if phone.sees_from and not phone.cut:
        notices = [Notice(since, "encrypted", "encrypted"), *notices]
    return sorted([*notices, *posts], key=lambda item: item.order if isinstance(item, Post) else item.at)


def text_of(reality: Reality, phone: Phone) -> str:
    """The whole chat text of one export."""
    chat = reality.chats[phone.chat]
    lines = [_line(reality, chat, phone, item) for item in visible(chat, phone)]
    end = "\r\n" if phone.platform == "ios" else "\n"
    return "".join(line + end for line in lines)


def _line(reality: Reality, chat: Chat, phone: Phone, item: Notice | Post) -> str:
    if isinstance(item, Notice):
        return _notice_line(reality, chat, phone, item)
    name = phone.name(reality.people[item.person], item.at)
    body = _body(reality, phone, item)
    if phone.platform == "android":
        return f"{header(phone, item.at)} - {name}: {body}"
    mark = LRM if body.startswith(LRM) else ""
    return f"{mark}[{header(phone, item.at)}] {name}: {body}"


def _notice_line(reality: Reality, chat: Chat, phone: Phone, notice: Notice) -> str:
    words = _notice_words(reality, phone, notice)
    if phone.platform == "android":
        return f"{header(phone, notice.at)} - {words}"
    speaker = chat.name
    if notice.actor and notice.actor != phone.owner and notice.named:
        speaker = phone.name(reality.people[notice.actor], notice.at)
    return f"[{header(phone, notice.at)}] {speaker}: {LRM}{words}"


def _notice_words(reality: Reality, phone: Phone, notice: Notice) -> str:
    def name(person: str | None) -> str:
        return "You" if person == phone.owner else phone.name(reality.people[str(person)], notice.at)

    if notice.wording == "encrypted":
        return SECRET + (" Learn more" if phone.platform == "android" else "")
    if notice.wording == "community" and not notice.named:
        return "A member joined from the community"
    if notice.wording == "number_changed":
        person = reality.people[str(notice.actor)]
        return f"{phone.number(str(person.former_phone))} changed to {phone.number(person.phone)}"
    if notice.wording == "invite" and notice.extra["inviter"] == phone.owner:
        return f"{name(notice.actor)} joined using your invite"
    if notice.targets == (phone.owner,):
        return _to_you(name(notice.actor), notice.wording)
    quotes = ('"', '"') if phone.platform == "android" else ("“", "”")
    words = {key: name(value) if key == "inviter" else value for key, value in notice.extra.items()}
    actor = name(notice.actor) if notice.actor else ""
    targets = and_list([name(target) for target in notice.targets])
    return NOTICES[notice.wording].format(actor=actor, targets=targets, q=quotes[0], p=quotes[1], **words)


def _to_you(actor: str, wording: str) -> str:
    special = {"admin_granted": "You're now an admin", "admin_revoked": "You're no longer an admin"}
    return special.get(wording, f"{actor} {wording} you")


def and_list(names: list[str]) -> str:
    """A · A and B · A, B, and C."""
    if len(names) < 3:
        return " and ".join(names)
    return f"{', '.join(names[:-1])}, and {names[-1]}"


def kind_at(post: Post, moment: datetime) -> str:
    """The kind that an export made at `moment` shows."""
    return "deleted" if post.deleted_at and post.deleted_at <= moment else post.kind


def _body(reality: Reality, phone: Phone, post: Post) -> str:
    kind = kind_at(post, phone.taken_at)
    writer: Callable[[Reality, Phone, Post], str] = {"deleted": _deleted, "media": _media, "poll": _poll}.get(
        kind, _text
    )
    mark = LRM if phone.platform == "ios" else ""
    if kind == "location":
        return f"{mark}Location: {post.text}" if mark else f"location: {post.text}"
    if kind == "contact":
        return f"{mark}Contact card omitted" if mark else f"{post.text} (file attached)"
    if kind == "call":
        return f"{mark}Voice call. {mark}1 min"
    return writer(reality, phone, post)


def _text(_reality: Reality, phone: Phone, post: Post) -> str:
    if post.edited_at and post.edited_at <= phone.taken_at:
        mark = LRM if phone.platform == "ios" else ""
        return f"{post.edited_text} {mark}<This message was edited>"
    return post.text


def _deleted(reality: Reality, phone: Phone, post: Post) -> str:
    own, by_owner = post.person == phone.owner, post.deleted_by == phone.owner
    if post.deleted_by is None:
        words = "You deleted this message" if own else "This message was deleted"
    elif by_owner:
        words = "You deleted this message as admin"
    else:
        words = f"This message was deleted by admin {phone.name(reality.people[post.deleted_by], post.at)}"
    return words if phone.platform == "android" else f"{LRM}{words}."


def _media(_reality: Reality, phone: Phone, post: Post) -> str:
    if phone.platform == "android":
        return f"{post.file} (file attached)\n{post.text}" if phone.media else "<Media omitted>"
    if post.media == "document":
        pages = f"{post.file} • {LRM}2 pages {LRM}" if str(post.file).endswith("pdf") else LRM
        return f"{LRM if pages != LRM else ''}{pages}document omitted"
    return f"{LRM}{IOS_MEDIA[str(post.media)]} omitted"


def _poll(_reality: Reality, phone: Phone, post: Post) -> str:
    mark = LRM if phone.platform == "ios" else ""
    votes = [f"{mark}OPTION: {option} ({mark}{n} vote{'s' * (n != 1)})" for option, n in post.options]
    return "\n".join([f"{mark}POLL:", post.text, *votes])


def header(phone: Phone, at: datetime) -> str:
    """Date and time as this phone prints them, without what stands around them."""
    seconds = f":{at:%S}" if phone.platform == "ios" else ""
    days = {
        "dd/mm/yyyy": f"{at:%d/%m/%Y}",
        "dd/mm/yyyy am": f"{at:%d/%m/%Y}",
        "m/d/yy": f"{at.month}/{at.day}/{at:%y}",
        "dd.mm.yy": f"{at:%d.%m.%y}",
    }
    half = "AM" if at.hour < 12 else "PM"
    half = half.lower() if phone.dates.endswith("am") else half
    clock = f"{at:%H:%M}{seconds}" if phone.clock == 24 else f"{at.hour % 12 or 12}:{at:%M}{seconds}{NARROW}{half}"
    return f"{days[phone.dates]}, {clock}"


def bytes_of(reality: Reality, phone: Phone) -> bytes:
    """The file: bare text, or a zip with it."""
    data = text_of(reality, phone).encode()
    if not phone.file.endswith(".zip"):
        return data
    inside = "_chat.txt" if phone.platform == "ios" else phone.file.replace(".zip", ".txt")
    return _zip(phone.taken_at, {inside: data} | (_pictures(reality, phone) if phone.media else {}))


def _pictures(reality: Reality, phone: Phone) -> dict[str, bytes]:
    """No pictures at all: whoever opens one of these has gone too far."""
    files = [str(post.file) for post in reality.chats[phone.chat].posts if post.kind == "media"]
    return dict.fromkeys(files, b"not a picture: nothing should ever open this\n")


def _zip(at: datetime, entries: dict[str, bytes]) -> bytes:
    """Stored, not squeezed, with a fixed time: squeezed bytes differ from one zlib to the next."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_STORED) as archive:
        for name, data in entries.items():
            entry = zipfile.ZipInfo(name, (at.year, at.month, at.day, at.hour, at.minute, 0))
            entry.create_system = 3
            archive.writestr(entry, data)
    return file.getvalue()

"""Known wordings of WhatsApp (../shared/facts beside this repository) as exports with their right answers.

`python -m tests.wording_facts` shows the share that the reader gets right, by language. The answers come from the
names of the forms ("by_you", "to_you", "passive") and from what is in braces, never from the wording files.
"""

import re
import sys
import tomllib
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

from parsers import read_chat
from parsers.notices import YOU

FACTS = Path(__file__).parents[2] / "shared" / "facts" / "notice_wordings.toml"
SURE = ("export", "resource")
LRM = "\u200e"

EVENTS = {  # section of the facts -> event, route ("" where the schema leaves it open)
    "encryption_notice": ("encrypted", None),
    "security_code_changed": ("security_code_changed", None),
    "created": ("created", None),
    "added": ("added", "added"),
    "joined": ("joined", None),
    "joined_link": ("joined", "link"),
    "joined_community": ("joined", "community"),
    "join_requested": ("requested", None),
    "left": ("left", None),
    "removed": ("removed", None),
    "number_changed": ("number_changed", None),
    "username_changed": ("username_changed", None),
    "admin_granted": ("admin_granted", None),
    "admin_revoked": ("admin_revoked", None),
    "subject_changed": ("renamed", None),
    "description_changed": ("described", None),
    "description_deleted": ("described", None),
    "icon_changed": ("icon_changed", None),
    "icon_deleted": ("icon_changed", None),
    **dict.fromkeys(
        (
            *("setting_send", "setting_info", "setting_forward", "setting_add", "setting_approval", "setting_history"),
            *("setting_community_join", "setting_invite", "invite_link_reset"),
        ),
        ("settings_changed", None),
    ),
    "advanced_privacy": ("privacy_changed", None),
    "disappearing": ("disappearing_changed", None),
    "community_link": ("community_changed", None),
    "pinned": ("pinned", None),
    "group_call": ("call", None),
    "missed_call": ("call", None),
    **dict.fromkeys(
        (
            *("group_ended", "group_deactivated", "broadcast_recipient_added", "broadcast_recipient_removed"),
            *("blocked", "unblocked", "event", "contact", "truncated"),
        ),
        ("other", None),
    ),
}
OTHERWISE = {  # forms that tell something else than the rest of their section
    ("joined_community", "to_you_named"): ("added", "community"),
    ("joined_community", "auto"): ("added", ""),
    **{("joined_link", form): ("joined", "invite") for form in ("by_you_admin_invite", "by_name_invite_from")},
    ("joined_link", "by_name_your_invite"): ("joined", "invite"),
}
TO_EXPORTER = re.compile(r"^(to_you|passive_you|you(_|$)|community_you|with_community|passive_with_community|auto$)")
ABOUT_ONE = ("security_code_changed", "admin_granted", "admin_revoked")  # {actor} is whom it is about
MEDIA = {
    **{kind: kind for kind in ("image", "video", "audio", "sticker", "gif", "document")},
    **{"GIF": "gif", "video_note": "video", "video_message": "video", "video_note_android": "video"},
    **{"voice_message": "voice", "document_pages": "document", "media": "unknown", "media_v2": "unknown"},
}
NO_PLACE = ("you_pronoun", "forwarded", "ai", "unknown", "null", "contact_card", "view_once", "call", "poll", "edited")


@dataclass(frozen=True)
class People:
    """Names as an export writes them, and as they are told."""

    actor: str
    target: str
    subject: str = "Oak"

    def __iter__(self) -> Iterator[str]:
        return iter((self.actor, self.target))


AWKWARD = {
    "ordinary names": People("Ana Lopez", "Bo"),
    "colons": People("Mo: Mum of Ivy", "Jo: Dad", "2B: Oak"),
    "emoji with joiners": People("👨\u200d👩\u200d👧 Kim", "Zoë 🏳️\u200d🌈", "👩\u200d🏫 2B"),
    "numbers between direction marks": People("\u202a+44 7700 900123\u202c", "\u202a+44\u00a07700\u00a0900456\u202c"),
    "push names": People("~\u202fAna", "~\u00a0Bo B"),
    "full stops": People("Anna M.", "Bo Jr.", "Oak St."),
    "a list's words": People("Lopez, Ana", "Mum and Dad", 'Oak" and "Elm'),
}


@dataclass(frozen=True)
class Wanted:
    """What one line of an export must come back as."""

    line: str
    rows: list[dict] = field(default_factory=list)  # one of them
    template: str = ""


@cache
def facts() -> dict[str, dict[str, list[dict[str, str]]]]:
    return tomllib.loads(FACTS.read_text("utf-8"))


def bare(name: str) -> str:
    return re.sub(r"^~[ \u00a0\u202f]?", "", name.strip("\u202a\u202c"))


def fill(template: str, people: People) -> str:
    named = {"actor": people.actor, "author": people.actor, "admin": people.actor, "inviter": people.target}
    named |= {"target": people.target, "participants": people.target, "old": people.actor, "new": people.target}
    named |= {"target1": people.target, "target2": "Cy", "target3": "Di", "new_contact_name": people.target}
    other = {"file": "IMG-20250924-WA0001.jpg", "n": "3", "url": "https://maps.example/?q=1,2", "duration": "24 hours"}
    return re.sub(r"\{(\w+)\}", lambda match: (named | other).get(match[1], people.subject), template)


def told_by(section: str, form: str, template: str, people: People) -> dict:
    """The right answer for one notice."""
    event, route = OTHERWISE.get((section, form), EVENTS[section])
    braces = re.findall(r"\{(\w+)\}", template)
    actor = next((bare(people.actor) for brace in braces if brace in ("actor", "author")), None)
    targets = [bare(people.target) for brace in braces if brace in ("target", "target1", "participants")]
    targets += [name for brace, name in (("target2", "Cy"), ("target3", "Di")) if brace in braces]
    if "old" in braces or event == "username_changed":
        targets = [bare(people.actor), bare(people.target)]
    if braces[:1] == ["participants"]:
        actor, targets = bare(people.target), []
    if section in ABOUT_ONE and "participants" not in braces:
        actor, targets = None, [actor] if actor else []
    if "by_you" in form:
        actor = YOU
    elif TO_EXPORTER.search(form):
        targets = [YOU]
    return {"kind": "notice", "event": event, "actor": actor, "targets": targets} | (
        {"route": route} if route != "" else {}
    )


def marked_by(section: str, form: str, people: People) -> dict | None:
    """The right answer for what a person sent; null where a section is no such thing."""
    admin = {"actor": bare(people.actor)} if form == "by_admin_named" else {}
    sent = {
        "media_omitted": {"kind": "media", "media": MEDIA.get(form)},
        "deleted": {"kind": "deleted"} | admin,
        "file_attached": {"kind": "media", "media": "gif" if form == "gif" else "image"},
        "location": {"kind": "location"},
        "live_location": {"kind": "location"},
        "waiting": {"kind": "media", "media": "unknown"},
    }
    if form == "contact_card":
        return {"kind": "contact", "media": "contact"}
    return {"sender": bare(people.actor)} | sent[section] if section in sent else None


def of_its_own_words(template: str) -> People:
    """Names that are words of the wording itself."""
    words = re.sub(r"\{\w+\}", " | ", template)
    run = max(re.split(r"[|.:,<>()\"“”„«»「」'’]", words), key=len).split()
    return People(" ".join(run[:2]), (run or ["x"])[-1] + " " + run[0])


def exports_of(language: str) -> Iterator[tuple[str, str, list[Wanted]]]:
    """What the names are like, the platform, the lines."""
    forms = [
        (section, fact["form"], fact["template"], "ios" if fact["os"] == "ios" else "android")
        for section, found in facts()[language].items()
        for fact in found
        if fact["confidence"] in SURE and section not in NO_PLACE
    ]
    for platform in ("android", "ios"):
        there = [form[:3] for form in forms if form[3] == platform]
        for kind, people in AWKWARD.items():
            yield kind, platform, [_wanted(*form, people, platform) for form in there]
        yield "words of the wording", platform, [_wanted(*form, of_its_own_words(form[2]), platform) for form in there]


def _wanted(section: str, form: str, template: str, people: People, platform: str) -> Wanted:
    text, sent = fill(template, people), marked_by(section, form, people)
    from_somebody = f"{people.actor}: {LRM if platform == 'ios' else ''}{text}"
    return Wanted(
        from_somebody if sent or platform == "ios" else text,
        [sent or told_by(section, form, template, people)],
        template,
    )


def written(language: str, platform: str, wanted: list[Wanted], people: list[People]) -> tuple[bytes, int]:
    """The export, and in which line the first of the wordings is.

    It begins as exports do. Then everybody writes a message. That proves every name but one with a colon, which would
    end at the colon: its proof is that its owner also sent something whose stand-in only WhatsApp writes.
    """
    head = (
        (lambda i: f"[24/09/2025, 08:{i % 60:02}:00] ")
        if platform == "ios"
        else (lambda i: f"24/09/2025, 08:{i % 60:02} - ")
    )
    omitted = next(
        f["template"] for f in facts()[language]["media_omitted"] if (f["os"] == "ios") == (platform == "ios")
    )
    mark = LRM if platform == "ios" else ""
    encrypted = facts()[language]["encryption_notice"][0]["template"]
    opening = f"Oak: {LRM}{encrypted}" if platform == "ios" else encrypted
    names = list(dict.fromkeys(name for some in people for name in some))
    before = [opening, *(f"{name}: hello" for name in names)]
    before += [f"{name}: {mark}{omitted}" for name in names if ": " in name]
    lines = [*before, *(want.line for want in wanted)]
    return "".join(f"{head(i)}{line}\n" for i, line in enumerate(lines)).encode(), len(before) + 1


def read_back(language: str) -> Iterator[tuple[str, str, bool, dict]]:
    """Kind of names, line, whether it came back right, and what came back, for every wording of a language."""
    for kind, platform, wanted in exports_of(language):
        if not wanted:
            continue
        people = [of_its_own_words(want.template) for want in wanted] if kind not in AWKWARD else [AWKWARD[kind]]
        data, first = written(language, platform, wanted, people)
        rows = {row["line"]: row for row in read_chat(data, "WhatsApp Chat with Oak.txt").messages.to_dicts()}
        same = defaultdict(list)  # one text may tell two things, as the facts themselves say
        for want in wanted:
            same[want.line.rstrip(".。।۔")] += want.rows
        for number, want in enumerate(wanted, first):
            row = rows.get(number, {})
            right = any(
                all(row.get(column) == value for column, value in answer.items())
                for answer in same[want.line.rstrip(".。।۔")]
            )
            yield kind, want.line, right, row


def share_of(language: str) -> tuple[int, int]:
    """Lines that came back right, and all lines."""
    rights = [right for _, _, right, _ in read_back(language)]
    return sum(rights), len(rights)


if __name__ == "__main__":
    table = {language: share_of(language) for language in facts()}
    table["all"] = tuple(map(sum, zip(*table.values(), strict=True)))
    for language, (right, lines) in table.items():
        sys.stdout.write(f"{language:6} {right:6} of {lines:6}  {right / lines:7.2%}\n")

"""The sample school: made again it is the same, it hurts nobody, it agrees with itself, and shows what it promises."""

import csv
import io
import json
import re
import unicodedata
import zipfile
from collections import Counter
from datetime import datetime
from functools import cache
from itertools import pairwise
from pathlib import Path

import pytest

from sample_exports import generator

SCHOOL = Path(__file__).resolve().parent.parent / "sample_exports"
A1, B1 = "WhatsApp Chat with Class 1A.txt", "WhatsApp Chat with Class 1B.txt"
A2, B2_IOS = "WhatsApp Chat - Class 2A.zip", "WhatsApp Chat - Class 2B.zip"
B2, A4 = "WhatsApp Chat with Class 2B.txt", "WhatsApp Chat with Class 4A.txt"
B4, PA = "WhatsApp Chat - Class 4B.zip", "WhatsApp Chat with Bramley Hill PA Announcements.zip"
EXPORTS = (A1, B1, A2, B2, B2_IOS, A4, B4, PA)
LRE, PDF, LRM, NARROW, NBSP = "\u202a", "\u202c", "\u200e", "\u202f", "\u00a0"
WORKSPACE = ("school.toml", "roster.csv", "members.csv", "read_counts.csv", "calendar.csv", "people.csv", *EXPORTS)


@cache
def made() -> dict[str, bytes]:
    return generator.files()


@cache
def rows(name: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO((SCHOOL / name).read_text(encoding="utf-8"), newline="")))


@cache
def figures() -> dict:
    return json.loads((SCHOOL / "truth/figures.json").read_text(encoding="utf-8"))


@cache
def chat_text(file: str) -> str:
    data = (SCHOOL / file).read_bytes()
    if not file.endswith(".zip"):
        return data.decode()
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return archive.read(next(name for name in archive.namelist() if name.endswith(".txt"))).decode()


def plain(name: str) -> str:
    letters = unicodedata.normalize("NFKD", name).casefold()
    return " ".join("".join(c for c in letters if c.isalnum() or c in " -'.").split())


def at(text: str) -> datetime:
    return datetime.fromisoformat(text)


# Made again, it is the same


def test_the_generator_makes_the_committed_files_byte_for_byte():
    different = [name for name, data in made().items() if (SCHOOL / name).read_bytes() != data]

    assert different == []


def test_no_file_lies_in_the_workspace_that_the_generator_did_not_make():
    lying_there = {path.name for path in SCHOOL.iterdir() if path.is_file()} - {"README.md", ".gitattributes"}

    assert lying_there == {*WORKSPACE}


def test_another_seed_makes_another_school_of_the_same_shape(tmp_path: Path):
    generator.generate(7, tmp_path)

    assert {str(p.relative_to(tmp_path)) for p in tmp_path.rglob("*") if p.is_file()} == {*made()}
    assert (tmp_path / "roster.csv").read_bytes() != made()["roster.csv"]


# It hurts nobody


def test_every_phone_number_is_kept_free_for_fiction():
    everything = b"".join(made().values()).decode(errors="ignore") + "".join(chat_text(f) for f in EXPORTS)
    long_numbers = re.findall(r"(?<![\d.&=/])(?:\+\d|0)\d*(?:[ \u00a0-]\d+|\d){8,}", everything)

    assert len(long_numbers) > 500
    assert {
        n for n in long_numbers if not re.fullmatch(r"(?:\+44|0)7700900\d{3}", re.sub(r"[ \u00a0-]", "", n))
    } == set()


def test_nobody_shares_a_phone_with_somebody_else():
    owners: dict[str, set[str]] = {}
    for row in rows("roster.csv"):
        if row["phone"]:
            digits = re.sub(r"\D", "", row["phone"])[-9:]
            owners.setdefault(digits, set()).add(row["guardian"])

    assert [phone for phone, names in owners.items() if len(names) > 1] == []


def test_every_address_in_a_message_ends_in_a_domain_that_nobody_can_own():
    hosts = {host for file in EXPORTS for host in re.findall(r"https?://([^/\s]+)", chat_text(file))}

    assert {host for host in hosts if not host.endswith(".example")} == {"maps.google.com"}


# It agrees with itself


HEADERS = (
    ("1A", r"\d\d/\d\d/\d{4}, \d\d:\d\d - "),
    ("1B", r"\d\d?/\d\d?/\d\d, \d\d?:\d\d\u202f[AP]M - "),
    ("2A", r"\u200e?\[\d\d/\d\d/\d{4}, \d\d?:\d\d:\d\d\u202f[AP]M\] "),
    ("2B-android", r"\d\d/\d\d/\d{4}, \d\d:\d\d - "),
    ("2B-ios", r"\u200e?\[\d\d/\d\d/\d{4}, \d\d:\d\d:\d\d\] "),
    ("4A", r"\d\d/\d\d/\d{4}, \d\d?:\d\d\u202f[ap]m - "),
    ("4B", r"\u200e?\[\d\d\.\d\d\.\d\d, \d\d:\d\d:\d\d\] "),
    ("announcements", r"\d\d/\d\d/\d{4}, \d\d:\d\d - "),
)


@pytest.mark.parametrize(("export", "header"), HEADERS, ids=[export for export, _ in HEADERS])
def test_an_export_has_one_shape_of_header_and_one_for_each_record_of_the_truth(export: str, header: str):
    kinds = ("text", "media", "poll", "location", "contact", "deleted", "call", "notice")
    row = next(row for row in rows("truth/exports.csv") if row["export"] == export)
    lines = chat_text(row["file"]).split("\r\n" if row["platform"] == "ios" else "\n")

    assert sum(bool(re.match(header, line)) for line in lines) == sum(int(row[kind]) for kind in kinds)


def test_a_message_of_the_truth_was_sent_by_somebody_who_was_in_the_group():
    stays: dict[tuple[str, str], list[tuple[str, str]]] = {}
    for row in rows("truth/memberships.csv"):
        stays.setdefault((row["chat"], row["person"]), []).append((row["since"], row["until"] or "9999"))

    outside = [
        row
        for row in rows("truth/messages.csv")
        if not any(since <= row["sent_at"] < until for since, until in stays.get((row["chat"], row["person"]), []))
    ]
    assert outside == []


def test_nobody_comes_or_goes_in_the_minute_of_a_message():
    moves = {(row["chat"], row[end][:16]) for row in rows("truth/memberships.csv") for end in ("since", "until")}

    assert [row for row in rows("truth/messages.csv") if (row["chat"], row["sent_at"][:16]) in moves] == []


def test_a_read_count_is_never_more_than_was_delivered_nor_that_more_than_there_were_members():
    stays = [row for row in rows("truth/memberships.csv") if row["chat"].endswith("Announcements")]
    counts = rows("read_counts.csv")

    assert len(counts) >= 25
    for row in counts:
        members = sum(s["since"][:16] <= row["sent_at"] and (s["until"] or "9999") > row["sent_at"] for s in stays)
        assert int(row["read"]) <= int(row["delivered"]) <= members - 1


def test_a_read_count_belongs_to_an_announcement():
    sent = {row["sent_at"][:16] for row in rows("truth/reads.csv")}

    assert [row for row in rows("read_counts.csv") if row["sent_at"] not in sent] == []


def test_a_family_reads_nothing_before_it_was_sent():
    read = [row for row in rows("truth/reads.csv") if row["first_read_at"]]

    assert len(read) > 5000
    assert [row for row in read if row["first_read_at"] <= row["sent_at"]] == []
    assert [
        row for row in read if row["first_read_in_group_at"] and row["first_read_in_group_at"] < row["first_read_at"]
    ] == []


def test_two_announcements_lie_more_than_ten_minutes_apart():
    sent = sorted({at(row["sent_at"]) for row in rows("truth/reads.csv")})

    assert 85 <= len(sent) <= 100
    assert min((b - a).total_seconds() for a, b in pairwise(sent)) > 600


def test_a_head_count_is_the_number_of_members_on_that_day():
    for row in rows("members.csv"):
        noon = f"{row['taken_on']}T12:00:00"
        there = [s for s in rows("truth/memberships.csv") if s["chat"] == row["chat"]]
        assert int(row["members"]) == sum(s["since"] <= noon < (s["until"] or "9999") for s in there)
        assert not row["names"] or len(row["names"].split(";")) == int(row["members"])


def test_the_figures_count_the_messages_of_the_truth():
    families = {(row["class"], row["family"]) for row in rows("roster.csv") if row["role"] != "staff"}
    counted = Counter(
        row["class"]
        for row in rows("truth/messages.csv")
        if row["kind"] != "call" and (row["class"], row["family"]) in families
    )
    everything = figures()["equity"]["Everything loaded"]["classes"]

    assert {class_: row["messages"] for class_, row in everything.items() if row["messages"]} == dict(counted)


def test_the_count_only_roster_counts_the_families_of_the_long_one():
    day = "2026-07-01"
    now = {(r["class"], r["family"]) for r in rows("roster.csv") if r["role"] != "staff"
           and r["starts"] <= day <= (r["ends"] or "9999")}  # fmt: skip
    counted = Counter(class_ for class_, _ in now)

    assert {row["class"]: int(row["families"]) for row in rows("other_rosters/count_only.csv")} == dict(counted)


def test_everybody_whom_the_truth_places_can_be_placed_from_the_files_alone():
    """By the rep's answer, phone, alias, child, or a full name (in a class a first name) that fits one adult alone."""
    roster, answers = rows("roster.csv"), {row["sender"] for row in rows("people.csv")}
    lost = []
    for person in rows("truth/people.csv"):
        if person["role"] in ("outsider", "pa") or person["sender"] in answers:
            continue
        near = [r for r in roster if person["class"] in ("", r["class"])]
        if not _placed(person, roster, near):
            lost.append((person["chat"], person["sender"], person["guardian"]))

    assert lost == []


def _placed(person: dict[str, str], roster: list[dict[str, str]], near: list[dict[str, str]]) -> bool:
    sender, family = person["sender"], person["family"]
    digits = re.sub(r"\D", "", sender)
    by_child = re.fullmatch(r"(?:Mum|Dad|Parent) of (.+) \((..)\)", sender)
    if len(digits) > 9:
        hits = {r["guardian"] for r in roster if re.sub(r"\D", "", r["phone"])[-9:] == digits[-9:]}
        return hits == {person["guardian"]}
    if by_child:
        hits = {r["family"] for r in roster if r["class"] == by_child[2] and r["child"].startswith(f"{by_child[1]} ")}
        return hits == {family}
    if any(sender in r["aliases"].split(";") for r in near):
        return {r["guardian"] for r in near if sender in r["aliases"].split(";")} == {person["guardian"]}
    named = [r for r in near if plain(r["guardian"]) == plain(sender)]
    first = [r for r in near if plain(r["guardian"]).split(" ")[0] == plain(sender)] if person["class"] else []
    return {r["guardian"] for r in named or first} == {person["guardian"]} and len(
        {r["family"] for r in named or first}
    ) == 1


def test_one_name_in_one_export_is_one_person():
    senders: dict[tuple[str, str], set[str]] = {}
    for row in rows("truth/people.csv"):
        senders.setdefault((row["file"], row["sender"]), set()).add(row["person"])

    assert [key for key, people in senders.items() if len(people) > 1] == []


@pytest.mark.parametrize("period", figures()["periods"])
def test_those_on_no_roster_write_over_a_tenth_in_4b_and_far_less_elsewhere(period: str):
    classes = figures()["equity"][period]["classes"]
    share = {
        c: r["unlinked_messages"] / (r["messages"] + r["unlinked_messages"])
        for c, r in classes.items()
        if r["messages"]
    }

    assert share.pop("4B") > 0.12
    assert max(share.values()) < 0.08


# It shows what it promises

QUIRKS = (
    (A1, "Android, day first, four-digit year, 24 hours", r"^03/09/2024, 19:02 - You created group \"Class 1A\"$"),
    (A1, "a batch of three people added at once", r" - You added .+, .+, and .+$"),
    (A1, "an invite link", r" - .+ joined using this group's invite link$"),
    (A1, "the newer wording of a link", r" - .+ joined using a group link\.$"),
    (A1, "an invitation", r" joined using your invite$"),
    (A1, "a push name after a tilde", rf" - ~{NARROW}[^:]+: "),
    (A1, "a number between direction marks", rf" - {LRE}\+44 7700 900\d\d\d{PDF}: "),
    (A1, "a name with a colon", r" - ~\u202f\w+ :\) [^:]+: "),
    (A1, "another export's header inside a message", r"^\[12/05/2025, 10:00\] Bob: ha$"),
    (A1, "a message that reads like a notice", r": I was removed from the group$"),
    (A1, "the hour that came twice", r"26/10/2025, 01:38 - [^\n]+\n26/10/2025, 01:09 - [^\n]+\n26/10/2025, 01:12"),
    (A1, "the hour that never came", r"30/03/2025, 00:58 - [^\n]+\n30/03/2025, 02:04"),
    (A1, "an empty line inside a message", r": Menu:\n\n- soup\n\n- 1½ sandwiches\n\n"),
    (A1, "a line separator that ends no line", "Two\u2028lines"),
    (A1, "somebody who left, told to admins alone", r" - [^:\n]+ left$"),
    (A1, "somebody removed", r" - You removed .+$"),
    (A1, "a changed number", rf" - {LRE}.+{PDF} changed to {LRE}.+{PDF}$"),
    (A1, "media left out", r": <Media omitted>$"),
    (A1, "a deleted message", r": This message was deleted$"),
    (A1, "an edited message", r" <This message was edited>$"),
    (A1, "a poll with votes", r": POLL:\n.+\nOPTION: .+ \(\d+ votes?\)$"),
    (A1, "a place on the map", r": location: https://maps\.google\.com/"),
    (A1, "a contact card", r": Swim School\.vcf \(file attached\)$"),
    (A1, "a call", r" - [^:]+ started a call$"),
    (A1, "a new admin", r" - .+ is now an admin$"),
    (A1, "a pinned message", r" - You pinned a message$"),
    (B1, "a phone from the United States", rf"^9/4/24, 8:14{NARROW}PM - "),
    (B1, "a day that can only be the second field", rf"^9/\d\d/24, \d+:\d\d{NARROW}[AP]M - "),
    (B1, "a day-first header inside a message", r"^13/01/2026, 09:00 - Coach: pool closed$"),
    (B1, "deleted by an admin", r": You deleted this message as admin$"),
    (A2, "an iPhone, 12 hours, seconds", rf"^\[03/09/2024, 5:31:05{NARROW}PM\] Class 2A: {LRM}Messages and calls"),
    (A2, "a notice that carries its actor as sender", rf"\] (~{NARROW}[^:\r]+): {LRM}\1 joined"),
    (A2, "a mark before the bracket of an attachment", rf"^{LRM}\[.+\] .+: {LRM}image omitted\r$"),
    (A2, "a document with its pages", rf": {LRM}[\w ]+\.pdf • {LRM}2 pages {LRM}document omitted\r$"),
    (A2, "a perfect forgery after a bare line feed", rf"[^\r]\n\[12/05/2025, 10:00:00{NARROW}AM\] Bob: ha\n"),
    (A2, "a number glued with no-break spaces", rf"\] {LRE}\+44{NBSP}7700{NBSP}900\d\d\d{PDF}: "),
    (A2, "a name of pictures alone", rf"\] ~{NARROW}🦄🦄: "),
    (A2, "a handle", rf"\] ~{NARROW}@tuesdaychild: "),
    (A2, "from the community", r" joined from the community\r$"),
    (A2, "an admin who is one no longer", r" is no longer an admin\r$"),
    (A2, "a poll", rf"^{LRM}\[.+: {LRM}POLL:\n.+\n{LRM}OPTION: .+ \({LRM}\d+ votes?\)"),
    (A2, "a call", rf": {LRM}Voice call\. {LRM}1 min\r$"),
    (B2, "a new name with a colon", r' - You changed the group name from "Class 2B" to "2B: Oak"$'),
    (B2, "the old name again", r' to "Class 2B"$'),
    (B2, "before an edit", r": Leaving collection closes on Monday$"),
    (B2, "before a deletion", r": Is the disco at 5\?$"),
    (B2_IOS, "after an edit", rf": Leaving collection closes on Tuesday {LRM}<This message was edited>\r$"),
    (B2_IOS, "after a deletion by an admin", rf"11/07/2026, 18:13:\d\d\] .+: {LRM}This message was deleted by admin "),
    (B2_IOS, "the exporter joins", rf"^\[05/11/2024, 18:33:\d\d\] Class 2B: {LRM}You joined using this group's"),
    (A4, "small letters for the half of the day", rf"^\d\d/\d\d/20\d\d, \d+:\d\d{NARROW}pm - "),
    (A4, "somebody removed, seen by everybody", r" - .+ removed .+$"),
    (A4, "a header of two-digit years inside a message", r": 12/05/25, 10:00 - Bob: ha"),
    (B4, "an iPhone with dots and a two-digit year", rf"^\[10\.09\.24, 19:26:44\] Class 4B: {LRM}Messages and calls"),
    (B4, "the exporter was added", rf": {LRM}.+ added you\r$"),
    (B4, "a list with dates inside", r"\n1\. trip: 12\.05\.26, 10:00\n"),
    (PA, "a nameless join", r" - A member joined from the community$"),
    (PA, "the community's link", r" joined using this community's invite link$"),
    (PA, "an attached file with its caption", r": IMG-\d{8}-WA0001\.jpg \(file attached\)\n\S"),
    (PA, "an edited announcement", r"Bramley Hill PA: (?:.|\n)+?<This message was edited>$"),
    (PA, "a repeated announcement", r"Sorry, posted twice\.$"),
    (PA, "only admins may write", r" to allow only admins to send messages to this group$"),
)  # fmt: skip


@pytest.mark.parametrize(("file", "quirk", "pattern"), QUIRKS, ids=lambda value: value if " " in value else "")
def test_a_promised_quirk_is_in_its_file(file: str, quirk: str, pattern: str):
    assert re.search(pattern, chat_text(file), re.MULTILINE), quirk


@pytest.mark.parametrize("file", [B2_IOS, A4, B4])
def test_an_ordinary_members_phone_is_not_told_who_left(file: str):
    assert re.search(r"(?: - |\u200e)[^:\n]+ left\r?$", chat_text(file), re.MULTILINE) is None


def test_the_first_line_of_4a_is_in_the_middle_of_things():
    first = chat_text(A4).split("\n", 1)[0]

    assert "encrypted" not in first
    assert "created group" not in first


def test_the_pictures_in_the_zip_are_no_pictures():
    with zipfile.ZipFile(SCHOOL / PA) as archive:
        pictures = [name for name in archive.namelist() if name.endswith(".jpg")]

        assert len(pictures) >= 2
        assert all(archive.read(name).startswith(b"not a picture") for name in pictures)


def test_two_phones_print_some_people_of_2b_differently():
    names: dict[str, dict[str, str]] = {}
    for row in rows("truth/people.csv"):
        if row["chat"] == "Class 2B":
            names.setdefault(row["person"], {})[row["file"]] = row["sender"]
    both = [printed for printed in names.values() if len(printed) == 2]

    assert sum(printed[B2] != printed[B2_IOS] for printed in both) >= 5
    assert sum(printed[B2] == printed[B2_IOS] for printed in both) >= 3


def test_the_roster_has_every_sort_of_family():
    roster = rows("roster.csv")
    classes_of: dict[str, set[str]] = {}
    for row in roster:
        classes_of.setdefault(row["family"] or row["guardian"], set()).add(row["class"])
    children = {(row["class"], row["family"], row["child"]) for row in roster if row["family"]}
    twins = [key for key, n in Counter((c, f) for c, f, _ in children).items() if n > 1]

    assert sum(len(classes) > 1 for classes in classes_of.values()) == 8
    assert [class_ for class_, _ in twins] == ["2A"]
    assert len({row["family"] for row in roster if row["standing"] == "opted_out"}) == 4
    assert len({row["family"] for row in roster if row["standing"] == "excluded"}) == 1
    assert sum(not row["guardian"] for row in roster) == 3
    assert sum(bool(row["aliases"]) for row in roster if row["role"] != "staff") >= 3
    assert {row["role"] for row in roster} == {"guardian", "class_rep", "staff"}
    assert len({row["family"] for row in roster if row["guardian"] == "Sarah Jones"}) == 2


def test_drift_shows_every_status_that_a_school_should_act_on():
    classes = figures()["drift"]["classes"].values()
    of_families = {status for row in classes for status in row["counts"]}
    of_senders = {status for row in classes for status in row["senders"]}

    assert of_families == {"current", "missing", "not_seen", "opted_out", "opted_out_present", "excluded"}
    assert of_senders == {"current", "unknown", "staff", "left_school", "wrong_class", "opted_out_present"}

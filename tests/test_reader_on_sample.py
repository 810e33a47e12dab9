"""Every export of the sample school, read and compared with what really happened there."""

import csv
from collections import Counter
from datetime import datetime
from pathlib import Path

import pytest

from parsers import merge_chats, read_chat

SAMPLE = Path(__file__).parents[1] / "sample_exports"
KINDS = ["text", "media", "poll", "location", "contact", "deleted", "call", "notice"]
MEMBERSHIP = ["created", "added", "joined", "left", "removed", "number_changed"]


def truth(table: str) -> list[dict[str, str]]:
    with (SAMPLE / "truth" / f"{table}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


EXPORTS = truth("exports")


def read(file: str):
    return read_chat((SAMPLE / file).read_bytes(), file)


@pytest.fixture(params=EXPORTS, ids=[export["export"] for export in EXPORTS], scope="module")
def export(request):
    return request.param, read(request.param["file"])


def test_format_and_coverage_are_what_the_phone_wrote(export):
    expected, chat = export
    assert chat.name == expected["chat"]
    header = chat.header
    assert (header.platform, header.date_order) == (expected["platform"], expected["date_order"])
    assert (header.clock, header.resolution) == (int(expected["clock"]), expected["resolution"])
    assert not header.ambiguous
    assert (chat.coverage.first, chat.coverage.last) == (
        datetime.fromisoformat(expected["first"]),
        datetime.fromisoformat(expected["last"]),
    )
    assert chat.coverage.cut_start == (expected["cut_start"] == "true")


def test_nothing_is_left_that_is_not_understood(export):
    assert export[1].problems.is_empty()
    assert export[1].messages.filter(event="other").is_empty()


def test_each_kind_is_counted_as_it_happened(export):
    expected, chat = export
    counts = Counter(chat.messages["kind"])
    assert {kind: counts[kind] for kind in KINDS} == {kind: int(expected[kind]) for kind in KINDS}


def test_every_message_has_its_time_and_its_person(export):
    expected, chat = export
    person = {row["sender"]: row["person"] for row in truth("people") if row["file"] == expected["file"]}
    unit = "1m" if expected["resolution"] == "minute" else "1s"
    happened = [
        row for row in truth("messages") if expected["export"] in row["exports"].split(";") and row["chat"] == chat.name
    ]
    times = [
        datetime.fromisoformat(row["sent_at"]).replace(**({"second": 0} if unit == "1m" else {})) for row in happened
    ]
    typed = chat.messages.filter(chat.messages["sender"].is_not_null())
    assert Counter(zip(typed["sent_at"], (person[sender] for sender in typed["sender"]), strict=True)) == Counter(
        zip(times, (row["person"] for row in happened), strict=True)
    )


def test_every_coming_and_going_names_its_people(export):
    expected, chat = export
    events = chat.messages.filter(chat.messages["event"].is_in(MEMBERSHIP))
    read_events = [
        (event, route or "", actor or "", ";".join(targets))
        for event, route, actor, targets in events.select("event", "route", "actor", "targets").iter_rows()
    ]
    assert Counter(read_events) == Counter(
        (row["event"], row["route"], row["actor"], row["targets"])
        for row in truth("events")
        if row["file"] == expected["file"]
    )


@pytest.mark.parametrize("turn", [1, -1])
def test_a_group_exported_by_two_phones_is_counted_once(turn):
    files = [row["file"] for row in EXPORTS if row["chat"] == "Class 2B"][::turn]
    chats = [read(file) for file in files]
    merged = merge_chats(chats).messages
    typed = merged.filter(merged["kind"] != "notice")
    person = {row["sender"]: row["person"] for row in truth("people") if row["chat"] == "Class 2B"}
    happened = [row for row in truth("messages") if row["chat"] == "Class 2B"]
    assert Counter(typed["kind"]) == Counter(row["kind"] for row in happened)
    assert Counter(
        zip(typed["sent_at"].dt.truncate("1m"), (person[s] for s in typed["sender"]), strict=True)
    ) == Counter((datetime.fromisoformat(row["sent_at"]).replace(second=0), row["person"]) for row in happened)
    assert typed["sender"].n_unique() == len({row["person"] for row in happened})

import pytest
from small_school import CLASSES, ECHO, FAIR, GROUP, NEWS, NO_LISTS, ROSTER, SCHOOL, announced, band, messages_of

from dashboard import people
from dashboard.metrics import evidence, reach
from parsers import schema

# ---- echoes


@pytest.mark.parametrize(
    ("text", "same"),
    [
        (FAIR, True),
        (FAIR.upper().replace(",", " -"), True),
        (f"*From the PA:* {FAIR} Please share! 🎪", True),
        (FAIR.replace("eleven", "ten"), True),
        ("Is anybody going to the summer fair on Saturday, and what do the children bring along to it?", False),
        (FAIR[:30], False),
    ],
)
def test_an_echo_is_a_near_duplicate_in_a_class_group(text, same):
    messages = messages_of(announced(), {"hour": 5, "sender": "Ann", "text": text})

    copies = evidence.echoes(messages, reach.announcements(messages, SCHOOL), CLASSES)

    assert copies["chat"].to_list() == [GROUP] * same


@pytest.mark.parametrize(("hour", "same"), [(-1, False), (0, False), (0.1, True), (72, True), (72.1, False)])
def test_an_echo_comes_after_the_announcement_and_within_its_window(hour, same):
    messages = messages_of(announced(), {"hour": hour, "sender": "Ann", "text": FAIR})

    assert evidence.echoes(messages, reach.announcements(messages, SCHOOL), CLASSES).height == same


def test_a_short_announcement_has_no_echo():
    messages = messages_of(announced(0, "Snow day!"), {"hour": 1, "sender": "Ann", "text": "Snow day!"})

    assert evidence.echoes(messages, reach.announcements(messages, SCHOOL), CLASSES).is_empty()


# ---- evidence


@pytest.mark.parametrize(
    ("rows", "signs"),
    [
        ([{"hour": 1, "chat": NEWS, "sender": "Bob Birch", "text": "ok"}], {("Birch", "there")}),
        ([{"hour": 1, "chat": NEWS, "sender": "Bob Birch", "kind": "media"}], {("Birch", "there")}),
        ([{"hour": 0, "chat": NEWS, "sender": "Bob Birch", "text": "ok"}], set()),
        ([{"hour": 73, "chat": NEWS, "sender": "Bob Birch", "text": "ok"}], set()),
        ([{"hour": 1, "chat": NEWS, "sender": "Zed", "text": "ok"}], set()),
        (
            [{"hour": 1, "chat": NEWS, "sender": "Bob Birch", "text": "Thank you!"}],
            {("Birch", "there"), ("Birch", "direct")},
        ),
        ([{"hour": 1, "chat": NEWS, "event": "joined", "route": "link", "actor": "Bob Birch"}], {("Birch", "there")}),
        ([{"hour": 1, "chat": NEWS, "event": "added", "route": "added", "targets": ["Bob Birch"]}], set()),
        ([{"hour": 1, "chat": NEWS, "event": "left", "actor": "Bob Birch"}], set()),
        ([{"hour": 1, "chat": NEWS, "event": "number_changed", "targets": ["Bob Birch", "Bo"]}], set()),
        ([{"hour": 6, "sender": "Bob Birch", "text": "thanks"}], set()),  # for something else
        ([ECHO], {("Ash", "direct")}),
        ([ECHO, {"hour": 6, "sender": "Bob Birch", "text": "lovely"}], {("Ash", "direct"), ("Birch", "echo")}),
        ([ECHO, {"hour": 4, "sender": "Bob Birch", "text": "lovely"}], {("Ash", "direct")}),
        (
            [ECHO, {"hour": 6, "sender": "Bob Birch", "text": "🙏"}],
            {("Ash", "direct"), ("Birch", "echo"), ("Birch", "direct")},
        ),
        ([ECHO, {"hour": 6, "event": "joined", "actor": "Bob Birch"}], {("Ash", "direct")}),
    ],
)
def test_evidence_is_what_a_family_did_after_the_announcement(rows, signs):
    messages = messages_of(announced(), *rows)
    made = reach.announcements(messages, SCHOOL)
    links = people.link(people.senders(messages, NO_LISTS, CLASSES), ROSTER, schema.empty(schema.DECISIONS))

    found = evidence.evidence(messages, made, evidence.echoes(messages, made, CLASSES), links)

    assert set(found.select("family", "sign").rows()) == signs


def test_the_same_link_shared_on_is_direct_evidence():
    rows = [
        announced(0, "Tickets: https://www.school.example/fair/"),
        {"hour": 1, "sender": "Bob Birch", "text": "here http://school.example/fair"},
        {"hour": 1, "sender": "Cid Cedar", "text": "here http://school.example/other"},
    ]

    assert (band(*rows)["floor"], band(*rows)["direct"]) == (1, 1)


def test_families_are_counted_once_however_many_signs_they_left():
    rows = [announced(), ECHO, *({"hour": h, "sender": "Ann Ash", "text": "Thanks"} for h in (6, 7, 8))]

    assert (band(*rows)["floor"], band(*rows)["direct"]) == (1, 1)

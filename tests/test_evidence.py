import polars as pl
import pytest
from small_school import CLASSES, ECHO, FAIR, NEWS, NO_LISTS, ROSTER, SCHOOL, announced, band, messages_of

from dashboard import people
from dashboard.metrics import evidence, reach
from dashboard.metrics.copies import copies
from parsers import schema

PART = {"hour": 5, "sender": "Ann Ash", "text": f'"{FAIR[:49]}" - so bring a rug'}


@pytest.mark.parametrize(
    ("rows", "signs"),
    [
        ([{"hour": 1, "chat": NEWS, "sender": "Bob Birch", "text": "ok"}], {("Birch", "message")}),
        ([{"hour": 1, "chat": NEWS, "sender": "Bob Birch", "kind": "media"}], {("Birch", "message")}),
        ([{"hour": 0, "chat": NEWS, "sender": "Bob Birch", "text": "ok"}], set()),
        ([{"hour": 73, "chat": NEWS, "sender": "Bob Birch", "text": "ok"}], set()),
        ([{"hour": 1, "chat": NEWS, "sender": "Zed", "text": "ok"}], set()),
        (
            [{"hour": 1, "chat": NEWS, "sender": "Bob Birch", "text": "Thank you!"}],
            {("Birch", "message"), ("Birch", "thanks")},
        ),
        ([{"hour": 1, "chat": NEWS, "event": "joined", "route": "link", "actor": "Bob Birch"}], {("Birch", "join")}),
        ([{"hour": 1, "chat": NEWS, "event": "added", "route": "added", "targets": ["Bob Birch"]}], set()),
        ([{"hour": 1, "chat": NEWS, "event": "left", "actor": "Bob Birch"}], set()),
        ([{"hour": 1, "chat": NEWS, "event": "number_changed", "targets": ["Bob Birch", "Bo"]}], set()),
        ([{"hour": 6, "sender": "Bob Birch", "text": "thanks"}], set()),  # for something else
        ([ECHO], {("Ash", "copy")}),
        ([PART], {("Ash", "quote")}),
        ([PART, {"hour": 6, "sender": "Bob Birch", "text": "thanks, lovely"}], {("Ash", "quote")}),  # it never stood
        ([ECHO, {"hour": 6, "sender": "Bob Birch", "text": "lovely"}], {("Ash", "copy"), ("Birch", "after_copy")}),
        ([ECHO, {"hour": 4, "sender": "Bob Birch", "text": "lovely"}], {("Ash", "copy")}),
        (
            [ECHO, {"hour": 6, "sender": "Bob Birch", "text": "🙏"}],
            {("Ash", "copy"), ("Birch", "after_copy"), ("Birch", "thanks")},
        ),
        ([ECHO, {"hour": 6, "event": "joined", "actor": "Bob Birch"}], {("Ash", "copy")}),
    ],
)
def test_evidence_is_what_a_family_did_after_the_announcement(rows, signs):
    messages = messages_of(announced(), *rows)
    made = reach.announcements(messages, SCHOOL)
    links = people.link(people.senders(messages, NO_LISTS, CLASSES), ROSTER, schema.empty(schema.DECISIONS))

    found = evidence.evidence(messages, made, copies(messages, made, CLASSES), links)

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


def test_a_part_of_it_quoted_in_a_class_group_may_have_been_read_there():
    members = [{"hour": 1, "sender": name, "text": "hi"} for name in ("Bob Birch", "Cid Cedar")]
    quoted, alone = band(announced(), *members, PART), band(announced(), *members)

    assert (alone["known"], quoted["known"], quoted["floor"]) == (0, 3, 1)


def test_each_sign_counts_its_families_and_the_school_each_once():
    families = pl.DataFrame(
        {"announcement": [1, 1, 1], "class": ["2A", "2B", "2B"], "family": ["Ash", "Ash", "Birch"]},
        schema_overrides={"announcement": pl.UInt32},
    )
    signs = pl.DataFrame(
        [(1, "Ash", "thanks"), (1, "Ash", "message"), (1, "Birch", "message"), (1, "Zed", "message")],
        schema={"announcement": pl.UInt32, "family": pl.String, "sign": evidence.SIGN},
        orient="row",
    )

    counted = evidence.sign_counts(signs, families)

    assert counted.rows() == [
        (1, None, "thanks", 1),
        (1, None, "message", 2),
        (1, "2A", "thanks", 1),
        (1, "2A", "message", 1),
        (1, "2B", "thanks", 1),
        (1, "2B", "message", 2),
    ]


PAGE, APP = "https://www.school.example/fair", "https://app.example/#/fair"


@pytest.mark.parametrize(
    ("announced_link", "shared", "floor"),
    [
        (PAGE, "http://school.example/fair/", 1),
        (PAGE, f"{PAGE}#tickets", 1),
        (PAGE, "http://school.example/other", 0),
        (APP, "app.example/#/fair", 1),
        (APP, "https://app.example/#/bakery", 0),  # a page of its own
        ("https://www.school.example", "school.example", 0),  # everybody knows the school's site
    ],
)
def test_a_shared_link_is_a_sign_if_it_leads_to_the_same_page(announced_link: str, shared: str, floor: int) -> None:
    rows = [announced(0, f"Tickets: {announced_link} now"), {"hour": 1, "sender": "Bob Birch", "text": f"see {shared}"}]

    assert band(*rows)["direct"] == floor


@pytest.mark.parametrize(("hour", "direct"), [(-1, 0), (0.5, 1)])
def test_a_link_that_somebody_wrote_before_the_announcement_is_no_sign_of_it(hour: float, direct: int) -> None:
    first = {"hour": hour, "sender": "Zed", "text": PAGE}
    rows = [announced(0, f"Tickets: {PAGE}"), first, {"hour": 1, "sender": "Bob Birch", "text": PAGE}]

    assert band(*rows)["direct"] == direct


@pytest.mark.parametrize(("hour", "direct"), [(72, 1), (73, 0)])
def test_a_link_shared_after_the_window_is_no_sign(hour: float, direct: int) -> None:
    rows = [announced(0, f"Tickets: {PAGE}"), {"hour": hour, "sender": "Bob Birch", "text": PAGE}]

    assert band(*rows)["direct"] == direct


def test_a_quote_is_a_direct_sign() -> None:
    assert band(announced(), PART)["direct"] == 1

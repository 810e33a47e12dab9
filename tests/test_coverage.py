"""How much of a chat an export shows: each rule, and records beside what is said of them."""

from datetime import datetime, timedelta

import polars as pl
import pytest

from parsers.coverage import Coverage, Silence, coverage_of
from parsers.schema import MESSAGES, conform

DAY = datetime(2026, 5, 1, 8)
CREATED = {"event": "created", "actor": "Oona"}
ENCRYPTED = {"event": "encrypted"}
JOINED = {"event": "joined", "actor": "You"}
ADDED = {"event": "added", "actor": "Oona", "targets": ["Idris", "You"]}
LEFT = {"event": "left", "actor": "You"}
SAID: dict[str, object] = {}


def records(*rows: dict[str, object]) -> pl.DataFrame:
    """MESSAGES, a record a day; one without an event is a message."""
    whole = [
        {"sent_at": DAY + timedelta(days=number), "targets": [], "kind": "notice" if "event" in row else "text", **row}
        for number, row in enumerate(rows)
    ]
    return conform(pl.DataFrame(whole, infer_schema_length=None), MESSAGES)


def covered(*rows: dict[str, object]) -> Coverage:
    return coverage_of(records(*rows))


def on(number: int) -> datetime:
    return DAY + timedelta(days=number)


def test_no_records_show_nothing() -> None:
    nothing = coverage_of(MESSAGES.to_frame())
    assert (nothing.first, nothing.last, nothing.silence, nothing.joined_at) == (None, None, None, None)


@pytest.mark.parametrize(
    ("rows", "cut"),
    [
        ([CREATED, SAID], False),
        ([ENCRYPTED, SAID], False),
        ([SAID, ENCRYPTED], True),
        ([{"event": "renamed"}, SAID], True),
    ],
)
def test_an_export_is_cut_that_begins_with_neither_the_creation_nor_the_encryption_notice(
    rows: list[dict[str, object]], cut: bool
) -> None:
    assert covered(*rows).cut_start == cut


@pytest.mark.parametrize(
    ("preamble", "cut"), [(["encrypted"], False), (["encrypted", "truncated"], True), (["other"], True), ([], True)]
)
def test_lines_without_a_date_before_the_first_record_tell_whether_it_is_cut(preamble: list[str], cut: bool) -> None:
    assert coverage_of(records(SAID), preamble).cut_start == cut


@pytest.mark.parametrize(
    ("rows", "joined_at", "shared"),
    [
        ([CREATED, ENCRYPTED, JOINED, SAID], on(2), False),
        ([ENCRYPTED, ADDED, SAID], on(1), False),
        ([ADDED, SAID], on(0), False),
        ([ENCRYPTED, SAID, SAID, JOINED, SAID], on(3), True),
        ([ENCRYPTED, SAID, LEFT, SAID, JOINED], None, False),
        ([SAID, LEFT, {"event": "removed", "actor": "Oona", "targets": ["You"]}, ADDED], None, False),
        ([ENCRYPTED, *[SAID] * 101, JOINED], None, False),
        ([CREATED, SAID], None, False),
    ],
    ids=["by link", "added", "at once", "history shared", "came back", "removed", "too much to be shared", "always"],
)
def test_an_export_begins_when_the_exporter_joined_unless_they_only_came_back(
    rows: list[dict[str, object]], joined_at: datetime | None, shared: bool
) -> None:
    covering = covered(*rows)
    assert (covering.joined_at, covering.shared_history) == (joined_at, shared)


def test_every_setting_of_disappearing_messages_is_dated() -> None:
    timer = {"event": "disappearing_changed", "actor": "Oona"}
    covering = covered(CREATED, timer, SAID, timer)
    assert (covering.disappearing, covering.disappearing_set) == (True, (on(1), on(3)))
    assert not covered(CREATED, SAID).disappearing


PRIVACY = {"event": "privacy_changed", "actor": "Oona"}


@pytest.mark.parametrize(
    ("rows", "off"),
    [
        ([CREATED, SAID], False),
        ([SAID], False),
        ([CREATED, PRIVACY], True),
        ([CREATED, PRIVACY, SAID, PRIVACY], False),
        ([SAID, PRIVACY], None),
        ([ENCRYPTED, JOINED, PRIVACY], None),
    ],
)
def test_exporting_is_off_after_an_odd_number_of_changes_and_unknown_where_the_beginning_is_missing(
    rows: list[dict[str, object]], off: bool | None
) -> None:
    assert covered(*rows).exporting_off == off


def test_the_longest_stretch_of_fourteen_days_without_a_message_is_a_silence_whatever_notices_fall_into_it() -> None:
    at = [{"sent_at": on(number)} for number in (0, 15, 40, 41)]
    notice = {**PRIVACY, "sent_at": on(20)}
    assert covered(*at[:2], notice, *at[2:]).silence == Silence(on(15), on(40))
    assert covered({"sent_at": on(0)}, {"sent_at": on(13)}).silence is None


@pytest.mark.parametrize(
    ("first", "number", "cap"),
    [
        (SAID, 39_700, 40_000),
        (SAID, 10_080, 10_000),
        (SAID, 12_000, None),
        (CREATED, 39_999, None),
        (JOINED, 39_999, None),
    ],
)
def test_a_cut_export_about_as_long_as_whatsapp_exports_at_most_is_capped(
    first: dict[str, object], number: int, cap: int | None
) -> None:
    said = records(SAID).select(pl.all().repeat_by(number - 1).explode(empty_as_null=True))
    assert coverage_of(pl.concat([records(first), said.cast(dict(MESSAGES.items()))])).cap == cap

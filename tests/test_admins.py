"""Admins of a group: how many, as last typed in, and the last sign of one in WhatsApp's notices."""

from datetime import date, datetime

import polars as pl
import pytest

from dashboard.metrics.admins import admins
from parsers import schema

ON = date(2026, 3, 31)
NO_LISTS = schema.empty(schema.SNAPSHOTS)


def notices(*rows: tuple[int, str, str | None, list[str]], chat: str = "Class 2B") -> pl.DataFrame:
    """day of March, event, actor, targets"""
    filled = [
        {"chat": chat, "line": line, "kind": "notice", "sent_at": datetime(2026, 3, day), "event": event}
        | {"actor": actor, "targets": targets}
        for line, (day, event, actor, targets) in enumerate(rows)
    ]
    return pl.DataFrame(filled, infer_schema_length=None).pipe(schema.conform, schema.MESSAGES)


def counted(*rows: tuple[int, int | None], chat: str = "Class 2B") -> pl.DataFrame:
    """day of March, admins"""
    filled = [{"chat": chat, "taken_on": date(2026, 3, day), "admins": number, "names": []} for day, number in rows]
    return pl.DataFrame(filled, infer_schema_length=None).pipe(schema.conform, schema.SNAPSHOTS)


@pytest.mark.parametrize(
    ("rows", "day"),
    [
        ([(1, "created", "Rep", [])], 1),
        ([(1, "created", "Rep", []), (5, "added", "Rep", ["Ann"])], 5),
        ([(1, "created", None, []), (5, "added", "Ann", ["Bob"])], None),  # anybody may add
        ([(5, "renamed", "Ann", []), (9, "removed", "Ann", ["Bob"])], 9),
        ([(5, "removed", "Ann", ["Bob"]), (9, "renamed", "Ann", [])], 9),
        ([(5, "removed", None, ["Bob"])], None),  # by whom, it does not say
        ([(5, "left", "Ann", [])], None),
        ([(2, "admin_granted", None, ["Ann"]), (5, "added", "Ann", ["Bob"])], 5),
        ([(2, "admin_granted", None, ["Ann"])], None),  # made one, and not seen to act
        (
            [
                (2, "admin_granted", None, ["Ann"]),
                (3, "added", "Ann", ["Bob"]),
                (4, "admin_revoked", None, ["Ann"]),
                (9, "added", "Ann", ["Cid"]),
            ],
            3,
        ),
        (
            [(4, "admin_revoked", None, ["Ann"]), (5, "admin_granted", None, ["Ann"]), (9, "added", "Ann", ["Bob"])],
            9,
        ),
        ([(5, "removed", "Ann", ["Bob"]), (9, "added", "Bob", ["Cid"])], 5),
        ([(4, "added", "Ann", ["Bob"]), (4, "admin_revoked", None, ["Ann"])], 4),  # in the same minute
    ],
)
def test_the_last_sign_of_an_admin_is_the_last_act_of_somebody_who_did_what_admins_alone_can(rows, day):
    told = admins(notices(*rows), NO_LISTS, ON)

    assert told.rows() == [("Class 2B", None, day and datetime(2026, 3, day))]


def test_an_admin_of_one_group_is_none_of_another():
    both = pl.concat(
        [notices((1, "created", "Rep", []), chat="Class 1A"), notices((5, "added", "Rep", ["Bob"]), chat="Class 2B")]
    )

    assert admins(both, NO_LISTS, ON).rows() == [
        ("Class 1A", None, datetime(2026, 3, 1)),
        ("Class 2B", None, None),
    ]


@pytest.mark.parametrize(
    ("rows", "number"),
    [([(1, 2), (9, 1)], 1), ([(9, 1), (1, 2)], 1), ([(1, 2), (9, None)], 2), ([(9, None)], None), ([(9, 0)], 0)],
)
def test_the_number_of_admins_is_the_one_last_typed_in(rows, number):
    assert admins(schema.empty(schema.MESSAGES), counted(*rows), ON).rows() == [("Class 2B", number, None)]


def test_what_comes_after_the_day_is_not_known_yet():
    early = date(2026, 3, 4)

    told = admins(notices((1, "created", "Rep", []), (5, "removed", "Rep", ["Ann"])), counted((5, 2)), early)

    assert told.rows() == [("Class 2B", None, datetime(2026, 3, 1))]
    assert admins(schema.empty(schema.MESSAGES), counted((5, 2)), early).is_empty()

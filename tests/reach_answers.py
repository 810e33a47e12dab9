"""Literal answers about reach: what the tests of its sentences and pictures begin with and change."""

from datetime import datetime
from types import MappingProxyType
from typing import Any

import polars as pl

from dashboard.answers import Opened, Reach
from dashboard.metrics.activity import ACTIVITY
from dashboard.metrics.announcements import ANNOUNCEMENTS
from dashboard.metrics.evidence import SIGNS
from dashboard.metrics.ladder import LADDER
from dashboard.metrics.reach import BANDS
from dashboard.metrics.states import STATES
from dashboard.metrics.works import WORKS

SENT = datetime(2026, 7, 7, 20, 47)
MADE = MappingProxyType(
    {
        "chat": "News",
        "announcement": 1,
        "sent_at": SENT,
        "sender": "The PA",
        "text": "The summer fair is on Saturday.\nBring a cake.",
        "links": [],
        "has_allowed_link": False,
        "posts": 1,
        "edited": False,
        "lead_days": 4,
    }
)
BAND = MappingProxyType(
    {
        "announcement": 1,
        "sent_at": SENT,
        "class": None,
        "n": 187,
        "floor": 12,
        "direct": 3,
        "known": 109,
        "ceiling": 131,
        "read_low": None,
        "read_high": None,
        "read": None,
        "taken_at": None,
        "read_note": None,
        "complete": True,
    }
)
STATE = MappingProxyType(
    {"class": None, "n": 187, "known": 109, "not_invited": 5, "not_in": 0, "unseen": 73, "cannot": 56, "group": None}
)
KIND = MappingProxyType(
    {
        "by": "link",
        "group": "with a link",
        "place": 0,
        "announcements": 12,
        "acted": 0.05,
        "acted_low": 0.02,
        "acted_high": 0.07,
        "with_count": 3,
        "read_low": None,
        "read_high": None,
        "read_least": None,
        "read_most": None,
    }
)
PLAIN = MappingProxyType({**KIND, "group": "without a link", "place": 1})
RUNG = MappingProxyType(
    {"rung": "on_roll", "unit": "families", "low": 187, "high": 187, "of": 187, "at": None, "hours": None}
)
COPIED = pl.Schema({"announcement": pl.UInt32, "class": pl.String, "whole": pl.Boolean})
OTHERS = pl.Schema({"sent_at": pl.Datetime("ms"), "sender": pl.String})


def made(*changes: Any) -> pl.DataFrame:
    """ANNOUNCEMENTS with lead_days: an announcement for each change of MADE."""
    rows = [{**MADE, "announcement": number, **change} for number, change in enumerate(changes, start=1)]
    return pl.DataFrame(rows, schema={**ANNOUNCEMENTS, "lead_days": pl.Int32})


def bands(*changes: Any) -> pl.DataFrame:
    """BANDS: a row for each change of BAND."""
    return pl.DataFrame([{**BAND, **change} for change in changes], schema=BANDS)


def states(*changes: Any) -> pl.DataFrame:
    """STATES: a row for each change of STATE."""
    return pl.DataFrame([{**STATE, **change} for change in changes], schema=STATES)


def kinds(*changes: Any) -> pl.DataFrame:
    """WORKS: a row for each change of KIND."""
    return pl.DataFrame([{**KIND, **change} for change in changes], schema=WORKS)


def rungs(*changes: Any) -> pl.DataFrame:
    """LADDER: a row for each change of RUNG."""
    return pl.DataFrame([{**RUNG, **change} for change in changes], schema=LADDER)


def signs(*rows: tuple[str | None, str, int]) -> pl.DataFrame:
    """SIGNS of the first announcement: class, sign, families."""
    return pl.DataFrame([(1, *row) for row in rows], schema=SIGNS, orient="row")


def copied(*rows: tuple[int, str, bool]) -> pl.DataFrame:
    """announcement, class, whole."""
    return pl.DataFrame(rows, schema=COPIED, orient="row")


def others(*rows: tuple[datetime, str]) -> pl.DataFrame:
    """sent_at, sender."""
    return pl.DataFrame(rows, schema=OTHERS, orient="row")


def activity(*rows: tuple[float, int, float]) -> pl.DataFrame:
    """ACTIVITY: hours, at_risk, survival."""
    return pl.DataFrame(rows, schema=ACTIVITY, orient="row")


def latest(sent_at: datetime = SENT) -> pl.DataFrame:
    return made({"sent_at": sent_at}).select("announcement", "sent_at")


def answer(**change: Any) -> Reach:
    """A school of two classes and one announcement that is over."""
    told = {
        "announcements": made({}),
        "bands": bands({}),
        "whole": states({}),
        "classes": states(
            {"class": "1A", "n": 90, "known": 50, "not_invited": 2, "unseen": 38, "cannot": 0, "group": "own"},
            {"class": "2B", "n": 97, "known": 59, "not_invited": 3, "unseen": 35, "cannot": 0, "group": "own"},
        ),
        "latest": latest(),
        "signs": signs((None, "thanks", 3), (None, "message", 10)),
        "copied": copied(),
        "unshown": (),
        "works": kinds(),
        "activity": activity(),
        "others": others(),
        "group": "News",
        "window_hours": 72,
    }
    return Reach(**{**told, **change})


def opened(**change: Any) -> Opened:
    """The announcement of `answer`, opened for the school."""
    told = {
        "band": bands({}),
        "ladder": rungs({}, {"rung": "acted", "low": 3, "high": None}),
        "signs": signs((None, "thanks", 3), (None, "message", 10)),
        "looks": pl.DataFrame(
            schema={"taken_at": pl.Datetime("ms"), "delivered": pl.UInt32, "read": pl.UInt32},
        ),
        "window_hours": 72,
    }
    return Opened(**{**told, **change})

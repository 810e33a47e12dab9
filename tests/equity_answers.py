"""Literal answers about equity: what the tests of its sentences begin with and change."""

from datetime import date
from types import MappingProxyType
from typing import Any

import polars as pl

from dashboard.answers import Equity
from dashboard.metrics.between import COMPARED, LIMITS, Between
from dashboard.metrics.equity import EVENNESS, PARTICIPATION
from dashboard.metrics.over_time import CHANGES, OVER_TIME
from dashboard.metrics.talk import Counting

COVERAGE = pl.Schema(
    {
        "class": pl.String,
        "year": pl.String,
        "families": pl.UInt32,
        "chat": pl.String,
        "state": pl.String,
        "low": pl.UInt32,
        "high": pl.UInt32,
    }
)
CLASS = MappingProxyType(
    {
        "class": "2B",
        "families": 27,
        "heard": 14,
        "low": 0.34,
        "high": 0.69,
        "messages": 300,
        "effective_voices": 8.1,
        "voices_low": 7.2,
        "voices_high": 10.3,
        "voices_50": 11.4,
        "equal_voices_50": 22.9,
        "voices_ratio": 0.5,
        "half_the_talk": 3,
        "unlinked_senders": 0,
        "unlinked_messages": 0,
        "comparable": True,
        "linked_enough": True,
        "since": date(2026, 4, 13),
        "until": date(2026, 7, 17),
        "weeks": 14,
        "throughout": True,
    }
)
UNSEEN = MappingProxyType(
    dict.fromkeys(
        ("heard", "messages", "unlinked_senders", "unlinked_messages", "linked_enough", "since", "until", "throughout")
    )
)
SCHOOL = MappingProxyType({**CLASS, "class": None, "families": 54, "heard": 40, "messages": 700})
PLACE = MappingProxyType({"class": "1A", "state": "export", "families": 28, "low": 22, "high": 27})
POINT = MappingProxyType(
    {
        "class": "2B",
        "families": 27,
        "heard": 14,
        "share": 14 / 27,
        "shrunk": 0.6,
        "place": "inside",
        "voices_50": 11.4,
        "equal_voices_50": 22.9,
        "voices_ratio": 0.5,
        "linked_enough": True,
    }
)
SUMMER = MappingProxyType(
    {"period": "Summer 2026", "starts": date(2026, 4, 13), "ends": date(2026, 7, 17), "was": None}
)
SPRING = MappingProxyType({"period": "Spring 2026", "starts": date(2026, 1, 5), "ends": date(2026, 3, 27), "was": None})
CHANGE = MappingProxyType(
    {
        "class": None,
        "period": "Summer 2026",
        "before": "Spring 2026",
        "both": 50,
        "now_only": 6,
        "before_only": 8,
        "chance": 0.79,
    }
)


def classes(*changes: Any) -> pl.DataFrame:
    """PARTICIPATION: a class for each change of CLASS."""
    return pl.DataFrame([{**CLASS, **change} for change in changes], schema=PARTICIPATION)


def covered(*changes: Any) -> pl.DataFrame:
    """The coverage of a class for each change of PLACE."""
    return pl.DataFrame([{**PLACE, **change} for change in changes], schema=COVERAGE)


def compared(*changes: Any) -> pl.DataFrame:
    """COMPARED: a class for each change of POINT."""
    return pl.DataFrame([{**POINT, **change} for change in changes], schema=COMPARED)


def over_time(*changes: Any) -> pl.DataFrame:
    """OVER_TIME: a row for each change of the school's."""
    return pl.DataFrame([{**SCHOOL, **SUMMER, **change} for change in changes], schema=OVER_TIME)


def changed(*changes: Any) -> pl.DataFrame:
    """CHANGES: a row for each change of CHANGE."""
    return pl.DataFrame([{**CHANGE, **change} for change in changes], schema=CHANGES)


def among(**change: Any) -> Between:
    """Six classes, five of them judged and inside the limits."""
    points = compared(*({"class": f"{year}A"} for year in range(1, 6)), {"linked_enough": False, "place": None})
    limits = pl.DataFrame([(27, 0.95, 0.4, 0.8), (27, 0.998, 0.3, 0.9)], schema=LIMITS, orient="row")
    told = {
        "classes": points,
        "limits": limits,
        "target": 0.6,
        "dispersion": 1.2,
        "most": 2.26,
        "inflated": False,
        "within": 0.98,
        "compared": 6,
        "judged": 5,
        "beyond": 0,
    }
    return Between(**{**told, **change})


def answer(**change: Any) -> Equity:
    """Three classes: 1A and 2B with an export, 3A without a group."""
    rows = classes({"class": "1A"}, {}, {"class": "3A", **UNSEEN, "comparable": False})
    told = {
        "counting": Counting(),
        "whole": pl.DataFrame([dict(SCHOOL)], schema=PARTICIPATION),
        "classes": rows,
        "coverage": covered({}, {"class": "2B"}, {"class": "3A", "state": "none", "low": None, "high": None}),
        "weeks": pl.DataFrame(schema={"class": pl.String, "week": pl.Date}),
        "talk": pl.DataFrame(schema={"share_of_families": pl.Float64, "share_of_messages": pl.Float64}),
        "evenness": EVENNESS.to_frame(),
        "between": among(classes=compared({"class": "1A"}, {})),
        "terms": over_time(dict(SPRING), {}),
        "changes": changed({}),
        "on": date(2026, 7, 17),
        "undecided": 0,
    }
    return Equity(**{**told, **change})

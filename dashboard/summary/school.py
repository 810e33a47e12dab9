"""One school out of summaries: what `combine` gives, and the pages and the report of the school show."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import time
from types import MappingProxyType
from typing import get_args

import polars as pl

from dashboard.disclosure.suppression import KIND
from dashboard.summary.model import Lasting

SOURCE = pl.Enum(["export", "summary", "none"])
STATE = pl.Enum(["export", "no export", "no group", "not exported", "missing"])
SPAN = pl.Enum(get_args(Lasting))
UNIT = pl.Enum(["share", "count"])
TOLD = pl.Enum(["told", "not known", "too few"])
FAMILIES_ONCE: Mapping[str, str] = MappingProxyType(  # a share in which a family counts in each of its classes ->
    {  # the families, each once
        "heard": "families_heard",
        "in_group_at_least": "families_in_group_at_least",
        "in_group_at_most": "families_in_group_at_most",
    }
)
PERIODS = pl.Schema(
    {"period": pl.String, "starts": pl.Date, "ends": pl.Date, "span": SPAN}
)  # no two of a name; the newest last
GROUPS = pl.Schema(
    {
        "group": pl.String,  # the class, or the year some of whose classes are told of together
        "kind": KIND,
        "year": pl.String,
        "source": SOURCE,  # an export here, a summary file, or neither
        "state": STATE,  # missing: of a class that is known here, there is neither an export nor a summary yet; not
        # exported: its group has chosen that nobody can export it, so nobody is asked for either
        "file": pl.String,  # the summary's
        "first": pl.Date,  # of its records
        "last": pl.Date,
        "times_settled": pl.Boolean,
    }
)
FIGURES = pl.Schema(
    {
        "group": pl.String,  # null: the whole school
        "period": pl.String,
        "starts": pl.Date,
        "ends": pl.Date,
        "span": SPAN,
        "figure": pl.String,  # a field of `Figures`, but linked_enough; and, of the period's last announcement:
        # seen_at_least (families surely in a group where it stood), seen_at_most (those that can have been in one);
        # and of a school whose families nobody counted once, those of FAMILIES_ONCE
        "unit": UNIT,
        "said": pl.String,  # as it is printed; null where it is not told; bounds are "between 3 and 5", "55 to 66 %"
        "low": pl.Float64,  # the least it may stand for: of a share a part of 1
        "high": pl.Float64,
        "told": TOLD,
        "linked_enough": pl.Boolean,
    }
)
ANNOUNCEMENTS = pl.Schema(
    {
        "group": pl.String,  # null: the whole school
        "sent_at": pl.Datetime("ms"),  # to the minute
        "families": pl.String,
        "at_least": pl.String,
        "known": pl.String,
        "at_most": pl.String,
        "read_at_least": pl.String,
        "read_at_most": pl.String,
    }
)


@dataclass(frozen=True, eq=False)  # compared by identity, so that what is read of one can be remembered with it
class Combined:
    """One school out of any mix of exports and summaries."""

    name: str
    quiet_start: time
    quiet_end: time
    window_hours: int
    groups: pl.DataFrame  # GROUPS: a row a class or year, by name
    periods: pl.DataFrame  # PERIODS
    figures: pl.DataFrame  # FIGURES
    announcements: pl.DataFrame  # ANNOUNCEMENTS, the newest last
    families_once: (
        bool  # the school's own figures count each family once; else what they may be, of all classes' places
    )
    remarks: tuple[str, ...]  # what was settled, each in a sentence of plain text: names are as in the files

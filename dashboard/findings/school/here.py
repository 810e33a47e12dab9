"""What the figures of the school come from: each class once, the ends of its records, and what was settled."""

from collections.abc import Mapping
from types import MappingProxyType

import polars as pl

from dashboard.findings.school.readings import in_name_order
from dashboard.summary.school import Combined
from dashboard.words import day, listed, plural

STANDINGS: Mapping[str, str] = MappingProxyType(  # in the order in which they are said
    {
        "export": "From an export here",
        "summary": "From a summary file",
        "no export": "With a group, but no export of it",
        "no group": "Without a group",
        "missing": "Not here yet, as neither export nor summary file",
    }
)
FROM: Mapping[str, str] = MappingProxyType(
    {
        "export": "an export here",
        "summary": "a summary file",
        "no export": "no export",
        "no group": "no group",
        "not exported": "none: its own choice",
        "missing": "no summary yet",
    }
)


DATES = ("Records from", "Records to")  # columns of `here_table`


def here(school: Combined) -> list[str]:
    """Each class once, by where its figures come from; when records end; what was settled of classes given twice."""
    classes = school.groups.filter(pl.col("kind") == "class").with_columns(standing=_standing())
    named = [(_names(classes.filter(pl.col("standing") == name)), words) for name, words in STANDINGS.items()]
    said = [f"{words}: {listed(names)}." for names, words in named if names]
    return [*said, *_unexported(classes), *_asked_for(classes), *_years(school), *_ends(classes), *school.remarks]


def here_table(school: Combined) -> pl.DataFrame:
    """Class, From, File (nulls: no file), Records from and Records to (nulls: not known)."""
    rows = school.groups.select(
        Class="group",
        From=_standing().replace_strict(dict(FROM), default=None),
        File="file",
        **dict(zip(DATES, ("first", "last"), strict=True)),
    )
    order = {name: place for place, name in enumerate(sorted(rows["Class"], key=in_name_order))}
    return rows.sort(pl.col("Class").replace_strict(order, return_dtype=pl.Int64, default=None))


def _standing() -> pl.Expr:
    """Each group's one standing: where its figures come from, or why it has none."""
    source, state = pl.col("source").cast(pl.String), pl.col("state").cast(pl.String)
    return pl.when(state == "export").then(source.replace("none", "missing")).otherwise(state)


def _names(groups: pl.DataFrame) -> list[str]:
    return sorted(groups["group"], key=in_name_order)


def _unexported(classes: pl.DataFrame) -> list[str]:
    names = _names(classes.filter(pl.col("standing") == "not exported"))
    groups = f"{plural(len(names), 'group')} of {listed(names)} {plural(len(names), 'has')}" if names else ""
    return [f"The {groups} chosen not to be exported; nothing is missing."] if names else []


def _asked_for(classes: pl.DataFrame) -> list[str]:
    names = _names(classes.filter(pl.col("standing") == "missing"))
    what = "a summary file" if len(names) == 1 else "summary files"
    return [f"Ask the {plural(len(names), 'class rep')} of {listed(names)} for {what}."] if names else []


def _years(school: Combined) -> list[str]:
    names = _names(school.groups.filter(pl.col("kind") == "year"))
    return [f"Classes too small to be shown alone are shown together, as {listed(names)}."] if names else []


def _ends(classes: pl.DataFrame) -> list[str]:
    """The records of 1A and 1B end on 14 Jul 2026. The records of 2B end on 20 Jun 2026."""
    by_end = classes.drop_nulls("last").partition_by("last", as_dict=True)
    said = sorted(by_end.items(), reverse=True)
    return [f"The records of {listed(_names(own))} end on {day(last)}." for (last,), own in said]

"""A school put together by hand, for the tests of what is shown of one."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime, time

import polars as pl

from dashboard.disclosure.bands import BANDS, bounds, numbers
from dashboard.summary.per_cent import around
from dashboard.summary.school import ANNOUNCEMENTS, FIGURES, GROUPS, PERIODS, Combined

AUTUMN, SPRING, SUMMER, YEAR = "Autumn 2025", "Spring 2026", "Summer 2026", "School year 2025/26"
DATES = {
    AUTUMN: (date(2025, 9, 3), date(2025, 12, 19), "term"),
    SPRING: (date(2026, 1, 6), date(2026, 3, 27), "term"),
    SUMMER: (date(2026, 4, 14), date(2026, 7, 17), "term"),
    YEAR: (date(2025, 9, 3), date(2026, 7, 17), "school year"),
}
FOUR = ("heard", "seen_at_least", "seen_at_most", "nights_with_a_message", "in_group_at_least", "in_group_at_most")
SEEN = datetime(2026, 3, 20, 18, 5)
Said = str | int | tuple[int, int] | tuple[float, float] | None
Told = Mapping[tuple[str | None, str, str], Said]  # group, period, figure: as published


def group(name: str, **different: object) -> dict[str, object]:
    """A class with a summary file whose records go from September to July, if not told otherwise."""
    return {
        "group": name,
        "kind": "class",
        "year": name[:1],
        "source": "summary",
        "state": "export",
        "file": f"{name}.schoolgate.json",
        "first": date(2025, 9, 1),
        "last": date(2026, 7, 17),
        "times_settled": True,
        **different,
    }


def missing(name: str, state: str = "missing") -> dict[str, object]:
    """A class of which there is neither export nor summary."""
    return group(name, source="none", state=state, file=None, first=None, last=None, times_settled=None)


def figure(
    place: str | None,
    period: str,
    name: str,
    said: Said,
    *,
    hidden: bool = False,
    linked: bool | None = True,
) -> dict[str, object]:
    """One row of FIGURES: a share, a count, bounds of a number of families or of a share (parts of 1), or null."""
    starts, ends, span = DATES[period]
    low, high = _ends(said)
    return {
        "group": place,
        "period": period,
        "starts": starts,
        "ends": ends,
        "span": span,
        "figure": name,
        "unit": "share" if said is None or said in BANDS or isinstance(low, float) else "count",
        "said": _words(said),
        "low": low,
        "high": high,
        "told": "too few" if hidden else "not known" if said is None else "told",
        "linked_enough": linked,
    }


def _words(said: Said) -> str | None:
    if not isinstance(said, tuple):
        return None if said is None else str(said)
    return around(*said) if isinstance(said[0], float) else f"between {said[0]} and {said[1]}"


def _ends(said: Said) -> tuple[float | None, float | None]:
    if said is None:
        return None, None
    if isinstance(said, tuple):
        return said
    return bounds(said) if isinstance(said, str) and said in BANDS else numbers(said)


def school(
    groups: Sequence[Mapping[str, object]],
    told: Told,
    *,
    hidden: Sequence[tuple[str, str]] = (),
    unlinked: Sequence[str] = (),
    periods: Sequence[str] = (AUTUMN, SPRING),
    announced: Sequence[tuple[str | None, datetime]] = (),
    remarks: Sequence[str] = (),
    once: bool = True,
) -> Combined:
    """hidden: groups too small in a period; unlinked: those whose senders are linked too seldom to judge by."""
    rows = [figure(*key, said, linked=key[0] not in unlinked) for key, said in told.items()]
    rows += [figure(place, period, name, None, hidden=True, linked=None) for place, period in hidden for name in FOUR]
    spans = [(name, *DATES[name]) for name in periods]
    sent = [
        {"group": place, "sent_at": moment, "families": "25", "at_most": "75 to 85 %"} for place, moment in announced
    ]
    return Combined(
        name="Meadow Primary",
        quiet_start=time(21),
        quiet_end=time(7),
        window_hours=72,
        groups=pl.DataFrame(list(groups), schema=GROUPS),
        periods=pl.DataFrame(spans, schema=PERIODS, orient="row"),
        figures=pl.DataFrame(rows, schema=FIGURES),
        announcements=pl.DataFrame(sent, schema=ANNOUNCEMENTS),
        families_once=once,
        remarks=tuple(remarks),
    )


def four(place: str | None, period: str, *figures: str | None) -> Told:
    """The figures of the four questions, in the order of FOUR."""
    return {(place, period, name): said for name, said in zip(FOUR, figures, strict=True)}


EIGHT = school(
    [
        group("1A", source="export", file=None),
        group("1B"),
        group("2A", last=date(2026, 7, 14)),
        group("2B", times_settled=False),
        group("3A"),
        group("3B"),
        missing("4A"),
        missing("4B", "no group"),
        group("10A", first=date(2026, 4, 1)),
        group("Year 3", kind="year", year="3"),
    ],
    {
        **four("1A", AUTUMN, "45 to 55 %", "55 to 65 %", "85 % or more", "25 to 35 %", "65 to 75 %", "85 % or more"),
        **four("1A", SPRING, "65 to 75 %", "55 to 65 %", "75 to 85 %", "under 15 %", "75 to 85 %", "85 % or more"),
        **four("1B", AUTUMN, "65 to 75 %", "65 to 75 %", "85 % or more", "15 to 25 %", "45 to 55 %", "65 to 75 %"),
        **four("1B", SPRING, "65 to 75 %", "65 to 75 %", "85 % or more", "25 to 35 %", "45 to 55 %", "85 % or more"),
        **four("2A", SPRING, "30 to 50 %", None, None, "35 to 45 %", "50 to 70 %", "70 % or more"),
        **four("2B", AUTUMN, "45 to 55 %", "25 to 35 %", "65 to 75 %", "55 to 65 %", "75 to 85 %", "75 to 85 %"),
        **four("2B", SPRING, "55 to 65 %", "35 to 45 %", "65 to 75 %", "35 to 45 %", "75 to 85 %", "85 % or more"),
        **four("Year 3", SPRING, "55 to 65 %", "45 to 55 %", "75 to 85 %", "15 to 25 %", "55 to 65 %", "65 to 75 %"),
        ("1A", SPRING, "families"): 25,
        ("1A", SPRING, "joined"): "<5",
        ("1A", SPRING, "messages_a_day"): 10,
        (None, AUTUMN, "families"): (150, 170),
        (None, AUTUMN, "heard"): (0.42, 0.58),
        (None, AUTUMN, "families_heard"): (60, 85),
        (None, SPRING, "families"): (150, 170),
        (None, SPRING, "heard"): (0.55, 0.665),
        (None, SPRING, "families_heard"): (95, 120),
    },
    hidden=[("3A", SPRING), ("3B", SPRING)],
    unlinked=["2B"],
    announced=[(place, SEEN) for place in ("1A", "1B", "2B", "Year 3")],
    remarks=["1B is in two files: the one whose records go on later is shown, 1B.schoolgate.json."],
    once=False,
)
ONE = school(
    [group("2B")],
    {
        **four("2B", AUTUMN, "45 to 55 %", "25 to 35 %", "65 to 75 %", "55 to 65 %", "75 to 85 %", "75 to 85 %"),
        **four("2B", SPRING, "75 to 85 %", "35 to 45 %", "65 to 75 %", "45 to 55 %", "75 to 85 %", "85 % or more"),
    },
    announced=[("2B", SEEN)],
)

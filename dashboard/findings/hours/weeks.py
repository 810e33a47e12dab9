"""Are school nights getting quieter? in sentences: the trend over school weeks."""

from types import MappingProxyType

from dashboard.answers import Hours
from dashboard.thresholds import FEWEST_SCHOOL_WEEKS
from dashboard.words import counted, in_period

WEEKS_TITLE = "School nights with a message in the quiet hours, school week by school week"
WEEKS_CAUTION = (
    "A school week has the nights from Sunday to Thursday that come before a school day. Weeks of the holidays are "
    "left out, and so are weeks with only one or two such nights observed. The line is the median slope over every "
    "two weeks (Theil-Sen); it says nothing of why."
)
CHANGED = MappingProxyType({"rising": "rose", "falling": "fell"})
SHARE = "the share of school nights with a message in the quiet hours"


def trend(answer: Hours) -> str | None:
    """Over 34 school weeks the share ... fell by 0.4 percentage points a week (95 % interval 0.1 to 0.7)."""
    told = answer.weekly
    if answer.whole["nights"].null_count():
        return None
    row = told.trend.row(0, named=True) if told.trend.height else {"weeks": 0, "direction": None}
    weeks = row["weeks"]
    if row["direction"] is None:
        needed = f"{weeks}; {FEWEST_SCHOOL_WEEKS} are needed"
        return f"There are too few school weeks to say whether nights become quieter ({needed})."
    return f"Over {which_weeks(weeks, told.of_weeks)}{whose(answer)}, {SHARE} {change(row)}."


def which_weeks(weeks: int, of_weeks: int) -> str:
    """34 school weeks · 34 of the 39 school weeks"""
    return counted(weeks, "school week") if weeks == of_weeks else f"{weeks:,} of the {of_weeks:,} school weeks"


def whose(answer: Hours) -> str:
    """Of which groups, where there are several."""
    pooled, groups = len(answer.weekly.classes), answer.weekly.groups
    if groups == 1:
        return ""
    if pooled == groups:
        return f", in all {groups:,} groups together" if groups > 2 else ", in both groups together"
    return (
        f", in the {pooled:,} of {groups:,} groups that were observed in all of them"
        if pooled > 1
        else (f", in the one of {groups:,} groups that was observed in all of them")
    )


def change(row: dict[str, float | str]) -> str:
    """fell by 0.4 percentage points a week (95 % interval 0.1 to 0.7) · shows no clear change (...)"""
    slope, low, high = (float(row[name]) * 100 for name in ("slope", "low", "high"))
    places = 1 if all(abs(end) >= 0.05 or end == 0 for end in (slope, low, high)) else 2
    if low == high == 0:
        return "shows no clear change: many of the weeks have the same share"
    if row["direction"] == "unclear":
        return f"shows no clear change (95 % interval: {spanning(low, high, 'percentage points a week', places)})"
    near, far = sorted(abs(end) for end in (low, high))
    return (
        f"{CHANGED[str(row['direction'])]} by {abs(slope):.{places}f} percentage points a week "
        f"(95 % interval {near:.{places}f} to {far:.{places}f})"
    )


def spanning(low: float, high: float, points: str, places: int) -> str:
    """between 0.6 percentage points less and 1.7 more · between 0 and 1.7 percentage points more: around no change"""
    less, more = f"{abs(low):.{places}f}", f"{abs(high):.{places}f}"
    if low == 0 or high == 0:
        return f"between 0 and {more} {points} more" if low == 0 else f"between 0 and {less} {points} less"
    return f"between {less} {points} less and {more} more"


def line(answer: Hours) -> str:
    """What the line of the picture says, in a few words."""
    told = answer.weekly.trend["direction"].drop_nulls().to_list()
    return {"rising": "rising", "falling": "falling"}.get(told[0], "no clear change") if told else ""


def can_draw_weeks(answer: Hours) -> bool:
    return answer.weekly.weeks.height > 1


def weeks_title(answer: Hours, period: str) -> str:
    """What is drawn: of one class or of several, and when."""
    groups = len(answer.weekly.classes)
    together = f", {groups:,} groups together" if groups > 1 else ""
    return f"{WEEKS_TITLE} {in_period(period)}{together}"

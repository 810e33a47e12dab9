"""What two summaries of the same groups and days say differently."""

from collections.abc import Hashable, Iterable, Iterator, Mapping
from datetime import date

from dashboard.summary.model import Announcement, Figures, Group, Summary
from dashboard.summary.ours import may_be_one
from dashboard.summary.settled import Given, shown_names
from dashboard.words import listed

ADVICE = (
    "Whoever has both files may work out more than from either alone: ask for the earlier one to be deleted before you "
    "send this one."
)
Days = tuple[date, date]
Names = Mapping[str, str]  # a class, as a summary spells it: as all of them are compared (settled.shown_names)


def told_otherwise(summary: Summary, earlier: Iterable[Summary]) -> str:
    """A warning where an `earlier` summary of the same school tells something else of the same groups, else "".

    That is other figures of the same days, or a period on other days that overlap with its own: the days between are
    what the two differ by. Each was attacked alone, so nothing is known of what both give away together. Schools and
    classes are the same however they are spelt, as in `combine`.
    """
    others = [each for each in earlier if may_be_one(each.school, summary.school)]
    names = shown_names([Given(None, each, from_export=False) for each in (summary, *others)], ())
    changed, moved = told_changed(summary, others, names), on_other_days(summary, others, names)
    said = [f"An earlier summary here has other figures of {listed(changed)}."] if changed else []
    said += [f"An earlier summary here has {listed(moved)} on other days."] if moved else []
    return " ".join([*said, ADVICE]) if said else ""


def told_changed(summary: Summary, others: Iterable[Summary], names: Names) -> list[str]:
    """The periods, each once, and "announcements", of which another summary has other figures."""
    before: dict[Hashable, set[Figures | Announcement | None]] = {}
    for _, same, told in (each for other in others for each in figures_of(other, names)):
        before.setdefault(same, set()).add(told)
    changed = [name for name, same, told in figures_of(summary, names) if before.get(same, {told}) != {told}]
    return list(dict.fromkeys(changed))


def figures_of(summary: Summary, names: Names) -> Iterator[tuple[str, Hashable, Figures | Announcement | None]]:
    """What it has by group and days, and by group and moment; how that is called first."""
    for group in summary.groups:
        for period in group.periods:
            yield period.name, (same_group(group, names), period.starts, period.ends), period.figures
        for each in group.announcements:
            yield "announcements", (same_group(group, names), each.sent_at), each


def on_other_days(summary: Summary, others: Iterable[Summary], names: Names) -> list[str]:
    """The periods, each once, that share days with one of the same group and span elsewhere, but not all of them."""
    before: dict[Hashable, set[Days]] = {}
    for other in others:
        for _, same, days in days_of(other, names):
            before.setdefault(same, set()).add(days)
    moved = [
        name
        for name, same, own in days_of(summary, names)
        if any(overlap_in_part(own, days) for days in before.get(same, ()))
    ]
    return list(dict.fromkeys(moved))


def days_of(summary: Summary, names: Names) -> Iterator[tuple[str, Hashable, Days]]:
    for group in summary.groups:
        for period in group.periods:
            yield period.name, (same_group(group, names), period.span), (period.starts, period.ends)


def overlap_in_part(own: Days, days: Days) -> bool:
    return own != days and own[0] <= days[1] and days[0] <= own[1]


def same_group(group: Group, names: Names) -> tuple[str, str]:
    """What is alike of one group in all summaries; the school's own name may have been typed in later."""
    if group.kind == "school":
        return group.kind, ""
    return group.kind, names[group.name] if group.kind == "class" else group.name

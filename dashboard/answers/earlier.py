"""What two summaries of the same groups and days say differently."""

from collections.abc import Hashable, Iterable, Iterator

from dashboard.summary.model import Announcement, Figures, Summary
from dashboard.words import listed


def told_otherwise(summary: Summary, earlier: Iterable[Summary]) -> str:
    """A warning where an `earlier` summary of the same school has other figures of the same groups and days, else "".

    Each was attacked alone, so nothing is known of what both give away together.
    """
    before: dict[Hashable, set[Figures | Announcement | None]] = {}
    for _, same, told in (each for other in earlier if other.school == summary.school for each in figures_of(other)):
        before.setdefault(same, set()).add(told)
    changed = [name for name, same, told in figures_of(summary) if before.get(same, {told}) != {told}]
    if not changed:
        return ""
    return (
        f"An earlier summary here has other figures of {listed(list(dict.fromkeys(changed)))}. Whoever has both files "
        "may work out more than from either alone: ask for the earlier one to be deleted before you send this one."
    )


def figures_of(summary: Summary) -> Iterator[tuple[str, Hashable, Figures | Announcement | None]]:
    """What it has by group and days, and by group and moment; how that is called first."""
    for group in summary.groups:
        for period in group.periods:
            yield period.name, (group.kind, group.name, period.starts, period.ends), period.figures
        for each in group.announcements:
            yield "announcements", (group.kind, group.name, each.sent_at), each

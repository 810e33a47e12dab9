"""One school out of any mix of exports and summaries: each class once, missing ones as missing, totals as bounds."""

from collections.abc import Sequence

import polars as pl

from dashboard.summary import settled, spans
from dashboard.summary.bounds import Overlap
from dashboard.summary.figures import Sources, figures
from dashboard.summary.model import Announcement
from dashboard.summary.school import ANNOUNCEMENTS, GROUPS, School
from dashboard.summary.settled import Given, Settings, Taken

SIGNS = ("at_least", "known", "at_most", "read_at_least", "read_at_most")


def combine(
    given: Sequence[Given], classes: pl.DataFrame, *, families: int | None = None, places: int | None = None
) -> School:
    """The School that these summaries tell of, in whatever order they are given.

    classes: CLASSES that roster and settings here know; one that no summary tells of is missing. Of a class in several
    summaries, that counts whose records go on longest (settled.preference). The school's own figures are those of the
    one source that every class is taken from, if it has them; else they are bounds of families (bounds.together) for
    what counts families in classes, and not known for all else. families, places: bounds.Overlap, from the roster here.
    Periods of the same days are one, by the name that most give it; periods of one name on other days are kept apart.
    Raises ValueError where nothing is given.
    """
    if not given:
        raise ValueError("a school is combined of one summary at least")
    every, repeated = settled.once(given)
    own = settled.settings(every)
    shown = settled.shown_names(every, classes["class"].to_list())
    taken, choices = settled.settle(every, shown)
    whole = school_group(every, taken, own)
    names, renamed = spans.period_names(each.group for each in ([*taken, whole] if whole else taken))
    lacking = missing(taken, classes)
    sources = Sources(taken, whole, own, names, tuple(lacking["class"]))
    return School(
        name=own.school,
        quiet_start=own.quiet[0],
        quiet_end=own.quiet[1],
        window_hours=own.window_hours,
        groups=groups(taken, lacking, classes),
        periods=spans.periods(names),
        figures=figures(sources, Overlap(families, places)),
        announcements=announcements(sources),
        families_once=whole is not None,
        remarks=(*repeated, *settled.settings_remarks(every, own), *choices, *renamed),
    )


def school_group(given: Sequence[Given], taken: Sequence[Taken], own: Settings) -> Taken | None:
    """The school's own figures of the one source that every class with records is taken from."""
    sources = {id(each.given) for each in taken if each.group.group == "export"}
    told = [(each, group) for each in given for group in each.summary.groups if group.kind == "school"]
    return next((Taken(own.school, group, each, ()) for each, group in told if sources == {id(each)}), None)


# Groups


def groups(taken: Sequence[Taken], lacking: pl.DataFrame, classes: pl.DataFrame) -> pl.DataFrame:
    """GROUPS: those that summaries tell of, and the classes that none does."""
    years = dict(classes.select("class", "year").iter_rows())
    rows = [group_row(each, years.get(each.name)) for each in taken]
    rows += [
        (name, "class", year, "none", "no group" if chat is None else "missing", None, None, None, True)
        for name, year, chat in lacking.select("class", "year", "chat").iter_rows()
    ]
    return pl.DataFrame(rows, schema=GROUPS, orient="row").sort("group")


def group_row(taken: Taken, year: str | None) -> tuple[object, ...]:
    group, given = taken.group, taken.given
    here = given.from_export
    source = "summary" if not here else "export" if group.group == "export" else "none"
    state = "missing" if here and group.group == "no export" else group.group
    dates = group.first, group.last, group.times_settled
    return taken.name, group.kind, group.year or year, source, state, given.file, *dates


def missing(taken: Sequence[Taken], classes: pl.DataFrame) -> pl.DataFrame:
    """CLASSES of which no summary tells."""
    told = [each.name for each in taken if each.group.kind == "class"]
    return classes.filter(~pl.col("class").is_in(told))


# Announcements


def announcements(sources: Sources) -> pl.DataFrame:
    """ANNOUNCEMENTS; of the school only those that its own source tells of. Signs within other hours are left out."""
    whole = [(None, sources.whole)] if sources.whole else []
    every = [*whole, *((each.name, each) for each in sources.taken)]
    rows = [
        (name, *announcement_row(announcement, same=each.given.summary.window_hours == sources.own.window_hours))
        for name, each in every
        for announcement in each.group.announcements
    ]
    return pl.DataFrame(rows, schema=ANNOUNCEMENTS, orient="row").sort("sent_at", "group", maintain_order=True)


def announcement_row(announcement: Announcement, *, same: bool) -> tuple[object, ...]:
    signs = [getattr(announcement, name) if same else None for name in SIGNS]
    return announcement.sent_at, str(announcement.families), *signs

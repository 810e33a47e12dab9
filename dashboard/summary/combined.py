"""One school out of any mix of exports and summaries: each class once, missing ones as missing, totals as bounds."""

from collections.abc import Iterable, Mapping, Sequence

import polars as pl

from dashboard.summary import ours, settled, spans
from dashboard.summary.bounds import NOTHING_KNOWN, Overlap
from dashboard.summary.figures import Sources, figures
from dashboard.summary.model import SIGNS, Announcement
from dashboard.summary.school import ANNOUNCEMENTS, GROUPS, Combined
from dashboard.summary.settled import Given, Settings, Taken

UNASKED = ("no group", "not exported")  # why nobody can send a summary


def combine(
    given: Sequence[Given],
    classes: pl.DataFrame,
    *,
    name: str | None = None,
    families: int | None = None,
    places: int | None = None,
) -> Combined:
    """The school that these summaries tell of, in whatever order they are given.

    classes: class, year, state, of those that roster and settings here know. state: "no group" and "not exported" hold
    unless records of the class are here; with any other, a class that no summary tells of is missing. name: the
    school's, as the settings here have it; summaries of another school are left out (ours.of_one_school). Of a class in
    several, that counts whose records go on longest (settled.preference); where it tells of no announcement, those of
    another stand beside it. families, places: bounds.Overlap of all `classes`, as the roster here
    names each of them; not used where a class that it does not name is told of.

    The school's own figures are those of the one source that every class is taken from, if it has them. Else they are,
    for what counts families, shares of all places in classes (bounds.share_of_all) and bounds of families, each once
    (bounds.together); all else is not known. Periods of the same days are one, by the name that most give it; periods
    of one name on other days are kept apart. Where every summary is of another school, there is no period.

    Raises ValueError where nothing is given.
    """
    if not given:
        raise ValueError("a school is combined of one summary at least")
    every, repeated = settled.once(given)
    school, kept, foreign = ours.of_one_school(every, name)
    own = settled.settings(kept or every, school)
    shown = settled.shown_names(kept, classes["class"].to_list())
    taken, choices = settled.settle(kept, shown)
    whole = school_group(kept, taken, own)
    names, renamed = spans.period_names(each.group for each in ([*taken, whole] if whole else taken))
    lacking = missing(taken, classes)
    sources = Sources(taken, whole, own, names, tuple(lacking["class"]))
    return Combined(
        name=own.school,
        quiet_start=own.quiet[0],
        quiet_end=own.quiet[1],
        window_hours=own.window_hours,
        groups=groups(taken, lacking, classes, unasked(kept, shown, classes)),
        periods=spans.periods(names),
        figures=figures(sources, Overlap(families, places) if all_known(taken, classes) else NOTHING_KNOWN),
        announcements=announcements(sources),
        families_once=whole is not None,
        remarks=(*repeated, *foreign, *settled.settings_remarks(kept, own), *choices, *renamed),
    )


def school_group(given: Sequence[Given], taken: Sequence[Taken], own: Settings) -> Taken | None:
    """The school's own figures of the one source that every class with records is taken from."""
    sources = {id(each.given) for each in taken if each.group.group == "export"}
    told = [(each, group) for each in given for group in each.summary.groups if group.kind == "school"]
    return next((Taken.of(own.school, group, each) for each, group in told if sources == {id(each)}), None)


def all_known(taken: Iterable[Taken], classes: pl.DataFrame) -> bool:
    """Whether every class that is told of, by itself or with its year, is one of `classes`."""
    told = {name for each in taken for name in (each.classes or (each.name,))}
    return told.issubset(classes["class"])


# Groups


def groups(
    taken: Sequence[Taken], lacking: pl.DataFrame, classes: pl.DataFrame, reasons: Mapping[str, str]
) -> pl.DataFrame:
    """GROUPS: those that summaries tell of, and the classes that none does."""
    years = dict(classes.select("class", "year").iter_rows())
    rows = [group_row(each, years.get(each.name), reasons.get(each.name)) for each in taken]
    rows += [
        (name, "class", year, "none", reasons.get(name, "missing"), None, None, None, True)
        for name, year in lacking.select("class", "year").iter_rows()
    ]
    return pl.DataFrame(rows, schema=GROUPS, orient="row").sort("group")


def group_row(taken: Taken, year: str | None, reason: str | None) -> tuple[object, ...]:
    group, given = taken.group, taken.given
    here, recorded = given.from_export, group.group == "export"
    source = "summary" if not here else "export" if recorded else "none"
    otherwise = "missing" if here and group.group == "no export" else group.group
    state = otherwise if recorded else reason or otherwise
    dates = group.first, group.last, group.times_settled
    return taken.name, group.kind, group.year or year, source, state, given.file, *dates


def unasked(given: Iterable[Given], shown: Mapping[str, str], classes: pl.DataFrame) -> dict[str, str]:
    """class -> why nobody need be asked for its summary, as the settings here or those of any summary's maker say."""
    here = classes.filter(pl.col("state").is_in(UNASKED)).select("class", "state")
    there = {
        shown[group.name]: "not exported"
        for each in given
        for group in each.summary.groups
        if group.kind == "class" and group.group == "not exported"
    }
    return dict(here.iter_rows()) | there


def missing(taken: Sequence[Taken], classes: pl.DataFrame) -> pl.DataFrame:
    """CLASSES of which no summary tells."""
    told = [each.name for each in taken if each.group.kind == "class"]
    return classes.filter(~pl.col("class").is_in(told))


# Announcements


def announcements(sources: Sources) -> pl.DataFrame:
    """ANNOUNCEMENTS; of the school only those that its own source tells of. Signs within other hours are left out.

    Times are whole minutes: some phones export no seconds.
    """
    whole = [(None, sources.whole)] if sources.whole else []
    every = [*whole, *((each.name, each) for each in sources.taken)]
    rows = [
        (name, *announcement_row(announcement, same=each.window_hours == sources.own.window_hours))
        for name, each in every
        for announcement in each.posted
    ]
    return pl.DataFrame(rows, schema=ANNOUNCEMENTS, orient="row").sort("sent_at", "group", maintain_order=True)


def announcement_row(announcement: Announcement, *, same: bool) -> tuple[object, ...]:
    signs = [getattr(announcement, name) if same else None for name in SIGNS]
    return announcement.sent_at.replace(second=0), str(announcement.families), *signs

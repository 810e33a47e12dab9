"""Workspace and selection -> the metric frames behind each of the four answers.

Written once, so that a page, the start page and the report can never show different figures. With `rough`, every
figure is treated by `disclosure` first, for readers who see no class from inside: each answer says so in `.rough`.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, time

import polars as pl

from dashboard import disclosure, grouping, membership, review, worklist
from dashboard.metrics import admins, drift, equity, hours, movements, reach
from dashboard.policy import Profile
from dashboard.school import School
from dashboard.selection import Selection, apply
from dashboard.words import listed
from dashboard.workspace import Workspace


@dataclass(frozen=True)
class Equity:
    """Is everybody heard? Frames as metrics/equity.py describes them."""

    whole: pl.DataFrame  # one row: the one class chosen, or the school with each family once
    classes: pl.DataFrame
    coverage: pl.DataFrame
    weeks: pl.DataFrame
    talk: pl.DataFrame  # the curve of talk of the one class chosen; no rows otherwise
    rough: bool


@dataclass(frozen=True)
class Reach:
    """Do announcements reach? Frames as metrics/reach.py describes them."""

    announcements: pl.DataFrame
    bands: pl.DataFrame  # one row an announcement: of the one class chosen, or the school
    whole: pl.DataFrame  # one row, of the same: the one class chosen, or the school with each family once
    classes: pl.DataFrame  # one row a class, of metrics.reach.unreachable
    group: str | None  # the announcement group, if its export is loaded
    from_others: int  # messages in the announcement group by nobody on the list of PA posters, where only they announce
    rough: bool


@dataclass(frozen=True)
class Hours:
    """When do phones buzz? Frames as metrics/hours.py describes them."""

    whole: pl.DataFrame  # one row: the group of the one class chosen, or all class groups
    phones: pl.DataFrame  # the same over the groups whose number of members is known throughout; no row if none
    days: pl.DataFrame  # one row for each type of day
    classes: pl.DataFrame  # one row a class with an export
    announcements: pl.DataFrame  # one row, or none: the announcement group apart
    week: pl.DataFrame
    quiet_start: time
    quiet_end: time
    to_the_minute: bool  # some export gives no seconds
    rough: bool


@dataclass(frozen=True)
class Drift:
    """Does the group match the roster? Frames as metrics/drift.py describes them."""

    whole: pl.DataFrame  # one row: the one class chosen, or places added up over the classes that are known
    bounds: pl.DataFrame  # one row a class
    coverage: pl.DataFrame  # each class's group, with the bounds of families in it
    standing: pl.DataFrame  # class, status, families
    members: pl.DataFrame  # members now, with their status
    families: pl.DataFrame
    links: pl.DataFrame
    children: pl.DataFrame  # family, child: their names in the selected classes, as the rep knows a family
    movements: pl.DataFrame  # as metrics/movements.py describes it
    churn: pl.DataFrame  # the same, without the first month, in which a group fills
    disagreements: pl.DataFrame  # of membership.disagreements: how far lists and head-counts were from what was thought
    leaves_unseen: tuple[str, ...]  # classes whose export is no admin's, as far as is known
    work: pl.DataFrame  # class, task, things: what there is to do by the school's rules, without names
    on: date
    rough: bool


@dataclass(frozen=True)
class Work:
    """What there is to do, with names: for the class rep alone. Frames as in worklist.py and metrics/admins.py."""

    tasks: pl.DataFrame
    admins: pl.DataFrame
    profile: Profile
    where: str  # the class
    on: date


@dataclass(frozen=True)
class Review:
    """Who is who in the selected classes, with names: for the class rep alone."""

    people: pl.DataFrame  # as review.py describes it
    links: pl.DataFrame
    families: Mapping[
        str, str
    ]  # family: its children, or else itself; on roll in these classes, by the children's names
    children: Mapping[str, str]  # the same over the whole school, where it names children


def heard(workspace: Workspace, selection: Selection, *, rough: bool = False) -> Equity:
    """Is everybody heard, in the selected classes and period?"""
    school, roster, links = workspace.school, workspace.roster, workspace.links
    counting = {"pa_posters": school.pa_posters, "reps_count": school.profile.reps_count}
    observed = equity.observed(workspace.messages, workspace.classes, selection)
    families = equity.family_messages(workspace.messages, links, roster, selection, **counting)
    strangers = equity.unlinked(workspace.messages, links, selection, pa_posters=school.pa_posters)
    classes = equity.participation(families, strangers, selection, classes=workspace.classes, loaded=observed)
    everybody = equity.school_participation(families, strangers, selection, loaded=observed)
    one = only(selection)
    answer = Equity(
        whole=classes if one else everybody,
        classes=classes,
        coverage=covered(workspace, selection, standings(workspace, selection)[2]),
        weeks=equity.weekly(workspace.messages, links, roster, selection, **counting),
        talk=equity.class_talk(families, one or ""),
        rough=rough,
    )
    return disclosed_equity(answer, large_classes(workspace, selection)) if rough else answer


def disclosed_equity(answer: Equity, large: pl.DataFrame) -> Equity:
    def treated(frame: pl.DataFrame) -> pl.DataFrame:
        places = disclosure.places(frame, "families", ["heard"], large)
        kept = frame.select("class", "comparable", "linked_enough", low=pl.lit(None), high=pl.lit(None))
        return places.hstack(kept.drop("class"))

    return replace(
        answer,
        whole=treated(answer.whole),
        classes=treated(answer.classes),
        coverage=disclosed_coverage(answer.coverage, large),
        weeks=answer.weeks.clear(),
        talk=answer.talk.clear(),
    )


def disclosed_coverage(coverage: pl.DataFrame, large: pl.DataFrame) -> pl.DataFrame:
    places = disclosure.places(coverage, "families", ["low", "high"], large)
    return coverage.select("state").hstack(places.drop("said").with_columns(pl.col("families").cast(pl.Int64)))


def large_classes(workspace: Workspace, selection: Selection) -> pl.DataFrame:
    """The selected classes that leadership may see a row of."""
    written = (
        apply(selection, workspace.messages)
        .filter(~pl.col("kind").is_in(["notice", "call"]))
        .group_by("chat")
        .len("messages")
    )
    loaded = pl.col("chat").is_in([chat.name for chat in workspace.chats])
    return disclosure.large(
        workspace.classes.filter(of_selected(selection))
        .join(written, on="chat", how="left")
        .with_columns(messages=pl.when(loaded).then(pl.col("messages").fill_null(0)))
    )


def covered(workspace: Workspace, selection: Selection, bounds: pl.DataFrame) -> pl.DataFrame:
    """`equity.coverage` of the selected classes beside the bounds (low, high) of families in their groups."""
    loaded = frozenset(chat.name for chat in workspace.chats)
    return (
        equity.coverage(workspace.classes, loaded, workspace.school)
        .filter(of_selected(selection))
        .join(bounds.select("class", "low", "high"), on="class", how="left", maintain_order="left")
    )


def disturbed(workspace: Workspace, selection: Selection, *, rough: bool = False) -> Hours:
    """When do phones buzz, in the selected classes' groups and, apart, in the announcement group?"""
    school = workspace.school
    groups = workspace.classes.filter(of_selected(selection)).select("class", "chat").drop_nulls()
    nights = hours.nights(
        workspace.messages,
        school,
        head_counts=workspace.head_counts,
        calendar=workspace.calendar,
        period=selection.period,
    )
    in_period = apply(selection, workspace.messages)
    of_classes = in_period.join(groups, on="chat", how="semi")
    class_nights = nights.join(groups, on="chat", how="semi")
    classes = groups.join(figures_at_night(class_nights, of_classes, school), on="chat").sort("class")
    counted = classes.filter(pl.col("buzzes_a_member_night").is_not_null())
    announced = pl.col("chat") == pl.lit(school.announcement_chat, pl.String)
    answer = Hours(
        whole=figures_at_night(
            hours.pooled(class_nights), of_classes.with_columns(chat=pl.lit(None, pl.String)), school
        ),
        phones=hours.disturbance(hours.pooled(class_nights.join(counted, on="chat", how="semi"))),
        days=hours.disturbance_by_day_type(hours.pooled(class_nights)),
        classes=classes,
        announcements=figures_at_night(nights.filter(announced), in_period.filter(announced), school),
        week=hours.week(of_classes, school)
        .group_by("weekday", "hour", maintain_order=True)
        .agg(pl.col("messages").sum()),
        quiet_start=school.quiet_start,
        quiet_end=school.quiet_end,
        to_the_minute=any(chat.header.resolution == "minute" for chat in workspace.chats),
        rough=rough,
    )
    return disclosed_hours(answer, large_classes(workspace, selection)) if rough else answer


def disclosed_hours(answer: Hours, large: pl.DataFrame) -> Hours:
    observed = large.join(answer.classes, on="class", how="semi")
    return replace(
        answer,
        whole=disclosure.nights(answer.whole.with_columns(pl.lit(None, pl.String).alias("class")), observed),
        phones=answer.phones.clear(),
        classes=disclosure.nights(answer.classes, observed),
        days=answer.days.clear(),
        announcements=answer.announcements.clear(),
        week=disclosure.week(answer.week, observed),
    )


def figures_at_night(nights: pl.DataFrame, messages: pl.DataFrame, school: School) -> pl.DataFrame:
    """`hours.disturbance` beside `hours.at_night`, one row a chat."""
    shares = hours.at_night(messages, school).select("chat", written="messages", at_night="night_messages")
    return shares.join(hours.disturbance(nights), on="chat", how="left", nulls_equal=True)


def reached(workspace: Workspace, selection: Selection, *, rough: bool = False) -> Reach:
    """Do the announcements of the period reach the families of the selected classes?"""
    school = grouping.with_posters(workspace.school, workspace.chats)
    bands = reach.bands(
        workspace.messages,
        school,
        workspace.roster,
        workspace.links,
        workspace.membership,
        workspace.snapshots,
        workspace.read_counts,
        workspace.classes,
        head_counts=workspace.head_counts,
        admin_chats=workspace.admin_chats,
    ).filter(in_period(selection))
    unreachable = reach.unreachable(bands)
    one = only(selection)
    answer = Reach(
        announcements=reach.announcements(workspace.messages, school).filter(in_period(selection)),
        bands=bands.filter(pl.col("class").eq_missing(pl.lit(one, pl.String))),
        whole=unreachable.filter(pl.col("class").eq_missing(pl.lit(one, pl.String))),
        classes=unreachable.filter(of_selected(selection)),
        group=next((chat.name for chat in workspace.chats if chat.name == school.announcement_chat), None),
        from_others=from_others(workspace, selection),
        rough=rough,
    )
    return disclosed_reach(answer, large_classes(workspace, selection)) if rough else answer


def from_others(workspace: Workspace, selection: Selection) -> int:
    school = workspace.school
    if not (school.pa_posters and school.profile.only_pa_announces):
        return 0
    return (
        apply(selection, workspace.messages)
        .filter(pl.col("chat") == pl.lit(school.announcement_chat, pl.String), pl.col("kind") != "notice")
        .filter(~pl.col("sender").is_in(school.pa_posters))
        .height
    )


def disclosed_reach(answer: Reach, large: pl.DataFrame) -> Reach:
    known = disclosure.places(answer.classes, "n", ["known"], large)
    return replace(
        answer,
        announcements=answer.announcements.clear(),
        bands=answer.bands.clear(),
        whole=disclosure.places(answer.whole, "n", ["cannot"], large).hstack(answer.whole.select("sent_at")),
        classes=known.with_columns(cannot=pl.lit(None, pl.Float64)),
    )


def drifted(workspace: Workspace, selection: Selection, *, rough: bool = False) -> Drift:
    """Do the selected classes' groups match the roster, on the last day of which anything is known?"""
    families, members, bounds = standings(workspace, selection)
    chats = workspace.classes.filter(of_selected(selection)).select("chat").drop_nulls()
    moved = moves(workspace).join(chats, on="chat", how="semi")
    answer = Drift(
        whole=bounds.with_columns(classes=pl.lit(1, pl.UInt32)) if only(selection) else added_up(bounds),
        bounds=bounds,
        coverage=covered(workspace, selection, bounds),
        standing=families.with_columns(status=kept_apart())
        .group_by("class", "status")
        .len("families")
        .sort("class", "status"),
        members=members,
        families=families,
        links=workspace.links.join(chats, on="chat", how="semi"),
        children=children_of(workspace.roster.filter(of_selected(selection))),
        movements=moved,
        churn=movements.churn(moved.filter(pl.col("month") > pl.col("month").min().over("chat"))),
        disagreements=disagreements(workspace, chats if only(selection) else chats.clear()),
        leaves_unseen=leaves_unseen(workspace, selection),
        work=worklist.counts(to_do(workspace, selection).tasks),
        on=last_day(workspace),
        rough=rough,
    )
    return disclosed_drift(answer, large_classes(workspace, selection)) if rough else answer


def moves(workspace: Workspace) -> pl.DataFrame:
    return movements.movements(
        workspace.messages,
        workspace.membership,
        workspace.head_counts,
        workspace.roster,
        workspace.classes,
        admin_chats=workspace.admin_chats,
    )


def disagreements(workspace: Workspace, chats: pl.DataFrame) -> pl.DataFrame:
    """`membership.disagreements` of these chats: each list is worth a reconstruction of its own."""
    return membership.disagreements(
        workspace.messages.join(chats, on="chat", how="semi"),
        workspace.snapshots.join(chats, on="chat", how="semi"),
        workspace.names,
        admin_chats=workspace.admin_chats,
        complete_chats=frozenset(chat.name for chat in workspace.chats if not chat.coverage.cut_start),
    )


def leaves_unseen(workspace: Workspace, selection: Selection) -> tuple[str, ...]:
    loaded = [chat.name for chat in workspace.chats if chat.name not in workspace.admin_chats]
    return tuple(workspace.classes.filter(of_selected(selection), pl.col("chat").is_in(loaded))["class"])


def to_do(workspace: Workspace, selection: Selection, *, rough: bool = False) -> Work:
    """What there is to do in the selected classes by the school's rules; nothing for readers who may see no names."""
    on, classes = last_day(workspace), workspace.classes.filter(of_selected(selection))
    known = admins.admins(workspace.messages, workspace.snapshots, on).join(classes, on="chat", how="semi")
    families, members, _ = standings(workspace, selection)
    tasks = worklist.tasks(
        families,
        members,
        workspace.links,
        children_of(workspace.roster.filter(of_selected(selection))),
        known,
        classes,
        workspace.school.profile,
        pa_posters=workspace.school.pa_posters,
    )
    return Work(
        tasks=tasks.clear() if rough else tasks,
        admins=known,
        profile=workspace.school.profile,
        where=listed(classes["class"].to_list()),
        on=on,
    )


def reviewed(workspace: Workspace, selection: Selection, *, rough: bool = False) -> Review:
    """Who is who in the selected classes; nothing for readers who may see no names."""
    chats = workspace.classes.filter(of_selected(selection)).select("chat").drop_nulls()
    links = workspace.links.join(chats, on="chat", how="semi")
    asked = review.people(
        workspace.senders.join(chats, on="chat", how="semi"), links, workspace.candidates, workspace.membership
    )
    everybody = children_of(workspace.roster)
    here = drift.families_on(workspace.roster, last_day(workspace)).filter(of_selected(selection))
    named = here.join(everybody, on="family", how="left").select("family", name=pl.coalesce("child", "family"))
    return Review(
        people=asked.clear() if rough else asked,
        links=links.clear() if rough else links,
        families={} if rough else dict(named.sort("name").iter_rows()),
        children={} if rough else dict(everybody.drop_nulls().iter_rows()),
    )


def standings(workspace: Workspace, selection: Selection) -> tuple[pl.DataFrame, pl.DataFrame, pl.DataFrame]:
    """Families, members and bounds of the selected classes, as metrics/drift.py has them."""
    on = last_day(workspace)
    known = (workspace.roster, workspace.links, workspace.membership, workspace.snapshots, workspace.classes)
    families = drift.family_status(*known, on).filter(of_selected(selection))
    members = drift.sender_status(*known, on).filter(of_selected(selection))
    named = families["class"].implode()
    members = members.filter(pl.col("class").is_in(named) | (pl.col("status") != "unknown"))  # no roster: no strangers
    return families, members, drift.bounds(families, members)


def kept_apart() -> pl.Expr:
    """A family's status with exclusions among those who opted out: whom the school excluded is for the rep alone."""
    status = pl.col("status").cast(pl.String)
    return status.replace({"excluded": "opted_out", "excluded_present": "opted_out_present"})


def added_up(bounds: pl.DataFrame) -> pl.DataFrame:
    """classes, families, low, high over the classes whose group is known; all but classes are null where none is."""
    known = bounds.drop_nulls(["low", "high"])
    return known.select(
        pl.lit(None, pl.String).alias("class"),
        pl.len().alias("classes"),
        *(pl.when(pl.len() > 0).then(pl.col(name).sum()).alias(name) for name in ("families", "low", "high")),
    )


def disclosed_drift(answer: Drift, large: pl.DataFrame) -> Drift:
    return replace(
        answer,
        whole=disclosure.places(answer.whole, "families", ["low"], large).hstack(answer.whole.select("classes")),
        bounds=disclosure.places(answer.bounds, "families", ["low"], large).hstack(answer.bounds.select("listed")),
        coverage=disclosed_coverage(answer.coverage, large),
        standing=answer.standing.clear(),
        members=answer.members.clear(),
        families=answer.families.clear(),
        links=answer.links.clear(),
        children=answer.children.clear(),
        movements=answer.movements.clear(),
        churn=answer.churn.clear(),
        disagreements=answer.disagreements.clear(),
        work=answer.work.clear(),
    )


def children_of(roster: pl.DataFrame) -> pl.DataFrame:
    """family, child: the names of its children, null where the roster has none."""
    names = pl.col("child").drop_nulls().unique().sort()
    return roster.group_by("family").agg(child=pl.when(names.len() > 0).then(names.str.join(", ")))


def only(selection: Selection) -> str | None:
    """The class chosen, if it is one."""
    return selection.classes[0] if len(selection.classes) == 1 else None


def of_selected(selection: Selection) -> pl.Expr:
    return pl.col("class").is_in(selection.classes)


def in_period(selection: Selection) -> pl.Expr:
    return pl.col("sent_at").dt.date().is_between(selection.period.starts, selection.period.ends)


def last_day(workspace: Workspace) -> date:
    """The day of the latest record or member list: what the roster is compared on."""
    days = [chat.coverage.last.date() for chat in workspace.chats if chat.coverage.last]
    return max([*days, *workspace.snapshots["taken_on"].drop_nulls()], default=date.today())

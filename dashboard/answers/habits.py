"""How much is there to read in the class groups, and of what? (METRICS, "Habits".) Of groups, never of anybody in them.

The class rep has every figure of the own class. Readers of several classes have those of the large ones, without what
comes near one person's number and without links, pictures and deletions, which are the rep's.
"""

from dataclasses import dataclass, replace
from datetime import date
from types import MappingProxyType

import polars as pl

from dashboard import disclosure
from dashboard.answers.chosen import large_classes, of_selected, only, record_spans, spans
from dashboard.answers.noted import Noted
from dashboard.answers.noted import noted as noted_anew
from dashboard.metrics import domains as linked
from dashboard.metrics import habits as metrics
from dashboard.metrics import over_time
from dashboard.policy import Profile
from dashboard.selection import Period, Selection, offered
from dashboard.workspace import Workspace

HABIT = pl.Enum(["bursts", "side_chats", "questions", "followed", "non_answers"])
SHARES = pl.Schema(
    {
        "class": pl.String,  # null: the classes together
        "habit": HABIT,
        "times": pl.UInt32,  # how many bursts or side chats; null for the others
        "part": pl.UInt32,  # messages in bursts or side chats; questions; questions followed; non-answers
        "of": pl.UInt32,  # messages; for questions followed those of which it is known
        "few": pl.Boolean,  # times, part and of come near one person's number and are null
    }
)
COUNTED = MappingProxyType(  # habit: its times, part and of among the counts
    {
        "bursts": ("bursts", "burst_messages", "messages"),
        "side_chats": ("side_chats", "side_messages", "messages"),
        "questions": (None, "questions", "messages"),
        "followed": (None, "followed", "known"),
        "non_answers": (None, "non_answers", "messages"),
    }
)
LINKS = ("school_links", "allowed_links", "sign_up_links", "shop_links", "other_links")
POSTED = (*LINKS, "pictures", "videos", "unknown_media", "deleted_by_sender", "deleted_by_admin")


@dataclass(frozen=True)
class Told:
    """The habits of some classes in one period."""

    messages: int | None  # of all of them; none where nothing was observed
    classes: pl.DataFrame  # SHARES, five rows a class, by name; none of a class that no export covers
    whole: pl.DataFrame  # SHARES with class null: the sums of those rows of `classes` that are not few
    faced: pl.DataFrame  # class, days, median, high: messages a day; null where no whole day was observed
    waits: pl.DataFrame  # class (null: all of them), quarter, half, three_quarters, as `waits` describes them
    posted: pl.DataFrame  # one row of the sums of POSTED, where the reader sees the class from inside


@dataclass(frozen=True)
class Habits:
    """How much is there to read in the class groups, and of what is it made?"""

    now: Told
    earlier: Told | None  # the same classes in the period before; none where one of them lacks it
    before: Period | None
    domains: pl.DataFrame  # domain, kind, links, the most first; where the reader sees the class from inside
    observed: tuple[date, date] | None  # first and last day of their records in the period
    left_out: int  # classes with an export that are too small to be told of
    profile: Profile
    to_the_minute: bool  # some export gives no seconds
    inside: bool  # the reader is the class rep of the one class chosen
    unobserved: tuple[str, ...] = ()  # classes with an export that has no day of the period
    observed_before: bool = True  # the export of each class that is told of has a day of the period before
    rounded: bool = False  # times, part, of and messages are to the nearest 5, for readers of several classes


def habits(
    workspace: Workspace,
    selection: Selection,
    *,
    noted: Noted | None = None,
    inside: bool | None = None,
) -> Habits:
    """How much is there to read in the class groups, and of what is it made?

    inside: whether the reader is a class rep; None: they are, where one class is chosen.
    """
    inside = only(selection) is not None and inside is not False
    found = noted or noted_anew(workspace)
    exported = groups(workspace, selection)
    loaded = seen(workspace, exported, selection.period)
    shown = loaded if inside else large(workspace, selection, loaded)
    before = over_time.before(offered(workspace.school.terms, workspace.messages), selection.period)
    earlier = replace(selection, period=before) if before else None
    then = seen(workspace, shown, before) if before else shown.clear()
    alike = earlier and (then if inside else large(workspace, earlier, then)).height == shown.height > 0
    return Habits(
        now=told(workspace, shown, found, selection.period, inside=inside),
        earlier=told(workspace, shown, found, earlier.period, inside=inside) if earlier and alike else None,
        before=before,
        domains=domains(found, shown if inside else shown.clear(), selection.period),
        observed=observed(workspace, shown, selection.period),
        left_out=loaded.height - shown.height,
        profile=workspace.school.profile,
        to_the_minute=any(chat.header.resolution == "minute" for chat in workspace.chats if chat.name in shown["chat"]),
        inside=inside,
        unobserved=tuple(exported.join(loaded, on="class", how="anti")["class"]),
        observed_before=then.height == shown.height > 0,
        rounded=not inside,
    )


def groups(workspace: Workspace, selection: Selection) -> pl.DataFrame:
    """class, chat of the selected classes of whose group an export is loaded."""
    exported = pl.col("chat").is_in([chat.name for chat in workspace.chats])
    return workspace.classes.filter(of_selected(selection), exported).select("class", "chat").sort("class")


def large(workspace: Workspace, selection: Selection, groups: pl.DataFrame) -> pl.DataFrame:
    return groups.join(large_classes(workspace, selection), on="class", how="semi", maintain_order="left")


def seen(workspace: Workspace, groups: pl.DataFrame, period: Period) -> pl.DataFrame:
    """Those of the groups whose export has a day of the period: of the others it is not known what they wrote."""
    return groups.join(seen_spans(workspace, period), on="chat", how="semi", maintain_order="left")


def seen_spans(workspace: Workspace, period: Period) -> pl.DataFrame:
    return spans(workspace).filter(pl.col("first") <= period.ends, pl.col("last") >= period.starts)


def observed(workspace: Workspace, groups: pl.DataFrame, period: Period) -> tuple[date, date] | None:
    """The first and the last day of the period on which one of the groups has a record around it."""
    inside = seen_spans(workspace, period).join(groups, on="chat", how="semi")
    if inside.is_empty():
        return None
    first, last = inside.select(pl.col("first").min(), pl.col("last").max()).row(0)
    return max(first, period.starts), min(last, period.ends)


def told(workspace: Workspace, groups: pl.DataFrame, noted: Noted, period: Period, *, inside: bool) -> Told:
    """The habits of these groups in one period; near one person's number for the class rep alone."""
    counts = counted(noted, groups, period)
    exact = shares(counts)
    classes = exact if inside else disclosure.apart_from_one_person(exact)
    followed = classes.filter(pl.col("habit") == "followed", ~pl.col("few"))
    written = counts.select(pl.col("messages") if inside else disclosure.nearest_five(pl.col("messages")))
    return Told(
        messages=int(written["messages"].sum()) if groups.height else None,
        classes=classes,
        whole=together(classes),
        faced=metrics.faced(noted.habits, record_spans(workspace), period)
        .join(groups, on="chat")
        .select("class", "days", "median", "high")
        .sort("class"),
        waits=waits(noted, groups.join(followed, on="class", how="semi"), period),
        posted=counts.select(POSTED) if inside else counts.select(POSTED).clear(),
    )


def counted(noted: Noted, groups: pl.DataFrame, period: Period) -> pl.DataFrame:
    """class, the sums of HABITS and, of QUESTIONS, questions, followed and known (whether they were): 0 for none."""
    asked = (
        asked_in(noted, period)
        .group_by("chat")
        .agg(questions=pl.len(), followed=pl.col("answered_at").count(), known=pl.col("over").sum())
    )
    sums = metrics.in_period(noted.habits, period).drop("questions")  # of which it leaves out those not known
    return (
        groups.join(sums, on="chat", how="left")
        .join(asked, on="chat", how="left")
        .drop("chat")
        .with_columns(pl.exclude("class").fill_null(0).cast(pl.UInt32))
        .sort("class")
    )


def asked_in(noted: Noted, period: Period) -> pl.DataFrame:
    return noted.questions.filter(pl.col("asked_at").dt.date().is_between(period.starts, period.ends))


def shares(counts: pl.DataFrame) -> pl.DataFrame:
    """SHARES of classes, of `counted`."""
    rows = [
        counts.select(
            "class",
            habit=pl.lit(habit, HABIT),
            times=pl.col(times) if times else pl.lit(None),
            part=pl.col(part),
            of=pl.col(whole),
            few=pl.lit(False),
        ).cast(SHARES)
        for habit, (times, part, whole) in COUNTED.items()
    ]
    return pl.concat(rows).sort("class", "habit")


def together(shares: pl.DataFrame) -> pl.DataFrame:
    """SHARES with class null: sums over the classes whose number may be told; few, where that is none of them."""
    sums = [pl.when(pl.col(name).count() > 0).then(pl.col(name).sum()).alias(name) for name in ("times", "part", "of")]
    whole = shares.group_by("habit").agg(*sums, few=pl.col("few").all()).with_columns(pl.lit(None).alias("class"))
    return whole.select(SHARES.names()).cast(SHARES).sort("habit")


def waits(noted: Noted, groups: pl.DataFrame, period: Period) -> pl.DataFrame:
    """class (null: all groups), quarter, half, three_quarters: a row where a question was followed.

    Minutes within which a quarter, half and three quarters of the questions that were followed by somebody else were.
    """
    minutes = (pl.col("answered_at") - pl.col("asked_at")).dt.total_seconds() / 60
    each = asked_in(noted, period).drop_nulls("answered_at").join(groups, on="chat").select("class", minutes=minutes)
    quartiles = {"quarter": 0.25, "half": 0.5, "three_quarters": 0.75}
    return (
        pl.concat([each, each.with_columns(pl.lit(None, pl.String).alias("class"))])
        .group_by("class")
        .agg(pl.col("minutes").quantile(part, "linear").alias(name) for name, part in quartiles.items())
        .sort("class")
    )


def domains(noted: Noted, groups: pl.DataFrame, period: Period) -> pl.DataFrame:
    """domain, kind, links: the most first, then by name."""
    kept = linked.domains(noted.links, period).join(groups, on="chat", how="semi")
    return kept.select("domain", "kind", "links").sort("links", "domain", descending=[True, False])

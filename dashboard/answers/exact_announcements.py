"""The exact numbers of families that each announcement can have reached, by class: they never leave the laptop."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace

import polars as pl

from dashboard.answers.reach import groups_of
from dashboard.metrics import reach
from dashboard.metrics.addressed import on_roll
from dashboard.metrics.standing import Groups, Standing, stand
from dashboard.workspace import Workspace

REACHED = pl.Schema(
    {
        "class": pl.String,  # null: the school, each family once
        "announcement": pl.UInt32,
        "sent_at": pl.Datetime("ms"),
        "period": pl.String,  # the shortest that holds its day
        # as reach.BANDS, but that the senders' own families are among them
        **dict.fromkeys(("n", "floor", "known", "ceiling", "read_low", "read_high"), pl.UInt32),
    }
)


@dataclass(frozen=True)
class Announced:
    """What is known of the announcements of the whole periods; none, without an export of their group."""

    groups: Groups | None
    told: Standing | None
    read_counts: pl.DataFrame
    classes: pl.DataFrame  # REACHED


def announced(workspace: Workspace, whole: pl.DataFrame) -> Announced:
    """REACHED of each class in the periods that `whole` (whole_periods.WHOLE_PERIODS) has of it.

    Announcements whose window is over, and to which families of the class were on roll; of two of one minute the first.
    """
    if workspace.school.announcement_chat not in {chat.name for chat in workspace.chats}:
        return Announced(None, None, workspace.read_counts, pl.DataFrame(schema=REACHED))
    groups, days = groups_of(workspace), whole.select("starts", "ends").unique()
    day = pl.col("sent_at").dt.date()
    among = pl.any_horizontal(pl.lit(False), *(day.is_between(*each) for each in days.iter_rows()))
    told = with_senders(groups, stand(groups, window_hours=groups.school.window_hours, among=among))
    bands = banded(groups, told, workspace.read_counts)
    return Announced(groups, told, workspace.read_counts, in_shortest(bands, whole, ["class"]))


def with_senders(groups: Groups, told: Standing) -> Standing:
    """`told` with the families of those who announced among the others, as reached.

    A page counts an announcement's families less the sender's own. In a file, where their number stands beside the
    roll, that would say in which class the sender has a child.
    """
    nobodys = groups.links.with_columns(family=pl.lit(None, pl.String))
    every = on_roll(told.made, groups.roster, nobodys, groups.classes)
    own = every.join(told.families, on=["announcement", "class", "family"], how="anti").with_columns(
        direct=pl.lit(value=True), evidence=pl.lit(value=True), members=pl.lit(1, told.families.schema["members"])
    )
    senders = own.with_columns(unknown=pl.lit(value=True))
    return replace(told, families=pl.concat([told.families, senders.match_to_schema(told.families.schema)]))


def of_school(reached: Announced, whole: pl.DataFrame, told: Mapping[str, Collection[str]]) -> pl.DataFrame:
    """REACHED with class null: of these classes together, by period; no row where nobody can tell which families are
    the same. whole: the periods, as `announced` takes them.
    """
    alike: dict[frozenset[str], list[str]] = {}
    for period, classes in sorted(told.items()):
        alike.setdefault(frozenset(classes), []).append(period)
    parts = [of_classes(reached, whole, periods, classes) for classes, periods in alike.items()]
    return pl.concat([pl.DataFrame(schema=REACHED), *parts])


def of_classes(
    reached: Announced, whole: pl.DataFrame, periods: Collection[str], classes: Collection[str]
) -> pl.DataFrame:
    """REACHED of the announcements of these periods, of these classes together."""
    in_periods, own = pl.col("period").is_in(list(periods)), pl.col("class").is_in(list(classes))
    made = reached.classes.filter(in_periods, own)["announcement"].unique()
    if reached.groups is None or reached.told is None or made.is_empty():
        return reached.classes.clear()
    among, mine = pl.col("announcement").is_in(made.implode()), pl.col("class").cast(pl.String).is_in(list(classes))
    told = replace(
        reached.told, made=reached.told.made.filter(among), families=reached.told.families.filter(among, mine)
    )
    bands = banded(reached.groups, told, reached.read_counts).filter(pl.col("class").is_null())
    return in_shortest(bands, whole, []).filter(in_periods)


def banded(groups: Groups, told: Standing, read_counts: pl.DataFrame) -> pl.DataFrame:
    """`reach.banded` that are known: over, of families on roll."""
    found = reach.banded(groups, told, read_counts, window_hours=groups.school.window_hours)
    return found.drop_nulls(["n", "floor"])


def in_shortest(bands: pl.DataFrame, whole: pl.DataFrame, by: list[str]) -> pl.DataFrame:
    """REACHED: `bands` with the shortest period around each; none of those around which there is none."""
    periods = whole.select(*by, "period", "starts", "ends").unique()
    around = bands.join(periods, on=by) if by else bands.join(periods, how="cross")
    return (
        around.filter(pl.col("sent_at").dt.date().is_between("starts", "ends"))
        .sort("announcement", pl.col("ends") - pl.col("starts"), "period")
        .unique(["class", "announcement"], keep="first", maintain_order=True)
        .unique(["class", "sent_at"], keep="first", maintain_order=True)
        .select(pl.col(name).cast(dtype) for name, dtype in REACHED.items())
    )

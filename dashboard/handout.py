"""A workspace -> the stand-alone report of the answers, treated for disclosure: no name, text or small class."""

from dashboard import answers, report, selection
from dashboard.charts import equity as equity_charts
from dashboard.charts import habits as habits_charts
from dashboard.charts import hours as hours_charts
from dashboard.charts import reach as reach_charts
from dashboard.findings import drift, equity, habits, hours, reach
from dashboard.findings.equity import between, coverage, figures, over_time
from dashboard.findings.reach import by_class
from dashboard.report import Section, Table
from dashboard.selection import Period, Selection
from dashboard.words import day, listed
from dashboard.workspace import Workspace

METHOD = (
    figures.COUNTING,
    figures.ROUGH_CAPTION,
    figures.CAUTION,
    between.CAUTION,
    over_time.CAUTION,
    reach.CAUTION,
    hours.CAUTION,
    habits.CAUTION,
    drift.CAUTION,
)


class NothingToReport(Exception):
    """There is no message in what was loaded, or no period of that name."""


def build(workspace: Workspace, period: str | None = None) -> str:
    """The report as one HTML document. `period` is the name of a period on offer; None is the newest school year.

    Raises NothingToReport, as a sentence with its remedy.
    """
    chosen = Selection(period_named(workspace, period), tuple(workspace.classes["class"]))
    return report.build(
        f"{workspace.school.name}: the parent groups",
        [part(workspace, chosen) for part in PARTS],
        subtitle=f"{chosen.period.name}, {span(chosen.period)}. {sources(workspace)}",
        made=METHOD,
    )


def period_named(workspace: Workspace, name: str | None) -> Period:
    offered = selection.offered(workspace.school.terms, workspace.messages)
    if not offered:
        raise NothingToReport(
            "No message was found in these files: add exports (.txt or .zip); folders inside the folder are not read."
        )
    if name is None:
        return selection.default(offered)
    found = [period for period in offered if period.name == name]
    if not found:
        names = listed([period.name for period in offered])
        raise NothingToReport(f"There is no period {name}: choose one of {names}.")
    return found[0]


def span(period: Period) -> str:
    return f"{day(period.starts)} to {day(period.ends)}"


def sources(workspace: Workspace) -> str:
    exports = [chat.name for chat in workspace.chats]
    return f"Made from the exports of {listed(exports)}, on one computer."


def reach_part(workspace: Workspace, chosen: Selection) -> Section:
    answer = answers.reached(workspace, chosen, rough=True)
    drawn = answer.classes.height
    return Section(
        reach.QUESTION,
        reach.points(answer, chosen),
        [reach_charts.reach_by_class(answer.classes, by_class.ROUGH_TITLE)] if drawn else [],
        [Table(by_class.ROUGH_TITLE, reach.table(answer))] if drawn else [],
    )


def equity_part(workspace: Workspace, chosen: Selection) -> Section:
    answer = answers.heard(workspace, chosen, rough=True)
    first, *more = equity.points(answer, chosen)
    drawn = equity.can_draw(answer)
    apart = between.points(answer) if drawn else []
    covered = [equity_charts.coverage_picture(answer.coverage, coverage.TITLE)] if coverage.can_draw(answer) else []
    heard = [equity_charts.families_heard(answer.classes, equity.HEARD_TITLE)] if drawn else []
    return Section(
        equity.QUESTION,
        [first, *coverage.which(answer), *more, *apart, *over_time.points(answer, chosen)],
        [*covered, *heard],
        [Table(equity.HEARD_TITLE, figures.table(answer))] if drawn else [],
    )


def hours_part(workspace: Workspace, chosen: Selection) -> Section:
    answer = answers.disturbed(workspace, chosen, rough=True)
    drawn = hours.can_draw(answer)
    return Section(
        hours.QUESTION,
        hours.points(answer, chosen),
        [hours_charts.nights_disturbed(answer.classes, hours.NIGHTS_TITLE)] if drawn else [],
        [Table(hours.NIGHTS_TITLE, hours.table(answer))] if drawn else [],
    )


def habits_part(workspace: Workspace, chosen: Selection) -> Section:
    answer = answers.habits(workspace, chosen, rough=True)
    drawn = habits.can_draw(answer)
    return Section(
        habits.QUESTION,
        habits.points(answer, chosen),
        [habits_charts.shares_of_messages(habits.shares(answer), habits.SHARES_TITLE)] if drawn else [],
        [Table(habits.SHARES_TITLE, habits.by_habit(answer, chosen))] if drawn else [],
    )


def drift_part(workspace: Workspace, chosen: Selection) -> Section:
    answer = answers.drifted(workspace, chosen, rough=True)
    return Section(
        drift.QUESTION,
        drift.points(answer, chosen),
        [equity_charts.coverage_picture(answer.coverage, drift.PLACES_TITLE)],
        [Table(drift.PLACES_TITLE, drift.table(answer))],
    )


PARTS = (reach_part, equity_part, hours_part, habits_part, drift_part)

"""One school out of all that is here: summary files and, as one more, the summary of the exports themselves."""

from dataclasses import replace

import polars as pl

from dashboard import summary
from dashboard.answers.noted import Noted
from dashboard.answers.summarised import Discloses, NothingToSummarise, summarise
from dashboard.answers.summary_rows import group_states
from dashboard.summary import Combined, Given
from dashboard.workspace import Workspace


def school(workspace: Workspace, *, noted: Noted | None = None) -> Combined:
    """The school as it may be shown to those who see no class from inside; noted: as `summarise` takes it.

    Raises NothingToSummarise, a sentence with its remedy, where there is no summary and none can be made.
    """
    given, remark = of_exports(workspace, noted)
    every = (*workspace.summaries, *given)
    if not every:
        raise NothingToSummarise(remark)
    families, places = rolls(workspace)
    name = workspace.school.said_name
    whole = summary.combine(every, group_states(workspace), name=name, families=families, places=places)
    told = bool(given) or not workspace.chats
    return whole if told else replace(whole, remarks=(*whole.remarks, remark))


def of_exports(workspace: Workspace, noted: Noted | None) -> tuple[tuple[Given, ...], str]:
    """The summary of the exports here, if there can be one; and else why not."""
    try:
        return (Given(None, summarise(workspace, noted=noted).summary, from_export=True),), ""
    except (NothingToSummarise, Discloses) as error:
        return (), str(error)


def rolls(workspace: Workspace) -> tuple[int | None, int | None]:
    """The families that the roster names on any day, each once and once for each of its classes.

    None where it does not name those of every class that is known here.
    """
    named = workspace.roster.drop_nulls("family").filter(pl.col("role") != "staff")
    if workspace.classes.is_empty() or workspace.classes.join(named, on="class", how="anti").height:
        return None, None
    return named["family"].n_unique(), named.select("class", "family").n_unique()

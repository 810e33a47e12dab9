"""Is everybody heard, in the selected classes and period?"""

from dataclasses import dataclass, replace

import polars as pl

from dashboard import disclosure
from dashboard.answers.chosen import large_classes, only
from dashboard.answers.standing import covered, disclosed_coverage, standings
from dashboard.metrics import equity
from dashboard.selection import Selection
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

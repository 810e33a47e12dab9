"""What only the class rep is told of the own class: links, pictures and videos, deletions."""

import polars as pl

from dashboard.answers import Habits
from dashboard.findings.habits.facing import Row
from dashboard.findings.habits.sentences import it
from dashboard.words import between, counted, listed, plural, sentence

LINKS_TITLE = "Where links lead"
KINDS = (
    ("school_links", "school", "the school’s own sites"),
    ("allowed_links", "allowed", "sites the school allows"),
    ("sign_up_links", "sign_up", "sign-ups and forms"),
    ("shop_links", "shop", "shops and fundraisers"),
    ("other_links", "other", "other sites"),
)


def links(posted: Row) -> str:
    """By kind of site, in the order in which a site is looked up; kinds without any are left out."""
    everywhere = sum(posted[column] for column, _, _ in KINDS)
    if not everywhere:
        return "No link was posted."
    were = f"{counted(everywhere, 'link')} {plural(everywhere, 'was')} posted"
    kinds = [(posted[column], words) for column, _, words in KINDS if posted[column]]
    if len(kinds) == 1:
        return f"{were}, {'all ' if everywhere > 1 else ''}to {kinds[0][1]}."
    return f"{were}: {listed([f'{number:,} to {words}' for number, words in kinds])}."


def pictures(posted: Row) -> str:
    """As bounds, where the export does not say what a file was."""
    known, unknown = posted["pictures"] + posted["videos"], posted["unknown_media"]
    were, they_were = plural(known + unknown, "was"), "it was" if unknown == 1 else "they were"
    if not known + unknown:
        return "No picture and no video was posted."
    if not known:
        either = f"{plural(unknown, 'picture')} or {plural(unknown, 'video')}"
        return f"Up to {unknown:,} {either} {were} posted: the export does not say what {they_were}."
    files = [at_most(posted[name], unknown, thing) for name, thing in (("pictures", "picture"), ("videos", "video"))]
    why = f": of {counted(unknown, 'file')} the export does not say what {they_were}" if unknown else ""
    return f"{sentence(listed(files))} {were} posted{why}."


def at_most(known: int, unknown: int, thing: str) -> str:
    """3 videos · no video · between 3 and 19 videos"""
    most = known + unknown
    return f"{between(known, most)} {plural(most, thing)}" if most else f"no {thing}"


def deletions(posted: Row) -> str:
    by_sender, by_admin = posted["deleted_by_sender"], posted["deleted_by_admin"]
    if not by_sender + by_admin:
        return "No message was seen to be deleted."
    own = f"{counted(by_sender, 'message')} {plural(by_sender, 'was')} deleted by whoever sent {it(by_sender)}"
    admins = f"{counted(by_admin, 'message')} {plural(by_admin, 'was')} deleted by an admin"
    return f"{listed([own] * bool(by_sender) + [admins] * bool(by_admin))}."


def where_links_lead(answer: Habits) -> pl.DataFrame:
    """The sites, the most linked first: for the class rep alone; of a link nothing else is kept."""
    words = {kind: said for _, kind, said in KINDS}
    return answer.domains.select(
        Site="domain",
        **{"One of": pl.col("kind").cast(pl.String).replace_strict(words, return_dtype=pl.String), "Links": "links"},
    )

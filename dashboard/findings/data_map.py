"""The data map on its page: what is where and for how long, and what may be deleted."""

from collections.abc import Sequence

from dashboard import data_map
from dashboard.data_map import CHECKLIST, HOLDINGS, NOTICE, DerivedFile, Holding
from dashboard.words import as_text, counted, listed, plural

TITLE = "Your data"
LEAD = "What Schoolgate holds is on this computer alone. Nothing is sent anywhere."
SOON = (
    "A closed tab is forgotten when another tab opens or closes, a minute later or more. Closing the program forgets "
    "all that is in memory. Of files added on the start page, the text of exports is kept as well, so that a second "
    "reader on this computer can check it if you ask."
)
FORGET_TITLE = "Forget"
FORGET = (
    "This tab forgets all that it has read, and all that you typed, answered and chose in it. Files in the folder stay "
    "where they are; a new tab reads them again."
)
DELETE_TITLE = "Delete tables that were kept"
NO_DERIVED = "No table of the kinds that Schoolgate keeps is in the folder."
WHICH = "Which of them are to be deleted?"
CANNOT = "There is nothing to delete here: what is shown is not a folder of your own."
LOOK_FIRST = (
    "A deleted table is gone for good, and what was answered or typed in it. Some may be the office’s or your own, "
    "under the same name. Exports, rosters, summaries and reports are never deleted here."
)
NOTICES_TITLE = "Two texts to adapt"
NOTICES = (
    "A notice to the families of a group, and a checklist for data protection, one page each. They are a start, and no "
    "legal advice: what stands in [square brackets] is yours to fill in."
)

TO_ADAPT = (("Notice to families", NOTICE), ("Data protection checklist", CHECKLIST))  # label, file of `text`


def held() -> list[str]:
    """A kind of thing each, in Markdown: what it is, how to delete it, where it is, how long and who can see it."""
    return [block(each) for each in HOLDINGS]


def block(each: Holding) -> str:
    told = (
        ("How to delete it", each.deleting),
        ("Where", each.where),
        ("How long", each.how_long),
        ("Who can see it", each.who),
    )
    return "\n".join([f"**{as_text(each.what)}**\n", *(f"- {label}: {as_text(said)}" for label, said in told)])


def found(files: Sequence[DerivedFile], folder: str) -> str:
    """Which of its tables are in the folder."""
    if not files:
        return NO_DERIVED
    named = listed([f"{each.file} ({size(each.size)})" for each in files])
    return f"In the folder “{folder}” {plural(len(files), 'is')} {counted(len(files), 'table')} of this kind: {named}."


def size(number: int) -> str:
    """820 bytes · 12 kB"""
    return counted(number, "byte") if number < 1000 else f"{round(number / 1000):,} kB"


def confirm(files: Sequence[str]) -> str:
    """Yes, delete this file · Yes, delete these 3 files"""
    return "Yes, delete this file" if len(files) == 1 else f"Yes, delete these {counted(len(files), 'file')}"


def offer(files: Sequence[str], folder: str) -> str:
    """Delete this file from the folder “2B” · Delete these 3 files from the folder “2B”"""
    what = "this file" if len(files) == 1 else f"these {counted(len(files), 'file')}"
    return f"Delete {what} from the folder “{folder}”"


def text(file: str) -> str:
    """One of TO_ADAPT, as it is downloaded."""
    return data_map.text(file)

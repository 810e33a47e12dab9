"""What Schoolgate holds, where, for how long, who can see it and how it is deleted; and the tables it can write."""

from dataclasses import dataclass
from pathlib import Path

NOTICES = Path(__file__).with_name("notices")
NOTICE, CHECKLIST = "notice.txt", "data_protection_checklist.txt"  # of a page each, to be adapted


@dataclass(frozen=True)
class Holding:
    """One kind of thing that is held, in words for people."""

    what: str
    where: str
    how_long: str
    who: str
    deleting: str


@dataclass(frozen=True)
class DerivedFile:
    """A table in the folder under a name that Schoolgate gives what it keeps on request, whoever wrote it."""

    file: str
    size: int  # bytes


TAB = "The memory of this program, for this tab alone"
UNTIL_FORGOTTEN = "Until you forget it below; without that until soon after the tab is closed"
WRITTEN = (  # what “Keep it in the folder” writes: the file, and what it holds
    ("people.csv", "who is who, as you answered (names)"),
    ("read_counts.csv", "looks at Message info (numbers)"),
    ("columns.csv", "what a roster’s columns mean"),
    ("calendar.csv", "terms and holidays"),
)
DERIVED = tuple(file for file, _ in WRITTEN)
HOLDINGS = (
    Holding(
        "Exports, rosters and other files in the folder (names, numbers, messages)",
        "The folder, where you put them. They are read and not changed, but for a table of the names below that you "
        "ask to keep",
        "As long as you leave them there",
        "Whoever can open the folder",
        "Delete the files yourself",
    ),
    Holding(
        "What was read of the folder’s files (names, numbers, messages)",
        "The memory of this program; every tab sees the same folder",
        "Until you forget it below or close the program; a new tab reads the folder again",
        "Whoever uses this computer’s account while the program runs",
        "“Forget everything in this tab”, or close the program",
    ),
    Holding(
        "Files that you added on the start page (names, numbers, messages)",
        TAB,
        UNTIL_FORGOTTEN,
        "Whoever sees this tab",
        "“Forget everything in this tab”",
    ),
    Holding(
        "What you typed, answered and chose on the pages (names among it)",
        TAB,
        UNTIL_FORGOTTEN,
        "Whoever sees this tab",
        "“Forget everything in this tab”",
    ),
    Holding(
        f"Tables kept on request: {'; '.join(f'{file}, {what}' for file, what in WRITTEN)}",
        "The folder, after “Keep it in the folder”",
        "Until they are deleted",
        "Whoever can open the folder",
        "“Delete … from the folder”, below",
    ),
    Holding(
        "Class summaries and reports (rounded figures, without a person’s name, a number or a word of a message)",
        "Where you saved them, and where you sent them",
        "As long as you and their readers keep them",
        "Whoever you gave them to",
        "Delete the files yourself, and ask their readers to",
    ),
    Holding(
        "Other downloads, such as people.csv, a work list or members.csv (names in some of them)",
        "Where your browser saves downloads",
        "As long as you keep them",
        "Whoever can open that place",
        "Delete the files yourself",
    ),
    Holding(
        "The pages in the browser",
        "The open tab; browsers are told to store none of it",
        "Until the tab is closed",
        "Whoever sees this tab",
        "Close the tab",
    ),
    Holding("Anything on the internet", "Nowhere: nothing is sent", "–", "Nobody", "Nothing to delete"),
)


def derived_files(folder: Path) -> list[DerivedFile]:
    """Those tables that lie in `folder`, in the order of DERIVED; never a link, a folder, or a file inside one."""
    found = [(file, folder / file) for file in DERIVED]
    return [DerivedFile(file, path.stat().st_size) for file, path in found if path.is_file() and not path.is_symlink()]


def text(file: str) -> str:
    """NOTICE or CHECKLIST, to be adapted."""
    return (NOTICES / file).read_text(encoding="utf-8")

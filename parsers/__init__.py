"""The public door: bytes -> frames. Everything that others may import from here."""

from parsers import calendar, decisions, errors, members, read_counts, roster, schema, table
from parsers.archive import open_export
from parsers.calendar import read_calendar
from parsers.chat import Chat, read_chat
from parsers.coverage import Coverage
from parsers.decisions import read_decisions
from parsers.header import HeaderFormat
from parsers.members import read_members
from parsers.merge import merge_chats, same_group
from parsers.notices import YOU
from parsers.read_counts import read_read_counts
from parsers.roster import Roster, read_roster

__all__ = [
    "YOU",
    "Chat",
    "Coverage",
    "HeaderFormat",
    "Roster",
    "calendar",
    "decisions",
    "errors",
    "members",
    "merge_chats",
    "open_export",
    "read_calendar",
    "read_chat",
    "read_counts",
    "read_decisions",
    "read_members",
    "read_read_counts",
    "read_roster",
    "roster",
    "same_group",
    "schema",
    "table",
]

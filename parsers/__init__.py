"""The public door: bytes -> frames. Everything that others may import from here."""

from parsers import calendar, columns, decisions, errors, members, read_counts, roster, schema, table
from parsers.archive import open_export
from parsers.calendar import read_calendar
from parsers.chat import Chat, read_chat
from parsers.clocks import Clock, clock_sentences
from parsers.columns import Column, columns_said, read_columns, write_columns
from parsers.coverage import Coverage
from parsers.decisions import Decisions, read_decisions, write_decisions
from parsers.header import HeaderFormat
from parsers.members import Members, read_members, write_members
from parsers.merge import merge_chats, same_group
from parsers.notices import YOU
from parsers.pasted import read_pasted
from parsers.pasted_counts import PastedCounts, read_pasted_counts
from parsers.read_counts import read_read_counts, write_read_counts
from parsers.roster import Families, Roster, read_roster, together
from parsers.rosters.class_names import class_key, classes_in
from parsers.tables import workbook
from parsers.written import as_csv
from parsers.zones import on_clock_of

__all__ = [
    "YOU",
    "Chat",
    "Clock",
    "Column",
    "Coverage",
    "Decisions",
    "Families",
    "HeaderFormat",
    "Members",
    "PastedCounts",
    "Roster",
    "as_csv",
    "calendar",
    "class_key",
    "classes_in",
    "clock_sentences",
    "columns",
    "columns_said",
    "decisions",
    "errors",
    "members",
    "merge_chats",
    "on_clock_of",
    "open_export",
    "read_calendar",
    "read_chat",
    "read_columns",
    "read_counts",
    "read_decisions",
    "read_members",
    "read_pasted",
    "read_pasted_counts",
    "read_read_counts",
    "read_roster",
    "roster",
    "same_group",
    "schema",
    "table",
    "together",
    "workbook",
    "write_columns",
    "write_decisions",
    "write_members",
    "write_read_counts",
]

"""What can go wrong with a file, each as one sentence with its remedy.

ReadError                the file is left out; everything else still loads
├── EmptyFile            no bytes, or nothing but white space
├── NotText              a picture, a video, a program: bytes that are no text in any encoding we know
├── NotAnExport          text, but no line looks like a WhatsApp header
├── ArchiveError         a zip without a chat text, damaged, encrypted or too large
├── RosterError          a table without the columns a roster needs
├── MembersError         a member list or head-count that cannot be read
├── ReadCountsError      a table of read counts that cannot be read
├── CalendarError        term dates that cannot be read
├── DecisionsError       a people.csv that cannot be read
├── SettingsError        a school.toml that cannot be read
└── SummaryError         a summary that is damaged, changed, of a newer version or of something else
"""


class ReadError(Exception):
    """A file that cannot be used: which one, why, and what to do about it."""

    def __init__(self, file: str, problem: str, remedy: str, line: int | None = None) -> None:
        super().__init__(f"{file}: {problem} {remedy}")
        self.file = file
        self.problem = problem
        self.remedy = remedy
        self.line = line


class EmptyFile(ReadError): ...


class NotText(ReadError): ...


class NotAnExport(ReadError): ...


class ArchiveError(ReadError): ...


class RosterError(ReadError): ...


class MembersError(ReadError): ...


class ReadCountsError(ReadError): ...


class CalendarError(ReadError): ...


class DecisionsError(ReadError): ...


class SettingsError(ReadError): ...


class SummaryError(ReadError): ...

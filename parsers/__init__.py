"""The public door: bytes -> frames. Everything that others may import from here."""

from parsers.archive import open_export
from parsers.chat import Chat, Coverage, read_chat
from parsers.header import HeaderFormat
from parsers.notices import YOU

__all__ = ["YOU", "Chat", "Coverage", "HeaderFormat", "open_export", "read_chat"]

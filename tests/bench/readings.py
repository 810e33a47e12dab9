"""One reading of one file in a process of its own: `python -m tests.bench.readings READER FILE [TIMES]`.

Prints a line for each time: records read, seconds, seconds of processor, and the megabytes by which the process grew
beyond what the imports need. Only the standard library is imported before a reader is chosen: chat-miner has a Python
environment to itself.
"""

import resource
import sys
import time
from collections.abc import Callable, Sized
from pathlib import Path
from types import MappingProxyType

MEGABYTE = 1024 * 1024

Reader = Callable[[Path], Sized]

_HFORMATS = ("%d/%m/%Y, %H:%M - %name:", "[%d/%m/%Y, %H:%M:%S] %name:")


def once(read: Reader, path: Path) -> str:
    grown, worked, started = peak(), time.process_time(), time.perf_counter()
    records = read(path)
    seconds, worked = time.perf_counter() - started, time.process_time() - worked
    return f"{len(records)} {seconds} {worked} {peak() - grown}\n"


def peak() -> float:
    """Megabytes: Linux counts kilobytes, macOS bytes."""
    most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return most / (MEGABYTE if sys.platform == "darwin" else 1024)


def lines_alone() -> Reader:
    import polars as pl

    return lambda path: pl.read_csv(path, has_header=False, separator="\x01", quote_char=None, new_columns=["line"])


def schoolgate() -> Reader:
    from parsers import read_chat

    return lambda path: read_chat(path.read_bytes(), path.name).messages


def whatstk_told() -> Reader:
    from whatstk import df_from_whatsapp

    def read(path: Path) -> Sized:
        with path.open("rb") as file:
            hformat = _HFORMATS[file.read(1) == b"["]
        return df_from_whatsapp(str(path), auto_header=False, hformat=hformat, max_size=None)

    return read


def whatstk_auto() -> Reader:
    from whatstk import df_from_whatsapp

    return lambda path: df_from_whatsapp(str(path), max_size=None)


def chat_miner() -> Reader:
    from chatminer.chatparsers import WhatsAppParser

    def read(path: Path) -> Sized:
        parser = WhatsAppParser(str(path))
        parser.parse_file()
        return parser.parsed_messages.get_df()

    return read


READERS = MappingProxyType(
    {
        "lines alone": lines_alone,
        "Schoolgate": schoolgate,
        "whatstk, told the format": whatstk_told,
        "whatstk, auto": whatstk_auto,
        "chat-miner": chat_miner,
    }
)

if __name__ == "__main__":
    reader = READERS[sys.argv[1]]()
    for _ in range(int(sys.argv[3]) if sys.argv[3:] else 1):
        sys.stdout.write(once(reader, Path(sys.argv[2])))

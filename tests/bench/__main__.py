"""How fast an export is read: `make bench`, or `python -m tests.bench [MEGABYTES ...]`.

Three readings of one invented export, each in a process of its own, so that its peak memory is its own: the lines alone
as Polars reads them (nothing can be faster), Schoolgate, and whatstk. Every figure is a ratio to the first, because
seconds say more about the machine.
"""

import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from itertools import product
from pathlib import Path
from types import MappingProxyType

import click

BLOCK = (
    "{day:02}/{month:02}/2026, {hour:02}:{minute:02} - Oona Fell: Does anybody have the swimming list?\n"
    "{day:02}/{month:02}/2026, {hour:02}:{minute:02} - Idris Vale: Yes:\n- Tuesday 2B\n- Thursday 3C\n"
    "{day:02}/{month:02}/2026, {hour:02}:{minute:02} - Wren Achterberg: Thank you 🙏\n"
    "{day:02}/{month:02}/2026, {hour:02}:{minute:02} - Wren Achterberg: <Media omitted>\n"
)
MEGABYTE = 1024 * 1024
SLOWEST_FOR = 20  # megabytes; beyond, whatstk takes a minute and more
NAME = "WhatsApp Chat with Class 3C.txt"


def main(sizes: list[int]) -> None:
    for megabytes in sizes:
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / NAME
            with path.open("w", encoding="utf-8") as file:
                file.writelines(export(megabytes))  # piece by piece: a child's peak starts at its parent's
            readers = [name for name in READERS if name != "whatstk" or megabytes <= SLOWEST_FOR]
            show(megabytes, {name: measured(name, path) for name in readers})


def export(megabytes: int) -> Iterator[str]:
    """Four messages a minute, in order, until there are enough bytes."""
    left = megabytes * MEGABYTE
    for month, day, hour, minute in product(range(1, 13), range(1, 29), range(24), range(60)):
        block = BLOCK.format(month=month, day=day, hour=hour, minute=minute)
        left -= len(block.encode())
        yield block
        if left <= 0:
            return


def measured(reader: str, path: Path) -> tuple[float, float]:
    """Seconds and peak megabytes of one reading, less those of the imports it needs."""
    command = [sys.executable, "-m", "tests.bench", reader, str(path)]
    printed = subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True).stdout
    seconds, megabytes = map(float, printed.split()[-2:])
    return seconds, megabytes


def show(megabytes: int, figures: dict[str, tuple[float, float]]) -> None:
    floor, _ = figures["lines alone"]
    click.echo(f"\n{megabytes} MB{'':<14}{'times the lines':>16}{'seconds':>10}{'peak MB':>10}")
    for name, (seconds, peak) in figures.items():
        click.echo(f"  {name:<18}{seconds / floor:>14.1f}{seconds:>10.2f}{peak:>10.0f}")


def once(reader: str, path: Path) -> None:
    """One reading in this process: prints its seconds and what memory it added."""
    read = READERS[reader]()
    before = peak()
    started = time.perf_counter()
    read(path)
    click.echo(f"{time.perf_counter() - started} {peak() - before}")


def peak() -> float:
    """Megabytes: Linux counts kilobytes, macOS bytes."""
    most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return most / (MEGABYTE if sys.platform == "darwin" else 1024)


def lines_alone() -> Callable[[Path], object]:
    import polars as pl

    return lambda path: pl.read_csv(path, has_header=False, separator="\x01", quote_char=None, new_columns=["line"])


def schoolgate() -> Callable[[Path], object]:
    from parsers import read_chat

    return lambda path: read_chat(path.read_bytes(), path.name)


def whatstk() -> Callable[[Path], object]:
    from whatstk import df_from_whatsapp

    return lambda path: df_from_whatsapp(str(path))


READERS = MappingProxyType({"lines alone": lines_alone, "schoolgate": schoolgate, "whatstk": whatstk})

if __name__ == "__main__":
    if sys.argv[1:2] and sys.argv[1] in READERS:
        once(sys.argv[1], Path(sys.argv[2]))
    else:
        main([int(size) for size in sys.argv[1:]] or [10, 100])

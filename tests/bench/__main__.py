"""How fast exports are read, beside other readers: `make bench`, or `python -m tests.bench [MEGABYTES ...]`.

Invented exports (tests/bench/exports.py), one reading a process, so that its peak memory is its own; the best of three
where a reading takes seconds. The lines alone, as Polars reads them, are the floor: nothing can be faster, and a ratio
to it says more than seconds, which are the machine's. Without sizes: the comparison at 10 and 100 MB, how the cost
grows, and an export as long as WhatsApp makes them.
"""

import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterable, Iterator
from itertools import islice
from pathlib import Path
from statistics import median
from types import MappingProxyType
from typing import NamedTuple

import click

from tests.bench.exports import MEGABYTE, android, ios

ROOT = Path(__file__).parents[2]
PEERS = ROOT / ".venv" / "peers"  # what `make bench` installs for comparison, apart from all that Schoolgate needs
CHAT_MINER = PEERS / "chat-miner" / "bin" / "python"
PARSER = PEERS / "npm" / "node_modules" / "whatsapp-chat-parser"
READINGS = ("-m", "tests.bench.readings")

PYTHON_READERS = ("lines alone", "Schoolgate", "whatstk, told the format", "whatstk, auto")
LIMIT = 100  # seconds that a reading may take
SECONDS_FOR_ONE = 4  # a reading that takes longer is not repeated
TIMES = 3
COMPARED, GROWING = (10.0, 100.0), (1.0, 4.0, 16.0, 64.0, 100.0, 200.0, 400.0)
LONGEST_EXPORT = 40_000  # messages
FILES = MappingProxyType({android: "WhatsApp Chat with Class 3C.txt", ios: "_chat.txt"})


class Reading(NamedTuple):
    records: int
    seconds: float
    worked: float  # seconds of processor
    peak: float  # megabytes beyond the imports


class Export(NamedTuple):
    path: Path
    messages: int

    @property
    def megabytes(self) -> float:
        return self.path.stat().st_size / MEGABYTE


Maker = Callable[[float], Iterator[str]]


@click.command
@click.argument("megabytes", type=float, nargs=-1)
def main(megabytes: tuple[float, ...]) -> None:
    """How fast exports of these sizes are read (10 and 100 MB and two further tables, where none is given)."""
    commands = found()
    for size in megabytes or COMPARED:
        for maker in FILES:
            with tempfile.TemporaryDirectory() as folder:
                compare(maker, written(maker, maker(size), folder), commands)
    if not megabytes:
        growth()
        longest()


def found() -> dict[str, list[str]]:
    """The command of each reader that is installed; for the others a sentence."""
    commands = {name: [sys.executable, *READINGS, name] for name in PYTHON_READERS}
    if CHAT_MINER.exists():
        commands["chat-miner"] = [str(CHAT_MINER), *READINGS, "chat-miner"]
    else:
        click.echo("chat-miner is not in .venv/peers (make bench installs it where it can) and is left out.")
    if PARSER.exists():
        commands["whatsapp-chat-parser"] = [
            "node",
            str(Path(__file__).with_name("reading.mjs")),
            str(PARSER.parents[1]),
        ]
    else:
        click.echo("whatsapp-chat-parser is not in .venv/peers (make bench installs it, given npm) and is left out.")
    return commands


def written(maker: Maker, records: Iterable[str], folder: str) -> Export:
    """The export as a file, piece by piece: a child's peak starts at its parent's."""
    path, messages = Path(folder) / FILES[maker], 0
    with path.open("w", encoding="utf-8", newline="") as file:
        for record in records:
            file.write(record)
            messages += 1
    return Export(path, messages)


# Readings


def readings(command: list[str], path: Path, times: int = 1) -> list[Reading] | str:
    """So many readings in one process of its own; else why there are none."""
    more = [str(times)] if times > 1 else []
    try:
        done = subprocess.run(
            [*command, str(path), *more], cwd=ROOT, check=True, capture_output=True, encoding="utf-8", timeout=LIMIT
        )
    except subprocess.TimeoutExpired:
        return f"stopped after {LIMIT} s"
    except subprocess.CalledProcessError as error:
        return f"failed: {(error.stderr.strip().splitlines() or ['without a word'])[-1]:.80}"
    return [reading(line) for line in done.stdout.splitlines()[-times:]]


def reading(line: str) -> Reading:
    records, *figures = line.split()
    return Reading(int(records), *map(float, figures))


def best(command: list[str], path: Path) -> Reading | str:
    """The fastest of a few, with the highest peak."""
    several: list[Reading] = []
    while len(several) < TIMES:
        one = readings(command, path)
        if isinstance(one, str):
            return one
        several += one
        if one[0].seconds > SECONDS_FOR_ONE:
            break
    return min(several, key=lambda one: one.seconds)._replace(peak=max(one.peak for one in several))


# Tables


def compare(maker: Maker, export: Export, commands: dict[str, list[str]]) -> None:
    size = export.megabytes
    click.echo(f"\n{maker.__name__}, {size:.0f} MB, {export.messages:,} records")
    row("", "x the lines", "x Schoolgate", "seconds", "processor s", "records/s", "peak MB", "peak/file", "records")
    results = {name: best(command, export.path) for name, command in commands.items()}
    floor, ours = results["lines alone"], results["Schoolgate"]
    for name, one in results.items():
        if isinstance(one, str):
            click.echo(f"  {name:<26}{one}")
            continue
        row(
            name,
            times(one, floor),
            times(one, ours),
            f"{one.seconds:.2f}",
            f"{one.worked:.2f}",
            f"{export.messages / one.seconds:,.0f}",
            f"{one.peak:.0f}",
            f"{one.peak / size:.1f}",
            "" if name == "lines alone" else f"{one.records:,}",
        )


def times(one: Reading, other: Reading | str) -> str:
    return "-" if isinstance(other, str) else f"{one.seconds / other.seconds:.1f}"


def growth() -> None:
    """Whether twice the file costs twice the time."""
    click.echo("\nSchoolgate as the file grows (Android)")
    row("", "MB", "seconds", "ms/MB", "records/s", "peak MB", "peak/file")
    for size in GROWING:
        with tempfile.TemporaryDirectory() as folder:
            export = written(android, android(size), folder)
            one = best([sys.executable, *READINGS, "Schoolgate"], export.path)
        if isinstance(one, str):
            click.echo(f"  {size:g} MB {one}")
            continue
        row(
            "",
            f"{size:g}",
            f"{one.seconds:.3f}",
            f"{one.seconds * 1000 / size:.1f}",
            f"{export.messages / one.seconds:,.0f}",
            f"{one.peak:.0f}",
            f"{one.peak / size:.1f}",
        )


def longest() -> None:
    """The most that WhatsApp exports: the first reading of a new process, and the next ones."""
    click.echo(f"\nSchoolgate on {LONGEST_EXPORT:,} messages, in ms after import: the median of nine")
    row("", "MB", "first reading", "next readings")
    command = [sys.executable, *READINGS, "Schoolgate"]
    for maker in FILES:
        with tempfile.TemporaryDirectory() as folder:
            export = written(maker, islice(maker(LONGEST_EXPORT / 10_000), LONGEST_EXPORT), folder)
            first = [readings(command, export.path) for _ in range(9)]
            later = readings(command, export.path, times=10)
            if isinstance(later, str):
                click.echo(f"  {maker.__name__} {later}")
                continue
            row(
                maker.__name__,
                f"{export.megabytes:.1f}",
                f"{milliseconds(one[0] for one in first if not isinstance(one, str)):.0f}",
                f"{milliseconds(later[1:]):.0f}",
            )


def milliseconds(several: Iterable[Reading]) -> float:
    return median(one.seconds for one in several) * 1000


def row(name: str, *figures: str) -> None:
    click.echo(f"  {name:<26}" + "".join(f"{figure:>14}" for figure in figures))


if __name__ == "__main__":
    main()

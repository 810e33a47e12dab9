"""The same step for several blocks of an export at once."""

import os
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from typing import TypeVar

WORKERS = os.cpu_count() or 1

Made = TypeVar("Made")


def each(step: Callable[..., Made], *blocks: Iterable[object]) -> list[Made]:
    """`step` of each block, several at once: Polars lets go of the interpreter while it works."""
    with ThreadPoolExecutor(WORKERS) as pool:
        return list(pool.map(step, *blocks))


def taken(blocks: list[Made]) -> Iterator[Made]:
    """Each block, not to be kept by the list when it is done."""
    blocks.reverse()
    while blocks:
        yield blocks.pop()

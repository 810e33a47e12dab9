"""How often intervals of effective voices hold the truth, by simulation: `python -m tests.bench.voices [PERIODS]`.

Invented classes whose true shares are known, unequal and in part nothing; messages come in conversations, among a few,
and weeks differ in how much is said and by whom. Compared are ways to make an interval from weeks drawn again, each
against the effective voices of the true shares (what the class would show if it wrote for ever) and against those that
periods so long show on average, which are fewer. No interval passes the number of families.
"""

from collections.abc import Sequence
from datetime import date
from itertools import product
from typing import NamedTuple

import click
import numpy as np
import polars as pl
from numpy.typing import NDArray
from scipy.special import ndtr, ndtri, stdtrit, xlogy

from dashboard.metrics.resampling import voices_intervals

Array = NDArray[np.float64]

DRAWS = 1000
ENDS = (0.025, 0.975)
PERIODS_A_CLASS = 20
CONVERSATION = 5  # messages, on average
WEEK_ALIKE, CONVERSATION_ALIKE = 40, 8  # how near the shares of a week, of a conversation, are to those they vary about
MONDAY = date(2025, 9, 1)
OURS = "Schoolgate"


class Kind(NamedTuple):
    families: int
    spread: float  # standard deviation of the logarithm of the families' shares
    silent: float  # share of families that never write
    messages: int  # on average
    weeks: int


TERM = Kind(families=25, spread=1.0, silent=0.2, messages=300, weeks=14)
KINDS = tuple(
    Kind(families, *unequal, messages, weeks)
    for messages, weeks, families, unequal in product(
        (50, 150, 500, 2000), (11, 40), (12, 20, 30), ((0.5, 0.0), (1.0, 0.2), (1.5, 0.3))
    )
)


@click.command
@click.argument("periods", type=int, default=200)
def main(periods: int) -> None:
    """So many periods of each kind of class."""
    rng = np.random.default_rng(1)
    with click.progressbar(KINDS, label=f"{len(KINDS)} kinds of class, {periods} periods of each") as kinds:
        intervals = pl.concat(simulated(kind, rng, periods) for kind in kinds).with_columns(
            holds=pl.col("true").is_between("low", "high"),
            holds_expected=pl.col("expected").is_between("low", "high"),
        )
    ways = intervals["way"].unique(maintain_order=True)
    worst = (
        intervals.group_by("way", *Kind._fields).agg(pl.col("holds").mean()).group_by("way").agg(pl.col("holds").min())
    )
    overall = intervals.group_by("way").agg(
        holds=pl.col("holds").mean(),
        too_low=(pl.col("true") > pl.col("high")).mean(),
        too_high=(pl.col("true") < pl.col("low")).mean(),
        holds_expected=pl.col("holds_expected").mean(),
        width=(pl.col("high") - pl.col("low")).mean(),
    )
    click.echo("\nHow often 95 % intervals hold the true voices, and on which side they miss")
    row("", "holds", "worst kind", "all below", "all above", "holds the", "width,")
    row("", "the truth", "of class", "the truth", "the truth", "expected", "voices")
    for way in ways:
        of_way = overall.row(by_predicate=pl.col("way") == way, named=True)
        worst_kind = worst.row(by_predicate=pl.col("way") == way, named=True)["holds"]
        held = (of_way["holds"], worst_kind, of_way["too_low"], of_way["too_high"], of_way["holds_expected"])
        row(way, *map(percent, held), f"{of_way['width']:.1f}")
    click.echo("\nHow often they hold the truth, by how much was written in how many weeks")
    lengths = intervals.select("messages", "weeks").unique(maintain_order=True).rows()
    row("", *(f"{messages} in {weeks}" for messages, weeks in lengths))
    held = intervals.group_by("way", "messages", "weeks").agg(pl.col("holds").mean())
    share = {(way, messages, weeks): holds for way, messages, weeks, holds in held.iter_rows()}
    for way in ways:
        row(way, *(percent(share[way, *length]) for length in lengths))


def row(name: str, *cells: str) -> None:
    click.echo(f"  {name:<24}" + "".join(f"{cell:>12}" for cell in cells))


def percent(share: float) -> str:
    return f"{share:.1%}"


# Simulated intervals


def simulated(kind: Kind, rng: np.random.Generator, periods: int) -> pl.DataFrame:
    """way, low, high, true, expected, and the kind: a row for each way of making an interval and period."""
    rows = []
    for _ in range(max(1, periods // PERIODS_A_CLASS)):
        of_families = shares(kind, rng)
        tables = [period(kind, of_families, rng) for _ in range(PERIODS_A_CLASS)]
        written = [table for table in tables if table.any()]
        true = float(np.exp(entropy(of_families)))
        expected = float(np.mean([np.exp(entropy(table.sum(axis=0))) for table in written]))
        ours = schoolgate(written)
        for table, (low, high) in zip(written, ours, strict=True):
            ways = {name: np.exp(ends) for name, ends in intervals_of(table, rng).items()} | {OURS: (low, high)}
            rows += [(way, low, min(high, kind.families), true, expected, *kind) for way, (low, high) in ways.items()]
    return pl.DataFrame(rows, schema=["way", "low", "high", "true", "expected", *Kind._fields], orient="row")


def covered(kind: Kind, rng: np.random.Generator, classes: int) -> float:
    """The share of classes whose interval holds the true voices, one period each."""
    true = [shares(kind, rng) for _ in range(classes)]
    intervals = schoolgate([period(kind, of_families, rng) for of_families in true])
    held = [low <= np.exp(entropy(of)) <= high for of, (low, high) in zip(true, intervals, strict=True)]
    return float(np.mean(held))


def schoolgate(tables: Sequence[Array]) -> list[tuple[float, float]]:
    """The interval of each table, as the dashboard makes it."""
    names = [f"{place:05}" for place in range(len(tables))]
    posts = pl.concat(family_weeks(name, table) for name, table in zip(names, tables, strict=True))
    weeks = pl.DataFrame({"class": names, "weeks": [len(table) for table in tables]})
    return voices_intervals(posts, weeks, draws=DRAWS).select("voices_low", "voices_high").rows()


def family_weeks(name: str, table: Array) -> pl.DataFrame:
    week, family = np.nonzero(table)
    return pl.DataFrame({"week": week, "family": family, "messages": table[week, family]}).select(
        pl.lit(name).alias("class"),
        pl.col("family").cast(pl.String),
        pl.col("messages").cast(pl.UInt32),
        week=pl.lit(MONDAY) + pl.duration(weeks="week"),
    )


def intervals_of(table: Array, rng: np.random.Generator) -> dict[str, Array]:
    """Low and high of the entropy (nats) by each of the other ways."""
    weeks = len(table)
    again = rng.multinomial(weeks, np.full(weeks, 1 / weeks), size=DRAWS) @ table
    again = again[again.any(axis=1)]
    all_weeks, drawn = entropy(table.sum(axis=0)), entropy(again)
    below = (drawn < all_weeks).mean().clip(0.5 / DRAWS, 1 - 0.5 / DRAWS)
    low, high = np.quantile(drawn, ENDS)
    return {
        "percentile": np.array([low, high]),
        "percentile, Miller-Madow": np.quantile(miller_madow(again), ENDS),
        "percentile, Chao-Shen": np.quantile(chao_shen(again), ENDS),
        "bias-corrected (BC)": np.quantile(drawn, ndtr(2 * ndtri(below) + ndtri(ENDS))),
        "jackknife of weeks, t": jackknife(table),
        "basic": np.array([2 * all_weeks - high, 2 * all_weeks - low]),
    }


# Entropies (nats) of each row of counts


def entropy(counts: Array) -> Array:
    total = counts.sum(axis=-1)
    return np.log(total) - xlogy(counts, counts).sum(axis=-1) / total


def miller_madow(counts: Array) -> Array:
    return entropy(counts) + ((counts > 0).sum(axis=-1) - 1) / (2 * counts.sum(axis=-1))


def chao_shen(counts: Array) -> Array:
    """Chao and Shen (2003): shares shrunk by the sample's coverage, weighted by the chance of being seen at all."""
    total = counts.sum(axis=-1, keepdims=True)
    alone = np.minimum((counts == 1).sum(axis=-1, keepdims=True), total - 1)
    share = (1 - alone / total) * counts / total
    return -(xlogy(share, share) / np.where(counts > 0, 1 - (1 - share) ** total, 1)).sum(axis=-1)


def jackknife(table: Array) -> Array:
    """Corrected for bias by leaving out each week in turn, with Student's t."""
    without = table.sum(axis=0) - table
    left = entropy(without[without.any(axis=1)])
    weeks = len(left)
    if weeks < 2:
        return np.repeat(entropy(table.sum(axis=0)), 2)
    centre = weeks * entropy(table.sum(axis=0)) - (weeks - 1) * left.mean()
    error = np.sqrt((weeks - 1) * left.var())
    return centre + stdtrit(weeks - 1, ENDS) * error


# Classes and what they write


def shares(kind: Kind, rng: np.random.Generator) -> Array:
    """What each family writes of all, in the long run."""
    chatty = rng.lognormal(0, kind.spread, kind.families)
    chatty[: round(kind.silent * kind.families)] = 0
    return chatty / chatty.sum()


def period(kind: Kind, shares: Array, rng: np.random.Generator) -> Array:
    """Messages of one period: weeks x families."""
    busy = rng.gamma(2, 1 / 2, kind.weeks) * kind.messages / kind.weeks
    conversations = rng.poisson(busy / CONVERSATION)
    of_week = varied(np.tile(shares, (kind.weeks, 1)), WEEK_ALIKE, rng)
    of_conversation = varied(np.repeat(of_week, conversations, axis=0), CONVERSATION_ALIKE, rng)
    written = rng.multinomial(rng.geometric(1 / CONVERSATION, len(of_conversation)), of_conversation)
    table = np.zeros((kind.weeks, kind.families))
    np.add.at(table, np.repeat(np.arange(kind.weeks), conversations), written)
    return table


def varied(shares: Array, alike: float, rng: np.random.Generator) -> Array:
    """Shares that vary about these (Dirichlet), row by row; who has none keeps none."""
    drawn = np.where(shares > 0, rng.gamma(np.maximum(alike * shares, 1e-9)) + 1e-12, 0)
    return drawn / drawn.sum(axis=1, keepdims=True)


if __name__ == "__main__":
    main()

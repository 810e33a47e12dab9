"""How long the habits of a big school take to count: `python -m tests.bench.habits [TIMES]`.

The school of tests/bench/pages.py, whose people here also ask (one text in ten), do not know, share links (3 in 100)
and pictures, delete, write in bursts and chat by twos. The best of several runs, by the clock and of the processor.
"""

from datetime import date

import click
import numpy as np
import polars as pl

from dashboard.metrics import habits
from dashboard.metrics.bursts import bursts
from dashboard.metrics.domains import domains, links
from dashboard.metrics.questions import followed, last_records, non_answers, questions, spoken
from dashboard.metrics.sent import sent
from dashboard.metrics.side_chats import side_chats
from dashboard.school import School
from dashboard.selection import Period
from tests.bench.pages import Time, best, big

SCHOOL = School(school_domains=("bramleyhill.example",), allowed_domains=("parentportal.example",))
YEAR = Period("2025/26", date(2025, 9, 1), date(2026, 7, 22))
WORDS = (
    "library books",
    "PE kit",
    "the coach",
    "swimming",
    "the cake sale",
    "Class assembly",
    "Year 3",
    "gate",
    "lunch",
)
OPENINGS = (
    "Does anyone have",
    "Is it tomorrow for",
    "I think it's Tuesday for",
    "We have a spare one of",
    "Thanks for",
)
SITES = (
    "bramleyhill.example/letters",
    "parentportal.example/pay",
    "forms.gle/a1",
    "www.amazon.co.uk/dp/B0",
    "bbc.co.uk/a",
)


@click.command
@click.argument("times", type=int, default=5)
def main(times: int) -> None:
    """The best of so many runs."""
    messages = livelier(big().messages)
    said = spoken(sent(messages))
    last = last_records(messages)
    counted = habits.by_day(messages, SCHOOL)
    span = messages.group_by("chat").agg(first=pl.col("sent_at").min(), last=pl.col("sent_at").max())
    linked = links(messages, SCHOOL)
    click.echo(f"\n{messages.height:,} messages in {messages['chat'].n_unique()} groups; the best of {times}")
    click.echo(str(counted.select(habits.COUNTED).sum().to_dicts()[0]))
    click.echo(f"  {'':<42}{'ms':>8}{'processor':>12}")
    row("by day, all of it", best(lambda: habits.by_day(messages, SCHOOL), times))
    row("   what people sent, in order", best(lambda: sent(messages), times))
    row("   in order, with what is asked", best(lambda: spoken(sent(messages)), times))
    row("   bursts", best(lambda: bursts(said), times))
    row("   side chats", best(lambda: side_chats(said), times))
    row("   what follows questions", best(lambda: followed(said, last, 24), times))
    row("   non-answers", best(lambda: non_answers(said, 24), times))
    row("   links", best(lambda: links(messages, SCHOOL), times))
    row("questions, each", best(lambda: questions(messages), times))
    row("sums over a period", best(lambda: habits.in_period(counted, YEAR), times))
    row("what a reader faces", best(lambda: habits.faced(counted, span, YEAR), times))
    row("links by site", best(lambda: domains(linked, YEAR), times))


def row(name: str, time: Time) -> None:
    click.echo(f"  {name:<42}{time.seconds * 1e3:>8.0f}{time.worked * 1e3:>12.0f}")


def livelier(messages: pl.DataFrame) -> pl.DataFrame:
    """The messages with invented texts, and with each third sent shortly after the one before, half of them by its
    sender."""
    rng = np.random.default_rng(2)
    height = messages.height
    soon, by_same = rng.random(height) < 0.4, rng.random(height) < 0.5
    kind = pl.Series(rng.choice(["text", "media", "deleted"], height, p=[0.94, 0.05, 0.01]))
    return (
        messages.with_columns(
            text=texts(height, rng),
            kind=kind.cast(messages.schema["kind"]),
            soon=pl.Series(soon),
            by_same=pl.Series(by_same & soon),
            after=pl.Series(rng.integers(0, 40, height)),
        )
        .with_columns(
            media=pl.when(pl.col("kind") == "media").then(pl.lit("image")).cast(messages.schema["media"]),
            sent_at=pl.when(~pl.col("soon")).then("sent_at").forward_fill().over("chat"),
            sender=pl.when(~pl.col("by_same")).then("sender").forward_fill().over("chat"),
        )
        .with_columns(sent_at=pl.col("sent_at") + pl.duration(seconds="after"))
        .with_columns(pl.col("sent_at").cum_max().over("chat").cast(pl.Datetime("ms")))
        .select(messages.columns)
    )


def texts(height: int, rng: np.random.Generator) -> pl.Series:
    """So many: of ten, one asks; of a hundred, three have a link and two do not know; some are in other scripts."""
    openings, words = pl.Series(OPENINGS), pl.Series(WORDS)
    made = pl.DataFrame(
        {
            "opening": openings.gather(rng.integers(0, len(OPENINGS), height)),
            "one": words.gather(rng.integers(0, len(WORDS), height)),
            "other": words.gather(rng.integers(0, len(WORDS), height)),
            "site": pl.Series(SITES).gather(rng.integers(0, len(SITES), height)),
            "number": rng.integers(1, 1000, height),
            "chance": rng.random(height),
        }
    )
    chance, told = pl.col("chance"), pl.format("{} {} and/or {} {}", "opening", "one", "other", "number")
    return made.select(
        pl.when(chance < 0.10)
        .then(pl.format("{} {}?", "opening", "one"))
        .when(chance < 0.13)
        .then(pl.format("{} https://{}{}", "one", "site", "number"))
        .when(chance < 0.15)
        .then(pl.lit("Not sure sorry 😅"))
        .when(chance < 0.17)
        .then(pl.lit("Спасибо большое, до завтра"))
        .when(chance < 0.25)
        .then(told)
        .when(chance < 0.5)
        .then(pl.format("{} {}, see you at {}", "opening", "one", "other"))
        .otherwise(pl.format("Lovely, {} for {} then 👍", "one", "number"))
        .alias("text")
    ).to_series()


if __name__ == "__main__":
    main()

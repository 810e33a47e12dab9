"""How long the bands of reach take for a big school: `python -m tests.bench.announcements [TIMES]`.

The school of `tests.bench.pages` (60 classes over two years, 2.4 million messages), what is said taken at random from
the sample school's messages, 600 announcements of 15 to 70 words, each third passed on to three class groups, and a
look at Message info at each fifth. Beside it the floor, one scan of all messages: a ratio says more than seconds.
"""

from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path

import click
import numpy as np
import polars as pl

from dashboard import membership, people, workspace
from dashboard.metrics import reach
from dashboard.metrics.activity import activity
from dashboard.metrics.copies import copies
from dashboard.metrics.standing import Groups, stand
from parsers import schema
from tests.bench.pages import best, big, row, scanned

SAMPLE = Path(__file__).parents[2] / "sample_exports"
ANNOUNCEMENTS, MINUTES = 600, 680 * 24 * 60
FIRST, NEWS, PA = datetime(2024, 9, 2, 8), "News", "The PA"


@click.command
@click.argument("times", type=int, default=5)
def main(times: int) -> None:
    """The best of so many runs."""
    groups, read_counts = school()
    floor = best(lambda: scanned(groups.messages), times)
    told = stand(groups)
    click.echo(f"\n{told.made.height} announcements, {groups.messages.height:,} messages; the best of {times}")
    click.echo(f"  {'':<42}{'ms':>8}{'processor':>12}{'x floor':>9}")
    row("floor: one scan of all messages", floor, floor)
    row("copies in class groups", best(lambda: copies(groups.messages, told.made, groups.classes), times), floor)
    row("what is known of every announcement", best(lambda: stand(groups), times), floor)
    row("the bands, out of it", best(lambda: reach.banded(groups, told, read_counts), times), floor)
    row("both: metrics.reach.bands", best(lambda: reach.banded(groups, stand(groups), read_counts), times), floor)
    spent = best(lambda: activity(told.made, groups.messages, groups.links, told.families), times)
    row("time to next activity", spent, floor)


def school() -> tuple[Groups, pl.DataFrame]:
    """What is loaded of it, and READ_COUNTS."""
    rng = np.random.default_rng(3)
    loaded, sample = big(), workspace.load(SAMPLE)
    said = sample.messages.filter(~pl.col("kind").is_in(["notice", "call"]))["text"].drop_nulls()
    texts = announced(sample, rng)
    sent = sorted(FIRST + timedelta(minutes=int(minute)) for minute in rng.integers(0, MINUTES, ANNOUNCEMENTS))
    messages = pl.concat(
        [
            joined(loaded.roster["guardian"].to_list()[::2]),
            loaded.messages.with_columns(text=said.gather(rng.integers(0, said.len(), loaded.messages.height))),
            passed_on(loaded.classes["class"].to_list(), texts, sent, rng),
            written({"chat": NEWS, "sent_at": sent, "sender": PA, "text": texts}),
        ]
    ).sort("chat", "sent_at")
    senders = people.senders(messages, schema.empty(schema.SNAPSHOTS), loaded.classes, schema.empty(schema.NAMES))
    links = people.linked(senders, loaded.roster, schema.empty(schema.DECISIONS), region="GB").links
    nobody_listed = schema.empty(schema.SNAPSHOTS), schema.empty(schema.NAMES)
    groups = Groups(
        messages,
        replace(loaded.school, announcement_chat=NEWS, pa_posters=(PA,)),
        loaded.roster,
        links,
        membership.timeline(messages, *nobody_listed, admin_chats=frozenset()),
        nobody_listed[0],
        loaded.classes,
    )
    looked = {"chat": NEWS, "sent_at": sent[::5], "taken_at": [at + timedelta(hours=25) for at in sent[::5]]}
    return groups, schema.conform(pl.DataFrame(looked | {"delivered": 1700, "read": 1200}), schema.READ_COUNTS)


def announced(sample: workspace.Workspace, rng: np.random.Generator) -> list[str]:
    words = " ".join(reach.announcements(sample.messages, sample.school)["text"]).split()
    return [" ".join(rng.choice(words, int(rng.integers(15, 70)))) for _ in range(ANNOUNCEMENTS)]


def passed_on(classes: list[str], texts: list[str], sent: list[datetime], rng: np.random.Generator) -> pl.DataFrame:
    rows = [
        {
            "chat": f"Class {name}",
            "sent_at": sent[number] + timedelta(minutes=int(rng.integers(5, 2000))),
            "sender": f"Parent {int(rng.integers(0, 60))} of {name}",
            "text": f"From the PA: {texts[number]}",
        }
        for number in range(0, ANNOUNCEMENTS, 3)
        for name in rng.choice(classes, 3, replace=False)
    ]
    return written(pl.DataFrame(rows))


def written(rows: pl.DataFrame | dict[str, object]) -> pl.DataFrame:
    return schema.conform(pl.DataFrame(rows).with_columns(kind=pl.lit("text")), schema.MESSAGES)


def joined(people: list[str]) -> pl.DataFrame:
    """Everybody joined the announcement group on the day before."""
    at = [FIRST - timedelta(days=1) + timedelta(seconds=number) for number in range(len(people))]
    notice = {"kind": "notice", "event": "joined", "route": "community", "text": ""}
    rows = pl.DataFrame({"chat": NEWS, "sent_at": at, "targets": [[name] for name in people]})
    return schema.conform(
        rows.with_columns(pl.lit(value).alias(name) for name, value in notice.items()), schema.MESSAGES
    )


if __name__ == "__main__":
    main()

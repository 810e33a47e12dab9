"""python -m tests.schools: a row a school; how well senders are linked, and drift and membership told."""

import dataclasses
from collections.abc import Sequence

import click

from tests.schools.measure import Measured, measured
from tests.schools.names import CULTURES
from tests.schools.school import invented

DEVELOPMENT, HELD_OUT = (1, 2), (101, 102, 103, 104, 105)
SHARES = (
    *("precision", "recall", "review", "status", "status_told", "status_reviewed", "status_cut", "bounds"),
    *("certain_true", "days_covered", "families_read"),
)
TARGETS = (">=.99", ">=.90", "<=.08", "", ">=.97", ">=.97", "", "", ">=.99", "", "")


@click.command(help=f"Development seeds: {DEVELOPMENT}; held out, for reports alone: {HELD_OUT}, the default.")
@click.option("--seed", "seeds", multiple=True, type=int, help="Which schools; several times for several.")
@click.option("--culture", "cultures", multiple=True, type=click.Choice(CULTURES))
@click.option("--own-roster", is_flag=True, help="Every roster with Schoolgate's own headings.")
@click.option("--list-wrong", type=click.Choice(CULTURES), help="Also what went wrong in that culture's schools.")
def main(seeds: Sequence[int], cultures: Sequence[str], own_roster: bool, list_wrong: str | None) -> None:
    click.echo(row("culture", "seed", "classes", "families", "senders", SHARES))
    click.echo(row("target", "", "", "", "", TARGETS))
    found = [
        measured(invented(culture, seed, own_roster=own_roster))
        for culture in ([list_wrong] if list_wrong else cultures or CULTURES)
        for seed in seeds or HELD_OUT
    ]
    for each in found:
        shares = [percent(getattr(each, name)) for name in SHARES]
        click.echo(row(each.culture, each.seed, each.classes, each.families, each.senders, shares))
    sums = [sum(getattr(each, name) for each in found) for name in ("classes", "families", "senders")]
    click.echo(row("all", "", sums[0], sums[1], sums[2], mean(found)))
    for each in found if list_wrong else []:
        list_of(each)


def percent(value: float | None) -> str:
    return "-" if value is None else f"{value:.4f}"


def mean(found: Sequence[Measured]) -> list[str]:
    """Of the schools that have a figure, each counting the same."""
    columns = [[value for each in found if (value := getattr(each, name)) is not None] for name in SHARES]
    return [percent(sum(column) / len(column) if column else None) for column in columns]


def row(culture: str, seed: object, classes: object, families: object, senders: object, shares: Sequence[str]) -> str:
    left = f"{culture:<12}{seed!s:>5}{classes!s:>9}{families!s:>10}{senders!s:>9}"
    return left + "".join(f"{share:>16}" for share in shares)


def list_of(each: Measured) -> None:
    click.echo(f"\n{each.culture} {each.seed}: linked to another family")
    for wrong in each.wrong:
        click.echo(f"  {' | '.join(dataclasses.astuple(wrong))}")
    click.echo("not linked, though a name, child or phone places them")
    for sender in each.missed:
        click.echo(f"  {sender.chat} | {sender.shown} | {sender.style} | {sender.name}")
    click.echo("family status: class, family, true, said")
    for status in each.misjudged:
        click.echo(f"  {' | '.join(status)}")
    click.echo("bounds that do not hold: class, true number of families, low, high")
    for place in each.outside:
        click.echo(f"  {' | '.join(map(str, place))}")
    click.echo("called members, though they were not: days")
    for chat, sender, days in each.false_days:
        click.echo(f"  {chat} | {sender} | {days:.0f}")


if __name__ == "__main__":
    main()

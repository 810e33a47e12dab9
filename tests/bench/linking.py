"""How fast and how well a big school's senders are linked: `python -m tests.bench.linking [SEED]`.

An invented school of 60 classes with 30 families each and some 4,000 senders, shown in the ways that WhatsApp shows
people; beside it a plain baseline: phone numbers and whole names alone, joined as they stand.
"""

from collections.abc import Iterator
from time import perf_counter
from typing import NamedTuple

import click
import polars as pl

from dashboard import people
from parsers import schema
from sample_exports.generator.dice import Dice
from sample_exports.generator.names import CULTURES

CLASSES, FAMILIES = 60, 30
SECOND_GUARDIAN, IN_GROUP, IN_NEWS, STRANGERS = 0.7, 0.9, 0.4, 0.04
ENDINGS = ("", "", "", "son", "man", "ley", "s", "wood", "feld", "ova", "ez", "ic")
SHOWN = (  # ways in which a guardian is shown, and how often
    ("whole", 30),
    ("phone", 22),
    ("other phone", 5),
    ("first", 10),
    ("first and initial", 8),
    ("small letters", 5),
    ("surname first", 3),
    ("typing slip", 3),
    ("child", 8),
    ("other surname", 2),
    ("pet name", 4),
)


UNPLACEABLE = ("pet name", "other phone", "stranger", "other surname")


class Shown(NamedTuple):
    chat: str
    sender: str
    class_: str | None
    family: str | None
    way: str


def school(seed: int) -> tuple[pl.DataFrame, list[Shown]]:
    """ROSTER, and everybody as they are shown."""
    dice = Dice(seed, "linking")
    rows: list[dict[str, object]] = []
    shown: list[Shown] = []
    for class_ in (f"{number // 3 + 1}{'ABC'[number % 3]}" for number in range(CLASSES)):
        for number in range(FAMILIES):
            family = f"{class_}-{number}"
            for row in household(dice, class_, family):
                rows.append(row)
                if dice.chance(IN_GROUP):
                    shown.append(seen(dice, row))
                    if dice.chance(IN_NEWS):
                        shown.append(shown[-1]._replace(chat="News", class_=None))
        shown += [
            Shown(f"Class {class_}", stranger(dice), class_, None, "stranger")
            for _ in range(FAMILIES * 2)
            if dice.chance(STRANGERS)
        ]
    roster = pl.DataFrame(rows, infer_schema_length=None).pipe(schema.conform, schema.ROSTER)
    return roster, list({(each.chat, each.sender): each for each in shown}.values())


def household(dice: Dice, class_: str, family: str) -> Iterator[dict[str, object]]:
    mothers, fathers, surnames, children = (names.split() for names in dice.pick(CULTURES))
    surname = dice.pick(surnames) + dice.pick(ENDINGS)
    child = f"{dice.pick(children)} {surname}"
    for parents in (mothers, fathers) if dice.chance(SECOND_GUARDIAN) else (mothers,):
        yield {
            "class": class_,
            "family": family,
            "child": child,
            "guardian": f"{dice.pick(parents)} {surname if dice.chance(0.8) else dice.pick(surnames)}",
            "phone": f"+4477009{dice.whole(0, 99999):05}",
            "standing": "current",
            "role": "guardian",
        }


def seen(dice: Dice, row: dict[str, object]) -> Shown:
    """A guardian as the group shows them."""
    way = dice.weighted([way for way, _ in SHOWN], [often for _, often in SHOWN])
    whole = str(row["guardian"])
    first, surname = whole.rsplit(" ", 1)
    slip = dice.whole(1, len(surname) - 2)
    sender = {
        "whole": whole,
        "phone": str(row["phone"]),
        "other phone": f"+4477008{dice.whole(0, 99999):05}",
        "first": first,
        "first and initial": f"{first} {surname[0]}.",
        "small letters": whole.lower(),
        "surname first": f"{surname} {first}",
        "typing slip": f"{first} {surname[:slip]}{surname[slip + 1 :]}",
        "child": f"Mum of {str(row['child']).split()[0]}",
        "other surname": f"{first} {dice.pick(dice.pick(CULTURES)[2].split())}",
        "pet name": f"{dice.pick(('Bee', 'Moonchild', 'Captain', 'Foxy'))} {dice.whole(1, 999)}",
    }[way]
    return Shown(f"Class {row['class']}", sender, str(row["class"]), str(row["family"]), way)


def stranger(dice: Dice) -> str:
    mothers, fathers, surnames, _ = (names.split() for names in dice.pick(CULTURES))
    first = dice.pick(mothers if dice.chance(0.5) else fathers)
    return dice.weighted((f"{first} {dice.pick(surnames)}", first, f"Nana {first}"), (5, 2, 3))


def plain_join(senders: pl.DataFrame, roster: pl.DataFrame) -> pl.DataFrame:
    """chat, sender, family: equal numbers, and whole names that are equal and unique in the class."""
    keys = pl.concat([roster.select("family", "class", sender=column) for column in ("phone", "guardian")]).drop_nulls()
    once = keys.unique().filter(pl.len().over("class", "sender") == 1)
    return senders.join(once, on=["class", "sender"], how="left").select("chat", "sender", "family")


def told(links: pl.DataFrame, truth: pl.DataFrame) -> pl.DataFrame:
    """`truth` with right and linked."""
    found = links.select("chat", "sender", found="family")
    return truth.join(found, on=["chat", "sender"], how="left").with_columns(
        right=pl.col("found").eq_missing(pl.col("family")), linked=pl.col("found").is_not_null()
    )


def precision(told: pl.DataFrame) -> float:
    linked = told.filter("linked")
    return linked.filter("right").height / linked.height


def recall(told: pl.DataFrame) -> float:
    """Of the senders who show a name, child or number of the roster."""
    placeable = told.filter(~pl.col("way").is_in(UNPLACEABLE))
    return placeable.filter(pl.col("linked") & pl.col("right")).height / placeable.height


def by_way(told: pl.DataFrame) -> pl.DataFrame:
    wrong = pl.col("linked") & ~pl.col("right")
    return told.group_by("way").agg(senders=pl.len(), linked=pl.col("linked").sum(), wrong=wrong.sum()).sort("way")


@click.command
@click.argument("seed", type=int, default=1)
def main(seed: int) -> None:
    """How fast and how well the senders of an invented school are linked, beside a plain join."""
    roster, shown = school(seed)
    truth = pl.DataFrame(shown, schema=["chat", "sender", "class", "family", "way"], orient="row")
    senders = truth.select("chat", "sender", "class")
    start = perf_counter()
    found = people.linked(senders, roster, schema.empty(schema.DECISIONS))
    seconds = perf_counter() - start
    start = perf_counter()
    plain = plain_join(senders, roster)
    plain_seconds = perf_counter() - start
    review = people.unsure(found.links)
    in_class = pl.col("class").is_not_null()
    click.echo(f"{CLASSES} classes x {FAMILIES} families, {roster.height} guardians, {senders.height} senders")
    click.echo(f"Schoolgate {seconds:.2f} seconds, plain join {plain_seconds:.2f} seconds\n")
    click.echo(f"{'':34}{'senders':>9}{'precision':>11}{'recall':>9}{'to review':>11}")
    for group, rows in (("the classes' groups", in_class), ("the whole school's group", ~in_class)):
        for name, links, asked in (("Schoolgate", found.links, review.filter(rows).height), ("plain join", plain, 0)):
            some = told(links, truth).filter(rows)
            if some.filter("linked").is_empty():
                continue  # the plain join knows classes alone
            figures = f"{precision(some):11.4f}{recall(some):9.3f}{asked / some.height:11.1%}"
            click.echo(f"{group + ', ' + name:34}{some.height:9}{figures}")
    click.echo("\nIn the classes' groups:")
    for way, number, linked, wrong in by_way(told(found.links, truth).filter(in_class)).iter_rows():
        click.echo(f"{way:20}{number:6} senders{linked:6} linked{wrong:5} wrong")


if __name__ == "__main__":
    main()

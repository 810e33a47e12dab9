"""How surely copies of announcements are found, beside what was really copied: `python -m tests.copied [SEED ...]`.

Invented years of announcements in several languages; copies of every kind; and messages that are no copy, however near.
Then the sample school, whose generator knows what was passed on. Scored by the pair (message, announcement).
"""

# ruff: noqa: ARG005 - every way of copying is asked with the same three

import re
import sys
import tomllib
from collections.abc import Callable, Iterable
from datetime import datetime, timedelta
from itertools import groupby, zip_longest
from pathlib import Path
from types import MappingProxyType
from typing import NamedTuple

import click
import polars as pl

from dashboard.metrics.copies import copies
from parsers import schema
from sample_exports.generator import SEED, imagine
from sample_exports.generator.bulletins import ECHO_OPENINGS, ENDINGS, MENTIONS, OPENINGS, year
from sample_exports.generator.dice import Dice
from sample_exports.generator.reality import ANNOUNCEMENTS

HERE = Path(__file__).parent
NEWS, GROUPS, FIRST = "News", ("Class 1A", "Class 1B", "Class 2A"), datetime(2025, 9, 1, 8)
CLASSES = pl.DataFrame({"class": [name[-2:] for name in GROUPS], "chat": GROUPS}).pipe(schema.conform, schema.CLASSES)
SEEDS, SCHOOLS = (1, 2, 3, 4, 5), (SEED, 1, 2, 3, 4, 5)
LEAST = 40  # plain characters of a part; what is shorter is nobody's
KINDS = ("notice", "call", "deleted")


class Written(NamedTuple):
    """A message in a class group. `copied`: the number of the announcement (from 1), None where it copies none."""

    what: str
    at: datetime
    text: str
    copied: int | None = None
    whole: bool = False


class Score(NamedTuple):
    right: int
    found: int
    true: int

    @property
    def precision(self) -> float:
        return self.right / self.found if self.found else 1.0

    @property
    def recall(self) -> float:
        return self.right / self.true if self.true else 1.0


# ---- what is announced


OTHER_LANGUAGES = tuple(tomllib.loads((HERE / "announcements_abroad.toml").read_text(encoding="utf-8"))["texts"])
REMINDER = (
    "Reminder: lost property stands outside the office until Friday {day}. Named things go back to the classes, "
    "everything else is given to the charity shop in Mill Road on Friday evening."
)
DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday")
MONTHS = ("January", "February", "March", "May", "June", "July", "October", "November")
MONTHS_ABROAD = ("Feb", "juin", "mayo", "marca", "marzo")


def bodies(dice: Dice) -> list[str]:
    """A year of texts, less the words that the PA writes around many of them."""
    dated = [
        text.format(when=f"{dice.pick(DAYS)} {dice.whole(2, 28)} {dice.pick(MONTHS)}", link=link)
        for _, _, _, _, text, link in year()
    ]
    reminders = [REMINDER.format(day=day) for day in range(3, 29)]
    shuffled = dice.shuffled([*dated, *OTHER_LANGUAGES])
    pairs = zip_longest(shuffled, reminders[: len(shuffled) // 2])
    return [text for pair in pairs for text in pair if text is not None]


def sentences(text: str) -> list[str]:
    return [part.strip() for part in re.split(r"(?<=[.!?।؟])\s+|(?<=[。！？])", text) if part.strip()]


def size(text: str) -> int:
    """Characters of the words, less marks and links: a link that is passed on is no copy but a sign of its own."""
    return len(re.sub(r"[\W_]+", " ", LINK.sub("", text)).strip())


# ---- what copies it: (the whole announcement, its own words, dice) -> a message, or None where it cannot be made so

Copier = Callable[[str, str, Dice], str | None]
LINK = re.compile(r"\s*\S*https?://\S+")
EMPHASIS, BEFORE, AFTER = (
    ("*", "_", "~"),
    ("FYI from the PA group: ", "Hi all, passing this on 👇\n", "Not sure everyone saw this.\n\n"),
    (
        "\nHope to see some of you there!",
        " 😊😊",
        "\n\nIs anyone from our class going? We could share a car, or meet at the gate first.",
    ),
)
QUESTIONS = (
    'Does anyone know what they mean by "{}"? We have never been before.',
    "> {}\nIs that for the little ones as well?",
    "It says “{}” but my daughter told me something else, which is it?",
)


def mistyped(text: str, dice: Dice) -> str:
    for _ in range(dice.whole(1, 2)):
        place = dice.whole(1, len(text) - 3)
        text = text[:place] + dice.pick((text[place + 1] + text[place], "", "x" + text[place])) + text[place + 2 :]
    return text


def emphasised(text: str, dice: Dice) -> str:
    words = text.split(" ")
    place, mark = dice.whole(0, len(words) - 1), dice.pick(EMPHASIS)
    until = min(len(words), place + dice.whole(1, 4))
    return " ".join([*words[:place], f"{mark}{' '.join(words[place:until])}{mark}", *words[until:]])


def respaced(text: str, dice: Dice) -> str:
    spaced = (
        text.replace(" ", dice.pick(("\u00a0", "  ", " \n")))
        if dice.chance(0.5)
        else re.sub(r"([.!?]) ", r"\1\n\n", text)
    )
    return spaced.replace("'", "’").replace('"', "“")


def sentence_of(text: str, dice: Dice, number: int = 1) -> str | None:
    parts = sentences(text)
    runs = [" ".join(parts[place : place + number]) for place in range(len(parts) - number + 1)]
    enough = [run for run in runs if size(run) >= LEAST and run in text and size(run) < 0.75 * size(text)]
    return dice.pick(enough) if enough else None


def half(text: str, *, last: bool = False) -> str | None:
    words = text.split(" ")
    part = " ".join(words[len(words) // 2 :] if last else words[: len(words) // 2 + 1])
    return part if len(words) > 5 and size(part) >= LEAST else None


def within(text: str | None, dice: Dice) -> str | None:
    return None if text is None else dice.pick(QUESTIONS).format(text)


def with_another_word(text: str, dice: Dice) -> str | None:
    """Not near its ends, where it could be an opening or ending of the sender's own."""
    words = text.split(" ")
    long = [place for place in range(5, len(words) - 5) if re.fullmatch("[a-z]{5,}", words[place])]
    if not long:
        return None
    place = dice.pick(long)
    return " ".join([*words[:place], dice.pick(("museum", "orchestra", "breakfast")), *words[place + 1 :]])


def is_dated(text: str) -> bool:
    """With the day of a month, in the languages whose months are looked for."""
    return re.search(rf"\d\.? (?:de )?(?:{'|'.join((*MONTHS, *MONTHS_ABROAD))})", text) is not None


WHOLE: MappingProxyType[str, Copier] = MappingProxyType(
    {
        "as it is": lambda text, own, dice: text,
        "with an opening": lambda text, own, dice: dice.pick((*BEFORE, *ECHO_OPENINGS)) + text,
        "with words around": lambda text, own, dice: dice.pick(BEFORE) + text + dice.pick(AFTER),
        "forwarded": lambda text, own, dice: f"[Forwarded] {text}",
        "with quote marks before lines": lambda text, own, dice: "> " + "\n> ".join(sentences(text)),
        "with emphasis": lambda text, own, dice: emphasised(text, dice),
        "with emoji around": lambda text, own, dice: f"📣📣 {text} ❤️👍🏽",
        "with a typo or two": lambda text, own, dice: mistyped(text, dice),
        "with typos and words around": lambda text, own, dice: (
            dice.pick(BEFORE) + mistyped(text, dice) + dice.pick(AFTER)
        ),
        "with other spaces": lambda text, own, dice: respaced(text, dice),
        "in capitals": lambda text, own, dice: text.upper(),
        "without its link": lambda text, own, dice: (
            LINK.sub("", text) if LINK.search(text) and size(LINK.sub("", text)) >= LEAST else None
        ),
        "with another word in it": lambda text, own, dice: with_another_word(text, dice) if is_dated(own) else None,
        "without greeting and ending": lambda text, own, dice: own if own != text else None,
    }
)
PART: MappingProxyType[str, Copier] = MappingProxyType(
    {
        "first half": lambda text, own, dice: half(own),
        "last half": lambda text, own, dice: half(own, last=True),
        "one sentence": lambda text, own, dice: sentence_of(own, dice),
        "two sentences": lambda text, own, dice: sentence_of(own, dice, 2),
        "one sentence in a question": lambda text, own, dice: within(sentence_of(own, dice), dice),
        "first half in a question": lambda text, own, dice: within(half(own), dice),
        "one sentence in emphasis": lambda text, own, dice: (
            None if (part := sentence_of(own, dice)) is None else f"*{part}*"
        ),
        "first half with emphasis": lambda text, own, dice: (
            None if (part := half(own)) is None else emphasised(part, dice)
        ),
        "two sentences with other spaces": lambda text, own, dice: (
            None if (part := sentence_of(own, dice, 2)) is None else respaced(part, dice)
        ),
    }
)

# ---- what copies nothing

ASKED = (
    "is {} still right?",
    "Does anybody know more about {}?",
    "We can't do {} this year, sorry!",
    "I thought it was {} but my son says no 🤷",
    "So {} and then straight home?",
)
OFFICE = (
    "The library books are due back tomorrow, and reading folders too.",
    "Bus 12 is late again this morning.",
    "Our class picnic moves to the small field if it is wet.",
)


def fragment(text: str, dice: Dice, longest: int = 30) -> str:
    """A few words in a row, as anybody uses them who talks of the same thing."""
    words = text.split(" ")
    place = dice.whole(0, max(0, len(words) - 4))
    found = words[place]
    for word in words[place + 1 :]:
        if size(f"{found} {word}") > longest:
            break
        found = f"{found} {word}"
    return found[:longest]


def retold(text: str, dice: Dice) -> str:
    """The same facts in other words and another order."""
    pieces = [fragment(text, dice, dice.whole(8, 30)) for _ in range(4)]
    links = dice.some((" so I think ", " and also ", ", oh and ", " plus ", ", they said ", " or maybe "), 3)
    return "".join(piece + link for piece, link in zip(pieces, [*links, "?"], strict=True))


def with_other_facts(text: str, dice: Dice) -> str | None:
    """The same notice for another class, day and price, as a rep writes it who uses the PA's form of words."""
    step, bare = dice.whole(1, 5), LINK.sub("", text)
    found = re.sub(r"\d+", lambda number: str(int(number[0]) + step), bare)
    for names in (DAYS, MONTHS):
        found = re.sub("|".join(names), lambda name, names=names: names[(names.index(name[0]) + 1) % len(names)], found)
    return None if found == bare else found


def ordinary(dice: Dice, number: int) -> list[str]:
    said = tomllib.loads((HERE / "ordinary_messages.toml").read_text(encoding="utf-8"))
    lines = [line for language in said.values() for line in language["sentences"]]
    chats = imagine(SEED).chats.values()
    posts = [post.text for chat in chats if chat.class_ for post in chat.posts if post.text and not post.echo_of]
    return dice.some([*lines, *posts], number)


# ---- a year


class Year(NamedTuple):
    announcements: pl.DataFrame
    written: list[Written]

    @property
    def messages(self) -> pl.DataFrame:
        rows = [
            {"chat": GROUPS[line % len(GROUPS)], "sent_at": one.at, "sender": f"Parent {line}", "text": one.text}
            for line, one in enumerate(self.written)
        ]
        return (
            pl.DataFrame(rows)
            .with_columns(kind=pl.lit("text"), line=pl.int_range(pl.len()))
            .pipe(schema.conform, schema.MESSAGES)
        )


def invented(seed: int) -> Year:
    """An announcement a day, so that two or three are open at once, and two weekly reminders among them."""
    dice = Dice(seed, "copied")
    owns = bodies(dice)
    texts = [dice.pick(OPENINGS) + own + dice.pick(ENDINGS) for own in owns]
    sent = [FIRST + timedelta(hours=24 * place + dice.whole(0, 12)) for place in range(len(texts))]
    frame = pl.DataFrame({"chat": NEWS, "announcement": range(1, len(texts) + 1), "sent_at": sent, "text": texts})
    written = [one for place in range(len(texts)) for one in around(place, texts, owns, sent, dice)]
    last = (sent[-1] - FIRST) / timedelta(minutes=1)
    written += [
        Written("ordinary", FIRST + timedelta(minutes=dice.whole(0, int(last))), text) for text in ordinary(dice, 4000)
    ]
    made = frame.with_columns(
        pl.col("announcement").cast(pl.UInt32),
        pl.col("sent_at").cast(pl.Datetime("ms")),
        links=pl.lit([], pl.List(pl.String)),
    )
    return Year(made, written)


def around(place: int, texts: list[str], owns: list[str], sent: list[datetime], dice: Dice) -> Iterable[Written]:
    """Copies of one announcement, and what is near it and none."""
    text, own, number = texts[place], owns[place], place + 1

    def later(least: float = 0.1, most: float = 70) -> datetime:
        return sent[place] + timedelta(minutes=int(60 * dice.between(least, most)))

    for whole, copiers in ((True, WHOLE), (False, PART)):
        for what in dice.some(sorted(copiers), 4):
            made = copiers[what](text, own, dice)
            if made is not None:
                undated = "Reminder: lost" in text and not whole  # the next reminder says it, too
                yield Written(what, later(most=24 if undated else 70), made, number, whole)
    for line in (
        dice.pick(ASKED).format(fragment(own, dice)),
        dice.pick(MENTIONS).format(subject=fragment(own, dice, 20)),
    ):
        yield Written("asks about it", later(), line)
    yield Written("tells it in other words", later(), retold(own, dice))
    yield Written("the PA's usual words", later(), f"{dice.pick(OPENINGS)}{dice.pick(OFFICE)}{dice.pick(ENDINGS)}")
    if "Reminder: lost" not in text:
        if (other := with_other_facts(own, dice)) is not None:
            yield Written("the same for another class and day", later(), other)
            yield Written("the same for another, whole", later(), with_other_facts(text, dice) or other)
        if not is_dated(own) and (other := with_another_word(own, dice)) is not None:
            yield Written("the same of another thing", later(), other)
        yield Written("too late", later(73, 500), text)
        yield Written("before it", sent[place] - timedelta(hours=dice.whole(1, 60)), retold(own, dice))


def standing_before(seed: int) -> Year:
    """The PA took up what a class group had written; the group goes on repeating it."""
    made, dice = invented(seed), Dice(seed, "before")
    written: list[Written] = []
    for number, at, text in made.announcements.select("announcement", "sent_at", "text").rows():
        if number % 3 == 0 and "Reminder: lost" not in text:
            written += [
                Written("stood before it", at - timedelta(hours=dice.whole(2, 40)), text),
                Written("repeats what stood before it", at + timedelta(hours=dice.whole(2, 60)), half(text) or text),
            ]
    return Year(made.announcements, written)


# ---- scores


Pair = tuple[int, str]


def pairs_found(year: Year) -> dict[Pair, bool]:
    found = copies(year.messages, year.announcements, CLASSES)
    return {
        (number, sender): whole for number, sender, whole in found.select("announcement", "sender", "whole").iter_rows()
    }


def scored(year: Year) -> dict[str, Score]:
    """By what was written, and "all"."""
    found = pairs_found(year)
    senders = {f"Parent {line}": one for line, one in enumerate(year.written)}
    true = {(one.copied, sender) for sender, one in senders.items() if one.copied is not None}
    kinds = sorted({one.what for one in year.written})

    def score(kind: str | None) -> Score:
        of_kind = {pair for pair in found if kind in (None, senders[pair[1]].what)}
        asked = {pair for pair in true if kind in (None, senders[pair[1]].what)}
        return Score(len(of_kind & asked), len(of_kind), len(asked))

    return {kind: score(kind) for kind in kinds} | {"all": score(None)}


def rightly_whole(year: Year) -> float:
    """Share of the copies found that are rightly called whole, or part."""
    found, senders = pairs_found(year), {f"Parent {line}": one for line, one in enumerate(year.written)}
    right = [
        whole == senders[sender].whole for (number, sender), whole in found.items() if senders[sender].copied == number
    ]
    return sum(right) / len(right)


def sample_school(seed: int) -> Score:
    """The sample school's copies beside those its generator passed on within 72 hours."""
    reality = imagine(seed)
    rows, true = [], set()
    made: dict[int, dict[str, object]] = {}
    for chat in reality.chats.values():
        for post in sorted(chat.posts, key=lambda post: post.at):
            if post.announcement is not None and chat.name == ANNOUNCEMENTS:
                first = made.setdefault(
                    post.announcement, {"chat": chat.name, "announcement": post.announcement, "sent_at": post.at}
                )
                first["text"] = post.edited_text or post.text
            kind = "deleted" if post.deleted_at else post.kind
            rows.append(
                {
                    "chat": chat.name,
                    "sent_at": post.at,
                    "sender": post.person,
                    "kind": kind,
                    "text": post.edited_text or post.text,
                }
            )
            if (
                post.echo_of
                and kind != "deleted"
                and post.at <= reality.announcements[post.echo_of - 1].at + timedelta(hours=72)
            ):
                true.add((post.echo_of, chat.name, post.at, post.person))
    messages = pl.DataFrame(rows, infer_schema_length=None).pipe(schema.conform, schema.MESSAGES)
    classes = pl.DataFrame({"chat": [chat.name for chat in reality.chats.values() if chat.class_]}).pipe(
        schema.conform, schema.CLASSES
    )
    announced = pl.DataFrame(list(made.values())).with_columns(
        pl.col("announcement").cast(pl.UInt32), pl.col("sent_at").cast(pl.Datetime("ms"))
    )
    found = {row[:4] for row in copies(messages, announced, classes).iter_rows()}
    return Score(len(found & true), len(found), len(true))


def total(scores: Iterable[dict[str, Score]]) -> dict[str, Score]:
    rows = sorted((kind, score) for one in scores for kind, score in one.items())
    return {
        kind: Score(*(sum(figures) for figures in zip(*(score for _, score in of_kind), strict=True)))
        for kind, of_kind in groupby(rows, key=lambda row: row[0])
    }


def shown(what: str, score: Score) -> str:
    counts = f"{what:34} {score.true:6} copied {score.found:6} found"
    return f"{counts}   precision {score.precision:.3f}   recall {score.recall:.3f}"


def main(seeds: Iterable[int]) -> None:
    years = [invented(seed) for seed in seeds]
    scores = total([*(scored(one) for one in years), *(scored(standing_before(seed)) for seed in seeds)])
    for what, score in sorted(scores.items(), key=lambda item: item[1].true):
        click.echo(shown(what, score))
    click.echo(f"rightly whole or part: {min(rightly_whole(one) for one in years):.3f} in the worst year")
    for seed in SCHOOLS:
        click.echo(shown(f"sample school {seed}", sample_school(seed)))


if __name__ == "__main__":
    main([int(seed) for seed in sys.argv[1:]] or SEEDS)

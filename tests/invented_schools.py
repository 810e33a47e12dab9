"""Small invented schools by the hundred, for tests of what leaves them, and the truth about each.

Every word that somebody wrote or is called holds MARK, which no word of Schoolgate's does: wherever it turns up in a
summary or report, something of the input went along. The same seed gives the same files.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from random import Random

MARK = "zq"
NEWS = "the announcements"
ENCRYPTED = (
    "Messages and calls are end-to-end encrypted. Only people in this chat can read, listen to, or share them. "
    "Learn more"
)
FIRST_DAY, YEARS, LETTERS = date(2025, 9, 1), ("1", "2", "3"), "ABCDEFGHI"
AFTER = timedelta(days=4)  # exports are taken so many days after the last term, but for those taken early


@dataclass(frozen=True)
class Term:
    name: str
    starts: date
    ends: date


@dataclass(frozen=True)
class Guardian:
    name: str
    phone: str
    alias: str
    shown: str  # how exports print this person
    listed: bool = True  # on the roster


@dataclass(frozen=True)
class Place:
    """A family in a class, and for which days."""

    class_name: str
    family: str
    child: str
    guardians: tuple[Guardian, ...]
    starts: date | None = None
    ends: date | None = None


@dataclass(frozen=True)
class Line:
    at: datetime
    sender: str | None  # null: a notice
    text: str

    @property
    def printed(self) -> str:
        said = self.text if self.sender is None else f"{self.sender}: {self.text}"
        return f"{self.at:%d/%m/%Y, %H:%M} - {said}"


@dataclass(frozen=True)
class Group:
    """An export: of a class, or, class_name null, of the announcements."""

    class_name: str | None
    chat: str
    lines: tuple[Line, ...]
    admin: bool | None = None


@dataclass(frozen=True)
class School:
    terms: tuple[Term, ...]
    classes: dict[str, str]  # class: year
    chats: dict[str, str]  # class, or NEWS: its group
    places: tuple[Place, ...]
    groups: tuple[Group, ...]
    poster: str
    counts_alone: bool  # the roster is numbers of families
    reads: tuple[tuple[datetime, int], ...]


@dataclass(frozen=True)
class Year:
    """What every group's chat is made of."""

    dice: Random
    words: Iterator[str]
    terms: tuple[Term, ...]
    vocabulary: Sequence[str]
    news: Sequence[Line]


def invented(seed: int) -> School:
    """The same seed gives the same school."""
    dice = Random(seed)
    words = fresh_words(dice)
    terms, classes = some_terms(dice), some_classes(dice)
    places = tuple(some_places(dice, words, classes, terms))
    chats = {name: f"{next(words).title()} {name}" for name in classes} | {NEWS: next(words).title()}
    poster, vocabulary = next(words).title(), [next(words) for _ in range(60)]
    news = announcements(dice, poster, vocabulary, terms)
    year = Year(dice, words, terms, vocabulary, news)
    groups = [
        class_group(year, name, chats[name], [place for place in places if place.class_name == name])
        for name in classes
        if dice.random() < 0.85
    ]
    with_news = dice.random() < 0.9
    if with_news:
        groups.append(news_group(year, chats[NEWS], poster, places))
    reads = tuple((line.at, dice.randint(0, 60)) for line in news if with_news and dice.random() < 0.2)
    return School(terms, classes, chats, places, tuple(groups), poster, dice.random() < 0.1, reads)


def fresh_words(dice: Random) -> Iterator[str]:
    """Words that nobody uses, each once, with MARK inside."""
    used: set[str] = set()
    while True:
        before, after = (syllables(dice, number) for number in (1, 2))
        word = f"{before}{MARK}{after}"
        if word not in used:
            used.add(word)
            yield word


def syllables(dice: Random, number: int) -> str:
    return "".join(dice.choice("bdfgklmnprstv") + dice.choice("aeiou") for _ in range(number)) + dice.choice("lmnrst")


def some_terms(dice: Random) -> tuple[Term, ...]:
    """Two or three terms of six to nine weeks in one school year: two weeks apart, or in one in four without a gap."""
    terms, starts, apart = [], FIRST_DAY, 17 if dice.random() < 0.75 else 1
    for name in ("Autumn 2025", "Spring 2026", "Summer 2026")[: dice.randint(2, 3)]:
        ends = starts + timedelta(weeks=dice.randint(6, 9), days=-3)
        terms.append(Term(name, starts, ends))
        starts = ends + timedelta(days=apart)
    return tuple(terms)


def some_classes(dice: Random) -> dict[str, str]:
    """Three to six classes in two or three years, in one school in five up to ten, by name."""
    years = YEARS[: dice.randint(2, 3)]
    most = 6 if dice.random() < 0.8 else 10
    places = [*years, *(dice.choice(years) for _ in range(dice.randint(3, most) - len(years)))]
    return {f"{year}{letter}": year for year in years for letter in LETTERS[: places.count(year)]}


def some_places(dice: Random, names: Iterator[str], classes: dict[str, str], terms: Sequence[Term]) -> Iterator[Place]:
    """Six to thirty families a class, some under ten; one in eight has a child in a second class."""
    phones = iter(dice.sample(range(1000), 1000))
    families: list[tuple[str, tuple[Guardian, ...]]] = []
    for name in classes:
        size = dice.randint(6, 9) if dice.random() < 0.25 else dice.randint(10, 30)
        here: set[str] = set()
        for _ in range(size):
            sibling = bool(families) and dice.random() < 0.125
            new = (next(names).upper(), guardians_of(dice, names, phones))
            family, guardians = dice.choice(families) if sibling else new
            if family in here:
                continue
            here.add(family)
            families.append((family, guardians))
            yield Place(name, family, next(names).title(), guardians, *stay(dice, terms))


def stay(dice: Random, terms: Sequence[Term]) -> tuple[date | None, date | None]:
    """When a family comes and goes: mostly it is there all year."""
    chance, some_day = dice.random(), dice.choice(terms).starts + timedelta(days=dice.randint(-10, 30))
    return (some_day, None) if chance < 0.06 else (None, some_day) if chance < 0.12 else (None, None)


def guardians_of(dice: Random, names: Iterator[str], phones: Iterator[int]) -> tuple[Guardian, ...]:
    surname = next(names).title()
    return tuple(guardian(dice, names, surname, next(phones)) for _ in range(dice.randint(1, 2)))


def guardian(dice: Random, names: Iterator[str], surname: str, number: int) -> Guardian:
    """Printed by full name, alias, number or, one in ten, by a name that is on no roster."""
    name, alias, phone = f"{next(names).title()} {surname}", next(names).title(), f"+44 7700 900{number:03}"
    shown = dice.choices((name, f"~ {alias}", phone, f"~ {next(names).title()}"), (6, 2, 2, 0.6))[0]
    return Guardian(name, phone, alias, shown)


def announcements(dice: Random, poster: str, vocabulary: Sequence[str], terms: Sequence[Term]) -> list[Line]:
    posted = [
        Line(moment(dice, term.starts, term.ends, nights=0.1), poster, " ".join(dice.choices(vocabulary, k=12)))
        for term in terms
        for _ in range(dice.randint(1, 4))
    ]
    return sorted(posted, key=lambda line: line.at)


def class_group(year: Year, name: str, chat: str, places: Sequence[Place]) -> Group:
    """What is said and who comes and goes in a class's group, up to when it was exported."""
    dice = year.dice
    members = [each.shown for place in places for each in place.guardians if dice.random() < 0.8] or ["You"]
    strangers = [f"~ {next(year.words).title()}" for _ in range(dice.randint(0, 3))]
    came = arrivals(dice, dice.sample(members, len(members)) + strangers, year.terms)
    speakers = dice.sample(members, dice.randint(max(1, len(members) // 4), len(members)))
    day = taken(dice, year.terms)
    last = Line(datetime.combine(day, time(12)), speakers[0], dice.choice(year.vocabulary))
    lines = [*came, *departures(dice, members, year.terms), *talk(year, speakers), *echoes(year, members), last]
    return Group(name, chat, headed(chat, lines, day), dice.choice((True, False, None)))


def talk(year: Year, speakers: Sequence[str]) -> Iterator[Line]:
    """Term by term, from few speakers much."""
    dice = year.dice
    weights, nights = [dice.paretovariate(1) for _ in speakers], dice.choice((0.0, 0.02, 0.1, 0.3))
    for term in year.terms:
        for sender in dice.choices(speakers, weights, k=how_many(dice)):
            at = moment(dice, term.starts, term.ends, nights=nights)
            yield Line(at, sender, text(dice, year.vocabulary))


def echoes(year: Year, members: Sequence[str]) -> Iterator[Line]:
    """Announcements that a member repeats in the class's group."""
    dice = year.dice
    for line in year.news:
        if dice.random() < 0.3:
            yield Line(line.at + timedelta(minutes=dice.randint(2, 600)), dice.choice(members), line.text)


def taken(dice: Random, terms: Sequence[Term]) -> date:
    """When a group was exported: after the last term, or too early for one of them."""
    early = dice.choice(terms).ends - timedelta(days=dice.randint(0, 20))
    return terms[-1].ends + AFTER if dice.random() < 0.8 else early


def how_many(dice: Random) -> int:
    """Messages of a term: few, about as many as the minimum, or plenty."""
    return dice.choices((dice.randint(0, 45), dice.randint(46, 54), dice.randint(60, 200)), (2, 2, 6))[0]


def text(dice: Random, vocabulary: Sequence[str]) -> str:
    said = " ".join(dice.choices(vocabulary, k=dice.randint(1, 6)))
    return dice.choices(
        (said, f"{said}?", f"https://{dice.choice(vocabulary)}.example/{said.split()[0]}"), (8, 2, 0.3)
    )[0]


def moment(dice: Random, starts: date, ends: date, *, nights: float) -> datetime:
    day = starts + timedelta(days=dice.randint(0, (ends - starts).days))
    hour = dice.choice((21, 22, 23, 0, 5)) if dice.random() < nights else dice.randint(7, 20)
    return datetime.combine(day, time(hour, dice.randint(0, 59)))


def arrivals(dice: Random, members: Sequence[str], terms: Sequence[Term]) -> Iterator[Line]:
    """Most were added on the first day; the others came later by the link."""
    first = datetime.combine(terms[0].starts, time(7))
    for member in members:
        if dice.random() < 0.75:
            yield Line(first, None, f"You added {member}")
        else:
            at = moment(dice, terms[0].starts, terms[-1].ends, nights=0)
            yield Line(at, None, f"{member} joined using this group's invite link")


def departures(dice: Random, members: Sequence[str], terms: Sequence[Term]) -> Iterator[Line]:
    for member in members:
        if dice.random() < 0.08:
            yield Line(moment(dice, terms[-1].starts, terms[-1].ends, nights=0), None, f"{member} left")


def news_group(year: Year, chat: str, poster: str, places: Sequence[Place]) -> Group:
    """The announcements, and some thanks."""
    dice = year.dice
    everybody = sorted({guardian.shown for place in places for guardian in place.guardians})
    members = [each for each in everybody if dice.random() < 0.7]
    thanks = [
        Line(line.at + timedelta(minutes=dice.randint(1, 2000)), dice.choice(members), "Thank you 🙏")
        for line in year.news
        for _ in range(dice.randint(0, 3))
    ]
    day = year.terms[-1].ends + AFTER
    last = Line(datetime.combine(day, time(13)), poster, " ".join(reversed(year.news[0].text.split())))
    lines = [*arrivals(dice, members, year.terms), *year.news, *thanks, last]
    return Group(None, chat, headed(chat, lines, day), dice.choice((True, False, None)))


def headed(chat: str, lines: Iterable[Line], taken: date) -> tuple[Line, ...]:
    """In the order of time, begun as a group begins, and cut at the end of the day on which it was exported."""
    first = datetime.combine(FIRST_DAY - timedelta(days=3), time(18))
    kept = sorted((line for line in lines if line.at.date() <= taken), key=lambda line: line.at)
    return (Line(first, None, ENCRYPTED), Line(first, None, f'You created group "{chat}"'), *kept)

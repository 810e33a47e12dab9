"""Who there is in an invented school: families, their guardians and children, and in which class from when to when."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from sample_exports.generator.dice import Dice
from tests.schools.names import Culture, Name, culture

YEAR_STARTS, LAST_DAY = date(2025, 9, 3), date(2026, 3, 26)
ONE_GUARDIAN = 0.25  # of the families
SIBLING = 0.2  # of the families have a second child, in another class
LEAVERS, JOINERS, OPTED_OUT, EXCLUDED = 0.04, 0.04, 0.035, 0.015  # of the families
PHONE_ON_ROSTER = 0.88  # of the guardians
ENGLISH_NAME = 0.4  # of the guardians of a culture with English second names
SINGH, KAUR = Name("Singh", (), "सिंह", ("Sing",)), Name("Kaur", (), "कौर", ("Kour",))
AREA_CODES = (212, 347, 415, 510, 617, 626, 718, 917, 929, 206, 312)


@dataclass(frozen=True)
class Person:
    """A grown-up; `family` None: of no family of the school. `known`: the roster has the phone."""

    key: str
    woman: bool
    given: Name
    surnames: tuple[Name, ...]
    phone: str
    family: str | None = None
    known: bool = False
    english: str | None = None

    @property
    def surname_texts(self) -> tuple[str, ...]:
        return tuple((name.feminine if self.woman else None) or name.text for name in self.surnames)

    @property
    def surname(self) -> str:
        return " ".join(self.surname_texts)

    @property
    def roster_given(self) -> str:
        return f"{self.given.text} ({self.english})" if self.english else self.given.text

    @property
    def roster_name(self) -> str:
        return f"{self.roster_given} {self.surname}"


@dataclass(frozen=True)
class Child:
    """A child and its class."""

    name: Name
    surname: str
    class_: str

    @property
    def full_name(self) -> str:
        return f"{self.name.text} {self.surname}"


@dataclass(frozen=True)
class Family:
    """A household; starts and ends as the roster has them."""

    key: str
    guardians: tuple[Person, ...]
    children: tuple[Child, ...]
    starts: date | None
    ends: date | None
    standing: str

    def on_roll(self, on: date) -> bool:
        return (self.starts is None or self.starts <= on) and (self.ends is None or self.ends >= on)

    def child_in(self, class_: str) -> Child:
        return next(child for child in self.children if child.class_ == class_)


@dataclass(frozen=True)
class Population:
    """Everybody of one school."""

    culture: Culture
    seed: int
    classes: tuple[str, ...]
    families: tuple[Family, ...]
    others: tuple[tuple[str, str, Person], ...]  # (class, what they are, person): on no roster
    new_phones: tuple[str, ...]  # for those who change theirs

    def of_class(self, class_: str) -> tuple[Family, ...]:
        return tuple(f for f in self.families if any(child.class_ == class_ for child in f.children))


def population(key: str, seed: int) -> Population:
    """The people of the school of that culture and seed."""
    words, dice = culture(key), Dice(seed, f"{key}/people")
    classes = tuple(dice.some(words.words["classes"], dice.whole(6, 8)))
    classes = tuple(sorted(classes))
    phones = iter(dice.shuffled(numbers(words.words["region"])))
    taken: set[str] = set()
    families: list[Family] = []
    for class_ in classes:
        there = sum(child.class_ == class_ for family in families for child in family.children)
        for _ in range(dice.whole(18, 30) - there):
            later = [other for other in classes if other > class_]
            second = dice.pick(later) if later and dice.chance(SIBLING) else None
            places = (class_, second) if second else (class_,)
            families.append(family(dice, words, f"f{len(families)}", places, phones, taken))
    families = namesakes(dice, families)
    others = outsiders(dice, words, classes, families, phones, taken)
    return Population(words, seed, classes, tuple(families), others, tuple(phones))


def numbers(region: str) -> list[str]:
    """Numbers that are nobody's."""
    if region == "US":
        return [f"+1{area}55501{last:02}" for area in AREA_CODES for last in range(100)]
    return [f"+447700900{last:03}" for last in range(1000)]


def family(
    dice: Dice, words: Culture, key: str, places: Sequence[str], phones: Iterator[str], taken: set[str]
) -> Family:
    """A family whose guardians and children have names that nobody in the school has yet."""
    shares = words.words.get("communities", {})
    community = dice.weighted((*(f"{name}_" for name in shares), ""), (*shares.values(), 1 - sum(shares.values())))
    while True:
        father_names, mother_names = surnames_of(dice, words, community)
        father = Person(f"{key}-m", False, dice.pick(words.names[f"{community}men"]), father_names, "", key)
        mother = Person(f"{key}-w", True, dice.pick(words.names[f"{community}women"]), mother_names, "", key)
        children = tuple(child(dice, words, father, mother, place) for place in places)
        fresh = [father.roster_name, mother.roster_name, *(each.full_name for each in children)]
        if taken.isdisjoint(fresh) and len(set(fresh)) == len(fresh):
            break
    taken.update(fresh)
    pair = (dice.weighted((mother, father), (0.8, 0.2)),) if dice.chance(ONE_GUARDIAN) else (mother, father)
    guardians = tuple(with_details(dice, words, each, next(phones)) for each in pair)
    starts, ends, standing = None, None, "current"
    span = (LAST_DAY - YEAR_STARTS).days
    match dice.weighted(
        ("leaver", "joiner", "opted_out", "excluded", "settled"),
        (LEAVERS, JOINERS, OPTED_OUT, EXCLUDED, 1 - LEAVERS - JOINERS - OPTED_OUT - EXCLUDED),
    ):
        case "leaver":
            ends = YEAR_STARTS + timedelta(days=dice.whole(50, span - 30))
        case "joiner":
            starts = YEAR_STARTS + timedelta(days=dice.whole(40, span - 30))
        case "opted_out" | "excluded" as said:
            standing = said
        case _:
            pass
    return Family(key, guardians, children, starts, ends, standing)


def surnames_of(dice: Dice, words: Culture, community: str) -> tuple[tuple[Name, ...], tuple[Name, ...]]:
    """Of the father and of the mother."""
    names = words.names[f"{community}surnames"]
    his, hers = dice.pick(names), dice.pick(names)
    if words.key == "spanish":
        return (his, dice.pick(names)), (hers, dice.pick(names))
    if community == "sikh_":
        clan = () if dice.chance(0.35) else (his,)
        return (SINGH, *clan), (KAUR, *clan)
    return (his,), (hers if dice.chance(words.words["surname_of_mother"]["own"]) else his,)


def child(dice: Dice, words: Culture, father: Person, mother: Person, class_: str) -> Child:
    girl = dice.chance(0.5)
    name = dice.pick(words.names["girls" if girl else "boys"])
    parts = [(each.feminine if girl else None) or each.text for each in father.surnames]
    if words.key == "spanish":
        parts = [father.surname_texts[0], mother.surname_texts[0]]
    elif father.surnames[0] is SINGH:
        parts[0] = "Kaur" if girl else "Singh"
    return Child(name, " ".join(parts), class_)


def with_details(dice: Dice, words: Culture, person: Person, phone: str) -> Person:
    english = None
    if "english_women" in words.words and dice.chance(ENGLISH_NAME):
        english = dice.pick(words.words["english_women" if person.woman else "english_men"])
    return replace(person, phone=phone, known=dice.chance(PHONE_ON_ROSTER), english=english)


def namesakes(dice: Dice, families: list[Family]) -> list[Family]:
    """One mother gets the whole name of a mother of another class; their children have different surnames.

    Else a roster without phones or family numbers could not tell the two families apart.
    """
    mothers = [(at, f, f.guardians[0]) for at, f in enumerate(families) if f.guardians[0].woman]
    for at, one, mother in dice.shuffled(mothers):
        own = {child.surname for child in one.children}
        for _, other, namesake in mothers:
            apart = {c.class_ for c in one.children}.isdisjoint(c.class_ for c in other.children)
            if apart and own.isdisjoint(c.surname for c in other.children) and not own & {mother.surname}:
                twin = replace(mother, given=namesake.given, surnames=namesake.surnames, english=namesake.english)
                changed = replace(one, guardians=(twin, *one.guardians[1:]))
                return [*families[:at], changed, *families[at + 1 :]]
    return families


def outsiders(
    dice: Dice,
    words: Culture,
    classes: Sequence[str],
    families: Sequence[Family],
    phones: Iterator[str],
    taken: set[str],
) -> tuple[tuple[str, str, Person], ...]:
    """Grandparents (0-2 a class), childminders (a third of the classes) and teachers (two of five); on no roster."""
    found: list[tuple[str, str, Person]] = []
    for class_ in classes:
        here = [f for f in families if any(c.class_ == class_ for c in f.children) and f.standing == "current"]
        kinds = ["grandparents"] * dice.whole(0, 2) + ["helpers"] * dice.chance(0.33) + ["teachers"] * dice.chance(0.4)
        for kind in kinds:
            kin = dice.pick([f for f in here if f.starts is None and f.ends is None])
            while True:
                stranger, _ = surnames_of(dice, words, "")
                surnames = kin.guardians[0].surnames if kind == "grandparents" else stranger
                person = Person(f"o{len(found)}", True, dice.pick(words.names["women"]), surnames, "")
                if person.roster_name not in taken:
                    break
            person = replace(person, phone=next(phones))
            taken.add(person.roster_name)
            found.append((class_, kind, replace(person, family=kin.key if kind == "grandparents" else None)))
    return tuple(found)

"""Families, guardians, children, teachers and the few whom no roster knows."""

import unicodedata
from collections import Counter
from datetime import date

from .dice import Dice
from .names import CULTURES, FLOWERS, OUTSIDERS, STAFF, TITLES
from .reality import CLASSES, PA, Person, Place, Reality

FAMILIES = {"1A": 27, "1B": 24, "2A": 30, "2B": 26, "3A": 22, "3B": 25, "4A": 28, "4B": 21}
SIBLINGS = (
    ("1A", "3B"),
    ("1A", "4A"),
    ("1B", "2B"),
    ("1B", "4B"),
    ("2A", "3A"),
    ("2A", "4A"),
    ("2B", "4B"),
    ("3A", "4B"),
)
# The last day of those who left and the first of those who came, by class.
LEFT = {
    "1A": (date(2025, 4, 4),),
    "1B": (date(2025, 12, 19),),
    "2A": (date(2025, 7, 22), date(2026, 2, 13)),
    "2B": (date(2025, 7, 22),),
    "3A": (date(2025, 7, 22),),
    "4A": (date(2025, 12, 19),),
    "4B": (date(2026, 3, 27),),
}
CAME = {
    "1A": (date(2025, 1, 6), date(2025, 11, 3)),
    "1B": (date(2026, 2, 23),),
    "2A": (date(2025, 9, 2),),
    "2B": (date(2025, 4, 22),),
    "3A": (date(2025, 9, 2),),
    "3B": (date(2026, 1, 5),),
    "4A": (date(2025, 9, 2), date(2026, 1, 5)),
    "4B": (date(2025, 11, 3),),
}
OPTED_OUT = ("1A", "2A", "3B", "4A")
EXCLUDED = "4A"
CHILD_ONLY = ("1B", "2B", "4A")  # the roster names no adult of one family
# Profile names that nothing but the rep's knowledge can place, and the class they belong to.
NICKNAMES = (
    ("1A", "Mama Bear 🐻"),
    ("1A", "JJ"),
    ("1B", "The Hive"),
    ("1B", "T 🦖"),
    ("2A", "🦄🦄"),
    ("2A", "@tuesdaychild"),
    ("2B", "Zed"),
    ("4A", "Coach K"),
    ("4A", "x"),
    ("4B", "bikeman72"),
)
# Where the outsiders turn up: class of the group, index in names.OUTSIDERS.
GUESTS = {"1A": (0,), "1B": (7,), "2A": (1, 3), "2B": (5,), "4A": (6, 8), "4B": (2, 4, 9)}


def plain_name(name: str) -> str:
    """Lower case, without accents or pictures: how two spellings of one name are seen to be one."""
    letters = unicodedata.normalize("NFKD", name).casefold()
    kept = "".join(letter for letter in letters if letter.isalnum() or letter in " -'.")
    return " ".join(kept.split())


class Register:
    """Hands out ids, numbers and full names, none of them twice."""

    def __init__(self, seed: int) -> None:
        self.dice = Dice(seed, "people")
        self._phones = iter(self.dice.shuffled([f"07700900{n:03d}" for n in range(1000)]))
        self._names: set[str] = set()
        self._people = 0
        self._families = 0

    def phone(self) -> str:
        return next(self._phones)

    def person_id(self) -> str:
        self._people += 1
        return f"p{self._people:03d}"

    def family_id(self) -> str:
        self._families += 1
        return f"F{self._families:03d}"

    def full_name(self, givens: list[str], surname: str) -> str:
        """A given name that with this surname is new to the school."""
        for given in self.dice.shuffled(givens):
            if plain_name(f"{given} {surname}") not in self._names:
                self._names.add(plain_name(f"{given} {surname}"))
                return given
        raise ValueError(f"no name left for {surname}")


def fill(reality: Reality) -> None:
    """Everybody of the school."""
    register = Register(reality.seed)
    reality.people[PA] = Person(PA, "Bramley Hill", "PA", register.phone(), "pa", push="Bramley Hill PA")
    for class_ in CLASSES:
        _fill_class(reality, register, class_)
    for first, second in SIBLINGS:
        _add_sibling(reality, register, first, second)
    _twins(reality, register)
    _coming_and_going(reality)
    _staff(reality, register)
    _outsiders(reality, register)
    _special_families(reality)
    _profile_names(reality, register)


def _fill_class(reality: Reality, register: Register, class_: str) -> None:
    siblings = sum(second == class_ for _, second in SIBLINGS)
    children: list[str] = []
    for _ in range(FAMILIES[class_] - siblings):
        culture = register.dice.weighted(CULTURES, [6, 2, 2, 2, 1.5, 1, 1, 1.5, 1, 1, 1.5])
        _add_family(reality, register, class_, culture, children)


def _add_family(
    reality: Reality, register: Register, class_: str, culture: tuple[str, ...], children: list[str]
) -> None:
    women, men, surnames, child_names = (names.split() for names in culture)
    dice, family = register.dice, register.family_id()
    surname = dice.pick(surnames)
    pairs = (("mother", "father"), ("mother",), ("father",), ("mother", "mother"), ("grandmother",))
    relations = dice.weighted(pairs, [58, 28, 7, 2, 2])
    members: list[str] = []
    for place, relation in enumerate(relations):
        last = surname if place == 0 or dice.chance(0.75) else dice.pick(surnames)
        given = register.full_name(men if relation == "father" else women, last)
        person = Person(register.person_id(), given, last, register.phone(), "guardian", family, relation, (class_,))
        reality.people[person.id] = person
        members.append(person.id)
    reality.families[family] = tuple(members)
    # Two children of one first name in a class do occur, but only one such pair in a class.
    no_pair_yet = len(children) == len({*children})
    free = [name for name in child_names if name not in children] or child_names
    child = (
        dice.pick([c for c in children if c in child_names] or free)
        if no_pair_yet and dice.chance(0.04)
        else dice.pick(free)
    )
    children.append(child)
    starts = date(2024, 9, 3) if class_[0] == "1" else None
    reality.places.append(Place(class_, family, child, surname, starts))


def _add_sibling(reality: Reality, register: Register, first: str, second: str) -> None:
    """A family of `first` gets another child in `second`."""
    families = [p for p in reality.places if p.class_ == first and len(reality.family_places(p.family)) == 1]
    place = register.dice.pick(families)
    taken = {p.child for p in reality.places if p.class_ == second}
    names = next(c for c in CULTURES if place.child in c[3].split())[3].split()
    child = register.dice.pick([name for name in names if name not in taken and name != place.child])
    starts = date(2024, 9, 3) if second[0] == "1" else None
    reality.places.append(Place(second, place.family, child, place.child_surname, starts))
    for person in reality.families[place.family]:
        reality.people[person].classes += (second,)


def ordinary(reality: Reality, class_: str) -> list[Place]:
    """Places of families with one child in the school and nothing special about them."""
    return [
        place
        for place in reality.places
        if place.class_ == class_
        and place.ends is None
        and place.standing == "current"
        and place.starts in (None, date(2024, 9, 3))
        and len(reality.family_places(place.family)) == 1
        and all(reality.people[p].on_roster for p in reality.families[place.family])
    ]


def _twins(reality: Reality, register: Register) -> None:
    place = ordinary(reality, "2A")[4]
    names = next(c for c in CULTURES if place.child in c[3].split())[3].split()
    taken = {p.child for p in reality.places if p.class_ == "2A"}
    twin = register.dice.pick([name for name in names if name not in taken])
    reality.places.append(Place("2A", place.family, twin, place.child_surname, place.starts))


def _coming_and_going(reality: Reality) -> None:
    for class_, lasts in LEFT.items():
        for place, ends in zip(ordinary(reality, class_)[6:], lasts, strict=False):
            place.ends = ends
    for class_, firsts in CAME.items():
        for place, starts in zip(ordinary(reality, class_)[9:], firsts, strict=False):
            place.starts = starts


def _special_families(reality: Reality) -> None:
    """Opted out, excluded, and children whose adults the roster does not name."""
    for class_ in OPTED_OUT:
        ordinary(reality, class_)[2].standing = "opted_out"
    ordinary(reality, EXCLUDED)[5].standing = "excluded"
    for class_ in CHILD_ONLY:
        place = next(p for p in ordinary(reality, class_)[7:] if child_is_unique(reality, p))
        for person in reality.families[place.family]:
            reality.people[person].on_roster = False
            reality.people[person].roster_phone = False
    for class_ in ("1A", "1B", "2A", "2B", "3A", "3B", "4A", "4B"):
        two_adults = [p for p in ordinary(reality, class_) if "mother" in _relations(reality, p.family)]
        mother = next(p for p in reality.families[two_adults[0].family] if reality.people[p].relation == "mother")
        reality.reps[class_] = mother
    # The tie of the school: one name, two families, two classes.
    first, second = (reality.people[reality.families[ordinary(reality, c)[11].family][0]] for c in ("1A", "4A"))
    first.given, first.surname, second.given, second.surname = "Sarah", "Jones", "Sarah", "Jones"


def _relations(reality: Reality, family: str) -> list[str | None]:
    return [reality.people[p].relation for p in reality.families[family]]


def _staff(reality: Reality, register: Register) -> None:
    for place, (given, surname) in enumerate(STAFF):
        class_ = CLASSES[place % len(CLASSES)]
        person = Person(register.person_id(), given, surname, register.phone(), "staff", classes=(class_,))
        person.aliases = (f"{TITLES[given]} {surname}",)
        person.push = f"{TITLES[given]} {surname}" if place % 2 else f"{given} {surname}"
        if person.name == "Gillian Beck":
            person.push, person.decision = "Gilly B", True
        reality.people[person.id] = person
        reality.teachers.setdefault(class_, person.id)


def _outsiders(reality: Reality, register: Register) -> None:
    where = {index: class_ for class_, indexes in GUESTS.items() for index in indexes}
    for index, (given, surname, push) in enumerate(OUTSIDERS):
        person = Person(register.person_id(), given, surname, register.phone(), "outsider", classes=(where[index],))
        person.push, person.on_roster, person.roster_phone = push, False, False
        reality.people[person.id] = person


def first_names(reality: Reality, class_: str) -> Counter[str]:
    """How often each first name occurs among the adults of a class, staff and guests included."""
    return Counter(plain_name(p.given) for p in reality.people.values() if class_ in p.classes)


def child_is_unique(reality: Reality, place: Place) -> bool:
    return sum(p.class_ == place.class_ and p.child == place.child for p in reality.places) == 1


def parent_of(reality: Reality, person: Person) -> str:
    """`Mum of Leo (2B)`."""
    place = reality.family_places(str(person.family))[0]
    word = {"mother": "Mum", "father": "Dad"}.get(str(person.relation), "Parent")
    return f"{word} of {place.child} ({place.class_})"


def _profile_names(reality: Reality, register: Register) -> None:
    dice = register.dice
    reps = set(reality.reps.values())
    for person in reality.people.values():
        if person.role == "guardian":
            person.push = _profile_name(reality, dice, person, rep=person.id in reps)
    for class_, nickname in NICKNAMES:
        person = _one_for_a_nickname(reality, class_, reps)
        person.push, person.decision, person.aliases = nickname, True, ()
    smiler = _one_for_a_nickname(reality, "1A", reps)
    smiler.push = f"{smiler.given} :) {smiler.surname}"
    smiler.aliases = (smiler.push,)
    _two_of_one_first_name(reality, reps)


def _profile_name(reality: Reality, dice: Dice, person: Person, *, rep: bool) -> str | None:
    class_ = person.classes[0]
    place = reality.family_places(str(person.family))[0]
    named_by_child = child_is_unique(reality, place)
    if not person.on_roster:
        return parent_of(reality, person)
    full = _spelt(dice, person.name)
    if person.name == "Sarah Jones":
        return person.name
    if rep or len(person.classes) > 1:
        return full if rep or dice.chance(0.5) else None
    style = dice.weighted(("full", "first", "child", "alias", "number"), (46, 16, 9, 6, 23))
    if style == "first" and first_names(reality, class_)[plain_name(person.given)] == 1:
        return f"{person.given} {dice.pick(FLOWERS)}" if dice.chance(0.25) else person.given
    if style == "child" and named_by_child:
        return parent_of(reality, person)
    if style == "alias" and named_by_child:
        word = {"mother": "mum", "father": "dad"}.get(str(person.relation), "nan")
        alias = dice.pick((f"{place.child}'s {word}", f"{person.given} :) {person.surname}"))
        person.aliases = (alias,)
        return alias
    if style == "number":
        return None
    person.roster_phone = not dice.chance(0.15)  # the office lacks a number only where the name says who it is
    return full


def _spelt(dice: Dice, name: str) -> str:
    """The name as its owner typed it: now and then without accents, without capitals, with a picture."""
    style = dice.weighted(("same", "bare", "lower", "upper", "picture"), (70, 12, 6, 3, 9))
    if style == "bare":
        return "".join(c for c in unicodedata.normalize("NFKD", name) if not unicodedata.combining(c))
    if style == "lower":
        return name.lower()
    if style == "upper":
        return name.upper()
    return f"{name} {dice.pick(FLOWERS)}" if style == "picture" else name


def _one_for_a_nickname(reality: Reality, class_: str, reps: set[str]) -> Person:
    places = [place for place in ordinary(reality, class_) if child_is_unique(reality, place)]
    people = [reality.people[reality.families[place.family][0]] for place in places]
    return next(p for p in people if not (p.decision or p.aliases or p.id in reps or p.name == "Sarah Jones"))


def _two_of_one_first_name(reality: Reality, reps: set[str]) -> None:
    """Two Emmas in 2B; one of them calls herself just that, and only the rep knows which."""
    mothers = [
        reality.people[reality.families[place.family][0]]
        for place in ordinary(reality, "2B")
        if reality.people[reality.families[place.family][0]].relation == "mother"
    ]
    free = [p for p in mothers if not p.decision and p.id not in reps]
    for person, surname in zip(free[-2:], ("Lockyer", "Thwaite"), strict=True):
        person.given, person.surname, person.push, person.aliases = "Emma", surname, f"Emma {surname}", ()
    free[-2].push, free[-2].decision = "Emma", True

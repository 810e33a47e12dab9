"""How a phone prints somebody: as on the roster, short, in another script, by their child, by number, or unknowably.

Shares of guardians, before what a person's name does not allow (then: the whole name). A culture's TOML changes some.
    full           24  Ana García, as on the roster        child      8  Mum of Leo (2B)
    plain           8  ana garcia, GARCIA, Mueller         emoji      5  Ana García 🌸
    initial         8  Ana G                               title      2  Mrs Ana García
    short_surname   7  Kasia Nowak, by a short form        phone     11  +44 7700 900123, on the roster for 88 %
    one_surname     0  Ana García of Ana García López      typo       2  one letter wrong
    surname_first   3  García Ana                          saved      7  the rep's own: Ana Leo mum; Ana (Leo 2B)
    romanised       0  Muhamad El Masry                    pseudonym  1  bikeman72
    script          0  محمد المصري                          bare       6  Ana
    english         0  David Chen of Wei (David) Chen      bare_short 3  Kasia
    initials        0  R. Sharma
Somebody whose first name alone would not tell who they are in the class adds the surname's initial in 7 of 10 cases;
what would still fit two families of the class, pseudonyms aside, is written in another way in 6 of 10 (groups.CLEARED).
"""

from collections.abc import Sequence
from dataclasses import dataclass
from types import MappingProxyType

from sample_exports.generator.dice import Dice
from tests.schools.names import Culture, Name, alike, folded, umlauts_spelt, unmarked
from tests.schools.people import Child, Family, Person

WEIGHTS = MappingProxyType(
    {
        **{"full": 24, "plain": 8, "initial": 8, "short_surname": 7, "one_surname": 0, "surname_first": 3},
        **{"romanised": 0, "script": 0, "english": 0, "initials": 0, "bare": 6, "bare_short": 3, "child": 8},
        **{"emoji": 5, "title": 2, "phone": 11, "typo": 2, "saved": 7, "pseudonym": 1},
    }
)
ADDS_INITIAL = 0.7
SAYS_CLASS = 0.6
EMOJI = ("🌸", "⚽", "😊", "☀️", "🎀", "💪🏽", "🐶", "❤️")


@dataclass(frozen=True)
class Printed:
    """What stands in the export; placeable: a name, child or phone of the roster that only one family here fits."""

    text: str
    style: str
    placeable: bool


@dataclass(frozen=True)
class Setting:
    """The class in which somebody is printed."""

    culture: Culture
    class_: str
    families: tuple[Family, ...]

    def others(self, family: str | None) -> tuple[Person, ...]:
        return tuple(g for each in self.families if each.key != family for g in each.guardians)

    def other_children(self, family: str | None) -> tuple[Child, ...]:
        return tuple(c for f in self.families if f.key != family for c in f.children if c.class_ == self.class_)


def guardian(dice: Dice, person: Person, child: Child, setting: Setting) -> Printed:
    """One way to print a guardian."""
    weights = {**WEIGHTS, **setting.culture.words["weights"]}
    style = dice.weighted(tuple(weights), tuple(weights.values()))
    match style:
        case "phone":
            return Printed(person.phone, style, person.known)
        case "pseudonym":
            return Printed(dice.pick(setting.culture.words["pseudonyms"]), style, False)
        case "child":
            template = dice.pick(setting.culture.words["mum_of" if person.woman else "dad_of"])
            text, spelt = of_child(dice, template, child, setting.class_)
            return Printed(text, style, only_child(spelt, person, setting))
        case "saved":
            text = saved(dice, person, child, setting)
            known = None if person.surname_texts[0] in text else ()
            sure = only_child(child.name.text, person, setting) if child.name.text in text else False
            return Printed(text, style, sure or alone(person, person.given.text, known, setting))
        case "bare" | "bare_short":
            return bare(dice, person, style, setting)
        case _:
            return whole(dice, person, style, setting)


def bare(dice: Dice, person: Person, style: str, setting: Setting) -> Printed:
    given = dice.pick(person.given.shorts) if style == "bare_short" and person.given.shorts else person.given.text
    if alone(person, given, (), setting):
        return Printed(given, style, True)
    if not dice.chance(ADDS_INITIAL):
        return Printed(given, style, False)
    initial = dice.pick(initials_of(person.surname_texts[0]))
    return Printed(f"{given} {initial}", "initial", alone(person, given, (initial,), setting))


def whole(dice: Dice, person: Person, style: str, setting: Setting) -> Printed:
    """Given name and surname, in some spelling."""
    given, surname = person.given.text, person.surname
    text = f"{given} {surname}"
    initials: tuple[str, ...] | None = None
    match style:
        case "plain":
            text = dice.pick((text.lower(), text.upper(), unmarked(text), unmarked(text), umlauts_spelt(text)))
        case "initial":
            initials = (dice.pick(initials_of(person.surname_texts[0])),)
            text = f"{given} {initials[0]}{dice.pick(('', '.'))}"
        case "initials":
            text = f"{given[0]}. {surname}"
            rival = any(
                o.given.text[0] == given[0] and shares_surname(o, person) for o in setting.others(person.family)
            )
            return Printed(text, style, not rival)
        case "short_surname" if person.given.shorts:
            given = dice.pick(person.given.shorts)
            text = f"{given} {surname}"
        case "one_surname" if len(person.surnames) > 1:
            kept = dice.weighted(person.surname_texts, (3, *[1] * (len(person.surnames) - 1)))
            text = f"{given} {kept}"
            rival = any(
                said(o, given) and folded(kept) in {folded(each) for each in o.surname_texts}
                for o in setting.others(person.family)
            )
            return Printed(text, style, not rival)
        case "surname_first":
            text = f"{surname}{dice.pick((', ', ' ', ' '))}{given}"
        case "romanised":
            given = dice.pick((given, *person.given.others, *person.given.others))
            parts = [given, " ".join(dice.pick(name.others or (name.text,)) for name in person.surnames)]
            text = " ".join(reversed(parts) if setting.culture.key == "chinese" and dice.chance(0.5) else parts)
        case "script" if person.given.script and all(name.script for name in person.surnames):
            text = in_script(person, setting.culture)
        case "english" if person.english:
            given = person.english
            text = f"{given} {surname}"
        case "emoji":
            text = f"{text} {dice.pick(EMOJI)}"
        case "title":
            hers, *his = setting.culture.words["titles"]
            text = f"{hers if person.woman else dice.pick(his)} {text}"
        case "typo":
            text = mistyped(dice, text)
        case "full" if person.english and dice.chance(0.3):
            text = person.roster_name
        case _:
            style = "full"
    return Printed(text, style, alone(person, given, initials, setting))


def in_script(person: Person, culture: Culture) -> str:
    surnames = [str(name.script) for name in person.surnames]
    if culture.key == "chinese":
        return f"{surnames[0]}{person.given.script}"
    return " ".join([str(person.given.script), *surnames])


def said(person: Person, given: str) -> bool:
    """This first name may be theirs."""
    return folded(given) in person.given.forms | ({folded(person.english)} if person.english else frozenset())


def shares_surname(other: Person, person: Person) -> bool:
    """All surnames of `person` may be of the other too: Simran Kaur is also Simran Kaur Gill."""
    return all(any(mine.forms & theirs.forms for theirs in other.surnames) for mine in person.surnames)


def alone(person: Person, given: str, initials: tuple[str, ...] | None, setting: Setting) -> bool:
    """Nobody of another family in the class may be meant; initials: those of the surname; (): none; None: all of it."""
    rivals = [other for other in setting.others(person.family) if said(other, given)]
    if initials is None:
        return not any(shares_surname(other, person) for other in rivals)
    if not initials:
        return not rivals
    return not any(initials[0] in initials_of(text) for other in rivals for text in other.surname_texts)


def initials_of(surname: str) -> tuple[str, ...]:
    """What people shorten it to: del Río to R, Al-Farsi to A or F."""
    article, hyphen, rest = surname.partition("-")
    if hyphen and article == "Al":
        return article[0], rest[0]
    return (next((word[0] for word in surname.split() if word[0].isupper()), surname[0]),)


def only_child(spelt: str, person: Person, setting: Setting) -> bool:
    return not any(folded(spelt) in child.name.forms for child in setting.other_children(person.family))


def of_child(dice: Dice, template: str, child: Child, class_: str) -> tuple[str, str]:
    """The text, and the child's name as it stands in it."""
    place = dice.pick((f" ({class_})", f" ({class_})", f" {class_}")) if dice.chance(SAYS_CLASS) else ""
    name = child.name
    words = {"child": name.text, "gen": name.genitive or name.text, "script": name.script or name.text, "place": place}
    used = next((key for key in ("gen", "script") if f"{{{key}}}" in template), "child")
    return template.format(**words), words[used]


def saved(dice: Dice, person: Person, child: Child, setting: Setting) -> str:
    words = setting.culture.words
    name: Name = child.name
    return dice.pick(words["saved"]).format(
        given=person.given.text,
        surname=person.surname_texts[0],
        child=name.text,
        gen=name.genitive or name.text,
        parent=words["parent"][0 if person.woman else 1],
        **{"class": setting.class_},
    )


def mistyped(dice: Dice, text: str) -> str:
    """One letter of the longest word left out, doubled or changed with the next; never its first."""
    word = max(text.split(), key=len)
    if len(word) < 4:
        return text
    at = dice.whole(1, len(word) - 2)
    wrong = dice.pick(
        (
            word[:at] + word[at + 1 :],
            word[:at] + word[at] + word[at:],
            word[:at] + word[at + 1] + word[at] + word[at + 2 :],
        )
    )
    return text.replace(word, wrong, 1)


def outsider(dice: Dice, person: Person, kind: str, kin: Child | None, setting: Setting) -> Printed:
    """A grandparent, childminder or teacher, whom no roster has."""
    words = setting.culture.words
    child = kin.name if kin else Name("")
    text = dice.pick(words[kind]).format(
        given=person.given.text,
        surname=person.surname,
        title=words["titles"][0],
        child=child.text,
        gen=child.genitive or child.text,
        script=child.script or child.text,
        place=f" ({setting.class_})" if dice.chance(SAYS_CLASS) else "",
    )
    return Printed(text, kind, False)


def distinct(draws: Sequence[Printed], taken: set[str]) -> Printed | None:
    """The first that nobody in the group is called yet."""
    return next((each for each in draws if alike(each.text) not in taken), None)

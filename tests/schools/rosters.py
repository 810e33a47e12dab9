"""The list of families as each culture's schools have it: shapes, headings, delimiters and encodings differ.

british       long, one contact a row, pupil's and contact's columns with the same names, things never to be loaded
spanish       wide, two progenitors, `;`, with a byte order mark
german        wide, mother and father, `;`, in the Windows code page
polish        wide, tabs
arabic        wide, father and mother, English headings
chinese       wide, first and last names apart, US phones and dates
south_asian   long in Schoolgate's own words, with household numbers
Everybody's has the column "standing", which is Schoolgate's own. With `own`, every school's is in Schoolgate's words.
"""

from collections.abc import Callable, Iterable
from datetime import date
from types import MappingProxyType

from tests.schools.people import Child, Family, Person, Population
from tests.schools.writing import table

Rows = Iterable[list[str]]


def roster(school: Population, *, own: bool = False) -> tuple[str, bytes]:
    """The file's name and bytes."""
    return OWN(school) if own else SHAPES[school.culture.key](school)


def iso(day: date | None) -> str:
    return day.isoformat() if day else ""


def with_points(day: date | None) -> str:
    return day.strftime("%d.%m.%Y") if day else ""


def with_slashes(day: date | None) -> str:
    return day.strftime("%d/%m/%Y") if day else ""


def month_first(day: date | None) -> str:
    return day.strftime("%m/%d/%Y") if day else ""


def phone(person: Person | None) -> str:
    """As people write it; empty where the school has none."""
    if person is None or not person.known:
        return ""
    if person.phone.startswith("+1"):
        return f"({person.phone[2:5]}) {person.phone[5:8]}-{person.phone[8:]}"
    return f"+44 {person.phone[3:7]} {person.phone[7:]}"


def at_home(person: Person) -> str:
    return phone(person).replace("+44 ", "0")


def places(school: Population) -> Iterable[tuple[Family, Child]]:
    every = [(family, child) for family in school.families for child in family.children]
    return sorted(every, key=lambda place: (place[1].class_, place[1].surname, place[1].name.text))


def standing(family: Family) -> str:
    return "" if family.standing == "current" else family.standing


def parents(family: Family) -> tuple[Person | None, Person | None]:
    """Mother and father."""
    women = [each for each in family.guardians if each.woman]
    men = [each for each in family.guardians if not each.woman]
    return (women[0] if women else None), (men[0] if men else None)


def name(person: Person | None) -> str:
    return person.roster_name if person else ""


def long_rows(school: Population) -> Rows:
    for family, child in places(school):
        for person in family.guardians:
            relation = "mother" if person.woman else "father"
            yield [
                *(child.class_, family.key, child.full_name, person.roster_name, relation, phone(person)),
                *(iso(family.starts), iso(family.ends), standing(family)),
            ]


def own_words(school: Population) -> tuple[str, bytes]:
    heads = ["class", "family", "child", "guardian", "relation", "phone", "starts", "ends", "standing"]
    return "roster.csv", table([heads, *long_rows(school)])


def british(school: Population) -> tuple[str, bytes]:
    heads = ["Forename", "Surname", "Reg Group", "Year", "Date of Birth", "Contact Title", "Forename", "Surname"]
    heads += ["Relationship", "Priority", "Parental Responsibility", "Mobile", "Email", "Admission Date"]
    heads += ["Leaving Date", "standing"]
    rows = [
        [
            *(child.name.text, child.surname, child.class_, child.class_[0], "01/01/2017"),
            *("Mrs" if person.woman else "Mr", person.given.text, person.surname),
            *("Mother" if person.woman else "Father", str(priority), "Yes", at_home(person), "nobody@example.org"),
            *(with_slashes(family.starts), with_slashes(family.ends), standing(family)),
        ]
        for family, child in places(school)
        for priority, person in enumerate(family.guardians, start=1)
    ]
    return "contacts.csv", table([heads, *rows])


def spanish(school: Population) -> tuple[str, bytes]:
    heads = ["Curso", "Apellidos", "Nombre", "Progenitor 1", "Teléfono 1", "Progenitor 2", "Teléfono 2"]
    rows = [
        [*pupil(child), *two(family), *(with_slashes(day) for day in dates(family)), standing(family)]
        for family, child in places(school)
    ]
    return "listado.csv", table([[*heads, "Fecha de alta", "Fecha de baja", "standing"], *rows], ";", "utf-8-sig")


def pupil(child: Child) -> list[str]:
    return [child.class_, child.surname, child.name.text]


def two(family: Family) -> list[str]:
    first, *second = family.guardians
    other = second[0] if second else None
    return [name(first), phone(first), name(other), phone(other)]


def dates(family: Family) -> tuple[date | None, date | None]:
    return family.starts, family.ends


def german(school: Population) -> tuple[str, bytes]:
    heads = ["Klasse", "Name", "Vorname", "Mutter", "Telefon Mutter", "Vater", "Telefon Vater", "Eintritt", "Austritt"]
    rows: list[list[str]] = []
    for family, child in places(school):
        mother, father = parents(family)
        row = [*pupil(child), name(mother), phone(mother), name(father), phone(father)]
        rows.append([*row, *(with_points(day) for day in dates(family)), standing(family)])
    return "klassenliste.csv", table([[*heads, "standing"], *rows], ";", "cp1252")


def polish(school: Population) -> tuple[str, bytes]:
    heads = ["Klasa", "Nazwisko ucznia", "Imię ucznia", "Rodzic 1", "Telefon 1", "Rodzic 2", "Telefon 2"]
    rows = [
        [*pupil(child), *two(family), *(with_points(day) for day in dates(family)), standing(family)]
        for family, child in places(school)
    ]
    return "lista.csv", table([[*heads, "Data przyjęcia", "Data odejścia", "standing"], *rows], "\t")


def arabic(school: Population) -> tuple[str, bytes]:
    heads = ["Class", "Student Name", "Father Name", "Father Mobile", "Mother Name", "Mother Mobile"]
    rows: list[list[str]] = []
    for family, child in places(school):
        mother, father = parents(family)
        row = [child.class_, child.full_name, name(father), phone(father), name(mother), phone(mother)]
        rows.append([*row, *(iso(day) for day in dates(family)), standing(family)])
    return "students.csv", table([[*heads, "Start Date", "End Date", "standing"], *rows])


def chinese(school: Population) -> tuple[str, bytes]:
    heads = ["Homeroom", "Student Last Name", "Student First Name"]
    heads += [f"Parent {at} {what}" for at in (1, 2) for what in ("First Name", "Last Name", "Cell")]
    rows: list[list[str]] = []
    for family, child in places(school):
        cells = [part for each in family.guardians for part in (each.roster_given, each.surname, phone(each))]
        row = [*pupil(child), *cells, *[""] * (6 - len(cells))]
        rows.append([*row, *(month_first(day) for day in dates(family)), standing(family)])
    return "directory.csv", table([[*heads, "Start Date", "End Date", "standing"], *rows])


def south_asian(school: Population) -> tuple[str, bytes]:
    heads = ["Class", "Household ID", "Pupil name", "Parent", "Relationship", "Mobile", "Start date", "End date"]
    return "families.csv", table([[*heads, "standing"], *long_rows(school)])


OWN: Callable[[Population], tuple[str, bytes]] = own_words
SHAPES = MappingProxyType(
    {each.__name__: each for each in (british, spanish, german, polish, arabic, chinese, south_asian)}
)

"""What really happened: people, places in classes, stays in groups, posts and notices. Every file is a view of this."""

from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

ANNOUNCEMENTS = "Bramley Hill PA Announcements"
PA = "pa"  # the id of the PA's own account
CLASSES = ("1A", "1B", "2A", "2B", "3A", "3B", "4A", "4B")
EXPORTED = ("1A", "1B", "2A", "2B", "4A", "4B")


def chat_of(class_: str) -> str:
    return f"Class {class_}"


@dataclass
class Person:
    """Somebody with a phone. `role`: guardian, staff, outsider (on no roster) or pa."""

    id: str
    given: str
    surname: str
    phone: str  # eleven digits, national: 07700900123
    role: str
    family: str | None = None
    relation: str | None = None
    classes: tuple[str, ...] = ()
    push: str | None = None  # the profile name that strangers see after "~"; None: they see the number
    aliases: tuple[str, ...] = ()  # as the roster knows them
    on_roster: bool = True  # False: the roster names the child alone (or nobody, for an outsider)
    roster_phone: bool = True  # the office has this person's number
    former_phone: str | None = None
    decision: bool = False  # `push` can only be linked by the rep's answer in people.csv

    @property
    def name(self) -> str:
        return f"{self.given} {self.surname}"


@dataclass
class Place:
    """One child's place in one class, first and last day included."""

    class_: str
    family: str
    child: str
    child_surname: str
    starts: date | None = None
    ends: date | None = None
    standing: str = "current"


@dataclass
class Stay:
    """One stay of one person in one group; `until` None: still there. `own_act`: came by their own hand."""

    chat: str
    person: str
    since: datetime
    until: datetime | None = None
    own_act: bool = True


@dataclass
class Notice:
    """A line that WhatsApp wrote. `wording` is the key of the writers' templates; `named` False: it names nobody."""

    at: datetime
    event: str
    wording: str
    route: str | None = None
    actor: str | None = None
    targets: tuple[str, ...] = ()
    extra: dict[str, str] = field(default_factory=dict)
    admins_only: bool = False
    named: bool = True


@dataclass
class Post:
    """A message by a person. `fold` 1: in the second of the two hours between one and two when the clocks go back."""

    at: datetime
    person: str
    text: str = ""
    kind: str = "text"
    media: str | None = None
    file: str | None = None  # name of a document or of an attached file
    options: tuple[tuple[str, int], ...] = ()
    fold: int = 0
    edited_at: datetime | None = None
    edited_text: str | None = None
    deleted_at: datetime | None = None
    deleted_by: str | None = None  # an admin; None: the sender
    announcement: int | None = None  # 1-based, in time order
    echo_of: int | None = None
    staged: bool = False  # part of a scripted scene

    @property
    def order(self) -> datetime:
        """Sorts by what a stopwatch would say, not the wall clock."""
        return self.at + timedelta(hours=self.fold)


@dataclass
class Announcement:
    """`subject` is what a parent would call it."""

    number: int
    at: datetime
    subject: str
    text: str
    link: str | None = None


@dataclass
class Chat:
    name: str
    class_: str | None
    created: datetime
    creator: str
    admins: tuple[str, ...] = ()
    stays: list[Stay] = field(default_factory=list)
    notices: list[Notice] = field(default_factory=list)
    posts: list[Post] = field(default_factory=list)

    def present(self, moment: datetime) -> list[str]:
        """Who is in the group at `moment`."""
        return sorted({s.person for s in self.stays if s.since <= moment and (s.until is None or moment < s.until)})


@dataclass
class Reality:
    seed: int
    member_lists: tuple[str, ...] = ("4A", "4B")  # the exports beside which somebody pasted the group's member list
    people: dict[str, Person] = field(default_factory=dict)
    families: dict[str, tuple[str, ...]] = field(default_factory=dict)  # family -> person ids
    places: list[Place] = field(default_factory=list)
    reps: dict[str, str] = field(default_factory=dict)  # class -> person
    teachers: dict[str, str] = field(default_factory=dict)  # class -> person
    chats: dict[str, Chat] = field(default_factory=dict)
    announcements: list[Announcement] = field(default_factory=list)
    reads: dict[tuple[int, str], datetime] = field(default_factory=dict)  # anywhere: (announcement, person)
    reads_in_group: dict[tuple[int, str], datetime] = field(default_factory=dict)  # what Message info counts

    def guardians(self, class_: str) -> list[Person]:
        """All guardians with a child in the class at any time."""
        return [person for person in self.people.values() if class_ in person.classes and person.role == "guardian"]

    def family_places(self, family: str) -> list[Place]:
        return [place for place in self.places if place.family == family]

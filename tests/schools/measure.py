"""What the product says of an invented school, beside what is true of it."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

import polars as pl

from dashboard import people, workspace
from dashboard.metrics.drift import bounds, family_status, sender_status
from dashboard.said import Said
from dashboard.workspace import Workspace
from tests.schools.groups import CREATED, END
from tests.schools.people import LAST_DAY
from tests.schools.school import InventedSchool, Sender

OUTSIDERS = ("grandparents", "helpers", "teachers")
AUTOMATIC = ("phone", "alias", "child", "name")
CERTAIN = ("listed", "presumed")
Spans = list[tuple[datetime, datetime]]


@dataclass(frozen=True)
class Wrong:
    """An automatic link to another family, for whoever looks for the reason."""

    chat: str
    shown: str
    style: str
    true: str  # the person's whole name
    linked: str  # the guardians of the family it was linked to
    how: str


@dataclass(frozen=True)
class Measured:
    """Shares from 0 to 1; None where nothing could be counted.

    precision       automatic links that name the right family, of all automatic links
    recall          of the senders whom a name, child or phone places: linked to the right family
    review          of all senders: nobody linked, and candidates to choose from
    status          families of classes with a complete member list whose status is right
    status_told     the same without families of whom the group shows nobody who can be placed (bikeman72)
    status_reviewed as status_told, once a person has answered for everybody in the review queue, and rightly
    status_cut      as status_told, of classes whose list has fewer names than members: right, or said to be not seen
    bounds          classes whose number of families in the group lies within the two bounds that are said
    certain_true    person-days called listed or presumed on which the person was in the group
    days_covered    true person-days inside any row
    families_read   families of the truth that the product knows as one family of its own
    """

    culture: str
    seed: int
    classes: int
    families: int
    senders: int
    precision: float | None
    recall: float | None
    review: float | None
    status: float | None
    status_told: float | None
    status_reviewed: float | None
    status_cut: float | None
    bounds: float | None
    certain_true: float | None
    days_covered: float | None
    families_read: float | None
    wrong: tuple[Wrong, ...]
    missed: tuple[Sender, ...]  # placeable, and linked to nobody or wrongly
    misjudged: tuple[tuple[str, str, str, str], ...]  # class, family, true status, said status
    outside: tuple[tuple[str, int, int, int], ...]  # class, true number of families, the two bounds
    false_days: tuple[tuple[str, str, float], ...]  # chat, sender, days called certain that are not true


def measured(school: InventedSchool) -> Measured:
    """Loads the school's files as a user would, and compares."""
    return compared(school, workspace.load(school.files, Said(as_read=True)))


def compared(school: InventedSchool, loaded: Workspace) -> Measured:
    """What `loaded` says of the school, beside what is true."""
    known = families_known(school, loaded.roster)
    links = links_of(loaded.links)
    wrong: list[Wrong] = []
    right, missed = 0, []
    for sender in school.senders:
        family, how = links.get((sender.chat, shown(sender.shown)), (None, "none"))
        automatic = how in AUTOMATIC and family is not None
        fits = automatic and sender.family in known.get(str(family), ())
        right += fits
        if automatic and not fits:
            whom = guardians(loaded.roster, str(family))
            wrong.append(Wrong(sender.chat, sender.shown, sender.style, sender.name, whom, how))
        if sender.placeable and not fits:
            missed.append(sender)
    placeable = sum(sender.placeable for sender in school.senders)
    unsure = loaded.links.filter((pl.col("how") == "none") & (pl.col("candidates").list.len() > 0)).height
    said = statuses(loaded, known)
    complete, cut = (
        {place: true for place, true in school.statuses.items() if school.lists.get(place[0]) == kind}
        for kind in ("complete", "cut")
    )
    misjudged = misjudgements(complete, said)
    hidden = hidden_families(school)
    reviewed = statuses(workspace.relinked(loaded, rightly_answered(school, loaded, known)), known)
    bounded, outside = outside_bounds(school, loaded)
    told = [place for place in complete if place not in hidden]
    soft = [said.get(place) in (true, "not_seen") for place, true in cut.items() if place not in hidden]
    days = person_days(school, loaded.membership)
    return Measured(
        school.culture,
        school.seed,
        len(school.people.classes),
        len(school.people.families),
        len(school.senders),
        precision=share(right, right + len(wrong)),
        recall=share(placeable - len(missed), placeable),
        review=share(unsure, len(school.senders)),
        status=share(len(complete) - len(misjudged), len(complete)),
        status_told=share(sum(said.get(place) == complete[place] for place in told), len(told)),
        status_reviewed=share(sum(reviewed.get(place) == complete[place] for place in told), len(told)),
        status_cut=share(sum(soft), len(soft)),
        bounds=share(bounded - len(outside), bounded),
        certain_true=days[0],
        days_covered=days[1],
        families_read=share(read_once(known), len(school.people.families)),
        wrong=tuple(wrong),
        missed=tuple(missed),
        misjudged=misjudged,
        outside=outside,
        false_days=days[2],
    )


Place = tuple[str, str]  # class, true family


def misjudgements(true: dict[Place, str], said: dict[Place, str]) -> tuple[tuple[str, str, str, str], ...]:
    """class, family, true status, said status of those that differ."""
    return tuple((*place, status, said.get(place, "")) for place, status in true.items() if said.get(place) != status)


def rightly_answered(school: InventedSchool, loaded: Workspace, known: dict[str, set[str]]) -> pl.DataFrame:
    """DECISIONS, with the true answer for everybody in the review queue."""
    families = {true: family for family, every in known.items() for true in every}
    senders = {(sender.chat, shown(sender.shown)): sender for sender in school.senders}
    answers = loaded.decisions
    for chat, sender in people.unsure(loaded.links, loaded.senders).select("chat", "sender").iter_rows():
        true = senders.get((chat, shown(sender)))
        family = families.get(str(true.family)) if true and true.style not in OUTSIDERS else None
        other = "staff" if true and true.style == "teachers" else "nobody"
        answers = people.answered(answers, sender, "family" if family else other, family, chat=chat)
    return answers


def share(part: float, whole: float) -> float | None:
    return part / whole if whole else None


def shown(sender: str) -> str:
    """Less the marks of direction that an iPhone puts around numbers, and a full stop that may be a notice's own."""
    return re.sub("[\u200e\u200f\u202a-\u202e\u2066-\u2069]", "", sender).removesuffix(".")


def links_of(links: pl.DataFrame) -> dict[tuple[str, str], tuple[str | None, str]]:
    """(chat, sender) -> family, how; of two senders that are the same but for a full stop, the one that is linked."""
    rows = links.sort(pl.col("family").is_not_null()).select("chat", "sender", "family", "how").iter_rows()
    return {(chat, shown(sender)): (family, how) for chat, sender, family, how in rows}


def words(name: str) -> str:
    """As names are compared here: the words in alphabetical order."""
    return " ".join(sorted(re.sub(r"[\W_]+", " ", name.casefold()).split()))


def families_known(school: InventedSchool, roster: pl.DataFrame) -> dict[str, set[str]]:
    """The product's family -> the true families whose children it has: one, unless households were confused."""
    children = {
        (child.class_, words(child.full_name)): family.key
        for family in school.people.families
        for child in family.children
    }
    known: dict[str, set[str]] = {}
    for class_, child, family in roster.select("class", "child", "family").unique().drop_nulls().iter_rows():
        true = children.get((class_, words(child)))
        if true is not None:
            known.setdefault(family, set()).add(true)
    return known


def read_once(known: dict[str, set[str]]) -> int:
    """True families that are one family of the product, which has no other."""
    alone = [next(iter(true)) for true in known.values() if len(true) == 1]
    every = [family for true in known.values() for family in true]
    return sum(every.count(family) == 1 for family in alone)


def guardians(roster: pl.DataFrame, family: str) -> str:
    found = roster.filter(pl.col("family") == family)["guardian"].drop_nulls().unique(maintain_order=True)
    return ", ".join(found)


def hidden_families(school: InventedSchool) -> set[tuple[str, str]]:
    """(class, family) of those in a group of whose guardians the files show nobody who can be placed."""
    shown_there = {(sender.chat, sender.person) for sender in school.senders if sender.placeable}
    inside: dict[tuple[str, str], bool] = {}
    for group in school.groups:
        for member in group.members:
            if member.what == "guardian" and member.present:
                place = (group.class_, str(member.person.family))
                inside[place] = inside.get(place, False) or (group.name, member.person.key) in shown_there
    return {place for place, placed in inside.items() if not placed}


def outside_bounds(school: InventedSchool, loaded: Workspace) -> tuple[int, tuple[tuple[str, int, int, int], ...]]:
    """How many classes have bounds; class, true number, low, high of those where they do not hold."""
    frames = (loaded.roster, loaded.links, loaded.membership, loaded.snapshots, loaded.classes, LAST_DAY)
    said = bounds(family_status(*frames), sender_status(*frames)).drop_nulls(["low", "high"])
    true: dict[str, int] = {}
    for (class_, _), status in school.statuses.items():
        true[class_] = true.get(class_, 0) + (status == "current")
    rows = [
        (class_, true.get(class_, 0), low, high) for class_, low, high in said.select("class", "low", "high").rows()
    ]
    return len(rows), tuple(row for row in rows if not row[2] <= row[1] <= row[3])


def statuses(loaded: Workspace, known: dict[str, set[str]]) -> dict[tuple[str, str], str]:
    """(class, true family) -> the status that the product says."""
    said = family_status(loaded.roster, loaded.links, loaded.membership, loaded.snapshots, loaded.classes, LAST_DAY)
    return {
        (class_, true): status
        for class_, family, status in said.select("class", "family", "status").iter_rows()
        for true in known.get(family, ())
    }


def person_days(
    school: InventedSchool, membership: pl.DataFrame
) -> tuple[float | None, float | None, tuple[tuple[str, str, float], ...]]:
    """The share of certain time that is true, of true time that any row covers, and who was called in wrongly."""
    true: dict[tuple[str, str], Spans] = {}
    for stay in school.stays:
        true.setdefault((stay.chat, shown(stay.shown)), []).append((stay.since, stay.until))
    certain, any_row = spans(membership.filter(pl.col("certainty").is_in(CERTAIN))), spans(membership)
    false = {
        person: length(rows) - common(rows, true.get(person, [])) for person, rows in certain.items()
    }  # fmt: skip
    whole = sum(map(length, certain.values()))
    covered = sum(common(any_row.get(person, []), stays) for person, stays in true.items())
    worst = sorted(((*person, days) for person, days in false.items() if days > 1), key=lambda row: -row[2])
    return (
        share(whole - sum(false.values()), whole),
        share(covered, sum(map(length, true.values()))),
        tuple(worst),
    )


def spans(membership: pl.DataFrame) -> dict[tuple[str, str], Spans]:
    """(chat, sender) -> the time of their rows, within the group's life."""
    found: dict[tuple[str, str], Spans] = {}
    for chat, sender, since, until in membership.select("chat", "sender", "since", "until").iter_rows():
        span = (max(since or CREATED, CREATED), min(until or END, END))
        if span[0] < span[1]:
            found.setdefault((chat, shown(sender)), []).append(span)
    return {person: joined(rows) for person, rows in found.items()}


def joined(rows: Spans) -> Spans:
    """The same time without overlaps."""
    parts: Spans = []
    for since, until in sorted(rows):
        if parts and since <= parts[-1][1]:
            parts[-1] = (parts[-1][0], max(parts[-1][1], until))
        else:
            parts.append((since, until))
    return parts


def length(rows: Iterable[tuple[datetime, datetime]]) -> float:
    """Days."""
    return sum((until - since).total_seconds() for since, until in rows) / 86_400


def common(rows: Spans, others: Spans) -> float:
    """Days in both; neither overlaps itself."""
    both = [(max(a, c), min(b, d)) for a, b in rows for c, d in others]
    return length((since, until) for since, until in both if since < until)

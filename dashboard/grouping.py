"""Which chat is which: the announcement group, each class's group, and which exports are of one group."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from itertools import combinations

import polars as pl

from dashboard.school import School
from parsers import Chat, classes_in, same_group, schema


def completed(school: School, chats: Sequence[Chat]) -> School:
    """The settings, with the announcement group known by its name where nothing was set."""
    return replace(school, announcement_chat=school.announcement_chat or announcement_name(chats))


def with_posters(school: School, chats: Sequence[Chat]) -> School:
    """The settings, with everybody who wrote in the announcement group as PA poster where nothing was set.

    For announcements alone: such a poster may be a parent too, whose own class must go on hearing them.
    """
    return replace(school, pa_posters=school.pa_posters or posters_in(school.announcement_chat, chats))


def announcement_name(chats: Sequence[Chat]) -> str | None:
    """The only chat with "announcement" in its name; none if there are two."""
    named = [chat.name for chat in chats if "announcement" in chat.name.casefold()]
    return named[0] if len(named) == 1 else None


def posters_in(name: str | None, chats: Sequence[Chat]) -> tuple[str, ...]:
    """Everybody who wrote in the announcement group: only admins can."""
    frames = [chat.messages.filter(pl.col("kind") != "notice") for chat in chats if chat.name == name]
    return tuple(sender for frame in frames for sender in frame["sender"].drop_nulls().unique().sort())


def classes(school: School, chats: Sequence[Chat], sizes: pl.DataFrame) -> pl.DataFrame:
    """CLASSES: those of the settings and of the roster; a group that fits none is a class of its own name.

    So is each of several groups that fit the same class: a tie links to nobody. A class that neither the settings nor a
    group name, and whose families have all gone from it, is of another year and left out.
    """
    groups = {group.name: group.chat for group in school.classes}
    years = {group.name: group.year for group in school.classes}
    names = list(dict.fromkeys([*groups, *sizes["class"]]))
    taken = {chat for chat in groups.values() if chat} | {school.announcement_chat}
    free = [name for name in names if not groups.get(name)]
    found = {chat.name: class_in(chat.name, free) or chat.name for chat in chats if chat.name not in taken}
    alone = [name for name in found.values() if list(found.values()).count(name) == 1]
    groups |= {(name if name in alone else chat): chat for chat, name in found.items()}
    former = {name for name, families in sizes.iter_rows() if families == 0 and name not in groups}
    every = sorted({*names, *groups} - former)
    return (
        pl.DataFrame(
            [(name, years.get(name), groups.get(name)) for name in every],
            schema={"class": pl.String, "year": pl.String, "chat": pl.String},
            orient="row",
        )
        .join(sizes, on="class", how="left", maintain_order="left")
        .pipe(schema.conform, schema.CLASSES)
    )


def class_in(chat: str, names: Iterable[str]) -> str | None:
    """The only class whose name stands as words in the chat's name, however it is spelled there."""
    found = classes_in(chat, names)
    return found[0] if len(found) == 1 else None


def admin_chats(school: School, chats: Sequence[Chat]) -> frozenset[str]:
    """Chats whose export shows who left: its exporter says so, or a leave line does."""
    said = {facts.name: facts.admin for facts in school.chats}
    return frozenset(chat.name for chat in chats if (said.get(chat.name) is not False) and shows_leaves(chat, said))


def shows_leaves(chat: Chat, said: dict[str, bool | None]) -> bool:
    return said.get(chat.name) is True or (chat.messages["event"] == "left").any()


def by_acquaintance(chats: Sequence[Chat]) -> list[list[Chat]]:
    """Chats of one name, parted into those that know one another."""
    parted: list[list[Chat]] = []
    for chat in chats:
        strangers = [group for group in parted if not any(acquainted(chat, other) for other in group)]
        known = [other for group in parted for other in group if any(acquainted(chat, o) for o in group)]
        parted = [*strangers, [*known, chat]]
    return parted


def acquainted(one: Chat, other: Chat) -> bool:
    """By a sender; or by what was said, where two phones have other names for everybody."""
    people, others = (set(chat.messages["sender"].drop_nulls().unique()) for chat in (one, other))
    return not people.isdisjoint(others) or same_group(one, other)


def under_two_names(chats: Sequence[Chat]) -> Iterable[tuple[str, str]]:
    """Names of chats that hold the same messages: one group, whose export was renamed. At least half of the senders of
    the smaller one stand in both, or they are not compared."""
    people = [set(chat.messages["sender"].drop_nulls().unique()) for chat in chats]
    for (one, those), (other, these) in combinations(zip(chats, people, strict=True), 2):
        if 2 * len(those & these) >= min(len(those), len(these)) > 0 and same_group(one, other):
            yield one.name, other.name


def renamed(chat: Chat, name: str) -> Chat:
    named = pl.lit(name).alias("chat")
    return replace(chat, name=name, messages=chat.messages.with_columns(named), names=chat.names.with_columns(named))

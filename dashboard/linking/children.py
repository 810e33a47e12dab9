"""Senders who call themselves after a child: "Mum of Leo (2B)", "Leo's mum", "mama Zosi", "小明妈妈"."""

import re
import tomllib
from collections.abc import Iterable
from pathlib import Path
from types import MappingProxyType

import polars as pl

from dashboard.linking import agreement, rostered
from dashboard.linking.names import name_key, words
from parsers import class_key

FORMS = MappingProxyType(tomllib.loads(Path(__file__).with_suffix(".toml").read_text(encoding="utf-8")))


def either(words: Iterable[str]) -> str:
    """A pattern for any of the words, the longest first."""
    return "|".join(re.escape(name_key(word)) for word in sorted(set(words), key=lambda word: (-len(word), word)))


PARENTS = rf"(?:{either(FORMS['parents'].split())})s?(?![^\W\d_])"
PARENTS_OF = rf"(?:{PARENTS}|{either(FORMS['parents_and_names'].split())})"
LINKS = rf"(?:(?:{either(FORMS['of'].split())})[\s']\s?)+"
TIES = "|".join(re.escape(tie) for tie in sorted(FORMS["whose"], key=len, reverse=True))
ATTACHED = rf"(?:{either(FORMS['attached'].split())})"
START = r"(?:^|(?<=[\s(\[,;|/-]))"
OF = rf"{START}{PARENTS_OF}\s{LINKS}(?P<child>[^()\[\]]+(?:\(.*\))?)"
WHOSE = rf"{START}(?P<child>[^()\[\],;|/]+?)(?:{TIES})\s{PARENTS}\W*$"
ATTACHED_TO = rf"{START}(?P<child>[^()\[\],;|/\s]+?)(?:的|의)?\s?{ATTACHED}\W*$"
NEXT = rf"{START}{PARENTS}\s(?P<child>[^()\[\],;|/]+)"
BEFORE = rf"{START}(?P<child>[^()\[\],;|/]+)\s{PARENTS}(?:\W*$|\s)"
NAMES_A_PARENT = re.compile(rf"{START}{PARENTS}|{ATTACHED}")
NAMES_A_CHILD = re.compile(rf"{START}{PARENTS}|{OF}|{ATTACHED}|[(\[|,/-]")
BETWEEN = r"\s*(?:&|\+|,|;|/|\band\b|\bund\b|\by\b|\bet\b|\be\b|\bi\b|\ben\b|\bve\b)\s*"
EDGES = " ()[],;:|/-"
GIVEN_AGREES = ("exact", "folded", "transliterated", "nickname")  # levels at which a first name tells a family
RANKS = MappingProxyType({"folded": 2, "transliterated": 1, "nickname": 2, "romanised": 3, "alike": 3})
NICKNAME_INFLECTED = 4  # rank of "mama Franka": Franek's, who is Franciszek
OF_A_SIBLING = 10  # and more, so that any child of the class itself comes before


def named_children(asked: pl.DataFrame, classes: Iterable[str]) -> pl.DataFrame:
    """row, class, child, stated (the class the name names): one row for each child that a sender's name may name."""
    class_names = {class_key(name): name for name in classes}
    rows = [
        (row, class_, child, stated)
        for row, class_, key in asked.select("row", "class", "key").iter_rows()
        if NAMES_A_CHILD.search(key)
        for child, stated in children_in(key, class_names)
    ]
    return pl.DataFrame(
        rows,
        schema={"row": pl.UInt32, "class": pl.String, "child": pl.String, "stated": pl.String},
        orient="row",
    ).unique(maintain_order=True)


def children_in(key: str, classes: dict[str, str]) -> list[tuple[str, str | None]]:
    """The children, each with the class stated for it, that a normalised name may name.

    `classes` holds each class's name by its normalised one.

    "mum of leo (2b)", "leo's mum", "ana (mum of leo & mia, 2b)": the child is said to be one.
    "mama leo", "ana leo mum", "leo mum ana": whichever neighbour of the word is a child.
    "ana (leo 2b)": only with a class; a bare "ana (leo)" may be a nickname.
    """
    plain, stated = split_class(key.strip(EDGES), classes)
    parts = [re.search(WHOSE, part) for part in re.split(BETWEEN, plain)]
    if whose := [name for part in parts if part for name in spellings(part["child"])]:
        return [(name, stated) for name in whose]
    if of := re.search(OF, key):
        return family_of(of["child"], classes)
    if attached := re.search(ATTACHED_TO, plain):
        return [(attached["child"], stated)]
    if beside := [found for pattern in (NEXT, BEFORE) if (found := re.search(pattern, plain))]:
        return [(name, stated) for found in beside for name in neighbours(found["child"].strip(EDGES))]
    if stated and (inside := re.fullmatch(r".*[^\s(\[|,/](?:\s-\s|\s*[(\[|,/])\s*([^()\[\]|,/]+)", plain)):
        return [(inside[1].strip(EDGES), stated)]
    return []


def family_of(children: str, classes: dict[str, str]) -> list[tuple[str, str | None]]:
    """ "leo & mia (2b)" -> leo and mia, both in 2B: a child without a class has that of the next one."""
    split = [split_class(part.strip(EDGES), classes) for part in re.split(BETWEEN, children)]
    stated: str | None = None
    found: list[tuple[str, str | None]] = []
    for child, own in reversed(split):
        stated = own or stated
        if child:
            found.append((child, stated))
    return found


def spellings(whose: str) -> list[str]:
    """The children that "ana leo's mum" or "leos mum" may name: the last word, all words, each with a lost s."""
    last = whose.split()[-1] if whose.split() else whose
    return list(dict.fromkeys(name + s for name in (whose, last) for s in ("", "s")))


def neighbours(text: str) -> list[str]:
    """The words beside "mum" of which one may be the child: all, the first, the last."""
    parts = text.split()
    return list(dict.fromkeys([text, *parts[:1], *parts[-1:]])) if parts else []


def split_class(text: str, classes: dict[str, str]) -> tuple[str, str | None]:
    """A name without the class at its end, and that class."""
    parts = text.rstrip(EDGES).split(" ")
    for count in range(min(4, len(parts)), 0, -1):
        stated = classes.get(class_key(" ".join(parts[-count:]).strip(EDGES)))
        if stated:
            return " ".join(parts[:-count]).strip(EDGES), stated
    return text.strip(EDGES), None


def by_child(asked: pl.DataFrame, people: pl.DataFrame) -> pl.DataFrame:
    """row, family, guardian, near: the families of the children whom a name names.

    The class is the one that the name names, or else the group's; or, where no such child is in it, that of a brother
    or sister ("Ella's dad" in the group of Ella's brother's class). The child's name as it stands comes before one
    spelled or inflected otherwise. In a group without a class, and with none in the name, it must be unique in the
    school. Of several children, the one counts whose guardian has the other first name in "Ana (Leo 2B)". Where the
    family has one guardian, or one with that first name, that is the one.
    """
    named = named_children(asked, people["class"].drop_nulls().unique().to_list())
    known = child_keys(people)
    here = people.select("family", "class", sibling=pl.lit(True)).drop_nulls().unique()
    there = pl.coalesce("stated", "class").is_null() | (pl.coalesce("stated", "class") == pl.col("home"))
    of_sibling = pl.col("stated").is_null() & pl.col("sibling").fill_null(False)
    fits = (
        named.join(ranked(named, known), on="child")
        .join(known, left_on="is", right_on="child")
        .join(here, on=["family", "class"], how="left")
        .filter(there | of_sibling)
        .with_columns(rank=pl.when(there).then("rank").otherwise(pl.col("rank") + OF_A_SIBLING))
    )
    return (
        with_backers(asked, fits, people)
        .filter(pl.col("is_backed") == pl.col("is_backed").max().over("row"))
        .filter(pl.col("is_backed") | (pl.col("rank") == 0) | ~pl.col("is_others"))
        .filter(pl.col("rank") == pl.col("rank").min().over("row"))
        .join(guardian_names(people), on="family", how="left")
        .with_columns(whose=pl.when("is_backed").then("backers").otherwise("names"))
        .select(
            "row",
            "family",
            guardian=pl.when(pl.col("whose").list.len() == 1).then(pl.col("whose").list.first()),
            near=pl.lit(True),
        )
        .unique()
        .sort("row", "family")
    )


def with_backers(asked: pl.DataFrame, fits: pl.DataFrame, people: pl.DataFrame) -> pl.DataFrame:
    """`fits` with backers (the family's guardians whose first name stands beside the child's), is_backed, is_others.

    is_others: that first name is another guardian's of the class; a child who is only nearly called so is then doubted.
    """
    keys = fits.select("row", "child").unique().join(asked.select("row", "key"), on="row").sort("row", "child")
    beside = pl.DataFrame(
        [(row, child, word) for row, child, key in keys.iter_rows() for word in set(words(key)) - set(words(child))],
        schema={"row": pl.UInt32, "child": pl.String, "word": pl.String},
        orient="row",
    )
    given = first_names(people.filter(pl.col("class").is_in(fits["home"].implode())))
    agreed = agreement.agreements(beside["word"], given["other"]).filter(pl.col("level").is_in(GIVEN_AGREES))
    called = beside.join(agreed, on="word").join(given, on="other")
    backers = called.group_by("row", "child", "family").agg(backers=pl.col("guardian").unique().sort())
    others = called.select("row", "child", "home", is_others=pl.lit(True)).unique()
    return (
        fits.join(backers, on=["row", "child", "family"], how="left")
        .join(others, on=["row", "child", "home"], how="left")
        .with_columns(pl.col("is_others").fill_null(False), is_backed=pl.col("backers").is_not_null())
    )


def first_names(people: pl.DataFrame) -> pl.DataFrame:
    """family, guardian, home, other: the words of every guardian's first names, by class."""
    places = rostered.places(people)
    given = rostered.words_of_places(people, places).filter((pl.col("field") == "given") & pl.col("own"))
    return (
        given.join(places, on="place")
        .join(rostered.homes(people, places), on="place")
        .select("family", "guardian", "home", other="word")
        .unique(maintain_order=True)
    )


def guardian_names(people: pl.DataFrame) -> pl.DataFrame:
    """family, names: its guardians; where there is one, a parent of the child is that one."""
    return people.group_by("family").agg(names=pl.col("guardian").drop_nulls().unique())


def child_keys(people: pl.DataFrame) -> pl.DataFrame:
    """child, home (class), family: each child by first name, by first name and initial, and by whole name."""
    adults = {
        family: {word for name in names for word in words(name_key(name))}
        for family, names in people.drop_nulls(["family", "guardian"]).group_by("family").agg("guardian").iter_rows()
    }
    children = people.select("family", "class", "child").drop_nulls(["family", "child"]).unique(maintain_order=True)
    rows = [
        (form, home, family)
        for family, home, child in children.iter_rows()
        for form in forms(name_key(child), adults.get(family, set()))
    ]
    return pl.DataFrame(
        rows, schema={"child": pl.String, "home": pl.String, "family": pl.String}, orient="row"
    ).unique()


def forms(child: str, adults: set[str]) -> list[str]:
    """The ways to name a child: wang xiaoming, whose father is wang wei, is xiaoming, xiaoming w, xiaoming wang."""
    parts = words(child)
    if not parts:
        return [child]
    own = [part for part in parts if part not in adults]
    first = own[0] if own and parts[0] in adults else parts[0]
    last = parts[0] if first != parts[0] else parts[-1]
    return list(dict.fromkeys([child, first, f"{first} {last[0]}", f"{first} {last}"]))


def ranked(named: pl.DataFrame, known: pl.DataFrame) -> pl.DataFrame:
    """child (as named), is (a spelling on the roster), rank: 0 as it stands, 1 inflected, then by how it sounds."""
    asked, names = named["child"].unique(), known["child"].unique()
    bases = [
        (child, base, rank) for child in asked for base, rank in [(child, 0), *((b, 1) for b in uninflected(child))]
    ]
    stands = pl.DataFrame(bases, schema={"child": pl.String, "is": pl.String, "rank": pl.Int64}, orient="row")
    single = names.filter(~names.str.contains(" "))
    sounded = agreement.agreements(asked, single).select(
        "other",
        child="word",
        rank=pl.col("level").cast(pl.String).replace_strict(dict(RANKS), default=None, return_dtype=pl.Int64),
    )
    short = (
        agreement.agreements(stands["is"], single)
        .filter(pl.col("level") == "nickname")
        .join(stands, left_on="word", right_on="is")
        .select("child", "other", rank=pl.lit(NICKNAME_INFLECTED, pl.Int64))
    )
    return (
        pl.concat(
            [
                stands.filter(pl.col("is").is_in(names.implode())),
                *(found.select("child", pl.col("other").alias("is"), "rank") for found in (sounded, short)),
            ]
        )
        .drop_nulls()
        .group_by("child", "is")
        .agg(pl.col("rank").min())
    )


def uninflected(child: str) -> list[str]:
    """What the child may be called, if its name is inflected: zosi -> zosia, zosa."""
    return [
        child.removesuffix(ending) + base
        for ending, base in FORMS["endings"]
        if child.endswith(ending) and len(child) - len(ending) >= 2
    ]

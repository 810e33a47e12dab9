"""The names of a roster, word by word: which word is a given name, which a surname, which a child's."""

from itertools import pairwise

import polars as pl

from dashboard.linking.names import PARTICLES, latin, lights, name_key, words
from parsers.schema import STAFF

FIELDS = pl.Enum(["given", "surname", "child"])
WORDS = pl.Schema(
    {
        "place": pl.UInt32,
        "at": pl.UInt32,  # which word of the place's; a word of the middle may be a given name or a surname
        "word": pl.String,
        "field": FIELDS,
        "own": pl.Boolean,  # the guardian's; else a child's
        "article": pl.Boolean,  # only the first letter of the particle before it: an initial may be meant so
    }
)
SURNAME_FIRST = 0.6  # share of names whose first word is the family's, from which a roster is taken to write so


def places(people: pl.DataFrame) -> pl.DataFrame:
    """place, family, guardian, staff: everybody on the roster once; a family without names is one place."""
    return (
        people.select("family", "guardian", staff=pl.col("family").str.starts_with(STAFF))
        .drop_nulls("family")
        .filter(pl.col("guardian").is_not_null() | pl.col("guardian").is_null().all().over("family"))
        .unique(maintain_order=True)
        .with_row_index("place")
    )


def homes(people: pl.DataFrame, places: pl.DataFrame) -> pl.DataFrame:
    """place, home: the classes of each place; of staff, none."""
    return (
        people.select("family", "guardian", home="class")
        .drop_nulls("home")
        .unique()
        .join(places.filter(~pl.col("staff")), on=["family", "guardian"], nulls_equal=True)
        .select("place", "home")
    )


def words_of_places(people: pl.DataFrame, places: pl.DataFrame) -> pl.DataFrame:
    """WORDS of every place: of the guardian's name, and of the names of the family's children."""
    children = people.select("family", "child").drop_nulls().unique(maintain_order=True)
    kin = {
        family: [split(child) for child in names]
        for family, names in children.group_by("family", maintain_order=True).agg("child").iter_rows()
    }
    names = [
        (place, split(guardian) if guardian else [], kin.get(family, []), articles(guardian or ""))
        for place, family, guardian in places.select("place", "family", "guardian").iter_rows()
    ]
    backwards = surname_first([(own, shared(own, children)) for _, own, children, _ in names])
    rows = [
        (place, at, spelled, field, own, spelled != word)
        for place, name, children, particles in names
        for at, word, field, own in fields(name, children, backwards=backwards)
        for spelled in ([word, particles[word]] if own and field == "surname" and word in particles else [word])
    ]
    return pl.DataFrame(rows, schema=WORDS, orient="row").unique(maintain_order=True)


def split(name: str) -> list[str]:
    """The words of a name on a roster, "Okafor, Ana" as Ana Okafor, without titles and particles where more is left."""
    key = name_key(name)
    last, comma, first = key.partition(",")
    every = list(words(f"{first} {last}" if comma else key))
    heavy = [word for word, light in zip(every, lights(every), strict=True) if not light]
    return heavy if len(heavy) > 1 else every[-2:]


def articles(name: str) -> dict[str, str]:
    """The words of a name that follow a particle, with its first letter: Reem Al-Farsi may be Reem A."""
    every = words(name_key(name))
    return {word: before[0] for before, word in pairwise(every) if before in PARTICLES}


def shared(name: list[str], children: list[list[str]]) -> list[bool]:
    """For each word, whether a child has it too and so the family."""
    of_children = {word for child in children for word in child}
    common = [word in of_children for word in name]
    return common if not all(common) else [False for _ in name]


def surname_first(names: list[tuple[list[str], list[bool]]]) -> bool:
    """Whether the roster writes the surname before the given name, as the children's names show."""
    ends = [(common[0], common[-1]) for name, common in names if len(name) > 1 and any(common)]
    first = sum(front and not back for front, back in ends)
    return bool(ends) and first / len(ends) >= SURNAME_FIRST


def fields(name: list[str], children: list[list[str]], *, backwards: bool) -> list[tuple[int, str, str, bool]]:
    """at, word, field, own of each word of one place."""
    common = shared(name, children)
    rows: list[tuple[int, str, str, bool]] = []
    for at, word in enumerate(name):
        rows += [(at, word, field, True) for field in fields_at(at, len(name), common, backwards=backwards)]
    last_first = backwards and any(len(child) > 1 for child in children)
    for number, child in enumerate(children, start=1):
        given, kin = (child[-1:], child[:-1]) if last_first else (child[:1], child[1:])
        base = 100 * number
        rows += [(base + at, word, "child", False) for at, word in enumerate(given)]
        rows += [(base + 10 + at, word, "surname", False) for at, word in enumerate(kin)]
    return rows


def fields_at(at: int, length: int, common: list[bool], *, backwards: bool) -> tuple[str, ...]:
    """A word that the family shares is a surname; else its place tells, and in the middle it may be either."""
    if length == 1:
        return ("given",)
    if common[at]:
        return ("surname",)
    first, last = (length - 1, 0) if backwards else (0, length - 1)
    if any(common):
        ahead = any(common[:at])
        front_surname = common[0]
        return ("given",) if at == first or front_surname else (("surname",) if ahead else ("given", "surname"))
    if at == first:
        return ("given",)
    return ("surname",) if at == last else ("given", "surname")


def compounds(known: pl.DataFrame) -> dict[str, tuple[str, str]]:
    """Two neighbouring words of a name on the roster by how they read as one: xiaoming -> xiao, ming."""
    own = known.filter(pl.col("own"), ~pl.col("article")).unique(["place", "at"]).sort("place", "at")
    pairs = own.select("word", following=pl.col("word").shift(-1).over("place")).drop_nulls().unique()
    return {
        latin(first) + latin(second): (first, second) for first, second in pairs.sort("word", "following").iter_rows()
    }


def spaced(name: tuple[str, ...], vocabulary: frozenset[str], compounds: dict[str, tuple[str, str]]) -> tuple[str, ...]:
    """A sender's words, parted or run together as the roster writes them."""
    found: list[str] = []
    for word in name:
        plain = latin(word)
        joined = latin(found[-1]) + plain if found else ""
        if joined in vocabulary and plain not in vocabulary:
            found[-1] = found[-1] + word if not word.isascii() else joined
        elif plain not in vocabulary and plain in compounds:
            found += compounds[plain]
        else:
            found.append(word)
    return tuple(found)

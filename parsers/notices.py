"""WhatsApp's own lines -> event, route, actor, targets."""

import re
from collections.abc import Collection, Sequence
from functools import cache

import polars as pl

from parsers.schema import EVENT, ROUTE
from parsers.wording import MARKS, PEOPLE, Wording
from parsers.wording.bulk import alike, fits, languages_of, languages_of_marks
from parsers.wording.patterns import alike as alike_words

__all__ = ["NOTICES", "YOU", "bare_name", "languages_of", "languages_of_marks", "read_notices", "split_names"]

YOU = "You"  # how the exporter is called in actor and targets, in whatever language the export is

NOTICES = pl.Schema(
    {
        "text": pl.String,
        "event": EVENT,
        "route": ROUTE,
        "actor": pl.String,
        "targets": pl.List(pl.String),
        "lead": pl.String,  # whoever the text begins with, as written; null where it begins with other words
    }
)

_TEMPLATES = pl.Schema(
    {
        "template": pl.UInt32,
        "event": EVENT,
        "route": ROUTE,
        "exporter": pl.String,
        "lead": pl.String,
        "first": pl.String,
        "between": pl.String,
        "second": pl.String,
        "last": pl.String,
        "weight": pl.UInt16,
    }
)
_PUSH_NAME = r"^~[ \u00a0\u202f]?"
_BARE = re.compile(rf"^[{MARKS} ]*(?:~[ \u00a0\u202f]?)?[{MARKS} ]*|[{MARKS} ]*$")
_MOST_PARTS = 5  # of one name, as in "Ana, Bo and Cy, Ltd."
_LONGEST = 1000  # characters of a notice in which two people are looked for with care: longer ones are no notices


def bare_name(name: pl.Expr) -> pl.Expr:
    """A name as it stands in an export, less direction marks around it and the `~ ` of somebody not in the contacts."""
    return name.str.strip_chars(MARKS + " ").str.replace(_PUSH_NAME, "").str.strip_chars(MARKS + " ")


def _bare(name: str) -> str:
    return _BARE.sub("", name)


def read_notices(texts: pl.Series, spoken: Sequence[Wording], known: Collection[str] = ()) -> pl.DataFrame:
    """Columns text, event, route, actor, targets, lead: one row for each distinct text that a wording fits.

    `known` are names seen elsewhere in the chat. Of several wordings that fit, the one wins whose people are all
    known, then the one with the most characters written out, then the first in the file. Known names also tell where
    one person ends and the next begins, and keep a name like "Mum and Dad" in one piece.
    People without a name ("A member joined", "and 3 more") are nobody: actor null, not among the targets.
    """
    left = texts.drop_nulls().unique(maintain_order=True)
    bare = frozenset(
        pl.DataFrame({"name": list(known)}, schema={"name": pl.String}).select(bare_name(pl.col("name"))).to_series()
    )
    read = [NOTICES.to_frame()]
    for wording in spoken if len(left) else ():
        read.append(_read(left, wording, bare.union(wording.pronouns, [YOU])))
        left = left.filter(~left.is_in(read[-1]["text"].implode()))
    return pl.concat(read)


def _read(texts: pl.Series, wording: Wording, known: frozenset[str]) -> pl.DataFrame:
    found = fits(texts, wording).join(_templates(wording), on="template", maintain_order="left")
    people = _with_targets(_untangled(_with_exporter(_with_stop(found, known)), wording, known), wording, known)
    actor = pl.coalesce("actor", pl.when(pl.col("event") == "username_changed").then("old"))
    told = people.with_columns(
        actor=_as_you(bare_name(actor), wording),
        targets=pl.col("targets").list.eval(_as_you(bare_name(pl.element()), wording)),
        lead=bare_name(_person("lead")),
    )
    likeliest = _likeliest(_with_one_as_actor(told), known)
    return likeliest.select(texts.gather(likeliest["row"]).alias("text"), *list(NOTICES)[1:])


@cache
def _templates(wording: Wording) -> pl.DataFrame:
    """What each wording of a notice tells, and how it is built."""
    rows = [
        {
            "template": number,
            "event": template.event,
            "route": template.route,
            "exporter": template.exporter,
            "lead": template.people[0] if template.people and not template.begin else None,
            "first": template.people[-2] if template.between else None,
            "between": template.between,
            "second": template.people[-1] if template.between else None,
            "last": template.people[-1] if template.people else None,
            "weight": template.weight,
        }
        for number, template in enumerate(wording.notices)
    ]
    return pl.DataFrame(rows, schema=_TEMPLATES)


def _with_stop(found: pl.DataFrame, known: frozenset[str]) -> pl.DataFrame:
    """A name at the end of a text with the full stop behind it, if that is part of the name: "Ana added Bo M."."""
    names = pl.Series(sorted(known)).implode()
    endings = [pl.col("ending"), pl.col("ending").str.head(-1)]
    stopped = pl.coalesce(pl.when(bare_name(ending).is_in(names)).then(ending) for ending in endings)
    found = found.with_columns(ending=stopped)
    if found["ending"].null_count() == len(found):
        return found
    named = pl.col("ending").is_not_null()
    return found.with_columns(
        pl.when((pl.col("last") == person) & named).then("ending").otherwise(person).alias(person) for person in PEOPLE
    )


def _with_exporter(found: pl.DataFrame) -> pl.DataFrame:
    """The exporter in the part that the wording gives to nobody by name."""
    return found.with_columns(
        pl.when(pl.col("exporter") == part).then(pl.lit(YOU)).otherwise(part).alias(part)
        for part in ("actor", "target")
    )


def _person(part: str) -> pl.Expr:
    return pl.coalesce(pl.when(pl.col(part) == person).then(person) for person in PEOPLE)


def _untangled(found: pl.DataFrame, wording: Wording, known: frozenset[str]) -> pl.DataFrame:
    """Two people cut apart anew where the words between them occur again, as in "Ana added Bo added Cy"."""
    between, second = pl.col("between"), alike(found.select(second=_person("second")).to_series())
    again = (between.str.slice(1) + pl.lit(second)).str.contains(between, literal=True)
    tangled = found.select((again & (pl.col("pair").str.len_chars() < _LONGEST)).fill_null(False)).to_series()
    if not tangled.any():
        return found
    apart = [row | _cut(row, wording, known) for row in found.filter(tangled).iter_rows(named=True)]
    return pl.concat([found.filter(~tangled), pl.DataFrame(apart, schema=found.schema)])


def _cut(row: dict[str, str], wording: Wording, known: frozenset[str]) -> dict[str, str]:
    """The two people of a row, so that as many of them are known as can be; else the first as short as can be."""
    whole, between = row["pair"], row["between"]
    comparable = alike_words(whole)
    places = [i for i in range(1, len(whole) - len(between)) if comparable.startswith(between, i)]

    def acquaintance(half: str) -> bool:
        return all(_bare(name) in known for name in split_names(half, wording, known))

    halves = [(whole[:i], whole[i + len(between) :]) for i in places]
    first, second = max(halves, key=lambda pair: acquaintance(pair[0]) + acquaintance(pair[1]))
    return {row["first"]: first, row["second"]: second}


def _with_targets(found: pl.DataFrame, wording: Wording, known: frozenset[str]) -> pl.DataFrame:
    """Column targets, as written: the people of a list, or the old and the new name."""
    lists = found.select(written=pl.coalesce("target", "people")).to_series()
    several = lists.filter(lists.str.contains_any([*wording.commas, *wording.before_last])).drop_nulls().unique()
    names = [split_names(text, wording, known) for text in several]
    split = pl.DataFrame({"written": several, "names": pl.Series(names, dtype=pl.List(pl.String))})
    both = pl.concat_list("old", "new")
    return (
        found.with_columns(lists)
        .join(split, on="written", how="left", maintain_order="left")
        .with_columns(
            targets=pl.when(pl.col("old").is_not_null() & pl.col("new").is_not_null())
            .then(both)
            .when(pl.col("written").is_null())
            .then(pl.lit([], dtype=pl.List(pl.String)))
            .otherwise(pl.coalesce("names", pl.concat_list("written")))
        )
    )


def _as_you(name: pl.Expr, wording: Wording) -> pl.Expr:
    return pl.when(name.is_in(wording.pronouns)).then(pl.lit(YOU)).otherwise(name)


def _with_one_as_actor(told: pl.DataFrame) -> pl.DataFrame:
    """Where `{people}` is one person, that is the actor and nobody the target."""
    alone = pl.col("people").is_not_null() & (pl.col("targets").list.len() == 1)
    return told.with_columns(
        actor=pl.when(alone).then(pl.col("targets").list.first()).otherwise("actor"),
        targets=pl.when(alone).then(pl.lit([], dtype=pl.List(pl.String))).otherwise("targets"),
    )


def _likeliest(told: pl.DataFrame, known: frozenset[str]) -> pl.DataFrame:
    """One row a text."""
    if not told["row"].is_duplicated().any():
        return told.sort("row")
    names = pl.Series(sorted(known)).implode()
    actor = pl.col("actor").is_in(names) | pl.col("actor").is_null()
    targets = pl.col("targets").list.eval(pl.element().is_in(names)).list.all()
    return told.sort("row", ~(actor & targets), -pl.col("weight").cast(pl.Int32), "template").unique(
        "row", keep="first", maintain_order=True
    )


def split_names(text: str, wording: Wording, known: Collection[str] = ()) -> list[str]:
    """The people of a list "A, B and C"; a known name with a comma or an "and" in it stays whole.

    An "and" that is written together with the next name, as the Chinese 和 and the Arabic و are, may be part of a
    name: it parts none but known names.
    """
    words = (*wording.before_last, *wording.commas)
    names = _split(text, [word for word in words if not word[-1].isalpha()], known)
    for word in words:
        if word[-1].isalpha():
            names = [part for name in names for part in _split_if_known(name, word, known)]
    return names


def _split(text: str, separators: Collection[str], known: Collection[str]) -> list[str]:
    between = "|".join(re.escape(word) for word in sorted(separators, key=len, reverse=True))
    pieces = re.split(f"({between})", text)
    names: list[str] = []
    start = 0
    while start < len(pieces):
        farthest = min(len(pieces), start + 2 * _MOST_PARTS - 1)
        end = next(e for e in range(farthest, start, -2) if e == start + 1 or _bare("".join(pieces[start:e])) in known)
        names.append("".join(pieces[start:end]))
        start = end + 1
    return names


def _split_if_known(name: str, word: str, known: Collection[str]) -> list[str]:
    parts = _split(name, [word], known)
    return parts if all(_bare(part) in known for part in parts) else [name]

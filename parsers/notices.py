"""WhatsApp's own lines -> event, route, actor, targets."""

import re
from collections.abc import Collection, Sequence

import polars as pl

from parsers.schema import EVENT, ROUTE
from parsers.wording import MARKS, Template, Wording, wordings

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

_PERSONS = ("actor", "people", "target", "old", "new")
_NO_TEMPLATE = pl.lit(None, dtype=pl.UInt16)
_PUSH_NAME = r"^~[ \u00a0\u202f]?"
_BARE = re.compile(rf"^[{MARKS} ]*(?:~[ \u00a0\u202f]?)?[{MARKS} ]*|[{MARKS} ]*$")


def bare_name(name: pl.Expr) -> pl.Expr:
    """A name as it stands in an export, less direction marks around it and the `~ ` of somebody not in the contacts."""
    return name.str.strip_chars(MARKS + " ").str.replace(_PUSH_NAME, "").str.strip_chars(MARKS + " ")


def languages_of(texts: pl.Series) -> tuple[Wording, ...]:
    """The languages whose wordings fit these lines of WhatsApp's, the most frequent first."""
    frame = texts.alias("text").to_frame()
    heads = ((frame.select(_without_tail("text", wording)).to_series(), wording) for wording in wordings())
    fits = [(matched(head, wording).is_not_null().sum(), wording) for head, wording in heads]
    return tuple(wording for count, wording in sorted(fits, key=lambda fit: -fit[0]) if count)


def _without_tail(column: str, wording: Wording) -> pl.Expr:
    return pl.col(column).str.replace(rf"{wording.tail}[{MARKS} ]*$", "")


def matched(texts: pl.Series, wording: Wording) -> pl.Series:
    """The number of the first notice wording that fits each text (without its tail); null where none does."""
    all_texts = "\n".join(texts.drop_nulls())
    possible = ((i, t.pattern) for i, t in enumerate(wording.notices) if t.word in all_texts)
    first = (pl.when(pl.col("text").str.contains(pattern)).then(pl.lit(i, pl.UInt16)) for i, pattern in possible)
    return texts.alias("text").to_frame().with_columns(template=pl.coalesce(_NO_TEMPLATE, *first))["template"]


def read_notices(texts: pl.Series, spoken: Sequence[Wording], known: Collection[str] = ()) -> pl.DataFrame:
    """Columns text, event, route, actor, targets, lead: one row for each distinct text that a wording fits.

    `known` are names seen elsewhere in the chat: they keep a name like "Mum and Dad" in one piece.
    People without a name ("A member joined", "and 3 more") are nobody: actor null, not among the targets.
    """
    return pl.concat([NOTICES.to_frame(), *(_read(texts, wording, known) for wording in spoken)]).unique(
        "text", keep="first", maintain_order=True
    )


def _read(texts: pl.Series, wording: Wording, known: Collection[str]) -> pl.DataFrame:
    distinct = texts.drop_nulls().unique().alias("text").to_frame().with_columns(head=_without_tail("text", wording))
    found = distinct.with_columns(template=matched(distinct["head"], wording)).drop_nulls("template")
    parts = [
        _parts(part, wording.notices[number], wording, known)
        for (number,), part in found.partition_by("template", as_dict=True).items()
    ]
    return pl.concat([NOTICES.to_frame(), *parts])


def _parts(texts: pl.DataFrame, template: Template, wording: Wording, known: Collection[str]) -> pl.DataFrame:
    """The rows of one wording."""
    groups = texts.select(pl.col("head").str.extract_groups(template.pattern).alias("groups"))
    names = {
        person: groups.select(pl.col("groups").struct.field(person)).to_series()
        for person in _PERSONS
        if person in template.fillings
    }
    listed = [names[person] for person in ("target", "people") if person in names]
    targets = [split_names(text, wording, known) for text in listed[0]] if listed else [[]] * len(texts)
    if "old" in names and "new" in names:
        targets = [[old, new] for old, new in zip(names["old"], names["new"], strict=True)]
    if template.you:
        targets = [[YOU]] * len(texts)
    nobody = pl.Series([None] * len(texts), dtype=pl.String)
    actor = names.get("actor", names["old"] if template.event == "username_changed" else nobody)
    lead = names[template.fillings[0]] if template.leads else nobody
    rows = texts.select(
        "text",
        pl.lit(template.event, dtype=EVENT).alias("event"),
        pl.lit(template.route, dtype=ROUTE).alias("route"),
        _as_you(bare_name(pl.lit(actor)), wording).alias("actor"),
        pl.Series("targets", targets, dtype=pl.List(pl.String)).list.eval(_as_you(bare_name(pl.element()), wording)),
        bare_name(pl.lit(lead)).alias("lead"),
    )
    return _one_is_the_actor(rows) if "people" in names else rows


def _as_you(name: pl.Expr, wording: Wording) -> pl.Expr:
    return pl.when(name.is_in(list(wording.pronouns))).then(pl.lit(YOU)).otherwise(name)


def _one_is_the_actor(rows: pl.DataFrame) -> pl.DataFrame:
    alone = pl.col("targets").list.len() == 1
    return rows.with_columns(
        actor=pl.when(alone).then(pl.col("targets").list.first()),
        targets=pl.when(alone).then(pl.lit([], dtype=pl.List(pl.String))).otherwise("targets"),
    )


def split_names(text: str, wording: Wording, known: Collection[str] = ()) -> list[str]:
    """The people of a list "A, B and C"; a known name with a comma or an "and" in it stays whole."""
    between = "|".join(re.escape(word) for word in (*wording.before_last, wording.comma))
    pieces = re.split(f"({between})", text)
    names: list[str] = []
    start = 0
    while start < len(pieces):
        end = next(
            e
            for e in range(len(pieces), start, -2)
            if e == start + 1 or _BARE.sub("", "".join(pieces[start:e])) in known
        )
        names.append("".join(pieces[start:end]))
        start = end + 1
    return names

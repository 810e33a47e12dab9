"""Who wrote each record: a person, whose name may hold a colon, or WhatsApp itself."""

import re
from collections.abc import Collection, Sequence

import polars as pl

from parsers.markers import OWN, OWN_MARKS
from parsers.notices import bare_name, read_notices
from parsers.wording import Wording, any_form
from parsers.wording.bulk import alike

_LONGEST_NAME = 60  # characters; WhatsApp allows fewer
_SENTENCE = 20  # characters from which on nobody types the very words that WhatsApp writes for a deleted message

_BODY = pl.coalesce("body", pl.col("name") + ": " + pl.col("rest"))  # what follows the header on its line

_IS_MARKED = pl.col("rest").str.contains(f"^{OWN}")
_NAMES_AT_ONCE = 500

_CANDIDATES = pl.Schema(
    {"id": pl.UInt32, "line": pl.UInt32, "name": pl.String, "head": pl.String, "text": pl.String, "why": pl.String}
)


def beginnings_of_notices(names: pl.Series, spoken: Sequence[Wording]) -> list[str]:
    """Those of the "names" that are how a notice begins: `Ana changed the group name to "2B` before `: Oak"`."""
    words = {words for wording in spoken for template in wording.notices for words in template.before_colons}
    return names.filter((" " + alike(names) + " ").str.contains_any(sorted(words))).to_list()


def suspects_of(
    records: pl.DataFrame, beginnings: Collection[str], spoken: Sequence[Wording], *, marked: bool
) -> pl.DataFrame:
    """Columns name, text of records that may prove a name with a ": ".

    They are notices, name null, and what somebody sent behind a second ": ", with the name before that.
    """
    own = pl.concat([_colon_notices(records, beginnings)["head"], _marked_texts(records).rename("head")])
    own = own.filter(own.str.contains(": ", literal=True))
    return pl.concat(
        [
            own.to_frame("text").select(pl.lit(None, pl.String).alias("name"), "text"),
            _doubly_named(records, spoken, marked=marked),
        ]
    )


def names_with_colon(suspects: pl.DataFrame, spoken: Sequence[Wording], *, marked: bool) -> list[str]:
    """Senders and members whose names hold a ": ", longest first, so far as the export proves them.

    Proof is a name inside a notice ("Ana added Bo: Mum"), or a name before words that only WhatsApp writes
    ("Bo: Mum: <Media omitted>"). Without proof a name ends at its first ": ".
    """
    read = read_notices(suspects.filter(pl.col("name").is_null())["text"], spoken).filter(_lead_is_plain())
    inside = pl.concat([read["actor"], read["targets"].explode(empty_as_null=False)])
    before = _before_own_words(suspects.drop_nulls("name"), spoken, marked=marked)
    found = pl.concat([inside, before]).drop_nulls().unique()
    return sorted(found.filter(found.str.contains(": ", literal=True)), key=len, reverse=True)


def _marked_texts(records: pl.DataFrame) -> pl.Series:
    return records.filter(_IS_MARKED).select(text=pl.col("rest").str.strip_chars_start(OWN_MARKS)).to_series()


def _doubly_named(records: pl.DataFrame, spoken: Sequence[Wording], *, marked: bool) -> pl.DataFrame:
    """Columns name, text of messages with a second ": " behind which something like WhatsApp's own words begins."""
    sure = _sure(spoken, marked=marked)
    quick = [f": {mark}" for mark in OWN_MARKS] if marked else [": " + form[:12] for form in sure]
    return records.filter(pl.col("rest").str.contains_any(quick)).select(
        name=_BODY.str.extract(f"^([^\n]*): {OWN}{'' if marked else '*'}[^\n]*$"),
        text=_BODY.str.extract(f"^[^\n]*: {OWN}{'' if marked else '*'}([^\n]*)$"),
    )


def _sure(spoken: Sequence[Wording], *, marked: bool) -> list[str]:
    """What only WhatsApp writes."""
    omitted = [form for wording in spoken for forms in wording.omitted.values() for form in forms]
    deleted = [form for wording in spoken for form in wording.marks["deleted"]]
    unlikely = [form for form in omitted if form.startswith("<")] + [form for form in deleted if len(form) >= _SENTENCE]
    return [*omitted, *deleted] if marked else [form for form in unlikely if "{" not in form]


def _before_own_words(texts: pl.DataFrame, spoken: Sequence[Wording], *, marked: bool) -> pl.Series:
    """The names behind whose ": " there is what only WhatsApp writes."""
    notices = read_notices(texts["text"], spoken)["text"] if marked else pl.Series(dtype=pl.String)
    own = pl.col("text").str.contains(f"^{any_form(_sure(spoken, marked=marked))}$")
    return texts.filter(own | pl.col("text").is_in(notices.implode())).select(bare_name(pl.col("name"))).to_series()


def with_names(records: pl.DataFrame, names: Collection[str], with_colon: Collection[str]) -> pl.DataFrame:
    """`records` with names that hold a colon cut behind the name, and "Ana:" with its empty text trimmed away read."""
    if records["body"].str.ends_with(":").any():
        bare = pl.col("body").str.strip_suffix(":")
        a_name = bare.is_in(list(names)) | (pl.col("more").is_not_null() & (bare.str.len_chars() <= _LONGEST_NAME))
        empty = pl.col("body").str.ends_with(":") & a_name
        records = records.with_columns(
            name=pl.when(empty).then(bare).otherwise("name"),
            rest=pl.when(empty).then(pl.lit("")).otherwise("rest"),
            body=pl.when(~empty).then("body"),
        )
    longest_first = sorted(with_colon, key=len, reverse=True)
    for some in (longest_first[i : i + _NAMES_AT_ONCE] for i in range(0, len(longest_first), _NAMES_AT_ONCE)):
        any_name = "|".join(map(re.escape, some))
        start = _BODY.str.extract(rf"^([^\p{{L}}\p{{N}}]*(?:{any_name})[^\p{{L}}\p{{N}}\n]{{0,3}}?): ")
        begins = _BODY.str.contains_any(some) & start.is_not_null() & ~pl.col("name").is_in(list(with_colon))
        records = records.with_columns(
            name=pl.when(begins).then(start).otherwise("name"),
            rest=pl.when(begins).then(_BODY.str.slice(start.str.len_chars() + 2)).otherwise("rest"),
        )
    return records


def candidates_of(
    records: pl.DataFrame,
    special: pl.DataFrame,
    beginnings: Collection[str],
    with_colon: Collection[str],
    spoken: Sequence[Wording],
    *,
    ios: bool,
    marked: bool,
) -> pl.DataFrame:
    """Columns id, line, name, head, text, why of records that may be WhatsApp's own; `special` says what was sent."""
    if ios:
        others = [_marked(records, special) if marked else _unmarked(records, spoken)]
    else:
        others = [_unsent(_colon_notices(records, beginnings), special), _by_name_with_colon(records, with_colon)]
    return pl.concat([_CANDIDATES.to_frame(), _nameless(records), *others]).unique(
        "id", keep="first", maintain_order=True
    )


def notices_of(
    candidates: pl.DataFrame, spoken: Sequence[Wording], chat: str, known: Collection[str], with_colon: Collection[str]
) -> pl.DataFrame:
    """Those of the whole file's candidates that WhatsApp wrote, with columns event, route, actor, targets, known.

    A record without ": " is one. Android: a notice may hold a ": " in a name or a group's name; it is one if its
    wording fits and the ": " is not in the person it begins with. iOS: a notice has a sender, begins with U+200E and is
    nothing that a person sent; in unknown words it is one if it comes from the group or names its sender, for what
    stands for media or a deleted message names nobody. In an iOS export that lost these marks, it is one if its wording
    fits and it comes from the group or from somebody whom it names.
    An unknown wording has event other, known false. `known` are the names seen anywhere in the chat.
    """
    read = read_notices(candidates["head"], spoken, known)
    named_here = pl.concat_list(pl.concat_list("actor"), "targets")
    first = candidates.filter(pl.col("line") == 1).select(bare_name(pl.col("name"))).to_series()
    groups = pl.col("sender").filter(pl.col("event") == "encrypted").append(pl.lit(pl.Series([chat, *first]))).implode()
    by_group = pl.col("sender").is_in(groups)
    fits = {
        "nameless": pl.lit(True),
        "marked": pl.col("event").is_not_null()
        | by_group
        | pl.col("head").str.contains(pl.col("sender"), literal=True),
        "colon": pl.col("event").is_not_null() & (_lead_is_plain() | pl.col("lead").is_in(list(with_colon))),
        "unmarked": by_group | named_here.list.contains(pl.col("sender")),
        "name with colon": pl.concat_list(named_here, "lead")
        .list.eval(pl.element().is_in(list(with_colon)))
        .list.any(),
    }
    return (
        candidates.join(read, left_on="head", right_on="text", how="left", maintain_order="left")
        .with_columns(sender=bare_name(pl.col("name")))
        .filter(pl.any_horizontal((pl.col("why") == why) & fit.fill_null(False) for why, fit in fits.items()))
        .with_columns(known=pl.col("event").is_not_null(), event=pl.col("event").fill_null("other"))
        .drop("head", "why", "sender", "lead")
    )


def _lead_is_plain() -> pl.Expr:
    return ~pl.col("lead").str.contains(": ", literal=True).fill_null(False)


def _candidates(records: pl.DataFrame, text: pl.Expr, why: str) -> pl.DataFrame:
    head = text.str.strip_chars_start(OWN_MARKS)  # a notice is one line: whatever follows has no part in its wording
    return records.select("id", "line", "name", head=head, text=head + pl.col("more").fill_null(""), why=pl.lit(why))


def _nameless(records: pl.DataFrame) -> pl.DataFrame:
    return _candidates(records.filter(pl.col("rest").is_null()), _BODY, "nameless")


def _marked(records: pl.DataFrame, special: pl.DataFrame) -> pl.DataFrame:
    return _candidates(_unsent(records.filter(_IS_MARKED), special), pl.col("rest"), "marked")


def _unsent(records: pl.DataFrame, special: pl.DataFrame) -> pl.DataFrame:
    """Those that are nothing but text."""
    return records.join(special.filter(pl.col("kind") != "text"), on="id", how="anti")


def _unmarked(records: pl.DataFrame, spoken: Sequence[Wording]) -> pl.DataFrame:
    words = sorted({template.words for wording in spoken for template in wording.notices})
    return _candidates(records.filter(pl.col("rest").str.contains_any(words)), pl.col("rest"), "unmarked")


def _colon_notices(records: pl.DataFrame, beginnings: Collection[str]) -> pl.DataFrame:
    rows = records.filter(pl.col("name").is_in(list(beginnings))) if beginnings else records.clear()
    return _candidates(rows, _BODY, "colon")


def _by_name_with_colon(records: pl.DataFrame, with_colon: Collection[str]) -> pl.DataFrame:
    """Records that begin with a proven name but no ": " after it: `Bo: Mum left`."""
    begins = pl.any_horizontal(_BODY.str.starts_with(name) for name in with_colon) if with_colon else False
    return _candidates(records.filter(begins & ~pl.col("name").is_in(list(with_colon))), _BODY, "name with colon")

"""Records -> MESSAGES: who wrote each and what it is."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from functools import partial

import polars as pl

from parsers.header import Shape
from parsers.kinds import special
from parsers.markers import LRM
from parsers.notices import bare_name
from parsers.records import patched
from parsers.schema import KIND
from parsers.senders import (
    beginnings_of_notices,
    candidates_of,
    names_with_colon,
    notices_of,
    suspects_of,
    with_names,
)
from parsers.side_by_side import each, taken
from parsers.wording import Wording


@dataclass(frozen=True)
class Told:
    """What the records say."""

    messages: pl.DataFrame  # MESSAGES without the chat
    notices: pl.DataFrame  # line, name (as written), event, known (a known wording?), and more


def tell(blocks: list[pl.DataFrame], shape: Shape, spoken: Sequence[Wording], chat: str, *, marked: bool) -> Told:
    names = pl.concat(each(_names, blocks)).unique()
    beginnings = beginnings_of_notices(names, spoken)
    suspects = each(partial(suspects_of, beginnings=beginnings, spoken=spoken, marked=marked), blocks)
    with_colon = names_with_colon(pl.concat(suspects), spoken, marked=marked)
    known = {*names, *with_colon}
    draft = partial(
        _draft, shape=shape, spoken=spoken, marked=marked, names=known, beginnings=beginnings, with_colon=with_colon
    )
    drafts = each(draft, taken(blocks))
    candidates = pl.concat(draft.candidates.with_columns(block=number) for number, draft in enumerate(drafts))
    notices = notices_of(candidates, spoken, chat, known, with_colon)
    of_block = [notices.filter(pl.col("block") == number) for number in range(len(drafts))]
    names = pl.concat(each(_names, [draft.records for draft in drafts])).unique() if with_colon else names
    told = partial(_told, bare=_bare_names(names), marked=marked)
    return Told(pl.concat(each(told, taken(drafts), of_block)), notices)


def _names(records: pl.DataFrame) -> pl.Series:
    return records["name"].unique().drop_nulls()


def _bare_names(names: pl.Series) -> pl.DataFrame:
    """Columns name and bare, of the few names that are written with something around them."""
    bare = names.alias("name").to_frame().with_columns(bare=bare_name(pl.col("name")))
    return bare.filter(pl.col("name") != pl.col("bare"))


@dataclass(frozen=True)
class _Draft:
    """One block, but for its notices."""

    records: pl.DataFrame  # line, sent_at, name, rest
    long: pl.DataFrame  # id, text of those with several lines
    sent: pl.DataFrame  # what is not simply text
    candidates: pl.DataFrame


def _draft(
    records: pl.DataFrame,
    shape: Shape,
    spoken: Sequence[Wording],
    names: Collection[str],
    beginnings: Collection[str],
    with_colon: Collection[str],
    *,
    marked: bool,
) -> _Draft:
    records = with_names(records, names, with_colon)
    short = records.select("id", text="rest").filter(records["more"].is_null() & records["rest"].is_not_null())
    long = records.drop_nulls("more").select("id", "rest", text=pl.coalesce("rest", "body") + pl.col("more"))
    typed = pl.concat([short, long.drop_nulls("rest").drop("rest")])
    sent = special(typed, spoken, marked=marked, web=shape.web, bare=shape.platform != "android")
    ios = shape.platform == "ios"
    candidates = candidates_of(records, sent, beginnings, with_colon, spoken, ios=ios, marked=marked)
    return _Draft(records.select("line", "sent_at", "name", "rest"), long.drop("rest"), sent, candidates)


def _told(draft: _Draft, notices: pl.DataFrame, bare: pl.DataFrame, *, marked: bool) -> pl.DataFrame:
    """One block's rows: few of them are more than a line of text."""
    noticed = notices.select("id", "text", "event", "route", "actor", "targets", kind=pl.lit("notice", dtype=KIND))
    sent = draft.sent.join(noticed, on="id", how="anti")
    long = draft.long.join(sent, on="id", how="anti").join(noticed, on="id", how="anti")
    simply_text = pl.DataFrame({"id": [None]}, schema={"id": pl.UInt32})
    some = pl.concat([noticed, sent, long, simply_text], how="diagonal").with_columns(
        pl.col("kind").fill_null("text"), pl.col("edited").fill_null(False), pl.col("targets").fill_null([])
    )
    rows = patched(some, len(draft.records))
    name = draft.records["name"].replace(bare["name"], bare["bare"]) if len(bare) else draft.records["name"]
    by_whatsapp = rows["kind"] == "notice"
    text = pl.coalesce(rows["text"], draft.records["rest"])
    return rows.with_columns(
        draft.records["line"],
        draft.records["sent_at"],
        (text.str.strip_prefix(LRM) if marked else text).alias("text"),
        sender=pl.when(~by_whatsapp).then(name) if notices["name"].count() else name,
    )

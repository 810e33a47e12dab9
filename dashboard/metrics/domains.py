"""What kind of site the links of a group lead to, by dashboard/phrases/domains.toml, to which anybody may add."""

import re
import tomllib
from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from importlib import resources

import polars as pl

from dashboard.metrics.sent import TYPED, may_link
from dashboard.metrics.urls import links_in, same_link
from dashboard.school import School
from dashboard.selection import Period

SITE = pl.Enum(["school", "allowed", "sign_up", "shop", "other"])
LINKED = pl.Schema({"chat": pl.String, "sent_at": pl.Datetime("ms"), "domain": pl.String, "kind": SITE})
DOMAINS = pl.Schema({"chat": pl.String, "domain": pl.String, "kind": SITE, "links": pl.UInt32})

USER, PORT = r"^[^/?#@]*@", r"^([^/?#:]*)\.?:\d+"
ENDING = r"[a-z]{2,3}(?:\.[a-z]{2})?"  # of a site in many countries: de, com, co.uk


def links(messages: pl.DataFrame, school: School) -> pl.DataFrame:
    """LINKED, a row a link: chat, sent_at, domain (lower case host without www), kind. Nothing else of it is kept.

    kind, the first that fits:
        school   a site of `school.school_domains`
        allowed  one of `school.allowed_domains`
        sign_up  where people sign up, book or vote, by the file
        shop     where things are sold or money is collected, by the file
        other    any other
    A domain stands for all sites below it. Links count in texts and captions, each as often as it is written; not the
    places of location pins, nor what a poll says. Sorted by chat, then as the file has them.
    """
    address = pl.col("link")
    return (
        messages.lazy()
        .filter(TYPED, may_link(pl.col("text")))
        .select("chat", "sent_at", link=links_in(pl.col("text")))
        .explode("link", empty_as_null=False, keep_nulls=False)
        .with_columns(link=same_link(address).str.replace(USER, "").str.replace(PORT, "${1}"))
        .select(
            pl.col("chat").cast(pl.String),
            "sent_at",
            domain=address.str.extract(r"^([^/?#:]+)").str.strip_chars_end("."),
            kind=kind_of(address, school),
        )
        .drop_nulls("domain")
        .collect(engine="streaming")
        .match_to_schema(LINKED)
        .sort("chat", maintain_order=True)
    )


def domains(linked: pl.DataFrame, period: Period) -> pl.DataFrame:
    """DOMAINS: how many of the links (LINKED) of a period lead to each site, and of which kind; the most linked first,
    then by name, in each chat. A site of which a part alone is a sign-up has a row for either kind.
    """
    return (
        linked.filter(pl.col("sent_at").dt.date().is_between(period.starts, period.ends))
        .group_by("chat", "domain", "kind")
        .agg(links=pl.len().cast(pl.UInt32))
        .sort("chat", "links", "domain", "kind", descending=[False, True, False, False])
        .match_to_schema(DOMAINS)
    )


def kind_of(address: pl.Expr, school: School) -> pl.Expr:
    """The SITE of a link's address, as `same_link` spells it."""
    known = (("school", school.school_domains), ("allowed", school.allowed_domains), *listed().items())
    kind = pl.lit("other")
    for name, sites in reversed(known):
        if sites:
            kind = pl.when(address.str.contains(any_of(sites))).then(pl.lit(name)).otherwise(kind)
    return kind.cast(SITE)


def any_of(sites: Sequence[str]) -> str:
    """A pattern for the addresses of these sites, of all below them, and of their pages."""
    return rf"^(?:[^/?#]+\.)?(?:{either(map(pattern, sites))})\.?(?:[/?#]|$)"


def pattern(site: str) -> str:
    spelt = re.escape(site.casefold().removeprefix("www."))
    return spelt.removesuffix(r"\*") + ENDING if spelt.endswith(r"\*") else spelt


def either(patterns: Iterable[str]) -> str:
    return "|".join(patterns)


@cache
def listed() -> Mapping[str, Sequence[str]]:
    """sign_up and shop -> their sites, as they stand in the file."""
    return tomllib.loads(resources.files("dashboard").joinpath("phrases/domains.toml").read_text(encoding="utf-8"))

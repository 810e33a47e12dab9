"""Web addresses in texts: which there are, where they lead, and when two are the same."""

from collections.abc import Sequence
from urllib.parse import urlsplit

import polars as pl

LINK = r"(?i)\b(?:https?://|www\.)[^\s<>\"]+|\b(?:[a-z0-9-]+\.)+[a-z]{2,}/[^\s<>\"]*"


def links_in(text: pl.Expr) -> pl.Expr:
    """The links of a text as they are written, without the punctuation after them; [] for none."""
    return text.fill_null("").str.extract_all(LINK).list.eval(pl.element().str.strip_chars_end(".,;:!?)]}'\"*_"))


def is_allowed(link: str, domains: Sequence[str]) -> bool:
    host = host_of(link)
    return any(host == domain.casefold() or host.endswith("." + domain.casefold()) for domain in domains)


def host_of(link: str) -> str:
    """The host that a link leads to; "" for none."""
    try:
        return (urlsplit(link if "://" in link else f"https://{link}").hostname or "").removeprefix("www.")
    except ValueError:
        return ""


def same_link(link: pl.Expr) -> pl.Expr:
    """A link's spelling for comparing: no scheme, www, place on the page, or slash at the end; lower case.

    What follows #/ or #! is a page of its own.
    """
    return (
        link.str.to_lowercase()
        .str.replace(r"^https?://", "")
        .str.replace(r"^www\.", "")
        .str.replace(r"#(?:[^/!].*)?$", "")
        .str.strip_chars_end("/")
    )

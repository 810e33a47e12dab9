"""Questions put to a group, and whether anybody else wrote something after them (METRICS.md, "Habits").

Followed by, not answered: nobody can tell from an export what a message is about. A reply may be on something else,
and an answer may be given at the gate.
"""

from datetime import timedelta
from typing import Literal

import polars as pl

from dashboard.metrics.non_answers import NON_ANSWERS, says_nothing_known
from dashboard.metrics.phrases import may_hold
from dashboard.metrics.sent import TYPED, may_link, sent
from dashboard.metrics.urls import links_in

MARK = "[?？؟﹖՞፧⁇⁈⁉‽❓❔]"
GREEK_MARK = r"\p{Greek}[^A-Za-z]*[;\x{37e}](?:[\s!.…;\x{37e}]|$)"  # which looks like a semicolon
WORTH_A_LOOK = "[?？؟﹖՞፧⁇⁈⁉‽❓❔;\u037e]"
PLACED = ("at", "chat", "by", "sent_at")
QUESTIONS = pl.Schema(
    {"chat": pl.String, "asked_at": pl.Datetime("ms"), "answered_at": pl.Datetime("ms"), "over": pl.Boolean}
)


def questions(messages: pl.DataFrame, *, window_hours: float = 24, span: pl.DataFrame | None = None) -> pl.DataFrame:
    """QUESTIONS, a row a question, by chat, then as the file has them.

    A question: a text or caption with a question mark of any script outside a link (polls are answered by votes, and
    are none). answered_at: when somebody else first wrote, in the same group and within the window after it, anything
    but a question, a non-answer or a deleted message; media and places count. Several questions in a row are each
    followed by the first such message after it. Null: nobody did. over: that is certain; false where nobody has, and
    the window reaches beyond the chat's last record (notices too; or `span`: chat, last): not known.

    The order of the file decides what is after; where the clock was set back between, answered_at is asked_at.
    """
    return by_chat(followed(spoken(sent(messages)), last_records(messages if span is None else span), window_hours))


def by_chat(asked: pl.DataFrame) -> pl.DataFrame:
    """QUESTIONS of what `followed` found."""
    return asked.with_columns(pl.col("chat").cast(pl.String)).sort("chat", maintain_order=True)


def spoken(messages: pl.DataFrame) -> pl.DataFrame:
    """`messages`, as `sent` has them, with asks and knows_nothing: what is a question, and what no answer to one; and
    links: whether there may be a link in it.

    A glance at all of them picks out the few that may be.
    """
    typed = pl.when(TYPED).then("text")
    may = {
        "ask": typed.str.contains(WORTH_A_LOOK),
        "not_know": may_hold(typed, NON_ANSWERS),
        "links": may_link(typed).fill_null(False),
    }
    glanced = messages.lazy().select("at", "text", **may).collect(engine="streaming")
    asking = glanced.filter("ask").filter(asks(pl.col("text")))["at"]
    unknowing = glanced.filter("not_know").filter(says_nothing_known(pl.col("text")) & ~asks(pl.col("text")))["at"]
    return messages.with_columns(
        glanced["links"], asks=marked(messages, asking), knows_nothing=marked(messages, unknowing)
    )


def marked(messages: pl.DataFrame, at: pl.Series) -> pl.Series:
    return pl.repeat(False, messages.height, eager=True).scatter(at, True)


def asks(text: pl.Expr) -> pl.Expr:
    """Whether a text has a question mark outside a link. Boolean, false for null."""
    linking = pl.when(may_link(text)).then(text)
    in_links = links_in(linking).list.join(" ").str.count_matches(MARK)
    return ((text.str.count_matches(MARK) > in_links) | text.str.contains(GREEK_MARK)).fill_null(False)


def followed(messages: pl.DataFrame, last: pl.DataFrame, window_hours: float) -> pl.DataFrame:
    """QUESTIONS, but for the type of chat, of messages as `spoken` has them."""
    asked_at, answered_at = pl.col("asked_at"), pl.col("answered_at")
    window = timedelta(hours=window_hours)
    lean = messages.select(*PLACED, "kind", "asks", "knows_nothing")  # not to copy millions of texts
    asked = lean.filter("asks")
    answers = lean.filter(~pl.col("asks") & ~pl.col("knows_nothing") & (pl.col("kind") != "deleted"))
    return (
        asked.select("chat", asked_at="sent_at", answered_at=nearest_by_another(asked, answers, "forward"))
        .with_columns(
            answered_at=pl.when(answered_at - asked_at <= window).then(pl.max_horizontal("asked_at", "answered_at"))
        )
        .join(last, on="chat", how="left", maintain_order="left")
        .select(
            "chat",
            "asked_at",
            "answered_at",
            over=answered_at.is_not_null() | (asked_at + window <= pl.col("last")).fill_null(False),
        )
    )


def non_answers(messages: pl.DataFrame, window_hours: float) -> pl.DataFrame:
    """chat, sent_at: the non-answers that stand after somebody else's question in the same group, within the window.

    `messages`: as `spoken` has them. It is not known whether they are about that question.
    """
    lean = messages.select(*PLACED, "asks", "knows_nothing")
    unknowing = lean.filter("knows_nothing")
    asked_at = nearest_by_another(unknowing, lean.filter("asks"), "backward")
    return unknowing.filter(pl.col("sent_at") - asked_at <= timedelta(hours=window_hours)).select("chat", "sent_at")


def nearest_by_another(rows: pl.DataFrame, among: pl.DataFrame, direction: Literal["forward", "backward"]) -> pl.Series:
    """For each row, when the nearest of the others that is by somebody else and in the same group was sent, or null.

    Both with at, chat, by, sent_at, sorted by at; no row is among the others. The nearest of all is looked up; where
    it is by the same person, the nearest that is not by the person of that one is meant.
    """
    step = 1 if direction == "forward" else -1
    changes = (pl.col("by") != pl.col("by").shift(step)) | (pl.col("chat") != pl.col("chat").shift(step))
    turns = pl.when(changes.fill_null(True)).then("place").shift(-step)
    places = (
        among.select(PLACED)
        .with_row_index("place")
        .with_columns(beyond=turns.backward_fill() if direction == "forward" else turns.forward_fill())
    )
    near = rows.select("at", "by", "chat").join_asof(
        places.select("at", "place", "beyond", near_by="by"), on="at", strategy=direction
    )
    place = near.select(pl.when(pl.col("near_by") != pl.col("by")).then("place").otherwise("beyond")).to_series()
    found = pl.DataFrame({"chat": places["chat"].gather(place), "sent_at": places["sent_at"].gather(place)})
    return pl.select(pl.when(found["chat"] == near["chat"]).then(found["sent_at"])).to_series()


def last_records(seen: pl.DataFrame) -> pl.DataFrame:
    """chat, last: up to when each chat was observed, of messages or of a span."""
    last = pl.col("last" if "last" in seen.columns else "sent_at").max()
    return seen.lazy().group_by(pl.col("chat").cast(pl.Categorical)).agg(last=last).collect()

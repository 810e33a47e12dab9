"""What people sent, one after another: what the habits of a group are counted from."""

import polars as pl

from parsers.schema import IS_MESSAGE

TYPED = pl.col("kind").is_in(["text", "media"])  # what has words of its sender's own, a caption among them
DAY = pl.col("sent_at").dt.date()


def sent(messages: pl.DataFrame) -> pl.DataFrame:
    """at UInt32, chat Categorical, by UInt32, sent_at, kind, text, media, actor: without notices and calls, group after
    group, each in the order of its file, which `at` counts through all groups.

    by: the sender as a number, for comparing within the frame alone.
    """
    personal = (
        messages.lazy()
        .filter(IS_MESSAGE)
        .select(
            pl.col("chat").cast(pl.Categorical),
            "sent_at",
            "kind",
            "text",
            "media",
            "actor",
            by=pl.col("sender").cast(pl.Categorical).to_physical(),
        )
        .collect()
    )
    return grouped(personal).with_row_index("at")


def may_link(text: pl.Expr) -> pl.Expr:
    """Whether a text may hold a link: every link has a slash or begins with www."""
    return text.str.contains(r"/|(?i:www\.)")


def grouped(messages: pl.DataFrame) -> pl.DataFrame:
    """`messages` with each group's rows one after another; those that are so already are not sorted."""
    chat = messages["chat"]
    changes = int((chat != chat.shift()).sum() or 0)
    if changes < chat.n_unique():
        return messages
    return messages.sort("chat", maintain_order=True)

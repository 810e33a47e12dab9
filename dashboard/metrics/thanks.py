"""Which messages say thanks, by the words of dashboard/phrases/thanks.toml, to which anybody may add."""

import polars as pl

from dashboard.metrics.phrases import holds

__all__ = ["says_thanks"]


def says_thanks(text: pl.Expr) -> pl.Expr:
    """Whether a text has a word, or an emoji, of thanks in any of the languages. Boolean, false for null.

    It says that the writer saw something there to give thanks for, not what, nor that they agree ("no thanks").
    """
    return holds(text, "thanks")

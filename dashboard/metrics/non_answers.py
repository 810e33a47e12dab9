"""Which texts answer without an answer ("no idea, sorry"), by the phrases of dashboard/phrases/non_answers.toml.

Whether there was a question is not decided here (questions.py).
"""

import re
from functools import cache

import polars as pl

from dashboard.metrics.phrases import also_without_accents, as_whole_words, coded, either, holds, listed

__all__ = ["NON_ANSWERS", "says_nothing_known"]

NON_ANSWERS = "non_answers"
MOST_WORDS = 10
MOST_CHARACTERS = 60
MOST_OF_SCRIPTS_WITHOUT_SPACES = 20  # characters, of which a word has two or three
WITHOUT_SPACES = r"[\p{Han}\p{Hiragana}\p{Katakana}\p{Thai}]"


def says_nothing_known(text: pl.Expr) -> pl.Expr:
    """Whether a text is short and says that its writer does not know, or asks the same. Boolean, false for null.

    Short: up to 10 words and 60 characters, 20 of them in scripts that write no spaces between words. A text with a
    word of the lists `unless` or `unless_anywhere` ("not sure, but I think Friday") or with a digit ("no idea, maybe at
    9") tells something and is none. The phrases are those of all languages; that they mean it in a text is likely, not
    certain.
    """
    bare = text.str.strip_chars()
    short = pl.when(bare.str.len_bytes() <= 4 * MOST_CHARACTERS).then(bare)  # a character has four bytes at most
    found = pl.when(holds(short, NON_ANSWERS)).then(short)
    small = found.str.to_lowercase()
    return (
        (found.str.len_chars() <= MOST_CHARACTERS)
        & (found.str.count_matches(r"\S+") <= MOST_WORDS)
        & (found.str.count_matches(WITHOUT_SPACES) <= MOST_OF_SCRIPTS_WITHOUT_SPACES)
        & ~small.str.contains(answers_after_all())
        & ~small.str.replace_all(digits_for_letters(), "").str.contains(r"\d")
    ).fill_null(False)


@cache
def answers_after_all() -> str:
    words = coded(also_without_accents(listed(NON_ANSWERS, "unless")))
    return either([as_whole_words(words), *map(re.escape, coded(listed(NON_ANSWERS, "unless_anywhere")))])


@cache
def digits_for_letters() -> str:
    """The phrases that have a digit themselves, as Arabic does in Latin letters: "ma ba3ref"."""
    return either(re.escape(word) for word in coded(listed(NON_ANSWERS, "words")) if re.search(r"\d", word))

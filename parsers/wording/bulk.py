"""Which wordings fit which texts, and which languages those are.

A wording can only fit a text that holds its longest run of words. So all runs are looked up in all texts at once, and
a pattern then runs on none but the texts that hold its words.
"""

from collections.abc import Callable, Iterator
from functools import cache

import polars as pl

from parsers.wording import MARKS, PEOPLE, SPACES, Wording, any_form, english, longest_words, wordings
from parsers.wording.patterns import ALIKE, STOPS

_BLANK = MARKS + SPACES
_HOLES = 3  # as many things in braces as a wording of a notice may have
_ENOUGH = 12  # characters of its words by which a wording is looked up among those of its language
_KEY = 6  # characters of its words by which a wording is known among those of all languages

Fitting = Callable[[pl.Series, Wording], pl.Series]  # at which places are the texts that the wordings fit


def fits(texts: pl.Series, wording: Wording) -> pl.DataFrame:
    """One row for each wording of a notice that fits a text, its words found from left to right.

    Columns row (of the text), template (its number in wording.notices) and, as written or null, each of PEOPLE;
    pair (the last two things in braces and all between), ending (the last one with a full stop, if it ends the text).
    """
    tail = rf"{wording.tail}[{_BLANK}]*$"
    lines = texts.alias("text").to_frame().select(pl.col("text").str.replace(tail, "").str.strip_chars_start(_BLANK))
    lines = lines.with_columns(alike(lines["text"]).str.strip_chars_end(_BLANK + STOPS).alias("alike"))
    pairs = _holding(lines["alike"], _words_of(wording)).join(_shapes_of(wording), on="template")
    tried = pl.concat([pairs, lines.select(pl.all().gather(pairs["row"]))], how="horizontal").filter(
        pl.col("alike").str.starts_with(pl.col("begin")) & (~pl.col("quoted") | pl.col("alike").str.contains('"'))
    )
    kinds = tried.partition_by("holes", "counts", as_dict=True) or {(0, False): tried}
    filled = [_filled(some.lazy(), holes, counts=counts) for (holes, counts), some in kinds.items()]
    people = [pl.col("inside").list.get(pl.col(person), null_on_oob=True).alias(person) for person in PEOPLE]
    return pl.concat(filled).collect().select("row", "template", *people, "pair", "ending")


def _filled(pairs: pl.LazyFrame, holes: int, *, counts: bool) -> pl.LazyFrame:
    """The pairs that fit, all of them with so many holes, and what is in these.

    A hole ends where the words behind it come first; a list before "and 3 more" ends where they come last.
    """
    steps, fitting, found = _steps(holes, counts=counts)
    for step in steps:
        pairs = pairs.with_columns(step)
    return pairs.filter(fitting).select(found)


@cache
def _steps(holes: int, *, counts: bool) -> tuple[list[list[pl.Expr]], pl.Expr, list[pl.Expr]]:
    """How the holes are cut out one after the other, which pairs fit then, and the columns of these."""
    begin = pl.col("begin").str.len_chars()
    steps = [[pl.col("alike").str.slice(begin).alias("rest")]]
    for i in range(holes):
        then, somebody = pl.col(f"then{i}"), pl.col(f"hole{i}") != "text"
        before_count = counts and i == holes - 2
        steps.append(_last(then, i) if i == holes - 1 else (_up_to_last if before_count else _up_to)(then, somebody, i))
    lengths = [pl.col(f"in{i}").str.len_chars() for i in range(holes)]
    starts = [begin]
    for i in range(1, holes):
        starts.append(starts[-1] + lengths[i - 1] + pl.col(f"then{i - 1}").str.len_chars())
    text, pair, ending = pl.col("text"), pl.lit(None, pl.String), pl.lit(None, pl.String)
    if holes:
        ending = pl.when(pl.col(f"then{holes - 1}") == "").then(text.str.slice(starts[-1]))
    if holes > 1:
        pair = text.str.slice(starts[-2], starts[-1] + lengths[-1] - starts[-2])
    inside = [text.str.slice(start, length) for start, length in zip(starts, lengths, strict=False)]
    listed = pl.concat_list(inside) if inside else pl.lit([], pl.List(pl.String))
    columns = [pl.col("row", "template", *PEOPLE), listed.alias("inside"), pair.alias("pair"), ending.alias("ending")]
    possible = [_possible(i, counts=counts) for i in range(holes)]
    return steps, pl.all_horizontal(pl.col("rest") == "", *possible), columns


def _up_to(then: pl.Expr, somebody: pl.Expr, i: int) -> list[pl.Expr]:
    """What is in a hole and what remains; somebody has at least one character, whatever words it is."""
    first = pl.col("rest").str.slice(0, somebody.cast(pl.UInt32))
    cut = pl.col("rest").str.slice(somebody.cast(pl.UInt32)).str.splitn(then, 2).struct
    return [(first + cut.field("field_0")).alias(f"in{i}"), cut.field("field_1").alias("rest")]


def _up_to_last(then: pl.Expr, _: pl.Expr, i: int) -> list[pl.Expr]:
    cut = pl.col("rest").str.reverse().str.splitn(then.str.reverse(), 2).struct
    return [cut.field("field_1").str.reverse().alias(f"in{i}"), cut.field("field_0").str.reverse().alias("rest")]


def _last(then: pl.Expr, i: int) -> list[pl.Expr]:
    rest = pl.col("rest")
    inside = pl.when(rest.str.ends_with(then)).then(rest.str.strip_suffix(then))
    return [inside.alias(f"in{i}"), pl.when(rest.is_not_null()).then(pl.lit("")).alias("rest")]


def _possible(i: int, *, counts: bool) -> pl.Expr:
    """People have names and numbers have digits; any text will do, even none."""
    hole, inside = pl.col(f"hole{i}"), pl.col(f"in{i}")
    possible = inside.is_not_null() & ((hole == "text") | (inside.str.strip_chars(_BLANK) != ""))
    return possible & ((hole != "n") | inside.str.contains(r"^\d+$")) if counts else possible


@cache
def _words_of(wording: Wording) -> pl.DataFrame:
    words = [template.words[-_ENOUGH:] for template in wording.notices]
    return pl.DataFrame({"words": words}).with_row_index("template")


@cache
def _shapes_of(wording: Wording) -> pl.DataFrame:
    """Columns template, begin, quoted, counts, holes (how many), each of PEOPLE (in which), hole0, then0, hole1 …"""
    rows = [
        {"template": number, "begin": template.begin, "quoted": template.quoted, "counts": template.counts}
        | {"holes": len(template.holes)}
        | {hole.name: i for i, hole in enumerate(template.holes) if hole.name in PEOPLE}
        | {f"hole{i}": hole.name for i, hole in enumerate(template.holes)}
        | {f"then{i}": hole.then for i, hole in enumerate(template.holes)}
        for number, template in enumerate(wording.notices)
    ]
    columns = (f"{part}{i}" for i in range(_HOLES) for part in ("hole", "then"))
    numbers = {"template": pl.UInt32, "begin": pl.String, "quoted": pl.Boolean, "counts": pl.Boolean, "holes": pl.UInt8}
    return pl.DataFrame(rows, schema=numbers | dict.fromkeys(PEOPLE, pl.UInt8) | dict.fromkeys(columns, pl.String))


def alike(texts: pl.Series) -> pl.Series:
    """Texts as words are looked for in them: one space, one quotation mark and one apostrophe for all kinds."""
    return texts.str.replace_many(ALIKE)


def _holding(texts: pl.Series, index: pl.DataFrame) -> pl.DataFrame:
    """Columns row and what `index` has besides words, for the rows of the texts that hold the words."""
    found = texts.str.extract_many(index["words"].unique().to_list(), overlapping=True).alias("words").to_frame()
    held = found.with_row_index("row").explode("words").drop_nulls().unique()
    return held.join(index, on="words").drop("words").unique()


def languages_of(texts: pl.Series) -> tuple[Wording, ...]:
    """The languages whose wordings fit these lines of WhatsApp's, the one that fits most of them first.

    A further language is one that fits lines which those before it do not fit; () where no language fits any.
    """
    own = texts.drop_nulls().unique(maintain_order=True)
    if len(own) == fits(own, english())["row"].n_unique():  # the others need not be loaded
        return (english(),) if len(own) else ()
    return _languages(own, _index_of_notices(), lambda some, wording: fits(some, wording)["row"].unique())


def languages_of_marks(texts: pl.Series) -> tuple[Wording, ...]:
    """The same for texts that stand for media, deleted messages and the like, as "<Medien ausgeschlossen>" does."""
    return _languages(texts, _index_of_marks(), _fitting_marks)


def _fitting_marks(texts: pl.Series, wording: Wording) -> pl.Series:
    by_kind = (*wording.omitted.values(), *wording.marks.values(), wording.attached)
    pattern = any_form(form for forms in by_kind for form in forms)
    return texts.str.contains(f"^[{_BLANK}]*{pattern}[{_BLANK}]*$").arg_true()


@cache
def _index_of_notices() -> pl.DataFrame:
    return _index((form, wording.language) for wording in wordings() for form in wording.notice_phrases)


@cache
def _index_of_marks() -> pl.DataFrame:
    return _index((form, wording.language) for wording in wordings() for form in wording.mark_phrases)


def _index(forms: Iterator[tuple[str, str]]) -> pl.DataFrame:
    keys = {(longest_words(form)[:_KEY], language) for form, language in forms}
    words, languages = zip(*keys, strict=True)
    return pl.DataFrame({"words": words, "language": languages}).filter(pl.col("words") != "")


def _languages(texts: pl.Series, index: pl.DataFrame, fitting: Fitting) -> tuple[Wording, ...]:
    distinct = texts.drop_nulls().unique(maintain_order=True)
    left = _holding(alike(distinct), index)
    found: list[Wording] = []
    while best := _best(distinct, left, fitting):
        wording, rows = best
        found.append(wording)
        left = left.filter(~pl.col("row").is_in(rows.implode()))
    return tuple(found)


def _best(texts: pl.Series, left: pl.DataFrame, fitting: Fitting) -> tuple[Wording, pl.Series] | None:
    """The language that fits most texts, and their rows; one that cannot fit more, going by its words, is not tried."""
    by_code = {wording.language: wording for wording in wordings()}
    by_words = (
        left.group_by("language")
        .len()
        .sort("len", pl.col("language") == "en", "language", descending=[True, True, False])
    )
    best, most = None, left["row"].clear()
    for language, count in by_words.rows():
        if count <= len(most):
            break
        rows = left.filter(pl.col("language") == language)["row"].sort()
        rows = rows.gather(fitting(texts.gather(rows), by_code[language]))
        if len(rows) > len(most):
            best, most = by_code[language], rows
    return (best, most) if best else None

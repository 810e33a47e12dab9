"""Senders by their names: the odds of every family, and whom they link (METRICS.md, "Drift", step 5).

Everybody in one group is a person with one or more names. A person is linked where one family is certain enough, far
enough ahead of every other, and no other person of the group is as likely to be the same guardian.
"""

from math import log2

import polars as pl

from dashboard.linking import rostered, weights
from dashboard.linking.agreement import BACKGROUND_NAMES
from dashboard.linking.assignment import contests
from dashboard.linking.children import split_class
from dashboard.linking.names import is_other, latin, lights, split_number, words
from parsers import class_key

LINK_BITS = log2(20)  # the weights are careful: in invented schools, links at 20 to 1 are right in 99 of 100 and more
ONLY_BITS = 3.0  # for a name whole or with one initial, or a bare first name, that nobody else in the class has
MARGIN_BITS = 3.0  # to the next family, and to the next person who may be the same guardian
SURE = ("exact", "folded", "transliterated", "nickname")  # levels at which such a name may link
FAINTEST_BITS = -3.0  # from which a family is a candidate: one in nine;
LIKELY_BITS = 0.0  # in a group of the whole school: more likely than not
MOST = 5  # candidates of one person
FLOOR_BITS = -1.0  # that it is any of the families, from which somebody is asked about: one in three
TAKEN_BITS = -4.0  # for a guardian whom somebody else in the group is known to be
OTHER_BITS = -7.0  # for a guardian who is called a grandmother, childminder or teacher: one in a hundred
SENDER = ("chat", "person")


def by_names(asked: pl.DataFrame, people: pl.DataFrame, sure: pl.DataFrame) -> tuple[pl.DataFrame, pl.DataFrame]:
    """The links that names make, and every family that names make likely.

    `asked`: row, chat, class, person, key, is_number. `sure`: row, family, guardian of the rows that something better
    than a name links, or that a person answered for: their persons are left alone, and their guardians are taken.
    Links: chat, person, family, guardian, bits, codes.
    Candidates: chat, person, family, guardian, home, bits, codes, best first, at most MOST of a person.
    """
    places = rostered.places(people)
    known = rostered.words_of_places(people, places)
    settled = asked.join(sure, on="row").select(*SENDER, "family", "guardian").unique()
    unsettled = asked.join(settled, on=SENDER, how="anti").filter(~pl.col("is_number"))
    spelled = sender_words(unsettled, known, people["class"].drop_nulls().unique().to_list())
    taken = settled.drop_nulls(["family", "guardian"]).select("chat", "family", "guardian", taken=pl.lit(True)).unique()
    judged = (
        weights.fits(spelled, known)
        .join(asked.select("row", "class", *SENDER), on="row")
        .join(places, on="place")
        .join(rostered.homes(people, places).group_by("place").agg(pl.col("home").sort()), on="place", how="left")
        .join(taken, on=["chat", "family", "guardian"], how="left")
        .with_columns(pl.col("taken").fill_null(False), near=is_near())
        .filter(pl.col("near") | (weights.is_full("given") & weights.is_full("surname")))
        .pipe(with_priors, people, places)
        .pipe(with_odds)
    )
    return links(judged, namesakes(spelled, asked)), candidates(judged)


def sender_words(rows: pl.DataFrame, known: pl.DataFrame, classes: list[str]) -> pl.DataFrame:
    """row, at, word, light, other (names.is_other): the words of each name, parted as the roster parts them.

    A class or number behind a name is left out.
    """
    vocabulary = frozenset(latin(word) for word in known.filter(~pl.col("article"))["word"].unique())
    compounds = rostered.compounds(known)
    class_names = {class_key(name): name for name in classes}
    spelled = [
        (
            row,
            is_other(key, vocabulary),
            rostered.spaced(words(bare_name(key, class_, class_names)), vocabulary, compounds),
        )
        for row, key, class_ in rows.select("row", "key", "class").iter_rows()
    ]
    found = [
        (row, at, word, light, other)
        for row, other, name in spelled
        for at, (word, light) in enumerate(zip(name, lights(name), strict=True))
    ]
    schema = {"row": pl.UInt32, "at": pl.UInt32, "word": pl.String, "light": pl.Boolean, "other": pl.Boolean}
    return pl.DataFrame(found, schema=schema, orient="row")


def bare_name(key: str, class_: str | None, classes: dict[str, str]) -> str:
    """A name without a number behind it, and without the class of its group."""
    name, _ = split_number(key)
    plain, stated = split_class(name, classes)
    return plain if stated is not None and class_ in (None, stated) else name


def is_near() -> pl.Expr:
    """In the class of the group; members of staff may be in any."""
    return pl.col("staff") | pl.col("home").list.contains(pl.col("class")).fill_null(False)


def with_priors(pairs: pl.DataFrame, people: pl.DataFrame, places: pl.DataFrame) -> pl.DataFrame:
    """`pairs` with `odds`: those of this place against all that the sender may be, before they are weighed up."""
    sizes = rostered.homes(people, places).group_by(pl.col("home").alias("class")).agg(size=pl.len())
    staff = int(places["staff"].sum())
    parents = places.height - staff
    share = (
        pl.when("staff")
        .then(weights.STAFF_SHARE / max(staff, 1))
        .when("near")
        .then(weights.GUARDIANS / pl.col("size"))
        .when(pl.col("class").is_null())
        .then(weights.GUARDIANS / max(parents, 1))
        .otherwise(weights.FAR_SHARE / (parents + BACKGROUND_NAMES))
    )
    taken = pl.when(pl.col("taken") & ~pl.col("whole")).then(TAKEN_BITS).otherwise(0.0)
    other = pl.when(pl.col("other") & ~pl.col("staff")).then(OTHER_BITS).otherwise(0.0)
    return pairs.join(sizes, on="class", how="left").with_columns(odds=share * 2.0 ** (pl.col("bits") + taken + other))


def with_odds(pairs: pl.DataFrame) -> pl.DataFrame:
    """The best of a person's names for each place, with the bits and the lead of its family before the next one.

    any_bits: that the person is of any family at all.
    """
    once = pairs.sort("odds", "row", "place", descending=[True, False, False]).unique(
        [*SENDER, "place"], keep="first", maintain_order=True
    )
    family = pl.col("odds").sum().over(*SENDER, "family")
    everything = pl.col("odds").sum().over(*SENDER)
    rest = (everything - family).clip(0)
    families = once.with_columns(
        of_family=family,
        bits=(family / (weights.STRANGERS + rest)).log(2).round(2),
        any_bits=(everything / weights.STRANGERS).log(2),
    )
    ranked = families.select(*SENDER, "family", "of_family").unique().sort("of_family", descending=True)
    second = ranked.group_by(*SENDER, maintain_order=True).agg(second=pl.col("of_family").get(1, null_on_oob=True))
    lead = (pl.col("of_family") / pl.col("second")).log(2).fill_null(float("inf"))
    return families.join(second, on=SENDER).with_columns(lead=lead).drop("second")


def links(judged: pl.DataFrame, namesakes: pl.DataFrame) -> pl.DataFrame:
    """chat, person, family, guardian, bits, codes of the persons whom their names link."""
    so_called = pl.col("given").is_in(SURE).fill_null(False)
    bare = (pl.col("heavy") == 1) & pl.col("surname").is_null() & so_called & ~pl.col("staff")
    families = pl.col("family").filter(pl.col("near") & so_called).n_unique().over(SENDER)
    best = (
        judged.with_columns(bare=bare, families=families)
        .sort("odds", "place", descending=[True, False])
        .with_columns(next_guardian=pl.col("odds").shift(-1).over(*SENDER, "family"))
        .filter(pl.col("of_family") == pl.col("of_family").max().over(SENDER))
        .unique(SENDER, keep="first", maintain_order=True)
    )
    whole = pl.col("whole") & (pl.col("given").is_in(SURE) | pl.col("surname").is_in(SURE))
    shortened = (pl.col("heavy") == 2) & (
        (pl.col("given").is_in(SURE) & (pl.col("surname") == "initial"))
        | (pl.col("surname").is_in(SURE) & (pl.col("given") == "initial"))
    )
    enough = pl.when(pl.col("bare") | whole | shortened.fill_null(False)).then(ONLY_BITS).otherwise(LINK_BITS)
    eligible = best.join(out_of_place(best), on="chat", how="left").filter(
        (pl.col("near") | pl.col("class").is_null())
        & ~(pl.col("codes").list.contains("other_given") | pl.col("codes").list.contains("other_surname"))
        & ~(pl.col("bare") & pl.col("out_of_place").fill_null(False))
        & (pl.col("bits") >= enough)
        & (pl.col("lead") >= MARGIN_BITS)
        & (~pl.col("taken") | pl.col("whole"))
    )
    joint = contests(
        judged.join(namesakes, on=SENDER).filter(~pl.col("taken"), pl.col("near") | pl.col("class").is_null())
    )
    alone = pl.when(pl.col("families") == 1).then(pl.lit("only")).otherwise(pl.lit("only_left"))
    clear = pl.col("odds") >= pl.col("next_guardian").fill_null(0) * 2**MARGIN_BITS
    return (
        eligible.join(namesakes, on=SENDER)
        .join(joint, on=["chat", "namesakes"], how="left")
        .filter(pl.col("taken") | ((pl.col("family") == pl.col("won")) & (pl.col("margin") >= MARGIN_BITS)))
        .select(
            *SENDER,
            "family",
            guardian=pl.when(clear).then("guardian"),
            bits="bits",
            codes=pl.when("bare").then(pl.concat_list("codes", alone)).otherwise("codes"),
        )
    )


def out_of_place(best: pl.DataFrame) -> pl.DataFrame:
    """chat, out_of_place: in whose group whole names fit other classes more often than this one.

    The roster may be of another year; then a bare first name of the class is somebody else's.
    """
    whole = best.filter(pl.col("class").is_not_null() & weights.is_full("given") & weights.is_full("surname"))
    return whole.group_by("chat").agg(out_of_place=(~pl.col("near")).sum() > pl.col("near").sum())


def namesakes(spelled: pl.DataFrame, asked: pl.DataFrame) -> pl.DataFrame:
    """chat, person, namesakes: persons who show the very same whole name in one group are taken for one."""
    whole = (
        spelled.sort("row", "word")
        .group_by("row", maintain_order=True)
        .agg(name=pl.col("word").str.join(" "), words=pl.len())
        .join(asked.select("row", *SENDER), on="row")
        .filter(pl.col("words") == pl.col("words").max().over(SENDER))
        .unique(SENDER, keep="first", maintain_order=True)
    )
    return whole.select(
        *SENDER,
        namesakes=pl.when(pl.col("words") > 1).then(pl.col("name")).otherwise(pl.lit("\0") + pl.col("person")),
    )


def candidates(judged: pl.DataFrame) -> pl.DataFrame:
    """chat, person, family, guardian, home, bits, codes: the likely families of every person, best first."""
    elsewhere = ~pl.col("near") & pl.col("class").is_not_null()
    said = [
        pl.when(flag).then(pl.lit([code])).otherwise(pl.lit([], pl.List(pl.String)))
        for flag, code in ((pl.col("taken"), "taken"), (elsewhere, "elsewhere"))
    ]
    return (
        judged.filter(
            pl.col("any_bits") >= FLOOR_BITS,
            pl.col("bits") >= pl.when(pl.col("class").is_null()).then(LIKELY_BITS).otherwise(FAINTEST_BITS),
        )
        .sort(*SENDER, "bits", "odds", "family", "place", descending=[False, False, True, True, False, False])
        .with_columns(next_guardian=pl.col("odds").shift(-1).over(*SENDER, "family"))
        .unique([*SENDER, "family"], keep="first", maintain_order=True)
        .group_by(SENDER, maintain_order=True)
        .head(MOST)
        .select(
            *SENDER,
            "family",
            guardian=pl.when(pl.col("odds") >= pl.col("next_guardian").fill_null(0) * 2).then("guardian"),
            home=pl.when(pl.col("near") & ~pl.col("staff"))
            .then(pl.coalesce("class", pl.col("home").list.first()))
            .otherwise(pl.col("home").list.first()),
            bits="bits",
            codes=pl.concat_list("codes", *said),
        )
    )

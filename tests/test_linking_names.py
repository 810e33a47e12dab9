"""A name's words, and which words are one name."""

import polars as pl
import pytest

from dashboard.linking import agreement, names, rostered, variants


@pytest.mark.parametrize(
    ("key", "words"),
    [
        ("ana ruiz", ("ana", "ruiz")),
        ("jean-luc o'brien", ("jean", "luc", "obrien")),
        ("ana r.", ("ana", "r")),
        ("ana (ruiz) / 2b", ("ana", "ruiz", "2b")),
        ("王小明", ("王", "小明")),
        ("欧阳兰", ("欧阳", "兰")),
        ("김민준", ("김", "민준")),
        ("राहुल शर्मा", ("राहुल", "शर्मा")),
        ("", ()),
    ],
)
def test_the_words_of_a_name(key, words):
    assert names.words(key) == words


@pytest.mark.parametrize(
    ("word", "latin"),
    [("muller", "muller"), ("王", "wang"), ("محمد", "mhmd"), ("الحسن", "hsn"), ("мария", "mariya"), ("ਸਿੰਘ", "singh")],
)
def test_every_script_has_latin_letters(word, latin):
    assert names.latin(word) == latin


@pytest.mark.parametrize(
    "same",
    [
        ("mohammed", "muhamad", "mhmd"),
        ("yusuf", "youssef", "ywsf"),
        ("sharma", "sarma", "srma"),
        ("hussein", "husayn"),
        ("fatima", "fatimah", "ftmh"),
        ("philip", "filip"),
    ],
)
def test_spellings_of_one_name_have_the_same_consonants(same):
    assert len({names.skeleton(word) for word in same}) == 1


def test_a_number_behind_a_name_is_apart_from_it():
    assert names.split_number("ana ruiz 07700 900123") == ("ana ruiz", "07700 900123")
    assert names.split_number("ana (+44 7700 900123)") == ("ana", "+44 7700 900123")
    assert names.split_number("ana 2b") == ("ana 2b", None)
    assert names.split_number("+44 7700 900123") == ("+44 7700 900123", None)


def level(word: str, other: str, *more: str) -> str | None:
    """How a sender's word and a word of the roster agree, beside more words of the roster."""
    found = agreement.agreements([word], [other, *more]).filter(pl.col("other") == other)
    return found["level"].item() if found.height else None


@pytest.mark.parametrize(
    ("word", "other", "agrees"),
    [
        ("ana", "ana", "exact"),
        ("mueller", "muller", "folded"),
        ("kowalska", "kowalski", "folded"),
        ("novakova", "novak", "folded"),
        ("liz", "elizabeth", "nickname"),
        ("elizabeth", "liz", "nickname"),
        ("kasia", "katarzyna", "nickname"),
        ("pepe", "jose", "nickname"),
        ("cheung", "zhang", "nickname"),
        ("محمد", "mohammed", "transliterated"),
        ("小明", "xiaoming", "transliterated"),
        ("okafro", "okafor", "alike"),
        ("gurprit", "gurpreet", "nickname"),
        ("sulaymon", "suleiman", "romanised"),
        ("magda", "magdalena", "nickname"),
        ("fede", "federico", "nickname"),
        ("isab", "isabelle", "beginning"),
        ("r", "ruiz", "initial"),
        ("ravi", "r", "initial"),
        ("ana", "ian", None),
        ("ana", "ben", None),
        ("mahmoud", "mohammed", None),
        ("dinesh", "odense", None),
        ("s", "ruiz", None),
    ],
)
def test_two_words_agree_at_the_best_level_that_fits(word, other, agrees):
    assert level(word, other) == agrees


def test_a_spelling_that_the_roster_has_is_a_name_of_its_own():
    assert level("marta", "martha") == "alike"
    assert level("marta", "martha", "marta") is None


def test_rare_agreements_weigh_more_than_common_ones_and_close_ones_more_than_loose_ones():
    known = pl.DataFrame(
        [(place, "given", word) for place, word in enumerate(["ana"] * 9 + ["ottilie", "elizabeth"])],
        schema=["place", "field", "word"],
        orient="row",
    )
    agreed = agreement.agreements(["ana", "ottilie", "liz", "elizabeth"], known["word"])
    bits = dict(agreement.weights(agreed, known).select("word", "bits").iter_rows())

    assert bits["ana"] < bits["ottilie"]
    assert bits["liz"] < bits["elizabeth"]


def test_every_line_of_the_variants_has_two_words_and_none_twice():
    lines = pl.DataFrame(sorted(variants.lines()), schema=["word", "line"], orient="row")

    assert lines.group_by("line").len().filter(pl.col("len") < 2)["line"].to_list() == []


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("Okafor, Ana", ["ana", "okafor"]),
        ("Mrs Ana de la Cruz", ["ana", "cruz"]),
        ("Ms Elm", ["ms", "elm"]),
        ("Ana", ["ana"]),
    ],
)
def test_a_name_on_the_roster_is_split_into_the_words_that_count(name, words):
    assert rostered.split(name) == words


def test_a_word_that_the_child_has_too_is_the_surname_wherever_it_stands():
    assert [row[:3] for row in rostered.fields(["wang", "wei"], [["wang", "yue"]], backwards=False)[:2]] == [
        (0, "wang", "surname"),
        (1, "wei", "given"),
    ]


def test_a_word_in_the_middle_may_be_a_given_name_or_a_surname():
    assert [row[1:3] for row in rostered.fields(["ana", "maria", "ruiz"], [], backwards=False)] == [
        ("ana", "given"),
        ("maria", "given"),
        ("maria", "surname"),
        ("ruiz", "surname"),
    ]


def test_words_are_parted_as_the_roster_parts_them():
    known = pl.DataFrame(
        [(0, 0, "hans", True, False), (0, 1, "peter", True, False)],
        schema=["place", "at", "word", "own", "article"],
        orient="row",
    )
    compounds = rostered.compounds(known)

    assert rostered.spaced(("hanspeter",), frozenset({"hans", "peter"}), compounds) == ("hans", "peter")
    assert rostered.spaced(("xiao", "ming"), frozenset({"xiaoming"}), {}) == ("xiaoming",)
    assert rostered.spaced(("ana", "ruiz"), frozenset({"ana"}), {}) == ("ana", "ruiz")


def test_arabic_letters_are_read_one_by_one_and_as_in_urdu():
    assert "thn" in names.readings("طحان")  # Tahan: two letters, not one th
    assert "sm" in names.readings("عظمیٰ")  # Uzma
    assert "smn" in names.readings("ثمینہ")  # Samina


def test_the_dot_that_nasalises_is_an_n_and_an_m_stays_one():
    assert names.latin("सिमरन") == "simrn"
    assert names.latin("ढिल्लों") == "dhillon"


def test_a_title_counts_as_a_word_only_where_it_is_the_surname():
    assert names.lights(("sheikh", "tarek", "amin")) == [True, False, False]
    assert names.lights(("iman", "sheikh")) == [False, False]
    assert names.lights(("noura", "al", "sayed")) == [False, True, False]
    assert names.lights(("sayed",)) == [True]


def test_who_is_called_a_grandmother_or_teacher_is_no_guardian():
    assert [names.is_other(key) for key in ("nana jean", "天乐奶奶", "jean (childminder)", "hannah", "nanette")] == [
        *(True, True, True, False, False)
    ]

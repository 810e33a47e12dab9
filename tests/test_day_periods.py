import subprocess
import sys

import pytest
from babel.core import get_cldr_version
from cldr_day_periods import FILE, WHATSAPP, said, union, written

from parsers.day_periods import halves, is_plain

# Of all locales of CLDR, these four words are am in one and pm in another. Finnish, Persian and Luxembourgish win over
# what is written by nobody's WhatsApp; of the fourth, nothing can be said.
IN_BOTH = {"ip": "p" * 12, "ب": "p" * 12, "mo": "p" * 12, "ut": None}


@pytest.mark.parametrize(
    ("word", "hour", "half"),
    [
        ("AM", 12, "a"),
        ("p.\u00a0m.", 3, "p"),
        ("上午", 9, "a"),
        ("下午", 12, "p"),
        ("中午", 12, "p"),
        ("中午", 11, "a"),
        ("晚上", 9, "p"),
        ("晚上", 12, "a"),
        ("凌晨", 12, "a"),
        ("凌晨", 4, "a"),
        ("清晨", 6, "a"),
        ("오후", 1, "p"),
        ("午後", 0, "p"),
        ("noon", 12, "p"),
        ("midnight", 12, "a"),
        ("at night", 12, "a"),
        ("at night", 11, "p"),
        ("in the morning", 9, "a"),
        ("in the afternoon", 12, "p"),
        ("de la tarde", 8, "p"),
        ("de la madrugada", 3, "a"),
        ("du matin", 3, "a"),
        ("ночи", 2, "a"),
        ("לפנה״צ", 9, "a"),
        ('אחה"צ', 9, "p"),
        ("முற்பகல்", 9, "a"),
        ("பிற்பகல்", 9, "p"),
        ("p.d.", 9, "a"),  # Albanian
        ("m.d.", 9, "p"),
        ("ÖÖ", 9, "a"),
        ("μ.μ.", 9, "p"),
        ("ip.", 9, "p"),
        ("noon", 6, "-"),  # neither
        ("?PM", 3, "p"),  # the space was lost
        ("â€¯PM", 3, "p"),
        ("?M", 3, "?"),
        ("??", 3, "?"),
    ],
)
def test_what_a_word_means_depends_on_the_hour_beside_it(word, hour, half):
    said_of_hours = halves(word)
    assert said_of_hours is not None
    assert said_of_hours[hour % 12] == half


@pytest.mark.parametrize(
    "word", ["klo", "kl", "à", "às", "at", "um", "h", "v", "в", "о", "u", "น.", "г.", "BE", "?", ""]
)
def test_what_else_stands_beside_times_is_no_day_period(word):
    assert halves(word) is None


def test_the_words_are_those_of_every_locale_of_cldr_and_what_it_lacks():
    version = FILE.read_text("utf-8").partition("\n")[0]
    if f"from CLDR {get_cldr_version()}," not in version:
        pytest.skip(f"Babel has CLDR {get_cldr_version()} here: run python tests/cldr_day_periods.py to take it over")
    assert FILE.read_text("utf-8") == written()


def test_no_word_means_am_in_one_language_and_pm_in_another():
    noon = 12 * 3600
    plain: dict[str, set[bool]] = {}
    for word, (_, flexible, _), (start, _) in said():
        if not flexible:
            plain.setdefault(word, set()).add(start >= noon)
    assert {word for word, meanings in plain.items() if len(meanings) > 1} == set(IN_BOTH)
    assert {word: halves(word) for word in IN_BOTH} == IN_BOTH


def test_every_word_of_the_file_is_found_and_says_something():
    words = union()
    assert len(words) > 1000
    assert {word: halves(word) for word in words if not is_plain(word)} == {
        word: half for word, half in words.items() if not is_plain(word)
    }


def test_every_language_of_whatsapp_that_cldr_has_words_for_is_among_them():
    from babel import localedata

    lacking = [code for code in WHATSAPP if not localedata.exists(code)]
    assert lacking == []


def test_am_and_pm_need_no_word_list():
    code = "from parsers import day_periods as d; d.halves('p. m.'); assert not d._words.cache_info().currsize"
    subprocess.run([sys.executable, "-c", code], check=True)

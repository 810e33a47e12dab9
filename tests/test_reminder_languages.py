"""The reminder in every language that has a file: the same keys, the same placeholders, the same numbers."""

import re
import tomllib
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import replace
from importlib import resources
from itertools import product
from typing import Any

import pytest
from babel import Locale
from babel.dates import format_date, format_time
from test_reminder import FIGURES, NOTHING_DONE

from dashboard.reminder import RULES, as_text, direction, language_name, languages, written
from parsers.wording import wordings

FILES = resources.files("dashboard").joinpath("reminders")
LANGUAGES = languages()
NOT_WRITTEN = {  # nobody at hand could tell whether it sounds as friendly as it is meant
    "gu": "Gujarati",
    "mr": "Marathi",
    "pa": "Punjabi",
    "sq": "Albanian",
    "sw": "Swahili",
    "ta": "Tamil",
    "te": "Telugu",
    "tl": "Filipino",
}
YOU = {  # second person of each language, as whole words
    "en": r"you|your|yours|please",
    "de": r"du|dich|dir|dein\w*|euch|euer|eure\w*|Ihr|Ihnen|bitte",
    "nl": r"jij|je|jou|jouw|jullie|uw",
    "fr": r"tu|toi|ton|ta|tes|vous|votre|vos",
    "es": r"tú|tu|tus|usted|ustedes|vosotros|vuestr\w*",
    "it": r"tu|tuo|tua|voi|vostr\w*|Lei",
    "pt-BR": r"você|vocês|tu|teu|tua",
    "pt-PT": r"você|vocês|tu|teu|tua|vós|voss\w*",
    "sv": r"du|dig|din|ditt|dina|ni|er|ert|era",
    "da": r"du|dig|din|dit|dine|jer|jeres",
    "nb": r"du|deg|din|ditt|dine|dere|deres",
    "fi": r"sinä|sinun|te|teidän",
    "pl": r"ty|ciebie|twój|twoj\w*|wy|was|wasz\w*|pan|pani|państw\w*",
    "cs": r"ty|tebe|tvůj|vy|vás|váš|vaše",
    "hu": r"te|ti|ön|önök|önt",
    "ro": r"tu|tău|ta|voi|vostr\w*|dumneavoastră|dvs",
    "tr": r"sen|senin|siz|sizin|lütfen",
    "ru": r"ты|тебя|твой|вы|вас|вам|ваш\w*",
    "uk": r"ти|тебе|твій|ви|вас|вам|ваш\w*",
    "el": r"εσύ|σου|σας|εσείς",
    "id": r"kamu|anda|kalian",
    "ms": r"kamu|anda|awak|kalian",
    "vi": r"bạn|anh|chị",
    "th": r"คุณ|ท่าน",
    "ar": r"أنت|أنتم|لك|لكم",
    "he": r"אתה|אתם|לך|לכם|שלך|שלכם",
    "fa": r"شما|تو",
    "ur": r"آپ|تم",
    "hi": r"आप|आपका|आपके|तुम",
    "bn": r"আপনি|আপনার|তুমি|তোমার",
    "ja": r"あなた|君",
    "ko": r"당신|여러분",
    "zh-CN": r"你|您|你们",
    "zh-TW": r"你|您|你們",
}


def read(language: str) -> Mapping[str, Any]:
    return tomllib.loads(FILES.joinpath(f"{language}.toml").read_text("utf-8"))


def sentences(table: Mapping[str, Any], *where: str) -> Iterator[tuple[tuple[str, ...], str]]:
    """Where each sentence stands, and the sentence; those of one figure's plural forms stand at one place."""
    for key, value in table.items():
        if isinstance(value, str):
            yield where if where[1:] == ("figure",) else (*where, key), value
        else:
            yield from sentences(value, *where, key)


def placeholders(sentence: str) -> list[str]:
    return sorted(re.findall(r"\{(\w*)\}", sentence))


ENGLISH = dict(sentences(read("en")))


def test_each_language_of_the_exports_has_a_reminder_or_is_known_to_have_none() -> None:
    assert sorted([*LANGUAGES, *NOT_WRITTEN]) == sorted(wording.language for wording in wordings())


def test_english_stands_first() -> None:
    assert LANGUAGES[0] == "en"
    assert list(LANGUAGES[1:]) == sorted(LANGUAGES[1:])


@pytest.mark.parametrize(
    ("language", "name"),
    [("de", "Deutsch"), ("ar", "العربية"), ("pt-BR", "português (Brasil)"), ("en", "English (United Kingdom)")],
)
def test_a_language_is_named_in_its_own_words(language: str, name: str) -> None:
    assert language_name(language) == name


def test_no_two_languages_have_one_name() -> None:
    assert len({language_name(language) for language in LANGUAGES}) == len(LANGUAGES)


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_file_has_every_key_and_no_other(language: str) -> None:
    assert dict(sentences(read(language))).keys() == ENGLISH.keys()
    assert set(read(language)) - {"locale", "title", "thanks", "period", "closing"} == set(RULES)


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_sentence_has_every_placeholder_once_and_no_other(language: str) -> None:
    for where, sentence in sentences(read(language)):
        assert placeholders(sentence) == placeholders(ENGLISH[where]), (where, sentence)
        assert sentence.count("{") == len(placeholders(sentence)) == sentence.count("}")


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_plural_has_every_form_of_its_language_and_no_other(language: str) -> None:
    forms = Locale.parse(read(language)["locale"]).plural_form.tags | {"other"}

    assert set(read(language)["nights"]["figure"]) == forms


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_file_is_written_for_its_own_language(language: str) -> None:
    assert Locale.parse(read(language)["locale"]).language == language.split("-")[0]


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_words_of_a_language_are_its_own(language: str) -> None:
    own = [sentence for where, sentence in sentences(read(language)) if where != ("locale",)]

    assert len(set(own)) >= len(own) - 5  # the plural forms of one sentence may be alike
    for other in LANGUAGES:
        if other.partition("-")[0] != language.partition("-")[0]:
            assert not set(own) & {sentence for where, sentence in sentences(read(other)) if where != ("locale",)}


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_sentence_ends_as_a_sentence_and_has_no_stray_space(language: str) -> None:
    for where, sentence in sentences(read(language)):
        if where in (("locale",), ("title",)):
            continue
        assert sentence == " ".join(sentence.split(" ")).strip()
        assert "  " not in sentence
        assert language == "th" or sentence[-1] in ".!。！।۔", sentence


@pytest.mark.parametrize("language", LANGUAGES)
def test_nothing_is_left_of_a_placeholder(language: str) -> None:
    for figures in (FIGURES, NOTHING_DONE):
        assert not re.search(r"[{}]|None", as_text(written(figures, RULES, language)))


def numbers(paragraph: str, locale: Locale) -> list[int]:
    """The whole numbers of a paragraph, but for its days and times, in any digits, smallest first."""
    western = "".join(str(unicodedata.decimal(letter, letter)) for letter in paragraph)
    for moment, clock in product((FIGURES.quiet_start, FIGURES.quiet_end), ("short", "HH:mm")):
        western = western.replace(format_time(moment, clock, locale=locale), "")
    for day in (FIGURES.first, FIGURES.last):
        western = western.replace(format_date(day, "long", locale), "")
    return sorted(int(re.sub(r"\D", "", found)) for found in re.findall(r"\d+(?:[.,٬\s  ]\d{3})*", western))


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_language_prints_the_same_numbers(language: str) -> None:
    locale = Locale.parse(read(language)["locale"])
    thanks, days, *told = written(FIGURES, RULES, language).paragraphs

    assert [numbers(paragraph, locale) for paragraph in (thanks, days)] == [[], []]
    assert [numbers(paragraph, locale) for paragraph in told] == [
        [6, 40],
        [120, 1204],
        [30, 34],
        [9],
        [7],
        [8],
        [12, 19],
        [7, 31],
    ]


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_zero_is_said_in_words_alone(language: str) -> None:
    locale = Locale.parse(read(language)["locale"])
    _, _, *told = written(
        NOTHING_DONE, [line for line in RULES if line not in ("questions", "a_day")], language
    ).paragraphs

    assert [numbers(paragraph, locale) for paragraph in told] == [[]] * 6


@pytest.mark.parametrize(
    ("language", "part"),
    [
        ("de", "In 6 von 40 Nächten vor einem Schultag kam zwischen 21:00 und 07:00 Uhr eine Nachricht."),
        ("fi", "kello 21.00–7.00"),
        ("fa", "۱٬۲۰۴"),
        ("fa", "۵ ژانویهٔ ۲۰۲۶"),
        ("bn", "১,২০৪"),
        ("pl", "od 5 stycznia 2026 do 27 marca 2026"),
        ("ja", "40夜のうち6夜でした。急ぎでない"),
        ("zh-TW", "晚上9:00"),
        ("el", "μετά τις 07:00."),
        ("ko", "21:00부터 07:00 사이"),
        ("ms", "pukul 21:00 hingga 07:00"),
        ("hi", "21:00 और 07:00 बजे"),
        ("bn", "২১:০০ থেকে ০৭:০০-এর"),
        ("ur", "\u206821:00\u2069 اور \u206807:00\u2069 بجے"),
        ("th", "6 จาก 40 คืน\nข้อความที่รอได้"),
    ],
)
def test_numbers_days_and_times_are_written_as_the_language_writes_them(language: str, part: str) -> None:
    assert part in as_text(written(FIGURES, RULES, language))


@pytest.mark.parametrize(
    ("language", "nights", "word"),
    [
        ("de", 5, "von 5 Nächten "),
        ("ro", 19, "din 19 nopți "),
        ("ro", 20, "din 20 de nopți "),
        ("ro", 101, "din 101 nopți "),
    ],
)
def test_the_plural_follows_the_number_of_nights(language: str, nights: int, word: str) -> None:
    told = written(replace(FIGURES, school_nights=nights, disturbed_school_nights=5), ["nights"], language)

    assert word in told.paragraphs[-1]


@pytest.mark.parametrize("language", LANGUAGES)
def test_nobody_is_spoken_to(language: str) -> None:
    spoken = re.compile(rf"(?<!\w)(?:{YOU[language]})(?!\w)", re.IGNORECASE)
    texts = [as_text(written(figures, RULES, language)) for figures in (FIGURES, NOTHING_DONE)]
    everything = " ".join([*texts, *(sentence for _, sentence in sentences(read(language)))])

    assert spoken.findall(everything) == []


def test_those_that_run_from_right_to_left_are_known() -> None:
    assert [language for language in LANGUAGES if direction(language) == "rtl"] == ["ar", "fa", "he", "ur"]


@pytest.mark.parametrize("language", LANGUAGES)
def test_names_and_times_are_kept_together_among_words_from_right_to_left_alone(language: str) -> None:
    text = as_text(written(FIGURES, RULES, language))
    opened, closed = text.count("\N{FIRST STRONG ISOLATE}"), text.count("\N{POP DIRECTIONAL ISOLATE}")

    assert opened == closed == (4 if direction(language) == "rtl" else 0)


@pytest.mark.parametrize("language", LANGUAGES)
def test_full_stops_stay_at_their_own_end_where_the_text_around_runs_the_other_way(language: str) -> None:
    paragraphs = as_text(written(FIGURES, RULES, language)).removesuffix("\n").split("\n\n")
    marked = [paragraph.endswith("\N{RIGHT-TO-LEFT MARK}") for paragraph in paragraphs]

    assert marked == [direction(language) == "rtl"] * 12

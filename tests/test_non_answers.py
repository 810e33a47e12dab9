"""Answers without an answer, in every language, and texts that only look like them."""

from collections.abc import Sequence
from types import MappingProxyType

import polars as pl
import pytest

from dashboard.metrics.non_answers import NON_ANSWERS, says_nothing_known
from dashboard.metrics.phrases import tables

SAID = MappingProxyType(
    {
        "ar": "والله ما أعرف",
        "bn": "আমিও জানি না",
        "cs": "Bohužel netuším",
        "da": "Det ved jeg desværre ikke",
        "de": "Keine Ahnung, sorry",
        "el": "Δεν ξέρω δυστυχώς",
        "en": "No idea sorry, following!",
        "es": "Ni idea, la verdad",
        "fa": "منم نمی‌دونم",
        "fi": "En tiedä valitettavasti",
        "fr": "Aucune idée, désolée",
        "gu": "મને ખબર નથી",
        "he": "אין לי מושג",
        "hi": "मुझे भी पता नहीं",
        "hu": "Fogalmam sincs",
        "id": "Kurang tahu Bu",
        "it": "Non ne ho idea, mi dispiace",
        "ja": "すみません、わかりません",
        "ko": "저도 잘 모르겠어요",
        "mr": "मला पण माहीत नाही",
        "ms": "Maaf, tak pasti",
        "nb": "Vet ikke, dessverre",
        "nl": "Geen idee helaas",
        "pa": "ਮੈਨੂੰ ਨਹੀਂ ਪਤਾ ਜੀ",
        "pl": "Niestety nie wiem",
        "pt-BR": "Também não sei",
        "pt-PT": "Não faço ideia",
        "ro": "Nu știu, îmi pare rău",
        "ru": "Тоже не знаю",
        "sq": "Nuk e di",
        "sv": "Ingen aning tyvärr",
        "sw": "Samahani, sijui",
        "ta": "எனக்கும் தெரியலை",
        "te": "నాకు కూడా తెలియదు",
        "th": "ไม่แน่ใจเหมือนกันค่ะ",
        "tl": "Hindi ko rin po alam, di ako sure",
        "tr": "Maalesef bilmiyorum",
        "uk": "На жаль, не знаю",
        "ur": "مجھے نہیں پتہ",
        "vi": "Em cũng không biết ạ",
        "zh-CN": "我也不知道",
        "zh-TW": "不太清楚耶",
    }
)
TYPED = (
    *("Don't know sorry", "Don’t know sorry", "DONT KNOW", "dunno x", "idk 😅", "Not sure sorry (edit: sorted now)"),
    *("following", "Following!! 🙋‍♀️", "Following ❤️", "Following this 👀", "No ideaaa", "_no clue_"),
    *(
        "🤷",
        "🤷🏽‍♀️",
        "nao sei",
        "nevim",
        "no sé",
        "je n'en sais rien",
        "Yo no se",
        "Tampoco sé",
        "Das interessiert mich auch",
        "Мне тоже интересно!",
        "Теж цікаво",
        "wallah ma ba3ref",
        "Mesh 3arfa 🙈",
        "不知道",
        "Same question!",
    ),
)
SOMETHING_KNOWN = (
    *("See you", "Yes", "", "You know it", "As far as I know it's Friday", "Who knows a good dentist", "Good to know"),
    *("Not sure, but I think Friday", "Don't know, probably nine", "No idea why they changed it", "The following day"),
    *(
        "Please bring the following: hat",
        "Same here",
        "Tuesday 🤷",
        "no se puede",
        "pas sur la liste",
        "Following the coach",
    ),
    *("No idea for Tuesday, on Wednesday the doors open at nine and close at ten", "not surely", "unsureness"),
    *(
        "No idea who put the timetable on the door at the back, sorry, it's wrong",
        "我不知道他们为什么改了时间所以我去问了老师她说是周五早上九点",
    ),
    *("nie wiem dlaczego", "だと思う、わかりませんが", "creo que el lunes, no lo sé"),
)
SAID_OTHERWISE = (  # the same letters, another meaning
    *("Nose!", "Tampoco se puede pagar en efectivo", "Yo no se lo di", "Following this week's letter: PE on Friday"),
    *("Following this, mine lost hers too", "das interessiert mich auch nicht", "Было тоже интересно"),
    "Там теж цікаво",
)
BUT = MappingProxyType(
    {
        "ar": "ما أعرف لكن يوم الجمعة",
        "cs": "nevím, ale pátek",
        "da": "aner ikke, men fredag",
        "de": "keine Ahnung, aber Freitag",
        "el": "δεν ξέρω, αλλά την Παρασκευή",
        "en": "not sure but Friday",
        "es": "ni idea, pero el viernes",
        "fa": "نمی‌دونم ولی جمعه",
        "fi": "en tiedä, mutta perjantai",
        "fr": "aucune idée, mais vendredi",
        "he": "לא יודעת אבל ביום שישי",
        "hi": "पता नहीं लेकिन शुक्रवार",
        "id": "kurang tahu tapi Jumat",
        "it": "non so, però venerdì",
        "ms": "tak pasti tetapi Jumaat",
        "nb": "vet ikke, men fredag",
        "nl": "geen idee, maar dinsdag",
        "pl": "nie wiem, ale piątek",
        "pt-BR": "não sei, mas é terça",
        "ro": "nu știu, dar vineri",
        "ru": "не знаю, но пятница",
        "sv": "vet inte, men fredag",
        "tr": "bilmiyorum ama cuma",
        "uk": "не знаю, але п'ятниця",
        "ur": "پتا نہیں لیکن جمعہ",
        "vi": "không biết nhưng thứ sáu",
        "zh-CN": "不太清楚，但星期五",
        "zh-TW": "不太清楚，但星期五",
    }
)
WITH_A_DIGIT = (
    *("Don't know the room but it's at 9", "Don't know the room, it's at 9", "Passz, 3 óra", "Boh, martedì alle 9"),
    *("No idea, 9am", "idk Year3", "পরিষ্কার জানি না, ৯টা", "مش متأكدة ٩", "わかりません、９時", "mesh 3arfa, 9"),
)


def said(texts: Sequence[str | None]) -> list[bool]:
    frame = pl.DataFrame({"text": texts}, schema={"text": pl.String})
    return frame.select(says_nothing_known(pl.col("text")))["text"].to_list()


@pytest.mark.parametrize("language", SAID)
def test_not_to_know_is_found_in_every_language(language: str) -> None:
    assert said([SAID[language]]) == [True]


def test_every_language_whose_exports_are_read_has_a_sentence_and_phrases_of_its_own() -> None:
    assert {*tables(NON_ANSWERS)} == {*SAID, "emoji"} == {*tables("thanks")}


@pytest.mark.parametrize("text", TYPED)
def test_it_is_found_as_people_type_it(text: str) -> None:
    assert said([text]) == [True]


@pytest.mark.parametrize("text", SOMETHING_KNOWN)
def test_a_text_that_tells_something_or_is_long_is_none(text: str) -> None:
    assert said([text]) == [False]


@pytest.mark.parametrize("text", SAID_OTHERWISE)
def test_the_same_letters_in_another_meaning_are_none(text: str) -> None:
    assert said([text]) == [False]


@pytest.mark.parametrize("language", BUT)
def test_what_comes_after_a_but_tells_something(language: str) -> None:
    assert said([BUT[language]]) == [False]


@pytest.mark.parametrize("text", WITH_A_DIGIT)
def test_a_text_with_a_digit_tells_something(text: str) -> None:
    assert said([text]) == [False]


@pytest.mark.parametrize(
    ("text", "answer"),
    [
        ("no idea" + " a" * 8, True),  # ten words
        ("no idea" + " a" * 9, False),
        ("no idea " + "a" * 52, True),  # sixty characters
        ("no idea " + "a" * 53, False),
        ("我不知道" + "啊" * 16, True),  # twenty characters where no spaces are written
        ("我不知道" + "啊" * 17, False),
    ],
)
def test_only_what_is_short_counts(text: str, answer: bool) -> None:
    assert said([text]) == [answer]


def test_a_message_without_text_says_nothing() -> None:
    assert said([None]) == [False]


def listed(*names: str) -> list[str]:
    return [each for lists in tables(NON_ANSWERS).values() for name in names for each in lists.get(name, ())]


def test_every_phrase_of_the_file_is_found() -> None:
    phrases = listed("words", "exact", "beginnings", "anywhere", "alone")
    assert [phrase for phrase, found in zip(phrases, said(phrases), strict=True) if not found] == []


def test_no_phrase_is_found_beside_a_word_that_tells_of_an_answer() -> None:
    texts = [f"idk {word}" for word in listed("unless", "unless_anywhere")]
    assert [text for text, found in zip(texts, said(texts), strict=True) if found] == []


def test_every_list_has_a_name_that_is_read_and_small_letters() -> None:
    names = {name for lists in tables(NON_ANSWERS).values() for name in lists}
    assert names <= {"words", "exact", "beginnings", "anywhere", "alone", "unless", "unless_anywhere"}
    assert [phrase for phrase in listed(*names) if phrase != phrase.lower().strip()] == []

"""Words of thanks in every language, as people type them, and words that only look like them."""

import unicodedata
from collections.abc import Sequence
from pathlib import Path
from types import MappingProxyType
from typing import Literal

import polars as pl
import pytest

from dashboard.metrics.phrases import tables
from dashboard.metrics.thanks import says_thanks

WORDINGS = Path(__file__).parent.parent / "parsers" / "wording"
SAID = MappingProxyType(
    {
        "ar": "شكراً على التذكير",
        "bn": "জানানোর জন্য ধন্যবাদ।",
        "cs": "Moc děkujeme za zprávu",
        "da": "Mange tak for beskeden",
        "de": "Vielen Dank fürs Organisieren",
        "el": "Σας ευχαριστούμε πολύ",
        "en": "Thank you, see you there",
        "es": "¡Muchas gracias por avisar!",
        "fa": "ممنون از اطلاع‌رسانی",
        "fi": "Kiitos tiedosta",
        "fr": "Merci pour l'info",
        "gu": "માહિતી માટે આભાર",
        "he": "תודה רבה על העדכון",
        "hi": "जानकारी के लिए धन्यवाद",
        "hu": "Köszönjük szépen!",
        "id": "Terima kasih infonya Bu",
        "it": "Grazie mille a tutti",
        "ja": "お知らせありがとうございます",
        "ko": "알려 주셔서 감사합니다",
        "mr": "माहितीबद्दल आभारी आहे",
        "ms": "Terima kasih cikgu",
        "nb": "Tusen takk for infoen",
        "nl": "Dankjewel voor het delen",
        "pa": "ਜਾਣਕਾਰੀ ਲਈ ਧੰਨਵਾਦ ਜੀ",
        "pl": "Dziękuję za informację",
        "pt-BR": "Obrigada pelo aviso",
        "pt-PT": "Bem haja pela informação",
        "ro": "Mulțumim frumos",
        "ru": "Спасибо большое",
        "sq": "Faleminderit shumë",
        "sv": "Tack så mycket",
        "sw": "Asante sana mwalimu",
        "ta": "தகவலுக்கு நன்றி",
        "te": "సమాచారానికి ధన్యవాదాలు",
        "th": "ขอบคุณมากค่ะ",
        "tl": "Maraming salamat po",
        "tr": "Teşekkürler, haber verdiğiniz için",
        "uk": "Щиро дякую",
        "ur": "بہت شکریہ",
        "vi": "Em cảm ơn cô ạ",
        "zh-CN": "谢谢老师",
        "zh-TW": "謝謝老師",
    }
)
TYPED = (
    *("thx", "THANKS!!", "thankssss", "Thank-you", "_thanks_ 😀", "ok,thanks", "tysm x", "Cheers Bo", "no thanks"),
    *(
        "dziekuje",
        "tesekkurler",
        "multumesc",
        "Koszonom",
        "DĚKUJI",
        "СПАСИБО",
        "ΕΥΧΑΡΙΣΤΩ",
        "ευχαριστω",
        "شكرا",
        "وشكرا",
    ),
    *("shukriya ji", "Dhanyavaad", "arigato!", "spasibo", "shukran", "dyakuyu", "efxaristo", "xie xie", "kamsahamnida"),
    *("khob khun ka", "nandri", "toda raba", "xin cam on", "고마워요~", "知道了谢谢", "わかりました、ありがとう！"),
)
NO_THANKS = (
    *("ok", "Noted", "Great!", "Thanksgiving is in November", "We should be thankless?", "merciless", "cheersing"),
    *(
        "Tak, oczywiście",
        "tak to jest",
        "tak boleh",
        "Selv tak",
        "tack room",
        "Blu Tack please",
        "ta książka",
        "ty też",
    ),
    *(
        "Dik boek",
        "kosz na śmieci",
        "grata sorpresa",
        "toda la clase",
        "your cam on or off?",
        "who trims hair?",
        "TQ amor",
    ),
    *(
        "la brigada",
        "valeu a pena",
        "감사원",
        "不用谢",
        "感恩节放假",
        "唔該借借",
        "meherbani karke",
        "مرسي",
        "تسلم الكتب",
    ),
    *("dank and cold in here", "a party so much better", "pizza party for Bo", "👌", "😂", "💔", "👎", ""),
)


def said(texts: Sequence[str | None]) -> list[bool]:
    return (
        pl.DataFrame({"text": texts}, schema={"text": pl.String}).select(says_thanks(pl.col("text")))["text"].to_list()
    )


@pytest.mark.parametrize("language", SAID)
def test_a_sentence_of_thanks_is_found_in_every_language(language: str) -> None:
    assert said([SAID[language]]) == [True]


def test_every_language_whose_exports_are_read_has_words_and_a_sentence_here() -> None:
    languages = {path.stem for path in WORDINGS.glob("*.toml")}
    assert {*tables("thanks")} == {*languages, "emoji"}
    assert {*SAID} == languages


@pytest.mark.parametrize("text", TYPED)
def test_thanks_are_found_as_people_type_them(text: str) -> None:
    assert said([text]) == [True]


@pytest.mark.parametrize("text", NO_THANKS)
def test_words_that_are_no_thanks_are_not_taken_for_them(text: str) -> None:
    assert said([text]) == [False]


@pytest.mark.parametrize(
    "text", ["🙏", "🙏🏽", "👍🏿 see you", "👏🏻👏🏻", "Great🙌🏾", "❤", "❤️", "❤️‍🔥", "💜", "🫶🏼", "🙇🏽‍♀️"]
)
def test_emoji_of_thanks_count_in_every_skin_tone_and_colour(text: str) -> None:
    assert said([text]) == [True]


@pytest.mark.parametrize("form", ["NFC", "NFD"])
def test_accents_count_however_a_keyboard_codes_them(form: Literal["NFC", "NFD"]) -> None:
    texts = [*SAID.values()]
    assert said([unicodedata.normalize(form, text) for text in texts]) == [True] * len(texts)


def test_a_message_without_text_says_no_thanks() -> None:
    assert said([None]) == [False]


def test_every_list_has_a_name_that_is_read() -> None:
    names = {name for lists in tables("thanks").values() for name in lists}
    assert names == {"words", "exact", "beginnings", "anywhere", "names"}


def test_every_phrase_of_the_file_is_found() -> None:
    phrases = [
        phrase
        for lists in tables("thanks").values()
        for name, phrases in lists.items()
        for phrase in phrases
        if name != "names"
    ]
    missed = [phrase for phrase, found in zip(phrases, said(phrases), strict=True) if not found]
    assert missed == []


def test_phrases_are_written_in_small_letters_as_texts_are_compared_so() -> None:
    phrases = [phrase for lists in tables("thanks").values() for phrases in lists.values() for phrase in phrases]
    assert [phrase for phrase in phrases if phrase != phrase.lower().strip()] == []

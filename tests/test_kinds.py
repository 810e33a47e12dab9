"""Each rule with what somebody's phone wrote beside what it is; the export around it is the golden files' matter."""

import random
import tomllib
from functools import cache
from pathlib import Path

import polars as pl
import pytest

from parsers.kinds import LRM, special
from parsers.wording import Wording, wordings

RLM = "\u200f"
FACTS = Path(__file__).parents[2] / "shared" / "facts" / "notice_wordings.toml"
LANGUAGES = tuple(wording.language for wording in wordings())
MADE_UP = {"file": "IMG-20250923-WA0001.jpg", "admin": "Bo", "url": "https://maps.google.com/?q=51.5,-0.1", "n": "3"}


def told(*texts: str, languages: str = "en", ios: bool = False, web: bool = False) -> list[dict]:
    """What `special` says of each text; {} of plain text."""
    spoken = [wording for code in languages.split() for wording in wordings() if wording.language == code]
    messages = pl.DataFrame({"text": texts}, {"text": pl.String}).with_row_index("id")
    rows = {row.pop("id"): row for row in special(messages, spoken, marked=ios, web=web).to_dicts()}
    assert set(rows) <= set(range(len(texts)))
    return [rows.get(i, {}) for i in range(len(texts))]


def kinds(*texts: str, **phone) -> list[str | None]:
    """The media of each text, or else its kind; None for plain text."""
    return [row.get("media") or row.get("kind") for row in told(*texts, **phone)]


@pytest.mark.parametrize(
    ("file", "media"),
    [
        ("IMG-20250923-WA0001.jpg", "image"),
        ("IMG-20250923-WA0001.webp", "image"),
        ("photo.HEIC", "image"),
        ("VID-20250923-WA0001.mp4", "video"),
        ("PTV-20250923-WA0001.mp4", "video"),
        ("film.MOV", "video"),
        ("PTT-20250923-WA0001.opus", "voice"),
        ("PTT-20250923-WA0001.m4a", "voice"),
        ("AUD-20250923-WA0001.m4a", "audio"),
        ("AUD-20250923-WA0001.opus", "audio"),
        ("song.mp3", "audio"),
        ("STK-20250923-WA0001.webp", "sticker"),
        ("wave.webp", "sticker"),
        ("funny.gif", "gif"),
        ("DOC-20250923-WA0001.pdf", "document"),
        ("Letter home. Final.docx", "document"),
        ("IMG of the hall.pdf", "document"),
        ("Coach Kim.vcf", "contact"),
        ("00000012-PHOTO-2025-09-23-08-02-00.jpg", "image"),
        ("00000012-VIDEO-2025-09-23-08-02-00.mp4", "video"),
        ("00000012-AUDIO-2025-09-23-08-02-00.opus", "voice"),
        ("00000012-AUDIO-2025-09-23-08-02-00.m4a", "audio"),
        ("00000012-STICKER-2025-09-23-08-02-00.webp", "sticker"),
        ("00000012-GIF-2025-09-23-08-02-00.mp4", "gif"),
        ("00000012-Letter home.pdf", "document"),
        ("00000012-Coach Kim.vcf", "contact"),
    ],
)
def test_an_attached_file_is_told_by_its_name(file, media):
    android, behind_a_mark, ios = f"{file} (file attached)", f"{LRM}{file} (file attached)", f"{LRM}<attached: {file}>"
    kind = "contact" if media == "contact" else "media"
    expected = [(kind, media, android)] * 2
    assert [(row["kind"], row["media"], row["text"]) for row in told(android, behind_a_mark)] == expected
    assert [(row["kind"], row["media"], row["text"]) for row in told(ios, ios=True)] == [(kind, media, ios[1:])]


@pytest.mark.parametrize(
    "text",
    [
        "please see the letter (file attached)",
        "look\nIMG-20250923-WA0001.jpg (file attached)",
        "<Media omitted> they said",
        "image omitted from the book",
        "I deleted this message",
        "looks like one document omitted",
        "This message was deleted by mistake",
        "This message was deleted\nby whom?",
        "my location: the gate",
        "location: the gate",
        "Location: 2B, 3C",
        "OPTION: a (1 vote)",
        "POLL: who brings cake?",
        "POLL:\nyes or no?",
        "Poll: which day?\n- Monday\n- Tuesday",
        "Contact: Mrs Oak in the office",
        "nullify",
        "null and void",
        "Missed voice calls all day",
        "Missed voice call\nwhat was it?",
        "Voice call. 3 minutes at most",
        "3 contacts shared a taxi",
        "<This message was edited> twice",
        "[Forwarded] image omitted from the book",
        "[Forwarded] hello",
        "",
    ],
)
def test_typed_text_is_not_what_it_speaks_of(text):
    assert told(text) == [{}]


def test_on_ios_the_words_are_whatsapps_only_behind_a_mark():
    texts = ["image omitted", "This message was deleted.", "Missed voice call", "null", "<attached: 00000001-a.jpg>"]
    assert kinds(*texts, ios=True) == [None] * 5
    assert kinds(*(LRM + text for text in texts), ios=True) == ["image", "deleted", "call", "unknown", "image"]


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("<Media omitted>", "unknown"),
        ("<Media omitted>\nsports day!", "unknown"),
        ("<Media\u00a0omitted>", "unknown"),
        ("<Video note omitted>", "video"),
        ("<View once voice message omitted>", "view_once"),
        ("<View once text omitted>", "view_once"),
        ("null", "unknown"),
        ("Waiting for this message", "unknown"),
        ("Waiting for this message. This may take a while.", "unknown"),
        ("location: https://maps.google.com/?q=51.5,-0.1", "location"),
        ("location: The Hall, High Street https://maps.google.com/?q=51.5,-0.1", "location"),
        ("live location shared", "location"),
        ("Coach.vcf (file attached)", "contact"),
        ("Missed voice call", "call"),
        ("Missed group video call", "call"),
        ("Missed voice call. Tap to call back", "call"),
        ("Voice call. 12 min", "call"),
        ("Video call. No answer", "call"),
        ("This message was deleted", "deleted"),
        ("This message was deleted.\n", "deleted"),
        ("You deleted this message", "deleted"),
        ("You deleted this message as admin", "deleted"),
    ],
)
def test_messages_that_are_no_text_have_their_kind(text, kind):
    row, *_ = told(text)
    assert (row["media"] or row["kind"], row["text"], row["edited"]) == (kind, text, False)


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("<image omitted>", "image"),
        ("<voice message omitted>", "voice"),
        ("Location: 51.5007, -0.1246 - https://maps.google.com/?q=51.5007,-0.1246", "location"),
        ("Live location: 51.5007, -0.1246", "location"),
        ("<Live location omitted>", "location"),
        ("Contact: Kim Oak", "contact"),
        ("Contact: BEGIN:VCARD\nVERSION:3.0\nFN:Kim Oak\nEND:VCARD", "contact"),
        ("<Contact card omitted>", "contact"),
        ("3 contacts shared", "contact"),
        ("[Call: Missed voice call]", "call"),
        ("[Forwarded] <image omitted>", "image"),
        ("[Forwarded many times] plan.pdf (file attached)", "document"),
        ("[Forwarded] This message was deleted", "deleted"),
        ("[Forwarded] location: https://maps.google.com/?q=51.5,-0.1", "location"),
    ],
)
def test_whatsapp_web_has_words_of_its_own(text, kind):
    row, *_ = told(text, web=True)
    assert (row["media"] or row["kind"], row["text"]) == (kind, text)


def test_only_whatsapp_web_writes_contact_and_a_name():
    assert kinds("Contact: Kim Oak", "Contact: BEGIN:VCARD\nEND:VCARD", "Contact: Kim.vcf") == [
        None,
        "contact",
        "contact",
    ]


@pytest.mark.parametrize(
    ("text", "clean", "kind"),
    [
        (f"{LRM}image omitted", "image omitted", "image"),
        (f"sports day! {LRM}image omitted", "sports day! image omitted", "image"),
        (f"{LRM}video omitted\nsports day!", "video omitted\nsports day!", "video"),
        (f"two\nlines {LRM}<attached: 00000004-b.mp4>", "two\nlines <attached: 00000004-b.mp4>", "video"),
        (f"{LRM}<attached: 00000004-b.mp4>\nunder it", "<attached: 00000004-b.mp4>\nunder it", "video"),
        (f"A.pdf • {LRM}2 pages {LRM}document omitted", "A.pdf • 2 pages document omitted", "document"),
        (f"{LRM}A.pdf • {LRM}2 pages {LRM}document omitted", "A.pdf • 2 pages document omitted", "document"),
        (f"{LRM}Contact card omitted", "Contact card omitted", "contact"),
        (f"{LRM}Location: https://maps.google.com/?q=1,2", "Location: https://maps.google.com/?q=1,2", "location"),
        (f"{LRM}Missed voice call. {LRM}Tap to call back", "Missed voice call. Tap to call back", "call"),
        (f"{LRM}Voice call. {LRM}3 min", "Voice call. 3 min", "call"),
        (f"{LRM}This message was deleted.", "This message was deleted.", "deleted"),
        (f"{LRM}GIF omitted", "GIF omitted", "gif"),
    ],
)
def test_on_ios_a_caption_may_stand_before_or_after(text, clean, kind):
    row, *_ = told(text, ios=True)
    assert (row["media"] or row["kind"], row["text"]) == (kind, clean)


def test_a_mark_for_languages_from_right_to_left_is_a_mark():
    omitted, typed = f"{RLM}لم يتم إدراج الصورة", "لم يتم إدراج الصورة"
    assert kinds(omitted, typed, f"{RLM}تم حذف هذه الرسالة", languages="ar", ios=True) == ["image", None, "deleted"]
    assert told(omitted, languages="ar", ios=True)[0]["text"] == typed


def test_whoever_is_named_as_having_deleted_a_message_is_its_actor():
    texts = ["by admin ~ Ana", "by admin Bo: Mum.", "by an admin", ""]
    rows = told(*(f"This message was deleted {text}".strip() for text in texts))
    assert [(row["kind"], row["actor"]) for row in rows] == [
        ("deleted", "Ana"),
        ("deleted", "Bo: Mum"),
        ("deleted", None),
        ("deleted", None),
    ]


@pytest.mark.parametrize(
    ("languages", "text", "clean"),
    [
        ("en", "Friday <This message was edited>", "Friday"),
        ("en", f"Friday {LRM}<This message was edited>", "Friday"),
        ("en", "Friday\n<This message was edited>\n", "Friday"),
        ("en", "<This message was edited>", ""),
        ("de", "Freitag <Diese Nachricht wurde bearbeitet.>", "Freitag"),
        ("fr", "vendredi <Ce message a été modifié>", "vendredi"),
        ("es", "viernes <Se editó este mensaje.>", "viernes"),
        ("de en", "Friday <This message was edited>", "Friday"),
    ],
)
def test_an_edit_mark_is_taken_off_and_remembered(languages, text, clean):
    row, *_ = told(text, languages=languages)
    assert (row["kind"], row["text"], row["edited"]) == ("text", clean, True)


def test_an_edited_caption_stays_media():
    row, *_ = told("IMG-20250923-WA0001.jpg (file attached)\nFriday <This message was edited>")
    assert (row["media"], row["edited"]) == ("image", True)
    assert row["text"] == "IMG-20250923-WA0001.jpg (file attached)\nFriday"


def test_on_ios_an_edit_mark_without_its_direction_mark_was_typed():
    assert told("Friday <This message was edited>", ios=True) == [{}]
    assert told(f"Friday {LRM}<This message was edited>", ios=True)[0]["text"] == "Friday"


def test_a_poll_has_its_options_and_votes_where_the_export_gives_them():
    text = "POLL:\nWhen?\nOPTION: Monday (12 votes)\nOPTION: Tuesday (if dry) (1 vote)\nOPTION: Never\n"
    options = [("Monday", 12), ("Tuesday (if dry)", 1), ("Never", None)]
    android, ios = text, text.replace("POLL", f"{LRM}POLL").replace("OPTION", f"{LRM}OPTION").replace("(1", f"({LRM}1")
    for row in (*told(android), *told(ios, ios=True)):
        assert (row["kind"], row["text"]) == ("poll", text)
        assert [tuple(option.values()) for option in row["options"]] == options


def test_a_language_says_how_its_polls_begin():
    poll = "[poll]\nheading = ['Poll:', 'ANKETA:']\noption = ['    - ', 'VOLBA: ']\nvotes = ['({n} hlasů)']\n"
    made = Wording("xx", f"tails = []\n{poll}")
    web, android = "Poll: which day?\n    - Monday\n    - Tuesday", "ANKETA: kdy?\nVOLBA: dnes (2 hlasů)"
    rows = special(pl.DataFrame({"id": [0, 1], "text": [web, android]}), [made], marked=False).sort("id")
    assert rows["kind"].to_list() == ["poll", "poll"]
    assert [[tuple(option.values()) for option in row] for row in rows["options"]] == [
        [("Monday", None), ("Tuesday", None)],
        [("dnes", 2)],
    ]


def test_a_language_that_knows_no_options_has_polls_only_behind_a_mark():
    made = Wording("xx", "tails = []\n[poll]\nheading = ['ANKETA:']\n")
    typed = pl.DataFrame({"id": [0], "text": ["ANKETA:\nkdy?"]})
    assert special(typed, [made], marked=False).is_empty()
    row = special(typed.with_columns(text=LRM + pl.col("text")), [made], marked=True).row(0, named=True)
    assert (row["kind"], row["options"]) == ("poll", [])


def test_a_language_may_know_no_marker_at_all():
    made = Wording("xx", "tails = []\n")
    messages = pl.DataFrame({"id": [0, 1], "text": ["<Media omitted>", f"{LRM}a.jpg (file attached)"]})
    for marked in (False, True):
        rows = special(messages, [made], marked=marked)
        assert set(rows["kind"]) <= {"text"}


def test_only_polls_have_options():
    rows = told("<Media omitted>", "null\ncaption", "a.jpg (file attached)", "This message was deleted")
    assert [row["options"] for row in rows] == [None] * 4


def test_a_mention_loses_its_marks_and_stays_text():
    row, *_ = told("thanks @\u2068Bo Li\u2069 and @\u2068Cy\u2069")
    assert (row["kind"], row["text"], row["edited"]) == ("text", "thanks @Bo Li and @Cy", False)


def test_marks_that_people_typed_inside_a_text_stay():
    text = f"@bo {RLM}שלום{RLM} 2\u2068b\u2069"
    assert told(text) == [{}]


@pytest.mark.parametrize(
    ("language", "expected"),
    [
        ("de", {"<Medien ausgeschlossen>": "unknown", "Diese Nachricht wurde gelöscht.": "deleted"}),
        ("de", {"a.pdf (Datei angehängt)": "document", "Live-Standort wird geteilt.": "location"}),
        ("es", {"<Multimedia omitido>": "unknown", "Eliminaste este mensaje.": "deleted"}),
        ("fr", {"<Médias omis>": "unknown", "Appel vocal manqué": "call", "a.jpg (fichier joint)": "image"}),
        ("fr", {"localisation\u00a0: https://maps.google.com/?q=1,2": "location"}),
        ("pl", {"<Pominięto multimedia>": "unknown", "PTT-20250923-WA0001.opus (załączony plik)": "voice"}),
        ("ar", {"<تم استبعاد الوسائط>": "unknown", "a.mp4 (الملف مرفق)": "video", "تم حذف هذه الرسالة": "deleted"}),
        ("fa", {"فایل پیوست شد IMG-20250923-WA0001.jpg": "image", "این پیام حذف شد": "deleted"}),
        ("hi", {"<मीडिया के बिना>": "unknown", "यह संदेश मिटाया गया": "deleted", "वॉइस कॉल छूटी": "call"}),
        ("ja", {"<メディアなし>": "unknown", "このメッセージは削除されました。": "deleted", "不在着信": "call"}),
        ("ta", {"a.jpg இணைக்கப்பட்டது": "image", "இருப்பிடம்:https://maps.google.com/?q=1,2": "location"}),
        ("zh-CN", {"<省略媒体文件>": "unknown", "位置：https://maps.google.com/?q=1,2": "location"}),
    ],
)
def test_other_languages_have_the_same_kinds(language, expected):
    assert dict(zip(expected, kinds(*expected, languages=language), strict=True)) == expected
    assert set(kinds(*expected, languages="en" if language != "en" else "de")) == {None}


def test_several_languages_in_one_chat_are_read_at_once():
    texts = ["<Media omitted>", "<Medien ausgeschlossen>", "<Médias omis>", "<Multimedia omitido>"]
    assert kinds(*texts, languages="en de fr") == ["unknown", "unknown", "unknown", None]


@cache
def facts() -> dict:
    return tomllib.loads(FACTS.read_text("utf-8"))


def fact_texts(language: str) -> dict[str, str]:
    """Texts that WhatsApp writes under a sender's name in that language, beside their kinds."""
    kind_of = {
        "media_omitted": "media",
        "waiting": "media",
        "view_once": "media",
        "deleted": "deleted",
        "file_attached": "media",
        "location": "location",
        "live_location": "location",
        "missed_call": "call",
    }
    forms = [(kind, form) for group, kind in kind_of.items() for form in facts().get(language, {}).get(group, [])]
    sure = [(kind, form) for kind, form in forms if form["confidence"] in ("export", "resource")]
    blanks = {**MADE_UP, "lat": "51.5", "lng": "-0.1"}
    return {
        form["template"].format(**blanks): "contact" if form["form"] == "contact_card" else kind for kind, form in sure
    }


@pytest.mark.skipif(not FACTS.exists(), reason="the collection of known wordings is not beside this folder")
@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("ios", [False, True])
def test_every_known_marker_of_a_language_is_what_it_is(language, ios):
    expected = fact_texts(language)
    rows = told(*((LRM if ios else "") + text for text in expected), languages=language, ios=ios, web=True)
    assert {text: row.get("kind") for text, row in zip(expected, rows, strict=True)} == expected


def test_the_order_of_the_messages_makes_no_difference():
    texts = ["hi", "<Media omitted>", "a.jpg (file attached)\nhi", "POLL:\nx?\nOPTION: y", "@\u2068Bo\u2069", "ok"] * 9
    shuffled = random.Random(2).sample(range(len(texts)), len(texts))
    assert told(*(texts[i] for i in shuffled)) == [told(*texts)[i] for i in shuffled]


def test_every_message_is_told_once_and_only_if_it_is_more_than_text():
    texts = [
        "hi",
        "<Media omitted>",
        f"a.jpg (file attached) {LRM}<This message was edited>",
        "@\u2068Bo\u2069",
        "This",
    ]
    assert [bool(row) for row in told(*texts)] == [False, True, True, True, False]


def test_no_messages_have_nothing_special():
    assert told() == []
    assert told(ios=True) == []

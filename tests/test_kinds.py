import pytest

from parsers.chat import read_chat

LRM = "\u200e"


def read(text: str) -> tuple:
    """Kind, media and text of one message on Android."""
    return (
        read_chat(f"23/09/2025, 08:01 - Ana: {text}\n".encode(), "2B.txt")
        .messages.select("kind", "media", "text")
        .row(0)
    )


@pytest.mark.parametrize(
    ("file", "media"),
    [
        ("IMG-20250923-WA0001.jpg", "image"),
        ("photo.HEIC", "image"),
        ("VID-20250923-WA0001.mp4", "video"),
        ("PTT-20250923-WA0001.opus", "voice"),
        ("AUD-20250923-WA0001.m4a", "audio"),
        ("STK-20250923-WA0001.webp", "sticker"),
        ("funny.gif", "gif"),
        ("Letter home. Final.docx", "document"),
    ],
)
def test_an_attached_file_is_told_by_its_name(file, media):
    assert read(f"{file} (file attached)") == ("media", media, f"{file} (file attached)")


@pytest.mark.parametrize(
    "text",
    [
        "please see the letter (file attached)",
        "look\nIMG-20250923-WA0001.jpg (file attached)",
        "<Media omitted> they said",
        "This message was deleted by mistake",
        "my location: the gate",
        "OPTION: a (1 vote)",
        "nullify",
    ],
)
def test_typed_text_is_not_what_it_speaks_of(text):
    assert read(text) == ("text", None, text)


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("location: https://maps.google.com/?q=51.5,-0.1", "location"),
        ("live location shared", "location"),
        ("Coach.vcf (file attached)", "contact"),
        ("Missed voice call", "call"),
        ("POLL:\nWhen?\nOPTION: Now (2 votes)", "poll"),
        ("You deleted this message as admin", "deleted"),
        ("Waiting for this message", "media"),
    ],
)
def test_messages_that_are_no_text_have_their_kind(text, kind):
    assert read(text)[0] == kind


def test_an_edit_mark_is_taken_off_and_remembered():
    for text in ("Friday <This message was edited>", f"Friday {LRM}<This message was edited>"):
        messages = read_chat(f"23/09/2025, 08:01 - Ana: {text}\n".encode(), "2B.txt").messages
        assert messages.select("text", "edited").row(0) == ("Friday", True)


def test_a_word_about_editing_is_no_edit_mark():
    messages = read_chat(b"23/09/2025, 08:01 - Ana: <This message was edited> twice\n", "2B.txt").messages
    assert messages.select("text", "edited").row(0) == ("<This message was edited> twice", False)

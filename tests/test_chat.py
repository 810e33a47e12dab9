import random
import warnings
from datetime import datetime, timedelta
from pathlib import Path

import polars as pl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from parsers.chat import read_chat
from parsers.errors import NotAnExport
from parsers.schema import KIND, MESSAGES, PROBLEMS

HEADERS = {  # every English shape: how its date and time are written, and how a record goes on from there
    "android 24h": ("{d:02}/{m:02}/{y}, {H:02}:{M:02} - ", "minute"),
    "android 24h short": ("{d}/{m}/{yy:02}, {H}:{M:02} - ", "minute"),
    "android 12h": ("{m}/{d}/{yy:02}, {h}:{M:02}\u202f{AM} - ", "minute"),
    "android 12h lower": ("{d:02}/{m:02}/{y}, {h}:{M:02} {am} - ", "minute"),
    "android 12h dots": ("{y}-{m:02}-{d:02}, {h}:{M:02} {a.m.} - ", "minute"),
    "android year first": ("{y}/{m}/{d}, {H}:{M:02} - ", "minute"),
    "ios 24h": ("[{d:02}/{m:02}/{y}, {H:02}:{M:02}:{S:02}] ", "second"),
    "ios 24h dots": ("[{d:02}.{m:02}.{yy:02}, {H:02}:{M:02}:{S:02}] ", "second"),
    "ios 12h": ("[{m}/{d}/{yy:02}, {h}:{M:02}:{S:02}\u202f{AM}] ", "second"),
    "ios 12h no comma": ("[{d}/{m}/{yy:02} {h}:{M:02}:{S:02} {AM}] ", "second"),
    "ios old": ("{d:02}/{m:02}/{y}, {H:02}:{M:02}:{S:02}: ", "second"),
}
FIRST = datetime(2025, 9, 13, 8, 1)  # a day above 12, so that the order can be told


def header(form: str, at: datetime) -> str:
    half = "am" if at.hour < 12 else "pm"
    fields = {"d": at.day, "m": at.month, "y": at.year, "yy": at.year % 100}
    fields |= {"H": at.hour, "h": (at.hour - 1) % 12 + 1, "M": at.minute, "S": at.second}
    words = form.replace("{AM}", half.upper()).replace("{am}", half).replace("{a.m.}", f"{half[0]}.m.")
    return words.format(**fields)


def export(shape: str, *messages: tuple[datetime, str, str]) -> bytes:
    form, _ = HEADERS[shape]
    return "".join(f"{header(form, at)}{sender}: {text}\n" for at, sender, text in messages).encode()


def read(text: str, file: str = "2B.txt"):
    return read_chat(text.encode(), file)


TEXTS = st.text(st.characters(exclude_categories=["Cs", "Cc"], exclude_characters="\u200e\u2068\u2069\r"), max_size=60)
LINES = st.lists(TEXTS, min_size=1, max_size=3).map("\n".join)
SENDERS = st.sampled_from(["Ana", "Bo Li", "Mum of Leo (2B)", "+44 7700 900123", "Zoë 🌈", "Smith, Jo"])
MOMENTS = st.integers(0, 300 * 24 * 60 * 60).map(lambda seconds: FIRST + timedelta(seconds=seconds))
QUICK = settings(max_examples=10, deadline=None, suppress_health_check=list(HealthCheck))


def written(message: tuple[datetime, str, str]) -> bool:
    """Whether a text is surely typed: no header of our own inside it, nothing that only WhatsApp writes."""
    return not any(line[:1].isdecimal() or line[:1] in "[\u200f\ufeff\u202a" for line in message[2].split("\n")[1:])


MESSAGE = st.tuples(MOMENTS, SENDERS, LINES).filter(written)


@pytest.mark.parametrize("shape", HEADERS)
@QUICK
@given(messages=st.lists(MESSAGE, min_size=1, max_size=8))
def test_what_is_written_is_read(shape, messages):
    messages = [(FIRST, "Ana", "start"), *sorted(messages)]
    chat = read_chat(export(shape, *messages), "2B.txt")
    unit = {"minute": {"second": 0}, "second": {}}[HEADERS[shape][1]]
    assert chat.messages.select("sent_at", "sender", "text").rows() == [
        (at.replace(**unit), sender, text) for at, sender, text in messages
    ]
    assert chat.header.resolution == HEADERS[shape][1]
    assert chat.messages.schema == MESSAGES


@QUICK
@given(messages=st.lists(MESSAGE, min_size=1, max_size=8))
def test_lines_of_all_messages_are_the_lines_of_the_file(messages):
    messages = [(FIRST, "Ana", "start"), *sorted(messages)]
    data = export("ios 24h", *messages)
    texts = read_chat(data, "2B.txt").messages["text"]
    assert sum(text.count("\n") + 1 for text in texts) == data.decode().count("\n")


def test_an_export_is_read_in_the_same_way_however_often():
    data = export("android 24h", (FIRST, "Ana", "one"), (FIRST, "Bo", "two"))
    assert read_chat(data, "2B.txt").messages.equals(read_chat(data, "2B.txt").messages)


@pytest.mark.parametrize(
    "text",
    [
        "Dear all,\nschool is closed on Friday.\n",
        "Ana, [12.05.2024 10:05]\nhello\n",
        "2024/05/12 hello\n10:05\tAna\thello\n",
        "[2024-05-12 10:05:11] <ana> hello\n[2024-05-12 10:06:11] <bo> hi\n",
        "class,family\n2B,Rao\n",
    ],
)
def test_another_app_s_chat_is_no_export(text):
    with pytest.raises(NotAnExport, match="not a WhatsApp export"):
        read(text)


def test_the_first_line_of_each_record_is_counted_from_one():
    chat = read("23/09/2025, 08:01 - Ana: one\ntwo\n\n23/09/2025, 08:02 - Bo: three\n")
    assert chat.messages["line"].to_list() == [1, 4]


def test_undecided_dates_are_a_problem_with_a_remedy():
    chat = read("03/04/2025, 08:01 - Ana: hi\n")
    assert chat.header.ambiguous
    assert chat.problems.schema == PROBLEMS
    assert chat.problems.rows() == [("2B.txt", None, chat.header.reason, chat.problems["remedy"][0])]
    assert "start page" in chat.problems["remedy"][0]


def test_a_given_date_order_settles_undecided_dates():
    chat = read_chat(b"03/04/2025, 08:01 - Ana: hi\n", "2B.txt", date_order="mdy")
    assert chat.messages["sent_at"].to_list() == [datetime(2025, 3, 4, 8, 1)]
    assert not chat.header.ambiguous
    assert chat.problems.is_empty()


def test_an_export_that_begins_with_its_creation_or_encryption_is_not_cut():
    created = '23/09/2025, 08:01 - Ana created group "2B"\n'
    encrypted = "23/09/2025, 08:01 - Messages to this group are now secured with end-to-end encryption.\n"
    assert not read(created).coverage.cut_start
    assert not read(encrypted).coverage.cut_start
    assert read(f"23/09/2025, 08:01 - Ana: hi\n{created}").coverage.cut_start


def test_messages_from_before_the_exporter_came_are_shared_history():
    joined = "23/09/2025, 08:02 - You joined using this group's invite link\n"
    message = "23/09/2025, 08:01 - Ana: hi\n"
    assert read(message + joined).coverage.shared_history
    assert not read(joined + message).coverage.shared_history


def test_coverage_tells_the_first_and_last_record_and_disappearing_messages():
    on = "Ana turned on disappearing messages."
    coverage = read(f"23/09/2025, 08:01 - Ana: hi\n23/09/2025, 08:02 - {on}\n").coverage
    assert (coverage.first, coverage.last) == (datetime(2025, 9, 23, 8, 1), datetime(2025, 9, 23, 8, 2))
    assert coverage.disappearing


def test_an_unnamed_ios_chat_is_named_by_its_encryption_notice():
    notice = "Messages to this group are now secured with end-to-end encryption."
    chat = read(f"[23/09/2025, 08:01:00] Class 2B: \u200e{notice}\r\n[23/09/2025, 08:02:00] Ana: hi\r\n", "_chat.txt")
    assert chat.name == "Class 2B"
    assert chat.messages["chat"].unique().to_list() == ["Class 2B"]


def test_the_language_is_told_by_whatsapp_s_own_lines():
    assert read("23/09/2025, 08:01 - Ana left\n").header.languages == ("en",)
    assert read("23/09/2025, 08:01 - Ana: hi\n").header.languages == ()


def test_a_group_with_nothing_but_messages_and_one_line_can_be_read():
    chat = read("23/09/2025, 08:01 - Ana: hi")
    assert chat.messages.select("sender", "kind", "text").rows() == [("Ana", "text", "hi")]


def test_an_independent_reader_counts_the_same_messages_of_each_sender(tmp_path: Path):
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        from whatstk import df_from_whatsapp
    dice = random.Random(7)
    moments = sorted(FIRST + timedelta(minutes=dice.randrange(200_000)) for _ in range(400))
    people = ["Ana", "Bo Li", "Cy", "Di O'Hara"]
    data = export(
        "android 24h", *((at, dice.choice(people), dice.choice(["hi", "a: b", "two\nlines"])) for at in moments)
    )
    file = tmp_path / "2B.txt"
    file.write_bytes(data)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        theirs = df_from_whatsapp(str(file), hformat="%d/%m/%Y, %H:%M - %name:")
    ours = read_chat(data, "2B.txt").messages
    counts = ours.group_by("sender").len().sort("sender").rows()
    assert counts == sorted(theirs["username"].value_counts().items())
    assert ours["sent_at"].to_list() == [moment.to_pydatetime() for moment in theirs["date"]]


def test_every_message_has_a_sender_and_no_notice_has_one():
    text = "23/09/2025, 08:01 - Ana: hi\n23/09/2025, 08:02 - Ana left\n23/09/2025, 08:03 - Bo: <Media omitted>\n"
    messages = read(text).messages
    assert messages["kind"].to_list() == ["text", "notice", "media"]
    assert messages["kind"].dtype == KIND
    assert messages.filter((pl.col("kind") == "notice") != pl.col("sender").is_null()).is_empty()


def test_two_exports_in_one_file_are_a_problem():
    one = "13/09/2025, 08:01 - Ana: hi\n" * 20
    other = "[14/09/2025, 08:01:07] Bo: hi\n" * 10
    assert "put into one file" in read(one + other).problems["remedy"][0]
    assert read(one + other.split("\n")[0]).problems.is_empty()


def test_an_order_of_dates_that_cannot_be_is_not_taken_in_silence():
    chat = read_chat(b"23/09/2025, 08:01 - Ana: hi\n", "2B.txt", date_order="mdy")
    assert chat.header.date_order == "dmy"
    assert "can only be day first" in chat.problems["problem"][0]


def test_what_an_iphone_marks_in_unknown_words_is_a_notice_only_if_it_tells_of_somebody():
    lines = ["2B: \u200eFrobnicated", "Ana: \u200eAna frobnicated", "Ana: \u200efrobnicated", "Bo: \u200efrobnicated"]
    chat = read("".join(f"[23/09/2025, 08:01:07] {line}\n" for line in lines), "2B.txt")
    assert chat.messages.select("sender", "text").rows() == [
        (None, "Frobnicated"),
        (None, "Ana frobnicated"),
        ("Ana", "frobnicated"),
        ("Bo", "frobnicated"),
    ]


def test_people_may_type_the_mark_of_languages_that_are_written_from_right_to_left():
    own = "[23/09/2025, 08:01:07] 2B: \u200fנועה עזב/ה\n"
    typed = "[23/09/2025, 08:02:07] Noa: \u200fשלום לכולם\n"
    assert read(own + typed, "2B.txt").messages["sender"].to_list()[1] == "Noa"


@pytest.mark.parametrize("words", ["image omitted", "video omitted", "image omitted\nfrom the page"])
def test_what_only_an_iphone_writes_is_text_on_android(words):
    assert read(f"23/09/2025, 08:01 - Ana left\n23/09/2025, 08:02 - Ana: {words}\n").messages["kind"][1] == "text"


def test_an_empty_first_line_with_more_below_is_a_message():
    chat = read("23/09/2025, 08:01 - Carl:\nsecond line\n23/09/2025, 08:01 - Ana: hi\n")
    assert chat.messages.select("sender", "text").row(0) == ("Carl", "\nsecond line")

"""Files that nobody meant to load, and exports that something happened to: a problem with its remedy, never a crash.

What each of these costs is measured, not tested here; the sizes are small, the shapes are real.
"""

import random
import zipfile
from io import BytesIO
from itertools import islice
from pathlib import Path

import polars as pl
import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from dashboard import workspace
from parsers import read_chat
from parsers.chat import Chat
from parsers.errors import ArchiveError, EmptyFile, NotAnExport, NotText, ReadError
from parsers.schema import MESSAGES, PROBLEMS
from tests.bench.exports import android, ios

HEAD = "23/09/2025, 08:01 - "
LINES = (f"{HEAD}Zoë: café 🎉", f"{HEAD}Bo: Grüße", f"{HEAD}Ana: see you at the gate", f"{HEAD}Cy left")
EXPORT = "".join(f"{line}\n" for line in LINES)
QUIRKS = sorted((Path(__file__).parents[1] / "sample_exports" / "quirks").glob("*.txt"))


def read(data: bytes | str, file: str = "WhatsApp Chat with 2B.txt") -> Chat:
    return read_chat(data.encode() if isinstance(data, str) else data, file)


def texts(chat: Chat) -> list[str]:
    return chat.messages["text"].to_list()


def problems(chat: Chat) -> list[tuple[int | None, str]]:
    """Line and first words of each."""
    return [(line, " ".join(problem.split()[:4])) for line, problem in chat.problems["line", "problem"].rows()]


def zipped(data: bytes | str, name: str = "_chat.txt") -> bytes:
    held = BytesIO()
    with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(name, data)
    return held.getvalue()


def locked(data: bytes) -> bytes:
    """The same zip, said to be encrypted."""
    changed = bytearray(data)
    changed[6] |= 1
    changed[data.index(b"PK\x01\x02") + 8] |= 1
    return bytes(changed)


# Damaged, but read


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32"])
def test_every_encoding_gives_the_same_chat_and_no_problem(encoding):
    chat = read(EXPORT.encode(encoding))
    assert (texts(chat), problems(chat)) == (texts(read(EXPORT)), [])


@pytest.mark.parametrize("ending", ["\r", "\r\n"])
def test_every_line_ending_gives_the_same_chat_and_no_problem(ending):
    chat = read(EXPORT.replace("\n", ending))
    assert (texts(chat), problems(chat)) == (texts(read(EXPORT)), [])


def test_lines_in_another_encoding_are_read_and_told():
    data = "\n".join(LINES[:1]).encode() + b"\n" + "\n".join(LINES[1:]).encode("cp1252")
    chat = read(data)
    assert texts(chat) == texts(read(EXPORT))
    assert problems(chat) == [(2, "1 line is in")]


def test_characters_that_cannot_be_read_are_replaced_and_told():
    chat = read(EXPORT.encode().replace("🎉".encode(), "🎉".encode()[:3]))
    assert texts(chat) == ["café \ufffd", *texts(read(EXPORT))[1:]]
    assert problems(chat) == [(1, "1 line holds characters")]


def test_an_export_cut_in_the_middle_of_a_character_is_read_and_told():
    chat = read(EXPORT.encode() + f"{HEAD}Ana: 🎉".encode()[:-2])
    assert texts(chat) == [*texts(read(EXPORT)), "\ufffd"]
    assert problems(chat) == [(5, "The text ends in")]


def test_zero_bytes_stay_in_the_text_and_are_told():
    long = EXPORT * 5
    chat = read(long.replace("gate", "ga\0te", 1))
    assert texts(chat)[2] == "see you at the ga\0te"
    assert problems(chat) == [(3, "Zero bytes stand in")]


def test_every_sender_of_very_many_is_kept():
    chat = read("".join(f"{HEAD}Person {number}: hello\n" for number in range(20_000)))
    assert chat.messages["sender"].n_unique() == 20_000


def test_a_message_of_very_many_lines_is_one_message():
    long = "\n".join(["a line"] * 50_000)
    assert texts(read(f"{HEAD}Ana: {long}\n{HEAD}Bo: ok\n")) == [long, "ok"]


# Not read, and said so


@pytest.mark.parametrize(
    ("data", "error", "problem"),
    [
        (b"", EmptyFile, "empty"),
        (b"\n" * 100_000, EmptyFile, "empty"),
        (b"\xef\xbb\xbf", NotAnExport, "begins as WhatsApp's lines do"),
        (b"\xff\xfe", NotAnExport, "begins as WhatsApp's lines do"),
        (bytes(100_000), NotText, "not text"),
        (random.Random(3).randbytes(100_000), NotText, "not text"),
        (b"word " * 500_000, NotAnExport, "begins as WhatsApp's lines do"),
        (b"x" * 5_000_000, NotAnExport, "longer than 4 MB"),
        (f"{EXPORT}{HEAD}Ana: {'x' * 5_000_000}".encode(), NotAnExport, "Line 5 is longer than 4 MB"),
        (zipped(EXPORT)[:60], ArchiveError, "cut short"),
        (b"PK\x05\x06", ArchiveError, "damaged"),
        (b"PK\x05\x06" + bytes(18), ArchiveError, "no chat text"),
        (locked(zipped(EXPORT)), ArchiveError, "password"),
        (zipped(zipped(EXPORT), "inner.zip"), ArchiveError, "other zips"),
        (zipped(zipped(EXPORT), "inner.txt"), NotText, "not text"),
        (zipped(EXPORT, "photo.jpg"), ArchiveError, "no chat text"),
        (zipped(""), EmptyFile, "empty"),
    ],
    ids=lambda value: "" if isinstance(value, bytes) else None,  # a zip tells when it was made
)
def test_a_file_that_is_no_export_is_named_with_a_remedy(data, error, problem):
    with pytest.raises(error, match=problem) as caught:
        read(data, "2B.zip")
    assert caught.value.file == "2B.zip"
    assert caught.value.remedy.endswith(".")


def test_the_other_files_of_a_folder_are_read_all_the_same():
    bad = {
        "broken.zip": zipped(EXPORT)[:60],
        "empty.txt": b"",
        "endless.txt": b"x" * 5_000_000,
        "locked.zip": locked(zipped(EXPORT)),
        "nested.zip": zipped(zipped(EXPORT), "inner.zip"),
        "noise.txt": random.Random(3).randbytes(5000),
    }
    good = {"WhatsApp Chat with 2A.txt": EXPORT.encode(), "WhatsApp Chat with 2B.zip": zipped(EXPORT * 2)}
    loaded = workspace.load([*bad.items(), *good.items()])
    assert [chat.name for chat in loaded.chats] == ["2A", "2B"]
    assert sorted(loaded.problems["file"].unique()) == sorted(bad)


# Whatever the bytes: a chat or a ReadError


def outcome(data: bytes) -> Chat | ReadError:
    """A chat with the frames that were promised, or the reason why not; anything else is a failure."""
    try:
        chat = read(data)
    except ReadError as error:
        return error
    assert (chat.messages.schema, chat.problems.schema) == (MESSAGES, PROBLEMS)
    assert chat.messages.height > 0
    assert chat.messages["line"].is_sorted()
    assert chat.messages.select(pl.col("line", "sent_at", "kind", "text").null_count()).row(0) == (0, 0, 0, 0)
    return chat


LOOK = settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])
HEADERS = st.sampled_from(
    [
        HEAD,
        "[23/09/2025, 08:01:07] ",
        "\u200e[9/23/25, 8:01:07\u202fPM] ",
        "23.09.25 08.01 - ",
        "2025/9/23 下午8:01 - ",
        "08:01, 23/9/2025 - ",
        "99/99/9999, 99:99 - ",
        "0/0/0, 0:0 - ",
        "٢٣/٩/٢٠٢٥، ٨:٠١ م - ",
        "23/09/16, 08:01:05: ",
    ]
)
WORDS = st.sampled_from(
    [
        *("Ana: ", "Ana", ": ", "\u200e", "\u200eBo left", "Bo added Cy, Di and Ed", "POLL:\n", "OPTION: a (3 votes)"),
        *(
            "<attached: a.jpg>",
            "\n",
            "\r\n",
            "\r",
            "\0",
            "\ufeff",
            "\u2028",
            "🎉",
            "(",
            "\\",
            "$",
            "[",
            "~\u202f",
            "@\u2068",
        ),
        *(
            "This message was deleted",
            "<This message was edited>",
            "{actor}",
            "Location: ",
            " ",
            "99999999999999999999",
        ),
    ]
)
PIECES = st.lists(HEADERS | WORDS | st.text(max_size=5), max_size=30).map("".join)


@LOOK
@given(st.binary(max_size=2000))
def test_any_bytes_are_a_chat_or_a_read_error(data):
    outcome(data)


@LOOK
@given(PIECES)
def test_any_text_of_an_exports_pieces_is_a_chat_or_a_read_error(text):
    outcome(text.encode("utf-8", "replace"))


@LOOK
@given(
    st.sampled_from(QUIRKS), st.lists(st.tuples(st.floats(0, 1), st.binary(max_size=4), st.integers(0, 40)), max_size=8)
)
def test_any_damage_to_an_export_leaves_a_chat_or_a_read_error(path, wounds):
    data = path.read_bytes()
    for place, bytes_instead, width in wounds:
        start = int(place * len(data))
        data = data[:start] + bytes_instead + data[start + width :]
    outcome(data)


@LOOK
@given(st.lists(st.tuples(st.sampled_from(QUIRKS), st.floats(0, 1), st.floats(0, 1)), min_size=2, max_size=4))
def test_any_parts_of_several_exports_are_a_chat_or_a_read_error(parts):
    outcome(
        b"".join(data[int(a * len(data)) : int(b * len(data))] for path, a, b in parts for data in [path.read_bytes()])
    )


@LOOK
@example(180, b"\x00")  # a file without a name
@given(st.integers(0, 400), st.binary(min_size=1, max_size=8))
def test_any_damage_to_a_zip_leaves_a_chat_or_a_read_error(place, instead):
    data = zipped(EXPORT * 3)
    outcome(data[:place] + instead + data[place + len(instead) :])


@pytest.mark.parametrize("maker", [android, ios])
@pytest.mark.parametrize("cut", [0.1, 0.5, 0.999])
def test_a_large_export_cut_anywhere_is_read_up_to_there(maker, cut):
    whole = "".join(islice(maker(1), 3000)).encode()
    chat = outcome(whole[: int(len(whole) * cut)])
    assert isinstance(chat, Chat)
    assert chat.messages.height > 2900 * cut

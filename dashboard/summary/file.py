"""A summary as a file: pretty JSON for people, with a checksum; and back again, or a sentence on why not.

The checksum is over the content without white space, so that a file that a mail program gave other line ends, or an
editor other indents, is still right. It shows damage and hasty edits; it is no signature of anybody.
"""

import hashlib
import json
import re
from types import MappingProxyType
from typing import Any

import msgspec

from dashboard.summary.model import FORMAT, VERSION, Summary
from dashboard.summary.sense import faults, first_of
from parsers.errors import SummaryError

LARGEST = 5 * 1024 * 1024  # bytes; a school of 60 classes and 150 announcements has 2 MB
MARK = b"\xef\xbb\xbf"  # of UTF-8, which some editors put first
OBJECT = re.compile(rb'\s*\{\s*["}]')
CHECKSUM = re.compile(rb',"checksum":"sha256:([0-9a-f]{64})"\}$')
WHERE = re.compile(r"at `\$\.?([\w.\[\]]*)`$")
AGAIN = "Ask whoever made it for the file again, and open it as it was sent."
MADE_AGAIN = "Ask for it to be made again with Schoolgate."
SHARE = "#/$defs/Share"
CHECKSUM_KIND = MappingProxyType(
    {
        "description": "SHA-256 of the file without this key and without white space.",
        "type": "string",
        "pattern": "^sha256:[0-9a-f]{64}$",
    }
)


class Outside(msgspec.Struct, frozen=True):
    """What tells which file it is, before anything else is looked at."""

    format: Any = None
    version: Any = None


def write(summary: Summary) -> bytes:
    """The file: indented JSON in UTF-8, its last line `checksum`. The same summary gives the same bytes.

    Raises SummaryError for a summary that `read` would refuse: one with two groups of a name, terms that overlap.
    """
    body = msgspec.json.encode(summary)
    data = msgspec.json.format(body[:-1] + f',"checksum":"sha256:{digest(body)}"}}'.encode(), indent=1) + b"\n"
    read(data, "The summary")
    return data


def digest(body: bytes) -> str:
    return hashlib.sha256(body).hexdigest()


def looks_like(data: bytes) -> bool:
    """Whether it begins as a JSON object does: nothing else that Schoolgate reads does so."""
    return OBJECT.match(data.removeprefix(MARK)[:1000]) is not None


def read(data: bytes, file: str) -> Summary:
    """The summary exactly as `write` was given it; white space and a byte-order mark make no difference.

    Raises SummaryError for anything else: damaged, of something else, of a newer version, changed, or impossible.
    """
    plain = without_space(data, file)
    need_our_version(plain, file)
    body = checked(plain, file)
    summary = decoded(body, file)
    if msgspec.json.encode(summary) != body:  # a key twice, or a number written otherwise
        raise changed(file)
    if fault := first_of(faults(summary)):
        raise SummaryError(file, f"The summary cannot be right: {fault}.", MADE_AGAIN)
    return summary


def without_space(data: bytes, file: str) -> bytes:
    if len(data) > LARGEST:
        raise SummaryError(
            file, "The file is larger than 5 MB, and no summary is.", "Look whether it is the file meant."
        )
    try:
        data.decode()
        return msgspec.json.format(data.removeprefix(MARK), indent=-1)
    except (UnicodeDecodeError, msgspec.DecodeError, RecursionError):
        raise damaged(file) from None


def need_our_version(plain: bytes, file: str) -> None:
    try:
        outside = msgspec.json.decode(plain, type=Outside)
    except msgspec.ValidationError:
        raise foreign(file) from None
    except (msgspec.DecodeError, RecursionError):
        raise damaged(file) from None
    if outside.format != FORMAT:
        raise foreign(file)
    if type(outside.version) is int and outside.version > VERSION:
        problem = f"The summary was made by a newer Schoolgate: its version is {outside.version}"
        remedy = "Update Schoolgate on this computer, and open the summary again."
        raise SummaryError(file, f"{problem}, and this one reads {VERSION}.", remedy)


def checked(plain: bytes, file: str) -> bytes:
    """The content without its checksum, if that is right."""
    found = CHECKSUM.search(plain)
    if found is None:
        raise changed(file)
    body = plain[: found.start()] + b"}"
    if digest(body) != found[1].decode():
        raise changed(file)
    return body


def decoded(body: bytes, file: str) -> Summary:
    try:
        return msgspec.json.decode(body, type=Summary)
    except msgspec.ValidationError as error:
        found = WHERE.search(str(error))
        place = f" ({found[1]})" if found else ""
        problem = f"The summary is whole, but one entry has a value that no summary can have{place}."
        raise SummaryError(file, problem, MADE_AGAIN) from None
    except (msgspec.DecodeError, RecursionError):
        raise damaged(file) from None


def damaged(file: str) -> SummaryError:
    return SummaryError(file, "The summary is damaged or cut off: its end or a part of it is missing.", AGAIN)


def foreign(file: str) -> SummaryError:
    remedy = "Leave it out; a summary's name ends in .schoolgate.json."
    return SummaryError(file, "This is JSON, but no summary of Schoolgate's.", remedy)


def changed(file: str) -> SummaryError:
    problem = "The summary is not as it was written: its checksum does not fit, so it was changed by hand or damaged."
    return SummaryError(file, problem, AGAIN)


def schema() -> bytes:
    """The JSON Schema (draft 2020-12) of a file, as schema.json has it: that of the model, with the checksum."""
    made = msgspec.json.schema(Summary)
    kinds = made["$defs"]
    share = kinds["Figures"]["properties"]["heard"]["anyOf"][0]
    kinds["Summary"]["properties"]["checksum"] = dict(CHECKSUM_KIND)
    kinds["Summary"]["description"] = "A summary file: numbers about a class or a school that may leave the laptop."
    for kind in kinds.values():
        kind["required"] = list(kind["properties"])  # a file spells out what is not known
    referring = json.dumps(made, ensure_ascii=False).replace(json.dumps(share), json.dumps({"$ref": SHARE}))
    whole = json.loads(referring, object_hook=without_default)
    whole["$defs"]["Share"] = {"description": "A part of a whole, in a band of per cent."} | share
    return json.dumps(whole, indent=1, ensure_ascii=False).encode() + b"\n"


def without_default(part: dict[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in part.items() if key != "default"}

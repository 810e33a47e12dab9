"""A summary file: what is written is read back as it was; anything else is refused with a sentence and a remedy."""

import hashlib
import json
from collections.abc import Callable
from datetime import date, datetime, time, timedelta
from functools import cache
from pathlib import Path
from typing import Any

import jsonschema
import msgspec
import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from msgspec.structs import replace

from dashboard.disclosure import bands
from dashboard.summary import Announcement, Figures, Group, Period, Summary, as_name, looks_like, read, write
from dashboard.summary.file import LARGEST, MARK, schema
from dashboard.summary.model import MOST_GROUPS, MOST_PERIODS, READ, RUNGS, SIGNS
from parsers.errors import SummaryError

SCHEMA = Path(__file__).parent.parent / "dashboard" / "summary" / "schema.json"
FILE = "2B.schoolgate.json"

TOLD = Figures(families=25, heard="45 to 55 %", linked_enough=True, joined="<5", left=0, nights=85)
AUTUMN = Period(name="Autumn 2025", starts=date(2025, 9, 3), ends=date(2025, 12, 19), span="term", figures=TOLD)
SPRING = Period(name="Spring 2026", starts=date(2026, 1, 5), ends=date(2026, 3, 27), span="term")
POSTED = Announcement(sent_at=datetime(2025, 10, 1, 18, 5), families=25, known="65 to 75 %", at_most="85 % or more")
CLASS_2B = Group(
    name="2B",
    kind="class",
    year="2",
    first=date(2025, 9, 1),
    last=date(2026, 4, 14),
    periods=(AUTUMN, SPRING),
    announcements=(POSTED,),
)
SUMMARY = Summary(school="Bramley Hill", quiet_start=time(21), quiet_end=time(7), window_hours=72, groups=(CLASS_2B,))


def refusal(data: bytes) -> str:
    with pytest.raises(SummaryError) as refused:
        read(data, FILE)
    assert refused.value.file == FILE
    assert refused.value.remedy
    return refused.value.problem


def read_or_refused(data: bytes) -> Summary | None:
    """None where it is refused, which must be with a sentence."""
    try:
        return read(data, FILE)
    except SummaryError as refused:
        return None if refused.problem.endswith(".") and refused.remedy.endswith(".") else pytest.fail(str(refused))


def plain(part: msgspec.Struct) -> dict[str, Any]:
    """As JSON has it."""
    return json.loads(msgspec.json.encode(part))


def signed(body: dict[str, Any]) -> bytes:
    """With a checksum that is right, whatever it says."""
    compact = json.dumps(body, separators=(",", ":"), ensure_ascii=False).encode(errors="surrogatepass")
    return compact[:-1] + f',"checksum":"sha256:{hashlib.sha256(compact).hexdigest()}"}}'.encode()


def written_with(**changes: Any) -> bytes:
    """The summary with changed keys, and a checksum that is right."""
    return signed(plain(SUMMARY) | changes)


def with_group(**changes: Any) -> bytes:
    group = plain(CLASS_2B)
    return written_with(groups=[group | changes])


def with_period(**changes: Any) -> bytes:
    period = plain(AUTUMN)
    return with_group(periods=[period | changes])


# What is written


def test_a_file_is_json_that_people_can_read_and_ends_with_its_checksum() -> None:
    text = write(SUMMARY).decode()
    assert text.startswith('{\n "format": "Schoolgate summary",\n "version": 1,\n "school": "Bramley Hill",\n')
    assert '"heard": "45 to 55 %"' in text
    assert text.splitlines()[-2].startswith(' "checksum": "sha256:')
    assert text.endswith("}\n")
    assert "\r" not in text


def test_what_is_written_is_read_as_it_was_and_written_again_as_the_same_bytes() -> None:
    assert read(write(SUMMARY), FILE) == SUMMARY
    assert write(read(write(SUMMARY), FILE)) == write(SUMMARY)


@pytest.mark.parametrize(
    "resaved",
    [
        lambda data: MARK + data,
        lambda data: data.replace(b"\n", b"\r\n"),
        lambda data: data.replace(b"\n", b"").replace(b" " * 2, b""),
        lambda data: json.dumps(json.loads(data), indent=8, ensure_ascii=False).encode(),
        lambda data: b"\n\n" + data + b"\n\n",
    ],
    ids=["a byte-order mark", "other line ends", "on one line", "other indents", "empty lines"],
)
def test_white_space_makes_no_difference(resaved: Callable[[bytes], bytes]) -> None:
    assert read(resaved(write(SUMMARY)), FILE) == SUMMARY


def test_a_summary_that_could_not_be_read_is_not_written() -> None:
    with pytest.raises(SummaryError, match="two groups have one name"):
        write(replace(SUMMARY, groups=(CLASS_2B, CLASS_2B)))
    with pytest.raises(SummaryError, match=r"groups\[0\]\.periods\[0\]\.figures\.heard"):
        write(
            replace(
                SUMMARY,
                groups=(replace(CLASS_2B, periods=(replace(AUTUMN, figures=replace(TOLD, heard="52 %")),)),),
            )
        )


# What is refused


DAMAGED = "The summary is damaged or cut off: its end or a part of it is missing."
FOREIGN = "This is JSON, but no summary of Schoolgate's."
CHANGED = "The summary is not as it was written: its checksum does not fit, so it was changed by hand or damaged."
SHAPE = "The summary is whole, but one entry has a value that no summary can have"
IMPOSSIBLE = "The summary cannot be right: "
DATA = write(SUMMARY)


@pytest.mark.parametrize(
    ("data", "problem"),
    [
        (b"", DAMAGED),
        (DATA[: len(DATA) // 2], DAMAGED),
        (DATA[:-2], DAMAGED),
        (DATA + b"{}", DAMAGED),
        (DATA.replace(b"Bramley", b"Br\xffmley"), DAMAGED),
        (DATA.decode().encode("utf-16"), DAMAGED),
        (b'{"format":"Schoolgate summary","version":NaN}', DAMAGED),
        (b"[" * 100_000, DAMAGED),
        (b"[]", FOREIGN),
        (b"{}", FOREIGN),
        (b'{"format":"Something else","version":1}', FOREIGN),
        (b'{"type":"FeatureCollection","features":[]}', FOREIGN),
        (b'{"format":["Schoolgate summary"]}', FOREIGN),
        (DATA.replace(b'"joined": "<5"', b'"joined": 5'), CHANGED),
        (DATA.replace(b"2025-10-01T18:05:00", b"2025-10-01T18:06:00"), CHANGED),
        (DATA.replace(b'"left": 0,\n', b""), CHANGED),
        (DATA.replace(b'"left": 0', b'"left": 0, "left": 0'), CHANGED),
        (DATA[: DATA.index(b',\n "checksum"')] + b"}", CHANGED),
        (DATA.replace(b"sha256:", b"sha512:"), CHANGED),
        (msgspec.json.encode(dict(sorted(json.loads(DATA).items()))), CHANGED),
    ],
)
def test_damaged_foreign_and_changed_files_are_told_apart(data: bytes, problem: str) -> None:
    assert refusal(data) == problem


def test_a_newer_version_says_what_to_update() -> None:
    assert refusal(b'{"format":"Schoolgate summary","version":2,"new":{}}') == (
        "The summary was made by a newer Schoolgate: its version is 2, and this one reads 1."
    )


def test_a_key_twice_is_a_change_though_the_checksum_is_right() -> None:
    body = msgspec.json.encode(SUMMARY).replace(b'"left":0', b'"left":5,"left":0')
    digest = hashlib.sha256(body).hexdigest()
    assert refusal(body[:-1] + f',"checksum":"sha256:{digest}"}}'.encode()) == CHANGED


@pytest.mark.parametrize(
    "data",
    [
        written_with(version=0),
        written_with(version="1"),
        written_with(note="one more key"),
        written_with(quiet_start="21:00:00Z"),
        written_with(window_hours=48),
        written_with(school=""),
        written_with(school="x" * 101),
        written_with(groups={}),
        written_with(groups=[plain(CLASS_2B)] * 151),
        with_group(kind="room"),
        with_group(group="missing"),
        with_group(first="yesterday"),
        with_group(announcements=[{"sent_at": "2025-10-01T18:05:00+01:00", "families": 25}]),
        with_group(periods=[plain(AUTUMN)] * 31),
        with_period(figures={"heard": "37 %"}),
        with_period(figures={"heard": "45 to 55 % and more"}),
        with_period(figures={"heard": 0.5}),
        with_period(figures={"families": 23}),
        with_period(figures={"families": -5}),
        with_period(figures={"families": True}),
        with_period(figures={"families": "5"}),
        with_period(figures={"silent_families": ["Okafor"]}),
        with_period(ends="2025-02-30"),
    ],
)
def test_a_right_checksum_does_not_excuse_a_wrong_shape(data: bytes) -> None:
    assert refusal(data).startswith(SHAPE)


def test_deep_nesting_is_refused() -> None:
    deep = b'{"format":"Schoolgate summary","version":1,"deep":' + b"[" * 50_000 + b"]" * 50_000 + b"}"
    assert refusal(deep) == DAMAGED


OTHER = plain(replace(CLASS_2B, name="2C"))
TERM = plain(SPRING)


@pytest.mark.parametrize(
    ("data", "fault"),
    [
        (written_with(groups=[]), "it tells of no group"),
        (written_with(groups=[OTHER | {"kind": "school"}]), "it tells of no class"),
        (written_with(school="Bramley\u202eHill"), "a name holds marks that cannot be seen"),
        (with_group(name="2\u200bB"), "a name holds marks that cannot be seen"),
        (with_group(name="2B\n"), "a name holds marks that cannot be seen"),
        (with_group(name="  "), "a name holds marks that cannot be seen"),
        (with_group(year="\x7f"), "a name holds marks that cannot be seen"),
        (with_period(name="Autumn\u2066"), "a name holds marks that cannot be seen"),
        (written_with(groups=[OTHER, OTHER]), "two groups have one name"),
        (written_with(groups=[OTHER, OTHER | {"kind": "year", "classes": ["2C"]}]), "two groups have one name"),
        (
            written_with(groups=[OTHER | {"kind": "school"}, OTHER | {"kind": "school", "name": "all"}]),
            "it holds two schools",
        ),
        (written_with(quiet_end="21:00:00"), "its quiet hours end when they start"),
        (with_group(classes=["2C"]), "a class holds classes"),
        (with_group(kind="year"), "a year holds no class"),
        (with_group(kind="year", classes=["2C", "2C"]), "a class counts twice in a year or in the school"),
        (with_group(first="1026-01-01"), "it holds a date or a time that no chat can have"),
        (with_group(last="9999-12-31"), "it holds a date or a time that no chat can have"),
        (with_group(first=None), "records end before they start"),
        (with_group(last="2025-08-01"), "records end before they start"),
        (with_period(ends="2025-09-02"), "a period ends before it starts, or is longer than a school year"),
        (with_period(ends="2026-10-09"), "a period ends before it starts, or is longer than a school year"),
        (
            with_group(periods=[TERM, TERM | {"name": "Lent", "starts": TERM["ends"], "ends": "2026-04-02"}]),
            "two periods overlap, and neither is part of the other",
        ),
        (
            with_group(announcements=[plain(POSTED) | {"sent_at": "2025-10-01T18:05:00.500000"}]),
            "it holds a date or a time that no chat can have",
        ),
        (with_group(periods=[TERM, TERM | {"ends": "2026-03-28"}]), "two periods have one name"),
        (with_group(periods=[TERM, TERM | {"name": "Lent"}]), "two periods are the same days"),
        (
            with_group(periods=[TERM, TERM | {"name": "Lent", "starts": "2026-02-02", "ends": "2026-04-02"}]),
            "two periods overlap, and neither is part of the other",
        ),
        (
            with_period(figures=plain(replace(TOLD, in_group_at_least="65 to 75 %", in_group_at_most="35 to 45 %"))),
            "a share is larger than one that it is a part of",
        ),
        (
            with_group(
                announcements=[
                    plain(replace(POSTED, sent_at=day)) for day in (datetime(2025, 10, 2), datetime(2025, 10, 1))
                ]
            ),
            "its announcements are not in the order of their times",
        ),
        (with_period(figures=plain(replace(TOLD, heard="50 %"))), "a share is more exact than so few families allow"),
        (
            with_group(announcements=[plain(replace(POSTED, known="<10 %"))]),
            "a share is more exact than so few families allow",
        ),
        (
            with_group(announcements=[plain(replace(POSTED, at_least="75 to 85 %", at_most=None))]),
            "a share is larger than one that it is a part of",
        ),
        (
            with_group(
                announcements=[plain(replace(POSTED, at_least="85 % or more", known=None, at_most="15 to 25 %"))]
            ),
            "a share is larger than one that it is a part of",
        ),
        (
            with_group(announcements=[plain(replace(POSTED, read_at_least="45 to 55 %", read_at_most="15 to 25 %"))]),
            "a share is larger than one that it is a part of",
        ),
        (
            with_group(announcements=[plain(replace(POSTED, at_most="under 15 %"))]),
            "a share is larger than one that it is a part of",
        ),
    ],
)
def test_what_cannot_be_is_refused_though_its_shape_is_right(data: bytes, fault: str) -> None:
    assert refusal(data) == f"{IMPOSSIBLE}{fault}."


@pytest.mark.parametrize("data", [with_group(kind="room"), with_group(first="1026-01-01")])
def test_of_a_file_that_is_whole_and_wrong_another_is_asked_for_not_the_same_again(data: bytes) -> None:
    with pytest.raises(SummaryError) as refused:
        read(data, FILE)
    assert refused.value.remedy == "Ask for it to be made again with Schoolgate."


def test_a_group_that_nobody_can_export_comes_back_as_one() -> None:
    silent = replace(SUMMARY, groups=(replace(CLASS_2B, group="not exported", first=None, last=None, periods=()),))
    assert read(write(silent), FILE) == silent


def test_a_period_may_have_four_hundred_days() -> None:
    long = replace(AUTUMN, name="School year", ends=AUTUMN.starts + timedelta(days=400), span="school year")
    good = replace(SUMMARY, groups=(replace(CLASS_2B, periods=(long,)),))
    assert read(write(good), FILE) == good


def test_a_school_of_as_many_groups_and_periods_as_there_may_be_is_read() -> None:
    days = [AUTUMN.starts + timedelta(days=7 * week) for week in range(MOST_PERIODS)]
    weeks = tuple(replace(AUTUMN, name=f"Week {day}", starts=day, ends=day, figures=None) for day in days)
    groups = tuple(replace(CLASS_2B, name=f"Class {number}", periods=weeks) for number in range(MOST_GROUPS))
    assert read(write(replace(SUMMARY, groups=groups)), FILE).groups == groups


def test_each_rung_of_an_announcement_is_a_share_and_named_once() -> None:
    assert (RUNGS, READ) == (("at_least", "known", "at_most"), ("read_at_least", "read_at_most"))
    assert ("sent_at", "families", *SIGNS) == Announcement.__struct_fields__


def test_a_term_within_a_school_year_and_two_of_one_day_that_differ_in_kind_are_well() -> None:
    year = replace(AUTUMN, name="School year 2025/26", span="school year")
    whole = replace(year, ends=SPRING.ends)
    for other in (year, whole):
        good = replace(SUMMARY, groups=(replace(CLASS_2B, periods=(AUTUMN, other)),))
        assert read(write(good), FILE) == good


def test_a_file_that_is_too_large_is_not_looked_at() -> None:
    assert refusal(b" " * LARGEST + DATA) == "The file is larger than 5 MB, and no summary is."
    just = b" " * (LARGEST - len(DATA))
    assert read(just + DATA, FILE) == SUMMARY
    assert refusal(b" " + just + DATA) == "The file is larger than 5 MB, and no summary is."


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("2B", "2B"),
        ("  Class\t2B\r\n", "Class 2B"),
        ("2B \u200e(parents)\u202e", "2B (parents)"),
        ("کلاس\u200cها", "کلاس\u200cها"),
        ("👨\u200d👩\u200d👧 2B", "👨\u200d👩\u200d👧 2B"),
        ("x" * 120, "x" * 100),
        ("\u202e\u200b", "unnamed"),
    ],
)
def test_a_name_is_written_as_it_is_seen(text: str, name: str) -> None:
    assert as_name(text) == name
    assert as_name(name) == name


# What it looks like


@pytest.mark.parametrize(
    ("data", "looks"),
    [
        (DATA, True),
        (MARK + DATA, True),
        (DATA[:40], True),
        (b" {}", True),
        (b"", False),
        (b"[1]", False),
        (b"{not json}", False),
        (b"class,families\n2B,25\n", False),
        ("\u200e[05/09/2024, 17:03:12] Mia: {".encode(), False),
        (b"school = 'Bramley Hill'\n", False),
    ],
)
def test_a_json_object_looks_like_a_summary(data: bytes, looks: bool) -> None:
    assert looks_like(data) is looks


# Laws


SHARES = st.none() | st.sampled_from(sorted(bands.BANDS))
COUNTS = st.none() | st.integers(0, 400).map(bands.count)
NAMES = st.text(min_size=1, max_size=20).map(as_name)
DAYS = st.dates(date(2024, 8, 1), date(2026, 8, 1))
FIGURES = st.builds(
    lambda families, heard, **more: Figures(families=bands.count(families), heard=bands.share(heard, families), **more),
    families=st.integers(10, 400),
    heard=st.none() | st.integers(0, 10),
    linked_enough=st.none() | st.booleans(),
    left=COUNTS,
    nights=COUNTS,
    nights_with_a_message=SHARES,
)
PERIODS = st.builds(
    lambda name, starts, length, figures: Period(
        name=name, starts=starts, ends=starts + timedelta(days=length), span="term", figures=figures
    ),
    NAMES,
    DAYS,
    st.integers(0, 100),
    st.none() | FIGURES,
).map(lambda period: (period,))
GROUPS = st.builds(
    Group,
    name=NAMES,
    kind=st.just("class"),
    group=st.sampled_from(["export", "no export", "no group", "not exported"]),
    times_settled=st.booleans(),
    periods=PERIODS,
    announcements=st.lists(
        st.builds(
            Announcement,
            sent_at=st.datetimes(datetime(2024, 8, 1), datetime(2026, 8, 1)).map(lambda at: at.replace(microsecond=0)),
            families=st.integers(100, 400).map(bands.count),
            known=SHARES,
        ),
        max_size=3,
    ).map(lambda posted: tuple(sorted(posted, key=lambda each: each.sent_at))),
)
SUMMARIES = st.builds(
    Summary,
    school=NAMES,
    quiet_start=st.just(time(21)),
    quiet_end=st.just(time(6, 30)),
    window_hours=st.sampled_from([24, 72, 168]),
    groups=st.lists(GROUPS, min_size=1, max_size=4, unique_by=lambda group: group.name).map(tuple),
)


@given(SUMMARIES)
def test_any_summary_comes_back_as_it_was(summary: Summary) -> None:
    assert read(write(summary), FILE) == summary


@given(st.binary(max_size=300))
@example(b'{"format":"Schoolgate summary","version":1}')
def test_any_bytes_are_refused_with_a_sentence(data: bytes) -> None:
    assert refusal(data).endswith(".")


@given(st.integers(0, len(DATA)), st.integers(0, 12), st.binary(max_size=12))
@example(DATA.index(b"45 to 55"), 2, b"55")
def test_a_file_with_a_spoilt_place_is_refused_or_says_the_same(place: int, length: int, instead: bytes) -> None:
    spoilt = DATA[:place] + instead + DATA[place + length :]
    assert read_or_refused(spoilt) in (SUMMARY, None)


@given(st.sampled_from(range(len(DATA.splitlines()))), st.sampled_from(range(len(DATA.splitlines()))))
def test_a_file_with_a_line_moved_is_refused_or_says_the_same(taken: int, put: int) -> None:
    lines = DATA.splitlines()
    lines.insert(put, lines.pop(taken))
    assert read_or_refused(b"\n".join(lines)) in (SUMMARY, None)


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | st.text(max_size=9),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=9), inner, max_size=3),
    max_leaves=8,
)


@given(st.sampled_from(sorted(json.loads(DATA))), JSON)
def test_any_value_with_a_right_checksum_is_read_or_refused(key: str, value: Any) -> None:
    data = written_with(**{key: value})
    summary = read_or_refused(data)
    assert summary is None or plain(summary)[key] == value


@given(st.sampled_from(sorted(plain(CLASS_2B))), JSON)
def test_any_value_of_a_group_with_a_right_checksum_is_read_or_refused(key: str, value: Any) -> None:
    data = with_group(**{key: value})
    summary = read_or_refused(data)
    assert summary is None or plain(summary.groups[0])[key] == value


# The published schema


def test_the_published_schema_is_that_of_the_model() -> None:
    """Made anew by: python -c "from dashboard.summary.file import schema; print(schema().decode(), end='')" """
    assert SCHEMA.read_bytes() == schema()


def test_every_figure_says_what_it_is_in_the_schema() -> None:
    figures = json.loads(SCHEMA.read_bytes())["$defs"]["Figures"]["properties"]
    assert [name for name, figure in figures.items() if not figure.get("description")] == []


@cache
def validator() -> jsonschema.Draft202012Validator:
    published = json.loads(SCHEMA.read_bytes())
    jsonschema.Draft202012Validator.check_schema(published)
    return jsonschema.Draft202012Validator(published, format_checker=jsonschema.FormatChecker())


@given(SUMMARIES)
def test_every_written_file_is_as_the_schema_says(summary: Summary) -> None:
    assert [error.message for error in validator().iter_errors(json.loads(write(summary)))] == []


@pytest.mark.parametrize(
    ("written", "spoilt"),
    [
        ('"version": 1', '"version": 2'),
        ('"heard": "45 to 55 %"', '"heard": "52 %"'),
        ('"heard": "45 to 55 %"', '"heard": "13 families"'),
        ('"families": 25', '"families": 23'),
        ('"kind": "class"', '"kind": "family"'),
        ('"school": "Bramley Hill"', '"school": ""'),
        ('"left": 0', '"left": 0, "names": []'),
        ('"starts": "2025-09-03"', '"starts": "3 September"'),
        ('"sent_at": "2025-10-01T18:05:00"', '"sent_at": "yesterday"'),
        ('"quiet_start": "21:00:00"', '"quiet_start": "9 pm"'),
        ('"checksum": "sha256:', '"checksum": "md5:'),
        ('"year": "2",', ""),
    ],
)
def test_a_spoilt_file_is_not_as_the_schema_says(written: str, spoilt: str) -> None:
    text = write(SUMMARY).decode()
    assert written in text
    assert not validator().is_valid(json.loads(text.replace(written, spoilt, 1)))


# What is just within


def test_records_of_one_day_are_well() -> None:
    assert read(with_group(last="2025-09-01", periods=[], announcements=[]), FILE).groups[0].last == date(2025, 9, 1)


def test_two_announcements_of_one_time_are_in_order() -> None:
    assert len(read(with_group(announcements=[plain(POSTED)] * 2), FILE).groups[0].announcements) == 2


def test_a_year_before_there_were_chats_cannot_be() -> None:
    refused = refusal(with_group(first="2008-12-31"))
    assert refused.startswith(f"{IMPOSSIBLE}it holds a date or a time that no chat can have")
    assert read(with_group(first="2009-01-01"), FILE).groups[0].first == date(2009, 1, 1)


@pytest.mark.parametrize("mark", ["\ue000", "\U000e0fff"], ids=["private use", "assigned to nothing"])
def test_a_mark_that_no_font_need_have_is_no_part_of_a_name(mark: str) -> None:
    assert as_name(f"2{mark}B") == "2B"

"""Whatever the figures are, no page about reach claims what an export cannot show, judges anybody, or stumbles."""

import re
from collections.abc import Iterator, Mapping
from datetime import date, datetime
from functools import cache
from pathlib import Path
from types import ModuleType
from typing import Any

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dashboard import answers, selection, workspace
from dashboard.answers import Opened, Reach
from dashboard.charts import reach as charts
from dashboard.charts.theme import Picture
from dashboard.findings import reach_log
from dashboard.findings.reach import announcements, by_class, expert, headline, opened, works
from dashboard.selection import Period, Selection
from dashboard.workspace import Workspace
from tests import reach_answers as told
from tests.drawn_charts import spec

SAMPLE = Path(__file__).parent.parent / "sample_exports"
A_SHARE = r"(?:\d+|half|most|all|none|nobody|no family|famil\w+|parents?|people|they|who|guardians?)\s"
CLAIMS = (
    rf"(?:\d+\s%|{A_SHARE}(?:of )?(?:the )?famil\w+) (?:have |has )?read\b",
    r"\b(?:have|has|had|was|were|is|are|been) (?:not )?(?:read|unread|ignored)\b(?! by)",
    r"\bread by (?:no|half|most|all|everybody|nobody)\b",
    r"\b(?:did|do|does|has|have|had|was|were)(?: not|n['’]t) (?:read|see|seen|open|reach|reached|receive|arrive)\w*",
    r"\bnever (?:read|saw|seen|opened|reached|received)\b|\bunread\b|\bunreached\b|\bmiss(?:ed|es)?\b",
    r"\b(?:seen|read|reached|acknowledged)(?: by)? (?:about|around|roughly|some|nearly|probably) \d",
    r"\b(?:about|around|roughly|probably|likely|on average|mid-?point|estimat\w+) \d+(?:,\d+)? (?:of|families)\b",
    r"\bsilence (?:means|shows|tells)|\bsilent\b|\bconsent(?:s|ed)?\b|\bagree[sd]?\b|\bapprov\w+|\bnon-?readers?\b",
    r"\bbecause\b|\bleads? to more|\bcaus(?:e|es|ed|ing)\b|\bworks? (?:better|best|worse)|\bthanks to\b|\bdue to\b",
    r"\b(?:makes?|made) (?:families|more|parents)|\bincreas\w+|\bimprov\w+|\bshould\b|\bmust\b",
)
RANKS = (
    r"\b(?:best|worst|better|worse|top|bottom|lowest|highest|league|leaders?|rank(?:s|ed|ing)?|most active|chattiest)\b"
)
JUDGEMENTS = (
    r"\b(?:lurk\w*|inactive|passive|bother\w*|problem\w*|poor\w*|good|bad|fail\w*|ignor\w*|hard to reach|disengaged|"
    r"unresponsive|uninterested)\b"
)
THINGS = "announcement|family|class|sender|message|week|look|hour|day|pair|person|guardian|group"
MANY = "announcements|families|classes|senders|messages|weeks|looks|hours|days|pairs|people|guardians|groups"
STUMBLES = (
    r"\bNone\b|\bnan\b|\bnull\b|\binf\b|  |\s\.|\.\.|,,|;\.|: \.|\(\)|[{}]|\b[Tt]he 1 |\bat (?:most|least) between\b"
    rf"|\b[Oo]f between\b|\bat between\b|(?<![\d,.])\b1 (?:{MANY}|are|were|have)\b"
    rf"|(?<![\d,.:])\b(?:0|[2-9]|\d{{2,3}}) (?:{THINGS}|is|was|has)\b"
)
FORBIDDEN = (
    re.compile("|".join((*CLAIMS, RANKS, JUDGEMENTS)), re.IGNORECASE),
    re.compile(STUMBLES),
)
ALLOWED = re.compile(
    r"a thanks is no consent"
    r"|fewer people had read it than families wrote below it|[Ff]ewer had read it than (?:at an earlier look|families)"
    r"|[Bb]y how many people it was read|a list of the group's members has nobody"
    r"|about (?=\d+\N{NO-BREAK SPACE}% of \d+ families of the school were known)"
    r"|No announcement loaded was sent|there is no middle that would be likelier|It is no estimate"
)


def wrong(said: str) -> list[str]:
    return [found[0] for rule in FORBIDDEN for found in rule.finditer(ALLOWED.sub("…", said))]


@pytest.mark.parametrize(
    "said",
    [
        "62 % read it.",
        "62\N{NO-BREAK SPACE}% of families have read it.",
        "80 families read it.",
        "Half of the families read it.",
        "It was read by most.",
        "It was not read in 2B.",
        "12 families did not read it.",
        "These families haven't seen it.",
        "The announcement did not reach 2B.",
        "5 families missed it.",
        "It was seen by about 80 of 187 families.",
        "About 80 of 187 families can have seen it.",
        "2B is silent.",
        "Silence means that it was not seen.",
        "Their thanks are consent.",
        "3 families agreed.",
        "More families answered because it had a link.",
        "A link leads to more answers.",
        "The evening works better.",
        "Due to its link, it was passed on.",
        "Links make families answer.",
        "2B is the best class.",
        "2B stands at the top.",
        "2B is hard to reach.",
        "The PA should write in the evening.",
        "1 families left a sign.",
        "At least 1 of 27 families were out of reach: 1 were.",
        "12 family left a sign.",
        "0 family left a sign.",
        "None left a sign.",
        "It sounds like  8.",
        "Seen by at most between 3 and 5 families.",
        "Of between 186 and 188 on roll.",
        "The 1 family of 2B.",
        "13 has a count.",
        "21 day ahead.",
    ],
)
def test_the_test_finds_what_it_forbids(said: str) -> None:
    assert wrong(said)


@pytest.mark.parametrize(
    "said",
    [
        "The announcement can have been seen by at most 131 of the 187 families; no family left a sign afterwards.",
        "131 of the 187 families left a sign; 1 family did so directly.",
        "1,001 families are on roll, and 21 announcements are over.",
    ],
)
def test_the_test_lets_plain_sentences_pass(said: str) -> None:
    assert wrong(said) == []


def faults(said: set[str]) -> dict[str, list[str]]:
    return {words: wrong(words) for words in sorted(said) if wrong(words)}


def of_page(found: Reach, chosen: Selection) -> Iterator[str]:
    """All sentences of the page Reach."""
    yield from headline.points(found, chosen)
    yield from by_class.points(found)
    if found.works.height:
        yield from works.points(found)
    if expert.can_draw(found):
        yield from expert.points(found)


def of_list(found: Reach, chosen: Selection) -> Iterator[str]:
    """All sentences of the page Announcements above and below its list."""
    for of_class in (None, *chosen.classes):
        yield from announcements.points(found, chosen, of_class)
    yield from announcements.about_all(found)


def of_one(made: Mapping[str, Any], one: Opened, found: Reach, of_class: str | None) -> Iterator[str]:
    """All sentences of one announcement, but what it says itself."""
    yield opened.heading(made) + "."
    yield from opened.about_one(made, one, found, of_class)
    yield opened.signs(one)


def labels_of(found: Reach) -> Iterator[str]:
    """Titles, headings and words of the tables and figures of the page Reach."""
    yield from (headline.QUESTION, *headline.figure(found))
    for table in (by_class.table(found), works.table(found)):
        yield from (*table.columns, *words_in(table))
    yield from (works.title(found, by) for by in works.worth_drawing(found))


def words_in(table: pl.DataFrame) -> Iterator[str]:
    for column in table.iter_columns():
        if column.dtype == pl.String:
            yield from column.drop_nulls().unique()


def pictures(found: Reach) -> Iterator[Picture]:
    bands = headline.of_all(found)
    if bands.height:
        yield charts.announcement_bands(bands, title=headline.BANDS_TITLE)
    if found.classes.height:
        yield charts.states(found.classes, title=by_class.title(found))
    for by in works.worth_drawing(found):
        yield charts.works(works.of(found, by), title=works.title(found, by))
    if expert.can_draw(found):
        yield charts.activity(found.activity, title=expert.ACTIVITY_TITLE)


def spoken_of(picture: Picture) -> set[str]:
    """Title, description and the titles of axes, legends and tooltips of a chart."""
    return set(strings(spec(picture), ("title", "text", "description", "legend")))


def strings(part: object, names: tuple[str, ...]) -> Iterator[str]:
    if isinstance(part, dict):
        for name, value in part.items():
            if name in ("datasets", "config"):
                continue
            if name in names and isinstance(value, str):
                yield value
            yield from strings(value, names)
    if isinstance(part, list):
        for value in part:
            yield from strings(value, names)


@cache
def school() -> Workspace:
    return workspace.load(SAMPLE)


def periods() -> list[Period]:
    return list(selection.offered(school().school.terms, school().messages))


def asked(number: int) -> Iterator[tuple[Reach, Selection]]:
    """What each role is answered about the sample school in one period."""
    classes = tuple(school().classes["class"])
    everybody = Selection(periods()[number], classes)
    yield answers.reached(school(), everybody), everybody
    for name in classes[number % 2 :: 3]:
        one = Selection(periods()[number], (name,))
        yield answers.reached(school(), one), one


@pytest.mark.parametrize("number", range(9))
def test_nothing_said_or_drawn_of_the_sample_school_claims_what_nobody_can_know(number: int) -> None:
    every = list(asked(number))
    said = {words for found, chosen in every for words in of_page(found, chosen)}
    assert len(said) > 10
    assert faults(said) == {}
    assert [words for words in said if not (words.endswith(".") and (words[0].isupper() or words[0].isdigit()))] == []
    assert faults({words for found, _ in every for words in labels_of(found)}) == {}
    drawn = {words for found, _ in every for picture in pictures(found) for words in spoken_of(picture)}
    assert len(drawn) > 10
    assert faults(drawn) == {}


def test_no_announcement_of_the_sample_school_opened_claims_what_nobody_can_know() -> None:
    chosen = Selection(periods()[0], tuple(school().classes["class"]))
    found = answers.reached(school(), chosen)
    said, drawn = set(of_list(found, chosen)), set[str]()
    for number in found.announcements["announcement"]:
        made = announcements.made_of(found, number)
        for of_class in (None, "2A"):
            one = answers.opened(school(), chosen, announcement=number, of_class=of_class)
            said |= set(of_one(made, one, found, of_class))
            for table in (opened.ladder_table(one), opened.signs_table(one)):
                drawn |= {*table.columns, *words_in(table)}
            drawn |= {opened.ladder_title(made, of_class)}
            drawn |= spoken_of(charts.ladder(one.ladder, title=opened.ladder_title(made, of_class)))
    assert len(said) > found.announcements.height * 2
    assert faults(said) == {}
    assert [words for words in said if not (words.endswith(".") and (words[0].isupper() or words[0].isdigit()))] == []
    assert faults(drawn) == {}


def test_no_chart_of_the_list_of_announcements_claims_what_nobody_can_know() -> None:
    chosen = Selection(periods()[0], tuple(school().classes["class"]))
    found = answers.reached(school(), chosen)
    shown = announcements.rows(found, None, 1).with_columns(label=pl.lit("The fair"))
    drawn = spoken_of(charts.announcement_list(shown, title=announcements.LIST_TITLE, select=True))
    assert any(words.startswith(announcements.LIST_TITLE) for words in drawn)
    assert faults(drawn) == {}


MODULES = (announcements, by_class, expert, headline, opened, works, reach_log)


def texts(value: object) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    if isinstance(value, Mapping):
        for each in value.values():
            yield from texts(each)
    if isinstance(value, tuple):
        for each in value:
            yield from texts(each)


def fixed_in(module: ModuleType) -> set[str]:
    public = {name: value for name, value in vars(module).items() if name.isupper()}
    return {words for value in public.values() for words in texts(value)}


@pytest.mark.parametrize("module", MODULES, ids=lambda module: module.__name__.rpartition(".")[2])
def test_no_fixed_words_claim_what_nobody_can_know(module: ModuleType) -> None:
    assert fixed_in(module)
    assert faults(fixed_in(module)) == {}


def test_the_pages_say_what_bands_signs_and_silence_are_not() -> None:
    assert "holds no receipts" in headline.CAUTION
    assert "silence is no sign of anything" in headline.CAUTION
    assert "no sign shows nothing, and a thanks is no consent" in opened.SIGNS_READING
    assert "so they are no sum" in opened.SIGNS_READING
    assert "These are associations" in works.CAUTION
    assert "It is no estimate" in expert.DEFINITIONS["Band"]


CHOSEN = Selection(Period("Summer 2026", date(2026, 4, 13), date(2026, 7, 17)), ("1A", "2B"))
ONE = Selection(CHOSEN.period, ("2B",))
shares = st.floats(0, 1)


@st.composite
def band_rows(draw: st.DrawFn) -> dict[str, Any]:
    """A band, undefined cases among them: not over, no roster, a roster without names."""
    n = draw(st.integers(1, 300))
    ceiling = draw(st.integers(0, n))
    floor = draw(st.integers(0, ceiling))
    high = draw(st.integers(0, ceiling))
    looked = draw(st.booleans())
    row = {
        "sent_at": datetime(2026, 7, draw(st.integers(1, 14)), 20),
        "class": draw(st.sampled_from([None, "2B"])),
        "n": n,
        "floor": floor,
        "direct": draw(st.integers(0, floor)),
        "ceiling": ceiling,
        "read_low": draw(st.integers(0, high)) if looked else None,
        "read_high": high if looked else None,
        "read": draw(st.integers(0, 400)) if looked else None,
        "taken_at": datetime(2026, 7, 15) if looked else None,
        "read_note": draw(st.sampled_from(["ok", "taken_earlier"])) if looked else None,
        "complete": draw(st.booleans()),
    }
    unknown = dict.fromkeys(("floor", "direct", "ceiling", "read_low", "read_high"))
    if not row["complete"]:
        return row | unknown
    return row | draw(st.sampled_from([{}, {}, {}, unknown | {"n": 0}, unknown | {"n": None}]))


@st.composite
def state_rows(draw: st.DrawFn, class_: str | None) -> dict[str, Any]:
    known, not_invited, not_in, unseen = (draw(st.integers(0, 40)) for _ in range(4))
    n = known + not_invited + not_in + unseen + 1
    row = {"class": class_, "n": n, "known": known + 1, "not_invited": not_invited, "not_in": not_in, "unseen": unseen}
    row |= {"cannot": draw(st.integers(0, n)), "group": draw(st.sampled_from(["own", "no_export", "none"]))}
    unknown = dict.fromkeys(("known", "not_invited", "not_in", "unseen", "cannot"))
    return row | (unknown if draw(st.integers(0, 5)) == 0 else {})


@given(st.lists(band_rows(), max_size=4), state_rows(None), state_rows("1A"), state_rows("2B"), st.booleans())
def test_nothing_said_of_any_bands_and_states_claims_what_nobody_can_know(
    bands: list[dict[str, Any]], whole: dict[str, Any], first: dict[str, Any], second: dict[str, Any], over: bool
) -> None:
    latest = told.latest() if over else told.latest().clear()
    rows = told.states(first, second)
    found = told.answer(bands=told.bands(*bands), whole=told.states(whole), classes=rows, latest=latest)
    own = told.states(second)
    alone = told.answer(bands=told.bands(*bands), whole=own, classes=own, latest=latest)
    said = {*of_page(found, CHOSEN), *of_list(found, CHOSEN), *of_page(alone, ONE)}
    assert faults(said | {*headline.figure(found), *headline.figure(alone)}) == {}


@given(
    band_rows(),
    st.integers(1, 3),
    st.booleans(),
    st.lists(st.tuples(st.just(1), st.sampled_from(["1A", "2B"]), st.booleans()), max_size=3),
    st.sampled_from([None, "2B"]),
)
def test_nothing_said_of_any_announcement_opened_claims_what_nobody_can_know(
    band: dict[str, Any], posts: int, edited: bool, copies: list[tuple[int, str, bool]], of_class: str | None
) -> None:
    made = {**told.MADE, "posts": posts, "edited": edited}
    found = told.answer(copied=told.copied(*copies))
    shown = told.opened(band=told.bands(band))
    hidden = told.opened(band=told.bands(), signs=told.signs(), ladder=told.rungs())
    said = {*of_one(made, shown, found, of_class), *of_one(made, hidden, found, "2B")}
    assert faults(said) == {}


made_rows = st.fixed_dictionaries(
    {
        "has_allowed_link": st.booleans(),
        "lead_days": st.one_of(st.none(), st.integers(0, 30)),
        "posts": st.integers(1, 3),
        "edited": st.booleans(),
    }
)
copy_rows = st.tuples(st.integers(1, 4), st.sampled_from(["1A", "2B", "3C"]), st.booleans())


@given(
    st.lists(made_rows, max_size=4),
    st.lists(copy_rows, max_size=4),
    st.lists(st.tuples(st.just(datetime(2026, 6, 1)), st.sampled_from(["Ana", "Ben"])), max_size=3),
)
def test_nothing_said_of_all_announcements_together_claims_what_nobody_can_know(
    made: list[dict[str, Any]], copies: list[tuple[int, str, bool]], others: list[tuple[datetime, str]]
) -> None:
    found = told.answer(
        announcements=told.made(*made), copied=told.copied(*copies), others=told.others(*others), whole=told.states()
    )
    assert faults({*announcements.about_all(found), *headline.points(found, CHOSEN)}) == {}


@st.composite
def kind_rows(draw: st.DrawFn, by: str, group: str, place: int) -> dict[str, Any]:
    number = draw(st.integers(0, 30))
    low, middle, high = sorted(draw(st.tuples(shares, shares, shares)))
    row = {
        "by": by,
        "group": group,
        "place": place,
        "announcements": number,
        "with_count": draw(st.integers(0, number)),
    }
    row |= {"acted": middle, "acted_low": low, "acted_high": high} if number >= 8 else dict.fromkeys(
        ("acted", "acted_low", "acted_high")
    )  # fmt: skip
    read = {"read_low": low, "read_high": high, "read_least": low, "read_most": high}
    return row | (read if row["with_count"] >= 8 else {})


@settings(max_examples=25)  # each draws its charts, which takes a while
@given(
    kind_rows("link", "with a link", 0),
    kind_rows("link", "without a link", 1),
    kind_rows("hour", "before 9:00", 0),
    kind_rows("hour", "9:00 to 15:00", 1),
    st.integers(1, 3000),
    shares,
)
def test_nothing_said_of_any_comparison_claims_a_cause(
    linked: dict[str, Any], plain: dict[str, Any], early: dict[str, Any], later: dict[str, Any], pairs: int, left: float
) -> None:
    found = told.answer(
        works=told.kinds(early, later, linked, plain), activity=told.activity((0, pairs, 1.0), (20, pairs, left))
    )
    said = {*works.points(found), *expert.points(found), *labels_of(found)}
    drawn = {words for picture in pictures(found) for words in spoken_of(picture)}
    assert faults(said | drawn) == {}

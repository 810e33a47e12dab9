"""Whatever the figures are, no sentence about equity ranks, judges, claims what nobody can know, or stumbles."""

import re
from collections.abc import Iterator
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dashboard import answers, selection, workspace
from dashboard.answers import Equity
from dashboard.findings import equity
from dashboard.findings.equity import between, coverage, drawings, expert, figures, over_time, participation
from dashboard.selection import Selection
from dashboard.workspace import Workspace
from tests.equity_answers import CLASS, SPRING, SUMMER, among, answer, changed, covered
from tests.equity_answers import over_time as terms_of

SAMPLE = Path(__file__).parent.parent / "sample_exports"
RANKS = r"best|worst|better|worse|top|bottom|lowest|highest|most active|least active|league|leaders?|rank(?:s|ed|ing)?"
JUDGEMENTS = r"silent|lurk\w*|inactive|passive|bother\w*|problem\w*|poor\w*|good|bad|fail\w*|should have|ignor\w*"
CLAIMS = r"did not read|unread|have read|has read|was read|because"
STUMBLES = (
    r"\bNone\b|\bnan\b|\bnull\b|\binf\b|  | \.|\.\.|\(\)|[{}]|\b[Tt]he 1 "
    r"|\b1 (?:families|classes|senders|messages|weeks|are|were|have)\b"
    r"|(?<![\d,.])(?:0|[2-9]|\d{2,3}) (?:family|class|sender|message|week|is|was|has)\b"
)
FORBIDDEN = (re.compile(rf"\b(?:{RANKS}|{JUDGEMENTS}|{CLAIMS})\b", re.IGNORECASE), re.compile(STUMBLES))
ALLOWED = re.compile(r"this is no ranking|1 class in 20|1 class in 500|1 of \d+ classes")


def wrong(said: str) -> list[str]:
    return [found[0] for rule in FORBIDDEN for found in rule.finditer(ALLOWED.sub("…", said))]


def everything(found: Equity, chosen: Selection) -> Iterator[str]:
    """All that the page says of an answer, its titles apart."""
    yield from equity.points(found, chosen)
    yield from figures.notes(found)
    yield from (figures.INTERVAL_CAPTION, *coverage.note(found))
    if len(chosen.classes) == 1:
        yield from (*equity.no_curve(found), *over_time.term_by_term(found))
    else:
        yield from (
            *coverage.in_groups(found),
            *coverage.which(found),
            *between.points(found),
            *over_time.points(found, chosen),
        )
    yield from expert.points(found)


@cache
def school() -> Workspace:
    return workspace.load(SAMPLE)


def periods() -> list[selection.Period]:
    return list(selection.offered(school().school.terms, school().messages))


def asked(number: int) -> Iterator[tuple[Equity, Selection]]:
    """What each role is answered about the sample school in one period."""
    classes = tuple(school().classes["class"])
    everybody = Selection(periods()[number], classes)
    yield answers.heard(school(), everybody), everybody
    for name, staff in zip(classes[number % 2 :: 3], (False, True, False), strict=False):
        one = Selection(periods()[number], (name,))
        yield answers.heard(school(), one, reps=not staff, staff=staff), one


@pytest.mark.parametrize("number", range(9))
def test_no_sentence_about_the_sample_school_says_what_must_not_be_said(number: int) -> None:
    said = {sentence for found, chosen in asked(number) for sentence in everything(found, chosen)}
    assert len(said) > 20
    assert {sentence: wrong(sentence) for sentence in said if wrong(sentence)} == {}
    assert [
        sentence for sentence in said if not (sentence.endswith(".") and sentence[0] in "“φ0123456789" + CAPITALS)
    ] == []


CAPITALS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"


def test_no_fixed_sentence_says_what_must_not_be_said() -> None:
    modules = (between, coverage, drawings, equity, figures, expert, over_time, participation)
    fixed = [value for module in modules for value in vars(module).values() if isinstance(value, str)]
    fixed = [
        words for words in [*fixed, *map(expert.defined, expert.MEASURES)] if words.endswith(".") and "\n" not in words
    ]
    assert len(fixed) > 20
    assert {words: wrong(words) for words in fixed if wrong(words)} == {}


@pytest.mark.parametrize(
    "said",
    [
        "2B is the best class.",
        "These families are silent.",
        "5 families did not read it.",
        "1 families posted.",
        "12 family posted.",
        "It sounds like  8.",
        "None were heard.",
        "The 1 sender wrote.",
        "2 classes has no group, 2 has.",
    ],
)
def test_the_test_finds_what_it_forbids(said: str) -> None:
    assert wrong(said)


CHOSEN = selection.Period("Summer 2026", SUMMER["starts"], SUMMER["ends"])
numbers = st.integers(0, 40)
shares = st.floats(0, 1)


@st.composite
def class_rows(draw: st.DrawFn) -> dict[str, Any]:
    """A class or a school as `participation` may have it, undefined cases among them."""
    families = draw(st.integers(1, 40))
    heard, messages = draw(st.integers(0, families)), draw(st.integers(1, 5000))
    row = {
        **CLASS,
        "class": draw(st.sampled_from(["2B", None])),
        "families": families,
        "heard": heard,
        "messages": messages if heard else 0,
        "effective_voices": draw(st.floats(1, max(heard, 1))) if heard else None,
        "voices_50": draw(st.floats(1, families)) if heard and messages >= 50 else None,
        "half_the_talk": draw(st.integers(1, max(heard // 2, 1))) if heard else None,
        "unlinked_senders": draw(numbers),
        "linked_enough": draw(st.booleans()),
        "comparable": families >= 10 and messages >= 50,
        "throughout": draw(st.booleans()),
    }
    row |= {"unlinked_messages": row["unlinked_senders"] and draw(st.integers(row["unlinked_senders"], 90))}
    nothing = dict.fromkeys(("heard", "messages", "effective_voices", "voices_50", "half_the_talk"))
    return row | (nothing if draw(st.booleans()) and draw(st.booleans()) else {})


@given(class_rows(), st.booleans())
def test_no_sentence_of_any_class_says_what_must_not_be_said(row: dict[str, Any], staff: bool) -> None:
    said = (
        equity.heard(row, "in Summer 2026", staff=staff),
        equity.voices(row, staff=staff) if row["heard"] is not None else None,
        equity.half(row),
        equity.unlinked(row),
        equity.seen_in_part(row, CHOSEN),
    )
    assert {words: wrong(words) for words in said if words and wrong(words)} == {}


@given(numbers, numbers, numbers, st.one_of(st.none(), shares), numbers, numbers)
def test_no_sentence_of_any_change_says_what_must_not_be_said(
    both: int, now: int, before: int, chance: float | None, then: int, weeks: int
) -> None:
    change = {"both": both, "now_only": now, "before_only": before, "chance": chance}
    terms = terms_of({**SPRING, "heard": min(both, 54), "weeks": then}, {"heard": min(now, 54), "weeks": weeks})
    found = answer(terms=terms, changes=changed(change, {**change, "class": "1A"}))
    summer = Selection(selection.Period("Summer 2026", SUMMER["starts"], SUMMER["ends"]), ("1A", "2B"))
    said = over_time.points(found, summer)
    assert {words: wrong(words) for words in said if wrong(words)} == {}


@given(st.integers(4, 60), st.integers(0, 60), st.booleans(), st.one_of(st.none(), shares))
def test_no_sentence_between_classes_says_what_must_not_be_said(
    judged: int, beyond: int, inflated: bool, within: float | None
) -> None:
    beyond = min(beyond, judged)
    told = among(compared=judged + 2, judged=judged, beyond=beyond, inflated=inflated, within=within)
    said = between.points(answer(between=told))
    assert {words: wrong(words) for words in said if wrong(words)} == {}


@given(st.lists(st.tuples(st.sampled_from(["export", "group", "none", "exporting_off"]), numbers, numbers, numbers)))
def test_no_sentence_about_coverage_says_what_must_not_be_said(rows: list[tuple[str, int, int, int]]) -> None:
    frame = covered(
        *(
            {"class": f"{n}A", "state": state, "low": low, "high": low + more, "families": low + more + rest}
            for n, (state, low, more, rest) in enumerate(rows)
        )
    )
    found = answer(coverage=frame, on=date(2026, 7, 17))
    said = [
        coverage.headline(found, "in Summer 2026"),
        *coverage.in_groups(found),
        *coverage.which(found),
        coverage.of_class(found) or "",
    ]
    assert {words: wrong(words) for words in said if wrong(words)} == {}

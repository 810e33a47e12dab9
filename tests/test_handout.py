"""Leadership's report, of a combined school alone: four answers, nothing loaded from elsewhere, no date of making."""

import re
from dataclasses import replace
from datetime import date
from functools import cache

import pdf_text
import polars as pl
import pytest
import told_school

from dashboard import handout
from dashboard.findings import school as findings
from dashboard.summary import Combined


def many(number: int) -> Combined:
    """A school of so many classes, each with a summary."""
    names = [f"{1 + place // 10}{chr(65 + place % 10)}" for place in range(number)]
    told: dict = {}
    for name in names:
        told |= told_school.four(name, told_school.SPRING, *["45 to 55 %"] * 6)
    return told_school.school([told_school.group(name) for name in names], told)


@cache
def html() -> str:
    return handout.html(told_school.EIGHT)


@cache
def pdf() -> bytes:
    return handout.pdf(told_school.EIGHT)


def test_the_report_opens_with_the_answer_and_has_each_question_with_a_picture_and_a_table() -> None:
    headings = re.findall(r'<h2 id="part-\d-heading">(.*?)</h2>', html())
    assert headings == [*findings.QUESTIONS.values(), findings.MORE_TITLE, findings.HERE_TITLE]
    assert f'<p class="lead">{findings.opening(told_school.EIGHT)}</p>' in html()
    short, *parts = re.findall(r"<section.*?</section>", html(), re.DOTALL)[:5]
    assert re.findall(r'<p class="finding">(.*?)</p>', short) == findings.answers_in_short(told_school.EIGHT)
    assert [(part.count("<figure>"), part.count("<table>")) for part in parts] == [(1, 1)] * 4


def test_the_report_ends_with_how_its_figures_are_made() -> None:
    topics = re.findall(r"<h3>(.*?)</h3>", html())
    assert topics == [topic for topic, _ in findings.METHOD]
    assert html().index("How these figures are made") > html().index(findings.HERE_TITLE)


def test_what_is_missing_is_said_in_words() -> None:
    assert "no summary yet" in html()
    assert "no summary yet" in pdf_text.text(pdf())


def test_the_report_loads_nothing_and_runs_nothing() -> None:
    assert not re.search(r"<script|https?://|javascript:|@import|<img|<link", html())
    assert not re.search(rb"/(?:JavaScript|JS|URI|Launch|EmbeddedFile|SubmitForm)\b", pdf())


def test_pdf_and_html_say_the_same_sentences() -> None:
    read = pdf_text.text(pdf())
    for question in findings.QUESTIONS:
        for sentence in findings.points(told_school.EIGHT, None, question):
            assert sentence in read
            assert sentence in html()


def test_the_same_school_gives_the_same_bytes() -> None:
    assert handout.html(told_school.ONE) == handout.html(told_school.ONE)
    assert handout.pdf(told_school.ONE) == handout.pdf(told_school.ONE)


def test_one_class_alone_makes_a_report() -> None:
    page = handout.html(told_school.ONE)
    assert page.count("<figure>") == 4
    assert "Spring 2026, 6 Jan 2026 to 27 Mar 2026." in page


def test_a_school_without_a_period_makes_a_report_that_says_so() -> None:
    page = handout.html(told_school.school([told_school.missing("2A")], {}, periods=()))
    assert findings.opening(told_school.school([told_school.missing("2A")], {}, periods=())) in page
    assert "Ask the class rep of 2A" in page


def test_a_chosen_period_is_the_one_reported() -> None:
    assert "Autumn 2025, 3 Sep 2025 to 19 Dec 2025." in handout.html(told_school.EIGHT, "Autumn 2025")


def test_a_period_that_is_not_there_is_a_sentence_with_those_that_are() -> None:
    said = r"There is no period Summer 1999: choose one of Spring 2026 and Autumn 2025\."
    for made in (handout.html, handout.pdf):
        with pytest.raises(handout.NothingToReport, match=said):
            made(told_school.EIGHT, "Summer 1999")


def test_a_hostile_name_is_text_in_both() -> None:
    name = '<b>#read("/etc/passwd")*x*'
    hostile = replace(many(1), name=name)
    assert "&lt;b&gt;#read(" in handout.html(hostile)
    assert "<b>" not in handout.html(hostile)
    assert f"{name}: the parent groups" in pdf_text.text(handout.pdf(hostile))


# What is large goes on as several


def test_many_classes_are_several_pictures_of_about_as_many_rows_none_too_tall_for_a_page() -> None:
    rows = findings.rows(many(60), None, "fair")
    pictures = list(handout.pictures(rows, "Families heard"))
    assert len(pictures) == 4
    drawn = [picture.to_dict(validate=False)["params"][0]["value"] for picture in pictures]
    assert drawn == [f"Families heard ({place} of 4)" for place in (1, 2, 3, 4)]


@pytest.mark.parametrize(
    ("names", "most", "runs"),
    [("", 3, []), ("abc", 3, ["abc"]), ("abcd", 3, ["ab", "cd"]), ("abcdefgh", 3, ["ab", "cde", "fgh"])],
)
def test_names_go_into_as_few_runs_as_can_be_each_about_as_long(names: str, most: int, runs: list[str]) -> None:
    assert handout.evenly(names, most) == runs


def test_a_wide_table_is_several_that_repeat_the_first_column() -> None:
    wide = pl.DataFrame({"Class": ["2A"], **{f"figure {place}": [place] for place in range(8)}})
    tables = list(handout.tables(wide, "More"))
    assert [table.caption for table in tables] == ["More (1 of 2)", "More (2 of 2)"]
    assert [table.rows.columns[0] for table in tables] == ["Class", "Class"]
    assert [column for table in tables for column in table.rows.columns[1:]] == wide.columns[1:]


@pytest.mark.parametrize("name", ["*", "^.*$"])
def test_a_period_may_be_called_as_a_pattern_is_written(name: str) -> None:
    wide = pl.DataFrame({"Class": ["2A"], name: ["75 %"], "Autumn 2025": ["80 %"]})
    (table,) = handout.tables(wide, "The figures")
    assert table.rows.equals(wide)


def test_two_periods_of_one_name_are_both_said() -> None:
    spans = pl.concat(
        [
            told_school.EIGHT.periods,
            told_school.EIGHT.periods.tail(1).with_columns(ends=pl.lit(date(2026, 4, 2))),
        ]
    )
    both = replace(told_school.EIGHT, periods=spans)
    assert handout.span(both, told_school.SPRING) == [
        "Spring 2026, 6 Jan 2026 to 27 Mar 2026.",
        "Spring 2026, 6 Jan 2026 to 2 Apr 2026.",
    ]


@pytest.mark.parametrize(("number", "pictures"), [(16, 1), (17, 2)])
def test_a_picture_has_sixteen_rows_at_most(number: int, pictures: int) -> None:
    rows = findings.rows(many(20), None, "fair")
    first = rows["label"].unique(maintain_order=True).head(number)
    assert len(list(handout.pictures(rows.filter(pl.col("label").is_in(first.implode())), "Heard"))) == pictures


@pytest.mark.parametrize(("number", "tables"), [(6, 1), (7, 2)])
def test_a_table_has_six_columns_beside_the_class_at_most(number: int, tables: int) -> None:
    wide = pl.DataFrame({"Class": ["2A"], **{f"figure {place}": [place] for place in range(number)}})
    assert len(list(handout.tables(wide, "More"))) == tables


def test_the_first_question_stands_below_the_answers_and_each_other_one_on_a_page_of_its_own() -> None:
    parts = [handout.question_part(told_school.EIGHT, told_school.SPRING, each) for each in findings.QUESTIONS]
    assert [part.new_page for part in parts] == [False, True, True, True]


def test_nothing_is_explained_of_other_figures_where_there_are_none() -> None:
    assert handout.more_part(told_school.school([told_school.missing("2A")], {}, periods=()), None).notes == []
    assert handout.more_part(told_school.EIGHT, told_school.SPRING).notes == [findings.MORE_NOTE]


def test_a_table_without_a_row_is_none() -> None:
    assert list(handout.tables(pl.DataFrame(schema={"Class": pl.String, "Heard": pl.String}), "More")) == []


def test_what_is_not_known_of_a_class_is_a_dash_and_of_no_class_there_is_no_table() -> None:
    assert handout.here_part(told_school.school([], {}, periods=())).tables == []
    (table,) = handout.here_part(told_school.school([told_school.missing("2A")], {})).tables
    assert "–" in table.rows.row(0)
    assert {"", None}.isdisjoint(table.rows.row(0))

"""The stand-alone report: four answers, nothing loaded from elsewhere, nobody named."""

import re
from functools import cache
from pathlib import Path

import pytest

from dashboard import handout, workspace
from dashboard.workspace import Workspace

SAMPLE = Path(__file__).parent.parent / "sample_exports"


@cache
def school() -> Workspace:
    return workspace.load(SAMPLE)


@cache
def report() -> str:
    return handout.build(school())


def test_the_report_has_every_answer_each_with_a_picture() -> None:
    headings = re.findall(r'<h2 id="part-\d-heading">(.*?)</h2>', report())
    assert headings == [
        "Do announcements reach?",
        "Is everybody heard?",
        "How often do phones buzz at night?",
        "How much is there to read?",
        "Do group and roster match?",
    ]
    assert len(re.findall(r"<figure>", report())) >= 5


def test_the_report_says_first_which_classes_can_be_heard_and_how_many_families_in_them() -> None:
    (part,) = re.findall(r'aria-labelledby="part-2-heading">(.*?)</section>', report(), flags=re.DOTALL)
    sentences = re.findall(r'<p class="finding">(.*?)</p>', part)
    assert sentences[0].startswith("6 of 8 classes can be heard here, and in them about 75 % of 150 families ")
    assert sentences[1].startswith("3B has switched exporting off. ")
    assert part.index("Families on roll, by whether") < part.index("Families heard, of the families on roll")


def test_the_report_names_nobody() -> None:
    loaded = school()
    names = {*loaded.links["sender"], *loaded.roster["guardian"].drop_nulls(), *loaded.roster["child"].drop_nulls()}
    assert len(names) > 300
    assert [n for n in names - set(loaded.school.pa_posters) if len(n) > 4 and n in report()] == []


def test_the_report_quotes_no_message() -> None:
    texts = school().messages.filter(school().messages["kind"] == "text")["text"].drop_nulls().unique()
    assert [text for text in texts if len(text) > 20 and text in report()] == []


def test_the_report_loads_nothing_and_runs_nothing() -> None:
    assert "<script" not in report()
    assert "http://" not in report()
    assert "https://" not in report()


def test_a_period_that_is_not_on_offer_is_a_sentence_with_those_that_are() -> None:
    with pytest.raises(handout.NothingToReport, match=r"There is no period Summer 1999: choose one of Summer 2026,"):
        handout.build(school(), "Summer 1999")


def test_without_messages_there_is_nothing_to_report() -> None:
    with pytest.raises(handout.NothingToReport, match="add exports"):
        handout.build(workspace.load([]))


def test_a_chosen_period_is_the_one_reported() -> None:
    assert "Summer 2026, 13 Apr 2026 to" in handout.build(school(), "Summer 2026")

"""What the page of the reminder says beside it, and the sheet to print."""

import re
from dataclasses import replace

import pytest
from test_reminder import FIGURES, GUIDELINES, NOTHING_DONE
from test_report import Outline

from dashboard.findings import reminder as findings
from dashboard.findings.reminder import LABELS, as_page, asked_for, label, left_out, on_offer, rules
from dashboard.policy import read_profile
from dashboard.reminder import RULES, Figures, languages, written
from dashboard.report import POLICY

COMMUNITY = read_profile("community")


def test_every_line_has_a_label_of_its_own() -> None:
    assert list(LABELS) == list(RULES)
    assert len({label(line) for line in RULES}) == len(RULES)


def test_what_can_be_told_is_on_offer_and_what_the_rules_ask_for_is_chosen() -> None:
    assert on_offer(FIGURES, GUIDELINES) == list(RULES)
    assert asked_for(FIGURES, GUIDELINES) == ["nights", "bursts", "questions", "non_answers", "side_chats", "pictures"]


def test_the_rules_behind_the_chosen_lines_are_said_once_each_in_the_schools_words() -> None:
    first, *said = rules(FIGURES, GUIDELINES)

    assert first == "Chosen by the school's rules:"
    assert said == [
        GUIDELINES.says(switch) for switch in ("late", "one_message", "wait_to_know", "talk_elsewhere", "pictures")
    ]


def test_rules_that_ask_for_nothing_say_so_and_choose_nothing() -> None:
    assert asked_for(FIGURES, COMMUNITY) == []
    assert rules(FIGURES, COMMUNITY) == [
        "The school's rules ask for none of these, so none is chosen. Choose as you like."
    ]


def test_side_chats_where_they_are_welcome_are_not_on_offer_by_the_schools_own_words() -> None:
    assert on_offer(FIGURES, COMMUNITY) == [name for name in RULES if name != "side_chats"]
    assert left_out(FIGURES, COMMUNITY) == [
        "“Conversations of two” is not on offer. The rules say nothing about conversations between two people, so they "
        "may stay in the group."
    ]


def test_what_is_welcome_is_not_left_out_for_its_figure() -> None:
    by_figure, by_rule = left_out(replace(FIGURES, side_chats=1, shop_links=None), COMMUNITY)

    assert by_figure.startswith("Not on offer: “Links to shops”. ")
    assert by_rule.startswith("“Conversations of two” is not on offer. ")


def test_lines_that_are_not_on_offer_are_named_with_the_reason() -> None:
    (said,) = left_out(replace(FIGURES, side_chats=1, shop_links=None), GUIDELINES)

    assert said.startswith("Not on offer: “Conversations of two” and “Links to shops”. A line is left out where")
    assert "is 1 to 4, as the group might guess who is meant" in said
    assert said.endswith("with fewer than 10 families on roll or fewer than 50 messages, most lines are.")


def test_nothing_is_said_of_lines_left_out_where_there_are_none_or_no_others() -> None:
    assert left_out(FIGURES, GUIDELINES) == []
    assert left_out(Figures(), GUIDELINES) == []


@pytest.mark.parametrize("language", languages())
def test_the_sheet_stands_alone_and_runs_and_loads_nothing(language: str) -> None:
    page = as_page(written(FIGURES, RULES, language))
    outline = Outline(page)
    tags = {tag for tag, _ in outline.tags}
    names = {name for _, attributes in outline.tags for name in attributes}

    assert tags.isdisjoint({"script", "link", "img", "iframe", "object", "base", "form", "a"})
    assert names.isdisjoint({"src", "href", "srcset"})
    assert not [name for name in names if name.startswith("on")]
    assert not re.search(r"https?:|@import|url\(", page)
    assert POLICY.startswith("default-src 'none'")
    assert outline.named("meta")[1]["content"] == POLICY
    assert outline.unclosed == []


@pytest.mark.parametrize("language", languages())
def test_the_sheet_says_its_language_and_all_of_the_reminder(language: str) -> None:
    reminder = written(NOTHING_DONE, RULES, language)
    outline = Outline(as_page(reminder))
    direction = "rtl" if language in ("ar", "fa", "he", "ur") else "ltr"

    assert outline.named("html") == [{"lang": language, "dir": direction}]
    assert [text for text in outline.text if text in (reminder.title, *reminder.paragraphs, reminder.closing)] == [
        reminder.title,  # of the window
        reminder.title,
        *reminder.paragraphs,
        reminder.closing,
    ]


def test_a_name_on_the_sheet_is_text() -> None:
    page = as_page(written(replace(FIGURES, class_name="<script>alert(1)</script>"), RULES, "en"))

    assert "<script" not in page
    assert "&lt;script&gt;" in page


def test_a_file_says_what_it_is_and_in_which_language() -> None:
    assert findings.file_name(written(FIGURES, RULES, "pt-BR"), "txt") == "friendly reminder (pt-BR).txt"

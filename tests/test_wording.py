import tomllib
from collections import Counter
from importlib import resources

import polars as pl
import pytest

from parsers.notices import YOU, languages_of, languages_of_marks, read_notices
from parsers.schema import EVENT, MEDIA, ROUTE
from parsers.wording import Template, Wording, english, longest_words, wordings
from parsers.wording.bulk import fits
from parsers.wording.patterns import PEOPLE, any_form
from tests.wording_facts import FACTS, facts, share_of

BY_CODE = {wording.language: wording for wording in wordings()}
LANGUAGES = tuple(facts()) if FACTS.exists() else ("no facts",)
each_language = pytest.mark.parametrize("wording", wordings(), ids=lambda wording: wording.language)
with_facts = pytest.mark.skipif(not FACTS.exists(), reason="the facts are not beside this repository (../shared/facts)")


def toml(wording: Wording) -> dict:
    return tomllib.loads(resources.files("parsers.wording").joinpath(f"{wording.language}.toml").read_text("utf-8"))


def filled(form: str) -> str:
    plain = {"actor": "Ana", "target": "Bo", "people": "Ana", "old": "Ana", "new": "Bo", "inviter": "Cy", "text": "Oak"}
    for brace, name in (plain | {"n": "3"}).items():
        form = form.replace(f"{{{brace}}}", name)
    return form


def told_by(template: Template) -> list:
    """Event, route, actor and targets of `filled`."""
    named = {"actor", "people"} & set(template.people) or template.event == "username_changed"
    actor = YOU if template.exporter == "actor" else "Ana" if named else None
    targets = ["Bo"] if "target" in template.people else ["Ana", "Bo"] if "old" in template.people else []
    return [template.event, template.route, actor, [YOU] if template.exporter == "target" else targets]


@with_facts
def test_every_language_of_the_facts_has_a_file():
    assert set(facts()) == set(BY_CODE)


@with_facts
@pytest.mark.parametrize("language", LANGUAGES)
def test_known_wordings_come_back_as_what_they_tell_whoever_is_in_them(language):
    right, lines = share_of(language)
    assert right / lines >= 0.99  # asked for: 0.95 in each language and 0.99 over all


@with_facts
@pytest.mark.parametrize("language", LANGUAGES)
def test_two_lines_of_an_export_are_enough_to_tell_its_language(language):
    forms = facts()[language]
    lines = [forms["encryption_notice"][0]["template"], forms["created"][0]["template"]]
    texts = pl.Series([line.replace("{actor}", "Ana").replace("{subject}", "Oak") for line in lines])
    assert languages_of(texts)[0].language == language


@each_language
def test_a_file_is_of_its_language_and_explains_itself_at_its_top(wording):
    top = wording.toml.split("\n\n", 1)[0]
    assert toml(wording)["language"] == wording.language
    assert all(line.startswith("#") for line in top.splitlines())
    assert "How wordings are compared" in top if wording is english() else "explained at the top of en.toml" in top


@each_language
def test_events_routes_and_media_are_those_of_the_schema(wording):
    assert {template.event for template in wording.notices} <= set(EVENT.categories)
    assert {template.route for template in wording.notices} - {None} <= set(ROUTE.categories)
    assert set(toml(wording)["omitted"]) <= set(MEDIA.categories)


@each_language
def test_every_table_and_list_of_a_file_is_one_that_is_read(wording):
    words = toml(wording)
    known = {"language", "pronouns", "and", "comma", "tails", "files", "omitted", "attached", "marks"}
    assert set(words) <= known | {"poll", "notices"}
    assert set(words["marks"]) <= set(wording.marks)
    assert set(words.get("poll", ())) <= set(wording.poll)
    assert {key for block in words["notices"] for key in block} <= {"event", "route", "forms", "by_you", "to_you"}


@each_language
def test_every_wording_is_read_as_its_own_event_with_its_own_people(wording):
    wanted = {filled(template.form): told_by(template) for template in wording.notices}
    read = read_notices(pl.Series(list(wanted)), [wording], ("Ana", "Bo", "Cy")).drop("lead")
    assert {text: answer for text, *answer in read.rows()} == wanted


@each_language
def test_no_wording_stands_in_a_file_twice(wording):
    forms = [
        form
        for block in toml(wording)["notices"]
        for key in ("forms", "by_you", "to_you")
        for form in block.get(key, ())
    ]
    assert [form for form, times in Counter(forms).items() if times > 1] == []


@each_language
def test_the_phrases_that_tell_languages_apart_are_all_of_the_wordings(wording):
    by_kind = (*wording.omitted.values(), *wording.marks.values(), wording.attached)
    tail = {longest_words(form) for form in wording.notice_phrases}
    assert {form for block in toml(wording)["notices"] for form in block.get("forms", ())} <= set(
        wording.notice_phrases
    )
    assert {form for forms in by_kind for form in forms} == set(wording.mark_phrases)
    assert "" not in tail


@each_language
def test_what_is_in_braces_is_known(wording):
    known = {*PEOPLE, "text", "n"}
    assert {hole.name for template in wording.notices for hole in template.holes} <= known


@pytest.mark.parametrize(
    ("language", "text", "people"),
    [
        ("fa", "Bo توسط Ana اضافه شد", ("Ana", ["Bo"])),
        ("fa", "Ana Lee Bo Lee را اضافه کرد", ("Ana Lee", ["Bo Lee"])),
        ("de", "Ana hat dich hinzugefügt.", ("Ana", [YOU])),
        ("de", "Du hast Bo, Cy und Di hinzugefügt.", (YOU, ["Bo", "Cy", "Di"])),
        ("ko", "Ana님이 Bo님을 추가했습니다", ("Ana", ["Bo"])),
        ("zh-CN", "Ana 添加了 李和平", ("Ana", ["李和平"])),
        ("zh-CN", "Ana 添加了 Bo和Cy", ("Ana", ["Bo", "Cy"])),
        ("ar", "Ana أضاف محمد وليد", ("Ana", ["محمد وليد"])),
    ],
)
def test_who_did_it_and_to_whom_is_told_in_the_order_of_the_language(language, text, people):
    known = ("Ana", "Ana Lee", "Bo", "Bo Lee", "Cy")
    assert read_notices(pl.Series([text]), [BY_CODE[language]], known).select("actor", "targets").row(0) == people


@pytest.mark.parametrize(
    "text",
    [
        'Ana hat die Gruppe "Oak" erstellt',
        "Ana hat die Gruppe „Oak“ erstellt.",
        "Ana hat die Gruppe »Oak« erstellt",
        "\u200eAna hat\u00a0die Gruppe “Oak” erstellt.\u200f",
        "Ana hat die Gruppe “Oak” erstellt。",
    ],
)
def test_marks_spaces_quotation_marks_and_the_final_stop_are_of_any_kind(text):
    assert read_notices(pl.Series([text]), [BY_CODE["de"]])["event"].to_list() == ["created"]


def test_a_phone_whose_language_was_changed_speaks_both_the_more_frequent_first():
    texts = pl.Series(["Ana left", "Ana hat Bo hinzugefügt.", "Du hast die Gruppe verlassen."])
    assert [wording.language for wording in languages_of(texts)] == ["de", "en"]
    assert read_notices(texts, languages_of(texts))["event"].sort().to_list() == ["added", "left", "left"]


def test_words_that_only_whatsapp_writes_tell_the_language_where_there_are_no_notices():
    texts = pl.Series(["<Medien ausgeschlossen>", "Bis morgen", "Diese Nachricht wurde gelöscht."])
    assert [wording.language for wording in languages_of_marks(texts)] == ["de"]
    assert languages_of_marks(pl.Series(["Bis morgen"])) == ()
    assert languages_of(pl.Series([], dtype=pl.String)) == ()


def test_where_nobody_is_known_the_wording_with_more_words_wins():
    read = read_notices(pl.Series(["Ana removed Bo as admin"]), [english()])
    assert read.select("event", "actor", "targets").row(0) == ("admin_revoked", "Ana", ["Bo"])
    assert len(fits(pl.Series(["Ana removed Bo as admin"]), english())) == 2


def test_no_wordings_fit_nothing():
    assert pl.Series(["", "text"]).str.contains(any_form([])).to_list() == [False, False]

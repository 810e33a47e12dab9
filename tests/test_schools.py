"""The invented schools are what they say they are, and the product tells the truth about them."""

import re
from dataclasses import replace
from datetime import datetime, time
from functools import cache
from types import MappingProxyType

import polars as pl
import pytest

from dashboard import workspace
from dashboard.said import Said
from dashboard.workspace import Workspace
from parsers import schema
from sample_exports.generator.dice import Dice
from tests.schools import measure
from tests.schools.groups import END
from tests.schools.measure import Measured, compared
from tests.schools.names import CULTURES, Name, culture, folded, parsed, umlauts_spelt, unmarked
from tests.schools.people import LAST_DAY, Child, Family, Person
from tests.schools.school import InventedSchool, invented
from tests.schools.spelling import Setting, alone, initials_of, mistyped, only_child, whole

SEED = 1
NUMBER = re.compile(r"\+\d[\d ()-]{8,}\d|\b0\d{4} \d{6}\b|\(\d{3}\) \d{3}-\d{4}")
NOBODYS = re.compile(r"\+44 ?7700 ?900\d{3}|07700 900\d{3}|(?:\+1 )?\(\d{3}\) 555-01\d\d")

every_culture = pytest.mark.parametrize("key", CULTURES)


def school(key: str) -> InventedSchool:
    return invented(key, SEED)


@cache
def loaded(key: str) -> Workspace:
    return workspace.load(school(key).files, Said(as_read=True))


@cache
def own_loaded(key: str) -> Workspace:
    """With the roster in our own words: what is tested of the measure does not hang on headings."""
    return workspace.load(invented(key, SEED, own_roster=True).files, Said(as_read=True))


@cache
def told(key: str) -> Measured:
    return compared(school(key), loaded(key))


def text_of(data: bytes) -> str:
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return data.decode("cp1252")


# --- the schools ------------------------------------------------------------------------------------------------------


@every_culture
def test_the_same_seed_gives_the_same_bytes(key: str) -> None:
    again = invented.__wrapped__(key, SEED)  # made anew, not kept from before
    assert again.files == school(key).files
    assert invented.__wrapped__(key, SEED + 1).files != again.files


@every_culture
def test_every_number_is_nobodys(key: str) -> None:
    found = [number for _, data in school(key).files for number in NUMBER.findall(text_of(data))]
    assert len(found) > 100
    assert [number for number in found if not NOBODYS.fullmatch(number)] == []


@every_culture
def test_a_school_has_six_to_eight_classes_of_eighteen_to_thirty_families(key: str) -> None:
    people = school(key).people
    assert 6 <= len(people.classes) <= 8
    assert all(18 <= len(people.of_class(class_)) <= 31 for class_ in people.classes)
    assert any(len(family.children) > 1 for family in people.families)


@every_culture
def test_a_child_is_known_by_its_class_and_name(key: str) -> None:
    children = [
        (c.class_, measure.words(c.full_name)) for family in school(key).people.families for c in family.children
    ]
    assert len(set(children)) == len(children)


@every_culture
def test_two_mothers_of_different_classes_have_one_name(key: str) -> None:
    people = school(key).people
    whose: dict[str, list[Family]] = {}
    for family in people.families:
        for guardian in family.guardians:
            whose.setdefault(guardian.roster_name, []).append(family)
    [(one, other)] = [families for families in whose.values() if len(families) > 1]
    assert {c.class_ for c in one.children}.isdisjoint(c.class_ for c in other.children)
    assert {c.surname for c in one.children}.isdisjoint(c.surname for c in other.children)


@every_culture
def test_a_printed_sender_is_one_person_of_the_group(key: str) -> None:
    senders = [(sender.chat, sender.shown) for sender in school(key).senders]
    assert len(set(senders)) == len(senders)


@every_culture
def test_people_write_only_while_they_are_in(key: str) -> None:
    outside = [
        (member.printed.text, at)
        for group in school(key).groups
        for member in group.members
        for at, sender in member.writes
        if not any(s.sender == sender and s.since < at < (s.until or END) for s in member.stays)
    ]
    assert outside == []


@every_culture
def test_the_stays_of_one_person_follow_each_other(key: str) -> None:
    for group in school(key).groups:
        for member in group.members:
            times = [time for stay in member.stays for time in (stay.since, stay.until or END)]
            assert times == sorted(times)
            assert all(stay.until for stay in member.stays[:-1])


@every_culture
def test_a_family_on_roll_is_current_if_and_only_if_a_guardian_is_still_in(key: str) -> None:
    inside = {
        (group.class_, member.person.family)
        for group in school(key).groups
        for member in group.members
        if member.what == "guardian" and member.stays[-1].until is None
    }
    for place, status in school(key).statuses.items():
        assert (place in inside) == (status in ("current", "opted_out_present", "excluded_present")), place


@every_culture
def test_families_who_left_or_are_yet_to_come_have_no_status(key: str) -> None:
    away = [f for f in school(key).people.families if not f.on_roll(LAST_DAY)]
    assert away
    assert {family for _, family in school(key).statuses}.isdisjoint(family.key for family in away)


@every_culture
def test_a_placeable_number_is_on_the_roster_and_no_other_is(key: str) -> None:
    digits = re.sub(r"\D", "", text_of(school(key).files[1][1]))
    shown = [sender for sender in school(key).senders if sender.style == "phone"]
    first = [sender for sender in shown if sender.shown == min(s.shown for s in shown if s.person == sender.person)]
    assert first
    for sender in first:
        number = re.sub(r"\D", "", sender.shown)[-10:]
        changed = sum(s.person == sender.person and s.chat == sender.chat for s in shown) > 1
        assert changed or (number in digits) == sender.placeable, sender


@every_culture
def test_nobody_of_no_family_is_on_the_roster(key: str) -> None:
    people = school(key).people
    guardians = {guardian.roster_name for family in people.families for guardian in family.guardians}
    assert people.others
    assert [person.roster_name for _, _, person in people.others if person.roster_name in guardians] == []


@every_culture
def test_only_an_admins_export_tells_that_somebody_left(key: str) -> None:
    left = own_loaded(key).messages.filter(pl.col("event") == "left")["chat"].unique()
    no_admins = [group.name for group in school(key).groups if not group.admin]
    assert 1 <= len(no_admins) <= 2
    assert not set(left) & set(no_admins)


@every_culture
def test_half_of_the_classes_have_a_list_of_everybody_there_but_for_one_that_is_cut(key: str) -> None:
    lists = school(key).lists
    assert len(lists) == (len(school(key).people.classes) + 1) // 2
    assert list(lists.values()).count("cut") == 1
    table = pl.read_csv(school(key).files[2][1])
    chats = {group.name: group.class_ for group in school(key).groups}
    for chat, members, names in table.select("chat", "members", "names").iter_rows():
        assert (len(names.split(";")) == members) == (lists[chats[chat]] == "complete")


@every_culture
def test_a_list_has_who_was_in_when_its_day_began(key: str) -> None:
    table = pl.read_csv(school(key).files[2][1], try_parse_dates=True)
    for chat, day, members, names in table.select("chat", "taken_on", "members", "names").iter_rows():
        start = datetime.combine(day, time())
        inside = {s.shown for s in school(key).stays if s.chat == chat and s.since < start <= s.until}
        assert members == len(inside)
        assert len(set(names.split(";")) - inside) <= 1  # the exporter is "You" in the phone's language


@every_culture
def test_the_reader_understands_every_line_of_the_exports(key: str) -> None:
    told = own_loaded(key)
    assert told.messages.filter(pl.col("event") == "other")["text"].to_list() == []
    assert told.problems.filter(pl.col("file").str.ends_with(".txt")).rows() == []
    assert set(told.messages["chat"]) == {group.name for group in school(key).groups}


def test_all_ways_to_print_somebody_are_used() -> None:
    styles = {sender.style for key in CULTURES for sender in school(key).senders}
    assert {"script", "romanised", "english", "one_surname", "initials", "phone", "child", "pseudonym"} <= styles
    assert {"grandparents", "helpers", "teachers", "typo", "title", "saved", "emoji", "surname_first"} <= styles


# --- spelling ---------------------------------------------------------------------------------------------------------


def test_a_name_is_read_with_all_its_forms() -> None:
    name = parsed("Kowal_Ski=Kow|Ko@ков~Kowalsky/Kowalska^Kowala")
    assert name == Name("Kowal Ski", ("Kow", "Ko"), "ков", ("Kowalsky",), "Kowalska", "Kowala")


@pytest.mark.parametrize(
    ("text", "plain", "spelt"),
    [("Müller", "Muller", "Mueller"), ("Łukasz Gołąb", "Lukasz Golab", "Łukasz Gołąb"), ("नेहा", "नेहा", "नेहा")],
)
def test_diacritics_can_be_left_out_or_spelt(text: str, plain: str, spelt: str) -> None:
    assert unmarked(text) == plain
    assert umlauts_spelt(text) == spelt
    assert folded(text) == plain.casefold()


ANA, KAUR, GILL = Name("Ana", ("Anita",)), Name("Kaur"), Name("Gill")
MUM = Person("a", True, ANA, (KAUR,), "+447700900000", "A")


def setting(*guardians: Person) -> Setting:
    families = [
        Family(str(g.family), (g,), (Child(Name("Leo", ("Leon",)), "Gill", "2B"),), None, None, "current")
        for g in guardians
    ]
    return Setting(culture("british"), "2B", tuple(families))


@pytest.mark.parametrize(
    ("other", "given", "initials", "answer"),
    [
        (replace(MUM, family="B"), "Ana", None, False),
        (replace(MUM, family="B"), "Anita", (), False),  # short for the other's name too
        (replace(MUM, family="B", given=Name("Ben")), "Ana", (), True),
        (replace(MUM, family="B", surnames=(KAUR, GILL)), "Ana", None, False),  # may leave Gill out
        (replace(MUM, family="B", surnames=(GILL,)), "Ana", None, True),
        (replace(MUM, family="B", surnames=(GILL,)), "Ana", ("K",), True),
        (replace(MUM, family="B", surnames=(GILL,)), "Ana", (), False),
        (replace(MUM, family="A"), "Ana", (), True),  # of the same family
    ],
)
def test_a_name_is_placeable_where_it_fits_one_family_of_the_class(
    other: Person, given: str, initials: tuple[str, ...] | None, answer: bool
) -> None:
    assert alone(MUM, given, initials, setting(MUM, other)) is answer


@pytest.mark.parametrize(
    ("surname", "initials"),
    [("del Río", ("R",)), ("Al-Farsi", ("A", "F")), ("Hartley-Jones", ("H",)), ("Öztürk", ("Ö",))],
)
def test_a_surname_is_shortened_to_the_letter_that_people_use(surname: str, initials: tuple[str, ...]) -> None:
    assert initials_of(surname) == initials


def test_a_child_is_placeable_where_no_other_child_of_the_class_has_that_name() -> None:
    assert not only_child("Leon", MUM, setting(MUM, replace(MUM, family="B")))
    assert only_child("Mia", MUM, setting(MUM, replace(MUM, family="B")))


def test_a_name_is_mistyped_by_one_letter_and_begins_as_it_did() -> None:
    for seed in range(30):
        wrong = mistyped(Dice(seed, "typo"), "Ana Sutcliffe")
        assert wrong.startswith("Ana S")
        assert abs(len(wrong) - len("Ana Sutcliffe")) <= 1
    assert mistyped(Dice(1, "typo"), "Li Ma") == "Li Ma"


def test_a_person_without_the_form_that_was_chosen_is_printed_by_the_whole_name() -> None:
    printed = whole(Dice(1, "print"), MUM, "script", setting(MUM))
    assert (printed.text, printed.style, printed.placeable) == ("Ana Kaur", "full", True)


# --- the measure ------------------------------------------------------------------------------------------------------


def with_the_truth(key: str) -> Workspace:
    """What the product would have said, had it known everything that names, children and numbers tell."""
    said = own_loaded(key)
    families = {next(iter(true)): family for family, true in measure.families_known(school(key), said.roster).items()}
    classes = {group.name: group.class_ for group in school(key).groups}
    links = [
        {
            **{"chat": sender.chat, "sender": sender.shown, "class": classes[sender.chat], "evidence": []},
            "family": families[str(sender.family)] if sender.placeable else None,
            "how": "name" if sender.placeable else "none",
            "candidates": [],
        }
        for sender in school(key).senders
    ]
    stays = [
        {"chat": s.chat, "sender": s.shown, "since": s.since, "certainty": "listed"}
        | {"until": None if s.until == END else s.until}
        for s in school(key).stays
    ]
    return replace(
        said,
        links=pl.DataFrame(links, infer_schema_length=None).pipe(schema.conform, schema.LINKS),
        membership=pl.DataFrame(stays, infer_schema_length=None).pipe(schema.conform, schema.MEMBERSHIP),
    )


@every_culture
def test_the_truth_measures_as_perfect(key: str) -> None:
    perfect = compared(school(key), with_the_truth(key))
    assert (perfect.precision, perfect.recall, perfect.review) == (1, 1, 0)
    hidden = measure.hidden_families(school(key))
    misjudged = [(true, said) for class_, family, true, said in perfect.misjudged if (class_, family) not in hidden]
    assert set(misjudged) <= {("missing", "not_seen")}  # one family alone may be the exporter's, who has no name
    assert (perfect.status_cut, perfect.bounds) == (1, 1)
    assert (perfect.certain_true, perfect.days_covered) == (pytest.approx(1), pytest.approx(1))
    assert perfect.families_read == 1
    assert perfect.wrong == perfect.missed == perfect.false_days == ()


def test_a_person_in_the_review_queue_is_answered_for_with_the_truth() -> None:
    truth = with_the_truth("british")
    shown = {sender.style: sender for sender in school("british").senders}
    asked = [shown[style] for style in ("full", "grandparents", "teachers")]
    is_asked = pl.col("sender").is_in([sender.shown for sender in asked])
    links = truth.links.with_columns(
        how=pl.when(is_asked).then(pl.lit("none", schema.HOW)).otherwise("how"),
        candidates=pl.when(is_asked).then(["some family"]).otherwise("candidates"),
    )
    unsure = replace(truth, links=links, decisions=schema.empty(schema.DECISIONS))
    known = measure.families_known(school("british"), truth.roster)
    answers = measure.rightly_answered(school("british"), unsure, known)
    said = {sender: (answer, family) for sender, answer, family in answers.select("sender", "answer", "family").rows()}
    family = next(family for family, true in known.items() if asked[0].family in true)
    assert [said[sender.shown] for sender in asked] == [("family", family), ("nobody", None), ("staff", None)]


def test_a_wrong_link_costs_precision_and_recall_and_is_listed() -> None:
    truth = with_the_truth("british")
    first = truth.links.filter(pl.col("how") == "name").row(0, named=True)
    other = next(family for family in truth.links["family"].drop_nulls() if family != first["family"])
    is_first = (pl.col("chat") == first["chat"]) & (pl.col("sender") == first["sender"])
    links = truth.links.with_columns(family=pl.when(is_first).then(pl.lit(other)).otherwise("family"))
    worse = compared(school("british"), replace(truth, links=links))
    assert [(wrong.chat, wrong.shown) for wrong in worse.wrong] == [(first["chat"], first["sender"])]
    assert worse.precision is not None
    assert worse.recall is not None
    assert 0.99 < worse.precision < 1
    assert 0.99 < worse.recall < 1


def test_a_person_of_no_family_who_is_linked_to_one_is_a_wrong_link() -> None:
    truth = with_the_truth("british")
    stranger = next(s for s in school("british").senders if s.family is None)
    is_stranger = (pl.col("chat") == stranger.chat) & (pl.col("sender") == stranger.shown)
    family = truth.links["family"].drop_nulls()[0]
    links = truth.links.with_columns(
        family=pl.when(is_stranger).then(pl.lit(family)).otherwise("family"),
        how=pl.when(is_stranger).then(pl.lit("name", schema.HOW)).otherwise("how"),
    )
    worse = compared(school("british"), replace(truth, links=links))
    assert [wrong.shown for wrong in worse.wrong] == [stranger.shown]


def test_senders_for_a_person_to_decide_are_the_review_share() -> None:
    truth = with_the_truth("british")
    unsure = pl.col("how") == "none"
    links = truth.links.with_columns(candidates=pl.when(unsure).then(["some family"]).otherwise("candidates"))
    share = links.filter(unsure).height / links.height
    assert compared(school("british"), replace(truth, links=links)).review == pytest.approx(share)


def test_days_on_which_somebody_had_left_are_no_true_days() -> None:
    truth = with_the_truth("british")
    gone = truth.membership.filter(pl.col("until").is_not_null())
    assert gone.height
    worse = compared(
        school("british"),
        replace(truth, membership=truth.membership.with_columns(until=pl.lit(None, pl.Datetime("ms")))),
    )
    assert worse.certain_true is not None
    assert worse.certain_true < 1
    assert {person for _, person, _ in worse.false_days} <= {measure.shown(name) for name in gone["sender"]}


def test_time_that_two_rows_cover_counts_once() -> None:
    one, two, three = (datetime(2026, 1, day) for day in (1, 2, 3))
    assert measure.joined([(one, three), (two, three)]) == [(one, three)]
    assert measure.common([(one, three)], [(two, three)]) == 1


# --- what the product says -------------------------------------------------------------------------------------------

# Of one school alone, where a family is more than a hundredth: what every culture's school of SEED keeps, as measured.
OF_ONE_SCHOOL = MappingProxyType(
    {"precision": 0.99, "recall": 0.95, "review": 0.08, "status_told": 0.96, "status_reviewed": 0.96}
)


def mean(figure: str) -> float:
    """Of the cultures' schools, each counting the same."""
    found = [getattr(told(key), figure) for key in CULTURES]
    return sum(found) / len(found)


def test_automatic_links_are_right_in_99_of_100() -> None:
    assert mean("precision") >= 0.99, [told(key).wrong for key in CULTURES]


def test_nine_of_ten_senders_whom_a_name_child_or_phone_places_are_linked() -> None:
    assert mean("recall") >= 0.90, [[sender.shown for sender in told(key).missed] for key in CULTURES]


def test_at_most_8_of_100_senders_are_left_to_a_person() -> None:
    assert mean("review") <= 0.08


def test_the_status_of_97_of_100_families_is_right_where_a_list_tells_it() -> None:
    assert mean("status_told") >= 0.97, [told(key).misjudged for key in CULTURES]


def test_the_status_of_97_of_100_families_is_right_once_a_person_has_answered_and_no_fewer_than_before() -> None:
    assert mean("status_reviewed") >= 0.97
    assert mean("status_reviewed") >= mean("status_told")


def test_99_of_100_person_days_called_certain_are_true() -> None:
    assert mean("certain_true") >= 0.99, [told(key).false_days for key in CULTURES]


def test_the_bounds_of_97_of_100_classes_hold() -> None:
    assert mean("bounds") >= 0.97


@every_culture
@pytest.mark.parametrize("figure", OF_ONE_SCHOOL)
def test_no_culture_s_school_is_far_behind(key: str, figure: str) -> None:
    value, bound = getattr(told(key), figure), OF_ONE_SCHOOL[figure]
    assert value <= bound if figure == "review" else value >= bound


@every_culture
def test_every_culture_s_roster_is_read_and_99_of_100_households_are_one_family_of_their_own(key: str) -> None:
    families = told(key).families_read
    assert families is not None
    assert families >= 0.99


@every_culture
def test_99_of_100_person_days_called_certain_are_true_in_every_culture_s_school(key: str) -> None:
    days = told(key).certain_true
    assert days is not None
    assert days >= 0.99, told(key).false_days


@every_culture
def test_the_true_number_of_families_lies_within_what_is_said_where_leaving_shows_and_no_link_is_wrong(
    key: str,
) -> None:
    shows = {group.class_ for group in school(key).groups if group.admin or group.class_ in school(key).lists}
    misled = {group.class_ for group in school(key).groups if group.name in {wrong.chat for wrong in told(key).wrong}}
    assert [place for place in told(key).outside if place[0] in shows - misled] == []

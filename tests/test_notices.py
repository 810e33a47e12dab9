import polars as pl
import pytest

from parsers.notices import YOU, bare_name, languages_of, read_notices, split_names
from parsers.wording import english

ENGLISH = english()


def read(text: str, *known: str) -> tuple | None:
    rows = read_notices(pl.Series([text]), [ENGLISH], known).drop("text", "lead").rows()
    return rows[0] if rows else None


@pytest.mark.parametrize(
    ("text", "event", "route", "actor", "targets"),
    [
        ('Ana created group "2B: Oak"', "created", None, "Ana", []),
        ("Ana created group “2B”", "created", None, "Ana", []),
        ("Group creator created this group", "created", None, None, []),
        ("Ana added you", "added", "added", "Ana", [YOU]),
        ("You added Bo", "added", "added", YOU, ["Bo"]),
        ("Ana added Bo to this group", "added", "added", "Ana", ["Bo"]),
        ("Ana added Bo. Tap to change member permissions.", "added", "added", "Ana", ["Bo"]),
        ("Members were added", "added", "added", None, []),
        ("Bo and Cy were added", "added", "added", None, ["Bo", "Cy"]),
        ("Ana added Bo and 12 more", "added", "added", "Ana", ["Bo"]),
        ("You joined using this group's invite link. Tap to add other members.", "joined", "link", YOU, []),
        ("Bo joined using an invite from Ana", "joined", "invite", "Bo", []),
        ("Bo joined", "joined", None, "Bo", []),
        ("You were removed", "removed", None, None, [YOU]),
        ("Ana removed Bo as admin", "admin_revoked", None, "Ana", ["Bo"]),
        ("Ana made Bo and Cy an admin", "admin_granted", None, "Ana", ["Bo", "Cy"]),
        ("Ana requested to add Bo.", "requested", None, "Ana", ["Bo"]),
        ("Bo's security code changed. Tap for more info.", "security_code_changed", None, None, ["Bo"]),
        ("Ana changed from @ana to @ana_b", "number_changed", None, "Ana", ["@ana", "@ana_b"]),
        ("Ana ended this group", "other", None, "Ana", []),
    ],
)  # fmt: skip
def test_a_notice_says_what_happened_how_by_whom_and_to_whom(text, event, route, actor, targets):
    assert read(text) == (event, route, actor, targets)


@pytest.mark.parametrize(
    "text", ["", "Hello", "added", "Ana adores Bo", "Bo left early\nand angry", "He said: Ana left us"]
)
def test_other_lines_are_no_known_notice(text):
    assert read(text) is None


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Bo", ["Bo"]),
        ("Bo and Cy", ["Bo", "Cy"]),
        ("Bo, Cy and Di", ["Bo", "Cy", "Di"]),
        ("Bo, Cy, and Di", ["Bo", "Cy", "Di"]),
        ("Mum and Dad and Cy", ["Mum and Dad", "Cy"]),
        ("~\u202fMum and Dad, Cy", ["~\u202fMum and Dad", "Cy"]),
        ("Cy, Smith, Jo and Di", ["Cy", "Smith, Jo", "Di"]),
    ],
)
def test_a_list_of_names_is_taken_apart_but_not_a_known_name(text, names):
    assert split_names(text, ENGLISH, {"Mum and Dad", "Smith, Jo"}) == names


@pytest.mark.parametrize(
    ("written", "name"),
    [
        ("~\u202fAna", "Ana"),
        ("~\u00a0Ana", "Ana"),
        ("~Ana", "Ana"),
        ("\u202a+44 7700 900123\u202c", "+44 7700 900123"),
        ("\u200eAna", "Ana"),
        ("Ana ~ Bo", "Ana ~ Bo"),
        ("👨\u200d👩\u200d👧", "👨\u200d👩\u200d👧"),
    ],
)
def test_a_name_loses_whatsapp_s_marks_and_nothing_else(written, name):
    assert pl.select(bare_name(pl.lit(written))).item() == name


def test_the_language_is_the_one_whose_wordings_fit():
    assert languages_of(pl.Series(["Ana added Bo", "Frobnicated"])) == (ENGLISH,)
    assert languages_of(pl.Series(["Frobnicated"])) == ()


def test_each_distinct_text_is_read_once():
    assert len(read_notices(pl.Series(["Ana left", "Ana left", None]), [ENGLISH])) == 1


def test_a_list_of_thousands_is_split_at_once():
    people = [f"Bo {number}" for number in range(5000)]
    names = split_names(", ".join(people) + " and Cy, Di and Ed", ENGLISH, ["Cy, Di and Ed"])
    assert names == [*people, "Cy, Di and Ed"]

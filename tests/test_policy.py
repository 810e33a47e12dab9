"""The ready policy profiles: what each document says, switch by switch, and what is refused."""

import re
from dataclasses import fields
from importlib import resources

import pytest

from dashboard.policy import PROFILES, SWITCHES, Profile, profile_of, profiles, read_profile
from parsers.errors import SettingsError

FILES = resources.files("dashboard").joinpath("profiles")
COMMUNITY = FILES.joinpath("community.toml").read_text(encoding="utf-8")
RULE_OF_LEAVERS = re.compile(r'\[leavers\]\nvalue = "keep"\nsays = "([^"]*)"\n')


def test_the_ready_profiles_are_offered_in_their_order() -> None:
    assert tuple(profile.name for profile in profiles()) == PROFILES


def test_there_is_a_ready_profile_for_every_file_and_none_besides() -> None:
    assert {file.name for file in FILES.iterdir()} == {f"{name}.toml" for name in PROFILES}


def test_every_switch_is_a_field_of_the_profile_and_every_field_but_its_texts_is_a_switch() -> None:
    assert [field.name for field in fields(Profile)] == ["name", "title", *SWITCHES, "sentences"]


@pytest.mark.parametrize("profile", profiles(), ids=PROFILES)
def test_every_switch_has_one_sentence_of_its_own(profile: Profile) -> None:
    said = dict(profile.switches())

    assert list(said) == list(SWITCHES)
    assert len(set(said.values())) == len(said)
    for switch, sentence in said.items():
        assert profile.says(switch) == sentence
        assert sentence[0].isupper()
        assert sentence.endswith(".")
        assert "\n" not in sentence
    assert "\n" not in profile.title


def test_a_switch_that_is_not_there_has_no_sentence() -> None:
    with pytest.raises(KeyError):
        read_profile("community").says("late_posts")


@pytest.mark.parametrize(
    ("switch", "values"),
    [
        ("missing", ("invite", "invite", "add", "ignore", "invite")),
        ("leavers", ("keep", "remove", "remove", "keep", "keep")),
        ("strangers", ("check", "check", "check", "ignore", "check")),
        ("wrong_class", ("check", "check", "check", "ignore", "check")),
        ("ask_for_names", (True, False, False, False, False)),
        ("second_admin", (True, False, False, False, True)),
        ("reps_count", (True, True, False, True, True)),
        ("only_pa_announces", (True, False, False, False, False)),
        ("late", ("ignore", "ignore", "ignore", "ask", "ignore")),
        ("one_message", (False, False, False, True, False)),
        ("wait_to_know", (False, False, False, True, False)),
        ("talk_elsewhere", (False, True, False, True, True)),
        ("links", ("ignore", "ignore", "ignore", "ignore", "school")),
        ("pictures", ("ignore", "ignore", "none", "none", "ignore")),
        ("social_chat", ("welcome", "ignore", "information", "ignore", "ignore")),
    ],
)
def test_the_profiles_differ_as_the_published_rules_do(switch: str, values: tuple[object, ...]) -> None:
    assert tuple(getattr(profile, switch) for profile in profiles()) == values
    assert all(type(value) is type(SWITCHES[switch][0]) and value in SWITCHES[switch] for value in values)


@pytest.mark.parametrize("name", PROFILES)
def test_a_line_above_every_switch_says_what_its_values_mean(name: str) -> None:
    lines = FILES.joinpath(f"{name}.toml").read_text(encoding="utf-8").splitlines()
    above = {line: lines[at - 1] for at, line in enumerate(lines) if line.startswith("[")}

    assert list(above) == [f"[{switch}]" for switch in SWITCHES]
    for switch, allowed in SWITCHES.items():
        comment = above[f"[{switch}]"]
        assert comment.startswith("# ")
        assert all(f'"{value}"' in comment for value in allowed if isinstance(value, str))


@pytest.mark.parametrize(
    ("changed", "sentence"),
    [
        (RULE_OF_LEAVERS.sub("", COMMUNITY), r"\[leavers\] is missing. Write \[leavers\] on a line of its own"),
        (
            COMMUNITY.replace("[leavers]", "[leaver]"),
            'The setting "leaver" is not known. Did you mean "leavers"',
        ),
        ('leavers = "keep"\n' + RULE_OF_LEAVERS.sub("", COMMUNITY), '"leavers" must be a table'),
        (
            RULE_OF_LEAVERS.sub(r'[leavers]\nvalue = "expel"\nsays = "\1"\n', COMMUNITY),
            r'In \[leavers\], "value" cannot be "expel". Write one of "remove", "keep".',
        ),
        (RULE_OF_LEAVERS.sub(r'[leavers]\nvalue = true\nsays = "\1"\n', COMMUNITY), '"value" must be a text'),
        (RULE_OF_LEAVERS.sub(r'[leavers]\nsays = "\1"\n', COMMUNITY), r'In \[leavers\], "value" is missing'),
        (RULE_OF_LEAVERS.sub('[leavers]\nvalue = "keep"\n', COMMUNITY), r'In \[leavers\], "says" is missing'),
        (RULE_OF_LEAVERS.sub('[leavers]\nvalue = "keep"\nsays = " "\n', COMMUNITY), r'In \[leavers\], "says" is empty'),
        (
            RULE_OF_LEAVERS.sub('[leavers]\nvalue = "keep"\nsays = "They stay"\n', COMMUNITY),
            r'In \[leavers\], "says" does not end with a full stop. Write the rule as one whole sentence.',
        ),
        (RULE_OF_LEAVERS.sub(r'[leavers]\nvalue = "keep"\nsay = "\1"\n', COMMUNITY), '"say" is not known'),
        (
            COMMUNITY.replace("value = true", 'value = "yes"', 1),
            r'In \[ask_for_names\], "value" must be true or false',
        ),
        (re.sub('title = ".*"\n', "", COMMUNITY), '"title" is missing'),
        ("title = x", "not written as TOML"),
    ],
)
def test_a_mistake_in_a_profile_is_a_sentence_with_its_remedy(changed: str, sentence: str) -> None:
    assert changed != COMMUNITY
    with pytest.raises(SettingsError, match=sentence) as raised:
        profile_of(changed.encode(), "community.toml")
    assert raised.value.file == "community.toml"


def test_a_profile_that_nobody_has_is_said_of_the_file_that_names_it() -> None:
    with pytest.raises(SettingsError, match=r'no policy profile "comunity"\. Did you mean "community"') as raised:
        read_profile("comunity", file="ours.toml")
    assert raised.value.file == "ours.toml"

"""A school's own rules for its parent groups: a policy profile, chosen among the ready ones in dashboard/profiles/.

They follow five published documents, which contradict each other; where a document is silent, so says the sentence.
"""

from dataclasses import dataclass
from importlib import resources
from types import MappingProxyType
from typing import Any, Literal

from dashboard.settings import Table, meant, quoted, read_toml
from parsers.errors import SettingsError

PROFILES = ("community", "code-of-conduct", "class-policy", "guidelines", "year-groups")
DEFAULT_PROFILE = "community"
SWITCHES = MappingProxyType(
    {
        "missing": ("invite", "add", "ignore"),
        "leavers": ("remove", "keep"),
        "strangers": ("check", "ignore"),
        "wrong_class": ("check", "ignore"),
        "ask_for_names": (True, False),
        "second_admin": (True, False),
        "reps_count": (True, False),
        "only_pa_announces": (True, False),
        "late": ("ask", "ignore"),
        "one_message": (True, False),
        "wait_to_know": (True, False),
        "talk_elsewhere": (True, False),
        "links": ("school", "ignore"),
        "pictures": ("none", "ignore"),
        "social_chat": ("welcome", "information", "ignore"),
    }
)


@dataclass(frozen=True)
class Profile:
    """A school's own rules, as switches, each with a sentence that says the rule.

    That families who opted out are left in peace is no switch: every school keeps it.
    """

    name: str
    title: str  # all of them in one line
    missing: Literal["invite", "add", "ignore"]  # a family on roll that is not on the group's member list
    leavers: Literal["remove", "keep"]  # a member whose family has left the school
    strangers: Literal["check", "ignore"]  # a member whom nothing links to a family on roll
    wrong_class: Literal["check", "ignore"]  # a member whose family is on roll in another class
    ask_for_names: bool  # a member who shows as a number or a first name alone is asked for a name
    second_admin: bool  # a group needs two admins
    reps_count: bool  # what a class rep writes counts as their family's
    only_pa_announces: bool  # others who post in the announcement group are counted as outside the list
    late: Literal["ask", "ignore"]  # messages in the quiet hours
    one_message: bool  # what belongs together is asked to be sent in one message
    wait_to_know: bool  # a question is left to somebody who knows the answer
    talk_elsewhere: bool  # a conversation between two people is asked to go on in private
    links: Literal["school", "ignore"]  # whether links are asked to be about school
    pictures: Literal["none", "ignore"]  # whether those in which pupils can be recognised are asked to stay out
    social_chat: Literal["welcome", "information", "ignore"]  # what is said of chat beyond school matters
    sentences: tuple[tuple[str, str], ...]  # switch, the rule in words; in the order of SWITCHES

    def says(self, switch: str) -> str:
        """The rule of one switch in words. Raises KeyError for a name that no switch has."""
        return dict(self.sentences)[switch]

    def switches(self) -> tuple[tuple[str, str], ...]:
        """switch, the rule in words: all of them, to be shown."""
        return self.sentences


def profiles() -> tuple[Profile, ...]:
    """The ready profiles, in the order in which they are offered."""
    return tuple(read_profile(name) for name in PROFILES)


def read_profile(name: str, *, file: str = "school.toml") -> Profile:
    """The ready profile of that name.

    Raises SettingsError, about `file`, for a name that no profile has.
    """
    if name not in PROFILES:
        problem = f'There is no policy profile "{name}".{meant(name, PROFILES)}'
        raise SettingsError(file, problem, f"Choose one of {quoted(PROFILES)}.")
    source = f"{name}.toml"
    return profile_of(resources.files("dashboard").joinpath("profiles", source).read_bytes(), source)


def profile_of(data: bytes, file: str) -> Profile:
    """The profile that a file of dashboard/profiles/ describes; its name is the file's.

    Raises SettingsError for text that is no TOML, for a switch that is missing or not known, for a value that it cannot
    have, and for a sentence that is empty or does not end with a full stop.
    """
    table = Table(read_toml(data, file), file)
    table.only("title", *SWITCHES)
    switches = {switch: needed(table, switch) for switch in SWITCHES}
    return Profile(
        name=file.removesuffix(".toml"),
        title=table.need("title", str),
        sentences=tuple((switch, rule(each)) for switch, each in switches.items()),
        **{switch: value(each, SWITCHES[switch]) for switch, each in switches.items()},
    )


def needed(table: Table, switch: str) -> Table:
    if switch not in table.values:
        raise table.error(f"[{switch}] is missing.", f"Write [{switch}] on a line of its own, value and says below it.")
    return table.table(switch, "value", "says")


def value(switch: Table, allowed: tuple[Any, ...]) -> Any:
    found = switch.need("value", type(allowed[0]))
    return switch.choice("value", allowed) if isinstance(found, str) else found


def rule(switch: Table) -> str:
    sentence = switch.need("says", str)
    if not sentence.endswith("."):
        raise switch.error('"says" does not end with a full stop.', "Write the rule as one whole sentence.")
    return sentence

"""What a person told Schoolgate that no file tells: choices made on the pages, or options of the command."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from types import MappingProxyType

from dashboard.policy import read_profile
from dashboard.school import ChatFacts, School


@dataclass(frozen=True)
class Said:
    """Said() is somebody who has said nothing yet: the files speak alone."""

    date_orders: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))  # by file: dmy, mdy or ymd
    admins: Mapping[str, bool] = field(default_factory=lambda: MappingProxyType({}))  # by group: an admin's export?
    zones: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))  # by group: its exporter's time zone
    profile: str | None = None  # the policy profile, in place of the settings' own
    as_read: bool = False  # whatever a roster's columns were taken for is right, unseen

    @property
    def key(self) -> str:
        """The same for two people who said the same."""
        by_name = (sorted(each.items()) for each in (self.date_orders, self.admins, self.zones))
        return repr((*by_name, self.profile, self.as_read))


def with_said(school: School, said: Said) -> School:
    """The settings, with what a person said in their place.

    Raises SettingsError for a profile that there is none of.
    """
    profile = school.profile if said.profile is None else read_profile(said.profile)
    facts = {chat.name: chat for chat in school.chats}
    for name, admin in said.admins.items():
        facts[name] = replace(facts.get(name, ChatFacts(name)), admin=admin)
    for name, zone in said.zones.items():
        facts[name] = replace(facts.get(name, ChatFacts(name)), time_zone=zone)
    return replace(school, profile=profile, chats=tuple(facts.values()))

"""What is known of every announcement: whom it addressed, where it stood, who was there, who left a sign.

Everything that METRICS.md says under "Reach" is counted out of this: `announcements`, `copies`, `evidence`,
`addressed` and `rooms`, put together once.
"""

from collections.abc import Collection
from dataclasses import dataclass

import polars as pl

from dashboard.metrics.addressed import keyed, on_roll, with_signs
from dashboard.metrics.announcements import merged, posts
from dashboard.metrics.copies import copies
from dashboard.metrics.evidence import evidence, stood, until
from dashboard.metrics.rooms import known_people, people_at_most, present
from dashboard.school import School


@dataclass(frozen=True)
class Groups:
    """What is loaded of a school's groups and families. Frames as in parsers/schema.py.

    admin_chats: those whose export shows who left; None: where the settings say that an admin exported.
    """

    messages: pl.DataFrame
    school: School
    roster: pl.DataFrame
    links: pl.DataFrame
    membership: pl.DataFrame
    snapshots: pl.DataFrame
    classes: pl.DataFrame
    head_counts: pl.DataFrame | None = None
    admin_chats: Collection[str] | None = None

    @property
    def admins(self) -> Collection[str]:
        if self.admin_chats is None:
            return [facts.name for facts in self.school.chats if facts.admin]
        return self.admin_chats


@dataclass(frozen=True)
class Standing:
    """What is known of every announcement; families, chats and senders as categories (`keyed`).

    posts, made, copies, signs, places: as `posts`, `announcements`, `copies`, `evidence` and `stood` describe them.
    families: as `on_roll` and `with_signs` do; members: as `present`; rooms: as `people_at_most` and `known_people`.
    """

    posts: pl.DataFrame
    made: pl.DataFrame
    copies: pl.DataFrame
    signs: pl.DataFrame
    places: pl.DataFrame
    families: pl.DataFrame
    members: pl.DataFrame
    rooms: pl.DataFrame


EVERY = pl.lit(True)


def stand(groups: Groups, *, window_hours: float = 72, among: pl.Expr = EVERY) -> Standing:
    """Of every announcement, or those `among` all for which that holds, with its window."""
    sent = posts(groups.messages, groups.school)
    every = merged(sent, groups.school)
    made = every.filter(among)
    copied = copies(about(made, groups.messages, window_hours), every, groups.classes, window_hours=window_hours)
    copied = copied.join(made, on="announcement", how="semi")
    signs = evidence(groups.messages, made, copied, groups.links, window_hours=window_hours)
    return standing_in(groups, sent, made, copied, signs, stood(made, copied, window_hours=window_hours))


def about(made: pl.DataFrame, messages: pl.DataFrame, window_hours: float) -> pl.DataFrame:
    """The messages from a window before the first announcement to one after the last."""
    ends = made.select(since=until(-window_hours).min(), until=until(window_hours).max())
    return messages.filter(pl.col("sent_at").is_between(*ends.row(0)))


def standing_in(
    groups: Groups,
    posts: pl.DataFrame,
    made: pl.DataFrame,
    copies: pl.DataFrame,
    signs: pl.DataFrame,
    places: pl.DataFrame,
) -> Standing:
    """What is known, did the announcements stand in these `places` (`stood`) and nowhere else."""
    members = present(keyed(places), keyed(groups.membership), keyed(groups.links))
    rooms = people_at_most(groups.messages, places, groups.snapshots, groups.head_counts, groups.admins)
    signs = keyed(signs)
    return Standing(
        posts=posts,
        made=made,
        copies=copies,
        signs=signs,
        places=keyed(places),
        members=members,
        families=with_signs(on_roll(made, groups.roster, groups.links, groups.classes), signs, members),
        rooms=keyed(rooms).join(known_people(members), on=["announcement", "chat"], how="left"),
    )

"""Who is who in one class, for its rep: how each sender was linked, and members worth a look."""

import polars as pl

from dashboard.answers import Drift
from dashboard.school import Profile
from dashboard.words import counted, listed, of, plural

HOW_WORDS = {
    "confirmed": "confirmed by you",
    "phone": "by phone number",
    "alias": "by an alias on the roster",
    "child": "as parent of a child",
    "name": "by name",
    "none": "linked to nobody",
}
STATUS_WORDS = {
    "unknown": "linked to nobody on the roster",
    "left_school": "the family left the school",
    "wrong_class": "no child in this class",
    "opted_out_present": "asked not to be in the group",
    "excluded_present": "under an exclusion of the school",
}
CAUTION = (
    "This page is for the class rep alone: names stay on this computer. It lists nobody for not posting. What follows "
    "from it is for your school's own rules to say."
)


def headline(answer: Drift) -> str:
    if answer.families.is_empty():
        return "Add a roster that names the families of this class to see who is who."
    if answer.members.is_empty():
        return "Nobody of this group is known yet: that needs its export, or a member list."
    look = members(answer).height
    return f"{counted(look, 'member')} to look at." if look else "Every member is linked to a family of this class."


def linked(answer: Drift) -> str:
    """How many senders were linked, and by what; and how many families have one guardian alone in the group."""
    every = answer.links.height
    known = answer.links.filter(pl.col("family").is_not_null())
    if known.is_empty():
        return f"{counted(every, 'sender')} {plural(every, 'was')} found, and none could be linked to a family."
    ways = [f"{n:,} {HOW_WORDS[how]}" for how, n in known["how"].value_counts(sort=True).iter_rows()]
    alone = answer.families.filter("one_guardian_only").height
    second = f" {counted(alone, 'family')} {plural(alone, 'has')} one of two guardians in the group." if alone else ""
    said = f"{of(known.height, every, 'sender')} {plural(known.height, 'is')} linked to a family or to staff"
    return f"{said}: {listed(ways)}.{second}"


def about_leavers(profile: Profile) -> str:
    """What the school's own rules say of members whose family has left."""
    if profile.leavers == "remove":
        return "By your school's rules, members whose family has left the school are removed by an admin."
    return "By your school's rules, nobody is removed because the family has left the school: it is their choice."


def members(answer: Drift) -> pl.DataFrame:
    """Member, Child, Why, Days since leaving: members now who are linked to no current family of the class."""
    return (
        answer.members.filter(pl.col("status").cast(pl.String).is_in(list(STATUS_WORDS)))
        .with_columns(why=pl.col("status").cast(pl.String).replace_strict(STATUS_WORDS, default=None))
        .join(answer.children, on="family", how="left")
        .sort("why", "sender")
        .select(Member="sender", Child="child", Why="why", **{"Days since leaving": "days_since_left"})
    )


def about_missing(answer: Drift) -> str:
    if not answer.bounds["listed"].any():
        return "No member list was given for this class, so nobody can be called missing."
    if missing(answer).is_empty():
        return "Every family that wishes to be in the group has somebody on the member list."
    return "These families are on the roster and on no member list. Joining is by choice: an invitation is all."


def missing(answer: Drift) -> pl.DataFrame:
    """Child, of families that a dated member list lacks; never of families who opted out or did not post."""
    return (
        answer.families.filter(pl.col("status").cast(pl.String) == "missing")
        .join(answer.children, on="family", how="left")
        .select(Child="child")
        .sort("Child")
    )


def links(answer: Drift) -> pl.DataFrame:
    """Sender, Guardian, Child, How: every sender and how the link was made."""
    how = pl.col("how").cast(pl.String).replace_strict(HOW_WORDS, default=None)
    return (
        answer.links.with_columns(how=how)
        .join(answer.children, on="family", how="left", maintain_order="left")
        .select(Sender="sender", Guardian="guardian", Child="child", How="how")
    )

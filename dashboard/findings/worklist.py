"""The work list of one class in words, for its rep alone: what to do, by which rule, why, and what one may write."""

from dataclasses import dataclass
from datetime import date
from types import MappingProxyType

import polars as pl

from dashboard import report
from dashboard.findings.private_messages import with_messages
from dashboard.policy import Profile
from dashboard.report import Document, Section, Table
from dashboard.words import counted, day, listed, plural
from parsers import as_csv

CAUTION = (
    "This list is for the class rep alone, as it names people. Nobody is on it for not posting, and families who wish "
    "not to join are never on it as missing. What to write goes into a private message, never into the group."
)
ACTIONS = MappingProxyType(
    {
        "invite": "Invite",
        "add": "Ask, then add",
        "check": "Check",
        "remove": "Remove",
        "ask_name": "Ask for a name",
        "second_admin": "Find a second admin",
    }
)
HEADINGS = MappingProxyType(
    {
        "invite": "Families to invite",
        "add": "Families to add, once they have said yes",
        "check": "Members to check with",
        "remove": "Members for an admin to remove",
        "ask_name": "Members to ask for a name",
        "second_admin": "A second admin",
    }
)
AMOUNTS = MappingProxyType(
    {
        "invite": ("family", "to invite"),
        "add": ("family", "to add"),
        "check": ("member", "to check with"),
        "remove": ("member", "to remove"),
        "ask_name": ("member", "to ask for a name"),
    }
)
WHY = MappingProxyType(
    {
        "missing": "not on the group's member list",
        "opted_out_present": "the roster says that they wish not to be in the group",
        "excluded_present": "the roster has them as excluded",
        "left_school": "the family left the school",
        "wrong_class": "the family is on roll in another class",
        "nobody": "of no family on the roster, as was answered under Who is who",
        "undecided": "nobody has said yet which family they are of",
        "number_only": "shows as a number, and nothing links it to a family",
        "short_name": "shows as a first name or nickname, and nothing links it to a family",
        "unknown": "nothing links the name to a family on the roster",
        "no_admin": "no admin, when they were last counted",
        "one_admin": "one admin alone, when they were last counted",
        "admins_unknown": "nobody has counted the admins yet",
    }
)
SWITCHES = MappingProxyType(
    {"missing": "missing", "left_school": "leavers", "wrong_class": "wrong_class"}
    | dict.fromkeys(("no_admin", "one_admin", "admins_unknown"), "second_admin")
)
BESIDE = MappingProxyType(
    {
        "opted_out_present": "A wish not to be in the group is always respected, so somebody who is in it all the same "
        "is asked what they would like.",
        "excluded_present": "An exclusion is between the school and the family: ask the school whether it still holds, "
        "write to nobody, and tell nobody.",
        "left_school": "Write first and leave a few days for an answer; then an admin opens the group's info in "
        "WhatsApp, taps the member and chooses to remove them.",
        "one_admin": "Once somebody has said yes, the admin opens the group's info in WhatsApp, taps their name and "
        "makes them an admin too.",
        "undecided": "Say who they are under Who is who first, where you can: that needs no message.",
        "admins_unknown": "Open the group's info in WhatsApp, count who is marked as an admin, and type in the number.",
    }
)
TABLE = pl.Schema(
    {"Task": pl.String, "Who": pl.String, "Why": pl.String, "Days since leaving": pl.Int32, "Message": pl.String}
)


@dataclass(frozen=True)
class Message:
    """What one may write, and to whom in words: "Norm and +44 7700 900095"."""

    to: str
    text: str


@dataclass(frozen=True)
class Part:
    """Everything of one kind to do: its heading, the rules that ask for it, who, and what one may write to them."""

    heading: str
    rules: tuple[str, ...]
    rows: pl.DataFrame  # Who, Why, Days since leaving
    messages: tuple[Message, ...]  # each text once

    @property
    def shown(self) -> pl.DataFrame:
        """The rows without a column that is empty in all of them."""
        return self.rows.select(column for column in self.rows if column.count())


def headline(tasks: pl.DataFrame, where: str) -> str:
    """Of one class. 7 things to do in 2B: 3 families to invite, 2 members to check with and 2 members to remove."""
    if tasks.is_empty():
        return f"Nothing to do in {where}."
    counts = tasks.group_by("task", maintain_order=True).agg(pl.len(), pl.col("about").first())
    kinds = [amount(task, number, about) for task, number, about in counts.sort("task").iter_rows()]
    return f"{counted(tasks.height, 'thing')} to do in {where}: {listed(kinds)}."


def amount(task: str, number: int, about: str) -> str:
    if task == "second_admin":
        return "the group's admins to count" if about == "admins_unknown" else "a second admin to find"
    thing, what = AMOUNTS[task]
    return f"{counted(number, thing)} {what}"


def parts(tasks: pl.DataFrame, profile: Profile) -> tuple[Part, ...]:
    """One for each kind of task that there is, in their fixed order."""
    return tuple(part(each, profile) for each in with_messages(tasks).partition_by("task", maintain_order=True))


def part(tasks: pl.DataFrame, profile: Profile) -> Part:
    """Of the rows, with messages, of one task."""
    task, reasons = tasks["task"][0], tasks["about"].unique().sort().to_list()
    rules = [rule(task, about, profile) for about in reasons] + [BESIDE.get(about, "") for about in reasons]
    return Part(
        heading=HEADINGS[task],
        rules=tuple(dict.fromkeys(filter(None, rules))),
        rows=told(tasks).select("Who", "Why", "Days since leaving"),
        messages=tuple(
            Message(addressees(about, who), text)
            for text, about, who in tasks.drop_nulls("message")
            .group_by("message", maintain_order=True)
            .agg(pl.col("about").first(), "who")
            .iter_rows()
        ),
    )


def addressees(about: str, who: list[str | None]) -> str:
    names = listed([name for name in who if name is not None])
    if about == "missing":
        return f"the {plural(len(who), 'family')} of {names}"
    return names or "somebody of the class"


def rule(task: str, about: str, profile: Profile) -> str:
    """The rule in the school's words; none for a wish or an exclusion, which follow no switch."""
    if about in ("opted_out_present", "excluded_present"):
        return ""
    return profile.says("ask_for_names" if task == "ask_name" else SWITCHES.get(about, "strangers"))


def table(tasks: pl.DataFrame) -> pl.DataFrame:
    """Task, Who, Why, Days since leaving, Message (null: write to nobody): the whole list, for the page and as CSV."""
    return told(with_messages(tasks)).select(TABLE.names())


def told(tasks: pl.DataFrame) -> pl.DataFrame:
    """The columns of TABLE, of TASKS with messages."""
    return tasks.with_columns(
        Task=pl.col("task").cast(pl.String).replace_strict(ACTIONS, return_dtype=pl.String),
        Who=pl.col("who").fill_null("the group"),
        Why=pl.col("about").cast(pl.String).replace_strict(WHY, return_dtype=pl.String),
        **{"Days since leaving": "days", "Message": "message"},
    )


def csv(tasks: pl.DataFrame) -> bytes:
    return as_csv(table(tasks))


def printable(tasks: pl.DataFrame, profile: Profile, where: str, on: date) -> str:
    """A stand-alone HTML page with a box to tick for each thing to do; `on` is the day of which it tells."""
    same_for_all = tasks.with_columns(child=pl.lit(None, pl.String))  # on paper, one invitation is enough
    return report.build(
        Document(
            f"Work list of {where}, {day(on)}; for the class rep alone",
            [printed(each) for each in parts(same_for_all, profile)],
            subtitle=f"{headline(tasks, where)} {CAUTION}",
        )
    )


def printed(part: Part) -> Section:
    days = pl.col("Days since leaving")
    ago = pl.format("{}, {} {} ago", "Why", days, pl.when(days == 1).then(pl.lit("day")).otherwise(pl.lit("days")))
    rows = part.rows.select(
        **{"To do": pl.format("☐ {}", "Who")}, Why=pl.when(days.is_null()).then("Why").otherwise(ago)
    )
    written = [f"To {message.to} you may write: “{message.text}”" for message in part.messages]
    return Section(part.heading, [*part.rules, *written], tables=[Table("Tick what is done.", rows)])


def about_perhaps(number: int) -> list[str]:
    """Members who are on no list because they may have left unseen."""
    if not number:
        return []
    return [f"{counted(number, 'more member')} may have left unseen, so nothing is asked of them here."]


def about_admins(admins: pl.DataFrame) -> str:
    """Of one group's row of metrics.admins: is there an admin, and a second one? Yes, no or not known."""
    row = next(admins.iter_rows(named=True), {"admins": None, "last_sign": None})
    number, sign = row["admins"], row["last_sign"]
    if number is None:
        known = "Whether the group has an admin, and a second one, is not known: nobody has counted them yet."
    else:
        known = f"The group has an admin: {yes(number >= 1)}; a second one: {yes(number >= 2)}."
    return known if sign is None else f"{known} The last sign of an admin in the export: {day(sign)}."


def yes(is_so: bool) -> str:
    return "yes" if is_so else "no"

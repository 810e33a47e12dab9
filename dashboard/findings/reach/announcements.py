"""Each announcement in sentences and tables, for the Parent Association: its band, its ladder, its signs."""

from collections.abc import Mapping
from typing import Any

import polars as pl

from dashboard.answers import Reach
from dashboard.findings.reach.headline import has, of_all, span, typed
from dashboard.selection import Selection
from dashboard.words import at, counted, day, in_period, listed, plural, sentence

TITLE = "Each announcement"
LIST_TITLE = "How many families can have seen each announcement, the newest first"
WHOLE_SCHOOL = "The whole school"
ON_A_PAGE = 12
LIST_READING = (
    "A row is an announcement, as long as there were families on roll. The band runs from families who left a sign "
    "afterwards to all who can have seen it; the narrow part within is how many read it, by a count typed from "
    "Message info."
)

Row = Mapping[str, Any]


def class_of(choice: str) -> str | None:
    return None if choice == WHOLE_SCHOOL else choice


def points(answer: Reach, chosen: Selection, of_class: str | None = None) -> list[str]:
    """Up to how many can have seen them; then what has been typed."""
    period = in_period(chosen.period.name)
    bands = of_all(answer) if of_class is None else answer.bands.filter(pl.col("class") == of_class)
    over = bands.filter("complete").drop_nulls("ceiling")
    if bands.is_empty():
        return [f"No announcement was found {period}."]
    made = counted(bands.height, "announcement")
    if over.is_empty():
        whose = "the families" if of_class is None else f"those of {of_class}"
        why = f"no roster names {whose}"
        return [f"Of {made} {period}, none has figures: no window is over, or {why}."]
    of_whom = "" if of_class is None else f" of {of_class}"
    roll = span(*over.select(low=pl.col("n").min(), high=pl.col("n").max()).row(0))
    ceiling = span(*over.select(low=pl.col("ceiling").min(), high=pl.col("ceiling").max()).row(0))
    open_ = bands.height - over.height
    each = "The one announcement" if over.height == 1 else f"Each of the {over.height:,} announcements"
    families = plural(over["n"].sort().item(-1), "family")
    first = (
        f"{each} {period} whose {answer.window_hours:,} hours are over can have been seen by at most {ceiling} of "
        f"{roll} {families}{of_whom}." + (f" {open_:,} more {plural(open_, 'is')} not over yet." if open_ else "")
    )
    return [first, *([] if of_class else [typed(bands, period)])]


def about_all(answer: Reach) -> list[str]:
    """Links, lead time, repeats and edits, copies, posters outside the list."""
    made = answer.announcements
    if made.is_empty():
        return []
    return [allowed(made), lead(made), *again(made), *copies(answer), *outsiders(answer)]


def allowed(made: pl.DataFrame) -> str:
    """How many announcements point to where the details are."""
    linked = made.filter("has_allowed_link").height
    those = f"{linked:,} of {counted(made.height, 'announcement')}"
    return f"{those} {has(linked, made.height)} a link to one of the school's own sites."


def lead(made: pl.DataFrame) -> str:
    """How long before the day that they name."""
    days = made["lead_days"].drop_nulls()
    if days.is_empty():
        return "No day to come is named."
    middle = int(days.sort()[(days.len() - 1) // 2])  # the lower one of two
    if days.len() == 1:
        ahead = f"{counted(middle, 'day')} ahead" if middle else "on the day itself"
        return f"1 of {made.height:,} names a day to come, and was sent {ahead}."
    ahead = f"at most {counted(middle, 'day')} ahead" if middle else "on the day itself"
    return f"{days.len():,} of {made.height:,} name a day to come; half of these or more were sent {ahead}."


def again(made: pl.DataFrame) -> list[str]:
    """Repeats and edits."""
    posted, edited = made.filter(pl.col("posts") > 1).height, made.filter("edited").height
    return [
        *(
            [f"{posted:,} of them {plural(posted, 'was')} posted again within 10 minutes and {count_once(posted)}."]
            if posted
            else []
        ),
        *([f"{edited:,} of them {plural(edited, 'was')} edited, which resets WhatsApp's counts."] if edited else []),
    ]


def count_once(number: int) -> str:
    return "counts once" if number == 1 else "count once each"


def copies(answer: Reach) -> list[str]:
    """How many of them stand in class groups too."""
    if answer.copied.is_empty():
        return []
    whole, part = (answer.copied.filter(pl.col("whole") == whole) for whole in (True, False))
    n = whole["announcement"].n_unique()
    quoted = part["announcement"].n_unique()
    copied = f"{n:,} of them {plural(n, 'was')} copied into {groups_of(whole)}" if n else ""
    some = f"of {quoted:,} of them a part was quoted in {groups_of(part)}" if quoted else ""
    return [f"{sentence('; '.join(text for text in (copied, some) if text))}."]


def groups_of(copied: pl.DataFrame) -> str:
    """the group of 1A · the groups of 1A and 2B"""
    classes = copied["class"].unique().sort().to_list()
    return f"the {plural(len(classes), 'group')} of {listed(classes)}"


def rule(said: str) -> str:
    return f"The school's rule: {said}"


def outsiders(answer: Reach) -> list[str]:
    """Messages in the announcement group by anybody who is no PA poster."""
    if answer.others.is_empty():
        return []
    people, latest = answer.others["sender"].n_unique(), answer.others["sent_at"].sort().item(-1)
    return [
        f"{counted(answer.others.height, 'message')} in the announcement group came from "
        f"{counted(people, 'person')} outside the list of PA posters, the latest on {day(latest)}."
    ]


def pages(answer: Reach) -> int:
    return max(1, -(-answer.announcements.height // ON_A_PAGE))


def rows(answer: Reach, of_class: str | None, page: int) -> pl.DataFrame:
    """The bands of one page, newest first, each with its label."""
    bands = answer.bands.filter(pl.col("class").eq_missing(pl.lit(of_class, pl.String)))
    return (
        answer.announcements.select("announcement", "text")
        .join(bands, on="announcement")
        .sort("sent_at", "announcement", descending=True)
        .slice((page - 1) * ON_A_PAGE, ON_A_PAGE)
        .with_columns(label=pl.concat_str(pl.col("sent_at").dt.strftime("%-d %b %Y  "), begins(pl.col("text"))))
    )


def begins(text: pl.Expr) -> pl.Expr:
    """The first words, on one line."""
    line = text.fill_null("(no text)").str.replace_all(r"\s+", " ").str.strip_chars()
    return pl.when(line.str.len_chars() > 60).then(line.str.head(59) + "…").otherwise(line)


def labels(answer: Reach) -> dict[int, str]:
    """Every announcement of the period, the newest first, as the list of those to open shows it."""
    newest = answer.announcements.sort("sent_at", "announcement", descending=True)
    return {
        row["announcement"]: f"{at(row['sent_at'])} · {row['begins']}"
        for row in newest.with_columns(begins=begins(pl.col("text"))).iter_rows(named=True)
    }


def clicked(event: Any) -> int | None:
    """The announcement whose row was clicked, of what st.altair_chart returns."""
    rows = event["selection"].get("announcement") or []
    return next((row["announcement"] for row in rows), None)


def place(answer: Reach, announcement: int | None) -> int:
    """Where it stands in the list; where nothing is chosen, the newest that is over does."""
    listed_ones = list(labels(answer))
    over = set(answer.bands.filter("complete")["announcement"])
    chosen = announcement if announcement in listed_ones else next((each for each in listed_ones if each in over), None)
    return 0 if chosen is None else listed_ones.index(chosen)


def made_of(answer: Reach, announcement: int) -> Row:
    return answer.announcements.filter(pl.col("announcement") == announcement).row(0, named=True)

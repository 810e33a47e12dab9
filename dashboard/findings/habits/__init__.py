"""How much is there to read, and of what is it made? in sentences. Habits of groups, never of anybody in them."""

from dashboard.answers import Habits
from dashboard.findings.habits.facing import beside, headline, no_day, saved, span
from dashboard.findings.habits.rep import LINKS_TITLE, deletions, links, pictures, where_links_lead
from dashboard.findings.habits.sentences import apart, bursts, non_answers, questions, side_chats, welcome
from dashboard.findings.habits.tables import (
    SHARES_TITLE,
    by_class,
    by_habit,
    can_draw,
    can_draw_classes,
    faced,
    links_by_kind,
    shares,
    shares_title,
)
from dashboard.selection import Selection
from dashboard.thresholds import FEWEST_FAMILIES, FEWEST_MESSAGES
from dashboard.words import counted, day, in_period, plural

__all__ = [
    "CAUTION",
    "FACED_TITLE",
    "LINKS_TITLE",
    "QUESTION",
    "SHARES_TITLE",
    "by_class",
    "by_habit",
    "can_draw",
    "can_draw_classes",
    "faced",
    "links_by_kind",
    "notes",
    "points",
    "rules",
    "scope",
    "shares",
    "shares_title",
    "where_links_lead",
]

QUESTION = "How much is there to read?"
FACED_TITLE = "Messages a day that a reader faces"
CAUTION = (
    "These are habits of groups, not of people. Bursts are simply the way many people type on a phone, and a side chat "
    "may be just what a group is for. A question is a message with a question mark: it may be answered in private, and "
    "what follows it in the group may be about something else; a message that asks back does not count as following. "
    "“Don’t know” is looked for in a list of phrases."
)
COUNTED_ONLY = "Pictures and videos are counted and never opened; of a link nothing but the site is kept."
ROUNDED = "Numbers of messages, bursts, side chats and questions are rounded to the nearest 5 here."
TO_THE_MINUTE = "Some exports give times to the minute only: what is two minutes apart there may be nearly three."
ASKING = "The school’s rules ask:"
ASKED = (("one_message", True), ("talk_elsewhere", True), ("wait_to_know", True))
ASKED_OF_THE_REP = (("links", "school"), ("pictures", "none"))


def points(answer: Habits, selection: Selection) -> list[str]:
    """What a reader faces first, then a sentence a habit, then the period before."""
    first = headline(answer, selection)
    if not can_draw(answer):
        return [first]
    stretches = [bursts(answer), *saved(answer), side_chats(answer), *welcome(answer)]
    of_one = [habit(row) for habit in (links, pictures, deletions) for row in answer.now.posted.to_dicts()]
    return [
        first,
        *stretches,
        questions(answer),
        non_answers(answer),
        *apart(answer),
        *of_one,
        *beside(answer, selection),
    ]


def scope(answer: Habits) -> str:
    """Whose messages, and of which days, every sentence and table of the page is about."""
    days = f", {day(answer.observed[0])} to {day(answer.observed[1])}" if answer.observed else ""
    groups, number = answer.now.faced, answer.now.messages or 0
    whose = f"the group of {groups['class'][0]}" if groups.height == 1 else f"{groups.height} class groups"
    seen = groups.drop_nulls("median")["days"].to_list()
    if not seen:
        return f"Everything here is about {counted(number, 'message')} in {whose}{days}."
    whole = f"{span(min(seen), max(seen))} whole {plural(max(seen), 'day')}"
    return (
        f"Everything here is about {counted(number, 'message')} in {whose}{days}; messages a day are counted over "
        f"{whole}, weekends and holidays included."
    )


def notes(answer: Habits, selection: Selection) -> list[str]:
    """What the figures rest on."""
    away = answer.unobserved and can_draw(answer)
    few = f"fewer than {FEWEST_FAMILIES} families on roll or fewer than {FEWEST_MESSAGES} messages"
    return [
        *([TO_THE_MINUTE] if answer.to_the_minute else []),
        *([COUNTED_ONLY] if answer.inside and can_draw(answer) else []),
        *([ROUNDED] if answer.rounded and can_draw(answer) else []),
        *([f"{no_day(answer.unobserved, in_period(selection.period.name))}."] if away else []),
        *([f"Left out here: {counted(answer.left_out, 'class')} with {few}."] if answer.left_out else []),
    ]


def rules(answer: Habits) -> list[str]:
    """The rules of the school by which something is asked of the groups, of what this reader sees; none if nothing."""
    if not can_draw(answer):
        return []
    switches = (*ASKED, *(ASKED_OF_THE_REP if answer.inside else ()), ("social_chat", "information"))
    asked = [answer.profile.says(name) for name, asks in switches if getattr(answer.profile, name) == asks]
    return [ASKING, *asked] if asked else []

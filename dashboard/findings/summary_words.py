"""What each figure of a summary is called, what it is a share of, and why it may not be known."""

from types import MappingProxyType

WORDS = MappingProxyType(  # each figure, in the order in which it is read
    {
        "families": "Families on roll",
        "heard": "Families heard: with at least one message",
        "linked_enough": "Enough messages could be linked to a family",
        "in_group_at_least": "Families in the group at the period's end (or the records', if earlier), at least",
        "in_group_at_most": "Families in the group at the period's end (or the records', if earlier), at most",
        "unlinked_members": "Members of the group then linked to no family",
        "joined": "People who joined the group",
        "left": "People who left the group or were removed",
        "nights": "Nights observed",
        "nights_with_a_message": "Nights with a message in quiet hours",
        "school_nights_with_a_message": "Nights before a school day with a message in quiet hours",
        "messages_a_day": "Messages on a typical day",
        "messages_on_a_busy_day": "Messages on a busy day (one in twenty has more)",
        "in_bursts": "Messages in bursts",
        "in_side_chats": "Messages in side chats",
        "questions": "Messages that ask a question",
        "questions_followed": "Questions followed by somebody else's message",
        "non_answers": "Messages that only say “don’t know”",
    }
)
OF = MappingProxyType(  # what a share is a share of
    {
        "heard": "the families",
        "in_group_at_least": "the families",
        "in_group_at_most": "the families",
        "nights_with_a_message": "the nights observed",
        "school_nights_with_a_message": "those nights",
        "in_bursts": "the messages",
        "in_side_chats": "the messages",
        "questions": "the messages",
        "questions_followed": "the questions",
        "non_answers": "the messages",
    }
)
OF_AN_ANNOUNCEMENT = MappingProxyType(
    {
        "at_least": "Left a sign of it",
        "known": "Surely in a group where it stood",
        "at_most": "Can have been in a group where it stood",
        "read_at_least": "Read it, at least",
        "read_at_most": "Read it, at most",
    }
)
STATES = MappingProxyType(
    {
        "export": "an export of it was read",
        "no export": "no export was read",
        "no group": "there is none",
        "not exported": "none was read: the group has chosen that nobody can export it",
    }
)
FROM_THE_START = "records that begin by the period's first day"
WHY = MappingProxyType(  # a count is never too few to show: what else it takes to know it
    {
        "families": "not known: only a roster tells it",
        "joined": f"not known: it takes {FROM_THE_START}",
        "left": f"not known: only an admin's export shows it, and it takes {FROM_THE_START}",
    }
)

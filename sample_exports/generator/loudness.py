"""The same school with more or less of its talk: who was where and who read what when stay as they are.

Announcements, the copies passed on, polls, scenes and notices stay too, for they are what is read.
"""

from datetime import datetime, timedelta

from .announcements import LOOK_BACK
from .dates import exists
from .dice import Dice
from .reality import EXPORTED, Chat, Post, Reality, chat_of
from .talk import busy_minutes, keep_minutes_clear
from .words import ANY_ANSWER


def fill(reality: Reality, said: float) -> None:
    """`said`: how much is written in class groups, as a multiple of what parents would write anyway.

    Below 1 each message is written with that chance. Above 1, somebody who has read all that stands above, silent or
    not, chimes in after a message, `said` - 1 times a message.
    """
    for class_ in EXPORTED if said != 1 else ():
        dice, chat = Dice(reality.seed, f"said/{class_}"), reality.chats[chat_of(class_)]
        if said < 1:
            chat.posts = [post for post in chat.posts if not _is_talk(post) or dice.chance(said)]
        else:
            chat.posts += _chiming_in(reality, chat, said - 1, dice)
            keep_minutes_clear(chat)


def _is_talk(post: Post) -> bool:
    return post.kind in ("text", "media") and post.echo_of is None and not post.staged


def _chiming_in(reality: Reality, chat: Chat, times: float, dice: Dice) -> list[Post]:
    whole, taken, found = int(times), busy_minutes(chat), []
    copies = [post for post in chat.posts if post.echo_of]
    for post in [post for post in chat.posts if _is_talk(post) and not post.fold]:
        for _ in range(whole + dice.chance(times - whole)):
            at = post.at + timedelta(seconds=dice.whole(5, 900))
            up_to_date = (
                [] if at.replace(second=0) in taken or not exists(at) else _up_to_date(reality, chat, copies, at)
            )
            if up_to_date:
                found.append(Post(at, dice.pick(up_to_date), dice.pick(ANY_ANSWER)))
    return found


def _up_to_date(reality: Reality, chat: Chat, copies: list[Post], at: datetime) -> list[str]:
    """Guardians who are there and have read every one of the last fortnight's `copies`."""
    above = [int(post.echo_of or 0) for post in copies if at - LOOK_BACK <= post.at <= at]
    return [
        person
        for person in chat.present(at)
        if reality.people[person].role == "guardian"
        and all((number, person) in reality.reads and reality.reads[number, person] <= at for number in above)
    ]

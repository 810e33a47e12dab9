"""Ready sentences that a class rep can paste into a private message: kind, without blame, and safe to be wrong.

A child is named only to the child's own family, in an invitation. Who is in a group may not be who we take them for, so
a message to a member names nobody. Whom the school excluded gets no message from the rep.
"""

from types import MappingProxyType

import polars as pl

HELLO = "Hello, I am the class rep of {class}{child}. "
WHICH_FAMILY = (
    f"{HELLO}I am checking that the list of our WhatsApp group is right, and I could not tell which family of the "
    "class you are with. Could you tell me? If you work at the school, that is all I need to know. Thank you."
)
TO_A_FAMILY = MappingProxyType(
    {
        "invite": f"{HELLO}Would you like to join the class's WhatsApp group? It is up to you, and a no is fine: just "
        "tell me, and I will send you the link or leave it at that. If you are in it already, please tell me under "
        "which name.",
        "add": f"{HELLO}The class has a WhatsApp group. May I add you to it? It is up to you, and a no is fine: just "
        "tell me. If you are in it already, please tell me under which name.",
    }
)
FOR_A_NAME = (
    f"{HELLO}Could you add your child's name to your name in WhatsApp, for example Ana (mum of Leo)? Then everybody in "
    "the group knows who is who. If you would rather not, just tell me which family of the class you are with, or that "
    "you work at the school. Thank you."
)
BY_REASON = MappingProxyType(
    {
        **dict.fromkeys(("nobody", "undecided", "number_only", "short_name", "unknown"), WHICH_FAMILY),
        "wrong_class": f"{HELLO}The list I have shows your family in another class, so I wanted to ask: is it right "
        "that you are in our WhatsApp group? If you are with a family of {class}, tell me, and I will have the list "
        "put right; if not, you can leave the group when it suits you. Thank you.",
        "opted_out_present": f"{HELLO}The list I have says that you would rather not be in our WhatsApp group, and you "
        "are in it. Both are fine: if you like it there, tell me, and I will have the list put right; if not, you can "
        "leave at any time. Thank you.",
        "left_school": f"{HELLO}The list I have says that your family has left the school, and by our school's rules "
        "an admin then takes you out of the class's WhatsApp group. Thank you for having been part of it, and all the "
        "best. If this is a mistake, please tell me, and you stay.",
        "no_admin": f"{HELLO}It seems that our WhatsApp group has no admin. Would you be one? There is hardly anything "
        "to do, and a no is fine. Thank you.",
        "one_admin": f"{HELLO}Would you be an admin of our WhatsApp group, beside the one it has, so that it is never "
        "without? There is hardly anything to do, and a no is fine. Thank you.",
    }
)


def with_messages(tasks: pl.DataFrame) -> pl.DataFrame:
    """TASKS with `message`; null where there is nothing to say to anybody (an exclusion, admins not counted)."""
    template = (
        pl.when(pl.col("about") == "missing")
        .then(pl.col("task").cast(pl.String).replace_strict(TO_A_FAMILY, default=None, return_dtype=pl.String))
        .when(pl.col("task") == "ask_name")
        .then(pl.lit(FOR_A_NAME))
        .otherwise(pl.col("about").cast(pl.String).replace_strict(BY_REASON, default=None, return_dtype=pl.String))
    )
    whose = pl.when(pl.col("child").is_null()).then(pl.lit("")).otherwise(pl.format(", {}'s class", first_names()))
    return tasks.with_columns(
        message=template.str.replace("{child}", whose, literal=True).str.replace_all(
            "{class}", pl.col("class"), literal=True
        )
    )


def first_names() -> pl.Expr:
    """Leo Barlow: Leo · Leo Barlow, Mia Barlow: Leo and Mia · three: Ava, Leo and Mia"""
    each = pl.col("child").str.split(", ").list.eval(pl.element().str.split(" ").list.first())
    last, earlier = each.list.last(), each.list.head(each.list.len() - 1).list.join(", ")
    return pl.when(each.list.len() > 1).then(pl.format("{} and {}", earlier, last)).otherwise(last)

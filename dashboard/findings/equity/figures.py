"""The figures of equity as a table, and how they and their pictures are to be read."""

import polars as pl

from dashboard.answers import Equity

INTERVAL_CAPTION = (
    "The bar is the 95 % interval (Wilson): where the bars of two classes overlap widely, the classes may differ by "
    "chance alone. Classes stand in the order of their names; this is no ranking."
)
VOICES_CAPTION = (
    "A large class gives more voices than a small one, so each class is set beside itself: the families whom 50 of its "
    "messages come from, and the families whom they would come from if all wrote equally."
)
ROUGH_CAPTION = (
    "Families are rounded to the nearest 5, nights to the nearest 5 %, and classes with few families or messages are "
    "left out, so that no figure points at anybody. Classes may differ by chance alone."
)
CAUTION = (
    "Not posting is not the same as not reading, and nobody has to post. These figures count families, not people, "
    "and say nothing about why a family did not post."
)
COUNTING = (
    "A family is a household with a child in the class. It counts once in each of its children's classes and once in "
    "the school, so the classes do not add up to the school. Staff and the PA's own account are left out."
)
WITH_STAFF = (
    "A family is a household with a child in the class; each member of staff of the class counts beside them as one "
    "more. The PA's own account is left out."
)
REPS_COUNT = "What a class rep writes counts as their family's."
REPS_DO_NOT_COUNT = "What a class rep writes is left out; the rep's family stays on roll."
SHRUNK = (
    "“Shrunk” draws a class's share of families heard towards that of all classes, the more the fewer families it has: "
    "it is what one would expect of the class the next time. A blank is not known or not defined."
)


def heard_caption(answer: Equity) -> str:
    """How the picture of families heard is to be read."""
    return ROUGH_CAPTION if answer.rough else INTERVAL_CAPTION


def table(answer: Equity) -> pl.DataFrame:
    """The figures by class under the names that a reader knows; a blank is unknown or undefined."""
    if answer.rough:
        return answer.classes.select(Class="class", **{"Families heard, of those on roll": "said"})
    return with_shrunk(answer).select(
        Class="class",
        **{"On roll then": "families", "Heard": "heard"},
        **({"Heard, %": percents("share"), "Shrunk, %": percents("shrunk")} if answer.between else {}),
        **{
            "Voices in 50": pl.col("voices_50").round(1),
            "If all equal": pl.col("equal_voices_50").round(1),
            "Ratio": pl.col("voices_ratio").round(2),
            "Effective voices": pl.col("effective_voices").round(1),
            "At least": pl.col("voices_low").round(1),
            "At most": pl.col("voices_high").round(1),
            "Messages": "messages",
            "Linked to nobody": "unlinked_messages",
        },
    )


def with_shrunk(answer: Equity) -> pl.DataFrame:
    """Each class beside the share of families heard and, where it is compared, that share drawn towards the others'."""
    frame = answer.classes.with_columns(share=pl.col("heard") / pl.col("families"))
    if answer.between is None:
        return frame
    shrunk = answer.between.classes.select("class", "shrunk")
    return frame.join(shrunk, on="class", how="left", maintain_order="left")


def percents(share: str) -> pl.Expr:
    return (pl.col(share) * 100).round(0)


def notes(answer: Equity) -> list[str]:
    """How to read the table, what a family is here, and whose messages count."""
    shrunk = [SHRUNK] if answer.between and not answer.rough else []
    return [
        *shrunk,
        WITH_STAFF if answer.counting.staff else COUNTING,
        REPS_COUNT if answer.counting.reps else REPS_DO_NOT_COUNT,
        CAUTION,
    ]

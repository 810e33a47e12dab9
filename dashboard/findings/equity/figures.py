"""The figures of equity as a table, and how they and their pictures are to be read."""

import polars as pl

from dashboard.answers import Equity
from dashboard.thresholds import FEWEST_MESSAGES

INTERVAL_CAPTION = (
    "The bar is where the share likely lies, if chance is allowed for: where the bars of two classes overlap widely, "
    "the classes may differ by chance alone. Classes stand in the order of their names; this is no ranking."
)
VOICES_CAPTION = (
    "A large class gives more voices than a small one, so each class is set beside itself: the families whom 50 of its "
    "messages come from, and the families whom they would come from if all wrote equally."
)
CAUTION = (
    "Not posting is not the same as not reading, and nobody has to post. These figures count families, not people, "
    "and say nothing about why a family did not post."
)
CAUTION_WITH_STAFF = (
    "Not posting is not the same as not reading, and nobody has to post. These figures count families, not people, and "
    "staff one by one, and say nothing about why somebody did not post."
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
DASH = (
    f"A dash: not known, or of too few families or messages to say (under {FEWEST_MESSAGES} messages there are no "
    "voices in 50)."
)


def table(answer: Equity) -> pl.DataFrame:
    """The figures by class under the names that a reader knows; a blank is unknown or undefined."""
    on_roll, heard = ("On roll, staff too", "Heard, staff too") if answer.counting.staff else ("On roll", "Heard")
    return answer.classes.select(
        Class="class",
        **{
            on_roll: "families",
            heard: "heard",
            "Heard, %": (pl.col("heard") / pl.col("families") * 100).round(0),
            "Sounds like (voices)": pl.col("effective_voices").round(1),
            "Voices in 50": pl.col("voices_50").round(1),
            "If all equal": pl.col("equal_voices_50").round(1),
            "Messages": "messages",
        },
    )


def whose_messages(answer: Equity) -> str:
    """Whether what class reps write counts, as the switch has it."""
    return REPS_COUNT if answer.counting.reps else REPS_DO_NOT_COUNT


def notes(answer: Equity) -> list[str]:
    """How to read the table, what a family is here, and whose messages count."""
    return [
        DASH,
        WITH_STAFF if answer.counting.staff else COUNTING,
        whose_messages(answer),
        CAUTION_WITH_STAFF if answer.counting.staff else CAUTION,
    ]

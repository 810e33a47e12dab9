"""What the PA announces in a year (bulletins.csv), and the words around it.

bulletins.csv: month, day, subject as a parent would call it, days of notice, text, address. In the text {when} is the
day itself, spoken, and {link} the address.
"""

import csv
from pathlib import Path
from typing import NamedTuple


class Bulletin(NamedTuple):
    month: int
    day: int
    subject: str
    notice_days: int
    text: str
    link: str


def year() -> list[Bulletin]:
    """A school year's bulletins, September first."""
    with Path(__file__).with_name("bulletins.csv").open(encoding="utf-8", newline="") as lines:
        return [
            Bulletin(
                int(row["month"]), int(row["day"]), row["subject"], int(row["notice_days"]), row["text"], row["link"]
            )
            for row in csv.DictReader(lines)
        ]


OPENINGS = ("Hello everyone. ", "", "Dear families, ", "A quick message from the PA. ", "", "Good afternoon all. ")
ENDINGS = (
    "",
    " Thank you, your PA",
    "\n\nBramley Hill PA",
    " Any questions, please ask your class rep.",
    "",
    " With thanks 💛",
)
MENTIONS = (
    "Just seen the PA message about the {subject}, who's going?",
    "Did everyone see the PA post about the {subject}?",
    "Re the {subject}: thanks to the PA for organising",
    "The PA have put the details of the {subject} in their group by the way",
    "PA message says the {subject} needs doing this week, I nearly missed it",
)
ECHO_OPENINGS = ("", "", "From the PA:\n", "In case you're not in the PA group: ", "Passing this on 👇\n", "")
ECHO_THANKS = (
    "Thanks for sharing",
    "Thank you, hadn't seen that!",
    "Thanks, not in that group",
    "Ooh thanks for passing on",
    "Thank you 🙏",
)

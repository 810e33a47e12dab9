"""How the school's figures are made and what must not be read from them, for people who have never seen a formula."""

from dashboard.thresholds import FEWEST_FAMILIES, FEWEST_MESSAGES, FEWEST_NIGHTS, MOST_UNLINKED

TITLE = "How these figures are made"
METHOD: tuple[tuple[str, str], ...] = (  # a heading, and its paragraph
    (
        "What the figures come from",
        "Each class rep exports the chat of their own class on their own computer. What goes on is a class summary: "
        "numbers for whole terms and school years that are over. It holds no message, no name, no telephone number "
        "and no list of people. This page is put together from such summaries; a class whose export is here is "
        "summed up in the same way before it is shown.",
    ),
    (
        "What is counted",
        "Families, not people: two guardians of one child are one family. A family with children in two classes "
        "counts in both, so the classes do not add up to the school. Staff do not count as families. A family is "
        "heard if it wrote at least one message in the period. A night is counted if a message was sent in the "
        "school’s quiet hours. Senders who could not be linked to a family on roll are left out; where they wrote "
        f"more than {MOST_UNLINKED:.0%} of a class’s messages, its row is grey.".replace("%", " %"),
    ),
    (
        "Why most figures are ranges",
        "An exact share of a small class would give away single families: the school knows how many are on roll. So a "
        "share is told as a range that fits several numbers of families, and the fewer the families, the wider it is: "
        "to the nearest 5 % of a large group, in steps of 10 % or 20 % of a smaller one. Counts are to the nearest 5. "
        "“<10 %” means any share from none to 10 %. The truth lies somewhere in the range, not rather in its middle.",
    ),
    (
        "Why some ranges are wide for another reason",
        "An export does not show who read a message, nor everybody who is in the group. So who could see an "
        "announcement, and who is in a group, is told from two sides: at least the families who were surely in a "
        "group where it stood, at most those who can have been. A member list or head-count typed in by the class rep "
        "makes the range narrower.",
    ),
    (
        "When a class is not shown",
        f"A class with fewer than {FEWEST_FAMILIES} families on roll, or fewer than {FEWEST_MESSAGES} messages in a "
        "period, is too small to be told of without coming near single families. In a summary of the whole school "
        "such a class is shown together with its year, if the year is large enough; else it says “too few to show”. "
        f"A share of nights takes at least {FEWEST_NIGHTS} nights.",
    ),
    (
        "When a second figure is hidden with the first",
        "Where a hidden figure could be worked out from the others (the school year less the two terms that are "
        "shown, or the year less its other classes), another is hidden with it. Before a summary is written, a "
        "program tries to work out every hidden number from all that is shown. If it can, nothing is written.",
    ),
    (
        "What unknown means",
        "“Not known”, “no summary yet”, “no group” and “too few to show” are four different things, and none of them "
        "is zero. A class without a summary may be the liveliest of all.",
    ),
    (
        "When something is called higher or lower",
        "Two periods are compared if there is a gap between their ranges, so that no figure fits both. Else it says "
        "“no clear change”. Classes are shown by name and are never ranked: they differ in size and in what their "
        "group is for.",
    ),
    (
        "What must never be concluded",
        "Not that a share of families read an announcement: nobody can see that here. Not that a family who did not "
        "write was not reached, or does not care: reading along is taking part. Not who wrote at night: many work in "
        "shifts. Not that one class is better than another. Not the middle of a range. And nothing about any one "
        "person: no figure is about one.",
    ),
    (
        "What the checksum does",
        "Each summary file ends with a checksum. It shows damage on the way, and numbers that somebody changed in "
        "haste. It is no signature: who wants to forge a file can make a new checksum too. If a figure matters, ask "
        "the class rep who made the file.",
    ),
)

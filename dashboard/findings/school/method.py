"""How the school's figures are made and what must not be read from them, for people who have never seen a formula."""

from dashboard.thresholds import FEWEST_FAMILIES, FEWEST_MESSAGES, FEWEST_NIGHTS, MISSING_DAYS, MOST_UNLINKED

MOST = f"{MOST_UNLINKED:.0%}".replace("%", " %")
TITLE = "How these figures are made"
METHOD: tuple[tuple[str, str], ...] = (  # a heading, and its paragraph
    (
        "What the figures come from",
        "Each class rep exports the chat of their own class on their own computer. What goes on is a class summary: "
        "numbers for whole terms and school years, or nearly whole ones: the records may miss up to "
        f"{MISSING_DAYS} days at either end. A summary holds no message, no name of a person, no telephone number and "
        "no list of people. This page is put together from such summaries. A class whose export is here is summed up "
        "in the same way before it is shown.",
    ),
    (
        "What is counted",
        "Families, not people: two guardians of one child are one family. A family with children in two classes "
        "counts in both, so the classes do not add up to the school. Staff do not count as families. A family is "
        "heard if it wrote at least one message in the period. Who is in a group is told as of the period’s end, or of "
        "the records’ end where that comes before it. Senders who could not be linked to a family on roll are left out "
        f"of families heard. Where they wrote more than {MOST} of a class’s messages, its row is grey.",
    ),
    (
        "What is counted at night",
        "A night counts as observed if the records show all of it. It counts as having a message if one was sent in "
        "the school’s quiet hours. Each group’s nights count by themselves: of one night in eight groups, eight are "
        "counted. So all groups together show the average group, not how often some group had a message.",
    ),
    (
        "Why most figures are ranges",
        "An exact share of a small class would give away single families: the school knows how many are on roll. So a "
        "share is told as a range that fits several numbers of families. The fewer the families, the wider it is: to "
        "the nearest 5 % of a large group, in steps of 10 % or 20 % of a smaller one. Counts are to the nearest 5. "
        "“<10 %” means any share from none to 10 %. The truth lies anywhere in the range; its middle is no likelier.",
    ),
    (
        "Why some ranges are wide for another reason",
        "An export does not show who read a message, nor everybody who is in the group. So who could see an "
        "announcement, and who is in a group, is told from two sides. At least: the families who were surely in a "
        "group where it stood. At most: those who can have been. A member list or head-count typed in by the class rep "
        "makes the range narrower.",
    ),
    (
        "When a class is not shown",
        f"A class with fewer than {FEWEST_FAMILIES} families on roll is too small to be told of without coming near "
        f"single families. So is one with fewer than {FEWEST_MESSAGES} messages in a period. In a summary of the whole "
        "school such a class is shown together with its year, if the year is large enough. Else it says “too few to "
        f"show”. A share of nights takes at least {FEWEST_NIGHTS} nights.",
    ),
    (
        "When a second figure is hidden with the first",
        "A hidden figure could be worked out from others: from the school year and its other terms, or from the year "
        "and its other classes. Where that is so, another is hidden with it. Before a summary is written, a program "
        "tries to work out every hidden number from all that is shown. If it can, nothing is written.",
    ),
    (
        "What unknown means",
        "“Not known”, “no summary yet”, “no group”, “chose not to be exported” and “too few to show” are five "
        "different things. None of them is zero. A class without a summary is not a quiet class.",
    ),
    (
        "When something is called higher or lower",
        "A change is called only if there is a gap between the ranges of two periods, so that no figure fits both. "
        "Else it says “no clear change”. All classes together are compared if the same ones are told in both periods, "
        "else class by class. Classes are shown by name and are never ranked: they differ in size and in what their "
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
        "haste. It is no signature: anyone who wants to forge a file can make a new checksum too. If a figure matters, "
        "ask the class rep who made the file.",
    ),
)

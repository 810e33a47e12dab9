"""From how many on something may be compared, drawn or told; one place for figures, sentences and suppression."""

FEWEST_FAMILIES = 10  # on roll: a class is compared, and shown to those outside it, from here on
FEWEST_MESSAGES = 50  # in the period: the same
FEWEST_TOLD = 5  # of what is counted: outside the class, 1 to 4 come near one person's number and are not told
FEWEST_NIGHTS = 40  # observed, for a band of a share of them: below, the band and the nights could give the count
FEWEST_HEARD = 5  # families that wrote: below, measures of evenness come close to single families' numbers
FEWEST_FOR_HALF = 3  # families behind half of the messages: below, they are said to be fewer and not drawn
FEWEST_ANNOUNCEMENTS = 8  # of a kind, to be compared with another kind
FEWEST_CLASSES = 6  # in the picture of differences between classes
FEWEST_JUDGED = 5  # of those, whose senders are linked well enough to be judged by it
MOST_UNLINKED = 0.10  # of a class's messages, from senders linked to nobody: above, its figures are grey
FEWEST_SCHOOL_WEEKS = 8  # for a trend over them
FEWEST_SCHOOL_NIGHTS = 3  # different ones in each of those weeks
MISSING_DAYS = 14  # of a period, before or after the records, that do not keep it from being told

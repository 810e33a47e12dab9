"""Evenness for those who know its measures: the figures, what each is, where it is undefined, and its source."""

from dataclasses import dataclass

import polars as pl

from dashboard.answers import Equity
from dashboard.thresholds import FEWEST_CLASSES, FEWEST_FAMILIES, FEWEST_FOR_HALF, FEWEST_MESSAGES
from dashboard.words import percent

TITLE = "For experts"
ABOUT = (
    "All measures are over every family on roll, those that did not post included as 0. Some unevenness is nobody's "
    "doing: if few messages fall on families at random, some families have none."
)
WHOLE = "School"
ONE_CLASS, SEVERAL, CHANGED = "one class", "several classes", "two periods"


@dataclass(frozen=True)
class Measure:
    """One figure of the page: what it is, where it is undefined, and who defined it."""

    name: str
    definition: str
    undefined: str
    source: str
    shown_with: str = ""  # where it is not shown always: ONE_CLASS, SEVERAL or CHANGED


MEASURES = (
    Measure(
        "Families heard",
        "Families on roll on some day of the period that wrote at least one message in it, of all such families; its "
        "interval at 95 % is the score interval.",
        "Without a roster that names families, or without an export that reaches into the period. The interval is "
        "shown only where classes or periods are compared.",
        "E. B. Wilson, Probable inference, the law of succession, and statistical inference, Journal of the American "
        "Statistical Association 22 (1927).",
    ),
    Measure(
        "Hill numbers",
        "How many families writing equally much would be as diverse as those who wrote. That of order 0 counts the "
        "families heard; that of order 1, the effective voices, is the exponential of Shannon's entropy of their "
        "shares of the messages; that of order 2, the inverse of the chance that two messages come from one family.",
        "Where nobody posted.",
        "M. O. Hill, Diversity and evenness: a unifying notation and its consequences, Ecology 54 (1973).",
    ),
    Measure(
        "Interval of the effective voices",
        "At 95 %, by drawing whole weeks again, 1,000 times, as messages come in conversations: the basic (reverse "
        "percentile) interval of their logarithm, widened for few weeks, as percentiles themselves lie too low: they "
        "held the truth in 42 % of simulated periods, this one in 93 %. Few messages show fewer voices than there "
        "are, so it reaches further up than down.",
        f"Under 8 weeks, and where nobody posted; not said under {FEWEST_MESSAGES} messages.",
        "A. C. Davison and D. V. Hinkley, Bootstrap methods and their application (1997), after B. Efron, Bootstrap "
        "methods: another look at the jackknife, Annals of Statistics 7 (1979).",
    ),
    Measure(
        "Voices in 50 messages",
        "The expected number of families among 50 messages drawn at random without replacement, exact; beside it the "
        "same if all N families wrote equally, N(1 - (1 - 1/N)^50), and the ratio of the two, which few and very "
        "evenly spread messages bring above 1, as they are drawn without replacement.",
        "Under 50 messages.",
        "S. H. Hurlbert, The nonconcept of species diversity: a critique and alternative parameters, Ecology 52 "
        "(1971).",
    ),
    Measure(
        "Gini",
        "Half the mean difference between the messages of two different families, in means; this is the Gini of a "
        "whole population times N/(N - 1). Beside it stands the mean that it would have if as many messages fell on "
        "as many families at random: so much unevenness needs no other reason than chance.",
        "Where nobody posted, and with one family.",
        "C. Gini, Variabilità e mutabilità (1912); G. Deltas, The small-sample bias of the Gini coefficient, Review "
        "of Economics and Statistics 85 (2003).",
    ),
    Measure(
        "Curve of talk, and half the talk",
        "Families in the order of how much they wrote, against the share of the messages that they wrote together; "
        "and the fewest families that wrote half of the messages.",
        f"Where nobody posted; not drawn under {FEWEST_FAMILIES} families, {FEWEST_MESSAGES} messages or "
        f"{FEWEST_FOR_HALF} families behind half of them.",
        "M. O. Lorenz, Methods of measuring the concentration of wealth, Publications of the American Statistical "
        "Association 9 (1905).",
        ONE_CLASS,
    ),
    Measure(
        "Theil",
        "The mean of r ln r, with r a family's messages in means, 0 for all alike. It is the sum of a part inside "
        "classes and a part between their means, without remainder.",
        "Where nobody posted; the parts with fewer than two classes.",
        "H. Theil, Economics and information theory (1967).",
    ),
    Measure(
        "Funnel limits, and φ",
        "The share that all classes have together, with the exact binomial limits at 95 % and 99.8 % for each size of "
        "class; the upper one is the lower one of the families not heard, as the published one flags too often. φ is "
        "the mean squared distance of the classes from that share, in standard errors: about 1 where they differ by "
        "chance alone. Where it is above 1 + 2√(2/K) for K classes, the limits are widened by √φ.",
        f"Under {FEWEST_CLASSES} classes with at least {FEWEST_FAMILIES} families and {FEWEST_MESSAGES} messages each, "
        "seen throughout the period.",
        "D. J. Spiegelhalter, Funnel plots for comparing institutional performance, Statistics in Medicine 24 (2005).",
        SEVERAL,
    ),
    Measure(
        "Shrunk share",
        "A class's share of families heard, drawn towards that of all classes: the mean of its beta-binomial "
        "posterior, with the two parameters by maximum marginal likelihood (empirical Bayes).",
        "For classes that are not compared, or whose senders are not known well enough.",
        "D. A. Griffiths, Maximum likelihood estimation for the beta-binomial distribution, Biometrics 29 (1973).",
        SEVERAL,
    ),
    Measure(
        "Chance of a change",
        "Of families on roll in both periods, those heard in one alone: the exact two-sided chance of a split at "
        "least so uneven if each way were equally likely.",
        "Without a family that was heard in one period alone.",
        "Q. McNemar, Note on the sampling error of the difference between correlated proportions or percentages, "
        "Psychometrika 12 (1947).",
        CHANGED,
    ),
)


def table(answer: Equity) -> pl.DataFrame:
    """The measures a class; a blank is undefined."""
    return with_participation(answer).select(
        pl.col("class").fill_null(WHOLE).alias("Class"),
        **{
            "On roll": "families",
            "Messages": "messages",
            "Gini": pl.col("gini").round(2),
            "Gini by chance": pl.col("gini_if_equal").round(2),
            "Theil": pl.col("theil").round(2),
            "Hill 0": pl.col("hill_0").round(1),
            "Hill 1": pl.col("hill_1").round(1),
            "from": pl.col("voices_low").round(1),
            "to": pl.col("voices_high").round(1),
            "Hill 2": pl.col("hill_2").round(1),
            "Ratio": pl.col("voices_ratio").round(2),
            **({"Shrunk, %": (pl.col("shrunk") * 100).round(0)} if answer.between else {}),
            "Unlinked": "unlinked_messages",
        },
    )


BESIDE = ("class", "voices_low", "voices_high", "voices_ratio", "unlinked_messages")


def with_participation(answer: Equity) -> pl.DataFrame:
    """EVENNESS beside what of participation is for experts and, of several classes, each one's shrunk share."""
    parts = [answer.classes, *([] if answer.between is None else [answer.whole])]
    beside = pl.concat([part.select(BESIDE) for part in parts])
    frame = answer.evenness.join(beside, on="class", how="left", nulls_equal=True, maintain_order="left")
    if answer.between is None:
        return frame
    shrunk = answer.between.classes.select("class", "shrunk")
    return frame.join(shrunk, on="class", how="left", maintain_order="left")


def measures(answer: Equity) -> list[Measure]:
    """Those that the page shows of such an answer."""
    with_changes = {CHANGED} if answer.changes.height else set()
    shown = {"", SEVERAL if answer.between else ONE_CLASS, *with_changes}
    return [measure for measure in MEASURES if measure.shown_with in shown]


def points(answer: Equity) -> list[str]:
    """How far the classes vary beyond chance, and what became of the limits; then Theil's two parts."""
    return [ABOUT, *(said for said in (dispersion(answer), split(answer)) if said)]


def dispersion(answer: Equity) -> str | None:
    between = answer.between
    if between is None or between.dispersion is None or between.most is None:
        return None
    side, done = ("above", "were widened by √φ") if between.inflated else ("not above", "were not widened")
    by_chance = f"the {between.most:.2f} that {between.judged:,} classes may reach by chance"
    return f"φ is {between.dispersion:.2f}, {side} {by_chance}, so the limits {done}."


def split(answer: Equity) -> str | None:
    share = answer.between.within if answer.between else None
    if share is None:
        return None
    return f"Of Theil's measure over the classes compared, {percent(share)} lies inside classes."


def defined(measure: Measure) -> str:
    """What a measure is, in a paragraph below its name."""
    return f"{measure.definition} Undefined: {measure.undefined} Source: {measure.source}"

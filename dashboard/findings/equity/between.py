"""Do the classes differ by more than chance? in sentences. No class is named for its figures."""

import polars as pl

from dashboard.answers import Equity
from dashboard.findings.equity.families import STRANGERS, audible, span
from dashboard.thresholds import FEWEST_CLASSES, FEWEST_JUDGED
from dashboard.words import about, counted, listed, percent, plural, sentence

QUESTION = "Do the classes differ?"
NOTHING = "No class can be compared with others here."
CAUTION = (
    "What must not be concluded: that a class is to be judged by its figures. Classes differ in age, in size, in the "
    "languages of their families and in what else they use to talk. That a class stands apart is a reason to ask, and "
    "no answer; that it does not, is no sign that everybody is content."
)
READING = (
    "Each point is a class: the further right, the more families it has; the higher, the larger the share of them that "
    "was heard."
)
BY_CHANCE = (
    f"{READING} The grey band is where chance alone would put about 19 of 20 classes if all were alike; it is wider "
    "for small classes, where a few families make a large share."
)
WIDENED = (
    f"{READING} The grey band allows for how far the classes differ as a whole, which is more than chance alone would "
    "bring; it is wider for small classes, where a few families make a large share."
)
IN_TWENTY = "chance alone puts about 1 class in 20 there"
DIFFER = "The classes differ by more than chance would have them differ."


def points(answer: Equity) -> list[str]:
    """Whether any class stands apart; who could not be compared; how far and where the talk is uneven."""
    if answer.between is None:
        return []
    return [said for said in (apart(answer), greyed(answer), left_out(answer), voices(answer), inside(answer)) if said]


def title(answer: Equity) -> str:
    """What the funnel shows, as its heading."""
    between = answer.between
    if between is None or between.beyond is None:
        return "Share of families heard, by the size of the class"
    number = between.beyond
    if between.inflated:
        lies = "lies" if number <= 1 else "lie"
        which = f"{number:,} of {between.judged:,}" if number else "none"
        return f"The classes differ by more than chance; {which} {lies} outside the widened band"
    return f"{outside(number, between.judged)} outside the grey band" if number else NONE_OUTSIDE


NONE_OUTSIDE = "No class lies outside the grey band"


def reading(answer: Equity) -> str:
    """How the funnel is to be read."""
    return WIDENED if answer.between and answer.between.inflated else BY_CHANCE


def can_draw(answer: Equity) -> bool:
    return answer.between is not None and answer.between.limits.height > 0


def apart(answer: Equity) -> str:
    """Inside or outside the limits; fewer than six classes have none."""
    between = answer.between
    if between is None or not between.compared:
        return NOTHING
    if between.beyond is None:
        return too_few(between.compared, between.judged)
    if between.inflated:
        return widened(between.beyond)
    if between.beyond == 0:
        which = f"All {between.judged:,} classes {known_well(between.compared, between.judged)}"
        return f"{which} lie inside the grey band: they differ by no more than chance."
    far = between.classes.filter(pl.col("place") == "beyond_998").height
    further = f" {further_out(far)}" if far else ""
    return f"{outside(between.beyond, between.judged)} outside the grey band; {IN_TWENTY}.{further}"


def known_well(compared: int, judged: int) -> str:
    """Which classes the band judges: all that can be compared, or those of them whose senders are known."""
    return "that can be compared" if judged == compared else "whose senders are known well enough"


def too_few(compared: int, judged: int) -> str:
    """Why there is no band."""
    if compared < FEWEST_CLASSES:
        number = counted(compared, "class")
        return f"Only {number} can be compared, and it takes {FEWEST_CLASSES} to tell differences from chance."
    only = f"in only {judged:,}" if judged else "in none"
    return (
        f"Of the {compared:,} classes that can be compared, {only} are the senders known well enough, and it takes "
        f"{FEWEST_JUDGED} to tell differences from chance."
    )


def outside(beyond: int, judged: int) -> str:
    """1 of 6 classes lies"""
    return f"{beyond:,} of {counted(judged, 'class')} {'lies' if beyond == 1 else 'lie'}"


def further_out(far: int) -> str:
    lies = "1 of them lies" if far == 1 else f"{far:,} of them lie"
    return f"{lies} outside the paler band too, where chance alone puts about 1 class in 500."


def widened(beyond: int) -> str:
    """The classes as a whole vary by more than chance, and the band allows for it."""
    lies = "lies" if beyond == 1 else "lie"
    even_so = (
        f"{counted(beyond, 'class')} {lies} outside even so" if beyond else "no class lies outside the widened band"
    )
    return f"{DIFFER} The band is widened for that; {even_so}."


def greyed(answer: Equity) -> str | None:
    """Why fewer classes are judged by the band than are drawn."""
    between = answer.between
    if between is None or not can_draw(answer):
        return None
    names = sorted(between.classes.filter(~pl.col("linked_enough"))["class"].to_list())
    if not names:
        return None
    number = counted(between.compared, "class")
    return (
        f"Of the {number} that can be compared, {between.judged:,} are judged by the band; {listed(names)} "
        f"{plural(len(names), 'is')} drawn in grey and not judged: {STRANGERS}."
    )


def left_out(answer: Equity) -> str | None:
    """Classes with figures that are not compared, each with its reason."""
    if answer.between is None:
        return None
    drawn = answer.between.classes["class"].to_list()
    rest = answer.classes.filter(audible(), ~pl.col("class").is_in(drawn))
    few = rest.filter(~pl.col("comparable"))["class"].sort().to_list()
    part = rest.filter("comparable")["class"].sort().to_list()
    reasons = [
        f"{listed(few)} {plural(len(few), 'has')} too few messages or families to say" if few else "",
        f"of {listed(part)} only a part of the period is seen" if part else "",
    ]
    said = "; ".join(filter(None, reasons))
    return f"Not compared: {said}." if said else None


def voices(answer: Equity) -> str | None:
    """Voices in 50 messages as a share of what equal talk would give, from class to class, naming none."""
    if answer.between is None:
        return None
    ratios = answer.between.classes.filter("linked_enough")["voices_ratio"].drop_nulls().to_list()
    if not ratios:
        return None
    low, high = min(*ratios, 1.0), min(max(ratios), 1.0)
    equal = "the families that equal talk would give"
    shares = f"{span(low, high)} of" if low < 1 else "about as many as"
    if len(ratios) == 1:
        return f"In the one class where it can be said, 50 messages come from {shares} {equal}."
    return f"50 messages come from {shares} {equal}, {'depending on the class' if low < high else 'in each class'}."


def inside(answer: Equity) -> str | None:
    """How much of the unevenness lies inside classes, and how much between them."""
    share = answer.between.within if answer.between else None
    if share is None:
        return None
    inner, outer = in_words(share), in_words(1 - share)
    if share == 1:
        inner, outer = "all", "none"
    return (
        f"{sentence(inner)} of the unevenness in who writes is between families of the same class, {outer} between "
        "classes; that does not make the classes alike."
    )


def in_words(share: float) -> str:
    """98 % · more than 99 % · less than 1 %"""
    return about(percent(share)).removeprefix("about ")

"""Published figures in words: "75 %", "55 to 85 %", "about 75 %", "between 95 and 120 families"."""

import re

from dashboard.summary.per_cent import around, outer
from dashboard.words import GAP, about, between, plural, sentence

ABOUT = re.compile(r"[<>]?\d+ %")


def pair(least: str | None, most: str | None, low: float, high: float) -> str:
    """From the least of one share, low, to the most of another: 55 to 85 % · 55 % or more · up to 85 %."""
    return least if least == most and least is not None else around(low, high)


def number(said: str | None, low: float | None, high: float | None) -> str | None:
    """A published number, or bounds of one: about 160 · the 150 to 170 · none where it is not told."""
    if said is None or low is None or high is None:
        return None
    return f"about {said}" if said.isdigit() else f"the {low:.0f} to {high:.0f}"


def amount(low: float, high: float | None, roll: str | None) -> str:
    """between 95 and 120 of the 150 to 170 families · at least 95 families, where the most is not known"""
    some = f"at least {low:.0f}" if high is None else between(round(low), round(high))
    return f"{some} of {roll} families" if roll else f"{some} {plural(low if high in (None, low) else 2, 'family')}"


def from_to(low: float, high: float, surely: str, perhaps: str) -> str:
    """At least 57 % surely could; at most 73 % may have been able to. Ends at 0 and 100 % say nothing."""
    least, most = outer(low, high)
    said = [f"at least {least} % {surely}"] * (least > 0) + [f"at most {most} % {perhaps}"] * (most < 100)
    return f"{sentence('; '.join(said))}." if said else ""


def in_a_sentence(said: str) -> str:
    """about 75 % · less than 10 % · 55 to 85 %, as it is"""
    return about(said) if ABOUT.fullmatch(said) else said


def unbroken(text: str) -> str:
    """`text` in which no line ends between a number and its per cent sign."""
    return text.replace(" %", f"{GAP}%")

"""Published figures in words: "75 %", "55 to 85 %", "about 75 %", "95 to 120 families"."""

import re

from dashboard.words import GAP, about, plural

NUMBER = re.compile(r"\d+")
ABOUT = re.compile(r"[<>]?\d+ %")


def ends(share: str) -> tuple[int, int]:
    """The per cent that a published share names at its two ends: (75, 75) of 75 %, (85, 100) of 85 % or more."""
    numbers = [int(found) for found in NUMBER.findall(share)]
    if share.startswith(("<", "under")):
        return 0, numbers[-1]
    return numbers[0], 100 if share.startswith(">") or share.endswith("more") else numbers[-1]


def pair(least: str | None, most: str | None) -> str:
    """From the least of one share to the most of another: 55 to 85 % · 55 % or more · up to 85 %; null: not known."""
    if least == most and least is not None:
        return least
    return span(0 if least is None else ends(least)[0], 100 if most is None else ends(most)[1])


def span(low: int, high: int) -> str:
    """Per cent: 55 to 85 % · 55 % or more · up to 85 % · 75 % · 0 to 100 %"""
    match low, high:
        case 0, 100:
            return "0 to 100 %"
        case 0, _:
            return f"up to {high} %"
        case _, 100:
            return f"{low} % or more"
        case _:
            return f"{low} %" if low == high else f"{low} to {high} %"


def families(low: float, high: float | None) -> str:
    """95 to 120 families · 1 family · 95 families or more, where the most is not known"""
    if high is None:
        return f"{low:.0f} {plural(round(low), 'family')} or more"
    return f"{low:.0f} {plural(round(low), 'family')}" if low == high else f"{low:.0f} to {high:.0f} families"


def number(said: str | None, low: float | None, high: float | None) -> str | None:
    """A published number, or bounds of one: about 160 · 150 to 170 · none where it is not told."""
    if said is None or low is None or high is None:
        return None
    return f"about {said}" if said.isdigit() else f"{low:.0f} to {high:.0f}"


def in_a_sentence(said: str) -> str:
    """about 75 % · less than 10 % · 55 to 85 %, as it is"""
    return about(said) if ABOUT.fullmatch(said) else said


def unbroken(text: str) -> str:
    """`text` in which no line ends between a number and its per cent sign."""
    return text.replace(" %", f"{GAP}%")

"""Whether something changed since the period before, said only where the published bands leave no doubt."""

import polars as pl

from dashboard.findings.school.questions import ASKED
from dashboard.findings.school.readings import is_told, readings
from dashboard.findings.school.rows import back_from
from dashboard.findings.school.spoken import in_a_sentence
from dashboard.summary.school import Combined
from dashboard.words import in_period, listed, sentence

HIGHER, LOWER = "higher", "lower"


def change(now: tuple[float, float], before: tuple[float, float]) -> str | None:
    """Whether it is "higher" or "lower": where the two bands have a gap between them; else None, no clear change.

    Each is the least and the most that a figure may be. Bands that overlap may hold the same figure, and of bands that
    touch the figures may be one family apart: neither is a clear change.
    """
    if now[0] > before[1]:
        return HIGHER
    return LOWER if now[1] < before[0] else None


def trend(school: Combined, period: str | None, question: str) -> list[str]:
    """One sentence on the period and the one before it: of all together, of the one class, or how many classes changed.

    None where either period is not told, or a figure is not to be leaned on. All together are compared by their share,
    where the same classes are told in both periods: else more classes would look like more families.
    """
    now, *earlier = back_from(school, period) or [""]
    if not earlier:
        return []
    rows, share = _side_by_side(school, question, now, earlier[0]), ASKED[question].share
    if rows.height == 1:
        named = "" if rows["group"][0] is None or school.groups.height == 1 else _the_one(rows)
        return [sentence(f"{named}{_of_one(rows, share, in_period(earlier[0]))}")]
    return [_of_several(rows, share, in_period(earlier[0]).removeprefix("in "))] if rows.height else []


def classes(number: int, kinds: pl.Series) -> str:
    """1 class · 3 classes · 3 classes or years, where years are among them"""
    noun = "class" if number == 1 else "classes"
    return f"{number:,} {noun}{(' or year' if number == 1 else ' or years') if 'year' in kinds else ''}"


def _side_by_side(school: Combined, question: str, now: str, before: str) -> pl.DataFrame:
    """Now and before: all together if the same classes are told in both, else each class that is."""
    read = readings(school, ASKED[question]).filter(is_told())
    of = {name: read.filter(pl.col("period") == name) for name in (now, before)}
    same = set(of[now]["label"]) == set(of[before]["label"])
    judged = {name: own.filter("sure").drop_nulls("low") for name, own in of.items()}
    earlier = judged[before].select("label", low_before="low", high_before="high", said_before="said")
    sides = judged[now].join(earlier, on="label", how="inner", maintain_order="left")
    whole = sides.filter(pl.col("group").is_null())
    return whole if same and whole.height else sides.drop_nulls("group")


def _changes(rows: pl.DataFrame) -> list[str | None]:
    ends = rows.select("low", "high", "low_before", "high_before").iter_rows()
    return [change((low, high), (low_before, high_before)) for low, high, low_before, high_before in ends]


def _the_one(rows: pl.DataFrame) -> str:
    return f"in {rows['label'][0]}, the one {rows['kind'][0]} that can be compared, "


def _of_one(rows: pl.DataFrame, share: str, then: str) -> str:
    changed, was = _changes(rows)[0], in_a_sentence(rows["said_before"][0])
    if changed:
        return f"the {share} is {changed} than {then}: it was {was} then."
    return f"no clear change in the {share}: it was {was} {then}."


def _of_several(rows: pl.DataFrame, share: str, since: str) -> str:
    """Of classes, by number and not by name."""
    changes, kinds = _changes(rows), rows["kind"]
    moved = [f"{way} in {classes(changes.count(way), kinds)}" for way in (HIGHER, LOWER) if way in changes]
    if not moved:
        number = len(changes)
        each = "either class" if number == 2 and "year" not in kinds else f"any of the {classes(number, kinds)}"
        return f"No clear change in the {share} since {since}, in {each} that can be compared."
    still = changes.count(None)
    said = listed([*moved, *([f"not clearly changed in {still:,}"] if still else [])])
    return f"{sentence(share)}, since {since}: {said}."

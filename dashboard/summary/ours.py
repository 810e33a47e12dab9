"""Which summaries are of our school. One of another school is left out: a class of it may be called as one of ours.

A school that has no name in its settings may be any; a name's capitals and spaces make no difference.
"""

from collections import Counter
from collections.abc import Iterator, Sequence

from dashboard.summary.sense import as_name
from dashboard.summary.settled import Given, commonest
from dashboard.words import listed, plural

UNNAMED = "Your school"  # as a school is called whose settings give no name


def of_one_school(given: Sequence[Given], name: str | None) -> tuple[str, tuple[Given, ...], tuple[str, ...]]:
    """The school's name, those that are of it, and a remark on those of each other school.

    name: as the settings here have it; None: the name that most of the files have.
    """
    own = name or name_of_most(given)
    kept = tuple(each for each in given if is_of(each, own))
    return own, kept, tuple(remarks([each for each in given if not is_of(each, own)], own))


def name_of_most(given: Sequence[Given]) -> str:
    """That of the exports here, else of most files, of two such that of more groups; UNNAMED where none has one."""
    named = [each for each in given if spelt(each.summary.school) != spelt(UNNAMED)]
    named = [each for each in named if each.from_export] or named
    if not named:
        return UNNAMED
    files = Counter(spelt(each.summary.school) for each in named)
    groups = Counter(spelt(each.summary.school) for each in named for _ in each.summary.groups)
    most = min(files, key=lambda name: (-files[name], -groups[name], name))
    return commonest(each.summary.school for each in named if spelt(each.summary.school) == most)


def is_of(given: Given, own: str) -> bool:
    return given.from_export or may_be_one(given.summary.school, own)


def may_be_one(school: str, other: str) -> bool:
    """A school without a name in its settings may be any."""
    names = {spelt(school), spelt(other)}
    return len(names) == 1 or spelt(UNNAMED) in names


def spelt(name: str) -> str:
    return as_name(name).casefold()


def remarks(others: Sequence[Given], own: str) -> Iterator[str]:
    """2B.json is of “Dale”, not of “Hill”, so it is left out: ..."""
    for other in sorted({spelt(each.summary.school) for each in others}):
        files = [each for each in others if spelt(each.summary.school) == other]
        number = len(files)
        yield (
            f"{listed([each.source for each in files])} {plural(number, 'is')} of "
            f"“{commonest(each.summary.school for each in files)}”, not of “{own}”, so "
            f"{'it is' if number == 1 else 'they are'} left out: if it is the same school, give each laptop the same "
            f"school.toml, and have the {plural(number, 'file')} made again."
        )

"""What the start page says of the files that are here."""

import polars as pl
import pytest

from dashboard.findings import start
from parsers import schema

SUMMARY = "summary of a class or school"
MESSAGES, CLASSES = schema.empty(schema.MESSAGES), schema.empty(schema.CLASSES)


def files(*taken_for: str) -> pl.DataFrame:
    return pl.DataFrame({"taken_for": taken_for}, schema={"taken_for": pl.String})


@pytest.mark.parametrize(
    ("taken_for", "said"),
    [
        ((), start.NOTHING),
        (("settings of the school",), start.NOTHING),
        ((SUMMARY,), f"1 summary is here: the page School shows it. {start.HERE}"),
        ((SUMMARY, SUMMARY), f"2 summaries are here: the page School shows them. {start.HERE}"),
    ],
)
def test_summaries_without_an_export_are_not_said_to_be_nothing(taken_for: tuple[str, ...], said: str) -> None:
    assert start.loaded(files(*taken_for), CLASSES, MESSAGES, sample=False) == said


@pytest.mark.parametrize(
    ("taken_for", "said"),
    [
        ((), start.NOTHING_OF_SCHOOL),
        (("a note for people, not read",), start.NOTHING_OF_SCHOOL),
        ((SUMMARY,), f"1 file was read. {start.HERE}"),
        ((SUMMARY, "an export", "a note for people, not read"), f"2 files were read. {start.HERE}"),
    ],
)
def test_school_leadership_is_told_of_files_and_not_of_messages(taken_for: tuple[str, ...], said: str) -> None:
    assert start.read(files(*taken_for), sample=False) == said


def test_an_invented_school_is_said_to_be_one() -> None:
    assert start.read(files(SUMMARY), sample=True) == f"1 file was read. {start.SAMPLE}"

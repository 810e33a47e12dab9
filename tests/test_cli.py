"""The `schoolgate` command: what it opens, what it says of a file, what it writes, and how it says no."""

import shutil
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result
from msgspec.structs import replace

from dashboard import answers, checking, handout, server, summary
from dashboard.cli import schoolgate

ANDROID = b"""14/09/2026, 08:12 - Oona Fell created group "Class 3C"
14/09/2026, 08:15 - Oona Fell: Does anybody have
the swimming list?
15/09/2026, 21:40 - Idris Vale: <Media omitted>
15/09/2026, 21:41 - Idris Vale: Here it is
"""
UNDECIDED = b"03/04/2025, 08:15 - Oona Fell: Hello\n04/05/2025, 08:15 - Idris Vale: Hi\n"
SAMPLE = Path(__file__).parent.parent / "sample_exports"
PHOTO = b"\xff\xd8\xff\xe0\x00\x10JFIF\x00\x01\x02\x00\x00\x01\x00\x01\x00\x00"
SIZES = b"class,families\n3C,24\n3D,22\n"


def schoolgate_with(*words: str | Path) -> Result:
    return CliRunner().invoke(schoolgate, [str(word) for word in words])


def written(folder: Path, **files: bytes) -> list[Path]:
    """Files of that content in a folder; `a_txt` is a.txt."""
    for name, content in files.items():
        (folder / name.replace("_", ".")).write_bytes(content)
    return [folder / name.replace("_", ".") for name in files]


# Opening the dashboard


@pytest.fixture
def opened(monkeypatch: pytest.MonkeyPatch) -> list[Any]:
    """What the server was asked for, in place of a server."""
    asked: list[Any] = []
    monkeypatch.setattr(server, "run", lambda folder, port, *, open_browser: asked.append((folder, port, open_browser)))
    return asked


def test_without_a_folder_it_opens_the_sample_school_in_the_browser(opened: list[Any]) -> None:
    schoolgate_with()
    assert opened == [(None, None, True)]


def test_a_folder_is_opened_without_a_command(opened: list[Any], tmp_path: Path) -> None:
    schoolgate_with(tmp_path)
    assert opened == [(tmp_path, None, True)]


def test_options_may_come_before_the_folder(opened: list[Any], tmp_path: Path) -> None:
    schoolgate_with("--port", "9000", "--no-browser", tmp_path)
    assert opened == [(tmp_path, 9000, False)]


def test_a_missing_folder_is_one_sentence_and_exit_code_2(opened: list[Any]) -> None:
    result = schoolgate_with("exprots")
    assert (result.exit_code, opened) == (2, [])
    assert result.output == (
        "Error: There is no folder exprots: give the folder that holds the exports, or none for the sample school.\n"
    )


def test_a_file_in_place_of_a_folder_is_told_of_check(tmp_path: Path) -> None:
    (chat,) = written(tmp_path, chat_txt=ANDROID)
    result = schoolgate_with(chat)
    assert result.exit_code == 2
    assert f"say `schoolgate check {chat}`" in result.output


def test_help_names_the_commands() -> None:
    assert all(word in schoolgate_with("--help").output for word in ("[FOLDER]", "open", "check", "report"))


# Checking files


def test_check_says_what_was_read_from_an_export(tmp_path: Path) -> None:
    result = schoolgate_with("check", *written(tmp_path, Class_txt=ANDROID))
    assert result.exit_code == 0
    assert result.output.split("\n    ") == [
        "Class.txt",
        "WhatsApp export",
        "group Class",
        "from an Android phone, WhatsApp's own lines in English",
        '24-hour clock to the minute; dates day first: Dates like "14/09/2026" can only be day first.',
        "14 Sep 2026 to 15 Sep 2026: 2 text messages, 1 attachment, 1 notice",
        "It begins where the chat begins.",
        "no problems\n",
    ]


def test_check_says_that_dates_are_undecided_and_what_to_do(tmp_path: Path) -> None:
    said = schoolgate_with("check", *written(tmp_path, chat_txt=UNDECIDED)).output
    assert "dates day first until somebody says otherwise" in said
    assert '"03/04/2025" may be 3 April 2025 or 4 March 2025' in said


@pytest.mark.parametrize(("order", "span"), [("dmy", "3 Apr 2025 to 4 May 2025"), ("mdy", "4 Mar 2025 to 5 Apr 2025")])
def test_a_date_order_settles_what_a_file_cannot_decide(tmp_path: Path, order: str, span: str) -> None:
    said = schoolgate_with("check", "--date-order", order, *written(tmp_path, chat_txt=UNDECIDED)).output
    assert span in said
    assert "no problems" in said


def test_a_date_order_changes_nothing_where_the_file_decides(tmp_path: Path) -> None:
    (chat,) = written(tmp_path, Class_txt=ANDROID)
    assert schoolgate_with("check", "--date-order", "mdy", chat).output == schoolgate_with("check", chat).output


def test_a_date_order_comes_before_that_of_the_settings(tmp_path: Path) -> None:
    settings = b'[[chats]]\nname = "chat"\ndate_order = "mdy"\n'
    files = written(tmp_path, chat_txt=UNDECIDED, school_toml=settings)
    assert "4 Mar 2025 to 5 Apr 2025" in schoolgate_with("check", *files).output
    assert "3 Apr 2025 to 4 May 2025" in schoolgate_with("check", "--date-order", "dmy", *files).output


def test_another_date_order_is_refused_with_the_ones_there_are(tmp_path: Path) -> None:
    result = schoolgate_with("check", "--date-order", "dym", *written(tmp_path, chat_txt=UNDECIDED))
    assert result.exit_code == 2
    assert "'dmy', 'mdy', 'ymd'" in result.output


def test_a_crosscheck_compares_every_export_and_passes_other_files_over(tmp_path: Path) -> None:
    files = written(tmp_path, a_txt=ANDROID, b_txt=ANDROID + b"16/09/2026, 08:00 - Idris Vale:\n", roster_csv=SIZES)
    assert "Read a second way" not in schoolgate_with("check", *files).output
    said = schoolgate_with("check", "--crosscheck", *files).output
    assert said.count("Read a second way") == 2
    assert "it holds the same 3 messages" in said
    assert "whatstk leaves out 1 message in which nothing is written." in said


def test_check_says_what_is_in_a_table(tmp_path: Path) -> None:
    assert "2 classes" in schoolgate_with("check", *written(tmp_path, roster_csv=SIZES)).output


def test_check_ends_with_1_when_nothing_could_be_read(tmp_path: Path) -> None:
    result = schoolgate_with("check", *written(tmp_path, holiday_txt=PHOTO))
    assert result.exit_code == 1
    assert "not understood" in result.output


def test_check_ends_with_0_when_one_of_two_files_could_be_read(tmp_path: Path) -> None:
    assert schoolgate_with("check", *written(tmp_path, holiday_txt=PHOTO, chat_txt=ANDROID)).exit_code == 0


def test_check_of_a_missing_file_is_one_sentence_and_exit_code_2() -> None:
    result = schoolgate_with("check", "chat.txt")
    assert result.exit_code == 2
    assert result.output.count("\n") == 1


def test_a_name_in_a_chat_cannot_steer_the_terminal() -> None:
    assert checking.printable("\x1b[2JIdris\u202e\n") == "\N{REPLACEMENT CHARACTER}[2JIdris\N{REPLACEMENT CHARACTER}\n"


# Writing the report


@pytest.fixture
def built(monkeypatch: pytest.MonkeyPatch) -> list[Any]:
    """The periods that reports were asked for, in place of reports."""
    asked: list[Any] = []
    monkeypatch.setattr(answers, "school", lambda _workspace: None)
    monkeypatch.setattr(handout, "html", lambda _school, period: asked.append(period) or "<p>é</p>")
    monkeypatch.setattr(handout, "pdf", lambda _school, period: asked.append(period) or b"%PDF")
    return asked


def test_report_writes_one_file_in_utf_8(built: list[Any], tmp_path: Path) -> None:
    result = schoolgate_with("report", tmp_path, "-o", tmp_path / "report.html")
    assert (result.exit_code, result.output) == (0, f"Wrote {tmp_path / 'report.html'}.\n")
    assert (tmp_path / "report.html").read_bytes() == "<p>é</p>".encode()
    assert built == [None]


def test_a_report_whose_name_ends_in_pdf_is_one(built: list[Any], tmp_path: Path) -> None:
    schoolgate_with("report", tmp_path, "-o", tmp_path / "report.PDF")
    assert (tmp_path / "report.PDF").read_bytes() == b"%PDF"


def test_report_says_when_it_replaced_a_file(built: list[Any], tmp_path: Path) -> None:
    (page,) = written(tmp_path, report_html=b"old")
    assert schoolgate_with("report", tmp_path, "-o", page).output == f"Replaced {page}.\n"


def test_report_passes_the_period_on(built: list[Any], tmp_path: Path) -> None:
    schoolgate_with("report", tmp_path, "-o", tmp_path / "report.html", "--period", "Autumn 2026")
    assert built == ["Autumn 2026"]


def test_a_period_that_nobody_offers_is_one_sentence_and_exit_code_2(tmp_path: Path) -> None:
    page = tmp_path / "report.html"
    result = schoolgate_with("report", SAMPLE, "-o", page, "--period", "Autumn 1826")
    assert (result.exit_code, page.exists()) == (2, False)
    assert result.output.startswith("Error: There is no period Autumn 1826")


def test_a_folder_with_nothing_to_count_is_one_sentence_and_exit_code_2(tmp_path: Path) -> None:
    result = schoolgate_with("report", tmp_path, "-o", tmp_path / "report.html")
    assert (result.exit_code, result.output.count("\n")) == (2, 1)


def test_a_report_that_cannot_be_written_is_one_sentence_and_exit_code_2(built: list[Any], tmp_path: Path) -> None:
    result = schoolgate_with("report", tmp_path, "-o", tmp_path / "nowhere" / "report.html")
    assert result.exit_code == 2
    assert "choose another place with -o" in result.output


def test_check_takes_a_folder_as_the_files_in_it(tmp_path: Path) -> None:
    (tmp_path / "inside").mkdir()
    (tmp_path / "inside" / "roster.csv").write_bytes(b"class,families\n2B,27\n")
    said = CliRunner().invoke(schoolgate, ["check", str(tmp_path / "inside")])
    assert said.exit_code == 0
    assert said.output.startswith("roster.csv")


# Writing summaries


def test_summarise_writes_a_summary_that_is_read_again(tmp_path: Path) -> None:
    file = tmp_path / "2B.schoolgate.json"
    result = schoolgate_with("summarise", SAMPLE, "--class", "2B", "-o", file)
    assert (result.exit_code, result.output) == (0, f"Wrote {file}.\n")
    assert [group.name for group in summary.read(file.read_bytes(), file.name).groups] == ["2B"]
    assert schoolgate_with("check", file).output.startswith(
        f"{file.name}\n    summary of a class or school\n    1 group"
    )


@pytest.mark.parametrize(
    ("words", "said"),
    [(("--class", "9Z"), "No class is called 9Z here."), (("--class", "3A"), "There is no export of the group of 3A")],
)
def test_a_summary_that_cannot_be_made_is_one_sentence_and_no_file(
    words: tuple[str, ...], said: str, tmp_path: Path
) -> None:
    result = schoolgate_with("summarise", SAMPLE, *words, "-o", tmp_path / "summary.json")
    assert (result.exit_code, result.output.count("\n")) == (2, 1)
    assert result.output.startswith(f"Error: {said}")
    assert list(tmp_path.iterdir()) == []


def test_summarise_says_where_an_earlier_summary_in_the_folder_has_other_figures(tmp_path: Path) -> None:
    folder = shutil.copytree(SAMPLE, tmp_path / "school", ignore=shutil.ignore_patterns("truth"))
    earlier = folder / "2B.schoolgate.json"
    asked = ("summarise", folder, "--class", "2B", "-o")
    assert schoolgate_with(*asked, earlier).output == f"Wrote {earlier}.\n"
    assert schoolgate_with(*asked, earlier).output == f"Replaced {earlier}.\n"
    one = summary.read(earlier.read_bytes(), earlier.name)
    group = replace(one.groups[0], periods=tuple(replace(each, figures=None) for each in one.groups[0].periods))
    earlier.write_bytes(summary.write(replace(one, groups=(group,))))
    said = schoolgate_with(*asked, tmp_path / "new.json").output
    assert "An earlier summary here has other figures of" in said
    assert "Autumn 2025" in said


# Rosters whose columns nobody has confirmed

GERMAN = b"Klasse;Kind;Mutter;Telefon;Geburtsdatum\n3C;Leo Fell;Oona Fell;4.47701E+11;2018-01-01\n"


def test_a_report_says_which_roster_waits_and_uses_it_when_told_to(tmp_path: Path) -> None:
    written(tmp_path, liste_csv=GERMAN, chat_txt=ANDROID)
    result = schoolgate_with("report", tmp_path, "-o", tmp_path / "report.html")
    assert "liste.csv was not used: its columns wait to be confirmed" in result.output
    told = schoolgate_with("report", tmp_path, "-o", tmp_path / "report.html", "--columns-as-read")
    assert "was not used" not in told.output


def test_check_says_what_columns_were_taken_for_and_what_is_wrong_with_rows_all_the_same(tmp_path: Path) -> None:
    said = schoolgate_with("check", *written(tmp_path, liste_csv=GERMAN)).output
    assert "Mutter is taken for first parent or carer: full name" in said
    assert "Geburtsdatum is taken for nothing, and not loaded" in said
    assert "A phone number was rounded by a spreadsheet." in said
    assert "2018" not in said

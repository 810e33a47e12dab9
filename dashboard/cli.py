"""The `schoolgate` command: open the dashboard, check files, write summaries and the report.

Streamlit, Polars and Altair load slowly, so each command imports what it needs when it runs.
"""

from pathlib import Path
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from dashboard.workspace import Workspace


class Mistake(click.ClickException):
    """What was typed cannot be done: one sentence and exit code 2."""

    exit_code = 2


class OpensByDefault(click.Group):
    """A group whose first word may also be a folder: `schoolgate FOLDER` is `schoolgate open FOLDER`."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        ours = {*self.commands, *(spelling for param in self.get_params(ctx) for spelling in param.opts)}
        return super().parse_args(ctx, args if args and args[0] in ours else ["open", *args])


def a_folder(_ctx: click.Context, _param: click.Parameter, path: Path | None) -> Path | None:
    if path is None or path.is_dir():
        return path
    if path.exists():
        raise Mistake(f"{path} is a file: give the folder that it lies in, or say `schoolgate check {path}`.")
    raise Mistake(f"There is no folder {path}: give the folder that holds the exports, or none for the sample school.")


def some_files(_ctx: click.Context, _param: click.Parameter, paths: tuple[Path, ...]) -> tuple[Path, ...]:
    """The files named, and those that lie directly in the folders named."""
    for path in paths:
        if not path.exists():
            raise Mistake(f"There is no file {path}: look at its spelling, and whether it lies in this folder.")
    inside = (sorted(path.iterdir()) if path.is_dir() else [path] for path in paths)
    return tuple(path for each in inside for path in each if path.is_file() and not path.name.startswith("."))


@click.group(
    cls=OpensByDefault,
    context_settings={"help_option_names": ["-h", "--help"]},
    subcommand_metavar="[FOLDER] | COMMAND [ARGS]...",
)
@click.version_option(package_name="schoolgate")
def schoolgate() -> None:
    """Who is heard, who is reached, when phones buzz, where groups have drifted from the roster.

    Opens the dashboard on a FOLDER of WhatsApp exports; without a folder, on an invented sample school. Nothing leaves
    this computer.
    """


@schoolgate.command("open")
@click.argument("folder", required=False, type=click.Path(path_type=Path), callback=a_folder)
@click.option("--port", type=click.IntRange(1, 65535), help="Instead of 8501 or the next free one.")
@click.option("--browser/--no-browser", default=True, help="Whether the browser opens by itself (it does).")
def open_dashboard(folder: Path | None, port: int | None, *, browser: bool) -> None:
    """Open the dashboard (the same without the word `open`)."""
    from dashboard import server

    server.run(folder, port, open_browser=browser)


@schoolgate.command()
@click.argument("files", nargs=-1, required=True, type=click.Path(path_type=Path), callback=some_files)
@click.option(
    "--date-order",
    type=click.Choice(["dmy", "mdy", "ymd"]),
    help="Where a file's dates can be read in two ways: day, month or year first. Otherwise the file decides.",
)
@click.option("--crosscheck", is_flag=True, help="Have whatstk, another program, read each export too, and compare.")
@click.pass_context
def check(ctx: click.Context, files: tuple[Path, ...], date_order: str | None, *, crosscheck: bool) -> None:
    """Say what was read from each of FILES, and what was not.

    Settings among FILES count for all of them. Ends with 1 if nothing could be read.
    """
    from dashboard import checking

    given = ((path.name, path.read_bytes()) for path in files)
    accounts = checking.accounts(given, date_order=date_order, twice=crosscheck)
    click.echo("\n\n".join(account.text for account in accounts))
    ctx.exit(0 if any(account.was_read for account in accounts) else 1)


@schoolgate.command()
@click.argument("folder", type=click.Path(path_type=Path), callback=a_folder)
@click.option("-o", "--output", required=True, type=click.Path(path_type=Path), help="Replaced if it exists.")
@click.option("--period", help="One of the periods that the dashboard offers, such as a term's name.")
@click.option("--columns-as-read", is_flag=True, help="Use rosters whose columns nobody has confirmed yet.")
def report(folder: Path, output: Path, period: str | None, *, columns_as_read: bool) -> None:
    """Write the school's page for FOLDER, of exports and summaries, as one file that loads nothing from elsewhere.

    As PDF where OUTPUT ends in .pdf, else as HTML.
    """
    from dashboard import answers, handout, workspace
    from dashboard.said import Said

    loaded = workspace.load(folder, Said(as_read=columns_as_read))
    say_waiting(loaded)
    try:
        school = answers.school(loaded)
        is_pdf = output.suffix.lower() == ".pdf"
        data = handout.pdf(school, period) if is_pdf else handout.html(school, period).encode()
    except (answers.NothingToSummarise, handout.NothingToReport) as error:
        raise Mistake(str(error)) from error
    write(output, data)


@schoolgate.command()
@click.argument("folder", type=click.Path(path_type=Path), callback=a_folder)
@click.option("-o", "--output", required=True, type=click.Path(path_type=Path), help="Replaced if it exists.")
@click.option("--class", "class_name", help="Of one class alone; without it of the whole school.")
@click.option("--columns-as-read", is_flag=True, help="Use rosters whose columns nobody has confirmed yet.")
def summarise(folder: Path, output: Path, class_name: str | None, *, columns_as_read: bool) -> None:
    """Write what may leave the laptop: a class's figures, rounded, without a name, a number or a word of a message."""
    from dashboard import answers, workspace
    from dashboard.said import Said
    from parsers.errors import SummaryError

    loaded = workspace.load(folder, Said(as_read=columns_as_read))
    say_waiting(loaded)
    try:
        built = answers.summarise(loaded, class_name)
        data = answers.checked(built)
    except (answers.NothingToSummarise, answers.Discloses, SummaryError) as error:
        raise Mistake(str(error)) from error
    write(output, data)
    if warning := answers.told_otherwise(built.summary, [each.summary for each in loaded.summaries]):
        click.echo(warning)


def write(output: Path, data: bytes) -> None:
    """Puts `data` where the command was told to."""
    verb = "Replaced" if output.exists() else "Wrote"
    try:
        output.write_bytes(data)
    except OSError as error:
        raise Mistake(f"{output} cannot be written ({error.strerror}): choose another place with -o.") from error
    click.echo(f"{verb} {output}.")


def say_waiting(loaded: "Workspace") -> None:
    for roster in loaded.waiting:
        click.echo(
            f"{roster.file} was not used: its columns wait to be confirmed on the start page. Or say --columns-as-read."
        )

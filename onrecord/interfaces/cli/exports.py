"""The verb export: a case, or one story of it, in another format."""

import zipfile
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from onrecord.errors import InputError
from onrecord.interfaces.cli.common import (
    AsOfOption,
    CaseOption,
    JsonOption,
    OutputOption,
    StoryOption,
    open_case,
    read_moment,
    result_stream,
    say,
    write_json_lines,
)

if TYPE_CHECKING:
    from onrecord.case import Case
    from onrecord.records.casebook import Casebook

FORMATS = ("jsonl", "md", "csv")
EPOCH = (1980, 1, 1, 0, 0, 0)  # the same account gives the same archive, byte for byte

Format = Annotated[str, typer.Option("--to", metavar="FORMAT", help="jsonl, md, csv, or an installed exporter's name.")]


def register(app: typer.Typer) -> None:
    """Add the verb to the application."""
    app.command("export")(export)


def export(
    to: Format = "jsonl",
    case_folder: CaseOption = None,
    story: StoryOption = None,
    as_of: AsOfOption = None,
    output: OutputOption = "-",
    as_json: JsonOption = False,
) -> None:
    """Write the case, or one story of it: jsonl, lines of records; md, a text with notes; csv, a folder of tables.

    Tables need somewhere to go: `-o FOLDER` or `-o FILE.zip`.
    """
    # Extensions are looked up in every installed package, which only this command needs.
    from onrecord import plugins

    exporters = plugins.Extensions("exporters")
    if as_json and to != "jsonl":
        raise InputError(f"--json asks for lines of records, --to for '{to}'.", where="--json", help="Leave one out.")
    if to not in FORMATS and to not in exporters:
        known = ", ".join((*FORMATS, *sorted(exporters)))
        raise InputError(f"Unknown format '{to}'.", where="--to", help=f"Known: {known}.")
    if to == "csv" and output == "-":
        raise InputError("Tables are several files.", where="--output", help="Name a folder or a .zip with -o.")
    with open_case(case_folder) as opened:
        if to == "jsonl":
            with result_stream(output) as stream:
                write_json_lines(stream, opened.export_records(story=story, as_of=read_moment(as_of)))
            return
        book = opened.casebook(story=story, as_of=read_moment(as_of))
        if to == "csv":
            _write_tables(book, Path(output))
            return
        parts = exporters[to](book) if to in exporters else _write_text(opened, book, story)
        with result_stream(output) as stream:
            stream.writelines(parts)


def _write_text(opened: "Case", book: "Casebook", story: str | None) -> Iterable[str]:
    # Formats other than the one asked for are not loaded.
    from onrecord.views.exports.markdown import write_markdown

    told = book.account.stories[0].name if story and book.account.stories else opened.settings["story.name"]
    return write_markdown(book, title=told or "All reports", language=opened.language)


def _write_tables(book: "Casebook", target: Path) -> None:
    # Formats other than the one asked for are not loaded.
    from onrecord.views.exports.tables import write_tables

    try:
        if target.suffix.lower() == ".zip":
            with result_stream(str(target)) as stream, zipfile.ZipFile(stream.buffer, "w") as archive:
                for name, text in write_tables(book):
                    archive.writestr(zipfile.ZipInfo(name, EPOCH), text.encode(), zipfile.ZIP_DEFLATED)
        else:
            target.mkdir(parents=True, exist_ok=True)
            for name, text in write_tables(book):
                with result_stream(str(target / name)) as stream:
                    stream.write(text)
    except OSError as error:
        raise InputError(f"Cannot write '{target}': {error.strerror}.", where=str(target)) from error
    say(f"Wrote the tables to {target}.")

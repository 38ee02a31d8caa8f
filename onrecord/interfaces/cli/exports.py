"""The verb export: a case, or one story of it, in another format."""

from typing import Annotated

import typer

from onrecord.errors import InputError
from onrecord.interfaces.cli.common import (
    AsOfOption,
    CaseOption,
    OutputOption,
    StoryOption,
    open_case,
    read_moment,
    result_stream,
    write_json_lines,
)

Format = Annotated[str, typer.Option("--to", metavar="FORMAT", help="jsonl, md or csv.")]


def register(app: typer.Typer) -> None:
    """Add the verb to the application."""
    app.command("export")(export)


def export(
    to: Format = "jsonl",
    case_folder: CaseOption = None,
    story: StoryOption = None,
    as_of: AsOfOption = None,
    output: OutputOption = "-",
) -> None:
    """Write the case, or one story of it, as lines of records, as a text with notes, or as tables."""
    if to != "jsonl":
        raise InputError(f"Unknown format '{to}'.", where="--to", help="Known: jsonl.")
    with open_case(case_folder) as opened, result_stream(output) as stream:
        write_json_lines(stream, opened.export_records(story=story, as_of=read_moment(as_of)))

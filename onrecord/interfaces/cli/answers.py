"""Verbs that hold the user's own text against the reports: check, ask."""

import sys
from pathlib import Path
from typing import Annotated

import typer

from onrecord.errors import InputError
from onrecord.interfaces import problems
from onrecord.interfaces.cli.common import (
    AsOfOption,
    CaseOption,
    JsonOption,
    OutputOption,
    PlainOption,
    StoryOption,
    open_case,
    read_moment,
    result_stream,
    write_json_lines,
)
from onrecord.records import wire
from onrecord.views import ask as asking
from onrecord.views import check as checks
from onrecord.views import phrases


def register(app: typer.Typer) -> None:
    """Add the verbs of this module to the application."""
    app.command("check")(check)
    app.command("ask")(ask)


def check(
    draft: Annotated[str, typer.Argument(metavar="DRAFT|-", help="A text or Markdown file; - is standard input.")],
    case_folder: CaseOption = None,
    story: StoryOption = None,
    as_of: AsOfOption = None,
    as_json: JsonOption = False,
    plain: PlainOption = False,
    output: OutputOption = "-",
) -> None:
    """Hold a draft against the reports, sentence by sentence; exit code 4 where a sentence is not borne out."""
    text = _read_draft(draft)
    with open_case(case_folder) as opened:
        found = opened.check_draft(text, story=story, as_of=read_moment(as_of))
    name = "-" if draft == "-" else Path(draft).name
    with result_stream(output) as stream:
        if as_json:
            write_json_lines(stream, ({"type": "sentence", **wire.encode(s)} for s in found.sentences))
        else:
            width = phrases.terminal_width()
            lines = (
                checks.checked_plain(found, name=name) if plain else checks.checked_lines(found, name=name, width=width)
            )
            stream.writelines(f"{line}\n" for line in lines)
    if not found.holds:
        raise typer.Exit(problems.UNSUPPORTED)


def ask(
    question: Annotated[list[str], typer.Argument(metavar="QUESTION", help="In plain words.")],
    case_folder: CaseOption = None,
    story: StoryOption = None,
    as_of: AsOfOption = None,
    as_json: JsonOption = False,
    plain: PlainOption = False,
    output: OutputOption = "-",
) -> None:
    """Answer a question in the reports' own words; exit code 5 where none of them says."""
    with open_case(case_folder) as opened:
        found = opened.ask(" ".join(question), story=story, as_of=read_moment(as_of))
    with result_stream(output) as stream:
        if as_json:
            write_json_lines(stream, [{"type": "answer", **wire.encode(found)}])
        else:
            width = phrases.terminal_width()
            lines = asking.answer_plain(found) if plain else asking.answer_lines(found, width=width)
            stream.writelines(f"{line}\n" for line in lines)
    if not found.lines:
        raise typer.Exit(problems.NOTHING)


def _read_draft(path: str) -> str:
    try:
        content = sys.stdin.buffer.read() if path == "-" else Path(path).read_bytes()
        return content.decode("utf-8-sig")
    except OSError as error:
        raise InputError(f"Cannot read the draft '{path}': {error.strerror}.", where=path) from error
    except UnicodeDecodeError as error:
        raise InputError(f"The draft '{path}' is not UTF-8.", where=path, help="Save it as UTF-8 text.") from error

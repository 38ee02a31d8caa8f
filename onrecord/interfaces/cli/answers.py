"""Verbs that hold the user's own text against the reports: check, ask."""

import sys
from pathlib import Path
from typing import Annotated

import typer

from onrecord.errors import InputError
from onrecord.interfaces import problems
from onrecord.interfaces.cli.asked import Asked, takes_asked
from onrecord.interfaces.cli.common import given_words, show_nothing
from onrecord.views import ask as asking
from onrecord.views import check as checks


def register(app: typer.Typer) -> None:
    """Add the verbs of this module to the application."""
    app.command("check")(takes_asked(check))
    app.command("ask")(takes_asked(ask))


def check(
    asked: Asked,
    draft: Annotated[str, typer.Argument(metavar="DRAFT|-", help="A text or Markdown file; - is standard input.")],
) -> None:
    """Hold a draft against the reports, sentence by sentence; exit code 4 where a sentence is not borne out."""
    text = _read_draft(draft)
    with asked.case() as opened:
        found = opened.check(text, story=asked.story, as_of=asked.moment(opened))
    name = "-" if draft == "-" else Path(draft).name
    asked.write(
        found.sentences,
        lines=lambda width: checks.checked_lines(found, name=name, width=width),
        plain=lambda: checks.checked_plain(found, name=name),
        kind="sentence",
    )
    if not found.holds:
        raise typer.Exit(problems.UNSUPPORTED)


def ask(
    asked: Asked,
    question: Annotated[list[str], typer.Argument(metavar="QUESTION", help="In plain words.")],
) -> None:
    """Answer a question in the reports' own words; exit code 5 where none of them says."""
    words = given_words(question, "question")
    with asked.case() as opened:
        found = opened.ask(words, story=asked.story, as_of=asked.moment(opened))
    if not found.reports and (told := asked.tell_empty()):
        show_nothing(told)
    asked.write(
        (found,),
        lines=lambda width: asking.answer_lines(found, width=width),
        plain=lambda: asking.answer_plain(found),
    )
    if not found.lines:
        raise typer.Exit(problems.NOTHING)


def _read_draft(path: str) -> str:
    try:
        content = sys.stdin.buffer.read() if path == "-" else Path(path).read_bytes()
        return content.decode("utf-8-sig")
    except OSError as error:
        raise InputError(
            f"Cannot read the draft '{path}': {error.strerror}.",
            where=path,
            help="Name a text file, or - for standard input.",
        ) from error
    except UnicodeDecodeError as error:
        raise InputError(f"The draft '{path}' is not UTF-8.", where=path, help="Save it as UTF-8 text.") from error

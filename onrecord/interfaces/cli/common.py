"""What commands share: their common options, opening the case, and where results go.

A command reads its arguments, calls one method of the case or one view, and prints; nothing here knows what.
"""

import contextlib
import json
import os
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, TextIO, cast

import typer

from onrecord.errors import InputError
from onrecord.interfaces import problems
from onrecord.interfaces.cli.terminal import Inert

if TYPE_CHECKING:
    from onrecord.case import Case

CaseOption = Annotated[
    Path | None,
    typer.Option(
        "--case", metavar="DIR", help="The case folder [default: ONRECORD_CASE, else this folder or one above]."
    ),
]
StoryOption = Annotated[
    str | None, typer.Option("--story", metavar="STORY", help="Only this story: its slug, name or id.")
]


def given_time(time: str | None) -> str | None:
    """The time as it was written.  Raises InputError for an empty one: the present is no guess at a past moment."""
    if time is not None and not time.strip():
        raise InputError("The time is empty.", where="time", help="Write it like 2031-03-04, or leave the option out.")
    return time


AsOfOption = Annotated[
    str | None,
    typer.Option(
        "--as-of",
        metavar="TIME",
        callback=given_time,
        help="The account as it stood then: 2031-03-04 or 2031-03-04T06:00Z.",
    ),
]
JsonOption = Annotated[bool, typer.Option("--json", help="Lines of JSON records.")]
PlainOption = Annotated[bool, typer.Option("--plain", help="Tab-separated lines, no colour.")]
AboutOption = Annotated[str | None, typer.Option("--about", metavar="WORDS", help="Only where these words stand.")]
OutputOption = Annotated[str, typer.Option("--output", "-o", metavar="FILE|-", help="Write the result there.")]

CASE_FILE = "onrecord.toml"


def find_case_folder(given: Path | None) -> Path | None:
    """The case folder: as given, else ONRECORD_CASE, else this folder or the nearest above; None: there is none."""
    if given is not None:
        return given
    if named := os.environ.get("ONRECORD_CASE"):
        return Path(named)
    here = Path.cwd()
    return next((folder for folder in (here, *here.parents) if (folder / CASE_FILE).is_file()), None)


def open_case(given: Path | None) -> "Case":
    """The case, opened; close it or use it as a context manager.  Raises InputError when there is none here."""
    folder = find_case_folder(given)
    if folder is None:
        raise InputError(
            "There is no case here.",
            where=str(Path.cwd()),
            help="Make one with `onrecord init`, or name one with --case DIR.",
        )
    # A case brings in the database toolkit, which costs more than the rest of a short command.
    from onrecord import case

    return case.open(folder)


@contextlib.contextmanager
def result_stream(output: str) -> Iterator[TextIO]:
    """Where the result goes: standard output for "-", else the file, which appears whole or not at all.

    A pipe or a device is written into: it must not be put out of its place.  Raises InputError when the file cannot be
    written.
    """
    if output == "-":
        yield sys.stdout
        sys.stdout.flush()
        return
    target = Path(output).resolve()  # a link stays, and what it names is written
    is_open_end = target.exists() and not target.is_file() and not target.is_dir()
    part = target.with_name(f".{target.name}.{os.getpid()}.part")
    try:
        with (target if is_open_end else part).open("w", encoding="utf-8", newline="\n") as stream:
            yield cast(TextIO, Inert(stream))
        if not is_open_end:
            part.replace(target)
    except OSError as error:
        raise InputError(f"Cannot write '{output}': {error.strerror}.", where=output) from error
    finally:
        part.unlink(missing_ok=True)


def write_json_lines(stream: TextIO, objects: Iterable[Any]) -> None:
    """One JSON object a line."""
    for each in objects:
        stream.write(json.dumps(each, ensure_ascii=False, separators=(",", ":")) + "\n")


def say(message: str) -> None:
    """A line to the person at the terminal: never part of the result."""
    sys.stderr.write(message + "\n")


def show_nothing(message: str) -> None:
    """Leave with the exit code for nothing found, once the person was told so."""
    say(message)
    raise typer.Exit(problems.NOTHING)


def given_words(words: Iterable[str], noun: str) -> str:
    """The words in a line.  Raises InputError where there is none among them."""
    line = " ".join(words)
    if not any(letter.isalnum() for letter in line):
        told = "is empty" if not line.strip() else "holds no word"
        raise InputError(f"The {noun} {told}.", where=noun, help="Write some words behind the verb.")
    return line

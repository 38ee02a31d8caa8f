"""The verb move: a case's store from its folder to a PostgreSQL server, and back."""

import json
import sys
from pathlib import Path
from typing import Annotated

import typer

from onrecord.errors import InputError
from onrecord.interfaces.cli.common import CaseOption, JsonOption, find_case_folder, say
from onrecord.interfaces.cli.progress import counting

To = Annotated[
    str | None,
    typer.Option("--to", metavar="URL|FOLDER", help="postgresql://user@host/name, or a folder.", show_default=False),
]
UrlFile = Annotated[
    Path | None,
    typer.Option(
        "--to-file", metavar="FILE", help="A file with the address, which may hold a password.", show_default=False
    ),
]
Schema = Annotated[
    str | None,
    typer.Option(
        "--schema", metavar="NAME", help="The schema there [default: after the case folder].", show_default=False
    ),
]


def register(app: typer.Typer) -> None:
    """Add the verb to the application."""
    app.command("move")(move)


def move(
    to: To = None,
    url_file: UrlFile = None,
    schema: Schema = None,
    case_folder: CaseOption = None,
    as_json: JsonOption = False,
) -> None:
    """Move the case's store to a PostgreSQL server or into a folder; interrupted, it goes on when called again."""
    # A case brings in the database toolkit.
    from onrecord.case import moving

    folder = find_case_folder(case_folder)
    if folder is None:
        raise InputError("There is no case here.", where=str(Path.cwd()), help="Name one with --case DIR.")
    with counting("Copying") as count:
        moved = moving.move(folder, moving.Move(to=to, url_file=url_file, schema=schema), on_copied=count)
    if as_json:
        sys.stdout.write(json.dumps(moving.as_object(moved), ensure_ascii=False) + "\n")
    done = moved.copied
    again = f" ({done.resumed} by an earlier run)" if done.resumed else ""
    say(f"Moved {done.captures} captures{again}, {done.size:,} bytes, to {moved.target}: all is the same, row by row.")
    say(f"Left where it was, to be removed when you are sure: {moved.left}")

"""The verb backup: one moment of a case that is in use, in a folder of its own."""

import json
import sys
from pathlib import Path
from typing import Annotated

import typer

from onrecord.interfaces.cli.common import CaseOption, JsonOption, open_case, say
from onrecord.interfaces.cli.progress import counting

To = Annotated[Path, typer.Argument(metavar="FOLDER", help="A new folder; it opens as any case does.")]


def register(app: typer.Typer) -> None:
    """Add the verb to the application."""
    app.command("backup")(backup)


def backup(to: To, case_folder: CaseOption = None, as_json: JsonOption = False) -> None:
    """Copy the case as it is at this moment into a new folder, while others go on writing to it.

    To go back to it, open the folder: onrecord brief --case FOLDER.  A case on a server becomes one in a folder, which
    `onrecord move` brings to a server again.
    """
    with open_case(case_folder) as opened:
        # Copying brings in the store's tools, which the other verbs do without.
        from onrecord.case.backing import as_object, back_up

        with counting("Copying") as count:
            made = back_up(opened, to, on_copied=count)
    if as_json:
        sys.stdout.write(json.dumps(as_object(made), ensure_ascii=False) + "\n")
    say(f"Backed up {made.captures} captures, {made.size:,} bytes, to {made.target}: every byte as its hash says.")

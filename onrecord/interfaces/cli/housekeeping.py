"""Verbs that look after a case: config, doctor, version."""

import json
import os
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from onrecord import __version__, settings
from onrecord.errors import InputError
from onrecord.interfaces import problems
from onrecord.interfaces.cli.common import CASE_FILE, CaseOption, JsonOption, find_case_folder, open_case, say

if TYPE_CHECKING:
    from onrecord.records.note import Note

RepairOption = Annotated[bool, typer.Option("--repair", help="Work out again what can be: search and account.")]
Origin = Annotated[bool, typer.Option("--show-origin", help="Say where each value comes from.")]


def register(app: typer.Typer) -> None:
    """Add the verbs of this module to the application."""
    app.command("config")(config)
    app.command("doctor")(doctor)
    app.command("version")(version)


def config(case_folder: CaseOption = None, show_origin: Origin = False, as_json: JsonOption = False) -> None:
    """Show every setting and its value; without a case, what holds outside of any."""
    folder = find_case_folder(case_folder)
    values = settings.read_settings(_read_file(folder), env=os.environ, flags={}, where=CASE_FILE).values
    for value in values:
        shown = json.dumps(value.value, ensure_ascii=False)
        row: dict[str, Any] = {"name": value.setting.name, "value": value.value}
        if as_json:
            row |= {"origin": value.origin, "unit": value.setting.unit, "help": value.setting.help}
            sys.stdout.write(json.dumps(row, ensure_ascii=False) + "\n")
        else:
            unit = f" ({value.setting.unit})" if value.setting.unit else ""
            origin = f"\t{value.origin}" if show_origin else ""
            sys.stdout.write(f"{value.setting.name} = {shown}{origin}\t{value.setting.help}{unit}\n")


def _read_file(folder: Path | None) -> str:
    if folder is None:
        return ""
    try:
        return (folder / CASE_FILE).read_text(encoding="utf-8")
    except OSError as error:
        raise InputError(
            f"There is no case in '{folder}'.", where=str(folder), help=f"Make one with `onrecord init {folder}`."
        ) from error


def doctor(case_folder: CaseOption = None, repair: RepairOption = False, as_json: JsonOption = False) -> None:
    """Check that the case is whole: bytes as they came in, spans inside their text, references that lead somewhere.

    With --repair the search and the account are worked out again where they do not fit what is stored.
    """
    # Examining brings in the store's tools, which the other verbs here do without.
    from onrecord.case.doctor import examine

    with open_case(case_folder) as opened:
        found = examine(opened, repair=repair)
    _tell("fault", found.faults, as_json=as_json)
    _tell("mended", found.mended, as_json=as_json)
    if found.mended:
        say("Search and account were worked out again.")
    many = len(found.faults)
    say(f"Checked {found.captures} captures: {many or 'no'} fault{'' if many == 1 else 's'}.")
    if many:
        raise typer.Exit(problems.ERROR)


def _tell(type: str, notes: Sequence["Note"], *, as_json: bool) -> None:
    for note in notes:
        if as_json:
            row = {"type": type, "kind": note.kind, "message": note.message, "where": note.where}
            sys.stdout.write(json.dumps(row, ensure_ascii=False) + "\n")
        else:
            sys.stdout.write(f"{'mended: ' if type == 'mended' else ''}{note.where}: {note.message}\n")


def version() -> None:
    """Show the version."""
    sys.stdout.write(f"onrecord {__version__}\n")

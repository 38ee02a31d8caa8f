"""Verbs that make a case and fill it: init, add."""

import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from onrecord.interfaces import problems
from onrecord.interfaces.cli.common import CaseOption, JsonOption, find_case_folder, say
from onrecord.interfaces.cli.progress import counting

if TYPE_CHECKING:
    from onrecord.case import AddResult, Case

Inputs = Annotated[
    list[str],
    typer.Argument(
        metavar="INPUT...", help="Files, folders, globs; - reads JSON lines from standard input.", show_default=False
    ),
]
Jobs = Annotated[int | None, typer.Option("--jobs", min=1, metavar="N", help="Worker processes.", show_default=False)]


def register(app: typer.Typer) -> None:
    """Add the verbs of this module to the application."""
    app.command("init")(init)
    app.command("add")(add)


def init(folder: Annotated[Path, typer.Argument(metavar="DIR", help="Where.")] = Path()) -> None:
    """Make a case in a folder: its settings, its store, its captures."""
    # A case brings in the database toolkit.
    from onrecord import case

    is_new = not (folder / case.SETTINGS_FILE).exists()
    with case.init(folder):
        say(f"{'Made' if is_new else 'There is already'} a case in {folder.absolute()}.")
    if is_new:
        say("Next: onrecord add reports/*.jsonl")


def add(
    inputs: Inputs,
    case_folder: CaseOption = None,
    jobs: Jobs = None,
    as_json: JsonOption = False,
) -> None:
    """Read reports into the case; adding a thing twice adds it once."""
    # A case brings in the database toolkit.
    from onrecord import case

    case.refuse_unreadable(inputs)
    with _open_or_make(case_folder, jobs) as opened, counting("Reading") as count:
        result = opened.add(inputs, on_read=count)
        docs = {f.doc for f in opened.list_filed()}
        stories = opened.stories()
    for note in result.failed:
        say(f"not read: {note.message}")
    if as_json:
        sys.stdout.write(json.dumps(_as_object(result), ensure_ascii=False) + "\n")
    else:
        say(_summary(result, held=len(docs)))
        if stories and result.new + result.versions:
            say(f"Next: onrecord brief {max(stories, key=lambda s: len(s.reports)).slug}")
    if result.failed:
        raise typer.Exit(problems.IN_PART if result.read + result.skipped else problems.ERROR)


def _open_or_make(folder: Path | None, jobs: int | None) -> "Case":
    # A case brings in the database toolkit.
    from onrecord import case

    found = find_case_folder(folder)
    if found is None or (folder is not None and not (found / case.SETTINGS_FILE).exists()):
        found = folder or Path.cwd()
        case.init(found).close()
        say(f"Made a case in {found.absolute()}.")
    return case.open(found, flags={"jobs": jobs})


def _summary(result: "AddResult", *, held: int) -> str:
    parts = [_count(result.new, "new report")]
    if result.versions:
        parts.append(_count(result.versions, "new version") + " of a known page")
    if result.skipped:
        parts.append(f"{result.skipped} known already")
    if result.failed:
        parts.append(f"{len(result.failed)} not read")
    return f"Read {_count(result.read, 'capture')}: {', '.join(parts)}. The case holds {_count(held, 'document')}."


def _count(number: int, noun: str) -> str:
    return f"{number} {noun}{'' if number == 1 else 's'}"


def _as_object(result: "AddResult") -> dict[str, Any]:
    failed = [{"kind": n.kind, "message": n.message, "where": n.where} for n in result.failed]
    notes = [{"kind": n.kind, "message": n.message, "where": n.where} for n in result.notes]
    counts = {name: getattr(result, name) for name in ("read", "new", "versions", "skipped")}
    return {"type": "added", **counts, "failed": failed, "notes": notes}

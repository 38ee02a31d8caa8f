"""Verbs that make a case and fill it: init, add."""

import json
import sys
from collections import Counter
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from onrecord.errors import InputError
from onrecord.interfaces import problems
from onrecord.interfaces.cli import arrivals
from onrecord.interfaces.cli.common import CaseOption, JsonOption, find_case_folder, say
from onrecord.interfaces.cli.progress import counting

if TYPE_CHECKING:
    from onrecord.case import AddResult, Case
    from onrecord.records.note import Note

MOST = 20  # notes of one kind that are shown
SHOWN = frozenset(  # kinds of notes on what was read: doubts of where it came from, and what of it was left out
    {
        *("duplicate-id", "encoding-guessed", "hash-differs", "not-fetched", "not-read-for-statements", "too-long"),
        *("attachment-not-read", "bomb", "cut", "cut-off", "damaged", "page-damaged", "page-without-text", "withdrawn"),
    }
)

Inputs = Annotated[
    list[str],
    typer.Argument(
        metavar="INPUT...",
        help="Files, folders, globs, addresses; - reads JSON lines from standard input.",
        show_default=False,
    ),
]
Map = Annotated[
    str | None,
    typer.Option(
        "--map", metavar="OURS=YOURS,...", help="Fields of tables: text=body,published=date.", show_default=False
    ),
]
Jobs = Annotated[int | None, typer.Option("--jobs", min=1, metavar="N", help="Worker processes.", show_default=False)]
Engine = Annotated[
    str | None,
    typer.Option(
        "--engine",
        metavar="own|ray",
        help="Who runs the workers: onrecord itself, or Ray, on a cluster too.",
        show_default=False,
    ),
]
Address = Annotated[
    str | None,
    typer.Option("--address", metavar="HOST:PORT", help="The Ray cluster; else one is started.", show_default=False),
]
Online = Annotated[bool, typer.Option("--online", help="Fetch addresses over the network, which is off otherwise.")]


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
    engine: Engine = None,
    address: Address = None,
    fields: Map = None,
    online: Online = False,
    as_json: JsonOption = False,
) -> None:
    """Read reports into the case; adding a thing twice adds it once."""
    by = {"jobs": jobs, "engine": engine, "ray.address": address}
    flags = {**by, "fields": _read_map(fields), "network.allow": online or None}
    with _open_or_make(case_folder, inputs, flags) as opened, counting("Reading") as count:
        result = opened.add(inputs, on_read=count)
        docs = {f.doc for f in opened.list_filed()}
        stories = opened.stories()
        found = opened.list_arrivals(result.versioned) if result.versioned else ()
    _list_notes(result)
    if as_json:
        changed = arrivals.as_objects(a for a in found if a.before is not None)
        sys.stdout.write(json.dumps({**_as_object(result), "changed": changed}, ensure_ascii=False) + "\n")
    else:
        for line in arrivals.edit_lines(found):
            say(f"  {line}")
        say(_summary(result, held=len(docs)))
        if stories and result.new + result.versions:
            say(f"Next: onrecord brief {max(stories, key=lambda s: len(s.reports)).slug}")
    if result.failed:
        raise typer.Exit(problems.IN_PART)


def _read_map(fields: str | None) -> dict[str, str] | None:
    """Our field's name to the table's, from `text=body,published=date`."""
    if fields is None:
        return None
    pairs = [pair.partition("=") for pair in fields.split(",")]
    wrong = next((ours + equals + theirs for ours, equals, theirs in pairs if not (ours and theirs)), None)
    if wrong is not None:
        raise InputError(
            f"Cannot read '{wrong}' in --map.", where="--map", help="Write --map text=body,published=date."
        )
    return {ours.strip(): theirs.strip() for ours, _, theirs in pairs}


def _open_or_make(folder: Path | None, inputs: Sequence[str], flags: Mapping[str, Any]) -> "Case":
    # A case brings in the database toolkit, and inputs all kinds of files.
    from onrecord import case
    from onrecord.case.inputs import refuse_unreadable

    found = find_case_folder(folder)
    if found is None or (folder is not None and not (found / case.SETTINGS_FILE).exists()):
        refuse_unreadable(inputs, flags=flags)  # else a slip of the pen would make a case
        found = folder or Path.cwd()
        case.init(found).close()
        say(f"Made a case in {found.absolute()}.")
    return case.open(found, flags=flags)


def _summary(result: "AddResult", *, held: int) -> str:
    parts = [_count(result.new, "new report")]
    if result.versions:
        parts.append(_count(result.versions, "new version") + " of a known page")
    if result.skipped:
        parts.append(f"{result.skipped} known already")
    if result.failed:
        parts.append(f"{len(result.failed)} not read ({_count_kinds(result.failed)})")
    return f"Read {_count(result.read, 'capture')}: {', '.join(parts)}. The case holds {_count(held, 'document')}."


def _list_notes(result: "AddResult") -> None:
    """Each thing that was left out, and each doubt of where things came from; of one kind only the first few."""
    for words, notes in (("not read", result.failed), ("note", [n for n in result.notes if n.kind in SHOWN])):
        by_kind = Counter[str]()
        for note in notes:
            by_kind[note.kind] += 1
            if by_kind[note.kind] <= MOST:
                place = "" if note.where in note.message else f"{note.where}: "
                say(f"{words}: {place}{note.message}")
        for kind, count in by_kind.items():
            if count > MOST:
                say(f"{words}: {count - MOST} more of the kind '{kind}'; --json lists them all.")


def _count_kinds(notes: "Sequence[Note]") -> str:
    return ", ".join(f"{count} {kind}" for kind, count in Counter(n.kind for n in notes).most_common())


def _count(number: int, noun: str) -> str:
    return f"{number} {noun}{'' if number == 1 else 's'}"


def _as_object(result: "AddResult") -> dict[str, Any]:
    failed = [{"kind": n.kind, "message": n.message, "where": n.where} for n in result.failed]
    notes = [{"kind": n.kind, "message": n.message, "where": n.where} for n in result.notes]
    counts = {name: getattr(result, name) for name in ("read", "new", "versions", "skipped")}
    return {"type": "added", **counts, "failed": failed, "notes": notes}

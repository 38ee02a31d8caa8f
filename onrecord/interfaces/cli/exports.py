"""The verb export: a case, or one story of it, in another format."""

import sys
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
    say,
)
from onrecord.interfaces.cli.terminal import unless_unread
from onrecord.views import phrases

if TYPE_CHECKING:
    from collections.abc import Mapping

    from onrecord.case.saving import Export
    from onrecord.records import wire

PLURALS = {"series": "series", "earlier": "earlier"}
Format = Annotated[str, typer.Option("--to", metavar="FORMAT", help="One of those that --list shows.")]
ListOption = Annotated[bool, typer.Option("--list", help="Show every format and what it is for.")]
RedactOption = Annotated[
    Path | None,
    typer.Option("--redact", metavar="FILE", help="Leave out the names in this file, one a line, and their texts."),
]
RatingsOption = Annotated[
    Path | None,
    typer.Option("--ratings", metavar="CSV", help="Your ratings of claims, for schemaorg: claim,rating,by,url,date."),
]


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
    redact: RedactOption = None,
    ratings: RatingsOption = None,
    show_formats: ListOption = False,
) -> None:
    """Write the case, or one story of it, in another program's format; `--list` shows them all.

    Files appear whole or not at all, each with a manifest: what was written, what the store holds, hashes.
    """
    # Every exporter that is installed is looked up, which only this command needs.
    from onrecord.case.exporting import ExportOptions, find_format, list_formats, read_names, read_ratings

    if show_formats:
        sys.stdout.writelines(f"{name}\t{help}\n" for name, help in list_formats().items())
        return
    if as_json and to != "jsonl":
        raise InputError(f"--json asks for lines of records, --to for '{to}'.", where="--json", help="Leave one out.")
    format, _ = find_format(to)
    if output == "-" and format.is_folder:
        raise InputError(f"'{to}' is several files.", where="--output", help="Name a folder or a .zip with -o.")
    if output == "-" and not format.is_text and sys.stdout.isatty():
        raise InputError(f"'{to}' is not for a terminal.", where="--output", help="Name a file with -o.")
    names, rated = read_names(redact) if redact else (), read_ratings(ratings) if ratings else ()
    with open_case(case_folder) as opened:
        options = ExportOptions(
            to=to, story=story, as_of=opened.moment(as_of, is_end=True), redact=names, ratings=rated
        )
        made = opened.export(options)
        _print(made) if output == "-" else made.save(Path(output))
    _tell(made.manifest(), output)


def _print(made: "Export") -> None:
    sys.stdout.flush()
    with unless_unread(sys.stdout):
        made.write(sys.stdout.buffer)
        sys.stdout.buffer.flush()


def _tell(manifest: "wire.Json", output: str) -> None:
    """What was written and what went, in a line each."""
    written = _count(manifest["counts"]) or "nothing"
    if manifest["redacted"]:
        say(f"Left out: {_count(manifest['redacted'])}.")
    if unseen := manifest.get("unseen_names"):
        stand = "1 listed name stands" if unseen == 1 else f"{unseen:,} listed names stand"
        say(f"{stand} nowhere in what is exported. Look at the spelling.")
    if output != "-":
        say(f"Wrote {output} ({written}); checked against the store.")


def _count(told: "Mapping[str, int]") -> str:
    """Counts by kind as people say them: "1 story, 2 copies, 17 reports"."""
    return ", ".join(phrases.count(n, kind, _many(kind)) for kind, n in told.items() if n)


def _many(kind: str) -> str | None:
    return PLURALS.get(kind) or (f"{kind[:-1]}ies" if kind.endswith("y") else None)

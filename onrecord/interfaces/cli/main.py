"""The command `onrecord`: every verb known by name, its module loaded when it is called, every error an exit code.

Records and views cost more to import than `onrecord --help` may take, so help is written from the table here; a test
holds the table to what the verbs say of themselves.
"""

import importlib
import json
import os
import sys
from collections.abc import Mapping, Sequence
from typing import Any

import typer

from onrecord import __version__
from onrecord.errors import OnrecordError
from onrecord.interfaces import problems
from onrecord.interfaces.cli.terminal import Piped
from onrecord.interfaces.cli.words import Root, Verbs

HELP = """Who said what, through whom, when, how sure: an account of the news that can be checked.

Start with: onrecord add reports/*.jsonl, then: onrecord brief"""

VERBS: Mapping[str, tuple[str, str]] = {  # name: (module, the first sentence of its help)
    "init": ("cases", "Make a case in a folder: its settings, its store, its captures."),
    "add": ("cases", "Read reports into the case; adding a thing twice adds it once."),
    "watch": (
        "watching",
        "Watch feeds, pages and folders and add what comes, until it is stopped; started again, it goes on from there.",
    ),
    "stories": ("views", "List the stories of the case, with three counts each: reports, origins, parties."),
    "brief": ("views", "The account in five parts, each line checked word for word against the reports it cites."),
    "figures": (
        "views",
        "Numbers with their lives: value, bounds, scope, speaker, and how each stands to the one before.",
    ),
    "claims": ("views", "Claims with three counts each and what every party says of them."),
    "timeline": ("views", "The chronology, with two dates for everything: happened and said."),
    "who": ("people", "What one speaker has said, in order of time, and where the line moved."),
    "show": ("cards", "One thing with its exact words: a statement, claim, report, figure, event or name."),
    "diff": (
        "views",
        "What changed: new, revised, updated, denied, edited at source, withdrawn. Repeats are only counted.",
    ),
    "search": ("searches", "Find paragraphs and headlines by their words; exit code 5 where there are none."),
    "check": (
        "answers",
        "Hold a draft against the reports, sentence by sentence; exit code 4 where a sentence is not borne out.",
    ),
    "ask": ("answers", "Answer a question in the reports' own words; exit code 5 where none of them says."),
    "review": ("decisions", "Accept, reject or edit statements; without any, list what was decided."),
    "merge": ("decisions", "Say that things are one: claims, names, stories or origins."),
    "split": ("decisions", "Say that things are not the same: statements of a claim, names, reports of a story."),
    "grade": ("decisions", "Grade an outlet after the Admiralty scale; without one, list the grades given."),
    "undo": ("decisions", "Take a decision back; to take back an undoing is to do it again."),
    "serve": (
        "serve",
        "Show the case in a browser, at an address that only this machine reaches unless told otherwise.",
    ),
    "mcp": (
        "agents",
        "Serve the case to an agent: the Model Context Protocol over standard input and output, read-only.",
    ),
    "export": (
        "exports",
        "Write the case, or one story of it, in another program's format; `--list` shows them all.",
    ),
    "move": (
        "moving",
        "Move the case's store to a PostgreSQL server or into a folder; interrupted, it goes on when called again.",
    ),
    "backup": (
        "backing",
        "Copy the case as it is at this moment into a new folder, while others go on writing to it.",
    ),
    "annotate": ("annotate", "Read reports as JSON lines and write what each says, in the same order."),
    "config": ("housekeeping", "Show every setting and its value; without a case, what holds outside of any."),
    "doctor": (
        "housekeeping",
        "Check that the case is whole: bytes as they came in, spans inside their text, references that lead somewhere.",
    ),
    "version": ("housekeeping", "Show the version."),
}


def build(arguments: Sequence[str]) -> typer.Typer:
    """The application for this command line: the verb that it names is real, the others are known by their help."""
    app = Verbs(
        name="onrecord",
        cls=Root,
        no_args_is_help=True,
        rich_markup_mode=None,  # rich's help is three times as slow to appear
        pretty_exceptions_enable=False,
        context_settings={"help_option_names": ["-h", "--help"]},
    )
    app.callback(help=HELP)(_root)
    verb = next((a for a in arguments if not a.startswith("-")), None)
    module = VERBS[verb][0] if verb is not None and verb in VERBS else None
    is_completing = "_ONRECORD_COMPLETE" in os.environ
    loaded = {m for m, _ in VERBS.values() if is_completing or m == module}
    for name in sorted(loaded):
        importlib.import_module(f"onrecord.interfaces.cli.{name}").register(app)
    for name, (home, help) in VERBS.items():
        if home not in loaded:
            app.command(name, help=help)(_elsewhere)
    return app


def put_case_behind(arguments: Sequence[str]) -> list[str]:
    """The command line with a `--case DIR` that stands before the verb put behind it, where the verb reads it."""
    size = 2 if arguments[:1] == ["--case"] else 1 if arguments and arguments[0].startswith("--case=") else 0
    return [*arguments[size : size + 1], *arguments[:size], *arguments[size + 1 :]]


def run() -> None:
    """Run the command line and leave with its exit code."""
    arguments = put_case_behind(sys.argv[1:])
    streams: dict[str, Any] = {"stdout": Piped(sys.stdout), "stderr": Piped(sys.stderr, ignored=True)}
    sys.stdout, sys.stderr = streams["stdout"], streams["stderr"]
    try:
        _call(arguments)
    except OnrecordError as error:
        if "--json" in arguments:
            sys.stderr.write(json.dumps({"error": problems.body(error)}, ensure_ascii=False) + "\n")
        else:
            sys.stderr.write(f"onrecord: {problems.sentence(error)}\n")
        sys.exit(problems.exit_code(error))
    except KeyboardInterrupt:
        sys.exit(problems.INTERRUPTED)


def _call(arguments: Sequence[str]) -> None:
    try:
        build(arguments)(arguments)
    finally:  # the interpreter would flush too late for a word or a code of ours
        sys.stdout.flush()
        sys.stderr.flush()


def _elsewhere() -> None:
    """Stands for a verb in the help; the command line never names it."""


def _show_version(wanted: bool) -> None:
    if wanted:
        sys.stdout.write(f"onrecord {__version__}\n")
        raise typer.Exit


def _root(
    version: bool = typer.Option(False, "--version", callback=_show_version, is_eager=True, help="Show the version."),
) -> None:
    """Options that come before the verb."""

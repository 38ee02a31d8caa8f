"""The command `onrecord`: every verb registered, every error turned into an exit code.

Importing this module must stay cheap, for `onrecord --help` and for completion: the modules of verbs import the case,
the parser and the database inside the command that needs them.
"""

import json
import sys

import typer

from onrecord import __version__
from onrecord.errors import OnrecordError
from onrecord.interfaces import problems
from onrecord.interfaces.cli import annotate, cases, exports, housekeeping, searches, views

HELP = """Who said what, through whom, when, how sure: an account of the news that can be checked.

Start with: onrecord add reports/*.jsonl, then: onrecord brief"""


def build() -> typer.Typer:
    """The application with all its verbs."""
    app = typer.Typer(
        name="onrecord",
        help=HELP,
        no_args_is_help=True,
        rich_markup_mode=None,  # rich's help is three times as slow to appear
        pretty_exceptions_enable=False,
        context_settings={"help_option_names": ["-h", "--help"]},
    )
    app.callback(help=HELP)(_root)
    for module in (cases, annotate, views, searches, exports, housekeeping):
        module.register(app)
    return app


def run() -> None:
    """Run the command line and leave with its exit code."""
    try:
        build()()
    except OnrecordError as error:
        if "--json" in sys.argv:
            sys.stderr.write(json.dumps({"error": problems.body(error)}, ensure_ascii=False) + "\n")
        else:
            sys.stderr.write(f"onrecord: {problems.sentence(error)}\n")
        sys.exit(problems.exit_code(error))
    except KeyboardInterrupt:
        sys.exit(problems.INTERRUPTED)


def _show_version(wanted: bool) -> None:
    if wanted:
        sys.stdout.write(f"onrecord {__version__}\n")
        raise typer.Exit


def _root(
    version: bool = typer.Option(False, "--version", callback=_show_version, is_eager=True, help="Show the version."),
) -> None:
    """Options that come before the verb."""

"""The reference of the command line: every verb with its arguments and options, as its help says them."""

from collections.abc import Iterator
from typing import Any

import typer.main

from handbook.markdown import code, write_table
from onrecord.interfaces.cli.main import VERBS, build

HEAD = """# Commands

`onrecord VERB --help` says the same. Results go to standard output, all talk goes to standard error. Times are written
`2031-03-04` or `2031-03-04T06:00Z`; without a zone they are UTC. How they end: [exit codes](problems.md#exit-codes).
"""


def write_commands() -> str:
    """The page."""
    return HEAD + "".join(_verb(name) for name in VERBS)


def _verb(name: str) -> str:
    group: Any = typer.main.get_command(build([name]))
    command = group.commands[name]
    context = command.make_context(name, [], resilient_parsing=True)
    told, *rest = (command.help or "").split("\n\n")
    rows = list(_rows(command, context))
    table = f"\n{write_table(('argument or option', 'what it says'), rows)}" if rows else ""
    more = "".join(f"\n{' '.join(part.split())}\n" for part in rest)
    return f"\n## {name}\n\n{' '.join(told.split())}\n{more}\n```text\n{_usage(name, command)}\n```\n{table}"


def _usage(name: str, command: Any) -> str:
    arguments = [p.metavar or p.name.upper() for p in command.params if p.param_type_name == "argument"]
    return " ".join(
        ("onrecord", name, *arguments, "[OPTIONS]" if len(command.params) > len(arguments) else "")
    ).rstrip()


def _rows(command: Any, context: Any) -> Iterator[tuple[str, str]]:
    for parameter in command.params:
        record = parameter.get_help_record(context)
        if record is not None:
            name = record[0].split(" <")[0] if parameter.param_type_name == "argument" else record[0]
            yield code(name), record[1]

"""The reference of errors: kinds as every door says them, exit codes of the command line."""

import ast
import inspect
from collections.abc import Iterator, Mapping

from handbook.markdown import code, write_table
from onrecord import errors
from onrecord.interfaces import problems

HEAD = """# Errors and exit codes

An error is something that you must act on. It looks the same at every door (`--json` on standard error, REST, MCP):
`kind`, `message`, `where` (the file, line, address, setting or id), `help` (what to do). What is merely messy in the
news is never an error: it is a [note](notes.md).
"""
FAMILIES: Mapping[str, str] = {
    "DONE": "done",
    "ERROR": "an error that no other code is for",
    "USAGE": "wrong use: an option, a file or a setting",
    "IN_PART": "done in part: some inputs could not be read; they are listed",
    "UNSUPPORTED": "a draft has a sentence that is not borne out (`check`)",
    "NOTHING": "nothing found (`search`, `ask`, `show` and the views)",
    "CHANGED": "something changed (`diff --exit-code`)",
    "INTERRUPTED": "interrupted",
    "UNREAD": "who read the result went away before its end, as `head` does",
}


def write_problems() -> str:
    """The page."""
    return f"{HEAD}\n## Kinds\n\n{_kinds()}\n## Exit codes\n\n{_codes()}"


def _kinds() -> str:
    family = [
        kind for kind in vars(errors).values() if inspect.isclass(kind) and issubclass(kind, errors.OnrecordError)
    ]
    rows = (
        (
            code(kind.kind),
            code(f"onrecord.{kind.__name__}"),
            str(problems.exit_code(kind(""))),
            (kind.__doc__ or "").strip(),
        )
        for kind in family
        if kind is not errors.OnrecordError
    )
    return write_table(("kind", "exception", "exit code", "what it says"), rows)


def _codes() -> str:
    return write_table(("code", "meaning"), ((str(number), FAMILIES[name]) for name, number in list_codes()))


def list_codes() -> Iterator[tuple[str, int]]:
    """Every exit code that `interfaces/problems.py` names."""
    for node in ast.parse(inspect.getsource(problems)).body:
        if isinstance(node, ast.Assign) and isinstance(node.value, ast.Constant) and isinstance(node.value.value, int):
            name = ast.unparse(node.targets[0])
            if not name.endswith("_S"):  # a time in seconds
                yield name, node.value.value

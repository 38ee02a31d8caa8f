"""The reference of settings, from the table that they are read by."""

import json
from collections.abc import Mapping

from handbook.markdown import code, write_table
from onrecord.settings import ENV_OTHER, FEED_ROW, ROW_FIELDS, TABLE

HEAD = """# Settings

A flag comes before the environment, that before `onrecord.toml` in the case, that before the default. An unknown name
is an error that names the nearest known one. `onrecord config --show-origin` shows every value and where it comes from.

"""
KINDS: Mapping[type, str] = {
    str: "word",
    int: "whole number",
    float: "number",
    bool: "true or false",
    dict: "table",
    list: "list",
}


def write_settings() -> str:
    """The page."""
    rows = (
        (
            code(s.name),
            KINDS[s.type] + (f", {s.unit}" if s.unit else ""),
            code(json.dumps(s.default)),
            code(s.env) if s.type not in (dict, list) else "",
            s.help,
        )
        for s in TABLE
    )
    table = write_table(("name", "value", "default", "environment", "what it is for"), rows)
    others = ", ".join(code(name) for name in sorted(ENV_OTHER))
    return (
        f"{HEAD}{table}\n{others} names the case to open. Lists and tables can be set only in `onrecord.toml`.\n\n"
        f"A `[[feed]]` may say {_listed(FEED_ROW)}. `[fields]` may name {_listed(ROW_FIELDS)}.\n"
    )


def _listed(names: object) -> str:
    return ", ".join(code(str(name)) for name in names)  # type: ignore[attr-defined]

"""What a program sends that its door does not take: what it is, what was given, what to send in its place."""

import json
from collections.abc import Mapping
from typing import Any

from onrecord.errors import InputError

SHOWN = 60  # characters of what was given, as a message repeats it
BLANK = ("string_pattern_mismatch", "string_too_short")  # the only pattern that a door has asks for a letter


def explain(wrong: Mapping[str, Any], *, name: str, place: str, see: str) -> InputError:
    """One error of pydantic's about what is called `name`; `place` is where it was sent, `see` what tells more."""
    if wrong["type"] == "missing":
        return InputError(f"'{name}' is missing in the {place}.", where=name, help=f"Add it. {see}")
    if wrong["type"] in BLANK:
        return InputError(f"'{name}' in the {place} is blank.", where=name, help="Give it a value.")
    wanted = f"{wrong['msg'][:1].lower()}{wrong['msg'][1:]}"
    message = f"'{name}' in the {place} cannot be {_show(wrong['input'])}: {wanted}."
    return InputError(message, where=name, help=see)


def _show(given: object) -> str:
    shown = json.dumps(given, ensure_ascii=False, default=str)
    return shown if len(shown) <= SHOWN else f"{shown[:SHOWN]}…"

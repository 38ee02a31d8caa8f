"""Lists of records as CSV: one row each, lines as their text, lists joined; nothing that a spreadsheet would run."""

import csv
import io
from collections.abc import Sequence
from dataclasses import fields, is_dataclass
from typing import Any

from onrecord.records import wire
from onrecord.views.exports.csvfiles import inert
from onrecord.views.line import Line


def write_csv(records: Sequence[Any], kind: type) -> str:
    """The records with a heading of the fields that fit in a cell; `kind` is their type, for a list without any."""
    names = [f.name for f in fields(kind)]
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(names)
    for record in records:
        writer.writerow([inert(_cell(getattr(record, name))) for name in names])
    return out.getvalue()


def _cell(value: Any) -> str | int | float:
    if value is None:
        return ""
    if isinstance(value, Line):
        return value.text
    if isinstance(value, tuple):
        return "; ".join(str(_cell(v)) for v in value)
    if is_dataclass(value):
        return "; ".join(f"{k} {v}" for k, v in wire.encode(value).items() if v is not None)
    shaped = wire.encode_value(value)
    return shaped if isinstance(shaped, str | int | float) else str(shaped)

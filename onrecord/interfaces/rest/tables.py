"""Lists of records as CSV: one row each, lines as their text, lists joined; nothing that a spreadsheet would run."""

import csv
import io
from collections.abc import Iterable, Sequence
from dataclasses import fields, is_dataclass
from typing import Any

from onrecord.records import wire
from onrecord.records.when import When
from onrecord.views import phrases
from onrecord.views.disputes import Cell
from onrecord.views.exports.csvfiles import inert
from onrecord.views.figures import FigureLife, FigureRow
from onrecord.views.line import Line


def write_csv(records: Sequence[Any], kind: type) -> str:
    """The records with a heading of their fields; `kind` is their type, for a list without any."""
    return _write(_names(kind), (_values(record) for record in records))


def write_amounts(lives: Iterable[FigureLife]) -> str:
    """Every amount of these numbers, each after the number that it is one of."""
    rows = ((life.id, life.label, life.of, life.unit, *_values(row)) for life in lives for row in life.rows)
    return _write(("number", "label", "of", "unit", *_names(FigureRow)), rows)


def _names(kind: type) -> tuple[str, ...]:
    return tuple(f.name for f in fields(kind))


def _values(record: Any) -> tuple[Any, ...]:
    return tuple(getattr(record, name) for name in _names(type(record)))


def _write(names: Sequence[str], rows: Iterable[Sequence[Any]]) -> str:
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(names)
    writer.writerows([inert(_cell(value)) for value in row] for row in rows)
    return out.getvalue()


def _cell(value: Any) -> str | int | float:
    if value is None:
        return ""
    if isinstance(value, Line):
        return value.text
    if isinstance(value, When):
        return phrases.when_text(value)
    if isinstance(value, Cell):
        return f"{value.party} {value.position.value} ({value.label})"
    if isinstance(value, tuple):
        return "; ".join(str(_cell(v)) for v in value)
    if is_dataclass(value):
        return "; ".join(f"{k} {v}" for k, v in wire.encode(value).items() if v is not None)
    shaped = wire.encode_value(value)
    return shaped if isinstance(shaped, str | int | float) else str(shaped)

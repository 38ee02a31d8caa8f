"""JSON Schema of what `wire.encode` writes, read off the types themselves, so that the two cannot part ways."""

import datetime as dt
import types
from collections.abc import Iterable, Mapping
from dataclasses import fields, is_dataclass
from decimal import Decimal
from enum import Enum
from typing import Any, Union, get_args, get_origin, get_type_hints

from onrecord.records.claim import Claim, Relation
from onrecord.records.finding import Figure, Source, Statement
from onrecord.records.report import Report
from onrecord.records.span import Span

Json = dict[str, Any]
WHERE = "#/components/schemas/"
DATE_OR_OPEN = {"type": "string", "pattern": r"^(\.\.|\d{4}(-\d\d){0,2})$"}  # ISO 8601-2; `..` is an open side
PLAIN: Mapping[Any, Json] = {
    str: {"type": "string"},
    int: {"type": "integer"},
    float: {"type": "number"},
    bool: {"type": "boolean"},
    dt.date: {"type": "string", "format": "date"},
    dt.datetime: {"type": "string", "format": "date-time"},
    Decimal: {"type": ["number", "string"]},  # a string of digits where a number would lose some
    type(None): {"type": "null"},
    Any: {},
}


def list_schemas(kinds: Iterable[type]) -> dict[str, Json]:
    """The schema of every type and of all that they are made of, by name; they point at each other under WHERE."""
    found: dict[str, Json] = {}
    for kind in kinds:
        _add(kind, found)
    return dict(sorted(found.items()))


def _add(kind: type, found: dict[str, Json]) -> None:
    if kind.__name__ in found:
        return
    found[kind.__name__] = {}  # a type may hold itself
    hints = get_type_hints(kind)
    properties = {f.name: _schema(hints[f.name], found) for f in fields(kind)}
    _reshape(kind, properties, found)
    found[kind.__name__] = {
        "type": "object",
        "description": (kind.__doc__ or "").strip().split("\n")[0],
        "properties": properties,
        "required": list(properties),
    }


def _schema(hint: Any, found: dict[str, Json]) -> Json:
    if hint in PLAIN:
        return dict(PLAIN[hint])
    origin = get_origin(hint)
    if origin in (Union, types.UnionType):
        return {"anyOf": [_schema(part, found) for part in get_args(hint)]}
    if origin is tuple:
        parts = get_args(hint)
        if len(parts) == 2 and parts[1] is Ellipsis:
            return {"type": "array", "items": _schema(parts[0], found)}
        return {"type": "array", "prefixItems": [_schema(p, found) for p in parts], "items": False}
    if isinstance(hint, type) and issubclass(hint, Enum):
        return {"type": "string", "enum": [member.value for member in hint]}
    if is_dataclass(hint):
        _add(hint if isinstance(hint, type) else type(hint), found)
        return {"$ref": WHERE + getattr(hint, "__name__", "")}
    return {}


def _reshape(kind: type, properties: Json, found: dict[str, Json]) -> None:
    """The changes of shape that `wire.encode` makes."""
    if kind is Statement:
        _add(Source, found)
        properties["via"] = {"type": "array", "items": {"$ref": WHERE + "Source"}}
        properties["chain"] = {"type": "array", "items": {"type": ["string", "null"]}}
    elif kind is Figure:
        _add(Span, found)
        properties["span"] = {"$ref": WHERE + "Span"}
    elif kind is Report:
        del properties["text"]
        properties["text_sha256"] = {"type": "string"}
    elif kind is Claim:
        properties["origin_tree"], properties["origins"] = properties["origins"], {"type": "integer"}
        properties["party_names"], properties["parties"] = properties["parties"], {"type": "integer"}
    elif kind is Relation:
        properties["relation"] = properties.pop("kind")
    elif kind.__name__ == "When":
        properties["earliest"] = properties["latest"] = dict(DATE_OR_OPEN)

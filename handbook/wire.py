"""The reference of the wire: every record with its fields, from the types and the comments beside their fields."""

import inspect
import re
from collections.abc import Mapping
from typing import Any

from handbook.markdown import code, write_table
from onrecord.records import annotation, casebook, claim, decision, finding, note, report, span, when, wire
from onrecord.records.schema import WHERE, list_schemas

HOMES = (annotation, casebook, claim, decision, finding, note, report, span, when)
COMMENT = re.compile(r"^    (\w+): [^#\n]+#\s+(.+)$", re.MULTILINE)
MOVED: Mapping[str, Mapping[str, str]] = {  # fields that the wire calls otherwise than the type
    "Claim": {"origins": "origin_tree", "parties": "party_names"},
    "Relation": {"kind": "relation"},
}
HEAD = f"""# The wire

One serialiser writes all that programs get: `--json`, `onrecord export --to jsonl`, `onrecord annotate`, REST. This is
version {wire.VERSION}; a version may gain fields and loses none. Positions count Unicode code points of the stored
text, half open. Times are ISO 8601; an open side of one is `..`, a date may lack its day or its month. Missing is
`null`.

In an export each line says its `type` first: {{types}}.

The filter `onrecord annotate` answers each line `{{{{"id", "text", "published", "outlet", "url"}}}}` with one line:
`id`, `wire`, and the lists `reports`, `statements`, `figures`, `times`, `mentions`, `events`, `notes`.
"""


def write_wire() -> str:
    """The page."""
    types = ", ".join(code(name) for name in wire.TYPES)
    schemas = list_schemas(wire.TYPES.values())
    return HEAD.format(types=types) + "".join(_record(name, schema) for name, schema in schemas.items())


def _record(name: str, schema: Mapping[str, Any]) -> str:
    told = _comments(name)
    rows = ((code(f), _type(kind), told.get(f, "")) for f, kind in schema["properties"].items())
    return f"\n## {name}\n\n{schema['description']}\n\n{write_table(('field', 'value', 'what it says'), rows)}"


def _comments(name: str) -> Mapping[str, str]:
    kind: Any = next((getattr(home, name) for home in HOMES if hasattr(home, name)), None)
    if kind is None:
        return {}
    moved = MOVED.get(name, {})
    return {moved.get(field, field): told for field, told in COMMENT.findall(inspect.getsource(kind))}


def _type(schema: Mapping[str, Any]) -> str:
    if "$ref" in schema:
        name = schema["$ref"].removeprefix(WHERE)
        return f"[{name}](#{name.lower()})"
    if "anyOf" in schema:
        return " or ".join(_type(part) for part in schema["anyOf"])
    if "enum" in schema:
        return ", ".join(code(value) for value in schema["enum"])
    if "prefixItems" in schema:
        return f"list of: {', '.join(_type(part) for part in schema['prefixItems'])}"
    kind = schema.get("type", "anything")
    if kind == "array":
        return f"list of {_type(schema['items'])}"
    return " or ".join(kind) if isinstance(kind, list) else kind

"""What a request says that its route does not read is refused, by the description that the routes themselves give."""

import json
from collections.abc import Mapping
from typing import Any

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.routing import APIRoute

from onrecord.errors import InputError
from onrecord.interfaces.queries import find_unread

JSON = "application/json"
SHOWN = 60  # characters of what was given, as a message repeats it
SEE = "openapi.json has what each route takes."


async def read_all(request: Request) -> None:
    """Raises InputError for a name in the query, or in a JSON body, that the route does not read."""
    app: FastAPI = request.app
    route = request.scope["route"]
    assert isinstance(route, APIRoute)
    described = app.openapi()
    operation = described["paths"][route.path_format][request.method.lower()]
    asked = {p["name"] for p in operation.get("parameters", ()) if p["in"] == "query"}
    for unread in find_unread(request.query_params, asked):
        raise unread.to_error(asked)
    fields = _list_fields(operation, described)
    for unread in find_unread(_list_names(await request.body()), fields) if fields else ():
        raise unread.to_error(fields)


def _list_fields(operation: Mapping[str, Any], described: Mapping[str, Any]) -> set[str]:
    """The names that a JSON object sent to a route may have; empty for a route that takes none."""
    content = operation.get("requestBody", {}).get("content", {})
    kind = content.get(JSON, {}).get("schema", {}).get("$ref", "").rpartition("/")[2]
    return set(described["components"]["schemas"][kind]["properties"]) if kind else set()


def _list_names(body: bytes) -> list[str]:
    """The names of a JSON object; none for anything else, which the route itself refuses."""
    try:
        given = json.loads(body)
    except ValueError:
        return []
    return list(given) if isinstance(given, dict) else []


def explain(error: RequestValidationError) -> InputError:
    """The first thing that is not as the route takes it: what it is, what was given, what to send in its place."""
    first = error.errors()[0]
    place, *names = (str(part) for part in first["loc"])
    where = ".".join(names) or place
    if first["type"] == "json_invalid":
        return InputError("The body is no JSON.", where="body", help=f"Send an object, as Content-Type: {JSON}.")
    if first["type"] == "missing":
        return InputError(f"'{where}' is missing in the {place}.", where=where, help=f"Add it; {SEE}")
    wanted = f"{first['msg'][:1].lower()}{first['msg'][1:]}"
    message = f"'{where}' in the {place} cannot be {_show(first['input'])}: {wanted}."
    return InputError(message, where=where, help=SEE)


def _show(given: object) -> str:
    shown = json.dumps(given, ensure_ascii=False, default=str)
    return shown if len(shown) <= SHOWN else f"{shown[:SHOWN]}…"

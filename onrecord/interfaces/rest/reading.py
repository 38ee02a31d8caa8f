"""What a request says that its route does not read is refused, by the description that the routes themselves give."""

import json
import re
from collections.abc import Collection, Mapping, Sequence
from typing import Any

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.routing import APIRoute

from onrecord.errors import InputError
from onrecord.interfaces import refusals
from onrecord.interfaces.queries import find_unread

JSON = "application/json"
IS_JSON = re.compile(r"application/([\w.-]+\+)?json")  # what bodies of JSON are sent as
SEE = "openapi.json has what each route takes."


async def read_all(request: Request) -> None:
    """Raises InputError for what the query or a JSON body has that the route does not read, or reads as nothing."""
    app: FastAPI = request.app
    route = request.scope["route"]
    assert isinstance(route, APIRoute)
    described = app.openapi()
    operation = described["paths"][route.path_format][request.method.lower()]
    asked = {p["name"] for p in operation.get("parameters", ()) if p["in"] == "query"}
    for unread in find_unread(request.query_params, asked):
        raise unread.to_error(asked)
    _read_once(request.query_params.multi_items(), asked)
    fields = _list_fields(operation, described)
    if fields:
        for unread in find_unread(_list_names(request, await request.body(), fields), fields):
            raise unread.to_error(fields)


def _read_once(given: Sequence[tuple[str, str]], asked: Collection[str]) -> None:
    """Raises InputError for a parameter without a value, and for one with two: no guess is what was meant."""
    names: set[str] = set()
    for name, value in given:
        if name in asked and not value:
            raise InputError(f"'{name}' is empty.", where=name, help="Give it a value, or leave it out.")
        if name in asked and name in names:
            raise InputError(f"'{name}' is given twice.", where=name, help="Give it once.")
        names.add(name)


def _list_fields(operation: Mapping[str, Any], described: Mapping[str, Any]) -> set[str]:
    """The names that a JSON object sent to a route may have; empty for a route that takes none."""
    content = operation.get("requestBody", {}).get("content", {})
    kind = content.get(JSON, {}).get("schema", {}).get("$ref", "").rpartition("/")[2]
    return set(described["components"]["schemas"][kind]["properties"]) if kind else set()


def _list_names(request: Request, body: bytes, fields: Collection[str]) -> list[str]:
    """The names of a JSON object.  Raises InputError for a body that is none, or does not say that it is JSON."""
    cure = f"Send a JSON object with {', '.join(sorted(fields))}, as Content-Type: {JSON}."
    if not body:
        raise InputError("The request has no body.", where="body", help=cure)
    sent = request.headers.get("content-type", "").partition(";")[0].strip().casefold()
    if not IS_JSON.fullmatch(sent):
        how = f"as '{sent[: refusals.SHOWN]}', not as JSON" if sent else "without a Content-Type"
        raise InputError(f"The body came {how}.", where="content-type", help=cure)
    given = json.loads(body)
    if not isinstance(given, dict):
        raise InputError("The body is JSON, but no object.", where="body", help=cure)
    return list(given)


def explain(error: RequestValidationError) -> InputError:
    """The first thing that is not as the route takes it: what it is, what was given, what to send in its place."""
    first = error.errors()[0]
    place, *names = (str(part) for part in first["loc"])
    where = ".".join(names) or place
    if first["type"] == "json_invalid":
        return InputError("The body is no JSON.", where="body", help=f"Send an object, as Content-Type: {JSON}.")
    return refusals.explain(first, name=where, place=place, see=SEE)

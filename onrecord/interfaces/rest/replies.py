"""How an answer leaves: as JSON with its entity tag, a page of a list with a link to the next, CSV, or a problem."""

import hashlib
import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, is_dataclass
from http import HTTPStatus
from typing import Any
from urllib.parse import quote, urlencode

from fastapi import Request, Response

from onrecord.errors import OnrecordError
from onrecord.interfaces import problems
from onrecord.interfaces.rest.bodies import Problem
from onrecord.interfaces.web.rooms import Rooms
from onrecord.records import wire
from onrecord.records.schema import WHERE

MOST = 500  # items of one page
JSON = "application/json"
PROBLEM = "application/problem+json"
WEAK = "W/"  # tags are compared without it (RFC 9110, 8.8.3.2)
Responses = dict[int | str, dict[str, Any]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Window:
    """Which items of a list are asked for."""

    first: int
    limit: int


def reply(request: Request, value: Any, *, rooms: Rooms, status: int = 200, media_type: str = JSON) -> Response:
    """The value with an entity tag; 304 where the client has it."""
    shaped = wire.encode(value) if is_dataclass(value) else value
    body = shaped if isinstance(shaped, bytes) else _dump(shaped)
    return _tagged(request, body, rooms=rooms, status=status, media_type=media_type)


def reply_list(
    request: Request, items: Sequence[Any], window: Window, *, rooms: Rooms, shape: Callable[[Any], Any] | None = None
) -> Response:
    """One page of the items, each as `shape` makes it; `Link` names the next page while there is one."""
    chosen = items[window.first : window.first + window.limit]
    shown = [wire.encode(shape(item) if shape else item) for item in chosen]
    body = {"items": shown, "total": len(items), "first": window.first}
    response = _tagged(request, _dump(body), rooms=rooms, status=200, media_type=JSON)
    if window.first + window.limit < len(items):
        query = dict(request.query_params) | {"first": str(window.first + window.limit), "limit": str(window.limit)}
        path = quote(f"{request.app.state.office.base_path}{request.scope['path']}", safe="/@")
        response.headers["link"] = f'<{path}?{urlencode(query)}>; rel="next"'
    return response


def reply_csv(request: Request, table: str, *, rooms: Rooms) -> Response:
    """A table as it was written."""
    body = table.encode("utf-8", "backslashreplace")
    return _tagged(request, body, rooms=rooms, status=200, media_type="text/csv; charset=utf-8")


def _dump(value: Any) -> bytes:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode("utf-8", "backslashreplace")


def _tagged(request: Request, body: bytes, *, rooms: Rooms, status: int, media_type: str) -> Response:
    tag = f'W/"{hashlib.sha256(body).hexdigest()[:20]}"'
    headers = {"etag": tag, "cache-control": "private, no-cache", "vary": "accept", "x-onrecord-state": rooms.key[:16]}
    known = {t.strip().removeprefix(WEAK) for t in request.headers.get("if-none-match", "").split(",")}
    if request.method in ("GET", "HEAD") and (tag.removeprefix(WEAK) in known or "*" in known):
        return Response(status_code=304, headers=headers)
    return Response(body, status_code=status, media_type=media_type, headers=headers)


def refuse(error: OnrecordError, *, status: int | None = None) -> Response:
    """The error as a problem."""
    code = status or problems.http_status(error, unread=422)
    body = problems.body(error)
    problem = Problem(
        type=f"urn:onrecord:problem:{error.kind}",
        title=HTTPStatus(code).phrase,
        status=code,
        detail=problems.sentence(error),
        kind=error.kind,
        message=error.message,
        where=body["where"],
        help=body["help"],
    )
    response = Response(_dump(wire.encode(problem)), status_code=code, media_type=PROBLEM)
    if code == 503:
        response.headers["retry-after"] = str(problems.RETRY_S)
    return response


def told(kind: type, *, status: int = 200, errors: Sequence[int] = (404, 422, 503)) -> Responses:
    """The answers of a route for its description."""
    return {status: _content(JSON, {"$ref": WHERE + kind.__name__}, kind), **problems_of(errors)}


def told_list(kind: type) -> Responses:
    """The same for a page of a list."""
    schema = {
        "type": "object",
        "properties": {
            "items": {"type": "array", "items": {"$ref": WHERE + kind.__name__}},
            "total": {"type": "integer"},
            "first": {"type": "integer"},
        },
        "required": ["items", "total", "first"],
    }
    return {200: _content(JSON, schema, kind), **problems_of((404, 422, 503))}


def told_as(media_type: str, what: str) -> Responses:
    """The same for an answer that is no JSON."""
    ok = {"description": what, "content": {media_type: {"schema": {"type": "string"}}}}
    return {200: ok, **problems_of((404, 422, 503))}


def problems_of(codes: Sequence[int]) -> Responses:
    """Problems by status."""
    schema = {"$ref": WHERE + "Problem"}
    return {c: {"description": HTTPStatus(c).phrase, "content": {PROBLEM: {"schema": schema}}} for c in codes}


def _content(media_type: str, schema: Mapping[str, Any], kind: type) -> dict[str, Any]:
    what = (kind.__doc__ or "").strip().split("\n")[0]
    return {"description": what, "content": {media_type: {"schema": schema}}}

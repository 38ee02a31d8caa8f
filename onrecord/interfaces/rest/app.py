"""The application for programs; it stands beside the pages and is held to the same guards."""

from typing import Any

from fastapi import Depends, FastAPI, Request, Response
from fastapi.exceptions import RequestValidationError
from starlette.exceptions import HTTPException
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from onrecord import __version__
from onrecord.errors import InputError, NotFound, OnrecordError
from onrecord.interfaces.rest import asking, stories, things, writing
from onrecord.interfaces.rest.bodies import Problem
from onrecord.interfaces.rest.desk import Office
from onrecord.interfaces.rest.jobs import Jobs
from onrecord.interfaces.rest.reading import explain, read_all
from onrecord.interfaces.rest.replies import refuse
from onrecord.interfaces.web.rooms import Rooms
from onrecord.records.schema import list_schemas

PATH = "/api/v1"
ROUTERS = (stories, things, asking, writing)
ABOUT = (
    "Who said what, through whom, when, how sure, word for word. "
    "Read-only unless the server was started with `--edit`. "
    "Every list is paged by `first` and `limit`, with `Link: rel=next`. "
    "Positions are Unicode code points of the stored text. "
    "Counts of origins are upper bounds where sources are unknown."
)


def create_api(rooms: Rooms, *, can_edit: bool, jobs: Jobs | None = None, base_path: str = "") -> FastAPI:
    """The application over the rooms of a case; mounted at `PATH`.  `jobs` stay the caller's to close.

    `base_path` is where a proxy shows the server, which it must know to name addresses of its own.
    """
    api = FastAPI(
        title="onrecord", version=__version__, description=ABOUT, docs_url=None, redoc_url=None, redirect_slashes=False
    )
    api.state.office = Office(rooms=rooms, jobs=jobs or Jobs(rooms.case), can_edit=can_edit, base_path=base_path)
    for module in ROUTERS:
        api.include_router(module.router, dependencies=[Depends(read_all)])
    api.add_exception_handler(OnrecordError, _ours)
    api.add_exception_handler(RequestValidationError, _unread)
    api.add_exception_handler(HTTPException, _outside)
    api.add_middleware(_Heads)
    _describe(api)
    return api


class _Heads:
    """Around the application: what can be got can be asked for its head alone."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request; that for a head as the same for a body, which is left out."""
        if scope["type"] != "http" or scope["method"] != "HEAD":
            await self._app(scope, receive, send)
            return

        async def send_head(message: Message) -> None:
            bare = {**message, "body": b""} if message["type"] == "http.response.body" else message
            await send(bare)

        await self._app({**scope, "method": "GET"}, receive, send_head)


def _describe(api: FastAPI) -> None:
    """OpenAPI with the schemas of the records."""
    kinds = [Problem, *(kind for module in ROUTERS for kind in module.KINDS)]
    plain = api.openapi

    def described() -> dict[str, Any]:
        if api.openapi_schema is None:
            schema = plain()
            schemas = schema.setdefault("components", {}).setdefault("schemas", {})
            schemas.update(list_schemas(kinds))
            api.openapi_schema = schema
        return api.openapi_schema

    api.openapi = described  # type: ignore[method-assign]


def _ours(_: Request, error: Exception) -> Response:
    assert isinstance(error, OnrecordError)
    return refuse(error)


def _unread(_: Request, error: Exception) -> Response:
    assert isinstance(error, RequestValidationError)
    return refuse(explain(error), status=422)


def _outside(request: Request, error: Exception) -> Response:
    assert isinstance(error, HTTPException)
    path = request.scope["path"]
    if error.status_code == 405:
        return _answer_method(request.method, path, (error.headers or {})["Allow"])
    if error.status_code != 404:
        cure = "Send a JSON object of a few levels." if error.status_code == 400 else None
        return refuse(InputError(f"{error.detail}.", where=path, help=cure), status=error.status_code)
    cure = "Leave out the '/' at its end." if path.endswith("/") else "openapi.json lists all routes."
    return refuse(NotFound(f"There is nothing at {path}.", where=path, help=cure))


def _answer_method(method: str, path: str, allowed: str) -> Response:
    """What an address can be asked, to who asks for just that; to others, that it cannot be asked this."""
    listed = [*allowed.split(", "), *(["HEAD"] if "GET" in allowed else []), "OPTIONS"]
    headers = {"allow": ", ".join(listed)}
    if method == "OPTIONS":
        return Response(status_code=204, headers=headers)
    response = refuse(InputError(f"{method} is not for {path}.", where=path, help=f"Send {allowed}."), status=405)
    response.headers.update(headers)
    return response

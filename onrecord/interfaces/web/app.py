"""The application: pages in three forms around one case, guards around all of it, a place for REST beside them."""

import contextlib
import json
from collections.abc import Callable, Mapping
from functools import partial
from typing import Any
from urllib.parse import quote

from fastapi import FastAPI, Request, Response
from starlette.exceptions import HTTPException
from starlette.middleware.gzip import GZipMiddleware
from starlette.staticfiles import StaticFiles
from starlette.types import ASGIApp, Scope

from onrecord import __version__
from onrecord.case import Case
from onrecord.case.deciding import read_user
from onrecord.errors import NotFound, OnrecordError
from onrecord.interfaces import problems
from onrecord.interfaces.web.addresses import Addresses
from onrecord.interfaces.web.desk import Desk, read_desk
from onrecord.interfaces.web.guards import Guard
from onrecord.interfaces.web.loads import Load
from onrecord.interfaces.web.options import ServeOptions
from onrecord.interfaces.web.pages import PAGES, forms
from onrecord.interfaces.web.pages.feeds import FEEDS, write_feed
from onrecord.interfaces.web.pages.frame import prepare
from onrecord.interfaces.web.pages.taking import TAKERS, take
from onrecord.interfaces.web.paper import STATIC, Page, Paper, respond
from onrecord.interfaces.web.rooms import Rooms
from onrecord.interfaces.web.sessions import REVIEWER, Sessions
from onrecord.records import ids

Maker = Callable[[Desk], Page]
NAV = (
    ("/search", "Search"),
    ("/ask", "Ask"),
    ("/check", "Check a draft"),
    ("/review", "Review"),
    ("/sources", "Sources"),
)
IN_STORY = ("/ask", "/check", "/review")  # pages that, left from a story's, are of that story
TITLES = {404: "Not found", 400: "That cannot be read", 503: "The case is busy"}
SMALLEST_PACKED = 800  # bytes; smaller answers are sent as they are


class Site:
    """What every page of one application shares."""

    def __init__(self, case: Case, options: ServeOptions) -> None:
        self.case = case
        self.options = options
        self.rooms = Rooms(case)
        self.paper = Paper()
        self.sessions = Sessions(name=ids.digest(str(case.folder))[:8], is_secure=options.is_secure)

    def warm(self) -> None:
        """Read the case now, so that the first reader need not wait; each state's largest stories are made ready."""
        self.rooms.on_read = self._prepare
        self.rooms.refresh()

    def _prepare(self) -> None:
        with contextlib.suppress(OnrecordError):  # whoever asks is told; nobody asked yet
            prepare(self.rooms)

    def answer(self, request: Request, make: Maker, form: str) -> Response:
        """The page that `make` gives, in its form; an error as a page of the same form."""
        visit = self.sessions.of(request)
        try:
            desk = read_desk(request, rooms=self.rooms, options=self.options, visit=visit)
            page = make(desk)
            if form != "html":
                _read_all(desk)
            body = self.paper.write(page, form, self.context(desk))
            response = respond(request, body, form, status=page.status)
        except OnrecordError as error:
            response = self.refuse(request, error, form)
        if form == "html":
            self.sessions.write(response, visit)
        return response

    def context(self, desk: Desk) -> dict[str, Any]:
        """What every template may use."""
        path = desk.request.scope["path"]
        plain = path.removesuffix(".json").removesuffix(".md") or "/"
        return {
            "to": desk.to,
            "here": quote(plain, safe="/"),
            "query": desk.request.url.query,
            "as_of": desk.as_of,
            "unread": desk.unread(),
            "kept": desk.kept(),
            "zone": self.case.settings["story.timezone"],
            "case_name": self.case.settings["story.name"] or (self.case.folder.name if self.case.folder else "case"),
            "can_edit": self.options.can_edit,
            "visit": desk.visit,
            "reviewer": desk.request.cookies.get(REVIEWER, "") or read_user(self.case.settings),
            "form_token": lambda: self.sessions.form_token(desk.visit),
            "release": __version__,
            "nav": NAV,
            "in_story": IN_STORY,
            "story": None,
            "tab": "",
        }

    def refuse(self, request: Request, error: OnrecordError, form: str) -> Response:
        """The error in the form that was asked for."""
        status = problems.http_status(error, unread=400)
        problem = {**problems.body(error), "status": status}
        title = TITLES.get(status, "Something failed")
        desk = Desk(
            request=request,
            rooms=self.rooms,
            options=self.options,
            visit=self.sessions.of(request),
            as_of=None,
            to=Addresses(base=self.options.base_path),
        )
        if form == "json":
            response = respond(request, json.dumps({"title": title, **problem}), form, status=status)
            response.headers["content-type"] = "application/problem+json"
        else:
            page = Page(template="problem", title=title, answer={"problem": problem}, status=status)
            response = respond(
                request, self.paper.write(page, form, {**self.context(desk), "unread": ()}), form, status=status
            )
        if status == 503:
            response.headers["retry-after"] = str(problems.RETRY_S)
        return response


def create_app(
    case: Case, *, options: ServeOptions | None = None, mounts: Mapping[str, Callable[[Rooms], ASGIApp]] | None = None
) -> FastAPI:
    """The application over an opened case, which stays the caller's to close.

    `mounts` make further applications by path ("/api/v1": REST), over the same rooms and held to the same guards.
    """
    site = Site(case, options or ServeOptions())
    app = FastAPI(title="onrecord", version=__version__, openapi_url=None, docs_url=None, redoc_url=None)
    app.state.site = site
    app.add_middleware(GZipMiddleware, minimum_size=SMALLEST_PACKED)
    app.add_middleware(Load, limits=site.options.limits)
    app.add_middleware(Guard, options=site.options)
    for path, make_inner in (mounts or {}).items():
        app.mount(path, make_inner(site.rooms))
    app.mount("/static", _Static(directory=STATIC))
    forms.register(app, site)
    for path, form, write in FEEDS:
        _add_text(app, site, path, form, partial(write_feed, form=form, write=write))
    for path, form, taker in TAKERS:
        _add_text(app, site, path, form, partial(take, taker=taker))
    for path, make in PAGES:
        _add_page(app, site, path, make)
    app.add_exception_handler(HTTPException, _outside(site))
    return app


def _add_page(app: FastAPI, site: Site, path: str, make: Maker) -> None:
    stem = "/stories" if path == "/" else path
    for form, address in (("json", f"{stem}.json"), ("md", f"{stem}.md"), ("html", path)):

        def endpoint(request: Request, form: str = form) -> Response:
            return site.answer(request, make, form)

        app.add_route(address, endpoint, methods=["GET", "HEAD"], include_in_schema=False)


def _add_text(app: FastAPI, site: Site, path: str, form: str, make: Callable[[Desk], str]) -> None:
    """A route whose answer is a text of its own form: a feed, a brief for another program."""

    def endpoint(request: Request) -> Response:
        try:
            visit = site.sessions.of(request)
            desk = read_desk(request, rooms=site.rooms, options=site.options, visit=visit)
            text = make(desk)
            _read_all(desk)
            return respond(request, text, form)
        except OnrecordError as error:
            return site.refuse(request, error, "json")

    app.add_route(path, endpoint, methods=["GET", "HEAD"], include_in_schema=False)


def _read_all(desk: Desk) -> None:
    """Raises InputError for a query of which nobody read a part: a page says so, other forms cannot."""
    for unread in desk.unread():
        raise unread.to_error(desk.asked)


def _outside(site: Site) -> Any:
    def handler(request: Request, error: Exception) -> Response:
        if not isinstance(error, HTTPException) or error.status_code != 404:
            status = error.status_code if isinstance(error, HTTPException) else 500
            return Response(f"{status}\n", status_code=status, media_type="text/plain")
        path = request.scope["path"]
        form = next((f for f in ("json", "md") if path.endswith(f".{f}")), "html")
        missing = NotFound(f"There is no page at {path}.", where=path, help="Start from the stories.")
        return site.refuse(request, missing, form)

    return handler


class _Static(StaticFiles):
    """Our own files, which browsers may keep: their addresses carry their version."""

    async def get_response(self, path: str, scope: Scope) -> Response:
        response = await super().get_response(path, scope)
        if response.status_code == 200:
            response.headers["cache-control"] = "public, max-age=31536000, immutable"
        return response

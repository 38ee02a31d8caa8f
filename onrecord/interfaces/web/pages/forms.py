"""Requests that carry a form: signing in, checking a draft, and, where editing is allowed, what people decide."""

import asyncio
import hmac
from collections.abc import Awaitable, Callable
from typing import TYPE_CHECKING

from fastapi import FastAPI, Request, Response
from starlette.concurrency import run_in_threadpool
from starlette.datastructures import FormData
from starlette.responses import RedirectResponse

from onrecord.errors import InputError, NotFound, OnrecordError
from onrecord.interfaces.web.guards import KEY_COOKIE, REFUSAL_WAIT_S, SIGN_IN, key_of
from onrecord.interfaces.web.pages.choices import read_arrangement, read_grade, read_review
from onrecord.interfaces.web.pages.drafts import show_check
from onrecord.interfaces.web.paper import Page
from onrecord.interfaces.web.sessions import REVIEWER
from onrecord.records.decision import Choice

if TYPE_CHECKING:
    from onrecord.interfaces.web.app import Site

MAX_NAME = 80  # characters of who decides
READERS: tuple[tuple[str, Callable[[FormData], Choice]], ...] = (
    ("/review", read_review),
    ("/arrange", read_arrangement),
    ("/grade", read_grade),
)


def register(app: FastAPI, site: "Site") -> None:
    """Add the routes of this module."""
    _add_sign_in(app, site)

    async def check(request: Request) -> Response:
        form = await request.form(max_files=0, max_part_size=1_000_000)
        text = str(form.get("draft", ""))
        return await run_in_threadpool(site.answer, request, lambda desk: show_check(desk, text), "html")

    app.add_route("/check", check, methods=["POST"], include_in_schema=False)
    for path, read in READERS:
        app.add_route(path, _deciding(site, read), methods=["POST"], include_in_schema=False)


def _add_sign_in(app: FastAPI, site: "Site") -> None:
    def ask(request: Request) -> Response:
        return site.answer(request, lambda desk: _sign_in(request, is_wrong=False), "html")

    async def enter(request: Request) -> Response:
        form = await request.form(max_files=0)
        given, token = str(form.get("token", "")), site.options.token or ""
        if not token or not hmac.compare_digest(given.strip().encode(), token.encode()):
            await asyncio.sleep(REFUSAL_WAIT_S)
            return await run_in_threadpool(site.answer, request, lambda desk: _sign_in(request, is_wrong=True), "html")
        response = RedirectResponse(f"{site.options.base_path}{_inside(str(form.get('next', '/')))}", status_code=303)
        site.sessions.keep(response, KEY_COOKIE, key_of(token))
        return response

    app.add_route(SIGN_IN, ask, methods=["GET"], include_in_schema=False)
    app.add_route(SIGN_IN, enter, methods=["POST"], include_in_schema=False)


def _sign_in(request: Request, *, is_wrong: bool) -> Page:
    onward = _inside(request.query_params.get("next", "/"))
    status = 403 if is_wrong else 200
    extra = {"is_wrong": is_wrong, "next": onward, "is_form": True}
    return Page(template="sign_in", title="Sign in", answer={}, extra=extra, status=status)


def _deciding(site: "Site", read: Callable[[FormData], Choice]) -> Callable[[Request], Awaitable[Response]]:
    """A route that keeps what a form decides and leads back to where it was sent from."""

    async def endpoint(request: Request) -> Response:
        form = await request.form(max_files=0)
        return await run_in_threadpool(_decide, site, request, form, read)

    return endpoint


def _decide(site: "Site", request: Request, form: FormData, read: Callable[[FormData], Choice]) -> Response:
    try:
        _check(site, request, form)
        by = " ".join(str(form.get("by", "")).split())[:MAX_NAME]
        if not by:
            raise InputError("Nobody is named who decides.", where="by", help="Write your name beside the buttons.")
        story = str(form.get("story", "")) or None
        if form.get("action") == "undo":
            site.case.undo(str(form.get("decision", "")), by=by)
        else:
            site.case.decide(read(form), by=by, story=story)
    except OnrecordError as error:
        return site.refuse(request, error, "html")
    back = _inside(str(form.get("back", "/")))
    response = RedirectResponse(f"{site.options.base_path}{back}", status_code=303)
    site.sessions.keep(response, REVIEWER, by)
    return response


def _check(site: "Site", request: Request, form: FormData) -> None:
    """Raises where nothing may be changed here, or by this form."""
    if not site.options.can_edit:
        raise NotFound(
            "This server only shows the case.", where=request.url.path, help="Start it with `onrecord serve --edit`."
        )
    site.sessions.check(site.sessions.of(request), str(form.get("token", "")))


def _inside(path: str) -> str:
    """The path, if it leads nowhere but to this server."""
    is_own = path.startswith("/") and not path.startswith(("//", "/\\")) and path.isprintable()
    return path if is_own else "/"

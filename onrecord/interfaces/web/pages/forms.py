"""Requests that carry a form: signing in with the token."""

import asyncio
import hmac
from typing import TYPE_CHECKING

from fastapi import FastAPI, Request, Response
from starlette.responses import RedirectResponse

from onrecord.interfaces.web.guards import KEY_COOKIE, REFUSAL_WAIT_S, SIGN_IN, key_of
from onrecord.interfaces.web.paper import Page

if TYPE_CHECKING:
    from onrecord.interfaces.web.app import Site


def register(app: FastAPI, site: "Site") -> None:
    """Add the routes of this module."""

    def ask(request: Request) -> Response:
        return site.answer(request, lambda desk: _sign_in(request, is_wrong=False), "html")

    async def enter(request: Request) -> Response:
        form = await request.form()
        given, token = str(form.get("token", "")), site.options.token or ""
        if not token or not hmac.compare_digest(given.strip().encode(), token.encode()):
            await asyncio.sleep(REFUSAL_WAIT_S)
            return site.answer(request, lambda desk: _sign_in(request, is_wrong=True), "html")
        response = RedirectResponse(f"{site.options.base_path}{_inside(str(form.get('next', '/')))}", status_code=303)
        site.sessions.keep(response, KEY_COOKIE, key_of(token))
        return response

    app.add_route(SIGN_IN, ask, methods=["GET"], include_in_schema=False)
    app.add_route(SIGN_IN, enter, methods=["POST"], include_in_schema=False)


def _sign_in(request: Request, *, is_wrong: bool) -> Page:
    onward = _inside(request.query_params.get("next", "/"))
    status = 403 if is_wrong else 200
    return Page(
        template="sign_in", title="Sign in", answer={}, extra={"is_wrong": is_wrong, "next": onward}, status=status
    )


def _inside(path: str) -> str:
    """The path, if it leads nowhere but to this server."""
    is_own = path.startswith("/") and not path.startswith(("//", "/\\")) and "\n" not in path and "\r" not in path
    return path if is_own else "/"

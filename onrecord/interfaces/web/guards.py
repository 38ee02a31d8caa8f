"""What every request must pass and every answer carries: host names, token, same origin, a strict policy.

Guards stand around the whole application, so that pages and REST are held to the same rules.
"""

import asyncio
import hashlib
import hmac
import json
from collections.abc import Iterable
from http import HTTPStatus
from http.cookies import CookieError, SimpleCookie
from urllib.parse import quote, urlsplit

from starlette.datastructures import Headers, MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from onrecord.interfaces.web.options import ServeOptions, is_loopback

KEY_COOKIE = "onrecord_key"
SIGN_IN = "/sign-in"
OPEN_PATHS = ("/static/", SIGN_IN)
FIRST_PRINTED = 32  # code point; below it are control characters
SAFE_METHODS = frozenset({"GET", "HEAD", "OPTIONS"})
REFUSAL_WAIT_S = 1.0  # before a wrong token is refused, so that guessing is slow
POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; "
    "form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
HEADERS = {
    "content-security-policy": POLICY,
    "x-content-type-options": "nosniff",
    "referrer-policy": "same-origin",  # with none at all, browsers hide the origin of our own forms too
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
    "permissions-policy": "camera=(), geolocation=(), microphone=()",
    "x-frame-options": "DENY",
}


def key_of(token: str) -> str:
    """What a browser keeps in place of the token."""
    return hmac.new(token.encode(), b"onrecord key", hashlib.sha256).hexdigest()


class Guard:
    """Around an application: refuses what must not come in, and puts the policy on all that goes out."""

    def __init__(self, app: ASGIApp, *, options: ServeOptions) -> None:
        self._app = app
        self._options = options
        self._names = {"localhost", "127.0.0.1", "[::1]", *(n.casefold() for n in options.names)}
        if not is_loopback(options.host) and options.host not in ("0.0.0.0", "::"):
            self._names.add(options.host.casefold())

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        headers = Headers(scope=scope)
        sender = self._hardened(send)
        refusal = self._refusal(scope, headers)
        if refusal is not None:
            await refuse_request(sender, *refusal)
        elif not await self._may_enter(scope, headers):
            await self._ask_for_key(scope, headers, sender)
        else:
            await self._app(scope, receive, sender)

    def _hardened(self, send: Send) -> Send:
        async def sender(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                for name, value in HEADERS.items():
                    headers.setdefault(name, value)
                headers.setdefault("cache-control", "private, no-cache")
                if self._options.is_secure:
                    headers.setdefault("strict-transport-security", "max-age=31536000")
            await send(message)

        return sender

    def _refusal(self, scope: Scope, headers: Headers) -> tuple[int, str, str] | None:
        """Status, what is wrong, and the cure; None: nothing is."""
        host = headers.get("host", "")
        if _name_of(host) not in self._names:
            return 421, f"This server does not answer to the name '{_name_of(host)}'.", "Start it with --name NAME."
        if any(ord(c) < FIRST_PRINTED for c in scope["path"]):
            return 404, "There is nothing at an address with control characters.", "Start from the stories."
        if scope["method"] in SAFE_METHODS:
            return None
        site = headers.get("sec-fetch-site")
        origin = headers.get("origin")
        is_foreign = origin is not None and _place_of(origin) != host.casefold()
        if is_foreign or (site is not None and site not in ("same-origin", "none")):
            return 403, "This form was sent from another site.", "Open the page here and send it again."
        return None

    async def _may_enter(self, scope: Scope, headers: Headers) -> bool:
        token = self._options.token
        if token is None or any(scope["path"].startswith(p) for p in OPEN_PATHS):
            return True
        scheme, _, given = headers.get("authorization", "").partition(" ")
        if scheme.casefold() == "bearer":
            is_right = hmac.compare_digest(given.strip().encode(), token.encode())
            if not is_right:
                await asyncio.sleep(REFUSAL_WAIT_S)
            return is_right
        kept = _cookie(headers, KEY_COOKIE)
        return kept is not None and hmac.compare_digest(kept.encode(), key_of(token).encode())

    async def _ask_for_key(self, scope: Scope, headers: Headers, send: Send) -> None:
        """People are led to the page that asks; programs get a 401."""
        if scope["method"] == "GET" and "text/html" in headers.get("accept", ""):
            back = quote(scope["path"], safe="/")
            where = f"{self._options.base_path}{SIGN_IN}?next={back}"
            await _answer(send, 303, b"", [("location", where), ("content-type", "text/plain")])
            return
        await refuse_request(send, 401, "This case is read with a token.", "Send it as: Authorization: Bearer TOKEN")


async def refuse_request(
    send: Send, status: int, message: str, help: str, *, more: Iterable[tuple[str, str]] = (), ends: bool = False
) -> None:
    """Answer with a problem; `ends`: the connection is closed, since what is still to come on it is not read."""
    body = {
        "type": "urn:onrecord:problem:refused",
        "title": HTTPStatus(status).phrase,
        "status": status,
        "detail": f"{message} {help}",
        "kind": "refused",
        "message": message,
        "where": None,
        "help": help,
    }
    headers = [("content-type", "application/problem+json"), *more]
    headers += [("connection", "close")] if ends else []
    headers += [("www-authenticate", "Bearer")] if status == 401 else []
    await _answer(send, status, json.dumps(body, ensure_ascii=False).encode(), headers)


async def _answer(send: Send, status: int, body: bytes, headers: Iterable[tuple[str, str]]) -> None:
    raw = [(name.encode("latin-1"), value.encode("latin-1")) for name, value in headers]
    raw.append((b"content-length", str(len(body)).encode()))
    await send({"type": "http.response.start", "status": status, "headers": raw})
    await send({"type": "http.response.body", "body": body})


def _name_of(host: str) -> str:
    """The name without its port, lower case."""
    name, _, port = host.rpartition(":")
    return (name if name and port.isdigit() else host).casefold()


def _place_of(origin: str) -> str | None:
    """Host and port of an origin, lower case; None: it cannot be read, and so is nobody's."""
    try:
        return urlsplit(origin).netloc.casefold()
    except ValueError:
        return None


def _cookie(headers: Headers, name: str) -> str | None:
    try:
        found = SimpleCookie(headers.get("cookie", "")).get(name)
    except CookieError:
        return None
    return found.value if found else None

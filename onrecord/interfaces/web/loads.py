"""How much the server takes on at once: so many requests, so large bodies, so long a wait for them.

A request is let in when its body has come whole, so that who sends slowly keeps nobody waiting.  What is more than can
be done now is refused at once with 503 and `Retry-After`; a client that comes again then loses nothing.
"""

import asyncio
import contextlib

from starlette.datastructures import Headers
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from onrecord.interfaces import problems
from onrecord.interfaces.web.guards import refuse_request
from onrecord.interfaces.web.options import Limits

DRAIN_S = 3.0  # that a body which is too large is still taken from its client
READS = frozenset({"GET", "HEAD", "OPTIONS"})


class Load:
    """Around an application, its guards included."""

    def __init__(self, app: ASGIApp, *, limits: Limits) -> None:
        self._app = app
        self._limits = limits
        self._running = 0
        self._uploads = 0

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request, now or not."""
        if scope["type"] != "http" or scope["method"] in READS:
            await self._answer(scope, receive, send)
            return
        most = dict(self._limits.large).get(scope["path"], self._limits.body)
        told = Headers(scope=scope).get("content-length", "")
        if told.isdecimal() and int(told) > most:
            await _refuse_size(receive, send, most)
        elif most <= self._limits.body:
            await self._take(scope, receive, send, most)
        elif self._uploads >= self._limits.uploads:
            await _refuse_now(send, ends=True)
        else:
            self._uploads += 1
            try:
                await self._take(scope, receive, send, most)
            finally:
                self._uploads -= 1

    async def _take(self, scope: Scope, receive: Receive, send: Send, most: int) -> None:
        parts: list[Message] = []
        try:
            size = await self._read(receive, parts, most)
        except TimeoutError:
            message = "The body of this request came too slowly."
            await refuse_request(send, 408, message, "Send it again, in smaller parts.", ends=True)
            return
        if size is None:  # nobody is there to be answered
            return
        if size > most:
            await _refuse_size(receive, send, most)
            return
        parts.reverse()

        async def again() -> Message:
            return parts.pop() if parts else await receive()

        await self._answer(scope, again, send)

    async def _read(self, receive: Receive, parts: list[Message], most: int) -> int | None:
        """Bytes of the body, which is kept in `parts`; more than `most`: it is too large; None: the client is gone."""
        loop = asyncio.get_running_loop()
        started, size = loop.time(), 0
        while True:
            left_s = started + self._limits.body_s + size / self._limits.rate - loop.time()
            message = await asyncio.wait_for(receive(), max(left_s, 0))
            if message["type"] != "http.request":
                return None
            size += len(message.get("body", b""))
            parts.append(message)
            if size > most or not message.get("more_body", False):
                return size

    async def _answer(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
        elif self._running >= self._limits.requests:
            await _refuse_now(send)
        else:
            self._running += 1
            try:
                await self._app(scope, receive, send)
            finally:
                self._running -= 1


async def _refuse_now(send: Send, *, ends: bool = False) -> None:
    wait = [("retry-after", str(problems.RETRY_S))]
    message = "The server has as much to do as it can bear."
    await refuse_request(send, 503, message, "Ask again shortly.", more=wait, ends=ends)


async def _refuse_size(receive: Receive, send: Send, most: int) -> None:
    """Most clients read no answer before all is sent, so what comes soon is taken and thrown away."""
    with contextlib.suppress(TimeoutError):
        async with asyncio.timeout(DRAIN_S):
            while (await receive()).get("more_body", False):
                pass
    told = f"{most >> 20} MB" if most >> 20 else f"{most} bytes"
    await refuse_request(send, 413, f"A request to this address holds at most {told}.", "Send less.", ends=True)
